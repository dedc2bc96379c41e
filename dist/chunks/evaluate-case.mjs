import { l as createPackEvaluator } from "./evaluate.mjs";

export { createPackEvaluator };
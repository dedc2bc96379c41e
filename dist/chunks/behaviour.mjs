import { t as decideCases } from "./evaluate.mjs";

export { decideCases };
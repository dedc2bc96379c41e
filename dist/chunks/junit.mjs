import { i as renderJUnit } from "./evaluate.mjs";

export { renderJUnit };
import { a as renderJUnit } from "./evaluate.mjs";

export { renderJUnit };
import { h as renderJUnit } from "./evaluate.mjs";

export { renderJUnit };
import { m as renderJUnit } from "./evaluate.mjs";

export { renderJUnit };
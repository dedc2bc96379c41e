import { r as placedFindings } from "./core.mjs";

export { placedFindings };
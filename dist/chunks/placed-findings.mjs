import { n as placedFindings } from "./core.mjs";

export { placedFindings };
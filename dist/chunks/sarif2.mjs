import { n as renderSarif, t as SARIF_LIMITS } from "./sarif.mjs";

export { renderSarif };
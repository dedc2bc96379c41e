import { n as inlineSuites } from "./cases.mjs";

export { inlineSuites };
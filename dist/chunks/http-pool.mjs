import { g as openPool } from "./gateways.mjs";

export { openPool };
import { f as openPool } from "./gateways.mjs";

export { openPool };
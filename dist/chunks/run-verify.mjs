import { n as runVerify } from "./gateways.mjs";

export { runVerify };
import { n as verify } from "./gateways.mjs";

export { verify };
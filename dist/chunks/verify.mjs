import { t as verify } from "./gateways.mjs";

export { verify };
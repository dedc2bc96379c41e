import { r as checkToken } from "./gateways.mjs";

export { checkToken };
import { o as checkToken } from "./gateways.mjs";

export { checkToken };
import { t as checkToken } from "./gateways.mjs";

export { checkToken };
import { d as DEFAULT_MAX_BYTES, f as createHttp } from "./gateways.mjs";

export { createHttp };
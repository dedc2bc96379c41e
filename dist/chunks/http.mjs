import { f as DEFAULT_MAX_BYTES, p as createHttp } from "./gateways.mjs";

export { createHttp };
import { a as DEFAULT_MAX_BYTES, o as createHttp } from "./gateways.mjs";

export { createHttp };
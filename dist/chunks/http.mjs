import { h as createHttp, m as DEFAULT_MAX_BYTES } from "./gateways.mjs";

export { createHttp };
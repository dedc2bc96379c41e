import { d as createHttp, u as DEFAULT_MAX_BYTES } from "./gateways.mjs";

export { createHttp };
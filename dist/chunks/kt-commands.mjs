import { a as KT_TIMEOUTS, i as KT_OUTPUT_LIMIT, o as createKt, s as ktDuration } from "./kt2.mjs";

export { KT_OUTPUT_LIMIT, KT_TIMEOUTS, createKt, ktDuration };
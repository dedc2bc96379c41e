import { a as KT_OUTPUT_LIMIT, c as ktDuration, o as KT_TIMEOUTS, s as createKt } from "./kt2.mjs";

export { KT_OUTPUT_LIMIT, KT_TIMEOUTS, createKt, ktDuration };
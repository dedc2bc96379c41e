import { $n as shorten, Qn as oneLine, er as splitLines, nr as visible, tr as stripAnsi } from "./core.mjs";

export { oneLine, visible };
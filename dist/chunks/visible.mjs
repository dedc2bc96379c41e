import { $n as splitLines, Qn as shorten, Zn as oneLine, er as stripAnsi, tr as visible } from "./core.mjs";

export { oneLine, visible };
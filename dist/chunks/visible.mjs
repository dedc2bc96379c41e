import { $n as oneLine, er as shorten, nr as stripAnsi, rr as visible, tr as splitLines } from "./core.mjs";

export { oneLine, visible };
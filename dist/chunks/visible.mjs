import { ar as oneLine, cr as stripAnsi, lr as visible, or as shorten, sr as splitLines } from "./core.mjs";

export { oneLine, visible };
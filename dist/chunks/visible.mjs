import { cr as splitLines, lr as stripAnsi, or as oneLine, sr as shorten, ur as visible } from "./core.mjs";

export { oneLine, visible };
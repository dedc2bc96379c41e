import { _r as visible, gr as stripAnsi, hr as splitLines, mr as shorten, pr as oneLine } from "./core.mjs";

export { oneLine, visible };
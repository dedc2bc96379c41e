import { _r as stripAnsi, gr as splitLines, hr as shorten, mr as oneLine, vr as visible } from "./core.mjs";

export { oneLine, visible };
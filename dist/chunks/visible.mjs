import { Bn as splitLines, Hn as visible, Rn as oneLine, Vn as stripAnsi, zn as shorten } from "./core.mjs";

export { oneLine, visible };
import { Bn as stripAnsi, Ln as oneLine, Rn as shorten, Vn as visible, zn as splitLines } from "./core.mjs";

export { oneLine, visible };
import { n as KT_VERSION_TEXT, r as runKt } from "./emulator.mjs";

export { runKt };
import { i as runKt, r as KT_VERSION_TEXT } from "./emulator.mjs";

export { runKt };
import { g as lintCommand } from "./emulator.mjs";

export { lintCommand };
import { h as lintCommand } from "./emulator.mjs";

export { lintCommand };
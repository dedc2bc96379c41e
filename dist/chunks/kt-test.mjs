import { a as testCommand } from "./emulator.mjs";

export { testCommand };
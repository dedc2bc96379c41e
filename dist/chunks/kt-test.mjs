import { i as testCommand } from "./emulator.mjs";

export { testCommand };
import { v as demoCommand } from "./emulator.mjs";

export { demoCommand };
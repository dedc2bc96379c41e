import { b as demoCommand, y as DEMO_USAGE } from "./emulator.mjs";

export { demoCommand };
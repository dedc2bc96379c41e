import { n as emulatorCommand, t as EMULATOR_USAGE } from "./emulator.mjs";

export { emulatorCommand };
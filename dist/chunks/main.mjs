import { t as emulatorCommand } from "./emulator.mjs";

export { emulatorCommand };
import { a as deployCommand, c as eventsCommand, d as pushCommand, f as revertCommand, l as inspectCommand, m as whoamiCommand, o as diffCommand, p as sinceOf, s as doctorCommand, u as listCommand } from "./emulator.mjs";

export { deployCommand, diffCommand, doctorCommand, eventsCommand, inspectCommand, listCommand, pushCommand, revertCommand, whoamiCommand };
import { c as doctorCommand, d as listCommand, f as pushCommand, h as whoamiCommand, l as eventsCommand, m as sinceOf, o as deployCommand, p as revertCommand, s as diffCommand, u as inspectCommand } from "./emulator.mjs";

export { deployCommand, diffCommand, doctorCommand, eventsCommand, inspectCommand, listCommand, pushCommand, revertCommand, whoamiCommand };
import { a as noSuchCommand, c as writtenRange, i as commandHelp, o as renderHelp, s as writtenDefault } from "./help.mjs";

export { commandHelp, noSuchCommand, renderHelp };
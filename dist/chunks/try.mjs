import { c as tryCommand, o as TRY_HELP, s as renderExplanation } from "./evaluate.mjs";

export { tryCommand };
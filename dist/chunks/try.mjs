import { n as renderExplanation, r as tryCommand, t as TRY_HELP } from "./evaluate.mjs";

export { tryCommand };
import { i as tryCommand, n as TRY_HELP, r as renderExplanation } from "./evaluate.mjs";

export { tryCommand };
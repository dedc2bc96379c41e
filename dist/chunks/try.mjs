import { o as renderExplanation, s as tryCommand } from "./evaluate.mjs";

export { tryCommand };
import { t as explainCommand } from "./explain.mjs";

export { explainCommand };
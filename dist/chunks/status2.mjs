import { t as statusCommand } from "./status.mjs";

export { statusCommand };
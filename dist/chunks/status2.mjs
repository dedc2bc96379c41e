import { n as statusCommand, t as STATUS_HELP } from "./status.mjs";

export { statusCommand };
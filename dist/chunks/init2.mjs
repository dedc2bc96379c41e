import { t as initCommand } from "./init.mjs";

export { initCommand };
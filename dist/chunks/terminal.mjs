import { n as runCommand } from "./core.mjs";

export { runCommand };
import { a as runRollback, i as runDeploy } from "./gateways.mjs";

export { runDeploy, runRollback };
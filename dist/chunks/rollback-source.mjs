import { t as readRollbackSource } from "./past.mjs";

export { readRollbackSource };
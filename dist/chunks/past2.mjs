import { t as readRunPasts } from "./past.mjs";

export { readRunPasts };
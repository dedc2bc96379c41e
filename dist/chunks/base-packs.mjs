import { t as readRunBase } from "./past.mjs";

export { readRunBase };
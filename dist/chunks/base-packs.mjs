import { a as readRunBase } from "./past.mjs";

export { readRunBase };
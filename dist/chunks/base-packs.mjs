import { r as readRunBase } from "./past.mjs";

export { readRunBase };
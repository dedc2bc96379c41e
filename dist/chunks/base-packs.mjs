import { i as readRunBase } from "./past.mjs";

export { readRunBase };
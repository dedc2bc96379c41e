import { a as byRepository, o as readRunPasts } from "./past.mjs";

export { readRunPasts };
import { a as readRunPasts, i as byRepository } from "./past.mjs";

export { readRunPasts };
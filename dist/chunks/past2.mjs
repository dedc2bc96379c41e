import { o as byRepository, s as readRunPasts } from "./past.mjs";

export { readRunPasts };
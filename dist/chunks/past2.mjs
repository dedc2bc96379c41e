import { n as byRepository, r as readRunPasts } from "./past.mjs";

export { readRunPasts };
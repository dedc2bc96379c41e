import { C as parsePolicy, S as chainOf, w as parseYaml, x as PolicyProblem } from "./emulator.mjs";

export { parsePolicy };
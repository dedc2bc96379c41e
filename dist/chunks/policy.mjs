import { S as parseYaml, b as chainOf, x as parsePolicy, y as PolicyProblem } from "./emulator.mjs";

export { parsePolicy };
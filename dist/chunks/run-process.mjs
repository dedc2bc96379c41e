import { n as createRunProcess, r as runProcess, t as TERMINATION_GRACE_MS } from "./kt2.mjs";

export { TERMINATION_GRACE_MS, createRunProcess, runProcess };
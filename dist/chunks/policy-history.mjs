import { n as readRunPolicyHistory, t as readRunPolicyHistories } from "./past.mjs";

export { readRunPolicyHistories, readRunPolicyHistory };
import { n as readRunPolicyHistories, r as readRunPolicyHistory } from "./past.mjs";

export { readRunPolicyHistories, readRunPolicyHistory };
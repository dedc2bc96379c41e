import { i as readRunPolicyHistory, r as readRunPolicyHistories } from "./past.mjs";

export { readRunPolicyHistories, readRunPolicyHistory };
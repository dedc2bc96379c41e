import { n as renderSummary, t as SUMMARY_BUDGET } from "./summary.mjs";

export { SUMMARY_BUDGET, renderSummary };
import { n as judgeReading, r as lookAfter, t as aftermathSummary } from "./look-after.mjs";

export { lookAfter };
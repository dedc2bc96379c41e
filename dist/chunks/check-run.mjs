import { c as makeCheckRun, s as CHECK_SUMMARY_LIMIT } from "./github2.mjs";

export { CHECK_SUMMARY_LIMIT, makeCheckRun };
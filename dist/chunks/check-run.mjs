import { o as CHECK_SUMMARY_LIMIT, s as makeCheckRun } from "./github2.mjs";

export { CHECK_SUMMARY_LIMIT, makeCheckRun };
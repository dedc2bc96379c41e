import { o as CHECK_SUMMARY_LIMIT, s as makeCheckRun } from "./github.mjs";

export { CHECK_SUMMARY_LIMIT, makeCheckRun };
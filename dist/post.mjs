import { Hn as JOURNAL_ENTRY_STATE, Un as JOURNAL_STATE, Zn as readState } from "./chunks/core.mjs";

// src/post.ts
const journal = readState(process.env, JOURNAL_STATE);
if (journal !== void 0) {
	const { lookAfter } = await import("./chunks/post.mjs");
	await lookAfter(journal, readState(process.env, "entry") === "root" ? "root" : "deploy", process.env);
}

export {  };
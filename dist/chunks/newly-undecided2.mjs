import { a as undecidedNew } from "./evaluate.mjs";
import { fn as gates, j as validatePack } from "./core.mjs";

// src/stages/newly-undecided.ts
function hasOpenCases(pack) {
	const { tests, findings } = pack;
	return gates(pack) && tests.undecided > 0 && !findings.some((one) => one.severity === "error" && one.suppressed !== true);
}
async function compareWithBase(packs, readBase) {
	const base = await readBase(packs.filter(({ report }) => hasOpenCases(report)).map(({ file }) => file));
	const reports = [];
	let { reading } = base;
	for (const pack of packs) {
		const { report, unread } = hasOpenCases(pack.report) ? await marked(pack, base) : { report: pack.report };
		reports.push(report);
		if (unread !== void 0) reading = {
			...reading,
			unread
		};
	}
	return {
		reading,
		packs: reports
	};
}
async function marked({ report, file, settings, enginesFor }, base) {
	const { cases } = report.tests;
	const states = base.statesOf(file.workspaceFile);
	if (states.length === 0) return { report };
	let lost = cases;
	for (const [index, state] of states.entries()) {
		const before = await validatePack(state, settingsAtBase(settings), enginesFor(`base-${index}`));
		const unusable = before.report.findings.find((one) => one.ruleId === "kt-unusable");
		if (unusable !== void 0) return {
			report,
			unread: `of ${file.workspaceFile} as it was there, ${unusable.message}`
		};
		lost = undecidedNew(cases, before.report.tests.cases).filter((one) => lost.includes(one));
	}
	const isLost = new Set(lost);
	const told = cases.map((one) => isLost.has(one) ? {
		...one,
		newlyUndecided: true
	} : one);
	return { report: {
		...report,
		tests: {
			...report.tests,
			cases: told
		}
	} };
}
function settingsAtBase({ engine, failOn, severities }) {
	return {
		engine,
		failOn,
		severities,
		tests: "true"
	};
}

export { hasOpenCases as n, compareWithBase as t };
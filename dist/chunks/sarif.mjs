import { Bn as markdownText, Fn as codeBlock, In as codeSpan, Q as RULES, Sn as count, cn as staysInside, et as ruleOf, hr as shorten, mr as oneLine, vn as SEVERITY_RANK, vr as visible } from "./core.mjs";
import { n as GUIDE, r as RUN_FINDINGS } from "./explain.mjs";

// src/report/sarif-model.ts
const SOURCE_ROOT = "%SRCROOT%";

// src/report/sarif-rules.ts
const SARIF_LEVELS = {
	error: "error",
	warning: "warning",
	info: "note"
};
const PROBLEM_SEVERITIES = {
	error: "error",
	warning: "warning",
	info: "recommendation"
};
const TAGS = ["keeptrusts", "policy"];
const DOCUMENTATION = "https://docs.keeptrusts.com/docs/cli/policy-lint";
function sarifRule(id) {
	const rule = RULES.find((one) => one.id === id);
	if (rule !== void 0) return described(id, rule.severity, GUIDE[rule.id]);
	const found = RUN_FINDINGS.find((one) => one.id === id);
	if (found !== void 0) return described(id, found.severity, found);
	return described(id, "error", {
		what: `The rule ${shorten(id, 100)}.`,
		why: "Each result says what was found."
	});
}
function described(id, severity, guide) {
	const docs = guide.source ?? ruleOf(id)?.docs;
	return {
		id,
		shortDescription: { text: guide.what },
		fullDescription: { text: `${guide.what} ${guide.why}` },
		help: {
			text: helpText(id, guide),
			markdown: helpMarkdown(id, guide)
		},
		helpUri: docs ?? DOCUMENTATION,
		defaultConfiguration: { level: SARIF_LEVELS[severity] },
		properties: {
			tags: TAGS,
			"problem.severity": PROBLEM_SEVERITIES[severity]
		}
	};
}
function helpText(id, { what, why, wrong, right }) {
	return [
		what,
		"",
		why,
		...[...wrong === void 0 ? [] : [
			"",
			"Wrong:",
			"",
			wrong.trimEnd()
		], ...right === void 0 ? [] : [
			"",
			"Right:",
			"",
			right.trimEnd()
		]],
		"",
		`keeptrusts-policy explain ${id}`
	].join("\n");
}
function helpMarkdown(id, { what = "", why = "", wrong, right, form = "policy" }) {
	const language = {
		policy: "yaml",
		"test-file": "json",
		transcript: ""
	}[form];
	const example = (title, text) => text === void 0 ? [] : [
		"",
		`**${title}**`,
		"",
		codeBlock(text.trimEnd(), language)
	];
	const more = `The command ${codeSpan(`keeptrusts-policy explain ${id}`)} prints this in a terminal.`;
	return [
		markdownText(what),
		"",
		markdownText(why),
		...example("Wrong", wrong),
		...example("Right", right),
		"",
		more
	].join("\n");
}

// src/report/sarif.ts
const SARIF_LIMITS = {
	results: 25e3,
	shown: 5e3,
	bytes: 1e7
};
const MESSAGE_LIMIT = 2e3;
const FINGERPRINT = "keeptrustsFinding/v1";
const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
const INFORMATION = "https://docs.keeptrusts.com/docs/cli/policy-lint";
function renderSarif(report, findings, revision = report.run?.commit) {
	const ranked = findings.filter(({ file }) => staysInside(file)).toSorted(byRank);
	const rules = rulesOf(ranked);
	const indices = new Map(rules.map((rule, index) => [rule.id, index]));
	const someSuppressed = ranked.some((finding) => finding.suppressed === true);
	const results = withinBytes(ranked.slice(0, SARIF_LIMITS.results).map((finding) => resultOf(finding, indices.get(ruleIdOf(finding)) ?? 0, someSuppressed)), SARIF_LIMITS.bytes - Buffer.byteLength(JSON.stringify(rules)) - ENVELOPE_BYTES);
	const notifications = [...ranked.length === results.length ? [] : [leftOutNotification(ranked.length - results.length, results.length)], ...findings.length === ranked.length ? [] : [unplacedNotification(findings.length - ranked.length)]];
	const log = logOf(repositoryOf(report, revision), {
		report,
		rules,
		results,
		notifications
	});
	return `${JSON.stringify(log)}\n`;
}
const ENVELOPE_BYTES = 2e4;
function logOf(repository, { report, rules, results, notifications }) {
	return {
		$schema: SCHEMA,
		version: "2.1.0",
		runs: [{
			tool: { driver: {
				name: report.tool.name,
				version: report.tool.version,
				informationUri: INFORMATION,
				rules
			} },
			invocations: [{
				executionSuccessful: report.failure === void 0,
				...notifications.length > 0 && { toolExecutionNotifications: notifications }
			}],
			...repository !== void 0 && { versionControlProvenance: [repository] },
			columnKind: "utf16CodeUnits",
			results
		}]
	};
}
function leftOutNotification(leftOut, kept) {
	return {
		level: "warning",
		message: { text: `Left out to stay within the limits of code scanning: ${count(leftOut, "result")}, the least severe. The ${kept} worst are here; the JSON report has all.` }
	};
}
function unplacedNotification(number) {
	return {
		level: "warning",
		message: { text: `Left out because they lie outside the repository: ${count(number, "result")}. The JSON report has all.` }
	};
}
function repositoryOf({ run }, revision) {
	const end = run === void 0 ? -1 : run.url.indexOf(`/${run.repository}/actions/runs/`);
	if (run === void 0 || end < 0 || revision === void 0) return void 0;
	return {
		repositoryUri: encodeURI(`${run.url.slice(0, end)}/${run.repository}`),
		revisionId: revision,
		mappedTo: { uriBaseId: SOURCE_ROOT }
	};
}
function rulesOf(findings) {
	return [...new Set(findings.map(ruleIdOf))].toSorted().map(sarifRule);
}
function resultOf(finding, ruleIndex, someSuppressed) {
	const location = artifactOf(finding.file);
	const { fix } = finding;
	return {
		ruleId: ruleIdOf(finding),
		ruleIndex,
		level: SARIF_LEVELS[finding.severity],
		message: { text: messageText(finding) },
		locations: [{ physicalLocation: {
			artifactLocation: location,
			region: regionOf(finding)
		} }],
		partialFingerprints: { [FINGERPRINT]: finding.fingerprint },
		...fix !== void 0 && finding.suppressed !== true && { fixes: [{ artifactChanges: [{
			artifactLocation: location,
			replacements: [{
				deletedRegion: {
					charOffset: fix.offset,
					charLength: fix.length
				},
				insertedContent: { text: wellFormed(fix.text) }
			}]
		}] }] },
		...someSuppressed && { suppressions: suppressionsOf(finding) },
		properties: propertiesOf(finding)
	};
}
function suppressionsOf({ suppressed, suppressionReason }) {
	if (suppressed !== true) return [];
	return [{
		kind: "inSource",
		...suppressionReason !== void 0 && { justification: plain(suppressionReason) }
	}];
}
function propertiesOf({ engine, code, path, existing }) {
	return {
		engine,
		...existing === true && { gate: "existing" },
		...code !== void 0 && { code: plain(code) },
		...path !== void 0 && { path: plain(path) }
	};
}
function messageText({ message, help }) {
	return [message, ...help === void 0 ? [] : [help]].map(plain).join("\n").replaceAll("](", "] (").replace(/\{(?=\d+\})/g, "{ ");
}
function ruleIdOf({ ruleId }) {
	return plain(ruleId);
}
function plain(text) {
	return visible(oneLine(shorten(text, MESSAGE_LIMIT)));
}
function wellFormed(text) {
	return text.replace(/\p{Cs}/gu, "�");
}
function artifactOf(file) {
	return {
		uri: wellFormed(file).split("/").map(encodeURIComponent).join("/"),
		uriBaseId: SOURCE_ROOT
	};
}
function regionOf({ range }) {
	if (range === void 0) return { startLine: 1 };
	const { start, end } = range;
	const whole = end.column === 1 && end.line > start.line;
	if (!whole && (end.line > start.line || end.column >= start.column)) return {
		startLine: start.line,
		startColumn: start.column,
		endLine: end.line,
		endColumn: end.column
	};
	const endLine = whole ? end.line - 1 : start.line;
	return {
		startLine: start.line,
		startColumn: start.column,
		...endLine > start.line && { endLine }
	};
}
function withinBytes(results, budget) {
	let left = budget;
	const end = results.findIndex((result) => {
		left -= Buffer.byteLength(JSON.stringify(result)) + 1;
		return left < 0;
	});
	return end < 0 ? results : results.slice(0, end);
}
function byRank(a, b) {
	return Number(a.suppressed === true) - Number(b.suppressed === true) || Number(a.existing === true) - Number(b.existing === true) || SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || compare(a.file, b.file) || (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) || (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0) || compare(a.fingerprint, b.fingerprint);
}
function compare(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}

export { renderSarif as n, SARIF_LIMITS as t };
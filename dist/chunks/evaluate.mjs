import { $n as InputProblems, B as SINGLE_POLICY_KINDS, I as lintPolicy, U as MAX_FILE_LENGTH, Ut as openWorkspace, V as kindFacts, Vt as findGitRoot, a as xmlText, dr as breakUpCommands, fn as gates, fr as logLine, hr as shorten, i as xmlAttribute, it as parsePath, l as readFormat, mr as oneLine, nt as formatPath, rt as isMapping, tr as messageOf$2, u as wantsJson } from "./core.mjs";
import { i as commandHelp, n as failureJson, r as mustBeKnown, t as documentJson } from "./help.mjs";
import { t as parsePolicy } from "./yaml.mjs";
import { i as RE2JS, u as RE2JSSyntaxException } from "./re2js.mjs";
import { i as undecidedCases, o as isInputKey, r as matchKtCases, s as readContent } from "./cases.mjs";
const { join } = process.getBuiltinModule("node:path");
const { parseArgs } = process.getBuiltinModule("node:util");

// src/report/junit.ts
const TEXT_LIMIT$1 = 2e3;
function renderJUnit(report) {
	const suites = packsOf(report).map(suite);
	const sum = (of) => suites.reduce((total, one) => total + of(one.counts), 0);
	return `<?xml version="1.0" encoding="UTF-8"?>\n${[element("testsuites", [
		["name", report.tool.name],
		["time", seconds(report.stages.reduce((total, stage) => total + (stage.stage === "validate" ? stage.durationMs : 0), 0))],
		["tests", sum((counts) => counts.tests)],
		["failures", sum((counts) => counts.failures)],
		["errors", 0]
	], suites.flatMap((one) => one.lines))].join("\n")}\n`;
}
function packsOf({ stages }) {
	const validated = stages.flatMap((stage) => stage.stage === "validate" ? stage.packs : []);
	if (validated.length > 0) return validated;
	return stages.flatMap((stage) => stage.stage === "deploy" && stage.validation !== void 0 ? [stage.validation] : []);
}
function suite(pack) {
	const lint = lintCase(pack);
	const cases = [...lint === void 0 ? [] : [lint], ...pack.tests.cases];
	const count = (outcome) => cases.filter((one) => one.outcome === outcome).length;
	const failed = count("failed");
	const [failures, existing] = gates(pack) ? [failed, 0] : [0, failed];
	const counts = {
		tests: cases.length,
		failures,
		skipped: count("undecided") + existing
	};
	return {
		lines: [element("testsuite", [
			["name", bounded(pack.file)],
			["tests", counts.tests],
			["failures", counts.failures],
			["errors", 0],
			["skipped", counts.skipped],
			["time", "0.000"]
		], [properties(pack), ...cases.map((one) => testCase(one, pack))])],
		counts
	};
}
function properties(pack) {
	return element("properties", [], [
		["digest", pack.digest],
		["result", pack.result],
		...pack.gate === void 0 ? [] : [["gate", pack.gate.state]],
		...pack.pack === void 0 ? [] : [["pack", pack.pack.name], ["version", pack.pack.version]]
	].map(([name, value]) => element("property", [["name", name], ["value", bounded(value)]], [])));
}
function lintCase(pack) {
	const errors = pack.findings.filter((finding) => finding.severity === "error" && finding.suppressed !== true);
	const [first] = errors;
	if (first === void 0) return void 0;
	const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
	return {
		name: "the files have no errors",
		file: first.workspaceFile,
		line: first.range?.start.line ?? 1,
		outcome: "failed",
		reason: `${first.message}${more}`,
		engine: first.engine
	};
}
function testCase(one, pack) {
	return element("testcase", [
		["name", bounded(one.name)],
		["classname", bounded(one.file.replace(/(?<=[^/])\.[^./]*$/, ""))],
		["time", "0.000"]
	], [...outcome(one, pack), element("system-out", [], [], placeOf$1(one))]);
}
function outcome(one, pack) {
	if (one.outcome === "passed") return [];
	const counts = gates(pack);
	const message = bounded(`${counts || one.outcome === "undecided" ? "" : "existing failure, the pack did not change: "}${messageOf$1(one)}`);
	if (one.outcome === "undecided" || !counts) return [element("skipped", [["message", message]], [])];
	const text = [
		message,
		placeOf$1(one),
		...trace(one)
	].join("\n");
	return [element("failure", [["message", message], ["type", one.expected === void 0 ? "policy" : "verdict"]], [], text)];
}
function messageOf$1({ outcome, expected, actual, reason }) {
	const why = reason ?? (outcome === "undecided" ? "undecided" : `got ${actual?.verdict ?? "no verdict"}`);
	if (outcome === "undecided") return `undecided: ${why}`;
	return expected === void 0 || why.startsWith("expected ") ? why : `expected ${expected.verdict}: ${why}`;
}
function placeOf$1({ file, line }) {
	return `${bounded(file)}:${line}`;
}
function trace({ file, line }) {
	const directories = bounded(file).split("/");
	const name = directories.pop();
	const usable = directories.slice(directories.findLastIndex((part) => part.includes(".") || !(part.charAt(0) > "Z")) + 1);
	return usable.length === 0 || name === void 0 || !Number.isInteger(line) ? [] : [`at ${bounded(usable.join("."))}.Case(${bounded(name)}:${line})`];
}
function bounded(text) {
	return oneLine(shorten(text, TEXT_LIMIT$1));
}
function seconds(milliseconds) {
	return (milliseconds / 1e3).toFixed(3);
}
function element(name, attributes, children, text = "") {
	const open = `<${name}${attributes.map(([key, value]) => ` ${key}="${xmlAttribute(String(value))}"`).join("")}`;
	if (children.length > 0) return `${open}>\n${children.join("\n")}\n</${name}>`;
	return text === "" ? `${open}/>` : `${open}>${xmlText(text)}</${name}>`;
}

// src/policy/evaluate/assertions.ts
const CHECKS = {
	contains: (answer, value, fold) => withText(value, (text) => fold(answer).includes(fold(text))),
	icontains: (answer, value) => withText(value, (text) => answer.toLowerCase().includes(text.toLowerCase())),
	"contains-any": (answer, value, fold) => withTexts(value, (texts) => texts.some((text) => fold(answer).includes(fold(text)))),
	"contains-all": (answer, value, fold) => withTexts(value, (texts) => texts.every((text) => fold(answer).includes(fold(text)))),
	"starts-with": (answer, value, fold) => withText(value, (text) => fold(answer).startsWith(fold(text))),
	equals: (answer, value, fold) => withText(value, (text) => fold(answer) === fold(text)),
	"is-json": (answer, value) => value === void 0 ? told(isJson(answer)) : "undecided",
	regex: (answer, value, fold, patterns) => {
		if (typeof value !== "string") return "undecided";
		const pattern = patterns.compile(value, { ignoreCase: fold("A") === "a" });
		if (pattern === void 0) return "undecided";
		const { spans, missing } = pattern.findAll(answer);
		if (spans.length > 0) return "passed";
		return missing === void 0 ? "failed" : "undecided";
	}
};
const DETERMINISTIC_ASSERTIONS = Object.keys(CHECKS);
function counts(assertion) {
	return assertion.enabled !== false && assertion.mode !== "audit" && assertion.mode !== "shadow";
}
function causeOf(assertion) {
	return MODEL_GRADED.has(String(assertion.type)) ? "needs-model" : "undocumented";
}
const MODEL_GRADED = /* @__PURE__ */ new Set([
	"llm-rubric",
	"context-faithfulness",
	"factuality",
	"model-graded-closedqa"
]);
function checkAssertion(assertion, answer, patterns) {
	const check = typeof assertion.type === "string" && Object.hasOwn(CHECKS, assertion.type) ? CHECKS[assertion.type] : void 0;
	if (check === void 0) return "undecided";
	const { threshold } = assertion;
	if (threshold !== void 0 && !(typeof threshold === "number" && threshold > 0 && threshold <= 1)) return "undecided";
	const fold = assertion.case_sensitive === false ? (text) => text.toLowerCase() : (text) => text;
	const result = check(answer, assertion.value, fold, patterns);
	const turned = assertion.negate !== true || result === "undecided" ? result : result === "passed" ? "failed" : "passed";
	return turned === "failed" && !failureMatters(assertion) ? "undecided" : turned;
}
function failureMatters({ weight, mode, severity, enabled }) {
	const isStrong = (value, strongest) => value === void 0 || value === strongest;
	return (weight === void 0 || typeof weight === "number" && weight > 0) && isStrong(mode, "enforce") && isStrong(severity, "critical") && isStrong(enabled, true);
}
function told(holds) {
	return holds ? "passed" : "failed";
}
function withText(value, holds) {
	return typeof value === "string" ? told(holds(value)) : "undecided";
}
function withTexts(value, holds) {
	return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string") ? told(holds(value)) : "undecided";
}
function isJson(text) {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

// src/policy/evaluate/decision.ts
const CAUSES = {
	"unpublished-list": {
		text: "its built-in pattern list is not published",
		wayOut: "Use kt, or add own patterns or terms that cover the case."
	},
	"needs-model": {
		text: "it asks a model or an embedding",
		wayOut: "Use kt."
	},
	"needs-state": {
		text: "it depends on earlier requests",
		wayOut: "Test it on a running gateway."
	},
	"needs-network": {
		text: "it asks another service",
		wayOut: "Test it on a running gateway."
	},
	undocumented: {
		text: "the documentation does not settle what it does here",
		wayOut: "Use kt."
	},
	"no-answer": {
		text: "it looks at the answer, and the case has no upstream_response",
		wayOut: "Add input.upstream_response to the case."
	},
	"unknown-kind": {
		text: "the kind is not known",
		wayOut: "Correct the chain."
	},
	"bad-pattern": {
		text: "a pattern does not compile",
		wayOut: "Correct the pattern."
	},
	"too-costly": {
		text: "a pattern is too large for a text this long",
		wayOut: "Shorten the pattern or the message."
	}
};
function allow(reason) {
	return {
		kind: "decided",
		verdict: "allow",
		reason,
		matches: []
	};
}
function allowRewritten(reason, rewritten) {
	return {
		kind: "decided",
		verdict: "allow",
		reason,
		matches: [],
		rewritten
	};
}
function withDoubts(decision, doubts) {
	return {
		...decision,
		doubts
	};
}
function block(reason, matches, reasonCode) {
	return {
		kind: "decided",
		verdict: "block",
		reason,
		matches,
		...reasonCode !== void 0 && { reasonCode }
	};
}
function escalate(reason, matches) {
	return {
		kind: "decided",
		verdict: "escalate",
		reason,
		matches
	};
}
function redact(reason, matches, rewritten) {
	return {
		kind: "decided",
		verdict: "redact",
		reason,
		matches,
		rewritten
	};
}
function undecided(cause, could, reason = CAUSES[cause].text) {
	return {
		kind: "undecided",
		cause,
		could,
		reason
	};
}

// src/policy/evaluate/exchange.ts
function exchangeOf(input) {
	const { request: written, upstream_response: upstream } = input.raw;
	const request = isRecord(written) ? bodyOf(written) : {};
	const given = listOf(input.raw.messages);
	const own = listOf(request.messages);
	const read = own.map(messageOf).filter((message) => message !== void 0);
	const messages = input.messages.length > 0 ? input.messages : read;
	const answer = upstream === void 0 ? void 0 : answerOf(upstream);
	const model = input.model ?? (typeof request.model === "string" ? request.model : void 0);
	const path = isRecord(written) && typeof written.path === "string" ? written.path : void 0;
	const inputRead = Object.keys(input.raw).every(isInputKey);
	const messagesRead = read.length === own.length && (own.length === 0 || sameMessages(messages, read)) && sameCalls(given, own);
	const requestRead = inputRead && messagesRead && requestIsRead(written, request) && [...given, ...own].every(isReadWhole);
	const answerRead = inputRead && (upstream === void 0 || answer?.more === false);
	const headers = headersOf(input.headers ?? {});
	const sent = headersOf(isRecord(written) && isRecord(written.headers) ? written.headers : {});
	return {
		messages,
		headers,
		toolCalls: [
			written,
			upstream,
			...given.length > 0 ? given : own
		].flatMap(toolCallsOf),
		offeredTools: [input.raw, request].flatMap(offeredBy),
		doubts: {
			...!requestRead && { request: "any" },
			...!answerRead && { answer: "any" }
		},
		raw: input.raw,
		...[...sent].some(([name, value]) => headers.get(name) !== value) && { perhapsHeaders: new Map([...headers, ...sent]) },
		...model !== void 0 && { model },
		...path !== void 0 && { path },
		...answer !== void 0 && { answer: answer.text }
	};
}
function requestText(exchange) {
	return exchange.messages.map((message) => message.content).join("\n");
}
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function listOf(value) {
	return Array.isArray(value) ? value : [];
}
function bodyOf(value) {
	return isRecord(value.body) ? value.body : value;
}
const MESSAGE_PARTS = /* @__PURE__ */ new Set([
	"role",
	"content",
	"name",
	"tool_calls",
	"tool_call_id",
	"annotations"
]);
const TEXTLESS_PARTS = /* @__PURE__ */ new Set([
	"method",
	"path",
	"url",
	"headers",
	"query",
	"body",
	"messages",
	"model",
	"stream",
	"temperature",
	"top_p",
	"n",
	"max_tokens",
	"max_completion_tokens",
	"user",
	"seed",
	"stop",
	"tools",
	"tool_choice",
	"tool_calls",
	"functions",
	"presence_penalty",
	"frequency_penalty",
	"parallel_tool_calls",
	"response_format",
	"metadata",
	"files",
	"attachments",
	"documents"
]);
function requestIsRead(written, body) {
	if (written === void 0 || written === null) return true;
	if (!isRecord(written) || written.body !== void 0 && !isRecord(written.body)) return false;
	return [...Object.keys(written), ...Object.keys(body)].every((key) => TEXTLESS_PARTS.has(key));
}
function messageOf(value) {
	if (!isRecord(value) || typeof value.role !== "string") return void 0;
	const content = readContent(value.content ?? null);
	return content === void 0 ? void 0 : {
		role: value.role,
		content: content.text
	};
}
function isReadWhole(message) {
	if (!isRecord(message)) return false;
	return Object.entries(message).filter(([key, value]) => value !== null && !MESSAGE_PARTS.has(key)).length === 0 && readContent(message.content ?? null)?.more === false;
}
function sameCalls(some, others) {
	if (some.length === 0 || others.length === 0) return true;
	return JSON.stringify(some.flatMap(toolCallsOf)) === JSON.stringify(others.flatMap(toolCallsOf));
}
function headersOf(written) {
	const plain = Object.entries(written).filter(([, value]) => [
		"string",
		"number",
		"boolean"
	].includes(typeof value));
	return new Map(plain.map(([name, value]) => [name.toLowerCase(), String(value)]));
}
function sameMessages(some, others) {
	return some.length === others.length && some.every(({ role, content }, at) => others[at]?.role === role && others[at]?.content === content);
}
function answerOf(value) {
	if (typeof value === "string") return readContent(value);
	if (!isRecord(value) || typeof value.body === "string") return void 0;
	const body = bodyOf(value);
	const choices = listOf(body.choices);
	const [choice] = choices;
	const message = isRecord(choice) ? choice.message : void 0;
	if (!isRecord(message)) return body.content === void 0 || body.content === null ? void 0 : readContent(body.content);
	const content = readContent(message.content ?? null);
	return content && {
		text: content.text,
		more: choices.length > 1 || !isReadWhole(message)
	};
}
function toolCallsOf(value) {
	if (!isRecord(value)) return [];
	const body = bodyOf(value);
	const [choice] = listOf(body.choices);
	return listOf((isRecord(choice) && isRecord(choice.message) ? choice.message : body).tool_calls).flatMap((call) => {
		const called = isRecord(call) && isRecord(call.function) ? call.function : call;
		if (!isRecord(called) || typeof called.name !== "string") return [];
		return [{
			name: called.name,
			input: parsedArguments(called.arguments)
		}];
	});
}
function offeredBy(part) {
	return [...listOf(part.tools), ...listOf(part.functions)].flatMap((tool) => {
		const named = isRecord(tool) && isRecord(tool.function) ? tool.function : tool;
		return isRecord(named) && typeof named.name === "string" ? [named.name] : [];
	});
}
function parsedArguments(written) {
	if (typeof written !== "string") return written;
	try {
		return JSON.parse(written);
	} catch {
		return;
	}
}

// src/policy/evaluate/entries.ts
const ENTRY_KEYS = /* @__PURE__ */ new Set([
	"when",
	"stage",
	"parallel"
]);
function chainEntries(root) {
	const policies = isRecord(root.policies) ? root.policies : {};
	return listOf(policies.chain).flatMap((entry, index) => {
		if (typeof entry === "string") return [{
			index,
			kind: entry
		}];
		if (!isRecord(entry)) return [];
		const [kind, ...more] = Object.keys(entry);
		if (kind === void 0 || more.length > 0) return [];
		const settings = entry[kind];
		return [isRecord(settings) ? entryWith(index, kind, settings) : {
			index,
			kind
		}];
	});
}
function entryWith(index, kind, settings) {
	const unread = Object.keys(settings).some((key) => !ENTRY_KEYS.has(key)) || settings.when !== void 0 && !isRecord(settings.when);
	return {
		index,
		kind,
		...isRecord(settings.when) && { when: settings.when },
		...typeof settings.stage === "string" && { stage: settings.stage },
		...settings.parallel === true && { parallel: true },
		...unread && { targeted: true }
	};
}
const STAGE_PHASES = /* @__PURE__ */ new Map([
	["pre-request", "input"],
	["post-request", "input"],
	["pre-response", "output"],
	["post-response", "output"]
]);
function phasesOf(entry, evaluator) {
	const staged = STAGE_PHASES.get(entry.stage ?? "");
	return staged === void 0 ? evaluator?.phases ?? ["input"] : [staged];
}
const STAGE_RANKS = /* @__PURE__ */ new Map([
	["pre-request", 0],
	["post-request", 1],
	["pre-response", 0],
	["post-response", 1]
]);
function ordersOf(entries) {
	if (!entries.some((entry) => entry.stage !== void 0)) return [entries];
	const orders = [entries, ...[0, 1].map((unsaid) => entries.toSorted((a, b) => rankOf(a, unsaid) - rankOf(b, unsaid)))];
	return [...new Map(orders.map((order) => [order.map(({ index }) => index).join(), order])).values()];
}
function rankOf({ stage }, unsaid) {
	return STAGE_RANKS.get(stage ?? "") ?? unsaid;
}
function entryApplies(entry, exchange) {
	const answers = Object.entries(entry.when ?? {}).map(([key, value]) => predicateHolds(key, value, exchange));
	if (answers.includes("no")) return "no";
	return entry.targeted === true || answers.includes("unknown") ? "unknown" : "yes";
}
function predicateHolds(key, value, exchange) {
	if (key === "path" && typeof value === "string") return exchange.path === void 0 ? "unknown" : toAnswer(exchange.path.startsWith(value));
	if (key === "header" && isRecord(value)) return toAnswer(Object.entries(value).every(([name, wanted]) => exchange.headers.get(name.toLowerCase()) === String(wanted)));
	if (key === "model" && Array.isArray(value)) {
		const { model } = exchange;
		if (model === void 0) return "unknown";
		if (value.includes(model)) return "yes";
		return value.some((name) => mayBeSameModel(String(name), model)) ? "unknown" : "no";
	}
	return "unknown";
}
function mayBeSameModel(listed, used) {
	return listed.endsWith(`/${used}`) || used.endsWith(`/${listed}`);
}
function toAnswer(holds) {
	return holds ? "yes" : "no";
}

// src/policy/evaluate/find.ts
function messagePassages(exchange) {
	return exchange.messages.map((message, index) => ({
		where: "message",
		index,
		text: message.content
	}));
}
function answerPassages(exchange) {
	return exchange.answer === void 0 ? [] : [{
		where: "answer",
		index: 0,
		text: exchange.answer
	}];
}
function findPatterns(passages, patterns, field, source, ignoreCase = false) {
	const matches = [];
	const unsure = [];
	let complete = true;
	for (const [position, written] of patterns.entries()) {
		const item = `${field}[${position}]`;
		const pattern = source.compile(written, { ignoreCase });
		if (pattern === void 0) {
			unsure.push({
				item,
				cause: "bad-pattern",
				reason: `${item} does not compile`
			});
			continue;
		}
		for (const { where, index, text } of passages) {
			const { spans, missing } = pattern.findAll(text);
			for (const { start, end } of spans) matches.push({
				where,
				index,
				start,
				end,
				item
			});
			if (missing === "all") unsure.push({
				item,
				cause: "too-costly",
				reason: `${item} is too large for a text this long`
			});
			if (missing === "empty") unsure.push({
				item,
				cause: "undocumented",
				reason: `${item} also matches where no text is`
			});
			if (missing !== void 0) complete = false;
		}
	}
	return {
		matches,
		unsure,
		complete
	};
}
function findTerms(passages, terms, field, pack) {
	return findPatterns(passages, terms.map(quoteTerm), field, pack.patterns, true);
}
function quoteTerm(term) {
	return term.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
const UNKNOWN_MARKER = "￼";
function withoutMatches(exchange, matches, marker = "￼") {
	const inMessages = /* @__PURE__ */ new Map();
	const inAnswer = [];
	for (const match of matches) {
		if (match.where === "answer") inAnswer.push(match);
		if (match.where !== "message") continue;
		const own = inMessages.get(match.index);
		if (own === void 0) inMessages.set(match.index, [match]);
		else own.push(match);
	}
	const messages = exchange.messages.map((message, index) => {
		const own = inMessages.get(index);
		return own === void 0 ? message : {
			...message,
			content: blank(message.content, own, marker)
		};
	});
	return {
		...exchange,
		messages,
		...exchange.answer !== void 0 && { answer: blank(exchange.answer, inAnswer, marker) }
	};
}
function blank(text, matches, marker) {
	let result = "";
	let done = 0;
	for (const { start, end } of matches.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
		if (start >= done) result += text.slice(done, start) + marker;
		done = Math.max(done, end);
	}
	return result + text.slice(done);
}
function textsOf(value) {
	return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

// src/policy/evaluate/lattice.ts
const START = {
	carried: ["allow"],
	ended: []
};
function advance(state, possible) {
	const blocks = possible.filter((one) => one.verdict === "block").map(({ verdict, reasonCode }) => ({
		verdict,
		reasonCode
	}));
	const goesOn = possible.flatMap((one) => one.verdict === "block" ? [] : [one.verdict]);
	const escalated = blocks.length > 0 && state.carried.includes("escalate") ? [{
		verdict: "escalate",
		reasonCode: null
	}] : [];
	const carried = state.carried.flatMap((before) => goesOn.flatMap((now) => combine(before, now)));
	const reached = state.carried.length > 0;
	return {
		carried: [...new Set(carried)],
		ended: reached ? distinct([
			...state.ended,
			...blocks,
			...escalated
		]) : state.ended
	};
}
function combine(before, now) {
	if (before === "allow") return [now];
	if (now === "allow" || now === before) return [before];
	return [before, now];
}
function outcomesOf(state) {
	return distinct([...state.ended, ...state.carried.map((verdict) => ({
		verdict,
		reasonCode: null
	}))]);
}
function distinct(outcomes) {
	return [...new Map(outcomes.map((outcome) => [`${outcome.verdict} ${outcome.reasonCode ?? ""}`, outcome])).values()];
}
function compare(expected, outcomes) {
	const answers = new Set(outcomes.map((outcome) => compareOne(expected, outcome)));
	if (answers.size !== 1) return "undecided";
	const [answer] = answers;
	return answer ?? "undecided";
}
function compareOne(expected, outcome) {
	if (outcome.verdict !== expected.verdict) return "failed";
	if (expected.reasonCode === void 0) return "passed";
	if (outcome.reasonCode === null) return "undecided";
	return outcome.reasonCode === expected.reasonCode ? "passed" : "failed";
}

// src/policy/evaluate/chain.ts
function runChain(entries, exchange, pack, evaluators) {
	const [first, ...others] = ordersOf(entries).map((order) => runInOrder(order, exchange, pack, evaluators));
	if (first === void 0 || others.length === 0) return first ?? {
		outcomes: [],
		steps: [],
		open: []
	};
	const outcomes = distinct([first, ...others].flatMap((one) => one.outcomes));
	const staged = entries.find((entry) => entry.stage !== void 0);
	const open = staged === void 0 || outcomes.length === first.outcomes.length ? [] : [{
		index: staged.index,
		kind: staged.kind,
		cause: "undocumented",
		reason: "whether its stage or its place in the chain says when it runs is not documented"
	}];
	const { answer, ...rest } = first;
	const agreed = others.every((one) => one.answer === answer) ? answer : void 0;
	return {
		...rest,
		outcomes,
		open: [...first.open, ...open],
		...agreed !== void 0 && { answer: agreed }
	};
}
function runInOrder(entries, exchange, pack, evaluators) {
	let state = START;
	let current = exchange;
	let doubts = exchange.doubts;
	const steps = [];
	const open = [];
	for (const phase of ["input", "output"]) for (const entry of entries) {
		const evaluator = evaluators.get(entry.kind);
		if (!phasesOf(entry, evaluator).includes(phase)) continue;
		const applies = appliesAnyhow(entry, current);
		if (state.carried.length === 0 || applies === "no") {
			steps.push({
				entry,
				phase,
				outcome: { kind: applies === "no" ? "skipped" : "not-reached" },
				seen: current
			});
			continue;
		}
		const decision = decideAnyhow(current, (seen) => decide(entry, evaluator, seen, doubts, pack, phase));
		steps.push({
			entry,
			phase,
			outcome: decision,
			seen: current
		});
		const possible = possibilities(decision, applies, doubtOf(entry, evaluator, doubts, phase, current !== exchange), current, verdictsOf$7(entry.kind, evaluator, pack));
		if (possible.length > 1) open.push({
			phase,
			...whyOpen(entry, decision, applies)
		});
		state = advance(state, possible);
		const later = textAfter(entry, decision, applies, current, phase);
		current = later.exchange;
		doubts = joinDoubts(doubts, later.doubts);
	}
	const known = current.answer !== void 0 && doubts.answer === void 0;
	return {
		outcomes: outcomesOf(state),
		steps,
		open,
		...known && { answer: current.answer }
	};
}
function appliesAnyhow(entry, exchange) {
	const applies = entryApplies(entry, exchange);
	const { perhapsHeaders: headers } = exchange;
	return headers === void 0 || entryApplies(entry, {
		...exchange,
		headers
	}) === applies ? applies : "unknown";
}
function decideAnyhow(exchange, decideOn) {
	const decision = decideOn(exchange);
	const { perhapsHeaders: headers } = exchange;
	const other = headers === void 0 ? decision : decideOn({
		...exchange,
		headers
	});
	const could = [.../* @__PURE__ */ new Set([...couldGive$1(decision), ...couldGive$1(other)])];
	return could.length === couldGive$1(decision).length && other.kind === decision.kind ? decision : undecided("undocumented", could, "whether headers inside request count is not documented");
}
function couldGive$1(decision) {
	return decision.kind === "undecided" ? decision.could : [decision.verdict];
}
function decide(entry, evaluator, exchange, doubts, pack, phase) {
	const could = verdictsOf$7(entry.kind, evaluator, pack);
	if (evaluator === void 0) return undecided("unknown-kind", could);
	if (evaluator.looksAt !== "no-text" && phase === "output" && exchange.answer === void 0) {
		if (doubts.answer === "any") return undecided("undocumented", could, "upstream_response has a shape that is not documented");
		return phasesOf(entry, evaluator).includes("input") ? allow("there is no answer to look at") : undecided("no-answer", could);
	}
	if (evaluator.looksAt === "own-phase" && !evaluator.phases.includes(phase)) return undecided("undocumented", could, `what it looks at in stage ${entry.stage ?? ""} is not documented`);
	return evaluator.evaluate(blockOf(pack, entry.kind), exchange, pack, phase);
}
function blockOf(pack, kind) {
	const policy = isRecord(pack.root.policy) ? pack.root.policy : {};
	const block = Object.hasOwn(policy, kind) ? policy[kind] : void 0;
	return isRecord(block) ? block : {};
}
const ALL_VERDICTS = [
	"allow",
	"block",
	"redact",
	"escalate"
];
function verdictsOf$7(kind, evaluator, pack) {
	if (evaluator?.could !== void 0) return evaluator.could(blockOf(pack, kind));
	const documented = kindFacts(kind)?.verdicts ?? [];
	const known = ALL_VERDICTS.filter((verdict) => documented.includes(verdict));
	return known.length === 0 ? ALL_VERDICTS : known;
}
function sideOf(phase) {
	return phase === "input" ? "request" : "answer";
}
function doubtOf(entry, evaluator, doubts, phase, rewritten) {
	if (evaluator?.looksAt === "no-text") return void 0;
	const doubt = entry.parallel === true && rewritten ? "any" : doubts[sideOf(phase)];
	return doubt !== void 0 && evaluator?.looksAt !== "text" ? "any" : doubt;
}
function possibilities(decision, applies, doubt, seen, all) {
	const own = decision.kind === "undecided" ? decision.could.map((verdict) => ({
		verdict,
		reasonCode: null
	})) : [{
		verdict: decision.verdict,
		reasonCode: "reasonCode" in decision ? decision.reasonCode ?? null : null
	}];
	const mayPass = applies === "unknown" || doubt === "less" || restsOnMarker(decision, seen);
	const added = (doubt === "any" ? all : mayPass ? ["allow"] : []).filter((verdict) => !own.some((one) => one.verdict === verdict));
	return [...own, ...added.map((verdict) => ({
		verdict,
		reasonCode: null
	}))];
}
function restsOnMarker(decision, seen) {
	if (decision.kind === "undecided" || decision.matches.length === 0) return false;
	return decision.matches.every(({ where, index, start, end }) => {
		return (where === "message" ? seen.messages[index]?.content : where === "answer" ? seen.answer : void 0)?.slice(start, end).includes("￼") === true;
	});
}
function textAfter(entry, decision, applies, current, phase) {
	const side = sideOf(phase);
	const own = decision.doubts ?? {};
	if (decision.kind === "undecided") return {
		exchange: current,
		doubts: decision.could.includes("redact") ? joinDoubts({ [side]: "less" }, own) : own
	};
	const rewritten = "rewritten" in decision ? decision.rewritten : void 0;
	if (rewritten === void 0) return {
		exchange: current,
		doubts: own
	};
	if (applies === "yes" && entry.parallel !== true) return {
		exchange: rewritten,
		doubts: own
	};
	return {
		exchange: current,
		doubts: joinDoubts({ [side]: decision.verdict === "redact" ? "less" : "any" }, own)
	};
}
function joinDoubts(some, others) {
	const joined = { ...some };
	for (const side of ["request", "answer"]) {
		const other = others[side];
		if (other !== void 0 && joined[side] !== "any") joined[side] = other;
	}
	return joined;
}
function whyOpen({ index, kind }, decision, applies) {
	if (decision.kind === "undecided") return {
		index,
		kind,
		cause: decision.cause,
		reason: decision.reason
	};
	return {
		index,
		kind,
		cause: "undocumented",
		reason: applies === "unknown" ? "its condition looks at something the case does not say" : "the text it sees is not certain: an earlier policy may have changed it, or the case gives it in an undocumented shape"
	};
}

// src/policy/evaluate/tools.ts
function onCalls(exchange, could, minds, decide) {
	const decision = exchange.toolCalls.length > 0 ? decide() : withoutCalls(exchange, could, minds);
	return decision.kind === "decided" && decision.verdict === "allow" && mayCallMore(exchange) ? undecided("undocumented", could, "the case may call tools in a shape that is not documented") : decision;
}
function mayCallMore({ doubts }) {
	return doubts.request !== void 0 || doubts.answer !== void 0;
}
function withoutCalls({ offeredTools }, could, minds) {
	const offered = offeredTools.find(minds);
	return offered === void 0 ? allow("no tool is called") : undecided("undocumented", could, `whether offering tool ${offered} counts as calling it is not documented`);
}

// src/policy/evaluate/kinds/agent-firewall.ts
const OPEN_SETTINGS$1 = [
	"max_actions_per_session",
	"rate_limits",
	"transaction_limits",
	"kill_switches",
	"rate_limit",
	"transaction_limit",
	"mode"
];
const agentFirewall = {
	kind: "agent-firewall",
	looksAt: "no-text",
	phases: ["input"],
	evaluate: (settings, exchange) => {
		const could = verdictsOf$6(settings);
		return onCalls(exchange, could, () => true, () => decideCalls$1(settings, exchange, could));
	}
};
function decideCalls$1(settings, exchange, could) {
	const byList = exchange.toolCalls.map((call, index) => listDecision(settings, call.name, index, could));
	const blocked = byList.find((decision) => decision.kind === "decided" && decision.verdict === "block");
	if (blocked !== void 0) return blocked;
	const limit = settings.max_actions_per_session;
	if (typeof limit === "number" && limit < exchange.toolCalls.length) return block("the request calls more tools than max_actions_per_session", []);
	return byList.find((decision) => decision.kind === "undecided") ?? whatElse(settings, exchange, could);
}
function verdictsOf$6(settings) {
	return [
		"transaction_limits",
		"transaction_limit",
		"kill_switches",
		"mode"
	].some((key) => settings[key] !== void 0) ? [
		"allow",
		"block",
		"escalate"
	] : ["allow", "block"];
}
function listed(list, tool) {
	if (list.includes(tool)) return "yes";
	return list.some((entry) => entry.includes("*") && covers(entry, tool)) ? "perhaps" : "no";
}
function listDecision(settings, tool, index, could) {
	const blocked = textsOf(settings.blocked_tools);
	const allowed = textsOf(settings.allowed_tools);
	const inBlocked = listed(blocked, tool);
	const inAllowed = Array.isArray(settings.allowed_tools) ? listed(allowed, tool) : void 0;
	const match = (item) => [{
		where: "tool",
		index,
		start: 0,
		end: 0,
		item
	}];
	if (inAllowed === "no" && allowed.length > 0) return block(`tool ${tool} is not allowed`, match("allowed_tools"));
	if (inBlocked === "yes" && (inAllowed === void 0 || inAllowed === "no")) return block(`tool ${tool} is blocked`, match(`blocked_tools[${blocked.indexOf(tool)}]`));
	if (inBlocked === "yes" && inAllowed === "yes") return undecided("undocumented", could, `which list wins for tool ${tool} is not documented`);
	if (inBlocked !== "no" || inAllowed === "perhaps") return undecided("undocumented", could, "whether tool lists take globs is documented both ways");
	if (inAllowed === "no") return undecided("undocumented", could, "what an empty allowed_tools means is not documented");
	return allow(`tool ${tool} is allowed`);
}
function covers(glob, name) {
	const [first = "", ...rest] = glob.split("*");
	if (!name.startsWith(first)) return false;
	let from = first.length;
	for (const [index, piece] of rest.entries()) {
		if (index === rest.length - 1) return name.length - piece.length >= from && name.endsWith(piece);
		const at = name.indexOf(piece, from);
		if (at < 0) return false;
		from = at + piece.length;
	}
	return from === name.length;
}
function whatElse(settings, exchange, could) {
	const tools = settings.tools;
	if (isRecord(tools) && isRecord(tools.roles)) return undecided("undocumented", could, "where the role of a request comes from is not documented");
	const open = OPEN_SETTINGS$1.find((name) => settings[name] !== void 0);
	if (open !== void 0) return undecided("needs-state", could, `${open} depends on more than this request shows`);
	if (settings.denied_tools !== void 0) return undecided("undocumented", could, "denied_tools is in no field list");
	return allow(`${exchange.toolCalls.length === 1 ? "the tool is" : "all tools are"} allowed`);
}

// src/policy/evaluate/kinds/audit-logger.ts
const auditLogger = {
	kind: "audit-logger",
	looksAt: "no-text",
	phases: ["input"],
	evaluate: () => allow("it only records")
};

// src/policy/evaluate/kinds/bias-monitor.ts
const biasMonitor = {
	kind: "bias-monitor",
	looksAt: "own-phase",
	phases: ["output"],
	could: verdictsOf$5,
	evaluate: (settings) => undecided("needs-model", verdictsOf$5(settings))
};
function verdictsOf$5({ action }) {
	return action === "block" || action === "escalate" ? ["allow", action] : [
		"allow",
		"block",
		"escalate"
	];
}

// src/policy/evaluate/kinds/bot-detector.ts
const botDetector = {
	kind: "bot-detector",
	looksAt: "no-text",
	phases: ["input"],
	evaluate: (settings) => {
		if (settings.action === "warn") return allow("warn only logs");
		const limit = settings.max_requests_per_window;
		if (typeof limit === "number" && limit >= 1) return allow("one request is within the limit of its window");
		return undecided("needs-state", ["allow", "block"]);
	}
};

// src/policy/evaluate/kinds/case-privacy.ts
const casePrivacy = {
	kind: "case-privacy",
	looksAt: "text",
	phases: ["input"],
	evaluate: () => undecided("unpublished-list", ["allow", "redact"])
};

// src/policy/evaluate/kinds/citation-verifier.ts
const COULD$6 = ["allow", "block"];
const citationVerifier = {
	kind: "citation-verifier",
	looksAt: "own-phase",
	phases: ["output"],
	could: (settings) => {
		const { unverified_action: unverified, hallucination_action: hallucination } = actionsOf(settings);
		return unverified === void 0 || unverified === "block" || hallucination === "block" ? COULD$6 : ["allow"];
	},
	evaluate: (settings) => {
		const action = actionsOf(settings);
		if (action.unverified_action === void 0) return undecided("undocumented", COULD$6, "the default of unverified_action is not documented");
		if (action.unverified_action === "block") return undecided("needs-model", COULD$6);
		return action.hallucination_action === "block" ? undecided("undocumented", COULD$6, "whether hallucination_action blocks is documented both ways") : allow("it only attaches metadata");
	}
};
function actionsOf({ output_action: actions }) {
	return isRecord(actions) ? actions : {};
}

// src/policy/evaluate/kinds/cjis-mode.ts
const cjisMode = {
	kind: "cjis-mode",
	looksAt: "no-text",
	phases: ["input"],
	evaluate: (settings, exchange) => {
		if (settings.require_auth === false) return allow("authentication is not required");
		if (/^bearer\s+\S/i.test(exchange.headers.get("authorization") ?? "")) return allow("there is a bearer token");
		if (exchange.headers.size === 0) return block("there is no authentication", []);
		return undecided("undocumented", ["allow", "block"], "which header proves authentication is not documented");
	}
};

// src/policy/evaluate/literal.ts
const LONG_TERM = 64;
const MATCH_LIMIT = 1e4;
function foldCase(text) {
	return text.replaceAll("İ", "i").toLowerCase().replaceAll("ς", "σ");
}
function literalOf(pattern) {
	return /^(?:[^\\^$.|?*+()[\]{}]|\\[^\p{L}\p{N}_\s])+$/u.test(pattern) ? pattern.replace(/\\(.)/gsu, "$1") : void 0;
}
function literalPattern(term, ignoreCase) {
	const wanted = ignoreCase ? foldCase(term) : term;
	return { findAll: (text) => {
		const starts = startsOf(ignoreCase ? foldOf(text) : text, wanted);
		const spans = starts.map((start) => ({
			start,
			end: start + wanted.length,
			groups: []
		}));
		return starts.length === MATCH_LIMIT ? {
			spans,
			missing: "more"
		} : { spans };
	} };
}
let folded = {
	text: "",
	fold: ""
};
function foldOf(text) {
	if (folded.text !== text) folded = {
		text,
		fold: foldCase(text)
	};
	return folded.fold;
}
function startsOf(text, term) {
	if (term.length >= LONG_TERM) return startsOfLong(text, term);
	const starts = [];
	for (let at = text.indexOf(term); at >= 0 && starts.length < MATCH_LIMIT; at = text.indexOf(term, at + term.length)) starts.push(at);
	return starts;
}
function startsOfLong(text, term) {
	const borders = bordersOf(term);
	const starts = [];
	let matched = 0;
	for (let at = 0; at < text.length && starts.length < MATCH_LIMIT; at += 1) {
		while (matched > 0 && text[at] !== term[matched]) matched = borders[matched - 1] ?? 0;
		if (text[at] === term[matched]) matched += 1;
		if (matched === term.length) {
			starts.push(at + 1 - term.length);
			matched = 0;
		}
	}
	return starts;
}
function bordersOf(term) {
	const borders = [0];
	for (let at = 1, length = 0; at < term.length; at += 1) {
		while (length > 0 && term[at] !== term[length]) length = borders[length - 1] ?? 0;
		if (term[at] === term[length]) length += 1;
		borders.push(length);
	}
	return borders;
}

// src/policy/evaluate/fuzzy.ts
const { min } = Math;
const CUTS = [
	/\S+/g,
	/[\p{L}\p{N}_'-]+/gu,
	/[\p{L}\p{N}]+/gu
];
function findFuzzyTerms(passages, terms, field, distance, runs) {
	const certain = [];
	const open = [];
	const cut = CUTS.map((words) => passages.map((passage) => tokensOf(passage, words)));
	for (const [position, term] of terms.entries()) {
		const wanted = foldCase(term);
		if (wanted === "") continue;
		const search = {
			wanted,
			distance,
			isNear: nearTo(wanted, distance),
			item: `${field}[${position}]`
		};
		const byCut = cut.map((tokens) => tokens.flatMap((passage) => matchesOf(passage, search, 1)));
		if (byCut.every((matches) => matches.length > 0)) for (const match of byCut.at(-1) ?? []) certain.push(match);
		else if (byCut.some((matches) => matches.length > 0) || runs && matchesAsRun(cut, search)) open.push(search.item);
	}
	return {
		certain,
		open
	};
}
function tokensOf(passage, words) {
	const spans = [...passage.text.matchAll(words)].map((word) => ({
		start: word.index,
		end: word.index + word[0].length
	}));
	return {
		passage,
		folded: foldCase(passage.text),
		spans
	};
}
function matchesOf({ passage, folded, spans }, { wanted, distance, isNear, item }, length) {
	const matches = [];
	for (let first = 0; first + length <= spans.length; first += 1) {
		const start = spans[first]?.start ?? 0;
		const end = spans[first + length - 1]?.end ?? start;
		if (Math.abs(end - start - wanted.length) > distance || !isNear(folded.slice(start, end))) continue;
		matches.push({
			where: passage.where,
			index: passage.index,
			start,
			end,
			item
		});
	}
	return matches;
}
function matchesAsRun(cut, search) {
	return CUTS.some((words, number) => {
		const length = [...search.wanted.matchAll(words)].length;
		return length > 1 && (cut[number] ?? []).some((tokens) => matchesOf(tokens, search, length).length > 0);
	});
}
function nearTo(term, limit) {
	const far = limit + 1;
	let row = new Uint32Array(term.length + 1);
	let next = new Uint32Array(term.length + 1);
	return (word) => {
		if (Math.abs(word.length - term.length) > limit) return false;
		for (let j = 0; j <= term.length; j += 1) row[j] = min(j, far);
		for (let i = 1; i <= word.length; i += 1) {
			const from = i > limit ? i - limit : 1;
			const to = min(i + limit, term.length);
			const letter = word.charCodeAt(i - 1);
			next[from - 1] = from === 1 && i < far ? i : far;
			let least = next[from - 1] ?? far;
			for (let j = from; j <= to; j += 1) {
				let value = (row[j - 1] ?? far) + (letter === term.charCodeAt(j - 1) ? 0 : 1);
				const dropped = (row[j] ?? far) + 1;
				const added = (next[j - 1] ?? far) + 1;
				if (dropped < value) value = dropped;
				if (added < value) value = added;
				next[j] = min(value, far);
				if (value < least) least = value;
			}
			if (to < term.length) next[to + 1] = far;
			if (least > limit) return false;
			[row, next] = [next, row];
		}
		return (row[term.length] ?? far) <= limit;
	};
}

// src/policy/evaluate/terms.ts
const LARGEST_DISTANCE = 8;
function passagesOf(exchange, phase) {
	return phase === "input" ? messagePassages(exchange) : answerPassages(exchange);
}
function findOwnTerms(settings, field, exchange, phase, pack, rules) {
	const terms = textsOf(settings[field]);
	if (terms.length === 0) return {
		matches: [],
		unsure: [],
		complete: true
	};
	const passages = passagesOf(exchange, phase);
	const found = findTerms(passages, terms, field, pack);
	const literal = rules.caseRule === "known" ? found : exactCase(found, passages, terms, field);
	if (settings.fuzzy_matching !== true || rules.fuzzy === "none") return literal;
	return withFuzzy(literal, settings, passages, terms, field, rules);
}
function exactCase(found, passages, terms, field) {
	const written = new Map(terms.map((term, position) => [`${field}[${position}]`, term]));
	const texts = new Map(passages.map((passage) => [`${passage.where} ${passage.index}`, passage.text]));
	const isExact = ({ where, index, start, end, item }) => texts.get(`${where} ${index}`)?.slice(start, end) === written.get(item ?? "");
	const exact = found.matches.filter(isExact);
	const others = new Set(found.matches.filter((match) => !isExact(match)).map((match) => match.item ?? field));
	const unsure = [...others].map((item) => ({
		item,
		cause: "undocumented",
		reason: `${item} matches but for its case, and whether case counts is not documented`
	}));
	return {
		matches: exact,
		unsure: [...found.unsure, ...unsure],
		complete: found.complete && others.size === 0
	};
}
function withFuzzy(literal, settings, passages, terms, field, rules) {
	const set = distanceOf(settings.max_distance) ?? rules.defaultDistance;
	const fuzzy = findFuzzyTerms(passages, terms, field, set ?? LARGEST_DISTANCE, rules.fuzzy === "unsaid");
	const certain = set === void 0 ? [] : fuzzy.certain;
	const unsure = [...new Set(set === void 0 ? [...fuzzy.open, ...fuzzy.certain.map((match) => match.item ?? field)] : fuzzy.open)].map((item) => ({
		item,
		cause: "undocumented",
		reason: `whether ${item} is near enough depends on ${set === void 0 ? "the default of max_distance" : "how words are cut"}, which is not documented`
	}));
	return {
		matches: [...literal.matches, ...certain],
		unsure: [...literal.unsure, ...unsure],
		complete: literal.complete && unsure.length === 0
	};
}
function distanceOf(value) {
	return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= LARGEST_DISTANCE ? value : void 0;
}
function findOwnPatterns(settings, field, exchange, phase, pack) {
	return findPatterns(passagesOf(exchange, phase), textsOf(settings[field]), field, pack.patterns);
}
function joinFound(...parts) {
	return {
		matches: parts.flatMap((part) => part.matches),
		unsure: parts.flatMap((part) => part.unsure),
		complete: parts.every((part) => part.complete && part.unsure.length === 0)
	};
}
function undecidedItems(found, could) {
	const first = found.unsure.find((one) => one.cause === "bad-pattern") ?? found.unsure[0];
	return first === void 0 ? void 0 : undecided(first.cause, could, first.reason);
}

// src/policy/evaluate/kinds/code-sanitizer.ts
const CODE_BLOCK = /^```[^\n]*\n([\s\S]*?)^```/gm;
const NEARLY_CODE = /```|~~~|^(?: {4}|\t)/m;
const MARKER = "[REDACTED]";
const codeSanitizer = {
	kind: "code-sanitizer",
	looksAt: "text",
	phases: ["output"],
	could: verdictsOf$4,
	evaluate: (settings, exchange, pack) => {
		if (settings.enabled === false) return allow("it is switched off");
		const acts = actOf(settings);
		const could = verdictsOf$4(settings);
		const blocks = codeBlocks(exchange);
		if (blocks.length === 0) return NEARLY_CODE.test(exchange.answer ?? "") ? undecided("undocumented", could, "what counts as a code block is not documented") : allow("the answer holds no code block");
		const patterns = textsOf(settings.additional_patterns);
		const found = blocks.map(({ text, start }) => {
			const inBlock = findPatterns([{
				where: "answer",
				index: 0,
				text
			}], patterns, "additional_patterns", pack.patterns);
			return {
				...inBlock,
				matches: inBlock.matches.map((match) => ({
					...match,
					start: match.start + start,
					end: match.end + start
				}))
			};
		});
		const matches = found.flatMap((one) => one.matches);
		if (matches.length === 0) {
			const [open] = found.flatMap((one) => undecidedItems(one, could) ?? []);
			return open ?? undecided("unpublished-list", could);
		}
		if (acts === "block") return block("an own expression matches code", matches);
		return withDoubts(redact("an own expression matches code", matches, withoutMatches(exchange, matches, MARKER)), { answer: "less" });
	}
};
function actOf(settings) {
	return settings.block_on_match === true ? "block" : "redact";
}
function verdictsOf$4(settings) {
	return settings.enabled === false ? ["allow"] : ["allow", actOf(settings)];
}
function codeBlocks(exchange) {
	return [...(exchange.answer ?? "").matchAll(CODE_BLOCK)].map((fenced) => ({
		text: fenced[1] ?? "",
		start: fenced.index + fenced[0].indexOf("\n") + 1
	}));
}

// src/policy/evaluate/kinds/content-extractor.ts
const ADDRESS$1 = /https?:\/\/[^\s"'<>)\]]+/gi;
const NEARLY_ADDRESS = /\bwww\.|:\/\/(?<=\b[a-z][a-z+.-]*:\/\/)/i;
const END_MARKS = ".,;:!?";
const contentExtractor = {
	kind: "content-extractor",
	looksAt: "own-phase",
	phases: ["input"],
	evaluate: (settings, exchange) => {
		if (settings.fetch_urls === false) return allow("fetch_urls is false");
		const text = requestText(exchange);
		const blocks = settings.action_on_error === "block";
		const listed = new Set(textsOf(settings.allow_hosts).map((host) => host.toLowerCase()));
		const hosts = [...text.matchAll(ADDRESS$1)].map(([address]) => statusOf(address, listed));
		if (blocks && hosts.includes("unlisted")) return block("an address has a host that is not listed", []);
		if (hosts.includes("listed")) return withDoubts(undecided("needs-network", blocks ? ["allow", "block"] : ["allow"]), { request: "any" });
		if (!(hosts.includes("unclear") || NEARLY_ADDRESS.test(text.replace(ADDRESS$1, " "))) || !blocks && listed.size === 0) return allow("nothing is fetched");
		const open = undecided("undocumented", blocks ? ["allow", "block"] : ["allow"], "what counts as an address is not documented");
		return withDoubts(open, { request: "any" });
	}
};
function statusOf(address, listed) {
	const written = withoutEndMarks(address);
	if (!URL.canParse(written)) return "unclear";
	const { hostname, host } = new URL(written);
	return [
		hostname,
		host,
		hostname.replace(/\.$/, "")
	].some((name) => listed.has(name)) ? "listed" : "unlisted";
}
function withoutEndMarks(address) {
	let end = address.length;
	while (end > 0 && END_MARKS.includes(address.charAt(end - 1))) end -= 1;
	return address.slice(0, end);
}

// src/policy/evaluate/kinds/data-routing-policy.ts
const COULD$5 = ["allow", "block"];
const KNOWN_SETTINGS = /* @__PURE__ */ new Set([
	"require_zero_data_retention",
	"require_no_training",
	"max_retention_days",
	"on_no_compliant_provider",
	"log_provider_selection"
]);
const dataRoutingPolicy = {
	kind: "data-routing-policy",
	looksAt: "no-text",
	phases: ["input"],
	evaluate: (settings, _exchange, pack) => {
		const providers = isRecord(pack.root.providers) ? pack.root.providers : {};
		const answers = listOf(providers.targets).filter(isRecord).map((target) => complies(target, settings));
		if (answers.includes("yes")) return allow("a provider target meets the requirements");
		if (answers.includes("unknown")) return undecided("undocumented", COULD$5, "whether a provider target meets the requirements is not documented");
		return settings.on_no_compliant_provider === "block" ? block("no provider target meets the requirements", []) : undecided("undocumented", COULD$5, "what happens without a compliant target is documented for block only");
	}
};
function complies(target, settings) {
	const declared = isRecord(target.data_policy) ? target.data_policy : {};
	const answers = [
		...settings.require_zero_data_retention === true ? [zeroRetention(target, declared)] : [],
		...settings.require_no_training === true ? [noTraining(target, declared)] : [],
		...typeof settings.max_retention_days === "number" ? [retention(target, declared, settings.max_retention_days)] : [],
		...Object.keys(settings).every((key) => KNOWN_SETTINGS.has(key)) ? [] : ["unknown"]
	];
	if (answers.includes("no")) return "no";
	const isDeclared = target.data_policy !== void 0 || target.zdr !== void 0;
	return answers.includes("unknown") || !isDeclared ? "unknown" : "yes";
}
function zeroRetention(target, declared) {
	const said = [target.zdr, declared.zero_data_retention].filter((value) => typeof value === "boolean");
	if (said.includes(true) && said.includes(false)) return "unknown";
	return said.includes(true) ? "yes" : "no";
}
function noTraining(target, declared) {
	if (typeof declared.training_opt_out === "boolean") return declared.training_opt_out ? "yes" : "no";
	return target.zdr === true || target.data_collection === "deny" ? "unknown" : "no";
}
function retention(target, declared, limit) {
	if (typeof declared.retention_days === "number") return declared.retention_days <= limit ? "yes" : "no";
	return target.zdr === true || declared.zero_data_retention === true ? "unknown" : "no";
}

// src/policy/evaluate/kinds/dlp-filter.ts
const dlpFilter = {
	kind: "dlp-filter",
	looksAt: "text",
	phases: ["input", "output"],
	could: verdictsOf$3,
	evaluate: (settings, exchange, pack, phase) => {
		const could = verdictsOf$3(settings);
		const found = joinFound(findOwnPatterns(settings, "detect_patterns", exchange, phase, pack), findOwnTerms(settings, "blocked_terms", exchange, phase, pack, {
			caseRule: "known",
			fuzzy: "unsaid"
		}));
		const open = undecidedItems(found, could);
		if (found.matches.length > 0) {
			if (phase === "output") return undecided("undocumented", could, "whether it reads the answer is documented both ways");
			if (settings.action === "block") return block("an own pattern or term matches", found.matches);
			const redacted = redact("an own pattern or term matches", found.matches, withoutMatches(exchange, found.matches));
			return found.complete && !hasBuiltinMarkers(settings) ? redacted : withDoubts(redacted, { request: "less" });
		}
		return open ?? (hasBuiltinMarkers(settings) ? undecided("unpublished-list", could) : allow("no own pattern or term matches"));
	}
};
function hasBuiltinMarkers(settings) {
	return settings.sensitivity_level !== void 0 && settings.sensitivity_level !== "standard";
}
function verdictsOf$3(settings) {
	return ["allow", settings.action === "block" ? "block" : "redact"];
}

// src/policy/evaluate/kinds/document-analyzer.ts
const TEXT_PARTS = /* @__PURE__ */ new Set([
	"text",
	"input_text",
	"output_text",
	"refusal"
]);
const DATA_ADDRESS = /\bdata:[\w.+-]+\/[\w.+-]+[;,]/i;
const documentAnalyzer = {
	kind: "document-analyzer",
	looksAt: "no-text",
	phases: ["input"],
	evaluate: (settings, exchange) => {
		if (settings.enabled === false) return allow("it is switched off");
		return mayCarryDocument(exchange) ? undecided("undocumented", ["allow", "block"], "how a request carries a document is not documented") : allow("the request carries no document");
	}
};
function mayCarryDocument(exchange) {
	const { raw } = exchange;
	const request = isRecord(raw.request) ? raw.request : {};
	const body = isRecord(request.body) ? request.body : {};
	if (exchange.doubts.request !== void 0 || DATA_ADDRESS.test(requestText(exchange))) return true;
	if ([
		raw,
		request,
		body
	].some((part) => [
		"documents",
		"attachments",
		"files"
	].some((key) => part[key] !== void 0))) return true;
	return [
		raw,
		request,
		body
	].flatMap((part) => listOf(part.messages)).some(hasOtherPart);
}
function hasOtherPart(message) {
	return isRecord(message) && listOf(message.content).some((part) => !isRecord(part) || !TEXT_PARTS.has(String(part.type)));
}

// src/policy/evaluate/kinds/dual-use-filter.ts
const dualUseFilter = {
	kind: "dual-use-filter",
	looksAt: "text",
	phases: ["input"],
	could: ({ action }) => ["allow", action === "redact" ? "redact" : "block"],
	evaluate: (settings, exchange, pack, phase) => {
		const acts = settings.action === "redact" ? "redact" : "block";
		const found = findOwnTerms(settings, "blocked_terms", exchange, phase, pack, {
			caseRule: "known",
			fuzzy: "unsaid",
			defaultDistance: 1
		});
		if (found.matches.length === 0) return undecidedItems(found, ["allow", acts]) ?? allow("no own term matches");
		if (acts === "block") return block("an own term matches", found.matches);
		const redacted = redact("an own term matches", found.matches, withoutMatches(exchange, found.matches));
		return found.complete ? redacted : withDoubts(redacted, { request: "less" });
	}
};

// src/policy/evaluate/kinds/embedding-detector.ts
const embeddingDetector = {
	kind: "embedding-detector",
	looksAt: "text",
	phases: ["input", "output"],
	evaluate: (settings) => listOf(settings.categories).length === 0 ? allow("there is no category to compare with") : undecided("needs-model", ["allow", settings.action === "block" ? "block" : "redact"])
};

// src/policy/evaluate/kinds/entity-list-filter.ts
const entityListFilter = {
	kind: "entity-list-filter",
	looksAt: "text",
	phases: ["input", "output"],
	evaluate: (settings, exchange, pack, phase) => {
		const found = findOwnTerms(settings, "blocked_entities", exchange, phase, pack, {
			caseRule: "known",
			fuzzy: "tokens",
			defaultDistance: 1
		});
		if (found.matches.length > 0) return block("a listed entity is named", found.matches);
		return undecidedItems(found, ["allow", "block"]) ?? allow("no listed entity is named");
	}
};

// src/policy/evaluate/kinds/eu-ai-act.ts
const euAiAct = {
	kind: "eu-ai-act",
	looksAt: "own-phase",
	phases: ["input"],
	evaluate: () => withDoubts(undecided("undocumented", [
		"allow",
		"block",
		"redact",
		"escalate"
	]), {
		request: "any",
		answer: "any"
	})
};

// src/policy/evaluate/kinds/external-moderation.ts
const externalModeration = {
	kind: "external-moderation",
	looksAt: "text",
	phases: ["input", "output"],
	evaluate: () => undecided("needs-network", ["allow", "block"])
};

// src/policy/evaluate/compliance.ts
function evaluateCompliance(settings, exchange, pack, phase) {
	const found = findOwnPatterns(settings, "blocked_patterns", exchange, phase, pack);
	if (found.matches.length > 0) return block("an own pattern matches the answer", found.matches);
	const open = undecidedItems(found, ["allow", "block"]) ?? undecided("unpublished-list", ["allow", "block"]);
	const { required_disclaimers: disclaimers } = settings;
	return Array.isArray(disclaimers) && disclaimers.length === 0 ? open : withDoubts(open, { answer: "any" });
}

// src/policy/evaluate/kinds/financial-compliance.ts
const financialCompliance = {
	kind: "financial-compliance",
	looksAt: "text",
	phases: ["output"],
	evaluate: evaluateCompliance
};

// src/policy/evaluate/kinds/flagged-review.ts
const COULD$4 = /* @__PURE__ */ new Map([
	["audit_only", ["allow"]],
	["review_and_return", ["allow"]],
	["judge", ["allow", "block"]],
	["escalate", ["allow", "escalate"]]
]);
const flaggedReview = {
	kind: "flagged-review",
	looksAt: "own-phase",
	phases: ["output"],
	could: verdictsOf$2,
	evaluate: (settings) => {
		const { mode } = settings;
		if (mode === "audit_only") return allow("audit_only always allows");
		if (mode === "review_and_return") return withDoubts(allow("review_and_return only annotates"), { answer: "any" });
		return undecided("needs-model", verdictsOf$2(settings));
	}
};
function verdictsOf$2({ mode }) {
	return COULD$4.get(mode) ?? [
		"allow",
		"block",
		"escalate"
	];
}

// src/policy/evaluate/kinds/gdpr-compliance.ts
const DEFAULT_HEADER = "x-consent-token";
const gdprCompliance = {
	kind: "gdpr-compliance",
	looksAt: "no-text",
	phases: ["input"],
	evaluate: (settings, exchange) => {
		if (settings.consent_required === false) return allow("consent is not required");
		const header = typeof settings.consent_header === "string" ? settings.consent_header : DEFAULT_HEADER;
		const token = exchange.headers.get(header.toLowerCase());
		if (token === void 0) return block(`header ${header} is missing`, []);
		if (token === "") return undecided("undocumented", ["allow", "block"], `whether header ${header} without a value is missing is not documented`);
		return settings.consent_verification_endpoint === void 0 ? allow(`header ${header} is there`) : undecided("needs-network", ["allow", "block"], "the verification endpoint decides on the consent token");
	}
};

// src/policy/evaluate/kinds/healthcare-compliance.ts
const healthcareCompliance = {
	kind: "healthcare-compliance",
	looksAt: "text",
	phases: ["output"],
	evaluate: evaluateCompliance
};

// src/policy/evaluate/kinds/hipaa-phi-detector.ts
const hipaaPhiDetector = {
	kind: "hipaa-phi-detector",
	looksAt: "text",
	phases: ["input", "output"],
	evaluate: (settings) => {
		const { action } = settings;
		return undecided("unpublished-list", action === "block" || action === "redact" ? ["allow", action] : [
			"allow",
			"redact",
			"block"
		]);
	}
};

// src/policy/evaluate/kinds/human-oversight.ts
const humanOversight = {
	kind: "human-oversight",
	looksAt: "own-phase",
	phases: ["output"],
	could: verdictsOf$1,
	evaluate: (settings) => undecided("undocumented", verdictsOf$1(settings), "whether every answer or only listed categories go to review is documented both ways")
};
function verdictsOf$1({ action }) {
	return ["allow", action === "block" ? "block" : "escalate"];
}

// src/policy/evaluate/kinds/itar-ear-filter.ts
const itarEarFilter = {
	kind: "itar-ear-filter",
	looksAt: "text",
	phases: ["input", "output"],
	evaluate: (settings, exchange, pack, phase) => {
		const found = findOwnTerms(settings, "blocked_terms", exchange, phase, pack, {
			caseRule: "known",
			fuzzy: "unsaid",
			defaultDistance: 1
		});
		if (found.matches.length > 0) return block("an own term matches", found.matches);
		return undecidedItems(found, ["allow", "block"]) ?? undecided("unpublished-list", ["allow", "block"]);
	}
};

// src/policy/evaluate/kinds/language-validator.ts
const languageValidator = {
	kind: "language-validator",
	looksAt: "text",
	phases: ["input", "output"],
	evaluate: (settings, exchange, _pack, phase) => {
		const { apply_to: side } = settings;
		if (side === "output" && phase === "input" && exchange.answer === void 0) return undecided("no-answer", ["allow", "block"]);
		if ((side === "input" || side === "output") && side !== phase) return allow(`apply_to is ${side}`);
		return undecided("needs-model", ["allow", "block"]);
	}
};

// src/policy/evaluate/kinds/legal-privilege.ts
const PUBLISHED_MARKERS = [
	"attorney-client",
	"work product",
	"privileged and confidential",
	"legal advice",
	"litigation strategy"
];
const legalPrivilege = {
	kind: "legal-privilege",
	looksAt: "text",
	phases: ["input"],
	evaluate: (settings, exchange, pack, phase) => {
		const own = findOwnTerms(settings, "privilege_markers", exchange, phase, pack, {
			caseRule: "known",
			fuzzy: "none"
		});
		if (own.matches.length > 0) return block("an own marker matches", own.matches);
		const open = undecidedItems(own, ["allow", "block"]);
		if (open !== void 0) return open;
		const builtin = findTerms(passagesOf(exchange, phase), PUBLISHED_MARKERS, "built-in", pack).matches;
		if (builtin.length === 0) return allow("no marker matches");
		return textsOf(settings.privilege_markers).length === 0 ? block("a built-in marker matches", builtin) : undecided("undocumented", ["allow", "block"], "whether own markers replace the built-in ones is not documented");
	}
};

// src/policy/evaluate/kinds/mnpi-filter.ts
const mnpiFilter = {
	kind: "mnpi-filter",
	looksAt: "text",
	phases: ["output"],
	evaluate: (settings, exchange, pack, phase) => {
		const found = findOwnPatterns(settings, "detect_patterns", exchange, phase, pack);
		if (found.matches.length > 0) return block("an own phrase matches the answer", found.matches);
		return undecidedItems(found, ["allow", "block"]) ?? undecided("unpublished-list", ["allow", "block"]);
	}
};

// src/policy/evaluate/kinds/pii-detector.ts
const LABEL = /^[a-z][a-z_]*$/;
const piiDetector = {
	kind: "pii-detector",
	looksAt: "text",
	phases: ["input"],
	evaluate: (settings, exchange, pack, phase) => {
		const acts = settings.action === "block" ? "block" : "redact";
		const found = findOwnPatterns(settings, "detect_patterns", exchange, phase, pack);
		const certain = certainItems(settings, exchange, pack, phase === "input");
		const matches = found.matches.filter((match) => certain.has(match.item ?? ""));
		const hasAnswer = exchange.answer !== void 0;
		const doubts = hasAnswer ? {
			request: "less",
			answer: "less"
		} : { request: "less" };
		if (matches.length === 0) {
			const could = hasAnswer && acts === "block" ? [
				"allow",
				"block",
				"redact"
			] : ["allow", acts];
			return withDoubts(undecidedItems(found, could) ?? undecided("unpublished-list", could), acts === "block" && !hasAnswer ? {} : doubts);
		}
		if (acts === "block") return block("an own expression matches", matches);
		return withDoubts(redact("an own expression matches", matches, withoutMatches(exchange, matches)), doubts);
	}
};
function certainItems(settings, exchange, pack, isRequest) {
	const written = textsOf(settings.detect_patterns);
	const joined = [{
		where: "message",
		index: 0,
		text: isRequest ? requestText(exchange) : exchange.answer ?? ""
	}];
	const inJoined = new Set(findPatterns(joined, written, "detect_patterns", pack.patterns).matches.map((match) => match.item));
	const items = written.flatMap((expression, position) => LABEL.test(expression) ? [] : [`detect_patterns[${position}]`]);
	return new Set(items.filter((item) => inJoined.has(item)));
}

// src/policy/evaluate/kinds/prompt-injection.ts
const REASON_CODE = "prompt_injection.detected";
const OPERATOR_ROLES = /* @__PURE__ */ new Set(["system", "developer"]);
const promptInjection = {
	kind: "prompt-injection",
	looksAt: "own-phase",
	phases: ["input"],
	evaluate: (settings, exchange, pack) => {
		const detection = isRecord(settings.detection) ? settings.detection : {};
		const passages = searched(exchange);
		const found = joinFound(findPatterns(passages, textsOf(settings.attack_patterns), "attack_patterns", pack.patterns, true), findPatterns(passages, textsOf(detection.attack_patterns), "detection.attack_patterns", pack.patterns, true));
		const acts = actsOf(settings);
		const could = acts.includes("allow") ? acts : ["allow", ...acts];
		if (found.matches.length === 0) return undecidedItems(found, could) ?? undecided("unpublished-list", could);
		return acts.length === 1 ? block("an own attack pattern matches", found.matches, REASON_CODE) : undecided("undocumented", acts, "whether it follows an action other than block is documented both ways");
	}
};
function searched(exchange) {
	return messagePassages(exchange).filter(({ index }) => !OPERATOR_ROLES.has(exchange.messages[index]?.role ?? ""));
}
function actsOf(settings) {
	const action = isRecord(settings.response) && settings.response.action !== void 0 ? settings.response.action : settings.action;
	if (action === void 0 || action === "block") return ["block"];
	return action === "escalate" ? ["block", "escalate"] : ["allow", "block"];
}

// src/policy/evaluate/kinds/quality-scorer.ts
const OPEN_SETTINGS = [
	"benchmarks",
	"thresholds",
	"pass_policy",
	"min_sentences",
	"industry",
	"min_score",
	"threshold",
	"dimensions",
	"overall_min_score",
	"on_fail"
];
const qualityScorer = {
	kind: "quality-scorer",
	looksAt: "own-phase",
	phases: ["output"],
	could: verdictsOf,
	evaluate: (settings, exchange, pack) => {
		const answer = exchange.answer ?? "";
		const could = verdictsOf(settings);
		const blocks = isRecord(settings.failure_action) && settings.failure_action.action === "block";
		const counting = listOf(settings.assertions).filter(isRecord).filter(counts);
		const results = counting.map((one) => checkAssertion(one, answer, pack.patterns));
		const length = lengthGate(answer, settings.min_output_chars);
		if (blocks && length === "failed") return block("the answer is shorter than min_output_chars", []);
		const nothingScores = results.length > 0 && results.every((result) => result === "failed") && settings.benchmarks === void 0;
		if (blocks && nothingScores && asksForScore(settings) && counting.every((one) => one.mode === "enforce")) return block("every enforced assertion fails", []);
		if (length === "failed" || results.includes("failed")) return undecided("undocumented", could, "how scores add up to a verdict is not published");
		const open = counting.find((_, index) => results[index] === "undecided");
		if (open !== void 0) return undecided(causeOf(open), could, `assertion ${String(open.type)} cannot be checked here`);
		if (length === "undecided") return undecided("undocumented", could, "how characters are counted is not documented");
		const setting = OPEN_SETTINGS.find((name) => settings[name] !== void 0);
		if (setting !== void 0) return undecided(setting === "benchmarks" ? "needs-model" : "undocumented", could, `what ${setting} does is not published`);
		return counting.length > 0 || settings.min_output_chars !== void 0 ? allow("every assertion that counts holds") : undecided("undocumented", could, "what it scores without assertions is not published");
	}
};
function verdictsOf(settings) {
	const action = isRecord(settings.failure_action) ? settings.failure_action.action : void 0;
	return action === "block" || action === "escalate" ? ["allow", action] : [
		"allow",
		"block",
		"escalate"
	];
}
function asksForScore({ thresholds, pass_policy: policy }) {
	return [thresholds, policy].filter(isRecord).flatMap((limit) => Object.values(limit)).every((limit) => typeof limit !== "number" || limit > 0);
}
function lengthGate(answer, least) {
	if (typeof least !== "number") return "passed";
	if (Buffer.byteLength(answer) < least) return "failed";
	let letters = 0;
	for (const _letter of new Intl.Segmenter().segment(answer.trim())) {
		letters += 1;
		if (letters >= least) break;
	}
	return letters >= least ? "passed" : "undecided";
}

// src/policy/evaluate/kinds/rbac.ts
const DEFAULT_REQUIRED = ["X-User-ID"];
const ROLE_KEYS = /* @__PURE__ */ new Set(["allowed_tools", "denied_tools"]);
const COULD$3 = ["allow", "block"];
const rbac = {
	kind: "rbac",
	looksAt: "no-text",
	phases: ["input"],
	evaluate: (settings, exchange) => {
		const required = settings.deny_if_missing === void 0 ? DEFAULT_REQUIRED : textsOf(settings.deny_if_missing);
		const missing = required.filter((name) => !exchange.headers.has(name.toLowerCase()));
		if (missing.length > 0) return block(`header ${missing.join(", ")} is missing`, []);
		if (settings.require_auth === true && !hasBearer(exchange)) return block("there is no bearer token, and require_auth is true", []);
		const empty = required.find((name) => exchange.headers.get(name.toLowerCase()) === "");
		if (empty !== void 0) return undecided("undocumented", COULD$3, `whether header ${empty} without a value is missing is not documented`);
		return byRole(settings, exchange);
	}
};
function hasBearer(exchange) {
	return /^bearer\s+\S/i.test(exchange.headers.get("authorization") ?? "");
}
function byRole(settings, exchange) {
	if (rolesMatter(settings.roles, exchange)) return undecided("undocumented", COULD$3, "which header carries the role is not documented");
	if (isRecord(settings.data_access)) return undecided("undocumented", COULD$3, "what tells how sensitive a request is, is not documented");
	const necessary = settings.minimum_necessary;
	if (isRecord(necessary) && necessary.enabled !== false) return undecided("undocumented", COULD$3, "what counts as health data here is not documented");
	if (settings.default_action !== void 0) return undecided("undocumented", COULD$3, "default_action is in no field list");
	return allow("the required headers are there");
}
function rolesMatter(roles, exchange) {
	if (!isRecord(roles)) return false;
	return !Object.values(roles).every((role) => isRecord(role) && Object.keys(role).every((key) => ROLE_KEYS.has(key))) || exchange.toolCalls.length > 0 || exchange.offeredTools.length > 0 || mayCallMore(exchange);
}

// src/policy/evaluate/rewriter.ts
function evaluateRewriter(settings, exchange, pack, phase) {
	const doubts = { [phase === "input" ? "request" : "answer"]: "any" };
	let current = exchange;
	for (const rule of listOf(settings.rules).filter(isRecord)) {
		const pattern = typeof rule.pattern === "string" ? pack.patterns.compile(rule.pattern) : void 0;
		if (pattern === void 0) return withDoubts(undecided("bad-pattern", ["allow"], "a rule has a pattern that does not compile"), doubts);
		const change = rewriteExchange(current, phase, (text) => rewrite(text, pattern, rule));
		if (change === void 0 || change !== current && isOpen(rule, settings, current, phase)) return withDoubts(allow("it lets through, and what a rule makes of the text is not certain"), doubts);
		current = change;
	}
	const system = phase === "input" ? systemMessage(settings.system_message) : void 0;
	if (system !== void 0) current = {
		...current,
		messages: [{
			role: "system",
			content: system
		}, ...current.messages]
	};
	return current === exchange ? allow("no rule matches") : allowRewritten("it rewrites and lets through", current);
}
const POSITIONS = [
	void 0,
	"replace",
	"prepend",
	"append"
];
function isOpen(rule, settings, exchange, phase) {
	if (rule.condition !== void 0 || !POSITIONS.includes(rule.position)) return true;
	return phase === "output" && settings.preserve_structure !== false && /^\s*[[{]/.test(exchange.answer ?? "");
}
function rewriteExchange(exchange, phase, change) {
	if (phase === "output") {
		const answer = change(exchange.answer ?? "");
		if (answer === void 0) return void 0;
		return answer === exchange.answer ? exchange : {
			...exchange,
			answer
		};
	}
	const contents = exchange.messages.map((message) => change(message.content));
	if (contents.includes(void 0)) return void 0;
	if (exchange.messages.every((message, index) => message.content === contents[index])) return exchange;
	return {
		...exchange,
		messages: exchange.messages.map((message, index) => ({
			...message,
			content: contents[index] ?? ""
		}))
	};
}
const LARGEST_REWRITTEN = 4 * MAX_FILE_LENGTH;
function rewrite(text, pattern, rule) {
	const { spans, missing } = pattern.findAll(text);
	if (missing !== void 0) return void 0;
	let result = "";
	let done = 0;
	for (const { start, end, groups } of spans) {
		const put = replacementOf(rule.replacement, groups);
		if (put === void 0) return void 0;
		const matched = text.slice(start, end);
		if (result.length + put.length + start - done > LARGEST_REWRITTEN) return void 0;
		result += text.slice(done, start) + (rule.position === "prepend" ? put + matched : rule.position === "append" ? matched + put : put);
		done = end;
	}
	return result + text.slice(done);
}
function replacementOf(written, groups) {
	if (typeof written !== "string") return void 0;
	let known = true;
	const filled = written.replace(/\$([1-9](?!\d))?/g, (_, digit) => {
		const group = digit === void 0 ? void 0 : groups[Number(digit) - 1];
		known &&= group !== void 0;
		return group ?? "";
	});
	return known ? filled : void 0;
}
function systemMessage(value) {
	if (typeof value === "string") return value;
	return isRecord(value) && typeof value.content === "string" ? value.content : void 0;
}

// src/policy/evaluate/kinds/request-rewriter.ts
const requestRewriter = {
	kind: "request-rewriter",
	looksAt: "own-phase",
	phases: ["input"],
	evaluate: evaluateRewriter
};

// src/policy/evaluate/kinds/response-rewriter.ts
const responseRewriter = {
	kind: "response-rewriter",
	looksAt: "own-phase",
	phases: ["output"],
	evaluate: evaluateRewriter
};

// src/policy/evaluate/kinds/safety-filter.ts
const safetyFilter = {
	kind: "safety-filter",
	looksAt: "text",
	phases: ["input", "output"],
	evaluate: (settings, exchange, pack, phase) => {
		const acting = settings.action === "block" || settings.action === "escalate" ? [settings.action] : ["block", "escalate"];
		const could = ["allow", ...acting];
		const found = findOwnTerms(settings, "block_if", exchange, phase, pack, {
			caseRule: "unknown",
			fuzzy: "unsaid"
		});
		if (found.matches.length > 0) {
			if (phase === "output") return undecided("undocumented", could, "whether it reads the answer is documented both ways");
			if (acting.length > 1) return undecided("undocumented", acting, "a phrase matches, and the default action is not documented");
			return (settings.action === "escalate" ? escalate : block)("a phrase of block_if matches", found.matches);
		}
		const open = undecidedItems(found, could);
		if (open !== void 0) return open;
		if (settings.max_age !== void 0) return undecided("undocumented", could, "what max_age does is not documented");
		if (textsOf(settings.block_if).length === 0) return undecided("unpublished-list", could);
		return allow("no phrase of block_if matches");
	}
};

// src/policy/evaluate/kinds/student-privacy.ts
const studentPrivacy = {
	kind: "student-privacy",
	looksAt: "text",
	phases: ["input"],
	evaluate: (settings) => {
		const could = settings.age_gate === true ? ["redact", "block"] : [settings.action === "block" ? "block" : "redact"];
		return undecided("unpublished-list", ["allow", ...could]);
	}
};

// src/policy/evaluate/kinds/tool-budget.ts
const COULD$2 = ["allow", "block"];
const toolBudget = {
	kind: "tool-budget",
	looksAt: "no-text",
	phases: ["input"],
	evaluate: (settings, exchange) => {
		const budgets = isRecord(settings.budgets) ? settings.budgets : {};
		if (Object.keys(budgets).length === 0) return allow("no tool has a budget");
		const hasBudget = (tool) => Object.hasOwn(budgets, tool);
		return onCalls(exchange, COULD$2, hasBudget, () => exchange.toolCalls.some((call) => hasBudget(call.name)) ? undecided("needs-state", COULD$2) : allow("no tool with a budget is called"));
	}
};

// src/policy/evaluate/kinds/tool-security.ts
const COULD$1 = ["allow", "block"];
const toolSecurity = {
	kind: "tool-security",
	looksAt: "no-text",
	phases: ["input"],
	evaluate: (settings, exchange) => onCalls(exchange, COULD$1, () => true, () => undecided(settings.analysis_mode === "external" ? "needs-network" : "unpublished-list", COULD$1))
};

// src/policy/evaluate/kinds/tool-validation.ts
const COULD = ["allow", "block"];
const toolValidation = {
	kind: "tool-validation",
	looksAt: "no-text",
	phases: ["input"],
	evaluate: (settings, exchange) => {
		const declared = textsOf(settings.declared_tools);
		const lenient = settings.allow_undeclared === true;
		const schemas = isRecord(settings.schemas) ? settings.schemas : {};
		const harmless = (tool) => !asksModel(settings) && !Object.hasOwn(schemas, tool) && (lenient || declared.includes(tool));
		const hasSchema = (tool) => Object.hasOwn(schemas, tool);
		return onCalls(exchange, COULD, (tool) => !harmless(tool), () => decideCalls(settings, exchange, declared, lenient, hasSchema));
	}
};
function decideCalls(settings, { toolCalls: calls }, declared, lenient, hasSchema) {
	const index = calls.findIndex((call) => !declared.includes(call.name));
	if (declared.length > 0 && index >= 0 && !lenient) return block(`tool ${calls[index]?.name ?? ""} is not declared`, [{
		where: "tool",
		index,
		start: 0,
		end: 0,
		item: "declared_tools"
	}]);
	if (declared.length === 0 && !lenient) return undecided("undocumented", COULD, "what an empty declared_tools means is not documented");
	if (asksModel(settings)) return undecided("needs-model", COULD);
	return calls.some((call) => hasSchema(call.name)) ? undecided("undocumented", COULD, "whether arguments are checked against schemas is documented both ways") : allow("every tool called is declared");
}
function asksModel(settings) {
	return isRecord(settings.semantic_validation) && settings.semantic_validation.enabled !== false;
}

// src/policy/evaluate/kinds/upl-filter.ts
const uplFilter = {
	kind: "upl-filter",
	looksAt: "text",
	phases: ["output"],
	could: ({ rewrite_to_educational: rewrites }) => rewrites === true ? ["allow"] : ["allow", "block"],
	evaluate: (settings, exchange, pack, phase) => {
		if (settings.rewrite_to_educational === true) return withDoubts(allow("it rewrites what matches and lets it through"), { answer: "any" });
		const found = findOwnTerms(settings, "blocked_patterns", exchange, phase, pack, {
			caseRule: "unknown",
			fuzzy: "none"
		});
		if (found.matches.length > 0) return block("an own phrase matches the answer", found.matches);
		const open = undecidedItems(found, ["allow", "block"]) ?? undecided("unpublished-list", ["allow", "block"]);
		return settings.require_disclaimer === false ? open : withDoubts(open, { answer: "any" });
	}
};

// src/policy/evaluate/evaluators.ts
const EVALUATORS = new Map([
	agentFirewall,
	auditLogger,
	biasMonitor,
	botDetector,
	casePrivacy,
	citationVerifier,
	cjisMode,
	codeSanitizer,
	contentExtractor,
	dataRoutingPolicy,
	dlpFilter,
	documentAnalyzer,
	dualUseFilter,
	embeddingDetector,
	entityListFilter,
	euAiAct,
	externalModeration,
	financialCompliance,
	flaggedReview,
	gdprCompliance,
	healthcareCompliance,
	hipaaPhiDetector,
	humanOversight,
	itarEarFilter,
	languageValidator,
	legalPrivilege,
	mnpiFilter,
	piiDetector,
	promptInjection,
	qualityScorer,
	rbac,
	requestRewriter,
	responseRewriter,
	safetyFilter,
	studentPrivacy,
	toolBudget,
	toolSecurity,
	toolValidation,
	uplFilter
].map((evaluator) => [evaluator.kind, evaluator]));

// src/policy/evaluate/patterns.ts
const COST_LIMIT = 4e7;
const LARGE_PATTERN = 64;
const LARGE_PATTERN_COST_LIMIT = 1e7;
const FURTHER_SEARCH_LIMIT = 2e6;
const LONG_TEXT = 16384;
const LONG_TEXT_COST_LIMIT = 1e9;
const NOTHING = { spans: [] };
function createPatternSource() {
	const known = /* @__PURE__ */ new Map();
	let left = LONG_TEXT_COST_LIMIT;
	const paid = (compiled) => ({ findAll: (text) => {
		if (text.length > compiled.longestText) return {
			spans: [],
			missing: "all"
		};
		if (text.length < LONG_TEXT) return compiled.findAll(text);
		left -= text.length * compiled.size;
		return left < 0 ? {
			spans: [],
			missing: "all"
		} : compiled.findAll(text);
	} });
	return { compile: (pattern, options = {}) => {
		const key = `${options.ignoreCase === true ? "i" : ""}/${pattern}`;
		if (!known.has(key)) {
			const compiled = compile(pattern, options.ignoreCase === true);
			known.set(key, compiled && paid(compiled));
		}
		return known.get(key);
	} };
}
function compile(pattern, ignoreCase) {
	const literal = literalOf(pattern);
	if (literal !== void 0) return {
		...literalPattern(literal, ignoreCase),
		size: 1,
		longestText: Number.POSITIVE_INFINITY
	};
	try {
		const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
		const size = compiled.programSize();
		return {
			findAll: (text) => findAll(compiled, text),
			size,
			longestText: (size > LARGE_PATTERN ? LARGE_PATTERN_COST_LIMIT : COST_LIMIT) / size
		};
	} catch (error) {
		if (error instanceof RE2JSSyntaxException) return void 0;
		throw error;
	}
}
function findAll(compiled, text) {
	if (!compiled.test(text)) return NOTHING;
	const matcher = compiled.matcher(text);
	const spans = [];
	let empty = false;
	let left = FURTHER_SEARCH_LIMIT;
	while (matcher.find()) {
		const [start, end] = [matcher.start(), matcher.end()];
		if (end > start) spans.push({
			start,
			end,
			groups: groupsOf(matcher)
		});
		else empty = true;
		left -= text.length - end;
		if (left < 0) return {
			spans,
			missing: spans.length === 0 ? "empty" : "more"
		};
	}
	return empty ? {
		spans,
		missing: "empty"
	} : { spans };
}
function groupsOf(matcher) {
	return Array.from({ length: matcher.groupCount() }, (_, index) => matcher.group(index + 1) ?? "");
}

// src/policy/evaluate/whole-pack.ts
const PLAIN_KEYS = {
	routes: /* @__PURE__ */ new Set([
		"name",
		"path",
		"upstream",
		"match",
		"methods",
		"headers",
		"description",
		"enabled"
	]),
	consumer_groups: /* @__PURE__ */ new Set([
		"name",
		"description",
		"api_key",
		"rate_limits",
		"allowed_models"
	])
};
const ALL = [
	"allow",
	"block",
	"redact",
	"escalate"
];
function otherWays(root) {
	const ways = {
		...isRecord(root.pack) && root.pack.enabled === false && { "pack.enabled": ["allow", "block"] },
		...Object.fromEntries(Object.keys(PLAIN_KEYS).flatMap((section) => mayHavePolicies(root, section) ? [[section, ALL]] : []))
	};
	return {
		outcomes: Object.values(ways).flatMap((verdicts) => verdicts.map((verdict) => ({
			verdict,
			reasonCode: null
		}))),
		open: Object.keys(ways).map((kind) => ({
			kind,
			cause: "undocumented",
			reason: REASONS[kind] ?? ""
		}))
	};
}
const REASONS = {
	"pack.enabled": "what a pack that is switched off does with a request is not documented",
	routes: "a route may have a chain of its own, in a shape that could not be read",
	consumer_groups: "a consumer group may have a chain of its own, in a shape that could not be read"
};
function mayHavePolicies(root, section) {
	const plain = PLAIN_KEYS[section];
	return listOf(root[section]).some((one) => !isRecord(one) || Object.keys(one).some((key) => plain?.has(key) !== true));
}

// src/policy/evaluate/evaluate-case.ts
function createPackEvaluator(root, evaluators = EVALUATORS, patterns = createPatternSource()) {
	const pack = {
		root: asPack(isRecord(root) ? root : {}),
		patterns
	};
	const entries = chainEntries(pack.root);
	const other = otherWays(pack.root);
	return {
		entries,
		evaluate: (testCase) => {
			const exchange = exchangeOf(testCase.input);
			const chain = withOther(runChain(entries, exchange, pack, evaluators), other);
			const asserted = testCase.assertions.filter((one) => !isRecord(one) || counts(one));
			const answers = answersOf(testCase, exchange, chain);
			const assertions = asserted.map((one) => resultOf(one, answers, pack.patterns));
			const unread = testCase.unread === void 0 ? [] : ["undecided"];
			const verdict = compare(testCase.expected, chain.outcomes);
			const outcome = joined(verdict, [...assertions, ...unread]);
			const [only, ...more] = chain.outcomes;
			return {
				outcome,
				verdicts: [...new Set(chain.outcomes.map((one) => one.verdict))],
				...only !== void 0 && more.length === 0 && only.reasonCode !== null && { reasonCode: only.reasonCode },
				chain,
				open: outcome === "undecided" ? causesOf(testCase, {
					verdict,
					chain,
					asserted,
					assertions,
					answer: exchange.answer
				}) : [],
				failedAssertions: assertions.filter((one) => one === "failed").length
			};
		}
	};
}
function asPack(root) {
	const { policy, ...sections } = root;
	if (!isRecord(policy) || typeof policy.name !== "string" || root.pack !== void 0) return root;
	if (!SINGLE_POLICY_KINDS.includes(policy.name)) return root;
	return {
		policies: { chain: [policy.enabled === false ? { [policy.name]: { enabled: false } } : policy.name] },
		policy: { [policy.name]: sections }
	};
}
function withOther(chain, other) {
	if (other.outcomes.length === 0) return chain;
	return {
		...chain,
		outcomes: distinct([...chain.outcomes, ...other.outcomes]),
		open: [...chain.open, ...other.open]
	};
}
function answersOf(testCase, exchange, chain) {
	if (exchange.answer === void 0 || chain.answer === void 0 || testCase.expected.verdict === "block") return [];
	return [.../* @__PURE__ */ new Set([exchange.answer, chain.answer])];
}
function resultOf(assertion, answers, patterns) {
	if (!isRecord(assertion)) return "undecided";
	const [result, ...others] = new Set(answers.map((answer) => checkAssertion(assertion, answer, patterns)));
	return result === void 0 || others.length > 0 ? "undecided" : result;
}
function joined(verdict, assertions) {
	if (verdict === "failed" || assertions.includes("failed")) return "failed";
	return verdict === "undecided" || assertions.includes("undecided") ? "undecided" : "passed";
}
function causesOf(testCase, { verdict, chain, asserted, assertions, answer }) {
	const textIsOpen = answer !== void 0 && chain.answer === void 0 && assertions.includes("undecided");
	const codeIsOpen = verdict === "undecided" && chain.outcomes.every((one) => one.verdict === testCase.expected.verdict);
	const open = verdict === "undecided" && !(codeIsOpen && chain.outcomes.length === 1) || textIsOpen ? [...chain.open] : [];
	for (const [position, assertion] of asserted.entries()) {
		if (assertions[position] !== "undecided") continue;
		const cause = answer === void 0 ? "no-answer" : isRecord(assertion) ? causeOf(assertion) : "undocumented";
		open.push({
			kind: "assertions",
			cause,
			reason: CAUSES[cause].text
		});
	}
	for (const key of testCase.unread ?? []) open.push({
		kind: `expected.${key}`,
		cause: "undocumented",
		reason: "what the case expects here is not documented"
	});
	if ((codeIsOpen || open.length === 0) && chain.outcomes.some((one) => one.reasonCode === null)) open.push({
		kind: "reason_code",
		cause: "undocumented",
		reason: "the reason code of this verdict is not documented"
	});
	return [...new Map(open.map(({ kind, cause, reason }) => [`${kind} ${cause}`, {
		kind,
		cause,
		reason
	}])).values()];
}

// src/policy/evaluate/explain-chain.ts
function explainChain(result) {
	const { steps, outcomes, open } = result;
	return {
		steps: steps.map((step) => withDoubt(explainStep(step), step, result)),
		notes: open.filter((one) => one.phase === void 0).map(({ kind, reason }) => `${kind}: ${reason}`),
		verdicts: [...new Set(outcomes.map((outcome) => outcome.verdict))]
	};
}
function withDoubt(explained, { entry, phase, outcome }, { open }) {
	const doubt = outcome.kind === "decided" ? open.find((one) => one.index === entry.index && one.phase === phase) : void 0;
	return doubt === void 0 ? explained : {
		...explained,
		unless: doubt.reason
	};
}
function explainStep({ entry, phase, outcome, seen }) {
	const step = {
		index: entry.index,
		kind: entry.kind,
		phase
	};
	if (outcome.kind === "undecided") return {
		...step,
		verdicts: outcome.could,
		reason: outcome.reason,
		matches: [],
		wayOut: CAUSES[outcome.cause].wayOut
	};
	if (outcome.kind !== "decided") {
		const reason = outcome.kind === "skipped" ? "its condition does not match" : "an earlier policy has blocked";
		return {
			...step,
			verdicts: [],
			reason,
			matches: []
		};
	}
	return {
		...step,
		verdicts: [outcome.verdict],
		reason: outcome.reason,
		..."reasonCode" in outcome && outcome.reasonCode !== void 0 && { reasonCode: outcome.reasonCode },
		matches: outcome.matches.map((match) => explainMatch(match, entry.kind, seen))
	};
}
function explainMatch(match, kind, seen) {
	const { where, index, start, end, item } = match;
	return {
		text: (where === "answer" ? seen.answer : where === "message" ? seen.messages[index]?.content : void 0)?.slice(start, end) ?? "",
		place: placeOf(match, seen),
		...item !== void 0 && { item: `policy.${kind}.${item}` }
	};
}
function placeOf({ where, index, start, end }, seen) {
	if (where === "tool") return `tool call ${index + 1}`;
	if (where === "header") return "headers";
	return `${where === "answer" ? "answer" : seen.messages.length > 1 ? `message ${index + 1}` : "message"}, characters ${start + 1} to ${end}`;
}

// src/run/try.ts
const HELP = `Walks one message through the policy chain with the builtin evaluator, and says what each policy decides and why. Nothing is sent anywhere.

Options:
  --policy-file FILE    Policy file. Default: policy-config.yaml
  --message ROLE=TEXT   A message before the prompt, e.g. system=TEXT; repeat it for more.
  --header NAME=VALUE   A header of the request; repeat it for more.
  --model NAME          The model the request asks for.
  --path PATH           The path of the request.
  --answer TEXT         What the model answers, for policies that look at the answer.
  --format text|json    json prints one JSON document, also after a failure. Default: text
  -h, --help            Show this text.
`;
const FLAGS = {
	"policy-file": {
		type: "string",
		default: "policy-config.yaml"
	},
	message: {
		type: "string",
		multiple: true,
		default: []
	},
	header: {
		type: "string",
		multiple: true,
		default: []
	},
	model: { type: "string" },
	path: { type: "string" },
	answer: { type: "string" },
	format: { type: "string" },
	help: {
		type: "boolean",
		short: "h",
		default: false
	}
};
const QUOTE_LIMIT = 120;
const TEXT_LIMIT = 500;
const MATCHES_LIMIT = 10;
async function tryCommand(argv, io, directory = process.cwd()) {
	try {
		mustBeKnown(argv, FLAGS);
		const given = parseArgs({
			args: [...argv],
			options: FLAGS,
			allowPositionals: true
		});
		if (given.values.help) {
			io.stdout(commandHelp("try", HELP));
			return 0;
		}
		const [prompt, ...more] = given.positionals;
		if (prompt === void 0 || more.length > 0) throw new Error("write one prompt, in quotes: keeptrusts-policy try \"PROMPT\"");
		const { format, problem } = readFormat(given.values.format);
		if (problem !== void 0) throw new InputProblems([problem]);
		const explained = await explainPrompt(prompt, given.values, directory);
		io.stdout(format === "json" ? answerJson(explained) : `${textOf(explained).map(breakUpCommands).join("\n")}\n`);
		return 0;
	} catch (error) {
		if (wantsJson(argv)) io.stdout(failureJson(error));
		io.stderr(`keeptrusts-policy try: ${logLine(messageOf$2(error))}\n`);
		return 1;
	}
}
async function explainPrompt(prompt, given, directory) {
	const workspace = await openWorkspace(await findGitRoot(directory, "") ?? directory, directory);
	const file = await workspace.locate(join(directory, given["policy-file"]), "policy file");
	const document = parsePolicy(new TextDecoder("utf-8", { ignoreBOM: true }).decode(await workspace.read(file, "policy file")));
	const errors = lintPolicy(document).filter((finding) => finding.severity === "error");
	const [first] = errors;
	if (first !== void 0) {
		const place = first.range === void 0 ? file.file : `${file.file}:${first.range.start.line}`;
		const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
		throw new Error(`${place}: ${first.message}${others}. Correct the file first: keeptrusts-policy validate names every error`);
	}
	const { chain } = createPackEvaluator(document.value).evaluate({
		name: "try",
		line: 0,
		input: inputOf(prompt, given),
		expected: { verdict: "allow" },
		assertions: []
	});
	return {
		file: file.file,
		pack: document.identity,
		explanation: explainChain(chain)
	};
}
function textOf({ pack, explanation }) {
	return renderExplanation(explanation, pack && `${pack.name} ${pack.version}`);
}
function answerJson({ file, pack, explanation }) {
	const { steps, notes, verdicts } = explanation;
	return documentJson({
		file,
		...pack !== void 0 && { pack },
		verdicts,
		decided: verdicts.length === 1,
		steps,
		notes
	});
}
function inputOf(prompt, { message, header, model, path, answer }) {
	const headers = Object.fromEntries(header.map((one) => pairOf("--header NAME=VALUE", one)));
	const messages = [...message.map((one) => pairOf("--message ROLE=TEXT", one)).map(([role, content]) => ({
		role,
		content
	})), {
		role: "user",
		content: prompt
	}];
	return {
		messages,
		headers,
		...model !== void 0 && { model },
		raw: {
			messages,
			headers,
			...path !== void 0 && { request: { path } },
			...answer !== void 0 && { upstream_response: answer }
		}
	};
}
function pairOf(form, written) {
	const at = written.indexOf("=");
	if (at < 1) throw new Error(`${JSON.stringify(written)} has no name or no "=": write ${form}`);
	return [written.slice(0, at), written.slice(at + 1)];
}
function renderExplanation({ steps, notes, verdicts }, packName) {
	const width = Math.max(0, ...steps.map((step) => step.kind.length));
	return [
		...packName === void 0 ? [] : [logLine(packName, TEXT_LIMIT), ""],
		...steps.length === 0 ? ["The chain is empty."] : steps.flatMap((step) => stepLines(step, Math.min(width, 40))),
		...notes.map((note) => `Besides: ${logLine(note, TEXT_LIMIT)}`),
		"",
		verdicts.length === 1 ? `Verdict: ${verdicts.join()}` : `Verdict: ${verdicts.join(" or ")}, undecided`
	];
}
function stepLines(step, width) {
	const { kind, phase, verdicts, reason, reasonCode, matches, wayOut, unless } = step;
	const verdict = verdicts.length === 0 ? "-" : verdicts.join(" or ");
	const side = phase === "input" ? "request" : "answer ";
	const code = reasonCode === void 0 ? "" : ` (${logLine(reasonCode, TEXT_LIMIT)})`;
	const indent = " ".repeat(4);
	const hidden = matches.length - MATCHES_LIMIT;
	return [
		`${String(step.index + 1).padStart(2)}. ${logLine(kind, TEXT_LIMIT).padEnd(width)} ${side} ${verdict}${code}: ${logLine(reason, TEXT_LIMIT)}`,
		...matches.slice(0, MATCHES_LIMIT).map((match) => indent + matchLine(match)),
		...hidden > 0 ? [`${indent}and ${hidden} more matches`] : [],
		...unless === void 0 ? [] : [`${indent}Not certain: ${logLine(unless, TEXT_LIMIT)}`],
		...wayOut === void 0 ? [] : [indent + wayOut]
	];
}
function matchLine({ text, place, item }) {
	const what = text === "" ? place : `"${logLine(text, QUOTE_LIMIT)}" in ${place}`;
	return item === void 0 ? what : `${what}, by ${logLine(item, TEXT_LIMIT)}`;
}

// src/policy/evaluate/undecided.ts
function summariseUndecided(cases) {
	const causes = /* @__PURE__ */ new Map();
	for (const { open } of cases.filter(({ outcome }) => outcome === "undecided")) {
		const own = new Map(open.map((one) => [`${one.kind} ${one.cause}`, one]));
		for (const [key, { kind, cause }] of own) {
			const counted = causes.get(key) ?? {
				kind,
				cause,
				cases: 0
			};
			counted.cases += 1;
			causes.set(key, counted);
		}
	}
	return [...causes.values()].sort((a, b) => b.cases - a.cases || (a.kind < b.kind ? -1 : 1)).map(({ kind, cause, cases: count }) => ({
		kind,
		cause,
		...CAUSES[cause],
		cases: count
	}));
}
function undecidedNew(current, base) {
	const before = byName(base);
	const seen = /* @__PURE__ */ new Map();
	return current.filter((one) => {
		const position = seen.get(one.name) ?? 0;
		seen.set(one.name, position + 1);
		const counterpart = before.get(one.name)?.[position];
		return one.outcome === "undecided" && counterpart !== void 0 && counterpart.outcome !== "undecided";
	});
}
function byName(cases) {
	const groups = /* @__PURE__ */ new Map();
	for (const one of cases) {
		const group = groups.get(one.name);
		if (group === void 0) groups.set(one.name, [one]);
		else group.push(one);
	}
	return groups;
}

// src/policy/tests/list-fields.ts
const LIST_FIELDS = [
	{
		kind: "agent-firewall",
		field: ["allowed_tools", "*"],
		use: "tool"
	},
	{
		kind: "agent-firewall",
		field: ["blocked_tools", "*"],
		use: "tool"
	},
	{
		kind: "agent-firewall",
		field: [
			"tools",
			"roles",
			"*",
			"allowed",
			"*"
		],
		use: "tool"
	},
	{
		kind: "agent-firewall",
		field: [
			"tools",
			"roles",
			"*",
			"denied",
			"*"
		],
		use: "tool"
	},
	{
		kind: "citation-verifier",
		field: ["extract_patterns", "*"],
		use: "pattern"
	},
	{
		kind: "code-sanitizer",
		field: ["additional_patterns", "*"],
		use: "pattern"
	},
	{
		kind: "content-extractor",
		field: ["allow_hosts", "*"],
		use: "host"
	},
	{
		kind: "dlp-filter",
		field: ["detect_patterns", "*"],
		use: "pattern"
	},
	{
		kind: "dlp-filter",
		field: ["blocked_terms", "*"],
		use: "term"
	},
	{
		kind: "dual-use-filter",
		field: ["blocked_terms", "*"],
		use: "term"
	},
	{
		kind: "entity-list-filter",
		field: ["blocked_entities", "*"],
		use: "term"
	},
	{
		kind: "financial-compliance",
		field: ["blocked_patterns", "*"],
		use: "pattern"
	},
	{
		kind: "healthcare-compliance",
		field: ["blocked_patterns", "*"],
		use: "pattern"
	},
	{
		kind: "itar-ear-filter",
		field: ["blocked_terms", "*"],
		use: "term"
	},
	{
		kind: "legal-privilege",
		field: ["privilege_markers", "*"],
		use: "term"
	},
	{
		kind: "mnpi-filter",
		field: ["detect_patterns", "*"],
		use: "pattern"
	},
	{
		kind: "pii-detector",
		field: ["detect_patterns", "*"],
		use: "pattern"
	},
	{
		kind: "prompt-injection",
		field: ["attack_patterns", "*"],
		use: "pattern"
	},
	{
		kind: "prompt-injection",
		field: [
			"detection",
			"attack_patterns",
			"*"
		],
		use: "pattern"
	},
	{
		kind: "rbac",
		field: ["deny_if_missing", "*"],
		use: "missing-header"
	},
	{
		kind: "rbac",
		field: [
			"roles",
			"*",
			"allowed_tools",
			"*"
		],
		use: "tool"
	},
	{
		kind: "rbac",
		field: [
			"roles",
			"*",
			"denied_tools",
			"*"
		],
		use: "tool"
	},
	{
		kind: "request-rewriter",
		field: [
			"rules",
			"*",
			"pattern"
		],
		use: "pattern",
		silent: true
	},
	{
		kind: "response-rewriter",
		field: [
			"rules",
			"*",
			"pattern"
		],
		use: "pattern",
		silent: true
	},
	{
		kind: "safety-filter",
		field: ["block_if", "*"],
		use: "term"
	},
	{
		kind: "tool-validation",
		field: ["declared_tools", "*"],
		use: "tool"
	},
	{
		kind: "upl-filter",
		field: ["blocked_patterns", "*"],
		use: "term",
		silent: true
	}
];
const CATEGORY_NAME = /^[a-z][a-z_]*$/;
function listItems(root, kinds) {
	const policy = isMapping(root) ? root.policy : void 0;
	if (!isMapping(policy)) return [];
	return [...kinds].flatMap((kind) => LIST_FIELDS.filter((field) => field.kind === kind).flatMap(({ field, use, silent }) => textsBelow(policy[kind], field, ["policy", kind]).filter(({ text }) => kind !== "pii-detector" || !CATEGORY_NAME.test(text)).map(({ path, text }) => ({
		kind,
		path,
		text,
		use,
		...silent && { silent }
	}))));
}
function textsBelow(value, [key, ...rest], path) {
	if (key === void 0) return typeof value === "string" ? [{
		path,
		text: value
	}] : [];
	if (key !== "*") return isMapping(value) && Object.hasOwn(value, key) ? textsBelow(value[key], rest, [...path, key]) : [];
	if (Array.isArray(value)) return value.flatMap((item, index) => textsBelow(item, rest, [...path, index]));
	return isMapping(value) ? Object.entries(value).flatMap(([name, item]) => textsBelow(item, rest, [...path, name])) : [];
}

// src/policy/tests/coverage.ts
function coverageOf(root, entries, cases) {
	const decisive = /* @__PURE__ */ new Set();
	const exercised = /* @__PURE__ */ new Set();
	for (const covered of cases) {
		for (const step of covered.evaluation.chain.steps) if (hasLooked(step)) exercised.add(step.entry.index);
		for (const index of decisiveEntries(covered)) decisive.add(index);
	}
	const described = entries.map(({ index, kind }) => {
		return {
			index,
			kind,
			state: decisive.has(index) ? "decisive" : exercised.has(index) ? "exercised" : "never",
			...alwaysAllows(kind) && { alwaysAllows: true }
		};
	});
	const counted = described.filter((entry) => entry.alwaysAllows !== true);
	const proven = counted.filter((entry) => entry.state === "decisive").length;
	return {
		entries: described,
		items: itemCoverage(listItems(root, new Set(entries.map(({ kind }) => kind))), cases),
		...counted.length > 0 && { share: proven / counted.length }
	};
}
function alwaysAllows(kind) {
	const verdicts = kindFacts(kind)?.verdicts;
	return verdicts?.length === 1 && verdicts[0] === "allow";
}
function hasLooked({ outcome }) {
	if (outcome.kind === "decided") return true;
	return outcome.kind === "undecided" && outcome.cause !== "no-answer" && outcome.cause !== "unknown-kind";
}
function decisiveEntries({ testCase, evaluation, outcome }) {
	const { verdict } = testCase.expected;
	if (outcome !== "passed" || verdict === "allow") return [];
	const [only, ...more] = evaluation.verdicts;
	const certain = only === verdict && more.length === 0;
	if (!certain && !evaluation.verdicts.includes(verdict)) return [];
	const looked = evaluation.chain.steps.filter(hasLooked);
	const named = certain ? certainSteps(verdict, looked, evaluation) : [];
	if (named.length > 0) return named.map((step) => step.entry.index);
	const able = new Set(looked.filter((step) => couldGive(step, verdict)).map((step) => step.entry.index));
	return able.size === 1 ? [...able] : [];
}
function certainSteps(verdict, looked, { chain }) {
	const open = new Set(chain.open.map(({ index }) => index));
	const giving = looked.filter(({ entry, outcome }) => outcome.kind === "decided" && outcome.verdict === verdict && !open.has(entry.index));
	return verdict === "block" ? giving.slice(-1) : giving;
}
function couldGive({ outcome }, verdict) {
	if (outcome.kind === "decided") return outcome.verdict === verdict;
	return outcome.kind === "undecided" && outcome.could.includes(verdict);
}
function itemCoverage(items, cases) {
	const patterns = createPatternSource();
	const matched = /* @__PURE__ */ new Set();
	let open = items.map((item) => ({
		item,
		path: formatPath(item.path)
	}));
	for (const { evaluation } of cases) {
		const looked = evaluation.chain.steps.filter(hasLooked);
		for (const step of looked) for (const path of namedItems(step)) matched.add(path);
		open = open.filter(({ item, path }) => {
			if (looked.some((step) => step.entry.kind === item.kind && isMatched(item, step, patterns))) matched.add(path);
			return !matched.has(path);
		});
	}
	return items.map((item) => {
		const path = formatPath(item.path);
		return {
			path,
			matched: matched.has(path)
		};
	});
}
function namedItems({ entry, outcome }) {
	if (outcome.kind !== "decided") return [];
	const block = formatPath(["policy", entry.kind]);
	return outcome.matches.flatMap(({ item }) => item === void 0 ? [] : [`${block}.${item}`]);
}
function isMatched(item, step, patterns) {
	const { text, use } = item;
	const { seen, phase } = step;
	if (use === "tool") return seen.toolCalls.some((call) => call.name === text);
	if (use === "missing-header") return !seen.headers.has(text.toLowerCase());
	if (use === "host") return seen.messages.some((message) => hostsIn(message.content).includes(text));
	if (!mayHideMatches(item, step)) return false;
	const passages = passagesOf(seen, phase);
	return (use === "term" ? findTerms(passages, [text], "", { patterns }) : findPatterns(passages, [text], "", patterns)).matches.length > 0;
}
function mayHideMatches({ silent }, { outcome }) {
	return silent === true || outcome.kind === "undecided" && outcome.cause !== "unpublished-list";
}
const ADDRESS = /https?:\/\/[^\s"'<>)\]]+/gi;
function hostsIn(text) {
	return [...text.matchAll(ADDRESS)].flatMap(([address]) => URL.canParse(address) ? [new URL(address).hostname] : []);
}

// src/policy/tests/untested.ts
const UNTESTED_LIMIT = 50;
function untestedFindings(coverage, causes, document) {
	const entries = coverage.entries.filter(({ state, alwaysAllows }) => state !== "decisive" && alwaysAllows !== true);
	const reached = new Set(coverage.entries.filter(({ state }) => state !== "never").map(({ kind }) => kind));
	const items = coverage.items.filter(({ path, matched }) => !matched && reached.has(kindOf(path)));
	return [...entries.map((entry) => entryFinding(entry, causes, document)), ...limited(items.map(({ path }) => itemFinding(path, document)), "items of this pack that no test matches")];
}
function survivorFindings(mutation, untested, document) {
	const told = new Set(untested.map(({ path }) => path));
	return limited(mutation.survivors.filter((one) => !(isRemoval(one) && told.has(one.path))).map(({ path, description }) => ({
		ruleId: "mutant-survived",
		severity: "info",
		message: `No test notices the policy ${description}`,
		help: "Add a test that ends otherwise with that change, or leave out what makes no difference.",
		...placed(parsePath(path), document)
	})), "changes of this pack that no test notices");
}
function isRemoval({ change }) {
	return change === "entry-removed" || change === "item-dropped";
}
function entryFinding({ index, kind, state }, causes, document) {
	const verdicts = kindFacts(kind)?.verdicts.filter((verdict) => verdict !== "allow") ?? [];
	const add = `Add a test that expects ${verdicts.length === 0 ? "block, redact or escalate" : verdicts.join(" or ")} because of it.`;
	const wayOut = causes.find((cause) => cause.kind === kind)?.wayOut;
	return {
		ruleId: "entry-untested",
		severity: "info",
		message: state === "never" ? `No test reaches '${kind}' (never)` : `Tests pass through '${kind}', and it decides none of them (exercised)`,
		help: wayOut === void 0 ? add : `${add} To decide one: ${wayOut}`,
		...placed([
			"policies",
			"chain",
			index
		], document)
	};
}
function itemFinding(path, document) {
	const steps = parsePath(path);
	return {
		ruleId: "item-untested",
		severity: "info",
		message: `No test is matched by ${formatPath(steps.slice(2))} of '${kindOf(path)}'`,
		help: "Add a test with a text that it matches.",
		...placed(steps, document)
	};
}
function kindOf(path) {
	return String(parsePath(path)[1] ?? "");
}
function placed(path, document) {
	return {
		path: formatPath(path),
		range: document.rangeOf(path, "value") ?? document.nearestRange(path)
	};
}
function limited(findings, of) {
	if (findings.length <= 50) return findings;
	const shown = findings.slice(0, 49);
	const next = findings[shown.length];
	if (next === void 0) return shown;
	const message = `And ${findings.length - shown.length} more ${of}, from here on; coverage and mutation in the JSON report name them all`;
	return [...shown, {
		...next,
		message
	}];
}

// src/stages/behaviour.ts
const NOT_LOOKED_AT = {
	"left-out": "behaviour is decided by kt, which does not run here",
	"kept-by-errors": "the policy file has errors, and until they are corrected the builtin evaluator decides nothing"
};
function decideCases(cases, { document, packFile, asked, builtin }) {
	if (cases.length === 0) return {
		results: [],
		causes: [],
		untested: []
	};
	const fromKt = asked.results === void 0 ? void 0 : matchKtCases(cases, asked.results, packFile);
	if (builtin !== "decides") return {
		results: fromKt ?? undecidedCases(cases, asked.undecided ?? NOT_LOOKED_AT[builtin]),
		causes: [],
		untested: []
	};
	const evaluator = createPackEvaluator(document.value);
	const evaluations = cases.map(({ testCase }) => evaluator.evaluate(testCase));
	const results = fromKt === void 0 ? asked.undecided === void 0 ? cases.map((placed, index) => builtinResult(placed, evaluations[index])) : undecidedCases(cases, asked.undecided) : fromKt.map((result, index) => besideBuiltin(result, cases[index], evaluations[index]));
	const own = cases.flatMap(({ testCase }, index) => {
		const [evaluation, result] = [evaluations[index], results[index]];
		return evaluation === void 0 || result === void 0 ? [] : [{
			testCase,
			evaluation,
			outcome: result.outcome,
			open: evaluation.open
		}];
	});
	const causes = fromKt === void 0 && asked.undecided === void 0 ? summariseUndecided(own) : [];
	const coverage = coverageOf(document.value, evaluator.entries, own);
	return {
		results,
		causes,
		coverage,
		untested: untestedFindings(coverage, causes, document)
	};
}
function builtinResult({ workspaceFile, testCase }, evaluation) {
	const base = {
		name: testCase.name,
		file: workspaceFile,
		line: testCase.line,
		expected: testCase.expected,
		engine: "builtin"
	};
	if (evaluation === void 0) return {
		...base,
		outcome: "undecided",
		reason: "the case was not evaluated"
	};
	const [verdict, ...others] = evaluation.verdicts;
	const actual = verdict !== void 0 && others.length === 0 ? { actual: {
		verdict,
		...evaluation.reasonCode !== void 0 && { reasonCode: evaluation.reasonCode }
	} } : {};
	switch (evaluation.outcome) {
		case "passed": return {
			...base,
			...actual,
			outcome: "passed"
		};
		case "failed": return {
			...base,
			...actual,
			outcome: "failed",
			reason: whyFailed(testCase.expected, evaluation)
		};
		case "undecided": return {
			...base,
			...actual,
			outcome: "undecided",
			reason: evaluation.open.map(({ kind, reason }) => `${kind}: ${reason}`).join("; ")
		};
	}
}
function whyFailed(expected, evaluation) {
	if (evaluation.failedAssertions > 0) return `${evaluation.failedAssertions} of its assertions failed`;
	const wanted = expected.reasonCode === void 0 ? expected.verdict : `${expected.verdict} (${expected.reasonCode})`;
	const code = evaluation.reasonCode === void 0 ? "" : ` (${evaluation.reasonCode})`;
	const deciders = decidersOf(evaluation);
	return `expected ${wanted}, got ${evaluation.verdicts.join(" or ")}${code}${deciders.length === 0 ? "" : `: ${deciders.join("; ")}`}`;
}
const NAMED_MATCHES = 3;
function decidersOf({ chain, verdicts }) {
	const [verdict, ...others] = verdicts;
	if (verdict === void 0 || verdict === "allow" || others.length > 0) return [];
	return explainChain(chain).steps.filter((step) => step.verdicts.length === 1 && step.verdicts[0] === verdict && step.unless === void 0).map(({ kind, reason, matches }) => {
		const named = matches.slice(0, NAMED_MATCHES).map(({ item, place }) => item === void 0 ? place : `${item} in ${place}`);
		const more = matches.length > named.length ? [`${matches.length - named.length} more`] : [];
		return `${kind}: ${reason}${named.length === 0 ? "" : ` (${[...named, ...more].join("; ")})`}`;
	});
}
function besideBuiltin(result, placed, evaluation) {
	if (placed === void 0 || evaluation === void 0 || result.outcome === "undecided" || evaluation.outcome === "undecided") return result;
	if (evaluation.outcome === result.outcome) return result;
	const note = `the builtin evaluator decides otherwise: ${evaluation.verdicts.join(" or ")}`;
	return {
		...result,
		reason: result.reason === void 0 ? note : `${result.reason}; ${note}`
	};
}

export { undecidedNew as a, createPackEvaluator as c, quoteTerm as d, chainEntries as f, listItems as i, createPatternSource as l, renderJUnit as m, survivorFindings as n, renderExplanation as o, phasesOf as p, alwaysAllows as r, tryCommand as s, decideCases as t, EVALUATORS as u };
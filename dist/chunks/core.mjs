import { T as isSeq, a as Composer, i as Lexer, n as Parser, v as isAlias, w as isScalar, x as isMap } from "./yaml.mjs";
import { basename, delimiter, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createHash, randomUUID } from "node:crypto";
import { appendFileSync, constants } from "node:fs";
import { access, appendFile, lstat, mkdir, mkdtemp, open, readFile, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname as dirname$1, join as join$1 } from "node:path/posix";
import { parseArgs } from "node:util";

// src/clock.ts
const SYSTEM_CLOCK = {
	now: () => /* @__PURE__ */ new Date(),
	elapsed: () => Number(process.hrtime.bigint()) / 1e6,
	sleep: async (ms, signal) => {
		try {
			await setTimeout(ms, void 0, signal === void 0 ? {} : { signal });
		} catch (error) {
			throw signal?.aborted ? signal.reason : error;
		}
	}
};

// src/report/escape/visible.ts
/** The first step of every escape: text in which nothing is hidden and nothing moves a cursor. */
const ANSI_SEQUENCE = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)/g;
const LINE_BREAK = /\r\n|[\n\r\v\f\x85\u2028\u2029]/g;
const HIDDEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;
const REPLACEMENT_CHARACTER = "�";
/** The text without terminal escape sequences. */
function stripAnsi(text) {
	return text.replace(ANSI_SEQUENCE, "");
}
/** The text with control, bidi and zero-width characters spelled out (`\x1b`, `\u202e`); line feed and tab stay. */
function visible(text) {
	return stripAnsi(text).replace(HIDDEN, spellOut);
}
/** The text on one line without terminal escape sequences: breaks become `⏎`, tabs become spaces, white space at the ends goes. */
function oneLine(text) {
	return stripAnsi(text).trim().replace(LINE_BREAK, " ⏎ ").replaceAll("	", " ");
}
/** Lines at any of the breaks a terminal or the runner might honour. */
function splitLines(text) {
	return text.split(LINE_BREAK);
}
/** The text, or its start and how much is missing; at most `limit` UTF-16 units (`limit` ≥ 40), never half a surrogate pair. */
function shorten$1(text, limit) {
	if (text.length <= limit) return text;
	const note = `… (${text.length} characters)`;
	let end = limit - note.length;
	if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
	return text.slice(0, end) + note;
}
function spellOut(character) {
	const code = character.codePointAt(0) ?? 0;
	if (code >= 55296 && code <= 57343) return REPLACEMENT_CHARACTER;
	const hex = code.toString(16);
	if (code < 256) return `\\x${hex.padStart(2, "0")}`;
	return code > 65535 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}

// src/report/outcome.ts
/** The results that end a run with exit code 0; typed so that a new result cannot be forgotten here. */
const SUCCEEDS = {
	passed: true,
	inconclusive: true,
	failed: false,
	promoted: true,
	staged: true,
	unchanged: true,
	refused: false,
	unknown: false,
	verified: true,
	mismatch: false,
	unhealthy: false,
	unreachable: false,
	unproven: false,
	silent: false,
	"timed-out": false
};
/** Worst first. An unread write comes before a wrong configuration: only the latter is known. */
const WORST_FIRST = [
	"unknown",
	"mismatch",
	"unhealthy",
	"unreachable",
	"timed-out",
	"unproven",
	"silent",
	"verified"
];
/** True when the stage's result stands for exit code 0; `inconclusive` does unless undecided tests are to fail the run. */
function succeeds(stage, settings) {
	if (stage.result === "inconclusive") return settings.undecided === "warn";
	return SUCCEEDS[stage.result];
}
/** True when a later stage may run after this one: it succeeded, and `inconclusive` was explicitly allowed to be built upon. */
function mayContinue(stage, settings) {
	if (stage.result === "inconclusive" && !settings.allowInconclusive) return false;
	return succeeds(stage, { undecided: settings.undecided ?? "warn" });
}
function worst(results) {
	return WORST_FIRST.find((result) => results.includes(result)) ?? "unproven";
}

// src/report/words.ts
const OUTCOME_TONES = {
	passed: "good",
	failed: "bad",
	undecided: "doubtful"
};
const SEVERITY_RANK = {
	error: 0,
	warning: 1,
	info: 2
};
const STATE_WORDS = {
	serving: "serves what was asked for",
	"serving-other": "serves something else",
	unhealthy: "unhealthy",
	unreachable: "unreachable",
	accepted: "write accepted, not read back",
	untouched: "not written to",
	unknown: "unknown: a write was sent, its effect could not be read"
};
const PROOF_WORDS = {
	full: "the whole document was read back and equals the file",
	chain: "name, version and chain were read back and equal the file",
	version: "the version was read back and equals the file; other content was not compared",
	accepted: "kt accepted the write; nothing could be read back",
	none: "nothing was proven"
};
const EMULATED_WORDS = "Emulated: what is shown came from a local stand-in, not from Keeptrusts. It is no evidence about any real gateway.";
function toneOf(result) {
	if (result === "incomplete") return "bad";
	if (result === "inconclusive") return "doubtful";
	return SUCCEEDS[result] ? "good" : "bad";
}
function headlineOf(report) {
	const tone = toneOf(report.result);
	if (report.failure !== void 0) return {
		tone,
		verdict: report.result,
		reason: report.failure.message
	};
	const stage = decidingStage(report);
	if (stage === void 0) return {
		tone,
		verdict: report.result,
		reason: "the run has not reached a verdict"
	};
	return {
		tone,
		verdict: `${stage.stage} ${stage.result}`,
		reason: stage.reason.summary
	};
}
/** What to do now: of the stages that did not end well, in their order. */
function nextStepsOf(report) {
	return report.stages.filter((stage) => toneOf(stage.result) !== "good").flatMap((stage) => stage.reason.nextSteps);
}
/** `1 error`, `2 errors`. */
function count$1(number, noun) {
	return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
/** Milliseconds as a person says them: `85 ms`, `1.2 s`, `2 min 5 s`. */
function duration(milliseconds) {
	if (milliseconds < 1e3) return `${Math.round(milliseconds)} ms`;
	const seconds = milliseconds / 1e3;
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
function decidingStage(report) {
	return report.stages.findLast((stage) => stage.result === report.result) ?? report.stages.at(-1);
}

// src/github/annotations.ts
/** Annotations of one level a step may make; the runner drops later ones without a word (runner: ExecutionContext.cs, _maxCountPerIssueType). */
const ANNOTATIONS_PER_LEVEL = 10;
/** UTF-16 units; the runner cuts longer messages (ExecutionContext.cs, _maxIssueMessageLength). */
const ANNOTATION_MESSAGE_LIMIT = 4096;
/** https://docs.github.com/en/rest/checks/runs: title of an annotation, in characters. */
const ANNOTATION_TITLE_LIMIT = 255;
const LEVELS = {
	error: "error",
	warning: "warning",
	info: "notice"
};
const NOUNS = {
	error: "error",
	warning: "warning",
	notice: "note"
};
/**
* The annotations of a step, within its budget: findings by severity, file and line, then the final failure, which one error
* slot is always kept for. When a level has more than it may show, its last slot says how many more. Suppressed findings make none.
*/
function planAnnotations(findings, failureMessage, options = {}) {
	const open = findings.filter((finding) => finding.suppressed !== true).toSorted(byRank);
	const candidates = [...(options.warnings ?? []).map(runWarning), ...open.map((finding) => findingAnnotation(finding, options.checkoutPath))];
	const failure = failureMessage === void 0 ? [] : [{
		level: "error",
		message: limitMessage(visible(failureMessage))
	}];
	return [
		...withinBudget("error", 9, candidates, options.reportPath),
		...withinBudget("warning", 10, candidates, options.reportPath),
		...withinBudget("notice", 10, candidates, options.reportPath),
		...failure
	];
}
function withinBudget(level, slots, candidates, reportPath) {
	const all = candidates.filter((candidate) => candidate.level === level);
	if (all.length <= slots) return all;
	const shown = all.slice(0, slots - 1);
	const where = reportPath === void 0 ? "the JSON report" : `the report ${oneLine(visible(reportPath))}`;
	const message = `${count$1(all.length - shown.length, `more ${NOUNS[level]}`)}: see the job summary and ${where}. GitHub shows at most ${10} a step.`;
	return [...shown, {
		level,
		message: limitMessage(message)
	}];
}
function byRank(a, b) {
	return SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || (a.workspaceFile < b.workspaceFile ? -1 : a.workspaceFile > b.workspaceFile ? 1 : 0) || (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) || (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0);
}
function runWarning(text) {
	return {
		level: "warning",
		message: limitMessage(visible(text))
	};
}
function findingAnnotation(finding, checkoutPath) {
	const file = annotatedFile(finding.workspaceFile, checkoutPath);
	const start = finding.range?.start;
	const unplaced = `${finding.file}${start === void 0 ? "" : `:${start.line}:${start.column}`}`;
	const lines = [
		file === void 0 ? `${unplaced}: ${finding.message}` : finding.message,
		finding.help,
		finding.docs
	].filter((part) => part !== void 0).map((part) => oneLine(visible(part)));
	return {
		level: LEVELS[finding.severity],
		message: limitMessage(lines.join("\n")),
		title: shorten$1(oneLine(visible(finding.code === void 0 ? finding.ruleId : `${finding.ruleId} (${finding.code})`)), 255),
		...file === void 0 ? {} : {
			file,
			...placeOf(finding)
		}
	};
}
/** The path GitHub knows the file by; undefined when it is outside the workspace or the checkout. */
function annotatedFile(workspaceFile, checkoutPath = "") {
	const absolute = /^([/\\]|[A-Za-z]:)/.test(workspaceFile);
	if (workspaceFile === "" || absolute || workspaceFile.split("/").includes("..")) return void 0;
	const prefix = checkoutPath.replace(/^(\.\/)+|\/+$/g, "");
	if (prefix === "" || prefix === ".") return workspaceFile;
	return workspaceFile.startsWith(`${prefix}/`) ? workspaceFile.slice(prefix.length + 1) : void 0;
}
/**
* Columns only within one line: the runner drops them otherwise (ActionCommandManager.cs, ValidateLinesAndColumns). It passes
* endColumn on as it is; that the end is exclusive, like ours, is what https://github.com/github/docs/issues/40038 found.
*/
function placeOf(finding) {
	if (finding.range === void 0) return {};
	const { start, end } = finding.range;
	if (end.line === start.line && end.column >= start.column) return {
		line: start.line,
		endLine: end.line,
		col: start.column,
		endColumn: end.column
	};
	const endLine = end.column === 1 ? end.line - 1 : end.line;
	return {
		line: start.line,
		endLine: Math.max(start.line, endLine)
	};
}
function limitMessage(message) {
	return shorten$1(message, ANNOTATION_MESSAGE_LIMIT);
}

// src/report/escape/log-line.ts
/** Longer lines tell a reader of a log nothing more; the report holds the whole text. */
const LOG_LINE_LIMIT = 4096;
const OLD_COMMAND = /#[\p{Default_Ignorable_Code_Point}\p{Cc}]*#[\p{Default_Ignorable_Code_Point}\p{Cc}]*\[/gu;
const LEADING_COMMAND = /^([\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{M}]*:[\p{Default_Ignorable_Code_Point}\p{Cc}]*):/u;
/** One line with both forms of a workflow command broken up, so that the runner reads it as text. */
function breakUpCommands(line) {
	return line.replace(OLD_COMMAND, (found) => `${found.slice(0, -1)} [`).replace(LEADING_COMMAND, "$1 :");
}
/**
* Untrusted text for a line of a log or terminal: one line, nothing hidden, no workflow command, bounded by LOG_LINE_LIMIT
* input characters.
*/
function logLine(text, limit = LOG_LINE_LIMIT) {
	return breakUpCommands(visible(oneLine(shorten$1(text, limit))));
}

// src/report/escape/command.ts
/** Input characters kept. The runner cuts the message of an annotation at 4,096 itself. */
const COMMAND_DATA_LIMIT = 1e4;
/**
* Text for the data part of a workflow command (`::error::<data>`). Line breaks are kept as `%0A`: callers put untrusted parts
* through logLine first when the breaks in them are not wanted.
* Encoding: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
*/
function commandData(text) {
	return encodeData(splitLines(shorten$1(text, COMMAND_DATA_LIMIT)).map(harmlessLine).join("\n"));
}
/** Text for a property of a workflow command (`title=<property>`); line breaks are kept as `%0A`. */
function commandProperty(text) {
	return commandData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
/** The protocol's own encoding and nothing else, for values that must arrive unchanged: `add-mask` hides only exact text. */
function encodeData(value) {
	return value.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
function harmlessLine(line) {
	return breakUpCommands(visible(line));
}

// src/github/commands.ts
const PROPERTIES = [
	"file",
	"line",
	"endLine",
	"col",
	"endColumn",
	"title"
];
/** `::error file=…,line=…,title=…::message`, without a line break. */
function annotationCommand(annotation) {
	const properties = PROPERTIES.flatMap((name) => {
		const value = annotation[name];
		return value === void 0 ? [] : [`${name}=${commandProperty(String(value))}`];
	});
	const list = properties.length === 0 ? "" : ` ${properties.join(",")}`;
	return `::${annotation.level}${list}::${commandData(annotation.message)}`;
}
function groupCommand(title) {
	return `::group::${commandData(title)}`;
}
const END_GROUP_COMMAND = "::endgroup::";
/** Shown only with step debug logging. */
function debugCommand(text) {
	return `::debug::${commandData(text)}`;
}
/** Makes the runner replace the value in all later output. The value goes unchanged: a cleaned one would hide nothing. */
function maskCommand(value) {
	return `::add-mask::${encodeData(value)}`;
}

// src/report/terminal-log.ts
/** Faster progress cannot be read and floods a captured log. */
const PROGRESS_INTERVAL_MS = 1e3;
const CLEAR_LINE = "\r\x1B[2K";
const DEFAULT_WIDTH = 80;
function createTerminalLog(options) {
	let depth = 0;
	let live = false;
	const mayShow = progressGate(options.clock);
	const clear = () => {
		if (live) options.write(CLEAR_LINE);
		live = false;
	};
	const line = (prefix, text) => {
		clear();
		options.write(`${"  ".repeat(depth)}${prefix}${logLine(options.redact(text))}\n`);
	};
	return {
		clear,
		info: (text) => line("", text),
		debug: (text) => {
			if (options.debug) line("debug: ", text);
		},
		warning: (text) => line(options.colour ? "\x1B[33mwarning:\x1B[0m " : "warning: ", text),
		progress: (text) => {
			if (!mayShow()) return;
			if (!options.tty) return line("", text);
			const width = (options.width ?? DEFAULT_WIDTH) - 1;
			options.write(CLEAR_LINE + Array.from(logLine(options.redact(text))).slice(0, width).join(""));
			live = true;
		},
		group: async (title, work) => {
			line("", title);
			depth += 1;
			try {
				return await work();
			} finally {
				depth -= 1;
				clear();
			}
		}
	};
}
/** A function that says yes at most once every PROGRESS_INTERVAL_MS, the first time at once. */
function progressGate(clock) {
	let last;
	return () => {
		const now = clock.elapsed();
		if (last !== void 0 && now - last < 1e3) return false;
		last = now;
		return true;
	};
}

// src/github/github-log.ts
/**
* A Log for the runner. Warnings are lines, not `::warning::` commands: a step has ten warning annotations, and the plan in
* annotations.ts spends them.
*/
function createGitHubLog({ write, clock, redact }) {
	let depth = 0;
	const mayShow = progressGate(clock);
	const clean = (text) => logLine(redact(text));
	const info = (text) => write(`${clean(text)}\n`);
	return {
		info,
		debug: (text) => write(`${debugCommand(clean(text))}\n`),
		warning: (text) => write(`Warning: ${clean(text)}\n`),
		progress: (text) => {
			if (mayShow()) info(text);
		},
		group: async (title, work) => {
			const outermost = depth === 0;
			if (outermost) write(`${groupCommand(clean(title))}\n`);
			else info(title);
			depth += 1;
			try {
				return await work();
			} finally {
				depth -= 1;
				if (outermost) write(`${END_GROUP_COMMAND}\n`);
			}
		}
	};
}

// src/report/redact.ts
/** Shorter text occurs by chance everywhere: replacing it would garble the report and protect nothing. */
const MINIMUM_SECRET_LENGTH = 4;
/**
* A function that replaces the secrets in a text with `***`: each whole value, its lines when it has several, and its
* JSON and URL spellings. Apply it before an escape, which may change the value beyond recognition.
*/
function createRedactor(secrets) {
	const literals = new Set(secrets.flatMap((secret) => secretParts(secret.reveal())).flatMap(spellings));
	if (literals.size === 0) return (text) => text;
	const longestFirst = [...literals].sort((a, b) => b.length - a.length);
	const pattern = new RegExp(longestFirst.map(escapePattern).join("|"), "g");
	return (text) => text.replace(pattern, "***");
}
/** What of a secret value must not be seen: the value, and each of its lines; pieces under MINIMUM_SECRET_LENGTH are left out. */
function secretParts(value) {
	return [.../* @__PURE__ */ new Set([
		value,
		value.trim(),
		...value.split(/\r\n|\n|\r/).map((line) => line.trim())
	])].filter((part) => part.trim().length >= 4);
}
/** A copy of the report with every text redacted; the report given is not changed. */
function redactReport(report, redact) {
	const copy = structuredClone(report);
	redactInPlace(copy, redact);
	return copy;
}
function redactInPlace(node, redact) {
	if (!isRecord(node)) return;
	for (const [key, value] of Object.entries(node)) if (typeof value === "string") node[key] = redact(value);
	else redactInPlace(value, redact);
}
function isRecord(value) {
	return typeof value === "object" && value !== null;
}
function spellings(literal) {
	const wellFormed = literal.replace(/\p{Cs}/gu, "�");
	return [
		literal,
		JSON.stringify(literal).slice(1, -1),
		encodeURIComponent(wellFormed)
	];
}
function escapePattern(literal) {
	return literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

// src/github/mask.ts
/**
* Registers input tokens with the runner, before anything else is written. Only tokens the user gave: masking text out of a
* policy file would let its author choose what the runner blanks, and an output that holds a masked value is dropped
* (https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/pass-job-outputs). Pieces too short to
* be a secret, such as the `}` of a multi-line key, are left out for the same reason.
*/
function maskSecrets(secrets, write) {
	const values = secrets.flatMap((secret) => secret === void 0 ? [] : secretParts(secret.reveal()));
	for (const value of new Set(values)) write(`${maskCommand(value)}\n`);
}

// src/report/failure.ts
/** An error whose message is complete for its reader: one line, with what, what came back and the next step. */
var Failure = class extends Error {
	name = "Failure";
	kind;
	parts;
	constructor(kind, parts, options) {
		super(`${parts.doing}: ${parts.cameBack}. ${parts.nextStep}`, options);
		this.kind = kind;
		this.parts = parts;
	}
};
/** Several problems of the user's input, reported at once. */
var InputProblems = class extends Error {
	name = "InputProblems";
	kind = "bad-input";
	problems;
	constructor(problems) {
		super(problems.length === 1 ? problems[0] ?? "" : `${problems.length} problems with the options:\n${problems.map((p) => `- ${p}`).join("\n")}`);
		this.problems = problems;
	}
};
/** The text of anything thrown, without a stack. */
function messageOf(thrown) {
	return thrown instanceof Error ? thrown.message : String(thrown);
}

// src/github/outputs.ts
/**
* Appends `name=value` pairs to the file of GITHUB_OUTPUT or GITHUB_STATE in its multi-line form, so that no value can end
* early or add a pair of its own. Written at once and in one piece: an output set before a long wait survives a kill.
* Nothing happens without a file (a terminal).
* https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
* @throws Failure `defect` for a name that is not a plain identifier, `bad-input` when the file cannot be written.
*/
function appendPairs(file, pairs) {
	if (file === void 0 || file === "") return;
	const text = Object.entries(pairs).map(([name, value]) => formatPair(name, value)).join("");
	try {
		appendFileSync(file, text, "utf8");
	} catch (error) {
		throw new Failure("bad-input", {
			doing: `writing the step's outputs to ${file}`,
			cameBack: messageOf(error),
			nextStep: "Check the runner: the file is its own."
		}, { cause: error });
	}
}
/**
* Appends a directory to the file of GITHUB_PATH, one a line, for the steps that follow; this process keeps its own PATH.
* https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-system-path
* @throws Failure `bad-input` when the directory's name holds a line break, or the file cannot be written.
*/
function appendPath(file, directory) {
	if (file === void 0 || file === "") return;
	const doing = `adding ${JSON.stringify(directory)} to the job's PATH`;
	if (/[\r\n]/.test(directory)) throw new Failure("bad-input", {
		doing,
		cameBack: "its name holds a line break",
		nextStep: "Choose another tool cache directory."
	});
	try {
		appendFileSync(file, `${directory}\n`, "utf8");
	} catch (error) {
		const parts = {
			doing,
			cameBack: messageOf(error),
			nextStep: "Check the runner: the file is its own."
		};
		throw new Failure("bad-input", parts, { cause: error });
	}
}
/** One pair of the file; `createDelimiter` is asked again while the value holds its answer. */
function formatPair(name, value, createDelimiter = randomDelimiter) {
	if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
		const parts = {
			doing: "setting an output",
			cameBack: `${JSON.stringify(name)} is no output name`,
			nextStep: "Report this as a bug."
		};
		throw new Failure("defect", parts);
	}
	let delimiter = createDelimiter();
	while (value.includes(delimiter)) delimiter = createDelimiter();
	return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
function randomDelimiter() {
	return `keeptrusts-${randomUUID()}`;
}

// src/github/run-context.ts
const PRIVILEGED_TRIGGERS = ["pull_request_target", "workflow_run"];
/** Variables: https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables */
function readRunContext(env) {
	const run = readRun(env);
	const event = given$1(env, "GITHUB_EVENT_NAME");
	return {
		onRunner: env.GITHUB_ACTIONS === "true",
		isPullRequest: event?.startsWith("pull_request") ?? false,
		isPrivilegedTrigger: event !== void 0 && PRIVILEGED_TRIGGERS.includes(event),
		debug: env.RUNNER_DEBUG === "1",
		serverUrl: serverUrl(env),
		apiUrl: webUrl(env, "GITHUB_API_URL", "https://api.github.com"),
		...optional("run", run),
		...optional("event", event),
		...optional("workspace", given$1(env, "GITHUB_WORKSPACE")),
		...optional("temporaryDirectory", given$1(env, "RUNNER_TEMP")),
		...optional("outputFile", given$1(env, "GITHUB_OUTPUT")),
		...optional("stateFile", given$1(env, "GITHUB_STATE")),
		...optional("pathFile", given$1(env, "GITHUB_PATH")),
		...optional("summaryFile", given$1(env, "GITHUB_STEP_SUMMARY"))
	};
}
function readRun(env) {
	const repository = given$1(env, "GITHUB_REPOSITORY");
	const commit = given$1(env, "GITHUB_SHA");
	const id = given$1(env, "GITHUB_RUN_ID");
	if (repository === void 0 || commit === void 0 || id === void 0) return void 0;
	const attempt = attemptOf(env);
	return {
		repository,
		commit,
		ref: given$1(env, "GITHUB_REF") ?? "",
		url: `${serverUrl(env)}/${repository}/actions/runs/${id}/attempts/${attempt}`,
		attempt,
		actor: given$1(env, "GITHUB_TRIGGERING_ACTOR") ?? given$1(env, "GITHUB_ACTOR") ?? "",
		event: given$1(env, "GITHUB_EVENT_NAME") ?? ""
	};
}
function attemptOf(env) {
	const text = given$1(env, "GITHUB_RUN_ATTEMPT") ?? "1";
	return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 1;
}
function serverUrl(env) {
	return webUrl(env, "GITHUB_SERVER_URL", "https://github.com");
}
/** The variable when it is an http(s) address, without a slash at its end: links and requests are built upon it. */
function webUrl(env, name, fallback) {
	const text = given$1(env, name);
	if (text === void 0 || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return fallback;
	return text.endsWith("/") ? text.slice(0, -1) : text;
}
function given$1(env, name) {
	const value = env[name];
	return value === void 0 || value === "" ? void 0 : value;
}
/** Leaves the key out rather than setting it to undefined. */
function optional(key, value) {
	const entry = {};
	if (value !== void 0) entry[key] = value;
	return entry;
}

// src/github/summary-file.ts
/** Bytes of a step's summary file; one more and the runner uploads none of it (runner: FileCommandManager.cs). */
const SUMMARY_FILE_LIMIT = 1048576;
/**
* Appends Markdown to the step's summary file, unless that would break its limit. `render` gets the bytes that are left, at
* most `budget`, because the step may have written to the file before.
*/
async function appendSummary(file, render, budget) {
	if (file === void 0 || file === "") return { kind: "absent" };
	const room = SUMMARY_FILE_LIMIT - await sizeOf(file);
	const markdown = `\n${render(Math.min(budget, room - 1))}`;
	const needed = Buffer.byteLength(markdown);
	if (needed > room) return {
		kind: "no-room",
		needed,
		room
	};
	await appendFile(file, markdown, "utf8");
	return {
		kind: "written",
		bytes: needed
	};
}
async function sizeOf(file) {
	try {
		return (await stat(file)).size;
	} catch {
		return 0;
	}
}

// src/options/inputs.ts
const PREFIX = "INPUT_";
/**
* The inputs of an action by option name, as the runner hands them over: `INPUT_<NAME>` upper-cased, spaces as `_`, hyphens kept; every input
* that action.yml declares is there, as `''` when unset. Names nobody declared are kept, so that the parser can report them.
* Source: https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs
*/
function readInputs(environment) {
	return new Map(Object.entries(environment).filter(([name, value]) => name.startsWith(PREFIX) && name !== PREFIX && value !== void 0).map(([name, value]) => [name.slice(6).toLowerCase(), value ?? ""]));
}

// src/options/table.ts
const ALL = [
	"validate",
	"deploy",
	"verify"
];
const ONLINE = ["deploy", "verify"];
const OPTIONS = {
	stages: {
		type: "choices",
		choices: [
			"validate",
			"deploy",
			"verify"
		],
		default: ["validate"],
		stages: ["root"],
		text: "Stages to run, in this order whatever the order written. A later stage runs only when the earlier ones allow it."
	},
	"policy-file": {
		type: "lines",
		default: ["policy-config.yaml"],
		stages: ALL,
		text: "Policy files: one path or glob a line, `!` excludes. deploy and verify take exactly one file."
	},
	"working-directory": {
		type: "path",
		default: ".",
		stages: ALL,
		text: "Directory that relative paths start from."
	},
	"config-file": {
		type: "path",
		stages: ALL,
		text: "Inventory of gateways and packs. Default: `.github/keeptrusts.yml` when it exists."
	},
	engine: {
		type: "choice",
		choices: [
			"auto",
			"kt",
			"builtin"
		],
		default: "auto",
		stages: ["validate"],
		text: "`builtin` needs nothing installed; `kt` asks the Keeptrusts CLI alone; `auto` is builtin, plus kt when `kt-path` or `kt-version` is set or kt is on PATH."
	},
	"kt-version": {
		type: "text",
		stages: ALL,
		text: "Version of kt to install, or `latest`. deploy and verify default to the version this release was tested with."
	},
	"kt-path": {
		type: "path",
		stages: ALL,
		text: "An installed kt to use instead of installing one."
	},
	"kt-sha256": {
		type: "lines",
		default: [],
		stages: ALL,
		text: "Expected SHA-256 of kt archives, lines `artifact=hex`, for versions without a built-in hash."
	},
	"download-url": {
		type: "url",
		default: "https://dl.keeptrusts.com/releases",
		stages: ALL,
		text: "Base URL of kt releases."
	},
	"api-url": {
		type: "url",
		environment: "KEEPTRUSTS_API_URL",
		stages: ONLINE,
		text: "Keeptrusts API. Default: `KEEPTRUSTS_API_URL`, else what kt defaults to."
	},
	"api-token": {
		type: "secret",
		environment: "KEEPTRUSTS_API_TOKEN",
		stages: ONLINE,
		text: "Keeptrusts API token. Default: `KEEPTRUSTS_API_TOKEN`."
	},
	"gateway-token": {
		type: "secret",
		environment: "KEEPTRUSTS_GATEWAY_TOKEN",
		stages: ONLINE,
		text: "Bearer token for requests to gateways that ask for one. Default: `KEEPTRUSTS_GATEWAY_TOKEN`."
	},
	"ca-file": {
		type: "path",
		stages: ALL,
		text: "PEM file of additional certificate authorities."
	},
	"fail-on": {
		type: "choice",
		choices: ["error", "warning"],
		default: "error",
		stages: ["validate"],
		text: "Least severity of a finding that fails validation."
	},
	rules: {
		type: "lines",
		default: [],
		stages: ["validate", "deploy"],
		text: "Severities of lint rules, lines `rule-id: error|warning|info|off`."
	},
	tests: {
		type: "choice",
		choices: [
			"true",
			"false",
			"required"
		],
		default: "true",
		stages: ["validate", "deploy"],
		text: "Run behaviour tests; `required` makes having none an error."
	},
	undecided: {
		type: "choice",
		choices: ["warn", "fail"],
		default: "warn",
		stages: ["validate"],
		text: "What a test that no engine at hand can decide means."
	},
	phase: {
		type: "choice",
		choices: [
			"all",
			"stage",
			"promote"
		],
		default: "all",
		stages: ["deploy"],
		text: "`stage` stops after the staging gateway is proven; `promote` goes on from there in a later job."
	},
	digest: {
		type: "digest",
		stages: ONLINE,
		text: "Digest the policy file must have, as validate gave it. Required for `phase: promote`."
	},
	"staging-gateway": {
		type: "text",
		stages: ["deploy"],
		text: "Gateway that gets the policy first: `id=url`, or an id of the inventory."
	},
	"production-gateways": {
		type: "lines",
		default: [],
		stages: ["deploy"],
		text: "Gateways to promote to: lines `id=url` or ids of the inventory."
	},
	canary: {
		type: "lines",
		default: [],
		stages: ["deploy"],
		text: "Globs of golden test files sent through the first gateway before the others get the policy."
	},
	"probe-model": {
		type: "text",
		stages: ["deploy"],
		text: "Model named in canary requests whose golden file names none."
	},
	"allow-inconclusive": {
		type: "boolean",
		default: false,
		stages: ["deploy"],
		text: "Deploy although validation could not decide everything."
	},
	"deploy-timeout": {
		type: "duration",
		minimum: "1s",
		maximum: "1h",
		default: "150s",
		stages: ["deploy"],
		text: "How long gateways may take to serve the new policy. Managed gateways poll every 30 s by default."
	},
	"minimum-proof": {
		type: "choice",
		choices: [
			"full",
			"chain",
			"version",
			"accepted"
		],
		default: "chain",
		stages: ONLINE,
		text: "Weakest proof of what a gateway serves that counts as success."
	},
	gateways: {
		type: "lines",
		default: [],
		stages: ["verify"],
		text: "Gateways to verify: lines `id=url` or ids of the inventory. In the root action it defaults to what deploy used."
	},
	since: {
		type: "duration",
		minimum: "1s",
		maximum: "7d",
		default: "5m",
		stages: ["verify"],
		text: "How far back to look for decision events."
	},
	"event-limit": {
		type: "integer",
		minimum: 1,
		maximum: 1e3,
		default: 50,
		stages: ["verify"],
		text: "Events to ask kt for."
	},
	"minimum-events": {
		type: "integer",
		minimum: 0,
		maximum: 1e3,
		default: 0,
		stages: ["verify"],
		text: "Events of this policy version each gateway must have produced."
	},
	consecutive: {
		type: "integer",
		minimum: 1,
		maximum: 20,
		default: 2,
		stages: ["verify"],
		text: "Good answers in a row before a gateway counts as healthy."
	},
	interval: {
		type: "duration",
		minimum: "50ms",
		maximum: "10m",
		default: "2s",
		stages: ONLINE,
		text: "Time between two questions to the same gateway."
	},
	"verify-timeout": {
		type: "duration",
		minimum: "1s",
		maximum: "1h",
		default: "120s",
		stages: ["verify"],
		text: "How long verification may take in all."
	},
	doctor: {
		type: "choice",
		choices: [
			"auto",
			"required",
			"off"
		],
		default: "auto",
		stages: ["verify"],
		text: "`kt doctor`: report it, require exit code 0, or leave it out."
	},
	"accept-degraded": {
		type: "boolean",
		default: false,
		stages: ["verify"],
		text: "Count a gateway that reports itself degraded as healthy."
	},
	concurrency: {
		type: "integer",
		minimum: 1,
		maximum: 100,
		default: 10,
		stages: ONLINE,
		text: "Gateways handled at the same time."
	},
	"report-file": {
		type: "path",
		stages: ALL,
		text: "Where to write the JSON report. Default in an action: a file under RUNNER_TEMP; in a terminal: none."
	},
	annotations: {
		type: "boolean",
		default: true,
		stages: ALL,
		text: "Annotate findings on their lines."
	},
	summary: {
		type: "boolean",
		default: true,
		stages: ALL,
		text: "Write the job summary."
	}
};

// src/options/types.ts
/** A secret input: prints as `***` wherever it lands by accident. */
var Secret = class {
	#value;
	constructor(value) {
		this.#value = value;
	}
	/** The value itself, for the one place that sends it. */
	reveal() {
		return this.#value;
	}
	toString() {
		return "***";
	}
	toJSON() {
		return "***";
	}
};

// src/report/escape/markdown.ts
/** Input characters kept of one untrusted text; a summary is read by people, the report holds the rest. */
const MARKDOWN_TEXT_LIMIT = 2e3;
const MARKDOWN_CELL_LIMIT = 500;
const SEPARATOR = "​";
const ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"|": "&#124;",
	$: "&#36;",
	[SEPARATOR]: "&#8203;"
};
const AUTOLINKS = /@(?=[\w-])|#(?=\d)|\bgh-(?=\d)|:(?=\/\/)|\bwww(?=\.)/gi;
/** Untrusted text as plain inline Markdown on one line: no emphasis, code, HTML, link, image, mention or block structure. */
function markdownText(text, limit = MARKDOWN_TEXT_LIMIT) {
	return visible(oneLine(shorten$1(text, limit))).replace(AUTOLINKS, `$&${SEPARATOR}`).replace(/[\\`*_[\]{}~]/g, "\\$&").replace(/[&<>|$\u200b]/g, (character) => ENTITIES[character] ?? "").replace(/^([-+=#])/, "\\$1").replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}
/** Untrusted text for a table cell: as markdownText, bounded more tightly. */
function markdownCell(text, limit = 500) {
	return markdownText(text, limit);
}
/**
* Untrusted text as a code span, in which GitHub links nothing. The fence is longer than any run of backticks inside. With
* `cell`, text with a pipe becomes a `<code>` element, because tables split at pipes inside code spans too.
*/
function codeSpan(text, options = {}) {
	const line = visible(oneLine(shorten$1(text, 500)));
	if (line === "") return "` `";
	if (options.cell === true && line.includes("|")) return `<code>${markdownCell(text)}</code>`;
	const fence = "`".repeat(longestRunOfBackticks(line) + 1);
	const padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
	return fence + padding + line + padding + fence;
}
/** A link; only http(s) addresses become one, anything else leaves the label alone. `label` is escaped Markdown. */
function markdownLink(label, address) {
	const href = address === void 0 ? void 0 : webAddress(address);
	return href === void 0 ? label : `[${label}](${href})`;
}
function webAddress(address) {
	if (!URL.canParse(address)) return void 0;
	const url = new URL(address);
	if (url.protocol !== "https:" && url.protocol !== "http:") return void 0;
	return url.href.replace(/[()<>|\\`"'[\]*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
function longestRunOfBackticks(text) {
	return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

// src/report/escape/markup.ts
const MARKUP = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;"
};
/** Untrusted text between HTML tags. Line breaks become references, so that a blank line cannot end an HTML block in Markdown. */
function html(text) {
	return escapeMarkup(visible(text.replace(/\r\n?/g, "\n"))).replaceAll("\n", "&#10;");
}
function escapeMarkup(text) {
	return text.replace(/[&<>"']/g, (character) => MARKUP[character] ?? "");
}

// src/report/summary/page.ts
function createPage(detail, run) {
	const shown = /* @__PURE__ */ new Map();
	const missing = /* @__PURE__ */ new Map();
	const miss = (kind, number) => {
		if (number > 0) missing.set(kind, (missing.get(kind) ?? 0) + number);
	};
	return {
		...run === void 0 ? {} : { run },
		extras: detail.extras,
		take: (kind, items) => {
			const used = shown.get(kind) ?? 0;
			const rows = items.slice(0, Math.max(0, detail.rows - used));
			shown.set(kind, used + rows.length);
			miss(kind, items.length - rows.length);
			return rows;
		},
		skip: (kind, items) => miss(kind, items.length),
		leftOut: () => [...missing].map(([kind, number]) => count$1(number, kind.slice(0, -1)))
	};
}
const ICONS = {
	good: "✅",
	doubtful: "⚠️",
	bad: "❌"
};
/** A table of escaped cells; no table when it has no rows. */
function table(header, rows) {
	if (rows.length === 0) return [];
	const line = (cells) => `| ${cells.join(" | ")} |`;
	return [
		"",
		line(header),
		line(header.map(() => "---")),
		...rows.map(line),
		""
	];
}
/** A collapsed block; `title` is escaped HTML, `lines` are Markdown. */
function collapsed(title, lines) {
	return lines.length === 0 ? [] : [
		"",
		`<details><summary>${title}</summary>`,
		"",
		...lines,
		"",
		"</details>",
		""
	];
}
/** The address of a line of a file at the run's commit; undefined without a run, or for a file outside the repository. */
function sourceLink(run, file, line) {
	if (run === void 0 || file === "" || file.startsWith("/") || file.split("/").includes("..")) return void 0;
	const repository = repositoryLink(run);
	if (repository === void 0) return void 0;
	const anchor = line === void 0 ? "" : `#L${line}`;
	const path = file.replace(/\p{Cs}/gu, "�").split("/").map(encodeURIComponent).join("/");
	return `${repository}/blob/${encodeURIComponent(run.commit)}/${path}${anchor}`;
}
/** The repository's address on the server that runs the workflow, github.com or not. */
function repositoryLink(run) {
	const end = run.url.indexOf(`/${run.repository}/actions/runs/`);
	return end < 0 ? void 0 : `${run.url.slice(0, end)}/${run.repository}`;
}

// src/report/summary/head.ts
const REASON_LIMIT = 600;
const NEXT_STEPS_LIMIT = 10;
const ENGINES_LIMIT = 5;
const OVERRIDES_LIMIT = 20;
/** The result with its reason: the one line a reader must see. */
function resultLine(report) {
	const { tone, verdict, reason } = headlineOf(report);
	return `## ${ICONS[tone]} ${markdownText(verdict)}: ${markdownText(reason, REASON_LIMIT)}`;
}
/** The banner over everything the emulator had a part in. */
function emulatedBanner(report) {
	return report.emulated === true ? [
		"",
		"> [!WARNING]",
		`> **${EMULATED_WORDS}**`,
		""
	] : [];
}
/** What was checked or written, where, by whom, with what. */
function facts(report) {
	const rows = [
		...policyFacts(report.stages),
		...runFacts(report.run),
		["With", [tool(report), ...report.engines.slice(0, ENGINES_LIMIT).map(engine)].join(", ")]
	];
	const overridden = report.overridden ?? [];
	if (overridden.length > 0) {
		const more = overridden.length > OVERRIDES_LIMIT ? `, and ${overridden.length - OVERRIDES_LIMIT} more` : "";
		rows.push(["Inventory overridden", overridden.slice(0, OVERRIDES_LIMIT).map((text) => codeSpan(text, { cell: true })).join(", ") + more]);
	}
	return table(["", ""], rows);
}
/** What to do now, when something is left to do. */
function nextSteps(report) {
	const steps = toneOf(report.result) === "good" ? [] : nextStepsOf(report);
	if (steps.length === 0) return [];
	return [
		"",
		"### Next steps",
		"",
		...steps.slice(0, NEXT_STEPS_LIMIT).map((step, index) => `${index + 1}. ${markdownText(step)}`),
		""
	];
}
/** A pack as its author names it. */
function packName(pack) {
	return pack === void 0 ? "" : `${codeSpan(pack.name, { cell: true })} ${markdownCell(pack.version)}`;
}
function policyFacts(stages) {
	const written = stages.findLast((stage) => stage.stage !== "validate");
	if (written === void 0) return [];
	const parts = [packName(written.pack), codeSpan(written.file, { cell: true })];
	if (written.digest !== void 0) parts.push(codeSpan(written.digest, { cell: true }));
	return [["Policy", parts.filter((part) => part !== "").join(", ")]];
}
function runFacts(run) {
	if (run === void 0) return [];
	const repository = repositoryLink(run);
	const commit = markdownLink(codeSpan(run.commit.slice(0, 12), { cell: true }), repository && `${repository}/commit/${encodeURIComponent(run.commit)}`);
	return [["Where", `${markdownLink(codeSpan(run.repository, { cell: true }), repository)} at ${commit}, ${codeSpan(run.ref, { cell: true })}`], ["By", `${codeSpan(run.actor, { cell: true })}, ${markdownCell(run.event)}, ${markdownLink(`run attempt ${run.attempt}`, run.url)}`]];
}
function tool(report) {
	return `${markdownCell(report.tool.name)} ${markdownCell(report.tool.version)}`;
}
function engine({ name, version, path, sha256 }) {
	const origin = [path, sha256 === void 0 ? void 0 : `sha256:${sha256}`].filter((part) => part !== void 0);
	const where = origin.length === 0 ? "" : ` (${origin.map((part) => codeSpan(part, { cell: true })).join(", ")})`;
	return `${markdownCell(name)} ${markdownCell(version)}${where}`;
}

// src/report/summary/packs.ts
/** Packs with their verdicts, then findings grouped by file, then tests. */
function packSections(packs, page) {
	return [
		...packTable(packs, page),
		...findingSections(packs.flatMap((pack) => pack.findings), page),
		...testSections(packs.flatMap((pack) => pack.tests.cases), page)
	];
}
/** An expectation or an answer: the verdict and, where one was given, the reason code. */
function verdictCell(verdict, reasonCode) {
	if (verdict === void 0) return "";
	return markdownCell(verdict) + (reasonCode === void 0 ? "" : ` ${codeSpan(reasonCode, { cell: true })}`);
}
function packTable(packs, page) {
	const rows = page.take("packs", inOrder$1(packs)).map((pack) => [
		`${ICONS[toneOf(pack.result)]} ${pack.result}`,
		codeSpan(pack.file, { cell: true }),
		packName(pack.pack),
		severities(pack.findings),
		`${pack.tests.passed} / ${pack.tests.failed} / ${pack.tests.undecided}`,
		codeSpan(pack.digest, { cell: true })
	]);
	return table([
		"Result",
		"File",
		"Pack",
		"Findings",
		"Tests passed / failed / undecided",
		"Digest"
	], rows);
}
/** Packs that failed come first: they must survive a shortening. */
function inOrder$1(packs) {
	const rank = {
		failed: 0,
		inconclusive: 1,
		passed: 2
	};
	return packs.toSorted((a, b) => rank[a.result] - rank[b.result]);
}
function severities(findings) {
	const shown = findings.filter((finding) => finding.suppressed !== true);
	const of = (severity) => shown.filter((finding) => finding.severity === severity).length;
	const suppressed = findings.length - shown.length;
	const parts = [count$1(of("error"), "error"), count$1(of("warning"), "warning")];
	if (of("info") > 0) parts.push(`${of("info")} info`);
	if (suppressed > 0) parts.push(`${suppressed} suppressed`);
	return parts.join(", ");
}
function findingSections(findings, page) {
	const open = findings.filter((finding) => finding.suppressed !== true).toSorted(bySeverityThenPlace$1);
	return [...byFile(page.take("findings", open))].flatMap(([file, rows]) => [
		"",
		`#### ${markdownLink(codeSpan(file), sourceLink(page.run, file))}`,
		...table([
			"Severity",
			"Line",
			"Rule",
			"Finding"
		], rows.map((finding) => findingRow(finding, page)))
	]);
}
function byFile(findings) {
	const groups = /* @__PURE__ */ new Map();
	for (const finding of findings) {
		const group = groups.get(finding.file);
		if (group === void 0) groups.set(finding.file, [finding]);
		else group.push(finding);
	}
	return groups;
}
function bySeverityThenPlace$1(a, b) {
	return SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0);
}
function findingRow(finding, page) {
	const line = finding.range?.start.line;
	const help = finding.help === void 0 ? "" : `<br>${markdownCell(finding.help)}`;
	const place = finding.path === void 0 ? "" : `<br>${codeSpan(finding.path, { cell: true })}`;
	return [
		finding.severity,
		line === void 0 ? "" : markdownLink(String(line), sourceLink(page.run, finding.file, line)),
		markdownLink(codeSpan(finding.ruleId, { cell: true }), finding.docs),
		markdownCell(finding.message) + help + place
	];
}
function testSections(cases, page) {
	const header = [
		"Test",
		"Expected",
		"Got",
		"Engine",
		"Why"
	];
	const failed = cases.filter((one) => one.outcome === "failed");
	const undecided = cases.filter((one) => one.outcome === "undecided");
	const passed = cases.filter((one) => one.outcome === "passed");
	const telling = table(header, page.take("tests", [...failed, ...undecided]).map((one) => testRow(one, page)));
	if (!page.extras) {
		page.skip("tests", passed);
		return telling;
	}
	const rows = page.take("tests", passed).map((one) => testRow(one, page));
	return [...telling, ...collapsed(count$1(passed.length, "passed test"), table(header, rows))];
}
function testRow(one, page) {
	const name = markdownLink(codeSpan(one.name, { cell: true }), sourceLink(page.run, one.file, one.line));
	return [
		`${ICONS[OUTCOME_TONES[one.outcome]]} ${name}`,
		verdictCell(one.expected?.verdict, one.expected?.reasonCode),
		verdictCell(one.actual?.verdict, one.actual?.reasonCode),
		one.engine,
		one.reason === void 0 ? "" : markdownCell(one.reason)
	];
}

// src/report/summary/gateways.ts
/** The canary requests sent through staging. */
function canarySection(canary, page) {
	const rows = page.take("canary requests", canary).map((one) => [
		`${ICONS[OUTCOME_TONES[one.outcome]]} ${codeSpan(one.name, { cell: true })}`,
		verdictCell(one.expected.verdict, one.expected.reasonCode),
		verdictCell(one.actual),
		codeSpan(one.requestId, { cell: true }),
		one.reason === void 0 ? "" : markdownCell(one.reason)
	]);
	return table([
		"Canary request",
		"Expected",
		"Got",
		"Request id",
		"Why"
	], rows);
}
/** Gateways with what was proven of each, what differs, and the steps taken. */
function gatewaySections(gateways, page) {
	const shown = page.take("gateways", gateways);
	return [
		...table([
			"Gateway",
			"Environment",
			"State",
			"Proof",
			"Before",
			"After",
			"Health",
			"Events"
		], shown.map(gatewayRow)),
		...proofLegend(shown),
		...shown.flatMap(differences),
		...shown.flatMap((gateway) => eventTable(gateway, page)),
		...shown.flatMap((gateway) => stepTable(gateway, page))
	];
}
/** What `kt doctor` said. */
function doctorSection(doctor, page) {
	if (doctor === void 0) return [];
	if (doctor.unread !== void 0) return [
		"",
		`kt doctor could not be read: ${markdownText(doctor.unread)}`,
		""
	];
	const rows = page.take("checks", doctor.checks).map((check) => [markdownCell(check.name), markdownCell(check.status)]);
	return table(["kt doctor check", "Status"], rows);
}
function gatewayRow(gateway) {
	const result = gateway.result === void 0 ? "" : `<br>${gateway.result}`;
	return [
		markdownLink(codeSpan(gateway.id, { cell: true }), gateway.url),
		gateway.environment === void 0 ? "" : markdownCell(gateway.environment),
		STATE_WORDS[gateway.state] + result,
		gateway.proof,
		served(gateway.before),
		served(gateway.after),
		health(gateway.health),
		events(gateway.events)
	];
}
function served(identity) {
	if (identity === void 0) return "";
	return [identity.name === void 0 ? "" : codeSpan(identity.name, { cell: true }), identity.version === void 0 ? "" : markdownCell(identity.version)].filter((part) => part !== "").join(" ");
}
function health(reading) {
	if (reading === void 0) return "not read";
	const latency = reading.latencyMs === void 0 ? "" : `, ${duration(reading.latencyMs)}`;
	const detail = reading.detail === void 0 ? "" : `<br>${markdownCell(reading.detail)}`;
	return reading.status + latency + detail;
}
function events(reading) {
	if (reading === void 0) return "not read";
	if (reading.unread !== void 0) return `not read: ${markdownCell(reading.unread)}`;
	return `${reading.matching} of ${reading.read} carry this version`;
}
function proofLegend(gateways) {
	const proofs = [...new Set(gateways.map((gateway) => gateway.proof))];
	return proofs.length === 0 ? [] : [...proofs.map((proof) => `- proof \`${proof}\`: ${PROOF_WORDS[proof]}`), ""];
}
const DIFFERENCES_LIMIT = 20;
const NAME_LIMIT = 200;
function differences(gateway) {
	const found = gateway.differences ?? [];
	if (found.length === 0) return [];
	const more = found.length > DIFFERENCES_LIMIT ? [`- and ${found.length - DIFFERENCES_LIMIT} more in the report`] : [];
	return [
		"",
		`What ${codeSpan(gateway.id)} serves differs from the file:`,
		"",
		...found.slice(0, DIFFERENCES_LIMIT).map((text) => `- ${markdownText(text)}`),
		...more,
		""
	];
}
/** The line that opens a collapsed block is HTML: Markdown's escapes would show there. */
function summaryName(id) {
	return `<code>${html(shorten$1(oneLine(id), NAME_LIMIT))}</code>`;
}
function eventTable(gateway, page) {
	const newest = gateway.events?.newest ?? [];
	if (!page.extras) {
		page.skip("events", newest);
		return [];
	}
	const rows = page.take("events", newest).map(eventRow);
	return collapsed(`Decision events of ${summaryName(gateway.id)}`, table([
		"Time",
		"Verdict",
		"Reason",
		"Model",
		"Version",
		"Gateway",
		"Request id",
		"Linked by"
	], rows));
}
function eventRow(event) {
	return [...[
		event.time,
		event.verdict,
		event.reasonCode,
		event.model,
		event.configVersion,
		event.gatewayId,
		event.requestId
	].map((cell) => cell === void 0 ? "" : markdownCell(cell)), event.correlation];
}
function stepTable(gateway, page) {
	if (!page.extras) {
		page.skip("gateway steps", gateway.steps);
		return [];
	}
	const rows = page.take("gateway steps", gateway.steps).map((step) => [
		markdownCell(step.step),
		step.outcome,
		markdownCell(step.at),
		duration(step.durationMs),
		step.detail === void 0 ? "" : markdownCell(step.detail)
	]);
	return collapsed(`Steps on ${summaryName(gateway.id)}`, table([
		"Step",
		"Outcome",
		"At",
		"Took",
		"Detail"
	], rows));
}

// src/report/summary.ts
/**
* UTF-8 bytes. The runner drops a whole step summary over 1 MiB (1,048,576 bytes); the rest is room for what else the step writes.
* https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
*/
const SUMMARY_BUDGET = 1e6;
/** From everything to the head alone; the first that fits is used. */
const DETAILS = [
	{
		rows: Number.POSITIVE_INFINITY,
		extras: true
	},
	{
		rows: Number.POSITIVE_INFINITY,
		extras: false
	},
	{
		rows: 2e3,
		extras: false
	},
	{
		rows: 500,
		extras: false
	},
	{
		rows: 100,
		extras: false
	},
	{
		rows: 20,
		extras: false
	},
	{
		rows: 0,
		extras: false
	}
];
/**
* The report as Markdown for a job summary: the result and its reason first, then what, where and by whom, next steps, and the tables.
* Longer than the budget, it is shortened in steps, says what it left out and where the full report is.
*/
function renderSummary(report, options = {}) {
	const budget = options.budget ?? 1e6;
	for (const detail of DETAILS) {
		const markdown = renderWith(report, detail, options.reportPath);
		if (Buffer.byteLength(markdown) <= budget) return markdown;
	}
	return `${[
		resultLine(report),
		...emulatedBanner(report),
		note(["everything else"], options.reportPath)
	].join("\n")}\n`;
}
function renderWith(report, detail, reportPath) {
	const page = createPage(detail, report.run);
	const stages = report.stages.flatMap((stage) => stageSection(stage, report, page));
	const leftOut = page.leftOut();
	return `${[
		resultLine(report),
		...emulatedBanner(report),
		...leftOut.length === 0 ? [] : [note(leftOut, reportPath)],
		...facts(report),
		...nextSteps(report),
		...stages
	].join("\n").replace(/\n{3,}/g, "\n\n")}\n`;
}
function note(leftOut, reportPath) {
	const where = reportPath === void 0 ? "The JSON report has everything." : `The full report is ${codeSpan(reportPath)}.`;
	return `\n> [!NOTE]\n> Shortened to fit the size GitHub allows a summary; left out: ${leftOut.join(", ")}. ${where}\n`;
}
function stageSection(stage, report, page) {
	return [
		"",
		`### ${ICONS[toneOf(stage.result)]} ${stage.stage}: ${stage.result}`,
		"",
		`${markdownText(stage.reason.summary)} (${duration(stage.durationMs)})`,
		"",
		...page.take("warnings", stage.warnings).map((warning) => `- ⚠️ ${markdownText(warning)}`),
		"",
		...stageTables(stage, report, page)
	];
}
function stageTables(stage, report, page) {
	if (stage.stage === "validate") return packSections(stage.packs, page);
	const gateways = gatewaySections(stage.gateways, page);
	if (stage.stage === "verify") return [...gateways, ...doctorSection(stage.doctor, page)];
	const validation = stage.validation === void 0 || report.stages.some((other) => other.stage === "validate") ? [] : packSections([stage.validation], page);
	return [
		...gateways,
		...canarySection(stage.canary, page),
		...validation
	];
}

// src/report/terminal.ts
/** Findings and cases shown of a pack, and gateways of a stage; the JSON report has the rest. */
const TERMINAL_ROWS_LIMIT = 200;
const TEXT_LIMIT = 1e3;
const MARKS = {
	good: "✓",
	doubtful: "!",
	bad: "✗"
};
const CODES = {
	good: 32,
	doubtful: 33,
	bad: 31
};
const SEVERITY_TONES = {
	error: "bad",
	warning: "doubtful",
	info: "good"
};
/** The report as lines for a terminal or a log, the result and its reason first. Every line is safe to write to the runner's log. */
function renderTerminal(report, options) {
	const paint = options.colour ? (tone, text) => `\x1b[${CODES[tone]}m${text}\x1b[0m` : (_tone, text) => text;
	const { tone, verdict, reason } = headlineOf(report);
	return `${[
		`${paint(tone, `${MARKS[tone]} ${clean(verdict)}`)}: ${clean(reason)}`,
		...report.emulated === true ? [paint("doubtful", `! ${EMULATED_WORDS}`)] : [],
		...report.stages.flatMap((stage) => stageLines(stage, paint)),
		...nextStepLines(report)
	].map(breakUpCommands).join("\n")}\n`;
}
function clean(text) {
	return logLine(text, TEXT_LIMIT);
}
function stageLines(stage, paint) {
	const tone = toneOf(stage.result);
	return [
		"",
		`${stage.stage}: ${paint(tone, stage.result)} in ${duration(stage.durationMs)}`,
		`  ${clean(stage.reason.summary)}`,
		...limited(stage.warnings, (warning) => [`  ${paint("doubtful", "warning")} ${clean(warning)}`]),
		...detailLines(stage, paint)
	];
}
function detailLines(stage, paint) {
	if (stage.stage === "validate") return limited(stage.packs, (pack) => packLines(pack, paint));
	const gateways = limited(stage.gateways, (gateway) => gatewayLines(gateway, paint));
	if (stage.stage === "deploy") return [...gateways, ...limited(stage.canary, (one) => canaryLines(one, paint))];
	const checks = stage.doctor?.checks ?? [];
	return [...gateways, ...limited(checks, (check) => [`  kt doctor ${clean(check.name)}: ${clean(check.status)}`])];
}
function packLines(pack, paint) {
	const open = pack.findings.filter((finding) => finding.suppressed !== true).toSorted(bySeverityThenPlace);
	const telling = pack.tests.cases.filter((one) => one.outcome !== "passed");
	const identity = pack.pack === void 0 ? "" : ` ${clean(pack.pack.name)} ${clean(pack.pack.version)}`;
	const { passed, failed, undecided } = pack.tests;
	return [
		`  ${paint(toneOf(pack.result), MARKS[toneOf(pack.result)])} ${clean(pack.file)}${identity} ${clean(pack.digest)}`,
		...limited(open, (finding) => findingLines(finding, paint)),
		`    tests: ${passed} passed, ${failed} failed, ${undecided} undecided`,
		...limited(telling, (one) => caseLines(one, paint))
	];
}
function bySeverityThenPlace(a, b) {
	return SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0);
}
function findingLines(finding, paint) {
	const start = finding.range?.start;
	const place = start === void 0 ? clean(finding.file) : `${clean(finding.file)}:${start.line}:${start.column}`;
	const severity = paint(SEVERITY_TONES[finding.severity], finding.severity);
	const help = finding.help === void 0 ? [] : [`      ${clean(finding.help)}`];
	return [`    ${place} ${severity} ${clean(finding.message)} (${clean(finding.ruleId)})`, ...help];
}
function caseLines(one, paint) {
	const tone = OUTCOME_TONES[one.outcome];
	const why = one.reason === void 0 ? "" : `: ${clean(one.reason)}`;
	const asked = `expected ${answer(one.expected)}, got ${answer(one.actual)}`;
	return [`      ${paint(tone, MARKS[tone])} ${clean(one.name)} (${clean(one.file)}:${one.line}) ${asked}${why}`];
}
function answer(given) {
	if (given?.verdict === void 0) return "no verdict";
	return clean(given.verdict) + (given.reasonCode === void 0 ? "" : ` ${clean(given.reasonCode)}`);
}
function canaryLines(one, paint) {
	const tone = OUTCOME_TONES[one.outcome];
	const why = one.reason === void 0 ? "" : `: ${clean(one.reason)}`;
	const got = one.actual === void 0 ? "no verdict" : clean(one.actual);
	return [`  ${paint(tone, MARKS[tone])} canary ${clean(one.name)} expected ${answer(one.expected)}, got ${got}${why}`];
}
function gatewayLines(gateway, paint) {
	const tone = gateway.state === "serving" ? "good" : gateway.state === "accepted" || gateway.state === "untouched" ? "doubtful" : "bad";
	const served = gateway.after ?? gateway.before;
	const identity = [served?.name, served?.version].filter((part) => part !== void 0).map(clean);
	const shows = identity.length === 0 ? "" : `, shows ${identity.join(" ")}`;
	const health = gateway.health === void 0 ? "" : `, ${gateway.health.status}`;
	const events = gateway.events === void 0 || gateway.events.unread !== void 0 ? "" : `, ${count$1(gateway.events.matching, "event")} of this version`;
	return [`  ${paint(tone, MARKS[tone])} ${clean(gateway.id)} ${STATE_WORDS[gateway.state]}, proof ${gateway.proof}${shows}${health}${events}`, ...limited(gateway.differences ?? [], (text) => [`      differs: ${clean(text)}`])];
}
function nextStepLines(report) {
	const steps = toneOf(report.result) === "good" ? [] : nextStepsOf(report);
	return steps.length === 0 ? [] : [
		"",
		"Next steps",
		...limited(steps, (step) => [`  - ${clean(step)}`])
	];
}
function limited(items, lines) {
	const shown = items.slice(0, 200).flatMap(lines);
	const more = items.length - 200;
	return more > 0 ? [...shown, `  … and ${more} more in the JSON report`] : shown;
}

// src/report/json.ts
/** The order of the model's own fields: identity and result first, then circumstances, then the long lists. Others follow by name. */
const FIELD_ORDER = [
	"schemaVersion",
	"tool",
	"emulated",
	"stage",
	"id",
	"name",
	"ruleId",
	"severity",
	"result",
	"failure",
	"kind",
	"phase",
	"version",
	"url",
	"environment",
	"state",
	"proof",
	"outcome",
	"message",
	"help",
	"summary",
	"nextSteps",
	"startedAt",
	"durationMs",
	"reason",
	"warnings",
	"file",
	"workspaceFile",
	"line",
	"column",
	"path",
	"range",
	"start",
	"end",
	"engine",
	"code",
	"docs",
	"fingerprint",
	"suppressed",
	"fix",
	"digest",
	"sha256",
	"pack",
	"repository",
	"commit",
	"ref",
	"attempt",
	"actor",
	"event",
	"engines",
	"run",
	"overridden",
	"expected",
	"actual",
	"passed",
	"failed",
	"undecided",
	"cases",
	"findings",
	"tests",
	"packs",
	"validation",
	"canary",
	"before",
	"after",
	"differences",
	"health",
	"events",
	"gateways",
	"doctor",
	"steps",
	"stages"
];
const RANK = new Map(FIELD_ORDER.map((name, rank) => [name, rank]));
/** The report as JSON text that ends with a line feed; the same report gives the same text whatever order its fields were set in. */
function serializeReport(report) {
	return `${JSON.stringify(report, inOrder, 2)}\n`;
}
function inOrder(_key, value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1)));
}
function rankOf(name) {
	return RANK.get(name) ?? FIELD_ORDER.length;
}

// src/report/write.ts
/**
* Writes the file so that a reader sees the old text or the new one, never a part, even when the process is killed or the
* machine stops. Missing folders are created.
* @throws Failure `bad-input` when the path cannot be written.
*/
async function writeAtomically(path, text) {
	const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeToDisk(temporary, text);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true }).catch(() => {});
		throw new Failure("bad-input", {
			doing: `writing ${path}`,
			cameBack: messageOf(error),
			nextStep: "Choose a path in a folder this process may write to."
		}, { cause: error });
	}
}
async function writeToDisk(path, text) {
	const file = await open(path, "wx");
	try {
		await file.writeFile(text, "utf8");
		await file.sync();
	} finally {
		await file.close();
	}
}
/**
* A report file that is written again whenever the report changes, so that a killed run leaves a true one. The report is
* serialised at the call: later changes to the object do not leak into it. An unchanged report is not written twice.
*/
function createReportFile(path) {
	let wanted;
	let written;
	let writing = Promise.resolve();
	const writeNewest = async () => {
		const text = wanted;
		if (text === void 0 || text === written) return;
		await writeAtomically(path, text);
		written = text;
	};
	return {
		path,
		update: (report) => {
			wanted = serializeReport(report);
			writing = writing.catch(() => {}).then(writeNewest);
			return writing;
		}
	};
}

// src/run/findings.ts
/** The packs a stage validated. */
function packsOf(stage) {
	if (stage.stage === "validate") return stage.packs;
	return stage.stage === "deploy" && stage.validation !== void 0 ? [stage.validation] : [];
}
/** All findings of a run, each once: deploy validates again what validate has seen. */
function findingsOf(report) {
	return [...new Map(report.stages.flatMap(packsOf).flatMap(findingsOfPack).map((finding) => [finding.fingerprint, finding])).values()];
}
/** A failed test is annotated on the line of its expectation, like a finding. */
function findingsOfPack(pack) {
	const failed = pack.tests.cases.flatMap((one) => one.outcome !== "failed" ? [] : [{
		ruleId: "test-failed",
		severity: "error",
		message: `Test "${one.name}": ${one.reason ?? "failed"}`,
		file: one.file,
		workspaceFile: one.file,
		range: {
			start: {
				line: one.line,
				column: 1
			},
			end: {
				line: one.line + 1,
				column: 1
			}
		},
		engine: one.engine,
		fingerprint: `${one.file}:${one.line}:${one.name}`
	}]);
	return [...pack.findings, ...failed];
}

// src/report/model.ts
/** What the action can prove of a gateway, strongest first. No text may say more than the proof. */
const PROOFS = [
	"full",
	"chain",
	"version",
	"accepted",
	"none"
];

// src/run/outputs.ts
/** Step outputs of what is known so far; unknown ones are left out. Small texts only: the report is a file. */
function outputsOf(report, reportPath) {
	const outputs = {};
	for (const stage of report.stages) Object.assign(outputs, stageOutputs(stage));
	outputs.result = report.result;
	if (reportPath !== void 0) outputs.report = reportPath;
	return outputs;
}
function stageOutputs(stage) {
	switch (stage.stage) {
		case "validate": {
			const findings = stage.packs.flatMap((pack) => pack.findings);
			const sum = (of) => String(stage.packs.reduce((total, pack) => total + pack.tests[of], 0));
			const [only, ...more] = stage.packs;
			return {
				digest: only !== void 0 && more.length === 0 ? only.digest : "",
				errors: String(findings.filter((one) => one.severity === "error").length),
				warnings: String(findings.filter((one) => one.severity === "warning").length),
				"tests-passed": sum("passed"),
				"tests-failed": sum("failed"),
				"tests-undecided": sum("undecided")
			};
		}
		case "deploy": return {
			...stage.digest !== void 0 && { digest: stage.digest },
			promoted: JSON.stringify(stage.gateways.filter(wasPromoted).map((gateway) => gateway.id)),
			proof: weakestProof(stage.gateways),
			gateways: gatewayList(stage.gateways)
		};
		case "verify": return {
			proof: weakestProof(stage.gateways),
			gateways: gatewayList(stage.gateways),
			events: String(stage.gateways.reduce((total, gateway) => total + (gateway.events?.matching ?? 0), 0))
		};
	}
}
function wasPromoted(gateway) {
	return gateway.steps.length > 0 && (gateway.state === "serving" || gateway.state === "accepted");
}
function weakestProof(gateways) {
	return PROOFS.findLast((proof) => gateways.some((gateway) => gateway.proof === proof)) ?? "none";
}
function gatewayList(gateways) {
	return JSON.stringify(gateways.map(({ id, state, proof }) => ({
		id,
		state,
		proof
	})));
}

// src/options/lookup.ts
const SPECS = OPTIONS;
/** True for a name in the table, whatever entry takes it. */
function isOptionName(name) {
	return Object.hasOwn(OPTIONS, name);
}
/** The row of an option, with its literal types forgotten. */
function specOf(name) {
	return SPECS[name];
}
/** True when the action or command `entry` takes the option; root takes all. */
function takes(entry, name) {
	const stages = SPECS[name].stages;
	return entry === "root" || stages.includes(entry);
}
/** The options of an entry in the table's order, which is the order of everything generated from it. */
function optionNames(entry) {
	return Object.keys(OPTIONS).filter(isOptionName).filter((name) => takes(entry, name));
}

// src/options/nearest.ts
/** Longest word compared: distance costs the product of the lengths, and no name in this project is longer. */
const COMPARED_LENGTH = 60;
/** Edit distance in which swapping two neighbours counts once (optimal string alignment). */
function distance(a, b) {
	let beforePrevious = [];
	let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const same = a[row - 1] === b[column - 1];
			const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			const costs = [
				(previous[column] ?? 0) + 1,
				(current[column - 1] ?? 0) + 1,
				(previous[column - 1] ?? 0) + (same ? 0 : 1)
			];
			if (swapped) costs.push((beforePrevious[column - 2] ?? 0) + 1);
			current.push(Math.min(...costs));
		}
		beforePrevious = previous;
		previous = current;
	}
	return previous[b.length] ?? 0;
}
/** The candidate a writer of `word` most likely meant: same letters but for case, `_` for `-`, or a few slips. */
function nearest(word, candidates) {
	const wanted = word.toLowerCase().replaceAll("_", "-");
	if (wanted === "" || wanted.length > COMPARED_LENGTH) return void 0;
	const allowedSlips = Math.max(1, Math.floor(wanted.length / 3));
	let best;
	for (const candidate of candidates) {
		const slips = distance(wanted, candidate.toLowerCase().replaceAll("_", "-").slice(0, COMPARED_LENGTH));
		if (slips <= allowedSlips && slips < (best?.slips ?? Number.POSITIVE_INFINITY)) best = {
			candidate,
			slips
		};
	}
	return best?.candidate;
}
/** `; did you mean x?`, or nothing. */
function didYouMean$1(word, candidates) {
	const candidate = nearest(word, candidates);
	return candidate === void 0 ? "" : `; did you mean ${candidate}?`;
}

// src/options/shown.ts
/** Characters kept of a value that a message quotes: enough to recognise it, too few to flood a log. */
const SHOWN_LENGTH = 60;
/** Control, format (bidirectional overrides among them), surrogate and line separator characters: what can disguise or break a line. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
/** User and password of a URL, up to the last `@` before white space or the path. */
const URL_CREDENTIALS = /:\/\/[^/\s]*@/g;
function escapeCharacter(character) {
	return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
/**
* A given value as a message may quote it: in double quotes, shortened, invisible characters as escapes, credentials in URLs replaced.
* It is readable text, not an escape of any output channel: renderers still apply theirs. Never pass a secret.
*/
function shown(value) {
	const harmless = value.replace(URL_CREDENTIALS, "://***@");
	const characters = Array.from(harmless);
	return `"${(characters.length > SHOWN_LENGTH ? `${characters.slice(0, SHOWN_LENGTH).join("")}…` : harmless).replace(/["\\]/g, "\\$&").replace(INVISIBLE, escapeCharacter)}"`;
}
/** True when the text holds a character that has no place in a one-line value. */
function hasInvisible(text) {
	return text.search(INVISIBLE) !== -1;
}
/** `a`, `a or b`, `a, b or c`. */
function alternatives(values) {
	return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

// src/policy/digest.ts
const DIGEST_PATTERN = /^sha256:[0-9a-f]{64}$/;
/** The digest of the bytes as they are; line endings and encoding are part of the identity. */
function digestOf(bytes) {
	return asDigest(`sha256:${createHash("sha256").update(bytes).digest("hex")}`);
}
/** True for text in the digest's canonical form. */
function isDigest(text) {
	return DIGEST_PATTERN.test(text);
}
/** @throws RangeError when the text is not `sha256:` and 64 lower-case hex digits. */
function asDigest(text) {
	if (!isDigest(text)) throw new RangeError(`not a digest: expected sha256:<64 hex digits>, got ${JSON.stringify(text.slice(0, 80))}`);
	return text;
}

// src/options/values.ts
const MILLISECONDS = {
	ms: 1,
	s: 1e3,
	m: 6e4,
	h: 36e5,
	d: 864e5
};
/** The YAML 1.2 core schema's spellings (https://yaml.org/spec/1.2.2/#1032-tag-resolution); `yes`, `on` and `1` are too easily meant otherwise. */
const BOOLEANS = /* @__PURE__ */ new Map([
	["true", true],
	["True", true],
	["TRUE", true],
	["false", false],
	["False", false],
	["FALSE", false]
]);
function value(parsed) {
	return {
		kind: "value",
		value: parsed
	};
}
function problem$1(allowed, hint) {
	return hint === void 0 || hint === "" ? {
		kind: "problem",
		allowed
	} : {
		kind: "problem",
		allowed,
		hint
	};
}
/** Text of one line. */
function parseText(text) {
	return hasInvisible(text) ? problem$1("one line of text without control characters") : value(text);
}
function parseBoolean(text) {
	const parsed = BOOLEANS.get(text);
	return parsed === void 0 ? problem$1("true or false") : value(parsed);
}
function parseInteger(text, range) {
	const number = /^\d+$/.test(text) ? Number(text) : NaN;
	return number >= range.minimum && number <= range.maximum ? value(number) : problem$1(`a whole number from ${range.minimum} to ${range.maximum}`);
}
/** `500ms`, `90s`, `5m`, `1h`, `7d` in milliseconds; undefined for any other text. */
function millisecondsOf(text) {
	const match = /^(\d+)(ms|s|m|h|d)$/.exec(text);
	const unit = MILLISECONDS[match?.[2] ?? ""];
	return match === null || unit === void 0 ? void 0 : Number(match[1]) * unit;
}
function parseDuration(text, range) {
	const parsed = millisecondsOf(text);
	const [minimum, maximum] = [millisecondsOf(range.minimum), millisecondsOf(range.maximum)];
	if (minimum === void 0 || maximum === void 0) throw new TypeError(`not durations: ${range.minimum}, ${range.maximum}`);
	if (parsed !== void 0 && parsed >= minimum && parsed <= maximum) return value(parsed);
	const hint = /^\d+$/.test(text) ? `; a unit is missing, for example ${text.slice(0, 10)}s` : "";
	return problem$1(`a duration from ${range.minimum} to ${range.maximum}, a number and ms, s, m, h or d`, hint);
}
function parseChoice(text, choices) {
	return choices.includes(text) ? value(text) : problem$1(alternatives(choices), didYouMean$1(text, choices));
}
/** Commas and line breaks separate; the result follows the order of `choices`, each at most once. */
function parseChoices(text, choices) {
	const given = linesOf(text.replaceAll(",", "\n"));
	const unknown = given.find((word) => !choices.includes(word));
	if (unknown !== void 0) return problem$1(`one or more of ${choices.join(", ")}`, didYouMean$1(unknown, choices));
	return value(choices.filter((choice) => given.includes(choice)));
}
/** One value a line, trimmed; blank lines and lines that start with `#` are skipped. */
function linesOf(text) {
	return text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
function parseLines(text) {
	const lines = linesOf(text);
	return lines.some((line) => hasInvisible(line.replaceAll("	", " "))) ? problem$1("lines of text without control characters") : value(lines);
}
function parseDigest(text) {
	if (isDigest(text)) return value(text);
	return problem$1("sha256: and 64 lower-case hex digits", /^[0-9a-f]{64}$/.test(text) ? "; put sha256: in front" : "");
}
/** True for hosts that never leave the machine: the only ones that may be spoken to without TLS when a token is at stake. */
function isLoopback(hostname) {
	return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
/**
* A base URL without trailing slash. `URL` quietly drops tabs and line breaks and turns `\` into `/`, so those are refused first.
* @param plainHttp `anywhere` for gateways, which may sit in a private network; `loopback` where tokens or executables travel.
*/
function parseUrl(text, plainHttp) {
	const allowed = `an ${plainHttp === "anywhere" ? "http:// or https://" : "https://"} URL`;
	if (/[\s\\]/.test(text) || hasInvisible(text) || !URL.canParse(text)) return problem$1(allowed);
	const url = new URL(text);
	if (url.username !== "" || url.password !== "") return {
		kind: "problem",
		allowed: `${allowed} without user and password`,
		quote: false
	};
	if (!["http:", "https:"].includes(url.protocol)) return problem$1(allowed);
	if (/[?#]/.test(text)) return {
		kind: "problem",
		allowed: `${allowed} without query and fragment`,
		quote: false
	};
	if (plainHttp === "loopback" && url.protocol === "http:" && !isLoopback(url.hostname)) return problem$1(`${allowed} (http:// only for loopback)`);
	return value(url.href.replace(/\/+$/, ""));
}
function parseSecret(text) {
	if (!/^[\x21-\x7e]+$/.test(text)) return {
		kind: "problem",
		allowed: "a token without white space, line breaks or non-ASCII characters",
		quote: false
	};
	return value(new Secret(text));
}
/** Parses a trimmed, non-empty text by the type of its option. */
function parseValue(spec, text) {
	switch (spec.type) {
		case "text":
		case "path": return parseText(text);
		case "url": return parseUrl(text, "loopback");
		case "digest": return parseDigest(text);
		case "secret": return parseSecret(text);
		case "choice": return parseChoice(text, spec.choices);
		case "choices": return parseChoices(text, spec.choices);
		case "boolean": return parseBoolean(text);
		case "integer": return parseInteger(text, spec);
		case "duration": return parseDuration(text, spec);
		case "lines": return parseLines(text);
	}
}
/** The value an unset option has. Durations of the table are text; everything else is there in its parsed form. */
function defaultOf(spec) {
	if (spec.type === "secret") return void 0;
	return spec.type === "duration" ? millisecondsOf(spec.default) : spec.default;
}

// src/options/lines.ts
/** Gateway ids become arguments of kt, so a leading `-` is refused; `/` and `,` only ever come from a forgotten `id=` or line break. */
const GATEWAY_ID = /^[^\s\p{C}\-/,=][^\s\p{C}/,=]{0,199}$/u;
/** True for an id that can be written in a line and handed to kt. */
function isGatewayId(text) {
	return GATEWAY_ID.test(text);
}
function parseGatewayLine(line) {
	const split = line.indexOf("=");
	const id = (split === -1 ? line : line.slice(0, split)).trim();
	if (/^https?:\/\//.test(line)) return `${shown(line.replace(/[?#].*/, ""))} names no gateway id: write id=url`;
	if (!isGatewayId(id)) return `${shown(id)} is no gateway id: one id or id=url a line; an id has no white space, comma or slash and does not start with -`;
	if (split === -1) return { id };
	const url = parseUrl(line.slice(split + 1).trim(), "anywhere");
	if (url.kind === "value") return {
		id,
		url: url.value
	};
	const given = url.quote === false ? "" : `, got ${shown(line.slice(split + 1).trim())}`;
	return `gateway ${shown(id)}: expected ${url.allowed}${given}`;
}
/** Lines `id` or `id=url`; every problem is told, and the same id twice is one. */
function parseGatewayLines(lines) {
	const targets = /* @__PURE__ */ new Map();
	const problems = [];
	for (const line of lines) {
		const parsed = parseGatewayLine(line);
		if (typeof parsed === "string") problems.push(parsed);
		else if (targets.has(parsed.id)) problems.push(`gateway ${shown(parsed.id)} is listed twice: keep one line`);
		else targets.set(parsed.id, parsed);
	}
	return {
		targets: [...targets.values()],
		problems
	};
}
const RULE_SEVERITIES = [
	"error",
	"warning",
	"info",
	"off"
];
/** True for a word that a rule can be set to. */
function isRuleSeverity(text) {
	return RULE_SEVERITIES.some((severity) => severity === text);
}
/**
* Lines `rule-id: error|warning|info|off`.
* @param known ids of all rules; when given, any other id is a problem.
*/
function parseRuleSeverities(lines, known) {
	const severities = /* @__PURE__ */ new Map();
	const problems = [];
	for (const line of lines) {
		const [, id = "", severity = ""] = /^([A-Za-z0-9][\w./-]*)\s*:\s*(\S+)$/.exec(line) ?? [];
		if (id === "") problems.push(`${shown(line)} is not of the form rule-id: error|warning|info|off`);
		else if (known !== void 0 && !known.includes(id)) problems.push(`there is no rule ${shown(id)}${didYouMean$1(id, known)}`);
		else if (!isRuleSeverity(severity)) problems.push(`rule ${id}: got ${shown(severity)}, expected ${alternatives(RULE_SEVERITIES)}${didYouMean$1(severity, RULE_SEVERITIES)}`);
		else if (severities.has(id)) problems.push(`rule ${id} is set twice: keep one line`);
		else severities.set(id, severity);
	}
	return {
		severities,
		problems
	};
}
/** Lines `artifact=hex`: file names of kt archives to their SHA-256 in lower-case hex. */
function parseArchiveHashes(lines) {
	const hashes = /* @__PURE__ */ new Map();
	const problems = [];
	for (const line of lines) {
		const [, artifact = "", hex = ""] = /^([A-Za-z0-9][\w.+-]*)\s*=\s*([0-9A-Fa-f]{64})$/.exec(line) ?? [];
		if (artifact === "") problems.push(`${shown(line)} is not of the form artifact=hex with 64 hex digits`);
		else if (hashes.has(artifact)) problems.push(`${artifact} is listed twice: keep one line`);
		else hashes.set(artifact, hex.toLowerCase());
	}
	return {
		hashes,
		problems
	};
}

// src/options/rules.ts
/** The stages that will run: the entry itself, or what `stages` says in the root action. */
function stagesOf(entry, options) {
	return entry === "root" ? options.stages ?? [] : [entry];
}
function isGiven(given, name) {
	return given.sources.get(name) === "option" || given.sources.get(name) === "environment";
}
function prefixed(label, problems) {
	return problems.map((problem) => `${label}: ${problem}`);
}
function gatewayLinesOf(options) {
	const staging = options["staging-gateway"];
	return [
		["staging-gateway", staging === void 0 ? [] : [staging]],
		["production-gateways", options["production-gateways"] ?? []],
		["gateways", options.gateways ?? []]
	];
}
/** Says that `b` would be ignored beside `a`, for each given `b`. */
function contradiction(a, others, why) {
	return {
		reads: [a, ...others],
		problems: (given) => isGiven(given, a) ? others.filter((name) => isGiven(given, name)).map((name) => `${given.label(a)} and ${given.label(name)} contradict each other: ${why}`) : []
	};
}
/** What must hold between options whatever an inventory adds. */
const RULES$1 = [
	{
		reads: [
			"phase",
			"digest",
			"stages"
		],
		problems: ({ options, stages, label }) => stages.includes("deploy") && options.phase === "promote" && options.digest === void 0 ? [`${label("digest")} is not set or empty, and ${label("phase")} promote requires it: pass the digest output of the validate stage`] : []
	},
	{
		reads: ["api-url", "api-token"],
		problems: ({ sources, label }) => sources.get("api-url") === "environment" && sources.get("api-token") === "option" ? [`${label("api-token")} is an option but the API's URL comes from the environment variable KEEPTRUSTS_API_URL, so whoever sets that variable would receive the token: set ${label("api-url")} too, or give the token as KEEPTRUSTS_API_TOKEN`] : []
	},
	{
		reads: [
			"engine",
			"kt-path",
			"kt-version",
			"kt-sha256",
			"stages"
		],
		problems: (given) => given.options.engine === "builtin" && given.stages.every((stage) => stage === "validate") ? [
			"kt-path",
			"kt-version",
			"kt-sha256"
		].filter((name) => isGiven(given, name)).map((name) => `${given.label("engine")} builtin never runs kt, and ${given.label(name)} is set: remove one of the two`) : []
	},
	contradiction("kt-path", ["kt-version", "kt-sha256"], "an installed kt is used as it is, nothing is downloaded; remove one of the two"),
	{
		reads: ["kt-version"],
		problems: ({ options, label }) => {
			const version = options["kt-version"];
			return version === void 0 || version === "latest" || /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/.test(version) ? [] : [`${label("kt-version")}: got ${shown(version)}, expected latest or a version like 0.2.0, without a leading v`];
		}
	},
	{
		reads: ["rules"],
		problems: ({ options, label }) => prefixed(label("rules"), parseRuleSeverities(options.rules ?? []).problems)
	},
	{
		reads: ["kt-sha256"],
		problems: ({ options, label }) => prefixed(label("kt-sha256"), parseArchiveHashes(options["kt-sha256"] ?? []).problems)
	},
	{
		reads: [
			"staging-gateway",
			"production-gateways",
			"gateways"
		],
		problems: ({ options, label }) => gatewayLinesOf(options).flatMap(([name, lines]) => prefixed(label(name), parseGatewayLines(lines).problems))
	},
	{
		reads: ["policy-file", "stages"],
		problems: ({ options, stages, label, sources }) => {
			const files = (options["policy-file"] ?? []).filter((line) => !line.startsWith("!"));
			if (files.length === 0 && sources.get("policy-file") === "option") return [`${label("policy-file")} only excludes files: name at least one to use`];
			return files.length > 1 && stages.some((stage) => stage !== "validate") ? [`${label("policy-file")} names ${files.length} files, and deploy and verify take exactly one: run them once per file`] : [];
		}
	},
	{
		reads: ["minimum-events", "event-limit"],
		problems: ({ options, label }) => {
			const [minimum, limit] = [options["minimum-events"] ?? 0, options["event-limit"] ?? 0];
			return minimum > limit && options["event-limit"] !== void 0 ? [`${label("minimum-events")} ${minimum} can never be met: ${label("event-limit")} asks for at most ${limit} events`] : [];
		}
	},
	{
		reads: [
			"interval",
			"consecutive",
			"verify-timeout"
		],
		problems: ({ options, label }) => {
			const { interval, consecutive, "verify-timeout": timeout } = options;
			return interval !== void 0 && consecutive !== void 0 && timeout !== void 0 && interval * (consecutive - 1) >= timeout ? [`${label("consecutive")} ${consecutive} good answers ${interval} ms apart do not fit into ${label("verify-timeout")}: lower one of them or raise the timeout`] : [];
		}
	},
	{
		reads: ["interval", "deploy-timeout"],
		problems: ({ options, label }) => {
			const { interval, "deploy-timeout": timeout } = options;
			return interval !== void 0 && timeout !== void 0 && interval >= timeout ? [`${label("interval")} is not shorter than ${label("deploy-timeout")}, so a gateway would be asked once at most: lower ${label("interval")}`] : [];
		}
	}
];
/** Problems between options. Rules that read a broken option are left out, so that one mistake gives one message. */
function crossProblems(given, broken) {
	return RULES$1.filter((rule) => !rule.reads.some((name) => broken.has(name))).flatMap((rule) => rule.problems(given));
}

// src/options/parse.ts
/**
* The one place where types are asserted: TypeScript cannot see that a loop over the table fills exactly the keys of `OptionsOf<E>` with
* the value types of their rows. It holds because `parseValue` switches over every `type`, and a test checks each row's result.
*/
function asOptions(values) {
	return Object.fromEntries(values);
}
function isSet(name, text) {
	const { type } = specOf(name);
	return type === "lines" || type === "choices" ? linesOf(text).length > 0 : text !== "";
}
function readText(name, text, source, label) {
	const parsed = parseValue(specOf(name), text);
	if (parsed.kind === "value") return {
		value: parsed.value,
		source
	};
	return {
		value: void 0,
		source,
		problem: `${label}: ${parsed.quote === false ? "" : `got ${shown(text)}, `}expected ${parsed.allowed}${parsed.hint ?? ""}`
	};
}
function readOption(name, given, label) {
	const spec = specOf(name);
	const text = given.values.get(name)?.trim() ?? "";
	if (isSet(name, text)) return readText(name, text, "option", label(name));
	const inherited = (spec.environment === void 0 ? void 0 : given.environment[spec.environment])?.trim() ?? "";
	if (spec.environment !== void 0 && isSet(name, inherited)) return readText(name, inherited, "environment", `environment variable ${spec.environment} (for ${label(name)})`);
	return {
		value: defaultOf(spec),
		source: "default"
	};
}
function unknownNames(entry, given) {
	const kind = given.origin === "flags" ? "flag" : "input";
	const dashes = given.origin === "flags" ? "--" : "";
	return [...given.values.keys()].flatMap((name) => {
		if (isOptionName(name)) {
			const others = specOf(name).stages.join(", ");
			return takes(entry, name) ? [] : [`${kind} ${dashes}${name} is not taken by ${entry}; it belongs to ${others}: remove it here`];
		}
		return [`unknown ${kind} ${shown(`${dashes}${name}`)}${didYouMean$1(name, optionNames(entry)) || ": remove it, or see the documentation for the list"}`];
	});
}
/**
* Turns texts into the typed options of an entry: option first, then the environment variable its row names, then the default.
* All problems are told at once; none repeats a secret. Unknown flags are problems, and unknown inputs in deploy and root; in validate and
* verify, which change nothing, an unknown input is a warning.
*/
function parseOptions(entry, given) {
	const label = (name) => given.origin === "flags" ? `--${name}` : name;
	const readings = optionNames(entry).map((name) => [name, readOption(name, given, label)]);
	const options = asOptions(new Map(readings.map(([name, { value }]) => [name, value])));
	const sources = new Map(readings.map(([name, { source }]) => [name, source]));
	const broken = new Set(readings.filter(([, { problem }]) => problem !== void 0).map(([name]) => name));
	const unknown = unknownNames(entry, given);
	const tolerant = given.origin === "inputs" && (entry === "validate" || entry === "verify");
	const problems = [
		...tolerant ? [] : unknown,
		...readings.flatMap(([, { problem }]) => problem ?? []),
		...crossProblems({
			options,
			sources,
			stages: stagesOf(entry, options),
			label
		}, broken)
	];
	const warnings = tolerant ? unknown : [];
	return problems.length > 0 ? {
		kind: "problems",
		problems,
		warnings
	} : {
		kind: "ok",
		options,
		sources,
		warnings
	};
}

// src/options/gateways.ts
function sameOrigin(a, b) {
	return URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;
}
/** A line's URL wins; the gateway's own token stays with the origin the inventory wrote it for. */
function withUrl(entry, url) {
	if (entry.url === void 0 || sameOrigin(entry.url, url)) return {
		...entry,
		url
	};
	const { gatewayTokenEnv: _tokenOfAnotherOrigin, ...rest } = entry;
	return {
		...rest,
		url
	};
}
/**
* Looks gateways up in the inventory. An id that has no URL of its own must be in the inventory when there is one: a misspelt id would
* otherwise be deployed to without being read back.
*/
function resolveGateways(targets, inventory) {
	const gateways = [];
	const overridden = [];
	const problems = [];
	for (const { id, url } of targets) {
		const entry = inventory?.gateways.get(id);
		if (entry === void 0) {
			if (inventory !== void 0 && url === void 0) {
				const hint = didYouMean$1(id, inventory.gateways.keys()) || "; write id=url, or add it there";
				problems.push(`gateway ${shown(id)} is not in the inventory ${inventory.fileName}${hint}`);
			}
			gateways.push(url === void 0 ? { id } : {
				id,
				url
			});
			continue;
		}
		if (url !== void 0 && entry.url !== void 0 && url !== entry.url) overridden.push(`gateways.${id}.url: ${entry.url}`);
		gateways.push(url === void 0 ? entry : withUrl(entry, url));
	}
	return {
		gateways,
		overridden,
		problems
	};
}

// src/options/normal-path.ts
/** A relative path in the form in which two writings of one file are equal. */
function normalPath(path) {
	return path.split("/").filter((segment) => segment !== "" && segment !== ".").join("/");
}

// src/options/requirements.ts
const PRODUCTION_MISSING = "production-gateways names no gateway to promote to: list lines id=url, or ids of the inventory";
const needsGateways = ({ options, staging, production }) => {
	if (options.phase === "stage") return staging.length === 0 ? ["phase stage needs staging-gateway: write id=url or an id of the inventory"] : [];
	if (production.length > 0) return [];
	return options.phase === "all" && staging.length > 0 ? [`${PRODUCTION_MISSING}; to stop after staging, set phase: stage`] : [PRODUCTION_MISSING];
};
const separateStaging = ({ staging, production }) => staging.filter(({ id }) => production.some((gateway) => gateway.id === id)).map(({ id }) => `gateway ${shown(id)} is both staging-gateway and one of production-gateways: production must not be its own staging`);
const needsApiToken = ({ options, written }) => options["api-token"] === void 0 && written.some(({ apiTokenEnv }) => apiTokenEnv === void 0) ? ["deploy needs a Keeptrusts API token: set api-token (in a terminal: KEEPTRUSTS_API_TOKEN); a secret is empty in runs of forks and in jobs without its environment"] : [];
const needsVerifiedGateways = ({ options, gateways, stages, written }) => {
	const deployNamesNone = stages.includes("deploy") && written.length === 0;
	return gateways.length === 0 && options.gateways !== void 0 && !deployNamesNone ? ["gateways names none to verify: list lines id=url, or ids of the inventory"] : [];
};
const needsUrls = ({ gateways }) => gateways.filter(({ url }) => url === void 0).map(({ id }) => `gateway ${shown(id)} has no URL to verify it at: write ${id}=url, or give it a url in the inventory`);
const needsTokenForKt = ({ options, gateways }) => {
	if (options["api-token"] !== void 0 || gateways.some(({ apiTokenEnv }) => apiTokenEnv !== void 0)) return [];
	return [...(options["minimum-events"] ?? 0) > 0 ? [`minimum-events ${options["minimum-events"]}`] : [], ...options.doctor === "required" ? ["doctor required"] : []].map((asker) => `${asker} needs a Keeptrusts API token: set api-token (in a terminal: KEEPTRUSTS_API_TOKEN)`);
};
const tokenNotInTheClear = ({ options, staging, production, gateways }) => [
	...staging,
	...production,
	...gateways
].filter(({ gatewayTokenEnv }) => gatewayTokenEnv !== void 0 || options["gateway-token"] !== void 0).filter(({ url }) => url?.startsWith("http://") && !isLoopback(new URL(url).hostname)).map(({ id }) => `gateway ${shown(id)} has an http:// URL, and its gateway token would travel in the clear: use https://`);
const BY_STAGE = {
	validate: [],
	deploy: [
		needsGateways,
		separateStaging,
		needsApiToken,
		tokenNotInTheClear
	],
	verify: [
		needsVerifiedGateways,
		needsUrls,
		needsTokenForKt,
		tokenNotInTheClear
	]
};
/** What the stages that will run still lack after options and inventory were joined. */
function requirementProblems(resolved) {
	return [...new Set(resolved.stages.flatMap((stage) => BY_STAGE[stage] ?? []).flatMap((requirement) => requirement(resolved)))];
}

// src/options/resolve.ts
const NOTHING$1 = {
	changes: {},
	overridden: []
};
/** The entry of the inventory for a policy file; both paths start from the working directory. */
function packOf(inventory, file) {
	return inventory?.packs.find((pack) => pack.file === normalPath(file));
}
function policyFiles(options, sources, inventory, oneFile) {
	const files = inventory.packs.map(({ file }) => file);
	if (files.length === 0 || options["policy-file"] === void 0) return NOTHING$1;
	if (sources.get("policy-file") !== "default") return NOTHING$1;
	return !oneFile || files.length === 1 ? {
		changes: { "policy-file": files },
		overridden: []
	} : NOTHING$1;
}
/** Fills `name` with the inventory's value when it was not given, and notes the value that was replaced when it was. */
function fill(name, value, written, options, sources) {
	if (value === void 0 || written === "" || !Object.hasOwn(options, name)) return NOTHING$1;
	if (sources.get(name) === "default") return {
		changes: { [name]: value },
		overridden: []
	};
	const current = options[name];
	return (Array.isArray(current) ? current.join(", ") : String(current)) === written ? NOTHING$1 : {
		changes: {},
		overridden: [`${name}: ${written}`]
	};
}
/** Production gateways in the order of their waves; those without one come last, and the written order breaks ties. */
function inWaveOrder(ids, inventory) {
	const wave = (id) => inventory.gateways.get(id)?.wave ?? Number.POSITIVE_INFINITY;
	return ids.toSorted((a, b) => wave(a) === wave(b) ? 0 : wave(a) - wave(b));
}
function packValues(options, sources, inventory, stages) {
	const [file, ...more] = options["policy-file"] ?? [];
	const pack = file === void 0 || more.length > 0 ? void 0 : packOf(inventory, file);
	if (pack === void 0) return [];
	const production = inWaveOrder(pack.gateways, inventory);
	const all = [...pack.staging === void 0 ? [] : [pack.staging], ...production];
	return [
		fill("staging-gateway", pack.staging, pack.staging ?? "", options, sources),
		fill("production-gateways", production, production.join(", "), options, sources),
		fill("tests", pack.tests, pack.tests ?? "", options, sources),
		stages.includes("deploy") && sources.get("gateways") === "default" ? NOTHING$1 : fill("gateways", all, all.join(", "), options, sources)
	];
}
function ruleValues(options, inventory) {
	if (options.rules === void 0 || inventory.rules.size === 0) return NOTHING$1;
	const given = parseRuleSeverities(options.rules).severities;
	const inherited = [...inventory.rules].filter(([id]) => !given.has(id)).map(([id, severity]) => `${id}: ${severity}`);
	const replaced = [...inventory.rules].filter(([id, severity]) => given.has(id) && given.get(id) !== severity);
	return {
		changes: { rules: [...inherited, ...options.rules] },
		overridden: replaced.map(([id, severity]) => `rules: ${id}: ${severity}`)
	};
}
function lookUp(lines, inventory) {
	return resolveGateways(parseGatewayLines(lines).targets, inventory);
}
/** The gateways of `phase`: what deploy writes to in this run. */
function deployed(options, staging, production) {
	return [...options.phase === "promote" ? [] : staging.gateways, ...options.phase === "stage" ? [] : production.gateways];
}
/**
* Completes parsed options with the inventory, looks the gateways up and checks what can only be checked then. Pure; call it with
* `undefined` when there is no inventory, so that the same checks run.
*
* A value is filled in only when its source is `default`. `policy-file` becomes the inventory's packs (all for validate, the only one for
* deploy and verify); the gateways and `tests` come from the pack whose file is the one policy file; rules are merged by id.
*/
function resolveStage(entry, given, sources, inventory) {
	const stages = stagesOf(entry, given);
	const oneFile = stages.some((stage) => stage !== "validate");
	const files = inventory === void 0 ? NOTHING$1 : policyFiles(given, sources, inventory, oneFile);
	const withFiles = {
		...given,
		...files.changes
	};
	const filled = inventory === void 0 ? [] : [...packValues(withFiles, sources, inventory, stages), ruleValues(given, inventory)];
	let options = withFiles;
	for (const { changes } of filled) options = {
		...options,
		...changes
	};
	const stagingLine = options["staging-gateway"];
	const staging = lookUp(stagingLine === void 0 ? [] : [stagingLine], inventory);
	const production = lookUp(options["production-gateways"] ?? [], inventory);
	const named = lookUp(options.gateways ?? [], inventory);
	const written = stages.includes("deploy") ? deployed(options, staging, production) : [];
	const gateways = named.gateways.length > 0 || !stages.includes("verify") ? named.gateways : written;
	const lookups = [
		staging,
		production,
		named
	];
	const problems = [
		...lookups.flatMap((found) => found.problems),
		...requirementProblems({
			options,
			stages,
			staging: staging.gateways,
			production: production.gateways,
			written,
			gateways
		}),
		...ambiguousFile(options, sources, inventory, oneFile)
	];
	const [first] = staging.gateways;
	return {
		options,
		overridden: [...filled.flatMap((each) => each.overridden), ...new Set(lookups.flatMap((found) => found.overridden))],
		problems: [...new Set(problems)],
		...first === void 0 ? {} : { staging: first },
		production: production.gateways,
		gateways
	};
}
function ambiguousFile(options, sources, inventory, oneFile) {
	const count = inventory?.packs.length ?? 0;
	const usesDefault = sources.get("policy-file") === "default" && !OPTIONS["policy-file"].default.some((file) => packOf(inventory, file));
	return oneFile && count > 1 && usesDefault && options["policy-file"] !== void 0 ? [`policy-file is not set, and the inventory ${inventory?.fileName} has ${count} packs: deploy and verify take one, so name it`] : [];
}

// src/version.ts
/** Name and version as reports, User-Agent and `--version` show them; a test holds them to package.json. */
const TOOL = {
	name: "keeptrusts-policy-action",
	version: "0.1.0"
};

// src/workspace/workspace.ts
/**
* Policy files are read whole into memory; the largest published example is 2 kB, and YAML limits apply on top.
* 16 MiB leaves room for any real file and keeps a mistaken path (a model, a tarball) from filling the runner's memory.
*/
const LARGEST_FILE_BYTES = 16777216;
/**
* Opens the workspace rooted at `root`; relative paths start from `workingDirectory`, itself inside the root.
* @throws Failure bad-input when the working directory is missing or outside.
*/
async function openWorkspace(root, workingDirectory) {
	const realRoot = await realpath(root);
	const start = resolve(realRoot, workingDirectory);
	const realStart = await realpath(start).catch((error) => {
		throw badPath("opening the working directory", workingDirectory, reasonOf(error), "Check the option working-directory.");
	});
	if (!isInside(realRoot, realStart)) throw badPath("opening the working directory", workingDirectory, `it is outside the workspace`, "Choose a directory inside the checkout.");
	const locate = async (path, purpose) => {
		const doing = `opening ${purpose}`;
		const wanted = resolve(realStart, path);
		if (!isInside(realRoot, wanted)) throw badPath(doing, path, "the path leads outside the workspace", "Name a file inside the checkout.");
		const real = await realpath(wanted).catch((error) => {
			throw badPath(doing, path, reasonOf(error), "Check the path, and that the repository was checked out before this step.");
		});
		if (!isInside(realRoot, real)) throw badPath(doing, path, "a symbolic link leads outside the workspace", "Replace the link by the file itself.");
		const stats = await stat(real);
		if (stats.isDirectory()) throw badPath(doing, path, "it is a directory", "Name the file inside it.");
		if (!stats.isFile()) throw badPath(doing, path, "it is not a regular file", "Name a regular file.");
		if (stats.size > LARGEST_FILE_BYTES) throw badPath(doing, path, `it has ${stats.size} bytes, more than ${LARGEST_FILE_BYTES}`, "Check that this is the file you mean.");
		const gitRoot = await findGitRoot(dirname(wanted), realRoot);
		return {
			path: wanted,
			workspaceFile: withSlashes(relative(realRoot, wanted)),
			file: withSlashes(relative(gitRoot ?? realStart, wanted))
		};
	};
	return {
		root: realRoot,
		workingDirectory: realStart,
		locate,
		read: (file, purpose) => readFile(file.path).catch((error) => {
			throw badPath(`reading ${purpose}`, file.workspaceFile, reasonOf(error), "Check its permissions.");
		}),
		exists: (path) => exists(resolve(realStart, path)),
		list: async (directory, suffix) => {
			const names = await readdir(resolve(realStart, directory)).catch(() => []);
			const found = [];
			for (const name of names.toSorted((a, b) => a < b ? -1 : 1)) if (name.endsWith(suffix)) found.push(await locate(join(directory, name), "test file"));
			return found;
		},
		expand: (patterns) => expandPatterns(patterns, realStart)
	};
}
const GLOB_CHARACTERS = /[*?[\]{}]/;
async function expandPatterns(patterns, start) {
	const excludes = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
	const includes = patterns.filter((pattern) => !pattern.startsWith("!"));
	const plain = includes.filter((pattern) => !GLOB_CHARACTERS.test(pattern));
	const globs = includes.filter((pattern) => GLOB_CHARACTERS.test(pattern));
	if (globs.length === 0 && excludes.length === 0) return [...new Set(plain)];
	const { glob, isDynamicPattern } = await import("./dist2.mjs");
	const found = globs.length === 0 ? [] : await glob(globs, {
		cwd: start,
		ignore: [
			"**/node_modules/**",
			"**/.git/**",
			...excludes
		],
		onlyFiles: true,
		dot: true,
		followSymbolicLinks: false
	});
	const excluded = new Set(excludes.filter((pattern) => !isDynamicPattern(pattern)).map((pattern) => resolve(start, pattern)));
	const excludedByGlob = new Set(plain.length === 0 ? [] : (await glob(excludes.filter((p) => isDynamicPattern(p)), {
		cwd: start,
		onlyFiles: true,
		dot: true,
		absolute: true
	})).map((p) => resolve(p)));
	const kept = plain.filter((path) => !excluded.has(resolve(start, path)) && !excludedByGlob.has(resolve(start, path)));
	return [.../* @__PURE__ */ new Set([...kept, ...found.map(withSlashes)])].sort();
}
/** The nearest directory at or above `directory`, not above `limit`, that holds `.git`. */
async function findGitRoot(directory, limit) {
	for (let current = directory;; current = dirname(current)) {
		if (await exists(join(current, ".git"))) return current;
		if (current === limit || dirname(current) === current) return void 0;
	}
}
/** True when `path` is `root` or below it, by name alone. */
function isInside(root, path) {
	const way = relative(root, path);
	return way === "" || way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
function withSlashes(path) {
	return sep === "/" ? path : path.split(sep).join("/");
}
async function exists(path) {
	return lstat(path).then(() => true, () => false);
}
const FILE_ERRORS = {
	ENOENT: "there is no such file",
	ENOTDIR: "a part of the path is not a directory",
	EACCES: "permission denied",
	ELOOP: "the symbolic links form a loop"
};
function reasonOf(error) {
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	return FILE_ERRORS[code] ?? messageOf(error);
}
function badPath(doing, path, cameBack, nextStep) {
	return new Failure("bad-input", {
		doing: `${doing} ${JSON.stringify(path)}`,
		cameBack,
		nextStep
	});
}

// src/run/inventory-file.ts
/** Where the inventory is looked for when `config-file` is not set. */
const DEFAULT_INVENTORY = ".github/keeptrusts.yml";
/**
* The inventory of the workspace; undefined when none was named and the default file is not there.
* @throws InputProblems with every fault of the file; Failure bad-input when a named file cannot be read.
*/
async function readInventory(workspace, configFile) {
	if (configFile === void 0 && !await workspace.exists(".github/keeptrusts.yml")) return void 0;
	const file = await workspace.locate(configFile ?? ".github/keeptrusts.yml", "inventory");
	const text = (await workspace.read(file, "inventory")).toString("utf8");
	const { parseInventory } = await import("./inventory3.mjs");
	const parsed = await parseInventory(text, file.workspaceFile);
	if (parsed.kind === "problems") throw new InputProblems(parsed.problems);
	return parsed.inventory;
}

// src/keeptrusts/install/kt-release.ts
/**
* The kt release this version of the tool was made for, with the SHA-256 of its archives as published in
* https://github.com/keeptrusts/tap Formula/kt.rb, commit 169eed67cf0cc09fd813219ba0840fe33cacbb17.
*/
const KT_RELEASE = {
	version: "0.1.0",
	sha256: {
		"kt-macos-universal.tar.gz": "92fe69cf4bf64932e924858311037cd10939cdaf25fdb7f7462b43d7c5d71e34",
		"kt-linux-x86_64.tar.gz": "eefffa171cc5d9db2d30d6fdc7e5213c26ba98dc4313067791ea97b93f9d782c",
		"kt-linux-aarch64.tar.gz": "5c0c8b7a90254edef58ff0719a673e965880917aba5439d86e4e9e70058438d5"
	}
};
const KT_ARTIFACTS = [
	"kt-linux-x86_64.tar.gz",
	"kt-linux-aarch64.tar.gz",
	"kt-macos-universal.tar.gz"
];
/** Platforms that kt is published for, by node's `platform-arch` (https://github.com/keeptrusts/tap). */
const ARTIFACT_OF = {
	"linux-x64": "kt-linux-x86_64.tar.gz",
	"linux-arm64": "kt-linux-aarch64.tar.gz",
	"darwin-x64": "kt-macos-universal.tar.gz",
	"darwin-arm64": "kt-macos-universal.tar.gz"
};
/** @throws Failure `bad-input` when Keeptrusts publishes no kt for the platform. */
function artifactFor(platform, arch) {
	const artifact = ARTIFACT_OF[`${platform}-${arch}`];
	if (artifact !== void 0) return artifact;
	throw new Failure("bad-input", {
		doing: `choosing a kt archive for ${platform} ${arch}`,
		cameBack: "Keeptrusts publishes kt for Linux (x64, arm64) and macOS only",
		nextStep: "Set `kt-path` to a kt that runs here, or use a Linux or macOS runner."
	});
}
const VERSION = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]{1,64})?$/;
/** A version as release URLs spell it, without a leading `v`; undefined for anything else, so that it is safe in a path. */
function releaseVersion(text) {
	const bare = text.replace(/^v/, "");
	return VERSION.test(bare) && bare.length <= 100 ? bare : void 0;
}
const HEX_SHA256 = /^[0-9a-f]{64}$/;
/** 64 hex digits in lower case, or undefined. */
function sha256Hex(text) {
	if (typeof text !== "string") return void 0;
	const lower = text.trim().toLowerCase();
	return HEX_SHA256.test(lower) ? lower : void 0;
}
/**
* The lines of `kt-sha256`, each `artifact=hex`.
* @throws Failure `bad-input` naming the first line that is not one.
*/
function parseSha256Lines(lines) {
	const hashes = /* @__PURE__ */ new Map();
	for (const line of lines) {
		const split = line.indexOf("=");
		const artifact = KT_ARTIFACTS.find((name) => name === line.slice(0, Math.max(0, split)).trim());
		const hash = sha256Hex(line.slice(split + 1));
		if (artifact === void 0 || hash === void 0 || hashes.has(artifact)) throw badLine(line, artifact, hash);
		hashes.set(artifact, hash);
	}
	return hashes;
}
function badLine(line, artifact, hash) {
	let cameBack = `the artifact must be one of ${KT_ARTIFACTS.join(", ")}`;
	if (artifact !== void 0) cameBack = hash === void 0 ? "what follows the = is not 64 hex digits" : `${artifact} is named twice`;
	return new Failure("bad-input", {
		doing: `reading option kt-sha256, line ${JSON.stringify(line.slice(0, 120))}`,
		cameBack,
		nextStep: `Write one line an archive, like ${KT_ARTIFACTS[0]}=<64 hex digits>.`
	});
}

// src/keeptrusts/engine-choice.ts
/**
* Which engines judge the policy, and where kt comes from. deploy and verify always need kt, and so does `engine: kt`: from
* `kt-path`, else `kt-version`, else PATH, else the version this release was tested with. `auto` asks kt only where it was named or is
* at hand. The caller must treat a source that does not run as a failure: going on with builtin alone would hide it.
* @throws Failure `bad-input` when both `kt-path` and `kt-version` are set.
*/
function chooseEngines(question) {
	const given = givenKt(question);
	const needed = given ?? {
		kind: "install",
		version: KT_RELEASE.version
	};
	if (question.stage === "verify") return {
		engines: [],
		kt: needed
	};
	const engine = question.engine ?? "auto";
	if (question.stage === "deploy") return {
		engines: DEPLOY_ENGINES[engine],
		kt: needed
	};
	if (engine === "builtin") return {
		engines: ["builtin"],
		kt: { kind: "none" }
	};
	if (engine === "kt") return {
		engines: ["kt"],
		kt: needed
	};
	return given === void 0 ? {
		engines: ["builtin"],
		kt: { kind: "none" }
	} : {
		engines: ["builtin", "kt"],
		kt: given
	};
}
const DEPLOY_ENGINES = {
	auto: ["builtin", "kt"],
	kt: ["kt"],
	builtin: ["builtin"]
};
function givenKt({ ktPath, ktVersion, ktOnPath }) {
	if (ktPath !== void 0 && ktVersion !== void 0) throw new Failure("bad-input", {
		doing: "choosing kt",
		cameBack: `both \`kt-path\` (${ktPath}) and \`kt-version\` (${ktVersion}) are set`,
		nextStep: "Keep one of them: `kt-path` uses an installed kt, `kt-version` installs one."
	});
	if (ktPath !== void 0) return {
		kind: "path",
		path: ktPath
	};
	if (ktVersion !== void 0) return {
		kind: "install",
		version: ktVersion
	};
	return ktOnPath === void 0 ? void 0 : {
		kind: "on-path",
		path: ktOnPath
	};
}

// src/keeptrusts/kt-locate.ts
/**
* The first executable of that name on PATH, as an absolute path. Empty and relative entries of PATH are skipped: they would mean a
* directory of the checkout.
*/
async function findOnPath(name, environment, platform = process.platform) {
	const path = Object.entries(environment).find(([key]) => key === "PATH" || platform === "win32" && key.toUpperCase() === "PATH")?.[1] ?? "";
	const file = platform === "win32" ? `${name}.exe` : name;
	for (const directory of path.split(delimiter)) {
		if (!isAbsolute(directory)) continue;
		const candidate = join(directory, file);
		if (await isExecutableFile(candidate)) return candidate;
	}
}
async function isExecutableFile(path) {
	try {
		await access(path, constants.X_OK);
		return (await stat(path)).isFile();
	} catch {
		return false;
	}
}
/** Events that run with secrets while the workspace may hold the files of a fork. */
const PRIVILEGED_EVENTS = ["pull_request_target", "workflow_run"];
/**
* Refuses a kt inside the workspace where a stranger's pull request could have put it there.
* https://docs.github.com/en/actions/reference/security/secure-use
* @throws Failure `refused`.
*/
function mustNotTrustWorkspaceKt(ktPath, trust) {
	if (trust.eventName === void 0 || !PRIVILEGED_EVENTS.includes(trust.eventName)) return;
	const inside = relative(resolve(trust.workspace), resolve(ktPath));
	if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return;
	throw new Failure("refused", {
		doing: `using kt at ${ktPath}`,
		cameBack: `it lies inside the workspace, and on ${trust.eventName} the workspace may hold files of an untrusted pull request`,
		nextStep: "Install kt outside the workspace, or set `kt-version` instead of `kt-path`."
	});
}
/**
* The absolute path of a kt that the user named or PATH gave, after the workspace rule was applied to it and to where its symbolic
* links lead. Whether it exists and runs is for `identifyKt` to say.
* @throws Failure `refused`.
*/
async function trustedKtPath(path, directory, trust) {
	const absolute = resolve(directory, path);
	mustNotTrustWorkspaceKt(absolute, trust);
	mustNotTrustWorkspaceKt(await real(absolute), {
		...trust,
		workspace: await real(resolve(trust.workspace))
	});
	return absolute;
}
async function real(path) {
	try {
		return await realpath(path);
	} catch {
		return path;
	}
}

// src/run/network.ts
/** Per attempt and in all, for one read of a gateway; the watching loop around it asks again. */
const READ_ATTEMPT_MS = 5e3;
const READ_TOTAL_MS = 1e4;
/** All HTTP of a run: one client per set of certificate authorities, made when first needed. */
var Network = class {
	#options;
	#surroundings;
	#clients = /* @__PURE__ */ new Map();
	constructor(options, surroundings) {
		this.#options = options;
		this.#surroundings = surroundings;
	}
	download = async (url, limits) => (await this.http()).download(url, limits);
	/** @throws Failure bad-input when the file of certificate authorities cannot be read. */
	http(caFile = this.#options["ca-file"]) {
		const key = caFile ?? "";
		const known = this.#clients.get(key);
		if (known !== void 0) return known;
		const created = this.#create(caFile);
		this.#clients.set(key, created);
		return created;
	}
	async gatewayClient(gateway) {
		if (gateway.url === void 0) return void 0;
		const http = await this.http(gateway.caFile ?? this.#options["ca-file"]);
		const token = this.#gatewayToken(gateway);
		const { createGatewayClient } = await import("./gateway-client.mjs");
		return createGatewayClient({
			id: gateway.id,
			url: gateway.url
		}, http, {
			attemptTimeoutMs: READ_ATTEMPT_MS,
			totalTimeoutMs: READ_TOTAL_MS,
			...token !== void 0 && { token }
		});
	}
	async close() {
		const clients = await Promise.allSettled(this.#clients.values());
		await Promise.all(clients.map((client) => client.status === "fulfilled" ? client.value.close() : Promise.resolve()));
	}
	#gatewayToken(gateway) {
		if (gateway.gatewayTokenEnv === void 0) return this.#options["gateway-token"];
		return secretFromEnvironment(gateway.gatewayTokenEnv, `the token of gateway ${gateway.id}`, this.#surroundings.environment);
	}
	async #create(caFile) {
		const { clock, environment, log, signal, run } = this.#surroundings;
		const authorities = caFile === void 0 ? void 0 : await readAuthorities(resolve(this.#surroundings.directory, caFile));
		const { createHttp } = await import("./http.mjs");
		return createHttp({
			userAgent: `${TOOL.name}/${TOOL.version}${run === void 0 ? "" : ` (run attempt ${run.attempt})`}`,
			proxyEnvironment: environment,
			clock,
			random: Math.random,
			log,
			signal,
			...authorities !== void 0 && { certificateAuthorities: authorities }
		});
	}
};
/** @throws Failure bad-input when the inventory names a variable that is not set: going on without a token would fail later, and less clearly. */
function secretFromEnvironment(name, purpose, environment) {
	const value = environment[name];
	if (value !== void 0 && value !== "") return new Secret(value);
	throw new Failure("bad-input", {
		doing: `reading ${purpose} from environment variable ${name}`,
		cameBack: "it is not set or empty",
		nextStep: "Set it in env: of this step; secrets are empty in runs of forks and in jobs without their environment"
	});
}
async function readAuthorities(path) {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		throw new Failure("bad-input", {
			doing: `reading ca-file ${JSON.stringify(path)}`,
			cameBack: messageOf(error),
			nextStep: "Check the path"
		});
	}
}

// src/run/kt-supply.ts
/** The kt of a run: found or installed, and identified, once; handed out with the credentials of one control plane at a time. */
var KtSupply = class {
	#options;
	#surroundings;
	#network;
	#session;
	#made = /* @__PURE__ */ new Map();
	#identity;
	constructor(options, surroundings, network, session) {
		this.#options = options;
		this.#surroundings = surroundings;
		this.#network = network;
		this.#session = session;
	}
	/**
	* kt for linting and testing in this stage; undefined when the engines chosen do without it.
	* @throws Failure when a kt that was asked for cannot be had: a silent builtin run would look like its approval.
	*/
	async forValidation(stage) {
		if ((await this.#choice(stage)).kt.kind === "none") return void 0;
		return this.#create(void 0, stage);
	}
	/** kt with the credentials of the gateway's control plane; without one, of the control plane the options name. */
	async forGateway(gateway, stage) {
		const key = gateway?.apiTokenEnv === void 0 && gateway?.apiUrl === void 0 ? "" : `${gateway.apiUrl ?? ""}\n${gateway.apiTokenEnv ?? ""}`;
		const known = this.#made.get(key);
		if (known !== void 0) return known;
		const kt = await this.#create(this.credentials(gateway), stage);
		this.#made.set(key, kt);
		return kt;
	}
	credentials(gateway) {
		const { "api-url": optionUrl, "api-token": optionToken } = this.#options;
		const apiUrl = gateway?.apiUrl ?? optionUrl;
		const apiToken = gateway?.apiTokenEnv === void 0 ? optionToken : secretFromEnvironment(gateway.apiTokenEnv, `the API token of gateway ${gateway.id}`, this.#surroundings.environment);
		return {
			...apiUrl !== void 0 && { apiUrl },
			...apiToken !== void 0 && { apiToken }
		};
	}
	async #choice(stage) {
		return chooseEngines({
			stage,
			engine: stage === "validate" ? this.#options.engine : void 0,
			ktPath: this.#options["kt-path"],
			ktVersion: this.#options["kt-version"],
			ktOnPath: await findOnPath("kt", this.#surroundings.environment)
		});
	}
	async #create(credentials, stage) {
		this.#identity ??= this.#identify(stage);
		const { identity, emptyHome } = await this.#identity;
		const { environment, signal, directory } = this.#surroundings;
		const caFile = this.#options["ca-file"];
		const [{ createKt }, { runProcess }] = await Promise.all([import("./kt-commands.mjs"), import("./run-process.mjs")]);
		return createKt({
			identity,
			runProcess,
			environment,
			emptyHome,
			signal,
			...credentials !== void 0 && { credentials },
			...caFile !== void 0 && { caFile: resolve(directory, caFile) }
		});
	}
	async #identify(stage) {
		const { environment, log, signal, temporaryDirectory } = this.#surroundings;
		const emptyHome = await mkdtemp(join(temporaryDirectory, "home-"));
		const path = await this.#locate(stage);
		const [{ identifyKt }, { runProcess }] = await Promise.all([import("./kt-identity.mjs"), import("./run-process.mjs")]);
		const identity = await identifyKt(path, {
			runProcess,
			environment,
			emptyHome,
			signal
		});
		log.info(`Using ${identity.version} at ${identity.path}`);
		this.#session.addEngine({
			name: "kt",
			version: identity.version.replace(/^kt\s+/, ""),
			path: identity.path,
			sha256: identity.sha256
		});
		if (identity.emulated) this.#session.markEmulated();
		return {
			identity,
			emptyHome
		};
	}
	async #locate(stage) {
		const { kt } = await this.#choice(stage);
		const { environment, event, workspaceRoot, directory, log } = this.#surroundings;
		const trust = {
			workspace: workspaceRoot,
			...event !== void 0 && { eventName: event }
		};
		if (kt.kind === "path" || kt.kind === "on-path") return trustedKtPath(kt.path, directory, trust);
		const [{ installKt }, { ktCacheRoot }] = await Promise.all([import("./install-kt.mjs"), import("./kt-environment.mjs")]);
		const installed = await installKt({
			version: kt.kind === "install" ? kt.version : void 0,
			downloadUrl: this.#options["download-url"],
			sha256Lines: this.#options["kt-sha256"],
			platform: process.platform,
			arch: process.arch,
			download: this.#network.download,
			cacheRoot: ktCacheRoot(environment),
			log
		});
		this.#surroundings.addToPath?.(dirname(installed.path));
		return installed.path;
	}
};

// src/keeptrusts/kt-pack.ts
/** File names that mean the same on every file system and are never hidden, a flag or a path. */
const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.json$/;
/**
* Writes a pack the way `kt policy test --pack-dir` wants it (https://docs.keeptrusts.com/docs/cli/policy-test): the policy as
* `policy-config.yaml` whatever it is called, golden tests as `tests/*.json`. Plain names are kept; others, and names that differ
* only in case, get a number. Bytes are written as they are. Rejects when the directory already holds one of the files.
*/
async function stagePack(pack, directory) {
	const policyFile = join(directory, "policy-config.yaml");
	const testDirectory = join(directory, "tests");
	await mkdir(testDirectory, { recursive: true });
	await writeNew(policyFile, pack.policy);
	const taken = /* @__PURE__ */ new Set();
	const tests = [];
	for (const [index, test] of pack.tests.entries()) {
		const file = join(testDirectory, stagedName(test.name, index, taken));
		await writeNew(file, test.bytes);
		tests.push({
			name: test.name,
			file
		});
	}
	return {
		directory,
		policyFile,
		tests
	};
}
function stagedName(name, index, taken) {
	const plain = basename(name);
	const numbered = `${String(index + 1).padStart(3, "0")}-${plain.replace(/\.json$/i, "").replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 80)}.json`;
	const staged = PLAIN_NAME.test(plain) && !taken.has(plain.toLowerCase()) ? plain : numbered;
	if (taken.has(staged.toLowerCase())) return stagedName(`${index + 1}-${plain}`, index, taken);
	taken.add(staged.toLowerCase());
	return staged;
}
/** `wx` refuses what is already there, symbolic links included. */
async function writeNew(file, bytes) {
	await writeFile(file, bytes, {
		flag: "wx",
		mode: 384
	});
}

// src/policy/limits.ts
/**
* Limits of the builtin reader. They keep a hostile file of an untrusted pull request from costing more than a moment;
* a real configuration is three orders of magnitude smaller.
*/
/**
* Longest policy or test file, in UTF-16 units. A gateway on Kubernetes gets its file from a ConfigMap, which holds at most 1 MiB:
* https://kubernetes.io/docs/concepts/configuration/configmap/#motivation
*/
const MAX_FILE_LENGTH = 1048576;
/** Values a file may stand for once its aliases are written out: what a "billion laughs" file multiplies. */
const MAX_EXPANDED_VALUES = 1e5;

// src/policy/lines.ts
const BYTE_ORDER_MARK = "﻿";
/** Converts offsets of a text (UTF-16 units) to lines and columns, both from 1. A byte order mark at the start has no column of its own. */
var LineIndex = class {
	#text;
	#starts;
	constructor(text) {
		this.#text = text;
		const starts = [text.startsWith(BYTE_ORDER_MARK) ? 1 : 0];
		for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
		this.#starts = starts;
	}
	positionAt(offset) {
		const inside = Math.min(Math.max(offset, this.#starts[0] ?? 0), this.#text.length);
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = low + high + 1 >> 1;
			if ((this.#starts[middle] ?? 0) <= inside) low = middle;
			else high = middle - 1;
		}
		return {
			line: low + 1,
			column: inside - (this.#starts[low] ?? 0) + 1
		};
	}
	/**
	* The range between two offsets, without white space at its end, so that it never spills into the next line. White space
	* alone stays what it is, and nothing at all becomes the rest of its line: an empty range cannot be seen.
	*/
	rangeBetween(start, end) {
		const length = this.#text.slice(start, end).trimEnd().length;
		const blank = length === 0 && end > start && !this.#text.slice(start, end).includes("\n");
		if (length === 0 && !blank) return this.restOfLine(start);
		return {
			start: this.positionAt(start),
			end: this.positionAt(blank ? end : start + length)
		};
	}
	/** The text of one line without its indentation and line ending; undefined when the text has no such line. */
	rangeOfLine(line) {
		const start = this.#starts[line - 1];
		if (start === void 0) return void 0;
		const newline = this.#text.indexOf("\n", start);
		const content = this.#text.slice(start, newline === -1 ? this.#text.length : newline);
		return this.restOfLine(start + (content.trim() === "" ? 0 : content.length - content.trimStart().length));
	}
	/** From an offset to the end of its line, without white space there. */
	restOfLine(offset) {
		const newline = this.#text.indexOf("\n", offset);
		const length = this.#text.slice(offset, newline === -1 ? this.#text.length : newline).trimEnd().length;
		return {
			start: this.positionAt(offset),
			end: this.positionAt(offset + length)
		};
	}
};

// src/policy/path.ts
const PLAIN_KEY = /^[^.[\]"\s]+$/;
/**
* Writes a path the way `kt policy lint` does, e.g. `policies.chain[0]`, `policy.pii-detector.action`.
* Keys that this notation cannot hold (with dots, brackets, blanks) are quoted in brackets: kt's own form for them is not documented.
* Source: https://docs.keeptrusts.com/docs/cli/policy-lint
*/
function formatPath(path) {
	let text = "";
	for (const step of path) if (typeof step === "number") text += `[${step}]`;
	else if (PLAIN_KEY.test(step)) text += text === "" ? step : `.${step}`;
	else text += `[${JSON.stringify(step)}]`;
	return text;
}
const STEP = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)|([.[\]])/gy;
/** Reads `formatPath`'s notation back, and kt's; stray brackets and dots are skipped rather than refused. */
function parsePath(text) {
	const steps = [];
	for (const [, index, quoted, plain] of text.matchAll(STEP)) if (index !== void 0) steps.push(Number(index));
	else if (quoted !== void 0) steps.push(unquote(quoted));
	else if (plain !== void 0) steps.push(plain);
	return steps;
}
function unquote(quoted) {
	try {
		const value = JSON.parse(`"${quoted}"`);
		return typeof value === "string" ? value : quoted;
	} catch {
		return quoted;
	}
}
/** True for what YAML and JSON call a mapping: a plain object. */
function isMapping(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** A mapping's own entry; never what every object inherits (`constructor`, `toString`). */
function entryOf(value, key) {
	return isMapping(value) && Object.hasOwn(value, key) ? value[key] : void 0;
}
/**
* The path a foreign text means in this value. A key with dots (`gpt-4.1`) is ambiguous in kt's notation, so the longest run of steps that names
* an existing key wins. Steps that lead nowhere are kept as they are.
*/
function resolvePath(root, text) {
	const steps = parsePath(text);
	const path = [];
	let here = root;
	for (let at = 0; at < steps.length;) {
		const taken = longestKey(here, steps, at);
		const step = taken?.key ?? steps[at] ?? "";
		path.push(step);
		here = typeof step === "number" ? Array.isArray(here) ? here[step] : void 0 : entryOf(here, step);
		at += taken?.count ?? 1;
	}
	return path;
}
function longestKey(here, steps, from) {
	if (!isMapping(here)) return void 0;
	for (let count = steps.length - from; count > 0; count -= 1) {
		const run = steps.slice(from, from + count);
		if (count > 1 && run.some((step) => typeof step === "number")) continue;
		const key = run.join(".");
		if (Object.hasOwn(here, key)) return {
			key,
			count
		};
	}
}

// src/policy/syntax.ts
/** The stack of the CST parser at the point where the nesting became too deep. */
var TooDeep = class extends Error {
	offset;
	constructor(offset) {
		super("nested too deeply");
		this.offset = offset;
	}
};
/**
* Composes the first document of a text. The yaml package's parser is iterative but its composer recurses, so the depth is
* checked on the parser's stack, token by token, before the composer sees the tokens.
*/
function composeYaml(text) {
	const composer = new Composer({
		version: "1.2",
		schema: "core",
		merge: false,
		uniqueKeys: false,
		prettyErrors: false,
		logLevel: "silent"
	});
	try {
		let first;
		for (const document of composer.compose(tokensOf(text), true, text.length)) {
			if (first !== void 0) return {
				kind: "composed",
				document: first,
				second: document.range[0]
			};
			first = document;
		}
		if (first === void 0) throw new Error("the YAML composer gave no document");
		return {
			kind: "composed",
			document: first
		};
	} catch (thrown) {
		if (thrown instanceof TooDeep) return {
			kind: "too-deep",
			offset: thrown.offset
		};
		throw thrown;
	}
}
function* tokensOf(text) {
	const parser = new Parser();
	for (const lexeme of new Lexer().lex(text)) {
		yield* parser.next(lexeme);
		if (parser.stack.length > 64) throw new TooDeep(parser.offset);
	}
	yield* parser.end();
}
const INDENT = {
	message: "The indentation is broken here",
	help: "Keys of one mapping, and dashes of one list, start in the same column."
};
const KEY_SHAPE = {
	message: "This is not a complete `key: value`",
	help: "Check the line before: a missing colon, dash or quote, or a value that needs quotes because it holds `: `."
};
const UNCLOSED_BRACKET = {
	message: "A `[` or `{` before this place is not closed",
	help: "Add the missing `]` or `}`."
};
const UNCLOSED_QUOTE = {
	message: "A quoted value is not closed",
	help: "Add the missing quote at its end."
};
/** What the parser's codes mean to somebody who writes a policy file; other codes keep the parser's own words. */
const WORDS = {
	TAB_AS_INDENT: {
		message: "A tab is used for indentation",
		help: "YAML allows only spaces there; replace the tab."
	},
	BAD_INDENT: INDENT,
	MULTILINE_IMPLICIT_KEY: KEY_SHAPE,
	BLOCK_AS_IMPLICIT_KEY: KEY_SHAPE,
	BAD_SCALAR_START: {
		message: "A plain value cannot start with this character",
		help: "Put the value in quotes."
	},
	BAD_DQ_ESCAPE: {
		message: "Not an escape of double-quoted text",
		help: "Write a backslash as `\\\\`, or use single quotes, where it needs none."
	}
};
/** The code BAD_INDENT also stands for a bracket that was never closed; only the parser's text tells the two apart. */
function wordsFor({ code, message }) {
	if (code === "BAD_INDENT" && message.startsWith("Flow")) return UNCLOSED_BRACKET;
	if (code === "MISSING_CHAR" && message.includes("quote")) return UNCLOSED_QUOTE;
	return WORDS[code] ?? {
		message: message.split("\n")[0] ?? message,
		help: "Check the quotes, brackets and colons on this line and the one before."
	};
}
/** The first fault of a text in words; the later ones are nearly always consequences of it. */
function describeSyntaxError(errors) {
	const first = [...errors].sort((a, b) => a.pos[0] - b.pos[0])[0];
	if (first === void 0) return void 0;
	return {
		...wordsFor(first),
		start: first.pos[0],
		end: first.pos[1]
	};
}

// src/policy/tree.ts
const NOTHING = {
	value: null,
	size: 1,
	height: 0
};
const MERGE_KEY = "<<";
/** Tags that the yaml package understands without a warning although the policy format has no tags. */
const FOREIGN_TAGS = new Set([
	"binary",
	"omap",
	"pairs",
	"set",
	"timestamp"
].map((name) => `tag:yaml.org,2002:${name}`));
const TAG_WORDS = ["This tag is not part of the policy format", "Remove it; values are plain texts, numbers, booleans, lists and mappings."];
/**
* Reads a composed YAML document into plain values and answers where each of them stands. Aliases and merge keys are followed.
* The yaml package could convert too, but it compares every key with every other and reports neither place of a duplicate.
*/
var ConfigTree = class {
	problems = [];
	value;
	#root;
	#anchors = /* @__PURE__ */ new Map();
	#targets = /* @__PURE__ */ new Map();
	#built = /* @__PURE__ */ new Map();
	#open = /* @__PURE__ */ new Set();
	#entries = /* @__PURE__ */ new Map();
	#expanded = 0;
	constructor(root) {
		this.#root = root;
		this.value = this.#build(root, 0).value;
	}
	/** The entry (of a mapping) or item (of a list) at a path; undefined when there is none. */
	find(path) {
		let found = isNode(this.#root) ? { value: this.#root } : {};
		for (const step of path) {
			const next = this.#step(this.#resolve(found.value), step);
			if (next === void 0) return void 0;
			found = next;
		}
		return found;
	}
	/** The first key below a node: where to point when the node itself has no name. */
	firstKey(node) {
		const target = this.#resolve(node);
		const key = isMap(target) ? target.items[0]?.key : void 0;
		return isNode(key) ? key : void 0;
	}
	#step(node, step) {
		if (typeof step === "number") {
			const item = isSeq(node) ? node.items[step] : void 0;
			return isNode(item) ? { value: item } : void 0;
		}
		if (!isMap(node)) return void 0;
		const pair = this.#pairOf(node, step, 0);
		if (pair === void 0) return void 0;
		return {
			...isNode(pair.key) ? { key: pair.key } : {},
			...isNode(pair.value) ? { value: pair.value } : {}
		};
	}
	#pairOf(map, key, depth) {
		const own = this.#entries.get(map)?.get(key);
		if (own !== void 0 || depth > 64) return own;
		for (const pair of map.items) {
			if (!isMergeKey(pair.key)) continue;
			for (const source of this.#mergeSources(pair.value)) {
				const inherited = isMap(source) ? this.#pairOf(source, key, depth + 1) : void 0;
				if (inherited !== void 0) return inherited;
			}
		}
	}
	#resolve(node) {
		return isAlias(node) ? this.#targets.get(node) : node;
	}
	#mergeSources(value) {
		const target = this.#resolve(value);
		return isSeq(target) ? target.items.map((item) => this.#resolve(item)) : [target];
	}
	#keyText(key) {
		const target = this.#resolve(key);
		if (!isScalar(target)) return void 0;
		return typeof target.value === "string" ? target.value : target.source ?? String(target.value);
	}
	#build(node, depth) {
		if (isAlias(node)) return this.#buildAlias(node, node.source, depth);
		if (!isMap(node) && !isSeq(node) && !isScalar(node)) return NOTHING;
		if (node.anchor !== void 0) this.#anchors.set(node.anchor, node);
		if (depth > 64) return this.#tooDeep(node);
		if (node.tag !== void 0 && FOREIGN_TAGS.has(node.tag)) this.#report("yaml-tag", node, ...TAG_WORDS);
		this.#open.add(node);
		const built = isMap(node) ? this.#buildMap(node, depth) : isSeq(node) ? this.#buildList(node.items, depth) : this.#buildScalar(node);
		this.#open.delete(node);
		if (node.anchor !== void 0) this.#built.set(node, built);
		return built;
	}
	#buildScalar({ value, source }) {
		this.#expanded += 1;
		return {
			value: typeof value === "object" && value !== null ? source : value,
			size: 1,
			height: 0
		};
	}
	#buildList(items, depth) {
		const built = items.map((item) => this.#build(item, depth + 1));
		this.#expanded += 1;
		return {
			value: built.map((item) => item.value),
			...measure(built)
		};
	}
	#buildMap(map, depth) {
		const own = /* @__PURE__ */ new Map();
		const merged = /* @__PURE__ */ new Map();
		const entries = /* @__PURE__ */ new Map();
		this.#entries.set(map, entries);
		const parts = [];
		for (const pair of map.items) {
			if (isScalar(pair.key) && pair.key.anchor !== void 0) this.#anchors.set(pair.key.anchor, pair.key);
			if (isAlias(pair.key)) this.#buildAlias(pair.key, pair.key.source, 0);
			const value = this.#build(pair.value, depth + 1);
			parts.push(value);
			if (isMergeKey(pair.key)) this.#merge(pair, value.value, merged);
			else this.#addEntry(pair, value.value, own, entries);
		}
		this.#expanded += 1;
		return {
			value: toObject(own, merged),
			...measure(parts)
		};
	}
	#addEntry(pair, value, own, entries) {
		const key = this.#keyText(pair.key);
		const place = isNode(pair.key) ? pair.key : void 0;
		if (key === void 0 || place === void 0) {
			if (!isAlias(pair.key)) this.#report("yaml-syntax", place, "A key must be a single word or text", "Write `key: value`.");
			return;
		}
		const first = entries.get(key)?.key;
		if (first === void 0) {
			entries.set(key, pair);
			own.set(key, value);
			return;
		}
		this.#report("yaml-duplicate-key", place, `Key '${key}' is there twice in this mapping`, "Keep one of the two.", isNode(first) ? first : void 0);
	}
	#merge(pair, value, merged) {
		for (const source of Array.isArray(value) ? value : [value]) {
			if (typeof source !== "object" || source === null || Array.isArray(source)) {
				const place = isNode(pair.key) ? pair.key : void 0;
				this.#report("yaml-syntax", place, "The merge key '<<' needs a mapping, or a list of mappings", "Point it at an anchored mapping: `<<: *name`.");
				return;
			}
			for (const [key, inherited] of Object.entries(source)) if (!merged.has(key)) merged.set(key, inherited);
		}
	}
	#buildAlias(alias, name, depth) {
		const target = this.#anchors.get(name);
		if (target === void 0) {
			this.#report("yaml-syntax", alias, `Alias '*${name}' has no anchor before it`, `Define it earlier with \`&${name}\`.`);
			return NOTHING;
		}
		if (this.#open.has(target)) {
			this.#report("yaml-syntax", alias, `Alias '*${name}' points at the value that contains it`, "Refer to a value that is complete before this line.");
			return NOTHING;
		}
		this.#targets.set(alias, target);
		const built = this.#built.get(target) ?? {
			value: isScalar(target) ? target.value : null,
			size: 1,
			height: 0
		};
		if (depth + built.height > 64) return this.#tooDeep(alias);
		const before = this.#expanded;
		this.#expanded += built.size;
		if (this.#expanded <= 1e5) return built;
		if (before <= 1e5) {
			const message = `The aliases of this file stand for more than ${MAX_EXPANDED_VALUES} values`;
			this.#report("yaml-limits", alias, message, "Write the values out, or use fewer aliases.");
		}
		return NOTHING;
	}
	#tooDeep(node) {
		this.#report("yaml-limits", node, `Nested deeper than ${64} levels`, "A policy file is about five levels deep; check the brackets and the indentation.");
		return NOTHING;
	}
	#report(ruleId, node, message, help, first) {
		const [start, end] = node?.range ?? [0, 0];
		this.problems.push({
			ruleId,
			message,
			help,
			start,
			end,
			...first?.range ? { firstStart: first.range[0] } : {}
		});
	}
};
function isNode(value) {
	return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}
function isMergeKey(key) {
	return isScalar(key) && key.value === MERGE_KEY && key.type === "PLAIN";
}
function measure(parts) {
	let size = 1;
	let height = 0;
	for (const part of parts) {
		size += part.size;
		height = Math.max(height, part.height + 1);
	}
	return {
		size,
		height
	};
}
function toObject(own, merged) {
	const object = {};
	for (const [key, value] of [...own, ...[...merged].filter(([key]) => !own.has(key))]) Object.defineProperty(object, key, {
		value,
		enumerable: true,
		configurable: true,
		writable: true
	});
	return object;
}

// src/policy/document.ts
/** Reads a policy file. Never throws on any text: what is wrong with it is in `problems`. */
function parsePolicy(text) {
	const lines = new LineIndex(text);
	const unreadable = refuse$1(text, lines);
	if (unreadable !== void 0) return assemble(text, lines, void 0, [unreadable]);
	const composed = composeYaml(text);
	if (composed.kind === "too-deep") {
		const help = "A policy file is about five levels deep; check the brackets and the indentation.";
		const range = lines.restOfLine(composed.offset);
		return assemble(text, lines, void 0, [{
			ruleId: "yaml-limits",
			message: `Nested deeper than ${64} levels`,
			help,
			range
		}]);
	}
	const { document, second } = composed;
	const fault = describeSyntaxError(document.errors);
	if (fault !== void 0) {
		const { message, help, start, end } = fault;
		return assemble(text, lines, void 0, [{
			ruleId: "yaml-syntax",
			message,
			help,
			range: lines.rangeBetween(start, end)
		}]);
	}
	if (second !== void 0) return assemble(text, lines, void 0, [{
		ruleId: "yaml-documents",
		message: "The file holds more than one YAML document; this is where the second starts",
		help: "Keep one configuration per file.",
		range: lines.restOfLine(second)
	}]);
	const tree = new ConfigTree(document.contents);
	return assemble(text, lines, tree, [
		...treeProblems(tree, lines),
		...tagProblems(document.warnings, lines),
		...rootProblems(tree, lines)
	]);
}
/** A line without content: blank, a comment, or a document marker. */
const BLANK_LINE = /^(?:---|\.\.\.)?\s*(?:#.*)?\r?$/;
function refuse$1(text, lines) {
	const nul = text.indexOf("\0");
	if (nul !== -1) return {
		ruleId: "not-yaml",
		message: "The file holds NUL characters: it is binary, or text in UTF-16",
		help: "Save it as UTF-8 text.",
		range: lines.rangeBetween(nul, nul + 1)
	};
	if (text.length > 1048576) return {
		ruleId: "yaml-limits",
		message: `The file is ${text.length} characters long; the limit is ${MAX_FILE_LENGTH}`,
		help: "Split the configuration, one file per gateway.",
		range: lines.rangeBetween(0, 0)
	};
	if (text.replace(/^\uFEFF/, "").split("\n").every((line) => BLANK_LINE.test(line))) return {
		ruleId: "empty-file",
		message: "The file is empty",
		help: "Start it with a `pack:` section.",
		range: lines.rangeBetween(0, 0)
	};
}
function treeProblems(tree, lines) {
	return tree.problems.map(({ ruleId, message, help, start, end, firstStart }) => {
		const first = firstStart === void 0 ? void 0 : lines.positionAt(firstStart);
		return {
			ruleId,
			message,
			help: first === void 0 ? help : `${help} The first one is on line ${first.line}, column ${first.column}.`,
			range: lines.rangeBetween(start, end)
		};
	});
}
function tagProblems(warnings, lines) {
	return warnings.filter((warning) => warning.code === "TAG_RESOLVE_FAILED").map(({ pos }) => ({
		ruleId: "yaml-tag",
		message: TAG_WORDS[0],
		help: TAG_WORDS[1],
		range: lines.rangeBetween(pos[0], pos[1])
	}));
}
function rootProblems(tree, lines) {
	if (isMapping(tree.value) || tree.problems.some((problem) => problem.ruleId === "yaml-limits")) return [];
	const start = tree.find([])?.value?.range?.[0] ?? 0;
	return [{
		ruleId: "document-shape",
		message: `The document is ${Array.isArray(tree.value) ? "a list" : "a single value"}, not a mapping`,
		help: "A policy file is a mapping that starts with `pack:`.",
		range: lines.restOfLine(start)
	}];
}
function assemble(text, lines, tree, problems) {
	const value = problems.some((problem) => problem.ruleId === "yaml-limits") ? void 0 : tree?.value;
	const places = new Places(text, lines, tree);
	const shape = shapeOf(value);
	const identity = identityOf(value);
	const chain = chainOf(value);
	return {
		text,
		value,
		problems,
		...shape === void 0 ? {} : { shape },
		...identity === void 0 ? {} : { identity },
		...chain === void 0 ? {} : { chain },
		rangeOf: (path, part) => places.rangeOf(path, part),
		nearestRange: (path) => places.nearestRange(path),
		spanOf: (path, part) => places.spanOf(path, part),
		rangeOfLine: (line) => lines.rangeOfLine(line)
	};
}
var Places = class {
	#text;
	#lines;
	#tree;
	constructor(text, lines, tree) {
		this.#text = text;
		this.#lines = lines;
		this.#tree = tree;
	}
	rangeOf(path, part) {
		const found = this.#tree?.find(path);
		if (found === void 0) return void 0;
		const [first, other] = part === "key" ? [found.key, found.value] : [found.value, found.key];
		return this.#rangeOfNode(first) ?? this.#rangeOfNode(other);
	}
	nearestRange(path) {
		for (let length = path.length; length > 0; length -= 1) {
			const found = this.#tree?.find(path.slice(0, length));
			if (found === void 0) continue;
			const range = this.#rangeOfNode(found.key ?? this.#tree?.firstKey(found.value)) ?? this.#firstLine(found.value);
			if (range !== void 0) return range;
		}
		const root = this.#tree?.find([])?.value;
		return this.#rangeOfNode(this.#tree?.firstKey(root)) ?? this.#firstLine(root) ?? this.#lines.rangeBetween(0, 0);
	}
	spanOf(path, part) {
		const node = this.#tree?.find(path)?.[part];
		if (!isScalar(node) || !node.range) return void 0;
		const [start, end] = node.range;
		if (node.type === "PLAIN") return end > start && !this.#text.slice(start, end).includes("\n") ? {
			offset: start,
			length: end - start
		} : void 0;
		return (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE") && end - start >= 2 ? {
			offset: start + 1,
			length: end - start - 2
		} : void 0;
	}
	#rangeOfNode(node) {
		if (!node?.range || node.range[1] <= node.range[0]) return void 0;
		return this.#lines.rangeBetween(node.range[0], node.range[1]);
	}
	#firstLine(node) {
		return node?.range ? this.#lines.restOfLine(node.range[0]) : void 0;
	}
};
const OLDER_KEYS = ["input_policies", "output_policies"];
function shapeOf(value) {
	if (!isMapping(value)) return void 0;
	const hasPack = Object.hasOwn(value, "pack");
	if (Array.isArray(value.policies) || OLDER_KEYS.some((key) => Object.hasOwn(value, key)) || !hasPack && Object.hasOwn(value, "version")) return "list-shaped";
	const policy = entryOf(value, "policy");
	return [
		"name",
		"version",
		"enabled"
	].some((key) => [
		"string",
		"number",
		"boolean"
	].includes(typeof entryOf(policy, key))) && !hasPack && !Object.hasOwn(value, "policies") ? "single-policy" : "config";
}
function identityOf(value) {
	const pack = entryOf(value, "pack");
	const [id, name, version] = [
		entryOf(pack, "id"),
		entryOf(pack, "name"),
		entryOf(pack, "version")
	];
	if (typeof name !== "string" || typeof version !== "string") return void 0;
	return {
		...typeof id === "string" ? { id } : {},
		name,
		version
	};
}
function chainOf(value) {
	const chain = entryOf(entryOf(value, "policies"), "chain");
	if (!Array.isArray(chain)) return void 0;
	return chain.flatMap((entry) => {
		if (typeof entry === "string") return [entry];
		const key = isMapping(entry) ? Object.keys(entry)[0] : void 0;
		return key === void 0 ? [] : [key];
	});
}

// src/policy/lint/kt.ts
/**
* Where a problem that kt reported stands. kt names a config path, and in an older form a line, but never a column. A path that does not
* exist in the file (a missing key) is placed at its nearest ancestor.
* @returns undefined when kt named neither, or a line that the file does not have
*/
function placeKtProblem(document, problem) {
	if (problem.path !== void 0 && problem.path.trim() !== "") {
		const path = resolvePath(document.value, problem.path.trim());
		const part = typeof path.at(-1) === "number" ? "value" : "key";
		const exact = document.rangeOf(path, part);
		if (exact !== void 0) return exact;
		if (problem.line === void 0) return document.nearestRange(path);
	}
	return problem.line === void 0 ? void 0 : document.rangeOfLine(problem.line);
}
/**
* Findings of both engines, without what kt says a second time: the same code, or the same rule, at the same path. The builtin finding stays, because it
* knows columns and fixes.
*/
function mergeFindings(builtin, kt) {
	const told = new Set(builtin.flatMap(identitiesOf));
	return [...builtin, ...kt.filter((finding) => !identitiesOf(finding).some((identity) => told.has(identity)))];
}
function identitiesOf(finding) {
	const { code, path, ruleId } = finding;
	if (path === void 0) return [];
	return [JSON.stringify([
		"rule",
		ruleId,
		path
	]), ...code === void 0 ? [] : [JSON.stringify([
		"code",
		code,
		path
	])]];
}

// build/policy-catalog.ts
const CATALOG = JSON.parse("{\"kinds\":{\"agent-firewall\":{\"keysComplete\":true,\"undocumentedKeys\":[\"denied_tools\",\"rate_limit\",\"transaction_limit\",\"mode\"],\"phase\":\"tool\",\"verdicts\":[\"allow\",\"block\",\"escalate\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/agent-firewall\",\"https://docs.keeptrusts.com/article/agent-firewall-governing-tool-access-for-ai-agents/\",\"https://docs.keeptrusts.com/article/agent-firewall-complete-guide-to-governing-autonomous-ai-agent-actions/\",\"https://docs.keeptrusts.com/article/tool-security-governing-what-ai-agents-can-execute/\",\"https://docs.keeptrusts.com/docs/templates/agent-firewall\",\"https://docs.keeptrusts.com/docs/use-cases/govern-ai-agents\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"allowed_tools\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"blocked_tools\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"max_actions_per_session\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"tools\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"roles\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"object\"],\"keys\":{\"allowed\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"denied\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}}}},\"rate_limits\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"integer\"]}},\"transaction_limits\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"max_single_transaction\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"max_daily_total\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"require_approval_above\":{\"types\":[\"number\"],\"evidence\":\"documented\"}}},\"kill_switches\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"max_errors_before_halt\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"halt_on_pii_in_action\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"halt_on_suspicious_pattern\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}},\"monitoring\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"alert_on_denied_action\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"alert_on_rate_limit\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"alert_threshold_percent\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}}}}},\"audit-logger\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"any\",\"verdicts\":[\"allow\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/audit-logger\",\"https://docs.keeptrusts.com/article/audit-trail-generation-how-every-decision-gets-logged-as-an-event/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"immutable\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"retention_days\":{\"types\":[\"integer\"],\"default\":365,\"minimum\":1,\"maximum\":36500,\"evidence\":\"documented\"},\"hipaa_audit_controls\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"log_all_access\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}}},\"bias-monitor\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\",\"escalate\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/bias-monitor\",\"https://docs.keeptrusts.com/docs/industries/law-enforcement\",\"https://docs.keeptrusts.com/docs/templates/eu-ai-act\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"protected_characteristics\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"threshold\":{\"types\":[\"number\"],\"default\":0.85,\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\",\"escalate\"],\"evidence\":\"documented\"}}}},\"bot-detector\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/bot-detector\",\"https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"fingerprint_fields\":{\"types\":[\"array\"],\"default\":[\"user-agent\",\"x-forwarded-for\",\"authorization\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"profile_window_seconds\":{\"types\":[\"integer\"],\"default\":60,\"minimum\":1,\"evidence\":\"documented\"},\"similarity_threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"max_requests_per_window\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"action\":{\"types\":[\"string\"],\"enum\":[\"warn\",\"block\"],\"evidence\":\"documented\"}}}},\"case-privacy\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"redact\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/case-privacy\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"detect_patterns\":{\"types\":[\"array\"],\"default\":[\"case_number\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"],\"enum\":[\"case_number\",\"docket_number\",\"party_name\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\"],\"default\":\"redact\",\"evidence\":\"documented\"}}}},\"citation-verifier\":{\"keysComplete\":false,\"undocumentedKeys\":[\"min_grounded_ratio\",\"action_on_failure\",\"check_hallucinations\"],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/citation-verifier\",\"https://docs.keeptrusts.com/article/citation-verifier-ensuring-ai-outputs-are-grounded-in-approved-sources/\",\"https://docs.keeptrusts.com/article/understanding-policy-verdicts-allow-block-redact-escalate/\",\"https://docs.keeptrusts.com/docs/templates/citation-verification\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"require_sources\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"require_source_match\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"min_confidence\":{\"types\":[\"number\"],\"default\":0.8,\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"min_groundedness\":{\"types\":[\"number\"],\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"external_resolver\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"extract_patterns\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"output_action\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"unverified_action\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"hallucination_action\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}},\"response\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"include_verification_report\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}}}}},\"cjis-mode\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/cjis-mode\",\"https://docs.keeptrusts.com/docs/industries/law-enforcement\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"require_auth\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"access_logging\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"}}}},\"code-sanitizer\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/code-sanitation\",\"https://docs.keeptrusts.com/article/code-sanitation-preventing-malicious-code-in-ai-outputs/\",\"https://docs.keeptrusts.com/docs/policies/document-analyzer\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"block_on_match\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"additional_patterns\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}},\"content-extractor\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/content-extractor\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"allow_hosts\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"timeout_ms\":{\"types\":[\"integer\"],\"default\":2000,\"minimum\":1,\"evidence\":\"documented\"},\"max_bytes\":{\"types\":[\"integer\"],\"default\":65536,\"minimum\":1,\"evidence\":\"documented\"},\"fetch_urls\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"action_on_error\":{\"types\":[\"string\"],\"enum\":[\"warn\",\"block\"],\"default\":\"warn\",\"evidence\":\"documented\"}}}},\"data-routing-policy\":{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"pre-routing (input)\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/data-routing-policy\",\"https://docs.keeptrusts.com/docs/policies/config-data-policies\",\"https://docs.keeptrusts.com/article/data-routing-policies-controlling-which-providers-see-your-data/\",\"https://docs.keeptrusts.com/article/data-residency-enforcement-right-geography/\",\"https://docs.keeptrusts.com/docs/templates/zero-data-retention\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"require_zero_data_retention\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"require_no_training\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_retention_days\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"on_no_compliant_provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"log_provider_selection\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}}},\"dlp-filter\":{\"keysComplete\":true,\"undocumentedKeys\":[\"patterns\"],\"phase\":\"input\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/dlp-filter\",\"https://docs.keeptrusts.com/article/keyword-and-pattern-based-data-loss-prevention-for-ai/\",\"https://docs.keeptrusts.com/docs/tutorials/cli/dlp-data-classification\",\"https://docs.keeptrusts.com/article/custom-data-classification-with-regex-patterns-and-embeddings/\",\"https://docs.keeptrusts.com/docs/industries/law-enforcement\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"detect_patterns\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"blocked_terms\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\",\"block\"],\"default\":\"redact\",\"evidence\":\"documented\"},\"fuzzy_matching\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_distance\":{\"types\":[\"integer\"],\"minimum\":0,\"maximum\":8,\"evidence\":\"documented\"},\"sensitivity_level\":{\"types\":[\"string\"],\"enum\":[\"standard\",\"high\",\"restricted\"],\"evidence\":\"documented\"}}}},\"document-analyzer\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/document-analyzer\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"sanitize_code\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_document_bytes\":{\"types\":[\"integer\"],\"default\":524288,\"evidence\":\"documented\"},\"allowed_mime_types\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}},\"dual-use-filter\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\",\"redact\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/dual-use-filter\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"blocked_terms\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\",\"redact\"],\"default\":\"block\",\"evidence\":\"documented\"},\"fuzzy_matching\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_distance\":{\"types\":[\"integer\"],\"default\":1,\"minimum\":0,\"maximum\":8,\"evidence\":\"documented\"}}}},\"embedding-detector\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/embedding-detector\",\"https://docs.keeptrusts.com/article/custom-data-classification-with-regex-patterns-and-embeddings/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"backend\":{\"types\":[\"string\"],\"enum\":[\"local\",\"external\"],\"default\":\"local\",\"evidence\":\"documented\"},\"endpoint\":{\"types\":[\"string\"],\"default\":\"http://localhost:8080/embed\",\"format\":\"url\",\"evidence\":\"documented\"},\"model\":{\"types\":[\"string\"],\"default\":\"all-MiniLM-L6-v2\",\"evidence\":\"documented\"},\"api_key\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"similarity_threshold\":{\"types\":[\"number\"],\"default\":0.7,\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"timeout_ms\":{\"types\":[\"integer\"],\"default\":20,\"minimum\":1,\"maximum\":60000,\"evidence\":\"documented\"},\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\",\"block\"],\"default\":\"redact\",\"evidence\":\"documented\"},\"categories\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"label\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"reference_text\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}}}}}},\"entity-list-filter\":{\"keysComplete\":true,\"undocumentedKeys\":[\"lists\"],\"phase\":\"input|output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/entity-list-filter\",\"https://docs.keeptrusts.com/docs/industries/defense-us\",\"https://docs.keeptrusts.com/article/aerospace-engineering-ai-export-control-with-entity-list-filtering/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"blocked_entities\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\"],\"default\":\"block\",\"evidence\":\"documented\"},\"fuzzy_matching\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_distance\":{\"types\":[\"integer\"],\"default\":1,\"minimum\":0,\"maximum\":8,\"evidence\":\"documented\"}}}},\"eu-ai-act\":{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"unknown\",\"verdicts\":[],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-compliance-policies\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"risk_class\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"articles\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"integer\"]}}}}},\"external-moderation\":{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"input|output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/external-moderation\",\"https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"provider\":{\"types\":[\"string\"],\"enum\":[\"openai-moderation\",\"azure-content-safety\",\"bedrock-apply-guardrail\",\"embedding-endpoint\",\"webhook\",\"presidio\",\"guardrails-ai\",\"dynamo-ai\",\"lakera\"],\"default\":\"webhook\",\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"string\"],\"evidence\":\"conflict\"},\"endpoint\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"categories\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"threshold\":{\"types\":[\"number\"],\"default\":0.5,\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"}}}},\"financial-compliance\":{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/financial-compliance\",\"https://docs.keeptrusts.com/article/disclaimer-injection-adding-legal-notices-to-ai-responses-automatically/\",\"https://docs.keeptrusts.com/docs/templates/finance\",\"https://docs.keeptrusts.com/docs/industries/finance\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"blocked_patterns\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"required_disclaimers\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}},\"flagged-review\":{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\",\"escalate\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-flagged-review\",\"https://docs.keeptrusts.com/article/escalation-policies-routing-flagged-content-to-human-reviewers/\",\"https://docs.keeptrusts.com/article/policy-chain-ordering-how-execution-priority-affects-outcomes/\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"mode\":{\"types\":[\"string\"],\"enum\":[\"judge\",\"review_and_return\",\"audit_only\",\"escalate\"],\"evidence\":\"documented\"},\"provider\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"endpoint\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"model\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"timeout_ms\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}},\"recursion_depth_max\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"provider_isolation\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"rationale_capture\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}}},\"gdpr-compliance\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-compliance-policies\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"consent_required\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"consent_header\":{\"types\":[\"string\"],\"default\":\"x-consent-token\",\"evidence\":\"documented\"},\"consent_verification_endpoint\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"erasure_webhook\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"data_categories\":{\"types\":[\"array\"],\"default\":[\"personal\",\"sensitive\",\"biometric\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"retention_days\":{\"types\":[\"integer\"],\"default\":30,\"evidence\":\"documented\"}}}},\"healthcare-compliance\":{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/healthcare-compliance\",\"https://docs.keeptrusts.com/article/disclaimer-injection-adding-legal-notices-to-ai-responses-automatically/\",\"https://docs.keeptrusts.com/docs/templates/healthcare-hipaa\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"blocked_patterns\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"required_disclaimers\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"fda_class\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}}},\"hipaa-phi-detector\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input|output\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/hipaa-phi-detector\",\"https://docs.keeptrusts.com/docs/use-cases/secure-healthcare-ai\",\"https://docs.keeptrusts.com/docs/templates/healthcare-hipaa\",\"https://docs.keeptrusts.com/docs/industries/healthcare-hipaa\",\"https://docs.keeptrusts.com/article/hipaa-compliant-ai-blocking-phi-from-reaching-external-llm-providers/\",\"https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog\",\"https://docs.keeptrusts.com/docs/policies/policy-controls-catalog\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"mode\":{\"types\":[\"string\"],\"enum\":[\"hipaa_18\"],\"evidence\":\"documented\"},\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\",\"block\"],\"evidence\":\"documented\"},\"safe_harbor_method\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}}},\"human-oversight\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"escalate\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/human-oversight\",\"https://docs.keeptrusts.com/article/escalation-policies-routing-flagged-content-to-human-reviewers/\",\"https://docs.keeptrusts.com/docs/tutorials/cli/escalation-workflows-cli\",\"https://docs.keeptrusts.com/docs/templates/healthcare-hipaa\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"require_human_for\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"escalate\",\"block\"],\"default\":\"escalate\",\"evidence\":\"documented\"},\"confidence_threshold\":{\"types\":[\"number\"],\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"default_assignee\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"timeout_seconds\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}}},\"itar-ear-filter\":{\"keysComplete\":true,\"undocumentedKeys\":[\"categories\",\"log_matches\",\"sensitivity\"],\"phase\":\"input|output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/itar-ear-filter\",\"https://docs.keeptrusts.com/docs/industries/defense-us\",\"https://docs.keeptrusts.com/docs/templates/defense\",\"https://docs.keeptrusts.com/docs/use-cases/defense-industrial-ai\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"blocked_terms\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\"],\"default\":\"block\",\"evidence\":\"documented\"},\"fuzzy_matching\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_distance\":{\"types\":[\"integer\"],\"default\":1,\"minimum\":0,\"maximum\":8,\"evidence\":\"documented\"}}}},\"language-validator\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input|output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/language-validator\",\"https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"allowed_languages\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"denied_languages\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"min_confidence\":{\"types\":[\"number\"],\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"action\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"apply_to\":{\"types\":[\"string\"],\"enum\":[\"input\",\"output\",\"both\"],\"evidence\":\"documented\"}}}},\"legal-privilege\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/legal-privilege\",\"https://docs.keeptrusts.com/docs/industries/legal\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"privilege_markers\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\"],\"default\":\"block\",\"evidence\":\"documented\"}}}},\"mnpi-filter\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/mnpi-filter\",\"https://docs.keeptrusts.com/article/preventing-mnpi-leakage-investment-banking-ai/\",\"https://docs.keeptrusts.com/docs/templates/finance\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"detect_patterns\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\"],\"default\":\"block\",\"evidence\":\"documented\"}}}},\"pii-detector\":{\"keysComplete\":true,\"undocumentedKeys\":[\"categories\",\"entities\",\"redaction.categories\"],\"phase\":\"input\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/pii-detector\",\"https://docs.keeptrusts.com/docs/use-cases/prevent-data-leaks\",\"https://docs.keeptrusts.com/docs/tutorials/cli/pii-redaction-setup\",\"https://docs.keeptrusts.com/article/pii-detection-and-automatic-redaction-in-llm-requests/\",\"https://docs.keeptrusts.com/article/custom-data-classification-with-regex-patterns-and-embeddings/\",\"https://docs.keeptrusts.com/docs/cli/policy-lint\",\"https://docs.keeptrusts.com/docs/features/cli/config-validation\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\",\"block\"],\"default\":\"redact\",\"evidence\":\"documented\"},\"healthcare_mode\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"pci_mode\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"detect_patterns\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"redaction\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"marker_format\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"include_metadata\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"preserve_length\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"custom_markers\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"string\"]}}}}}}},\"prompt-injection\":{\"keysComplete\":true,\"undocumentedKeys\":[\"threshold\",\"action\"],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[\"prompt_injection.detected\"],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/prompt-injection\",\"https://docs.keeptrusts.com/docs/tutorials/cli/prompt-injection-defense\",\"https://docs.keeptrusts.com/article/prompt-injection-defense-detection-blocking-and-encoding-normalization/\",\"https://docs.keeptrusts.com/docs/templates/prompt-injection\",\"https://docs.keeptrusts.com/docs/use-cases/block-prompt-injection\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\",\"https://docs.keeptrusts.com/docs/cli/policy-test\",\"https://docs.keeptrusts.com/docs/policies/config-testing\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"embedding_threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"backend\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"attack_patterns\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"detection\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"embedding_threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"attack_patterns\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}},\"encoding\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"decode_base64\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"normalize_unicode\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"detect_homoglyphs\":{\"types\":[\"boolean\"],\"evidence\":\"example\"}}},\"boundaries\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"enforce_delimiters\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"reject_fake_boundaries\":{\"types\":[\"boolean\"],\"evidence\":\"example\"}}},\"response\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"action\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"message\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"log_level\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}}}},\"quality-scorer\":{\"keysComplete\":false,\"undocumentedKeys\":[\"min_score\",\"dimensions\",\"overall_min_score\",\"on_fail\",\"threshold\"],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\",\"escalate\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/quality-scorer\",\"https://docs.keeptrusts.com/docs/policies/config-quality-assertions\",\"https://docs.keeptrusts.com/docs/templates/quality-benchmarking\",\"https://docs.keeptrusts.com/docs/templates/eu-ai-act\",\"https://docs.keeptrusts.com/docs/use-cases/quality-assurance-ai-outputs\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"industry\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"min_output_chars\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"min_sentences\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"mock_scoring\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"providers\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"id\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"label\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"model\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"config\":{\"types\":[\"object\"],\"evidence\":\"documented\"}}}},\"benchmarks\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"assertions\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"type\"],\"complete\":false,\"keys\":{\"type\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"value\":{\"evidence\":\"documented\"},\"rubric\":{\"types\":[\"string\"],\"evidence\":\"conflict\"},\"threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"weight\":{\"types\":[\"number\"],\"default\":1,\"minimum\":0,\"maximum\":10,\"evidence\":\"documented\"},\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"mode\":{\"types\":[\"string\"],\"enum\":[\"enforce\",\"audit\",\"shadow\"],\"evidence\":\"documented\"},\"severity\":{\"types\":[\"string\"],\"enum\":[\"critical\",\"warning\",\"info\"],\"evidence\":\"documented\"},\"negate\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"case_sensitive\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pack\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"config\":{\"types\":[\"object\"],\"evidence\":\"example\"}}}},\"thresholds\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"weights\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"pass_policy\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"failure_action\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"action\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}}}}},\"rbac\":{\"keysComplete\":true,\"undocumentedKeys\":[\"default_action\",\"roles.<role>.allowed_models\"],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/rbac\",\"https://docs.keeptrusts.com/article/role-based-access-control-who-can-do-what-in-your-ai-platform/\",\"https://docs.keeptrusts.com/docs/industries/law-enforcement\",\"https://docs.keeptrusts.com/docs/templates/defense\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"deny_if_missing\":{\"types\":[\"array\"],\"default\":[\"X-User-ID\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"require_auth\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"roles\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"object\"],\"keys\":{\"allowed_tools\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"denied_tools\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}},\"data_access\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"object\"],\"keys\":{\"max_sensitivity\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}}},\"minimum_necessary\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"allowed_phi_roles\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}}}},\"request-rewriter\":{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/request-rewriter\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"system_message\":{\"types\":[\"string\",\"object\"],\"evidence\":\"documented\"},\"rules\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"name\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pattern\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"replacement\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"position\":{\"types\":[\"string\"],\"enum\":[\"replace\",\"prepend\",\"append\"],\"default\":\"replace\",\"evidence\":\"documented\"},\"condition\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}}}}},\"response-rewriter\":{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/response-rewriter\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"preserve_structure\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"rules\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"name\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pattern\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"replacement\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"position\":{\"types\":[\"string\"],\"enum\":[\"replace\",\"prepend\",\"append\"],\"default\":\"replace\",\"evidence\":\"documented\"},\"condition\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}}}}},\"safety-filter\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\",\"escalate\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/safety-filter\",\"https://docs.keeptrusts.com/article/building-your-first-content-safety-policy-with-keeptrusts/\",\"https://docs.keeptrusts.com/docs/cli/streaming-sse\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"mode\":{\"types\":[\"string\"],\"enum\":[\"critical_infrastructure\",\"automotive\",\"education\",\"law_enforcement\"],\"default\":\"critical_infrastructure\",\"undocumentedValues\":[\"strict\"],\"evidence\":\"documented\"},\"block_if\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\",\"escalate\"],\"evidence\":\"documented\"},\"fuzzy_matching\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"max_distance\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"max_age\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}}},\"student-privacy\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/student-privacy\",\"https://docs.keeptrusts.com/article/k-12-education-ai-coppa-and-ferpa-compliance-with-student-privacy-policies/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\",\"block\"],\"default\":\"redact\",\"evidence\":\"documented\"},\"age_gate\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"}}}},\"tool-budget\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"tool\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/tool-budget\",\"https://docs.keeptrusts.com/docs/by-audience/ai-agents\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"budgets\":{\"types\":[\"object\"],\"default\":{},\"evidence\":\"documented\",\"entries\":{\"types\":[\"object\"],\"keys\":{\"max_tokens\":{\"types\":[\"integer\"],\"minimum\":1,\"evidence\":\"documented\"},\"max_cost_usd\":{\"types\":[\"number\"],\"evidence\":\"documented\"}}}}}}},\"tool-security\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"tool\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/tool-security\",\"https://docs.keeptrusts.com/article/tool-security-governing-what-ai-agents-can-execute/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"analysis_mode\":{\"types\":[\"string\"],\"enum\":[\"local\",\"external\"],\"default\":\"local\",\"evidence\":\"documented\"},\"firewall_endpoint\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"fail_closed\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"blocked_entity_types\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}},\"tool-validation\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"tool\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/tool-validation\",\"https://docs.keeptrusts.com/article/tool-security-governing-what-ai-agents-can-execute/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"declared_tools\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"schemas\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{}},\"allow_undeclared\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"semantic_validation\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"endpoint\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"model\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"timeout_ms\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}}}}},\"upl-filter\":{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/upl-filter\",\"https://docs.keeptrusts.com/article/preventing-unauthorized-practice-of-law-in-ai-outputs/\",\"https://docs.keeptrusts.com/docs/industries/legal\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"blocked_patterns\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"require_disclaimer\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"rewrite_to_educational\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"}}}}},\"sections\":{\"agents\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/\",\"https://docs.keeptrusts.com/docs/policies/declarative-config-reference\",\"https://docs.keeptrusts.com/docs/engineering-cache/configuration/per-agent-policies\"],\"node\":{\"types\":[\"array\",\"object\"],\"complete\":false,\"evidence\":\"conflict\",\"items\":{\"types\":[\"object\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"model\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"cache_policy\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"semantic_replay\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"read_only\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"max_staleness_hours\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"artifact_types\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}}}}}}}},\"cache\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-runtime\",\"https://docs.keeptrusts.com/docs/advanced/caching\",\"https://docs.keeptrusts.com/docs/tutorials/cli/caching-responses\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"conflict\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"mode\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"ttl_seconds\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"max_entries\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}},\"callbacks\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-observability\"],\"node\":{\"types\":[\"array\"],\"complete\":false,\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"type\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"host\":{\"types\":[\"string\"],\"default\":\"https://cloud.langfuse.com\",\"format\":\"url\",\"evidence\":\"documented\"},\"public_key\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"public_key_env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key_env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"site\":{\"types\":[\"string\"],\"default\":\"datadoghq.com\",\"evidence\":\"documented\"},\"service_name\":{\"types\":[\"string\"],\"default\":\"keeptrusts-proxy\",\"evidence\":\"documented\"},\"tags\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}}},\"consumer_groups\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/advanced/consumer-groups\",\"https://docs.keeptrusts.com/docs/policies/config-routes-and-consumers\",\"https://docs.keeptrusts.com/docs/tutorials/cli/rate-limiting-setup\"],\"node\":{\"types\":[\"array\"],\"complete\":false,\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"api_key\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"rate_limits\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"requests_per_minute\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"tokens_per_minute\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"tokens_per_day\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}},\"allowed_models\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}}}}}},\"cors\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-security-network\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"allow_origins\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"allow_methods\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"allow_headers\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"expose_headers\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"credentials\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"max_age\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}},\"engineering_cache\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/engineering-cache/configuration/environment-specific-config\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"example\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"warmers\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"on_connect\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"artifacts\":{\"types\":[\"array\"],\"evidence\":\"example\"}}},\"on_commit\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"debounce_seconds\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}},\"on_miss\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"threshold\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"window_hours\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}}},\"ttl\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"defaults\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"hours\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}}},\"expiry\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"code_aware\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"}}}}}}}},\"global_rate_limit\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-rate-limits\"],\"node\":{\"types\":[\"object\"],\"required\":[\"max_requests\",\"window_seconds\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"max_requests\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"window_seconds\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}}},\"health_monitor\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-observability\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\"}},\"history\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-runtime\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"mode\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"include_blocked\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"retention_days\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"fail_open\":{\"types\":[\"boolean\"],\"evidence\":\"example\"}}}},\"ip_allowlist\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-security-network\"],\"node\":{\"types\":[\"object\"],\"required\":[\"cidrs\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"cidrs\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"trust_proxy_depth\":{\"types\":[\"integer\"],\"default\":0,\"evidence\":\"documented\"}}}},\"ip_rate_limit\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-rate-limits\"],\"node\":{\"types\":[\"object\"],\"required\":[\"max_requests\",\"window_seconds\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"max_requests\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"window_seconds\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"trust_proxy_depth\":{\"types\":[\"integer\"],\"default\":0,\"evidence\":\"documented\"}}}},\"loads\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-runtime\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"backend\":{\"types\":[\"string\"],\"enum\":[\"api\",\"memory\"],\"default\":\"api\",\"evidence\":\"documented\"},\"recall_top_k\":{\"types\":[\"integer\"],\"default\":5,\"evidence\":\"documented\"},\"write_mode\":{\"types\":[\"string\"],\"enum\":[\"full\",\"read_only\",\"metadata_only\"],\"default\":\"full\",\"evidence\":\"documented\"},\"timeout_ms\":{\"types\":[\"integer\"],\"default\":3000,\"evidence\":\"documented\"},\"fail_open\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"}}}},\"model_groups\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/advanced/model-groups\"],\"node\":{\"types\":[\"array\"],\"complete\":false,\"evidence\":\"conflict\",\"items\":{\"types\":[\"object\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"targets\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"aliases\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"fallback_group\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}}}},\"pack\":{\"keysComplete\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-pack-metadata\",\"https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\"],\"node\":{\"types\":[\"object\"],\"required\":[\"name\",\"version\",\"enabled\"],\"complete\":true,\"evidence\":\"documented\",\"keys\":{\"name\":{\"types\":[\"string\"],\"minLength\":1,\"maxLength\":200,\"evidence\":\"documented\"},\"version\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"id\":{\"types\":[\"string\"],\"minLength\":1,\"maxLength\":200,\"evidence\":\"documented\"},\"author\":{\"types\":[\"string\"],\"default\":\"\",\"maxLength\":200,\"evidence\":\"documented\"},\"description\":{\"types\":[\"string\"],\"default\":\"\",\"maxLength\":2000,\"evidence\":\"documented\"}}}},\"policies\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\",\"https://docs.keeptrusts.com/docs/features/cli/config-validation\",\"https://docs.keeptrusts.com/docs/policies/config-conditional-chains\",\"https://docs.keeptrusts.com/article/policy-chain-ordering-how-execution-priority-affects-outcomes/\",\"https://docs.keeptrusts.com/docs/cli/policy-lint\"],\"node\":{\"types\":[\"object\"],\"required\":[\"chain\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"chain\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\",\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"when\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"path\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"header\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"string\"]}},\"model\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}},\"stage\":{\"types\":[\"string\"],\"enum\":[\"pre-request\",\"post-request\",\"pre-response\",\"post-response\"],\"evidence\":\"documented\"},\"parallel\":{\"types\":[\"boolean\"],\"evidence\":\"example\"}}}}}}}},\"policy\":{\"keysComplete\":true,\"sources\":[\"https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/\",\"https://docs.keeptrusts.com/docs/cli/policy-lint\",\"https://docs.keeptrusts.com/docs/integrations/openai\",\"https://docs.keeptrusts.com/docs/integrations/anthropic\"],\"node\":{\"types\":[\"object\"],\"complete\":true,\"evidence\":\"conflict\"}},\"provider_fallback\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/advanced/fallback-configuration\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"conflict\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"triggers\":{\"types\":[\"array\"],\"default\":[\"rate_limit_exceeded\",\"timeout\",\"service_unavailable\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"max_fallback_attempts\":{\"types\":[\"integer\"],\"default\":3,\"evidence\":\"documented\"},\"content_policy\":{\"types\":[\"string\"],\"default\":\"stop\",\"evidence\":\"documented\"},\"context_window\":{\"types\":[\"string\"],\"default\":\"abort\",\"evidence\":\"documented\"}}}},\"provider_routing\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/advanced/provider-routing\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"conflict\",\"keys\":{\"window_seconds\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"min_sample_count\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}},\"providers\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\",\"https://docs.keeptrusts.com/docs/features/cli/config-validation\",\"https://docs.keeptrusts.com/docs/use-cases/multi-provider-resilience\",\"https://docs.keeptrusts.com/docs/integrations/openai\",\"https://docs.keeptrusts.com/docs/integrations/anthropic\",\"https://docs.keeptrusts.com/docs/integrations/ollama\",\"https://docs.keeptrusts.com/docs/integrations/openllm\",\"https://docs.keeptrusts.com/docs/integrations/openrouter\",\"https://docs.keeptrusts.com/docs/policies/config-cloud-providers\",\"https://docs.keeptrusts.com/docs/gateway-runtime-features\",\"https://docs.keeptrusts.com/docs/sdk/agent-sdk/mcp/\",\"https://docs.keeptrusts.com/docs/declarative-config-reference\",\"https://docs.keeptrusts.com/docs/cli/config-vars\",\"https://docs.keeptrusts.com/docs/config-first-workflow\",\"https://docs.keeptrusts.com/docs/integrations/aws-bedrock\",\"https://docs.keeptrusts.com/docs/policies/config-env-variables\",\"https://docs.keeptrusts.com/docs/cli/secrets\",\"https://docs.keeptrusts.com/docs/guides/platform/secret-management\",\"https://docs.keeptrusts.com/docs/templates/zero-data-retention\",\"https://docs.keeptrusts.com/docs/policies/config-data-policies\",\"https://docs.keeptrusts.com/docs/policies/config-escalation-routing\",\"https://docs.keeptrusts.com/docs/cost-and-spend\",\"https://docs.keeptrusts.com/docs/integrations/azure-openai\",\"https://docs.keeptrusts.com/article/configuring-provider-failover-and-multi-model-routing/\",\"https://docs.keeptrusts.com/docs/cli/multi-provider-fallback\",\"https://docs.keeptrusts.com/docs/policies/config-advanced-provider\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"targets\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"id\",\"provider\"],\"keys\":{\"id\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"model\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"base_url\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"api_key\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"provider_type\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"format\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"api_key_header\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"api_key_prefix\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"data_policy\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"zero_data_retention\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"training_opt_out\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"retention_days\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}},\"zdr\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"data_collection\":{\"types\":[\"string\"],\"enum\":[\"allow\",\"deny\"],\"evidence\":\"documented\"},\"escalation_routing\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"team_id\":{\"types\":[\"string\"],\"format\":\"uuid\",\"evidence\":\"documented\"},\"user_id\":{\"types\":[\"string\"],\"format\":\"uuid\",\"evidence\":\"documented\"}}},\"azure_api_version\":{\"types\":[\"string\"],\"default\":\"2024-02-01\",\"evidence\":\"documented\"},\"azure_deployment\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"path_template\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"cloudflare_account_id_env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"accountIdEnvar\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"snowflake_account_identifier_env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"accountIdentifierEnvar\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pricing\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"max_price\":{\"types\":[\"object\"],\"evidence\":\"example\"}}}},\"strategy\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"routing\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"fallback\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"triggers\":{\"types\":[\"array\"],\"evidence\":\"conflict\",\"items\":{\"types\":[\"string\"]}},\"strategy\":{\"types\":[\"string\"],\"evidence\":\"conflict\"},\"max_retries\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"retry_on\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"latency_window\":{\"types\":[\"string\"],\"format\":\"duration\",\"evidence\":\"example\"},\"max_latency_ms\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}},\"circuit_breaker\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"model_groups\":{\"types\":[\"array\"],\"evidence\":\"inferred\",\"items\":{\"types\":[\"object\"]}},\"ab_test\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"sticky_by\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"variants\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"provider_id\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"weight\":{\"types\":[\"number\"],\"evidence\":\"example\"}}}}}}}}},\"rate_limits\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/advanced/rate-limiting\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"conflict\",\"keys\":{\"per_key\":{\"types\":[\"object\"],\"evidence\":\"conflict\",\"keys\":{\"rpm\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"tpm\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"max_parallel_requests\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}},\"per_user\":{\"types\":[\"object\"],\"evidence\":\"conflict\",\"keys\":{\"rpm\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"tpm\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"max_parallel_requests\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}},\"per_team\":{\"types\":[\"object\"],\"evidence\":\"conflict\",\"keys\":{\"rpm\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"},\"tpm\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"},\"max_parallel_requests\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"}}},\"global\":{\"types\":[\"object\"],\"evidence\":\"conflict\",\"keys\":{\"rpm\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"},\"tpm\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"},\"max_parallel_requests\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"}}}}}},\"routes\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-routes-and-consumers\",\"https://docs.keeptrusts.com/docs/advanced/routes\"],\"node\":{\"types\":[\"array\"],\"complete\":false,\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"path\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"upstream\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"match\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"methods\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"headers\":{\"types\":[\"object\"],\"evidence\":\"example\",\"entries\":{\"types\":[\"string\"]}}}}}},\"size_limits\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-rate-limits\",\"https://docs.keeptrusts.com/docs/policies/config-security-network\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"max_body_bytes\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"max_response_bytes\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}},\"testing\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-testing\",\"https://docs.keeptrusts.com/article/understanding-policy-verdicts-allow-block-redact-escalate/\",\"https://docs.keeptrusts.com/docs/cli/policy-test\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"default_threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"suites\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"name\",\"cases\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"description\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"target\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"assertions\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"type\"],\"complete\":false,\"keys\":{\"type\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"value\":{\"evidence\":\"documented\"},\"rubric\":{\"types\":[\"string\"],\"evidence\":\"conflict\"},\"threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"weight\":{\"types\":[\"number\"],\"default\":1,\"minimum\":0,\"maximum\":10,\"evidence\":\"documented\"},\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"mode\":{\"types\":[\"string\"],\"enum\":[\"enforce\",\"audit\",\"shadow\"],\"evidence\":\"documented\"},\"severity\":{\"types\":[\"string\"],\"enum\":[\"critical\",\"warning\",\"info\"],\"evidence\":\"documented\"},\"negate\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"case_sensitive\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pack\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"config\":{\"types\":[\"object\"],\"evidence\":\"example\"}}}},\"cases\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"input\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"messages\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"object\"],\"keys\":{\"role\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"content\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}},\"headers\":{\"types\":[\"object\"],\"evidence\":\"example\",\"entries\":{\"types\":[\"string\"]}}}},\"expected\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"verdict\":{\"types\":[\"string\"],\"enum\":[\"allow\",\"block\",\"redact\",\"escalate\"],\"evidence\":\"documented\"},\"reason_code\":{\"types\":[\"string\"],\"evidence\":\"inferred\"}}},\"assertions\":{\"types\":[\"array\"],\"evidence\":\"inferred\",\"items\":{\"types\":[\"object\"],\"required\":[\"type\"],\"complete\":false,\"keys\":{\"type\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"value\":{\"evidence\":\"documented\"},\"rubric\":{\"types\":[\"string\"],\"evidence\":\"conflict\"},\"threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"weight\":{\"types\":[\"number\"],\"default\":1,\"minimum\":0,\"maximum\":10,\"evidence\":\"documented\"},\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"mode\":{\"types\":[\"string\"],\"enum\":[\"enforce\",\"audit\",\"shadow\"],\"evidence\":\"documented\"},\"severity\":{\"types\":[\"string\"],\"enum\":[\"critical\",\"warning\",\"info\"],\"evidence\":\"documented\"},\"negate\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"case_sensitive\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pack\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"config\":{\"types\":[\"object\"],\"evidence\":\"example\"}}}},\"metadata\":{\"types\":[\"object\"],\"evidence\":\"inferred\"}}}}}}},\"plugins\":{\"types\":[\"array\"],\"evidence\":\"documented\"},\"strategies\":{\"types\":[\"array\"],\"evidence\":\"documented\"}}}},\"token_rate_limit\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-rate-limits\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"max_tokens\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"window_seconds\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"scope\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}},\"user_rate_limit\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-rate-limits\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"max_requests\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"window_seconds\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"header_names\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}}}}},\"workflow_cache\":{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/engineering-cache/configuration/cache-routing-rules\",\"https://docs.keeptrusts.com/docs/org-shared-engineering-cache\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"default_tier\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"routing_rules\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"match\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"tier\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}}}}}}}");

// src/policy/schema/catalog.ts
/** The 39 policy kinds, sorted. Source: https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog */
const KINDS = Object.keys(CATALOG.kinds);
/** Every documented top-level section, sorted, `policy` included. */
const SECTIONS = Object.keys(CATALOG.sections);
/** What is known of a kind; undefined when it is not one of the 39. */
function kindFacts(kind) {
	return Object.hasOwn(CATALOG.kinds, kind) ? CATALOG.kinds[kind] : void 0;
}
/** What is known of a top-level section; undefined when it is not documented. */
function sectionFacts(section) {
	return Object.hasOwn(CATALOG.sections, section) ? CATALOG.sections[section] : void 0;
}
/**
* The four kinds that may stand alone in a file of their own.
* Source: https://docs.keeptrusts.com/docs/policies/config-single-policy-docs
*/
const SINGLE_POLICY_KINDS = [
	"prompt-injection",
	"agent-firewall",
	"citation-verifier",
	"quality-scorer"
];
/**
* Top-level keys that only the older, list-shaped document has.
* Source: https://docs.keeptrusts.com/docs/features/cli/policy-chains
*/
const OLDER_SECTIONS = [
	"version",
	"gateway",
	"input_policies",
	"output_policies",
	"includes",
	"failover",
	"fallback",
	"rate_limit_defaults"
];

// src/policy/lint/rules.ts
const DOCS = "https://docs.keeptrusts.com/docs";
const LINT = `${DOCS}/cli/policy-lint`;
const CHECKS = `${DOCS}/features/cli/config-validation`;
const PACK = `${DOCS}/policies/config-pack-metadata`;
const CHAINS = `${DOCS}/policies/config-conditional-chains`;
const TESTS = `${DOCS}/cli/policy-test`;
const SUITES = `${DOCS}/policies/config-testing`;
const ARTICLE = "https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/";
const TABLE = [
	{
		id: "yaml-syntax",
		severity: "error",
		what: "The text is not YAML.",
		why: "Nothing in the file can be read until this is mended.",
		docs: CHECKS
	},
	{
		id: "yaml-tag",
		severity: "warning",
		what: "A value carries a YAML tag such as `!name`.",
		why: "The policy format has no tags, and readers disagree on what to do with them."
	},
	{
		id: "yaml-duplicate-key",
		severity: "error",
		what: "A key is written twice in one mapping.",
		why: "One of the two would silently win.",
		docs: CHECKS
	},
	{
		id: "yaml-documents",
		severity: "error",
		what: "The file holds several YAML documents.",
		why: "A gateway reads one configuration per file."
	},
	{
		id: "yaml-limits",
		severity: "error",
		what: "The file is larger or deeper than a policy file can be.",
		why: "Reading it would cost more than it could be worth."
	},
	{
		id: "empty-file",
		severity: "error",
		what: "The file holds nothing.",
		why: "A gateway has no policy to enforce."
	},
	{
		id: "not-yaml",
		severity: "error",
		what: "The file is binary.",
		why: "It is not the file that was meant, or its encoding is wrong."
	},
	{
		id: "document-shape",
		severity: "error",
		what: "The document has neither of the two documented shapes.",
		why: "Other shapes are refused when the gateway loads the file.",
		docs: `${DOCS}/policies/config-single-policy-docs`
	},
	{
		id: "missing-key",
		severity: "error",
		what: "A required key is missing.",
		why: "The gateway does not load a configuration without it.",
		docs: PACK
	},
	{
		id: "wrong-type",
		severity: "error",
		what: "A value has the wrong type.",
		why: "The gateway cannot read it.",
		docs: PACK
	},
	{
		id: "version-not-semver",
		severity: "error",
		what: "A version is not MAJOR.MINOR.PATCH.",
		why: "The version is the identity that a gateway shows of what it serves.",
		docs: PACK
	},
	{
		id: "unknown-kind",
		severity: "error",
		what: "There is no policy of this kind.",
		why: "The control would not run.",
		code: "E001",
		docs: LINT
	},
	{
		id: "unknown-key",
		severity: "error",
		what: "A policy block has a key that its kind does not know.",
		why: "The setting would have no effect, or the file would be refused.",
		code: "E002",
		docs: LINT
	},
	{
		id: "unknown-section",
		severity: "error",
		what: "A top-level key is not documented.",
		why: "A misspelt section has no effect. The documented list is incomplete, so only a near miss is an error.",
		docs: ARTICLE
	},
	{
		id: "unknown-section-key",
		severity: "error",
		what: "A section has a key that is not documented.",
		why: "A misspelt setting has no effect.",
		docs: ARTICLE
	},
	{
		id: "kind-without-block",
		severity: "warning",
		what: "The chain names a kind that has no `policy.<kind>` block.",
		why: "The reference calls this an error, while official examples do it; which kinds can run without settings is not documented.",
		code: "E003",
		docs: LINT
	},
	{
		id: "block-not-in-chain",
		severity: "warning",
		what: "A `policy.<kind>` block is not named by the chain.",
		why: "It is configured but never runs.",
		docs: ARTICLE
	},
	{
		id: "chain-entry",
		severity: "error",
		what: "A chain entry is neither a kind nor one kind with its conditions.",
		why: "The entry cannot be run.",
		docs: CHAINS
	},
	{
		id: "chain-empty",
		severity: "warning",
		what: "The chain has no entry.",
		why: "No policy runs.",
		docs: CHAINS
	},
	{
		id: "test-file",
		severity: "error",
		what: "A test file cannot be read.",
		why: "Its cases would silently not run.",
		docs: TESTS
	},
	{
		id: "test-file-array",
		severity: "info",
		what: "A test file holds a list of cases.",
		why: "The documentation shows one case per file; kt may not accept a list.",
		docs: TESTS
	},
	{
		id: "test-case",
		severity: "error",
		what: "A test case lacks what running it needs.",
		why: "The case would silently not run.",
		docs: TESTS
	},
	{
		id: "test-case-name",
		severity: "warning",
		what: "A test case has no name.",
		why: "Its result could not be told from others.",
		docs: TESTS
	},
	{
		id: "test-verdict",
		severity: "error",
		what: "A test case expects something that is not a verdict.",
		why: "It could never pass.",
		docs: TESTS
	},
	{
		id: "test-suite",
		severity: "error",
		what: "An inline suite lacks its name or cases, or shares its name.",
		why: "Suites are told apart by name.",
		docs: SUITES
	}
];
/** Every lint rule. Ids are stable: users write them in the option `rules`. */
const RULES = TABLE;
const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));
/** The rule with an id; undefined when there is none. */
function ruleOf(id) {
	return BY_ID.get(id);
}

// src/policy/lint/finding.ts
/** Completes a finding with what its rule says. */
function makeFinding(parts) {
	const rule = ruleOf(parts.ruleId);
	return {
		ruleId: parts.ruleId,
		severity: parts.severity ?? rule?.severity ?? "error",
		message: parts.message,
		...parts.help === void 0 ? {} : { help: parts.help },
		...parts.path === void 0 || parts.path.length === 0 ? {} : { path: formatPath(parts.path) },
		...parts.range === void 0 ? {} : { range: parts.range },
		...rule?.code === void 0 || parts.coded === false ? {} : { code: rule.code },
		...rule?.docs === void 0 ? {} : { docs: rule.docs },
		...parts.fix === void 0 ? {} : { fix: parts.fix }
	};
}
/** A finding at a key or value of the document; where the path does not exist, at its nearest ancestor. */
function findingAt(context, path, part, parts) {
	const range = context.document.rangeOf(path, part) ?? context.document.nearestRange(path);
	return makeFinding({
		...parts,
		path,
		range
	});
}
/** An edit that replaces a scalar's text and leaves its quotes; undefined where that is not a simple edit. */
function replaceText(document, path, part, text) {
	const span = document.spanOf(path, part);
	return span === void 0 ? void 0 : {
		...span,
		text
	};
}
/** How a value is called in a message. */
function nameOfType(value) {
	if (value === null || value === void 0) return "empty";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "a mapping";
	if (typeof value === "string") return "a text";
	return typeof value === "number" ? "a number" : "true or false";
}

// src/policy/lint/suggest.ts
/**
* Names the documentation uses in places for what the schema calls otherwise, too different to be recognised as a slip of the keyboard.
* Source: https://docs.keeptrusts.com/docs/policies/code-sanitation (the page of the kind code-sanitizer)
*/
const OTHER_NAMES = { "code-sanitation": "code-sanitizer" };
/** Letters that may differ, per letters of the word: one in four keeps `cors` and `cache` apart. */
const LETTERS_PER_SLIP = 4;
const MOST_SLIPS = 3;
/** The candidate that was probably meant; undefined when none is near, and when two are equally near. */
function didYouMean(word, candidates) {
	const known = Object.hasOwn(OTHER_NAMES, word) ? OTHER_NAMES[word] : void 0;
	if (known !== void 0 && candidates.includes(known)) return known;
	const normal = normalise(word);
	const allowed = Math.min(MOST_SLIPS, Math.floor(Math.max(normal.length, LETTERS_PER_SLIP) / LETTERS_PER_SLIP));
	let best;
	let bestDistance = allowed;
	let tied = false;
	const normals = normalisedOf(candidates);
	const letters = lettersOf(normal);
	for (const [index, candidate] of normals.entries()) {
		if (!mayBeWithin(bestDistance, letters, candidate.letters)) continue;
		const distance = editDistance(normal, candidate.word, bestDistance);
		if (distance > bestDistance) continue;
		tied = best !== void 0 && distance === bestDistance;
		best = candidates[index];
		bestDistance = distance;
	}
	return tied || normal.length <= 2 ? void 0 : best;
}
/** The lists are few and long-lived, the words many. */
const normalised = /* @__PURE__ */ new WeakMap();
function normalisedOf(candidates) {
	const known = normalised.get(candidates) ?? candidates.map(normalise).map((word) => ({
		word,
		letters: lettersOf(word)
	}));
	normalised.set(candidates, known);
	return known;
}
/** Which letters a word has, one bit each. */
function lettersOf(word) {
	let letters = 0;
	for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
	return letters;
}
/** One edit changes at most two letters of the set, so that words with more different ones need not be compared. */
function mayBeWithin(limit, from, to) {
	let different = from ^ to;
	let count = 0;
	for (; different !== 0; different &= different - 1) count += 1;
	return count <= 2 * limit;
}
function normalise(word) {
	return word.toLowerCase().replaceAll(/[_\s-]+/g, "-");
}
/**
* Edits (insert, delete, replace, swap neighbours) from one word to another; anything above `limit` counts as `limit + 1`.
* Only the band of columns that the limit can reach is computed: a hostile file holds thousands of unknown words.
*/
function editDistance(from, to, limit) {
	if (Math.abs(from.length - to.length) > limit) return limit + 1;
	const tooFar = limit + 1;
	let older = [];
	let previous = [];
	for (let column = 0; column <= to.length; column += 1) previous.push(Math.min(column, tooFar));
	for (let row = 1; row <= from.length; row += 1) {
		const current = Array.from({ length: to.length + 1 }, () => tooFar);
		let least = tooFar;
		if (row <= limit) current[0] = least = row;
		const last = Math.min(to.length, row + limit);
		for (let column = Math.max(1, row - limit); column <= last; column += 1) {
			const same = from[row - 1] === to[column - 1];
			let cost = Math.min((previous[column] ?? tooFar) + 1, (current[column - 1] ?? tooFar) + 1, (previous[column - 1] ?? tooFar) + (same ? 0 : 1));
			if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) cost = Math.min(cost, (older[column - 2] ?? tooFar) + 1);
			current[column] = cost;
			if (cost < least) least = cost;
		}
		if (least > limit) return tooFar;
		older = previous;
		previous = current;
	}
	return Math.min(previous[to.length] ?? tooFar, tooFar);
}

// src/policy/lint/blocks.ts
/** The chain against the blocks: every kind has its block, every block runs. A misspelt name on one side is one fault, told once. */
function lintBlocks(context) {
	const blocks = new Set(blockNames(context));
	const unknownBlocks = [...blocks].filter((kind) => kindFacts(kind) === void 0);
	if (context.document.chain === void 0) return unknownBlocks.map((kind) => unknownBlock(context, kind));
	const chain = new Set(context.document.chain);
	const meantByChain = meantBy([...chain].filter((kind) => kindFacts(kind) === void 0));
	const meantByBlocks = meantBy(unknownBlocks);
	return [...[...blocks].flatMap((kind) => lintBlock(context, kind, chain, meantByChain)), ...KINDS.filter((kind) => chain.has(kind) && !blocks.has(kind) && !meantByBlocks.has(kind)).map((kind) => withoutBlock(context, kind))];
}
function meantBy(unknown) {
	return new Set(unknown.map((kind) => didYouMean(kind, KINDS)));
}
function blockNames(context) {
	const policy = entryOf(context.root, "policy");
	return isMapping(policy) ? Object.keys(policy) : [];
}
function lintBlock(context, kind, chain, meantByChain) {
	if (chain.has(kind)) return [];
	if (kindFacts(kind) === void 0) return [unknownBlock(context, kind)];
	if (meantByChain.has(kind)) return [];
	const message = `Policy '${kind}' has a block but is not in the chain: it never runs`;
	return [findingAt(context, ["policy", kind], "key", {
		ruleId: "block-not-in-chain",
		message,
		help: `Add '${kind}' to policies.chain, or remove the block.`
	})];
}
function unknownBlock(context, kind) {
	const path = ["policy", kind];
	const meant = didYouMean(kind, KINDS);
	const help = meant === void 0 ? `Kinds are: ${KINDS.join(", ")}` : `Did you mean '${meant}'?`;
	const fix = meant === void 0 ? void 0 : replaceText(context.document, path, "key", meant);
	return findingAt(context, path, "key", {
		ruleId: "unknown-kind",
		message: `Unknown policy kind '${kind}'`,
		help,
		fix
	});
}
function withoutBlock(context, kind) {
	const message = `Policy '${kind}' is in the chain but has no block`;
	const help = `Add \`policy.${kind}\` (\`{}\` when there is nothing to set), or remove it from the chain.`;
	const path = [
		"policies",
		"chain",
		entryIndex(context, kind)
	];
	const finding = findingAt(context, path, "value", {
		ruleId: "kind-without-block",
		message,
		help
	});
	const range = context.document.rangeOf([...path, kind], "key");
	return range === void 0 ? finding : {
		...finding,
		range
	};
}
/** The index in the file: `chain` leaves out entries that name no kind. */
function entryIndex(context, kind) {
	const chain = entryOf(entryOf(context.root, "policies"), "chain");
	return Array.isArray(chain) ? chain.findIndex((entry) => entry === kind || isMapping(entry) && Object.keys(entry)[0] === kind) : 0;
}

// src/policy/lint/chain.ts
/** Entries of the chain: a kind, or one kind with its conditions. Source: https://docs.keeptrusts.com/docs/policies/config-conditional-chains */
function lintChain(context) {
	const chain = entryOf(entryOf(context.root, "policies"), "chain");
	if (!Array.isArray(chain)) return [];
	return chain.flatMap((entry, index) => lintEntry(context, entry, index));
}
function lintEntry(context, entry, index) {
	const path = [
		"policies",
		"chain",
		index
	];
	if (typeof entry === "string") return kindFacts(entry) === void 0 ? [unknownKind(context, path, "value", entry)] : [];
	if (!isMapping(entry)) {
		const message = `A chain entry must be a policy kind, or one kind with its conditions, but is ${nameOfType(entry)}`;
		return [findingAt(context, path, "value", {
			ruleId: "chain-entry",
			message,
			help: "Write `- kind`, or `- kind:` with `when` below it."
		})];
	}
	const keys = Object.keys(entry);
	const [kind] = keys;
	if (kind === void 0) return [findingAt(context, path, "value", {
		ruleId: "chain-entry",
		message: "A chain entry is an empty mapping",
		help: "Write `- kind`."
	})];
	if (keys.length > 1) return [severalKeys(context, path, keys)];
	const kindPath = [...path, kind];
	if (kindFacts(kind) === void 0) return [unknownKind(context, kindPath, "key", kind)];
	return lintConditions(context, kindPath, entry[kind]);
}
function severalKeys(context, path, keys) {
	const condition = keys.find((key) => [
		"when",
		"stage",
		"parallel"
	].includes(key));
	const kind = keys.find((key) => kindFacts(key) !== void 0) ?? keys[0];
	const message = `A chain entry names one kind, but this one has ${keys.length} keys: ${keys.join(", ")}`;
	const help = condition === void 0 ? "Give every kind its own `- ` entry." : `Indent \`${condition}\` below \`${kind}:\`.`;
	const wrong = condition ?? keys[1] ?? "";
	const range = context.document.rangeOf([...path, wrong], "key");
	const finding = findingAt(context, path, "value", {
		ruleId: "chain-entry",
		message,
		help
	});
	return range === void 0 ? finding : {
		...finding,
		range
	};
}
function unknownKind(context, path, part, kind) {
	const meant = didYouMean(kind, KINDS);
	const help = meant === void 0 ? `Kinds are: ${KINDS.join(", ")}` : `Did you mean '${meant}'?`;
	const fix = meant === void 0 ? void 0 : replaceText(context.document, path, part, meant);
	const entry = part === "key" ? path.slice(0, -1) : path;
	const finding = findingAt(context, entry, "value", {
		ruleId: "unknown-kind",
		message: `Unknown policy kind '${kind}'`,
		help,
		fix
	});
	const range = context.document.rangeOf(path, part);
	return range === void 0 ? finding : {
		...finding,
		range
	};
}
/** The schema of what stands below a kind in a chain entry. */
function conditionsNode() {
	return sectionFacts("policies")?.node.keys?.chain?.items?.entries;
}
function lintConditions(context, path, conditions) {
	if (conditions === null) return [];
	if (!isMapping(conditions)) {
		const message = `The conditions of a chain entry must be a mapping, but are ${nameOfType(conditions)}`;
		return [findingAt(context, path, "value", {
			ruleId: "chain-entry",
			message,
			help: "Use `when`, `stage` and `parallel`."
		})];
	}
	const known = conditionsNode();
	return [
		...unknownConditions(context, path, conditions, known),
		...unknownConditions(context, [...path, "when"], conditions.when, known?.keys?.when),
		...lintStage(context, [...path, "stage"], conditions.stage, known?.keys?.stage?.enum ?? [])
	];
}
/** Only a warning: the documentation mentions further "targeting metadata" in a part that is not readable. */
function unknownConditions(context, path, value, node) {
	if (!isMapping(value) || node?.keys === void 0) return [];
	const known = Object.keys(node.keys);
	return Object.keys(value).filter((key) => !known.includes(key)).map((key) => {
		const meant = didYouMean(key, known);
		const help = meant === void 0 ? `Documented are: ${known.join(", ")}` : `Did you mean '${meant}'?`;
		const fix = meant === void 0 ? void 0 : replaceText(context.document, [...path, key], "key", meant);
		return findingAt(context, [...path, key], "key", {
			ruleId: "chain-entry",
			severity: "warning",
			message: `Unknown key '${key}' in a chain entry`,
			help,
			fix
		});
	});
}
function lintStage(context, path, stage, allowed) {
	if (stage === void 0 || allowed.includes(stage)) return [];
	const names = allowed.filter((name) => typeof name === "string");
	const meant = typeof stage === "string" ? didYouMean(stage, names) : void 0;
	const written = typeof stage === "string" ? `'${stage}'` : nameOfType(stage);
	const fix = meant === void 0 ? void 0 : replaceText(context.document, path, "value", meant);
	return [findingAt(context, path, "value", {
		ruleId: "chain-entry",
		message: `The stage of a chain entry is ${written}`,
		help: `Stages are: ${names.join(", ")}`,
		fix
	})];
}

// src/policy/lint/keys.ts
/** Keys that the schema does not know, below a value of it; mappings without listed keys are free. */
function unknownKeys(value, node, path, complete) {
	const closed = node.complete ?? complete;
	if (Array.isArray(value)) {
		const { items } = node;
		return items === void 0 ? [] : value.flatMap((item, index) => unknownKeys(item, items, [...path, index], closed));
	}
	if (!isMapping(value)) return [];
	const { keys, entries } = node;
	return Object.entries(value).flatMap(([key, child]) => {
		const known = keys !== void 0 && Object.hasOwn(keys, key) ? keys[key] : entries;
		if (known !== void 0) return unknownKeys(child, known, [...path, key], closed);
		return keys === void 0 ? [] : [{
			path: [...path, key],
			key,
			known: Object.keys(keys),
			complete: closed
		}];
	});
}
/** Unknown keys of the policy blocks. Whether that is an error is decided by how much of the kind's field table could be read. */
function lintBlockKeys(context) {
	const policy = entryOf(context.root, "policy");
	return KINDS.flatMap((kind) => {
		const facts = kindFacts(kind);
		const block = entryOf(policy, kind);
		if (facts === void 0 || block === void 0) return [];
		const path = ["policy", kind];
		return unknownKeys(block, facts.block, path, facts.keysComplete).map((unknown) => {
			const seen = facts.undocumentedKeys.some((pattern) => matches(pattern, unknown.path.slice(path.length)));
			return keyFinding(context, unknown, "unknown-key", unknown.complete && !seen ? "error" : "warning", seen);
		});
	});
}
/** True when a path of the block is one that official pages use although the field table lacks it. */
function matches(pattern, path) {
	const steps = pattern.split(".");
	return steps.length === path.length && steps.every((step, index) => step === path[index] || step.startsWith("<"));
}
/** Unknown keys of the other sections. Their lists are incomplete, except `pack`'s, so that elsewhere only a near miss is worth a word. */
function lintSectionKeys(context) {
	return Object.entries(context.root).flatMap(([section, value]) => {
		const facts = sectionFacts(section);
		if (facts === void 0 || section === "policy") return [];
		return unknownKeys(section === "policies" && isMapping(value) ? {
			...value,
			chain: []
		} : value, facts.node, [section], facts.keysComplete).filter((unknown) => unknown.complete || didYouMean(unknown.key, unused(context, unknown)) !== void 0).map((unknown) => keyFinding(context, unknown, "unknown-section-key", unknown.complete ? "error" : "warning", false));
	});
}
/** Known keys that the mapping does not have yet: what is already there was not meant a second time. */
function unused(context, unknown) {
	let owner = context.root;
	for (const step of unknown.path.slice(0, -1)) owner = typeof step === "number" ? Array.isArray(owner) ? owner[step] : void 0 : entryOf(owner, step);
	return unknown.known.filter((key) => entryOf(owner, key) === void 0);
}
function keyFinding(context, unknown, ruleId, severity, seen) {
	const { path, key, known } = unknown;
	const meant = seen ? void 0 : didYouMean(key, unused(context, unknown));
	const owner = describeOwner(path);
	const list = known.length === 0 ? "It has no keys." : `Valid keys are: ${known.join(", ")}`;
	const help = meant === void 0 ? `${seen ? "Official examples use it, but no field table lists it. " : ""}${list}` : `Did you mean '${meant}'? ${list}`;
	const fix = meant === void 0 ? void 0 : replaceText(context.document, path, "key", meant);
	return findingAt(context, path, "key", {
		ruleId,
		severity,
		message: `Unknown key '${key}' in ${owner}`,
		help,
		fix
	});
}
function describeOwner(path) {
	return path.slice(0, -1).filter((step) => typeof step === "string").join(".");
}
/**
* Top-level keys. The documentation describes more sections than it lists, so an unknown key is an error only when it looks like a known one.
* Source: https://docs.keeptrusts.com/docs/policies/config-runtime
*/
function lintSections(context) {
	const single = context.document.shape === "single-policy";
	const known = single ? singlePolicySections(context) : SECTIONS;
	const free = known.filter((section) => !Object.hasOwn(context.root, section));
	return Object.keys(context.root).filter((key) => !known.includes(key)).map((key) => sectionFinding(context, key, free, single));
}
function sectionFinding(context, key, free, single) {
	const path = [key];
	if (OLDER_SECTIONS.includes(key) && !single) return findingAt(context, path, "key", {
		ruleId: "unknown-section",
		severity: "warning",
		message: `'${key}' is not a section of this format`,
		help: "Only the older, list-shaped document has it; remove it, or move what it says to a section of today."
	});
	const meant = didYouMean(key, free);
	if (meant !== void 0) {
		const fix = replaceText(context.document, path, "key", meant);
		return findingAt(context, path, "key", {
			ruleId: "unknown-section",
			message: `Unknown section '${key}'`,
			help: `Did you mean '${meant}'?`,
			fix
		});
	}
	const kind = KINDS.includes(key) ? `Settings of a kind go below \`policy:\`, as \`policy.${key}\`.` : void 0;
	const help = kind ?? "It may be one of the sections whose names are not published; check it against the documentation.";
	return findingAt(context, path, "key", {
		ruleId: "unknown-section",
		severity: kind === void 0 ? "info" : "error",
		message: `Section '${key}' is not documented`,
		help
	});
}
function singlePolicySections(context) {
	const name = entryOf(entryOf(context.root, "policy"), "name");
	return ["policy", ...(typeof name === "string" && SINGLE_POLICY_KINDS.includes(name) ? [name] : SINGLE_POLICY_KINDS).flatMap((kind) => Object.keys(kindFacts(kind)?.block.keys ?? {}))];
}

// src/policy/lint/version.ts
/** The grammar of https://semver.org, with pre-release and build parts: the documentation asks for SemVer and does not exclude them. */
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;
/** True for a version as `pack.version` wants it. Source: https://docs.keeptrusts.com/docs/policies/config-pack-metadata */
function isSemVer(text) {
	return SEMVER.test(text);
}
/** The version that was probably meant: `1.0` → `1.0.0`, `v1.2.3` → `1.2.3`; undefined when that is a guess. */
function semVerMeant(written) {
	const [, major, minor, patch] = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/i.exec(written.trim()) ?? [];
	if (major === void 0) return void 0;
	const meant = [
		major,
		minor ?? "0",
		patch ?? "0"
	].map((part) => part.replace(/^0+(?=\d)/, "")).join(".");
	return isSemVer(meant) ? meant : void 0;
}
/** A version key: a text, and SemVer. */
function lintVersion(context, path, value) {
	if (typeof value === "string" && isSemVer(value)) return [];
	const name = path.join(".");
	const span = context.document.spanOf(path, "value");
	const written = span === void 0 ? "" : context.document.text.slice(span.offset, span.offset + span.length);
	const meant = semVerMeant(written);
	const help = meant === void 0 ? "Write it as MAJOR.MINOR.PATCH in quotes, e.g. \"1.0.0\"." : `Write \`"${meant}"\`.`;
	if (typeof value === "string") {
		const fix = span === void 0 || meant === void 0 ? void 0 : {
			...span,
			text: meant
		};
		return [findingAt(context, path, "value", {
			ruleId: "version-not-semver",
			message: `'${name}' is '${shorten(value)}', not MAJOR.MINOR.PATCH`,
			help,
			fix
		})];
	}
	if (typeof value === "number") {
		const message = `'${name}' is the number ${written}, not a text: without a second dot YAML reads it as a number`;
		const fix = span === void 0 || meant === void 0 ? void 0 : {
			...span,
			text: `"${meant}"`
		};
		return [findingAt(context, path, "value", {
			ruleId: "version-not-semver",
			message,
			help,
			fix
		})];
	}
	return [findingAt(context, path, value === null ? "key" : "value", {
		ruleId: "wrong-type",
		message: `'${name}' must be a text like "1.0.0", but is ${nameOfType(value)}`,
		help
	})];
}
function shorten(text) {
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

// src/policy/lint/shape.ts
/** The one error of a list-shaped document: it is of an older format, so naming each difference would help nobody. */
function lintListShape(context) {
	const { root } = context;
	const key = [
		"policies",
		"input_policies",
		"output_policies",
		"version"
	].find((name) => Object.hasOwn(root, name) && (name !== "policies" || Array.isArray(root[name])));
	const message = `'${key}' makes this a list-shaped document, which is not one of the two documented shapes`;
	return [findingAt(context, [key ?? "version"], "key", {
		ruleId: "document-shape",
		message,
		help: "Start with `pack:` (name, version, enabled), name the kinds in `policies.chain`, and put their settings under `policy.<kind>`."
	})];
}
/** A whole configuration: `pack` and `policies` are there, and what the sections below rely on has the right type. */
function lintConfigShape(context) {
	return [
		...lintPack(context),
		...lintPolicies(context),
		...lintPolicyMap(context)
	];
}
function lintPack(context) {
	const pack = entryOf(context.root, "pack");
	if (!Object.hasOwn(context.root, "pack")) return [missing(context, ["pack"], "Section 'pack' is missing", "Add `pack:` with name, version and enabled.")];
	if (!isMapping(pack)) return [wrongType(context, ["pack"], "a mapping with name, version and enabled", pack)];
	return identityFindings(context, "pack");
}
/** name, version and enabled, which a pack and a policy on its own both need. */
function identityFindings(context, section) {
	const owner = entryOf(context.root, section);
	const findings = [];
	for (const [key, type, example] of [
		[
			"name",
			"string",
			"a text"
		],
		[
			"version",
			"string",
			"\"1.0.0\""
		],
		[
			"enabled",
			"boolean",
			"true or false"
		]
	]) {
		const value = entryOf(owner, key);
		const path = [section, key];
		if (!isMapping(owner) || !Object.hasOwn(owner, key)) findings.push(missing(context, path, `Key '${key}' is missing in '${section}'`, `Add \`${key}: ${key === "name" ? "my-pack" : key === "enabled" ? "true" : "\"1.0.0\""}\`.`));
		else if (key === "version") findings.push(...lintVersion(context, path, value));
		else if (typeof value !== type) findings.push(wrongType(context, path, example, value));
		else if (value === "") findings.push(findingAt(context, path, "value", {
			ruleId: "wrong-type",
			message: `'${section}.${key}' is an empty text`,
			help: "Give it a name of 1 to 200 characters."
		}));
	}
	return findings;
}
function lintPolicies(context) {
	const { root } = context;
	const policies = entryOf(root, "policies");
	if (!Object.hasOwn(root, "policies")) return [missing(context, ["policies"], "Section 'policies' is missing", "Add `policies:` with a `chain:` of policy kinds.")];
	if (!isMapping(policies)) return [wrongType(context, ["policies"], "a mapping with a `chain`", policies)];
	const chain = policies.chain;
	if (!Object.hasOwn(policies, "chain")) return [missing(context, ["policies", "chain"], "Key 'chain' is missing in 'policies'", "List the policy kinds to run, in order.")];
	if (!Array.isArray(chain)) return [wrongType(context, ["policies", "chain"], "a list of policy kinds", chain)];
	if (chain.length > 0) return [];
	return [findingAt(context, ["policies", "chain"], "key", {
		ruleId: "chain-empty",
		message: "The chain is empty: no policy runs",
		help: "Name at least one policy kind."
	})];
}
function lintPolicyMap(context) {
	if (!Object.hasOwn(context.root, "policy")) return [];
	const policy = entryOf(context.root, "policy");
	if (!isMapping(policy)) return [wrongType(context, ["policy"], "a mapping of policy kinds", policy, policy === null ? "warning" : "error")];
	const findings = [];
	for (const [kind, block] of Object.entries(policy)) {
		if (kindFacts(kind) === void 0 || isMapping(block)) continue;
		findings.push(wrongType(context, ["policy", kind], "a mapping; `{}` when there is nothing to set", block, block === null ? "warning" : "error"));
	}
	return findings;
}
/** One policy on its own. Source: https://docs.keeptrusts.com/docs/policies/config-single-policy-docs */
function lintSinglePolicy(context) {
	const findings = identityFindings(context, "policy");
	const name = entryOf(entryOf(context.root, "policy"), "name");
	if (typeof name !== "string" || SINGLE_POLICY_KINDS.includes(name)) return findings;
	const path = ["policy", "name"];
	const meant = didYouMean(name, SINGLE_POLICY_KINDS);
	if (meant === void 0 && KINDS.includes(name)) {
		const message = `A policy of kind '${name}' cannot stand in a file of its own`;
		findings.push(findingAt(context, path, "value", {
			ruleId: "document-shape",
			message,
			help: `Only these can: ${SINGLE_POLICY_KINDS.join(", ")}. Use \`pack\` and \`policies.chain\`.`
		}));
		return findings;
	}
	const help = meant === void 0 ? `Kinds that can stand alone: ${SINGLE_POLICY_KINDS.join(", ")}` : `Did you mean '${meant}'?`;
	const fix = meant === void 0 ? void 0 : replaceText(context.document, path, "value", meant);
	findings.push(findingAt(context, path, "value", {
		ruleId: "unknown-kind",
		message: `Unknown policy kind '${name}'`,
		help,
		fix
	}));
	return findings;
}
function missing(context, path, message, help) {
	return findingAt(context, path, "key", {
		ruleId: "missing-key",
		message,
		help
	});
}
function wrongType(context, path, expected, value, severity = "error") {
	const message = `'${path.join(".")}' must be ${expected}, but is ${nameOfType(value)}`;
	const asBoolean = expected === "true or false" ? booleanMeant(value) : void 0;
	const span = asBoolean === void 0 ? void 0 : quotedSpan(context, path);
	const help = asBoolean === void 0 ? void 0 : `Write \`${asBoolean}\`, without quotes.`;
	return findingAt(context, path, typeof value === "object" ? "key" : "value", {
		ruleId: "wrong-type",
		message,
		help,
		severity,
		fix: span && {
			...span,
			text: String(asBoolean)
		}
	});
}
const BOOLEAN_WORDS = {
	true: true,
	yes: true,
	on: true,
	false: false,
	no: false,
	off: false
};
function booleanMeant(value) {
	const word = typeof value === "string" ? value.toLowerCase() : "";
	return Object.hasOwn(BOOLEAN_WORDS, word) ? BOOLEAN_WORDS[word] : void 0;
}
/** The scalar with its quotes, which must go as well when a text becomes a boolean. */
function quotedSpan(context, path) {
	const span = context.document.spanOf(path, "value");
	if (span === void 0) return void 0;
	return /["']/.test(context.document.text.charAt(span.offset - 1)) ? {
		offset: span.offset - 1,
		length: span.length + 2
	} : span;
}

// src/policy/lint/lint.ts
/** What is checked, by the shape of the document. */
const TOPICS = {
	config: [
		lintConfigShape,
		lintSections,
		lintChain,
		lintBlocks,
		lintBlockKeys,
		lintSectionKeys
	],
	"single-policy": [lintSinglePolicy, lintSections],
	"list-shaped": [lintListShape]
};
/** All findings of a policy file, in the order of the file. Never throws: a broken file is a finding. */
function lintPolicy(document, settings = {}) {
	const reading = document.problems.map(({ ruleId, message, help, range }) => makeFinding({
		ruleId,
		message,
		help,
		range
	}));
	const { value: root, shape } = document;
	const meaning = isMapping(root) && shape !== void 0 ? TOPICS[shape].flatMap((topic) => topic({
		document,
		root
	})) : [];
	return capped(applySeverities([...reading, ...meaning], settings.severities ?? /* @__PURE__ */ new Map()).sort(byPosition$1), document);
}
/** Applies a user's severities; `off` removes. */
function applySeverities(findings, severities) {
	return findings.flatMap((finding) => {
		const severity = severities.get(finding.ruleId) ?? finding.severity;
		return severity === "off" ? [] : [{
			...finding,
			severity
		}];
	});
}
function byPosition$1(a, b) {
	const [left, right] = [a.range?.start, b.range?.start];
	return (left?.line ?? 0) - (right?.line ?? 0) || (left?.column ?? 0) - (right?.column ?? 0);
}
function capped(findings, document) {
	if (findings.length <= 500) return findings;
	const kept = findings.slice(0, 500 - 1);
	const message = `${findings.length - kept.length} more findings were left out`;
	return [...kept, makeFinding({
		ruleId: "yaml-limits",
		message,
		help: "Mend the first ones and run again.",
		range: document.nearestRange([])
	})];
}

// src/policy/tests/cases.ts
/** Collects the problems of one file at their places. */
var Problems = class {
	findings = [];
	#source;
	constructor(source) {
		this.#source = source;
	}
	add(path, part, parts) {
		const range = this.#source.rangeOf(path, part) ?? this.#source.nearestRange(path);
		this.findings.push(makeFinding({
			...parts,
			path,
			range
		}));
	}
	lineOf(path) {
		return (this.#source.rangeOf(path, "value") ?? this.#source.nearestRange(path)).start.line;
	}
};
/** Reads one case; undefined when it cannot be run, and then a problem says why. */
function readCase(value, context) {
	const { problems, path } = context;
	if (!isMapping(value)) {
		problems.add(path, "value", {
			ruleId: "test-case",
			message: `A test case must be an object, but is ${nameOfType(value)}`,
			help: "Give it name, input and expected."
		});
		return;
	}
	const input = readInput(value, context);
	const expected = readExpected(value, context);
	const name = readName(value, context);
	if (input === void 0 || expected === void 0) return void 0;
	const verdictPath = [
		...path,
		"expected",
		"verdict"
	];
	return {
		name,
		...context.suite === void 0 ? {} : { suite: context.suite },
		line: problems.lineOf(verdictPath),
		input,
		expected,
		assertions: [...context.suiteAssertions ?? [], ...asList(value.assertions)]
	};
}
function asList(value) {
	return Array.isArray(value) ? value : [];
}
function readName(value, { problems, path, fallbackName }) {
	const name = entryOf(value, "name");
	if (typeof name === "string" && name.trim() !== "") return name;
	const message = name === void 0 ? "A test case has no name" : "The name of a test case is not a text";
	problems.add([...path, "name"], "value", {
		ruleId: "test-case-name",
		message,
		help: `Add a \`name\`; until then it is called '${fallbackName}'.`
	});
	return fallbackName;
}
function readExpected(value, { problems, path }) {
	const expected = entryOf(value, "expected");
	const verdict = entryOf(expected, "verdict");
	const verdictPath = [
		...path,
		"expected",
		"verdict"
	];
	if (verdict === void 0) {
		const message = expected === void 0 ? "A test case has no 'expected'" : isMapping(expected) ? "'expected' has no 'verdict'" : `'expected' must be an object, but is ${nameOfType(expected)}`;
		problems.add(isMapping(expected) || expected === void 0 ? verdictPath : [...path, "expected"], "value", {
			ruleId: "test-case",
			message,
			help: "Write the verdict you expect: allow, block, redact or escalate."
		});
		return;
	}
	const known = typeof verdict === "string" ? verdictNamed(verdict) : void 0;
	if (known === void 0 || known !== verdict) {
		const written = typeof verdict === "string" ? `'${verdict}'` : nameOfType(verdict);
		const help = known === void 0 ? "Verdicts are: allow, block, redact, escalate." : `Did you mean '${known}'? Verdicts are: allow, block, redact, escalate.`;
		problems.add(verdictPath, "value", {
			ruleId: "test-verdict",
			message: `The expected verdict is ${written}`,
			help
		});
		return;
	}
	const reason = entryOf(expected, "reason_code");
	if (reason !== void 0 && typeof reason !== "string") {
		problems.add([
			...path,
			"expected",
			"reason_code"
		], "value", {
			ruleId: "test-case",
			message: `'reason_code' must be a text, but is ${nameOfType(reason)}`,
			help: "Leave it out to accept any reason."
		});
		return;
	}
	return {
		verdict: known,
		...reason === void 0 ? {} : { reasonCode: reason }
	};
}
/** What people write for a verdict: the four words, and what the console and a tutorial call them. */
const VERDICT_WORDS = {
	allow: "allow",
	allowed: "allow",
	pass: "allow",
	block: "block",
	blocked: "block",
	deny: "block",
	redact: "redact",
	redacted: "redact",
	escalate: "escalate",
	escalated: "escalate"
};
function verdictNamed(word) {
	const lower = word.toLowerCase();
	return Object.hasOwn(VERDICT_WORDS, lower) ? VERDICT_WORDS[lower] : void 0;
}
function readInput(value, context) {
	const { problems, path } = context;
	const input = entryOf(value, "input");
	const inputPath = [...path, "input"];
	if (!isMapping(input)) {
		const message = input === void 0 ? "A test case has no 'input'" : `'input' must be an object, but is ${nameOfType(input)}`;
		problems.add(inputPath, "value", {
			ruleId: "test-case",
			message,
			help: "Give it `messages`: a list of role and content."
		});
		return;
	}
	const messages = readMessages(input, [...inputPath, "messages"], problems);
	const headers = readHeaders(input, [...inputPath, "headers"], problems);
	if (messages === void 0 || headers === void 0) return void 0;
	const model = entryOf(input, "model");
	return {
		messages,
		...headers === "none" ? {} : { headers },
		...typeof model === "string" ? { model } : {},
		raw: input
	};
}
function readMessages(input, path, problems) {
	const messages = entryOf(input, "messages");
	if (messages === void 0) {
		if (["request", "upstream_response"].some((key) => Object.hasOwn(input, key))) return [];
		problems.add(path, "value", {
			ruleId: "test-case",
			message: "'input' has no 'messages'",
			help: "Add a list of messages, each with role and content."
		});
		return;
	}
	if (!Array.isArray(messages)) {
		problems.add(path, "value", {
			ruleId: "test-case",
			message: `'messages' must be a list, but is ${nameOfType(messages)}`,
			help: "Write one entry per message, each with role and content."
		});
		return;
	}
	const read = messages.map((message, index) => readMessage(message, [...path, index], problems));
	const complete = read.filter((message) => message !== void 0);
	return complete.length === read.length ? complete : void 0;
}
function readMessage(message, path, problems) {
	const [role, content] = [entryOf(message, "role"), entryOf(message, "content")];
	if (typeof role === "string" && typeof content === "string") return {
		role,
		content
	};
	const wrong = !isMapping(message) ? void 0 : typeof role === "string" ? "content" : "role";
	const text = wrong === void 0 ? `A message must be an object, but is ${nameOfType(message)}` : `A message's '${wrong}' must be a text, but is ${nameOfType(entryOf(message, wrong))}`;
	problems.add(wrong === void 0 ? path : [...path, wrong], "value", {
		ruleId: "test-case",
		message: text,
		help: "Write role and content as texts."
	});
}
function readHeaders(input, path, problems) {
	const headers = entryOf(input, "headers");
	if (headers === void 0) return "none";
	if (!isMapping(headers)) {
		problems.add(path, "value", {
			ruleId: "test-case",
			message: `'headers' must be an object, but is ${nameOfType(headers)}`,
			help: "Write one `name: value` per header."
		});
		return;
	}
	const entries = [];
	for (const [name, value] of Object.entries(headers)) {
		if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
			problems.add([...path, name], "value", {
				ruleId: "test-case",
				message: `Header '${name}' must be a text, but is ${nameOfType(value)}`,
				help: "Put the value in quotes."
			});
			return;
		}
		entries.push([name, String(value)]);
	}
	return Object.fromEntries(entries);
}

// src/policy/tests/json.ts
var Unreadable = class extends Error {
	fault;
	constructor(fault) {
		super(fault.message);
		this.fault = fault;
	}
};
/**
* Reads strict JSON (RFC 8259) with positions. `JSON.parse` gives none for values, and for faults only in some of its messages.
* `faults` of a readable text are keys that are there twice; the first one counts.
*/
function readJson(text) {
	const reader = new JsonReader(text);
	try {
		return {
			kind: "read",
			root: reader.readDocument(),
			faults: reader.faults
		};
	} catch (thrown) {
		if (thrown instanceof Unreadable) return {
			kind: "unreadable",
			fault: thrown.fault
		};
		throw thrown;
	}
}
/** The node at a path, with its key when it is a member. */
function findJson(root, path) {
	let found = { node: root };
	for (const step of path) if (typeof step === "number") {
		const item = found.node.items?.[step];
		if (item === void 0) return void 0;
		found = { node: item };
	} else {
		const member = found.node.members?.get(step);
		if (member === void 0) return void 0;
		found = member;
	}
	return found;
}
const BLANK = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const LITERALS = {
	true: true,
	false: false,
	null: null
};
var JsonReader = class {
	faults = [];
	#text;
	#at = 0;
	constructor(text) {
		this.#text = text;
		if (text.startsWith("﻿")) this.#at = 1;
	}
	readDocument() {
		const root = this.#readValue(0);
		this.#skipBlank();
		if (this.#at < this.#text.length) this.#fail("There is something after the end of the JSON value");
		return root;
	}
	#readValue(depth) {
		this.#skipBlank();
		if (depth > 64) this.#fail(`Nested deeper than ${64} levels`);
		const start = this.#at;
		const character = this.#text[start];
		if (character === "{") return this.#readObject(start, depth);
		if (character === "[") return this.#readArray(start, depth);
		if (character === "\"") return {
			start,
			value: this.#readString(),
			end: this.#at
		};
		for (const [word, value] of Object.entries(LITERALS)) if (this.#text.startsWith(word, start)) {
			this.#at += word.length;
			return {
				start,
				end: this.#at,
				value
			};
		}
		const number = this.#take(NUMBER);
		if (number === void 0 || number === "") this.#fail(character === void 0 ? "The file ends where a value should be" : "A JSON value should be here");
		return {
			start,
			end: this.#at,
			value: Number(number)
		};
	}
	#readObject(start, depth) {
		const members = /* @__PURE__ */ new Map();
		this.#at += 1;
		this.#skipBlank();
		while (this.#text[this.#at] !== "}") {
			if (members.size > 0) this.#expect(",", "A comma or `}` should be here");
			this.#skipBlank();
			const keyStart = this.#at;
			const key = this.#readString();
			const keyEnd = this.#at;
			this.#skipBlank();
			this.#expect(":", "A colon should follow the key");
			const node = this.#readValue(depth + 1);
			if (members.has(key)) this.faults.push({
				message: `Key '${key}' is there twice`,
				offset: keyStart
			});
			else members.set(key, {
				keyStart,
				keyEnd,
				node
			});
			this.#skipBlank();
		}
		this.#at += 1;
		const value = {};
		for (const [key, { node }] of members) Object.defineProperty(value, key, {
			value: node.value,
			enumerable: true,
			configurable: true,
			writable: true
		});
		return {
			start,
			end: this.#at,
			value,
			members
		};
	}
	#readArray(start, depth) {
		const items = [];
		this.#at += 1;
		this.#skipBlank();
		while (this.#text[this.#at] !== "]") {
			if (items.length > 0) this.#expect(",", "A comma or `]` should be here");
			items.push(this.#readValue(depth + 1));
			this.#skipBlank();
		}
		this.#at += 1;
		return {
			start,
			end: this.#at,
			value: items.map((item) => item.value),
			items
		};
	}
	#readString() {
		if (this.#text[this.#at] !== "\"") this.#fail(this.#at >= this.#text.length ? "The file ends too early" : "A text in double quotes should be here");
		const source = this.#take(STRING);
		if (source === void 0) this.#fail("This text is not closed, or holds a line break or an unknown escape");
		const value = JSON.parse(source ?? "\"\"");
		return typeof value === "string" ? value : "";
	}
	#take(pattern) {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text)?.[0];
		if (found !== void 0) this.#at += found.length;
		return found;
	}
	#skipBlank() {
		this.#take(BLANK);
	}
	#expect(character, message) {
		if (this.#text[this.#at] !== character) this.#fail(this.#at >= this.#text.length ? "The file ends too early" : message);
		this.#at += 1;
	}
	#fail(message) {
		throw new Unreadable({
			message,
			offset: this.#at
		});
	}
};

// src/policy/tests/golden.ts
/**
* Reads a golden test file: one JSON object with name, input and expected. A list of such objects is read too, with a note, because
* no page says whether kt takes one. Never throws: what is wrong with the file is in `problems`.
* Source: https://docs.keeptrusts.com/docs/cli/policy-test
*/
function parseGoldenFile(text) {
	const lines = new LineIndex(text);
	const refused = refuse(text);
	if (refused !== void 0) return unreadable(refused.message, refused.help, lines.rangeBetween(0, 0));
	const reading = readJson(text);
	if (reading.kind === "unreadable") {
		const { message, offset } = reading.fault;
		return unreadable(`Not JSON: ${message}`, "Mend the file; JSON has no comments and no trailing commas.", pointAt(text, lines, offset));
	}
	const problems = new Problems(placesOf(reading.root, lines));
	const faults = reading.faults.map(({ message, offset }) => makeFinding({
		ruleId: "test-file",
		message,
		help: "Keep one of the two.",
		range: pointAt(text, lines, offset)
	}));
	const { value } = reading.root;
	const listed = Array.isArray(value);
	if (listed) problems.add([], "value", {
		ruleId: "test-file-array",
		message: "The file holds a list of test cases",
		help: "Use one file per case if kt must run them."
	});
	return {
		cases: (listed ? value : [value]).flatMap((element, index) => {
			const read = readCase(element, {
				problems,
				path: listed ? [index] : [],
				fallbackName: `case ${index + 1}`
			});
			return read === void 0 ? [] : [read];
		}),
		problems: [...faults, ...problems.findings]
	};
}
function refuse(text) {
	if (text.length > 1048576) return {
		message: `The file is ${text.length} characters long; the limit is ${MAX_FILE_LENGTH}`,
		help: "Use one file per case."
	};
	if (text.includes("\0")) return {
		message: "The file holds NUL characters: it is binary, or text in UTF-16",
		help: "Save it as UTF-8 text."
	};
	if (text.replace(/^\uFEFF/, "").trim() === "") return {
		message: "The file is empty",
		help: "Give it name, input and expected."
	};
}
function unreadable(message, help, range) {
	return {
		cases: [],
		problems: [makeFinding({
			ruleId: "test-file",
			message,
			help,
			range
		})]
	};
}
function pointAt(text, lines, offset) {
	const at = Math.min(offset, text.length);
	return lines.restOfLine(at);
}
function placesOf(root, lines) {
	const rangeOf = (path, part) => {
		const found = findJson(root, path);
		if (found === void 0) return void 0;
		const { node, keyStart, keyEnd } = found;
		if (part === "key" && keyStart !== void 0 && keyEnd !== void 0) return lines.rangeBetween(keyStart, keyEnd);
		return node.members === void 0 && node.items === void 0 ? lines.rangeBetween(node.start, node.end) : lines.restOfLine(node.start);
	};
	return {
		rangeOf,
		nearestRange(path) {
			for (let length = path.length; length > 0; length -= 1) {
				const range = rangeOf(path.slice(0, length), "key");
				if (range !== void 0) return range;
			}
			return lines.restOfLine(root.start);
		}
	};
}

// src/policy/tests/inline.ts
/**
* The cases of `testing.suites`. A file without the section has none, and no problem.
* Source: https://docs.keeptrusts.com/docs/policies/config-testing
*/
function inlineSuites(document) {
	const problems = new Problems(document);
	const testing = entryOf(document.value, "testing");
	if (testing === void 0) return {
		cases: [],
		problems: []
	};
	if (!isMapping(testing)) {
		problems.add(["testing"], "key", {
			ruleId: "test-suite",
			message: `'testing' must be a mapping, but is ${nameOfType(testing)}`,
			help: "Put the suites below `testing.suites`."
		});
		return {
			cases: [],
			problems: problems.findings
		};
	}
	const { suites } = testing;
	if (suites === void 0) return {
		cases: [],
		problems: []
	};
	if (!Array.isArray(suites)) {
		problems.add(["testing", "suites"], "key", {
			ruleId: "test-suite",
			message: `'testing.suites' must be a list, but is ${nameOfType(suites)}`,
			help: "Start every suite with `- name:`."
		});
		return {
			cases: [],
			problems: problems.findings
		};
	}
	const seen = /* @__PURE__ */ new Map();
	return {
		cases: suites.flatMap((suite, index) => readSuite(suite, index, problems, seen)),
		problems: problems.findings
	};
}
function readSuite(suite, index, problems, seen) {
	const path = [
		"testing",
		"suites",
		index
	];
	if (!isMapping(suite)) {
		problems.add(path, "value", {
			ruleId: "test-suite",
			message: `A suite must be a mapping, but is ${nameOfType(suite)}`,
			help: "Give it name and cases."
		});
		return [];
	}
	const name = readSuiteName(suite, path, problems, seen);
	const cases = entryOf(suite, "cases");
	if (!Array.isArray(cases)) {
		const message = cases === void 0 ? `Suite '${name}' has no 'cases'` : `'cases' of suite '${name}' must be a list, but is ${nameOfType(cases)}`;
		problems.add([...path, "cases"], "key", {
			ruleId: "test-suite",
			message,
			help: "Start every case with `- name:`."
		});
		return [];
	}
	return cases.flatMap((value, number) => {
		const read = readCase(value, {
			problems,
			path: [
				...path,
				"cases",
				number
			],
			fallbackName: `case ${number + 1}`,
			suite: name,
			suiteAssertions: asList(entryOf(suite, "assertions"))
		});
		return read === void 0 ? [] : [read];
	});
}
function readSuiteName(suite, path, problems, seen) {
	const name = entryOf(suite, "name");
	const place = [...path, "name"];
	if (typeof name !== "string" || name.trim() === "") {
		const message = name === void 0 ? "A suite has no name" : "The name of a suite must be a text";
		problems.add(place, "value", {
			ruleId: "test-suite",
			message,
			help: "Add a unique `name`."
		});
		return `suite ${Number(path.at(-1) ?? 0) + 1}`;
	}
	const first = seen.get(name);
	if (first !== void 0) problems.add(place, "value", {
		ruleId: "test-suite",
		message: `Suite name '${name}' is used twice`,
		help: `The first one is on line ${first}; suite names are unique.`
	});
	else seen.set(name, problems.lineOf(place));
	return name;
}

// src/keeptrusts/kt.ts
/** Verdict words of the reference and their aliases elsewhere in the documentation (past tense, `pass`), in one table. */
const VERDICT_ALIASES = {
	allow: "allow",
	allowed: "allow",
	pass: "allow",
	block: "block",
	blocked: "block",
	redact: "redact",
	redacted: "redact",
	escalate: "escalate",
	escalated: "escalate"
};

// src/stages/cases.ts
/** Every case undecided for one reason: no engine at hand decides behaviour. */
function undecidedCases(cases, reason) {
	return cases.map((placed) => ({
		...describeCase(placed),
		outcome: "undecided",
		reason,
		engine: "builtin"
	}));
}
/**
* kt's results put on our cases, by name; cases of the same name are taken in order. A case kt did not report is undecided, never passed;
* a result of kt without a case of ours is kept, at the pack's first line. How kt names cases of inline suites is undocumented, so a
* name that ends in our case's name after a separator counts as that case when it is the only candidate.
*/
function matchKtCases(cases, results, packFile) {
	const open = [...results];
	const take = (fits) => {
		const index = open.findIndex((result) => fits(result.name));
		return index < 0 ? void 0 : open.splice(index, 1)[0];
	};
	return [...cases.map((placed) => ({
		placed,
		result: take((name) => name === placed.testCase.name)
	})).map(({ placed, result }) => ({
		placed,
		result: result ?? take((name) => SUFFIX_SEPARATORS.some((separator) => name.endsWith(`${separator}${placed.testCase.name}`)))
	})).map(({ placed, result }) => result === void 0 ? unreported(placed) : decided(placed, result)), ...open.map((result) => unmatched(result, packFile))];
}
const SUFFIX_SEPARATORS = [
	"/",
	"::",
	" > ",
	": ",
	"."
];
function describeCase({ workspaceFile, testCase }) {
	return {
		name: testCase.name,
		file: workspaceFile,
		line: testCase.line,
		expected: testCase.expected
	};
}
function unreported(placed) {
	return {
		...describeCase(placed),
		outcome: "undecided",
		reason: "kt reported no result for this case",
		engine: "kt"
	};
}
function decided(placed, result) {
	const { expected } = placed.testCase;
	const actual = actualOf(result);
	const base = {
		...describeCase(placed),
		...actual !== void 0 && { actual },
		engine: "kt"
	};
	if (!result.passed) return {
		...base,
		outcome: "failed",
		reason: differenceFrom(expected.verdict, result)
	};
	const verdict = result.verdict === void 0 ? void 0 : VERDICT_ALIASES[result.verdict.toLowerCase()];
	if (verdict !== void 0 && verdict !== expected.verdict) return {
		...base,
		outcome: "failed",
		reason: `kt reports the case as passed and its verdict as ${result.verdict}, but ${expected.verdict} is expected`
	};
	return {
		...base,
		outcome: "passed"
	};
}
function unmatched(result, packFile) {
	const actual = actualOf(result);
	return {
		name: result.name,
		file: packFile,
		line: 1,
		...actual !== void 0 && { actual },
		outcome: result.passed ? "passed" : "failed",
		...!result.passed && { reason: "kt reports a failed case under a name that no test file here has" },
		engine: "kt"
	};
}
function actualOf(result) {
	if (result.verdict === void 0 && result.reasonCode === void 0) return void 0;
	return {
		...result.verdict !== void 0 && { verdict: result.verdict },
		...result.reasonCode !== void 0 && { reasonCode: result.reasonCode }
	};
}
function differenceFrom(expected, result) {
	if (result.verdict === void 0) return `kt reports the case as failed; ${expected} was expected`;
	const code = result.reasonCode === void 0 ? "" : ` (${result.reasonCode})`;
	return `expected ${expected}, got ${result.verdict}${code}`;
}
/** How many cases passed, failed and stayed undecided. */
function totalsOf(cases) {
	const count = (outcome) => cases.filter((one) => one.outcome === outcome).length;
	return {
		passed: count("passed"),
		failed: count("failed"),
		undecided: count("undecided")
	};
}

// src/stages/finding.ts
const KT_RULES = {
	E001: "unknown-kind",
	E002: "unknown-key",
	E003: "kind-without-block"
};
/** A problem kt reported, placed on the line its config path stands on. */
function fromKt(problem, document) {
	const range = placeKtProblem(document, problem);
	return {
		ruleId: problem.code !== void 0 && KT_RULES[problem.code] || "kt-lint",
		severity: problem.severity,
		message: problem.message,
		...problem.help !== void 0 && { help: problem.help },
		...problem.path !== void 0 && { path: problem.path },
		...problem.code !== void 0 && { code: problem.code },
		...range !== void 0 && { range }
	};
}
/**
* Findings of one file as the report carries them, in order of position. The fingerprint names the fault, not its line, so that it stays the
* same when lines above are added; equal faults of one file are told apart by their order.
*/
function toFindings(found, names) {
	const seen = /* @__PURE__ */ new Map();
	return [...found].sort(byPosition).map(({ finding, engine }) => {
		const fault = [
			finding.ruleId,
			names.file,
			finding.path ?? "",
			finding.message
		].join("\n");
		const occurrence = seen.get(fault) ?? 0;
		seen.set(fault, occurrence + 1);
		const fingerprint = createHash("sha256").update(`${fault}\n${occurrence}`).digest("hex").slice(0, 32);
		return {
			...finding,
			...names,
			engine,
			fingerprint
		};
	});
}
function byPosition(a, b) {
	const [p, q] = [a.finding.range?.start, b.finding.range?.start];
	if (p === void 0 || q === void 0) return p === q ? 0 : p === void 0 ? -1 : 1;
	return p.line - q.line || p.column - q.column || a.finding.ruleId.localeCompare(b.finding.ruleId, "en");
}

// src/stages/pack.ts
/** Lints one policy file and runs its behaviour tests, with the engines given. kt sees a copy of exactly these bytes, never the original. */
async function validatePack(source, settings, engines) {
	const document = parsePolicy(decode(source.bytes));
	const files = source.tests.map((test) => ({
		...test,
		golden: parseGoldenFile(decode(test.bytes))
	}));
	const inline = inlineSuites(document);
	const cases = settings.tests === "false" ? [] : [...files.flatMap(({ names, golden }) => golden.cases.map((testCase) => ({
		workspaceFile: names.workspaceFile,
		testCase
	}))), ...inline.cases.map((testCase) => ({
		workspaceFile: source.names.workspaceFile,
		testCase
	}))];
	const builtin = lintPolicy(document, { severities: settings.severities });
	const asked = await askKt(source, settings, engines, cases.length > 0);
	const own = [
		...lintFound(document, builtin, asked.problems.map((problem) => fromKt(problem, document)).flatMap((finding) => adjusted(finding, settings)), settings.engine),
		...asked.unusable.map((message) => ({
			finding: {
				ruleId: "kt-unusable",
				severity: "error",
				message
			},
			engine: "kt"
		})),
		...settings.tests === "false" ? [] : inline.problems.map(asBuiltin),
		...noTests(cases.length, settings).flatMap((finding) => adjusted(finding, settings)).map(asBuiltin)
	];
	const findings = [...toFindings(own, source.names), ...settings.tests === "false" ? [] : files.flatMap(({ names, golden }) => toFindings(golden.problems.map(asBuiltin), names))];
	const results = caseResults(cases, asked.test, source.names.workspaceFile);
	return {
		report: {
			file: source.names.workspaceFile,
			digest: digestOf(source.bytes),
			...document.identity !== void 0 && { pack: document.identity },
			result: resultOf(findings, results, settings),
			findings,
			tests: {
				...totalsOf(results),
				cases: results
			}
		},
		document
	};
}
/** Bytes that are no UTF-8 become replacement characters, which the document's own checks report with their position. */
function decode(bytes) {
	return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
async function askKt(source, settings, engines, hasCases) {
	if (engines.kt === void 0) return {
		problems: [],
		unusable: []
	};
	const staged = await stagePack({
		policy: source.bytes,
		tests: settings.tests === "false" ? [] : source.tests
	}, engines.stagingDirectory);
	const lint = await engines.kt.lint(staged.policyFile);
	const problems = lint.kind === "answered" ? [...lint.problems] : [];
	if (lint.kind === "answered" && !lint.valid && !problems.some((problem) => problem.severity === "error")) problems.push({
		severity: "error",
		message: "kt says this file is not valid and names no error"
	});
	const lintUnusable = lint.kind === "unusable" ? [`kt policy lint gave no usable answer: ${lint.reason}`] : [];
	const loads = lint.kind === "answered" && lint.valid;
	if (!hasCases || !loads) return {
		problems,
		unusable: lintUnusable
	};
	const test = await engines.kt.test(engines.stagingDirectory);
	const testUnusable = test.kind === "unusable" ? [`kt policy test gave no usable answer: ${test.reason}`] : [];
	return {
		problems,
		test,
		unusable: [...lintUnusable, ...testUnusable]
	};
}
function lintFound(document, builtin, kt, engine) {
	const asKt = (finding) => ({
		finding,
		engine: "kt"
	});
	if (engine === "kt") return kt.length === 0 && document.problems.length > 0 ? builtin.map(asBuiltin) : kt.map(asKt);
	return mergeFindings(builtin, kt).map((finding) => builtin.includes(finding) ? asBuiltin(finding) : asKt(finding));
}
function noTests(count, settings) {
	if (settings.tests === "false" || count > 0) return [];
	return [{
		ruleId: "no-tests",
		severity: settings.tests === "required" ? "error" : "warning",
		message: "This pack has no behaviour tests, so nothing shows what it allows or blocks",
		help: "Add golden files as tests/*.json beside the policy file, or testing.suites in it."
	}];
}
function caseResults(cases, test, packFile) {
	if (cases.length === 0) return [];
	if (test?.kind === "answered") return matchKtCases(cases, test.cases, packFile);
	return undecidedCases(cases, test === void 0 ? "behaviour is decided by kt, which did not run for this file" : test.reason);
}
function resultOf(findings, cases, settings) {
	if (findings.some((one) => one.severity === "error" || settings.failOn === "warning" && one.severity === "warning") || cases.some((one) => one.outcome === "failed")) return "failed";
	if (settings.tests === "false") return "passed";
	const undecided = cases.some((one) => one.outcome === "undecided");
	const decided = cases.some((one) => one.outcome === "passed");
	return undecided || !decided ? "inconclusive" : "passed";
}
function asBuiltin(finding) {
	return {
		finding,
		engine: "builtin"
	};
}
function adjusted(finding, settings) {
	const severity = settings.severities.get(finding.ruleId);
	if (severity === "off") return [];
	return [severity === void 0 ? finding : {
		...finding,
		severity
	}];
}

// src/stages/validate.ts
/**
* Lints every policy file and runs its behaviour tests.
* @throws Failure bad-input when a named file cannot be read or a pattern matches nothing.
*/
async function validate(options, context) {
	const started = context.clock.elapsed();
	const startedAt = context.clock.now().toISOString();
	const paths = await context.workspace.expand(options["policy-file"]);
	if (paths.length === 0) throw nothingMatched(options["policy-file"]);
	const packs = [];
	for (const [index, path] of paths.entries()) {
		const tests = options.testsOf(path) ?? options.tests;
		const source = await readPack(context.workspace, path, tests);
		const stagingDirectory = join(context.temporaryDirectory, `pack-${index}`);
		if (context.kt !== void 0) await mkdir(stagingDirectory, { recursive: true });
		const settings = {
			engine: options.engine,
			failOn: options["fail-on"],
			severities: options.severities,
			tests
		};
		const { report } = await validatePack(source, settings, {
			stagingDirectory,
			...context.kt !== void 0 && { kt: context.kt }
		});
		packs.push(report);
		context.log.progress(`validated ${report.file}: ${report.result} (${index + 1} of ${paths.length})`);
	}
	const result = worstOf(packs);
	return {
		stage: "validate",
		startedAt,
		durationMs: Math.round(context.clock.elapsed() - started),
		result,
		reason: reasonFor(result, packs, context.kt !== void 0),
		warnings: [],
		packs
	};
}
/** Reads a policy file and the golden tests that belong to it: `tests/*.json` beside it (https://docs.keeptrusts.com/docs/cli/policy-test). */
async function readPack(workspace, path, wanted) {
	const file = await workspace.locate(path, "policy file");
	const bytes = await workspace.read(file, "policy file");
	const tests = wanted === "false" ? [] : await workspace.list(join$1(dirname$1(path), "tests"), ".json");
	const read = async (test) => ({
		name: test.path.slice(Math.max(test.path.lastIndexOf("/"), test.path.lastIndexOf("\\")) + 1),
		names: {
			file: test.file,
			workspaceFile: test.workspaceFile
		},
		bytes: await workspace.read(test, "test file")
	});
	return {
		names: {
			file: file.file,
			workspaceFile: file.workspaceFile
		},
		bytes,
		tests: await Promise.all(tests.map(read))
	};
}
function nothingMatched(patterns) {
	return new Failure("bad-input", {
		doing: `looking for policy files ${JSON.stringify(patterns)}`,
		cameBack: "no file matches",
		nextStep: "Check the option policy-file and working-directory."
	});
}
function worstOf(packs) {
	if (packs.some((pack) => pack.result === "failed")) return "failed";
	return packs.some((pack) => pack.result === "inconclusive") ? "inconclusive" : "passed";
}
function reasonFor(result, packs, ktRan) {
	const errors = count(packs, (pack) => pack.findings.filter((one) => one.severity === "error").length);
	const warnings = count(packs, (pack) => pack.findings.filter((one) => one.severity === "warning").length);
	const failed = count(packs, (pack) => pack.tests.failed);
	const undecided = count(packs, (pack) => pack.tests.undecided);
	const passed = count(packs, (pack) => pack.tests.passed);
	const files = plural(packs.length, "policy file");
	const tally = `${plural(errors, "error")}, ${plural(warnings, "warning")}; tests: ${passed} passed, ${failed} failed, ${undecided} undecided`;
	if (result === "failed") {
		const first = packs.flatMap((pack) => pack.findings).find((one) => one.severity === "error");
		const firstCase = packs.flatMap((pack) => pack.tests.cases).find((one) => one.outcome === "failed");
		return {
			summary: `${first?.message ?? (firstCase === void 0 ? "a finding of the severity fail-on names" : `test "${firstCase.name}": ${firstCase.reason ?? "failed"}`)} (${files}: ${tally})`,
			nextSteps: [...errors > 0 ? ["Correct the findings of severity error; each names its line and the fix."] : [], ...failed > 0 ? ["Correct the policy, or the expectation of the failed tests."] : []]
		};
	}
	if (result === "inconclusive") return {
		summary: `${undecided > 0 ? `${plural(undecided, "test")} could not be decided` : "no behaviour test was decided"} (${files}: ${tally})`,
		nextSteps: ktRan ? ["Add tests that kt can decide."] : ["Set kt-version or kt-path, so that kt decides the tests."]
	};
	return {
		summary: `${files}: ${tally}`,
		nextSteps: []
	};
}
function count(packs, of) {
	return packs.reduce((sum, pack) => sum + of(pack), 0);
}
function plural(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

// src/run/stages.ts
const RUN = {
	validate: async ({ options }, equipment) => {
		const { clock, log, temporaryDirectory } = equipment.surroundings;
		const kt = await equipment.ktSupply.forValidation("validate");
		const settings = {
			"policy-file": given(options, "policy-file"),
			engine: given(options, "engine"),
			"fail-on": given(options, "fail-on"),
			tests: given(options, "tests"),
			severities: parseRuleSeverities(given(options, "rules")).severities,
			testsOf: (file) => equipment.sources.get("tests") === "default" ? packOf(equipment.inventory, file)?.tests : void 0
		};
		return validate(settings, {
			clock,
			log,
			workspace: equipment.workspace,
			temporaryDirectory,
			...kt !== void 0 && { kt }
		});
	},
	deploy: async (resolved, equipment) => {
		const { options } = resolved;
		const { surroundings, workspace, ktSupply, network } = equipment;
		mustNotBePullRequest(surroundings.event);
		const source = await readPack(workspace, theOneFile(options), given(options, "tests"));
		const canary = await readCanary(workspace, options.canary ?? []);
		const kt = await ktSupply.forValidation("deploy");
		if (kt === void 0) throw new Failure("defect", {
			doing: "preparing deploy",
			cameBack: "no kt was chosen",
			nextStep: "Report this as a bug"
		});
		const reach = (gateway) => reachGateway(gateway, "deploy", equipment);
		const staging = resolved.staging === void 0 ? void 0 : await reach(resolved.staging);
		const production = await Promise.all(resolved.production.map(reach));
		const credentials = new Map([...resolved.staging === void 0 ? [] : [resolved.staging], ...resolved.production].map((one) => [one.id, one]));
		const [{ deploy }, { checkToken }] = await Promise.all([import("./deploy.mjs"), import("./token-check.mjs")]);
		return deploy(source, {
			phase: given(options, "phase"),
			digest: options.digest,
			"allow-inconclusive": given(options, "allow-inconclusive"),
			"deploy-timeout": given(options, "deploy-timeout"),
			interval: given(options, "interval"),
			"minimum-proof": given(options, "minimum-proof"),
			tests: given(options, "tests"),
			"probe-model": options["probe-model"],
			concurrency: given(options, "concurrency"),
			severities: parseRuleSeverities(given(options, "rules")).severities,
			production,
			canary,
			...staging !== void 0 && { staging }
		}, {
			clock: surroundings.clock,
			log: surroundings.log,
			signal: surroundings.signal,
			temporaryDirectory: surroundings.temporaryDirectory,
			kt,
			checkToken: async (gateway) => checkToken(await network.http(credentials.get(gateway.id)?.caFile), ktSupply.credentials(credentials.get(gateway.id))),
			onChange: (report) => equipment.session.setStage(report),
			onEmulated: () => equipment.session.markEmulated()
		});
	},
	verify: async (resolved, equipment) => {
		const { options } = resolved;
		const { surroundings, session } = equipment;
		const source = await readPack(equipment.workspace, theOneFile(options), "false");
		const gateways = await Promise.all(resolved.gateways.map((gateway) => reachGateway(gateway, "verify", equipment)));
		const { verify } = await import("./verify.mjs");
		return verify(source, {
			digest: options.digest,
			since: given(options, "since"),
			"event-limit": given(options, "event-limit"),
			"minimum-events": given(options, "minimum-events"),
			consecutive: given(options, "consecutive"),
			interval: given(options, "interval"),
			"verify-timeout": given(options, "verify-timeout"),
			"minimum-proof": given(options, "minimum-proof"),
			doctor: given(options, "doctor"),
			"accept-degraded": given(options, "accept-degraded"),
			concurrency: given(options, "concurrency"),
			gateways
		}, {
			clock: surroundings.clock,
			log: surroundings.log,
			signal: surroundings.signal,
			kt: await equipment.ktSupply.forGateway(resolved.gateways[0], "verify"),
			onChange: (report) => session.setStage(report),
			onEmulated: () => session.markEmulated()
		});
	}
};
/**
* Runs the stages in order and stops at the first whose result does not allow the next.
* @returns whether every stage asked for ran and succeeded.
*/
async function runStages(stages, resolved, equipment) {
	const { log, signal } = equipment.surroundings;
	const undecided = resolved.options.undecided ?? "warn";
	const allowInconclusive = resolved.options["allow-inconclusive"] ?? false;
	for (const [index, stage] of stages.entries()) {
		signal.throwIfAborted();
		const report = await log.group(`Keeptrusts policy: ${stage}`, () => RUN[stage](resolved, equipment));
		await equipment.session.setStage(report);
		const next = stages[index + 1];
		if (next !== void 0 && !mayContinue(report, {
			undecided,
			allowInconclusive
		})) {
			log.warning(`${next} does not run, because ${stage} ended as ${report.result}: ${report.reason.summary}`);
			return false;
		}
		if (next === void 0) return succeeds(report, { undecided });
	}
	return false;
}
/** The value of an option that the parser gives every entry with this stage. */
function given(options, name) {
	const value = options[name];
	if (value !== void 0) return value;
	throw new Failure("defect", {
		doing: `reading option ${name}`,
		cameBack: "it has no value",
		nextStep: "Report this as a bug"
	});
}
function theOneFile(options) {
	const [file, ...more] = given(options, "policy-file");
	if (file !== void 0 && more.length === 0) return file;
	throw new Failure("bad-input", {
		doing: "reading option policy-file",
		cameBack: `it names ${more.length + (file === void 0 ? 0 : 1)} files`,
		nextStep: "deploy and verify take exactly one file: run them once per file"
	});
}
async function reachGateway(gateway, stage, { network, ktSupply }) {
	const [client, kt] = await Promise.all([network.gatewayClient(gateway), ktSupply.forGateway(gateway, stage)]);
	return {
		id: gateway.id,
		kt,
		...gateway.url !== void 0 && { url: gateway.url },
		...gateway.environment !== void 0 && { environment: gateway.environment },
		...gateway.apiUrl !== void 0 && { apiUrl: gateway.apiUrl },
		...client !== void 0 && { client }
	};
}
async function readCanary(workspace, patterns) {
	if (patterns.length === 0) return [];
	const { parseGoldenFile } = await import("./golden.mjs");
	const paths = await workspace.expand(patterns);
	const doing = `reading canary files ${JSON.stringify(patterns)}`;
	if (paths.length === 0) throw new Failure("bad-input", {
		doing,
		cameBack: "no file matches",
		nextStep: "Check the option canary"
	});
	const files = await Promise.all(paths.map(async (path) => {
		const file = await workspace.locate(path, "canary file");
		return {
			file,
			golden: parseGoldenFile((await workspace.read(file, "canary file")).toString("utf8"))
		};
	}));
	for (const { file, golden } of files) {
		const fault = golden.problems.find((problem) => problem.severity === "error");
		if (fault === void 0) continue;
		const place = `${file.workspaceFile}${fault.range === void 0 ? "" : `:${fault.range.start.line}`}`;
		throw new Failure("bad-input", {
			doing: `reading canary file ${place}`,
			cameBack: fault.message,
			nextStep: fault.help ?? "Correct the file"
		});
	}
	return files.flatMap(({ golden }) => golden.cases);
}
/** A pull request shows what somebody proposes; nothing of it may reach a gateway before it is merged. */
function mustNotBePullRequest(event) {
	if (event === void 0 || !event.startsWith("pull_request")) return;
	throw new Failure("refused", {
		doing: "deploying",
		cameBack: `this run was started by ${event}, and deploy refuses pull request events. Nothing was written`,
		nextStep: "Run deploy on push, workflow_dispatch or schedule; use validate on pull requests"
	});
}

// src/run/run.ts
/** The order in which stages run, whatever the order they were named in. */
const STAGE_ORDER = [
	"validate",
	"deploy",
	"verify"
];
/**
* The options of a run, before anything is touched.
* @throws InputProblems with every problem at once.
*/
function readOptions(entry, given) {
	const parsed = parseOptions(entry, given);
	if (parsed.kind === "problems") throw new InputProblems(parsed.problems);
	return {
		entry,
		options: parsed.options,
		sources: parsed.sources,
		warnings: parsed.warnings
	};
}
/**
* One run from parsed options to the last stage; everything it learns goes into the session.
* @returns whether every stage asked for ran and succeeded.
* @throws Failure or InputProblems when the run could not begin or go on; the session holds what was reached.
*/
async function run(parsed, surroundings, temporaryParent, session) {
	const { entry, options, sources } = parsed;
	const workspace = await openWorkspace(surroundings.workspaceRoot, join(surroundings.directory, options["working-directory"] ?? "."));
	const inventory = await readInventory(workspace, options["config-file"]);
	const resolved = resolveStage(entry, options, sources, inventory);
	if (resolved.problems.length > 0) throw new InputProblems(resolved.problems);
	session.setOverridden(resolved.overridden);
	session.addEngine({
		name: "builtin",
		version: TOOL.version
	});
	const temporaryDirectory = await mkdtemp(join(temporaryParent ?? tmpdir(), "keeptrusts-policy-"));
	const complete = {
		...surroundings,
		directory: workspace.workingDirectory,
		temporaryDirectory
	};
	const network = new Network(resolved.options, complete);
	try {
		const stages = entry === "root" ? STAGE_ORDER.filter((stage) => resolved.options.stages?.includes(stage)) : [entry];
		const ktSupply = new KtSupply(ktOptions(resolved.options), complete, network, session);
		return await runStages(stages, resolved, {
			surroundings: complete,
			workspace,
			network,
			ktSupply,
			session,
			inventory,
			sources
		});
	} finally {
		await network.close();
		await rm(temporaryDirectory, {
			recursive: true,
			force: true
		});
	}
}
function ktOptions(options) {
	const { engine } = options;
	return {
		"kt-path": options["kt-path"],
		"kt-version": options["kt-version"],
		"kt-sha256": options["kt-sha256"] ?? [],
		"download-url": options["download-url"] ?? "",
		"ca-file": options["ca-file"],
		"api-url": options["api-url"],
		"api-token": options["api-token"],
		...engine !== void 0 && { engine }
	};
}

// src/run/session.ts
/** The Report of the run under way: stages add to it, and whoever keeps it (a file) hears of every change. */
var Session = class {
	#engines = /* @__PURE__ */ new Map();
	#stages = /* @__PURE__ */ new Map();
	#run;
	#keep;
	#overridden = [];
	#emulated = false;
	#failure;
	constructor(run, keep) {
		this.#run = run;
		this.#keep = keep;
	}
	addEngine(engine) {
		this.#engines.set(`${engine.name} ${engine.path ?? ""}`, engine);
	}
	markEmulated() {
		this.#emulated = true;
	}
	setOverridden(overridden) {
		this.#overridden = overridden;
	}
	async setStage(report) {
		this.#stages.set(report.stage, report);
		await this.#keep(this.report());
	}
	async fail(error) {
		const kind = error instanceof Failure || error instanceof InputProblems ? error.kind : "defect";
		this.#failure = {
			kind,
			message: messageOf(error)
		};
		await this.#keep(this.report());
	}
	report() {
		const stages = [...this.#stages.values()];
		return {
			schemaVersion: 1,
			tool: TOOL,
			...this.#emulated && { emulated: true },
			engines: [...this.#engines.values()],
			...this.#run !== void 0 && { run: this.#run },
			result: stages.at(-1)?.result ?? "incomplete",
			...this.#failure !== void 0 && { failure: this.#failure },
			...this.#overridden.length > 0 && { overridden: this.#overridden },
			stages
		};
	}
};

// src/run/verdict.ts
/**
* Sets exit code 1 and keeps it until `reach(true)`.
* @param onDefect called with an error that nothing caught, and when the process ends without a verdict (`undefined`).
*/
function startRed(process, onDefect) {
	let reached = false;
	let defective = false;
	process.exitCode = 1;
	const defect = (error) => {
		defective = true;
		process.exitCode = 1;
		onDefect(error);
	};
	process.on("uncaughtException", defect);
	process.on("unhandledRejection", defect);
	process.once("exit", () => {
		if (!reached && !defective) defect(void 0);
	});
	return { reach: (succeeded) => {
		reached = true;
		process.exitCode = succeeded && !defective ? 0 : 1;
	} };
}

// src/run/action.ts
/** Runs one of the four actions in this process: inputs from the environment, everything a step can report, then the exit code. */
async function runAction(entry) {
	const { env } = process;
	const write = (text) => void process.stdout.write(text);
	const context = readRunContext(env);
	const secrets = secretInputs(env);
	maskSecrets(secrets, write);
	const redact = createRedactor(secrets);
	const log = createGitHubLog({
		write,
		clock: SYSTEM_CLOCK,
		redact
	});
	const verdict = startRed(process, (error) => write(`${annotationCommand({
		level: "error",
		message: redact(defectMessage(error, context.debug))
	})}\n`));
	const cancel = cancellation(log);
	let reportFile = createReportFile(reportPath(entry, void 0, context));
	const keep = async (report) => {
		const clean = redactReport(report, redact);
		await reportFile.update(clean);
		appendPairs(context.outputFile, outputsOf(clean, reportFile.path));
	};
	const session = new Session(context.run, keep);
	let parsed;
	let succeeded = false;
	let failure;
	try {
		parsed = readOptions(entry, {
			values: readInputs(env),
			environment: env,
			origin: "inputs"
		});
		for (const warning of parsed.warnings) log.warning(warning);
		reportFile = createReportFile(reportPath(entry, parsed, context));
		const surroundings = {
			environment: env,
			workspaceRoot: context.workspace ?? process.cwd(),
			directory: context.workspace ?? process.cwd(),
			clock: SYSTEM_CLOCK,
			log,
			signal: cancel.signal,
			...context.run !== void 0 && { run: context.run },
			...context.event !== void 0 && { event: context.event },
			addToPath: (directory) => appendPath(context.pathFile, directory)
		};
		succeeded = await run(parsed, surroundings, context.temporaryDirectory, session);
	} catch (error) {
		failure = error;
		await session.fail(error);
	} finally {
		cancel.release();
	}
	await publish(redactReport(session.report(), redact), {
		entry,
		parsed,
		context,
		log,
		write,
		failure,
		succeeded,
		reportPath: reportFile.path
	});
	verdict.reach(succeeded);
}
async function publish(report, to) {
	const { parsed, context, log, write, reportPath: path } = to;
	write(`${renderTerminal(report, { colour: false })}\n`);
	appendPairs(context.outputFile, outputsOf(report, path));
	if (parsed?.options.summary ?? true) await writeSummary(report, to);
	const failureMessage = to.succeeded ? void 0 : failureText(report, to);
	const findings = parsed?.options.annotations ?? true ? findingsOf(report) : [];
	const warnings = report.stages.flatMap((stage) => stage.warnings);
	for (const annotation of planAnnotations(findings, failureMessage, {
		warnings,
		reportPath: path
	})) write(`${annotationCommand(annotation)}\n`);
	log.info(`Report: ${path}`);
}
async function writeSummary(report, { context, log, reportPath: path }) {
	try {
		const render = (budget) => renderSummary(report, {
			budget,
			reportPath: path
		});
		const outcome = await appendSummary(context.summaryFile, render, SUMMARY_BUDGET);
		if (outcome.kind === "no-room") log.warning(`The job summary is full: this step's part would need ${outcome.needed} bytes, ${outcome.room} are left`);
	} catch (error) {
		log.warning(`The job summary could not be written: ${messageOf(error)}`);
	}
}
function failureText(report, { failure, entry }) {
	if (failure !== void 0) return defectMessage(failure, false);
	const last = report.stages.at(-1);
	const [next] = nextStepsOf(report);
	return `${last?.stage ?? entry}: ${last?.result ?? "no result"}: ${last?.reason.summary ?? "the run ended without a result"}${next === void 0 ? "" : `. ${next}`}`;
}
/** The text of what ended a run: complete sentences of a Failure, a stack only for a defect of this tool. */
function defectMessage(error, debug) {
	if (error === void 0) return "The run ended without a verdict, so it counts as failed. Please report this as a bug of keeptrusts-policy-action.";
	if (error instanceof Failure ? error.kind !== "defect" : error instanceof Error && "kind" in error) return messageOf(error);
	const stack = error instanceof Error && (debug || !(error instanceof Failure)) ? `\n${error.stack ?? ""}` : "";
	return `Unexpected error: ${messageOf(error)}. Please report this as a bug of keeptrusts-policy-action.${stack}`;
}
function secretInputs(env) {
	const inputs = readInputs(env);
	return Object.entries(OPTIONS).flatMap(([name, spec]) => {
		if (spec.type !== "secret") return [];
		return [inputs.get(name), env[spec.environment]].flatMap((value) => value === void 0 || value.trim() === "" ? [] : [new Secret(value.trim())]);
	});
}
function reportPath(entry, parsed, context) {
	const given = parsed?.options["report-file"];
	const workspace = context.workspace ?? process.cwd();
	if (given !== void 0) return join(workspace, parsed?.options["working-directory"] ?? ".", given);
	return join(context.temporaryDirectory ?? workspace, `keeptrusts-${entry === "root" ? "policy" : entry}-report-${process.pid}.json`);
}
/** The runner sends SIGINT, 7.5 s later SIGTERM, and kills after another 2.5 s: the first one ends all waiting. */
function cancellation(log) {
	const controller = new AbortController();
	const stop = (signal) => {
		if (controller.signal.aborted) return;
		log.warning(`Received ${signal}: stopping, and writing down what was reached`);
		controller.abort(/* @__PURE__ */ new Error(`the run was cancelled (${signal})`));
	};
	process.on("SIGINT", stop);
	process.on("SIGTERM", stop);
	return {
		signal: controller.signal,
		release: () => {
			process.off("SIGINT", stop);
			process.off("SIGTERM", stop);
		}
	};
}

// src/options/help.ts
const WIDTH = 80;
const TEXT_INDENT = 6;
/** The commands of the terminal program, in the order of their help. */
const COMMANDS = {
	validate: "Lint policy files and run their behaviour tests.",
	deploy: "Bring one validated policy file to staging and production gateways.",
	verify: "Check what gateways really serve: health, configuration, recent events.",
	emulator: "Run the stand-in for control plane, gateways and kt on loopback.",
	demo: "Validate, deploy and verify an example against the emulator."
};
/** What the reader writes after the flag, by type. */
function placeholder(spec) {
	switch (spec.type) {
		case "choice": return `=${spec.choices.join("|")}`;
		case "choices": return `=${spec.choices.join(",")}`;
		case "boolean": return "";
		case "integer": return "=NUMBER";
		case "lines": return "=LINE (repeatable)";
		default: return `=${spec.type.toUpperCase()}`;
	}
}
/** The default as a reader would write it; undefined when there is none to state. */
function writtenDefault(spec) {
	if (spec.type === "secret" || spec.default === void 0) return void 0;
	if (typeof spec.default === "object") return spec.default.length === 0 ? void 0 : spec.default.join(", ");
	return String(spec.default);
}
/** What a number or duration may be; undefined for the other types. */
function writtenRange(spec) {
	return spec.type === "integer" || spec.type === "duration" ? `${spec.minimum} to ${spec.maximum}` : void 0;
}
function wrap(text, indent) {
	const lines = [];
	let line = "";
	for (const word of text.split(" ")) if (line !== "" && indent + line.length + 1 + word.length > WIDTH) {
		lines.push(line);
		line = word;
	} else line = line === "" ? word : `${line} ${word}`;
	return [...lines, line].map((each) => " ".repeat(indent) + each).join("\n");
}
function describe(name) {
	const spec = specOf(name);
	const flag = spec.type === "boolean" && spec.default ? `--[no-]${name}` : `--${name}${placeholder(spec)}`;
	const [written, range] = [writtenDefault(spec), writtenRange(spec)];
	const facts = [...range === void 0 ? [] : [`[${range}]`], ...written === void 0 ? [] : [`[default: ${written}]`]];
	return `  ${flag}\n${wrap([spec.text.replaceAll("`", ""), ...facts].join(" "), TEXT_INDENT)}`;
}
function describeEnvironment(names) {
	const lines = names.flatMap((name) => {
		const { environment, text } = specOf(name);
		return environment === void 0 ? [] : [`  ${environment}\n${wrap(text.replaceAll("`", ""), TEXT_INDENT)}`];
	});
	return lines.length === 0 ? [] : [
		"Environment:",
		...lines,
		""
	];
}
function overview() {
	const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
	return [
		"Usage: keeptrusts-policy COMMAND [options] [policy file ...]",
		"",
		...Object.entries(COMMANDS).map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
		"",
		"keeptrusts-policy COMMAND --help lists the options of validate, deploy and verify.",
		""
	].join("\n");
}
/** `--help` text: of one command, or the list of commands. Ends with a line break; no colour, 80 columns where words allow. */
function renderHelp(entry) {
	if (entry === void 0 || entry === "root") return overview();
	const names = optionNames(entry);
	const flags = names.filter((name) => specOf(name).type !== "secret");
	return [
		`Usage: keeptrusts-policy ${entry} [options] [policy file ...]`,
		"",
		COMMANDS[entry],
		"",
		"Options:",
		...flags.map(describe),
		"  --debug\n      Show requests, attempts and timings.",
		"  -h, --help\n      Show this text.",
		"",
		...describeEnvironment(names),
		"Exit code: 0 when the result allows the next stage, else 1.",
		""
	].join("\n");
}

// src/options/flags.ts
const CLI_FLAGS = {
	help: {
		type: "boolean",
		short: "h"
	},
	debug: { type: "boolean" }
};
function argumentConfig() {
	const options = Object.keys(OPTIONS).filter(isOptionName).map((name) => [name, { type: specOf(name).type === "boolean" ? "boolean" : "string" }]);
	return {
		...Object.fromEntries(options),
		...CLI_FLAGS
	};
}
function problem(text) {
	return {
		kind: "problem",
		problem: text
	};
}
function readBoolean(name, text, negated) {
	if (negated && text !== void 0) return problem(`--no-${name} takes no value: write --no-${name} or --${name}=false`);
	return {
		kind: "value",
		name,
		text: negated ? "false" : text ?? "true"
	};
}
function readFlag(token) {
	const positive = token.name.replace(/^no-/, "");
	const negated = !isOptionName(token.name) && isOptionName(positive);
	const name = negated ? positive : token.name;
	if (!token.rawName.startsWith("--")) return problem(`unknown flag ${shown(token.rawName)}: flags have two dashes; --help lists them`);
	if (!isOptionName(name)) return {
		kind: "value",
		name,
		text: ""
	};
	const spec = specOf(name);
	if (spec.type === "boolean") return readBoolean(name, token.value, negated);
	if (negated) return problem(`--no-${name} does not exist: only on/off flags have a --no- form`);
	if (spec.type === "secret") return problem(`--${name}: secrets are not taken from the command line, where every process can read them; set ${spec.environment} instead`);
	if (token.value === void 0 || token.inlineValue !== true && token.value.startsWith("--")) return problem(`--${name} needs a value: write --${name} VALUE or --${name}=VALUE`);
	if ((spec.type === "lines" || spec.type === "choices") && /[\r\n]/.test(token.value)) return problem(`--${name}: a value holds a line break; repeat the flag instead`);
	return {
		kind: "value",
		name,
		text: token.value
	};
}
/** A positional argument as a line of `policy-file`; a leading `#` would otherwise turn it into a comment. */
function readPositional(argument) {
	if (/[\r\n]/.test(argument)) return problem(`the file name ${shown(argument)} holds a line break: rename the file`);
	return {
		kind: "value",
		name: "policy-file",
		text: argument.startsWith("#") ? `./${argument}` : argument
	};
}
function isMany(name) {
	return isOptionName(name) && ["lines", "choices"].includes(specOf(name).type);
}
/**
* Reads the arguments after the command's name. Positional arguments are policy files. Unknown flags stay among the values, where
* `parseOptions` reports them with the entry's own list of names.
*/
function readFlags(argv) {
	const { tokens } = parseArgs({
		args: [...argv],
		options: argumentConfig(),
		strict: false,
		allowPositionals: true,
		tokens: true
	});
	const values = /* @__PURE__ */ new Map();
	const problems = [];
	const switches = /* @__PURE__ */ new Set();
	for (const token of tokens) {
		if (token.kind === "option-terminator") continue;
		if (token.kind === "option" && Object.hasOwn(CLI_FLAGS, token.name)) {
			switches.add(token.name);
			continue;
		}
		const reading = token.kind === "option" ? readFlag(token) : readPositional(token.value);
		if (reading.kind === "problem") {
			problems.push(reading.problem);
			continue;
		}
		const earlier = values.get(reading.name);
		if (earlier !== void 0 && isOptionName(reading.name) && !isMany(reading.name)) problems.push(`--${reading.name} is given twice: keep one`);
		values.set(reading.name, earlier === void 0 || !isMany(reading.name) ? reading.text : `${earlier}\n${reading.text}`);
	}
	return {
		values,
		help: switches.has("help"),
		debug: switches.has("debug"),
		problems
	};
}

// src/run/terminal.ts
/** Environment variables whose values never appear in what a terminal run prints. */
const SECRET_VARIABLES = ["KEEPTRUSTS_API_TOKEN", "KEEPTRUSTS_GATEWAY_TOKEN"];
/** `keeptrusts-policy validate|deploy|verify …`: results on stdout, progress on stderr, then the exit code. */
async function runCommand(command, argv) {
	const { env, stderr, stdout } = process;
	const redact = createRedactor(SECRET_VARIABLES.flatMap((name) => env[name] === void 0 || env[name] === "" ? [] : [new Secret(env[name])]));
	const flags = readFlags(argv);
	const colour = stdout.isTTY === true && (env.NO_COLOR ?? "") === "";
	const verdict = startRed(process, (error) => void stderr.write(`keeptrusts-policy: ${redact(defectMessage(error, flags.debug))}\n`));
	if (flags.help) {
		stdout.write(renderHelp(command));
		verdict.reach(true);
		return;
	}
	const log = createTerminalLog({
		write: (text) => void stderr.write(text),
		clock: SYSTEM_CLOCK,
		redact,
		debug: flags.debug,
		tty: stderr.isTTY === true,
		colour: stderr.isTTY === true && (env.NO_COLOR ?? "") === "",
		...stderr.columns !== void 0 && { width: stderr.columns }
	});
	const cancel = cancellation(log);
	let reportFile;
	const session = new Session(void 0, async (report) => reportFile?.update(redactReport(report, redact)));
	let succeeded = false;
	try {
		if (flags.problems.length > 0) throw new InputProblems(flags.problems);
		const parsed = readOptions(command, {
			values: flags.values,
			environment: env,
			origin: "flags"
		});
		const path = parsed.options["report-file"];
		if (path !== void 0) reportFile = createReportFile(isAbsolute(path) ? path : join(process.cwd(), parsed.options["working-directory"] ?? ".", path));
		const directory = process.cwd();
		const surroundings = {
			environment: env,
			workspaceRoot: await findGitRoot(directory, "") ?? directory,
			directory,
			clock: SYSTEM_CLOCK,
			log,
			signal: cancel.signal
		};
		succeeded = await run(parsed, surroundings, void 0, session);
		log.clear();
		stdout.write(`${renderTerminal(redactReport(session.report(), redact), { colour })}\n`);
		if (reportFile !== void 0) log.info(`Report: ${relative(directory, reportFile.path)}`);
	} catch (error) {
		await session.fail(error);
		log.clear();
		const { stages } = session.report();
		if (stages.length > 0) stdout.write(`${renderTerminal(redactReport(session.report(), redact), { colour })}\n`);
		stderr.write(`keeptrusts-policy ${command}: ${redact(defectMessage(error, flags.debug))}\n`);
	} finally {
		cancel.release();
	}
	verdict.reach(succeeded);
}

// src/stages/gateway-target.ts
/** The parts of a gateway's report that do not depend on what is found. */
function describeGateway(gateway) {
	return {
		id: gateway.id,
		...gateway.url !== void 0 && { url: gateway.url },
		...gateway.environment !== void 0 && { environment: gateway.environment }
	};
}

export { PROOFS as C, worst as E, didYouMean$1 as S, messageOf as T, isRuleSeverity as _, validatePack as a, alternatives as b, parsePolicy as c, parseSha256Lines as d, releaseVersion as f, isGatewayId as g, normalPath as h, runAction as i, KT_RELEASE as l, TOOL as m, runCommand as n, VERDICT_ALIASES as o, sha256Hex as p, renderHelp as r, parseGoldenFile as s, describeGateway as t, artifactFor as u, parseUrl as v, Failure as w, shown as x, digestOf as y };
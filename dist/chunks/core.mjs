const { accessSync, appendFileSync, constants, fstatSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, writeSync } = process.getBuiltinModule("node:fs");
const { basename, delimiter, dirname, isAbsolute, join, relative, resolve, sep } = process.getBuiltinModule("node:path");
const { devNull, tmpdir } = process.getBuiltinModule("node:os");

// src/clock.ts
const SYSTEM_CLOCK = {
	now: () => /* @__PURE__ */ new Date(),
	elapsed: () => Number(process.hrtime.bigint()) / 1e6,
	sleep: async (ms, signal) => {
		const { setTimeout: wait } = await import("node:timers/promises");
		try {
			await wait(ms, void 0, signal === void 0 ? {} : { signal });
		} catch (error) {
			throw signal?.aborted ? signal.reason : error;
		}
	}
};

// src/report/escape/visible.ts
const ANSI_SEQUENCE = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)/g;
const LINE_BREAK = /\r\n|[\n\r\v\f\x85\u2028\u2029]/g;
const HIDDEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;
const PLAIN = /^[\t\n -~\u2010-\u2027\u2190-\u27bf]*$/;
const REPLACEMENT_CHARACTER = "�";
function stripAnsi(text) {
	return text.replace(ANSI_SEQUENCE, "");
}
function visible(text) {
	return PLAIN.test(text) ? text : stripAnsi(text).replace(HIDDEN, spellOut);
}
function oneLine(text) {
	return stripAnsi(text).trim().replace(LINE_BREAK, " ⏎ ").replaceAll("	", " ");
}
function splitLines$1(text) {
	return text.split(LINE_BREAK);
}
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
function succeeds(stage, settings) {
	if (stage.result === "inconclusive") return settings.undecided === "warn";
	return SUCCEEDS[stage.result];
}
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
	unknown: "unknown: what it serves could not be proven"
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
function nextStepsOf(report) {
	return report.stages.filter((stage) => toneOf(stage.result) !== "good").flatMap((stage) => stage.reason.nextSteps);
}
function count$1(number, noun) {
	return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
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
const ANNOTATIONS_PER_LEVEL = 10;
const ANNOTATION_MESSAGE_LIMIT = 4096;
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
function annotatedFile(workspaceFile, checkoutPath = "") {
	const absolute = /^([/\\]|[A-Za-z]:)/.test(workspaceFile);
	if (workspaceFile === "" || absolute || workspaceFile.split("/").includes("..")) return void 0;
	const prefix = checkoutPath.replace(/^(\.\/)+|\/+$/g, "");
	if (prefix === "" || prefix === ".") return workspaceFile;
	return workspaceFile.startsWith(`${prefix}/`) ? workspaceFile.slice(prefix.length + 1) : void 0;
}
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
const LOG_LINE_LIMIT = 4096;
const OLD_COMMAND = /#[\p{Default_Ignorable_Code_Point}\p{Cc}]*#[\p{Default_Ignorable_Code_Point}\p{Cc}]*\[/gu;
const LEADING_COMMAND = /^([\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{M}]*:[\p{Default_Ignorable_Code_Point}\p{Cc}]*):/u;
const ORDINARY_START = /^ *[!-9;-~\u2190-\u27bf]/;
function breakUpCommands(line) {
	const broken = line.includes("#") ? line.replace(OLD_COMMAND, (found) => `${found.slice(0, -1)} [`) : line;
	return ORDINARY_START.test(broken) ? broken : broken.replace(LEADING_COMMAND, "$1 :");
}
function logLine(text, limit = LOG_LINE_LIMIT) {
	return breakUpCommands(visible(oneLine(shorten$1(text, limit))));
}

// src/report/escape/command.ts
const COMMAND_DATA_LIMIT = 1e4;
function commandData(text) {
	return encodeData(splitLines$1(shorten$1(text, COMMAND_DATA_LIMIT)).map(harmlessLine).join("\n"));
}
function commandProperty(text) {
	return commandData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
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
function debugCommand(text) {
	return `::debug::${commandData(text)}`;
}
function maskCommand(value) {
	return `::add-mask::${encodeData(value)}`;
}

// src/report/terminal-log.ts
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
const MINIMUM_SECRET_LENGTH = 4;
function createRedactor(secrets) {
	const literals = new Set(secrets.flatMap((secret) => secretParts(secret.reveal())).flatMap(spellings));
	if (literals.size === 0) return nothingSecret;
	const longestFirst = [...literals].sort((a, b) => b.length - a.length);
	const pattern = new RegExp(longestFirst.map(escapePattern).join("|"), "g");
	return (text) => text.replace(pattern, "***");
}
function nothingSecret(text) {
	return text;
}
function secretParts(value) {
	return [.../* @__PURE__ */ new Set([
		value,
		value.trim(),
		...value.split(/\r\n|\n|\r/).map((line) => line.trim())
	])].filter((part) => part.trim().length >= 4);
}
function redactReport(report, redact) {
	if (redact === nothingSecret) return report;
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
function maskSecrets(secrets, write) {
	const values = secrets.flatMap((secret) => secret === void 0 ? [] : secretParts(secret.reveal()));
	for (const value of new Set(values)) write(`${maskCommand(value)}\n`);
}

// src/report/failure.ts
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
var InputProblems = class extends Error {
	name = "InputProblems";
	kind = "bad-input";
	problems;
	constructor(problems) {
		super(problems.length === 1 ? problems[0] ?? "" : `${problems.length} problems with the options:\n${problems.map((p) => `- ${p}`).join("\n")}`);
		this.problems = problems;
	}
};
function messageOf(thrown) {
	return thrown instanceof Error ? thrown.message : String(thrown);
}

// src/github/outputs.ts
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
	return `keeptrusts-${Math.random().toString(36).slice(2)}`;
}

// src/github/run-context.ts
const PRIVILEGED_TRIGGERS = ["pull_request_target", "workflow_run"];
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
function webUrl(env, name, fallback) {
	const text = given$1(env, name);
	if (text === void 0 || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return fallback;
	return text.endsWith("/") ? text.slice(0, -1) : text;
}
function given$1(env, name) {
	const value = env[name];
	return value === void 0 || value === "" ? void 0 : value;
}
function optional(key, value) {
	const entry = {};
	if (value !== void 0) entry[key] = value;
	return entry;
}

// src/github/summary-file.ts
const SUMMARY_FILE_LIMIT = 1048576;
function appendSummary(file, render, budget) {
	if (file === void 0 || file === "") return { kind: "absent" };
	const room = SUMMARY_FILE_LIMIT - sizeOf(file);
	const markdown = `\n${render(Math.min(budget, room - 1))}`;
	const needed = Buffer.byteLength(markdown);
	if (needed > room) return {
		kind: "no-room",
		needed,
		room
	};
	appendFileSync(file, markdown, "utf8");
	return {
		kind: "written",
		bytes: needed
	};
}
function sizeOf(file) {
	try {
		return statSync(file).size;
	} catch {
		return 0;
	}
}

// src/options/inputs.ts
const PREFIX = "INPUT_";
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
var Secret = class {
	#value;
	constructor(value) {
		this.#value = value;
	}
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
function markdownText(text, limit = MARKDOWN_TEXT_LIMIT) {
	return visible(oneLine(shorten$1(text, limit))).replace(AUTOLINKS, `$&${SEPARATOR}`).replace(/[\\`*_[\]{}~]/g, "\\$&").replace(/[&<>|$\u200b]/g, (character) => ENTITIES[character] ?? "").replace(/^([-+=#])/, "\\$1").replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}
function markdownCell(text, limit = 500) {
	return markdownText(text, limit);
}
function codeSpan(text, options = {}) {
	const line = visible(oneLine(shorten$1(text, 500)));
	if (line === "") return "` `";
	if (options.cell === true && line.includes("|")) return `<code>${markdownCell(text)}</code>`;
	const fence = "`".repeat(longestRunOfBackticks(line) + 1);
	const padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
	return fence + padding + line + padding + fence;
}
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
function sourceLink(run, file, line) {
	if (run === void 0 || file === "" || file.startsWith("/") || file.split("/").includes("..")) return void 0;
	const repository = repositoryLink(run);
	if (repository === void 0) return void 0;
	const anchor = line === void 0 ? "" : `#L${line}`;
	const path = file.replace(/\p{Cs}/gu, "�").split("/").map(encodeURIComponent).join("/");
	return `${repository}/blob/${encodeURIComponent(run.commit)}/${path}${anchor}`;
}
function repositoryLink(run) {
	const end = run.url.indexOf(`/${run.repository}/actions/runs/`);
	return end < 0 ? void 0 : `${run.url.slice(0, end)}/${run.repository}`;
}

// src/report/summary/head.ts
const REASON_LIMIT = 600;
const NEXT_STEPS_LIMIT = 10;
const ENGINES_LIMIT = 5;
const OVERRIDES_LIMIT = 20;
function resultLine(report) {
	const { tone, verdict, reason } = headlineOf(report);
	return `## ${ICONS[tone]} ${markdownText(verdict)}: ${markdownText(reason, REASON_LIMIT)}`;
}
function emulatedBanner(report) {
	return report.emulated === true ? [
		"",
		"> [!WARNING]",
		`> **${EMULATED_WORDS}**`,
		""
	] : [];
}
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
function packSections(packs, page) {
	return [
		...packTable(packs, page),
		...findingSections(packs.flatMap((pack) => pack.findings), page),
		...testSections(packs.flatMap((pack) => pack.tests.cases), page)
	];
}
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
const SUMMARY_BUDGET = 1e6;
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
function writeAtomically(path, text) {
	const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
	try {
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(temporary, text, {
			encoding: "utf8",
			flag: "wx"
		});
		renameSync(temporary, path);
	} catch (error) {
		removeQuietly(temporary);
		throw new Failure("bad-input", {
			doing: `writing ${path}`,
			cameBack: messageOf(error),
			nextStep: "Choose a path in a folder this process may write to."
		}, { cause: error });
	}
}
function removeQuietly(path) {
	try {
		rmSync(path, { force: true });
	} catch {}
}
function createReportFile(path) {
	let written;
	return {
		path,
		update: (report) => {
			const text = serializeReport(report);
			if (text === written) return;
			writeAtomically(path, text);
			written = text;
		}
	};
}

// src/run/findings.ts
function packsOf(stage) {
	if (stage.stage === "validate") return stage.packs;
	return stage.stage === "deploy" && stage.validation !== void 0 ? [stage.validation] : [];
}
function findingsOf(report) {
	const findings = report.stages.flatMap(packsOf).flatMap(findingsOfPack);
	return [...new Map(findings.map((finding) => [`${finding.workspaceFile}\n${finding.fingerprint}`, finding])).values()];
}
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
const PROOFS = [
	"full",
	"chain",
	"version",
	"accepted",
	"none"
];

// src/run/outputs.ts
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

// src/workspace/workspace.ts
const LARGEST_FILE_BYTES = 16777216;
async function openWorkspace(root, workingDirectory) {
	const realRoot = attempt(() => realpathSync.native(root), (reason) => badPath("opening the workspace", root, reason, "Check that the repository was checked out before this step."));
	const named = resolve(root);
	const throughLinks = (path) => isInside(named, path) ? join(realRoot, relative(named, path)) : path;
	const start = throughLinks(resolve(realRoot, workingDirectory));
	const realStart = attempt(() => realpathSync.native(start), (reason) => badPath("opening the working directory", workingDirectory, reason, "Check the option working-directory."));
	if (!statSync(realStart).isDirectory()) throw badPath("opening the working directory", workingDirectory, "it is not a directory", "Check the option working-directory.");
	if (!isInside(realRoot, realStart)) throw badPath("opening the working directory", workingDirectory, `it is outside the workspace`, "Choose a directory inside the checkout.");
	const locate = async (path, purpose) => {
		const doing = `opening ${purpose}`;
		const wanted = throughLinks(resolve(realStart, path));
		if (!isInside(realRoot, wanted)) throw badPath(doing, path, "the path leads outside the workspace", "Name a file inside the checkout.");
		const real = attempt(() => realpathSync.native(wanted), (reason) => badPath(doing, path, reason, "Check the path, and that the repository was checked out before this step."));
		if (!isInside(realRoot, real)) throw badPath(doing, path, "a symbolic link leads outside the workspace", "Replace the link by the file itself.");
		const stats = statSync(real);
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
		read: async (file, purpose) => attempt(() => readFileSync(file.path), (reason) => badPath(`reading ${purpose}`, file.workspaceFile, reason, "Check its permissions.")),
		exists: async (path) => exists(throughLinks(resolve(realStart, path))),
		list: async (directory, suffix) => {
			const found = [];
			for (const name of filesIn(throughLinks(resolve(realStart, directory)), directory)) if (name.endsWith(suffix)) found.push(await locate(join(directory, name), "test file"));
			return found;
		},
		expand: (patterns) => expandPatterns(patterns, realStart)
	};
}
const GLOB_CHARACTERS = /[*?[\]{}]/;
async function expandPatterns(patterns, start) {
	const excludes = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1).replace(/^\.\//, ""));
	const includes = patterns.filter((pattern) => !pattern.startsWith("!"));
	const plain = includes.filter((pattern) => !GLOB_CHARACTERS.test(pattern));
	const globs = includes.filter((pattern) => GLOB_CHARACTERS.test(pattern));
	if (globs.length === 0 && excludes.length === 0) return eachOnce(plain, start);
	const { escapePath, glob } = await import("./dist2.mjs");
	const options = {
		cwd: start,
		onlyFiles: true,
		dot: true,
		followSymbolicLinks: false
	};
	const found = globs.length === 0 ? [] : await glob(globs, {
		...options,
		ignore: [
			"**/node_modules/**",
			"**/.git/**",
			...excludes
		]
	});
	const notExcluded = {
		...options,
		onlyFiles: false,
		ignore: excludes,
		absolute: true
	};
	const left = excludes.length === 0 || plain.length === 0 ? [] : await glob(plain.map(escapePath), notExcluded);
	const isLeft = new Set(left.map((path) => resolve(path)));
	return eachOnce([...plain.filter((path) => {
		const absolute = resolve(start, path);
		return excludes.length === 0 || isLeft.has(absolute) || !exists(absolute);
	}), ...found.map((path) => withSlashes(path))].toSorted(), start);
}
function eachOnce(paths, start) {
	return [...new Map(paths.toReversed().map((path) => [resolve(start, path), path])).values()].toReversed();
}
async function findGitRoot(directory, limit) {
	for (let current = directory;; current = dirname(current)) {
		if (exists(join(current, ".git"))) return current;
		if (current === limit || dirname(current) === current) return void 0;
	}
}
function isInside(root, path) {
	const way = relative(root, path);
	return way === "" || way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
function withSlashes(path, separator = sep) {
	return separator === "/" ? path : path.split(separator).join("/");
}
function exists(path) {
	try {
		return lstatSync(path, { throwIfNoEntry: false }) !== void 0;
	} catch {
		return false;
	}
}
function filesIn(directory, shown) {
	if (!exists(directory)) return [];
	return attempt(() => statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(directory, { withFileTypes: true }) : [], (reason) => badPath("listing", shown, reason, "Mend it: files in it that cannot be seen would silently not count.")).filter((entry) => !entry.isDirectory()).map((entry) => entry.name).toSorted((a, b) => a < b ? -1 : 1);
}
function attempt(act, failure) {
	try {
		return act();
	} catch (error) {
		throw failure(reasonOf(error));
	}
}
const FILE_ERRORS = {
	ENOENT: "there is no such file",
	ENOTDIR: "a part of the path is not a directory",
	EACCES: "permission denied",
	ELOOP: "the symbolic links form a loop"
};
function reasonOf(error) {
	const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
	return FILE_ERRORS[code] ?? messageOf(error);
}
function badPath(doing, path, cameBack, nextStep) {
	return new Failure("bad-input", {
		doing: `${doing} ${JSON.stringify(path)}`,
		cameBack,
		nextStep
	});
}

// src/run/report-path.ts
function defaultReportPath(entry, { workspace, temporaryDirectory }) {
	return join(temporaryDirectory ?? workspace, `keeptrusts-${entry === "root" ? "policy" : entry}-report-${process.pid}.json`);
}
function chosenReportPath(options, places) {
	const given = options["report-file"];
	if (given === void 0) return void 0;
	const { workspace, temporaryDirectory } = places;
	const path = resolve(workspace, options["working-directory"] ?? ".", given);
	const real = realOfNearest(path);
	for (const root of [workspace, ...temporaryDirectory === void 0 ? [] : [temporaryDirectory]]) if (isInside(realOfNearest(resolve(root)), real)) return path;
	throw new Failure("bad-input", {
		doing: `reading option report-file ${JSON.stringify(given)}`,
		cameBack: "it leads outside the workspace and RUNNER_TEMP",
		nextStep: "Name a file inside the checkout or under RUNNER_TEMP."
	});
}
function realOfNearest(path) {
	try {
		return realpathSync.native(path);
	} catch {
		const parent = dirname(path);
		return parent === path ? path : join(realOfNearest(parent), path.slice(parent.length));
	}
}

// src/options/lookup.ts
const SPECS = OPTIONS;
function isOptionName(name) {
	return Object.hasOwn(OPTIONS, name);
}
function specOf(name) {
	return SPECS[name];
}
function takes(entry, name) {
	const stages = SPECS[name].stages;
	return entry === "root" || stages.includes(entry);
}
function optionNames(entry) {
	return Object.keys(OPTIONS).filter(isOptionName).filter((name) => takes(entry, name));
}

// src/options/nearest.ts
const COMPARED_LENGTH = 60;
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
function didYouMean$1(word, candidates) {
	const candidate = nearest(word, candidates);
	return candidate === void 0 ? "" : `; did you mean ${candidate}?`;
}

// src/options/shown.ts
const SHOWN_LENGTH = 60;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const URL_CREDENTIALS = /:\/\/[^/\s]*@/g;
function escapeCharacter(character) {
	return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
function shown(value) {
	const harmless = value.replace(URL_CREDENTIALS, "://***@");
	const characters = Array.from(harmless);
	return `"${(characters.length > SHOWN_LENGTH ? `${characters.slice(0, SHOWN_LENGTH).join("")}…` : harmless).replace(/["\\]/g, "\\$&").replace(INVISIBLE, escapeCharacter)}"`;
}
function hasInvisible(text) {
	return text.search(INVISIBLE) !== -1;
}
function alternatives(values) {
	return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

// src/policy/sha256.ts
const BLOCK_BYTES = 64;
const WORDS$1 = 64;
const ROUND_CONSTANTS = Int32Array.from([
	1116352408,
	1899447441,
	3049323471,
	3921009573,
	961987163,
	1508970993,
	2453635748,
	2870763221,
	3624381080,
	310598401,
	607225278,
	1426881987,
	1925078388,
	2162078206,
	2614888103,
	3248222580,
	3835390401,
	4022224774,
	264347078,
	604807628,
	770255983,
	1249150122,
	1555081692,
	1996064986,
	2554220882,
	2821834349,
	2952996808,
	3210313671,
	3336571891,
	3584528711,
	113926993,
	338241895,
	666307205,
	773529912,
	1294757372,
	1396182291,
	1695183700,
	1986661051,
	2177026350,
	2456956037,
	2730485921,
	2820302411,
	3259730800,
	3345764771,
	3516065817,
	3600352804,
	4094571909,
	275423344,
	430227734,
	506948616,
	659060556,
	883997877,
	958139571,
	1322822218,
	1537002063,
	1747873779,
	1955562222,
	2024104815,
	2227730452,
	2361852424,
	2428436474,
	2756734187,
	3204031479,
	3329325298
]);
const INITIAL_STATE = [
	1779033703,
	3144134277,
	1013904242,
	2773480762,
	1359893119,
	2600822924,
	528734635,
	1541459225
];
function sha256(bytes) {
	const state = Int32Array.from(INITIAL_STATE);
	const schedule = new Int32Array(WORDS$1);
	const whole = bytes.length - bytes.length % BLOCK_BYTES;
	addBlocks(state, schedule, new DataView(bytes.buffer, bytes.byteOffset, whole));
	addBlocks(state, schedule, lastBlocks(bytes.subarray(whole), bytes.length));
	return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
function lastBlocks(rest, length) {
	const size = rest.length + 9 <= BLOCK_BYTES ? BLOCK_BYTES : 128;
	const padded = new Uint8Array(size);
	padded.set(rest);
	padded[rest.length] = 128;
	const view = new DataView(padded.buffer);
	view.setUint32(size - 8, Math.floor(length / 2 ** 29));
	view.setUint32(size - 4, length << 3 >>> 0);
	return view;
}
function addBlocks(state, schedule, message) {
	for (let offset = 0; offset < message.byteLength; offset += BLOCK_BYTES) {
		fillSchedule(schedule, message, offset);
		compress(state, schedule);
	}
}
function fillSchedule(w, message, offset) {
	for (let t = 0; t < 16; t += 1) w[t] = message.getInt32(offset + 4 * t);
	for (let t = 16; t < WORDS$1; t += 1) {
		const x = w[t - 15] ?? 0;
		const y = w[t - 2] ?? 0;
		const sigma0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
		const sigma1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
		w[t] = sigma1 + (w[t - 7] ?? 0) + sigma0 + (w[t - 16] ?? 0) | 0;
	}
}
function compress(state, w) {
	let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
	for (let t = 0; t < WORDS$1; t += 1) {
		const sum1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
		const choice = e & f ^ ~e & g;
		const first = h + sum1 + choice + (ROUND_CONSTANTS[t] ?? 0) + (w[t] ?? 0) | 0;
		const sum0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
		const majority = a & b ^ a & c ^ b & c;
		h = g;
		g = f;
		f = e;
		e = d + first | 0;
		d = c;
		c = b;
		b = a;
		a = first + sum0 + majority | 0;
	}
	const added = [
		a,
		b,
		c,
		d,
		e,
		f,
		g,
		h
	];
	for (let index = 0; index < added.length; index += 1) state[index] = (state[index] ?? 0) + (added[index] ?? 0);
}

// src/policy/digest.ts
const DIGEST_PATTERN = /^sha256:[0-9a-f]{64}$/;
function digestOf(bytes) {
	return asDigest(`sha256:${sha256(bytes)}`);
}
function isDigest(text) {
	return DIGEST_PATTERN.test(text);
}
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
function problem(allowed, hint) {
	return hint === void 0 || hint === "" ? {
		kind: "problem",
		allowed
	} : {
		kind: "problem",
		allowed,
		hint
	};
}
function parseText(text) {
	return hasInvisible(text) ? problem("one line of text without control characters") : value(text);
}
function parseBoolean(text) {
	const parsed = BOOLEANS.get(text);
	return parsed === void 0 ? problem("true or false") : value(parsed);
}
function parseInteger(text, range) {
	const number = /^\d+$/.test(text) ? Number(text) : NaN;
	return number >= range.minimum && number <= range.maximum ? value(number) : problem(`a whole number from ${range.minimum} to ${range.maximum}`);
}
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
	return problem(`a duration from ${range.minimum} to ${range.maximum}, a number and ms, s, m, h or d`, hint);
}
function parseChoice(text, choices) {
	return choices.includes(text) ? value(text) : problem(alternatives(choices), didYouMean$1(text, choices));
}
function parseChoices(text, choices) {
	const given = linesOf(text.replaceAll(",", "\n"));
	const unknown = given.find((word) => !choices.includes(word));
	if (unknown !== void 0) return problem(`one or more of ${choices.join(", ")}`, didYouMean$1(unknown, choices));
	return value(choices.filter((choice) => given.includes(choice)));
}
function linesOf(text) {
	return text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
function parseLines(text) {
	const lines = linesOf(text);
	return lines.some((line) => hasInvisible(line.replaceAll("	", " "))) ? problem("lines of text without control characters") : value(lines);
}
function parseDigest(text) {
	if (isDigest(text)) return value(text);
	return problem("sha256: and 64 lower-case hex digits", /^[0-9a-f]{64}$/.test(text) ? "; put sha256: in front" : "");
}
function isLoopback(hostname) {
	return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
function parseUrl(text, plainHttp) {
	const allowed = `an ${plainHttp === "anywhere" ? "http:// or https://" : "https://"} URL`;
	if (/[\s\\]/.test(text) || hasInvisible(text) || !URL.canParse(text)) return problem(allowed);
	const url = new URL(text);
	if (url.username !== "" || url.password !== "") return {
		kind: "problem",
		allowed: `${allowed} without user and password`,
		quote: false
	};
	if (!["http:", "https:"].includes(url.protocol)) return problem(allowed);
	if (/[?#]/.test(text)) return {
		kind: "problem",
		allowed: `${allowed} without query and fragment`,
		quote: false
	};
	if (plainHttp === "loopback" && url.protocol === "http:" && !isLoopback(url.hostname)) return problem(`${allowed} (http:// only for loopback)`);
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
function defaultOf(spec) {
	if (spec.type === "secret") return void 0;
	return spec.type === "duration" ? millisecondsOf(spec.default) : spec.default;
}

// src/options/lines.ts
const GATEWAY_ID = /^[^\s\p{C}\-/,=][^\s\p{C}/,=]{0,199}$/u;
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
function isRuleSeverity(text) {
	return RULE_SEVERITIES.some((severity) => severity === text);
}
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
function contradiction(a, others, why) {
	return {
		reads: [a, ...others],
		problems: (given) => isGiven(given, a) ? others.filter((name) => isGiven(given, name)).map((name) => `${given.label(a)} and ${given.label(name)} contradict each other: ${why}`) : []
	};
}
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
function crossProblems(given, broken) {
	return RULES$1.filter((rule) => !rule.reads.some((name) => broken.has(name))).flatMap((rule) => rule.problems(given));
}

// src/options/parse.ts
function asOptions(values) {
	return Object.fromEntries(values);
}
function isSet(name, text) {
	if (text === "") return false;
	const { type } = specOf(name);
	return type === "lines" || type === "choices" ? linesOf(text).length > 0 : true;
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
		const meant = nearest(name, optionNames(entry));
		const advice = meant === void 0 ? ": remove it, or see the documentation for the list" : `; did you mean ${dashes}${meant}?`;
		return [`unknown ${kind} ${shown(`${dashes}${name}`)}${advice}`];
	});
}
function parseOptions$1(entry, given) {
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
function requirementProblems(resolved) {
	return [...new Set(resolved.stages.flatMap((stage) => BY_STAGE[stage] ?? []).flatMap((requirement) => requirement(resolved)))];
}

// src/options/resolve.ts
const NOTHING$1 = {
	changes: {},
	overridden: []
};
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
function deployed(options, staging, production) {
	return [...options.phase === "promote" ? [] : staging.gateways, ...options.phase === "stage" ? [] : production.gateways];
}
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
const TOOL = {
	name: "keeptrusts-policy-action",
	version: "0.1.0"
};

// src/run/inventory-file.ts
const DEFAULT_INVENTORY = ".github/keeptrusts.yml";
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
const ARTIFACT_OF = {
	"linux-x64": "kt-linux-x86_64.tar.gz",
	"linux-arm64": "kt-linux-aarch64.tar.gz",
	"darwin-x64": "kt-macos-universal.tar.gz",
	"darwin-arm64": "kt-macos-universal.tar.gz"
};
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
function releaseVersion(text) {
	const bare = text.replace(/^v/, "");
	return VERSION.test(bare) && bare.length <= 100 ? bare : void 0;
}
const HEX_SHA256 = /^[0-9a-f]{64}$/;
function sha256Hex(text) {
	if (typeof text !== "string") return void 0;
	const lower = text.trim().toLowerCase();
	return HEX_SHA256.test(lower) ? lower : void 0;
}
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
function findOnPath(name, environment, platform = process.platform) {
	const path = Object.entries(environment).find(([key]) => key === "PATH" || platform === "win32" && key.toUpperCase() === "PATH")?.[1] ?? "";
	const file = platform === "win32" ? `${name}.exe` : name;
	for (const directory of path.split(delimiter)) {
		if (!isAbsolute(directory)) continue;
		const candidate = join(directory, file);
		if (isExecutableFile(candidate)) return candidate;
	}
}
function isExecutableFile(path) {
	try {
		if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
const PRIVILEGED_EVENTS = ["pull_request_target", "workflow_run"];
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
async function trustedKtPath(path, directory, trust) {
	const absolute = resolve(directory, path);
	mustNotTrustWorkspaceKt(absolute, trust);
	mustNotTrustWorkspaceKt(real(absolute), {
		...trust,
		workspace: real(resolve(trust.workspace))
	});
	return absolute;
}
function real(path) {
	try {
		return realpathSync.native(path);
	} catch {
		return path;
	}
}

// src/run/network.ts
const READ_ATTEMPT_MS = 5e3;
const READ_TOTAL_MS = 1e4;
var Network = class {
	#options;
	#surroundings;
	#clients = /* @__PURE__ */ new Map();
	constructor(options, surroundings) {
		this.#options = options;
		this.#surroundings = surroundings;
	}
	download = async (url, limits) => (await this.http()).download(url, limits);
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
		const authorities = caFile === void 0 ? void 0 : readAuthorities(resolve(this.#surroundings.directory, caFile));
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
function secretFromEnvironment(name, purpose, environment) {
	const value = environment[name];
	if (value !== void 0 && value !== "") return new Secret(value);
	throw new Failure("bad-input", {
		doing: `reading ${purpose} from environment variable ${name}`,
		cameBack: "it is not set or empty",
		nextStep: "Set it in env: of this step; secrets are empty in runs of forks and in jobs without their environment"
	});
}
function readAuthorities(path) {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		throw new Failure("bad-input", {
			doing: `reading ca-file ${JSON.stringify(path)}`,
			cameBack: messageOf(error),
			nextStep: "Check the path"
		});
	}
}

// src/run/kt-supply.ts
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
	async forValidation(stage) {
		if (this.#choice(stage).kt.kind === "none") return void 0;
		return this.#create(void 0, stage);
	}
	async forGateway(gateway, stage) {
		const { apiUrl, apiTokenEnv, caFile } = gateway ?? {};
		const key = JSON.stringify([
			apiUrl,
			apiTokenEnv,
			caFile
		]);
		const known = this.#made.get(key);
		if (known !== void 0) return known;
		const made = this.#create(this.credentials(gateway), stage, caFile);
		this.#made.set(key, made);
		return made;
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
	#choice(stage) {
		const engine = stage === "validate" ? this.#options.engine : void 0;
		return chooseEngines({
			stage,
			engine,
			ktPath: this.#options["kt-path"],
			ktVersion: this.#options["kt-version"],
			ktOnPath: engine === "builtin" ? void 0 : findOnPath("kt", this.#surroundings.environment)
		});
	}
	async #create(credentials, stage, gatewayCaFile) {
		this.#identity ??= this.#identify(stage);
		const { identity, emptyHome } = await this.#identity;
		const { environment, signal, directory } = this.#surroundings;
		const caFile = gatewayCaFile ?? this.#options["ca-file"];
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
		const emptyHome = mkdtempSync(join(temporaryDirectory, "home-"));
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
		const { kt } = this.#choice(stage);
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

// node_modules/yaml/browser/dist/nodes/identity.js
const ALIAS = Symbol.for("yaml.alias");
const DOC = Symbol.for("yaml.document");
const MAP = Symbol.for("yaml.map");
const PAIR = Symbol.for("yaml.pair");
const SCALAR$1 = Symbol.for("yaml.scalar");
const SEQ = Symbol.for("yaml.seq");
const NODE_TYPE = Symbol.for("yaml.node.type");
const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
const isScalar = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR$1;
const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
function isCollection(node) {
	if (node && typeof node === "object") switch (node[NODE_TYPE]) {
		case MAP:
		case SEQ: return true;
	}
	return false;
}
function isNode$1(node) {
	if (node && typeof node === "object") switch (node[NODE_TYPE]) {
		case ALIAS:
		case MAP:
		case SCALAR$1:
		case SEQ: return true;
	}
	return false;
}
const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;

// node_modules/yaml/browser/dist/visit.js
const BREAK$1 = Symbol("break visit");
const SKIP$1 = Symbol("skip children");
const REMOVE$1 = Symbol("remove node");
function visit$1(node, visitor) {
	const visitor_ = initVisitor(visitor);
	if (isDocument(node)) {
		if (visit_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE$1) node.contents = null;
	} else visit_(null, node, visitor_, Object.freeze([]));
}
visit$1.BREAK = BREAK$1;
visit$1.SKIP = SKIP$1;
visit$1.REMOVE = REMOVE$1;
function visit_(key, node, visitor, path) {
	const ctrl = callVisitor(key, node, visitor, path);
	if (isNode$1(ctrl) || isPair(ctrl)) {
		replaceNode(key, path, ctrl);
		return visit_(key, ctrl, visitor, path);
	}
	if (typeof ctrl !== "symbol") {
		if (isCollection(node)) {
			path = Object.freeze(path.concat(node));
			for (let i = 0; i < node.items.length; ++i) {
				const ci = visit_(i, node.items[i], visitor, path);
				if (typeof ci === "number") i = ci - 1;
				else if (ci === BREAK$1) return BREAK$1;
				else if (ci === REMOVE$1) {
					node.items.splice(i, 1);
					i -= 1;
				}
			}
		} else if (isPair(node)) {
			path = Object.freeze(path.concat(node));
			const ck = visit_("key", node.key, visitor, path);
			if (ck === BREAK$1) return BREAK$1;
			else if (ck === REMOVE$1) node.key = null;
			const cv = visit_("value", node.value, visitor, path);
			if (cv === BREAK$1) return BREAK$1;
			else if (cv === REMOVE$1) node.value = null;
		}
	}
	return ctrl;
}
async function visitAsync(node, visitor) {
	const visitor_ = initVisitor(visitor);
	if (isDocument(node)) {
		if (await visitAsync_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE$1) node.contents = null;
	} else await visitAsync_(null, node, visitor_, Object.freeze([]));
}
visitAsync.BREAK = BREAK$1;
visitAsync.SKIP = SKIP$1;
visitAsync.REMOVE = REMOVE$1;
async function visitAsync_(key, node, visitor, path) {
	const ctrl = await callVisitor(key, node, visitor, path);
	if (isNode$1(ctrl) || isPair(ctrl)) {
		replaceNode(key, path, ctrl);
		return visitAsync_(key, ctrl, visitor, path);
	}
	if (typeof ctrl !== "symbol") {
		if (isCollection(node)) {
			path = Object.freeze(path.concat(node));
			for (let i = 0; i < node.items.length; ++i) {
				const ci = await visitAsync_(i, node.items[i], visitor, path);
				if (typeof ci === "number") i = ci - 1;
				else if (ci === BREAK$1) return BREAK$1;
				else if (ci === REMOVE$1) {
					node.items.splice(i, 1);
					i -= 1;
				}
			}
		} else if (isPair(node)) {
			path = Object.freeze(path.concat(node));
			const ck = await visitAsync_("key", node.key, visitor, path);
			if (ck === BREAK$1) return BREAK$1;
			else if (ck === REMOVE$1) node.key = null;
			const cv = await visitAsync_("value", node.value, visitor, path);
			if (cv === BREAK$1) return BREAK$1;
			else if (cv === REMOVE$1) node.value = null;
		}
	}
	return ctrl;
}
function initVisitor(visitor) {
	if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) return Object.assign({
		Alias: visitor.Node,
		Map: visitor.Node,
		Scalar: visitor.Node,
		Seq: visitor.Node
	}, visitor.Value && {
		Map: visitor.Value,
		Scalar: visitor.Value,
		Seq: visitor.Value
	}, visitor.Collection && {
		Map: visitor.Collection,
		Seq: visitor.Collection
	}, visitor);
	return visitor;
}
function callVisitor(key, node, visitor, path) {
	if (typeof visitor === "function") return visitor(key, node, path);
	if (isMap(node)) return visitor.Map?.(key, node, path);
	if (isSeq(node)) return visitor.Seq?.(key, node, path);
	if (isPair(node)) return visitor.Pair?.(key, node, path);
	if (isScalar(node)) return visitor.Scalar?.(key, node, path);
	if (isAlias(node)) return visitor.Alias?.(key, node, path);
}
function replaceNode(key, path, node) {
	const parent = path[path.length - 1];
	if (isCollection(parent)) parent.items[key] = node;
	else if (isPair(parent)) {
		if (key === "key") parent.key = node;
		else parent.value = node;
	} else if (isDocument(parent)) parent.contents = node;
	else {
		const pt = isAlias(parent) ? "alias" : "scalar";
		throw new Error(`Cannot replace node with ${pt} parent`);
	}
}

// node_modules/yaml/browser/dist/doc/directives.js
const escapeChars = {
	"!": "%21",
	",": "%2C",
	"[": "%5B",
	"]": "%5D",
	"{": "%7B",
	"}": "%7D"
};
const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
var Directives = class Directives {
	constructor(yaml, tags) {
		this.docStart = null;
		this.docEnd = false;
		this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
		this.tags = Object.assign({}, Directives.defaultTags, tags);
	}
	clone() {
		const copy = new Directives(this.yaml, this.tags);
		copy.docStart = this.docStart;
		return copy;
	}
	atDocument() {
		const res = new Directives(this.yaml, this.tags);
		switch (this.yaml.version) {
			case "1.1":
				this.atNextDocument = true;
				break;
			case "1.2":
				this.atNextDocument = false;
				this.yaml = {
					explicit: Directives.defaultYaml.explicit,
					version: "1.2"
				};
				this.tags = Object.assign({}, Directives.defaultTags);
		}
		return res;
	}
	add(line, onError) {
		if (this.atNextDocument) {
			this.yaml = {
				explicit: Directives.defaultYaml.explicit,
				version: "1.1"
			};
			this.tags = Object.assign({}, Directives.defaultTags);
			this.atNextDocument = false;
		}
		const parts = line.trim().split(/[ \t]+/);
		const name = parts.shift();
		switch (name) {
			case "%TAG": {
				if (parts.length !== 2) {
					onError(0, "%TAG directive should contain exactly two parts");
					if (parts.length < 2) return false;
				}
				const [handle, prefix] = parts;
				this.tags[handle] = prefix;
				return true;
			}
			case "%YAML": {
				this.yaml.explicit = true;
				if (parts.length !== 1) {
					onError(0, "%YAML directive should contain exactly one part");
					return false;
				}
				const [version] = parts;
				if (version === "1.1" || version === "1.2") {
					this.yaml.version = version;
					return true;
				} else {
					const isValid = /^\d+\.\d+$/.test(version);
					onError(6, `Unsupported YAML version ${version}`, isValid);
					return false;
				}
			}
			default:
				onError(0, `Unknown directive ${name}`, true);
				return false;
		}
	}
	tagName(source, onError) {
		if (source === "!") return "!";
		if (source[0] !== "!") {
			onError(`Not a valid tag: ${source}`);
			return null;
		}
		if (source[1] === "<") {
			const verbatim = source.slice(2, -1);
			if (verbatim === "!" || verbatim === "!!") {
				onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
				return null;
			}
			if (source[source.length - 1] !== ">") onError("Verbatim tags must end with a >");
			return verbatim;
		}
		const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
		if (!suffix) onError(`The ${source} tag has no suffix`);
		const prefix = this.tags[handle];
		if (prefix) try {
			return prefix + decodeURIComponent(suffix);
		} catch (error) {
			onError(String(error));
			return null;
		}
		if (handle === "!") return source;
		onError(`Could not resolve tag: ${source}`);
		return null;
	}
	tagString(tag) {
		for (const [handle, prefix] of Object.entries(this.tags)) if (tag.startsWith(prefix)) return handle + escapeTagName(tag.substring(prefix.length));
		return tag[0] === "!" ? tag : `!<${tag}>`;
	}
	toString(doc) {
		const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
		const tagEntries = Object.entries(this.tags);
		let tagNames;
		if (doc && tagEntries.length > 0 && isNode$1(doc.contents)) {
			const tags = {};
			visit$1(doc.contents, (_key, node) => {
				if (isNode$1(node) && node.tag) tags[node.tag] = true;
			});
			tagNames = Object.keys(tags);
		} else tagNames = [];
		for (const [handle, prefix] of tagEntries) {
			if (handle === "!!" && prefix === "tag:yaml.org,2002:") continue;
			if (!doc || tagNames.some((tn) => tn.startsWith(prefix))) lines.push(`%TAG ${handle} ${prefix}`);
		}
		return lines.join("\n");
	}
};
Directives.defaultYaml = {
	explicit: false,
	version: "1.2"
};
Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };

// node_modules/yaml/browser/dist/doc/anchors.js
function anchorIsValid(anchor) {
	if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
		const msg = `Anchor must not contain whitespace or control characters: ${JSON.stringify(anchor)}`;
		throw new Error(msg);
	}
	return true;
}
function anchorNames(root) {
	const anchors = /* @__PURE__ */ new Set();
	visit$1(root, { Value(_key, node) {
		if (node.anchor) anchors.add(node.anchor);
	} });
	return anchors;
}
function findNewAnchor(prefix, exclude) {
	for (let i = 1;; ++i) {
		const name = `${prefix}${i}`;
		if (!exclude.has(name)) return name;
	}
}
function createNodeAnchors(doc, prefix) {
	const aliasObjects = [];
	const sourceObjects = /* @__PURE__ */ new Map();
	let prevAnchors = null;
	return {
		onAnchor: (source) => {
			aliasObjects.push(source);
			prevAnchors ?? (prevAnchors = anchorNames(doc));
			const anchor = findNewAnchor(prefix, prevAnchors);
			prevAnchors.add(anchor);
			return anchor;
		},
		setAnchors: () => {
			for (const source of aliasObjects) {
				const ref = sourceObjects.get(source);
				if (typeof ref === "object" && ref.anchor && (isScalar(ref.node) || isCollection(ref.node))) ref.node.anchor = ref.anchor;
				else {
					const error = /* @__PURE__ */ new Error("Failed to resolve repeated object (this should not happen)");
					error.source = source;
					throw error;
				}
			}
		},
		sourceObjects
	};
}

// node_modules/yaml/browser/dist/doc/applyReviver.js
function applyReviver(reviver, obj, key, val) {
	if (val && typeof val === "object") {
		if (Array.isArray(val)) for (let i = 0, len = val.length; i < len; ++i) {
			const v0 = val[i];
			const v1 = applyReviver(reviver, val, String(i), v0);
			if (v1 === void 0) delete val[i];
			else if (v1 !== v0) val[i] = v1;
		}
		else if (val instanceof Map) for (const k of Array.from(val.keys())) {
			const v0 = val.get(k);
			const v1 = applyReviver(reviver, val, k, v0);
			if (v1 === void 0) val.delete(k);
			else if (v1 !== v0) val.set(k, v1);
		}
		else if (val instanceof Set) for (const v0 of Array.from(val)) {
			const v1 = applyReviver(reviver, val, v0, v0);
			if (v1 === void 0) val.delete(v0);
			else if (v1 !== v0) {
				val.delete(v0);
				val.add(v1);
			}
		}
		else for (const [k, v0] of Object.entries(val)) {
			const v1 = applyReviver(reviver, val, k, v0);
			if (v1 === void 0) delete val[k];
			else if (v1 !== v0) val[k] = v1;
		}
	}
	return reviver.call(obj, key, val);
}

// node_modules/yaml/browser/dist/nodes/toJS.js
function toJS(value, arg, ctx) {
	if (Array.isArray(value)) return value.map((v, i) => toJS(v, String(i), ctx));
	if (value && typeof value.toJSON === "function") {
		if (!ctx || !hasAnchor(value)) return value.toJSON(arg, ctx);
		const data = {
			aliasCount: 0,
			count: 1,
			res: void 0
		};
		ctx.anchors.set(value, data);
		ctx.onCreate = (res) => {
			data.res = res;
			delete ctx.onCreate;
		};
		const res = value.toJSON(arg, ctx);
		if (ctx.onCreate) ctx.onCreate(res);
		return res;
	}
	if (typeof value === "bigint" && !ctx?.keep) return Number(value);
	return value;
}

// node_modules/yaml/browser/dist/nodes/Node.js
var NodeBase = class {
	constructor(type) {
		Object.defineProperty(this, NODE_TYPE, { value: type });
	}
	clone() {
		const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
		if (this.range) copy.range = this.range.slice();
		return copy;
	}
	toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
		if (!isDocument(doc)) throw new TypeError("A document argument is required");
		const ctx = {
			anchors: /* @__PURE__ */ new Map(),
			doc,
			keep: true,
			mapAsMap: mapAsMap === true,
			mapKeyWarned: false,
			maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
		};
		const res = toJS(this, "", ctx);
		if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
		return typeof reviver === "function" ? applyReviver(reviver, { "": res }, "", res) : res;
	}
};

// node_modules/yaml/browser/dist/nodes/Alias.js
var Alias = class extends NodeBase {
	constructor(source) {
		super(ALIAS);
		this.source = source;
		Object.defineProperty(this, "tag", { set() {
			throw new Error("Alias nodes cannot have tags");
		} });
	}
	resolve(doc, ctx) {
		if (ctx?.maxAliasCount === 0) throw new ReferenceError("Alias resolution is disabled");
		let nodes;
		if (ctx?.aliasResolveCache) nodes = ctx.aliasResolveCache;
		else {
			nodes = [];
			visit$1(doc, { Node: (_key, node) => {
				if (isAlias(node) || hasAnchor(node)) nodes.push(node);
			} });
			if (ctx) ctx.aliasResolveCache = nodes;
		}
		let found = void 0;
		for (const node of nodes) {
			if (node === this) break;
			if (node.anchor === this.source) found = node;
		}
		if (found && ctx) {
			const { anchors, doc, maxAliasCount } = ctx;
			let data = anchors.get(found);
			if (!data) {
				toJS(found, null, ctx);
				data = anchors.get(found);
			}
			/* istanbul ignore if */
			if (data?.res === void 0) throw new ReferenceError("This should not happen: Alias anchor was not resolved?");
			if (maxAliasCount >= 0) {
				data.count += 1;
				if (data.aliasCount === 0) data.aliasCount = getAliasCount(doc, found, anchors);
				if (data.count * data.aliasCount > maxAliasCount) throw new ReferenceError("Excessive alias count indicates a resource exhaustion attack");
			}
		}
		return found;
	}
	toJSON(_arg, ctx) {
		if (!ctx) return { source: this.source };
		const source = this.resolve(ctx.doc, ctx);
		if (!source) {
			const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
			throw new ReferenceError(msg);
		}
		return ctx.anchors.get(source).res;
	}
	toString(ctx, _onComment, _onChompKeep) {
		const src = `*${this.source}`;
		if (ctx) {
			anchorIsValid(this.source);
			if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
				const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
				throw new Error(msg);
			}
			if (ctx.implicitKey) return `${src} `;
		}
		return src;
	}
};
function getAliasCount(doc, node, anchors) {
	if (isAlias(node)) {
		const source = node.resolve(doc);
		const anchor = anchors && source && anchors.get(source);
		return anchor ? anchor.count * anchor.aliasCount : 0;
	} else if (isCollection(node)) {
		let count = 0;
		for (const item of node.items) {
			const c = getAliasCount(doc, item, anchors);
			if (c > count) count = c;
		}
		return count;
	} else if (isPair(node)) {
		const kc = getAliasCount(doc, node.key, anchors);
		const vc = getAliasCount(doc, node.value, anchors);
		return Math.max(kc, vc);
	}
	return 1;
}

// node_modules/yaml/browser/dist/nodes/Scalar.js
const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
var Scalar = class extends NodeBase {
	constructor(value) {
		super(SCALAR$1);
		this.value = value;
	}
	toJSON(arg, ctx) {
		return ctx?.keep ? this.value : toJS(this.value, arg, ctx);
	}
	toString() {
		return String(this.value);
	}
};
Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
Scalar.PLAIN = "PLAIN";
Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";

// node_modules/yaml/browser/dist/doc/createNode.js
const defaultTagPrefix = "tag:yaml.org,2002:";
function findTagObject(value, tagName, tags) {
	if (tagName) {
		const match = tags.filter((t) => t.tag === tagName);
		const tagObj = match.find((t) => !t.format) ?? match[0];
		if (!tagObj) throw new Error(`Tag ${tagName} not found`);
		return tagObj;
	}
	return tags.find((t) => t.identify?.(value) && !t.format);
}
function createNode(value, tagName, ctx) {
	if (isDocument(value)) value = value.contents;
	if (isNode$1(value)) return value;
	if (isPair(value)) {
		const map = ctx.schema[MAP].createNode?.(ctx.schema, null, ctx);
		map.items.push(value);
		return map;
	}
	if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) value = value.valueOf();
	const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
	let ref = void 0;
	if (aliasDuplicateObjects && value && typeof value === "object") {
		ref = sourceObjects.get(value);
		if (ref) {
			ref.anchor ?? (ref.anchor = onAnchor(value));
			return new Alias(ref.anchor);
		} else {
			ref = {
				anchor: null,
				node: null
			};
			sourceObjects.set(value, ref);
		}
	}
	if (tagName?.startsWith("!!")) tagName = defaultTagPrefix + tagName.slice(2);
	let tagObj = findTagObject(value, tagName, schema.tags);
	if (!tagObj) {
		if (value && typeof value.toJSON === "function") value = value.toJSON();
		if (!value || typeof value !== "object") {
			const node = new Scalar(value);
			if (ref) ref.node = node;
			return node;
		}
		tagObj = value instanceof Map ? schema[MAP] : Symbol.iterator in Object(value) ? schema[SEQ] : schema[MAP];
	}
	if (onTagObj) {
		onTagObj(tagObj);
		delete ctx.onTagObj;
	}
	const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar(value);
	if (tagName) node.tag = tagName;
	else if (!tagObj.default) node.tag = tagObj.tag;
	if (ref) ref.node = node;
	return node;
}

// node_modules/yaml/browser/dist/nodes/Collection.js
function collectionFromPath(schema, path, value) {
	let v = value;
	for (let i = path.length - 1; i >= 0; --i) {
		const k = path[i];
		if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
			const a = [];
			a[k] = v;
			v = a;
		} else v = /* @__PURE__ */ new Map([[k, v]]);
	}
	return createNode(v, void 0, {
		aliasDuplicateObjects: false,
		keepUndefined: false,
		onAnchor: () => {
			throw new Error("This should not happen, please report a bug.");
		},
		schema,
		sourceObjects: /* @__PURE__ */ new Map()
	});
}
const isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
var Collection = class extends NodeBase {
	constructor(type, schema) {
		super(type);
		Object.defineProperty(this, "schema", {
			value: schema,
			configurable: true,
			enumerable: false,
			writable: true
		});
	}
	clone(schema) {
		const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
		if (schema) copy.schema = schema;
		copy.items = copy.items.map((it) => isNode$1(it) || isPair(it) ? it.clone(schema) : it);
		if (this.range) copy.range = this.range.slice();
		return copy;
	}
	addIn(path, value) {
		if (isEmptyPath(path)) this.add(value);
		else {
			const [key, ...rest] = path;
			const node = this.get(key, true);
			if (isCollection(node)) node.addIn(rest, value);
			else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
	}
	deleteIn(path) {
		const [key, ...rest] = path;
		if (rest.length === 0) return this.delete(key);
		const node = this.get(key, true);
		if (isCollection(node)) return node.deleteIn(rest);
		else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
	}
	getIn(path, keepScalar) {
		const [key, ...rest] = path;
		const node = this.get(key, true);
		if (rest.length === 0) return !keepScalar && isScalar(node) ? node.value : node;
		else return isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
	}
	hasAllNullValues(allowScalar) {
		return this.items.every((node) => {
			if (!isPair(node)) return false;
			const n = node.value;
			return n == null || allowScalar && isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
		});
	}
	hasIn(path) {
		const [key, ...rest] = path;
		if (rest.length === 0) return this.has(key);
		const node = this.get(key, true);
		return isCollection(node) ? node.hasIn(rest) : false;
	}
	setIn(path, value) {
		const [key, ...rest] = path;
		if (rest.length === 0) this.set(key, value);
		else {
			const node = this.get(key, true);
			if (isCollection(node)) node.setIn(rest, value);
			else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
	}
};

// node_modules/yaml/browser/dist/stringify/stringifyComment.js
const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
function indentComment(comment, indent) {
	if (/^\n+$/.test(comment)) return comment.substring(1);
	return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
}
const lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;

// node_modules/yaml/browser/dist/stringify/foldFlowLines.js
const FOLD_FLOW = "flow";
const FOLD_BLOCK = "block";
const FOLD_QUOTED = "quoted";
function foldFlowLines(text, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
	if (!lineWidth || lineWidth < 0) return text;
	if (lineWidth < minContentWidth) minContentWidth = 0;
	const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
	if (text.length <= endStep) return text;
	const folds = [];
	const escapedFolds = {};
	let end = lineWidth - indent.length;
	if (typeof indentAtStart === "number") {
		if (indentAtStart > lineWidth - Math.max(2, minContentWidth)) folds.push(0);
		else end = lineWidth - indentAtStart;
	}
	let split = void 0;
	let prev = void 0;
	let overflow = false;
	let i = -1;
	let escStart = -1;
	let escEnd = -1;
	if (mode === "block") {
		i = consumeMoreIndentedLines(text, i, indent.length);
		if (i !== -1) end = i + endStep;
	}
	for (let ch; ch = text[i += 1];) {
		if (mode === "quoted" && ch === "\\") {
			escStart = i;
			switch (text[i + 1]) {
				case "x":
					i += 3;
					break;
				case "u":
					i += 5;
					break;
				case "U":
					i += 9;
					break;
				default: i += 1;
			}
			escEnd = i;
		}
		if (ch === "\n") {
			if (mode === "block") i = consumeMoreIndentedLines(text, i, indent.length);
			end = i + indent.length + endStep;
			split = void 0;
		} else {
			if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
				const next = text[i + 1];
				if (next && next !== " " && next !== "\n" && next !== "	") split = i;
			}
			if (i >= end) {
				if (split) {
					folds.push(split);
					end = split + endStep;
					split = void 0;
				} else if (mode === "quoted") {
					while (prev === " " || prev === "	") {
						prev = ch;
						ch = text[i += 1];
						overflow = true;
					}
					const j = i > escEnd + 1 ? i - 2 : escStart - 1;
					if (escapedFolds[j]) return text;
					folds.push(j);
					escapedFolds[j] = true;
					end = j + endStep;
					split = void 0;
				} else overflow = true;
			}
		}
		prev = ch;
	}
	if (overflow && onOverflow) onOverflow();
	if (folds.length === 0) return text;
	if (onFold) onFold();
	let res = text.slice(0, folds[0]);
	for (let i = 0; i < folds.length; ++i) {
		const fold = folds[i];
		const end = folds[i + 1] || text.length;
		if (fold === 0) res = `\n${indent}${text.slice(0, end)}`;
		else {
			if (mode === "quoted" && escapedFolds[fold]) res += `${text[fold]}\\`;
			res += `\n${indent}${text.slice(fold + 1, end)}`;
		}
	}
	return res;
}
function consumeMoreIndentedLines(text, i, indent) {
	let end = i;
	let start = i + 1;
	let ch = text[start];
	while (ch === " " || ch === "	") if (i < start + indent) ch = text[++i];
	else {
		do
			ch = text[++i];
		while (ch && ch !== "\n");
		end = i;
		start = i + 1;
		ch = text[start];
	}
	return end;
}

// node_modules/yaml/browser/dist/stringify/stringifyString.js
const getFoldOptions = (ctx, isBlock) => ({
	indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
	lineWidth: ctx.options.lineWidth,
	minContentWidth: ctx.options.minContentWidth
});
const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
function lineLengthOverLimit(str, lineWidth, indentLength) {
	if (!lineWidth || lineWidth < 0) return false;
	const limit = lineWidth - indentLength;
	const strLen = str.length;
	if (strLen <= limit) return false;
	for (let i = 0, start = 0; i < strLen; ++i) if (str[i] === "\n") {
		if (i - start > limit) return true;
		start = i + 1;
		if (strLen - start <= limit) return false;
	}
	return true;
}
function doubleQuotedString(value, ctx) {
	const json = JSON.stringify(value);
	if (ctx.options.doubleQuotedAsJSON) return json;
	const { implicitKey } = ctx;
	const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
	const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
	let str = "";
	let start = 0;
	for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
		if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
			str += json.slice(start, i) + "\\ ";
			i += 1;
			start = i;
			ch = "\\";
		}
		if (ch === "\\") switch (json[i + 1]) {
			case "u":
				{
					str += json.slice(start, i);
					const code = json.substr(i + 2, 4);
					switch (code) {
						case "0000":
							str += "\\0";
							break;
						case "0007":
							str += "\\a";
							break;
						case "000b":
							str += "\\v";
							break;
						case "001b":
							str += "\\e";
							break;
						case "0085":
							str += "\\N";
							break;
						case "00a0":
							str += "\\_";
							break;
						case "2028":
							str += "\\L";
							break;
						case "2029":
							str += "\\P";
							break;
						default: if (code.substr(0, 2) === "00") str += "\\x" + code.substr(2);
						else str += json.substr(i, 6);
					}
					i += 5;
					start = i + 1;
				}
				break;
			case "n":
				if (implicitKey || json[i + 2] === "\"" || json.length < minMultiLineLength) i += 1;
				else {
					str += json.slice(start, i) + "\n\n";
					while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== "\"") {
						str += "\n";
						i += 2;
					}
					str += indent;
					if (json[i + 2] === " ") str += "\\";
					i += 1;
					start = i + 1;
				}
				break;
			default: i += 1;
		}
	}
	str = start ? str + json.slice(start) : json;
	return implicitKey ? str : foldFlowLines(str, indent, FOLD_QUOTED, getFoldOptions(ctx, false));
}
function singleQuotedString(value, ctx) {
	if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value)) return doubleQuotedString(value, ctx);
	const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
	const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
	return ctx.implicitKey ? res : foldFlowLines(res, indent, FOLD_FLOW, getFoldOptions(ctx, false));
}
function quotedString(value, ctx) {
	const { singleQuote } = ctx.options;
	let qs;
	if (singleQuote === false) qs = doubleQuotedString;
	else {
		const hasDouble = value.includes("\"");
		const hasSingle = value.includes("'");
		if (hasDouble && !hasSingle) qs = singleQuotedString;
		else if (hasSingle && !hasDouble) qs = doubleQuotedString;
		else qs = singleQuote ? singleQuotedString : doubleQuotedString;
	}
	return qs(value, ctx);
}
let blockEndNewlines;
try {
	blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
} catch {
	blockEndNewlines = /\n+(?!\n|$)/g;
}
function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
	const { blockQuote, commentString, lineWidth } = ctx.options;
	if (!blockQuote || /\n[\t ]+$/.test(value)) return quotedString(value, ctx);
	const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
	const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.BLOCK_FOLDED ? false : type === Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
	if (!value) return literal ? "|\n" : ">\n";
	let chomp;
	let endStart;
	for (endStart = value.length; endStart > 0; --endStart) {
		const ch = value[endStart - 1];
		if (ch !== "\n" && ch !== "	" && ch !== " ") break;
	}
	let end = value.substring(endStart);
	const endNlPos = end.indexOf("\n");
	if (endNlPos === -1) chomp = "-";
	else if (value === end || endNlPos !== end.length - 1) {
		chomp = "+";
		if (onChompKeep) onChompKeep();
	} else chomp = "";
	if (end) {
		value = value.slice(0, -end.length);
		if (end[end.length - 1] === "\n") end = end.slice(0, -1);
		end = end.replace(blockEndNewlines, `$&${indent}`);
	}
	let startWithSpace = false;
	let startEnd;
	let startNlPos = -1;
	for (startEnd = 0; startEnd < value.length; ++startEnd) {
		const ch = value[startEnd];
		if (ch === " ") startWithSpace = true;
		else if (ch === "\n") startNlPos = startEnd;
		else break;
	}
	let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
	if (start) {
		value = value.substring(start.length);
		start = start.replace(/\n+/g, `$&${indent}`);
	}
	let header = (startWithSpace ? indent ? "2" : "1" : "") + chomp;
	if (comment) {
		header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
		if (onComment) onComment();
	}
	if (!literal) {
		const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
		let literalFallback = false;
		const foldOptions = getFoldOptions(ctx, true);
		if (blockQuote !== "folded" && type !== Scalar.BLOCK_FOLDED) foldOptions.onOverflow = () => {
			literalFallback = true;
		};
		const body = foldFlowLines(`${start}${foldedValue}${end}`, indent, FOLD_BLOCK, foldOptions);
		if (!literalFallback) return `>${header}\n${indent}${body}`;
	}
	value = value.replace(/\n+/g, `$&${indent}`);
	return `|${header}\n${indent}${start}${value}${end}`;
}
function plainString(item, ctx, onComment, onChompKeep) {
	const { type, value } = item;
	const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
	if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) return quotedString(value, ctx);
	if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
	if (!implicitKey && !inFlow && type !== Scalar.PLAIN && value.includes("\n")) return blockString(item, ctx, onComment, onChompKeep);
	if (containsDocumentMarker(value)) {
		if (indent === "") {
			ctx.forceBlockIndent = true;
			return blockString(item, ctx, onComment, onChompKeep);
		} else if (implicitKey && indent === indentStep) return quotedString(value, ctx);
	}
	const str = value.replace(/\n+/g, `$&\n${indent}`);
	if (actualString) {
		const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
		const { compat, tags } = ctx.doc.schema;
		if (tags.some(test) || compat?.some(test)) return quotedString(value, ctx);
	}
	return implicitKey ? str : foldFlowLines(str, indent, FOLD_FLOW, getFoldOptions(ctx, false));
}
function stringifyString(item, ctx, onComment, onChompKeep) {
	const { implicitKey, inFlow } = ctx;
	const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
	let { type } = item;
	if (type !== Scalar.QUOTE_DOUBLE) {
		if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value)) type = Scalar.QUOTE_DOUBLE;
	}
	const _stringify = (_type) => {
		switch (_type) {
			case Scalar.BLOCK_FOLDED:
			case Scalar.BLOCK_LITERAL: return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
			case Scalar.QUOTE_DOUBLE: return doubleQuotedString(ss.value, ctx);
			case Scalar.QUOTE_SINGLE: return singleQuotedString(ss.value, ctx);
			case Scalar.PLAIN: return plainString(ss, ctx, onComment, onChompKeep);
			default: return null;
		}
	};
	let res = _stringify(type);
	if (res === null) {
		const { defaultKeyType, defaultStringType } = ctx.options;
		const t = implicitKey && defaultKeyType || defaultStringType;
		res = _stringify(t);
		if (res === null) throw new Error(`Unsupported default string type ${t}`);
	}
	return res;
}

// node_modules/yaml/browser/dist/stringify/stringify.js
function createStringifyContext(doc, options) {
	const opt = Object.assign({
		blockQuote: true,
		commentString: stringifyComment,
		defaultKeyType: null,
		defaultStringType: "PLAIN",
		directives: null,
		doubleQuotedAsJSON: false,
		doubleQuotedMinMultiLineLength: 40,
		falseStr: "false",
		flowCollectionPadding: true,
		indentSeq: true,
		lineWidth: 80,
		minContentWidth: 20,
		nullStr: "null",
		simpleKeys: false,
		singleQuote: null,
		trailingComma: false,
		trueStr: "true",
		verifyAliasOrder: true
	}, doc.schema.toStringOptions, options);
	let inFlow;
	switch (opt.collectionStyle) {
		case "block":
			inFlow = false;
			break;
		case "flow":
			inFlow = true;
			break;
		default: inFlow = null;
	}
	return {
		anchors: /* @__PURE__ */ new Set(),
		doc,
		flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
		indent: "",
		indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
		inFlow,
		options: opt
	};
}
function getTagObject(tags, item) {
	if (item.tag) {
		const match = tags.filter((t) => t.tag === item.tag);
		if (match.length > 0) return match.find((t) => t.format === item.format) ?? match[0];
	}
	let tagObj = void 0;
	let obj;
	if (isScalar(item)) {
		obj = item.value;
		let match = tags.filter((t) => t.identify?.(obj));
		if (match.length > 1) {
			const testMatch = match.filter((t) => t.test);
			if (testMatch.length > 0) match = testMatch;
		}
		tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
	} else {
		obj = item;
		tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
	}
	if (!tagObj) {
		const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
		throw new Error(`Tag not resolved for ${name} value`);
	}
	return tagObj;
}
function stringifyProps(node, tagObj, { anchors, doc }) {
	if (!doc.directives) return "";
	const props = [];
	const anchor = (isScalar(node) || isCollection(node)) && node.anchor;
	if (anchor && anchorIsValid(anchor)) {
		anchors.add(anchor);
		props.push(`&${anchor}`);
	}
	const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
	if (tag) props.push(doc.directives.tagString(tag));
	return props.join(" ");
}
function stringify(item, ctx, onComment, onChompKeep) {
	if (isPair(item)) return item.toString(ctx, onComment, onChompKeep);
	if (isAlias(item)) {
		if (ctx.doc.directives) return item.toString(ctx);
		if (ctx.resolvedAliases?.has(item)) throw new TypeError(`Cannot stringify circular structure without alias nodes`);
		else {
			if (ctx.resolvedAliases) ctx.resolvedAliases.add(item);
			else ctx.resolvedAliases = /* @__PURE__ */ new Set([item]);
			item = item.resolve(ctx.doc);
		}
	}
	let tagObj = void 0;
	const node = isNode$1(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
	tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
	const props = stringifyProps(node, tagObj, ctx);
	if (props.length > 0) ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
	const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : isScalar(node) ? stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
	if (!props) return str;
	return isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}\n${ctx.indent}${str}`;
}

// node_modules/yaml/browser/dist/stringify/stringifyPair.js
function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
	const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
	let keyComment = isNode$1(key) && key.comment || null;
	if (simpleKeys) {
		if (keyComment) throw new Error("With simple keys, key nodes cannot have comments");
		if (isCollection(key) || !isNode$1(key) && typeof key === "object") throw new Error("With simple keys, collection cannot be used as a key value");
	}
	let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || isCollection(key) || (isScalar(key) ? key.type === Scalar.BLOCK_FOLDED || key.type === Scalar.BLOCK_LITERAL : typeof key === "object"));
	ctx = Object.assign({}, ctx, {
		allNullValues: false,
		implicitKey: !explicitKey && (simpleKeys || !allNullValues),
		indent: indent + indentStep
	});
	let keyCommentDone = false;
	let chompKeep = false;
	let str = stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
	if (!explicitKey && !ctx.inFlow && str.length > 1024) {
		if (simpleKeys) throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
		explicitKey = true;
	}
	if (ctx.inFlow) {
		if (allNullValues || value == null) {
			if (keyCommentDone && onComment) onComment();
			return str === "" ? "?" : explicitKey ? `? ${str}` : str;
		}
	} else if (allNullValues && !simpleKeys || value == null && explicitKey) {
		str = `? ${str}`;
		if (keyComment && !keyCommentDone) str += lineComment(str, ctx.indent, commentString(keyComment));
		else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	if (keyCommentDone) keyComment = null;
	if (explicitKey) {
		if (keyComment) str += lineComment(str, ctx.indent, commentString(keyComment));
		str = `? ${str}\n${indent}:`;
	} else {
		str = `${str}:`;
		if (keyComment) str += lineComment(str, ctx.indent, commentString(keyComment));
	}
	let vsb, vcb, valueComment;
	if (isNode$1(value)) {
		vsb = !!value.spaceBefore;
		vcb = value.commentBefore;
		valueComment = value.comment;
	} else {
		vsb = false;
		vcb = null;
		valueComment = null;
		if (value && typeof value === "object") value = doc.createNode(value);
	}
	ctx.implicitKey = false;
	if (!explicitKey && !keyComment && isScalar(value)) ctx.indentAtStart = str.length + 1;
	chompKeep = false;
	if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && isSeq(value) && !value.flow && !value.tag && !value.anchor) ctx.indent = ctx.indent.substring(2);
	let valueCommentDone = false;
	const valueStr = stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
	let ws = " ";
	if (keyComment || vsb || vcb) {
		ws = vsb ? "\n" : "";
		if (vcb) {
			const cs = commentString(vcb);
			ws += `\n${indentComment(cs, ctx.indent)}`;
		}
		if (valueStr === "" && !ctx.inFlow) {
			if (ws === "\n" && valueComment) ws = "\n\n";
		} else ws += `\n${ctx.indent}`;
	} else if (!explicitKey && isCollection(value)) {
		const vs0 = valueStr[0];
		const nl0 = valueStr.indexOf("\n");
		const hasNewline = nl0 !== -1;
		const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
		if (hasNewline || !flow) {
			let hasPropsLine = false;
			if (hasNewline && (vs0 === "&" || vs0 === "!")) {
				let sp0 = valueStr.indexOf(" ");
				if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") sp0 = valueStr.indexOf(" ", sp0 + 1);
				if (sp0 === -1 || nl0 < sp0) hasPropsLine = true;
			}
			if (!hasPropsLine) ws = `\n${ctx.indent}`;
		}
	} else if (valueStr === "" || valueStr[0] === "\n") ws = "";
	str += ws + valueStr;
	if (ctx.inFlow) {
		if (valueCommentDone && onComment) onComment();
	} else if (valueComment && !valueCommentDone) str += lineComment(str, ctx.indent, commentString(valueComment));
	else if (chompKeep && onChompKeep) onChompKeep();
	return str;
}

// node_modules/yaml/browser/dist/log.js
function warn(logLevel, warning) {
	if (logLevel === "debug" || logLevel === "warn") console.warn(warning);
}

// node_modules/yaml/browser/dist/schema/yaml-1.1/merge.js
const MERGE_KEY$1 = "<<";
const merge = {
	identify: (value) => value === MERGE_KEY$1 || typeof value === "symbol" && value.description === MERGE_KEY$1,
	default: "key",
	tag: "tag:yaml.org,2002:merge",
	test: /^<<$/,
	resolve: () => Object.assign(new Scalar(Symbol(MERGE_KEY$1)), { addToJSMap: addMergeToJSMap }),
	stringify: () => MERGE_KEY$1
};
const isMergeKey$1 = (ctx, key) => (merge.identify(key) || isScalar(key) && (!key.type || key.type === Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
function addMergeToJSMap(ctx, map, value) {
	const source = resolveAliasValue(ctx, value);
	if (isSeq(source)) for (const it of source.items) mergeValue(ctx, map, it);
	else if (Array.isArray(source)) for (const it of source) mergeValue(ctx, map, it);
	else mergeValue(ctx, map, source);
}
function mergeValue(ctx, map, value) {
	const source = resolveAliasValue(ctx, value);
	if (!isMap(source)) throw new Error("Merge sources must be maps or map aliases");
	const srcMap = source.toJSON(null, ctx, Map);
	for (const [key, value] of srcMap) if (map instanceof Map) {
		if (!map.has(key)) map.set(key, value);
	} else if (map instanceof Set) map.add(key);
	else if (!Object.prototype.hasOwnProperty.call(map, key)) Object.defineProperty(map, key, {
		value,
		writable: true,
		enumerable: true,
		configurable: true
	});
	return map;
}
function resolveAliasValue(ctx, value) {
	return ctx && isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
}

// node_modules/yaml/browser/dist/nodes/addPairToJSMap.js
function addPairToJSMap(ctx, map, { key, value }) {
	if (isNode$1(key) && key.addToJSMap) key.addToJSMap(ctx, map, value);
	else if (isMergeKey$1(ctx, key)) addMergeToJSMap(ctx, map, value);
	else {
		const jsKey = toJS(key, "", ctx);
		if (map instanceof Map) map.set(jsKey, toJS(value, jsKey, ctx));
		else if (map instanceof Set) map.add(jsKey);
		else {
			const stringKey = stringifyKey(key, jsKey, ctx);
			const jsValue = toJS(value, stringKey, ctx);
			if (stringKey in map) Object.defineProperty(map, stringKey, {
				value: jsValue,
				writable: true,
				enumerable: true,
				configurable: true
			});
			else map[stringKey] = jsValue;
		}
	}
	return map;
}
function stringifyKey(key, jsKey, ctx) {
	if (jsKey === null) return "";
	if (typeof jsKey !== "object") return String(jsKey);
	if (isNode$1(key) && ctx?.doc) {
		const strCtx = createStringifyContext(ctx.doc, {});
		strCtx.anchors = /* @__PURE__ */ new Set();
		for (const node of ctx.anchors.keys()) strCtx.anchors.add(node.anchor);
		strCtx.inFlow = true;
		strCtx.inStringifyKey = true;
		const strKey = key.toString(strCtx);
		if (!ctx.mapKeyWarned) {
			let jsonStr = JSON.stringify(strKey);
			if (jsonStr.length > 40) jsonStr = jsonStr.substring(0, 36) + "...\"";
			warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
			ctx.mapKeyWarned = true;
		}
		return strKey;
	}
	return JSON.stringify(jsKey);
}

// node_modules/yaml/browser/dist/nodes/Pair.js
function createPair(key, value, ctx) {
	const k = createNode(key, void 0, ctx);
	const v = createNode(value, void 0, ctx);
	return new Pair(k, v);
}
var Pair = class Pair {
	constructor(key, value = null) {
		Object.defineProperty(this, NODE_TYPE, { value: PAIR });
		this.key = key;
		this.value = value;
	}
	clone(schema) {
		let { key, value } = this;
		if (isNode$1(key)) key = key.clone(schema);
		if (isNode$1(value)) value = value.clone(schema);
		return new Pair(key, value);
	}
	toJSON(_, ctx) {
		const pair = ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
		return addPairToJSMap(ctx, pair, this);
	}
	toString(ctx, onComment, onChompKeep) {
		return ctx?.doc ? stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
	}
};

// node_modules/yaml/browser/dist/stringify/stringifyCollection.js
function stringifyCollection(collection, ctx, options) {
	return (ctx.inFlow ?? collection.flow ? stringifyFlowCollection : stringifyBlockCollection)(collection, ctx, options);
}
function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
	const { indent, options: { commentString } } = ctx;
	const itemCtx = Object.assign({}, ctx, {
		indent: itemIndent,
		type: null
	});
	let chompKeep = false;
	const lines = [];
	for (let i = 0; i < items.length; ++i) {
		const item = items[i];
		let comment = null;
		if (isNode$1(item)) {
			if (!chompKeep && item.spaceBefore) lines.push("");
			addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
			if (item.comment) comment = item.comment;
		} else if (isPair(item)) {
			const ik = isNode$1(item.key) ? item.key : null;
			if (ik) {
				if (!chompKeep && ik.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
			}
		}
		chompKeep = false;
		let str = stringify(item, itemCtx, () => comment = null, () => chompKeep = true);
		if (comment) str += lineComment(str, itemIndent, commentString(comment));
		if (chompKeep && comment) chompKeep = false;
		lines.push(blockItemPrefix + str);
	}
	let str;
	if (lines.length === 0) str = flowChars.start + flowChars.end;
	else {
		str = lines[0];
		for (let i = 1; i < lines.length; ++i) {
			const line = lines[i];
			str += line ? `\n${indent}${line}` : "\n";
		}
	}
	if (comment) {
		str += "\n" + indentComment(commentString(comment), indent);
		if (onComment) onComment();
	} else if (chompKeep && onChompKeep) onChompKeep();
	return str;
}
function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
	const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
	itemIndent += indentStep;
	const itemCtx = Object.assign({}, ctx, {
		indent: itemIndent,
		inFlow: true,
		type: null
	});
	let reqNewline = false;
	let linesAtValue = 0;
	const lines = [];
	for (let i = 0; i < items.length; ++i) {
		const item = items[i];
		let comment = null;
		if (isNode$1(item)) {
			if (item.spaceBefore) lines.push("");
			addCommentBefore(ctx, lines, item.commentBefore, false);
			if (item.comment) comment = item.comment;
		} else if (isPair(item)) {
			const ik = isNode$1(item.key) ? item.key : null;
			if (ik) {
				if (ik.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, ik.commentBefore, false);
				if (ik.comment) reqNewline = true;
			}
			const iv = isNode$1(item.value) ? item.value : null;
			if (iv) {
				if (iv.comment) comment = iv.comment;
				if (iv.commentBefore) reqNewline = true;
			} else if (item.value == null && ik?.comment) comment = ik.comment;
		}
		if (comment) reqNewline = true;
		let str = stringify(item, itemCtx, () => comment = null);
		reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
		if (i < items.length - 1) str += ",";
		else if (ctx.options.trailingComma) {
			if (ctx.options.lineWidth > 0) reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
			if (reqNewline) str += ",";
		}
		if (comment) str += lineComment(str, itemIndent, commentString(comment));
		lines.push(str);
		linesAtValue = lines.length;
	}
	const { start, end } = flowChars;
	if (lines.length === 0) return start + end;
	else {
		if (!reqNewline) {
			const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
			reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
		}
		if (reqNewline) {
			let str = start;
			for (const line of lines) str += line ? `\n${indentStep}${indent}${line}` : "\n";
			return `${str}\n${indent}${end}`;
		} else return `${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`;
	}
}
function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
	if (comment && chompKeep) comment = comment.replace(/^\n+/, "");
	if (comment) {
		const ic = indentComment(commentString(comment), indent);
		lines.push(ic.trimStart());
	}
}

// node_modules/yaml/browser/dist/nodes/YAMLMap.js
function findPair(items, key) {
	const k = isScalar(key) ? key.value : key;
	for (const it of items) if (isPair(it)) {
		if (it.key === key || it.key === k) return it;
		if (isScalar(it.key) && it.key.value === k) return it;
	}
}
var YAMLMap = class extends Collection {
	static get tagName() {
		return "tag:yaml.org,2002:map";
	}
	constructor(schema) {
		super(MAP, schema);
		this.items = [];
	}
	static from(schema, obj, ctx) {
		const { keepUndefined, replacer } = ctx;
		const map = new this(schema);
		const add = (key, value) => {
			if (typeof replacer === "function") value = replacer.call(obj, key, value);
			else if (Array.isArray(replacer) && !replacer.includes(key)) return;
			if (value !== void 0 || keepUndefined) map.items.push(createPair(key, value, ctx));
		};
		if (obj instanceof Map) for (const [key, value] of obj) add(key, value);
		else if (obj && typeof obj === "object") for (const key of Object.keys(obj)) add(key, obj[key]);
		if (typeof schema.sortMapEntries === "function") map.items.sort(schema.sortMapEntries);
		return map;
	}
	add(pair, overwrite) {
		let _pair;
		if (isPair(pair)) _pair = pair;
		else if (!pair || typeof pair !== "object" || !("key" in pair)) _pair = new Pair(pair, pair?.value);
		else _pair = new Pair(pair.key, pair.value);
		const prev = findPair(this.items, _pair.key);
		const sortEntries = this.schema?.sortMapEntries;
		if (prev) {
			if (!overwrite) throw new Error(`Key ${_pair.key} already set`);
			if (isScalar(prev.value) && isScalarValue(_pair.value)) prev.value.value = _pair.value;
			else prev.value = _pair.value;
		} else if (sortEntries) {
			const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
			if (i === -1) this.items.push(_pair);
			else this.items.splice(i, 0, _pair);
		} else this.items.push(_pair);
	}
	delete(key) {
		const it = findPair(this.items, key);
		if (!it) return false;
		return this.items.splice(this.items.indexOf(it), 1).length > 0;
	}
	get(key, keepScalar) {
		const node = findPair(this.items, key)?.value;
		return (!keepScalar && isScalar(node) ? node.value : node) ?? void 0;
	}
	has(key) {
		return !!findPair(this.items, key);
	}
	set(key, value) {
		this.add(new Pair(key, value), true);
	}
	toJSON(_, ctx, Type) {
		const map = Type ? new Type() : ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
		if (ctx?.onCreate) ctx.onCreate(map);
		for (const item of this.items) addPairToJSMap(ctx, map, item);
		return map;
	}
	toString(ctx, onComment, onChompKeep) {
		if (!ctx) return JSON.stringify(this);
		for (const item of this.items) if (!isPair(item)) throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
		if (!ctx.allNullValues && this.hasAllNullValues(false)) ctx = Object.assign({}, ctx, { allNullValues: true });
		return stringifyCollection(this, ctx, {
			blockItemPrefix: "",
			flowChars: {
				start: "{",
				end: "}"
			},
			itemIndent: ctx.indent || "",
			onChompKeep,
			onComment
		});
	}
};

// node_modules/yaml/browser/dist/schema/common/map.js
const map = {
	collection: "map",
	default: true,
	nodeClass: YAMLMap,
	tag: "tag:yaml.org,2002:map",
	resolve(map, onError) {
		if (!isMap(map)) onError("Expected a mapping for this tag");
		return map;
	},
	createNode: (schema, obj, ctx) => YAMLMap.from(schema, obj, ctx)
};

// node_modules/yaml/browser/dist/nodes/YAMLSeq.js
var YAMLSeq = class extends Collection {
	static get tagName() {
		return "tag:yaml.org,2002:seq";
	}
	constructor(schema) {
		super(SEQ, schema);
		this.items = [];
	}
	add(value) {
		this.items.push(value);
	}
	delete(key) {
		const idx = asItemIndex(key);
		if (typeof idx !== "number") return false;
		return this.items.splice(idx, 1).length > 0;
	}
	get(key, keepScalar) {
		const idx = asItemIndex(key);
		if (typeof idx !== "number") return void 0;
		const it = this.items[idx];
		return !keepScalar && isScalar(it) ? it.value : it;
	}
	has(key) {
		const idx = asItemIndex(key);
		return typeof idx === "number" && idx < this.items.length;
	}
	set(key, value) {
		const idx = asItemIndex(key);
		if (typeof idx !== "number") throw new Error(`Expected a valid index, not ${key}.`);
		const prev = this.items[idx];
		if (isScalar(prev) && isScalarValue(value)) prev.value = value;
		else this.items[idx] = value;
	}
	toJSON(_, ctx) {
		const seq = [];
		if (ctx?.onCreate) ctx.onCreate(seq);
		let i = 0;
		for (const item of this.items) seq.push(toJS(item, String(i++), ctx));
		return seq;
	}
	toString(ctx, onComment, onChompKeep) {
		if (!ctx) return JSON.stringify(this);
		return stringifyCollection(this, ctx, {
			blockItemPrefix: "- ",
			flowChars: {
				start: "[",
				end: "]"
			},
			itemIndent: (ctx.indent || "") + "  ",
			onChompKeep,
			onComment
		});
	}
	static from(schema, obj, ctx) {
		const { replacer } = ctx;
		const seq = new this(schema);
		if (obj && Symbol.iterator in Object(obj)) {
			let i = 0;
			for (let it of obj) {
				if (typeof replacer === "function") {
					const key = obj instanceof Set ? it : String(i++);
					it = replacer.call(obj, key, it);
				}
				seq.items.push(createNode(it, void 0, ctx));
			}
		}
		return seq;
	}
};
function asItemIndex(key) {
	let idx = isScalar(key) ? key.value : key;
	if (idx && typeof idx === "string") idx = Number(idx);
	return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
}

// node_modules/yaml/browser/dist/schema/common/seq.js
const seq = {
	collection: "seq",
	default: true,
	nodeClass: YAMLSeq,
	tag: "tag:yaml.org,2002:seq",
	resolve(seq, onError) {
		if (!isSeq(seq)) onError("Expected a sequence for this tag");
		return seq;
	},
	createNode: (schema, obj, ctx) => YAMLSeq.from(schema, obj, ctx)
};

// node_modules/yaml/browser/dist/schema/common/string.js
const string = {
	identify: (value) => typeof value === "string",
	default: true,
	tag: "tag:yaml.org,2002:str",
	resolve: (str) => str,
	stringify(item, ctx, onComment, onChompKeep) {
		ctx = Object.assign({ actualString: true }, ctx);
		return stringifyString(item, ctx, onComment, onChompKeep);
	}
};

// node_modules/yaml/browser/dist/schema/common/null.js
const nullTag = {
	identify: (value) => value == null,
	createNode: () => new Scalar(null),
	default: true,
	tag: "tag:yaml.org,2002:null",
	test: /^(?:~|[Nn]ull|NULL)?$/,
	resolve: () => new Scalar(null),
	stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
};

// node_modules/yaml/browser/dist/schema/core/bool.js
const boolTag = {
	identify: (value) => typeof value === "boolean",
	default: true,
	tag: "tag:yaml.org,2002:bool",
	test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
	resolve: (str) => new Scalar(str[0] === "t" || str[0] === "T"),
	stringify({ source, value }, ctx) {
		if (source && boolTag.test.test(source)) {
			if (value === (source[0] === "t" || source[0] === "T")) return source;
		}
		return value ? ctx.options.trueStr : ctx.options.falseStr;
	}
};

// node_modules/yaml/browser/dist/stringify/stringifyNumber.js
function stringifyNumber({ format, minFractionDigits, tag, value }) {
	if (typeof value === "bigint") return String(value);
	const num = typeof value === "number" ? value : Number(value);
	if (!isFinite(num)) return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
	let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
	if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
		let i = n.indexOf(".");
		if (i < 0) {
			i = n.length;
			n += ".";
		}
		let d = minFractionDigits - (n.length - i - 1);
		while (d-- > 0) n += "0";
	}
	return n;
}

// node_modules/yaml/browser/dist/schema/core/float.js
const floatNaN$1 = {
	identify: (value) => typeof value === "number",
	default: true,
	tag: "tag:yaml.org,2002:float",
	test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
	resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
	stringify: stringifyNumber
};
const floatExp$1 = {
	identify: (value) => typeof value === "number",
	default: true,
	tag: "tag:yaml.org,2002:float",
	format: "EXP",
	test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
	resolve: (str) => parseFloat(str),
	stringify(node) {
		const num = Number(node.value);
		return isFinite(num) ? num.toExponential() : stringifyNumber(node);
	}
};
const float$1 = {
	identify: (value) => typeof value === "number",
	default: true,
	tag: "tag:yaml.org,2002:float",
	test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
	resolve(str) {
		const node = new Scalar(parseFloat(str));
		const dot = str.indexOf(".");
		if (dot !== -1 && str[str.length - 1] === "0") node.minFractionDigits = str.length - dot - 1;
		return node;
	},
	stringify: stringifyNumber
};

// node_modules/yaml/browser/dist/schema/core/int.js
const intIdentify$2 = (value) => typeof value === "bigint" || Number.isInteger(value);
const intResolve$1 = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
function intStringify$1(node, radix, prefix) {
	const { value } = node;
	if (intIdentify$2(value) && value >= 0) return prefix + value.toString(radix);
	return stringifyNumber(node);
}
const intOct$1 = {
	identify: (value) => intIdentify$2(value) && value >= 0,
	default: true,
	tag: "tag:yaml.org,2002:int",
	format: "OCT",
	test: /^0o[0-7]+$/,
	resolve: (str, _onError, opt) => intResolve$1(str, 2, 8, opt),
	stringify: (node) => intStringify$1(node, 8, "0o")
};
const int$1 = {
	identify: intIdentify$2,
	default: true,
	tag: "tag:yaml.org,2002:int",
	test: /^[-+]?[0-9]+$/,
	resolve: (str, _onError, opt) => intResolve$1(str, 0, 10, opt),
	stringify: stringifyNumber
};
const intHex$1 = {
	identify: (value) => intIdentify$2(value) && value >= 0,
	default: true,
	tag: "tag:yaml.org,2002:int",
	format: "HEX",
	test: /^0x[0-9a-fA-F]+$/,
	resolve: (str, _onError, opt) => intResolve$1(str, 2, 16, opt),
	stringify: (node) => intStringify$1(node, 16, "0x")
};

// node_modules/yaml/browser/dist/schema/core/schema.js
const schema$2 = [
	map,
	seq,
	string,
	nullTag,
	boolTag,
	intOct$1,
	int$1,
	intHex$1,
	floatNaN$1,
	floatExp$1,
	float$1
];

// node_modules/yaml/browser/dist/schema/json/schema.js
function intIdentify$1(value) {
	return typeof value === "bigint" || Number.isInteger(value);
}
const stringifyJSON = ({ value }) => JSON.stringify(value);
const jsonScalars = [
	{
		identify: (value) => typeof value === "string",
		default: true,
		tag: "tag:yaml.org,2002:str",
		resolve: (str) => str,
		stringify: stringifyJSON
	},
	{
		identify: (value) => value == null,
		createNode: () => new Scalar(null),
		default: true,
		tag: "tag:yaml.org,2002:null",
		test: /^null$/,
		resolve: () => null,
		stringify: stringifyJSON
	},
	{
		identify: (value) => typeof value === "boolean",
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^true$|^false$/,
		resolve: (str) => str === "true",
		stringify: stringifyJSON
	},
	{
		identify: intIdentify$1,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^-?(?:0|[1-9][0-9]*)$/,
		resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
		stringify: ({ value }) => intIdentify$1(value) ? value.toString() : JSON.stringify(value)
	},
	{
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
		resolve: (str) => parseFloat(str),
		stringify: stringifyJSON
	}
];
const schema$1 = [map, seq].concat(jsonScalars, {
	default: true,
	tag: "",
	test: /^/,
	resolve(str, onError) {
		onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
		return str;
	}
});

// node_modules/yaml/browser/dist/schema/yaml-1.1/binary.js
const binary = {
	identify: (value) => value instanceof Uint8Array,
	default: false,
	tag: "tag:yaml.org,2002:binary",
	resolve(src, onError) {
		if (typeof atob === "function") {
			const str = atob(src.replace(/[\n\r]/g, ""));
			const buffer = new Uint8Array(str.length);
			for (let i = 0; i < str.length; ++i) buffer[i] = str.charCodeAt(i);
			return buffer;
		} else {
			onError("This environment does not support reading binary tags; either Buffer or atob is required");
			return src;
		}
	},
	stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
		if (!value) return "";
		const buf = value;
		let str;
		if (typeof btoa === "function") {
			let s = "";
			for (let i = 0; i < buf.length; ++i) s += String.fromCharCode(buf[i]);
			str = btoa(s);
		} else throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
		type ?? (type = Scalar.BLOCK_LITERAL);
		if (type !== Scalar.QUOTE_DOUBLE) {
			const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
			const n = Math.ceil(str.length / lineWidth);
			const lines = new Array(n);
			for (let i = 0, o = 0; i < n; ++i, o += lineWidth) lines[i] = str.substr(o, lineWidth);
			str = lines.join(type === Scalar.BLOCK_LITERAL ? "\n" : " ");
		}
		return stringifyString({
			comment,
			type,
			value: str
		}, ctx, onComment, onChompKeep);
	}
};

// node_modules/yaml/browser/dist/schema/yaml-1.1/pairs.js
function resolvePairs(seq, onError) {
	if (isSeq(seq)) for (let i = 0; i < seq.items.length; ++i) {
		let item = seq.items[i];
		if (isPair(item)) continue;
		else if (isMap(item)) {
			if (item.items.length > 1) onError("Each pair must have its own sequence indicator");
			const pair = item.items[0] || new Pair(new Scalar(null));
			if (item.commentBefore) pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}\n${pair.key.commentBefore}` : item.commentBefore;
			if (item.comment) {
				const cn = pair.value ?? pair.key;
				cn.comment = cn.comment ? `${item.comment}\n${cn.comment}` : item.comment;
			}
			item = pair;
		}
		seq.items[i] = isPair(item) ? item : new Pair(item);
	}
	else onError("Expected a sequence for this tag");
	return seq;
}
function createPairs(schema, iterable, ctx) {
	const { replacer } = ctx;
	const pairs = new YAMLSeq(schema);
	pairs.tag = "tag:yaml.org,2002:pairs";
	let i = 0;
	if (iterable && Symbol.iterator in Object(iterable)) for (let it of iterable) {
		if (typeof replacer === "function") it = replacer.call(iterable, String(i++), it);
		let key, value;
		if (Array.isArray(it)) {
			if (it.length === 2) {
				key = it[0];
				value = it[1];
			} else throw new TypeError(`Expected [key, value] tuple: ${it}`);
		} else if (it && it instanceof Object) {
			const keys = Object.keys(it);
			if (keys.length === 1) {
				key = keys[0];
				value = it[key];
			} else throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
		} else key = it;
		pairs.items.push(createPair(key, value, ctx));
	}
	return pairs;
}
const pairs = {
	collection: "seq",
	default: false,
	tag: "tag:yaml.org,2002:pairs",
	resolve: resolvePairs,
	createNode: createPairs
};

// node_modules/yaml/browser/dist/schema/yaml-1.1/omap.js
var YAMLOMap = class YAMLOMap extends YAMLSeq {
	constructor() {
		super();
		this.add = YAMLMap.prototype.add.bind(this);
		this.delete = YAMLMap.prototype.delete.bind(this);
		this.get = YAMLMap.prototype.get.bind(this);
		this.has = YAMLMap.prototype.has.bind(this);
		this.set = YAMLMap.prototype.set.bind(this);
		this.tag = YAMLOMap.tag;
	}
	toJSON(_, ctx) {
		if (!ctx) return super.toJSON(_);
		const map = /* @__PURE__ */ new Map();
		if (ctx?.onCreate) ctx.onCreate(map);
		for (const pair of this.items) {
			let key, value;
			if (isPair(pair)) {
				key = toJS(pair.key, "", ctx);
				value = toJS(pair.value, key, ctx);
			} else key = toJS(pair, "", ctx);
			if (map.has(key)) throw new Error("Ordered maps must not include duplicate keys");
			map.set(key, value);
		}
		return map;
	}
	static from(schema, iterable, ctx) {
		const pairs = createPairs(schema, iterable, ctx);
		const omap = new this();
		omap.items = pairs.items;
		return omap;
	}
};
YAMLOMap.tag = "tag:yaml.org,2002:omap";
const omap = {
	collection: "seq",
	identify: (value) => value instanceof Map,
	nodeClass: YAMLOMap,
	default: false,
	tag: "tag:yaml.org,2002:omap",
	resolve(seq, onError) {
		const pairs = resolvePairs(seq, onError);
		const seenKeys = [];
		for (const { key } of pairs.items) if (isScalar(key)) {
			if (seenKeys.includes(key.value)) onError(`Ordered maps must not include duplicate keys: ${key.value}`);
			else seenKeys.push(key.value);
		}
		return Object.assign(new YAMLOMap(), pairs);
	},
	createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
};

// node_modules/yaml/browser/dist/schema/yaml-1.1/bool.js
function boolStringify({ value, source }, ctx) {
	if (source && (value ? trueTag : falseTag).test.test(source)) return source;
	return value ? ctx.options.trueStr : ctx.options.falseStr;
}
const trueTag = {
	identify: (value) => value === true,
	default: true,
	tag: "tag:yaml.org,2002:bool",
	test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
	resolve: () => new Scalar(true),
	stringify: boolStringify
};
const falseTag = {
	identify: (value) => value === false,
	default: true,
	tag: "tag:yaml.org,2002:bool",
	test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
	resolve: () => new Scalar(false),
	stringify: boolStringify
};

// node_modules/yaml/browser/dist/schema/yaml-1.1/float.js
const floatNaN = {
	identify: (value) => typeof value === "number",
	default: true,
	tag: "tag:yaml.org,2002:float",
	test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
	resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
	stringify: stringifyNumber
};
const floatExp = {
	identify: (value) => typeof value === "number",
	default: true,
	tag: "tag:yaml.org,2002:float",
	format: "EXP",
	test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
	resolve: (str) => parseFloat(str.replace(/_/g, "")),
	stringify(node) {
		const num = Number(node.value);
		return isFinite(num) ? num.toExponential() : stringifyNumber(node);
	}
};
const float = {
	identify: (value) => typeof value === "number",
	default: true,
	tag: "tag:yaml.org,2002:float",
	test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
	resolve(str) {
		const node = new Scalar(parseFloat(str.replace(/_/g, "")));
		const dot = str.indexOf(".");
		if (dot !== -1) {
			const f = str.substring(dot + 1).replace(/_/g, "");
			if (f[f.length - 1] === "0") node.minFractionDigits = f.length;
		}
		return node;
	},
	stringify: stringifyNumber
};

// node_modules/yaml/browser/dist/schema/yaml-1.1/int.js
const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
function intResolve(str, offset, radix, { intAsBigInt }) {
	const sign = str[0];
	if (sign === "-" || sign === "+") offset += 1;
	str = str.substring(offset).replace(/_/g, "");
	if (intAsBigInt) {
		switch (radix) {
			case 2:
				str = `0b${str}`;
				break;
			case 8:
				str = `0o${str}`;
				break;
			case 16: str = `0x${str}`;
		}
		const n = BigInt(str);
		return sign === "-" ? BigInt(-1) * n : n;
	}
	const n = parseInt(str, radix);
	return sign === "-" ? -1 * n : n;
}
function intStringify(node, radix, prefix) {
	const { value } = node;
	if (intIdentify(value)) {
		const str = value.toString(radix);
		return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
	}
	return stringifyNumber(node);
}
const intBin = {
	identify: intIdentify,
	default: true,
	tag: "tag:yaml.org,2002:int",
	format: "BIN",
	test: /^[-+]?0b[0-1_]+$/,
	resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
	stringify: (node) => intStringify(node, 2, "0b")
};
const intOct = {
	identify: intIdentify,
	default: true,
	tag: "tag:yaml.org,2002:int",
	format: "OCT",
	test: /^[-+]?0[0-7_]+$/,
	resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
	stringify: (node) => intStringify(node, 8, "0")
};
const int = {
	identify: intIdentify,
	default: true,
	tag: "tag:yaml.org,2002:int",
	test: /^[-+]?[0-9][0-9_]*$/,
	resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
	stringify: stringifyNumber
};
const intHex = {
	identify: intIdentify,
	default: true,
	tag: "tag:yaml.org,2002:int",
	format: "HEX",
	test: /^[-+]?0x[0-9a-fA-F_]+$/,
	resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
	stringify: (node) => intStringify(node, 16, "0x")
};

// node_modules/yaml/browser/dist/schema/yaml-1.1/set.js
var YAMLSet = class YAMLSet extends YAMLMap {
	constructor(schema) {
		super(schema);
		this.tag = YAMLSet.tag;
	}
	add(key) {
		let pair;
		if (isPair(key)) pair = key;
		else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null) pair = new Pair(key.key, null);
		else pair = new Pair(key, null);
		if (!findPair(this.items, pair.key)) this.items.push(pair);
	}
	get(key, keepPair) {
		const pair = findPair(this.items, key);
		return !keepPair && isPair(pair) ? isScalar(pair.key) ? pair.key.value : pair.key : pair;
	}
	set(key, value) {
		if (typeof value !== "boolean") throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
		const prev = findPair(this.items, key);
		if (prev && !value) this.items.splice(this.items.indexOf(prev), 1);
		else if (!prev && value) this.items.push(new Pair(key));
	}
	toJSON(_, ctx) {
		return super.toJSON(_, ctx, Set);
	}
	toString(ctx, onComment, onChompKeep) {
		if (!ctx) return JSON.stringify(this);
		if (this.hasAllNullValues(true)) return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
		else throw new Error("Set items must all have null values");
	}
	static from(schema, iterable, ctx) {
		const { replacer } = ctx;
		const set = new this(schema);
		if (iterable && Symbol.iterator in Object(iterable)) for (let value of iterable) {
			if (typeof replacer === "function") value = replacer.call(iterable, value, value);
			set.items.push(createPair(value, null, ctx));
		}
		return set;
	}
};
YAMLSet.tag = "tag:yaml.org,2002:set";
const set = {
	collection: "map",
	identify: (value) => value instanceof Set,
	nodeClass: YAMLSet,
	default: false,
	tag: "tag:yaml.org,2002:set",
	createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
	resolve(map, onError) {
		if (isMap(map)) {
			if (map.hasAllNullValues(true)) return Object.assign(new YAMLSet(), map);
			else onError("Set items must all have null values");
		} else onError("Expected a mapping for this tag");
		return map;
	}
};

// node_modules/yaml/browser/dist/schema/yaml-1.1/timestamp.js
function parseSexagesimal(str, asBigInt) {
	const sign = str[0];
	const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
	const num = (n) => asBigInt ? BigInt(n) : Number(n);
	const res = parts.replace(/_/g, "").split(":").reduce((res, p) => res * num(60) + num(p), num(0));
	return sign === "-" ? num(-1) * res : res;
}
function stringifySexagesimal(node) {
	let { value } = node;
	let num = (n) => n;
	if (typeof value === "bigint") num = (n) => BigInt(n);
	else if (isNaN(value) || !isFinite(value)) return stringifyNumber(node);
	let sign = "";
	if (value < 0) {
		sign = "-";
		value *= num(-1);
	}
	const _60 = num(60);
	const parts = [value % _60];
	if (value < 60) parts.unshift(0);
	else {
		value = (value - parts[0]) / _60;
		parts.unshift(value % _60);
		if (value >= 60) {
			value = (value - parts[0]) / _60;
			parts.unshift(value);
		}
	}
	return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
}
const intTime = {
	identify: (value) => typeof value === "bigint" || Number.isInteger(value),
	default: true,
	tag: "tag:yaml.org,2002:int",
	format: "TIME",
	test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
	resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
	stringify: stringifySexagesimal
};
const floatTime = {
	identify: (value) => typeof value === "number",
	default: true,
	tag: "tag:yaml.org,2002:float",
	format: "TIME",
	test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
	resolve: (str) => parseSexagesimal(str, false),
	stringify: stringifySexagesimal
};
const timestamp = {
	identify: (value) => value instanceof Date,
	default: true,
	tag: "tag:yaml.org,2002:timestamp",
	test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
	resolve(str) {
		const match = str.match(timestamp.test);
		if (!match) throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
		const [, year, month, day, hour, minute, second] = match.map(Number);
		const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
		let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
		const tz = match[8];
		if (tz && tz !== "Z") {
			let d = parseSexagesimal(tz, false);
			if (Math.abs(d) < 30) d *= 60;
			date -= 6e4 * d;
		}
		return new Date(date);
	},
	stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
};

// node_modules/yaml/browser/dist/schema/yaml-1.1/schema.js
const schema = [
	map,
	seq,
	string,
	nullTag,
	trueTag,
	falseTag,
	intBin,
	intOct,
	int,
	intHex,
	floatNaN,
	floatExp,
	float,
	binary,
	merge,
	omap,
	pairs,
	set,
	intTime,
	floatTime,
	timestamp
];

// node_modules/yaml/browser/dist/schema/tags.js
const schemas = /* @__PURE__ */ new Map([
	["core", schema$2],
	["failsafe", [
		map,
		seq,
		string
	]],
	["json", schema$1],
	["yaml11", schema],
	["yaml-1.1", schema]
]);
const tagsByName = {
	binary,
	bool: boolTag,
	float: float$1,
	floatExp: floatExp$1,
	floatNaN: floatNaN$1,
	floatTime,
	int: int$1,
	intHex: intHex$1,
	intOct: intOct$1,
	intTime,
	map,
	merge,
	null: nullTag,
	omap,
	pairs,
	seq,
	set,
	timestamp
};
const coreKnownTags = {
	"tag:yaml.org,2002:binary": binary,
	"tag:yaml.org,2002:merge": merge,
	"tag:yaml.org,2002:omap": omap,
	"tag:yaml.org,2002:pairs": pairs,
	"tag:yaml.org,2002:set": set,
	"tag:yaml.org,2002:timestamp": timestamp
};
function getTags(customTags, schemaName, addMergeTag) {
	const schemaTags = schemas.get(schemaName);
	if (schemaTags && !customTags) return addMergeTag && !schemaTags.includes(merge) ? schemaTags.concat(merge) : schemaTags.slice();
	let tags = schemaTags;
	if (!tags) {
		if (Array.isArray(customTags)) tags = [];
		else {
			const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
			throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
		}
	}
	if (Array.isArray(customTags)) for (const tag of customTags) tags = tags.concat(tag);
	else if (typeof customTags === "function") tags = customTags(tags.slice());
	if (addMergeTag) tags = tags.concat(merge);
	return tags.reduce((tags, tag) => {
		const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
		if (!tagObj) {
			const tagName = JSON.stringify(tag);
			const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
			throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
		}
		if (!tags.includes(tagObj)) tags.push(tagObj);
		return tags;
	}, []);
}

// node_modules/yaml/browser/dist/schema/Schema.js
const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
var Schema = class Schema {
	constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
		this.compat = Array.isArray(compat) ? getTags(compat, "compat") : compat ? getTags(null, compat) : null;
		this.name = typeof schema === "string" && schema || "core";
		this.knownTags = resolveKnownTags ? coreKnownTags : {};
		this.tags = getTags(customTags, this.name, merge);
		this.toStringOptions = toStringDefaults ?? null;
		Object.defineProperty(this, MAP, { value: map });
		Object.defineProperty(this, SCALAR$1, { value: string });
		Object.defineProperty(this, SEQ, { value: seq });
		this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
	}
	clone() {
		const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
		copy.tags = this.tags.slice();
		return copy;
	}
};

// node_modules/yaml/browser/dist/stringify/stringifyDocument.js
function stringifyDocument(doc, options) {
	const lines = [];
	let hasDirectives = options.directives === true;
	if (options.directives !== false && doc.directives) {
		const dir = doc.directives.toString(doc);
		if (dir) {
			lines.push(dir);
			hasDirectives = true;
		} else if (doc.directives.docStart) hasDirectives = true;
	}
	if (hasDirectives) lines.push("---");
	const ctx = createStringifyContext(doc, options);
	const { commentString } = ctx.options;
	if (doc.commentBefore) {
		if (lines.length !== 1) lines.unshift("");
		const cs = commentString(doc.commentBefore);
		lines.unshift(indentComment(cs, ""));
	}
	let chompKeep = false;
	let contentComment = null;
	if (doc.contents) {
		if (isNode$1(doc.contents)) {
			if (doc.contents.spaceBefore && hasDirectives) lines.push("");
			if (doc.contents.commentBefore) {
				const cs = commentString(doc.contents.commentBefore);
				lines.push(indentComment(cs, ""));
			}
			ctx.forceBlockIndent = !!doc.comment;
			contentComment = doc.contents.comment;
		}
		const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
		let body = stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
		if (contentComment) body += lineComment(body, "", commentString(contentComment));
		if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") lines[lines.length - 1] = `--- ${body}`;
		else lines.push(body);
	} else lines.push(stringify(doc.contents, ctx));
	if (doc.directives?.docEnd) {
		if (doc.comment) {
			const cs = commentString(doc.comment);
			if (cs.includes("\n")) {
				lines.push("...");
				lines.push(indentComment(cs, ""));
			} else lines.push(`... ${cs}`);
		} else lines.push("...");
	} else {
		let dc = doc.comment;
		if (dc && chompKeep) dc = dc.replace(/^\n+/, "");
		if (dc) {
			if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "") lines.push("");
			lines.push(indentComment(commentString(dc), ""));
		}
	}
	return lines.join("\n") + "\n";
}

// node_modules/yaml/browser/dist/doc/Document.js
var Document = class Document {
	constructor(value, replacer, options) {
		this.commentBefore = null;
		this.comment = null;
		this.errors = [];
		this.warnings = [];
		Object.defineProperty(this, NODE_TYPE, { value: DOC });
		let _replacer = null;
		if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
		else if (options === void 0 && replacer) {
			options = replacer;
			replacer = void 0;
		}
		const opt = Object.assign({
			intAsBigInt: false,
			keepSourceTokens: false,
			logLevel: "warn",
			prettyErrors: true,
			strict: true,
			stringKeys: false,
			uniqueKeys: true,
			version: "1.2"
		}, options);
		this.options = opt;
		let { version } = opt;
		if (options?._directives) {
			this.directives = options._directives.atDocument();
			if (this.directives.yaml.explicit) version = this.directives.yaml.version;
		} else this.directives = new Directives({ version });
		this.setSchema(version, options);
		this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
	}
	clone() {
		const copy = Object.create(Document.prototype, { [NODE_TYPE]: { value: DOC } });
		copy.commentBefore = this.commentBefore;
		copy.comment = this.comment;
		copy.errors = this.errors.slice();
		copy.warnings = this.warnings.slice();
		copy.options = Object.assign({}, this.options);
		if (this.directives) copy.directives = this.directives.clone();
		copy.schema = this.schema.clone();
		copy.contents = isNode$1(this.contents) ? this.contents.clone(copy.schema) : this.contents;
		if (this.range) copy.range = this.range.slice();
		return copy;
	}
	add(value) {
		if (assertCollection(this.contents)) this.contents.add(value);
	}
	addIn(path, value) {
		if (assertCollection(this.contents)) this.contents.addIn(path, value);
	}
	createAlias(node, name) {
		if (!node.anchor) {
			const prev = anchorNames(this);
			node.anchor = !name || prev.has(name) ? findNewAnchor(name || "a", prev) : name;
		}
		return new Alias(node.anchor);
	}
	createNode(value, replacer, options) {
		let _replacer = void 0;
		if (typeof replacer === "function") {
			value = replacer.call({ "": value }, "", value);
			_replacer = replacer;
		} else if (Array.isArray(replacer)) {
			const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
			const asStr = replacer.filter(keyToStr).map(String);
			if (asStr.length > 0) replacer = replacer.concat(asStr);
			_replacer = replacer;
		} else if (options === void 0 && replacer) {
			options = replacer;
			replacer = void 0;
		}
		const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
		const { onAnchor, setAnchors, sourceObjects } = createNodeAnchors(this, anchorPrefix || "a");
		const ctx = {
			aliasDuplicateObjects: aliasDuplicateObjects ?? true,
			keepUndefined: keepUndefined ?? false,
			onAnchor,
			onTagObj,
			replacer: _replacer,
			schema: this.schema,
			sourceObjects
		};
		const node = createNode(value, tag, ctx);
		if (flow && isCollection(node)) node.flow = true;
		setAnchors();
		return node;
	}
	createPair(key, value, options = {}) {
		const k = this.createNode(key, null, options);
		const v = this.createNode(value, null, options);
		return new Pair(k, v);
	}
	delete(key) {
		return assertCollection(this.contents) ? this.contents.delete(key) : false;
	}
	deleteIn(path) {
		if (isEmptyPath(path)) {
			if (this.contents == null) return false;
			this.contents = null;
			return true;
		}
		return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
	}
	get(key, keepScalar) {
		return isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
	}
	getIn(path, keepScalar) {
		if (isEmptyPath(path)) return !keepScalar && isScalar(this.contents) ? this.contents.value : this.contents;
		return isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
	}
	has(key) {
		return isCollection(this.contents) ? this.contents.has(key) : false;
	}
	hasIn(path) {
		if (isEmptyPath(path)) return this.contents !== void 0;
		return isCollection(this.contents) ? this.contents.hasIn(path) : false;
	}
	set(key, value) {
		if (this.contents == null) this.contents = collectionFromPath(this.schema, [key], value);
		else if (assertCollection(this.contents)) this.contents.set(key, value);
	}
	setIn(path, value) {
		if (isEmptyPath(path)) this.contents = value;
		else if (this.contents == null) this.contents = collectionFromPath(this.schema, Array.from(path), value);
		else if (assertCollection(this.contents)) this.contents.setIn(path, value);
	}
	setSchema(version, options = {}) {
		if (typeof version === "number") version = String(version);
		let opt;
		switch (version) {
			case "1.1":
				if (this.directives) this.directives.yaml.version = "1.1";
				else this.directives = new Directives({ version: "1.1" });
				opt = {
					resolveKnownTags: false,
					schema: "yaml-1.1"
				};
				break;
			case "1.2":
			case "next":
				if (this.directives) this.directives.yaml.version = version;
				else this.directives = new Directives({ version });
				opt = {
					resolveKnownTags: true,
					schema: "core"
				};
				break;
			case null:
				if (this.directives) delete this.directives;
				opt = null;
				break;
			default: {
				const sv = JSON.stringify(version);
				throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
			}
		}
		if (options.schema instanceof Object) this.schema = options.schema;
		else if (opt) this.schema = new Schema(Object.assign(opt, options));
		else throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
	}
	toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
		const ctx = {
			anchors: /* @__PURE__ */ new Map(),
			doc: this,
			keep: !json,
			mapAsMap: mapAsMap === true,
			mapKeyWarned: false,
			maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
		};
		const res = toJS(this.contents, jsonArg ?? "", ctx);
		if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
		return typeof reviver === "function" ? applyReviver(reviver, { "": res }, "", res) : res;
	}
	toJSON(jsonArg, onAnchor) {
		return this.toJS({
			json: true,
			jsonArg,
			mapAsMap: false,
			onAnchor
		});
	}
	toString(options = {}) {
		if (this.errors.length > 0) throw new Error("Document with errors cannot be stringified");
		if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
			const s = JSON.stringify(options.indent);
			throw new Error(`"indent" option must be a positive integer, not ${s}`);
		}
		return stringifyDocument(this, options);
	}
};
function assertCollection(contents) {
	if (isCollection(contents)) return true;
	throw new Error("Expected a YAML collection as document contents");
}

// node_modules/yaml/browser/dist/errors.js
var YAMLError = class extends Error {
	constructor(name, pos, code, message) {
		super();
		this.name = name;
		this.code = code;
		this.message = message;
		this.pos = pos;
	}
};
var YAMLParseError = class extends YAMLError {
	constructor(pos, code, message) {
		super("YAMLParseError", pos, code, message);
	}
};
var YAMLWarning = class extends YAMLError {
	constructor(pos, code, message) {
		super("YAMLWarning", pos, code, message);
	}
};
const prettifyError = (src, lc) => (error) => {
	if (error.pos[0] === -1) return;
	error.linePos = error.pos.map((pos) => lc.linePos(pos));
	const { line, col } = error.linePos[0];
	error.message += ` at line ${line}, column ${col}`;
	let ci = col - 1;
	let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
	if (ci >= 60 && lineStr.length > 80) {
		const trimStart = Math.min(ci - 39, lineStr.length - 79);
		lineStr = "…" + lineStr.substring(trimStart);
		ci -= trimStart - 1;
	}
	if (lineStr.length > 80) lineStr = lineStr.substring(0, 79) + "…";
	if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
		let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
		if (prev.length > 80) prev = prev.substring(0, 79) + "…\n";
		lineStr = prev + lineStr;
	}
	if (/[^ ]/.test(lineStr)) {
		let count = 1;
		const end = error.linePos[1];
		if (end?.line === line && end.col > col) count = Math.max(1, Math.min(end.col - col, 80 - ci));
		const pointer = " ".repeat(ci) + "^".repeat(count);
		error.message += `:\n\n${lineStr}\n${pointer}\n`;
	}
};

// node_modules/yaml/browser/dist/compose/resolve-props.js
function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
	let spaceBefore = false;
	let atNewline = startOnNewline;
	let hasSpace = startOnNewline;
	let comment = "";
	let commentSep = "";
	let hasNewline = false;
	let reqSpace = false;
	let tab = null;
	let anchor = null;
	let tag = null;
	let newlineAfterProp = null;
	let comma = null;
	let found = null;
	let start = null;
	for (const token of tokens) {
		if (reqSpace) {
			if (token.type !== "space" && token.type !== "newline" && token.type !== "comma") onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
			reqSpace = false;
		}
		if (tab) {
			if (atNewline && token.type !== "comment" && token.type !== "newline") onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
			tab = null;
		}
		switch (token.type) {
			case "space":
				if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) tab = token;
				hasSpace = true;
				break;
			case "comment": {
				if (!hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
				const cb = token.source.substring(1) || " ";
				if (!comment) comment = cb;
				else comment += commentSep + cb;
				commentSep = "";
				atNewline = false;
				break;
			}
			case "newline":
				if (atNewline) {
					if (comment) comment += token.source;
					else if (!found || indicator !== "seq-item-ind") spaceBefore = true;
				} else commentSep += token.source;
				atNewline = true;
				hasNewline = true;
				if (anchor || tag) newlineAfterProp = token;
				hasSpace = true;
				break;
			case "anchor":
				if (anchor) onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
				if (token.source.endsWith(":")) onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
				anchor = token;
				start ?? (start = token.offset);
				atNewline = false;
				hasSpace = false;
				reqSpace = true;
				break;
			case "tag":
				if (tag) onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
				tag = token;
				start ?? (start = token.offset);
				atNewline = false;
				hasSpace = false;
				reqSpace = true;
				break;
			case indicator:
				if (anchor || tag) onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
				if (found) onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
				found = token;
				atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
				hasSpace = false;
				break;
			case "comma": if (flow) {
				if (comma) onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
				comma = token;
				atNewline = false;
				hasSpace = false;
				break;
			}
			default:
				onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
				atNewline = false;
				hasSpace = false;
		}
	}
	const last = tokens[tokens.length - 1];
	const end = last ? last.offset + last.source.length : offset;
	if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
	if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq")) onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
	return {
		comma,
		found,
		spaceBefore,
		comment,
		hasNewline,
		anchor,
		tag,
		newlineAfterProp,
		end,
		start: start ?? end
	};
}

// node_modules/yaml/browser/dist/compose/util-contains-newline.js
function containsNewline(key) {
	if (!key) return null;
	switch (key.type) {
		case "alias":
		case "scalar":
		case "double-quoted-scalar":
		case "single-quoted-scalar":
			if (key.source.includes("\n")) return true;
			if (key.end) {
				for (const st of key.end) if (st.type === "newline") return true;
			}
			return false;
		case "flow-collection":
			for (const it of key.items) {
				for (const st of it.start) if (st.type === "newline") return true;
				if (it.sep) {
					for (const st of it.sep) if (st.type === "newline") return true;
				}
				if (containsNewline(it.key) || containsNewline(it.value)) return true;
			}
			return false;
		default: return true;
	}
}

// node_modules/yaml/browser/dist/compose/util-flow-indent-check.js
function flowIndentCheck(indent, fc, onError) {
	if (fc?.type === "flow-collection") {
		const end = fc.end[0];
		if (end.indent === indent && (end.source === "]" || end.source === "}") && containsNewline(fc)) onError(end, "BAD_INDENT", "Flow end indicator should be more indented than parent", true);
	}
}

// node_modules/yaml/browser/dist/compose/util-map-includes.js
function mapIncludes(ctx, items, search) {
	const { uniqueKeys } = ctx.options;
	if (uniqueKeys === false) return false;
	const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || isScalar(a) && isScalar(b) && a.value === b.value;
	return items.some((pair) => isEqual(pair.key, search));
}

// node_modules/yaml/browser/dist/compose/resolve-block-map.js
const startColMsg = "All mapping items must start at the same column";
function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
	const map = new ((tag?.nodeClass) ?? YAMLMap)(ctx.schema);
	if (ctx.atRoot) ctx.atRoot = false;
	let offset = bm.offset;
	let commentEnd = null;
	for (const collItem of bm.items) {
		const { start, key, sep, value } = collItem;
		const keyProps = resolveProps(start, {
			indicator: "explicit-key-ind",
			next: key ?? sep?.[0],
			offset,
			onError,
			parentIndent: bm.indent,
			startOnNewline: true
		});
		const implicitKey = !keyProps.found;
		if (implicitKey) {
			if (key) {
				if (key.type === "block-seq") onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
				else if ("indent" in key && key.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
			}
			if (!keyProps.anchor && !keyProps.tag && !sep) {
				commentEnd = keyProps.end;
				if (keyProps.comment) {
					if (map.comment) map.comment += "\n" + keyProps.comment;
					else map.comment = keyProps.comment;
				}
				continue;
			}
			if (keyProps.newlineAfterProp || containsNewline(key)) onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
		} else if (keyProps.found?.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
		ctx.atKey = true;
		const keyStart = keyProps.end;
		const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
		if (ctx.schema.compat) flowIndentCheck(bm.indent, key, onError);
		ctx.atKey = false;
		if (mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
		const valueProps = resolveProps(sep ?? [], {
			indicator: "map-value-ind",
			next: value,
			offset: keyNode.range[2],
			onError,
			parentIndent: bm.indent,
			startOnNewline: !key || key.type === "block-scalar"
		});
		offset = valueProps.end;
		if (valueProps.found) {
			if (implicitKey) {
				if (value?.type === "block-map" && !valueProps.hasNewline) onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
				if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024) onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
			}
			const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
			if (ctx.schema.compat) flowIndentCheck(bm.indent, value, onError);
			offset = valueNode.range[2];
			const pair = new Pair(keyNode, valueNode);
			if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
			map.items.push(pair);
		} else {
			if (implicitKey) onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
			if (valueProps.comment) {
				if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
				else keyNode.comment = valueProps.comment;
			}
			const pair = new Pair(keyNode);
			if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
			map.items.push(pair);
		}
	}
	if (commentEnd && commentEnd < offset) onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
	map.range = [
		bm.offset,
		offset,
		commentEnd ?? offset
	];
	return map;
}

// node_modules/yaml/browser/dist/compose/resolve-block-seq.js
function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
	const seq = new ((tag?.nodeClass) ?? YAMLSeq)(ctx.schema);
	if (ctx.atRoot) ctx.atRoot = false;
	if (ctx.atKey) ctx.atKey = false;
	let offset = bs.offset;
	let commentEnd = null;
	for (const { start, value } of bs.items) {
		const props = resolveProps(start, {
			indicator: "seq-item-ind",
			next: value,
			offset,
			onError,
			parentIndent: bs.indent,
			startOnNewline: true
		});
		if (!props.found) {
			if (props.anchor || props.tag || value) {
				if (value?.type === "block-seq") onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
				else onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
			} else {
				commentEnd = props.end;
				if (props.comment) seq.comment = props.comment;
				continue;
			}
		}
		const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
		if (ctx.schema.compat) flowIndentCheck(bs.indent, value, onError);
		offset = node.range[2];
		seq.items.push(node);
	}
	seq.range = [
		bs.offset,
		offset,
		commentEnd ?? offset
	];
	return seq;
}

// node_modules/yaml/browser/dist/compose/resolve-end.js
function resolveEnd(end, offset, reqSpace, onError) {
	let comment = "";
	if (end) {
		let hasSpace = false;
		let sep = "";
		for (const token of end) {
			const { source, type } = token;
			switch (type) {
				case "space":
					hasSpace = true;
					break;
				case "comment": {
					if (reqSpace && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					const cb = source.substring(1) || " ";
					if (!comment) comment = cb;
					else comment += sep + cb;
					sep = "";
					break;
				}
				case "newline":
					if (comment) sep += source;
					hasSpace = true;
					break;
				default: onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
			}
			offset += source.length;
		}
	}
	return {
		comment,
		offset
	};
}

// node_modules/yaml/browser/dist/compose/resolve-flow-collection.js
const blockMsg = "Block collections are not allowed within flow collections";
const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
	const isMap = fc.start.source === "{";
	const fcName = isMap ? "flow map" : "flow sequence";
	const coll = new ((tag?.nodeClass) ?? (isMap ? YAMLMap : YAMLSeq))(ctx.schema);
	coll.flow = true;
	const atRoot = ctx.atRoot;
	if (atRoot) ctx.atRoot = false;
	if (ctx.atKey) ctx.atKey = false;
	let offset = fc.offset + fc.start.source.length;
	for (let i = 0; i < fc.items.length; ++i) {
		const collItem = fc.items[i];
		const { start, key, sep, value } = collItem;
		const props = resolveProps(start, {
			flow: fcName,
			indicator: "explicit-key-ind",
			next: key ?? sep?.[0],
			offset,
			onError,
			parentIndent: fc.indent,
			startOnNewline: false
		});
		if (!props.found) {
			if (!props.anchor && !props.tag && !sep && !value) {
				if (i === 0 && props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
				else if (i < fc.items.length - 1) onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
				if (props.comment) {
					if (coll.comment) coll.comment += "\n" + props.comment;
					else coll.comment = props.comment;
				}
				offset = props.end;
				continue;
			}
			if (!isMap && ctx.options.strict && containsNewline(key)) onError(key, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
		}
		if (i === 0) {
			if (props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
		} else {
			if (!props.comma) onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
			if (props.comment) {
				let prevItemComment = "";
				loop: for (const st of start) switch (st.type) {
					case "comma":
					case "space": break;
					case "comment":
						prevItemComment = st.source.substring(1);
						break loop;
					default: break loop;
				}
				if (prevItemComment) {
					let prev = coll.items[coll.items.length - 1];
					if (isPair(prev)) prev = prev.value ?? prev.key;
					if (prev.comment) prev.comment += "\n" + prevItemComment;
					else prev.comment = prevItemComment;
					props.comment = props.comment.substring(prevItemComment.length + 1);
				}
			}
		}
		if (!isMap && !sep && !props.found) {
			const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
			coll.items.push(valueNode);
			offset = valueNode.range[2];
			if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
		} else {
			ctx.atKey = true;
			const keyStart = props.end;
			const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start, null, props, onError);
			if (isBlock(key)) onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
			ctx.atKey = false;
			const valueProps = resolveProps(sep ?? [], {
				flow: fcName,
				indicator: "map-value-ind",
				next: value,
				offset: keyNode.range[2],
				onError,
				parentIndent: fc.indent,
				startOnNewline: false
			});
			if (valueProps.found) {
				if (!isMap && !props.found && ctx.options.strict) {
					if (sep) for (const st of sep) {
						if (st === valueProps.found) break;
						if (st.type === "newline") {
							onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
							break;
						}
					}
					if (props.start < valueProps.found.offset - 1024) onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
				}
			} else if (value) {
				if ("source" in value && value.source?.[0] === ":") onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
				else onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
			}
			const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
			if (valueNode) {
				if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
			} else if (valueProps.comment) {
				if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
				else keyNode.comment = valueProps.comment;
			}
			const pair = new Pair(keyNode, valueNode);
			if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
			if (isMap) {
				const map = coll;
				if (mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
				map.items.push(pair);
			} else {
				const map = new YAMLMap(ctx.schema);
				map.flow = true;
				map.items.push(pair);
				const endRange = (valueNode ?? keyNode).range;
				map.range = [
					keyNode.range[0],
					endRange[1],
					endRange[2]
				];
				coll.items.push(map);
			}
			offset = valueNode ? valueNode.range[2] : valueProps.end;
		}
	}
	const expectedEnd = isMap ? "}" : "]";
	const [ce, ...ee] = fc.end;
	let cePos = offset;
	if (ce?.source === expectedEnd) cePos = ce.offset + ce.source.length;
	else {
		const name = fcName[0].toUpperCase() + fcName.substring(1);
		const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
		onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
		if (ce && ce.source.length !== 1) ee.unshift(ce);
	}
	if (ee.length > 0) {
		const end = resolveEnd(ee, cePos, ctx.options.strict, onError);
		if (end.comment) {
			if (coll.comment) coll.comment += "\n" + end.comment;
			else coll.comment = end.comment;
		}
		coll.range = [
			fc.offset,
			cePos,
			end.offset
		];
	} else coll.range = [
		fc.offset,
		cePos,
		cePos
	];
	return coll;
}

// node_modules/yaml/browser/dist/compose/compose-collection.js
function resolveCollection(CN, ctx, token, onError, tagName, tag) {
	const coll = token.type === "block-map" ? resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection(CN, ctx, token, onError, tag);
	const Coll = coll.constructor;
	if (tagName === "!" || tagName === Coll.tagName) {
		coll.tag = Coll.tagName;
		return coll;
	}
	if (tagName) coll.tag = tagName;
	return coll;
}
function composeCollection(CN, ctx, token, props, onError) {
	const tagToken = props.tag;
	const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
	if (token.type === "block-seq") {
		const { anchor, newlineAfterProp: nl } = props;
		const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
		if (lastProp && (!nl || nl.offset < lastProp.offset)) onError(lastProp, "MISSING_CHAR", "Missing newline after block sequence props");
	}
	const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
	if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.tagName && expType === "seq") return resolveCollection(CN, ctx, token, onError, tagName);
	let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
	if (!tag) {
		const kt = ctx.schema.knownTags[tagName];
		if (kt?.collection === expType) {
			ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
			tag = kt;
		} else {
			if (kt) onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
			else onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
			return resolveCollection(CN, ctx, token, onError, tagName);
		}
	}
	const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
	const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
	const node = isNode$1(res) ? res : new Scalar(res);
	node.range = coll.range;
	node.tag = tagName;
	if (tag?.format) node.format = tag.format;
	return node;
}

// node_modules/yaml/browser/dist/compose/resolve-block-scalar.js
function resolveBlockScalar(ctx, scalar, onError) {
	const start = scalar.offset;
	const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
	if (!header) return {
		value: "",
		type: null,
		comment: "",
		range: [
			start,
			start,
			start
		]
	};
	const type = header.mode === ">" ? Scalar.BLOCK_FOLDED : Scalar.BLOCK_LITERAL;
	const lines = scalar.source ? splitLines(scalar.source) : [];
	let chompStart = lines.length;
	for (let i = lines.length - 1; i >= 0; --i) {
		const content = lines[i][1];
		if (content === "" || content === "\r") chompStart = i;
		else break;
	}
	if (chompStart === 0) {
		const value = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
		let end = start + header.length;
		if (scalar.source) end += scalar.source.length;
		return {
			value,
			type,
			comment: header.comment,
			range: [
				start,
				end,
				end
			]
		};
	}
	let trimIndent = scalar.indent + header.indent;
	let offset = scalar.offset + header.length;
	let contentStart = 0;
	for (let i = 0; i < chompStart; ++i) {
		const [indent, content] = lines[i];
		if (content === "" || content === "\r") {
			if (header.indent === 0 && indent.length > trimIndent) trimIndent = indent.length;
		} else {
			if (indent.length < trimIndent) onError(offset + indent.length, "MISSING_CHAR", "Block scalars with more-indented leading empty lines must use an explicit indentation indicator");
			if (header.indent === 0) trimIndent = indent.length;
			contentStart = i;
			if (trimIndent === 0 && !ctx.atRoot) onError(offset, "BAD_INDENT", "Block scalar values in collections must be indented");
			break;
		}
		offset += indent.length + content.length + 1;
	}
	for (let i = lines.length - 1; i >= chompStart; --i) if (lines[i][0].length > trimIndent) chompStart = i + 1;
	let value = "";
	let sep = "";
	let prevMoreIndented = false;
	for (let i = 0; i < contentStart; ++i) value += lines[i][0].slice(trimIndent) + "\n";
	for (let i = contentStart; i < chompStart; ++i) {
		let [indent, content] = lines[i];
		offset += indent.length + content.length + 1;
		const crlf = content[content.length - 1] === "\r";
		if (crlf) content = content.slice(0, -1);
		/* istanbul ignore if already caught in lexer */
		if (content && indent.length < trimIndent) {
			const message = `Block scalar lines must not be less indented than their ${header.indent ? "explicit indentation indicator" : "first line"}`;
			onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
			indent = "";
		}
		if (type === Scalar.BLOCK_LITERAL) {
			value += sep + indent.slice(trimIndent) + content;
			sep = "\n";
		} else if (indent.length > trimIndent || content[0] === "	") {
			if (sep === " ") sep = "\n";
			else if (!prevMoreIndented && sep === "\n") sep = "\n\n";
			value += sep + indent.slice(trimIndent) + content;
			sep = "\n";
			prevMoreIndented = true;
		} else if (content === "") {
			if (sep === "\n") value += "\n";
			else sep = "\n";
		} else {
			value += sep + content;
			sep = " ";
			prevMoreIndented = false;
		}
	}
	switch (header.chomp) {
		case "-": break;
		case "+":
			for (let i = chompStart; i < lines.length; ++i) value += "\n" + lines[i][0].slice(trimIndent);
			if (value[value.length - 1] !== "\n") value += "\n";
			break;
		default: value += "\n";
	}
	const end = start + header.length + scalar.source.length;
	return {
		value,
		type,
		comment: header.comment,
		range: [
			start,
			end,
			end
		]
	};
}
function parseBlockScalarHeader({ offset, props }, strict, onError) {
	/* istanbul ignore if should not happen */
	if (props[0].type !== "block-scalar-header") {
		onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
		return null;
	}
	const { source } = props[0];
	const mode = source[0];
	let indent = 0;
	let chomp = "";
	let error = -1;
	for (let i = 1; i < source.length; ++i) {
		const ch = source[i];
		if (!chomp && (ch === "-" || ch === "+")) chomp = ch;
		else {
			const n = Number(ch);
			if (!indent && n) indent = n;
			else if (error === -1) error = offset + i;
		}
	}
	if (error !== -1) onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
	let hasSpace = false;
	let comment = "";
	let length = source.length;
	for (let i = 1; i < props.length; ++i) {
		const token = props[i];
		switch (token.type) {
			case "space": hasSpace = true;
			case "newline":
				length += token.source.length;
				break;
			case "comment":
				if (strict && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
				length += token.source.length;
				comment = token.source.substring(1);
				break;
			case "error":
				onError(token, "UNEXPECTED_TOKEN", token.message);
				length += token.source.length;
				break;
			/* istanbul ignore next should not happen */
			default: {
				onError(token, "UNEXPECTED_TOKEN", `Unexpected token in block scalar header: ${token.type}`);
				const ts = token.source;
				if (ts && typeof ts === "string") length += ts.length;
			}
		}
	}
	return {
		mode,
		indent,
		chomp,
		comment,
		length
	};
}
function splitLines(source) {
	const split = source.split(/\n( *)/);
	const first = split[0];
	const m = first.match(/^( *)/);
	const lines = [m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first]];
	for (let i = 1; i < split.length; i += 2) lines.push([split[i], split[i + 1]]);
	return lines;
}

// node_modules/yaml/browser/dist/compose/resolve-flow-scalar.js
function resolveFlowScalar(scalar, strict, onError) {
	const { offset, type, source, end } = scalar;
	let _type;
	let value;
	const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
	switch (type) {
		case "scalar":
			_type = Scalar.PLAIN;
			value = plainValue(source, _onError);
			break;
		case "single-quoted-scalar":
			_type = Scalar.QUOTE_SINGLE;
			value = singleQuotedValue(source, _onError);
			break;
		case "double-quoted-scalar":
			_type = Scalar.QUOTE_DOUBLE;
			value = doubleQuotedValue(source, _onError);
			break;
		/* istanbul ignore next should not happen */
		default:
			onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
			return {
				value: "",
				type: null,
				comment: "",
				range: [
					offset,
					offset + source.length,
					offset + source.length
				]
			};
	}
	const valueEnd = offset + source.length;
	const re = resolveEnd(end, valueEnd, strict, onError);
	return {
		value,
		type: _type,
		comment: re.comment,
		range: [
			offset,
			valueEnd,
			re.offset
		]
	};
}
function plainValue(source, onError) {
	let badChar = "";
	switch (source[0]) {
		/* istanbul ignore next should not happen */
		case "	":
			badChar = "a tab character";
			break;
		case ",":
			badChar = "flow indicator character ,";
			break;
		case "%":
			badChar = "directive indicator character %";
			break;
		case "|":
		case ">":
			badChar = `block scalar indicator ${source[0]}`;
			break;
		case "@":
		case "`": badChar = `reserved character ${source[0]}`;
	}
	if (badChar) onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
	return unfoldLines(source);
}
function singleQuotedValue(source, onError) {
	if (source[source.length - 1] !== "'" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
	return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
}
function unfoldLines(source) {
	const line = /(.*?)\r?\n/sy;
	let match = line.exec(source);
	if (!match) return source;
	let trimEnd, trimBoth;
	try {
		trimEnd = new RegExp("(?<![ 	])[ 	]+$");
		trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
	} catch {
		trimEnd = /[ \t]+$/;
		trimBoth = /^[ \t]+|[ \t]+$/g;
	}
	let res = match[1].replace(trimEnd, "");
	let sep = " ";
	let pos = line.lastIndex;
	while (match = line.exec(source)) {
		const lm = match[1].replace(trimBoth, "");
		if (lm === "") {
			if (sep === "\n") res += sep;
			else sep = "\n";
		} else {
			res += sep + lm;
			sep = " ";
		}
		pos = line.lastIndex;
	}
	const last = /[ \t]*(.*)/sy;
	last.lastIndex = pos;
	match = last.exec(source);
	return res + sep + (match?.[1] ?? "");
}
function doubleQuotedValue(source, onError) {
	let res = "";
	for (let i = 1; i < source.length - 1; ++i) {
		const ch = source[i];
		if (ch === "\r" && source[i + 1] === "\n") continue;
		if (ch === "\n") {
			const { fold, offset } = foldNewline(source, i);
			res += fold;
			i = offset;
		} else if (ch === "\\") {
			let next = source[++i];
			const cc = escapeCodes[next];
			if (cc) res += cc;
			else if (next === "\n") {
				next = source[i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
			} else if (next === "\r" && source[i + 1] === "\n") {
				next = source[++i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
			} else if (next === "x" || next === "u" || next === "U") {
				const length = next === "x" ? 2 : next === "u" ? 4 : 8;
				res += parseCharCode(source, i + 1, length, onError);
				i += length;
			} else {
				const raw = source.substr(i - 1, 2);
				onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
				res += raw;
			}
		} else if (ch === " " || ch === "	") {
			const wsStart = i;
			let next = source[i + 1];
			while (next === " " || next === "	") next = source[++i + 1];
			if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n")) res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
		} else res += ch;
	}
	if (source[source.length - 1] !== "\"" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing \"quote");
	return res;
}
function foldNewline(source, offset) {
	let fold = "";
	let ch = source[offset + 1];
	while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
		if (ch === "\r" && source[offset + 2] !== "\n") break;
		if (ch === "\n") fold += "\n";
		offset += 1;
		ch = source[offset + 1];
	}
	if (!fold) fold = " ";
	return {
		fold,
		offset
	};
}
const escapeCodes = {
	"0": "\0",
	a: "\x07",
	b: "\b",
	e: "\x1B",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "	",
	v: "\v",
	N: "",
	_: "\xA0",
	L: "\u2028",
	P: "\u2029",
	" ": " ",
	"\"": "\"",
	"/": "/",
	"\\": "\\",
	"	": "	"
};
function parseCharCode(source, offset, length, onError) {
	const cc = source.substr(offset, length);
	const code = cc.length === length && /^[0-9a-fA-F]+$/.test(cc) ? parseInt(cc, 16) : NaN;
	try {
		return String.fromCodePoint(code);
	} catch {
		const raw = source.substr(offset - 2, length + 2);
		onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
		return raw;
	}
}

// node_modules/yaml/browser/dist/compose/compose-scalar.js
function composeScalar(ctx, token, tagToken, onError) {
	const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar(ctx, token, onError) : resolveFlowScalar(token, ctx.options.strict, onError);
	const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
	let tag;
	if (ctx.options.stringKeys && ctx.atKey) tag = ctx.schema[SCALAR$1];
	else if (tagName) tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
	else if (token.type === "scalar") tag = findScalarTagByTest(ctx, value, token, onError);
	else tag = ctx.schema[SCALAR$1];
	let scalar;
	try {
		const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
		scalar = isScalar(res) ? res : new Scalar(res);
	} catch (error) {
		const msg = error instanceof Error ? error.message : String(error);
		onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
		scalar = new Scalar(value);
	}
	scalar.range = range;
	scalar.source = value;
	if (type) scalar.type = type;
	if (tagName) scalar.tag = tagName;
	if (tag.format) scalar.format = tag.format;
	if (comment) scalar.comment = comment;
	return scalar;
}
function findScalarTagByName(schema, value, tagName, tagToken, onError) {
	if (tagName === "!") return schema[SCALAR$1];
	const matchWithTest = [];
	for (const tag of schema.tags) if (!tag.collection && tag.tag === tagName) {
		if (tag.default && tag.test) matchWithTest.push(tag);
		else return tag;
	}
	for (const tag of matchWithTest) if (tag.test?.test(value)) return tag;
	const kt = schema.knownTags[tagName];
	if (kt && !kt.collection) {
		schema.tags.push(Object.assign({}, kt, {
			default: false,
			test: void 0
		}));
		return kt;
	}
	onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
	return schema[SCALAR$1];
}
function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
	const tag = schema.tags.find((tag) => (tag.default === true || atKey && tag.default === "key") && tag.test?.test(value)) || schema[SCALAR$1];
	if (schema.compat) {
		const compat = schema.compat.find((tag) => tag.default && tag.test?.test(value)) ?? schema[SCALAR$1];
		if (tag.tag !== compat.tag) onError(token, "TAG_RESOLVE_FAILED", `Value may be parsed as either ${directives.tagString(tag.tag)} or ${directives.tagString(compat.tag)}`, true);
	}
	return tag;
}

// node_modules/yaml/browser/dist/compose/util-empty-scalar-position.js
function emptyScalarPosition(offset, before, pos) {
	if (before) {
		pos ?? (pos = before.length);
		for (let i = pos - 1; i >= 0; --i) {
			let st = before[i];
			switch (st.type) {
				case "space":
				case "comment":
				case "newline":
					offset -= st.source.length;
					continue;
			}
			st = before[++i];
			while (st?.type === "space") {
				offset += st.source.length;
				st = before[++i];
			}
			break;
		}
	}
	return offset;
}

// node_modules/yaml/browser/dist/compose/compose-node.js
const CN = {
	composeNode,
	composeEmptyNode
};
function composeNode(ctx, token, props, onError) {
	const atKey = ctx.atKey;
	const { spaceBefore, comment, anchor, tag } = props;
	let node;
	let isSrcToken = true;
	switch (token.type) {
		case "alias":
			node = composeAlias(ctx, token, onError);
			if (anchor || tag) onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
			break;
		case "scalar":
		case "single-quoted-scalar":
		case "double-quoted-scalar":
		case "block-scalar":
			node = composeScalar(ctx, token, tag, onError);
			if (anchor) node.anchor = anchor.source.substring(1);
			break;
		case "block-map":
		case "block-seq":
		case "flow-collection":
			try {
				node = composeCollection(CN, ctx, token, props, onError);
				if (anchor) node.anchor = anchor.source.substring(1);
			} catch (error) {
				onError(token, "RESOURCE_EXHAUSTION", error instanceof Error ? error.message : String(error));
			}
			break;
		default:
			onError(token, "UNEXPECTED_TOKEN", token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`);
			isSrcToken = false;
	}
	node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
	if (anchor && node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
	if (atKey && ctx.options.stringKeys && (!isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) onError(tag ?? token, "NON_STRING_KEY", "With stringKeys, all keys must be strings");
	if (spaceBefore) node.spaceBefore = true;
	if (comment) {
		if (token.type === "scalar" && token.source === "") node.comment = comment;
		else node.commentBefore = comment;
	}
	if (ctx.options.keepSourceTokens && isSrcToken) node.srcToken = token;
	return node;
}
function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
	const token = {
		type: "scalar",
		offset: emptyScalarPosition(offset, before, pos),
		indent: -1,
		source: ""
	};
	const node = composeScalar(ctx, token, tag, onError);
	if (anchor) {
		node.anchor = anchor.source.substring(1);
		if (node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
	}
	if (spaceBefore) node.spaceBefore = true;
	if (comment) {
		node.comment = comment;
		node.range[2] = end;
	}
	return node;
}
function composeAlias({ options }, { offset, source, end }, onError) {
	const alias = new Alias(source.substring(1));
	if (alias.source === "") onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
	if (alias.source.endsWith(":")) onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
	const valueEnd = offset + source.length;
	const re = resolveEnd(end, valueEnd, options.strict, onError);
	alias.range = [
		offset,
		valueEnd,
		re.offset
	];
	if (re.comment) alias.comment = re.comment;
	return alias;
}

// node_modules/yaml/browser/dist/compose/compose-doc.js
function composeDoc(options, directives, { offset, start, value, end }, onError) {
	const opts = Object.assign({ _directives: directives }, options);
	const doc = new Document(void 0, opts);
	const ctx = {
		atKey: false,
		atRoot: true,
		directives: doc.directives,
		options: doc.options,
		schema: doc.schema
	};
	const props = resolveProps(start, {
		indicator: "doc-start",
		next: value ?? end?.[0],
		offset,
		onError,
		parentIndent: 0,
		startOnNewline: true
	});
	if (props.found) {
		doc.directives.docStart = true;
		if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline) onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
	}
	doc.contents = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
	const contentEnd = doc.contents.range[2];
	const re = resolveEnd(end, contentEnd, false, onError);
	if (re.comment) doc.comment = re.comment;
	doc.range = [
		offset,
		contentEnd,
		re.offset
	];
	return doc;
}

// node_modules/yaml/browser/dist/compose/composer.js
function getErrorPos(src) {
	if (typeof src === "number") return [src, src + 1];
	if (Array.isArray(src)) return src.length === 2 ? src : [src[0], src[1]];
	const { offset, source } = src;
	return [offset, offset + (typeof source === "string" ? source.length : 1)];
}
function parsePrelude(prelude) {
	let comment = "";
	let atComment = false;
	let afterEmptyLine = false;
	for (let i = 0; i < prelude.length; ++i) {
		const source = prelude[i];
		switch (source[0]) {
			case "#":
				comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
				atComment = true;
				afterEmptyLine = false;
				break;
			case "%":
				if (prelude[i + 1]?.[0] !== "#") i += 1;
				atComment = false;
				break;
			default:
				if (!atComment) afterEmptyLine = true;
				atComment = false;
		}
	}
	return {
		comment,
		afterEmptyLine
	};
}
var Composer = class {
	constructor(options = {}) {
		this.doc = null;
		this.atDirectives = false;
		this.prelude = [];
		this.errors = [];
		this.warnings = [];
		this.onError = (source, code, message, warning) => {
			const pos = getErrorPos(source);
			if (warning) this.warnings.push(new YAMLWarning(pos, code, message));
			else this.errors.push(new YAMLParseError(pos, code, message));
		};
		this.directives = new Directives({ version: options.version || "1.2" });
		this.options = options;
	}
	decorate(doc, afterDoc) {
		const { comment, afterEmptyLine } = parsePrelude(this.prelude);
		if (comment) {
			const dc = doc.contents;
			if (afterDoc) doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
			else if (afterEmptyLine || doc.directives.docStart || !dc) doc.commentBefore = comment;
			else if (isCollection(dc) && !dc.flow && dc.items.length > 0) {
				let it = dc.items[0];
				if (isPair(it)) it = it.key;
				const cb = it.commentBefore;
				it.commentBefore = cb ? `${comment}\n${cb}` : comment;
			} else {
				const cb = dc.commentBefore;
				dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
			}
		}
		if (afterDoc) {
			for (let i = 0; i < this.errors.length; ++i) doc.errors.push(this.errors[i]);
			for (let i = 0; i < this.warnings.length; ++i) doc.warnings.push(this.warnings[i]);
		} else {
			doc.errors = this.errors;
			doc.warnings = this.warnings;
		}
		this.prelude = [];
		this.errors = [];
		this.warnings = [];
	}
	streamInfo() {
		return {
			comment: parsePrelude(this.prelude).comment,
			directives: this.directives,
			errors: this.errors,
			warnings: this.warnings
		};
	}
	*compose(tokens, forceDoc = false, endOffset = -1) {
		for (const token of tokens) yield* this.next(token);
		yield* this.end(forceDoc, endOffset);
	}
	*next(token) {
		switch (token.type) {
			case "directive":
				this.directives.add(token.source, (offset, message, warning) => {
					const pos = getErrorPos(token);
					pos[0] += offset;
					this.onError(pos, "BAD_DIRECTIVE", message, warning);
				});
				this.prelude.push(token.source);
				this.atDirectives = true;
				break;
			case "document": {
				const doc = composeDoc(this.options, this.directives, token, this.onError);
				if (this.atDirectives && !doc.directives.docStart) this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
				this.decorate(doc, false);
				if (this.doc) yield this.doc;
				this.doc = doc;
				this.atDirectives = false;
				break;
			}
			case "byte-order-mark":
			case "space": break;
			case "comment":
			case "newline":
				this.prelude.push(token.source);
				break;
			case "error": {
				const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
				const error = new YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
				if (this.atDirectives || !this.doc) this.errors.push(error);
				else this.doc.errors.push(error);
				break;
			}
			case "doc-end": {
				if (!this.doc) {
					this.errors.push(new YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", "Unexpected doc-end without preceding document"));
					break;
				}
				this.doc.directives.docEnd = true;
				const end = resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
				this.decorate(this.doc, true);
				if (end.comment) {
					const dc = this.doc.comment;
					this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
				}
				this.doc.range[2] = end.offset;
				break;
			}
			default: this.errors.push(new YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
		}
	}
	*end(forceDoc = false, endOffset = -1) {
		if (this.doc) {
			this.decorate(this.doc, true);
			yield this.doc;
			this.doc = null;
		} else if (forceDoc) {
			const opts = Object.assign({ _directives: this.directives }, this.options);
			const doc = new Document(void 0, opts);
			if (this.atDirectives) this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
			doc.range = [
				0,
				endOffset,
				endOffset
			];
			this.decorate(doc, false);
			yield doc;
		}
	}
};

// node_modules/yaml/browser/dist/parse/cst-visit.js
const BREAK = Symbol("break visit");
const SKIP = Symbol("skip children");
const REMOVE = Symbol("remove item");
function visit(cst, visitor) {
	if ("type" in cst && cst.type === "document") cst = {
		start: cst.start,
		value: cst.value
	};
	_visit(Object.freeze([]), cst, visitor);
}
visit.BREAK = BREAK;
visit.SKIP = SKIP;
visit.REMOVE = REMOVE;
visit.itemAtPath = (cst, path) => {
	let item = cst;
	for (const [field, index] of path) {
		const tok = item?.[field];
		if (tok && "items" in tok) item = tok.items[index];
		else return void 0;
	}
	return item;
};
visit.parentCollection = (cst, path) => {
	const parent = visit.itemAtPath(cst, path.slice(0, -1));
	const field = path[path.length - 1][0];
	const coll = parent?.[field];
	if (coll && "items" in coll) return coll;
	throw new Error("Parent collection not found");
};
function _visit(path, item, visitor) {
	let ctrl = visitor(item, path);
	if (typeof ctrl === "symbol") return ctrl;
	for (const field of ["key", "value"]) {
		const token = item[field];
		if (token && "items" in token) {
			for (let i = 0; i < token.items.length; ++i) {
				const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
				if (typeof ci === "number") i = ci - 1;
				else if (ci === BREAK) return BREAK;
				else if (ci === REMOVE) {
					token.items.splice(i, 1);
					i -= 1;
				}
			}
			if (typeof ctrl === "function" && field === "key") ctrl = ctrl(item, path);
		}
	}
	return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
}

// node_modules/yaml/browser/dist/parse/cst.js
const BOM = "﻿";
const DOCUMENT = "";
const FLOW_END = "";
const SCALAR = "";
function tokenType(source) {
	switch (source) {
		case "﻿": return "byte-order-mark";
		case "": return "doc-mode";
		case "": return "flow-error-end";
		case "": return "scalar";
		case "---": return "doc-start";
		case "...": return "doc-end";
		case "":
		case "\n":
		case "\r\n": return "newline";
		case "-": return "seq-item-ind";
		case "?": return "explicit-key-ind";
		case ":": return "map-value-ind";
		case "{": return "flow-map-start";
		case "}": return "flow-map-end";
		case "[": return "flow-seq-start";
		case "]": return "flow-seq-end";
		case ",": return "comma";
	}
	switch (source[0]) {
		case " ":
		case "	": return "space";
		case "#": return "comment";
		case "%": return "directive-line";
		case "*": return "alias";
		case "&": return "anchor";
		case "!": return "tag";
		case "'": return "single-quoted-scalar";
		case "\"": return "double-quoted-scalar";
		case "|":
		case ">": return "block-scalar-header";
	}
	return null;
}

// node_modules/yaml/browser/dist/parse/lexer.js
function isEmpty(ch) {
	switch (ch) {
		case void 0:
		case " ":
		case "\n":
		case "\r":
		case "	": return true;
		default: return false;
	}
}
const hexDigits = /* @__PURE__ */ new Set("0123456789ABCDEFabcdef");
const tagChars = /* @__PURE__ */ new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
const flowIndicatorChars = /* @__PURE__ */ new Set(",[]{}");
const invalidAnchorChars = /* @__PURE__ */ new Set(" ,[]{}\n\r	");
const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
var Lexer = class {
	constructor() {
		this.atEnd = false;
		this.blockScalarIndent = -1;
		this.blockScalarKeep = false;
		this.buffer = "";
		this.flowKey = false;
		this.flowLevel = 0;
		this.indentNext = 0;
		this.indentValue = 0;
		this.lineEndPos = null;
		this.next = null;
		this.pos = 0;
	}
	*lex(source, incomplete = false) {
		if (source) {
			if (typeof source !== "string") throw TypeError("source is not a string");
			this.buffer = this.buffer ? this.buffer + source : source;
			this.lineEndPos = null;
		}
		this.atEnd = !incomplete;
		let next = this.next ?? "stream";
		while (next && (incomplete || this.hasChars(1))) next = yield* this.parseNext(next);
	}
	atLineEnd() {
		let i = this.pos;
		let ch = this.buffer[i];
		while (ch === " " || ch === "	") ch = this.buffer[++i];
		if (!ch || ch === "#" || ch === "\n") return true;
		if (ch === "\r") return this.buffer[i + 1] === "\n";
		return false;
	}
	charAt(n) {
		return this.buffer[this.pos + n];
	}
	continueScalar(offset) {
		let ch = this.buffer[offset];
		if (this.indentNext > 0) {
			let indent = 0;
			while (ch === " ") ch = this.buffer[++indent + offset];
			if (ch === "\r") {
				const next = this.buffer[indent + offset + 1];
				if (next === "\n" || !next && !this.atEnd) return offset + indent + 1;
			}
			return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
		}
		if (ch === "-" || ch === ".") {
			const dt = this.buffer.substr(offset, 3);
			if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3])) return -1;
		}
		return offset;
	}
	getLine() {
		let end = this.lineEndPos;
		if (typeof end !== "number" || end !== -1 && end < this.pos) {
			end = this.buffer.indexOf("\n", this.pos);
			this.lineEndPos = end;
		}
		if (end === -1) return this.atEnd ? this.buffer.substring(this.pos) : null;
		if (this.buffer[end - 1] === "\r") end -= 1;
		return this.buffer.substring(this.pos, end);
	}
	hasChars(n) {
		return this.pos + n <= this.buffer.length;
	}
	setNext(state) {
		this.buffer = this.buffer.substring(this.pos);
		this.pos = 0;
		this.lineEndPos = null;
		this.next = state;
		return null;
	}
	peek(n) {
		return this.buffer.substr(this.pos, n);
	}
	*parseNext(next) {
		switch (next) {
			case "stream": return yield* this.parseStream();
			case "line-start": return yield* this.parseLineStart();
			case "block-start": return yield* this.parseBlockStart();
			case "doc": return yield* this.parseDocument();
			case "flow": return yield* this.parseFlowCollection();
			case "quoted-scalar": return yield* this.parseQuotedScalar();
			case "block-scalar": return yield* this.parseBlockScalar();
			case "plain-scalar": return yield* this.parsePlainScalar();
		}
	}
	*parseStream() {
		let line = this.getLine();
		if (line === null) return this.setNext("stream");
		if (line[0] === "﻿") {
			yield* this.pushCount(1);
			line = line.substring(1);
		}
		if (line[0] === "%") {
			let dirEnd = line.length;
			let cs = line.indexOf("#");
			while (cs !== -1) {
				const ch = line[cs - 1];
				if (ch === " " || ch === "	") {
					dirEnd = cs - 1;
					break;
				} else cs = line.indexOf("#", cs + 1);
			}
			while (true) {
				const ch = line[dirEnd - 1];
				if (ch === " " || ch === "	") dirEnd -= 1;
				else break;
			}
			const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
			yield* this.pushCount(line.length - n);
			this.pushNewline();
			return "stream";
		}
		if (this.atLineEnd()) {
			const sp = yield* this.pushSpaces(true);
			yield* this.pushCount(line.length - sp);
			yield* this.pushNewline();
			return "stream";
		}
		yield "";
		return yield* this.parseLineStart();
	}
	*parseLineStart() {
		const ch = this.charAt(0);
		if (!ch && !this.atEnd) return this.setNext("line-start");
		if (ch === "-" || ch === ".") {
			if (!this.atEnd && !this.hasChars(4)) return this.setNext("line-start");
			const s = this.peek(3);
			if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
				yield* this.pushCount(3);
				this.indentValue = 0;
				this.indentNext = 0;
				return s === "---" ? "doc" : "stream";
			}
		}
		this.indentValue = yield* this.pushSpaces(false);
		if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1))) this.indentNext = this.indentValue;
		return yield* this.parseBlockStart();
	}
	*parseBlockStart() {
		const [ch0, ch1] = this.peek(2);
		if (!ch1 && !this.atEnd) return this.setNext("block-start");
		if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
			const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
			this.indentNext = this.indentValue + 1;
			this.indentValue += n;
			return "block-start";
		}
		return "doc";
	}
	*parseDocument() {
		yield* this.pushSpaces(true);
		const line = this.getLine();
		if (line === null) return this.setNext("doc");
		let n = yield* this.pushIndicators();
		switch (line[n]) {
			case "#": yield* this.pushCount(line.length - n);
			case void 0:
				yield* this.pushNewline();
				return yield* this.parseLineStart();
			case "{":
			case "[":
				yield* this.pushCount(1);
				this.flowKey = false;
				this.flowLevel = 1;
				return "flow";
			case "}":
			case "]":
				yield* this.pushCount(1);
				return "doc";
			case "*":
				yield* this.pushUntil(isNotAnchorChar);
				return "doc";
			case "\"":
			case "'": return yield* this.parseQuotedScalar();
			case "|":
			case ">":
				n += yield* this.parseBlockScalarHeader();
				n += yield* this.pushSpaces(true);
				yield* this.pushCount(line.length - n);
				yield* this.pushNewline();
				return yield* this.parseBlockScalar();
			default: return yield* this.parsePlainScalar();
		}
	}
	*parseFlowCollection() {
		let nl, sp;
		let indent = -1;
		do {
			nl = yield* this.pushNewline();
			if (nl > 0) {
				sp = yield* this.pushSpaces(false);
				this.indentValue = indent = sp;
			} else sp = 0;
			sp += yield* this.pushSpaces(true);
		} while (nl + sp > 0);
		const line = this.getLine();
		if (line === null) return this.setNext("flow");
		if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
			if (!(indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}"))) {
				this.flowLevel = 0;
				yield "";
				return yield* this.parseLineStart();
			}
		}
		let n = 0;
		while (line[n] === ",") {
			n += yield* this.pushCount(1);
			n += yield* this.pushSpaces(true);
			this.flowKey = false;
		}
		n += yield* this.pushIndicators();
		switch (line[n]) {
			case void 0: return "flow";
			case "#":
				yield* this.pushCount(line.length - n);
				return "flow";
			case "{":
			case "[":
				yield* this.pushCount(1);
				this.flowKey = false;
				this.flowLevel += 1;
				return "flow";
			case "}":
			case "]":
				yield* this.pushCount(1);
				this.flowKey = true;
				this.flowLevel -= 1;
				return this.flowLevel ? "flow" : "doc";
			case "*":
				yield* this.pushUntil(isNotAnchorChar);
				return "flow";
			case "\"":
			case "'":
				this.flowKey = true;
				return yield* this.parseQuotedScalar();
			case ":": {
				const next = this.charAt(1);
				if (this.flowKey || isEmpty(next) || next === ",") {
					this.flowKey = false;
					yield* this.pushCount(1);
					yield* this.pushSpaces(true);
					return "flow";
				}
			}
			default:
				this.flowKey = false;
				return yield* this.parsePlainScalar();
		}
	}
	*parseQuotedScalar() {
		const quote = this.charAt(0);
		let end = this.buffer.indexOf(quote, this.pos + 1);
		if (quote === "'") while (end !== -1 && this.buffer[end + 1] === "'") end = this.buffer.indexOf("'", end + 2);
		else while (end !== -1) {
			let n = 0;
			while (this.buffer[end - 1 - n] === "\\") n += 1;
			if (n % 2 === 0) break;
			end = this.buffer.indexOf("\"", end + 1);
		}
		const qb = this.buffer.substring(0, end);
		let nl = qb.indexOf("\n", this.pos);
		if (nl !== -1) {
			while (nl !== -1) {
				const cs = this.continueScalar(nl + 1);
				if (cs === -1) break;
				nl = qb.indexOf("\n", cs);
			}
			if (nl !== -1) end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
		}
		if (end === -1) {
			if (!this.atEnd) return this.setNext("quoted-scalar");
			end = this.buffer.length;
		}
		yield* this.pushToIndex(end + 1, false);
		return this.flowLevel ? "flow" : "doc";
	}
	*parseBlockScalarHeader() {
		this.blockScalarIndent = -1;
		this.blockScalarKeep = false;
		let i = this.pos;
		while (true) {
			const ch = this.buffer[++i];
			if (ch === "+") this.blockScalarKeep = true;
			else if (ch > "0" && ch <= "9") this.blockScalarIndent = Number(ch) - 1;
			else if (ch !== "-") break;
		}
		return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
	}
	*parseBlockScalar() {
		let nl = this.pos - 1;
		let indent = 0;
		let ch;
		loop: for (let i = this.pos; ch = this.buffer[i]; ++i) switch (ch) {
			case " ":
				indent += 1;
				break;
			case "\n":
				nl = i;
				indent = 0;
				break;
			case "\r": {
				const next = this.buffer[i + 1];
				if (!next && !this.atEnd) return this.setNext("block-scalar");
				if (next === "\n") break;
			}
			default: break loop;
		}
		if (!ch && !this.atEnd) return this.setNext("block-scalar");
		if (indent >= this.indentNext) {
			if (this.blockScalarIndent === -1) this.indentNext = indent;
			else this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
			do {
				const cs = this.continueScalar(nl + 1);
				if (cs === -1) break;
				nl = this.buffer.indexOf("\n", cs);
			} while (nl !== -1);
			if (nl === -1) {
				if (!this.atEnd) return this.setNext("block-scalar");
				nl = this.buffer.length;
			}
		}
		let i = nl + 1;
		ch = this.buffer[i];
		while (ch === " ") ch = this.buffer[++i];
		if (ch === "	") {
			while (ch === "	" || ch === " " || ch === "\r" || ch === "\n") ch = this.buffer[++i];
			nl = i - 1;
		} else if (!this.blockScalarKeep) do {
			let i = nl - 1;
			let ch = this.buffer[i];
			if (ch === "\r") ch = this.buffer[--i];
			const lastChar = i;
			while (ch === " ") ch = this.buffer[--i];
			if (ch === "\n" && i >= this.pos && i + 1 + indent > lastChar) nl = i;
			else break;
		} while (true);
		yield "";
		yield* this.pushToIndex(nl + 1, true);
		return yield* this.parseLineStart();
	}
	*parsePlainScalar() {
		const inFlow = this.flowLevel > 0;
		let end = this.pos - 1;
		let i = this.pos - 1;
		let ch;
		while (ch = this.buffer[++i]) if (ch === ":") {
			const next = this.buffer[i + 1];
			if (isEmpty(next) || inFlow && flowIndicatorChars.has(next)) break;
			end = i;
		} else if (isEmpty(ch)) {
			let next = this.buffer[i + 1];
			if (ch === "\r") {
				if (next === "\n") {
					i += 1;
					ch = "\n";
					next = this.buffer[i + 1];
				} else end = i;
			}
			if (next === "#" || inFlow && flowIndicatorChars.has(next)) break;
			if (ch === "\n") {
				const cs = this.continueScalar(i + 1);
				if (cs === -1) break;
				i = Math.max(i, cs - 2);
			}
		} else {
			if (inFlow && flowIndicatorChars.has(ch)) break;
			end = i;
		}
		if (!ch && !this.atEnd) return this.setNext("plain-scalar");
		yield "";
		yield* this.pushToIndex(end + 1, true);
		return inFlow ? "flow" : "doc";
	}
	*pushCount(n) {
		if (n > 0) {
			yield this.buffer.substr(this.pos, n);
			this.pos += n;
			return n;
		}
		return 0;
	}
	*pushToIndex(i, allowEmpty) {
		const s = this.buffer.slice(this.pos, i);
		if (s) {
			yield s;
			this.pos += s.length;
			return s.length;
		} else if (allowEmpty) yield "";
		return 0;
	}
	*pushIndicators() {
		let n = 0;
		loop: while (true) {
			switch (this.charAt(0)) {
				case "!":
					n += yield* this.pushTag();
					n += yield* this.pushSpaces(true);
					continue loop;
				case "&":
					n += yield* this.pushUntil(isNotAnchorChar);
					n += yield* this.pushSpaces(true);
					continue loop;
				case "-":
				case "?":
				case ":": {
					const inFlow = this.flowLevel > 0;
					const ch1 = this.charAt(1);
					if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
						if (!inFlow) this.indentNext = this.indentValue + 1;
						else if (this.flowKey) this.flowKey = false;
						n += yield* this.pushCount(1);
						n += yield* this.pushSpaces(true);
						continue loop;
					}
				}
			}
			break loop;
		}
		return n;
	}
	*pushTag() {
		if (this.charAt(1) === "<") {
			let i = this.pos + 2;
			let ch = this.buffer[i];
			while (!isEmpty(ch) && ch !== ">") ch = this.buffer[++i];
			return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
		} else {
			let i = this.pos + 1;
			let ch = this.buffer[i];
			while (ch) if (tagChars.has(ch)) ch = this.buffer[++i];
			else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) ch = this.buffer[i += 3];
			else break;
			return yield* this.pushToIndex(i, false);
		}
	}
	*pushNewline() {
		const ch = this.buffer[this.pos];
		if (ch === "\n") return yield* this.pushCount(1);
		else if (ch === "\r" && this.charAt(1) === "\n") return yield* this.pushCount(2);
		else return 0;
	}
	*pushSpaces(allowTabs) {
		let i = this.pos - 1;
		let ch;
		do
			ch = this.buffer[++i];
		while (ch === " " || allowTabs && ch === "	");
		const n = i - this.pos;
		if (n > 0) {
			yield this.buffer.substr(this.pos, n);
			this.pos = i;
		}
		return n;
	}
	*pushUntil(test) {
		let i = this.pos;
		let ch = this.buffer[i];
		while (!test(ch)) ch = this.buffer[++i];
		return yield* this.pushToIndex(i, false);
	}
};

// node_modules/yaml/browser/dist/parse/line-counter.js
var LineCounter = class {
	constructor() {
		this.lineStarts = [];
		this.addNewLine = (offset) => this.lineStarts.push(offset);
		this.linePos = (offset) => {
			let low = 0;
			let high = this.lineStarts.length;
			while (low < high) {
				const mid = low + high >> 1;
				if (this.lineStarts[mid] < offset) low = mid + 1;
				else high = mid;
			}
			if (this.lineStarts[low] === offset) return {
				line: low + 1,
				col: 1
			};
			if (low === 0) return {
				line: 0,
				col: offset
			};
			const start = this.lineStarts[low - 1];
			return {
				line: low,
				col: offset - start + 1
			};
		};
	}
};

// node_modules/yaml/browser/dist/parse/parser.js
function includesToken(list, type) {
	for (let i = 0; i < list.length; ++i) if (list[i].type === type) return true;
	return false;
}
function findNonEmptyIndex(list) {
	for (let i = 0; i < list.length; ++i) switch (list[i].type) {
		case "space":
		case "comment":
		case "newline": break;
		default: return i;
	}
	return -1;
}
function isFlowToken(token) {
	switch (token?.type) {
		case "alias":
		case "scalar":
		case "single-quoted-scalar":
		case "double-quoted-scalar":
		case "flow-collection": return true;
		default: return false;
	}
}
function getPrevProps(parent) {
	switch (parent.type) {
		case "document": return parent.start;
		case "block-map": {
			const it = parent.items[parent.items.length - 1];
			return it.sep ?? it.start;
		}
		case "block-seq": return parent.items[parent.items.length - 1].start;
		/* istanbul ignore next should not happen */
		default: return [];
	}
}
function getFirstKeyStartProps(prev) {
	if (prev.length === 0) return [];
	let i = prev.length;
	loop: while (--i >= 0) switch (prev[i].type) {
		case "doc-start":
		case "explicit-key-ind":
		case "map-value-ind":
		case "seq-item-ind":
		case "newline": break loop;
	}
	while (prev[++i]?.type === "space");
	return prev.splice(i, prev.length);
}
function arrayPushArray(target, source) {
	if (source.length < 1e5) Array.prototype.push.apply(target, source);
	else for (let i = 0; i < source.length; ++i) target.push(source[i]);
}
function fixFlowSeqItems(fc) {
	if (fc.start.type === "flow-seq-start") {
		for (const it of fc.items) if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
			if (it.key) it.value = it.key;
			delete it.key;
			if (isFlowToken(it.value)) {
				if (it.value.end) arrayPushArray(it.value.end, it.sep);
				else it.value.end = it.sep;
			} else arrayPushArray(it.start, it.sep);
			delete it.sep;
		}
	}
}
var Parser = class {
	constructor(onNewLine) {
		this.atNewLine = true;
		this.atScalar = false;
		this.indent = 0;
		this.offset = 0;
		this.onKeyLine = false;
		this.stack = [];
		this.source = "";
		this.type = "";
		this.lexer = new Lexer();
		this.onNewLine = onNewLine;
	}
	*parse(source, incomplete = false) {
		if (this.onNewLine && this.offset === 0) this.onNewLine(0);
		for (const lexeme of this.lexer.lex(source, incomplete)) yield* this.next(lexeme);
		if (!incomplete) yield* this.end();
	}
	*next(source) {
		this.source = source;
		if (this.atScalar) {
			this.atScalar = false;
			yield* this.step();
			this.offset += source.length;
			return;
		}
		const type = tokenType(source);
		if (!type) {
			const message = `Not a YAML token: ${source}`;
			yield* this.pop({
				type: "error",
				offset: this.offset,
				message,
				source
			});
			this.offset += source.length;
		} else if (type === "scalar") {
			this.atNewLine = false;
			this.atScalar = true;
			this.type = "scalar";
		} else {
			this.type = type;
			yield* this.step();
			switch (type) {
				case "newline":
					this.atNewLine = true;
					this.indent = 0;
					if (this.onNewLine) this.onNewLine(this.offset + source.length);
					break;
				case "space":
					if (this.atNewLine && source[0] === " ") this.indent += source.length;
					break;
				case "explicit-key-ind":
				case "map-value-ind":
				case "seq-item-ind":
					if (this.atNewLine) this.indent += source.length;
					break;
				case "doc-mode":
				case "flow-error-end": return;
				default: this.atNewLine = false;
			}
			this.offset += source.length;
		}
	}
	*end() {
		while (this.stack.length > 0) yield* this.pop();
	}
	get sourceToken() {
		return {
			type: this.type,
			offset: this.offset,
			indent: this.indent,
			source: this.source
		};
	}
	*step() {
		const top = this.peek(1);
		if (this.type === "doc-end" && top?.type !== "doc-end") {
			while (this.stack.length > 0) yield* this.pop();
			this.stack.push({
				type: "doc-end",
				offset: this.offset,
				source: this.source
			});
			return;
		}
		if (!top) return yield* this.stream();
		switch (top.type) {
			case "document": return yield* this.document(top);
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar": return yield* this.scalar(top);
			case "block-scalar": return yield* this.blockScalar(top);
			case "block-map": return yield* this.blockMap(top);
			case "block-seq": return yield* this.blockSequence(top);
			case "flow-collection": return yield* this.flowCollection(top);
			case "doc-end": return yield* this.documentEnd(top);
		}
		/* istanbul ignore next should not happen */
		yield* this.pop();
	}
	peek(n) {
		return this.stack[this.stack.length - n];
	}
	*pop(error) {
		const token = error ?? this.stack.pop();
		/* istanbul ignore if should not happen */
		if (!token) yield {
			type: "error",
			offset: this.offset,
			source: "",
			message: "Tried to pop an empty stack"
		};
		else if (this.stack.length === 0) yield token;
		else {
			const top = this.peek(1);
			if (token.type === "block-scalar") token.indent = "indent" in top ? top.indent : 0;
			else if (token.type === "flow-collection" && top.type === "document") token.indent = 0;
			if (token.type === "flow-collection") fixFlowSeqItems(token);
			switch (top.type) {
				case "document":
					top.value = token;
					break;
				case "block-scalar":
					top.props.push(token);
					break;
				case "block-map": {
					const it = top.items[top.items.length - 1];
					if (it.value) {
						top.items.push({
							start: [],
							key: token,
							sep: []
						});
						this.onKeyLine = true;
						return;
					} else if (it.sep) it.value = token;
					else {
						Object.assign(it, {
							key: token,
							sep: []
						});
						this.onKeyLine = !it.explicitKey;
						return;
					}
					break;
				}
				case "block-seq": {
					const it = top.items[top.items.length - 1];
					if (it.value) top.items.push({
						start: [],
						value: token
					});
					else it.value = token;
					break;
				}
				case "flow-collection": {
					const it = top.items[top.items.length - 1];
					if (!it || it.value) top.items.push({
						start: [],
						key: token,
						sep: []
					});
					else if (it.sep) it.value = token;
					else Object.assign(it, {
						key: token,
						sep: []
					});
					return;
				}
				/* istanbul ignore next should not happen */
				default:
					yield* this.pop();
					yield* this.pop(token);
			}
			if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
				const last = token.items[token.items.length - 1];
				if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
					if (top.type === "document") top.end = last.start;
					else top.items.push({ start: last.start });
					token.items.splice(-1, 1);
				}
			}
		}
	}
	*stream() {
		switch (this.type) {
			case "directive-line":
				yield {
					type: "directive",
					offset: this.offset,
					source: this.source
				};
				return;
			case "byte-order-mark":
			case "space":
			case "comment":
			case "newline":
				yield this.sourceToken;
				return;
			case "doc-mode":
			case "doc-start": {
				const doc = {
					type: "document",
					offset: this.offset,
					start: []
				};
				if (this.type === "doc-start") doc.start.push(this.sourceToken);
				this.stack.push(doc);
				return;
			}
		}
		yield {
			type: "error",
			offset: this.offset,
			message: `Unexpected ${this.type} token in YAML stream`,
			source: this.source
		};
	}
	*document(doc) {
		if (doc.value) return yield* this.lineEnd(doc);
		switch (this.type) {
			case "doc-start":
				if (findNonEmptyIndex(doc.start) !== -1) {
					yield* this.pop();
					yield* this.step();
				} else doc.start.push(this.sourceToken);
				return;
			case "anchor":
			case "tag":
			case "space":
			case "comment":
			case "newline":
				doc.start.push(this.sourceToken);
				return;
		}
		const bv = this.startBlockValue(doc);
		if (bv) this.stack.push(bv);
		else yield {
			type: "error",
			offset: this.offset,
			message: `Unexpected ${this.type} token in YAML document`,
			source: this.source
		};
	}
	*scalar(scalar) {
		if (this.type === "map-value-ind") {
			const start = getFirstKeyStartProps(getPrevProps(this.peek(2)));
			let sep;
			if (scalar.end) {
				sep = scalar.end;
				sep.push(this.sourceToken);
				delete scalar.end;
			} else sep = [this.sourceToken];
			const map = {
				type: "block-map",
				offset: scalar.offset,
				indent: scalar.indent,
				items: [{
					start,
					key: scalar,
					sep
				}]
			};
			this.onKeyLine = true;
			this.stack[this.stack.length - 1] = map;
		} else yield* this.lineEnd(scalar);
	}
	*blockScalar(scalar) {
		switch (this.type) {
			case "space":
			case "comment":
			case "newline":
				scalar.props.push(this.sourceToken);
				return;
			case "scalar":
				scalar.source = this.source;
				this.atNewLine = true;
				this.indent = 0;
				if (this.onNewLine) {
					let nl = this.source.indexOf("\n") + 1;
					while (nl !== 0) {
						this.onNewLine(this.offset + nl);
						nl = this.source.indexOf("\n", nl) + 1;
					}
				}
				yield* this.pop();
				break;
			/* istanbul ignore next should not happen */
			default:
				yield* this.pop();
				yield* this.step();
		}
	}
	*blockMap(map) {
		const it = map.items[map.items.length - 1];
		switch (this.type) {
			case "newline":
				this.onKeyLine = false;
				if (it.value) {
					const end = "end" in it.value ? it.value.end : void 0;
					if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
					else map.items.push({ start: [this.sourceToken] });
				} else if (it.sep) it.sep.push(this.sourceToken);
				else it.start.push(this.sourceToken);
				return;
			case "space":
			case "comment":
				if (it.value) map.items.push({ start: [this.sourceToken] });
				else if (it.sep) it.sep.push(this.sourceToken);
				else {
					if (this.atIndentedComment(it.start, map.indent)) {
						const end = map.items[map.items.length - 2]?.value?.end;
						if (Array.isArray(end)) {
							arrayPushArray(end, it.start);
							end.push(this.sourceToken);
							map.items.pop();
							return;
						}
					}
					it.start.push(this.sourceToken);
				}
				return;
		}
		if (this.indent >= map.indent) {
			const atMapIndent = !this.onKeyLine && this.indent === map.indent;
			const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
			let start = [];
			if (atNextItem && it.sep && !it.value) {
				const nl = [];
				for (let i = 0; i < it.sep.length; ++i) {
					const st = it.sep[i];
					switch (st.type) {
						case "newline":
							nl.push(i);
							break;
						case "space": break;
						case "comment":
							if (st.indent > map.indent) nl.length = 0;
							break;
						default: nl.length = 0;
					}
				}
				if (nl.length >= 2) start = it.sep.splice(nl[1]);
			}
			switch (this.type) {
				case "anchor":
				case "tag":
					if (atNextItem || it.value) {
						start.push(this.sourceToken);
						map.items.push({ start });
						this.onKeyLine = true;
					} else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "explicit-key-ind":
					if (!it.sep && !it.explicitKey) {
						it.start.push(this.sourceToken);
						it.explicitKey = true;
					} else if (atNextItem || it.value) {
						start.push(this.sourceToken);
						map.items.push({
							start,
							explicitKey: true
						});
					} else this.stack.push({
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start: [this.sourceToken],
							explicitKey: true
						}]
					});
					this.onKeyLine = true;
					return;
				case "map-value-ind":
					if (it.explicitKey) {
						if (!it.sep) {
							if (includesToken(it.start, "newline")) Object.assign(it, {
								key: null,
								sep: [this.sourceToken]
							});
							else {
								const start = getFirstKeyStartProps(it.start);
								this.stack.push({
									type: "block-map",
									offset: this.offset,
									indent: this.indent,
									items: [{
										start,
										key: null,
										sep: [this.sourceToken]
									}]
								});
							}
						} else if (it.value) map.items.push({
							start: [],
							key: null,
							sep: [this.sourceToken]
						});
						else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start,
								key: null,
								sep: [this.sourceToken]
							}]
						});
						else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
							const start = getFirstKeyStartProps(it.start);
							const key = it.key;
							const sep = it.sep;
							sep.push(this.sourceToken);
							delete it.key;
							delete it.sep;
							this.stack.push({
								type: "block-map",
								offset: this.offset,
								indent: this.indent,
								items: [{
									start,
									key,
									sep
								}]
							});
						} else if (start.length > 0) it.sep = it.sep.concat(start, this.sourceToken);
						else it.sep.push(this.sourceToken);
					} else if (!it.sep) Object.assign(it, {
						key: null,
						sep: [this.sourceToken]
					});
					else if (it.value || atNextItem) map.items.push({
						start,
						key: null,
						sep: [this.sourceToken]
					});
					else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start: [],
							key: null,
							sep: [this.sourceToken]
						}]
					});
					else it.sep.push(this.sourceToken);
					this.onKeyLine = true;
					return;
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": {
					const fs = this.flowScalar(this.type);
					if (atNextItem || it.value) {
						map.items.push({
							start,
							key: fs,
							sep: []
						});
						this.onKeyLine = true;
					} else if (it.sep) this.stack.push(fs);
					else {
						Object.assign(it, {
							key: fs,
							sep: []
						});
						this.onKeyLine = true;
					}
					return;
				}
				default: {
					const bv = this.startBlockValue(map);
					if (bv) {
						if (bv.type === "block-seq") {
							if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
								yield* this.pop({
									type: "error",
									offset: this.offset,
									message: "Unexpected block-seq-ind on same line with key",
									source: this.source
								});
								return;
							}
						} else if (atMapIndent) map.items.push({ start });
						this.stack.push(bv);
						return;
					}
				}
			}
		}
		yield* this.pop();
		yield* this.step();
	}
	*blockSequence(seq) {
		const it = seq.items[seq.items.length - 1];
		switch (this.type) {
			case "newline":
				if (it.value) {
					const end = "end" in it.value ? it.value.end : void 0;
					if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
					else seq.items.push({ start: [this.sourceToken] });
				} else it.start.push(this.sourceToken);
				return;
			case "space":
			case "comment":
				if (it.value) seq.items.push({ start: [this.sourceToken] });
				else {
					if (this.atIndentedComment(it.start, seq.indent)) {
						const end = seq.items[seq.items.length - 2]?.value?.end;
						if (Array.isArray(end)) {
							arrayPushArray(end, it.start);
							end.push(this.sourceToken);
							seq.items.pop();
							return;
						}
					}
					it.start.push(this.sourceToken);
				}
				return;
			case "anchor":
			case "tag":
				if (it.value || this.indent <= seq.indent) break;
				it.start.push(this.sourceToken);
				return;
			case "seq-item-ind":
				if (this.indent !== seq.indent) break;
				if (it.value || includesToken(it.start, "seq-item-ind")) seq.items.push({ start: [this.sourceToken] });
				else it.start.push(this.sourceToken);
				return;
		}
		if (this.indent > seq.indent) {
			const bv = this.startBlockValue(seq);
			if (bv) {
				this.stack.push(bv);
				return;
			}
		}
		yield* this.pop();
		yield* this.step();
	}
	*flowCollection(fc) {
		const it = fc.items[fc.items.length - 1];
		if (this.type === "flow-error-end") {
			let top;
			do {
				yield* this.pop();
				top = this.peek(1);
			} while (top?.type === "flow-collection");
		} else if (fc.end.length === 0) {
			switch (this.type) {
				case "comma":
				case "explicit-key-ind":
					if (!it || it.sep) fc.items.push({ start: [this.sourceToken] });
					else it.start.push(this.sourceToken);
					return;
				case "map-value-ind":
					if (!it || it.value) fc.items.push({
						start: [],
						key: null,
						sep: [this.sourceToken]
					});
					else if (it.sep) it.sep.push(this.sourceToken);
					else Object.assign(it, {
						key: null,
						sep: [this.sourceToken]
					});
					return;
				case "space":
				case "comment":
				case "newline":
				case "anchor":
				case "tag":
					if (!it || it.value) fc.items.push({ start: [this.sourceToken] });
					else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": {
					const fs = this.flowScalar(this.type);
					if (!it || it.value) fc.items.push({
						start: [],
						key: fs,
						sep: []
					});
					else if (it.sep) this.stack.push(fs);
					else Object.assign(it, {
						key: fs,
						sep: []
					});
					return;
				}
				case "flow-map-end":
				case "flow-seq-end":
					fc.end.push(this.sourceToken);
					return;
			}
			const bv = this.startBlockValue(fc);
			/* istanbul ignore else should not happen */
			if (bv) this.stack.push(bv);
			else {
				yield* this.pop();
				yield* this.step();
			}
		} else {
			const parent = this.peek(2);
			if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
				yield* this.pop();
				yield* this.step();
			} else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
				const start = getFirstKeyStartProps(getPrevProps(parent));
				fixFlowSeqItems(fc);
				const sep = fc.end.splice(1, fc.end.length);
				sep.push(this.sourceToken);
				const map = {
					type: "block-map",
					offset: fc.offset,
					indent: fc.indent,
					items: [{
						start,
						key: fc,
						sep
					}]
				};
				this.onKeyLine = true;
				this.stack[this.stack.length - 1] = map;
			} else yield* this.lineEnd(fc);
		}
	}
	flowScalar(type) {
		if (this.onNewLine) {
			let nl = this.source.indexOf("\n") + 1;
			while (nl !== 0) {
				this.onNewLine(this.offset + nl);
				nl = this.source.indexOf("\n", nl) + 1;
			}
		}
		return {
			type,
			offset: this.offset,
			indent: this.indent,
			source: this.source
		};
	}
	startBlockValue(parent) {
		switch (this.type) {
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar": return this.flowScalar(this.type);
			case "block-scalar-header": return {
				type: "block-scalar",
				offset: this.offset,
				indent: this.indent,
				props: [this.sourceToken],
				source: ""
			};
			case "flow-map-start":
			case "flow-seq-start": return {
				type: "flow-collection",
				offset: this.offset,
				indent: this.indent,
				start: this.sourceToken,
				items: [],
				end: []
			};
			case "seq-item-ind": return {
				type: "block-seq",
				offset: this.offset,
				indent: this.indent,
				items: [{ start: [this.sourceToken] }]
			};
			case "explicit-key-ind": {
				this.onKeyLine = true;
				const start = getFirstKeyStartProps(getPrevProps(parent));
				start.push(this.sourceToken);
				return {
					type: "block-map",
					offset: this.offset,
					indent: this.indent,
					items: [{
						start,
						explicitKey: true
					}]
				};
			}
			case "map-value-ind": {
				this.onKeyLine = true;
				const start = getFirstKeyStartProps(getPrevProps(parent));
				return {
					type: "block-map",
					offset: this.offset,
					indent: this.indent,
					items: [{
						start,
						key: null,
						sep: [this.sourceToken]
					}]
				};
			}
		}
		return null;
	}
	atIndentedComment(start, indent) {
		if (this.type !== "comment") return false;
		if (this.indent <= indent) return false;
		return start.every((st) => st.type === "newline" || st.type === "space");
	}
	*documentEnd(docEnd) {
		if (this.type !== "doc-mode") {
			if (docEnd.end) docEnd.end.push(this.sourceToken);
			else docEnd.end = [this.sourceToken];
			if (this.type === "newline") yield* this.pop();
		}
	}
	*lineEnd(token) {
		switch (this.type) {
			case "comma":
			case "doc-start":
			case "doc-end":
			case "flow-seq-end":
			case "flow-map-end":
			case "map-value-ind":
				yield* this.pop();
				yield* this.step();
				break;
			case "newline": this.onKeyLine = false;
			default:
				if (token.end) token.end.push(this.sourceToken);
				else token.end = [this.sourceToken];
				if (this.type === "newline") yield* this.pop();
		}
	}
};

// node_modules/yaml/browser/dist/public-api.js
function parseOptions(options) {
	const prettyErrors = options.prettyErrors !== false;
	return {
		lineCounter: options.lineCounter || prettyErrors && new LineCounter() || null,
		prettyErrors
	};
}
function parseDocument(source, options = {}) {
	const { lineCounter, prettyErrors } = parseOptions(options);
	const parser = new Parser(lineCounter?.addNewLine);
	const composer = new Composer(options);
	let doc = null;
	for (const _doc of composer.compose(parser.parse(source), true, source.length)) if (!doc) doc = _doc;
	else if (doc.options.logLevel !== "silent") {
		doc.errors.push(new YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
		break;
	}
	if (prettyErrors && lineCounter) {
		doc.errors.forEach(prettifyError(source, lineCounter));
		doc.warnings.forEach(prettifyError(source, lineCounter));
	}
	return doc;
}

// src/policy/limits.ts
const MAX_FILE_LENGTH = 1048576;
const MAX_EXPANDED_VALUES = 1e5;

// src/policy/lines.ts
const BYTE_ORDER_MARK = "﻿";
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
	rangeBetween(start, end) {
		const length = this.#text.slice(start, end).trimEnd().length;
		const blank = length === 0 && end > start && !this.#text.slice(start, end).includes("\n");
		if (length === 0 && !blank) return this.restOfLine(start);
		return {
			start: this.positionAt(start),
			end: this.positionAt(blank ? end : start + length)
		};
	}
	rangeOfLine(line) {
		const start = this.#starts[line - 1];
		if (start === void 0) return void 0;
		const newline = this.#text.indexOf("\n", start);
		const content = this.#text.slice(start, newline === -1 ? this.#text.length : newline);
		return this.restOfLine(start + (content.trim() === "" ? 0 : content.length - content.trimStart().length));
	}
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
function formatPath(path) {
	let text = "";
	for (const step of path) if (typeof step === "number") text += `[${step}]`;
	else if (PLAIN_KEY.test(step)) text += text === "" ? step : `.${step}`;
	else text += `[${JSON.stringify(step)}]`;
	return text;
}
const STEP = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)|([.[\]])/gy;
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
function isMapping(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function entryOf(value, key) {
	return isMapping(value) && Object.hasOwn(value, key) ? value[key] : void 0;
}
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
var TooDeep = class extends Error {
	offset;
	constructor(offset) {
		super("nested too deeply");
		this.offset = offset;
	}
};
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
function wordsFor({ code, message }) {
	if (code === "BAD_INDENT" && message.startsWith("Flow")) return UNCLOSED_BRACKET;
	if (code === "MISSING_CHAR" && message.includes("quote")) return UNCLOSED_QUOTE;
	return WORDS[code] ?? {
		message: message.split("\n")[0] ?? message,
		help: "Check the quotes, brackets and colons on this line and the one before."
	};
}
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
const FOREIGN_TAGS = new Set([
	"binary",
	"omap",
	"pairs",
	"set",
	"timestamp"
].map((name) => `tag:yaml.org,2002:${name}`));
const TAG_WORDS = ["This tag is not part of the policy format", "Remove it; values are plain texts, numbers, booleans, lists and mappings."];
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
	find(path) {
		let found = isNode(this.#root) ? { value: this.#root } : {};
		for (const step of path) {
			const next = this.#step(this.#resolve(found.value), step);
			if (next === void 0) return void 0;
			found = next;
		}
		return found;
	}
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
const KIND_FACTS = {
	"agent-firewall": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[\"denied_tools\",\"rate_limit\",\"transaction_limit\",\"mode\"],\"phase\":\"tool\",\"verdicts\":[\"allow\",\"block\",\"escalate\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/agent-firewall\",\"https://docs.keeptrusts.com/article/agent-firewall-governing-tool-access-for-ai-agents/\",\"https://docs.keeptrusts.com/article/agent-firewall-complete-guide-to-governing-autonomous-ai-agent-actions/\",\"https://docs.keeptrusts.com/article/tool-security-governing-what-ai-agents-can-execute/\",\"https://docs.keeptrusts.com/docs/templates/agent-firewall\",\"https://docs.keeptrusts.com/docs/use-cases/govern-ai-agents\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"allowed_tools\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"blocked_tools\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"max_actions_per_session\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"tools\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"roles\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"object\"],\"keys\":{\"allowed\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"denied\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}}}},\"rate_limits\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"integer\"]}},\"transaction_limits\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"max_single_transaction\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"max_daily_total\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"require_approval_above\":{\"types\":[\"number\"],\"evidence\":\"documented\"}}},\"kill_switches\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"max_errors_before_halt\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"halt_on_pii_in_action\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"halt_on_suspicious_pattern\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}},\"monitoring\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"alert_on_denied_action\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"alert_on_rate_limit\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"alert_threshold_percent\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}}}}}"),
	"audit-logger": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"any\",\"verdicts\":[\"allow\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/audit-logger\",\"https://docs.keeptrusts.com/article/audit-trail-generation-how-every-decision-gets-logged-as-an-event/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"immutable\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"retention_days\":{\"types\":[\"integer\"],\"default\":365,\"minimum\":1,\"maximum\":36500,\"evidence\":\"documented\"},\"hipaa_audit_controls\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"log_all_access\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}}}"),
	"bias-monitor": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\",\"escalate\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/bias-monitor\",\"https://docs.keeptrusts.com/docs/industries/law-enforcement\",\"https://docs.keeptrusts.com/docs/templates/eu-ai-act\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"protected_characteristics\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"threshold\":{\"types\":[\"number\"],\"default\":0.85,\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\",\"escalate\"],\"evidence\":\"documented\"}}}}"),
	"bot-detector": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/bot-detector\",\"https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"fingerprint_fields\":{\"types\":[\"array\"],\"default\":[\"user-agent\",\"x-forwarded-for\",\"authorization\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"profile_window_seconds\":{\"types\":[\"integer\"],\"default\":60,\"minimum\":1,\"evidence\":\"documented\"},\"similarity_threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"max_requests_per_window\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"action\":{\"types\":[\"string\"],\"enum\":[\"warn\",\"block\"],\"evidence\":\"documented\"}}}}"),
	"case-privacy": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"redact\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/case-privacy\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"detect_patterns\":{\"types\":[\"array\"],\"default\":[\"case_number\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"],\"enum\":[\"case_number\",\"docket_number\",\"party_name\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\"],\"default\":\"redact\",\"evidence\":\"documented\"}}}}"),
	"citation-verifier": () => JSON.parse("{\"keysComplete\":false,\"undocumentedKeys\":[\"min_grounded_ratio\",\"action_on_failure\",\"check_hallucinations\"],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/citation-verifier\",\"https://docs.keeptrusts.com/article/citation-verifier-ensuring-ai-outputs-are-grounded-in-approved-sources/\",\"https://docs.keeptrusts.com/article/understanding-policy-verdicts-allow-block-redact-escalate/\",\"https://docs.keeptrusts.com/docs/templates/citation-verification\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"require_sources\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"require_source_match\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"min_confidence\":{\"types\":[\"number\"],\"default\":0.8,\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"min_groundedness\":{\"types\":[\"number\"],\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"external_resolver\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"extract_patterns\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"output_action\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"unverified_action\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"hallucination_action\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}},\"response\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"include_verification_report\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}}}}}"),
	"cjis-mode": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/cjis-mode\",\"https://docs.keeptrusts.com/docs/industries/law-enforcement\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"require_auth\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"access_logging\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"}}}}"),
	"code-sanitizer": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/code-sanitation\",\"https://docs.keeptrusts.com/article/code-sanitation-preventing-malicious-code-in-ai-outputs/\",\"https://docs.keeptrusts.com/docs/policies/document-analyzer\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"block_on_match\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"additional_patterns\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}}"),
	"content-extractor": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/content-extractor\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"allow_hosts\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"timeout_ms\":{\"types\":[\"integer\"],\"default\":2000,\"minimum\":1,\"evidence\":\"documented\"},\"max_bytes\":{\"types\":[\"integer\"],\"default\":65536,\"minimum\":1,\"evidence\":\"documented\"},\"fetch_urls\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"action_on_error\":{\"types\":[\"string\"],\"enum\":[\"warn\",\"block\"],\"default\":\"warn\",\"evidence\":\"documented\"}}}}"),
	"data-routing-policy": () => JSON.parse("{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"pre-routing (input)\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/data-routing-policy\",\"https://docs.keeptrusts.com/docs/policies/config-data-policies\",\"https://docs.keeptrusts.com/article/data-routing-policies-controlling-which-providers-see-your-data/\",\"https://docs.keeptrusts.com/article/data-residency-enforcement-right-geography/\",\"https://docs.keeptrusts.com/docs/templates/zero-data-retention\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"require_zero_data_retention\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"require_no_training\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_retention_days\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"on_no_compliant_provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"log_provider_selection\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}}}"),
	"dlp-filter": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[\"patterns\"],\"phase\":\"input\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/dlp-filter\",\"https://docs.keeptrusts.com/article/keyword-and-pattern-based-data-loss-prevention-for-ai/\",\"https://docs.keeptrusts.com/docs/tutorials/cli/dlp-data-classification\",\"https://docs.keeptrusts.com/article/custom-data-classification-with-regex-patterns-and-embeddings/\",\"https://docs.keeptrusts.com/docs/industries/law-enforcement\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"detect_patterns\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"blocked_terms\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\",\"block\"],\"default\":\"redact\",\"evidence\":\"documented\"},\"fuzzy_matching\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_distance\":{\"types\":[\"integer\"],\"minimum\":0,\"maximum\":8,\"evidence\":\"documented\"},\"sensitivity_level\":{\"types\":[\"string\"],\"enum\":[\"standard\",\"high\",\"restricted\"],\"evidence\":\"documented\"}}}}"),
	"document-analyzer": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/document-analyzer\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"sanitize_code\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_document_bytes\":{\"types\":[\"integer\"],\"default\":524288,\"evidence\":\"documented\"},\"allowed_mime_types\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}}"),
	"dual-use-filter": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\",\"redact\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/dual-use-filter\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"blocked_terms\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\",\"redact\"],\"default\":\"block\",\"evidence\":\"documented\"},\"fuzzy_matching\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_distance\":{\"types\":[\"integer\"],\"default\":1,\"minimum\":0,\"maximum\":8,\"evidence\":\"documented\"}}}}"),
	"embedding-detector": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/embedding-detector\",\"https://docs.keeptrusts.com/article/custom-data-classification-with-regex-patterns-and-embeddings/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"backend\":{\"types\":[\"string\"],\"enum\":[\"local\",\"external\"],\"default\":\"local\",\"evidence\":\"documented\"},\"endpoint\":{\"types\":[\"string\"],\"default\":\"http://localhost:8080/embed\",\"format\":\"url\",\"evidence\":\"documented\"},\"model\":{\"types\":[\"string\"],\"default\":\"all-MiniLM-L6-v2\",\"evidence\":\"documented\"},\"api_key\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"similarity_threshold\":{\"types\":[\"number\"],\"default\":0.7,\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"timeout_ms\":{\"types\":[\"integer\"],\"default\":20,\"minimum\":1,\"maximum\":60000,\"evidence\":\"documented\"},\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\",\"block\"],\"default\":\"redact\",\"evidence\":\"documented\"},\"categories\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"label\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"reference_text\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}}}}}}"),
	"entity-list-filter": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[\"lists\"],\"phase\":\"input|output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/entity-list-filter\",\"https://docs.keeptrusts.com/docs/industries/defense-us\",\"https://docs.keeptrusts.com/article/aerospace-engineering-ai-export-control-with-entity-list-filtering/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"blocked_entities\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\"],\"default\":\"block\",\"evidence\":\"documented\"},\"fuzzy_matching\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_distance\":{\"types\":[\"integer\"],\"default\":1,\"minimum\":0,\"maximum\":8,\"evidence\":\"documented\"}}}}"),
	"eu-ai-act": () => JSON.parse("{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"unknown\",\"verdicts\":[],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-compliance-policies\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"risk_class\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"articles\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"integer\"]}}}}}"),
	"external-moderation": () => JSON.parse("{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"input|output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/external-moderation\",\"https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"provider\":{\"types\":[\"string\"],\"enum\":[\"openai-moderation\",\"azure-content-safety\",\"bedrock-apply-guardrail\",\"embedding-endpoint\",\"webhook\",\"presidio\",\"guardrails-ai\",\"dynamo-ai\",\"lakera\"],\"default\":\"webhook\",\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"string\"],\"evidence\":\"conflict\"},\"endpoint\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"categories\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"threshold\":{\"types\":[\"number\"],\"default\":0.5,\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"}}}}"),
	"financial-compliance": () => JSON.parse("{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/financial-compliance\",\"https://docs.keeptrusts.com/article/disclaimer-injection-adding-legal-notices-to-ai-responses-automatically/\",\"https://docs.keeptrusts.com/docs/templates/finance\",\"https://docs.keeptrusts.com/docs/industries/finance\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"blocked_patterns\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"required_disclaimers\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}}"),
	"flagged-review": () => JSON.parse("{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\",\"escalate\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-flagged-review\",\"https://docs.keeptrusts.com/article/escalation-policies-routing-flagged-content-to-human-reviewers/\",\"https://docs.keeptrusts.com/article/policy-chain-ordering-how-execution-priority-affects-outcomes/\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"mode\":{\"types\":[\"string\"],\"enum\":[\"judge\",\"review_and_return\",\"audit_only\",\"escalate\"],\"evidence\":\"documented\"},\"provider\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"endpoint\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"model\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"timeout_ms\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}},\"recursion_depth_max\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"provider_isolation\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"rationale_capture\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}}}"),
	"gdpr-compliance": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-compliance-policies\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"consent_required\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"consent_header\":{\"types\":[\"string\"],\"default\":\"x-consent-token\",\"evidence\":\"documented\"},\"consent_verification_endpoint\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"erasure_webhook\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"data_categories\":{\"types\":[\"array\"],\"default\":[\"personal\",\"sensitive\",\"biometric\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"retention_days\":{\"types\":[\"integer\"],\"default\":30,\"evidence\":\"documented\"}}}}"),
	"healthcare-compliance": () => JSON.parse("{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/healthcare-compliance\",\"https://docs.keeptrusts.com/article/disclaimer-injection-adding-legal-notices-to-ai-responses-automatically/\",\"https://docs.keeptrusts.com/docs/templates/healthcare-hipaa\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"blocked_patterns\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"required_disclaimers\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"fda_class\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}}}"),
	"hipaa-phi-detector": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input|output\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/hipaa-phi-detector\",\"https://docs.keeptrusts.com/docs/use-cases/secure-healthcare-ai\",\"https://docs.keeptrusts.com/docs/templates/healthcare-hipaa\",\"https://docs.keeptrusts.com/docs/industries/healthcare-hipaa\",\"https://docs.keeptrusts.com/article/hipaa-compliant-ai-blocking-phi-from-reaching-external-llm-providers/\",\"https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog\",\"https://docs.keeptrusts.com/docs/policies/policy-controls-catalog\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"mode\":{\"types\":[\"string\"],\"enum\":[\"hipaa_18\"],\"evidence\":\"documented\"},\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\",\"block\"],\"evidence\":\"documented\"},\"safe_harbor_method\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"}}}}"),
	"human-oversight": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"escalate\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/human-oversight\",\"https://docs.keeptrusts.com/article/escalation-policies-routing-flagged-content-to-human-reviewers/\",\"https://docs.keeptrusts.com/docs/tutorials/cli/escalation-workflows-cli\",\"https://docs.keeptrusts.com/docs/templates/healthcare-hipaa\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"require_human_for\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"escalate\",\"block\"],\"default\":\"escalate\",\"evidence\":\"documented\"},\"confidence_threshold\":{\"types\":[\"number\"],\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"default_assignee\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"timeout_seconds\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}}}"),
	"itar-ear-filter": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[\"categories\",\"log_matches\",\"sensitivity\"],\"phase\":\"input|output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/itar-ear-filter\",\"https://docs.keeptrusts.com/docs/industries/defense-us\",\"https://docs.keeptrusts.com/docs/templates/defense\",\"https://docs.keeptrusts.com/docs/use-cases/defense-industrial-ai\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"blocked_terms\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\"],\"default\":\"block\",\"evidence\":\"documented\"},\"fuzzy_matching\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"max_distance\":{\"types\":[\"integer\"],\"default\":1,\"minimum\":0,\"maximum\":8,\"evidence\":\"documented\"}}}}"),
	"language-validator": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input|output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/language-validator\",\"https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"allowed_languages\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"denied_languages\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"min_confidence\":{\"types\":[\"number\"],\"minimum\":0,\"maximum\":1,\"evidence\":\"documented\"},\"action\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"apply_to\":{\"types\":[\"string\"],\"enum\":[\"input\",\"output\",\"both\"],\"evidence\":\"documented\"}}}}"),
	"legal-privilege": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/legal-privilege\",\"https://docs.keeptrusts.com/docs/industries/legal\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"privilege_markers\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\"],\"default\":\"block\",\"evidence\":\"documented\"}}}}"),
	"mnpi-filter": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/mnpi-filter\",\"https://docs.keeptrusts.com/article/preventing-mnpi-leakage-investment-banking-ai/\",\"https://docs.keeptrusts.com/docs/templates/finance\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"detect_patterns\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\"],\"default\":\"block\",\"evidence\":\"documented\"}}}}"),
	"pii-detector": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[\"categories\",\"entities\",\"redaction.categories\"],\"phase\":\"input\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/pii-detector\",\"https://docs.keeptrusts.com/docs/use-cases/prevent-data-leaks\",\"https://docs.keeptrusts.com/docs/tutorials/cli/pii-redaction-setup\",\"https://docs.keeptrusts.com/article/pii-detection-and-automatic-redaction-in-llm-requests/\",\"https://docs.keeptrusts.com/article/custom-data-classification-with-regex-patterns-and-embeddings/\",\"https://docs.keeptrusts.com/docs/cli/policy-lint\",\"https://docs.keeptrusts.com/docs/features/cli/config-validation\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\",\"block\"],\"default\":\"redact\",\"evidence\":\"documented\"},\"healthcare_mode\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"pci_mode\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"detect_patterns\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"redaction\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"marker_format\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"include_metadata\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"preserve_length\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"custom_markers\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"string\"]}}}}}}}"),
	"prompt-injection": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[\"threshold\",\"action\"],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[\"prompt_injection.detected\"],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/prompt-injection\",\"https://docs.keeptrusts.com/docs/tutorials/cli/prompt-injection-defense\",\"https://docs.keeptrusts.com/article/prompt-injection-defense-detection-blocking-and-encoding-normalization/\",\"https://docs.keeptrusts.com/docs/templates/prompt-injection\",\"https://docs.keeptrusts.com/docs/use-cases/block-prompt-injection\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\",\"https://docs.keeptrusts.com/docs/cli/policy-test\",\"https://docs.keeptrusts.com/docs/policies/config-testing\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"embedding_threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"backend\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"attack_patterns\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"detection\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"embedding_threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"attack_patterns\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}},\"encoding\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"decode_base64\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"normalize_unicode\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"detect_homoglyphs\":{\"types\":[\"boolean\"],\"evidence\":\"example\"}}},\"boundaries\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"enforce_delimiters\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"reject_fake_boundaries\":{\"types\":[\"boolean\"],\"evidence\":\"example\"}}},\"response\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"action\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"message\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"log_level\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}}}}"),
	"quality-scorer": () => JSON.parse("{\"keysComplete\":false,\"undocumentedKeys\":[\"min_score\",\"dimensions\",\"overall_min_score\",\"on_fail\",\"threshold\"],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\",\"escalate\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/quality-scorer\",\"https://docs.keeptrusts.com/docs/policies/config-quality-assertions\",\"https://docs.keeptrusts.com/docs/templates/quality-benchmarking\",\"https://docs.keeptrusts.com/docs/templates/eu-ai-act\",\"https://docs.keeptrusts.com/docs/use-cases/quality-assurance-ai-outputs\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"industry\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"min_output_chars\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"min_sentences\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"mock_scoring\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"providers\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"id\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"label\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"model\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"config\":{\"types\":[\"object\"],\"evidence\":\"documented\"}}}},\"benchmarks\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"assertions\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"type\"],\"complete\":false,\"keys\":{\"type\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"value\":{\"evidence\":\"documented\"},\"rubric\":{\"types\":[\"string\"],\"evidence\":\"conflict\"},\"threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"weight\":{\"types\":[\"number\"],\"default\":1,\"minimum\":0,\"maximum\":10,\"evidence\":\"documented\"},\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"mode\":{\"types\":[\"string\"],\"enum\":[\"enforce\",\"audit\",\"shadow\"],\"evidence\":\"documented\"},\"severity\":{\"types\":[\"string\"],\"enum\":[\"critical\",\"warning\",\"info\"],\"evidence\":\"documented\"},\"negate\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"case_sensitive\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pack\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"config\":{\"types\":[\"object\"],\"evidence\":\"example\"}}}},\"thresholds\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"weights\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"pass_policy\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"failure_action\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"action\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}}}}}"),
	"rbac": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[\"default_action\",\"roles.<role>.allowed_models\"],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/rbac\",\"https://docs.keeptrusts.com/article/role-based-access-control-who-can-do-what-in-your-ai-platform/\",\"https://docs.keeptrusts.com/docs/industries/law-enforcement\",\"https://docs.keeptrusts.com/docs/templates/defense\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"deny_if_missing\":{\"types\":[\"array\"],\"default\":[\"X-User-ID\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"require_auth\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"roles\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"object\"],\"keys\":{\"allowed_tools\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"denied_tools\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}},\"data_access\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"object\"],\"keys\":{\"max_sensitivity\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}}},\"minimum_necessary\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"allowed_phi_roles\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}}}}"),
	"request-rewriter": () => JSON.parse("{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/request-rewriter\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"system_message\":{\"types\":[\"string\",\"object\"],\"evidence\":\"documented\"},\"rules\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"name\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pattern\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"replacement\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"position\":{\"types\":[\"string\"],\"enum\":[\"replace\",\"prepend\",\"append\"],\"default\":\"replace\",\"evidence\":\"documented\"},\"condition\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}}}}}"),
	"response-rewriter": () => JSON.parse("{\"keysComplete\":false,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\"],\"reasonCodes\":[],\"deterministic\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/response-rewriter\"],\"block\":{\"types\":[\"object\"],\"complete\":false,\"keys\":{\"preserve_structure\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"rules\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"name\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pattern\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"replacement\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"position\":{\"types\":[\"string\"],\"enum\":[\"replace\",\"prepend\",\"append\"],\"default\":\"replace\",\"evidence\":\"documented\"},\"condition\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}}}}}"),
	"safety-filter": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"block\",\"escalate\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/safety-filter\",\"https://docs.keeptrusts.com/article/building-your-first-content-safety-policy-with-keeptrusts/\",\"https://docs.keeptrusts.com/docs/cli/streaming-sse\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"mode\":{\"types\":[\"string\"],\"enum\":[\"critical_infrastructure\",\"automotive\",\"education\",\"law_enforcement\"],\"default\":\"critical_infrastructure\",\"undocumentedValues\":[\"strict\"],\"evidence\":\"documented\"},\"block_if\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"action\":{\"types\":[\"string\"],\"enum\":[\"block\",\"escalate\"],\"evidence\":\"documented\"},\"fuzzy_matching\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"max_distance\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"max_age\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}}}"),
	"student-privacy": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"input\",\"verdicts\":[\"allow\",\"redact\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/student-privacy\",\"https://docs.keeptrusts.com/article/k-12-education-ai-coppa-and-ferpa-compliance-with-student-privacy-policies/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"action\":{\"types\":[\"string\"],\"enum\":[\"redact\",\"block\"],\"default\":\"redact\",\"evidence\":\"documented\"},\"age_gate\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"}}}}"),
	"tool-budget": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"tool\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/tool-budget\",\"https://docs.keeptrusts.com/docs/by-audience/ai-agents\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"budgets\":{\"types\":[\"object\"],\"default\":{},\"evidence\":\"documented\",\"entries\":{\"types\":[\"object\"],\"keys\":{\"max_tokens\":{\"types\":[\"integer\"],\"minimum\":1,\"evidence\":\"documented\"},\"max_cost_usd\":{\"types\":[\"number\"],\"evidence\":\"documented\"}}}}}}}"),
	"tool-security": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"tool\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/tool-security\",\"https://docs.keeptrusts.com/article/tool-security-governing-what-ai-agents-can-execute/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"analysis_mode\":{\"types\":[\"string\"],\"enum\":[\"local\",\"external\"],\"default\":\"local\",\"evidence\":\"documented\"},\"firewall_endpoint\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"fail_closed\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"blocked_entity_types\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}}"),
	"tool-validation": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"tool\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/tool-validation\",\"https://docs.keeptrusts.com/article/tool-security-governing-what-ai-agents-can-execute/\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"declared_tools\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"schemas\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{}},\"allow_undeclared\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"semantic_validation\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"endpoint\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"model\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"timeout_ms\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}}}}}"),
	"upl-filter": () => JSON.parse("{\"keysComplete\":true,\"undocumentedKeys\":[],\"phase\":\"output\",\"verdicts\":[\"allow\",\"block\"],\"reasonCodes\":[],\"deterministic\":\"partial\",\"sources\":[\"https://docs.keeptrusts.com/docs/policies/upl-filter\",\"https://docs.keeptrusts.com/article/preventing-unauthorized-practice-of-law-in-ai-outputs/\",\"https://docs.keeptrusts.com/docs/industries/legal\"],\"block\":{\"types\":[\"object\"],\"complete\":true,\"keys\":{\"blocked_patterns\":{\"types\":[\"array\"],\"default\":[],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"require_disclaimer\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"rewrite_to_educational\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"}}}}")
};
const SECTION_FACTS = {
	"agents": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/\",\"https://docs.keeptrusts.com/docs/policies/declarative-config-reference\",\"https://docs.keeptrusts.com/docs/engineering-cache/configuration/per-agent-policies\"],\"node\":{\"types\":[\"array\",\"object\"],\"complete\":false,\"evidence\":\"conflict\",\"items\":{\"types\":[\"object\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"model\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"cache_policy\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"semantic_replay\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"read_only\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"max_staleness_hours\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"artifact_types\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}}}}}}}}"),
	"cache": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-runtime\",\"https://docs.keeptrusts.com/docs/advanced/caching\",\"https://docs.keeptrusts.com/docs/tutorials/cli/caching-responses\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"conflict\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"mode\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"ttl_seconds\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"max_entries\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}}"),
	"callbacks": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-observability\"],\"node\":{\"types\":[\"array\"],\"complete\":false,\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"type\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"host\":{\"types\":[\"string\"],\"default\":\"https://cloud.langfuse.com\",\"format\":\"url\",\"evidence\":\"documented\"},\"public_key\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"public_key_env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key_env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"site\":{\"types\":[\"string\"],\"default\":\"datadoghq.com\",\"evidence\":\"documented\"},\"service_name\":{\"types\":[\"string\"],\"default\":\"keeptrusts-proxy\",\"evidence\":\"documented\"},\"tags\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}}}}"),
	"consumer_groups": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/advanced/consumer-groups\",\"https://docs.keeptrusts.com/docs/policies/config-routes-and-consumers\",\"https://docs.keeptrusts.com/docs/tutorials/cli/rate-limiting-setup\"],\"node\":{\"types\":[\"array\"],\"complete\":false,\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"api_key\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"rate_limits\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"requests_per_minute\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"tokens_per_minute\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"tokens_per_day\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}},\"allowed_models\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}}}}}}"),
	"cors": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-security-network\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"allow_origins\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"allow_methods\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"allow_headers\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"expose_headers\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"credentials\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"max_age\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}}"),
	"engineering_cache": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/engineering-cache/configuration/environment-specific-config\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"example\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"warmers\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"on_connect\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"artifacts\":{\"types\":[\"array\"],\"evidence\":\"example\"}}},\"on_commit\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"debounce_seconds\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}},\"on_miss\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"threshold\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"window_hours\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}}},\"ttl\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"defaults\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"hours\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}}},\"expiry\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"code_aware\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"}}}}}}}}"),
	"global_rate_limit": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-rate-limits\"],\"node\":{\"types\":[\"object\"],\"required\":[\"max_requests\",\"window_seconds\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"max_requests\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"window_seconds\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}}}"),
	"health_monitor": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-observability\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\"}}"),
	"history": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-runtime\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"mode\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"include_blocked\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"retention_days\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"fail_open\":{\"types\":[\"boolean\"],\"evidence\":\"example\"}}}}"),
	"ip_allowlist": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-security-network\"],\"node\":{\"types\":[\"object\"],\"required\":[\"cidrs\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"cidrs\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"trust_proxy_depth\":{\"types\":[\"integer\"],\"default\":0,\"evidence\":\"documented\"}}}}"),
	"ip_rate_limit": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-rate-limits\"],\"node\":{\"types\":[\"object\"],\"required\":[\"max_requests\",\"window_seconds\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"max_requests\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"window_seconds\":{\"types\":[\"integer\"],\"evidence\":\"documented\"},\"trust_proxy_depth\":{\"types\":[\"integer\"],\"default\":0,\"evidence\":\"documented\"}}}}"),
	"loads": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-runtime\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"backend\":{\"types\":[\"string\"],\"enum\":[\"api\",\"memory\"],\"default\":\"api\",\"evidence\":\"documented\"},\"recall_top_k\":{\"types\":[\"integer\"],\"default\":5,\"evidence\":\"documented\"},\"write_mode\":{\"types\":[\"string\"],\"enum\":[\"full\",\"read_only\",\"metadata_only\"],\"default\":\"full\",\"evidence\":\"documented\"},\"timeout_ms\":{\"types\":[\"integer\"],\"default\":3000,\"evidence\":\"documented\"},\"fail_open\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"}}}}"),
	"model_groups": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/advanced/model-groups\"],\"node\":{\"types\":[\"array\"],\"complete\":false,\"evidence\":\"conflict\",\"items\":{\"types\":[\"object\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"targets\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"aliases\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"fallback_group\":{\"types\":[\"string\"],\"evidence\":\"documented\"}}}}}"),
	"pack": () => JSON.parse("{\"keysComplete\":true,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-pack-metadata\",\"https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\"],\"node\":{\"types\":[\"object\"],\"required\":[\"name\",\"version\",\"enabled\"],\"complete\":true,\"evidence\":\"documented\",\"keys\":{\"name\":{\"types\":[\"string\"],\"minLength\":1,\"maxLength\":200,\"evidence\":\"documented\"},\"version\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"id\":{\"types\":[\"string\"],\"minLength\":1,\"maxLength\":200,\"evidence\":\"documented\"},\"author\":{\"types\":[\"string\"],\"default\":\"\",\"maxLength\":200,\"evidence\":\"documented\"},\"description\":{\"types\":[\"string\"],\"default\":\"\",\"maxLength\":2000,\"evidence\":\"documented\"}}}}"),
	"policies": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\",\"https://docs.keeptrusts.com/docs/features/cli/config-validation\",\"https://docs.keeptrusts.com/docs/policies/config-conditional-chains\",\"https://docs.keeptrusts.com/article/policy-chain-ordering-how-execution-priority-affects-outcomes/\",\"https://docs.keeptrusts.com/docs/cli/policy-lint\"],\"node\":{\"types\":[\"object\"],\"required\":[\"chain\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"chain\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\",\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"when\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"path\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"header\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"entries\":{\"types\":[\"string\"]}},\"model\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}}}},\"stage\":{\"types\":[\"string\"],\"enum\":[\"pre-request\",\"post-request\",\"pre-response\",\"post-response\"],\"evidence\":\"documented\"},\"parallel\":{\"types\":[\"boolean\"],\"evidence\":\"example\"}}}}}}}}"),
	"policy": () => JSON.parse("{\"keysComplete\":true,\"sources\":[\"https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/\",\"https://docs.keeptrusts.com/docs/cli/policy-lint\",\"https://docs.keeptrusts.com/docs/integrations/openai\",\"https://docs.keeptrusts.com/docs/integrations/anthropic\"],\"node\":{\"types\":[\"object\"],\"complete\":true,\"evidence\":\"conflict\"}}"),
	"provider_fallback": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/advanced/fallback-configuration\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"conflict\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"triggers\":{\"types\":[\"array\"],\"default\":[\"rate_limit_exceeded\",\"timeout\",\"service_unavailable\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"string\"]}},\"max_fallback_attempts\":{\"types\":[\"integer\"],\"default\":3,\"evidence\":\"documented\"},\"content_policy\":{\"types\":[\"string\"],\"default\":\"stop\",\"evidence\":\"documented\"},\"context_window\":{\"types\":[\"string\"],\"default\":\"abort\",\"evidence\":\"documented\"}}}}"),
	"provider_routing": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/advanced/provider-routing\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"conflict\",\"keys\":{\"window_seconds\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"min_sample_count\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}}"),
	"providers": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/\",\"https://docs.keeptrusts.com/docs/policies/config-single-policy-docs\",\"https://docs.keeptrusts.com/docs/features/cli/config-validation\",\"https://docs.keeptrusts.com/docs/use-cases/multi-provider-resilience\",\"https://docs.keeptrusts.com/docs/integrations/openai\",\"https://docs.keeptrusts.com/docs/integrations/anthropic\",\"https://docs.keeptrusts.com/docs/integrations/ollama\",\"https://docs.keeptrusts.com/docs/integrations/openllm\",\"https://docs.keeptrusts.com/docs/integrations/openrouter\",\"https://docs.keeptrusts.com/docs/policies/config-cloud-providers\",\"https://docs.keeptrusts.com/docs/gateway-runtime-features\",\"https://docs.keeptrusts.com/docs/sdk/agent-sdk/mcp/\",\"https://docs.keeptrusts.com/docs/declarative-config-reference\",\"https://docs.keeptrusts.com/docs/cli/config-vars\",\"https://docs.keeptrusts.com/docs/config-first-workflow\",\"https://docs.keeptrusts.com/docs/integrations/aws-bedrock\",\"https://docs.keeptrusts.com/docs/policies/config-env-variables\",\"https://docs.keeptrusts.com/docs/cli/secrets\",\"https://docs.keeptrusts.com/docs/guides/platform/secret-management\",\"https://docs.keeptrusts.com/docs/templates/zero-data-retention\",\"https://docs.keeptrusts.com/docs/policies/config-data-policies\",\"https://docs.keeptrusts.com/docs/policies/config-escalation-routing\",\"https://docs.keeptrusts.com/docs/cost-and-spend\",\"https://docs.keeptrusts.com/docs/integrations/azure-openai\",\"https://docs.keeptrusts.com/article/configuring-provider-failover-and-multi-model-routing/\",\"https://docs.keeptrusts.com/docs/cli/multi-provider-fallback\",\"https://docs.keeptrusts.com/docs/policies/config-advanced-provider\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"targets\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"id\",\"provider\"],\"keys\":{\"id\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"model\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"base_url\":{\"types\":[\"string\"],\"format\":\"url\",\"evidence\":\"documented\"},\"secret_key_ref\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"store\":{\"types\":[\"string\"],\"pattern\":\"^[A-Za-z0-9_.-]+$\",\"evidence\":\"documented\"}}},\"api_key\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"provider_type\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"format\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"api_key_header\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"api_key_prefix\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"data_policy\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"zero_data_retention\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"training_opt_out\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"retention_days\":{\"types\":[\"integer\"],\"evidence\":\"documented\"}}},\"zdr\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"data_collection\":{\"types\":[\"string\"],\"enum\":[\"allow\",\"deny\"],\"evidence\":\"documented\"},\"escalation_routing\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"team_id\":{\"types\":[\"string\"],\"format\":\"uuid\",\"evidence\":\"documented\"},\"user_id\":{\"types\":[\"string\"],\"format\":\"uuid\",\"evidence\":\"documented\"}}},\"azure_api_version\":{\"types\":[\"string\"],\"default\":\"2024-02-01\",\"evidence\":\"documented\"},\"azure_deployment\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"path_template\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"cloudflare_account_id_env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"accountIdEnvar\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"snowflake_account_identifier_env\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"accountIdentifierEnvar\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pricing\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"max_price\":{\"types\":[\"object\"],\"evidence\":\"example\"}}}},\"strategy\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"routing\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"fallback\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"triggers\":{\"types\":[\"array\"],\"evidence\":\"conflict\",\"items\":{\"types\":[\"string\"]}},\"strategy\":{\"types\":[\"string\"],\"evidence\":\"conflict\"},\"max_retries\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"retry_on\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"latency_window\":{\"types\":[\"string\"],\"format\":\"duration\",\"evidence\":\"example\"},\"max_latency_ms\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}},\"circuit_breaker\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"model_groups\":{\"types\":[\"array\"],\"evidence\":\"inferred\",\"items\":{\"types\":[\"object\"]}},\"ab_test\":{\"types\":[\"object\"],\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"documented\"},\"sticky_by\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"variants\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"provider_id\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"weight\":{\"types\":[\"number\"],\"evidence\":\"example\"}}}}}}}}}"),
	"rate_limits": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/advanced/rate-limiting\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"conflict\",\"keys\":{\"per_key\":{\"types\":[\"object\"],\"evidence\":\"conflict\",\"keys\":{\"rpm\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"tpm\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"max_parallel_requests\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}},\"per_user\":{\"types\":[\"object\"],\"evidence\":\"conflict\",\"keys\":{\"rpm\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"tpm\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"max_parallel_requests\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}},\"per_team\":{\"types\":[\"object\"],\"evidence\":\"conflict\",\"keys\":{\"rpm\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"},\"tpm\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"},\"max_parallel_requests\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"}}},\"global\":{\"types\":[\"object\"],\"evidence\":\"conflict\",\"keys\":{\"rpm\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"},\"tpm\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"},\"max_parallel_requests\":{\"types\":[\"integer\"],\"evidence\":\"inferred\"}}}}}}"),
	"routes": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-routes-and-consumers\",\"https://docs.keeptrusts.com/docs/advanced/routes\"],\"node\":{\"types\":[\"array\"],\"complete\":false,\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"path\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"upstream\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"match\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"methods\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}},\"headers\":{\"types\":[\"object\"],\"evidence\":\"example\",\"entries\":{\"types\":[\"string\"]}}}}}}"),
	"size_limits": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-rate-limits\",\"https://docs.keeptrusts.com/docs/policies/config-security-network\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"max_body_bytes\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"max_response_bytes\":{\"types\":[\"integer\"],\"evidence\":\"example\"}}}}"),
	"testing": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-testing\",\"https://docs.keeptrusts.com/article/understanding-policy-verdicts-allow-block-redact-escalate/\",\"https://docs.keeptrusts.com/docs/cli/policy-test\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"default_threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"suites\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"name\",\"cases\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"description\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"target\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"assertions\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"required\":[\"type\"],\"complete\":false,\"keys\":{\"type\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"value\":{\"evidence\":\"documented\"},\"rubric\":{\"types\":[\"string\"],\"evidence\":\"conflict\"},\"threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"weight\":{\"types\":[\"number\"],\"default\":1,\"minimum\":0,\"maximum\":10,\"evidence\":\"documented\"},\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"mode\":{\"types\":[\"string\"],\"enum\":[\"enforce\",\"audit\",\"shadow\"],\"evidence\":\"documented\"},\"severity\":{\"types\":[\"string\"],\"enum\":[\"critical\",\"warning\",\"info\"],\"evidence\":\"documented\"},\"negate\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"case_sensitive\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pack\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"config\":{\"types\":[\"object\"],\"evidence\":\"example\"}}}},\"cases\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"name\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"input\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"messages\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"object\"],\"keys\":{\"role\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"content\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}},\"headers\":{\"types\":[\"object\"],\"evidence\":\"example\",\"entries\":{\"types\":[\"string\"]}}}},\"expected\":{\"types\":[\"object\"],\"evidence\":\"example\",\"keys\":{\"verdict\":{\"types\":[\"string\"],\"enum\":[\"allow\",\"block\",\"redact\",\"escalate\"],\"evidence\":\"documented\"},\"reason_code\":{\"types\":[\"string\"],\"evidence\":\"inferred\"}}},\"assertions\":{\"types\":[\"array\"],\"evidence\":\"inferred\",\"items\":{\"types\":[\"object\"],\"required\":[\"type\"],\"complete\":false,\"keys\":{\"type\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"name\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"value\":{\"evidence\":\"documented\"},\"rubric\":{\"types\":[\"string\"],\"evidence\":\"conflict\"},\"threshold\":{\"types\":[\"number\"],\"evidence\":\"documented\"},\"weight\":{\"types\":[\"number\"],\"default\":1,\"minimum\":0,\"maximum\":10,\"evidence\":\"documented\"},\"enabled\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"mode\":{\"types\":[\"string\"],\"enum\":[\"enforce\",\"audit\",\"shadow\"],\"evidence\":\"documented\"},\"severity\":{\"types\":[\"string\"],\"enum\":[\"critical\",\"warning\",\"info\"],\"evidence\":\"documented\"},\"negate\":{\"types\":[\"boolean\"],\"default\":false,\"evidence\":\"documented\"},\"case_sensitive\":{\"types\":[\"boolean\"],\"default\":true,\"evidence\":\"documented\"},\"provider\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"pack\":{\"types\":[\"string\"],\"evidence\":\"documented\"},\"config\":{\"types\":[\"object\"],\"evidence\":\"example\"}}}},\"metadata\":{\"types\":[\"object\"],\"evidence\":\"inferred\"}}}}}}},\"plugins\":{\"types\":[\"array\"],\"evidence\":\"documented\"},\"strategies\":{\"types\":[\"array\"],\"evidence\":\"documented\"}}}}"),
	"token_rate_limit": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-rate-limits\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"max_tokens\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"window_seconds\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"scope\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}}"),
	"user_rate_limit": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/policies/config-rate-limits\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"max_requests\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"window_seconds\":{\"types\":[\"integer\"],\"evidence\":\"example\"},\"header_names\":{\"types\":[\"array\"],\"evidence\":\"example\",\"items\":{\"types\":[\"string\"]}}}}}"),
	"workflow_cache": () => JSON.parse("{\"keysComplete\":false,\"sources\":[\"https://docs.keeptrusts.com/docs/engineering-cache/configuration/cache-routing-rules\",\"https://docs.keeptrusts.com/docs/org-shared-engineering-cache\"],\"node\":{\"types\":[\"object\"],\"complete\":false,\"evidence\":\"documented\",\"keys\":{\"enabled\":{\"types\":[\"boolean\"],\"evidence\":\"example\"},\"default_tier\":{\"types\":[\"string\"],\"evidence\":\"example\"},\"routing_rules\":{\"types\":[\"array\"],\"evidence\":\"documented\",\"items\":{\"types\":[\"object\"],\"keys\":{\"match\":{\"types\":[\"object\"],\"evidence\":\"documented\"},\"tier\":{\"types\":[\"string\"],\"evidence\":\"example\"}}}}}}}")
};

// src/policy/schema/catalog.ts
const KINDS = Object.keys(KIND_FACTS);
const SECTIONS = Object.keys(SECTION_FACTS);
const kindFacts = parsedOnce(KIND_FACTS);
const sectionFacts = parsedOnce(SECTION_FACTS);
const SINGLE_POLICY_KINDS = [
	"prompt-injection",
	"agent-firewall",
	"citation-verifier",
	"quality-scorer"
];
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
function parsedOnce(texts) {
	const parsed = /* @__PURE__ */ new Map();
	return (name) => {
		const known = parsed.get(name);
		if (known !== void 0 || !Object.hasOwn(texts, name)) return known;
		const facts = texts[name]?.();
		if (facts !== void 0) parsed.set(name, facts);
		return facts;
	};
}

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
const RULES = TABLE;
const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));
function ruleOf(id) {
	return BY_ID.get(id);
}

// src/policy/lint/finding.ts
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
function findingAt(context, path, part, parts) {
	const range = context.document.rangeOf(path, part) ?? context.document.nearestRange(path);
	return makeFinding({
		...parts,
		path,
		range
	});
}
function replaceText(document, path, part, text) {
	const span = document.spanOf(path, part);
	return span === void 0 ? void 0 : {
		...span,
		text
	};
}
function nameOfType(value) {
	if (value === null || value === void 0) return "empty";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "a mapping";
	if (typeof value === "string") return "a text";
	return typeof value === "number" ? "a number" : "true or false";
}

// src/policy/lint/suggest.ts
const OTHER_NAMES = { "code-sanitation": "code-sanitizer" };
const LETTERS_PER_SLIP = 4;
const MOST_SLIPS = 3;
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
const normalised = /* @__PURE__ */ new WeakMap();
function normalisedOf(candidates) {
	const known = normalised.get(candidates) ?? candidates.map(normalise).map((word) => ({
		word,
		letters: lettersOf(word)
	}));
	normalised.set(candidates, known);
	return known;
}
function lettersOf(word) {
	let letters = 0;
	for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
	return letters;
}
function mayBeWithin(limit, from, to) {
	let different = from ^ to;
	let count = 0;
	for (; different !== 0; different &= different - 1) count += 1;
	return count <= 2 * limit;
}
function normalise(word) {
	return word.toLowerCase().replaceAll(/[_\s-]+/g, "-");
}
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
function entryIndex(context, kind) {
	const chain = entryOf(entryOf(context.root, "policies"), "chain");
	return Array.isArray(chain) ? chain.findIndex((entry) => entry === kind || isMapping(entry) && Object.keys(entry)[0] === kind) : 0;
}

// src/policy/lint/chain.ts
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
function lintBlockKeys(context) {
	const policy = entryOf(context.root, "policy");
	return KINDS.flatMap((kind) => {
		const block = entryOf(policy, kind);
		const facts = block === void 0 ? void 0 : kindFacts(kind);
		if (facts === void 0) return [];
		const path = ["policy", kind];
		return unknownKeys(block, facts.block, path, facts.keysComplete).map((unknown) => {
			const seen = facts.undocumentedKeys.some((pattern) => matches(pattern, unknown.path.slice(path.length)));
			return keyFinding(context, unknown, "unknown-key", unknown.complete && !seen ? "error" : "warning", seen);
		});
	});
}
function matches(pattern, path) {
	const steps = pattern.split(".");
	return steps.length === path.length && steps.every((step, index) => step === path[index] || step.startsWith("<"));
}
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
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;
function isSemVer(text) {
	return SEMVER.test(text);
}
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
function quotedSpan(context, path) {
	const span = context.document.spanOf(path, "value");
	if (span === void 0) return void 0;
	return /["']/.test(context.document.text.charAt(span.offset - 1)) ? {
		offset: span.offset - 1,
		length: span.length + 2
	} : span;
}

// src/policy/lint/lint.ts
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
function undecidedCases(cases, reason) {
	return cases.map((placed) => ({
		...describeCase(placed),
		outcome: "undecided",
		reason,
		engine: "builtin"
	}));
}
function matchKtCases(cases, results, packFile) {
	const open = new Set(results);
	const matched = /* @__PURE__ */ new Map();
	const match = (placed, result) => {
		if (result === void 0) return;
		matched.set(placed, result);
		open.delete(result);
	};
	for (const fits of [
		isGoldenName,
		isSuiteName,
		isName
	]) for (const placed of cases) {
		if (matched.has(placed)) continue;
		const candidates = [...open].filter((result) => fits(placed.testCase, result.name));
		match(placed, candidates.find((result) => !contradicts(placed, result)) ?? candidates[0]);
	}
	const left = cases.filter((placed) => !matched.has(placed));
	for (const [placed, result] of onlyPairs(left, [...open])) match(placed, result);
	return [...cases.map((placed) => {
		const result = matched.get(placed);
		return result === void 0 ? unreported(placed) : decided(placed, result);
	}), ...[...open].map((result) => unmatched(result, packFile))];
}
const NAME_SEPARATORS = [
	"/",
	"::",
	" > ",
	": ",
	"."
];
function isName(testCase, name) {
	return name === testCase.name;
}
function isGoldenName(testCase, name) {
	return testCase.suite === void 0 && isName(testCase, name);
}
function isSuiteName({ suite, name: own }, name) {
	return suite !== void 0 && NAME_SEPARATORS.some((separator) => name === `${suite}${separator}${own}`);
}
function onlyPairs(cases, results) {
	const fits = ({ testCase }, { name }) => NAME_SEPARATORS.some((separator) => name.endsWith(`${separator}${testCase.name}`));
	return cases.flatMap((placed) => {
		const [only, ...others] = results.filter((result) => fits(placed, result));
		if (only === void 0 || others.length > 0) return [];
		return cases.filter((other) => fits(other, only)).length === 1 ? [[placed, only]] : [];
	});
}
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
	if (contradicts(placed, result)) return {
		...base,
		outcome: "failed",
		reason: `kt reports the case as passed and its verdict as ${result.verdict}, but ${expected.verdict} is expected`
	};
	return {
		...base,
		outcome: "passed"
	};
}
function contradicts({ testCase }, { passed, verdict }) {
	const word = verdict?.toLowerCase() ?? "";
	return passed && Object.hasOwn(VERDICT_ALIASES, word) && VERDICT_ALIASES[word] !== testCase.expected.verdict;
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
function totalsOf(cases) {
	const count = (outcome) => cases.filter((one) => one.outcome === outcome).length;
	return {
		passed: count("passed"),
		failed: count("failed"),
		undecided: count("undecided")
	};
}

// src/stages/finding.ts
const KT_RULES = /* @__PURE__ */ new Map([
	["E001", "unknown-kind"],
	["E002", "unknown-key"],
	["E003", "kind-without-block"]
]);
function fromKt(problem, document) {
	const range = placeKtProblem(document, problem);
	return {
		ruleId: KT_RULES.get(problem.code ?? "") ?? "kt-lint",
		severity: problem.severity,
		message: problem.message,
		...problem.help !== void 0 && { help: problem.help },
		...problem.path !== void 0 && { path: problem.path },
		...problem.code !== void 0 && { code: problem.code },
		...range !== void 0 && { range }
	};
}
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
		const fingerprint = sha256(new TextEncoder().encode(`${fault}\n${occurrence}`)).slice(0, 32);
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
const NO_SUITES = {
	cases: [],
	problems: []
};
async function validatePack(source, settings, engines) {
	const document = parsePolicy(decode(source.bytes));
	const files = source.tests.map((test) => ({
		...test,
		golden: parseGoldenFile(decode(test.bytes))
	}));
	const inline = settings.tests === "false" ? NO_SUITES : inlineSuites(document);
	const cases = settings.tests === "false" ? [] : [...files.flatMap(({ names, golden }) => golden.cases.map((testCase) => ({
		workspaceFile: names.workspaceFile,
		testCase
	}))), ...inline.cases.map((testCase) => ({
		workspaceFile: source.names.workspaceFile,
		testCase
	}))];
	const builtin = lintPolicy(document, { severities: settings.severities });
	const asked = await askKt(source, settings, engines, cases.length > 0);
	const fromKtLint = asked.problems.map((problem) => fromKt(problem, document));
	const own = [
		...lintFound(document, builtin, applySeverities(fromKtLint, settings.severities), settings.engine),
		...asked.unusable.map((message) => ({
			finding: {
				ruleId: "kt-unusable",
				severity: "error",
				message
			},
			engine: "kt"
		})),
		...applySeverities(inline.problems, settings.severities).map(asBuiltin),
		...noTests(cases.length, settings).map(asBuiltin)
	];
	const findings = [...toFindings(own, source.names), ...settings.tests === "false" ? [] : files.flatMap(({ names, golden }) => toFindings(goldenFound(golden.problems, settings), names))];
	const results = caseResults(cases, asked, source.names.workspaceFile);
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
function goldenFound(problems, settings) {
	return applySeverities(problems, settings.severities).map(asBuiltin);
}
function decode(bytes) {
	return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
async function askKt(source, settings, engines, hasCases) {
	if (engines.kt === void 0) return {
		problems: [],
		unusable: []
	};
	const { stagePack } = await import("./kt-pack.mjs");
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
	const unusable = lint.kind === "unusable" ? [`kt policy lint gave no usable answer: ${lint.reason}`] : [];
	if (!hasCases) return {
		problems,
		unusable
	};
	if (lint.kind === "unusable" || !lint.valid) return {
		problems,
		unusable,
		undecided: `${lint.kind === "unusable" ? "kt gave no usable answer about this file" : "kt says that this file is not valid"}, so its tests were not run`
	};
	const test = await engines.kt.test(engines.stagingDirectory);
	if (test.kind === "unusable") return {
		problems,
		unusable: [...unusable, `kt policy test gave no usable answer: ${test.reason}`],
		undecided: test.reason
	};
	const silentFailure = !test.ok && test.cases.every((one) => one.passed);
	return {
		problems,
		results: test.cases,
		unusable: silentFailure ? ["kt policy test failed and named no failed case"] : unusable
	};
}
function lintFound(document, builtin, kt, engine) {
	const asKt = (finding) => ({
		finding,
		engine: "kt"
	});
	if (engine === "kt") return kt.length === 0 && document.problems.length > 0 ? builtin.map(asBuiltin) : kt.map(asKt);
	const more = builtin.some(({ severity, ruleId }) => severity === "error" && document.problems.some((problem) => problem.ruleId === ruleId)) ? kt.filter((finding) => (finding.path ?? "") !== "") : kt;
	return mergeFindings(builtin, more).map((finding) => builtin.includes(finding) ? asBuiltin(finding) : asKt(finding));
}
function noTests(count, { tests, severities }) {
	if (tests === "false" || count > 0) return [];
	const finding = {
		ruleId: "no-tests",
		severity: tests === "required" ? "error" : "warning",
		message: "This pack has no behaviour tests, so nothing shows what it allows or blocks",
		help: "Add golden files as tests/*.json beside the policy file, or testing.suites in it."
	};
	return tests === "required" ? [finding] : applySeverities([finding], severities);
}
function caseResults(cases, asked, packFile) {
	if (cases.length === 0) return [];
	if (asked.results !== void 0) return matchKtCases(cases, asked.results, packFile);
	return undecidedCases(cases, asked.undecided ?? "behaviour is decided by kt, which does not run here");
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

// src/stages/validate.ts
async function validate(options, context) {
	const started = context.clock.elapsed();
	const startedAt = context.clock.now().toISOString();
	const paths = await context.workspace.expand(options["policy-file"]);
	if (paths.length === 0) throw nothingMatched(options["policy-file"]);
	const packs = [];
	for (const [index, path] of paths.entries()) {
		const tests = options.testsOf(path) ?? options.tests;
		const source = await readPack(context.workspace, path, tests);
		const settings = {
			engine: options.engine,
			failOn: options["fail-on"],
			severities: options.severities,
			tests
		};
		const { report } = await validatePack(source, settings, enginesFor(context, index));
		packs.push(report);
		context.log.progress(`validated ${report.file}: ${report.result} (${index + 1} of ${paths.length})`);
	}
	const result = worstOf(packs);
	return {
		stage: "validate",
		startedAt,
		durationMs: Math.round(context.clock.elapsed() - started),
		result,
		reason: reasonFor(result, packs, {
			ktRan: context.kt !== void 0,
			failOn: options["fail-on"]
		}),
		warnings: [],
		packs
	};
}
function enginesFor(context, index) {
	if (context.kt === void 0) return {};
	const stagingDirectory = join(context.temporaryDirectory, `pack-${index}`);
	mkdirSync(stagingDirectory, { recursive: true });
	return {
		kt: context.kt,
		stagingDirectory
	};
}
async function readPack(workspace, path, wanted) {
	const file = await workspace.locate(path, "policy file");
	const bytes = await workspace.read(file, "policy file");
	const tests = wanted === "false" ? [] : await workspace.list(join(dirname(file.path), "tests"), ".json");
	const read = async (test) => ({
		name: basename(test.path),
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
function reasonFor(result, packs, circumstances) {
	const errors = count(packs, (pack) => pack.findings.filter((one) => one.severity === "error").length);
	const warnings = count(packs, (pack) => pack.findings.filter((one) => one.severity === "warning").length);
	const failed = count(packs, (pack) => pack.tests.failed);
	const undecided = count(packs, (pack) => pack.tests.undecided);
	const passed = count(packs, (pack) => pack.tests.passed);
	const files = plural(packs.length, "policy file");
	const tally = `${plural(errors, "error")}, ${plural(warnings, "warning")}; tests: ${passed} passed, ${failed} failed, ${undecided} undecided`;
	if (result === "failed") {
		const warningsFail = circumstances.failOn === "warning" && warnings > 0;
		return {
			summary: `${firstFault(packs, circumstances.failOn)} (${files}: ${tally})`,
			nextSteps: [
				...errors > 0 ? ["Correct the findings of severity error; each names its line and the fix."] : [],
				...warningsFail ? ["Correct the warnings too, or set fail-on: error."] : [],
				...failed > 0 ? ["Correct the policy, or the expectation of the failed tests."] : []
			]
		};
	}
	if (result === "inconclusive") {
		const untested = packs.some((pack) => pack.result === "inconclusive" && pack.tests.cases.length === 0);
		const why = undecided > 0 ? `${plural(undecided, "test")} could not be decided` : "no behaviour test was decided";
		const decide = circumstances.ktRan ? "Add tests that kt can decide." : "Set kt-version or kt-path, so that kt decides the tests.";
		return {
			summary: `${why} (${files}: ${tally})`,
			nextSteps: [...undecided > 0 ? [decide] : [], ...untested ? ["Add golden files as tests/*.json beside the policy file, or set tests: false."] : []]
		};
	}
	return {
		summary: `${files}: ${tally}`,
		nextSteps: []
	};
}
function firstFault(packs, failOn) {
	const findings = packs.flatMap((pack) => pack.findings);
	const error = findings.find((one) => one.severity === "error");
	if (error !== void 0) return error.message;
	const failed = packs.flatMap((pack) => pack.tests.cases).find((one) => one.outcome === "failed");
	if (failed !== void 0) return `test "${failed.name}": ${failed.reason ?? "failed"}`;
	return (failOn === "warning" ? findings.find((one) => one.severity === "warning") : void 0)?.message ?? "a finding of the severity fail-on names";
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
		const { surroundings, workspace } = equipment;
		const kt = await equipment.ktSupply.forValidation("validate");
		const settings = {
			"policy-file": given(options, "policy-file"),
			engine: given(options, "engine"),
			"fail-on": given(options, "fail-on"),
			tests: given(options, "tests"),
			severities: parseRuleSeverities(given(options, "rules")).severities,
			testsOf: (file) => equipment.sources.get("tests") === "default" ? packOf(equipment.inventory, file)?.tests : void 0
		};
		const { clock, log } = surroundings;
		const ktAtWork = kt === void 0 ? {} : {
			kt,
			temporaryDirectory: surroundings.temporaryDirectory
		};
		return validate(settings, {
			clock,
			log,
			workspace,
			...ktAtWork
		});
	},
	deploy: async (resolved, equipment) => {
		const { options } = resolved;
		const { surroundings, workspace, ktSupply, network } = equipment;
		mustNotBePullRequest(surroundings.event);
		const source = await readPack(workspace, await theOneFile(options, workspace), given(options, "tests"));
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
		const source = await readPack(equipment.workspace, await theOneFile(options, equipment.workspace), "false");
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
async function runStages(stages, resolved, equipment) {
	const { log, signal } = equipment.surroundings;
	const undecided = resolved.options.undecided ?? "warn";
	const allowInconclusive = resolved.options["allow-inconclusive"] ?? false;
	for (const [index, stage] of stages.entries()) {
		if (signal.aborted) throw cancelledBefore(stage, signal);
		const report = await log.group(`Keeptrusts policy: ${stage}`, () => RUN[stage](resolved, equipment));
		await equipment.session.setStage(report);
		const next = stages[index + 1];
		if (next !== void 0 && !mayContinue(report, {
			undecided,
			allowInconclusive
		})) {
			await equipment.session.stopHere();
			log.warning(`${next} does not run, because ${stage} ended as ${report.result}: ${report.reason.summary}`);
			return false;
		}
		if (next === void 0) return succeeds(report, { undecided });
	}
	return false;
}
function cancelledBefore(stage, signal) {
	return new Failure("refused", {
		doing: `starting ${stage}`,
		cameBack: messageOf(signal.reason),
		nextStep: "Run it again"
	});
}
function given(options, name) {
	const value = options[name];
	if (value !== void 0) return value;
	throw new Failure("defect", {
		doing: `reading option ${name}`,
		cameBack: "it has no value",
		nextStep: "Report this as a bug"
	});
}
async function theOneFile(options, workspace) {
	const patterns = given(options, "policy-file");
	const [file, ...more] = await workspace.expand(patterns);
	if (file !== void 0 && more.length === 0) return file;
	throw new Failure("bad-input", {
		doing: `looking for the policy file ${JSON.stringify(patterns)}`,
		cameBack: file === void 0 ? "no file matches" : `${more.length + 1} files match`,
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
function mustNotBePullRequest(event) {
	if (event === void 0 || !event.startsWith("pull_request")) return;
	throw new Failure("refused", {
		doing: "deploying",
		cameBack: `this run was started by ${event}, and deploy refuses pull request events. Nothing was written`,
		nextStep: "Run deploy on push, workflow_dispatch or schedule; use validate on pull requests"
	});
}

// src/run/run.ts
const STAGE_ORDER = [
	"validate",
	"deploy",
	"verify"
];
function readOptions(entry, given, earlier = []) {
	const parsed = parseOptions$1(entry, given);
	const problems = [...earlier, ...parsed.kind === "problems" ? parsed.problems : []];
	if (parsed.kind === "problems" || problems.length > 0) throw new InputProblems(problems);
	return {
		entry,
		options: parsed.options,
		sources: parsed.sources,
		warnings: parsed.warnings
	};
}
async function run(parsed, surroundings, temporaryParent, session) {
	const { entry, options, sources } = parsed;
	const workspace = await openWorkspace(surroundings.workspaceRoot, resolve(surroundings.directory, options["working-directory"] ?? "."));
	const inventory = await readInventory(workspace, options["config-file"]);
	const resolved = resolveStage(entry, options, sources, inventory);
	if (resolved.problems.length > 0) throw new InputProblems(resolved.problems);
	session.setOverridden(resolved.overridden);
	session.addEngine({
		name: "builtin",
		version: TOOL.version
	});
	const temporary = new TemporaryDirectory(temporaryParent ?? tmpdir());
	const complete = {
		...surroundings,
		directory: workspace.workingDirectory,
		get temporaryDirectory() {
			return temporary.path;
		}
	};
	const network = new Network(resolved.options, complete);
	try {
		const stages = entry === "root" ? STAGE_ORDER.filter((stage) => resolved.options.stages?.includes(stage)) : [entry];
		const ktSupply = new KtSupply(ktOptions(resolved.options), complete, network, session);
		session.expect(stages);
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
		await network.close().finally(() => temporary.remove());
	}
}
var TemporaryDirectory = class {
	#parent;
	#path;
	constructor(parent) {
		this.#parent = parent;
	}
	get path() {
		this.#path ??= mkdtempSync(join(this.#parent, "keeptrusts-policy-"));
		return this.#path;
	}
	remove() {
		if (this.#path !== void 0) rmSync(this.#path, {
			recursive: true,
			force: true
		});
	}
};
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
var Session = class {
	#engines = /* @__PURE__ */ new Map();
	#stages = /* @__PURE__ */ new Map();
	#run;
	#keep;
	#pending = /* @__PURE__ */ new Set();
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
	expect(stages) {
		this.#pending = new Set(stages);
	}
	async stopHere() {
		this.#pending.clear();
		await this.#keep(this.report());
	}
	async setStage(report) {
		this.#stages.set(report.stage, report);
		this.#pending.delete(report.stage);
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
			result: this.#result(),
			...this.#failure !== void 0 && { failure: this.#failure },
			...this.#overridden.length > 0 && { overridden: this.#overridden },
			stages
		};
	}
	#result() {
		const last = [...this.#stages.values()].at(-1)?.result ?? "incomplete";
		if (last === "incomplete" || !SUCCEEDS[last]) return last;
		return this.#failure !== void 0 || this.#pending.size > 0 ? "incomplete" : last;
	}
};

// src/run/standard-stream.ts
function directWriter(descriptor, slow) {
	let stream;
	return (text) => {
		let rest = Buffer.from(text);
		try {
			while (stream === void 0 && rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
		} catch {
			stream = slow();
		}
		if (rest.length > 0) stream?.write(rest);
	};
}
function mayBeTerminal(descriptor) {
	try {
		const opened = fstatSync(descriptor);
		return opened.isCharacterDevice() && opened.rdev !== statSync(devNull).rdev;
	} catch {
		return true;
	}
}

// src/run/verdict.ts
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
async function runAction(entry) {
	const { env } = process;
	const write = directWriter(1, () => process.stdout);
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
	const places = {
		workspace: context.workspace ?? process.cwd(),
		temporaryDirectory: context.temporaryDirectory
	};
	let reportFile = createReportFile(defaultReportPath(entry, places));
	const keep = async (report) => {
		const clean = redactReport(report, redact);
		reportFile.update(clean);
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
		const chosen = chosenReportPath(parsed.options, places);
		if (chosen !== void 0) reportFile = createReportFile(chosen);
		const surroundings = {
			environment: env,
			workspaceRoot: places.workspace,
			directory: places.workspace,
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
		await session.fail(error).catch(async () => {
			reportFile = createReportFile(defaultReportPath(entry, places));
			await session.fail(error);
		});
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
		const outcome = appendSummary(context.summaryFile, render, SUMMARY_BUDGET);
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

// src/stages/gateway-target.ts
function describeGateway(gateway) {
	return {
		id: gateway.id,
		...gateway.url !== void 0 && { url: gateway.url },
		...gateway.environment !== void 0 && { environment: gateway.environment }
	};
}

export { alternatives as $, Scalar as A, isScalar as B, YAMLParseError as C, YAMLSeq as D, Schema as E, isCollection as F, releaseVersion as G, KT_RELEASE as H, isDocument as I, normalPath as J, sha256Hex as K, isMap as L, visit$1 as M, visitAsync as N, YAMLMap as O, isAlias as P, digestOf as Q, isNode$1 as R, YAMLError as S, Document as T, artifactFor as U, isSeq as V, parseSha256Lines as W, isRuleSeverity as X, isGatewayId as Y, parseUrl as Z, parseDocument as _, SYSTEM_CLOCK as _t, startRed as a, findGitRoot as at, Lexer as b, Session as c, renderTerminal as ct, decode as d, Failure as dt, shown as et, validatePack as f, messageOf as ft, parsePolicy as g, worst as gt, ruleOf as h, createTerminalLog as ht, runAction as i, specOf as it, Alias as j, Pair as k, readOptions as l, Secret as lt, parseGoldenFile as m, redactReport as mt, cancellation as n, isOptionName as nt, directWriter as o, PROOFS as ot, VERDICT_ALIASES as p, createRedactor as pt, TOOL as q, defectMessage as r, optionNames as rt, mayBeTerminal as s, createReportFile as st, describeGateway as t, didYouMean$1 as tt, run as u, OPTIONS as ut, Parser as v, YAMLWarning as w, Composer as x, LineCounter as y, isPair as z };
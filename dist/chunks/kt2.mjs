import { Qn as Failure, s as VERDICT_ALIASES, tr as messageOf } from "./core.mjs";
import { x as oneLine } from "./gateways.mjs";
const { once } = process.getBuiltinModule("node:events");
const { constants, createReadStream } = process.getBuiltinModule("node:fs");
const { basename, join, resolve, win32 } = process.getBuiltinModule("node:path");
const { homedir } = process.getBuiltinModule("node:os");
const { stripVTControlCharacters } = process.getBuiltinModule("node:util");
const { access, mkdir, stat, writeFile } = process.getBuiltinModule("node:fs/promises");
const { spawn } = process.getBuiltinModule("node:child_process");
const { createHash } = process.getBuiltinModule("node:crypto");
const { setTimeout: setTimeout$1 } = process.getBuiltinModule("node:timers/promises");
const { pipeline } = process.getBuiltinModule("node:stream/promises");

// src/keeptrusts/kt-output.ts
const EXCERPT_LIMIT = 500;
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function excerpt(text, secrets = [], limit = 500) {
	const line = redact(stripVTControlCharacters(text), secrets).replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
	return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}
function redact(text, secrets) {
	const longestFirst = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]).sort((a, b) => b.length - a.length);
	let clean = text;
	for (const secret of longestFirst) if (secret !== "") clean = clean.replaceAll(secret, "***");
	return clean;
}
function whatItSaid(outcome, secrets = []) {
	const said = excerpt(`${outcome.stderr}\n${outcome.stdout}`, secrets);
	return said === "" ? "nothing" : said;
}
function whyNoAnswer(outcome) {
	switch (outcome.kind) {
		case "exited": return;
		case "killed": return `was killed by ${outcome.signal}`;
		case "timed-out": return `did not end within ${outcome.timeoutMs / 1e3} s and was killed`;
		case "cancelled": return "was stopped because the run was cancelled";
		case "not-started": return `could not be started: ${excerpt(outcome.reason)}`;
	}
}
function jsonIn(outcome) {
	for (const stream of [outcome.stdout, outcome.stderr]) {
		const text = stripVTControlCharacters(stream).trim();
		const document = parsed(text) ?? parsed(fromFirstBracketLine(text));
		if (typeof document === "object" && document !== null) return document;
	}
}
function fromFirstBracketLine(text) {
	const start = text.search(/^[[{]/m);
	const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"));
	return start < 0 ? "" : text.slice(start, end + 1);
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function textField(record, names, limit) {
	for (const name of names) {
		const value = record[name];
		if (typeof value === "string" && value !== "") return value.slice(0, limit);
	}
}

// src/keeptrusts/kt-environment.ts
const PROCESS_VARIABLES = /* @__PURE__ */ new Set([
	"PATH",
	"LANG",
	"LANGUAGE",
	"TZ",
	"TMPDIR",
	"TEMP",
	"TMP",
	"SYSTEMROOT",
	"COMSPEC",
	"PATHEXT",
	"WINDIR"
]);
const NETWORK_VARIABLES = /* @__PURE__ */ new Set([
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"ALL_PROXY",
	"NO_PROXY",
	"SSL_CERT_FILE",
	"SSL_CERT_DIR",
	"NODE_EXTRA_CA_CERTS"
]);
const HOME_VARIABLES = /* @__PURE__ */ new Set([
	"HOME",
	"USERPROFILE",
	"APPDATA",
	"LOCALAPPDATA",
	"XDG_CONFIG_HOME",
	"XDG_DATA_HOME",
	"XDG_STATE_HOME"
]);
const SECRET_NAME = /TOKEN|KEY|SECRET|PASSWORD/;
function ktEnvironment(parent, purpose, platform = process.platform) {
	const child = {};
	for (const [name, value] of Object.entries(parent)) if (value !== void 0 && passes(name.toUpperCase(), value, purpose)) child[name] = value;
	child.NO_COLOR = "1";
	if (purpose.kind === "untrusted") return {
		...child,
		...homeVariables(purpose.home, platform)
	};
	const { credentials, caFile } = purpose;
	if (caFile !== void 0 && child.SSL_CERT_FILE === void 0) child.SSL_CERT_FILE = caFile;
	if (credentials?.apiUrl !== void 0) child.KEEPTRUSTS_API_URL = credentials.apiUrl;
	if (credentials?.apiToken !== void 0) child.KEEPTRUSTS_API_TOKEN = credentials.apiToken.reveal();
	return child;
}
function homeVariables(home, platform) {
	const everywhere = {
		HOME: home,
		USERPROFILE: home
	};
	if (platform !== "win32") return everywhere;
	const drive = win32.parse(home).root.replace(/\\$/, "");
	return {
		...everywhere,
		HOMEDRIVE: drive,
		HOMEPATH: home.slice(drive.length)
	};
}
function passes(name, value, purpose) {
	if (PROCESS_VARIABLES.has(name) || name.startsWith("LC_")) return true;
	if (NETWORK_VARIABLES.has(name)) return purpose.kind === "online" || name === "NO_PROXY" || !value.includes("@");
	if (purpose.kind === "untrusted") return false;
	if (HOME_VARIABLES.has(name)) return true;
	return name.startsWith("KEEPTRUSTS_") && name !== "KEEPTRUSTS_API_URL" && !SECRET_NAME.test(name);
}
function ktCacheRoot(environment, home = homedir()) {
	const toolCache = environment.RUNNER_TOOL_CACHE;
	if (toolCache !== void 0 && toolCache !== "") return toolCache;
	const userCache = environment.XDG_CACHE_HOME;
	return join(userCache?.startsWith("/") ? userCache : join(home, ".cache"), "keeptrusts-policy");
}

// src/keeptrusts/kt-identity.ts
const VERSION_TIMEOUT_MS = 1e4;
const VERSION_OUTPUT_LIMIT = 65536;
const VERSION_LENGTH_LIMIT = 200;
async function identifyKt(path, settings) {
	await mustBeExecutable(path);
	const sha256 = await sha256OfFile(path);
	const outcome = await settings.runProcess({
		command: path,
		args: ["--version"],
		environment: ktEnvironment(settings.environment, {
			kind: "untrusted",
			home: settings.emptyHome
		}),
		directory: settings.emptyHome,
		timeoutMs: settings.timeoutMs ?? 1e4,
		outputLimit: VERSION_OUTPUT_LIMIT,
		...settings.signal === void 0 ? {} : { signal: settings.signal }
	});
	const version = versionLine(outcome);
	if (version === void 0) throw notKt(path, "transport", problemOf(outcome));
	return {
		path,
		version,
		sha256,
		emulated: /\bemulated\b/i.test(version)
	};
}
async function mustBeExecutable(path) {
	try {
		const info = await stat(path);
		if (!info.isFile()) throw notKt(path, "bad-input", info.isDirectory() ? "it is a directory" : "it is not a file");
	} catch (error) {
		if (error instanceof Failure) throw error;
		throw notKt(path, "bad-input", error instanceof Error && "code" in error && error.code === "ENOENT" ? "there is no such file" : messageOf(error));
	}
	try {
		await access(path, constants.X_OK);
	} catch {
		throw notKt(path, "bad-input", "it is not executable");
	}
}
function versionLine(outcome) {
	if (outcome.kind !== "exited" || outcome.code !== 0) return void 0;
	return `${outcome.stdout}\n${outcome.stderr}`.split("\n").map((line) => excerpt(line, [], VERSION_LENGTH_LIMIT)).find((line) => line.includes("kt"));
}
function problemOf(outcome) {
	if (outcome.kind !== "exited") return `${outcome.kind === "not-started" ? "it" : "`kt --version`"} ${whyNoAnswer(outcome)}`;
	const said = whatItSaid(outcome);
	if (outcome.code !== 0) return `\`kt --version\` exited with ${outcome.code} and said: ${said}`;
	return said === "nothing" ? "`kt --version` printed nothing" : `\`kt --version\` printed something that does not name kt: ${said}`;
}
function notKt(path, kind, cameBack) {
	return new Failure(kind, {
		doing: `asking kt at ${path} for its version`,
		cameBack,
		nextStep: "Point `kt-path` at a working kt, or set `kt-version` to have one installed."
	});
}
async function sha256OfFile(path) {
	const hash = createHash("sha256");
	await pipeline(createReadStream(path), hash);
	return hash.digest("hex");
}

// src/keeptrusts/kt-test-details.ts
const POLICY_FIELDS = [
	"policy",
	"kind",
	"policy_name",
	"name"
];
const VERDICT_FIELDS = [
	"verdict",
	"decision",
	"outcome"
];
const POLICY_LIMIT = 100;
const SCORE_LIMIT = 20;
const NAME = /^[a-z][a-z0-9_-]{0,39}$/;
function detailsOf(value) {
	if (!isRecord(value)) return void 0;
	const policies = policiesOf(value.policy_results);
	const scores = scoresOf(value.quality_scores);
	if (policies.length === 0 && scores.length === 0) return void 0;
	return {
		...policies.length > 0 && { policies },
		...scores.length > 0 && { scores }
	};
}
function policiesOf(results) {
	if (!Array.isArray(results)) return [];
	return results.slice(0, POLICY_LIMIT).flatMap((element) => {
		if (!isRecord(element)) return [];
		const policy = textField(element, POLICY_FIELDS, Number.POSITIVE_INFINITY);
		const word = textField(element, VERDICT_FIELDS, Number.POSITIVE_INFINITY)?.toLowerCase() ?? "";
		const verdict = Object.hasOwn(VERDICT_ALIASES, word) ? VERDICT_ALIASES[word] : void 0;
		return policy !== void 0 && NAME.test(policy) && verdict !== void 0 ? [{
			policy,
			verdict
		}] : [];
	});
}
function scoresOf(scores) {
	if (!isRecord(scores)) return [];
	return Object.entries(scores).flatMap(([name, score]) => NAME.test(name) && typeof score === "number" ? [{
		name,
		score
	}] : []).slice(0, SCORE_LIMIT);
}

// src/keeptrusts/kt-answers.ts
const FIELD_LIMIT$2 = 200;
function parseTest(outcome) {
	const command = "kt policy test";
	if (outcome.kind !== "exited") return {
		kind: "unusable",
		reason: `${command} ${whyNoAnswer(outcome)}`
	};
	const answer = jsonIn(outcome);
	if (!isRecord(answer)) return {
		kind: "unusable",
		reason: `${command} exited with ${outcome.code} and printed no JSON; it said: ${whatItSaid(outcome)}`
	};
	if (typeof answer.ok !== "boolean") return {
		kind: "unusable",
		reason: `${command} exited with ${outcome.code} and its answer has no true or false in "ok"`
	};
	const cases = casesOf(answer.results);
	if (typeof cases === "string") return {
		kind: "unusable",
		reason: `${command} exited with ${outcome.code} and ${cases}`
	};
	const disagreement = testDisagreement(outcome.code, answer.ok, cases);
	if (disagreement !== void 0) return {
		kind: "unusable",
		reason: `${command} contradicts itself: ${disagreement}`
	};
	return {
		kind: "answered",
		ok: answer.ok,
		cases
	};
}
function casesOf(results) {
	if (!Array.isArray(results)) return "its answer has no list \"results\"";
	const cases = [];
	for (const [index, item] of results.entries()) {
		if (!isRecord(item) || typeof item.name !== "string" || typeof item.passed !== "boolean") return `results[${index}] has no "name" or no true or false in "passed"`;
		const verdict = textField(item, ["verdict"], FIELD_LIMIT$2);
		const reasonCode = textField(item, ["reason_code"], FIELD_LIMIT$2);
		const details = detailsOf(item.details);
		cases.push({
			name: item.name,
			passed: item.passed,
			...verdict === void 0 ? {} : { verdict: verdictWord(verdict) },
			...reasonCode === void 0 ? {} : { reasonCode },
			...details === void 0 ? {} : { details }
		});
	}
	return cases;
}
function testDisagreement(code, ok, cases) {
	const failed = cases.filter((one) => !one.passed).length;
	if (ok !== (code === 0)) return `its answer says ok: ${ok}, and it exited with ${code}`;
	if (ok && failed > 0) return `its answer says ok: true, and ${failed} of ${cases.length} cases did not pass`;
	if (!ok && cases.length > 0 && failed === 0) return `its answer says ok: false, and all ${cases.length} cases passed`;
}
function parseWrite(outcome, secrets = []) {
	if (outcome.kind === "not-started") return {
		kind: "not-started",
		reason: excerpt(outcome.reason, secrets)
	};
	if (outcome.kind !== "exited") return {
		kind: "unknown",
		reason: `kt ${whyNoAnswer(outcome)}`
	};
	return outcome.code === 0 ? { kind: "accepted" } : {
		kind: "rejected",
		exitCode: outcome.code,
		said: whatItSaid(outcome, secrets)
	};
}
const EVENT_FIELDS = {
	id: ["id", "event_id"],
	time: ["timestamp", "created_at"],
	verdict: [
		"verdict",
		"decision",
		"policy_outcome",
		"action"
	],
	reasonCode: ["reason_code"],
	model: ["model"],
	configVersion: ["config_version"],
	gatewayId: ["gateway_id"],
	requestId: ["request_id"]
};
function parseEvents(outcome, secrets = []) {
	const command = "kt events tail";
	if (outcome.kind !== "exited") return {
		kind: "unusable",
		reason: `${command} ${whyNoAnswer(outcome)}`
	};
	if (outcome.code !== 0) return {
		kind: "unusable",
		reason: `${command} exited with ${outcome.code} and said: ${onStderr(outcome, secrets)}`
	};
	const answer = jsonIn({
		...outcome,
		stderr: ""
	});
	const list = isRecord(answer) ? answer.events : answer;
	if (!Array.isArray(list)) return {
		kind: "unusable",
		reason: `${command} exited with 0 and printed no JSON list of events${outcome.truncated ? ", and its output was longer than what is kept" : ""}`
	};
	const events = [];
	for (const [index, item] of list.entries()) {
		if (!isRecord(item)) return {
			kind: "unusable",
			reason: `${command} exited with 0 and event ${index} of its answer is not an object`
		};
		events.push(eventOf(item));
	}
	return {
		kind: "answered",
		events
	};
}
function onStderr(outcome, secrets) {
	const said = excerpt(outcome.stderr, secrets);
	return said === "" ? "nothing on stderr" : said;
}
function eventOf(item) {
	const event = {};
	for (const field of keysOf(EVENT_FIELDS)) {
		const text = textField(item, EVENT_FIELDS[field], FIELD_LIMIT$2);
		if (text !== void 0) event[field] = field === "verdict" ? verdictWord(text) : text;
	}
	return event;
}
function keysOf(table) {
	return Object.keys(table).filter((key) => key in table);
}
function verdictWord(word) {
	const lower = word.toLowerCase();
	return (Object.hasOwn(VERDICT_ALIASES, lower) ? VERDICT_ALIASES[lower] : void 0) ?? word;
}

// src/keeptrusts/kt-doctor-answer.ts
const CHECK_LIMIT = 50;
const FIELD_LIMIT$1 = 200;
const NAME_FIELDS = [
	"name",
	"check",
	"id",
	"title",
	"component"
];
const STATUS_FIELDS = [
	"status",
	"state",
	"result",
	"outcome"
];
const TRUTH_FIELDS = [
	"ok",
	"passed",
	"healthy",
	"success"
];
const STATUS_WORDS = /^(?:ok|pass(?:ed)?|healthy|reachable|valid|fail(?:ed|ure)?|error|warn(?:ing)?|unhealthy|unreachable|degraded|invalid|skipped|down|up)$/i;
const MARKS = {
	"✓": "ok",
	"✔": "ok",
	"✗": "failed",
	"✖": "failed",
	"⚠": "warning"
};
function parseDoctor(outcome, secrets = []) {
	if (outcome.kind !== "exited") return {
		checks: [],
		unread: `kt doctor ${whyNoAnswer(outcome)}`
	};
	const answer = jsonIn(outcome);
	const checks = (answer === void 0 ? checksInText(outcome) : checksIn(answer)).slice(0, CHECK_LIMIT).map(({ name, status }) => ({
		name: excerpt(name, secrets, FIELD_LIMIT$1),
		status: excerpt(status, secrets, FIELD_LIMIT$1)
	}));
	if (checks.length > 0) return {
		exitCode: outcome.code,
		checks
	};
	return {
		exitCode: outcome.code,
		checks,
		unread: `kt doctor exited with ${outcome.code} and its output has no check that can be recognised`
	};
}
function checksIn(answer) {
	if (Array.isArray(answer)) return answer.flatMap((item) => isRecord(item) ? checkOf(item, textField(item, NAME_FIELDS, FIELD_LIMIT$1)) : []);
	if (!isRecord(answer)) return [];
	for (const key of [
		"checks",
		"results",
		"diagnostics"
	]) {
		const nested = checksIn(answer[key]);
		if (nested.length > 0) return nested;
	}
	return Object.entries(answer).flatMap(([key, value]) => entryCheck(key, value));
}
function entryCheck(name, value) {
	if (isRecord(value)) return checkOf(value, name);
	if (typeof value === "boolean") return [{
		name,
		status: value ? "ok" : "failed"
	}];
	return typeof value === "string" && STATUS_WORDS.test(value) ? [{
		name,
		status: value
	}] : [];
}
function checkOf(item, name) {
	if (name === void 0) return [];
	const status = textField(item, STATUS_FIELDS, FIELD_LIMIT$1);
	if (status !== void 0) return [{
		name,
		status
	}];
	const truth = TRUTH_FIELDS.map((field) => item[field]).find((value) => typeof value === "boolean");
	return truth === void 0 ? [] : [{
		name,
		status: truth ? "ok" : "failed"
	}];
}
function checksInText(outcome) {
	return stripVTControlCharacters(`${outcome.stdout}\n${outcome.stderr}`).split(/\r?\n/).flatMap((row) => {
		const ticked = /^\s*([✓✔✗✖⚠])\uFE0F?\s+(\S.*)$/.exec(row);
		const status = MARKS[ticked?.[1] ?? ""];
		return status === void 0 ? [] : [{
			name: ticked?.[2] ?? "",
			status
		}];
	});
}

// src/keeptrusts/kt-gateway-answer.ts
const SAID_LIMIT = 200;
const NAME_LIMIT = 200;
const DEPTH_LIMIT = 8;
const DIFFERENCE_LINE = /^[ \t]*[+-](?![-=\s]*$)/m;
function parseDiff(outcome, secrets = []) {
	if (outcome.kind !== "exited") return {
		kind: "unusable",
		reason: `kt gateway diff ${whyNoAnswer(outcome)}`
	};
	const complaint = firstLine(outcome, secrets);
	if (outcome.code !== 0) return {
		kind: "answered",
		exitCode: outcome.code,
		said: complaint
	};
	return {
		kind: "answered",
		exitCode: 0,
		said: DIFFERENCE_LINE.test(outcome.stdout) ? "it lists differences" : ""
	};
}
function parseInspect(outcome, secrets = []) {
	if (outcome.kind !== "exited") return {
		kind: "unusable",
		reason: `kt gateway inspect ${whyNoAnswer(outcome)}`
	};
	const answered = {
		kind: "answered",
		exitCode: outcome.code,
		said: outcome.code === 0 ? "" : firstLine(outcome, secrets)
	};
	if (outcome.code !== 0) return answered;
	const [pack, ...others] = packsIn(jsonIn(outcome), 0);
	if (pack === void 0 || others.some((other) => other.name !== pack.name || other.version !== pack.version)) return answered;
	const clean = (text) => oneLine(excerpt(text, secrets), NAME_LIMIT);
	return {
		...answered,
		shows: {
			name: clean(pack.name),
			version: clean(pack.version)
		}
	};
}
function firstLine(outcome, secrets) {
	const line = outcome.stderr.split(/\r?\n/).find((one) => one.trim() !== "");
	return line === void 0 ? "nothing on stderr" : excerpt(line, secrets, SAID_LIMIT);
}
function packsIn(value, depth) {
	if (depth > DEPTH_LIMIT) return [];
	if (Array.isArray(value)) return value.flatMap((item) => packsIn(item, depth + 1));
	if (!isRecord(value)) return [];
	return Object.entries(value).flatMap(([key, item]) => key === "pack" ? packOf(item) : packsIn(item, depth + 1));
}
function packOf(value) {
	if (!isRecord(value)) return [];
	const { name, version } = value;
	return typeof name === "string" && typeof version === "string" ? [{
		name,
		version
	}] : [];
}

// src/keeptrusts/kt-lint-answer.ts
const COMMAND = "kt policy lint";
const FIELD_LIMIT = 1e3;
function parseLint(outcome) {
	const why = whyNoAnswer(outcome);
	if (outcome.kind !== "exited") return {
		kind: "unusable",
		reason: `${COMMAND} ${why}`
	};
	return lintFromJson(outcome) ?? lintFromText(outcome);
}
function lintFromJson(outcome) {
	const answer = jsonIn(outcome);
	if (!isRecord(answer) || typeof answer.valid !== "boolean") return void 0;
	const errors = problemsOf(answer.errors, "error");
	const problems = [...errors, ...problemsOf(answer.warnings, "warning")];
	const contradictions = [];
	if (answer.valid && outcome.code !== 0) contradictions.push(`its answer says valid, and it exited with ${outcome.code}`);
	if (!answer.valid && outcome.code === 0) contradictions.push("its answer says not valid, and it exited with 0");
	if (answer.valid && errors.length > 0) contradictions.push("its answer says valid, and it lists errors");
	for (const contradiction of contradictions) problems.push(error(`${COMMAND} contradicts itself: ${contradiction}`));
	const valid = answer.valid && contradictions.length === 0;
	if (!valid && problems.every((problem) => problem.severity === "warning")) problems.push(error(`${COMMAND} says the file is not valid and names no error`));
	return {
		kind: "answered",
		valid,
		problems
	};
}
function problemsOf(list, severity) {
	if (!Array.isArray(list)) return [];
	return list.map((item) => {
		if (!isRecord(item)) return {
			severity,
			message: typeof item === "string" ? item.slice(0, FIELD_LIMIT) : "kt gave no message"
		};
		const code = textField(item, ["code"], FIELD_LIMIT);
		const path = textField(item, ["path"], FIELD_LIMIT);
		const help = textField(item, [
			"suggestion",
			"help",
			"hint"
		], FIELD_LIMIT);
		return {
			severity,
			message: textField(item, [
				"message",
				"error",
				"description"
			], FIELD_LIMIT) ?? "kt gave no message",
			...code === void 0 ? {} : { code },
			...path === void 0 ? {} : { path },
			...typeof item.line === "number" && Number.isSafeInteger(item.line) && item.line > 0 ? { line: item.line } : {},
			...help === void 0 ? {} : { help }
		};
	});
}
function lintFromText(outcome) {
	const text = stripVTControlCharacters(`${outcome.stdout}\n${outcome.stderr}`);
	const problems = problemsInText(text);
	const saysError = problems.some((problem) => problem.severity === "error");
	if (outcome.code !== 0) {
		if (!saysError) problems.push(error(`${COMMAND} exited with ${outcome.code} and said: ${whatItSaid(outcome)}`));
		return {
			kind: "answered",
			valid: false,
			problems
		};
	}
	if (saysError) {
		problems.push(error(`${COMMAND} contradicts itself: it lists errors, and it exited with 0`));
		return {
			kind: "answered",
			valid: false,
			problems
		};
	}
	if (/^\s*(?:OK|✓|✔)\s+\S.* is valid\s*$/m.test(text)) return {
		kind: "answered",
		valid: true,
		problems
	};
	return {
		kind: "unusable",
		reason: `${COMMAND} exited with 0 and gave no answer that can be read; it said: ${whatItSaid(outcome)}`
	};
}
const CODED = /^\s*(error|warning)\[([A-Za-z]+\d+)\]:\s*(.+)$/;
const ARROW = /^\s*-->\s*(\S.*)$/;
const HELP = /^\s*help:\s*(\S.*)$/;
const AT_LINE = /^\s*[✗✖xX]\s+Configuration error at line (\d+):\s*$/;
const PATH_AND_MESSAGE = /^\s*([A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\])*):\s+(\S.*)$/;
const FAILED_COUNT = /^\s*policy lint failed \(\d+ errors?(?:\(s\))?\)\s*$/m;
function problemsInText(text) {
	const problems = [];
	const plainForm = FAILED_COUNT.test(text);
	let line;
	for (const row of text.split(/\r?\n/)) {
		const coded = CODED.exec(row);
		const atLine = AT_LINE.exec(row);
		if (coded !== null) problems.push(codedProblem(coded));
		else if (atLine !== null) line = Number(atLine[1]);
		else if (!addDetail(problems, row)) {
			const plain = plainForm || line !== void 0 ? PATH_AND_MESSAGE.exec(row) : null;
			if (plain !== null) problems.push(plainProblem(plain, line));
			line = void 0;
		}
	}
	return problems;
}
function codedProblem([, severity, code = "", message = ""]) {
	return {
		severity: severity === "warning" ? "warning" : "error",
		code,
		message: message.slice(0, FIELD_LIMIT).trimEnd()
	};
}
function plainProblem([, path = "", message = ""], line) {
	return {
		severity: "error",
		path,
		message: message.slice(0, FIELD_LIMIT).trimEnd(),
		...line === void 0 ? {} : { line }
	};
}
function addDetail(problems, row) {
	const last = problems.at(-1);
	if (last?.code === void 0) return false;
	const path = ARROW.exec(row)?.[1]?.trim();
	const help = HELP.exec(row)?.[1]?.trim();
	if (path === void 0 && help === void 0) return false;
	problems[problems.length - 1] = {
		...last,
		...path === void 0 ? {} : { path },
		...help === void 0 ? {} : { help }
	};
	return true;
}
function error(message) {
	return {
		severity: "error",
		message
	};
}

// src/keeptrusts/kt-commands.ts
const KT_TIMEOUTS = {
	lint: 6e4,
	test: 12e4,
	write: 6e4,
	doctor: 6e4,
	events: 6e4,
	gateway: 6e4
};
const KT_OUTPUT_LIMIT = 8388608;
function createKt(settings) {
	const timeouts = {
		...KT_TIMEOUTS,
		...settings.timeouts
	};
	const token = settings.credentials?.apiToken?.reveal();
	const secrets = token === void 0 ? [] : [token];
	const run = (args, timeoutMs, environment, directory) => settings.runProcess({
		command: settings.identity.path,
		args,
		environment,
		directory,
		timeoutMs,
		outputLimit: KT_OUTPUT_LIMIT,
		...settings.signal === void 0 ? {} : { signal: settings.signal }
	});
	const untrusted = (args, timeoutMs) => run(args, timeoutMs, ktEnvironment(settings.environment, {
		kind: "untrusted",
		home: settings.emptyHome
	}), settings.emptyHome);
	const online = (args, timeoutMs) => {
		const { credentials, caFile } = settings;
		const environment = ktEnvironment(settings.environment, {
			kind: "online",
			...credentials === void 0 ? {} : { credentials },
			...caFile === void 0 ? {} : { caFile }
		});
		return run(args, timeoutMs, environment, settings.directory ?? settings.emptyHome);
	};
	return {
		identity: settings.identity,
		lint: async (file) => parseLint(await untrusted([
			"policy",
			"lint",
			"--file",
			resolve(file),
			"--json"
		], timeouts.lint)),
		test: async (packDirectory) => parseTest(await untrusted([
			"policy",
			"test",
			"--json",
			"--pack-dir",
			resolve(packDirectory)
		], timeouts.test)),
		push: async (file, gatewayId) => {
			const args = [
				"policy",
				"push",
				"--file",
				resolve(file),
				"--gateway-id",
				checkedId(gatewayId)
			];
			return parseWrite(await online(args, timeouts.write), secrets);
		},
		deploy: async (file, sourceGatewayId, targetGatewayId) => {
			const ids = [
				"--source-gateway-id",
				checkedId(sourceGatewayId),
				"--target-gateway-id",
				checkedId(targetGatewayId)
			];
			return parseWrite(await online([
				"policy",
				"deploy",
				"--file",
				resolve(file),
				...ids
			], timeouts.write), secrets);
		},
		revert: async (gatewayId, version) => {
			const args = [
				"gateway",
				"revert",
				"--id",
				checkedId(gatewayId),
				"--version",
				savedVersion(version)
			];
			return parseWrite(await online(args, timeouts.write), secrets);
		},
		diff: async (file, gatewayId, timeoutMs = timeouts.gateway) => {
			const args = [
				"gateway",
				"diff",
				"--id",
				checkedId(gatewayId),
				"--file",
				resolve(file)
			];
			return parseDiff(await online(args, Math.min(timeouts.gateway, timeoutMs)), secrets);
		},
		inspect: async (gatewayId, timeoutMs = timeouts.gateway) => {
			const args = [
				"gateway",
				"inspect",
				"--id",
				checkedId(gatewayId)
			];
			return parseInspect(await online(args, Math.min(timeouts.gateway, timeoutMs)), secrets);
		},
		doctor: async (timeoutMs = timeouts.doctor) => parseDoctor(await online(["doctor", "--json"], Math.min(timeouts.doctor, timeoutMs)), secrets),
		events: async ({ sinceMs, limit, timeoutMs = timeouts.events }) => {
			const args = [
				"events",
				"tail",
				"--since",
				ktDuration(sinceMs),
				"--limit",
				String(limit),
				"--json"
			];
			return parseEvents(await online(args, Math.min(timeouts.events, timeoutMs)), secrets);
		}
	};
}
function checkedId(id) {
	const problem = id.startsWith("-") ? "it starts with \"-\", which kt would read as a flag" : idProblem(id);
	if (problem === void 0) return id;
	throw new Failure("bad-input", {
		doing: `passing gateway id ${JSON.stringify(excerpt(id, [], 80))} to kt`,
		cameBack: problem,
		nextStep: "Use the id that the Keeptrusts console or `kt gateway list` shows."
	});
}
function idProblem(id) {
	if (id.trim() === "") return "it is empty";
	return /\p{Cc}/u.test(id) ? "it holds a control character" : void 0;
}
function savedVersion(version) {
	if (Number.isSafeInteger(version) && version > 0) return String(version);
	throw new Failure("bad-input", {
		doing: "asking kt to revert a gateway",
		cameBack: `${version} is no number of a saved version`,
		nextStep: "Name a whole number from 1, as the version history of the Keeptrusts console shows it."
	});
}
const MINUTE_MS = 6e4;
const MINUTES_IN_HOUR = 60;
const MINUTES_IN_DAY = 1440;
function ktDuration(milliseconds) {
	const minutes = Math.max(1, Math.ceil(milliseconds / MINUTE_MS));
	if (minutes % MINUTES_IN_DAY === 0) return `${minutes / MINUTES_IN_DAY}d`;
	return minutes % MINUTES_IN_HOUR === 0 ? `${minutes / MINUTES_IN_HOUR}h` : `${minutes}m`;
}

// src/keeptrusts/run-process.ts
const TERMINATION_GRACE_MS = 2e3;
const SETTLE_LIMIT_MS = 1e3;
const GROUP_GONE_LIMIT_MS = 250;
const GROUP_POLL_MS = 10;
const liveGroups = /* @__PURE__ */ new Set();
function killLiveGroups() {
	for (const kill of liveGroups) kill("SIGKILL");
}
function createRunProcess(settings) {
	const graceMs = settings.graceMs ?? 2e3;
	return async (request) => {
		if (request.signal?.aborted) return {
			kind: "not-started",
			reason: "the run was cancelled before it"
		};
		const child = start(request, settings.platform);
		if (typeof child === "string") return {
			kind: "not-started",
			reason: child
		};
		return await follow(child, request, killerOf(child, settings), graceMs);
	};
}
const runProcess = createRunProcess({ platform: process.platform });
function start(request, platform) {
	try {
		const [command, args] = startable(request, platform);
		const child = spawn(command, args, {
			cwd: request.directory,
			env: { ...request.environment },
			stdio: [
				request.input === void 0 ? "ignore" : "pipe",
				"pipe",
				"pipe"
			],
			detached: platform !== "win32",
			windowsHide: true
		});
		child.stdin?.on("error", () => {}).end(request.input);
		return child;
	} catch (error) {
		return messageOf(error);
	}
}
function startable({ command, args }, platform) {
	return platform === "win32" && /\.[cm]?js$/i.test(command) ? [process.execPath, [command, ...args]] : [command, [...args]];
}
function taskkill() {
	return win32.join(process.env.SystemRoot ?? "C:\\Windows", "System32", "taskkill.exe");
}
function startHelper(command, args) {
	return spawn(command, [...args], {
		stdio: "ignore",
		windowsHide: true,
		env: {}
	});
}
function killerOf(child, settings) {
	const { platform } = settings;
	const { pid } = child;
	if (pid === void 0) return () => false;
	if (platform === "win32") return (signal) => {
		if (child.exitCode !== null || child.signalCode !== null) return false;
		(settings.startHelper ?? startHelper)(taskkill(), [
			"/PID",
			String(pid),
			"/T",
			"/F"
		]).on("error", () => child.kill(signal));
		return true;
	};
	return (signal) => signalGroup(pid, signal);
}
function signalGroup(pid, signal) {
	try {
		process.kill(-pid, signal);
		return true;
	} catch {
		return false;
	}
}
async function follow(child, request, kill, graceMs) {
	const started = performance.now();
	const stdout = capture(child.stdout, request.outputLimit, request.bytes === true ? "latin1" : "utf8");
	const stderr = capture(child.stderr, request.outputLimit, "utf8");
	const closed = once(child, "close").catch(() => void 0);
	const ended = endOf(child);
	const ending = endWhenDue(request, kill, graceMs);
	if (liveGroups.size === 0) process.once("exit", killLiveGroups);
	liveGroups.add(kill);
	const end = await Promise.race([ended, ending.unkillable]);
	ending.stop();
	if ("reason" in end) {
		settle(kill);
		return {
			kind: "not-started",
			reason: startProblem(end.reason, request)
		};
	}
	if (kill("SIGKILL") && child.pid !== void 0) await groupGone(child.pid);
	await within(closed, SETTLE_LIMIT_MS);
	child.stdout?.destroy();
	child.stderr?.destroy();
	settle(kill);
	const captured = {
		stdout: stdout.text(),
		stderr: stderr.text(),
		truncated: stdout.truncated() || stderr.truncated(),
		durationMs: Math.round(performance.now() - started)
	};
	switch (ending.due()) {
		case "timed-out": return {
			kind: "timed-out",
			timeoutMs: request.timeoutMs,
			...captured
		};
		case "cancelled": return {
			kind: "cancelled",
			...captured
		};
		default: return end.code === null ? {
			kind: "killed",
			signal: end.signal ?? "unknown",
			...captured
		} : {
			kind: "exited",
			code: end.code,
			...captured
		};
	}
}
function settle(kill) {
	liveGroups.delete(kill);
	if (liveGroups.size === 0) process.off("exit", killLiveGroups);
}
function endOf(child) {
	return new Promise((resolve) => {
		child.once("exit", (code, signal) => resolve({
			code,
			signal
		}));
		child.on("error", (reason) => {
			if (child.pid === void 0) resolve({ reason });
		});
	});
}
function endWhenDue(request, kill, graceMs) {
	let due;
	let timer;
	let giveUp = () => {};
	const unkillable = new Promise((resolve) => {
		giveUp = resolve;
	});
	const finish = (ending) => {
		if (due !== void 0) return;
		due = ending;
		clearTimeout(timer);
		kill("SIGTERM");
		timer = setTimeout(() => {
			kill("SIGKILL");
			timer = setTimeout(() => giveUp({
				code: null,
				signal: "SIGKILL"
			}), SETTLE_LIMIT_MS);
		}, graceMs);
	};
	const onAbort = () => finish("cancelled");
	timer = setTimeout(() => finish("timed-out"), request.timeoutMs);
	request.signal?.addEventListener("abort", onAbort, { once: true });
	return {
		unkillable,
		due: () => due,
		stop() {
			clearTimeout(timer);
			request.signal?.removeEventListener("abort", onAbort);
		}
	};
}
function capture(stream, limit, encoding) {
	const kept = [];
	let size = 0;
	let dropped = false;
	stream?.on("data", (chunk) => {
		const room = limit - size;
		if (chunk.length > room) dropped = true;
		if (room <= 0) return;
		const part = chunk.subarray(0, room);
		kept.push(part);
		size += part.length;
	});
	stream?.on("error", () => {});
	return {
		text: () => Buffer.concat(kept).toString(encoding),
		truncated: () => dropped
	};
}
async function groupGone(pid) {
	const limit = performance.now() + GROUP_GONE_LIMIT_MS;
	while (signalGroup(pid, 0) && performance.now() < limit) await setTimeout$1(GROUP_POLL_MS);
}
async function within(work, limitMs) {
	const limit = new AbortController();
	await Promise.race([work, setTimeout$1(limitMs, void 0, { signal: limit.signal }).catch(() => void 0)]);
	limit.abort();
}
const START_PROBLEMS = {
	ENOENT: (request) => `${request.command} was not found (or the directory ${request.directory} does not exist)`,
	EACCES: (request) => `${request.command} may not be executed`,
	ENOEXEC: (request) => `${request.command} is not an executable of this platform`
};
function startProblem(error, request) {
	return START_PROBLEMS[error.code ?? ""]?.(request) ?? error.message;
}

// src/keeptrusts/kt-logged-process.ts
function loggedProcess(log, run = runProcess) {
	return async (request) => {
		const outcome = await run(request);
		log.debug(`${commandWords(request)}: ${endWords(outcome)}`);
		return outcome;
	};
}
function commandWords({ command, args }) {
	return [command, ...args].map((word) => /^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word)).join(" ");
}
function endWords(outcome) {
	switch (outcome.kind) {
		case "exited": return `exit code ${outcome.code} after ${outcome.durationMs} ms`;
		case "killed": return `ended by ${outcome.signal} after ${outcome.durationMs} ms`;
		case "timed-out": return `stopped after ${outcome.durationMs} ms: it may take ${outcome.timeoutMs} ms`;
		case "cancelled": return `cancelled after ${outcome.durationMs} ms`;
		case "not-started": return `not started: ${outcome.reason}`;
	}
}

// src/keeptrusts/kt-pack.ts
const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.json$/;
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
async function writeNew(file, bytes) {
	await writeFile(file, bytes, {
		flag: "wx",
		mode: 384
	});
}

export { KT_TIMEOUTS as a, VERSION_TIMEOUT_MS as c, ktCacheRoot as d, ktEnvironment as f, KT_OUTPUT_LIMIT as i, identifyKt as l, loggedProcess as n, createKt as o, isRecord as p, runProcess as r, ktDuration as s, stagePack as t, sha256OfFile as u };
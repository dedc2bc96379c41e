const { setMaxListeners } = process.getBuiltinModule("node:events");
const { accessSync, appendFileSync, chmodSync, closeSync, constants, existsSync, fstatSync, lstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, writeSync } = process.getBuiltinModule("node:fs");
const { basename, dirname, isAbsolute, join, posix, relative, resolve, sep, win32 } = process.getBuiltinModule("node:path");
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
function splitLines(text) {
	return text.split(LINE_BREAK);
}
function shorten$2(text, limit) {
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

// src/report/escape/log-line.ts
const LOG_LINE_LIMIT = 4096;
const LOG_TEXT_LIMIT = 1e5;
const OLD_COMMAND = /#[\p{Default_Ignorable_Code_Point}\p{Cc}]*#[\p{Default_Ignorable_Code_Point}\p{Cc}]*\[/gu;
const LEADING_COMMAND = /^([\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{M}]*:[\p{Default_Ignorable_Code_Point}\p{Cc}]*):/u;
const ORDINARY_START = /^ *[!-9;-~\u2190-\u27bf]/;
function breakUpCommands(line) {
	const broken = line.includes("#") ? line.replace(OLD_COMMAND, (found) => `${found.slice(0, -1)} [`) : line;
	return ORDINARY_START.test(broken) ? broken : broken.replace(LEADING_COMMAND, "$1 :");
}
function logLine(text, limit = LOG_LINE_LIMIT) {
	return breakUpCommands(visible(oneLine(shorten$2(text, limit))));
}
function logLines(text) {
	return shorten$2(text, LOG_TEXT_LIMIT).split("\n").map((line) => breakUpCommands(visible(line))).join("\n");
}

// src/report/escape/command.ts
const COMMAND_DATA_LIMIT = 1e4;
function commandData(text) {
	return encodeData(splitLines(shorten$2(text, COMMAND_DATA_LIMIT)).map(harmlessLine).join("\n"));
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

// src/report/progress.ts
const PROGRESS_INTERVAL_MS = 1e3;
function progressText({ doing, done, of, unit, detail }) {
	return `${doing} ${unit === void 0 ? `${done}/${of}` : `${Math.floor(done)} ${unit} of ${Math.round(of)} ${unit}`}${detail === void 0 ? "" : `: ${detail}`}`;
}
function waitedWords(elapsedMs, ofMs) {
	return progressText({
		doing: "waited",
		done: elapsedMs / 1e3,
		of: ofMs / 1e3,
		unit: "s"
	});
}
var ProgressPace = class {
	#clock;
	#open = /* @__PURE__ */ new Map();
	#last = Number.NEGATIVE_INFINITY;
	constructor(clock) {
		this.#clock = clock;
	}
	offer(state) {
		const { doing } = state;
		const now = this.#clock.elapsed();
		const ends = isLast(state);
		const wasShown = this.#open.has(doing);
		const shows = now - this.#last >= 1e3 || ends && wasShown;
		if (shows) this.#last = now;
		if (ends) this.#open.delete(doing);
		else if (state.unit === void 0 && (shows || wasShown)) this.#open.set(doing, shows ? void 0 : state);
		return shows;
	}
	end() {
		const held = [...this.#open.values()].filter((state) => state !== void 0);
		this.#open.clear();
		return held;
	}
};
function isLast({ done, of }) {
	return done >= of;
}

// src/github/github-log.ts
function createGitHubLog({ write, clock, redact, debug }) {
	let depth = 0;
	let open = false;
	const pace = new ProgressPace(clock);
	const clean = (text) => logLine(redact(text));
	const info = (text) => write(`${clean(text)}\n`);
	const endGroup = () => {
		for (const state of pace.end()) info(progressText(state));
		if (open) write(`${END_GROUP_COMMAND}\n`);
		open = false;
	};
	return {
		info,
		endGroup,
		debug: (text) => {
			if (debug) write(`${debugCommand(clean(text))}\n`);
		},
		warning: (text) => write(`Warning: ${clean(text)}\n`),
		progress: (state) => {
			if (pace.offer(state)) info(progressText(state));
		},
		group: async (title, work) => {
			const outermost = depth === 0;
			if (outermost) write(`${groupCommand(clean(title))}\n`);
			else info(title);
			open ||= outermost;
			depth += 1;
			try {
				return await work();
			} finally {
				depth -= 1;
				if (outermost) endGroup();
			}
		}
	};
}

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

// src/report/redact.ts
const MINIMUM_SECRET_LENGTH = 4;
const SHORTEST_START = 8;
function createRedactor(secrets) {
	const literals = new Set(secrets.flatMap((secret) => secretParts(secret.reveal())).flatMap(spellings));
	if (literals.size === 0) return nothingSecret;
	const longestFirst = [...literals].sort((a, b) => b.length - a.length);
	const pattern = new RegExp(longestFirst.map(escapePattern).join("|"), "g");
	const longer = longestFirst.filter(({ length }) => length > SHORTEST_START);
	const starts = new RegExp(longer.map((literal) => escapePattern(literal.slice(0, SHORTEST_START))).join("|"));
	return (text) => {
		const whole = text.replace(pattern, "***");
		return longer.length === 0 || !starts.test(whole) ? whole : withoutStarts(whole, longer);
	};
}
function nothingSecret(text) {
	return text;
}
function keepSecrets(initial) {
	const known = new Map(initial.map((secret) => [secret.reveal(), secret]));
	let literal = createRedactor(initial);
	let more;
	let current = literal;
	const compose = () => {
		const [first, second] = [literal, more];
		current = second === void 0 ? first : (text) => second(first(text));
	};
	return {
		redact: (text) => current(text),
		get current() {
			return current;
		},
		add: (secrets) => {
			const size = known.size;
			for (const secret of secrets) known.set(secret.reveal(), secret);
			if (known.size === size) return;
			literal = createRedactor([...known.values()]);
			compose();
		},
		clean: (other) => {
			more = other;
			compose();
		}
	};
}
const OWN_WORDS = [
	"accepted",
	"action-weakened",
	"decisive",
	"degraded",
	"entry-removed",
	"escalate",
	"exercised",
	"existing",
	"incomplete",
	"inconclusive",
	"item-dropped",
	"mismatch",
	"neighbours-swapped",
	"not-checked",
	"not-read",
	"number-loosened",
	"previous",
	"previous-policy-file",
	"promoted",
	"request-id",
	"restored",
	"rollback",
	"rolled-back",
	"serving-other",
	"timed-out",
	"unchanged",
	"undecided",
	"unhealthy",
	"unproven",
	"unreachable",
	"unreadable",
	"untouched",
	"validate",
	"verified",
	"version+time",
	"bad-input",
	"transport",
	"unknown-state"
];
function secretsAmong(values, names = []) {
	const known = [...OWN_WORDS, ...names];
	return values.filter((value) => !known.some((name) => name.includes(value))).map((value) => new Secret(value));
}
function secretParts(value) {
	return [.../* @__PURE__ */ new Set([
		value,
		value.trim(),
		...value.split(/\r\n|\n|\r/).map((line) => line.trim())
	])].filter((part) => part.trim().length >= 4);
}
function redactReport(report, redact) {
	if (redact === nothingSecret || !holdsSecret(report, redact)) return report;
	const copy = structuredClone(report);
	redactInPlace(copy, redact);
	return copy;
}
const COMPUTED = /* @__PURE__ */ new Set([
	"digest",
	"sha256",
	"fingerprint"
]);
const FOREIGN_KEYS = "verdicts";
const CLEAN_GATEWAYS = /* @__PURE__ */ new WeakMap();
function holdsSecretIn(gateways, redact) {
	const clean = CLEAN_GATEWAYS.get(redact) ?? /* @__PURE__ */ new WeakSet();
	CLEAN_GATEWAYS.set(redact, clean);
	return gateways.some((gateway) => {
		if (isRecord(gateway) && clean.has(gateway)) return false;
		const holds = holdsSecret(gateway, redact);
		if (!holds && isRecord(gateway)) clean.add(gateway);
		return holds;
	});
}
function holdsSecret(node, redact) {
	if (typeof node === "string") return redact(node) !== node;
	if (!isRecord(node)) return false;
	return Object.entries(node).some(([key, value]) => (key === "gateways" && Array.isArray(value) ? holdsSecretIn(value, redact) : !COMPUTED.has(key) && holdsSecret(value, redact)) || key === FOREIGN_KEYS && isRecord(value) && Object.keys(value).some((word) => redact(word) !== word));
}
function redactInPlace(node, redact) {
	if (!isRecord(node)) return;
	for (const [key, value] of Object.entries(node)) {
		if (typeof value === "string") node[key] = COMPUTED.has(key) ? value : redact(value);
		else redactInPlace(value, redact);
		if (key === FOREIGN_KEYS && isRecord(value)) renameKeys(value, redact);
	}
}
function renameKeys(counts, redact) {
	for (const [key, value] of Object.entries(counts)) {
		const clean = redact(key);
		if (clean === key) continue;
		delete counts[key];
		const other = counts[clean];
		counts[clean] = typeof value === "number" && typeof other === "number" ? value + other : value;
	}
}
function isRecord(value) {
	return typeof value === "object" && value !== null;
}
function spellings(literal) {
	const wellFormed = literal.replace(/\p{Cs}/gu, "�");
	const url = encodeURIComponent(wellFormed);
	const xml = literal.replace(/[&<>"']/g, (character) => XML[character] ?? character);
	return [
		literal,
		JSON.stringify(literal).slice(1, -1),
		url,
		url.replaceAll("%20", "+"),
		xml,
		...base64(literal)
	];
}
const XML = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;"
};
function base64(literal) {
	const bytes = Buffer.from(literal);
	return [
		0,
		1,
		2
	].flatMap((before) => {
		const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64").replace(/=+$/, "");
		const start = before === 0 ? 0 : before + 1;
		const end = (before + bytes.length) % 3 === 0 ? encoded.length : encoded.length - 1;
		const piece = encoded.slice(start, end);
		return piece.length < SHORTEST_START ? [] : [piece];
	}).flatMap((piece) => [piece, piece.replaceAll("+", "-").replaceAll("/", "_")]);
}
function withoutStarts(text, literals) {
	return [...text.matchAll(/…|$/g)].map(({ index }) => index).toReversed().reduce((current, end) => {
		const length = literals.reduce((longest, literal) => Math.max(longest, startAt(current, end, literal)), 0);
		return length === 0 ? current : `${current.slice(0, end - length)}***${current.slice(end)}`;
	}, text);
}
function startAt(text, end, literal) {
	const start = literal.slice(0, SHORTEST_START);
	let at = text.indexOf(start, Math.max(0, end - literal.length));
	while (at >= 0 && at + SHORTEST_START <= end) {
		if (literal.startsWith(text.slice(at, end))) return end - at;
		at = text.indexOf(start, at + 1);
	}
	return 0;
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
function failureKindOf(thrown) {
	return thrown instanceof Failure || thrown instanceof InputProblems ? thrown.kind : "defect";
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
function readState(env, name) {
	const value = env[`STATE_${name}`];
	return value === void 0 || value === "" ? void 0 : value;
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

// src/options/inputs.ts
const PREFIX = "INPUT_";
function readInputs(environment) {
	return new Map(Object.entries(environment).filter(([name, value]) => name.startsWith(PREFIX) && name !== PREFIX && value !== void 0).map(([name, value]) => [name.slice(6).toLowerCase(), value ?? ""]));
}

// src/options/table/deploy.ts
const OF_DEPLOY = {
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
	waves: {
		type: "text",
		default: "1, 25%, 100%",
		stages: ["deploy"],
		text: "How many of the production gateways have the new policy after each wave, in their order: numbers or percentages, rising. Percentages are rounded up, and each wave takes at least one gateway more."
	},
	"bake-time": {
		type: "duration",
		minimum: "0s",
		maximum: "1h",
		default: "0s",
		stages: ["deploy"],
		text: "How long the gateways of a wave are watched before the next wave begins."
	},
	rollback: {
		type: "boolean",
		default: true,
		stages: ["deploy"],
		text: "Give gateways changed in this run their former policy back when the roll-out fails. Refused beforehand where no source for it is found."
	},
	"previous-policy-file": {
		type: "path",
		stages: ["deploy"],
		text: "Policy file that is served now, to go back to. Default: the commit in Git history whose file has the served name and version."
	},
	"promote-with": {
		type: "choice",
		choices: [
			"auto",
			"deploy",
			"push"
		],
		default: "auto",
		stages: ["deploy"],
		text: "`deploy` promotes with `kt policy deploy` from the staging gateway; `push` gives each gateway the same bytes; `auto` takes `deploy` where staging and production share a control plane."
	},
	"allow-downgrade": {
		type: "boolean",
		default: false,
		stages: ["deploy"],
		text: "Deploy a lower pack.version than is served, or a commit behind the served one."
	},
	"allow-drift": {
		type: "boolean",
		default: false,
		stages: ["deploy"],
		text: "Overwrite a policy that no commit of this file had."
	},
	"keep-staging": {
		type: "boolean",
		default: false,
		stages: ["deploy"],
		text: "Leave the new policy on the staging gateway when it is taken back elsewhere."
	},
	emergency: {
		type: "text",
		stages: ["deploy"],
		text: "`ticket: reason`. Skips canary, bake time, drift and version checks, and says so wherever the deploy is reported; never lint errors, digest or reading back."
	},
	"rollback-to": {
		type: "text",
		stages: ["deploy"],
		text: "Commit whose policy file stage `rollback` brings back."
	},
	"dry-run": {
		type: "boolean",
		default: false,
		stages: ["deploy"],
		text: "Stop before the first write and report what would change. In a pull request nothing is read from the gateways either."
	},
	"release-record": {
		type: "path",
		stages: ["deploy"],
		text: "Where to write the release record: what was deployed, by whom, on what evidence, as an in-toto predicate."
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
	}
};

// src/options/table/shared.ts
const ALL$1 = [
	"validate",
	"deploy",
	"verify"
];
const ONLINE = ["deploy", "verify"];
const SHARED = {
	stages: {
		type: "choices",
		choices: [
			"validate",
			"deploy",
			"rollback",
			"verify"
		],
		default: ["validate"],
		stages: ["root"],
		text: "Stages to run, in this order whatever the order written. A later stage runs only when the earlier ones allow it. `rollback` deploys the file of `rollback-to`, and takes the place of `deploy`."
	},
	"policy-file": {
		type: "lines",
		default: ["policy-config.yaml"],
		stages: ALL$1,
		text: "Policy files: one path or glob a line, `!` excludes. deploy and verify take exactly one file."
	},
	"working-directory": {
		type: "path",
		default: ".",
		stages: ALL$1,
		text: "Directory that relative paths start from."
	},
	"config-file": {
		type: "path",
		stages: ALL$1,
		text: "Inventory of gateways and packs. Default: `.github/keeptrusts.yml` when it exists."
	},
	"kt-version": {
		type: "text",
		stages: ALL$1,
		text: "Version of kt to install, or `latest`. deploy and verify default to the version this release was tested with."
	},
	"kt-path": {
		type: "path",
		stages: ALL$1,
		text: "An installed kt to use instead of installing one."
	},
	"kt-sha256": {
		type: "lines",
		default: [],
		stages: ALL$1,
		text: "Expected SHA-256 of kt archives, lines `artifact=hex`, for versions without a built-in hash."
	},
	"download-url": {
		type: "url",
		default: "https://dl.keeptrusts.com/releases",
		stages: ALL$1,
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
		stages: ALL$1,
		text: "PEM file of additional certificate authorities."
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
	digest: {
		type: "digest",
		stages: ONLINE,
		text: "Digest the policy file must have, as validate gave it. Required for `phase: promote`."
	},
	"probe-model": {
		type: "text",
		stages: ONLINE,
		text: "Model named in canary requests and probes whose golden file names none."
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
	interval: {
		type: "duration",
		minimum: "50ms",
		maximum: "10m",
		default: "2s",
		stages: ONLINE,
		text: "Time between two questions to the same gateway; it grows up to 10 s while the answers are wrong."
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
		stages: ALL$1,
		text: "Where to write the JSON report. Default in an action: a file under RUNNER_TEMP; in a terminal: none."
	},
	annotations: {
		type: "boolean",
		default: true,
		stages: ALL$1,
		text: "Annotate findings on their lines."
	},
	summary: {
		type: "boolean",
		default: true,
		stages: ALL$1,
		text: "Write the job summary."
	},
	comment: {
		type: "boolean",
		default: false,
		stages: ALL$1,
		channels: ["inputs"],
		text: "Keep one comment of this action on the pull request up to date. Needs `pull-requests: write`."
	},
	"check-run": {
		type: "boolean",
		default: false,
		stages: ALL$1,
		channels: ["inputs"],
		text: "Make a check run with all findings as annotations. Needs `checks: write`."
	},
	"comment-key": {
		type: "text",
		stages: ALL$1,
		channels: ["inputs"],
		text: "Tells the comments and check runs of several steps or matrix jobs that use the same action apart."
	},
	"github-token": {
		type: "secret",
		environment: "GITHUB_TOKEN",
		stages: ALL$1,
		channels: ["inputs"],
		text: "Token for `comment` and `check-run`, and for reviews and approvals in the release record, such as `github.token` of the job. Default: `GITHUB_TOKEN`."
	}
};

// src/options/table/validate.ts
const OF_VALIDATE = {
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
	"fail-on": {
		type: "choice",
		choices: ["error", "warning"],
		default: "error",
		stages: ["validate"],
		text: "Least severity of a finding that fails validation."
	},
	"base-ref": {
		type: "text",
		stages: ["validate"],
		text: "Branch, tag or commit whose policy files the versions are compared with, with `undecided: new` the tests, and with `changed-only` the packs. Default: the base commit in a pull request or merge group, otherwise none."
	},
	fix: {
		type: "boolean",
		default: false,
		stages: ["validate"],
		channels: ["flags"],
		text: "Mend in the policy files what has one safe edit, such as a misspelt kind, and check again. Comments, order and formatting stay."
	},
	undecided: {
		type: "choice",
		choices: [
			"warn",
			"fail",
			"new"
		],
		default: "warn",
		stages: ["validate"],
		text: "What a test that no engine at hand can decide means. `new` fails only when it was decided at `base-ref` (by default at the base of the pull request, merge group or push to the default branch), and also when that base cannot be read; where there is none it warns."
	},
	"changed-only": {
		type: "boolean",
		default: false,
		stages: ["validate"],
		text: "Only packs whose files changed since the base of the pull request, merge group or push, or since `base-ref`, decide the result; what is wrong with others is shown as existing. Where the base cannot be read, all packs decide, and a warning says so. A pack that the same run deploys always decides."
	},
	"minimum-coverage": {
		type: "integer",
		minimum: 0,
		maximum: 100,
		stages: ["validate"],
		text: "Least share of chain entries, in per cent, that behaviour tests must prove."
	},
	mutation: {
		type: "boolean",
		default: false,
		stages: ["validate"],
		text: "Change the policy in one place at a time, run the tests on each change, and report those that no test notices."
	},
	"junit-file": {
		type: "path",
		stages: ["validate"],
		text: "Where to write the behaviour tests as JUnit XML."
	},
	"sarif-file": {
		type: "path",
		stages: ["validate"],
		text: "Where to write the findings as SARIF 2.1.0, for code scanning and other readers."
	}
};

// src/options/table/verify.ts
const OF_VERIFY = {
	probe: {
		type: "lines",
		default: [],
		stages: ["verify"],
		text: "Globs of golden test files sent through every verified gateway, each once."
	},
	"allow-escalation-probes": {
		type: "boolean",
		default: false,
		stages: ["verify"],
		text: "Send probes that expect `escalate` to gateways whose environment is not one for tests (staging, test, dev, …): each puts a case into the review queue."
	},
	gateways: {
		type: "lines",
		default: [],
		stages: ["verify"],
		text: "Gateways to verify: lines `id=url` or ids of the inventory; of one without a URL kt is asked. In the root action it defaults to what deploy used."
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
		text: "Events to ask kt for at first; twice as many, up to 1,000, while others hide those looked for."
	},
	"minimum-events": {
		type: "integer",
		minimum: 0,
		maximum: 1e3,
		stages: ["verify"],
		text: "Events each gateway must have produced that prove this policy version. Default: 0, or 1 of the probes themselves where they were sent."
	},
	consecutive: {
		type: "integer",
		minimum: 1,
		maximum: 20,
		default: 2,
		stages: ["verify"],
		text: "Good answers in a row before a gateway counts as healthy."
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
		text: "`kt doctor`: report it where there is a kt, require exit code 0, or leave it out."
	},
	"accept-degraded": {
		type: "boolean",
		default: false,
		stages: ["verify"],
		text: "Count a gateway that reports itself degraded as healthy."
	}
};

// src/options/table.ts
const OPTIONS = {
	...SHARED,
	...OF_VALIDATE,
	...OF_DEPLOY,
	...OF_VERIFY
};

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
	"withoutResult",
	"kind",
	"phase",
	"rollbackTo",
	"emergency",
	"version",
	"number",
	"url",
	"environment",
	"wave",
	"action",
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
	"suppressionReason",
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
	"releaseRecord",
	"overridden",
	"expected",
	"actual",
	"shownBy",
	"passed",
	"failed",
	"undecided",
	"cases",
	"causes",
	"findings",
	"tests",
	"coverage",
	"mutation",
	"packs",
	"validation",
	"bypasses",
	"check",
	"because",
	"plan",
	"to",
	"waves",
	"canary",
	"takenBack",
	"trigger",
	"before",
	"after",
	"method",
	"restore",
	"bakeMs",
	"differences",
	"byHand",
	"servedCommit",
	"kt",
	"health",
	"events",
	"gateways",
	"probes",
	"doctor",
	"steps",
	"stages"
];
const RANK = new Map(FIELD_ORDER.map((name, rank) => [name, rank]));
function* serializeReport(report) {
	yield* pieces(report, "\n");
	yield "\n";
}
const LONG_LIST = 32;
const LONG_LIST_DEPTH = 8;
function* pieces(value, lineBreak, depth = LONG_LIST_DEPTH) {
	if (!isContainer(value) || !holdsLongList(value, depth)) {
		yield (JSON.stringify(value, inOrder$1, 2) ?? "null").replaceAll("\n", lineBreak);
		return;
	}
	const isList = Array.isArray(value);
	const members = isList ? value.map((one) => ["", one]) : keysInOrder(value).flatMap((key) => value[key] === void 0 ? [] : [[`${JSON.stringify(key)}: `, value[key]]]);
	const inner = `${lineBreak}  `;
	let before = isList ? "[" : "{";
	for (const [name, member] of members) {
		yield `${before}${inner}${name}`;
		yield* pieces(member, inner, isList && value.length > LONG_LIST ? 0 : depth - 1);
		before = ",";
	}
	yield `${lineBreak}${isList ? "]" : "}"}`;
}
function holdsLongList(container, depth) {
	if (depth === 0) return false;
	const members = Array.isArray(container) ? container : Object.values(container);
	if (Array.isArray(container) && members.length > LONG_LIST) return true;
	return members.some((member) => isContainer(member) && holdsLongList(member, depth - 1));
}
function isContainer(value) {
	return typeof value === "object" && value !== null;
}
function inOrder$1(_key, value) {
	if (!isContainer(value) || Array.isArray(value)) return value;
	const keys = Object.keys(value);
	if (keys.every((key, index) => index === 0 || compareNames(keys[index - 1] ?? "", key) < 0)) return value;
	return Object.fromEntries(keysInOrder(value).map((key) => [key, value[key]]));
}
function keysInOrder(value) {
	return Object.keys(value).sort(compareNames);
}
function compareNames(a, b) {
	return rankOf(a) - rankOf(b) || (a < b ? -1 : 1);
}
function rankOf(name) {
	return RANK.get(name) ?? FIELD_ORDER.length;
}
const NOT_FOR_A_LOG = /(?<=#)\[|[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}]/gu;
function printableJson(value) {
	return `${JSON.stringify(value, void 0, 2).replace(NOT_FOR_A_LOG, escaped)}\n`;
}
function printableReport(report) {
	return [...serializeReport(report)].join("").replace(NOT_FOR_A_LOG, escaped);
}
function escaped(character) {
	if (character === "\n") return character;
	return Array.from({ length: character.length }, (_none, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");
}

// src/report/rename.ts
const PASSING = [
	"EPERM",
	"EACCES",
	"EBUSY"
];
const PAUSES_MS = [
	10,
	20,
	50,
	100,
	200,
	400,
	700
];
const REAL = {
	platform: process.platform,
	rename: renameSync,
	pause: pauseThread
};
function moveInto(from, to, { platform, rename, pause } = REAL) {
	for (const milliseconds of platform === "win32" ? PAUSES_MS : []) try {
		rename(from, to);
		return;
	} catch (error) {
		if (!isPassing(error)) throw error;
		pause(milliseconds);
	}
	rename(from, to);
}
function isPassing(error) {
	return typeof error === "object" && error !== null && "code" in error && PASSING.includes(String(error.code));
}
function pauseThread(milliseconds) {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

// src/report/write.ts
function writeAtomically(path, text) {
	const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
	try {
		makeFolder(dirname(path));
		writeNew(temporary, text);
		moveInto(temporary, path);
	} catch (error) {
		removeQuietly(temporary);
		throw new Failure("bad-input", {
			doing: `writing ${path}`,
			cameBack: messageOf(error),
			nextStep: "Choose a path in a folder this process may write to."
		}, { cause: error });
	}
}
function writeNew(path, text) {
	const file = openSync(path, "wx");
	try {
		for (const chunk of typeof text === "string" ? [text] : chunked(text)) writeFileSync(file, chunk, "utf8");
	} finally {
		closeSync(file);
	}
}
const CHUNK_LENGTH = {
	first: 1024,
	others: 65536
};
function* chunked(pieces) {
	let chunk = "";
	let length = CHUNK_LENGTH.first;
	for (const piece of pieces) {
		chunk += piece;
		if (chunk.length < length) continue;
		yield chunk;
		chunk = "";
		length = CHUNK_LENGTH.others;
	}
	yield chunk;
}
function makeFolder(path) {
	if (existsSync(path)) return;
	makeFolder(dirname(path));
	try {
		mkdirSync(path);
	} catch (error) {
		if (!existsSync(path)) throw error;
	}
}
function removeQuietly(path) {
	try {
		rmSync(path, { force: true });
	} catch {}
}
function createReportFile(path) {
	let isWritten = false;
	return {
		path,
		update: (report) => {
			if (isWritten && holds(path, serializeReport(report))) return;
			writeAtomically(path, serializeReport(report));
			isWritten = true;
		}
	};
}
function holds(path, text) {
	let file;
	try {
		file = openSync(path, "r");
		let position = 0;
		for (const chunk of chunked(text)) {
			const expected = Buffer.from(chunk, "utf8");
			const found = Buffer.alloc(expected.length);
			readSync(file, found, 0, found.length, position);
			if (!found.equals(expected)) return false;
			position += expected.length;
		}
		return fstatSync(file).size === position;
	} catch {
		return false;
	} finally {
		if (file !== void 0) closeSync(file);
	}
}

// src/run/journal-states.ts
const JOURNAL_STATE = "journal";
const JOURNAL_ENTRY_STATE = "entry";

// src/github/summary-file.ts
const SUMMARY_FILE_LIMIT = 1048576;
function appendSummary(file, render, budget) {
	if (file === void 0 || file === "") return { kind: "absent" };
	const room = SUMMARY_FILE_LIMIT - sizeOf$1(file);
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
function sizeOf$1(file) {
	try {
		return statSync(file).size;
	} catch {
		return 0;
	}
}

// src/report/escape/markdown.ts
const MARKDOWN_TEXT_LIMIT = 2e3;
const MARKDOWN_CELL_LIMIT = 500;
const CODE_BLOCK_LIMIT = 2e4;
const SEPARATOR = "​";
const ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"|": "&#124;",
	$: "&#36;",
	[SEPARATOR]: "&#8203;"
};
const AUTOLINKS = /@(?=[\w-])|#(?=\d)|\bgh-(?=\d)|:(?=\/\/|(?:[+-]1|100|1234|\d*[a-z][\w+-]*):)|\bwww(?=\.)/gi;
function markdownText(text, limit = MARKDOWN_TEXT_LIMIT) {
	return visible(oneLine(shorten$2(text, limit))).replace(AUTOLINKS, `$&${SEPARATOR}`).replace(/[\\`*_[\]{}~]/g, "\\$&").replace(/[&<>|$\u200b]/g, (character) => ENTITIES[character] ?? "").replace(/^([-+=#])/, "\\$1").replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}
function markdownProse(text, limit = MARKDOWN_TEXT_LIMIT) {
	const parts = oneLine(shorten$2(text, limit)).split(/`([^`]+)`/);
	return parts.map((part, index) => index % 2 === 1 ? codeSpan(part, { cell: true }) : proseBetween(part, index, parts.length)).join("");
}
function proseBetween(part, index, parts) {
	const isBetween = index > 0 && index < parts - 1;
	const [before, after] = [/^[\s`]/.test(part) ? " " : "", /\S\s$|`$/.test(part) ? " " : ""];
	return part === "" && isBetween ? " " : before + markdownText(part) + after;
}
function markdownCell(text, limit = 500) {
	return markdownText(text, limit);
}
function codeSpan(text, options = {}) {
	const line = visible(oneLine(shorten$2(text, 500)));
	if (line === "") return "` `";
	if (options.cell === true && line.includes("|")) return `<code>${markdownCell(text)}</code>`;
	const fence = "`".repeat(longestRunOfBackticks(line) + 1);
	const padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
	return fence + padding + line + padding + fence;
}
function codeBlock(text, language = "") {
	const body = visible(shorten$2(text, CODE_BLOCK_LIMIT).replace(/\r\n?/g, "\n"));
	const fence = "`".repeat(Math.max(3, longestRunOfBackticks(body) + 1));
	return `${fence}${language}\n${body}\n${fence}`;
}
function markdownLink(label, address) {
	const href = address === void 0 ? void 0 : webAddress(address);
	return href === void 0 ? label : `[${label}](${href})`;
}
function webAddress(address) {
	if (!URL.canParse(address)) return void 0;
	const url = new URL(address);
	if (url.protocol !== "https:" && url.protocol !== "http:") return void 0;
	if (url.username !== "" || url.password !== "") return void 0;
	return url.href.replace(/[()<>|\\`"'[\]*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
function longestRunOfBackticks(text) {
	return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

// src/report/outcome.ts
const SUCCEEDS = {
	passed: true,
	inconclusive: true,
	failed: false,
	promoted: true,
	staged: true,
	planned: true,
	unchanged: true,
	"rolled-back": false,
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
	if (stage.result !== "inconclusive") return SUCCEEDS[stage.result];
	if (settings.undecided === "new") return !losesCertainty(stage);
	return settings.undecided === "warn";
}
function losesCertainty(stage) {
	return stage.base?.unread !== void 0 || stage.packs.some((pack) => pack.tests.cases.some((one) => one.newlyUndecided === true));
}
function mayContinue(stage, settings) {
	if (stage.result === "inconclusive" && !settings.allowInconclusive) return false;
	return succeeds(stage, { undecided: settings.undecided ?? "warn" });
}
function worst(results) {
	return WORST_FIRST.find((result) => results.includes(result)) ?? "unproven";
}
function totalsOf(cases) {
	const count = (outcome) => cases.filter((one) => one.outcome === outcome).length;
	return {
		passed: count("passed"),
		failed: count("failed"),
		undecided: count("undecided")
	};
}

// src/report/words.ts
const TONE_ICONS = {
	good: "✅",
	doubtful: "⚠️",
	bad: "❌"
};
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
	accepted: "kt said yes, not read back",
	restored: "serves again what it served before",
	untouched: "not written to",
	unknown: "unknown: what it serves could not be proven"
};
const STATE_TONES = {
	serving: "good",
	"serving-other": "bad",
	unhealthy: "bad",
	unreachable: "bad",
	accepted: "doubtful",
	restored: "doubtful",
	untouched: "doubtful",
	unknown: "bad"
};
const PROOF_WORDS = {
	full: "the whole document was read back and equals the file",
	chain: "name, version and chain were read back and equal the file",
	version: "the version was read back and equals the file; other content was not compared",
	accepted: "kt accepted the write or saw no difference; nothing could be read back",
	none: "nothing was proven"
};
const COVERAGE_WORDS = {
	decisive: "decides a test",
	exercised: "looks at tests, decides no passing one",
	never: "reached by no test"
};
const UNTESTED_RULES = /* @__PURE__ */ new Set([
	"entry-untested",
	"item-untested",
	"mutant-survived"
]);
function isUntested({ ruleId, severity }) {
	return severity === "info" && UNTESTED_RULES.has(ruleId);
}
function mutationWords({ mutants, killed, leftOut = 0, unanswered = 0 }) {
	return [
		mutants === 0 ? unanswered > 0 ? "no change of the policy was judged" : "there is nothing to change" : `tests notice ${killed} of ${count$1(mutants, "change")} of the policy (${percent(killed / mutants)})`,
		...unanswered > 0 ? [`${count$1(unanswered, "change")} kt gave no usable answer about`] : [],
		...leftOut > 0 ? [`${count$1(leftOut, "change")} left out, since kt is asked about a limited number`] : []
	].join("; ");
}
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
		verdict: `${stageName(stage)} ${stage.result}`,
		reason: stage.reason.summary
	};
}
function unreachedWords({ stages, withoutResult = [] }) {
	if (withoutResult.length === 0 || stages.length + withoutResult.length === 1) return void 0;
	return `Without a result: ${withoutResult.join(", ")}.`;
}
function stageName(stage) {
	return stage.stage === "deploy" && stage.rollbackTo !== void 0 ? "rollback" : stage.stage;
}
function nextStepsOf(report) {
	if (report.result === "staged") return report.stages.findLast(({ result }) => result === "staged")?.reason.nextSteps ?? [];
	if (toneOf(report.result) === "good") return [];
	return report.stages.filter((stage) => toneOf(stage.result) !== "good").flatMap((stage) => stage.reason.nextSteps);
}
function tellingCases(cases) {
	const lost = cases.filter((one) => one.outcome === "undecided" && one.newlyUndecided === true);
	return {
		failing: [...cases.filter((one) => one.outcome === "failed"), ...lost],
		doubted: cases.filter((one) => one.outcome === "passed" && one.reason !== void 0),
		open: cases.filter((one) => one.outcome === "undecided" && one.newlyUndecided !== true),
		passed: cases.filter((one) => one.outcome === "passed" && one.reason === void 0)
	};
}
function count$1(number, noun) {
	const many = /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
	return `${String(number).replace(/\B(?=(?:\d{3})+$)/g, ",")} ${number === 1 ? noun : many}`;
}
const VERDICT_ORDER = [
	"allow",
	"redact",
	"escalate",
	"block"
];
const MIX_LIMIT = 8;
function verdictMix(readings) {
	const totals = /* @__PURE__ */ new Map();
	for (const [verdict, number] of readings.flatMap(({ verdicts }) => Object.entries(verdicts))) if (number > 0) totals.set(verdict, (totals.get(verdict) ?? 0) + number);
	const documented = VERDICT_ORDER.flatMap((verdict) => {
		const number = totals.get(verdict);
		return number === void 0 ? [] : [[verdict, number]];
	});
	const others = [...totals].filter(([verdict]) => !VERDICT_ORDER.includes(verdict)).sort(([, a], [, b]) => b - a);
	const all = [...documented, ...others];
	if (all.length <= MIX_LIMIT) return all;
	const rest = all.slice(7).reduce((sum, [, number]) => sum + number, 0);
	return [...all.slice(0, 7), ["other", rest]];
}
function percent(share) {
	return `${Math.floor(share * 100 + 1e-9)} %`;
}
function duration(milliseconds) {
	if (milliseconds < 1e3) return `${Math.round(milliseconds)} ms`;
	if (milliseconds < 59950) return `${(milliseconds / 1e3).toFixed(1)} s`;
	const seconds = Math.round(milliseconds / 1e3);
	const rest = seconds % 60;
	return `${Math.floor(seconds / 60)} min${rest === 0 ? "" : ` ${rest} s`}`;
}
function decidingStage(report) {
	return report.stages.findLast((stage) => stage.result === report.result) ?? report.stages.at(-1);
}

// src/run/last-summary.ts
const LAST_SUMMARY_BUDGET = 2e4;
function leaveSummary(file, { tone, verdict, reason }, reportPath) {
	const where = reportPath === void 0 ? "" : `\nThe report has what is known: ${codeSpan(reportPath)}\n`;
	const text = `## ${TONE_ICONS[tone]} ${markdownText(verdict)}: ${markdownText(reason)}\n${where}`;
	try {
		appendSummary(file, () => text, LAST_SUMMARY_BUDGET);
	} catch {}
}

// src/run/lost-channels.ts
var LostChannels = class {
	#log;
	#lost = /* @__PURE__ */ new Map();
	constructor(log) {
		this.#log = log;
	}
	get sentences() {
		return [...this.#lost.values()];
	}
	async attempt(channel, work) {
		try {
			await work();
		} catch (error) {
			if (this.#lost.has(channel)) return;
			const sentence = `${channel} could not be written: ${messageOf(error)}`;
			this.#lost.set(channel, sentence);
			this.#log.warning(sentence);
		}
	}
};

// src/report/gate.ts
function gates({ gate }) {
	return gate?.state !== "existing";
}
function gatingPacks(packs) {
	return packs.filter(gates);
}
function existingPacks(packs) {
	return packs.filter((pack) => !gates(pack));
}

// src/report/gateway-model.ts
const PROOFS = [
	"full",
	"chain",
	"version",
	"accepted",
	"none"
];

// src/run/matrix.ts
const MATRIX_JOBS = 256;
const MATRIX_BYTES = 1e6;
const BYTES_PER_CODE_UNIT = 2;
function matrixOf({ packs, workingDirectory = "" }) {
	const include = gatingPacks(packs).map((pack) => entryOf$1(pack, workingDirectory));
	const text = JSON.stringify({ include });
	if (text.length * BYTES_PER_CODE_UNIT > 1e6) return {
		text: "",
		limit: {
			kind: "left-empty",
			message: `The output matrix is empty: its ${include.length} packs take more than the 1 MB GitHub allows for the outputs of a job; validate fewer packs in a step, or use changed-only`
		}
	};
	if (include.length <= 256) return { text };
	return {
		text,
		limit: {
			kind: "too-many-jobs",
			message: `The output matrix has ${include.length} packs, and GitHub makes no more than ${256} jobs of one matrix: a job that takes it whole would fail; validate fewer packs in a step, or use changed-only`
		}
	};
}
function entryOf$1({ file, digest, destination, gate }, workingDirectory) {
	return {
		file: posix.relative(workingDirectory, file),
		digest,
		staging: destination?.staging ?? "",
		gateways: destination?.gateways ?? [],
		changed: gate?.state === "changed" ? true : "unknown",
		owner: destination?.owner ?? ""
	};
}
function tellMatrixLimits({ stages }, log) {
	return stages.flatMap((stage) => {
		const limit = stage.stage === "validate" ? matrixOf(stage).limit : void 0;
		if (limit === void 0) return [];
		if (limit.kind === "left-empty") log.warning(limit.message);
		else log.info(limit.message);
		return limit.kind === "left-empty" ? [limit.message] : [];
	});
}

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
			const counted = gatingPacks(stage.packs);
			const findings = counted.flatMap((pack) => pack.findings.filter((one) => one.suppressed !== true));
			const sum = (of) => String(counted.reduce((total, pack) => total + pack.tests[of], 0));
			const [only, ...more] = stage.packs;
			return {
				digest: only !== void 0 && more.length === 0 ? only.digest : "",
				errors: String(findings.filter((one) => one.severity === "error").length),
				warnings: String(findings.filter((one) => one.severity === "warning").length),
				"tests-passed": sum("passed"),
				"tests-failed": sum("failed"),
				"tests-undecided": sum("undecided"),
				coverage: leastCoverage(counted),
				matrix: matrixOf(stage).text
			};
		}
		case "deploy": {
			const url = environmentUrl(stage);
			return {
				...stage.digest !== void 0 && { digest: stage.digest },
				promoted: JSON.stringify(stage.gateways.filter(wasPromoted).map((gateway) => gateway.id)),
				"rolled-back": JSON.stringify(stage.gateways.filter(({ state }) => state === "restored").map(({ id }) => id)),
				...url !== void 0 && { "environment-url": url },
				proof: weakestProof(stage.gateways),
				gateways: gatewayList(stage.gateways)
			};
		}
		case "verify": return {
			proof: weakestProof(stage.gateways),
			gateways: gatewayList(stage.gateways),
			events: String(stage.gateways.reduce((total, gateway) => total + (gateway.events?.matching ?? 0), 0))
		};
	}
}
function leastCoverage(packs) {
	const shares = packs.flatMap((pack) => pack.coverage?.share ?? []);
	return shares.length === 0 ? "" : String(Math.min(...shares));
}
function wasPromoted(gateway) {
	return gateway.steps.length > 0 && (gateway.state === "serving" || gateway.state === "accepted");
}
function environmentUrl({ plan, gateways }) {
	const planned = plan?.gateways ?? [];
	const production = planned.filter(({ wave }) => wave > 0);
	return (production.length > 0 ? production : planned).map(({ id }) => id).flatMap((id) => gateways.find((gateway) => gateway.id === id)?.url ?? [])[0];
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

// src/run/proxy-secrets.ts
const PROXIES = [
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"ALL_PROXY"
];
function proxySecrets(environment) {
	return PROXIES.flatMap((name) => [environment[name], environment[name.toLowerCase()]]).flatMap((value) => {
		if (value?.includes("@") !== true) return [];
		const [, user = "", password] = /^([^:@/]*):(.*)@[^@]*$/.exec(value.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")) ?? [];
		if (password === void 0 || password === "") return [];
		return [
			password,
			decoded(password),
			`${decoded(user)}:${decoded(password)}`
		].map((text) => new Secret(text));
	});
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

// src/report/source-place.ts
const placeInWorkspace = (workspaceFile) => staysInside(workspaceFile) ? { path: workspaceFile } : void 0;
function staysInside(path) {
	return path !== "" && !/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path) && !path.split("/").includes("..");
}

// src/github/annotations.ts
const ANNOTATIONS_PER_LEVEL = 10;
const ANNOTATION_MESSAGE_LIMIT = 4096;
const ANNOTATION_TITLE_LIMIT = 255;
const HELP_LIMIT = 1e3;
const DOCS_LIMIT = 500;
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
	const shown = findings.filter((finding) => finding.suppressed !== true);
	const open = shown.filter((finding) => finding.existing !== true).toSorted(byRank);
	const where = placesToLook(options);
	const existing = existingNote(shown.filter((finding) => finding.existing === true), where);
	const placeOf = options.placeOf ?? placeInWorkspace;
	const candidates = [
		...(options.warnings ?? []).map((warning) => ({
			level: "warning",
			annotate: () => runWarning(warning)
		})),
		...existing === void 0 ? [] : [{
			level: "notice",
			annotate: () => existing
		}],
		...open.map((finding) => ({
			level: LEVELS[finding.severity],
			annotate: () => findingAnnotation(finding, placeOf)
		}))
	];
	const failure = failureMessage === void 0 ? [] : [{
		level: "error",
		message: limitMessage(visible(failureMessage))
	}];
	return [
		...withinBudget("error", 9, candidates, where),
		...withinBudget("warning", 10, candidates, where),
		...withinBudget("notice", 10, candidates, where),
		...failure
	];
}
function placesToLook({ summary, reportPath }) {
	const report = reportPath === void 0 ? "the JSON report" : `the report ${oneLine(visible(reportPath))}`;
	return summary === "left-out" ? report : `the job summary and ${report}`;
}
function withinBudget(level, slots, candidates, where) {
	const all = candidates.filter((candidate) => candidate.level === level);
	if (all.length <= slots) return all.map((one) => one.annotate());
	const shown = all.slice(0, slots - 1).map((one) => one.annotate());
	const message = `${count$1(all.length - shown.length, `more ${NOUNS[level]}`)}: see ${where}. GitHub shows at most ${10} a step.`;
	return [...shown, {
		level,
		message: limitMessage(message)
	}];
}
function byRank(a, b) {
	return SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || Number(isUntested(a)) - Number(isUntested(b)) || (a.workspaceFile < b.workspaceFile ? -1 : a.workspaceFile > b.workspaceFile ? 1 : 0) || (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) || (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0);
}
function existingNote(findings, where) {
	const of = (level) => {
		const number = findings.filter(({ severity }) => severity === level).length;
		return number === 0 ? [] : [count$1(number, `existing ${level}`)];
	};
	const told = [...of("error"), ...of("warning")];
	if (told.length === 0) return void 0;
	return {
		level: "notice",
		message: `${told.join(" and ")} in packs that did not change, so they do not count here: see ${where}.`
	};
}
function runWarning(text) {
	return {
		level: "warning",
		message: limitMessage(visible(text))
	};
}
function findingAnnotation(finding, placeOf) {
	const file = placeOf(finding.workspaceFile)?.path;
	const start = finding.range?.start;
	const unplaced = `${placeInWorkspace(finding.workspaceFile)?.path ?? finding.file}${start === void 0 ? "" : `:${start.line}:${start.column}`}`;
	const more = [...finding.help === void 0 ? [] : [shorten$2(finding.help, HELP_LIMIT)], ...finding.docs === void 0 ? [] : [shorten$2(finding.docs, DOCS_LIMIT)]];
	const room = more.reduce((left, part) => left - part.length - 1, ANNOTATION_MESSAGE_LIMIT);
	const lines = [shorten$2(file === void 0 ? `${unplaced}: ${finding.message}` : finding.message, room), ...more].map((part) => oneLine(visible(part)));
	return {
		level: LEVELS[finding.severity],
		message: limitMessage(lines.join("\n")),
		title: shorten$2(oneLine(visible(finding.code === void 0 ? finding.ruleId : `${finding.ruleId} (${finding.code})`)), 255),
		...file === void 0 ? {} : {
			file,
			...linesOf$2(finding)
		}
	};
}
function linesOf$2(finding) {
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
	return shorten$2(message, ANNOTATION_MESSAGE_LIMIT);
}

// src/report/deploy-words.ts
const ACTION_WORDS = {
	write: "write",
	unchanged: "nothing, it serves this file",
	refused: "refused",
	"not-read": "not read"
};
const ACTION_TONES = {
	unchanged: "good",
	refused: "bad",
	"not-read": "doubtful"
};
const WAVE_WORDS = {
	waiting: "not begun",
	writing: "being written to",
	baking: "being watched for the bake time",
	done: "done",
	failed: "stopped here"
};
const WAVE_TONES = {
	writing: "doubtful",
	baking: "doubtful",
	done: "good",
	failed: "bad"
};
const BYPASS_WORDS = {
	canary: "no canary request was sent",
	"bake-time": "the gateways were not watched for the bake time",
	drift: "what no commit of this file had is written over",
	downgrade: "a newer version or commit is written over",
	inconclusive: "no engine decided some of the tests"
};
function waveName(number) {
	return number === 0 ? "staging" : `wave ${number}`;
}
function identityText({ name, version }) {
	return [name, version].filter((part) => part !== void 0).join(" ");
}
function bypassWarnings({ bypasses }) {
	return [...new Set(bypasses.map(({ because }) => because))].map((because) => {
		return `Not checked, because of ${because}: ${bypasses.filter((one) => one.because === because).map(bypassText).join("; ")}`;
	});
}
function bypassText({ check }) {
	const words = Object.hasOwn(BYPASS_WORDS, check) ? BYPASS_WORDS[check] : void 0;
	return words === void 0 ? check : `${check} (${words})`;
}
function restoreText(source) {
	switch (source.kind) {
		case "previous-policy-file": return source.file;
		case "commit": return `${source.file} at ${shortCommit(source.commit)}`;
		case "none": return `nowhere: ${source.reason}`;
	}
}
function shortCommit(commit) {
	return commit.slice(0, 12);
}
function handWork({ gateways }) {
	return gateways.flatMap(({ id, byHand }) => byHand === void 0 ? [] : [{
		id,
		command: byHand
	}]);
}
function planOnly({ result, plan }) {
	return result === "planned" || result === "refused" ? plan : void 0;
}
function begunWaves({ result, waves }) {
	return result === "unchanged" || waves.every(({ state }) => state === "waiting") ? [] : waves;
}
function takenBackWords({ takenBack, gateways }) {
	const wanted = takenBack?.gateways ?? [];
	return `${gateways.filter(({ id, state }) => state === "restored" && wanted.includes(id)).length} of ${count$1(wanted.length, "gateway")} taken back`;
}

// src/report/terminal-lines.ts
const TERMINAL_ROWS_LIMIT = 200;
const TEXT_LIMIT = 1e3;
const MARKS = {
	good: "✓",
	doubtful: "!",
	bad: "✗"
};
function clean(text) {
	return logLine(text, TEXT_LIMIT);
}
function limited(items, lines) {
	const shown = items.slice(0, 200).flatMap(lines);
	const more = items.length - 200;
	return more > 0 ? [...shown, `  … and ${more} more in the JSON report`] : shown;
}

// src/report/terminal-deploy.ts
function deployLines(stage, paint) {
	const { emergency } = stage;
	const plan = planOnly(stage);
	return [
		...stage.rollbackTo === void 0 ? [] : [`  back to commit ${clean(stage.rollbackTo.commit)}`],
		...emergency === void 0 ? [] : [`  ${paint("bad", "EMERGENCY")} ${clean(emergency)}`],
		...limited(bypassWarnings(stage), (text) => [`  ${paint("doubtful", MARKS.doubtful)} ${clean(text)}`]),
		...plan === void 0 ? [] : planLines(plan, paint),
		...limited(begunWaves(stage), (wave) => [waveLine(wave, paint)]),
		...takenBackLines(stage, paint),
		...limited(handWork(stage), ({ id, command }) => [`  ${paint("bad", "by hand")} ${clean(id)}: ${clean(command)}`])
	];
}
function planLines({ gateways, to, canary, bakeMs }, paint) {
	const parts = [...canary === 0 ? [] : [count$1(canary, "canary request")], ...bakeMs === 0 ? [] : [`${duration(bakeMs)} of bake time after each wave`]];
	return [`  ${[`plan: ${clean(identityText(to))} on ${count$1(gateways.length, "gateway")}`, ...parts].join(", ")}`, ...limited(gateways, (one) => [planLine(one, paint)])];
}
function planLine({ id, wave, action, before, method, restore, reason }, paint) {
	const tone = ACTION_TONES[action];
	const serves = before === void 0 ? "" : `, now ${clean(identityText(before))}`;
	const how = action !== "write" && action !== "not-read" ? "" : method.kind === "push" ? ", with kt policy push" : `, with kt policy deploy from ${clean(method.from)}`;
	const back = restore === void 0 ? "" : `, former policy from ${clean(restoreText(restore))}`;
	const why = reason === void 0 ? "" : `: ${clean(reason)}`;
	return `    ${tone === void 0 ? "-" : paint(tone, MARKS[tone])} ${waveName(wave)} ${clean(id)}: ${ACTION_WORDS[action]}${how}${serves}${back}${why}`;
}
function waveLine({ number, gateways, state, durationMs }, paint) {
	const tone = WAVE_TONES[state];
	const took = durationMs === void 0 ? "" : `, ${duration(durationMs)}`;
	return `  ${tone === void 0 ? "-" : paint(tone, MARKS[tone])} ${waveName(number)} (${count$1(gateways.length, "gateway")}): ${WAVE_WORDS[state]}${took}`;
}
function takenBackLines({ takenBack, gateways }, paint) {
	if (takenBack === void 0) return [];
	const restored = gateways.filter(({ id, state }) => state === "restored" && takenBack.gateways.includes(id)).length;
	const tone = restored === takenBack.gateways.length ? "good" : "bad";
	const done = `${restored} of ${count$1(takenBack.gateways.length, "gateway")} shown to serve again what they served before`;
	return [`  ${paint(tone, MARKS[tone])} taken back, because ${clean(takenBack.trigger)}: ${done}`];
}

// src/report/terminal-existing.ts
const EXISTING_ROWS_LIMIT = 20;
function existingLines(packs) {
	if (packs.length === 0) return [];
	const rows = packs.flatMap((pack) => [...pack.findings.filter((finding) => finding.suppressed !== true && !isUntested(finding)).toSorted((a, b) => SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity]).map(findingLine), ...pack.tests.cases.filter(({ outcome }) => outcome === "failed").map(testLine)]);
	const more = rows.length - EXISTING_ROWS_LIMIT;
	return [
		`  unchanged, so that they do not count: ${count$1(packs.length, "pack")}`,
		...limited(packs, ({ file, result }) => [`    - ${clean(file)} ${result}`]),
		...rows.slice(0, EXISTING_ROWS_LIMIT),
		...more > 0 ? [`    … and ${more} more that existed before, in the JSON report`] : []
	];
}
function findingLine({ file, range, severity, message, ruleId }) {
	return `    ${range === void 0 ? clean(file) : `${clean(file)}:${range.start.line}:${range.start.column}`} existing ${severity}: ${clean(message)} (${clean(ruleId)})`;
}
function testLine({ file, line, name, reason }) {
	return `    ${clean(file)}:${line} existing failed test: ${clean(name)}${reason === void 0 ? "" : `: ${clean(reason)}`}`;
}

// src/report/terminal.ts
const UNTESTED_ROWS_LIMIT = 5;
const OPEN_ROWS_LIMIT = 10;
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
	const unreached = unreachedWords(report);
	return `${[
		`${paint(tone, `${MARKS[tone]} ${clean(verdict)}`)}: ${clean(reason)}`,
		...unreached === void 0 ? [] : [unreached],
		...report.emulated === true ? [paint("doubtful", `! ${EMULATED_WORDS}`)] : [],
		...report.stages.flatMap((stage) => stageLines(stage, paint)),
		...nextStepLines(report),
		...recordLines(report)
	].map(breakUpCommands).join("\n")}\n`;
}
function stageLines(stage, paint) {
	const tone = toneOf(stage.result);
	return [
		"",
		`${stageName(stage)}: ${paint(tone, stage.result)} in ${duration(stage.durationMs)}`,
		`  ${clean(stage.reason.summary)}`,
		...limited(stage.warnings, (warning) => [`  ${paint("doubtful", "warning")} ${clean(warning)}`]),
		...detailLines(stage, paint)
	];
}
function detailLines(stage, paint) {
	if (stage.stage === "validate") return [...limited(gatingPacks(stage.packs), (pack) => packLines(pack, paint)), ...existingLines(existingPacks(stage.packs))];
	const gateways = stage.stage === "deploy" && planOnly(stage) !== void 0 ? [] : limited(stage.gateways, (gateway) => gatewayLines(gateway, paint));
	if (stage.stage === "deploy") return [
		...deployLines(stage, paint),
		...gateways,
		...limited(stage.canary, (one) => [`  ${probeLine("canary", one, paint)}`])
	];
	const checks = stage.doctor?.checks ?? [];
	return [...gateways, ...limited(checks, (check) => [`  kt doctor ${clean(check.name)}: ${clean(check.status)}`])];
}
function packLines(pack, paint) {
	const shown = pack.findings.filter((finding) => finding.suppressed !== true).toSorted(bySeverityThenPlace);
	const open = shown.filter((finding) => !isUntested(finding));
	const identity = pack.pack === void 0 ? "" : ` ${clean(pack.pack.name)} ${clean(pack.pack.version)}`;
	const { passed, failed, undecided } = pack.tests;
	return [
		`  ${paint(toneOf(pack.result), MARKS[toneOf(pack.result)])} ${clean(pack.file)}${identity} ${clean(pack.digest)}`,
		...limited(open, (finding) => findingLines(finding, paint)),
		`    tests: ${passed} passed, ${failed} failed, ${undecided} undecided`,
		...limited(pack.tests.causes ?? [], (cause) => causeLines(cause, paint)),
		...testLines(pack.tests.cases, paint),
		...proofLines(pack, paint),
		...untestedLines(shown.filter(isUntested), paint)
	];
}
function testLines(cases, paint) {
	const { failing, open, doubted } = tellingCases(cases);
	const more = open.length - OPEN_ROWS_LIMIT;
	return [
		...limited([...failing, ...doubted], (one) => caseLines(one, paint)),
		...open.slice(0, OPEN_ROWS_LIMIT).flatMap((one) => caseLines(one, paint)),
		...more > 0 ? [`      … and ${count$1(more, "more undecided test")}, in the JSON report`] : []
	];
}
function untestedLines(findings, paint) {
	const untested = findings.filter(({ ruleId }) => ruleId !== "mutant-survived");
	const more = untested.length - UNTESTED_ROWS_LIMIT;
	return [...untested.slice(0, UNTESTED_ROWS_LIMIT).flatMap((finding) => findingLines(finding, paint)), ...more > 0 ? [`    … and ${count$1(more, "more line")} that no test proves, in the JSON report`] : []];
}
function causeLines({ kind, text, cases, wayOut }, paint) {
	return [`      ${paint("doubtful", MARKS.doubtful)} ${count$1(cases, "test")} undecided because of ${clean(kind)}: ${clean(text)}. ${clean(wayOut)}`];
}
function proofLines({ coverage, mutation, findings }, paint) {
	const lines = [];
	if (coverage?.share !== void 0) {
		const counted = coverage.entries.filter((entry) => entry.alwaysAllows !== true);
		const open = counted.filter((entry) => entry.state !== "decisive").map((entry) => `${clean(entry.kind)} ${COVERAGE_WORDS[entry.state]}`);
		const unmatched = coverage.items.filter((item) => !item.matched).length;
		const items = unmatched === 0 ? "" : `; ${count$1(unmatched, "configured item")} matched by none`;
		const proven = `tests prove ${counted.length - open.length} of ${count$1(counted.length, "chain entry")} (${percent(coverage.share)})`;
		lines.push(`    ${proven}${open.length === 0 ? "" : `: ${open.slice(0, 200).join("; ")}`}${items}`);
	}
	if (mutation !== void 0) lines.push(`    ${mutationWords(mutation)}`, ...limited(mutation.survivors, (one) => [`      ${paint("doubtful", MARKS.doubtful)} ${placeOf(one.path, findings)}${clean(one.path)} unnoticed: ${clean(one.description)}`]));
	return lines;
}
function placeOf(path, findings) {
	const finding = findings.find((one) => one.ruleId === "mutant-survived" && one.path === path);
	const start = finding?.range?.start;
	return finding === void 0 || start === void 0 ? "" : `${clean(finding.workspaceFile)}:${start.line}:${start.column} `;
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
	const asked = `expected ${answer(one.expected)}, got ${answer(one.actual)}${one.newlyUndecided === true ? ", decided at the base" : ""}`;
	const said = one.reason?.startsWith("expected ") === true ? clean(one.reason) : `${asked}${why}`;
	return [`      ${paint(tone, MARKS[tone])} ${clean(one.name)} (${clean(one.file)}:${one.line}) ${said}`];
}
function answer(given) {
	if (given?.verdict === void 0) return "no verdict";
	return clean(given.verdict) + (given.reasonCode === void 0 ? "" : ` ${clean(given.reasonCode)}`);
}
function probeLine(kind, one, paint) {
	const tone = OUTCOME_TONES[one.outcome];
	const why = one.reason === void 0 ? "" : `: ${clean(one.reason)}`;
	const got = one.actual === void 0 ? "no verdict" : clean(one.actual);
	const by = one.shownBy === "event" ? " (by its event)" : "";
	return `${paint(tone, MARKS[tone])} ${kind} ${clean(one.name)} expected ${answer(one.expected)}, got ${got}${by}${why}`;
}
function gatewayTone({ result, state }) {
	if (result !== void 0 && toneOf(result) === "bad") return "bad";
	return STATE_TONES[state];
}
function gatewayLines(gateway, paint) {
	const tone = gatewayTone(gateway);
	const served = gateway.after ?? gateway.before;
	const identity = [served?.name, served?.version].filter((part) => part !== void 0).map(clean);
	const shows = identity.length === 0 ? "" : `, shows ${identity.join(" ")}`;
	const health = gateway.health === void 0 ? "" : `, ${gateway.health.status}`;
	const open = (gateway.probes ?? []).filter((one) => one.outcome !== "passed");
	const passed = (gateway.probes ?? []).length - open.length;
	return [
		`  ${paint(tone, MARKS[tone])} ${clean(gateway.id)} ${STATE_WORDS[gateway.state]}, proof ${gateway.proof}${shows}${health}${eventWords(gateway)}`,
		...limited(gateway.differences ?? [], (text) => [`      ${gateway.state === "serving-other" ? "differs" : "why"}: ${clean(text)}`]),
		...passed === 0 ? [] : [`      ${paint("good", MARKS.good)} ${count$1(passed, "probe")} passed`],
		...limited(open, (one) => [`      ${probeLine("probe", one, paint)}`]),
		...limited(gateway.events?.notes ?? [], (note) => [`      ${paint("doubtful", MARKS.doubtful)} events: ${clean(note)}`])
	];
}
function eventWords({ events }) {
	if (events === void 0 || events.unread !== void 0) return "";
	const mix = verdictMix([events]).map(([verdict, number]) => `${number} ${clean(verdict)}`);
	return `, ${count$1(events.matching, "event")} of this version${mix.length === 0 ? "" : ` (${mix.join(", ")})`}`;
}
function recordLines({ releaseRecord }) {
	return releaseRecord === void 0 ? [] : ["", `Release record: ${clean(releaseRecord.path)} sha256:${clean(releaseRecord.sha256)}`];
}
function nextStepLines(report) {
	const steps = nextStepsOf(report);
	return steps.length === 0 ? [] : [
		"",
		"Next steps",
		...limited(steps, (step) => [`  - ${clean(step)}`])
	];
}

// src/policy/sha256.ts
const BLOCK_BYTES = 64;
const WORDS$3 = 64;
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
	const schedule = new Int32Array(WORDS$3);
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
	for (let t = 16; t < WORDS$3; t += 1) {
		const x = w[t - 15] ?? 0;
		const y = w[t - 2] ?? 0;
		const sigma0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
		const sigma1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
		w[t] = sigma1 + (w[t - 7] ?? 0) + sigma0 + (w[t - 16] ?? 0) | 0;
	}
}
function compress(state, w) {
	let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
	for (let t = 0; t < WORDS$3; t += 1) {
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

// src/run/findings.ts
function packsOf(stage) {
	if (stage.stage === "validate") return stage.packs;
	return stage.stage === "deploy" && stage.validation !== void 0 ? [stage.validation] : [];
}
function findingsOf(report) {
	const findings = report.stages.flatMap((stage) => {
		const own = packsOf(stage).flatMap(findingsOfPack);
		return stage.stage === "deploy" ? own.filter((finding) => !isUntested(finding)) : own;
	});
	return [...new Map(findings.map((finding) => [`${finding.workspaceFile}\n${finding.fingerprint}`, finding])).values()];
}
function findingsOfPack(pack) {
	const seen = /* @__PURE__ */ new Map();
	const found = [...pack.findings, ...pack.tests.cases.flatMap((one) => ofCase(one, seen))];
	return gates(pack) ? found : found.map((one) => ({
		...one,
		existing: true
	}));
}
function ofCase(one, seen) {
	const told = one.outcome === "failed" ? {
		ruleId: "test-failed",
		message: `Test "${one.name}": ${one.reason ?? "failed"}`
	} : one.newlyUndecided === true ? {
		ruleId: "test-newly-undecided",
		message: `Test "${one.name}" was decided at the base and is no longer: ${one.reason ?? "undecided"}`
	} : void 0;
	if (told === void 0) return [];
	const fault = [
		told.ruleId,
		one.file,
		one.name
	].join("\n");
	const occurrence = seen.get(fault) ?? 0;
	seen.set(fault, occurrence + 1);
	return [{
		...told,
		severity: "error",
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
		fingerprint: sha256(new TextEncoder().encode(`${fault}\n${occurrence}`)).slice(0, 32)
	}];
}

// src/run/publish.ts
const OUTPUTS = "The step's outputs";
const REPORT = "The report";
async function publish(report, to) {
	const { options, context, log, write, lost, reportPath: path } = to;
	await lost.attempt("The result in the log", () => write(`${renderTerminal(report, { colour: false })}\n`));
	await lost.attempt(OUTPUTS, () => appendPairs(context.outputFile, outputsOf(report, path)));
	if (options.summary ?? true) await writeSummary(report, to);
	const told = [...tellMatrixLimits(report, log), ...(await tell(report, to)).map(to.redact)];
	await lost.attempt("The annotations", () => annotate(report, told, to));
	if (path !== void 0) log.info(`Report: ${path}`);
}
function annotate(report, told, to) {
	const findings = to.options.annotations ?? true ? findingsOf(report) : [];
	const warnings = [...report.stages.flatMap((stage) => [...stage.stage === "deploy" ? bypassWarnings(stage) : [], ...stage.warnings]), ...told];
	const failureMessage = to.isTold ? void 0 : failureText(report, to);
	const where = {
		...to.reportPath !== void 0 && { reportPath: to.reportPath },
		summary: to.options.summary ?? true ? "written" : "left-out"
	};
	for (const annotation of planAnnotations(findings, failureMessage, {
		warnings,
		placeOf: to.placeOf,
		...where
	})) to.write(`${annotationCommand(annotation)}\n`);
}
const TELLING_MS = {
	usually: 3e4,
	cancelled: 4e3
};
async function tell(report, { entry, options, context, log, lost, succeeded, cancelled, workspace, placeOf }) {
	if (!(options.comment === true || options["check-run"] === true)) return [];
	try {
		const { conclusionOf, tellGitHub } = await import("./tell-github.mjs");
		const warnings = await tellGitHub(report, {
			entry,
			options,
			context,
			environment: process.env,
			clock: SYSTEM_CLOCK,
			random: Math.random,
			log,
			workspace,
			placeOf,
			conclusion: conclusionOf(report.result, {
				succeeded: succeeded && lost.sentences.length === 0,
				cancelled
			}),
			budgetMs: cancelled ? TELLING_MS.cancelled : TELLING_MS.usually
		});
		for (const warning of warnings) log.warning(warning);
		return warnings;
	} catch (error) {
		const warning = `Comment and check run could not be written: ${messageOf(error)}`;
		log.warning(warning);
		return [warning];
	}
}
async function writeSummary(report, { context, log, reportPath, placeOf }) {
	if (context.summaryFile === void 0) return;
	const named = reportPath === void 0 ? {} : { reportPath };
	try {
		const { renderSummary, SUMMARY_BUDGET } = await import("./summary2.mjs");
		const render = (budget) => renderSummary(report, {
			budget,
			placeOf,
			...named
		});
		const outcome = appendSummary(context.summaryFile, render, SUMMARY_BUDGET);
		if (outcome.kind === "no-room") log.warning(`The job summary is full: this step's part would need ${outcome.needed} bytes, ${outcome.room} are left`);
	} catch (error) {
		log.warning(`The job summary could not be written: ${messageOf(error)}`);
		leaveSummary(context.summaryFile, headlineOf(report), reportPath);
	}
}
function failureText(report, { failure, entry, lost, succeeded, redact }) {
	const sentences = lost.sentences.map(redact);
	if (failure !== void 0) return [redact(defectMessage(failure, false)), ...sentences].join(" ");
	const last = report.stages.at(-1);
	const result = `${last?.stage ?? entry}: ${last?.result ?? "no result"}`;
	if (succeeded) return sentences.length === 0 ? void 0 : `${result}, but not all of it was told. ${sentences.join(" ")}`;
	const [next] = nextStepsOf(report);
	return [`${result}: ${last?.reason.summary ?? "the run ended without a result"}${next === void 0 ? "" : `. ${next}`}`, ...sentences].join(" ");
}
function defectMessage(error, debug) {
	if (error === void 0) return "The run ended without a verdict, so it counts as failed. Please report this as a bug of keeptrusts-policy-action.";
	if (error instanceof Failure ? error.kind !== "defect" : error instanceof Error && "kind" in error) return messageOf(error);
	const stack = error instanceof Error && (debug || !(error instanceof Failure)) ? `\n${error.stack ?? ""}` : "";
	return `Unexpected error: ${messageOf(error)}. Please report this as a bug of keeptrusts-policy-action.${stack}`;
}

// src/workspace/spelling.ts
const IGNORES_CASE = ["win32", "darwin"];
function asOnDisk(path, real, platform) {
	return path !== real && IGNORES_CASE.includes(platform) && folded(path) === folded(real) ? real : path;
}
function folded(path) {
	return path.normalize("NFC").toLowerCase();
}
function slashed(pattern, platform) {
	return platform === "win32" ? pattern.replace(/\\(?![!()+@[\]{}])/g, "/") : pattern;
}

// src/workspace/workspace.ts
const LARGEST_FILE_BYTES$1 = 16777216;
async function openWorkspace(root, workingDirectory, platform = process.platform) {
	const realRoot = attempt(() => realpathSync.native(root), (reason) => badPath("opening the workspace", root, reason, "Check that the repository was checked out before this step."));
	const named = resolve(root);
	const throughLinks = (path) => {
		if (isInside(named, path)) return join(realRoot, relative(named, path));
		return isInside(realRoot, path) ? path : join(realPathOr(dirname(path), dirname(path)), basename(path));
	};
	const start = throughLinks(resolve(realRoot, workingDirectory));
	const realStart = attempt(() => realpathSync.native(start), (reason) => badPath("opening the working directory", workingDirectory, reason, "Check the option working-directory."));
	if (!statSync(realStart).isDirectory()) throw badPath("opening the working directory", workingDirectory, "it is not a directory", "Check the option working-directory.");
	const gitRoots = new GitRoots(realRoot);
	if (!isInside(realRoot, realStart)) throw badPath("opening the working directory", workingDirectory, `it is outside the workspace`, "Choose a directory inside the checkout.");
	const locate = async (path, purpose) => {
		const doing = `opening ${purpose}`;
		const wanted = throughLinks(resolve(realStart, path));
		if (!isInside(realRoot, wanted)) throw badPath(doing, path, "the path leads outside the workspace", "Name a file inside the checkout.");
		const real = attempt(() => realpathSync.native(wanted), (reason) => badPath(doing, path, reason, "Check the path, and that the repository was checked out before this step."));
		if (!isInside(realRoot, real)) throw badPath(doing, path, "a symbolic link leads outside the workspace", "Replace the link by the file itself.");
		mustBeReadable(real, doing, path);
		return namesOf(asOnDisk(wanted, real, platform));
	};
	const namesOf = (path) => ({
		path,
		workspaceFile: withSlashes(relative(realRoot, path)),
		file: withSlashes(relative(gitRoots.of(dirname(path)) ?? realStart, path))
	});
	const list = async (directory, suffix) => {
		const purpose = "test file";
		const place = throughLinks(resolve(realStart, directory));
		const entries = filesIn(place, directory).filter(({ name }) => name.endsWith(suffix));
		const confined = isInside(realRoot, place) && isInside(realRoot, realPathOr(place, ""));
		const found = [];
		for (const entry of entries) {
			const path = join(directory, entry.name);
			if (!confined || !entry.isFile()) {
				found.push(await locate(path, purpose));
				continue;
			}
			mustBeReadable(join(place, entry.name), `opening ${purpose}`, path);
			found.push(namesOf(join(place, entry.name)));
		}
		return found;
	};
	return {
		root: realRoot,
		workingDirectory: realStart,
		locate,
		read: async (file, purpose) => attempt(() => readFileSync(file.path), (reason) => badPath(`reading ${purpose}`, file.workspaceFile, reason, "Check its permissions.")),
		replace: async (file, bytes, purpose) => replaceFile(file, bytes, purpose),
		exists: async (path) => exists(throughLinks(resolve(realStart, path))),
		list,
		expand: (patterns) => expandPatterns(patterns.map((pattern) => slashed(pattern, platform)), realStart)
	};
}
const GLOB_CHARACTERS = /[*?[\]{}]/;
async function expandPatterns(patterns, start) {
	const excludes = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1).replace(/^\.\//, ""));
	const includes = patterns.filter((pattern) => !pattern.startsWith("!"));
	const globs = includes.filter((pattern) => GLOB_CHARACTERS.test(pattern));
	const plain = includes.filter((pattern) => !GLOB_CHARACTERS.test(pattern) || exists(resolve(start, pattern)));
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
	return new GitRoots(limit).of(directory);
}
function gitRootFinder(limit) {
	const roots = new GitRoots(limit);
	return (directory) => roots.of(directory);
}
var GitRoots = class {
	#known = /* @__PURE__ */ new Map();
	#limit;
	constructor(limit) {
		this.#limit = limit;
	}
	of(directory) {
		if (this.#known.has(directory)) return this.#known.get(directory);
		const parent = dirname(directory);
		const above = directory === this.#limit || parent === directory ? void 0 : parent;
		const root = exists(join(directory, ".git")) ? directory : above === void 0 ? void 0 : this.of(above);
		this.#known.set(directory, root);
		return root;
	}
};
function replaceFile(file, bytes, purpose) {
	attempt(() => {
		const real = realpathSync.native(file.path);
		const { mode } = statSync(real);
		const temporary = join(dirname(real), `.${basename(real)}.${process.pid}.tmp`);
		try {
			writeFileSync(temporary, bytes, {
				flag: "wx",
				mode
			});
			chmodSync(temporary, mode);
			moveInto(temporary, real);
		} catch (error) {
			rmSync(temporary, { force: true });
			throw error;
		}
	}, (reason) => badPath(`writing ${purpose}`, file.workspaceFile, reason, "Check the permissions of the file and of its folder."));
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
function realPathOr(path, otherwise) {
	try {
		return realpathSync.native(path);
	} catch {
		return otherwise;
	}
}
function mustBeReadable(real, doing, path) {
	const stats = attempt(() => statSync(real), (reason) => badPath(doing, path, reason, "Check the path, and that nothing else changes the checkout meanwhile."));
	if (stats.isDirectory()) throw badPath(doing, path, "it is a directory", "Name the file inside it.");
	if (!stats.isFile()) throw badPath(doing, path, "it is not a regular file", "Name a regular file.");
	if (stats.size > LARGEST_FILE_BYTES$1) throw badPath(doing, path, `it has ${stats.size} bytes, more than ${LARGEST_FILE_BYTES$1}`, "Check that this is the file you mean.");
}
function filesIn(directory, shown) {
	if (!exists(directory)) return [];
	return attempt(() => statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(directory, { withFileTypes: true }) : [], (reason) => badPath("listing", shown, reason, "Mend it: files in it that cannot be seen would silently not count.")).filter((entry) => !entry.isDirectory()).toSorted((a, b) => a.name < b.name ? -1 : 1);
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
function chosenFile(option, options, places) {
	const given = options[option];
	if (given === void 0) return void 0;
	const { workspace, temporaryDirectory } = places;
	const path = resolve(workspace, options["working-directory"] ?? ".", given);
	const real = realOfNearest(path);
	for (const root of [workspace, ...temporaryDirectory === void 0 ? [] : [temporaryDirectory]]) if (isInside(realOfNearest(resolve(root)), real)) return path;
	throw new Failure("bad-input", {
		doing: `reading option ${option} ${JSON.stringify(given)}`,
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

// src/run/result-files.ts
const RENDER = {
	"junit-file": async (report) => (await import("./junit.mjs")).renderJUnit(report),
	"sarif-file": async (report, places) => {
		const { placedFindings } = await import("./placed-findings.mjs");
		const { findings, revision } = placedFindings(report, places);
		return (await import("./sarif2.mjs")).renderSarif(report, findings, revision);
	}
};
const RESULT_FILE_OPTIONS = ["junit-file", "sarif-file"];
function resultFiles(place) {
	return RESULT_FILE_OPTIONS.flatMap((option) => {
		const path = place(option);
		return path === void 0 ? [] : [{
			option,
			path
		}];
	});
}
async function writeResultFiles(files, report, places) {
	if (!report.stages.some((stage) => packsOf(stage).length > 0)) return false;
	const faults = [];
	for (const { option, path } of files) try {
		writeAtomically(path, await RENDER[option](report, places));
	} catch (error) {
		faults.push(error);
	}
	if (faults.length > 0) throw faults[0];
	return true;
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
function comesBy(channel, name) {
	const channels = SPECS[name].channels;
	return channels === void 0 || channels.includes(channel);
}
function optionNames(entry, channel) {
	return Object.keys(OPTIONS).filter(isOptionName).filter((name) => takes(entry, name) && (channel === void 0 || comesBy(channel, name)));
}

// src/edit-distance.ts
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

// src/options/nearest.ts
const COMPARED_LENGTH = 60;
function nearest(word, candidates) {
	const wanted = word.toLowerCase().replaceAll("_", "-");
	if (wanted === "" || wanted.length > COMPARED_LENGTH) return void 0;
	const allowedSlips = Math.max(1, Math.floor(wanted.length / 3));
	let best;
	for (const candidate of candidates) {
		const slips = editDistance(wanted, candidate.toLowerCase().replaceAll("_", "-").slice(0, COMPARED_LENGTH), allowedSlips);
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
function shown$1(value) {
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
function parseChoices(text, choices) {
	const given = linesOf$1(text.replaceAll(",", "\n"));
	const unknown = given.find((word) => !choices.includes(word));
	if (unknown !== void 0) return problem$1(`one or more of ${choices.join(", ")}`, didYouMean$1(unknown, choices));
	return value(choices.filter((choice) => given.includes(choice)));
}
function linesOf$1(text) {
	return text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
function parseLines(text) {
	const lines = linesOf$1(text);
	return lines.some((line) => hasInvisible(line.replaceAll("	", " "))) ? problem$1("lines of text without control characters") : value(lines);
}
function parseDigest(text) {
	if (isDigest(text)) return value(text);
	return problem$1("sha256: and 64 lower-case hex digits", /^[0-9a-f]{64}$/.test(text) ? "; put sha256: in front" : "");
}
function isLoopback(hostname) {
	return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
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
	if (/^https?:\/\//.test(line)) return `${shown$1(line.replace(/[?#].*/, ""))} names no gateway id: write id=url`;
	if (!isGatewayId(id)) return `${shown$1(id)} is no gateway id: one id or id=url a line; an id has no white space, comma or slash and does not start with -`;
	if (split === -1) return { id };
	const url = parseUrl(line.slice(split + 1).trim(), "anywhere");
	if (url.kind === "value") return {
		id,
		url: url.value
	};
	const given = url.quote === false ? "" : `, got ${shown$1(line.slice(split + 1).trim())}`;
	return `gateway ${shown$1(id)}: expected ${url.allowed}${given}`;
}
function parseGatewayLines(lines) {
	const targets = /* @__PURE__ */ new Map();
	const problems = [];
	for (const line of lines) {
		const parsed = parseGatewayLine(line);
		if (typeof parsed === "string") problems.push(parsed);
		else if (targets.has(parsed.id)) problems.push(`gateway ${shown$1(parsed.id)} is listed twice: keep one line`);
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
		if (id === "") problems.push(`${shown$1(line)} is not of the form rule-id: error|warning|info|off`);
		else if (known !== void 0 && !known.includes(id)) problems.push(`there is no rule ${shown$1(id)}${didYouMean$1(id, known)}`);
		else if (!isRuleSeverity(severity)) problems.push(`rule ${id}: got ${shown$1(severity)}, expected ${alternatives(RULE_SEVERITIES)}${didYouMean$1(severity, RULE_SEVERITIES)}`);
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
		if (artifact === "") problems.push(`${shown$1(line)} is not of the form artifact=hex with 64 hex digits`);
		else if (hashes.has(artifact)) problems.push(`${artifact} is listed twice: keep one line`);
		else hashes.set(artifact, hex.toLowerCase());
	}
	return {
		hashes,
		problems
	};
}

// src/options/ref.ts
function isRef(text) {
	return /^[^-\s:^.][^\s:]*$/.test(text) && !text.includes("..");
}

// src/options/waves.ts
const LARGEST_COUNT = 1e4;
function parseWaves(text) {
	const words = text.split(/[\s,]+/).filter((word) => word !== "");
	const waves = [];
	for (const word of words) {
		const size = sizeOf(word);
		if (size === void 0) return problem(`${JSON.stringify(word)} is no size of a wave: write a number from 1 to ${LARGEST_COUNT}, or 1% to 100%`);
		const before = waves.findLast(({ kind }) => kind === size.kind);
		if (before !== void 0 && size.value <= before.value) return problem(`${word} does not come after ${written(before)}: sizes are cumulative, so they must rise`);
		waves.push(size);
	}
	const last = waves.at(-1);
	if (last === void 0) return problem("it names no wave: write, for example, 1, 25%, 100%");
	if (last.kind !== "percent" || last.value !== 100) return problem("its last wave must be 100%: otherwise gateways would be left out");
	return {
		kind: "waves",
		waves
	};
}
function sizeOf(word) {
	const [, digits = "", percent = ""] = /^(\d{1,5})(%?)$/.exec(word) ?? [];
	const value = digits === "" ? 0 : Number(digits);
	if (value < 1 || value > (percent === "" ? LARGEST_COUNT : 100)) return void 0;
	return {
		kind: percent === "" ? "count" : "percent",
		value
	};
}
function written({ kind, value }) {
	return kind === "percent" ? `${value}%` : String(value);
}
function problem(text) {
	return {
		kind: "problem",
		problem: text
	};
}

// src/options/rules.ts
const STAGE_ORDER = [
	"validate",
	"deploy",
	"rollback",
	"verify"
];
function stagesOf(entry, options) {
	if (entry === "root") return STAGE_ORDER.filter((stage) => options.stages?.includes(stage));
	return [entry === "deploy" && options["rollback-to"] !== void 0 ? "rollback" : entry];
}
function writesTo(stages) {
	return stages.includes("deploy") || stages.includes("rollback");
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
const RULES$2 = [
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
	{
		reads: ["engine", "fix"],
		problems: ({ options, label }) => options.fix === true && options.engine === "kt" ? [`${label("fix")} needs the builtin engine, which ${label("engine")} kt leaves out: kt names no edits`] : []
	},
	{
		reads: ["mutation", "tests"],
		problems: ({ options, label }) => options.mutation === true && options.tests === "false" ? [`${label("mutation")} needs the tests that ${label("tests")} false leaves out: remove one of the two`] : []
	},
	contradiction("kt-path", ["kt-version", "kt-sha256"], "an installed kt is used as it is, nothing is downloaded; remove one of the two"),
	{
		reads: ["kt-version"],
		problems: ({ options, label }) => {
			const version = options["kt-version"];
			return version === void 0 || version === "latest" || /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/.test(version) ? [] : [`${label("kt-version")}: got ${shown$1(version)}, expected latest or a version like 0.2.0, without a leading v`];
		}
	},
	{
		reads: ["base-ref"],
		problems: ({ options, label }) => {
			const ref = options["base-ref"];
			return ref === void 0 || isRef(ref) ? [] : [`${label("base-ref")}: got ${shown$1(ref)}, expected one branch, tag or commit, e.g. origin/main`];
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
		reads: [
			"stages",
			"rollback-to",
			"waves",
			"phase"
		],
		problems: (given) => {
			const { options, stages, label } = given;
			if (!stages.includes("rollback")) return options["rollback-to"] === void 0 ? [] : [`${label("rollback-to")} is set, and stage rollback is not among ${label("stages")}`];
			if (stages.includes("deploy")) return [`${label("stages")} names deploy and rollback: one run brings one file to the gateways`];
			if (options["rollback-to"] === void 0) return [`stage rollback needs ${label("rollback-to")}: the commit whose policy file comes back`];
			const ignored = [
				"waves",
				"phase",
				"canary"
			].filter((name) => isGiven(given, name));
			return [...isRef(options["rollback-to"]) ? [] : [`${label("rollback-to")}: got ${shown$1(options["rollback-to"])}, expected one commit`], ...ignored.map((name) => `${label(name)} has no meaning for stage rollback, which goes to all gateways in one wave: remove it`)];
		}
	},
	{
		reads: ["waves"],
		problems: ({ options, label }) => {
			const parsed = options.waves === void 0 ? void 0 : parseWaves(options.waves);
			return parsed?.kind === "problem" ? [`${label("waves")}: got ${shown$1(options.waves ?? "")}: ${parsed.problem}`] : [];
		}
	},
	{
		reads: ["emergency"],
		problems: ({ options, label }) => options.emergency === void 0 || /^[^\s:][^:]*:\s*\S/.test(options.emergency) ? [] : [`${label("emergency")}: got ${shown$1(options.emergency)}, expected a ticket and a reason, as in INC-123: wrong chain blocks all traffic`]
	},
	{
		reads: ["rollback", "previous-policy-file"],
		problems: (given) => given.options.rollback === false && isGiven(given, "previous-policy-file") ? [`${given.label("rollback")} is false, so ${given.label("previous-policy-file")} would never be used: remove one of the two`] : []
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
	return RULES$2.filter((rule) => !rule.reads.some((name) => broken.has(name))).flatMap((rule) => rule.problems(given));
}

// src/options/parse.ts
function asOptions(values) {
	return Object.fromEntries(values);
}
function isSet(name, text) {
	if (text === "") return false;
	const { type } = specOf(name);
	return type === "lines" || type === "choices" ? linesOf$1(text).length > 0 : true;
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
		problem: `${label}: ${parsed.quote === false ? "" : `got ${shown$1(text)}, `}expected ${parsed.allowed}${parsed.hint ?? ""}`
	};
}
function readOption(name, given, label) {
	const spec = specOf(name);
	const text = comesBy(given.origin, name) ? given.values.get(name)?.trim() ?? "" : "";
	if (isSet(name, text)) return readText(name, text, "option", label(name));
	const inherited = (spec.environment === void 0 ? void 0 : given.environment[spec.environment])?.trim() ?? "";
	if (spec.environment !== void 0 && isSet(name, inherited)) return readText(name, inherited, "environment", `environment variable ${spec.environment} (for ${label(name)})`);
	return {
		value: defaultOf(spec),
		source: "default"
	};
}
const WRONG_CHANNEL = {
	inputs: "is a flag of the command line, not an input",
	flags: "is an input of the actions, not a flag"
};
function unknownNames(entry, given) {
	const kind = given.origin === "flags" ? "flag" : "input";
	const dashes = given.origin === "flags" ? "--" : "";
	return [...given.values.keys()].flatMap((name) => {
		if (isOptionName(name) && !comesBy(given.origin, name)) return [`${dashes}${name} ${WRONG_CHANNEL[given.origin]}: remove it`];
		if (isOptionName(name)) {
			const others = specOf(name).stages.join(", ");
			return takes(entry, name) ? [] : [`${kind} ${dashes}${name} is not taken by ${entry}; it belongs to ${others}: remove it here`];
		}
		const meant = nearest(name, optionNames(entry, given.origin));
		const advice = meant === void 0 ? ": remove it, or see the documentation for the list" : `; did you mean ${dashes}${meant}?`;
		return [`unknown ${kind} ${shown$1(`${dashes}${name}`)}${advice}`];
	});
}
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
		warnings,
		readable: options
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
				problems.push(`gateway ${shown$1(id)} is not in the inventory ${inventory.fileName}${hint}`);
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
function normalPath(path, platform = process.platform) {
	return path.split(platform === "win32" ? /[/\\]/ : "/").filter((segment) => segment !== "" && segment !== ".").join("/");
}

// src/keeptrusts/gateway-address.ts
function gatewayAddress(url) {
	if (!URL.canParse(url)) return url;
	const { origin, pathname } = new URL(url);
	return `${origin}${pathname.replace(/\/+$/, "").replace(/\/v1$/, "")}`;
}
function servedConfigUrl(url) {
	return `${gatewayAddress(url)}/keeptrusts/config`;
}
function sharedAddresses(gateways) {
	const idsAt = /* @__PURE__ */ new Map();
	for (const { id, url } of gateways) {
		if (url === void 0 || !URL.canParse(url)) continue;
		const address = gatewayAddress(url);
		idsAt.set(address, (idsAt.get(address) ?? /* @__PURE__ */ new Set()).add(id));
	}
	return [...idsAt].filter(([, ids]) => ids.size > 1).map(([address, ids]) => ({
		address,
		ids: [...ids]
	}));
}

// src/options/requirements.ts
const PRODUCTION_MISSING = "production-gateways names no gateway to promote to: list lines id=url, or ids of the inventory";
const needsGateways = ({ options, staging, production }) => {
	if (options.phase === "stage") return staging.length === 0 ? ["phase stage needs staging-gateway: write id=url or an id of the inventory"] : [];
	if (production.length > 0) return [];
	return options.phase === "all" && staging.length > 0 ? [`${PRODUCTION_MISSING}; to stop after staging, set phase: stage`] : [PRODUCTION_MISSING];
};
const promotesFromStaging = ({ options, stages, staging }) => stages.includes("deploy") && options.phase === "promote" && staging.length === 0 ? ["phase promote needs staging-gateway, which it promotes from: write id=url or an id of the inventory; without staging, use phase: all"] : [];
const separateStaging = ({ staging, production }) => staging.filter(({ id }) => production.some((gateway) => gateway.id === id)).map(({ id }) => `gateway ${shown$1(id)} is both staging-gateway and one of production-gateways: production must not be its own staging`);
const needsApiToken = ({ options, written }) => options["dry-run"] !== true && options["api-token"] === void 0 && written.some(({ apiTokenEnv }) => apiTokenEnv === void 0) ? ["deploy needs a Keeptrusts API token: set api-token (in a terminal: KEEPTRUSTS_API_TOKEN); a secret is empty in runs of forks and in jobs without its environment"] : [];
const needsVerifiedGateways = ({ options, gateways, stages, written }) => {
	const deployNamesNone = writesTo(stages) && written.length === 0;
	return gateways.length === 0 && options.gateways !== void 0 && !deployNamesNone ? ["gateways names none to verify: list lines id=url, or ids of the inventory"] : [];
};
const SET_TOKEN = "set api-token (in a terminal: KEEPTRUSTS_API_TOKEN)";
const needsTokenForKt = ({ options, gateways }) => {
	if (options["api-token"] !== void 0) return [];
	const withoutToken = gateways.filter(({ apiTokenEnv }) => apiTokenEnv === void 0);
	if (withoutToken.length === 0) return [];
	const events = options["minimum-events"];
	const probes = options.probe?.length ?? 0;
	const askers = [
		...(events ?? 0) > 0 ? [`minimum-events ${events} needs a Keeptrusts API token: ${SET_TOKEN}`] : [],
		...probes > 0 && events === void 0 ? [`probe asks for the events of its requests, which needs a Keeptrusts API token: ${SET_TOKEN}, or minimum-events: 0`] : [],
		...options.doctor === "required" && withoutToken.length === gateways.length ? [`doctor required needs a Keeptrusts API token: ${SET_TOKEN}`] : []
	];
	const unreadable = withoutToken.filter(({ url }) => url === void 0).map(({ id }) => `gateway ${shown$1(id)} has no URL to verify it at: write ${id}=url, give it a url in the inventory, or ${SET_TOKEN} to have kt asked`);
	return [...askers, ...unreadable];
};
const tokenNotInTheClear = ({ options, staging, production, gateways }) => [
	...staging,
	...production,
	...gateways
].filter(({ gatewayTokenEnv }) => gatewayTokenEnv !== void 0 || options["gateway-token"] !== void 0).filter(({ url }) => url?.startsWith("http://") && !isLoopback(new URL(url).hostname)).map(({ id }) => `gateway ${shown$1(id)} has an http:// URL, and its gateway token would travel in the clear: use https://`);
const SHORTEST_DEPLOY_TIMEOUT_MS = 6e4;
const timeForTwoPolls = ({ options, written }) => {
	const timeout = options["deploy-timeout"];
	const allLocal = written.every(({ url }) => url !== void 0 && isLoopback(new URL(url).hostname));
	return timeout === void 0 || timeout >= SHORTEST_DEPLOY_TIMEOUT_MS || allLocal ? [] : [`deploy-timeout ${timeout / 1e3}s is too short: gateways fetch their policy every 30 s, so give them two rounds, 60s or more`];
};
const onePlaneForPromotion = ({ options, staging, production }) => {
	if (options["promote-with"] !== "deploy") return [];
	const [from] = staging;
	if (from === void 0) return ["promote-with deploy promotes from staging-gateway, and none is set: set it, or promote-with: push"];
	return production.filter(({ apiUrl }) => apiUrl !== from.apiUrl).map(({ id }) => `promote-with deploy needs one control plane, and gateway ${shown$1(id)} has another than staging: set promote-with: auto`);
};
function ownUrls(gateways) {
	return sharedAddresses(gateways).map(({ address, ids }) => `gateways ${ids.map(shown$1).join(" and ")} have the same URL ${shown$1(address)}: what it shows would count for both, give each its own`);
}
const ownUrlsToWrite = ({ staging, production }) => ownUrls([...staging, ...production]);
const ownUrlsToVerify = ({ gateways }) => ownUrls(gateways);
const DEPLOYING = [
	needsGateways,
	promotesFromStaging,
	separateStaging,
	ownUrlsToWrite,
	needsApiToken,
	tokenNotInTheClear,
	timeForTwoPolls,
	onePlaneForPromotion
];
const BY_STAGE = {
	validate: [],
	deploy: DEPLOYING,
	rollback: DEPLOYING,
	verify: [
		needsVerifiedGateways,
		ownUrlsToVerify,
		needsTokenForKt,
		tokenNotInTheClear
	]
};
function requirementProblems(resolved) {
	return [...new Set(resolved.stages.flatMap((stage) => BY_STAGE[stage]).flatMap((requirement) => requirement(resolved)))];
}

// src/options/resolve.ts
const NOTHING = {
	changes: {},
	overridden: []
};
function packOf(inventory, file) {
	return inventory?.packs.find((pack) => pack.file === normalPath(file));
}
function policyFiles(options, sources, inventory, oneFile) {
	const files = inventory.packs.map(({ file }) => file);
	if (files.length === 0 || options["policy-file"] === void 0) return NOTHING;
	if (sources.get("policy-file") !== "default") return NOTHING;
	return !oneFile || files.length === 1 ? {
		changes: { "policy-file": files },
		overridden: []
	} : NOTHING;
}
function fill(name, value, written, options, sources) {
	if (value === void 0 || written === "" || !Object.hasOwn(options, name)) return NOTHING;
	if (sources.get(name) === "default") return {
		changes: { [name]: value },
		overridden: []
	};
	const current = options[name];
	return (Array.isArray(current) ? current.join(", ") : String(current)) === written ? NOTHING : {
		changes: {},
		overridden: [`${name}: ${written}`]
	};
}
function inWaveOrder(ids, inventory) {
	const wave = (id) => inventory.gateways.get(id)?.wave ?? Number.POSITIVE_INFINITY;
	return ids.toSorted((a, b) => wave(a) === wave(b) ? 0 : wave(a) - wave(b));
}
function destinationOf(inventory, file) {
	const pack = packOf(inventory, file);
	if (inventory === void 0 || pack === void 0) return void 0;
	const { staging, gateways, owner } = pack;
	return {
		...staging !== void 0 && { staging },
		gateways: inWaveOrder(gateways, inventory),
		...owner !== void 0 && { owner }
	};
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
		writesTo(stages) && sources.get("gateways") === "default" ? NOTHING : fill("gateways", all, all.join(", "), options, sources)
	];
}
function ruleValues(options, inventory) {
	if (options.rules === void 0 || inventory.rules.size === 0) return NOTHING;
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
	const files = inventory === void 0 ? NOTHING : policyFiles(given, sources, inventory, oneFile);
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
	const written = writesTo(stages) ? deployed(options, staging, production) : [];
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
	const paths = platform === "win32" ? win32 : posix;
	for (const entry of path.split(paths.delimiter)) {
		const directory = platform === "win32" ? entry.replaceAll("\"", "") : entry;
		if (!paths.isAbsolute(directory)) continue;
		const candidate = paths.join(directory, file);
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
async function trustedKtPath(path, directory, trust, platform = process.platform) {
	const named = resolve(directory, path);
	const absolute = platform === "win32" && !isExecutableFile(named) && isExecutableFile(`${named}.exe`) ? `${named}.exe` : named;
	mustStartAlone(absolute, platform);
	mustNotTrustWorkspaceKt(absolute, trust);
	mustNotTrustWorkspaceKt(real(absolute), {
		...trust,
		workspace: real(resolve(trust.workspace))
	});
	return absolute;
}
function mustStartAlone(path, platform) {
	if (platform !== "win32" || !/\.(?:cmd|bat|ps1)$/i.test(path)) return;
	throw new Failure("bad-input", {
		doing: `using kt at ${path}`,
		cameBack: "it is a script, which Windows starts only through a shell that would read arguments as commands",
		nextStep: "Point `kt-path` at the kt.exe that the script starts."
	});
}
function real(path) {
	try {
		return realpathSync.native(path);
	} catch {
		return path;
	}
}

// src/run/network.ts
const READ_LIMITS = {
	attemptTimeoutMs: 5e3,
	totalTimeoutMs: 1e4
};
var Network = class {
	#options;
	#surroundings;
	#clients = /* @__PURE__ */ new Map();
	#keep = "all";
	#gatewayClients;
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
	keepFewConnections() {
		this.#keep = "few";
	}
	async gatewayClient(gateway) {
		if (gateway.url === void 0) return void 0;
		const http = await this.http(gateway.caFile ?? this.#options["ca-file"]);
		http.prepare();
		const token = this.#gatewayToken(gateway);
		this.#gatewayClients ??= import("./gateway-client.mjs");
		const { createGatewayClient } = await this.#gatewayClients;
		const settings = token === void 0 ? READ_LIMITS : {
			...READ_LIMITS,
			token
		};
		return createGatewayClient({
			id: gateway.id,
			url: gateway.url
		}, http, settings);
	}
	async close() {
		const clients = await Promise.allSettled(this.#clients.values());
		await Promise.all(clients.map((client) => client.status === "fulfilled" ? client.value.close() : Promise.resolve()));
	}
	#gatewayToken(gateway) {
		if (gateway.gatewayTokenEnv === void 0) return this.#options["gateway-token"];
		return secretFromEnvironment(gateway.gatewayTokenEnv, `the token of gateway ${gateway.id}`, this.#surroundings);
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
			keep: this.#keep,
			...authorities !== void 0 && { certificateAuthorities: authorities }
		});
	}
};
function secretFromEnvironment(name, purpose, { environment, secrets }) {
	const value = environment[name];
	if (value !== void 0 && value !== "") {
		const secret = new Secret(value);
		secrets?.add([secret]);
		return secret;
	}
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
	isAtHand() {
		const { "kt-path": path, "kt-version": version } = this.#options;
		return path !== void 0 || version !== void 0 || findOnPath("kt", this.#surroundings.environment) !== void 0;
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
		const apiToken = gateway?.apiTokenEnv === void 0 ? optionToken : secretFromEnvironment(gateway.apiTokenEnv, `the API token of gateway ${gateway.id}`, this.#surroundings);
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
		const [{ createKt }, runProcess] = await Promise.all([import("./kt-commands.mjs"), this.#processes()]);
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
		const [{ identifyKt }, runProcess] = await Promise.all([import("./kt-identity.mjs"), this.#processes()]);
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
	async #processes() {
		const { loggedProcess } = await import("./kt-logged-process.mjs");
		return loggedProcess(this.#surroundings.log);
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

// src/policy/content.ts
const LONGEST_LITERAL = 200;
function contentDigest(value) {
	const known = /* @__PURE__ */ new Map();
	const encoder = new TextEncoder();
	const digest = (text, of) => {
		const made = sha256(encoder.encode(text));
		known.set(of, made);
		return made;
	};
	const nameOf = (part) => {
		if (typeof part === "string") return part.length <= LONGEST_LITERAL ? JSON.stringify(part) : `s${known.get(part) ?? digest(part, part)}`;
		if (typeof part !== "object" || part === null) return String(part);
		const made = known.get(part);
		if (made !== void 0) return made;
		if (Array.isArray(part)) return digest(`[${part.map(nameOf).join(",")}]`, part);
		const entries = Object.entries(part).sort(([a], [b]) => a < b ? -1 : 1);
		return digest(`{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${nameOf(entry)}`).join(",")}}`, part);
	};
	return nameOf(value);
}

// src/policy/version-order.ts
function partsOf(version) {
	const [release = ""] = version.split("+", 1);
	const dash = release.indexOf("-");
	return dash === -1 ? {
		numbers: release.split("."),
		preRelease: []
	} : {
		numbers: release.slice(0, dash).split("."),
		preRelease: release.slice(dash + 1).split(".")
	};
}
function compareVersions(a, b) {
	const [left, right] = [partsOf(a), partsOf(b)];
	for (const index of [
		0,
		1,
		2
	]) {
		const difference = compareNumbers(left.numbers[index] ?? "", right.numbers[index] ?? "");
		if (difference !== 0) return difference;
	}
	if (left.preRelease.length === 0 || right.preRelease.length === 0) return right.preRelease.length - left.preRelease.length;
	for (const [index, one] of left.preRelease.entries()) {
		const other = right.preRelease[index];
		if (other === void 0) return 1;
		const difference = compareIdentifiers(one, other);
		if (difference !== 0) return difference;
	}
	return left.preRelease.length - right.preRelease.length;
}
function compareNumbers(a, b) {
	return a.length - b.length || compareTexts(a, b);
}
function compareIdentifiers(a, b) {
	const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
	if (left && right) return compareNumbers(a, b);
	if (left !== right) return left ? -1 : 1;
	return compareTexts(a, b);
}
function compareTexts(a, b) {
	return a === b ? 0 : a < b ? -1 : 1;
}
function nextPatch(version) {
	const [major = "0", minor = "0", patch = "0"] = partsOf(version).numbers;
	return `${major}.${minor}.${BigInt(patch) + 1n}`;
}

// src/policy/path.ts
const PLAIN_KEY$1 = /^[^.[\]"\s]+$/;
function formatPath(path) {
	let text = "";
	for (const step of path) if (typeof step === "number") text += `[${step}]`;
	else if (PLAIN_KEY$1.test(step)) text += text === "" ? step : `.${step}`;
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

// src/policy/lint/rules.ts
const DOCS = "https://docs.keeptrusts.com/docs";
const LINT = `${DOCS}/cli/policy-lint`;
const CHECKS = `${DOCS}/features/cli/config-validation`;
const PACK = `${DOCS}/policies/config-pack-metadata`;
const CHAINS = `${DOCS}/policies/config-conditional-chains`;
const TESTS = `${DOCS}/cli/policy-test`;
const SUITES = `${DOCS}/policies/config-testing`;
const ARTICLES = "https://docs.keeptrusts.com/article";
const ARTICLE = `${ARTICLES}/the-complete-policy-config-yaml-reference/`;
const NETWORK = `${DOCS}/policies/config-security-network`;
const TABLE = [
	{
		id: "yaml-syntax",
		severity: "error",
		docs: CHECKS
	},
	{
		id: "yaml-tag",
		severity: "warning"
	},
	{
		id: "yaml-duplicate-key",
		severity: "error",
		docs: CHECKS
	},
	{
		id: "yaml-documents",
		severity: "error"
	},
	{
		id: "yaml-limits",
		severity: "error"
	},
	{
		id: "empty-file",
		severity: "error"
	},
	{
		id: "not-yaml",
		severity: "error"
	},
	{
		id: "document-shape",
		severity: "error",
		docs: `${DOCS}/policies/config-single-policy-docs`
	},
	{
		id: "missing-key",
		severity: "error",
		docs: PACK
	},
	{
		id: "wrong-type",
		severity: "error",
		docs: PACK
	},
	{
		id: "wrong-value",
		severity: "error",
		docs: CHECKS
	},
	{
		id: "out-of-range",
		severity: "error",
		docs: CHECKS
	},
	{
		id: "too-long",
		severity: "error",
		docs: PACK
	},
	{
		id: "mixed-forms",
		severity: "error",
		docs: `${DOCS}/policies/agent-firewall`
	},
	{
		id: "version-not-semver",
		severity: "error",
		docs: PACK
	},
	{
		id: "unknown-kind",
		severity: "error",
		code: "E001",
		docs: LINT
	},
	{
		id: "unknown-key",
		severity: "error",
		code: "E002",
		docs: LINT
	},
	{
		id: "unknown-section",
		severity: "error",
		docs: ARTICLE
	},
	{
		id: "unknown-section-key",
		severity: "error",
		docs: ARTICLE
	},
	{
		id: "kind-without-block",
		severity: "warning",
		code: "E003",
		docs: LINT
	},
	{
		id: "block-not-in-chain",
		severity: "warning",
		docs: ARTICLE
	},
	{
		id: "chain-entry",
		severity: "error",
		docs: CHAINS
	},
	{
		id: "chain-empty",
		severity: "warning",
		docs: CHAINS
	},
	{
		id: "duplicate-kind",
		severity: "warning",
		docs: CHAINS
	},
	{
		id: "chain-order",
		severity: "info",
		docs: `${ARTICLES}/policy-chain-ordering-how-execution-priority-affects-outcomes/`
	},
	{
		id: "duplicate-target-id",
		severity: "error",
		docs: CHECKS
	},
	{
		id: "unknown-target",
		severity: "error",
		docs: CHECKS
	},
	{
		id: "secret-key-ref",
		severity: "error",
		docs: `${DOCS}/declarative-config-reference`
	},
	{
		id: "literal-secret",
		severity: "error",
		docs: `${DOCS}/policies/config-env-variables`
	},
	{
		id: "escalation-routing",
		severity: "error",
		docs: `${DOCS}/policies/config-escalation-routing`
	},
	{
		id: "no-compliant-target",
		severity: "warning",
		docs: `${DOCS}/policies/data-routing-policy`
	},
	{
		id: "data-policy-contradiction",
		severity: "warning",
		docs: `${DOCS}/policies/config-data-policies`
	},
	{
		id: "bad-pattern",
		severity: "error",
		docs: `${DOCS}/policies/dlp-filter`
	},
	{
		id: "bad-url",
		severity: "error",
		docs: `${DOCS}/policies/config-cloud-providers`
	},
	{
		id: "bad-uuid",
		severity: "error",
		docs: `${DOCS}/policies/config-escalation-routing`
	},
	{
		id: "bad-cidr",
		severity: "error",
		docs: NETWORK
	},
	{
		id: "cidr-host-bits",
		severity: "info",
		docs: NETWORK
	},
	{
		id: "cors-credentials",
		severity: "warning",
		docs: NETWORK
	},
	{
		id: "proxy-depth",
		severity: "info",
		docs: NETWORK
	},
	{
		id: "test-file",
		severity: "error",
		docs: TESTS
	},
	{
		id: "test-file-array",
		severity: "info",
		docs: TESTS
	},
	{
		id: "test-case",
		severity: "error",
		docs: TESTS
	},
	{
		id: "test-case-name",
		severity: "warning",
		docs: TESTS
	},
	{
		id: "test-key",
		severity: "warning",
		docs: TESTS
	},
	{
		id: "test-verdict",
		severity: "error",
		docs: TESTS
	},
	{
		id: "test-suite",
		severity: "error",
		docs: SUITES
	},
	{
		id: "version-not-bumped",
		severity: "error",
		docs: PACK
	},
	{
		id: "version-reused",
		severity: "error",
		docs: PACK
	},
	{
		id: "version-lowered",
		severity: "warning",
		docs: PACK
	},
	{
		id: "duplicate-pack-id",
		severity: "error",
		docs: PACK
	},
	{
		id: "unused-suppression",
		severity: "warning"
	}
];
const RULES$1 = TABLE;
const UNSUPPRESSIBLE = /* @__PURE__ */ new Set(["literal-secret"]);
const BY_ID = new Map(RULES$1.map((rule) => [rule.id, rule]));
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
			message: `'${name}' is '${shorten$1(value)}', not MAJOR.MINOR.PATCH`,
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
function shorten$1(text) {
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

// src/policy/lint/identity.ts
function packKey(identity) {
	return identity.id ?? identity.name;
}
function pastPack(document, commit) {
	const { identity } = document;
	return identity === void 0 ? void 0 : {
		commit,
		identity,
		content: contentDigest(document.value)
	};
}
const PLACE = ["pack", "version"];
const WHY = "Name and version are all that a gateway shows of its policy, so two contents under one version cannot be told apart.";
function lintIdentity(context, past) {
	const { identity } = context.document;
	if (identity === void 0 || past === void 0) return [];
	const key = packKey(identity);
	const earlier = past.history.filter((state) => packKey(state.identity) === key);
	const base = past.base !== void 0 && packKey(past.base.identity) === key ? past.base : void 0;
	const content = contentDigest(context.document.value);
	const touched = past.branchPoint?.content !== content;
	const help = raise([identity.version, ...[...base === void 0 ? [] : [base], ...earlier].map((state) => state.identity.version)]);
	if (base !== void 0 && touched && base.identity.version === identity.version && base.content !== content) {
		const message = `The content differs from commit ${short(base)}, but 'pack.version' is still ${shown(identity.version)}`;
		return [findingAt(context, PLACE, "value", {
			ruleId: "version-not-bumped",
			message,
			help
		})];
	}
	const reused = earlier.find((state) => state.identity.version === identity.version && state.content !== content);
	if (reused !== void 0) {
		const message = `Version ${shown(identity.version)} of pack '${shown(key)}' had other content in commit ${short(reused)}`;
		return [findingAt(context, PLACE, "value", {
			ruleId: "version-reused",
			message,
			help
		})];
	}
	return base !== void 0 && touched ? lowered(context, identity.version, base) : [];
}
function lowered(context, version, base) {
	const before = base.identity.version;
	if (!isSemVer(version) || !isSemVer(before) || compareVersions(version, before) >= 0) return [];
	const message = `'pack.version' went down from ${shown(before)} in commit ${short(base)} to ${shown(version)}`;
	return [findingAt(context, PLACE, "value", {
		ruleId: "version-lowered",
		message,
		help: "Give new content a higher version. Going back to an older file as a whole, to undo a change, is the one case where this is right."
	})];
}
function raise(used) {
	const [highest] = used.filter(isSemVer).sort((a, b) => compareVersions(b, a));
	return highest === void 0 ? `Give the new content a version of its own. ${WHY}` : `Raise it, for example to "${nextPatch(highest)}". ${WHY}`;
}
function short({ commit }) {
	return commit.slice(0, 10);
}
function shown(text) {
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
function namedPack(document, file) {
	const { identity } = document;
	if (identity === void 0) return void 0;
	const path = ["pack", identity.id === void 0 ? "name" : "id"];
	return {
		file,
		key: packKey(identity),
		path,
		range: document.rangeOf(path, "value") ?? document.nearestRange(path)
	};
}
function duplicatePackIds(packs, boundTogether) {
	const seen = /* @__PURE__ */ new Map();
	return packs.flatMap((pack) => {
		const earlier = seen.get(pack.key) ?? [];
		seen.set(pack.key, [...earlier, pack]);
		const [first] = earlier;
		if (first === void 0) return [];
		const bound = earlier.flatMap((other) => {
			const plane = boundTogether(other.file, pack.file);
			return plane === void 0 ? [] : [{
				file: other.file,
				plane
			}];
		})[0];
		return [{
			file: pack.file,
			finding: bound === void 0 ? sharedId(pack, first.file) : replacedId(pack, bound)
		}];
	});
}
function sharedId(pack, other) {
	return makeFinding({
		ruleId: "duplicate-pack-id",
		severity: "warning",
		message: `Pack id '${shown(pack.key)}' is also that of ${other}`,
		help: "One file per environment may share an id as long as no control plane gets two of them; otherwise give each file its own `pack.id`.",
		path: pack.path,
		range: pack.range
	});
}
function replacedId(pack, bound) {
	return makeFinding({
		ruleId: "duplicate-pack-id",
		message: `Pack id '${shown(pack.key)}' is also that of ${bound.file}, and the inventory sends both to ${bound.plane}`,
		help: "Give each file its own `pack.id`: on one control plane the two would replace one another.",
		path: pack.path,
		range: pack.range
	});
}

// src/stages/bounded.ts
async function mapBounded(items, limit, work) {
	const results = [];
	const failures = [];
	const queue = items.entries();
	const worker = async () => {
		for (const [index, item] of queue) {
			try {
				results[index] = await work(item, index);
			} catch (error) {
				failures.push(error);
			}
			if (failures.length > 0) return;
		}
	};
	await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, worker));
	if (failures.length > 0) throw failures[0];
	return results;
}
function createTurns(limit) {
	const waiting = [];
	const pass = oneByOne();
	let free = Math.max(1, limit);
	return async (work) => {
		if (free === 0) await new Promise((resolve) => void waiting.push(resolve));
		else free -= 1;
		try {
			await pass();
			return await work();
		} finally {
			const next = waiting.shift();
			if (next === void 0) free += 1;
			else next();
		}
	};
}
function oneByOne() {
	const waiting = [];
	let isOpen = true;
	const letNextPass = () => {
		const pass = waiting.shift();
		isOpen = pass === void 0;
		if (pass === void 0) return;
		pass();
		setImmediate(letNextPass);
	};
	return async () => {
		if (!isOpen) return new Promise((resolve) => void waiting.push(resolve));
		isOpen = false;
		setImmediate(letNextPass);
	};
}

// src/policy/decode.ts
function decode(bytes) {
	return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
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

// src/policy/lint/suppress.ts
const NOT_BY_COMMENT = /* @__PURE__ */ new Set([
	...UNSUPPRESSIBLE,
	"version-not-bumped",
	"version-reused",
	"version-lowered",
	"duplicate-pack-id",
	"yaml-syntax",
	"yaml-documents",
	"yaml-limits",
	"empty-file",
	"not-yaml",
	"unused-suppression"
]);
const RUN_RULES = [
	"kt-lint",
	"entry-untested",
	"item-untested",
	"mutant-survived"
];
const HERE = "keeptrusts-lint-disable-line";
const NEXT = "keeptrusts-lint-disable-next-line";
function suppress(document, findings, severities = /* @__PURE__ */ new Map()) {
	if (document.directives.length === 0) return {
		findings,
		problems: []
	};
	const { suppressions, problems } = readDirectives(document);
	const used = /* @__PURE__ */ new Set();
	const byPlace = new Map(suppressions.toReversed().map((one) => [`${one.line} ${one.ruleId}`, one]));
	const marked = findings.map((finding) => {
		const by = byPlace.get(`${finding.range?.start.line} ${finding.ruleId}`);
		if (by === void 0) return finding;
		used.add(by);
		return {
			...finding,
			suppressed: true,
			...by.reason !== void 0 && { suppressionReason: by.reason }
		};
	});
	const checked = document.value !== void 0;
	const unused = suppressions.filter((one) => checked && !used.has(one) && severities.get(one.ruleId) !== "off");
	return {
		findings: marked,
		problems: [...problems, ...unused.map((one) => unusedFinding(document, one))]
	};
}
function readDirectives(document) {
	const suppressions = [];
	const problems = [];
	const content = contentLines(document.text);
	for (const { offset, length } of document.directives) {
		const start = offset + document.text.slice(offset, offset + length).indexOf(HERE.slice(0, 16));
		const [directive = ""] = /^\S*/.exec(document.text.slice(start, offset + length)) ?? [];
		if (directive !== HERE && directive !== NEXT) {
			problems.push(unknownDirective(document, start, directive));
			continue;
		}
		const { ids, reason } = readList(document.text, start + directive.length, offset + length);
		if (ids.length === 0) problems.push(withoutRule(document, start, directive));
		const own = document.rangeBetween(offset, offset + 1).start.line;
		const line = directive === HERE ? own : content[own + 1] ?? own + 1;
		for (const { ruleId, at } of ids) {
			const problem = problemWith(document, ruleId, at);
			if (problem === void 0) suppressions.push({
				ruleId,
				line,
				offset: at,
				...reason !== void 0 && { reason }
			});
			else problems.push(problem);
		}
	}
	return {
		suppressions,
		problems
	};
}
function readList(text, start, end) {
	const content = text.slice(start, end);
	const [list = ""] = content.split(/(?:^|\s)--(?:\s|$)/, 1);
	const reason = content.slice(list.length).replace(/^\s*--/, "").trim();
	return {
		ids: [...list.matchAll(/[^\s,]+/g)].map((match) => ({
			ruleId: match[0],
			at: start + match.index
		})),
		...reason !== "" && { reason }
	};
}
function contentLines(text) {
	const lines = text.split("\n");
	const next = [];
	for (let line = lines.length; line > 0; line -= 1) {
		const isBare = /^[ \t]*(?:#|\r?$)/.test(lines[line - 1] ?? "");
		next[line] = isBare ? next[line + 1] ?? line : line;
	}
	return next;
}
function problemWith(document, ruleId, at) {
	const range = document.rangeBetween(at, at + ruleId.length);
	if (NOT_BY_COMMENT.has(ruleId)) {
		const message = `Rule '${ruleId}' cannot be suppressed`;
		return makeFinding({
			ruleId: "unused-suppression",
			message,
			help: "Mend what it finds, and remove this comment: it has no effect.",
			range
		});
	}
	if (ruleOf(ruleId) !== void 0 || RUN_RULES.includes(ruleId)) return void 0;
	const meant = didYouMean(ruleId, [...RULES$1.map(({ id }) => id), ...RUN_RULES]);
	const help = meant === void 0 ? "docs/rules.md lists the rules." : `Did you mean '${meant}'?`;
	const fix = meant === void 0 ? void 0 : {
		offset: at,
		length: ruleId.length,
		text: meant
	};
	return makeFinding({
		ruleId: "unused-suppression",
		message: `There is no rule '${shorten(ruleId)}' to suppress`,
		help,
		range,
		fix
	});
}
function unusedFinding(document, { ruleId, line, offset }) {
	const message = `Rule '${ruleId}' finds nothing on line ${line}, so this suppression has no effect`;
	return makeFinding({
		ruleId: "unused-suppression",
		message,
		help: "Remove it: left here, it would hide the next fault on that line.",
		range: document.rangeBetween(offset, offset + ruleId.length)
	});
}
function withoutRule(document, start, directive) {
	const range = document.rangeBetween(start, start + directive.length);
	const help = `Write \`# ${directive} rule-id\`; the id stands at the end of each finding.`;
	return makeFinding({
		ruleId: "unused-suppression",
		message: "This suppression names no rule",
		help,
		range
	});
}
function unknownDirective(document, start, directive) {
	const meant = didYouMean(directive, [HERE, NEXT]);
	const range = document.rangeBetween(start, start + directive.length);
	const fix = meant === void 0 ? void 0 : {
		offset: start,
		length: directive.length,
		text: meant
	};
	const help = meant === void 0 ? `There are \`${HERE}\` and \`${NEXT}\`.` : `Did you mean \`${meant}\`?`;
	return makeFinding({
		ruleId: "unused-suppression",
		message: `'${shorten(directive)}' suppresses nothing`,
		help,
		range,
		fix
	});
}
function shorten(text) {
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

// src/policy/lint/kt-merge.ts
const RULE_MEANINGS = {
	"yaml-syntax": "syntax",
	"yaml-duplicate-key": "syntax",
	"yaml-documents": "syntax",
	"yaml-limits": "syntax",
	"yaml-tag": "syntax",
	"empty-file": "syntax",
	"not-yaml": "syntax",
	"document-shape": "shape",
	"missing-key": "missing",
	"wrong-type": "value",
	"wrong-value": "value",
	"out-of-range": "value",
	"too-long": "value",
	"version-not-semver": "value",
	"secret-key-ref": "value",
	"escalation-routing": "value",
	"bad-pattern": "value",
	"bad-url": "value",
	"bad-uuid": "value",
	"bad-cidr": "value",
	"chain-entry": "value",
	"chain-empty": "value",
	"unknown-kind": "kind",
	"unknown-key": "key",
	"unknown-section": "key",
	"unknown-section-key": "key",
	"kind-without-block": "block",
	"duplicate-kind": "duplicate",
	"duplicate-target-id": "duplicate",
	"unknown-target": "reference"
};
const CODE_MEANINGS = {
	E001: "kind",
	E002: "key",
	E003: "block"
};
const WORDS$2 = [
	["syntax", /\byaml\b|\bsyntax|\bindentation|\bduplicate (?:mapping )?(?:key|entry)|\bmalformed document/i],
	["kind", /\bunknown (?:policy|control|kind)/i],
	["block", /\bno (?:config|policy) block|\bno matching config/i],
	["key", /\b(?:unknown|unsupported|unexpected|additional) (?:key|field|propert|section)/i],
	["duplicate", /\bduplicate\b/i],
	["reference", /\bunresolved\b|\b(?:unknown|undefined) (?:target|group|upstream)|\bnot (?:found|defined)\b|\bdoes not exist\b/i],
	["missing", /\bmissing\b|\brequired\b/i],
	["value", /\bexpected\b|\bmust be\b|\binvalid\b|\bnot (?:a )?valid\b|\bout of range\b/i]
];
function isOurs(ruleId) {
	return NOT_BY_COMMENT.has(ruleId) || ruleId.startsWith("test-");
}
function mergeEngines(merging) {
	const { document, builtin, kt, answer, severities } = merging;
	if (answer === "none" && kt.length === 0) return builtin.map((finding) => ({
		finding,
		engine: "builtin"
	}));
	const faults = kt.map((finding) => ktFault(finding, document));
	const consequences = new Set(faults.filter(consequenceOf(merging)));
	const judge = {
		severities,
		consent: consentOf(merging, faults),
		refusesWhole: consequences.size > 0
	};
	const told = new Set(consequences);
	const ours = builtin.map((finding) => {
		const meaning = builtinMeaning(finding);
		const places = new Set(placesOf(finding, meaning, document, "builtin"));
		const same = meaning === void 0 ? [] : faults.filter((fault) => fault.meaning === meaning && fault.places.some((at) => places.has(at)));
		for (const fault of same) told.add(fault);
		return {
			finding: weighed(finding, same, judge),
			engine: "builtin"
		};
	});
	const only = faults.filter((fault) => !told.has(fault));
	return [...ours, ...only.map(({ finding }) => ({
		finding,
		engine: "kt"
	}))];
}
function weighed(finding, same, { severities, consent, refusesWhole }) {
	const { message, ruleId, severity } = finding;
	if (severities.has(ruleId)) return finding;
	if (same.some((fault) => fault.finding.severity === "error")) return severity === "error" ? finding : {
		...finding,
		severity: "error",
		message: `${message}; kt refuses it`
	};
	const whole = ["syntax", "shape"].includes(builtinMeaning(finding) ?? "");
	if (severity !== "error" || consent === void 0 || isOurs(ruleId) || refusesWhole && whole) return finding;
	return {
		...finding,
		severity: "warning",
		message: `${message}; ${same.length > 0 ? "kt accepts it with a warning" : consent}`
	};
}
const KT_RULES$1 = [
	"kt-lint",
	"unknown-kind",
	"unknown-key",
	"kind-without-block"
];
function consentOf({ answer, severities }, faults) {
	if (answer === "valid") return "kt accepts it";
	if (answer === "none" || KT_RULES$1.some((id) => severities.has(id))) return void 0;
	return faults.every(({ finding, meaning }) => finding.severity !== "error" || finding.path !== void 0 && meaning !== "syntax" && meaning !== "shape") ? "kt accepts it, though not other parts of the file" : void 0;
}
function consequenceOf({ document, builtin }) {
	const unreadable = builtin.some((one) => one.severity === "error" && builtinMeaning(one) === "syntax");
	const older = builtin.some(({ ruleId, severity }) => ruleId === "document-shape" && severity === "error");
	return ({ finding, meaning }) => {
		if (finding.severity !== "error") return false;
		if (unreadable && (meaning === "syntax" || document.value === void 0 && !/contradicts itself/.test(finding.message))) return true;
		return older && meaning !== void 0 && finding.path !== void 0;
	};
}
function builtinMeaning({ ruleId }) {
	const meanings = RULE_MEANINGS;
	return Object.hasOwn(meanings, ruleId) ? meanings[ruleId] : void 0;
}
function ktFault(finding, document) {
	const { code, message } = finding;
	let meaning = (code !== void 0 && Object.hasOwn(CODE_MEANINGS, code) ? CODE_MEANINGS[code] : void 0) ?? WORDS$2.find(([, words]) => words.test(message))?.[0];
	const path = pathOf(finding, document) ?? [];
	if (meaning === "key" && namesKind(path, quoted(message))) meaning = "kind";
	return {
		finding,
		meaning,
		places: placesOf(finding, meaning, document, "kt")
	};
}
function namesKind([section, kind, ...rest], names) {
	if (section !== "policy" || rest.length > 0) return false;
	return kind === void 0 ? names.length > 0 : names.every((name) => name === kind);
}
function pathOf({ path }, document) {
	return path === void 0 || path.trim() === "" ? void 0 : resolvePath(document.value, path.trim());
}
function placesOf(finding, meaning, document, engine) {
	const { message, range } = finding;
	const path = pathOf(finding, document);
	const line = range === void 0 ? [] : [`line ${range.start.line}`];
	if (path === void 0) return [...line, ...line.length > 0 && engine === "kt" ? [] : quoted(message).map((name) => `name ${name}`)];
	const exact = pathPlaces(path, meaning, document.value);
	if (engine === "builtin") return [
		...exact,
		...line,
		`name ${path.at(-1)}`
	];
	const named = meaning === "missing" || meaning === "key" ? quoted(message).map((name) => `at ${formatPath([...path, name])}`) : [];
	const exists = document.rangeOf(path, "key") !== void 0 || document.rangeOf(path, "value") !== void 0;
	return [
		...exact,
		...named,
		...exists || meaning === "missing" ? [] : line
	];
}
function pathPlaces(path, meaning, root) {
	const at = `at ${formatPath(path)}`;
	if (meaning === "kind" || meaning === "block") return [at, ...kindsAt(path, root).map((kind) => `name ${kind}`)];
	if (meaning === "duplicate") return [at, `value ${formatPath(path.filter((step) => typeof step === "string"))} ${JSON.stringify(valueAt(root, path))}`];
	return [at];
}
function kindsAt(path, root) {
	const [section, second, index] = path;
	if (section === "policy" && typeof second === "string") return [second];
	if (section !== "policies" || second !== "chain" || typeof index !== "number") return [];
	const entry = valueAt(root, [
		"policies",
		"chain",
		index
	]);
	if (typeof entry === "string") return [entry];
	return isMapping(entry) ? Object.keys(entry) : [];
}
function valueAt(root, path) {
	let here = root;
	for (const step of path) here = typeof step === "number" ? Array.isArray(here) ? here[step] : void 0 : entryOf(here, step);
	return here;
}
function quoted(message) {
	return [...message.matchAll(/(['"`])([^'"`]+)\1/g)].map(([, , name = ""]) => name);
}

// src/policy/limits.ts
const MAX_FILE_LENGTH = 1048576;
const MAX_EXPANDED_VALUES = 1e5;

// build/policy-catalog.ts
const KIND_FACTS = {
	"agent-firewall": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":["denied_tools","rate_limit","transaction_limit","mode"],"phase":"tool","verdicts":["allow","block","escalate"],"reasonCodes":[],"forms":{"evidence":"documented","keys":{"simple":["allowed_tools","blocked_tools"],"expanded":["tools","rate_limits","transaction_limits","kill_switches","monitoring"]}},"block":{"types":["object"],"complete":true,"keys":{"allowed_tools":{"types":["array"],"items":{"types":["string"]}},"blocked_tools":{"types":["array"],"items":{"types":["string"]}},"max_actions_per_session":{"types":["integer"],"inferredMinimum":0},"tools":{"types":["object"],"keys":{"roles":{"types":["object"],"entries":{"types":["object"],"keys":{"allowed":{"types":["array"],"items":{"types":["string"]}},"denied":{"types":["array"],"items":{"types":["string"]}}}}}}},"rate_limits":{"types":["object"],"entries":{"types":["integer"],"inferredMinimum":0}},"transaction_limits":{"types":["object"],"keys":{"max_single_transaction":{"types":["number"],"inferredMinimum":0},"max_daily_total":{"types":["number"],"inferredMinimum":0},"require_approval_above":{"types":["number"],"inferredMinimum":0}}},"kill_switches":{"types":["object"],"keys":{"max_errors_before_halt":{"types":["integer"],"inferredMinimum":0},"halt_on_pii_in_action":{"types":["boolean"]},"halt_on_suspicious_pattern":{"types":["boolean"]}}},"monitoring":{"types":["object"],"keys":{"alert_on_denied_action":{"types":["boolean"]},"alert_on_rate_limit":{"types":["boolean"]},"alert_threshold_percent":{"types":["integer"],"inferredMinimum":0,"inferredMaximum":100}}}}}}`),
	"audit-logger": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"any","verdicts":["allow"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"immutable":{"types":["boolean"],"default":true},"retention_days":{"types":["integer"],"default":365,"minimum":1,"maximum":36500},"hipaa_audit_controls":{"types":["boolean"],"default":false},"log_all_access":{"types":["boolean"]}}}}`),
	"bias-monitor": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"output","verdicts":["allow","block","escalate"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"protected_characteristics":{"types":["array"],"default":[],"items":{"types":["string"]}},"threshold":{"types":["number"],"default":0.85,"minimum":0,"maximum":1},"action":{"types":["string"],"enum":["block","escalate"]}}}}`),
	"bot-detector": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"fingerprint_fields":{"types":["array"],"default":["user-agent","x-forwarded-for","authorization"],"items":{"types":["string"]}},"profile_window_seconds":{"types":["integer"],"default":60,"minimum":1},"similarity_threshold":{"types":["number"],"inferredMinimum":0,"inferredMaximum":1},"max_requests_per_window":{"types":["integer"],"inferredMinimum":1},"action":{"types":["string"],"enum":["warn","block"]}}}}`),
	"case-privacy": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input","verdicts":["allow","redact"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"detect_patterns":{"types":["array"],"default":["case_number"],"items":{"types":["string"],"enum":["case_number","docket_number","party_name"]}},"action":{"types":["string"],"enum":["redact"],"default":"redact"}}}}`),
	"citation-verifier": () => JSON.parse(`{"keysComplete":false,"undocumentedKeys":["min_grounded_ratio","action_on_failure","check_hallucinations"],"phase":"output","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":false,"keys":{"require_sources":{"types":["boolean"],"default":true},"require_source_match":{"types":["boolean"],"default":false},"min_confidence":{"types":["number"],"default":0.8,"minimum":0,"maximum":1},"min_groundedness":{"types":["number"],"minimum":0,"maximum":1},"external_resolver":{"types":["object"]},"extract_patterns":{"types":["array"],"items":{"types":["string"]}},"output_action":{"types":["object"],"keys":{"unverified_action":{"types":["string"],"seen":["block"]},"hallucination_action":{"types":["string"],"seen":["block"]}}},"response":{"types":["object"],"keys":{"include_verification_report":{"types":["boolean"]}}}}}}`),
	"cjis-mode": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"require_auth":{"types":["boolean"],"default":true},"access_logging":{"types":["boolean"],"default":true}}}}`),
	"code-sanitizer": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"output","verdicts":["allow","redact","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"enabled":{"types":["boolean"],"default":true},"block_on_match":{"types":["boolean"],"default":false},"additional_patterns":{"types":["array"],"default":[],"items":{"types":["string"]}}}}}`),
	"content-extractor": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"allow_hosts":{"types":["array"],"default":[],"items":{"types":["string"]}},"timeout_ms":{"types":["integer"],"default":2000,"minimum":1},"max_bytes":{"types":["integer"],"default":65536,"minimum":1},"fetch_urls":{"types":["boolean"],"default":true},"action_on_error":{"types":["string"],"enum":["warn","block"],"default":"warn"}}}}`),
	"data-routing-policy": () => JSON.parse(`{"keysComplete":false,"undocumentedKeys":[],"phase":"pre-routing (input)","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":false,"keys":{"require_zero_data_retention":{"types":["boolean"],"default":false},"require_no_training":{"types":["boolean"],"default":false},"max_retention_days":{"types":["integer"],"inferredMinimum":0},"on_no_compliant_provider":{"types":["string"],"seen":["block"]},"log_provider_selection":{"types":["boolean"]}}}}`),
	"dlp-filter": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":["patterns"],"phase":"input","verdicts":["allow","redact","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"detect_patterns":{"types":["array"],"default":[],"items":{"types":["string"]}},"blocked_terms":{"types":["array"],"default":[],"items":{"types":["string"]}},"action":{"types":["string"],"enum":["redact","block"],"default":"redact"},"fuzzy_matching":{"types":["boolean"],"default":false},"max_distance":{"types":["integer"],"minimum":0,"maximum":8},"sensitivity_level":{"types":["string"],"enum":["standard","high","restricted"]}}}}`),
	"document-analyzer": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"enabled":{"types":["boolean"],"default":true},"sanitize_code":{"types":["boolean"],"default":false},"max_document_bytes":{"types":["integer"],"default":524288,"inferredMinimum":0},"allowed_mime_types":{"types":["array"],"default":[],"items":{"types":["string"]}}}}}`),
	"dual-use-filter": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input","verdicts":["allow","block","redact"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"blocked_terms":{"types":["array"],"default":[],"items":{"types":["string"]}},"action":{"types":["string"],"enum":["block","redact"],"default":"block"},"fuzzy_matching":{"types":["boolean"],"default":false},"max_distance":{"types":["integer"],"default":1,"minimum":0,"maximum":8}}}}`),
	"embedding-detector": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input","verdicts":["allow","redact","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"backend":{"types":["string"],"enum":["local","external"],"default":"local"},"endpoint":{"types":["string"],"default":"http://localhost:8080/embed","format":"url"},"model":{"types":["string"],"default":"all-MiniLM-L6-v2"},"api_key":{"types":["string"]},"similarity_threshold":{"types":["number"],"default":0.7,"minimum":0,"maximum":1},"timeout_ms":{"types":["integer"],"default":20,"minimum":1,"maximum":60000},"action":{"types":["string"],"enum":["redact","block"],"default":"redact"},"categories":{"types":["array"],"default":[],"items":{"types":["object"],"keys":{"label":{"types":["string"]},"reference_text":{"types":["string"]}}}}}}}`),
	"entity-list-filter": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":["lists"],"phase":"input|output","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"blocked_entities":{"types":["array"],"default":[],"items":{"types":["string"]}},"action":{"types":["string"],"enum":["block"],"default":"block"},"fuzzy_matching":{"types":["boolean"],"default":false},"max_distance":{"types":["integer"],"default":1,"minimum":0,"maximum":8}}}}`),
	"eu-ai-act": () => JSON.parse(`{"keysComplete":false,"undocumentedKeys":[],"phase":"unknown","verdicts":[],"reasonCodes":[],"block":{"types":["object"],"complete":false,"keys":{"risk_class":{"types":["string"]},"articles":{"types":["array"],"items":{"types":["integer"],"inferredMinimum":0}}}}}`),
	"external-moderation": () => JSON.parse(`{"keysComplete":false,"undocumentedKeys":[],"phase":"input|output","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":false,"keys":{"provider":{"types":["string"],"enum":["openai-moderation","azure-content-safety","bedrock-apply-guardrail","embedding-endpoint","webhook","presidio","guardrails-ai","dynamo-ai","lakera"],"default":"webhook"},"secret_key_ref":{"types":["string"],"evidence":"conflict"},"endpoint":{"types":["string"],"format":"url"},"categories":{"types":["array"],"default":[],"items":{"types":["string"]}},"threshold":{"types":["number"],"default":0.5,"minimum":0,"maximum":1}}}}`),
	"financial-compliance": () => JSON.parse(`{"keysComplete":false,"undocumentedKeys":[],"phase":"output","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":false,"keys":{"blocked_patterns":{"types":["array"],"items":{"types":["string"]}},"required_disclaimers":{"types":["array"],"items":{"types":["string"]}}}}}`),
	"flagged-review": () => JSON.parse(`{"keysComplete":false,"undocumentedKeys":[],"phase":"output","verdicts":["allow","block","escalate"],"reasonCodes":[],"block":{"types":["object"],"complete":false,"keys":{"mode":{"types":["string"],"enum":["judge","review_and_return","audit_only","escalate"]},"provider":{"types":["object"],"keys":{"name":{"types":["string"]},"endpoint":{"types":["string"],"format":"url"},"model":{"types":["string"]},"secret_key_ref":{"types":["object"],"complete":false,"keys":{"env":{"types":["string"]},"store":{"types":["string"],"pattern":"^[A-Za-z0-9_.-]+$"}}},"timeout_ms":{"types":["integer"],"inferredMinimum":0}}},"recursion_depth_max":{"types":["integer"],"inferredMinimum":0},"provider_isolation":{"types":["boolean"]},"rationale_capture":{"types":["boolean"]}}}}`),
	"gdpr-compliance": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"consent_required":{"types":["boolean"],"default":true},"consent_header":{"types":["string"],"default":"x-consent-token"},"consent_verification_endpoint":{"types":["string"],"format":"url"},"erasure_webhook":{"types":["string"],"format":"url"},"data_categories":{"types":["array"],"default":["personal","sensitive","biometric"],"items":{"types":["string"]}},"retention_days":{"types":["integer"],"default":30,"inferredMinimum":0}}}}`),
	"healthcare-compliance": () => JSON.parse(`{"keysComplete":false,"undocumentedKeys":[],"phase":"output","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":false,"keys":{"blocked_patterns":{"types":["array"],"items":{"types":["string"]}},"required_disclaimers":{"types":["array"],"items":{"types":["string"]}},"fda_class":{"types":["string"]}}}}`),
	"hipaa-phi-detector": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input|output","verdicts":["allow","redact","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"mode":{"types":["string"],"enum":["hipaa_18"]},"action":{"types":["string"],"enum":["redact","block"]},"safe_harbor_method":{"types":["boolean"]}}}}`),
	"human-oversight": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"output","verdicts":["allow","escalate","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"require_human_for":{"types":["array"],"default":[],"items":{"types":["string"]}},"action":{"types":["string"],"enum":["escalate","block"],"default":"escalate"},"confidence_threshold":{"types":["number"],"minimum":0,"maximum":1},"default_assignee":{"types":["string"]},"timeout_seconds":{"types":["integer"],"inferredMinimum":0}}}}`),
	"itar-ear-filter": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":["categories","log_matches","sensitivity"],"phase":"input|output","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"blocked_terms":{"types":["array"],"default":[],"items":{"types":["string"]}},"action":{"types":["string"],"enum":["block"],"default":"block"},"fuzzy_matching":{"types":["boolean"],"default":false},"max_distance":{"types":["integer"],"default":1,"minimum":0,"maximum":8}}}}`),
	"language-validator": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input|output","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"allowed_languages":{"types":["array"],"default":[],"items":{"types":["string"]}},"denied_languages":{"types":["array"],"default":[],"items":{"types":["string"]}},"min_confidence":{"types":["number"],"minimum":0,"maximum":1},"action":{"types":["string"],"seen":["block"]},"apply_to":{"types":["string"],"enum":["input","output","both"]}}}}`),
	"legal-privilege": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"privilege_markers":{"types":["array"],"default":[],"items":{"types":["string"]}},"action":{"types":["string"],"enum":["block"],"default":"block"}}}}`),
	"mnpi-filter": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"output","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"detect_patterns":{"types":["array"],"default":[],"items":{"types":["string"]}},"action":{"types":["string"],"enum":["block"],"default":"block"}}}}`),
	"pii-detector": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":["categories","entities","redaction.categories"],"phase":"input","verdicts":["allow","redact","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"action":{"types":["string"],"enum":["redact","block"],"default":"redact"},"healthcare_mode":{"types":["boolean"],"default":false},"pci_mode":{"types":["boolean"],"default":true},"detect_patterns":{"types":["array"],"default":[],"items":{"types":["string"]}},"redaction":{"types":["object"],"keys":{"marker_format":{"types":["string"],"seen":["label"]},"include_metadata":{"types":["boolean"]},"preserve_length":{"types":["boolean"]},"custom_markers":{"types":["object"],"entries":{"types":["string"]}}}}}}}`),
	"prompt-injection": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":["threshold","action"],"phase":"input","verdicts":["allow","block"],"reasonCodes":["prompt_injection.detected"],"forms":{"evidence":"conflict","keys":{"flat":["embedding_threshold","attack_patterns"],"nested":["detection"]}},"block":{"types":["object"],"complete":true,"keys":{"embedding_threshold":{"types":["number"],"inferredMinimum":0,"inferredMaximum":1},"backend":{"types":["string"]},"attack_patterns":{"types":["array"],"items":{"types":["string"]}},"detection":{"types":["object"],"keys":{"embedding_threshold":{"types":["number"],"inferredMinimum":0,"inferredMaximum":1},"attack_patterns":{"types":["array"],"items":{"types":["string"]}}}},"encoding":{"types":["object"],"evidence":"example","keys":{"decode_base64":{"types":["boolean"],"evidence":"example"},"normalize_unicode":{"types":["boolean"],"evidence":"example"},"detect_homoglyphs":{"types":["boolean"],"evidence":"example"}}},"boundaries":{"types":["object"],"evidence":"example","keys":{"enforce_delimiters":{"types":["boolean"],"evidence":"example"},"reject_fake_boundaries":{"types":["boolean"],"evidence":"example"}}},"response":{"types":["object"],"keys":{"action":{"types":["string"],"seen":["block"]},"message":{"types":["string"]},"log_level":{"types":["string"],"evidence":"example"}}}}}}`),
	"quality-scorer": () => JSON.parse(`{"keysComplete":false,"undocumentedKeys":["min_score","dimensions","overall_min_score","on_fail","threshold"],"phase":"output","verdicts":["allow","block","escalate"],"reasonCodes":[],"block":{"types":["object"],"complete":false,"keys":{"industry":{"types":["string"]},"min_output_chars":{"types":["integer"],"inferredMinimum":0},"min_sentences":{"types":["integer"],"inferredMinimum":0},"mock_scoring":{"types":["boolean"]},"providers":{"types":["array"],"items":{"types":["object"],"keys":{"id":{"types":["string"]},"label":{"types":["string"]},"provider":{"types":["string"]},"model":{"types":["string"]},"secret_key_ref":{"types":["object"],"complete":false,"keys":{"env":{"types":["string"]},"store":{"types":["string"],"pattern":"^[A-Za-z0-9_.-]+$"}}},"config":{"types":["object"]}}}},"benchmarks":{"types":["object"],"entries":{"types":["boolean"],"evidence":"example"}},"assertions":{"types":["array"],"items":{"types":["object"],"required":["type"],"complete":false,"keys":{"type":{"types":["string"],"example":"contains"},"name":{"types":["string"]},"value":{},"rubric":{"types":["string"],"evidence":"conflict"},"threshold":{"types":["number"]},"weight":{"types":["number"],"default":1,"minimum":0,"maximum":10},"enabled":{"types":["boolean"],"default":true},"mode":{"types":["string"],"enum":["enforce","audit","shadow"]},"severity":{"types":["string"],"enum":["critical","warning","info"]},"negate":{"types":["boolean"],"default":false},"case_sensitive":{"types":["boolean"],"default":true},"provider":{"types":["string"]},"pack":{"types":["string"]},"config":{"types":["object"],"evidence":"example"}}}},"thresholds":{"types":["object"],"entries":{"types":["number"],"evidence":"example"}},"weights":{"types":["object"],"entries":{"types":["number"],"evidence":"example"}},"pass_policy":{"types":["object"]},"failure_action":{"types":["object"],"keys":{"action":{"types":["string"],"seen":["block"]}}}}}}`),
	"rbac": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":["default_action","roles.<role>.allowed_models"],"phase":"input","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"deny_if_missing":{"types":["array"],"default":["X-User-ID"],"items":{"types":["string"]}},"require_auth":{"types":["boolean"],"default":false},"roles":{"types":["object"],"entries":{"types":["object"],"keys":{"allowed_tools":{"types":["array"],"items":{"types":["string"]}},"denied_tools":{"types":["array"],"items":{"types":["string"]}}}}},"data_access":{"types":["object"],"entries":{"types":["object"],"keys":{"max_sensitivity":{"types":["string"],"seen":["public","confidential","restricted"]}}}},"minimum_necessary":{"types":["object"],"keys":{"enabled":{"types":["boolean"]},"allowed_phi_roles":{"types":["array"],"items":{"types":["string"]}}}}}}}`),
	"request-rewriter": () => JSON.parse(`{"keysComplete":false,"undocumentedKeys":[],"phase":"input","verdicts":["allow"],"reasonCodes":[],"block":{"types":["object"],"complete":false,"keys":{"system_message":{"types":["string","object"],"keys":{"content":{"types":["string"]}}},"rules":{"types":["array"],"default":[],"items":{"types":["object"],"required":["name"],"keys":{"name":{"types":["string"]},"pattern":{"types":["string"]},"replacement":{"types":["string"]},"position":{"types":["string"],"enum":["replace","prepend","append"],"default":"replace"},"condition":{"types":["string"],"evidence":"example"}}}}}}}`),
	"response-rewriter": () => JSON.parse(`{"keysComplete":false,"undocumentedKeys":[],"phase":"output","verdicts":["allow"],"reasonCodes":[],"block":{"types":["object"],"complete":false,"keys":{"preserve_structure":{"types":["boolean"],"default":true},"rules":{"types":["array"],"default":[],"items":{"types":["object"],"required":["name"],"keys":{"name":{"types":["string"]},"pattern":{"types":["string"]},"replacement":{"types":["string"]},"position":{"types":["string"],"enum":["replace","prepend","append"],"default":"replace"},"condition":{"types":["string"],"evidence":"example"}}}}}}}`),
	"safety-filter": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input","verdicts":["allow","block","escalate"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"mode":{"types":["string"],"enum":["critical_infrastructure","automotive","education","law_enforcement"],"default":"critical_infrastructure","undocumentedValues":["strict"]},"block_if":{"types":["array"],"items":{"types":["string"]}},"action":{"types":["string"],"enum":["block","escalate"]},"fuzzy_matching":{"types":["boolean"]},"max_distance":{"types":["integer"],"inferredMinimum":0,"inferredMaximum":8},"max_age":{"types":["integer"],"inferredMinimum":0}}}}`),
	"student-privacy": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"input","verdicts":["allow","redact","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"action":{"types":["string"],"enum":["redact","block"],"default":"redact"},"age_gate":{"types":["boolean"],"default":false}}}}`),
	"tool-budget": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"tool","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"budgets":{"types":["object"],"default":{},"entries":{"types":["object"],"keys":{"max_tokens":{"types":["integer"],"minimum":1},"max_cost_usd":{"types":["number"],"inferredMinimum":0}}}}}}}`),
	"tool-security": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"tool","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"analysis_mode":{"types":["string"],"enum":["local","external"],"default":"local"},"firewall_endpoint":{"types":["string"],"format":"url"},"secret_key_ref":{"types":["object"],"complete":false,"keys":{"env":{"types":["string"]},"store":{"types":["string"],"pattern":"^[A-Za-z0-9_.-]+$"}}},"fail_closed":{"types":["boolean"]},"blocked_entity_types":{"types":["array"],"items":{"types":["string"]}}}}}`),
	"tool-validation": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"tool","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"declared_tools":{"types":["array"],"default":[],"items":{"types":["string"]}},"schemas":{"types":["object"],"entries":{}},"allow_undeclared":{"types":["boolean"]},"semantic_validation":{"types":["object"],"keys":{"enabled":{"types":["boolean"]},"endpoint":{"types":["string"],"format":"url"},"model":{"types":["string"]},"secret_key_ref":{"types":["object"],"complete":false,"keys":{"env":{"types":["string"]},"store":{"types":["string"],"pattern":"^[A-Za-z0-9_.-]+$"}}},"timeout_ms":{"types":["integer"],"inferredMinimum":0}}}}}}`),
	"upl-filter": () => JSON.parse(`{"keysComplete":true,"undocumentedKeys":[],"phase":"output","verdicts":["allow","block"],"reasonCodes":[],"block":{"types":["object"],"complete":true,"keys":{"blocked_patterns":{"types":["array"],"default":[],"items":{"types":["string"]}},"require_disclaimer":{"types":["boolean"],"default":true},"rewrite_to_educational":{"types":["boolean"],"default":false}}}}`)
};
const SECTION_FACTS = {
	"agents": () => JSON.parse(`{"keysComplete":false,"node":{"types":["array","object"],"complete":false,"evidence":"conflict","items":{"types":["object"],"keys":{"name":{"types":["string"],"evidence":"example"},"model":{"types":["string"],"evidence":"example"},"cache_policy":{"types":["object"],"evidence":"example","keys":{"semantic_replay":{"types":["boolean"],"evidence":"example"},"read_only":{"types":["boolean"],"evidence":"example"},"max_staleness_hours":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"artifact_types":{"types":["array"],"evidence":"example","items":{"types":["string"]}}}}}}}}`),
	"cache": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"evidence":"conflict","keys":{"enabled":{"types":["boolean"],"evidence":"example"},"mode":{"types":["string"],"evidence":"example","seen":["exact","semantic"]},"ttl_seconds":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"max_entries":{"types":["integer"],"inferredMinimum":0,"evidence":"example"}}}}`),
	"callbacks": () => JSON.parse(`{"keysComplete":false,"node":{"types":["array"],"complete":false,"items":{"types":["object"],"required":["type"],"keys":{"type":{"types":["string"],"seen":["langfuse","datadog","prometheus","helicone"],"example":"langfuse"},"host":{"types":["string"],"default":"https://cloud.langfuse.com","format":"url"},"public_key":{"types":["string"]},"public_key_env":{"types":["string"]},"secret_key":{"types":["string"]},"secret_key_env":{"types":["string"]},"secret_key_ref":{"types":["object"],"complete":false,"keys":{"env":{"types":["string"]},"store":{"types":["string"],"pattern":"^[A-Za-z0-9_.-]+$"}}},"site":{"types":["string"],"default":"datadoghq.com"},"service_name":{"types":["string"],"default":"keeptrusts-proxy"},"tags":{"types":["array"],"items":{"types":["string"]}}}}}}`),
	"consumer_groups": () => JSON.parse(`{"keysComplete":false,"node":{"types":["array"],"complete":false,"items":{"types":["object"],"keys":{"name":{"types":["string"],"evidence":"example"},"api_key":{"types":["string"],"evidence":"example"},"rate_limits":{"types":["object"],"evidence":"example","keys":{"requests_per_minute":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"tokens_per_minute":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"tokens_per_day":{"types":["integer"],"inferredMinimum":0,"evidence":"example"}}},"allowed_models":{"types":["array"],"evidence":"example","items":{"types":["string"]}}}}}}`),
	"cors": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"keys":{"enabled":{"types":["boolean"],"evidence":"example"},"allow_origins":{"types":["array"],"evidence":"example","items":{"types":["string"]}},"allow_methods":{"types":["array"],"evidence":"example","items":{"types":["string"]}},"allow_headers":{"types":["array"],"evidence":"example","items":{"types":["string"]}},"expose_headers":{"types":["array"],"evidence":"example","items":{"types":["string"]}},"credentials":{"types":["boolean"],"evidence":"example"},"max_age":{"types":["integer"],"inferredMinimum":0,"evidence":"example"}}}}`),
	"engineering_cache": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"evidence":"example","keys":{"enabled":{"types":["boolean"],"evidence":"example"},"warmers":{"types":["object"],"evidence":"example","keys":{"on_connect":{"types":["object"],"evidence":"example","keys":{"enabled":{"types":["boolean"],"evidence":"example"},"artifacts":{"types":["array"],"evidence":"example"}}},"on_commit":{"types":["object"],"evidence":"example","keys":{"enabled":{"types":["boolean"],"evidence":"example"},"debounce_seconds":{"types":["integer"],"inferredMinimum":0,"evidence":"example"}}},"on_miss":{"types":["object"],"evidence":"example","keys":{"enabled":{"types":["boolean"],"evidence":"example"},"threshold":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"window_hours":{"types":["integer"],"inferredMinimum":0,"evidence":"example"}}}}},"ttl":{"types":["object"],"evidence":"example","keys":{"defaults":{"types":["object"],"evidence":"example","keys":{"hours":{"types":["integer"],"inferredMinimum":0,"evidence":"example"}}}}},"expiry":{"types":["object"],"evidence":"example","keys":{"code_aware":{"types":["object"],"evidence":"example","keys":{"enabled":{"types":["boolean"],"evidence":"example"}}}}}}}}`),
	"global_rate_limit": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"required":["max_requests","window_seconds"],"complete":false,"keys":{"max_requests":{"types":["integer"],"inferredMinimum":0},"window_seconds":{"types":["integer"],"inferredMinimum":0}}}}`),
	"health_monitor": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false}}`),
	"history": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"keys":{"enabled":{"types":["boolean"],"evidence":"example"},"mode":{"types":["string"],"evidence":"example"},"include_blocked":{"types":["boolean"],"evidence":"example"},"retention_days":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"fail_open":{"types":["boolean"],"evidence":"example"}}}}`),
	"ip_allowlist": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"required":["cidrs"],"complete":false,"keys":{"enabled":{"types":["boolean"],"default":true},"cidrs":{"types":["array"],"items":{"types":["string"]}},"trust_proxy_depth":{"types":["integer"],"default":0,"inferredMinimum":0}}}}`),
	"ip_rate_limit": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"required":["max_requests","window_seconds"],"complete":false,"keys":{"max_requests":{"types":["integer"],"inferredMinimum":0},"window_seconds":{"types":["integer"],"inferredMinimum":0},"trust_proxy_depth":{"types":["integer"],"default":0,"inferredMinimum":0}}}}`),
	"loads": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"keys":{"enabled":{"types":["boolean"],"default":false},"backend":{"types":["string"],"enum":["api","memory"],"default":"api"},"recall_top_k":{"types":["integer"],"default":5,"inferredMinimum":0},"write_mode":{"types":["string"],"enum":["full","read_only","metadata_only"],"default":"full"},"timeout_ms":{"types":["integer"],"default":3000,"inferredMinimum":0},"fail_open":{"types":["boolean"],"default":true}}}}`),
	"model_groups": () => JSON.parse(`{"keysComplete":false,"node":{"types":["array"],"complete":false,"evidence":"conflict","items":{"types":["object"],"keys":{"name":{"types":["string"]},"targets":{"types":["array"],"items":{"types":["string"]}},"aliases":{"types":["array"],"items":{"types":["string"]}},"fallback_group":{"types":["string"]}}}}}`),
	"pack": () => JSON.parse(`{"keysComplete":true,"node":{"types":["object"],"required":["name","version","enabled"],"complete":true,"keys":{"name":{"types":["string"],"minLength":1,"maxLength":200,"example":"support-desk"},"version":{"types":["string"],"example":"1.0.0"},"enabled":{"types":["boolean"],"example":true},"id":{"types":["string"],"minLength":1,"maxLength":200},"author":{"types":["string"],"default":"","maxLength":200},"description":{"types":["string"],"default":"","maxLength":2000}}}}`),
	"policies": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"required":["chain"],"complete":false,"keys":{"chain":{"types":["array"],"items":{"types":["string","object"],"entries":{"types":["object"],"keys":{"when":{"types":["object"],"keys":{"path":{"types":["string"]},"header":{"types":["object"],"entries":{"types":["string"]}},"model":{"types":["array"],"items":{"types":["string"]}}}},"stage":{"types":["string"],"enum":["pre-request","post-request","pre-response","post-response"]},"parallel":{"types":["boolean"],"evidence":"example"}}}}}}}}`),
	"policy": () => JSON.parse(`{"keysComplete":true,"node":{"types":["object"],"complete":true,"evidence":"conflict"}}`),
	"provider_fallback": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"evidence":"conflict","keys":{"enabled":{"types":["boolean"],"default":false},"triggers":{"types":["array"],"default":["rate_limit_exceeded","timeout","service_unavailable"],"items":{"types":["string"]}},"max_fallback_attempts":{"types":["integer"],"default":3,"inferredMinimum":0},"content_policy":{"types":["string"],"default":"stop"},"context_window":{"types":["string"],"default":"abort"}}}}`),
	"provider_routing": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"evidence":"conflict","keys":{"window_seconds":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"min_sample_count":{"types":["integer"],"inferredMinimum":0,"evidence":"example"}}}}`),
	"providers": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"keys":{"targets":{"types":["array"],"items":{"types":["object"],"required":["id","provider"],"keys":{"id":{"types":["string"]},"provider":{"types":["string"],"example":"openai"},"model":{"types":["string"],"evidence":"example"},"base_url":{"types":["string"],"format":"url"},"secret_key_ref":{"types":["object"],"keys":{"env":{"types":["string"]},"store":{"types":["string"],"pattern":"^[A-Za-z0-9_.-]+$"}}},"api_key":{"types":["string"]},"provider_type":{"types":["string"],"evidence":"example","seen":["anthropic"]},"format":{"types":["string"],"evidence":"example","seen":["anthropic"]},"api_key_header":{"types":["string"],"evidence":"example","seen":["x-api-key"]},"api_key_prefix":{"types":["string"],"evidence":"example"},"data_policy":{"types":["object"],"keys":{"zero_data_retention":{"types":["boolean"],"default":false},"training_opt_out":{"types":["boolean"],"default":false},"retention_days":{"types":["integer"],"inferredMinimum":0}}},"zdr":{"types":["boolean"]},"data_collection":{"types":["string"],"enum":["allow","deny"]},"escalation_routing":{"types":["object"],"keys":{"team_id":{"types":["string"],"format":"uuid"},"user_id":{"types":["string"],"format":"uuid"}}},"azure_api_version":{"types":["string"],"default":"2024-02-01"},"azure_deployment":{"types":["string"]},"path_template":{"types":["string"]},"cloudflare_account_id_env":{"types":["string"]},"accountIdEnvar":{"types":["string"]},"snowflake_account_identifier_env":{"types":["string"]},"accountIdentifierEnvar":{"types":["string"]},"pricing":{"types":["object"]},"max_price":{"types":["object"],"evidence":"example"}}}},"strategy":{"types":["string"],"evidence":"example","seen":["single"]},"routing":{"types":["object"]},"fallback":{"types":["object"],"keys":{"triggers":{"types":["array"],"evidence":"conflict","items":{"types":["string"]}},"strategy":{"types":["string"],"evidence":"conflict"},"max_retries":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"retry_on":{"types":["array"],"evidence":"example","items":{"types":["string"]}},"latency_window":{"types":["string"],"format":"duration","evidence":"example"},"max_latency_ms":{"types":["integer"],"inferredMinimum":0,"evidence":"example"}}},"circuit_breaker":{"types":["object"]},"model_groups":{"types":["array"],"evidence":"inferred","items":{"types":["object"]}},"ab_test":{"types":["object"],"keys":{"enabled":{"types":["boolean"]},"sticky_by":{"types":["string"],"evidence":"example","seen":["user_id"]},"variants":{"types":["array"],"items":{"types":["object"],"keys":{"provider_id":{"types":["string"],"evidence":"example"},"weight":{"types":["number"],"inferredMinimum":0,"evidence":"example"}}}}}}}}}`),
	"rate_limits": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"evidence":"conflict","keys":{"per_key":{"types":["object"],"evidence":"conflict","keys":{"rpm":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"tpm":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"max_parallel_requests":{"types":["integer"],"inferredMinimum":0,"evidence":"example"}}},"per_user":{"types":["object"],"evidence":"conflict","keys":{"rpm":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"tpm":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"max_parallel_requests":{"types":["integer"],"inferredMinimum":0,"evidence":"example"}}},"per_team":{"types":["object"],"evidence":"conflict","keys":{"rpm":{"types":["integer"],"inferredMinimum":0,"evidence":"inferred"},"tpm":{"types":["integer"],"inferredMinimum":0,"evidence":"inferred"},"max_parallel_requests":{"types":["integer"],"inferredMinimum":0,"evidence":"inferred"}}},"global":{"types":["object"],"evidence":"conflict","keys":{"rpm":{"types":["integer"],"inferredMinimum":0,"evidence":"inferred"},"tpm":{"types":["integer"],"inferredMinimum":0,"evidence":"inferred"},"max_parallel_requests":{"types":["integer"],"inferredMinimum":0,"evidence":"inferred"}}}}}}`),
	"routes": () => JSON.parse(`{"keysComplete":false,"node":{"types":["array"],"complete":false,"items":{"types":["object"],"keys":{"name":{"types":["string"],"evidence":"example"},"path":{"types":["string"],"evidence":"example"},"upstream":{"types":["string"],"evidence":"example"},"match":{"types":["string"],"evidence":"example","seen":["prefix"]},"methods":{"types":["array"],"evidence":"example","items":{"types":["string"]}},"headers":{"types":["object"],"evidence":"example","entries":{"types":["string"]}}}}}}`),
	"size_limits": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"keys":{"max_body_bytes":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"max_response_bytes":{"types":["integer"],"inferredMinimum":0,"evidence":"example"}}}}`),
	"testing": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"keys":{"default_threshold":{"types":["number"]},"suites":{"types":["array"],"items":{"types":["object"],"required":["name","cases"],"keys":{"name":{"types":["string"]},"description":{"types":["string"]},"target":{"types":["string"]},"assertions":{"types":["array"],"items":{"types":["object"],"required":["type"],"complete":false,"keys":{"type":{"types":["string"],"example":"contains"},"name":{"types":["string"]},"value":{},"rubric":{"types":["string"],"evidence":"conflict"},"threshold":{"types":["number"]},"weight":{"types":["number"],"default":1,"minimum":0,"maximum":10},"enabled":{"types":["boolean"],"default":true},"mode":{"types":["string"],"enum":["enforce","audit","shadow"]},"severity":{"types":["string"],"enum":["critical","warning","info"]},"negate":{"types":["boolean"],"default":false},"case_sensitive":{"types":["boolean"],"default":true},"provider":{"types":["string"]},"pack":{"types":["string"]},"config":{"types":["object"],"evidence":"example"}}}},"cases":{"types":["array"],"items":{"types":["object"],"keys":{"name":{"types":["string"],"evidence":"example"},"input":{"types":["object"],"evidence":"example","keys":{"messages":{"types":["array"],"evidence":"example","items":{"types":["object"],"keys":{"role":{"types":["string"],"evidence":"example","seen":["system"]},"content":{"types":["string"],"evidence":"example"}}}},"headers":{"types":["object"],"evidence":"example","entries":{"types":["string"]}}}},"expected":{"types":["object"],"evidence":"example","keys":{"verdict":{"types":["string"],"enum":["allow","block","redact","escalate"]},"reason_code":{"types":["string"],"evidence":"inferred","seen":["prompt_injection.detected"]}}},"assertions":{"types":["array"],"evidence":"inferred","items":{"types":["object"],"required":["type"],"complete":false,"keys":{"type":{"types":["string"],"example":"contains"},"name":{"types":["string"]},"value":{},"rubric":{"types":["string"],"evidence":"conflict"},"threshold":{"types":["number"]},"weight":{"types":["number"],"default":1,"minimum":0,"maximum":10},"enabled":{"types":["boolean"],"default":true},"mode":{"types":["string"],"enum":["enforce","audit","shadow"]},"severity":{"types":["string"],"enum":["critical","warning","info"]},"negate":{"types":["boolean"],"default":false},"case_sensitive":{"types":["boolean"],"default":true},"provider":{"types":["string"]},"pack":{"types":["string"]},"config":{"types":["object"],"evidence":"example"}}}},"metadata":{"types":["object"],"evidence":"inferred"}}}}}}},"plugins":{"types":["array"]},"strategies":{"types":["array"]}}}}`),
	"token_rate_limit": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"keys":{"max_tokens":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"window_seconds":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"scope":{"types":["string"],"evidence":"example","seen":["global"]}}}}`),
	"user_rate_limit": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"keys":{"max_requests":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"window_seconds":{"types":["integer"],"inferredMinimum":0,"evidence":"example"},"header_names":{"types":["array"],"evidence":"example","items":{"types":["string"]}}}}}`),
	"workflow_cache": () => JSON.parse(`{"keysComplete":false,"node":{"types":["object"],"complete":false,"keys":{"enabled":{"types":["boolean"],"evidence":"example"},"default_tier":{"types":["string"],"evidence":"example","seen":["org_shared"]},"routing_rules":{"types":["array"],"items":{"types":["object"],"keys":{"match":{"types":["object"]},"tier":{"types":["string"],"evidence":"example","seen":["private_edge_cache"]}}}}}}}`)
};
const SINGLE_POLICY_NODE = JSON.parse(`{"types":["object"],"required":["name","version","enabled"],"complete":true,"keys":{"name":{"types":["string"],"example":"prompt-injection"},"version":{"types":["string"],"example":"1.0.0"},"enabled":{"types":["boolean"],"example":true}}}`);

// src/policy/schema/catalog.ts
const KINDS = Object.keys(KIND_FACTS);
const SECTIONS = Object.keys(SECTION_FACTS);
const kindFacts = parsedOnce(KIND_FACTS);
const sectionFacts = parsedOnce(SECTION_FACTS);
const SINGLE_POLICY = SINGLE_POLICY_NODE;
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

// src/policy/lint/blocks.ts
function lintBlocks(context) {
	const blocks = new Set(blockNames(context));
	const unknownBlocks = [...blocks].filter((kind) => kindFacts(kind) === void 0);
	if (context.document.chain === void 0) return unknownBlocks.map((kind) => unknownBlock(context, kind));
	const chain = new Set(context.document.chain);
	const meantByChain = meantBy([...chain].filter((kind) => kindFacts(kind) === void 0));
	const meantByBlocks = meantBy(unknownBlocks);
	return [...[...blocks].flatMap((kind) => lintBlock$1(context, kind, chain, meantByChain)), ...KINDS.filter((kind) => chain.has(kind) && !blocks.has(kind) && !meantByBlocks.has(kind)).map((kind) => withoutBlock(context, kind))];
}
function meantBy(unknown) {
	return new Set(unknown.map((kind) => didYouMean(kind, KINDS)));
}
function blockNames(context) {
	const policy = entryOf(context.root, "policy");
	return isMapping(policy) ? Object.keys(policy) : [];
}
function lintBlock$1(context, kind, chain, meantByChain) {
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
	return [...chain.flatMap((entry, index) => lintEntry(context, entry, index)), ...lintRepeats(context, chain)];
}
function lintRepeats(context, chain) {
	const seen = /* @__PURE__ */ new Map();
	return chain.flatMap((entry, index) => {
		const kind = typeof entry === "string" ? entry : isMapping(entry) ? Object.keys(entry)[0] : void 0;
		if (kind === void 0 || kindFacts(kind) === void 0) return [];
		const conditions = JSON.stringify([kind, typeof entry === "string" ? null : entryOf(entry, kind)]);
		const first = seen.get(conditions);
		if (first === void 0) {
			seen.set(conditions, index);
			return [];
		}
		const { line } = (context.document.rangeOf([
			"policies",
			"chain",
			first
		], "value") ?? context.document.nearestRange(["policies", "chain"])).start;
		const path = [
			"policies",
			"chain",
			index
		];
		const message = `Policy '${kind}' is in the chain twice; the first one is on line ${line}`;
		const finding = findingAt(context, path, "value", {
			ruleId: "duplicate-kind",
			message,
			help: "Keep one of the two, or give each its own `when`."
		});
		const range = context.document.rangeOf([...path, kind], "key");
		return [range === void 0 ? finding : {
			...finding,
			range
		}];
	});
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

// src/policy/lint/placeholder.ts
const WORDS$1 = /your|example|placeholder|change.?me|replace.?me|dummy|fake|redacted|insert.?here|todo|x{4}|\*{3}|\.{3}/i;
const SYNTAX = /\$\{|\$\(|\{\{|^\$|<[^<>]*>|%[A-Z_]+%/;
function hasPlaceholder(text) {
	return SYNTAX.test(text);
}
function standsForSecret(text) {
	return hasPlaceholder(text) || WORDS$1.test(text);
}

// src/policy/lint/formats.ts
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
function lintFormats(context) {
	const policy = entryOf(context.root, "policy");
	const sections = Object.entries(context.root).flatMap(([section, value]) => {
		const node = section === "policy" ? void 0 : sectionFacts(section)?.node;
		return node === void 0 ? [] : lintValue(context, value, node, [section]);
	});
	const blocks = KINDS.flatMap((kind) => {
		const node = kindFacts(kind)?.block;
		const block = entryOf(policy, kind);
		return node === void 0 || block === void 0 ? [] : lintValue(context, block, node, ["policy", kind]);
	});
	return [...sections, ...blocks];
}
function lintValue(context, value, node, path) {
	if (typeof value === "string") return lintText(context, value, node, path);
	if (Array.isArray(value)) {
		const { items } = node;
		return items === void 0 ? [] : value.flatMap((item, index) => lintValue(context, item, items, [...path, index]));
	}
	if (!isMapping(value)) return [];
	const { keys, entries } = node;
	return Object.entries(value).flatMap(([key, child]) => {
		const known = keys !== void 0 && Object.hasOwn(keys, key) ? keys[key] : entries;
		return known === void 0 ? [] : lintValue(context, child, known, [...path, key]);
	});
}
function lintText(context, text, node, path) {
	if (hasPlaceholder(text)) return [];
	const severity = node.evidence === void 0 ? "error" : "warning";
	if (node.format === "uuid" && !UUID.test(text)) {
		const message = `'${String(path.at(-1))}' must be a UUID`;
		return [findingAt(context, path, "value", {
			ruleId: "bad-uuid",
			severity,
			message,
			help: "Copy the id from the console, not the name."
		})];
	}
	return node.format === "url" && !isAddress(text) ? [badAddress(context, text, path, severity)] : [];
}
function isAddress(text) {
	return /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}
function badAddress(context, text, path, severity) {
	const message = `'${String(path.at(-1))}' must be an address that starts with https:// or http://`;
	const meant = addressMeant(text);
	const help = meant === void 0 ? "For example `https://api.example.com/v1`." : `Write \`${meant}\`.`;
	const fix = meant === void 0 ? void 0 : replaceText(context.document, path, "value", meant);
	return findingAt(context, path, "value", {
		ruleId: "bad-url",
		severity,
		message,
		help,
		fix
	});
}
function addressMeant(text) {
	const [, rest] = /^(?:https?:\/{0,2}|htp:\/\/|htps:\/\/|htt:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/\S*)?)$/i.exec(text) ?? [];
	const meant = rest === void 0 ? void 0 : `https://${rest}`;
	return meant !== void 0 && isAddress(meant) ? meant : void 0;
}

// src/policy/lint/forms.ts
function lintForms(context) {
	const policy = entryOf(context.root, "policy");
	if (!isMapping(policy)) return [];
	if (context.document.shape === "single-policy") return lintBlock(context, String(entryOf(policy, "name")), context.root, []);
	return Object.entries(policy).flatMap(([kind, block]) => lintBlock(context, kind, block, ["policy", kind]));
}
function lintBlock(context, kind, block, path) {
	const forms = kindFacts(kind)?.forms;
	if (forms === void 0 || !isMapping(block)) return [];
	const written = Object.keys(block);
	const [first, second] = Object.values(forms.keys).map((keys) => written.filter((key) => keys.includes(key))).filter((keys) => keys.length > 0).sort((a, b) => written.indexOf(a[0] ?? "") - written.indexOf(b[0] ?? ""));
	if (first === void 0 || second?.[0] === void 0) return [];
	const quoted = (keys) => keys.map((key) => `'${key}'`).join(", ");
	return [findingAt(context, [...path, second[0]], "key", {
		ruleId: "mixed-forms",
		severity: forms.evidence === "documented" ? "error" : "warning",
		message: `${quoted(second)} and ${quoted(first)} belong to different forms of '${kind}'`,
		help: `Keep one form: ${Object.values(forms.keys).map(quoted).join("; or ")}.`
	})];
}

// src/policy/lint/keys.ts
function unknownKeys(value, node, path, complete) {
	const closed = node.complete ?? complete;
	if (Array.isArray(value)) {
		const { items } = node;
		return items === void 0 ? [] : value.flatMap((item, index) => unknownKeys(item, items, [...path, index], closed));
	}
	if (!isMapping(value) || path.at(-1) === "secret_key_ref") return [];
	const { keys, entries } = node;
	return Object.entries(value).flatMap(([key, child]) => {
		const known = keys !== void 0 && Object.hasOwn(keys, key) ? keys[key] : entries;
		if (known !== void 0) return unknownKeys(child, known, [...path, key], closed);
		return keys === void 0 ? [] : [{
			path: [...path, key],
			key,
			known: Object.keys(keys),
			complete: closed,
			required: node.required ?? []
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
function keyFinding(context, unknown, ruleId, supported, seen) {
	const { path, key, known } = unknown;
	const meant = seen ? void 0 : didYouMean(key, unused(context, unknown));
	const owner = describeOwner(path);
	const list = known.length === 0 ? "It has no keys." : `Valid keys are: ${known.join(", ")}`;
	const help = meant === void 0 ? `${seen ? "Official examples use it, but no field table lists it. " : ""}${list}` : `Did you mean '${meant}'? ${list}`;
	const fix = meant === void 0 ? void 0 : replaceText(context.document, path, "key", meant);
	const severity = meant !== void 0 && unknown.required.includes(meant) ? "error" : supported;
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
function lintSingleKeys(context) {
	const { policy, ...sections } = context.root;
	const facts = kindFacts(String(entryOf(policy, "name")));
	const identity = unknownKeys(policy, SINGLE_POLICY, ["policy"], true).map((unknown) => keyFinding(context, unknown, "unknown-section-key", "error", false));
	const settings = Object.entries(sections).flatMap(([section, value]) => {
		const node = facts?.block.keys?.[section];
		return node === void 0 || facts === void 0 ? [] : unknownKeys(value, node, [section], facts.keysComplete);
	});
	return [...identity, ...settings.map((unknown) => keyFinding(context, unknown, "unknown-key", unknown.complete ? "error" : "warning", false))];
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

// src/policy/lint/network.ts
const USUAL_PROXIES = 2;
function lintNetwork(context) {
	return [
		...lintCidrs(context),
		...lintCors(context),
		...lintProxies(context)
	];
}
function lintCidrs(context) {
	const cidrs = entryOf(entryOf(context.root, "ip_allowlist"), "cidrs");
	if (!Array.isArray(cidrs)) return [];
	return cidrs.flatMap((cidr, index) => typeof cidr === "string" && !hasPlaceholder(cidr) ? lintCidr(context, [
		"ip_allowlist",
		"cidrs",
		index
	], cidr) : []);
}
function lintCidr(context, path, cidr) {
	const [address = "", length, more] = cidr.split("/");
	const bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : void 0;
	if (bits === void 0 || more !== void 0) return [badCidr(context, path, `'${cidr}' is no network`, "Write an address and its prefix: `10.0.0.0/8`.")];
	if (length === void 0) {
		const help = `Write \`${cidr}/${bits}\` for this one address.`;
		return [badCidr(context, path, `'${cidr}' is an address, not a network`, help, `${cidr}/${bits}`)];
	}
	if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return [badCidr(context, path, `'/${length}' is no prefix of an ${bits === 32 ? "IPv4" : "IPv6"} network`, `It is a number from 0 to ${bits}.`)];
	const network = networkOf(address, Number(length), bits);
	if (network === void 0) return [];
	return [findingAt(context, path, "value", {
		ruleId: "cidr-host-bits",
		message: `'${cidr}' sets bits outside its prefix; the network is ${network}/${length}`,
		help: "Write the network, or a longer prefix for a smaller one.",
		fix: replaceText(context.document, path, "value", `${network}/${length}`)
	})];
}
function badCidr(context, path, message, help, text) {
	const fix = text === void 0 ? void 0 : replaceText(context.document, path, "value", text);
	return findingAt(context, path, "value", {
		ruleId: "bad-cidr",
		severity: text === void 0 ? "error" : "warning",
		message,
		help,
		fix
	});
}
const BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);
function isIPv4(address) {
	return IPV4.test(address);
}
function isIPv6(address) {
	return /^[0-9a-f:.]+$/i.test(address) && URL.canParse(`http://[${address}]/`);
}
function networkOf(address, length, bits) {
	const value = bits === 32 ? numberOf(address.split("."), 10, 8n) : numberOf(groupsOf(address), 16, 16n);
	const network = value >> BigInt(bits - length) << BigInt(bits - length);
	if (network === value) return void 0;
	return bits === 32 ? write(network, 4, 8n, 10).join(".") : shortened(write(network, 8, 16n, 16).join(":"));
}
function numberOf(parts, base, width) {
	return parts.reduce((sum, part) => sum << width | BigInt(Number.parseInt(part, base)), 0n);
}
function write(value, count, width, base) {
	const mask = (1n << width) - 1n;
	return Array.from({ length: count }, (_, index) => (value >> width * BigInt(count - 1 - index) & mask).toString(base));
}
function groupsOf(address) {
	const [, head = "", v4] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? [];
	const [left = "", right] = (v4 === void 0 ? address : head + write(numberOf(v4.split("."), 10, 8n), 2, 16n, 16).join(":")).split("::");
	const groups = (text) => text === "" ? [] : text.split(":");
	if (right === void 0) return groups(left);
	const missing = 8 - groups(left).length - groups(right).length;
	return [
		...groups(left),
		...Array.from({ length: missing }, () => "0"),
		...groups(right)
	];
}
function shortened(address) {
	return address.replace(/(?:^|:)0(?::0)+$/, "::");
}
function lintCors(context) {
	const cors = entryOf(context.root, "cors");
	const origins = entryOf(cors, "allow_origins");
	const index = Array.isArray(origins) ? origins.indexOf("*") : -1;
	if (index === -1 || entryOf(cors, "credentials") !== true) return [];
	return [findingAt(context, [
		"cors",
		"allow_origins",
		index
	], "value", {
		ruleId: "cors-credentials",
		message: "The origin '*' cannot be combined with credentials",
		help: "Name the origins, or set `credentials: false`: browsers refuse the answer, and a gateway that echoes the origin lets every site in."
	})];
}
function lintProxies(context) {
	return ["ip_allowlist", "ip_rate_limit"].flatMap((section) => {
		const depth = entryOf(entryOf(context.root, section), "trust_proxy_depth");
		if (typeof depth !== "number" || depth <= USUAL_PROXIES) return [];
		const message = `${depth} proxies are trusted to name the client's address`;
		return [findingAt(context, [section, "trust_proxy_depth"], "value", {
			ruleId: "proxy-depth",
			message,
			help: "Count the proxies you run before the gateway: with a higher number, clients can forge their address."
		})];
	});
}

// src/policy/lint/order.ts
const BEFORE_EVERYTHING = ["data-routing-policy"];
const EARLY_OUTPUT = ["mnpi-filter", "upl-filter"];
const READS_ORIGINAL = [
	"itar-ear-filter",
	"entity-list-filter",
	"dual-use-filter"
];
const SENDS_OUT = ["external-moderation"];
function lintOrder(context) {
	const links = linksOf(context.root);
	return [
		...auditLast(context, links),
		...injectionFirst(context, links),
		...outputAfterInput(context, links),
		...cleanText(context, links)
	];
}
function linksOf(root) {
	const chain = entryOf(entryOf(root, "policies"), "chain");
	if (!Array.isArray(chain)) return [];
	return chain.flatMap((entry, index) => {
		const path = [
			"policies",
			"chain",
			index
		];
		if (typeof entry === "string") return kindFacts(entry) === void 0 ? [] : [{
			kind: entry,
			path,
			phase: phaseOf(entry, void 0)
		}];
		const [kind, ...more] = isMapping(entry) ? Object.keys(entry) : [];
		if (kind === void 0 || more.length > 0 || kindFacts(kind) === void 0) return [];
		return [{
			kind,
			path: [...path, kind],
			phase: phaseOf(kind, entryOf(entryOf(entry, kind), "stage"))
		}];
	});
}
function phaseOf(kind, stage) {
	if (typeof stage === "string") return stage.endsWith("-request") ? "input" : "output";
	const phase = kindFacts(kind)?.phase;
	if (phase === "output") return EARLY_OUTPUT.includes(kind) ? void 0 : "output";
	return phase === "input" || phase === "tool" ? "input" : void 0;
}
function advise(context, link, message, help) {
	return findingAt(context, link.path, typeof link.path.at(-1) === "string" ? "key" : "value", {
		ruleId: "chain-order",
		message,
		help
	});
}
function auditLast(context, links) {
	const at = links.findIndex(({ kind }) => kind === "audit-logger");
	const [link, next] = [links[at], links[at + 1]];
	if (link === void 0 || next === void 0) return [];
	return [advise(context, link, `'audit-logger' comes before '${next.kind}'`, "Put `audit-logger` last, so that it marks a chain that ran to its end.")];
}
function injectionFirst(context, links) {
	const at = links.findIndex(({ kind }) => kind === "prompt-injection");
	const link = links[at];
	const before = links.slice(0, Math.max(at, 0)).find(({ kind }) => !BEFORE_EVERYTHING.includes(kind));
	if (link === void 0 || before === void 0) return [];
	return [advise(context, link, `'prompt-injection' comes after '${before.kind}'`, "Put `prompt-injection` first, so that it sees the request as it was sent and nothing else is spent on an attack.")];
}
function outputAfterInput(context, links) {
	const output = links.findIndex(({ phase }) => phase === "output");
	const link = links[output];
	const late = links.slice(output + 1).find(({ kind, phase }) => phase === "input" && kind !== "prompt-injection");
	if (link === void 0 || late === void 0) return [];
	return [advise(context, link, `'${link.kind}' looks at answers but comes before '${late.kind}', which looks at requests`, "Name the policies of the request first: the chain then reads in the order it runs.")];
}
function cleanText(context, links) {
	const at = links.findIndex(({ kind }) => redacts(context.root, kind));
	const redactor = links[at];
	if (redactor === void 0) return [];
	const blinded = links.slice(at + 1).filter(({ kind }) => READS_ORIGINAL.includes(kind));
	const told = links.slice(0, at).filter(({ kind }) => SENDS_OUT.includes(kind));
	return [...blinded.map((link) => advise(context, link, `'${link.kind}' gets the text after '${redactor.kind}' has changed it`, `Put it before \`${redactor.kind}\`, which may take out the names it looks for.`)), ...told.map((link) => advise(context, link, `'${link.kind}' gets the text before '${redactor.kind}' has changed it`, `Put it after \`${redactor.kind}\`, if the service it asks should not see personal data.`))];
}
function redacts(root, kind) {
	const block = entryOf(entryOf(root, "policy"), kind);
	const action = entryOf(block, "action");
	if (kind === "pii-detector") return action === void 0 || action === "redact";
	if (kind === "request-rewriter") return Array.isArray(entryOf(block, "rules"));
	return action === "redact" && kindFacts(kind)?.phase.startsWith("input") === true;
}

// src/policy/lint/inside.ts
const ESCAPE_LENGTHS = {
	x: 4,
	u: 6,
	U: 10
};
function rangeInside(document, path, value, at, length) {
	const offsets = sourceOffsets(document, path, value);
	const [start, end] = [offsets?.[at], offsets?.[at + length]];
	return start === void 0 || end === void 0 || end <= start ? void 0 : document.rangeBetween(start, end);
}
function wholeSpan(document, path) {
	const span = document.spanOf(path, "value");
	if (span === void 0) return void 0;
	return quoteOf(document, span) === void 0 ? span : {
		offset: span.offset - 1,
		length: span.length + 2
	};
}
function sourceOffsets(document, path, value) {
	const span = document.spanOf(path, "value");
	if (span === void 0) return void 0;
	const source = document.text.slice(span.offset, span.offset + span.length);
	if (source.includes("\n")) return void 0;
	const offsets = [];
	const quote = quoteOf(document, span);
	let at = 0;
	while (at < source.length) {
		const length = quote === void 0 ? 1 : unitLength(source, at, quote);
		offsets.push(span.offset + at);
		at += length;
		if (length === ESCAPE_LENGTHS.U && Number.parseInt(source.slice(at - 8, at), 16) > 65535) offsets.push(span.offset + at - length);
	}
	offsets.push(span.offset + source.length);
	return offsets.length === value.length + 1 ? offsets : void 0;
}
function unitLength(source, at, quote) {
	if (quote === "'") return source.startsWith("''", at) ? 2 : 1;
	return source.charAt(at) === "\\" ? ESCAPE_LENGTHS[source.charAt(at + 1)] ?? 2 : 1;
}
function quoteOf(document, span) {
	const before = document.text.charAt(span.offset - 1);
	return before === document.text.charAt(span.offset + span.length) && (before === "\"" || before === "'") ? before : void 0;
}

// src/policy/lint/pattern-fault.ts
const KNOWN_CLASSES = new Set("L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Co Latin Greek Cyrillic Han Arabic Hebrew".split(" "));
const ESCAPE_HELP = {
	Z: "Write `\\z` for the end of the text.",
	h: "Write `[ \\t]` for blanks.",
	R: "Write `(?:\\r\\n|\\n)` for a line break.",
	k: "A linear-time engine has no back-references.",
	g: "A linear-time engine has no back-references.",
	e: "Write `\\x1b` for escape."
};
const CONTROL_CODES = {
	a: 7,
	f: 12,
	n: 10,
	r: 13,
	t: 9,
	v: 11
};
const POSIX_CLASSES = new Set("alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit".split(" "));
function fault(at, length, message, help) {
	return {
		at,
		length,
		message,
		help,
		refusedBy: "both"
	};
}
function unknownGroup(rest, flag) {
	if (rest.length === 2) return ["This `(` is not closed", "Add the missing `)`."];
	if (rest.startsWith("(?#")) return ["A comment `(?#` is not supported", "Leave it out; YAML has comments of its own."];
	if (/^\(\?(?:P[=>]|[R&\d(])/.test(rest)) return ["Back-references, recursion and conditions are not supported", "Write the pattern out."];
	if (flag !== void 0) return [`There is no flag or group \`(?${flag}\``, "Flags are `i`, `m`, `s` and `U`; groups `(?:` and `(?P<name>`."];
	return ["This is no kind of group", "Groups are `(`, `(?:` and `(?P<name>`; flags `(?i)`."];
}

// src/policy/lint/pattern-syntax.ts
const MOST_REPETITIONS = 1e3;
const ESCAPES$1 = "dDsSwWafnrtv";
const ANCHORS = "AzbB";
const BRACKET$1 = 91;
const NO_LOOK = "Match the text itself, or split the pattern: a linear-time engine cannot look around.";
function readPattern(pattern) {
	const reader = new PatternReader(pattern);
	const fault = reader.read() ?? reader.doubt;
	return {
		...fault === void 0 ? {} : { fault },
		unsure: reader.unsure
	};
}
var PatternReader = class {
	doubt;
	unsure = false;
	#text;
	#groups = [];
	#names = /* @__PURE__ */ new Set();
	#atom = false;
	#repeated = false;
	#repetitions = 1;
	constructor(text) {
		this.#text = text;
	}
	read() {
		let at = 0;
		while (at < this.#text.length) {
			const next = this.#step(at);
			if (typeof next !== "number") return next;
			at = next;
		}
		const open = this.#groups.at(-1);
		if (this.#repetitions > MOST_REPETITIONS) this.unsure = true;
		return open === void 0 ? void 0 : fault(open, 1, "This `(` is not closed", "Add the missing `)`, or write `\\(` for the character.");
	}
	#step(at) {
		const char = this.#text.charAt(at);
		if (char === "(") return this.#open(at);
		if (char === ")") return this.#close(at);
		if (char === "[") return this.#afterAtom(this.#class(at));
		if (char === "\\") return this.#afterAtom(this.#escape(at));
		if (char === "*" || char === "+" || char === "?") return this.#repeat(at, 1);
		if (char === "{") return this.#counted(at);
		this.#atom = char !== "|";
		this.#repeated = false;
		return at + 1;
	}
	#afterAtom(step) {
		this.#atom = true;
		this.#repeated = false;
		return step;
	}
	#close(at) {
		if (this.#groups.pop() === void 0) return fault(at, 1, "This `)` closes nothing", "Remove it, or write `\\)` for the character.");
		return this.#afterAtom(at + 1);
	}
	#open(at) {
		const rest = this.#text.slice(at);
		if (!rest.startsWith("(?")) return this.#push(at, at + 1);
		const [look] = /^\(\?<?[=!]/.exec(rest) ?? [];
		if (look !== void 0) return fault(at, look.length, `Look-${look.includes("<") ? "behind" : "ahead"} \`${look}\` is not supported`, NO_LOOK);
		if (rest.startsWith("(?>")) return fault(at, 3, "An atomic group `(?>` is not supported", "Write `(?:`: a linear-time engine does not backtrack.");
		const [named, name = ""] = /^\(\?P?<([^>)]*)>/.exec(rest) ?? [];
		if (named !== void 0) return this.#named(at, named, name);
		return this.#flags(at, rest);
	}
	#named(at, written, name) {
		if (!/^[\w.[\]]+$/.test(name)) return fault(at, written.length, "The name of a group must be letters, digits and `_`", "Write `(?P<name>`.");
		if (this.#names.has(name)) return fault(at, written.length, "Two groups have the same name", "Give each group a name of its own.");
		if (!/^[A-Za-z_]\w*$/.test(name)) this.#doubt(at, written.length, "This name of a group is not accepted by every engine", "Start with a letter.");
		this.#names.add(name);
		return this.#push(at, at + written.length);
	}
	#push(at, next) {
		this.#groups.push(at);
		this.#atom = false;
		this.#repeated = false;
		return next;
	}
	#flags(at, rest) {
		const [written = "", flags = "", end = ""] = /^\(\?([a-zA-Z-]*)([:)]?)/.exec(rest) ?? [];
		const unknown = Array.from(flags).find((flag) => !"imsUuxR-".includes(flag));
		const dangling = flags.endsWith("-") || flags.indexOf("-") !== flags.lastIndexOf("-");
		if (end === "" || unknown !== void 0 || dangling) return fault(at, Math.min(Math.max(written.length, 3), rest.length), ...unknownGroup(rest, unknown));
		if (end === ")" && flags === "") this.#doubt(at, 3, "A group without content is not accepted by every engine", "Remove it.");
		if (/[uxR]|([a-zA-Z]).*\1/.test(flags)) this.#doubt(at, written.length, "Not every engine accepts these flags", "Use `i`, `m`, `s` and `U`, each once.");
		if (flags.includes("x")) return this.#text.length;
		return end === ":" ? this.#push(at, at + written.length) : at + written.length;
	}
	#repeat(at, length) {
		const written = this.#text.slice(at, at + length);
		if (!this.#atom) return fault(at, length, `There is nothing that \`${written}\` could repeat`, `Write \`\\${written.charAt(0)}\` for the character.`);
		if (this.#repeated) {
			const possessive = written === "+";
			const message = possessive ? "A possessive `+` after a repetition is not supported" : "A repetition of a repetition is not accepted by every engine";
			this.#doubt(at, length, message, possessive ? "Remove the `+`: a linear-time engine does not backtrack." : "Put the inner one in `(?:…)`.");
		}
		this.#repeated = true;
		const end = at + length;
		return this.#text.charAt(end) === "?" ? end + 1 : end;
	}
	#counted(at) {
		const [written, least = "", comma, most = ""] = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.#text.slice(at, at + 40)) ?? [];
		if (written === void 0) {
			this.#doubt(at, 1, "A `{` that starts no `{n}` or `{n,m}` is not accepted by every engine", "Write `\\{` for the character, and `{0,5}` for at most five.");
			this.#atom = true;
			this.#repeated = false;
			return at + 1;
		}
		const highest = comma === void 0 || most === "" ? Number(least) : Number(most);
		if (highest < Number(least)) return fault(at, written.length, `\`${written}\` repeats from more to fewer`, `Write \`{${most},${least}}\`.`);
		if (highest > MOST_REPETITIONS) this.#doubt(at, written.length, `RE2 repeats at most ${MOST_REPETITIONS} times`, "Use a smaller number, or `+`.");
		else this.#repetitions *= Math.max(1, highest);
		return this.#repeat(at, written.length);
	}
	#escape(at) {
		const char = this.#text.charAt(at + 1);
		if (ANCHORS.includes(char) && char !== "") return at + 2;
		if (char === "Q") return this.#quoted(at);
		const atom = this.#escapedAtom(at);
		return "end" in atom ? atom.end : atom;
	}
	#quoted(at) {
		this.#doubt(at, 2, "`\\Q` is not accepted by every engine", "Escape the characters one by one.");
		const end = this.#text.indexOf("\\E", at + 2);
		return end === -1 ? this.#text.length : end + 2;
	}
	#escapedAtom(at) {
		const char = this.#text.charAt(at + 1);
		if (char === "") return fault(at, 1, "A backslash at the end escapes nothing", "Write `\\\\` for the character.");
		if (ESCAPES$1.includes(char)) return {
			end: at + 2,
			code: "dDsSwW".includes(char) ? void 0 : CONTROL_CODES[char]
		};
		if (char === "x") return this.#hexadecimal(at);
		if (char === "p" || char === "P") return this.#unicodeClass(at);
		if (char >= "0" && char <= "9") return this.#digit(at, char);
		if (char === "u" || char === "U") return this.#rustUnicode(at, char);
		const code = this.#text.codePointAt(at + 1) ?? 0;
		const length = code > 65535 ? 3 : 2;
		if (code < 128 && !/[A-Za-z]/.test(char)) return {
			end: at + 2,
			code
		};
		const help = ESCAPE_HELP[char] ?? `Write \`${this.#text.slice(at + 1, at + length)}\` for the character.`;
		return fault(at, length, `\`${this.#text.slice(at, at + length)}\` is no escape`, help);
	}
	#hexadecimal(at) {
		const [written, digits, braced] = /^\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]+)\})/.exec(this.#text.slice(at, at + 40)) ?? [];
		const code = Number.parseInt(digits ?? braced ?? "", 16);
		if (written === void 0 || code > 1114111) return fault(at, written?.length ?? 2, "`\\x` needs a character code", "Write `\\x41` or `\\x{1F600}`.");
		return {
			end: at + written.length,
			code
		};
	}
	#unicodeClass(at) {
		const [written, letter, name] = /^\\[pP](?:([A-Za-z])|\{([^}]*)\})/.exec(this.#text.slice(at)) ?? [];
		if (written === void 0) return fault(at, 2, "A Unicode class needs a name", "Write `\\p{Greek}` or `\\pL`.");
		if (!KNOWN_CLASSES.has(letter ?? name ?? "")) this.unsure = true;
		return { end: at + written.length };
	}
	#digit(at, char) {
		const [octal] = /^\\(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(this.#text.slice(at, at + 4)) ?? [];
		if (octal === void 0) return fault(at, 2, `A back-reference \`\\${char}\` is not supported`, "A linear-time engine cannot compare with what matched before.");
		this.#doubt(at, octal.length, "An octal escape is not accepted by every engine", "Write `\\x0a` instead.");
		return {
			end: at + octal.length,
			code: Number.parseInt(octal.slice(1), 8)
		};
	}
	#rustUnicode(at, char) {
		const [written] = new RegExp(`^\\\\${char}(?:[0-9A-Fa-f]{${char === "u" ? 4 : 8}}|\\{[0-9A-Fa-f]+\\})`).exec(this.#text.slice(at, at + 40)) ?? [];
		if (written === void 0) return fault(at, 2, `\`\\${char}\` is no escape`, "Write `\\x{1F600}` for a character by its code.");
		this.#doubt(at, written.length, `\`\\${char}\` is not accepted by every engine`, `Write \`\\x{${written.slice(2).replaceAll(/[{}]/g, "")}}\`.`);
		return {
			end: at + written.length,
			code: Number.parseInt(written.slice(2).replaceAll(/[{}]/g, ""), 16)
		};
	}
	#class(start) {
		let at = start + (this.#text.charAt(start + 1) === "^" ? 2 : 1);
		for (let first = true; at < this.#text.length; first = false) {
			if (this.#text.charAt(at) === "]" && !first) return at + 1;
			const low = this.#classAtom(at);
			if (!("end" in low)) return low;
			if (!(this.#text.charAt(low.end) === "-" && this.#text.charAt(low.end + 1) !== "]" && low.end + 1 < this.#text.length)) {
				at = low.end;
				continue;
			}
			const next = this.#range(at, low);
			if (typeof next !== "number") return next;
			at = next;
		}
		return fault(start, 1, "This `[` is not closed", "Add the missing `]`, or write `\\[` for the character.");
	}
	#range(at, low) {
		if (low.code === void 0) {
			this.#doubt(at, low.end + 1 - at, "A `-` after a class such as `\\d` is not accepted by every engine", "Put the `-` last, or write `\\-`.");
			return low.end + 1;
		}
		if (this.#text.startsWith("--", low.end)) {
			this.#doubt(low.end, 2, "A `--` inside a character class takes characters out for some engines", "Write `\\-` for the character.");
			return low.end + 2;
		}
		const high = this.#text.charAt(low.end + 1) === "[" ? {
			end: low.end + 2,
			code: BRACKET$1
		} : this.#classAtom(low.end + 1);
		if (!("end" in high)) return high;
		const length = high.end - at;
		if (high.code === void 0) return fault(at, length, "A range cannot end with a class such as `\\d`", "Put the `-` last, or write `\\-`.");
		if (high.code < low.code) return fault(at, length, `The range \`${this.#text.slice(at, high.end)}\` runs backwards`, "Swap its ends, or write `\\-`.");
		return high.end;
	}
	#classAtom(at) {
		const char = this.#text.charAt(at);
		if (char === "\\") return this.#escapedAtom(at);
		if (char === "[") {
			const [posix, name = ""] = /^\[:\^?([a-z]+):\]/.exec(this.#text.slice(at, at + 20)) ?? [];
			if (posix !== void 0 && POSIX_CLASSES.has(name)) return { end: at + posix.length };
			this.#doubt(at, 1, "A `[` inside a class opens another class for some engines", "Write `\\[` for the character.");
		}
		const code = this.#text.codePointAt(at) ?? 0;
		return {
			end: at + (code > 65535 ? 2 : 1),
			code
		};
	}
	#doubt(at, length, message, help) {
		this.doubt ??= {
			at,
			length,
			message,
			help,
			refusedBy: "one"
		};
	}
};

// src/policy/lint/patterns.ts
const DOCUMENTED = "error";
const BY_EXAMPLE = "warning";
const FIELDS = {
	"prompt-injection": [{
		path: ["attack_patterns", "*"],
		severity: DOCUMENTED
	}, {
		path: [
			"detection",
			"attack_patterns",
			"*"
		],
		severity: DOCUMENTED
	}],
	"pii-detector": [{
		path: ["detect_patterns", "*"],
		severity: DOCUMENTED
	}],
	"dlp-filter": [{
		path: ["detect_patterns", "*"],
		severity: DOCUMENTED
	}, {
		path: [
			"patterns",
			"*",
			"regex"
		],
		severity: BY_EXAMPLE
	}],
	"code-sanitizer": [{
		path: ["additional_patterns", "*"],
		severity: DOCUMENTED
	}],
	"request-rewriter": [{
		path: [
			"rules",
			"*",
			"pattern"
		],
		severity: DOCUMENTED
	}],
	"response-rewriter": [{
		path: [
			"rules",
			"*",
			"pattern"
		],
		severity: DOCUMENTED
	}],
	"financial-compliance": [{
		path: ["blocked_patterns", "*"],
		severity: BY_EXAMPLE
	}],
	"healthcare-compliance": [{
		path: ["blocked_patterns", "*"],
		severity: BY_EXAMPLE
	}],
	"mnpi-filter": [{
		path: ["detect_patterns", "*"],
		severity: BY_EXAMPLE
	}]
};
function lintPatterns(context, compile) {
	return patternsOf(context.document).flatMap((placed) => {
		const { fault, unsure } = readPattern(placed.pattern);
		if (fault === void 0 && !unsure) return [];
		const refusal = compile?.(placed.pattern);
		if (fault === void 0) return refusal === void 0 ? [] : [refused(context, placed, refusal)];
		return [faulty(context, placed, fault, fault.refusedBy === "both" && (compile === void 0 || refusal !== void 0))];
	});
}
function wantsCompiler(document) {
	return patternsOf(document).some(({ pattern }) => {
		const { fault, unsure } = readPattern(pattern);
		return fault !== void 0 || unsure;
	});
}
function faulty(context, { path, pattern, severity }, fault, certain) {
	const { message, help } = fault;
	const finding = findingAt(context, path, "value", {
		ruleId: "bad-pattern",
		severity: certain ? severity : "warning",
		message,
		help
	});
	const range = rangeInside(context.document, path, pattern, fault.at, fault.length);
	return range === void 0 ? finding : {
		...finding,
		range
	};
}
function refused(context, { path, pattern }, refusal) {
	const message = `A linear-time engine does not compile this pattern: ${refusal}`;
	const finding = findingAt(context, path, "value", {
		ruleId: "bad-pattern",
		severity: "warning",
		message,
		help: "Write it in the syntax that RE2 and Rust share."
	});
	const piece = /`(.+)`$/.exec(refusal)?.[1];
	const at = piece === void 0 ? -1 : pattern.indexOf(piece);
	const range = piece === void 0 || at === -1 ? void 0 : rangeInside(context.document, path, pattern, at, piece.length);
	return range === void 0 ? finding : {
		...finding,
		range
	};
}
function patternsOf({ value: root, shape }) {
	const policy = entryOf(root, "policy");
	if (shape === "single-policy") return (entryOf(policy, "name") === "prompt-injection" ? FIELDS["prompt-injection"] ?? [] : []).flatMap((field) => select(root, [], field.path, field.severity));
	if (!isMapping(policy)) return [];
	return Object.keys(policy).flatMap((kind) => {
		return (Object.hasOwn(FIELDS, kind) ? FIELDS[kind] ?? [] : []).flatMap((field) => select(policy[kind], ["policy", kind], field.path, field.severity));
	});
}
function select(value, path, steps, severity) {
	const [step, ...rest] = steps;
	if (step === void 0) return typeof value === "string" ? [{
		path,
		pattern: value,
		severity
	}] : [];
	if (step !== "*") return select(entryOf(value, step), [...path, step], rest, severity);
	return Array.isArray(value) ? value.flatMap((item, index) => select(item, [...path, index], rest, severity)) : [];
}

// src/policy/lint/references.ts
function lintReferences(context) {
	const ids = list(entryOf(entryOf(context.root, "providers"), "targets")).map((target) => entryOf(target, "id"));
	const groups = groupLists(context.root);
	const groupNames = groups.flatMap(({ list: entries }) => entries.flatMap((group) => [entryOf(group, "name"), ...list(entryOf(group, "aliases"))]));
	return [...duplicates(context, ids), ...lintNames(context, references(context, groups), {
		target: texts(ids),
		group: texts(groupNames)
	})];
}
function duplicates(context, ids) {
	const seen = /* @__PURE__ */ new Map();
	return ids.flatMap((id, index) => {
		if (typeof id !== "string") return [];
		const first = seen.get(id);
		if (first === void 0) {
			seen.set(id, index);
			return [];
		}
		const path = [
			"providers",
			"targets",
			index,
			"id"
		];
		const [here, there] = [place(context, path), place(context, [
			"providers",
			"targets",
			first,
			"id"
		])];
		const message = `Target id '${id}' is used twice, at ${there} and ${here}`;
		return [findingAt(context, path, "value", {
			ruleId: "duplicate-target-id",
			message,
			help: "Give each target an id of its own."
		})];
	});
}
function place(context, path) {
	const { line, column } = (context.document.rangeOf(path, "value") ?? context.document.nearestRange(path)).start;
	return `${line}:${column}`;
}
function groupLists(root) {
	return [{
		path: ["model_groups"],
		list: list(entryOf(root, "model_groups"))
	}, {
		path: ["providers", "model_groups"],
		list: list(entryOf(entryOf(root, "providers"), "model_groups"))
	}];
}
function references(context, groups) {
	const { root } = context;
	const providers = entryOf(root, "providers");
	const routes = list(entryOf(root, "routes")).map((route, index) => ({
		path: [
			"routes",
			index,
			"upstream"
		],
		name: entryOf(route, "upstream"),
		what: "target"
	}));
	const variants = list(entryOf(entryOf(providers, "ab_test"), "variants")).map((variant, index) => ({
		path: [
			"providers",
			"ab_test",
			"variants",
			index,
			"provider_id"
		],
		name: entryOf(variant, "provider_id"),
		what: "target",
		weak: true
	}));
	return [
		...routes,
		...groups.flatMap(groupReferences),
		...mirrors([], root),
		...mirrors(["providers"], providers),
		...variants
	];
}
function groupReferences({ path, list: entries }) {
	return entries.flatMap((group, index) => [...list(entryOf(group, "targets")).map((name, at) => ({
		path: [
			...path,
			index,
			"targets",
			at
		],
		name,
		what: "target"
	})), {
		path: [
			...path,
			index,
			"fallback_group"
		],
		name: entryOf(group, "fallback_group"),
		what: "group",
		weak: true
	}]);
}
function mirrors(path, owner) {
	if (!isMapping(owner)) return [];
	return Object.entries(owner).map(([key, block]) => ({
		path: [
			...path,
			key,
			"mirror_target"
		],
		name: entryOf(block, "mirror_target"),
		what: "target"
	}));
}
function lintNames(context, found, names) {
	const known = /* @__PURE__ */ new Set([...names.target, ...names.group]);
	return found.flatMap(({ name, ...reference }) => typeof name !== "string" || name === "" || hasPlaceholder(name) || known.has(name) ? [] : [unknownName(context, {
		...reference,
		name
	}, names[reference.what])]);
}
function unknownName(context, reference, wanted) {
	const { name, path, what } = reference;
	const few = wanted.length <= MOST_LISTED;
	const meant = few ? didYouMean(name, wanted) : void 0;
	const list = few ? `Known ${PLURAL[what]}: ${wanted.join(", ")}.` : `This file has ${wanted.length} ${PLURAL[what]}.`;
	const help = wanted.length === 0 ? `This file has no ${PLURAL[what]}.` : list;
	return findingAt(context, path, "value", {
		ruleId: "unknown-target",
		severity: reference.weak === true || wanted.length === 0 ? "warning" : "error",
		message: `There is no ${what === "group" ? "model group" : "provider target"} '${name}'`,
		help: meant === void 0 ? help : `Did you mean '${meant}'?`,
		fix: meant === void 0 ? void 0 : replaceText(context.document, path, "value", meant)
	});
}
const MOST_LISTED = 100;
const PLURAL = {
	target: "targets",
	group: "groups"
};
function list(value) {
	return Array.isArray(value) ? value : [];
}
function texts(values) {
	return values.filter((value) => typeof value === "string");
}

// src/policy/lint/secret-forms.ts
const FORMS = [
	["A private key", "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:[^-]*-----END [A-Z0-9 ]*-----)?"],
	["An Anthropic API key", "sk-ant-[A-Za-z0-9_-]{20,}"],
	["An OpenRouter API key", "sk-or-v1-[0-9a-f]{32,}"],
	["A Langfuse secret key", "sk-lf-[0-9a-f]{8}-[0-9a-f-]{20,}"],
	["An API key", "sk-[A-Za-z0-9_-]{20,}"],
	["A Keeptrusts token", "kt_(?:live|ak|gk)_[A-Za-z0-9_]{8,}"],
	["A GitHub token", "gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,}"],
	["A GitLab token", "glpat-[A-Za-z0-9_-]{20,}"],
	["An AWS access key id", "(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])"],
	["A Slack token", "xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}"],
	["A Google API key", "AIza[A-Za-z0-9_-]{35}"],
	["A Stripe key", "[rs]k_live_[A-Za-z0-9]{16,}"],
	["A Groq API key", "gsk_[A-Za-z0-9]{20,}"],
	["An xAI API key", "xai-[A-Za-z0-9]{20,}"],
	["A Hugging Face token", "hf_[A-Za-z0-9]{30,}"],
	["A Perplexity API key", "pplx-[A-Za-z0-9]{20,}"],
	["A Replicate token", "r8_[A-Za-z0-9]{30,}"],
	["An npm token", "npm_[A-Za-z0-9]{36}"],
	["A SendGrid key", "SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}"],
	["A JSON Web Token", "eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}"]
];
const ALL = new RegExp(`(?<![A-Za-z0-9_-])(?:${FORMS.map(([, pattern]) => `(${pattern})`).join("|")})|((?<=[a-z]:\\/\\/[^\\s\\/:@]{0,100}:)[^\\s\\/:@]{3,100}(?=@[A-Za-z0-9]))`, "g");
const HINT = /-----BEGIN|[sr]k[-_]|kt_|gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|xox|xapp-|AIza|gsk_|xai-|hf_|pplx-|r8_|npm_|SG\.|eyJ|:\/\/[^\s/]*@/;
function knownSecrets(text) {
	if (!HINT.test(text)) return [];
	return [...text.matchAll(ALL)].flatMap((match) => {
		const [written, ...groups] = match;
		const form = groups.findIndex((group) => group !== void 0);
		const what = FORMS[form]?.[0] ?? "The password of an address";
		return standsForSecret(written) || isName(written) ? [] : [{
			at: match.index,
			length: written.length,
			what
		}];
	});
}
function isName(written) {
	return written.startsWith("sk-") && !/^sk-(?:lf|or)-/.test(written) && !written.split(/[-_]/).some((part) => part.length >= 16 && /\d/.test(part));
}
const RUN$1 = /[A-Za-z0-9+/=_-]{24,}/g;
const SEPARATORS = /[-_/]/;
const SHORTEST_PART = 20;
const FEWEST_DISTINCT = 12;
const LEAST_CHANGES = .4;
function randomPieces(text) {
	if (text.length < 24) return [];
	return [...text.matchAll(RUN$1)].flatMap((match) => {
		const [written] = match;
		return !(/sha\d{3}-$/.test(text.slice(Math.max(0, match.index - 7), match.index)) || /^sha\d{3}-/.test(written)) && written.split(SEPARATORS).some(looksRandom) && !standsForSecret(written) ? [{
			at: match.index,
			length: written.length,
			what: "A text that looks like a key"
		}] : [];
	});
}
function looksRandom(text) {
	if (text.length < SHORTEST_PART) return false;
	if (text.replaceAll(/\D/g, "").length < 2 || !/[a-z]/.test(text) || !/[A-Z]/.test(text) || new Set(text).size < FEWEST_DISTINCT) return false;
	const classes = Array.from(text, classOf);
	return classes.filter((one, index) => index > 0 && one !== classes[index - 1]).length / (text.length - 1) >= LEAST_CHANGES && !encodesText(text);
}
function classOf(char) {
	if (char >= "0" && char <= "9") return "digit";
	if (char >= "a" && char <= "z") return "lower";
	return char >= "A" && char <= "Z" ? "upper" : "other";
}
function encodesText(text) {
	const decoded = Buffer.from(text, "base64").toString("latin1");
	return decoded.replaceAll(/[^\x20-\x7e\n]/g, "").length / decoded.length > .9;
}

// src/policy/lint/secret-refs.ts
const SOURCES = ["env", "store"];
const FORM = "Write `secret_key_ref: { env: NAME }` or `{ store: NAME }`.";
const STORE_NAME = /^[A-Za-z0-9_.-]+$/;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
function lintSecretRefs(context) {
	return find(context.root, []).flatMap(({ path, value }) => lintRef(context, path, value));
}
function find(value, path) {
	if (Array.isArray(value)) return value.flatMap((item, index) => find(item, [...path, index]));
	if (!isMapping(value)) return [];
	return Object.entries(value).flatMap(([key, child]) => {
		const at = [...path, key];
		if (key !== "secret_key_ref") return find(child, at);
		return path[0] === "policy" && path[1] === "external-moderation" ? [] : [{
			path: at,
			value: child
		}];
	});
}
function lintRef(context, path, value) {
	if (!isMapping(value)) return notAnObject(context, path, value);
	const [env, store] = [entryOf(value, "env"), entryOf(value, "store")];
	const foreign = Object.keys(value).filter((key) => !SOURCES.includes(key));
	if (env === void 0 && store === void 0) return [nowhere(context, path, foreign)];
	const both = env !== void 0 && store !== void 0;
	return [
		...foreign.map((key) => foreignKey(context, [...path, key], key)),
		...both ? [twoSources(context, [...path, "store"])] : [],
		...env === void 0 ? [] : lintEnv(context, [...path, "env"], env),
		...store === void 0 ? [] : lintStore(context, [...path, "store"], store)
	];
}
function notAnObject(context, path, value) {
	const written = typeof value === "string" ? value : "";
	if (knownSecrets(written).length > 0) return [];
	const variable = /^[A-Z][A-Z0-9_]*$/.test(written);
	const span = variable ? wholeSpan(context.document, path) : void 0;
	const message = `\`secret_key_ref\` must be a mapping with \`env\` or \`store\`, but is ${nameOfType(value)}`;
	const help = variable ? `Write \`{ env: ${written} }\`.` : FORM;
	const fix = span === void 0 ? void 0 : {
		...span,
		text: `{ env: ${written} }`
	};
	return [findingAt(context, path, value === null ? "key" : "value", {
		ruleId: "secret-key-ref",
		message,
		help,
		fix
	})];
}
function nowhere(context, path, foreign) {
	const [key, ...more] = foreign;
	if (key === void 0 || more.length > 0) return findingAt(context, path, "key", {
		ruleId: "secret-key-ref",
		message: "`secret_key_ref` names neither `env` nor `store`",
		help: FORM
	});
	const meant = didYouMean(key, SOURCES);
	const message = `\`secret_key_ref\` has '${key}' where \`env\` or \`store\` belongs`;
	const help = meant === void 0 ? FORM : `Did you mean '${meant}'?`;
	const fix = meant === void 0 ? void 0 : replaceText(context.document, [...path, key], "key", meant);
	return findingAt(context, [...path, key], "key", {
		ruleId: "secret-key-ref",
		message,
		help,
		fix
	});
}
function foreignKey(context, path, key) {
	const message = `\`secret_key_ref\` has '${key}' besides its \`env\` or \`store\``;
	return findingAt(context, path, "key", {
		ruleId: "secret-key-ref",
		severity: "warning",
		message,
		help: "Remove it."
	});
}
function twoSources(context, path) {
	return findingAt(context, path, "key", {
		ruleId: "secret-key-ref",
		severity: "warning",
		message: "`secret_key_ref` names both `env` and `store`",
		help: "Keep one of the two."
	});
}
function lintEnv(context, path, env) {
	if (typeof env !== "string" || env === "") return [notAName(context, path, "env", env)];
	if (VARIABLE_NAME.test(env) || knownSecrets(env).length > 0) return [];
	const [, inner] = /^\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?$/.exec(env) ?? [];
	const message = "`env` takes the name of an environment variable, and this is none";
	const help = inner === void 0 ? "A name has letters, digits and `_`." : `Write \`${inner}\`, without \`$\`.`;
	const span = inner === void 0 ? void 0 : context.document.spanOf(path, "value");
	const fix = inner === void 0 || span === void 0 ? void 0 : {
		...span,
		text: inner
	};
	return [findingAt(context, path, "value", {
		ruleId: "secret-key-ref",
		severity: "warning",
		message,
		help,
		fix
	})];
}
function lintStore(context, path, store) {
	if (typeof store !== "string" || store === "") return [notAName(context, path, "store", store)];
	if (STORE_NAME.test(store) || hasPlaceholder(store)) return [];
	return [findingAt(context, path, "value", {
		ruleId: "secret-key-ref",
		message: "The name of a stored secret has letters, digits, `_`, `-` and `.` only",
		help: "No slashes and no blanks: `anthropic.production.key`."
	})];
}
function notAName(context, path, key, value) {
	const message = `\`${key}\` must be a name, but is ${value === "" ? "an empty text" : nameOfType(value)}`;
	return findingAt(context, path, value === null ? "key" : "value", {
		ruleId: "secret-key-ref",
		message,
		help: FORM
	});
}

// src/policy/lint/secrets.ts
const SHORTEST_SECRET = 8;
const SHORTEST_GUESS = 12;
const NAMES = /(?:^|[_-])(?:api_?key|access_?key|secret|secret_?key|secret_?access_?key|private_?key|client_?secret|token|password|passwd|passphrase|authorization)$/i;
const HELP = "Take it out of the file, revoke it where it was issued, and refer to it: `secret_key_ref: { env: NAME }` or `{ store: NAME }`.";
function literalSecrets(document) {
	return secretsOf(document).filter(({ value }) => value.length >= SHORTEST_SECRET).map(({ value, range }) => ({
		value,
		range
	}));
}
function lintSecrets(context) {
	const { document } = context;
	const older = document.shape === "list-shaped";
	return secretsOf(document).filter(({ severity }) => !older || severity === "error").map(({ severity, what, path, range }) => {
		const message = `${what} is written into the file`;
		const parts = {
			ruleId: "literal-secret",
			severity: older ? "warning" : severity,
			message,
			help: HELP,
			range
		};
		return path === void 0 ? makeFinding(parts) : {
			...findingAt(context, path, "value", parts),
			range
		};
	});
}
function withoutSecrets(findings, document) {
	const secrets = literalSecrets(document);
	if (secrets.length === 0) return findings;
	const byStart = /* @__PURE__ */ new Map();
	for (const { value } of secrets) {
		const start = value.slice(0, SHORTEST_SECRET);
		const alike = byStart.get(start);
		if (alike === void 0) byStart.set(start, [value]);
		else alike.push(value);
	}
	const clean = (text) => masked(text, byStart);
	return findings.map(({ fix, ...finding }) => ({
		...finding,
		message: clean(finding.message),
		...finding.help === void 0 ? {} : { help: clean(finding.help) },
		...finding.path === void 0 ? {} : { path: clean(finding.path) },
		...finding.suppressionReason === void 0 ? {} : { suppressionReason: clean(finding.suppressionReason) },
		...fix === void 0 || clean(fix.text) !== fix.text ? {} : { fix }
	}));
}
function masked(text, byStart) {
	let result = "";
	for (let at = 0; at < text.length;) {
		const secrets = byStart.get(text.slice(at, at + SHORTEST_SECRET));
		const length = (secrets ?? []).reduce((longest, secret) => Math.max(longest, commonLength(text, at, secret)), 0);
		result += secrets === void 0 ? text.charAt(at) : "***";
		at += secrets === void 0 ? 1 : length;
	}
	return result;
}
function commonLength(text, at, secret) {
	let length = 0;
	while (length < secret.length && text.charAt(at + length) === secret.charAt(length)) length += 1;
	return length;
}
const KNOWN = /* @__PURE__ */ new WeakMap();
function secretsOf(document) {
	const known = KNOWN.get(document);
	if (known !== void 0) return known;
	const byForm = formsOf(document);
	const taken = byLine(byForm);
	const others = namedAndRandom(document.value, [], document).filter(({ range }) => !linesOf(range).some((line) => taken.get(line)?.some((form) => overlap(form, range))));
	const found = [...byForm, ...others];
	KNOWN.set(document, found);
	return found;
}
function formsOf(document) {
	const testing = document.rangeOf(["testing"], "value");
	return knownSecrets(document.text).map(({ at, length, what }) => {
		const range = document.rangeBetween(at, at + length);
		const inTests = testing !== void 0 && overlap(testing, range);
		return {
			value: document.text.slice(at, at + length),
			range,
			severity: inTests ? "warning" : "error",
			what
		};
	});
}
function namedAndRandom(value, path, document) {
	if (typeof value === "string") return inText(value, path, document);
	if (Array.isArray(value)) return value.flatMap((item, index) => namedAndRandom(item, [...path, index], document));
	if (!isMapping(value)) return [];
	return Object.keys(value).flatMap((key) => path.length === 0 && key === "testing" ? [] : namedAndRandom(value[key], [...path, key], document));
}
function inText(value, path, document) {
	const what = namedSecret(value, path);
	if (what !== void 0) {
		const range = document.rangeOf(path, "value");
		return range === void 0 ? [] : [{
			value: value.trim(),
			range,
			severity: "warning",
			what,
			path
		}];
	}
	return randomPieces(value).flatMap((piece) => {
		const range = rangeInside(document, path, value, piece.at, piece.length) ?? document.rangeOf(path, "value");
		const text = value.slice(piece.at, piece.at + piece.length);
		return range === void 0 ? [] : [{
			value: text,
			range,
			severity: "warning",
			what: piece.what,
			path
		}];
	});
}
function namedSecret(value, path) {
	const key = path.at(-1);
	if (typeof key !== "string" || value.trim() === "" || standsForSecret(value) || isVariableName(value)) return void 0;
	if (isDocumentedSecret(path, key)) return `A literal \`${key}\``;
	return NAMES.test(key) && value.length >= SHORTEST_GUESS && /^(?:Bearer |Basic )?[^\s/:]+$/.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value) ? `A literal \`${key}\`` : void 0;
}
function isDocumentedSecret([section, second], key) {
	if (section === "callbacks") return key === "secret_key" || key === "public_key";
	return key === "api_key" && (section === "providers" && second === "targets" || section === "consumer_groups");
}
function isVariableName(value) {
	return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value);
}
function byLine(found) {
	const lines = /* @__PURE__ */ new Map();
	for (const { range } of found) for (const line of linesOf(range)) {
		const ranges = lines.get(line);
		if (ranges === void 0) lines.set(line, [range]);
		else ranges.push(range);
	}
	return lines;
}
function linesOf({ start, end }) {
	return Array.from({ length: end.line - start.line + 1 }, (_, index) => start.line + index);
}
function overlap(a, b) {
	return before(a.start, b.end) && before(b.start, a.end);
}
function before(a, b) {
	return a.line < b.line || a.line === b.line && a.column < b.column;
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
	return versionFindings(context, "pack");
}
function versionFindings(context, section) {
	const owner = entryOf(context.root, section);
	return isMapping(owner) && Object.hasOwn(owner, "version") ? [...lintVersion(context, [section, "version"], owner.version)] : [];
}
function lintPolicies(context) {
	const { root } = context;
	const policies = entryOf(root, "policies");
	if (!Object.hasOwn(root, "policies")) return [missing(context, ["policies"], "Section 'policies' is missing", "Add `policies:` with a `chain:` of policy kinds.")];
	if (!isMapping(policies)) return [wrongType(context, ["policies"], "a mapping with a `chain`", policies)];
	const { chain } = policies;
	if (!Array.isArray(chain) || chain.length > 0) return [];
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
	const findings = versionFindings(context, "policy");
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
	return findingAt(context, path, typeof value === "object" ? "key" : "value", {
		ruleId: "wrong-type",
		message,
		severity
	});
}

// src/policy/lint/targets.ts
function lintTargets(context) {
	const targets = entryOf(entryOf(context.root, "providers"), "targets");
	if (!Array.isArray(targets)) return [];
	return [...targets.flatMap((target, index) => isMapping(target) ? [...lintDataPolicy(context, target, [
		"providers",
		"targets",
		index
	]), ...lintEscalation(context, entryOf(target, "escalation_routing"), [
		"providers",
		"targets",
		index,
		"escalation_routing"
	])] : []), ...lintDataRouting(context, targets.filter(isMapping))];
}
function lintDataPolicy(context, target, path) {
	const zdr = entryOf(target, "zdr");
	const policy = entryOf(target, "data_policy");
	const retention = entryOf(policy, "zero_data_retention");
	const days = entryOf(policy, "retention_days");
	const contradiction = (key, message, help) => [findingAt(context, [
		...path,
		"data_policy",
		key
	], "value", {
		ruleId: "data-policy-contradiction",
		message,
		help
	})];
	if (typeof zdr === "boolean" && typeof retention === "boolean" && zdr !== retention) return contradiction("zero_data_retention", `'zdr' is ${zdr} while 'zero_data_retention' is ${retention}`, "They mean the same: keep one of the two.");
	if ((zdr === true || retention === true) && typeof days === "number" && days > 0) return contradiction("retention_days", `The target keeps nothing, and keeps it for ${days} days`, "Set `retention_days: 0`, or take back the promise to keep nothing.");
	return [];
}
function lintEscalation(context, routing, path) {
	if (!isMapping(routing)) return [];
	const named = ["team_id", "user_id"].filter((key) => Object.hasOwn(routing, key));
	if (named.length === 1) return [];
	const none = named.length === 0;
	const message = none ? "`escalation_routing` names neither a team nor a user" : "`escalation_routing` names both a team and a user";
	const help = none ? "Add `team_id` or `user_id`." : "Keep `team_id` or `user_id`, not both.";
	return [findingAt(context, none ? path : [...path, "user_id"], "key", {
		ruleId: "escalation-routing",
		message,
		help
	})];
}
function lintDataRouting(context, targets) {
	const kind = "data-routing-policy";
	if (targets.length === 0 || !(context.document.chain ?? []).includes(kind)) return [];
	const wanted = requirements(entryOf(entryOf(context.root, "policy"), kind));
	if (wanted.length === 0 || targets.some((target) => wanted.every(({ metBy }) => metBy(target)))) return [];
	const unmet = wanted.find(({ metBy }) => !targets.some(metBy));
	const what = unmet?.words ?? wanted.map(({ words }) => words).join(" and ");
	const path = unmet === void 0 ? ["policy", kind] : [
		"policy",
		kind,
		unmet.key
	];
	const message = `No provider target declares ${what}, so that no request can be routed`;
	return [findingAt(context, path, "key", {
		ruleId: "no-compliant-target",
		message,
		help: "Declare it in the `data_policy` of a target that does so."
	})];
}
function requirements(block) {
	const days = entryOf(block, "max_retention_days");
	return [
		...entryOf(block, "require_zero_data_retention") === true ? [{
			key: "require_zero_data_retention",
			words: "zero data retention",
			metBy: keepsNothing
		}] : [],
		...entryOf(block, "require_no_training") === true ? [{
			key: "require_no_training",
			words: "no training",
			metBy: trainsNot
		}] : [],
		...typeof days === "number" ? [{
			key: "max_retention_days",
			words: `at most ${days} days of retention`,
			metBy: (target) => keepsAtMost(target, days)
		}] : []
	];
}
function keepsNothing(target) {
	return entryOf(target, "zdr") === true || entryOf(entryOf(target, "data_policy"), "zero_data_retention") === true;
}
function trainsNot(target) {
	return entryOf(entryOf(target, "data_policy"), "training_opt_out") === true || entryOf(target, "data_collection") === "deny";
}
function keepsAtMost(target, days) {
	const kept = entryOf(entryOf(target, "data_policy"), "retention_days");
	return keepsNothing(target) || typeof kept === "number" && kept <= days;
}

// build/validators/policy.mjs
let faults = [];
function add(instancePath, keyword, missing) {
	faults.push(missing === void 0 ? {
		instancePath,
		keyword
	} : {
		instancePath,
		keyword,
		missing
	});
}
function isA(type, value, at) {
	if (value !== void 0 && typeof value !== type) add(at, "type");
}
function isCount(value, at) {
	if (value === void 0) return;
	if (!Number.isInteger(value)) add(at, "type");
	if (typeof value === "number" && value < 0) add(at, "minimum");
}
function run$1(validate, data) {
	faults = [];
	validate(data, "");
	return faults;
}
const config = (data) => run$1(validate21, data);
const single = {
	"agent-firewall": (data) => run$1(validate358, data),
	"citation-verifier": (data) => run$1(validate370, data),
	"prompt-injection": (data) => run$1(validate378, data),
	"quality-scorer": (data) => run$1(validate388, data)
};
function validate26(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) if (typeof data[i0] !== "string") add(at + "/" + i0, "type");
	} else add(at, "type");
}
function validate25(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.semantic_replay, at + "/semantic_replay");
		isA("boolean", data.read_only, at + "/read_only");
		isCount(data.max_staleness_hours, at + "/max_staleness_hours");
		if (data.artifact_types !== void 0) validate26(data.artifact_types, at + "/artifact_types");
	} else add(at, "type");
}
function validate24(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.name, at + "/name");
		isA("string", data.model, at + "/model");
		if (data.cache_policy !== void 0) validate25(data.cache_policy, at + "/cache_policy");
	} else add(at, "type");
}
function validate23(data, at) {
	if (!data || typeof data != "object") add(at, "type");
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate24(data[i0], at + "/" + i0);
	}
}
function validate31(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		if (data.mode !== void 0) {
			let data1 = data.mode;
			if (typeof data1 !== "string") add(at + "/mode", "type");
			if (!(data1 === "exact" || data1 === "semantic")) add(at + "/mode", "enum");
		}
		isCount(data.ttl_seconds, at + "/ttl_seconds");
		isCount(data.max_entries, at + "/max_entries");
	} else add(at, "type");
}
function validate34(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.type === void 0) add(at, "required", "type");
		if (data.type !== void 0) {
			let data0 = data.type;
			if (typeof data0 !== "string") add(at + "/type", "type");
			if (!(data0 === "langfuse" || data0 === "datadog" || data0 === "prometheus" || data0 === "helicone")) add(at + "/type", "enum");
		}
		isA("string", data.host, at + "/host");
		isA("string", data.public_key, at + "/public_key");
		isA("string", data.public_key_env, at + "/public_key_env");
		isA("string", data.secret_key, at + "/secret_key");
		isA("string", data.secret_key_env, at + "/secret_key_env");
		isA("string", data.site, at + "/site");
		isA("string", data.service_name, at + "/service_name");
		if (data.tags !== void 0) validate26(data.tags, at + "/tags");
	} else add(at, "type");
}
function validate33(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate34(data[i0], at + "/" + i0);
	} else add(at, "type");
}
function validate40(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isCount(data.requests_per_minute, at + "/requests_per_minute");
		isCount(data.tokens_per_minute, at + "/tokens_per_minute");
		isCount(data.tokens_per_day, at + "/tokens_per_day");
	} else add(at, "type");
}
function validate39(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.name, at + "/name");
		isA("string", data.api_key, at + "/api_key");
		if (data.rate_limits !== void 0) validate40(data.rate_limits, at + "/rate_limits");
		if (data.allowed_models !== void 0) validate26(data.allowed_models, at + "/allowed_models");
	} else add(at, "type");
}
function validate38(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate39(data[i0], at + "/" + i0);
	} else add(at, "type");
}
function validate45(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		if (data.allow_origins !== void 0) validate26(data.allow_origins, at + "/allow_origins");
		if (data.allow_methods !== void 0) validate26(data.allow_methods, at + "/allow_methods");
		if (data.allow_headers !== void 0) validate26(data.allow_headers, at + "/allow_headers");
		if (data.expose_headers !== void 0) validate26(data.expose_headers, at + "/expose_headers");
		isA("boolean", data.credentials, at + "/credentials");
		isCount(data.max_age, at + "/max_age");
	} else add(at, "type");
}
function validate53(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		if (data.artifacts !== void 0) {
			if (!Array.isArray(data.artifacts)) add(at + "/artifacts", "type");
		}
	} else add(at, "type");
}
function validate55(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		isCount(data.debounce_seconds, at + "/debounce_seconds");
	} else add(at, "type");
}
function validate57(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		isCount(data.threshold, at + "/threshold");
		isCount(data.window_hours, at + "/window_hours");
	} else add(at, "type");
}
function validate52(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.on_connect !== void 0) validate53(data.on_connect, at + "/on_connect");
		if (data.on_commit !== void 0) validate55(data.on_commit, at + "/on_commit");
		if (data.on_miss !== void 0) validate57(data.on_miss, at + "/on_miss");
	} else add(at, "type");
}
function validate61(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) isCount(data.hours, at + "/hours");
	else add(at, "type");
}
function validate60(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.defaults !== void 0) validate61(data.defaults, at + "/defaults");
	} else add(at, "type");
}
function validate65(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) isA("boolean", data.enabled, at + "/enabled");
	else add(at, "type");
}
function validate64(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.code_aware !== void 0) validate65(data.code_aware, at + "/code_aware");
	} else add(at, "type");
}
function validate51(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		if (data.warmers !== void 0) validate52(data.warmers, at + "/warmers");
		if (data.ttl !== void 0) validate60(data.ttl, at + "/ttl");
		if (data.expiry !== void 0) validate64(data.expiry, at + "/expiry");
	} else add(at, "type");
}
function validate69(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.max_requests === void 0) add(at, "required", "max_requests");
		if (data.window_seconds === void 0) add(at, "required", "window_seconds");
		isCount(data.max_requests, at + "/max_requests");
		isCount(data.window_seconds, at + "/window_seconds");
	} else add(at, "type");
}
function validate71(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		if (data.mode !== void 0) {
			let data1 = data.mode;
			if (typeof data1 !== "string") add(at + "/mode", "type");
			if (!(data1 === "raw")) add(at + "/mode", "enum");
		}
		isA("boolean", data.include_blocked, at + "/include_blocked");
		isCount(data.retention_days, at + "/retention_days");
		isA("boolean", data.fail_open, at + "/fail_open");
	} else add(at, "type");
}
function validate73(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.cidrs === void 0) add(at, "required", "cidrs");
		isA("boolean", data.enabled, at + "/enabled");
		if (data.cidrs !== void 0) validate26(data.cidrs, at + "/cidrs");
		isCount(data.trust_proxy_depth, at + "/trust_proxy_depth");
	} else add(at, "type");
}
function validate76(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.max_requests === void 0) add(at, "required", "max_requests");
		if (data.window_seconds === void 0) add(at, "required", "window_seconds");
		isCount(data.max_requests, at + "/max_requests");
		isCount(data.window_seconds, at + "/window_seconds");
		isCount(data.trust_proxy_depth, at + "/trust_proxy_depth");
	} else add(at, "type");
}
function validate78(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		if (data.backend !== void 0) {
			let data1 = data.backend;
			if (typeof data1 !== "string") add(at + "/backend", "type");
			if (!(data1 === "api" || data1 === "memory")) add(at + "/backend", "enum");
		}
		isCount(data.recall_top_k, at + "/recall_top_k");
		if (data.write_mode !== void 0) {
			let data3 = data.write_mode;
			if (typeof data3 !== "string") add(at + "/write_mode", "type");
			if (!(data3 === "full" || data3 === "read_only" || data3 === "metadata_only")) add(at + "/write_mode", "enum");
		}
		isCount(data.timeout_ms, at + "/timeout_ms");
		isA("boolean", data.fail_open, at + "/fail_open");
	} else add(at, "type");
}
function validate81(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.name, at + "/name");
		if (data.targets !== void 0) validate26(data.targets, at + "/targets");
		if (data.aliases !== void 0) validate26(data.aliases, at + "/aliases");
		isA("string", data.fallback_group, at + "/fallback_group");
	} else add(at, "type");
}
function validate80(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate81(data[i0], at + "/" + i0);
	} else add(at, "type");
}
const func2 = (() => {
	const module = { exports: {} };
	const exports = module.exports;
	Object.defineProperty(exports, "__esModule", { value: true });
	function ucs2length(str) {
		const len = str.length;
		let length = 0;
		let pos = 0;
		let value;
		while (pos < len) {
			length++;
			value = str.charCodeAt(pos++);
			if (value >= 55296 && value <= 56319 && pos < len) {
				value = str.charCodeAt(pos);
				if ((value & 64512) === 56320) pos++;
			}
		}
		return length;
	}
	exports.default = ucs2length;
	return module.exports;
})().default;
function validate86(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.name === void 0) add(at, "required", "name");
		if (data.version === void 0) add(at, "required", "version");
		if (data.enabled === void 0) add(at, "required", "enabled");
		if (data.name !== void 0) {
			let data0 = data.name;
			if (typeof data0 === "string") {
				if (func2(data0) > 200) add(at + "/name", "maxLength");
				if (func2(data0) < 1) add(at + "/name", "minLength");
			} else add(at + "/name", "type");
		}
		isA("boolean", data.enabled, at + "/enabled");
		if (data.id !== void 0) {
			let data2 = data.id;
			if (typeof data2 === "string") {
				if (func2(data2) > 200) add(at + "/id", "maxLength");
				if (func2(data2) < 1) add(at + "/id", "minLength");
			} else add(at + "/id", "type");
		}
		if (data.author !== void 0) {
			let data3 = data.author;
			if (typeof data3 === "string") {
				if (func2(data3) > 200) add(at + "/author", "maxLength");
			} else add(at + "/author", "type");
		}
		if (data.description !== void 0) {
			let data4 = data.description;
			if (typeof data4 === "string") {
				if (func2(data4) > 2e3) add(at + "/description", "maxLength");
			} else add(at + "/description", "type");
		}
	}
}
function validate93(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (typeof data[key0] !== "string") add(at + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), "type");
	} else add(at, "type");
}
function validate92(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.path, at + "/path");
		if (data.header !== void 0) validate93(data.header, at + "/header");
		if (data.model !== void 0) validate26(data.model, at + "/model");
	} else add(at, "type");
}
function validate91(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.when !== void 0) validate92(data.when, at + "/when");
		isA("boolean", data.parallel, at + "/parallel");
	}
}
function validate90(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) for (const key0 in data) validate91(data[key0], at + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"));
}
function validate89(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate90(data[i0], at + "/" + i0);
	} else add(at, "type");
}
function validate88(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.chain === void 0) add(at, "required", "chain");
		if (data.chain !== void 0) validate89(data.chain, at + "/chain");
	}
}
function validate106(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.allowed !== void 0) validate26(data.allowed, at + "/allowed");
		if (data.denied !== void 0) validate26(data.denied, at + "/denied");
	} else add(at, "type");
}
function validate105(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) for (const key0 in data) validate106(data[key0], at + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"));
	else add(at, "type");
}
function validate104(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.roles !== void 0) validate105(data.roles, at + "/roles");
	} else add(at, "type");
}
function validate112(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) for (const key0 in data) {
		let data0 = data[key0];
		if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) add(at + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), "type");
		if (typeof data0 == "number" && isFinite(data0)) {
			if (data0 < 0 || isNaN(data0)) add(at + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), "minimum");
		}
	}
	else add(at, "type");
}
function validate114(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.max_single_transaction !== void 0) {
			let data0 = data.max_single_transaction;
			if (typeof data0 == "number" && isFinite(data0)) {
				if (data0 < 0 || isNaN(data0)) add(at + "/max_single_transaction", "minimum");
			} else add(at + "/max_single_transaction", "type");
		}
		if (data.max_daily_total !== void 0) {
			let data1 = data.max_daily_total;
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 < 0 || isNaN(data1)) add(at + "/max_daily_total", "minimum");
			} else add(at + "/max_daily_total", "type");
		}
		if (data.require_approval_above !== void 0) {
			let data2 = data.require_approval_above;
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 < 0 || isNaN(data2)) add(at + "/require_approval_above", "minimum");
			} else add(at + "/require_approval_above", "type");
		}
	} else add(at, "type");
}
function validate116(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isCount(data.max_errors_before_halt, at + "/max_errors_before_halt");
		isA("boolean", data.halt_on_pii_in_action, at + "/halt_on_pii_in_action");
		isA("boolean", data.halt_on_suspicious_pattern, at + "/halt_on_suspicious_pattern");
	} else add(at, "type");
}
function validate118(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.alert_on_denied_action, at + "/alert_on_denied_action");
		isA("boolean", data.alert_on_rate_limit, at + "/alert_on_rate_limit");
		if (data.alert_threshold_percent !== void 0) {
			let data2 = data.alert_threshold_percent;
			if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) add(at + "/alert_threshold_percent", "type");
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 100 || isNaN(data2)) add(at + "/alert_threshold_percent", "maximum");
				if (data2 < 0 || isNaN(data2)) add(at + "/alert_threshold_percent", "minimum");
			}
		}
	} else add(at, "type");
}
function validate101(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.allowed_tools !== void 0) validate26(data.allowed_tools, at + "/allowed_tools");
		if (data.blocked_tools !== void 0) validate26(data.blocked_tools, at + "/blocked_tools");
		isCount(data.max_actions_per_session, at + "/max_actions_per_session");
		if (data.tools !== void 0) validate104(data.tools, at + "/tools");
		if (data.rate_limits !== void 0) validate112(data.rate_limits, at + "/rate_limits");
		if (data.transaction_limits !== void 0) validate114(data.transaction_limits, at + "/transaction_limits");
		if (data.kill_switches !== void 0) validate116(data.kill_switches, at + "/kill_switches");
		if (data.monitoring !== void 0) validate118(data.monitoring, at + "/monitoring");
	}
}
function validate121(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.immutable, at + "/immutable");
		if (data.retention_days !== void 0) {
			let data1 = data.retention_days;
			if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) add(at + "/retention_days", "type");
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 > 36500 || isNaN(data1)) add(at + "/retention_days", "maximum");
				if (data1 < 1 || isNaN(data1)) add(at + "/retention_days", "minimum");
			}
		}
		isA("boolean", data.hipaa_audit_controls, at + "/hipaa_audit_controls");
		isA("boolean", data.log_all_access, at + "/log_all_access");
	}
}
function validate123(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.protected_characteristics !== void 0) validate26(data.protected_characteristics, at + "/protected_characteristics");
		if (data.threshold !== void 0) {
			let data1 = data.threshold;
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 > 1 || isNaN(data1)) add(at + "/threshold", "maximum");
				if (data1 < 0 || isNaN(data1)) add(at + "/threshold", "minimum");
			} else add(at + "/threshold", "type");
		}
		if (data.action !== void 0) {
			let data2 = data.action;
			if (typeof data2 !== "string") add(at + "/action", "type");
			if (!(data2 === "block" || data2 === "escalate")) add(at + "/action", "enum");
		}
	}
}
function validate126(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.fingerprint_fields !== void 0) validate26(data.fingerprint_fields, at + "/fingerprint_fields");
		if (data.profile_window_seconds !== void 0) {
			let data1 = data.profile_window_seconds;
			if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) add(at + "/profile_window_seconds", "type");
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 < 1 || isNaN(data1)) add(at + "/profile_window_seconds", "minimum");
			}
		}
		if (data.similarity_threshold !== void 0) {
			let data2 = data.similarity_threshold;
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 1 || isNaN(data2)) add(at + "/similarity_threshold", "maximum");
				if (data2 < 0 || isNaN(data2)) add(at + "/similarity_threshold", "minimum");
			} else add(at + "/similarity_threshold", "type");
		}
		if (data.max_requests_per_window !== void 0) {
			let data3 = data.max_requests_per_window;
			if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) add(at + "/max_requests_per_window", "type");
			if (typeof data3 == "number" && isFinite(data3)) {
				if (data3 < 1 || isNaN(data3)) add(at + "/max_requests_per_window", "minimum");
			}
		}
		if (data.action !== void 0) {
			let data4 = data.action;
			if (typeof data4 !== "string") add(at + "/action", "type");
			if (!(data4 === "warn" || data4 === "block")) add(at + "/action", "enum");
		}
	}
}
function validate130(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) {
			let data0 = data[i0];
			if (typeof data0 !== "string") add(at + "/" + i0, "type");
			if (!(data0 === "case_number" || data0 === "docket_number" || data0 === "party_name")) add(at + "/" + i0, "enum");
		}
	} else add(at, "type");
}
function validate129(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.detect_patterns !== void 0) validate130(data.detect_patterns, at + "/detect_patterns");
		if (data.action !== void 0) {
			let data1 = data.action;
			if (typeof data1 !== "string") add(at + "/action", "type");
			if (!(data1 === "redact")) add(at + "/action", "enum");
		}
	}
}
function validate135(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.unverified_action !== void 0) {
			let data0 = data.unverified_action;
			if (typeof data0 !== "string") add(at + "/unverified_action", "type");
			if (!(data0 === "flag" || data0 === "block")) add(at + "/unverified_action", "enum");
		}
		if (data.hallucination_action !== void 0) {
			let data1 = data.hallucination_action;
			if (typeof data1 !== "string") add(at + "/hallucination_action", "type");
			if (!(data1 === "block")) add(at + "/hallucination_action", "enum");
		}
	} else add(at, "type");
}
function validate137(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) isA("boolean", data.include_verification_report, at + "/include_verification_report");
	else add(at, "type");
}
function validate133(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.require_sources, at + "/require_sources");
		isA("boolean", data.require_source_match, at + "/require_source_match");
		if (data.min_confidence !== void 0) {
			let data2 = data.min_confidence;
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 1 || isNaN(data2)) add(at + "/min_confidence", "maximum");
				if (data2 < 0 || isNaN(data2)) add(at + "/min_confidence", "minimum");
			} else add(at + "/min_confidence", "type");
		}
		if (data.min_groundedness !== void 0) {
			let data3 = data.min_groundedness;
			if (typeof data3 == "number" && isFinite(data3)) {
				if (data3 > 1 || isNaN(data3)) add(at + "/min_groundedness", "maximum");
				if (data3 < 0 || isNaN(data3)) add(at + "/min_groundedness", "minimum");
			} else add(at + "/min_groundedness", "type");
		}
		if (data.external_resolver !== void 0) {
			let data4 = data.external_resolver;
			if (!(data4 && typeof data4 == "object" && !Array.isArray(data4))) add(at + "/external_resolver", "type");
		}
		if (data.extract_patterns !== void 0) validate26(data.extract_patterns, at + "/extract_patterns");
		if (data.output_action !== void 0) validate135(data.output_action, at + "/output_action");
		if (data.response !== void 0) validate137(data.response, at + "/response");
	}
}
function validate140(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.require_auth, at + "/require_auth");
		isA("boolean", data.access_logging, at + "/access_logging");
	}
}
function validate142(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		isA("boolean", data.block_on_match, at + "/block_on_match");
		if (data.additional_patterns !== void 0) validate26(data.additional_patterns, at + "/additional_patterns");
	}
}
function validate145(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.allow_hosts !== void 0) validate26(data.allow_hosts, at + "/allow_hosts");
		if (data.timeout_ms !== void 0) {
			let data1 = data.timeout_ms;
			if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) add(at + "/timeout_ms", "type");
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 < 1 || isNaN(data1)) add(at + "/timeout_ms", "minimum");
			}
		}
		if (data.max_bytes !== void 0) {
			let data2 = data.max_bytes;
			if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) add(at + "/max_bytes", "type");
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 < 1 || isNaN(data2)) add(at + "/max_bytes", "minimum");
			}
		}
		isA("boolean", data.fetch_urls, at + "/fetch_urls");
		if (data.action_on_error !== void 0) {
			let data4 = data.action_on_error;
			if (typeof data4 !== "string") add(at + "/action_on_error", "type");
			if (!(data4 === "warn" || data4 === "block")) add(at + "/action_on_error", "enum");
		}
	}
}
function validate148(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.require_zero_data_retention, at + "/require_zero_data_retention");
		isA("boolean", data.require_no_training, at + "/require_no_training");
		isCount(data.max_retention_days, at + "/max_retention_days");
		if (data.on_no_compliant_provider !== void 0) {
			let data3 = data.on_no_compliant_provider;
			if (typeof data3 !== "string") add(at + "/on_no_compliant_provider", "type");
			if (!(data3 === "block")) add(at + "/on_no_compliant_provider", "enum");
		}
		isA("boolean", data.log_provider_selection, at + "/log_provider_selection");
	}
}
function validate150(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.detect_patterns !== void 0) validate26(data.detect_patterns, at + "/detect_patterns");
		if (data.blocked_terms !== void 0) validate26(data.blocked_terms, at + "/blocked_terms");
		if (data.action !== void 0) {
			let data2 = data.action;
			if (typeof data2 !== "string") add(at + "/action", "type");
			if (!(data2 === "redact" || data2 === "block")) add(at + "/action", "enum");
		}
		isA("boolean", data.fuzzy_matching, at + "/fuzzy_matching");
		if (data.max_distance !== void 0) {
			let data4 = data.max_distance;
			if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) add(at + "/max_distance", "type");
			if (typeof data4 == "number" && isFinite(data4)) {
				if (data4 > 8 || isNaN(data4)) add(at + "/max_distance", "maximum");
				if (data4 < 0 || isNaN(data4)) add(at + "/max_distance", "minimum");
			}
		}
		if (data.sensitivity_level !== void 0) {
			let data5 = data.sensitivity_level;
			if (typeof data5 !== "string") add(at + "/sensitivity_level", "type");
			if (!(data5 === "standard" || data5 === "high" || data5 === "restricted")) add(at + "/sensitivity_level", "enum");
		}
	}
}
function validate154(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		isA("boolean", data.sanitize_code, at + "/sanitize_code");
		isCount(data.max_document_bytes, at + "/max_document_bytes");
		if (data.allowed_mime_types !== void 0) validate26(data.allowed_mime_types, at + "/allowed_mime_types");
	}
}
function validate157(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.blocked_terms !== void 0) validate26(data.blocked_terms, at + "/blocked_terms");
		if (data.action !== void 0) {
			let data1 = data.action;
			if (typeof data1 !== "string") add(at + "/action", "type");
			if (!(data1 === "block" || data1 === "redact")) add(at + "/action", "enum");
		}
		isA("boolean", data.fuzzy_matching, at + "/fuzzy_matching");
		if (data.max_distance !== void 0) {
			let data3 = data.max_distance;
			if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) add(at + "/max_distance", "type");
			if (typeof data3 == "number" && isFinite(data3)) {
				if (data3 > 8 || isNaN(data3)) add(at + "/max_distance", "maximum");
				if (data3 < 0 || isNaN(data3)) add(at + "/max_distance", "minimum");
			}
		}
	}
}
function validate162(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.label, at + "/label");
		isA("string", data.reference_text, at + "/reference_text");
	} else add(at, "type");
}
function validate161(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate162(data[i0], at + "/" + i0);
	} else add(at, "type");
}
function validate160(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.backend !== void 0) {
			let data0 = data.backend;
			if (typeof data0 !== "string") add(at + "/backend", "type");
			if (!(data0 === "local" || data0 === "external")) add(at + "/backend", "enum");
		}
		isA("string", data.endpoint, at + "/endpoint");
		isA("string", data.model, at + "/model");
		isA("string", data.api_key, at + "/api_key");
		if (data.similarity_threshold !== void 0) {
			let data4 = data.similarity_threshold;
			if (typeof data4 == "number" && isFinite(data4)) {
				if (data4 > 1 || isNaN(data4)) add(at + "/similarity_threshold", "maximum");
				if (data4 < 0 || isNaN(data4)) add(at + "/similarity_threshold", "minimum");
			} else add(at + "/similarity_threshold", "type");
		}
		if (data.timeout_ms !== void 0) {
			let data5 = data.timeout_ms;
			if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) add(at + "/timeout_ms", "type");
			if (typeof data5 == "number" && isFinite(data5)) {
				if (data5 > 6e4 || isNaN(data5)) add(at + "/timeout_ms", "maximum");
				if (data5 < 1 || isNaN(data5)) add(at + "/timeout_ms", "minimum");
			}
		}
		if (data.action !== void 0) {
			let data6 = data.action;
			if (typeof data6 !== "string") add(at + "/action", "type");
			if (!(data6 === "redact" || data6 === "block")) add(at + "/action", "enum");
		}
		if (data.categories !== void 0) validate161(data.categories, at + "/categories");
	}
}
function validate166(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.blocked_entities !== void 0) validate26(data.blocked_entities, at + "/blocked_entities");
		if (data.action !== void 0) {
			let data1 = data.action;
			if (typeof data1 !== "string") add(at + "/action", "type");
			if (!(data1 === "block")) add(at + "/action", "enum");
		}
		isA("boolean", data.fuzzy_matching, at + "/fuzzy_matching");
		if (data.max_distance !== void 0) {
			let data3 = data.max_distance;
			if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) add(at + "/max_distance", "type");
			if (typeof data3 == "number" && isFinite(data3)) {
				if (data3 > 8 || isNaN(data3)) add(at + "/max_distance", "maximum");
				if (data3 < 0 || isNaN(data3)) add(at + "/max_distance", "minimum");
			}
		}
	}
}
function validate170(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) {
			let data0 = data[i0];
			if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) add(at + "/" + i0, "type");
			if (typeof data0 == "number" && isFinite(data0)) {
				if (data0 < 0 || isNaN(data0)) add(at + "/" + i0, "minimum");
			}
		}
	} else add(at, "type");
}
function validate169(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.risk_class !== void 0) {
			let data0 = data.risk_class;
			if (typeof data0 !== "string") add(at + "/risk_class", "type");
			if (!(data0 === "high")) add(at + "/risk_class", "enum");
		}
		if (data.articles !== void 0) validate170(data.articles, at + "/articles");
	}
}
function validate173(data, at) {
	let vErrors = null;
	let errors = 0;
	const _errs0 = errors;
	let valid0 = true;
	const _errs1 = errors;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.provider === void 0 && "provider") {
			const err0 = {};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		} else if (data.provider !== void 0) {
			let data0 = data.provider;
			if (!(data0 === "webhook" || data0 === "embedding-endpoint" || data0 === "presidio" || data0 === "guardrails-ai" || data0 === "dynamo-ai")) {
				const err1 = {};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
		}
	}
	var _valid0 = _errs1 === errors;
	errors = _errs0;
	if (vErrors !== null) {
		if (_errs0) vErrors.length = _errs0;
		else vErrors = null;
	}
	if (_valid0) {
		const _errs3 = errors;
		if (data && typeof data == "object" && !Array.isArray(data)) {
			if (data.endpoint === void 0) add(at, "required", "endpoint");
		}
		var _valid0 = _errs3 === errors;
		valid0 = _valid0;
	}
	if (!valid0) {}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.provider !== void 0) {
			let data1 = data.provider;
			if (typeof data1 !== "string") add(at + "/provider", "type");
			if (!(data1 === "openai-moderation" || data1 === "azure-content-safety" || data1 === "bedrock-apply-guardrail" || data1 === "embedding-endpoint" || data1 === "webhook" || data1 === "presidio" || data1 === "guardrails-ai" || data1 === "dynamo-ai" || data1 === "lakera")) add(at + "/provider", "enum");
		}
		isA("string", data.secret_key_ref, at + "/secret_key_ref");
		isA("string", data.endpoint, at + "/endpoint");
		if (data.categories !== void 0) validate26(data.categories, at + "/categories");
		if (data.threshold !== void 0) {
			let data5 = data.threshold;
			if (typeof data5 == "number" && isFinite(data5)) {
				if (data5 > 1 || isNaN(data5)) add(at + "/threshold", "maximum");
				if (data5 < 0 || isNaN(data5)) add(at + "/threshold", "minimum");
			} else add(at + "/threshold", "type");
		}
	}
}
function validate176(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.blocked_patterns !== void 0) validate26(data.blocked_patterns, at + "/blocked_patterns");
		if (data.required_disclaimers !== void 0) validate26(data.required_disclaimers, at + "/required_disclaimers");
	}
}
function validate181(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.name, at + "/name");
		isA("string", data.endpoint, at + "/endpoint");
		isA("string", data.model, at + "/model");
		isCount(data.timeout_ms, at + "/timeout_ms");
	} else add(at, "type");
}
function validate180(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.mode !== void 0) {
			let data0 = data.mode;
			if (typeof data0 !== "string") add(at + "/mode", "type");
			if (!(data0 === "judge" || data0 === "review_and_return" || data0 === "audit_only" || data0 === "escalate")) add(at + "/mode", "enum");
		}
		if (data.provider !== void 0) validate181(data.provider, at + "/provider");
		isCount(data.recursion_depth_max, at + "/recursion_depth_max");
		isA("boolean", data.provider_isolation, at + "/provider_isolation");
		isA("boolean", data.rationale_capture, at + "/rationale_capture");
	}
}
function validate184(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.consent_required, at + "/consent_required");
		isA("string", data.consent_header, at + "/consent_header");
		isA("string", data.consent_verification_endpoint, at + "/consent_verification_endpoint");
		isA("string", data.erasure_webhook, at + "/erasure_webhook");
		if (data.data_categories !== void 0) validate26(data.data_categories, at + "/data_categories");
		isCount(data.retention_days, at + "/retention_days");
	}
}
function validate187(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.blocked_patterns !== void 0) validate26(data.blocked_patterns, at + "/blocked_patterns");
		if (data.required_disclaimers !== void 0) validate26(data.required_disclaimers, at + "/required_disclaimers");
		if (data.fda_class !== void 0) {
			let data2 = data.fda_class;
			if (typeof data2 !== "string") add(at + "/fda_class", "type");
			if (!(data2 === "II")) add(at + "/fda_class", "enum");
		}
	}
}
function validate191(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.mode !== void 0) {
			let data0 = data.mode;
			if (typeof data0 !== "string") add(at + "/mode", "type");
			if (!(data0 === "hipaa_18")) add(at + "/mode", "enum");
		}
		if (data.action !== void 0) {
			let data1 = data.action;
			if (typeof data1 !== "string") add(at + "/action", "type");
			if (!(data1 === "redact" || data1 === "block")) add(at + "/action", "enum");
		}
		isA("boolean", data.safe_harbor_method, at + "/safe_harbor_method");
	}
}
function validate193(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.require_human_for !== void 0) validate26(data.require_human_for, at + "/require_human_for");
		if (data.action !== void 0) {
			let data1 = data.action;
			if (typeof data1 !== "string") add(at + "/action", "type");
			if (!(data1 === "escalate" || data1 === "block")) add(at + "/action", "enum");
		}
		if (data.confidence_threshold !== void 0) {
			let data2 = data.confidence_threshold;
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 1 || isNaN(data2)) add(at + "/confidence_threshold", "maximum");
				if (data2 < 0 || isNaN(data2)) add(at + "/confidence_threshold", "minimum");
			} else add(at + "/confidence_threshold", "type");
		}
		isA("string", data.default_assignee, at + "/default_assignee");
		isCount(data.timeout_seconds, at + "/timeout_seconds");
	}
}
function validate196(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.blocked_terms !== void 0) validate26(data.blocked_terms, at + "/blocked_terms");
		if (data.action !== void 0) {
			let data1 = data.action;
			if (typeof data1 !== "string") add(at + "/action", "type");
			if (!(data1 === "block")) add(at + "/action", "enum");
		}
		isA("boolean", data.fuzzy_matching, at + "/fuzzy_matching");
		if (data.max_distance !== void 0) {
			let data3 = data.max_distance;
			if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) add(at + "/max_distance", "type");
			if (typeof data3 == "number" && isFinite(data3)) {
				if (data3 > 8 || isNaN(data3)) add(at + "/max_distance", "maximum");
				if (data3 < 0 || isNaN(data3)) add(at + "/max_distance", "minimum");
			}
		}
	}
}
function validate199(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.allowed_languages !== void 0) validate26(data.allowed_languages, at + "/allowed_languages");
		if (data.denied_languages !== void 0) validate26(data.denied_languages, at + "/denied_languages");
		if (data.min_confidence !== void 0) {
			let data2 = data.min_confidence;
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 1 || isNaN(data2)) add(at + "/min_confidence", "maximum");
				if (data2 < 0 || isNaN(data2)) add(at + "/min_confidence", "minimum");
			} else add(at + "/min_confidence", "type");
		}
		if (data.action !== void 0) {
			let data3 = data.action;
			if (typeof data3 !== "string") add(at + "/action", "type");
			if (!(data3 === "block")) add(at + "/action", "enum");
		}
		if (data.apply_to !== void 0) {
			let data4 = data.apply_to;
			if (typeof data4 !== "string") add(at + "/apply_to", "type");
			if (!(data4 === "input" || data4 === "output" || data4 === "both")) add(at + "/apply_to", "enum");
		}
	}
}
function validate203(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.privilege_markers !== void 0) validate26(data.privilege_markers, at + "/privilege_markers");
		if (data.action !== void 0) {
			let data1 = data.action;
			if (typeof data1 !== "string") add(at + "/action", "type");
			if (!(data1 === "block")) add(at + "/action", "enum");
		}
	}
}
function validate206(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.detect_patterns !== void 0) validate26(data.detect_patterns, at + "/detect_patterns");
		if (data.action !== void 0) {
			let data1 = data.action;
			if (typeof data1 !== "string") add(at + "/action", "type");
			if (!(data1 === "block")) add(at + "/action", "enum");
		}
	}
}
function validate211(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.marker_format !== void 0) {
			let data0 = data.marker_format;
			if (typeof data0 !== "string") add(at + "/marker_format", "type");
			if (!(data0 === "label")) add(at + "/marker_format", "enum");
		}
		isA("boolean", data.include_metadata, at + "/include_metadata");
		isA("boolean", data.preserve_length, at + "/preserve_length");
		if (data.custom_markers !== void 0) validate93(data.custom_markers, at + "/custom_markers");
	} else add(at, "type");
}
function validate209(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.action !== void 0) {
			let data0 = data.action;
			if (typeof data0 !== "string") add(at + "/action", "type");
			if (!(data0 === "redact" || data0 === "block")) add(at + "/action", "enum");
		}
		isA("boolean", data.healthcare_mode, at + "/healthcare_mode");
		isA("boolean", data.pci_mode, at + "/pci_mode");
		if (data.detect_patterns !== void 0) validate26(data.detect_patterns, at + "/detect_patterns");
		if (data.redaction !== void 0) validate211(data.redaction, at + "/redaction");
	}
}
function validate217(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.embedding_threshold !== void 0) {
			let data0 = data.embedding_threshold;
			if (typeof data0 == "number" && isFinite(data0)) {
				if (data0 > 1 || isNaN(data0)) add(at + "/embedding_threshold", "maximum");
				if (data0 < 0 || isNaN(data0)) add(at + "/embedding_threshold", "minimum");
			} else add(at + "/embedding_threshold", "type");
		}
		if (data.attack_patterns !== void 0) validate26(data.attack_patterns, at + "/attack_patterns");
	} else add(at, "type");
}
function validate220(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.decode_base64, at + "/decode_base64");
		isA("boolean", data.normalize_unicode, at + "/normalize_unicode");
		isA("boolean", data.detect_homoglyphs, at + "/detect_homoglyphs");
	} else add(at, "type");
}
function validate222(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enforce_delimiters, at + "/enforce_delimiters");
		isA("boolean", data.reject_fake_boundaries, at + "/reject_fake_boundaries");
	} else add(at, "type");
}
function validate224(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.action !== void 0) {
			let data0 = data.action;
			if (typeof data0 !== "string") add(at + "/action", "type");
			if (!(data0 === "block")) add(at + "/action", "enum");
		}
		isA("string", data.message, at + "/message");
		isA("string", data.log_level, at + "/log_level");
	} else add(at, "type");
}
function validate215(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.embedding_threshold !== void 0) {
			let data0 = data.embedding_threshold;
			if (typeof data0 == "number" && isFinite(data0)) {
				if (data0 > 1 || isNaN(data0)) add(at + "/embedding_threshold", "maximum");
				if (data0 < 0 || isNaN(data0)) add(at + "/embedding_threshold", "minimum");
			} else add(at + "/embedding_threshold", "type");
		}
		isA("string", data.backend, at + "/backend");
		if (data.attack_patterns !== void 0) validate26(data.attack_patterns, at + "/attack_patterns");
		if (data.detection !== void 0) validate217(data.detection, at + "/detection");
		if (data.encoding !== void 0) validate220(data.encoding, at + "/encoding");
		if (data.boundaries !== void 0) validate222(data.boundaries, at + "/boundaries");
		if (data.response !== void 0) validate224(data.response, at + "/response");
	}
}
function validate229(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.id, at + "/id");
		isA("string", data.label, at + "/label");
		isA("string", data.provider, at + "/provider");
		isA("string", data.model, at + "/model");
		if (data.config !== void 0) {
			let data4 = data.config;
			if (!(data4 && typeof data4 == "object" && !Array.isArray(data4))) add(at + "/config", "type");
		}
	} else add(at, "type");
}
function validate228(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate229(data[i0], at + "/" + i0);
	} else add(at, "type");
}
function validate232(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (typeof data[key0] !== "boolean") add(at + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), "type");
	} else add(at, "type");
}
function validate235(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.type === void 0) add(at, "required", "type");
		isA("string", data.type, at + "/type");
		isA("string", data.name, at + "/name");
		isA("string", data.rubric, at + "/rubric");
		if (data.threshold !== void 0) {
			let data3 = data.threshold;
			if (!(typeof data3 == "number" && isFinite(data3))) add(at + "/threshold", "type");
		}
		if (data.weight !== void 0) {
			let data4 = data.weight;
			if (typeof data4 == "number" && isFinite(data4)) {
				if (data4 > 10 || isNaN(data4)) add(at + "/weight", "maximum");
				if (data4 < 0 || isNaN(data4)) add(at + "/weight", "minimum");
			} else add(at + "/weight", "type");
		}
		isA("boolean", data.enabled, at + "/enabled");
		if (data.mode !== void 0) {
			let data6 = data.mode;
			if (typeof data6 !== "string") add(at + "/mode", "type");
			if (!(data6 === "enforce" || data6 === "audit" || data6 === "shadow")) add(at + "/mode", "enum");
		}
		if (data.severity !== void 0) {
			let data7 = data.severity;
			if (typeof data7 !== "string") add(at + "/severity", "type");
			if (!(data7 === "critical" || data7 === "warning" || data7 === "info")) add(at + "/severity", "enum");
		}
		isA("boolean", data.negate, at + "/negate");
		isA("boolean", data.case_sensitive, at + "/case_sensitive");
		isA("string", data.provider, at + "/provider");
		isA("string", data.pack, at + "/pack");
		if (data.config !== void 0) {
			let data12 = data.config;
			if (!(data12 && typeof data12 == "object" && !Array.isArray(data12))) add(at + "/config", "type");
		}
	} else add(at, "type");
}
function validate234(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate235(data[i0], at + "/" + i0);
	} else add(at, "type");
}
function validate238(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) for (const key0 in data) {
		let data0 = data[key0];
		if (!(typeof data0 == "number" && isFinite(data0))) add(at + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), "type");
	}
	else add(at, "type");
}
function validate241(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.action !== void 0) {
			let data0 = data.action;
			if (typeof data0 !== "string") add(at + "/action", "type");
			if (!(data0 === "block")) add(at + "/action", "enum");
		}
	} else add(at, "type");
}
function validate227(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.industry, at + "/industry");
		isCount(data.min_output_chars, at + "/min_output_chars");
		isCount(data.min_sentences, at + "/min_sentences");
		isA("boolean", data.mock_scoring, at + "/mock_scoring");
		if (data.providers !== void 0) validate228(data.providers, at + "/providers");
		if (data.benchmarks !== void 0) validate232(data.benchmarks, at + "/benchmarks");
		if (data.assertions !== void 0) validate234(data.assertions, at + "/assertions");
		if (data.thresholds !== void 0) validate238(data.thresholds, at + "/thresholds");
		if (data.weights !== void 0) validate238(data.weights, at + "/weights");
		if (data.pass_policy !== void 0) {
			let data9 = data.pass_policy;
			if (!(data9 && typeof data9 == "object" && !Array.isArray(data9))) add(at + "/pass_policy", "type");
		}
		if (data.failure_action !== void 0) validate241(data.failure_action, at + "/failure_action");
	}
}
function validate247(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.allowed_tools !== void 0) validate26(data.allowed_tools, at + "/allowed_tools");
		if (data.denied_tools !== void 0) validate26(data.denied_tools, at + "/denied_tools");
	} else add(at, "type");
}
function validate246(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) for (const key0 in data) validate247(data[key0], at + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"));
	else add(at, "type");
}
function validate253(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.max_sensitivity !== void 0) {
			let data0 = data.max_sensitivity;
			if (typeof data0 !== "string") add(at + "/max_sensitivity", "type");
			if (!(data0 === "public" || data0 === "confidential" || data0 === "restricted")) add(at + "/max_sensitivity", "enum");
		}
	} else add(at, "type");
}
function validate252(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) for (const key0 in data) validate253(data[key0], at + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"));
	else add(at, "type");
}
function validate256(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		if (data.allowed_phi_roles !== void 0) validate26(data.allowed_phi_roles, at + "/allowed_phi_roles");
	} else add(at, "type");
}
function validate244(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.deny_if_missing !== void 0) validate26(data.deny_if_missing, at + "/deny_if_missing");
		isA("boolean", data.require_auth, at + "/require_auth");
		if (data.roles !== void 0) validate246(data.roles, at + "/roles");
		if (data.data_access !== void 0) validate252(data.data_access, at + "/data_access");
		if (data.minimum_necessary !== void 0) validate256(data.minimum_necessary, at + "/minimum_necessary");
	}
}
function validate261(data, at) {
	if (typeof data !== "string" && !(data && typeof data == "object" && !Array.isArray(data))) add(at, "type");
	if (data && typeof data == "object" && !Array.isArray(data)) isA("string", data.content, at + "/content");
}
function validate264(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.name === void 0) add(at, "required", "name");
		isA("string", data.name, at + "/name");
		isA("string", data.pattern, at + "/pattern");
		isA("string", data.replacement, at + "/replacement");
		if (data.position !== void 0) {
			let data3 = data.position;
			if (typeof data3 !== "string") add(at + "/position", "type");
			if (!(data3 === "replace" || data3 === "prepend" || data3 === "append")) add(at + "/position", "enum");
		}
		isA("string", data.condition, at + "/condition");
	} else add(at, "type");
}
function validate263(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate264(data[i0], at + "/" + i0);
	} else add(at, "type");
}
function validate260(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.system_message !== void 0) validate261(data.system_message, at + "/system_message");
		if (data.rules !== void 0) validate263(data.rules, at + "/rules");
	}
}
function validate268(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.preserve_structure, at + "/preserve_structure");
		if (data.rules !== void 0) validate263(data.rules, at + "/rules");
	}
}
function validate271(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.mode !== void 0) {
			let data0 = data.mode;
			if (typeof data0 !== "string") add(at + "/mode", "type");
			if (!(data0 === "critical_infrastructure" || data0 === "automotive" || data0 === "education" || data0 === "law_enforcement")) add(at + "/mode", "enum");
		}
		if (data.block_if !== void 0) validate26(data.block_if, at + "/block_if");
		if (data.action !== void 0) {
			let data2 = data.action;
			if (typeof data2 !== "string") add(at + "/action", "type");
			if (!(data2 === "block" || data2 === "escalate")) add(at + "/action", "enum");
		}
		isA("boolean", data.fuzzy_matching, at + "/fuzzy_matching");
		if (data.max_distance !== void 0) {
			let data4 = data.max_distance;
			if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) add(at + "/max_distance", "type");
			if (typeof data4 == "number" && isFinite(data4)) {
				if (data4 > 8 || isNaN(data4)) add(at + "/max_distance", "maximum");
				if (data4 < 0 || isNaN(data4)) add(at + "/max_distance", "minimum");
			}
		}
		isCount(data.max_age, at + "/max_age");
	}
}
function validate274(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.action !== void 0) {
			let data0 = data.action;
			if (typeof data0 !== "string") add(at + "/action", "type");
			if (!(data0 === "redact" || data0 === "block")) add(at + "/action", "enum");
		}
		isA("boolean", data.age_gate, at + "/age_gate");
	}
}
function validate278(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.max_tokens !== void 0) {
			let data0 = data.max_tokens;
			if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) add(at + "/max_tokens", "type");
			if (typeof data0 == "number" && isFinite(data0)) {
				if (data0 < 1 || isNaN(data0)) add(at + "/max_tokens", "minimum");
			}
		}
		if (data.max_cost_usd !== void 0) {
			let data1 = data.max_cost_usd;
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 < 0 || isNaN(data1)) add(at + "/max_cost_usd", "minimum");
			} else add(at + "/max_cost_usd", "type");
		}
	} else add(at, "type");
}
function validate277(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) for (const key0 in data) validate278(data[key0], at + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"));
	else add(at, "type");
}
function validate276(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.budgets !== void 0) validate277(data.budgets, at + "/budgets");
	}
}
function validate282(data, at) {
	let vErrors = null;
	let errors = 0;
	const _errs0 = errors;
	let valid0 = true;
	const _errs1 = errors;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.analysis_mode === void 0 && "analysis_mode") {
			const err0 = {};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		} else if (data.analysis_mode !== void 0) {
			if (!(data.analysis_mode === "external")) {
				const err1 = {};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
		}
	}
	var _valid0 = _errs1 === errors;
	errors = _errs0;
	if (vErrors !== null) {
		if (_errs0) vErrors.length = _errs0;
		else vErrors = null;
	}
	if (_valid0) {
		const _errs3 = errors;
		if (data && typeof data == "object" && !Array.isArray(data)) {
			if (data.firewall_endpoint === void 0) add(at, "required", "firewall_endpoint");
		}
		var _valid0 = _errs3 === errors;
		valid0 = _valid0;
	}
	if (!valid0) {}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.analysis_mode !== void 0) {
			let data1 = data.analysis_mode;
			if (typeof data1 !== "string") add(at + "/analysis_mode", "type");
			if (!(data1 === "local" || data1 === "external")) add(at + "/analysis_mode", "enum");
		}
		isA("string", data.firewall_endpoint, at + "/firewall_endpoint");
		isA("boolean", data.fail_closed, at + "/fail_closed");
		if (data.blocked_entity_types !== void 0) validate26(data.blocked_entity_types, at + "/blocked_entity_types");
	}
}
function validate287(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		isA("string", data.endpoint, at + "/endpoint");
		isA("string", data.model, at + "/model");
		isCount(data.timeout_ms, at + "/timeout_ms");
	} else add(at, "type");
}
function validate285(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.declared_tools !== void 0) validate26(data.declared_tools, at + "/declared_tools");
		if (data.schemas !== void 0) {
			let data1 = data.schemas;
			if (!(data1 && typeof data1 == "object" && !Array.isArray(data1))) add(at + "/schemas", "type");
		}
		isA("boolean", data.allow_undeclared, at + "/allow_undeclared");
		if (data.semantic_validation !== void 0) validate287(data.semantic_validation, at + "/semantic_validation");
	}
}
function validate290(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.blocked_patterns !== void 0) validate26(data.blocked_patterns, at + "/blocked_patterns");
		isA("boolean", data.require_disclaimer, at + "/require_disclaimer");
		isA("boolean", data.rewrite_to_educational, at + "/rewrite_to_educational");
	}
}
function validate293(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		if (data.triggers !== void 0) validate26(data.triggers, at + "/triggers");
		isCount(data.max_fallback_attempts, at + "/max_fallback_attempts");
		isA("string", data.content_policy, at + "/content_policy");
		isA("string", data.context_window, at + "/context_window");
	} else add(at, "type");
}
function validate296(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isCount(data.window_seconds, at + "/window_seconds");
		isCount(data.min_sample_count, at + "/min_sample_count");
	} else add(at, "type");
}
function validate301(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.zero_data_retention, at + "/zero_data_retention");
		isA("boolean", data.training_opt_out, at + "/training_opt_out");
		isCount(data.retention_days, at + "/retention_days");
	} else add(at, "type");
}
function validate303(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.team_id, at + "/team_id");
		isA("string", data.user_id, at + "/user_id");
	} else add(at, "type");
}
function validate300(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.id === void 0) add(at, "required", "id");
		if (data.provider === void 0) add(at, "required", "provider");
		isA("string", data.id, at + "/id");
		isA("string", data.provider, at + "/provider");
		isA("string", data.model, at + "/model");
		isA("string", data.base_url, at + "/base_url");
		isA("string", data.api_key, at + "/api_key");
		if (data.provider_type !== void 0) {
			let data5 = data.provider_type;
			if (typeof data5 !== "string") add(at + "/provider_type", "type");
			if (!(data5 === "anthropic")) add(at + "/provider_type", "enum");
		}
		if (data.format !== void 0) {
			let data6 = data.format;
			if (typeof data6 !== "string") add(at + "/format", "type");
			if (!(data6 === "anthropic")) add(at + "/format", "enum");
		}
		if (data.api_key_header !== void 0) {
			let data7 = data.api_key_header;
			if (typeof data7 !== "string") add(at + "/api_key_header", "type");
			if (!(data7 === "x-api-key")) add(at + "/api_key_header", "enum");
		}
		isA("string", data.api_key_prefix, at + "/api_key_prefix");
		if (data.data_policy !== void 0) validate301(data.data_policy, at + "/data_policy");
		isA("boolean", data.zdr, at + "/zdr");
		if (data.data_collection !== void 0) {
			let data11 = data.data_collection;
			if (typeof data11 !== "string") add(at + "/data_collection", "type");
			if (!(data11 === "allow" || data11 === "deny")) add(at + "/data_collection", "enum");
		}
		if (data.escalation_routing !== void 0) validate303(data.escalation_routing, at + "/escalation_routing");
		isA("string", data.azure_api_version, at + "/azure_api_version");
		isA("string", data.azure_deployment, at + "/azure_deployment");
		isA("string", data.path_template, at + "/path_template");
		isA("string", data.cloudflare_account_id_env, at + "/cloudflare_account_id_env");
		isA("string", data.accountIdEnvar, at + "/accountIdEnvar");
		isA("string", data.snowflake_account_identifier_env, at + "/snowflake_account_identifier_env");
		isA("string", data.accountIdentifierEnvar, at + "/accountIdentifierEnvar");
		if (data.pricing !== void 0) {
			let data20 = data.pricing;
			if (!(data20 && typeof data20 == "object" && !Array.isArray(data20))) add(at + "/pricing", "type");
		}
		if (data.max_price !== void 0) {
			let data21 = data.max_price;
			if (!(data21 && typeof data21 == "object" && !Array.isArray(data21))) add(at + "/max_price", "type");
		}
	} else add(at, "type");
}
function validate299(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate300(data[i0], at + "/" + i0);
	} else add(at, "type");
}
function validate307(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.triggers !== void 0) validate26(data.triggers, at + "/triggers");
		isA("string", data.strategy, at + "/strategy");
		isCount(data.max_retries, at + "/max_retries");
		if (data.retry_on !== void 0) validate26(data.retry_on, at + "/retry_on");
		if (data.latency_window !== void 0) {
			let data4 = data.latency_window;
			if (typeof data4 !== "string") add(at + "/latency_window", "type");
			if (!(data4 === "5m")) add(at + "/latency_window", "enum");
		}
		isCount(data.max_latency_ms, at + "/max_latency_ms");
	} else add(at, "type");
}
function validate311(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) {
			let data0 = data[i0];
			if (!(data0 && typeof data0 == "object" && !Array.isArray(data0))) add(at + "/" + i0, "type");
		}
	} else add(at, "type");
}
function validate315(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.provider_id, at + "/provider_id");
		if (data.weight !== void 0) {
			let data1 = data.weight;
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 < 0 || isNaN(data1)) add(at + "/weight", "minimum");
			} else add(at + "/weight", "type");
		}
	} else add(at, "type");
}
function validate314(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate315(data[i0], at + "/" + i0);
	} else add(at, "type");
}
function validate313(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		if (data.sticky_by !== void 0) {
			let data1 = data.sticky_by;
			if (typeof data1 !== "string") add(at + "/sticky_by", "type");
			if (!(data1 === "user_id")) add(at + "/sticky_by", "enum");
		}
		if (data.variants !== void 0) validate314(data.variants, at + "/variants");
	} else add(at, "type");
}
function validate298(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.targets !== void 0) validate299(data.targets, at + "/targets");
		if (data.strategy !== void 0) {
			let data1 = data.strategy;
			if (typeof data1 !== "string") add(at + "/strategy", "type");
			if (!(data1 === "single")) add(at + "/strategy", "enum");
		}
		if (data.routing !== void 0) {
			let data2 = data.routing;
			if (!(data2 && typeof data2 == "object" && !Array.isArray(data2))) add(at + "/routing", "type");
		}
		if (data.fallback !== void 0) validate307(data.fallback, at + "/fallback");
		if (data.circuit_breaker !== void 0) {
			let data4 = data.circuit_breaker;
			if (!(data4 && typeof data4 == "object" && !Array.isArray(data4))) add(at + "/circuit_breaker", "type");
		}
		if (data.model_groups !== void 0) validate311(data.model_groups, at + "/model_groups");
		if (data.ab_test !== void 0) validate313(data.ab_test, at + "/ab_test");
	} else add(at, "type");
}
function validate321(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isCount(data.rpm, at + "/rpm");
		isCount(data.tpm, at + "/tpm");
		isCount(data.max_parallel_requests, at + "/max_parallel_requests");
	} else add(at, "type");
}
function validate320(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.per_key !== void 0) validate321(data.per_key, at + "/per_key");
		if (data.per_user !== void 0) validate321(data.per_user, at + "/per_user");
		if (data.per_team !== void 0) validate321(data.per_team, at + "/per_team");
		if (data.global !== void 0) validate321(data.global, at + "/global");
	} else add(at, "type");
}
function validate328(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.name, at + "/name");
		isA("string", data.path, at + "/path");
		isA("string", data.upstream, at + "/upstream");
		if (data.match !== void 0) {
			let data3 = data.match;
			if (typeof data3 !== "string") add(at + "/match", "type");
			if (!(data3 === "prefix")) add(at + "/match", "enum");
		}
		if (data.methods !== void 0) validate26(data.methods, at + "/methods");
		if (data.headers !== void 0) validate93(data.headers, at + "/headers");
	} else add(at, "type");
}
function validate327(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate328(data[i0], at + "/" + i0);
	} else add(at, "type");
}
function validate333(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isCount(data.max_body_bytes, at + "/max_body_bytes");
		isCount(data.max_response_bytes, at + "/max_response_bytes");
	} else add(at, "type");
}
function validate340(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.assertions !== void 0) validate234(data.assertions, at + "/assertions");
		if (data.metadata !== void 0) {
			let data1 = data.metadata;
			if (!(data1 && typeof data1 == "object" && !Array.isArray(data1))) add(at + "/metadata", "type");
		}
	}
}
function validate339(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate340(data[i0], at + "/" + i0);
	}
}
function validate337(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.description, at + "/description");
		isA("string", data.target, at + "/target");
		if (data.assertions !== void 0) validate234(data.assertions, at + "/assertions");
		if (data.cases !== void 0) validate339(data.cases, at + "/cases");
	}
}
function validate336(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate337(data[i0], at + "/" + i0);
	}
}
function validate335(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.default_threshold !== void 0) {
			let data0 = data.default_threshold;
			if (!(typeof data0 == "number" && isFinite(data0))) add(at + "/default_threshold", "type");
		}
		if (data.suites !== void 0) validate336(data.suites, at + "/suites");
		if (data.plugins !== void 0) {
			if (!Array.isArray(data.plugins)) add(at + "/plugins", "type");
		}
		if (data.strategies !== void 0) {
			if (!Array.isArray(data.strategies)) add(at + "/strategies", "type");
		}
	}
}
function validate347(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isCount(data.max_tokens, at + "/max_tokens");
		isCount(data.window_seconds, at + "/window_seconds");
		if (data.scope !== void 0) {
			let data2 = data.scope;
			if (typeof data2 !== "string") add(at + "/scope", "type");
			if (!(data2 === "global")) add(at + "/scope", "enum");
		}
	} else add(at, "type");
}
function validate349(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isCount(data.max_requests, at + "/max_requests");
		isCount(data.window_seconds, at + "/window_seconds");
		if (data.header_names !== void 0) validate26(data.header_names, at + "/header_names");
	} else add(at, "type");
}
function validate354(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.match !== void 0) {
			let data0 = data.match;
			if (!(data0 && typeof data0 == "object" && !Array.isArray(data0))) add(at + "/match", "type");
		}
		if (data.tier !== void 0) {
			let data1 = data.tier;
			if (typeof data1 !== "string") add(at + "/tier", "type");
			if (!(data1 === "private_edge_cache")) add(at + "/tier", "enum");
		}
	} else add(at, "type");
}
function validate353(data, at) {
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) validate354(data[i0], at + "/" + i0);
	} else add(at, "type");
}
function validate352(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.enabled, at + "/enabled");
		if (data.default_tier !== void 0) {
			let data1 = data.default_tier;
			if (typeof data1 !== "string") add(at + "/default_tier", "type");
			if (!(data1 === "org_shared")) add(at + "/default_tier", "enum");
		}
		if (data.routing_rules !== void 0) validate353(data.routing_rules, at + "/routing_rules");
	} else add(at, "type");
}
function validate21(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.agents !== void 0) validate23(data.agents, at + "/agents");
		if (data.cache !== void 0) validate31(data.cache, at + "/cache");
		if (data.callbacks !== void 0) validate33(data.callbacks, at + "/callbacks");
		if (data.consumer_groups !== void 0) validate38(data.consumer_groups, at + "/consumer_groups");
		if (data.cors !== void 0) validate45(data.cors, at + "/cors");
		if (data.engineering_cache !== void 0) validate51(data.engineering_cache, at + "/engineering_cache");
		if (data.global_rate_limit !== void 0) validate69(data.global_rate_limit, at + "/global_rate_limit");
		if (data.health_monitor !== void 0) {
			let data7 = data.health_monitor;
			if (!(data7 && typeof data7 == "object" && !Array.isArray(data7))) add(at + "/health_monitor", "type");
		}
		if (data.history !== void 0) validate71(data.history, at + "/history");
		if (data.ip_allowlist !== void 0) validate73(data.ip_allowlist, at + "/ip_allowlist");
		if (data.ip_rate_limit !== void 0) validate76(data.ip_rate_limit, at + "/ip_rate_limit");
		if (data.loads !== void 0) validate78(data.loads, at + "/loads");
		if (data.model_groups !== void 0) validate80(data.model_groups, at + "/model_groups");
		if (data.pack !== void 0) validate86(data.pack, at + "/pack");
		if (data.policies !== void 0) validate88(data.policies, at + "/policies");
		if (data.policy !== void 0) {
			let data15 = data.policy;
			if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
				if (data15["agent-firewall"] !== void 0) validate101(data15["agent-firewall"], at + "/policy/agent-firewall");
				if (data15["audit-logger"] !== void 0) validate121(data15["audit-logger"], at + "/policy/audit-logger");
				if (data15["bias-monitor"] !== void 0) validate123(data15["bias-monitor"], at + "/policy/bias-monitor");
				if (data15["bot-detector"] !== void 0) validate126(data15["bot-detector"], at + "/policy/bot-detector");
				if (data15["case-privacy"] !== void 0) validate129(data15["case-privacy"], at + "/policy/case-privacy");
				if (data15["citation-verifier"] !== void 0) validate133(data15["citation-verifier"], at + "/policy/citation-verifier");
				if (data15["cjis-mode"] !== void 0) validate140(data15["cjis-mode"], at + "/policy/cjis-mode");
				if (data15["code-sanitizer"] !== void 0) validate142(data15["code-sanitizer"], at + "/policy/code-sanitizer");
				if (data15["content-extractor"] !== void 0) validate145(data15["content-extractor"], at + "/policy/content-extractor");
				if (data15["data-routing-policy"] !== void 0) validate148(data15["data-routing-policy"], at + "/policy/data-routing-policy");
				if (data15["dlp-filter"] !== void 0) validate150(data15["dlp-filter"], at + "/policy/dlp-filter");
				if (data15["document-analyzer"] !== void 0) validate154(data15["document-analyzer"], at + "/policy/document-analyzer");
				if (data15["dual-use-filter"] !== void 0) validate157(data15["dual-use-filter"], at + "/policy/dual-use-filter");
				if (data15["embedding-detector"] !== void 0) validate160(data15["embedding-detector"], at + "/policy/embedding-detector");
				if (data15["entity-list-filter"] !== void 0) validate166(data15["entity-list-filter"], at + "/policy/entity-list-filter");
				if (data15["eu-ai-act"] !== void 0) validate169(data15["eu-ai-act"], at + "/policy/eu-ai-act");
				if (data15["external-moderation"] !== void 0) validate173(data15["external-moderation"], at + "/policy/external-moderation");
				if (data15["financial-compliance"] !== void 0) validate176(data15["financial-compliance"], at + "/policy/financial-compliance");
				if (data15["flagged-review"] !== void 0) validate180(data15["flagged-review"], at + "/policy/flagged-review");
				if (data15["gdpr-compliance"] !== void 0) validate184(data15["gdpr-compliance"], at + "/policy/gdpr-compliance");
				if (data15["healthcare-compliance"] !== void 0) validate187(data15["healthcare-compliance"], at + "/policy/healthcare-compliance");
				if (data15["hipaa-phi-detector"] !== void 0) validate191(data15["hipaa-phi-detector"], at + "/policy/hipaa-phi-detector");
				if (data15["human-oversight"] !== void 0) validate193(data15["human-oversight"], at + "/policy/human-oversight");
				if (data15["itar-ear-filter"] !== void 0) validate196(data15["itar-ear-filter"], at + "/policy/itar-ear-filter");
				if (data15["language-validator"] !== void 0) validate199(data15["language-validator"], at + "/policy/language-validator");
				if (data15["legal-privilege"] !== void 0) validate203(data15["legal-privilege"], at + "/policy/legal-privilege");
				if (data15["mnpi-filter"] !== void 0) validate206(data15["mnpi-filter"], at + "/policy/mnpi-filter");
				if (data15["pii-detector"] !== void 0) validate209(data15["pii-detector"], at + "/policy/pii-detector");
				if (data15["prompt-injection"] !== void 0) validate215(data15["prompt-injection"], at + "/policy/prompt-injection");
				if (data15["quality-scorer"] !== void 0) validate227(data15["quality-scorer"], at + "/policy/quality-scorer");
				if (data15.rbac !== void 0) validate244(data15.rbac, at + "/policy/rbac");
				if (data15["request-rewriter"] !== void 0) validate260(data15["request-rewriter"], at + "/policy/request-rewriter");
				if (data15["response-rewriter"] !== void 0) validate268(data15["response-rewriter"], at + "/policy/response-rewriter");
				if (data15["safety-filter"] !== void 0) validate271(data15["safety-filter"], at + "/policy/safety-filter");
				if (data15["student-privacy"] !== void 0) validate274(data15["student-privacy"], at + "/policy/student-privacy");
				if (data15["tool-budget"] !== void 0) validate276(data15["tool-budget"], at + "/policy/tool-budget");
				if (data15["tool-security"] !== void 0) validate282(data15["tool-security"], at + "/policy/tool-security");
				if (data15["tool-validation"] !== void 0) validate285(data15["tool-validation"], at + "/policy/tool-validation");
				if (data15["upl-filter"] !== void 0) validate290(data15["upl-filter"], at + "/policy/upl-filter");
			}
		}
		if (data.provider_fallback !== void 0) validate293(data.provider_fallback, at + "/provider_fallback");
		if (data.provider_routing !== void 0) validate296(data.provider_routing, at + "/provider_routing");
		if (data.providers !== void 0) validate298(data.providers, at + "/providers");
		if (data.rate_limits !== void 0) validate320(data.rate_limits, at + "/rate_limits");
		if (data.routes !== void 0) validate327(data.routes, at + "/routes");
		if (data.size_limits !== void 0) validate333(data.size_limits, at + "/size_limits");
		if (data.testing !== void 0) validate335(data.testing, at + "/testing");
		if (data.token_rate_limit !== void 0) validate347(data.token_rate_limit, at + "/token_rate_limit");
		if (data.user_rate_limit !== void 0) validate349(data.user_rate_limit, at + "/user_rate_limit");
		if (data.workflow_cache !== void 0) validate352(data.workflow_cache, at + "/workflow_cache");
	}
}
function validate359(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.allowed_tools !== void 0) validate26(data.allowed_tools, at + "/allowed_tools");
		if (data.blocked_tools !== void 0) validate26(data.blocked_tools, at + "/blocked_tools");
		isCount(data.max_actions_per_session, at + "/max_actions_per_session");
		if (data.tools !== void 0) validate104(data.tools, at + "/tools");
		if (data.rate_limits !== void 0) validate112(data.rate_limits, at + "/rate_limits");
		if (data.transaction_limits !== void 0) validate114(data.transaction_limits, at + "/transaction_limits");
		if (data.kill_switches !== void 0) validate116(data.kill_switches, at + "/kill_switches");
		if (data.monitoring !== void 0) validate118(data.monitoring, at + "/monitoring");
	}
}
function validate368(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.name === void 0) add(at, "required", "name");
		if (data.version === void 0) add(at, "required", "version");
		if (data.enabled === void 0) add(at, "required", "enabled");
		isA("string", data.name, at + "/name");
		isA("boolean", data.enabled, at + "/enabled");
	} else add(at, "type");
}
function validate358(data, at) {
	validate359(data, at);
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.policy !== void 0) validate368(data.policy, at + "/policy");
	}
}
function validate371(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("boolean", data.require_sources, at + "/require_sources");
		isA("boolean", data.require_source_match, at + "/require_source_match");
		if (data.min_confidence !== void 0) {
			let data2 = data.min_confidence;
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 1 || isNaN(data2)) add(at + "/min_confidence", "maximum");
				if (data2 < 0 || isNaN(data2)) add(at + "/min_confidence", "minimum");
			} else add(at + "/min_confidence", "type");
		}
		if (data.min_groundedness !== void 0) {
			let data3 = data.min_groundedness;
			if (typeof data3 == "number" && isFinite(data3)) {
				if (data3 > 1 || isNaN(data3)) add(at + "/min_groundedness", "maximum");
				if (data3 < 0 || isNaN(data3)) add(at + "/min_groundedness", "minimum");
			} else add(at + "/min_groundedness", "type");
		}
		if (data.external_resolver !== void 0) {
			let data4 = data.external_resolver;
			if (!(data4 && typeof data4 == "object" && !Array.isArray(data4))) add(at + "/external_resolver", "type");
		}
		if (data.extract_patterns !== void 0) validate26(data.extract_patterns, at + "/extract_patterns");
		if (data.output_action !== void 0) validate135(data.output_action, at + "/output_action");
		if (data.response !== void 0) validate137(data.response, at + "/response");
	}
}
function validate376(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.name === void 0) add(at, "required", "name");
		if (data.version === void 0) add(at, "required", "version");
		if (data.enabled === void 0) add(at, "required", "enabled");
		isA("string", data.name, at + "/name");
		isA("boolean", data.enabled, at + "/enabled");
	} else add(at, "type");
}
function validate370(data, at) {
	validate371(data, at);
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.policy !== void 0) validate376(data.policy, at + "/policy");
	}
}
function validate379(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.embedding_threshold !== void 0) {
			let data0 = data.embedding_threshold;
			if (typeof data0 == "number" && isFinite(data0)) {
				if (data0 > 1 || isNaN(data0)) add(at + "/embedding_threshold", "maximum");
				if (data0 < 0 || isNaN(data0)) add(at + "/embedding_threshold", "minimum");
			} else add(at + "/embedding_threshold", "type");
		}
		isA("string", data.backend, at + "/backend");
		if (data.attack_patterns !== void 0) validate26(data.attack_patterns, at + "/attack_patterns");
		if (data.detection !== void 0) validate217(data.detection, at + "/detection");
		if (data.encoding !== void 0) validate220(data.encoding, at + "/encoding");
		if (data.boundaries !== void 0) validate222(data.boundaries, at + "/boundaries");
		if (data.response !== void 0) validate224(data.response, at + "/response");
	}
}
function validate386(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.name === void 0) add(at, "required", "name");
		if (data.version === void 0) add(at, "required", "version");
		if (data.enabled === void 0) add(at, "required", "enabled");
		isA("string", data.name, at + "/name");
		isA("boolean", data.enabled, at + "/enabled");
	} else add(at, "type");
}
function validate378(data, at) {
	validate379(data, at);
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.policy !== void 0) validate386(data.policy, at + "/policy");
	}
}
function validate389(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		isA("string", data.industry, at + "/industry");
		isCount(data.min_output_chars, at + "/min_output_chars");
		isCount(data.min_sentences, at + "/min_sentences");
		isA("boolean", data.mock_scoring, at + "/mock_scoring");
		if (data.providers !== void 0) validate228(data.providers, at + "/providers");
		if (data.benchmarks !== void 0) validate232(data.benchmarks, at + "/benchmarks");
		if (data.assertions !== void 0) validate234(data.assertions, at + "/assertions");
		if (data.thresholds !== void 0) validate238(data.thresholds, at + "/thresholds");
		if (data.weights !== void 0) validate238(data.weights, at + "/weights");
		if (data.pass_policy !== void 0) {
			let data9 = data.pass_policy;
			if (!(data9 && typeof data9 == "object" && !Array.isArray(data9))) add(at + "/pass_policy", "type");
		}
		if (data.failure_action !== void 0) validate241(data.failure_action, at + "/failure_action");
	}
}
function validate397(data, at) {
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.name === void 0) add(at, "required", "name");
		if (data.version === void 0) add(at, "required", "version");
		if (data.enabled === void 0) add(at, "required", "enabled");
		isA("string", data.name, at + "/name");
		isA("boolean", data.enabled, at + "/enabled");
	} else add(at, "type");
}
function validate388(data, at) {
	validate389(data, at);
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.policy !== void 0) validate397(data.policy, at + "/policy");
	}
}

// src/policy/schema/place.ts
function knownPlace(path, shape, kind) {
	const start = startOf(path, shape, kind);
	if (start === void 0) return void 0;
	let node = start.node;
	let parent;
	let documented = isDocumented(node);
	for (const step of start.rest) {
		const next = childOf(node, step);
		if (next === void 0) return void 0;
		parent = node;
		node = next;
		documented &&= isDocumented(node);
	}
	return {
		node,
		documented,
		...parent === void 0 ? {} : { parent }
	};
}
function isDocumented(node) {
	return node.evidence === void 0;
}
function childOf(node, step) {
	if (typeof step === "number") return node.items;
	return node.keys !== void 0 && Object.hasOwn(node.keys, step) ? node.keys[step] : node.entries;
}
function startOf(path, shape, kind) {
	const [first, second] = path;
	if (typeof first !== "string") return void 0;
	if (shape === "single-policy") {
		const node = first === "policy" ? SINGLE_POLICY : kindFacts(kind ?? "")?.block;
		return node && {
			node,
			rest: first === "policy" ? path.slice(1) : path
		};
	}
	if (first === "policy" && typeof second === "string") {
		const node = kindFacts(second)?.block;
		return node && {
			node,
			rest: path.slice(2)
		};
	}
	const node = sectionFacts(first)?.node;
	return node && {
		node,
		rest: path.slice(1)
	};
}

// src/policy/lint/scalars.ts
const BOOLEAN_WORDS = {
	true: true,
	yes: true,
	on: true,
	y: true,
	false: false,
	no: false,
	off: false,
	n: false
};
function booleanMeant(value) {
	const word = typeof value === "string" ? value.trim().toLowerCase() : "";
	return Object.hasOwn(BOOLEAN_WORDS, word) ? BOOLEAN_WORDS[word] : void 0;
}
const DECIMAL$1 = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const WHOLE = /^-?(?:0|[1-9]\d*)$/;
const GROUPED = /^[1-9]\d{0,2}(?:[_,]\d{3})+$/;
const PLAIN_ITEM = /^[A-Za-z0-9_./@-]+$/;
function repairScalar(document, path, value, types) {
	if (types.includes("boolean")) return toBoolean(document, path, value);
	if (types.includes("integer") || types.includes("number")) return toNumber(document, path, value, !types.includes("number"));
	if (types.includes("string") && (typeof value === "number" || typeof value === "boolean")) return toText(document, path);
	if (types.includes("array") && typeof value === "string") return toList(document, path, value);
}
function toBoolean(document, path, value) {
	if (value === 0 || value === 1) return { help: "Write `true` or `false`." };
	const meant = booleanMeant(value);
	if (meant === void 0) return void 0;
	const old = /^(?:true|false)$/i.test(String(value).trim()) ? "" : ": policy files are YAML 1.2, where only `true` and `false` are no texts";
	return withEdit(document, path, String(meant), `Write \`${meant}\`, without quotes${old}.`);
}
function toNumber(document, path, value, whole) {
	if (typeof value === "number") return whole ? { help: "Write a whole number, without a fraction." } : void 0;
	if (typeof value !== "string") return void 0;
	const text = value.trim();
	const digits = GROUPED.test(text) ? text.replaceAll(/[_,]/g, "") : text;
	if ((whole ? WHOLE : DECIMAL$1).test(digits)) return withEdit(document, path, digits, `Write \`${digits}\`, without quotes.`);
	return /^\d/.test(text) ? { help: "Write the number alone, without a unit." } : void 0;
}
function toText(document, path) {
	const span = document.spanOf(path, "value");
	if (span === void 0) return { help: "Put it in quotes." };
	const written = document.text.slice(span.offset, span.offset + span.length);
	return withEdit(document, path, `"${written}"`, `Put it in quotes: \`"${written}"\`.`);
}
function toList(document, path, value) {
	if (!PLAIN_ITEM.test(value)) return { help: "Start every item with `- ` on a line of its own." };
	const span = wholeSpan(document, path);
	const written = span === void 0 ? value : document.text.slice(span.offset, span.offset + span.length);
	return withEdit(document, path, `[${written}]`, `Write a list, even of one: \`[${written}]\`.`);
}
function withEdit(document, path, text, help) {
	const span = wholeSpan(document, path);
	return span === void 0 ? { help } : {
		help,
		fix: {
			...span,
			text
		}
	};
}

// src/policy/lint/values.ts
const TELL = {
	type: tellType,
	enum: tellEnum,
	minimum: tellRange,
	maximum: tellRange,
	minLength: tellLength,
	maxLength: tellLength,
	pattern: tellPattern,
	required: tellMissing
};
function lintValues(context) {
	const seen = /* @__PURE__ */ new Set();
	const findings = [];
	for (const raw of faultsOf(context)) {
		const finding = findingOf(context, raw);
		if (finding === void 0) continue;
		const { start } = finding.range ?? { start: {
			line: 0,
			column: 0
		} };
		const place = `${start.line}:${start.column}:${raw.missing ?? ""}`;
		if (seen.has(place)) continue;
		seen.add(place);
		findings.push(finding);
		if (findings.length > 500) break;
	}
	return findings;
}
function faultsOf({ document, root }) {
	if (document.shape !== "single-policy") return config(root);
	const kind = kindOf(root);
	if (kind !== void 0) return single[kind]?.(root) ?? [];
	return (single["prompt-injection"]?.(root) ?? []).filter(({ instancePath }) => instancePath.startsWith("/policy"));
}
function kindOf(root) {
	const name = entryOf(entryOf(root, "policy"), "name");
	return typeof name === "string" && Object.hasOwn(single, name) ? name : void 0;
}
function findingOf(context, raw) {
	const { path, value } = follow(context.root, raw.instancePath);
	const known = knownPlace(path, context.document.shape, kindOf(context.root));
	const told = known && TELL[raw.keyword]?.(context, {
		...known,
		path,
		value,
		missing: raw.missing
	});
	if (known === void 0 || told === void 0) return void 0;
	const place = raw.missing === void 0 ? path : [...path, raw.missing];
	const { part = raw.missing === void 0 ? "value" : "key", ...parts } = told;
	return findingAt(context, place, part, {
		...known.documented ? {} : { severity: "warning" },
		...parts
	});
}
function follow(root, pointer) {
	const path = [];
	let value = root;
	for (const step of pointer.split("/").slice(1)) {
		const name = Array.isArray(value) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~");
		value = typeof name === "number" ? Array.isArray(value) ? value[name] : void 0 : entryOf(value, name);
		path.push(name);
	}
	return {
		path,
		value
	};
}
const TYPE_NAMES = {
	boolean: "true or false",
	integer: "a whole number",
	number: "a number",
	string: "a text",
	array: "a list",
	object: "a mapping"
};
function typesOf(node) {
	return (node.types ?? []).map((type) => TYPE_NAMES[type] ?? type).join(" or ");
}
function tellType(context, { path, node, parent, value }) {
	const types = node.types ?? [];
	const name = formatPath(path);
	if (value === null) {
		const needed = parent?.required?.includes(String(path.at(-1))) === true;
		return {
			ruleId: "wrong-type",
			part: "key",
			message: `'${name}' has no value; it must be ${typesOf(node)}`,
			help: needed ? "Write its value." : "Write its value, or remove the key.",
			...needed ? {} : { severity: "warning" }
		};
	}
	if (types.some((type) => type !== "array" && type !== "object") && typeof value === "string" && hasPlaceholder(value)) return void 0;
	const repair = repairScalar(context.document, path, value, types);
	const keys = Object.keys(node.keys ?? {});
	const help = repair?.help ?? (types.includes("object") && keys.length > 0 ? `Its keys are: ${keys.join(", ")}` : void 0);
	const message = `'${name}' must be ${typesOf(node)}, but is ${describe(value, node)}`;
	return {
		ruleId: "wrong-type",
		part: typeof value === "object" ? "key" : "value",
		message,
		help,
		fix: repair?.fix
	};
}
const LONGEST_SHOWN = 24;
function describe(value, node) {
	if (typeof value === "number") return node.types?.includes("integer") === true ? `the number ${value}` : "a number";
	return typeof value === "string" && node.types?.includes("string") !== true && value.length <= 5 ? `the text '${value}'` : nameOfType(value);
}
function tellEnum(context, { path, node, value }) {
	if (typeof value === "string" && hasPlaceholder(value)) return void 0;
	if (typeof value === "object") return void 0;
	const name = formatPath(path);
	const allowed = (node.enum ?? node.seen ?? []).map(String);
	const meant = typeof value === "string" ? didYouMean(value, allowed) : void 0;
	const fix = meant === void 0 ? void 0 : replaceText(context.document, path, "value", meant);
	const shown = typeof value !== "string" || value.length > LONGEST_SHOWN ? nameOfType(value) : `'${value}'`;
	if (node.enum === void 0) {
		if (meant === void 0) return void 0;
		const help = `Did you mean '${meant}'? Its list of values is not published in full.`;
		return {
			ruleId: "wrong-value",
			severity: "warning",
			message: `'${name}' is ${shown}, which is no value that is known`,
			help,
			fix
		};
	}
	if (node.undocumentedValues?.includes(value) === true) {
		const help = `Official examples use it, but the documented values are: ${allowed.join(", ")}`;
		return {
			ruleId: "wrong-value",
			severity: "warning",
			message: `'${name}' is ${shown}, which is not documented`,
			help
		};
	}
	const list = allowed.length === 1 ? `'${allowed[0]}'` : `one of ${allowed.join(", ")}`;
	const help = meant === void 0 ? `Allowed: ${allowed.join(", ")}` : `Did you mean '${meant}'? Allowed: ${allowed.join(", ")}`;
	return {
		ruleId: "wrong-value",
		message: `'${name}' must be ${list}, but is ${shown}`,
		help,
		fix
	};
}
function tellRange(_, { path, node, value }) {
	const { minimum = node.inferredMinimum, maximum = node.inferredMaximum } = node;
	const below = minimum !== void 0 && Number(value) < minimum;
	const message = `'${formatPath(path)}' is ${Number(value)}, but must be ${below ? `at least ${minimum}` : `at most ${maximum}`}`;
	if (node.minimum === void 0 && node.maximum === void 0) return {
		ruleId: "out-of-range",
		severity: "warning",
		message,
		help: "No limit is documented, but other values make no sense."
	};
	return {
		ruleId: "out-of-range",
		message,
		help: minimum !== void 0 && maximum !== void 0 ? `Allowed are ${minimum} to ${maximum}.` : void 0
	};
}
function tellLength(_, { path, node, value }) {
	const name = formatPath(path);
	const length = typeof value === "string" ? Array.from(value).length : 0;
	const { minLength = 0, maxLength } = node;
	if (length < minLength) return {
		ruleId: "wrong-value",
		message: `'${name}' is an empty text`,
		help: `Give it ${minLength} to ${maxLength} characters.`
	};
	return {
		ruleId: "too-long",
		message: `'${name}' has ${length} characters, but at most ${maxLength} are allowed`,
		help: `Shorten it by ${length - (maxLength ?? 0)} characters.`
	};
}
function tellPattern(_, { path, node, value }) {
	if (typeof value === "string" && hasPlaceholder(value)) return void 0;
	return {
		ruleId: "wrong-value",
		message: `'${formatPath(path)}' has characters that are not allowed`,
		help: `It must match ${node.pattern}`
	};
}
function tellMissing(_, { path, node, value, missing = "" }) {
	if (!isMapping(value) || isMisspelt(value, node, missing)) return void 0;
	const owner = formatPath(path);
	const wanted = node.keys?.[missing];
	const help = (wanted?.example === void 0 ? void 0 : `Add \`${missing}: ${JSON.stringify(wanted.example)}\`, for example.`) ?? `Add \`${missing}:\`, ${wanted === void 0 ? "with its value" : typesOf(wanted)}.`;
	return {
		ruleId: "missing-key",
		message: `Key '${missing}' is missing in '${owner}'`,
		help
	};
}
function isMisspelt(owner, node, missing) {
	const known = Object.keys(node.keys ?? {});
	const unused = known.filter((key) => !Object.hasOwn(owner, key));
	return Object.keys(owner).some((key) => !known.includes(key) && didYouMean(key, unused) === missing);
}

// src/policy/lint/lint.ts
const patterns = (context, { compilePattern }) => lintPatterns(context, compilePattern);
const TOPICS = {
	config: [
		lintConfigShape,
		lintSections,
		lintChain,
		lintBlocks,
		lintBlockKeys,
		lintSectionKeys,
		lintForms,
		lintValues,
		lintOrder,
		lintReferences,
		lintTargets,
		lintSecretRefs,
		lintFormats,
		lintNetwork,
		patterns,
		lintSecrets
	],
	"single-policy": [
		lintSinglePolicy,
		lintSections,
		lintSingleKeys,
		lintForms,
		lintValues,
		lintSecretRefs,
		patterns,
		lintSecrets
	],
	"list-shaped": [lintListShape, lintSecrets]
};
function lintPolicy(document, settings = {}) {
	const reading = document.problems.map((problem) => makeFinding(problem));
	const { value: root, shape } = document;
	const meaning = isMapping(root) && shape !== void 0 ? TOPICS[shape].flatMap((topic) => topic({
		document,
		root
	}, settings)) : [];
	const identity = isMapping(root) && shape === "config" ? lintIdentity({
		document,
		root
	}, settings.past) : [];
	const severities = settings.severities ?? /* @__PURE__ */ new Map();
	const found = oncePerText([
		...reading,
		...meaning,
		...identity
	], document);
	const { findings: told, problems } = settings.suppressions === "none" ? {
		findings: found,
		problems: []
	} : suppress(document, found, severities);
	const findings = applySeverities([...told, ...problems], severities);
	return withoutSecrets(capped(findings.sort(byPosition$1), document), document);
}
const LAST_STEP = /(?:\[[^\]]*\]|[^.[\]]+)$/;
function oncePerText(findings, document) {
	if (!document.text.includes("*")) return findings;
	const told = /* @__PURE__ */ new Map();
	return findings.filter(({ ruleId, range, path = "" }) => {
		if (range === void 0) return true;
		const [step = ""] = LAST_STEP.exec(path) ?? [];
		const place = JSON.stringify([
			ruleId,
			range,
			step
		]);
		const first = told.get(place);
		if (first === void 0) told.set(place, path);
		return first === void 0 || first === path;
	});
}
const WEIGHT = {
	off: 0,
	info: 1,
	warning: 2,
	error: 3
};
function applySeverities(findings, severities) {
	return findings.flatMap((finding) => {
		const wanted = severities.get(finding.ruleId) ?? finding.severity;
		const severity = UNSUPPRESSIBLE.has(finding.ruleId) && WEIGHT[wanted] < WEIGHT[finding.severity] ? finding.severity : wanted;
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

// src/policy/lint/pattern-engine.ts
async function patternEngineFor(document) {
	if (!wantsCompiler(document)) return void 0;
	const { RE2JS } = await import("./build.mjs");
	return (pattern) => {
		try {
			RE2JS.compile(pattern);
			return;
		} catch (thrown) {
			return thrown instanceof Error ? thrown.message.replace(/^error parsing regexp: /, "") : "it gives no reason";
		}
	};
}

// src/policy/assemble.ts
function assemble({ text, lines, tree, problems, directives }) {
	const value = problems.some((problem) => problem.ruleId === "yaml-limits") ? void 0 : tree?.value;
	const places = new Places(text, lines, tree);
	const shape = shapeOf(value);
	const identity = identityOf(value);
	const chain = chainOf(value);
	return {
		text,
		value,
		problems,
		directives,
		...shape === void 0 ? {} : { shape },
		...identity === void 0 ? {} : { identity },
		...chain === void 0 ? {} : { chain },
		rangeOf: (path, part) => places.rangeOf(path, part),
		nearestRange: (path) => places.nearestRange(path),
		spanOf: (path, part) => places.spanOf(path, part),
		rangeOfLine: (line) => lines.rangeOfLine(line),
		rangeBetween: (start, end) => lines.rangeBetween(start, end)
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
		return this.#rangeAt(first) ?? this.#rangeAt(other);
	}
	nearestRange(path) {
		for (let length = path.length; length > 0; length -= 1) {
			const found = this.#tree?.find(path.slice(0, length));
			if (found === void 0) continue;
			const range = this.#rangeAt(found.key ?? this.#tree?.firstKey(path.slice(0, length))) ?? this.#firstLine(found.value);
			if (range !== void 0) return range;
		}
		const root = this.#tree?.find([])?.value;
		return this.#rangeAt(this.#tree?.firstKey([])) ?? this.#firstLine(root) ?? this.#lines.rangeBetween(0, 0);
	}
	spanOf(path, part) {
		const place = this.#tree?.find(path)?.[part];
		if (place?.form === void 0) return void 0;
		const { start, end } = place;
		if (place.form === "quoted") return end - start >= 2 ? {
			offset: start + 1,
			length: end - start - 2
		} : void 0;
		return end > start && !this.#text.slice(start, end).includes("\n") ? {
			offset: start,
			length: end - start
		} : void 0;
	}
	#rangeAt(place) {
		if (place === void 0 || place.end <= place.start) return void 0;
		return this.#lines.rangeBetween(place.start, place.end);
	}
	#firstLine(place) {
		return place === void 0 ? void 0 : this.#lines.restOfLine(place.start);
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

// src/policy/lines.ts
const BYTE_ORDER_MARK$1 = "﻿";
var LineIndex = class {
	#text;
	#starts;
	constructor(text) {
		this.#text = text;
		const starts = [text.startsWith(BYTE_ORDER_MARK$1) ? 1 : 0];
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

// src/policy/directive.ts
const DIRECTIVE_START = "keeptrusts-lint-";

// src/policy/plain-scalars.ts
const GIVE_UP = Symbol("the full reader must read this");
const AFTER_DIGITS = 58;
const ESCAPES = {
	"\"": "\"",
	"\\": "\\",
	"/": "/",
	n: "\n",
	t: "	"
};
const WORDS = new Map([
	...[
		"true",
		"True",
		"TRUE"
	].map((word) => [word, true]),
	...[
		"false",
		"False",
		"FALSE"
	].map((word) => [word, false]),
	...[
		"null",
		"Null",
		"NULL",
		"~"
	].map((word) => [word, null])
]);
const INTEGER = /^[-+]?[0-9]{1,15}$/;
const DECIMAL = /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/;
const OTHER_NUMBER = /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[-+]?[0-9]{16,})$/;
function scalarOf(source) {
	if (source.charCodeAt(0) >= AFTER_DIGITS) return wordOf(source);
	if (INTEGER.test(source) || DECIMAL.test(source)) return Number(source);
	if (OTHER_NUMBER.test(source)) throw GIVE_UP;
	return source;
}
function wordOf(source) {
	const word = WORDS.get(source);
	return word === void 0 ? source : word;
}

// src/policy/plain-tree.ts
var PlainTree = class {
	value;
	#root;
	constructor(root) {
		this.#root = root;
		this.value = root.value;
	}
	find(path) {
		return this.#find(path);
	}
	firstKey(path) {
		return this.#find(path)?.value.entries?.values().next().value?.key;
	}
	#find(path) {
		let found = { value: this.#root };
		for (const step of path) {
			const { entries, items } = found.value;
			const item = typeof step === "number" ? items?.[step] : void 0;
			const next = typeof step === "string" ? entries?.get(step) : item === void 0 ? void 0 : { value: item };
			if (next === void 0) return void 0;
			found = next;
		}
		return found;
	}
};

// src/policy/plain.ts
function readPlain(text) {
	if (UNUSUAL.test(text)) return void 0;
	try {
		return new PlainReader(text).read();
	} catch (thrown) {
		if (thrown === GIVE_UP) return void 0;
		throw thrown;
	}
}
const UNUSUAL = /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\xa0\u2028\u2029]|\r(?!\n)|(?!^)\ufeff/;
const PLAIN_KEY = /([A-Za-z0-9_$][\w$./@+-]*(?: [\w$./@+-]+)*) *:(?= |\r?\n|\r?$)/y;
const QUOTED_KEY = /(?:"([^"\\\n\r]*)"|'([^'\n\r]*)') *:(?= |\r?\n|\r?$)/y;
const PLAIN_START = /[A-Za-z0-9_$./(+~^\\<;=]|-(?=[A-Za-z0-9.])/y;
const DOUBLE_QUOTED = /"((?:[^"\\\n\r]|\\["\\/nt])*)"/y;
const SINGLE_QUOTED = /'((?:[^'\n\r]|'')*)'/y;
const FLOW_PLAIN = /[A-Za-z0-9_$./](?:[\w$./@+*-]| (?=[\w$./@+*-]))*/y;
const LONGEST_KEY = 1e3;
var PlainReader = class {
	#text;
	#directives = [];
	#comments = 0;
	#at = 0;
	#indent = -1;
	constructor(text) {
		this.#text = text;
	}
	read() {
		this.#seek(this.#text.startsWith("﻿") ? 1 : 0);
		if (this.#indent === 0 && this.#startsWith("---")) {
			const end = this.#endOfLine(this.#at + 3);
			this.#seek(end);
		}
		if (this.#indent !== 0 || this.#isDash()) throw GIVE_UP;
		const root = this.#map(0, 0);
		if (!this.#isDone()) throw GIVE_UP;
		return {
			tree: new PlainTree(root),
			directives: this.#directives
		};
	}
	#isDone() {
		return this.#indent === -1;
	}
	#startsWith(word) {
		return this.#text.startsWith(word, this.#at);
	}
	#seek(from) {
		const text = this.#text;
		let start = from;
		while (start < text.length) {
			let at = start;
			while (text.charCodeAt(at) === SPACE) at += 1;
			const code = text.charCodeAt(at);
			if (code === HASH) start = this.#comment(at);
			else if (code === LINE_FEED) start = at + 1;
			else if (code === CARRIAGE_RETURN) start = at + 2;
			else if (at >= text.length) break;
			else {
				this.#at = at;
				this.#indent = at - (start === 1 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : start);
				return;
			}
		}
		this.#at = text.length;
		this.#indent = -1;
	}
	#comment(at) {
		this.#comments += 1;
		const newline = this.#text.indexOf("\n", at);
		const end = newline === -1 ? this.#text.length : newline;
		const body = this.#text.slice(at + 1, end);
		if (body.includes("keeptrusts-lint-") && body.trimStart().startsWith("keeptrusts-lint-")) this.#directives.push({
			offset: at,
			length: body.trimEnd().length + 1
		});
		return end + 1;
	}
	#endOfLine(from) {
		const text = this.#text;
		let at = from;
		while (text.charCodeAt(at) === SPACE) at += 1;
		if (at >= text.length) return text.length;
		const code = text.charCodeAt(at);
		if (code === LINE_FEED) return at + 1;
		if (code === CARRIAGE_RETURN) return at + 2;
		if (code === HASH && at > from) return this.#comment(at);
		throw GIVE_UP;
	}
	#isDash() {
		return this.#text.charCodeAt(this.#at) === DASH && this.#endsWord(this.#at + 1);
	}
	#endsWord(at) {
		const code = this.#text.charCodeAt(at);
		return code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || at >= this.#text.length;
	}
	#map(column, depth) {
		if (depth > 64) throw GIVE_UP;
		const start = this.#at;
		const value = {};
		const entries = /* @__PURE__ */ new Map();
		let end = start;
		do {
			const entry = this.#entry(column, depth, entries, value);
			end = entry.value.end > entry.value.start ? entry.value.end : entry.key.end;
		} while (this.#indent === column && !this.#isDash());
		if (this.#indent > column) throw GIVE_UP;
		return {
			start,
			end,
			value,
			entries
		};
	}
	#entry(column, depth, entries, object) {
		const { name, place, after } = this.#key();
		if (entries.has(name) || name === "__proto__") throw GIVE_UP;
		const value = this.#after(after, column, depth, true);
		const entry = {
			key: place,
			value
		};
		entries.set(name, entry);
		object[name] = value.value;
		return entry;
	}
	#key() {
		const start = this.#at;
		const first = this.#text.charCodeAt(start);
		const isQuoted = first === DOUBLE || first === SINGLE;
		const pattern = isQuoted ? QUOTED_KEY : PLAIN_KEY;
		pattern.lastIndex = start;
		const match = pattern.exec(this.#text);
		if (match === null || match[0].length > LONGEST_KEY) throw GIVE_UP;
		const name = match[1] ?? match[2] ?? "";
		return {
			name,
			place: {
				start,
				end: start + name.length + (isQuoted ? 2 : 0),
				form: isQuoted ? "quoted" : "plain"
			},
			after: pattern.lastIndex
		};
	}
	#after(after, column, depth, isKey) {
		const text = this.#text;
		const at = this.#spaces(after);
		const code = text.charCodeAt(at);
		if (at >= text.length || code === LINE_FEED || code === CARRIAGE_RETURN || code === HASH) {
			const comments = this.#comments;
			this.#seek(this.#endOfLine(after));
			const below = this.#below(after, column, depth, isKey);
			if (!isKey && below.value === null && (at !== after || this.#comments !== comments)) throw GIVE_UP;
			return below;
		}
		if (!isKey) {
			this.#at = at;
			if (this.#isDash()) return this.#list(column + (at - after) + 1, depth + 1);
			if (this.#isKeyHere(at)) return this.#map(column + (at - after) + 1, depth + 1);
		}
		const node = this.#inline(at, depth + 1);
		if (this.#indent > column) throw GIVE_UP;
		return node;
	}
	#below(after, column, depth, isKey) {
		if (this.#indent > column) return this.#isDash() ? this.#list(this.#indent, depth + 1) : this.#block(depth + 1);
		if (isKey && this.#indent === column && this.#isDash()) return this.#list(column, depth + 1);
		return {
			start: after,
			end: after,
			value: null
		};
	}
	#block(depth) {
		if (!this.#isKeyHere(this.#at)) throw GIVE_UP;
		return this.#map(this.#indent, depth);
	}
	#isKeyHere(at) {
		PLAIN_KEY.lastIndex = at;
		QUOTED_KEY.lastIndex = at;
		return PLAIN_KEY.test(this.#text) || QUOTED_KEY.test(this.#text);
	}
	#list(column, depth) {
		if (depth > 64) throw GIVE_UP;
		const start = this.#at;
		const items = [];
		const value = [];
		let end = start;
		do {
			const item = this.#after(this.#at + 1, column, depth, false);
			items.push(item);
			value.push(item.value);
			end = item.end;
		} while (this.#indent === column && this.#isDash());
		if (this.#indent > column) throw GIVE_UP;
		return {
			start,
			end,
			value,
			items
		};
	}
	#inline(at, depth) {
		const code = this.#text.charCodeAt(at);
		const node = code === DOUBLE || code === SINGLE ? this.#quoted(at) : code === BRACKET || code === BRACE ? this.#flow(at, depth) : this.#plain(at);
		this.#seek(this.#endOfLine(node.end));
		return node;
	}
	#quoted(at) {
		const isDouble = this.#text.charCodeAt(at) === DOUBLE;
		const pattern = isDouble ? DOUBLE_QUOTED : SINGLE_QUOTED;
		pattern.lastIndex = at;
		const [whole, inside] = pattern.exec(this.#text) ?? [];
		if (whole === void 0 || inside === void 0) throw GIVE_UP;
		const value = isDouble ? inside.includes("\\") ? inside.replace(/\\(.)/g, (_, letter) => ESCAPES[letter] ?? "") : inside : inside.replaceAll("''", "'");
		return {
			start: at,
			end: at + whole.length,
			form: "quoted",
			value
		};
	}
	#plain(at) {
		const text = this.#text;
		PLAIN_START.lastIndex = at;
		if (!PLAIN_START.test(text)) throw GIVE_UP;
		const newline = text.indexOf("\n", at);
		let end = newline === -1 ? text.length : newline;
		if (text.charCodeAt(end - 1) === CARRIAGE_RETURN) end -= 1;
		const hash = text.slice(at, end).indexOf(" #");
		if (hash !== -1) end = at + hash;
		while (text.charCodeAt(end - 1) === SPACE) end -= 1;
		const source = text.slice(at, end);
		if (source.includes(": ") || source.endsWith(":")) throw GIVE_UP;
		return {
			start: at,
			end,
			form: "plain",
			value: scalarOf(source)
		};
	}
	#flow(at, depth) {
		if (depth > 64) throw GIVE_UP;
		return this.#text.charCodeAt(at) === BRACKET ? this.#flowList(at, depth) : this.#flowMap(at, depth);
	}
	#flowList(start, depth) {
		const items = [];
		let at = this.#spaces(start + 1);
		while (this.#text.charAt(at) !== "]") {
			const item = this.#flowItem(at, depth);
			items.push(item);
			at = this.#flowNext(item.end, "]");
		}
		return {
			start,
			end: at + 1,
			value: items.map(({ value }) => value),
			items
		};
	}
	#flowMap(start, depth) {
		const entries = /* @__PURE__ */ new Map();
		const value = {};
		let at = this.#spaces(start + 1);
		while (this.#text.charAt(at) !== "}") {
			this.#at = at;
			const { name, place, after } = this.#key();
			if (entries.has(name) || name === "__proto__") throw GIVE_UP;
			const item = this.#flowItem(this.#spaces(after), depth);
			entries.set(name, {
				key: place,
				value: item
			});
			value[name] = item.value;
			at = this.#flowNext(item.end, "}");
		}
		return {
			start,
			end: at + 1,
			value,
			entries
		};
	}
	#flowItem(at, depth) {
		const code = this.#text.charCodeAt(at);
		if (code === DOUBLE || code === SINGLE) return this.#quoted(at);
		if (code === BRACKET || code === BRACE) return this.#flow(at, depth + 1);
		FLOW_PLAIN.lastIndex = at;
		const [source] = FLOW_PLAIN.exec(this.#text) ?? [];
		if (source === void 0) throw GIVE_UP;
		return {
			start: at,
			end: at + source.length,
			form: "plain",
			value: scalarOf(source)
		};
	}
	#flowNext(from, closer) {
		const at = this.#spaces(from);
		const here = this.#text.charAt(at);
		if (here === closer) return at;
		if (here !== ",") throw GIVE_UP;
		const next = this.#spaces(at + 1);
		if (this.#text.charAt(next) === closer) throw GIVE_UP;
		return next;
	}
	#spaces(from) {
		let at = from;
		while (this.#text.charCodeAt(at) === SPACE) at += 1;
		return at;
	}
};
const SPACE = 32;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const HASH = 35;
const DASH = 45;
const DOUBLE = 34;
const SINGLE = 39;
const BRACKET = 91;
const BRACE = 123;
const BYTE_ORDER_MARK = 65279;

// src/policy/read.ts
function readPlainPolicy(text) {
	if (text.length > 1048576) return void 0;
	const plain = readPlain(text);
	return plain && assemble({
		text,
		lines: new LineIndex(text),
		tree: plain.tree,
		problems: [],
		directives: plain.directives
	});
}
async function readPolicy(text) {
	return readPlainPolicy(text) ?? (await import("./document.mjs")).parsePolicy(text);
}

// src/stages/ask-kt.ts
async function askKt(source, engines, hasCases) {
	if (engines.kt === void 0) return {
		answer: "none",
		problems: [],
		unusable: []
	};
	const { stagePack } = await import("./kt-pack.mjs");
	const staged = await stagePack({
		policy: source.bytes,
		tests: source.tests
	}, engines.stagingDirectory);
	const lint = await engines.kt.lint(staged.policyFile);
	if (lint.kind === "unusable") return {
		answer: "none",
		problems: [],
		unusable: [`kt policy lint gave no usable answer: ${lint.reason}`],
		undecided: "kt gave no usable answer about this file, so its tests were not run"
	};
	const problems = [...lint.problems];
	if (!lint.valid && !problems.some((problem) => problem.severity === "error")) problems.push({
		severity: "error",
		message: "kt says this file is not valid and names no error"
	});
	const answer = engines.kt.identity.emulated ? "none" : lint.valid ? "valid" : "invalid";
	if (!hasCases) return {
		answer,
		problems,
		unusable: []
	};
	if (!lint.valid) return {
		answer,
		problems,
		unusable: [],
		undecided: "kt says that this file is not valid, so its tests were not run"
	};
	const test = await engines.kt.test(engines.stagingDirectory);
	if (test.kind === "unusable") return {
		answer,
		problems,
		unusable: [`kt policy test gave no usable answer: ${test.reason}`],
		undecided: test.reason
	};
	const silentFailure = !test.ok && test.cases.every((one) => one.passed);
	return {
		answer,
		problems,
		results: test.cases,
		unusable: silentFailure ? ["kt policy test failed and named no failed case"] : []
	};
}

// src/stages/coverage-gate.ts
function coverageGate(proof, document, settings) {
	const { minimumCoverage } = settings;
	if (minimumCoverage === void 0 || minimumCoverage === 0) return [];
	const parts = proof.coverage === void 0 ? unmeasured(proof, minimumCoverage, settings) : tooLittle(proof.coverage, minimumCoverage);
	if (parts === void 0) return [];
	const range = document.rangeOf(["policies", "chain"], "key");
	const finding = {
		ruleId: "minimum-coverage",
		severity: "error",
		...parts,
		path: "policies.chain",
		...range !== void 0 && { range }
	};
	return applySeverities([finding], settings.severities);
}
function tooLittle({ share }, minimum) {
	if (share === void 0 || share * 100 >= minimum) return void 0;
	return {
		message: `The tests prove ${percent(share)} of the chain entries, and minimum-coverage is ${minimum} %`,
		help: "Add tests that expect block, redact or escalate because of the entries that no test proves."
	};
}
function unmeasured({ cases, faultless }, minimum, { tests, engine }) {
	const nothing = `so that nothing of the chain is proven, and minimum-coverage is ${minimum} %`;
	if (tests === "false") return {
		message: `tests: false runs no tests, ${nothing}`,
		help: "Remove one of the two options."
	};
	if (!faultless) return void 0;
	if (cases === 0) return {
		message: `The pack has no tests, ${nothing}`,
		help: "Add golden files as tests/*.json beside the policy file, or testing.suites in it."
	};
	if (engine !== "kt") return void 0;
	return {
		message: `kt alone does not say which chain entry decides a test, ${nothing}`,
		help: "Use engine: auto: kt still decides the tests, and the builtin evaluator tells what they prove."
	};
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
		const told = finding.message.replace(/\b(lines?) \d+(?::\d+)?/g, "$1");
		const fault = [
			finding.ruleId,
			names.file,
			finding.path ?? "",
			told
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
	return p.line - q.line || p.column - q.column || (a.finding.ruleId < b.finding.ruleId ? -1 : a.finding.ruleId > b.finding.ruleId ? 1 : 0);
}

// src/stages/pack.ts
const NO_TESTS = {
	files: [],
	inline: {
		cases: [],
		problems: []
	},
	cases: []
};
const KT_UNUSABLE_HELP = "Run the command in a terminal, with this kt and these files, and see what it prints; engine: builtin does without kt.";
const VERSION_RULES = /* @__PURE__ */ new Set([
	"version-not-bumped",
	"version-reused",
	"version-lowered"
]);
async function validatePack(source, settings, engines) {
	const document = await readPolicy(decode(source.bytes));
	const { files, inline, cases } = settings.tests === "false" ? NO_TESTS : await casesOf(source, document);
	const past = settings.pastOf?.(document);
	const compilePattern = await patternEngineFor(document);
	const builtin = lintPolicy(document, {
		severities: settings.severities,
		suppressions: "none",
		...past !== void 0 && { past },
		...compilePattern !== void 0 && { compilePattern }
	});
	const asked = await askKt(settings.tests === "false" ? {
		...source,
		tests: []
	} : source, engines, cases.length > 0);
	const found = [
		...lintFound(document, builtin, asked, settings),
		...asked.unusable.map((message) => ({
			finding: {
				ruleId: "kt-unusable",
				severity: "error",
				message,
				help: KT_UNUSABLE_HELP
			},
			engine: "kt"
		})),
		...applySeverities(inline.problems, settings.severities).map(asBuiltin),
		...noTests(cases.length, settings).map(asBuiltin)
	];
	const golden = files.flatMap(({ names, golden }) => toFindings(goldenFound(golden.problems, settings), names));
	const faultless = !withSuppressions(document, found, settings).some(({ finding }) => finding.severity === "error" && finding.suppressed !== true && !VERSION_RULES.has(finding.ruleId));
	const { results, causes, coverage, ...behaviour } = await behaviourOf(cases, source.names, document, asked, settings.engine === "kt" ? "left-out" : faultless ? "decides" : "kept-by-errors");
	const untested = applySeverities(behaviour.untested, settings.severities);
	const mutated = faultless ? await mutationOf({
		source,
		document,
		cases
	}, untested, settings, engines) : void 0;
	const shown = [...untested, ...applySeverities(mutated?.survivors ?? [], settings.severities)];
	const unknown = [...coverage === void 0 ? COVERAGE_RULES : [], ...mutated === void 0 ? MUTATION_RULES : []];
	const findings = [...toFindings([...withSuppressions(document, [...found, ...shown.map(asBuiltin)], settings, unknown), ...coverageGate({
		coverage,
		cases: cases.length,
		faultless: faultless && golden.every(({ severity }) => severity !== "error")
	}, document, settings).map(asBuiltin)], source.names), ...golden];
	return {
		report: withoutLiterals({
			file: source.names.workspaceFile,
			digest: digestOf(source.bytes),
			...document.identity !== void 0 && { pack: document.identity },
			result: resultOf(findings, results, settings),
			findings,
			tests: {
				...totalsOf(results),
				cases: results,
				...causes.length > 0 && { causes }
			},
			...coverage !== void 0 && { coverage },
			...mutated !== void 0 && { mutation: mutated.report }
		}, document),
		document
	};
}
async function casesOf(source, document) {
	const { readCases } = await import("./read-cases.mjs");
	return readCases(source, document);
}
async function behaviourOf(cases, names, document, asked, builtin) {
	if (cases.length === 0) return {
		results: [],
		causes: [],
		untested: []
	};
	const { decideCases } = await import("./behaviour.mjs");
	return decideCases(cases, {
		document,
		packFile: names.workspaceFile,
		asked,
		builtin
	});
}
const COVERAGE_RULES = ["entry-untested", "item-untested"];
const MUTATION_RULES = ["mutant-survived"];
async function mutationOf(subject, untested, { mutation }, engines) {
	if (mutation === void 0 || subject.cases.length === 0) return void 0;
	const { scoreMutants } = await import("./mutation2.mjs");
	return scoreMutants({
		...subject,
		untested
	}, engines, mutation);
}
function withoutLiterals(report, document) {
	const secrets = secretsAmong(literalSecrets(document).map(({ value }) => value), [report.file]);
	return secrets.length === 0 ? report : redactReport(report, createRedactor(secrets));
}
function withFinding(report, names, finding, settings) {
	const [more] = settings.engine === "kt" ? [] : toFindings(applySeverities([finding], settings.severities).map(asBuiltin), names);
	if (more === void 0) return report;
	const line = more.range?.start.line ?? 0;
	const after = report.findings.findIndex((one) => one.file !== names.file || (one.range?.start.line ?? 0) > line);
	const findings = report.findings.toSpliced(after === -1 ? report.findings.length : after, 0, more);
	return {
		...report,
		findings,
		result: resultOf(findings, report.tests.cases, settings)
	};
}
function goldenFound(problems, settings) {
	return applySeverities(problems, settings.severities).map(asBuiltin);
}
function lintFound(document, builtin, asked, settings) {
	const kt = applySeverities(asked.problems.map((problem) => fromKt(problem, document)), settings.severities);
	if (settings.engine === "kt") return kt.length === 0 && document.problems.length > 0 ? builtin.map(asBuiltin) : kt.map((finding) => ({
		finding,
		engine: "kt"
	}));
	const placed = builtin.some(({ severity, ruleId }) => severity === "error" && document.problems.some((problem) => problem.ruleId === ruleId)) ? kt.filter((finding) => (finding.path ?? "") !== "") : kt;
	return mergeEngines({
		document,
		builtin,
		kt: placed,
		answer: asked.answer,
		severities: settings.severities
	});
}
function withSuppressions(document, found, settings, unknown = []) {
	const { findings, problems } = suppress(document, withoutSecrets(found.map(({ finding }) => finding), document), new Map([...settings.severities, ...unknown.map((ruleId) => [ruleId, "off"])]));
	const marked = found.map((one, index) => ({
		...one,
		finding: findings[index] ?? one.finding
	}));
	if (settings.engine === "kt") return marked;
	return [...marked, ...applySeverities(problems, settings.severities).map(asBuiltin)];
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
function resultOf(findings, cases, settings) {
	if (findings.filter((one) => one.suppressed !== true).some((one) => one.severity === "error" || settings.failOn === "warning" && one.severity === "warning") || cases.some((one) => one.outcome === "failed")) return "failed";
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

// src/stages/validate-reason.ts
function reasonFor(result, all, circumstances) {
	const { fixed } = circumstances;
	const packs = gatingPacks(all);
	const existing = existingTally(existingPacks(all), circumstances);
	if (packs.length === 0) return {
		summary: noneChanged(all, existing, circumstances),
		nextSteps: []
	};
	const errors = count(packs, (pack) => openFindings(pack).filter((one) => one.severity === "error").length);
	const warnings = count(packs, (pack) => openFindings(pack).filter((one) => one.severity === "warning").length);
	const suppressed = count(packs, (pack) => pack.findings.length - openFindings(pack).length);
	const failed = count(packs, (pack) => pack.tests.failed);
	const undecided = count(packs, (pack) => pack.tests.undecided);
	const passed = count(packs, (pack) => pack.tests.passed);
	const files = filesWords(packs, all);
	const tally = `${[
		plural(errors, "error"),
		plural(warnings, "warning"),
		...suppressed > 0 ? [`${suppressed} suppressed`] : [],
		...fixed > 0 ? [`${fixed} fixed`] : []
	].join(", ")}; tests: ${passed} passed, ${failed} failed, ${undecided} undecided${existing === "" ? "" : `; ${existing}`}`;
	if (result === "failed") {
		const placed = count(packs, (pack) => openFindings(pack).filter((one) => one.severity === "error" && one.ruleId !== "kt-unusable").length);
		const warningsFail = circumstances.failOn === "warning" && warnings > 0;
		return {
			summary: `${firstFault(packs, all, circumstances.failOn)} (${files}: ${tally})`,
			nextSteps: [
				...placed > 0 ? ["Correct the findings of severity error; each names its line and the fix."] : [],
				...errors > placed ? ["kt gave no answer that can be used: run it by hand on this pack and see what it says."] : [],
				...warningsFail ? ["Correct the warnings too, or set fail-on: error."] : [],
				...failed > 0 ? ["Correct the policy, or the expectation of the failed tests."] : []
			]
		};
	}
	if (result === "inconclusive") {
		const untested = packs.some((pack) => pack.result === "inconclusive" && pack.tests.cases.length === 0);
		const why = undecided > 0 ? `${plural(undecided, "test")} could not be decided` : "no behaviour test was decided";
		const decide = circumstances.ktRan ? "Run kt policy test --json on this pack and see why it reports no result for them." : "Set kt-version or kt-path, so that kt decides the tests.";
		const base = againstBase(packs, circumstances.base);
		return {
			summary: `${base?.why ?? why} (${files}: ${tally})`,
			nextSteps: [
				...base === void 0 ? [] : [base.nextStep],
				...undecided > 0 ? [decide] : [],
				...untested ? ["Add golden files as tests/*.json beside the policy file, or set tests: false."] : []
			]
		};
	}
	return {
		summary: `${files}: ${tally}`,
		nextSteps: []
	};
}
function filesWords(gating, all) {
	if (gating.length === all.length) return plural(all.length, "policy file");
	const unknown = gating.some(({ gate }) => gate?.state === "unknown");
	return `${gating.length} of ${plural(all.length, "policy file")} ${unknown ? "changed or could not be compared" : "changed"}`;
}
function noneChanged(all, existing, { changedSince }) {
	const since = changedSince === void 0 ? "" : ` since ${changedSince.words}`;
	return `${all.length === 1 ? "the policy file did not change" : `none of ${plural(all.length, "policy file")} changed`}${since}, so nothing decides this result${existing === "" ? "" : ` (${existing})`}`;
}
function existingTally(packs, { failOn }) {
	const of = (severity) => count(packs, (pack) => openFindings(pack).filter((one) => one.severity === severity).length);
	const parts = [
		...numbered(of("error"), "error"),
		...failOn === "warning" ? numbered(of("warning"), "warning") : [],
		...numbered(count(packs, (pack) => pack.tests.failed), "failed test")
	];
	return parts.length === 0 ? "" : `existing in unchanged files: ${parts.join(", ")}`;
}
function numbered(number, noun) {
	return number === 0 ? [] : [plural(number, noun)];
}
const NAMED_TESTS = 5;
function againstBase(packs, base) {
	if (base === void 0) return void 0;
	const { words, unread } = base;
	const lost = packs.flatMap((pack) => pack.tests.cases.filter((one) => one.newlyUndecided === true));
	if (lost.length > 0) {
		const named = lost.slice(0, NAMED_TESTS).map(({ name }) => JSON.stringify(name));
		const more = lost.length > named.length ? ` and ${lost.length - named.length} more` : "";
		return {
			why: `${plural(lost.length, "undecided test")} ${lost.length === 1 ? "was" : "were"} decided at ${words}: ${named.join(", ")}${more}`,
			nextStep: `Restore what decided these tests at ${words}, or decide that they may stay open with undecided: warn.`
		};
	}
	if (unread === void 0) return void 0;
	return {
		why: `undecided: new could not compare with ${words}: ${unread}`,
		nextStep: "Let the base be read, or name another one with base-ref: without it, tests that lost their decision look like those that never had one."
	};
}
function firstFault(packs, among, failOn) {
	const at = (file, line, fault) => among.length === 1 ? fault : `${file}${line === void 0 ? "" : `:${line}`}: ${fault}`;
	const findings = packs.flatMap(openFindings);
	const first = (severity) => {
		const finding = findings.find((one) => one.severity === severity);
		return finding && at(finding.workspaceFile, finding.range?.start.line, finding.message);
	};
	const failed = packs.flatMap((pack) => pack.tests.cases).find((one) => one.outcome === "failed");
	return first("error") ?? (failed && at(failed.file, failed.line, `test "${failed.name}": ${failed.reason ?? "failed"}`)) ?? (failOn === "warning" ? first("warning") : void 0) ?? "a finding of the severity fail-on names";
}
function openFindings(pack) {
	return pack.findings.filter((one) => one.suppressed !== true);
}
function count(packs, of) {
	return packs.reduce((sum, pack) => sum + of(pack), 0);
}
function plural(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

// src/stages/validate.ts
async function validate(options, context) {
	const started = context.clock.elapsed();
	const startedAt = context.clock.now().toISOString();
	const paths = await context.workspace.expand(options["policy-file"]);
	if (paths.length === 0) throw nothingMatched(options["policy-file"]);
	const locateAll = () => Promise.all(paths.map((path) => context.workspace.locate(path, "policy file")));
	const pasts = await context.readPasts?.(await locateAll());
	const changes = await context.readChanges?.(await locateAll());
	const announce = inOrder((detail, done) => context.log.progress({
		doing: "validated file",
		done,
		of: paths.length,
		detail
	}));
	const breathe = createBreather(context);
	const limit = context.kt === void 0 || options.mutation === true ? 1 : KT_AT_ONCE;
	const packs = await mapBounded(paths, limit, async (path, index) => {
		await breathe();
		const pack = await validateOne(path, index, options, {
			...context,
			breathe
		}, {
			pasts,
			changes
		});
		const { file, result, tests } = pack.report;
		const unchanged = gates(pack.report) ? "" : ", unchanged";
		announce(index, `${file}: ${result}${unchanged}${tests.cases.length === 0 ? "" : `, tests: ${tests.cases.length}`}`);
		return pack;
	});
	const shared = withSharedIds(packs, context);
	const compared = await comparedWithBase(shared, packs, paths, context);
	const reports = compared?.packs ?? shared;
	const result = worstOf(gatingPacks(reports));
	const fixed = packs.reduce((sum, pack) => sum + pack.fixed, 0);
	const workingDirectory = withSlashes(relative(context.workspace.root, context.workspace.workingDirectory));
	return {
		stage: "validate",
		startedAt,
		durationMs: Math.round(context.clock.elapsed() - started),
		result,
		reason: reasonFor(result, reports, {
			ktRan: context.kt !== void 0,
			failOn: options["fail-on"],
			fixed,
			...compared?.reading !== void 0 && { base: compared.reading },
			...changes?.reading !== void 0 && { changedSince: changes.reading }
		}),
		warnings: [
			...changes?.warnings ?? [],
			...pasts?.notes ?? [],
			...compared?.warnings ?? []
		],
		...compared?.reading !== void 0 && { base: compared.reading },
		...changes?.reading !== void 0 && { changedSince: changes.reading },
		...workingDirectory !== "" && { workingDirectory },
		packs: reports
	};
}
async function validateOne(path, index, options, context, { pasts, changes }) {
	const tests = options.testsOf(path) ?? options.tests;
	const read = await readPack(context.workspace, path, tests);
	const { names } = read;
	const gate = changes?.gateOf(names.workspaceFile, read, tests === "false" ? "left-out" : "read");
	const asked = gate?.state !== "existing";
	const settings = {
		engine: options.engine,
		failOn: options["fail-on"],
		severities: options.severities,
		tests,
		...options["minimum-coverage"] !== void 0 && { minimumCoverage: options["minimum-coverage"] },
		...asked && options.mutation === true && { mutation: {
			pause: context.breathe,
			tried: (done, of) => context.log.progress({
				doing: `${names.workspaceFile}: tried change`,
				done,
				of
			})
		} },
		...pasts !== void 0 && { pastOf: (document) => pasts.pastOf(names.workspaceFile, document) }
	};
	const { source, applied } = asked && options.fix === true ? await fix(path, read, settings, context) : {
		source: read,
		applied: []
	};
	const validated = await validatePack(source, settings, enginesFor(context, `pack-${index}`));
	const { document } = validated;
	const destination = context.destinationOf?.(path);
	const report = {
		...validated.report,
		...destination !== void 0 && { destination },
		...gate !== void 0 && { gate }
	};
	return {
		...structuredClone({
			report,
			names,
			named: namedPack(document, names.workspaceFile)
		}),
		settings,
		fixed: applied.length
	};
}
async function fix(path, source, settings, { workspace, log }) {
	const { fixPack } = await import("./fix-pack.mjs");
	const file = await workspace.locate(path, "policy file");
	const fixed = await fixPack(source, settings, (bytes) => workspace.replace(file, bytes, "policy file"));
	for (const { message, ruleId, range, fix: edit } of fixed.applied) {
		const place = range === void 0 ? file.workspaceFile : `${file.workspaceFile}:${range.start.line}:${range.start.column}`;
		const how = edit === void 0 || edit.text === "" ? "removed" : `now \`${edit.text}\``;
		log.info(`fixed ${place} ${message} (${ruleId}): ${how}`);
	}
	return fixed;
}
const KT_AT_ONCE = 4;
function inOrder(pass) {
	const waiting = /* @__PURE__ */ new Map();
	let next = 0;
	return (index, text) => {
		waiting.set(index, text);
		for (let ready = waiting.get(next); ready !== void 0; ready = waiting.get(next)) {
			waiting.delete(next);
			next += 1;
			pass(ready, next);
		}
	};
}
const BREATH_MS = 50;
function createBreather({ clock, signal }) {
	let last = clock.elapsed();
	return async () => {
		if (clock.elapsed() - last < BREATH_MS) return;
		await new Promise((resolve) => setImmediate(resolve));
		last = clock.elapsed();
		signal?.throwIfAborted();
	};
}
function withSharedIds(packs, context) {
	const named = packs.toSorted((a, b) => Number(gates(a.report)) - Number(gates(b.report))).flatMap((pack) => pack.named ?? []);
	const found = new Map(duplicatePackIds(named, context.boundTogether ?? (() => void 0)).map(({ file, finding }) => [file, finding]));
	return packs.map(({ report, names, settings }) => {
		const finding = found.get(names.workspaceFile);
		return finding === void 0 ? report : withFinding(report, names, finding, settings);
	});
}
async function comparedWithBase(reports, packs, paths, context) {
	const { readBase } = context;
	if (readBase === void 0 || gatingPacks(reports).every((report) => report.tests.undecided === 0)) return void 0;
	if (readBase === "no-base") return {
		packs: reports,
		warnings: [NO_BASE]
	};
	const { compareWithBase, hasOpenCases } = await import("./newly-undecided.mjs");
	if (!reports.some(hasOpenCases)) return void 0;
	const files = await Promise.all(paths.map((path) => context.workspace.locate(path, "policy file")));
	const compared = await compareWithBase(reports.flatMap((report, index) => {
		const [pack, file] = [packs[index], files[index]];
		if (pack === void 0 || file === void 0) return [];
		return {
			report,
			file,
			settings: pack.settings,
			enginesFor: (copy) => enginesFor(context, `pack-${index}-${copy}`)
		};
	}), readBase);
	const { unread, words } = compared.reading;
	return {
		...compared,
		warnings: unread === void 0 ? [] : [`undecided: new could not compare with ${words}: ${unread}`]
	};
}
const NO_BASE = "undecided: new has nothing to compare with, so undecided tests only warn: this is no pull request, merge group or push to the default branch; set base-ref to compare";
function enginesFor(context, name) {
	if (context.kt === void 0) return {};
	const stagingDirectory = join(context.temporaryDirectory, name);
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

// src/run/equipment.ts
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
	if (file !== void 0 && more.length === 0) return workspace.locate(file, "policy file");
	throw new Failure("bad-input", {
		doing: `looking for the policy file ${JSON.stringify(patterns)}`,
		cameBack: file === void 0 ? "no file matches" : `${more.length + 1} files match`,
		nextStep: "deploy and verify take exactly one file: run them once per file"
	});
}
async function reachGateway(gateway, asked, { network }) {
	const [client, kt] = await Promise.all([network.gatewayClient(gateway), asked]);
	return {
		...nameGateway(gateway),
		kt,
		...client !== void 0 && { client }
	};
}
function nameGateway(gateway) {
	return {
		id: gateway.id,
		...gateway.url !== void 0 && { url: gateway.url },
		...gateway.environment !== void 0 && { environment: gateway.environment },
		...gateway.apiUrl !== void 0 && { apiUrl: gateway.apiUrl }
	};
}
async function goldenCases(workspace, option, patterns) {
	if (patterns.length === 0) return [];
	return (await import("./golden-files.mjs")).readGoldenFiles(workspace, option, patterns);
}

// src/github/event-base.ts
function fieldsOf(value) {
	return typeof value === "object" && value !== null ? { ...value } : {};
}
function commits(value) {
	return typeof value === "string" && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) && !/^0+$/.test(value) ? [value] : [];
}
function baseOfEvent(payload, environment) {
	const { pull_request: pullRequest, merge_group: mergeGroup, before, repository } = fieldsOf(payload);
	const { GITHUB_REF: ref = "", GITHUB_SHA: sha = "", GITHUB_BASE_REF: baseBranch = "", GITHUB_EVENT_NAME: event = "" } = environment;
	if (event.startsWith("pull_request")) return {
		candidates: [
			...commits(fieldsOf(fieldsOf(pullRequest).base).sha),
			...firstParent(ref, sha),
			...fetched(baseBranch)
		],
		compares: true,
		words: "the base commit of this pull request"
	};
	if (event === "merge_group") return {
		candidates: commits(fieldsOf(mergeGroup).base_sha),
		compares: true,
		words: "the base commit of this merge group"
	};
	if (event !== "push" || ref !== `refs/heads/${String(fieldsOf(repository).default_branch)}`) return void 0;
	return {
		candidates: [...commits(before), "HEAD"],
		compares: false,
		words: "the commit before this push"
	};
}
function changesOfEvent(payload, environment) {
	const { pull_request: pullRequest, merge_group: mergeGroup, before, after, repository } = fieldsOf(payload);
	const { GITHUB_REF: ref = "", GITHUB_SHA: sha = "", GITHUB_BASE_REF: baseBranch = "", GITHUB_EVENT_NAME: event = "" } = environment;
	if (event.startsWith("pull_request")) {
		const { base, head } = fieldsOf(pullRequest);
		return {
			candidates: [
				...firstParent(ref, sha),
				...commits(fieldsOf(base).sha),
				...fetched(baseBranch)
			],
			since: "branch-point",
			proposed: [...event === "pull_request_target" ? [] : commits(sha), ...commits(fieldsOf(head).sha)],
			words: "the base of this pull request"
		};
	}
	if (event === "merge_group") {
		const { base_sha: base, head_sha: head } = fieldsOf(mergeGroup);
		return {
			candidates: commits(base),
			since: "branch-point",
			proposed: [...commits(head), ...commits(sha)],
			words: "the base commit of this merge group"
		};
	}
	const { default_branch: defaultBranch } = fieldsOf(repository);
	if (event !== "push" || !ref.startsWith("refs/heads/") || typeof defaultBranch !== "string") return void 0;
	const proposed = [...commits(after), ...commits(sha)];
	if (ref === `refs/heads/${defaultBranch}`) return {
		candidates: commits(before),
		since: "commit",
		proposed,
		words: "the commit before this push"
	};
	return {
		candidates: fetched(defaultBranch),
		since: "branch-point",
		proposed,
		words: "the default branch"
	};
}
function firstParent(ref, sha) {
	return /^refs\/pull\/\d+\/merge$/.test(ref) ? commits(sha).map((commit) => `${commit}^1`) : [];
}
function fetched(branch) {
	return branch === "" ? [] : [`refs/remotes/origin/${branch}`];
}
async function readEventBase(environment) {
	const payload = payloadOf(environment);
	return payload === void 0 ? void 0 : baseOfEvent(payload, environment);
}
function readEventChanges(environment) {
	const payload = payloadOf(environment);
	return payload === void 0 ? void 0 : changesOfEvent(payload, environment);
}
function payloadOf({ GITHUB_EVENT_PATH: path = "", GITHUB_ACTIONS: actions }) {
	return actions !== "true" || path === "" ? void 0 : readPayload(path);
}
function readPayload(path) {
	try {
		return JSON.parse(readFileSync(path, "utf8"));
	} catch {
		return {};
	}
}

// src/run/past-start.ts
const RULES = [
	"version-not-bumped",
	"version-reused",
	"version-lowered"
];
async function pastStart(ref, severities, { environment, log }) {
	if (RULES.every((rule) => severities.get(rule) === "off")) return void 0;
	const start = await startFrom(ref, environment);
	if (start === void 0) log.debug("versions are not compared: base-ref is not set, and this is no pull request, merge group or push to the default branch");
	return start;
}
async function testsStart(ref, { environment }) {
	const start = await startFrom(ref, environment);
	if (start === void 0 || start.compares) return start;
	const candidates = start.candidates.filter((candidate) => candidate !== "HEAD");
	return candidates.length === 0 ? void 0 : {
		...start,
		candidates,
		compares: true
	};
}
async function startFrom(ref, environment) {
	if (ref !== void 0) return {
		candidates: [ref],
		compares: true,
		words: ref,
		named: true
	};
	const found = await readEventBase(environment);
	return found === void 0 ? void 0 : {
		...found,
		named: false
	};
}

// src/run/shared-plane.ts
function boundTogether(inventory, workspace) {
	const planesOf = (workspaceFile) => {
		const file = relative(workspace.workingDirectory, join(workspace.root, workspaceFile)).split(sep).join("/");
		const pack = packOf(inventory, file);
		const ids = pack === void 0 ? [] : [...pack.staging === void 0 ? [] : [pack.staging], ...pack.gateways];
		return new Map(ids.flatMap((id) => {
			const gateway = inventory?.gateways.get(id);
			if (gateway === void 0) return [];
			const words = gateway.apiUrl === void 0 ? "the default control plane" : `control plane ${gateway.apiUrl}`;
			return [[`${gateway.apiUrl ?? ""}\n${gateway.apiTokenEnv ?? ""}`, words]];
		}));
	};
	return (one, other) => {
		const first = planesOf(one);
		for (const [plane, words] of planesOf(other)) if (first.has(plane)) return words;
	};
}

// src/run/stages.ts
const RUN = {
	validate: async ({ options }, equipment) => {
		const { surroundings, workspace } = equipment;
		const kt = await equipment.ktSupply.forValidation("validate");
		const { severities } = parseRuleSeverities(given(options, "rules"));
		const start = await pastStart(options["base-ref"], severities, equipment.surroundings);
		const settings = {
			"policy-file": given(options, "policy-file"),
			engine: given(options, "engine"),
			"fail-on": given(options, "fail-on"),
			tests: given(options, "tests"),
			"minimum-coverage": options["minimum-coverage"],
			mutation: given(options, "mutation"),
			fix: options.fix === true,
			severities,
			testsOf: (file) => equipment.sources.get("tests") === "default" ? packOf(equipment.inventory, file)?.tests : void 0
		};
		const baseOfTests = options.undecided === "new" ? await testsStart(options["base-ref"], surroundings) ?? "no-base" : void 0;
		const { clock, log, signal } = surroundings;
		const changedOnly = options["changed-only"] === true;
		const deploys = writesTo(options.stages ?? []);
		if (changedOnly && deploys) log.info("changed-only: this run deploys the pack it validates, so the pack counts whether it changed or not");
		const ktAtWork = kt === void 0 ? {} : {
			kt,
			temporaryDirectory: surroundings.temporaryDirectory
		};
		return { report: await validate(settings, {
			clock,
			log,
			signal,
			workspace,
			boundTogether: boundTogether(equipment.inventory, workspace),
			destinationOf: (path) => destinationOf(equipment.inventory, withSlashes(relative(workspace.workingDirectory, resolve(workspace.workingDirectory, path)))),
			...ktAtWork,
			...start !== void 0 && { readPasts: async (files) => (await import("./past2.mjs")).readRunPasts(files, start, equipment) },
			...changedOnly && !deploys && { readChanges: async (files) => {
				const { changedSince, readRunChanges } = await import("./changed-packs2.mjs");
				return readRunChanges(files, changedSince(options["base-ref"], surroundings.environment), equipment);
			} },
			...baseOfTests === "no-base" && { readBase: baseOfTests },
			...typeof baseOfTests === "object" && { readBase: async (files) => (await import("./base-packs.mjs")).readRunBase(files, baseOfTests, equipment) }
		}) };
	},
	deploy: async (resolved, equipment) => {
		const { options } = resolved;
		const file = await theOneFile(options, equipment.workspace);
		const pack = await readPack(equipment.workspace, file.path, given(options, "tests"));
		const { runDeploy } = await import("./run-deploy.mjs");
		equipment.session.keepTests(pack.tests);
		await hideSecrets(pack, resolved, equipment);
		return {
			report: await runDeploy({
				pack,
				file
			}, resolved, equipment),
			pack
		};
	},
	rollback: async (resolved, equipment) => {
		const { options } = resolved;
		const file = await theOneFile(options, equipment.workspace);
		const { runRollback } = await import("./run-deploy.mjs");
		return runRollback(file, options["rollback-to"] ?? "", resolved, equipment);
	},
	verify: async (resolved, equipment, brought) => {
		const file = await theOneFile(resolved.options, equipment.workspace);
		const pack = brought ?? await readPack(equipment.workspace, file.path, "false");
		const { runVerify } = await import("./run-verify.mjs");
		await hideSecrets(pack, resolved, equipment);
		return { report: await runVerify(pack, resolved, equipment) };
	}
};
async function hideSecrets(...of) {
	const { hideSecretsOf } = await import("./known-secrets.mjs");
	hideSecretsOf(...of);
}
async function runStages(stages, resolved, equipment) {
	const { log, signal } = equipment.surroundings;
	const undecided = resolved.options.undecided ?? "warn";
	const allowInconclusive = resolved.options["allow-inconclusive"] ?? false;
	let brought;
	for (const [index, stage] of stages.entries()) {
		if (signal.aborted) throw cancelledBefore(stage, signal);
		const { report, pack } = await log.group(`Keeptrusts policy: ${stage}`, () => RUN[stage](resolved, equipment, brought));
		brought = pack ?? brought;
		await equipment.session.setStage(report);
		const next = stages[index + 1];
		if (next !== void 0 && report.result === "planned") {
			await equipment.session.stopHere();
			log.info(`${next} does not run: a dry run brought nothing to the gateways`);
			return true;
		}
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

// src/run/run.ts
function readOptions(entry, given, earlier = []) {
	const parsed = parseOptions(entry, given);
	const problems = [...earlier, ...parsed.kind === "problems" ? parsed.problems : []];
	if (parsed.kind === "problems" || problems.length > 0) throw new InputProblems(problems);
	return {
		entry,
		options: parsed.options,
		sources: parsed.sources,
		warnings: parsed.warnings
	};
}
function readableOptions(entry, given) {
	const parsed = parseOptions(entry, given);
	return parsed.kind === "ok" ? parsed.options : parsed.readable;
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
	const temporary = new TemporaryDirectory(temporaryParent);
	const complete = {
		...surroundings,
		directory: workspace.workingDirectory,
		get temporaryDirectory() {
			return temporary.path;
		}
	};
	const network = new Network(resolved.options, complete);
	try {
		const stages = stagesOf(entry, resolved.options);
		const ktSupply = new KtSupply(ktOptions(resolved.options), complete, network, session);
		session.expect(stages);
		const equipment = {
			surroundings: complete,
			workspace,
			network,
			ktSupply,
			session,
			inventory,
			sources
		};
		return await recorded(() => runStages(stages, resolved, equipment), resolved.options, equipment);
	} finally {
		await network.close().finally(() => temporary.remove());
	}
}
async function recorded(stages, options, equipment) {
	const { session, surroundings, network } = equipment;
	const { recordPath } = surroundings;
	if (recordPath === void 0) return stages();
	let failure;
	const succeeded = await stages().catch(async (error) => {
		failure = error;
		await session.fail(error);
		return false;
	});
	const { writeReleaseRecord } = await import("./release-record.mjs");
	await session.setReleaseRecord(await writeReleaseRecord(recordPath, {
		report: session.report(),
		options,
		tests: session.tests
	}, {
		surroundings,
		network
	}));
	if (failure !== void 0) throw failure;
	return succeeded;
}
var TemporaryDirectory = class {
	#parent;
	#path;
	constructor(parent = tmpdir()) {
		this.#parent = parent;
	}
	get path() {
		this.#path ??= mkdtempSync(join(this.#parent, "keeptrusts-policy-"));
		return this.#path;
	}
	remove() {
		if (this.#path !== void 0) rmSync(this.#path, {
			recursive: true,
			force: true,
			maxRetries: 5
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
	#stopped = false;
	#overridden = [];
	#emulated = false;
	#releaseRecord;
	#failure;
	#tests;
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
	get tests() {
		return this.#tests;
	}
	keepTests(tests) {
		this.#tests = tests;
	}
	expect(stages) {
		this.#pending = new Set(stages);
	}
	async stopHere() {
		this.#stopped = true;
		await this.#keep(this.report());
	}
	async setStage(report) {
		this.#stages.set(report.stage, report);
		this.#pending.delete(report.stage);
		if (report.stage === "deploy") this.#pending.delete("rollback");
		await this.#keep(this.report());
	}
	async setReleaseRecord(record) {
		this.#releaseRecord = record;
		await this.#keep(this.report());
	}
	async fail(error) {
		this.#failure = {
			kind: failureKindOf(error),
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
			...this.#pending.size > 0 && { withoutResult: [...this.#pending] },
			...this.#releaseRecord !== void 0 && { releaseRecord: this.#releaseRecord },
			stages
		};
	}
	#result() {
		const last = [...this.#stages.values()].at(-1)?.result ?? "incomplete";
		if (last === "incomplete" || !SUCCEEDS[last]) return last;
		return this.#failure !== void 0 || this.#pending.size > 0 && !this.#stopped ? "incomplete" : last;
	}
};

// src/workspace/checkout.ts
const LARGEST_FILE_BYTES = 16777216;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
function readCheckout(root) {
	const directory = gitDirectory(root);
	const shared = read(join(directory, "commondir"))?.trim();
	const common = shared === void 0 ? directory : resolve(directory, shared);
	const commit = commitOf(directory, common);
	return {
		...commit !== void 0 && { commit },
		remotes: remotesIn(read(join(common, "config")) ?? "")
	};
}
function defaultBranch(root) {
	const directory = gitDirectory(root);
	const shared = read(join(directory, "commondir"))?.trim();
	const common = shared === void 0 ? directory : resolve(directory, shared);
	const [, ofOrigin] = /^ref: refs\/remotes\/origin\/(.+)$/.exec(read(join(common, "refs", "remotes", "origin", "HEAD"))?.trim() ?? "") ?? [];
	if (ofOrigin !== void 0) return ofOrigin;
	const references = read(join(common, "packed-refs")) ?? "";
	const known = ["main", "master"].find((name) => [`refs/remotes/origin/${name}`, `refs/heads/${name}`].some((reference) => read(join(common, reference)) !== void 0 || packed(references, reference) !== void 0));
	const [, checkedOut] = /^ref: refs\/heads\/(.+)$/.exec(read(join(directory, "HEAD"))?.trim() ?? "") ?? [];
	return known ?? checkedOut;
}
function gitDirectory(root) {
	const path = join(root, ".git");
	const [, target] = /^gitdir: (.+)$/m.exec(read(path) ?? "") ?? [];
	return target === void 0 ? path : resolve(root, target.trim());
}
function commitOf(directory, common) {
	const head = read(join(directory, "HEAD"))?.trim() ?? "";
	if (COMMIT.test(head)) return head;
	const [, name] = /^ref: (refs\/.+)$/.exec(head) ?? [];
	if (name === void 0 || name.split("/").includes("..")) return void 0;
	const commit = (read(join(directory, name)) ?? read(join(common, name)))?.trim() ?? packed(read(join(common, "packed-refs")) ?? "", name);
	return commit !== void 0 && COMMIT.test(commit) ? commit : void 0;
}
function packed(references, name) {
	return references.split("\n").find((line) => line.endsWith(` ${name}`))?.slice(0, -name.length - 1);
}
function remotesIn(config) {
	const remotes = [];
	let inRemote = false;
	for (const line of config.split("\n")) {
		if (/^\s*\[/.test(line)) inRemote = /^\s*\[remote\s+"/i.test(line);
		const [, url] = /^\s*url\s*=\s*"?([^"]*?)"?\s*$/i.exec(line) ?? [];
		if (inRemote && url !== void 0 && url !== "") remotes.push(url);
	}
	return remotes;
}
function isRemoteOf(remote, server, repository) {
	const found = addressOf(remote);
	const host = URL.canParse(server) ? new URL(server).hostname : "";
	return found !== void 0 && found.host.toLowerCase() === host.toLowerCase() && found.path.toLowerCase() === repository.toLowerCase();
}
function addressOf(remote) {
	const [, scpHost, scpPath] = /^(?:[^@/:]+@)?([^/:@]+):(?!\/\/)(.+)$/.exec(remote) ?? [];
	if (scpHost !== void 0 && scpPath !== void 0) return {
		host: scpHost,
		path: bare(scpPath)
	};
	if (!URL.canParse(remote)) return void 0;
	const { hostname, pathname } = new URL(remote);
	return {
		host: hostname,
		path: bare(pathname)
	};
}
function bare(path) {
	return path.replace(/^\/+|\/+$/g, "").replace(/\.git$/i, "");
}
function read(path) {
	try {
		const stats = statSync(path);
		return stats.isFile() && stats.size <= LARGEST_FILE_BYTES ? readFileSync(path, "utf8") : void 0;
	} catch {
		return;
	}
}

// src/run/source-places.ts
function sourcePlaces(workspace, repository) {
	const rootOf = gitRootFinder(workspace);
	const known = /* @__PURE__ */ new Map();
	const checkoutOf = (root) => {
		const found = known.get(root);
		if (found !== void 0) return found;
		const { commit, remotes } = readCheckout(root);
		const isMadeHere = remotes.length === 0;
		const checkout = {
			isOwn: repository === void 0 || isMadeHere || remotes.some((remote) => isRemoteOf(remote, repository.serverUrl, repository.name)),
			...commit !== void 0 && !isMadeHere && { commit }
		};
		known.set(root, checkout);
		return checkout;
	};
	const look = (workspaceFile) => {
		if (placeInWorkspace(workspaceFile) === void 0) return { path: workspaceFile };
		const file = join(workspace, workspaceFile);
		const root = rootOf(dirname(file));
		return root === void 0 ? { path: workspaceFile } : {
			path: withSlashes(relative(root, file)),
			root
		};
	};
	const located = /* @__PURE__ */ new Map();
	const inRoot = (workspaceFile) => {
		const found = located.get(workspaceFile) ?? look(workspaceFile);
		located.set(workspaceFile, found);
		return found;
	};
	return {
		pathOf: (workspaceFile) => inRoot(workspaceFile).path,
		placeOf: (workspaceFile) => {
			const { path, root } = inRoot(workspaceFile);
			if (root === void 0) return placeInWorkspace(path);
			const { isOwn, commit } = checkoutOf(root);
			return isOwn ? {
				path,
				...commit !== void 0 && { commit }
			} : void 0;
		}
	};
}

// src/run/standard-stream.ts
function directWriter(descriptor, slow, platform = process.platform) {
	let unread = false;
	const takeOver = () => {
		const stream = slow();
		stream.on("error", () => {
			unread = true;
		});
		return stream;
	};
	let stream = platform === "win32" && mayBeTerminal(descriptor) ? takeOver() : void 0;
	return (text) => {
		if (unread) return;
		let rest = Buffer.from(text);
		try {
			while (stream === void 0 && rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
		} catch (error) {
			if (isBrokenPipe(error)) {
				unread = true;
				return;
			}
			stream = takeOver();
		}
		if (rest.length > 0) stream?.write(rest);
	};
}
function isBrokenPipe(error) {
	return typeof error === "object" && error !== null && "code" in error && error.code === "EPIPE";
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
function startRed(process, onDefect, onUntold = () => {}) {
	let reached = false;
	let isLate = false;
	let stray;
	process.exitCode = 1;
	const defect = (error) => {
		process.exitCode = 1;
		if (stray !== void 0) return;
		stray = { error };
		isLate = reached;
		onDefect(error);
	};
	process.on("uncaughtException", defect);
	process.on("unhandledRejection", defect);
	process.once("exit", () => {
		if (!reached) defect(void 0);
		if (!reached || isLate) onUntold(stray?.error);
	});
	return {
		stray: () => stray,
		reach: (succeeded) => {
			reached = true;
			process.exitCode = succeeded && stray === void 0 ? 0 : 1;
		}
	};
}

// src/run/action.ts
async function runAction(entry) {
	const { env } = process;
	const write = directWriter(1, () => process.stdout);
	const context = readRunContext(env);
	const secrets = secretInputs(env);
	maskSecrets(secrets, write);
	const keeper = keepSecrets([...secrets, ...proxySecrets(env)]);
	const { redact } = keeper;
	const log = createGitHubLog({
		write,
		clock: SYSTEM_CLOCK,
		redact,
		debug: context.debug
	});
	const places = {
		workspace: context.workspace ?? process.cwd(),
		temporaryDirectory: context.temporaryDirectory
	};
	let reportFile = createReportFile(defaultReportPath(entry, places));
	const written = () => existsSync(reportFile.path) ? reportFile.path : void 0;
	const given = {
		values: readInputs(env),
		environment: env,
		origin: "inputs"
	};
	let parsed;
	const verdict = startRed(process, (error) => {
		log.endGroup();
		write(`${annotationCommand({
			level: "error",
			message: redact(defectMessage(error, context.debug))
		})}\n`);
	}, (error) => {
		const reason = redact(defectMessage(error, false));
		if (parsed?.options.summary ?? true) leaveSummary(context.summaryFile, {
			tone: "bad",
			verdict: "incomplete",
			reason
		}, written());
	});
	const cancel = cancellation(log);
	const lost = new LostChannels(log);
	const repository = context.run && {
		name: context.run.repository,
		serverUrl: context.serverUrl
	};
	const sources = sourcePlaces(context.workspace ?? process.cwd(), repository);
	const keep = async (report) => {
		const clean = redactReport(report, keeper.current);
		reportFile.update(clean);
		await lost.attempt(OUTPUTS, () => appendPairs(context.outputFile, outputsOf(clean, reportFile.path)));
	};
	const session = new Session(context.run, keep);
	let succeeded = false;
	let failure;
	try {
		parsed = readOptions(entry, given);
		for (const warning of parsed.warnings) log.warning(warning);
		const { options } = parsed;
		const chosen = chosenFile("report-file", options, places);
		const files = resultFiles((option) => chosenFile(option, options, places));
		const recordPath = chosenFile("release-record", options, places);
		if (chosen !== void 0) reportFile = createReportFile(chosen);
		const surroundings = {
			environment: env,
			workspaceRoot: places.workspace,
			directory: places.workspace,
			clock: SYSTEM_CLOCK,
			log,
			secrets: keeper,
			signal: cancel.signal,
			...context.run !== void 0 && { run: context.run },
			...context.event !== void 0 && { event: context.event },
			...recordPath !== void 0 && { recordPath },
			...context.temporaryDirectory !== void 0 && { keepJournal: {
				directory: context.temporaryDirectory,
				announce: (path) => appendPairs(context.stateFile, {
					["journal"]: path,
					["entry"]: entry
				})
			} },
			addToPath: (directory) => appendPath(context.pathFile, directory)
		};
		const writeFiles = () => writeResultFiles(files, redactReport(session.report(), keeper.current), sources);
		const ran = await run(parsed, surroundings, context.temporaryDirectory, session).catch(async (error) => {
			await writeFiles().catch((unwritten) => log.warning(messageOf(unwritten)));
			throw error;
		});
		if (files.length > 0 && !await writeFiles()) log.info(`Nothing was validated: no ${files.map(({ option }) => option).join(" and no ")}`);
		succeeded = ran;
	} catch (error) {
		failure = error;
		await session.fail(error).catch(async () => {
			reportFile = createReportFile(defaultReportPath(entry, places));
			await lost.attempt(REPORT, () => session.fail(error));
		});
	} finally {
		cancel.release();
	}
	const stray = verdict.stray();
	if (stray !== void 0) {
		succeeded = false;
		await lost.attempt(REPORT, () => session.fail(stray.error));
	}
	const report = redactReport(session.report(), keeper.current);
	await publish(report, {
		entry,
		options: parsed?.options ?? readableOptions(entry, given),
		context,
		log,
		write,
		lost,
		redact,
		failure,
		isTold: stray !== void 0,
		succeeded,
		cancelled: cancel.signal.aborted,
		reportPath: written(),
		workspace: places.workspace,
		placeOf: sources.placeOf
	});
	verdict.reach(succeeded && lost.sentences.length === 0);
}
function secretInputs(env) {
	const inputs = readInputs(env);
	return Object.entries(OPTIONS).flatMap(([name, spec]) => {
		if (spec.type !== "secret") return [];
		return [inputs.get(name), env[spec.environment]].flatMap((value) => value === void 0 || value.trim() === "" ? [] : [new Secret(value.trim())]);
	});
}
const STOP_SIGNALS = [
	"SIGINT",
	"SIGTERM",
	"SIGBREAK"
];
function cancellation(log) {
	const controller = new AbortController();
	setMaxListeners(0, controller.signal);
	const stop = (signal) => {
		if (controller.signal.aborted) return;
		log.warning(`Received ${signal}: stopping, and writing down what was reached`);
		controller.abort(/* @__PURE__ */ new Error(`the run was cancelled (${signal})`));
	};
	for (const signal of STOP_SIGNALS) process.on(signal, stop);
	return {
		signal: controller.signal,
		release: () => {
			for (const signal of STOP_SIGNALS) process.off(signal, stop);
		}
	};
}

// src/options/format.ts
function readFormat(written, people = "text") {
	if (written === void 0 || written === people) return { format: "text" };
	if (written === "json") return { format: "json" };
	return {
		format: "text",
		problem: `--format: got ${shown$1(written)}, expected ${people} or json`
	};
}
function wantsJson(argv) {
	const end = argv.indexOf("--");
	const flags = end < 0 ? argv : argv.slice(0, end);
	return flags.some((text, index) => text === "--format=json" || text === "--format" && flags[index + 1] === "json");
}

// src/report/terminal-log.ts
const CLEAR_LINE = "\r\x1B[2K";
const DEFAULT_WIDTH = 80;
function createTerminalLog(options) {
	const { write, redact, live: isLive } = options;
	const pace = new ProgressPace(options.clock);
	let depth = 0;
	let shown;
	const columns = () => options.width?.() || DEFAULT_WIDTH;
	const clear = () => {
		if (shown !== void 0) write(CLEAR_LINE);
		shown = void 0;
	};
	const line = (prefix, text) => {
		const clean = `${"  ".repeat(depth)}${prefix}${logLine(redact(text))}\n`;
		if (shown?.ended === true) clear();
		write(shown === void 0 ? clean : `${CLEAR_LINE}${clean}${shown.text}`);
	};
	return {
		clear,
		info: (text) => line("", text),
		debug: (text) => {
			if (options.debug) line("debug: ", text);
		},
		warning: (text) => line(options.colour ? "\x1B[33mwarning:\x1B[0m " : "warning: ", text),
		progress: (state) => {
			if (!pace.offer(state)) return;
			if (!isLive) return line("", progressText(state));
			shown = {
				text: cut(logLine(redact(progressText(state))), columns() - 1),
				ended: isLast(state)
			};
			write(CLEAR_LINE + shown.text);
		},
		group: async (title, work) => {
			line("", title);
			depth += 1;
			try {
				return await work();
			} finally {
				clear();
				for (const state of pace.end()) if (!isLive) line("", progressText(state));
				depth -= 1;
			}
		}
	};
}
function cut(text, columns) {
	let free = columns;
	let kept = "";
	for (const character of text) {
		free -= character < "" ? 1 : 2;
		if (free < 0) break;
		kept += character;
	}
	return kept;
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

// src/report/escape/mermaid.ts
const MERMAID_LABEL_LIMIT = 80;
function mermaidLabel(text) {
	return visible(oneLine(shorten$2(text, 80))).replace(/[!-~]/g, (character) => /[A-Za-z0-9./_:-]/.test(character) ? character : `#${character.charCodeAt(0)};`).replace(/[\ufb02\u00b0\u00b6\u00df]|:(?=fa-)/g, (character) => `#${character.charCodeAt(0)};`).replaceAll("--", "-#45;");
}

// src/report/escape/markup.ts
const ILLEGAL_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
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
function xmlText(text) {
	return escapeMarkup(legalXml(text)).replaceAll("\r", "&#13;");
}
function xmlAttribute(text) {
	return xmlText(text).replaceAll("\n", "&#10;").replaceAll("	", "&#9;");
}
function legalXml(text) {
	return stripAnsi(text).replace(ILLEGAL_IN_XML, "");
}
function escapeMarkup(text) {
	return text.replace(/[&<>"']/g, (character) => MARKUP[character] ?? "");
}

// src/run/placed-findings.ts
function placedFindings(report, { placeOf, pathOf }) {
	const findings = findingsOf(report).map((finding) => ({
		...finding,
		file: pathOf(finding.workspaceFile)
	}));
	const commits = [...new Set(report.stages.flatMap(packsOf).map(({ file }) => file))].map((file) => {
		const place = placeOf(file);
		return place && (place.commit ?? report.run?.commit);
	});
	const [revision = report.run?.commit] = commits;
	return {
		findings,
		...revision !== void 0 && commits.every((commit) => commit === revision) && { revision }
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

export { UNSUPPRESSIBLE as $, InputProblems as $n, begunWaves as $t, reachGateway as A, tellingCases as An, digestOf as At, SINGLE_POLICY_KINDS as B, markdownText as Bn, writeResultFiles as Bt, run as C, duration as Cn, normalPath as Ct, given as D, nextStepsOf as Dn, isRuleSeverity as Dt, readPayload as E, mutationWords as En, isGatewayId as Et, assemble as F, codeBlock as Fn, comesBy as Ft, didYouMean as G, writeAtomically as Gn, defectMessage as Gt, MAX_EXPANDED_VALUES as H, JOURNAL_ENTRY_STATE as Hn, isInside as Ht, lintPolicy as I, codeSpan as In, isOptionName as It, mapBounded as J, OPTIONS as Jn, renderTerminal as Jt, decode as K, printableJson as Kn, findingsOf as Kt, literalSecrets as L, markdownCell as Ln, optionNames as Lt, readPlainPolicy as M, unreachedWords as Mn, shown$1 as Mt, DIRECTIVE_START as N, verdictMix as Nn, didYouMean$1 as Nt, goldenCases as O, percent as On, parseRuleSeverities as Ot, LineIndex as P, worst as Pn, nearest as Pt, RULES$1 as Q, Failure as Qn, WAVE_WORDS as Qt, knownSecrets as R, markdownLink as Rn, specOf as Rt, readOptions as S, count$1 as Sn, sharedAddresses as St, readEventChanges as T, isUntested as Tn, isRef as Tt, MAX_FILE_LENGTH as U, JOURNAL_STATE as Un, openWorkspace as Ut, kindFacts as V, appendSummary as Vn, findGitRoot as Vt, NOT_BY_COMMENT as W, createReportFile as Wn, withSlashes as Wt, makeFinding as X, readRunContext as Xn, ACTION_WORDS as Xt, pastPack as Y, readInputs as Yn, ACTION_TONES as Yt, nameOfType as Z, readState as Zn, WAVE_TONES as Zt, sourcePlaces as _, PROOF_WORDS as _n, stripAnsi as _r, TOOL as _t, xmlText as a, takenBackWords as an, redactReport as ar, compareVersions as at, TemporaryDirectory as b, STATE_WORDS as bn, gatewayAddress as bt, createTerminalLog as c, staysInside as cn, createGitHubLog as cr, readAuthorities as ct, cancellation as d, existingPacks as dn, breakUpCommands as dr, artifactFor as dt, bypassText as en, failureKindOf as er, ruleOf as et, runAction as f, gates as fn, logLine as fr, parseSha256Lines as ft, mayBeTerminal as g, OUTCOME_TONES as gn, splitLines as gr, readInventory as gt, directWriter as h, EMULATED_WORDS as hn, shorten$2 as hr, DEFAULT_INVENTORY as ht, xmlAttribute as i, shortCommit as in, keepSecrets as ir, parsePath as it, validatePack as j, toneOf as jn, alternatives as jt, nameGateway as k, stageName as kn, parseUrl as kt, readFormat as l, proxySecrets as ln, waitedWords as lr, findOnPath as lt, startRed as m, COVERAGE_WORDS as mn, oneLine as mr, sha256Hex as mt, placedFindings as n, identityText as nn, maskSecrets as nr, formatPath as nt, mermaidLabel as o, waveName as on, secretsAmong as or, KtSupply as ot, secretInputs as p, gatingPacks as pn, logLines as pr, releaseVersion as pt, createTurns as q, printableReport as qn, sha256 as qt, html as r, planOnly as rn, createRedactor as rr, isMapping as rt, VERDICT_ALIASES as s, placeInWorkspace as sn, Secret as sr, Network as st, describeGateway as t, handWork as tn, messageOf as tr, entryOf as tt, wantsJson as u, PROOFS as un, annotationCommand as ur, KT_RELEASE as ut, defaultBranch as v, SEVERITY_RANK as vn, visible as vr, packOf as vt, fieldsOf as w, headlineOf as wn, parseWaves as wt, ktOptions as x, TONE_ICONS as xn, servedConfigUrl as xt, Session as y, STATE_TONES as yn, SYSTEM_CLOCK as yr, resolveStage as yt, KINDS as z, markdownProse as zn, resultFiles as zt };
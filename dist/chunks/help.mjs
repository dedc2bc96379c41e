import { $n as InputProblems, Kn as printableJson, Lt as optionNames, Mt as shown, Nt as didYouMean, Rt as specOf, _t as TOOL, er as failureKindOf, tr as messageOf } from "./core.mjs";
const { parseArgs } = process.getBuiltinModule("node:util");

// src/options/commands.ts
const STAGE_USAGE = "[options] [policy file ...]";
const STAGE_FORMATS = ["text", "json"];
const NOT_RUN = "or it could not run (a mistake in the command line, a file that is not there, a kt that was asked for)";
const DEPLOYED = "`promoted`, `staged`, `planned` (a dry run) or `unchanged`";
const NOT_DEPLOYED = `\`rolled-back\`, \`failed\`, \`refused\` (nothing was written) or \`unknown\` (says what to check), ${NOT_RUN}`;
const COMMANDS = {
	init: {
		text: "Write a starter pack, its tests, the inventory and the workflows.",
		usage: "[--dry-run] [options]",
		example: "keeptrusts-policy init --dry-run",
		exits: {
			success: "everything was written, or was there before",
			failure: "a file could not be written, or a mistake in the command line"
		},
		formats: ["text", "json"]
	},
	validate: {
		text: "Lint policy files and run their behaviour tests.",
		usage: STAGE_USAGE,
		example: "keeptrusts-policy validate policy-config.yaml --engine=builtin",
		exits: {
			success: "`passed`, or `inconclusive` (nothing failed, but something stayed undecided)",
			failure: `\`failed\`, or \`inconclusive\` where --undecided says so, ${NOT_RUN}`
		},
		formats: STAGE_FORMATS
	},
	try: {
		text: "Walk one message through the chain and say what each policy decides.",
		usage: "\"PROMPT\" [options]",
		example: "keeptrusts-policy try \"When do you open?\" --policy-file=policy-config.yaml",
		exits: {
			success: "it could be explained, whatever the verdict",
			failure: "the policy file has errors, or a mistake in the command line"
		},
		formats: ["text", "json"]
	},
	explain: {
		text: "Say what a lint rule finds, why, and how to mend it.",
		usage: "[rule-id ...]",
		example: "keeptrusts-policy explain unknown-kind",
		exits: {
			success: "it was explained",
			failure: "there is no such rule, and then none is explained"
		},
		formats: ["text", "json"]
	},
	deploy: {
		text: "Bring one validated policy file to staging and production gateways.",
		usage: STAGE_USAGE,
		example: "keeptrusts-policy deploy --production-gateways=eu=https://gateway.example.com --dry-run",
		exits: {
			success: DEPLOYED,
			failure: NOT_DEPLOYED
		},
		formats: STAGE_FORMATS
	},
	rollback: {
		text: "Bring the policy file of an earlier commit back: rollback --to COMMIT.",
		usage: `--to COMMIT ${STAGE_USAGE}`,
		example: "keeptrusts-policy rollback --to HEAD~1 --production-gateways=eu=https://gateway.example.com --dry-run",
		exits: {
			success: DEPLOYED,
			failure: NOT_DEPLOYED
		},
		formats: STAGE_FORMATS
	},
	verify: {
		text: "Check what gateways really serve: health, configuration, recent events.",
		usage: STAGE_USAGE,
		example: "keeptrusts-policy verify --gateways=eu=https://gateway.example.com",
		exits: {
			success: "`verified`",
			failure: `\`mismatch\`, \`unhealthy\`, \`unreachable\`, \`unproven\`, \`silent\` or \`timed-out\`, ${NOT_RUN}`
		},
		formats: STAGE_FORMATS
	},
	status: {
		text: "Show every gateway of the inventory: health, version served, last event.",
		usage: "[options]",
		example: "keeptrusts-policy status --format=json",
		exits: {
			success: "the look was made, whatever it showed; to gate on the answer, use verify",
			failure: "it could not be made: a mistake in the command line or the inventory, or it was cancelled"
		},
		formats: ["table", "json"]
	},
	emulator: {
		text: "Run the stand-in for control plane, gateways and kt on loopback.",
		usage: "--state DIR --gateway ID[=PORT]... [--poll 1s] [--port N]",
		example: "keeptrusts-policy emulator --state=.emulator --gateway=eu=8080",
		exits: {
			success: "it was stopped by SIGINT or SIGTERM",
			failure: "it could not start, or a mistake in the command line"
		}
	},
	demo: {
		text: "Validate, deploy and verify an example against the emulator.",
		usage: "[--break lint|test|canary|wave|health|events]",
		example: "keeptrusts-policy demo --break=canary",
		exits: {
			success: "all three stages succeeded",
			failure: "one did not, as --break asks for, or a mistake in the command line"
		}
	}
};

// src/options/help.ts
const WIDTH = 80;
const TEXT_INDENT = 6;
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
function writtenDefault(spec) {
	if (spec.type === "secret" || spec.default === void 0) return void 0;
	if (typeof spec.default === "object") return spec.default.length === 0 ? void 0 : spec.default.join(", ");
	return String(spec.default);
}
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
const OVERVIEW_END = ["keeptrusts-policy help COMMAND, or COMMAND --help, says what a command takes; --version says which version this is.", "Exit codes: 0 when a command did what it says, 1 otherwise; the help of each command says what that means."];
function overview() {
	const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
	return [
		"Usage: keeptrusts-policy COMMAND [options]",
		"",
		...Object.entries(COMMANDS).map(([name, { text }]) => `  ${name.padEnd(width)}  ${text}`),
		"",
		...OVERVIEW_END.map((text) => wrap(text, 0)),
		""
	].join("\n");
}
function noSuchCommand(command) {
	const words = `keeptrusts-policy: there is no ${command.startsWith("-") ? "flag" : "command"} ${shown(command)}`;
	const guess = didYouMean(command, command.startsWith("-") ? ["--help", "--version"] : [...Object.keys(COMMANDS), "help"]);
	return `${words}${guess === "" ? ". keeptrusts-policy --help lists the commands" : guess}`;
}
const HIDDEN_IN_ROLLBACK = /* @__PURE__ */ new Set([
	"waves",
	"phase",
	"canary",
	"rollback-to"
]);
const FORMAT_TEXT = "json prints one JSON document on standard output and nothing else, also after a failure; the rest goes to standard error.";
function renderHelp(command) {
	if (command === void 0 || command === "root") return overview();
	const names = command === "rollback" ? optionNames("deploy", "flags").filter((name) => !HIDDEN_IN_ROLLBACK.has(name)) : optionNames(command, "flags");
	const flags = names.filter((name) => specOf(name).type !== "secret");
	return commandHelp(command, [
		COMMANDS[command].text,
		"",
		"Options:",
		...flags.map(describe),
		`  --format=text|json\n${wrap(`${FORMAT_TEXT} [default: text]`, TEXT_INDENT)}`,
		"  --debug\n      Show requests, attempts and timings.",
		"  -h, --help\n      Show this text.",
		"",
		...describeEnvironment(names)
	].join("\n"));
}
function wrapProse(body) {
	return body.replace(/(?:^(?! ).*[^:\n]\n?)+/gm, (paragraph) => `${wrap(paragraph.trim().replaceAll("\n", " "), 0)}${paragraph.endsWith("\n") ? "\n" : ""}`);
}
function commandHelp(command, body) {
	const { usage, example, exits } = COMMANDS[command];
	const told = (code, text) => `  ${code}${wrap(text.replaceAll("`", ""), 5).slice(3)}`;
	return [
		`Usage: keeptrusts-policy ${command} ${usage}`,
		"",
		wrapProse(body.trim()),
		"",
		"Example:",
		`  ${example}`,
		"",
		"Exit codes:",
		told(0, exits.success),
		told(1, exits.failure),
		""
	].join("\n");
}

// src/options/plain-flags.ts
function mustBeKnown(argv, flags) {
	const { tokens } = parseArgs({
		args: [...argv],
		options: flags,
		strict: false,
		allowPositionals: true,
		tokens: true
	});
	const problems = tokens.flatMap((token) => {
		if (token.kind !== "option" || Object.hasOwn(flags, token.name)) return [];
		const guess = didYouMean(token.rawName, Object.keys(flags).map((name) => `--${name}`));
		return [`unknown flag ${shown(token.rawName)}${guess === "" ? "; --help lists them" : guess}`];
	});
	if (problems.length > 0) throw new InputProblems(problems);
}

// src/report/command-json.ts
const DOCUMENT_VERSION = 1;
function documentJson(content) {
	return printableJson({
		schemaVersion: 1,
		tool: TOOL,
		...content
	});
}
function failureJson(error, redact = (text) => text) {
	return documentJson({ failure: {
		kind: failureKindOf(error),
		message: redact(messageOf(error))
	} });
}

export { noSuchCommand as a, writtenRange as c, commandHelp as i, failureJson as n, renderHelp as o, mustBeKnown as r, writtenDefault as s, documentJson as t };
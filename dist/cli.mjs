#!/usr/bin/env node
import { Bt as defectMessage, Ft as resultFiles, It as writeResultFiles, Lt as findGitRoot, Mt as isOptionName, Nt as optionNames, Pt as specOf, Qn as Secret, Rn as createReportFile, Ut as renderTerminal, Vn as OPTIONS, Xn as redactReport, Yn as keepSecrets, b as run, c as createTerminalLog, f as startRed, g as Session, in as proxySecrets, ir as logLines, jt as comesBy, kt as shown, l as cancellation, m as mayBeTerminal, mt as TOOL, p as directWriter, ur as SYSTEM_CLOCK, y as readOptions } from "./chunks/core.mjs";
const { relative, resolve } = process.getBuiltinModule("node:path");
const { fileURLToPath } = process.getBuiltinModule("node:url");
const { parseArgs } = process.getBuiltinModule("node:util");

// src/options/help.ts
const WIDTH = 80;
const TEXT_INDENT = 6;
const COMMANDS = {
	validate: "Lint policy files and run their behaviour tests.",
	try: "Walk one message through the chain and say what each policy decides.",
	explain: "Say what a lint rule finds, why, and how to mend it.",
	deploy: "Bring one validated policy file to staging and production gateways.",
	rollback: "Bring the policy file of an earlier commit back: rollback --to COMMIT.",
	verify: "Check what gateways really serve: health, configuration, recent events.",
	status: "Show every gateway of the inventory: health, version served, last event.",
	emulator: "Run the stand-in for control plane, gateways and kt on loopback.",
	demo: "Validate, deploy and verify an example against the emulator."
};
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
function overview() {
	const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
	return [
		"Usage: keeptrusts-policy COMMAND [options] [policy file ...]",
		"",
		...Object.entries(COMMANDS).map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
		"",
		"keeptrusts-policy COMMAND --help lists the options of validate, deploy, rollback and verify.",
		""
	].join("\n");
}
const HIDDEN_IN_ROLLBACK = /* @__PURE__ */ new Set([
	"waves",
	"phase",
	"canary",
	"rollback-to"
]);
function renderHelp(command) {
	if (command === void 0 || command === "root") return overview();
	const names = command === "rollback" ? optionNames("deploy", "flags").filter((name) => !HIDDEN_IN_ROLLBACK.has(name)) : optionNames(command, "flags");
	const flags = names.filter((name) => specOf(name).type !== "secret");
	return [
		`Usage: keeptrusts-policy ${command}${command === "rollback" ? " --to COMMIT" : ""} [options] [policy file ...]`,
		"",
		COMMANDS[command],
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
	if (!isOptionName(name) || !comesBy("flags", name)) return {
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
function readRollbackFlags(argv) {
	const flags = readFlags(argv.map((text) => text.replace(/^--to(?==|$)/, "--rollback-to")));
	if (flags.help || flags.values.has("rollback-to")) return flags;
	return {
		...flags,
		problems: [...flags.problems, "rollback needs --to COMMIT: the commit whose policy file comes back"]
	};
}

// src/run/terminal-look.ts
function terminalLook(environment, isTerminal) {
	const { FORCE_COLOR: force = "", NO_COLOR: no = "", TERM: term, CI: ci = "" } = environment;
	const isCapable = isTerminal && term !== "dumb";
	return {
		colour: force === "" ? isCapable && no === "" : force !== "0" && force !== "false",
		live: isCapable && (ci === "" || ci === "false" || ci === "0")
	};
}

// src/run/terminal.ts
const SECRET_VARIABLES = [
	"KEEPTRUSTS_API_TOKEN",
	"KEEPTRUSTS_GATEWAY_TOKEN",
	"GITHUB_TOKEN"
];
async function runCommand(command, argv) {
	const { env } = process;
	const print = directWriter(1, () => process.stdout);
	const complain = directWriter(2, () => process.stderr);
	const stderr = mayBeTerminal(2) ? process.stderr : void 0;
	const keeper = keepSecrets([...SECRET_VARIABLES.flatMap((name) => env[name] === void 0 || env[name] === "" ? [] : [new Secret(env[name])]), ...proxySecrets(env)]);
	const { redact } = keeper;
	const flags = command === "rollback" ? readRollbackFlags(argv) : readFlags(argv);
	const { colour } = terminalLook(env, mayBeTerminal(1) && process.stdout.isTTY === true);
	let log;
	const verdict = startRed(process, (error) => {
		log?.clear();
		complain(`${logLines(`keeptrusts-policy: ${redact(defectMessage(error, flags.debug))}`)}\n`);
	});
	if (flags.help) {
		print(renderHelp(command));
		verdict.reach(true);
		return;
	}
	log = createTerminalLog({
		write: complain,
		clock: SYSTEM_CLOCK,
		redact,
		debug: flags.debug,
		...terminalLook(env, stderr?.isTTY === true),
		width: () => stderr?.columns
	});
	const cancel = cancellation(log);
	let reportFile;
	const session = new Session(void 0, async (report) => reportFile?.update(redactReport(report, keeper.current)));
	let succeeded = false;
	try {
		const parsed = readOptions(command === "rollback" ? "deploy" : command, {
			values: flags.values,
			environment: env,
			origin: "flags"
		}, flags.problems);
		const directory = process.cwd();
		const placed = (path) => resolve(directory, parsed.options["working-directory"] ?? ".", path);
		const { options } = parsed;
		const { "report-file": reportPath, "release-record": recordFile } = options;
		const files = resultFiles((option) => options[option] === void 0 ? void 0 : placed(options[option]));
		if (reportPath !== void 0) reportFile = createReportFile(placed(reportPath));
		const workspaceRoot = await findGitRoot(directory, "") ?? directory;
		const surroundings = {
			environment: env,
			workspaceRoot,
			directory,
			clock: SYSTEM_CLOCK,
			log,
			secrets: keeper,
			signal: cancel.signal,
			...env.GITHUB_ACTIONS === "true" && env.GITHUB_EVENT_NAME !== void 0 && { event: env.GITHUB_EVENT_NAME },
			...recordFile !== void 0 && { recordPath: placed(recordFile) }
		};
		const ran = await run(parsed, surroundings, void 0, session);
		if (files.length > 0) {
			const { sourcePlaces } = await import("./chunks/source-places.mjs");
			await writeResultFiles(files, redactReport(session.report(), keeper.current), sourcePlaces(workspaceRoot));
		}
		succeeded = ran;
		log.clear();
		print(`${renderTerminal(redactReport(session.report(), keeper.current), { colour })}\n`);
		if (reportFile !== void 0) log.info(`Report: ${relative(directory, reportFile.path)}`);
	} catch (error) {
		await session.fail(error);
		log.clear();
		const { stages } = session.report();
		if (stages.length > 0) print(`${renderTerminal(redactReport(session.report(), keeper.current), { colour })}\n`);
		complain(`${logLines(`keeptrusts-policy ${command}: ${redact(defectMessage(error, flags.debug))}`)}\n`);
	} finally {
		cancel.release();
	}
	verdict.reach(succeeded);
}

// src/cli.ts
const STAGE_COMMANDS = [
	"validate",
	"deploy",
	"rollback",
	"verify"
];
const self = () => fileURLToPath(import.meta.url);
async function main(argv) {
	const [command = "--help", ...rest] = argv;
	const io = {
		stdout: (text) => void process.stdout.write(text),
		stderr: (text) => void process.stderr.write(text)
	};
	const stage = STAGE_COMMANDS.find((name) => name === command);
	if (stage !== void 0) return runCommand(stage, rest);
	switch (command) {
		case "demo":
			process.exitCode = await (await import("./chunks/demo.mjs")).demoCommand(rest, io, self());
			return;
		case "try":
			process.exitCode = await (await import("./chunks/try.mjs")).tryCommand(rest, io);
			return;
		case "explain":
			process.exitCode = (await import("./chunks/explain2.mjs")).explainCommand(rest, io);
			return;
		case "status": {
			const { stdout, stderr, env } = process;
			const { colour } = terminalLook(env, stdout.isTTY === true);
			const { live } = terminalLook(env, stderr.isTTY === true);
			const place = {
				directory: process.cwd(),
				environment: env,
				colour,
				live,
				width: () => stderr.columns
			};
			process.exitCode = await (await import("./chunks/status2.mjs")).statusCommand(rest, io, place);
			return;
		}
		case "emulator":
			process.exitCode = await (await import("./chunks/main.mjs")).emulatorCommand(rest, io);
			return;
		case "emulated-kt":
			process.exitCode = await (await import("./chunks/kt.mjs")).runKt(rest, process.env, io);
			return;
		case "--help":
		case "-h":
		case "help":
			io.stdout(renderHelp(void 0));
			process.exitCode = 0;
			return;
		case "--version":
			io.stdout(`${TOOL.name} ${TOOL.version}\n`);
			process.exitCode = 0;
			return;
		default:
			io.stderr(`${logLines(`keeptrusts-policy: there is no command ${JSON.stringify(command)}. keeptrusts-policy --help lists them`)}\n`);
			process.exitCode = 1;
	}
}
process.exitCode = 1;
await main(process.argv.slice(2)).catch((error) => {
	const said = error instanceof Error ? error.stack ?? error.message : String(error);
	process.stderr.write(`${logLines(`keeptrusts-policy: unexpected error: ${said}`)}\n`);
	process.exitCode = 1;
});

export {  };
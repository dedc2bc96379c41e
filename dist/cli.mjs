#!/usr/bin/env node
import { Bt as writeResultFiles, C as run, Ft as comesBy, Gt as defectMessage, It as isOptionName, Jn as OPTIONS, Jt as renderTerminal, Mt as shown, Rt as specOf, S as readOptions, Vt as findGitRoot, Wn as createReportFile, _t as TOOL, ar as redactReport, c as createTerminalLog, d as cancellation, g as mayBeTerminal, h as directWriter, ir as keepSecrets, l as readFormat, ln as proxySecrets, m as startRed, pr as logLines, qn as printableReport, sr as Secret, y as Session, yr as SYSTEM_CLOCK, zt as resultFiles } from "./chunks/core.mjs";
const { relative, resolve } = process.getBuiltinModule("node:path");
const { fileURLToPath } = process.getBuiltinModule("node:url");
const { parseArgs } = process.getBuiltinModule("node:util");

// src/options/flags.ts
const CLI_FLAGS = {
	help: {
		type: "boolean",
		short: "h"
	},
	debug: { type: "boolean" },
	format: { type: "string" }
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
	const formats = [];
	for (const token of tokens) {
		if (token.kind === "option-terminator") continue;
		if (token.kind === "option" && Object.hasOwn(CLI_FLAGS, token.name)) {
			if (token.name === "format") formats.push(token.value ?? "");
			else switches.add(token.name);
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
	const { format, problem: unreadable } = readFormat(formats.at(-1));
	if (unreadable !== void 0) problems.push(unreadable);
	if (formats.length > 1) problems.push("--format is given twice: keep one");
	return {
		values,
		help: switches.has("help"),
		debug: switches.has("debug"),
		format,
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
	let reportFile;
	const session = new Session(void 0, async (report) => reportFile?.update(redactReport(report, keeper.current)));
	const show = showOnce(() => redactReport(session.report(), keeper.current), {
		print,
		format: flags.format,
		colour
	});
	const verdict = startRed(process, (error) => {
		log?.clear();
		complain(`${logLines(`keeptrusts-policy: ${redact(defectMessage(error, flags.debug))}`)}\n`);
	}, (error) => {
		session.fail(error ?? new Error(defectMessage(error, false)));
		if (flags.format === "json") show();
	});
	if (flags.help) {
		print((await import("./chunks/help2.mjs")).renderHelp(command));
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
		const stray = verdict.stray();
		if (stray !== void 0) await session.fail(stray.error);
		log.clear();
		show();
		if (reportFile !== void 0) log.info(`Report: ${relative(directory, reportFile.path)}`);
	} catch (error) {
		await session.fail(error).catch(() => {});
		log.clear();
		show();
		complain(`${logLines(`keeptrusts-policy ${command}: ${redact(defectMessage(error, flags.debug))}`)}\n`);
	} finally {
		cancel.release();
	}
	verdict.reach(succeeded);
}
function showOnce(report, { print, format, colour }) {
	let isShown = false;
	return () => {
		if (isShown) return;
		isShown = true;
		const shown = report();
		if (format === "json") print(printableReport(shown));
		else if (shown.stages.length > 0 || shown.failure === void 0) print(`${renderTerminal(shown, { colour })}\n`);
	};
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
		case "init":
			process.exitCode = await (await import("./chunks/init2.mjs")).initCommand(rest, io, {
				directory: process.cwd(),
				self: self()
			});
			return;
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
		case "emulator": {
			const { commandHelp } = await import("./chunks/help2.mjs");
			const { didYouMean } = await import("./chunks/nearest.mjs");
			const words = {
				help: (body) => commandHelp("emulator", body),
				meant: didYouMean
			};
			process.exitCode = await (await import("./chunks/main.mjs")).emulatorCommand(rest, io, words, self());
			return;
		}
		case "emulated-kt":
			process.exitCode = await (await import("./chunks/kt.mjs")).runKt(rest, process.env, io);
			return;
		case "--help":
		case "-h":
		case "help": {
			const [about, ...more] = rest;
			if (about !== void 0 && about !== "--help" && about !== "-h") return main([
				about,
				...more,
				"--help"
			]);
			io.stdout((await import("./chunks/help2.mjs")).renderHelp(void 0));
			process.exitCode = 0;
			return;
		}
		case "--version":
			io.stdout(`${TOOL.name} ${TOOL.version}\n`);
			process.exitCode = 0;
			return;
		default:
			io.stderr(`${logLines((await import("./chunks/help2.mjs")).noSuchCommand(command))}\n`);
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
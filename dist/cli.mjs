#!/usr/bin/env node
import { m as TOOL, r as renderHelp } from "./chunks/core.mjs";
import { fileURLToPath } from "node:url";

// src/cli.ts
const STAGE_COMMANDS = [
	"validate",
	"deploy",
	"verify"
];
/** The bundled file itself: the demo runs its neighbours, and the emulated kt is this file again. */
const SELF = fileURLToPath(import.meta.url);
async function main(argv) {
	const [command = "--help", ...rest] = argv;
	const io = {
		stdout: (text) => void process.stdout.write(text),
		stderr: (text) => void process.stderr.write(text)
	};
	const stage = STAGE_COMMANDS.find((name) => name === command);
	if (stage !== void 0) return (await import("./chunks/terminal.mjs")).runCommand(stage, rest);
	switch (command) {
		case "demo":
			process.exitCode = await (await import("./chunks/demo.mjs")).demoCommand(rest, io, SELF);
			return;
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
			io.stderr(`keeptrusts-policy: there is no command ${JSON.stringify(command)}. keeptrusts-policy --help lists them\n`);
			process.exitCode = 1;
	}
}
process.exitCode = 1;
await main(process.argv.slice(2)).catch((error) => {
	process.stderr.write(`keeptrusts-policy: unexpected error: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
	process.exitCode = 1;
});

export {  };
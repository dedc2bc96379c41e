import { $n as InputProblems, J as mapBounded, Kn as printableJson, Qn as Failure, S as readOptions, Ut as openWorkspace, Vt as findGitRoot, _t as TOOL, ar as redactReport, b as TemporaryDirectory, c as createTerminalLog, d as cancellation, dr as breakUpCommands, fr as logLine, gt as readInventory, hn as EMULATED_WORDS, ht as DEFAULT_INVENTORY, ir as keepSecrets, l as readFormat, ln as proxySecrets, lt as findOnPath, ot as KtSupply, pr as logLines, sr as Secret, st as Network, tr as messageOf, u as wantsJson, x as ktOptions, y as Session, yr as SYSTEM_CLOCK } from "./core.mjs";
import { i as commandHelp, n as failureJson, r as mustBeKnown } from "./help.mjs";
import { l as hideKeyForms, o as servedCommitOf, r as expectedPolicy, s as compareServed, u as hidePolicySecrets } from "./gateways.mjs";
const { resolve } = process.getBuiltinModule("node:path");
const { parseArgs } = process.getBuiltinModule("node:util");

// src/report/status.ts
const CELL_LIMIT = 48;
const NOTE_LIMIT = 600;
const DIFFERENCES_LIMIT = 5;
const COMMIT_LENGTH = 7;
const HEADINGS = [
	"gateway",
	"environment",
	"health",
	"serves",
	"proof",
	"file",
	"last event"
];
const NOTHING = "-";
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
function renderStatus(status, { colour }) {
	const paint = (tone, text) => colour ? `\x1b[${CODES[tone]}m${text}\x1b[0m` : text;
	const rows = status.gateways.map((gateway) => ({
		tone: toneOfGateway(gateway),
		cells: cellsOf(gateway)
	}));
	const widths = HEADINGS.map((heading, column) => Math.max(heading.length, ...rows.map(({ cells }) => lengthOf(cells[column] ?? ""))));
	const aligned = (cells) => cells.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - lengthOf(cell))).join("  ").trimEnd();
	const notes = [...status.gateways.flatMap(notesOf), ...eventNotes(status.gateways)];
	return `${[
		...status.emulated === true ? [paint("doubtful", `! ${EMULATED_WORDS}`), ""] : [],
		`  ${aligned(HEADINGS.map((heading) => heading.toUpperCase()))}`,
		...rows.map(({ tone, cells }) => `${paint(tone, MARKS[tone])} ${aligned(cells)}`),
		...notes.length === 0 ? [] : ["", ...notes],
		"",
		sumUp(status, rows.map(({ tone }) => tone))
	].map(breakUpCommands).join("\n")}\n`;
}
function toneOfGateway({ health, match }) {
	if (match.kind === "other" || health?.status === "unhealthy" || health?.status === "unreachable") return "bad";
	return match.kind === "file" && health?.status === "healthy" ? "good" : "doubtful";
}
function sumUp({ inventory, takenAt, gateways }, tones) {
	return `${`${tones.filter((tone) => tone === "good").length} of ${gateways.length} gateway${gateways.length === 1 ? "" : "s"}`} of ${note(inventory)} healthy and serving what the file says, as far as proven; seen once, ${minute(takenAt)}`;
}
function cellsOf({ id, environment, health, served, proof, match, lastEvent }) {
	const identity = [served?.name, served?.version].filter((part) => part !== void 0).join(" ");
	return [
		id,
		environment ?? NOTHING,
		health?.status ?? "not asked",
		identity || NOTHING,
		proof,
		fileWords(match),
		eventWords(lastEvent)
	].map((text) => logLine(text, CELL_LIMIT) || NOTHING);
}
function fileWords(match) {
	const { file } = match;
	if (file === void 0) return NOTHING;
	const name = file.length > 28 ? `…${file.slice(-27)}` : file;
	if (match.kind === "none") return `${name} ?`;
	if (match.kind === "file") return `${name} ${match.commit === void 0 ? "as it is here" : short(match.commit)}`;
	const { servedCommit } = match;
	return "commit" in servedCommit ? `${name} ${servedCommit.relation} ${short(servedCommit.commit)}` : `${name} differs`;
}
function eventWords(event) {
	if (event.kind === "unread") return "not read";
	if (event.kind === "none") return "none";
	return [
		minute(event.time),
		event.verdict,
		event.configVersion
	].filter((part) => part !== void 0).join(" ");
}
const COMMIT_WORDS = {
	previous: "the state before this one; a rollout may be in progress",
	newer: "newer than this checkout",
	older: "older than the state before this one"
};
function notesOf({ id, health, match }) {
	const about = (text) => `${logLine(id, CELL_LIMIT)}: ${note(text)}`;
	const healthNote = health?.detail === void 0 ? [] : [about(`health: ${health.detail}`)];
	if (match.kind === "file") return [...healthNote, ...match.commitUnknown === void 0 ? [] : [about(`commit not known: ${match.commitUnknown}`)]];
	if (match.kind === "none") return [...healthNote, about(match.reason)];
	const { differences, servedCommit } = match;
	const more = differences.length - DIFFERENCES_LIMIT;
	return [
		...healthNote,
		...differences.slice(0, DIFFERENCES_LIMIT).map((text) => about(`differs: ${text}`)),
		...more > 0 ? [about(`and ${more} more differences`)] : [],
		about(servedWords(servedCommit))
	];
}
function servedWords(servedCommit) {
	switch (servedCommit.relation) {
		case "none": return "no commit of the file that was looked at fits what it shows";
		case "not-checked": return `which commit of the file it serves is not known: ${servedCommit.reason}`;
		default: return `what it shows fits version ${servedCommit.version} of commit ${short(servedCommit.commit)}: ${COMMIT_WORDS[servedCommit.relation]}`;
	}
}
function eventNotes(gateways) {
	const byReason = /* @__PURE__ */ new Map();
	for (const { id, lastEvent } of gateways) {
		if (lastEvent.kind === "event") continue;
		const key = `${lastEvent.kind === "none" ? "no event" : "events not read"}: ${lastEvent.reason}`;
		byReason.set(key, [...byReason.get(key) ?? [], id]);
	}
	return [...byReason].map(([reason, ids]) => ids.length === gateways.length ? note(reason) : note(`${ids.join(", ")}: ${reason}`));
}
function minute(time) {
	const milliseconds = Date.parse(time);
	if (Number.isNaN(milliseconds)) return time;
	return `${new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
function short(commit) {
	return commit.slice(0, COMMIT_LENGTH);
}
function note(text) {
	return logLine(text, NOTE_LIMIT);
}
function lengthOf(text) {
	return Array.from(text).length;
}

// src/stages/status.ts
const EVENTS_TIMEOUT_MS = 1e4;
const EVENTS_ASKED = 1e3;
async function lookAtFleet(targets, settings, context) {
	let done = 0;
	const [looks, answers] = await Promise.all([mapBounded(targets, settings.concurrency, async (target) => {
		const look = await lookAt(target, context);
		done += 1;
		context.log.progress({
			doing: "looked at gateway",
			done,
			of: targets.length
		});
		return {
			target,
			look
		};
	}), readAllEvents(targets, settings)]);
	const files = new Set(looks.flatMap(({ look: { verdict } }) => "digest" in verdict ? [verdict.file] : []));
	const histories = files.size === 0 ? /* @__PURE__ */ new Map() : await context.readHistories([...files]);
	return looks.map(({ target, look: { verdict, ...seen } }) => ({
		id: target.id,
		...target.url !== void 0 && { url: target.url },
		...target.environment !== void 0 && { environment: target.environment },
		...seen,
		match: matchOf(verdict, seen.served, histories),
		lastEvent: lastEventOf(target, answers)
	}));
}
async function lookAt(target, { signal, onEmulated }) {
	const { client, packs } = target;
	const unknown = (reason) => ({
		proof: "none",
		verdict: {
			file: packs[0]?.file,
			reason
		}
	});
	if ("missing" in client) return unknown(`not asked: ${client.missing}`);
	try {
		const [health, reading] = await Promise.all([client.health(signal, { readiness: "asked" }), client.config(signal)]);
		if (reading.kind !== "served") return {
			...unknown(`what it serves could not be read: ${reading.reason}`),
			health
		};
		if (reading.emulated) onEmulated();
		return {
			health,
			served: reading.identity,
			...compareWithPacks(packs, reading)
		};
	} catch (error) {
		signal.throwIfAborted();
		return unknown(messageOf(error));
	}
}
function compareWithPacks(packs, reading) {
	const compared = packs.flatMap((pack) => pack.kind === "read" ? [{
		pack,
		...compareServed(pack.expected, reading)
	}] : []);
	const byName = compared.find(({ pack }) => pack.expected.identity.name === reading.identity.name);
	const best = compared.find(({ proof }) => proof !== "none") ?? byName ?? compared[0];
	if (best === void 0) {
		const [unread] = packs;
		const reason = unread?.kind === "unread" ? `${unread.file} cannot be compared: ${unread.reason}` : "no pack of the inventory names it";
		return {
			proof: "none",
			verdict: {
				file: unread?.file,
				reason
			}
		};
	}
	const { pack, proof, equal, differences } = best;
	if (equal && proof === "none") return {
		proof,
		verdict: {
			file: pack.file,
			reason: "it shows no pack name and version"
		}
	};
	return {
		proof,
		verdict: {
			file: pack.file,
			digest: pack.digest,
			differences
		}
	};
}
function matchOf(verdict, served, histories) {
	const { file } = verdict;
	if (!("digest" in verdict)) return {
		kind: "none",
		...file !== void 0 && { file },
		reason: verdict.reason
	};
	const history = histories.get(verdict.file) ?? {
		kind: "unread",
		reason: "git was not asked for it"
	};
	const { digest, differences } = verdict;
	if (differences.length > 0) return {
		kind: "other",
		file: verdict.file,
		differences,
		servedCommit: servedCommitOf(history, digest, served ?? {})
	};
	if (history.kind === "unread") return {
		kind: "file",
		file: verdict.file,
		commitUnknown: history.reason
	};
	const commit = history.states.find((state) => state.digest === digest)?.commit;
	if (commit !== void 0) return {
		kind: "file",
		file: verdict.file,
		commit
	};
	return {
		kind: "file",
		file: verdict.file,
		commitUnknown: history.incomplete ?? "the file here is not as any commit of it"
	};
}
async function readAllEvents(targets, { sinceMs }) {
	const planes = new Set(targets.flatMap(({ kt }) => "missing" in kt ? [] : [kt]));
	const ask = async (kt) => [kt, await kt.events({
		sinceMs,
		limit: EVENTS_ASKED,
		timeoutMs: EVENTS_TIMEOUT_MS
	})];
	return new Map(await Promise.all([...planes].map(ask)));
}
function lastEventOf({ id, kt }, answers) {
	if ("missing" in kt) return {
		kind: "unread",
		reason: kt.missing
	};
	const answer = answers.get(kt);
	if (answer?.kind !== "answered") return {
		kind: "unread",
		reason: answer?.reason ?? "kt was not asked"
	};
	const { events } = answer;
	const newest = events.filter(({ gatewayId }) => gatewayId === id).reduce(later, void 0);
	if (newest === void 0) return {
		kind: "none",
		reason: noEventReason(events)
	};
	const { time = "time not known", verdict, configVersion } = newest;
	return {
		kind: "event",
		time,
		...verdict !== void 0 && { verdict },
		...configVersion !== void 0 && { configVersion }
	};
}
function noEventReason(events) {
	const anonymous = events.filter(({ gatewayId }) => gatewayId === void 0).length;
	return `none of ${events.length >= EVENTS_ASKED ? `the newest ${EVENTS_ASKED}` : `the ${events.length}`} events of this time names it${anonymous === 0 ? "" : `; ${anonymous} name no gateway`}`;
}
function later(newest, event) {
	if (newest === void 0) return event;
	return timeOf(event) > timeOf(newest) ? event : newest;
}
function timeOf({ time }) {
	const milliseconds = Date.parse(time ?? "");
	return Number.isNaN(milliseconds) ? Number.NEGATIVE_INFINITY : milliseconds;
}

// src/run/status.ts
const HELP = `Looks once at every gateway of the inventory and prints a table: health, what it serves, how strong the proof is, which file and commit
that is, and its last decision event. Nothing is changed, nothing is waited for; verify waits, gates and leaves a report.

Options:
  --config-file FILE        Inventory. Default: ${DEFAULT_INVENTORY}
  --working-directory DIR   Directory that relative paths start from. Default: .
  --format table|json       json prints one JSON document, also after a failure. Default: table
  --since DURATION          How far back to look for decision events. Default: 24h
  --concurrency NUMBER      Gateways asked at the same time. Default: 10
  --kt-path FILE            kt, for the events. Default: the one on PATH; none is installed for a look
  --api-url URL             Keeptrusts API, for the events of gateways whose entry names none.
  --ca-file FILE            PEM file of additional certificate authorities.
  -h, --help                Show this text.

Environment:
  KEEPTRUSTS_API_TOKEN      Keeptrusts API token, for the events. Without one, or what a gateway's entry names, events are not read.
  KEEPTRUSTS_GATEWAY_TOKEN  Bearer token for gateways that ask for one and whose entry names none.
`;
const TEXT = { type: "string" };
const FLAGS = {
	"config-file": TEXT,
	"working-directory": TEXT,
	since: {
		type: "string",
		default: "24h"
	},
	concurrency: TEXT,
	"kt-path": TEXT,
	"api-url": TEXT,
	"ca-file": TEXT,
	format: TEXT,
	help: {
		type: "boolean",
		short: "h",
		default: false
	}
};
async function statusCommand(argv, io, place) {
	const { environment } = place;
	const keeper = keepSecrets([...tokensIn(["KEEPTRUSTS_API_TOKEN", "KEEPTRUSTS_GATEWAY_TOKEN"], environment), ...proxySecrets(environment)]);
	hideKeyForms(keeper);
	try {
		mustBeKnown(argv, FLAGS);
		const { format: wanted, help, ...texts } = parseArgs({
			args: [...argv],
			options: FLAGS
		}).values;
		if (help) {
			io.stdout(commandHelp("status", HELP));
			return 0;
		}
		const { format, problem } = readFormat(wanted, "table");
		if (problem !== void 0) throw new InputProblems([problem]);
		const values = new Map(Object.entries(texts).flatMap(([name, text]) => text === void 0 ? [] : [[name, text]]));
		const { options } = readOptions("verify", {
			values,
			environment: place.environment,
			origin: "flags"
		});
		const workspaceRoot = await findGitRoot(place.directory, "") ?? place.directory;
		const workspace = await openWorkspace(workspaceRoot, resolve(place.directory, options["working-directory"] ?? "."));
		const inventory = await neededInventory(workspace, options["config-file"]);
		const named = [...inventory.gateways.values()].flatMap(({ apiTokenEnv, gatewayTokenEnv }) => [apiTokenEnv ?? [], gatewayTokenEnv ?? []].flat());
		keeper.add(tokensIn(named, environment));
		const status = redactReport(await look({
			options,
			workspace,
			inventory,
			secrets: keeper
		}, io, place), keeper.current);
		io.stdout(format === "json" ? printableJson(status) : renderStatus(status, place));
		return 0;
	} catch (error) {
		if (wantsJson(argv)) io.stdout(failureJson(error, keeper.redact));
		io.stderr(`${logLines(`keeptrusts-policy status: ${keeper.redact(messageOf(error))}`)}\n`);
		return 1;
	}
}
async function neededInventory(workspace, configFile) {
	const inventory = await readInventory(workspace, configFile);
	if (inventory !== void 0 && inventory.gateways.size > 0) return inventory;
	throw new Failure("bad-input", {
		doing: `reading the inventory ${JSON.stringify(configFile ?? ".github/keeptrusts.yml")}`,
		cameBack: inventory === void 0 ? "there is no such file" : "it lists no gateways",
		nextStep: "List them there under gateways, or ask single ones with keeptrusts-policy verify --gateways id=url"
	});
}
function tokensIn(names, environment) {
	return names.flatMap((name) => environment[name] ?? []).filter((value) => value !== "").map((value) => new Secret(value));
}
async function look({ options, workspace, inventory, secrets }, io, place) {
	const { environment, clock = SYSTEM_CLOCK, live = false, width } = place;
	const { redact } = secrets;
	const write = (text) => io.stderr(text);
	const log = createTerminalLog({
		write,
		clock,
		redact,
		debug: false,
		live,
		colour: false,
		...width !== void 0 && { width }
	});
	const cancel = cancellation(log);
	const temporary = new TemporaryDirectory();
	const surroundings = {
		environment,
		workspaceRoot: workspace.root,
		directory: workspace.workingDirectory,
		clock,
		log: {
			...log,
			info: (text) => log.debug(text)
		},
		secrets,
		signal: cancel.signal,
		get temporaryDirectory() {
			return temporary.path;
		}
	};
	const session = new Session(void 0, async () => {});
	const network = new Network(options, surroundings);
	try {
		const takenAt = clock.now().toISOString();
		const supply = new KtSupply(ktOptions(options), surroundings, network, session);
		const packs = await readPacks(inventory, workspace, secrets);
		const targets = [];
		for (const gateway of inventory.gateways.values()) targets.push({
			...gateway,
			packs: packs.get(gateway.id) ?? [],
			...await waysTo(gateway, {
				network,
				supply,
				surroundings,
				options
			})
		});
		const gateways = await lookAtFleet(targets, {
			concurrency: options.concurrency ?? 1,
			sinceMs: options.since ?? 0
		}, {
			log,
			signal: cancel.signal,
			readHistories: async (files) => {
				const { readRunPolicyHistories } = await import("./policy-history.mjs");
				return readRunPolicyHistories(files.map((workspaceFile) => ({ workspaceFile })), {
					workspace,
					surroundings
				});
			},
			onEmulated: () => session.markEmulated()
		});
		const { emulated } = session.report();
		return {
			schemaVersion: 1,
			tool: TOOL,
			...emulated === true && { emulated },
			takenAt,
			inventory: inventory.fileName,
			gateways
		};
	} finally {
		log.clear();
		cancel.release();
		await network.close().finally(() => temporary.remove());
	}
}
async function readPacks(inventory, workspace, secrets) {
	const named = /* @__PURE__ */ new Map();
	for (const { file, staging, gateways } of inventory.packs) {
		const pack = await readOne(file, workspace, secrets);
		for (const id of staging === void 0 ? gateways : [staging, ...gateways]) named.set(id, [...named.get(id) ?? [], pack]);
	}
	return named;
}
async function readOne(path, workspace, secrets) {
	try {
		const file = await workspace.locate(path, "policy file");
		const bytes = await workspace.read(file, "policy file");
		hidePolicySecrets(secrets, bytes, [file.workspaceFile]);
		return {
			kind: "read",
			file: file.workspaceFile,
			...expectedPolicy({
				names: file,
				bytes,
				tests: []
			}, void 0)
		};
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return {
			kind: "unread",
			file: path,
			reason: error.parts.cameBack
		};
	}
}
async function waysTo(gateway, { network, supply, surroundings, options }) {
	const { environment } = surroundings;
	const variable = gateway.apiTokenEnv ?? "KEEPTRUSTS_API_TOKEN";
	const ktPath = options["kt-path"] ?? findOnPath("kt", environment);
	const client = await orMissing(async () => await network.gatewayClient(gateway) ?? { missing: "it has no url in the inventory" });
	if ((environment[variable] ?? "") === "") return {
		client,
		kt: { missing: `${variable} is not set` }
	};
	if (ktPath === void 0) return {
		client,
		kt: { missing: "there is no kt on PATH; name one with --kt-path" }
	};
	return {
		client,
		kt: await orMissing(() => supply.forGateway(gateway, "verify"))
	};
}
async function orMissing(get) {
	try {
		return await get();
	} catch (error) {
		if (!(error instanceof Failure) || error.kind === "defect") throw error;
		return { missing: error.message };
	}
}

export { statusCommand as t };
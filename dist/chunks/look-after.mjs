import { Bn as markdownText, In as codeSpan, J as mapBounded, Ln as markdownCell, S as readOptions, Ut as openWorkspace, Vn as appendSummary, Xn as readRunContext, Yn as readInputs, cr as createGitHubLog, gt as readInventory, h as directWriter, ir as keepSecrets, ln as proxySecrets, m as startRed, nr as maskSecrets, p as secretInputs, st as Network, tr as messageOf, ur as annotationCommand, vr as visible, xt as servedConfigUrl, yr as SYSTEM_CLOCK, yt as resolveStage } from "./core.mjs";
import { _ as table } from "./summary.mjs";
import { c as readJournalFile, l as hideKeyForms } from "./gateways.mjs";

// src/run/post.ts
const TIME_TO_LOOK_MS = 3e4;
const AT_ONCE = 10;
async function lookAfter(journal, entry, env) {
	const write = directWriter(1, () => process.stdout);
	const secrets = secretInputs(env);
	maskSecrets(secrets, write);
	const keeper = keepSecrets([...secrets, ...proxySecrets(env)]);
	hideKeyForms(keeper);
	const { redact } = keeper;
	const fail = (message) => write(`${annotationCommand({
		level: "error",
		message: visible(redact(message))
	})}\n`);
	const verdict = startRed(process, (error) => fail(messageOf(error)));
	const left = readJournalFile(journal);
	if (left.closed || left.writes.length === 0) {
		verdict.reach(true);
		return;
	}
	const context = readRunContext(env);
	const log = createGitHubLog({
		write,
		clock: SYSTEM_CLOCK,
		redact,
		debug: context.debug
	});
	const found = (await readAll(left, entry, {
		env,
		log,
		secrets: keeper
	})).map((one) => withoutSecrets(one, redact));
	for (const one of found) log.info(`${one.gateway}: ${words(one)}`);
	const markdown = aftermathSummary(found);
	fail(`The deploy died while it was writing. ${found.map((one) => `${one.gateway} ${words(one)}`).join("; ")}. ${NEXT}`);
	try {
		appendSummary(context.summaryFile, () => markdown, markdown.length * 4);
	} catch (error) {
		log.warning(`The job summary could not be written: ${messageOf(error)}`);
	}
	verdict.reach(false);
}
const NEXT = "Run the deploy again: it reads what is served before it writes, and goes on where whole documents can be read back; where only name, version and chain are shown, raise pack.version first.";
async function readAll(left, entry, { env, log, secrets }) {
	const last = new Map(left.writes.map((write) => [write.gateway, write]));
	const root = readRunContext(env).workspace ?? process.cwd();
	const { options, gateways, directory } = await settings(entry, env, root).catch(() => ({
		options: {},
		gateways: [],
		directory: root
	}));
	const signal = AbortSignal.timeout(TIME_TO_LOOK_MS);
	const network = new Network(options, {
		environment: env,
		workspaceRoot: root,
		directory,
		clock: SYSTEM_CLOCK,
		log,
		signal,
		temporaryDirectory: root,
		secrets
	});
	try {
		return await mapBounded([...last.values()], AT_ONCE, async (write) => {
			const gateway = gateways.find(({ id }) => id === write.gateway) ?? {
				id: write.gateway,
				...write.url !== void 0 && { url: write.url }
			};
			const reading = await network.gatewayClient(gateway).then((client) => client?.config(signal)).catch((error) => ({
				kind: "unreachable",
				reason: messageOf(error)
			}));
			return {
				gateway: write.gateway,
				write,
				...judgeReading(reading, write)
			};
		});
	} finally {
		await network.close();
	}
}
async function settings(entry, env, root) {
	const { options, sources } = readOptions(entry, {
		values: readInputs(env),
		environment: env,
		origin: "inputs"
	});
	const workspace = await openWorkspace(root, options["working-directory"] ?? ".");
	const resolved = resolveStage(entry, options, sources, await readInventory(workspace, options["config-file"]));
	const gateways = [...resolved.staging === void 0 ? [] : [resolved.staging], ...resolved.production];
	return {
		options: resolved.options,
		gateways,
		directory: workspace.workingDirectory
	};
}
function judgeReading(reading, { to, before }) {
	if (reading === void 0) return {
		serves: "unread",
		reason: "it has no URL"
	};
	if (reading.kind !== "served") return {
		serves: "unread",
		reason: reading.reason
	};
	const shown = reading.identity;
	const is = (other) => shown.version !== void 0 && shown.name === other.name && shown.version === other.version;
	if (is(to)) return {
		serves: "new",
		shown
	};
	return {
		serves: before !== void 0 && is(before) ? "former" : "other",
		shown
	};
}
function withoutSecrets({ shown, reason, ...rest }, redact) {
	const { name, version } = shown ?? {};
	return {
		...rest,
		...shown !== void 0 && { shown: {
			...shown,
			...name !== void 0 && { name: redact(name) },
			...version !== void 0 && { version: redact(version) }
		} },
		...reason !== void 0 && { reason: redact(reason) }
	};
}
function words({ serves, shown, reason, write }) {
	const version = `${shown?.name ?? "(no name)"} ${shown?.version ?? "(no version)"}`;
	switch (serves) {
		case "new": return write.write === "restore" ? `serves ${version} again, which it was given back` : `serves ${version}, the version that was being written`;
		case "former": return `serves ${version}, as before; the write may still take effect at its next poll`;
		case "other": return `serves ${version}, which is neither the version written nor the one before`;
		case "unread": return `could not be read (${reason ?? "no reason given"}); read ${write.url === void 0 ? "what it serves" : servedConfigUrl(write.url)} by hand`;
	}
}
function aftermathSummary(found) {
	const rows = found.map((one) => [
		codeSpan(one.gateway, { cell: true }),
		one.write.write,
		markdownCell(one.write.ended ?? "not known: the process died during the write"),
		markdownCell(words(one))
	]);
	return `${[
		"## ❌ The deploy died while it was writing",
		"",
		`What the gateways it had begun to write to serve now. ${markdownText(NEXT)}`,
		...table([
			"Gateway",
			"Write",
			"Ended as",
			"Now it"
		], rows)
	].join("\n")}\n`;
}

export { judgeReading as n, lookAfter as r, aftermathSummary as t };
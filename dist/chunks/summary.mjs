import { $t as begunWaves, An as tellingCases, Bn as markdownText, Cn as duration, Dn as nextStepsOf, En as mutationWords, Fn as codeBlock, In as codeSpan, Ln as markdownCell, Mn as unreachedWords, Nn as verdictMix, On as percent, Qt as WAVE_WORDS, Rn as markdownLink, Sn as count, Tn as isUntested, Xt as ACTION_WORDS, Yt as ACTION_TONES, Zt as WAVE_TONES, _n as PROOF_WORDS, an as takenBackWords, bn as STATE_WORDS, cn as staysInside, dn as existingPacks, en as bypassText, fn as gates, gn as OUTCOME_TONES, hn as EMULATED_WORDS, hr as shorten, in as shortCommit, jn as toneOf, kn as stageName, mn as COVERAGE_WORDS, mr as oneLine, nn as identityText, o as mermaidLabel, on as waveName, pn as gatingPacks, r as html, rn as planOnly, sn as placeInWorkspace, tn as handWork, vn as SEVERITY_RANK, wn as headlineOf, xn as TONE_ICONS, yn as STATE_TONES$1, zn as markdownProse } from "./core.mjs";

// src/report/summary/page.ts
function createPage(detail, links) {
	const shown = /* @__PURE__ */ new Map();
	const missing = /* @__PURE__ */ new Map();
	const miss = (kind, number) => {
		if (number > 0) missing.set(kind, (missing.get(kind) ?? 0) + number);
	};
	return {
		extras: detail.extras,
		links,
		take: (kind, items) => {
			const used = shown.get(kind) ?? 0;
			const rows = items.slice(0, Math.max(0, detail.rows - used));
			shown.set(kind, used + rows.length);
			miss(kind, items.length - rows.length);
			return rows;
		},
		skip: (kind, items) => miss(kind, items.length),
		leftOut: () => [...missing].map(([kind, number]) => count(number, kind.replace(/(?:(ie)s|s)$/, (_all, ie) => ie ? "y" : "")))
	};
}
const ICONS = TONE_ICONS;
function table(header, rows) {
	if (rows.length === 0) return [];
	const isShown = header.map((_title, column) => column === 0 || rows.some((row) => row[column] !== ""));
	const line = (cells) => `| ${cells.filter((_cell, column) => isShown[column]).join(" | ")} |`;
	return [
		"",
		line(header),
		line(header.map(() => "---")),
		...rows.map(line),
		""
	];
}
function moment(iso) {
	return markdownCell(iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.\d{3}Z$/, "$1 $2 UTC"));
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
function linksOf(run, placeOf = placeInWorkspace) {
	return {
		source: (workspaceFile, at) => {
			const place = placeOf(workspaceFile);
			return run === void 0 || place === void 0 ? void 0 : sourceLink(run, place, at);
		},
		commit: (commit, workspaceFile) => {
			const shown = codeSpan(shortCommit(commit), { cell: true });
			const place = placeOf(workspaceFile);
			if (run === void 0 || place === void 0 || !/^[0-9a-f]{7,64}$/.test(commit)) return shown;
			return markdownLink(shown, sourceLink(run, {
				...place,
				commit
			}));
		}
	};
}
function sourceLink(run, { path, commit = run.commit }, at) {
	const repository = repositoryLink(run);
	if (repository === void 0 || !staysInside(path)) return void 0;
	const segments = path.replace(/\p{Cs}/gu, "�").split("/").map(encodeURIComponent);
	return `${repository}/blob/${encodeURIComponent(commit)}/${segments.join("/")}${anchor(at)}`;
}
function anchor(at) {
	if (at === void 0) return "";
	if (typeof at === "number") return `#L${at}`;
	const { start, end } = at;
	const last = end.column === 1 ? end.line - 1 : end.line;
	return `#L${start.line}${last > start.line ? `-L${last}` : ""}`;
}
function repositoryLink(run) {
	const end = run.url.indexOf(`/${run.repository}/actions/runs/`);
	return end < 0 ? void 0 : `${run.url.slice(0, end)}/${run.repository}`;
}

// src/report/summary/head.ts
const REASON_LIMIT = 600;
const HEADING_REASON_LIMIT = 100;
const NEXT_STEPS_LIMIT = 10;
const ENGINES_LIMIT = 5;
const BYPASSES_LIMIT = 20;
const OVERRIDES_LIMIT = 20;
const CHECKOUTS_LIMIT = 3;
function resultLine(report) {
	const { tone, verdict, reason } = headlineOf(report);
	const between = reason.length <= HEADING_REASON_LIMIT ? ": " : "\n\n";
	return `## ${ICONS[tone]} ${markdownText(verdict)}${between}${markdownProse(reason, REASON_LIMIT)}`;
}
function unreached(report) {
	const words = unreachedWords(report);
	return words === void 0 ? [] : [
		"",
		words,
		""
	];
}
function isTold({ reason }, report) {
	return reason.summary.length <= REASON_LIMIT && headlineOf(report).reason === reason.summary;
}
function emulatedBanner(report) {
	return report.emulated === true ? [
		"",
		"> [!WARNING]",
		`> **${EMULATED_WORDS}**`,
		""
	] : [];
}
function bypassBanner(report) {
	return report.stages.flatMap((stage) => {
		if (stage.stage !== "deploy" || stage.emergency === void 0 && stage.bypasses.length === 0) return [];
		const { emergency, bypasses } = stage;
		const title = emergency === void 0 ? "**Checks that were not made, because an option said so:**" : `**Emergency:** ${markdownText(emergency, REASON_LIMIT)}`;
		const none = emergency !== void 0 && bypasses.length === 0 ? [">", "> It skipped no check that would have applied."] : [];
		const all = emergency !== void 0 && bypasses.length > 0 ? [">", "> Checks that were not made:"] : [];
		const rows = bypasses.slice(0, BYPASSES_LIMIT).map(({ check, because }) => {
			const isEmergency = emergency !== void 0 && because.endsWith(emergency);
			return `> - ${markdownText(bypassText({ check }))}${isEmergency ? "" : `: ${codeSpan(because)}`}`;
		});
		const more = bypasses.length > BYPASSES_LIMIT ? [`> - and ${bypasses.length - BYPASSES_LIMIT} more in the report`] : [];
		return [
			"",
			`> [!${emergency === void 0 ? "WARNING" : "CAUTION"}]`,
			`> ${title}`,
			...none,
			...all,
			...rows,
			...more,
			""
		];
	});
}
function facts(report, placeOf) {
	const rows = [
		...policyFacts(report.stages),
		...runFacts(report.run),
		...checkoutFacts(report, placeOf),
		["With", [tool(report), ...report.engines.slice(0, ENGINES_LIMIT).map(engine)].join(", ")]
	];
	const { releaseRecord } = report;
	if (releaseRecord !== void 0) {
		const { path, sha256 } = releaseRecord;
		rows.push(["Release record", `${codeSpan(path, { cell: true })}, ${codeSpan(`sha256:${sha256}`, { cell: true })}`]);
	}
	const overridden = report.overridden ?? [];
	if (overridden.length > 0) {
		const more = overridden.length > OVERRIDES_LIMIT ? `, and ${overridden.length - OVERRIDES_LIMIT} more` : "";
		rows.push(["Inventory overridden", overridden.slice(0, OVERRIDES_LIMIT).map((text) => codeSpan(text, { cell: true })).join(", ") + more]);
	}
	return [
		"",
		...rows.map(([title, text]) => `- **${title}** ${text}`),
		""
	];
}
function nextSteps(report) {
	const steps = nextStepsOf(report);
	if (steps.length === 0) return [];
	return [
		"",
		"### Next steps",
		"",
		...steps.slice(0, NEXT_STEPS_LIMIT).map((step, index) => `${index + 1}. ${markdownProse(step)}`),
		""
	];
}
function packName(pack) {
	return pack === void 0 ? "" : `${codeSpan(pack.name, { cell: true })} ${markdownCell(pack.version)}`;
}
function policyFacts(stages) {
	const written = stages.findLast((stage) => stage.stage !== "validate") ?? onlyPack(stages);
	if (written === void 0) return [];
	const parts = [packName(written.pack), codeSpan(written.file, { cell: true })];
	if (written.digest !== void 0) parts.push(codeSpan(written.digest, { cell: true }));
	return [["Policy", parts.filter((part) => part !== "").join(", ")]];
}
function onlyPack(stages) {
	const packs = stages.flatMap((stage) => stage.stage === "validate" ? stage.packs : []);
	return packs.length === 1 ? packs[0] : void 0;
}
function runFacts(run) {
	if (run === void 0) return [];
	const repository = repositoryLink(run);
	const commit = commitLink(run.commit, repository);
	return [["Where", `${markdownLink(codeSpan(run.repository, { cell: true }), repository)} at ${commit}, ${codeSpan(run.ref, { cell: true })}`], ["By", `${codeSpan(run.actor, { cell: true })}, ${markdownCell(run.event)}, ${markdownLink(`run attempt ${run.attempt}`, run.url)}`]];
}
function checkoutFacts({ run, stages }, placeOf) {
	if (run === void 0 || placeOf === void 0) return [];
	const places = stages.flatMap((stage) => stage.stage === "validate" ? stage.packs.map(({ file }) => file) : [stage.file]).map(placeOf);
	const commits = [...new Set(places.map((place) => place?.commit ?? run.commit))].filter((commit) => commit !== run.commit);
	const repository = repositoryLink(run);
	const shown = commits.slice(0, CHECKOUTS_LIMIT).map((commit) => commitLink(commit, repository));
	if (commits.length > CHECKOUTS_LIMIT) shown.push(`and ${commits.length - CHECKOUTS_LIMIT} more`);
	if (places.includes(void 0)) shown.push("another repository");
	return shown.length === 0 ? [] : [["Checked out", shown.join(", ")]];
}
function commitLink(commit, repository) {
	return markdownLink(codeSpan(commit.slice(0, 12), { cell: true }), repository && `${repository}/commit/${encodeURIComponent(commit)}`);
}
function tool(report) {
	return `${markdownCell(report.tool.name)} ${markdownCell(report.tool.version)}`;
}
function engine({ name, version, path, sha256 }) {
	const origin = [path, sha256 === void 0 ? void 0 : `sha256:${sha256}`].filter((part) => part !== void 0);
	const where = origin.length === 0 ? "" : ` (${origin.map((part) => codeSpan(part, { cell: true })).join(", ")})`;
	return `${markdownCell(name)} ${markdownCell(version)}${where}`;
}

// src/report/summary/size.ts
const LEAST_ROW_BYTES = 30;
function longLists(report) {
	const packs = report.stages.flatMap((stage) => stage.stage === "validate" ? stage.packs : []);
	const counted = gatingPacks(packs);
	const findings = counted.flatMap((pack) => pack.findings.filter((one) => one.suppressed !== true && !isUntested(one)));
	const tests = counted.flatMap((pack) => pack.tests.cases.filter(({ outcome }) => outcome !== "passed"));
	return [
		listOf(packs, ({ file }) => [file]),
		listOf(findings, textsOfFinding),
		listOf(tests, textsOfCase)
	];
}
function leastBytes(lists, rows) {
	return lists.reduce((sum, { length, bytes }) => sum + (length === 0 ? 0 : bytes * Math.min(1, rows / length)), 0);
}
function textsOfFinding({ message, help, path }) {
	return [
		message,
		help,
		path
	];
}
function textsOfCase({ name, reason }) {
	return [name, reason];
}
function listOf(rows, texts) {
	const bytes = rows.reduce((sum, row) => texts(row).reduce((most, text) => most + shownLength(text), sum + LEAST_ROW_BYTES), 0);
	return {
		length: rows.length,
		bytes
	};
}
function shownLength(text = "") {
	return Math.min(text.length, 500);
}

// src/report/summary/flow.ts
const FIRST_WAVES = 3;
const WAVE_ICONS = {
	done: "✅ ",
	failed: "❌ ",
	writing: "⏳ ",
	baking: "⏳ "
};
function flowSection(stage) {
	const { plan } = stage;
	const goesOn = plan?.gateways.some(({ action }) => action === "write" || action === "not-read") ?? false;
	if (plan === void 0 || !goesOn || plan.gateways.some(({ action }) => action === "refused")) return [];
	return [
		"",
		codeBlock([
			SPACING,
			"flowchart LR",
			...flow(plan, stage).map((line) => `    ${line}`)
		].join("\n"), "mermaid"),
		""
	];
}
const SPACING = "%%{init: {\"flowchart\": {\"rankSpacing\": 25, \"nodeSpacing\": 25}}}%%";
const STYLES = {
	done: "fill:#dafbe1,stroke:#1a7f37,color:#0a3d1a",
	failed: "fill:#ffebe9,stroke:#cf222e,color:#82071e",
	waiting: "fill:#f6f8fa,stroke:#8c959f,color:#424a53,stroke-dasharray:4",
	takenBack: "fill:#ddf4ff,stroke:#0969da,color:#0a3069"
};
function flow(plan, stage) {
	const waves = wavesOf(plan);
	const stateOf = new Map(stage.waves.map(({ number, state }) => [number, state]));
	const isFailed = ({ number }) => stateOf.get(number) === "failed";
	const canaryAfter = plan.canary === 0 ? void 0 : wavesWithUrl(waves, stage)[0];
	const lines = [];
	const styled = {
		done: [],
		failed: [],
		waiting: [],
		takenBack: []
	};
	let previous;
	let arrow = "-->";
	const add = (node, label, style) => {
		styled[style].push(node);
		lines.push(previous === void 0 ? box(node, label) : `${previous} ${arrow} ${box(node, label)}`);
		previous = node;
		arrow = "-->";
	};
	for (const group of folded(waves, isFailed)) {
		const [wave, ...more] = group;
		if (wave === void 0) continue;
		const icon = WAVE_ICONS[stateOf.get(wave.number) ?? "waiting"] ?? "";
		add(`wave${wave.number}`, more.length === 0 ? icon + waveLabel(wave) : foldLabel(group), styleOf(group.map(({ number }) => stateOf.get(number))));
		if (group.some(isFailed) && stage.takenBack !== void 0) {
			lines.push(`wave${wave.number} -.-> ${box("takenBack", takenBackWords(stage))}`);
			styled.takenBack.push("takenBack");
		}
		if (canaryAfter !== void 0 && group.includes(canaryAfter)) {
			const worst = worstCanary(stage);
			const mark = worst === void 0 ? "" : `${ICONS[OUTCOME_TONES[worst]]} `;
			const style = worst === "passed" ? "done" : worst === "failed" ? "failed" : "waiting";
			add("canary", `${mark}canary: ${count(plan.canary, "request")}`, style);
		}
		if (plan.bakeMs > 0) arrow = `-->|"${mermaidLabel(`bake ${duration(plan.bakeMs)}`)}"|`;
	}
	const isReached = stage.result === "promoted" || stage.result === "staged";
	const goal = `${identityText(plan.to)} on ${count(plan.gateways.length, "gateway")}`;
	add("goal", isReached ? `✅ ${goal}` : `goal: ${goal}`, isReached ? "done" : "waiting");
	return [...lines, ...styleLines(styled)];
}
function styleLines(styled) {
	return [
		"done",
		"failed",
		"waiting",
		"takenBack"
	].flatMap((name) => {
		const nodes = styled[name];
		return nodes.length === 0 ? [] : [`classDef ${name} ${STYLES[name]}`, `class ${nodes.join(",")} ${name}`];
	});
}
function styleOf(states) {
	if (states.includes("failed")) return "failed";
	return states.every((state) => state === "done") ? "done" : "waiting";
}
function worstCanary({ canary }) {
	return [
		"failed",
		"undecided",
		"passed"
	].find((outcome) => canary.some((one) => one.outcome === outcome));
}
function box(node, label) {
	return `${node}["${mermaidLabel(label)}"]`;
}
function wavesOf({ gateways }) {
	return [...new Set(gateways.map(({ wave }) => wave))].map((number) => ({
		number,
		gateways: gateways.filter(({ wave }) => wave === number)
	}));
}
function wavesWithUrl(waves, stage) {
	const reachable = new Set(stage.gateways.flatMap(({ id, url }) => url === void 0 ? [] : [id]));
	return waves.filter(({ gateways }) => gateways.some(({ id }) => reachable.has(id)));
}
function folded(waves, isFailed) {
	const isShown = (wave, index) => index < FIRST_WAVES || index === waves.length - 1 || isFailed(wave);
	const groups = [];
	let fold;
	for (const [index, wave] of waves.entries()) if (isShown(wave, index)) {
		groups.push([wave]);
		fold = void 0;
	} else if (fold === void 0) {
		fold = [wave];
		groups.push(fold);
	} else fold.push(wave);
	return groups;
}
function waveLabel({ number, gateways }) {
	const [only, ...more] = gateways;
	const what = only !== void 0 && more.length === 0 ? only.id : count(gateways.length, "gateway");
	const unchanged = gateways.filter(({ action }) => action === "unchanged").length;
	const rest = unchanged === 0 ? "" : gateways.length === unchanged ? ", unchanged" : `, ${unchanged} unchanged`;
	return `${what === waveName(number) ? what : `${waveName(number)}: ${what}`}${rest}`;
}
function foldLabel(group) {
	const gateways = group.reduce((sum, wave) => sum + wave.gateways.length, 0);
	return `${count(group.length, "more wave")}: ${count(gateways, "gateway")}`;
}

// src/report/summary/events.ts
function eventsCell(reading) {
	if (reading === void 0) return "not read";
	if (reading.unread !== void 0) return `not read: ${markdownCell(reading.unread)}`;
	const unattributed = reading.unattributed === 0 ? "" : `, ${reading.unattributed} not attributable`;
	return `${reading.matching} of ${reading.read} prove this version${unattributed}`;
}
function eventSections(gateways, page) {
	return [
		...mixSection(gateways, page),
		...gateways.flatMap((gateway) => notes(gateway, page)),
		...newestSection(gateways, page)
	];
}
function mixSection(gateways, page) {
	const mix = verdictMix(gateways.flatMap(({ events }) => events ?? []));
	const total = mix.reduce((sum, [, number]) => sum + number, 0);
	const shown = page.take("verdicts", mix);
	const rows = shown.map(([verdict, number]) => [
		markdownCell(verdict),
		String(number),
		percent(number / total)
	]);
	return [...table([
		"Verdict",
		"Events",
		"Share"
	], rows), ...pie(shown)];
}
const VERDICT_COLOURS = {
	allow: "#2da44e",
	redact: "#0969da",
	escalate: "#bf8700",
	block: "#cf222e"
};
const OTHER_COLOURS = [
	"#8250df",
	"#6e7781",
	"#bf3989",
	"#1b7c83",
	"#953800",
	"#57606a",
	"#4d2d00",
	"#0a3069"
];
function pie(mix) {
	if (mix.length === 0) return [];
	const sorted = mix.toSorted(([, a], [, b]) => b - a);
	const others = OTHER_COLOURS.values();
	const colours = sorted.map(([verdict], index) => [`pie${index + 1}`, VERDICT_COLOURS[verdict] ?? others.next().value]);
	const themeVariables = {
		...Object.fromEntries(colours),
		pieSectionTextColor: "#ffffff",
		pieOpacity: "1",
		pieOuterStrokeWidth: "0"
	};
	const slices = sorted.map(([verdict, number]) => `    "${mermaidLabel(verdict)}" : ${number}`);
	const lines = [
		`%%{init: ${JSON.stringify({ themeVariables })}}%%`,
		"pie showData",
		"    title Decision events that prove this version",
		...slices
	];
	return [
		"",
		codeBlock(lines.join("\n"), "mermaid"),
		""
	];
}
function notes({ id, events }, page) {
	const shown = page.take("notes", events?.notes ?? []);
	if (shown.length === 0) return [];
	return [
		"",
		`What limits the proof of the events of ${codeSpan(id)}:`,
		"",
		...shown.map((note) => `- ${markdownText(note)}`),
		""
	];
}
const HEADER$2 = [
	"Gateway",
	"Event",
	"Time",
	"Verdict",
	"Reason",
	"Model",
	"Version",
	"Request id",
	"Linked by"
];
function newestSection(gateways, page) {
	const all = gateways.flatMap(({ id, events }) => (events?.newest ?? []).map((event) => ({
		id,
		event
	})));
	if (!page.extras) {
		page.skip("events", all);
		return [];
	}
	const rows = page.take("events", all).map(({ id, event }) => [codeSpan(id, { cell: true }), ...eventRow(id, event)]);
	return collapsed(count(all.length, "newest decision event"), table(HEADER$2, rows));
}
function eventRow(id, event) {
	const { time, verdict, reasonCode, model, configVersion, gatewayId, requestId, correlation } = event;
	const cells = [
		event.id,
		time,
		verdict,
		reasonCode,
		model,
		configVersion,
		requestId
	];
	const link = gatewayId === id ? correlation : `${correlation}, names ${gatewayId === void 0 ? "no gateway" : markdownCell(gatewayId)}`;
	return [...cells.map((cell) => cell === void 0 ? "" : markdownCell(cell)), link];
}

// src/report/summary/coverage.ts
const STATE_TONES = {
	decisive: "good",
	exercised: "doubtful",
	never: "bad"
};
function decidedSection(pack, page) {
	const { cases, undecided, causes = [] } = pack.tests;
	if (undecided === 0 || causes.length === 0) return [];
	const rows = page.take("causes", causes).map((cause) => [codeSpan(cause.kind, { cell: true }), ...causeCells(cause)]);
	return [
		"",
		`${codeSpan(pack.file)}: ${cases.length - undecided} of ${count(cases.length, "test")} decided.`,
		...table([
			"Undecided because of",
			"Why",
			"Tests",
			"What decides them"
		], rows)
	];
}
function causeCells({ text, cases, wayOut }) {
	return [
		markdownCell(text),
		String(cases),
		markdownCell(wayOut)
	];
}
function coverageSection(pack, page) {
	const { coverage } = pack;
	if (coverage === void 0 || coverage.entries.length === 0) return [];
	const linked = untestedLinks(pack, page);
	const rows = page.take("chain entries", coverage.entries).map((entry) => [linked(`policies.chain[${entry.index}]`, entry.kind), entry.alwaysAllows === true ? `always lets through, ${entry.state === "never" ? "not reached" : "reached"}` : stateCell(entry)]);
	return collapsed(`${fileTitle(pack)}: ${proven(coverage)}`, [...table(["Chain", "Shown by tests"], rows), ...unmatched(coverage, linked, page)]);
}
function untestedLinks({ findings }, page) {
	const untested = new Map(findings.filter(isUntested).map((one) => [one.path, one]));
	return (path, text) => {
		const finding = untested.get(path);
		const link = finding?.range === void 0 ? void 0 : page.links.source(finding.workspaceFile, finding.range);
		return markdownLink(codeSpan(text, { cell: true }), link);
	};
}
function stateCell({ state }) {
	return `${ICONS[STATE_TONES[state]]} ${COVERAGE_WORDS[state]}`;
}
function proven({ entries, items, share }) {
	const counted = entries.filter((entry) => entry.alwaysAllows !== true);
	const decisive = counted.filter((entry) => entry.state === "decisive").length;
	const chain = share === void 0 ? "no chain entry can decide anything." : `tests prove ${decisive} of ${count(counted.length, "chain entry")} (${percent(share)}).`;
	const matched = items.filter((item) => item.matched).length;
	return items.length === 0 ? chain : `${chain} ${matched} of ${count(items.length, "configured item")} matched by a test.`;
}
function unmatched(coverage, linked, page) {
	const items = coverage.items.filter((item) => !item.matched);
	if (!page.extras) {
		page.skip("configured items", items);
		return [];
	}
	const rows = page.take("configured items", items).map((item) => `- ${linked(item.path, item.path)}`);
	return rows.length === 0 ? [] : [
		"",
		`${count(items.length, "configured item")} that no test matches:`,
		"",
		...rows,
		""
	];
}
const TITLE_LIMIT = 200;
function fileTitle({ file }) {
	return `<code>${html(shorten(oneLine(file), TITLE_LIMIT))}</code>`;
}
function mutationSection(pack, page) {
	const { mutation } = pack;
	if (mutation === void 0) return [];
	const linked = untestedLinks(pack, page);
	const rows = page.take("survivors", mutation.survivors).map((one) => [linked(one.path, one.path), markdownCell(one.description)]);
	const lines = table(["Change no test notices, at", "The same results"], rows);
	if (lines.length === 0) return [
		"",
		`${codeSpan(pack.file)}: ${mutationWords(mutation)}.`,
		""
	];
	return collapsed(`${fileTitle(pack)}: ${mutationWords(mutation)}.`, lines);
}

// src/report/summary/packs.ts
function packSections(all, page) {
	const packs = gatingPacks(all);
	return [
		...packTable(all, page),
		...findingSections(packs.flatMap((pack) => pack.findings), page),
		...packs.flatMap((pack) => decidedSection(pack, page)),
		...testSections(packs.flatMap((pack) => pack.tests.cases), page),
		...packs.flatMap((pack) => coverageSection(pack, page)),
		...packs.flatMap((pack) => mutationSection(pack, page)),
		...existingSection(existingPacks(all), page)
	];
}
function existingSection(packs, page) {
	const findings = packs.flatMap((pack) => pack.findings);
	const failed = packs.flatMap((pack) => pack.tests.cases.filter((one) => one.outcome === "failed"));
	if (!page.extras) {
		page.skip("findings", findings.filter((finding) => finding.suppressed !== true && !isUntested(finding)));
		page.skip("tests", failed);
		return [];
	}
	const title = `Existing, in ${count(packs.length, "pack")} that did not change: none of it counts for the result`;
	return collapsed(title, [...findingSections(findings, page), ...testSections(failed, page)]);
}
function verdictCell(verdict, reasonCode) {
	if (verdict === void 0) return "";
	return markdownCell(verdict) + (reasonCode === void 0 ? "" : ` ${codeSpan(reasonCode, { cell: true })}`);
}
function packTable(packs, page) {
	const rows = page.take("packs", inOrder(packs)).map((pack) => [
		gates(pack) ? `${ICONS[toneOf(pack.result)]} ${pack.result}` : pack.result,
		gateCell(pack.gate),
		codeSpan(pack.file, { cell: true }),
		packName(pack.pack),
		severities(pack.findings),
		outcomes(pack.tests),
		packs.length === 1 ? "" : codeSpan(`${pack.digest.slice(0, DIGEST_SHOWN)}…`, { cell: true })
	]);
	return table([
		"Result",
		"Counts",
		"File",
		"Pack",
		"Findings",
		"Tests",
		"Digest"
	], rows);
}
const DIGEST_SHOWN = 19;
function outcomes({ passed, failed, undecided }) {
	return someOf([
		[passed, "passed"],
		[failed, "failed"],
		[undecided, "undecided"]
	].map(([number, word]) => number === 0 ? "" : `${number} ${word}`));
}
function someOf(parts) {
	return parts.filter((part) => part !== "").join(", ") || "none";
}
const CHANGED_FILES_LIMIT = 3;
function gateCell(gate) {
	if (gate === void 0) return "";
	if (gate.state === "existing") return "no, unchanged";
	if (gate.state === "unknown") return "yes, not compared";
	const files = gate.because.slice(0, CHANGED_FILES_LIMIT).map((file) => codeSpan(file, { cell: true }));
	const more = gate.because.length - files.length;
	return `yes, changed: ${files.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
function inOrder(packs) {
	const rank = {
		failed: 0,
		inconclusive: 1,
		passed: 2
	};
	return packs.toSorted((a, b) => Number(gates(b)) - Number(gates(a)) || rank[a.result] - rank[b.result]);
}
function severities(findings) {
	const shown = findings.filter((finding) => finding.suppressed !== true);
	const of = (severity) => shown.filter((finding) => finding.severity === severity).length;
	const suppressed = findings.length - shown.length;
	const [errors, warnings, infos] = [
		of("error"),
		of("warning"),
		of("info")
	];
	return someOf([
		errors === 0 ? "" : count(errors, "error"),
		warnings === 0 ? "" : count(warnings, "warning"),
		infos === 0 ? "" : `${infos} info`,
		suppressed === 0 ? "" : `${suppressed} suppressed`
	]);
}
function findingSections(findings, page) {
	const open = findings.filter((finding) => finding.suppressed !== true && !isUntested(finding)).toSorted(bySeverityThenPlace);
	return [...byFile(page.take("findings", open))].flatMap(([file, rows]) => [
		"",
		`#### ${markdownLink(codeSpan(file), page.links.source(file))}`,
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
		const group = groups.get(finding.workspaceFile);
		if (group === void 0) groups.set(finding.workspaceFile, [finding]);
		else group.push(finding);
	}
	return groups;
}
function bySeverityThenPlace(a, b) {
	return SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || (a.workspaceFile < b.workspaceFile ? -1 : a.workspaceFile > b.workspaceFile ? 1 : 0) || (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0);
}
function findingRow(finding, page) {
	const line = finding.range?.start.line;
	const help = finding.help === void 0 ? "" : `<br>${markdownProse(finding.help, 500)}`;
	const place = finding.path === void 0 ? "" : `<br>${codeSpan(finding.path, { cell: true })}`;
	return [
		finding.severity,
		line === void 0 ? "" : markdownLink(String(line), page.links.source(finding.workspaceFile, finding.range)),
		markdownLink(codeSpan(finding.ruleId, { cell: true }), finding.docs),
		markdownCell(finding.message) + help + place
	];
}
const OPEN_ROWS_LIMIT = 10;
function testSections(cases, page) {
	const header = [
		"Test",
		"Expected",
		"Got",
		"Engine",
		"Why"
	];
	const { failing, doubted, open, passed } = tellingCases(cases);
	const few = open.length <= OPEN_ROWS_LIMIT;
	const telling = table(header, page.take("tests", [
		...failing,
		...doubted,
		...few ? open : []
	]).map((one) => testRow(one, page)));
	const folded = few ? [] : [...open];
	if (!page.extras) {
		page.skip("tests", [...folded, ...passed]);
		return telling;
	}
	const rows = (some) => table(header, page.take("tests", some).map((one) => testRow(one, page)));
	return [
		...telling,
		...folded.length === 0 ? [] : collapsed(count(folded.length, "undecided test"), rows(folded)),
		...collapsed(count(passed.length, "passed test"), rows(passed))
	];
}
function testRow(one, page) {
	const name = markdownLink(codeSpan(one.name, { cell: true }), page.links.source(one.file, one.line));
	return [
		`${ICONS[OUTCOME_TONES[one.outcome]]} ${name}`,
		verdictCell(one.expected?.verdict, one.expected?.reasonCode),
		verdictCell(one.actual?.verdict, one.actual?.reasonCode),
		one.engine,
		(one.newlyUndecided === true ? "**Decided at the base.** " : "") + (one.reason === void 0 ? "" : markdownCell(one.reason))
	];
}

// src/report/summary/probes.ts
const HEADER$1 = [
	"Expected",
	"Got",
	"Shown by",
	"Request id",
	"Why"
];
function canarySection(canary, page) {
	const having = (outcome) => canary.filter((one) => one.outcome === outcome);
	const rows = (some) => table(["Canary request", ...HEADER$1], page.take("canary requests", some).map((one) => [nameCell(one), ...cells(one)]));
	const open = rows([...having("failed"), ...having("undecided")]);
	const passed = having("passed");
	return [...open, ...collapsed(count(passed.length, "passed canary request"), rows(passed))];
}
function probeSection(gateways, page) {
	const all = gateways.flatMap(({ id, probes = [] }) => probes.map((probe) => ({
		id,
		probe
	})));
	const row = ({ id, probe }) => [
		nameCell(probe),
		codeSpan(id, { cell: true }),
		...cells(probe)
	];
	const having = (outcome) => all.filter(({ probe }) => probe.outcome === outcome);
	const header = [
		"Probe",
		"Gateway",
		...HEADER$1
	];
	const open = table(header, page.take("probes", [...having("failed"), ...having("undecided")]).map(row));
	const passed = having("passed");
	if (!page.extras) {
		page.skip("probes", passed);
		return open;
	}
	return [...open, ...collapsed(count(passed.length, "passed probe"), table(header, page.take("probes", passed).map(row)))];
}
function nameCell({ name, outcome }) {
	return `${ICONS[OUTCOME_TONES[outcome]]} ${codeSpan(name, { cell: true })}`;
}
function cells({ expected, actual, shownBy, requestId, reason }) {
	return [
		verdictCell(expected.verdict, expected.reasonCode),
		verdictCell(actual),
		shownBy ?? "",
		codeSpan(requestId, { cell: true }),
		reason === void 0 ? "" : markdownCell(reason)
	];
}

// src/report/summary/gateways.ts
function gatewaySections(gateways, page) {
	const shown = page.take("gateways", gateways);
	const columns = COLUMNS.filter(({ isShown }) => isShown === void 0 || gateways.some(isShown));
	return [
		...table(columns.map(({ title }) => title), shown.map((gateway) => columns.map(({ cell }) => cell(gateway)))),
		...proofLegend(shown),
		...shown.flatMap(differences),
		...probeSection(shown, page),
		...eventSections(shown, page),
		...stepSection(shown, page)
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
	const checks = table(["kt doctor check", "Status"], rows);
	return doctor.exitCode === 0 ? collapsed(`kt doctor succeeded: ${count(doctor.checks.length, "check")}`, checks) : checks;
}
const COLUMNS = [
	{
		title: "Gateway",
		cell: ({ id, url }) => markdownLink(codeSpan(id, { cell: true }), url)
	},
	{
		title: "Environment",
		cell: ({ environment }) => environment === void 0 ? "" : markdownCell(environment),
		isShown: ({ environment }) => environment !== void 0
	},
	{
		title: "State",
		cell: ({ state, result }) => `${ICONS[STATE_TONES$1[state]]} ${STATE_WORDS[state]}${result === void 0 ? "" : `<br>${result}`}`
	},
	{
		title: "Proof",
		cell: ({ proof }) => proof
	},
	{
		title: "Before",
		cell: ({ before }) => served(before),
		isShown: ({ before }) => before !== void 0
	},
	{
		title: "After",
		cell: ({ after }) => served(after)
	},
	{
		title: "Health",
		cell: (gateway) => health(gateway.health),
		isShown: (gateway) => gateway.health !== void 0
	},
	{
		title: "Events",
		cell: ({ events }) => eventsCell(events),
		isShown: ({ events }) => events !== void 0
	}
];
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
function proofLegend(gateways) {
	const proofs = [...new Set(gateways.map((gateway) => gateway.proof))];
	if (proofs.length === 0) return [];
	const whatFile = gateways.some(({ state }) => state === "restored") ? ["- of a gateway that serves again what it served before, the file is the one it got back"] : [];
	return [
		...proofs.map((proof) => `- proof \`${proof}\`: ${PROOF_WORDS[proof]}`),
		...whatFile,
		""
	];
}
const DIFFERENCES_LIMIT = 20;
function differences(gateway) {
	const found = gateway.differences ?? [];
	if (found.length === 0) return [];
	const more = found.length > DIFFERENCES_LIMIT ? [`- and ${found.length - DIFFERENCES_LIMIT} more in the report`] : [];
	return [
		"",
		headingOf(gateway),
		"",
		...found.slice(0, DIFFERENCES_LIMIT).map((text) => `- ${markdownText(text)}`),
		...more,
		""
	];
}
function headingOf({ id, state, byHand }) {
	if (byHand !== void 0) return `What ${codeSpan(id)} serves differs from the policy it was to get back:`;
	return state === "serving-other" ? `What ${codeSpan(id)} serves differs from the file:` : `About ${codeSpan(id)}:`;
}
function stepSection(gateways, page) {
	const all = gateways.flatMap(({ id, steps }) => steps.map((step) => ({
		id,
		step
	})));
	if (!page.extras) {
		page.skip("gateway steps", all);
		return [];
	}
	const rows = page.take("gateway steps", all).map(({ id, step }) => [
		codeSpan(id, { cell: true }),
		markdownCell(step.step),
		step.outcome,
		moment(step.at),
		duration(step.durationMs),
		step.detail === void 0 ? "" : markdownCell(step.detail)
	]);
	return collapsed(count(all.length, "step"), table([
		"Gateway",
		"Step",
		"Outcome",
		"At",
		"Took",
		"Detail"
	], rows));
}

// src/report/summary/deploy.ts
function deploySections(stage, page) {
	return [
		...rollbackLine(stage, page),
		...takenBackSection(stage),
		...handWorkSection(stage, page),
		...flowSection(stage),
		...waveSection(stage, page),
		...planSection(stage, page)
	];
}
function rollbackLine({ rollbackTo, file }, page) {
	return rollbackTo === void 0 ? [] : [
		"",
		`Back to ${codeSpan(file)} at commit ${page.links.commit(rollbackTo.commit, file)}.`,
		""
	];
}
function takenBackSection({ takenBack, gateways, reason }) {
	if (takenBack === void 0) return [];
	const title = [
		"",
		`#### ↩️ ${takenBack.gateways.length === 0 ? "Nothing taken back" : takenBackWords({
			takenBack,
			gateways
		})}`,
		"",
		...reason.summary.includes(takenBack.trigger) ? [] : [`Why: ${markdownText(takenBack.trigger)}`, ""]
	];
	if (takenBack.gateways.length === 0) return [
		...title,
		"This run had changed no gateway that it would take back.",
		""
	];
	const of = new Map(gateways.map((gateway) => [gateway.id, gateway]));
	const states = takenBack.gateways.flatMap((id) => of.get(id)?.state ?? []);
	const lines = [...new Set(states)].map((state) => {
		const ids = takenBack.gateways.filter((id) => of.get(id)?.state === state);
		return `- ${ICONS[state === "restored" ? "good" : STATE_TONES$1[state]]} ${STATE_WORDS[state]}: ${idList(ids)}`;
	});
	return [
		...title,
		`${count(takenBack.gateways.length, "gateway")}, the last written to first:`,
		"",
		...lines,
		""
	];
}
function handWorkSection(stage, page) {
	const work = page.take("commands", handWork(stage));
	if (work.length === 0) return [];
	return [
		"",
		"#### 🛠️ To be done by hand",
		"",
		"This run could not give these gateways their former policy back. Read first what each serves; then, in the root of the repository:",
		"",
		...work.flatMap(({ id, command }) => [
			codeSpan(id),
			"",
			codeBlock(oneLine(command), "sh"),
			""
		])
	];
}
function waveSection(stage, page) {
	return table([
		"Wave",
		"Gateways",
		"State",
		"Began",
		"Took"
	], page.take("waves", begunWaves(stage)).map(waveRow));
}
function waveRow({ number, gateways, state, startedAt, durationMs }) {
	const tone = WAVE_TONES[state];
	return [
		waveName(number),
		idList(gateways),
		tone === void 0 ? WAVE_WORDS[state] : `${ICONS[tone]} ${WAVE_WORDS[state]}`,
		startedAt === void 0 ? "" : moment(startedAt),
		durationMs === void 0 ? "" : duration(durationMs)
	];
}
const HEADER = [
	"Gateway",
	"Environment",
	"Wave",
	"Action",
	"Before → to",
	"With",
	"Former policy from"
];
function planSection(stage, page) {
	const { plan } = stage;
	if (plan === void 0) return [];
	const isOpen = planOnly(stage) !== void 0;
	if (!isOpen && !page.extras) {
		page.skip("planned gateways", plan.gateways);
		return [];
	}
	const unread = plan.gateways.filter(({ action }) => action === "not-read").length;
	const note = unread === 0 ? [] : [
		"",
		`${count(unread, "gateway")} not read: what they serve now, and what would be refused, is not known.`,
		""
	];
	const rows = page.take("planned gateways", refusedFirst(plan)).map((one) => planRow(one, stage, page));
	const lines = [...note, ...table(HEADER, rows)];
	return isOpen ? lines : collapsed(`The plan: ${count(plan.gateways.length, "gateway")}`, lines);
}
function refusedFirst({ gateways }) {
	const rank = ({ action }) => action === "refused" ? 0 : 1;
	return gateways.toSorted((a, b) => rank(a) - rank(b));
}
function planRow(one, { plan, file }, page) {
	const { id, environment, wave, action, before, method, restore } = one;
	const isWritten = action === "write" || action === "not-read";
	return [
		codeSpan(id, { cell: true }),
		environment === void 0 ? "" : markdownCell(environment),
		waveName(wave),
		actionCell(one),
		changeCell(before, isWritten ? plan?.to : void 0, action),
		isWritten ? methodCell(method) : "",
		restore === void 0 ? "" : restoreCell(restore, file, page)
	];
}
function actionCell({ action, reason }) {
	const tone = ACTION_TONES[action];
	return `${tone === void 0 ? "" : `${ICONS[tone]} `}${ACTION_WORDS[action]}${reason === void 0 ? "" : `: ${markdownCell(reason)}`}`;
}
function changeCell(before, to, action) {
	const from = before === void 0 ? action === "not-read" ? "not read" : "not known" : served(before);
	if (to === void 0) return from;
	return `${from} → ${before?.name === to.name ? markdownCell(to.version) : packName(to)}`;
}
function methodCell(method) {
	return method.kind === "push" ? "kt policy push" : `kt policy deploy from ${codeSpan(method.from, { cell: true })}`;
}
function restoreCell(source, file, page) {
	if (source.kind === "none") return `nowhere: ${markdownCell(source.reason)}`;
	return source.kind === "commit" ? `commit ${page.links.commit(source.commit, file)}` : codeSpan(source.file, { cell: true });
}
const IDS_SHOWN = 5;
function idList(ids) {
	const shown = ids.slice(0, IDS_SHOWN).map((id) => codeSpan(id, { cell: true }));
	return ids.length <= IDS_SHOWN ? shown.join(", ") : `${shown.join(", ")} and ${ids.length - IDS_SHOWN} more`;
}

// src/report/summary/stage.ts
function stageTitle(stage) {
	return `${stageName(stage)}: ${resultWords(stage)} (${duration(stage.durationMs)})`;
}
function resultWords({ result }) {
	return result === "planned" ? "planned, nothing was written" : result;
}
function stageTables(stage, report, page) {
	if (stage.stage === "validate") return packSections(stage.packs, page);
	if (stage.stage === "verify") return [...gatewaySections(stage.gateways, page), ...doctorSection(stage.doctor, page)];
	const gateways = planOnly(stage) === void 0 ? gatewaySections(stage.gateways, page) : [];
	return [
		...deploySections(stage, page),
		...gateways,
		...canarySection(stage.canary, page),
		...validationSection(stage, report, page)
	];
}
function validationSection({ validation }, { stages }, page) {
	if (validation === void 0 || stages.some(({ stage }) => stage === "validate")) return [];
	const sections = packSections([validation], page);
	return validation.result === "passed" ? collapsed("Validation of the file that is deployed: passed", sections) : sections;
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
		rows: 1e3,
		extras: false
	},
	{
		rows: 500,
		extras: false
	},
	{
		rows: 250,
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
	const lists = longLists(report);
	const links = linksOf(report.run, options.placeOf);
	for (const detail of DETAILS) {
		if (leastBytes(lists, detail.rows) > budget) continue;
		const markdown = renderWith(report, createPage(detail, links), options);
		if (Buffer.byteLength(markdown) <= budget) return markdown;
	}
	return `${[
		resultLine(report),
		...emulatedBanner(report),
		...bypassBanner(report),
		note(["everything else"], options.reportPath)
	].join("\n")}\n`;
}
function renderWith(report, page, { reportPath, placeOf }) {
	const stages = report.stages.flatMap((stage) => stageSection(stage, report, page));
	const leftOut = page.leftOut();
	return `${[
		resultLine(report),
		...unreached(report),
		...emulatedBanner(report),
		...bypassBanner(report),
		...leftOut.length === 0 ? [] : [note(leftOut, reportPath)],
		...facts(report, placeOf),
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
		`### ${ICONS[toneOf(stage.result)]} ${stageTitle(stage)}`,
		"",
		...isTold(stage, report) ? [] : [markdownProse(stage.reason.summary), ""],
		...page.take("warnings", stage.warnings).map((warning) => `- ⚠️ ${markdownText(warning)}`),
		"",
		...stageTables(stage, report, page)
	];
}

export { table as _, leastBytes as a, emulatedBanner as c, resultLine as d, unreached as f, repositoryLink as g, linksOf as h, stageTitle as i, isTold as l, createPage as m, renderSummary as n, longLists as o, collapsed as p, stageTables as r, bypassBanner as s, SUMMARY_BUDGET as t, nextSteps as u };
import { r as stringify } from "./yaml.mjs";
import { t as stagePack } from "./kt2.mjs";
import { c as createPackEvaluator, d as quoteTerm, f as chainEntries, i as listItems, l as createPatternSource, n as survivorFindings, p as phasesOf, r as alwaysAllows, u as EVALUATORS } from "./evaluate.mjs";
import { J as mapBounded, nt as formatPath, rt as isMapping } from "./core.mjs";
import { r as matchKtCases } from "./cases.mjs";
const { mkdirSync, rmSync } = process.getBuiltinModule("node:fs");

// src/policy/tests/weakenings.ts
function step(from, to, isDefault = false) {
	return (value) => value === from || isDefault && value === void 0 ? to : void 0;
}
function raised(value) {
	return typeof value === "number" && value < 1 ? (value + 1) / 2 : void 0;
}
function doubled(value) {
	return typeof value === "number" && value > 0 ? value * 2 : void 0;
}
function halved(value) {
	return typeof value === "number" && value > 0 ? Math.floor(value / 2) : void 0;
}
function exact(value) {
	return typeof value === "number" && value > 0 ? 0 : void 0;
}
const row = (kind, field, weaker) => ({
	kind,
	field: field.split("."),
	weaker
});
const WEAKER_ACTIONS = [
	row("bias-monitor", "action", step("block", "escalate")),
	row("bot-detector", "action", step("block", "warn")),
	row("cjis-mode", "require_auth", step(true, false, true)),
	row("code-sanitizer", "block_on_match", step(true, false)),
	row("content-extractor", "action_on_error", step("block", "warn")),
	row("data-routing-policy", "require_zero_data_retention", step(true, false)),
	row("data-routing-policy", "require_no_training", step(true, false)),
	row("dlp-filter", "action", step("block", "redact")),
	row("dual-use-filter", "action", step("block", "redact", true)),
	row("embedding-detector", "action", step("block", "redact")),
	row("gdpr-compliance", "consent_required", step(true, false, true)),
	row("hipaa-phi-detector", "action", step("block", "redact")),
	row("human-oversight", "action", step("block", "escalate")),
	row("pii-detector", "action", step("block", "redact")),
	row("rbac", "require_auth", step(true, false)),
	row("safety-filter", "action", step("block", "escalate")),
	row("student-privacy", "action", step("block", "redact")),
	row("tool-validation", "allow_undeclared", step(false, true, true))
];
const WEAKER_NUMBERS = [
	row("bias-monitor", "threshold", raised),
	row("bot-detector", "max_requests_per_window", doubled),
	row("data-routing-policy", "max_retention_days", doubled),
	row("dlp-filter", "max_distance", exact),
	row("document-analyzer", "max_document_bytes", doubled),
	row("dual-use-filter", "max_distance", exact),
	row("embedding-detector", "similarity_threshold", raised),
	row("entity-list-filter", "max_distance", exact),
	row("external-moderation", "threshold", raised),
	row("itar-ear-filter", "max_distance", exact),
	row("prompt-injection", "embedding_threshold", raised),
	row("prompt-injection", "detection.embedding_threshold", raised),
	row("quality-scorer", "min_output_chars", halved),
	row("safety-filter", "max_distance", exact)
];

// src/policy/tests/mutants.ts
function mutantsOf(root) {
	if (!isMapping(root)) return [];
	const entries = chainEntries(root);
	const kinds = new Set(entries.map(({ kind }) => kind));
	return [
		...entries.filter(({ kind }) => !onlyRecords(kind)).map((entry) => removal(root, entry)),
		...entries.flatMap((entry, position) => swap(root, entry, entries[position + 1])),
		...weakenings(root, kinds, WEAKER_ACTIONS, "action-weakened"),
		...listItems(root, kinds).map((item) => drop(root, item)),
		...weakenings(root, kinds, WEAKER_NUMBERS, "number-loosened")
	];
}
function onlyRecords(kind) {
	return alwaysAllows(kind) && !kind.endsWith("-rewriter");
}
function removal(root, { index, kind }) {
	return {
		path: formatPath([
			"policies",
			"chain",
			index
		]),
		description: `without ${kind} in the chain`,
		change: "entry-removed",
		root: () => withChain(root, (chain) => chain.toSpliced(index, 1))
	};
}
function swap(root, first, second) {
	if (second === void 0 || !sharePhase(first, second) || onlyRecords(first.kind) || onlyRecords(second.kind)) return [];
	if (first.kind === second.kind && first.when === void 0 && second.when === void 0) return [];
	return [{
		path: formatPath([
			"policies",
			"chain",
			first.index
		]),
		description: `with ${second.kind} before ${first.kind}`,
		change: "neighbours-swapped",
		root: () => withChain(root, (chain) => chain.with(first.index, chain[second.index]).with(second.index, chain[first.index]))
	}];
}
function sharePhase(first, second) {
	const phases = phasesOf(second, EVALUATORS.get(second.kind));
	return phasesOf(first, EVALUATORS.get(first.kind)).some((phase) => phases.includes(phase));
}
function weakenings(root, kinds, table, change) {
	return table.flatMap(({ kind, field, weaker }) => {
		if (!kinds.has(kind)) return [];
		const path = [
			"policy",
			kind,
			...field
		];
		const value = valueAt(root, path);
		const changed = weaker(value);
		if (changed === void 0) return [];
		const before = value === void 0 ? "its default" : JSON.stringify(value);
		return [{
			path: formatPath(path),
			description: `with ${kind}'s ${field.join(".")} at ${JSON.stringify(changed)} instead of ${before}`,
			change,
			kind,
			root: () => withValue(root, path, changed)
		}];
	});
}
function drop(root, item) {
	const { kind, path } = item;
	return {
		path: formatPath(path),
		description: `without ${JSON.stringify(item.text)} in ${kind}'s ${formatPath(path.slice(2))}`,
		change: "item-dropped",
		kind,
		dropped: item,
		root: () => withoutElement(root, path.slice(0, path.findLastIndex((step) => typeof step === "number") + 1))
	};
}
function withChain(root, change) {
	const chain = valueAt(root, ["policies", "chain"]);
	return Array.isArray(chain) ? withValue(root, ["policies", "chain"], change(chain)) : root;
}
function withoutElement(root, path) {
	const list = valueAt(root, path.slice(0, -1));
	const index = path.at(-1);
	return Array.isArray(list) && typeof index === "number" ? withValue(root, path.slice(0, -1), list.toSpliced(index, 1)) : root;
}
function valueAt(value, path) {
	return path.reduce((here, key) => childOf(here, key), value);
}
function childOf(here, key) {
	if (Array.isArray(here)) return typeof key === "number" ? here[key] : void 0;
	return isMapping(here) && Object.hasOwn(here, key) ? here[key] : void 0;
}
function withValue(root, path, value) {
	const changed = replaced(root, path, value);
	return isMapping(changed) ? changed : root;
}
function replaced(here, [key, ...rest], value) {
	if (key === void 0) return value;
	const child = replaced(childOf(here, key), rest, value);
	if (Array.isArray(here)) return typeof key === "number" ? here.with(key, child) : here;
	return {
		...isMapping(here) ? here : {},
		[key]: child
	};
}

// src/policy/tests/mutation.ts
async function mutationScore(root, cases, engine, { limit = Number.POSITIVE_INFINITY, each = oneByOne } = {}) {
	const all = mutantsOf(root);
	const mutants = all.slice(0, limit);
	const baseline = await engine.decide(root, cases);
	const decided = baseline === void 0 ? [] : decidedOf(cases, baseline);
	const fates = baseline === void 0 ? mutants.map(() => UNANSWERED) : await each(mutants, (mutant) => fateOf(mutant, decided, engine));
	const count = (fate) => fates.filter((one) => one === fate).length;
	const unanswered = count(UNANSWERED);
	return {
		mutants: mutants.length - unanswered,
		killed: count("killed"),
		survivors: mutants.flatMap(({ path, description, change }, index) => fates[index] === "survived" ? [{
			path,
			description,
			change
		}] : []),
		...all.length > mutants.length && { leftOut: all.length - mutants.length },
		...unanswered > 0 && { unanswered }
	};
}
const UNANSWERED = "unanswered";
function decidedOf(cases, baseline) {
	return cases.flatMap((testCase, index) => {
		const outcome = baseline[index];
		return outcome === void 0 || outcome === "undecided" ? [] : [{
			testCase,
			outcome
		}];
	});
}
async function fateOf(mutant, decided, engine) {
	const open = decided.filter(({ testCase }) => engine.couldChange?.(mutant, testCase) ?? true);
	if (open.length === 0) return "survived";
	const after = await engine.decide(mutant.root(), open.map(({ testCase }) => testCase));
	if (after === void 0) return "unanswered";
	return open.some(({ outcome }, index) => after[index] !== outcome) ? "killed" : "survived";
}
async function oneByOne(items, work) {
	const results = [];
	for (const item of items) results.push(await work(item));
	return results;
}
function builtinMutationEngine(root, cases, evaluators = EVALUATORS) {
	const recorder = recordingPatterns(createPatternSource());
	const baseline = createPackEvaluator(root, evaluators, recorder.patterns);
	const traces = new Map(cases.map((testCase) => {
		const { result, found } = recorder.record(() => baseline.evaluate(testCase));
		return [testCase, {
			result,
			found,
			kinds: kindsThatRan(result.chain.steps)
		}];
	}));
	return {
		decide: (changed, some) => {
			if (changed === root) return some.map((testCase) => traces.get(testCase)?.result.outcome ?? baseline.evaluate(testCase).outcome);
			const pack = createPackEvaluator(changed, evaluators, recorder.patterns);
			return some.map((testCase) => pack.evaluate(testCase).outcome);
		},
		couldChange: (mutant, testCase) => {
			const trace = traces.get(testCase);
			if (trace === void 0 || mutant.kind === void 0) return true;
			if (!trace.kinds.has(mutant.kind)) return false;
			return !foundByTextAlone(mutant, root, recorder.patterns) || searched(mutant).some((written) => trace.found.has(written));
		}
	};
}
function kindsThatRan(steps) {
	return new Set(steps.filter(({ outcome }) => outcome.kind !== "skipped" && outcome.kind !== "not-reached").map(({ entry }) => entry.kind));
}
function foundByTextAlone({ kind, dropped }, root, patterns) {
	if (kind === void 0 || dropped === void 0 || dropped.use !== "pattern" && dropped.use !== "term") return false;
	const list = valueAt(root, dropped.path.slice(0, -1));
	const fuzzy = valueAt(root, [
		"policy",
		kind,
		"fuzzy_matching"
	]);
	if (!Array.isArray(list) || list.length < 2 || fuzzy !== void 0 && fuzzy !== false) return false;
	return dropped.use === "term" || patterns.compile(dropped.text) !== void 0;
}
function searched({ dropped }) {
	return dropped === void 0 ? [] : [dropped.text, quoteTerm(dropped.text)];
}
function recordingPatterns(source) {
	let found = /* @__PURE__ */ new Set();
	const known = /* @__PURE__ */ new Map();
	const remembering = (written, pattern) => {
		const spans = /* @__PURE__ */ new Map();
		return { findAll: (text) => {
			const before = spans.get(text);
			const result = before ?? pattern.findAll(text);
			if (before === void 0) spans.set(text, result);
			if (result.spans.length > 0 || result.missing !== void 0) found.add(written);
			return result;
		} };
	};
	const compile = (written, options = {}) => {
		const key = `${options.ignoreCase === true ? "i" : ""}/${written}`;
		if (!known.has(key)) {
			const pattern = source.compile(written, options);
			known.set(key, pattern && remembering(written, pattern));
		}
		return known.get(key);
	};
	return {
		patterns: { compile },
		record: (run) => {
			found = /* @__PURE__ */ new Set();
			const result = run();
			const own = found;
			found = /* @__PURE__ */ new Set();
			return {
				result,
				found: own
			};
		}
	};
}

// src/stages/mutation.ts
const KT_MUTANTS_LIMIT = 200;
const KT_MUTANTS_AT_ONCE = 4;
async function scoreMutants(subject, engines, pace) {
	const report = await scoreOf(subject, engines, pace);
	return {
		report,
		survivors: survivorFindings(report, subject.untested, subject.document)
	};
}
async function scoreOf({ source, document, cases }, engines, pace) {
	const testCases = cases.map(({ testCase }) => testCase);
	if (engines.kt === void 0) {
		const engine = builtinMutationEngine(document.value, testCases);
		const each = pausing(pace, 1);
		return {
			...await mutationScore(document.value, testCases, engine, { each }),
			engine: "builtin"
		};
	}
	const engine = ktEngine(engines.kt, engines.stagingDirectory, source, cases);
	const each = pausing(pace, KT_MUTANTS_AT_ONCE);
	return {
		...await mutationScore(document.value, testCases, engine, {
			limit: 200,
			each
		}),
		engine: "kt"
	};
}
function pausing({ pause, tried }, atOnce) {
	return (items, work) => {
		let done = 0;
		return mapBounded(items, atOnce, async (item) => {
			await pause();
			const result = await work(item);
			done += 1;
			tried?.(done, items.length);
			return result;
		});
	};
}
const YAML_STYLE = {
	defaultStringType: "QUOTE_DOUBLE",
	lineWidth: 0,
	aliasDuplicateObjects: false
};
function ktEngine(kt, stagingDirectory, source, cases) {
	let copies = 0;
	return { decide: async (root, some) => {
		copies += 1;
		const directory = `${stagingDirectory}-mutant-${copies}`;
		mkdirSync(directory);
		try {
			await stagePack({
				policy: new TextEncoder().encode(stringify(root, YAML_STYLE)),
				tests: source.tests
			}, directory);
			const answer = await kt.test(directory);
			if (answer.kind === "unusable" || !answer.ok && answer.cases.every((one) => one.passed)) return void 0;
			const results = matchKtCases(cases, answer.cases, source.names.workspaceFile);
			const outcomes = new Map(cases.map(({ testCase }, index) => [testCase, results[index]?.outcome ?? "undecided"]));
			return some.map((testCase) => outcomes.get(testCase) ?? "undecided");
		} finally {
			rmSync(directory, {
				recursive: true,
				force: true
			});
		}
	} };
}

export { scoreMutants as t };
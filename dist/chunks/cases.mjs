import { G as didYouMean, K as decode, P as LineIndex, Qn as Failure, U as MAX_FILE_LENGTH, X as makeFinding, Z as nameOfType, rt as isMapping, s as VERDICT_ALIASES, tt as entryOf, z as KINDS } from "./core.mjs";

// src/policy/tests/content.ts
const TEXT_PARTS = /* @__PURE__ */ new Set([
	"text",
	"input_text",
	"output_text"
]);
const TEXTLESS_PARTS = /* @__PURE__ */ new Set([
	"image",
	"image_url",
	"image_file",
	"input_image",
	"audio",
	"input_audio",
	"video_url",
	"document",
	"file",
	"input_file"
]);
function readContent(value) {
	if (value === null) return {
		text: "",
		more: false
	};
	if (typeof value === "string") return {
		text: value,
		more: false
	};
	if (!Array.isArray(value) || !value.every((part) => isMapping(part) && typeof part.type === "string")) return void 0;
	const parts = value;
	return {
		text: parts.flatMap((part) => isMapping(part) && typeof part.text === "string" ? [part.text] : []).join("\n"),
		more: !parts.every(isKnownPart)
	};
}
function isKnownPart(part) {
	if (!isMapping(part)) return false;
	return TEXT_PARTS.has(part.type) ? typeof part.text === "string" : TEXTLESS_PARTS.has(part.type);
}

// src/policy/tests/keys.ts
const CUT_OFF = "gateway_";
const DOCUMENTED_INPUT = [
	"messages",
	"headers",
	"request",
	"upstream_response",
	"proxy_name",
	"team_slugs"
];
const OTHER_INPUT = [
	"model",
	"tools",
	"tool_choice",
	"functions",
	"metadata",
	"files",
	"attachments",
	"documents"
];
const DOCUMENTED_EXPECTED = ["verdict", "reason_code"];
const KEYS = [
	{
		below: [],
		documented: [
			"name",
			"description",
			"input",
			"expected",
			"assertions",
			"metadata"
		]
	},
	{
		below: ["input"],
		documented: DOCUMENTED_INPUT,
		others: OTHER_INPUT
	},
	{
		below: ["expected"],
		documented: DOCUMENTED_EXPECTED
	}
];
const MOST_KEYS = 10;
function checkKeys(value, path, problems) {
	for (const { below, documented, others = [] } of KEYS) {
		const part = below.reduce(entryOf, value);
		if (!isMapping(part)) continue;
		const owner = below[0] === void 0 ? "a test case" : `'${below[0]}' of a test case`;
		const unknown = Object.keys(part).filter((one) => !isRead(one, documented) && !others.includes(one));
		for (const key of unknown.slice(0, MOST_KEYS)) {
			const meant = didYouMean(key, [...documented, ...others]) ?? documented.find((one) => one.startsWith(key));
			if (isReportedAsMissing(meant, part)) continue;
			problems.add([
				...path,
				...below,
				key
			], "key", {
				ruleId: "test-key",
				message: `Unknown key '${key}' in ${owner}`,
				help: meant === void 0 ? `Documented are: ${documented.join(", ")}` : `Did you mean '${meant}'?`
			});
		}
	}
}
function isReportedAsMissing(meant, part) {
	if (meant === void 0 || Object.hasOwn(part, meant)) return false;
	if (meant === "messages") return !Object.hasOwn(part, "request") && !Object.hasOwn(part, "upstream_response");
	return [
		"name",
		"input",
		"expected",
		"verdict"
	].includes(meant);
}
function isInputKey(key) {
	return isRead(key, DOCUMENTED_INPUT) || OTHER_INPUT.includes(key);
}
function isRead(key, documented) {
	return documented.includes(key) || documented === DOCUMENTED_INPUT && key.startsWith(CUT_OFF);
}

// src/policy/tests/cases.ts
var Problems = class {
	findings = [];
	#source;
	constructor(source) {
		this.#source = source;
	}
	add(path, part, parts) {
		const range = this.#source.rangeOf(path, part) ?? this.#source.nearestRange(path);
		this.findings.push(makeFinding({
			...parts,
			path,
			range
		}));
	}
	lineOf(path) {
		return (this.#source.rangeOf(path, "value") ?? this.#source.nearestRange(path)).start.line;
	}
};
function readCase(value, context) {
	const { problems, path } = context;
	if (!isMapping(value)) {
		problems.add(path, "value", {
			ruleId: "test-case",
			message: `A test case must be an object, but is ${nameOfType(value)}`,
			help: "Give it name, input and expected."
		});
		return;
	}
	const input = readInput(value, context);
	const expected = readExpected(value, context);
	const name = readName(value, context);
	checkKeys(value, path, problems);
	checkAssertions(value, context);
	if (input === void 0 || expected === void 0) return void 0;
	const verdictPath = [
		...path,
		"expected",
		"verdict"
	];
	return {
		name,
		...context.suite === void 0 ? {} : { suite: context.suite },
		line: problems.lineOf(verdictPath),
		input,
		expected,
		assertions: [...context.suiteAssertions ?? [], ...assertionsOf(entryOf(value, "assertions"))],
		...unreadExpectations(value)
	};
}
function assertionsOf(value) {
	if (value === void 0) return [];
	return Array.isArray(value) ? value : [[value]];
}
function checkAssertions(value, { problems, path, suite }) {
	const assertions = entryOf(value, "assertions");
	if (suite !== void 0 || assertions === void 0 || Array.isArray(assertions)) return;
	problems.add([...path, "assertions"], "value", {
		ruleId: "test-case",
		message: `'assertions' must be a list, but is ${nameOfType(assertions)}`,
		help: "Write a list, even of one."
	});
}
function unreadExpectations(value) {
	const expected = entryOf(value, "expected");
	const unread = isMapping(expected) ? Object.keys(expected).filter((key) => !DOCUMENTED_EXPECTED.includes(key)) : [];
	return unread.length === 0 ? {} : { unread };
}
function readName(value, { problems, path, fallbackName }) {
	const name = entryOf(value, "name");
	if (typeof name === "string" && name.trim() !== "") return name;
	const message = name === void 0 ? "A test case has no name" : "The name of a test case is not a text";
	problems.add([...path, "name"], "value", {
		ruleId: "test-case-name",
		message,
		help: `Add a \`name\`; until then it is called '${fallbackName}'.`
	});
	return fallbackName;
}
function readExpected(value, { problems, path }) {
	const expected = entryOf(value, "expected");
	const verdict = entryOf(expected, "verdict");
	const verdictPath = [
		...path,
		"expected",
		"verdict"
	];
	if (verdict === void 0) {
		const message = expected === void 0 ? "A test case has no 'expected'" : isMapping(expected) ? "'expected' has no 'verdict'" : `'expected' must be an object, but is ${nameOfType(expected)}`;
		problems.add(isMapping(expected) || expected === void 0 ? verdictPath : [...path, "expected"], "value", {
			ruleId: "test-case",
			message,
			help: "Write the verdict you expect: allow, block, redact or escalate."
		});
		return;
	}
	const known = typeof verdict === "string" ? verdictNamed(verdict) : void 0;
	if (known === void 0 || known !== verdict) {
		const written = typeof verdict === "string" ? `'${verdict}'` : nameOfType(verdict);
		const meant = known ?? (typeof verdict === "string" ? didYouMean(verdict, Object.keys(VERDICT_WORDS)) : void 0);
		const help = `${meant === void 0 ? "" : `Did you mean '${verdictNamed(meant)}'? `}Verdicts are: allow, block, redact, escalate.`;
		problems.add(verdictPath, "value", {
			ruleId: "test-verdict",
			message: `The expected verdict is ${written}`,
			help
		});
		return;
	}
	const reason = entryOf(expected, "reason_code");
	if (reason !== void 0 && typeof reason !== "string") {
		problems.add([
			...path,
			"expected",
			"reason_code"
		], "value", {
			ruleId: "test-case",
			message: `'reason_code' must be a text, but is ${nameOfType(reason)}`,
			help: "Leave it out to accept any reason."
		});
		return;
	}
	return {
		verdict: known,
		...reason === void 0 ? {} : { reasonCode: reason }
	};
}
const VERDICT_WORDS = {
	allow: "allow",
	allowed: "allow",
	pass: "allow",
	block: "block",
	blocked: "block",
	deny: "block",
	redact: "redact",
	redacted: "redact",
	escalate: "escalate",
	escalated: "escalate"
};
function verdictNamed(word) {
	const lower = word.toLowerCase();
	return Object.hasOwn(VERDICT_WORDS, lower) ? VERDICT_WORDS[lower] : void 0;
}
function readInput(value, context) {
	const { problems, path } = context;
	const input = entryOf(value, "input");
	const inputPath = [...path, "input"];
	if (!isMapping(input)) {
		const message = input === void 0 ? "A test case has no 'input'" : `'input' must be an object, but is ${nameOfType(input)}`;
		problems.add(inputPath, "value", {
			ruleId: "test-case",
			message,
			help: "Give it `messages`: a list of role and content."
		});
		return;
	}
	const messages = readMessages(input, [...inputPath, "messages"], problems);
	const headers = readHeaders(input, [...inputPath, "headers"], problems);
	if (messages === void 0 || headers === void 0) return void 0;
	const model = entryOf(input, "model");
	return {
		messages,
		...headers === "none" ? {} : { headers },
		...typeof model === "string" ? { model } : {},
		raw: input
	};
}
function readMessages(input, path, problems) {
	const messages = entryOf(input, "messages");
	if (messages === void 0) {
		if (["request", "upstream_response"].some((key) => Object.hasOwn(input, key))) return [];
		problems.add(path, "value", {
			ruleId: "test-case",
			message: "'input' has no 'messages'",
			help: "Add a list of messages, each with role and content."
		});
		return;
	}
	if (!Array.isArray(messages)) {
		problems.add(path, "value", {
			ruleId: "test-case",
			message: `'messages' must be a list, but is ${nameOfType(messages)}`,
			help: "Write one entry per message, each with role and content."
		});
		return;
	}
	const read = messages.map((message, index) => readMessage(message, [...path, index], problems));
	const complete = read.filter((message) => message !== void 0);
	return complete.length === read.length ? complete : void 0;
}
function readMessage(message, path, problems) {
	const role = entryOf(message, "role");
	const content = contentOf(message);
	if (typeof role === "string" && content !== void 0) return {
		role,
		content
	};
	const wrong = !isMapping(message) ? void 0 : typeof role === "string" ? "content" : "role";
	const text = wrong === void 0 ? `A message must be an object, but is ${nameOfType(message)}` : `A message's '${wrong}' must be a text${wrong === "content" ? " or a list of parts" : ""}, but is ${nameOfType(entryOf(message, wrong))}`;
	problems.add(wrong === void 0 ? path : [...path, wrong], "value", {
		ruleId: "test-case",
		message: text,
		help: "Write role and content as texts."
	});
}
function contentOf(message) {
	const content = entryOf(message, "content");
	const calls = ["tool_calls", "function_call"].some((key) => isMapping(entryOf(message, key)) || Array.isArray(entryOf(message, key)));
	return content === void 0 || content === null ? calls ? "" : void 0 : readContent(content)?.text;
}
function readHeaders(input, path, problems) {
	const headers = entryOf(input, "headers");
	if (headers === void 0) return "none";
	if (!isMapping(headers)) {
		problems.add(path, "value", {
			ruleId: "test-case",
			message: `'headers' must be an object, but is ${nameOfType(headers)}`,
			help: "Write one `name: value` per header."
		});
		return;
	}
	const entries = [];
	for (const [name, value] of Object.entries(headers)) {
		if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
			problems.add([...path, name], "value", {
				ruleId: "test-case",
				message: `Header '${name}' must be a text, but is ${nameOfType(value)}`,
				help: "Put the value in quotes."
			});
			return;
		}
		entries.push([name, String(value)]);
	}
	return Object.fromEntries(entries);
}

// src/policy/tests/json.ts
var Unreadable = class extends Error {
	fault;
	constructor(fault) {
		super(fault.message);
		this.fault = fault;
	}
};
function readJson(text) {
	const reader = new JsonReader(text);
	try {
		return {
			kind: "read",
			root: reader.readDocument(),
			faults: reader.faults
		};
	} catch (thrown) {
		if (thrown instanceof Unreadable) return {
			kind: "unreadable",
			fault: thrown.fault
		};
		throw thrown;
	}
}
function findJson(root, path) {
	let found = { node: root };
	for (const step of path) if (typeof step === "number") {
		const item = found.node.items?.[step];
		if (item === void 0) return void 0;
		found = { node: item };
	} else {
		const member = found.node.members?.get(step);
		if (member === void 0) return void 0;
		found = member;
	}
	return found;
}
const BLANK = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const LITERALS = {
	true: true,
	false: false,
	null: null
};
var JsonReader = class {
	faults = [];
	#text;
	#at = 0;
	constructor(text) {
		this.#text = text;
		if (text.startsWith("﻿")) this.#at = 1;
	}
	readDocument() {
		const root = this.#readValue(0);
		this.#skipBlank();
		if (this.#at < this.#text.length) this.#fail("There is something after the end of the JSON value");
		return root;
	}
	#readValue(depth) {
		this.#skipBlank();
		if (depth > 64) this.#fail(`Nested deeper than ${64} levels`);
		const start = this.#at;
		const character = this.#text[start];
		if (character === "{") return this.#readObject(start, depth);
		if (character === "[") return this.#readArray(start, depth);
		if (character === "\"") return {
			start,
			value: this.#readString(),
			end: this.#at
		};
		for (const [word, value] of Object.entries(LITERALS)) if (this.#text.startsWith(word, start)) {
			this.#at += word.length;
			return {
				start,
				end: this.#at,
				value
			};
		}
		const number = this.#take(NUMBER);
		if (number === void 0 || number === "") this.#fail(character === void 0 ? "The file ends where a value should be" : "A JSON value should be here");
		return {
			start,
			end: this.#at,
			value: Number(number)
		};
	}
	#readObject(start, depth) {
		const members = /* @__PURE__ */ new Map();
		this.#at += 1;
		this.#skipBlank();
		while (this.#text[this.#at] !== "}") {
			if (members.size > 0) this.#expect(",", "A comma or `}` should be here");
			this.#skipBlank();
			const keyStart = this.#at;
			const key = this.#readString();
			const keyEnd = this.#at;
			this.#skipBlank();
			this.#expect(":", "A colon should follow the key");
			const node = this.#readValue(depth + 1);
			if (members.has(key)) this.faults.push({
				message: `Key '${key}' is there twice`,
				offset: keyStart
			});
			else members.set(key, {
				keyStart,
				keyEnd,
				node
			});
			this.#skipBlank();
		}
		this.#at += 1;
		const value = {};
		for (const [key, { node }] of members) Object.defineProperty(value, key, {
			value: node.value,
			enumerable: true,
			configurable: true,
			writable: true
		});
		return {
			start,
			end: this.#at,
			value,
			members
		};
	}
	#readArray(start, depth) {
		const items = [];
		this.#at += 1;
		this.#skipBlank();
		while (this.#text[this.#at] !== "]") {
			if (items.length > 0) this.#expect(",", "A comma or `]` should be here");
			items.push(this.#readValue(depth + 1));
			this.#skipBlank();
		}
		this.#at += 1;
		return {
			start,
			end: this.#at,
			value: items.map((item) => item.value),
			items
		};
	}
	#readString() {
		if (this.#text[this.#at] !== "\"") this.#fail(this.#at >= this.#text.length ? "The file ends too early" : "A text in double quotes should be here");
		const source = this.#take(STRING);
		if (source === void 0) this.#fail("This text is not closed, or holds a line break or an unknown escape");
		const value = JSON.parse(source ?? "\"\"");
		return typeof value === "string" ? value : "";
	}
	#take(pattern) {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text)?.[0];
		if (found !== void 0) this.#at += found.length;
		return found;
	}
	#skipBlank() {
		this.#take(BLANK);
	}
	#expect(character, message) {
		if (this.#text[this.#at] !== character) this.#fail(this.#at >= this.#text.length ? "The file ends too early" : message);
		this.#at += 1;
	}
	#fail(message) {
		throw new Unreadable({
			message,
			offset: this.#at
		});
	}
};

// src/policy/tests/golden.ts
function parseGoldenFile(text) {
	const lines = new LineIndex(text);
	const refused = refuse(text);
	if (refused !== void 0) return unreadable(refused.message, refused.help, lines.rangeBetween(0, 0));
	const reading = readJson(text);
	if (reading.kind === "unreadable") {
		const { message, offset } = reading.fault;
		return unreadable(`Not JSON: ${message}`, "Mend the file; JSON has no comments and no trailing commas.", pointAt(text, lines, offset));
	}
	const problems = new Problems(placesOf(reading.root, lines));
	const faults = reading.faults.map(({ message, offset }) => makeFinding({
		ruleId: "test-file",
		message,
		help: "Keep one of the two.",
		range: pointAt(text, lines, offset)
	}));
	const { value } = reading.root;
	const listed = Array.isArray(value);
	if (listed) problems.add([], "value", {
		ruleId: "test-file-array",
		message: "The file holds a list of test cases",
		help: "Use one file per case if kt must run them."
	});
	return {
		cases: (listed ? value : [value]).flatMap((element, index) => {
			const read = readCase(element, {
				problems,
				path: listed ? [index] : [],
				fallbackName: `case ${index + 1}`
			});
			return read === void 0 ? [] : [read];
		}),
		problems: [...faults, ...problems.findings]
	};
}
function refuse(text) {
	if (text.length > 1048576) return {
		message: `The file is ${text.length} characters long; the limit is ${MAX_FILE_LENGTH}`,
		help: "Use one file per case."
	};
	if (text.includes("\0")) return {
		message: "The file holds NUL characters: it is binary, or text in UTF-16",
		help: "Save it as UTF-8 text."
	};
	if (text.replace(/^\uFEFF/, "").trim() === "") return {
		message: "The file is empty",
		help: "Give it name, input and expected."
	};
}
function unreadable(message, help, range) {
	return {
		cases: [],
		problems: [makeFinding({
			ruleId: "test-file",
			message,
			help,
			range
		})]
	};
}
function pointAt(text, lines, offset) {
	const at = Math.min(offset, text.length);
	return lines.restOfLine(at);
}
function placesOf(root, lines) {
	const rangeOf = (path, part) => {
		const found = findJson(root, path);
		if (found === void 0) return void 0;
		const { node, keyStart, keyEnd } = found;
		if (part === "key" && keyStart !== void 0 && keyEnd !== void 0) return lines.rangeBetween(keyStart, keyEnd);
		return node.members === void 0 && node.items === void 0 ? lines.rangeBetween(node.start, node.end) : lines.restOfLine(node.start);
	};
	return {
		rangeOf,
		nearestRange(path) {
			for (let length = path.length; length > 0; length -= 1) {
				const range = rangeOf(path.slice(0, length), "key");
				if (range !== void 0) return range;
			}
			return lines.restOfLine(root.start);
		}
	};
}

// src/run/golden-files.ts
async function readGoldenFiles(workspace, option, patterns) {
	if (patterns.length === 0) return [];
	const paths = await workspace.expand(patterns);
	const doing = `reading ${option} files ${JSON.stringify(patterns)}`;
	const nextStep = `Check the option ${option}`;
	if (paths.length === 0) throw new Failure("bad-input", {
		doing,
		cameBack: "no file matches",
		nextStep
	});
	const cases = (await Promise.all(paths.map((path) => readOne(workspace, option, path)))).flat();
	if (cases.length === 0) throw new Failure("bad-input", {
		doing,
		cameBack: "the files hold no test case",
		nextStep
	});
	return cases;
}
async function readOne(workspace, option, path) {
	const purpose = `${option} file`;
	const file = await workspace.locate(path, purpose);
	const { cases, problems } = parseGoldenFile((await workspace.read(file, purpose)).toString("utf8"));
	const fault = problems.find(({ severity }) => severity === "error");
	if (fault === void 0) return cases;
	const start = fault.range?.start;
	throw new Failure("bad-input", {
		doing: `reading ${purpose} ${file.workspaceFile}${start === void 0 ? "" : `:${start.line}:${start.column}`}`,
		cameBack: fault.message,
		nextStep: fault.help ?? "Correct the file"
	});
}

// src/stages/cases.ts
function undecidedCases(cases, reason) {
	return cases.map((placed) => ({
		...describeCase(placed),
		outcome: "undecided",
		reason,
		engine: "builtin"
	}));
}
function matchKtCases(cases, results, packFile) {
	const open = new Set(results);
	const named = byName(results);
	const matched = /* @__PURE__ */ new Map();
	const match = (placed, result) => {
		if (result === void 0) return;
		matched.set(placed, result);
		open.delete(result);
	};
	for (const namesOf of [
		goldenNames,
		suiteNames,
		plainNames
	]) for (const placed of cases) {
		if (matched.has(placed)) continue;
		const candidates = namesOf(placed.testCase).flatMap((name) => named.get(name) ?? []).filter((result) => open.has(result));
		match(placed, candidates.find((result) => contradictionOf(placed, result) === void 0) ?? candidates[0]);
	}
	const left = cases.filter((placed) => !matched.has(placed));
	for (const [placed, result] of onlyPairs(left, [...open])) match(placed, result);
	return [...cases.map((placed) => {
		const result = matched.get(placed);
		return result === void 0 ? unreported(placed) : decided(placed, result);
	}), ...[...open].map((result) => unmatched(result, packFile))];
}
const NAME_SEPARATORS = [
	"/",
	"::",
	" > ",
	": ",
	"."
];
function byName(results) {
	const named = /* @__PURE__ */ new Map();
	for (const result of results) {
		const same = named.get(result.name);
		if (same === void 0) named.set(result.name, [result]);
		else same.push(result);
	}
	return named;
}
function plainNames({ name }) {
	return [name];
}
function goldenNames(testCase) {
	return testCase.suite === void 0 ? plainNames(testCase) : [];
}
function suiteNames({ suite, name }) {
	return suite === void 0 ? [] : NAME_SEPARATORS.map((separator) => `${suite}${separator}${name}`);
}
function onlyPairs(cases, results) {
	const fits = ({ testCase }, { name }) => NAME_SEPARATORS.some((separator) => name.endsWith(`${separator}${testCase.name}`));
	return cases.flatMap((placed) => {
		const [only, ...others] = results.filter((result) => fits(placed, result));
		if (only === void 0 || others.length > 0) return [];
		return cases.filter((other) => fits(other, only)).length === 1 ? [[placed, only]] : [];
	});
}
function describeCase({ workspaceFile, testCase }) {
	return {
		name: testCase.name,
		file: workspaceFile,
		line: testCase.line,
		expected: testCase.expected
	};
}
function unreported(placed) {
	return {
		...describeCase(placed),
		outcome: "undecided",
		reason: "kt reported no result for this case",
		engine: "kt"
	};
}
function decided(placed, result) {
	const { expected } = placed.testCase;
	const actual = actualOf(result);
	const base = {
		...describeCase(placed),
		...actual !== void 0 && { actual },
		engine: "kt",
		...detailsOf(result)
	};
	if (!result.passed) return {
		...base,
		outcome: "failed",
		reason: `${differenceFrom(expected, result)}${deciders(result)}`
	};
	const contradiction = contradictionOf(placed, result);
	if (contradiction !== void 0) return {
		...base,
		outcome: "failed",
		reason: contradiction
	};
	return {
		...base,
		outcome: "passed"
	};
}
function contradictionOf({ testCase: { expected } }, { passed, verdict, reasonCode }) {
	if (!passed) return void 0;
	const word = verdict?.toLowerCase() ?? "";
	if (Object.hasOwn(VERDICT_ALIASES, word) && VERDICT_ALIASES[word] !== expected.verdict) return `kt reports the case as passed and its verdict as ${verdict}, but ${expected.verdict} is expected`;
	if (expected.reasonCode !== void 0 && reasonCode !== void 0 && reasonCode !== expected.reasonCode) return `kt reports the case as passed and its reason code as ${reasonCode}, but ${expected.reasonCode} is expected`;
}
function unmatched(result, packFile) {
	const actual = actualOf(result);
	return {
		name: result.name,
		file: packFile,
		line: 1,
		...actual !== void 0 && { actual },
		outcome: result.passed ? "passed" : "failed",
		...!result.passed && { reason: "kt reports a failed case under a name that no test file here has" },
		engine: "kt",
		...detailsOf(result)
	};
}
function detailsOf({ details }) {
	if (details === void 0) return {};
	const policies = details.policies?.filter(({ policy }) => KINDS.includes(policy)) ?? [];
	const { scores } = details;
	if (policies.length === 0 && scores === void 0) return {};
	return { details: {
		...policies.length > 0 && { policies },
		...scores !== void 0 && { scores }
	} };
}
function deciders(result) {
	const acting = detailsOf(result).details?.policies?.filter(({ verdict }) => verdict !== "allow") ?? [];
	return acting.length === 0 ? "" : `; kt names ${acting.map(({ policy, verdict }) => `${policy}: ${verdict}`).join(", ")}`;
}
function actualOf(result) {
	if (result.verdict === void 0 && result.reasonCode === void 0) return void 0;
	return {
		...result.verdict !== void 0 && { verdict: result.verdict },
		...result.reasonCode !== void 0 && { reasonCode: result.reasonCode }
	};
}
function differenceFrom({ verdict, reasonCode }, result) {
	if (result.verdict === void 0) return `kt reports the case as failed; ${verdict} was expected`;
	const withCode = (word, code) => code === void 0 ? word : `${word} (${code})`;
	const got = withCode(result.verdict, result.reasonCode);
	if (result.verdict === verdict && (reasonCode === void 0 || reasonCode === result.reasonCode)) return `kt reports the case as failed, though its verdict is the expected one: ${got}`;
	return `expected ${withCode(verdict, result.verdict === verdict ? reasonCode : void 0)}, got ${got}`;
}

// src/policy/tests/inline.ts
function inlineSuites(document) {
	const problems = new Problems(document);
	const testing = entryOf(document.value, "testing");
	if (testing === void 0) return {
		cases: [],
		problems: []
	};
	if (!isMapping(testing)) {
		problems.add(["testing"], "key", {
			ruleId: "test-suite",
			message: `'testing' must be a mapping, but is ${nameOfType(testing)}`,
			help: "Put the suites below `testing.suites`."
		});
		return {
			cases: [],
			problems: problems.findings
		};
	}
	const { suites } = testing;
	if (suites === void 0) return {
		cases: [],
		problems: []
	};
	if (!Array.isArray(suites)) {
		problems.add(["testing", "suites"], "key", {
			ruleId: "test-suite",
			message: `'testing.suites' must be a list, but is ${nameOfType(suites)}`,
			help: "Start every suite with `- name:`."
		});
		return {
			cases: [],
			problems: problems.findings
		};
	}
	const seen = /* @__PURE__ */ new Map();
	return {
		cases: suites.flatMap((suite, index) => readSuite(suite, index, problems, seen)).map((read) => withThreshold(read, testing.default_threshold)),
		problems: problems.findings
	};
}
function withThreshold(testCase, threshold) {
	if (threshold === void 0) return testCase;
	const assertions = testCase.assertions.map((one) => isMapping(one) && one.threshold === void 0 ? {
		...one,
		threshold
	} : one);
	return {
		...testCase,
		assertions
	};
}
function readSuite(suite, index, problems, seen) {
	const path = [
		"testing",
		"suites",
		index
	];
	if (!isMapping(suite)) {
		problems.add(path, "value", {
			ruleId: "test-suite",
			message: `A suite must be a mapping, but is ${nameOfType(suite)}`,
			help: "Give it name and cases."
		});
		return [];
	}
	const name = readSuiteName(suite, path, problems, seen);
	const cases = entryOf(suite, "cases");
	if (!Array.isArray(cases)) {
		const message = cases === void 0 ? `Suite '${name}' has no 'cases'` : `'cases' of suite '${name}' must be a list, but is ${nameOfType(cases)}`;
		problems.add([...path, "cases"], "key", {
			ruleId: "test-suite",
			message,
			help: "Start every case with `- name:`."
		});
		return [];
	}
	return cases.flatMap((value, number) => {
		const read = readCase(value, {
			problems,
			path: [
				...path,
				"cases",
				number
			],
			fallbackName: `case ${number + 1}`,
			suite: name,
			suiteAssertions: assertionsOf(entryOf(suite, "assertions"))
		});
		return read === void 0 ? [] : [read];
	});
}
function readSuiteName(suite, path, problems, seen) {
	const name = entryOf(suite, "name");
	const place = [...path, "name"];
	if (typeof name !== "string" || name.trim() === "") {
		const message = name === void 0 ? "A suite has no name" : "The name of a suite must be a text";
		problems.add(place, "value", {
			ruleId: "test-suite",
			message,
			help: "Add a unique `name`."
		});
		return `suite ${Number(path.at(-1) ?? 0) + 1}`;
	}
	const first = seen.get(name);
	if (first !== void 0) problems.add(place, "value", {
		ruleId: "test-suite",
		message: `Suite name '${name}' is used twice`,
		help: `The first one is on line ${first}; suite names are unique.`
	});
	else seen.set(name, problems.lineOf(place));
	return name;
}

// src/stages/read-cases.ts
function readCases(source, document) {
	const files = source.tests.map(({ names, bytes }) => ({
		names,
		golden: parseGoldenFile(decode(bytes))
	}));
	const inline = inlineSuites(document);
	return {
		files,
		inline,
		cases: [...files.flatMap(({ names, golden }) => golden.cases.map((testCase) => ({
			workspaceFile: names.workspaceFile,
			testCase
		}))), ...inline.cases.map((testCase) => ({
			workspaceFile: source.names.workspaceFile,
			testCase
		}))]
	};
}

export { readGoldenFiles as a, undecidedCases as i, inlineSuites as n, isInputKey as o, matchKtCases as r, readContent as s, readCases as t };
import { At as digestOf, K as decode, Qn as Failure, Tt as isRef, Vt as findGitRoot, Wt as withSlashes, Y as pastPack, lt as findOnPath } from "./core.mjs";
import { t as parsePolicy } from "./yaml.mjs";
import { r as runProcess } from "./kt2.mjs";
const { dirname, join, relative } = process.getBuiltinModule("node:path");
const { basename: basename$1, dirname: dirname$1, join: join$1 } = process.getBuiltinModule("node:path/posix");

// src/workspace/git-objects.ts
var GitUnusable = class extends Error {
	name = "GitUnusable";
};
function bytesOf(object) {
	return object?.type === "blob" ? Buffer.from(object.content, "latin1") : void 0;
}
const NO_FILES = /* @__PURE__ */ new Set(["40000", "160000"]);
function namesOf$1(tree, nameBytes) {
	const names = [];
	for (let at = 0; at < tree.length;) {
		const end = tree.indexOf("\0", at);
		if (end === -1) break;
		const [mode = "", ...name] = tree.slice(at, end).split(" ");
		if (!NO_FILES.has(mode)) names.push(Buffer.from(name.join(" "), "latin1").toString("utf8"));
		at = end + 1 + nameBytes;
	}
	return names;
}
const LOST_LINK = /^(?:symlink|dangling|loop|notdir) (\d+)$/;
function parseBatch(output, count, truncated) {
	const found = [];
	for (let at = 0; found.length < count;) {
		const end = output.indexOf("\n", at);
		if (end === -1) break;
		const head = output.slice(at, end);
		const [, type, size = LOST_LINK.exec(head)?.[1]] = /^[0-9a-f]+ ([a-z]+) (\d+)$/.exec(head) ?? [];
		at = end + 1;
		if (size === void 0) {
			found.push(void 0);
			continue;
		}
		const next = at + Number(size);
		if (next > output.length) break;
		found.push(type === void 0 ? void 0 : {
			type,
			content: output.slice(at, next)
		});
		at = next + 1;
	}
	if (found.length < count && !truncated) throw new GitUnusable("git ended its answer early while reading files");
	return found;
}

// src/stages/past.ts
const FETCH = "give actions/checkout `fetch-depth: 0`, or run `git fetch --unshallow`";
async function readPasts({ git, paths }, start) {
	try {
		const [shallow, base] = await Promise.all([git.isShallow(), firstKnown(git, start.candidates)]);
		if (base === void 0) return unknownBase(start, shallow);
		const branchPoint = start.compares ? branchPointOf(git, base) : Promise.resolve(void 0);
		const [states, point, branched, history] = await Promise.all([
			start.compares ? git.filesAt(base, paths) : [],
			branchPoint,
			branchPoint.then((commit) => commit === void 0 ? [] : git.filesAt(commit, paths)),
			git.history(base, paths)
		]);
		const notes = [...shallow ? [`This clone is shallow, so version-reused looked only at the commits it has: ${FETCH}`] : [], ...history.complete || shallow ? [] : ["The history is longer than version-reused looks at; its oldest commits were left out"]];
		const at = new Map(paths.map((path, index) => [path, {
			base: states[index],
			branchPoint: branched[index]
		}]));
		const byPath = /* @__PURE__ */ new Map();
		for (const state of history.states) append(byPath, state);
		return {
			notes,
			pastOf: (path, document) => {
				const found = at.get(path);
				const before = stateAt(found?.base, base, document);
				const left = stateAt(found?.branchPoint, point ?? base, document);
				return {
					...before !== void 0 && { base: before },
					...left !== void 0 && { branchPoint: left },
					history: historyOf(byPath.get(path) ?? [], document)
				};
			}
		};
	} catch (error) {
		if (!(error instanceof GitUnusable)) throw error;
		return pastsWithoutGit(start, error.message);
	}
}
function pastsWithoutGit(start, reason) {
	if (start.named) throw badBase(start, reason, "Mend that, or run without base-ref");
	return nothing(`The version rules did not look at ${start.words}: ${reason}`);
}
function append(byPath, state) {
	const known = byPath.get(state.path);
	if (known === void 0) byPath.set(state.path, [state]);
	else known.push(state);
}
async function firstKnown(git, candidates) {
	for (const candidate of candidates) {
		const commit = await git.resolve(candidate);
		if (commit !== void 0) return commit;
	}
}
async function branchPointOf(git, base) {
	const head = await git.resolve("HEAD");
	const point = head === void 0 ? void 0 : await git.mergeBase(base, head);
	return point === base ? void 0 : point;
}
function unknownBase(start, shallow) {
	const why = shallow ? "this clone is shallow and does not have it" : "this clone does not have it";
	if (start.named) throw badBase(start, why, shallow ? `Fetch it: ${FETCH}` : "Check the name, and that it was fetched: give actions/checkout `fetch-depth: 0`");
	return nothing(`The version rules did not look at ${start.words}: ${why}; ${FETCH}`);
}
function badBase(start, cameBack, nextStep) {
	return new Failure("bad-input", {
		doing: `reading base-ref ${JSON.stringify(start.candidates[0] ?? "")}`,
		cameBack,
		nextStep
	});
}
function nothing(note) {
	return {
		notes: [note],
		pastOf: () => void 0
	};
}
function stateAt(bytes, commit, present) {
	return bytes === void 0 ? void 0 : pastPack(documentOf(bytes, present), commit);
}
function historyOf(states, present) {
	const version = present.identity?.version;
	if (version === void 0) return [];
	const seen = /* @__PURE__ */ new Set();
	return states.flatMap(({ blob, bytes, commit }, index) => {
		if (seen.has(blob) || index > 0 && !Buffer.from(bytes).includes(version)) return [];
		seen.add(blob);
		return pastPack(documentOf(bytes, present), commit) ?? [];
	});
}
function documentOf(bytes, present) {
	const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
	return text === present.text ? present : parsePolicy(text);
}

// src/stages/base-packs.ts
async function readBasePacks({ git, paths }, start) {
	try {
		const base = await firstKnown(git, start.candidates);
		if (base === void 0) return basePacksUnread(start, await whyUnknown(git), FETCH);
		const point = await branchPointOf(git, base);
		const commits = point === void 0 ? [base] : [base, point];
		const states = await Promise.all(commits.map((commit) => packsAt(git, commit, paths)));
		return {
			reading: {
				words: start.words,
				commit: base
			},
			statesOf: (path) => {
				const found = states.flatMap((packs) => packs.get(path) ?? []);
				return found.length === states.length ? found : [];
			}
		};
	} catch (error) {
		if (!(error instanceof GitUnusable)) throw error;
		return basePacksUnread(start, error.message);
	}
}
function basePacksUnread(start, why, wayOut) {
	if (start.named) throw new Failure("bad-input", {
		doing: `reading base-ref ${JSON.stringify(start.candidates[0] ?? "")} for undecided: new`,
		cameBack: why,
		nextStep: wayOut === void 0 ? "Mend that, or run without undecided: new" : `Check the name, and that it was fetched: ${wayOut}`
	});
	return {
		reading: {
			words: start.words,
			unread: wayOut === void 0 ? why : `${why}; ${wayOut}`
		},
		statesOf: () => []
	};
}
async function whyUnknown(git) {
	return await git.isShallow() ? "this clone is shallow and does not have it" : "this clone does not have it";
}
async function packsAt(git, commit, paths) {
	const folders = [...new Set(paths.map((path) => join$1(dirname$1(path), "tests")))];
	const listed = await git.namesIn(commit, folders);
	const goldenIn = new Map(folders.map((folder, index) => [folder, goldenPaths(folder, listed[index] ?? [])]));
	const wanted = [.../* @__PURE__ */ new Set([...paths, ...[...goldenIn.values()].flat()])];
	const found = await git.filesAt(commit, wanted);
	const bytesOf = new Map(wanted.map((path, index) => [path, found[index]]));
	return new Map(paths.flatMap((path) => {
		const bytes = bytesOf.get(path);
		if (bytes === void 0) return [];
		const tests = (goldenIn.get(join$1(dirname$1(path), "tests")) ?? []).flatMap((test) => {
			const content = bytesOf.get(test);
			return content === void 0 ? [] : [{
				name: basename$1(test),
				names: namesOf(test),
				bytes: content
			}];
		});
		return [[path, {
			names: namesOf(path),
			bytes,
			tests
		}]];
	}));
}
function goldenPaths(folder, names) {
	return names.filter((name) => name.endsWith(".json")).toSorted((a, b) => a < b ? -1 : 1).map((name) => join$1(folder, name));
}
function namesOf(path) {
	return {
		file: path,
		workspaceFile: path
	};
}

// src/workspace/git.ts
const HISTORY_COMMITS = 2e3;
const ANSWER_BYTES = 67108864;
const ANSWER_MS = 3e4;
const SAFE = [
	"--no-optional-locks",
	"--no-replace-objects",
	"--literal-pathspecs",
	...[
		"core.fsmonitor=false",
		"core.hooksPath=/dev/null",
		"log.showSignature=false"
	].flatMap((setting) => ["-c", setting])
];
const PASSED = /* @__PURE__ */ new Set([
	"PATH",
	"HOME",
	"USERPROFILE",
	"XDG_CONFIG_HOME",
	"SYSTEMROOT",
	"TMPDIR",
	"TEMP",
	"TMP"
]);
const OFFLINE = {
	GIT_ALLOW_PROTOCOL: "none",
	GIT_NO_LAZY_FETCH: "1",
	GIT_TERMINAL_PROMPT: "0",
	LC_ALL: "C"
};
function openGit(settings) {
	const environment = { ...OFFLINE };
	for (const [name, value] of Object.entries(settings.environment)) if (value !== void 0 && PASSED.has(name.toUpperCase())) environment[name] = value;
	const ask = (args, input) => settings.run({
		command: settings.executable,
		args: [...SAFE, ...args],
		environment,
		directory: settings.root,
		timeoutMs: ANSWER_MS,
		outputLimit: ANSWER_BYTES,
		bytes: true,
		...input !== void 0 && { input },
		...settings.signal !== void 0 && { signal: settings.signal }
	});
	const objects = async (names) => {
		if (names.length === 0) return {
			found: [],
			truncated: false
		};
		const { stdout, truncated } = answered(await ask([
			"cat-file",
			"--batch",
			"--follow-symlinks"
		], `${names.join("\n")}\n`), "reading files");
		return {
			found: parseBatch(stdout, names.length, truncated),
			truncated
		};
	};
	const whole = async (names) => {
		const { found, truncated } = await objects(names);
		if (truncated) throw new GitUnusable(`the files are more than the ${ANSWER_BYTES / 1048576} MiB that are read at once`);
		return found;
	};
	return {
		isShallow: async () => answered(await ask(["rev-parse", "--is-shallow-repository"]), "opening the repository").stdout.trim() === "true",
		resolve: async (ref) => {
			if (!isRef(ref)) return void 0;
			return commitOf(await ask([
				"rev-parse",
				"--verify",
				"--quiet",
				`${ref}^{commit}`
			]));
		},
		tips: async (references) => {
			const asked = references.filter((reference) => reference.startsWith("refs/") && isRef(reference));
			if (asked.length === 0) return /* @__PURE__ */ new Map();
			const { stdout } = answered(await ask([
				"for-each-ref",
				"--format=%(objectname) %(refname)",
				...asked
			]), "looking for branches");
			const found = stdout.split("\n").map((line) => [line.slice(line.indexOf(" ") + 1), line.slice(0, line.indexOf(" "))]);
			return new Map(found.filter(([name, commit]) => asked.includes(name) && COMMIT.test(commit)));
		},
		mergeBase: async (one, other) => commitOf(await ask([
			"merge-base",
			mustBeCommit(one),
			mustBeCommit(other)
		])),
		namesIn: async (commit, folders) => {
			const found = await whole(folders.filter(isOneLine).map((folder) => `${mustBeCommit(commit)}:${folder}`));
			const byFolder = new Map(folders.filter(isOneLine).map((folder, index) => [folder, found[index]]));
			return folders.map((folder) => {
				const tree = byFolder.get(folder);
				return tree?.type === "tree" ? namesOf$1(tree.content, commit.length / 2) : [];
			});
		},
		filesAt: async (commit, paths) => {
			const named = paths.filter(isOneLine);
			const found = await whole(named.map((path) => `${mustBeCommit(commit)}:${path}`));
			const byPath = new Map(named.map((path, index) => [path, bytesOf(found[index])]));
			return paths.map((path) => byPath.get(path));
		},
		history: async (commit, paths, after) => {
			const named = paths.filter(isOneLine);
			if (named.length === 0) return {
				states: [],
				complete: true
			};
			const known = after === void 0 ? "" : `^${mustBeCommit(after)}\n`;
			const revisions = `${mustBeCommit(commit)}\n${known}--\n${named.join("\n")}\n`;
			const { stdout, truncated } = answered(await ask([
				...LOG,
				`--max-count=${HISTORY_COMMITS}`,
				"--stdin"
			], revisions), "reading the history");
			const { changes, commits } = parseLog(stdout);
			const blobs = [...new Set(changes.map(({ blob }) => blob))];
			const { found } = await objects(blobs);
			const contents = new Map(blobs.map((blob, index) => [blob, bytesOf(found[index])]));
			const states = changes.flatMap((change) => {
				const bytes = contents.get(change.blob);
				return bytes === void 0 ? [] : [{
					...change,
					bytes
				}];
			});
			return {
				states,
				complete: !truncated && commits < 2e3 && states.length === changes.length
			};
		}
	};
}
function isOneLine(path) {
	return !path.includes("\n");
}
const LOG = [
	"log",
	"--first-parent",
	"-m",
	"--no-renames",
	"--no-decorate",
	"--raw",
	"--no-abbrev",
	"-z",
	"--format=%H"
];
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
function mustBeCommit(text) {
	if (COMMIT.test(text)) return text;
	throw new RangeError(`not the full name of a commit: ${JSON.stringify(text.slice(0, 80))}`);
}
function commitOf(outcome) {
	if (outcome.kind !== "exited") throw new GitUnusable(reasonOf(outcome, "looking for a commit"));
	const text = outcome.stdout.trim();
	return outcome.code === 0 && COMMIT.test(text) ? text : void 0;
}
function answered(outcome, doing) {
	if (outcome.kind === "exited" && outcome.code === 0) return outcome;
	throw new GitUnusable(reasonOf(outcome, doing));
}
const CAUSES = [
	[/dubious ownership/, "git refuses this directory, because it belongs to another user; allow it with `git config --global --add safe.directory \"$GITHUB_WORKSPACE\"`"],
	[/not a git repository/, "it is not a Git repository"],
	[/promisor remote|transport '[^']*' not allowed|lazy fetching disabled/, "this is a partial clone whose older contents were not fetched; check out without `filter`"]
];
function reasonOf(outcome, doing) {
	switch (outcome.kind) {
		case "not-started": return `git could not be started: ${outcome.reason}`;
		case "timed-out": return `git did not answer within ${outcome.timeoutMs / 1e3} s while ${doing}`;
		case "cancelled": return "the run was cancelled";
		case "killed": return `git was ended by ${outcome.signal} while ${doing}`;
		case "exited": return CAUSES.find(([pattern]) => pattern.test(outcome.stderr))?.[1] ?? `git ended with exit code ${outcome.code} while ${doing}: ${firstLine(outcome.stderr)}`;
	}
}
function firstLine(text) {
	return (text.trim().split("\n")[0] ?? "").slice(0, 200) || "it said nothing";
}
function parseLog(output) {
	const changes = [];
	let commit = "";
	let commits = 0;
	let blob;
	for (const part of output.split("\0")) {
		const text = part.startsWith("\n") ? part.slice(1) : part;
		const raw = blob === void 0 ? /^:\d{6} \d{6} [0-9a-f]+ ([0-9a-f]+) [A-Z]\d*$/.exec(text) : null;
		if (raw !== null) blob = raw[1];
		else if (blob !== void 0) {
			if (!/^0+$/.test(blob)) changes.push({
				commit,
				blob,
				path: Buffer.from(part, "latin1").toString("utf8")
			});
			blob = void 0;
		} else if (COMMIT.test(text)) {
			commit = text;
			commits += 1;
		}
	}
	return {
		changes,
		commits
	};
}

// src/run/past.ts
async function readRunPasts(files, start, { workspace, surroundings }) {
	const { environment, log, signal } = surroundings;
	const roots = await byRepository$1(files, workspace);
	if (roots.size === 0 && start.named) throw new Failure("bad-input", {
		doing: `reading base-ref ${JSON.stringify(start.candidates[0] ?? "")}`,
		cameBack: "the policy files are in no Git repository",
		nextStep: "Run without base-ref, or inside a clone"
	});
	const executable = findOnPath("git", environment);
	const notes = [];
	const known = /* @__PURE__ */ new Map();
	for (const [root, members] of roots) {
		const paths = members.map(({ file }) => file);
		const pasts = executable === void 0 ? pastsWithoutGit(start, "there is no git on PATH") : await readPasts({
			git: openGit({
				executable,
				root,
				environment,
				run: runProcess,
				signal
			}),
			paths
		}, start);
		const where = root === workspace.root ? "" : `${withSlashes(relative(workspace.root, root))}: `;
		notes.push(...pasts.notes.map((note) => `${where}${note}`));
		for (const { workspaceFile, file } of members) known.set(workspaceFile, {
			pasts,
			path: file
		});
	}
	if (!start.compares) for (const note of notes) log.info(note);
	return {
		notes: start.compares ? notes : [],
		pastOf: (workspaceFile, document) => {
			const found = known.get(workspaceFile);
			return found?.pasts.pastOf(found.path, document);
		}
	};
}
async function byRepository$1(files, workspace) {
	const roots = /* @__PURE__ */ new Map();
	const rootOf = /* @__PURE__ */ new Map();
	for (const file of files) {
		const directory = dirname(file.path);
		if (!rootOf.has(directory)) rootOf.set(directory, await findGitRoot(directory, workspace.root));
		const root = rootOf.get(directory);
		if (root === void 0) continue;
		const members = roots.get(root);
		if (members === void 0) roots.set(root, [file]);
		else members.push(file);
	}
	return roots;
}

// src/run/base-packs.ts
async function readRunBase(files, start, { workspace, surroundings }) {
	const { environment, signal } = surroundings;
	const roots = await byRepository$1(files, workspace);
	const executable = findOnPath("git", environment);
	const known = /* @__PURE__ */ new Map();
	const readings = [];
	for (const [root, members] of roots) {
		const paths = members.map(({ file }) => file);
		const packs = executable === void 0 ? basePacksUnread(start, "there is no git on PATH") : await readBasePacks({
			git: openGit({
				executable,
				root,
				environment,
				run: runProcess,
				signal
			}),
			paths
		}, start);
		const { unread } = packs.reading;
		const where = root === workspace.root ? "" : `${withSlashes(relative(workspace.root, root))}: `;
		readings.push({
			...packs.reading,
			...unread !== void 0 && { unread: `${where}${unread}` }
		});
		for (const { workspaceFile, file } of members) known.set(workspaceFile, {
			packs,
			path: file
		});
	}
	const outside = files.find(({ workspaceFile }) => !known.has(workspaceFile));
	if (outside !== void 0) readings.push(basePacksUnread(start, `${outside.workspaceFile} is in no Git repository`).reading);
	return {
		reading: readings.find((one) => one.unread !== void 0) ?? readings[0] ?? { words: start.words },
		statesOf: (workspaceFile) => {
			const found = known.get(workspaceFile);
			return found?.packs.statesOf(found.path) ?? [];
		}
	};
}

// src/stages/read-policy-history.ts
const SHALLOW = "this clone is shallow: give actions/checkout `fetch-depth: 0`, or run `git fetch --unshallow`";
const TOO_LONG = `only the newest ${HISTORY_COMMITS} commits that changed it were looked at`;
async function readPolicyHistories(git, paths, branches) {
	try {
		const [shallow, head, tips] = await Promise.all([
			git.isShallow(),
			git.resolve("HEAD"),
			git.tips(branches)
		]);
		if (head === void 0) return unreadHistories(paths, "the repository has no commit yet");
		const ahead = [...new Set(tips.values())].filter((commit) => commit !== head);
		const [behind, ...since] = await Promise.all([git.history(head, paths), ...ahead.map((tip) => git.history(tip, paths, head))]);
		const complete = [behind, ...since].every((one) => one.complete);
		const incomplete = shallow ? SHALLOW : complete ? void 0 : TOO_LONG;
		const read = stateReader();
		const states = byPath([behind], read);
		const newer = byPath(since, read);
		return new Map(paths.map((path) => [path, {
			kind: "read",
			states: states.get(path) ?? [],
			newer: newer.get(path) ?? [],
			...incomplete !== void 0 && { incomplete }
		}]));
	} catch (error) {
		if (!(error instanceof GitUnusable)) throw error;
		return unreadHistories(paths, error.message);
	}
}
function unreadHistories(paths, reason) {
	return new Map(paths.map((path) => [path, {
		kind: "unread",
		reason
	}]));
}
function stateReader() {
	const known = /* @__PURE__ */ new Map();
	return ({ blob, bytes, commit }) => {
		if (!known.has(blob)) {
			const { identity, chain } = parsePolicy(decode(bytes));
			known.set(blob, identity && chain && {
				identity,
				chain,
				digest: digestOf(bytes),
				bytes
			});
		}
		const content = known.get(blob);
		return content && {
			commit,
			...content
		};
	};
}
function byPath(histories, read) {
	const found = /* @__PURE__ */ new Map();
	const seen = /* @__PURE__ */ new Set();
	for (const state of histories.flatMap(({ states }) => states)) {
		const key = `${state.commit} ${state.path}`;
		const policy = seen.has(key) ? void 0 : read(state);
		seen.add(key);
		if (policy === void 0) continue;
		const known = found.get(state.path);
		if (known === void 0) found.set(state.path, [policy]);
		else known.push(policy);
	}
	return found;
}

// src/run/policy-history.ts
async function readRunPolicyHistory(file, place) {
	return (await readRunPolicyHistories([file], place)).get(file.workspaceFile) ?? {
		kind: "unread",
		reason: "git was not asked for it"
	};
}
async function readRunPolicyHistories(files, { workspace, surroundings }) {
	const { environment, signal } = surroundings;
	const executable = findOnPath("git", environment);
	const found = /* @__PURE__ */ new Map();
	for (const [root, members] of await byRepository(files, workspace.root)) {
		const paths = [...members.values()];
		const histories = root === void 0 ? unreadHistories(paths, "the file is in no Git repository") : executable === void 0 ? unreadHistories(paths, "there is no git on PATH") : await readPolicyHistories(openGit({
			executable,
			root,
			environment,
			run: runProcess,
			signal
		}), paths, branchesOf(environment));
		for (const [workspaceFile, path] of members) {
			const history = histories.get(path);
			if (history !== void 0) found.set(workspaceFile, history);
		}
	}
	return found;
}
async function byRepository(files, workspaceRoot) {
	const roots = /* @__PURE__ */ new Map();
	for (const { workspaceFile } of files) {
		const path = join(workspaceRoot, workspaceFile);
		const root = await findGitRoot(dirname(path), workspaceRoot);
		const members = roots.get(root) ?? /* @__PURE__ */ new Map();
		roots.set(root, members.set(workspaceFile, withSlashes(relative(root ?? workspaceRoot, path))));
	}
	return roots;
}
function branchesOf(environment) {
	const { GITHUB_REF: ref = "", GITHUB_BASE_REF: base = "" } = environment;
	const names = [
		"HEAD",
		"main",
		"master",
		...ref.startsWith("refs/heads/") ? [ref.slice(11)] : [],
		base
	];
	return [...new Set(names)].filter(isRef).map((name) => `refs/remotes/origin/${name}`);
}

// src/run/repository.ts
async function repositoryOf(path, workspaceRoot, { environment, signal }) {
	const root = await findGitRoot(dirname(path), workspaceRoot);
	if (root === void 0) return {
		kind: "none",
		reason: "the policy file is in no Git repository",
		nextStep: "Check the repository out with actions/checkout"
	};
	const executable = findOnPath("git", environment);
	if (executable === void 0) return {
		kind: "none",
		reason: "there is no git on PATH",
		nextStep: "Install git on this runner"
	};
	return {
		kind: "found",
		git: openGit({
			executable,
			root,
			environment,
			run: runProcess,
			signal
		}),
		name: withSlashes(relative(root, path))
	};
}

// src/run/rollback-source.ts
async function readRollbackSource(file, reference, { workspace, surroundings }) {
	const doing = `reading ${file.file} of commit ${JSON.stringify(reference)}`;
	const refused = (cameBack, nextStep) => new Failure("bad-input", {
		doing,
		cameBack,
		nextStep
	});
	const repository = await repositoryOf(file.path, workspace.root, surroundings);
	if (repository.kind === "none") throw refused(repository.reason, repository.nextStep);
	const { git } = repository;
	try {
		const commit = await git.resolve(reference);
		if (commit === void 0) throw refused("this clone has no such commit", "Check the name, and give actions/checkout `fetch-depth: 0`");
		const pack = (await packsAt(git, commit, [file.file])).get(file.file);
		if (pack === void 0) throw refused("that commit does not have the file", "Name a commit that does");
		return {
			pack: {
				...pack,
				names: {
					file: file.file,
					workspaceFile: file.workspaceFile
				}
			},
			commit
		};
	} catch (error) {
		if (error instanceof GitUnusable) throw refused(error.message, "Mend that, and run it again");
		throw error;
	}
}

export { readRunBase as a, openGit as c, firstKnown as d, GitUnusable as f, readRunPolicyHistory as i, packsAt as l, repositoryOf as n, byRepository$1 as o, readRunPolicyHistories as r, readRunPasts as s, readRollbackSource as t, FETCH as u };
import { Qn as Failure, T as readEventChanges, Vt as findGitRoot, Wt as withSlashes, ht as DEFAULT_INVENTORY, lt as findOnPath } from "./core.mjs";
import { r as runProcess } from "./kt2.mjs";
import { t as inventoryTouches } from "./inventory2.mjs";
import { c as openGit, d as firstKnown, f as GitUnusable, l as packsAt, o as byRepository, u as FETCH } from "./past.mjs";
const { dirname, join, relative } = process.getBuiltinModule("node:path");

// src/stages/changed-packs.ts
const NAME_BASE = "set base-ref to the branch, tag or commit to compare with";
async function readBaseState(files, start) {
	const { git, packs, inventory } = files;
	try {
		const found = await startingCommit(git, start);
		if (found.kind === "unknown") return baseUnread(start, found.why, found.wayOut);
		const { commit, notes } = found;
		const [before, [text]] = await Promise.all([packsAt(git, commit, packs), inventory === void 0 ? [] : git.filesAt(commit, [inventory])]);
		return {
			kind: "read",
			reading: {
				words: start.words,
				commit
			},
			notes,
			packs: before,
			...text !== void 0 && { inventory: text }
		};
	} catch (error) {
		if (!(error instanceof GitUnusable)) throw error;
		return baseUnread(start, error.message);
	}
}
function baseUnread(start, why, wayOut) {
	if (start.named) throw new Failure("bad-input", {
		doing: `reading base-ref ${JSON.stringify(start.candidates[0] ?? "")} for changed-only`,
		cameBack: why,
		nextStep: wayOut === void 0 ? "Mend that, or run without changed-only" : `Check the name, and that it was fetched: ${wayOut}`
	});
	return {
		kind: "unread",
		reading: {
			words: start.words,
			unread: wayOut === void 0 ? why : `${why}; ${wayOut}`
		}
	};
}
async function startingCommit(git, start) {
	const head = await git.resolve("HEAD");
	if (!start.named && !await holdsProposed(git, head, start.proposed)) return {
		kind: "unknown",
		why: "the commit this run is for is not what was checked out",
		wayOut: `check it out, ${FETCH}, or ${NAME_BASE}`
	};
	if (start.candidates.length === 0) return {
		kind: "unknown",
		why: "there was none",
		wayOut: NAME_BASE
	};
	const base = await firstKnown(git, start.candidates);
	if (base === void 0) return {
		kind: "unknown",
		why: await git.isShallow() ? "this clone is shallow and does not have it" : "this clone does not have it",
		wayOut: FETCH
	};
	if (start.since === "commit" || head === void 0) return {
		kind: "found",
		commit: base,
		notes: []
	};
	return branchPoint(git, base, head, start);
}
async function branchPoint(git, base, head, start) {
	const point = await git.mergeBase(base, head);
	if (point === head && !start.named) return {
		kind: "unknown",
		why: "it already has the commit that was checked out, so nothing shows what that changed",
		wayOut: NAME_BASE
	};
	if (point === base) return {
		kind: "found",
		commit: base,
		notes: []
	};
	if (point !== void 0 && !await git.isShallow()) return {
		kind: "found",
		commit: point,
		notes: []
	};
	return {
		kind: "found",
		commit: base,
		notes: [`changed-only does not see where this work left ${start.words}, so packs that changed there since count as changed here: ${FETCH}`]
	};
}
async function holdsProposed(git, head, proposed) {
	if (head === void 0) return false;
	if (proposed.includes(head)) return true;
	for (const commit of proposed) if (await git.mergeBase(commit, head) === commit) return true;
	return false;
}
function changedFiles(now, before, tests) {
	const { workspaceFile } = now.names;
	if (before === void 0) return [workspaceFile];
	const policy = same(now.bytes, before.bytes) ? [] : [workspaceFile];
	if (tests === "left-out") return policy;
	const former = new Map(before.tests.map((test) => [test.name, test.bytes]));
	const present = new Set(now.tests.map(({ name }) => name));
	const changed = now.tests.filter(({ name, bytes }) => !same(bytes, former.get(name))).map(({ names }) => names.workspaceFile);
	const folder = workspaceFile.slice(0, workspaceFile.lastIndexOf("/") + 1);
	const gone = [...former.keys()].filter((name) => !present.has(name)).map((name) => `${folder}tests/${name}`);
	return [
		...policy,
		...changed,
		...gone
	];
}
function same(one, other) {
	return other !== void 0 && Buffer.compare(one, other) === 0;
}

// src/run/changed-packs.ts
function changedSince(ref, environment) {
	if (ref !== void 0) return {
		candidates: [ref],
		since: "branch-point",
		proposed: [],
		words: ref,
		named: true
	};
	const found = readEventChanges(environment);
	return found === void 0 ? void 0 : {
		...found,
		named: false
	};
}
const NO_BASE = {
	warnings: [`changed-only has nothing to compare with, so all packs count: the event of this run names no base, as that of a pull request, merge group or push to a branch does; ${NAME_BASE}`],
	gateOf: () => ({ state: "unknown" })
};
async function readRunChanges(files, start, place) {
	if (start === void 0) return NO_BASE;
	const { workspace } = place;
	const inventory = await inventoryPlace(place);
	const roots = new Map(await byRepository(files, workspace));
	if (inventory.root !== void 0 && !roots.has(inventory.root)) roots.set(inventory.root, []);
	const states = /* @__PURE__ */ new Map();
	for (const [root, members] of roots) states.set(root, await stateOf(root, members, inventory, start, place));
	const known = /* @__PURE__ */ new Map();
	for (const [root, members] of roots) {
		const state = states.get(root);
		if (state !== void 0) for (const { workspaceFile, file } of members) known.set(workspaceFile, {
			state,
			path: file
		});
	}
	const outside = files.filter(({ workspaceFile }) => !known.has(workspaceFile));
	const touched = await inventoryChange(inventory, states, place);
	const readings = [
		...[...states].map(([root, { reading }]) => named(reading, relative(workspace.root, root))),
		...outside.slice(0, 1).map(({ workspaceFile }) => baseUnread(start, `${workspaceFile} is in no Git repository`).reading),
		...touched === void 0 && [...states.values()].every(({ kind }) => kind === "read") ? [{
			words: start.words,
			unread: `of the inventory ${inventory.workspaceFile} it is not known`
		}] : []
	];
	const reading = readings.find(({ unread }) => unread !== void 0) ?? readings[0];
	return {
		...reading !== void 0 && { reading },
		warnings: [...readings.flatMap(({ words, unread }) => unread === void 0 ? [] : [`changed-only could not compare with ${words}, so all packs it concerns count: ${unread}`]), ...[...states.values()].flatMap((state) => state.kind === "read" ? state.notes : [])],
		gateOf: (workspaceFile, now, tests) => {
			const found = known.get(workspaceFile);
			if (found === void 0 || found.state.kind === "unread" || touched === void 0) return { state: "unknown" };
			const changed = changedFiles(now, found.state.packs.get(found.path), tests);
			const fromWorkingDirectory = withSlashes(relative(workspace.workingDirectory, join(workspace.root, workspaceFile)));
			const because = [...changed, ...touched(fromWorkingDirectory) ? [inventory.workspaceFile] : []];
			return because.length === 0 ? { state: "existing" } : {
				state: "changed",
				because
			};
		}
	};
}
function named(reading, where) {
	return reading.unread === void 0 || where === "" ? reading : {
		...reading,
		unread: `${withSlashes(where)}: ${reading.unread}`
	};
}
async function stateOf(root, members, inventory, start, { workspace, surroundings }) {
	const { environment, signal } = surroundings;
	if (root !== workspace.root && await findGitRoot(dirname(root), workspace.root) !== void 0) return {
		kind: "unread",
		reading: {
			words: start.words,
			unread: "it is a repository within another one, such as a submodule, whose base is not known"
		}
	};
	const executable = findOnPath("git", environment);
	if (executable === void 0) return baseUnread(start, "there is no git on PATH");
	const git = openGit({
		executable,
		root,
		environment,
		run: runProcess,
		signal
	});
	const packs = members.map(({ file }) => file);
	return readBaseState({
		git,
		packs,
		...inventory.root === root && { inventory: inventory.file }
	}, start);
}
async function inventoryPlace({ workspace, inventory }) {
	const path = inventory === void 0 ? join(workspace.workingDirectory, DEFAULT_INVENTORY) : join(workspace.root, inventory.fileName);
	const root = await findGitRoot(dirname(path), workspace.root);
	const from = (start) => withSlashes(relative(start, path));
	return {
		root,
		file: from(root ?? workspace.root),
		workspaceFile: from(workspace.root)
	};
}
async function inventoryChange({ root, workspaceFile }, states, { inventory }) {
	const state = root === void 0 ? void 0 : states.get(root);
	if (state === void 0) return inventory === void 0 ? () => false : void 0;
	if (state.kind === "unread") return void 0;
	if (state.inventory === void 0) return inventoryTouches(void 0, inventory);
	const { parseInventory } = await import("./inventory3.mjs");
	const before = await parseInventory(Buffer.from(state.inventory).toString("utf8"), workspaceFile);
	return before.kind === "ok" ? inventoryTouches(before.inventory, inventory) : () => true;
}

export { readRunChanges as n, changedSince as t };
import { $n as InputProblems, Ht as isInside, Mt as shown, Qn as Failure, Ut as openWorkspace, Vt as findGitRoot, Wt as withSlashes, fr as logLine, gt as readInventory, l as readFormat, tr as messageOf, u as wantsJson, v as defaultBranch } from "./core.mjs";
import { i as commandHelp, n as failureJson, r as mustBeKnown, t as documentJson } from "./help.mjs";
const { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } = process.getBuiltinModule("node:fs");
const { basename, dirname, join, relative, resolve } = process.getBuiltinModule("node:path");
const { parseArgs } = process.getBuiltinModule("node:util");

// src/run/init-plan.ts
const INVENTORY_PATH = ".github/keeptrusts.yml";
const VALIDATE_PATH = ".github/workflows/keeptrusts-policy.yml";
const RELEASE_PATH = ".github/workflows/keeptrusts-release.yml";
const TEMPLATE_PACK = "policy-config.yaml";
const TEMPLATE_ACTION = /your-org\/keeptrusts-policy-action((?:\/\w+)?)@v1/g;
const ACTION_REMARK = /^ *# PLACEHOLDER: the copy .*\n/gm;
const BY_HAND = "  # Started by hand. Once it has succeeded, add `push:` with `branches: [main]` to release what is merged.\n  workflow_dispatch:\n";
const REWRITINGS = {
	[INVENTORY_PATH]: (text, packs) => `${upTo(text, "packs:\n")}${packs.map(inventoryEntry).join("")}`,
	[VALIDATE_PATH]: (text, packs, { branch, listed }) => {
		const onBranch = swap(text, "branches: [main]", `branches: [${branchFilter(branch)}]`);
		return listed === void 0 || listed.length > 0 ? onBranch : swap(onBranch, "        with:\n          # kt", `        with:\n${policyFileInput(packs)}          # kt`);
	},
	[RELEASE_PATH]: (text, packs, { branch, listed }) => {
		const files = listed === void 0 || listed.length === 0 ? packs.map(({ file }) => file) : listed;
		const [only, ...more] = files;
		const isOne = only !== void 0 && more.length === 0;
		const started = isOne ? BY_HAND.replace("[main]", () => `[${branchFilter(branch)}]`) : [
			"  # Started by hand, for one pack at a time.",
			"  workflow_dispatch:",
			...packInput(files),
			""
		].join("\n");
		const file = isOne ? yamlText(only) : "${{ inputs.policy-file }}";
		return swap(swap(text, BY_HAND, started), `policy-file: ${TEMPLATE_PACK}\n`, `policy-file: ${file}\n`);
	}
};
function planStarter(templates, found) {
	const own = {
		file: inFolder(found.folder, TEMPLATE_PACK),
		isTested: true
	};
	const packs = found.packs.length > 0 ? found.packs : [own];
	return templates.flatMap(({ path, text }) => {
		const rewrite = REWRITINGS[path];
		if (rewrite !== void 0) return [{
			path,
			text: withAction(rewrite(text, packs, found), found.action)
		}];
		return found.packs.length > 0 ? [] : [{
			path: inFolder(found.folder, path),
			text
		}];
	});
}
function canBeListed(path) {
	return !/^[\s!#/]|[*?{}[\]\\\p{C}]/u.test(path);
}
function inventoryEntry({ file, isTested }) {
	const tests = isTested ? "    tests: required\n" : "";
	return `  - file: ${yamlText(file)}\n    staging: staging\n    gateways: [production]\n${tests}`;
}
function policyFileInput(packs) {
	return [
		"          policy-file: |",
		...packs.map(({ file }) => `            ${file}`),
		""
	].join("\n");
}
function packInput(files) {
	return [
		"    inputs:",
		"      policy-file:",
		"        description: The pack to release",
		"        required: true",
		"        type: choice",
		"        options:",
		...files.map((file) => `          - ${yamlText(file)}`)
	];
}
function withAction(text, action) {
	if (action === void 0) return text;
	const [name, ref] = action.split("@");
	return text.replace(ACTION_REMARK, "").replace(TEMPLATE_ACTION, (_whole, path) => `${name}${path}@${ref}`);
}
function branchFilter(branch) {
	return yamlText(branch.replace(/[+!]/g, "\\$&"));
}
const YAML_WORDS = /^(?:true|false|yes|no|on|off|y|n|null)$/i;
function yamlText(text) {
	return /^[A-Za-z_][\w./-]*$/.test(text) && !YAML_WORDS.test(text) ? text : JSON.stringify(text);
}
function inFolder(folder, path) {
	return folder === "" ? path : `${folder}/${path}`;
}
function upTo(text, end) {
	return text.slice(0, placeOf(text, end) + end.length);
}
function swap(text, old, replacement) {
	placeOf(text, old);
	return text.replaceAll(old, () => replacement);
}
function placeOf(text, part) {
	const at = text.indexOf(part);
	if (at < 0) throw new Error(`the starter has no ${JSON.stringify(part)}`);
	return at;
}

// src/run/init-survey.ts
const POLICY_NAMES = ["policy-config.yaml", "policy-config.yml"];
const FOLDER_BESIDE_OTHERS = "keeptrusts";
async function survey(directory) {
	const gitRoot = await findGitRoot(directory, "");
	const root = gitRoot ?? directory;
	const all = policyFiles(root).map((path) => withSlashes(relative(root, path)));
	const packs = all.filter(canBeListed).map((file) => ({
		file,
		isTested: hasGoldenTests(join(root, dirname(file)))
	}));
	const { listed, remark } = await listedPacks(root);
	const hasOtherTests = all.length === 0 && hasGoldenTests(directory);
	const unlisted = all.filter((file) => !canBeListed(file));
	return {
		root,
		isRepository: gitRoot !== void 0,
		branch: (gitRoot === void 0 ? void 0 : defaultBranch(gitRoot)) ?? "main",
		packs,
		folder: withSlashes(relative(root, hasOtherTests ? join(directory, FOLDER_BESIDE_OTHERS) : directory)),
		listed,
		remarks: [
			...remark === void 0 ? [] : [remark],
			...hasOtherTests ? [`The folder tests has JSON files of something else, so the starter pack has a folder of its own: ${FOLDER_BESIDE_OTHERS}.`] : [],
			...missingIn(listed, packs),
			...unlisted.map((file) => `The inventory cannot name ${JSON.stringify(file)}, because of a character in it: rename it and list it there.`),
			...gitRoot === void 0 ? ["This is no Git repository: workflows run once it is one on GitHub, with these files in its root."] : []
		]
	};
}
function missingIn(listed, packs) {
	if (listed === void 0 || listed.length === 0) return [];
	return packs.filter(({ file }) => !listed.includes(file)).map(({ file }) => `The inventory does not list ${JSON.stringify(file)}: add it under packs where it belongs to this repository.`);
}
function policyFiles(directory) {
	return readdirSync(directory, { withFileTypes: true }).toSorted((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
		const path = join(directory, entry.name);
		if (entry.isFile()) return POLICY_NAMES.includes(basename(path)) ? [path] : [];
		return entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".") && !existsSync(join(path, ".git")) ? policyFiles(path) : [];
	});
}
function hasGoldenTests(directory) {
	const tests = join(directory, "tests");
	return existsSync(tests) && readdirSync(tests).some((name) => name.endsWith(".json"));
}
async function listedPacks(root) {
	try {
		return { listed: (await readInventory(await openWorkspace(root, root), void 0))?.packs.map(({ file }) => file) };
	} catch (error) {
		return {
			listed: [],
			remark: `The inventory that is there cannot be read: ${(error instanceof InputProblems ? error.problems : [messageOf(error)]).join("; ")}`
		};
	}
}

// src/run/init.ts
const HELP = `Writes what a repository needs to have its policy pack validated in pull requests, and released by hand: a starter pack with golden tests, the
inventory and two workflows. It asks nothing and overwrites nothing: what is there is kept and named. Where there are policy files already, no
starter pack is written, and inventory and workflows are made for them.

Options:
  --dry-run                 Print what would be written, and write nothing.
  --action OWNER/NAME@REF   The copy of this action that your organisation trusts. Default: a placeholder, said aloud
  --working-directory DIR   Where the pack goes; inventory and workflows go to the root of the repository. Default: .
  --format text|json        json prints one JSON document, also after a failure. Default: text
  -h, --help                Show this text.
`;
const FLAGS = {
	"dry-run": {
		type: "boolean",
		default: false
	},
	action: { type: "string" },
	"working-directory": {
		type: "string",
		default: "."
	},
	format: { type: "string" },
	help: {
		type: "boolean",
		short: "h",
		default: false
	}
};
const ACTION = /^[\w.-]+\/[\w.-]+@[\w./-]+$/;
async function initCommand(argv, io, place) {
	try {
		mustBeKnown(argv, FLAGS);
		const { values } = parseArgs({
			args: [...argv],
			options: FLAGS
		});
		if (values.help) {
			io.stdout(commandHelp("init", HELP));
			return 0;
		}
		const { format, problem } = readFormat(values.format);
		const { action } = values;
		const problems = [problem, action !== void 0 && !ACTION.test(action) ? `--action: got ${shown(action)}, expected OWNER/NAME@REF` : void 0].filter((one) => one !== void 0);
		if (problems.length > 0) throw new InputProblems(problems);
		const directory = resolve(place.directory, values["working-directory"]);
		const found = await survey(mustBeFolder(directory));
		const isDry = values["dry-run"];
		const outcome = carryOut(planStarter(readTemplates(place.self), {
			...found,
			action
		}), found, {
			isDry,
			action
		});
		io.stdout(format === "json" ? outcomeJson(outcome, isDry) : outcomeText(outcome, {
			isDry,
			from: place.directory
		}));
		return 0;
	} catch (error) {
		if (wantsJson(argv)) io.stdout(failureJson(error));
		io.stderr(`keeptrusts-policy init: ${logLine(messageOf(error))}\n`);
		return 1;
	}
}
function mustBeFolder(directory) {
	if (lstatSync(directory, { throwIfNoEntry: false }) !== void 0 && realpathIsFolder(directory)) return realpathSync(directory);
	throw new Failure("bad-input", {
		doing: `looking at the folder ${JSON.stringify(directory)}`,
		cameBack: "it is no folder",
		nextStep: "Check the option --working-directory"
	});
}
function realpathIsFolder(path) {
	try {
		return lstatSync(realpathSync(path)).isDirectory();
	} catch {
		return false;
	}
}
function readTemplates(self) {
	const root = join(dirname(self), "..", "examples", "starter");
	if (!existsSync(root)) throw new Failure("bad-input", {
		doing: `reading the starter ${JSON.stringify(root)}`,
		cameBack: "it is not there",
		nextStep: "Run the command from the whole package, or from a clone of its repository"
	});
	return readdirSync(root, {
		recursive: true,
		withFileTypes: true
	}).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).map((path) => ({
		path: withSlashes(relative(root, path)),
		text: readFileSync(path, "utf8").replaceAll("\r\n", "\n")
	})).toSorted((a, b) => a.path < b.path ? -1 : 1);
}
function carryOut(plan, found, { isDry, action }) {
	const isThere = ({ path }) => lstatSync(join(found.root, path), { throwIfNoEntry: false }) !== void 0;
	const kept = plan.filter(isThere);
	const missing = plan.filter((file) => !kept.includes(file));
	for (const { path } of missing) mustStayInside(found.root, path);
	if (!isDry) for (const [index, file] of missing.entries()) write(found.root, file, missing.slice(0, index));
	const written = missing.map(({ path }) => path);
	return {
		found,
		files: missing,
		written,
		kept: kept.map(({ path }) => path),
		next: nextSteps(written, found, action)
	};
}
function mustStayInside(root, path) {
	let folder = dirname(join(root, path));
	while (!existsSync(folder)) folder = dirname(folder);
	const real = realpathSync(folder);
	if (isInside(realpathSync(root), real) && lstatSync(real).isDirectory()) return;
	throw new Failure("bad-input", {
		doing: `writing ${path}`,
		cameBack: `${JSON.stringify(withSlashes(relative(root, folder)))} is no folder of this repository`,
		nextStep: "Nothing was written: make it a folder and run init again"
	});
}
function write(root, { path, text }, before) {
	const file = join(root, path);
	try {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text, { flag: "wx" });
	} catch (error) {
		const nextStep = `Mend that. Written before it: ${before.map((one) => one.path).join(", ") || "nothing"}`;
		throw new Failure("bad-input", {
			doing: `writing ${path}`,
			cameBack: messageOf(error),
			nextStep
		}, { cause: error });
	}
}
function nextSteps(written, { packs, branch }, action) {
	const workflows = [VALIDATE_PATH, RELEASE_PATH].filter((path) => written.includes(path));
	return [
		"keeptrusts-policy validate: lint and tests, as the pull request will run them",
		...packs.length === 0 && written.length > 0 ? ["Name the pack after what it protects, and put your own words and tests in the place of the examples"] : [],
		...written.includes(".github/keeptrusts.yml") ? [`${INVENTORY_PATH}: the gateways staging and production are placeholders; write your own ids and addresses${packs.length > 1 ? ", and which pack goes to which" : ""}`] : [],
		...workflows.length > 0 && action === void 0 ? [`${workflows.join(", ")}: your-org/keeptrusts-policy-action is a placeholder; write the copy your organisation trusts, pinned to a commit`] : [],
		...written.includes(".github/workflows/keeptrusts-release.yml") ? [`On GitHub, before the first release: the variable KEEPTRUSTS_API_URL, and the environments staging and production, each with its own secret KEEPTRUSTS_API_TOKEN and open to ${branch} only; required reviewers for production`] : [],
		...written.length > 0 ? ["Commit, and open a pull request"] : []
	];
}
function outcomeJson({ found, files, written, kept, next }, isDry) {
	const { root, branch, packs, remarks } = found;
	return documentJson({
		dryRun: isDry,
		root,
		branch,
		found: packs.map(({ file }) => file),
		written,
		kept,
		remarks,
		next,
		...isDry && { files }
	});
}
function outcomeText({ found, files, written, kept, next }, { isDry, from }) {
	const here = (path) => logLine(withSlashes(relative(realpathSync(from), join(found.root, path))));
	return `${[
		...found.packs.length > 0 ? [`Found ${found.packs.map(({ file }) => here(file)).join(", ")}: no starter pack is needed.`] : [],
		...found.remarks.map((remark) => logLine(remark)),
		...written.map((path) => `${isDry ? "would write" : "wrote"}  ${here(path)}`),
		...kept.map((path) => `kept   ${here(path)} (it was there before)`),
		...written.length === 0 ? ["Everything is there already; nothing was written."] : [],
		...isDry ? files.flatMap(({ path, text }) => [
			"",
			`--- ${here(path)}`,
			text.trimEnd()
		]) : [],
		"",
		"Next:",
		...next.map((step, index) => `  ${index + 1}. ${logLine(step)}`)
	].join("\n")}\n`;
}

export { initCommand as t };
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Inventory } from '../options/inventory.js';
import { InputProblems, messageOf } from '../report/failure.js';
import { defaultBranch } from '../workspace/checkout.js';
import { findGitRoot, openWorkspace, withSlashes } from '../workspace/workspace.js';
import { canBeListed, type FoundPack, type StarterPlace } from './init-plan.js';
import { readInventory } from './inventory-file.js';

export interface Survey extends Omit<StarterPlace, 'action'> {
  /** Absolute: the repository's root, or the folder itself outside of one. */
  readonly root: string;
  readonly isRepository: boolean;
  /** What was found that the reader has to know, as sentences. */
  readonly remarks: readonly string[];
}

const POLICY_NAMES: readonly string[] = ['policy-config.yaml', 'policy-config.yml'];

/** Where the starter's pack goes when the tests beside it would not be its own. */
const FOLDER_BESIDE_OTHERS = 'keeptrusts';

/**
 * Looks at the repository that holds a folder, without git: its default branch, its policy files, its inventory. Nothing is changed.
 * @throws Failure bad-input when the folder cannot be read.
 */
export async function survey(directory: string): Promise<Survey> {
  const gitRoot = await findGitRoot(directory, '');
  const root = gitRoot ?? directory;
  const all = policyFiles(root).map((path) => withSlashes(relative(root, path)));
  const packs = all.filter(canBeListed).map((file): FoundPack => ({ file, isTested: hasGoldenTests(join(root, dirname(file))) }));
  const { listed, remark } = await listedPacks(root);
  const hasOtherTests = all.length === 0 && hasGoldenTests(directory);
  const unlisted = all.filter((file) => !canBeListed(file));
  return {
    root,
    isRepository: gitRoot !== undefined,
    branch: (gitRoot === undefined ? undefined : defaultBranch(gitRoot)) ?? 'main',
    packs,
    folder: withSlashes(relative(root, hasOtherTests ? join(directory, FOLDER_BESIDE_OTHERS) : directory)),
    listed,
    remarks: [
      ...(remark === undefined ? [] : [remark]),
      ...(hasOtherTests
        ? [`The folder tests has JSON files of something else, so the starter pack has a folder of its own: ${FOLDER_BESIDE_OTHERS}.`]
        : []),
      ...missingIn(listed, packs),
      ...unlisted.map(
        (file) => `The inventory cannot name ${JSON.stringify(file)}, because of a character in it: rename it and list it there.`,
      ),
      ...(gitRoot === undefined
        ? ['This is no Git repository: workflows run once it is one on GitHub, with these files in its root.']
        : []),
    ],
  };
}

/** Policy files that an inventory with packs leaves out: validate would not see them. */
function missingIn(listed: readonly string[] | undefined, packs: readonly FoundPack[]): readonly string[] {
  if (listed === undefined || listed.length === 0) return [];
  return packs
    .filter(({ file }) => !listed.includes(file))
    .map(({ file }) => `The inventory does not list ${JSON.stringify(file)}: add it under packs where it belongs to this repository.`);
}

/** Policy files at and below a folder, sorted; other repositories in it are left out, and what is not the repository's own. */
function policyFiles(directory: string): readonly string[] {
  const entries = readdirSync(directory, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isFile()) return POLICY_NAMES.includes(basename(path)) ? [path] : [];
    const isSearched =
      entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.') && !existsSync(join(path, '.git'));
    return isSearched ? policyFiles(path) : [];
  });
}

/** Golden tests are the JSON files directly in `tests` beside the policy file. */
function hasGoldenTests(directory: string): boolean {
  const tests = join(directory, 'tests');
  return existsSync(tests) && readdirSync(tests).some((name) => name.endsWith('.json'));
}

async function listedPacks(root: string): Promise<{ readonly listed: readonly string[] | undefined; readonly remark?: string }> {
  try {
    const inventory: Inventory | undefined = await readInventory(await openWorkspace(root, root), undefined);
    return { listed: inventory?.packs.map(({ file }) => file) };
  } catch (error) {
    const problems = error instanceof InputProblems ? error.problems : [messageOf(error)];
    return { listed: [], remark: `The inventory that is there cannot be read: ${problems.join('; ')}` };
  }
}

import { basename, dirname, join } from 'node:path/posix';
import { Failure } from '../report/failure.js';
import type { BaseReading } from '../report/model.js';
import type { Git } from '../workspace/git.js';
import { GitUnusable } from '../workspace/git-objects.js';
import type { PackSource } from './pack.js';
import { branchPointOf, FETCH, firstKnown, type PastStart, type RepositoryFiles } from './past.js';

/** Policy files with their golden tests as they were at the base. */
export interface BasePacks {
  readonly reading: BaseReading;
  /**
   * A policy file, by its path from the repository's root, at the base and, where it is another commit, where this work left the base's branch. Empty when
   * one of the two does not have it: nothing was decided there.
   */
  statesOf(path: string): readonly PackSource[];
}

/**
 * Reads policy files and the golden tests beside them as the base has them, in a handful of git processes however many files there are.
 * @throws Failure bad-input when the user named a base that cannot be read.
 */
export async function readBasePacks({ git, paths }: RepositoryFiles, start: PastStart): Promise<BasePacks> {
  try {
    const base = await firstKnown(git, start.candidates);
    if (base === undefined) return basePacksUnread(start, await whyUnknown(git), FETCH);
    const point = await branchPointOf(git, base);
    const commits = point === undefined ? [base] : [base, point];
    const states = await Promise.all(commits.map((commit) => packsAt(git, commit, paths)));
    return {
      reading: { words: start.words, commit: base },
      statesOf: (path) => {
        const found = states.flatMap((packs) => packs.get(path) ?? []);
        return found.length === states.length ? found : [];
      },
    };
  } catch (error) {
    if (!(error instanceof GitUnusable)) throw error;
    return basePacksUnread(start, error.message);
  }
}

/**
 * What is known where the base cannot be read: why.
 * @throws Failure bad-input when the user named the base.
 */
export function basePacksUnread(start: PastStart, why: string, wayOut?: string): BasePacks {
  if (start.named) {
    throw new Failure('bad-input', {
      doing: `reading base-ref ${JSON.stringify(start.candidates[0] ?? '')} for undecided: new`,
      cameBack: why,
      nextStep: wayOut === undefined ? 'Mend that, or run without undecided: new' : `Check the name, and that it was fetched: ${wayOut}`,
    });
  }
  return { reading: { words: start.words, unread: wayOut === undefined ? why : `${why}; ${wayOut}` }, statesOf: () => [] };
}

async function whyUnknown(git: Git): Promise<string> {
  return (await git.isShallow()) ? 'this clone is shallow and does not have it' : 'this clone does not have it';
}

/** Policy files, by their paths from the root, with their golden tests as a commit has them. Golden files are `tests/*.json` beside the policy file: https://docs.keeptrusts.com/docs/cli/policy-test */
export async function packsAt(git: Git, commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, PackSource>> {
  const folders = [...new Set(paths.map((path) => join(dirname(path), 'tests')))];
  const listed = await git.namesIn(commit, folders);
  const goldenIn = new Map(folders.map((folder, index) => [folder, goldenPaths(folder, listed[index] ?? [])]));
  const wanted = [...new Set([...paths, ...[...goldenIn.values()].flat()])];
  const found = await git.filesAt(commit, wanted);
  const bytesOf = new Map(wanted.map((path, index) => [path, found[index]]));
  return new Map(
    paths.flatMap((path): [string, PackSource][] => {
      const bytes = bytesOf.get(path);
      if (bytes === undefined) return [];
      const golden = goldenIn.get(join(dirname(path), 'tests')) ?? [];
      const tests = golden.flatMap((test) => {
        const content = bytesOf.get(test);
        return content === undefined ? [] : [{ name: basename(test), names: namesOf(test), bytes: content }];
      });
      return [[path, { names: namesOf(path), bytes, tests }]];
    }),
  );
}

function goldenPaths(folder: string, names: readonly string[]): readonly string[] {
  return names
    .filter((name) => name.endsWith('.json'))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => join(folder, name));
}

/** Nothing of the base is shown, so the names need not lead anywhere in the workspace. */
function namesOf(path: string): PackSource['names'] {
  return { file: path, workspaceFile: path };
}

import { type PolicyDocument, parsePolicy } from '../policy/document.js';
import { type PackPast, type PastPack, pastPack } from '../policy/lint/identity.js';
import { Failure } from '../report/failure.js';
import type { FileState, Git } from '../workspace/git.js';
import { GitUnusable } from '../workspace/git-objects.js';

/** The base to compare with; see `HistoryStart`, which the events of GitHub give. */
export interface PastStart {
  readonly candidates: readonly string[];
  readonly compares: boolean;
  readonly words: string;
  /** True for a base the user named: that it cannot be found is a fault, not a circumstance. */
  readonly named: boolean;
}

/** Files of one repository, by their paths from its root, and the git that reads it. */
export interface RepositoryFiles {
  readonly git: Git;
  readonly paths: readonly string[];
}

export interface Pasts {
  /** What could not be looked at, as sentences. */
  readonly notes: readonly string[];
  /** What a file was; undefined when nothing is known of it. */
  pastOf(path: string, document: PolicyDocument): PackPast | undefined;
}

/** How a clone gets the history it lacks. */
export const FETCH = 'give actions/checkout `fetch-depth: 0`, or run `git fetch --unshallow`';

/**
 * Reads what the files of a repository were, in a handful of git processes however many files there are.
 * @throws Failure bad-input when the user named a base that cannot be read.
 */
export async function readPasts({ git, paths }: RepositoryFiles, start: PastStart): Promise<Pasts> {
  try {
    const [shallow, base] = await Promise.all([git.isShallow(), firstKnown(git, start.candidates)]);
    if (base === undefined) return unknownBase(start, shallow);
    const branchPoint = start.compares ? branchPointOf(git, base) : Promise.resolve(undefined);
    const [states, point, branched, history] = await Promise.all([
      start.compares ? git.filesAt(base, paths) : [],
      branchPoint,
      branchPoint.then((commit) => (commit === undefined ? [] : git.filesAt(commit, paths))),
      git.history(base, paths),
    ]);
    const notes = [
      ...(shallow ? [`This clone is shallow, so version-reused looked only at the commits it has: ${FETCH}`] : []),
      ...(history.complete || shallow ? [] : ['The history is longer than version-reused looks at; its oldest commits were left out']),
    ];
    const at = new Map(paths.map((path, index) => [path, { base: states[index], branchPoint: branched[index] }]));
    const byPath = new Map<string, FileState[]>();
    for (const state of history.states) append(byPath, state);
    return {
      notes,
      pastOf: (path, document) => {
        const found = at.get(path);
        const before = stateAt(found?.base, base, document);
        const left = stateAt(found?.branchPoint, point ?? base, document);
        return {
          ...(before !== undefined && { base: before }),
          ...(left !== undefined && { branchPoint: left }),
          history: historyOf(byPath.get(path) ?? [], document),
        };
      },
    };
  } catch (error) {
    if (!(error instanceof GitUnusable)) throw error;
    return pastsWithoutGit(start, error.message);
  }
}

/**
 * What is known where git cannot be used: nothing, and why.
 * @throws Failure bad-input when the user named the base.
 */
export function pastsWithoutGit(start: PastStart, reason: string): Pasts {
  if (start.named) throw badBase(start, reason, 'Mend that, or run without base-ref');
  return nothing(`The version rules did not look at ${start.words}: ${reason}`);
}

function append(byPath: Map<string, FileState[]>, state: FileState): void {
  const known = byPath.get(state.path);
  if (known === undefined) byPath.set(state.path, [state]);
  else known.push(state);
}

/** The first of the candidates that this clone has, by its full name. */
export async function firstKnown(git: Git, candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    const commit = await git.resolve(candidate);
    if (commit !== undefined) return commit;
  }
  return undefined;
}

/** Where HEAD left the base's branch; undefined when that is the base, or not known. */
export async function branchPointOf(git: Git, base: string): Promise<string | undefined> {
  const head = await git.resolve('HEAD');
  const point = head === undefined ? undefined : await git.mergeBase(base, head);
  return point === base ? undefined : point;
}

function unknownBase(start: PastStart, shallow: boolean): Pasts {
  const why = shallow ? 'this clone is shallow and does not have it' : 'this clone does not have it';
  if (start.named) {
    throw badBase(
      start,
      why,
      shallow ? `Fetch it: ${FETCH}` : 'Check the name, and that it was fetched: give actions/checkout `fetch-depth: 0`',
    );
  }
  return nothing(`The version rules did not look at ${start.words}: ${why}; ${FETCH}`);
}

function badBase(start: PastStart, cameBack: string, nextStep: string): Failure {
  return new Failure('bad-input', { doing: `reading base-ref ${JSON.stringify(start.candidates[0] ?? '')}`, cameBack, nextStep });
}

function nothing(note: string): Pasts {
  return { notes: [note], pastOf: () => undefined };
}

function stateAt(bytes: Uint8Array | undefined, commit: string, present: PolicyDocument): PastPack | undefined {
  return bytes === undefined ? undefined : pastPack(documentOf(bytes, present), commit);
}

/** Only states that can have the present version are read, and the newest, which the suggested version must exceed. */
function historyOf(states: readonly FileState[], present: PolicyDocument): readonly PastPack[] {
  const version = present.identity?.version;
  if (version === undefined) return [];
  const seen = new Set<string>();
  return states.flatMap(({ blob, bytes, commit }, index) => {
    if (seen.has(blob) || (index > 0 && !Buffer.from(bytes).includes(version))) return [];
    seen.add(blob);
    return pastPack(documentOf(bytes, present), commit) ?? [];
  });
}

/** Most files did not change: those are not read a second time. */
function documentOf(bytes: Uint8Array, present: PolicyDocument): PolicyDocument {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return text === present.text ? present : parsePolicy(text);
}

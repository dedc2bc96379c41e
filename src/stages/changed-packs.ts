import { Failure } from '../report/failure.js';
import type { BaseReading, PackGate } from '../report/model.js';
import type { Git } from '../workspace/git.js';
import { GitUnusable } from '../workspace/git-objects.js';
import { packsAt } from './base-packs.js';
import type { PackSource } from './pack.js';
import { FETCH, firstKnown } from './past.js';

/** Where the changes begin that `changed-only` lets count; see `ChangesStart`, which the events of GitHub give. */
export interface ChangedSince {
  readonly candidates: readonly string[];
  readonly since: 'branch-point' | 'commit';
  /** Empty for a base the user named: it is compared with whatever is checked out. */
  readonly proposed: readonly string[];
  readonly words: string;
  readonly named: boolean;
}

/** What `changed-only` has to know of a run's packs. */
export interface RunChanges {
  /** Absent where there is no base. */
  readonly reading?: BaseReading;
  /** What could not be compared, as sentences. */
  readonly warnings: readonly string[];
  /** Whether a pack counts; `now` holds the test files that this run reads, none with `tests: false`. */
  readonly gateOf: (workspaceFile: string, now: PackSource, tests: 'read' | 'left-out') => PackGate;
}

/** Files of one repository, by their paths from its root, and the git that reads it. */
export interface ComparedFiles {
  readonly git: Git;
  readonly packs: readonly string[];
  /** Where the inventory is, or would be. */
  readonly inventory?: string;
}

/** A repository as it was at the base. */
export interface BaseState {
  readonly kind: 'read';
  readonly reading: BaseReading;
  readonly notes: readonly string[];
  readonly packs: ReadonlyMap<string, PackSource>;
  readonly inventory?: Uint8Array;
}

export interface BaseUnread {
  readonly kind: 'unread';
  readonly reading: BaseReading & { readonly unread: string };
}

/** How a user says what to compare with. */
export const NAME_BASE = 'set base-ref to the branch, tag or commit to compare with';

/**
 * Reads the policy files with their golden tests, and the inventory, as they were where this run's changes begin, in a handful of git processes
 * however many files there are.
 * @throws Failure bad-input when the user named a base that cannot be read.
 */
export async function readBaseState(files: ComparedFiles, start: ChangedSince): Promise<BaseState | BaseUnread> {
  const { git, packs, inventory } = files;
  try {
    const found = await startingCommit(git, start);
    if (found.kind === 'unknown') return baseUnread(start, found.why, found.wayOut);
    const { commit, notes } = found;
    const [before, [text]] = await Promise.all([
      packsAt(git, commit, packs),
      inventory === undefined ? [] : git.filesAt(commit, [inventory]),
    ]);
    return {
      kind: 'read',
      reading: { words: start.words, commit },
      notes,
      packs: before,
      ...(text !== undefined && { inventory: text }),
    };
  } catch (error) {
    if (!(error instanceof GitUnusable)) throw error;
    return baseUnread(start, error.message);
  }
}

/**
 * What is known where the base cannot be read: why.
 * @throws Failure bad-input when the user named the base.
 */
export function baseUnread(start: ChangedSince, why: string, wayOut?: string): BaseUnread {
  if (start.named) {
    throw new Failure('bad-input', {
      doing: `reading base-ref ${JSON.stringify(start.candidates[0] ?? '')} for changed-only`,
      cameBack: why,
      nextStep: wayOut === undefined ? 'Mend that, or run without changed-only' : `Check the name, and that it was fetched: ${wayOut}`,
    });
  }
  return { kind: 'unread', reading: { words: start.words, unread: wayOut === undefined ? why : `${why}; ${wayOut}` } };
}

type Starting =
  | { readonly kind: 'found'; readonly commit: string; readonly notes: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string; readonly wayOut: string };

async function startingCommit(git: Git, start: ChangedSince): Promise<Starting> {
  const head = await git.resolve('HEAD');
  if (!start.named && !(await holdsProposed(git, head, start.proposed))) {
    return {
      kind: 'unknown',
      why: 'the commit this run is for is not what was checked out',
      wayOut: `check it out, ${FETCH}, or ${NAME_BASE}`,
    };
  }
  if (start.candidates.length === 0) return { kind: 'unknown', why: 'there was none', wayOut: NAME_BASE };
  const base = await firstKnown(git, start.candidates);
  if (base === undefined) {
    const why = (await git.isShallow()) ? 'this clone is shallow and does not have it' : 'this clone does not have it';
    return { kind: 'unknown', why, wayOut: FETCH };
  }
  if (start.since === 'commit' || head === undefined) return { kind: 'found', commit: base, notes: [] };
  return branchPoint(git, base, head, start);
}

/** Where the work left the base. What a file was there or is at the base now is no change of this work; only which of the two is known differs. */
async function branchPoint(git: Git, base: string, head: string, start: ChangedSince): Promise<Starting> {
  const point = await git.mergeBase(base, head);
  if (point === head && !start.named) {
    return {
      kind: 'unknown',
      why: 'it already has the commit that was checked out, so nothing shows what that changed',
      wayOut: NAME_BASE,
    };
  }
  if (point === base) return { kind: 'found', commit: base, notes: [] };
  if (point !== undefined && !(await git.isShallow())) return { kind: 'found', commit: point, notes: [] };
  // In a shallow clone the common ancestor it shows may be older than the true one, and what was undone in between would look unchanged. The base
  // itself never hides a change, it only shows more of them.
  const note = `changed-only does not see where this work left ${start.words}, so packs that changed there since count as changed here: ${FETCH}`;
  return { kind: 'found', commit: base, notes: [note] };
}

async function holdsProposed(git: Git, head: string | undefined, proposed: readonly string[]): Promise<boolean> {
  if (head === undefined) return false;
  if (proposed.includes(head)) return true;
  for (const commit of proposed) if ((await git.mergeBase(commit, head)) === commit) return true;
  return false;
}

/** The files of a pack that differ from what they were, by their names from the workspace: of a pack that was not there, its policy file. */
export function changedFiles(now: PackSource, before: PackSource | undefined, tests: 'read' | 'left-out'): readonly string[] {
  const { workspaceFile } = now.names;
  if (before === undefined) return [workspaceFile];
  const policy = same(now.bytes, before.bytes) ? [] : [workspaceFile];
  if (tests === 'left-out') return policy;
  const former = new Map(before.tests.map((test) => [test.name, test.bytes]));
  const present = new Set(now.tests.map(({ name }) => name));
  const changed = now.tests.filter(({ name, bytes }) => !same(bytes, former.get(name))).map(({ names }) => names.workspaceFile);
  const folder = workspaceFile.slice(0, workspaceFile.lastIndexOf('/') + 1);
  const gone = [...former.keys()].filter((name) => !present.has(name)).map((name) => `${folder}tests/${name}`);
  return [...policy, ...changed, ...gone];
}

function same(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && Buffer.compare(one, other) === 0;
}

import { decode } from '../policy/decode.js';
import { digestOf } from '../policy/digest.js';
import { parsePolicy } from '../policy/document.js';
import { type FileHistory, type FileState, type Git, HISTORY_COMMITS } from '../workspace/git.js';
import { GitUnusable } from '../workspace/git-objects.js';
import type { PolicyHistory, PolicyState } from './policy-history.js';

const SHALLOW = 'this clone is shallow: give actions/checkout `fetch-depth: 0`, or run `git fetch --unshallow`';
const TOO_LONG = `only the newest ${HISTORY_COMMITS} commits that changed it were looked at`;

/**
 * Reads what files of one repository were at the checked-out commit and before it, and what the remote's branches made of them since, in
 * about eight git processes however many files there are. Nothing is fetched. A state whose file names no pack and chain is left out, since no
 * gateway can be recognised by it.
 * @param paths from the repository's root.
 * @param branches full names of references, such as `refs/remotes/origin/main`; those the clone has are looked at.
 * @returns one history for each path.
 */
export async function readPolicyHistories(
  git: Git,
  paths: readonly string[],
  branches: readonly string[],
): Promise<ReadonlyMap<string, PolicyHistory>> {
  try {
    const [shallow, head, tips] = await Promise.all([git.isShallow(), git.resolve('HEAD'), git.tips(branches)]);
    if (head === undefined) return unreadHistories(paths, 'the repository has no commit yet');
    const ahead = [...new Set(tips.values())].filter((commit) => commit !== head);
    const [behind, ...since] = await Promise.all([git.history(head, paths), ...ahead.map((tip) => git.history(tip, paths, head))]);
    const complete = [behind, ...since].every((one) => one.complete);
    const incomplete = shallow ? SHALLOW : complete ? undefined : TOO_LONG;
    const read = stateReader();
    const states = byPath([behind], read);
    const newer = byPath(since, read);
    return new Map(
      paths.map((path) => [
        path,
        { kind: 'read', states: states.get(path) ?? [], newer: newer.get(path) ?? [], ...(incomplete !== undefined && { incomplete }) },
      ]),
    );
  } catch (error) {
    if (!(error instanceof GitUnusable)) throw error;
    return unreadHistories(paths, error.message);
  }
}

/** The same reason for every path. */
export function unreadHistories(paths: readonly string[], reason: string): ReadonlyMap<string, PolicyHistory> {
  return new Map(paths.map((path) => [path, { kind: 'unread', reason }]));
}

type ReadState = (state: FileState) => PolicyState | undefined;

/** Reads each content once: a revert brings the same one back, and branches share what they hold. */
function stateReader(): ReadState {
  const known = new Map<string, Omit<PolicyState, 'commit'> | undefined>();
  return ({ blob, bytes, commit }) => {
    if (!known.has(blob)) {
      const { identity, chain } = parsePolicy(decode(bytes));
      known.set(blob, identity && chain && { identity, chain, digest: digestOf(bytes), bytes });
    }
    const content = known.get(blob);
    return content && { commit, ...content };
  };
}

function byPath(histories: readonly FileHistory[], read: ReadState): ReadonlyMap<string, readonly PolicyState[]> {
  const found = new Map<string, PolicyState[]>();
  const seen = new Set<string>();
  for (const state of histories.flatMap(({ states }) => states)) {
    const key = `${state.commit} ${state.path}`;
    const policy = seen.has(key) ? undefined : read(state);
    seen.add(key);
    if (policy === undefined) continue;
    const known = found.get(state.path);
    if (known === undefined) found.set(state.path, [policy]);
    else known.push(policy);
  }
  return found;
}

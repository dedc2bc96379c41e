import { readFileSync } from 'node:fs';
import type { Environment } from './run-context.js';

/** What a run's files are compared with. */
export interface HistoryStart {
  /** Commits or references, the best first; a clone may lack the first ones. */
  readonly candidates: readonly string[];
  /** False where only the history counts, because nothing is proposed: a push. */
  readonly compares: boolean;
  /** How messages call it: "the base commit of this pull request". */
  readonly words: string;
}

/** From where on changes are those of a run's event. */
export interface ChangesStart {
  /** Commits or references, the best first; a clone may lack the first ones. */
  readonly candidates: readonly string[];
  /** `branch-point`: what a branch changed since it left the base counts. `commit`: what differs from the base itself. */
  readonly since: 'branch-point' | 'commit';
  /**
   * Commits the event is about. A checkout that holds none of them is of something else (the base itself, another repository), and that it does
   * not differ from the base says nothing.
   */
  readonly proposed: readonly string[];
  /** How messages call the base. */
  readonly words: string;
}

export type Fields = Readonly<Record<string, unknown>>;

/** The members of an object of a payload; of anything else none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Full names of commits; a new branch has the name of no commit, all zeros, as its `before`. */
function commits(value: unknown): readonly string[] {
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) && !/^0+$/.test(value) ? [value] : [];
}

/**
 * Where the history of this run's files begins: the base commit of a pull request or merge group; for a push to the default branch what the
 * branch had before. Other events, and pushes to other branches (whose intermediate commits may well share a version), have none.
 * Payloads: https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export function baseOfEvent(payload: unknown, environment: Environment): HistoryStart | undefined {
  const { pull_request: pullRequest, merge_group: mergeGroup, before, repository } = fieldsOf(payload);
  const { GITHUB_REF: ref = '', GITHUB_SHA: sha = '', GITHUB_BASE_REF: baseBranch = '', GITHUB_EVENT_NAME: event = '' } = environment;
  if (event.startsWith('pull_request')) {
    const candidates = [...commits(fieldsOf(fieldsOf(pullRequest).base).sha), ...firstParent(ref, sha), ...fetched(baseBranch)];
    return { candidates, compares: true, words: 'the base commit of this pull request' };
  }
  if (event === 'merge_group') {
    return { candidates: commits(fieldsOf(mergeGroup).base_sha), compares: true, words: 'the base commit of this merge group' };
  }
  if (event !== 'push' || ref !== `refs/heads/${String(fieldsOf(repository).default_branch)}`) return undefined;
  return { candidates: [...commits(before), 'HEAD'], compares: false, words: 'the commit before this push' };
}

/**
 * From where on changes are those of this event: for a pull request or merge group where its commits left the base; for a push to the default
 * branch the commit before it; for a push to another branch where that left the default branch, because what an earlier push to it broke is not
 * of the past. Other events have no such place.
 * Payloads: https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export function changesOfEvent(payload: unknown, environment: Environment): ChangesStart | undefined {
  const { pull_request: pullRequest, merge_group: mergeGroup, before, after, repository } = fieldsOf(payload);
  const { GITHUB_REF: ref = '', GITHUB_SHA: sha = '', GITHUB_BASE_REF: baseBranch = '', GITHUB_EVENT_NAME: event = '' } = environment;
  if (event.startsWith('pull_request')) {
    const { base, head } = fieldsOf(pullRequest);
    return {
      // The other way round than for the versions: the merge commit was made with a base that may be newer than the event's, and what others
      // merged in between is no change of this pull request.
      candidates: [...firstParent(ref, sha), ...commits(fieldsOf(base).sha), ...fetched(baseBranch)],
      since: 'branch-point',
      // For pull_request_target it is a commit of the base.
      proposed: [...(event === 'pull_request_target' ? [] : commits(sha)), ...commits(fieldsOf(head).sha)],
      words: 'the base of this pull request',
    };
  }
  if (event === 'merge_group') {
    const { base_sha: base, head_sha: head } = fieldsOf(mergeGroup);
    return {
      candidates: commits(base),
      since: 'branch-point',
      proposed: [...commits(head), ...commits(sha)],
      words: 'the base commit of this merge group',
    };
  }
  const { default_branch: defaultBranch } = fieldsOf(repository);
  if (event !== 'push' || !ref.startsWith('refs/heads/') || typeof defaultBranch !== 'string') return undefined;
  const proposed = [...commits(after), ...commits(sha)];
  if (ref === `refs/heads/${defaultBranch}`) {
    return { candidates: commits(before), since: 'commit', proposed, words: 'the commit before this push' };
  }
  return { candidates: fetched(defaultBranch), since: 'branch-point', proposed, words: 'the default branch' };
}

/**
 * The base with which GitHub made the merge commit of a pull request; with `fetch-depth: 2` it is all there is of the base.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
function firstParent(ref: string, sha: string): readonly string[] {
  return /^refs\/pull\/\d+\/merge$/.test(ref) ? commits(sha).map((commit) => `${commit}^1`) : [];
}

function fetched(branch: string): readonly string[] {
  return branch === '' ? [] : [`refs/remotes/origin/${branch}`];
}

/** `baseOfEvent` for the event this run was started by; undefined outside GitHub Actions. */
export async function readEventBase(environment: Environment): Promise<HistoryStart | undefined> {
  const payload = payloadOf(environment);
  return payload === undefined ? undefined : baseOfEvent(payload, environment);
}

/** `changesOfEvent` for the event this run was started by; undefined outside GitHub Actions. */
export function readEventChanges(environment: Environment): ChangesStart | undefined {
  const payload = payloadOf(environment);
  return payload === undefined ? undefined : changesOfEvent(payload, environment);
}

function payloadOf({ GITHUB_EVENT_PATH: path = '', GITHUB_ACTIONS: actions }: Environment): unknown {
  return actions !== 'true' || path === '' ? undefined : readPayload(path);
}

/** A payload that cannot be read is an empty one: the environment alone still names the base branch. */
export function readPayload(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

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
    // The merge commit may be newer than the event, and with `fetch-depth: 2` its first parent is all there is of the base:
    // https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
    const merged = /^refs\/pull\/\d+\/merge$/.test(ref) ? commits(sha).map((commit) => `${commit}^1`) : [];
    const branch = baseBranch === '' ? [] : [`refs/remotes/origin/${baseBranch}`];
    const candidates = [...commits(fieldsOf(fieldsOf(pullRequest).base).sha), ...merged, ...branch];
    return { candidates, compares: true, words: 'the base commit of this pull request' };
  }
  if (event === 'merge_group') {
    return { candidates: commits(fieldsOf(mergeGroup).base_sha), compares: true, words: 'the base commit of this merge group' };
  }
  if (event !== 'push' || ref !== `refs/heads/${String(fieldsOf(repository).default_branch)}`) return undefined;
  return { candidates: [...commits(before), 'HEAD'], compares: false, words: 'the commit before this push' };
}

/** `baseOfEvent` for the event this run was started by; undefined outside GitHub Actions. */
export async function readEventBase(environment: Environment): Promise<HistoryStart | undefined> {
  const path = environment.GITHUB_EVENT_PATH;
  if (environment.GITHUB_ACTIONS !== 'true' || path === undefined || path === '') return undefined;
  return baseOfEvent(readPayload(path), environment);
}

/** A payload that cannot be read is an empty one: the environment alone still names the base branch. */
export function readPayload(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

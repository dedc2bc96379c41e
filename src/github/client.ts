import type { getOctokit } from '@actions/github';
import type { RequestInit, Response } from 'undici';
import type { Clock } from '../clock.js';
import type { Secret } from '../options/types.js';
import { Failure, messageOf } from '../report/failure.js';
import type { Log } from '../report/log.js';

/** GitHub's REST and GraphQL interface, with the types of its published description. */
export type GitHubClient = ReturnType<typeof getOctokit>;

/** `fetch` as Octokit calls it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface GitHubAccess {
  /** `https://api.github.com`, or `https://HOST/api/v3` on GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly token: Secret;
  readonly userAgent: string;
  readonly fetch: Fetch;
  readonly clock: Pick<Clock, 'elapsed'>;
  readonly log: Pick<Log, 'debug'>;
  readonly signal: AbortSignal;
  /** For one request with its answer: after it the request is given up, and may be made again. */
  readonly attemptMs: number;
}

/**
 * A client whose token goes to the API's own origin only: other addresses and redirects are refused before anything is sent.
 * @throws Failure `bad-input` when the API's address is neither https nor this machine's.
 */
export async function openGitHub({ apiUrl, token, userAgent, fetch, clock, log, signal, attemptMs }: GitHubAccess): Promise<GitHubClient> {
  const { origin, protocol, hostname } = new URL(apiUrl);
  if (protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    const cameBack = `GITHUB_API_URL ${apiUrl} is not encrypted, and the token would travel in the clear`;
    throw new Failure('bad-input', { doing: 'talking to GitHub', cameBack, nextStep: 'Reach the server by https' });
  }
  const timed: Fetch = async (url, init) => {
    const started = clock.elapsed();
    const { pathname } = new URL(url);
    const tell = (came: string): void =>
      log.debug(`GitHub: ${init.method ?? 'GET'} ${origin}${pathname}: ${came} after ${Math.round(clock.elapsed() - started)} ms`);
    try {
      const answer = await fetch(url, init);
      tell(`HTTP ${answer.status}`);
      return answer;
    } catch (error) {
      tell(messageOf(error));
      throw error;
    }
  };
  const guarded: Fetch = async (url, init) => {
    if (new URL(url).origin !== origin) {
      const cameBack = `the token belongs to ${origin}`;
      throw new Failure('refused', { doing: `asking ${new URL(url).origin}`, cameBack, nextStep: 'Report this as a bug' });
    }
    const attempt = new AbortController();
    const timer = setTimeout(() => attempt.abort(new Error(`no answer within ${attemptMs / 1000} s`)), attemptMs);
    try {
      return await timed(url, { ...init, redirect: 'error', signal: AbortSignal.any([signal, attempt.signal]) });
    } finally {
      clearTimeout(timer);
    }
  };
  const getOctokit = await loadOctokit();
  const quiet = (text: string): void => log.debug(`GitHub: ${text}`);
  return getOctokit(token.reveal(), {
    baseUrl: apiUrl,
    userAgent,
    request: { fetch: guarded },
    // Octokit's own log is the console, whose lines the runner would read for commands.
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
}

/**
 * Loaded only here: it is as large as everything that validate loads. While it loads, it reads the payload of the event for a context that nobody
 * asks for, throws when that is no JSON, and prints the path when there is no file: it is kept from seeing one.
 * https://github.com/actions/toolkit/blob/main/packages/github/src/context.ts
 */
async function loadOctokit(): Promise<typeof getOctokit> {
  const { GITHUB_EVENT_PATH: path } = process.env;
  delete process.env.GITHUB_EVENT_PATH;
  try {
    return (await import('@actions/github')).getOctokit;
  } finally {
    if (path !== undefined) process.env.GITHUB_EVENT_PATH = path;
  }
}

import type { Http } from '../keeptrusts/http.js';
import type { Secret } from '../options/types.js';
import { oneLine, shorten, visible } from '../report/escape/visible.js';
import { messageOf } from '../report/failure.js';
import type { Unread } from '../report/release-model.js';

/** These reads are evidence beside the work: they must not keep a job, and what was deployed stays deployed without them. */
const ATTEMPT_MS = 5_000;
const TOTAL_MS = 10_000;

/** https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
const PAGE_SIZE = 100;
const MOST_PAGES = 10;

/** Each pull request in a list brings both of its repositories along, some 30 kB. */
const MOST_BYTES = 8 * 1024 * 1024;

const HEADERS = {
  accept: 'application/vnd.github+json',
  // https://docs.github.com/en/rest/about-the-rest-api/api-versions
  'x-github-api-version': '2022-11-28',
};

const REASON_LIMIT = 300;

export interface GitHubApiSettings {
  /** Called for the first read: a client that cannot be made is one more reason why nothing could be read. */
  readonly http: () => Promise<Pick<Http, 'get'>>;
  /** GITHUB_API_URL; on GitHub Enterprise Server it has a path. */
  readonly apiUrl: string;
  /** Sent to the origin of `apiUrl` only. */
  readonly token: Secret;
  readonly signal: AbortSignal;
}

/** Reads of lists in GitHub's REST API. What cannot be read is an answer as well, with the reason: nothing here throws. */
export interface GitHubApi {
  /** @param path after the API's address, with a `/` at its start and every part of it encoded. */
  list(path: string): Promise<readonly Fields[] | Unread>;
  /** All pages of a list that GitHub hands out in pages. */
  pages(path: string): Promise<readonly Fields[] | Unread>;
}

/** An answer of GitHub, of which nothing is known before it is looked at. */
export type Fields = Readonly<Record<string, unknown>>;

export function createGitHubApi({ http, apiUrl, token, signal }: GitHubApiSettings): GitHubApi {
  async function list(path: string): Promise<readonly Fields[] | Unread> {
    if (signal.aborted) return { unread: 'the run was cancelled' };
    try {
      const client = await http();
      const outcome = await client.get(`${apiUrl.replace(/\/+$/, '')}${path}`, {
        headers: HEADERS,
        attemptTimeoutMs: ATTEMPT_MS,
        totalTimeoutMs: TOTAL_MS,
        maxBytes: MOST_BYTES,
        retry: 'reads',
        bearer: { token, origin: new URL(apiUrl).origin },
        signal,
      });
      if (outcome.kind === 'unreachable') return { unread: `GitHub's API does not answer: ${outcome.reason}` };
      if (outcome.status !== 200) return { unread: refusal(outcome) };
      const value: unknown = JSON.parse(outcome.body.toString('utf8'));
      return Array.isArray(value) ? value.map((one) => fieldsOf(one) ?? {}) : { unread: "GitHub's answer is no list" };
    } catch (error) {
      return { unread: messageOf(error) };
    }
  }

  return {
    list,
    pages: async (path) => {
      const all: Fields[] = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const found = await list(`${path}?per_page=${PAGE_SIZE}&page=${page}`);
        if ('unread' in found) return found;
        all.push(...found);
        if (found.length < PAGE_SIZE) return all;
      }
      return { unread: `there are more than ${MOST_PAGES * PAGE_SIZE}` };
    },
  };
}

/** The value when it is an object with fields. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** The value when it is text that says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The login of an account; a deleted one is null: https://docs.github.com/en/rest/pulls/reviews */
export function loginOf(account: unknown): string | Unread {
  return textOf(fieldsOf(account)?.login) ?? { unread: 'GitHub names no account' };
}

function refusal({ status, headers, body }: { status: number; headers: Readonly<Record<string, string>>; body: Buffer }): string {
  const said = textOf(messageIn(body));
  // https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
  const needed = textOf(headers['x-accepted-github-permissions']);
  const parts = [
    `GitHub's API answered HTTP ${status}`,
    ...(said === undefined ? [] : [`: ${said}`]),
    ...(needed === undefined || (status !== 403 && status !== 404) ? [] : [` (it asks for the permission ${needed})`]),
  ];
  return shorten(oneLine(visible(parts.join(''))), REASON_LIMIT);
}

function messageIn(body: Buffer): unknown {
  try {
    return fieldsOf(JSON.parse(body.toString('utf8')))?.message;
  } catch {
    return undefined;
  }
}

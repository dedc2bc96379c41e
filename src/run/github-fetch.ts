import { resolve } from 'node:path';
import type { Fetch } from '../github/client.js';
import { ExchangeProblem, explain } from '../keeptrusts/http-errors.js';
import type { AnyOptions } from '../options/rules.js';
import { readAuthorities } from './network.js';

/** Bytes of one answer of GitHub; a hundred comments of the greatest length are 26 MB at most. */
const LARGEST_ANSWER_BYTES = 32 * 1024 * 1024;

export interface GitHubConnection {
  readonly fetch: Fetch;
  close(): Promise<void>;
}

/**
 * `fetch` by way of the proxy the environment names and with the authorities of `ca-file`, as all other requests of a run. An answer is
 * complete when it resolves: Octokit takes a body that breaks off for an empty one.
 * @throws Failure `bad-input` when `ca-file` or a proxy variable cannot be used.
 */
export async function openGitHubConnection(
  environment: Readonly<Record<string, string | undefined>>,
  options: AnyOptions,
  directory: string,
): Promise<GitHubConnection> {
  const caFile = options['ca-file'];
  const { openPool } = await import('../keeptrusts/http-pool.js');
  const trust = caFile === undefined ? undefined : await trustOf(resolve(directory, options['working-directory'] ?? '.', caFile));
  const pool = await openPool({ proxyEnvironment: environment, ...(trust !== undefined && { trust }) });
  const { fetch, Response } = await import('undici');
  const explained = (url: URL, error: unknown, received: number): Error => {
    const cause = rootOf(error);
    const proxy = pool.proxyNameOf(url);
    const peer = pool.peerOf(cause);
    const { reason } = explain(cause, {
      host: url.host,
      timeoutMs: 0,
      progress: { stage: received > 0 ? 'body' : 'sent', received },
      connecting: false,
      ...(proxy !== undefined && { proxy }),
      ...(peer !== undefined && { peer }),
    });
    return new Error(reason, { cause: error });
  };
  return {
    fetch: async (url, init) => {
      const lane = pool.take(new URL(url));
      let bytes = 0;
      try {
        const answer = await fetch(url, { ...init, dispatcher: lane.dispatcher });
        const { status, statusText, headers } = answer;
        const parts: Uint8Array[] = [];
        for await (const part of answer.body ?? []) {
          bytes += part.length;
          if (bytes > LARGEST_ANSWER_BYTES)
            throw new ExchangeProblem('too-large', `the answer is larger than ${LARGEST_ANSWER_BYTES} bytes`);
          parts.push(part);
        }
        const nothing = status === 204 || status === 205 || status === 304;
        return new Response(nothing ? null : Buffer.concat(parts), { status, statusText, headers });
      } catch (error) {
        // Who gave up says why himself.
        throw init.signal?.aborted === true ? error : explained(new URL(url), error, bytes);
      } finally {
        lane.release();
      }
    },
    close: () => pool.close(),
  };
}

/** What `fetch` failed with: its own errors say no more than "fetch failed" and "Request was cancelled". */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}

async function trustOf(path: string): Promise<ReturnType<typeof import('../keeptrusts/http-certificates.js').trustWith>> {
  const text = readAuthorities(path);
  return (await import('../keeptrusts/http-certificates.js')).trustWith(text);
}

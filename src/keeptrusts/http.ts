import type { Clock } from '../clock.js';
import type { Secret } from '../options/types.js';
import { Failure } from '../report/failure.js';
import type { Log } from '../report/log.js';
import { checkedUrl, isLoopback, type ProxyEnvironment } from './http-address.js';
import { trustWith } from './http-certificates.js';
import { ATTEMPT_TIMEOUT, explain, type Progress, type UnreachableCause } from './http-errors.js';
import { type Exchange, perform } from './http-exchange.js';
import { openPool, type Pool } from './http-pool.js';
import { isRetryableStatus, READ_ATTEMPTS, retryAfterMs, retryDelayMs } from './http-retry.js';
import type { Download } from './install/download.js';

/** Bytes of an answer that are read unless the caller says otherwise. */
export const DEFAULT_MAX_BYTES = 1024 * 1024;

/** A download that is silent for longer is given up and tried again. */
const DOWNLOAD_IDLE_MS = 30_000;

export type HttpOutcome =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Names in lower case; repeated headers joined by a comma. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
      readonly attempts: number;
      /** Of the last attempt, its whole body included. */
      readonly latencyMs: number;
    }
  | { readonly kind: 'unreachable'; readonly cause: UnreachableCause; readonly reason: string; readonly attempts: number };

/** A token and the only origin it may be sent to. */
export interface Bearer {
  readonly token: Secret;
  readonly origin: string;
}

interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** For one attempt, from the connection to the last byte of the body. */
  readonly attemptTimeoutMs: number;
  readonly maxBytes?: number;
  readonly bearer?: Bearer;
  /** In place of the client's: what a cancelled run still reads has a deadline of its own. */
  readonly signal?: AbortSignal;
}

export interface GetOptions extends RequestOptions {
  /** For all attempts and the waits between them. */
  readonly totalTimeoutMs: number;
  readonly retry: 'reads' | 'never';
  /** Statuses that mean something to the caller and are therefore not retried, although they say "not now". */
  readonly meaningful?: readonly number[];
}

export type PostOptions = RequestOptions;

export interface Http {
  /**
   * Reads a URL. An answer of any status is returned, the last one when retries did not help; so is the lack of one.
   * Redirects are followed within the origin only.
   * @throws Failure when the URL or the token's destination is not acceptable (nothing was sent); the signal's reason when it aborts.
   */
  get(url: string, options: GetOptions): Promise<HttpOutcome>;
  /** Sends JSON exactly once: no retry, no redirect. Throws like `get`. */
  post(url: string, json: unknown, options: PostOptions): Promise<HttpOutcome>;
  /**
   * Reads a file over https (plain http on loopback only), retried. It carries no token, so redirects to other https origins, as
   * release stores use them, are followed; the caller checks the bytes by their hash.
   * @throws Failure `transport` when no complete answer with status 200 came; `bad-input` for a URL without https.
   */
  download: Download;
  /** Loads what requests need, so that it happens while the run waits for something else. Sends nothing. */
  prepare(): void;
  /** Ends all connections; the process can end then, unless the system's name resolution is still busy. */
  close(): Promise<void>;
}

export interface HttpSettings {
  readonly userAgent: string;
  /** Holds HTTP_PROXY, HTTPS_PROXY, NO_PROXY in upper or lower case. */
  /** Connections for later questions: a roll-out asks each gateway again only after a while. `all` unless told. */
  readonly keep?: 'all' | 'few';
  readonly proxyEnvironment: ProxyEnvironment;
  /** PEM text, trusted in addition to the default authorities. */
  readonly certificateAuthorities?: string;
  readonly clock: Clock;
  /** From 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly log: Log;
  /** Ends every request without a signal of its own. */
  readonly signal?: AbortSignal;
}

type Request = Omit<Exchange, 'signal' | 'progress'>;

/** @throws Failure before anything is sent when the token would leave its origin or travel unencrypted. */
function authorization(url: URL, bearer: Bearer | undefined): Readonly<Record<string, string>> {
  if (bearer === undefined) return {};
  const doing = `sending a token to ${url.host}`;
  if (url.origin !== new URL(bearer.origin).origin) {
    throw new Failure('refused', { doing, cameBack: `the token belongs to ${bearer.origin}`, nextStep: 'Use one address for both' });
  }
  if (url.protocol !== 'https:' && !isLoopback(url)) {
    throw new Failure('bad-input', {
      doing,
      cameBack: 'the address is not encrypted, and anyone on the way could read the token',
      nextStep: `Use https://${url.host}, or leave the token out`,
    });
  }
  return { authorization: `Bearer ${bearer.token.reveal()}` };
}

function lowerCased(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A controller that follows other signals until released. */
function following(sources: readonly (AbortSignal | undefined)[]): { controller: AbortController; release: () => void } {
  const controller = new AbortController();
  const steps = sources
    .filter((source) => source !== undefined)
    .map((source) => ({ source, abort: () => controller.abort(source.reason) }));
  for (const { source, abort } of steps) {
    if (source.aborted) abort();
    else source.addEventListener('abort', abort, { once: true });
  }
  return {
    controller,
    release: () => {
      for (const { source, abort } of steps) source.removeEventListener('abort', abort);
    },
  };
}

/**
 * undici heeds the signal of a request only once its connection stands (measured with 7.30: until then its own connect timeout
 * rules), so the deadline is kept here. A request abandoned this way is never sent later: undici checks the signal before it writes.
 */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}

/**
 * The HTTP client of a run. Creating it costs nothing: undici is loaded with the first request or `prepare`, and connections are made
 * with requests.
 * @throws Failure `bad-input` when `certificateAuthorities` holds no readable certificate.
 */
export function createHttp(settings: HttpSettings): Http {
  const { clock, log } = settings;
  const trust = settings.certificateAuthorities === undefined ? {} : { trust: trustWith(settings.certificateAuthorities) };
  const own = { 'user-agent': settings.userAgent, 'accept-encoding': 'identity' };
  let opened: Promise<Pool> | undefined;
  let closed = false;

  function pool(): Promise<Pool> {
    if (closed) throw new Failure('defect', { doing: 'using the HTTP client', cameBack: 'it is closed', nextStep: 'Report this as a bug' });
    opened ??= openPool({ proxyEnvironment: settings.proxyEnvironment, keep: settings.keep, ...trust });
    return opened;
  }

  async function attempt(request: Request, timeoutMs: number, attempts: number, cancel: AbortSignal): Promise<Attempted> {
    const connections = await pool();
    const proxy = connections.proxyNameOf(request.url);
    const progress: Progress = { stage: 'waiting', received: 0 };
    const { controller, release } = following([cancel]);
    const started = clock.elapsed();
    const timer = setTimeout(() => controller.abort(ATTEMPT_TIMEOUT), Math.max(1, timeoutMs));
    try {
      const answer = await unlessAborted(perform(connections, { ...request, signal: controller.signal, progress }), controller.signal);
      const outcome: HttpOutcome = { kind: 'response', ...answer, attempts, latencyMs: Math.round(clock.elapsed() - started) };
      return { outcome, retryable: isRetryableStatus(answer.status) };
    } catch (error) {
      if (cancel.aborted) throw cancel.reason;
      const peer = connections.peerOf(error);
      const { cause, reason, retryable } = explain(error, {
        host: request.url.host,
        timeoutMs,
        progress,
        connecting: progress.stage === 'waiting' && connections.isConnecting(request.url),
        ...(proxy === undefined ? {} : { proxy }),
        ...(peer === undefined ? {} : { peer }),
      });
      return { outcome: { kind: 'unreachable', cause, reason, attempts }, retryable };
    } finally {
      clearTimeout(timer);
      release();
    }
  }

  /** Undefined: no further attempt, because none is left or its time would lie beyond the total. */
  function pauseAfter({ outcome, retryable }: Attempted, plan: Plan, remainingMs: number): number | undefined {
    if (!retryable || outcome.attempts >= plan.attempts) return undefined;
    if (outcome.kind === 'response' && plan.meaningful.includes(outcome.status)) return undefined;
    const asked = outcome.kind === 'response' ? retryAfterMs(outcome.headers, clock.now()) : undefined;
    const pause = retryDelayMs(outcome.attempts, settings.random(), asked);
    return pause < remainingMs ? pause : undefined;
  }

  async function run(request: Request, plan: Plan): Promise<HttpOutcome> {
    const { controller, release } = following([plan.signal ?? settings.signal]);
    const cancel = controller.signal;
    const started = clock.elapsed();
    const remaining = () => plan.totalTimeoutMs - (clock.elapsed() - started);
    const name = `${request.method} ${request.url.origin}${request.url.pathname}`;
    try {
      for (let attempts = 1; ; attempts++) {
        cancel.throwIfAborted();
        const begun = clock.elapsed();
        const attempted = await attempt(request, Math.min(plan.attemptTimeoutMs, remaining()), attempts, cancel);
        const took = clock.elapsed() - begun;
        const pause = pauseAfter(attempted, plan, remaining());
        log.debug(`${name}: attempt ${attempts}: ${attemptWords(attempted.outcome, took, pause)}`);
        if (pause === undefined) return attempted.outcome;
        await clock.sleep(pause, cancel);
      }
    } finally {
      release();
    }
  }

  return {
    get: async (address, options) => {
      const url = checkedUrl(address, 'reading');
      const headers = { ...lowerCased(options.headers), ...own, ...authorization(url, options.bearer) };
      const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
      const request: Request = { method: 'GET', url, headers, maxBytes, idleTimeoutMs: 0, redirects: 'same-origin' };
      return run(request, { meaningful: [], ...options, attempts: options.retry === 'reads' ? READ_ATTEMPTS : 1 });
    },
    post: async (address, json, options) => {
      const url = checkedUrl(address, 'sending to');
      const type = { 'content-type': 'application/json' };
      const headers = { ...lowerCased(options.headers), ...own, ...type, ...authorization(url, options.bearer) };
      const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
      const request: Request = { method: 'POST', url, headers, body: JSON.stringify(json), maxBytes, idleTimeoutMs: 0, redirects: 'none' };
      return run(request, { meaningful: [], ...options, totalTimeoutMs: options.attemptTimeoutMs, attempts: 1 });
    },
    download: async (address, { maxBytes, timeoutMs }) => {
      const url = checkedUrl(address, 'downloading');
      if (url.protocol !== 'https:' && !isLoopback(url)) {
        throw new Failure('bad-input', {
          doing: `downloading from ${url.host}`,
          cameBack: 'the address is not https',
          nextStep: 'Use https',
        });
      }
      const request: Request = { method: 'GET', url, headers: own, maxBytes, idleTimeoutMs: DOWNLOAD_IDLE_MS, redirects: 'encrypted' };
      const outcome = await run(request, {
        meaningful: [],
        attemptTimeoutMs: timeoutMs,
        totalTimeoutMs: timeoutMs,
        attempts: READ_ATTEMPTS,
      });
      if (outcome.kind === 'response' && outcome.status === 200) return outcome.body;
      throw new Failure('transport', {
        doing: `downloading ${url.origin}${url.pathname}`,
        cameBack: outcome.kind === 'response' ? `HTTP ${outcome.status}` : outcome.reason,
        nextStep: 'Check the address, the network and the proxy settings of this machine',
      });
    },
    prepare: () => {
      // Whoever sends a request hears of it when this fails.
      pool().catch(() => undefined);
    },
    close: async () => {
      closed = true;
      await (await opened)?.close();
    },
  };
}

/** Never more than this of an answer: headers and bodies may hold what nobody may read in a log. */
function attemptWords(outcome: HttpOutcome, tookMs: number, pauseMs: number | undefined): string {
  const came = outcome.kind === 'response' ? `HTTP ${outcome.status}, ${outcome.body.length} bytes` : outcome.reason;
  const again = pauseMs === undefined ? '' : `; a later attempt may succeed, so again in ${Math.round(pauseMs)} ms`;
  return `${came} after ${Math.round(tookMs)} ms${again}`;
}

interface Attempted {
  readonly outcome: HttpOutcome;
  readonly retryable: boolean;
}

interface Plan {
  readonly attempts: number;
  readonly attemptTimeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly meaningful: readonly number[];
  readonly signal?: AbortSignal;
}

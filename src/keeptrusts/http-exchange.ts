import type { Dispatcher } from 'undici';
import { isLoopback } from './http-address.js';
import { ExchangeProblem, type Progress } from './http-errors.js';
import type { Pool } from './http-pool.js';
import { oneLine } from './http-text.js';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 3;

/** `encrypted`: also to another origin, over https; only for requests that carry no token and whose bytes are checked by hash. */
export type RedirectRule = 'none' | 'same-origin' | 'encrypted';

export interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly maxBytes: number;
  /** Longest silence between two parts of the answer; 0: only the signal limits it. */
  readonly idleTimeoutMs: number;
  readonly redirects: RedirectRule;
  readonly signal: AbortSignal;
  /** Written to as the exchange proceeds. */
  readonly progress: Progress;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function tooLarge(maxBytes: number): ExchangeProblem {
  return new ExchangeProblem('too-large', `the answer is larger than the ${maxBytes} bytes this request accepts`);
}

/**
 * Collects one answer. undici's `request` would do it with a stream and an iterator, which cost more than the exchange itself: at two
 * thousand requests a seventh of the processor's time (https://undici.nodejs.org/#/docs/api/Dispatcher, `dispatch`).
 */
class Receiver implements Dispatcher.DispatchHandler {
  readonly #exchange: Exchange;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: unknown) => void;
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #headers: Answer['headers'] = {};

  constructor(exchange: Exchange, resolve: (answer: Answer) => void, reject: (error: unknown) => void) {
    this.#exchange = exchange;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Called when the connection stands, and before anything is written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    const { signal, progress } = this.#exchange;
    progress.stage = 'sent';
    const abort = (): void => {
      const reason: unknown = signal.reason;
      controller.abort(reason instanceof Error ? reason : new Error('the exchange was given up', { cause: reason }));
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Parameters<typeof flat>[0]): void {
    const { progress, maxBytes } = this.#exchange;
    progress.stage = 'body';
    this.#status = status;
    this.#headers = flat(headers);
    if (Number(this.#headers['content-length'] ?? 0) > maxBytes) controller.abort(tooLarge(maxBytes));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { progress, maxBytes } = this.#exchange;
    progress.received += chunk.length;
    if (progress.received > maxBytes) controller.abort(tooLarge(maxBytes));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#resolve({ status: this.#status, headers: this.#headers, body: Buffer.concat(this.#chunks) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}

async function send(pool: Pool, exchange: Exchange, url: URL): Promise<Answer> {
  const { method, headers, body = null, idleTimeoutMs, progress } = exchange;
  progress.stage = 'waiting';
  progress.received = 0;
  const lane = pool.take(url);
  const times = { headersTimeout: idleTimeoutMs, bodyTimeout: idleTimeoutMs };
  try {
    return await new Promise((resolve, reject) => {
      const request = { origin: url.origin, path: `${url.pathname}${url.search}`, method, headers, body, ...times };
      lane.dispatcher.dispatch(request, new Receiver(exchange, resolve, reject));
    });
  } finally {
    lane.release();
  }
}

function redirectTarget(answer: Answer, from: URL, rule: RedirectRule): URL | undefined {
  const location = answer.headers.location;
  if (rule === 'none' || !REDIRECTS.has(answer.status) || location === undefined) return undefined;
  const target = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  const allowed = target !== undefined && (target.origin === from.origin || (rule === 'encrypted' && isEncryptedStep(target, from)));
  if (allowed) return target;
  const where = target === undefined ? 'an address that cannot be read' : oneLine(`${target.protocol}//${target.host}`, 120);
  throw new ExchangeProblem(
    'redirect',
    `redirect (HTTP ${answer.status}) to ${where} refused, because it is another origin; if that is the right place, use its address directly`,
  );
}

function isEncryptedStep(target: URL, from: URL): boolean {
  return target.protocol === 'https:' || (target.protocol === 'http:' && isLoopback(target) && isLoopback(from));
}

/**
 * One request and its whole body, redirects included. The signal ends it at any point.
 * @throws ExchangeProblem for what this client refuses; undici's and Node's errors otherwise.
 */
export async function perform(pool: Pool, exchange: Exchange): Promise<Answer> {
  let url = exchange.url;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const answer = await send(pool, exchange, url);
    const next = redirectTarget(answer, url, exchange.redirects);
    if (next === undefined) return answer;
    url = next;
  }
  throw new ExchangeProblem('redirect', `more than ${MAX_REDIRECTS} redirects in a row`);
}

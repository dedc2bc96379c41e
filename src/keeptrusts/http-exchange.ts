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

async function readBody(stream: AsyncIterable<unknown>, exchange: Exchange): Promise<Buffer> {
  const { progress, maxBytes } = exchange;
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('the body stream gave something else than bytes');
    progress.received += chunk.length;
    if (progress.received > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function send(pool: Pool, exchange: Exchange, url: URL): Promise<Answer> {
  exchange.progress.stage = 'waiting';
  exchange.progress.received = 0;
  const { statusCode, headers, body } = await pool.request(url, {
    dispatcher: pool.route(url).dispatcher,
    method: exchange.method,
    headers: exchange.headers,
    body: exchange.body ?? null,
    signal: exchange.signal,
    headersTimeout: exchange.idleTimeoutMs,
    bodyTimeout: exchange.idleTimeoutMs,
  });
  exchange.progress.stage = 'body';
  if (Number(headers['content-length'] ?? 0) > exchange.maxBytes) {
    // Destroying ends the connection; an error listener keeps the abort from surfacing as an unhandled one.
    body.on('error', () => {}).destroy();
    throw tooLarge(exchange.maxBytes);
  }
  return { status: statusCode, headers: flat(headers), body: await readBody(body, exchange) };
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

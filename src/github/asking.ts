import type { Clock } from '../clock.js';
import { retryAfterMs, retryDelayMs } from '../keeptrusts/http-retry.js';
import { messageOf } from '../report/failure.js';
import type { Log } from '../report/log.js';

/** Attempts of one request, the first included. */
const ATTEMPTS = 4;

/** What GitHub asks for when it names no time: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately */
const UNSTATED_PAUSE_MS = 60_000;

/** How requests of one run are repeated, and until when. */
export interface Patience {
  readonly clock: Clock;
  /** From 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly log: Pick<Log, 'debug'>;
  /** A reading of the clock's `elapsed` after which nothing is waited for. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** Shared by all requests with this patience: a rate limit that one of them met holds for the others too. */
  readonly limit: RateLimit;
}

/** A reading of the clock's `elapsed` before which GitHub wants no request; 0 while it has not said so. */
export interface RateLimit {
  until: number;
}

export interface Request<T> {
  /** For the debug log: `creating the comment`. */
  readonly doing: string;
  readonly send: () => Promise<T>;
  /**
   * For a write: looks whether one that got no clear answer took effect all the same, and gives what it made. A write is repeated only when
   * this found nothing. Absent for reads, and for writes that do the same when done twice.
   */
  readonly found?: () => Promise<T | undefined>;
}

/**
 * Sends a request, and again where that helps: later when GitHub refused it for its rate limits (it did nothing then), and after an unclear
 * end (5xx, a broken connection) once a write is known not to have taken effect.
 * @throws what the last attempt failed with.
 */
export async function ask<T>(request: Request<T>, patience: Patience): Promise<T> {
  await waitForLimit(patience);
  for (let attempt = 1; ; attempt++) {
    try {
      return await request.send();
    } catch (error) {
      const fault = faultOf(error, patience.clock.now(), attempt);
      if (fault.kind === 'refused') patience.limit.until = patience.clock.elapsed() + (fault.askedMs ?? 0);
      const pause = retryDelayMs(attempt, patience.random(), fault.askedMs);
      const isLast = fault.kind === 'final' || patience.signal.aborted || attempt >= ATTEMPTS;
      const givesUp = isLast || patience.clock.elapsed() + pause >= patience.deadline;
      const next = givesUp ? 'given up' : `${WHY_AGAIN[fault.kind]}, so again in ${Math.round(pause)} ms`;
      patience.log.debug(`GitHub: ${request.doing}, attempt ${attempt}: ${messageOf(error)}; ${next}`);
      if (givesUp) throw error;
      await patience.clock.sleep(pause, patience.signal);
      if (fault.kind !== 'unclear' || request.found === undefined) continue;
      const found = await ask({ doing: `looking whether ${request.doing} took effect`, send: request.found }, patience);
      if (found !== undefined) return found;
    }
  }
}

/** @throws Error when the limit lasts longer than anything is waited for. */
async function waitForLimit({ clock, deadline, signal, limit }: Patience): Promise<void> {
  const pause = limit.until - clock.elapsed();
  if (pause <= 0) return;
  if (limit.until >= deadline) throw new Error(`GitHub's rate limit is exceeded, and it asks to wait another ${Math.ceil(pause / 1000)} s`);
  await clock.sleep(pause, signal);
}

interface Fault {
  /** `refused`: nothing was done, later it may be. `unclear`: it may have been done. */
  readonly kind: 'refused' | 'unclear' | 'final';
  readonly askedMs?: number;
}

const WHY_AGAIN: Readonly<Record<Fault['kind'], string>> = {
  refused: 'it was refused for a rate limit',
  unclear: 'it may or may not have been done',
  final: 'it is final',
};

function faultOf(error: unknown, now: Date, attempt: number): Fault {
  const answer = answerOf(error);
  if (answer === undefined) return { kind: 'unclear' };
  const { status, headers } = answer;
  const asked = retryAfterMs(headers, now) ?? resetMs(headers, now);
  // Where GitHub names no time, it wants ever longer ones.
  if (isRateLimit(error)) return { kind: 'refused', askedMs: asked ?? UNSTATED_PAUSE_MS * 2 ** (attempt - 1) };
  if (status === 408 || status >= 500) return { kind: 'unclear', ...(asked !== undefined && { askedMs: asked }) };
  return { kind: 'final' };
}

/**
 * Whether GitHub refused a request for its primary or secondary rate limits. It answers 403 for both as well as for a missing permission, and tells
 * them apart by headers and text: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function isRateLimit(error: unknown): boolean {
  const answer = answerOf(error);
  if (answer?.status === 429) return true;
  if (answer?.status !== 403) return false;
  const { headers } = answer;
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(messageOf(error));
}

/** Milliseconds until the primary rate limit is renewed; undefined while some of it is left, and where the answer does not say. */
function resetMs(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  if (headers['x-ratelimit-remaining'] !== '0') return undefined;
  const seconds = Number(headers['x-ratelimit-reset'] ?? '');
  if (!Number.isFinite(seconds) || seconds <= 0) return undefined;
  // By the server's clock where it says what time it is there: a runner's may be wrong.
  const sent = Date.parse(headers.date ?? '');
  return Math.max(0, seconds * 1000 - (Number.isNaN(sent) ? now.getTime() : sent));
}

export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** The answer behind an error of Octokit; undefined when none came. Octokit gives a request that got none the status 500, and no response. */
export function answerOf(error: unknown): ErrorAnswer | undefined {
  if (!isRecord(error) || typeof error.status !== 'number' || !isRecord(error.response)) return undefined;
  const headers = isRecord(error.response.headers) ? error.response.headers : {};
  // Octokit's headers are texts and numbers.
  const texts = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name.toLowerCase(), String(value)] as const] : [],
  );
  return { status: error.status, headers: Object.fromEntries(texts) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Attempts of one read, the first included. Whoever polls asks again anyway. */
export const READ_ATTEMPTS = 4;

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;

/** True for statuses that say "not now": 408, 429 and 5xx. */
export function isRetryableStatus(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status <= 599);
}

/**
 * Milliseconds a `Retry-After` header asks for, in seconds or as an HTTP date (RFC 9110, section 10.2.3).
 * A date is measured against the answer's own `Date` header where it has one, so that a runner with a wrong clock waits as long as meant.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const sent = Date.parse(headers.date ?? '');
  return Math.max(0, until - (Number.isNaN(sent) ? now.getTime() : sent));
}

/**
 * Milliseconds before the next attempt: doubling, with half of it random, so that many readers do not come back together;
 * never sooner than the server asked for.
 * @param attempt attempts made so far, from 1.
 * @param random from 0 to 1.
 */
export function retryDelayMs(attempt: number, random: number, askedMs: number | undefined): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return Math.max(Math.round(full * (0.5 + random / 2)), askedMs ?? 0);
}

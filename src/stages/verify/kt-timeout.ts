import type { Clock } from '../../clock.js';

/** What a command of kt gets where `verify-timeout` is nearly over or has passed: as long as one read of a gateway. */
const LAST_LOOK_MS = 10_000;

/**
 * Milliseconds a command of kt may take, so that one that hangs does not make `verify-timeout` a minute longer, or five where events are
 * asked for again with a larger limit.
 * @param deadline value of `clock.elapsed()` at which verification ends.
 */
export function ktTimeoutMs(deadline: number, clock: Pick<Clock, 'elapsed'>): number {
  return Math.max(LAST_LOOK_MS, deadline - clock.elapsed());
}

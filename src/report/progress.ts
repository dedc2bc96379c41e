import type { Clock } from '../clock.js';
import type { Progress } from './log.js';

/** Faster progress cannot be read and floods a captured log. */
export const PROGRESS_INTERVAL_MS = 1000;

/** A state in words: `looked at gateway 34/200: waited 12 s of 120 s`, or `wave 2/3, baking 12 s of 60 s`. Not escaped. */
export function progressText({ doing, done, of, unit, detail }: Progress): string {
  const amount = unit === undefined ? `${done}/${of}` : `${Math.floor(done)} ${unit} of ${Math.round(of)} ${unit}`;
  return `${doing} ${amount}${detail === undefined ? '' : `: ${detail}`}`;
}

/** How long something has been waited for, for the detail of a state; both in milliseconds. */
export function waitedWords(elapsedMs: number, ofMs: number): string {
  return progressText({ doing: 'waited', done: elapsedMs / 1000, of: ofMs / 1000, unit: 's' });
}

/**
 * Which states of a run's work are shown: one a second at most, over all its work together, and of work that a line was shown of the last
 * state too. So there is no line "1/3" without its "3/3", and never more lines than two for each second begun.
 */
export class ProgressPace {
  readonly #clock: Pick<Clock, 'elapsed'>;
  /** Work that was shown and has not ended; its newest state where that was held back. */
  readonly #open = new Map<string, Progress | undefined>();
  #last = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'elapsed'>) {
    this.#clock = clock;
  }

  /** Whether to show this state now. */
  offer(state: Progress): boolean {
    const { doing } = state;
    const now = this.#clock.elapsed();
    const ends = isLast(state);
    const wasShown = this.#open.has(doing);
    const shows = now - this.#last >= PROGRESS_INTERVAL_MS || (ends && wasShown);
    if (shows) this.#last = now;
    // Of a wait there is nothing left to tell when it is over.
    if (ends) this.#open.delete(doing);
    else if (state.unit === undefined && (shows || wasShown)) this.#open.set(doing, shows ? undefined : state);
    return shows;
  }

  /** To be called when no more is done: the last states of work that ended early and were held back. */
  end(): readonly Progress[] {
    const held = [...this.#open.values()].filter((state) => state !== undefined);
    this.#open.clear();
    return held;
  }
}

/** Whether the work has ended with this state. */
export function isLast({ done, of }: Progress): boolean {
  return done >= of;
}

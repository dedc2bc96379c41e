import type { Clock } from '../../clock.js';

/**
 * At most this part of the time goes into handing on: the report of two hundred gateways takes ten milliseconds, in which no kt is started,
 * and one for every beginning and end of a write took as long as the writes. Not less of it either, because a write waits until its beginning is
 * handed on: with a quarter, two hundred gateways took three hundred milliseconds longer.
 */
const LARGEST_SHARE = 1 / 2;
/** And no write waits longer than this for it, in milliseconds, however slow the disk is. */
const LONGEST_PAUSE_MS = 250;

/**
 * Hands a report on whenever it changed, one at a time. Whoever asks while one is being written shares the next, which holds what all of
 * them changed: with ten writes at once, each would otherwise wait for the nine others' reports.
 */
export class Publisher {
  readonly #write: () => Promise<void>;
  readonly #clock: Pick<Clock, 'elapsed' | 'sleep'>;
  #notBefore = Number.NEGATIVE_INFINITY;
  #active: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | undefined;
  #isBehind = false;

  constructor(write: () => Promise<void>, clock: Pick<Clock, 'elapsed' | 'sleep'>) {
    this.#write = write;
    this.#clock = clock;
  }

  /** @returns when everything known at the time of the call has been handed on; rejects when that failed. */
  publish(): Promise<void> {
    this.#isBehind = true;
    this.#waiting ??= this.#next();
    return this.#waiting;
  }

  /** Like `publish`, and nothing more than waiting where everything known is being handed on already. */
  flush(): Promise<void> {
    return this.#isBehind ? this.publish() : this.#active;
  }

  /** @returns when nothing is being handed on any more, whatever came of it. */
  async idle(): Promise<void> {
    await (this.#waiting ?? this.#active).catch(() => undefined);
  }

  async #next(): Promise<void> {
    // Its failure was told to those who asked for it.
    await this.#active.catch(() => undefined);
    const pause = this.#notBefore - this.#clock.elapsed();
    if (pause > 0) await this.#clock.sleep(pause);
    this.#waiting = undefined;
    this.#isBehind = false;
    this.#active = this.#timed();
    return this.#active;
  }

  async #timed(): Promise<void> {
    const started = this.#clock.elapsed();
    try {
      await this.#write();
    } finally {
      const ended = this.#clock.elapsed();
      this.#notBefore = ended + Math.min(LONGEST_PAUSE_MS, (ended - started) * (1 / LARGEST_SHARE - 1));
    }
  }
}

import type { Clock } from '../clock.js';

/** What is kept is at most this much behind, unless keeping takes long. */
const PAUSE_MS = 250;

/** At most this part of the time goes into keeping: writing a report of a thousand gateways takes tens of milliseconds. */
const LARGEST_SHARE = 1 / 40;

/**
 * Runs work that offers many states of one result, and keeps the newest of them: the first at once, later ones after a pause. What still
 * waits at the end is kept when the work fails, and dropped when it succeeds, because its result takes the place of every state.
 * Writing the report of n gateways n times costs the square of n, which was 14 of 15 seconds at a thousand.
 * @throws whatever the work throws; it hears of what keeping throws only in what is kept at once.
 */
export async function withPacedKeeping<State, Result>(
  keep: (state: State) => Promise<void>,
  clock: Clock,
  work: (offer: (state: State) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const keeping = new PacedKeeping(keep, clock);
  try {
    const result = await work((state) => keeping.offer(state));
    keeping.take();
    return result;
  } catch (error) {
    await keeping.flush();
    throw error;
  }
}

class PacedKeeping<State> {
  readonly #keep: (state: State) => Promise<void>;
  readonly #clock: Clock;
  #waiting: { readonly state: State; readonly cancel: AbortController } | undefined;
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(keep: (state: State) => Promise<void>, clock: Clock) {
    this.#keep = keep;
    this.#clock = clock;
  }

  async offer(state: State): Promise<void> {
    const pause = this.#notBefore - this.#clock.elapsed();
    if (this.#waiting !== undefined) this.#waiting = { ...this.#waiting, state };
    else if (pause <= 0) await this.#keepNow(state);
    else {
      const cancel = new AbortController();
      this.#waiting = { state, cancel };
      void this.#keepLater(pause, cancel.signal);
    }
  }

  /** What waits, which then waits no longer. */
  take(): { readonly state: State } | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.cancel.abort();
    return waiting;
  }

  async flush(): Promise<void> {
    const waiting = this.take();
    if (waiting !== undefined) await this.#keepNow(waiting.state);
  }

  async #keepNow(state: State): Promise<void> {
    const started = this.#clock.elapsed();
    // Before keeping, too: what is offered meanwhile waits.
    this.#notBefore = started + PAUSE_MS;
    await this.#keep(state);
    const ended = this.#clock.elapsed();
    this.#notBefore = ended + Math.max(PAUSE_MS, (ended - started) / LARGEST_SHARE);
  }

  async #keepLater(pause: number, cancelled: AbortSignal): Promise<void> {
    try {
      await this.#clock.sleep(pause, cancelled);
      await this.flush();
    } catch {
      // Taken by somebody else; or it cannot be kept, which the last one, if not the next, says to somebody who listens.
    }
  }
}

import { messageOf } from '../report/failure.js';
import type { Log } from '../report/log.js';

/**
 * What of a run's reporting could not be written. One place that takes nothing (a full disk, a file of the runner that somebody made read-only)
 * must neither end a deployment half-way nor take the other places along, where a reader would learn of it.
 */
export class LostChannels {
  readonly #log: Pick<Log, 'warning'>;
  readonly #lost = new Map<string, string>();

  constructor(log: Pick<Log, 'warning'>) {
    this.#log = log;
  }

  /** One sentence for each channel that failed, in the order they did. */
  get sentences(): readonly string[] {
    return [...this.#lost.values()];
  }

  /** Does the work of a channel; what it throws is told in the log once, and kept. */
  async attempt(channel: string, work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.#lost.has(channel)) return;
      const sentence = `${channel} could not be written: ${messageOf(error)}`;
      this.#lost.set(channel, sentence);
      this.#log.warning(sentence);
    }
  }
}

/**
 * Hands a report on whenever it changed, one at a time. Whoever asks while one is being written shares the next, which holds what all of
 * them changed: with ten writes at once, each would otherwise wait for the nine others' reports.
 */
export class Publisher {
  readonly #write: () => Promise<void>;
  #active: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | undefined;
  #isBehind = false;

  constructor(write: () => Promise<void>) {
    this.#write = write;
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
    this.#waiting = undefined;
    this.#isBehind = false;
    this.#active = this.#write();
    return this.#active;
  }
}

/** Time as an argument, so that tests own it. */
export interface Clock {
  now(): Date;
  /** Milliseconds of a monotonic clock; only differences mean anything. */
  elapsed(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => new Date(),
  // Not performance.now(): loading node:perf_hooks for it costs a cold run 2 ms.
  elapsed: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: async (ms, signal) => {
    // Loaded only here: validate never waits.
    const { setTimeout: wait } = await import('node:timers/promises');
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};

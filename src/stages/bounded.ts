/**
 * Runs `work` on every item, at most `limit` at a time (at least one), and keeps the order of the items in the result. After the first
 * rejection no further item is begun, and it is thrown only when the work under way has ended: nothing goes on behind the caller's back.
 */
export async function mapBounded<T, R>(items: readonly T[], limit: number, work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      try {
        results[index] = await work(item, index);
      } catch (error) {
        failures.push(error);
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}

/** Runs work when its turn comes. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Turns for work that many tasks do now and then: at most `limit` at a time (at least one), first come, first served. Unlike with
 * `mapBounded` a task that only waits keeps nobody else from working.
 */
export function createTurns(limit: number): Turn {
  const waiting: (() => void)[] = [];
  const pass = oneByOne();
  let free = Math.max(1, limit);
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => void waiting.push(resolve));
    else free -= 1;
    try {
      await pass();
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/**
 * Lets tasks pass one by one, each in its own turn of the event loop. Those that begin together ask together and are answered together,
 * so that each waits until the answers of all are read, round after round: a thousand gateways took a quarter longer.
 */
function oneByOne(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  let isOpen = true;
  const letNextPass = (): void => {
    const pass = waiting.shift();
    isOpen = pass === undefined;
    if (pass === undefined) return;
    pass();
    setImmediate(letNextPass);
  };
  return async () => {
    if (!isOpen) return new Promise<void>((resolve) => void waiting.push(resolve));
    isOpen = false;
    setImmediate(letNextPass);
  };
}

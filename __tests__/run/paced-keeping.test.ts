import { describe, expect, test } from '@jest/globals';
import type { Clock } from '../../src/clock.js';
import { withPacedKeeping } from '../../src/run/paced-keeping.js';

/** A clock that moves when it is told to; who sleeps on it wakes then. */
function handClock() {
  let now = 0;
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  const clock: Clock = {
    now: () => new Date(now),
    elapsed: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    clock,
    sleeping: () => sleepers.size,
    /** Time that passes while something works. */
    spend: (ms: number): void => {
      now += ms;
    },
    advance: async (ms: number): Promise<void> => {
      now += ms;
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      await settle();
    },
  };
}

describe('states offered while work goes on', () => {
  test('are kept at once, then at most every 250 ms, and then the newest', async () => {
    const { clock, advance } = handClock();
    const kept: string[] = [];
    const keep = async (state: string): Promise<void> => void kept.push(state);
    await withPacedKeeping(keep, clock, async (offer) => {
      await offer('first');
      expect(kept).toEqual(['first']);
      for (const state of ['second', 'third']) await offer(state);
      await advance(249);
      expect(kept).toEqual(['first']);
      await advance(1);
      expect(kept).toEqual(['first', 'third']);
      await advance(250);
      await offer('fourth');
      expect(kept).toEqual(['first', 'third', 'fourth']);
    });
  });

  test('are kept less often where keeping takes long', async () => {
    const { clock, advance, spend } = handClock();
    const kept: number[] = [];
    const keep = async (state: number): Promise<void> => {
      spend(100);
      kept.push(state);
    };
    await withPacedKeeping(keep, clock, async (offer) => {
      for (let state = 0; state < 100; state += 1) {
        await offer(state);
        await advance(100);
      }
    });
    // 10 s in all, of which keeping may take a fortieth.
    expect(kept.length).toBeLessThanOrEqual(3);
  });

  test('give way to the result of work that succeeds', async () => {
    const { clock, sleeping } = handClock();
    const kept: string[] = [];
    const keep = async (state: string): Promise<void> => void kept.push(state);
    const result = await withPacedKeeping(keep, clock, async (offer) => {
      await offer('first');
      await offer('second');
      return 'whole';
    });
    expect([result, kept, sleeping()]).toEqual(['whole', ['first'], 0]);
  });

  test('are not lost by work that fails', async () => {
    const { clock, sleeping } = handClock();
    const kept: string[] = [];
    const keep = async (state: string): Promise<void> => void kept.push(state);
    const work = withPacedKeeping(keep, clock, async (offer) => {
      await offer('first');
      await offer('second');
      throw new Error('the work broke');
    });
    await expect(work).rejects.toThrow('the work broke');
    expect([kept, sleeping()]).toEqual([['first', 'second'], 0]);
  });

  test('that cannot be kept at once end the work', async () => {
    const keep = async (): Promise<void> => {
      throw new Error('the disk is full');
    };
    const work = withPacedKeeping(keep, handClock().clock, (offer) => offer('first'));
    await expect(work).rejects.toThrow('the disk is full');
  });

  test('that cannot be kept later do not end the process', async () => {
    const { clock, advance } = handClock();
    const tried: string[] = [];
    const keep = async (state: string): Promise<void> => {
      tried.push(state);
      if (state !== 'first') throw new Error('the disk is full');
    };
    await withPacedKeeping(keep, clock, async (offer) => {
      await offer('first');
      await offer('second');
      await advance(250);
    });
    expect(tried).toEqual(['first', 'second']);
  });
});

import { describe, expect, test } from '@jest/globals';
import { Publisher } from '../../../src/stages/deploy/publisher.js';
import { FakeClock } from '../world.js';

describe('handing a report on', () => {
  test('holds, for each who asked, what was known when they asked, one report at a time', async () => {
    let known = 0;
    let writing = 0;
    const written: number[] = [];
    const publisher = new Publisher(async () => {
      const value = known;
      expect(++writing).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      written.push(value);
      writing -= 1;
    }, new FakeClock());
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        if (index >= 10) await new Promise((resolve) => setImmediate(resolve));
        known += 1;
        const mine = known;
        await publisher.publish();
        expect(Math.max(...written)).toBeGreaterThanOrEqual(mine);
      }),
    );
    // Twenty changes in two moments: two or three reports.
    expect(written.length).toBeLessThan(5);
  });

  test('tells a failure to those who asked for that report, and goes on', async () => {
    let isFull = true;
    const publisher = new Publisher(async () => {
      if (isFull) throw new Error('the disk is full');
    }, new FakeClock());
    await expect(publisher.publish()).rejects.toThrow('the disk is full');
    isFull = false;
    await expect(publisher.publish()).resolves.toBeUndefined();
  });

  test('takes half of the time at most, and no pause is long', async () => {
    const clock = new FakeClock();
    const publisher = new Publisher(async () => clock.advance(10), clock);
    await publisher.publish();
    await publisher.publish();
    expect(clock.sleeps).toEqual([10]);
    clock.advance(10);
    await publisher.publish();
    expect(clock.sleeps).toEqual([10]);

    const slow = new FakeClock();
    const onSlowDisk = new Publisher(async () => slow.advance(2_000), slow);
    await onSlowDisk.publish();
    await onSlowDisk.publish();
    expect(slow.sleeps).toEqual([250]);
  });
});

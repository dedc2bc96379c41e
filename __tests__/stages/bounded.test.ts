import { describe, expect, test } from '@jest/globals';
import { createTurns, mapBounded } from '../../src/stages/bounded.js';

/** Lets everything that is ready run. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('mapBounded', () => {
  test('keeps the order of the items, whoever ends first', async () => {
    const ends: number[] = [];
    const result = await mapBounded([3, 2, 1], 3, async (item) => {
      for (let turns = 0; turns < item; turns += 1) await turn();
      ends.push(item);
      return item * 10;
    });
    expect(result).toEqual([30, 20, 10]);
    expect(ends).toEqual([1, 2, 3]);
  });

  test.each([
    [2, 2],
    [1, 1],
    [99, 5],
    [0, 1],
  ])('with limit %i at most %i are at work at a time, and all get done', async (limit, most) => {
    let atWork = 0;
    let highest = 0;
    const result = await mapBounded([1, 2, 3, 4, 5], limit, async (item) => {
      atWork += 1;
      highest = Math.max(highest, atWork);
      await turn();
      atWork -= 1;
      return item;
    });
    expect(result).toEqual([1, 2, 3, 4, 5]);
    expect(highest).toBe(most);
  });

  test('of nothing is nothing', async () => {
    expect(await mapBounded([], 4, async () => 1)).toEqual([]);
  });

  test('after a rejection begins nothing more, and rejects only when what is under way has ended', async () => {
    const begun: string[] = [];
    const ended: string[] = [];
    const work = mapBounded(['slow', 'bad', 'never', 'never'], 2, async (item) => {
      begun.push(item);
      if (item === 'bad') throw new Error('bad failed');
      for (let turns = 0; turns < 5; turns += 1) await turn();
      ended.push(item);
    });
    await expect(work).rejects.toThrow('bad failed');
    expect(begun).toEqual(['slow', 'bad']);
    expect(ended).toEqual(['slow']);
  });

  test('rejects with the first of several failures, and leaves none unhandled', async () => {
    const work = mapBounded([1, 2, 3], 3, async (item) => {
      if (item !== 2) await turn();
      throw new Error(`item ${item}`);
    });
    await expect(work).rejects.toThrow('item 2');
  });
});

describe('turns', () => {
  test('are given to so many at a time, first come, first served', async () => {
    const inTurn = createTurns(2);
    const order: string[] = [];
    let running = 0;
    let most = 0;
    const work = (name: string) =>
      inTurn(async () => {
        running += 1;
        most = Math.max(most, running);
        order.push(name);
        for (let turns = 0; turns < 3; turns += 1) await turn();
        running -= 1;
        return name;
      });
    expect(await Promise.all(['a', 'b', 'c', 'd', 'e'].map(work))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(order).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(most).toBe(2);
  });

  test('begin one after the other, so that a fleet is not asked, and does not answer, all at once', async () => {
    const inTurn = createTurns(50);
    let begun = 0;
    const work = Array.from({ length: 3 }, () => inTurn(async () => void (await Promise.resolve(begun++))));
    const seen: number[] = [];
    for (let turns = 0; turns < 4; turns += 1) {
      await Promise.resolve();
      seen.push(begun);
      await turn();
    }
    await Promise.all(work);
    expect(seen).toEqual([1, 2, 3, 3]);
  });

  test('go on after work that failed', async () => {
    const turn = createTurns(0);
    await expect(turn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turn(async () => 'next')).toBe('next');
  });
});

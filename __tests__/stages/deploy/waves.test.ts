import { describe, expect, test } from '@jest/globals';
import { wavesOf } from '../../../src/stages/deploy/waves.js';

describe('the waves of a fleet', () => {
  test.each<[string, number, readonly number[]]>([
    ['1, 25%, 100%', 200, [1, 50, 200]],
    ['1, 25%, 100%', 9, [1, 3, 9]],
    // Each wave takes at least one gateway more.
    ['1, 25%, 100%', 4, [1, 2, 4]],
    ['1, 25%, 100%', 3, [1, 2, 3]],
    // What nothing is left for is dropped.
    ['1, 25%, 100%', 2, [1, 2]],
    ['1, 25%, 100%', 1, [1]],
    ['5, 10%, 100%', 20, [5, 6, 20]],
    ['30, 100%', 20, [20]],
    ['33%, 100%', 7, [3, 7]],
    ['100%', 0, []],
  ])('%s of %i gateways', (text, count, ends) => {
    expect(wavesOf(text, count)).toEqual(ends);
  });

  test.each(['', '1, 50%', 'all', '0, 100%'])('%j is refused', (text) => {
    expect(() => wavesOf(text, 4)).toThrow(/^reading option waves/);
  });
});

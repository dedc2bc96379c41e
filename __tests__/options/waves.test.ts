import { describe, expect, test } from '@jest/globals';
import { parseWaves } from '../../src/options/waves.js';

describe('waves', () => {
  test('are numbers and percentages in the order written', () => {
    expect(parseWaves('1, 25%, 100%')).toEqual({
      kind: 'waves',
      waves: [
        { kind: 'count', value: 1 },
        { kind: 'percent', value: 25 },
        { kind: 'percent', value: 100 },
      ],
    });
  });

  test.each(['100%', '1 100%', '1,100%', '3\n50%\n100%', '10%, 5, 100%'])('%j is read', (text) => {
    expect(parseWaves(text).kind).toBe('waves');
  });

  test.each([
    ['', 'names no wave'],
    [',', 'names no wave'],
    ['0, 100%', '"0" is no size'],
    ['101%', '"101%" is no size'],
    ['-1, 100%', '"-1" is no size'],
    ['1.5, 100%', '"1.5" is no size'],
    ['50%, 50%, 100%', '50% does not come after 50%'],
    ['2, 1, 100%', '1 does not come after 2'],
    ['1, 99%', 'last wave must be 100%'],
    ['100%, 3', 'last wave must be 100%'],
  ])('%j is refused', (text, problem) => {
    expect(parseWaves(text)).toEqual({ kind: 'problem', problem: expect.stringContaining(problem) });
  });
});

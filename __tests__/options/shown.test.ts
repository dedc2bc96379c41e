import { describe, expect, test } from '@jest/globals';
import { didYouMean, nearest } from '../../src/options/nearest.js';
import { alternatives, shown } from '../../src/options/shown.js';

describe('a value quoted in a message', () => {
  test.each([
    ['plain', '"plain"'],
    ['', '""'],
    ['say "hi" \\', '"say \\"hi\\" \\\\"'],
    ['a\r\n::error::b', '"a\\u{d}\\u{a}::error::b"'],
    ['\u001b[31mred', '"\\u{1b}[31mred"'],
    ['abc\u202ecba', '"abc\\u{202e}cba"'],
    ['a\u2028b\u0000', '"a\\u{2028}b\\u{0}"'],
    ['\ud800', '"\\u{d800}"'],
    ['https://user:pass@host/x', '"https://***@host/x"'],
    ['gw=https://user:p@ss@host/x', '"gw=https://***@host/x"'],
    ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
    ['😀'.repeat(61), `"${'😀'.repeat(60)}…"`],
  ])('%j is shown as %s', (value, expected) => {
    expect(shown(value)).toBe(expected);
  });

  test('alternatives read as a sentence part', () => {
    expect(alternatives(['a'])).toBe('a');
    expect(alternatives(['a', 'b', 'c'])).toBe('a, b or c');
  });
});

describe('did you mean', () => {
  const names = ['policy-file', 'phase', 'digest', 'gateways', 'gateway-token', 'tests'];

  test.each([
    ['policy_file', 'policy-file'],
    ['Policy-File', 'policy-file'],
    ['pahse', 'phase'],
    ['digst', 'digest'],
    ['gateway', 'gateways'],
    ['test', 'tests'],
    ['xyz', undefined],
    ['', undefined],
    ['d'.repeat(100_000), undefined],
  ])('%.20s → %s', (word, expected) => {
    expect(nearest(word, names)).toBe(expected);
  });

  test('says nothing when nothing is near', () => {
    expect(didYouMean('qqqqqq', names)).toBe('');
    expect(didYouMean('digset', names)).toBe('; did you mean digest?');
  });
});

import { describe, expect, test } from '@jest/globals';
import { createPatternSource } from '../../../src/policy/evaluate/patterns.js';

const patterns = createPatternSource();
const MEGABYTE = 1_000_000;

function find(pattern: string, text: string, ignoreCase = false) {
  const { spans, missing } = patterns.compile(pattern, { ignoreCase })?.findAll(text) ?? { spans: [], missing: 'broken' };
  return { found: spans.map(({ start, end }) => text.slice(start, end)), ...(missing !== undefined && { missing }) };
}

function seconds(run: () => unknown): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}

describe('patterns of a policy', () => {
  test('find every match with its offsets and groups', () => {
    expect(patterns.compile('(\\w)=(\\d)')?.findAll('a=1, b=2').spans).toEqual([
      { start: 0, end: 3, groups: ['a', '1'] },
      { start: 5, end: 8, groups: ['b', '2'] },
    ]);
  });

  test('heed case unless told otherwise, by an option or by a (?i) prefix', () => {
    expect(find('AKIA.', 'akia1').found).toEqual([]);
    expect(find('AKIA.', 'akia1', true).found).toEqual(['akia1']);
    expect(find('(?i)AKIA.', 'akia1').found).toEqual(['akia1']);
  });

  test.each(['(', '[', '*', '(?=x)', '(?<!x)y', '(a)\\1', 'a{2000}'])('%s does not compile', (pattern) => {
    expect(patterns.compile(pattern)).toBeUndefined();
  });

  test('are compiled once', () => {
    expect(patterns.compile('a+b')).toBe(patterns.compile('a+b'));
    expect(patterns.compile('a+b')).not.toBe(patterns.compile('a+b', { ignoreCase: true }));
  });

  test('say when they also match where no text is', () => {
    expect(find('x*', 'axxb')).toEqual({ found: ['xx'], missing: 'empty' });
    expect(find('x*', 'ab')).toEqual({ found: [], missing: 'empty' });
  });

  test.each([
    ['plain text', 'internal roadmap', 'The Internal Roadmap', ['Internal Roadmap']],
    ['quoted signs', 'a\\.b\\*\\(c\\)', 'xA.B*(C)', ['A.B*(C)']],
    ['a letter that grows when lower-cased', 'x', 'İİX', ['X']],
    ['both small sigmas', 'ΟΔΟΣ', 'η οδος', ['οδος']],
    ['no part of a class', '\\w', 'w-', ['w']],
    ['letters beyond the first plane', '😀', 'a😀b', ['😀']],
  ])('%s is found whether it is searched as text or as an expression', (_, pattern, text, found) => {
    expect(find(pattern, text, true).found).toEqual(found);
  });

  test('plain text heeds case unless told otherwise', () => {
    expect(find('orion', 'Orion').found).toEqual([]);
  });
});

/** Bounds are some ten times what is measured, so that a busy machine passes and quadratic time does not. */
describe('time', () => {
  test.each([
    ['(a+)+$', 'a'.repeat(100_000), 1],
    ['(a+)+$', `${'a'.repeat(100_000)}!`, 0],
    ['(a|a)*b', 'a'.repeat(MEGABYTE), 0],
    ['(.*)(.*)(.*)(.*)x', 'y'.repeat(MEGABYTE), 0],
    ['ignore.*previous.*instructions', 'ignore previous '.repeat(MEGABYTE / 16), 0],
  ])('%s on a long text is a matter of milliseconds', (pattern, text, matches) => {
    patterns.compile(pattern);
    let found = -1;
    expect(seconds(() => (found = find(pattern, text, true).found.length))).toBeLessThan(2);
    expect(found).toBe(matches);
  });

  test('a pattern whose every match looks at the whole rest stops early and says so', () => {
    let result: ReturnType<typeof find> = { found: [] };
    expect(seconds(() => (result = find('a+b|a', 'a'.repeat(MEGABYTE))))).toBeLessThan(5);
    expect(result.missing).toBe('more');
    expect(result.found[0]).toBe('a');
  });

  test('a pattern too large for the text is not searched', () => {
    const text = 'ab'.repeat(100_000);
    let result: ReturnType<typeof find> = { found: [] };
    expect(seconds(() => (result = find('a[ab]{900}$', text)))).toBeLessThan(0.5);
    expect(result).toEqual({ found: [], missing: 'all' });
    expect(find('a[ab]{900}$', 'a'.repeat(901)).found).toHaveLength(1);
  });

  test('plain text is found in a megabyte at once, whatever it repeats', () => {
    expect(seconds(() => find('lorem ipsum', 'Lorem ipsu '.repeat(MEGABYTE / 11), true))).toBeLessThan(0.5);
    const long = `${'a'.repeat(500)}b`;
    expect(seconds(() => find(long, 'a'.repeat(MEGABYTE), true))).toBeLessThan(1);
    expect(find(long, `${'a'.repeat(700)}b`).found).toEqual([long]);
    expect(find('a', 'a'.repeat(MEGABYTE), true)).toMatchObject({ missing: 'more' });
  });
});

describe('many patterns in long texts', () => {
  const LONG = 'a'.repeat(1_000_000);
  const TERMS = Array.from({ length: 1_500 }, (_, index) => `${'a'.repeat(20)}${index}`);

  test('have one budget together, and what it leaves out is told', () => {
    const source = createPatternSource();
    const missing = TERMS.map((term) => source.compile(term)?.findAll(LONG).missing);
    expect(missing[0]).toBeUndefined();
    expect(missing.at(-1)).toBe('all');
  });

  test('cost ordinary texts nothing, however many there are', () => {
    const source = createPatternSource();
    const text = 'a'.repeat(1_000);
    for (let round = 0; round < 300; round += 1) for (const term of TERMS) source.compile(term)?.findAll(text);
    expect(source.compile('last')?.findAll('at last').missing).toBeUndefined();
    expect(source.compile(TERMS[0] ?? '')?.findAll(LONG).missing).toBeUndefined();
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exchangeOf } from '../../../src/policy/evaluate/exchange.js';
import { findPatterns, findTerms, type Passage, quoteTerm, withoutMatches } from '../../../src/policy/evaluate/find.js';
import { findFuzzyTerms, nearTo } from '../../../src/policy/evaluate/fuzzy.js';
import { createPatternSource } from '../../../src/policy/evaluate/patterns.js';

const pack = { patterns: createPatternSource() };
const say = (...texts: readonly string[]): readonly Passage[] => texts.map((text, index) => ({ where: 'message', index, text }));

describe('matches', () => {
  test('say where they are and what found them', () => {
    expect(findPatterns(say('a', 'xb1'), ['z', 'b\\d'], 'list', pack.patterns).matches).toEqual([
      { where: 'message', index: 1, start: 1, end: 3, item: 'list[1]' },
    ]);
  });

  test('of items that cannot be searched are unsure, each with its cause', () => {
    const { unsure } = findPatterns(say('a'.repeat(50_000)), ['(', 'x*', '[ab]{999}c?$'], 'list', pack.patterns);
    expect(unsure.map(({ item, cause }) => [item, cause])).toEqual([
      ['list[0]', 'bad-pattern'],
      ['list[1]', 'undocumented'],
      ['list[2]', 'too-costly'],
    ]);
  });

  test('a term is found wherever it stands, in any case, and its signs mean themselves', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, term, after) => {
        const { matches, unsure } = findTerms(say(before + term.toUpperCase().toLowerCase() + after), [term.toLowerCase()], 'terms', pack);
        expect(unsure).toEqual([]);
        expect(matches.length).toBeGreaterThan(0);
      }),
    );
  });

  test('a quoted term matches itself as an expression', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (term) => new RegExp(`^${quoteTerm(term)}$`).test(term)));
  });
});

describe('redaction', () => {
  const exchange = exchangeOf({
    messages: [
      { role: 'user', content: 'abcdef' },
      { role: 'user', content: 'xyz' },
    ],
    raw: { upstream_response: 'abc' },
  });
  const at = (where: 'message' | 'answer', index: number, start: number, end: number) => ({ where, index, start, end });

  test('takes out each match of messages and answer', () => {
    const { messages, answer } = withoutMatches(exchange, [at('message', 0, 1, 2), at('message', 0, 4, 6), at('answer', 0, 0, 1)], '#');
    expect(messages.map((message) => message.content)).toEqual(['a#cd#', 'xyz']);
    expect(answer).toBe('#bc');
  });

  test('takes out all that overlapping matches cover', () => {
    expect(withoutMatches(exchange, [at('message', 0, 1, 4), at('message', 0, 3, 5)], '#').messages[0]?.content).toBe('a#f');
    expect(withoutMatches(exchange, [at('message', 0, 1, 5), at('message', 0, 2, 3)], '#').messages[0]?.content).toBe('a#f');
  });
});

/** The textbook table, to compare with. */
function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const row = rows[i];
      if (row !== undefined) row[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
  }
  return at(a.length, b.length);
}

describe('fuzzy terms', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });

  test('the bounded distance agrees with the full table', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 8 }), (a, b, limit) => nearTo(b, limit)(a) === editDistance(a, b) <= limit),
    );
  });

  test('a word between blanks is a word in any reading', () => {
    expect(findFuzzyTerms(say('buy Huawey now'), ['huawei'], 'names', 1, false)).toEqual({
      certain: [{ where: 'message', index: 0, start: 4, end: 10, item: 'names[0]' }],
      open: [],
    });
  });

  test('a word with signs around it is one in some readings', () => {
    expect(findFuzzyTerms(say('buy "Huawey"!'), ['huawei'], 'names', 1, false)).toEqual({ certain: [], open: ['names[0]'] });
  });

  test('runs of words are compared only where asked, and stay open', () => {
    expect(findFuzzyTerms(say('a big sekret'), ['big secret'], 'terms', 1, false)).toEqual({ certain: [], open: [] });
    expect(findFuzzyTerms(say('a big sekret'), ['big secret'], 'terms', 1, true)).toEqual({ certain: [], open: ['terms[0]'] });
  });

  test('a megabyte takes about a second at most', () => {
    const start = performance.now();
    findFuzzyTerms(say('abcdefgh hgfedcba '.repeat(55_000)), ['abcdzzzz', 'secret of it'], 'terms', 8, true);
    expect(performance.now() - start).toBeLessThan(6_000);
  });
});

import { describe, expect, test } from '@jest/globals';
import { RE2JS } from 're2js';
import { readPattern } from '../../../src/policy/lint/pattern-syntax.js';

/** The piece of the pattern that a fault points at. */
function piece(pattern: string): string | undefined {
  const { fault } = readPattern(pattern);
  return fault && pattern.slice(fault.at, fault.at + fault.length);
}

function compiles(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}

describe('patterns of the shared syntax have no fault', () => {
  test.each([
    '',
    'ignore.*previous.*instructions',
    'EMP-[0-9]{6}',
    String.raw`(?i)password\s*=\s*['"][^'"]+['"]`,
    String.raw`\b[A-Z][0-9]{2}\.[0-9]{1,4}\b`,
    String.raw`https?:\/\/internal\.`,
    '(?P<year>[0-9]{4})-(?<month>[0-9]{2})',
    '(?im:a|b)(?-i)c',
    '(?U)a+b*?',
    '[]a-]',
    '[^]a]',
    '[[:alpha:]_]',
    String.raw`\pL\p{Lu}\P{Greek}`,
    String.raw`\x41\x{1F600}\a\f\n\r\t\v`,
    String.raw`\A^$\z`,
    String.raw`[\w.-]+@[\w-]+`,
    'a|b||',
    '()',
    'a{0}b{2,}c{2,3}?',
    ']}',
    'Überraschung 🎁',
  ])('%s', (pattern) => {
    expect(readPattern(pattern)).toEqual({ unsure: false });
    expect(compiles(pattern)).toBe(true);
  });
});

describe('what no linear-time engine accepts is a fault at its place', () => {
  test.each([
    ['a(?=b)', '(?='],
    ['a(?!b)c', '(?!'],
    ['(?<=a)b', '(?<='],
    ['(?<!a)b', '(?<!'],
    ['(?>a)b', '(?>'],
    [String.raw`(a)\1`, String.raw`\1`],
    [String.raw`(?P<n>a)\k<n>`, String.raw`\k`],
    ['(?P<n>a)(?P=n)', '(?P'],
    ['(?P<n>a)(?P<n>b)', '(?P<n>'],
    ['(?<a-b>c)', '(?<a-b>'],
    ['a(b(c)', '('],
    ['a)b', ')'],
    ['a[b', '['],
    ['[z-a]', 'z-a'],
    [String.raw`[a-\d]`, String.raw`a-\d`],
    ['*a', '*'],
    ['a|+b', '+'],
    ['(?:?a)', '?'],
    ['a{3,1}', '{3,1}'],
    ['{2}', '{2}'],
    [String.raw`a\Z`, String.raw`\Z`],
    [String.raw`a\hb`, String.raw`\h`],
    [String.raw`\é`, String.raw`\é`],
    ['a\\', '\\'],
    [String.raw`\x4`, String.raw`\x`],
    ['(?z)a', '(?z)'],
    ['(?i', '(?i'],
    ['(?#note)a', '(?#'],
    ['(?(1)a)', '(?('],
  ])('%s', (pattern, wrong) => {
    expect(readPattern(pattern).fault?.refusedBy).toBe('both');
    expect(piece(pattern)).toBe(wrong);
    expect(compiles(pattern)).toBe(false);
  });
});

describe('what only some engines accept is a doubt', () => {
  test.each([
    ['a*+b', '+'],
    ['a**', '*'],
    ['a{1001}', '{1001}'],
    ['a{,5}', '{'],
    [String.raw`\Qa.b\E`, String.raw`\Q`],
    [String.raw`\u0041`, String.raw`\u0041`],
    [String.raw`\012`, String.raw`\012`],
    [String.raw`[\d-z]`, String.raw`\d-`],
    ['[a[b]', '['],
    ['[a--b]', '--'],
    ['(?x) a', '(?x)'],
    ['(?ii)a', '(?ii)'],
  ])('%s', (pattern, doubtful) => {
    expect(readPattern(pattern).fault?.refusedBy).toBe('one');
    expect(piece(pattern)).toBe(doubtful);
  });

  test('a certain fault after a doubt is the one that is told', () => {
    expect(piece('a*+(?=b)')).toBe('(?=');
  });
});

describe('what only an engine can judge', () => {
  test.each([String.raw`\p{Foo}`, '((a{50}){50})'])('%s is left to it', (pattern) => {
    expect(readPattern(pattern)).toEqual({ unsure: true });
  });
});

describe('agreement with the engine', () => {
  const PIECES = [
    'a',
    '-',
    '^',
    '*',
    '+',
    '?',
    '|',
    '(',
    ')',
    '(?:',
    '(?i)',
    '(?=',
    '[',
    ']',
    '\\d',
    '\\1',
    '\\.',
    '{2}',
    '{',
    '\\Z',
    'é',
    '(?P<n>',
    '[^',
  ];

  test('no pattern is called faulty that it compiles, of all made of three pieces', () => {
    const wrong: string[] = [];
    for (const first of PIECES)
      for (const second of PIECES)
        for (const third of PIECES) {
          const pattern = first + second + third;
          if (readPattern(pattern).fault?.refusedBy === 'both' && compiles(pattern)) wrong.push(pattern);
          if (readPattern(pattern).fault === undefined && !compiles(pattern)) wrong.push(pattern);
        }
    expect(wrong).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { assemble } from '../../src/policy/assemble.js';
import { LineIndex } from '../../src/policy/lines.js';
import type { ConfigPath } from '../../src/policy/path.js';
import { readPlain } from '../../src/policy/plain.js';
import { readPlainPolicy } from '../../src/policy/read.js';
import { composeYaml } from '../../src/policy/syntax.js';
import { ConfigTree } from '../../src/policy/tree.js';

function pathsOf(value: unknown, path: ConfigPath = []): ConfigPath[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return [path, ...steps.flatMap(([step, child]) => pathsOf(child, [...path, step]))];
}

/** Both readers on one text; undefined when the plain one gives up. */
function compared(text: string) {
  const plain = readPlainPolicy(text);
  if (plain === undefined) return undefined;
  const composed = composeYaml(text);
  if (composed.kind === 'too-deep') throw new Error('the plain reader read what is too deep');
  const { document, second } = composed;
  const tree = new ConfigTree(document.contents);
  const full = assemble({ text, lines: new LineIndex(text), tree, problems: [], directives: [] });
  const facts = (of: typeof full) =>
    pathsOf(of.value).map((path) => ({
      path,
      key: of.rangeOf(path, 'key'),
      value: of.rangeOf(path, 'value'),
      nearest: of.nearestRange([...path, 'nowhere']),
      keySpan: of.spanOf(path, 'key'),
      valueSpan: of.spanOf(path, 'value'),
    }));
  return {
    plain: { value: plain.value, faults: 0, facts: facts(plain) },
    full: {
      value: full.value,
      faults: document.errors.length + document.warnings.length + tree.problems.length + (second === undefined ? 0 : 1),
      facts: facts(full),
    },
  };
}

function agree(text: string): boolean {
  const both = compared(text);
  if (both === undefined) return false;
  expect(both.plain).toEqual(both.full);
  return true;
}

describe('the plain reader reads what policy files are written in', () => {
  test.each([
    ['mappings and lists', 'a:\n  b: 1\n  c:\n    - x\n    - y\nd: 2\n'],
    ['lists in the column of their key', 'a:\n- x\n- y\nb: 1\n'],
    ['mappings in lists', 'a:\n  - b: 1\n    c: 2\n  -   d:\n        e: 3\n  - - f\n    - g: 4\n'],
    ['quotes', `a: "x # y: z"\nb: 'it''s'\nc: "tab\\t \\"q\\" \\\\d"\n"d": ''\n'e f': ""\n`],
    ['comments', '# one\na: 1 # two\n  # three\nb: # four\n  - x # five\n\n# six\n'],
    ['empty values', 'a:\nb:\n# c\nc:\n  d:\n  e:\n    -\n    - f:\n  g:\n'],
    ['flow collections', 'a: []\nb: {}\nc: [x, "y, z", 1.5, true]\nd: { e: 1, "f": [g, [h]] } # i\n'],
    ['words and numbers', 'a: true\nb: False\nc: null\nd: ~\ne: yes\nf: 1\ng: -2\nh: 1.5\ni: 1.2.3\nj: .5\nk: 007\nl: +3\nm: 2024-01-01\n'],
    ['CRLF', 'a: 1\r\nb:\r\n  - x # y\r\n\r\n  - "z"\r\n'],
    ['a byte order mark', '\uFEFFa: 1\nb: 2\n'],
    ['a document marker', '# schema\n---\na: 1\n'],
    ['no line break at the end', 'a:\n  - b'],
    ['addresses and times', 'a: https://x.example/y?z=1#f\nb: 10:30\nc: openai:chat:gpt-4o\nd: ${ENV}/x\n'],
  ])('%s', (_, text) => {
    expect(agree(text)).toBe(true);
  });
});

describe('the plain reader leaves to the full one', () => {
  test.each([
    ['anchors', 'a: &x 1\nb: *x\n'],
    ['tags', 'a: !x 1\n'],
    ['block texts', 'a: |\n  b\n'],
    ['texts of several lines', 'a: b\n  c\n'],
    ['quoted texts of several lines', 'a: "b\n  c"\n'],
    ['tabs', 'a:\tb\n'],
    ['equal keys', 'a: 1\na: 2\n'],
    ['keys that are prototypes', '__proto__: 1\n'],
    ['numbers of other kinds', 'a: 0x1f\nb: 1e3\n'],
    ['other indentation', 'a:\n    b: 1\n  c: 2\n'],
    ['a value with a colon', 'a: b: c\n'],
    ['text after a quote', 'a: "b" c\n'],
    ['a second document', 'a: 1\n---\nb: 2\n'],
    ['a list at the root', '- a\n'],
    ['a single value', 'a\n'],
    ['nothing', ''],
    ['an open bracket', 'a: [b\n'],
    ['explicit keys', '? a\n: b\n'],
  ])('%s', (_, text) => {
    expect(readPlain(text)).toBeUndefined();
  });

  test('nesting without end', () => {
    expect(readPlain(`a: ${'['.repeat(50_000)}`)).toBeUndefined();
    expect(readPlain(`a:\n  ${'- '.repeat(50_000)}x\n`)).toBeUndefined();
  });
});

describe('where both readers read a file, they agree on every value and place', () => {
  const word = fc.constantFrom(
    'a',
    'b c',
    'rbac',
    'x-y',
    '1',
    '1.5',
    '1.2.3',
    'true',
    'Null',
    '~',
    '-1',
    '0o7',
    '1e3',
    '.inf',
    '...',
    'a#b',
    'a:b',
    '10:30',
    '"q"',
    "'s'",
    '"',
    "'",
  );
  const fragment = fc.oneof(
    word,
    fc.constantFrom(
      '\n',
      '\n',
      '\n  ',
      '\n    ',
      '\n      ',
      ': ',
      ':',
      ':\n',
      '- ',
      '-\n',
      ' ',
      '  ',
      ' # c',
      '#',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '\r\n',
      '---',
      '& ',
      '* ',
      '|',
      '? ',
      '\uFEFF',
      'é',
      '\\',
      '""',
      "''",
    ),
  );
  test('on any fragments', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 30 }), (parts) => {
        agree(parts.join(''));
      }),
      { numRuns: 20_000 },
    );
  });

  test('on lines that look like a policy file', () => {
    const indent = fc.constantFrom('', '', '  ', '  ', '    ', '      ', ' ');
    const dash = fc.constantFrom('', '', '- ', '-   ', '- - ');
    const key = fc.constantFrom('', 'a: ', 'b:', '"c": ', 'd : ', 'e f: ', '1: ', 'g:h: ');
    const value = fc.oneof(
      word,
      fc.constantFrom(
        '',
        '[a, b]',
        '{}',
        '{a: 1}',
        '[ ]',
        '[a: 1]',
        '[[x], {y: z}]',
        '"a: b"',
        "'it''s' # c",
        '# c',
        'x # c',
        'x #',
        '"\\d"',
        '"\\n"',
      ),
    );
    const line = fc.tuple(indent, dash, key, value, fc.constantFrom('', '', '', ' ', '\r')).map((parts) => parts.join(''));
    let read = 0;
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        if (agree(lines.join('\n'))) read += 1;
      }),
      { numRuns: 20_000 },
    );
    expect(read).toBeGreaterThan(50);
  });

  test('on any values written as YAML, in many styles', () => {
    const scalar = fc.oneof(
      word,
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.integer(),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const name = fc.constantFrom('name', 'chain', 'rbac', 'x-y', 'a b', 'é', '1', 'gpt-4.1', 'true', 'k:v');
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(name, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    const style = fc.record({
      indent: fc.constantFrom(1, 2, 3, 4),
      indentSeq: fc.boolean(),
      collectionStyle: fc.constantFrom('any' as const, 'any' as const, 'block' as const, 'flow' as const),
      singleQuote: fc.constantFrom(null, true, false),
      defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
      nullStr: fc.constantFrom('', 'null', '~'),
    });
    const ending = fc.infiniteStream(fc.constantFrom('', '', '', '', ' # why', ' ', '\n', '\n  # note'));
    let read = 0;
    fc.assert(
      fc.property(
        fc.dictionary(name, tree, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
        style,
        ending,
        (value, options, endings) => {
          const lines = stringify(value, { lineWidth: 0, ...options }).split('\n');
          if (agree(lines.join('\n'))) read += 1;
          agree(lines.map((line) => line + (endings.next().value ?? '')).join('\n'));
          agree(lines.join('\r\n'));
        },
      ),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  const examples = process.env.POLICY_EXAMPLES ?? '';
  (examples === '' ? test.skip : test)('on the published examples, and it reads nearly all', () => {
    const files = readdirSync(examples).filter((name) => name.endsWith('.yaml'));
    const read = files.filter((name) => agree(readFileSync(join(examples, name), 'utf8')));
    expect(read.length / files.length).toBeGreaterThan(0.8);
  });
});

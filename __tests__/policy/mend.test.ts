import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePolicy } from '../../src/policy/document.js';
import { MAX_SYNTAX_FAULTS } from '../../src/policy/mend.js';

function faults(text: string): string[] {
  return parsePolicy(text).problems.map(({ message, range }) => `${range.start.line}:${range.start.column} ${message}`);
}

describe('one fault of the syntax is told once, where it is', () => {
  const unclosedQuote = 'A quoted value is not closed';
  const unclosedBracket = 'This `[` or `{` is not closed';
  const indentation = 'The indentation is broken here';
  test.each([
    [
      'a double quote that the next quote of the file closes',
      'pack:\n  name: "a\n  version: "1.0.0"\n  enabled: true\n',
      `2:9 ${unclosedQuote}`,
    ],
    ['a quote that nothing closes', "pack:\n  name: 'a\n  version: 1.0.0\n  enabled: true\n", `2:9 ${unclosedQuote}`],
    ['a quote on the last line', 'pack:\n  name: "a', `2:9 ${unclosedQuote}`],
    ['a bracket', 'policies:\n  chain: [rbac, dlp-filter\npolicy:\n  rbac: {}\n', `2:10 ${unclosedBracket}`],
    ['a brace inside a bracket', 'a: [{b: 1, c]\nd: 1\n', `1:5 ${unclosedBracket}`],
    ['a bracket of several lines', 'a: [\n  b,\n  c\nd: 1\n', `1:4 ${unclosedBracket}`],
    ['a bracket too many', 'a: [1]]\nb: 1\n', '1:7 This `]` closes nothing'],
    ['a colon of a value', 'pack:\n  name: a\n  version "1.0.0"\n  enabled: true\n', "3:3 A colon is missing after 'version'"],
    ['a colon of a section', 'pack\n  name: a\n  enabled: true\npolicies:\n  chain: []\n', "1:1 A colon is missing after 'pack'"],
    ['a space after a colon', 'pack:\n  name:a\n  version: 1.0.0\n', "2:3 A space is missing after 'name:'"],
    ['a value that holds a colon', 'pack:\n  name: a: b\n  version: 1.0.0\n', '2:9 A value that holds `: ` is not in quotes'],
    ['a key too deep', 'pack:\n  name: a\n   version: 1.0.0\n  enabled: true\n', `3:4 ${indentation}`],
    ['a key not deep enough', 'pack:\n  name: a\n version: 1.0.0\n', `3:2 ${indentation}`],
    ['the first of several keys too deep', 'pack:\n   name: a\n  version: 1.0.0\n  enabled: true\n', `2:4 ${indentation}`],
    ['a dash out of line', 'chain:\n    - a\n   - b\n    - c\n', `3:4 ${indentation}`],
    ['a list item among keys', 'pack:\n  name: a\n  - b\n  enabled: true\n', '3:1 A list item stands where a key is expected'],
    ['text after a quoted value', 'a: "x" y\nb: 1\n', '1:8 Something follows a value that is already complete'],
    ['a reserved character', 'a: @x\nb: 1\n', '1:4 A plain value cannot start with this character'],
    ['an escape', 'a: "\\d+"\nb: 1\n', '1:5 Not an escape of double-quoted text'],
    ['a tab', 'pack:\n  name: a\n\tversion: 1.0.0\n  enabled: true\n', '3:1 A tab is used for indentation'],
    [
      'tabs in a row',
      'pack:\n\tname: a\n\tversion: 1.0.0\n\tenabled: true\n',
      '2:1 A tab is used for indentation, here and on the next 2 lines',
    ],
  ])('%s', (_, text, expected) => {
    expect(faults(text)).toEqual([expected]);
    expect(faults(text.replaceAll('\n', '\r\n'))).toEqual([expected]);
  });
});

describe('several faults of the syntax', () => {
  test('are all told', () => {
    const text = 'pack:\n  name: "a\n  version 1.0.0\n  enabled: true\npolicies:\n  chain: [rbac\npolicy:\n\trbac: {}\n';
    expect(faults(text)).toEqual([
      '2:9 A quoted value is not closed',
      "3:3 A colon is missing after 'version'",
      '6:10 This `[` or `{` is not closed',
      '8:1 A tab is used for indentation',
    ]);
  });

  test('are told up to a limit', () => {
    const text = Array.from({ length: 40 }, (_, index) => `key${index}: @x\nother${index}: 1\n`).join('');
    expect(faults(text)).toHaveLength(MAX_SYNTAX_FAULTS);
  });

  test('in a large file cost no more than a moment', () => {
    const text = `a: "\n${'b: @x\n'.repeat(100_000)}`;
    const started = performance.now();
    expect(faults(text).length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('meaning is not looked at before they are mended', () => {
    expect(parsePolicy('pack: [\n').value).toBeUndefined();
  });
});

const CLEAN = `# A pack of the support desk
pack:
  name: support-desk
  version: "1.4.0"
  enabled: true
  description: Answers customers
policies:
  chain:
    - prompt-injection
    - pii-detector
    - rbac
policy:
  prompt-injection:
    embedding_threshold: 0.8
    response:
      action: block
      message: "Not allowed"
  pii-detector:
    action: redact
    redaction:
      marker_format: brackets
  rbac:
    require_auth: true
    roles:
      analyst:
        allowed_models: ["gpt-4o"]
providers:
  targets:
    - id: primary
      provider: openai
      model: gpt-4o
      secret_key_ref:
        env: OPENAI_API_KEY
    - id: second
      provider: anthropic
`;

const PAIR = /^(\s*(?:- )*)([\w-]+): ([^"'[{#\s][^"'[{#]*)$/;

/** Slips of the hand, on one line each; undefined where a line offers no occasion. */
const SLIPS: readonly ((line: string) => string | undefined)[] = [
  (line) => pair(line, '$1$2 $3'),
  (line) => pair(line, '$1$2: "$3'),
  (line) => pair(line, "$1$2: '$3"),
  (line) => pair(line, '$1$2: [$3, x'),
  (line) => pair(line, '$1$2: {a: $3'),
  (line) => pair(line, '$1$2: [$3]]'),
  (line) => pair(line, '$1$2: @$3'),
  (line) => pair(line, '$1$2: "\\d$3"'),
  (line) => pair(line, '$1$2: x: $3'),
  (line) => pair(line, '$1$2: "$3" x'),
  (line) => (/^\s*[\w-]+:$/.test(line) ? line.slice(0, -1) : undefined),
  (line) => (line.endsWith('"') ? line.slice(0, -1) : undefined),
  (line) => (/^ {2,}[\w-]+:/.test(line) ? line.replace(/^ {2}/, '\t') : undefined),
  (line) => (/^ +[\w-]+: \S/.test(line) ? ` ${line}` : undefined),
];

function pair(line: string, replacement: string): string | undefined {
  return PAIR.test(line) ? line.replace(PAIR, replacement) : undefined;
}

describe('on slips in an otherwise clean file', () => {
  const lines = CLEAN.split('\n');
  const slips = SLIPS.flatMap((slip) =>
    lines.flatMap((line, index) => {
      const written = slip(line);
      if (written === undefined) return [];
      const alone = lines.with(index, written).join('\n');
      return parsePolicy(alone).value === undefined ? [{ index, written }] : [];
    }),
  );

  test.each([1, 2, 3])('%i at once: each is told on its line, and nothing else', (count) => {
    expect(slips.length).toBeGreaterThan(100);
    const some = fc
      .uniqueArray(fc.constantFrom(...slips), { minLength: count, maxLength: count, selector: ({ index }) => Math.floor(index / 3) })
      .filter((chosen) => chosen.every(({ index }) => chosen.every((other) => other.index === index || Math.abs(other.index - index) > 2)));
    fc.assert(
      fc.property(some, (chosen) => {
        const text = chosen.reduce((all, { index, written }) => all.with(index, written), lines).join('\n');
        const told = parsePolicy(text).problems.map(({ range }) => range.start.line);
        expect(told).toEqual(chosen.map(({ index }) => index + 1).sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });
});

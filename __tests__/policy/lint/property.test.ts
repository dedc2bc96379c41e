import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parsePolicy } from '../../../src/policy/document.js';
import { applyFixes } from '../../../src/policy/fix.js';
import type { LintFinding } from '../../../src/policy/lint/finding.js';
import { lintPolicy } from '../../../src/policy/lint/lint.js';
import { KINDS, kindFacts, SECTIONS, sectionFacts } from '../../../src/policy/schema/catalog.js';
import { inlineSuites } from '../../../src/policy/tests/inline.js';

/** Long enough for a loaded machine; what is looked for takes hours. */
const A_MOMENT_MS = 20_000;

function lint(text: string): readonly LintFinding[] {
  const document = parsePolicy(text);
  return [...lintPolicy(document), ...inlineSuites(document).problems];
}

/** Lints within a moment, and finds only what lies inside the file. */
function checked(text: string): readonly LintFinding[] {
  const started = performance.now();
  const findings = lint(text);
  expect(performance.now() - started).toBeLessThan(A_MOMENT_MS);
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (const { range, fix } of findings) {
    for (const position of range === undefined ? [] : [range.start, range.end]) {
      expect(position.line).toBeGreaterThanOrEqual(1);
      expect(position.line).toBeLessThanOrEqual(lines.length);
      expect(position.column).toBeGreaterThanOrEqual(1);
      expect(position.column).toBeLessThanOrEqual((lines[position.line - 1] ?? '').length + 1);
    }
    if (range !== undefined) {
      const backwards = range.end.line < range.start.line || (range.end.line === range.start.line && range.end.column < range.start.column);
      expect(backwards).toBe(false);
    }
    if (fix !== undefined) {
      expect(fix.offset).toBeGreaterThanOrEqual(0);
      expect(fix.offset + fix.length).toBeLessThanOrEqual(text.length);
    }
  }
  return findings;
}

const keysOfSchemas = [
  ...KINDS.flatMap((kind) => Object.keys(kindFacts(kind)?.block.keys ?? {})),
  ...SECTIONS.flatMap((section) => Object.keys(sectionFacts(section)?.node.keys ?? {})),
];
const name = fc.oneof(
  fc.constantFrom(...KINDS, ...SECTIONS, ...new Set(keysOfSchemas)),
  fc.constantFrom('constructor', '__proto__', 'toString', 'a.b', '0', '', 'id', 'when', 'rbak'),
  fc.constantFrom(...new Set(keysOfSchemas)).map((key) => `${key.slice(0, 3)}${key.slice(4)}`),
  fc.string({ maxLength: 5 }),
);
const scalar = fc.oneof(
  fc.constantFrom(...KINDS),
  fc.constantFrom(...KINDS).map((kind) => `${kind.slice(0, 3)}${kind.slice(4)}`),
  fc.constantFrom(
    '1.0.0',
    'v1',
    'yes',
    '(?=x)',
    '[a-',
    '10.0.0.0/8',
    '300.1.1.1/40',
    'https://x',
    'x://',
    '${A}',
    'AKIAIOSFODNN7EXAMPLE',
    '*',
    '',
  ),
  fc.string({ maxLength: 20 }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(name, tie('tree'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
const document = fc.record(
  {
    pack: fc.oneof(tree, fc.constant({ name: 'a', version: '1.0.0', enabled: true })),
    policies: fc.oneof(tree, fc.record({ chain: fc.array(fc.oneof(scalar, tree), { maxLength: 5 }) })),
    policy: fc.dictionary(fc.constantFrom(...KINDS), tree, { maxKeys: 4, noNullPrototype: true }),
    providers: fc.oneof(tree, fc.record({ targets: fc.array(tree, { maxLength: 3 }) })),
    more: fc.dictionary(fc.constantFrom(...SECTIONS), tree, { maxKeys: 3, noNullPrototype: true }),
  },
  { requiredKeys: [] },
);

describe('the linter, on whatever YAML holds', () => {
  test('never throws, ends in time, and points into the file', () => {
    fc.assert(
      fc.property(document, ({ more, ...rest }) => {
        checked(stringify({ ...rest, ...more }));
      }),
      { numRuns: 1500 },
    );
  });

  test('an edit takes its finding away, and touches nothing else', () => {
    let edits = 0;
    fc.assert(
      fc.property(document, fc.boolean(), ({ more, ...rest }, crlf) => {
        const plain = stringify({ ...rest, ...more });
        const text = crlf ? plain.replaceAll('\n', '\r\n') : plain;
        for (const finding of checked(text).slice(0, 5)) {
          if (finding.fix === undefined) continue;
          edits += 1;
          const { offset, length, text: written } = finding.fix;
          const fixed = applyFixes(text, [finding]).text;
          expect(fixed).toBe(text.slice(0, offset) + written + text.slice(offset + length));
          const same = lint(fixed).filter(
            ({ ruleId, path, message }) => ruleId === finding.ruleId && path === finding.path && message === finding.message,
          );
          expect(same).toEqual([]);
        }
      }),
      { numRuns: 1500 },
    );
    expect(edits).toBeGreaterThan(10);
  });
});

describe('the linter, on files made to cost', () => {
  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: 12 },
      (_, level) => `a${level + 1}: &a${level + 1} [${Array.from({ length: 10 }, () => `*a${level}`).join(', ')}]`,
    ),
  ];
  test.each([
    ['10 MB of comments', '# x\n'.repeat(2_500_000)],
    ['10 MB on one line', `a: ${'x'.repeat(10_000_000)}`],
    ['10 MB of keys', Array.from({ length: 700_000 }, (_, index) => `key${index}: 1`).join('\n')],
    ['a million characters of list items', `policies:\n  chain:\n${'    - rbak\n'.repeat(90_000)}`],
    ['a million characters of unclosed quotes', 'a: "x\n'.repeat(160_000)],
    ['a million characters of unclosed brackets', 'a: [x\n'.repeat(160_000)],
    ['a million characters of tabs', '\ta: x\n'.repeat(160_000)],
    ['a million characters of suppressions', '# keeptrusts-lint-disable-next-line unknown-kind\n'.repeat(20_000)],
    ['suppressions of one line', `a: 1 # keeptrusts-lint-disable-line ${'unknown-kind, '.repeat(60_000)}\n`],
    ['brackets a thousand deep', `a: ${'['.repeat(1000)}${']'.repeat(1000)}`],
    ['mappings a thousand deep', Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
    ['lists a thousand deep', `a:\n  ${'- '.repeat(1000)}x`],
    ['an alias bomb', bomb.join('\n')],
    ['an alias bomb in a policy', `${bomb.join('\n')}\npolicies:\n  chain: *a12\npolicy:\n  rbac: *a12\n`],
    [
      'merge keys on merge keys',
      Array.from(
        { length: 2000 },
        (_, index) => `m${index}: &m${index}\n  k${index}: 1\n${index === 0 ? '' : `  <<: *m${index - 1}\n`}`,
      ).join(''),
    ],
    [
      'one anchored fault in many places',
      `bad: &bad {nonsense: 1}\npack: {name: a, version: 1.0.0, enabled: true}\npolicies: {chain: []}\npolicy:\n${KINDS.map((kind) => `  ${kind}: *bad\n`).join('')}`,
    ],
  ])('%s', (_, text) => {
    expect(checked(text).length).toBeLessThanOrEqual(500);
  });
});

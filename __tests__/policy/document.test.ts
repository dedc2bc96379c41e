import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type PolicyDocument, parsePolicy } from '../../src/policy/document.js';
import { MAX_DEPTH, MAX_FILE_LENGTH } from '../../src/policy/limits.js';
import { lintPolicy } from '../../src/policy/lint/lint.js';
import type { ConfigPath } from '../../src/policy/path.js';
import { parseGoldenFile } from '../../src/policy/tests/golden.js';
import { inlineSuites } from '../../src/policy/tests/inline.js';
import type { Range } from '../../src/report/model.js';

const PACK = [
  'pack:',
  '  name: support-desk',
  '  version: 1.2.0',
  '  enabled: true',
  'policies:',
  '  chain:',
  '    - pii-detector',
  '    - rbac:',
  '        stage: pre-request',
  '',
];

function at(document: PolicyDocument, path: ConfigPath, part: 'key' | 'value'): string | undefined {
  const range = document.rangeOf(path, part);
  return range && show(range);
}

function show({ start, end }: Range): string {
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

function problems(text: string): string[] {
  return parsePolicy(text).problems.map(({ ruleId, range }) => `${ruleId} ${show(range)}`);
}

describe('reading a policy file', () => {
  const document = parsePolicy(PACK.join('\n'));

  test('gives its values, identity and chain', () => {
    expect(document.problems).toEqual([]);
    expect(document.value).toMatchObject({ pack: { name: 'support-desk', enabled: true } });
    expect(document.identity).toEqual({ name: 'support-desk', version: '1.2.0' });
    expect(document.chain).toEqual(['pii-detector', 'rbac']);
    expect(document.shape).toBe('config');
  });

  test('knows where every key and value stands, columns from 1 and the end exclusive', () => {
    expect(at(document, ['pack'], 'key')).toBe('1:1-1:5');
    expect(at(document, ['pack', 'version'], 'key')).toBe('3:3-3:10');
    expect(at(document, ['pack', 'version'], 'value')).toBe('3:12-3:17');
    expect(at(document, ['policies', 'chain', 0], 'value')).toBe('7:7-7:19');
    expect(at(document, ['policies', 'chain', 1, 'rbac', 'stage'], 'value')).toBe('9:16-9:27');
    expect(at(document, ['pack', 'id'], 'key')).toBeUndefined();
  });

  test('falls back to the nearest ancestor of a path that does not exist', () => {
    expect(show(document.nearestRange(['pack', 'id', 'x']))).toBe('1:1-1:5');
    expect(show(document.nearestRange(['nowhere']))).toBe('1:1-1:5');
    expect(show(document.nearestRange(['policies', 'chain', 1, 'other']))).toBe('8:7-8:11');
  });

  test('counts the same with CRLF line endings', () => {
    const crlf = parsePolicy(PACK.join('\r\n'));
    expect(crlf.identity).toEqual(document.identity);
    expect(at(crlf, ['pack', 'version'], 'value')).toBe('3:12-3:17');
    expect(at(crlf, ['policies', 'chain', 0], 'value')).toBe('7:7-7:19');
  });

  test('counts columns in UTF-16 units: a surrogate pair before a key is two', () => {
    const emoji = parsePolicy('pack: {name: "🔒", version: 1.0.0}\n');
    expect(at(emoji, ['pack', 'name'], 'value')).toBe('1:14-1:18');
    expect(at(emoji, ['pack', 'version'], 'key')).toBe('1:20-1:27');
  });

  test('gives a byte order mark no column', () => {
    expect(at(parsePolicy('\uFEFFpack: 1\n'), ['pack'], 'key')).toBe('1:1-1:5');
  });

  test('shows an empty value by its key', () => {
    expect(at(parsePolicy('pack:\npolicies: 1\n'), ['pack'], 'value')).toBe('1:1-1:5');
  });

  test('ends a block text on its last line, not on the next key', () => {
    expect(at(parsePolicy('a: |\n  one\n  two\nb: 1\n'), ['a'], 'value')).toBe('1:4-3:6');
  });

  test('follows anchors and merge keys, and points inherited keys at where they are written', () => {
    const text = [
      'base: &base',
      '  action: block',
      '  extra: 1',
      'policy:',
      '  dlp-filter:',
      '    <<: *base',
      '    extra: 2',
      '  rbac: *base',
      '',
    ].join('\n');
    const merged = parsePolicy(text);
    expect(merged.problems).toEqual([]);
    expect(merged.value).toMatchObject({ policy: { 'dlp-filter': { action: 'block', extra: 2 }, rbac: { action: 'block', extra: 1 } } });
    expect(at(merged, ['policy', 'dlp-filter', 'action'], 'key')).toBe('2:3-2:9');
    expect(at(merged, ['policy', 'dlp-filter', 'extra'], 'key')).toBe('7:5-7:10');
    expect(at(merged, ['policy', 'rbac', 'action'], 'value')).toBe('2:11-2:16');
    expect(at(merged, ['policy', 'rbac'], 'value')).toBe('8:9-8:14');
  });

  test('keeps a key named __proto__ as a key', () => {
    const { value } = parsePolicy('__proto__: {polluted: true}\npack: 1\n');
    expect(Object.keys(Object(value))).toEqual(['__proto__', 'pack']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test('reads yes and on as texts, as YAML 1.2 does', () => {
    expect(parsePolicy('a: yes\nb: on\nc: true\n').value).toEqual({ a: 'yes', b: 'on', c: true });
  });
});

describe('a file that cannot be read gives one problem at the place of the fault', () => {
  test.each([
    ['empty', '', 'empty-file 1:1-1:1'],
    ['comments only', '# nothing\n---\n  # here\n', 'empty-file 1:1-1:10'],
    ['binary', 'pack:\n  name: \0\n', 'not-yaml 2:9-2:10'],
    ['two documents', 'pack: 1\n---\npack: 2\n', 'yaml-documents 2:1-2:4'],
    ['a list', '# c\n- pack\n', 'document-shape 2:1-2:7'],
    ['a single value', 'hello\n', 'document-shape 1:1-1:6'],
    ['a tab as indentation', 'pack:\n\tname: x\n', 'yaml-syntax 2:1-2:2'],
    ['broken indentation', 'a:\n  b: 1\n c: 2\n', 'yaml-syntax 3:2-3:6'],
    ['an open bracket', 'a: [1, 2\nb: 3\n', 'yaml-syntax 1:4-1:5'],
    ['an open quote', "a: 'x\n", 'yaml-syntax 1:4-1:6'],
    ['an unknown alias', 'a: *x\n', 'yaml-syntax 1:4-1:6'],
    ['an alias of its own container', 'a: &a [*a]\n', 'yaml-syntax 1:8-1:10'],
    ['a merge key without a mapping', 'a:\n  <<: 3\n', 'yaml-syntax 2:3-2:5'],
    ['a list as a key', '? [x]\n: 1\n', 'yaml-syntax 1:3-1:6'],
    ['a foreign tag', 'a: !secret x\n', 'yaml-tag 1:4-1:11'],
    ['a tag that makes an object', 'a: !!binary aGk=\n', 'yaml-tag 1:13-1:17'],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });

  test('a key that is there twice is shown at the second, and both places are named', () => {
    const [problem, ...others] = parsePolicy('pack:\n  name: a\n  name: b\n').problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ ruleId: 'yaml-duplicate-key', range: { start: { line: 3, column: 3 }, end: { line: 3, column: 7 } } });
    expect(problem?.message).toBe("Key 'name' is there twice in this mapping: at line 2, column 3, and again at line 3, column 3");
  });

  test('broken syntax leaves no value', () => {
    expect(parsePolicy('a: [1\n').value).toBeUndefined();
    expect(parsePolicy('a: 1\n---\nb: 2\n').value).toBeUndefined();
  });
});

describe('a hostile file is refused quickly', () => {
  test('too large', () => {
    const document = parsePolicy(`# ${'x'.repeat(MAX_FILE_LENGTH)}`);
    expect(document.problems.map((problem) => problem.ruleId)).toEqual(['yaml-limits']);
    expect(document.value).toBeUndefined();
  });

  test.each([
    ['brackets', '['.repeat(200_000)],
    ['mappings', `a: ${'{b: '.repeat(100_000)}`],
    ['dashes', '- '.repeat(200_000)],
  ])('nested too deeply: %s', (_, text) => {
    expect(parsePolicy(text).problems.map((problem) => problem.ruleId)).toEqual(['yaml-limits']);
  });

  test('nesting just within the limit is read', () => {
    const levels = MAX_DEPTH / 2;
    expect(parsePolicy(`a: ${'['.repeat(levels)}${']'.repeat(levels)}`).problems).toEqual([]);
  });

  test('aliases that multiply', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 10; level += 1)
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
    const document = parsePolicy(lines.join('\n'));
    expect(document.problems.map((problem) => problem.ruleId)).toEqual(['yaml-limits']);
    expect(document.value).toBeUndefined();
  });

  test('aliases that nest', () => {
    const lines = ['a0: &a0 [x]'];
    for (let level = 1; level < 5000; level += 1) lines.push(`a${level}: &a${level} [*a${level - 1}]`);
    expect(new Set(problems(lines.join('\n')).map((problem) => problem.split(' ')[0]))).toEqual(new Set(['yaml-limits']));
  });

  test.each([
    ['unknown sections', Array.from({ length: 50_000 }, (_, index) => `key${index}: 1`).join('\n')],
    ['chain entries', `policies:\n  chain:\n${Array.from({ length: 50_000 }, (_, index) => `    - kind${index}`).join('\n')}`],
    ['equal keys', 'a: 1\n'.repeat(50_000)],
    ['unfinished comments', `${'# '.repeat(200_000)}\nx`],
  ])('many %s', (_, text) => {
    const started = performance.now();
    expect(lintPolicy(parsePolicy(text)).length).toBeLessThanOrEqual(500);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('on any text', () => {
  const fragment = fc.constantFrom(
    'pack:',
    'policies:',
    'policy:',
    '  chain:',
    '    - ',
    'rbac',
    'pii-detectr',
    '\n',
    '\r\n',
    ': ',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '<<: ',
    '|',
    '>',
    '#',
    '---\n',
    '\t',
    '🔒',
    '\uFEFF',
    '\0',
    '!x ',
    '? ',
    'version: 1.0',
    'enabled: yes',
    '  ',
    '- ',
    'testing:',
    '  suites:',
    'cases:',
    'name: x',
    '"verdict": ',
    'expected',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')),
  );

  test('reading and linting never throw, and every range lies inside the file', () => {
    fc.assert(
      fc.property(text, (source) => {
        const document = parsePolicy(source);
        const lines = source.split('\n');
        const found = [...lintPolicy(document), ...inlineSuites(document).problems, ...parseGoldenFile(source).problems];
        for (const { range, fix } of found) {
          expect(range).toBeDefined();
          for (const position of range === undefined ? [] : [range.start, range.end]) {
            expect(position.line).toBeGreaterThanOrEqual(1);
            expect(position.line).toBeLessThanOrEqual(lines.length);
            expect(position.column).toBeGreaterThanOrEqual(1);
            expect(position.column).toBeLessThanOrEqual((lines[position.line - 1] ?? '').length + 1);
          }
          if (fix !== undefined) expect(fix.offset + fix.length).toBeLessThanOrEqual(source.length);
        }
        if (document.value === undefined) expect(document.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});

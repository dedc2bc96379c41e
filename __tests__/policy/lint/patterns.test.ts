import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/document.js';
import { lintPolicy } from '../../../src/policy/lint/lint.js';
import { patternEngineFor } from '../../../src/policy/lint/pattern-engine.js';
import { brief, lint, PACK } from './brief.js';

const dlp = (pattern: string) =>
  `${PACK}policies:\n  chain:\n    - dlp-filter\npolicy:\n  dlp-filter:\n    detect_patterns:\n      - ${pattern}\n`;
const block = (kind: string, yaml: string) => `${PACK}policies:\n  chain:\n    - ${kind}\npolicy:\n  ${kind}: ${yaml}\n`;

describe('the place of a fault inside a pattern', () => {
  test.each([
    ['plain', 'AB(?=C)', '11:11-11:14'],
    ['single quotes', "'AB(?=C)'", '11:12-11:15'],
    ['single quotes, with an escaped quote before it', "'A''(?=C)'", '11:13-11:16'],
    ['double quotes', '"AB(?=C)"', '11:12-11:15'],
    ['double quotes, with escapes before it', String.raw`"\\s\u0041(?=C)"`, '11:19-11:22'],
    ['double quotes, inside an escape', String.raw`"a\\Z"`, '11:11-11:14'],
  ])('%s', (_, pattern, range) => {
    expect(brief(dlp(pattern))).toEqual([`error bad-pattern policy.dlp-filter.detect_patterns[0] ${range}`]);
  });

  test('in a text of several lines, the whole value', () => {
    expect(brief(dlp('|-\n        AB(?=C)'))[0]).toMatch(/^error bad-pattern policy\.dlp-filter\.detect_patterns\[0\] 11:9-/);
  });

  test('says what to do', () => {
    expect(lint(dlp("'a\\Z'"))[0]).toMatchObject({ message: '`\\Z` is no escape', help: 'Write `\\z` for the end of the text.' });
  });
});

describe('fields that hold patterns', () => {
  test.each([
    ['prompt-injection', '{attack_patterns: ["(?=a)"]}', 'error'],
    ['prompt-injection', '{detection: {attack_patterns: ["(?=a)"]}}', 'error'],
    ['pii-detector', '{detect_patterns: [ssn, "(?=a)"]}', 'error'],
    ['code-sanitizer', '{additional_patterns: ["(?=a)"]}', 'error'],
    ['request-rewriter', '{rules: [{name: x, pattern: "(?=a)", replacement: b}]}', 'error'],
    ['response-rewriter', '{rules: [{name: x, pattern: "(?=a)", replacement: b}]}', 'error'],
    ['financial-compliance', '{blocked_patterns: ["(?=a)"]}', 'warning'],
    ['healthcare-compliance', '{blocked_patterns: ["(?=a)"]}', 'warning'],
    ['mnpi-filter', '{detect_patterns: ["(?=a)"]}', 'warning'],
  ])('%s %s: %s', (kind, yaml, severity) => {
    expect(lint(block(kind, yaml)).map((finding) => `${finding.severity} ${finding.ruleId}`)).toEqual([`${severity} bad-pattern`]);
  });

  test.each([
    ['case-privacy', '{detect_patterns: ["(unclosed"]}'],
    ['upl-filter', '{blocked_patterns: ["are you (kidding"]}'],
  ])('%s takes names or phrases, so that nothing is said', (kind, yaml) => {
    expect(lint(block(kind, yaml)).filter((finding) => finding.ruleId === 'bad-pattern')).toEqual([]);
  });

  test('a policy on its own', () => {
    const text = 'policy:\n  name: prompt-injection\n  version: 1.0.0\n  enabled: true\ndetection:\n  attack_patterns: ["(?=a)"]\n';
    expect(brief(text)).toEqual(['error bad-pattern detection.attack_patterns[0] 6:22-6:25']);
  });

  test('what only one engine refuses is a warning', () => {
    expect(brief(dlp("'a*+'"))).toEqual(['warning bad-pattern policy.dlp-filter.detect_patterns[0] 11:12-11:13']);
  });
});

describe('the engine', () => {
  test('is not loaded for patterns that need none', async () => {
    expect(await patternEngineFor(parsePolicy(dlp("'(?i)project-[0-9]{4}'")))).toBeUndefined();
  });

  test('judges what the syntax alone cannot: an unknown Unicode class is a warning at its place', async () => {
    const document = parsePolicy(dlp(String.raw`'ab\p{Foo}'`));
    const compilePattern = await patternEngineFor(document);
    if (compilePattern === undefined) throw new Error('no engine was loaded');
    expect(lintPolicy(document, { compilePattern })).toMatchObject([
      { ruleId: 'bad-pattern', severity: 'warning', range: { start: { line: 11, column: 12 }, end: { line: 11, column: 19 } } },
    ]);
    expect(lintPolicy(document)).toEqual([]);
  });

  test('has the last word: what it compiles is no error', () => {
    const document = parsePolicy(dlp("'a(?=b)'"));
    expect(lintPolicy(document, { compilePattern: () => undefined })).toMatchObject([{ ruleId: 'bad-pattern', severity: 'warning' }]);
    expect(lintPolicy(document, { compilePattern: () => 'refused' })).toMatchObject([{ ruleId: 'bad-pattern', severity: 'error' }]);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { KtLintProblem } from '../../../src/keeptrusts/kt.js';
import { parsePolicy } from '../../../src/policy/document.js';
import type { LintFinding } from '../../../src/policy/lint/finding.js';
import { type KtAnswer, type Merging, mergeEngines } from '../../../src/policy/lint/kt-merge.js';
import { lintPolicy } from '../../../src/policy/lint/lint.js';
import { fromKt } from '../../../src/stages/finding.js';
import { PACK } from './brief.js';

/** Both engines on one file: ours for real, kt's as it would have said it. */
function merged(
  text: string,
  said: readonly KtLintProblem[],
  answer: KtAnswer = said.some(({ severity }) => severity === 'error') ? 'invalid' : 'valid',
  severities: Merging['severities'] = new Map(),
): readonly string[] {
  const document = parsePolicy(text);
  const kt = said.map((problem) => fromKt(problem, document));
  return mergeEngines({ document, builtin: lintPolicy(document, { severities }), kt, answer, severities }).map(
    ({ finding, engine }) => `${engine} ${finding.severity} ${finding.ruleId} ${finding.path ?? '-'}`,
  );
}

function error(message: string, path?: string, more: Partial<KtLintProblem> = {}): KtLintProblem {
  return { severity: 'error', message, ...(path !== undefined && { path }), ...more };
}

const MISSPELT = `${PACK}policies:\n  chain:\n    - prompt-injections\n`;
const BLOCK = `${PACK}policies:\n  chain:\n    - pii-detector\npolicy:\n  pii-detector:\n    actions: redact\n`;
const CONDITIONAL = `${PACK}policies:\n  chain:\n    - prompt-injections:\n        stage: pre-request\n`;
const NO_BLOCK = `${PACK}policies:\n  chain:\n    - quality-scorer\npolicy: {}\n`;
const WRONG_VALUE = BLOCK.replace('actions: redact', 'action: mask');
const WRONG_TYPE = BLOCK.replace('actions: redact', 'action: [redact]');
const NO_ENABLED = BLOCK.replace('  enabled: true\n', '').replace('actions', 'action');
const NOT_SEMVER = BLOCK.replace('"1.0.0"', '"1.0"').replace('actions', 'action');
const TWO_IDS = `${BLOCK.replace('actions', 'action')}providers:\n  targets:\n    - {id: openai-primary, provider: openai}\n    - {id: openai-primary, provider: openai}\n`;
const NO_TARGET = `${BLOCK.replace('actions', 'action')}providers:\n  targets:\n    - {id: a, provider: openai}\nroutes:\n  - {name: r, path: /v1, upstream: b}\n`;
const DOTTED = BLOCK.replace('actions: redact', 'redaction: {gpt-4.1: label}');
const SECTION = `${BLOCK.replace('actions', 'action')}provider: {}\n`;

describe('a fault that both engines find is one finding, ours', () => {
  test.each([
    ['E001 at a chain entry', MISSPELT, error("Unknown policy kind 'prompt-injections'", 'policies.chain[0]', { code: 'E001' })],
    [
      'E001 at a conditional entry',
      CONDITIONAL,
      error("Unknown policy kind 'prompt-injections'", 'policies.chain[0].prompt-injections', { code: 'E001' }),
    ],
    ['an unknown kind in plain words', MISSPELT, error('unknown policy type "prompt-injections"', 'policies.chain[0]')],
    ['an unknown kind with a line only', MISSPELT, error('unknown control', undefined, { line: 7 })],
    ['an unknown kind with a name only', MISSPELT, error("unknown policy kind 'prompt-injections'")],
    ['E002', BLOCK, error("Unknown key 'actions' in policy.pii-detector", 'policy.pii-detector.actions', { code: 'E002' })],
    ['E002 at the block that has the key', BLOCK, error("Unknown key 'actions'", 'policy.pii-detector', { code: 'E002' })],
    ['E003', NO_BLOCK, error("Policy 'quality-scorer' is in chain but has no config block", 'policies.chain[0]', { code: 'E003' })],
    ['E003 at the block that is not there', NO_BLOCK, error('no config block', 'policy.quality-scorer', { code: 'E003' })],
    ['a wrong value', WRONG_VALUE, error('expected one of [redact, block]', 'policy.pii-detector.action')],
    ['a wrong type', WRONG_TYPE, error('expected one of [redact, block]', 'policy.pii-detector.action')],
    ['a missing key at its own path', NO_ENABLED, error("Missing key 'enabled' in pack", 'pack.enabled', { code: 'E000' })],
    ['a missing key at its mapping', NO_ENABLED, error('missing required field `enabled`', 'pack')],
    ['a version', NOT_SEMVER, error('must be a semantic version', 'pack.version')],
    ['a target id, at the other of the two', TWO_IDS, error('duplicate target id "openai-primary"', 'providers.targets[0].id')],
    ['a target that is not there', NO_TARGET, error('unresolved target id "b"', 'routes[0].upstream')],
    ['a misspelt section', SECTION, error("unknown field 'provider'", 'provider')],
  ])('%s', (_, text, said) => {
    const alone = merged(text, [], 'none');
    expect(alone.filter((line) => /error|warning/.test(line))).toHaveLength(1);
    const together = merged(text, [said]);
    expect(together).toHaveLength(alone.length);
    expect(together.every((line) => line.startsWith('builtin'))).toBe(true);
    expect(together.filter((line) => line.startsWith('builtin error'))).toHaveLength(1);
  });

  test('an unknown kind that kt names twice, in chain and block', () => {
    const text = `${PACK}policies:\n  chain:\n    - content-filter\npolicy:\n  content-filter: {}\n`;
    const said = [
      error("Unknown policy kind 'content-filter'", 'policies.chain[0]', { code: 'E001' }),
      error("Unknown key 'content-filter' in policy", 'policy.content-filter', { code: 'E002' }),
    ];
    expect(merged(text, said)).toEqual(['builtin error unknown-kind policies.chain[0]']);
  });

  test('a key with dots, which kt does not quote', () => {
    const [ours] = merged(DOTTED, [], 'none');
    expect(ours).toMatch(/ policy\.pii-detector\.redaction\["gpt-4\.1"\]$/);
    const together = merged(DOTTED, [error("unknown key 'gpt-4.1'", 'policy.pii-detector.redaction.gpt-4.1')]);
    expect(together).toHaveLength(1);
  });

  test('broken YAML, whatever kt says of it', () => {
    const text = 'pack:\n  name: "a\n';
    const ours = merged(text, [], 'none');
    expect(merged(text, [error('not valid YAML at line 3, column 1'), error('failed to load')])).toEqual(ours);
  });

  test('a key written twice', () => {
    const text = BLOCK.replace('actions: redact', 'action: redact\n    action: block');
    expect(merged(text, [error('duplicate key "action" at line 11')])).toEqual(merged(text, [], 'none'));
  });

  test('the older document, of which kt may name every difference', () => {
    const text = 'version: "1"\npolicies:\n  - name: a\n    type: content_filtr\n';
    const said = [error('missing required field `pack`', 'pack'), error('unknown policy type "content_filtr"', 'policies[0].type')];
    expect(merged(text, said)).toEqual([expect.stringMatching(/^builtin error document-shape/)]);
  });
});

describe('what only kt says', () => {
  test.each([
    ['another fault at the same place', MISSPELT, error('has no config block', 'policies.chain[0]', { code: 'E003' })],
    ['the same fault at another place', WRONG_VALUE, error('expected one of [a, b]', 'policy.pii-detector.redaction')],
    ['words that no documentation shows', WRONG_VALUE, error('this will not do', 'policy.pii-detector.action')],
    ['no place at all', WRONG_VALUE, error('the licence has ended')],
  ])('stays: %s', (_, text, said) => {
    const together = merged(text, [said]);
    expect(together).toHaveLength(merged(text, [], 'none').length + 1);
    expect(together.at(-1)).toMatch(/^kt error /);
  });

  test('and of an unreadable file, that kt contradicts itself', () => {
    const text = 'pack:\n  name: "a\n';
    expect(merged(text, [error('kt policy lint contradicts itself: it lists errors, and it exited with 0')]).at(-1)).toMatch(/^kt error/);
  });
});

describe('the graver of the two', () => {
  const said = error('no config block', 'policies.chain[0]', { code: 'E003' });

  test('a warning of ours that kt refuses is an error, because the file does not load', () => {
    expect(merged(NO_BLOCK, [], 'none')).toEqual(['builtin warning kind-without-block policies.chain[0]']);
    expect(merged(NO_BLOCK, [said])).toEqual(['builtin error kind-without-block policies.chain[0]']);
  });

  test('unless the user set the rule', () => {
    expect(merged(NO_BLOCK, [said], 'invalid', new Map([['kind-without-block', 'warning']]))).toEqual([
      'builtin warning kind-without-block policies.chain[0]',
    ]);
  });
});

describe('an error of ours that kt accepts', () => {
  function first(text: string, said: readonly KtLintProblem[], answer: KtAnswer): LintFinding | undefined {
    const document = parsePolicy(text);
    const kt = said.map((problem) => fromKt(problem, document));
    return mergeEngines({ document, builtin: lintPolicy(document), kt, answer, severities: new Map() })[0]?.finding;
  }

  test('is a warning that says so, when kt calls the file valid', () => {
    expect(first(BLOCK, [], 'valid')).toMatchObject({
      ruleId: 'unknown-key',
      severity: 'warning',
      message: "Unknown key 'actions' in policy.pii-detector; kt accepts it",
    });
  });

  test('or only warns about it', () => {
    const said: KtLintProblem = { severity: 'warning', code: 'E002', path: 'policy.pii-detector.actions', message: 'Unknown key' };
    expect(first(BLOCK, [said], 'valid')).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(/; kt accepts it with a warning$/),
    });
  });

  test('or refuses something else of a file that it read', () => {
    expect(first(BLOCK, [error('expected one of [a]', 'policy.pii-detector.redaction')], 'invalid')).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(/; kt accepts it, though not other parts of the file$/),
    });
  });

  test.each([
    ['kt did not answer', [], 'none'],
    ['kt may have stopped at an error without a place', [error('cannot load')], 'invalid'],
    ['kt stopped at the text itself', [error('invalid YAML', 'pack')], 'invalid'],
  ] as const)('stays an error when %s', (_, said, answer) => {
    expect(first(BLOCK, said, answer)).toMatchObject({ severity: 'error', message: "Unknown key 'actions' in policy.pii-detector" });
  });

  test('stays one when the user set what kt says weaker, so that nothing shows what kt made of it', () => {
    const severities = new Map([['kt-lint', 'off']] as const);
    expect(merged(BLOCK, [], 'invalid', severities)).toEqual(['builtin error unknown-key policy.pii-detector.actions']);
  });

  test('stays one where kt is no authority: a text that cannot be read, a secret in the file', () => {
    expect(first('pack:\n  name: "a\n', [], 'valid')).toMatchObject({ ruleId: 'yaml-syntax', severity: 'error' });
    const secret = BLOCK.replace('actions', 'action').replace('enabled: true', `enabled: true\n  description: AKIA${'Q3EGRIQB'}7ZPLM2NX`);
    expect(first(secret, [], 'valid')).toMatchObject({ ruleId: 'literal-secret', severity: 'error' });
  });

  test('stays one when the user set the rule', () => {
    expect(merged(BLOCK, [], 'valid', new Map([['unknown-key', 'error']]))).toEqual([
      'builtin error unknown-key policy.pii-detector.actions',
    ]);
  });
});

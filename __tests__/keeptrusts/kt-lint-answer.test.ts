import { describe, expect, test } from '@jest/globals';
import { parseLint } from '../../src/keeptrusts/kt-lint-answer.js';
import { exited, NO_ANSWERS } from './outcomes.js';

const VALID = {
  valid: true,
  file: 'p.yaml',
  pack: { name: 'production', version: '0.2.0' },
  chain: ['audit-logger'],
  policy_count: 1,
  warnings: [],
};
const INVALID = {
  valid: false,
  file: 'bad.yaml',
  errors: [
    {
      code: 'E001',
      path: 'policies.chain[0]',
      message: "Unknown policy kind 'prompt-injections'",
      suggestion: "Did you mean 'prompt-injection'?",
    },
  ],
};
const E001 = {
  severity: 'error',
  code: 'E001',
  path: 'policies.chain[0]',
  message: "Unknown policy kind 'prompt-injections'",
  help: "Did you mean 'prompt-injection'?",
};

describe('the JSON answer of kt policy lint', () => {
  test('valid and exit code 0 is a pass', () => {
    expect(parseLint(exited(0, VALID))).toEqual({ kind: 'answered', valid: true, problems: [] });
  });

  test.each([1, 2, 7])('not valid and exit code %d is a failure with its problems', (code) => {
    expect(parseLint(exited(code, INVALID))).toEqual({ kind: 'answered', valid: false, problems: [E001] });
  });

  test('is found among other lines, and on stderr', () => {
    expect(parseLint(exited(0, `note: new version\n${JSON.stringify(VALID, null, 2)}\nbye`))).toMatchObject({ valid: true });
    expect(parseLint(exited(2, '', JSON.stringify(INVALID)))).toMatchObject({ valid: false, problems: [E001] });
  });

  test('warnings of any shape are kept and do not fail', () => {
    const answer = parseLint(exited(0, { ...VALID, warnings: ['old key', { message: 'unused', path: 'policy.x' }, 7] }));
    expect(answer).toEqual({
      kind: 'answered',
      valid: true,
      problems: [
        { severity: 'warning', message: 'old key' },
        { severity: 'warning', message: 'unused', path: 'policy.x' },
        { severity: 'warning', message: 'kt gave no message' },
      ],
    });
  });

  test.each([
    ['valid, exit 2', exited(2, VALID), 'says valid, and it exited with 2'],
    ['not valid, exit 0', exited(0, INVALID), 'says not valid, and it exited with 0'],
    ['valid with errors', exited(0, { ...VALID, errors: INVALID.errors }), 'says valid, and it lists errors'],
    ['not valid without errors', exited(2, { valid: false }), 'names no error'],
  ])('%s: never a pass, and the disagreement is named', (_name, outcome, words) => {
    const answer = parseLint(outcome);
    expect(answer).toMatchObject({ kind: 'answered', valid: false });
    expect(answer.kind === 'answered' && answer.problems.at(-1)).toMatchObject({
      severity: 'error',
      message: expect.stringContaining(words),
    });
  });
});

describe('the text forms of kt policy lint', () => {
  test('the reference: a valid file', () => {
    const text =
      'OK policy-config.yaml is valid\nPack: production (v0.2.0)\nChain: prompt-injection -> audit-logger\nPolicies validated: 2\n';
    expect(parseLint(exited(0, text))).toEqual({ kind: 'answered', valid: true, problems: [] });
  });

  test('the reference: errors with a config path and help', () => {
    const text = `X bad-config.yaml has 2 errors

error[E001]: Unknown policy kind 'prompt-injections'
  --> policies.chain[0]
  help: Did you mean 'prompt-injection'?

error[E002]: Unknown key 'actions' in policy.pii-detector
  --> policy.pii-detector.actions
  help: Valid keys are: action, healthcare_mode
`;
    expect(parseLint(exited(2, text))).toEqual({
      kind: 'answered',
      valid: false,
      problems: [
        E001,
        {
          severity: 'error',
          code: 'E002',
          path: 'policy.pii-detector.actions',
          message: "Unknown key 'actions' in policy.pii-detector",
          help: 'Valid keys are: action, healthcare_mode',
        },
      ],
    });
  });

  test('the feature page: path and message, closed by a count', () => {
    const text =
      'policy.pii-detector.action: expected one of [redact, block]\nproviders.targets[0].id: duplicate target id "openai-primary"\npolicy lint failed (2 error(s))\n';
    expect(parseLint(exited(1, '', text))).toEqual({
      kind: 'answered',
      valid: false,
      problems: [
        { severity: 'error', path: 'policy.pii-detector.action', message: 'expected one of [redact, block]' },
        { severity: 'error', path: 'providers.targets[0].id', message: 'duplicate target id "openai-primary"' },
      ],
    });
  });

  test('the tutorial: an error at a line', () => {
    const text =
      '\u001b[31m✗ Configuration error at line 12:\u001b[0m\npolicies[0].type: unknown policy type "content_filtr"\nExit code: 1\n';
    expect(parseLint(exited(1, text))).toEqual({
      kind: 'answered',
      valid: false,
      problems: [{ severity: 'error', path: 'policies[0].type', line: 12, message: 'unknown policy type "content_filtr"' }],
    });
  });

  test('errors with exit code 0 are never a pass', () => {
    const answer = parseLint(exited(0, 'error[E001]: x\nOK p.yaml is valid\n'));
    expect(answer).toMatchObject({
      valid: false,
      problems: [{ code: 'E001' }, { message: expect.stringContaining('contradicts itself') }],
    });
  });
});

describe('no answer that can be read', () => {
  test.each(['', 'Segfault soon', '{"ok": true}', '[]', 'p.yaml is not valid', '{"valid": "true"}'])(
    '%j with exit code 0 is unusable, not a pass',
    (text) => {
      expect(parseLint(exited(0, text))).toMatchObject({ kind: 'unusable', reason: expect.stringContaining('exited with 0') });
    },
  );

  test('with another exit code is a failure that quotes kt', () => {
    expect(parseLint(exited(2, '', "error: unexpected argument '--json'"))).toEqual({
      kind: 'answered',
      valid: false,
      problems: [{ severity: 'error', message: "kt policy lint exited with 2 and said: error: unexpected argument '--json'" }],
    });
  });

  test.each(NO_ANSWERS)('%s is unusable', (_name, outcome, words) => {
    expect(parseLint(outcome)).toMatchObject({ kind: 'unusable', reason: expect.stringContaining(words) });
  });
});

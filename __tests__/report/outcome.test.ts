import { describe, expect, test } from '@jest/globals';
import type { StageReport, VerifyResult } from '../../src/report/model.js';
import { mayContinue, succeeds, worst } from '../../src/report/outcome.js';
import { deploy, pack, testCase, validate, verify } from './samples.js';

const STAGES: readonly (readonly [StageReport, boolean])[] = [
  [validate({ result: 'passed' }), true],
  [validate({ result: 'inconclusive' }), true],
  [validate({ result: 'failed' }), false],
  [deploy({ result: 'promoted' }), true],
  [deploy({ result: 'staged' }), true],
  [deploy({ result: 'planned' }), true],
  [deploy({ result: 'unchanged' }), true],
  [deploy({ result: 'rolled-back' }), false],
  [deploy({ result: 'failed' }), false],
  [deploy({ result: 'refused' }), false],
  [deploy({ result: 'unknown' }), false],
  [verify({ result: 'verified' }), true],
  [verify({ result: 'mismatch' }), false],
  [verify({ result: 'unhealthy' }), false],
  [verify({ result: 'unreachable' }), false],
  [verify({ result: 'unproven' }), false],
  [verify({ result: 'silent' }), false],
  [verify({ result: 'timed-out' }), false],
];
const NAMED = STAGES.map(([stage, good]) => [stage.stage, stage.result, stage, good] as const);

describe('succeeds', () => {
  test.each(NAMED)('%s %s', (_stage, _result, stage, good) => {
    expect(succeeds(stage, { undecided: 'warn' })).toBe(good);
  });

  test('undecided: fail makes inconclusive, and nothing else, a failure', () => {
    for (const [stage, good] of STAGES) {
      expect(succeeds(stage, { undecided: 'fail' })).toBe(good && stage.result !== 'inconclusive');
    }
  });
});

describe('undecided: new', () => {
  const undecided = testCase({ outcome: 'undecided' });
  const withCases = (...cases: Parameters<typeof pack>[0][]): StageReport =>
    validate({ result: 'inconclusive', packs: cases.map((one) => pack(one)) });
  const tests = (newly: boolean) => ({
    tests: { passed: 0, failed: 0, undecided: 1, cases: [newly ? { ...undecided, newlyUndecided: true as const } : undecided] },
  });

  test('fails what lost its decision, in any pack, and lets the rest be', () => {
    expect(succeeds(withCases(tests(false), tests(false)), { undecided: 'new' })).toBe(true);
    expect(succeeds(withCases(tests(false), tests(true)), { undecided: 'new' })).toBe(false);
    expect(mayContinue(withCases(tests(true)), { undecided: 'new', allowInconclusive: true })).toBe(false);
    expect(mayContinue(withCases(tests(false)), { undecided: 'new', allowInconclusive: true })).toBe(true);
  });

  test('fails where the base could not be asked', () => {
    const unread = validate({ result: 'inconclusive', base: { words: 'main', unread: 'this clone is shallow' } });
    expect(succeeds(unread, { undecided: 'new' })).toBe(false);
    expect(succeeds(unread, { undecided: 'warn' })).toBe(true);
    expect(succeeds(validate({ result: 'inconclusive', base: { words: 'main', commit: 'c' } }), { undecided: 'new' })).toBe(true);
  });

  test('changes nothing about other results', () => {
    for (const [stage, good] of STAGES) {
      if (stage.result !== 'inconclusive') expect(succeeds(stage, { undecided: 'new' })).toBe(good);
    }
  });
});

describe('mayContinue', () => {
  test.each(NAMED)('after %s %s', (_stage, result, stage, good) => {
    expect(mayContinue(stage, { allowInconclusive: false })).toBe(good && result !== 'inconclusive');
    expect(mayContinue(stage, { allowInconclusive: true })).toBe(good);
  });

  test('allow-inconclusive does not lift undecided: fail', () => {
    const stage = validate({ result: 'inconclusive' });
    expect(mayContinue(stage, { allowInconclusive: true, undecided: 'fail' })).toBe(false);
  });
});

describe('worst', () => {
  const order: VerifyResult[] = ['mismatch', 'unhealthy', 'unreachable', 'timed-out', 'unproven', 'silent', 'verified'];

  test('follows the published order, whatever the order given', () => {
    for (const [index, result] of order.entries()) {
      expect(worst(order.slice(index))).toBe(result);
      expect(worst(order.slice(index).reverse())).toBe(result);
    }
    expect(worst(['mismatch', 'unknown'])).toBe('unknown');
  });

  test('of no gateways is unproven, not verified', () => {
    expect(worst([])).toBe('unproven');
  });
});

import { describe, expect, test } from '@jest/globals';
import type { StageReport, VerifyResult } from '../../src/report/model.js';
import { mayContinue, succeeds, worst } from '../../src/report/outcome.js';
import { deploy, validate, verify } from './samples.js';

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

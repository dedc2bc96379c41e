import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/document.js';
import { createPackEvaluator } from '../../../src/policy/evaluate/evaluate-case.js';
import { parseGoldenFile } from '../../../src/policy/tests/golden.js';

const FOLDER = 'examples/support-desk';

describe('the support desk pack on the builtin evaluator', () => {
  const pack = createPackEvaluator(parsePolicy(readFileSync(`${FOLDER}/policy-config.yaml`, 'utf8')).value);
  const evaluate = (file: string) => {
    const [testCase] = parseGoldenFile(readFileSync(`${FOLDER}/tests/${file}`, 'utf8')).cases;
    if (testCase === undefined) throw new Error(`${file} holds no case`);
    return pack.evaluate(testCase);
  };

  test('a message that an own attack pattern matches is certainly blocked, with the documented reason code', () => {
    expect(evaluate('blocks-injection.json')).toMatchObject({
      outcome: 'passed',
      verdicts: ['block'],
      reasonCode: 'prompt_injection.detected',
    });
  });

  test('a blocked term behind a kind that may redact is open: the term may be gone', () => {
    const { outcome, verdicts } = evaluate('blocks-roadmap.json');
    expect(outcome).toBe('undecided');
    expect([...verdicts].sort()).toEqual(['allow', 'block', 'redact']);
  });

  test('a clean message stays open, and the causes are the unpublished lists', () => {
    const evaluation = evaluate('allows-refund-question.json');
    expect(evaluation.outcome).toBe('undecided');
    expect(evaluation.open.map((one) => `${one.kind}: ${one.cause}`)).toEqual([
      'prompt-injection: unpublished-list',
      'pii-detector: unpublished-list',
    ]);
  });
});

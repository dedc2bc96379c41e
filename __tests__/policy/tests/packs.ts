import { createPackEvaluator } from '../../../src/policy/evaluate/evaluate-case.js';
import type { TestCase } from '../../../src/policy/tests/cases.js';
import type { CoveredCase } from '../../../src/policy/tests/coverage.js';
import type { Verdict } from '../../../src/report/model.js';

/** A document with these kinds in its chain and these blocks. */
export function policyOf(chain: readonly unknown[], policy: Readonly<Record<string, unknown>>) {
  return { pack: { name: 'p', version: '1.0.0', enabled: true }, policies: { chain }, policy };
}

/** A case in which a user says something. */
export function said(content: string, verdict: Verdict, raw: Readonly<Record<string, unknown>> = {}): TestCase {
  const messages = [{ role: 'user', content }];
  return { name: content, line: 1, input: { messages, raw: { messages, ...raw } }, expected: { verdict }, assertions: [] };
}

/** Cases as the builtin evaluator sees them, with another engine's outcome where one is given. */
export function covered(root: unknown, cases: readonly TestCase[], outcome?: CoveredCase['outcome']): readonly CoveredCase[] {
  const pack = createPackEvaluator(root);
  return cases.map((testCase) => {
    const evaluation = pack.evaluate(testCase);
    return { testCase, evaluation, outcome: outcome ?? evaluation.outcome };
  });
}

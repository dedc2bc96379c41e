import { type KtCase, VERDICT_ALIASES } from '../keeptrusts/kt.js';
import type { TestCase } from '../policy/tests/cases.js';
import type { CaseResult, Expectation, TestTotals } from '../report/model.js';

/** A case and the file it stands in, relative to the workspace. */
export interface PlacedCase {
  readonly workspaceFile: string;
  readonly testCase: TestCase;
}

/** Every case undecided for one reason: no engine at hand decides behaviour. */
export function undecidedCases(cases: readonly PlacedCase[], reason: string): readonly CaseResult[] {
  return cases.map((placed) => ({ ...describeCase(placed), outcome: 'undecided', reason, engine: 'builtin' }));
}

/**
 * kt's results put on our cases, by name; cases of the same name are taken in order. A case kt did not report is undecided, never passed;
 * a result of kt without a case of ours is kept, at the pack's first line. How kt names cases of inline suites is undocumented, so a
 * name that ends in our case's name after a separator counts as that case when it is the only candidate.
 */
export function matchKtCases(cases: readonly PlacedCase[], results: readonly KtCase[], packFile: string): readonly CaseResult[] {
  const open = [...results];
  const take = (fits: (name: string) => boolean): KtCase | undefined => {
    const index = open.findIndex((result) => fits(result.name));
    return index < 0 ? undefined : open.splice(index, 1)[0];
  };
  const exact = cases.map((placed) => ({ placed, result: take((name) => name === placed.testCase.name) }));
  const matched = exact.map(({ placed, result }) => ({
    placed,
    result: result ?? take((name) => SUFFIX_SEPARATORS.some((separator) => name.endsWith(`${separator}${placed.testCase.name}`))),
  }));
  return [
    ...matched.map(({ placed, result }) => (result === undefined ? unreported(placed) : decided(placed, result))),
    ...open.map((result) => unmatched(result, packFile)),
  ];
}

const SUFFIX_SEPARATORS = ['/', '::', ' > ', ': ', '.'];

function describeCase({
  workspaceFile,
  testCase,
}: PlacedCase): Pick<CaseResult, 'name' | 'file' | 'line'> & { readonly expected: Expectation } {
  return { name: testCase.name, file: workspaceFile, line: testCase.line, expected: testCase.expected };
}

function unreported(placed: PlacedCase): CaseResult {
  return { ...describeCase(placed), outcome: 'undecided', reason: 'kt reported no result for this case', engine: 'kt' };
}

function decided(placed: PlacedCase, result: KtCase): CaseResult {
  const { expected } = placed.testCase;
  const actual = actualOf(result);
  const base = { ...describeCase(placed), ...(actual !== undefined && { actual }), engine: 'kt' as const };
  if (!result.passed) return { ...base, outcome: 'failed', reason: differenceFrom(expected.verdict, result) };
  // kt says passed; its own verdict must not contradict that, or the pass proves nothing.
  const verdict = result.verdict === undefined ? undefined : VERDICT_ALIASES[result.verdict.toLowerCase()];
  if (verdict !== undefined && verdict !== expected.verdict) {
    return {
      ...base,
      outcome: 'failed',
      reason: `kt reports the case as passed and its verdict as ${result.verdict}, but ${expected.verdict} is expected`,
    };
  }
  return { ...base, outcome: 'passed' };
}

function unmatched(result: KtCase, packFile: string): CaseResult {
  const actual = actualOf(result);
  return {
    name: result.name,
    file: packFile,
    line: 1,
    ...(actual !== undefined && { actual }),
    outcome: result.passed ? 'passed' : 'failed',
    ...(!result.passed && { reason: 'kt reports a failed case under a name that no test file here has' }),
    engine: 'kt',
  };
}

function actualOf(result: KtCase): CaseResult['actual'] {
  if (result.verdict === undefined && result.reasonCode === undefined) return undefined;
  return {
    ...(result.verdict !== undefined && { verdict: result.verdict }),
    ...(result.reasonCode !== undefined && { reasonCode: result.reasonCode }),
  };
}

function differenceFrom(expected: string, result: KtCase): string {
  if (result.verdict === undefined) return `kt reports the case as failed; ${expected} was expected`;
  const code = result.reasonCode === undefined ? '' : ` (${result.reasonCode})`;
  return `expected ${expected}, got ${result.verdict}${code}`;
}

/** How many cases passed, failed and stayed undecided. */
export function totalsOf(cases: readonly CaseResult[]): TestTotals {
  const count = (outcome: CaseResult['outcome']): number => cases.filter((one) => one.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), undecided: count('undecided') };
}

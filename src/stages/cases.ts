import { type KtCase, VERDICT_ALIASES } from '../keeptrusts/kt.js';
import { KINDS } from '../policy/schema/catalog.js';
import type { TestCase } from '../policy/tests/cases.js';
import type { CaseResult, Expectation } from '../report/model.js';

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
 * kt's results put on our cases, by name. A case kt did not report is undecided, never passed; a result of kt without a case of ours is
 * kept, at the pack's first line. How kt names cases of inline suites is undocumented, so the suite's name before the case's counts, and
 * where nothing else fits a name that ends in the case's name, if neither the case nor the result has another candidate.
 *
 * Of several results with the same name a case gets the first that does not contradict its expectation: kt may list them in another order
 * than we read them.
 */
export function matchKtCases(cases: readonly PlacedCase[], results: readonly KtCase[], packFile: string): readonly CaseResult[] {
  const open = new Set(results);
  const named = byName(results);
  const matched = new Map<PlacedCase, KtCase>();
  const match = (placed: PlacedCase, result: KtCase | undefined): void => {
    if (result === undefined) return;
    matched.set(placed, result);
    open.delete(result);
  };
  for (const namesOf of [goldenNames, suiteNames, plainNames]) {
    for (const placed of cases) {
      if (matched.has(placed)) continue;
      const candidates = namesOf(placed.testCase)
        .flatMap((name) => named.get(name) ?? [])
        .filter((result) => open.has(result));
      match(placed, candidates.find((result) => contradictionOf(placed, result) === undefined) ?? candidates[0]);
    }
  }
  const left = cases.filter((placed) => !matched.has(placed));
  for (const [placed, result] of onlyPairs(left, [...open])) match(placed, result);
  return [
    ...cases.map((placed) => {
      const result = matched.get(placed);
      return result === undefined ? unreported(placed) : decided(placed, result);
    }),
    ...[...open].map((result) => unmatched(result, packFile)),
  ];
}

/** What may stand between the name of a suite, or whatever kt puts there, and the name of a case. */
const NAME_SEPARATORS = ['/', '::', ' > ', ': ', '.'];

/** Looked up by name, because a pack may have as many results as it has cases. */
function byName(results: readonly KtCase[]): ReadonlyMap<string, readonly KtCase[]> {
  const named = new Map<string, KtCase[]>();
  for (const result of results) {
    const same = named.get(result.name);
    if (same === undefined) named.set(result.name, [result]);
    else same.push(result);
  }
  return named;
}

function plainNames({ name }: TestCase): readonly string[] {
  return [name];
}

function goldenNames(testCase: TestCase): readonly string[] {
  return testCase.suite === undefined ? plainNames(testCase) : [];
}

function suiteNames({ suite, name }: TestCase): readonly string[] {
  return suite === undefined ? [] : NAME_SEPARATORS.map((separator) => `${suite}${separator}${name}`);
}

/** The pairs in which a result's name ends in the case's name, and neither of the two fits anything else. */
function onlyPairs(cases: readonly PlacedCase[], results: readonly KtCase[]): readonly (readonly [PlacedCase, KtCase])[] {
  const fits = ({ testCase }: PlacedCase, { name }: KtCase): boolean =>
    NAME_SEPARATORS.some((separator) => name.endsWith(`${separator}${testCase.name}`));
  return cases.flatMap((placed) => {
    const [only, ...others] = results.filter((result) => fits(placed, result));
    if (only === undefined || others.length > 0) return [];
    return cases.filter((other) => fits(other, only)).length === 1 ? [[placed, only] as const] : [];
  });
}

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
  const base = { ...describeCase(placed), ...(actual !== undefined && { actual }), engine: 'kt' as const, ...detailsOf(result) };
  if (!result.passed) return { ...base, outcome: 'failed', reason: `${differenceFrom(expected, result)}${deciders(result)}` };
  const contradiction = contradictionOf(placed, result);
  if (contradiction !== undefined) return { ...base, outcome: 'failed', reason: contradiction };
  return { ...base, outcome: 'passed' };
}

/**
 * What kt says of a case it calls passed, where that is another than the expected verdict or reason code, so that its "passed" proves nothing. A word
 * no page explains contradicts nothing, and neither does a reason code that is not there.
 */
function contradictionOf({ testCase: { expected } }: PlacedCase, { passed, verdict, reasonCode }: KtCase): string | undefined {
  if (!passed) return undefined;
  const word = verdict?.toLowerCase() ?? '';
  if (Object.hasOwn(VERDICT_ALIASES, word) && VERDICT_ALIASES[word] !== expected.verdict)
    return `kt reports the case as passed and its verdict as ${verdict}, but ${expected.verdict} is expected`;
  if (expected.reasonCode !== undefined && reasonCode !== undefined && reasonCode !== expected.reasonCode)
    return `kt reports the case as passed and its reason code as ${reasonCode}, but ${expected.reasonCode} is expected`;
  return undefined;
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
    ...detailsOf(result),
  };
}

/** The details whose policies exist: a name that is no kind may be any text. */
function detailsOf({ details }: KtCase): Pick<CaseResult, 'details'> {
  if (details === undefined) return {};
  const policies = details.policies?.filter(({ policy }) => KINDS.includes(policy)) ?? [];
  const { scores } = details;
  if (policies.length === 0 && scores === undefined) return {};
  return { details: { ...(policies.length > 0 && { policies }), ...(scores !== undefined && { scores }) } };
}

/** The policies that did more than allow, which is where a reader looks first. */
function deciders(result: KtCase): string {
  const acting = detailsOf(result).details?.policies?.filter(({ verdict }) => verdict !== 'allow') ?? [];
  return acting.length === 0 ? '' : `; kt names ${acting.map(({ policy, verdict }) => `${policy}: ${verdict}`).join(', ')}`;
}

function actualOf(result: KtCase): CaseResult['actual'] {
  if (result.verdict === undefined && result.reasonCode === undefined) return undefined;
  return {
    ...(result.verdict !== undefined && { verdict: result.verdict }),
    ...(result.reasonCode !== undefined && { reasonCode: result.reasonCode }),
  };
}

function differenceFrom({ verdict, reasonCode }: Expectation, result: KtCase): string {
  if (result.verdict === undefined) return `kt reports the case as failed; ${verdict} was expected`;
  const withCode = (word: string, code: string | undefined): string => (code === undefined ? word : `${word} (${code})`);
  const got = withCode(result.verdict, result.reasonCode);
  // An assertion, or something else kt looks at, failed.
  if (result.verdict === verdict && (reasonCode === undefined || reasonCode === result.reasonCode))
    return `kt reports the case as failed, though its verdict is the expected one: ${got}`;
  return `expected ${withCode(verdict, result.verdict === verdict ? reasonCode : undefined)}, got ${got}`;
}

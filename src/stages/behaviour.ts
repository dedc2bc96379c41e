import type { PolicyDocument } from '../policy/assemble.js';
import { type CaseEvaluation, createPackEvaluator } from '../policy/evaluate/evaluate-case.js';
import { explainChain } from '../policy/evaluate/explain-chain.js';
import { summariseUndecided } from '../policy/evaluate/undecided.js';
import type { LintFinding } from '../policy/lint/finding.js';
import { coverageOf } from '../policy/tests/coverage.js';
import { untestedFindings } from '../policy/tests/untested.js';
import type { CaseResult, Coverage, UndecidedCause } from '../report/model.js';
import type { KtAnswers } from './ask-kt.js';
import { matchKtCases, type PlacedCase, undecidedCases } from './cases.js';

/** How the cases of a pack ended, and what they show of it. */
export interface Behaviour {
  readonly results: readonly CaseResult[];
  readonly causes: readonly UndecidedCause[];
  /** Absent when the builtin evaluator did not look at the pack. */
  readonly coverage?: Coverage;
  /** What no test proves, on its lines; none where nothing is known of it. */
  readonly untested: readonly LintFinding[];
}

interface Circumstances {
  readonly document: PolicyDocument;
  readonly packFile: string;
  readonly asked: KtAnswers;
  readonly builtin: BuiltinPart;
}

/**
 * Whether the builtin evaluator looks at the cases: it does, it was left out (`engine: kt`), or errors of the policy file keep it from it, since a chain
 * that lint refuses decides nothing.
 */
export type BuiltinPart = 'decides' | 'left-out' | 'kept-by-errors';

/** Why cases are undecided that neither engine looked at. */
const NOT_LOOKED_AT: Readonly<Record<Exclude<BuiltinPart, 'decides'>, string>> = {
  'left-out': 'behaviour is decided by kt, which does not run here',
  'kept-by-errors': 'the policy file has errors, and until they are corrected the builtin evaluator decides nothing',
};

/**
 * Decides the cases: kt's word counts where it ran, and the builtin evaluator's where kt is not there. A case that both decide, and differently,
 * says so. A kt that was asked and gave no answer leaves its cases undecided: the builtin evaluator must not hide that.
 */
export function decideCases(cases: readonly PlacedCase[], { document, packFile, asked, builtin }: Circumstances): Behaviour {
  if (cases.length === 0) return { results: [], causes: [], untested: [] };
  const fromKt = asked.results === undefined ? undefined : matchKtCases(cases, asked.results, packFile);
  if (builtin !== 'decides') {
    return {
      results: fromKt ?? undecidedCases(cases, asked.undecided ?? NOT_LOOKED_AT[builtin]),
      causes: [],
      untested: [],
    };
  }
  const evaluator = createPackEvaluator(document.value);
  const evaluations = cases.map(({ testCase }) => evaluator.evaluate(testCase));
  const results =
    fromKt === undefined
      ? asked.undecided === undefined
        ? cases.map((placed, index) => builtinResult(placed, evaluations[index]))
        : undecidedCases(cases, asked.undecided)
      : fromKt.map((result, index) => besideBuiltin(result, cases[index], evaluations[index]));
  const own = cases.flatMap(({ testCase }, index) => {
    const [evaluation, result] = [evaluations[index], results[index]];
    return evaluation === undefined || result === undefined
      ? []
      : [{ testCase, evaluation, outcome: result.outcome, open: evaluation.open }];
  });
  const causes = fromKt === undefined && asked.undecided === undefined ? summariseUndecided(own) : [];
  const coverage = coverageOf(document.value, evaluator.entries, own);
  return { results, causes, coverage, untested: untestedFindings(coverage, causes, document) };
}

function builtinResult({ workspaceFile, testCase }: PlacedCase, evaluation: CaseEvaluation | undefined): CaseResult {
  const base = { name: testCase.name, file: workspaceFile, line: testCase.line, expected: testCase.expected, engine: 'builtin' as const };
  if (evaluation === undefined) return { ...base, outcome: 'undecided', reason: 'the case was not evaluated' };
  const [verdict, ...others] = evaluation.verdicts;
  const certain = verdict !== undefined && others.length === 0;
  const actual = certain ? { actual: { verdict, ...(evaluation.reasonCode !== undefined && { reasonCode: evaluation.reasonCode }) } } : {};
  switch (evaluation.outcome) {
    case 'passed':
      return { ...base, ...actual, outcome: 'passed' };
    case 'failed':
      return { ...base, ...actual, outcome: 'failed', reason: whyFailed(testCase.expected, evaluation) };
    case 'undecided':
      return {
        ...base,
        ...actual,
        outcome: 'undecided',
        reason: evaluation.open.map(({ kind, reason }) => `${kind}: ${reason}`).join('; '),
      };
  }
}

function whyFailed(expected: PlacedCase['testCase']['expected'], evaluation: CaseEvaluation): string {
  if (evaluation.failedAssertions > 0) return `${evaluation.failedAssertions} of its assertions failed`;
  const wanted = expected.reasonCode === undefined ? expected.verdict : `${expected.verdict} (${expected.reasonCode})`;
  const code = evaluation.reasonCode === undefined ? '' : ` (${evaluation.reasonCode})`;
  const deciders = decidersOf(evaluation);
  return `expected ${wanted}, got ${evaluation.verdicts.join(' or ')}${code}${deciders.length === 0 ? '' : `: ${deciders.join('; ')}`}`;
}

/** Places named of one policy: who wants all of them asks `try`. */
const NAMED_MATCHES = 3;

/** The policies that gave the verdict, where it is certain and not allow: why, by which item, and where. Never the text that matched. */
function decidersOf({ chain, verdicts }: CaseEvaluation): readonly string[] {
  const [verdict, ...others] = verdicts;
  if (verdict === undefined || verdict === 'allow' || others.length > 0) return [];
  return explainChain(chain)
    .steps.filter((step) => step.verdicts.length === 1 && step.verdicts[0] === verdict && step.unless === undefined)
    .map(({ kind, reason, matches }) => {
      const named = matches.slice(0, NAMED_MATCHES).map(({ item, place }) => (item === undefined ? place : `${item} in ${place}`));
      const more = matches.length > named.length ? [`${matches.length - named.length} more`] : [];
      return `${kind}: ${reason}${named.length === 0 ? '' : ` (${[...named, ...more].join('; ')})`}`;
    });
}

/** kt's result, with a note where the builtin evaluator is certain of another verdict. */
function besideBuiltin(result: CaseResult, placed: PlacedCase | undefined, evaluation: CaseEvaluation | undefined): CaseResult {
  if (placed === undefined || evaluation === undefined || result.outcome === 'undecided' || evaluation.outcome === 'undecided')
    return result;
  if (evaluation.outcome === result.outcome) return result;
  const note = `the builtin evaluator decides otherwise: ${evaluation.verdicts.join(' or ')}`;
  return { ...result, reason: result.reason === undefined ? note : `${result.reason}; ${note}` };
}

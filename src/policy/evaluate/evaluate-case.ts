import type { Verdict } from '../../report/model.js';
import { SINGLE_POLICY_KINDS } from '../schema/catalog.js';
import type { TestCase } from '../tests/cases.js';
import { type AssertionResult, causeOf as causeOfAssertion, checkAssertion, counts } from './assertions.js';
import { type ChainResult, runChain } from './chain.js';
import { CAUSES, type CauseId, type KindEvaluator, type PackView, type PatternSource } from './decision.js';
import { type ChainEntry, chainEntries } from './entries.js';
import { EVALUATORS } from './evaluators.js';
import { exchangeOf, isRecord } from './exchange.js';
import { compare } from './lattice.js';
import { createPatternSource } from './patterns.js';

/** What the builtin evaluator says of one case. */
export interface CaseEvaluation {
  readonly outcome: 'passed' | 'failed' | 'undecided';
  /** Every verdict the chain may end with; one where it is certain. */
  readonly verdicts: readonly Verdict[];
  readonly reasonCode?: string;
  readonly chain: ChainResult;
  /** What kept the case open, each kind and cause once. */
  readonly open: readonly { readonly kind: string; readonly cause: CauseId; readonly reason: string }[];
  readonly failedAssertions: number;
}

/** A pack ready to evaluate cases: patterns are compiled once, entries read once. */
export interface PackEvaluator {
  readonly entries: readonly ChainEntry[];
  evaluate(testCase: TestCase): CaseEvaluation;
}

/**
 * @param root the parsed policy file; a document that lint refuses gives an empty chain, which allows everything and must not be tested.
 * @param patterns shared by packs that differ little, so that each pattern is compiled once.
 */
export function createPackEvaluator(
  root: unknown,
  evaluators: ReadonlyMap<string, KindEvaluator> = EVALUATORS,
  patterns: PatternSource = createPatternSource(),
): PackEvaluator {
  const pack: PackView = { root: asPack(isRecord(root) ? root : {}), patterns };
  const entries = chainEntries(pack.root);
  return {
    entries,
    evaluate: (testCase) => {
      const exchange = exchangeOf(testCase.input);
      const chain = runChain(entries, exchange, pack, evaluators);
      const asserted = testCase.assertions.filter((one) => !isRecord(one) || counts(one));
      const assertions = asserted.map((one) => resultOf(one, exchange.answer, pack.patterns));
      const outcome = joined(compare(testCase.expected, chain.outcomes), assertions);
      const [only, ...more] = chain.outcomes;
      return {
        outcome,
        verdicts: [...new Set(chain.outcomes.map((one) => one.verdict))],
        ...(only !== undefined && more.length === 0 && only.reasonCode !== null && { reasonCode: only.reasonCode }),
        chain,
        open: outcome === 'undecided' ? causesOf(chain, asserted, assertions, exchange.answer) : [],
        failedAssertions: assertions.filter((one) => one === 'failed').length,
      };
    },
  };
}

/**
 * A document of one policy as a pack with that policy alone: its sections stand at the top level
 * (https://docs.keeptrusts.com/docs/policies/config-single-policy-docs). What `enabled: false` does there is not documented.
 */
function asPack(root: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { policy, ...sections } = root;
  if (!isRecord(policy) || typeof policy.name !== 'string' || root.pack !== undefined) return root;
  if (!SINGLE_POLICY_KINDS.includes(policy.name)) return root;
  const chain = [policy.enabled === false ? { [policy.name]: { enabled: false } } : policy.name];
  return { policies: { chain }, policy: { [policy.name]: sections } };
}

function resultOf(assertion: unknown, answer: string | undefined, patterns: PatternSource): AssertionResult {
  return isRecord(assertion) && answer !== undefined ? checkAssertion(assertion, answer, patterns) : 'undecided';
}

/** A failure anywhere fails the case; a pass needs everything to pass. */
function joined(verdict: AssertionResult, assertions: readonly AssertionResult[]): CaseEvaluation['outcome'] {
  if (verdict === 'failed' || assertions.includes('failed')) return 'failed';
  return verdict === 'undecided' || assertions.includes('undecided') ? 'undecided' : 'passed';
}

function causesOf(
  chain: ChainResult,
  asserted: readonly unknown[],
  results: readonly AssertionResult[],
  answer: string | undefined,
): CaseEvaluation['open'] {
  const open = [...chain.open];
  for (const [position, assertion] of asserted.entries()) {
    if (results[position] !== 'undecided') continue;
    const cause = answer === undefined ? 'no-answer' : isRecord(assertion) ? causeOfAssertion(assertion) : 'undocumented';
    open.push({ kind: 'assertions', cause, reason: CAUSES[cause].text });
  }
  if (open.length === 0 && chain.outcomes.some((one) => one.reasonCode === null)) {
    open.push({ kind: 'reason_code', cause: 'undocumented', reason: 'the reason code of this verdict is not documented' });
  }
  return [...new Map(open.map((one) => [`${one.kind} ${one.cause}`, one])).values()];
}

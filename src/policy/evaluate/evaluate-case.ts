import type { Verdict } from '../../report/model.js';
import { SINGLE_POLICY_KINDS } from '../schema/catalog.js';
import type { TestCase } from '../tests/cases.js';
import { type AssertionResult, causeOf as causeOfAssertion, checkAssertion, counts } from './assertions.js';
import { type ChainResult, type Open, runChain } from './chain.js';
import { CAUSES, type CauseId, type KindEvaluator, type PackView, type PatternSource } from './decision.js';
import { type ChainEntry, chainEntries } from './entries.js';
import { EVALUATORS } from './evaluators.js';
import { type Exchange, exchangeOf, isRecord } from './exchange.js';
import { compare, distinct } from './lattice.js';
import { createPatternSource } from './patterns.js';
import { type OtherWays, otherWays } from './whole-pack.js';

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
  const other = otherWays(pack.root);
  return {
    entries,
    evaluate: (testCase) => {
      const exchange = exchangeOf(testCase.input);
      const chain = withOther(runChain(entries, exchange, pack, evaluators), other);
      const asserted = testCase.assertions.filter((one) => !isRecord(one) || counts(one));
      const answers = answersOf(testCase, exchange, chain);
      const assertions = asserted.map((one) => resultOf(one, answers, pack.patterns));
      const unread: readonly AssertionResult[] = testCase.unread === undefined ? [] : ['undecided'];
      const verdict = compare(testCase.expected, chain.outcomes);
      const outcome = joined(verdict, [...assertions, ...unread]);
      const [only, ...more] = chain.outcomes;
      return {
        outcome,
        verdicts: [...new Set(chain.outcomes.map((one) => one.verdict))],
        ...(only !== undefined && more.length === 0 && only.reasonCode !== null && { reasonCode: only.reasonCode }),
        chain,
        open: outcome === 'undecided' ? causesOf(testCase, { verdict, chain, asserted, assertions, answer: exchange.answer }) : [],
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

function withOther(chain: ChainResult, other: OtherWays): ChainResult {
  if (other.outcomes.length === 0) return chain;
  return { ...chain, outcomes: distinct([...chain.outcomes, ...other.outcomes]), open: [...chain.open, ...other.open] };
}

/**
 * The texts that assertions may be about: the model's answer, and what the chain makes of it. Which of them is not documented, nor what they look at when
 * a policy blocks; none where one of them is not known.
 */
function answersOf(testCase: TestCase, exchange: Exchange, chain: ChainResult): readonly string[] {
  if (exchange.answer === undefined || chain.answer === undefined || testCase.expected.verdict === 'block') return [];
  return [...new Set([exchange.answer, chain.answer])];
}

function resultOf(assertion: unknown, answers: readonly string[], patterns: PatternSource): AssertionResult {
  if (!isRecord(assertion)) return 'undecided';
  const [result, ...others] = new Set(answers.map((answer) => checkAssertion(assertion, answer, patterns)));
  return result === undefined || others.length > 0 ? 'undecided' : result;
}

/** A failure anywhere fails the case; a pass needs everything to pass. */
function joined(verdict: AssertionResult, assertions: readonly AssertionResult[]): CaseEvaluation['outcome'] {
  if (verdict === 'failed' || assertions.includes('failed')) return 'failed';
  return verdict === 'undecided' || assertions.includes('undecided') ? 'undecided' : 'passed';
}

interface Undecided {
  readonly verdict: AssertionResult;
  readonly chain: ChainResult;
  readonly asserted: readonly unknown[];
  readonly assertions: readonly AssertionResult[];
  readonly answer: string | undefined;
}

/** What keeps a case open. What the chain leaves open counts only where it matters: to the verdict and its reason code, or to the text that is asserted of. */
function causesOf(testCase: TestCase, { verdict, chain, asserted, assertions, answer }: Undecided): CaseEvaluation['open'] {
  const textIsOpen = answer !== undefined && chain.answer === undefined && assertions.includes('undecided');
  const codeIsOpen = verdict === 'undecided' && chain.outcomes.every((one) => one.verdict === testCase.expected.verdict);
  const chainMatters = (verdict === 'undecided' && !(codeIsOpen && chain.outcomes.length === 1)) || textIsOpen;
  const open: Open[] = chainMatters ? [...chain.open] : [];
  for (const [position, assertion] of asserted.entries()) {
    if (assertions[position] !== 'undecided') continue;
    const cause = answer === undefined ? 'no-answer' : isRecord(assertion) ? causeOfAssertion(assertion) : 'undocumented';
    open.push({ kind: 'assertions', cause, reason: CAUSES[cause].text });
  }
  for (const key of testCase.unread ?? []) {
    open.push({ kind: `expected.${key}`, cause: 'undocumented', reason: 'what the case expects here is not documented' });
  }
  if ((codeIsOpen || open.length === 0) && chain.outcomes.some((one) => one.reasonCode === null)) {
    open.push({ kind: 'reason_code', cause: 'undocumented', reason: 'the reason code of this verdict is not documented' });
  }
  return [...new Map(open.map(({ kind, cause, reason }) => [`${kind} ${cause}`, { kind, cause, reason }])).values()];
}

import type { Expectation, Verdict } from '../../report/model.js';

/**
 * One way the whole chain may end. `reasonCode` is a text where the documentation gives one, `null` where none can be known.
 */
export interface Outcome {
  readonly verdict: Verdict;
  readonly reasonCode: string | null;
}

/** Verdicts that let the flow go on; a block ends it (https://docs.keeptrusts.com/article/understanding-policy-verdicts-allow-block-redact-escalate/). */
type Carried = Exclude<Verdict, 'block'>;

/**
 * The set of ways a chain may have gone so far. Each policy maps it to a larger or smaller set; it never loses a possibility, so what all members
 * agree on is certain, and what they disagree on is undecided.
 */
export interface ChainState {
  /** Verdicts that may stand when the next policy is reached; empty when the flow has certainly ended. */
  readonly carried: readonly Carried[];
  /** Ways the flow may have ended already. */
  readonly ended: readonly Outcome[];
}

export const START: ChainState = { carried: ['allow'], ended: [] };

/** What one policy may do now. */
export interface Possibility {
  readonly verdict: Verdict;
  readonly reasonCode: string | null;
}

/**
 * Applies one policy. How two verdicts that let the flow go on combine is documented only where one is allow; any other pair stays open
 * as both. Whether anything can still block after an escalation is undocumented too, so both ways are kept.
 */
export function advance(state: ChainState, possible: readonly Possibility[]): ChainState {
  const blocks = possible.filter((one) => one.verdict === 'block').map(({ verdict, reasonCode }) => ({ verdict, reasonCode }));
  const goesOn = possible.flatMap((one): Carried[] => (one.verdict === 'block' ? [] : [one.verdict]));
  const escalated = blocks.length > 0 && state.carried.includes('escalate') ? [{ verdict: 'escalate' as const, reasonCode: null }] : [];
  const carried = state.carried.flatMap((before) => goesOn.flatMap((now) => combine(before, now)));
  const reached = state.carried.length > 0;
  return {
    carried: [...new Set(carried)],
    ended: reached ? distinct([...state.ended, ...blocks, ...escalated]) : state.ended,
  };
}

function combine(before: Carried, now: Carried): readonly Carried[] {
  if (before === 'allow') return [now];
  if (now === 'allow' || now === before) return [before];
  return [before, now];
}

/** Every way the chain may end, once no policy is left. */
export function outcomesOf(state: ChainState): readonly Outcome[] {
  return distinct([...state.ended, ...state.carried.map((verdict) => ({ verdict, reasonCode: null }))]);
}

/** Each way once. */
export function distinct(outcomes: readonly Outcome[]): readonly Outcome[] {
  return [...new Map(outcomes.map((outcome) => [`${outcome.verdict} ${outcome.reasonCode ?? ''}`, outcome])).values()];
}

/**
 * Compares an expectation with every way the chain may end. `passed` and `failed` need all of them to agree. A reason code that is not
 * documented can neither confirm nor refute an expected one.
 */
export function compare(expected: Expectation, outcomes: readonly Outcome[]): 'passed' | 'failed' | 'undecided' {
  const answers = new Set(outcomes.map((outcome) => compareOne(expected, outcome)));
  if (answers.size !== 1) return 'undecided';
  const [answer] = answers;
  return answer ?? 'undecided';
}

function compareOne(expected: Expectation, outcome: Outcome): 'passed' | 'failed' | 'undecided' {
  if (outcome.verdict !== expected.verdict) return 'failed';
  if (expected.reasonCode === undefined) return 'passed';
  if (outcome.reasonCode === null) return 'undecided';
  return outcome.reasonCode === expected.reasonCode ? 'passed' : 'failed';
}

import type { Verdict } from '../../report/model.js';
import { kindFacts } from '../schema/catalog.js';
import {
  allow,
  type Block,
  type CauseId,
  type Decision,
  type Doubt,
  type Doubts,
  type KindEvaluator,
  type PackView,
  type Phase,
  type Side,
  undecided,
} from './decision.js';
import { type Applies, type ChainEntry, entryApplies, ordersOf, phasesOf } from './entries.js';
import { type Exchange, isRecord } from './exchange.js';
import { UNKNOWN_MARKER } from './find.js';
import { advance, type ChainState, distinct, type Outcome, outcomesOf, type Possibility, START } from './lattice.js';

/** What one entry said; `skipped` when its condition did not match, `not-reached` behind a certain block. */
export interface Step {
  readonly entry: ChainEntry;
  readonly phase: Phase;
  readonly outcome: { readonly kind: 'skipped' | 'not-reached' } | Decision;
  /** The exchange as the entry saw it: positions of its matches count in this one. */
  readonly seen: Exchange;
}

export interface ChainResult {
  /** Every way the chain may end. */
  readonly outcomes: readonly Outcome[];
  readonly steps: readonly Step[];
  /** What stays open, and why. */
  readonly open: readonly Open[];
  /** The answer as it leaves the chain; undefined when the case has none, or what becomes of it is not certain. */
  readonly answer?: string;
}

export interface Open {
  /** Position of the entry in `policies.chain`; left out where it is no entry that is open. */
  readonly index?: number;
  readonly phase?: Phase;
  readonly kind: string;
  readonly cause: CauseId;
  readonly reason: string;
}

/**
 * Runs an exchange through the chain: entries in order, the request's phase first, then the answer's. A certain block ends it; text that a
 * policy redacted is what later ones see. Where stages may set another order than the chain's, the outcomes are those of every order.
 */
export function runChain(
  entries: readonly ChainEntry[],
  exchange: Exchange,
  pack: PackView,
  evaluators: ReadonlyMap<string, KindEvaluator>,
): ChainResult {
  const [first, ...others] = ordersOf(entries).map((order) => runInOrder(order, exchange, pack, evaluators));
  if (first === undefined || others.length === 0) return first ?? { outcomes: [], steps: [], open: [] };
  const outcomes = distinct([first, ...others].flatMap((one) => one.outcomes));
  const staged = entries.find((entry) => entry.stage !== undefined);
  const reason = 'whether its stage or its place in the chain says when it runs is not documented';
  const open: readonly Open[] =
    staged === undefined || outcomes.length === first.outcomes.length
      ? []
      : [{ index: staged.index, kind: staged.kind, cause: 'undocumented', reason }];
  const { answer, ...rest } = first;
  const agreed = others.every((one) => one.answer === answer) ? answer : undefined;
  return { ...rest, outcomes, open: [...first.open, ...open], ...(agreed !== undefined && { answer: agreed }) };
}

function runInOrder(
  entries: readonly ChainEntry[],
  exchange: Exchange,
  pack: PackView,
  evaluators: ReadonlyMap<string, KindEvaluator>,
): ChainResult {
  let state: ChainState = START;
  let current = exchange;
  let doubts = exchange.doubts;
  const steps: Step[] = [];
  const open: Open[] = [];
  for (const phase of ['input', 'output'] as const) {
    for (const entry of entries) {
      const evaluator = evaluators.get(entry.kind);
      if (!phasesOf(entry, evaluator).includes(phase)) continue;
      const applies = appliesAnyhow(entry, current);
      if (state.carried.length === 0 || applies === 'no') {
        steps.push({ entry, phase, outcome: { kind: applies === 'no' ? 'skipped' : 'not-reached' }, seen: current });
        continue;
      }
      const decision = decideAnyhow(current, (seen) => decide(entry, evaluator, seen, doubts, pack, phase));
      steps.push({ entry, phase, outcome: decision, seen: current });
      const doubt = doubtOf(entry, evaluator, doubts, phase, current !== exchange);
      const possible = possibilities(decision, applies, doubt, current, verdictsOf(entry.kind, evaluator, pack));
      if (possible.length > 1) open.push({ phase, ...whyOpen(entry, decision, applies) });
      state = advance(state, possible);
      const later = textAfter(entry, decision, applies, current, phase);
      current = later.exchange;
      doubts = joinDoubts(doubts, later.doubts);
    }
  }
  const known = current.answer !== undefined && doubts.answer === undefined;
  return { outcomes: outcomesOf(state), steps, open, ...(known && { answer: current.answer }) };
}

/** Whether headers inside `request` count is not documented: a condition holds or not for certain only when it does so with and without them. */
function appliesAnyhow(entry: ChainEntry, exchange: Exchange): Applies {
  const applies = entryApplies(entry, exchange);
  const { perhapsHeaders: headers } = exchange;
  return headers === undefined || entryApplies(entry, { ...exchange, headers }) === applies ? applies : 'unknown';
}

function decideAnyhow(exchange: Exchange, decideOn: (exchange: Exchange) => Decision): Decision {
  const decision = decideOn(exchange);
  const { perhapsHeaders: headers } = exchange;
  const other = headers === undefined ? decision : decideOn({ ...exchange, headers });
  const could = [...new Set([...couldGive(decision), ...couldGive(other)])];
  return could.length === couldGive(decision).length && other.kind === decision.kind
    ? decision
    : undecided('undocumented', could, 'whether headers inside request count is not documented');
}

function couldGive(decision: Decision): readonly Verdict[] {
  return decision.kind === 'undecided' ? decision.could : [decision.verdict];
}

function decide(
  entry: ChainEntry,
  evaluator: KindEvaluator | undefined,
  exchange: Exchange,
  doubts: Doubts,
  pack: PackView,
  phase: Phase,
): Decision {
  const could = verdictsOf(entry.kind, evaluator, pack);
  if (evaluator === undefined) return undecided('unknown-kind', could);
  if (evaluator.looksAt !== 'no-text' && phase === 'output' && exchange.answer === undefined) {
    if (doubts.answer === 'any') return undecided('undocumented', could, 'upstream_response has a shape that is not documented');
    // A kind that looks at both sides has said all it can of the request; without an answer there is nothing more to see.
    return phasesOf(entry, evaluator).includes('input') ? allow('there is no answer to look at') : undecided('no-answer', could);
  }
  if (evaluator.looksAt === 'own-phase' && !evaluator.phases.includes(phase)) {
    return undecided('undocumented', could, `what it looks at in stage ${entry.stage ?? ''} is not documented`);
  }
  return evaluator.evaluate(blockOf(pack, entry.kind), exchange, pack, phase);
}

function blockOf(pack: PackView, kind: string): Block {
  const policy = isRecord(pack.root.policy) ? pack.root.policy : {};
  const block = Object.hasOwn(policy, kind) ? policy[kind] : undefined;
  return isRecord(block) ? block : {};
}

const ALL_VERDICTS: readonly Verdict[] = ['allow', 'block', 'redact', 'escalate'];

/** The verdicts the documentation gives a kind with its settings; all of them where it gives none. */
function verdictsOf(kind: string, evaluator: KindEvaluator | undefined, pack: PackView): readonly Verdict[] {
  if (evaluator?.could !== undefined) return evaluator.could(blockOf(pack, kind));
  const documented = kindFacts(kind)?.verdicts ?? [];
  const known = ALL_VERDICTS.filter((verdict) => documented.includes(verdict));
  return known.length === 0 ? ALL_VERDICTS : known;
}

function sideOf(phase: Phase): Side {
  return phase === 'input' ? 'request' : 'answer';
}

function doubtOf(
  entry: ChainEntry,
  evaluator: KindEvaluator | undefined,
  doubts: Doubts,
  phase: Phase,
  rewritten: boolean,
): Doubt | undefined {
  if (evaluator?.looksAt === 'no-text') return undefined;
  // Whether an entry that runs in parallel sees what its neighbours redacted is not documented.
  const doubt = entry.parallel === true && rewritten ? 'any' : doubts[sideOf(phase)];
  return doubt !== undefined && evaluator?.looksAt !== 'text' ? 'any' : doubt;
}

function possibilities(
  decision: Decision,
  applies: Applies,
  doubt: Doubt | undefined,
  seen: Exchange,
  all: readonly Verdict[],
): readonly Possibility[] {
  const own: readonly Possibility[] =
    decision.kind === 'undecided'
      ? decision.could.map((verdict) => ({ verdict, reasonCode: null }))
      : [{ verdict: decision.verdict, reasonCode: 'reasonCode' in decision ? (decision.reasonCode ?? null) : null }];
  // What matched may be gone, or the condition may not hold: then it would have let the exchange pass.
  const mayPass = applies === 'unknown' || doubt === 'less' || restsOnMarker(decision, seen);
  const more: readonly Verdict[] = doubt === 'any' ? all : mayPass ? ['allow'] : [];
  const added = more.filter((verdict) => !own.some((one) => one.verdict === verdict));
  return [...own, ...added.map((verdict) => ({ verdict, reasonCode: null }))];
}

/** Whether every match includes a redaction's marker, of which the text is not known. */
function restsOnMarker(decision: Decision, seen: Exchange): boolean {
  if (decision.kind === 'undecided' || decision.matches.length === 0) return false;
  return decision.matches.every(({ where, index, start, end }) => {
    const text = where === 'message' ? seen.messages[index]?.content : where === 'answer' ? seen.answer : undefined;
    return text?.slice(start, end).includes(UNKNOWN_MARKER) === true;
  });
}

/** What later policies see. Where it is not certain that a change was made, they see the text as it was, in doubt. */
function textAfter(
  entry: ChainEntry,
  decision: Decision,
  applies: Applies,
  current: Exchange,
  phase: Phase,
): { readonly exchange: Exchange; readonly doubts: Doubts } {
  const side = sideOf(phase);
  const own = decision.doubts ?? {};
  if (decision.kind === 'undecided') {
    return { exchange: current, doubts: decision.could.includes('redact') ? joinDoubts({ [side]: 'less' }, own) : own };
  }
  const rewritten = 'rewritten' in decision ? decision.rewritten : undefined;
  if (rewritten === undefined) return { exchange: current, doubts: own };
  if (applies === 'yes' && entry.parallel !== true) return { exchange: rewritten, doubts: own };
  return { exchange: current, doubts: joinDoubts({ [side]: decision.verdict === 'redact' ? 'less' : 'any' }, own) };
}

function joinDoubts(some: Doubts, others: Doubts): Doubts {
  const joined: Partial<Record<Side, Doubt>> = { ...some };
  for (const side of ['request', 'answer'] as const) {
    const other = others[side];
    if (other !== undefined && joined[side] !== 'any') joined[side] = other;
  }
  return joined;
}

function whyOpen({ index, kind }: ChainEntry, decision: Decision, applies: Applies): Open {
  if (decision.kind === 'undecided') return { index, kind, cause: decision.cause, reason: decision.reason };
  const reason =
    applies === 'unknown'
      ? 'its condition looks at something the case does not say'
      : 'the text it sees is not certain: an earlier policy may have changed it, or the case gives it in an undocumented shape';
  return { index, kind, cause: 'undocumented', reason };
}

import type { Verdict } from '../../report/model.js';
import type { ChainResult, Step } from './chain.js';
import { CAUSES, type Match, type Phase } from './decision.js';
import type { Exchange } from './exchange.js';

/** What a configured item matched. */
export interface ExplainedMatch {
  /** The matched text; empty for a match of a header or a tool. */
  readonly text: string;
  /** `message 1, characters 8 to 20`; positions count from 1, the last included. */
  readonly place: string;
  /** Config path of the item, e.g. `policy.dlp-filter.blocked_terms[0]`. */
  readonly item?: string;
}

/** What one policy says of a message, and why. No text is escaped. */
export interface ExplainedStep {
  /** Position in `policies.chain`. */
  readonly index: number;
  readonly kind: string;
  readonly phase: Phase;
  /** Verdicts it may give: one when it is certain, none when it was not asked. */
  readonly verdicts: readonly Verdict[];
  readonly reason: string;
  readonly reasonCode?: string;
  readonly matches: readonly ExplainedMatch[];
  /** What would decide it, where it is open. */
  readonly wayOut?: string;
  /** Why it may come otherwise, where the policy itself is certain. */
  readonly unless?: string;
}

export interface Explanation {
  readonly steps: readonly ExplainedStep[];
  /** What is open besides the decisions of single policies. */
  readonly notes: readonly string[];
  /** Verdicts the whole chain may end with; one where it is certain. */
  readonly verdicts: readonly Verdict[];
}

/** The way of an exchange through the chain, policy by policy. */
export function explainChain(result: ChainResult): Explanation {
  const { steps, outcomes, open } = result;
  return {
    steps: steps.map((step) => withDoubt(explainStep(step), step, result)),
    notes: open.filter((one) => one.phase === undefined).map(({ kind, reason }) => `${kind}: ${reason}`),
    verdicts: [...new Set(outcomes.map((outcome) => outcome.verdict))],
  };
}

function withDoubt(explained: ExplainedStep, { entry, phase, outcome }: Step, { open }: ChainResult): ExplainedStep {
  const doubt = outcome.kind === 'decided' ? open.find((one) => one.index === entry.index && one.phase === phase) : undefined;
  return doubt === undefined ? explained : { ...explained, unless: doubt.reason };
}

function explainStep({ entry, phase, outcome, seen }: Step): ExplainedStep {
  const step = { index: entry.index, kind: entry.kind, phase };
  if (outcome.kind === 'undecided') {
    return { ...step, verdicts: outcome.could, reason: outcome.reason, matches: [], wayOut: CAUSES[outcome.cause].wayOut };
  }
  if (outcome.kind !== 'decided') {
    const reason = outcome.kind === 'skipped' ? 'its condition does not match' : 'an earlier policy has blocked';
    return { ...step, verdicts: [], reason, matches: [] };
  }
  return {
    ...step,
    verdicts: [outcome.verdict],
    reason: outcome.reason,
    ...('reasonCode' in outcome && outcome.reasonCode !== undefined && { reasonCode: outcome.reasonCode }),
    matches: outcome.matches.map((match) => explainMatch(match, entry.kind, seen)),
  };
}

function explainMatch(match: Match, kind: string, seen: Exchange): ExplainedMatch {
  const { where, index, start, end, item } = match;
  const text = where === 'answer' ? seen.answer : where === 'message' ? seen.messages[index]?.content : undefined;
  return {
    text: text?.slice(start, end) ?? '',
    place: placeOf(match, seen),
    ...(item !== undefined && { item: `policy.${kind}.${item}` }),
  };
}

function placeOf({ where, index, start, end }: Match, seen: Exchange): string {
  if (where === 'tool') return `tool call ${index + 1}`;
  if (where === 'header') return 'headers';
  const side = where === 'answer' ? 'answer' : seen.messages.length > 1 ? `message ${index + 1}` : 'message';
  return `${side}, characters ${start + 1} to ${end}`;
}

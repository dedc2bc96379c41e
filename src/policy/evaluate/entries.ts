import type { KindEvaluator, Phase } from './decision.js';
import { type Exchange, isRecord, listOf } from './exchange.js';

/** An entry of `policies.chain`: a kind, or a kind with conditions (https://docs.keeptrusts.com/docs/policies/config-conditional-chains). */
export interface ChainEntry {
  /** Position in `policies.chain`. */
  readonly index: number;
  readonly kind: string;
  readonly when?: Readonly<Record<string, unknown>>;
  readonly stage?: string;
  readonly parallel?: true;
  /** It has conditions that the readable documentation mentions without their keys ("targeting metadata"). */
  readonly targeted?: true;
}

const ENTRY_KEYS: ReadonlySet<string> = new Set(['when', 'stage', 'parallel']);

/** The entries of a document's chain in order; anything that is no entry is left out, since lint reports it. */
export function chainEntries(root: Readonly<Record<string, unknown>>): readonly ChainEntry[] {
  const policies = isRecord(root.policies) ? root.policies : {};
  return listOf(policies.chain).flatMap((entry, index): ChainEntry[] => {
    if (typeof entry === 'string') return [{ index, kind: entry }];
    if (!isRecord(entry)) return [];
    const [kind, ...more] = Object.keys(entry);
    if (kind === undefined || more.length > 0) return [];
    const settings = entry[kind];
    return [isRecord(settings) ? entryWith(index, kind, settings) : { index, kind }];
  });
}

function entryWith(index: number, kind: string, settings: Readonly<Record<string, unknown>>): ChainEntry {
  const unread = Object.keys(settings).some((key) => !ENTRY_KEYS.has(key)) || (settings.when !== undefined && !isRecord(settings.when));
  return {
    index,
    kind,
    ...(isRecord(settings.when) && { when: settings.when }),
    ...(typeof settings.stage === 'string' && { stage: settings.stage }),
    ...(settings.parallel === true && { parallel: true as const }),
    ...(unread && { targeted: true as const }),
  };
}

/** Stages as documented; the two that touch the request belong to the input side. A kind nobody evaluates is asked once, with the request. */
const STAGE_PHASES: ReadonlyMap<string, Phase> = new Map([
  ['pre-request', 'input'],
  ['post-request', 'input'],
  ['pre-response', 'output'],
  ['post-response', 'output'],
]);

/** The phases an entry is asked in: that of its stage, or those of its kind. */
export function phasesOf(entry: ChainEntry, evaluator: KindEvaluator | undefined): readonly Phase[] {
  const staged = STAGE_PHASES.get(entry.stage ?? '');
  return staged === undefined ? (evaluator?.phases ?? ['input']) : [staged];
}

/** What a stage says of the order inside its phase; the default stages could not be read, so an entry without one may stand in either. */
const STAGE_RANKS: ReadonlyMap<string, number> = new Map([
  ['pre-request', 0],
  ['post-request', 1],
  ['pre-response', 0],
  ['post-response', 1],
]);

/**
 * The orders in which the entries may run: that of the chain, and where stages contradict it also theirs. Which of the two counts is not documented
 * (https://docs.keeptrusts.com/docs/policies/config-conditional-chains).
 */
export function ordersOf(entries: readonly ChainEntry[]): readonly (readonly ChainEntry[])[] {
  if (!entries.some((entry) => entry.stage !== undefined)) return [entries];
  const staged = [0, 1].map((unsaid) => entries.toSorted((a, b) => rankOf(a, unsaid) - rankOf(b, unsaid)));
  const orders = [entries, ...staged];
  return [...new Map(orders.map((order) => [order.map(({ index }) => index).join(), order])).values()];
}

function rankOf({ stage }: ChainEntry, unsaid: number): number {
  return STAGE_RANKS.get(stage ?? '') ?? unsaid;
}

export type Applies = 'yes' | 'no' | 'unknown';

/** `when`: all of path (prefix), header (exact values) and model (any of the list) must match; what is not documented leaves it open. */
export function entryApplies(entry: ChainEntry, exchange: Exchange): Applies {
  const answers = Object.entries(entry.when ?? {}).map(([key, value]) => predicateHolds(key, value, exchange));
  if (answers.includes('no')) return 'no';
  return entry.targeted === true || answers.includes('unknown') ? 'unknown' : 'yes';
}

function predicateHolds(key: string, value: unknown, exchange: Exchange): Applies {
  if (key === 'path' && typeof value === 'string')
    return exchange.path === undefined ? 'unknown' : toAnswer(exchange.path.startsWith(value));
  if (key === 'header' && isRecord(value)) {
    return toAnswer(Object.entries(value).every(([name, wanted]) => exchange.headers.get(name.toLowerCase()) === String(wanted)));
  }
  if (key === 'model' && Array.isArray(value)) {
    const { model } = exchange;
    if (model === undefined) return 'unknown';
    if (value.includes(model)) return 'yes';
    return value.some((name) => mayBeSameModel(String(name), model)) ? 'unknown' : 'no';
  }
  return 'unknown';
}

/** `gpt-4o` may be `openai/gpt-4o` or another provider's: that depends on where the request goes. */
function mayBeSameModel(listed: string, used: string): boolean {
  return listed.endsWith(`/${used}`) || used.endsWith(`/${listed}`);
}

function toAnswer(holds: boolean): Applies {
  return holds ? 'yes' : 'no';
}

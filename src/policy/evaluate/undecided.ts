import type { UndecidedCause } from '../../report/model.js';
import { CAUSES, type CauseId } from './decision.js';

/** What is needed of a case's evaluation: its final outcome, and what kept it open. */
export interface OpenCase {
  readonly outcome: 'passed' | 'failed' | 'undecided';
  readonly open: readonly { readonly kind: string; readonly cause: CauseId }[];
}

/**
 * Each cause once per kind, with the number of undecided cases it kept open and the way out; the most frequent first. A case that another engine
 * decided does not count, whatever the builtin evaluator left open.
 */
export function summariseUndecided(cases: readonly OpenCase[]): readonly UndecidedCause[] {
  const causes = new Map<string, { kind: string; cause: CauseId; cases: number }>();
  for (const { open } of cases.filter(({ outcome }) => outcome === 'undecided')) {
    const own = new Map(open.map((one) => [`${one.kind} ${one.cause}`, one]));
    for (const [key, { kind, cause }] of own) {
      const counted = causes.get(key) ?? { kind, cause, cases: 0 };
      counted.cases += 1;
      causes.set(key, counted);
    }
  }
  return [...causes.values()]
    .sort((a, b) => b.cases - a.cases || (a.kind < b.kind ? -1 : 1))
    .map(({ kind, cause, cases: count }) => ({ kind, cause, ...CAUSES[cause], cases: count }));
}

/** What is needed of a result to find its counterpart at another commit. */
export interface NamedOutcome {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'undecided';
}

/**
 * Cases that are undecided now and were decided at the base, for `undecided: new`. Cases are the same when they have the same name; of
 * several with one name, the first belongs to the first, and so on. A case the base does not have was never decided.
 */
export function undecidedNew<T extends NamedOutcome>(current: readonly T[], base: readonly NamedOutcome[]): readonly T[] {
  const before = byName(base);
  const seen = new Map<string, number>();
  return current.filter((one) => {
    const position = seen.get(one.name) ?? 0;
    seen.set(one.name, position + 1);
    const counterpart = before.get(one.name)?.[position];
    return one.outcome === 'undecided' && counterpart !== undefined && counterpart.outcome !== 'undecided';
  });
}

function byName(cases: readonly NamedOutcome[]): ReadonlyMap<string, readonly NamedOutcome[]> {
  const groups = new Map<string, NamedOutcome[]>();
  for (const one of cases) {
    const group = groups.get(one.name);
    if (group === undefined) groups.set(one.name, [one]);
    else group.push(one);
  }
  return groups;
}

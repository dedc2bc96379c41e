import type { Verdict } from '../../../report/model.js';
import { allow, type Block, type KindEvaluator, undecided, withDoubts } from '../decision.js';

const COULD: ReadonlyMap<unknown, readonly Verdict[]> = new Map<unknown, readonly Verdict[]>([
  ['audit_only', ['allow']],
  ['review_and_return', ['allow']],
  ['judge', ['allow', 'block']],
  ['escalate', ['allow', 'escalate']],
]);

/**
 * A model takes a second look at flagged content: `judge` allows or blocks, `escalate` hands over to a person, `audit_only` always allows and
 * `review_and_return` only annotates (https://docs.keeptrusts.com/docs/policies/config-flagged-review). What an annotation adds is not known.
 */
export const flaggedReview: KindEvaluator = {
  kind: 'flagged-review',
  looksAt: 'own-phase',
  phases: ['output'],
  could: verdictsOf,
  evaluate: (settings) => {
    const { mode } = settings;
    if (mode === 'audit_only') return allow('audit_only always allows');
    if (mode === 'review_and_return') return withDoubts(allow('review_and_return only annotates'), { answer: 'any' });
    return undecided('needs-model', verdictsOf(settings));
  },
};

function verdictsOf({ mode }: Block): readonly Verdict[] {
  return COULD.get(mode) ?? ['allow', 'block', 'escalate'];
}

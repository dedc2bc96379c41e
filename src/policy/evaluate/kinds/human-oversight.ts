import type { Verdict } from '../../../report/model.js';
import { type Block, type KindEvaluator, undecided } from '../decision.js';

/**
 * One page says that the answer is classified into categories, an article that every answer goes to review
 * (https://docs.keeptrusts.com/docs/policies/human-oversight). The two exclude each other, so it stays open.
 */
export const humanOversight: KindEvaluator = {
  kind: 'human-oversight',
  looksAt: 'own-phase',
  phases: ['output'],
  could: verdictsOf,
  evaluate: (settings) =>
    undecided('undocumented', verdictsOf(settings), 'whether every answer or only listed categories go to review is documented both ways'),
};

function verdictsOf({ action }: Block): readonly Verdict[] {
  return ['allow', action === 'block' ? 'block' : 'escalate'];
}

import { type KindEvaluator, undecided } from '../decision.js';

/**
 * One page says that the answer is classified into categories, an article that every answer goes to review
 * (https://docs.keeptrusts.com/docs/policies/human-oversight). The two exclude each other, so it stays open.
 */
export const humanOversight: KindEvaluator = {
  kind: 'human-oversight',
  looksAt: 'own-phase',
  phases: ['output'],
  evaluate: (settings) =>
    undecided(
      'undocumented',
      ['allow', settings.action === 'block' ? 'block' : 'escalate'],
      'whether every answer or only listed categories go to review is documented both ways',
    ),
};

import { allow, block, type KindEvaluator } from '../decision.js';
import { findOwnTerms, undecidedItems } from '../terms.js';

/**
 * Own names, anywhere in the request or the answer and without regard to case; `fuzzy_matching` compares each word with each entry within an
 * edit distance, so that it hardly reaches an entry of several words (https://docs.keeptrusts.com/docs/policies/entity-list-filter). Nothing is
 * built in.
 */
export const entityListFilter: KindEvaluator = {
  kind: 'entity-list-filter',
  looksAt: 'text',
  phases: ['input', 'output'],
  evaluate: (settings, exchange, pack, phase) => {
    const rules = { caseRule: 'known', fuzzy: 'tokens', defaultDistance: 1 } as const;
    const found = findOwnTerms(settings, 'blocked_entities', exchange, phase, pack, rules);
    if (found.matches.length > 0) return block('a listed entity is named', found.matches);
    return undecidedItems(found, ['allow', 'block']) ?? allow('no listed entity is named');
  },
};

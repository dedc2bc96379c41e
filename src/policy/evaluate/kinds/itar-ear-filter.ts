import { block, type KindEvaluator, undecided } from '../decision.js';
import { findOwnTerms, undecidedItems } from '../terms.js';

/**
 * Prompts and responses; own terms are merged with a built-in list of controlled items that is not published, so only a match is certain
 * (https://docs.keeptrusts.com/docs/policies/itar-ear-filter). That case is ignored is read off its sibling entity-list-filter.
 */
export const itarEarFilter: KindEvaluator = {
  kind: 'itar-ear-filter',
  looksAt: 'text',
  phases: ['input', 'output'],
  evaluate: (settings, exchange, pack, phase) => {
    const rules = { caseRule: 'known', fuzzy: 'unsaid', defaultDistance: 1 } as const;
    const found = findOwnTerms(settings, 'blocked_terms', exchange, phase, pack, rules);
    if (found.matches.length > 0) return block('an own term matches', found.matches);
    return undecidedItems(found, ['allow', 'block']) ?? undecided('unpublished-list', ['allow', 'block']);
  },
};

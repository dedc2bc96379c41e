import { block, type KindEvaluator, undecided } from '../decision.js';
import { findOwnPatterns, undecidedItems } from '../terms.js';

/**
 * Own phrases are merged with built-in ones that are known by example only, so only a match is certain. It reads the answer, not the prompt
 * (https://docs.keeptrusts.com/article/preventing-mnpi-leakage-investment-banking-ai/). One built-in example is a regular expression, so the
 * own entries are read as such; whether case matters is not stated: what matches only without case is open.
 */
export const mnpiFilter: KindEvaluator = {
  kind: 'mnpi-filter',
  looksAt: 'text',
  phases: ['output'],
  evaluate: (settings, exchange, pack, phase) => {
    const found = findOwnPatterns(settings, 'detect_patterns', exchange, phase, pack);
    if (found.matches.length > 0) return block('an own phrase matches the answer', found.matches);
    return undecidedItems(found, ['allow', 'block']) ?? undecided('unpublished-list', ['allow', 'block']);
  },
};

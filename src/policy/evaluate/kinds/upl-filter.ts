import { allow, block, type KindEvaluator, undecided, withDoubts } from '../decision.js';
import { findOwnTerms, undecidedItems } from '../terms.js';

/**
 * Own phrases extend a built-in list that is known by example only; it reads the answer
 * (https://docs.keeptrusts.com/docs/policies/upl-filter). Whether case matters is not stated: what matches only without case is open.
 * `rewrite_to_educational` goes before blocking, and redact is none of its verdicts, so then the answer passes, with a text that is not known.
 * A disclaimer, on by default, changes the text as well.
 */
export const uplFilter: KindEvaluator = {
  kind: 'upl-filter',
  looksAt: 'text',
  phases: ['output'],
  could: ({ rewrite_to_educational: rewrites }) => (rewrites === true ? ['allow'] : ['allow', 'block']),
  evaluate: (settings, exchange, pack, phase) => {
    if (settings.rewrite_to_educational === true) {
      return withDoubts(allow('it rewrites what matches and lets it through'), { answer: 'any' });
    }
    const found = findOwnTerms(settings, 'blocked_patterns', exchange, phase, pack, { caseRule: 'unknown', fuzzy: 'none' });
    if (found.matches.length > 0) return block('an own phrase matches the answer', found.matches);
    const open = undecidedItems(found, ['allow', 'block']) ?? undecided('unpublished-list', ['allow', 'block']);
    return settings.require_disclaimer === false ? open : withDoubts(open, { answer: 'any' });
  },
};

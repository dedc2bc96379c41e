import { allow, block, type KindEvaluator, redact, withDoubts } from '../decision.js';
import { withoutMatches } from '../find.js';
import { findOwnTerms, undecidedItems } from '../terms.js';

/**
 * Own terms only; nothing is built in (https://docs.keeptrusts.com/docs/policies/dual-use-filter). That case is ignored is read off its sibling
 * filters, which say so.
 */
export const dualUseFilter: KindEvaluator = {
  kind: 'dual-use-filter',
  looksAt: 'text',
  phases: ['input'],
  could: ({ action }) => ['allow', action === 'redact' ? 'redact' : 'block'],
  evaluate: (settings, exchange, pack, phase) => {
    const acts = settings.action === 'redact' ? 'redact' : 'block';
    const rules = { caseRule: 'known', fuzzy: 'unsaid', defaultDistance: 1 } as const;
    const found = findOwnTerms(settings, 'blocked_terms', exchange, phase, pack, rules);
    if (found.matches.length === 0) return undecidedItems(found, ['allow', acts]) ?? allow('no own term matches');
    if (acts === 'block') return block('an own term matches', found.matches);
    const redacted = redact('an own term matches', found.matches, withoutMatches(exchange, found.matches));
    return found.complete ? redacted : withDoubts(redacted, { request: 'less' });
  },
};

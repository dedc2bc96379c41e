import { allow, block, type KindEvaluator, undecided } from '../decision.js';
import { findTerms, textsOf } from '../find.js';
import { findOwnTerms, passagesOf, undecidedItems } from '../terms.js';

/** The markers the page lists as built in: https://docs.keeptrusts.com/docs/policies/legal-privilege */
const PUBLISHED_MARKERS = ['attorney-client', 'work product', 'privileged and confidential', 'legal advice', 'litigation strategy'];

/**
 * Marker phrases (https://docs.keeptrusts.com/docs/policies/legal-privilege), read like the terms of its siblings: anywhere, case ignored. Whether
 * own markers replace the built-in ones is not stated: a text that only a built-in marker matches is open as soon as own markers are set.
 * With none set, the published list decides.
 */
export const legalPrivilege: KindEvaluator = {
  kind: 'legal-privilege',
  looksAt: 'text',
  phases: ['input'],
  evaluate: (settings, exchange, pack, phase) => {
    const own = findOwnTerms(settings, 'privilege_markers', exchange, phase, pack, { caseRule: 'known', fuzzy: 'none' });
    if (own.matches.length > 0) return block('an own marker matches', own.matches);
    const open = undecidedItems(own, ['allow', 'block']);
    if (open !== undefined) return open;
    const builtin = findTerms(passagesOf(exchange, phase), PUBLISHED_MARKERS, 'built-in', pack).matches;
    if (builtin.length === 0) return allow('no marker matches');
    return textsOf(settings.privilege_markers).length === 0
      ? block('a built-in marker matches', builtin)
      : undecided('undocumented', ['allow', 'block'], 'whether own markers replace the built-in ones is not documented');
  },
};

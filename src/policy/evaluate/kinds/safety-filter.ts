import type { Verdict } from '../../../report/model.js';
import { allow, block, escalate, type KindEvaluator, undecided } from '../decision.js';
import { textsOf } from '../find.js';
import { findOwnTerms, undecidedItems } from '../terms.js';

/**
 * Own phrases in `block_if`. Whether they replace the built-in list of the mode or come on top of it is said both ways; the page on how it runs
 * says replace (https://docs.keeptrusts.com/article/building-your-first-content-safety-policy-with-keeptrusts/), so with own phrases a miss
 * is an allow. Without them the mode's list decides, and it is not published. Open are a match but for its case, `max_age`, which is documented by
 * name only, and a phrase in the answer: the catalogs have it read the request, the page on streaming the answer too.
 */
export const safetyFilter: KindEvaluator = {
  kind: 'safety-filter',
  looksAt: 'text',
  phases: ['input', 'output'],
  evaluate: (settings, exchange, pack, phase) => {
    const acting: readonly Verdict[] =
      settings.action === 'block' || settings.action === 'escalate' ? [settings.action] : ['block', 'escalate'];
    const could: readonly Verdict[] = ['allow', ...acting];
    const found = findOwnTerms(settings, 'block_if', exchange, phase, pack, { caseRule: 'unknown', fuzzy: 'unsaid' });
    if (found.matches.length > 0) {
      if (phase === 'output') return undecided('undocumented', could, 'whether it reads the answer is documented both ways');
      if (acting.length > 1) return undecided('undocumented', acting, 'a phrase matches, and the default action is not documented');
      const decide = settings.action === 'escalate' ? escalate : block;
      return decide('a phrase of block_if matches', found.matches);
    }
    const open = undecidedItems(found, could);
    if (open !== undefined) return open;
    if (settings.max_age !== undefined) return undecided('undocumented', could, 'what max_age does is not documented');
    if (textsOf(settings.block_if).length === 0) return undecided('unpublished-list', could);
    return allow('no phrase of block_if matches');
  },
};

import type { Verdict } from '../../../report/model.js';
import { type Block, block, type KindEvaluator, undecided } from '../decision.js';
import { type Exchange, isRecord } from '../exchange.js';
import { findPatterns, messagePassages, type Passage, textsOf } from '../find.js';
import { joinFound, undecidedItems } from '../terms.js';

/** The one reason code the documentation ties to `kt policy test` (https://docs.keeptrusts.com/docs/cli/policy-test). */
const REASON_CODE = 'prompt_injection.detected';

/** Whether instructions of the operator are searched is not documented; user messages and the conversation are. */
const OPERATOR_ROLES: ReadonlySet<string> = new Set(['system', 'developer']);

/**
 * Own attack patterns, flat or below `detection`; both shapes are documented. They ignore case: the documented cases differ in it only. The
 * curated list is not published, so a message that no own pattern matches may still be blocked
 * (https://docs.keeptrusts.com/docs/policies/prompt-injection). The page lets it log or escalate as well; an article says that it always blocks
 * (https://docs.keeptrusts.com/article/prompt-injection-defense-detection-blocking-and-encoding-normalization/): any other action is open.
 */
export const promptInjection: KindEvaluator = {
  kind: 'prompt-injection',
  looksAt: 'own-phase',
  phases: ['input'],
  evaluate: (settings, exchange, pack) => {
    const detection = isRecord(settings.detection) ? settings.detection : {};
    const passages = searched(exchange);
    const found = joinFound(
      findPatterns(passages, textsOf(settings.attack_patterns), 'attack_patterns', pack.patterns, true),
      findPatterns(passages, textsOf(detection.attack_patterns), 'detection.attack_patterns', pack.patterns, true),
    );
    const acts = actsOf(settings);
    const could: readonly Verdict[] = acts.includes('allow') ? acts : ['allow', ...acts];
    if (found.matches.length === 0) return undecidedItems(found, could) ?? undecided('unpublished-list', could);
    return acts.length === 1
      ? block('an own attack pattern matches', found.matches, REASON_CODE)
      : undecided('undocumented', acts, 'whether it follows an action other than block is documented both ways');
  },
};

function searched(exchange: Exchange): readonly Passage[] {
  return messagePassages(exchange).filter(({ index }) => !OPERATOR_ROLES.has(exchange.messages[index]?.role ?? ''));
}

/** What a detection may lead to; block alone where that is certain. */
function actsOf(settings: Block): readonly Verdict[] {
  const action = isRecord(settings.response) && settings.response.action !== undefined ? settings.response.action : settings.action;
  if (action === undefined || action === 'block') return ['block'];
  return action === 'escalate' ? ['block', 'escalate'] : ['allow', 'block'];
}

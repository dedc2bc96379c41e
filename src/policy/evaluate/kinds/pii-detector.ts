import type { Verdict } from '../../../report/model.js';
import { type Block, block, type Doubts, type KindEvaluator, type PackView, redact, undecided, withDoubts } from '../decision.js';
import { type Exchange, requestText } from '../exchange.js';
import { findPatterns, textsOf, withoutMatches } from '../find.js';
import { findOwnPatterns, undecidedItems } from '../terms.js';

/** Industry pages put category names where the field table wants expressions; a name as an expression would match itself. */
const LABEL = /^[a-z][a-z_]*$/;

/**
 * Own expressions of `detect_patterns` redact or block (https://docs.keeptrusts.com/docs/policies/pii-detector); none of the built-in ones is
 * published, so a text that no own expression matches stays open, and what a redaction leaves too. Bare category names in the list are open
 * as well. It reads the joined text of the request, so that an expression must find something there too. With an answer it redacts that also,
 * whatever `action` says (https://docs.keeptrusts.com/article/pii-detection-and-automatic-redaction-in-llm-requests/); with which verdict is not stated.
 */
export const piiDetector: KindEvaluator = {
  kind: 'pii-detector',
  looksAt: 'text',
  phases: ['input'],
  evaluate: (settings, exchange, pack, phase) => {
    const acts = settings.action === 'block' ? 'block' : 'redact';
    const found = findOwnPatterns(settings, 'detect_patterns', exchange, phase, pack);
    const certain = certainItems(settings, exchange, pack, phase === 'input');
    const matches = found.matches.filter((match) => certain.has(match.item ?? ''));
    const hasAnswer = exchange.answer !== undefined;
    const doubts: Doubts = hasAnswer ? { request: 'less', answer: 'less' } : { request: 'less' };
    if (matches.length === 0) {
      const could: readonly Verdict[] = hasAnswer && acts === 'block' ? ['allow', 'block', 'redact'] : ['allow', acts];
      return withDoubts(undecidedItems(found, could) ?? undecided('unpublished-list', could), acts === 'block' && !hasAnswer ? {} : doubts);
    }
    if (acts === 'block') return block('an own expression matches', matches);
    return withDoubts(redact('an own expression matches', matches, withoutMatches(exchange, matches)), doubts);
  },
};

function certainItems(settings: Block, exchange: Exchange, pack: PackView, isRequest: boolean): ReadonlySet<string> {
  const written = textsOf(settings.detect_patterns);
  const joined = [{ where: 'message' as const, index: 0, text: isRequest ? requestText(exchange) : (exchange.answer ?? '') }];
  const inJoined = new Set(findPatterns(joined, written, 'detect_patterns', pack.patterns).matches.map((match) => match.item));
  const items = written.flatMap((expression, position) => (LABEL.test(expression) ? [] : [`detect_patterns[${position}]`]));
  return new Set(items.filter((item) => inJoined.has(item)));
}

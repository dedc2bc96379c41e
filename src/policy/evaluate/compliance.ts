import { type Block, block, type Decision, type PackView, type Phase, undecided, withDoubts } from './decision.js';
import type { Exchange } from './exchange.js';
import { findOwnPatterns, undecidedItems } from './terms.js';

/**
 * What the two compliance kinds share: an own pattern in the answer blocks; disclaimers are prepended and leave the verdict at allow. Built-in
 * phrases exist and are not published, so an answer that no own pattern matches stays open. So does its text: when a disclaimer is
 * put before it follows advice heuristics that are not published
 * (https://docs.keeptrusts.com/article/disclaimer-injection-adding-legal-notices-to-ai-responses-automatically/).
 */
export function evaluateCompliance(settings: Block, exchange: Exchange, pack: PackView, phase: Phase): Decision {
  const found = findOwnPatterns(settings, 'blocked_patterns', exchange, phase, pack);
  if (found.matches.length > 0) return block('an own pattern matches the answer', found.matches);
  const open = undecidedItems(found, ['allow', 'block']) ?? undecided('unpublished-list', ['allow', 'block']);
  const { required_disclaimers: disclaimers } = settings;
  return Array.isArray(disclaimers) && disclaimers.length === 0 ? open : withDoubts(open, { answer: 'any' });
}

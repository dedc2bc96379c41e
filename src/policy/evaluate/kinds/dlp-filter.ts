import type { Verdict } from '../../../report/model.js';
import { allow, type Block, block, type Decision, type KindEvaluator, redact, undecided, withDoubts } from '../decision.js';
import { withoutMatches } from '../find.js';
import { findOwnPatterns, findOwnTerms, joinFound, undecidedItems } from '../terms.js';

/**
 * Own patterns and terms; terms are literal and ignore case (https://docs.keeptrusts.com/docs/policies/dlp-filter). At sensitivity `standard`
 * nothing is built in; above it a check for classification markings is, and those are not published. The field table has it read request and
 * response, the articles treat it as an input control: what only the answer holds is open.
 */
export const dlpFilter: KindEvaluator = {
  kind: 'dlp-filter',
  looksAt: 'text',
  phases: ['input', 'output'],
  could: verdictsOf,
  evaluate: (settings, exchange, pack, phase) => {
    const could = verdictsOf(settings);
    const found = joinFound(
      findOwnPatterns(settings, 'detect_patterns', exchange, phase, pack),
      findOwnTerms(settings, 'blocked_terms', exchange, phase, pack, { caseRule: 'known', fuzzy: 'unsaid' }),
    );
    const open = undecidedItems(found, could);
    if (found.matches.length > 0) {
      if (phase === 'output') return undecided('undocumented', could, 'whether it reads the answer is documented both ways');
      if (settings.action === 'block') return block('an own pattern or term matches', found.matches);
      const redacted: Decision = redact('an own pattern or term matches', found.matches, withoutMatches(exchange, found.matches));
      return found.complete && !hasBuiltinMarkers(settings) ? redacted : withDoubts(redacted, { request: 'less' });
    }
    return open ?? (hasBuiltinMarkers(settings) ? undecided('unpublished-list', could) : allow('no own pattern or term matches'));
  },
};

function hasBuiltinMarkers(settings: Block): boolean {
  return settings.sensitivity_level !== undefined && settings.sensitivity_level !== 'standard';
}

function verdictsOf(settings: Block): readonly Verdict[] {
  return ['allow', settings.action === 'block' ? 'block' : 'redact'];
}

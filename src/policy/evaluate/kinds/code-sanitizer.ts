import type { Verdict } from '../../../report/model.js';
import { allow, type Block, block, type KindEvaluator, type Match, redact, undecided, withDoubts } from '../decision.js';
import type { Exchange } from '../exchange.js';
import { findPatterns, textsOf, withoutMatches } from '../find.js';
import { undecidedItems } from '../terms.js';

/** Fenced code of an answer; the fences themselves are not code. */
const CODE_BLOCK = /^```[^\n]*\n([\s\S]*?)^```/gm;

/** Other forms that Markdown takes for code; whether they count here is not documented. */
const NEARLY_CODE = /```|~~~|^(?: {4}|\t)/m;

/** The documented marker: https://docs.keeptrusts.com/docs/policies/code-sanitation */
const MARKER = '[REDACTED]';

/**
 * Reads the code blocks of the answer. Own expressions block or are replaced by `[REDACTED]`; the built-in table is not readable, so code that no
 * own expression matches stays open (https://docs.keeptrusts.com/docs/policies/code-sanitation).
 */
export const codeSanitizer: KindEvaluator = {
  kind: 'code-sanitizer',
  looksAt: 'text',
  phases: ['output'],
  could: verdictsOf,
  evaluate: (settings, exchange, pack) => {
    if (settings.enabled === false) return allow('it is switched off');
    const acts = actOf(settings);
    const could = verdictsOf(settings);
    const blocks = codeBlocks(exchange);
    if (blocks.length === 0) {
      return NEARLY_CODE.test(exchange.answer ?? '')
        ? undecided('undocumented', could, 'what counts as a code block is not documented')
        : allow('the answer holds no code block');
    }
    const patterns = textsOf(settings.additional_patterns);
    const found = blocks.map(({ text, start }) => {
      const inBlock = findPatterns([{ where: 'answer', index: 0, text }], patterns, 'additional_patterns', pack.patterns);
      return {
        ...inBlock,
        matches: inBlock.matches.map((match): Match => ({ ...match, start: match.start + start, end: match.end + start })),
      };
    });
    const matches = found.flatMap((one) => one.matches);
    if (matches.length === 0) {
      const [open] = found.flatMap((one) => undecidedItems(one, could) ?? []);
      return open ?? undecided('unpublished-list', could);
    }
    if (acts === 'block') return block('an own expression matches code', matches);
    // The built-in table may take out more.
    return withDoubts(redact('an own expression matches code', matches, withoutMatches(exchange, matches, MARKER)), { answer: 'less' });
  },
};

function actOf(settings: Block): 'block' | 'redact' {
  return settings.block_on_match === true ? 'block' : 'redact';
}

function verdictsOf(settings: Block): readonly Verdict[] {
  return settings.enabled === false ? ['allow'] : ['allow', actOf(settings)];
}

function codeBlocks(exchange: Exchange): readonly { readonly text: string; readonly start: number }[] {
  const answer = exchange.answer ?? '';
  return [...answer.matchAll(CODE_BLOCK)].map((fenced) => ({ text: fenced[1] ?? '', start: fenced.index + fenced[0].indexOf('\n') + 1 }));
}

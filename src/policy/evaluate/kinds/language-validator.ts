import { allow, type KindEvaluator, undecided } from '../decision.js';

/**
 * Detects the language of the request, the answer or both, as `apply_to` says; the detector is not named
 * (https://docs.keeptrusts.com/docs/policies/language-validator).
 */
export const languageValidator: KindEvaluator = {
  kind: 'language-validator',
  looksAt: 'text',
  phases: ['input', 'output'],
  evaluate: (settings, exchange, _pack, phase) => {
    const { apply_to: side } = settings;
    // A policy of the answer alone is as open without one as those that read nothing else.
    if (side === 'output' && phase === 'input' && exchange.answer === undefined) return undecided('no-answer', ['allow', 'block']);
    if ((side === 'input' || side === 'output') && side !== phase) return allow(`apply_to is ${side}`);
    return undecided('needs-model', ['allow', 'block']);
  },
};

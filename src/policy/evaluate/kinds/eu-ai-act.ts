import { type KindEvaluator, undecided, withDoubts } from '../decision.js';

/** Known by an example without a word on what it does (https://docs.keeptrusts.com/docs/policies/config-compliance-policies). */
export const euAiAct: KindEvaluator = {
  kind: 'eu-ai-act',
  looksAt: 'own-phase',
  phases: ['input'],
  evaluate: () => withDoubts(undecided('undocumented', ['allow', 'block', 'redact', 'escalate']), { request: 'any', answer: 'any' }),
};

import { type KindEvaluator, undecided } from '../decision.js';

/** Another service scores the text, and from the threshold on it is blocked (https://docs.keeptrusts.com/docs/policies/external-moderation). */
export const externalModeration: KindEvaluator = {
  kind: 'external-moderation',
  looksAt: 'text',
  phases: ['input', 'output'],
  evaluate: () => undecided('needs-network', ['allow', 'block']),
};

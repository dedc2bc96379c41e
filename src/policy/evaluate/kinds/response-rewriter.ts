import type { KindEvaluator } from '../decision.js';
import { evaluateRewriter } from '../rewriter.js';

/** Rewrites the answer and lets it through (https://docs.keeptrusts.com/docs/policies/response-rewriter). */
export const responseRewriter: KindEvaluator = {
  kind: 'response-rewriter',
  looksAt: 'own-phase',
  phases: ['output'],
  evaluate: evaluateRewriter,
};

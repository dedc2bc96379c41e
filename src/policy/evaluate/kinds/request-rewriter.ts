import type { KindEvaluator } from '../decision.js';
import { evaluateRewriter } from '../rewriter.js';

/** Rewrites the request, puts a system message first, and lets it through (https://docs.keeptrusts.com/docs/policies/request-rewriter). */
export const requestRewriter: KindEvaluator = {
  kind: 'request-rewriter',
  looksAt: 'own-phase',
  phases: ['input'],
  evaluate: evaluateRewriter,
};

import { evaluateCompliance } from '../compliance.js';
import type { KindEvaluator } from '../decision.js';

/** Phrases of financial advice in the answer, and disclaimers (https://docs.keeptrusts.com/docs/policies/financial-compliance). */
export const financialCompliance: KindEvaluator = {
  kind: 'financial-compliance',
  looksAt: 'text',
  phases: ['output'],
  evaluate: evaluateCompliance,
};

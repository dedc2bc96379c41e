import { evaluateCompliance } from '../compliance.js';
import type { KindEvaluator } from '../decision.js';

/** Phrases of medical advice in the answer, and disclaimers (https://docs.keeptrusts.com/docs/policies/healthcare-compliance). */
export const healthcareCompliance: KindEvaluator = {
  kind: 'healthcare-compliance',
  looksAt: 'text',
  phases: ['output'],
  evaluate: evaluateCompliance,
};

import { allow, type KindEvaluator } from '../decision.js';

/** Records and never decides (https://docs.keeptrusts.com/docs/policies/audit-logger). */
export const auditLogger: KindEvaluator = {
  kind: 'audit-logger',
  looksAt: 'no-text',
  phases: ['input'],
  evaluate: () => allow('it only records'),
};

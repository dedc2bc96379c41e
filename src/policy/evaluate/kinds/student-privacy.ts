import type { Verdict } from '../../../report/model.js';
import { type KindEvaluator, undecided } from '../decision.js';

/**
 * Patterns of education records are not published, nor where an age comes from and what the gate does
 * (https://docs.keeptrusts.com/docs/policies/student-privacy).
 */
export const studentPrivacy: KindEvaluator = {
  kind: 'student-privacy',
  looksAt: 'text',
  phases: ['input'],
  evaluate: (settings) => {
    const could: readonly Verdict[] = settings.age_gate === true ? ['redact', 'block'] : [settings.action === 'block' ? 'block' : 'redact'];
    return undecided('unpublished-list', ['allow', ...could]);
  },
};

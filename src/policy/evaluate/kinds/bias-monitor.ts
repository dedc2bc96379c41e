import type { Verdict } from '../../../report/model.js';
import { type Block, type KindEvaluator, undecided } from '../decision.js';

/** A score above the threshold blocks or escalates; how it is made is not published (https://docs.keeptrusts.com/docs/policies/bias-monitor). */
export const biasMonitor: KindEvaluator = {
  kind: 'bias-monitor',
  looksAt: 'own-phase',
  phases: ['output'],
  could: verdictsOf,
  evaluate: (settings) => undecided('needs-model', verdictsOf(settings)),
};

function verdictsOf({ action }: Block): readonly Verdict[] {
  return action === 'block' || action === 'escalate' ? ['allow', action] : ['allow', 'block', 'escalate'];
}

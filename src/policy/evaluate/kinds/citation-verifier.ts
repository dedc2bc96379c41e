import type { Verdict } from '../../../report/model.js';
import { allow, type Block, type KindEvaluator, undecided } from '../decision.js';
import { isRecord } from '../exchange.js';

const COULD: readonly Verdict[] = ['allow', 'block'];

/**
 * Blocks only an unverified answer, and only when `output_action.unverified_action` is block; any other value lets it through with metadata
 * (https://docs.keeptrusts.com/article/understanding-policy-verdicts-allow-block-redact-escalate/). How it verifies is not published, nor
 * what `hallucination_action` does besides.
 */
export const citationVerifier: KindEvaluator = {
  kind: 'citation-verifier',
  looksAt: 'own-phase',
  phases: ['output'],
  could: (settings) => {
    const { unverified_action: unverified, hallucination_action: hallucination } = actionsOf(settings);
    return unverified === undefined || unverified === 'block' || hallucination === 'block' ? COULD : ['allow'];
  },
  evaluate: (settings) => {
    const action = actionsOf(settings);
    if (action.unverified_action === undefined)
      return undecided('undocumented', COULD, 'the default of unverified_action is not documented');
    if (action.unverified_action === 'block') return undecided('needs-model', COULD);
    return action.hallucination_action === 'block'
      ? undecided('undocumented', COULD, 'whether hallucination_action blocks is documented both ways')
      : allow('it only attaches metadata');
  },
};

function actionsOf({ output_action: actions }: Block): Block {
  return isRecord(actions) ? actions : {};
}

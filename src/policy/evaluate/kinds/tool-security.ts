import type { Verdict } from '../../../report/model.js';
import { type KindEvaluator, undecided } from '../decision.js';
import { onCalls } from '../tools.js';

const COULD: readonly Verdict[] = ['allow', 'block'];

/** Static checks of tool arguments whose patterns are not published, or an outside service (https://docs.keeptrusts.com/docs/policies/tool-security). */
export const toolSecurity: KindEvaluator = {
  kind: 'tool-security',
  looksAt: 'no-text',
  phases: ['input'],
  evaluate: (settings, exchange) =>
    onCalls(
      exchange,
      COULD,
      () => true,
      () => undecided(settings.analysis_mode === 'external' ? 'needs-network' : 'unpublished-list', COULD),
    ),
};

import { allow, type KindEvaluator, undecided } from '../decision.js';
import { listOf } from '../exchange.js';

/**
 * An embedding compares the text with the reference text of each category, of which there are none by default; what is near enough is redacted,
 * or blocked (https://docs.keeptrusts.com/docs/policies/embedding-detector).
 */
export const embeddingDetector: KindEvaluator = {
  kind: 'embedding-detector',
  looksAt: 'text',
  phases: ['input', 'output'],
  evaluate: (settings) =>
    listOf(settings.categories).length === 0
      ? allow('there is no category to compare with')
      : undecided('needs-model', ['allow', settings.action === 'block' ? 'block' : 'redact']),
};

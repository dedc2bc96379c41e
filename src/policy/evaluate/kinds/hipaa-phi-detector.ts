import { type KindEvaluator, undecided } from '../decision.js';

/**
 * 18 categories of identifiers by name, without patterns, and pages disagree on whether it reads the request or the answer
 * (https://docs.keeptrusts.com/docs/policies/hipaa-phi-detector).
 */
export const hipaaPhiDetector: KindEvaluator = {
  kind: 'hipaa-phi-detector',
  looksAt: 'text',
  phases: ['input', 'output'],
  evaluate: (settings) => {
    const { action } = settings;
    return undecided('unpublished-list', action === 'block' || action === 'redact' ? ['allow', action] : ['allow', 'redact', 'block']);
  },
};

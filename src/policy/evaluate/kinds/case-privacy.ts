import { type KindEvaluator, undecided } from '../decision.js';

/** Categories by name, none of whose patterns is published (https://docs.keeptrusts.com/docs/policies/case-privacy). */
export const casePrivacy: KindEvaluator = {
  kind: 'case-privacy',
  looksAt: 'text',
  phases: ['input'],
  evaluate: () => undecided('unpublished-list', ['allow', 'redact']),
};

import { allow, type KindEvaluator, undecided } from '../decision.js';

/**
 * Counts similar requests in a window (https://docs.keeptrusts.com/docs/policies/bot-detector). `warn` only logs. One request of a test is one in
 * its window, so it passes any limit of one or more; how a limit below that behaves is not said.
 */
export const botDetector: KindEvaluator = {
  kind: 'bot-detector',
  looksAt: 'no-text',
  phases: ['input'],
  evaluate: (settings) => {
    if (settings.action === 'warn') return allow('warn only logs');
    const limit = settings.max_requests_per_window;
    if (typeof limit === 'number' && limit >= 1) return allow('one request is within the limit of its window');
    return undecided('needs-state', ['allow', 'block']);
  },
};

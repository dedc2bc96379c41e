import { allow, block, type KindEvaluator, undecided } from '../decision.js';

/**
 * Requests without authentication are rejected (https://docs.keeptrusts.com/docs/policies/cjis-mode). Which header proves it is not stated: with
 * no header at all it is certainly missing, with a bearer token certainly there, and anything between is open.
 */
export const cjisMode: KindEvaluator = {
  kind: 'cjis-mode',
  looksAt: 'no-text',
  phases: ['input'],
  evaluate: (settings, exchange) => {
    if (settings.require_auth === false) return allow('authentication is not required');
    if (/^bearer\s+\S/i.test(exchange.headers.get('authorization') ?? '')) return allow('there is a bearer token');
    if (exchange.headers.size === 0) return block('there is no authentication', []);
    return undecided('undocumented', ['allow', 'block'], 'which header proves authentication is not documented');
  },
};

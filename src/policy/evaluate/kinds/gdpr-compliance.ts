import { allow, block, type KindEvaluator, undecided } from '../decision.js';

/** https://docs.keeptrusts.com/docs/policies/config-compliance-policies */
const DEFAULT_HEADER = 'x-consent-token';

/**
 * A request without the consent header is blocked; with it, the verification endpoint decides where one is set. Whether a header without a value
 * counts as there is not documented.
 */
export const gdprCompliance: KindEvaluator = {
  kind: 'gdpr-compliance',
  looksAt: 'no-text',
  phases: ['input'],
  evaluate: (settings, exchange) => {
    if (settings.consent_required === false) return allow('consent is not required');
    const header = typeof settings.consent_header === 'string' ? settings.consent_header : DEFAULT_HEADER;
    const token = exchange.headers.get(header.toLowerCase());
    if (token === undefined) return block(`header ${header} is missing`, []);
    if (token === '')
      return undecided('undocumented', ['allow', 'block'], `whether header ${header} without a value is missing is not documented`);
    return settings.consent_verification_endpoint === undefined
      ? allow(`header ${header} is there`)
      : undecided('needs-network', ['allow', 'block'], 'the verification endpoint decides on the consent token');
  },
};

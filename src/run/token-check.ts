import type { Http } from '../keeptrusts/http.js';
import type { KtCredentials } from '../keeptrusts/kt-environment.js';

/** Where kt goes without KEEPTRUSTS_API_URL (https://docs.keeptrusts.com/docs/cli/auth). */
const DEFAULT_API_URL = 'https://api.keeptrusts.com';

const ATTEMPT_MS = 10_000;
const TOTAL_MS = 30_000;

export type TokenCheck = { readonly accepted: true } | { readonly accepted: false; readonly reason: string; readonly nextStep: string };

/**
 * Asks `GET /v1/whoami`, the route the documentation gives to verify connectivity and the token
 * (https://docs.keeptrusts.com/docs/troubleshooting). Its body is undocumented, so only the status is read; statuses other than 200, 401
 * and 403 say nothing about the token and are refused too, because a write after an unclear answer could not be explained.
 */
export async function checkToken(http: Http, credentials: KtCredentials): Promise<TokenCheck> {
  const apiUrl = credentials.apiUrl ?? DEFAULT_API_URL;
  const { host, origin } = new URL(apiUrl);
  if (credentials.apiToken === undefined) {
    return { accepted: false, reason: `there is no API token for ${host}`, nextStep: 'Set api-token, or KEEPTRUSTS_API_TOKEN.' };
  }
  const outcome = await http.get(`${apiUrl.replace(/\/+$/, '')}/v1/whoami`, {
    attemptTimeoutMs: ATTEMPT_MS,
    totalTimeoutMs: TOTAL_MS,
    retry: 'reads',
    bearer: { token: credentials.apiToken, origin },
  });
  if (outcome.kind === 'unreachable') {
    return {
      accepted: false,
      reason: `the Keeptrusts API ${host} does not answer: ${outcome.reason}`,
      nextStep: 'Check api-url, the network and the proxy of this runner.',
    };
  }
  if (outcome.status === 200) return { accepted: true };
  if (outcome.status === 401 || outcome.status === 403) {
    return {
      accepted: false,
      reason: `the Keeptrusts API ${host} does not accept api-token (HTTP ${outcome.status})`,
      nextStep: 'Check that the token is not revoked and belongs to this API: kt auth whoami.',
    };
  }
  return {
    accepted: false,
    reason: `the Keeptrusts API ${host} answered HTTP ${outcome.status} to /v1/whoami`,
    nextStep: 'Check api-url; try again later when the API has a fault.',
  };
}

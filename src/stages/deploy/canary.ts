import type { Chatting } from '../../keeptrusts/gateway.js';
import type { TestCase } from '../../policy/tests/cases.js';
import type { ProbeReport } from '../../report/gateway-model.js';
import { probeGateway, requestIds } from '../probe.js';

/** Prefix of the request ids of canary requests: their events can be told from user traffic, and from those of a verification's probes. */
export const CANARY_REQUEST_PREFIX = 'keeptrusts-policy-canary-';

/**
 * Sends golden cases through a gateway, each once and in order, as probes do; no events are read, so what an answer leaves open stays
 * undecided.
 * @throws Failure when the client refuses to send to this address.
 */
export async function runCanary(
  client: Chatting,
  cases: readonly TestCase[],
  model: string,
  signal: AbortSignal,
): Promise<readonly ProbeReport[]> {
  return probeGateway(client, cases, { model, signal, requestId: requestIds(CANARY_REQUEST_PREFIX) });
}

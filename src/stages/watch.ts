import type { Clock } from '../clock.js';
import type { GatewayClient } from '../keeptrusts/gateway.js';
import { compareServed, type ExpectedPolicy, proofAtLeast } from '../keeptrusts/served-config.js';
import { messageOf } from '../report/failure.js';
import type { HealthReading, Proof, ServedIdentity } from '../report/gateway-model.js';
import type { VerifyResult } from '../report/model.js';

export interface WatchSettings {
  /** Value of `clock.elapsed()` at which watching ends. */
  readonly deadline: number;
  readonly intervalMs: number;
  /** Good answers in a row that are asked for. */
  readonly consecutive: number;
  readonly minimumProof: Proof;
  readonly acceptDegraded: boolean;
}

/** What a gateway showed, last, and what that amounts to. */
export interface Observation {
  readonly result: Exclude<VerifyResult, 'silent'>;
  readonly proof: Proof;
  readonly served?: ServedIdentity;
  readonly differences: readonly string[];
  readonly health?: HealthReading;
  readonly emulated: boolean;
  /** Rounds of questions asked. */
  readonly rounds: number;
}

/**
 * Asks a gateway for its health and its served configuration until both are right `consecutive` times in a row, or until the deadline.
 * Health alone proves nothing: a failed reload keeps the old configuration and stays healthy
 * (https://docs.keeptrusts.com/docs/tutorials/cli/config-hot-reload). A mismatch is not final before the deadline either, because managed
 * gateways fetch their configuration by polling (https://docs.keeptrusts.com/docs/cli/managed-mode); nor is an answer that cannot be read,
 * which a gateway that restarts behind a load balancer gives. At least one round of questions is asked, however late it is.
 *
 * When the signal aborts, what was last seen comes back as `timed-out`.
 * @throws whatever the client throws for another reason than an abort: a Failure when the token may not be sent to this address.
 */
export async function watchGateway(
  client: GatewayClient,
  expected: ExpectedPolicy,
  settings: WatchSettings,
  context: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Observation> {
  let last: Observation = { result: 'timed-out', proof: 'none', differences: [], emulated: false, rounds: 0 };
  let sameInARow = 0;
  for (let rounds = 1; ; rounds += 1) {
    try {
      const observed = await observeOnce(client, expected, settings, context.signal, rounds);
      sameInARow = observed.result === last.result ? sameInARow + 1 : 1;
      last = observed;
      if (isSettled(observed) && sameInARow >= settings.consecutive) return observed;
      if (context.clock.elapsed() + settings.intervalMs >= settings.deadline) break;
      await context.clock.sleep(settings.intervalMs, context.signal);
    } catch (error) {
      if (!context.signal.aborted) throw error;
      return { ...last, result: 'timed-out', differences: [...last.differences, `cancelled: ${messageOf(context.signal.reason)}`] };
    }
  }
  if (last.result !== 'verified') return last;
  const tooFew = `only ${sameInARow} of ${settings.consecutive} good answers in a row before the deadline`;
  return { ...last, result: 'timed-out', differences: [...last.differences, tooFew] };
}

/** `unproven` cannot improve by waiting where the gateway shows that it serves ours, and no more than that. */
function isSettled({ result, proof }: Observation): boolean {
  return result === 'verified' || (result === 'unproven' && proof !== 'none');
}

async function observeOnce(
  client: GatewayClient,
  expected: ExpectedPolicy,
  settings: WatchSettings,
  signal: AbortSignal,
  rounds: number,
): Promise<Observation> {
  const [health, reading] = await Promise.all([client.health(signal), client.config(signal)]);
  const comparison = compareServed(expected, reading);
  const base = {
    proof: comparison.proof,
    differences: reading.kind === 'served' ? comparison.differences : [`what it serves could not be read: ${reading.reason}`],
    health,
    emulated: reading.kind === 'served' && reading.emulated,
    rounds,
    ...(reading.kind === 'served' && { served: reading.identity }),
  };
  return { ...base, result: classify(health, reading.kind, comparison, settings) };
}

/** The worst that is known, in the order in which results of several gateways count: a wrong configuration stays one on a sick gateway. */
function classify(
  health: HealthReading,
  reading: 'served' | 'unreadable' | 'unreachable',
  comparison: { readonly equal: boolean; readonly proof: Proof },
  settings: WatchSettings,
): Observation['result'] {
  if (reading === 'served' && !comparison.equal) return 'mismatch';
  if (isSick(health, settings)) return 'unhealthy';
  if (health.status === 'unreachable' || reading === 'unreachable') return 'unreachable';
  if (health.status === 'loading') return 'timed-out';
  if (reading === 'unreadable') return 'unproven';
  return proofAtLeast(comparison.proof, settings.minimumProof) ? 'verified' : 'unproven';
}

/** An answer that is no health report counts as sick: `unhealthy` means that the gateway does not report itself healthy. */
function isSick({ status }: HealthReading, { acceptDegraded }: WatchSettings): boolean {
  return status === 'unhealthy' || status === 'unreadable' || (status === 'degraded' && !acceptDegraded);
}

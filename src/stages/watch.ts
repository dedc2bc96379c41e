import type { Clock } from '../clock.js';
import type { GatewayClient, HealthSettings } from '../keeptrusts/gateway.js';
import { compareServed, type ExpectedPolicy, proofAtLeast } from '../keeptrusts/served-config.js';
import { messageOf } from '../report/failure.js';
import type { HealthReading, Proof, ServedIdentity } from '../report/gateway-model.js';
import type { VerifyResult } from '../report/model.js';
import type { Turn } from './bounded.js';

export interface WatchSettings {
  /** Value of `clock.elapsed()` at which watching ends. */
  readonly deadline: number;
  /** Pause between two rounds of questions, to begin with. */
  readonly intervalMs: number;
  /** Good answers in a row that are asked for. */
  readonly consecutive: number;
  readonly minimumProof: Proof;
  readonly acceptDegraded: boolean;
}

export type WatchResult = Exclude<VerifyResult, 'silent'>;

export interface WatchContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** From 0 to 1, for the jitter of growing pauses; absent: all pauses are the interval, as where one gateway is watched at a time. */
  readonly random?: () => number;
  /**
   * Given where many are watched: each round of questions waits for its turn, and a gateway whose first turn comes after the deadline is
   * not asked at all. A pause holds no turn, so that gateways that never become good keep nobody waiting.
   */
  readonly turn?: Turn;
  /** Called before each pause. */
  readonly onPause?: () => void;
}

/** What a gateway showed, last, and what that amounts to. */
export interface Observation {
  readonly result: WatchResult;
  readonly proof: Proof;
  readonly served?: ServedIdentity;
  readonly differences: readonly string[];
  /** The last reading, with the attempts of all rounds; `excerpt` is of the last body there was. */
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
  context: WatchContext,
): Promise<Observation> {
  const { clock, signal, random, turn = atOnce } = context;
  let last: Observation = { result: 'timed-out', proof: 'none', differences: [], emulated: false, rounds: 0 };
  let sameInARow = 0;
  let misses = 0;
  try {
    for (;;) {
      const mayBeLast = sameInARow + 1 >= settings.consecutive && (settings.consecutive === 1 || misses === 0);
      // Asked again after it was seen to load: health alone would make the last thing seen look better than it is.
      const readiness = mayBeLast || last.health?.status === 'loading' ? 'asked' : 'not-asked';
      const observed = await turn(async () => {
        if (context.turn !== undefined && isTooLate(settings, last.rounds, clock)) return undefined;
        const asked = { readiness, ...(last.rounds === 0 && firstLookLimit(settings.deadline, clock)) } as const;
        return observeOnce(client, expected, settings, { ...asked, signal });
      });
      if (observed === undefined) break;
      sameInARow = observed.result === last.result ? sameInARow + 1 : 1;
      misses = isSettled(observed) ? 0 : misses + 1;
      last = { ...observed, ...inAll(observed, last) };
      if (misses === 0 && sameInARow >= settings.consecutive) return last;
      const remaining = settings.deadline - clock.elapsed();
      if (remaining <= settings.intervalMs) break;
      context.onPause?.();
      const pause = random === undefined ? settings.intervalMs : pauseMs(settings.intervalMs, misses, random());
      await clock.sleep(Math.min(remaining, pause), signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    return { ...last, result: 'timed-out', differences: [...last.differences, `cancelled: ${messageOf(signal.reason)}`] };
  }
  if (last.rounds === 0) return { ...last, differences: [NOT_ASKED] };
  if (last.result !== 'verified') return last;
  const tooFew = `only ${sameInARow} of ${settings.consecutive} good answers in a row before the deadline`;
  return { ...last, result: 'timed-out', differences: [...last.differences, tooFew] };
}

const atOnce: Turn = (work) => work();

/**
 * Whether a gateway that waited for its turn is asked no more: the first look must begin before the deadline. A pause may end at the
 * deadline; the round after it is the last. Pure but for the clock.
 * @param rounds rounds of questions it was asked already.
 */
export function isTooLate(
  settings: Pick<WatchSettings, 'deadline' | 'intervalMs'>,
  rounds: number,
  clock: Pick<Clock, 'elapsed'>,
): boolean {
  return clock.elapsed() - settings.deadline > (rounds === 0 ? 0 : settings.intervalMs);
}

/** Said of a gateway whose first turn came after the deadline. */
export const NOT_ASKED = 'it was not asked before the deadline, because the others took all the time';

/** Less says nothing about a gateway: a connection over TLS and an answer take as long in a busy network. */
const SHORTEST_LOOK_MS = 1_000;

/** The first look ends with the deadline; where that has passed before, one look is all there is, and has the client's own limit. */
function firstLookLimit(deadline: number, clock: Pick<Clock, 'elapsed'>): { readonly timeoutMs?: number } {
  const remaining = deadline - clock.elapsed();
  return remaining > 0 ? { timeoutMs: Math.max(SHORTEST_LOOK_MS, remaining) } : {};
}

/** Growth of the pause with each round that was not good, and its end: well below the 30 s after which managed gateways poll. */
const GROWTH = 1.5;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Milliseconds until the next round: `intervalMs` after a good one, more after each that was not, and a quarter more or less, so that
 * five hundred gateways are not asked in step. The first wrong round may be chance, so it changes nothing yet.
 * @param misses rounds in a row that were not good.
 */
export function pauseMs(intervalMs: number, misses: number, random: number): number {
  const grown = Math.min(intervalMs * GROWTH ** Math.max(0, misses - 1), Math.max(intervalMs, LONGEST_PAUSE_MS));
  return Math.round(grown * (0.75 + random / 2));
}

/** What adds up over the rounds, or outlives an answer without a body. */
function inAll(observed: Round, last: Observation): Pick<Observation, 'emulated' | 'rounds' | 'health'> {
  const { health } = observed;
  const excerpt = health.excerpt ?? last.health?.excerpt;
  return {
    rounds: last.rounds + 1,
    emulated: observed.emulated || last.emulated,
    health: { ...health, attempts: health.attempts + (last.health?.attempts ?? 0), ...(excerpt !== undefined && { excerpt }) },
  };
}

/** `unproven` cannot improve by waiting where the gateway shows that it serves ours, and no more than that. */
function isSettled({ result, proof }: Round): boolean {
  return result === 'verified' || (result === 'unproven' && proof !== 'none');
}

/** One round of questions and what they came to. */
type Round = Omit<Observation, 'rounds' | 'health'> & { readonly health: HealthReading };

async function observeOnce(
  client: GatewayClient,
  expected: ExpectedPolicy,
  settings: WatchSettings,
  { signal, ...asked }: HealthSettings & { readonly signal: AbortSignal },
): Promise<Round> {
  const [health, reading] = await Promise.all([client.health(signal, asked), client.config(signal, asked)]);
  const comparison = compareServed(expected, reading);
  return {
    result: classify(health, reading.kind, comparison, settings),
    proof: comparison.proof,
    differences: reading.kind === 'served' ? comparison.differences : [`what it serves could not be read: ${reading.reason}`],
    health,
    emulated: reading.kind === 'served' && reading.emulated,
    ...(reading.kind === 'served' && { served: reading.identity }),
  };
}

/** The worst that is known, in the order in which results of several gateways count: a wrong configuration stays one on a sick gateway. */
function classify(
  health: HealthReading,
  reading: 'served' | 'unreadable' | 'unreachable',
  comparison: { readonly equal: boolean; readonly proof: Proof },
  settings: WatchSettings,
): WatchResult {
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

import type { Clock } from '../../clock.js';
import type { GatewayClient } from '../../keeptrusts/gateway.js';
import type { ExpectedPolicy } from '../../keeptrusts/served-config.js';
import { messageOf } from '../../report/failure.js';
import type { Proof } from '../../report/gateway-model.js';
import { mapBounded } from '../bounded.js';
import { type Observation, watchGateway } from '../watch.js';

/** Something that gateways are to serve, and how long that is looked for. */
export interface Watched {
  readonly client: GatewayClient;
  readonly expected: ExpectedPolicy;
  /** `once`: one look. `until-served`: to the deadline at most. `throughout`: it must be served from now to the deadline. */
  readonly look: 'once' | 'until-served' | 'throughout';
  /** What was seen of it last, where it has been looked at. */
  readonly seen?: Observation;
}

export interface LookContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly intervalMs: number;
  readonly minimumProof: Proof;
  readonly concurrency: number;
}

/** One look at health and served configuration, by the same code that verifies. Never throws: an error must not hide that a write was sent. */
export async function lookOnce(client: GatewayClient, expected: ExpectedPolicy, context: LookContext): Promise<Observation> {
  const { clock, intervalMs, minimumProof } = context;
  const settings = { deadline: clock.elapsed(), intervalMs, consecutive: 1, minimumProof, acceptDegraded: true };
  return watchGateway(client, expected, settings, context).catch(notRead);
}

function notRead(error: unknown): Observation {
  return { result: 'unreachable', proof: 'none', differences: [messageOf(error)], emulated: false, rounds: 0 };
}

/**
 * Watches many gateways in rounds, a bounded number of them at once, until each is settled or the deadline is over. Rounds rather than one
 * watcher for each: what waits between two looks is then one timer, however large the wave.
 * @param deadline value of `clock.elapsed()`.
 * @param onRound called before each round with the number of gateways that are settled, and after the last.
 * @returns what was seen last of each, in the order given; `timed-out` where the signal came first.
 */
export async function watchTogether(
  watched: readonly Watched[],
  deadline: number,
  context: LookContext,
  onRound?: (settled: number) => void,
): Promise<readonly Observation[]> {
  const seen = watched.map((one) => one.seen);
  for (;;) {
    const open = watched.flatMap((one, index) => (isSettled(one, seen[index], context, deadline) ? [] : [index]));
    onRound?.(watched.length - open.length);
    if (open.length === 0) break;
    const due = open.every((index) => seen[index] !== undefined);
    if (due && !(await slept(context))) break;
    await mapBounded(open, context.concurrency, async (index) => {
      const one = watched[index];
      if (one !== undefined && (due || seen[index] === undefined)) seen[index] = await lookOnce(one.client, one.expected, context);
    });
  }
  return seen.map((one) => one ?? NOT_LOOKED_AT);
}

const NOT_LOOKED_AT: Observation = { result: 'timed-out', proof: 'none', differences: [], emulated: false, rounds: 0 };

function isSettled({ look }: Watched, seen: Observation | undefined, context: LookContext, deadline: number): boolean {
  if (seen === undefined) return context.signal.aborted;
  if (look === 'once') return true;
  if (look === 'throughout' ? seen.result === 'mismatch' : isServed(seen)) return true;
  return context.signal.aborted || context.clock.elapsed() + context.intervalMs >= deadline;
}

/** `unproven` cannot improve by waiting where the gateway shows that it serves what is expected, and no more than that. */
function isServed({ result, proof }: Observation): boolean {
  return result === 'verified' || (result === 'unproven' && proof !== 'none');
}

async function slept({ clock, intervalMs, signal }: LookContext): Promise<boolean> {
  try {
    await clock.sleep(intervalMs, signal);
    return true;
  } catch (error) {
    if (!signal.aborted) throw error;
    return false;
  }
}

import type { GatewayClient } from '../../keeptrusts/gateway.js';
import type { ExpectedPolicy } from '../../keeptrusts/served-config.js';
import { messageOf } from '../../report/failure.js';
import type { GatewayReport } from '../../report/gateway-model.js';
import type { Observation } from '../watch.js';
import { watchTogether } from './read-back.js';
import { afterLook, seenIn } from './state.js';
import { type Stop, sameIdentity, tell, type WaveContext } from './wave.js';
import { stopwatch } from './write.js';

export interface BakeSettings {
  readonly expected: ExpectedPolicy;
  readonly bakeMs: number;
}

/** A gateway that this run changed before, or that the roll-out rests on. */
export interface Baking {
  readonly id: string;
  readonly client: GatewayClient;
  /** Whether it was read back just now. */
  readonly isFresh: boolean;
  /** `basis`: it was not changed in this run, so that nothing of it is a reason to take back what was. */
  readonly role: 'changed' | 'basis';
}

/**
 * Looks at gateways that serve the policy until the bake time is over, at least once at those not read back just now. What is bad in two
 * looks in a row ends the roll-out: one bad answer may be a load balancer's.
 * @returns why the roll-out must not go on; the gateways' reports then say what was seen.
 */
export async function bake(baking: readonly Baking[], { expected, bakeMs }: BakeSettings, context: WaveContext): Promise<Stop | undefined> {
  const { clock, signal, intervalMs } = context;
  const until = clock.elapsed() + bakeMs;
  let due = baking.filter(({ isFresh }) => !isFresh);
  for (;;) {
    const bad = await badOf(due, expected, context);
    if (bad.length > 0 && !signal.aborted) {
      await pause(intervalMs, context);
      const still = await badOf(
        bad.map(({ one }) => one),
        expected,
        context,
      );
      if (still.length > 0 && !signal.aborted) return report(still, expected, context);
    }
    const left = until - clock.elapsed();
    if (left > 0) tell(context, { doing: 'baking', done: (bakeMs - left) / 1000, of: bakeMs / 1000, unit: 's' });
    if (left > 0) await pause(Math.min(intervalMs, left), context);
    if (signal.aborted) return { kind: 'stop', why: messageOf(signal.reason) };
    if (left <= 0) return undefined;
    due = [...baking];
  }
}

interface Bad {
  readonly one: Baking;
  readonly observation: Observation;
  readonly timed: ReturnType<typeof stopwatch>;
}

async function badOf(baking: readonly Baking[], expected: ExpectedPolicy, context: WaveContext): Promise<readonly Bad[]> {
  const timed = stopwatch(context.clock);
  const watched = baking.map(({ client }) => ({ client, expected, look: 'once' }) as const);
  const seen = await watchTogether(watched, context.clock.elapsed(), context);
  return baking.flatMap((one, index) => {
    const observation = seen[index];
    return observation === undefined || observation.result === 'verified' ? [] : [{ one, observation, timed }];
  });
}

function report(bad: readonly Bad[], expected: ExpectedPolicy, { recorder }: WaveContext): Stop | undefined {
  const stops: Stop[] = [];
  for (const { one, observation, timed } of bad) {
    const known = recorder.ledger.gateway(one.id);
    if (known !== undefined) recorder.settle(afterLook(known, observation, stateOf(observation), timed()));
    const stop = stopOf(one.id, known, observation, expected);
    stops.push(one.role === 'basis' ? { ...stop, kind: 'stop' } : stop);
  }
  return stops.find(({ kind }) => kind === 'trigger') ?? stops[0];
}

/** No write is under way here, so what is served is what counts. */
function stateOf({ result, proof }: Observation): GatewayReport['state'] {
  if (result === 'mismatch') return 'serving-other';
  return result === 'unhealthy' && proof !== 'none' ? 'unhealthy' : 'unknown';
}

/** The policy of somebody who deployed meanwhile is no fault of ours, and taking back ours elsewhere would only add to the mixture. */
function stopOf(id: string, known: GatewayReport | undefined, observation: Observation, { identity }: ExpectedPolicy): Stop {
  const { result, served } = observation;
  const base = { gateway: id };
  if (result === 'unhealthy')
    return { ...base, kind: 'trigger', why: `${id} is no longer healthy with version ${identity.version}: ${seenIn(observation)}` };
  if (result !== 'mismatch' || served === undefined) {
    return {
      ...base,
      kind: 'stop',
      why: `whether ${id} still serves version ${identity.version} could not be proven: ${seenIn(observation)}`,
    };
  }
  const isFormer = sameIdentity(served, known?.before);
  const why = `${id} no longer serves version ${identity.version}: ${seenIn(observation)}`;
  return isFormer ? { ...base, kind: 'trigger', why } : { ...base, kind: 'stop', why: `${why}, so somebody else deploys to it` };
}

async function pause(ms: number, { clock, signal }: WaveContext): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

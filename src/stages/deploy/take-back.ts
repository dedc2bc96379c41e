import type { ConfigReading, GatewayClient } from '../../keeptrusts/gateway.js';
import { compareServed, type ExpectedPolicy, proofAtLeast } from '../../keeptrusts/served-config.js';
import { messageOf } from '../../report/failure.js';
import type { GatewayReport } from '../../report/gateway-model.js';
import { mapBounded } from '../bounded.js';
import type { Gateway } from '../gateway-target.js';
import type { Observation } from '../watch.js';
import { commandByHand } from './by-hand.js';
import type { FormerPolicy } from './former-policy.js';
import { describeServed } from './judge.js';
import { lookOnce, type Watched, watchTogether } from './read-back.js';
import type { Snapshot } from './snapshot.js';
import { afterLook, seenIn } from './state.js';
import { tell, tellWatched, type WaveContext } from './wave.js';
import { type Sent, send, stopwatch } from './write.js';

/** A gateway this run wrote to, and what it gets back. */
export interface Restoration {
  readonly gateway: Gateway;
  readonly former: FormerPolicy;
  /** The former policy as the only file kt is given. */
  readonly snapshot: Snapshot;
}

export interface TakeBackSettings {
  /** What this run brought to the gateways. */
  readonly ours: ExpectedPolicy;
  readonly deployTimeoutMs: number;
}

/** What a gateway showed right before it got its former policy back. */
type Found = 'ours' | 'former';

interface Restored extends Sent {
  readonly restoration: Restoration;
  readonly client: GatewayClient;
  readonly found: Found;
  /** Whether the write that is taken back was one that kt rejected. */
  readonly wasRejected: boolean;
  readonly first: Observation;
  readonly timed: ReturnType<typeof stopwatch>;
}

/**
 * Gives gateways back what they served before this run, in the order given, a bounded number of them at once, and watches until each
 * serves it. A gateway that serves neither ours nor its former policy got it from another deploy and is left alone. One that still serves
 * its former policy is written to as well: what is assigned to it is ours, and it would load that at its next start. Never throws: a
 * gateway that could not be put back ends as `unknown`, with the command for a person; the others go on.
 */
export async function takeBack(restorations: readonly Restoration[], settings: TakeBackSettings, context: WaveContext): Promise<void> {
  const pending: Restored[] = [];
  let done = 0;
  await mapBounded(restorations, context.concurrency, async (restoration) => {
    const sent = await restore(restoration, settings.ours, context);
    done += 1;
    tell(context, { doing: 'putting back: gateway', done, of: restorations.length });
    if (sent !== undefined) pending.push(sent);
  });
  const deadline = context.clock.elapsed() + settings.deployTimeoutMs;
  const watched = pending.map((one): Watched => {
    return { client: one.client, expected: one.restoration.former.expected, look: lookFor(one), seen: one.first };
  });
  const seen = await watchTogether(
    watched,
    deadline,
    context,
    tellWatched('reading back what was put back: gateway', watched.length, deadline, context),
  );
  for (const [index, one] of pending.entries()) {
    const observation = seen[index] ?? one.first;
    if (context.signal.aborted && !(observation.result === 'verified' && isProvenBySight(one))) markByHand(one.restoration, context);
    else settle(one, observation, context);
  }
}

/**
 * With kt's yes, or with ours gone, the first sight of the former policy proves it. Where kt refused both writes, only time shows that
 * neither took effect: a managed gateway fetches what is assigned to it every 30 s (https://docs.keeptrusts.com/docs/cli/managed-mode).
 */
function lookFor(one: Restored): Watched['look'] {
  if (isProvenBySight(one)) return 'until-served';
  return one.wasRejected ? 'throughout' : 'once';
}

function isProvenBySight({ write, found }: Restored): boolean {
  return write.kind === 'accepted' || found === 'ours';
}

async function restore(restoration: Restoration, ours: ExpectedPolicy, context: WaveContext): Promise<Restored | undefined> {
  const { gateway, former } = restoration;
  const { recorder, signal, clock } = context;
  const known = recorder.ledger.gateway(gateway.id);
  if (known === undefined) return undefined;
  if (signal.aborted) return markByHand(restoration, context);
  try {
    const found = await foundOn(gateway, known, former, ours, context);
    if (found === undefined) return undefined;
    if (signal.aborted) return markByHand(restoration, context);
    const flight = { gateway: gateway.id, expected: former.expected, goal: 'restored', isProvenBySight: found.kind === 'ours' } as const;
    await recorder.begin(found.report, flight, 'restore');
    const sent = await send(found.report, gateway, { kind: 'push' }, restoration.snapshot, clock);
    if (sent.write.kind === 'accepted') recorder.ledger.acceptWrite(gateway.id);
    if (gateway.client === undefined) return acceptedOnly(sent, restoration, context);
    recorder.markSent(sent.report);
    const timed = stopwatch(clock);
    const first = await lookOnce(gateway.client, former.expected, context);
    return { ...sent, restoration, client: gateway.client, found: found.kind, wasRejected: wasRejected(known), first, timed };
  } catch (error) {
    if (signal.aborted && !recorder.ledger.isInFlight(gateway.id)) return markByHand(restoration, context);
    return failed(restoration, recorder.ledger.gateway(gateway.id) ?? known, messageOf(error), context);
  }
}

function wasRejected({ steps }: GatewayReport): boolean {
  return steps.some(({ step, outcome }) => step.startsWith('kt policy ') && outcome === 'failed');
}

/** Reads the gateway first. @returns nothing where it is left alone. */
async function foundOn(
  gateway: Gateway,
  known: GatewayReport,
  former: FormerPolicy,
  ours: ExpectedPolicy,
  context: WaveContext,
): Promise<{ readonly kind: Found; readonly report: GatewayReport } | undefined> {
  if (gateway.client === undefined) return { kind: 'ours', report: known };
  const { clock, signal, recorder } = context;
  const timed = stopwatch(clock);
  const reading: ConfigReading = await gateway.client.config(signal);
  if (reading.kind !== 'served') throw new Error(`what it serves could not be read before putting it back: ${reading.reason}`);
  if (compareServed(ours, reading).equal) return { kind: 'ours', report: known };
  if (compareServed(former.expected, reading).equal) return { kind: 'former', report: known };
  const detail = `left alone: it serves ${describeServed(reading.identity)}, which another deploy brought to it`;
  const step = { step: 'read before putting back', ...timed(), outcome: 'failed', detail } as const;
  recorder.settle({ ...known, state: 'serving-other', proof: 'none', after: reading.identity, steps: [...known.steps, step] });
  return undefined;
}

function settle(one: Restored, observation: Observation, context: WaveContext): void {
  const { wasRejected, restoration } = one;
  const { recorder, minimumProof } = context;
  const report = afterLook(one.report, observation, 'unknown', one.timed());
  const isProven = isProvenBySight(one) || wasRejected;
  // Sick it may be for a reason of its own: then it serves its former policy all the same.
  const isSick = observation.result === 'unhealthy' && proofAtLeast(observation.proof, minimumProof);
  if (!isProven || (observation.result !== 'verified' && !isSick)) {
    recorder.settle({ ...report, byHand: commandByHand(restoration.former, report.id) });
    return;
  }
  if (isSick) recorder.ledger.notes.push(`${report.id} serves its former policy again and is still not healthy: ${seenIn(observation)}`);
  recorder.settle({ ...report, state: 'restored' });
}

/** Without a URL there is only kt's word, and that is no proof that it serves again what it served. */
function acceptedOnly({ report, write }: Sent, restoration: Restoration, { recorder }: WaveContext): undefined {
  const byHand = write.kind === 'accepted' ? {} : { byHand: commandByHand(restoration.former, report.id) };
  recorder.settle({ ...report, state: 'unknown', proof: write.kind === 'accepted' ? 'accepted' : 'none', ...byHand });
}

function failed(restoration: Restoration, known: GatewayReport, detail: string, { recorder, clock }: WaveContext): undefined {
  const step = { step: 'putting back', ...stopwatch(clock)(), outcome: 'failed', detail } as const;
  const byHand = commandByHand(restoration.former, known.id);
  recorder.settle({ ...known, state: 'unknown', byHand, steps: [...known.steps, step] });
}

/** For a person: the run was cancelled before it could put the gateway back. What it serves is not touched by that. */
function markByHand(restoration: Restoration, { recorder }: WaveContext): undefined {
  const known = recorder.ledger.gateway(restoration.gateway.id);
  if (known !== undefined) recorder.ledger.keep({ ...known, byHand: commandByHand(restoration.former, known.id) });
}

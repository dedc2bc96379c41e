import type { ConfigReading, GatewayClient } from '../../keeptrusts/gateway.js';
import type { ExpectedPolicy } from '../../keeptrusts/served-config.js';
import { messageOf } from '../../report/failure.js';
import type { GatewayReport, ServedIdentity } from '../../report/gateway-model.js';
import type { Progress } from '../../report/log.js';
import { waitedWords } from '../../report/progress.js';
import { mapBounded } from '../bounded.js';
import type { Gateway } from '../gateway-target.js';
import type { Observation } from '../watch.js';
import { describeServed } from './judge.js';
import type { PreflightRow } from './preflight.js';
import { type LookContext, lookOnce, type Watched, watchTogether } from './read-back.js';
import type { Recorder } from './recorder.js';
import type { Snapshot } from './snapshot.js';
import { afterLook, stateAfter } from './state.js';
import { methodFor, type Sent, send, stopwatch } from './write.js';

/** Why a roll-out ends early. Only a trigger is a reason to take back what was changed. */
export interface Stop {
  readonly kind: 'trigger' | 'stop';
  readonly why: string;
  /** The gateway it is about, where its own report says so too. */
  readonly gateway?: string;
}

export interface WaveSettings {
  /** The gateway `kt policy deploy` promotes from. */
  readonly staging: Gateway | undefined;
  readonly promoteWith: 'auto' | 'deploy' | 'push';
  readonly snapshot: Snapshot;
  readonly expected: ExpectedPolicy;
  readonly deployTimeoutMs: number;
}

export interface WaveContext extends LookContext {
  readonly recorder: Recorder;
  /** Where the roll-out is, in words that stand before what is told of it: `wave 2/3, `. */
  readonly place?: string;
}

/** Tells the log how far a part of the roll-out is. */
export function tell({ recorder, place = '' }: WaveContext, state: Progress): void {
  recorder.tell({ ...state, doing: `${place}${state.doing}` });
}

/** For watchTogether: tells of how many gateways it is clear what they serve, and how long that has been waited for. */
export function tellWatched(doing: string, of: number, deadline: number, context: WaveContext): (settled: number) => void {
  const started = context.clock.elapsed();
  return (done) => {
    if (of > 0) tell(context, { doing, done, of, detail: waitedWords(context.clock.elapsed() - started, deadline - started) });
  };
}

type Reachable = Gateway & { readonly client: GatewayClient };

/** A write whose effect is still to be seen. */
interface Pending extends Sent {
  readonly gateway: Reachable;
  readonly first: Observation;
  readonly timed: ReturnType<typeof stopwatch>;
}

/**
 * Writes to the gateways of one wave, a bounded number of them at once, and watches until each serves the policy or the time is over. After
 * the first write that came to nothing no further one is begun.
 * @returns why the roll-out must not go on, the worst first; nothing when every gateway serves the policy.
 * @throws Failure when the snapshot was tampered with, or report or journal cannot be written; what was sent is then still in flight.
 */
export async function runWave(rows: readonly PreflightRow[], settings: WaveSettings, context: WaveContext): Promise<Stop | undefined> {
  const { clock, signal, recorder } = context;
  const stops: Stop[] = [];
  const pending: Pending[] = [];
  const toWrite = rows.filter(({ standing }) => standing.kind === 'write');
  let done = 0;
  await mapBounded(toWrite, context.concurrency, async (row) => {
    if (stops.length > 0 || pending.some(wasRefused) || signal.aborted) return;
    const came = await writeTo(row, settings, context);
    done += 1;
    tell(context, { doing: 'writing: gateway', done, of: toWrite.length });
    if (came === undefined) return;
    if ('kind' in came) stops.push(came);
    else if (came.first.result === 'verified') stops.push(...settle(came, came.first, settings, recorder));
    else pending.push(came);
  });
  const deadline = clock.elapsed() + settings.deployTimeoutMs;
  const watched = pending.map((one): Watched => {
    const look = wasRefused(one) ? 'once' : 'until-served';
    return { client: one.gateway.client, expected: settings.expected, look, seen: one.first };
  });
  const seen = await watchTogether(watched, deadline, context, tellWatched('reading back: gateway', watched.length, deadline, context));
  for (const [index, one] of pending.entries()) {
    // While the others were watched, a write that kt called refused may have taken effect all the same.
    const last = wasRefused(one) ? await lookOnce(one.gateway.client, settings.expected, context) : seen[index];
    // What a cancelled run has in flight is looked at once more, with a deadline of its own.
    if (signal.aborted) break;
    stops.push(...settle(one, last ?? one.first, settings, recorder));
  }
  await recorder.flush();
  if (signal.aborted) return { kind: 'stop', why: messageOf(signal.reason) };
  return stops.find(({ kind }) => kind === 'trigger') ?? stops[0];
}

/** A rejected write should have changed nothing, so that there is nothing to wait for. */
function wasRefused({ first, write }: Pending): boolean {
  return write.kind === 'rejected' && first.result !== 'verified';
}

function settle(one: Pending, observation: Observation, { expected }: WaveSettings, recorder: Recorder): readonly Stop[] {
  const report = afterLook(one.report, observation, stateAfter(observation, one.write), one.timed());
  recorder.settle(report);
  return stopsOf(report, observation, expected);
}

/** Health and content that are known to be wrong are a trigger; what nobody can see is none. */
function stopsOf({ id, steps }: GatewayReport, { result }: Observation, { identity }: ExpectedPolicy): readonly Stop[] {
  if (result === 'verified') return [];
  const cause = steps.find(({ outcome }) => outcome !== 'done');
  const what = cause === undefined ? result : `${cause.step}: ${cause.detail ?? result}`;
  if (result === 'unhealthy')
    return [{ kind: 'trigger', gateway: id, why: `${id} is not healthy with version ${identity.version}: ${what}` }];
  if (result === 'mismatch') return [{ kind: 'trigger', gateway: id, why: `${id} does not serve version ${identity.version}: ${what}` }];
  return [{ kind: 'stop', gateway: id, why: `whether ${id} serves version ${identity.version} could not be proven: ${what}` }];
}

/** @returns the write to watch, a reason to stop, or nothing where kt's word is all there is to have. */
async function writeTo(row: PreflightRow, settings: WaveSettings, context: WaveContext): Promise<Pending | Stop | undefined> {
  const { gateway } = row;
  const { recorder, clock, signal } = context;
  const known = recorder.ledger.gateway(gateway.id);
  if (known === undefined) return undefined;
  const changed = await changedSince(gateway, known, context);
  if (signal.aborted) return undefined;
  if (changed !== undefined) {
    recorder.settle(changed.report);
    return { kind: 'stop', gateway: gateway.id, why: changed.why };
  }
  const method = methodFor(settings.staging, gateway, settings.promoteWith);
  let sent: Sent;
  try {
    await recorder.begin(known, { gateway: gateway.id, expected: settings.expected, goal: 'serving', isProvenBySight: true }, method.kind);
    sent = await send(known, gateway, method, settings.snapshot, clock);
  } catch (error) {
    // Neither throws once kt was started.
    recorder.withdraw(known);
    throw error;
  }
  if (sent.write.kind === 'not-started') return notSent(sent, recorder);
  if (gateway.client === undefined) return byKtsWord(sent, recorder);
  recorder.markSent(sent.report);
  const timed = stopwatch(clock);
  return {
    ...sent,
    gateway: { ...gateway, client: gateway.client },
    first: await lookOnce(gateway.client, settings.expected, context),
    timed,
  };
}

function notSent({ report }: Sent, recorder: Recorder): Stop {
  recorder.withdraw({ ...report, state: 'untouched' });
  return {
    // Where kt cannot be started, nothing can be taken back with it either.
    kind: 'stop',
    gateway: report.id,
    why: `${report.id} was not written to: ${report.steps.at(-1)?.detail ?? 'kt did not start'}`,
  };
}

function byKtsWord({ report, write }: Sent, recorder: Recorder): Stop | undefined {
  const accepted = write.kind === 'accepted';
  recorder.settle({ ...report, state: accepted ? 'accepted' : 'unknown', proof: accepted ? 'accepted' : 'none' });
  return accepted
    ? undefined
    : { kind: 'stop', gateway: report.id, why: `what ${report.id} serves is not known: ${report.steps.at(-1)?.detail ?? write.kind}` };
}

/**
 * The last look before a write. Between preflight and a late wave hours may pass, in which somebody else deployed; replacing that unseen is
 * what the plan was not made for.
 */
async function changedSince(
  gateway: Gateway,
  known: GatewayReport,
  { clock, signal }: WaveContext,
): Promise<{ readonly why: string; readonly report: GatewayReport } | undefined> {
  if (gateway.client === undefined) return undefined;
  const timed = stopwatch(clock);
  const reading = await gateway.client.config(signal).catch((error: unknown): ConfigReading => {
    return { kind: 'unreachable', reason: messageOf(error) };
  });
  const step = 'read before the write';
  if (reading.kind !== 'served') {
    const detail = `what it serves could not be read: ${reading.reason}`;
    const report: GatewayReport = { ...known, steps: [...known.steps, { step, ...timed(), outcome: 'unknown', detail }] };
    return { why: `${gateway.id} was not written to: ${detail}`, report };
  }
  if (sameIdentity(reading.identity, known.before)) return undefined;
  const detail = `it serves ${describeServed(reading.identity)} now, which it did not when this run began`;
  const steps = [...known.steps, { step, ...timed(), outcome: 'failed', detail } as const];
  const report: GatewayReport = { ...known, state: 'serving-other', after: reading.identity, steps };
  return { why: `${gateway.id} was not written to: ${detail}, so somebody else deploys to it`, report };
}

/** Whether a gateway shows the same of its policy as before. */
export function sameIdentity(one: ServedIdentity, other: ServedIdentity | undefined): boolean {
  const sameChain = JSON.stringify(one.chain) === JSON.stringify(other?.chain);
  return one.name === other?.name && one.version === other?.version && sameChain;
}

import type { Clock } from '../../clock.js';
import type { GatewayClient } from '../../keeptrusts/gateway.js';
import type { KtWrite } from '../../keeptrusts/kt.js';
import type { ExpectedPolicy } from '../../keeptrusts/served-config.js';
import { messageOf } from '../../report/failure.js';
import type { GatewayReport, GatewayStep, Proof } from '../../report/gateway-model.js';
import { describeGateway, type Gateway } from '../gateway-target.js';
import { type Observation, watchGateway } from '../watch.js';
import { assertUntouched, type Snapshot } from './snapshot.js';

export interface WriteSettings {
  readonly deployTimeoutMs: number;
  readonly intervalMs: number;
  readonly minimumProof: Proof;
}

export interface WriteContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * `push` gives kt the bytes; `deploy` promotes what staging holds, which the documentation calls the boundary of staged promotion.
 */
export type WriteMethod = { readonly kind: 'push' } | { readonly kind: 'deploy'; readonly from: string };

/** Promotion through kt needs one control plane that knows both gateways; across two, the same bytes are pushed. */
export function methodFor(staging: Gateway | undefined, target: Gateway): WriteMethod {
  return staging !== undefined && staging.apiUrl === target.apiUrl ? { kind: 'deploy', from: staging.id } : { kind: 'push' };
}

/**
 * Writes the snapshot to one gateway through kt, once, and watches until the gateway serves it. A write whose end is unknown is never
 * repeated, and an exit code is not believed against what can be read: what the gateway serves afterwards decides.
 * @param report what is known of the gateway so far; its steps are kept.
 * @throws Failure only before kt was started, so that a throw means that nothing was written.
 */
export async function writeAndWatch(
  report: GatewayReport,
  gateway: Gateway,
  method: WriteMethod,
  snapshot: Snapshot,
  expected: ExpectedPolicy,
  settings: WriteSettings,
  context: WriteContext,
): Promise<GatewayReport> {
  await assertUntouched(snapshot);
  const timed = stopwatch(context.clock);
  const write =
    method.kind === 'push'
      ? await gateway.kt.push(snapshot.path, gateway.id)
      : await gateway.kt.deploy(snapshot.path, method.from, gateway.id);
  const name = method.kind === 'push' ? 'kt policy push' : `kt policy deploy from ${method.from}`;
  const step: GatewayStep = { step: name, ...timed(), ...outcomeOf(write) };
  const written: GatewayReport = { ...report, ...describeGateway(gateway), steps: [...report.steps, step] };

  if (write.kind === 'not-started') return { ...written, state: 'untouched' };
  if (gateway.client === undefined) {
    const accepted = write.kind === 'accepted';
    return { ...written, state: accepted ? 'accepted' : 'unknown', proof: accepted ? 'accepted' : 'none' };
  }
  return readBack(written, gateway.client, write, expected, settings, context);
}

async function readBack(
  written: GatewayReport,
  client: GatewayClient,
  write: KtWrite,
  expected: ExpectedPolicy,
  settings: WriteSettings,
  context: WriteContext,
): Promise<GatewayReport> {
  const timed = stopwatch(context.clock);
  // A rejected write should have changed nothing: one look says whether that is so.
  const patience = write.kind === 'rejected' ? 0 : settings.deployTimeoutMs;
  const observation = await watchGateway(
    client,
    expected,
    {
      deadline: context.clock.elapsed() + patience,
      intervalMs: settings.intervalMs,
      consecutive: 1,
      minimumProof: settings.minimumProof,
      acceptDegraded: true,
    },
    context,
  ).catch(notRead);
  const good = observation.result === 'verified';
  const step: GatewayStep = {
    step: 'read back',
    ...timed(),
    outcome: good ? 'done' : observation.served === undefined ? 'unknown' : 'failed',
    ...(!good && { detail: [observation.result, ...observation.differences].join('; ') }),
  };
  return {
    ...written,
    state: stateAfter(observation, write),
    proof: observation.proof,
    ...(observation.served !== undefined && { after: observation.served }),
    ...(observation.health !== undefined && { health: observation.health }),
    differences: observation.differences,
    steps: [...written.steps, step],
  };
}

/** With a write behind us an error must not hide that its effect is unknown. */
function notRead(error: unknown): Observation {
  return { result: 'unreachable', proof: 'none', differences: [messageOf(error)], emulated: false, rounds: 0 };
}

/** Starts measuring; the function gives when that was and the time since. */
function stopwatch(clock: Clock): () => Pick<GatewayStep, 'at' | 'durationMs'> {
  const at = clock.now().toISOString();
  const started = clock.elapsed();
  return () => ({ at, durationMs: Math.round(clock.elapsed() - started) });
}

function outcomeOf(write: KtWrite): Pick<GatewayStep, 'outcome' | 'detail'> {
  switch (write.kind) {
    case 'accepted':
      return { outcome: 'done' };
    case 'rejected':
      return { outcome: 'failed', detail: `kt exited with ${write.exitCode}: ${write.said}` };
    case 'not-started':
      return { outcome: 'failed', detail: `kt did not start: ${write.reason}` };
    case 'unknown':
      return { outcome: 'unknown', detail: write.reason };
  }
}

/** The state after a write, whatever kt said of it: where nothing could be read it is unknown, even when kt reported a failure. */
function stateAfter(observation: Observation, write: KtWrite): GatewayReport['state'] {
  switch (observation.result) {
    case 'verified':
      return 'serving';
    case 'mismatch':
      // After a write whose end is unknown the old configuration may still be replaced later.
      return write.kind === 'unknown' ? 'unknown' : 'serving-other';
    case 'unhealthy':
      return observation.proof === 'none' ? 'unknown' : 'unhealthy';
    case 'unreachable':
    case 'timed-out':
    case 'unproven':
      return 'unknown';
  }
}

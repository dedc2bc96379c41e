import type { Clock } from '../../clock.js';
import type { KtWrite } from '../../keeptrusts/kt.js';
import type { ExpectedPolicy } from '../../keeptrusts/served-config.js';
import type { GatewayReport, GatewayStep, Proof } from '../../report/model.js';
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
 * repeated: what the gateway serves afterwards decides.
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
  const at = context.clock.now().toISOString();
  const started = context.clock.elapsed();
  const write =
    method.kind === 'push'
      ? await gateway.kt.push(snapshot.path, gateway.id)
      : await gateway.kt.deploy(snapshot.path, method.from, gateway.id);
  const name = method.kind === 'push' ? 'kt policy push' : `kt policy deploy from ${method.from}`;
  const step = writeStep(name, at, Math.round(context.clock.elapsed() - started), write);
  const written: GatewayReport = { ...report, ...describeGateway(gateway), steps: [...report.steps, step] };

  if (write.kind === 'not-started') return { ...written, state: 'untouched' };
  if (gateway.client === undefined) {
    return {
      ...written,
      state: write.kind === 'accepted' ? 'accepted' : 'unknown',
      proof: write.kind === 'accepted' ? 'accepted' : 'none',
    };
  }
  const watchStarted = context.clock.elapsed();
  // A rejected write should have changed nothing: one look says whether that is so.
  const patience = write.kind === 'rejected' ? 0 : settings.deployTimeoutMs;
  const observation = await watchGateway(
    gateway.client,
    expected,
    {
      deadline: watchStarted + patience,
      intervalMs: settings.intervalMs,
      consecutive: 1,
      minimumProof: settings.minimumProof,
      acceptDegraded: true,
    },
    context,
  );
  return observed(written, observation, write, Math.round(context.clock.elapsed() - watchStarted), context.clock.now().toISOString());
}

function writeStep(step: string, at: string, durationMs: number, write: KtWrite): GatewayStep {
  switch (write.kind) {
    case 'accepted':
      return { step, at, durationMs, outcome: 'done' };
    case 'rejected':
      return { step, at, durationMs, outcome: 'failed', detail: `kt exited with ${write.exitCode}: ${write.said}` };
    case 'not-started':
      return { step, at, durationMs, outcome: 'failed', detail: `kt did not start: ${write.reason}` };
    case 'unknown':
      return { step, at, durationMs, outcome: 'unknown', detail: write.reason };
  }
}

function observed(report: GatewayReport, observation: Observation, write: KtWrite, durationMs: number, at: string): GatewayReport {
  const good = observation.result === 'verified';
  const read: GatewayStep = {
    step: 'read back',
    at,
    durationMs,
    outcome: good ? 'done' : observation.result === 'unreachable' ? 'unknown' : 'failed',
    ...(!good && { detail: [observation.result, ...observation.differences].join('; ') }),
  };
  return {
    ...report,
    state: stateAfter(observation, write),
    proof: observation.proof,
    ...(observation.served !== undefined && { after: observation.served }),
    ...(observation.health !== undefined && { health: observation.health }),
    differences: observation.differences,
    steps: [...report.steps, read],
  };
}

function stateAfter(observation: Observation, write: KtWrite): GatewayReport['state'] {
  switch (observation.result) {
    case 'verified':
      return 'serving';
    case 'unreachable':
    case 'timed-out':
      return write.kind === 'rejected' ? 'unreachable' : 'unknown';
    case 'unhealthy':
      return 'unhealthy';
    case 'mismatch':
      // After a write whose end is unknown the old configuration may still be replaced later.
      return write.kind === 'unknown' ? 'unknown' : 'serving-other';
    case 'unproven':
      return 'unknown';
  }
}

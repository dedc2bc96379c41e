import type { Clock } from '../../clock.js';
import type { KtWrite } from '../../keeptrusts/kt.js';
import type { WriteMethod } from '../../report/deploy-model.js';
import type { GatewayReport, GatewayStep } from '../../report/gateway-model.js';
import type { Gateway } from '../gateway-target.js';
import { assertUntouched, type Snapshot } from './snapshot.js';

const PUSH: WriteMethod = { kind: 'push' };

/**
 * How a gateway gets the policy. `kt policy deploy` promotes what staging holds, which the documentation calls the boundary of staged
 * promotion; it needs one control plane that knows both gateways. Across two, the same bytes are pushed.
 */
export function methodFor(staging: Gateway | undefined, target: Gateway, promoteWith: 'auto' | 'deploy' | 'push'): WriteMethod {
  if (staging === undefined || staging.id === target.id || promoteWith === 'push') return PUSH;
  const mayPromote = promoteWith === 'deploy' || staging.apiUrl === target.apiUrl;
  return mayPromote ? { kind: 'deploy', from: staging.id } : PUSH;
}

/** A write that was sent, or that kt could not even begin, with its step in the gateway's report. */
export interface Sent {
  readonly gateway: Gateway;
  readonly report: GatewayReport;
  readonly write: KtWrite;
}

/**
 * Writes a snapshot to one gateway through kt, once: a write whose end is unknown is never repeated, what the gateway serves afterwards
 * decides.
 * @param report what is known of the gateway so far; its steps are kept.
 * @throws Failure only before kt was started, so that a throw means that nothing was written.
 */
export async function send(report: GatewayReport, gateway: Gateway, method: WriteMethod, snapshot: Snapshot, clock: Clock): Promise<Sent> {
  await assertUntouched(snapshot);
  const timed = stopwatch(clock);
  const write =
    method.kind === 'push'
      ? await gateway.kt.push(snapshot.path, gateway.id)
      : await gateway.kt.deploy(snapshot.path, method.from, gateway.id);
  const name = method.kind === 'push' ? 'kt policy push' : `kt policy deploy from ${method.from}`;
  const step: GatewayStep = { step: name, ...timed(), ...outcomeOf(write) };
  return { gateway, write, report: { ...report, steps: [...report.steps, step] } };
}

/** Starts measuring; the function gives when that was and the time since. */
export function stopwatch(clock: Clock): () => Pick<GatewayStep, 'at' | 'durationMs'> {
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

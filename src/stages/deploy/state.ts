import type { KtWrite } from '../../keeptrusts/kt.js';
import type { GatewayReport, GatewayStep } from '../../report/gateway-model.js';
import type { Observation } from '../watch.js';

/** One for all gateways of a fleet. */
const NONE: readonly string[] = [];

/** What was seen of a gateway after a write, put into its report. */
export function afterLook(
  report: GatewayReport,
  observation: Observation,
  state: GatewayReport['state'],
  timed: Pick<GatewayStep, 'at' | 'durationMs'>,
): GatewayReport {
  const good = observation.result === 'verified';
  const { after: _, ...rest } = report;
  const step: GatewayStep = {
    step: 'read back',
    ...timed,
    outcome: good ? 'done' : observation.served === undefined ? 'unknown' : 'failed',
    ...(!good && { detail: seenIn(observation) }),
  };
  return {
    ...rest,
    state,
    proof: observation.proof,
    ...(observation.served !== undefined && { after: observation.served }),
    ...(observation.health !== undefined && { health: observation.health }),
    differences: observation.differences.length === 0 ? NONE : observation.differences,
    steps: [...report.steps, step],
  };
}

/** The observation in words. */
export function seenIn({ result, differences, health }: Observation): string {
  return [result, ...differences, ...(result === 'unhealthy' && health?.detail !== undefined ? [health.detail] : [])].join('; ');
}

/** The state after a write, whatever kt said of it: where nothing could be read it is unknown, even when kt reported a failure. */
export function stateAfter(observation: Observation, write: KtWrite): GatewayReport['state'] {
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

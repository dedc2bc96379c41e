import type { CanaryReport, DeployResult, GatewayReport, Reason } from '../../report/model.js';

/** How a deploy ended, and what a person does now. Pure: everything is said from the gateways' reports. */
export interface Ending {
  readonly result: DeployResult;
  readonly reason: Reason;
}

export function refused(reasons: readonly string[], nextSteps: readonly string[]): Ending {
  return { result: 'refused', reason: { summary: `${reasons.join('; ')}. Nothing was written`, nextSteps: [...new Set(nextSteps)] } };
}

/** @param written ids of the gateways this run wrote to, in order. */
export function endingOf(
  gateways: readonly GatewayReport[],
  written: readonly string[],
  canary: readonly CanaryReport[],
  wanted: 'staged' | 'promoted',
  version: string,
): Ending {
  const unknown = gateways.filter((gateway) => gateway.state === 'unknown');
  const bad = gateways.filter((gateway) => gateway.state !== 'serving' && gateway.state !== 'accepted' && gateway.state !== 'unknown');
  const failedCanary = canary.filter((one) => one.outcome === 'failed');
  if (unknown.length > 0) {
    return {
      result: 'unknown',
      reason: {
        summary: `the state of ${list(unknown)} is not known: ${detailOf(unknown[0])}`,
        nextSteps: [
          ...unknown.map(
            (one) =>
              `Read what ${one.id} serves${one.url === undefined ? '' : ` (${one.url}/keeptrusts/config)`} before running this again.`,
          ),
          ...changed(gateways),
        ],
      },
    };
  }
  if (failedCanary.length > 0) {
    const first = failedCanary[0];
    return {
      result: 'failed',
      reason: {
        summary: `canary "${first?.name ?? ''}": ${first?.reason ?? 'failed'}; no further gateway was written to`,
        nextSteps: ['Correct the policy or the golden file and raise pack.version.', ...changed(gateways)],
      },
    };
  }
  if (bad.length > 0) {
    return {
      result: 'failed',
      reason: {
        summary: `${list(bad)} ${bad.length === 1 ? 'does' : 'do'} not serve version ${version}: ${detailOf(bad.find((one) => one.steps.length > 0) ?? bad[0])}`,
        nextSteps: ['Read the steps of the gateway below.', ...changed(gateways)],
      },
    };
  }
  if (written.length === 0)
    return {
      result: 'unchanged',
      reason: { summary: `every gateway already serves exactly this file (version ${version})`, nextSteps: [] },
    };
  const verb = wanted === 'staged' ? 'is staged on' : 'is served by';
  return {
    result: wanted,
    reason: {
      summary: `version ${version} ${verb} ${list(gateways)}`,
      nextSteps: wanted === 'staged' ? ['Promote it with phase: promote and this digest.'] : [],
    },
  };
}

function changed(gateways: readonly GatewayReport[]): string[] {
  return gateways
    .filter((gateway) => gateway.state === 'serving' && gateway.steps.length > 0)
    .map(
      (gateway) =>
        `${gateway.id} serves the new version${gateway.before?.version === undefined ? '' : ` (before: ${gateway.before.version})`}; it was not taken back.`,
    );
}

function list(gateways: readonly GatewayReport[]): string {
  const ids = gateways.map((gateway) => gateway.id);
  return ids.length <= 5 ? ids.join(', ') : `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more`;
}

function detailOf(gateway: GatewayReport | undefined): string {
  const step = gateway?.steps.findLast((one) => one.outcome !== 'done');
  return step === undefined ? 'it was not reached in this run' : `${step.step}: ${step.detail ?? step.outcome}`;
}

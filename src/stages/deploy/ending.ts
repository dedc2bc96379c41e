import type { DeployResult } from '../../report/deploy-model.js';
import type { GatewayReport, ProbeReport } from '../../report/gateway-model.js';
import type { Reason } from '../../report/model.js';

/** How a deploy ended, and what a person does now. Pure: everything is said from the gateways' reports. */
export interface Ending {
  readonly result: DeployResult;
  readonly reason: Reason;
}

/** Nothing was written, for these reasons. */
export function refused(reasons: readonly string[], nextSteps: readonly string[]): Ending {
  return { result: 'refused', reason: { summary: `${reasons.join('; ')}. Nothing was written`, nextSteps: [...new Set(nextSteps)] } };
}

/** What a roll-out came to. */
export interface RollOut {
  /** The gateways that were to get the version; staging is none of them in phase promote. */
  readonly gateways: readonly GatewayReport[];
  /** Ids of the gateways this run wrote to, in order. */
  readonly written: readonly string[];
  readonly canary: readonly ProbeReport[];
  readonly wanted: 'staged' | 'promoted';
  readonly version: string;
  /** Why it ended before its end: a cancellation, an error. With it no result is a success. */
  readonly stopped?: string | undefined;
}

/** The worst that is true of a roll-out: an unread write, then a failed canary, then a gateway that does not serve the version. */
export function endingOf(rollOut: RollOut): Ending {
  return unknownEnding(rollOut) ?? canaryEnding(rollOut) ?? failedEnding(rollOut) ?? goodEnding(rollOut);
}

function unknownEnding({ gateways }: RollOut): Ending | undefined {
  const unknown = gateways.filter((gateway) => gateway.state === 'unknown');
  if (unknown.length === 0) return undefined;
  return {
    result: 'unknown',
    reason: {
      summary: `the state of ${list(unknown)} is not known: ${detailOf(unknown[0]) ?? 'it was being written to'}`,
      nextSteps: [...unknown.map((one) => `Read what ${one.id} serves${placeOf(one)} before running this again.`), ...changed(gateways)],
    },
  };
}

function canaryEnding({ gateways, canary }: RollOut): Ending | undefined {
  const first = canary.find((one) => one.outcome === 'failed');
  if (first === undefined) return undefined;
  return {
    result: 'failed',
    reason: {
      summary: `canary "${first.name}": ${first.reason ?? 'failed'}; no further gateway was written to`,
      nextSteps: ['Correct the policy or the golden file and raise pack.version.', ...changed(gateways)],
    },
  };
}

function failedEnding({ gateways, version, stopped }: RollOut): Ending | undefined {
  const bad = gateways.filter((gateway) => !isGood(gateway));
  if (bad.length === 0 && stopped === undefined) return undefined;
  const tried = bad.filter((gateway) => gateway.steps.length > 0);
  const notReached = bad.filter((gateway) => gateway.steps.length === 0);
  const parts = [
    ...tried.map((one) => `${one.id} ${FAULTS[one.state] ?? 'does not serve'} version ${version}: ${detailOf(one) ?? one.state}`),
    ...(stopped === undefined ? [] : [stopped]),
    ...(notReached.length === 0 ? [] : [`not reached in this run: ${list(notReached)}`]),
  ];
  return {
    result: 'failed',
    reason: {
      summary: parts.join('; '),
      nextSteps: [
        ...(tried.length === 0 ? [] : ['Read the steps of the gateway below.']),
        ...tried.flatMap(mayStillChange),
        ...changed(gateways),
      ],
    },
  };
}

function goodEnding({ gateways, written, wanted, version }: RollOut): Ending {
  if (written.length === 0) {
    return {
      result: 'unchanged',
      reason: { summary: `every gateway already serves exactly this file (version ${version})`, nextSteps: [] },
    };
  }
  const serving = gateways.filter((gateway) => gateway.state === 'serving');
  const accepted = gateways.filter((gateway) => gateway.state === 'accepted');
  const verb = wanted === 'staged' ? 'is staged on' : 'is served by';
  const parts = [
    ...(serving.length === 0 ? [] : [`version ${version} ${verb} ${list(serving)}`]),
    ...(accepted.length === 0 ? [] : [`kt accepted version ${version} for ${list(accepted)}, and nothing was read back`]),
  ];
  return {
    result: wanted,
    reason: { summary: parts.join('; '), nextSteps: wanted === 'staged' ? ['Promote it with phase: promote and this digest.'] : [] },
  };
}

/** How a gateway that was written to fails; without an entry it does not serve the version. */
const FAULTS: Readonly<Partial<Record<GatewayReport['state'], string>>> = {
  unhealthy: 'is not healthy with',
};

function isGood({ state }: Pick<GatewayReport, 'state'>): boolean {
  return state === 'serving' || state === 'accepted';
}

/**
 * A kt that failed may have written all the same (an answer that got lost), and a managed gateway fetches its configuration only every 30 s
 * (https://docs.keeptrusts.com/docs/cli/managed-mode): that it serves the old one now does not say that it will.
 */
function mayStillChange(gateway: GatewayReport): string[] {
  if (gateway.state !== 'serving-other') return [];
  return [`Read what ${gateway.id} serves${placeOf(gateway)} again in a minute: the write may still take effect.`];
}

/** What was changed and stays changed, so that nobody takes a failed deploy for one that did nothing. */
function changed(gateways: readonly GatewayReport[]): string[] {
  return gateways
    .filter(({ state, proof, steps }) => steps.length > 0 && (isGood({ state }) || (state === 'unhealthy' && proof !== 'none')))
    .map((gateway) => {
      const what = gateway.state === 'accepted' ? 'was given the new version, as kt says' : 'serves the new version';
      const before = gateway.before?.version === undefined ? '' : ` (before: ${gateway.before.version})`;
      return `${gateway.id} ${what}${before}; it was not taken back.`;
    });
}

/** Where a person can read what a gateway serves; OpenAI clients write its address with `/v1` (docs/guides/sdk-compatibility). */
function placeOf({ url }: GatewayReport): string {
  return url === undefined ? '' : ` (${url.replace(/\/+$/, '').replace(/\/v1$/, '')}/keeptrusts/config)`;
}

function list(gateways: readonly GatewayReport[]): string {
  const ids = gateways.map((gateway) => gateway.id);
  return ids.length <= 5 ? ids.join(', ') : `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more`;
}

/** What the first step said that did not go well: the cause; later ones tell its effects. */
function detailOf(gateway: GatewayReport | undefined): string | undefined {
  const step = gateway?.steps.find((one) => one.outcome !== 'done');
  return step === undefined ? undefined : `${step.step}: ${step.detail ?? step.outcome}`;
}

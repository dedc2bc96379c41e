import { servedConfigUrl } from '../../keeptrusts/gateway-address.js';
import type { DeployReport, DeployResult } from '../../report/deploy-model.js';
import type { GatewayReport, ProbeReport } from '../../report/gateway-model.js';
import type { Reason } from '../../report/model.js';

/** How a deploy ended, and what a person does now. Pure: everything is said from the gateways' reports. */
export interface Ending {
  readonly result: DeployResult;
  readonly reason: Reason;
}

/** Nothing was written, for these reasons. */
export function refused(reasons: readonly string[], nextSteps: readonly string[]): Ending {
  return { result: 'refused', reason: { summary: `${some(reasons).join('; ')}. Nothing was written`, nextSteps: [...new Set(nextSteps)] } };
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
  /** Why it ended before its end, where the gateways' reports do not show it: a cancellation, an error. With it no result is a success. */
  readonly stopped?: string | undefined;
  readonly takenBack?: DeployReport['takenBack'];
}

/** The worst that is true of a roll-out: an unread write, then what was taken back, a failed canary, a gateway without the version. */
export function endingOf(rollOut: RollOut): Ending {
  return unknownEnding(rollOut) ?? rolledBackEnding(rollOut) ?? canaryEnding(rollOut) ?? failedEnding(rollOut) ?? goodEnding(rollOut);
}

function unknownEnding({ gateways, takenBack }: RollOut): Ending | undefined {
  const unknown = gateways.filter((gateway) => gateway.state === 'unknown');
  if (unknown.length === 0) return undefined;
  const why = takenBack === undefined ? '' : `; it was being taken back, because ${takenBack.trigger}`;
  return {
    result: 'unknown',
    reason: {
      summary: `the state of ${list(unknown)} is not known: ${detailOf(unknown[0]) ?? 'it was being written to'}${why}`,
      nextSteps: [
        ...some(unknown.map((one) => `Read what ${one.id} serves${placeOf(one)} before running this again.`)),
        ...commands(gateways),
        ...changed(gateways),
      ],
    },
  };
}

function rolledBackEnding({ gateways, takenBack, canary }: RollOut): Ending | undefined {
  if (takenBack === undefined || takenBack.gateways.length === 0) return undefined;
  const restored = gateways.filter(({ id, state }) => state === 'restored' && takenBack.gateways.includes(id));
  const earlier = gateways.filter(({ state, steps }) => state === 'serving' && steps.length === 0);
  if (restored.length < takenBack.gateways.length || restored.every(wasRejected)) return undefined;
  return {
    result: 'rolled-back',
    reason: {
      summary: `${takenBack.trigger}; what was changed was taken back: ${list(restored)} ${restored.length === 1 ? 'serves' : 'serve'} again what was served before`,
      nextSteps: [
        canary.some((one) => one.outcome === 'failed')
          ? 'Correct the policy or the golden file, and raise pack.version.'
          : 'Find out why the gateway named first did not take it on: its log says so. Deploy again once that is mended; a policy that has to change needs a higher pack.version.',
        ...changed(gateways),
        ...some(
          earlier.map(({ id }) => `${id} served the new version before this run and still does: only what this run changed is taken back.`),
        ),
      ],
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
      nextSteps: ['Correct the policy or the golden file and raise pack.version.', ...commands(gateways), ...changed(gateways)],
    },
  };
}

function failedEnding({ gateways, version, stopped }: RollOut): Ending | undefined {
  const restored = gateways.filter(({ state }) => state === 'restored');
  const bad = gateways.filter((gateway) => !isGood(gateway) && gateway.state !== 'restored');
  if (bad.length === 0 && restored.length === 0 && stopped === undefined) return undefined;
  const tried = bad.filter((gateway) => gateway.steps.length > 0);
  const notReached = bad.filter((gateway) => gateway.steps.length === 0);
  const parts = [
    ...some(tried.map((one) => `${one.id} ${FAULTS[one.state] ?? 'does not serve'} version ${version}: ${detailOf(one) ?? one.state}`)),
    ...(stopped === undefined ? [] : [stopped]),
    ...(restored.length === 0 ? [] : [`taken back: ${list(restored)}`]),
    ...(notReached.length === 0 ? [] : [`not reached in this run: ${list(notReached)}`]),
  ];
  return {
    result: 'failed',
    reason: {
      summary: parts.join('; '),
      nextSteps: [
        ...(tried.length === 0 ? [] : ['Read the steps of the gateway below.']),
        ...some(tried.flatMap(mayStillChange)),
        ...commands(gateways),
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

/** Where kt refused all that was sent, there was nothing to take back: the deploy just failed. */
function wasRejected({ steps }: GatewayReport): boolean {
  return steps.find(({ step }) => step.startsWith('kt policy '))?.outcome === 'failed';
}

/** Whether the endings say of this gateway what is wrong with it, so that nobody else has to. */
export function tellsItsFault({ state, steps }: GatewayReport): boolean {
  return steps.length > 0 && state !== 'serving' && state !== 'accepted' && state !== 'restored';
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
  const wasWritten = gateway.steps.some(({ step }) => step.startsWith('kt policy '));
  if (gateway.state !== 'serving-other' || !wasWritten) return [];
  return [`Read what ${gateway.id} serves${placeOf(gateway)} again in a minute: the write may still take effect.`];
}

/** The commands for gateways that this run could not take its change back from. */
function commands(gateways: readonly GatewayReport[]): readonly string[] {
  return some(gateways.flatMap(({ id, byHand }) => (byHand === undefined ? [] : [`Give ${id} its former policy back: ${byHand}`])));
}

/** What was changed and stays changed, so that nobody takes a failed deploy for one that did nothing. */
function changed(gateways: readonly GatewayReport[]): readonly string[] {
  return some(
    gateways
      .filter(
        ({ state, proof, steps, byHand }) =>
          byHand === undefined && steps.length > 0 && (isGood({ state }) || (state === 'unhealthy' && proof !== 'none')),
      )
      .map((gateway) => {
        const what = gateway.state === 'accepted' ? 'was given the new version, as kt says' : 'serves the new version';
        const before = gateway.before?.version === undefined ? '' : ` (before: ${gateway.before.version})`;
        return `${gateway.id} ${what}${before}; it was not taken back.`;
      }),
  );
}

/** Where a person can look. */
function placeOf({ url }: GatewayReport): string {
  return url === undefined ? '' : ` (${servedConfigUrl(url)})`;
}

/** As many as a person reads; the report has all of them. */
const SHOWN = 5;

/** Gateways by their ids, as many as a person reads. */
export function list(gateways: readonly Pick<GatewayReport, 'id'>[]): string {
  const ids = gateways.map((gateway) => gateway.id);
  return ids.length <= SHOWN ? ids.join(', ') : `${ids.slice(0, SHOWN).join(', ')} and ${ids.length - SHOWN} more`;
}

function some(lines: readonly string[]): readonly string[] {
  return lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), `And ${lines.length - SHOWN} more: see the gateways in the report.`];
}

/** What the first step said that did not go well: the cause; later ones tell its effects. */
function detailOf(gateway: GatewayReport | undefined): string | undefined {
  const step = gateway?.steps.find((one) => one.outcome !== 'done');
  return step === undefined ? undefined : `${step.step}: ${step.detail ?? step.outcome}`;
}

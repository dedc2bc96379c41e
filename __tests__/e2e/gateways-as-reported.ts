import type { DeployReport } from '../../src/report/deploy-model.js';
import type { GatewayReport } from '../../src/report/gateway-model.js';

/** What is true of one gateway, read past everything that could lie: the texts of policy files. */
export interface GatewayTruth {
  /** Assigned when the deploy began. */
  readonly before: string | undefined;
  readonly assigned: string | undefined;
  readonly active: string | undefined;
}

/** What a state says of a gateway; one without an entry says nothing that could be untrue. */
const CLAIMS: Readonly<Partial<Record<GatewayReport['state'], (truth: GatewayTruth, text: string, report: GatewayReport) => boolean>>> = {
  // What is assigned counts as well: a gateway loads that at its next poll, whatever it shows now.
  serving: ({ assigned, active }, text) => active === text && assigned === text,
  restored: ({ before, assigned, active }) => active === before && assigned === before,
  'serving-other': ({ active }, text) => active !== text,
  untouched: ({ before, assigned }) => assigned === before,
  accepted: ({ assigned }, text) => assigned === text,
  unhealthy: ({ active }, text, { proof }) => proof === 'none' || active === text,
};

/** Results of which none is true when anything was written. */
const WROTE_NOTHING: readonly DeployReport['result'][] = ['refused', 'planned', 'unchanged'];
/** Results that no mixture of old and new may have. */
const ALL_NEW: readonly DeployReport['result'][] = ['promoted', 'staged', 'unchanged'];

/**
 * Compares what a deploy report says with what is true of every gateway, those it does not name included.
 * @param text the policy file that was deployed.
 * @returns what is not true, one sentence each.
 */
export function untruths(report: DeployReport, text: string, truths: ReadonlyMap<string, GatewayTruth>): readonly string[] {
  const told = new Map(report.gateways.map((gateway) => [gateway.id, gateway]));
  const ofGateways = [...truths].flatMap(([id, truth]) => ofGateway(id, truth, told.get(id), text));
  const strangers = [...told.keys()].filter((id) => !truths.has(id)).map((id) => `there is no gateway ${id}`);
  return [...strangers, ...ofGateways, ...ofResult(report, text, truths)];
}

function ofGateway(id: string, truth: GatewayTruth, report: GatewayReport | undefined, text: string): readonly string[] {
  const written = truth.assigned !== truth.before;
  if (report === undefined) return written ? [`${id} was written to in silence`] : [];
  const { state, steps, after } = report;
  const shownVersion = state === 'serving' || state === 'restored' ? after?.version : undefined;
  return [
    ...(CLAIMS[state]?.(truth, text, report) === false ? [`${id} is said to be ${state}`] : []),
    ...(shownVersion !== undefined && shownVersion !== versionIn(truth.active) ? [`${id} is said to show ${shownVersion}`] : []),
    ...(written && steps.length === 0 ? [`${id} was written to and has no step`] : []),
  ];
}

function ofResult(report: DeployReport, text: string, truths: ReadonlyMap<string, GatewayTruth>): readonly string[] {
  const { result, waves, takenBack } = report;
  const untrue = (holds: (truth: GatewayTruth) => boolean, ids: Iterable<string>): readonly string[] =>
    [...ids].filter((id) => {
      const truth = truths.get(id);
      return truth !== undefined && !holds(truth);
    });
  const targets = waves.flatMap(({ gateways }) => gateways);
  const wrong = [
    ...(WROTE_NOTHING.includes(result) ? untrue(({ before, assigned }) => assigned === before, truths.keys()) : []),
    ...(ALL_NEW.includes(result) ? untrue(({ assigned }) => assigned === text, targets) : []),
    ...(result === 'rolled-back' ? untrue(({ before, active }) => active === before, takenBack?.gateways ?? targets) : []),
  ];
  return wrong.map((id) => `the result is ${result}, and that is not so for ${id}`);
}

/** `pack.version`, as the files of these tests have it. */
function versionIn(text: string | undefined): string | undefined {
  return /^ {2}version: (\S+)$/m.exec(text ?? '')?.[1];
}

import type { DoctorReading, GatewayReport, PackIdentity } from '../../report/gateway-model.js';
import { PROOFS } from '../../report/gateway-model.js';
import type { Reason, VerifyResult } from '../../report/model.js';
import { worst } from '../../report/outcome.js';
import { PROOF_WORDS } from '../../report/words.js';
import { countFor, type EventDemand } from '../events.js';

/** How a verification ended, and what a person does now. */
export interface VerifyEnding {
  readonly result: VerifyResult;
  readonly reason: Reason;
  readonly warnings: readonly string[];
}

/** Everything a verification saw. */
export interface Verification {
  readonly gateways: readonly GatewayReport[];
  readonly pack: PackIdentity;
  /** Events asked for of a gateway. */
  readonly eventDemand: (id: string) => EventDemand;
  readonly doctorRequired: boolean;
  /** Absent when kt doctor was not asked. */
  readonly doctor: DoctorReading | undefined;
  /** Why the run was cancelled, where it was. */
  readonly cancelled?: string;
}

/**
 * The worst of the gateways' results; a required `kt doctor` that did not succeed counts as `unproven`. A cancelled run is `timed-out` at
 * best: what it did not come to ask, events and doctor included, may be wrong. Pure.
 */
export function endingOf(seen: Verification): VerifyEnding {
  const { gateways } = seen;
  const ofGateways = worst(gateways.map((gateway) => gateway.result ?? 'timed-out'));
  const doctorFault = seen.doctorRequired ? doctorFaultOf(seen.doctor) : undefined;
  const result = worst([
    ofGateways,
    ...(doctorFault === undefined ? [] : ['unproven' as const]),
    ...(seen.cancelled === undefined ? [] : ['timed-out' as const]),
  ]);
  const warnings = [...unreadEvents(gateways), ...degraded(gateways), ...gateways.flatMap(undecidedProbes)];
  return { result, warnings, reason: reasonFor(result, ofGateways, doctorFault, seen) };
}

function reasonFor(result: VerifyResult, ofGateways: VerifyResult, doctorFault: string | undefined, seen: Verification): Reason {
  const { gateways, pack, cancelled } = seen;
  if (cancelled !== undefined && result === 'timed-out') {
    const looked = gateways.filter((gateway) => gateway.result !== 'timed-out').length;
    return { summary: `${cancelled} when ${looked} of ${gateways.length} gateways had been looked at`, nextSteps: ['Run it again.'] };
  }
  if (doctorFault !== undefined && result !== ofGateways) {
    return {
      summary: `kt doctor did not succeed: ${doctorFault}`,
      nextSteps: ['Run kt doctor where the gateway runs, or set doctor: auto.'],
    };
  }
  if (gateways.length === 0) return { summary: 'no gateway was named', nextSteps: ['Set gateways.'] };
  if (result === 'verified') return { summary: verifiedWords(gateways, pack), nextSteps: [] };
  const bad = gateways.filter((gateway) => gateway.result === result);
  const first = bad[0];
  const details = first === undefined ? [] : detailsOf(first, seen.eventDemand(first.id));
  const meaning = result === 'mismatch' && bad.every(isOfProbes) ? PROBES_FAILED : MEANINGS[result];
  return {
    summary: `${bad.length} of ${gateways.length} gateways: ${meaning} (${[first?.id ?? '', ...(details.length === 0 ? [] : [shortened(details)])].join(': ')})`,
    nextSteps: [...new Set(bad.flatMap((gateway) => nextStepsOf(gateway, seen.eventDemand(gateway.id))))],
  };
}

/** Details that a sentence can hold; the last is kept, because it says which commit is served. */
const DETAILS_LIMIT = 4;

function shortened(details: readonly string[]): string {
  if (details.length <= DETAILS_LIMIT) return details.join('; ');
  const left = details.length - DETAILS_LIMIT;
  return [...details.slice(0, DETAILS_LIMIT - 1), `${left} more in the report`, ...details.slice(-1)].join('; ');
}

/** A gateway that only kt spoke for is not said to serve anything. */
function verifiedWords(gateways: readonly GatewayReport[], { name, version }: PackIdentity): string {
  const proof = PROOFS.findLast((one) => gateways.some((gateway) => gateway.proof === one)) ?? 'none';
  const all = gateways.length;
  const read = gateways.filter((gateway) => gateway.proof !== 'accepted').length;
  if (read === all) return `${all} of ${all} gateways serve ${name} ${version} (proof: ${proof})`;
  const byKt = `kt sees no difference between ${name} ${version} and ${all - read} of ${all} gateways, which cannot be read`;
  return read === 0 ? `${byKt} (proof: ${proof})` : `${read} of ${all} gateways serve ${name} ${version}, and ${byKt} (proof: ${proof})`;
}

/** What was seen of one gateway that is not right, each thing once. */
function detailsOf(gateway: GatewayReport, demand: EventDemand): readonly string[] {
  const { result, differences = [], health, events } = gateway;
  if (result === 'silent') {
    const unread = events?.unread === undefined ? '' : `, which could not be read: ${events.unread}`;
    const unattributed = events?.unattributed ?? 0;
    const unnamed = unattributed === 0 ? [] : [`${unattributed} of this version name no gateway, so they may be of any`];
    return [`${countFor(demand, events)} of ${demand.count} ${eventWords(demand)}${unread}`, ...unnamed, ...(events?.notes ?? [])];
  }
  if (result === 'unproven' && differences.length === 0) return [shownTooLittle(gateway)];
  const { detail } = health ?? {};
  const isTold = detail === undefined || differences.some((one) => one.includes(detail));
  return isTold ? differences : [...differences, detail];
}

function eventWords({ count, of }: EventDemand): string {
  return `event${count === 1 && of === 'probes' ? '' : 's'}${of === 'probes' ? ' with a request id of the probes' : ''}`;
}

function shownTooLittle({ proof }: GatewayReport): string {
  return proof === 'none' ? 'it shows no pack.name and pack.version' : `proof ${proof}: ${PROOF_WORDS[proof]}`;
}

/** One warning for each reason, with the gateways it holds for: usually one token is at fault for all. */
function unreadEvents(gateways: readonly GatewayReport[]): readonly string[] {
  return grouped(
    gateways.map(({ id, events }) => [events?.notAsked ? undefined : events?.unread, id]),
    (reason, ids) => `events of ${ids.join(', ')} could not be read: ${reason}`,
  );
}

/** A gateway that calls itself degraded and was accepted is told about; of one that was not, its own line tells. */
function degraded(gateways: readonly GatewayReport[]): readonly string[] {
  return grouped(
    gateways.map(({ id, health, result, state }) => {
      const isAccepted = state === 'serving' || result === 'unproven';
      return [isAccepted && health?.status === 'degraded' ? health.detail : undefined, id];
    }),
    (detail, ids) => `${ids.join(', ')}: accepted although degraded: ${detail}`,
  );
}

function grouped(
  pairs: readonly (readonly [string | undefined, string])[],
  words: (key: string, ids: readonly string[]) => string,
): string[] {
  const ids = new Map<string, string[]>();
  for (const [key, id] of pairs) {
    if (key === undefined) continue;
    const known = ids.get(key);
    if (known === undefined) ids.set(key, [id]);
    else known.push(id);
  }
  return [...ids].map(([key, of]) => words(key, of));
}

function undecidedProbes({ id, probes = [] }: GatewayReport): readonly string[] {
  return probes
    .filter(({ outcome }) => outcome === 'undecided')
    .map(({ name, reason }) => `probe "${name}" through ${id} is undecided: ${reason ?? 'no reason given'}`);
}

function doctorFaultOf(doctor: DoctorReading | undefined): string | undefined {
  if (doctor?.exitCode === 0) return undefined;
  return doctor?.exitCode === undefined ? (doctor?.unread ?? 'it gave no answer') : `exit code ${doctor.exitCode}`;
}

/** The gateway shows nothing that differs from the file, and yet it decided otherwise. */
function isOfProbes({ state, probes = [] }: GatewayReport): boolean {
  return state !== 'serving-other' && probes.some(({ outcome }) => outcome === 'failed');
}

const PROBES_FAILED = 'probes were decided otherwise than expected';

const MEANINGS: Readonly<Record<VerifyResult, string>> = {
  verified: 'verified',
  mismatch: 'another configuration than this file is served',
  unhealthy: 'the gateway does not report itself healthy',
  unreachable: 'the gateway does not answer',
  unproven: 'too little was shown to prove that this file is served and decides as expected',
  silent: 'fewer decision events of this version than minimum-events',
  'timed-out': 'no stable answer before verify-timeout',
};

const NEXT_STEPS: Readonly<Record<VerifyResult, readonly string[]>> = {
  verified: [],
  mismatch: ['Deploy this file, or check out the commit that is meant to be served.'],
  unhealthy: ['Look at the gateway itself; its last health answer is in the report.'],
  unreachable: ['Check the URL, and that this runner can reach it.'],
  unproven: ['Set minimum-proof to what the gateway can show, if that is enough for you.'],
  silent: ['Send a request through the gateway, widen since, or lower minimum-events.'],
  'timed-out': ['Raise verify-timeout.'],
};

function nextStepsOf(gateway: GatewayReport, demand: EventDemand): readonly string[] {
  const { result = 'timed-out', servedCommit, probes, url, proof, events } = gateway;
  if (result === 'mismatch') {
    if (isOfProbes(gateway)) return ['Look the requests up by their ids in the report, and compare with what the tests of this file say.'];
    if (servedCommit?.relation === 'previous') return ['Wait until the rollout has ended and verify again, or deploy this file.'];
    if (servedCommit?.relation === 'newer') return ['Check out the newest commit of the branch and verify that.'];
  }
  if (result === 'unproven') {
    if (url === undefined && proof === 'accepted') {
      return ["Give the gateway's URL (id=url), or set minimum-proof: accepted and rely on kt's word."];
    }
    if (url === undefined) return ["Give the gateway's URL (id=url), so that it can be read."];
    if (probes !== undefined) return ['Check probe-model, and that the requests reach the model.'];
    if (proof === 'none') return ['Check that the URL leads to the gateway itself, and that gateway-token opens /keeptrusts/config there.'];
  }
  if (result === 'silent' && events?.unread !== undefined) return ['Check api-url and api-token, with which kt reads the events.'];
  if (result === 'silent' && demand.of === 'probes') {
    return ['Find out why the gateway does not report its decisions to the control plane; it decided the probes.'];
  }
  return NEXT_STEPS[result];
}

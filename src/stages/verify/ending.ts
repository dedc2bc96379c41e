import type { DoctorReading, GatewayReport, PackIdentity } from '../../report/gateway-model.js';
import { PROOFS } from '../../report/gateway-model.js';
import type { Reason, VerifyResult } from '../../report/model.js';
import { worst } from '../../report/outcome.js';

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
  readonly minimumEvents: number;
  readonly doctorRequired: boolean;
  /** Absent when kt doctor was not asked. */
  readonly doctor: DoctorReading | undefined;
}

/** The worst of the gateways' results; a required `kt doctor` that did not succeed counts as `unproven`. Pure. */
export function endingOf(seen: Verification): VerifyEnding {
  const { gateways } = seen;
  const ofGateways = worst(gateways.map((gateway) => gateway.result ?? 'timed-out'));
  const doctorFault = seen.doctorRequired ? doctorFaultOf(seen.doctor) : undefined;
  const result = doctorFault === undefined ? ofGateways : worst([ofGateways, 'unproven']);
  return { result, warnings: unreadEvents(gateways), reason: reasonFor(result, ofGateways, doctorFault, seen) };
}

function reasonFor(result: VerifyResult, ofGateways: VerifyResult, doctorFault: string | undefined, seen: Verification): Reason {
  const { gateways, pack } = seen;
  if (doctorFault !== undefined && result !== ofGateways) {
    return {
      summary: `kt doctor did not succeed: ${doctorFault}`,
      nextSteps: ['Run kt doctor where the gateway runs, or set doctor: auto.'],
    };
  }
  if (gateways.length === 0) return { summary: 'no gateway was named', nextSteps: ['Set gateways.'] };
  if (result === 'verified') {
    const proof = PROOFS.findLast((one) => gateways.some((gateway) => gateway.proof === one)) ?? 'none';
    const what = `${gateways.length} of ${gateways.length} gateways serve ${pack.name} ${pack.version}`;
    return { summary: `${what} (proof: ${proof})`, nextSteps: [] };
  }
  const bad = gateways.filter((gateway) => gateway.result === result);
  const first = bad[0];
  const details = first === undefined ? [] : detailsOf(first, seen.minimumEvents);
  return {
    summary: `${bad.length} of ${gateways.length} gateways: ${MEANINGS[result]} (${[first?.id ?? '', ...(details.length === 0 ? [] : [details.join('; ')])].join(': ')})`,
    nextSteps: NEXT_STEPS[result],
  };
}

/** What was seen of one gateway that is not right, each thing once. */
function detailsOf({ result, differences = [], health, events }: GatewayReport, minimumEvents: number): readonly string[] {
  if (result === 'silent') {
    const unread = events?.unread === undefined ? '' : `, which could not be read: ${events.unread}`;
    return [`${events?.matching ?? 0} of ${minimumEvents} events${unread}`];
  }
  const { detail } = health ?? {};
  const isTold = detail === undefined || differences.some((one) => one.includes(detail));
  return isTold ? differences : [...differences, detail];
}

/** One warning for each reason, with the gateways it holds for: usually one token is at fault for all. */
function unreadEvents(gateways: readonly GatewayReport[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { id, events } of gateways) {
    if (events?.unread !== undefined) byReason.set(events.unread, [...(byReason.get(events.unread) ?? []), id]);
  }
  return [...byReason].map(([reason, ids]) => `events of ${ids.join(', ')} could not be read: ${reason}`);
}

function doctorFaultOf(doctor: DoctorReading | undefined): string | undefined {
  if (doctor?.exitCode === 0) return undefined;
  return doctor?.exitCode === undefined ? (doctor?.unread ?? 'it gave no answer') : `exit code ${doctor.exitCode}`;
}

const MEANINGS: Readonly<Record<VerifyResult, string>> = {
  verified: 'verified',
  mismatch: 'another configuration than this file is served',
  unhealthy: 'the gateway does not report itself healthy',
  unreachable: 'the gateway does not answer',
  unproven: 'the gateway shows too little to reach minimum-proof',
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

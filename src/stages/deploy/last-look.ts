import { compareServed, proofAtLeast } from '../../keeptrusts/served-config.js';
import { messageOf } from '../../report/failure.js';
import type { GatewayReport, Proof } from '../../report/gateway-model.js';
import { mapBounded } from '../bounded.js';
import type { Gateway } from '../gateway-target.js';
import type { Flight } from './ledger.js';
import type { Recorder } from './recorder.js';

/**
 * A cancelled job is killed about 7.5 s after the first signal
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation); before this look kt may take three of them to
 * end, and after it report and summary are written.
 */
const LAST_LOOK_MS = 2_000;

/** Bounds the sockets; the deadline is for all of them together. */
const AT_ONCE = 20;

/**
 * Reads once more the gateways whose write was under way when the run was cancelled or failed, so that the report says what they serve.
 * One that is not shown to serve what was written because of that stays `unknown`: the write may take effect later. Never throws.
 */
export async function lookOnceMore(gateways: readonly Gateway[], minimumProof: Proof, recorder: Recorder): Promise<void> {
  const { flights } = recorder.ledger;
  if (flights.length === 0) return;
  const signal = AbortSignal.timeout(LAST_LOOK_MS);
  await mapBounded(flights, AT_ONCE, async (flight) => {
    const known = recorder.ledger.gateway(flight.gateway);
    if (known === undefined) return;
    const gateway = gateways.find(({ id }) => id === flight.gateway);
    const seen = await lookAt(gateway, known, flight, minimumProof, signal);
    recorder.settle(seen);
  });
}

async function lookAt(
  gateway: Gateway | undefined,
  known: GatewayReport,
  { expected, goal, isProvenBySight }: Flight,
  minimumProof: Proof,
  signal: AbortSignal,
): Promise<GatewayReport> {
  const { byHand: _done, ...rest } = known;
  const open: GatewayReport = { ...known, state: 'unknown' };
  if (gateway?.client === undefined) return open;
  try {
    const reading = await gateway.client.config(signal);
    if (reading.kind !== 'served') return open;
    const { equal, proof, differences } = compareServed(expected, reading);
    const after = { after: reading.identity, proof, differences };
    if (equal && isProvenBySight && proofAtLeast(proof, minimumProof)) return { ...rest, ...after, state: goal };
    return { ...open, ...after };
  } catch (error) {
    return { ...open, differences: [`what it serves could not be read after the run was stopped: ${messageOf(error)}`] };
  }
}

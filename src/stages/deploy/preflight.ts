import type { ConfigReading } from '../../keeptrusts/gateway.js';
import { compareServed, type ExpectedPolicy, proofAtLeast } from '../../keeptrusts/served-config.js';
import type { Proof, ServedIdentity } from '../../report/gateway-model.js';
import { mapBounded } from '../bounded.js';
import type { Gateway } from '../gateway-target.js';

/** What preflight found of one gateway; `write` is the only kind that a write may follow. */
export type Readiness =
  | { readonly kind: 'write'; readonly before?: ServedIdentity }
  /** It serves the whole document already, proven in full. */
  | { readonly kind: 'serving'; readonly before: ServedIdentity }
  | { readonly kind: 'refused'; readonly before?: ServedIdentity; readonly reason: string; readonly nextStep: string };

export interface PreflightRow {
  readonly gateway: Gateway;
  readonly readiness: Readiness;
  readonly emulated: boolean;
}

/**
 * Reads what every gateway serves now and decides, without writing anything, whether a write to it could be proven afterwards.
 * @throws the signal's reason when it aborts; Failure when the gateway token may not be sent to an address.
 */
export async function preflight(
  gateways: readonly Gateway[],
  expected: ExpectedPolicy,
  settings: { readonly minimumProof: Proof; readonly concurrency: number },
  signal: AbortSignal,
): Promise<readonly PreflightRow[]> {
  return mapBounded(gateways, settings.concurrency, async (gateway) => {
    const reading = await gateway.client?.config(signal);
    return {
      gateway,
      readiness: judge(reading, expected, settings.minimumProof),
      emulated: reading?.kind === 'served' && reading.emulated,
    };
  });
}

/**
 * Pure: what a reading (undefined: the gateway has no URL) means for a write that must reach `minimumProof`. A gateway that shows the name
 * and version of this file already, and less than the whole of it, is refused: afterwards nobody could tell the old content from the new.
 */
export function judge(reading: ConfigReading | undefined, expected: ExpectedPolicy, minimumProof: Proof): Readiness {
  if (reading === undefined) {
    if (proofAtLeast('accepted', minimumProof)) return { kind: 'write' };
    return {
      kind: 'refused',
      reason: `it has no URL, so nothing can be read back, and minimum-proof is ${minimumProof}`,
      nextStep: "Give the gateway's URL (id=url), or set minimum-proof: accepted and rely on kt's word.",
    };
  }
  if (reading.kind !== 'served') {
    return {
      kind: 'refused',
      reason: `what it serves now could not be read: ${reading.reason}`,
      nextStep: 'Check its URL, that this runner can reach it, and gateway-token.',
    };
  }
  const before = reading.identity;
  const comparison = compareServed(expected, reading);
  if (comparison.equal && comparison.proof === 'full') return { kind: 'serving', before };
  const reachable = reachableProof(reading);
  if (reachable === 'none') {
    return {
      kind: 'refused',
      before,
      reason: 'it does not show name and version of the pack it serves, so a write to it could not be proven',
      nextStep: "Leave its URL out and set minimum-proof: accepted, if kt's word is enough for you.",
    };
  }
  if (!proofAtLeast(reachable, minimumProof)) {
    return {
      kind: 'refused',
      before,
      reason: `it shows at most proof "${reachable}" of what it serves, and minimum-proof is ${minimumProof}`,
      nextStep: `Set minimum-proof: ${reachable} if that is enough for you.`,
    };
  }
  if (before.name === expected.identity.name && before.version === expected.identity.version) {
    return {
      kind: 'refused',
      before,
      reason: `it already serves ${describe(before)}, and whether with this content cannot be told apart`,
      nextStep: 'Raise pack.version: it is the only identity most gateways show.',
    };
  }
  return { kind: 'write', before };
}

/** The strongest proof a gateway that answers like this can ever give. */
function reachableProof(reading: Extract<ConfigReading, { kind: 'served' }>): Proof {
  const { name, version, chain } = reading.identity;
  if (name === undefined || version === undefined) return 'none';
  if (chain === undefined) return 'version';
  // Only a body with more than pack and chain can ever equal a whole document; whether it does is seen after the write.
  return Object.keys(reading.body).some((key) => key !== 'pack' && key !== 'policies') ? 'full' : 'chain';
}

function describe(identity: ServedIdentity): string {
  return `${identity.name ?? '(no name)'} ${identity.version ?? '(no version)'}`;
}

/** Gateways named twice, or staging named among production: nothing good can be meant. One line for each such id. */
export function misplacedGateways(staging: Gateway | undefined, production: readonly Gateway[]): readonly string[] {
  const ids = production.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [
    ...[...new Set(twice)].map((id) => `gateway ${id} is listed twice in production-gateways`),
    ...(staging !== undefined && ids.includes(staging.id) ? [`staging gateway ${staging.id} is also listed in production-gateways`] : []),
  ];
}

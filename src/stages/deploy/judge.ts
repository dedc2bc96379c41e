import type { ConfigReading } from '../../keeptrusts/gateway.js';
import { compareServed, type ExpectedPolicy, proofAtLeast } from '../../keeptrusts/served-config.js';
import { compareVersions } from '../../policy/version-order.js';
import type { Proof, ServedIdentity } from '../../report/gateway-model.js';
import type { FormerPolicies, Shown } from './former-policy.js';

/** What a gateway's own answer says of a write to it. */
export type Readiness =
  | { readonly kind: 'write'; readonly before?: ServedIdentity }
  /** It serves the whole document already, proven in full. */
  | { readonly kind: 'serving'; readonly before: ServedIdentity }
  | { readonly kind: 'refused'; readonly before?: ServedIdentity; readonly reason: string; readonly nextStep: string };

/** Why a gateway should not be written to although it could be; the check is the name under which it can be waived. */
export interface Objection {
  readonly check: 'downgrade' | 'drift';
  readonly reason: string;
  readonly nextStep: string;
}

/**
 * Decides from one reading of a gateway's configuration (absent when it has no URL) whether it may be written to. A gateway that shows
 * the name and version of this file already, and less than the whole of it, is refused: afterwards nobody could tell the old content
 * from the new.
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
      nextStep:
        "Check the gateway's URL, that this runner can reach it, and gateway-token; one that has no policy yet needs a first one, by kt policy push.",
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
      reason: `it already serves ${describeServed(before)}, and whether with this content cannot be told apart`,
      nextStep:
        'Raise pack.version: it is the only identity most gateways show. For a file that must stay as it is, leave out gateways known to have it.',
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

/** The order of other texts than these is nobody's to say. https://semver.org */
const ORDERED_VERSION = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;

/**
 * What speaks against replacing what the gateway serves, in view of its version and of Git.
 * @returns the objections, and why Git could not say whether what is served came from it.
 */
export function objectionsTo(
  shown: Shown,
  expected: ExpectedPolicy,
  former: FormerPolicies,
): { readonly objections: readonly Objection[]; readonly unchecked?: string } {
  const { identity } = shown;
  const origin = former.originOf(shown);
  const lower = isLower(expected, identity)
    ? [
        {
          check: 'downgrade',
          reason: `it serves ${describeServed(identity)}, which is newer than version ${expected.identity.version}`,
          nextStep: 'Deploy the newer commit, raise pack.version, or set allow-downgrade: true.',
        } as const,
      ]
    : [];
  if (origin.kind === 'not-checked') return { objections: lower, unchecked: origin.reason };
  if (origin.kind === 'none') {
    const drift = {
      check: 'drift',
      reason: `it serves ${describeServed(identity)}, and no commit of this file had that: somebody changed it elsewhere`,
      nextStep: 'Bring that change into Git first, or set allow-drift: true to overwrite it.',
    } as const;
    return { objections: [...lower, drift] };
  }
  if (!origin.isNewer || lower.length > 0) return { objections: lower };
  return {
    objections: [
      {
        check: 'downgrade',
        reason: `this commit is behind the one it serves (${origin.commit.slice(0, 12)}, ${describeServed(identity)})`,
        nextStep: 'Deploy the newest commit, or set allow-downgrade: true.',
      },
    ],
  };
}

function isLower({ identity }: ExpectedPolicy, { name, version }: ServedIdentity): boolean {
  if (name !== identity.name || version === undefined) return false;
  if (!ORDERED_VERSION.test(version) || !ORDERED_VERSION.test(identity.version)) return false;
  return compareVersions(identity.version, version) < 0;
}

export function describeServed(identity: ServedIdentity): string {
  return `${identity.name ?? '(no name)'} ${identity.version ?? '(no version)'}`;
}

import type { Digest } from '../policy/digest.js';
import type { PackIdentity, ServedCommit, ServedIdentity } from '../report/gateway-model.js';

/** The policy file as one commit had it. */
export interface PolicyState {
  /** The commit that brought the file into this state. */
  readonly commit: string;
  readonly identity: PackIdentity;
  readonly chain: readonly string[];
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** What Git knows of one policy file. */
export type PolicyHistory =
  | {
      readonly kind: 'read';
      /** The states on the way from the checked-out commit along first parents, newest first. */
      readonly states: readonly PolicyState[];
      /** States that the fetched branches of the remote have after the checked-out commit, newest first. */
      readonly newer: readonly PolicyState[];
      /** Why states may be missing, as a clause; absent when all of them were read. */
      readonly incomplete?: string;
    }
  | { readonly kind: 'unread'; readonly reason: string };

/**
 * The newest state of the file that fits what a gateway shows: name, version and, where it is shown, the chain. Pure.
 * @param served must show a name and a version, else nothing fits.
 */
export function stateServed(states: readonly PolicyState[], served: ServedIdentity): PolicyState | undefined {
  return states.find((state) => fits(state, served));
}

function fits({ identity, chain }: PolicyState, served: ServedIdentity): boolean {
  if (served.name !== identity.name || served.version !== identity.version) return false;
  return served.chain === undefined || sameList(served.chain, chain);
}

const SAME_IDENTITY = 'name, version and chain that it shows are those of this very file; what differs is beyond them';

/**
 * Which commit's file a gateway serves that does not serve this one. Pure.
 * @param present digest of the file that should be served.
 */
export function servedCommitOf(history: PolicyHistory, present: Digest, served: ServedIdentity): ServedCommit {
  if (history.kind === 'unread') return { relation: 'not-checked', reason: history.reason };
  const found = (relation: 'previous' | 'newer' | 'older', { commit, identity }: PolicyState): ServedCommit => ({
    relation,
    commit,
    version: identity.version,
  });
  const states = [...history.newer, ...history.states];
  // Other commits may share all that is shown with this file, where the version was not raised: naming one of them would be a guess.
  if (states.some((state) => state.digest === present && fits(state, served))) return { relation: 'not-checked', reason: SAME_IDENTITY };
  const newer = stateServed(history.newer, served);
  if (newer !== undefined) return found('newer', newer);
  const before = history.states.filter(({ digest }) => digest !== present);
  const state = stateServed(before, served);
  if (state !== undefined) return found(state === before[0] ? 'previous' : 'older', state);
  return history.incomplete === undefined ? { relation: 'none' } : { relation: 'not-checked', reason: history.incomplete };
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

import { isDeepStrictEqual } from 'node:util';
import type { ConfigReading } from '../../keeptrusts/gateway.js';
import { compareServed, type ExpectedPolicy } from '../../keeptrusts/served-config.js';
import { decode } from '../../policy/decode.js';
import { digestOf } from '../../policy/digest.js';
import { parsePolicy } from '../../policy/document.js';
import type { RestoreSource } from '../../report/deploy-model.js';
import { Failure } from '../../report/failure.js';
import type { ServedIdentity } from '../../report/gateway-model.js';
import { type PolicyHistory, type PolicyState, stateServed } from '../policy-history.js';

/** The file of an earlier deploy: what a gateway gets back when the roll-out fails. */
export interface FormerPolicy {
  readonly source: Exclude<RestoreSource, { readonly kind: 'none' }>;
  readonly expected: ExpectedPolicy;
  readonly bytes: Uint8Array;
}

/** What a gateway showed: by itself, or, where it has no URL, by kt's word. */
export interface Shown {
  readonly identity: ServedIdentity;
  readonly reading?: Extract<ConfigReading, { readonly kind: 'served' }>;
}

/** Where the policy that a gateway serves was found. */
export type Origin =
  | { readonly kind: 'commit'; readonly isNewer: boolean; readonly commit: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'not-checked'; readonly reason: string };

export interface PastSources {
  readonly history: PolicyHistory;
  /** The option `previous-policy-file`. */
  readonly previous?: { readonly file: string; readonly bytes: Uint8Array };
  /** The policy file's path from the root of its repository. */
  readonly file: string;
}

/**
 * The policies that Git and the user have of earlier deploys, each read once however many gateways serve it. A state counts for a gateway
 * only when nothing the gateway shows contradicts it: what is written back to a gateway must be what it had, and the name and version of
 * a file do not say that nobody changed it in the console.
 */
export class FormerPolicies {
  readonly #sources: PastSources;
  readonly #previous: FormerPolicy | undefined;
  readonly #read = new Map<PolicyState, FormerPolicy>();

  /** @throws Failure bad-input when the file given as the previous one is no policy that a gateway could be compared with. */
  constructor(sources: PastSources) {
    this.#sources = sources;
    this.#previous = sources.previous === undefined ? undefined : previousPolicy(sources.previous);
  }

  /** Which commit had what the gateway shows; newer ones first, since deploying over one of them would take it back. */
  originOf(shown: Shown): Origin {
    const { history } = this.#sources;
    if (history.kind === 'unread') return { kind: 'not-checked', reason: history.reason };
    const newer = this.#stateOf(history.newer, shown);
    const state = newer ?? this.#stateOf(history.states, shown);
    if (state !== undefined) return { kind: 'commit', isNewer: newer !== undefined, commit: state.commit };
    return history.incomplete === undefined ? { kind: 'none' } : { kind: 'not-checked', reason: history.incomplete };
  }

  /** What the gateway would get back; never what it showed itself, whose secrets may be masked. */
  restoreSourceFor(shown: Shown | undefined): FormerPolicy | Extract<RestoreSource, { readonly kind: 'none' }> {
    if (shown === undefined) return { kind: 'none', reason: 'what it serves now is not known' };
    if (this.#previous !== undefined && isConsistent(this.#previous, shown)) return this.#previous;
    const { history } = this.#sources;
    if (history.kind === 'unread') return { kind: 'none', reason: `Git history could not be read: ${history.reason}` };
    const [found, ...more] = this.#statesOf([...history.states, ...history.newer], shown).map((state) => this.#policyOf(state));
    const other = found && more.find(({ expected }) => !isDeepStrictEqual(expected.value, found.expected.value));
    if (found !== undefined && other !== undefined) return { kind: 'none', reason: ambiguity(found, other) };
    if (found !== undefined) return found;
    const why = history.incomplete === undefined ? '' : ` (not all of it was looked at: ${history.incomplete})`;
    return { kind: 'none', reason: `no commit of this file has what it serves now${why}` };
  }

  #stateOf(states: readonly PolicyState[], shown: Shown): PolicyState | undefined {
    return this.#statesOf(states, shown)[0];
  }

  #statesOf(states: readonly PolicyState[], shown: Shown): readonly PolicyState[] {
    return states.filter((state) => stateServed([state], shown.identity) !== undefined && isConsistent(this.#policyOf(state), shown));
  }

  #policyOf(state: PolicyState): FormerPolicy {
    const known = this.#read.get(state);
    if (known !== undefined) return known;
    const { commit, identity, chain, digest, bytes } = state;
    const expected = { identity, chain, value: parsePolicy(decode(bytes)).value };
    const policy: FormerPolicy = { source: { kind: 'commit', commit, file: this.#sources.file, identity, digest }, expected, bytes };
    this.#read.set(state, policy);
    return policy;
  }
}

/** Where the version was not raised, what most gateways show fits several contents; giving back another than it had is no giving back. */
function ambiguity(one: FormerPolicy, other: FormerPolicy): string {
  const [first, second] = [one, other].map(({ source }) => (source.kind === 'commit' ? source.commit.slice(0, 12) : source.file));
  return `commits ${first} and ${second} have what it shows of itself, with different content`;
}

function isConsistent({ source, expected }: FormerPolicy, { identity, reading }: Shown): boolean {
  const state = { commit: '', identity: source.identity, chain: expected.chain, digest: source.digest, bytes: new Uint8Array() };
  if (stateServed([state], identity) === undefined) return false;
  return reading === undefined || compareServed(expected, reading).equal;
}

function previousPolicy({ file, bytes }: { readonly file: string; readonly bytes: Uint8Array }): FormerPolicy {
  const { identity, chain, value } = parsePolicy(decode(bytes));
  if (identity === undefined || chain === undefined) {
    throw new Failure('bad-input', {
      doing: `reading previous-policy-file ${file}`,
      cameBack: 'it names no pack or no chain, so that no gateway could be recognised by it',
      nextStep: 'Name the policy file that the gateways serve now',
    });
  }
  return {
    source: { kind: 'previous-policy-file', file, identity, digest: digestOf(bytes) },
    expected: { identity, chain, value },
    bytes,
  };
}

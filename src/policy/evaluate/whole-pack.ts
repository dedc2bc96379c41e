import type { Verdict } from '../../report/model.js';
import type { Open } from './chain.js';
import { isRecord, listOf } from './exchange.js';
import type { Outcome } from './lattice.js';

/** What parts of a pack outside its chain may do to a case. */
export interface OtherWays {
  readonly outcomes: readonly Outcome[];
  readonly open: readonly Open[];
}

/**
 * Keys of a route and of a consumer group that say where a request goes and how much of it, not what is done to it. Both may also have policies of their
 * own, below keys that could not be read (https://docs.keeptrusts.com/docs/policies/config-routes-and-consumers).
 */
const PLAIN_KEYS: Readonly<Record<string, ReadonlySet<string>>> = {
  routes: new Set(['name', 'path', 'upstream', 'match', 'methods', 'headers', 'description', 'enabled']),
  consumer_groups: new Set(['name', 'description', 'api_key', 'rate_limits', 'allowed_models']),
};

const ALL: readonly Verdict[] = ['allow', 'block', 'redact', 'escalate'];

/**
 * The ways a case may end besides those of the chain: through a pack that is switched off, of which the documentation does not say what it
 * lets through (https://docs.keeptrusts.com/docs/policies/config-pack-metadata), or through policies of a route or a consumer group.
 * @param root the parsed policy file.
 */
export function otherWays(root: Readonly<Record<string, unknown>>): OtherWays {
  const ways: Readonly<Record<string, readonly Verdict[]>> = {
    ...(isRecord(root.pack) && root.pack.enabled === false && { 'pack.enabled': ['allow', 'block'] }),
    ...Object.fromEntries(Object.keys(PLAIN_KEYS).flatMap((section) => (mayHavePolicies(root, section) ? [[section, ALL]] : []))),
  };
  return {
    outcomes: Object.values(ways).flatMap((verdicts) => verdicts.map((verdict) => ({ verdict, reasonCode: null }))),
    open: Object.keys(ways).map((kind) => ({ kind, cause: 'undocumented', reason: REASONS[kind] ?? '' })),
  };
}

const REASONS: Readonly<Record<string, string>> = {
  'pack.enabled': 'what a pack that is switched off does with a request is not documented',
  routes: 'a route may have a chain of its own, in a shape that could not be read',
  consumer_groups: 'a consumer group may have a chain of its own, in a shape that could not be read',
};

function mayHavePolicies(root: Readonly<Record<string, unknown>>, section: string): boolean {
  const plain = PLAIN_KEYS[section];
  return listOf(root[section]).some((one) => !isRecord(one) || Object.keys(one).some((key) => plain?.has(key) !== true));
}

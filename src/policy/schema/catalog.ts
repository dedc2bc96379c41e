import { CATALOG } from '../../../build/policy-catalog.js';
import type { KindFacts, SchemaNode, SectionFacts } from './compile.js';

/** The 39 policy kinds, sorted. Source: https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog */
export const KINDS: readonly string[] = Object.keys(CATALOG.kinds);

/** Every documented top-level section, sorted, `policy` included. */
export const SECTIONS: readonly string[] = Object.keys(CATALOG.sections);

/** What is known of a kind; undefined when it is not one of the 39. */
export function kindFacts(kind: string): KindFacts | undefined {
  return Object.hasOwn(CATALOG.kinds, kind) ? CATALOG.kinds[kind] : undefined;
}

/** What is known of a top-level section; undefined when it is not documented. */
export function sectionFacts(section: string): SectionFacts | undefined {
  return Object.hasOwn(CATALOG.sections, section) ? CATALOG.sections[section] : undefined;
}

/** `policy` of a document that holds one policy on its own: its identity. */
export const SINGLE_POLICY: SchemaNode = CATALOG.singlePolicy;

/**
 * The four kinds that may stand alone in a file of their own.
 * Source: https://docs.keeptrusts.com/docs/policies/config-single-policy-docs
 */
export const SINGLE_POLICY_KINDS: readonly string[] = ['prompt-injection', 'agent-firewall', 'citation-verifier', 'quality-scorer'];

/**
 * Top-level keys that only the older, list-shaped document has.
 * Source: https://docs.keeptrusts.com/docs/features/cli/policy-chains
 */
export const OLDER_SECTIONS: readonly string[] = [
  'version',
  'gateway',
  'input_policies',
  'output_policies',
  'includes',
  'failover',
  'fallback',
  'rate_limit_defaults',
];

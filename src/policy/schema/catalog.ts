import { KIND_FACTS, SECTION_FACTS, SINGLE_POLICY_NODE } from '../../../build/policy-catalog.js';
import type { SchemaNode } from './compile.js';

/** The 39 policy kinds, sorted. Source: https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog */
export const KINDS: readonly string[] = Object.keys(KIND_FACTS);

/** Every documented top-level section, sorted, `policy` included. */
export const SECTIONS: readonly string[] = Object.keys(SECTION_FACTS);

/** What is known of a kind; undefined when it is not one of the 39. */
export const kindFacts = parsedOnce(KIND_FACTS);

/** What is known of a top-level section; undefined when it is not documented. */
export const sectionFacts = parsedOnce(SECTION_FACTS);

/** `policy` of a document that holds one policy on its own: its identity. */
export const SINGLE_POLICY: SchemaNode = SINGLE_POLICY_NODE;

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

/** Looks up facts by name; each is parsed when it is first asked for. */
function parsedOnce<Facts>(texts: Readonly<Record<string, () => Facts>>): (name: string) => Facts | undefined {
  const parsed = new Map<string, Facts>();
  return (name) => {
    const known = parsed.get(name);
    if (known !== undefined || !Object.hasOwn(texts, name)) return known;
    const facts = texts[name]?.();
    if (facts !== undefined) parsed.set(name, facts);
    return facts;
  };
}

import type { RuleId } from '../rules.js';

/**
 * What a rule is explained with. Every example is a test: `wrong` yields the rule and no other error or warning, `right` yields none.
 * @see docs/rules.md, which is generated from these
 */
export interface Guide {
  /** What the rule finds, in one sentence. */
  readonly what: string;
  /** Why that matters. */
  readonly why: string;
  readonly wrong: string;
  readonly right: string;
  /**
   * What the examples are; a whole policy file when not given. `transcript`: the rule looks at more than one file, or at something that a
   * page cannot show, so that the examples tell it in words or commands and the rule's own tests run it.
   */
  readonly form?: 'policy' | 'test-file' | 'transcript';
  /** Other rules that the wrong example cannot avoid. */
  readonly also?: readonly RuleId[];
  /** Where the fact is documented, when that is another place than the rule's `docs`. */
  readonly source?: string;
}

/** The guides of one topic. */
export type Guides = Partial<Readonly<Record<RuleId, Guide>>>;

/** What every example file starts with. */
export const PACK = `pack:
  name: support-desk
  version: "1.4.0"
  enabled: true
`;

/** A chain that has nothing wrong with it. */
export const CHAIN = `policies:
  chain:
    - audit-logger
policy:
  audit-logger: {}
`;

/** An example for a section besides the chain: the smallest clean configuration, and this after it. */
export function inFile(text: string): string {
  return `${PACK}${CHAIN}${text}`;
}

import type { Severity } from '../../report/model.js';

/**
 * A lint rule; guide.ts explains it. Its severity is the highest it gives: a finding whose evidence is weaker (the documentation's list was only partly
 * readable, or official examples contradict it) is a warning all the same.
 */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** kt's code for the same fault. Source: https://docs.keeptrusts.com/docs/cli/policy-lint */
  readonly code?: string;
  readonly docs?: string;
}

const DOCS = 'https://docs.keeptrusts.com/docs';
const LINT = `${DOCS}/cli/policy-lint`;
const CHECKS = `${DOCS}/features/cli/config-validation`;
const PACK = `${DOCS}/policies/config-pack-metadata`;
const CHAINS = `${DOCS}/policies/config-conditional-chains`;
const TESTS = `${DOCS}/cli/policy-test`;
const SUITES = `${DOCS}/policies/config-testing`;
const ARTICLES = 'https://docs.keeptrusts.com/article';
const ARTICLE = `${ARTICLES}/the-complete-policy-config-yaml-reference/`;
const NETWORK = `${DOCS}/policies/config-security-network`;

const TABLE = [
  { id: 'yaml-syntax', severity: 'error', docs: CHECKS },
  { id: 'yaml-tag', severity: 'warning' },
  { id: 'yaml-duplicate-key', severity: 'error', docs: CHECKS },
  { id: 'yaml-documents', severity: 'error' },
  { id: 'yaml-limits', severity: 'error' },
  { id: 'empty-file', severity: 'error' },
  { id: 'not-yaml', severity: 'error' },
  { id: 'document-shape', severity: 'error', docs: `${DOCS}/policies/config-single-policy-docs` },
  { id: 'missing-key', severity: 'error', docs: PACK },
  { id: 'wrong-type', severity: 'error', docs: PACK },
  { id: 'wrong-value', severity: 'error', docs: CHECKS },
  { id: 'out-of-range', severity: 'error', docs: CHECKS },
  { id: 'too-long', severity: 'error', docs: PACK },
  { id: 'mixed-forms', severity: 'error', docs: `${DOCS}/policies/agent-firewall` },
  { id: 'version-not-semver', severity: 'error', docs: PACK },
  { id: 'unknown-kind', severity: 'error', code: 'E001', docs: LINT },
  { id: 'unknown-key', severity: 'error', code: 'E002', docs: LINT },
  { id: 'unknown-section', severity: 'error', docs: ARTICLE },
  { id: 'unknown-section-key', severity: 'error', docs: ARTICLE },
  { id: 'kind-without-block', severity: 'warning', code: 'E003', docs: LINT },
  { id: 'block-not-in-chain', severity: 'warning', docs: ARTICLE },
  { id: 'chain-entry', severity: 'error', docs: CHAINS },
  { id: 'chain-empty', severity: 'warning', docs: CHAINS },
  { id: 'duplicate-kind', severity: 'warning', docs: CHAINS },
  { id: 'chain-order', severity: 'info', docs: `${ARTICLES}/policy-chain-ordering-how-execution-priority-affects-outcomes/` },
  { id: 'duplicate-target-id', severity: 'error', docs: CHECKS },
  { id: 'unknown-target', severity: 'error', docs: CHECKS },
  { id: 'secret-key-ref', severity: 'error', docs: `${DOCS}/declarative-config-reference` },
  { id: 'literal-secret', severity: 'error', docs: `${DOCS}/policies/config-env-variables` },
  { id: 'escalation-routing', severity: 'error', docs: `${DOCS}/policies/config-escalation-routing` },
  { id: 'no-compliant-target', severity: 'warning', docs: `${DOCS}/policies/data-routing-policy` },
  { id: 'data-policy-contradiction', severity: 'warning', docs: `${DOCS}/policies/config-data-policies` },
  { id: 'bad-pattern', severity: 'error', docs: `${DOCS}/policies/dlp-filter` },
  { id: 'bad-url', severity: 'error', docs: `${DOCS}/policies/config-cloud-providers` },
  { id: 'bad-uuid', severity: 'error', docs: `${DOCS}/policies/config-escalation-routing` },
  { id: 'bad-cidr', severity: 'error', docs: NETWORK },
  { id: 'cidr-host-bits', severity: 'info', docs: NETWORK },
  { id: 'cors-credentials', severity: 'warning', docs: NETWORK },
  { id: 'proxy-depth', severity: 'info', docs: NETWORK },
  { id: 'test-file', severity: 'error', docs: TESTS },
  { id: 'test-file-array', severity: 'info', docs: TESTS },
  { id: 'test-case', severity: 'error', docs: TESTS },
  { id: 'test-case-name', severity: 'warning', docs: TESTS },
  { id: 'test-key', severity: 'warning', docs: TESTS },
  { id: 'test-verdict', severity: 'error', docs: TESTS },
  { id: 'test-suite', severity: 'error', docs: SUITES },
  { id: 'version-not-bumped', severity: 'error', docs: PACK },
  { id: 'version-reused', severity: 'error', docs: PACK },
  { id: 'version-lowered', severity: 'warning', docs: PACK },
  { id: 'duplicate-pack-id', severity: 'error', docs: PACK },
  { id: 'unused-suppression', severity: 'warning' },
] as const satisfies readonly Rule[];

export type RuleId = (typeof TABLE)[number]['id'];

/** Every lint rule. Ids are stable: users write them in the option `rules`. */
export const RULES: readonly (Rule & { readonly id: RuleId })[] = TABLE;

/** Rules that neither a comment nor an option can silence: a leaked key stays leaked. */
export const UNSUPPRESSIBLE: ReadonlySet<string> = new Set<RuleId>(['literal-secret']);

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule with an id; undefined when there is none. */
export function ruleOf(id: string): Rule | undefined {
  return BY_ID.get(id);
}

/** The section on a rule in this project's documentation, from the root of the repository. */
export function docsAnchor(id: string): string {
  return `docs/rules.md#${id}`;
}

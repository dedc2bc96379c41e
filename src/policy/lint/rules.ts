import type { Severity } from '../../report/model.js';

/**
 * A lint rule. Its severity is the highest it gives: a finding whose evidence is weaker (the documentation's list was only partly
 * readable, or official examples contradict it) is a warning all the same.
 */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** What it finds, in one sentence. */
  readonly what: string;
  /** Why that matters. */
  readonly why: string;
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
const ARTICLE = 'https://docs.keeptrusts.com/article/the-complete-policy-config-yaml-reference/';

const TABLE = [
  {
    id: 'yaml-syntax',
    severity: 'error',
    what: 'The text is not YAML.',
    why: 'Nothing in the file can be read until this is mended.',
    docs: CHECKS,
  },
  {
    id: 'yaml-tag',
    severity: 'warning',
    what: 'A value carries a YAML tag such as `!name`.',
    why: 'The policy format has no tags, and readers disagree on what to do with them.',
  },
  {
    id: 'yaml-duplicate-key',
    severity: 'error',
    what: 'A key is written twice in one mapping.',
    why: 'One of the two would silently win.',
    docs: CHECKS,
  },
  {
    id: 'yaml-documents',
    severity: 'error',
    what: 'The file holds several YAML documents.',
    why: 'A gateway reads one configuration per file.',
  },
  {
    id: 'yaml-limits',
    severity: 'error',
    what: 'The file is larger or deeper than a policy file can be.',
    why: 'Reading it would cost more than it could be worth.',
  },
  { id: 'empty-file', severity: 'error', what: 'The file holds nothing.', why: 'A gateway has no policy to enforce.' },
  { id: 'not-yaml', severity: 'error', what: 'The file is binary.', why: 'It is not the file that was meant, or its encoding is wrong.' },
  {
    id: 'document-shape',
    severity: 'error',
    what: 'The document has neither of the two documented shapes.',
    why: 'Other shapes are refused when the gateway loads the file.',
    docs: `${DOCS}/policies/config-single-policy-docs`,
  },
  {
    id: 'missing-key',
    severity: 'error',
    what: 'A required key is missing.',
    why: 'The gateway does not load a configuration without it.',
    docs: PACK,
  },
  { id: 'wrong-type', severity: 'error', what: 'A value has the wrong type.', why: 'The gateway cannot read it.', docs: PACK },
  {
    id: 'version-not-semver',
    severity: 'error',
    what: 'A version is not MAJOR.MINOR.PATCH.',
    why: 'The version is the identity that a gateway shows of what it serves.',
    docs: PACK,
  },
  {
    id: 'unknown-kind',
    severity: 'error',
    what: 'There is no policy of this kind.',
    why: 'The control would not run.',
    code: 'E001',
    docs: LINT,
  },
  {
    id: 'unknown-key',
    severity: 'error',
    what: 'A policy block has a key that its kind does not know.',
    why: 'The setting would have no effect, or the file would be refused.',
    code: 'E002',
    docs: LINT,
  },
  {
    id: 'unknown-section',
    severity: 'error',
    what: 'A top-level key is not documented.',
    why: 'A misspelt section has no effect. The documented list is incomplete, so only a near miss is an error.',
    docs: ARTICLE,
  },
  {
    id: 'unknown-section-key',
    severity: 'error',
    what: 'A section has a key that is not documented.',
    why: 'A misspelt setting has no effect.',
    docs: ARTICLE,
  },
  {
    id: 'kind-without-block',
    severity: 'warning',
    what: 'The chain names a kind that has no `policy.<kind>` block.',
    why: 'The reference calls this an error, while official examples do it; which kinds can run without settings is not documented.',
    code: 'E003',
    docs: LINT,
  },
  {
    id: 'block-not-in-chain',
    severity: 'warning',
    what: 'A `policy.<kind>` block is not named by the chain.',
    why: 'It is configured but never runs.',
    docs: ARTICLE,
  },
  {
    id: 'chain-entry',
    severity: 'error',
    what: 'A chain entry is neither a kind nor one kind with its conditions.',
    why: 'The entry cannot be run.',
    docs: CHAINS,
  },
  { id: 'chain-empty', severity: 'warning', what: 'The chain has no entry.', why: 'No policy runs.', docs: CHAINS },
  { id: 'test-file', severity: 'error', what: 'A test file cannot be read.', why: 'Its cases would silently not run.', docs: TESTS },
  {
    id: 'test-file-array',
    severity: 'info',
    what: 'A test file holds a list of cases.',
    why: 'The documentation shows one case per file; kt may not accept a list.',
    docs: TESTS,
  },
  {
    id: 'test-case',
    severity: 'error',
    what: 'A test case lacks what running it needs.',
    why: 'The case would silently not run.',
    docs: TESTS,
  },
  {
    id: 'test-case-name',
    severity: 'warning',
    what: 'A test case has no name.',
    why: 'Its result could not be told from others.',
    docs: TESTS,
  },
  {
    id: 'test-verdict',
    severity: 'error',
    what: 'A test case expects something that is not a verdict.',
    why: 'It could never pass.',
    docs: TESTS,
  },
  {
    id: 'test-suite',
    severity: 'error',
    what: 'An inline suite lacks its name or cases, or shares its name.',
    why: 'Suites are told apart by name.',
    docs: SUITES,
  },
] as const satisfies readonly Rule[];

export type RuleId = (typeof TABLE)[number]['id'];

/** Every lint rule. Ids are stable: users write them in the option `rules`. */
export const RULES: readonly (Rule & { readonly id: RuleId })[] = TABLE;

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule with an id; undefined when there is none. */
export function ruleOf(id: string): Rule | undefined {
  return BY_ID.get(id);
}

/**
 * The emulator's own list of policy kinds, typed from the documentation and not shared with the linter under test. 39 kinds:
 * https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog.
 */
export const KINDS: readonly string[] = [
  'agent-firewall',
  'audit-logger',
  'bias-monitor',
  'bot-detector',
  'case-privacy',
  'citation-verifier',
  'cjis-mode',
  'code-sanitizer',
  'content-extractor',
  'data-routing-policy',
  'dlp-filter',
  'document-analyzer',
  'dual-use-filter',
  'embedding-detector',
  'entity-list-filter',
  'eu-ai-act',
  'external-moderation',
  'financial-compliance',
  'flagged-review',
  'gdpr-compliance',
  'healthcare-compliance',
  'hipaa-phi-detector',
  'human-oversight',
  'itar-ear-filter',
  'language-validator',
  'legal-privilege',
  'mnpi-filter',
  'pii-detector',
  'prompt-injection',
  'quality-scorer',
  'rbac',
  'request-rewriter',
  'response-rewriter',
  'safety-filter',
  'student-privacy',
  'tool-budget',
  'tool-security',
  'tool-validation',
  'upl-filter',
];

/** Valid keys of the few kinds whose keys the emulated lint checks (their field tables at https://docs.keeptrusts.com/docs/policies/<kind>). */
export const KEYS_BY_KIND: Readonly<Record<string, readonly string[]>> = {
  'pii-detector': ['action', 'detect_patterns', 'healthcare_mode', 'pci_mode', 'redaction'],
  'dlp-filter': ['action', 'blocked_terms', 'detect_patterns', 'fuzzy_matching', 'max_distance', 'sensitivity_level'],
  'entity-list-filter': ['action', 'blocked_entities', 'fuzzy_matching', 'max_distance'],
};

/** A setting whose change lets more through. */
export interface Weakening {
  readonly kind: string;
  /** Keys below the kind's block. */
  readonly field: readonly string[];
  /** The weaker value, or undefined when this value has none. A setting that is absent is passed as undefined. */
  readonly weaker: (value: unknown) => unknown;
}

/** From a value to the next weaker one. A step from undefined goes out from the documented default. */
function step(from: unknown, to: unknown, isDefault = false): Weakening['weaker'] {
  return (value) => (value === from || (isDefault && value === undefined) ? to : undefined);
}

/** Half-way from a score to 1, so that what barely reached it no longer does. */
function raised(value: unknown): unknown {
  return typeof value === 'number' && value < 1 ? (value + 1) / 2 : undefined;
}

/** A limit that allows twice as much. */
function doubled(value: unknown): unknown {
  return typeof value === 'number' && value > 0 ? value * 2 : undefined;
}

/** A minimum that asks for half as much. */
function halved(value: unknown): unknown {
  return typeof value === 'number' && value > 0 ? Math.floor(value / 2) : undefined;
}

/** No tolerance for misspelling. */
function exact(value: unknown): unknown {
  return typeof value === 'number' && value > 0 ? 0 : undefined;
}

const row = (kind: string, field: string, weaker: Weakening['weaker']): Weakening => ({ kind, field: field.split('.'), weaker });

/** Values and defaults as in the field tables of https://docs.keeptrusts.com/docs/policies/config-per-policy-catalog. */
export const WEAKER_ACTIONS: readonly Weakening[] = [
  row('bias-monitor', 'action', step('block', 'escalate')),
  row('bot-detector', 'action', step('block', 'warn')),
  row('cjis-mode', 'require_auth', step(true, false, true)),
  row('code-sanitizer', 'block_on_match', step(true, false)),
  row('content-extractor', 'action_on_error', step('block', 'warn')),
  row('data-routing-policy', 'require_zero_data_retention', step(true, false)),
  row('data-routing-policy', 'require_no_training', step(true, false)),
  row('dlp-filter', 'action', step('block', 'redact')),
  row('dual-use-filter', 'action', step('block', 'redact', true)),
  row('embedding-detector', 'action', step('block', 'redact')),
  row('gdpr-compliance', 'consent_required', step(true, false, true)),
  row('hipaa-phi-detector', 'action', step('block', 'redact')),
  row('human-oversight', 'action', step('block', 'escalate')),
  row('pii-detector', 'action', step('block', 'redact')),
  row('rbac', 'require_auth', step(true, false)),
  row('safety-filter', 'action', step('block', 'escalate')),
  row('student-privacy', 'action', step('block', 'redact')),
  row('tool-validation', 'allow_undeclared', step(false, true, true)),
];

/** Numbers that set how sharp a check is; most need a model to show their effect. */
export const WEAKER_NUMBERS: readonly Weakening[] = [
  row('bias-monitor', 'threshold', raised),
  row('bot-detector', 'max_requests_per_window', doubled),
  row('data-routing-policy', 'max_retention_days', doubled),
  row('dlp-filter', 'max_distance', exact),
  row('document-analyzer', 'max_document_bytes', doubled),
  row('dual-use-filter', 'max_distance', exact),
  row('embedding-detector', 'similarity_threshold', raised),
  row('entity-list-filter', 'max_distance', exact),
  row('external-moderation', 'threshold', raised),
  row('itar-ear-filter', 'max_distance', exact),
  row('prompt-injection', 'embedding_threshold', raised),
  row('prompt-injection', 'detection.embedding_threshold', raised),
  row('quality-scorer', 'min_output_chars', halved),
  row('safety-filter', 'max_distance', exact),
];

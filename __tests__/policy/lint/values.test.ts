import { describe, expect, test } from '@jest/globals';
import { KINDS, kindFacts, SECTIONS } from '../../../src/policy/schema/catalog.js';
import { brief, CHAIN, fixed, lint, PACK } from './brief.js';

/** A clean configuration of one kind; its settings start on line 10, column 5. */
function withBlock(kind: string, settings: string): string {
  return `${PACK}policies:\n  chain:\n    - ${kind}\npolicy:\n  ${kind}:\n    ${settings.replaceAll('\n', '\n    ')}\n`;
}

/** A clean configuration with a section from line 10 on. */
function withSection(text: string): string {
  return `${PACK}${CHAIN}${text}\n`;
}

/** One fault of each sort per kind: a key, a value of the wrong type, and where there is a complete list of values one that is not in it. */
const FAULTS: Readonly<Record<string, readonly [key: string, wrongType: string, choice?: string]>> = {
  'agent-firewall': ['max_actions_per_session', 'many'],
  'audit-logger': ['immutable', 'always'],
  'bias-monitor': ['threshold', 'high', 'action'],
  'bot-detector': ['profile_window_seconds', '1.5', 'action'],
  'case-privacy': ['detect_patterns', 'case number', 'action'],
  'citation-verifier': ['require_sources', 'maybe'],
  'cjis-mode': ['require_auth', '2'],
  'code-sanitizer': ['block_on_match', 'never'],
  'content-extractor': ['timeout_ms', '2s', 'action_on_error'],
  'data-routing-policy': ['max_retention_days', 'none'],
  'dlp-filter': ['blocked_terms', '7', 'sensitivity_level'],
  'document-analyzer': ['max_document_bytes', '512k'],
  'dual-use-filter': ['fuzzy_matching', 'some', 'action'],
  'embedding-detector': ['similarity_threshold', 'half', 'backend'],
  'entity-list-filter': ['fuzzy_matching', '3', 'action'],
  'eu-ai-act': ['articles', '9'],
  'external-moderation': ['threshold', 'half', 'provider'],
  'financial-compliance': ['required_disclaimers', '5'],
  'flagged-review': ['provider_isolation', 'partly', 'mode'],
  'gdpr-compliance': ['retention_days', '30d'],
  'healthcare-compliance': ['blocked_patterns', '5'],
  'hipaa-phi-detector': ['safe_harbor_method', 'partly', 'mode'],
  'human-oversight': ['timeout_seconds', '1h', 'action'],
  'itar-ear-filter': ['blocked_terms', '5', 'action'],
  'language-validator': ['allowed_languages', '5', 'apply_to'],
  'legal-privilege': ['privilege_markers', '5', 'action'],
  'mnpi-filter': ['detect_patterns', '5', 'action'],
  'pii-detector': ['healthcare_mode', 'partly', 'action'],
  'prompt-injection': ['embedding_threshold', 'high'],
  'quality-scorer': ['min_sentences', 'two'],
  rbac: ['require_auth', 'partly'],
  'request-rewriter': ['system_message', '5'],
  'response-rewriter': ['preserve_structure', 'partly'],
  'safety-filter': ['max_age', 'adult', 'mode'],
  'student-privacy': ['age_gate', '13', 'action'],
  'tool-budget': ['budgets', '5'],
  'tool-security': ['fail_closed', 'partly', 'analysis_mode'],
  'tool-validation': ['allow_undeclared', 'partly'],
  'upl-filter': ['require_disclaimer', 'partly'],
};

describe('a fault in every kind', () => {
  test('is listed for all of them, with a value outside of every complete list', () => {
    expect(Object.keys(FAULTS)).toEqual(KINDS);
    for (const kind of KINDS) {
      const choices = Object.entries(kindFacts(kind)?.block.keys ?? {}).filter(([, node]) => node.enum !== undefined);
      expect([kind, FAULTS[kind]?.[2] !== undefined]).toEqual([kind, choices.length > 0]);
    }
  });

  test.each(Object.entries(FAULTS))('%s: a wrong type', (kind, [key, value]) => {
    const start = 5 + key.length + 2;
    expect(brief(withBlock(kind, `${key}: ${value}`))).toEqual([
      `error wrong-type policy.${kind}.${key} 10:${start}-10:${start + value.length}`,
    ]);
  });

  const choices = Object.entries(FAULTS).flatMap(([kind, [, , key]]) => (key === undefined ? [] : [[kind, key] as const]));
  test.each(choices)('%s: a wrong value', (kind, key) => {
    const start = 5 + key.length + 2;
    expect(brief(withBlock(kind, `${key}: wrongly`))).toEqual([`error wrong-value policy.${kind}.${key} 10:${start}-10:${start + 7}`]);
  });
});

describe('values inside of blocks', () => {
  test.each([
    ['rbac', 'roles:\n  analyst:\n    denied_tools: shell', 'error wrong-type policy.rbac.roles.analyst.denied_tools 12:23-12:28'],
    ['rbac', 'roles: {analyst: [a]}', 'error wrong-type policy.rbac.roles.analyst 10:13-10:20'],
    ['case-privacy', 'detect_patterns: [case_number, dockets]', 'error wrong-value policy.case-privacy.detect_patterns[1] 10:36-10:43'],
    ['tool-budget', 'budgets: {a.b: {max_tokens: 0}}', 'error out-of-range policy.tool-budget.budgets["a.b"].max_tokens 10:33-10:34'],
    [
      'quality-scorer',
      'assertions:\n  - weight: 11\n    type: contains',
      'error out-of-range policy.quality-scorer.assertions[0].weight 11:17-11:19',
    ],
    ['quality-scorer', 'assertions:\n  - weight: 1', 'error missing-key policy.quality-scorer.assertions[0].type 11:9-11:15'],
    ['tool-security', 'analysis_mode: external', 'error missing-key policy.tool-security.firewall_endpoint 9:3-9:16'],
    ['external-moderation', 'provider: presidio', 'error missing-key policy.external-moderation.endpoint 9:3-9:22'],
    ['audit-logger', 'retention_days: 36501', 'error out-of-range policy.audit-logger.retention_days 10:21-10:26'],
    [
      'pii-detector',
      'redaction: {custom_markers: {email: 5}}',
      'error wrong-type policy.pii-detector.redaction.custom_markers.email 10:41-10:42',
    ],
  ])('%s, %s', (kind, settings, expected) => {
    expect(brief(withBlock(kind, settings))).toEqual([expected]);
  });
});

describe('values of sections', () => {
  test.each([
    ['global_rate_limit: {max_requests: 5}', 'error missing-key global_rate_limit.window_seconds 10:1-10:18'],
    ['ip_allowlist: {enabled: true}', 'error missing-key ip_allowlist.cidrs 10:1-10:13'],
    ['providers: [openai]', 'error wrong-type providers 10:1-10:10'],
    ['providers:\n  targets:\n    - id: main', 'error missing-key providers.targets[0].provider 12:7-12:9'],
    [
      'providers:\n  targets:\n    - {id: main, provider: openai, data_collection: denied}',
      'error wrong-value providers.targets[0].data_collection 12:53-12:59',
    ],
    ['loads: {backend: apo}', 'error wrong-value loads.backend 10:18-10:21'],
    ['callbacks:\n  - host: https://example.com', 'error missing-key callbacks[0].type 11:5-11:9'],
    ['testing:\n  default_threshold: high', 'error wrong-type testing.default_threshold 11:22-11:26'],
  ])('%s', (text, expected) => {
    expect(brief(withSection(text))).toEqual([expected]);
  });

  test.each([
    ['name', `name: ${'n'.repeat(201)}`, 'error too-long pack.name 2:9-2:210'],
    ['an empty name', 'name: ""', 'error wrong-value pack.name 2:9-2:11'],
  ])('pack: %s', (_, name, expected) => {
    expect(brief(PACK.replace('name: support-desk', name) + CHAIN)).toEqual([expected]);
  });

  test('characters are counted, not UTF-16 units', () => {
    expect(brief(PACK.replace('support-desk', '🦊'.repeat(200)) + CHAIN)).toEqual([]);
  });
});

describe('what supports a fault decides how severe it is', () => {
  test.each([
    ['an example only', withSection('cache: {ttl_seconds: long}'), 'warning wrong-type cache.ttl_seconds 10:22-10:26'],
    ['pages that disagree', withSection('provider_fallback: {enabled: maybe}'), 'warning wrong-type provider_fallback.enabled 10:30-10:35'],
    [
      'an inferred limit',
      withBlock('prompt-injection', 'embedding_threshold: 75'),
      'warning out-of-range policy.prompt-injection.embedding_threshold 10:26-10:28',
    ],
    [
      'a value of official examples',
      withBlock('safety-filter', 'mode: strict'),
      'warning wrong-value policy.safety-filter.mode 10:11-10:17',
    ],
    [
      'a near miss in an open list',
      withBlock('language-validator', 'action: blokc'),
      'warning wrong-value policy.language-validator.action 10:13-10:18',
    ],
    ['an optional key without a value', withBlock('pii-detector', 'action:'), 'warning wrong-type policy.pii-detector.action 10:5-10:11'],
  ])('%s: a warning', (_, text, expected) => {
    expect(brief(text)).toEqual([expected]);
  });

  test('a required key without a value is an error', () => {
    expect(brief(withSection('providers:\n  targets:\n    - {id: main, provider: }'))).toEqual([
      'error wrong-type providers.targets[0].provider 12:18-12:26',
    ]);
  });

  test.each([
    ['another value of an open list', withBlock('language-validator', 'action: warn')],
    ['assertion types, of which more than 65 exist', withBlock('quality-scorer', 'assertions: [{type: icontains}]')],
    ['strategies, whose names the pages spell differently', withSection('providers: {fallback: {strategy: round_robin}}')],
    ['a placeholder for a number', withBlock('audit-logger', `retention_days: \${RETENTION_DAYS}`)],
    ['a placeholder for one of a list', withBlock('pii-detector', 'action: "{{ .Values.action }}"')],
    ['values of every type where any is allowed', withBlock('tool-validation', 'schemas: {a: {type: object}, b: true}')],
    ['both types of a value with two', withBlock('request-rewriter', 'system_message: {content: Be kind.}')],
    ['numbers with a fraction of nothing', withBlock('audit-logger', 'retention_days: 365.0')],
  ])('%s: nothing', (_, text) => {
    expect(lint(text).filter(({ ruleId }) => /wrong|range|missing|long/.test(ruleId))).toEqual([]);
  });

  test('a placeholder cannot stand for a list', () => {
    expect(brief(withBlock('dlp-filter', `blocked_terms: \${TERMS}`))).toEqual([
      'error wrong-type policy.dlp-filter.blocked_terms 10:20-10:28',
    ]);
  });
});

describe('one fault, one finding', () => {
  test('a value of the wrong type is not judged as a value too', () => {
    expect(brief(withBlock('pii-detector', 'action: 5'))).toEqual(['error wrong-type policy.pii-detector.action 10:13-10:14']);
  });

  test('a misspelt required key is not missing too', () => {
    expect(brief(PACK.replace('enabled', 'enabeld') + CHAIN)).toEqual(['error unknown-section-key pack.enabeld 4:3-4:10']);
    expect(brief(withSection('global_rate_limit: {max_requests: 5, window_second: 6}'))).toEqual([
      'error unknown-section-key global_rate_limit.window_second 10:38-10:51',
    ]);
  });

  test('a fault behind an anchor is told at the anchor, once', () => {
    const text = withSection(
      'providers:\n  targets:\n    - &first {id: a, provider: openai, zdr: maybe}\n    - <<: *first\n      id: b\n    - {<<: *first, id: c}',
    );
    expect(brief(text)).toEqual(['error wrong-type providers.targets[0].zdr 12:45-12:50']);
  });

  test('every fault of a file is told', () => {
    expect(brief(withBlock('dlp-filter', 'action: redcat\nmax_distance: 9\nfuzzy_matching: "yes"\nblocked_terms: {}'))).toEqual([
      'error wrong-value policy.dlp-filter.action 10:13-10:19',
      'error out-of-range policy.dlp-filter.max_distance 11:19-11:20',
      'error wrong-type policy.dlp-filter.fuzzy_matching 12:21-12:26',
      'error wrong-type policy.dlp-filter.blocked_terms 13:5-13:18',
    ]);
  });
});

test('a file with a hundred thousand faults is told the first of them, soon', () => {
  const started = performance.now();
  expect(lint(withBlock('dlp-filter', `blocked_terms: [${'1,'.repeat(100_000)}]`)).length).toBeLessThanOrEqual(500);
  expect(performance.now() - started).toBeLessThan(10_000);
});

describe('what is said', () => {
  test.each([
    [
      'pii-detector',
      'action: redcat',
      "'policy.pii-detector.action' must be one of redact, block, but is 'redcat'",
      "Did you mean 'redact'? Allowed: redact, block",
    ],
    ['legal-privilege', 'action: allow', "'policy.legal-privilege.action' must be 'block', but is 'allow'", 'Allowed: block'],
    ['audit-logger', 'retention_days: 0', "'policy.audit-logger.retention_days' is 0, but must be at least 1", 'Allowed are 1 to 36500.'],
    [
      'content-extractor',
      'timeout_ms: 2s',
      "'policy.content-extractor.timeout_ms' must be a whole number, but is the text '2s'",
      'Write the number alone, without a unit.',
    ],
    [
      'rbac',
      'minimum_necessary: true',
      "'policy.rbac.minimum_necessary' must be a mapping, but is true or false",
      'Its keys are: enabled, allowed_phi_roles',
    ],
    ['rbac', 'require_auth: 1', "'policy.rbac.require_auth' must be true or false, but is a number", 'Write `true` or `false`.'],
  ])('%s, %s', (kind, settings, message, help) => {
    expect(lint(withBlock(kind, settings))).toMatchObject([{ message, help }]);
  });

  test('the booleans of YAML 1.1 are explained', () => {
    expect(lint(withBlock('rbac', 'require_auth: yes'))[0]).toMatchObject({
      message: "'policy.rbac.require_auth' must be true or false, but is the text 'yes'",
      help: 'Write `true`, without quotes: policy files are YAML 1.2, where only `true` and `false` are no texts.',
    });
  });

  test('a missing key is shown', () => {
    expect(lint(PACK.replace('  version: "1.0.0"\n', '') + CHAIN)).toMatchObject([
      { message: "Key 'version' is missing in 'pack'", help: 'Add `version: "1.0.0"`, for example.' },
    ]);
  });

  test('long texts are not repeated: they may be secrets in the wrong place', () => {
    const secret = 'correct-horse-battery-staple-7781';
    const text = withBlock('pii-detector', `action: ${secret}\nhealthcare_mode: ${secret}`);
    expect(lint(text)).toHaveLength(2);
    expect(JSON.stringify(lint(text))).not.toContain(secret);
  });
});

describe('the fix', () => {
  test.each([
    ['pii-detector', 'action: "Redact" # why', 'action: "redact" # why'],
    ['rbac', 'require_auth: "on" # why', 'require_auth: true # why'],
    ['rbac', 'require_auth: No', 'require_auth: false'],
    ['rbac', "require_auth: 'TRUE'", 'require_auth: true'],
    ['audit-logger', 'retention_days: "365"', 'retention_days: 365'],
    ['audit-logger', 'retention_days: 36_500', 'retention_days: 36500'],
    ['bias-monitor', "threshold: '0.85'", 'threshold: 0.85'],
    ['embedding-detector', 'model: 1.10 # why', 'model: "1.10" # why'],
    ['dlp-filter', 'blocked_terms: "atlas" # why', 'blocked_terms: ["atlas"] # why'],
    ['language-validator', 'action: blokc', 'action: block'],
  ])('%s: %s', (kind, wrong, right) => {
    expect(fixed(withBlock(kind, wrong))).toBe(withBlock(kind, right));
    expect(brief(withBlock(kind, right))).toEqual([]);
  });

  test.each([
    ['rbac', 'require_auth: 1'],
    ['rbac', 'require_auth: maybe'],
    ['audit-logger', 'retention_days: "365.5"'],
    ['audit-logger', 'retention_days: 30d'],
    ['dlp-filter', 'blocked_terms: atlas, zeus'],
    ['audit-logger', 'retention_days: 0'],
  ])('there is none where it would be a guess: %s, %s', (kind, settings) => {
    expect(lint(withBlock(kind, settings))).toHaveLength(1);
    expect(fixed(withBlock(kind, settings))).toBeUndefined();
  });
});

describe('a policy on its own', () => {
  const single = (name: string, text: string) => `policy:\n  name: ${name}\n  version: 1.0.0\n  enabled: true\n${text}\n`;

  test.each([
    [single('prompt-injection', 'detection: {embedding_threshold: high}'), 'error wrong-type detection.embedding_threshold 5:34-5:38'],
    [single('prompt-injection', 'detection: {embeding_threshold: 0.8}'), 'error unknown-key detection.embeding_threshold 5:13-5:31'],
    [single('agent-firewall', 'max_actions_per_session: many'), 'error wrong-type max_actions_per_session 5:26-5:30'],
    [single('agent-firewall', 'tools: {}\nallowed_tools: [a]'), 'error mixed-forms allowed_tools 6:1-6:14'],
    [single('citation-verifier', 'min_confidence: 2'), 'error out-of-range min_confidence 5:17-5:18'],
    [single('quality-scorer', 'assertions: [{}]'), 'error missing-key assertions[0].type 5:14-5:17'],
    [single('prompt-injection', '').replace('enabled: true', 'enabled: on'), 'error wrong-type policy.enabled 4:12-4:14'],
    [single('prompt-injection', '').replace('  enabled: true\n', '  enable: true\n'), 'error unknown-section-key policy.enable 4:3-4:9'],
  ])('%s', (text, expected) => {
    expect(brief(text)).toEqual([expected]);
  });
});

describe('blocks with two forms', () => {
  test.each([
    ['agent-firewall', 'allowed_tools: [a]\ntools: {}', ['error mixed-forms policy.agent-firewall.tools 11:5-11:10']],
    [
      'agent-firewall',
      'rate_limits: {default: 6}\nmonitoring: {}\nblocked_tools: [a]',
      ['error mixed-forms policy.agent-firewall.blocked_tools 12:5-12:18'],
    ],
    ['agent-firewall', 'max_actions_per_session: 5\ntools: {}', []],
    ['agent-firewall', 'max_actions_per_session: 5\nallowed_tools: [a]\nblocked_tools: [b]', []],
    ['prompt-injection', 'embedding_threshold: 0.7\ndetection: {}', ['warning mixed-forms policy.prompt-injection.detection 11:5-11:14']],
    ['prompt-injection', 'embedding_threshold: 0.7\nencoding: {decode_base64: true}', []],
  ])('%s, %s', (kind, settings, expected) => {
    expect(brief(withBlock(kind, settings))).toEqual(expected);
  });
});

describe('sections', () => {
  test.each(SECTIONS.filter((section) => !['pack', 'policies', 'policy', 'testing', 'health_monitor'].includes(section)))(
    '%s is refused when it is a text',
    (section) => {
      expect(lint(withSection(`${section}: wrong`)).map(({ ruleId }) => ruleId)).toEqual(['wrong-type']);
    },
  );
});

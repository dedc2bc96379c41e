import { describe, expect, test } from '@jest/globals';
import { brief, CHAIN, fixed, lint, PACK } from './brief.js';

const target = (yaml: string) =>
  `${PACK}${CHAIN}providers:\n  targets:\n    - id: main\n      provider: openai\n${yaml.replace(/^(?=.)/gm, '      ')}`;
const UUID = '3f2b8c1e-6d4a-4b8f-9a57-0c1d2e3f4a5b';

describe('escalation_routing', () => {
  test.each([`team_id: ${UUID}`, `user_id: ${UUID}`])('%s alone is right', (yaml) => {
    expect(brief(target(`escalation_routing:\n  ${yaml}\n`))).toEqual([]);
  });

  test('both are one error, at the one that is too many', () => {
    expect(brief(target(`escalation_routing:\n  team_id: ${UUID}\n  user_id: ${UUID}\n`))).toEqual([
      'error escalation-routing providers.targets[0].escalation_routing.user_id 16:9-16:16',
    ]);
  });

  test('neither is an error at the key', () => {
    expect(brief(target('escalation_routing: {}\n'))).toEqual([
      'error escalation-routing providers.targets[0].escalation_routing 14:7-14:25',
    ]);
  });

  test('a name instead of the id', () => {
    expect(brief(target('escalation_routing:\n  team_id: security\n'))).toEqual([
      'error bad-uuid providers.targets[0].escalation_routing.team_id 15:18-15:26',
    ]);
    expect(brief(target('escalation_routing:\n  team_id: ${TEAM}\n'))).toEqual([]);
  });
});

describe('data policies', () => {
  test.each([
    ['zdr: true\ndata_policy: {zero_data_retention: false}\n', '15:42-15:47', "'zdr' is true while 'zero_data_retention' is false"],
    ['zdr: false\ndata_policy: {zero_data_retention: true}\n', '15:42-15:46', "'zdr' is false while 'zero_data_retention' is true"],
    ['data_policy: {zero_data_retention: true, retention_days: 30}\n', '14:64-14:66', 'The target keeps nothing, and keeps it for 30 days'],
  ])('%s', (yaml, range, message) => {
    const [finding] = lint(target(yaml));
    expect(brief(target(yaml))).toEqual([expect.stringMatching(new RegExp(`^warning data-policy-contradiction .* ${range}$`))]);
    expect(finding?.message).toBe(message);
  });

  test.each([
    'zdr: true\ndata_policy: {zero_data_retention: true, retention_days: 0}\n',
    'data_policy: {training_opt_out: true, retention_days: 30}\n',
  ])('%s is consistent', (yaml) => {
    expect(brief(target(yaml))).toEqual([]);
  });
});

describe('data-routing-policy', () => {
  const routing = (requirements: string, ...targets: string[]) =>
    `${PACK}policies:\n  chain:\n    - data-routing-policy\npolicy:\n  data-routing-policy:\n    ${requirements}\nproviders:\n  targets:\n${targets
      .map((one, index) => `    - {id: t${index}, provider: openai${one === '' ? '' : `, ${one}`}}\n`)
      .join('')}`;

  test('a requirement that no target declares is told at the requirement', () => {
    const text = routing('require_zero_data_retention: true', '', 'data_policy: {training_opt_out: true}');
    expect(brief(text)).toEqual(['warning no-compliant-target policy.data-routing-policy.require_zero_data_retention 10:5-10:32']);
  });

  test('requirements that only different targets meet are told at the block', () => {
    const text = routing(
      'require_zero_data_retention: true\n    require_no_training: true',
      'zdr: true',
      'data_policy: {training_opt_out: true}',
    );
    expect(brief(text)).toEqual(['warning no-compliant-target policy.data-routing-policy 9:3-9:22']);
  });

  test.each([
    ['require_zero_data_retention: true', 'zdr: true'],
    ['require_no_training: true', 'data_collection: deny'],
    ['max_retention_days: 30', 'data_policy: {retention_days: 30}'],
    ['max_retention_days: 0', 'zdr: true'],
    ['log_provider_selection: true', ''],
  ])('%s is met by a target with %s', (requirement, declared) => {
    expect(brief(routing(requirement, '', declared))).toEqual([]);
  });

  test('nothing is said of a file without targets', () => {
    expect(
      brief(`${PACK}policies:\n  chain: [data-routing-policy]\npolicy:\n  data-routing-policy: {require_no_training: true}\n`),
    ).toEqual([]);
  });
});

describe('secret_key_ref', () => {
  test.each(['{env: OPENAI_API_KEY}', '{store: anthropic.production-key_1}'])('%s is right', (ref) => {
    expect(brief(target(`secret_key_ref: ${ref}\n`))).toEqual([]);
  });

  test.each([
    ['OPENAI_API_KEY', 'error', '14:23-14:37', '{ env: OPENAI_API_KEY }'],
    ['"OPENAI_API_KEY"', 'error', '14:23-14:39', '{ env: OPENAI_API_KEY }'],
    ['{env: "${OPENAI_API_KEY}"}', 'warning', '14:29-14:48', '{env: "OPENAI_API_KEY"}'],
  ])('%s is mended', (ref, severity, range, mended) => {
    const text = target(`secret_key_ref: ${ref}\n`);
    expect(brief(text)).toEqual([expect.stringMatching(new RegExp(`^${severity} secret-key-ref .* ${range}$`))]);
    expect(fixed(text)).toBe(text.replace(ref, mended));
    expect(brief(fixed(text) ?? '')).toEqual([]);
  });

  test.each([
    ['openai', 'error secret-key-ref providers.targets[0].secret_key_ref 14:23-14:29'],
    ['{}', 'error secret-key-ref providers.targets[0].secret_key_ref 14:7-14:21'],
    ['', 'error secret-key-ref providers.targets[0].secret_key_ref 14:7-14:21'],
    ['[A]', 'error secret-key-ref providers.targets[0].secret_key_ref 14:23-14:26'],
    ['{env: 5}', 'error secret-key-ref providers.targets[0].secret_key_ref.env 14:29-14:30'],
    ['{store: openai/api/key}', 'error secret-key-ref providers.targets[0].secret_key_ref.store 14:31-14:45'],
    ['{store: my key}', 'error secret-key-ref providers.targets[0].secret_key_ref.store 14:31-14:37'],
    ['{env: my-key}', 'warning secret-key-ref providers.targets[0].secret_key_ref.env 14:29-14:35'],
    ['{vault: x}', 'error secret-key-ref providers.targets[0].secret_key_ref.vault 14:24-14:29'],
    ['{evn: A}', 'error secret-key-ref providers.targets[0].secret_key_ref.evn 14:24-14:27'],
    ['{env: A, vault: b}', 'warning secret-key-ref providers.targets[0].secret_key_ref.vault 14:32-14:37'],
    ['{env: A, store: b}', 'warning secret-key-ref providers.targets[0].secret_key_ref.store 14:32-14:37'],
  ])('%s', (ref, expected) => {
    expect(brief(target(`secret_key_ref: ${ref}\n`))).toEqual([expected]);
  });

  test('holds in callbacks and policy blocks too, where it is an object', () => {
    expect(brief(`${PACK}${CHAIN}callbacks:\n  - type: datadog\n    secret_key_ref: DD_KEY\n`)).toEqual([
      'error secret-key-ref callbacks[0].secret_key_ref 12:21-12:27',
    ]);
    const security = 'policies:\n  chain: [tool-security]\npolicy:\n  tool-security: {secret_key_ref: KEY}\n';
    expect(brief(PACK + security)).toEqual(['error secret-key-ref policy.tool-security.secret_key_ref 8:35-8:38']);
  });

  test('is a text in external-moderation', () => {
    const moderation = 'policies:\n  chain: [external-moderation]\npolicy:\n  external-moderation: {secret_key_ref: MODERATION_KEY}\n';
    expect(brief(PACK + moderation).filter((line) => line.includes('secret-key-ref'))).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/document.js';
import { applySeverities } from '../../../src/policy/lint/lint.js';
import { UNSUPPRESSIBLE } from '../../../src/policy/lint/rules.js';
import { literalSecrets } from '../../../src/policy/lint/secrets.js';
import { brief, CHAIN, lint, PACK } from './brief.js';

// Put together here, so that no text of the form of a key stands in this file.
const BODY = 'q7RtZ1mXc9LpV4bNw8Ks';
const KEYS: Readonly<Record<string, string>> = {
  openai: `sk-${BODY}${BODY}`,
  'openai project': `sk-proj-${BODY}_${BODY}`,
  anthropic: `sk-ant-api03-${BODY}-${BODY}`,
  openrouter: `sk-or-v1-${'0a1b2c3d'.repeat(8)}`,
  langfuse: `sk-lf-${'3f2b8c1e'}-6d4a-4b8f-9a57-0c1d2e3f4a5b`,
  keeptrusts: `kt_live_${BODY}`,
  'keeptrusts access key': `kt_ak_${BODY}`,
  github: `ghp_${BODY}${BODY.slice(0, 16)}`,
  'github fine-grained': `github_pat_${BODY}${BODY}`,
  gitlab: `glpat-${BODY}`,
  aws: `AKIA${'Q7RTZ1MXC9LPV4BN'}`,
  slack: `xoxb-${'123456789012'}-${BODY}`,
  google: `AIza${BODY}${BODY.slice(0, 15)}`,
  stripe: `sk_live_${BODY}`,
  groq: `gsk_${BODY}${BODY}`,
  'hugging face': `hf_${BODY}${BODY.slice(0, 14)}`,
  jwt: ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTYifQ', BODY].join('.'),
};
const KEY = KEYS.openai ?? '';
const PEM = ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' ');

const described = (text: string) => PACK.replace('enabled: true', `enabled: true\n  description: ${text}`) + CHAIN;
const apiKey = (value: string) => `${PACK}${CHAIN}providers:\n  targets:\n    - {id: a, provider: openai, api_key: ${value}}\n`;
const own = (text: string) => brief(text).filter((line) => line.includes('literal-secret'));

describe('keys known by their form', () => {
  test.each(Object.entries(KEYS))('%s: an error at the key itself, wherever it stands', (_, key) => {
    const text = described(`"see ${key} for it"`);
    expect(own(text)).toEqual([`error literal-secret - 5:21-5:${21 + key.length}`]);
    expect(literalSecrets(parsePolicy(text)).map(({ value }) => value)).toEqual([key]);
  });

  test('in a comment', () => {
    expect(own(`${PACK}${CHAIN}# was ${KEY}\n`)).toEqual([`error literal-secret - 10:7-10:${7 + KEY.length}`]);
  });

  test('a private key of several lines is one finding, and all of it is known', () => {
    const pem = `${PEM}\n    MIIEowIBAAKCAQEA0Z3VS5JJcds3xfn\n    ${PEM.replace('BEGIN', 'END')}`;
    const text = described(`|\n    ${pem}`);
    expect(own(text)).toEqual([expect.stringMatching(/^error literal-secret - 6:5-8:/)]);
    expect(literalSecrets(parsePolicy(text))[0]?.value).toContain('MIIEow');
  });

  test('the password of an address', () => {
    const text = `${PACK}${CHAIN}providers:\n  targets:\n    - {id: a, provider: azure, base_url: "https://me:hunter22@api.example.com/v1"}\n`;
    expect(own(text)).toEqual(['error literal-secret - 12:54-12:62']);
  });

  test('in a test case, where it may be made up, it is a warning', () => {
    const suite = `testing:\n  suites:\n    - name: s\n      cases:\n        - name: c\n          input: {messages: [{role: user, content: "${KEY}"}]}\n          expected: {verdict: block}\n`;
    expect(own(PACK + CHAIN + suite)).toEqual([expect.stringMatching(/^warning literal-secret - 15:/)]);
  });

  test('in a key of api_key it is one finding', () => {
    expect(own(apiKey(KEY))).toEqual([`error literal-secret - 12:42-12:${42 + KEY.length}`]);
  });

  test('in place of a secret_key_ref it is one finding', () => {
    expect(brief(apiKey('x').replace('api_key: x', `secret_key_ref: ${KEY}`))).toHaveLength(1);
  });

  test('the list-shaped document keeps its one error', () => {
    const text = `version: '1'\npolicies:\n  - {name: a, type: b, key: ${KEY}}\n`;
    expect(brief(text).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['error document-shape', 'warning literal-secret']);
  });
});

describe('fields that take a key itself', () => {
  test('the documentation accepts them and advises against it: warnings', () => {
    expect(brief(apiKey('7kq2-company-key'))).toEqual(['warning literal-secret providers.targets[0].api_key 12:42-12:58']);
    const langfuse = 'callbacks:\n  - type: langfuse\n    public_key: pk-company-42\n    secret_key: company-42-key\n';
    expect(own(PACK + CHAIN + langfuse)).toEqual([
      'warning literal-secret callbacks[0].public_key 12:17-12:30',
      'warning literal-secret callbacks[0].secret_key 13:17-13:31',
    ]);
  });

  test.each(['${OPENAI_API_KEY}', '"{{ key }}"', '<your key>', 'your-key-here', 'OPENAI_API_KEY', '"***"', 'changeme', '""'])(
    '%s is a placeholder',
    (value) => {
      expect(own(apiKey(value))).toEqual([]);
    },
  );

  test('a field with the name of a secret, holding what looks like one', () => {
    const header = (value: string) => `${PACK}${CHAIN}routes:\n  - {path: /v1, headers: {Authorization: ${value}}}\n`;
    expect(own(header('Bearer 91hd72kfl2mq'))).toHaveLength(1);
    expect(own(header('required'))).toEqual([]);
  });
});

describe('texts that look random', () => {
  test('are a warning', () => {
    const random = `${BODY}${BODY.slice(0, 8)}`;
    expect(own(described(random))).toEqual([`warning literal-secret pack.description 5:16-5:${16 + random.length}`]);
  });

  test.each([
    ['a commit', '6ffd064b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f'],
    ['a digest', 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['an integrity digest', 'sha256-n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg='],
    ['a UUID', '3f2b8c1e-6d4a-4b8f-9a57-0c1d2e3f4a5b'],
    ['a model', 'anthropic.claude-3-5-sonnet-20241022-v2:0'],
    ['a long model', 'meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8'],
    ['words written together', 'HealthcareCompliancePolicyForNorthAmerica2026'],
    ['a path', '/subscriptions/Prod/resourceGroups/Gateway01/providers'],
    ['the name of a variable', 'KEEPTRUSTS_LLM_CACHE_BACKEND_2'],
    ['an address', 'https://docs.keeptrusts.com/docs/policies/config-env-variables'],
    ['text in base64', 'SWdub3JlIGFsbCBwcmV2aW91cyBpbnN0cnVjdGlvbnM='],
    ['a slug that starts like a key', 'sk-learn-text-classification-v2-model'],
    ['the documented example of AWS', ['AKIAIOSFODNN7', 'EXAMPLE'].join('')],
    ['a pattern', 'AKIA[0-9A-Z]{16}'],
  ])('%s is none', (_, text) => {
    expect(own(described(`"${text}"`))).toEqual([]);
  });
});

describe('the value', () => {
  test('is in no text of any finding, not even in part', () => {
    const texts = [
      apiKey(KEY),
      described(KEY),
      PACK.replace('"1.0.0"', KEY) + CHAIN,
      `${PACK}policies:\n  chain: [${KEY}]\n`,
      `${PACK}${CHAIN}${KEY}: 1\n`,
    ];
    for (const text of texts) {
      const findings = lint(text);
      expect(findings.map(({ ruleId }) => ruleId)).toContain('literal-secret');
      for (const finding of findings) expect(JSON.stringify([finding.message, finding.help, finding.path])).not.toContain(KEY.slice(0, 12));
    }
  });

  test('is replaced where a message shortens it', () => {
    const text = PACK.replace('"1.0.0"', KEYS['openai project'] ?? '') + CHAIN;
    expect(lint(text).find(({ ruleId }) => ruleId === 'version-not-semver')?.message).toContain("'***");
  });

  test('is known even when the file is no YAML', () => {
    expect(literalSecrets(parsePolicy(`pack: [\n  ${KEY}\n`)).map(({ value }) => value)).toEqual([KEY]);
  });
});

describe('the rule', () => {
  test('cannot be silenced, only be made more severe', () => {
    expect(UNSUPPRESSIBLE.has('literal-secret')).toBe(true);
    const finding = { ruleId: 'literal-secret', severity: 'warning', message: '' } as const;
    const severity = (wanted: 'off' | 'info' | 'error') => applySeverities([finding], new Map([['literal-secret', wanted]]))[0]?.severity;
    expect([severity('off'), severity('info'), severity('error')]).toEqual(['warning', 'warning', 'error']);
  });
});

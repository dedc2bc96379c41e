import { describe, expect, test } from '@jest/globals';
import type { ConfigReading } from '../../src/keeptrusts/gateway.js';
import { servedIdentity } from '../../src/keeptrusts/gateway-answers.js';
import { compareServed, type ExpectedPolicy, proofAtLeast } from '../../src/keeptrusts/served-config.js';

const FILE = {
  pack: { name: 'support', version: '1.4.0', enabled: true },
  policies: { chain: ['prompt-injection', { 'pii-detector': { when: { path: '/v1/chat' } } }, 'audit-logger'] },
  policy: {
    'prompt-injection': { sensitivity: 0.8, response: { action: 'block' } },
    'pii-detector': { action: 'redact', entities: ['email', 'phone'] },
    'audit-logger': null,
  },
  providers: { targets: [{ id: 'openai', secret_key_ref: { env: 'OPENAI_API_KEY' } }] },
};

const EXPECTED: ExpectedPolicy = {
  identity: { name: 'support', version: '1.4.0' },
  chain: ['prompt-injection', 'pii-detector', 'audit-logger'],
  value: FILE,
};

function served(body: Record<string, unknown>): ConfigReading {
  return { kind: 'served', identity: servedIdentity(body), body, emulated: false };
}

function compare(body: Record<string, unknown>) {
  return compareServed(EXPECTED, served(body));
}

const CHAIN = EXPECTED.chain;
const PACK = { name: 'support', version: '1.4.0' };

describe('proof', () => {
  test('full: the whole document, keys in any order', () => {
    const reversed = Object.fromEntries(Object.entries(structuredClone(FILE)).reverse());
    expect(compare(reversed)).toEqual({ proof: 'full', equal: true, differences: [] });
  });

  test.each([
    ['only pack and chain', { pack: PACK, policies: { chain: CHAIN } }],
    ['a section is missing', { ...FILE, providers: undefined }],
    ['a part of a section is missing', { ...FILE, policy: { ...FILE.policy, 'pii-detector': { action: 'redact' } } }],
    ['conditional entries are shown by their kind', { ...FILE, policies: { chain: CHAIN } }],
    ['more is shown at the top', { ...FILE, loaded_at: '2026-01-01T00:00:00Z' }],
    ['a secret is masked', { ...FILE, providers: { targets: [{ id: 'openai', secret_key_ref: '***' }] } }],
    ['a secret is masked inside', { ...FILE, providers: { targets: [{ id: 'openai', secret_key_ref: { env: '***' } }] } }],
    ['documented defaults of the pack are shown', { ...FILE, pack: { ...FILE.pack, id: 'cfg_support', author: '', description: '' } }],
    ['an empty policy block is shown as {}', { ...FILE, policy: { ...FILE.policy, 'audit-logger': {} } }],
  ])('chain: %s', (_name, body) => {
    const shown: Record<string, unknown> = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    expect(compare(shown)).toEqual({ proof: 'chain', equal: true, differences: [] });
  });

  test('version: name and version only', () => {
    expect(compare({ pack: PACK })).toEqual({ proof: 'version', equal: true, differences: [] });
  });

  test.each([
    ['nothing', {}],
    ['the name alone', { pack: { name: 'support' } }],
    ['the version alone', { pack: { version: '1.4.0' } }],
    ['the chain alone', { policies: { chain: CHAIN } }],
  ])('none: %s is shown', (_name, body) => {
    expect(compare(body).proof).toBe('none');
  });

  test.each(['unreadable', 'unreachable'] as const)('none: %s', (kind) => {
    expect(compareServed(EXPECTED, { kind, reason: 'x' })).toEqual({ proof: 'none', equal: false, differences: [] });
  });
});

describe('a difference', () => {
  test.each([
    ['another version', { ...FILE, pack: { ...FILE.pack, version: '1.3.2' } }, 'pack.version: file 1.4.0, served 1.3.2'],
    ['another pack', { pack: { ...PACK, name: 'sales' } }, 'pack.name: file support, served sales'],
    ['a version that is no text', { pack: { ...PACK, version: 1.4 } }, 'pack.version: file 1.4.0, served something that is not text'],
    [
      'another order',
      { pack: PACK, policies: { chain: ['pii-detector', 'prompt-injection', 'audit-logger'] } },
      'policies.chain: file prompt-injection → pii-detector → audit-logger, served pii-detector → prompt-injection → audit-logger (the same policies in another order)',
    ],
    [
      'a shorter chain',
      { pack: PACK, policies: { chain: ['prompt-injection'] } },
      'policies.chain: file prompt-injection → pii-detector → audit-logger, served prompt-injection',
    ],
    ['no chain entries', { pack: PACK, policies: { chain: [] } }, /served empty$/],
    ['an unknown chain form', { pack: PACK, policies: { chain: 'prompt-injection' } }, /not documented/],
    ['the pack switched off', { pack: { ...FILE.pack, enabled: false } }, /^pack\.enabled: /],
    ['a setting', { ...FILE, policy: { 'prompt-injection': { sensitivity: 0.123 } } }, /^policy\.prompt-injection\.sensitivity: /],
    ['a list item', { ...FILE, policy: { 'pii-detector': { entities: ['email', 'iban-42'] } } }, /^policy\.pii-detector\.entities\[1\]: /],
    [
      'a list of another length',
      { ...FILE, policy: { 'pii-detector': { entities: ['email'] } } },
      /entities: the file lists 2, the gateway 1$/,
    ],
    [
      'an added setting',
      { ...FILE, policy: { 'pii-detector': { mode: 'sk-1' } } },
      /^policy\.pii-detector\.mode: .*file does not have it$/,
    ],
    ['an added section', { ...FILE, routes: [{ path: '/bypass' }] }, /^routes: /],
    [
      'another condition',
      { pack: PACK, policies: { chain: [CHAIN[0], { 'pii-detector': { when: { path: '/x' } } }, CHAIN[2]] } },
      /^policies\.chain\[1\]\.pii-detector\.when\.path: /,
    ],
    [
      'an added condition',
      { pack: PACK, policies: { chain: [{ 'prompt-injection': { when: { path: '/x' } } }, CHAIN[1], CHAIN[2]] } },
      /^policies\.chain\[0\]: .*conditions/,
    ],
    ['stars where no secret is', { ...FILE, policy: { 'pii-detector': { action: '***' } } }, /^policy\.pii-detector\.action: /],
  ])('%s', (_name, body, expected) => {
    const { proof, equal, differences } = compare(body);
    expect({ proof, equal, count: differences.length }).toEqual({ proof: 'none', equal: false, count: 1 });
    expect(differences[0]).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
    expect(differences[0]).not.toMatch(/0\.123|iban-42|sk-1/);
  });

  test('is one line whatever a gateway shows', () => {
    const [difference = ''] = compare({ pack: { ...PACK, version: `1\n::error::\u001b${'9'.repeat(500)}` } }).differences;
    expect(difference).not.toMatch(/[\n\u001b]/);
    expect(difference.length).toBeLessThan(200);
  });

  test('many differences are counted, not listed', () => {
    const extra = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`added-${index}`, 1]));
    const { differences } = compare({ ...FILE, policy: { ...FILE.policy, ...extra } });
    expect(differences).toHaveLength(21);
    expect(differences.at(-1)).toBe('and 80 more');
  });

  test('a hostile depth is survived', () => {
    const depth = 100_000;
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
    expect(compare({ ...FILE, policy: deep }).equal).toBe(false);
  });

  test('keys that look like JavaScript properties are keys', () => {
    const body: Record<string, unknown> = JSON.parse(
      JSON.stringify({ ...FILE, policy: {} }).replace('"policy":{}', '"policy":{"__proto__":{"x":1},"toString":1}'),
    );
    expect(compare(body).differences).toEqual([
      expect.stringMatching(/^policy\.__proto__: /),
      expect.stringMatching(/^policy\.toString: /),
    ]);
  });
});

describe('the minimum', () => {
  test.each([
    ['full', 'chain', true],
    ['chain', 'chain', true],
    ['version', 'chain', false],
    ['accepted', 'version', false],
    ['none', 'accepted', false],
  ] as const)('%s is at least %s: %s', (actual, minimum, expected) => {
    expect(proofAtLeast(actual, minimum)).toBe(expected);
  });
});

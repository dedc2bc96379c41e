import { describe, expect, test } from '@jest/globals';
import { brief, CHAIN, fixed, lint, PACK } from './brief.js';

const cidr = (value: string) => `${PACK}${CHAIN}ip_allowlist:\n  cidrs:\n    - ${value}\n`;

describe('networks', () => {
  test.each(['10.0.0.0/8', '203.0.113.42/32', '0.0.0.0/0', 'fd00::/8', '2001:db8::/32', '::1/128', '::/0', '"${OFFICE}"'])(
    '%s is right',
    (value) => {
      expect(brief(cidr(value))).toEqual([]);
    },
  );

  test.each([
    '10.0.0/8',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '256.0.0.0/8',
    'fd00::/129',
    'office',
    '10.0.0.0/8/8',
    'fe80::1%eth0/64',
    '10.0.0.0/',
  ])('%s is no network', (value) => {
    expect(brief(cidr(value))).toEqual([`error bad-cidr ip_allowlist.cidrs[0] 12:7-12:${7 + value.length}`]);
  });

  test.each([
    ['192.0.2.7', '192.0.2.7/32'],
    ['2001:db8::7', '2001:db8::7/128'],
  ])('the address %s is a warning, mended to %s', (value, meant) => {
    expect(brief(cidr(value))[0]).toMatch(/^warning bad-cidr/);
    expect(fixed(cidr(value))).toBe(cidr(meant));
  });

  test.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['192.168.1.130/25', '192.168.1.128/25'],
    ['2001:db8:1:2::5/48', '2001:db8:1::/48'],
    ['::ffff:10.1.2.3/104', '0:0:0:0:0:ffff:a00:0/104'],
    ['fd12:3456::1/8', 'fd00::/8'],
  ])('%s sets host bits: advice, mended to %s', (value, meant) => {
    expect(brief(cidr(value))).toEqual([`info cidr-host-bits ip_allowlist.cidrs[0] 12:7-12:${7 + value.length}`]);
    expect(fixed(cidr(value))).toBe(cidr(meant));
    expect(brief(cidr(meant))).toEqual([]);
  });
});

describe('cors', () => {
  const cors = (credentials: boolean, origins: string) =>
    `${PACK}${CHAIN}cors:\n  credentials: ${credentials}\n  allow_origins: ${origins}\n`;

  test('credentials with every origin are a warning at the star', () => {
    expect(brief(cors(true, '[https://a.example, "*"]'))).toEqual(['warning cors-credentials cors.allow_origins[1] 12:38-12:41']);
  });

  test.each([
    [true, '[https://a.example]'],
    [false, '["*"]'],
  ])('credentials %s with %s are fine', (credentials, origins) => {
    expect(brief(cors(credentials, origins))).toEqual([]);
  });
});

describe('trusted proxies', () => {
  const depth = (section: string, value: number) =>
    brief(`${PACK}${CHAIN}${section}:\n  max_requests: 5\n  window_seconds: 60\n  trust_proxy_depth: ${value}\n`).filter((line) =>
      line.includes('proxy-depth'),
    );

  test('more than two are advice', () => {
    expect(depth('ip_rate_limit', 3)).toEqual(['info proxy-depth ip_rate_limit.trust_proxy_depth 13:22-13:23']);
    expect(depth('ip_allowlist', 12)).toHaveLength(1);
    expect(depth('ip_rate_limit', 2)).toEqual([]);
  });
});

describe('addresses', () => {
  const url = (value: string) => `${PACK}${CHAIN}providers:\n  targets:\n    - {id: a, provider: azure, base_url: ${value}}\n`;

  test.each(['https://api.example.com/v1', 'http://localhost:11434', '"https://${HOST}/v1"', '"https://<resource>.openai.azure.com"'])(
    '%s is right',
    (value) => {
      expect(brief(url(value))).toEqual([]);
    },
  );

  test.each(['localhost', 'ftp://example.com', '"https://"', '"https://a b"', '""'])('%s is an error', (value) => {
    expect(brief(url(value))).toEqual([`error bad-url providers.targets[0].base_url 12:42-12:${42 + value.length}`]);
  });

  test.each(['api.example.com/v1', 'https:/api.example.com/v1', 'htps://api.example.com/v1'])(
    '%s lacks its scheme, and is mended',
    (value) => {
      expect(fixed(url(value))).toBe(url('https://api.example.com/v1'));
    },
  );

  test('holds in policy blocks, with the evidence of the field', () => {
    const text = `${PACK}policies:\n  chain: [flagged-review]\npolicy:\n  flagged-review: {provider: {endpoint: api.example.com}}\n`;
    expect(lint(text).filter(({ ruleId }) => ruleId === 'bad-url')).toHaveLength(1);
  });
});

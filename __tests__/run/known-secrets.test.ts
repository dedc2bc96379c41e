import { describe, expect, test } from '@jest/globals';
import { keepSecrets } from '../../src/report/redact.js';
import { hideKeyForms, hidePolicySecrets } from '../../src/run/known-secrets.js';
import { proxySecrets } from '../../src/run/proxy-secrets.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the secrets of a policy file', () => {
  const file = (key: string): Uint8Array => bytes(`pack: {name: a, version: 1.0.0}\nproviders: {targets: [{id: a, api_key: ${key}}]}\n`);

  test('are hidden in all that follows', () => {
    const keeper = keepSecrets([]);
    hidePolicySecrets(keeper, file('a-literal-key-1'), []);
    expect(keeper.redact('kt says: a-literal-key-1')).toBe('kt says: ***');
  });

  test('are not what the run calls its gateways and files', () => {
    const keeper = keepSecrets([]);
    hidePolicySecrets(keeper, file('production'), ['production']);
    expect(keeper.redact('production: serving')).toBe('production: serving');
  });

  test('that this run never saw are hidden by their form', () => {
    const keeper = keepSecrets([]);
    hideKeyForms(keeper);
    const keys = ['AKIA', 'ASIA'].map((start) => `${start}IOSFODNN7EXAMPL1`.replace('EXAMPL', 'QWERTZ'));
    expect(keeper.redact(`one ${keys.join(' two ')} end, https://me:secret99@host`)).toBe('one *** two *** end, https://me:***@host');
  });
});

describe('the secrets of proxies', () => {
  test.each([
    ['http://user:pa%40ss@proxy.example:3128', ['pa%40ss', 'pa@ss', 'user:pa@ss']],
    ['user:with@sign@proxy.example', ['with@sign', 'with@sign', 'user:with@sign']],
    ['http://:only@proxy.example', ['only', 'only', ':only']],
    ['http://user:100%@proxy.example', ['100%', '100%', 'user:100%']],
    ['http://user@proxy.example', []],
    ['http://proxy.example:3128', []],
  ])('of %s', (value, expected) => {
    for (const name of ['HTTPS_PROXY', 'http_proxy', 'ALL_PROXY']) {
      expect(proxySecrets({ [name]: value }).map((secret) => secret.reveal())).toEqual(expected);
    }
  });
});

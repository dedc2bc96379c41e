import { describe, expect, test } from '@jest/globals';
import { ktCacheRoot, ktEnvironment } from '../../src/keeptrusts/kt-environment.js';
import { Secret } from '../../src/options/types.js';

const PARENT = {
  PATH: '/usr/bin',
  LANG: 'C.UTF-8',
  LC_ALL: 'C',
  HOME: '/home/me',
  TMPDIR: '/var/tmp',
  https_proxy: 'http://user:pass@proxy:3128',
  HTTP_PROXY: 'http://proxy:3128',
  no_proxy: 'localhost',
  SSL_CERT_FILE: '/etc/ca.pem',
  KEEPTRUSTS_API_URL: 'https://other.example',
  KEEPTRUSTS_API_TOKEN: 'parent-token',
  KEEPTRUSTS_GATEWAY_TOKEN: 'gateway-token',
  KEEPTRUSTS_UPSTREAM_API_KEY: 'upstream',
  KEEPTRUSTS_PROFILE: 'ci',
  'INPUT_API-TOKEN': 'input-token',
  GITHUB_TOKEN: 'ghs_x',
  GITHUB_ENV: '/tmp/env',
  ACTIONS_RUNTIME_TOKEN: 'runtime',
  AWS_SECRET_ACCESS_KEY: 'aws',
  NODE_OPTIONS: '--require /tmp/x.js',
  LD_PRELOAD: '/tmp/x.so',
  UNSET: undefined,
};

describe('the environment of lint and test, whose file may come from a stranger', () => {
  test('is exactly what a program needs to start: no token, no session, no password of a proxy', () => {
    expect(ktEnvironment(PARENT, { kind: 'untrusted', home: '/tmp/empty' })).toEqual({
      PATH: '/usr/bin',
      LANG: 'C.UTF-8',
      LC_ALL: 'C',
      TMPDIR: '/var/tmp',
      HTTP_PROXY: 'http://proxy:3128',
      no_proxy: 'localhost',
      SSL_CERT_FILE: '/etc/ca.pem',
      NO_COLOR: '1',
      HOME: '/tmp/empty',
      USERPROFILE: '/tmp/empty',
    });
  });
});

describe('the environment of online commands', () => {
  const online = ktEnvironment(PARENT, { kind: 'online', credentials: { apiUrl: 'https://api.example', apiToken: new Secret('given') } });

  test('carries URL and token of the credentials', () => {
    expect(online).toMatchObject({
      KEEPTRUSTS_API_URL: 'https://api.example',
      KEEPTRUSTS_API_TOKEN: 'given',
      HOME: '/home/me',
      KEEPTRUSTS_PROFILE: 'ci',
    });
  });

  test('never mixes a token with the URL of the parent environment', () => {
    const child = ktEnvironment(PARENT, { kind: 'online', credentials: { apiToken: new Secret('given') } });
    expect(child.KEEPTRUSTS_API_URL).toBeUndefined();
    expect(ktEnvironment(PARENT, { kind: 'online', credentials: { apiUrl: 'https://x.example' } }).KEEPTRUSTS_API_TOKEN).toBeUndefined();
  });

  test('keeps proxies in every spelling', () => {
    expect(online).toMatchObject({ https_proxy: PARENT.https_proxy, HTTP_PROXY: PARENT.HTTP_PROXY, no_proxy: 'localhost' });
  });

  test.each([
    'INPUT_API-TOKEN',
    'GITHUB_TOKEN',
    'GITHUB_ENV',
    'ACTIONS_RUNTIME_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'KEEPTRUSTS_GATEWAY_TOKEN',
    'KEEPTRUSTS_UPSTREAM_API_KEY',
    'NODE_OPTIONS',
    'LD_PRELOAD',
  ])('does not carry %s', (name) => {
    expect(online).not.toHaveProperty([name]);
  });

  test('names the additional authorities unless the parent already does', () => {
    expect(ktEnvironment({}, { kind: 'online', caFile: '/ca.pem' }).SSL_CERT_FILE).toBe('/ca.pem');
    expect(ktEnvironment(PARENT, { kind: 'online', caFile: '/ca.pem' }).SSL_CERT_FILE).toBe('/etc/ca.pem');
  });
});

describe('where installed tools are kept', () => {
  test.each([
    [{ RUNNER_TOOL_CACHE: '/opt/hostedtoolcache', XDG_CACHE_HOME: '/c' }, '/opt/hostedtoolcache'],
    [{ RUNNER_TOOL_CACHE: '', XDG_CACHE_HOME: '/c' }, '/c/keeptrusts-policy'],
    [{ XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/keeptrusts-policy'],
    [{}, '/home/me/.cache/keeptrusts-policy'],
  ])('%j gives %s', (environment, root) => {
    expect(ktCacheRoot(environment, '/home/me')).toBe(root);
  });
});

describe('the home of lint and test on Windows', () => {
  test("is the empty folder by every name, so that none of the user's own is filled in", () => {
    const parent = {
      Path: 'C:\\Windows',
      HOMEDRIVE: 'D:',
      HOMEPATH: '\\Users\\me',
      USERPROFILE: 'D:\\Users\\me',
      LOCALAPPDATA: 'D:\\Users\\me\\l',
    };
    expect(ktEnvironment(parent, { kind: 'untrusted', home: 'C:\\Temp\\empty' }, 'win32')).toEqual({
      Path: 'C:\\Windows',
      NO_COLOR: '1',
      HOME: 'C:\\Temp\\empty',
      USERPROFILE: 'C:\\Temp\\empty',
      HOMEDRIVE: 'C:',
      HOMEPATH: '\\Temp\\empty',
    });
  });
});

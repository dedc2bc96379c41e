import { afterEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CLOCK } from '../../src/clock.js';
import { createHttp, type GetOptions, type Http, type HttpSettings } from '../../src/keeptrusts/http.js';
import { proxyFor } from '../../src/keeptrusts/http-address.js';
import { SILENT_LOG } from '../../src/report/log.js';
import { hasOpenssl, makeCertificate } from '../faults/certificate.js';
import { type HttpProxy, type HttpProxyOptions, startHttpProxy } from '../faults/http-proxy.js';
import { type FaultyServer, json, type Script, startFaultyServer } from '../faults/server.js';
import { startTcpProxy } from '../faults/tcp-proxy.js';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function client(settings: Partial<HttpSettings>): Http {
  const http = createHttp({ userAgent: 'test', proxyEnvironment: {}, clock: SYSTEM_CLOCK, random: () => 0, log: SILENT_LOG, ...settings });
  cleanups.push(() => http.close());
  return http;
}

async function serve(script: Script, options: Parameters<typeof startFaultyServer>[1] = {}): Promise<FaultyServer> {
  const server = await startFaultyServer(script, options);
  cleanups.push(() => server.close());
  return server;
}

async function proxy(options: HttpProxyOptions = {}): Promise<HttpProxy> {
  const started = await startHttpProxy(options);
  cleanups.push(() => started.close());
  return started;
}

const ONCE: GetOptions = { attemptTimeoutMs: 2_000, totalTimeoutMs: 2_000, retry: 'never' };

describe('the proxy of an address', () => {
  const environment = {
    HTTPS_PROXY: 'http://upper.example:3128',
    https_proxy: 'http://lower.example:3128',
    HTTP_PROXY: 'plain.example:8080',
    NO_PROXY: 'internal.example, .corp.example *.lan.example gw.example:41002 10.0.0.0/8 [2001:db8::1] 2001:db8:1::/48',
  };

  test.each([
    ['https://api.example/', 'http://lower.example:3128'],
    ['http://api.example/', 'http://plain.example:8080'],
    ['https://gw.example/', 'http://lower.example:3128'],
    ['https://notinternal.example/', 'http://lower.example:3128'],
    ['https://11.0.0.1/', 'http://lower.example:3128'],
    ['https://internal.example/', undefined],
    ['https://sub.internal.example/', undefined],
    ['https://a.corp.example/', undefined],
    ['https://a.lan.example./', undefined],
    ['https://gw.example:41002/', undefined],
    ['https://10.1.2.3/', undefined],
    ['https://[2001:db8::1]/', undefined],
    ['https://[2001:db8:1::5]:8443/', undefined],
    ['https://localhost/', undefined],
    ['https://127.0.0.9/', undefined],
    ['https://[::1]/', undefined],
  ])('%s: %s', (url, expected) => {
    expect(proxyFor(new URL(url), environment)?.origin).toBe(expected);
  });

  test('none at all with NO_PROXY=*', () => {
    expect(proxyFor(new URL('https://api.example'), { ...environment, no_proxy: '*' })).toBeUndefined();
  });

  test('an unusable variable is named, and its value is not', () => {
    const choose = () => proxyFor(new URL('https://api.example'), { HTTPS_PROXY: 'gopher://user:pa55@proxy' });
    expect(choose).toThrow('HTTPS_PROXY');
    expect(choose).not.toThrow('pa55');
  });
});

describe('through a proxy', () => {
  test('plain http goes in absolute form, with the credentials of the proxy address', async () => {
    const server = await serve({ '/a': [json({})] });
    const between = await proxy({ everythingTo: server.port });
    const http = client({ proxyEnvironment: { http_proxy: between.url.replace('//', '//me:pw@') } });
    expect(await http.get('http://gw.test:41002/a', ONCE)).toMatchObject({ kind: 'response', status: 200 });
    expect(between.seen).toEqual(['GET http://gw.test:41002/a']);
    expect(between.credentials).toEqual([`Basic ${Buffer.from('me:pw').toString('base64')}`]);
    expect(server.received[0]?.headers.host).toBe('gw.test:41002');
  });

  test('hosts in NO_PROXY and loopback are asked directly', async () => {
    const server = await serve({ '/a': [json({})] });
    const between = await proxy();
    const http = client({ proxyEnvironment: { HTTP_PROXY: between.url, NO_PROXY: 'gateway.invalid' } });
    expect(await http.get(`${server.url}/a`, ONCE)).toMatchObject({ status: 200 });
    expect(await http.get('http://gateway.invalid/', ONCE)).toMatchObject({ cause: 'dns' });
    expect(between.seen).toEqual([]);
  });

  test('a proxy that is down is named, without its password', async () => {
    const between = await startHttpProxy();
    await between.close();
    const http = client({ proxyEnvironment: { https_proxy: between.url.replace('//', '//me:pa55@') } });
    const outcome = await http.get('https://gw.test/', ONCE);
    expect(outcome).toMatchObject({ kind: 'unreachable', cause: 'connect' });
    expect(outcome.kind === 'unreachable' && outcome.reason).toContain(`gw.test through proxy ${between.url}: connect: refused`);
  });

  test('a proxy that refuses CONNECT is quoted by status', async () => {
    const between = await proxy({ refuseWith: 407 });
    const outcome = await client({ proxyEnvironment: { https_proxy: between.url } }).get('https://gw.test/', ONCE);
    expect(outcome).toMatchObject({ kind: 'unreachable', cause: 'proxy' });
    expect(outcome.kind === 'unreachable' && outcome.reason).toContain('HTTP 407 to CONNECT');
  });

  test('a proxy that wants a login for plain http is understood as the proxy, not as the gateway', async () => {
    const between = await proxy({ refuseWith: 407 });
    const outcome = await client({ proxyEnvironment: { http_proxy: between.url } }).get('http://gw.test/', ONCE);
    expect(outcome).toMatchObject({ kind: 'unreachable', cause: 'proxy' });
    expect(outcome.kind === 'unreachable' && outcome.reason).toContain('the proxy answered HTTP 407; put its user name and password');
  });
});

if (!hasOpenssl()) console.warn('skipped: tests of TLS, because openssl is not installed here');
const tlsTest = hasOpenssl() ? test : test.skip;

describe('over TLS', () => {
  tlsTest('a self-signed certificate is refused, described, and accepted with ca-file', async () => {
    const pair = makeCertificate('gw.test', 'IP:127.0.0.1');
    const server = await serve({ '/a': [json({})] }, { tls: pair });
    const refused = await client({}).get(`${server.url}/a`, { ...ONCE, retry: 'reads' });
    expect(refused).toMatchObject({ kind: 'unreachable', cause: 'tls', attempts: 1 });
    expect(refused.kind === 'unreachable' && refused.reason).toMatch(/self-signed.*ca-file.*certificate of gw\.test, issued by gw\.test/);
    expect(await client({ certificateAuthorities: pair.cert }).get(`${server.url}/a`, ONCE)).toMatchObject({ status: 200 });
  });

  tlsTest('an expired certificate is called expired', async () => {
    const pair = makeCertificate('gw.test', 'IP:127.0.0.1', true);
    const server = await serve({ '/a': [json({})] }, { tls: pair });
    const outcome = await client({ certificateAuthorities: pair.cert }).get(`${server.url}/a`, ONCE);
    expect(outcome.kind === 'unreachable' && outcome.reason).toMatch(/has expired.*valid from/);
  });

  tlsTest('a certificate for another name is called that', async () => {
    const pair = makeCertificate('gw.test', 'DNS:gw.test');
    const server = await serve({ '/a': [json({})] }, { tls: pair });
    const outcome = await client({ certificateAuthorities: pair.cert }).get(`${server.url}/a`, ONCE);
    expect(outcome.kind === 'unreachable' && outcome.reason).toContain('other host names');
  });

  tlsTest('https goes through the proxy by CONNECT, and the certificate is checked against the host', async () => {
    const pair = makeCertificate('gw.test', 'DNS:gw.test');
    const server = await serve({ '/a': [json({})] }, { tls: pair });
    const between = await proxy({ everythingTo: server.port });
    const http = client({ certificateAuthorities: pair.cert, proxyEnvironment: { HTTPS_PROXY: between.url } });
    expect(await http.get('https://gw.test/a', ONCE)).toMatchObject({ kind: 'response', status: 200 });
    expect(await http.get('https://other.test/a', ONCE)).toMatchObject({ kind: 'unreachable', cause: 'tls' });
    expect(between.seen).toEqual(['CONNECT gw.test:443', 'CONNECT other.test:443']);
  });

  tlsTest('a write whose time ended during the handshake is not sent afterwards', async () => {
    const pair = makeCertificate('gw.test', 'IP:127.0.0.1');
    const server = await serve({ '/a': [json({})], '/w': [json({})] }, { tls: pair });
    const slow = await startTcpProxy(server.port, { kind: 'latency', ms: 120 });
    cleanups.push(() => slow.close());
    const http = client({ certificateAuthorities: pair.cert });
    const late = await http.post(`https://127.0.0.1:${slow.port}/w`, {}, { attemptTimeoutMs: 60 });
    expect(late.kind === 'unreachable' && late.reason).toContain('no connection within 60 ms');
    expect(await http.get(`https://127.0.0.1:${slow.port}/a`, ONCE)).toMatchObject({ status: 200 });
    expect(server.received.map(({ method }) => method)).toEqual(['GET']);
  });

  test.each(['no certificate here', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'ca-file with %j is refused',
    (text) => {
      expect(() => client({ certificateAuthorities: text })).toThrow('ca-file');
    },
  );
});

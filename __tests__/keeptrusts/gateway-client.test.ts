import { afterEach, describe, expect, test } from '@jest/globals';
import { type Clock, SYSTEM_CLOCK } from '../../src/clock.js';
import type { ChatRequest, GatewayClient } from '../../src/keeptrusts/gateway.js';
import { createGatewayClient, type GatewayClientSettings } from '../../src/keeptrusts/gateway-client.js';
import { createHttp } from '../../src/keeptrusts/http.js';
import { Secret } from '../../src/options/types.js';
import { SILENT_LOG } from '../../src/report/log.js';
import { type Behaviour, type FaultyServer, json, type Script, startFaultyServer, status } from '../faults/server.js';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const NO_PAUSES: Clock = { ...SYSTEM_CLOCK, sleep: async () => {} };

interface Setup {
  readonly server: FaultyServer;
  readonly gateway: GatewayClient;
}

async function gatewayWith(script: Script, settings: Partial<GatewayClientSettings> = {}, path = ''): Promise<Setup> {
  const server = await startFaultyServer(script);
  const http = createHttp({ userAgent: 'test', proxyEnvironment: {}, clock: NO_PAUSES, random: () => 0, log: SILENT_LOG });
  cleanups.push(
    () => server.close(),
    () => http.close(),
  );
  const target = { id: 'gw-1', url: `${server.url}${path}` };
  const limits = { ...(isWaitedFor(script) ? SHORT : LONG), maxBytes: 4_096 };
  return { server, gateway: createGatewayClient(target, http, { ...limits, ...settings }) };
}

/** What is waited for in vain is waited for shortly; what answers may take its time on a busy machine. */
const SHORT = { attemptTimeoutMs: 150, totalTimeoutMs: 400, chatTimeoutMs: 150 };
const LONG = { attemptTimeoutMs: 10_000, totalTimeoutMs: 20_000, chatTimeoutMs: 10_000 };

function isWaitedFor(script: Script): boolean {
  const behaviours = Object.values(script).flat();
  return behaviours.some((one) => typeof one === 'object' && (one.kind === 'silent' || one.kind === 'stall-body'));
}

const HTML: Behaviour = {
  kind: 'answer',
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html>\n<html><body>Sign in</body></html>',
};

describe('health', () => {
  const read = async (...behaviours: Behaviour[]) => (await gatewayWith({ '/health': behaviours })).gateway.health();

  test.each([
    [
      'the long body',
      { status: 'healthy', uptime_seconds: 3600, version: '1.2.3', providers: { openai: 'reachable' }, policies_loaded: 5, cache: {} },
    ],
    ['the short body', { status: 'healthy', uptime_seconds: 86400 }],
    ['another letter case', { status: 'Healthy' }],
  ])('healthy from %s', async (_name, body) => {
    const { excerpt, policiesLoaded, ...reading } = await read(json(body));
    expect(reading).toEqual({ status: 'healthy', httpStatus: 200, attempts: 1, latencyMs: expect.any(Number) });
    expect(excerpt).toBe(JSON.stringify(body));
    expect(policiesLoaded).toBe('policies_loaded' in body ? 5 : undefined);
  });

  test('degraded, with the providers that are not reachable', async () => {
    const reading = await read(json({ status: 'degraded', providers: { openai: 'reachable', anthropic: 'unreachable' } }));
    expect(reading).toMatchObject({ status: 'degraded', detail: 'HTTP 200, status degraded, providers not reachable: anthropic' });
  });

  test.each([
    ['its own word', json({ status: 'unhealthy' })],
    ['its own word and a 5xx', json({ status: 'UNHEALTHY' }, { status: 500 })],
    ['a 5xx, even if the body says healthy', json({ status: 'healthy' }, { status: 500 })],
    ['a plain 5xx', status(500, {}, 'boom')],
  ])('unhealthy by %s', async (_name, behaviour) => {
    expect(await read(behaviour)).toMatchObject({ status: 'unhealthy' });
  });

  test('500s, then fine, is healthy', async () => {
    expect(await read(status(500), status(500), json({ status: 'healthy' }))).toMatchObject({ status: 'healthy', attempts: 3 });
  });

  test.each([
    ['HTML', HTML, 'HTML instead of JSON'],
    ['bad JSON', status(200, {}, '{"status":"healthy"'), 'not JSON'],
    ['an undocumented word', json({ status: 'ok' }), 'no status healthy, degraded or unhealthy'],
    ['no status', json({ uptime_seconds: 1 }), 'no status'],
    ['a list', json(['healthy']), 'no status'],
    ['404', status(404, {}, 'not found'), 'HTTP 404'],
    ['a huge body', status(200, {}, 'x'.repeat(5_000)), 'larger than'],
    ['a redirect to another host', status(302, { location: 'https://login.example/' }), 'https://login.example'],
  ])('unreadable: %s', async (_name, behaviour, detail) => {
    expect(await read(behaviour)).toMatchObject({ status: 'unreadable', detail: expect.stringContaining(detail) });
  });

  test.each([
    ['silence', { kind: 'silent' }],
    ['a dropped body', { kind: 'drop-body', sent: '{"status":"healthy"', promised: 100 }],
    ['a stalled body', { kind: 'stall-body', sent: '{"status":"healthy"}', promised: 100 }],
  ] as const)('unreachable: %s', async (_name, behaviour) => {
    expect(await read(behaviour)).toMatchObject({ status: 'unreachable', detail: expect.stringContaining('127.0.0.1') });
  });

  test('loading, when /readyz says 503 too', async () => {
    const { gateway, server } = await gatewayWith({ '/health': [status(503)], '/readyz': [status(503)] });
    expect(await gateway.health()).toMatchObject({ status: 'loading', httpStatus: 503 });
    expect(server.received.map(({ path }) => path)).toEqual(['/health', '/readyz']);
  });

  test.each([
    ['healthy', '/readyz, although /health says healthy'],
    ['degraded', '/readyz, although /health says degraded'],
  ])('loading, when /readyz says 503 beside a body that says %s', async (word, sources) => {
    const { gateway } = await gatewayWith({ '/health': [json({ status: word })], '/readyz': [status(503)] });
    expect(await gateway.health(undefined, { readiness: 'asked' })).toMatchObject({
      status: 'loading',
      detail: `HTTP 503 from ${sources}: the policy configuration is loading`,
    });
    expect((await gateway.health()).status).toBe(word);
  });

  test.each([200, 404, 405, 401, 500])('is not read from /readyz with HTTP %d', async (code) => {
    const { gateway } = await gatewayWith({ '/health': [json({ status: 'healthy' })], '/readyz': [status(code)] });
    expect(await gateway.health(undefined, { readiness: 'asked' })).toMatchObject({ status: 'healthy' });
  });

  test('is not read from a /readyz that never answers', async () => {
    const { gateway } = await gatewayWith({ '/health': [json({ status: 'healthy' })], '/readyz': [{ kind: 'silent' }] });
    expect(await gateway.health(undefined, { readiness: 'asked' })).toMatchObject({ status: 'healthy' });
  });

  test('sick stays sick, whatever /readyz says', async () => {
    const { gateway } = await gatewayWith({ '/health': [status(503, {}, '{"status":"unhealthy"}')], '/readyz': [status(503)] });
    expect(await gateway.health(undefined, { readiness: 'asked' })).toMatchObject({ status: 'unhealthy' });
  });

  test('takes no longer than it is given, retries included', async () => {
    const silent = await gatewayWith(
      { '/health': [{ kind: 'silent' }], '/keeptrusts/config': [{ kind: 'silent' }] },
      { attemptTimeoutMs: 20_000, totalTimeoutMs: 60_000 },
    );
    const limits = { timeoutMs: 100 };
    const [health, config] = await Promise.all([silent.gateway.health(undefined, limits), silent.gateway.config(undefined, limits)]);
    expect([health.status, config.kind]).toEqual(['unreachable', 'unreachable']);
  });

  test('503 with a ready configuration is unhealthy', async () => {
    const { gateway } = await gatewayWith({ '/health': [status(503)], '/readyz': [status(200)] });
    expect(await gateway.health()).toMatchObject({ status: 'unhealthy' });
  });

  test('what was seen is one short line, without the token', async () => {
    const body = `kt_secret\u001b[31m\r\n::error::\u202e${'long '.repeat(100)}`;
    const { gateway } = await gatewayWith({ '/health': [status(404, {}, body)] }, { token: new Secret('kt_secret') });
    const { detail = '' } = await gateway.health();
    expect(detail.length).toBeLessThanOrEqual(200);
    expect(detail).toMatch(/^HTTP 404, body: \*\*\* \[31m ::error:: long/);
  });
});

describe('the served configuration', () => {
  const read = async (behaviour: Behaviour) => (await gatewayWith({ '/keeptrusts/config': [behaviour] })).gateway.config();
  const document = { pack: { name: 'p', version: '1.4.0' }, policies: { chain: ['a', { b: { when: { path: '/v1' } } }] } };

  test('shows name, version and chain', async () => {
    const reading = await read(json(document));
    const identity = { name: 'p', version: '1.4.0', chain: ['a', 'b'] };
    expect(reading).toEqual({ kind: 'served', identity, body: document, emulated: false });
  });

  test('says when it comes from the emulator', async () => {
    expect(await read(json(document, { headers: { 'x-keeptrusts-emulator': '1' } }))).toMatchObject({ kind: 'served', emulated: true });
  });

  test.each([
    ['name alone', { pack: { name: 'p' } }, { name: 'p' }],
    ['nothing', {}, {}],
    ['a version that is no text', { pack: { name: 'p', version: 1.4 } }, { name: 'p' }],
    ['an entry with two keys', { policies: { chain: ['a', { b: {}, c: {} }] } }, {}],
  ])('takes over only documented forms: %s', async (_name, body, identity) => {
    expect(await read(json(body))).toEqual({ kind: 'served', identity, body, emulated: false });
  });

  test.each([
    ['404', status(404, {}, 'sk-secret')],
    ['401', status(401, {}, 'sk-secret')],
    ['HTML', { ...HTML, body: '<html>sk-secret' }],
    ['bad JSON', status(200, {}, '{"key":"sk-secret"')],
    ['a list', json(['sk-secret'])],
    ['a huge body', status(200, {}, 'sk-secret'.repeat(1_000))],
    ['a redirect to another host', status(302, { location: 'https://login.example/sk-secret' })],
  ])('unreadable, without a word of the body: %s', async (_name, behaviour) => {
    const reading = await read(behaviour);
    expect(reading).toMatchObject({ kind: 'unreadable', reason: expect.stringMatching(/./) });
    expect(JSON.stringify(reading)).not.toContain('sk-secret');
  });

  test('unreachable when the body never ends', async () => {
    const reading = await read({ kind: 'stall-body', sent: JSON.stringify(document), promised: 4_000 });
    expect(reading).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('body was not complete') });
  });
});

describe('a chat request', () => {
  const request: ChatRequest = {
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'hello' }],
    headers: { 'X-Keeptrusts-Agent-Id': 'canary' },
    requestId: 'ktp-1',
  };
  const violation = { type: 'policy_violation', message: 'Blocked: hello', policy: 'prompt-injection', code: 'input_blocked' };
  const ask = async (...behaviours: Behaviour[]) => {
    const { server, gateway } = await gatewayWith({ '/v1/chat/completions': behaviours });
    return { reading: await gateway.chat(request), server };
  };

  test('is sent once, with the request id and the headers of the case', async () => {
    const { reading, server } = await ask(json({ choices: [{ index: 0 }] }));
    expect(reading).toEqual({ kind: 'allowed' });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.headers).toMatchObject({ 'x-request-id': 'ktp-1', 'x-keeptrusts-agent-id': 'canary' });
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({ model: 'gpt-4o', messages: request.messages });
  });

  test('409 with policy_violation is blocked', async () => {
    const { reading } = await ask(json({ error: violation }, { status: 409 }));
    expect(reading).toEqual({ kind: 'blocked', policy: 'prompt-injection', code: 'input_blocked' });
  });

  test.each([
    ['409 of another type', json({ error: { ...violation, type: 'validation_error' } }, { status: 409 })],
    ['409 in HTML', { ...HTML, status: 409 }],
    ['200 without choices', json({ object: 'hold' })],
    ['200 with an empty list of choices', json({ choices: [] })],
    ['200 in HTML', HTML],
    ['422', json({ error: { type: 'validation_error', message: 'hello' } }, { status: 422 })],
    ['408', status(408)],
    ['429', status(429, { 'retry-after': '0' })],
    ['503', status(503)],
    ['a redirect', status(307, { location: '/elsewhere' })],
    ['a reset', { kind: 'reset' }],
    ['silence', { kind: 'silent' }],
  ] as const)('undecided, never repeated: %s', async (_name, behaviour) => {
    const { reading, server } = await ask(behaviour, json({ choices: [{}] }));
    expect(reading).toMatchObject({ kind: 'undecided', reason: expect.stringMatching(/./) });
    expect(JSON.stringify(reading)).not.toContain('hello');
    expect(server.received).toHaveLength(1);
  });

  test('ends in the time it is given, where that is less than the usual', async () => {
    const { gateway, server } = await gatewayWith({ '/v1/chat/completions': [{ kind: 'silent' }] }, { chatTimeoutMs: 60_000 });
    expect(await gateway.chat({ ...request, timeoutMs: 50 })).toMatchObject({
      kind: 'undecided',
      reason: expect.stringContaining('50 ms'),
    });
    expect(server.received).toHaveLength(1);
  });

  test.each([
    ['a line break in a value', { 'x-team': 'a\r\nx-admin: 1' }],
    ['a name that is none', { 'x team': 'a' }],
  ])('is not sent with %s, which is the fault of the case', async (_name, headers) => {
    const { server, gateway } = await gatewayWith({ '/v1/chat/completions': [json({ choices: [{}] })] });
    expect(await gateway.chat({ ...request, headers })).toMatchObject({
      kind: 'undecided',
      reason: expect.stringContaining('cannot be sent as written'),
    });
    expect(server.received).toHaveLength(0);
  });

  // The run's own user agent tells probes from users; a case that needs another would be judged by the wrong one.
  test.each(['Authorization', 'host', 'X-Request-Id', 'User-Agent', 'accept-encoding'])('a case cannot set %s', async (name) => {
    const { server, gateway } = await gatewayWith({}, { token: new Secret('kt_secret') });
    expect(await gateway.chat({ ...request, headers: { [name]: 'x' } })).toMatchObject({ kind: 'undecided' });
    expect(server.received).toHaveLength(0);
  });
});

describe('the address', () => {
  test.each(['', '/', '/v1', '/v1/'])('may be written with the ending %j', async (path) => {
    const { gateway } = await gatewayWith({ '/health': [json({ status: 'healthy' })] }, {}, path);
    expect((await gateway.health()).status).toBe('healthy');
  });

  test('may have a path in front', async () => {
    const { gateway } = await gatewayWith({ '/eu/health': [json({ status: 'healthy' })] }, {}, '/eu/v1');
    expect((await gateway.health()).status).toBe('healthy');
  });

  test('the token goes to the gateway', async () => {
    const { server, gateway } = await gatewayWith({ '/health': [json({ status: 'healthy' })] }, { token: new Secret('kt_secret') });
    await gateway.health();
    expect(server.received[0]?.headers.authorization).toBe('Bearer kt_secret');
  });

  test('the token does not travel unencrypted', async () => {
    const http = createHttp({ userAgent: 'test', proxyEnvironment: {}, clock: NO_PAUSES, random: () => 0, log: SILENT_LOG });
    const settings = { token: new Secret('kt_secret'), attemptTimeoutMs: 100, totalTimeoutMs: 100 };
    const gateway = createGatewayClient({ id: 'gw-1', url: 'http://gateway.invalid:41002' }, http, settings);
    await expect(gateway.health()).rejects.toMatchObject({ kind: 'bad-input' });
  });

  test('an aborted signal ends a reading', async () => {
    const { gateway } = await gatewayWith({ '/health': [{ kind: 'silent' }] });
    await expect(gateway.health(AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  });
});

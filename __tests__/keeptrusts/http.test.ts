import { lookup } from 'node:dns/promises';
import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Clock, SYSTEM_CLOCK } from '../../src/clock.js';
import {
  createHttp,
  DEFAULT_MAX_BYTES,
  type GetOptions,
  type Http,
  type HttpOutcome,
  type HttpSettings,
} from '../../src/keeptrusts/http.js';
import { Secret } from '../../src/options/types.js';
import { Failure } from '../../src/report/failure.js';
import { SILENT_LOG } from '../../src/report/log.js';
import { type FaultyServer, json, listen, type Script, shut, startFaultyServer, status } from '../faults/server.js';
import { startTcpProxy } from '../faults/tcp-proxy.js';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Sleeps at once and remembers for how long it was asked. */
function instantClock(): Clock & { readonly sleeps: number[] } {
  const sleeps: number[] = [];
  let slept = 0;
  return {
    sleeps,
    now: () => new Date('2026-01-01T00:00:00Z'),
    elapsed: () => performance.now() + slept,
    sleep: async (ms) => {
      sleeps.push(ms);
      slept += ms;
    },
  };
}

function client(settings: Partial<HttpSettings> = {}): Http {
  const http = createHttp({
    userAgent: 'keeptrusts-policy-action/test',
    proxyEnvironment: {},
    clock: instantClock(),
    random: () => 0.5,
    log: SILENT_LOG,
    ...settings,
  });
  cleanups.push(() => http.close());
  return http;
}

async function serve(script: Script, options: Parameters<typeof startFaultyServer>[1] = {}): Promise<FaultyServer> {
  const server = await startFaultyServer(script, options);
  cleanups.push(() => server.close());
  return server;
}

const READ: GetOptions = { attemptTimeoutMs: 2_000, totalTimeoutMs: 10_000, retry: 'reads' };
const SHORT: GetOptions = { ...READ, attemptTimeoutMs: 120, retry: 'never' };

function reasonOf(outcome: HttpOutcome): string {
  return outcome.kind === 'unreachable' ? `${outcome.cause}: ${outcome.reason}` : `HTTP ${outcome.status}`;
}

async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('a read', () => {
  test('returns status, headers and body, and names this tool', async () => {
    const server = await serve({ '/a': [json({ fine: true }, { headers: { 'X-Extra': 'yes' } })] });
    const outcome = await client().get(`${server.url}/a`, { ...READ, headers: { Accept: 'application/json' } });
    expect(outcome).toMatchObject({ kind: 'response', status: 200, attempts: 1, headers: { 'x-extra': 'yes' } });
    expect(outcome.kind === 'response' && outcome.body.toString()).toBe('{"fine":true}');
    expect(server.received[0]?.headers).toMatchObject({ 'user-agent': 'keeptrusts-policy-action/test', accept: 'application/json' });
    expect(server.received[0]?.headers.authorization).toBeUndefined();
  });

  test('can be prepared without sending anything, and ended before a read', async () => {
    const server = await serve({ '/a': [json({})] });
    const http = client();
    http.prepare();
    await http.close();
    expect(server.received).toEqual([]);
    await expect(http.get(`${server.url}/a`, READ)).rejects.toThrow('it is closed');
  });

  test('uses one connection for reads that follow each other', async () => {
    const server = await serve({ '/a': [json({})] });
    const http = client();
    await http.get(`${server.url}/a`, READ);
    // undici hands a connection back one turn of the event loop after the last byte.
    await new Promise((resolve) => setImmediate(resolve));
    await http.get(`${server.url}/a`, READ);
    expect(server.received.map(({ connection }) => connection)).toEqual([1, 1]);
  });

  test('uses as many connections as reads go on at the same time, and the same ones again', async () => {
    const server = await serve({ '/a': [json({})], '/b': [json({})], '/c': [json({})] });
    const http = client();
    const round = () => Promise.all(['/a', '/b', '/c'].map((path) => http.get(`${server.url}${path}`, READ)));
    for (let rounds = 0; rounds < 3; rounds += 1) {
      await round();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.received).toHaveLength(9);
    expect(new Set(server.received.map(({ connection }) => connection)).size).toBe(3);
  });

  test('goes on with its other connections where one is stuck', async () => {
    const server = await serve({ '/stuck': [{ kind: 'silent' }], '/a': [json({})] });
    const http = client();
    const stuck = http.get(`${server.url}/stuck`, { ...READ, attemptTimeoutMs: 1_500, retry: 'never' });
    while (server.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await http.get(`${server.url}/a`, READ)).toMatchObject({ kind: 'response', status: 200, attempts: 1 });
    expect(await stuck).toMatchObject({ kind: 'unreachable', cause: 'timeout' });
  });

  test('passes over what a server says before its answer', async () => {
    const server = createServer((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' }, () => response.end('{"fine":true}'));
    });
    const port = await listen(server, '127.0.0.1');
    cleanups.push(() => shut(server));
    const outcome = await client().get(`http://127.0.0.1:${port}/`, READ);
    expect(outcome).toMatchObject({ kind: 'response', status: 200 });
    expect(outcome.kind === 'response' && outcome.body.toString()).toBe('{"fine":true}');
  });

  test('works with localhost where only IPv6 listens', async () => {
    const server = await serve({ '/a': [json({})] }, { host: '::1' }).catch(() => undefined);
    const addresses = await lookup('localhost', { all: true });
    if (server === undefined || !addresses.some(({ family }) => family === 6)) {
      console.warn('skipped: localhost is no IPv6 name on this machine');
      return;
    }
    expect(reasonOf(await client().get(`http://localhost:${server.port}/a`, READ))).toBe('HTTP 200');
  });

  test('works with an IPv6 address', async () => {
    const server = await serve({ '/a': [json({})] }, { host: '::1' }).catch(() => undefined);
    if (server === undefined) {
      console.warn('skipped: no IPv6 loopback on this machine');
      return;
    }
    expect(server.url).toContain('[::1]');
    expect(reasonOf(await client().get(`${server.url}/a`, READ))).toBe('HTTP 200');
  });

  test.each(['nonsense', 'ftp://gw.example/', 'https://user:pa55@gw.example/'])('refuses the address %s', async (url) => {
    const error = await thrownBy(client().get(url, READ));
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ kind: 'bad-input' });
    expect(String(error)).not.toContain('pa55');
  });
});

describe('retries of reads', () => {
  test.each([408, 429, 500, 503])('HTTP %i is tried again', async (code) => {
    const server = await serve({ '/a': [status(code), status(code), json({})] });
    expect(await client().get(`${server.url}/a`, READ)).toMatchObject({ kind: 'response', status: 200, attempts: 3 });
  });

  test('HTTP 404 is not', async () => {
    const server = await serve({ '/a': [status(404), json({})] });
    expect(await client().get(`${server.url}/a`, READ)).toMatchObject({ status: 404, attempts: 1 });
  });

  test('a status the caller reads a meaning into is not', async () => {
    const server = await serve({ '/a': [status(503), json({})] });
    expect(await client().get(`${server.url}/a`, { ...READ, meaningful: [503] })).toMatchObject({ status: 503, attempts: 1 });
  });

  test('reset connections and dropped bodies are tried again', async () => {
    const server = await serve({ '/a': [{ kind: 'reset' }, { kind: 'drop-body', sent: '{"par', promised: 1000 }, json({})] });
    expect(await client().get(`${server.url}/a`, READ)).toMatchObject({ kind: 'response', status: 200, attempts: 3 });
  });

  test('the pauses grow, with jitter', async () => {
    const server = await serve({ '/a': [status(500)] });
    const clock = instantClock();
    await client({ clock, random: () => 1 }).get(`${server.url}/a`, READ);
    await client({ clock, random: () => 0 }).get(`${server.url}/a`, READ);
    expect(clock.sleeps).toEqual([200, 400, 800, 100, 200, 400]);
  });

  test('the last answer is returned when none was good', async () => {
    const server = await serve({ '/a': [status(500, {}, 'sorry')] });
    const outcome = await client().get(`${server.url}/a`, READ);
    expect(outcome).toMatchObject({ kind: 'response', status: 500, attempts: 4 });
    expect(server.received).toHaveLength(4);
  });

  test('Retry-After in seconds is waited for', async () => {
    const server = await serve({ '/a': [status(429, { 'retry-after': '3' }), json({})] });
    const clock = instantClock();
    await client({ clock }).get(`${server.url}/a`, READ);
    expect(clock.sleeps).toEqual([3_000]);
  });

  test("a Retry-After date counts from the answer's own date, so that a wrong clock here does not matter", async () => {
    const dates = { date: 'Thu, 01 Jan 2026 00:01:30 GMT', 'retry-after': 'Thu, 01 Jan 2026 00:01:34 GMT' };
    const server = await serve({ '/a': [status(429, dates), json({})] });
    const clock = instantClock();
    expect(await client({ clock }).get(`${server.url}/a`, READ)).toMatchObject({ status: 200, attempts: 2 });
    expect(clock.sleeps).toEqual([4_000]);
  });

  test('a Retry-After beyond the total time ends the read with what came', async () => {
    const server = await serve({ '/a': [status(429, { 'retry-after': '3600' }), json({})] });
    const clock = instantClock();
    expect(await client({ clock }).get(`${server.url}/a`, READ)).toMatchObject({ status: 429, attempts: 1 });
    expect(clock.sleeps).toEqual([]);
  });

  test('a cancelled run stops waiting', async () => {
    const server = await serve({ '/a': [status(503, { 'retry-after': '5' })] });
    const controller = new AbortController();
    const reading = thrownBy(client({ clock: SYSTEM_CLOCK, signal: controller.signal }).get(`${server.url}/a`, READ));
    while (server.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error('cancelled by the user'));
    expect(await reading).toMatchObject({ message: 'cancelled by the user' });
  });

  test('a cancelled run can still read with a signal of its own', async () => {
    const server = await serve({ '/a': [json({})] });
    const cancelled = client({ signal: AbortSignal.abort(new Error('cancelled by the user')) });
    expect(await cancelled.get(`${server.url}/a`, { ...READ, signal: new AbortController().signal })).toMatchObject({ status: 200 });
    expect(await thrownBy(cancelled.get(`${server.url}/a`, READ))).toMatchObject({ message: 'cancelled by the user' });
  });
});

describe('deadlines', () => {
  test('a silent server is given up', async () => {
    const server = await serve({ '/a': [{ kind: 'silent' }] });
    const reason = reasonOf(await client().get(`${server.url}/a`, SHORT));
    expect(reason).toBe(`timeout: 127.0.0.1:${server.port}: timeout: no answer within 120 ms`);
  });

  test('what is given up is ended, so that the server does not go on for nobody', async () => {
    let ended: (() => void) | undefined;
    const closed = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const server = createServer((_request, response) => response.once('close', () => ended?.()));
    const port = await listen(server, '127.0.0.1');
    cleanups.push(() => shut(server));
    expect(await client().get(`http://127.0.0.1:${port}/`, SHORT)).toMatchObject({ cause: 'timeout' });
    await closed;
  });

  test('a stalled body is given up', async () => {
    const server = await serve({ '/a': [{ kind: 'stall-body', sent: '{"par', promised: 1000 }] });
    const reason = reasonOf(await client().get(`${server.url}/a`, SHORT));
    expect(reason).toContain('the body was not complete within 120 ms (5 bytes came)');
  });

  test('the total includes all attempts and pauses', async () => {
    const server = await serve({ '/a': [{ kind: 'stall-body', sent: '{', promised: 9 }] });
    const started = performance.now();
    const outcome = await client({ clock: SYSTEM_CLOCK }).get(`${server.url}/a`, { ...READ, attemptTimeoutMs: 100, totalTimeoutMs: 350 });
    expect(outcome).toMatchObject({ kind: 'unreachable', cause: 'timeout', attempts: 2 });
    expect(performance.now() - started).toBeLessThan(900);
  });

  test('a handshake that is never answered is given up, and closing ends it', async () => {
    const hole = await startTcpProxy(9, { kind: 'black-hole' });
    cleanups.push(() => hole.close());
    const http = client();
    expect(reasonOf(await http.get(`https://127.0.0.1:${hole.port}/`, SHORT))).toContain('no connection within 120 ms');
    expect(hole.connections).toBe(1);
    await http.close();
    await hole.drained();
  });

  test('a slow network is not a fault', async () => {
    const server = await serve({ '/a': [json({})] });
    const slow = await startTcpProxy(server.port, { kind: 'latency', ms: 60 });
    cleanups.push(() => slow.close());
    const outcome = await client().get(`http://127.0.0.1:${slow.port}/a`, READ);
    expect(outcome).toMatchObject({ kind: 'response', status: 200 });
    expect(outcome.kind === 'response' && outcome.latencyMs).toBeGreaterThanOrEqual(50);
  });
});

describe('what went wrong is named', () => {
  const never: GetOptions = { ...READ, retry: 'never' };

  test('a name that does not resolve', async () => {
    expect(reasonOf(await client().get('http://gateway.invalid/', never))).toMatch(/^dns: gateway\.invalid: DNS: /);
  });

  test('a port where nothing listens', async () => {
    const server = await serve({});
    await server.close();
    expect(reasonOf(await client().get(server.url, never))).toBe(
      `connect: 127.0.0.1:${server.port}: connect: refused, nothing listens there`,
    );
  });

  test('a connection cut in the middle of the body', async () => {
    const server = await serve({ '/a': [{ kind: 'drop-body', sent: '0123456789', promised: 1000 }] });
    expect(reasonOf(await client().get(`${server.url}/a`, never))).toContain('dropped in the middle of the body (10 bytes came)');
  });

  test('a connection cut below HTTP, also without a content-length', async () => {
    const server = await serve({ '/a': [{ kind: 'endless' }] });
    const cut = await startTcpProxy(server.port, { kind: 'cut-after', bytes: 2_000 });
    cleanups.push(() => cut.close());
    expect(reasonOf(await client().get(`http://127.0.0.1:${cut.port}/a`, never))).toContain('dropped in the middle of the body');
  });

  test('a connection reset before an answer', async () => {
    const server = await serve({ '/a': [{ kind: 'reset' }] });
    expect(reasonOf(await client().get(`${server.url}/a`, never))).toContain('dropped before an answer');
  });

  test('something that is not HTTP', async () => {
    const server = await serve({ '/a': [{ kind: 'garbage' }] });
    expect(reasonOf(await client().get(`${server.url}/a`, never))).toContain('not HTTP');
  });

  test('https to a port that speaks http', async () => {
    const server = await serve({});
    expect(reasonOf(await client().get(server.url.replace('http:', 'https:'), never))).toContain('does not speak TLS');
  });

  test('a body that announces to be over the cap, before it has come', async () => {
    const server = await serve({ '/a': [{ kind: 'stall-body', sent: '{', promised: 2_000 }] });
    const outcome = await client().get(`${server.url}/a`, { ...READ, maxBytes: 1_000 });
    expect(outcome).toMatchObject({ kind: 'unreachable', cause: 'too-large', attempts: 1 });
  });

  test('a body over 1 MiB where nobody said more', async () => {
    const server = await serve({ '/a': [{ kind: 'endless' }], '/b': [status(200, {}, 'x'.repeat(DEFAULT_MAX_BYTES))] });
    expect(reasonOf(await client().get(`${server.url}/a`, READ))).toContain('larger than the 1048576 bytes');
    expect(await client().get(`${server.url}/b`, READ)).toMatchObject({ kind: 'response', status: 200 });
  });

  test.each([
    ['announced', { kind: 'answer', body: 'x'.repeat(2_000) }],
    ['endless', { kind: 'endless' }],
  ] as const)('a body over the cap, %s', async (_name, behaviour) => {
    const server = await serve({ '/a': [behaviour] });
    const outcome = await client().get(`${server.url}/a`, { ...READ, maxBytes: 1_000 });
    expect(outcome).toMatchObject({ kind: 'unreachable', cause: 'too-large', attempts: 1 });
  });

  test('a header that cannot be sent', async () => {
    const server = await serve({ '/a': [json({})] });
    const outcome = await client().get(`${server.url}/a`, { ...never, headers: { 'x-case': 'a\r\nhost: other' } });
    expect(reasonOf(outcome)).toContain('request: ');
    expect(server.received).toHaveLength(0);
  });
});

describe('redirects', () => {
  test('are followed within the origin', async () => {
    const server = await serve({ '/a': [status(302, { location: '/b' })], '/b': [json({ here: true })] });
    expect(await client().get(`${server.url}/a`, READ)).toMatchObject({ kind: 'response', status: 200, attempts: 1 });
  });

  test('are followed three times, not for ever', async () => {
    const server = await serve({ '/a': [status(302, { location: '/a' })] });
    expect(await client().get(`${server.url}/a`, READ)).toMatchObject({ kind: 'unreachable', cause: 'redirect' });
    expect(server.received).toHaveLength(4);
  });

  test('to another origin are refused, and nothing is sent there', async () => {
    const other = await serve({ '/b': [json({})] });
    const server = await serve({ '/a': [status(302, { location: `${other.url}/b?token=abc` })] });
    const bearer = { token: new Secret('kt_secret'), origin: server.url };
    const outcome = await client().get(`${server.url}/a`, { ...READ, bearer });
    expect(outcome).toMatchObject({ kind: 'unreachable', cause: 'redirect', attempts: 1 });
    expect(reasonOf(outcome)).toContain(other.url);
    expect(reasonOf(outcome)).not.toContain('abc');
    expect(other.received).toHaveLength(0);
    expect(server.received[0]?.headers.authorization).toBe('Bearer kt_secret');
  });
});

describe('tokens', () => {
  test.each([
    ['to another origin', 'http://127.0.0.1:1/', 'http://127.0.0.1:2', 'refused'],
    ['to the same host over another scheme', 'http://gw.example/', 'https://gw.example', 'refused'],
    ['without encryption', 'http://gw.example/', 'http://gw.example', 'bad-input'],
  ])('are never sent %s', async (_name, url, origin, kind) => {
    const error = await thrownBy(client().get(url, { ...READ, bearer: { token: new Secret('kt_secret'), origin } }));
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ kind });
    expect(String(error)).not.toContain('kt_secret');
  });
});

describe('a write', () => {
  test('sends JSON once and returns whatever came', async () => {
    const server = await serve({ '/w': [status(503), json({})] });
    const outcome = await client().post(`${server.url}/w`, { a: 1 }, { attemptTimeoutMs: 1_000, headers: { 'X-Request-Id': 'r1' } });
    expect(outcome).toMatchObject({ kind: 'response', status: 503, attempts: 1 });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
    expect(server.received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'x-request-id': 'r1' });
  });

  test.each([{ kind: 'reset' }, { kind: 'drop-body', sent: '{', promised: 9 }] as const)('is not repeated after %j', async (behaviour) => {
    const server = await serve({ '/w': [behaviour, json({})] });
    expect(await client().post(`${server.url}/w`, {}, { attemptTimeoutMs: 1_000 })).toMatchObject({ cause: 'dropped', attempts: 1 });
    expect(server.received).toHaveLength(1);
  });

  test('is not repeated elsewhere by a redirect', async () => {
    const server = await serve({ '/w': [status(307, { location: '/x' })], '/x': [json({})] });
    expect(await client().post(`${server.url}/w`, {}, { attemptTimeoutMs: 1_000 })).toMatchObject({ status: 307 });
    expect(server.received).toHaveLength(1);
  });
});

describe('a download', () => {
  const limits = { maxBytes: 10_000, timeoutMs: 2_000 };

  test('gives the bytes, after retries', async () => {
    const server = await serve({ '/kt.tar.gz': [{ kind: 'drop-body', sent: 'x', promised: 9 }, status(200, {}, 'archive')] });
    expect(Buffer.from(await client().download(`${server.url}/kt.tar.gz`, limits)).toString()).toBe('archive');
  });

  test('follows a release store to another origin', async () => {
    const store = await serve({ '/file': [status(200, {}, 'archive')] });
    const server = await serve({ '/kt.tar.gz': [status(302, { location: `${store.url}/file` })] });
    expect(Buffer.from(await client().download(`${server.url}/kt.tar.gz`, limits)).toString()).toBe('archive');
  });

  test('fails for another status, a body over the limit and a step down to plain http', async () => {
    const server = await serve({
      '/big': [{ kind: 'endless' }],
      '/down': [status(302, { location: 'http://downloads.example/kt' })],
    });
    for (const [path, problem] of [
      ['/none', 'HTTP 404'],
      ['/big', 'larger than'],
      ['/down', 'refused'],
    ] as const) {
      const error = await thrownBy(client().download(`${server.url}${path}`, limits));
      expect(error).toMatchObject({ kind: 'transport' });
      expect(String(error)).toContain(problem);
    }
  });

  test('needs https away from loopback', async () => {
    expect(await thrownBy(client().download('http://dl.example/kt', limits))).toMatchObject({ kind: 'bad-input' });
  });
});

describe('the debug log', () => {
  test('tells of every attempt what came, how long it took and why there is another; no query, header or body', async () => {
    const lines: string[] = [];
    const log = { ...SILENT_LOG, debug: (text: string) => void lines.push(text) };
    const server = await serve({ '/a?key=in-query': [status(503, { 'x-h': 'in-header' }, 'in-body'), json({ is: 'in-body' })] });
    const bearer = { token: new Secret('in-token'), origin: server.url };
    await client({ log }).get(`${server.url}/a?key=in-query`, { ...READ, bearer, headers: { 'x-mine': 'in-header' } });
    expect(lines.map((line) => line.replaceAll(/\d+ ms/g, 'N ms'))).toEqual([
      `GET ${server.url}/a: attempt 1: HTTP 503, 7 bytes after N ms; a later attempt may succeed, so again in N ms`,
      `GET ${server.url}/a: attempt 2: HTTP 200, 16 bytes after N ms`,
    ]);
  });
});

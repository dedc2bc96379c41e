import { afterEach, describe, expect, test } from '@jest/globals';
import type { Emulator } from '../../emulator/fleet.js';
import { Cleanup, emulator, policyText } from './fixtures.js';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

const V1 = policyText('1.0.0');
const V2 = policyText('2.0.0');

function ask({ apiUrl, apiToken }: Emulator, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${apiToken}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const push = (running: Emulator, id: string, config: string) => ask(running, 'PUT', `/v1/emulated/gateways/${id}/config`, { config });

describe('the emulated control plane', () => {
  test('answers whoami to its own token and 401 to everyone else, marked as emulated', async () => {
    const running = await emulator(cleanup, []);
    const good = await ask(running, 'GET', '/v1/whoami');
    expect([good.status, good.headers.get('x-keeptrusts-emulator')]).toEqual([200, '1']);
    expect(await good.json()).toMatchObject({ emulated: true });
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: running.apiToken }]) {
      expect((await fetch(`${running.apiUrl}/v1/whoami`, { headers })).status).toBe(401);
    }
  });

  test('listens on loopback only', async () => {
    const running = await emulator(cleanup, [{ id: 'g' }]);
    expect([running.apiUrl, ...running.gateways.map((gateway) => gateway.url)].every((url) => url.startsWith('http://127.0.0.1:'))).toBe(
      true,
    );
  });

  test('a push is assigned, counted and listed; the pack is shown, the text is not', async () => {
    const running = await emulator(cleanup, [{ id: 'staging', environment: 'staging' }]);
    expect(await (await push(running, 'staging', V1)).json()).toMatchObject({ saved_version: 1 });
    expect(await (await push(running, 'staging', V2)).json()).toMatchObject({ saved_version: 2 });
    const listed = await (await ask(running, 'GET', '/v1/emulated/gateways')).text();
    expect(JSON.parse(listed)).toMatchObject({
      gateways: [{ id: 'staging', environment: 'staging', desired: { saved_version: 2, pack: { version: '2.0.0' } } }],
    });
    expect(listed).not.toContain('attack_patterns');
    expect(running.truth('staging').assigned).toBe(V2);
  });

  test.each([
    ['an unknown gateway', 'nobody', V1, 404],
    ['a file that is not YAML', 'staging', 'a: [', 422],
    ['a pack without a version', 'staging', 'pack: {name: a, enabled: true}\npolicies: {chain: []}', 422],
  ])('refuses to push %s', async (_case, id, text, status) => {
    const running = await emulator(cleanup, [{ id: 'staging', config: V1 }]);
    expect((await push(running, id, text)).status).toBe(status);
    expect(running.truth('staging').assigned).toBe(V1);
  });

  test('deploys only what the source is assigned', async () => {
    const running = await emulator(cleanup, [
      { id: 'staging', config: V2 },
      { id: 'production', config: V1 },
    ]);
    const deploy = (config: string) =>
      ask(running, 'POST', '/v1/emulated/deployments', { source_gateway_id: 'staging', target_gateway_id: 'production', config });
    expect((await deploy(`${V2}# changed\n`)).status).toBe(409);
    expect(running.truth('production').assigned).toBe(V1);
    expect((await deploy(V2)).status).toBe(200);
    expect(running.truth('production').assigned).toBe(V2);
  });

  test('reverts to an old text as a new version', async () => {
    const running = await emulator(cleanup, [{ id: 'g', config: V1 }]);
    await push(running, 'g', V2);
    expect(await (await ask(running, 'POST', '/v1/emulated/gateways/g/revert', { version: 1 })).json()).toMatchObject({ saved_version: 3 });
    expect(running.truth('g').assigned).toBe(V1);
    expect((await ask(running, 'POST', '/v1/emulated/gateways/g/revert', { version: 9 })).status).toBe(404);
  });

  test('takes events from others and filters them by time, verdict and number, newest first', async () => {
    const running = await emulator(cleanup, []);
    const events = [
      { id: 'old', timestamp: '2026-03-20T10:00:00Z', verdict: 'allow' },
      { id: 'mid', timestamp: '2026-03-20T11:00:00Z', verdict: 'block' },
      { id: 'new', timestamp: '2026-03-20T12:00:00Z', verdict: 'allow' },
    ];
    expect((await ask(running, 'POST', '/v1/emulated/events', { events })).status).toBe(202);
    const ids = async (query: string) => {
      const answer: unknown = await (await ask(running, 'GET', `/v1/emulated/events${query}`)).json();
      return JSON.stringify(answer).match(/(?<="id":")\w+/g);
    };
    expect(await ids('')).toEqual(['new', 'mid', 'old']);
    expect(await ids('?since=2026-03-20T10:30:00Z')).toEqual(['new', 'mid']);
    expect(await ids('?verdict=allow&limit=1')).toEqual(['new']);
    expect((await ask(running, 'GET', '/v1/emulated/events?limit=0')).status).toBe(422);
  });

  test('names a wrong path, method or body', async () => {
    const running = await emulator(cleanup, []);
    expect((await ask(running, 'GET', '/v1/nothing')).status).toBe(404);
    expect((await ask(running, 'POST', '/v1/whoami')).status).toBe(405);
    const broken = await fetch(`${running.apiUrl}/v1/emulated/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${running.apiToken}` },
      body: '{',
    });
    expect(broken.status).toBe(400);
  });
});

describe('faults of the control plane', () => {
  test('a write answered with 500 may have been applied', async () => {
    const running = await emulator(cleanup, [{ id: 'g', config: V1 }]);
    running.setControlPlaneFault({ kind: 'write-500-applied' });
    expect((await push(running, 'g', V2)).status).toBe(500);
    expect(running.truth('g').assigned).toBe(V2);
  });

  test('or not, for one gateway and a number of times', async () => {
    const running = await emulator(cleanup, [
      { id: 'a', config: V1 },
      { id: 'b', config: V1 },
    ]);
    running.setControlPlaneFault({ kind: 'write-500-not-applied', gateway: 'b', times: 1 });
    expect((await push(running, 'a', V2)).status).toBe(200);
    expect((await push(running, 'b', V2)).status).toBe(500);
    expect(running.truth('b').assigned).toBe(V1);
    expect((await push(running, 'b', V2)).status).toBe(200);
  });

  test('hang: no answer and no effect until the caller gives up', async () => {
    const running = await emulator(cleanup, [{ id: 'g', config: V1 }]);
    running.setControlPlaneFault({ kind: 'hang', on: ['pushConfig'] });
    const request = fetch(`${running.apiUrl}/v1/emulated/gateways/g/config`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${running.apiToken}` },
      body: JSON.stringify({ config: V2 }),
      signal: AbortSignal.timeout(30),
    });
    await expect(request).rejects.toThrow();
    expect(running.truth('g').assigned).toBe(V1);
    expect((await ask(running, 'GET', '/v1/whoami')).status).toBe(200);
  });

  test('are ordered and cleared over HTTP, and a misspelt one is refused with the list', async () => {
    const running = await emulator(cleanup, [{ id: 'g', config: V1 }]);
    const order = (body: unknown) => ask(running, 'PUT', '/v1/emulated/faults', body);
    expect((await order({ faults: [{ kind: 'unauthorized' }] })).status).toBe(200);
    expect((await ask(running, 'GET', '/v1/whoami')).status).toBe(401);
    expect((await order({ faults: [] })).status).toBe(200);
    expect((await ask(running, 'GET', '/v1/whoami')).status).toBe(200);
    expect((await order({ gateway: 'g', faults: [{ kind: 'unhealthy' }] })).status).toBe(200);
    expect((await fetch(`${running.gateways[0]?.url ?? ''}/health`)).status).toBe(503);
    for (const faults of ['x', [{ kind: 'unhealty' }], [{ kind: 'slow', ms: '1' }], [{ kind: 'slow', on: ['heath'] }]]) {
      expect((await order({ gateway: 'g', faults })).status).toBe(422);
    }
    expect((await order({ gateway: 'nobody', faults: [] })).status).toBe(404);
  });
});

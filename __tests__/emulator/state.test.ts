import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { EmulatorState } from '../../emulator/state.js';
import { Cleanup, folder } from './fixtures.js';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

const pack = { name: 'p', version: '1.0.0' };

describe('control-plane state', () => {
  test('survives a restart: token, gateways with history, events', async () => {
    const directory = await folder(cleanup);
    const first = await EmulatorState.open(directory);
    await first.register('staging', 'staging');
    await first.assign('staging', { text: 'one', pack }, 'push');
    await first.assign('staging', { text: 'two', pack }, 'push');
    await first.addEvents([{ id: 'evt_1', timestamp: '2026-03-20T10:30:00Z' }]);

    const second = await EmulatorState.open(directory);
    expect(second.apiToken).toBe(first.apiToken);
    expect(second.labelOf(first.apiToken)).toContain('emulated');
    expect(second.gateway('staging')).toEqual(first.gateway('staging'));
    expect(second.gateway('staging')?.history.map(({ version, text }) => [version, text])).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
    expect(second.events({ limit: 10 })).toEqual([{ id: 'evt_1', timestamp: '2026-03-20T10:30:00Z' }]);
  });

  test('gives every one of many concurrent writers its own version and leaves whole files only', async () => {
    const directory = await folder(cleanup);
    const state = await EmulatorState.open(directory);
    await state.register('gw/1');
    const saved = await Promise.all(Array.from({ length: 20 }, (_, n) => state.assign('gw/1', { text: `text ${n}`, pack }, 'push')));
    expect(saved.map((one) => one?.version)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    const files = await readdir(join(directory, 'gateways'));
    expect(files).toEqual(['gw%2F1.json']);
    expect(JSON.parse(await readFile(join(directory, 'gateways', 'gw%2F1.json'), 'utf8'))).toMatchObject({ id: 'gw/1', emulated: true });
  });

  test('drops an event line that a kill cut short and goes on after it', async () => {
    const directory = await folder(cleanup);
    const first = await EmulatorState.open(directory);
    await first.addEvents([{ id: 'whole', timestamp: '2026-03-20T10:30:00Z' }]);
    await appendFile(join(directory, 'events.jsonl'), '{"id":"torn');

    const second = await EmulatorState.open(directory);
    await second.addEvents([{ id: 'next', timestamp: '2026-03-20T10:31:00Z' }]);
    const third = await EmulatorState.open(directory);
    expect(third.events({ limit: 10 }).map((event) => event.id)).toEqual(['next', 'whole']);
  });

  test('assigns nothing to a gateway nobody registered', async () => {
    const state = await EmulatorState.open(await folder(cleanup));
    expect(await state.assign('nobody', { text: 'x', pack }, 'push')).toBeUndefined();
  });
});

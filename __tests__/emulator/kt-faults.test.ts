import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Cleanup, emulator, environmentOf, folder, kt, policyText } from './fixtures.js';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

const withFault = (fault: string, argv: readonly string[] = ['policy', 'test']) => kt(argv, { KEEPTRUSTS_EMULATOR_KT_FAULT: fault });

describe('faults of the emulated kt', () => {
  test('exit-3 and garbage', async () => {
    expect(await withFault('exit-3')).toMatchObject({ code: 3, stderr: expect.stringContaining('emulated') });
    const garbage = await withFault('garbage');
    expect(garbage.code).toBe(0);
    expect(() => JSON.parse(garbage.stdout)).toThrow();
  });

  test.each(['hang', 'hang-with-grandchild'])('%s ends only when it is stopped', async (fault) => {
    const stop = new AbortController();
    let ended = false;
    const run = kt(['policy', 'test'], { KEEPTRUSTS_EMULATOR_KT_FAULT: fault }, { signal: stop.signal }).finally(() => {
      ended = true;
    });
    // A run without a fault needs a few turns of the event loop; this is many.
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    stop.abort();
    expect(await run).toEqual({ code: 1, stdout: '', stderr: '' });
  });

  test('hang-after has done its work', async () => {
    const running = await emulator(cleanup, [{ id: 'g', config: policyText('1.0.0') }]);
    const directory = await folder(cleanup);
    await writeFile(join(directory, 'p.yaml'), policyText('2.0.0'));
    const stop = new AbortController();
    const environment = { ...environmentOf(running), KEEPTRUSTS_EMULATOR_KT_FAULT: 'hang-after' };
    await kt(['policy', 'push', '--file', 'p.yaml', '--gateway-id', 'g'], environment, {
      directory,
      signal: stop.signal,
      stdout: () => stop.abort(),
    });
    expect(running.truth('g').assigned).toBe(policyText('2.0.0'));
  });

  test('strikes the command named, and --version only when named', async () => {
    expect((await withFault('exit-3@policy push')).code).toBe(1);
    expect((await withFault('exit-3@policy test')).code).toBe(3);
    expect((await withFault('exit-3', ['--version'])).code).toBe(0);
    expect((await withFault('exit-3@--version', ['--version'])).code).toBe(3);
  });

  test('slow does the work in the end; an unknown fault is named', async () => {
    expect(await withFault('slow:1', ['policy', 'test'])).toMatchObject({ code: 1, stderr: expect.stringContaining('missing --json') });
    expect(await withFault('explode')).toMatchObject({ code: 1, stderr: expect.stringContaining('"explode"') });
  });
});

import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startEmulator, writeKtCommand } from '../../emulator/fleet.js';
import { emulatorCommand } from '../../emulator/main.js';
import { Cleanup, emulator, folder, NEVER_MS, policyText } from './fixtures.js';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  cleanup.add(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('startEmulator', () => {
  test('serves nothing more after stop', async () => {
    const running = await emulator(cleanup, [{ id: 'a', config: policyText('1.0.0') }, { id: 'b' }]);
    const urls = [running.apiUrl, ...running.gateways.map((gateway) => gateway.url)];
    await running.stop();
    for (const url of urls) await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  test('stop ends even a request that hangs', async () => {
    const running = await emulator(cleanup, [{ id: 'a', faults: [{ kind: 'hang' }] }]);
    const hanging = fetch(`${running.gateways[0]?.url ?? ''}/health`).catch(() => 'cut');
    await running.stop();
    expect(await hanging).toBe('cut');
  });

  test('a port that is taken is named and leaves nothing running', async () => {
    const port = await takenPort();
    const start = startEmulator({
      stateDirectory: await folder(cleanup),
      gateways: [{ id: 'a' }, { id: 'b', port }],
      pollIntervalMs: NEVER_MS,
    });
    await expect(start).rejects.toThrow(`127.0.0.1:${port}`);
  });

  test('a gateway it does not have is an error', async () => {
    const running = await emulator(cleanup, [{ id: 'a' }]);
    expect(() => running.setFault('b', { kind: 'unhealthy' })).toThrow('"b"');
  });
});

describe('writeKtCommand', () => {
  const onPosix = process.platform === 'win32' ? test.skip : test;

  onPosix('writes an executable that passes its words on, whatever is in the paths', async () => {
    const directory = join(await folder(cleanup), "it's here");
    const script = join(await folder(cleanup), "o'k $HOME.mjs");
    await writeFile(script, 'console.log(JSON.stringify(process.argv.slice(2)))');
    const path = await writeKtCommand(directory, process.execPath, script, ['kt']);
    expect((await stat(path)).mode & 0o100).toBe(0o100);
    const { stdout } = await promisify(execFile)(path, ['policy', 'lint', '--file', 'a b.yaml']);
    expect(JSON.parse(stdout)).toEqual(['kt', 'policy', 'lint', '--file', 'a b.yaml']);
    expect(await readFile(path, 'utf8')).toContain('emulated');
  });

  test('on Windows writes a script for Node that does the same', async () => {
    const directory = await folder(cleanup);
    const script = join(await folder(cleanup), "o'k $HOME.mjs");
    await writeFile(script, 'console.log(JSON.stringify(process.argv.slice(2)))');
    const path = await writeKtCommand(directory, 'node', script, ['kt'], 'win32');
    const { stdout } = await promisify(execFile)(process.execPath, [path, 'policy', 'a & b']);
    expect([path, JSON.parse(stdout)]).toEqual([join(directory, 'kt.mjs'), ['kt', 'policy', 'a & b']]);
  });
});

describe('keeptrusts-policy emulator', () => {
  async function command(argv: readonly string[], self?: string) {
    const stop = new AbortController();
    let stdout = '';
    let stderr = '';
    const io = {
      stdout: (text: string) => {
        stdout += text;
        stop.abort();
      },
      stderr: (text: string) => {
        stderr += text;
      },
      signal: stop.signal,
    };
    const code = await emulatorCommand(argv, io, undefined, self);
    return { code, stdout, stderr };
  }

  test('prints addresses and where the token is, not the token, and ends when stopped', async () => {
    const state = join(await folder(cleanup), 'state');
    const run = await command(['--state', state, '--gateway', 'staging', '--gateway', 'prod=0', '--poll', '150ms']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/gateway \(emulated\) +staging=http:\/\/127\.0\.0\.1:\d+\n/);
    expect(run.stdout).toContain("export KEEPTRUSTS_API_URL='http://127.0.0.1:");
    const token = await readFile(join(state, 'api-token'), 'utf8');
    expect(token).toMatch(/^kt_emulated_[0-9a-f]{32}$/);
    expect(run.stdout).not.toContain(token);
    expect(run.stdout).toContain(join(state, 'api-token'));
  });

  test('writes a kt that is the command line it belongs to, and says how to have it on PATH', async () => {
    const state = join(await folder(cleanup), 'state');
    const run = await command(['--state', state, '--gateway', 'staging'], '/somewhere/cli.mjs');
    expect(run.stdout).toContain(`export PATH='${join(state, 'bin')}':"$PATH"\n`);
    const kt = await readFile(join(state, 'bin', 'kt'), 'utf8');
    expect(kt).toContain("'/somewhere/cli.mjs' 'emulated-kt'");
  });

  test.each([
    [['--gateway', 'a'], '--state'],
    [['--state', 'x', '--gateway', 'a=http'], '"http" is not a port'],
    [['--state', 'x', '--gateway', 'a', '--gateway', 'a'], 'twice'],
    [['--state', 'x', '--gateway', 'a', '--poll', '0s'], '--poll "0s"'],
    [['--states', 'x'], '"--states"'],
    [['--state'], '--state needs a value'],
  ])('%j: exit 1, naming the problem', async (argv, words) => {
    const run = await command(argv);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(words);
  });
});

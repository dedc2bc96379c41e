import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProcessRequest } from '../../src/keeptrusts/process.js';
import { createRunProcess, runProcess } from '../../src/keeptrusts/run-process.js';

const impatient = createRunProcess({ platform: process.platform, graceMs: 100 });

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'run-process-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

function request(command: string, args: readonly string[], more: Partial<ProcessRequest> = {}): ProcessRequest {
  return { command, args, environment: { PATH: process.env.PATH ?? '' }, directory, timeoutMs: 20_000, outputLimit: 10_000, ...more };
}

function sh(script: string, more: Partial<ProcessRequest> = {}): ProcessRequest {
  return request('sh', ['-c', script], more);
}

function node(script: string, more: Partial<ProcessRequest> = {}): ProcessRequest {
  return request(process.execPath, ['-e', script], more);
}

/** A zombie that nobody reaps has ended all the same. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
}

describe('a process that ends by itself', () => {
  test('gives its exit code and both streams', async () => {
    const outcome = await runProcess(sh('echo out; echo err >&2; exit 3'));
    expect(outcome).toMatchObject({ kind: 'exited', code: 3, stdout: 'out\n', stderr: 'err\n', truncated: false });
  });

  test('has no standard input to wait for, and the environment it was given alone', async () => {
    const outcome = await runProcess(sh('cat; env', { environment: { PATH: process.env.PATH ?? '', ONLY: 'this' } }));
    const lines = outcome.kind === 'exited' ? outcome.stdout.split('\n').map((line) => line.split('=')[0]) : [];
    expect(lines).toContain('ONLY');
    expect(lines).not.toContain('HOME');
  });

  test('reads the input it was given, to its end', async () => {
    const input = 'grün\n'.repeat(50_000);
    const outcome = await runProcess(sh('wc -c', { input }));
    expect(outcome).toMatchObject({ kind: 'exited', code: 0, stdout: `${Buffer.byteLength(input)}\n` });
  });

  test('may leave its input unread', async () => {
    expect(await runProcess(sh('exit 4', { input: 'x'.repeat(1_000_000) }))).toMatchObject({ kind: 'exited', code: 4 });
  });

  test('gives every byte of its output where bytes are asked for', async () => {
    const outcome = await runProcess(sh("printf '\\377\\000\\303('", { bytes: true }));
    expect(outcome).toMatchObject({ kind: 'exited', stdout: '\xff\x00\xc3(' });
  });

  test('gets its arguments as they are, without a shell', async () => {
    const outcome = await runProcess(request(process.execPath, ['-p', 'JSON.stringify(process.argv.slice(1))', '$(id)', '; x', "'"]));
    expect(outcome).toMatchObject({ kind: 'exited', stdout: `${JSON.stringify(['$(id)', '; x', "'"])}\n` });
  });

  test('that dies of a signal is told apart from an exit', async () => {
    expect(await runProcess(sh('kill -SEGV $$'))).toMatchObject({ kind: 'killed', signal: 'SIGSEGV' });
  });

  test('that writes more than the cap runs to its end and keeps the first bytes', async () => {
    const outcome = await runProcess(node("process.stdout.write('x'.repeat(3_000_000))", { outputLimit: 1_000 }));
    expect(outcome).toMatchObject({ kind: 'exited', code: 0, truncated: true, stdout: 'x'.repeat(1_000) });
  });

  test('keeps everything it wrote just before its end', async () => {
    const outcome = await runProcess(sh('head -c 200000 /dev/zero', { outputLimit: 1_000_000 }));
    expect(outcome).toMatchObject({ kind: 'exited', truncated: false });
    expect(outcome.kind === 'exited' && outcome.stdout.length).toBe(200_000);
  });
});

describe('a process that cannot start', () => {
  test('because there is none', async () => {
    const outcome = await runProcess(request(join(directory, 'no-such-kt'), []));
    expect(outcome).toMatchObject({ kind: 'not-started', reason: expect.stringContaining('no-such-kt was not found') });
  });

  test('because it is not executable', async () => {
    expect(await runProcess(request('/etc/passwd', []))).toMatchObject({
      kind: 'not-started',
      reason: expect.stringContaining('may not be executed'),
    });
  });

  test('because an argument is impossible', async () => {
    expect(await runProcess(sh('echo', { command: 'sh\0' }))).toMatchObject({ kind: 'not-started' });
  });

  test('because the run was cancelled before it', async () => {
    expect(await runProcess(sh('echo', { signal: AbortSignal.abort() }))).toMatchObject({ kind: 'not-started' });
  });
});

describe('a process that does not end', () => {
  test('is ended by its deadline', async () => {
    const outcome = await runProcess(sh('echo before; sleep 60', { timeoutMs: 600 }));
    expect(outcome).toMatchObject({ kind: 'timed-out', timeoutMs: 600, stdout: 'before\n' });
  });

  test('may end politely, and has still timed out', async () => {
    const outcome = await runProcess(sh("trap 'echo bye; exit 0' TERM; sleep 60 & wait", { timeoutMs: 600 }));
    expect(outcome).toMatchObject({ kind: 'timed-out', stdout: 'bye\n' });
  });

  test('and ignores SIGTERM is killed with its children', async () => {
    const outcome = await impatient(sh("trap '' TERM; sleep 60 & echo $! $$; while :; do wait; done", { timeoutMs: 600 }));
    expect(outcome.kind).toBe('timed-out');
    const pids = outcome.kind === 'timed-out' ? outcome.stdout.trim().split(' ').map(Number) : [];
    expect(pids).toHaveLength(2);
    for (const pid of pids) expect(isAlive(pid)).toBe(false);
  });

  test('is ended by the abort signal', async () => {
    const abort = new AbortController();
    const running = runProcess(sh('echo started; sleep 60', { signal: abort.signal }));
    abort.abort();
    expect(await running).toMatchObject({ kind: 'cancelled' });
  });
});

describe('a grandchild', () => {
  test('that holds stdout open does not keep the outcome from coming, and does not survive', async () => {
    const outcome = await runProcess(sh("(trap '' TERM; sleep 60) & echo $!; exit 0"));
    expect(outcome).toMatchObject({ kind: 'exited', code: 0 });
    const pid = outcome.kind === 'exited' ? Number(outcome.stdout) : Number.NaN;
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });

  test('that holds no stream does not survive either', async () => {
    const outcome = await runProcess(sh('sleep 60 >/dev/null 2>&1 & echo $!'));
    const pid = outcome.kind === 'exited' ? Number(outcome.stdout) : Number.NaN;
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });

  test('that left the group and holds stdout cannot block either', async () => {
    const script =
      "const c = require('node:child_process').spawn('sleep', ['60'], { detached: true, stdio: 'inherit' }); c.unref(); console.log(c.pid)";
    const outcome = await runProcess(node(script));
    expect(outcome).toMatchObject({ kind: 'exited', code: 0 });
    const pid = outcome.kind === 'exited' ? Number(outcome.stdout) : Number.NaN;
    expect(isAlive(pid)).toBe(true);
    process.kill(pid, 'SIGKILL');
  });
});

describe('output that comes after the end of the process', () => {
  test('is still read while its pipe is open, for a moment', async () => {
    const late =
      "require('node:child_process').spawn('sh', ['-c', 'sleep 0.2; echo late'], { detached: true, stdio: 'inherit' }).unref(); console.log('early')";
    expect(await runProcess(node(late))).toMatchObject({ kind: 'exited', stdout: 'early\nlate\n' });
  });
});

describe('Windows', () => {
  test('without taskkill, the child itself is killed', async () => {
    const windows = createRunProcess({ platform: 'win32', graceMs: 100 });
    expect(await windows(node('setInterval(() => {}, 1000)', { timeoutMs: 200 }))).toMatchObject({ kind: 'timed-out' });
  });
});

describe('the end of our own process', () => {
  const guards = () => process.listeners('exit').filter((listener) => listener.name === 'killLiveGroups');

  test('takes running children with it, and needs one listener for all of them', async () => {
    const running = Promise.all([runProcess(sh('sleep 60')), runProcess(sh('sleep 60'))]);
    expect(guards()).toHaveLength(1);
    for (const guard of guards()) guard(0);
    expect(await running).toMatchObject([
      { kind: 'killed', signal: 'SIGKILL' },
      { kind: 'killed', signal: 'SIGKILL' },
    ]);
  });

  test('has nothing to do when none is running', async () => {
    await Promise.all([runProcess(sh('exit 0')), runProcess(sh('exit 1')), runProcess(request(join(directory, 'absent'), []))]);
    expect(guards()).toEqual([]);
  });
});

describe('on Windows', () => {
  test('a script for Node is run by this Node, because no line in it could say so', async () => {
    const script = join(directory, 'kt.mjs');
    await writeFile(script, 'console.log(JSON.stringify(process.argv.slice(2)))');
    const outcome = await createRunProcess({ platform: 'win32' })(request(script, ['policy', '& calc']));
    expect(outcome).toMatchObject({ kind: 'exited', code: 0, stdout: '["policy","& calc"]\n' });
  });

  test('a tree is ended by the taskkill of the system, never by one that lies in the checkout', async () => {
    const calls: [string, readonly string[]][] = [];
    const run = createRunProcess({
      platform: 'win32',
      graceMs: 5_000,
      startHelper: (command, args) => {
        calls.push([command, args]);
        // As where it is missing: the process itself is ended then.
        return { on: (_event, listener) => queueMicrotask(listener) };
      },
    });
    const outcome = await run(node('setTimeout(() => {}, 60_000)', { timeoutMs: 300 }));
    expect(outcome).toMatchObject({ kind: 'timed-out' });
    expect(calls[0]).toEqual(['C:\\Windows\\System32\\taskkill.exe', ['/PID', expect.stringMatching(/^\d+$/), '/T', '/F']]);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { win32 } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../report/failure.js';
import type { ProcessOutcome, ProcessRequest, RunProcess } from './process.js';

/** Time between the polite end of a process group and its kill. A cancelled job has about 7.5 s in all, so this stays well below. */
export const TERMINATION_GRACE_MS = 2_000;

/** After the kill, how long the end of a process and of its output is waited for: a grandchild outside the group may hold the pipe. */
const SETTLE_LIMIT_MS = 1_000;

/** How long killed members of the group may take to disappear; zombies that nobody reaps stay for ever, so this is a bound. */
const GROUP_GONE_LIMIT_MS = 250;
const GROUP_POLL_MS = 10;

export interface ProcessSettings {
  readonly platform: NodeJS.Platform;
  readonly graceMs?: number;
  /** Starts the program that ends a process tree on Windows. */
  readonly startHelper?: (command: string, args: readonly string[]) => { on(event: 'error', listener: () => void): unknown };
}

type Kill = (signal: 'SIGTERM' | 'SIGKILL') => boolean;
type Ending = 'timed-out' | 'cancelled';

const liveGroups = new Set<Kill>();

/** A detached child outlives us otherwise: the terminal's Ctrl+C reaches only our own group. */
function killLiveGroups(): void {
  for (const kill of liveGroups) kill('SIGKILL');
}

/**
 * Makes the function that runs one child process in its own process group. It always settles: after the deadline or an abort the
 * group gets SIGTERM, then SIGKILL after the grace; what is left of the group when its leader ends is killed. It never rejects.
 */
export function createRunProcess(settings: ProcessSettings): RunProcess {
  const graceMs = settings.graceMs ?? TERMINATION_GRACE_MS;
  return async (request) => {
    if (request.signal?.aborted) return { kind: 'not-started', reason: 'the run was cancelled before it' };
    const child = start(request, settings.platform);
    if (typeof child === 'string') return { kind: 'not-started', reason: child };
    return await follow(child, request, killerOf(child, settings), graceMs);
  };
}

/** Runs a process on this platform. */
export const runProcess: RunProcess = createRunProcess({ platform: process.platform });

function start(request: ProcessRequest, platform: NodeJS.Platform): ChildProcess | string {
  try {
    const [command, args] = startable(request, platform);
    const child = spawn(command, args, {
      cwd: request.directory,
      env: { ...request.environment },
      stdio: [request.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      detached: platform !== 'win32',
      windowsHide: true,
    });
    // A child may end without reading all of it; its exit code says whether that is a fault.
    child.stdin?.on('error', () => {}).end(request.input);
    return child;
  } catch (error) {
    return messageOf(error);
  }
}

/** A script for Node begins with the line that says so, which Windows does not read: there this Node runs it. */
function startable({ command, args }: ProcessRequest, platform: NodeJS.Platform): [string, string[]] {
  return platform === 'win32' && /\.[cm]?js$/i.test(command) ? [process.execPath, [command, ...args]] : [command, [...args]];
}

/**
 * By its full name: for a bare one Windows looks into the current directory first, which is the checkout, and what lies there would get this
 * process's environment with its tokens. https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-createprocessw
 */
function taskkill(): string {
  return win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
}

function startHelper(command: string, args: readonly string[]): ChildProcess {
  return spawn(command, [...args], { stdio: 'ignore', windowsHide: true, env: {} });
}

/** Windows has no process groups; `taskkill /T` ends the tree instead, and knows no polite end for console programs. */
function killerOf(child: ChildProcess, settings: ProcessSettings): Kill {
  const { platform } = settings;
  const { pid } = child;
  if (pid === undefined) return () => false;
  if (platform === 'win32') {
    return (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return false;
      const helper = (settings.startHelper ?? startHelper)(taskkill(), ['/PID', String(pid), '/T', '/F']);
      helper.on('error', () => child.kill(signal));
      return true;
    };
  }
  return (signal) => signalGroup(pid, signal);
}

/** True when the group had a member to signal. */
function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

async function follow(child: ChildProcess, request: ProcessRequest, kill: Kill, graceMs: number): Promise<ProcessOutcome> {
  const started = performance.now();
  const stdout = capture(child.stdout, request.outputLimit, request.bytes === true ? 'latin1' : 'utf8');
  const stderr = capture(child.stderr, request.outputLimit, 'utf8');
  const closed = once(child, 'close').catch(() => undefined);
  const ended = endOf(child);
  const ending = endWhenDue(request, kill, graceMs);
  if (liveGroups.size === 0) process.once('exit', killLiveGroups);
  liveGroups.add(kill);
  const end = await Promise.race([ended, ending.unkillable]);
  ending.stop();
  if ('reason' in end) {
    settle(kill);
    return { kind: 'not-started', reason: startProblem(end.reason, request) };
  }
  if (kill('SIGKILL') && child.pid !== undefined) await groupGone(child.pid);
  await within(closed, SETTLE_LIMIT_MS);
  child.stdout?.destroy();
  child.stderr?.destroy();
  settle(kill);
  const captured = {
    stdout: stdout.text(),
    stderr: stderr.text(),
    truncated: stdout.truncated() || stderr.truncated(),
    durationMs: Math.round(performance.now() - started),
  };
  switch (ending.due()) {
    case 'timed-out':
      return { kind: 'timed-out', timeoutMs: request.timeoutMs, ...captured };
    case 'cancelled':
      return { kind: 'cancelled', ...captured };
    default:
      return end.code === null
        ? { kind: 'killed', signal: end.signal ?? 'unknown', ...captured }
        : { kind: 'exited', code: end.code, ...captured };
  }
}

function settle(kill: Kill): void {
  liveGroups.delete(kill);
  if (liveGroups.size === 0) process.off('exit', killLiveGroups);
}

interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** The leader's own end (`exit`), not the end of its output (`close`): a grandchild can hold the latter open for ever. */
function endOf(child: ChildProcess): Promise<ProcessEnd | { readonly reason: NodeJS.ErrnoException }> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.on('error', (reason) => {
      if (child.pid === undefined) resolve({ reason });
    });
  });
}

/** Watches deadline and abort; `unkillable` resolves when not even SIGKILL ended the process in time. */
function endWhenDue(request: ProcessRequest, kill: Kill, graceMs: number) {
  let due: Ending | undefined;
  let timer: NodeJS.Timeout | undefined;
  let giveUp: (end: ProcessEnd) => void = () => {};
  const unkillable = new Promise<ProcessEnd>((resolve) => {
    giveUp = resolve;
  });
  const finish = (ending: Ending): void => {
    if (due !== undefined) return;
    due = ending;
    clearTimeout(timer);
    kill('SIGTERM');
    timer = setTimeout(() => {
      kill('SIGKILL');
      timer = setTimeout(() => giveUp({ code: null, signal: 'SIGKILL' }), SETTLE_LIMIT_MS);
    }, graceMs);
  };
  const onAbort = (): void => finish('cancelled');
  timer = setTimeout(() => finish('timed-out'), request.timeoutMs);
  request.signal?.addEventListener('abort', onAbort, { once: true });
  return {
    unkillable,
    due: () => due,
    stop(): void {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
    },
  };
}

/** Keeps the first `limit` bytes and reads on, so that a talkative child never blocks on a full pipe. */
function capture(stream: NodeJS.ReadableStream | null, limit: number, encoding: 'utf8' | 'latin1') {
  const kept: Buffer[] = [];
  let size = 0;
  let dropped = false;
  stream?.on('data', (chunk: Buffer) => {
    const room = limit - size;
    if (chunk.length > room) dropped = true;
    if (room <= 0) return;
    const part = chunk.subarray(0, room);
    kept.push(part);
    size += part.length;
  });
  stream?.on('error', () => {});
  return { text: () => Buffer.concat(kept).toString(encoding), truncated: () => dropped };
}

async function groupGone(pid: number): Promise<void> {
  const limit = performance.now() + GROUP_GONE_LIMIT_MS;
  while (signalGroup(pid, 0) && performance.now() < limit) await wait(GROUP_POLL_MS);
}

async function within(work: Promise<unknown>, limitMs: number): Promise<void> {
  const limit = new AbortController();
  await Promise.race([work, wait(limitMs, undefined, { signal: limit.signal }).catch(() => undefined)]);
  limit.abort();
}

const START_PROBLEMS: Readonly<Record<string, (request: ProcessRequest) => string>> = {
  ENOENT: (request) => `${request.command} was not found (or the directory ${request.directory} does not exist)`,
  EACCES: (request) => `${request.command} may not be executed`,
  ENOEXEC: (request) => `${request.command} is not an executable of this platform`,
};

function startProblem(error: NodeJS.ErrnoException, request: ProcessRequest): string {
  return START_PROBLEMS[error.code ?? '']?.(request) ?? error.message;
}

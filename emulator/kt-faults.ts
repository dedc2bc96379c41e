import { spawn } from 'node:child_process';
import { pause } from './waiting.js';

/** Longest life of anything made to hang, so that a test that dies leaves no process for long. */
const HANG_LIMIT_MS = 120_000;

/** What `KEEPTRUSTS_EMULATOR_KT_FAULT` may name; the README repeats this table. */
export const KT_FAULTS = {
  hang: 'prints nothing and does not end',
  'hang-after': 'does its work, then does not end',
  'hang-with-grandchild': 'starts a process that holds stdout, then does not end',
  garbage: 'prints text that is no answer and exits 0',
  'exit-3': 'prints an error and exits 3',
  killed: 'kills itself with SIGKILL before it does anything',
  'slow:<ms>': 'waits, then does its work',
} as const;

export interface FaultIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * The fault ordered for this command line. `hang@policy push` strikes that command only; without `@` every command but `--version`,
 * so that the program can still be recognised as kt.
 */
export function orderedFault(setting: string, argv: readonly string[]): string | undefined {
  const [fault = '', words] = setting.split('@', 2);
  const applies = words === undefined ? argv[0] !== '--version' : argv.join(' ').startsWith(words);
  return applies ? fault : undefined;
}

/** Runs the command under a fault. @returns its exit code. @throws RangeError when the fault is unknown. */
export async function runUnderFault(fault: string, io: FaultIo, work: () => Promise<number>): Promise<number> {
  const signal = io.signal ?? new AbortController().signal;
  switch (fault) {
    case 'hang':
      return hang(signal);
    case 'hang-after':
      await work();
      return hang(signal);
    case 'hang-with-grandchild':
      return hangWithGrandchild(signal);
    case 'garbage':
      io.stdout('\u0000\u001b[2J<<< not an answer (emulated) {"valid": tr\n');
      return 0;
    case 'exit-3':
      io.stderr('error: something went wrong (emulated)\n');
      return 3;
    case 'killed':
      process.kill(process.pid, 'SIGKILL');
      return hang(signal);
    default: {
      const [, ms] = /^slow:(\d+)$/.exec(fault) ?? [];
      if (ms === undefined) throw new RangeError(`KEEPTRUSTS_EMULATOR_KT_FAULT: unknown fault ${JSON.stringify(fault)}`);
      await pause(Number(ms), signal);
      return work();
    }
  }
}

async function hang(signal: AbortSignal): Promise<number> {
  await pause(HANG_LIMIT_MS, signal);
  return 1;
}

/** The grandchild inherits stdout, so a reader that waits for the end of the stream waits for it too. */
async function hangWithGrandchild(signal: AbortSignal): Promise<number> {
  const child = spawn(process.execPath, ['-e', `setTimeout(() => {}, ${HANG_LIMIT_MS})`], { stdio: ['ignore', 'inherit', 'inherit'] });
  try {
    return await hang(signal);
  } finally {
    child.kill('SIGKILL');
  }
}

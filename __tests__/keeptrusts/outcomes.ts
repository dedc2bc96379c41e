import type { ProcessOutcome } from '../../src/keeptrusts/process.js';

/** Outcomes of a process, for tests of what reads them. */
export function exited(code: number, stdout: string | object = '', stderr = ''): ProcessOutcome {
  return {
    kind: 'exited',
    code,
    stdout: typeof stdout === 'string' ? stdout : JSON.stringify(stdout),
    stderr,
    truncated: false,
    durationMs: 1,
  };
}

const CAPTURED = { stdout: '', stderr: '', truncated: false, durationMs: 1 } as const;

/** Every way a process can end without an answer. */
export const NO_ANSWERS: readonly (readonly [string, ProcessOutcome, string])[] = [
  ['timed out', { kind: 'timed-out', timeoutMs: 60_000, ...CAPTURED }, 'did not end within 60 s'],
  ['killed', { kind: 'killed', signal: 'SIGSEGV', ...CAPTURED }, 'was killed by SIGSEGV'],
  ['cancelled', { kind: 'cancelled', ...CAPTURED }, 'was cancelled'],
  ['not started', { kind: 'not-started', reason: '/x/kt was not found' }, 'could not be started: /x/kt was not found'],
];

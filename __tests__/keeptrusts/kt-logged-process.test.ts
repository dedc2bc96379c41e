import { describe, expect, test } from '@jest/globals';
import { loggedProcess } from '../../src/keeptrusts/kt-logged-process.js';
import type { ProcessOutcome } from '../../src/keeptrusts/process.js';

const CAPTURED = { stdout: 'token-in-output', stderr: 'token-in-output', truncated: false, durationMs: 12 };

async function told(outcome: ProcessOutcome): Promise<string> {
  const lines: string[] = [];
  const run = loggedProcess({ debug: (text) => void lines.push(text) }, async () => outcome);
  const request = {
    command: '/bin/kt',
    args: ['policy', 'push', '--gateway-id', 'my gateway'],
    environment: { KEEPTRUSTS_API_TOKEN: 'token-in-environment' },
    directory: '/',
    timeoutMs: 500,
    outputLimit: 10,
  };
  expect(await run(request)).toBe(outcome);
  return lines.join('\n');
}

describe('the debug log tells of a process', () => {
  test.each<[ProcessOutcome, string]>([
    [{ kind: 'exited', code: 3, ...CAPTURED }, 'exit code 3 after 12 ms'],
    [{ kind: 'killed', signal: 'SIGKILL', ...CAPTURED }, 'ended by SIGKILL after 12 ms'],
    [{ kind: 'timed-out', timeoutMs: 500, ...CAPTURED }, 'stopped after 12 ms: it may take 500 ms'],
    [{ kind: 'cancelled', ...CAPTURED }, 'cancelled after 12 ms'],
    [{ kind: 'not-started', reason: 'it was not found' }, 'not started: it was not found'],
  ])('the command and its end, and neither environment nor output: %j', async (outcome, end) => {
    expect(await told(outcome)).toBe(`/bin/kt policy push --gateway-id "my gateway": ${end}`);
  });
});

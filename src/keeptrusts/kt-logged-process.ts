import type { Log } from '../report/log.js';
import type { ProcessOutcome, ProcessRequest, RunProcess } from './process.js';
import { runProcess } from './run-process.js';

/**
 * Runs processes and tells the debug log of every one what was run, how it ended and how long that took. Arguments are shown, since no secret is ever among
 * them; environment and output are not.
 */
export function loggedProcess(log: Pick<Log, 'debug'>, run: RunProcess = runProcess): RunProcess {
  return async (request) => {
    const outcome = await run(request);
    log.debug(`${commandWords(request)}: ${endWords(outcome)}`);
    return outcome;
  };
}

function commandWords({ command, args }: ProcessRequest): string {
  return [command, ...args].map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}

function endWords(outcome: ProcessOutcome): string {
  switch (outcome.kind) {
    case 'exited':
      return `exit code ${outcome.code} after ${outcome.durationMs} ms`;
    case 'killed':
      return `ended by ${outcome.signal} after ${outcome.durationMs} ms`;
    case 'timed-out':
      return `stopped after ${outcome.durationMs} ms: it may take ${outcome.timeoutMs} ms`;
    case 'cancelled':
      return `cancelled after ${outcome.durationMs} ms`;
    case 'not-started':
      return `not started: ${outcome.reason}`;
  }
}

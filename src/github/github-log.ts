import type { Clock } from '../clock.js';
import { logLine } from '../report/escape/log-line.js';
import type { Log } from '../report/log.js';
import { ProgressPace, progressText } from '../report/progress.js';
import type { Redactor } from '../report/redact.js';
import { debugCommand, END_GROUP_COMMAND, groupCommand } from './commands.js';

export interface GitHubLogOptions {
  /** Standard output: the runner reads commands there. */
  readonly write: (text: string) => void;
  readonly clock: Clock;
  readonly redact: Redactor;
  /** Whether debug logging is on for this job; the runner throws debug lines away otherwise. */
  readonly debug: boolean;
}

export interface GitHubLog extends Log {
  /** Ends the group that is open, so that what is written next, past this log, is not folded away with it. */
  endGroup(): void;
}

/**
 * A Log for the runner. Warnings are lines, not `::warning::` commands: a step has ten warning annotations, and the plan in
 * annotations.ts spends them.
 */
export function createGitHubLog({ write, clock, redact, debug }: GitHubLogOptions): GitHubLog {
  let depth = 0;
  let open = false;
  const pace = new ProgressPace(clock);
  const clean = (text: string): string => logLine(redact(text));
  const info = (text: string): void => write(`${clean(text)}\n`);
  const endGroup = (): void => {
    for (const state of pace.end()) info(progressText(state));
    if (open) write(`${END_GROUP_COMMAND}\n`);
    open = false;
  };
  return {
    info,
    endGroup,
    debug: (text) => {
      // A thousand gateways take thousands of lines, each a write that waits for the runner.
      if (debug) write(`${debugCommand(clean(text))}\n`);
    },
    warning: (text) => write(`Warning: ${clean(text)}\n`),
    progress: (state) => {
      if (pace.offer(state)) info(progressText(state));
    },
    group: async (title, work) => {
      // The runner does not nest groups: an inner one would end the outer at its own end.
      const outermost = depth === 0;
      if (outermost) write(`${groupCommand(clean(title))}\n`);
      else info(title);
      open ||= outermost;
      depth += 1;
      try {
        return await work();
      } finally {
        depth -= 1;
        if (outermost) endGroup();
      }
    },
  };
}

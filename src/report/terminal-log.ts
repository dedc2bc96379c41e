import type { Clock } from '../clock.js';
import { logLine } from './escape/log-line.js';
import type { Log } from './log.js';
import { isLast, ProgressPace, progressText } from './progress.js';
import type { Redactor } from './redact.js';

const CLEAR_LINE = '\r\x1b[2K';
const DEFAULT_WIDTH = 80;

export interface TerminalLogOptions {
  /** Usually standard error, so that standard output holds results only. */
  readonly write: (text: string) => void;
  readonly clock: Clock;
  readonly redact: Redactor;
  readonly debug: boolean;
  /** Progress then stays on one line that is overwritten; otherwise each state shown is a plain line. */
  readonly live: boolean;
  readonly colour: boolean;
  /** Columns of the terminal at the moment: a live line that wraps could not be cleared. */
  readonly width?: () => number | undefined;
}

/** A Log for a terminal. */
export interface TerminalLog extends Log {
  /** Clears the live progress line; call it before anything else is written to the terminal. */
  clear(): void;
}

export function createTerminalLog(options: TerminalLogOptions): TerminalLog {
  const { write, redact, live: isLive } = options;
  const pace = new ProgressPace(options.clock);
  let depth = 0;
  let shown: { readonly text: string; readonly ended: boolean } | undefined;

  // A terminal whose size nobody set has 0 of them.
  const columns = (): number => options.width?.() || DEFAULT_WIDTH;
  const clear = (): void => {
    if (shown !== undefined) write(CLEAR_LINE);
    shown = undefined;
  };
  const line = (prefix: string, text: string): void => {
    const clean = `${'  '.repeat(depth)}${prefix}${logLine(redact(text))}\n`;
    if (shown?.ended === true) clear();
    // In one write, so that nothing comes between; work that goes on stays in sight below.
    write(shown === undefined ? clean : `${CLEAR_LINE}${clean}${shown.text}`);
  };

  return {
    clear,
    info: (text) => line('', text),
    debug: (text) => {
      if (options.debug) line('debug: ', text);
    },
    warning: (text) => line(options.colour ? '\x1b[33mwarning:\x1b[0m ' : 'warning: ', text),
    progress: (state) => {
      if (!pace.offer(state)) return;
      if (!isLive) return line('', progressText(state));
      shown = { text: cut(logLine(redact(progressText(state))), columns() - 1), ended: isLast(state) };
      write(CLEAR_LINE + shown.text);
    },
    group: async (title, work) => {
      line('', title);
      depth += 1;
      try {
        return await work();
      } finally {
        clear();
        for (const state of pace.end()) if (!isLive) line('', progressText(state));
        depth -= 1;
      }
    },
  };
}

/** The characters at the start that surely fit: what is not ASCII may be two columns wide. */
function cut(text: string, columns: number): string {
  let free = columns;
  let kept = '';
  for (const character of text) {
    free -= character < '\x7f' ? 1 : 2;
    if (free < 0) break;
    kept += character;
  }
  return kept;
}

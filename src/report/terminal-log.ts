import type { Clock } from '../clock.js';
import { logLine } from './escape/log-line.js';
import type { Log } from './log.js';
import type { Redactor } from './redact.js';

/** Faster progress cannot be read and floods a captured log. */
export const PROGRESS_INTERVAL_MS = 1000;

const CLEAR_LINE = '\r\x1b[2K';
const DEFAULT_WIDTH = 80;

export interface TerminalLogOptions {
  /** Usually standard error, so that standard output holds results only. */
  readonly write: (text: string) => void;
  readonly clock: Clock;
  readonly redact: Redactor;
  readonly debug: boolean;
  /** Progress then stays on one live line; otherwise each report of it is a plain line. */
  readonly tty: boolean;
  readonly colour: boolean;
  /** Columns of the terminal. A live line that wraps could not be cleared. */
  readonly width?: number;
}

/** A Log for a terminal. */
export interface TerminalLog extends Log {
  /** Clears the live progress line; call it before anything else is written to the terminal. */
  clear(): void;
}

export function createTerminalLog(options: TerminalLogOptions): TerminalLog {
  let depth = 0;
  let live = false;
  const mayShow = progressGate(options.clock);

  const clear = (): void => {
    if (live) options.write(CLEAR_LINE);
    live = false;
  };
  const line = (prefix: string, text: string): void => {
    clear();
    options.write(`${'  '.repeat(depth)}${prefix}${logLine(options.redact(text))}\n`);
  };

  return {
    clear,
    info: (text) => line('', text),
    debug: (text) => {
      if (options.debug) line('debug: ', text);
    },
    warning: (text) => line(options.colour ? '\x1b[33mwarning:\x1b[0m ' : 'warning: ', text),
    progress: (text) => {
      if (!mayShow()) return;
      if (!options.tty) return line('', text);
      const width = (options.width ?? DEFAULT_WIDTH) - 1;
      options.write(
        CLEAR_LINE +
          Array.from(logLine(options.redact(text)))
            .slice(0, width)
            .join(''),
      );
      live = true;
    },
    group: async (title, work) => {
      line('', title);
      depth += 1;
      try {
        return await work();
      } finally {
        depth -= 1;
        clear();
      }
    },
  };
}

/** A function that says yes at most once every PROGRESS_INTERVAL_MS, the first time at once. */
export function progressGate(clock: Clock): () => boolean {
  let last: number | undefined;
  return () => {
    const now = clock.elapsed();
    if (last !== undefined && now - last < PROGRESS_INTERVAL_MS) return false;
    last = now;
    return true;
  };
}

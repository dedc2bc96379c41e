import { logLine } from './escape/log-line.js';
import type { Tone } from './words.js';

/** What the lines of all stages in a terminal share. */

/** Findings and cases shown of a pack, and gateways of a stage; the JSON report has the rest. */
export const TERMINAL_ROWS_LIMIT = 200;

const TEXT_LIMIT = 1000;

export const MARKS: Readonly<Record<Tone, string>> = { good: '✓', doubtful: '!', bad: '✗' };

export type Paint = (tone: Tone, text: string) => string;

/** Untrusted text for a part of a line. */
export function clean(text: string): string {
  return logLine(text, TEXT_LIMIT);
}

export function limited<T>(items: readonly T[], lines: (item: T) => string[]): string[] {
  const shown = items.slice(0, TERMINAL_ROWS_LIMIT).flatMap(lines);
  const more = items.length - TERMINAL_ROWS_LIMIT;
  return more > 0 ? [...shown, `  … and ${more} more in the JSON report`] : shown;
}

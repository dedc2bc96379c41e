import type { YAMLError } from 'yaml';
import type { Words } from './syntax.js';

/** An error of the parser at its line and column, both from 0. */
export interface PlacedError {
  readonly error: YAMLError;
  readonly line: number;
  readonly column: number;
}

/** Whole lines, from 0, with the text to put in their place. The number of lines never changes, so that other lines keep their numbers. */
export type Change = ReadonlyMap<number, string>;

/** A fault on one line; line and column from 0. */
export interface Fault {
  readonly words: Words;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** One way to get past a fault. */
export interface Mend {
  readonly change: Change;
  /** What was wrong when this mends it; absent when the change only takes something away, so that the parser's own words stay. */
  readonly faults?: readonly Fault[];
  /** True when lines far apart are changed, and an error between them tells nothing against it. */
  readonly wide?: boolean;
  /** True when the fault swallowed the lines up to the error, so that what is wrong in them comes to light with this change: nothing reads further rightly. */
  readonly uncovers?: boolean;
}

/** The line with content that is `step` content lines away; blank lines and comments do not count. */
export function contentLine(lines: readonly string[], from: number, step: number, direction = step < 0 ? -1 : 1): number | undefined {
  let left = Math.abs(step);
  for (let line = from; line >= 0 && line < lines.length; line += direction) {
    if (!hasContent(lines[line])) continue;
    if (left === 0) return line;
    left -= 1;
  }
  return undefined;
}

/** True for a line that holds more than blanks and a comment. */
export function hasContent(line: string | undefined): line is string {
  return line !== undefined && /^\s*[^\s#]/.test(line);
}

/** Characters of white space before the content of a line. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The change of one line. */
export function one(line: number, text: string): Change {
  return new Map([[line, text]]);
}

/** A line's text without its line ending and without white space there. */
export function trimmed(line: string): string {
  return line.trimEnd();
}

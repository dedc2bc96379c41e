import type { Position, Range } from '../report/model.js';

const BYTE_ORDER_MARK = '\uFEFF';

/** Converts offsets of a text (UTF-16 units) to lines and columns, both from 1. A byte order mark at the start has no column of its own. */
export class LineIndex {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    const starts = [text.startsWith(BYTE_ORDER_MARK) ? 1 : 0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  positionAt(offset: number): Position {
    const inside = Math.min(Math.max(offset, this.#starts[0] ?? 0), this.#text.length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inside - (this.#starts[low] ?? 0) + 1 };
  }

  /**
   * The range between two offsets, without white space at its end, so that it never spills into the next line. White space
   * alone stays what it is, and nothing at all becomes the rest of its line: an empty range cannot be seen.
   */
  rangeBetween(start: number, end: number): Range {
    const length = this.#text.slice(start, end).trimEnd().length;
    const blank = length === 0 && end > start && !this.#text.slice(start, end).includes('\n');
    if (length === 0 && !blank) return this.restOfLine(start);
    return { start: this.positionAt(start), end: this.positionAt(blank ? end : start + length) };
  }

  /** The text of one line without its indentation and line ending; undefined when the text has no such line. */
  rangeOfLine(line: number): Range | undefined {
    const start = this.#starts[line - 1];
    if (start === undefined) return undefined;
    const newline = this.#text.indexOf('\n', start);
    const content = this.#text.slice(start, newline === -1 ? this.#text.length : newline);
    return this.restOfLine(start + (content.trim() === '' ? 0 : content.length - content.trimStart().length));
  }

  /** From an offset to the end of its line, without white space there. */
  restOfLine(offset: number): Range {
    const newline = this.#text.indexOf('\n', offset);
    const length = this.#text.slice(offset, newline === -1 ? this.#text.length : newline).trimEnd().length;
    return { start: this.positionAt(offset), end: this.positionAt(offset + length) };
  }
}

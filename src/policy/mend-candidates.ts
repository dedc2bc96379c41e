import { Lexer } from 'yaml';
import type { PlacedError } from './mend.js';
import { INDENT, UNCLOSED_BRACKET, UNCLOSED_QUOTE, type Words } from './syntax.js';

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

/** Lines looked at around the parser's error: it is often noticed one line late, or at the start of what runs on. */
const NEIGHBOURS = [0, 1, -1, 2] as const;

/** The ways to mend the first error of a text, the most telling first. */
export function* candidates(lines: readonly string[], error: PlacedError): Generator<Mend> {
  if (error.error.code === 'TAB_AS_INDENT') yield* withoutTabs(lines, error);
  yield* closedQuote(lines, error);
  yield* closedBracket(lines, error);
  yield* withoutCloser(lines, error);
  const near = NEIGHBOURS.map((step) => contentLine(lines, error.line, step)).filter((line) => line !== undefined);
  for (const line of near) yield* withColon(lines, line);
  for (const line of oddFirst(lines, near)) yield* reindented(lines, line);
  for (const line of [error.line, ...near]) yield* withoutValue(lines, line);
  for (const line of [error.line, ...near]) yield* withoutLine(lines, line);
}

/** The line with content that is `step` content lines away; blank lines and comments do not count. */
function contentLine(lines: readonly string[], from: number, step: number, direction = step < 0 ? -1 : 1): number | undefined {
  let left = Math.abs(step);
  for (let line = from; line >= 0 && line < lines.length; line += direction) {
    if (!hasContent(lines[line])) continue;
    if (left === 0) return line;
    left -= 1;
  }
  return undefined;
}

/** Of two siblings in different columns, the one in an odd column is the likelier slip. */
function oddFirst(lines: readonly string[], near: readonly number[]): readonly number[] {
  const odd = (line: number): number => indentOf(lines[line] ?? '') % 2;
  return near.toSorted((a, b) => odd(b) - odd(a));
}

function hasContent(line: string | undefined): line is string {
  return line !== undefined && /^\s*[^\s#]/.test(line);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function one(line: number, text: string): Change {
  return new Map([[line, text]]);
}

/** A line's text without its line ending and without white space there. */
function trimmed(line: string): string {
  return line.trimEnd();
}

/** The widths a tab may stand for, the usual first. */
const TAB_WIDTHS = [2, 4, 1, 8];

function* withoutTabs(lines: readonly string[], { line }: PlacedError): Generator<Mend> {
  const tabbed = [...lines.keys()].filter((at) => /^ *\t[\t ]*[^\s#]/.test(lines[at] ?? ''));
  const faults = runs(tabbed).map((run) => tabFault(lines, run));
  for (const width of TAB_WIDTHS) {
    const indent = (text: string): string => text.replace(/^[ \t]+/, (space) => space.replaceAll('\t', ' '.repeat(width)));
    yield { change: new Map(tabbed.map((at) => [at, indent(lines[at] ?? '')])), faults, wide: true };
  }
  const beside = [contentLine(lines, line - 1, 0, -1), contentLine(lines, line + 1, 0)].flatMap((at) =>
    at === undefined ? [] : [indentOf(lines[at] ?? '')],
  );
  for (const width of beside) {
    yield { change: one(line, ' '.repeat(width) + (lines[line] ?? '').trimStart()), faults: [tabFault(lines, [line])] };
  }
}

/** Numbers that follow one another, together: lines indented by tabs in a row are one fault. */
function runs(numbers: readonly number[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last !== undefined && last.at(-1) === number - 1) last.push(number);
    else found.push([number]);
  }
  return found;
}

function tabFault(lines: readonly string[], run: readonly number[]): Fault {
  const [line = 0] = run;
  const more = run.length === 1 ? '' : run.length === 2 ? ', here and on the next line' : `, here and on the next ${run.length - 1} lines`;
  const words = { message: `A tab is used for indentation${more}`, help: 'YAML allows only spaces there; replace each tab with spaces.' };
  return { words, line, column: (lines[line] ?? '').indexOf('\t'), length: 1 };
}

interface OpenQuote {
  readonly offset: number;
  readonly quote: string;
}

/** The last quoted text that begins before the error and goes on into another line. */
function runningQuote(text: string, before: number): OpenQuote | undefined {
  let found: OpenQuote | undefined;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (isMark(lexeme)) continue;
    if (offset > before) break;
    const quote = lexeme[0];
    if ((quote === '"' || quote === "'") && runsOn(lexeme, quote)) found = { offset, quote };
    offset += lexeme.length;
  }
  return found;
}

function runsOn(lexeme: string, quote: string): boolean {
  return lexeme.includes('\n') || lexeme.length === 1 || !lexeme.endsWith(quote);
}

/** The lexer's own marks (start of a document or scalar, end of flow), which stand for no text. */
function isMark(lexeme: string): boolean {
  return lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f';
}

function* closedQuote(lines: readonly string[], error: PlacedError): Generator<Mend> {
  const text = lines.join('\n');
  const before = offsetOf(lines, error);
  const open = runningQuote(text, before) ?? unclosedOn(lines, error);
  if (open === undefined) return;
  const line = lineOf(lines, open.offset);
  const written = trimmed(lines[line] ?? '');
  const column = open.offset - offsetOf(lines, { line, column: 0 });
  // A flow collection may end on the same line: `[a, "b]`.
  const tails = [written.length, written.search(/[\]},]+\s*$/)].filter((at) => at > column);
  for (const at of tails) {
    const change = one(line, `${written.slice(0, at)}${open.quote}${written.slice(at)}`);
    yield { change, uncovers: true, faults: [{ words: UNCLOSED_QUOTE, line, column, length: written.length - column }] };
  }
}

/** On the line of the error: a quote without its partner. */
function unclosedOn(lines: readonly string[], { line }: PlacedError): OpenQuote | undefined {
  const written = lines[line] ?? '';
  const match = /(?:^|[\s[{,:-])(["'])(?!.*\1)/.exec(written);
  if (match?.[1] === undefined) return undefined;
  return { offset: offsetOf(lines, { line, column: match.index + match[0].length - 1 }), quote: match[1] };
}

function offsetOf(lines: readonly string[], { line, column }: { readonly line: number; readonly column: number }): number {
  let offset = column;
  for (let at = 0; at < line; at += 1) offset += (lines[at] ?? '').length + 1;
  return offset;
}

function lineOf(lines: readonly string[], offset: number): number {
  let start = 0;
  for (const [line, { length }] of lines.entries()) {
    if (offset <= start + length) return line;
    start += length + 1;
  }
  return lines.length - 1;
}

const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** The brackets that are open at an offset, outermost first. */
function openBrackets(text: string, before: number): readonly OpenQuote[] {
  const open: OpenQuote[] = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    // The lexer gives up on a flow collection where the indentation ends it; what was open then is what is not closed.
    if (isMark(lexeme)) {
      if (lexeme === '\u0018') break;
      continue;
    }
    if (offset >= before) break;
    if (lexeme === '[' || lexeme === '{') open.push({ offset, quote: lexeme });
    else if (lexeme === ']' || lexeme === '}') open.pop();
    offset += lexeme.length;
  }
  return open;
}

function* closedBracket(lines: readonly string[], error: PlacedError): Generator<Mend> {
  const text = lines.join('\n');
  const before = offsetOf(lines, error);
  const open = openBrackets(text, before);
  const last = open.at(-1);
  if (last === undefined) return;
  const line = lineOf(lines, last.offset);
  const column = last.offset - offsetOf(lines, { line, column: 0 });
  const faults = [{ words: UNCLOSED_BRACKET, line, column, length: 1 }];
  const closers = open.map(({ quote }) => CLOSERS[quote] ?? '').reverse();
  const wrong = lines[error.line] ?? '';
  // Another bracket closes first: `[{a: 1]`.
  if (/[\]}]/.test(wrong.charAt(error.column))) {
    const change = one(error.line, `${wrong.slice(0, error.column)}${closers[0] ?? ''}${wrong.slice(error.column)}`);
    yield { change, faults };
  }
  const ends = new Set(
    [line, contentLine(lines, error.line - 1, 0, -1), contentLine(lines, error.line, 0)].filter((at) => at !== undefined && at >= line),
  );
  for (const at of ends) {
    if (at === undefined) continue;
    const written = trimmed(lines[at] ?? '').replace(/,$/, '');
    const all = new Set([closers.slice(0, 1).join(''), closers.join('')]);
    for (const closer of all) yield { change: one(at, `${written}${closer}`), faults };
  }
}

function* withoutCloser(lines: readonly string[], { line, column }: PlacedError): Generator<Mend> {
  const written = lines[line] ?? '';
  const closer = written.charAt(column);
  if (closer !== ']' && closer !== '}') return;
  const words = { message: `This \`${closer}\` closes nothing`, help: 'Remove it, or add the bracket that it should close.' };
  yield { change: one(line, `${written.slice(0, column)} ${written.slice(column + 1)}`), faults: [{ words, line, column, length: 1 }] };
}

const WORD = String.raw`[A-Za-z_][\w.-]*`;
/** Indentation and dashes, a key, and what follows it. */
const BARE_KEY = new RegExp(`^(\\s*(?:- +)*)(${WORD})\\s*$`);
const KEY_AND_VALUE = new RegExp(`^(\\s*(?:- +)*)(${WORD})(\\s+)(\\S.*)$`);
const KEY_WITHOUT_SPACE = new RegExp(`^(\\s*(?:- +)*)(${WORD}):([^\\s:/].*)$`);

function* withColon(lines: readonly string[], line: number): Generator<Mend> {
  const written = trimmed(lines[line] ?? '');
  const bare = BARE_KEY.exec(written) ?? KEY_AND_VALUE.exec(written);
  if (bare !== null) {
    const [, before = '', key = '', space = '', value = ''] = bare;
    if (/:(?:\s|$)/.test(value)) return;
    const words = {
      message: `A colon is missing after '${shorten(key)}'`,
      help: value === '' ? `Write \`${shorten(key)}:\`.` : `Write \`${shorten(key)}: …\`.`,
    };
    yield { change: one(line, `${before}${key}:${space}${value}`), faults: [{ words, line, column: before.length, length: key.length }] };
  }
  const tight = KEY_WITHOUT_SPACE.exec(written);
  if (tight !== null) {
    const [, before = '', key = '', value = ''] = tight;
    const words = {
      message: `A space is missing after '${shorten(key)}:'`,
      help: `Write \`${shorten(key)}: …\`; without the space it is one word.`,
    };
    yield { change: one(line, `${before}${key}: ${value}`), faults: [{ words, line, column: before.length, length: key.length + 1 }] };
  }
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The line, with what is indented below it, moved to a column that others nearby start in. */
function* reindented(lines: readonly string[], line: number): Generator<Mend> {
  const written = lines[line] ?? '';
  const indent = indentOf(written);
  const columns = new Set<number>();
  let least = Number.POSITIVE_INFINITY;
  for (let at = line - 1; at >= 0 && least > 0 && columns.size < 6; at -= 1) {
    const text = lines[at];
    if (!hasContent(text) || indentOf(text) >= least) continue;
    least = indentOf(text);
    columns.add(least);
  }
  const next = contentLine(lines, line + 1, 0);
  if (next !== undefined) columns.add(indentOf(lines[next] ?? ''));
  columns.delete(indent);
  for (const column of columns) {
    const change = new Map([[line, ' '.repeat(column) + written.trimStart()]]);
    yield { change, faults: [{ words: INDENT, line, column: indent, length: trimmed(written).length - indent }] };
  }
}

const KEY_OF_LINE = new RegExp(`^(\\s*(?:- +)*(?:${WORD}|"[^"]*"|'[^']*'):)\\s+\\S`);

/** A key keeps its place, and its value goes: what is wrong is the value. */
function* withoutValue(lines: readonly string[], line: number): Generator<Mend> {
  const [, key] = KEY_OF_LINE.exec(lines[line] ?? '') ?? [];
  if (key !== undefined) yield { change: one(line, `${key} x`) };
  const [, item] = /^(\s*(?:- +)+)\S/.exec(lines[line] ?? '') ?? [];
  if (item !== undefined) yield { change: one(line, `${item}x`) };
}

function* withoutLine(lines: readonly string[], line: number): Generator<Mend> {
  const written = lines[line] ?? '';
  const [start = ''] = /^\s*(?:- +)*/.exec(written) ?? [];
  for (const text of [' '.repeat(written.length), `${start}x:`, `${start}x: x`]) yield { change: one(line, text) };
}

import { contentLine, type Fault, hasContent, indentOf, type Mend, one, type PlacedError, trimmed } from './mend-lines.js';
import { closedBracket, closedQuote, withoutCloser } from './mend-open.js';
import { INDENT } from './syntax.js';

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

/** Of two siblings in different columns, the one in an odd column is the likelier slip. */
function oddFirst(lines: readonly string[], near: readonly number[]): readonly number[] {
  const odd = (line: number): number => indentOf(lines[line] ?? '') % 2;
  return near.toSorted((a, b) => odd(b) - odd(a));
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

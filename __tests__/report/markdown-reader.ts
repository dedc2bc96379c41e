/**
 * A reader of the Markdown our renderers write, by the rules of https://github.github.com/gfm/ and, for what GitHub links afterwards,
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls. It knows less than
 * GitHub and allows less: whatever could mean something and is not what we write ends it with an error that quotes the line. So a text that gets
 * through is text under every reading.
 */

/** What a document is made of, without its words. */
export interface MarkdownShape {
  /** Levels, in their order. */
  readonly headings: readonly number[];
  /** Columns and rows. */
  readonly tables: readonly (readonly [columns: number, rows: number])[];
  readonly lists: number;
  readonly quotes: number;
  readonly blocks: readonly { readonly language: string; readonly lines: readonly string[] }[];
  readonly tags: readonly string[];
  readonly links: readonly string[];
  readonly comments: readonly string[];
  /** What a reader sees, entities and escapes resolved; code is one replacement object. */
  readonly text: readonly string[];
}

interface Reading {
  readonly headings: number[];
  readonly tables: [number, number][];
  lists: number;
  quotes: number;
  readonly blocks: { language: string; lines: string[] }[];
  readonly tags: string[];
  readonly links: string[];
  readonly comments: string[];
  readonly text: string[];
}

const CODE = '\ufffc';
const TAG = /^<(?:br|\/?code|\/?details|\/?summary|\/?sub)>/;
const ENTITY = /^&(?:(amp|lt|gt|quot)|#(\d{1,7}));/;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const PUNCTUATION = /^[!-/:-@[-`{-~]/;
const ALERT = /^\[!(?:NOTE|WARNING|CAUTION)\]$/;
const ADDRESS = /^https?:\/\/[^\s()<>|\\`"'[\]*]+$/;

/** What GitHub turns into a link or an emoji in the text that is left when Markdown is done. */
const LINKED: readonly (readonly [what: string, found: RegExp])[] = [
  ['a mention', /@[\p{L}\p{N}_-]/iu],
  ['a reference', /#\d|\bgh-\d/i],
  ['an address', /:\/\/|\bwww\.|\b(?:mailto|xmpp):\S+@\w/i],
  ['an emoji code', /:(?:\+1|-1|100|1234|\d*[a-z][\w+-]*):/i],
];

/** @throws Error that says what is more than text, and where. */
export function readMarkdown(markdown: string): MarkdownShape {
  const reading: Reading = { headings: [], tables: [], lists: 0, quotes: 0, blocks: [], tags: [], links: [], comments: [], text: [] };
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; ) at = readBlock(lines, at, reading);
  return reading;
}

/** @returns the number of the line after the block. */
function readBlock(lines: readonly string[], at: number, reading: Reading): number {
  const line = lines[at] ?? '';
  if (/[\r\v\f\0]/.test(line)) throw new Error(`a break inside a line: ${quoted(line)}`);
  if (line === '') return at + 1;
  const [, fence, language = ''] = /^(`{3,})([a-z]*)$/.exec(line) ?? [];
  if (fence !== undefined) {
    const end = lines.findIndex((one, index) => index > at && isFence(one, fence.length));
    if (end < 0) throw new Error('a block of code does not end');
    reading.blocks.push({ language, lines: lines.slice(at + 1, end) });
    return end + 1;
  }
  if (line.startsWith('| ')) return readTable(lines, at, reading);
  readLine(line, reading);
  return at + 1;
}

/** https://github.github.com/gfm/#fenced-code-blocks: the end is as long or longer, and up to three spaces in. */
function isFence(line: string, length: number): boolean {
  const [, run = ''] = /^ {0,3}(`+)[ \t]*$/.exec(line) ?? [];
  return run.length >= length;
}

function readTable(lines: readonly string[], at: number, reading: Reading): number {
  if (lines[at - 1] !== '' && at > 0) throw new Error(`a table in a paragraph: ${quoted(lines[at - 1] ?? '')}`);
  const header = cellsOf(lines[at] ?? '');
  if (!cellsOf(lines[at + 1] ?? '').every((cell) => cell === '---'))
    throw new Error(`a table without its second line: ${quoted(lines[at] ?? '')}`);
  let end = at + 2;
  for (; (lines[end] ?? '').startsWith('|'); end += 1) {
    const cells = cellsOf(lines[end] ?? '');
    if (cells.length !== header.length) throw new Error(`${cells.length} cells under ${header.length}: ${quoted(lines[end] ?? '')}`);
    for (const cell of cells) readInline(cell, reading);
  }
  if ((lines[end] ?? '') !== '') throw new Error(`a table goes on: ${quoted(lines[end] ?? '')}`);
  for (const cell of header) readInline(cell, reading);
  reading.tables.push([header.length, end - at - 2]);
  return end;
}

/** A pipe ends a cell wherever it stands, in code too: https://github.github.com/gfm/#example-200 */
function cellsOf(row: string): readonly string[] {
  if (!row.startsWith('| ') || !row.endsWith(' |')) throw new Error(`no row of a table: ${quoted(row)}`);
  return row
    .slice(2, -2)
    .split(' | ')
    .flatMap((cell) => {
      if (cell.includes('|')) throw new Error(`a pipe in a cell: ${quoted(row)}`);
      return cell.trim();
    });
}

function readLine(line: string, reading: Reading): void {
  const [, comment] = /^<!-- ([^<>]*) -->$/.exec(line) ?? [];
  if (comment !== undefined) {
    if (/--|^-/.test(comment)) throw new Error(`a comment that ends early: ${quoted(line)}`);
    reading.comments.push(comment);
    return;
  }
  const [, quote] = /^>(?: (.*))?$/.exec(line) ?? [];
  if (line.startsWith('>')) {
    reading.quotes += 1;
    if (quote !== undefined && !ALERT.test(quote)) readLine(quote, reading);
    return;
  }
  const [, marks, heading] = /^(#{1,6}) (.*)$/.exec(line) ?? [];
  if (marks !== undefined && heading !== undefined) {
    reading.headings.push(marks.length);
    readInline(heading, reading);
    return;
  }
  const [, item] = /^(?:-|\d{1,3}\.) (.*)$/.exec(line) ?? [];
  if (item !== undefined) reading.lists += 1;
  if (/^<details><summary>.*<\/summary>$/.test(line)) readHtml(line, reading);
  else readText(item ?? line, reading);
}

/** Inside the line of HTML that opens a folded part, Markdown means nothing: https://github.github.com/gfm/#html-blocks */
function readHtml(line: string, reading: Reading): void {
  const tags = line.match(/<[^>]*>?/g) ?? [];
  const strange = tags.filter((tag) => !TAG.test(tag));
  if (strange.length > 0) throw new Error(`HTML: ${strange.join(' ')}`);
  reading.tags.push(...tags);
}

/** The text of a paragraph or an item, which must not begin a block of its own. */
function readText(text: string, reading: Reading): void {
  if (
    /^(?: {4}| {0,3}\t|[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|#{1,6}(?:\s|$)|>|=+\s*$|-+\s*$|~{3}|`{3}[^`]*$|\||<[!?/a-z](?!br>|code>|sub>|details>|summary>))/i.test(
      text,
    )
  ) {
    if (!TAG.test(text)) throw new Error(`a text begins a block: ${quoted(text)}`);
  }
  readInline(text, reading);
}

function readInline(text: string, reading: Reading): void {
  const shown = inline(text, reading);
  for (const [what, found] of LINKED) {
    if (found.test(shown)) throw new Error(`${what} in ${quoted(shown)}`);
  }
  reading.text.push(shown);
}

function inline(text: string, reading: Reading): string {
  let shown = '';
  let strong = 0;
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const mark = rest.charAt(0);
    const found = mark === '`' ? code(rest) : mark === '[' ? link(rest, reading) : special(rest, reading);
    if (found.strong === true) strong += 1;
    shown += found.shown;
    at += found.length;
  }
  if (strong % 2 !== 0) throw new Error(`emphasis: ${quoted(text)}`);
  return shown;
}

interface Piece {
  readonly length: number;
  readonly shown: string;
  readonly strong?: true;
}

function special(rest: string, reading: Reading): Piece {
  switch (rest.charAt(0)) {
    case '\\':
      if (!PUNCTUATION.test(rest.slice(1))) throw new Error(`a backslash: ${quoted(rest)}`);
      return { length: 2, shown: rest.charAt(1) };
    case '&': {
      const [entity, name, number] = ENTITY.exec(rest) ?? [];
      if (entity === undefined) throw new Error(`an ampersand: ${quoted(rest)}`);
      return { length: entity.length, shown: name === undefined ? String.fromCodePoint(Number(number)) : (NAMED[name] ?? '') };
    }
    case '<': {
      const [tag] = TAG.exec(rest) ?? [];
      if (tag === undefined) throw new Error(`HTML: ${quoted(rest)}`);
      reading.tags.push(tag);
      // No character of a text: what stands before and after it is apart.
      return { length: tag.length, shown: ' ' };
    }
    case '*':
      if (!rest.startsWith('**') || rest.startsWith('***')) throw new Error(`emphasis: ${quoted(rest)}`);
      return { length: 2, shown: '', strong: true };
    case '_':
    case '~':
    case '$':
    case ']':
    case '{':
    case '|':
    case '>':
      throw new Error(`${rest.charAt(0)} in ${quoted(rest)}`);
    default:
      return { length: 1, shown: rest.charAt(0) };
  }
}

/** https://github.github.com/gfm/#code-spans: up to the next run of exactly as many backticks. */
function code(rest: string): Piece {
  const fence = /^`+/.exec(rest)?.[0] ?? '';
  const end = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(rest.slice(fence.length));
  if (end === null || end.index === 0) throw new Error(`a backtick: ${quoted(rest)}`);
  return { length: end.index + 2 * fence.length, shown: CODE };
}

/** A link of ours: its label ends at the first bracket outside code, right before its address. */
function link(rest: string, reading: Reading): Piece {
  let label = '';
  for (let at = 1; at < rest.length; ) {
    const mark = rest.charAt(at);
    if (mark === ']') {
      const [whole, address = ''] = /^\]\(([^)]*)\)/.exec(rest.slice(at)) ?? [];
      if (whole === undefined || !ADDRESS.test(address)) throw new Error(`a bracket: ${quoted(rest)}`);
      reading.links.push(address);
      return { length: at + whole.length, shown: label };
    }
    if (mark === '[') throw new Error(`a link in a link: ${quoted(rest)}`);
    const piece = mark === '`' ? code(rest.slice(at)) : special(rest.slice(at), reading);
    label += piece.shown;
    at += piece.length;
  }
  throw new Error(`a bracket: ${quoted(rest)}`);
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}

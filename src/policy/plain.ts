import { DIRECTIVE_START } from './directive.js';
import { MAX_DEPTH } from './limits.js';
import { ESCAPES, GIVE_UP, scalarOf } from './plain-scalars.js';
import { type PlainEntry, type PlainNode, PlainTree } from './plain-tree.js';
import type { Place, TextTree } from './text-tree.js';

/**
 * A reader for the plain part of YAML that nearly every policy file keeps to: block mappings and lists, one-line texts with or without quotes, one-line
 * flow collections, comments. It is ten times as fast as the full reader, which need not even be loaded then. Whatever else a file holds (anchors, tags,
 * block texts, tabs, a fault of any kind), this one gives up, and the full reader says what it is. Where both read a file they agree on every value
 * and place; a test compares them.
 * @returns undefined when the full reader must be asked
 */
export function readPlain(text: string): PlainReading | undefined {
  if (UNUSUAL.test(text)) return undefined;
  try {
    return new PlainReader(text).read();
  } catch (thrown) {
    if (thrown === GIVE_UP) return undefined;
    throw thrown;
  }
}

export interface PlainReading {
  readonly tree: TextTree;
  /** Offset and end of each comment that speaks to the linter. */
  readonly directives: readonly { readonly offset: number; readonly length: number }[];
}

/** Tabs, control characters, line breaks of other systems, and a byte order mark that is not the first character. */
const UNUSUAL = /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\xa0\u2028\u2029]|\r(?!\n)|(?!^)\ufeff/;

/** A plain key: words of one line, then a colon. Other keys are left to the full reader. */
const PLAIN_KEY = /([A-Za-z0-9_$][\w$./@+-]*(?: [\w$./@+-]+)*) *:(?= |\r?\n|\r?$)/y;
const QUOTED_KEY = /(?:"([^"\\\n\r]*)"|'([^'\n\r]*)') *:(?= |\r?\n|\r?$)/y;
/** A plain value; whether its inside is plain too is looked at separately. */
const PLAIN_START = /[A-Za-z0-9_$./(+~^\\<;=]|-(?=[A-Za-z0-9.])/y;
const DOUBLE_QUOTED = /"((?:[^"\\\n\r]|\\["\\/nt])*)"/y;
const SINGLE_QUOTED = /'((?:[^'\n\r]|'')*)'/y;
/** A plain item of a flow collection. */
const FLOW_PLAIN = /[A-Za-z0-9_$./](?:[\w$./@+*-]| (?=[\w$./@+*-]))*/y;
/** Longest key that may stand before a colon on one line: https://yaml.org/spec/1.2.2/#742-flow-mappings (1024 characters). */
const LONGEST_KEY = 1000;

class PlainReader {
  readonly #text: string;
  readonly #directives: { readonly offset: number; readonly length: number }[] = [];
  /** Comments passed so far. */
  #comments = 0;
  /** Where the content of the current line begins. */
  #at = 0;
  /** Columns before the content; -1 after the last line. */
  #indent = -1;

  constructor(text: string) {
    this.#text = text;
  }

  read(): PlainReading {
    this.#seek(this.#text.startsWith('\ufeff') ? 1 : 0);
    if (this.#indent === 0 && this.#startsWith('---')) {
      const end = this.#endOfLine(this.#at + 3);
      this.#seek(end);
    }
    if (this.#indent !== 0 || this.#isDash()) throw GIVE_UP;
    const root = this.#map(0, 0);
    if (!this.#isDone()) throw GIVE_UP;
    return { tree: new PlainTree(root), directives: this.#directives };
  }

  #isDone(): boolean {
    return this.#indent === -1;
  }

  #startsWith(word: string): boolean {
    return this.#text.startsWith(word, this.#at);
  }

  /** Moves to the first line with content at or after an offset that starts a line. */
  #seek(from: number): void {
    const text = this.#text;
    let start = from;
    while (start < text.length) {
      let at = start;
      while (text.charCodeAt(at) === SPACE) at += 1;
      const code = text.charCodeAt(at);
      if (code === HASH) start = this.#comment(at);
      else if (code === LINE_FEED) start = at + 1;
      else if (code === CARRIAGE_RETURN) start = at + 2;
      else if (at >= text.length) break;
      else {
        this.#at = at;
        this.#indent = at - (start === 1 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : start);
        return;
      }
    }
    this.#at = text.length;
    this.#indent = -1;
  }

  /** Passes a comment; gives the start of the next line. */
  #comment(at: number): number {
    this.#comments += 1;
    const newline = this.#text.indexOf('\n', at);
    const end = newline === -1 ? this.#text.length : newline;
    const body = this.#text.slice(at + 1, end);
    if (body.includes(DIRECTIVE_START) && body.trimStart().startsWith(DIRECTIVE_START)) {
      this.#directives.push({ offset: at, length: body.trimEnd().length + 1 });
    }
    return end + 1;
  }

  /** From the end of a value: only spaces and a comment may follow. Gives the start of the next line. */
  #endOfLine(from: number): number {
    const text = this.#text;
    let at = from;
    while (text.charCodeAt(at) === SPACE) at += 1;
    if (at >= text.length) return text.length;
    const code = text.charCodeAt(at);
    if (code === LINE_FEED) return at + 1;
    if (code === CARRIAGE_RETURN) return at + 2;
    if (code === HASH && at > from) return this.#comment(at);
    throw GIVE_UP;
  }

  #isDash(): boolean {
    return this.#text.charCodeAt(this.#at) === DASH && this.#endsWord(this.#at + 1);
  }

  #endsWord(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || at >= this.#text.length;
  }

  /** A mapping whose keys stand in one column; the cursor is at its first key. */
  #map(column: number, depth: number): PlainNode {
    if (depth > MAX_DEPTH) throw GIVE_UP;
    const start = this.#at;
    const value: Record<string, unknown> = {};
    const entries = new Map<string, PlainEntry>();
    let end = start;
    do {
      const entry = this.#entry(column, depth, entries, value);
      end = entry.value.end > entry.value.start ? entry.value.end : entry.key.end;
    } while (this.#indent === column && !this.#isDash());
    if (this.#indent > column) throw GIVE_UP;
    return { start, end, value, entries };
  }

  #entry(column: number, depth: number, entries: Map<string, PlainEntry>, object: Record<string, unknown>): PlainEntry {
    const { name, place, after } = this.#key();
    // An entry named __proto__ would set the prototype.
    if (entries.has(name) || name === '__proto__') throw GIVE_UP;
    const value = this.#after(after, column, depth, true);
    const entry = { key: place, value };
    entries.set(name, entry);
    object[name] = value.value;
    return entry;
  }

  #key(): { readonly name: string; readonly place: Place; readonly after: number } {
    const start = this.#at;
    const first = this.#text.charCodeAt(start);
    const isQuoted = first === DOUBLE || first === SINGLE;
    const pattern = isQuoted ? QUOTED_KEY : PLAIN_KEY;
    pattern.lastIndex = start;
    const match = pattern.exec(this.#text);
    if (match === null || match[0].length > LONGEST_KEY) throw GIVE_UP;
    const name = match[1] ?? match[2] ?? '';
    const end = start + name.length + (isQuoted ? 2 : 0);
    return { name, place: { start, end, form: isQuoted ? 'quoted' : 'plain' }, after: pattern.lastIndex };
  }

  /** What follows a colon or dash: on the same line, or below it. */
  #after(after: number, column: number, depth: number, isKey: boolean): PlainNode {
    const text = this.#text;
    const at = this.#spaces(after);
    const code = text.charCodeAt(at);
    const isEmpty = at >= text.length || code === LINE_FEED || code === CARRIAGE_RETURN || code === HASH;
    if (isEmpty) {
      const comments = this.#comments;
      this.#seek(this.#endOfLine(after));
      const below = this.#below(after, column, depth, isKey);
      // Where an empty item stands when blanks or a comment follow is the full reader's business.
      if (!isKey && below.value === null && (at !== after || this.#comments !== comments)) throw GIVE_UP;
      return below;
    }
    if (!isKey) {
      this.#at = at;
      if (this.#isDash()) return this.#list(column + (at - after) + 1, depth + 1);
      if (this.#isKeyHere(at)) return this.#map(column + (at - after) + 1, depth + 1);
    }
    const node = this.#inline(at, depth + 1);
    if (this.#indent > column) throw GIVE_UP;
    return node;
  }

  /** Below a key or dash: a deeper block, for a key also a list in the same column, or nothing. */
  #below(after: number, column: number, depth: number, isKey: boolean): PlainNode {
    if (this.#indent > column) return this.#isDash() ? this.#list(this.#indent, depth + 1) : this.#block(depth + 1);
    if (isKey && this.#indent === column && this.#isDash()) return this.#list(column, depth + 1);
    return { start: after, end: after, value: null };
  }

  #block(depth: number): PlainNode {
    if (!this.#isKeyHere(this.#at)) throw GIVE_UP;
    return this.#map(this.#indent, depth);
  }

  #isKeyHere(at: number): boolean {
    PLAIN_KEY.lastIndex = at;
    QUOTED_KEY.lastIndex = at;
    return PLAIN_KEY.test(this.#text) || QUOTED_KEY.test(this.#text);
  }

  /** A list whose dashes stand in one column; the cursor is at its first dash. */
  #list(column: number, depth: number): PlainNode {
    if (depth > MAX_DEPTH) throw GIVE_UP;
    const start = this.#at;
    const items: PlainNode[] = [];
    const value: unknown[] = [];
    let end = start;
    do {
      const item = this.#after(this.#at + 1, column, depth, false);
      items.push(item);
      value.push(item.value);
      end = item.end;
    } while (this.#indent === column && this.#isDash());
    if (this.#indent > column) throw GIVE_UP;
    return { start, end, value, items };
  }

  /** A value on the line of its key or dash; the cursor moves to the next line with content. */
  #inline(at: number, depth: number): PlainNode {
    const code = this.#text.charCodeAt(at);
    const node =
      code === DOUBLE || code === SINGLE ? this.#quoted(at) : code === BRACKET || code === BRACE ? this.#flow(at, depth) : this.#plain(at);
    this.#seek(this.#endOfLine(node.end));
    return node;
  }

  #quoted(at: number): PlainNode {
    const isDouble = this.#text.charCodeAt(at) === DOUBLE;
    const pattern = isDouble ? DOUBLE_QUOTED : SINGLE_QUOTED;
    pattern.lastIndex = at;
    const [whole, inside] = pattern.exec(this.#text) ?? [];
    if (whole === undefined || inside === undefined) throw GIVE_UP;
    const value = isDouble
      ? inside.includes('\\')
        ? inside.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? '')
        : inside
      : inside.replaceAll("''", "'");
    const end = at + whole.length;
    return { start: at, end, form: 'quoted', value };
  }

  #plain(at: number): PlainNode {
    const text = this.#text;
    PLAIN_START.lastIndex = at;
    if (!PLAIN_START.test(text)) throw GIVE_UP;
    const newline = text.indexOf('\n', at);
    let end = newline === -1 ? text.length : newline;
    if (text.charCodeAt(end - 1) === CARRIAGE_RETURN) end -= 1;
    // Within the line only: a search to the end of the text, from every value, takes a large file quadratic time.
    const hash = text.slice(at, end).indexOf(' #');
    if (hash !== -1) end = at + hash;
    while (text.charCodeAt(end - 1) === SPACE) end -= 1;
    const source = text.slice(at, end);
    if (source.includes(': ') || source.endsWith(':')) throw GIVE_UP;
    return { start: at, end, form: 'plain', value: scalarOf(source) };
  }

  #flow(at: number, depth: number): PlainNode {
    if (depth > MAX_DEPTH) throw GIVE_UP;
    return this.#text.charCodeAt(at) === BRACKET ? this.#flowList(at, depth) : this.#flowMap(at, depth);
  }

  #flowList(start: number, depth: number): PlainNode {
    const items: PlainNode[] = [];
    let at = this.#spaces(start + 1);
    while (this.#text.charAt(at) !== ']') {
      const item = this.#flowItem(at, depth);
      items.push(item);
      at = this.#flowNext(item.end, ']');
    }
    return { start, end: at + 1, value: items.map(({ value }) => value), items };
  }

  #flowMap(start: number, depth: number): PlainNode {
    const entries = new Map<string, PlainEntry>();
    const value: Record<string, unknown> = {};
    let at = this.#spaces(start + 1);
    while (this.#text.charAt(at) !== '}') {
      this.#at = at;
      const { name, place, after } = this.#key();
      if (entries.has(name) || name === '__proto__') throw GIVE_UP;
      const item = this.#flowItem(this.#spaces(after), depth);
      entries.set(name, { key: place, value: item });
      value[name] = item.value;
      at = this.#flowNext(item.end, '}');
    }
    return { start, end: at + 1, value, entries };
  }

  #flowItem(at: number, depth: number): PlainNode {
    const code = this.#text.charCodeAt(at);
    if (code === DOUBLE || code === SINGLE) return this.#quoted(at);
    if (code === BRACKET || code === BRACE) return this.#flow(at, depth + 1);
    FLOW_PLAIN.lastIndex = at;
    const [source] = FLOW_PLAIN.exec(this.#text) ?? [];
    if (source === undefined) throw GIVE_UP;
    const end = at + source.length;
    return { start: at, end, form: 'plain', value: scalarOf(source) };
  }

  /** Past a comma to the next item, or to the closing bracket. */
  #flowNext(from: number, closer: string): number {
    const at = this.#spaces(from);
    const here = this.#text.charAt(at);
    if (here === closer) return at;
    if (here !== ',') throw GIVE_UP;
    const next = this.#spaces(at + 1);
    if (this.#text.charAt(next) === closer) throw GIVE_UP;
    return next;
  }

  #spaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE) at += 1;
    return at;
  }
}

const SPACE = 32;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const HASH = 35;
const DASH = 45;
const DOUBLE = 34;
const SINGLE = 39;
const BRACKET = 91;
const BRACE = 123;
const BYTE_ORDER_MARK = 0xfeff;

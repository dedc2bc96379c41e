import { MAX_DEPTH } from '../limits.js';
import type { ConfigPath } from '../path.js';

/** A JSON value with its place, in offsets of the text; `end` is exclusive. */
export interface JsonNode {
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
  readonly members?: ReadonlyMap<string, { readonly keyStart: number; readonly keyEnd: number; readonly node: JsonNode }>;
  readonly items?: readonly JsonNode[];
}

export interface JsonFault {
  readonly message: string;
  readonly offset: number;
}

export type JsonReading =
  | { readonly kind: 'read'; readonly root: JsonNode; readonly faults: readonly JsonFault[] }
  | { readonly kind: 'unreadable'; readonly fault: JsonFault };

class Unreadable extends Error {
  readonly fault: JsonFault;
  constructor(fault: JsonFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/**
 * Reads strict JSON (RFC 8259) with positions. `JSON.parse` gives none for values, and for faults only in some of its messages.
 * `faults` of a readable text are keys that are there twice; the first one counts.
 */
export function readJson(text: string): JsonReading {
  const reader = new JsonReader(text);
  try {
    return { kind: 'read', root: reader.readDocument(), faults: reader.faults };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { kind: 'unreadable', fault: thrown.fault };
    throw thrown;
  }
}

/** The node at a path, with its key when it is a member. */
export function findJson(
  root: JsonNode,
  path: ConfigPath,
): { readonly node: JsonNode; readonly keyStart?: number; readonly keyEnd?: number } | undefined {
  let found: { node: JsonNode; keyStart?: number; keyEnd?: number } = { node: root };
  for (const step of path) {
    if (typeof step === 'number') {
      const item = found.node.items?.[step];
      if (item === undefined) return undefined;
      found = { node: item };
    } else {
      const member = found.node.members?.get(step);
      if (member === undefined) return undefined;
      found = member;
    }
  }
  return found;
}

const BLANK = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// JSON forbids raw control characters inside texts: https://www.rfc-editor.org/rfc/rfc8259#section-7
// oxlint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const LITERALS = { true: true, false: false, null: null } as const;

class JsonReader {
  readonly faults: JsonFault[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    if (text.startsWith('\uFEFF')) this.#at = 1;
  }

  readDocument(): JsonNode {
    const root = this.#readValue(0);
    this.#skipBlank();
    if (this.#at < this.#text.length) this.#fail('There is something after the end of the JSON value');
    return root;
  }

  #readValue(depth: number): JsonNode {
    this.#skipBlank();
    if (depth > MAX_DEPTH) this.#fail(`Nested deeper than ${MAX_DEPTH} levels`);
    const start = this.#at;
    const character = this.#text[start];
    if (character === '{') return this.#readObject(start, depth);
    if (character === '[') return this.#readArray(start, depth);
    if (character === '"') return { start, value: this.#readString(), end: this.#at };
    for (const [word, value] of Object.entries(LITERALS)) {
      if (this.#text.startsWith(word, start)) {
        this.#at += word.length;
        return { start, end: this.#at, value };
      }
    }
    const number = this.#take(NUMBER);
    if (number === undefined || number === '')
      this.#fail(character === undefined ? 'The file ends where a value should be' : 'A JSON value should be here');
    return { start, end: this.#at, value: Number(number) };
  }

  #readObject(start: number, depth: number): JsonNode {
    const members = new Map<string, { keyStart: number; keyEnd: number; node: JsonNode }>();
    this.#at += 1;
    this.#skipBlank();
    while (this.#text[this.#at] !== '}') {
      if (members.size > 0) this.#expect(',', 'A comma or `}` should be here');
      this.#skipBlank();
      const keyStart = this.#at;
      const key = this.#readString();
      const keyEnd = this.#at;
      this.#skipBlank();
      this.#expect(':', 'A colon should follow the key');
      const node = this.#readValue(depth + 1);
      if (members.has(key)) this.faults.push({ message: `Key '${key}' is there twice`, offset: keyStart });
      else members.set(key, { keyStart, keyEnd, node });
      this.#skipBlank();
    }
    this.#at += 1;
    const value = {};
    for (const [key, { node }] of members)
      Object.defineProperty(value, key, { value: node.value, enumerable: true, configurable: true, writable: true });
    return { start, end: this.#at, value, members };
  }

  #readArray(start: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.#at += 1;
    this.#skipBlank();
    while (this.#text[this.#at] !== ']') {
      if (items.length > 0) this.#expect(',', 'A comma or `]` should be here');
      items.push(this.#readValue(depth + 1));
      this.#skipBlank();
    }
    this.#at += 1;
    return { start, end: this.#at, value: items.map((item) => item.value), items };
  }

  #readString(): string {
    if (this.#text[this.#at] !== '"')
      this.#fail(this.#at >= this.#text.length ? 'The file ends too early' : 'A text in double quotes should be here');
    const source = this.#take(STRING);
    if (source === undefined) this.#fail('This text is not closed, or holds a line break or an unknown escape');
    const value: unknown = JSON.parse(source ?? '""');
    return typeof value === 'string' ? value : '';
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skipBlank(): void {
    this.#take(BLANK);
  }

  #expect(character: string, message: string): void {
    if (this.#text[this.#at] !== character) this.#fail(this.#at >= this.#text.length ? 'The file ends too early' : message);
    this.#at += 1;
  }

  #fail(message: string): never {
    throw new Unreadable({ message, offset: this.#at });
  }
}

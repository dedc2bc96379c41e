import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { MAX_DEPTH, MAX_EXPANDED_VALUES } from './limits.js';
import { isNode, placeOf } from './node-places.js';
import type { ConfigPath } from './path.js';
import type { Place, TextTree } from './text-tree.js';

/** A fault of the tree, in offsets of the text. */
export interface TreeProblem {
  readonly ruleId: 'yaml-syntax' | 'yaml-tag' | 'yaml-duplicate-key' | 'yaml-limits';
  readonly message: string;
  readonly help: string;
  readonly start: number;
  readonly end: number;
  /** Of a key that is there twice: where the first stands, where the second's value ends, and whether both have the same value. */
  readonly duplicate?: { readonly first: number; readonly end: number; readonly equal: boolean };
}

interface Built {
  readonly value: unknown;
  readonly size: number;
  readonly height: number;
}

type Entry = Pair<unknown, unknown>;

const NOTHING: Built = { value: null, size: 1, height: 0 };
const MERGE_KEY = '<<';

/** Tags that the yaml package understands without a warning although the policy format has no tags. */
const FOREIGN_TAGS: ReadonlySet<string> = new Set(
  ['binary', 'omap', 'pairs', 'set', 'timestamp'].map((name) => `tag:yaml.org,2002:${name}`),
);

export const TAG_WORDS = [
  'This tag is not part of the policy format',
  'Remove it; values are plain texts, numbers, booleans, lists and mappings.',
] as const;

/**
 * Reads a composed YAML document into plain values and answers where each of them stands. Aliases and merge keys are followed.
 * The yaml package could convert too, but it compares every key with every other and reports neither place of a duplicate.
 */
export class ConfigTree implements TextTree {
  readonly problems: TreeProblem[] = [];
  readonly value: unknown;
  readonly #root: unknown;
  readonly #anchors = new Map<string, Node>();
  readonly #targets = new Map<unknown, Node>();
  readonly #built = new Map<unknown, Built>();
  readonly #open = new Set<unknown>();
  readonly #entries = new Map<unknown, Map<string, Entry>>();
  #expanded = 0;

  constructor(root: unknown) {
    this.#root = root;
    this.value = this.#build(root, 0).value;
  }

  find(path: ConfigPath): { readonly key?: Place | undefined; readonly value?: Place | undefined } | undefined {
    const found = this.#find(path);
    return found && { key: placeOf(found.key), value: placeOf(found.value) };
  }

  firstKey(path: ConfigPath): Place | undefined {
    const target = this.#resolve(this.#find(path)?.value);
    const key = isMap(target) ? target.items[0]?.key : undefined;
    return isNode(key) ? placeOf(key) : undefined;
  }

  #find(path: ConfigPath): { readonly key?: Node; readonly value?: Node } | undefined {
    let found: { key?: Node; value?: Node } = isNode(this.#root) ? { value: this.#root } : {};
    for (const step of path) {
      const next = this.#step(this.#resolve(found.value), step);
      if (next === undefined) return undefined;
      found = next;
    }
    return found;
  }

  #step(node: unknown, step: string | number): { key?: Node; value?: Node } | undefined {
    if (typeof step === 'number') {
      const item = isSeq(node) ? node.items[step] : undefined;
      return isNode(item) ? { value: item } : undefined;
    }
    if (!isMap(node)) return undefined;
    const pair = this.#pairOf(node, step, 0);
    if (pair === undefined) return undefined;
    return { ...(isNode(pair.key) ? { key: pair.key } : {}), ...(isNode(pair.value) ? { value: pair.value } : {}) };
  }

  #pairOf(map: YAMLMap, key: string, depth: number): Entry | undefined {
    const own = this.#entries.get(map)?.get(key);
    if (own !== undefined || depth > MAX_DEPTH) return own;
    for (const pair of map.items) {
      if (!isMergeKey(pair.key)) continue;
      for (const source of this.#mergeSources(pair.value)) {
        const inherited = isMap(source) ? this.#pairOf(source, key, depth + 1) : undefined;
        if (inherited !== undefined) return inherited;
      }
    }
    return undefined;
  }

  #resolve(node: unknown): unknown {
    return isAlias(node) ? this.#targets.get(node) : node;
  }

  #mergeSources(value: unknown): readonly unknown[] {
    const target = this.#resolve(value);
    return isSeq(target) ? target.items.map((item) => this.#resolve(item)) : [target];
  }

  #keyText(key: unknown): string | undefined {
    const target = this.#resolve(key);
    if (!isScalar(target)) return undefined;
    return typeof target.value === 'string' ? target.value : (target.source ?? String(target.value));
  }

  #build(node: unknown, depth: number): Built {
    if (isAlias(node)) return this.#buildAlias(node, node.source, depth);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return NOTHING;
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (depth > MAX_DEPTH) return this.#tooDeep(node);
    if (node.tag !== undefined && FOREIGN_TAGS.has(node.tag)) this.#report('yaml-tag', node, ...TAG_WORDS);
    this.#open.add(node);
    const built = isMap(node) ? this.#buildMap(node, depth) : isSeq(node) ? this.#buildList(node.items, depth) : this.#buildScalar(node);
    this.#open.delete(node);
    if (node.anchor !== undefined) this.#built.set(node, built);
    return built;
  }

  #buildScalar(scalar: Scalar): Built {
    const { value, source } = scalar;
    this.#expanded += 1;
    // Tags such as !!binary and !!timestamp make objects of texts.
    return { value: typeof value === 'object' && value !== null ? source : withoutTag(scalar), size: 1, height: 0 };
  }

  #buildList(items: readonly unknown[], depth: number): Built {
    const built = items.map((item) => this.#build(item, depth + 1));
    this.#expanded += 1;
    return { value: built.map((item) => item.value), ...measure(built) };
  }

  #buildMap(map: YAMLMap, depth: number): Built {
    const own = new Map<string, unknown>();
    const merged = new Map<string, unknown>();
    const entries = new Map<string, Entry>();
    this.#entries.set(map, entries);
    const parts: Built[] = [];
    for (const pair of map.items) {
      if (isScalar(pair.key) && pair.key.anchor !== undefined) this.#anchors.set(pair.key.anchor, pair.key);
      if (isAlias(pair.key)) this.#buildAlias(pair.key, pair.key.source, 0);
      const value = this.#build(pair.value, depth + 1);
      parts.push(value);
      if (isMergeKey(pair.key)) this.#merge(pair, value.value, merged);
      else this.#addEntry(pair, value.value, own, entries);
    }
    this.#expanded += 1;
    return { value: toObject(own, merged), ...measure(parts) };
  }

  #addEntry(pair: Entry, value: unknown, own: Map<string, unknown>, entries: Map<string, Entry>): void {
    const key = this.#keyText(pair.key);
    const place = isNode(pair.key) ? pair.key : undefined;
    if (key === undefined || place === undefined) {
      if (!isAlias(pair.key)) this.#report('yaml-syntax', place, 'A key must be a single word or text', 'Write `key: value`.');
      return;
    }
    const first = entries.get(key);
    if (first === undefined) {
      entries.set(key, pair);
      own.set(key, value);
      return;
    }
    this.#reportDuplicate(key, place, isNode(first.key) ? first.key : place, pair, [own.get(key), value]);
  }

  #reportDuplicate(key: string, place: Node, firstPlace: Node, second: Entry, values: readonly [unknown, unknown]): void {
    const [start, keyEnd] = place.range ?? [0, 0];
    const valueEnd = isNode(second.value) ? second.value.range?.[1] : undefined;
    const equal = JSON.stringify(values[0]) === JSON.stringify(values[1]);
    this.problems.push({
      ruleId: 'yaml-duplicate-key',
      message: `Key '${shorten(key)}' is there twice in this mapping`,
      help: 'Keep one of the two.',
      start,
      end: keyEnd,
      duplicate: { first: firstPlace.range?.[0] ?? 0, end: Math.max(valueEnd ?? keyEnd, keyEnd), equal },
    });
  }

  #merge(pair: Entry, value: unknown, merged: Map<string, unknown>): void {
    for (const source of Array.isArray(value) ? value : [value]) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        const place = isNode(pair.key) ? pair.key : undefined;
        this.#report(
          'yaml-syntax',
          place,
          "The merge key '<<' needs a mapping, or a list of mappings",
          'Point it at an anchored mapping: `<<: *name`.',
        );
        return;
      }
      for (const [key, inherited] of Object.entries(source)) if (!merged.has(key)) merged.set(key, inherited);
    }
  }

  #buildAlias(alias: Node, name: string, depth: number): Built {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      this.#report(
        'yaml-syntax',
        alias,
        `Alias '*${name}' has no anchor before it`,
        `Define it earlier with \`&${name}\`, or put the text in quotes if no alias is meant.`,
      );
      return NOTHING;
    }
    if (this.#open.has(target)) {
      this.#report(
        'yaml-syntax',
        alias,
        `Alias '*${name}' points at the value that contains it`,
        'Refer to a value that is complete before this line.',
      );
      return NOTHING;
    }
    this.#targets.set(alias, target);
    const built = this.#built.get(target) ?? { value: isScalar(target) ? target.value : null, size: 1, height: 0 };
    if (depth + built.height > MAX_DEPTH) return this.#tooDeep(alias);
    const before = this.#expanded;
    this.#expanded += built.size;
    if (this.#expanded <= MAX_EXPANDED_VALUES) return built;
    if (before <= MAX_EXPANDED_VALUES) {
      const message = `The aliases of this file stand for more than ${MAX_EXPANDED_VALUES} values`;
      this.#report('yaml-limits', alias, message, 'Write the values out, or use fewer aliases.');
    }
    return NOTHING;
  }

  #tooDeep(node: Node): Built {
    this.#report(
      'yaml-limits',
      node,
      `Nested deeper than ${MAX_DEPTH} levels`,
      'A policy file is about five levels deep; check the brackets and the indentation.',
    );
    return NOTHING;
  }

  #report(ruleId: TreeProblem['ruleId'], node: Node | undefined, message: string, help: string): void {
    const [start, end] = node?.range ?? [0, 0];
    this.problems.push({ ruleId, message, help, start, end });
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === MERGE_KEY && key.type === 'PLAIN';
}

/** The value without a tag of the writer's own, which makes a text of everything: the tag is the fault, and it is told once. */
function withoutTag({ value, source = '', tag, type }: Scalar): unknown {
  if (tag?.startsWith('!') !== true || type !== 'PLAIN') return value;
  if (/^(?:true|false)$/i.test(source)) return source.toLowerCase() === 'true';
  return /^[-+]?\d+(?:\.\d+)?$/.test(source) ? Number(source) : value;
}

function measure(parts: readonly Built[]): { size: number; height: number } {
  let size = 1;
  let height = 0;
  for (const part of parts) {
    size += part.size;
    height = Math.max(height, part.height + 1);
  }
  return { size, height };
}

function toObject(own: ReadonlyMap<string, unknown>, merged: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  const set = (key: string, value: unknown): void => {
    // A key named __proto__ must become an entry, not the object's prototype; for the others an assignment is many times as fast.
    if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
    else object[key] = value;
  };
  for (const [key, value] of own) set(key, value);
  for (const [key, value] of merged) if (!own.has(key)) set(key, value);
  return object;
}

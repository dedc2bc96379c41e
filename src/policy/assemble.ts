import type { PackIdentity } from '../report/gateway-model.js';
import type { Range, TextEdit } from '../report/model.js';
import type { LineIndex } from './lines.js';
import { type ConfigPath, entryOf, isMapping } from './path.js';
import type { Place, TextTree } from './text-tree.js';

/** A fault of the text itself, found while reading it. */
export interface SyntaxProblem {
  readonly ruleId:
    | 'yaml-syntax'
    | 'yaml-tag'
    | 'yaml-duplicate-key'
    | 'yaml-documents'
    | 'yaml-limits'
    | 'empty-file'
    | 'not-yaml'
    | 'document-shape';
  readonly message: string;
  readonly help?: string;
  readonly range: Range;
  readonly fix?: TextEdit;
}

/**
 * Which of the documented top-level shapes this is: a whole configuration, one policy on its own, or the older list-shaped document.
 * Source: https://docs.keeptrusts.com/docs/policies/config-single-policy-docs
 */
export type DocumentShape = 'config' | 'single-policy' | 'list-shaped';

/** A piece of the text that an edit may replace, in UTF-16 offsets. */
export interface TextSpan {
  readonly offset: number;
  readonly length: number;
}

/** A policy file as plain values, with the place of each. Nothing is checked beyond what reading it needs. */
export interface PolicyDocument {
  readonly text: string;
  /** Undefined when the text could not be read. */
  readonly value: unknown;
  readonly problems: readonly SyntaxProblem[];
  /** The comments that speak to the linter, each from its `#` to the end of its line. */
  readonly directives: readonly TextSpan[];
  /** Undefined when the document is not a mapping. */
  readonly shape?: DocumentShape;
  /** Name and version of `pack`, when both are texts. */
  readonly identity?: PackIdentity;
  /** The kinds of `policies.chain` in order, conditional entries by their key; undefined when there is no such list. */
  readonly chain?: readonly string[];
  /** Where a key or value stands; undefined when the path does not exist. A value that is left empty is shown by its key. */
  rangeOf(path: ConfigPath, part: 'key' | 'value'): Range | undefined;
  /** Where the nearest existing ancestor of a path stands; the start of the document at worst. */
  nearestRange(path: ConfigPath): Range;
  /** The characters of a scalar key or value without its quotes; undefined for anything that a simple edit cannot replace. */
  spanOf(path: ConfigPath, part: 'key' | 'value'): TextSpan | undefined;
  /** A whole line without indentation; undefined when the file has no such line. */
  rangeOfLine(line: number): Range | undefined;
  /** A piece of the text, from one UTF-16 offset up to another. */
  rangeBetween(start: number, end: number): Range;
}

/** What a read text is put together from. */
export interface Parts {
  readonly text: string;
  readonly lines: LineIndex;
  /** Undefined when the text could not be read. */
  readonly tree?: TextTree | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly directives: readonly TextSpan[];
}

/** Completes a read text with what all rules ask of it. */
export function assemble({ text, lines, tree, problems, directives }: Parts): PolicyDocument {
  // A file that breaks a limit is not interpreted further: its value is incomplete.
  const value = problems.some((problem) => problem.ruleId === 'yaml-limits') ? undefined : tree?.value;
  const places = new Places(text, lines, tree);
  const shape = shapeOf(value);
  const identity = identityOf(value);
  const chain = chainOf(value);
  return {
    text,
    value,
    problems,
    directives,
    ...(shape === undefined ? {} : { shape }),
    ...(identity === undefined ? {} : { identity }),
    ...(chain === undefined ? {} : { chain }),
    rangeOf: (path, part) => places.rangeOf(path, part),
    nearestRange: (path) => places.nearestRange(path),
    spanOf: (path, part) => places.spanOf(path, part),
    rangeOfLine: (line) => lines.rangeOfLine(line),
    rangeBetween: (start, end) => lines.rangeBetween(start, end),
  };
}

class Places {
  readonly #text: string;
  readonly #lines: LineIndex;
  readonly #tree: TextTree | undefined;

  constructor(text: string, lines: LineIndex, tree: TextTree | undefined) {
    this.#text = text;
    this.#lines = lines;
    this.#tree = tree;
  }

  rangeOf(path: ConfigPath, part: 'key' | 'value'): Range | undefined {
    const found = this.#tree?.find(path);
    if (found === undefined) return undefined;
    const [first, other] = part === 'key' ? [found.key, found.value] : [found.value, found.key];
    return this.#rangeAt(first) ?? this.#rangeAt(other);
  }

  nearestRange(path: ConfigPath): Range {
    for (let length = path.length; length > 0; length -= 1) {
      const found = this.#tree?.find(path.slice(0, length));
      if (found === undefined) continue;
      const range = this.#rangeAt(found.key ?? this.#tree?.firstKey(path.slice(0, length))) ?? this.#firstLine(found.value);
      if (range !== undefined) return range;
    }
    const root = this.#tree?.find([])?.value;
    return this.#rangeAt(this.#tree?.firstKey([])) ?? this.#firstLine(root) ?? this.#lines.rangeBetween(0, 0);
  }

  spanOf(path: ConfigPath, part: 'key' | 'value'): TextSpan | undefined {
    const place = this.#tree?.find(path)?.[part];
    if (place?.form === undefined) return undefined;
    const { start, end } = place;
    if (place.form === 'quoted') return end - start >= 2 ? { offset: start + 1, length: end - start - 2 } : undefined;
    return end > start && !this.#text.slice(start, end).includes('\n') ? { offset: start, length: end - start } : undefined;
  }

  #rangeAt(place: Place | undefined): Range | undefined {
    if (place === undefined || place.end <= place.start) return undefined;
    return this.#lines.rangeBetween(place.start, place.end);
  }

  #firstLine(place: Place | undefined): Range | undefined {
    return place === undefined ? undefined : this.#lines.restOfLine(place.start);
  }
}

const OLDER_KEYS = ['input_policies', 'output_policies'];

function shapeOf(value: unknown): DocumentShape | undefined {
  if (!isMapping(value)) return undefined;
  const hasPack = Object.hasOwn(value, 'pack');
  if (
    Array.isArray(value.policies) ||
    OLDER_KEYS.some((key) => Object.hasOwn(value, key)) ||
    (!hasPack && Object.hasOwn(value, 'version'))
  ) {
    return 'list-shaped';
  }
  const policy = entryOf(value, 'policy');
  const single = ['name', 'version', 'enabled'].some((key) => ['string', 'number', 'boolean'].includes(typeof entryOf(policy, key)));
  return single && !hasPack && !Object.hasOwn(value, 'policies') ? 'single-policy' : 'config';
}

function identityOf(value: unknown): PackIdentity | undefined {
  const pack = entryOf(value, 'pack');
  const [id, name, version] = [entryOf(pack, 'id'), entryOf(pack, 'name'), entryOf(pack, 'version')];
  if (typeof name !== 'string' || typeof version !== 'string') return undefined;
  return { ...(typeof id === 'string' ? { id } : {}), name, version };
}

function chainOf(value: unknown): readonly string[] | undefined {
  const chain = entryOf(entryOf(value, 'policies'), 'chain');
  if (!Array.isArray(chain)) return undefined;
  return chain.flatMap((entry: unknown) => {
    if (typeof entry === 'string') return [entry];
    const key = isMapping(entry) ? Object.keys(entry)[0] : undefined;
    return key === undefined ? [] : [key];
  });
}

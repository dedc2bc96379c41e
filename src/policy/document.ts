import { isScalar, type Node } from 'yaml';
import type { PackIdentity, Range } from '../report/model.js';
import { MAX_DEPTH, MAX_FILE_LENGTH } from './limits.js';
import { LineIndex } from './lines.js';
import { type ConfigPath, entryOf, isMapping } from './path.js';
import { composeYaml, describeSyntaxError } from './syntax.js';
import { ConfigTree, TAG_WORDS } from './tree.js';

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
}

/** Reads a policy file. Never throws on any text: what is wrong with it is in `problems`. */
export function parsePolicy(text: string): PolicyDocument {
  const lines = new LineIndex(text);
  const unreadable = refuse(text, lines);
  if (unreadable !== undefined) return assemble(text, lines, undefined, [unreadable]);
  const composed = composeYaml(text);
  if (composed.kind === 'too-deep') {
    const help = 'A policy file is about five levels deep; check the brackets and the indentation.';
    const range = lines.restOfLine(composed.offset);
    return assemble(text, lines, undefined, [{ ruleId: 'yaml-limits', message: `Nested deeper than ${MAX_DEPTH} levels`, help, range }]);
  }
  const { document, second } = composed;
  const fault = describeSyntaxError(document.errors);
  if (fault !== undefined) {
    const { message, help, start, end } = fault;
    return assemble(text, lines, undefined, [{ ruleId: 'yaml-syntax', message, help, range: lines.rangeBetween(start, end) }]);
  }
  if (second !== undefined) {
    const message = 'The file holds more than one YAML document; this is where the second starts';
    return assemble(text, lines, undefined, [
      { ruleId: 'yaml-documents', message, help: 'Keep one configuration per file.', range: lines.restOfLine(second) },
    ]);
  }
  const tree = new ConfigTree(document.contents);
  return assemble(text, lines, tree, [
    ...treeProblems(tree, lines),
    ...tagProblems(document.warnings, lines),
    ...rootProblems(tree, lines),
  ]);
}

/** A line without content: blank, a comment, or a document marker. */
const BLANK_LINE = /^(?:---|\.\.\.)?\s*(?:#.*)?\r?$/;

function refuse(text: string, lines: LineIndex): SyntaxProblem | undefined {
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    return {
      ruleId: 'not-yaml',
      message: 'The file holds NUL characters: it is binary, or text in UTF-16',
      help: 'Save it as UTF-8 text.',
      range: lines.rangeBetween(nul, nul + 1),
    };
  }
  if (text.length > MAX_FILE_LENGTH) {
    const message = `The file is ${text.length} characters long; the limit is ${MAX_FILE_LENGTH}`;
    return { ruleId: 'yaml-limits', message, help: 'Split the configuration, one file per gateway.', range: lines.rangeBetween(0, 0) };
  }
  if (
    text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .every((line) => BLANK_LINE.test(line))
  ) {
    return {
      ruleId: 'empty-file',
      message: 'The file is empty',
      help: 'Start it with a `pack:` section.',
      range: lines.rangeBetween(0, 0),
    };
  }
  return undefined;
}

function treeProblems(tree: ConfigTree, lines: LineIndex): SyntaxProblem[] {
  return tree.problems.map(({ ruleId, message, help, start, end, firstStart }) => {
    const first = firstStart === undefined ? undefined : lines.positionAt(firstStart);
    const full = first === undefined ? help : `${help} The first one is on line ${first.line}, column ${first.column}.`;
    return { ruleId, message, help: full, range: lines.rangeBetween(start, end) };
  });
}

function tagProblems(
  warnings: readonly { readonly code: string; readonly pos: readonly [number, number] }[],
  lines: LineIndex,
): SyntaxProblem[] {
  return warnings
    .filter((warning) => warning.code === 'TAG_RESOLVE_FAILED')
    .map(({ pos }) => ({
      ruleId: 'yaml-tag' as const,
      message: TAG_WORDS[0],
      help: TAG_WORDS[1],
      range: lines.rangeBetween(pos[0], pos[1]),
    }));
}

function rootProblems(tree: ConfigTree, lines: LineIndex): SyntaxProblem[] {
  if (isMapping(tree.value) || tree.problems.some((problem) => problem.ruleId === 'yaml-limits')) return [];
  const start = tree.find([])?.value?.range?.[0] ?? 0;
  const message = `The document is ${Array.isArray(tree.value) ? 'a list' : 'a single value'}, not a mapping`;
  return [
    { ruleId: 'document-shape', message, help: 'A policy file is a mapping that starts with `pack:`.', range: lines.restOfLine(start) },
  ];
}

function assemble(text: string, lines: LineIndex, tree: ConfigTree | undefined, problems: readonly SyntaxProblem[]): PolicyDocument {
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
    ...(shape === undefined ? {} : { shape }),
    ...(identity === undefined ? {} : { identity }),
    ...(chain === undefined ? {} : { chain }),
    rangeOf: (path, part) => places.rangeOf(path, part),
    nearestRange: (path) => places.nearestRange(path),
    spanOf: (path, part) => places.spanOf(path, part),
    rangeOfLine: (line) => lines.rangeOfLine(line),
  };
}

class Places {
  readonly #text: string;
  readonly #lines: LineIndex;
  readonly #tree: ConfigTree | undefined;

  constructor(text: string, lines: LineIndex, tree: ConfigTree | undefined) {
    this.#text = text;
    this.#lines = lines;
    this.#tree = tree;
  }

  rangeOf(path: ConfigPath, part: 'key' | 'value'): Range | undefined {
    const found = this.#tree?.find(path);
    if (found === undefined) return undefined;
    const [first, other] = part === 'key' ? [found.key, found.value] : [found.value, found.key];
    return this.#rangeOfNode(first) ?? this.#rangeOfNode(other);
  }

  nearestRange(path: ConfigPath): Range {
    for (let length = path.length; length > 0; length -= 1) {
      const found = this.#tree?.find(path.slice(0, length));
      if (found === undefined) continue;
      const range = this.#rangeOfNode(found.key ?? this.#tree?.firstKey(found.value)) ?? this.#firstLine(found.value);
      if (range !== undefined) return range;
    }
    const root = this.#tree?.find([])?.value;
    return this.#rangeOfNode(this.#tree?.firstKey(root)) ?? this.#firstLine(root) ?? this.#lines.rangeBetween(0, 0);
  }

  spanOf(path: ConfigPath, part: 'key' | 'value'): TextSpan | undefined {
    const node = this.#tree?.find(path)?.[part];
    if (!isScalar(node) || !node.range) return undefined;
    const [start, end] = node.range;
    if (node.type === 'PLAIN')
      return end > start && !this.#text.slice(start, end).includes('\n') ? { offset: start, length: end - start } : undefined;
    const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
    return quoted && end - start >= 2 ? { offset: start + 1, length: end - start - 2 } : undefined;
  }

  #rangeOfNode(node: Node | undefined): Range | undefined {
    if (!node?.range || node.range[1] <= node.range[0]) return undefined;
    return this.#lines.rangeBetween(node.range[0], node.range[1]);
  }

  #firstLine(node: Node | undefined): Range | undefined {
    return node?.range ? this.#lines.restOfLine(node.range[0]) : undefined;
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

/**
 * What the program needs of the JSON Schemas in `kinds/` and `sections/`, without titles, descriptions and examples: the schemas are written for
 * editors and readers, this form for fast loading. `scripts/catalog.mjs` writes it at build time.
 */

/** How well a fact is supported: a field table or plain sentence, an example only, pages that disagree, or a reading of ours. */
export type Evidence = 'documented' | 'example' | 'conflict' | 'inferred';

export interface SchemaNode {
  readonly types?: readonly string[];
  /** Known keys of a mapping. */
  readonly keys?: Readonly<Record<string, SchemaNode>>;
  /** What every value of a free-keyed mapping looks like. */
  readonly entries?: SchemaNode;
  readonly items?: SchemaNode;
  /** False when the list of keys may be longer than `keys`; undefined means as the parent. */
  readonly complete?: boolean;
  readonly required?: readonly string[];
  /** Documented allowed values; absent when the list may be longer. */
  readonly enum?: readonly unknown[];
  /** Values that were seen where the list may be longer: only good for telling what a near miss was meant to be. */
  readonly seen?: readonly string[];
  /** Values that official pages use although the documented list lacks them. */
  readonly undocumentedValues?: readonly unknown[];
  readonly default?: unknown;
  /** Of a required key: what it may look like. */
  readonly example?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Limits that only sense or a sister setting suggests. */
  readonly inferredMinimum?: number;
  readonly inferredMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** `url`, `uuid` or `duration`. Not JSON Schema's `format`: values may hold `${VARIABLE}`. */
  readonly format?: string;
  /** Absent where it is documented, as most is: the catalog is read at every cold start. */
  readonly evidence?: Exclude<Evidence, 'documented'>;
}

export interface KindFacts {
  readonly keysComplete: boolean;
  /** Keys that official pages use although no field table lists them; `<x>` stands for any key, `[]` for any item. */
  readonly undocumentedKeys: readonly string[];
  readonly phase: string;
  readonly verdicts: readonly string[];
  readonly reasonCodes: readonly string[];
  /** Keys of which only one group may be used, by the name of the form. */
  readonly forms?: { readonly evidence: Evidence; readonly keys: Readonly<Record<string, readonly string[]>> };
  /** The block `policy.<kind>`. */
  readonly block: SchemaNode;
}

export interface SectionFacts {
  readonly keysComplete: boolean;
  readonly node: SchemaNode;
}

export interface CompiledCatalog {
  readonly kinds: Readonly<Record<string, KindFacts>>;
  readonly sections: Readonly<Record<string, SectionFacts>>;
  /** `policy` of a document that holds one policy on its own. */
  readonly singlePolicy: SchemaNode;
}

type Json = Readonly<Record<string, unknown>>;

const COPIED = {
  required: 'required',
  enum: 'enum',
  default: 'default',
  minimum: 'minimum',
  maximum: 'maximum',
  'x-inferred-minimum': 'inferredMinimum',
  'x-inferred-maximum': 'inferredMaximum',
  minLength: 'minLength',
  maxLength: 'maxLength',
  pattern: 'pattern',
  'x-keys-complete': 'complete',
  'x-undocumented-values': 'undocumentedValues',
  'x-format': 'format',
  'x-evidence': 'evidence',
} as const;

/**
 * Turns the schema files, keyed by kind and section, into the compact form.
 * @throws TypeError when a file lacks what every schema must state; the build must not go on with it.
 */
export function compileCatalog(schemas: {
  readonly kinds: Json;
  readonly sections: Json;
  readonly singlePolicy: unknown;
}): CompiledCatalog {
  return {
    kinds: mapEntries(schemas.kinds, compileKind),
    sections: mapEntries(schemas.sections, compileSection),
    singlePolicy: compileNode(schemas.singlePolicy, 'single-policy'),
  };
}

function compileKind(name: string, schema: unknown): KindFacts {
  const root = object(schema, name);
  if (root['x-kind'] !== name) throw new TypeError(`schema of kind ${name}: x-kind is ${JSON.stringify(root['x-kind'])}`);
  const deterministic = root['x-deterministic'];
  if (typeof deterministic !== 'boolean' && deterministic !== 'partial')
    throw new TypeError(`schema of kind ${name}: x-deterministic is missing`);
  mustNameSources(root, name);
  return {
    keysComplete: boolean(root, 'x-keys-complete', name),
    undocumentedKeys: texts(root, 'x-undocumented-keys', name),
    phase: text(root, 'x-phase', name),
    verdicts: texts(root, 'x-verdicts', name),
    reasonCodes: texts(root, 'x-reason-codes', name),
    ...formsOf(root, name),
    block: compileNode(root, name),
  };
}

function formsOf(root: Json, name: string): Pick<KindFacts, 'forms'> {
  if (root['x-forms'] === undefined) return {};
  const forms = object(root['x-forms'], name);
  const evidence = root['x-forms-evidence'] === 'documented' ? 'documented' : 'conflict';
  return { forms: { evidence, keys: mapEntries(forms, (form) => texts(forms, form, name)) } };
}

function compileSection(name: string, schema: unknown): SectionFacts {
  const root = object(schema, name);
  if (root['x-section'] !== name) throw new TypeError(`schema of section ${name}: x-section is ${JSON.stringify(root['x-section'])}`);
  mustNameSources(root, name);
  return { keysComplete: boolean(root, 'x-keys-complete', name), node: compileNode(root, name) };
}

/** Where the facts come from is for who maintains them; at run time nobody asks. */
function mustNameSources(root: Json, name: string): void {
  if (texts(root, 'x-source', name).length === 0) throw new TypeError(`schema ${name}: x-source names no page`);
}

function compileNode(schema: unknown, at: string): SchemaNode {
  const source = object(schema, at);
  const node: Record<string, unknown> = {};
  const type = source.type;
  if (type !== undefined) node.types = Array.isArray(type) ? type : [type];
  for (const [from, to] of Object.entries(COPIED)) if (source[from] !== undefined) node[to] = source[from];
  if (node.evidence === 'documented') delete node.evidence;
  const seen = seenValues(source);
  if (seen.length > 0) node.seen = seen;
  if (source.properties !== undefined)
    node.keys = mapEntries(object(source.properties, at), (key, child) => ({
      ...compileNode(child, `${at}.${key}`),
      ...(Array.isArray(source.required) && source.required.includes(key) ? exampleOf(child) : {}),
    }));
  if (typeof source.additionalProperties === 'object') node.entries = compileNode(source.additionalProperties, `${at}.<key>`);
  if (source.items !== undefined) node.items = compileNode(source.items, `${at}[]`);
  return node;
}

function exampleOf(schema: unknown): Pick<SchemaNode, 'example'> {
  const examples = typeof schema === 'object' && schema !== null && 'examples' in schema ? schema.examples : undefined;
  return Array.isArray(examples) ? { example: examples[0] } : {};
}

/** Short words are near to too many others to be recognised in a slip. */
const SHORTEST_SEEN = 5;

function seenValues(schema: Json): readonly string[] {
  if (schema['x-enum-complete'] !== false || schema['x-open-values'] === true || !Array.isArray(schema.examples)) return [];
  return schema.examples.filter((value) => typeof value === 'string' && value.length >= SHORTEST_SEEN);
}

function mapEntries<T>(entries: Json, convert: (name: string, value: unknown) => T): Record<string, T> {
  const names = Object.keys(entries);
  return Object.fromEntries(names.map((name) => [name, convert(name, entries[name])]));
}

function object(value: unknown, at: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError(`schema ${at}: expected an object`);
  return Object.fromEntries(Object.entries(value));
}

function boolean(schema: Json, key: string, at: string): boolean {
  const value = schema[key];
  if (typeof value !== 'boolean') throw new TypeError(`schema ${at}: ${key} must be true or false`);
  return value;
}

function text(schema: Json, key: string, at: string): string {
  const value = schema[key];
  if (typeof value !== 'string') throw new TypeError(`schema ${at}: ${key} must be a text`);
  return value;
}

function texts(schema: Json, key: string, at: string): readonly string[] {
  const value = schema[key];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new TypeError(`schema ${at}: ${key} must be a list of texts`);
  return value;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = Readonly<Record<string, unknown>>;

/** The schema files of the policy format: by kind, by section, and of what a policy on its own says of itself. */
export interface SchemaFiles {
  readonly kinds: Readonly<Record<string, Json>>;
  readonly sections: Readonly<Record<string, Json>>;
  readonly singlePolicy: Json;
}

/** Path of the published schema from the root of the repository. */
export const EDITOR_SCHEMA_FILE = 'schema/policy-config.schema.json';

/**
 * A placeholder: `.example` never resolves, so that no editor fetches it (https://www.rfc-editor.org/rfc/rfc2606). Whoever publishes the file
 * under an address of their own replaces it.
 */
const ID = `https://keeptrusts-policy-action.example/${EDITOR_SCHEMA_FILE}`;

/** The four kinds that may stand alone. Source: https://docs.keeptrusts.com/docs/policies/config-single-policy-docs */
const SINGLE_POLICY_KINDS = ['prompt-injection', 'agent-firewall', 'citation-verifier', 'quality-scorer'];

/** Reads src/policy/schema below the root of the repository, in the order of file names. */
export function readSchemaFiles(root: string): SchemaFiles {
  const folder = (name: string): Record<string, Json> => {
    const directory = join(root, 'src/policy/schema', name);
    const files = readdirSync(directory).filter((file) => file.endsWith('.json'));
    return Object.fromEntries(
      files.sort().map((file) => [file.slice(0, -'.json'.length), object(JSON.parse(readFileSync(join(directory, file), 'utf8')))]),
    );
  };
  const { 'single-policy': singlePolicy } = folder('documents');
  return { kinds: folder('kinds'), sections: folder('sections'), singlePolicy: object(singlePolicy) };
}

/**
 * The JSON Schema (draft-07) of policy files for editors: one file without references to others. An editor knows one severity only, so that
 * it refuses what the linter calls an error and allows what is merely doubtful: unknown keys where the documented list may be longer, and
 * values and keys that official pages use although the field tables lack them.
 */
export function editorSchema(files: SchemaFiles): Json {
  const conditions = conditionsOf(files.sections);
  const sections = mapEntries(files.sections, (name, schema) => {
    if (name === 'policy') return policySection(schema, files.kinds);
    if (name === 'policies') return chainSection(schema, files.kinds);
    return converted(schema, { closed: schema['x-keys-complete'] === true, undocumented: [] });
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: ID,
    $comment: 'Generated from src/policy/schema by `npm run generate`; edit those files. $id is a placeholder that never resolves.',
    title: 'Keeptrusts policy-config.yaml',
    description: 'A policy configuration of the Keeptrusts gateway: a whole configuration, or one policy on its own.',
    type: 'object',
    ...conditional(SINGLE_POLICY_SHAPE, singlePolicy(files), { required: ['pack', 'policies'], properties: sections }),
    definitions: { conditions: converted(conditions, { closed: false, undocumented: [] }) },
  };
}

/** Without `pack` and `policies`, and with a policy that says its own name, version or enabled. */
const SINGLE_POLICY_SHAPE = {
  allOf: [
    { not: { anyOf: [{ required: ['pack'] }, { required: ['policies'] }] } },
    {
      required: ['policy'],
      properties: {
        policy: {
          anyOf: ['name', 'version', 'enabled'].map((key) => ({
            required: [key],
            properties: { [key]: { type: ['string', 'number', 'boolean'] } },
          })),
        },
      },
    },
  ],
};

const CONDITIONAL = ['if', 'then', 'else'];

/** A condition and what follows: schemas for `if`, `then` and, where there is one, `else`. */
function conditional(...schemas: readonly Json[]): Json {
  return Object.fromEntries(schemas.map((schema, index) => [CONDITIONAL[index], schema]));
}

/** The policy says what it is; the settings of its kind stand beside it. */
function singlePolicy({ singlePolicy: identity, kinds }: SchemaFiles): Json {
  const policy = converted(identity, { closed: false, undocumented: [] });
  const properties = object(policy.properties);
  return {
    properties: { policy: { ...policy, properties: { ...properties, name: { ...object(properties.name), enum: SINGLE_POLICY_KINDS } } } },
    allOf: SINGLE_POLICY_KINDS.map((kind) =>
      conditional(
        { properties: { policy: { required: ['name'], properties: { name: { const: kind } } } } },
        { properties: converted(kinds[kind] ?? {}, { closed: false, undocumented: [] }).properties },
      ),
    ),
  };
}

function policySection(schema: Json, kinds: SchemaFiles['kinds']): Json {
  const blocks = mapEntries(kinds, (_, kind) =>
    converted(kind, {
      closed: kind['x-keys-complete'] === true,
      undocumented: texts(kind['x-undocumented-keys']).map((key) => key.split('.')),
    }),
  );
  return { ...annotations(schema), type: 'object', properties: blocks, additionalProperties: false };
}

/** The chain: kinds by name, or one kind with its conditions. */
function chainSection(schema: Json, kinds: SchemaFiles['kinds']): Json {
  const section = converted(schema, { closed: schema['x-keys-complete'] === true, undocumented: [] });
  const names = Object.keys(kinds);
  const entry = {
    description: 'A policy kind, or one kind with its conditions.',
    anyOf: [
      { type: 'string', enum: names, enumDescriptions: names.map((name) => kinds[name]?.description) },
      {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: false,
        properties: mapEntries(kinds, () => ({ $ref: '#/definitions/conditions' })),
      },
    ],
  };
  const properties = object(section.properties);
  return { ...section, properties: { ...properties, chain: { ...object(properties.chain), items: entry } } };
}

function conditionsOf(sections: SchemaFiles['sections']): Json {
  const chain = object(object(sections.policies?.properties).chain);
  return object(object(chain.items).additionalProperties);
}

interface Place {
  /** Whether the list of keys is complete here, unless a node says otherwise itself. */
  readonly closed: boolean;
  /** Paths, below here, of keys that official pages use although no field table lists them; `<x>` stands for any key. */
  readonly undocumented: readonly (readonly string[])[];
}

/** Keywords whose values are taken as they are; conditions name no keyword of our own. */
const KEPT = [
  'type',
  'enum',
  'default',
  'examples',
  'required',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'if',
  'then',
];

function converted(schema: Json, place: Place): Json {
  const closed = typeof schema['x-keys-complete'] === 'boolean' ? schema['x-keys-complete'] : place.closed;
  const node: Record<string, unknown> = annotations(schema);
  for (const keyword of KEPT) if (schema[keyword] !== undefined) node[keyword] = schema[keyword];
  const used = schema['x-undocumented-values'];
  if (Array.isArray(schema.enum) && Array.isArray(used)) node.enum = [...schema.enum, ...used];
  if (schema.items !== undefined) node.items = converted(object(schema.items), { closed, undocumented: below(place.undocumented, '[]') });
  if (schema.properties !== undefined) {
    const known = object(schema.properties);
    node.properties = mapEntries(known, (key, child) => converted(object(child), { closed, undocumented: below(place.undocumented, key) }));
    const used = place.undocumented.map(([key = '']) => key).filter((key) => !Object.hasOwn(known, key));
    if (used.length > 0) node.patternProperties = Object.fromEntries(used.map((key) => [patternOf(key), {}]));
    if (closed) node.additionalProperties = false;
  }
  if (typeof schema.additionalProperties === 'object')
    node.additionalProperties = converted(object(schema.additionalProperties), {
      closed,
      undocumented: below(place.undocumented, '<key>'),
    });
  return node;
}

/** The paths that lead on through a key. */
function below(paths: Place['undocumented'], key: string): Place['undocumented'] {
  return paths
    .filter(([first = '', ...rest]) => rest.length > 0 && (first === key || (first.startsWith('<') && key !== '[]')))
    .map((path) => path.slice(1));
}

function patternOf(key: string): string {
  return key.startsWith('<') ? '^' : `^${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}

const DOUBTS: Readonly<Record<string, string>> = {
  example: 'Seen in official examples only.',
  conflict: 'Official pages contradict each other here.',
  inferred: 'Not stated by the documentation, only implied.',
};

/** Title and description. What the schema files say with keywords of their own becomes a sentence, because editors do not know them. */
function annotations(schema: Json): Record<string, unknown> {
  const [source] = texts(schema['x-source']);
  const doubt = typeof schema['x-evidence'] === 'string' ? DOUBTS[schema['x-evidence']] : undefined;
  const sentences = [
    ...(typeof schema.description === 'string' ? [schema.description] : []),
    ...(schema['x-enum-complete'] === false && schema.examples !== undefined ? ['Other values than the examples may exist.'] : []),
    ...(doubt === undefined ? [] : [doubt]),
    ...(source === undefined ? [] : [`Source: ${source}`]),
  ];
  return {
    ...(schema.title === undefined ? {} : { title: schema.title }),
    ...(sentences.length === 0 ? {} : { description: sentences.join(' ') }),
  };
}

function mapEntries<T>(entries: Json | Readonly<Record<string, Json>>, convert: (name: string, value: Json) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, convert(name, object(value))]));
}

function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('a schema file has something else where a mapping must be');
  return Object.fromEntries(Object.entries(value));
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The text of the published file. */
export function editorSchemaText(files: SchemaFiles): string {
  return `${JSON.stringify(editorSchema(files), undefined, 2)}\n`;
}

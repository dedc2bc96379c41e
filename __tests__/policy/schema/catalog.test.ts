import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { RULES } from '../../../src/policy/lint/rules.js';
import { KINDS, kindFacts, SECTIONS, SINGLE_POLICY, SINGLE_POLICY_KINDS, sectionFacts } from '../../../src/policy/schema/catalog.js';
import { compileCatalog } from '../../../src/policy/schema/compile.js';

const FOLDER = join(process.cwd(), 'src/policy/schema');

function schemas(folder: string): Record<string, Record<string, unknown>> {
  const files = readdirSync(join(FOLDER, folder)).sort();
  return Object.fromEntries(
    files.map((file) => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(FOLDER, folder, file), 'utf8'))]),
  );
}

/** Every property schema below a schema, with its path. */
function properties(node: unknown, path: string): [string, Record<string, unknown>][] {
  if (typeof node !== 'object' || node === null) return [];
  const source: Record<string, unknown> = { ...node };
  const own = Object.entries({ ...Object(source.properties) }).map(([key, child]): [string, Record<string, unknown>] => [
    `${path}.${key}`,
    { ...Object(child) },
  ]);
  return [
    ...own,
    ...own.flatMap(([at, child]) => properties(child, at)),
    ...properties(source.items, `${path}[]`),
    ...properties(source.additionalProperties, `${path}.*`),
  ];
}

const kinds = schemas('kinds');
const sections = schemas('sections');
const documents = schemas('documents');
const singlePolicy = documents['single-policy'];
const FILES = [...Object.entries(kinds), ...Object.entries(sections), ...Object.entries(documents)];
const NODES = FILES.flatMap(([name, schema]): [string, Record<string, unknown>][] => [[name, schema], ...properties(schema, name)]);

describe('the schema files', () => {
  test.each(FILES)('%s is a draft-07 schema whose properties all have a title and a description', (name, schema) => {
    const ajv = new Ajv({ strict: false });
    expect(ajv.validateSchema(schema)).toBe(true); // against the meta-schema that `$schema` names
    expect(schema.title).toEqual(expect.any(String));
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(schema.description).toMatch(/\.$/);
    const all = properties(schema, name);
    expect(
      all.filter(([, property]) => typeof property.title !== 'string' || !String(property.description).endsWith('.')).map(([path]) => path),
    ).toEqual([]);
    expect(
      all
        .filter(([, property]) => !['documented', 'example', 'conflict', 'inferred'].includes(String(property['x-evidence'])))
        .map(([path]) => path),
    ).toEqual([]);
  });

  test('every default is valid under its own schema', () => {
    const ajv = new Ajv({ strict: false });
    for (const [path, property] of NODES) {
      if (property.default !== undefined) expect([path, ajv.validate(property, property.default)]).toEqual([path, true]);
    }
  });
});

describe('the facts in the schema files', () => {
  test.each(FILES)('%s says on which pages it is documented', (_, schema) => {
    const pages = [schema['x-source']].flat();
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) expect(page).toMatch(/^https:\/\/docs\.keeptrusts\.com\/(docs|article)\//);
  });

  test('a list of values is either complete, or only told by examples', () => {
    const both = NODES.filter(([, node]) => node.enum !== undefined && node['x-enum-complete'] === false);
    expect(both.map(([path]) => path)).toEqual([]);
  });

  test('examples are valid under their own schema', () => {
    const ajv = new Ajv({ strict: false });
    for (const [path, { examples = [], ...node }] of NODES)
      for (const example of [examples].flat(1)) expect([path, example, ajv.validate(node, example)]).toEqual([path, example, true]);
  });

  test('required keys are known keys', () => {
    for (const [path, node] of NODES) {
      const required = [node.required ?? []].flat();
      expect([path, required.filter((key) => typeof key !== 'string' || !Object.hasOwn({ ...Object(node.properties) }, key))]).toEqual([
        path,
        [],
      ]);
    }
  });

  test('what another rule checks names a rule', () => {
    const named = NODES.flatMap(([, node]) => (typeof node['x-rule'] === 'string' ? [node['x-rule']] : []));
    expect(named.length).toBeGreaterThan(0);
    expect([...new Set(named)].filter((id) => !RULES.some((rule) => rule.id === id))).toEqual([]);
  });
});

describe('the catalog', () => {
  test('is what the schema files compile to', () => {
    const compiled = compileCatalog({ kinds, sections, singlePolicy });
    expect(KINDS).toEqual(Object.keys(kinds));
    expect(SECTIONS).toEqual(Object.keys(sections));
    expect(SINGLE_POLICY).toEqual(compiled.singlePolicy);
    for (const kind of KINDS) expect(kindFacts(kind)).toEqual(compiled.kinds[kind]);
    for (const section of SECTIONS) expect(sectionFacts(section)).toEqual(compiled.sections[section]);
  });

  test('has the 39 kinds, and the four that may stand alone among them', () => {
    expect(KINDS).toHaveLength(39);
    expect(SINGLE_POLICY_KINDS.filter((kind) => !KINDS.includes(kind))).toEqual([]);
  });

  test('tells nested keys, completeness and evidence', () => {
    expect(kindFacts('pii-detector')).toMatchObject({
      keysComplete: true,
      phase: 'input',
      undocumentedKeys: ['categories', 'entities', 'redaction.categories'],
    });
    expect(Object.keys(kindFacts('pii-detector')?.block.keys?.redaction?.keys ?? {})).toContain('custom_markers');
    expect(kindFacts('flagged-review')?.keysComplete).toBe(false);
    expect(kindFacts('safety-filter')?.block.keys?.mode).toMatchObject({ undocumentedValues: ['strict'] });
    expect(sectionFacts('pack')).toMatchObject({ keysComplete: true, node: { required: ['name', 'version', 'enabled'] } });
  });

  test('leaves out value lists that may be longer than documented', () => {
    expect(kindFacts('rbac')?.block.keys?.data_access?.entries?.keys?.max_sensitivity?.enum).toBeUndefined();
    expect(kindFacts('pii-detector')?.block.keys?.action?.enum).toEqual(['redact', 'block']);
  });

  test('knows no kind or section by an inherited name', () => {
    expect(kindFacts('constructor')).toBeUndefined();
    expect(sectionFacts('toString')).toBeUndefined();
  });

  test('refuses a schema that does not state its facts', () => {
    const { rbac } = kinds;
    expect(() => compileCatalog({ kinds: { rbac: { ...rbac, 'x-keys-complete': undefined } }, sections: {}, singlePolicy })).toThrow(
      'schema rbac: x-keys-complete must be true or false',
    );
    expect(() => compileCatalog({ kinds: { rbak: rbac }, sections: {}, singlePolicy })).toThrow('x-kind is "rbac"');
  });
});

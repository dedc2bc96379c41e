import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { editorSchema, readSchemaFiles } from '../../scripts/generate/editor-schema.js';
import { parsePolicy } from '../../src/policy/document.js';
import type { Guide } from '../../src/policy/lint/guide/entry.js';
import { GUIDE } from '../../src/policy/lint/guide.js';
import { lintPolicy } from '../../src/policy/lint/lint.js';
import { RULES } from '../../src/policy/lint/rules.js';
import { KINDS, SECTIONS } from '../../src/policy/schema/catalog.js';

const ROOT = join(import.meta.dirname, '../..');
const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'schema/policy-config.schema.json'), 'utf8'));
// Not strict: `enumDescriptions` is an annotation of editors, and a value may have one of several types.
const validate = new Ajv({ strict: false, allErrors: true }).compile(SCHEMA);

/** Where the schema refuses a document, as `/path keyword`. */
function refusals(text: string): readonly string[] {
  validate(parse(text, { merge: true }));
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

const PACK = 'pack: {name: a, version: 1.0.0, enabled: true}\n';

describe('the published schema for editors', () => {
  test('is what the schema files say', () => {
    expect(SCHEMA).toEqual(editorSchema(readSchemaFiles(ROOT)));
  });

  test('stands alone: it refers to nothing outside itself', () => {
    const references = JSON.stringify(SCHEMA).match(/"\$ref":"[^"]*"/g) ?? [];
    expect(new Set(references)).toEqual(new Set(['"$ref":"#/definitions/conditions"']));
    expect(JSON.stringify(SCHEMA).match(/"x-[a-z-]+":/g)).toBeNull();
  });

  test('knows every kind, in chain and block, and every section', () => {
    expect(Object.keys(SCHEMA.else.properties)).toEqual(SECTIONS);
    expect(Object.keys(SCHEMA.else.properties.policy.properties)).toEqual(KINDS);
    const [named, conditional] = SCHEMA.else.properties.policies.properties.chain.items.anyOf;
    expect(named.enum).toEqual(KINDS);
    expect(named.enumDescriptions).toHaveLength(KINDS.length);
    expect(Object.keys(conditional.properties)).toEqual(KINDS);
  });

  test('describes every documented key, most with their source', () => {
    const bare: string[] = [];
    const visit = (node: unknown, at: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, child] of Object.entries(node)) {
        if (key === 'if') continue;
        if (key === 'properties' && !at.endsWith('anyOf.1'))
          for (const [name, property] of Object.entries(child))
            if (!Object.hasOwn(Object(property), 'description')) bare.push(`${at}.${name}`);
        if (!['enum', 'examples', 'default'].includes(key)) visit(child, at === '' ? key : `${at}.${key}`);
      }
    };
    visit(SCHEMA, '');
    expect(bare).toEqual([]);
  });

  test('accepts both shapes', () => {
    expect(refusals(readFileSync(join(ROOT, 'examples/support-desk/policy-config.yaml'), 'utf8'))).toEqual([]);
    expect(refusals('policy: {name: quality-scorer, version: 1.0.0, enabled: true}\nthresholds: {}\n')).toEqual([]);
  });

  test.each([
    ['an unknown kind in the chain', `${PACK}policies: {chain: [pii-detectors]}\n`, '/policies/chain/0 enum'],
    ['two kinds in one entry', `${PACK}policies: {chain: [{rbac: {}, pii-detector: {}}]}\n`, '/policies/chain/0 maxProperties'],
    ['an unknown stage', `${PACK}policies: {chain: [{rbac: {stage: later}}]}\n`, '/policies/chain/0/rbac/stage enum'],
    ['an unknown block', `${PACK}policies: {chain: []}\npolicy: {pii: {}}\n`, '/policy additionalProperties'],
    [
      'an unknown key of a complete kind',
      `${PACK}policies: {chain: []}\npolicy: {pii-detector: {actions: redact}}\n`,
      '/policy/pii-detector additionalProperties',
    ],
    ['a wrong value', `${PACK}policies: {chain: []}\npolicy: {pii-detector: {action: mask}}\n`, '/policy/pii-detector/action enum'],
    ['a missing section', PACK, ' required'],
    ['a kind that cannot stand alone', 'policy: {name: rbac, version: 1.0.0, enabled: true}\n', '/policy/name enum'],
  ])('refuses %s', (_, text, refusal) => {
    expect(refusals(text)).toContain(refusal);
  });

  test.each([
    [
      'keys that official pages use although no table lists them',
      `${PACK}policies: {chain: []}\npolicy: {pii-detector: {entities: [a], redaction: {categories: []}}}\n`,
    ],
    ['keys below any name', `${PACK}policies: {chain: []}\npolicy: {rbac: {roles: {admin: {allowed_models: []}}}}\n`],
    ['unknown sections, because the documented list is incomplete', `${PACK}policies: {chain: []}\nmemory: {}\n`],
  ])('allows %s', (_, text) => {
    expect(refusals(text)).toEqual([]);
  });

  test.each(
    RULES.flatMap(({ id }) => {
      const guide: Guide = GUIDE[id];
      return guide.form === undefined || guide.form === 'policy' ? [{ id, text: guide.right }] : [];
    }),
  )('accepts the right example of $id', ({ text }) => {
    expect(refusals(text)).toEqual([]);
  });
});

const folder = process.env.POLICY_EXAMPLES;
const whenGiven = folder === undefined ? describe.skip : describe;

whenGiven('the schema on official examples (folder in POLICY_EXAMPLES)', () => {
  const files = folder === undefined ? [] : readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const read = (file: string): string => readFileSync(join(folder ?? '.', file), 'utf8');
  const complete = files.filter((file) => /^# kind: document;/m.test(read(file)));
  const clean = complete.filter((file) => lintPolicy(parsePolicy(read(file))).every(({ severity }) => severity !== 'error'));

  test.each(clean.length === 0 ? ['none'] : clean)('%s, in which the linter finds no error, is accepted', (file) => {
    expect(refusals(read(file))).toEqual([]);
  });
});

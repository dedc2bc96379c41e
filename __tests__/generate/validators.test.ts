import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import * as policy from '../../build/validators/policy.mjs';

const ROOT = process.cwd();
const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'schema/inventory.schema.json'), 'utf8'));

describe('generated validators', () => {
  let directory = '';

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'validators-'));
  });

  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  test('are the same wherever they are made, and are those of the build', () => {
    execFileSync(process.execPath, [join(ROOT, 'scripts/validators.mjs'), directory], { cwd: tmpdir() });
    for (const file of ['inventory.mjs', 'policy.mjs']) {
      const made = readFileSync(join(directory, file), 'utf8');
      expect(made).toBe(readFileSync(join(ROOT, 'build/validators', file), 'utf8'));
      expect(made).not.toMatch(/\brequire\(|^import /m);
      expect(made).not.toContain(ROOT);
    }
  });

  test('need no module at run time', () => {
    execFileSync(process.execPath, [join(ROOT, 'scripts/validators.mjs'), directory]);
    const program = `import { validate } from './inventory.mjs'; console.log(validate({ packs: [{ file: 'a' }] }), validate({ packs: [{}] }));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: directory, encoding: 'utf8' });
    expect(output).toBe('true false\n');
  });
});

describe('the generated validators of policies', () => {
  const config = { providers: { targets: [{ id: 1 }] }, policy: { rbac: { roles: { 'a/b~c': { allowed_tools: ['x', 2] } } } } };

  test('say where which check failed, and nothing of an earlier run', () => {
    const expected = [
      { instancePath: '/providers/targets/0', keyword: 'required', missing: 'provider' },
      { instancePath: '/providers/targets/0/id', keyword: 'type' },
      { instancePath: '/policy/rbac/roles/a~1b~0c/allowed_tools/1', keyword: 'type' },
    ];
    for (let run = 0; run < 2; run += 1) {
      const faults = policy.config(config);
      expect(faults).toHaveLength(expected.length);
      expect(faults).toEqual(expect.arrayContaining(expected));
    }
  });

  test('leave unknown keys, blocks and sections alone', () => {
    expect(policy.config({ policy: { rbac: { unknown: 1 }, unknown: 1 }, unknown: 1 })).toEqual([]);
  });

  test('ask for a key that another value makes necessary', () => {
    const block = (value: unknown) => policy.config({ policy: { 'tool-security': value } });
    expect(block({ analysis_mode: 'external' })).toEqual([
      { instancePath: '/policy/tool-security', keyword: 'required', missing: 'firewall_endpoint' },
    ]);
    expect(block({ analysis_mode: 'local' })).toEqual([]);
    expect(block({ fail_closed: 1 })).toEqual([{ instancePath: '/policy/tool-security/fail_closed', keyword: 'type' }]);
  });

  // The validators agree with ajv's own on every value that can be made wrong; that they are shortened must not lose a check.
  // What makes the module short must not lose a check. Files with keywords that only the generator reads would differ on purpose.
  test('find what ajv itself finds in the schema files', () => {
    const folder = join(ROOT, 'src/policy/schema/kinds');
    const files = readdirSync(folder).filter(
      (file) => !/x-(?:rule|inferred|enum-complete": false)/.test(readFileSync(join(folder, file), 'utf8')),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const schema = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
      for (const value of [null, 0, -1, 1.5, 1e9, '', 'redact', true, [], [1], [{ label: 1 }], {}, { label: 'x' }]) {
        const block = Object.fromEntries(Object.keys(schema.properties).map((name) => [name, value]));
        validate(block);
        const plain = (validate.errors ?? []).map(({ instancePath, keyword }) => `/policy/${schema['x-kind']}${instancePath} ${keyword}`);
        const found = policy
          .config({ policy: { [schema['x-kind']]: block } })
          .map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
        expect(found.sort()).toEqual(plain.sort());
      }
    }
  });
});

describe('the published inventory schema', () => {
  const ajv = new Ajv({ strict: true, allErrors: true });
  ajv.addSchema(SCHEMA, 'inventory');

  test('describes everything an editor shows', () => {
    const undescribed: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const keys = Object.keys(node);
      if (keys.includes('type') && !keys.includes('description') && !path.endsWith('roperties')) undescribed.push(path);
      for (const [key, value] of Object.entries(node)) if (key !== 'examples') visit(value, `${path}/${key}`);
    };
    visit(SCHEMA, '');
    expect(undescribed).toEqual([]);
  });

  test.each(Object.keys(SCHEMA.definitions))('the examples of %s are valid', (name) => {
    for (const example of SCHEMA.definitions[name].examples ?? []) {
      expect([name, example, ajv.validate(`inventory#/definitions/${name}`, example)]).toEqual([name, example, true]);
    }
  });
});

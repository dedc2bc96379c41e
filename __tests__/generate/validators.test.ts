import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';

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
    const made = readFileSync(join(directory, 'inventory.mjs'), 'utf8');
    expect(made).toBe(readFileSync(join(ROOT, 'build/validators/inventory.mjs'), 'utf8'));
    expect(made).not.toMatch(/\brequire\(|^import /m);
    expect(made).not.toContain(ROOT);
  });

  test('need no module at run time', () => {
    execFileSync(process.execPath, [join(ROOT, 'scripts/validators.mjs'), directory]);
    const program = `import { validate } from './inventory.mjs'; console.log(validate({ packs: [{ file: 'a' }] }), validate({ packs: [{}] }));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: directory, encoding: 'utf8' });
    expect(output).toBe('true false\n');
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

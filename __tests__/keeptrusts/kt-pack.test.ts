import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stagePack } from '../../src/keeptrusts/kt-pack.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kt-pack-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a staged pack', () => {
  test('has the names kt wants and the bytes as they are', async () => {
    const policy = Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a, 0xff);
    const staged = await stagePack({ policy, tests: [{ name: 'tests/blocks.json', bytes: bytes('{}') }] }, join(directory, 'pack'));
    expect(new Uint8Array(await readFile(join(staged.directory, 'policy-config.yaml')))).toEqual(policy);
    expect(staged.tests).toEqual([{ name: 'tests/blocks.json', file: join(directory, 'pack', 'tests', 'blocks.json') }]);
  });

  test('keeps every test whatever its name, and none outside tests/', async () => {
    const names = [
      'a.json',
      'sub/a.json',
      'A.json',
      '../../escape.json',
      '-rf.json',
      '.hidden.json',
      'ünï.json',
      'a\nb.json',
      '003-A.json',
      `${'n'.repeat(300)}.json`,
    ];
    const staged = await stagePack({ policy: bytes('x'), tests: names.map((name) => ({ name, bytes: bytes(name) })) }, directory);
    const files = await readdir(join(directory, 'tests'));
    expect(files).toHaveLength(names.length);
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(names.length);
    for (const file of files) expect(file).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*\.json$/);
    for (const { name, file } of staged.tests) expect(await readFile(file, 'utf8')).toBe(name);
    expect((await readdir(directory)).sort()).toEqual(['policy-config.yaml', 'tests']);
  });

  test('never writes through a link that is already there', async () => {
    await symlink(join(directory, 'victim'), join(directory, 'policy-config.yaml'));
    await expect(stagePack({ policy: bytes('x'), tests: [] }, directory)).rejects.toThrow('EEXIST');
    await expect(readFile(join(directory, 'victim'))).rejects.toThrow('ENOENT');
  });
});

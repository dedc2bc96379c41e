import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_INVENTORY, readInventory } from '../../src/run/inventory-file.js';
import { openWorkspace } from '../../src/workspace/workspace.js';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'inventory-test-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function read(configFile?: string) {
  return readInventory(await openWorkspace(root, '.'), configFile);
}
async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), text);
}

describe('the inventory', () => {
  test('is none where none was named and the default file is not there', async () => {
    expect(await read()).toBeUndefined();
  });

  test('is the default file where there is one', async () => {
    await write(DEFAULT_INVENTORY, 'gateways:\n  eu: { url: "https://eu.example" }\n');
    const inventory = await read();
    expect(inventory?.fileName).toBe(DEFAULT_INVENTORY);
    expect(inventory?.gateways.get('eu')).toEqual({ id: 'eu', url: 'https://eu.example' });
  });

  test('is the named file, even beside a default one', async () => {
    await write(DEFAULT_INVENTORY, 'gateways:\n  eu: {}\n');
    await write('fleet.yml', 'gateways:\n  us: {}\n');
    expect([...((await read('fleet.yml'))?.gateways.keys() ?? [])]).toEqual(['us']);
  });

  test('that was named and is missing is bad input, not none', async () => {
    await expect(read('fleet.yml')).rejects.toMatchObject({ name: 'Failure', message: expect.stringContaining('inventory "fleet.yml"') });
  });

  test('that leads out of the workspace is refused, by a link too', async () => {
    await expect(read('../fleet.yml')).rejects.toMatchObject({ kind: 'bad-input' });
    await mkdir(join(root, '.github'));
    await symlink('/etc/hostname', join(root, DEFAULT_INVENTORY));
    await expect(read()).rejects.toMatchObject({ kind: 'bad-input', message: expect.stringContaining('symbolic link') });
  });

  test('with faults is refused with each of them on its line', async () => {
    await write('fleet.yml', 'gateways:\n  eu: { ulr: "https://eu.example" }\npacks: 7\n');
    await expect(read('fleet.yml')).rejects.toMatchObject({
      name: 'InputProblems',
      problems: [expect.stringMatching(/^fleet\.yml:2:\d+: /), expect.stringMatching(/^fleet\.yml:3:\d+: /)],
    });
  });
});

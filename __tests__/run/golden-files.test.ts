import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readGoldenFiles } from '../../src/run/golden-files.js';
import { openWorkspace } from '../../src/workspace/workspace.js';
import { golden } from '../stages/world.js';

let root = '';
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'golden-files-test-')));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function read(files: Readonly<Record<string, string>>, ...patterns: readonly string[]) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return readGoldenFiles(await openWorkspace(root, '.'), 'probe', patterns);
}

const FILES = { 'probes/a.json': golden('a', 'one', 'block'), 'probes/b.json': golden('b', 'two', 'allow') };

describe('the files of probe and canary', () => {
  test('give their cases in the order of their paths', async () => {
    expect((await read(FILES, 'probes/*.json', '!probes/c*.json')).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('are none when none is named', async () => {
    expect(await read({})).toEqual([]);
  });

  test('must exist', async () => {
    await expect(read(FILES, 'probe/*.json')).rejects.toMatchObject({
      kind: 'bad-input',
      message: expect.stringMatching(/no file matches.*option probe/s),
    });
  });

  test('must hold a case', async () => {
    await expect(read({ 'probes/none.json': '[]' }, 'probes/*.json')).rejects.toThrow('the files hold no test case');
  });

  test.each([
    ['broken JSON', '{\n  "name": "a",\n  "input": }', 'probes/z.json:3:12'],
    ['an unknown verdict', golden('a', 'one', 'deny'), 'probes/z.json:12:16'],
    ['a case without input', '{"name": "a", "expected": {"verdict": "block"}}', 'probes/z.json:1:1'],
  ])('with %s are refused with the place, although others are good', async (_name, text, place) => {
    await expect(read({ ...FILES, 'probes/z.json': text }, 'probes/*.json')).rejects.toMatchObject({
      kind: 'bad-input',
      message: expect.stringContaining(`reading probe file ${place}`),
    });
  });

  test('stay inside the workspace', async () => {
    await expect(read({}, '/etc/hostname')).rejects.toMatchObject({ kind: 'bad-input' });
  });
});

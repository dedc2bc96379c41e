import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { serializeReport } from '../../src/report/json.js';
import type { Report } from '../../src/report/model.js';
import { createReportFile, writeAtomically } from '../../src/report/write.js';
import { report, validate } from './samples.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('writeAtomically', () => {
  test('creates the file and its folders, and leaves nothing else', async () => {
    const path = join(folder, 'a', 'b', 'report.json');
    writeAtomically(path, 'text ✓');
    expect(await readFile(path, 'utf8')).toBe('text ✓');
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['report.json']);
  });

  test('replaces the file instead of writing into it: who has the old one open keeps it whole', async () => {
    const path = join(folder, 'report.json');
    await writeFile(path, 'old');
    const before = await stat(path);
    writeAtomically(path, 'new');
    expect((await stat(path)).ino).not.toBe(before.ino);
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  test('a write that fails leaves the old file and no temporary one, and says what to do', async () => {
    const path = join(folder, 'taken');
    writeAtomically(join(path, 'inside'), 'x');
    expect(() => writeAtomically(path, 'y')).toThrow(/writing .*taken: .*Choose a path/);
    expect(await readdir(folder)).toEqual(['taken']);
  });

  test('a path below a file is refused the same way', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(() => writeAtomically(join(folder, 'file', 'report.json'), 'y')).toThrow(expect.objectContaining({ kind: 'bad-input' }));
  });

  (process.platform === 'linux' ? test : test.skip)('a file system that takes no folders is refused the same way, and at once', () => {
    expect(() => writeAtomically('/proc/none/of/these/report.json', 'y')).toThrow(expect.objectContaining({ kind: 'bad-input' }));
  });
});

function textOf(value: Report): string {
  return [...serializeReport(value)].join('');
}

describe('a report file', () => {
  const first = report([], { result: 'incomplete' });
  const second = report([validate()]);

  test('holds the newest report', async () => {
    const file = createReportFile(join(folder, 'report.json'));
    for (const one of [first, second, first, second]) file.update(one);
    expect(await readFile(file.path, 'utf8')).toBe(textOf(second));
  });

  test('is written again on a change only', async () => {
    const file = createReportFile(join(folder, 'report.json'));
    file.update(first);
    const written = (await stat(file.path)).ino;
    file.update(first);
    expect((await stat(file.path)).ino).toBe(written);
    file.update(second);
    expect(await readFile(file.path, 'utf8')).toBe(textOf(second));
  });

  test('recovers after a write that failed', async () => {
    const path = join(folder, 'blocked', 'report.json');
    await writeFile(join(folder, 'blocked'), '');
    const file = createReportFile(path);
    expect(() => file.update(first)).toThrow(/report\.json/);
    await rm(join(folder, 'blocked'));
    file.update(first);
    expect(await readFile(path, 'utf8')).toBe(textOf(first));
  });
});

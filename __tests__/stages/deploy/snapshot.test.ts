import { chmod, mkdtemp, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../../src/policy/digest.js';
import { assertUntouched, takeSnapshot } from '../../../src/stages/deploy/snapshot.js';

const BYTES = new TextEncoder().encode('pack:\r\n  name: ä\n');
let parent = '';

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'snapshot-test-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

describe('the snapshot of a policy file', () => {
  test('holds exactly the bytes, and their digest', async () => {
    const snapshot = await takeSnapshot(BYTES, parent);
    expect(new Uint8Array(await readFile(snapshot.path))).toEqual(BYTES);
    expect(snapshot.digest).toBe(digestOf(BYTES));
  });

  test('can be read by this user alone and written by nobody, in a directory only this user can enter', async () => {
    const { path } = await takeSnapshot(BYTES, parent);
    expect((await stat(path)).mode & 0o777).toBe(0o400);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  });

  test('has a directory of its own each time', async () => {
    const [first, second] = [await takeSnapshot(BYTES, parent), await takeSnapshot(BYTES, parent)];
    expect(dirname(first.path)).not.toBe(dirname(second.path));
  });

  test('that cannot be taken is a Failure that names the place', async () => {
    await expect(takeSnapshot(BYTES, join(parent, 'missing'))).rejects.toMatchObject({
      name: 'Failure',
      kind: 'bad-input',
      message: expect.stringMatching(/^copying the policy file below .*missing: .*ENOENT/),
    });
  });
});

describe('right before a write the snapshot', () => {
  test('passes while it is untouched', async () => {
    await expect(assertUntouched(await takeSnapshot(BYTES, parent))).resolves.toBeUndefined();
  });

  test('is refused when its bytes changed, naming both digests', async () => {
    const snapshot = await takeSnapshot(BYTES, parent);
    await chmod(snapshot.path, 0o600);
    await writeFile(snapshot.path, 'pack: {}\n');
    const refusal = assertUntouched(snapshot);
    await expect(refusal).rejects.toMatchObject({ name: 'Failure', kind: 'refused', message: expect.stringContaining(snapshot.digest) });
    await expect(refusal).rejects.toThrow(digestOf(new TextEncoder().encode('pack: {}\n')));
  });

  test('is refused when it is gone', async () => {
    const snapshot = await takeSnapshot(BYTES, parent);
    await unlink(snapshot.path);
    await expect(assertUntouched(snapshot)).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('ENOENT') });
  });
});

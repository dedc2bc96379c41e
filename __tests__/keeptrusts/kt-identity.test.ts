import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { identifyKt } from '../../src/keeptrusts/kt-identity.js';
import { createRunProcess } from '../../src/keeptrusts/run-process.js';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kt-identity-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const runProcess = createRunProcess({ platform: process.platform, graceMs: 100 });

async function script(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}

function identify(path: string, environment = process.env) {
  return identifyKt(path, { runProcess, environment, emptyHome: directory, timeoutMs: 5_000 });
}

describe('a kt', () => {
  test('has the version it prints and the hash of its file', async () => {
    const text = '#!/bin/sh\n[ "$1" = --version ] && printf "kt 0.1.0 (abc)\\nbuilt today\\n"\n';
    const path = await script('good', text);
    expect(await identify(path)).toEqual({
      path,
      version: 'kt 0.1.0 (abc)',
      sha256: createHash('sha256').update(text).digest('hex'),
      emulated: false,
    });
  });

  test('that says it is emulated is marked so', async () => {
    expect(await identify(await script('emulated', '#!/bin/sh\necho "kt 0.1.0 (emulated)"\n'))).toMatchObject({ emulated: true });
  });

  test('gets no token while it is not known what it is', async () => {
    const path = await script('curious', '#!/bin/sh\necho "kt token=$KEEPTRUSTS_API_TOKEN home=$HOME"\n');
    expect((await identify(path, { ...process.env, KEEPTRUSTS_API_TOKEN: 'x' })).version).toBe(`kt token= home=${directory}`);
  });
});

describe('what is not a working kt fails with its path, what came back and the way out', () => {
  test.each([
    ['nothing.sh', '#!/bin/sh\nexit 0\n', 'printed nothing'],
    ['garbage.sh', '#!/bin/sh\necho hello; echo ::error::world\n', 'does not name kt: hello ::error::world'],
    ['broken.sh', '#!/bin/sh\necho kt lib missing >&2; exit 127\n', 'exited with 127 and said: kt lib missing'],
    ['format', 'not a program', 'not name kt|exited|could not be started|printed nothing'],
    ['interpreter', '#!/no/such/interpreter\n', 'could not be started'],
  ])('%s', async (name, text, words) => {
    const path = await script(name, text);
    await expect(identify(path)).rejects.toMatchObject({
      kind: 'transport',
      message: expect.stringMatching(new RegExp(`${name}.*(?:${words}).*kt-path`)),
    });
  });

  test('one that hangs and ignores SIGTERM', async () => {
    const path = await script('hang', "#!/bin/sh\ntrap '' TERM\nwhile :; do sleep 1; done\n");
    const settings = { runProcess, environment: process.env, emptyHome: directory, timeoutMs: 300 };
    await expect(identifyKt(path, settings)).rejects.toThrow('did not end within 0.3 s');
  });

  test('a missing file, a directory, a file without the executable bit', async () => {
    await expect(identify(join(directory, 'absent'))).rejects.toMatchObject({
      kind: 'bad-input',
      message: expect.stringContaining('no such file'),
    });
    await expect(identify(directory)).rejects.toMatchObject({ kind: 'bad-input', message: expect.stringContaining('directory') });
    const path = join(directory, 'plain');
    await writeFile(path, '#!/bin/sh\necho kt\n', { mode: 0o644 });
    await expect(identify(path)).rejects.toMatchObject({ kind: 'bad-input', message: expect.stringContaining('not executable') });
  });
});

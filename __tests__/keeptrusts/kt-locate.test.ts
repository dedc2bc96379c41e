import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findOnPath, mustNotTrustWorkspaceKt, trustedKtPath } from '../../src/keeptrusts/kt-locate.js';

let root = '';
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'kt-locate-')));
  for (const name of ['a', 'b', 'c/kt', 'workspace', 'temp']) await mkdir(join(root, name), { recursive: true });
  await writeFile(join(root, 'a', 'kt'), 'text', { mode: 0o644 });
  await writeFile(join(root, 'b', 'kt'), '#!/bin/sh\n', { mode: 0o755 });
  await writeFile(join(root, 'workspace', 'kt'), '#!/bin/sh\n', { mode: 0o755 });
  await symlink(join(root, 'workspace', 'kt'), join(root, 'temp', 'kt'));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('looking for kt on PATH', () => {
  test('takes the first executable file', async () => {
    expect(findOnPath('kt', { PATH: [join(root, 'a'), join(root, 'c'), join(root, 'b')].join(':') })).toBe(join(root, 'b', 'kt'));
  });

  test('finds none', async () => {
    expect(findOnPath('kt', { PATH: join(root, 'a') })).toBeUndefined();
    expect(findOnPath('kt', {})).toBeUndefined();
  });

  test('skips entries that are relative to the checkout', async () => {
    const here = process.cwd();
    try {
      process.chdir(join(root, 'b'));
      expect(findOnPath('kt', { PATH: ':.:../b' })).toBeUndefined();
    } finally {
      process.chdir(here);
    }
  });
});

describe('a kt inside the workspace', () => {
  test.each(['pull_request_target', 'workflow_run'])('is refused on %s', (eventName) => {
    expect(() => mustNotTrustWorkspaceKt('/w/bin/kt', { eventName, workspace: '/w' })).toThrow(/inside the workspace.*kt-version/);
    expect(() => mustNotTrustWorkspaceKt('/tmp/../w/kt', { eventName, workspace: '/w/' })).toThrow();
    expect(() => mustNotTrustWorkspaceKt('/w/..kt/kt', { eventName, workspace: '/w' })).toThrow();
  });

  test('elsewhere, and on other events, is not', () => {
    expect(() => mustNotTrustWorkspaceKt('/w/bin/kt', { eventName: 'push', workspace: '/w' })).not.toThrow();
    expect(() => mustNotTrustWorkspaceKt('/w/bin/kt', { workspace: '/w' })).not.toThrow();
    expect(() => mustNotTrustWorkspaceKt('/w2/kt', { eventName: 'workflow_run', workspace: '/w' })).not.toThrow();
  });

  test('is refused behind a symbolic link too', async () => {
    const trust = { eventName: 'pull_request_target', workspace: join(root, 'workspace') };
    await expect(trustedKtPath(join(root, 'temp', 'kt'), root, trust)).rejects.toMatchObject({ kind: 'refused' });
    expect(await trustedKtPath('b/kt', root, trust)).toBe(join(root, 'b', 'kt'));
    expect(await trustedKtPath('temp/kt', root, { ...trust, eventName: 'push' })).toBe(join(root, 'temp', 'kt'));
  });
});

describe('kt on Windows', () => {
  const trust = () => ({ workspace: join(root, 'workspace') });

  test('is looked for as kt.exe, in the whole folders of a PATH as Windows writes it', async () => {
    const here = process.cwd();
    const place = join(root, 'temp');
    // Here a backslash is a letter like any other, so that files with such names can stand for those of Windows.
    for (const name of ['tools\\kt.exe', 'C:\\batch\\kt.cmd', 'C:\\Program Files\\kt\\kt.exe'])
      await writeFile(join(place, name), 'MZ', { mode: 0o755 });
    try {
      process.chdir(place);
      expect(findOnPath('kt', { Path: 'tools;.;C:\\batch;"C:\\Program Files\\kt"' }, 'win32')).toBe('C:\\Program Files\\kt\\kt.exe');
    } finally {
      process.chdir(here);
    }
  });

  test.each(['kt.cmd', 'kt.bat', 'KT.CMD', 'kt.ps1'])('is refused as %s, which would need a shell', async (name) => {
    await expect(trustedKtPath(join(root, name), root, trust(), 'win32')).rejects.toMatchObject({
      kind: 'bad-input',
      message: expect.stringMatching(/only through a shell.*kt\.exe/s),
    });
    expect(await trustedKtPath(join(root, name), root, trust(), 'linux')).toBe(join(root, name));
  });

  test('may be named without its .exe', async () => {
    await mkdir(join(root, 'windows'), { recursive: true });
    await writeFile(join(root, 'windows', 'kt.exe'), 'MZ', { mode: 0o755 });
    expect(await trustedKtPath('windows/kt', root, trust(), 'win32')).toBe(join(root, 'windows', 'kt.exe'));
    expect(await trustedKtPath('windows/kt', root, trust(), 'linux')).toBe(join(root, 'windows', 'kt'));
  });
});

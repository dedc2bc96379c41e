import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findGitRoot, isInside, openWorkspace, type Workspace, withSlashes } from '../../src/workspace/workspace.js';

let parent = '';
let root = '';
beforeEach(async () => {
  parent = await realpath(await mkdtemp(join(tmpdir(), 'workspace-test-')));
  root = join(parent, 'checkout');
  await write('packs/a/policy.yaml', 'a');
  await write('packs/b/policy.yaml', 'b');
  await write('packs/old/policy.yaml', 'old');
  await writeFile(join(parent, 'secret.yaml'), 'outside');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

async function write(name: string, text = ''): Promise<void> {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), text);
}
const open = (directory = '.', at = root): Promise<Workspace> => openWorkspace(at, directory);

describe('opening a workspace', () => {
  test('starts relative paths from the working directory, itself inside', async () => {
    const workspace = await open('packs/a');
    expect(workspace).toMatchObject({ root, workingDirectory: join(root, 'packs/a') });
    expect((await workspace.locate('policy.yaml', 'policy file')).workspaceFile).toBe('packs/a/policy.yaml');
    expect((await open(join(root, 'packs'))).workingDirectory).toBe(join(root, 'packs'));
  });

  test.each([
    ['nothing', 'missing', 'there is no such file'],
    ['a file', 'packs/a/policy.yaml', 'it is not a directory'],
    ['the parent', '..', 'outside the workspace'],
    ['an absolute path elsewhere', '/', 'outside the workspace'],
    ['a link that leads out', 'link', 'outside the workspace'],
  ])('in %s is bad input', async (_name, directory, why) => {
    await symlink(parent, join(root, 'link'));
    await expect(open(directory)).rejects.toMatchObject({ kind: 'bad-input', message: expect.stringContaining(why) });
  });

  test('that does not exist is bad input, no defect', async () => {
    await expect(open('.', join(parent, 'nowhere'))).rejects.toMatchObject({ name: 'Failure', kind: 'bad-input' });
  });
});

describe('locating a file', () => {
  test.each(['packs/a/policy.yaml', './packs/a/policy.yaml', 'packs/../packs/a/policy.yaml', 'packs//a/policy.yaml'])(
    '%s',
    async (path) => {
      const workspace = await open();
      const file = await workspace.locate(path, 'policy file');
      expect(file).toEqual({ path: join(root, 'packs/a/policy.yaml'), workspaceFile: 'packs/a/policy.yaml', file: 'packs/a/policy.yaml' });
      expect((await workspace.read(file, 'policy file')).toString()).toBe('a');
    },
  );

  test('above the working directory and inside the workspace is fine', async () => {
    const file = await (await open('packs/a')).locate('../b/policy.yaml', 'policy file');
    expect(file.workspaceFile).toBe('packs/b/policy.yaml');
  });

  test.each([
    ['a missing file', 'packs/c.yaml', 'there is no such file'],
    ['a path below a file', 'packs/a/policy.yaml/x', 'a part of the path is not a directory'],
    ['a directory', 'packs', 'it is a directory'],
    ['a path out', '../secret.yaml', 'leads outside the workspace'],
    ['a path out and in again by name only', '../checkout-2/x.yaml', 'leads outside the workspace'],
    ['an absolute path elsewhere', '/etc/hostname', 'leads outside the workspace'],
    ['a link that leads out', 'out.yaml', 'a symbolic link leads outside'],
    ['a file behind a directory link that leads out', 'outdir/secret.yaml', 'a symbolic link leads outside'],
    ['links in a circle', 'loop.yaml', 'form a loop'],
    ['a device', 'null.yaml', 'outside'],
    ['a NUL character', 'a\u0000b', 'opening policy file'],
  ])('%s is bad input that names the path', async (_name, path, why) => {
    await symlink('../secret.yaml', join(root, 'out.yaml'));
    await symlink('..', join(root, 'outdir'));
    await symlink('loop.yaml', join(root, 'loop.yaml'));
    await symlink('/dev/null', join(root, 'null.yaml'));
    const located = (await open()).locate(path, 'policy file');
    await expect(located).rejects.toMatchObject({ kind: 'bad-input', message: expect.stringContaining(why) });
    await expect(located).rejects.toThrow(JSON.stringify(path));
  });

  test('a link that stays inside is read, under its own name', async () => {
    await symlink('a/policy.yaml', join(root, 'packs/current.yaml'));
    const workspace = await open();
    const file = await workspace.locate('packs/current.yaml', 'policy file');
    expect(file.workspaceFile).toBe('packs/current.yaml');
    expect((await workspace.read(file, 'policy file')).toString()).toBe('a');
  });

  test('a file of more than 16 MiB is refused unread', async () => {
    await write('model.yaml');
    await truncate(join(root, 'model.yaml'), 16 * 1024 * 1024 + 1);
    await expect((await open()).locate('model.yaml', 'policy file')).rejects.toThrow('it has 16777217 bytes');
  });

  test('works by absolute path, also when the workspace was named through a link', async () => {
    const link = join(parent, 'link');
    await symlink(root, link);
    const workspace = await open(join(link, 'packs'), link);
    expect(workspace).toMatchObject({ root, workingDirectory: join(root, 'packs') });
    for (const base of [root, link]) {
      expect((await workspace.locate(join(base, 'packs/a/policy.yaml'), 'policy file')).workspaceFile).toBe('packs/a/policy.yaml');
    }
    expect(await workspace.exists(join(link, 'packs/a/policy.yaml'))).toBe(true);
  });
});

describe('the name of a file in findings', () => {
  test('is relative to the Git root that holds it, the nearest one, and to the workspace', async () => {
    await write('packs/.git/HEAD');
    await write('.git/HEAD');
    const workspace = await open('packs/b');
    expect(await workspace.locate('../a/policy.yaml', 'policy file')).toMatchObject({
      file: 'a/policy.yaml',
      workspaceFile: 'packs/a/policy.yaml',
    });
  });

  test('takes a worktree, whose .git is a file, for a Git root too', async () => {
    await write('packs/a/.git', 'gitdir: elsewhere\n');
    expect((await (await open()).locate('packs/a/policy.yaml', 'policy file')).file).toBe('policy.yaml');
  });

  test('outside Git is relative to the working directory', async () => {
    expect((await (await open('packs')).locate('a/policy.yaml', 'policy file')).file).toBe('a/policy.yaml');
  });

  test('does not look for Git above the workspace', async () => {
    await mkdir(join(parent, '.git'));
    expect((await (await open('packs')).locate('a/policy.yaml', 'policy file')).file).toBe('a/policy.yaml');
    expect(await findGitRoot(join(root, 'packs'), root)).toBeUndefined();
    expect(await findGitRoot(join(root, 'packs'), '')).toBe(parent);
  });
});

describe('listing a directory', () => {
  test('gives its files with the ending, sorted, and no directories', async () => {
    for (const name of ['t/b.json', 't/a.json', 't/B.json', 't/notes.md', 't/dir.json/x.json']) await write(name);
    const files = await (await open()).list('t', '.json');
    expect(files.map(({ workspaceFile }) => workspaceFile)).toEqual(['t/B.json', 't/a.json', 't/b.json']);
  });

  test('that is not there gives nothing, and so does a file in its place', async () => {
    expect(await (await open()).list('missing', '.json')).toEqual([]);
    expect(await (await open()).list('packs/a/policy.yaml', '.json')).toEqual([]);
  });

  test('refuses a link in it that leads out, and a directory that is itself such a link', async () => {
    await mkdir(join(root, 't'));
    await symlink('../../secret.yaml', join(root, 't/a.json'));
    await expect((await open()).list('t', '.json')).rejects.toMatchObject({ kind: 'bad-input' });
    await writeFile(join(parent, 'x.json'), '{}');
    await symlink('..', join(root, 'u'));
    await expect((await open()).list('u', '.json')).rejects.toMatchObject({ kind: 'bad-input' });
  });

  test('follows links that stay inside, of a file and of the directory, and keeps their names', async () => {
    await write('t/a.json');
    await symlink('a.json', join(root, 't/b.json'));
    await symlink('t', join(root, 'link'));
    const workspace = await open();
    const names = async (directory: string) => (await workspace.list(directory, '.json')).map(({ workspaceFile }) => workspaceFile);
    expect(await names('t')).toEqual(['t/a.json', 't/b.json']);
    expect(await names('link')).toEqual(['link/a.json', 'link/b.json']);
    expect(await workspace.list('t', '.json')).toEqual([
      await workspace.locate('t/a.json', 'test file'),
      await workspace.locate('t/b.json', 'test file'),
    ]);
  });

  test('refuses what is no regular file and what is too large, by name', async () => {
    await write('t/large.json');
    await truncate(join(root, 't/large.json'), 16 * 1024 * 1024 + 1);
    await expect((await open()).list('t', '.json')).rejects.toThrow('"t/large.json"');
    await write('u/x');
    execFileSync('mkfifo', [join(root, 'u/pipe.json')]);
    await expect((await open()).list('u', '.json')).rejects.toThrow('it is not a regular file');
  });

  test('that cannot be followed is an error: tests in it would silently not run', async () => {
    await symlink('t', join(root, 't'));
    await expect((await open()).list('t', '.json')).rejects.toMatchObject({
      kind: 'bad-input',
      message: expect.stringContaining('form a loop'),
    });
  });
});

describe('expanding patterns', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'plain paths keep their order, even what is not there',
      ['packs/b/policy.yaml', 'missing.yaml'],
      ['packs/b/policy.yaml', 'missing.yaml'],
    ],
    ['a glob finds files, sorted', ['packs/*/policy.yaml'], ['packs/a/policy.yaml', 'packs/b/policy.yaml', 'packs/old/policy.yaml']],
    ['an exclude by glob', ['packs/*/policy.yaml', '!packs/o*/**'], ['packs/a/policy.yaml', 'packs/b/policy.yaml']],
    ['an exclude by path', ['packs/*/policy.yaml', '!packs/b/policy.yaml'], ['packs/a/policy.yaml', 'packs/old/policy.yaml']],
    ['an exclude that begins with ./', ['packs/*/policy.yaml', '!./packs/b/policy.yaml'], ['packs/a/policy.yaml', 'packs/old/policy.yaml']],
    ['an exclude by directory', ['packs/*/policy.yaml', '!packs/old'], ['packs/a/policy.yaml', 'packs/b/policy.yaml']],
    ['excludes come last wherever they stand', ['!packs/old/**', 'packs/*/policy.yaml'], ['packs/a/policy.yaml', 'packs/b/policy.yaml']],
    ['an exclude of a plain path', ['packs/a/policy.yaml', 'packs/b/policy.yaml', '!packs/b/policy.yaml'], ['packs/a/policy.yaml']],
    ['an exclude of plain paths by glob', ['packs/a/policy.yaml', 'packs/old/policy.yaml', '!**/old/**'], ['packs/a/policy.yaml']],
    ['an exclude of plain paths by directory', ['packs/a/policy.yaml', 'packs/old/policy.yaml', '!packs/old'], ['packs/a/policy.yaml']],
    ['a missing plain path stays beside excludes, so that its absence is told', ['missing.yaml', '!x.yaml'], ['missing.yaml']],
    ['a file named twice comes once', ['packs/a/policy.yaml', 'packs//a/policy.yaml', 'packs/a/*.yaml'], ['packs//a/policy.yaml']],
    ['a directory stays beside excludes, so that it can be called a mistake', ['packs', '!x.yaml'], ['packs']],
    ['nothing matches', ['nowhere/*.yaml'], []],
    ['only excludes', ['!packs/**'], []],
  ])('%s', async (_name, patterns, files) => {
    expect(await (await open()).expand(patterns)).toEqual(files);
  });

  test('starts from the working directory', async () => {
    expect(await (await open('packs')).expand(['*/policy.yaml', '!old/**'])).toEqual(['a/policy.yaml', 'b/policy.yaml']);
  });

  test('a name that could be read as a pattern is that file too, and takes nothing from the pattern', async () => {
    await write('packs/*/policy.yaml');
    await write('x{1,2}/p.yaml');
    const workspace = await open();
    expect(await workspace.expand(['packs/*/policy.yaml'])).toEqual([
      'packs/*/policy.yaml',
      'packs/a/policy.yaml',
      'packs/b/policy.yaml',
      'packs/old/policy.yaml',
    ]);
    expect(await workspace.expand(['x{1,2}/p.yaml'])).toEqual(['x{1,2}/p.yaml']);
    expect(await workspace.expand(['x{1,2}/p.yaml', '!x*/**'])).toEqual([]);
  });

  test('finds hidden directories, and neither .git nor node_modules', async () => {
    for (const name of ['.github/p.yaml', '.git/p.yaml', 'node_modules/x/p.yaml']) await write(name);
    expect(await (await open()).expand(['**/p.yaml'])).toEqual(['.github/p.yaml']);
  });

  test('does not walk through directory links', async () => {
    await symlink('..', join(root, 'up'));
    expect(await (await open()).expand(['**/secret.yaml'])).toEqual([]);
  });
});

describe('existing', () => {
  test('is anything at the path: a file, a directory, a broken link', async () => {
    await symlink('nowhere', join(root, 'broken'));
    const workspace = await open();
    expect(await Promise.all(['packs/a/policy.yaml', 'packs', 'broken', 'missing'].map((path) => workspace.exists(path)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('being inside', () => {
  test.each([
    ['/w', '/w', true],
    ['/w', '/w/a', true],
    ['/w', '/w/..a', true],
    ['/w', '/', false],
    ['/w', '/wa', false],
    ['/w/a', '/w', false],
    ['/', '/w', true],
  ])('%s, %s: %s', (directory, path, inside) => {
    expect(isInside(directory, path)).toBe(inside);
  });
});

test('names have slashes whatever a system puts between folders, and a backslash of a POSIX name stays', () => {
  expect(withSlashes('packs\\a\\policy.yaml', '\\')).toBe('packs/a/policy.yaml');
  expect(withSlashes('packs/a\\b.yaml', '/')).toBe('packs/a\\b.yaml');
});

describe('a file named as another system would', () => {
  test('by a way to the workspace that only the user took is inside', async () => {
    await symlink(root, join(parent, 'link'));
    const workspace = await open();
    expect((await workspace.locate(join(parent, 'link', 'packs/../packs/a/policy.yaml'), 'policy file')).workspaceFile).toBe(
      'packs/a/policy.yaml',
    );
    await symlink(parent, join(root, 'out'));
    await expect(workspace.locate(join(root, 'out', 'secret.yaml'), 'policy file')).rejects.toThrow('outside the workspace');
    await expect(workspace.locate(join(parent, 'secret.yaml'), 'policy file')).rejects.toThrow('outside the workspace');
  });

  test('with other letters is reported as it is on disk, where the system takes both for one', async () => {
    // On Linux a link does what the file systems of macOS and Windows do by themselves.
    await symlink(join(root, 'packs'), join(root, 'Packs'));
    const named = async (platform: NodeJS.Platform) =>
      (await (await openWorkspace(root, '.', platform)).locate('Packs/a/policy.yaml', 'policy file')).workspaceFile;
    expect([await named('darwin'), await named('linux')]).toEqual(['packs/a/policy.yaml', 'Packs/a/policy.yaml']);
  });

  test('with backslashes is found on Windows, also by a glob and by what excludes', async () => {
    const workspace = await openWorkspace(root, '.', 'win32');
    expect(await workspace.expand(['packs\\*\\policy.yaml', '!packs\\old\\**'])).toEqual(['packs/a/policy.yaml', 'packs/b/policy.yaml']);
    expect(await workspace.expand(['packs\\a\\policy.yaml'])).toEqual(['packs/a/policy.yaml']);
  });
});

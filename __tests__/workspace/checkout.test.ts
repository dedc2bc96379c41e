import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultBranch, isRemoteOf, readCheckout } from '../../src/workspace/checkout.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'checkout-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function git(...args: string[]): string {
  const identity = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.org',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'protocol.file.allow=always',
  ];
  return execFileSync('git', [...identity, ...args], { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

describe('what a checkout says of itself', () => {
  test('is what git says: the commit of a branch, packed or not, and of a detached head', () => {
    git('init', 'a');
    git('-C', 'a', 'commit', '--allow-empty', '-m', 'one');
    git('-C', 'a', 'remote', 'add', 'origin', 'https://github.com/octo/policies');
    const commit = git('-C', 'a', 'rev-parse', 'HEAD');
    const expected = { commit, remotes: ['https://github.com/octo/policies'] };
    expect(readCheckout(join(directory, 'a'))).toEqual(expected);
    git('-C', 'a', 'pack-refs', '--all');
    expect(readCheckout(join(directory, 'a'))).toEqual(expected);
    git('-C', 'a', 'checkout', '--detach');
    expect(readCheckout(join(directory, 'a'))).toEqual(expected);
  });

  test('is found through the files that worktrees and submodules have in place of a folder', () => {
    git('init', 'a');
    git('-C', 'a', 'commit', '--allow-empty', '-m', 'one');
    git('-C', 'a', 'remote', 'add', 'origin', 'https://github.com/octo/policies');
    git('-C', 'a', 'worktree', 'add', '-b', 'side', '../tree');
    git('-C', 'tree', 'commit', '--allow-empty', '-m', 'two');
    expect(readCheckout(join(directory, 'tree'))).toEqual({
      commit: git('-C', 'tree', 'rev-parse', 'HEAD'),
      remotes: ['https://github.com/octo/policies'],
    });
    git('init', 'outer');
    git('-C', 'outer', 'submodule', 'add', join(directory, 'a'), 'inner');
    expect(readCheckout(join(directory, 'outer', 'inner'))).toEqual({
      commit: git('-C', 'a', 'rev-parse', 'HEAD'),
      remotes: [join(directory, 'a')],
    });
  });

  test('has no commit before the first one, nor where a reference is strange', () => {
    git('init', 'a');
    expect(readCheckout(join(directory, 'a'))).toEqual({ remotes: [] });
    write('b/.git/HEAD', 'ref: refs/../../../secret\n');
    write('secret', `${'a'.repeat(40)}\n`);
    expect(readCheckout(join(directory, 'b'))).toEqual({ remotes: [] });
    write('c/.git/HEAD', 'not a commit\n');
    expect(readCheckout(join(directory, 'c'))).toEqual({ remotes: [] });
    expect(readCheckout(join(directory, 'nowhere'))).toEqual({ remotes: [] });
  });

  test('takes addresses from sections of remotes only', () => {
    write(
      'a/.git/config',
      '[submodule "x"]\n\turl = https://github.com/octo/x\n[Remote "origin"]\n\turl = "git@github.com:octo/policies.git"\n\tfetch = +refs/*\n[core]\n\turl = no\n',
    );
    expect(readCheckout(join(directory, 'a')).remotes).toEqual(['git@github.com:octo/policies.git']);
  });
});

describe('the default branch', () => {
  const at = (name: string): string | undefined => defaultBranch(join(directory, name));

  test('is what origin said when it was cloned, in a worktree too', () => {
    git('init', '--initial-branch=trunk', 'a');
    git('-C', 'a', 'commit', '--allow-empty', '-m', 'one');
    git('-C', 'a', 'branch', 'main');
    git('clone', join(directory, 'a'), 'b');
    git('-C', 'b', 'checkout', '-b', 'feature');
    git('-C', 'b', 'worktree', 'add', '-b', 'side', '../tree');
    expect([at('b'), at('tree')]).toEqual(['trunk', 'trunk']);
  });

  test('without that is main or master where there is one, packed or not', () => {
    git('init', '--initial-branch=master', 'a');
    git('-C', 'a', 'commit', '--allow-empty', '-m', 'one');
    git('-C', 'a', 'checkout', '-b', 'feature/x');
    expect(at('a')).toBe('master');
    git('-C', 'a', 'pack-refs', '--all');
    expect(at('a')).toBe('master');
    git('-C', 'a', 'branch', 'main');
    expect(at('a')).toBe('main');
  });

  test('else is the one checked out, also before the first commit; nothing when none is', () => {
    git('init', '--initial-branch=feature/x', 'a');
    expect(at('a')).toBe('feature/x');
    git('-C', 'a', 'commit', '--allow-empty', '-m', 'one');
    git('-C', 'a', 'checkout', '--detach');
    expect(at('a')).toBeUndefined();
    expect(at('nowhere')).toBeUndefined();
  });
});

describe('the address of a remote', () => {
  test.each([
    'https://github.com/octo/policies',
    'https://github.com/Octo/Policies.git',
    'https://x-access-token:t0ken@github.com/octo/policies/',
    'git@github.com:octo/policies.git',
    'org-1@github.com:octo/policies',
    'github.com:octo/policies.git',
    'ssh://git@github.com/octo/policies.git',
    'ssh://git@github.com:22/octo/policies',
  ])('%s is the repository', (remote) => {
    expect(isRemoteOf(remote, 'https://github.com', 'octo/policies')).toBe(true);
  });

  test.each([
    'https://github.com/octo/other',
    'https://github.com/octo/policies-fork',
    'https://github.com/fork/policies',
    'https://github.com/a/octo/policies',
    'https://evil.example/octo/policies',
    'https://github.com.evil.example/octo/policies',
    'git@evil.example:octo/policies.git',
    '/srv/github.com/octo/policies',
    '../policies',
    '',
  ])('%j is another', (remote) => {
    expect(isRemoteOf(remote, 'https://github.com', 'octo/policies')).toBe(false);
  });
});

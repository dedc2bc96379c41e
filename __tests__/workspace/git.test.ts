import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ProcessOutcome, RunProcess } from '../../src/keeptrusts/process.js';
import { runProcess } from '../../src/keeptrusts/run-process.js';
import { type Git, openGit } from '../../src/workspace/git.js';
import { GitUnusable } from '../../src/workspace/git-objects.js';
import { exited } from '../keeptrusts/outcomes.js';
import { newRepository, type Repository } from './repository.js';

const made: (() => void)[] = [];
afterEach(() => {
  for (const remove of made.splice(0)) remove();
});

function repository(): Repository {
  const one = newRepository();
  made.push(() => one.remove());
  return one;
}

function gitOf(root: string, more: { readonly run?: RunProcess; readonly environment?: Record<string, string> } = {}): Git {
  const environment = { PATH: process.env.PATH ?? '', ...more.environment };
  return openGit({ executable: 'git', root, environment, run: more.run ?? runProcess });
}

function texts(files: readonly (Uint8Array | undefined)[]): (string | undefined)[] {
  return files.map((bytes) => (bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8')));
}

/** Runs git as always, and counts. */
function counting(): { readonly run: RunProcess; readonly count: () => number } {
  let count = 0;
  return {
    run: (request) => {
      count += 1;
      return runProcess(request);
    },
    count: () => count,
  };
}

describe('commits', () => {
  test('are found by branch, tag, expression and name', async () => {
    const one = repository();
    const first = one.commit({ 'a.yaml': '1' });
    const second = one.commit({ 'a.yaml': '2' });
    one.git('tag', '--annotate', '--message=x', 'v1', first);
    const git = gitOf(one.root);
    expect(await git.resolve('main')).toBe(second);
    expect(await git.resolve('v1')).toBe(first);
    expect(await git.resolve('HEAD~1')).toBe(first);
    expect(await git.resolve(first)).toBe(first);
  });

  test.each(['nothing', '--help', '-n1', 'main:a.yaml', 'main..main', '^main', '', 'main main'])('%j is none', async (ref) => {
    const one = repository();
    one.commit({ 'a.yaml': '1' });
    expect(await gitOf(one.root).resolve(ref)).toBeUndefined();
  });

  test('of two branches have their common ancestor', async () => {
    const one = repository();
    const fork = one.commit({ 'a.yaml': '1' });
    one.git('checkout', '--quiet', '-b', 'work');
    const work = one.commit({ 'b.yaml': '1' });
    one.git('checkout', '--quiet', 'main');
    const main = one.commit({ 'c.yaml': '1' });
    expect(await gitOf(one.root).mergeBase(main, work)).toBe(fork);
  });
});

describe('the tips of branches', () => {
  test('are given for the full names the clone has, in one process', async () => {
    const one = repository();
    const first = one.commit({ 'a.yaml': '1' });
    one.git('branch', 'release/1', first);
    const second = one.commit({ 'a.yaml': '2' });
    const { run, count } = counting();
    const names = [
      'refs/remotes/origin/HEAD',
      'refs/remotes/origin/release/1',
      'refs/remotes/origin/release',
      'refs/remotes/origin/gone',
      'main',
      '--all',
    ];
    const tips = await gitOf(one.clone().root, { run }).tips(names);
    expect([[...tips].toSorted(([a], [b]) => (a < b ? -1 : 1)), count()]).toEqual([
      [
        ['refs/remotes/origin/HEAD', second],
        ['refs/remotes/origin/release/1', first],
      ],
      1,
    ]);
    expect(await gitOf(one.root, { run }).tips(['main'])).toEqual(new Map());
    expect(count()).toBe(1);
  });
});

describe('files at a commit', () => {
  test('are the bytes it has, whatever they are, and undefined where it has none', async () => {
    const one = repository();
    const bytes = new Uint8Array([0, 255, 10, 10, 195, 40]);
    const commit = one.commit({ 'packs/süd ost.yaml': 'pack: grün\n', binary: bytes, empty: '' });
    const found = await gitOf(one.root).filesAt(commit, ['packs/süd ost.yaml', 'gone missing', 'binary', 'empty', 'packs', 'a\nb']);
    expect(texts(found.slice(0, 1))).toEqual(['pack: grün\n']);
    expect(found[1]).toBeUndefined();
    expect(found[2]).toEqual(Buffer.from(bytes));
    expect(found[3]).toEqual(Buffer.alloc(0));
    expect(found.slice(4)).toEqual([undefined, undefined]);
  });

  test('cost one process, however many they are', async () => {
    const one = repository();
    const paths = Array.from({ length: 300 }, (_, index) => `packs/${index}.yaml`);
    const commit = one.commit(Object.fromEntries(paths.map((path) => [path, path])));
    const { run, count } = counting();
    expect(texts(await gitOf(one.root, { run }).filesAt(commit, paths))).toEqual(paths);
    expect(count()).toBe(1);
  });
});

describe('the history of files', () => {
  test('is every state they had, newest first, without deletions', async () => {
    const one = repository();
    const first = one.commit({ 'a.yaml': '1', 'b *.yaml': 'x' });
    one.commit({ 'other.yaml': '1' });
    const second = one.commit({ 'a.yaml': '2' });
    one.git('rm', '--quiet', 'a.yaml');
    one.commit({});
    const back = one.commit({ 'a.yaml': '1' });
    const { run, count } = counting();
    const history = await gitOf(one.root, { run }).history(back, ['a.yaml', 'b *.yaml']);
    expect(history.states.map(({ commit, path, bytes }) => [commit, path, Buffer.from(bytes).toString()])).toEqual([
      [back, 'a.yaml', '1'],
      [second, 'a.yaml', '2'],
      [first, 'a.yaml', '1'],
      [first, 'b *.yaml', 'x'],
    ]);
    expect(history.complete).toBe(true);
    expect(count()).toBe(2);
  });

  test('after a commit leaves out all that it has', async () => {
    const one = repository();
    one.commit({ 'a.yaml': '1' });
    const second = one.commit({ 'a.yaml': '2' });
    const third = one.commit({ 'a.yaml': '3' });
    const { states } = await gitOf(one.root).history(third, ['a.yaml'], second);
    expect(states.map(({ commit }) => commit)).toEqual([third]);
    expect((await gitOf(one.root).history(second, ['a.yaml'], third)).states).toEqual([]);
  });

  test('takes a path literally', async () => {
    const one = repository();
    const commit = one.commit({ 'a.yaml': '1', 'b.yaml': '1' });
    expect((await gitOf(one.root).history(commit, ['*.yaml', ':/a.yaml'])).states).toEqual([]);
  });

  test('shows what the branch held, not the commits of what was merged into it', async () => {
    const one = repository();
    one.commit({ 'a.yaml': '1' });
    one.git('checkout', '--quiet', '-b', 'work');
    one.commit({ 'a.yaml': 'draft' });
    one.commit({ 'a.yaml': '2' });
    one.git('checkout', '--quiet', 'main');
    one.git('merge', '--quiet', '--no-ff', '--message=merge', 'work');
    const history = await gitOf(one.root).history(one.git('rev-parse', 'main'), ['a.yaml']);
    expect(texts(history.states.map(({ bytes }) => bytes))).toEqual(['2', '1']);
  });

  test('begins anew where a file was renamed', async () => {
    const one = repository();
    one.commit({ 'old.yaml': '1' });
    one.git('mv', 'old.yaml', 'new.yaml');
    const commit = one.commit({});
    expect((await gitOf(one.root).history(commit, ['new.yaml'])).states).toHaveLength(1);
  });

  test('of a branch of 400 states is read in a moment', async () => {
    const one = repository();
    const stream = Array.from({ length: 400 }, (_, index) => {
      const text = `version: ${index}\n`;
      return `commit refs/heads/main\ncommitter a <a@example.com> ${1_700_000_000 + index} +0000\ndata 1\nx\nM 644 inline a.yaml\ndata ${text.length}\n${text}\n`;
    });
    const imported = await runProcess({
      command: 'git',
      args: ['fast-import', '--quiet'],
      directory: one.root,
      environment: { PATH: process.env.PATH ?? '' },
      timeoutMs: 20_000,
      outputLimit: 1000,
      input: stream.join(''),
    });
    expect(imported).toMatchObject({ kind: 'exited', code: 0 });
    const started = performance.now();
    const history = await gitOf(one.root).history(one.git('rev-parse', 'main'), ['a.yaml']);
    expect(history.states).toHaveLength(400);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('the names in a folder', () => {
  test('are those of its files and links at that commit, for any number of folders in one process', async () => {
    const one = repository();
    const first = one.commit({ 'tests/b é.json': '1', 'tests/a.json': '1', 'tests/deep/c.json': '1', 'other/x.yaml': '1' });
    symlinkSync('a.json', join(one.root, 'tests/link.json'));
    rmSync(join(one.root, 'other'), { recursive: true });
    const second = one.commit({});
    const { run, count } = counting();
    const git = gitOf(one.root, { run });
    expect(await git.namesIn(first, ['tests', 'other', 'nowhere', 'tests/a.json', ''])).toEqual([
      ['a.json', 'b é.json'],
      ['x.yaml'],
      [],
      [],
      [],
    ]);
    expect(count()).toBe(1);
    expect(await git.namesIn(second, ['tests', 'other'])).toEqual([['a.json', 'b é.json', 'link.json'], []]);
  });

  test('are read from repositories with the longer object names too', async () => {
    const one = repository();
    rmSync(join(one.root, '.git'), { recursive: true });
    one.git('init', '--quiet', '--initial-branch=main', '--object-format=sha256');
    const commit = one.commit({ 'tests/a.json': '1', 'tests/b.json': '2' });
    expect(commit).toHaveLength(64);
    expect(await gitOf(one.root).namesIn(commit, ['tests'])).toEqual([['a.json', 'b.json']]);
  });
});

describe('symbolic links', () => {
  test('lead to the file within the commit, and elsewhere to nothing, without disturbing the other files', async () => {
    const one = repository();
    one.write('tests/real.json', 'real');
    for (const [name, target] of [
      ['inside.json', '../tests/real.json'],
      ['outside.json', '/etc/hostname'],
      ['dangling.json', 'nowhere\nmissing'],
      ['loop.json', 'loop.json'],
    ] as const)
      symlinkSync(target, join(one.root, 'tests', name));
    const commit = one.commit({});
    const names = ['outside', 'inside', 'dangling', 'real', 'loop', 'none', 'inside'].map((name) => `tests/${name}.json`);
    expect(texts(await gitOf(one.root).filesAt(commit, names))).toEqual([
      undefined,
      'real',
      undefined,
      'real',
      undefined,
      undefined,
      'real',
    ]);
  });
});

describe('clones that do not hold everything', () => {
  test('a shallow one says so, and knows only its own commits', async () => {
    const one = repository();
    const first = one.commit({ 'a.yaml': '1' });
    const second = one.commit({ 'a.yaml': '2' });
    const git = gitOf(one.clone('--depth=1').root);
    expect([await gitOf(one.root).isShallow(), await git.isShallow()]).toEqual([false, true]);
    expect(await git.resolve(first)).toBeUndefined();
    expect(await git.mergeBase(second, second)).toBe(second);
    expect((await git.history(second, ['a.yaml'])).states).toHaveLength(1);
  });

  test('a partial one does not fetch what it lacks', async () => {
    const one = repository();
    one.git('config', 'uploadpack.allowFilter', 'true');
    const first = one.commit({ 'a.yaml': '1' });
    one.commit({ 'a.yaml': '2' });
    const git = gitOf(one.clone('--filter=blob:none').root);
    await expect(git.filesAt(first, ['a.yaml'])).rejects.toThrow('partial clone');
  });
});

describe('a git that cannot answer', () => {
  test('outside a repository says that', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'no-repository-'));
    made.push(() => rmSync(directory, { recursive: true }));
    await expect(gitOf(directory).isShallow()).rejects.toThrow(new GitUnusable('it is not a Git repository'));
  });

  test('that is not there says that', async () => {
    const git = openGit({ executable: '/nowhere/git', root: tmpdir(), environment: {}, run: runProcess });
    await expect(git.isShallow()).rejects.toThrow(/git could not be started: .nowhere.git was not found/);
  });

  test.each<[string, ProcessOutcome, RegExp]>([
    [
      'another owner',
      exited(128, '', "fatal: detected dubious ownership in repository at '/github/workspace'\n"),
      /belongs to another user; allow it with `git config --global --add safe\.directory/,
    ],
    ['a fault of its own', exited(128, '', 'fatal: bad object\nmore\n'), /exit code 128 while opening the repository: fatal: bad object$/],
    [
      'no answer in time',
      { kind: 'timed-out', timeoutMs: 30_000, stdout: '', stderr: '', truncated: false, durationMs: 1 },
      /did not answer within 30 s/,
    ],
  ])('for %s tells the reason', async (_, outcome, reason) => {
    await expect(gitOf(tmpdir(), { run: async () => outcome }).isShallow()).rejects.toThrow(reason);
  });
});

describe("a repository's own configuration", () => {
  test('starts no program, and the environment passes no secrets', async () => {
    const one = repository();
    const commit = one.commit({ 'a.yaml': '1' });
    one.write('spy', '#!/bin/sh\ntouch "$(dirname "$0")/spied"\n');
    one.git('config', 'core.fsmonitor', join(one.root, 'spy'));
    one.git('config', 'core.pager', join(one.root, 'spy'));
    one.git('config', 'log.showSignature', 'true');
    one.git('config', 'gpg.program', join(one.root, 'spy'));
    symlinkSync('/dev/null', join(one.root, 'link'));
    const seen: Record<string, string>[] = [];
    const run: RunProcess = (request) => {
      seen.push({ ...request.environment });
      return runProcess(request);
    };
    const git = gitOf(one.root, { run, environment: { GITHUB_TOKEN: 'secret', GIT_DIR: '/elsewhere', HOME: '/home/a' } });
    await git.isShallow();
    await git.history(commit, ['a.yaml']);
    expect(one.git('-c', 'core.fsmonitor=false', 'status', '--porcelain')).not.toContain('spied');
    for (const environment of seen) {
      expect(Object.keys(environment).sort()).toEqual(
        ['GIT_ALLOW_PROTOCOL', 'GIT_NO_LAZY_FETCH', 'GIT_TERMINAL_PROMPT', 'HOME', 'LC_ALL', 'PATH'].sort(),
      );
    }
  });
});

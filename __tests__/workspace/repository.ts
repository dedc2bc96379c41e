import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository in a directory of its own. Author and dates are fixed, so that a commit's name depends on its content alone. */
export interface Repository {
  readonly root: string;
  git(...args: readonly string[]): string;
  write(path: string, text: string | Uint8Array): void;
  /** Writes the files and commits everything; gives the commit's full name. */
  commit(files: Readonly<Record<string, string | Uint8Array>>): string;
  /** Another clone of it, e.g. `--depth=1`, with the same helpers. */
  clone(...args: readonly string[]): Repository;
  /** Removes it and its clones. */
  remove(): void;
}

const ENVIRONMENT = {
  PATH: process.env.PATH ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_AUTHOR_DATE: '2025-01-02T03:04:05Z',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_COMMITTER_DATE: '2025-01-02T03:04:05Z',
};

function opened(root: string): Repository {
  const clones: Repository[] = [];
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
      cwd: root,
      env: ENVIRONMENT,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  const write = (path: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  return {
    root,
    git,
    write,
    commit: (files) => {
      for (const [path, text] of Object.entries(files)) write(path, text);
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message=a commit');
      return git('rev-parse', 'HEAD');
    },
    clone: (...args) => {
      const directory = temporary();
      git('clone', '--quiet', ...args, `file://${root}`, directory);
      const clone = opened(directory);
      clones.push(clone);
      return clone;
    },
    remove: () => {
      for (const clone of clones) clone.remove();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function temporary(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'repository-')));
}

/** An empty repository on branch `main`. */
export function newRepository(): Repository {
  return newRepositoryIn(temporary());
}

/** An empty repository on branch `main` in a directory that exists. */
export function newRepositoryIn(root: string): Repository {
  const repository = opened(root);
  repository.git('init', '--quiet', '--initial-branch=main');
  return repository;
}

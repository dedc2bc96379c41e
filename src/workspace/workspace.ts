import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Failure, messageOf } from '../report/failure.js';

/** A file of the workspace under the names a report uses for it; all with `/`. */
export interface WorkspaceFile {
  /** Absolute path on this machine; never reported. */
  readonly path: string;
  /** Relative to the workspace. */
  readonly workspaceFile: string;
  /** Relative to the Git root that holds it, outside Git to the working directory. */
  readonly file: string;
}

/**
 * The checked-out files, confined to one directory: no `..` and no symbolic link leads out. Reading is synchronous below its promises: a call into
 * Node's thread pool takes ten times as long as a small file of a local disk, and a run reads thousands.
 */
export interface Workspace {
  readonly root: string;
  readonly workingDirectory: string;
  /** @throws Failure bad-input when the path does not exist, is no regular file, or lies outside the workspace. */
  locate(path: string, purpose: string): Promise<WorkspaceFile>;
  read(file: WorkspaceFile, purpose: string): Promise<Buffer>;
  /**
   * Gives a file other bytes, at once and for good: a reader sees the old ones or the new ones. Its permissions stay; a symbolic link still points to it.
   * @throws Failure bad-input when it cannot be written.
   */
  replace(file: WorkspaceFile, bytes: Uint8Array, purpose: string): Promise<void>;
  /** True when something is at the path, whatever it is. */
  exists(path: string): Promise<boolean>;
  /** Regular files directly inside a directory whose names end in `suffix`, sorted; empty when the directory does not exist. */
  list(directory: string, suffix: string): Promise<readonly WorkspaceFile[]>;
  /** Files that match globs (`!` excludes), sorted; plain paths stay even when nothing is there, so that `locate` can say so. */
  expand(patterns: readonly string[]): Promise<readonly string[]>;
}

/**
 * Policy files are read whole into memory; the largest published example is 2 kB, and YAML limits apply on top.
 * 16 MiB leaves room for any real file and keeps a mistaken path (a model, a tarball) from filling the runner's memory.
 */
const LARGEST_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Opens the workspace rooted at `root`; relative paths start from `workingDirectory`, itself inside the root.
 * @throws Failure bad-input when the working directory is missing or outside.
 */
export async function openWorkspace(root: string, workingDirectory: string): Promise<Workspace> {
  const realRoot = realpathSync.native(root);
  const start = resolve(realRoot, workingDirectory);
  const realStart = attempt(
    () => realpathSync.native(start),
    (error) => badPath('opening the working directory', workingDirectory, reasonOf(error), 'Check the option working-directory.'),
  );
  const gitRoots = new GitRoots(realRoot);
  if (!isInside(realRoot, realStart)) {
    throw badPath(
      'opening the working directory',
      workingDirectory,
      `it is outside the workspace`,
      'Choose a directory inside the checkout.',
    );
  }

  const locate = async (path: string, purpose: string): Promise<WorkspaceFile> => {
    const doing = `opening ${purpose}`;
    const wanted = resolve(realStart, path);
    if (!isInside(realRoot, wanted)) {
      throw badPath(doing, path, 'the path leads outside the workspace', 'Name a file inside the checkout.');
    }
    const real = attempt(
      () => realpathSync.native(wanted),
      (error) => badPath(doing, path, reasonOf(error), 'Check the path, and that the repository was checked out before this step.'),
    );
    if (!isInside(realRoot, real)) {
      throw badPath(doing, path, 'a symbolic link leads outside the workspace', 'Replace the link by the file itself.');
    }
    const stats = statSync(real);
    if (stats.isDirectory()) throw badPath(doing, path, 'it is a directory', 'Name the file inside it.');
    if (!stats.isFile()) throw badPath(doing, path, 'it is not a regular file', 'Name a regular file.');
    if (stats.size > LARGEST_FILE_BYTES) {
      throw badPath(doing, path, `it has ${stats.size} bytes, more than ${LARGEST_FILE_BYTES}`, 'Check that this is the file you mean.');
    }
    const gitRoot = gitRoots.of(dirname(wanted));
    return {
      path: wanted,
      workspaceFile: withSlashes(relative(realRoot, wanted)),
      file: withSlashes(relative(gitRoot ?? realStart, wanted)),
    };
  };

  return {
    root: realRoot,
    workingDirectory: realStart,
    locate,
    read: async (file, purpose) =>
      attempt(
        () => readFileSync(file.path),
        (error) => badPath(`reading ${purpose}`, file.workspaceFile, reasonOf(error), 'Check its permissions.'),
      ),
    replace: (file, bytes, purpose) => replaceFile(file, bytes, purpose),
    exists: async (path) => exists(resolve(realStart, path)),
    list: async (directory, suffix) => {
      const names = namesIn(resolve(realStart, directory));
      const found: WorkspaceFile[] = [];
      for (const name of names.sort()) {
        if (name.endsWith(suffix)) found.push(await locate(join(directory, name), 'test file'));
      }
      return found;
    },
    expand: (patterns) => expandPatterns(patterns, realStart),
  };
}

const GLOB_CHARACTERS = /[*?[\]{}]/;

async function expandPatterns(patterns: readonly string[], start: string): Promise<readonly string[]> {
  const excludes = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const includes = patterns.filter((pattern) => !pattern.startsWith('!'));
  const plain = includes.filter((pattern) => !GLOB_CHARACTERS.test(pattern));
  const globs = includes.filter((pattern) => GLOB_CHARACTERS.test(pattern));
  if (globs.length === 0 && excludes.length === 0) return [...new Set(plain)];
  // Loaded only here: most runs name one plain file, and a cold start is what a reviewer waits for.
  const { glob, isDynamicPattern } = await import('tinyglobby');
  const found =
    globs.length === 0
      ? []
      : await glob(globs, {
          cwd: start,
          ignore: ['**/node_modules/**', '**/.git/**', ...excludes],
          onlyFiles: true,
          dot: true,
          followSymbolicLinks: false,
        });
  const excluded = new Set(excludes.filter((pattern) => !isDynamicPattern(pattern)).map((pattern) => resolve(start, pattern)));
  const excludedByGlob = new Set(
    plain.length === 0
      ? []
      : (
          await glob(
            excludes.filter((p) => isDynamicPattern(p)),
            { cwd: start, onlyFiles: true, dot: true, absolute: true },
          )
        ).map((p) => resolve(p)),
  );
  const kept = plain.filter((path) => !excluded.has(resolve(start, path)) && !excludedByGlob.has(resolve(start, path)));
  return [...new Set([...kept, ...found.map(withSlashes)])].sort();
}

/** The nearest directory at or above `directory`, not above `limit`, that holds `.git`. */
export async function findGitRoot(directory: string, limit: string): Promise<string | undefined> {
  return new GitRoots(limit).of(directory);
}

/** Git roots by directory, each looked up once: the packs of a monorepo share most of the way up. */
class GitRoots {
  readonly #known = new Map<string, string | undefined>();
  readonly #limit: string;

  constructor(limit: string) {
    this.#limit = limit;
  }

  of(directory: string): string | undefined {
    if (this.#known.has(directory)) return this.#known.get(directory);
    const parent = dirname(directory);
    const above = directory === this.#limit || parent === directory ? undefined : parent;
    const root = exists(join(directory, '.git')) ? directory : above === undefined ? undefined : this.of(above);
    this.#known.set(directory, root);
    return root;
  }
}

async function replaceFile(file: WorkspaceFile, bytes: Uint8Array, purpose: string): Promise<void> {
  try {
    const real = realpathSync.native(file.path);
    // Same folder: rename is atomic only within a file system.
    const temporary = join(dirname(real), `.${basename(real)}.${process.pid}.tmp`);
    try {
      const handle = await open(temporary, 'wx', statSync(real).mode);
      try {
        await handle.chmod(statSync(real).mode);
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, real);
    } catch (error) {
      // The first error is the one to report.
      await rm(temporary, { force: true }).catch(() => {});
      throw error;
    }
  } catch (error) {
    throw badPath(`writing ${purpose}`, file.workspaceFile, reasonOf(error), 'Check the permissions of the file and of its folder.');
  }
}

/** True when `path` is `root` or below it, by name alone. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function withSlashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function attempt<T>(action: () => T, failure: (error: unknown) => Failure): T {
  try {
    return action();
  } catch (error) {
    throw failure(error);
  }
}

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is not a directory',
  EACCES: 'permission denied',
  ELOOP: 'the symbolic links form a loop',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return FILE_ERRORS[code] ?? messageOf(error);
}

function badPath(doing: string, path: string, cameBack: string, nextStep: string): Failure {
  return new Failure('bad-input', { doing: `${doing} ${JSON.stringify(path)}`, cameBack, nextStep });
}

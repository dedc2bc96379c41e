import { chmodSync, type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Failure, messageOf } from '../report/failure.js';
import { moveInto } from '../report/rename.js';
import { asOnDisk, slashed } from './spelling.js';

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
 * The checked-out files, confined to one directory: no `..` and no symbolic link leads out. Its methods are asynchronous because a workspace
 * need not be a disk; this one uses Node's synchronous calls, since `node:fs/promises` and the thread pool behind it cost more at a cold start
 * than all of these reads of small local files.
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
 * @param platform whose way of writing paths is understood.
 * @throws Failure bad-input when the working directory is missing or outside.
 */
export async function openWorkspace(
  root: string,
  workingDirectory: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Workspace> {
  const realRoot = attempt(
    () => realpathSync.native(root),
    (reason) => badPath('opening the workspace', root, reason, 'Check that the repository was checked out before this step.'),
  );
  const named = resolve(root);
  /**
   * The workspace may have been named through a symbolic link, and absolute paths of the user with it; or it was not, and they were, as on macOS,
   * where a process is in /private/var and its user's $PWD says /var.
   */
  const throughLinks = (path: string): string => {
    if (isInside(named, path)) return join(realRoot, relative(named, path));
    return isInside(realRoot, path) ? path : join(realPathOr(dirname(path), dirname(path)), basename(path));
  };
  const start = throughLinks(resolve(realRoot, workingDirectory));
  const realStart = attempt(
    () => realpathSync.native(start),
    (reason) => badPath('opening the working directory', workingDirectory, reason, 'Check the option working-directory.'),
  );
  if (!statSync(realStart).isDirectory()) {
    throw badPath('opening the working directory', workingDirectory, 'it is not a directory', 'Check the option working-directory.');
  }
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
    const wanted = throughLinks(resolve(realStart, path));
    if (!isInside(realRoot, wanted)) {
      throw badPath(doing, path, 'the path leads outside the workspace', 'Name a file inside the checkout.');
    }
    const real = attempt(
      () => realpathSync.native(wanted),
      (reason) => badPath(doing, path, reason, 'Check the path, and that the repository was checked out before this step.'),
    );
    if (!isInside(realRoot, real)) {
      throw badPath(doing, path, 'a symbolic link leads outside the workspace', 'Replace the link by the file itself.');
    }
    mustBeReadable(real, doing, path);
    return namesOf(asOnDisk(wanted, real, platform));
  };

  const namesOf = (path: string): WorkspaceFile => ({
    path,
    workspaceFile: withSlashes(relative(realRoot, path)),
    file: withSlashes(relative(gitRoots.of(dirname(path)) ?? realStart, path)),
  });

  const list = async (directory: string, suffix: string): Promise<readonly WorkspaceFile[]> => {
    const purpose = 'test file';
    const place = throughLinks(resolve(realStart, directory));
    const entries = filesIn(place, directory).filter(({ name }) => name.endsWith(suffix));
    // A thousand golden files lie in one folder, and asking for the real path of each costs more than reading them: the folder is
    // resolved once, and what the system itself calls a regular file of it is no link. Anything else takes the long way.
    const confined = isInside(realRoot, place) && isInside(realRoot, realPathOr(place, ''));
    const found: WorkspaceFile[] = [];
    for (const entry of entries) {
      const path = join(directory, entry.name);
      if (!confined || !entry.isFile()) {
        found.push(await locate(path, purpose));
        continue;
      }
      mustBeReadable(join(place, entry.name), `opening ${purpose}`, path);
      found.push(namesOf(join(place, entry.name)));
    }
    return found;
  };

  return {
    root: realRoot,
    workingDirectory: realStart,
    locate,
    read: async (file, purpose) =>
      attempt(
        () => readFileSync(file.path),
        (reason) => badPath(`reading ${purpose}`, file.workspaceFile, reason, 'Check its permissions.'),
      ),
    replace: async (file, bytes, purpose) => replaceFile(file, bytes, purpose),
    exists: async (path) => exists(throughLinks(resolve(realStart, path))),
    list,
    expand: (patterns) =>
      expandPatterns(
        patterns.map((pattern) => slashed(pattern, platform)),
        realStart,
      ),
  };
}

const GLOB_CHARACTERS = /[*?[\]{}]/;

async function expandPatterns(patterns: readonly string[], start: string): Promise<readonly string[]> {
  const excludes = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1).replace(/^\.\//, ''));
  const includes = patterns.filter((pattern) => !pattern.startsWith('!'));
  const globs = includes.filter((pattern) => GLOB_CHARACTERS.test(pattern));
  // What is there by that very name is meant as well: who hands file names on, as a hook does, cannot know which could be read as a pattern. The
  // pattern still counts: otherwise a file with the name of a workflow's pattern would hide all that the pattern stands for.
  const plain = includes.filter((pattern) => !GLOB_CHARACTERS.test(pattern) || exists(resolve(start, pattern)));
  if (globs.length === 0 && excludes.length === 0) return eachOnce(plain, start);
  // Loaded only here: most runs name one plain file, and a cold start is what a reviewer waits for.
  const { escapePath, glob } = await import('tinyglobby');
  const options = { cwd: start, onlyFiles: true, dot: true, followSymbolicLinks: false };
  const found = globs.length === 0 ? [] : await glob(globs, { ...options, ignore: ['**/node_modules/**', '**/.git/**', ...excludes] });
  // Plain paths are matched too, so that an exclude means the same for them; directories as well, so that they can be called a mistake.
  const notExcluded = { ...options, onlyFiles: false, ignore: excludes, absolute: true };
  const left = excludes.length === 0 || plain.length === 0 ? [] : await glob(plain.map(escapePath), notExcluded);
  const isLeft = new Set(left.map((path) => resolve(path)));
  const kept = plain.filter((path) => {
    const absolute = resolve(start, path);
    return excludes.length === 0 || isLeft.has(absolute) || !exists(absolute);
  });
  return eachOnce([...kept, ...found.map((path) => withSlashes(path))].toSorted(), start);
}

/** The paths in their order, without those that name the same file in another way. */
function eachOnce(paths: readonly string[], start: string): readonly string[] {
  return [...new Map(paths.toReversed().map((path) => [resolve(start, path), path])).values()].toReversed();
}

/** The nearest directory at or above `directory`, not above `limit`, that holds `.git`. */
export async function findGitRoot(directory: string, limit: string): Promise<string | undefined> {
  return new GitRoots(limit).of(directory);
}

/** As `findGitRoot`, for many directories of one workspace. */
export function gitRootFinder(limit: string): (directory: string) => string | undefined {
  const roots = new GitRoots(limit);
  return (directory) => roots.of(directory);
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

function replaceFile(file: WorkspaceFile, bytes: Uint8Array, purpose: string): void {
  attempt(
    () => {
      const real = realpathSync.native(file.path);
      const { mode } = statSync(real);
      // Same folder: rename is atomic only within a file system.
      const temporary = join(dirname(real), `.${basename(real)}.${process.pid}.tmp`);
      try {
        writeFileSync(temporary, bytes, { flag: 'wx', mode });
        // The process's mask has taken bits off the mode given above.
        chmodSync(temporary, mode);
        moveInto(temporary, real);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    },
    (reason) => badPath(`writing ${purpose}`, file.workspaceFile, reason, 'Check the permissions of the file and of its folder.'),
  );
}

/** True when `path` is `root` or below it, by name alone. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The path as reports show it: with `/`, whatever this system puts between folders. */
export function withSlashes(path: string, separator: string = sep): string {
  return separator === '/' ? path : path.split(separator).join('/');
}

function exists(path: string): boolean {
  try {
    // Most of the paths asked about are not there, and an error costs a stack trace.
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** The path without links, or `otherwise` when it leads nowhere. */
function realPathOr(path: string, otherwise: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return otherwise;
  }
}

/** @throws Failure bad-input when `real`, a path without links, is no regular file or too large; `path` is its name in errors. */
function mustBeReadable(real: string, doing: string, path: string): void {
  const stats = attempt(
    () => statSync(real),
    (reason) => badPath(doing, path, reason, 'Check the path, and that nothing else changes the checkout meanwhile.'),
  );
  if (stats.isDirectory()) throw badPath(doing, path, 'it is a directory', 'Name the file inside it.');
  if (!stats.isFile()) throw badPath(doing, path, 'it is not a regular file', 'Name a regular file.');
  if (stats.size > LARGEST_FILE_BYTES) {
    throw badPath(doing, path, `it has ${stats.size} bytes, more than ${LARGEST_FILE_BYTES}`, 'Check that this is the file you mean.');
  }
}

/** All that is no directory, sorted by name; none when there is no such directory. `shown` is its name in errors. */
function filesIn(directory: string, shown: string): Dirent[] {
  if (!exists(directory)) return [];
  const entries = attempt(
    () => (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(directory, { withFileTypes: true }) : []),
    (reason) => badPath('listing', shown, reason, 'Mend it: files in it that cannot be seen would silently not count.'),
  );
  return entries.filter((entry) => !entry.isDirectory()).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The value of `act`; when it throws, throws what `failure` makes of the reason. */
function attempt<T>(act: () => T, failure: (reason: string) => Failure): T {
  try {
    return act();
  } catch (error) {
    throw failure(reasonOf(error));
  }
}

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is not a directory',
  EACCES: 'permission denied',
  ELOOP: 'the symbolic links form a loop',
};

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return FILE_ERRORS[code] ?? messageOf(error);
}

function badPath(doing: string, path: string, cameBack: string, nextStep: string): Failure {
  return new Failure('bad-input', { doing: `${doing} ${JSON.stringify(path)}`, cameBack, nextStep });
}

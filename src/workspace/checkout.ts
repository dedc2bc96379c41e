import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What a Git root says of itself without asking git: its files are read, and nothing of them is followed but its own pointers. */
export interface Checkout {
  /** Full name of the commit that is checked out; absent before the first one, and where this reader does not understand the repository. */
  readonly commit?: string;
  /** Addresses of the repositories it was cloned from; none for one that was made here. */
  readonly remotes: readonly string[];
}

/** No file of Git's own that is read here comes near this; a packed-refs of 5,000 branches has half a megabyte. */
const LARGEST_FILE_BYTES = 16 * 1024 * 1024;

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Reads `.git` of a Git root: which commit is checked out, and where it came from. Not by `git`, which a runner may lack, refuses directories of
 * another user, and takes longer than everything else a small run does. What cannot be read is absent.
 * https://git-scm.com/docs/gitrepository-layout
 */
export function readCheckout(root: string): Checkout {
  const directory = gitDirectory(root);
  // A worktree keeps its HEAD to itself and shares references and configuration.
  const shared = read(join(directory, 'commondir'))?.trim();
  const common = shared === undefined ? directory : resolve(directory, shared);
  const commit = commitOf(directory, common);
  return { ...(commit !== undefined && { commit }), remotes: remotesIn(read(join(common, 'config')) ?? '') };
}

/**
 * The branch that changes are merged into, as far as the files of a Git root tell: what the remote `origin` said when it was cloned, else `main` or
 * `master` where there is one, else the branch that is checked out. Undefined when nothing says.
 */
export function defaultBranch(root: string): string | undefined {
  const directory = gitDirectory(root);
  const shared = read(join(directory, 'commondir'))?.trim();
  const common = shared === undefined ? directory : resolve(directory, shared);
  const [, ofOrigin] =
    /^ref: refs\/remotes\/origin\/(.+)$/.exec(read(join(common, 'refs', 'remotes', 'origin', 'HEAD'))?.trim() ?? '') ?? [];
  if (ofOrigin !== undefined) return ofOrigin;
  const references = read(join(common, 'packed-refs')) ?? '';
  const known = ['main', 'master'].find((name) =>
    [`refs/remotes/origin/${name}`, `refs/heads/${name}`].some(
      (reference) => read(join(common, reference)) !== undefined || packed(references, reference) !== undefined,
    ),
  );
  const [, checkedOut] = /^ref: refs\/heads\/(.+)$/.exec(read(join(directory, 'HEAD'))?.trim() ?? '') ?? [];
  return known ?? checkedOut;
}

/** In submodules and worktrees `.git` is a file that says where the directory is. */
function gitDirectory(root: string): string {
  const path = join(root, '.git');
  const [, target] = /^gitdir: (.+)$/m.exec(read(path) ?? '') ?? [];
  return target === undefined ? path : resolve(root, target.trim());
}

function commitOf(directory: string, common: string): string | undefined {
  const head = read(join(directory, 'HEAD'))?.trim() ?? '';
  if (COMMIT.test(head)) return head;
  const [, name] = /^ref: (refs\/.+)$/.exec(head) ?? [];
  if (name === undefined || name.split('/').includes('..')) return undefined;
  const loose = read(join(directory, name)) ?? read(join(common, name));
  const commit = loose?.trim() ?? packed(read(join(common, 'packed-refs')) ?? '', name);
  return commit !== undefined && COMMIT.test(commit) ? commit : undefined;
}

function packed(references: string, name: string): string | undefined {
  return references
    .split('\n')
    .find((line) => line.endsWith(` ${name}`))
    ?.slice(0, -name.length - 1);
}

/** The values of `url` in sections `[remote "…"]`: https://git-scm.com/docs/git-config#_syntax */
function remotesIn(config: string): readonly string[] {
  const remotes: string[] = [];
  let inRemote = false;
  for (const line of config.split('\n')) {
    if (/^\s*\[/.test(line)) inRemote = /^\s*\[remote\s+"/i.test(line);
    const [, url] = /^\s*url\s*=\s*"?([^"]*?)"?\s*$/i.exec(line) ?? [];
    if (inRemote && url !== undefined && url !== '') remotes.push(url);
  }
  return remotes;
}

/**
 * True when a remote's address names a repository of a server, however it is written: `https://host/owner/name`, with or without `.git`,
 * `ssh://git@host/owner/name`, `git@host:owner/name`. GitHub compares names without regard to case.
 */
export function isRemoteOf(remote: string, server: string, repository: string): boolean {
  const found = addressOf(remote);
  const host = URL.canParse(server) ? new URL(server).hostname : '';
  return found !== undefined && found.host.toLowerCase() === host.toLowerCase() && found.path.toLowerCase() === repository.toLowerCase();
}

function addressOf(remote: string): { readonly host: string; readonly path: string } | undefined {
  const [, scpHost, scpPath] = /^(?:[^@/:]+@)?([^/:@]+):(?!\/\/)(.+)$/.exec(remote) ?? [];
  if (scpHost !== undefined && scpPath !== undefined) return { host: scpHost, path: bare(scpPath) };
  if (!URL.canParse(remote)) return undefined;
  const { hostname, pathname } = new URL(remote);
  return { host: hostname, path: bare(pathname) };
}

function bare(path: string): string {
  return path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
}

/** The text of a small regular file; undefined when there is none: reading a pipe would wait for ever. */
function read(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= LARGEST_FILE_BYTES ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

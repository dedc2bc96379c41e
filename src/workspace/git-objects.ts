/** Why git cannot answer, as a clause: "there is no git on PATH". */
export class GitUnusable extends Error {
  override readonly name = 'GitUnusable';
}

/** An object of the repository; each unit of `content` is a byte. */
export interface GitObject {
  readonly type: string;
  readonly content: string;
}

export interface Batch {
  readonly found: readonly (GitObject | undefined)[];
  readonly truncated: boolean;
}

export function bytesOf(object: GitObject | undefined): Uint8Array | undefined {
  return object?.type === 'blob' ? Buffer.from(object.content, 'latin1') : undefined;
}

/** Git's folders and submodules; everything else in a folder is a file or a symbolic link. */
const NO_FILES: ReadonlySet<string> = new Set(['40000', '160000']);

/**
 * The names in a folder as Git stores it: for each entry the mode in octal, a blank, the name, NUL and the bytes of the object's name.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function namesOf(tree: string, nameBytes: number): readonly string[] {
  const names: string[] = [];
  for (let at = 0; at < tree.length; ) {
    const end = tree.indexOf('\0', at);
    if (end === -1) break;
    const [mode = '', ...name] = tree.slice(at, end).split(' ');
    if (!NO_FILES.has(mode)) names.push(Buffer.from(name.join(' '), 'latin1').toString('utf8'));
    at = end + 1 + nameBytes;
  }
  return names;
}

/** A link that leads out of the repository, nowhere, in a circle, or through a file. */
const LOST_LINK = /^(?:symlink|dangling|loop|notdir) (\d+)$/;

/**
 * Reads `git cat-file --batch --follow-symlinks`: `<name> <type> <size>`, then that many bytes and a line feed; or `<what was asked> missing`; or what
 * became of a link that cannot be followed, its size and text. https://git-scm.com/docs/git-cat-file#_batch_output
 */
export function parseBatch(output: string, count: number, truncated: boolean): readonly (GitObject | undefined)[] {
  const found: (GitObject | undefined)[] = [];
  for (let at = 0; found.length < count; ) {
    const end = output.indexOf('\n', at);
    if (end === -1) break;
    const head = output.slice(at, end);
    const [, type, size = LOST_LINK.exec(head)?.[1]] = /^[0-9a-f]+ ([a-z]+) (\d+)$/.exec(head) ?? [];
    at = end + 1;
    if (size === undefined) {
      found.push(undefined);
      continue;
    }
    const next = at + Number(size);
    if (next > output.length) break;
    found.push(type === undefined ? undefined : { type, content: output.slice(at, next) });
    at = next + 1;
  }
  if (found.length < count && !truncated) throw new GitUnusable('git ended its answer early while reading files');
  return found;
}

import type { ProcessOutcome, RunProcess } from '../keeptrusts/process.js';
import { isRef } from '../options/ref.js';
import { type Batch, bytesOf, type GitObject, GitUnusable, namesOf, parseBatch } from './git-objects.js';

/** What a repository knows about its files; read only, and never over the network. Paths are relative to the repository's root, with `/`. */
export interface Git {
  /**
   * Whether `git` can read the repository, and whether it holds the whole history.
   * @throws GitUnusable when there is no git, or it refuses the directory.
   */
  isShallow(): Promise<boolean>;
  /** The full name of the commit that a branch, tag, commit or expression means; undefined when this clone has none. */
  resolve(ref: string): Promise<string | undefined>;
  /** The commits that references mean, for those of their full names (`refs/remotes/origin/main`) that the repository has. */
  tips(references: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The best common ancestor of two commits; undefined when this clone knows none. */
  mergeBase(one: string, other: string): Promise<string | undefined>;
  /** The names of all but folders directly inside folders (`''` for the root), as a commit has them; none for folders it does not have. */
  namesIn(commit: string, folders: readonly string[]): Promise<readonly (readonly string[])[]>;
  /**
   * The bytes of files as a commit has them, through symbolic links within it; undefined for those it does not have.
   * @throws GitUnusable when they are more than one answer holds.
   */
  filesAt(commit: string, paths: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
  /**
   * The states of files on the way from a commit along first parents: what the branch itself held, without the intermediate commits of what was
   * merged into it. Newest first; a file's earlier names are not followed.
   * @param after leaves out every commit that this one already has.
   */
  history(commit: string, paths: readonly string[], after?: string): Promise<FileHistory>;
}

export interface FileState {
  /** The commit that brought the file into this state. */
  readonly commit: string;
  readonly path: string;
  /** Git's name for the content: equal for equal bytes. */
  readonly blob: string;
  readonly bytes: Uint8Array;
}

export interface FileHistory {
  readonly states: readonly FileState[];
  /** False when a limit of this reader left older states out. */
  readonly complete: boolean;
}

/**
 * Commits read per run that touched one of the files. A pack that changes every working day reaches this after eight years, and reading so many
 * costs about half a second.
 */
export const HISTORY_COMMITS = 2_000;

/** Bytes of one answer. 2,000 states of a file of 10 kB are 20 MB; a policy file of 1 MiB, the largest there can be, still has 60. */
const ANSWER_BYTES = 64 * 1024 * 1024;

/** Time for one question: a first-parent walk over 100,000 commits takes git about two seconds. */
const ANSWER_MS = 30_000;

/**
 * Nothing a repository's own configuration says may start a program: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corefsmonitor,
 * `core.hooksPath` and `log.showSignature` there. Paths are taken as they are, without pattern characters.
 */
const SAFE = [
  '--no-optional-locks',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'log.showSignature=false'].flatMap((setting) => ['-c', setting]),
] as const;

/** What git needs of the environment: where it lies and its user's configuration, which names the directories it trusts. */
const PASSED: ReadonlySet<string> = new Set(['PATH', 'HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'SYSTEMROOT', 'TMPDIR', 'TEMP', 'TMP']);

/**
 * A clone without all contents would fetch them one by one, with whatever transport its configuration names. No protocol is allowed here.
 * https://git-scm.com/docs/git#Documentation/git.txt-codeGITALLOWPROTOCOLcode
 */
const OFFLINE = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' } as const;

export interface GitSettings {
  /** Absolute path of the git executable: a bare name would be looked up in the checkout first on Windows. */
  readonly executable: string;
  /** The root of the repository. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly run: RunProcess;
  readonly signal?: AbortSignal;
}

/** Git for one repository. Every method starts at most two processes, however many files it is asked for. */
export function openGit(settings: GitSettings): Git {
  const environment: Record<string, string> = { ...OFFLINE };
  for (const [name, value] of Object.entries(settings.environment)) {
    if (value !== undefined && PASSED.has(name.toUpperCase())) environment[name] = value;
  }
  const ask = (args: readonly string[], input?: string): Promise<ProcessOutcome> =>
    settings.run({
      command: settings.executable,
      args: [...SAFE, ...args],
      environment,
      directory: settings.root,
      timeoutMs: ANSWER_MS,
      outputLimit: ANSWER_BYTES,
      bytes: true,
      ...(input !== undefined && { input }),
      ...(settings.signal !== undefined && { signal: settings.signal }),
    });
  const objects = async (names: readonly string[]): Promise<Batch> => {
    if (names.length === 0) return { found: [], truncated: false };
    const { stdout, truncated } = answered(
      await ask(['cat-file', '--batch', '--follow-symlinks'], `${names.join('\n')}\n`),
      'reading files',
    );
    return { found: parseBatch(stdout, names.length, truncated), truncated };
  };
  const whole = async (names: readonly string[]): Promise<readonly (GitObject | undefined)[]> => {
    const { found, truncated } = await objects(names);
    // What was cut off would look like files that are not there.
    if (truncated) throw new GitUnusable(`the files are more than the ${ANSWER_BYTES / (1024 * 1024)} MiB that are read at once`);
    return found;
  };

  return {
    isShallow: async () => answered(await ask(['rev-parse', '--is-shallow-repository']), 'opening the repository').stdout.trim() === 'true',
    resolve: async (ref) => {
      if (!isRef(ref)) return undefined;
      return commitOf(await ask(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]));
    },
    tips: async (references) => {
      const asked = references.filter((reference) => reference.startsWith('refs/') && isRef(reference));
      if (asked.length === 0) return new Map();
      // A pattern also matches what lies below it, so the full name is looked for in the answer.
      const { stdout } = answered(await ask(['for-each-ref', '--format=%(objectname) %(refname)', ...asked]), 'looking for branches');
      const found = stdout
        .split('\n')
        .map((line): [string, string] => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]);
      return new Map(found.filter(([name, commit]) => asked.includes(name) && COMMIT.test(commit)));
    },
    mergeBase: async (one, other) => commitOf(await ask(['merge-base', mustBeCommit(one), mustBeCommit(other)])),
    namesIn: async (commit, folders) => {
      const found = await whole(folders.filter(isOneLine).map((folder) => `${mustBeCommit(commit)}:${folder}`));
      const byFolder = new Map(folders.filter(isOneLine).map((folder, index) => [folder, found[index]]));
      return folders.map((folder) => {
        const tree = byFolder.get(folder);
        return tree?.type === 'tree' ? namesOf(tree.content, commit.length / 2) : [];
      });
    },
    filesAt: async (commit, paths) => {
      const named = paths.filter(isOneLine);
      const found = await whole(named.map((path) => `${mustBeCommit(commit)}:${path}`));
      const byPath = new Map(named.map((path, index) => [path, bytesOf(found[index])]));
      return paths.map((path) => byPath.get(path));
    },
    history: async (commit, paths, after) => {
      const named = paths.filter(isOneLine);
      if (named.length === 0) return { states: [], complete: true };
      const known = after === undefined ? '' : `^${mustBeCommit(after)}\n`;
      const revisions = `${mustBeCommit(commit)}\n${known}--\n${named.join('\n')}\n`;
      const { stdout, truncated } = answered(
        await ask([...LOG, `--max-count=${HISTORY_COMMITS}`, '--stdin'], revisions),
        'reading the history',
      );
      const { changes, commits } = parseLog(stdout);
      const blobs = [...new Set(changes.map(({ blob }) => blob))];
      const { found } = await objects(blobs);
      const contents = new Map(blobs.map((blob, index) => [blob, bytesOf(found[index])]));
      const states = changes.flatMap((change) => {
        const bytes = contents.get(change.blob);
        return bytes === undefined ? [] : [{ ...change, bytes }];
      });
      return { states, complete: !truncated && commits < HISTORY_COMMITS && states.length === changes.length };
    },
  };
}

/** Objects are asked for one a line. */
function isOneLine(path: string): boolean {
  return !path.includes('\n');
}

/** `-m --first-parent` shows a merge as its difference to the branch it was merged into: https://git-scm.com/docs/git-log#Documentation/git-log.txt-code--first-parentcode */
const LOG = ['log', '--first-parent', '-m', '--no-renames', '--no-decorate', '--raw', '--no-abbrev', '-z', '--format=%H'] as const;

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

function mustBeCommit(text: string): string {
  if (COMMIT.test(text)) return text;
  throw new RangeError(`not the full name of a commit: ${JSON.stringify(text.slice(0, 80))}`);
}

function commitOf(outcome: ProcessOutcome): string | undefined {
  if (outcome.kind !== 'exited') throw new GitUnusable(reasonOf(outcome, 'looking for a commit'));
  const text = outcome.stdout.trim();
  return outcome.code === 0 && COMMIT.test(text) ? text : undefined;
}

function answered(outcome: ProcessOutcome, doing: string): { readonly stdout: string; readonly truncated: boolean } {
  if (outcome.kind === 'exited' && outcome.code === 0) return outcome;
  throw new GitUnusable(reasonOf(outcome, doing));
}

/** Causes whose remedy is known, by what git says (in its C locale). */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [
    /dubious ownership/,
    'git refuses this directory, because it belongs to another user; allow it with `git config --global --add safe.directory "$GITHUB_WORKSPACE"`',
  ],
  [/not a git repository/, 'it is not a Git repository'],
  [
    /promisor remote|transport '[^']*' not allowed|lazy fetching disabled/,
    'this is a partial clone whose older contents were not fetched; check out without `filter`',
  ],
];

function reasonOf(outcome: ProcessOutcome, doing: string): string {
  switch (outcome.kind) {
    case 'not-started':
      return `git could not be started: ${outcome.reason}`;
    case 'timed-out':
      return `git did not answer within ${outcome.timeoutMs / 1000} s while ${doing}`;
    case 'cancelled':
      return 'the run was cancelled';
    case 'killed':
      return `git was ended by ${outcome.signal} while ${doing}`;
    case 'exited': {
      const known = CAUSES.find(([pattern]) => pattern.test(outcome.stderr))?.[1];
      return known ?? `git ended with exit code ${outcome.code} while ${doing}: ${firstLine(outcome.stderr)}`;
    }
  }
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 200) || 'it said nothing';
}

/** Reads `git log --raw -z --format=%H`: the commit, then for each file `:<modes> <blobs> <status>` and its path, all ended by NUL. */
function parseLog(output: string): { readonly changes: readonly Omit<FileState, 'bytes'>[]; readonly commits: number } {
  const changes: Omit<FileState, 'bytes'>[] = [];
  let commit = '';
  let commits = 0;
  let blob: string | undefined;
  for (const part of output.split('\0')) {
    const text = part.startsWith('\n') ? part.slice(1) : part;
    const raw = blob === undefined ? /^:\d{6} \d{6} [0-9a-f]+ ([0-9a-f]+) [A-Z]\d*$/.exec(text) : null;
    if (raw !== null) {
      blob = raw[1];
    } else if (blob !== undefined) {
      // A deletion names the blob that no content has: all zeros.
      if (!/^0+$/.test(blob)) changes.push({ commit, blob, path: Buffer.from(part, 'latin1').toString('utf8') });
      blob = undefined;
    } else if (COMMIT.test(text)) {
      commit = text;
      commits += 1;
    }
  }
  return { changes, commits };
}

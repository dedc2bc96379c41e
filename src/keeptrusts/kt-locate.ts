import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { isAbsolute, posix, relative, resolve, sep, win32 } from 'node:path';
import { Failure } from '../report/failure.js';
import type { ParentEnvironment } from './kt-environment.js';

/**
 * The first executable of that name on PATH, as an absolute path. Empty and relative entries of PATH are skipped: they would mean a
 * directory of the checkout. On Windows only `.exe` files count: what else PATHEXT lists is started by way of a shell, see `mustStartAlone`.
 */
export function findOnPath(name: string, environment: ParentEnvironment, platform: NodeJS.Platform = process.platform): string | undefined {
  const path =
    Object.entries(environment).find(([key]) => key === 'PATH' || (platform === 'win32' && key.toUpperCase() === 'PATH'))?.[1] ?? '';
  const file = platform === 'win32' ? `${name}.exe` : name;
  const paths = platform === 'win32' ? win32 : posix;
  for (const entry of path.split(paths.delimiter)) {
    // Windows lets an entry be quoted, and no name of a folder there has a quote.
    const directory = platform === 'win32' ? entry.replaceAll('"', '') : entry;
    if (!paths.isAbsolute(directory)) continue;
    const candidate = paths.join(directory, file);
    if (isExecutableFile(candidate)) return candidate;
  }
  return undefined;
}

function isExecutableFile(path: string): boolean {
  try {
    // Asked first, and without an error for what is not there: on most machines no directory of PATH holds a kt.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface WorkspaceTrust {
  /** `GITHUB_EVENT_NAME`; absent in a terminal. */
  readonly eventName?: string;
  readonly workspace: string;
}

/** Events that run with secrets while the workspace may hold the files of a fork. */
const PRIVILEGED_EVENTS: readonly string[] = ['pull_request_target', 'workflow_run'];

/**
 * Refuses a kt inside the workspace where a stranger's pull request could have put it there.
 * https://docs.github.com/en/actions/reference/security/secure-use
 * @throws Failure `refused`.
 */
export function mustNotTrustWorkspaceKt(ktPath: string, trust: WorkspaceTrust): void {
  if (trust.eventName === undefined || !PRIVILEGED_EVENTS.includes(trust.eventName)) return;
  const inside = relative(resolve(trust.workspace), resolve(ktPath));
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return;
  throw new Failure('refused', {
    doing: `using kt at ${ktPath}`,
    cameBack: `it lies inside the workspace, and on ${trust.eventName} the workspace may hold files of an untrusted pull request`,
    nextStep: 'Install kt outside the workspace, or set `kt-version` instead of `kt-path`.',
  });
}

/**
 * The absolute path of a kt that the user named or PATH gave, after the workspace rule was applied to it and to where its symbolic
 * links lead. Whether it exists and runs is for `identifyKt` to say. On Windows `kt` also means the `kt.exe` beside it, as in a shell there.
 * @throws Failure `refused`; `bad-input` for what Windows does not start without a shell.
 */
export async function trustedKtPath(
  path: string,
  directory: string,
  trust: WorkspaceTrust,
  platform: NodeJS.Platform = process.platform,
): Promise<string> {
  const named = resolve(directory, path);
  const absolute = platform === 'win32' && !isExecutableFile(named) && isExecutableFile(`${named}.exe`) ? `${named}.exe` : named;
  mustStartAlone(absolute, platform);
  mustNotTrustWorkspaceKt(absolute, trust);
  mustNotTrustWorkspaceKt(real(absolute), { ...trust, workspace: real(resolve(trust.workspace)) });
  return absolute;
}

/**
 * Batch files are read by cmd.exe, which takes characters such as `&` and `%` in an argument for its own, and no way of quoting holds for all of
 * them: a gateway's id could name a command. Node starts none without a shell either (EINVAL).
 * https://nodejs.org/en/blog/vulnerability/april-2024-security-releases-2
 */
function mustStartAlone(path: string, platform: NodeJS.Platform): void {
  if (platform !== 'win32' || !/\.(?:cmd|bat|ps1)$/i.test(path)) return;
  throw new Failure('bad-input', {
    doing: `using kt at ${path}`,
    cameBack: 'it is a script, which Windows starts only through a shell that would read arguments as commands',
    nextStep: 'Point `kt-path` at the kt.exe that the script starts.',
  });
}

function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Failure } from '../report/failure.js';
import type { ParentEnvironment } from './kt-environment.js';

/**
 * The first executable of that name on PATH, as an absolute path. Empty and relative entries of PATH are skipped: they would mean a
 * directory of the checkout.
 */
export async function findOnPath(
  name: string,
  environment: ParentEnvironment,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  const path =
    Object.entries(environment).find(([key]) => key === 'PATH' || (platform === 'win32' && key.toUpperCase() === 'PATH'))?.[1] ?? '';
  const file = platform === 'win32' ? `${name}.exe` : name;
  for (const directory of path.split(delimiter)) {
    if (!isAbsolute(directory)) continue;
    const candidate = join(directory, file);
    if (await isExecutableFile(candidate)) return candidate;
  }
  return undefined;
}

async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
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
 * links lead. Whether it exists and runs is for `identifyKt` to say.
 * @throws Failure `refused`.
 */
export async function trustedKtPath(path: string, directory: string, trust: WorkspaceTrust): Promise<string> {
  const absolute = resolve(directory, path);
  mustNotTrustWorkspaceKt(absolute, trust);
  mustNotTrustWorkspaceKt(await real(absolute), { ...trust, workspace: await real(resolve(trust.workspace)) });
  return absolute;
}

async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

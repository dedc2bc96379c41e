import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const POLICY_FILE = 'policy-config.yaml';

export interface DemoRepository {
  readonly workspace: string;
  /** What the gateways serve before the demo deploys, and what it deploys. */
  readonly former: string;
  readonly present: string;
  /** The environment git runs in; its PATH says whether there is one. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Makes the workspace a repository whose history has the former policy, as a checkout with `fetch-depth: 0` would be: there deploy finds
 * what to give a gateway back.
 * @returns whether there is a git that could do it; without one the workspace holds the present policy and no repository.
 */
export async function commitBoth({ workspace, former, present, environment }: DemoRepository): Promise<boolean> {
  // The user's own configuration (signing, hooks) is left out of it.
  const identity = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const author = ['-c', 'user.name=Keeptrusts policy demo', '-c', 'user.email=demo@example.com'];
  const git = (...argv: readonly string[]): Promise<unknown> =>
    promisify(execFile)('git', [...author, ...argv], { cwd: workspace, env: { ...environment, ...identity } });
  try {
    await git('init', '--quiet');
    for (const text of [former, present]) {
      await writeFile(join(workspace, POLICY_FILE), text);
      await git('add', '--all');
      await git('commit', '--quiet', '--message=Policy of the support desk');
    }
    return true;
  } catch {
    await rm(join(workspace, '.git'), { recursive: true, force: true });
    await writeFile(join(workspace, POLICY_FILE), present);
    return false;
  }
}

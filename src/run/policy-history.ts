import { dirname, join, relative } from 'node:path';
import { findOnPath } from '../keeptrusts/kt-locate.js';
import { runProcess } from '../keeptrusts/run-process.js';
import { isRef } from '../options/ref.js';
import type { PolicyHistory } from '../stages/policy-history.js';
import { readPolicyHistories, unreadHistories } from '../stages/read-policy-history.js';
import { openGit } from '../workspace/git.js';
import { findGitRoot, type Workspace, type WorkspaceFile, withSlashes } from '../workspace/workspace.js';
import type { Surroundings } from './surroundings.js';

/** Where the histories of a run's policy files are read. */
export interface HistoryPlace {
  readonly workspace: Pick<Workspace, 'root'>;
  readonly surroundings: Pick<Surroundings, 'environment' | 'signal'>;
}

type NamedFile = Pick<WorkspaceFile, 'workspaceFile'>;

/**
 * What Git knows of one policy file; see `readPolicyHistories`.
 * @returns `unread` where there is no git, no repository, or an answer that cannot be used.
 */
export async function readRunPolicyHistory(file: NamedFile, place: HistoryPlace): Promise<PolicyHistory> {
  const found = (await readRunPolicyHistories([file], place)).get(file.workspaceFile);
  return found ?? { kind: 'unread', reason: 'git was not asked for it' };
}

/** What Git knows of policy files, by their `workspaceFile`, repository by repository: a workspace may hold several. */
export async function readRunPolicyHistories(
  files: readonly NamedFile[],
  { workspace, surroundings }: HistoryPlace,
): Promise<ReadonlyMap<string, PolicyHistory>> {
  const { environment, signal } = surroundings;
  const executable = findOnPath('git', environment);
  const found = new Map<string, PolicyHistory>();
  for (const [root, members] of await byRepository(files, workspace.root)) {
    const paths = [...members.values()];
    const histories =
      root === undefined
        ? unreadHistories(paths, 'the file is in no Git repository')
        : executable === undefined
          ? unreadHistories(paths, 'there is no git on PATH')
          : await readPolicyHistories(openGit({ executable, root, environment, run: runProcess, signal }), paths, branchesOf(environment));
    for (const [workspaceFile, path] of members) {
      const history = histories.get(path);
      if (history !== undefined) found.set(workspaceFile, history);
    }
  }
  return found;
}

/** The files of each repository with their paths from its root; those of none under `undefined`. */
async function byRepository(
  files: readonly NamedFile[],
  workspaceRoot: string,
): Promise<ReadonlyMap<string | undefined, ReadonlyMap<string, string>>> {
  const roots = new Map<string | undefined, Map<string, string>>();
  for (const { workspaceFile } of files) {
    const path = join(workspaceRoot, workspaceFile);
    const root = await findGitRoot(dirname(path), workspaceRoot);
    const members = roots.get(root) ?? new Map<string, string>();
    roots.set(root, members.set(workspaceFile, withSlashes(relative(root ?? workspaceRoot, path))));
  }
  return roots;
}

/**
 * Where newer commits of the file may have been fetched to: the remote's default branch and the branch this run was started on.
 * actions/checkout writes no `origin/HEAD`, so the usual names stand in for it: https://github.com/actions/checkout/blob/main/src/git-source-provider.ts
 */
function branchesOf(environment: Surroundings['environment']): readonly string[] {
  const { GITHUB_REF: ref = '', GITHUB_BASE_REF: base = '' } = environment;
  const started = ref.startsWith('refs/heads/') ? [ref.slice('refs/heads/'.length)] : [];
  const names = ['HEAD', 'main', 'master', ...started, base];
  return [...new Set(names)].filter(isRef).map((name) => `refs/remotes/origin/${name}`);
}

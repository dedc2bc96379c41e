import { dirname, relative } from 'node:path';
import { findOnPath } from '../keeptrusts/kt-locate.js';
import { runProcess } from '../keeptrusts/run-process.js';
import { type Git, openGit } from '../workspace/git.js';
import { findGitRoot, withSlashes } from '../workspace/workspace.js';
import type { Surroundings } from './surroundings.js';

export type Repository =
  | {
      readonly kind: 'found';
      readonly git: Git;
      /** The file's path from the repository's root, with `/`. */
      readonly name: string;
    }
  | { readonly kind: 'none'; readonly reason: string; readonly nextStep: string };

/**
 * The Git repository that a file was checked out into.
 * @param path absolute.
 * @param workspaceRoot repositories above it do not count.
 */
export async function repositoryOf(
  path: string,
  workspaceRoot: string,
  { environment, signal }: Pick<Surroundings, 'environment' | 'signal'>,
): Promise<Repository> {
  const root = await findGitRoot(dirname(path), workspaceRoot);
  if (root === undefined)
    return { kind: 'none', reason: 'the policy file is in no Git repository', nextStep: 'Check the repository out with actions/checkout' };
  const executable = findOnPath('git', environment);
  if (executable === undefined) return { kind: 'none', reason: 'there is no git on PATH', nextStep: 'Install git on this runner' };
  return {
    kind: 'found',
    git: openGit({ executable, root, environment, run: runProcess, signal }),
    name: withSlashes(relative(root, path)),
  };
}

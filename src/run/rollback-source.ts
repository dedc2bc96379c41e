import { dirname } from 'node:path';
import { findOnPath } from '../keeptrusts/kt-locate.js';
import { runProcess } from '../keeptrusts/run-process.js';
import { Failure } from '../report/failure.js';
import { packsAt } from '../stages/base-packs.js';
import type { PackSource } from '../stages/pack.js';
import { openGit } from '../workspace/git.js';
import { GitUnusable } from '../workspace/git-objects.js';
import { findGitRoot, type WorkspaceFile } from '../workspace/workspace.js';
import type { Equipment } from './equipment.js';

/** A policy file as an earlier commit has it, with the golden tests beside it. */
export interface RollbackSource {
  readonly pack: PackSource;
  /** The full name of the commit. */
  readonly commit: string;
}

/**
 * Reads the policy file and its golden tests as a commit has them.
 * @throws Failure bad-input when Git, the commit or the file in it is not there.
 */
export async function readRollbackSource(
  file: WorkspaceFile,
  reference: string,
  { workspace, surroundings }: Equipment,
): Promise<RollbackSource> {
  const doing = `reading ${file.file} of commit ${JSON.stringify(reference)}`;
  const refused = (cameBack: string, nextStep: string): Failure => new Failure('bad-input', { doing, cameBack, nextStep });
  const { environment, signal } = surroundings;
  const root = await findGitRoot(dirname(file.path), workspace.root);
  const executable = findOnPath('git', environment);
  if (root === undefined) throw refused('the policy file is in no Git repository', 'Check the repository out with actions/checkout');
  if (executable === undefined) throw refused('there is no git on PATH', 'Install git on this runner');
  const git = openGit({ executable, root, environment, run: runProcess, signal });
  try {
    const commit = await git.resolve(reference);
    if (commit === undefined) throw refused('this clone has no such commit', 'Check the name, and give actions/checkout `fetch-depth: 0`');
    const pack = (await packsAt(git, commit, [file.file])).get(file.file);
    if (pack === undefined) throw refused('that commit does not have the file', 'Name a commit that does');
    return { pack: { ...pack, names: { file: file.file, workspaceFile: file.workspaceFile } }, commit };
  } catch (error) {
    if (error instanceof GitUnusable) throw refused(error.message, 'Mend that, and run it again');
    throw error;
  }
}

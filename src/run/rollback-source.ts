import { Failure } from '../report/failure.js';
import { packsAt } from '../stages/base-packs.js';
import type { PackSource } from '../stages/pack.js';
import { GitUnusable } from '../workspace/git-objects.js';
import type { WorkspaceFile } from '../workspace/workspace.js';
import type { Equipment } from './equipment.js';
import { repositoryOf } from './repository.js';

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
  const repository = await repositoryOf(file.path, workspace.root, surroundings);
  if (repository.kind === 'none') throw refused(repository.reason, repository.nextStep);
  const { git } = repository;
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

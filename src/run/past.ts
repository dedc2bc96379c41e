import { dirname, relative } from 'node:path';
import { findOnPath } from '../keeptrusts/kt-locate.js';
import { runProcess } from '../keeptrusts/run-process.js';
import { Failure } from '../report/failure.js';
import { type PastStart, type Pasts, pastsWithoutGit, readPasts } from '../stages/past.js';
import type { RunPasts } from '../stages/validate.js';
import { openGit } from '../workspace/git.js';
import { findGitRoot, type Workspace, type WorkspaceFile, withSlashes } from '../workspace/workspace.js';
import type { Surroundings } from './surroundings.js';

/**
 * Reads the past of policy files, repository by repository: a workspace may hold several.
 * @throws Failure bad-input when the user named a base that cannot be read.
 */
export async function readRunPasts(
  files: readonly WorkspaceFile[],
  start: PastStart,
  { workspace, surroundings }: { readonly workspace: Workspace; readonly surroundings: Surroundings },
): Promise<RunPasts> {
  const { environment, log, signal } = surroundings;
  const roots = await byRepository(files, workspace);
  if (roots.size === 0 && start.named) {
    throw new Failure('bad-input', {
      doing: `reading base-ref ${JSON.stringify(start.candidates[0] ?? '')}`,
      cameBack: 'the policy files are in no Git repository',
      nextStep: 'Run without base-ref, or inside a clone',
    });
  }
  const executable = findOnPath('git', environment);
  const notes: string[] = [];
  const known = new Map<string, { readonly pasts: Pasts; readonly path: string }>();
  for (const [root, members] of roots) {
    const paths = members.map(({ file }) => file);
    const pasts =
      executable === undefined
        ? pastsWithoutGit(start, 'there is no git on PATH')
        : await readPasts({ git: openGit({ executable, root, environment, run: runProcess, signal }), paths }, start);
    const where = root === workspace.root ? '' : `${withSlashes(relative(workspace.root, root))}: `;
    notes.push(...pasts.notes.map((note) => `${where}${note}`));
    for (const { workspaceFile, file } of members) known.set(workspaceFile, { pasts, path: file });
  }
  // Nobody can do anything about a push that already happened, so that it is no warning there.
  if (!start.compares) for (const note of notes) log.info(note);
  return {
    notes: start.compares ? notes : [],
    pastOf: (workspaceFile, document) => {
      const found = known.get(workspaceFile);
      return found?.pasts.pastOf(found.path, document);
    },
  };
}

/** Files by the root of the repository that holds them; those in none are left out. */
export async function byRepository(
  files: readonly WorkspaceFile[],
  workspace: Workspace,
): Promise<ReadonlyMap<string, readonly WorkspaceFile[]>> {
  const roots = new Map<string, WorkspaceFile[]>();
  const rootOf = new Map<string, string | undefined>();
  for (const file of files) {
    const directory = dirname(file.path);
    if (!rootOf.has(directory)) rootOf.set(directory, await findGitRoot(directory, workspace.root));
    const root = rootOf.get(directory);
    if (root === undefined) continue;
    const members = roots.get(root);
    if (members === undefined) roots.set(root, [file]);
    else members.push(file);
  }
  return roots;
}

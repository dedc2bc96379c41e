import { relative } from 'node:path';
import { findOnPath } from '../keeptrusts/kt-locate.js';
import { runProcess } from '../keeptrusts/run-process.js';
import type { BaseReading } from '../report/model.js';
import { type BasePacks, basePacksUnread, readBasePacks } from '../stages/base-packs.js';
import type { RunBase } from '../stages/newly-undecided.js';
import type { PastStart } from '../stages/past.js';
import { openGit } from '../workspace/git.js';
import { type Workspace, type WorkspaceFile, withSlashes } from '../workspace/workspace.js';
import { byRepository } from './past.js';
import type { Surroundings } from './surroundings.js';

/**
 * Reads policy files with their golden tests as the base had them, repository by repository.
 * @throws Failure bad-input when the user named a base that cannot be read.
 */
export async function readRunBase(
  files: readonly WorkspaceFile[],
  start: PastStart,
  { workspace, surroundings }: { readonly workspace: Workspace; readonly surroundings: Surroundings },
): Promise<RunBase> {
  const { environment, signal } = surroundings;
  const roots = await byRepository(files, workspace);
  const executable = findOnPath('git', environment);
  const known = new Map<string, { readonly packs: BasePacks; readonly path: string }>();
  const readings: BaseReading[] = [];
  for (const [root, members] of roots) {
    const paths = members.map(({ file }) => file);
    const packs =
      executable === undefined
        ? basePacksUnread(start, 'there is no git on PATH')
        : await readBasePacks({ git: openGit({ executable, root, environment, run: runProcess, signal }), paths }, start);
    const { unread } = packs.reading;
    const where = root === workspace.root ? '' : `${withSlashes(relative(workspace.root, root))}: `;
    readings.push({ ...packs.reading, ...(unread !== undefined && { unread: `${where}${unread}` }) });
    for (const { workspaceFile, file } of members) known.set(workspaceFile, { packs, path: file });
  }
  const outside = files.find(({ workspaceFile }) => !known.has(workspaceFile));
  if (outside !== undefined) readings.push(basePacksUnread(start, `${outside.workspaceFile} is in no Git repository`).reading);
  return {
    // One that could not be read counts: what it would have shown is not known.
    reading: readings.find((one) => one.unread !== undefined) ?? readings[0] ?? { words: start.words },
    statesOf: (workspaceFile) => {
      const found = known.get(workspaceFile);
      return found?.packs.statesOf(found.path) ?? [];
    },
  };
}

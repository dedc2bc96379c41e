import { dirname, join, relative } from 'node:path';
import { readEventChanges } from '../github/event-base.js';
import { findOnPath } from '../keeptrusts/kt-locate.js';
import { runProcess } from '../keeptrusts/run-process.js';
import type { Inventory } from '../options/inventory.js';
import { inventoryTouches } from '../options/inventory-changes.js';
import type { BaseReading } from '../report/model.js';
import {
  type BaseState,
  type BaseUnread,
  baseUnread,
  type ChangedSince,
  changedFiles,
  NAME_BASE,
  type RunChanges,
  readBaseState,
} from '../stages/changed-packs.js';
import { openGit } from '../workspace/git.js';
import { findGitRoot, type Workspace, type WorkspaceFile, withSlashes } from '../workspace/workspace.js';
import { DEFAULT_INVENTORY } from './inventory-file.js';
import { byRepository } from './past.js';
import type { Surroundings } from './surroundings.js';

/** Where packs are compared with what they were. */
export interface ChangesPlace {
  readonly workspace: Workspace;
  readonly surroundings: Pick<Surroundings, 'environment' | 'signal'>;
  readonly inventory: Inventory | undefined;
}

/**
 * What `changed-only` compares with: `base-ref`, else what the event says.
 * @returns undefined where nothing comes before this run's files.
 */
export function changedSince(ref: string | undefined, environment: Surroundings['environment']): ChangedSince | undefined {
  if (ref !== undefined) return { candidates: [ref], since: 'branch-point', proposed: [], words: ref, named: true };
  const found = readEventChanges(environment);
  return found === undefined ? undefined : { ...found, named: false };
}

const NO_BASE: RunChanges = {
  warnings: [
    `changed-only has nothing to compare with, so all packs count: the event of this run names no base, as that of a pull request, merge group or push to a branch does; ${NAME_BASE}`,
  ],
  gateOf: () => ({ state: 'unknown' }),
};

/**
 * Reads what the packs of a run were, repository by repository, and tells which of them changed: in their files, or in what the inventory says of
 * them. What cannot be told counts as changed.
 * @throws Failure bad-input when the user named a base that cannot be read.
 */
export async function readRunChanges(
  files: readonly WorkspaceFile[],
  start: ChangedSince | undefined,
  place: ChangesPlace,
): Promise<RunChanges> {
  if (start === undefined) return NO_BASE;
  const { workspace } = place;
  const inventory = await inventoryPlace(place);
  const roots = new Map(await byRepository(files, workspace));
  if (inventory.root !== undefined && !roots.has(inventory.root)) roots.set(inventory.root, []);
  const states = new Map<string, BaseState | BaseUnread>();
  for (const [root, members] of roots) states.set(root, await stateOf(root, members, inventory, start, place));

  const known = new Map<string, { readonly state: BaseState | BaseUnread; readonly path: string }>();
  for (const [root, members] of roots) {
    const state = states.get(root);
    if (state !== undefined) for (const { workspaceFile, file } of members) known.set(workspaceFile, { state, path: file });
  }
  const outside = files.filter(({ workspaceFile }) => !known.has(workspaceFile));
  const touched = await inventoryChange(inventory, states, place);
  const readings = [
    ...[...states].map(([root, { reading }]) => named(reading, relative(workspace.root, root))),
    ...outside.slice(0, 1).map(({ workspaceFile }) => baseUnread(start, `${workspaceFile} is in no Git repository`).reading),
    ...(touched === undefined && [...states.values()].every(({ kind }) => kind === 'read')
      ? [{ words: start.words, unread: `of the inventory ${inventory.workspaceFile} it is not known` }]
      : []),
  ];
  const reading = readings.find(({ unread }) => unread !== undefined) ?? readings[0];
  return {
    ...(reading !== undefined && { reading }),
    warnings: [
      ...readings.flatMap(({ words, unread }) =>
        unread === undefined ? [] : [`changed-only could not compare with ${words}, so all packs it concerns count: ${unread}`],
      ),
      ...[...states.values()].flatMap((state) => (state.kind === 'read' ? state.notes : [])),
    ],
    gateOf: (workspaceFile, now, tests) => {
      const found = known.get(workspaceFile);
      if (found === undefined || found.state.kind === 'unread' || touched === undefined) return { state: 'unknown' };
      const changed = changedFiles(now, found.state.packs.get(found.path), tests);
      const fromWorkingDirectory = withSlashes(relative(workspace.workingDirectory, join(workspace.root, workspaceFile)));
      const because = [...changed, ...(touched(fromWorkingDirectory) ? [inventory.workspaceFile] : [])];
      return because.length === 0 ? { state: 'existing' } : { state: 'changed', because };
    },
  };
}

/** A workspace may hold several repositories; which one is spoken of is said where it is not the workspace itself. */
function named(reading: BaseReading, where: string): BaseReading {
  return reading.unread === undefined || where === '' ? reading : { ...reading, unread: `${withSlashes(where)}: ${reading.unread}` };
}

async function stateOf(
  root: string,
  members: readonly WorkspaceFile[],
  inventory: InventoryPlace,
  start: ChangedSince,
  { workspace, surroundings }: ChangesPlace,
): Promise<BaseState | BaseUnread> {
  const { environment, signal } = surroundings;
  // A submodule's files change with the commit that the repository around it names, and that commit is in the submodule's own history: compared
  // with a branch there, it would look like nothing new.
  if (root !== workspace.root && (await findGitRoot(dirname(root), workspace.root)) !== undefined) {
    const why = 'it is a repository within another one, such as a submodule, whose base is not known';
    return { kind: 'unread', reading: { words: start.words, unread: why } };
  }
  const executable = findOnPath('git', environment);
  if (executable === undefined) return baseUnread(start, 'there is no git on PATH');
  const git = openGit({ executable, root, environment, run: runProcess, signal });
  const packs = members.map(({ file }) => file);
  return readBaseState({ git, packs, ...(inventory.root === root && { inventory: inventory.file }) }, start);
}

interface InventoryPlace {
  /** Root of the repository it is in. */
  readonly root: string | undefined;
  /** Its path from there. */
  readonly file: string;
  readonly workspaceFile: string;
}

/** Where the inventory is; where there is none, the place where the base may have had one. */
async function inventoryPlace({ workspace, inventory }: ChangesPlace): Promise<InventoryPlace> {
  const path = inventory === undefined ? join(workspace.workingDirectory, DEFAULT_INVENTORY) : join(workspace.root, inventory.fileName);
  const root = await findGitRoot(dirname(path), workspace.root);
  const from = (start: string): string => withSlashes(relative(start, path));
  return { root, file: from(root ?? workspace.root), workspaceFile: from(workspace.root) };
}

/** Of which packs the inventory says something else than before; undefined where its past is not known. */
async function inventoryChange(
  { root, workspaceFile }: InventoryPlace,
  states: ReadonlyMap<string, BaseState | BaseUnread>,
  { inventory }: ChangesPlace,
): Promise<((file: string) => boolean) | undefined> {
  const state = root === undefined ? undefined : states.get(root);
  if (state === undefined) return inventory === undefined ? () => false : undefined;
  if (state.kind === 'unread') return undefined;
  if (state.inventory === undefined) return inventoryTouches(undefined, inventory);
  const { parseInventory } = await import('../options/inventory.js');
  const before = await parseInventory(Buffer.from(state.inventory).toString('utf8'), workspaceFile);
  // What was no inventory has changed into one, and what it said of the packs nobody can tell.
  return before.kind === 'ok' ? inventoryTouches(before.inventory, inventory) : () => true;
}

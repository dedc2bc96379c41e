import type { Inventory } from '../options/inventory.js';
import { InputProblems } from '../report/failure.js';
import type { Workspace } from '../workspace/workspace.js';

/** Where the inventory is looked for when `config-file` is not set. */
export const DEFAULT_INVENTORY = '.github/keeptrusts.yml';

/**
 * The inventory of the workspace; undefined when none was named and the default file is not there.
 * @throws InputProblems with every fault of the file; Failure bad-input when a named file cannot be read.
 */
export async function readInventory(workspace: Workspace, configFile: string | undefined): Promise<Inventory | undefined> {
  if (configFile === undefined && !(await workspace.exists(DEFAULT_INVENTORY))) return undefined;
  const file = await workspace.locate(configFile ?? DEFAULT_INVENTORY, 'inventory');
  const text = (await workspace.read(file, 'inventory')).toString('utf8');
  const { parseInventory } = await import('../options/inventory.js');
  const parsed = await parseInventory(text, file.workspaceFile);
  if (parsed.kind === 'problems') throw new InputProblems(parsed.problems);
  return parsed.inventory;
}

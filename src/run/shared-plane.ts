import { join, relative, sep } from 'node:path';
import type { Inventory } from '../options/inventory.js';
import { packOf } from '../options/resolve.js';
import type { Workspace } from '../workspace/workspace.js';

/**
 * Tells, of two policy files, the control plane that the inventory sends both to; undefined when there is none. Like everywhere else, a control
 * plane is an address with the account its token belongs to: two organisations of one service do not share their configurations.
 */
export function boundTogether(
  inventory: Inventory | undefined,
  workspace: Pick<Workspace, 'root' | 'workingDirectory'>,
): (one: string, other: string) => string | undefined {
  const planesOf = (workspaceFile: string): ReadonlyMap<string, string> => {
    const file = relative(workspace.workingDirectory, join(workspace.root, workspaceFile)).split(sep).join('/');
    const pack = packOf(inventory, file);
    const ids = pack === undefined ? [] : [...(pack.staging === undefined ? [] : [pack.staging]), ...pack.gateways];
    return new Map(
      ids.flatMap((id) => {
        const gateway = inventory?.gateways.get(id);
        if (gateway === undefined) return [];
        const words = gateway.apiUrl === undefined ? 'the default control plane' : `control plane ${gateway.apiUrl}`;
        return [[`${gateway.apiUrl ?? ''}\n${gateway.apiTokenEnv ?? ''}`, words] as const];
      }),
    );
  };
  return (one, other) => {
    const first = planesOf(one);
    for (const [plane, words] of planesOf(other)) if (first.has(plane)) return words;
    return undefined;
  };
}

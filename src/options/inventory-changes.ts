import type { Inventory } from './inventory.js';
import { packOf } from './resolve.js';

/**
 * Tells of a policy file, by its path from the working directory, whether two states of an inventory say something else of it: in its entry, in
 * the gateways the entry names, or in the rules, which hold for every pack.
 */
export function inventoryTouches(before: Inventory | undefined, now: Inventory | undefined): (file: string) => boolean {
  if (rulesOf(before) !== rulesOf(now)) return () => true;
  return (file) => entryOf(before, file) !== entryOf(now, file);
}

function rulesOf(inventory: Inventory | undefined): string {
  return JSON.stringify([...(inventory?.rules ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The entry as text; its members are read in one order, whatever order they were written in. */
function entryOf(inventory: Inventory | undefined, file: string): string {
  const pack = packOf(inventory, file);
  if (inventory === undefined || pack === undefined) return '';
  const ids = [...(pack.staging === undefined ? [] : [pack.staging]), ...pack.gateways];
  return JSON.stringify([pack, ids.map((id) => inventory.gateways.get(id) ?? null)]);
}

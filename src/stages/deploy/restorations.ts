import type { Digest } from '../../policy/digest.js';
import type { PreflightRow } from './preflight.js';
import { type Snapshot, takeSnapshot } from './snapshot.js';
import type { Restoration } from './take-back.js';

/** Private copies of what gateways get back, one for each content. */
export type FormerSnapshots = ReadonlyMap<Digest, Snapshot>;

/**
 * Makes the copies before the first write: a full disk must not be found out after it.
 * @throws Failure bad-input when a copy cannot be written.
 */
export async function takeFormerSnapshots(rows: readonly PreflightRow[], parent: string): Promise<FormerSnapshots> {
  const snapshots = new Map<Digest, Snapshot>();
  for (const { standing } of rows) {
    if (standing.kind !== 'write' || standing.former === undefined || snapshots.has(standing.former.source.digest)) continue;
    snapshots.set(standing.former.source.digest, await takeSnapshot(standing.former.bytes, parent));
  }
  return snapshots;
}

/** What a gateway gets back, and the file kt is given for it; nothing where preflight found none. */
export function restorationOf(row: PreflightRow | undefined, snapshots: FormerSnapshots): Restoration | undefined {
  if (row?.standing.kind !== 'write' || row.standing.former === undefined) return undefined;
  const { former } = row.standing;
  const snapshot = snapshots.get(former.source.digest);
  return snapshot && { gateway: row.gateway, former, snapshot };
}

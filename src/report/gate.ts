import type { PackReport } from './model.js';

/** False for a pack that `changed-only` leaves out of the result: what is wrong with it was so before. */
export function gates({ gate }: Pick<PackReport, 'gate'>): boolean {
  return gate?.state !== 'existing';
}

/** The packs that count for the result. */
export function gatingPacks(packs: readonly PackReport[]): readonly PackReport[] {
  return packs.filter(gates);
}

/** The packs that do not. */
export function existingPacks(packs: readonly PackReport[]): readonly PackReport[] {
  return packs.filter((pack) => !gates(pack));
}

import type { Bypass } from '../../report/deploy-model.js';
import type { GatewayReport } from '../../report/gateway-model.js';
import { describeGateway, type Gateway } from '../gateway-target.js';
import { type Ending, list, refused } from './ending.js';
import type { PreflightRow } from './preflight.js';

/** Why the deploy may not begin, with all gateways that stand in its way; nothing when none does. */
export function refusalOf(rows: readonly PreflightRow[]): Ending | undefined {
  const refusals = rows.flatMap(({ gateway, standing }) => (standing.kind === 'refused' ? [{ id: gateway.id, ...standing }] : []));
  if (refusals.length === 0) return undefined;
  // Of one, everything; of several, the plan says the rest.
  const told = refusals.map(({ id, reason, brief }) => ({ id, reason: refusals.length === 1 ? reason : (brief ?? reason) }));
  // One fault of the network or of a token stands in the way of a whole fleet: it is told once.
  const reasons = [...new Set(told.map(({ reason }) => reason))];
  return refused(
    reasons.map((reason) => {
      const same = told.filter((one) => one.reason === reason);
      return `${same.length === 1 ? `gateway ${list(same)}` : `each of ${same.length} gateways (${list(same)})`}: ${reason}`;
    }),
    refusals.flatMap(({ nextSteps }) => nextSteps),
  );
}

/** What the report says of a gateway before anything was written. */
export function beforeReport({ gateway, standing }: PreflightRow): GatewayReport {
  const base = { ...describeGateway(gateway), ...(standing.before !== undefined && { before: standing.before }), steps: [] };
  if (standing.kind === 'serving') return { ...base, state: 'serving', proof: 'full', after: standing.before };
  return { ...base, state: 'untouched', proof: 'none' };
}

/** Warnings of what Git could not say: one line for each reason, however many gateways it holds for. */
export function uncheckedNotes(rows: readonly PreflightRow[]): readonly string[] {
  const reasons = [...new Set(rows.flatMap(({ unchecked }) => unchecked ?? []))];
  return reasons.map((reason) => {
    const count = rows.filter(({ unchecked }) => unchecked === reason).length;
    const whose = count === 1 ? rows.find(({ unchecked }) => unchecked === reason)?.gateway.id : `${count} gateways`;
    return `not checked whether what ${whose} served before came from this repository: ${reason}`;
  });
}

/** The bypasses of all gateways, each once. */
export function bypassesOf(rows: readonly PreflightRow[]): readonly Bypass[] {
  const all = rows.flatMap(({ bypasses }) => bypasses);
  return all.filter((one, index) => all.findIndex(({ check, because }) => check === one.check && because === one.because) === index);
}

/** One gateway for each kt, which stands for one URL and one token: two gateways of one control plane may have different tokens. */
export function onePerControlPlane(gateways: readonly Gateway[]): readonly Gateway[] {
  return gateways.filter((gateway, index) => gateways.findIndex(({ kt }) => kt === gateway.kt) === index);
}

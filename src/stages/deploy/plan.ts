import type { ExpectedPolicy } from '../../keeptrusts/served-config.js';
import type { DeployPlan, PlannedGateway } from '../../report/deploy-model.js';
import type { Gateway } from '../gateway-target.js';
import type { PreflightRow } from './preflight.js';
import { wavesOf } from './waves.js';
import { methodFor } from './write.js';

/** The gateways of one wave; number 0 is staging. */
export interface Wave {
  readonly number: number;
  readonly gateways: readonly Gateway[];
}

/**
 * Staging alone, then production in its order, divided as `waves` says. Pure.
 * @param staging absent where it is not written to.
 * @throws Failure bad-input as `wavesOf`.
 */
export function wavesFor(staging: Gateway | undefined, production: readonly Gateway[], waves: string): readonly Wave[] {
  const ends = wavesOf(waves, production.length);
  return [
    ...(staging === undefined ? [] : [{ number: 0, gateways: [staging] }]),
    ...ends.map((end, index) => ({ number: index + 1, gateways: production.slice(ends[index - 1] ?? 0, end) })),
  ];
}

export interface PlanSettings {
  /** The gateway that is promoted from, also where it is not written to. */
  readonly staging: Gateway | undefined;
  readonly promoteWith: 'auto' | 'deploy' | 'push';
  readonly canary: number;
  readonly bakeMs: number;
}

/**
 * What is going to happen to each gateway, in the order it does. Pure.
 * @param rows what preflight found; a gateway without one was not read.
 */
export function planOf(
  waves: readonly Wave[],
  rows: readonly PreflightRow[],
  { identity }: Pick<ExpectedPolicy, 'identity'>,
  settings: PlanSettings,
): DeployPlan {
  const byId = new Map(rows.map((row) => [row.gateway.id, row]));
  const gateways = waves.flatMap(({ number, gateways: members }) =>
    members.map((gateway): PlannedGateway => {
      const { id, environment } = gateway;
      const method = methodFor(settings.staging, gateway, settings.promoteWith);
      return { id, ...(environment !== undefined && { environment }), wave: number, method, ...actionOf(byId.get(id)) };
    }),
  );
  return { to: identity, gateways, canary: settings.canary, bakeMs: settings.bakeMs };
}

type Action = Pick<PlannedGateway, 'action' | 'before' | 'restore' | 'reason'>;

function actionOf(row: PreflightRow | undefined): Action {
  if (row === undefined) return { action: 'not-read' };
  const { standing, restore } = row;
  const before = standing.before === undefined ? {} : { before: standing.before };
  if (standing.kind === 'serving') return { action: 'unchanged', ...before };
  const known = { ...before, ...(restore !== undefined && { restore }) };
  return standing.kind === 'write' ? { action: 'write', ...known } : { action: 'refused', ...known, reason: standing.reason };
}

import type { OptionsOf } from '../../options/types.js';
import type { Bypass } from '../../report/deploy-model.js';
import type { PackReport } from '../../report/model.js';

/** Which checks somebody said not to make. */
export interface Waivers {
  /** Preflight checks of a gateway; `because` is absent where the stage itself is the reason, which the report says anyway. */
  readonly checks: ReadonlyMap<Bypass['check'], { readonly because?: string }>;
  /** The checks of the whole run that would have applied and are not made. */
  bypasses(validation: PackReport): readonly Bypass[];
}

export type WaiverOptions = Pick<
  OptionsOf<'deploy'>,
  'allow-inconclusive' | 'allow-downgrade' | 'allow-drift' | 'emergency' | 'bake-time' | 'phase'
> & {
  readonly staging?: object;
  readonly canary: readonly unknown[];
  readonly rollbackTo?: string;
};

/** Reads from the options which checks are waived, and by what. Pure. */
export function waiversOf(options: WaiverOptions): Waivers {
  const { emergency, rollbackTo } = options;
  const urgent = emergency === undefined ? undefined : `emergency: ${emergency}`;
  const checks = new Map<Bypass['check'], { readonly because?: string }>();
  const waive = (check: Bypass['check'], isAllowed: boolean, option: string): void => {
    const because = isAllowed ? `${option}: true` : urgent;
    if (because !== undefined) checks.set(check, { because });
  };
  waive('drift', options['allow-drift'], 'allow-drift');
  waive('downgrade', options['allow-downgrade'], 'allow-downgrade');
  // To lower the version is what stage rollback is for.
  if (rollbackTo !== undefined) checks.set('downgrade', {});
  const sendsCanary = options.canary.length > 0 && (options.phase !== 'promote' || options.staging === undefined);
  return {
    checks,
    bypasses: (validation) => [
      ...(validation.result === 'inconclusive' ? [{ check: 'inconclusive', because: 'allow-inconclusive: true' }] : []),
      ...(urgent !== undefined && sendsCanary ? [{ check: 'canary', because: urgent }] : []),
      ...(urgent !== undefined && options['bake-time'] > 0 ? [{ check: 'bake-time', because: urgent }] : []),
    ],
  };
}

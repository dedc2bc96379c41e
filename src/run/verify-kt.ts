import type { ResolvedGateway } from '../options/gateways.js';
import type { ResolvedStage } from '../options/resolve.js';
import type { AnyOptions } from '../options/rules.js';
import type { KtAtHand } from '../stages/verify/target.js';
import type { KtSupply } from './kt-supply.js';

/** kt as verify needs it: for each gateway, and for `kt doctor`. */
export interface VerifyKt {
  readonly of: (gateway: ResolvedGateway) => Promise<KtAtHand>;
  readonly forDoctor: () => Promise<KtAtHand>;
}

/**
 * Has kt where something needs it: a gateway without a URL, events (which take a token, or were asked for), probes, or `kt doctor` where it
 * is required. A comparison of what gateways serve with a file needs none, and must not cost a download; `doctor: auto` must not either.
 */
export function verifyKt({ options, gateways }: Pick<ResolvedStage<AnyOptions>, 'options' | 'gateways'>, supply: KtSupply): VerifyKt {
  const asksForEvents = (options['minimum-events'] ?? 0) > 0 || (options.probe?.length ?? 0) > 0;
  const needsKt = (gateway: ResolvedGateway): boolean =>
    asksForEvents || gateway.url === undefined || supply.credentials(gateway).apiToken !== undefined;
  return {
    of: async (gateway) => (needsKt(gateway) ? supply.forGateway(gateway, 'verify') : { missing: 'no api-token' }),
    forDoctor: async () => {
      const isWanted = options.doctor === 'required' || (options.doctor === 'auto' && (supply.isAtHand() || gateways.some(needsKt)));
      return isWanted ? supply.forGateway(gateways[0], 'verify') : { missing: 'nothing needs kt' };
    },
  };
}

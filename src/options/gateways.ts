import type { GatewayTarget } from '../keeptrusts/gateway.js';
import type { Inventory, InventoryGateway } from './inventory.js';
import type { GatewayLine } from './lines.js';
import { didYouMean } from './nearest.js';
import { shown } from './shown.js';

/** A gateway with all that options and inventory say of it. */
export interface ResolvedGateway extends GatewayTarget, Omit<InventoryGateway, 'id' | 'url' | 'environment'> {}

export interface ResolvedGateways {
  readonly gateways: readonly ResolvedGateway[];
  /** Inventory values that lines replaced, as `gateways.ID.url: inventory value`. */
  readonly overridden: readonly string[];
  readonly problems: readonly string[];
}

function sameOrigin(a: string, b: string): boolean {
  return URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;
}

/** A line's URL wins; the gateway's own token stays with the origin the inventory wrote it for. */
function withUrl(entry: InventoryGateway, url: string): ResolvedGateway {
  if (entry.url === undefined || sameOrigin(entry.url, url)) return { ...entry, url };
  const { gatewayTokenEnv: _tokenOfAnotherOrigin, ...rest } = entry;
  return { ...rest, url };
}

/**
 * Looks gateways up in the inventory. An id that has no URL of its own must be in the inventory when there is one: a misspelt id would
 * otherwise be deployed to without being read back.
 */
export function resolveGateways(targets: readonly GatewayLine[], inventory: Inventory | undefined): ResolvedGateways {
  const gateways: ResolvedGateway[] = [];
  const overridden: string[] = [];
  const problems: string[] = [];
  for (const { id, url } of targets) {
    const entry = inventory?.gateways.get(id);
    if (entry === undefined) {
      if (inventory !== undefined && url === undefined) {
        const hint = didYouMean(id, inventory.gateways.keys()) || '; write id=url, or add it there';
        problems.push(`gateway ${shown(id)} is not in the inventory ${inventory.fileName}${hint}`);
      }
      gateways.push(url === undefined ? { id } : { id, url });
      continue;
    }
    if (url !== undefined && entry.url !== undefined && url !== entry.url) overridden.push(`gateways.${id}.url: ${entry.url}`);
    gateways.push(url === undefined ? entry : withUrl(entry, url));
  }
  return { gateways, overridden, problems };
}

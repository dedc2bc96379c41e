import type { Inventory, InventoryGateway, InventoryPack } from './inventory.js';
import { type Located, writtenPath } from './inventory-problems.js';
import { didYouMean } from './nearest.js';
import type { Locate } from './positions.js';
import { shown } from './shown.js';
import { parseUrl } from './values.js';

interface Problem {
  readonly path: readonly string[];
  readonly message: string;
}

function unknownGateway(id: string, path: readonly string[], inventory: Inventory): readonly Problem[] {
  if (inventory.gateways.has(id)) return [];
  const hint = didYouMean(id, inventory.gateways.keys()) || '; add it there';
  return [{ path, message: `gateway ${shown(id)} is not listed under gateways${hint}` }];
}

function packProblems(pack: InventoryPack, index: number, inventory: Inventory): readonly Problem[] {
  const at = ['packs', String(index)];
  const earlier = inventory.packs.findIndex(({ file }) => file === pack.file);
  return [
    ...(earlier < index
      ? [{ path: [...at, 'file'], message: `${shown(pack.file)} is already packs[${earlier}]: keep one entry a file` }]
      : []),
    ...(pack.staging === undefined ? [] : unknownGateway(pack.staging, [...at, 'staging'], inventory)),
    ...pack.gateways.flatMap((id, position) => {
      const path = [...at, 'gateways', String(position)];
      if (id === pack.staging)
        return [{ path, message: `gateway ${shown(id)} is this pack's staging gateway too: production must not be its own staging` }];
      return unknownGateway(id, path, inventory);
    }),
  ];
}

/** A token goes only where the same entry says, and never in the clear. */
function gatewayProblems(gateway: InventoryGateway): readonly Problem[] {
  const at = ['gateways', gateway.id];
  const problems: Problem[] = [];
  const check = (key: string, url: string | undefined, plainHttp: 'anywhere' | 'loopback', why: string): void => {
    const parsed = url === undefined ? undefined : parseUrl(url, plainHttp);
    if (parsed?.kind === 'problem') problems.push({ path: [...at, key], message: `expected ${parsed.allowed}${why}` });
  };
  check(
    'url',
    gateway.url,
    gateway.gatewayTokenEnv === undefined ? 'anywhere' : 'loopback',
    gateway.gatewayTokenEnv === undefined ? '' : ', because gateway-token-env is set',
  );
  check('api-url', gateway.apiUrl, 'loopback', '');
  if (gateway.apiUrl !== undefined && gateway.apiTokenEnv === undefined) {
    problems.push({
      path: [...at, 'api-url'],
      message: 'api-token-env is missing beside it: the token of another API is not sent to this one',
    });
  }
  return problems;
}

/** What the schema cannot say: references, duplicates, and where tokens may go. */
export function semanticProblems(inventory: Inventory, locate: Locate): readonly Located[] {
  const problems = [
    ...[...inventory.gateways.values()].flatMap(gatewayProblems),
    ...inventory.packs.flatMap((pack, index) => packProblems(pack, index, inventory)),
  ];
  return problems.map(({ path, message }) => ({ offset: locate(path, 'value'), message: `${writtenPath(path)}: ${message}` }));
}

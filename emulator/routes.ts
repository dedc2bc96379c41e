/**
 * Every HTTP route the emulator serves. The servers dispatch on this table and emulator/README.md must list it, so that nobody
 * takes an assumed route for a public Keeptrusts interface.
 */

export type Basis = 'documented' | 'assumed';

export interface Route {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** `{id}` stands for one path segment. */
  readonly path: string;
  readonly basis: Basis;
  /** The page that documents it, or the nearest page that describes the function without a route. */
  readonly source: string;
}

const DOCS = 'https://docs.keeptrusts.com/docs';

export const CONTROL_PLANE_ROUTES = [
  { name: 'whoami', method: 'GET', path: '/v1/whoami', basis: 'documented', source: `${DOCS}/troubleshooting` },
  { name: 'listGateways', method: 'GET', path: '/v1/emulated/gateways', basis: 'assumed', source: `${DOCS}/cli/gateway-admin` },
  { name: 'inspectGateway', method: 'GET', path: '/v1/emulated/gateways/{id}', basis: 'assumed', source: `${DOCS}/cli/gateway-admin` },
  { name: 'fetchConfig', method: 'GET', path: '/v1/emulated/gateways/{id}/config', basis: 'assumed', source: `${DOCS}/cli/managed-mode` },
  { name: 'pushConfig', method: 'PUT', path: '/v1/emulated/gateways/{id}/config', basis: 'assumed', source: `${DOCS}/configurations` },
  {
    name: 'revertConfig',
    method: 'POST',
    path: '/v1/emulated/gateways/{id}/revert',
    basis: 'assumed',
    source: `${DOCS}/cli/gateway-admin`,
  },
  { name: 'deployConfig', method: 'POST', path: '/v1/emulated/deployments', basis: 'assumed', source: `${DOCS}/configurations` },
  { name: 'queryEvents', method: 'GET', path: '/v1/emulated/events', basis: 'assumed', source: `${DOCS}/cli/events` },
  {
    name: 'ingestEvents',
    method: 'POST',
    path: '/v1/emulated/events',
    basis: 'assumed',
    source: `${DOCS}/guides/engineer/event-driven-architecture`,
  },
  {
    name: 'setFaults',
    method: 'PUT',
    path: '/v1/emulated/faults',
    basis: 'assumed',
    source: 'none: only the emulator has faults to order',
  },
] as const satisfies readonly Route[];

export const GATEWAY_ROUTES = [
  { name: 'health', method: 'GET', path: '/health', basis: 'documented', source: `${DOCS}/tutorials/cli/gateway-health-monitoring` },
  { name: 'liveness', method: 'GET', path: '/healthz', basis: 'documented', source: `${DOCS}/guides/platform/monitoring-alerting` },
  { name: 'readiness', method: 'GET', path: '/readyz', basis: 'documented', source: `${DOCS}/guides/platform/monitoring-alerting` },
  {
    name: 'config',
    method: 'GET',
    path: '/keeptrusts/config',
    basis: 'documented',
    source: `${DOCS}/policies/declarative-config-reference`,
  },
  { name: 'chat', method: 'POST', path: '/v1/chat/completions', basis: 'documented', source: `${DOCS}/guides/developer/error-handling` },
  { name: 'metrics', method: 'GET', path: '/metrics', basis: 'documented', source: `${DOCS}/guides/platform/monitoring-alerting` },
] as const satisfies readonly Route[];

export type ControlPlaneRouteName = (typeof CONTROL_PLANE_ROUTES)[number]['name'];
export type GatewayRouteName = (typeof GATEWAY_ROUTES)[number]['name'];

export interface RouteMatch<R extends Route> {
  readonly route: R;
  /** The decoded segment that stood for `{id}`. */
  readonly id?: string;
}

/** The route that serves a request, `'wrong-method'` when only the method is wrong, or undefined. */
export function matchRoute<R extends Route>(
  routes: readonly R[],
  method: string,
  path: string,
): RouteMatch<R> | 'wrong-method' | undefined {
  let samePath = false;
  for (const route of routes) {
    const id = idIn(route.path, path);
    if (id === undefined) continue;
    samePath = true;
    if (route.method === method) return id === '' ? { route } : { route, id };
  }
  return samePath ? 'wrong-method' : undefined;
}

/** The segment standing for `{id}`, `''` when the template has none, undefined when the path does not fit. */
function idIn(template: string, path: string): string | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  let id = '';
  for (const [index, part] of wanted.entries()) {
    const segment = given[index] ?? '';
    if (part !== '{id}') {
      if (part !== segment) return undefined;
      continue;
    }
    const decoded = decode(segment);
    if (decoded === undefined || decoded === '') return undefined;
    id = decoded;
  }
  return id;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

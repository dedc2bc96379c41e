import { createHash } from 'node:crypto';
import {
  CONTROL_PLANE_FAULTS,
  type ControlPlaneFaultKind,
  FaultBoard,
  GATEWAY_FAULTS,
  type GatewayFaultKind,
  parseFaults,
} from './faults.js';
import { PolicyProblem, parsePolicy } from './policy.js';
import { CONTROL_PLANE_ROUTES, type ControlPlaneRouteName, matchRoute } from './routes.js';
import { type Answer, type Exchange, emulatedJson, HttpProblem, listenOnLoopback, problem, readJson, send } from './server.js';
import type { EmulatorState, GatewayRecord, PackName, SavedConfig } from './state.js';
import { isObject, listOf, textAt, valueAt } from './values.js';
import { pause, untilAborted } from './waiting.js';

/** The documented default of `kt events tail --limit` (https://docs.keeptrusts.com/docs/cli/events). */
const DEFAULT_EVENT_LIMIT = 50;

/** Headers by which a polling gateway says what it runs; the real heartbeat is not public. */
export const ACTIVE_VERSION_HEADER = 'x-emulated-active-version';
export const RELOAD_ERROR_HEADER = 'x-emulated-reload-error';

const WRITES: ReadonlySet<ControlPlaneRouteName> = new Set(['pushConfig', 'deployConfig', 'revertConfig']);

/** Faults of the control plane and of each gateway, in one place because one route sets both. */
export class Faults {
  readonly controlPlane = new FaultBoard<ControlPlaneFaultKind>();
  readonly #gateways = new Map<string, FaultBoard<GatewayFaultKind>>();

  gateway(id: string): FaultBoard<GatewayFaultKind> {
    const board = this.#gateways.get(id) ?? new FaultBoard<GatewayFaultKind>();
    this.#gateways.set(id, board);
    return board;
  }
}

export interface ControlPlane {
  readonly url: string;
  readonly faults: Faults;
  stop(): Promise<void>;
}

/** What a gateway last said about itself; lost at a restart, like a real heartbeat. */
interface Heartbeat {
  readonly lastSeen: string;
  readonly activeVersion?: number;
  readonly reloadError?: string;
}

interface Visit {
  readonly exchange: Exchange;
  readonly id: string;
  readonly body: unknown;
  readonly label: string;
}

type Handler = (visit: Visit) => Promise<Answer>;

/**
 * The stand-in for the control plane. Only `GET /v1/whoami` is a public route; everything else lies under `/v1/emulated/`.
 * @throws Error when the port cannot be taken.
 */
export async function startControlPlane(options: {
  readonly state: EmulatorState;
  readonly faults?: Faults;
  readonly port?: number;
  readonly now?: () => Date;
}): Promise<ControlPlane> {
  const { state, faults = new Faults(), port = 0, now = () => new Date() } = options;
  const handlers = handlersOf(state, faults, now);
  const server = await listenOnLoopback((exchange) => serve(exchange, state, faults, handlers), port);
  return {
    url: server.url,
    faults,
    stop: async () => {
      await server.stop();
      await state.settled();
    },
  };
}

async function serve(
  exchange: Exchange,
  state: EmulatorState,
  faults: Faults,
  handlers: Readonly<Record<ControlPlaneRouteName, Handler>>,
): Promise<void> {
  const { request, response, url, gone } = exchange;
  const match = matchRoute(CONTROL_PLANE_ROUTES, request.method ?? '', url.pathname);
  const label = state.labelOf(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
  if (label === undefined) return send(response, problem(401, 'the token is missing or not accepted'));
  if (match === undefined) return send(response, problem(404, `the emulator has no route ${url.pathname}`));
  if (match === 'wrong-method') return send(response, problem(405, `${request.method ?? ''} is not served at ${url.pathname}`));

  const body = await readJson(request);
  const name = match.route.name;
  const visit: Visit = { exchange, id: match.id ?? '', body, label };
  if (name === 'setFaults') return send(response, await handlers.setFaults(visit));

  const where = { route: name, gateway: match.id ?? textAt(body, 'target_gateway_id') };
  const board = faults.controlPlane;
  if (board.strike('unauthorized', where)) return send(response, problem(401, 'the token is not accepted'));
  if (board.strike('hang', where)) return untilAborted(gone);
  const isWrite = WRITES.has(name);
  if (isWrite && board.strike('write-500-not-applied', where)) return send(response, problem(500, 'the write failed'));
  const answer = await handlers[name](visit);
  const slow = board.strike('slow', where);
  if (slow) await pause(slow.ms ?? 1000, gone);
  if (isWrite && board.strike('write-500-applied', where)) return send(response, problem(500, 'the write failed'));
  send(response, answer);
}

function handlersOf(state: EmulatorState, faults: Faults, now: () => Date): Readonly<Record<ControlPlaneRouteName, Handler>> {
  const heartbeats = new Map<string, Heartbeat>();
  const known = (id: string): GatewayRecord => {
    const record = state.gateway(id);
    if (record === undefined) throw new HttpProblem(404, `no gateway ${JSON.stringify(id)} is registered`);
    return record;
  };
  const assign = async (id: string, text: string, origin: string): Promise<Answer> => {
    known(id);
    const saved = await state.assign(id, { text, pack: packIn(text) }, origin);
    return emulatedJson(200, { gateway_id: id, saved_version: saved?.version });
  };
  return {
    whoami: async ({ label }) => emulatedJson(200, { user: label, organization: 'emulated', role: 'emulated', scope: 'emulated' }),
    listGateways: async () => emulatedJson(200, { gateways: state.gateways().map((record) => viewOf(record, heartbeats.get(record.id))) }),
    inspectGateway: async ({ id }) => emulatedJson(200, viewOf(known(id), heartbeats.get(id))),
    fetchConfig: async ({ id, exchange }) => {
      const saved = known(id).history.at(-1);
      noteHeartbeat(heartbeats, id, exchange, now());
      if (saved === undefined) return { status: 204, body: '' };
      const tag = `"${saved.version}"`;
      if (exchange.request.headers['if-none-match'] === tag) return { status: 304, body: '' };
      return emulatedJson(200, { gateway_id: id, saved_version: saved.version, config: saved.text });
    },
    pushConfig: async ({ id, body }) => assign(id, configIn(body), 'push'),
    deployConfig: async ({ body }) => {
      const source = textAt(body, 'source_gateway_id') ?? '';
      const text = configIn(body);
      const served = known(source).history.at(-1)?.text;
      // The article calls the source gateway the source of truth for what is promoted; refusing other content is our reading of it.
      if (served !== text) throw new HttpProblem(409, `gateway ${JSON.stringify(source)} is assigned other content than this file`);
      return assign(textAt(body, 'target_gateway_id') ?? '', text, `deploy from ${source}`);
    },
    revertConfig: async ({ id, body }) => {
      const version = valueAt(body, 'version');
      const old = known(id).history.find((saved) => saved.version === version);
      if (old === undefined) throw new HttpProblem(404, `gateway ${JSON.stringify(id)} has no saved version ${JSON.stringify(version)}`);
      return assign(id, old.text, `revert to ${old.version}`);
    },
    queryEvents: async ({ exchange }) => emulatedJson(200, { events: state.events(eventQueryOf(exchange.url)) }),
    ingestEvents: async ({ body }) => {
      const events = listOf(valueAt(body, 'events')).filter(isObject);
      if (events.length === 0) throw new HttpProblem(422, 'events must be a list of objects that is not empty');
      await state.addEvents(events.map((event) => ({ ...event, emulated: true })));
      return emulatedJson(202, { accepted: events.length });
    },
    setFaults: async ({ body }) => {
      const id = textAt(body, 'gateway');
      try {
        if (id === undefined) faults.controlPlane.set(parseFaults(valueAt(body, 'faults'), CONTROL_PLANE_FAULTS));
        else faults.gateway(known(id).id).set(parseFaults(valueAt(body, 'faults'), GATEWAY_FAULTS));
      } catch (error) {
        throw error instanceof RangeError ? new HttpProblem(422, error.message) : error;
      }
      return emulatedJson(200, {});
    },
  };
}

function noteHeartbeat(heartbeats: Map<string, Heartbeat>, id: string, { request }: Exchange, at: Date): void {
  const active = request.headers[ACTIVE_VERSION_HEADER];
  const reloadError = request.headers[RELOAD_ERROR_HEADER];
  heartbeats.set(id, {
    lastSeen: at.toISOString(),
    ...(typeof active === 'string' ? { activeVersion: Number(active) } : {}),
    ...(typeof reloadError === 'string' ? { reloadError } : {}),
  });
}

function viewOf(record: GatewayRecord, heartbeat: Heartbeat | undefined): Readonly<Record<string, unknown>> {
  const assigned = record.history.at(-1);
  return {
    id: record.id,
    environment: record.environment,
    created: record.created,
    desired: assigned === undefined ? undefined : savedViewOf(assigned),
    observed: heartbeat?.activeVersion === undefined ? undefined : observedViewOf(record, heartbeat.activeVersion),
    last_seen: heartbeat?.lastSeen,
    reload_error: heartbeat?.reloadError,
    saved_versions: record.history.map(({ version, savedAt, origin }) => ({ version, saved_at: savedAt, origin })),
  };
}

function observedViewOf(record: GatewayRecord, version: number): Readonly<Record<string, unknown>> {
  const saved = record.history.find((one) => one.version === version);
  return saved === undefined ? { saved_version: version } : savedViewOf(saved);
}

function savedViewOf(saved: SavedConfig): Readonly<Record<string, unknown>> {
  return { saved_version: saved.version, pack: saved.pack, digest: `sha256:${createHash('sha256').update(saved.text).digest('hex')}` };
}

function configIn(body: unknown): string {
  const text = textAt(body, 'config');
  if (text === undefined) throw new HttpProblem(422, 'config must be the text of a policy file');
  return text;
}

function packIn(text: string): PackName {
  try {
    return parsePolicy(text).pack;
  } catch (error) {
    throw error instanceof PolicyProblem ? new HttpProblem(422, `the policy file was refused: ${error.message}`) : error;
  }
}

function eventQueryOf(url: URL): { sinceMs?: number; verdict?: string; limit: number } {
  const since = Date.parse(url.searchParams.get('since') ?? '');
  const verdict = url.searchParams.get('verdict');
  const limit = Number(url.searchParams.get('limit') ?? DEFAULT_EVENT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1) throw new HttpProblem(422, 'limit must be a whole number of at least 1');
  return { limit, ...(Number.isNaN(since) ? {} : { sinceMs: since }), ...(verdict === null ? {} : { verdict }) };
}

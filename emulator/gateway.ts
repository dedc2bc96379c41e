import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { FaultBoard, GatewayFaultKind } from './faults.js';
import { answerOf, type ChatContext, type GatewayFacts } from './gateway-answers.js';
import { DEFAULT_POLL_INTERVAL_MS, ManagedConfig } from './managed-config.js';
import { GATEWAY_ROUTES, type GatewayRouteName, matchRoute } from './routes.js';
import { type Answer, type Exchange, listenOnLoopback, problem, readJson, send, writeHead } from './server.js';
import type { JsonObject } from './values.js';
import { pause, untilAborted } from './waiting.js';

/** Over the 1 MiB that a careful reader of JSON answers accepts. */
const HUGE_BODY_BYTES = 2 * 1024 * 1024;

export interface GatewayOptions {
  readonly id: string;
  readonly apiUrl: string;
  readonly apiToken: string;
  readonly faults: FaultBoard<GatewayFaultKind>;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  readonly pollIntervalMs?: number;
  /** How much `/keeptrusts/config` shows. Whether real gateways show the whole document is not public. */
  readonly shows?: 'full' | 'chain' | 'version';
  /** Which of the two published bodies `/health` has. */
  readonly health?: 'long' | 'short';
  /** When set, `/keeptrusts/config` and `/v1/chat/completions` answer 401 without this bearer token. */
  readonly token?: string;
  readonly now?: () => Date;
}

export interface Gateway {
  readonly id: string;
  readonly url: string;
  /** The text of the configuration in force, exactly as it was pushed. */
  activeText(): string | undefined;
  /** Polls now instead of at the next interval. */
  poll(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A gateway in managed mode, without an upstream: it answers chats with a canned text and records one event per decision.
 * @throws Error when the port cannot be taken.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { id, apiUrl, apiToken, faults, now = () => new Date() } = options;
  const config = new ManagedConfig({ gatewayId: id, apiUrl, apiToken, faults });
  const events = new EventDesk(config, faults);
  const facts: GatewayFacts = {
    id,
    faults,
    now,
    startedAt: now(),
    shows: options.shows ?? 'full',
    health: options.health ?? 'long',
    active: () => config.active,
    counts: { requests: 0, blocked: 0, healthReads: 0 },
  };
  const server = await listenOnLoopback((exchange) => serve(exchange, facts, options.token, events), options.port);
  await config.start(options.pollIntervalMs ?? DEFAULT_POLL_INTERVAL_MS);
  return {
    id,
    url: server.url,
    activeText: () => config.active?.text,
    poll: () => config.poll(),
    stop: async () => {
      events.stop();
      await server.stop();
      await config.stop();
    },
  };
}

/** Delivers events, late or not at all where a fault says so. */
class EventDesk {
  readonly #config: ManagedConfig;
  readonly #faults: FaultBoard<GatewayFaultKind>;
  readonly #late = new Set<NodeJS.Timeout>();

  constructor(config: ManagedConfig, faults: FaultBoard<GatewayFaultKind>) {
    this.#config = config;
    this.#faults = faults;
  }

  /** The event is with the control plane when this resolves, so that a caller who has the answer can already query it. */
  async record(event: JsonObject): Promise<void> {
    if (this.#faults.strike('no-events')) return;
    const late = this.#faults.strike('late-events');
    if (late === undefined) {
      await this.#config.record(event);
      return;
    }
    const timer = setTimeout(() => {
      this.#late.delete(timer);
      void this.#config.record(event);
    }, late.ms ?? 1000);
    this.#late.add(timer);
  }

  stop(): void {
    for (const timer of this.#late) clearTimeout(timer);
    this.#late.clear();
  }
}

async function serve(exchange: Exchange, facts: GatewayFacts, token: string | undefined, events: EventDesk): Promise<void> {
  const { request, response, url, gone } = exchange;
  const match = matchRoute(GATEWAY_ROUTES, request.method ?? '', url.pathname);
  if (match === undefined) return send(response, problem(404, `the emulated gateway has no route ${url.pathname}`));
  if (match === 'wrong-method') return send(response, problem(405, `${request.method ?? ''} is not served at ${url.pathname}`));
  const name = match.route.name;

  if (await intercepted(exchange, facts, name)) return;
  const guarded = name === 'config' || name === 'chat';
  if (guarded && token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
    return send(response, problem(401, 'the gateway token is missing or not accepted'));
  }
  const chat: ChatContext | undefined =
    name === 'chat'
      ? { body: await readJson(request), headers: headersOf(exchange), path: url.pathname, record: (event) => events.record(event) }
      : undefined;
  const answer = await answerOf(name, facts, chat);
  await sendThroughFaults(response, answer, facts.faults, name, gone);
}

/** Faults that answer in place of the route. */
async function intercepted({ response, gone }: Exchange, { faults, now }: GatewayFacts, route: GatewayRouteName): Promise<boolean> {
  const slow = faults.strike('slow', { route });
  if (slow) await pause(slow.ms ?? 1000, gone);
  if (faults.strike('hang', { route })) {
    await untilAborted(gone);
    return true;
  }
  const status = faults.strike('status', { route });
  const limited = status ? undefined : faults.strike('rate-limited', { route });
  const redirect = status || limited ? undefined : faults.strike('redirect', { route });
  if (status) send(response, problem(status.status ?? 500, 'the gateway was made to fail'));
  else if (limited) {
    const until = new Date(now().getTime() + (limited.ms ?? 1000)).toUTCString();
    send(response, { ...problem(429, 'too many requests'), headers: { 'retry-after': until } });
  } else if (redirect) send(response, { status: 302, body: '', headers: { location: redirect.to ?? 'http://127.0.0.1:9/' } });
  return Boolean(status ?? limited ?? redirect);
}

/** Faults that spoil the body of a good answer. */
async function sendThroughFaults(
  response: ServerResponse,
  answer: Answer,
  faults: FaultBoard<GatewayFaultKind>,
  route: GatewayRouteName,
  gone: AbortSignal,
): Promise<void> {
  const half = answer.body.slice(0, Math.floor(answer.body.length / 2));
  if (faults.strike('html', { route })) {
    send(response, { status: 200, type: 'text/html', body: '<!doctype html><title>Sign in (emulated)</title><p>Not a gateway.</p>' });
  } else if (faults.strike('bad-json', { route })) {
    send(response, { ...answer, body: half });
  } else if (faults.strike('dropped-body', { route })) {
    writeHead(response, answer);
    response.write(half, () => response.destroy());
  } else if (faults.strike('stalled-body', { route })) {
    writeHead(response, answer);
    response.write(half);
    await untilAborted(gone);
  } else {
    const huge = faults.strike('huge-body', { route });
    send(
      response,
      huge ? { ...answer, body: JSON.stringify({ emulated: true, padding: 'x'.repeat(huge.bytes ?? HUGE_BODY_BYTES) }) } : answer,
    );
  }
}

/** Lower-case names; a request without an id gets one, as the SDKs' canonical header would carry it. */
function headersOf({ request }: Exchange): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers[name] = value;
  }
  headers['x-request-id'] ??= `req_emulated_${randomBytes(8).toString('hex')}`;
  return headers;
}

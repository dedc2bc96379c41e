import { CONTROL_PLANE_ROUTES, GATEWAY_ROUTES } from './routes.js';
import { isObject, textsOf } from './values.js';

/** What each gateway fault does; the README repeats this table. Text in parentheses names the fields it reads. */
export const GATEWAY_FAULTS = {
  slow: 'every answer waits (ms)',
  hang: 'the request is accepted and never answered',
  status: 'answers this status with an error body (status, default 500)',
  'rate-limited': 'answers 429 with Retry-After as an HTTP date (ms from now, default 1000)',
  'dropped-body': 'sends half of the body, then cuts the connection',
  'stalled-body': 'sends half of the body, then nothing more',
  'huge-body': 'sends a body of this size (bytes, default 2 MiB)',
  'bad-json': 'sends half of the JSON as if it were whole',
  html: 'answers 200 with an HTML page',
  redirect: 'answers 302 to another address (to)',
  'reload-fails': 'a new configuration is refused, the old one keeps serving, /health stays healthy',
  'slow-reload': 'a new configuration becomes active late (ms)',
  unhealthy: '/health says unhealthy with 503, /readyz answers 503',
  degraded: '/health says degraded',
  flapping: '/health is healthy and unhealthy by turns',
  loading: '/readyz answers 503 as while the configuration loads',
  'shows-version': '/keeptrusts/config names another pack.version (version)',
  'shows-chain': '/keeptrusts/config names another policies.chain (chain)',
  'policies-off': 'chats are decided as if policies.chain were empty; what is shown stays the same',
  'upstream-error': '/v1/chat/completions answers as a failing provider (status, default 429)',
  'no-events': 'decisions are made and no event is recorded',
  'anonymous-events': 'events carry neither gateway_id nor request_id',
  'late-events': 'events arrive later than the answer (ms)',
  'clock-skew': 'timestamps of events are off (ms, may be negative)',
  'other-version-events': 'events carry another config_version (version)',
} as const;

/** What each control-plane fault does. */
export const CONTROL_PLANE_FAULTS = {
  slow: 'the answer waits (ms); a write has already taken effect',
  hang: 'the request is accepted and never answered; a write has no effect',
  unauthorized: 'answers 401 although the token is good',
  'write-500-applied': 'a write takes effect and is answered with 500',
  'write-500-not-applied': 'a write is answered with 500 and has no effect',
} as const;

export type GatewayFaultKind = keyof typeof GATEWAY_FAULTS;
export type ControlPlaneFaultKind = keyof typeof CONTROL_PLANE_FAULTS;

export interface Fault<Kind extends string = string> {
  readonly kind: Kind;
  /** How often it strikes; always when absent. */
  readonly times?: number;
  /** Names of the routes it strikes (see routes.ts); all when absent. */
  readonly on?: readonly string[];
  /** Control plane only: strikes requests about this gateway only. */
  readonly gateway?: string;
  /** Milliseconds. */
  readonly ms?: number;
  readonly status?: number;
  readonly bytes?: number;
  readonly to?: string;
  readonly version?: string;
  readonly chain?: readonly string[];
}

export type GatewayFault = Fault<GatewayFaultKind>;
export type ControlPlaneFault = Fault<ControlPlaneFaultKind>;

/** Faults in force at one place; they may change between two requests. */
export class FaultBoard<Kind extends string> {
  #faults: { readonly fault: Fault<Kind>; left: number }[] = [];

  /** Replaces every fault; none given clears the board. */
  set(faults: readonly Fault<Kind>[]): void {
    this.#faults = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
  }

  /** The first fault of this kind that strikes here; a counted one is used up by asking. */
  strike(kind: Kind, where: { readonly route?: string; readonly gateway?: string | undefined } = {}): Fault<Kind> | undefined {
    const entry = this.#faults.find(
      ({ fault, left }) =>
        left > 0 &&
        fault.kind === kind &&
        (fault.on === undefined || where.route === undefined || fault.on.includes(where.route)) &&
        (fault.gateway === undefined || fault.gateway === where.gateway),
    );
    if (entry === undefined) return undefined;
    entry.left -= 1;
    return entry.fault;
  }
}

const NUMBERS = ['times', 'ms', 'status', 'bytes'] as const;
const TEXTS = ['gateway', 'to', 'version'] as const;

const ROUTE_NAMES: ReadonlySet<string> = new Set([...CONTROL_PLANE_ROUTES, ...GATEWAY_ROUTES].map((route) => route.name));

/**
 * Reads faults from the body of the faults route.
 * @throws RangeError naming the entry that is not a fault and the kinds there are.
 */
export function parseFaults<Kind extends string>(raw: unknown, kinds: Readonly<Record<Kind, string>>): readonly Fault<Kind>[] {
  if (!Array.isArray(raw)) throw new RangeError('faults must be a list of {kind, …}');
  return raw.map((entry: unknown, index) => {
    const kind = isObject(entry) ? entry.kind : undefined;
    if (!isObject(entry) || !isKindOf(kinds, kind)) {
      throw new RangeError(`faults[${index}]: kind must be one of ${Object.keys(kinds).join(', ')}`);
    }
    return { kind, ...fieldsOf(entry, index) };
  });
}

function isKindOf<Kind extends string>(kinds: Readonly<Record<Kind, string>>, value: unknown): value is Kind {
  return typeof value === 'string' && Object.hasOwn(kinds, value);
}

function fieldsOf(entry: Readonly<Record<string, unknown>>, index: number): Omit<Fault, 'kind'> {
  const fields: Record<string, number | string | readonly string[]> = {};
  for (const name of NUMBERS) {
    const value = entry[name];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new RangeError(`faults[${index}].${name} must be a number`);
    fields[name] = value;
  }
  for (const name of TEXTS) {
    const value = entry[name];
    if (value === undefined) continue;
    if (typeof value !== 'string') throw new RangeError(`faults[${index}].${name} must be text`);
    fields[name] = value;
  }
  const stranger = textsOf(entry.on).find((name) => !ROUTE_NAMES.has(name));
  if (stranger !== undefined) throw new RangeError(`faults[${index}].on: no route is called ${JSON.stringify(stranger)}`);
  if (entry.on !== undefined) fields.on = textsOf(entry.on);
  if (entry.chain !== undefined) fields.chain = textsOf(entry.chain);
  return fields;
}

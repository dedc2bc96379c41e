import type { HealthReading, ServedIdentity } from '../report/gateway-model.js';
import type { ChatReading, ConfigReading } from './gateway.js';
import type { HttpOutcome } from './http.js';
import { oneLine } from './http-text.js';

type Answer = Extract<HttpOutcome, { kind: 'response' }>;
type Unreachable = Extract<HttpOutcome, { kind: 'unreachable' }>;
type Mapping = Readonly<Record<string, unknown>>;

/** UTF-16 units of what was last seen of a gateway that is not healthy. */
export const DETAIL_LIMIT = 200;

/** Bytes of a body that are looked at for its beginning: enough for a long token at its edge. */
const EXCERPT_BYTES = 16 * 1024;

/** Providers named of one gateway; the published sample has two. */
const PROVIDERS_LIMIT = 20;

/** Longest name (pack, policy, kind) and version taken over from a gateway: what https://docs.keeptrusts.com/docs/policies/config-pack-metadata allows `pack.name`. */
const NAME_LIMIT = 200;

/** https://docs.keeptrusts.com/docs/tutorials/cli/gateway-health-monitoring names these three and no other. */
const HEALTH_WORDS = ['healthy', 'degraded', 'unhealthy'] as const;
type HealthWord = (typeof HEALTH_WORDS)[number];

/** Ends of an exchange where something answered, only not with what was asked for. */
const ANSWERED_CAUSES = new Set(['too-large', 'redirect', 'protocol']);

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Json = { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'html' } | { readonly kind: 'broken' };

function parseJson(answer: Answer): Json {
  const text = answer.body.toString('utf8');
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    const html = /\bhtml\b/i.test(answer.headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(text);
    return { kind: html ? 'html' : 'broken' };
  }
}

const NOT_JSON: Readonly<Record<'html' | 'broken', string>> = {
  html: 'HTML instead of JSON; does the address lead to the gateway itself?',
  broken: 'the body is not JSON',
};

/** True when a gateway said so itself: the stand-in that comes with this project marks all it says. */
function isEmulated(answer: Answer): boolean {
  return answer.headers['x-keeptrusts-emulator'] !== undefined;
}

/** Why nothing usable came back, in the words of a reading. */
function noAnswer(outcome: Unreachable): { readonly status: 'unreachable' | 'unreadable'; readonly reason: string } {
  return { status: ANSWERED_CAUSES.has(outcome.cause) ? 'unreadable' : 'unreachable', reason: outcome.reason };
}

function healthWord(value: unknown): HealthWord | undefined {
  const status = isMapping(value) ? value.status : undefined;
  return typeof status === 'string' ? HEALTH_WORDS.find((word) => word === status.trim().toLowerCase()) : undefined;
}

function unreachableProviders(value: unknown): readonly string[] {
  const providers = isMapping(value) ? value.providers : undefined;
  if (!isMapping(providers)) return [];
  const down = Object.keys(providers).filter((name) => providers[name] !== 'reachable');
  return down.slice(0, PROVIDERS_LIMIT).map((name) => oneLine(name, NAME_LIMIT));
}

type HealthFacts = Pick<HealthReading, 'status' | 'detail' | 'policiesLoaded' | 'providersDown'>;

/** Which of the fixed explanations fits an answer without a documented word in it. */
function healthWithoutWord(answer: Answer, json: Json, excerpt: string): HealthFacts {
  const http = `HTTP ${answer.status}`;
  if (answer.status >= 500) return { status: 'unhealthy', detail: `${http}, ${quoted(excerpt)}` };
  const problem = json.kind === 'json' ? 'no status healthy, degraded or unhealthy in the answer' : NOT_JSON[json.kind];
  return { status: 'unreadable', detail: `${http}, ${answer.status === 200 ? `${problem}, ` : ''}${quoted(excerpt)}` };
}

function quoted(excerpt: string): string {
  return excerpt === '' ? 'empty body' : `body: ${excerpt}`;
}

/** What the body says beside its word; https://docs.keeptrusts.com/docs/tutorials/cli/gateway-health-monitoring. */
function extrasOf(value: unknown, down: readonly string[]): Pick<HealthReading, 'policiesLoaded' | 'providersDown'> {
  const loaded = isMapping(value) ? value.policies_loaded : undefined;
  const isCount = typeof loaded === 'number' && Number.isSafeInteger(loaded) && loaded >= 0;
  return { ...(isCount && { policiesLoaded: loaded }), ...(down.length > 0 && { providersDown: down }) };
}

function healthFacts(answer: Answer, excerpt: string): HealthFacts {
  const json = parseJson(answer);
  const value = json.kind === 'json' ? json.value : undefined;
  const word = healthWord(value);
  if (word === undefined) return healthWithoutWord(answer, json, excerpt);
  const down = unreachableProviders(value);
  const extras = extrasOf(value, down);
  const providers = down.length === 0 ? '' : `, providers not reachable: ${down.join(', ')}`;
  const ok = answer.status >= 200 && answer.status < 300;
  if (word !== 'healthy') return { status: word, detail: `HTTP ${answer.status}, status ${word}${providers}`, ...extras };
  // The pages call /health with `curl -f`, so only a 2xx is a good answer, whatever the body says.
  // https://docs.keeptrusts.com/docs/guides/engineer/incident-response-ai
  if (!ok) return { status: 'unhealthy', detail: `HTTP ${answer.status}, although the body says healthy`, ...extras };
  return providers === ''
    ? { status: 'healthy', ...extras }
    : { status: 'healthy', detail: `HTTP ${answer.status}${providers}`, ...extras };
}

/**
 * Health from an answer of `GET /health`: both published bodies, status words in any letter case.
 * @param hide text that must not appear in the reading: a server may send a token back.
 */
export function readHealth(outcome: HttpOutcome, hide?: string): HealthReading {
  if (outcome.kind === 'unreachable') {
    const { status, reason } = noAnswer(outcome);
    return { status, attempts: outcome.attempts, detail: oneLine(reason, DETAIL_LIMIT) };
  }
  const clean = (text: string): string => (hide === undefined || hide === '' ? text : text.replaceAll(hide, '***'));
  // Hidden before it is cut: the beginning of a token must not stay at the edge.
  const excerpt = oneLine(clean(outcome.body.toString('utf8', 0, EXCERPT_BYTES)), DETAIL_LIMIT);
  const { detail, providersDown, ...facts } = healthFacts(outcome, excerpt);
  return {
    ...facts,
    httpStatus: outcome.status,
    latencyMs: outcome.latencyMs,
    attempts: outcome.attempts,
    ...(detail !== undefined && { detail: oneLine(clean(detail), DETAIL_LIMIT) }),
    ...(excerpt !== '' && { excerpt }),
    ...(providersDown !== undefined && { providersDown: providersDown.map(clean) }),
  };
}

/** The policy kind of one chain entry: a text, or a mapping with the kind as its only key (docs/policies/config-conditional-chains). */
export function chainKind(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry;
  const keys = isMapping(entry) ? Object.keys(entry) : [];
  return keys.length === 1 ? keys[0] : undefined;
}

function servedName(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Name, version and chain of a served document, each only where it has the documented form. */
export function servedIdentity(body: Mapping): ServedIdentity {
  const pack = isMapping(body.pack) ? body.pack : {};
  const name = servedName(pack.name);
  const version = servedName(pack.version);
  const entries = isMapping(body.policies) && Array.isArray(body.policies.chain) ? body.policies.chain.map(chainKind) : undefined;
  const kinds = entries?.filter((kind) => kind !== undefined);
  const chain = kinds !== undefined && kinds.length === entries?.length ? kinds : undefined;
  return {
    ...(name === undefined ? {} : { name: oneLine(name, NAME_LIMIT) }),
    ...(version === undefined ? {} : { version: oneLine(version, NAME_LIMIT) }),
    ...(chain === undefined ? {} : { chain: chain.map((kind) => oneLine(kind, NAME_LIMIT)) }),
  };
}

/**
 * The answer of `GET /keeptrusts/config`. Reasons never quote its body: whether secrets are masked in it is not documented.
 * https://docs.keeptrusts.com/docs/policies/declarative-config-reference
 */
export function readConfig(outcome: HttpOutcome): ConfigReading {
  if (outcome.kind === 'unreachable') {
    const { status, reason } = noAnswer(outcome);
    return { kind: status, reason };
  }
  const unreadable = (what: string): ConfigReading => ({
    kind: 'unreadable',
    reason: `/keeptrusts/config answered HTTP ${outcome.status}${what}`,
  });
  if (outcome.status !== 200) return unreadable(outcome.status === 401 || outcome.status === 403 ? ': it wants another gateway token' : '');
  const json = parseJson(outcome);
  if (json.kind !== 'json') return unreadable(`: ${NOT_JSON[json.kind]}`);
  if (!isMapping(json.value)) return unreadable(': the JSON is not a configuration document');
  return { kind: 'served', identity: servedIdentity(json.value), body: json.value, emulated: isEmulated(outcome) };
}

/** What a status other than 200 and 409 says about a chat request (docs/guides/developer/error-handling). */
const CHAT_STATUS: Readonly<Record<number, string>> = {
  401: 'the gateway does not accept the token',
  403: 'the gateway does not allow this token the request',
  404: 'the gateway has no /v1/chat/completions here',
  408: 'the upstream model took too long',
  422: 'the gateway calls the request malformed',
  429: 'the gateway or the model provider is throttling',
  502: 'the upstream model failed',
  503: 'the gateway is starting or overloaded',
};

function undecided(outcome: Answer, what: string): ChatReading {
  return { kind: 'undecided', reason: `HTTP ${outcome.status}: ${what}` };
}

function errorField(error: Mapping, name: 'policy' | 'code'): Mapping {
  const value = error[name];
  return typeof value === 'string' ? { [name]: oneLine(value, NAME_LIMIT) } : {};
}

function readBlock(outcome: Answer, value: unknown): ChatReading {
  const error = isMapping(value) && isMapping(value.error) ? value.error : {};
  if (error.type !== 'policy_violation') return undecided(outcome, 'without the documented policy_violation body');
  return { kind: 'blocked', ...errorField(error, 'policy'), ...errorField(error, 'code') };
}

/** The verdict in an answer of `POST /v1/chat/completions`; never a part of any message. */
export function readChat(outcome: HttpOutcome): ChatReading {
  if (outcome.kind === 'unreachable') return { kind: 'undecided', reason: outcome.reason };
  const json = parseJson(outcome);
  const value = json.kind === 'json' ? json.value : undefined;
  if (outcome.status === 409) return readBlock(outcome, value);
  if (outcome.status !== 200) return undecided(outcome, CHAT_STATUS[outcome.status] ?? 'this says nothing about the policy');
  if (json.kind !== 'json') return undecided(outcome, NOT_JSON[json.kind]);
  const choices = isMapping(value) ? value.choices : undefined;
  return Array.isArray(choices) && choices.length > 0 ? { kind: 'allowed' } : undecided(outcome, 'no choices in the answer');
}

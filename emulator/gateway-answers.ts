import { randomBytes } from 'node:crypto';
import type { FaultBoard, GatewayFaultKind } from './faults.js';
import type { PolicyFile } from './policy.js';
import type { GatewayRouteName } from './routes.js';
import { type Decision, decide, type Message } from './rules.js';
import { type Answer, emulatedJson } from './server.js';
import { isObject, type JsonObject, listOf, textAt, valueAt } from './values.js';

/** What the routes of a gateway answer from. */
export interface GatewayFacts {
  readonly id: string;
  readonly faults: FaultBoard<GatewayFaultKind>;
  readonly now: () => Date;
  readonly startedAt: Date;
  readonly shows: 'full' | 'chain' | 'version';
  readonly health: 'long' | 'short';
  readonly active: () => PolicyFile | undefined;
  readonly counts: { requests: number; blocked: number; healthReads: number };
}

export interface ChatContext {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly path: string;
  readonly record: (event: JsonObject) => Promise<void>;
}

/** The answer of a gateway route, before faults spoil it. */
export async function answerOf(route: GatewayRouteName, facts: GatewayFacts, chat: ChatContext | undefined): Promise<Answer> {
  if (chat !== undefined) return chatAnswer(facts, chat);
  switch (route) {
    case 'health':
      return healthAnswer(facts);
    case 'readiness':
      return readinessAnswer(facts);
    case 'config':
      return configAnswer(facts);
    case 'metrics':
      return metricsAnswer(facts);
    default:
      return emulatedJson(200, { status: 'ok' });
  }
}

/**
 * Both published bodies: https://docs.keeptrusts.com/docs/tutorials/cli/gateway-health-monitoring (long) and
 * https://docs.keeptrusts.com/docs/guides/engineer/incident-response-ai (short). The HTTP status of an unhealthy gateway is not
 * published; 503 follows from the `curl -f` there.
 */
function healthAnswer(facts: GatewayFacts): Answer {
  const status = healthStatusOf(facts);
  const uptime = Math.max(0, Math.floor((facts.now().getTime() - facts.startedAt.getTime()) / 1000));
  const code = status === 'unhealthy' ? 503 : 200;
  if (facts.health === 'short') return { status: code, body: JSON.stringify({ status, uptime_seconds: uptime }) };
  const policy = facts.active();
  return emulatedJson(code, {
    status,
    uptime_seconds: uptime,
    version: '0.1.0 (emulated)',
    providers: { [providerOf(policy)]: status === 'healthy' ? 'reachable' : 'unreachable' },
    policies_loaded: policy?.chain.length ?? 0,
    requests_processed: facts.counts.requests,
    cache: { entries: 0, hit_rate_pct: 0 },
  });
}

function healthStatusOf({ faults, counts }: GatewayFacts): 'healthy' | 'degraded' | 'unhealthy' {
  counts.healthReads += 1;
  if (faults.strike('unhealthy')) return 'unhealthy';
  if (faults.strike('degraded')) return 'degraded';
  return faults.strike('flapping') && counts.healthReads % 2 === 0 ? 'unhealthy' : 'healthy';
}

/** 503 while the configuration loads (https://docs.keeptrusts.com/docs/guides/platform/monitoring-alerting); the body is ours. */
function readinessAnswer({ faults, active }: GatewayFacts): Answer {
  if (faults.strike('unhealthy')) return emulatedJson(503, { status: 'unhealthy' });
  const loading = faults.strike('loading') !== undefined || active() === undefined;
  return emulatedJson(loading ? 503 : 200, { status: loading ? 'loading' : 'ready' });
}

/**
 * The loaded document as JSON with nothing added, so that a reader can compare it with the file; only the response header says
 * that it is emulated (https://docs.keeptrusts.com/docs/policies/declarative-config-reference).
 */
function configAnswer({ faults, active, shows }: GatewayFacts): Answer {
  const policy = active();
  if (policy === undefined)
    return gatewayError(503, { type: 'validation_error', message: 'no configuration is loaded yet (emulated)', code: 'emulated_loading' });
  const otherVersion = faults.strike('shows-version')?.version;
  const otherChain = faults.strike('shows-chain')?.chain;
  const pack = { ...policy.pack, ...(otherVersion === undefined ? {} : { version: otherVersion }) };
  const chain = otherChain ?? valueAt(policy.document, 'policies', 'chain');
  if (shows === 'version') return json(200, { pack });
  if (shows === 'chain') return json(200, { pack, policies: { chain } });
  const { document } = policy;
  const packWhole = isObject(document.pack) ? { ...document.pack, version: pack.version } : pack;
  const policies = isObject(document.policies) ? { ...document.policies, chain } : { chain };
  return json(200, { ...document, pack: packWhole, policies });
}

function metricsAnswer({ counts, id }: GatewayFacts): Answer {
  const lines = [
    '# emulated',
    `keeptrusts_gateway_requests_total{gateway=${JSON.stringify(id)},emulated="true"} ${counts.requests}`,
    `keeptrusts_decisions_total{decision="blocked",emulated="true"} ${counts.blocked}`,
    '',
  ];
  return { status: 200, type: 'text/plain; version=0.0.4', body: lines.join('\n') };
}

/** Statuses and error bodies of https://docs.keeptrusts.com/docs/guides/developer/error-handling. */
async function chatAnswer(facts: GatewayFacts, chat: ChatContext): Promise<Answer> {
  const policy = facts.active();
  if (policy === undefined)
    return gatewayError(503, { type: 'upstream_error', message: 'the gateway is starting (emulated)', code: 'emulated_loading' });
  const messages = messagesIn(chat.body);
  const model = textAt(chat.body, 'model');
  if (messages === undefined || model === undefined || valueAt(chat.body, 'stream') === true) {
    return gatewayError(422, {
      type: 'validation_error',
      message: 'model and messages of text are needed, and stream is not emulated',
      code: 'emulated_request',
    });
  }
  facts.counts.requests += 1;
  const inForce = facts.faults.strike('policies-off') ? { ...policy, chain: [] } : policy;
  const decision = decide(inForce, { messages, model, headers: chat.headers, path: chat.path });
  await chat.record(eventOf(facts, policy, decision, { model, requestId: chat.headers['x-request-id'] ?? '' }));
  if (decision.verdict === 'block' || decision.verdict === 'escalate') {
    facts.counts.blocked += 1;
    return blockAnswer(decision);
  }
  const upstream = facts.faults.strike('upstream-error');
  if (upstream) {
    const status = upstream.status ?? 429;
    return gatewayError(status, {
      type: status === 429 ? 'rate_limit' : 'upstream_error',
      message: 'the provider failed (emulated)',
      code: 'emulated_upstream',
    });
  }
  return json(200, completionOf(model));
}

function messagesIn(body: unknown): readonly Message[] | undefined {
  const given = listOf(valueAt(body, 'messages'));
  const messages = given.flatMap((entry): Message[] => {
    const role = textAt(entry, 'role');
    const content = textAt(entry, 'content');
    return role === undefined || content === undefined ? [] : [{ role, content }];
  });
  return messages.length > 0 && messages.length === given.length ? messages : undefined;
}

/** What a caller of an escalated request gets is not published; one diagram treats it like a block, and the code is a documented one. */
function blockAnswer(decision: Decision): Answer {
  const held = decision.verdict === 'escalate';
  return gatewayError(409, {
    type: 'policy_violation',
    message: held ? 'Request held for review (emulated)' : 'Request blocked by policy (emulated)',
    policy: decision.policy ?? '',
    code: held ? 'escalation_required' : 'input_blocked',
  });
}

/** Keys of `kt events tail --json` (https://docs.keeptrusts.com/docs/cli/events), plus the gateway and request ids that other pages show. */
function eventOf(
  facts: GatewayFacts,
  policy: PolicyFile,
  decision: Decision,
  asked: { readonly model: string; readonly requestId: string },
): JsonObject {
  const { faults } = facts;
  const at = new Date(facts.now().getTime() + (faults.strike('clock-skew')?.ms ?? 0));
  return {
    id: `evt_emulated_${randomBytes(8).toString('hex')}`,
    event_type: 'decision',
    timestamp: at.toISOString(),
    verdict: decision.verdict,
    reason_code: decision.reasonCode,
    model: asked.model,
    provider: providerOf(policy),
    config_version: faults.strike('other-version-events')?.version ?? policy.pack.version,
    ...(faults.strike('anonymous-events') ? {} : { gateway_id: facts.id, request_id: asked.requestId }),
  };
}

/** The shape of https://docs.keeptrusts.com/docs/guides/developer/testing-ai-code. */
function completionOf(model: string): JsonObject {
  return {
    id: `chatcmpl-emulated-${randomBytes(6).toString('hex')}`,
    object: 'chat.completion',
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: 'A canned answer (emulated).' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 8, total_tokens: 18 },
    emulated: true,
  };
}

function providerOf(policy: PolicyFile | undefined): string {
  const [target] = listOf(valueAt(policy?.document, 'providers', 'targets'));
  return textAt(target, 'provider') ?? 'emulated';
}

function gatewayError(status: number, error: Readonly<Record<string, string>>): Answer {
  return json(status, { error });
}

function json(status: number, body: JsonObject): Answer {
  return { status, body: JSON.stringify(body) };
}

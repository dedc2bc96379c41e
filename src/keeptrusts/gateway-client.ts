import type { Secret } from '../options/types.js';
import type { HealthReading } from '../report/gateway-model.js';
import type { ChatReading, ChatRequest, ConfigReading, GatewayClient, GatewayTarget, HealthSettings, ReadSettings } from './gateway.js';
import { gatewayAddress } from './gateway-address.js';
import { readChat, readConfig, readHealth } from './gateway-answers.js';
import { DEFAULT_MAX_BYTES, type GetOptions, type Http, type HttpOutcome } from './http.js';
import { checkedUrl } from './http-address.js';

/** A model may think for a while; a gateway's own reads have shorter limits. */
const DEFAULT_CHAT_TIMEOUT_MS = 60_000;

/** Headers that belong to the connection, to the token option or to this client; a test case cannot set them. */
const RESERVED_HEADERS = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-request-id',
]);

export interface GatewayClientSettings {
  /** Sent to this gateway's origin only, and only over https (loopback excepted). */
  readonly token?: Secret;
  readonly attemptTimeoutMs: number;
  /** For all attempts of one read. */
  readonly totalTimeoutMs: number;
  readonly chatTimeoutMs?: number;
  readonly maxBytes?: number;
}

function mayBeLoading(outcome: HttpOutcome, { status }: HealthReading): boolean {
  if (status === 'healthy' || status === 'degraded') return true;
  return outcome.kind === 'response' && outcome.status === 503 && !saysUnhealthy(outcome.body);
}

function saysUnhealthy(body: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === 'object' && value !== null && 'status' in value && String(value.status).toLowerCase() === 'unhealthy';
  } catch {
    return false;
  }
}

function reservedHeader(headers: Readonly<Record<string, string>>): string | undefined {
  return Object.keys(headers).find((name) => RESERVED_HEADERS.has(name.toLowerCase()));
}

/**
 * A gateway's HTTP surface (https://docs.keeptrusts.com/docs/guides/developer/error-handling and the pages named at each reader).
 * Each method rejects with the signal's reason when it aborts, and with a Failure when the token may not be sent to this address.
 * @throws Failure `bad-input` when the target's URL is missing or unusable.
 */
export function createGatewayClient(
  target: GatewayTarget & { readonly url: string },
  http: Http,
  settings: GatewayClientSettings,
): GatewayClient {
  return new HttpGatewayClient(target, http, settings);
}

/** A class, and nothing kept but what it was given: a fleet has a thousand of them, and six functions for each took more than its report. */
class HttpGatewayClient implements GatewayClient {
  readonly id: string;
  readonly url: string;
  readonly #http: Http;
  readonly #settings: GatewayClientSettings;

  constructor({ id, url }: GatewayTarget & { readonly url: string }, http: Http, settings: GatewayClientSettings) {
    checkedUrl(url, 'using the gateway address');
    this.id = id;
    this.url = url;
    this.#http = http;
    this.#settings = settings;
  }

  /**
   * `/readyz` answers 503 while the policy configuration loads: https://docs.keeptrusts.com/docs/guides/platform/monitoring-alerting.
   * A gateway that says of itself that it is unhealthy is believed, though: a sick one is not ready either.
   */
  async health(signal?: AbortSignal, { readiness, ...limits }: HealthSettings = {}): Promise<HealthReading> {
    const beside = readiness === 'asked' ? this.#isLoading(signal, limits) : undefined;
    // Both are waited for: one that fails must not leave the other behind, with nobody to hear of its end.
    const [outcome, loadsToo] = await Promise.all([this.#read('/health', [503], signal, limits), beside]);
    const reading = readHealth(outcome, this.#settings.token?.reveal());
    if (!mayBeLoading(outcome, reading)) return reading;
    const isUp = reading.status === 'healthy' || reading.status === 'degraded';
    const loading = loadsToo ?? (!isUp && (await this.#isLoading(signal, limits)));
    if (!loading) return reading;
    const sources = isUp ? `/readyz, although /health says ${reading.status}` : '/health and /readyz';
    return { ...reading, status: 'loading', detail: `HTTP 503 from ${sources}: the policy configuration is loading` };
  }

  async config(signal?: AbortSignal, limits?: ReadSettings): Promise<ConfigReading> {
    return readConfig(await this.#read('/keeptrusts/config', [], signal, limits));
  }

  async chat(request: ChatRequest, signal?: AbortSignal): Promise<ChatReading> {
    const { headers = {}, model, messages, requestId } = request;
    const reserved = reservedHeader(headers);
    if (reserved !== undefined)
      return { kind: 'undecided', reason: `nothing was sent: a case may not set the header ${reserved.toLowerCase()}` };
    const outcome = await this.#http.post(
      `${this.#address}/v1/chat/completions`,
      { model, messages },
      {
        ...this.#common,
        headers: { accept: 'application/json', ...headers, 'x-request-id': requestId },
        attemptTimeoutMs: Math.min(this.#settings.chatTimeoutMs ?? DEFAULT_CHAT_TIMEOUT_MS, request.timeoutMs ?? Number.POSITIVE_INFINITY),
        ...(signal === undefined ? {} : { signal }),
      },
    );
    return readChat(outcome);
  }

  get #address(): string {
    return gatewayAddress(checkedUrl(this.url, 'using the gateway address').href);
  }

  get #common(): Pick<GetOptions, 'attemptTimeoutMs' | 'maxBytes' | 'bearer'> {
    const { token, attemptTimeoutMs, maxBytes = DEFAULT_MAX_BYTES } = this.#settings;
    return { attemptTimeoutMs, maxBytes, ...(token === undefined ? {} : { bearer: { token, origin: new URL(this.#address).origin } }) };
  }

  #read(path: string, meaningful: readonly number[], signal: AbortSignal | undefined, { timeoutMs }: ReadSettings = {}) {
    const { totalTimeoutMs } = this.#settings;
    const options: GetOptions = {
      ...this.#common,
      headers: { accept: 'application/json' },
      totalTimeoutMs: Math.min(totalTimeoutMs, timeoutMs ?? totalTimeoutMs),
      retry: 'reads',
      meaningful,
      ...(signal === undefined ? {} : { signal }),
    };
    return this.#http.get(`${this.#address}${path}`, options);
  }

  /** True for the one documented answer; a gateway without this route, or one whose proxy knows it not, says nothing by that. */
  async #isLoading(signal: AbortSignal | undefined, limits: ReadSettings): Promise<boolean> {
    const ready = await this.#read('/readyz', [503], signal, limits);
    return ready.kind === 'response' && ready.status === 503;
  }
}

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { GatewayClient } from '../keeptrusts/gateway.js';
import type { Http } from '../keeptrusts/http.js';
import type { Download } from '../keeptrusts/install/download.js';
import type { ResolvedGateway } from '../options/gateways.js';
import { Secret } from '../options/types.js';
import { Failure, messageOf } from '../report/failure.js';
import { TOOL } from '../version.js';
import type { Surroundings } from './surroundings.js';

/** Per attempt and in all, for one read of a gateway; the watching loop around it asks again. */
const READ_LIMITS = { attemptTimeoutMs: 5_000, totalTimeoutMs: 10_000 };

export interface NetworkOptions {
  readonly 'ca-file'?: string | undefined;
  readonly 'gateway-token'?: Secret | undefined;
}

/** All HTTP of a run: one client per set of certificate authorities, made when first needed. */
export class Network {
  readonly #options: NetworkOptions;
  readonly #surroundings: Surroundings;
  readonly #clients = new Map<string, Promise<Http>>();
  #keep: 'all' | 'few' = 'all';
  #gatewayClients: Promise<typeof import('../keeptrusts/gateway-client.js')> | undefined;

  constructor(options: NetworkOptions, surroundings: Surroundings) {
    this.#options = options;
    this.#surroundings = surroundings;
  }

  readonly download: Download = async (url, limits) => (await this.http()).download(url, limits);

  /** @throws Failure bad-input when the file of certificate authorities cannot be read. */
  http(caFile: string | undefined = this.#options['ca-file']): Promise<Http> {
    const key = caFile ?? '';
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const created = this.#create(caFile);
    this.#clients.set(key, created);
    return created;
  }

  /** To be called before the first request of a run that asks a fleet again and again over a long time. */
  keepFewConnections(): void {
    this.#keep = 'few';
  }

  async gatewayClient(gateway: ResolvedGateway): Promise<GatewayClient | undefined> {
    if (gateway.url === undefined) return undefined;
    const http = await this.http(gateway.caFile ?? this.#options['ca-file']);
    // A gateway is asked only when kt is found and known; loading takes as long as that.
    http.prepare();
    const token = this.#gatewayToken(gateway);
    // Once for all: resolving an import that is loaded already takes a moment, which a thousand gateways would wait for.
    this.#gatewayClients ??= import('../keeptrusts/gateway-client.js');
    const { createGatewayClient } = await this.#gatewayClients;
    const settings = token === undefined ? READ_LIMITS : { ...READ_LIMITS, token };
    return createGatewayClient({ id: gateway.id, url: gateway.url }, http, settings);
  }

  async close(): Promise<void> {
    const clients = await Promise.allSettled(this.#clients.values());
    await Promise.all(clients.map((client) => (client.status === 'fulfilled' ? client.value.close() : Promise.resolve())));
  }

  #gatewayToken(gateway: ResolvedGateway): Secret | undefined {
    if (gateway.gatewayTokenEnv === undefined) return this.#options['gateway-token'];
    return secretFromEnvironment(gateway.gatewayTokenEnv, `the token of gateway ${gateway.id}`, this.#surroundings);
  }

  async #create(caFile: string | undefined): Promise<Http> {
    const { clock, environment, log, signal, run } = this.#surroundings;
    const authorities = caFile === undefined ? undefined : readAuthorities(resolve(this.#surroundings.directory, caFile));
    // Loaded only when something is asked: node:tls alone costs half as much as an empty process, and validate mostly needs none.
    const { createHttp } = await import('../keeptrusts/http.js');
    return createHttp({
      userAgent: `${TOOL.name}/${TOOL.version}${run === undefined ? '' : ` (run attempt ${run.attempt})`}`,
      proxyEnvironment: environment,
      clock,
      random: Math.random,
      log,
      signal,
      keep: this.#keep,
      ...(authorities !== undefined && { certificateAuthorities: authorities }),
    });
  }
}

/** @throws Failure bad-input when the inventory names a variable that is not set: going on without a token would fail later, and less clearly. */
export function secretFromEnvironment(
  name: string,
  purpose: string,
  { environment, secrets }: Pick<Surroundings, 'environment' | 'secrets'>,
): Secret {
  const value = environment[name];
  if (value !== undefined && value !== '') {
    const secret = new Secret(value);
    // Before it is sent anywhere: whoever gets it may send it back.
    secrets?.add([secret]);
    return secret;
  }
  throw new Failure('bad-input', {
    doing: `reading ${purpose} from environment variable ${name}`,
    cameBack: 'it is not set or empty',
    nextStep: 'Set it in env: of this step; secrets are empty in runs of forks and in jobs without their environment',
  });
}

/** @throws Failure bad-input when the file cannot be read. */
export function readAuthorities(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure('bad-input', {
      doing: `reading ca-file ${JSON.stringify(path)}`,
      cameBack: messageOf(error),
      nextStep: 'Check the path',
    });
  }
}

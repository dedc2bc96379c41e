import { Agent } from 'node:http';
import { call, complaintOf } from './client.js';
import { ACTIVE_VERSION_HEADER, RELOAD_ERROR_HEADER } from './control-plane.js';
import type { FaultBoard, GatewayFaultKind } from './faults.js';
import { WriteQueue } from './files.js';
import { type PolicyFile, parsePolicy } from './policy.js';
import { type JsonObject, reasonOf, textAt, valueAt } from './values.js';
import { pause } from './waiting.js';

/** The documented default of `kt run --managed --poll-interval` (https://docs.keeptrusts.com/docs/cli/managed-mode). */
export const DEFAULT_POLL_INTERVAL_MS = 30_000;

export interface Upstream {
  readonly gatewayId: string;
  readonly apiUrl: string;
  readonly apiToken: string;
  readonly faults: FaultBoard<GatewayFaultKind>;
}

/**
 * The configuration of a managed gateway: polled, loaded without restart, and kept when the next one does not load
 * (https://docs.keeptrusts.com/docs/cli/managed-mode, https://docs.keeptrusts.com/docs/tutorials/cli/config-hot-reload).
 */
export class ManagedConfig {
  readonly #upstream: Upstream;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 2 });
  readonly #stopping = new AbortController();
  readonly #polls = new WriteQueue();
  #active: { readonly policy: PolicyFile; readonly savedVersion: number } | undefined;
  #reloadError: string | undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  get active(): PolicyFile | undefined {
    return this.#active?.policy;
  }

  /** Begins to poll; resolves after the first attempt, whatever came of it. */
  async start(intervalMs: number): Promise<void> {
    await this.poll();
    this.#loop = this.#repeat(intervalMs);
  }

  /** One poll now. A control plane that does not answer leaves everything as it is. */
  poll(): Promise<void> {
    return this.#polls.add(() => this.#pollOnce().catch(() => {}));
  }

  /** Sends a decision event. Resolves false when the control plane did not take it. */
  async record(event: JsonObject): Promise<boolean> {
    const { apiUrl, apiToken } = this.#upstream;
    try {
      const reply = await call({
        method: 'POST',
        url: `${apiUrl}/v1/emulated/events`,
        token: apiToken,
        body: { events: [event] },
        agent: this.#agent,
        signal: this.#stopping.signal,
      });
      return reply.status === 202;
    } catch {
      return false;
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await this.#polls.settled();
    this.#agent.destroy();
  }

  async #repeat(intervalMs: number): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await pause(intervalMs, signal);
      if (!signal.aborted) await this.poll();
    }
  }

  async #pollOnce(): Promise<void> {
    const { apiUrl, apiToken, gatewayId, faults } = this.#upstream;
    const before = this.#active?.savedVersion;
    const reply = await this.#fetch(`${apiUrl}/v1/emulated/gateways/${encodeURIComponent(gatewayId)}/config`, apiToken);
    if (reply.status === 304 || reply.status === 204) return;
    if (reply.status !== 200) throw new Error(complaintOf(reply));
    const text = textAt(reply.json, 'config');
    const savedVersion = valueAt(reply.json, 'saved_version');
    if (text === undefined || typeof savedVersion !== 'number') throw new Error('the control plane sent no configuration');
    const slow = faults.strike('slow-reload');
    if (slow) await pause(slow.ms ?? 1000, this.#stopping.signal);
    this.#load(text, savedVersion);
    // Says at once what runs now; otherwise `kt gateway inspect` would lag by a whole interval.
    if (this.#active?.savedVersion !== before || this.#reloadError !== undefined)
      await this.#fetch(`${apiUrl}/v1/emulated/gateways/${encodeURIComponent(gatewayId)}/config`, apiToken);
  }

  #load(text: string, savedVersion: number): void {
    try {
      if (this.#upstream.faults.strike('reload-fails')) throw new Error('the reload was made to fail (emulated)');
      this.#active = { policy: parsePolicy(text), savedVersion };
      this.#reloadError = undefined;
    } catch (error) {
      this.#reloadError = `saved version ${savedVersion}: ${reasonOf(error)}`;
    }
  }

  #fetch(url: string, token: string) {
    const version = this.#active?.savedVersion;
    return call({
      method: 'GET',
      url,
      token,
      headers: {
        ...(version === undefined ? {} : { 'if-none-match': `"${version}"`, [ACTIVE_VERSION_HEADER]: String(version) }),
        ...(this.#reloadError === undefined ? {} : { [RELOAD_ERROR_HEADER]: this.#reloadError }),
      },
      agent: this.#agent,
      signal: this.#stopping.signal,
    });
  }
}

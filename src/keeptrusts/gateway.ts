import type { HealthReading, ServedIdentity } from '../report/gateway-model.js';

/** What a gateway showed at `/keeptrusts/config`. The body itself stays inside this module's callers: it may hold secrets. */
export type ConfigReading =
  | {
      readonly kind: 'served';
      readonly identity: ServedIdentity;
      readonly body: Readonly<Record<string, unknown>>;
      readonly emulated: boolean;
    }
  /** It answered, and not with a configuration: an error status, HTML, bad JSON, a body over the cap. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** One chat completion through a gateway. */
export type ChatReading =
  | { readonly kind: 'allowed' }
  /** HTTP 409 with the documented `policy_violation` body. */
  | { readonly kind: 'blocked'; readonly policy?: string; readonly code?: string }
  /** An answer that says nothing about the policy: upstream 408, 429, 5xx, or no connection. */
  | { readonly kind: 'undecided'; readonly reason: string };

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** Milliseconds for the whole answer, where less than the client's own limit. */
  readonly timeoutMs?: number;
}

export interface ReadSettings {
  /** Milliseconds for all attempts, where less than the client's own limit. */
  readonly timeoutMs?: number;
}

export interface HealthSettings extends ReadSettings {
  /** Ask `/readyz` beside `/health`: a gateway that loads its configuration may call itself healthy. */
  readonly readiness?: 'asked' | 'not-asked';
}

/** A gateway's own HTTP surface. Reads are retried inside; `chat` is sent once. */
export interface GatewayClient {
  readonly id: string;
  readonly url: string;
  health(signal?: AbortSignal, settings?: HealthSettings): Promise<HealthReading>;
  config(signal?: AbortSignal, settings?: ReadSettings): Promise<ConfigReading>;
  chat(request: ChatRequest, signal?: AbortSignal): Promise<ChatReading>;
}

/** What a probe takes of a gateway. */
export type Chatting = Pick<GatewayClient, 'chat'>;

export interface GatewayTarget {
  readonly id: string;
  readonly url?: string;
  readonly environment?: string;
}

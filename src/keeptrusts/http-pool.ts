import { setMaxListeners } from 'node:events';
import { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import type { Agent, buildConnector, Dispatcher } from 'undici';
import { type ProxyEnvironment, proxyFor, proxyName } from './http-address.js';
import { describePeer } from './http-certificates.js';

/** A TCP and TLS handshake that takes longer is given up; the attempt's own deadline may be shorter. */
const CONNECT_TIMEOUT_MS = 10_000;

/** A way to send one request; it is given back when the answer is read or given up. */
export interface Lane {
  readonly dispatcher: Dispatcher;
  release(): void;
}

/** Connections of one run: kept alive, shared by all requests, one set without a proxy and one per proxy. */
export interface Pool {
  /** @throws Failure `bad-input` when a proxy variable cannot be used. */
  take(url: URL): Lane;
  /** The proxy in use for this address, without credentials. Throws like `take`. */
  proxyNameOf(url: URL): string | undefined;
  /** True while a direct connection to this origin is being made. */
  isConnecting(url: URL): boolean;
  /** What the certificate behind a TLS error says of itself, where the error came from a direct connection. */
  peerOf(error: unknown): string | undefined;
  /** Ends all connections, also those still being made, so that the process can end. */
  close(): Promise<void>;
}

export interface PoolSettings {
  readonly proxyEnvironment: ProxyEnvironment;
  /** Connections for later questions; `all` unless told. */
  readonly keep?: 'all' | 'few' | undefined;
  readonly trust?: SecureContext;
}

/** What is known of connections while they are being made. */
interface Handshakes {
  /** Number under way, by host and port. */
  readonly counts: Map<string, number>;
  readonly sockets: Set<Socket>;
  /** By the error it caused. */
  readonly peers: WeakMap<object, string>;
}

/** What a handshake ends with that is under way when the pool is closed. */
const CLOSED = new Error('the HTTP client is closed');

function place(hostname: string, port: string): string {
  return `${hostname.replace(/^\[(.*)\]$/, '$1')}:${port}`;
}

function defaultPort(protocol: string): string {
  return protocol === 'https:' ? '443' : '80';
}

/** Records who is connecting and whose certificate failed; Node's errors name the fault but not the certificate. */
function observed(connect: buildConnector.connector, { counts, sockets, peers }: Handshakes): buildConnector.connector {
  return (options, callback) => {
    const where = place(options.hostname, options.port || defaultPort(options.protocol));
    counts.set(where, (counts.get(where) ?? 0) + 1);
    let peer: string | undefined;
    const socket: unknown = connect(options, (...result) => {
      const others = (counts.get(where) ?? 1) - 1;
      if (others > 0) counts.set(where, others);
      else counts.delete(where);
      if (socket instanceof Socket) sockets.delete(socket);
      if (result[0] !== null && peer !== undefined) peers.set(result[0], peer);
      callback(...result);
    });
    if (socket instanceof Socket) sockets.add(socket);
    // Node checks the certificate on 'secure' and destroys the socket, and with it the certificate, when it is not accepted.
    if (socket instanceof TLSSocket) {
      socket.prependOnceListener('secure', () => {
        peer = describePeer(socket);
      });
    }
  };
}

/**
 * Origins whose connections are kept for the next question, per lane, where few are asked for. The questions that follow each other at once go to the
 * gateways that are being asked, which `concurrency` bounds; one kept connection takes 8 kB.
 */
const FEW_ORIGINS = 32;

/** An agent of undici, and what is known of it: undici does not say how many origins it has connections to. */
interface Held {
  readonly agent: Agent;
  readonly origins: Set<string>;
  /** Requests under way. */
  leases: number;
}

/**
 * Agents of one connection to each origin; a request takes the first that has none under way to its origin. An agent of undici that may
 * open more keeps a queue of 2,048 places for each origin, which is 16 kB, and most of what a gateway would take. An agent that has seen
 * its share of origins is replaced, and closed when its last request has ended.
 */
class Lanes {
  readonly #open: () => Agent;
  readonly #most: number;
  readonly #lanes: Held[] = [];
  readonly #retired = new Set<Held>();
  /** Numbers of the lanes in use, by origin. */
  readonly #taken = new Map<string, Set<number>>();

  constructor(open: () => Agent, keep: PoolSettings['keep']) {
    this.#open = open;
    this.#most = keep === 'few' ? FEW_ORIGINS : Number.POSITIVE_INFINITY;
  }

  take({ origin }: URL): Lane {
    const taken = this.#taken.get(origin) ?? new Set();
    this.#taken.set(origin, taken);
    let number = 0;
    while (taken.has(number)) number += 1;
    taken.add(number);
    const held = this.#agentFor(origin, number);
    held.leases += 1;
    return {
      dispatcher: held.agent,
      release: () => {
        taken.delete(number);
        if (taken.size === 0) this.#taken.delete(origin);
        held.leases -= 1;
        this.#closeIfDone(held);
      },
    };
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#lanes, ...this.#retired].map(({ agent }) => agent.destroy()));
  }

  #agentFor(origin: string, number: number): Held {
    const known = this.#lanes[number];
    if (known !== undefined && (known.origins.has(origin) || known.origins.size < this.#most)) {
      known.origins.add(origin);
      return known;
    }
    const opened = { agent: this.#open(), origins: new Set([origin]), leases: 0 };
    this.#lanes[number] = opened;
    if (known !== undefined) {
      this.#retired.add(known);
      this.#closeIfDone(known);
    }
    return opened;
  }

  #closeIfDone(held: Held): void {
    if (held.leases > 0 || !this.#retired.delete(held)) return;
    // Nothing is under way on it, so there is nothing that its end could fail.
    held.agent.destroy().catch(() => undefined);
  }
}

const nothingToRelease = (): void => {};

/** Opens no connection yet. undici is loaded here, so that runs without network do not pay for it. */
export async function openPool(settings: PoolSettings): Promise<Pool> {
  const { Agent, ProxyAgent, buildConnector } = await import('undici');
  const closing = new AbortController();
  // Each socket to a proxy listens; node would warn of a leak from the eleventh on.
  setMaxListeners(0, closing.signal);
  const handshakes: Handshakes = { counts: new Map(), sockets: new Set(), peers: new WeakMap() };
  const trust = settings.trust === undefined ? {} : { secureContext: settings.trust };
  // Probes of idle connections after a minute are of no use to a run with deadlines, and setting them up takes four system calls each.
  const connection = { timeout: CONNECT_TIMEOUT_MS, keepAlive: false, ...trust };
  // No signal here: node looks through all listeners for each new one, which cost half a second at 2,000 sockets.
  const connect = observed(buildConnector(connection), handshakes);
  const direct = new Lanes(() => new Agent({ connect, connections: 1 }), settings.keep);
  const proxies = new Map<string, Dispatcher>();
  const throughProxy = { ...connection, signal: closing.signal };

  function through(proxy: URL): Dispatcher {
    const known = proxies.get(proxy.href);
    if (known !== undefined) return known;
    // Plain http goes to the proxy in absolute form: many company proxies allow CONNECT to port 443 only.
    const made = new ProxyAgent({ uri: proxy.href, proxyTunnel: false, requestTls: throughProxy, proxyTls: throughProxy });
    proxies.set(proxy.href, made);
    return made;
  }

  return {
    take: (url) => {
      const proxy = proxyFor(url, settings.proxyEnvironment);
      return proxy === undefined ? direct.take(url) : { dispatcher: through(proxy), release: nothingToRelease };
    },
    proxyNameOf: (url) => {
      const proxy = proxyFor(url, settings.proxyEnvironment);
      return proxy === undefined ? undefined : proxyName(proxy);
    },
    isConnecting: (url) => (handshakes.counts.get(place(url.hostname, url.port || defaultPort(url.protocol))) ?? 0) > 0,
    peerOf: (error) => (typeof error === 'object' && error !== null ? handshakes.peers.get(error) : undefined),
    close: async () => {
      // undici leaves a handshake under way to its timeout; this ends it now.
      closing.abort();
      for (const socket of handshakes.sockets) socket.destroy(CLOSED);
      await Promise.all([direct, ...proxies.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

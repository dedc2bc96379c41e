import { setMaxListeners } from 'node:events';
import { type SecureContext, TLSSocket } from 'node:tls';
import type { buildConnector, Dispatcher } from 'undici';
import { type ProxyEnvironment, proxyFor, proxyName } from './http-address.js';
import { describePeer } from './http-certificates.js';

/** A TCP and TLS handshake that takes longer is given up; the attempt's own deadline may be shorter. */
const CONNECT_TIMEOUT_MS = 10_000;

export interface Route {
  readonly dispatcher: Dispatcher;
  /** The proxy in use, without credentials. */
  readonly proxy?: string;
}

/** Connections of one run: kept alive, shared by all requests, one set without a proxy and one per proxy. */
export interface Pool {
  readonly request: typeof import('undici').request;
  /** @throws Failure `bad-input` when a proxy variable cannot be used. */
  route(url: URL): Route;
  /** True while a direct connection to this origin is being made. */
  isConnecting(url: URL): boolean;
  /** What the certificate behind a TLS error says of itself, where the error came from a direct connection. */
  peerOf(error: unknown): string | undefined;
  /** Ends all connections, also those still being made, so that the process can end. */
  close(): Promise<void>;
}

export interface PoolSettings {
  readonly proxyEnvironment: ProxyEnvironment;
  readonly trust?: SecureContext;
}

/** What is known of connections while they are being made. */
interface Handshakes {
  /** Number under way, by host and port. */
  readonly counts: Map<string, number>;
  /** By the error it caused. */
  readonly peers: WeakMap<object, string>;
}

function place(hostname: string, port: string): string {
  return `${hostname.replace(/^\[(.*)\]$/, '$1')}:${port}`;
}

function defaultPort(protocol: string): string {
  return protocol === 'https:' ? '443' : '80';
}

/** Records who is connecting and whose certificate failed; Node's errors name the fault but not the certificate. */
function observed(connect: buildConnector.connector, { counts, peers }: Handshakes): buildConnector.connector {
  return (options, callback) => {
    const where = place(options.hostname, options.port || defaultPort(options.protocol));
    counts.set(where, (counts.get(where) ?? 0) + 1);
    let peer: string | undefined;
    const socket: unknown = connect(options, (...result) => {
      counts.set(where, (counts.get(where) ?? 1) - 1);
      if (result[0] !== null && peer !== undefined) peers.set(result[0], peer);
      callback(...result);
    });
    // Node checks the certificate on 'secure' and destroys the socket, and with it the certificate, when it is not accepted.
    if (socket instanceof TLSSocket) {
      socket.prependOnceListener('secure', () => {
        peer = describePeer(socket);
      });
    }
  };
}

/** Opens no connection yet. undici is loaded here, so that runs without network do not pay for it. */
export async function openPool(settings: PoolSettings): Promise<Pool> {
  const { Agent, ProxyAgent, buildConnector, request } = await import('undici');
  const closing = new AbortController();
  // Each open socket listens; node would warn of a leak from the eleventh on.
  setMaxListeners(0, closing.signal);
  const handshakes: Handshakes = { counts: new Map(), peers: new WeakMap() };
  const trust = settings.trust === undefined ? {} : { secureContext: settings.trust };
  const connection = { timeout: CONNECT_TIMEOUT_MS, signal: closing.signal, ...trust };
  const direct = new Agent({ connect: observed(buildConnector(connection), handshakes) });
  const proxies = new Map<string, Dispatcher>();

  function through(proxy: URL): Dispatcher {
    const known = proxies.get(proxy.href);
    if (known !== undefined) return known;
    // Plain http goes to the proxy in absolute form: many company proxies allow CONNECT to port 443 only.
    const made = new ProxyAgent({ uri: proxy.href, proxyTunnel: false, requestTls: connection, proxyTls: connection });
    proxies.set(proxy.href, made);
    return made;
  }

  return {
    request,
    route: (url) => {
      const proxy = proxyFor(url, settings.proxyEnvironment);
      return proxy === undefined ? { dispatcher: direct } : { dispatcher: through(proxy), proxy: proxyName(proxy) };
    },
    isConnecting: (url) => (handshakes.counts.get(place(url.hostname, url.port || defaultPort(url.protocol))) ?? 0) > 0,
    peerOf: (error) => (typeof error === 'object' && error !== null ? handshakes.peers.get(error) : undefined),
    close: async () => {
      // undici leaves a handshake under way to its timeout; the signal is given to every socket and ends it now.
      closing.abort();
      await Promise.all([direct, ...proxies.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** What a server does with one request. */
export type Behaviour =
  | { readonly kind: 'answer'; readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string }
  /** Nothing at all is said. */
  | { readonly kind: 'silent' }
  /** The socket is destroyed before an answer. */
  | { readonly kind: 'reset' }
  /** A header that promises more than is sent, then the socket is destroyed. */
  | { readonly kind: 'drop-body'; readonly sent: string; readonly promised: number }
  /** The same, and then silence. */
  | { readonly kind: 'stall-body'; readonly sent: string; readonly promised: number }
  /** Chunks without end and without a content-length. */
  | { readonly kind: 'endless' }
  /** Bytes that are not HTTP. */
  | { readonly kind: 'garbage' };

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Number of the TCP connection it came on, from 1. */
  readonly connection: number;
}

export interface FaultyServer {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  close(): Promise<void>;
}

/** Behaviours by path, used one after the other; the last one stays. Another path gets 404. */
export type Script = Readonly<Record<string, readonly Behaviour[]>>;

export interface FaultyServerOptions {
  readonly host?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
}

export function json(value: unknown, extra: { status?: number; headers?: Record<string, string> } = {}): Behaviour {
  return {
    kind: 'answer',
    status: extra.status ?? 200,
    headers: { 'content-type': 'application/json', ...extra.headers },
    body: JSON.stringify(value),
  };
}

export function status(code: number, headers: Record<string, string> = {}, body = ''): Behaviour {
  return { kind: 'answer', status: code, headers, body };
}

function endless(response: ServerResponse): void {
  response.writeHead(200);
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const push = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', push);
  push();
}

function act(behaviour: Behaviour, response: ServerResponse): void {
  switch (behaviour.kind) {
    case 'answer':
      response.writeHead(behaviour.status ?? 200, behaviour.headers).end(behaviour.body ?? '');
      return;
    case 'silent':
      return;
    case 'reset':
      response.socket?.destroy();
      return;
    case 'drop-body':
      response.writeHead(200, { 'content-length': behaviour.promised });
      response.write(behaviour.sent, () => setImmediate(() => response.socket?.destroy()));
      return;
    case 'stall-body':
      response.writeHead(200, { 'content-length': behaviour.promised });
      response.write(behaviour.sent);
      return;
    case 'endless':
      endless(response);
      return;
    case 'garbage':
      response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n\r\n');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Binds a server to a free port; rejects when the host's address family is missing here. */
export async function listen(server: Server, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return address.port;
}

/** Closes a server together with the connections it still holds. */
export async function shut(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** A loopback HTTP or HTTPS server that fails as told, and remembers what it was asked. */
export async function startFaultyServer(script: Script, options: FaultyServerOptions = {}): Promise<FaultyServer> {
  const received: Received[] = [];
  const used = new Map<string, number>();
  const connections = new Map<Socket, number>();
  const listener: RequestListener = (request, response) => {
    const path = request.url ?? '';
    const behaviours = script[path] ?? [status(404)];
    const turn = used.get(path) ?? 0;
    used.set(path, turn + 1);
    const behaviour = behaviours[Math.min(turn, behaviours.length - 1)] ?? status(404);
    if (!connections.has(request.socket)) connections.set(request.socket, connections.size + 1);
    const connection = connections.get(request.socket) ?? 0;
    void bodyOf(request).then((body) => {
      received.push({ method: request.method ?? '', path, headers: request.headers, body, connection });
      act(behaviour, response);
    });
  };
  const server = options.tls === undefined ? createServer(listener) : createTlsServer({ ...options.tls }, listener);
  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, host);
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `${options.tls === undefined ? 'http' : 'https'}://${name}:${port}`, port, received, close: () => shut(server) };
}

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen, shut } from './server.js';

export interface HttpProxy {
  readonly url: string;
  /** `CONNECT host:port` and `GET http://…`, in order. */
  readonly seen: string[];
  /** The `proxy-authorization` headers that came, in order. */
  readonly credentials: string[];
  close(): Promise<void>;
}

export interface HttpProxyOptions {
  /** Every host and port is replaced by this port on 127.0.0.1, so that tests can use names that do not resolve. */
  readonly everythingTo?: number;
  /** Refuse all with this status. */
  readonly refuseWith?: number;
  /** `user:password`; whoever does not send it is refused with 407. */
  readonly login?: string;
}

function forward(asked: IncomingMessage, response: ServerResponse, options: HttpProxyOptions): void {
  const target = new URL(asked.url ?? '');
  const { 'proxy-connection': _connection, 'proxy-authorization': _authorization, ...headers } = asked.headers;
  const onward = request(
    {
      host: options.everythingTo === undefined ? target.hostname : '127.0.0.1',
      port: options.everythingTo ?? target.port,
      path: target.pathname,
      method: asked.method,
      headers,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.writeHead(502).end());
  asked.pipe(onward);
}

function tunnel(authority: string, client: Socket, options: HttpProxyOptions): Socket {
  const { hostname, port } = new URL(`http://${authority}`);
  const onward =
    options.everythingTo === undefined
      ? connect(Number(port), hostname.replace(/^\[(.*)\]$/, '$1'))
      : connect(options.everythingTo, '127.0.0.1');
  onward.on('connect', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    onward.pipe(client).pipe(onward);
  });
  onward.on('error', () => client.destroy());
  client.on('error', () => onward.destroy());
  return onward;
}

/** A small forward proxy on loopback, for absolute-form requests and CONNECT. */
export async function startHttpProxy(options: HttpProxyOptions = {}): Promise<HttpProxy> {
  const seen: string[] = [];
  const credentials: string[] = [];
  const sockets = new Set<Socket>();
  const note = (asked: IncomingMessage): void => {
    seen.push(`${asked.method} ${asked.url}`);
    const sent = asked.headers['proxy-authorization'];
    if (sent !== undefined) credentials.push(sent);
  };
  const refusal = (asked: IncomingMessage): number | undefined => {
    const login = options.login === undefined ? undefined : `Basic ${Buffer.from(options.login).toString('base64')}`;
    return login === undefined || asked.headers['proxy-authorization'] === login ? options.refuseWith : 407;
  };
  const server = createServer((asked, response) => {
    note(asked);
    const status = refusal(asked);
    if (status === undefined) forward(asked, response, options);
    else response.writeHead(status).end();
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (asked: IncomingMessage, socket: Socket) => {
    note(asked);
    const status = refusal(asked);
    if (status === undefined) sockets.add(tunnel(asked.url ?? '', socket, options));
    else socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`);
  });
  const port = await listen(server, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    credentials,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return shut(server);
    },
  };
}

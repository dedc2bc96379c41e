import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What a link does to the bytes that come back from the server. */
export type LinkFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'latency'; readonly ms: number }
  /** The connection is cut after so many bytes of answers. */
  | { readonly kind: 'cut-after'; readonly bytes: number }
  /** Connections are reset at once. */
  | { readonly kind: 'reset' }
  /** Connections are accepted and nothing ever comes back. */
  | { readonly kind: 'black-hole' };

export interface TcpProxy {
  readonly port: number;
  /** Connections accepted so far. */
  readonly connections: number;
  /** Resolves when no connection is left. */
  drained(): Promise<void>;
  /** Takes effect on new connections. */
  setFault(fault: LinkFault): void;
  close(): Promise<void>;
}

function link(client: Socket, targetPort: number, fault: LinkFault): Socket {
  const server = connect(targetPort, '127.0.0.1');
  let passed = 0;
  server.on('data', (chunk: Buffer) => {
    if (fault.kind === 'latency') {
      setTimeout(() => client.write(chunk), fault.ms);
    } else if (fault.kind === 'cut-after' && passed + chunk.length > fault.bytes) {
      client.write(chunk.subarray(0, fault.bytes - passed), () => client.destroy());
      server.destroy();
    } else {
      passed += chunk.length;
      client.write(chunk);
    }
  });
  client.pipe(server);
  return server;
}

/** A bad network in front of a loopback server; works below HTTP and TLS. */
export async function startTcpProxy(targetPort: number, first: LinkFault = { kind: 'none' }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let fault = first;
  let connections = 0;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) for (const wake of waiting.splice(0)) wake();
    });
  };
  const server = createServer((client) => {
    connections += 1;
    keep(client);
    if (fault.kind === 'reset') client.resetAndDestroy();
    else if (fault.kind === 'black-hole') client.resume();
    else keep(link(client, targetPort, fault));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the proxy has no port');
  return {
    port: address.port,
    get connections() {
      return connections;
    },
    drained: () => (sockets.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    setFault: (next) => {
      fault = next;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

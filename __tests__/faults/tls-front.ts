import { request } from 'node:http';
import { createServer } from 'node:https';
import { listen, shut } from './server.js';

export interface TlsFront {
  readonly port: number;
  /** `host method path`, in order. */
  readonly seen: string[];
  close(): Promise<void>;
}

/** An https server on loopback that hands requests on to plain http ones by the host they name: what stands before gateways and APIs in a company. */
export async function startTlsFront(
  tls: { readonly key: string; readonly cert: string },
  routes: Readonly<Record<string, string>>,
): Promise<TlsFront> {
  const seen: string[] = [];
  const server = createServer({ ...tls }, (asked, response) => {
    const host = asked.headers.host ?? '';
    seen.push(`${host} ${asked.method} ${asked.url}`);
    const origin = routes[host];
    if (origin === undefined) {
      response.writeHead(421).end();
      return;
    }
    const { hostname, port } = new URL(origin);
    const onward = request({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    asked.pipe(onward);
  });
  const port = await listen(server, '127.0.0.1');
  return { port, seen, close: () => shut(server) };
}

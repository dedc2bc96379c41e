import { type Agent, request } from 'node:http';
import { isObject, textAt } from './values.js';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: Agent;
  readonly signal?: AbortSignal;
}

export interface Reply {
  readonly status: number;
  /** The parsed body; undefined when it is empty or not JSON. */
  readonly json: unknown;
}

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * One JSON call to an emulator. A URL that leaves this machine is refused: an emulated command must never carry a real token to a
 * real control plane.
 * @throws Error when the address is not loopback http, or no answer came.
 */
export function call(options: Call): Promise<Reply> {
  const url = new URL(options.url);
  if (url.protocol !== 'http:' || !LOOPBACK_HOSTS.has(url.hostname)) {
    throw new Error(`${url.protocol}//${url.host} is not the emulator: the emulated kt talks to http://127.0.0.1 only`);
  }
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: options.method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
          ...options.headers,
        },
        ...(options.agent === undefined ? {} : { agent: options.agent }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, json: parsed(Buffer.concat(chunks)) }));
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** What went wrong according to an emulator's error body. */
export function complaintOf(reply: Reply): string {
  const message = isObject(reply.json) ? textAt(reply.json, 'error', 'message') : undefined;
  return message === undefined ? `HTTP ${reply.status}` : `HTTP ${reply.status}: ${message}`;
}

function parsed(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

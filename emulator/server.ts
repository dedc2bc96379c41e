import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { reasonOf } from './values.js';

/** Bound to loopback on purpose: an emulator that other machines can reach would be mistaken for a service. */
export const LOOPBACK = '127.0.0.1';

/** On every answer, so that no reader can take an emulated result for a real one. */
export const EMULATOR_HEADER = 'x-keeptrusts-emulator';

/** Larger than any policy file the project accepts, small enough to hold in memory many times. */
const REQUEST_BODY_LIMIT_BYTES = 4 * 1024 * 1024;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request, with a signal that aborts when the answer is over: sent, client gone, or the server stopped. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly gone: AbortSignal;
}

export interface LoopbackServer {
  readonly url: string;
  readonly port: number;
  /** Cuts open connections; resolves when no handle is left. */
  stop(): Promise<void>;
}

/**
 * A server on 127.0.0.1.
 * @param port 0 lets the system choose.
 * @throws Error naming the port when it cannot be taken.
 */
export async function listenOnLoopback(handle: (exchange: Exchange) => Promise<void>, port = 0): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    const left = new AbortController();
    response.once('close', () => left.abort());
    const url = new URL(request.url ?? '/', `http://${LOOPBACK}`);
    handle({ request, response, url, gone: left.signal }).catch((error: unknown) => fail(response, left.signal, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new Error(`emulator: cannot listen on ${LOOPBACK}:${port}: ${error.message}`)));
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${LOOPBACK}:${taken}`,
    port: taken,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fail(response: ServerResponse, gone: AbortSignal, error: unknown): void {
  if (gone.aborted) return;
  if (response.headersSent) response.destroy();
  else
    send(
      response,
      error instanceof HttpProblem ? problem(error.status, error.message) : problem(500, `emulator defect: ${reasonOf(error)}`),
    );
}

/** Ends a handler early with an error answer. */
export class HttpProblem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function send(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer);
  response.end(answer.body);
}

/** Status and headers, with the length of the whole body even if a fault sends less of it. */
export function writeHead(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'content-type': answer.type ?? 'application/json',
    'content-length': Buffer.byteLength(answer.body),
    ...answer.headers,
    [EMULATOR_HEADER]: '1',
  });
}

/** A JSON answer that says it is emulated. */
export function emulatedJson(status: number, body: Readonly<Record<string, unknown>>): Answer {
  return { status, body: JSON.stringify({ ...body, emulated: true }) };
}

/** The emulator's own error body; the control plane's real one is not public. */
export function problem(status: number, message: string): Answer {
  return emulatedJson(status, { error: { message } });
}

/** @throws HttpProblem 413 over the limit, 400 when it is not JSON. An empty body is undefined. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > REQUEST_BODY_LIMIT_BYTES) throw new HttpProblem(413, `request body is over ${REQUEST_BODY_LIMIT_BYTES} bytes`);
    chunks.push(bytes);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new HttpProblem(400, 'request body is not JSON');
  }
}

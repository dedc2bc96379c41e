import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

type Json = Readonly<Record<string, unknown>>;

export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDiagnostic(value: unknown): value is Diagnostic {
  return isRecord(value) && typeof value.message === 'string' && isRecord(value.range);
}

const END_OF_HEADER = '\r\n\r\n';

/**
 * A language server's client over stdio, with as much of the protocol as opening a file and asking for completion needs
 * (https://microsoft.github.io/language-server-protocol/).
 */
export class LspClient {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #published = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();
  #received = Buffer.alloc(0);
  #lastId = 0;

  constructor(program: string, args: readonly string[]) {
    this.#process = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#process.stdout.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      for (let message = this.#next(); message !== undefined; message = this.#next()) this.#handle(message);
    });
  }

  async start(rootUri: string): Promise<void> {
    await this.request('initialize', { processId: process.pid, rootUri, capabilities: {}, workspaceFolders: null });
    this.#notify('initialized', {});
  }

  request(method: string, params: Json): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.#send({ jsonrpc: '2.0', id, method, params });
    });
  }

  /** Opens a text under an address and waits for what the server says of it. */
  open(uri: string, text: string): Promise<readonly Diagnostic[]> {
    return new Promise((resolve) => {
      this.#published.set(uri, resolve);
      this.#notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    });
  }

  /** Labels offered at a place, counted from 0. */
  async complete(uri: string, line: number, character: number): Promise<readonly string[]> {
    const result = await this.request('textDocument/completion', { textDocument: { uri }, position: { line, character } });
    const items = isRecord(result) ? result.items : result;
    if (!Array.isArray(items)) return [];
    return items.flatMap((item: unknown) => (isRecord(item) && typeof item.label === 'string' ? [item.label] : []));
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill();
    await ended;
  }

  #notify(method: string, params: Json): void {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  #send(message: Json): void {
    const body = JSON.stringify(message);
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}${END_OF_HEADER}${body}`);
  }

  #next(): unknown {
    const end = this.#received.indexOf(END_OF_HEADER);
    if (end === -1) return undefined;
    const length = Number(/Content-Length: (\d+)/i.exec(this.#received.toString('latin1', 0, end))?.[1]);
    const from = end + END_OF_HEADER.length;
    if (this.#received.length < from + length) return undefined;
    const body = this.#received.toString('utf8', from, from + length);
    this.#received = this.#received.subarray(from + length);
    return JSON.parse(body);
  }

  #handle(message: unknown): void {
    if (!isRecord(message)) return;
    const { id, method, params } = message;
    // The server asks for settings and registers capabilities; null is an answer to all of that.
    if (typeof method === 'string' && id !== undefined) {
      this.#send({ jsonrpc: '2.0', id, result: method === 'workspace/configuration' ? [null, null, null, null, null, null] : null });
      return;
    }
    if (method === 'textDocument/publishDiagnostics' && isRecord(params) && typeof params.uri === 'string') {
      const diagnostics = Array.isArray(params.diagnostics) ? params.diagnostics.filter(isDiagnostic) : [];
      this.#published.get(params.uri)?.(diagnostics);
      return;
    }
    if (typeof id === 'number') this.#answers.get(id)?.(message.result);
  }
}

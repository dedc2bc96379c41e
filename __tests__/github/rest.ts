import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Ajv as AjvClass, ValidateFunction } from 'ajv';
import { listen, shut } from '../faults/server.js';

const require = createRequire(import.meta.url);
const { Ajv }: { Ajv: typeof AjvClass } = require('ajv');

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: Readonly<Record<string, unknown>>;
}

const FILE = fileURLToPath(new URL('operations.json', import.meta.url));
const { operations: OPERATIONS }: { readonly operations: readonly Operation[] } = JSON.parse(readFileSync(FILE, 'utf8'));

// The description is for servers that ignore what they do not know; a name it does not list is a mistake of ours.
const ajv = new Ajv({ strict: false, coerceTypes: false, formats: { 'date-time': true, int64: true } });
const BODIES = new Map<string, ValidateFunction>(
  OPERATIONS.flatMap(({ id, body }) => (body === undefined ? [] : [[id, ajv.compile(closed(body))] as const])),
);

/** The schema with every object closed to names it does not list. */
function closed(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...schema, ...('properties' in schema && schema.type === 'object' && { additionalProperties: false }) }).map(
      ([key, value]) => [key, key === 'properties' && isRecord(value) ? mapValues(value) : isRecord(value) ? closed(value) : value],
    ),
  );
}

function mapValues(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, isRecord(schema) ? closed(schema) : schema]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
}

export interface StoredCheckRun {
  readonly id: number;
  readonly request: Readonly<Record<string, unknown>>;
  readonly annotations: readonly unknown[];
}

export interface Asked {
  readonly operation: string;
  readonly authorization: string | undefined;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What happens to the nth request of an operation instead of, or after, what it should do. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly message?: string }
  /** The request takes effect; its answer never comes. */
  | { readonly kind: 'lost-answer' }
  /** Something else happens first; then the request takes effect. */
  | { readonly kind: 'meanwhile'; readonly happens: (comments: StoredComment[]) => void }
  | { readonly kind: 'silent' };

export interface RestOptions {
  /** Whom the token belongs to. */
  readonly viewer?: string;
  readonly faults?: Readonly<Record<string, readonly (Fault | undefined)[]>>;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** `/api/v3`, as on GitHub Enterprise Server. */
  readonly prefix?: string;
  readonly comments?: readonly StoredComment[];
  /** Answers to the reads of a release record, by operation; an empty list where there is none. */
  readonly lists?: Readonly<Record<string, readonly unknown[]>>;
}

/** Reads that answer with what the test put there. */
const LISTS = [
  'repos/list-commits',
  'repos/list-pull-requests-associated-with-commit',
  'pulls/list-reviews',
  'actions/get-reviews-for-run',
] as const;

export interface RestServer {
  readonly url: string;
  readonly port: number;
  readonly comments: StoredComment[];
  readonly checkRuns: StoredCheckRun[];
  readonly asked: Asked[];
  /** Requests that GitHub's description does not allow. */
  readonly violations: string[];
  count(operation: string): number;
  close(): Promise<void>;
}

interface Matched {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

function match(method: string, pathname: string): Matched | undefined {
  for (const operation of OPERATIONS) {
    const names: string[] = [];
    const pattern = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => {
      names.push(name);
      return '([^/]+)';
    });
    const found = new RegExp(`^${pattern}$`).exec(pathname);
    if (found !== null && operation.method === method) {
      return { operation, path: Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')])) };
    }
  }
  return undefined;
}

function violationsOf({ operation, path }: Matched, query: URLSearchParams, body: unknown): string[] {
  const problems: string[] = [];
  const check = (name: string, text: string | undefined, parameter: Parameter | undefined): void => {
    if (parameter === undefined) problems.push(`${operation.id}: unknown parameter ${name}`);
    else if (text === undefined && parameter.required) problems.push(`${operation.id}: no ${name}`);
    else if (text !== undefined) {
      const value = parameter.schema.type === 'integer' ? Number(text) : text;
      if (!ajv.validate(parameter.schema, value)) problems.push(`${operation.id}: ${name}: ${ajv.errorsText()}`);
    }
  };
  for (const parameter of operation.parameters) {
    check(parameter.name, parameter.in === 'path' ? path[parameter.name] : (query.get(parameter.name) ?? undefined), parameter);
  }
  for (const name of query.keys())
    if (!operation.parameters.some((one) => one.name === name && one.in === 'query')) check(name, '', undefined);
  const validate = BODIES.get(operation.id);
  if (validate !== undefined && !validate(body)) problems.push(`${operation.id}: body ${ajv.errorsText(validate.errors)}`);
  return problems;
}

/** What GitHub's description does not allow about a request without a body. */
export function requestProblems(method: string, path: string, prefix = ''): string[] {
  const url = new URL(path, 'http://github.test');
  const matched = match(method, url.pathname.slice(prefix.length));
  return matched === undefined ? [`${method} ${path}: no such operation`] : violationsOf(matched, url.searchParams, undefined);
}

/** A loopback GitHub for comments and check runs, which checks every request by GitHub's published description. */
export async function startRest(options: RestOptions = {}): Promise<RestServer> {
  const viewer = options.viewer ?? 'github-actions[bot]';
  const prefix = options.prefix ?? '';
  const comments: StoredComment[] = [...(options.comments ?? [])];
  const checkRuns: StoredCheckRun[] = [];
  const asked: Asked[] = [];
  const violations: string[] = [];
  let nextId = 999;
  const count = (operation: string): number => asked.filter((one) => one.operation === operation).length;

  const acts: Readonly<Record<string, (matched: Matched, query: URLSearchParams, body: Readonly<Record<string, unknown>>) => unknown>> = {
    'issues/list-comments': (_matched, query) => {
      const length = Number(query.get('per_page') ?? 30);
      const from = (Number(query.get('page') ?? 1) - 1) * length;
      return comments.slice(from, from + length).map(shownComment);
    },
    'issues/create-comment': (_matched, _query, body) => {
      const type = viewer.endsWith('[bot]') ? 'Bot' : 'User';
      nextId += 1;
      const comment = { id: nextId, body: String(body.body), user: { login: viewer, type } };
      comments.push(comment);
      return shownComment(comment);
    },
    'issues/update-comment': ({ path }, _query, body) => {
      const comment = comments.find(({ id }) => String(id) === path.comment_id);
      if (comment === undefined) return undefined;
      comment.body = String(body.body);
      return shownComment(comment);
    },
    'issues/delete-comment': ({ path }) => {
      const index = comments.findIndex(({ id }) => String(id) === path.comment_id);
      return index < 0 ? undefined : comments.splice(index, 1);
    },
    'checks/create': (_matched, _query, body) => {
      const run = { id: 1 + checkRuns.length, request: body, annotations: annotationsIn(body) };
      checkRuns.push(run);
      return shownCheckRun(run);
    },
    'checks/update': ({ path }, _query, body) => {
      const index = Number(path.check_run_id) - 1;
      const run = checkRuns[index];
      if (run === undefined) throw new Error(`no check run ${path.check_run_id}`);
      const changed = { ...run, annotations: [...run.annotations, ...annotationsIn(body)] };
      checkRuns[index] = changed;
      return shownCheckRun(changed);
    },
    'checks/get': ({ path }) => shownCheckRun(checkRuns[Number(path.check_run_id) - 1] ?? { id: 0, request: {}, annotations: [] }),
    'checks/list-for-ref': ({ path }, query) => {
      const found = checkRuns.filter(({ request }) => request.head_sha === path.ref && request.name === query.get('check_name'));
      return { total_count: found.length, check_runs: found.map(shownCheckRun) };
    },
  };

  const listOf = (operation: string): readonly unknown[] | undefined =>
    LISTS.some((name) => name === operation) ? (options.lists?.[operation] ?? []) : undefined;

  const answer = (response: ServerResponse, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(value));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', 'http://github.test');
    const text = await bodyOf(request);
    const body: Readonly<Record<string, unknown>> = text === '' ? {} : JSON.parse(text);
    const graphql = url.pathname === (prefix === '' ? '/graphql' : '/api/graphql') && request.method === 'POST';
    const matched = graphql ? undefined : match(request.method ?? '', url.pathname.slice(prefix.length));
    const operation = graphql ? 'graphql' : (matched?.operation.id ?? `${request.method} ${url.pathname}`);
    const turn = count(operation);
    asked.push({ operation, authorization: request.headers.authorization, query: url.searchParams, body });
    if ((request.headers['user-agent'] ?? '') === '') violations.push(`${operation}: no user agent`);
    if (matched !== undefined) violations.push(...violationsOf(matched, url.searchParams, text === '' ? undefined : body));
    else if (!graphql) violations.push(`${operation}: no such operation`);
    const fault = options.faults?.[operation]?.[turn];
    if (fault?.kind === 'silent') return;
    if (fault?.kind === 'status') {
      const message = fault.message ?? `status ${fault.status}`;
      answer(response, fault.status, graphql && fault.status === 200 ? { data: null, errors: [{ message }] } : { message }, fault.headers);
      return;
    }
    if (fault?.kind === 'meanwhile') fault.happens(comments);
    const value = graphql
      ? { data: { viewer: { login: viewer } } }
      : matched && (acts[operation]?.(matched, url.searchParams, body) ?? listOf(operation));
    if (fault?.kind === 'lost-answer') request.socket.destroy();
    else if (request.method === 'DELETE' && value !== undefined) response.writeHead(204).end();
    else answer(response, value === undefined ? 404 : request.method === 'POST' && !graphql ? 201 : 200, value ?? { message: 'Not Found' });
  };

  const listener = (request: IncomingMessage, response: ServerResponse): void => void handle(request, response);
  const server = options.tls === undefined ? createServer(listener) : createTlsServer({ ...options.tls }, listener);
  const port = await listen(server, '127.0.0.1');
  const url = `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}${prefix}`;
  return { url, port, comments, checkRuns, asked, violations, count, close: () => shut(server) };
}

function shownComment({ id, body, user }: StoredComment): unknown {
  return { id, body, user, html_url: `https://github.test/octo/policies/pull/7#issuecomment-${id}` };
}

function shownCheckRun({ id, request, annotations }: StoredCheckRun): unknown {
  return {
    id,
    external_id: request.external_id,
    html_url: `https://github.test/checks/${id}`,
    output: { annotations_count: annotations.length },
  };
}

function annotationsIn({ output }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return isRecord(output) && Array.isArray(output.annotations) ? output.annotations : [];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

import type { Message, TestInput } from '../tests/cases.js';
import { type Content, readContent } from '../tests/content.js';
import { isInputKey } from '../tests/keys.js';
import type { Doubts } from './decision.js';

/** A tool call found in a request or an answer, in the shape of OpenAI's `tool_calls`. */
export interface ToolCall {
  readonly name: string;
  /** Arguments as written; undefined when they are no JSON. */
  readonly input: unknown;
}

/** One request and, where the case has it, the model's answer: what policies look at. Header names are lower-cased, since HTTP ignores their case. */
export interface Exchange {
  readonly messages: readonly Message[];
  readonly headers: ReadonlyMap<string, string>;
  /** The headers there are if those inside `request` count as well; set where that makes a difference. The documentation does not say whether they do. */
  readonly perhapsHeaders?: ReadonlyMap<string, string>;
  readonly model?: string;
  /** Request path, for `when.path`; undefined when the case names none. */
  readonly path?: string;
  /** Text of the upstream's answer; undefined when the case has none, so output policies have nothing to look at. */
  readonly answer?: string;
  readonly toolCalls: readonly ToolCall[];
  /** Names of tools that the request offers to the model without calling them. */
  readonly offeredTools: readonly string[];
  /** Sides of which the case holds more than could be read: the shapes of `request` and `upstream_response` are not documented. */
  readonly doubts: Doubts;
  /** The whole input as written, for kinds that look at less common parts. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** The exchange a test case describes. */
export function exchangeOf(input: TestInput): Exchange {
  const { request: written, upstream_response: upstream } = input.raw;
  const request = isRecord(written) ? bodyOf(written) : {};
  const given = listOf(input.raw.messages);
  const own = listOf(request.messages);
  const read = own.map(messageOf).filter((message) => message !== undefined);
  const messages = input.messages.length > 0 ? input.messages : read;
  const answer = upstream === undefined ? undefined : answerOf(upstream);
  const model = input.model ?? (typeof request.model === 'string' ? request.model : undefined);
  const path = isRecord(written) && typeof written.path === 'string' ? written.path : undefined;
  const inputRead = Object.keys(input.raw).every(isInputKey);
  const messagesRead = read.length === own.length && (own.length === 0 || sameMessages(messages, read)) && sameCalls(given, own);
  const requestRead = inputRead && messagesRead && requestIsRead(written, request) && [...given, ...own].every(isReadWhole);
  // A misspelt `upstream_response` is an answer that is not read.
  const answerRead = inputRead && (upstream === undefined || answer?.more === false);
  const headers = headersOf(input.headers ?? {});
  const sent = headersOf(isRecord(written) && isRecord(written.headers) ? written.headers : {});
  return {
    messages,
    headers,
    // What the case says twice is one call.
    toolCalls: [written, upstream, ...(given.length > 0 ? given : own)].flatMap(toolCallsOf),
    offeredTools: [input.raw, request].flatMap(offeredBy),
    doubts: { ...(!requestRead && { request: 'any' as const }), ...(!answerRead && { answer: 'any' as const }) },
    raw: input.raw,
    ...([...sent].some(([name, value]) => headers.get(name) !== value) && { perhapsHeaders: new Map([...headers, ...sent]) }),
    ...(model !== undefined && { model }),
    ...(path !== undefined && { path }),
    ...(answer !== undefined && { answer: answer.text }),
  };
}

/** What the user and the conversation say, joined by line breaks, as policies that read the whole request see it. */
export function requestText(exchange: Exchange): string {
  return exchange.messages.map((message) => message.content).join('\n');
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A request or answer may be given as it is, or with its HTTP parts around it. */
function bodyOf(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return isRecord(value.body) ? value.body : value;
}

/** Parts of a message that are read. Anything else in one may be text or a call: `function_call`, `refusal`, `reasoning_content`. */
const MESSAGE_PARTS: ReadonlySet<string> = new Set(['role', 'content', 'name', 'tool_calls', 'tool_call_id', 'annotations']);

/** Parts of a request that hold no text for policies to read: HTTP parts and parameters of the OpenAI interface. */
const TEXTLESS_PARTS: ReadonlySet<string> = new Set([
  'method',
  'path',
  'url',
  'headers',
  'query',
  'body',
  'messages',
  'model',
  'stream',
  'temperature',
  'top_p',
  'n',
  'max_tokens',
  'max_completion_tokens',
  'user',
  'seed',
  'stop',
  'tools',
  'tool_choice',
  'tool_calls',
  'functions',
  'presence_penalty',
  'frequency_penalty',
  'parallel_tool_calls',
  'response_format',
  'metadata',
  'files',
  'attachments',
  'documents',
]);

function requestIsRead(written: unknown, body: Readonly<Record<string, unknown>>): boolean {
  if (written === undefined || written === null) return true;
  if (!isRecord(written) || (written.body !== undefined && !isRecord(written.body))) return false;
  return [...Object.keys(written), ...Object.keys(body)].every((key) => TEXTLESS_PARTS.has(key));
}

function messageOf(value: unknown): Message | undefined {
  if (!isRecord(value) || typeof value.role !== 'string') return undefined;
  const content = readContent(value.content ?? null);
  return content === undefined ? undefined : { role: value.role, content: content.text };
}

function isReadWhole(message: unknown): boolean {
  if (!isRecord(message)) return false;
  const others = Object.entries(message).filter(([key, value]) => value !== null && !MESSAGE_PARTS.has(key));
  return others.length === 0 && readContent(message.content ?? null)?.more === false;
}

function sameCalls(some: readonly unknown[], others: readonly unknown[]): boolean {
  if (some.length === 0 || others.length === 0) return true;
  return JSON.stringify(some.flatMap(toolCallsOf)) === JSON.stringify(others.flatMap(toolCallsOf));
}

/** Values that are no text are written as one; a header with anything else than a plain value is left out. */
function headersOf(written: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const plain = Object.entries(written).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return new Map(plain.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function sameMessages(some: readonly Message[], others: readonly Message[]): boolean {
  return (
    some.length === others.length && some.every(({ role, content }, at) => others[at]?.role === role && others[at]?.content === content)
  );
}

/** Plain text, or the first choice of an OpenAI-like answer; the type of `upstream_response` is undocumented, both are accepted. */
function answerOf(value: unknown): Content | undefined {
  if (typeof value === 'string') return readContent(value);
  if (!isRecord(value) || typeof value.body === 'string') return undefined;
  const body = bodyOf(value);
  const choices = listOf(body.choices);
  const [choice] = choices;
  const message = isRecord(choice) ? choice.message : undefined;
  if (!isRecord(message)) return body.content === undefined || body.content === null ? undefined : readContent(body.content);
  const content = readContent(message.content ?? null);
  return content && { text: content.text, more: choices.length > 1 || !isReadWhole(message) };
}

function toolCallsOf(value: unknown): readonly ToolCall[] {
  if (!isRecord(value)) return [];
  const body = bodyOf(value);
  const [choice] = listOf(body.choices);
  const message = isRecord(choice) && isRecord(choice.message) ? choice.message : body;
  return listOf(message.tool_calls).flatMap((call): ToolCall[] => {
    const called = isRecord(call) && isRecord(call.function) ? call.function : call;
    if (!isRecord(called) || typeof called.name !== 'string') return [];
    return [{ name: called.name, input: parsedArguments(called.arguments) }];
  });
}

function offeredBy(part: Readonly<Record<string, unknown>>): readonly string[] {
  return [...listOf(part.tools), ...listOf(part.functions)].flatMap((tool) => {
    const named = isRecord(tool) && isRecord(tool.function) ? tool.function : tool;
    return isRecord(named) && typeof named.name === 'string' ? [named.name] : [];
  });
}

function parsedArguments(written: unknown): unknown {
  if (typeof written !== 'string') return written;
  try {
    return JSON.parse(written) as unknown;
  } catch {
    return undefined;
  }
}

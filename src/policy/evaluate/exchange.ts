import type { Message, TestInput } from '../tests/cases.js';
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
  const own = listOf(request.messages).map(messageOf);
  const read = own.filter((message) => message !== undefined);
  const messages = input.messages.length > 0 ? input.messages : read;
  const answer = upstream === undefined ? undefined : answerText(upstream);
  const model = input.model ?? (typeof request.model === 'string' ? request.model : undefined);
  const path = isRecord(written) && typeof written.path === 'string' ? written.path : undefined;
  const requestRead = requestIsRead(written, request) && read.length === own.length && (own.length === 0 || sameMessages(messages, read));
  const answerRead =
    upstream === undefined || (answer !== undefined && listOf(isRecord(upstream) ? bodyOf(upstream).choices : []).length <= 1);
  return {
    messages,
    headers: new Map(Object.entries(input.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
    toolCalls: [written, upstream, ...listOf(input.raw.messages), ...listOf(request.messages)].flatMap(toolCallsOf),
    offeredTools: [input.raw, request].flatMap(offeredBy),
    doubts: { ...(!requestRead && { request: 'any' as const }), ...(!answerRead && { answer: 'any' as const }) },
    raw: input.raw,
    ...(model !== undefined && { model }),
    ...(path !== undefined && { path }),
    ...(answer !== undefined && { answer }),
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
  const content = contentText(value.content);
  return content === undefined ? undefined : { role: value.role, content };
}

function sameMessages(some: readonly Message[], others: readonly Message[]): boolean {
  return (
    some.length === others.length && some.every(({ role, content }, at) => others[at]?.role === role && others[at]?.content === content)
  );
}

/** Plain text, or the texts of a list of parts; null is what a message that only calls tools has. Parts of other types hold no text. */
function contentText(value: unknown): string | undefined {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || !value.every((part) => isRecord(part) && typeof part.type === 'string')) return undefined;
  return value.flatMap((part: unknown) => (isRecord(part) && typeof part.text === 'string' ? [part.text] : [])).join('\n');
}

/** Plain text, or the first choice of an OpenAI-like answer; the type of `upstream_response` is undocumented, both are accepted. */
function answerText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return undefined;
  if (typeof value.body === 'string') return undefined;
  const body = bodyOf(value);
  const [choice] = listOf(body.choices);
  const message = isRecord(choice) ? choice.message : undefined;
  if (isRecord(message)) return contentText(message.content);
  return body.content === undefined || body.content === null ? undefined : contentText(body.content);
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

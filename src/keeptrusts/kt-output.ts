import { stripVTControlCharacters } from 'node:util';
import type { ProcessOutcome } from './process.js';

/** Characters of kt's output that are quoted in a message. */
export const EXCERPT_LIMIT = 500;

export type Exited = Extract<ProcessOutcome, { kind: 'exited' }>;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Text of an untrusted program, on one line: colours and control characters gone, secrets replaced by `***` before it is cut to
 * `limit` characters. Still to be escaped for the channel it is shown on.
 */
export function excerpt(text: string, secrets: readonly string[] = [], limit: number = EXCERPT_LIMIT): string {
  const line = redact(stripVTControlCharacters(text), secrets)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}

function redact(text: string, secrets: readonly string[]): string {
  const longestFirst = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]).sort((a, b) => b.length - a.length);
  let clean = text;
  for (const secret of longestFirst) if (secret !== '') clean = clean.replaceAll(secret, '***');
  return clean;
}

/** What kt said about a failure: stderr first, because the streams' use is undocumented and errors usually go there. */
export function whatItSaid(outcome: Exited, secrets: readonly string[] = []): string {
  const said = excerpt(`${outcome.stderr}\n${outcome.stdout}`, secrets);
  return said === '' ? 'nothing' : said;
}

/** Why a process gave no answer, in words that fit after the command's name; undefined when it ran to its end. */
export function whyNoAnswer(outcome: ProcessOutcome): string | undefined {
  switch (outcome.kind) {
    case 'exited':
      return undefined;
    case 'killed':
      return `was killed by ${outcome.signal}`;
    case 'timed-out':
      return `did not end within ${outcome.timeoutMs / 1000} s and was killed`;
    case 'cancelled':
      return 'was stopped because the run was cancelled';
    case 'not-started':
      return `could not be started: ${excerpt(outcome.reason)}`;
  }
}

/**
 * The JSON document in kt's output, or undefined. Tolerates lines around it, and stderr as its place: which stream carries the
 * answer of a failing command is undocumented.
 */
export function jsonIn(outcome: Exited): unknown {
  for (const stream of [outcome.stdout, outcome.stderr]) {
    const text = stripVTControlCharacters(stream).trim();
    const document = parsed(text) ?? parsed(fromFirstBracketLine(text));
    if (typeof document === 'object' && document !== null) return document;
  }
  return undefined;
}

function fromFirstBracketLine(text: string): string {
  const start = text.search(/^[[{]/m);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return start < 0 ? '' : text.slice(start, end + 1);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first of the fields that holds text, cut to `limit` characters. */
export function textField(record: Readonly<Record<string, unknown>>, names: readonly string[], limit: number): string | undefined {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'string' && value !== '') return value.slice(0, limit);
  }
  return undefined;
}

import { type Digest, isDigest } from '../policy/digest.js';
import { didYouMean } from './nearest.js';
import { alternatives, hasInvisible } from './shown.js';
import type { OptionSpec } from './table.js';
import { Secret } from './types.js';

export type OptionValue = string | number | boolean | readonly string[] | Secret | Digest;

/** What came of one text. `quote` is false when the text may hold something that must not be repeated. */
export type Parsed<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'problem'; readonly allowed: string; readonly hint?: string; readonly quote?: false };

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The YAML 1.2 core schema's spellings (https://yaml.org/spec/1.2.2/#1032-tag-resolution); `yes`, `on` and `1` are too easily meant otherwise. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
]);

function value<T>(parsed: T): Parsed<T> {
  return { kind: 'value', value: parsed };
}

function problem(allowed: string, hint?: string): Parsed<never> {
  return hint === undefined || hint === '' ? { kind: 'problem', allowed } : { kind: 'problem', allowed, hint };
}

/** Text of one line. */
export function parseText(text: string): Parsed<string> {
  return hasInvisible(text) ? problem('one line of text without control characters') : value(text);
}

export function parseBoolean(text: string): Parsed<boolean> {
  const parsed = BOOLEANS.get(text);
  return parsed === undefined ? problem('true or false') : value(parsed);
}

export function parseInteger(text: string, range: { readonly minimum: number; readonly maximum: number }): Parsed<number> {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= range.minimum && number <= range.maximum
    ? value(number)
    : problem(`a whole number from ${range.minimum} to ${range.maximum}`);
}

/** `500ms`, `90s`, `5m`, `1h`, `7d` in milliseconds; undefined for any other text. */
export function millisecondsOf(text: string): number | undefined {
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(text);
  const unit = MILLISECONDS[match?.[2] ?? ''];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}

export function parseDuration(text: string, range: { readonly minimum: string; readonly maximum: string }): Parsed<number> {
  const parsed = millisecondsOf(text);
  const [minimum, maximum] = [millisecondsOf(range.minimum), millisecondsOf(range.maximum)];
  if (minimum === undefined || maximum === undefined) throw new TypeError(`not durations: ${range.minimum}, ${range.maximum}`);
  if (parsed !== undefined && parsed >= minimum && parsed <= maximum) return value(parsed);
  const hint = /^\d+$/.test(text) ? `; a unit is missing, for example ${text.slice(0, 10)}s` : '';
  return problem(`a duration from ${range.minimum} to ${range.maximum}, a number and ms, s, m, h or d`, hint);
}

export function parseChoice(text: string, choices: readonly string[]): Parsed<string> {
  return choices.includes(text) ? value(text) : problem(alternatives(choices), didYouMean(text, choices));
}

/** Commas and line breaks separate; the result follows the order of `choices`, each at most once. */
export function parseChoices(text: string, choices: readonly string[]): Parsed<readonly string[]> {
  const given = linesOf(text.replaceAll(',', '\n'));
  const unknown = given.find((word) => !choices.includes(word));
  if (unknown !== undefined) return problem(`one or more of ${choices.join(', ')}`, didYouMean(unknown, choices));
  return value(choices.filter((choice) => given.includes(choice)));
}

/** One value a line, trimmed; blank lines and lines that start with `#` are skipped. */
export function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

export function parseLines(text: string): Parsed<readonly string[]> {
  const lines = linesOf(text);
  return lines.some((line) => hasInvisible(line.replaceAll('\t', ' ')))
    ? problem('lines of text without control characters')
    : value(lines);
}

export function parseDigest(text: string): Parsed<Digest> {
  if (isDigest(text)) return value(text);
  return problem('sha256: and 64 lower-case hex digits', /^[0-9a-f]{64}$/.test(text) ? '; put sha256: in front' : '');
}

/** True for hosts that never leave the machine: the only ones that may be spoken to without TLS when a token is at stake. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * A base URL without trailing slash. `URL` quietly drops tabs and line breaks and turns `\` into `/`, so those are refused first.
 * @param plainHttp `anywhere` for gateways, which may sit in a private network; `loopback` where tokens or executables travel.
 */
export function parseUrl(text: string, plainHttp: 'anywhere' | 'loopback'): Parsed<string> {
  const allowed = `an ${plainHttp === 'anywhere' ? 'http:// or https://' : 'https://'} URL`;
  if (/[\s\\]/.test(text) || hasInvisible(text) || !URL.canParse(text)) return problem(allowed);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return { kind: 'problem', allowed: `${allowed} without user and password`, quote: false };
  if (!['http:', 'https:'].includes(url.protocol)) return problem(allowed);
  if (/[?#]/.test(text)) return { kind: 'problem', allowed: `${allowed} without query and fragment`, quote: false };
  if (plainHttp === 'loopback' && url.protocol === 'http:' && !isLoopback(url.hostname))
    return problem(`${allowed} (http:// only for loopback)`);
  return value(url.href.replace(/\/+$/, ''));
}

export function parseSecret(text: string): Parsed<Secret> {
  if (!/^[\x21-\x7e]+$/.test(text))
    return { kind: 'problem', allowed: 'a token without white space, line breaks or non-ASCII characters', quote: false };
  return value(new Secret(text));
}

/** Parses a trimmed, non-empty text by the type of its option. */
export function parseValue(spec: OptionSpec, text: string): Parsed<OptionValue> {
  switch (spec.type) {
    case 'text':
    case 'path':
      return parseText(text);
    case 'url':
      return parseUrl(text, 'loopback');
    case 'digest':
      return parseDigest(text);
    case 'secret':
      return parseSecret(text);
    case 'choice':
      return parseChoice(text, spec.choices);
    case 'choices':
      return parseChoices(text, spec.choices);
    case 'boolean':
      return parseBoolean(text);
    case 'integer':
      return parseInteger(text, spec);
    case 'duration':
      return parseDuration(text, spec);
    case 'lines':
      return parseLines(text);
  }
}

/** The value an unset option has. Durations of the table are text; everything else is there in its parsed form. */
export function defaultOf(spec: OptionSpec): OptionValue | undefined {
  if (spec.type === 'secret') return undefined;
  return spec.type === 'duration' ? millisecondsOf(spec.default) : spec.default;
}

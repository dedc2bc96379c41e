import { Secret } from '../options/types.js';
import type { PackReport, Report } from './model.js';
import type { ReleaseRecord } from './release-model.js';
import type { FleetStatus } from './status.js';

/** Shorter text occurs by chance everywhere: replacing it would garble the report and protect nothing. */
export const MINIMUM_SECRET_LENGTH = 4;

/** Of a secret that was cut off, so many characters at its start are replaced; fewer tell nothing and occur by chance. */
const SHORTEST_START = 8;

export type Redactor = (text: string) => string;

/**
 * A function that replaces the secrets in a text with `***`: each whole value, its lines when it has several, its JSON, XML, URL and Base64
 * spellings, and its start where the text ends or was cut (`…`). Apply it before an escape, which may change the value beyond recognition.
 */
export function createRedactor(secrets: readonly Secret[]): Redactor {
  const literals = new Set(secrets.flatMap((secret) => secretParts(secret.reveal())).flatMap(spellings));
  if (literals.size === 0) return nothingSecret;
  // Longest first: a secret that is the start of another must not leave the other's end behind.
  const longestFirst = [...literals].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escapePattern).join('|'), 'g');
  const longer = longestFirst.filter(({ length }) => length > SHORTEST_START);
  // Most texts hold no start of any: looking for all of them at once is a tenth of looking for each.
  const starts = new RegExp(longer.map((literal) => escapePattern(literal.slice(0, SHORTEST_START))).join('|'));
  return (text) => {
    const whole = text.replace(pattern, '***');
    return longer.length === 0 || !starts.test(whole) ? whole : withoutStarts(whole, longer);
  };
}

function nothingSecret(text: string): string {
  return text;
}

/** The secrets of a run, of which some become known on its way: a token named by the inventory, a key that stands in a policy file. */
export interface SecretKeeper {
  readonly redact: Redactor;
  /** The function that `redact` stands for at the moment; `redactReport` sees by it that there is nothing to do. */
  readonly current: Redactor;
  add(secrets: readonly Secret[]): void;
  /** Has texts cleaned in a second way: for secrets that can be recognised without being known. */
  clean(more: Redactor): void;
}

export function keepSecrets(initial: readonly Secret[]): SecretKeeper {
  const known = new Map(initial.map((secret) => [secret.reveal(), secret]));
  let literal = createRedactor(initial);
  let more: Redactor | undefined;
  let current = literal;
  const compose = (): void => {
    const [first, second] = [literal, more];
    current = second === undefined ? first : (text) => second(first(text));
  };
  return {
    redact: (text) => current(text),
    get current() {
      return current;
    },
    add: (secrets) => {
      const size = known.size;
      for (const secret of secrets) known.set(secret.reveal(), secret);
      if (known.size === size) return;
      literal = createRedactor([...known.values()]);
      compose();
    },
    clean: (other) => {
      more = other;
      compose();
    },
  };
}

/**
 * Words of the closed sets that reports, outputs and exit codes are made of, as far as a secret could be as long. Who writes a policy file must
 * not be able to have a result replaced by calling it a key.
 */
// biome-ignore format: one word a line would be forty lines
export const OWN_WORDS: readonly string[] = [
  'accepted', 'action-weakened', 'decisive', 'degraded', 'entry-removed', 'escalate', 'exercised', 'existing', 'incomplete', 'inconclusive', 'item-dropped',
  'mismatch', 'neighbours-swapped', 'not-checked', 'not-read', 'number-loosened', 'previous', 'previous-policy-file', 'promoted', 'request-id',
  'restored', 'rollback', 'rolled-back', 'serving-other', 'timed-out', 'unchanged', 'undecided', 'unhealthy', 'unproven', 'unreachable', 'unreadable', 'untouched',
  'validate', 'verified', 'version+time', 'bad-input', 'transport', 'unknown-state',
];

/** The secrets among the texts that a policy file calls one: all but those that this run calls something by. */
export function secretsAmong(values: readonly string[], names: readonly string[] = []): readonly Secret[] {
  const known = [...OWN_WORDS, ...names];
  return values.filter((value) => !known.some((name) => name.includes(value))).map((value) => new Secret(value));
}

/** What of a secret value must not be seen: the value, and each of its lines; pieces under MINIMUM_SECRET_LENGTH are left out. */
export function secretParts(value: string): string[] {
  const parts = new Set([value, value.trim(), ...value.split(/\r\n|\n|\r/).map((line) => line.trim())]);
  return [...parts].filter((part) => part.trim().length >= MINIMUM_SECRET_LENGTH);
}

/** A report, or a part of one, with every text redacted: a copy, or itself where nothing is to redact. What is given is not changed. */
export function redactReport<Part extends Report | PackReport | ReleaseRecord | FleetStatus>(report: Part, redact: Redactor): Part {
  // A report of thousands of packs is large, and hardly ever holds a secret.
  if (redact === nothingSecret || !holdsSecret(report, redact)) return report;
  const copy = structuredClone(report);
  redactInPlace(copy, redact);
  return copy;
}

/** Computed by this program and compared by others: what looks like a secret there is chance, or the wish of who wrote a policy file. */
const COMPUTED: ReadonlySet<string> = new Set(['digest', 'sha256', 'fingerprint']);

/** Counts by words that come from a gateway; all other keys are ours. */
const FOREIGN_KEYS = 'verdicts';

/**
 * Gateways found to hold no secret, by the function that would have replaced it. What is known of one is put in place of what was known before and
 * never changed, and a report of hundreds of gateways is redacted again whenever one of them changes.
 */
const CLEAN_GATEWAYS = new WeakMap<Redactor, WeakSet<object>>();

function holdsSecretIn(gateways: readonly unknown[], redact: Redactor): boolean {
  const clean = CLEAN_GATEWAYS.get(redact) ?? new WeakSet();
  CLEAN_GATEWAYS.set(redact, clean);
  return gateways.some((gateway) => {
    if (isRecord(gateway) && clean.has(gateway)) return false;
    const holds = holdsSecret(gateway, redact);
    if (!holds && isRecord(gateway)) clean.add(gateway);
    return holds;
  });
}

function holdsSecret(node: unknown, redact: Redactor): boolean {
  if (typeof node === 'string') return redact(node) !== node;
  if (!isRecord(node)) return false;
  return Object.entries(node).some(
    ([key, value]) =>
      (key === 'gateways' && Array.isArray(value) ? holdsSecretIn(value, redact) : !COMPUTED.has(key) && holdsSecret(value, redact)) ||
      (key === FOREIGN_KEYS && isRecord(value) && Object.keys(value).some((word) => redact(word) !== word)),
  );
}

function redactInPlace(node: unknown, redact: Redactor): void {
  if (!isRecord(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') node[key] = COMPUTED.has(key) ? value : redact(value);
    else redactInPlace(value, redact);
    if (key === FOREIGN_KEYS && isRecord(value)) renameKeys(value, redact);
  }
}

function renameKeys(counts: Record<string, unknown>, redact: Redactor): void {
  for (const [key, value] of Object.entries(counts)) {
    const clean = redact(key);
    if (clean === key) continue;
    delete counts[key];
    const other = counts[clean];
    counts[clean] = typeof value === 'number' && typeof other === 'number' ? value + other : value;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function spellings(literal: string): string[] {
  const wellFormed = literal.replace(/\p{Cs}/gu, '\ufffd');
  const url = encodeURIComponent(wellFormed);
  const xml = literal.replace(/[&<>"']/g, (character) => XML[character] ?? character);
  return [literal, JSON.stringify(literal).slice(1, -1), url, url.replaceAll('%20', '+'), xml, ...base64(literal)];
}

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * What every Base64 text has in it that the value was encoded in, as of `user:password` in a header: the bytes before it shift it by none, one
 * or two, and the characters at both ends depend on its neighbours.
 */
function base64(literal: string): string[] {
  const bytes = Buffer.from(literal);
  const inner = [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = before === 0 ? 0 : before + 1;
    const end = (before + bytes.length) % 3 === 0 ? encoded.length : encoded.length - 1;
    const piece = encoded.slice(start, end);
    return piece.length < SHORTEST_START ? [] : [piece];
  });
  return inner.flatMap((piece) => [piece, piece.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** Texts are cut to fit before they get here: the start of a secret at such a place is replaced as well. */
function withoutStarts(text: string, literals: readonly string[]): string {
  const ends = [...text.matchAll(/…|$/g)].map(({ index }) => index).toReversed();
  return ends.reduce((current, end) => {
    const length = literals.reduce((longest, literal) => Math.max(longest, startAt(current, end, literal)), 0);
    return length === 0 ? current : `${current.slice(0, end - length)}***${current.slice(end)}`;
  }, text);
}

/** How much of the start of `literal` stands before the position `end`. */
function startAt(text: string, end: number, literal: string): number {
  const start = literal.slice(0, SHORTEST_START);
  let at = text.indexOf(start, Math.max(0, end - literal.length));
  while (at >= 0 && at + SHORTEST_START <= end) {
    if (literal.startsWith(text.slice(at, end))) return end - at;
    at = text.indexOf(start, at + 1);
  }
  return 0;
}

function escapePattern(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

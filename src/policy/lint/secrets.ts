import type { Position, Range, Severity } from '../../report/model.js';
import type { PolicyDocument } from '../document.js';
import { type ConfigPath, isMapping } from '../path.js';
import { findingAt, type LintContext, type LintFinding, makeFinding } from './finding.js';
import { rangeInside } from './inside.js';
import { standsForSecret } from './placeholder.js';
import { knownSecrets, randomPieces } from './secret-forms.js';

/** A secret that stands in the file. `value` is for replacing it wherever it would be shown, and for nothing else. */
export interface LiteralSecret {
  readonly value: string;
  readonly range: Range;
}

interface Found extends LiteralSecret {
  readonly severity: Severity;
  readonly what: string;
  readonly path?: ConfigPath;
}

/** Shorter texts occur by chance, so that replacing them would garble what is shown. */
const SHORTEST_SECRET = 8;
/** What an undocumented key holds is a secret only when it is long and mixed. */
const SHORTEST_GUESS = 12;

/** Keys that hold a secret by their name. */
const NAMES =
  /(?:^|[_-])(?:api_?key|access_?key|secret|secret_?key|secret_?access_?key|private_?key|client_?secret|token|password|passwd|passphrase|authorization)$/i;

const HELP =
  'Take it out of the file, revoke it where it was issued, and refer to it: `secret_key_ref: { env: NAME }` or `{ store: NAME }`.';

/**
 * Every secret written into a file, so that whatever shows texts of it can replace them. Also of a file that is not valid YAML.
 * The documentation accepts a literal key and advises against it: https://docs.keeptrusts.com/docs/policies/config-env-variables
 */
export function literalSecrets(document: PolicyDocument): readonly LiteralSecret[] {
  return secretsOf(document)
    .filter(({ value }) => value.length >= SHORTEST_SECRET)
    .map(({ value, range }) => ({ value, range }));
}

/** One finding for each secret. What has the form of a key is an error: whoever can read the repository has it. */
export function lintSecrets(context: LintContext): readonly LintFinding[] {
  const { document } = context;
  // The older document gets one error, which is that it is one.
  const older = document.shape === 'list-shaped';
  return secretsOf(document)
    .filter(({ severity }) => !older || severity === 'error')
    .map(({ severity, what, path, range }) => {
      const message = `${what} is written into the file`;
      const parts = { ruleId: 'literal-secret', severity: older ? 'warning' : severity, message, help: HELP, range } as const;
      return path === undefined ? makeFinding(parts) : { ...findingAt(context, path, 'value', parts), range };
    });
}

/** Replaces the secrets in texts of findings, also where a text was cut; an edit that would write one is left out. */
export function withoutSecrets(findings: readonly LintFinding[], document: PolicyDocument): readonly LintFinding[] {
  const secrets = literalSecrets(document);
  if (secrets.length === 0) return findings;
  const byStart = new Map<string, string[]>();
  for (const { value } of secrets) {
    const start = value.slice(0, SHORTEST_SECRET);
    const alike = byStart.get(start);
    if (alike === undefined) byStart.set(start, [value]);
    else alike.push(value);
  }
  const clean = (text: string): string => masked(text, byStart);
  return findings.map(({ fix, ...finding }) => ({
    ...finding,
    message: clean(finding.message),
    ...(finding.help === undefined ? {} : { help: clean(finding.help) }),
    ...(finding.path === undefined ? {} : { path: clean(finding.path) }),
    ...(finding.suppressionReason === undefined ? {} : { suppressionReason: clean(finding.suppressionReason) }),
    ...(fix === undefined || clean(fix.text) !== fix.text ? {} : { fix }),
  }));
}

function masked(text: string, byStart: ReadonlyMap<string, readonly string[]>): string {
  let result = '';
  for (let at = 0; at < text.length; ) {
    const secrets = byStart.get(text.slice(at, at + SHORTEST_SECRET));
    const length = (secrets ?? []).reduce((longest, secret) => Math.max(longest, commonLength(text, at, secret)), 0);
    result += secrets === undefined ? text.charAt(at) : '***';
    at += secrets === undefined ? 1 : length;
  }
  return result;
}

function commonLength(text: string, at: number, secret: string): number {
  let length = 0;
  while (length < secret.length && text.charAt(at + length) === secret.charAt(length)) length += 1;
  return length;
}

const KNOWN = new WeakMap<PolicyDocument, readonly Found[]>();

function secretsOf(document: PolicyDocument): readonly Found[] {
  const known = KNOWN.get(document);
  if (known !== undefined) return known;
  const byForm = formsOf(document);
  const taken = byLine(byForm);
  const others = namedAndRandom(document.value, [], document).filter(
    ({ range }) => !linesOf(range).some((line) => taken.get(line)?.some((form) => overlap(form, range))),
  );
  const found = [...byForm, ...others];
  KNOWN.set(document, found);
  return found;
}

/** Keys known by their form, anywhere in the text, comments included. In test cases they may be made up, so there they are warnings. */
function formsOf(document: PolicyDocument): readonly Found[] {
  const testing = document.rangeOf(['testing'], 'value');
  return knownSecrets(document.text).map(({ at, length, what }) => {
    const range = document.rangeBetween(at, at + length);
    const inTests = testing !== undefined && overlap(testing, range);
    return { value: document.text.slice(at, at + length), range, severity: inTests ? 'warning' : 'error', what };
  });
}

function namedAndRandom(value: unknown, path: ConfigPath, document: PolicyDocument): readonly Found[] {
  if (typeof value === 'string') return inText(value, path, document);
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => namedAndRandom(item, [...path, index], document));
  if (!isMapping(value)) return [];
  return Object.keys(value).flatMap((key) =>
    path.length === 0 && key === 'testing' ? [] : namedAndRandom(value[key], [...path, key], document),
  );
}

function inText(value: string, path: ConfigPath, document: PolicyDocument): readonly Found[] {
  const what = namedSecret(value, path);
  if (what !== undefined) {
    const range = document.rangeOf(path, 'value');
    return range === undefined ? [] : [{ value: value.trim(), range, severity: 'warning', what, path }];
  }
  return randomPieces(value).flatMap((piece) => {
    const range = rangeInside(document, path, value, piece.at, piece.length) ?? document.rangeOf(path, 'value');
    const text = value.slice(piece.at, piece.at + piece.length);
    return range === undefined ? [] : [{ value: text, range, severity: 'warning' as const, what: piece.what, path }];
  });
}

function namedSecret(value: string, path: ConfigPath): string | undefined {
  const key = path.at(-1);
  if (typeof key !== 'string' || value.trim() === '' || standsForSecret(value) || isVariableName(value)) return undefined;
  if (isDocumentedSecret(path, key)) return `A literal \`${key}\``;
  const guess =
    NAMES.test(key) &&
    value.length >= SHORTEST_GUESS &&
    /^(?:Bearer |Basic )?[^\s/:]+$/.test(value) &&
    /\d/.test(value) &&
    /[A-Za-z]/.test(value);
  return guess ? `A literal \`${key}\`` : undefined;
}

/** Fields of the reference that take the key itself. */
function isDocumentedSecret([section, second]: ConfigPath, key: string): boolean {
  if (section === 'callbacks') return key === 'secret_key' || key === 'public_key';
  return key === 'api_key' && ((section === 'providers' && second === 'targets') || section === 'consumer_groups');
}

/** The name of an environment variable in place of its value: wrong, but nothing leaks. */
function isVariableName(value: string): boolean {
  return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value);
}

function byLine(found: readonly Found[]): ReadonlyMap<number, readonly Range[]> {
  const lines = new Map<number, Range[]>();
  for (const { range } of found)
    for (const line of linesOf(range)) {
      const ranges = lines.get(line);
      if (ranges === undefined) lines.set(line, [range]);
      else ranges.push(range);
    }
  return lines;
}

function linesOf({ start, end }: Range): readonly number[] {
  return Array.from({ length: end.line - start.line + 1 }, (_, index) => start.line + index);
}

function overlap(a: Range, b: Range): boolean {
  return before(a.start, b.end) && before(b.start, a.end);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

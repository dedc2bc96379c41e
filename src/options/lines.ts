import type { Severity } from '../report/model.js';
import { didYouMean } from './nearest.js';
import { alternatives, shown } from './shown.js';
import { parseUrl } from './values.js';

/** A gateway as a line names it: the id kt knows, and the URL to reach it at when the line gives one. */
export interface GatewayLine {
  readonly id: string;
  readonly url?: string;
}

/** Gateway ids become arguments of kt, so a leading `-` is refused; `/` and `,` only ever come from a forgotten `id=` or line break. */
const GATEWAY_ID = /^[^\s\p{C}\-/,=][^\s\p{C}/,=]{0,199}$/u;

/** True for an id that can be written in a line and handed to kt. */
export function isGatewayId(text: string): boolean {
  return GATEWAY_ID.test(text);
}

function parseGatewayLine(line: string): GatewayLine | string {
  const split = line.indexOf('=');
  const id = (split === -1 ? line : line.slice(0, split)).trim();
  if (/^https?:\/\//.test(line)) return `${shown(line.replace(/[?#].*/, ''))} names no gateway id: write id=url`;
  if (!isGatewayId(id))
    return `${shown(id)} is no gateway id: one id or id=url a line; an id has no white space, comma or slash and does not start with -`;
  if (split === -1) return { id };
  const url = parseUrl(line.slice(split + 1).trim(), 'anywhere');
  if (url.kind === 'value') return { id, url: url.value };
  const given = url.quote === false ? '' : `, got ${shown(line.slice(split + 1).trim())}`;
  return `gateway ${shown(id)}: expected ${url.allowed}${given}`;
}

/** Lines `id` or `id=url`; every problem is told, and the same id twice is one. */
export function parseGatewayLines(lines: readonly string[]): {
  readonly targets: readonly GatewayLine[];
  readonly problems: readonly string[];
} {
  const targets = new Map<string, GatewayLine>();
  const problems: string[] = [];
  for (const line of lines) {
    const parsed = parseGatewayLine(line);
    if (typeof parsed === 'string') problems.push(parsed);
    else if (targets.has(parsed.id)) problems.push(`gateway ${shown(parsed.id)} is listed twice: keep one line`);
    else targets.set(parsed.id, parsed);
  }
  return { targets: [...targets.values()], problems };
}

export type RuleSeverity = Severity | 'off';

const RULE_SEVERITIES: readonly RuleSeverity[] = ['error', 'warning', 'info', 'off'];

/** True for a word that a rule can be set to. */
export function isRuleSeverity(text: string): text is RuleSeverity {
  return RULE_SEVERITIES.some((severity) => severity === text);
}

/**
 * Lines `rule-id: error|warning|info|off`.
 * @param known ids of all rules; when given, any other id is a problem.
 */
export function parseRuleSeverities(
  lines: readonly string[],
  known?: readonly string[],
): { readonly severities: ReadonlyMap<string, RuleSeverity>; readonly problems: readonly string[] } {
  const severities = new Map<string, RuleSeverity>();
  const problems: string[] = [];
  for (const line of lines) {
    const [, id = '', severity = ''] = /^([A-Za-z0-9][\w./-]*)\s*:\s*(\S+)$/.exec(line) ?? [];
    if (id === '') problems.push(`${shown(line)} is not of the form rule-id: error|warning|info|off`);
    else if (known !== undefined && !known.includes(id)) problems.push(`there is no rule ${shown(id)}${didYouMean(id, known)}`);
    else if (!isRuleSeverity(severity))
      problems.push(
        `rule ${id}: got ${shown(severity)}, expected ${alternatives(RULE_SEVERITIES)}${didYouMean(severity, RULE_SEVERITIES)}`,
      );
    else if (severities.has(id)) problems.push(`rule ${id} is set twice: keep one line`);
    else severities.set(id, severity);
  }
  return { severities, problems };
}

/** Lines `artifact=hex`: file names of kt archives to their SHA-256 in lower-case hex. */
export function parseArchiveHashes(lines: readonly string[]): {
  readonly hashes: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
} {
  const hashes = new Map<string, string>();
  const problems: string[] = [];
  for (const line of lines) {
    const [, artifact = '', hex = ''] = /^([A-Za-z0-9][\w.+-]*)\s*=\s*([0-9A-Fa-f]{64})$/.exec(line) ?? [];
    if (artifact === '') problems.push(`${shown(line)} is not of the form artifact=hex with 64 hex digits`);
    else if (hashes.has(artifact)) problems.push(`${artifact} is listed twice: keep one line`);
    else hashes.set(artifact, hex.toLowerCase());
  }
  return { hashes, problems };
}

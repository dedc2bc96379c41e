import { type PackIdentity, PROOFS, type Proof, type ServedIdentity } from '../report/gateway-model.js';
import type { ConfigReading } from './gateway.js';
import { chainKind } from './gateway-answers.js';
import { oneLine } from './http-text.js';

/** The file that should be served: what it says of itself, and its whole parsed document. */
export interface ExpectedPolicy {
  readonly identity: PackIdentity;
  /** Policy kinds in order. */
  readonly chain: readonly string[];
  readonly value: unknown;
}

export interface ServedComparison {
  /** `none` as soon as anything shown differs. */
  readonly proof: Proof;
  /** True when nothing the gateway showed differs; what that is worth, the proof says. */
  readonly equal: boolean;
  /** One line each; quotes no value but name, version and chain. */
  readonly differences: readonly string[];
}

type Mapping = Readonly<Record<string, unknown>>;

/** Differences and gaps found so far; a gap is something the file says and the gateway does not show, or shows masked. */
interface Findings {
  readonly differences: string[];
  gaps: boolean;
}

const MAX_DIFFERENCES = 20;
const SHOWN_LIMIT = 80;
const PATH_LIMIT = 160;

/** Names under which a gateway may show `***` instead of what it holds; whether it does is not documented. */
const SECRET_KEY = /secret|token|passw|credential|authorization|api[-_]?key|(private|public|signing|access|encryption)[-_]?key|^key$|dsn/i;
const MASK = /\*{3,}/;

/**
 * What the documentation says a gateway knows of a pack that the file leaves out: `id` is derived from `name`, the others are empty.
 * https://docs.keeptrusts.com/docs/policies/config-pack-metadata
 */
const PACK_DEFAULTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: (value) => typeof value === 'string',
  author: (value) => value === '',
  description: (value) => value === '',
};

/**
 * Top-level sections that change what a gateway does; one that the file does not have is a difference. Other unknown keys may be
 * facts about the runtime. https://docs.keeptrusts.com/docs/policies/config-runtime and its sister pages.
 */
const SECTIONS = new Set([
  'policy',
  'providers',
  'agents',
  'routes',
  'consumer_groups',
  'global_rate_limit',
  'ip_rate_limit',
  'user_rate_limit',
  'token_rate_limit',
  'size_limits',
  'ip_allowlist',
  'cors',
  'callbacks',
]);

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `policy.x:` without a value, `{}` and absence say the same. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (isMapping(value) && Object.keys(value).length === 0);
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function own(mapping: Mapping, key: string): unknown {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

function differ(findings: Findings, path: string, what: string): void {
  findings.differences.push(`${oneLine(path, PATH_LIMIT)}: ${what}`);
}

/** True for what `compareMapping` would find nothing in: looked at first, because it takes a fraction of the time, and is what a fleet shows. */
function isSame(file: unknown, served: unknown): boolean {
  if (Array.isArray(file)) {
    return Array.isArray(served) && file.length === served.length && file.every((item, index) => isSame(item, served[index]));
  }
  if (!isMapping(file)) return file === served;
  if (!isMapping(served)) return false;
  const keys = Object.keys(file);
  return keys.length === Object.keys(served).length && keys.every((key) => Object.hasOwn(served, key) && isSame(file[key], served[key]));
}

/** Recursion follows the file, whose depth is limited when it is read, so a deeply nested answer cannot exhaust the stack. */
function compareValue(file: unknown, served: unknown, path: string, secret: boolean, findings: Findings): void {
  if (secret && typeof served === 'string' && MASK.test(served) && served !== file) {
    findings.gaps = true;
  } else if (isMapping(file) && isMapping(served)) {
    compareMapping(file, served, path, secret, findings);
  } else if (Array.isArray(file) && Array.isArray(served)) {
    compareList(file, served, path, secret, findings);
  } else if (isEmpty(file) && isEmpty(served)) {
    findings.gaps ||= file !== served;
  } else if (file !== served) {
    differ(findings, path, 'the gateway shows something else than the file says');
  }
}

function compareMapping(file: Mapping, served: Mapping, path: string, secret: boolean, findings: Findings): void {
  for (const key of Object.keys(file)) {
    if (Object.hasOwn(served, key)) compareValue(file[key], served[key], join(path, key), secret || SECRET_KEY.test(key), findings);
    else findings.gaps = true;
  }
  for (const key of Object.keys(served)) {
    if (!Object.hasOwn(file, key)) compareAddition(key, served[key], path, findings);
  }
}

/** A key the file does not have: perhaps a fact about the runtime at the top of the document, a known default of a pack, or a difference. */
function compareAddition(key: string, served: unknown, path: string, findings: Findings): void {
  findings.gaps = true;
  const isDefault = path === 'pack' && Object.hasOwn(PACK_DEFAULTS, key) && PACK_DEFAULTS[key]?.(served) === true;
  const isOther = path === '' && !SECTIONS.has(key);
  const isNothing = isEmpty(served) || (Array.isArray(served) && served.length === 0);
  if (isOther || isDefault || isNothing) return;
  differ(findings, join(path, key), 'the gateway shows it, the file does not have it');
}

function compareList(file: readonly unknown[], served: readonly unknown[], path: string, secret: boolean, findings: Findings): void {
  if (file.length !== served.length) {
    differ(findings, path, `the file lists ${file.length}, the gateway ${served.length}`);
    return;
  }
  for (const [index, item] of file.entries()) compareValue(item, served[index], `${path}[${index}]`, secret, findings);
}

function shown(text: string): string {
  return oneLine(text, SHOWN_LIMIT);
}

function chainText(chain: readonly string[]): string {
  const first = chain.slice(0, 12).map(shown).join(' → ');
  return chain.length > 12 ? `${first} → … (${chain.length} in all)` : first || 'empty';
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function compareChains(file: readonly string[], served: readonly string[], findings: Findings): void {
  if (sameList(file, served)) return;
  const reordered = sameList([...file].sort(), [...served].sort());
  const what = reordered ? ' (the same policies in another order)' : '';
  differ(findings, 'policies.chain', `file ${chainText(file)}, served ${chainText(served)}${what}`);
}

/** A gateway may list a conditional entry by its kind alone; then its conditions are simply not shown. */
function compareChainEntries(file: unknown, served: unknown, findings: Findings): void {
  if (!Array.isArray(file) || !Array.isArray(served) || file.length !== served.length) {
    findings.gaps = true;
    return;
  }
  file.forEach((entry, index) => {
    const shownEntry: unknown = served[index];
    if (isMapping(entry) && isMapping(shownEntry)) compareMapping(entry, shownEntry, `policies.chain[${index}]`, false, findings);
    else if (typeof entry === 'string' && isMapping(shownEntry)) compareCondition(entry, shownEntry, index, findings);
    else if (entry !== shownEntry) findings.gaps = true;
  });
}

function compareCondition(kind: string, served: Mapping, index: number, findings: Findings): void {
  findings.gaps = true;
  if (!isEmpty(own(served, kind))) differ(findings, `policies.chain[${index}]`, 'the gateway shows conditions, the file has none');
}

function section(value: unknown, key: string): unknown {
  return isMapping(value) ? own(value, key) : undefined;
}

function without(value: unknown, keys: readonly string[]): unknown {
  return isMapping(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) : value;
}

function compareIdentity(expected: ExpectedPolicy, body: Mapping, findings: Findings): void {
  const pack = section(body, 'pack');
  for (const key of ['name', 'version'] as const) {
    const raw = section(pack, key);
    if (raw === undefined || raw === expected.identity[key]) continue;
    const text = typeof raw === 'string' ? shown(raw) : 'something that is not text';
    differ(findings, `pack.${key}`, `file ${shown(expected.identity[key])}, served ${text}`);
  }
  const chain = section(section(body, 'policies'), 'chain');
  if (chain === undefined) return;
  const kinds = Array.isArray(chain) ? chain.map(chainKind).filter((kind) => kind !== undefined) : [];
  if (!Array.isArray(chain) || kinds.length !== chain.length)
    differ(findings, 'policies.chain', 'the gateway shows it in a form that is not documented');
  else compareChains(expected.chain, kinds, findings);
}

/** Everything but name, version and chain, which have their own words. */
function compareRest(expected: ExpectedPolicy, body: Mapping, findings: Findings): void {
  const { value } = expected;
  compareChainEntries(section(section(value, 'policies'), 'chain'), section(section(body, 'policies'), 'chain'), findings);
  if (!isMapping(value)) {
    findings.gaps = true;
    return;
  }
  const rest = (document: Mapping): Mapping => ({
    ...document,
    ...(Object.hasOwn(document, 'pack') ? { pack: without(document.pack, ['name', 'version']) } : {}),
    ...(Object.hasOwn(document, 'policies') ? { policies: without(document.policies, ['chain']) } : {}),
  });
  const [ours, theirs] = [rest(value), rest(body)];
  if (!isSame(ours, theirs)) compareMapping(ours, theirs, '', false, findings);
}

function proofOf(served: ServedIdentity, findings: Findings): Proof {
  if (findings.differences.length > 0 || served.name === undefined || served.version === undefined) return 'none';
  if (served.chain === undefined) return 'version';
  return findings.gaps ? 'chain' : 'full';
}

function bounded(differences: readonly string[]): readonly string[] {
  if (differences.length <= MAX_DIFFERENCES) return differences;
  return [...differences.slice(0, MAX_DIFFERENCES), `and ${differences.length - MAX_DIFFERENCES} more`];
}

/**
 * Compares what a gateway shows with the file. Everything shown must equal what the file says; what is not shown lowers the proof.
 * A reading that is not `served` proves nothing and has no differences. Top-level keys that are neither in the file nor a documented
 * section lower the proof to `chain` without being a difference: they may be facts about the runtime, whose names are not documented.
 */
export function compareServed(expected: ExpectedPolicy, reading: ConfigReading): ServedComparison {
  if (reading.kind !== 'served') return { proof: 'none', equal: false, differences: [] };
  const findings: Findings = { differences: [], gaps: false };
  compareIdentity(expected, reading.body, findings);
  compareRest(expected, reading.body, findings);
  const differences = bounded(findings.differences);
  return { proof: proofOf(reading.identity, findings), equal: differences.length === 0, differences };
}

/** True when what was proved is at least as strong as asked for. */
export function proofAtLeast(actual: Proof, minimum: Proof): boolean {
  return PROOFS.indexOf(actual) <= PROOFS.indexOf(minimum);
}

import type { EngineName, Severity } from '../../report/model.js';
import type { PolicyDocument } from '../document.js';
import { type ConfigPath, entryOf, formatPath, isMapping, resolvePath } from '../path.js';
import type { LintFinding } from './finding.js';
import type { RuleId } from './rules.js';
import { NOT_BY_COMMENT } from './suppress.js';

export interface EngineFinding {
  readonly finding: LintFinding;
  readonly engine: EngineName;
}

/** What kt said of the file as a whole; `none`: it was not asked, or gave no usable answer. */
export type KtAnswer = 'valid' | 'invalid' | 'none';

/** What is wrong, coarsely: two engines that tell the same of one place mean one fault, however they word it. */
type Meaning = 'syntax' | 'shape' | 'kind' | 'key' | 'block' | 'value' | 'missing' | 'duplicate' | 'reference';

const RULE_MEANINGS: Readonly<Partial<Record<RuleId, Meaning>>> = {
  'yaml-syntax': 'syntax',
  'yaml-duplicate-key': 'syntax',
  'yaml-documents': 'syntax',
  'yaml-limits': 'syntax',
  'yaml-tag': 'syntax',
  'empty-file': 'syntax',
  'not-yaml': 'syntax',
  'document-shape': 'shape',
  'missing-key': 'missing',
  'wrong-type': 'value',
  'wrong-value': 'value',
  'out-of-range': 'value',
  'too-long': 'value',
  'version-not-semver': 'value',
  'secret-key-ref': 'value',
  'escalation-routing': 'value',
  'bad-pattern': 'value',
  'bad-url': 'value',
  'bad-uuid': 'value',
  'bad-cidr': 'value',
  'chain-entry': 'value',
  'chain-empty': 'value',
  'unknown-kind': 'kind',
  'unknown-key': 'key',
  'unknown-section': 'key',
  'unknown-section-key': 'key',
  'kind-without-block': 'block',
  'duplicate-kind': 'duplicate',
  'duplicate-target-id': 'duplicate',
  'unknown-target': 'reference',
};

/** Source: https://docs.keeptrusts.com/docs/cli/policy-lint */
const CODE_MEANINGS: Readonly<Record<string, Meaning>> = { E001: 'kind', E002: 'key', E003: 'block' };

/**
 * What a message without a documented code means, by the words of the documentation's samples and of what they imply; the first that fits.
 * Source: https://docs.keeptrusts.com/docs/features/cli/config-validation
 */
const WORDS: readonly (readonly [Meaning, RegExp])[] = [
  ['syntax', /\byaml\b|\bsyntax|\bindentation|\bduplicate (?:mapping )?(?:key|entry)|\bmalformed document/i],
  ['kind', /\bunknown (?:policy|control|kind)/i],
  ['block', /\bno (?:config|policy) block|\bno matching config/i],
  ['key', /\b(?:unknown|unsupported|unexpected|additional) (?:key|field|propert|section)/i],
  ['duplicate', /\bduplicate\b/i],
  ['reference', /\bunresolved\b|\b(?:unknown|undefined) (?:target|group|upstream)|\bnot (?:found|defined)\b|\bdoes not exist\b/i],
  ['missing', /\bmissing\b|\brequired\b/i],
  ['value', /\bexpected\b|\bmust be\b|\binvalid\b|\bnot (?:a )?valid\b|\bout of range\b/i],
];

/**
 * True where kt's consent does not weaken an error: kt knows neither history nor other files nor, in its lint, test cases; a secret is one whoever
 * accepts it; and what we cannot read we cannot compare with what a gateway serves.
 */
function isOurs(ruleId: string): boolean {
  return NOT_BY_COMMENT.has(ruleId) || ruleId.startsWith('test-');
}

export interface Merging {
  readonly document: PolicyDocument;
  readonly builtin: readonly LintFinding[];
  readonly kt: readonly LintFinding[];
  readonly answer: KtAnswer;
  /** What the user set; it outranks what the engines make of each other. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
}

/**
 * Findings of both engines: a fault found by both once, as ours, because it knows columns and fixes, and as grave as the graver of the two; what
 * only kt says as kt's; an error of ours that kt accepts as a warning that says so.
 */
export function mergeEngines(merging: Merging): readonly EngineFinding[] {
  const { document, builtin, kt, answer, severities } = merging;
  if (answer === 'none' && kt.length === 0) return builtin.map((finding) => ({ finding, engine: 'builtin' }));
  const faults = kt.map((finding) => ktFault(finding, document));
  const consequences = new Set(faults.filter(consequenceOf(merging)));
  const judge: Judge = { severities, consent: consentOf(merging, faults), refusesWhole: consequences.size > 0 };
  const told = new Set<KtFault>(consequences);
  const ours = builtin.map((finding): EngineFinding => {
    const meaning = builtinMeaning(finding);
    const places = new Set(placesOf(finding, meaning, document, 'builtin'));
    const same =
      meaning === undefined ? [] : faults.filter((fault) => fault.meaning === meaning && fault.places.some((at) => places.has(at)));
    for (const fault of same) told.add(fault);
    return { finding: weighed(finding, same, judge), engine: 'builtin' };
  });
  const only = faults.filter((fault) => !told.has(fault));
  return [...ours, ...only.map(({ finding }): EngineFinding => ({ finding, engine: 'kt' }))];
}

/** What kt's answer as a whole means for a finding of ours that kt does not name. */
interface Judge {
  readonly severities: Merging['severities'];
  /** How kt let pass what it does not name; undefined when it may not have got that far. */
  readonly consent: string | undefined;
  /** True when kt refused the text or the form of the document, which we told in one finding. */
  readonly refusesWhole: boolean;
}

/** Our finding, in the light of what kt said about the same fault: the same, graver, or accepted. */
function weighed(finding: LintFinding, same: readonly KtFault[], { severities, consent, refusesWhole }: Judge): LintFinding {
  const { message, ruleId, severity } = finding;
  if (severities.has(ruleId)) return finding;
  if (same.some((fault) => fault.finding.severity === 'error'))
    return severity === 'error' ? finding : { ...finding, severity: 'error', message: `${message}; kt refuses it` };
  const whole = ['syntax', 'shape'].includes(builtinMeaning(finding) ?? '');
  if (severity !== 'error' || consent === undefined || isOurs(ruleId) || (refusesWhole && whole)) return finding;
  return { ...finding, severity: 'warning', message: `${message}; ${same.length > 0 ? 'kt accepts it with a warning' : consent}` };
}

/** Rules under which kt's findings are reported. A severity that the user set for one hides what kt itself made of them. */
const KT_RULES = ['kt-lint', 'unknown-kind', 'unknown-key', 'kind-without-block'];

function consentOf({ answer, severities }: Merging, faults: readonly KtFault[]): string | undefined {
  if (answer === 'valid') return 'kt accepts it';
  if (answer === 'none' || KT_RULES.some((id) => severities.has(id))) return undefined;
  // An error without a place, or about the text itself, may be where kt stopped reading.
  const readOn = faults.every(
    ({ finding, meaning }) => finding.severity !== 'error' || (finding.path !== undefined && meaning !== 'syntax' && meaning !== 'shape'),
  );
  return readOn ? 'kt accepts it, though not other parts of the file' : undefined;
}

/**
 * Tells what kt says because of a fault that we told: of a text that cannot be read every complaint is about that, and of the older document one
 * error says enough.
 */
function consequenceOf({ document, builtin }: Merging): (fault: KtFault) => boolean {
  const unreadable = builtin.some((one) => one.severity === 'error' && builtinMeaning(one) === 'syntax');
  const older = builtin.some(({ ruleId, severity }) => ruleId === 'document-shape' && severity === 'error');
  return ({ finding, meaning }) => {
    if (finding.severity !== 'error') return false;
    if (unreadable && (meaning === 'syntax' || (document.value === undefined && !/contradicts itself/.test(finding.message)))) return true;
    return older && meaning !== undefined && finding.path !== undefined;
  };
}

function builtinMeaning({ ruleId }: LintFinding): Meaning | undefined {
  const meanings: Readonly<Record<string, Meaning>> = RULE_MEANINGS;
  return Object.hasOwn(meanings, ruleId) ? meanings[ruleId] : undefined;
}

interface KtFault {
  readonly finding: LintFinding;
  readonly meaning: Meaning | undefined;
  readonly places: readonly string[];
}

function ktFault(finding: LintFinding, document: PolicyDocument): KtFault {
  const { code, message } = finding;
  const coded = code !== undefined && Object.hasOwn(CODE_MEANINGS, code) ? CODE_MEANINGS[code] : undefined;
  let meaning = coded ?? WORDS.find(([, words]) => words.test(message))?.[0];
  const path = pathOf(finding, document) ?? [];
  if (meaning === 'key' && namesKind(path, quoted(message))) meaning = 'kind';
  return { finding, meaning, places: placesOf(finding, meaning, document, 'kt') };
}

/** True where an unknown key is an unknown kind: `policy.<kind>` is a key to one and a kind to the other. */
function namesKind([section, kind, ...rest]: ConfigPath, names: readonly string[]): boolean {
  if (section !== 'policy' || rest.length > 0) return false;
  return kind === undefined ? names.length > 0 : names.every((name) => name === kind);
}

function pathOf({ path }: LintFinding, document: PolicyDocument): ConfigPath | undefined {
  return path === undefined || path.trim() === '' ? undefined : resolvePath(document.value, path.trim());
}

/** The places at which a fault counts as told; two findings of one meaning that share a place are one. */
function placesOf(finding: LintFinding, meaning: Meaning | undefined, document: PolicyDocument, engine: EngineName): readonly string[] {
  const { message, range } = finding;
  const path = pathOf(finding, document);
  const line = range === undefined ? [] : [`line ${range.start.line}`];
  if (path === undefined) return [...line, ...(line.length > 0 && engine === 'kt' ? [] : quoted(message).map((name) => `name ${name}`))];
  const exact = pathPlaces(path, meaning, document.value);
  if (engine === 'builtin') return [...exact, ...line, `name ${path.at(-1)}`];
  const named = meaning === 'missing' || meaning === 'key' ? quoted(message).map((name) => `at ${formatPath([...path, name])}`) : [];
  const exists = document.rangeOf(path, 'key') !== undefined || document.rangeOf(path, 'value') !== undefined;
  return [...exact, ...named, ...(exists || meaning === 'missing' ? [] : line)];
}

function pathPlaces(path: ConfigPath, meaning: Meaning | undefined, root: unknown): readonly string[] {
  const at = `at ${formatPath(path)}`;
  // A kind is one fault however often it is named; kt names the entry of the chain, or the block.
  if (meaning === 'kind' || meaning === 'block') return [at, ...kindsAt(path, root).map((kind) => `name ${kind}`)];
  // Of two that share an id either may be named.
  if (meaning === 'duplicate')
    return [at, `value ${formatPath(path.filter((step) => typeof step === 'string'))} ${JSON.stringify(valueAt(root, path))}`];
  return [at];
}

function kindsAt(path: ConfigPath, root: unknown): readonly string[] {
  const [section, second, index] = path;
  if (section === 'policy' && typeof second === 'string') return [second];
  if (section !== 'policies' || second !== 'chain' || typeof index !== 'number') return [];
  const entry = valueAt(root, ['policies', 'chain', index]);
  if (typeof entry === 'string') return [entry];
  return isMapping(entry) ? Object.keys(entry) : [];
}

function valueAt(root: unknown, path: ConfigPath): unknown {
  let here: unknown = root;
  for (const step of path) here = typeof step === 'number' ? (Array.isArray(here) ? here[step] : undefined) : entryOf(here, step);
  return here;
}

/** What stands in quotes in a message. */
function quoted(message: string): readonly string[] {
  return [...message.matchAll(/(['"`])([^'"`]+)\1/g)].map(([, , name = '']) => name);
}

import { config, single, type ValueFault } from '../../../build/validators/policy.mjs';
import { MAX_FINDINGS } from '../limits.js';
import { type ConfigPath, entryOf, formatPath, isMapping } from '../path.js';
import type { SchemaNode } from '../schema/compile.js';
import { type KnownPlace, knownPlace } from '../schema/place.js';
import { type FindingParts, findingAt, type LintContext, type LintFinding, nameOfType, replaceText } from './finding.js';
import { hasPlaceholder } from './placeholder.js';
import { repairScalar } from './scalars.js';
import { didYouMean } from './suggest.js';

/** A fault with everything that is known of its place. */
interface Fault extends KnownPlace {
  readonly path: ConfigPath;
  readonly value: unknown;
  readonly missing?: string | undefined;
}

type Told = Omit<FindingParts, 'path' | 'range'> & { readonly part?: 'key' | 'value' };

/** What is said of a fault, by the keyword of JSON Schema that found it. Undefined: nothing, because the evidence does not carry it. */
const TELL: Readonly<Record<string, (context: LintContext, fault: Fault) => Told | undefined>> = {
  type: tellType,
  enum: tellEnum,
  minimum: tellRange,
  maximum: tellRange,
  minLength: tellLength,
  maxLength: tellLength,
  pattern: tellPattern,
  required: tellMissing,
};

/**
 * Values against the field tables: types, allowed values, ranges, lengths and required keys, of every block and section. Validators generated from
 * src/policy/schema find the faults. Where something else than a complete field table supports them (an example, pages that disagree), they are warnings.
 * Source: https://docs.keeptrusts.com/docs/policies/declarative-config-reference
 */
export function lintValues(context: LintContext): readonly LintFinding[] {
  const seen = new Set<string>();
  const findings: LintFinding[] = [];
  for (const raw of faultsOf(context)) {
    const finding = findingOf(context, raw);
    if (finding === undefined) continue;
    // A value with a wrong type has no value to judge, and a value behind an alias has one place in the text.
    const { start } = finding.range ?? { start: { line: 0, column: 0 } };
    const place = `${start.line}:${start.column}:${raw.missing ?? ''}`;
    if (seen.has(place)) continue;
    seen.add(place);
    findings.push(finding);
    // No more are kept of a file, and a hostile one can have a hundred thousand.
    if (findings.length > MAX_FINDINGS) break;
  }
  return findings;
}

function faultsOf({ document, root }: LintContext): readonly ValueFault[] {
  if (document.shape !== 'single-policy') return config(root);
  const kind = kindOf(root);
  if (kind !== undefined) return single[kind]?.(root) ?? [];
  // Of an unknown kind only the identity can be judged, which all validators do.
  return (single['prompt-injection']?.(root) ?? []).filter(({ instancePath }) => instancePath.startsWith('/policy'));
}

/** The kind of a document that holds one policy on its own; undefined when it cannot stand alone. */
function kindOf(root: unknown): string | undefined {
  const name = entryOf(entryOf(root, 'policy'), 'name');
  return typeof name === 'string' && Object.hasOwn(single, name) ? name : undefined;
}

function findingOf(context: LintContext, raw: ValueFault): LintFinding | undefined {
  const { path, value } = follow(context.root, raw.instancePath);
  const known = knownPlace(path, context.document.shape, kindOf(context.root));
  const told = known && TELL[raw.keyword]?.(context, { ...known, path, value, missing: raw.missing });
  if (known === undefined || told === undefined) return undefined;
  const place = raw.missing === undefined ? path : [...path, raw.missing];
  const { part = raw.missing === undefined ? 'value' : 'key', ...parts } = told;
  return findingAt(context, place, part, { ...(known.documented ? {} : { severity: 'warning' }), ...parts });
}

/** The path and value that a JSON pointer leads to; in a list its steps are indices. */
function follow(root: unknown, pointer: string): { readonly path: ConfigPath; readonly value: unknown } {
  const path: (string | number)[] = [];
  let value = root;
  for (const step of pointer.split('/').slice(1)) {
    const name = Array.isArray(value) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~');
    value = typeof name === 'number' ? (Array.isArray(value) ? value[name] : undefined) : entryOf(value, name);
    path.push(name);
  }
  return { path, value };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'a text',
  array: 'a list',
  object: 'a mapping',
};

function typesOf(node: SchemaNode): string {
  return (node.types ?? []).map((type) => TYPE_NAMES[type] ?? type).join(' or ');
}

function tellType(context: LintContext, { path, node, parent, value }: Fault): Told | undefined {
  const types = node.types ?? [];
  const name = formatPath(path);
  if (value === null) {
    const needed = parent?.required?.includes(String(path.at(-1))) === true;
    const message = `'${name}' has no value; it must be ${typesOf(node)}`;
    const help = needed ? 'Write its value.' : 'Write its value, or remove the key.';
    return { ruleId: 'wrong-type', part: 'key', message, help, ...(needed ? {} : { severity: 'warning' }) };
  }
  const scalar = types.some((type) => type !== 'array' && type !== 'object');
  if (scalar && typeof value === 'string' && hasPlaceholder(value)) return undefined;
  const repair = repairScalar(context.document, path, value, types);
  const keys = Object.keys(node.keys ?? {});
  const help = repair?.help ?? (types.includes('object') && keys.length > 0 ? `Its keys are: ${keys.join(', ')}` : undefined);
  const message = `'${name}' must be ${typesOf(node)}, but is ${describe(value, node)}`;
  return { ruleId: 'wrong-type', part: typeof value === 'object' ? 'key' : 'value', message, help, fix: repair?.fix };
}

/** The longest text that is repeated in a message; what is longer may be a secret in the wrong place. */
const LONGEST_SHOWN = 24;

function describe(value: unknown, node: SchemaNode): string {
  if (typeof value === 'number') return node.types?.includes('integer') === true ? `the number ${value}` : 'a number';
  return typeof value === 'string' && node.types?.includes('string') !== true && value.length <= 5
    ? `the text '${value}'`
    : nameOfType(value);
}

function tellEnum(context: LintContext, { path, node, value }: Fault): Told | undefined {
  if (typeof value === 'string' && hasPlaceholder(value)) return undefined;
  if (typeof value === 'object') return undefined; // told by its type
  const name = formatPath(path);
  const allowed = (node.enum ?? node.seen ?? []).map(String);
  const meant = typeof value === 'string' ? didYouMean(value, allowed) : undefined;
  const fix = meant === undefined ? undefined : replaceText(context.document, path, 'value', meant);
  const shown = typeof value !== 'string' || value.length > LONGEST_SHOWN ? nameOfType(value) : `'${value}'`;
  if (node.enum === undefined) {
    if (meant === undefined) return undefined;
    const help = `Did you mean '${meant}'? Its list of values is not published in full.`;
    return { ruleId: 'wrong-value', severity: 'warning', message: `'${name}' is ${shown}, which is no value that is known`, help, fix };
  }
  if (node.undocumentedValues?.includes(value) === true) {
    const help = `Official examples use it, but the documented values are: ${allowed.join(', ')}`;
    return { ruleId: 'wrong-value', severity: 'warning', message: `'${name}' is ${shown}, which is not documented`, help };
  }
  const list = allowed.length === 1 ? `'${allowed[0]}'` : `one of ${allowed.join(', ')}`;
  const help = meant === undefined ? `Allowed: ${allowed.join(', ')}` : `Did you mean '${meant}'? Allowed: ${allowed.join(', ')}`;
  return { ruleId: 'wrong-value', message: `'${name}' must be ${list}, but is ${shown}`, help, fix };
}

function tellRange(_: LintContext, { path, node, value }: Fault): Told {
  const { minimum = node.inferredMinimum, maximum = node.inferredMaximum } = node;
  const below = minimum !== undefined && Number(value) < minimum;
  const message = `'${formatPath(path)}' is ${Number(value)}, but must be ${below ? `at least ${minimum}` : `at most ${maximum}`}`;
  if (node.minimum === undefined && node.maximum === undefined)
    return { ruleId: 'out-of-range', severity: 'warning', message, help: 'No limit is documented, but other values make no sense.' };
  const help = minimum !== undefined && maximum !== undefined ? `Allowed are ${minimum} to ${maximum}.` : undefined;
  return { ruleId: 'out-of-range', message, help };
}

function tellLength(_: LintContext, { path, node, value }: Fault): Told {
  const name = formatPath(path);
  const length = typeof value === 'string' ? Array.from(value).length : 0;
  const { minLength = 0, maxLength } = node;
  if (length < minLength)
    return { ruleId: 'wrong-value', message: `'${name}' is an empty text`, help: `Give it ${minLength} to ${maxLength} characters.` };
  return {
    ruleId: 'too-long',
    message: `'${name}' has ${length} characters, but at most ${maxLength} are allowed`,
    help: `Shorten it by ${length - (maxLength ?? 0)} characters.`,
  };
}

/** The value is not shown: what breaks the form of a name may be a secret. */
function tellPattern(_: LintContext, { path, node, value }: Fault): Told | undefined {
  if (typeof value === 'string' && hasPlaceholder(value)) return undefined;
  return {
    ruleId: 'wrong-value',
    message: `'${formatPath(path)}' has characters that are not allowed`,
    help: `It must match ${node.pattern}`,
  };
}

function tellMissing(_: LintContext, { path, node, value, missing = '' }: Fault): Told | undefined {
  if (!isMapping(value) || isMisspelt(value, node, missing)) return undefined;
  const owner = formatPath(path);
  const wanted = node.keys?.[missing];
  const like = wanted?.example === undefined ? undefined : `Add \`${missing}: ${JSON.stringify(wanted.example)}\`, for example.`;
  const help = like ?? `Add \`${missing}:\`, ${wanted === undefined ? 'with its value' : typesOf(wanted)}.`;
  const message = `Key '${missing}' is missing in '${owner}'`;
  return { ruleId: 'missing-key', message, help };
}

/** True when the key is there under a misspelt name, which is told at that name. */
function isMisspelt(owner: Readonly<Record<string, unknown>>, node: SchemaNode, missing: string): boolean {
  const known = Object.keys(node.keys ?? {});
  const unused = known.filter((key) => !Object.hasOwn(owner, key));
  return Object.keys(owner).some((key) => !known.includes(key) && didYouMean(key, unused) === missing);
}

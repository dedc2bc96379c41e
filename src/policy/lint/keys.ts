import type { Severity } from '../../report/model.js';
import { type ConfigPath, entryOf, isMapping } from '../path.js';
import { KINDS, kindFacts, OLDER_SECTIONS, SECTIONS, SINGLE_POLICY, SINGLE_POLICY_KINDS, sectionFacts } from '../schema/catalog.js';
import type { SchemaNode } from '../schema/compile.js';
import { findingAt, type LintContext, type LintFinding, replaceText } from './finding.js';
import type { RuleId } from './rules.js';
import { didYouMean } from './suggest.js';

interface Unknown {
  readonly path: ConfigPath;
  readonly key: string;
  /** The keys that are known there. */
  readonly known: readonly string[];
  /** Whether the list of known keys is complete. */
  readonly complete: boolean;
  /** Keys that must be there: a misspelt one of them is missing. */
  readonly required: readonly string[];
}

/** Keys that the schema does not know, below a value of it; mappings without listed keys are free. */
function unknownKeys(value: unknown, node: SchemaNode, path: ConfigPath, complete: boolean): Unknown[] {
  const closed = node.complete ?? complete;
  if (Array.isArray(value)) {
    const { items } = node;
    return items === undefined ? [] : value.flatMap((item: unknown, index) => unknownKeys(item, items, [...path, index], closed));
  }
  // What may stand there is the rule `secret-key-ref`'s to say.
  if (!isMapping(value) || path.at(-1) === 'secret_key_ref') return [];
  const { keys, entries } = node;
  return Object.entries(value).flatMap(([key, child]): Unknown[] => {
    const known = keys !== undefined && Object.hasOwn(keys, key) ? keys[key] : entries;
    if (known !== undefined) return unknownKeys(child, known, [...path, key], closed);
    return keys === undefined
      ? []
      : [{ path: [...path, key], key, known: Object.keys(keys), complete: closed, required: node.required ?? [] }];
  });
}

/** Unknown keys of the policy blocks. Whether that is an error is decided by how much of the kind's field table could be read. */
export function lintBlockKeys(context: LintContext): readonly LintFinding[] {
  const policy = entryOf(context.root, 'policy');
  return KINDS.flatMap((kind) => {
    const block = entryOf(policy, kind);
    const facts = block === undefined ? undefined : kindFacts(kind);
    if (facts === undefined) return [];
    const path = ['policy', kind];
    return unknownKeys(block, facts.block, path, facts.keysComplete).map((unknown) => {
      const seen = facts.undocumentedKeys.some((pattern) => matches(pattern, unknown.path.slice(path.length)));
      return keyFinding(context, unknown, 'unknown-key', unknown.complete && !seen ? 'error' : 'warning', seen);
    });
  });
}

/** True when a path of the block is one that official pages use although the field table lacks it. */
function matches(pattern: string, path: ConfigPath): boolean {
  const steps = pattern.split('.');
  return steps.length === path.length && steps.every((step, index) => step === path[index] || step.startsWith('<'));
}

/** Unknown keys of the other sections. Their lists are incomplete, except `pack`'s, so that elsewhere only a near miss is worth a word. */
export function lintSectionKeys(context: LintContext): readonly LintFinding[] {
  return Object.entries(context.root).flatMap(([section, value]) => {
    const facts = sectionFacts(section);
    if (facts === undefined || section === 'policy') return [];
    // Conditions of chain entries have their own rule.
    const checked = section === 'policies' && isMapping(value) ? { ...value, chain: [] } : value;
    return unknownKeys(checked, facts.node, [section], facts.keysComplete)
      .filter((unknown) => unknown.complete || didYouMean(unknown.key, unused(context, unknown)) !== undefined)
      .map((unknown) => keyFinding(context, unknown, 'unknown-section-key', unknown.complete ? 'error' : 'warning', false));
  });
}

/** Known keys that the mapping does not have yet: what is already there was not meant a second time. */
function unused(context: LintContext, unknown: Unknown): readonly string[] {
  let owner: unknown = context.root;
  for (const step of unknown.path.slice(0, -1))
    owner = typeof step === 'number' ? (Array.isArray(owner) ? owner[step] : undefined) : entryOf(owner, step);
  return unknown.known.filter((key) => entryOf(owner, key) === undefined);
}

function keyFinding(context: LintContext, unknown: Unknown, ruleId: RuleId, supported: Severity, seen: boolean): LintFinding {
  const { path, key, known } = unknown;
  const meant = seen ? undefined : didYouMean(key, unused(context, unknown));
  const owner = describeOwner(path);
  const list = known.length === 0 ? 'It has no keys.' : `Valid keys are: ${known.join(', ')}`;
  const note = seen ? 'Official examples use it, but no field table lists it. ' : '';
  const help = meant === undefined ? `${note}${list}` : `Did you mean '${meant}'? ${list}`;
  const fix = meant === undefined ? undefined : replaceText(context.document, path, 'key', meant);
  const severity = meant !== undefined && unknown.required.includes(meant) ? 'error' : supported;
  return findingAt(context, path, 'key', { ruleId, severity, message: `Unknown key '${key}' in ${owner}`, help, fix });
}

function describeOwner(path: ConfigPath): string {
  const owner = path.slice(0, -1).filter((step) => typeof step === 'string');
  return owner.join('.');
}

/** Unknown keys of a policy on its own, below its sections; the sections themselves are top-level keys. */
export function lintSingleKeys(context: LintContext): readonly LintFinding[] {
  const { policy, ...sections } = context.root;
  const facts = kindFacts(String(entryOf(policy, 'name')));
  const identity = unknownKeys(policy, SINGLE_POLICY, ['policy'], true).map((unknown) =>
    keyFinding(context, unknown, 'unknown-section-key', 'error', false),
  );
  const settings = Object.entries(sections).flatMap(([section, value]) => {
    const node = facts?.block.keys?.[section];
    return node === undefined || facts === undefined ? [] : unknownKeys(value, node, [section], facts.keysComplete);
  });
  return [
    ...identity,
    ...settings.map((unknown) => keyFinding(context, unknown, 'unknown-key', unknown.complete ? 'error' : 'warning', false)),
  ];
}

/**
 * Top-level keys. The documentation describes more sections than it lists, so an unknown key is an error only when it looks like a known one.
 * Source: https://docs.keeptrusts.com/docs/policies/config-runtime
 */
export function lintSections(context: LintContext): readonly LintFinding[] {
  const single = context.document.shape === 'single-policy';
  const known = single ? singlePolicySections(context) : SECTIONS;
  const free = known.filter((section) => !Object.hasOwn(context.root, section));
  return Object.keys(context.root)
    .filter((key) => !known.includes(key))
    .map((key) => sectionFinding(context, key, free, single));
}

function sectionFinding(context: LintContext, key: string, free: readonly string[], single: boolean): LintFinding {
  const path = [key];
  if (OLDER_SECTIONS.includes(key) && !single) {
    const help = 'Only the older, list-shaped document has it; remove it, or move what it says to a section of today.';
    return findingAt(context, path, 'key', {
      ruleId: 'unknown-section',
      severity: 'warning',
      message: `'${key}' is not a section of this format`,
      help,
    });
  }
  const meant = didYouMean(key, free);
  if (meant !== undefined) {
    const fix = replaceText(context.document, path, 'key', meant);
    return findingAt(context, path, 'key', {
      ruleId: 'unknown-section',
      message: `Unknown section '${key}'`,
      help: `Did you mean '${meant}'?`,
      fix,
    });
  }
  const kind = KINDS.includes(key) ? `Settings of a kind go below \`policy:\`, as \`policy.${key}\`.` : undefined;
  const help = kind ?? 'It may be one of the sections whose names are not published; check it against the documentation.';
  return findingAt(context, path, 'key', {
    ruleId: 'unknown-section',
    severity: kind === undefined ? 'info' : 'error',
    message: `Section '${key}' is not documented`,
    help,
  });
}

function singlePolicySections(context: LintContext): readonly string[] {
  const name = entryOf(entryOf(context.root, 'policy'), 'name');
  const kinds = typeof name === 'string' && SINGLE_POLICY_KINDS.includes(name) ? [name] : SINGLE_POLICY_KINDS;
  return ['policy', ...kinds.flatMap((kind) => Object.keys(kindFacts(kind)?.block.keys ?? {}))];
}

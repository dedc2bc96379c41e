import { entryOf, isMapping } from '../path.js';
import { KINDS, kindFacts, sectionFacts } from '../schema/catalog.js';
import type { SchemaNode } from '../schema/compile.js';
import { findingAt, type LintContext, type LintFinding, nameOfType, replaceText } from './finding.js';
import { didYouMean } from './suggest.js';

/** Entries of the chain: a kind, or one kind with its conditions. Source: https://docs.keeptrusts.com/docs/policies/config-conditional-chains */
export function lintChain(context: LintContext): readonly LintFinding[] {
  const chain = entryOf(entryOf(context.root, 'policies'), 'chain');
  if (!Array.isArray(chain)) return [];
  return [...chain.flatMap((entry: unknown, index) => lintEntry(context, entry, index)), ...lintRepeats(context, chain)];
}

/** The same kind under the same conditions. Whether that is refused, or runs twice, is not documented; under other conditions it has a purpose. */
function lintRepeats(context: LintContext, chain: readonly unknown[]): readonly LintFinding[] {
  const seen = new Map<string, number>();
  return chain.flatMap((entry, index) => {
    const kind = typeof entry === 'string' ? entry : isMapping(entry) ? Object.keys(entry)[0] : undefined;
    if (kind === undefined || kindFacts(kind) === undefined) return [];
    const conditions = JSON.stringify([kind, typeof entry === 'string' ? null : entryOf(entry, kind)]);
    const first = seen.get(conditions);
    if (first === undefined) {
      seen.set(conditions, index);
      return [];
    }
    const { line } = (
      context.document.rangeOf(['policies', 'chain', first], 'value') ?? context.document.nearestRange(['policies', 'chain'])
    ).start;
    const path = ['policies', 'chain', index];
    const message = `Policy '${kind}' is in the chain twice; the first one is on line ${line}`;
    const help = 'Keep one of the two, or give each its own `when`.';
    const finding = findingAt(context, path, 'value', { ruleId: 'duplicate-kind', message, help });
    const range = context.document.rangeOf([...path, kind], 'key');
    return [range === undefined ? finding : { ...finding, range }];
  });
}

function lintEntry(context: LintContext, entry: unknown, index: number): readonly LintFinding[] {
  const path = ['policies', 'chain', index];
  if (typeof entry === 'string') return kindFacts(entry) === undefined ? [unknownKind(context, path, 'value', entry)] : [];
  if (!isMapping(entry)) {
    const message = `A chain entry must be a policy kind, or one kind with its conditions, but is ${nameOfType(entry)}`;
    return [
      findingAt(context, path, 'value', { ruleId: 'chain-entry', message, help: 'Write `- kind`, or `- kind:` with `when` below it.' }),
    ];
  }
  const keys = Object.keys(entry);
  const [kind] = keys;
  if (kind === undefined)
    return [
      findingAt(context, path, 'value', { ruleId: 'chain-entry', message: 'A chain entry is an empty mapping', help: 'Write `- kind`.' }),
    ];
  if (keys.length > 1) return [severalKeys(context, path, keys)];
  const kindPath = [...path, kind];
  if (kindFacts(kind) === undefined) return [unknownKind(context, kindPath, 'key', kind)];
  return lintConditions(context, kindPath, entry[kind]);
}

function severalKeys(context: LintContext, path: readonly (string | number)[], keys: readonly string[]): LintFinding {
  const condition = keys.find((key) => ['when', 'stage', 'parallel'].includes(key));
  const kind = keys.find((key) => kindFacts(key) !== undefined) ?? keys[0];
  const message = `A chain entry names one kind, but this one has ${keys.length} keys: ${keys.join(', ')}`;
  const help = condition === undefined ? 'Give every kind its own `- ` entry.' : `Indent \`${condition}\` below \`${kind}:\`.`;
  const wrong = condition ?? keys[1] ?? '';
  const range = context.document.rangeOf([...path, wrong], 'key');
  const finding = findingAt(context, path, 'value', { ruleId: 'chain-entry', message, help });
  return range === undefined ? finding : { ...finding, range };
}

function unknownKind(context: LintContext, path: readonly (string | number)[], part: 'key' | 'value', kind: string): LintFinding {
  const meant = didYouMean(kind, KINDS);
  const help = meant === undefined ? `Kinds are: ${KINDS.join(', ')}` : `Did you mean '${meant}'?`;
  const fix = meant === undefined ? undefined : replaceText(context.document, path, part, meant);
  // kt names the entry, not the key inside it.
  const entry = part === 'key' ? path.slice(0, -1) : path;
  const finding = findingAt(context, entry, 'value', { ruleId: 'unknown-kind', message: `Unknown policy kind '${kind}'`, help, fix });
  const range = context.document.rangeOf(path, part);
  return range === undefined ? finding : { ...finding, range };
}

/** The schema of what stands below a kind in a chain entry. */
function conditionsNode(): SchemaNode | undefined {
  return sectionFacts('policies')?.node.keys?.chain?.items?.entries;
}

function lintConditions(context: LintContext, path: readonly (string | number)[], conditions: unknown): readonly LintFinding[] {
  if (conditions === null) return [];
  if (!isMapping(conditions)) {
    const message = `The conditions of a chain entry must be a mapping, but are ${nameOfType(conditions)}`;
    return [findingAt(context, path, 'value', { ruleId: 'chain-entry', message, help: 'Use `when`, `stage` and `parallel`.' })];
  }
  const known = conditionsNode();
  return [
    ...unknownConditions(context, path, conditions, known),
    ...unknownConditions(context, [...path, 'when'], conditions.when, known?.keys?.when),
    ...lintStage(context, [...path, 'stage'], conditions.stage, known?.keys?.stage?.enum ?? []),
  ];
}

/** Only a warning: the documentation mentions further "targeting metadata" in a part that is not readable. */
function unknownConditions(
  context: LintContext,
  path: readonly (string | number)[],
  value: unknown,
  node: SchemaNode | undefined,
): LintFinding[] {
  if (!isMapping(value) || node?.keys === undefined) return [];
  const known = Object.keys(node.keys);
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const meant = didYouMean(key, known);
      const help = meant === undefined ? `Documented are: ${known.join(', ')}` : `Did you mean '${meant}'?`;
      const fix = meant === undefined ? undefined : replaceText(context.document, [...path, key], 'key', meant);
      return findingAt(context, [...path, key], 'key', {
        ruleId: 'chain-entry',
        severity: 'warning',
        message: `Unknown key '${key}' in a chain entry`,
        help,
        fix,
      });
    });
}

function lintStage(context: LintContext, path: readonly (string | number)[], stage: unknown, allowed: readonly unknown[]): LintFinding[] {
  if (stage === undefined || allowed.includes(stage)) return [];
  const names = allowed.filter((name): name is string => typeof name === 'string');
  const meant = typeof stage === 'string' ? didYouMean(stage, names) : undefined;
  const written = typeof stage === 'string' ? `'${stage}'` : nameOfType(stage);
  const fix = meant === undefined ? undefined : replaceText(context.document, path, 'value', meant);
  return [
    findingAt(context, path, 'value', {
      ruleId: 'chain-entry',
      message: `The stage of a chain entry is ${written}`,
      help: `Stages are: ${names.join(', ')}`,
      fix,
    }),
  ];
}

import { type ConfigPath, entryOf, isMapping } from '../path.js';
import { findingAt, type LintContext, type LintFinding, replaceText } from './finding.js';
import { hasPlaceholder } from './placeholder.js';
import { didYouMean } from './suggest.js';

interface Reference {
  readonly path: ConfigPath;
  readonly name: unknown;
  readonly what: 'target' | 'group';
  /** Official examples break the rule here, or only an inference supports it. */
  readonly weak?: boolean;
}

/**
 * Names of provider targets and model groups, where they are given and where they are used. Target ids are unique, and references must resolve.
 * Source: https://docs.keeptrusts.com/docs/features/cli/config-validation
 */
export function lintReferences(context: LintContext): readonly LintFinding[] {
  const targets = list(entryOf(entryOf(context.root, 'providers'), 'targets'));
  const ids = targets.map((target) => entryOf(target, 'id'));
  const groups = groupLists(context.root);
  const groupNames = groups.flatMap(({ list: entries }) =>
    entries.flatMap((group) => [entryOf(group, 'name'), ...list(entryOf(group, 'aliases'))]),
  );
  return [
    ...duplicates(context, ids),
    ...lintNames(context, references(context, groups), { target: texts(ids), group: texts(groupNames) }),
  ];
}

function duplicates(context: LintContext, ids: readonly unknown[]): readonly LintFinding[] {
  const seen = new Map<unknown, number>();
  return ids.flatMap((id, index) => {
    if (typeof id !== 'string') return [];
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, index);
      return [];
    }
    const path = ['providers', 'targets', index, 'id'];
    const [here, there] = [place(context, path), place(context, ['providers', 'targets', first, 'id'])];
    const message = `Target id '${id}' is used twice, at ${there} and ${here}`;
    return [findingAt(context, path, 'value', { ruleId: 'duplicate-target-id', message, help: 'Give each target an id of its own.' })];
  });
}

function place(context: LintContext, path: ConfigPath): string {
  const { line, column } = (context.document.rangeOf(path, 'value') ?? context.document.nearestRange(path)).start;
  return `${line}:${column}`;
}

interface GroupList {
  readonly path: ConfigPath;
  readonly list: readonly unknown[];
}

/** Model groups stand at the top level on one page and below `providers` on another. Source: https://docs.keeptrusts.com/docs/advanced/model-groups */
function groupLists(root: unknown): readonly GroupList[] {
  return [
    { path: ['model_groups'], list: list(entryOf(root, 'model_groups')) },
    { path: ['providers', 'model_groups'], list: list(entryOf(entryOf(root, 'providers'), 'model_groups')) },
  ];
}

function references(context: LintContext, groups: readonly GroupList[]): readonly Reference[] {
  const { root } = context;
  const providers = entryOf(root, 'providers');
  const routes = list(entryOf(root, 'routes')).map(
    (route, index): Reference => ({ path: ['routes', index, 'upstream'], name: entryOf(route, 'upstream'), what: 'target' }),
  );
  const variants = list(entryOf(entryOf(providers, 'ab_test'), 'variants')).map(
    (variant, index): Reference => ({
      path: ['providers', 'ab_test', 'variants', index, 'provider_id'],
      name: entryOf(variant, 'provider_id'),
      what: 'target',
      weak: true,
    }),
  );
  return [...routes, ...groups.flatMap(groupReferences), ...mirrors([], root), ...mirrors(['providers'], providers), ...variants];
}

function groupReferences({ path, list: entries }: GroupList): readonly Reference[] {
  return entries.flatMap((group, index): Reference[] => [
    ...list(entryOf(group, 'targets')).map((name, at): Reference => ({ path: [...path, index, 'targets', at], name, what: 'target' })),
    { path: [...path, index, 'fallback_group'], name: entryOf(group, 'fallback_group'), what: 'group', weak: true },
  ]);
}

/** The key of the mirroring block is not published; its `mirror_target` is. Source: https://docs.keeptrusts.com/docs/policies/config-advanced-provider */
function mirrors(path: ConfigPath, owner: unknown): readonly Reference[] {
  if (!isMapping(owner)) return [];
  return Object.entries(owner).map(([key, block]) => ({
    path: [...path, key, 'mirror_target'],
    name: entryOf(block, 'mirror_target'),
    what: 'target',
  }));
}

type Names = Readonly<Record<Reference['what'], readonly string[]>>;

/** A route may also lead to a group, whose name or alias then stands for its targets. */
function lintNames(context: LintContext, found: readonly Reference[], names: Names): readonly LintFinding[] {
  const known = new Set([...names.target, ...names.group]);
  return found.flatMap(({ name, ...reference }) =>
    typeof name !== 'string' || name === '' || hasPlaceholder(name) || known.has(name)
      ? []
      : [unknownName(context, { ...reference, name }, names[reference.what])],
  );
}

function unknownName(context: LintContext, reference: Reference & { readonly name: string }, wanted: readonly string[]): LintFinding {
  const { name, path, what } = reference;
  const few = wanted.length <= MOST_LISTED;
  const meant = few ? didYouMean(name, wanted) : undefined;
  const list = few ? `Known ${PLURAL[what]}: ${wanted.join(', ')}.` : `This file has ${wanted.length} ${PLURAL[what]}.`;
  const help = wanted.length === 0 ? `This file has no ${PLURAL[what]}.` : list;
  return findingAt(context, path, 'value', {
    ruleId: 'unknown-target',
    // Files can be layered at run time, so that the targets may stand in another one.
    severity: reference.weak === true || wanted.length === 0 ? 'warning' : 'error',
    message: `There is no ${what === 'group' ? 'model group' : 'provider target'} '${name}'`,
    help: meant === undefined ? help : `Did you mean '${meant}'?`,
    fix: meant === undefined ? undefined : replaceText(context.document, path, 'value', meant),
  });
}

/** More names than that are no help, and comparing each with each takes too long in a hostile file. */
const MOST_LISTED = 100;
const PLURAL = { target: 'targets', group: 'groups' } as const;

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value): value is string => typeof value === 'string');
}

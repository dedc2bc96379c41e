import type { PolicyChange } from '../../report/model.js';
import { type ChainEntry, chainEntries, phasesOf } from '../evaluate/entries.js';
import { EVALUATORS } from '../evaluate/evaluators.js';
import { type ConfigPath, formatPath, isMapping } from '../path.js';
import { alwaysAllows } from './coverage.js';
import { type ListItem, listItems } from './list-fields.js';
import { WEAKER_ACTIONS, WEAKER_NUMBERS, type Weakening } from './weakenings.js';

/** A policy with one change that tests should notice. */
export interface Mutant {
  /** What was changed, as findings name it. */
  readonly path: string;
  /** The change in a sentence that begins with it: "without pii-detector in the chain". */
  readonly description: string;
  readonly change: PolicyChange;
  /** The kind whose block is changed; undefined when the chain is. */
  readonly kind?: string;
  /** The list item that is left out, where that is the change. */
  readonly dropped?: ListItem;
  /** The changed document. It shares everything but the changed part with the original. */
  root(): Readonly<Record<string, unknown>>;
}

/**
 * Every mutant of a document, in the order of the chain and then of the blocks: an entry removed, neighbours swapped, an action weakened, an
 * item dropped, a number made laxer. Changes that no test could notice are left out: kinds that only record, and neighbours that run in
 * different phases.
 */
export function mutantsOf(root: unknown): readonly Mutant[] {
  if (!isMapping(root)) return [];
  const entries = chainEntries(root);
  const kinds = new Set(entries.map(({ kind }) => kind));
  return [
    ...entries.filter(({ kind }) => !onlyRecords(kind)).map((entry) => removal(root, entry)),
    ...entries.flatMap((entry, position) => swap(root, entry, entries[position + 1])),
    ...weakenings(root, kinds, WEAKER_ACTIONS, 'action-weakened'),
    ...listItems(root, kinds).map((item) => drop(root, item)),
    ...weakenings(root, kinds, WEAKER_NUMBERS, 'number-loosened'),
  ];
}

/** Rewriters let everything through as well, but later policies see what they wrote. */
function onlyRecords(kind: string): boolean {
  return alwaysAllows(kind) && !kind.endsWith('-rewriter');
}

type Root = Readonly<Record<string, unknown>>;

function removal(root: Root, { index, kind }: ChainEntry): Mutant {
  return {
    path: formatPath(['policies', 'chain', index]),
    description: `without ${kind} in the chain`,
    change: 'entry-removed',
    root: () => withChain(root, (chain) => chain.toSpliced(index, 1)),
  };
}

function swap(root: Root, first: ChainEntry, second: ChainEntry | undefined): Mutant[] {
  if (second === undefined || !sharePhase(first, second) || onlyRecords(first.kind) || onlyRecords(second.kind)) return [];
  if (first.kind === second.kind && first.when === undefined && second.when === undefined) return [];
  return [
    {
      path: formatPath(['policies', 'chain', first.index]),
      description: `with ${second.kind} before ${first.kind}`,
      change: 'neighbours-swapped',
      root: () => withChain(root, (chain) => chain.with(first.index, chain[second.index]).with(second.index, chain[first.index])),
    },
  ];
}

function sharePhase(first: ChainEntry, second: ChainEntry): boolean {
  const phases = phasesOf(second, EVALUATORS.get(second.kind));
  return phasesOf(first, EVALUATORS.get(first.kind)).some((phase) => phases.includes(phase));
}

function weakenings(root: Root, kinds: ReadonlySet<string>, table: readonly Weakening[], change: PolicyChange): Mutant[] {
  return table.flatMap(({ kind, field, weaker }) => {
    if (!kinds.has(kind)) return [];
    const path: ConfigPath = ['policy', kind, ...field];
    const value = valueAt(root, path);
    const changed = weaker(value);
    if (changed === undefined) return [];
    const before = value === undefined ? 'its default' : JSON.stringify(value);
    return [
      {
        path: formatPath(path),
        description: `with ${kind}'s ${field.join('.')} at ${JSON.stringify(changed)} instead of ${before}`,
        change,
        kind,
        root: () => withValue(root, path, changed),
      },
    ];
  });
}

function drop(root: Root, item: ListItem): Mutant {
  const { kind, path } = item;
  return {
    path: formatPath(path),
    description: `without ${JSON.stringify(item.text)} in ${kind}'s ${formatPath(path.slice(2))}`,
    change: 'item-dropped',
    kind,
    dropped: item,
    // An item that is a rule of its own goes as a whole.
    root: () => withoutElement(root, path.slice(0, path.findLastIndex((step) => typeof step === 'number') + 1)),
  };
}

function withChain(root: Root, change: (chain: readonly unknown[]) => readonly unknown[]): Root {
  const chain = valueAt(root, ['policies', 'chain']);
  return Array.isArray(chain) ? withValue(root, ['policies', 'chain'], change(chain)) : root;
}

function withoutElement(root: Root, path: ConfigPath): Root {
  const list = valueAt(root, path.slice(0, -1));
  const index = path.at(-1);
  return Array.isArray(list) && typeof index === 'number' ? withValue(root, path.slice(0, -1), list.toSpliced(index, 1)) : root;
}

/** The value at a path; undefined when the path does not exist. */
export function valueAt(value: unknown, path: ConfigPath): unknown {
  return path.reduce((here: unknown, key) => childOf(here, key), value);
}

function childOf(here: unknown, key: string | number): unknown {
  if (Array.isArray(here)) return typeof key === 'number' ? here[key] : undefined;
  return isMapping(here) && Object.hasOwn(here, key) ? here[key] : undefined;
}

function withValue(root: Root, path: ConfigPath, value: unknown): Root {
  const changed = replaced(root, path, value);
  return isMapping(changed) ? changed : root;
}

function replaced(here: unknown, [key, ...rest]: ConfigPath, value: unknown): unknown {
  if (key === undefined) return value;
  const child = replaced(childOf(here, key), rest, value);
  if (Array.isArray(here)) return typeof key === 'number' ? here.with(key, child) : here;
  return { ...(isMapping(here) ? here : {}), [key]: child };
}

import type { ConfigPath } from './path.js';
import type { Place, TextTree } from './text-tree.js';

/** A value that the plain reader has read, with the place of everything in it. */
export interface PlainNode extends Place {
  readonly value: unknown;
  readonly entries?: ReadonlyMap<string, PlainEntry>;
  readonly items?: readonly PlainNode[];
}

export interface PlainEntry {
  readonly key: Place;
  readonly value: PlainNode;
}

/** What the plain reader has read, by path. */
export class PlainTree implements TextTree {
  readonly value: unknown;
  readonly #root: PlainNode;

  constructor(root: PlainNode) {
    this.#root = root;
    this.value = root.value;
  }

  find(path: ConfigPath): { readonly key?: Place; readonly value?: Place } | undefined {
    return this.#find(path);
  }

  firstKey(path: ConfigPath): Place | undefined {
    return this.#find(path)?.value.entries?.values().next().value?.key;
  }

  #find(path: ConfigPath): { readonly key?: Place; readonly value: PlainNode } | undefined {
    let found: { readonly key?: Place; readonly value: PlainNode } = { value: this.#root };
    for (const step of path) {
      const { entries, items }: PlainNode = found.value;
      const item: PlainNode | undefined = typeof step === 'number' ? items?.[step] : undefined;
      const next: PlainEntry | { readonly value: PlainNode } | undefined =
        typeof step === 'string' ? entries?.get(step) : item === undefined ? undefined : { value: item };
      if (next === undefined) return undefined;
      found = next;
    }
    return found;
  }
}

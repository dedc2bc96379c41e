import type { ConfigPath } from './path.js';

/** A piece of the text that a key or value takes, in UTF-16 offsets. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** How a text is written; absent for anything that a simple edit cannot replace. */
  readonly form?: 'plain' | 'quoted';
}

/** A read file: plain values, and where each stands. */
export interface TextTree {
  readonly value: unknown;
  /** The entry (of a mapping) or item (of a list) at a path; undefined when there is none. */
  find(path: ConfigPath): { readonly key?: Place | undefined; readonly value?: Place | undefined } | undefined;
  /** The first key below a path: where to point when the value itself has no name. */
  firstKey(path: ConfigPath): Place | undefined;
}

import type { Document, isAlias, isMap, isScalar, isSeq } from 'yaml';

/** The guards of the `yaml` package, handed in so that this module does not load it. */
export interface NodeGuards {
  readonly isAlias: typeof isAlias;
  readonly isMap: typeof isMap;
  readonly isScalar: typeof isScalar;
  readonly isSeq: typeof isSeq;
}

/**
 * Offset of what stands at a path of keys and indexes: of its key (`key`) or of its value. What is not there gives the nearest parent's.
 */
export type Locate = (path: readonly (string | number)[], part: 'key' | 'value') => number;

interface Found {
  readonly key: number;
  readonly value: unknown;
}

function offsetOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? start : undefined;
}

/** Finds positions in a YAML document, through aliases. */
export function documentPositions(document: Document, { isAlias, isMap, isScalar, isSeq }: NodeGuards): Locate {
  const step = (node: unknown, segment: string | number): Found | undefined => {
    if (isSeq(node)) {
      const item: unknown = node.items[Number(segment)];
      return item === undefined ? undefined : { key: offsetOf(item) ?? 0, value: item };
    }
    if (!isMap(node)) return undefined;
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment));
    return pair === undefined ? undefined : { key: offsetOf(pair.key) ?? 0, value: pair.value };
  };
  return (path, part) => {
    let node: unknown = document.contents;
    let offset = offsetOf(node) ?? 0;
    for (const segment of path) {
      const found = step(isAlias(node) ? node.resolve(document) : node, segment);
      if (found === undefined) return offset;
      node = found.value;
      offset = part === 'value' ? (offsetOf(node) ?? found.key) : found.key;
    }
    return offset;
  };
}

/** `line:column` of a UTF-16 offset, both from 1. */
export function textPosition(source: string, offset: number): string {
  const before = source.slice(0, offset).split(/\r\n|\r|\n/);
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

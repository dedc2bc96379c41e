import { isAlias, isMap, isPair, isScalar, isSeq, type Node } from 'yaml';
import type { Place } from './text-tree.js';

const FORMS: Readonly<Record<string, 'plain' | 'quoted'>> = { PLAIN: 'plain', QUOTE_DOUBLE: 'quoted', QUOTE_SINGLE: 'quoted' };

/** Where a node of the parser stands. */
export function placeOf(node: Node | undefined): Place | undefined {
  if (!node?.range) return undefined;
  const form = isScalar(node) && node.type !== undefined ? FORMS[node.type] : undefined;
  return { start: node.range[0], end: endOf(node), ...(form === undefined ? {} : { form }) };
}

/** Where a node ends. A block mapping or list ends with its last value; the parser counts comments after it too. */
function endOf(node: Node): number {
  const [start, end] = node.range ?? [0, 0];
  if (!(isMap(node) || isSeq(node)) || node.flow === true) return end;
  const last = node.items.at(-1);
  if (isNode(last)) return endOf(last);
  if (!isPair(last)) return start;
  const key = isNode(last.key) ? (last.key.range?.[1] ?? start) : start;
  const isEmpty = !isNode(last.value) || (isScalar(last.value) && last.value.range?.[0] === last.value.range?.[1]);
  return isEmpty || !isNode(last.value) ? key : endOf(last.value);
}

/** True for what the parser made of a piece of text. */
export function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

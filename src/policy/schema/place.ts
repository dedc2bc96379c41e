import type { DocumentShape } from '../document.js';
import type { ConfigPath } from '../path.js';
import { kindFacts, SINGLE_POLICY, sectionFacts } from './catalog.js';
import type { SchemaNode } from './compile.js';

/** What is known of one place of a configuration. */
export interface KnownPlace {
  readonly node: SchemaNode;
  /** What is known of the mapping or list that holds it; undefined at the top of a section or block. */
  readonly parent?: SchemaNode;
  /** False when anything on the way there is supported by less than a field table or a plain sentence. */
  readonly documented: boolean;
}

/**
 * The schema of the value at a path; undefined where nothing is known.
 * @param kind the kind of a document that holds one policy on its own
 */
export function knownPlace(path: ConfigPath, shape: DocumentShape | undefined, kind: string | undefined): KnownPlace | undefined {
  const start = startOf(path, shape, kind);
  if (start === undefined) return undefined;
  let node = start.node;
  let parent: SchemaNode | undefined;
  let documented = isDocumented(node);
  for (const step of start.rest) {
    const next = childOf(node, step);
    if (next === undefined) return undefined;
    parent = node;
    node = next;
    documented &&= isDocumented(node);
  }
  return { node, documented, ...(parent === undefined ? {} : { parent }) };
}

function isDocumented(node: SchemaNode): boolean {
  return node.evidence === undefined;
}

function childOf(node: SchemaNode, step: string | number): SchemaNode | undefined {
  if (typeof step === 'number') return node.items;
  return node.keys !== undefined && Object.hasOwn(node.keys, step) ? node.keys[step] : node.entries;
}

interface Start {
  readonly node: SchemaNode;
  readonly rest: ConfigPath;
}

/** The top-level schema that a path leads into, and the steps that remain below it. */
function startOf(path: ConfigPath, shape: DocumentShape | undefined, kind: string | undefined): Start | undefined {
  const [first, second] = path;
  if (typeof first !== 'string') return undefined;
  if (shape === 'single-policy') {
    const node = first === 'policy' ? SINGLE_POLICY : kindFacts(kind ?? '')?.block;
    return node && { node, rest: first === 'policy' ? path.slice(1) : path };
  }
  if (first === 'policy' && typeof second === 'string') {
    const node = kindFacts(second)?.block;
    return node && { node, rest: path.slice(2) };
  }
  const node = sectionFacts(first)?.node;
  return node && { node, rest: path.slice(1) };
}

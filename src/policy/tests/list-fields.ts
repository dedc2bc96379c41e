import { type ConfigPath, isMapping } from '../path.js';

/** How an item of a list is compared with a case. */
export type ItemUse = 'pattern' | 'term' | 'tool' | 'missing-header' | 'host';

interface ListField {
  readonly kind: string;
  /** Keys below the kind's block; `*` stands for every key of a mapping or every index of a list. */
  readonly field: readonly string[];
  readonly use: ItemUse;
  /** Set where the kind acts on a match without saying so: it changes the text and lets it through. */
  readonly silent?: true;
}

/**
 * Lists whose items a test can match, by kind; each field is in the kind's own page of https://docs.keeptrusts.com/docs/policies/. Lists of category names, languages,
 * disclaimers and the like are no part of it: nothing in a case says whether one of them matched.
 */
const LIST_FIELDS: readonly ListField[] = [
  { kind: 'agent-firewall', field: ['allowed_tools', '*'], use: 'tool' },
  { kind: 'agent-firewall', field: ['blocked_tools', '*'], use: 'tool' },
  { kind: 'agent-firewall', field: ['tools', 'roles', '*', 'allowed', '*'], use: 'tool' },
  { kind: 'agent-firewall', field: ['tools', 'roles', '*', 'denied', '*'], use: 'tool' },
  { kind: 'citation-verifier', field: ['extract_patterns', '*'], use: 'pattern' },
  { kind: 'code-sanitizer', field: ['additional_patterns', '*'], use: 'pattern' },
  { kind: 'content-extractor', field: ['allow_hosts', '*'], use: 'host' },
  { kind: 'dlp-filter', field: ['detect_patterns', '*'], use: 'pattern' },
  { kind: 'dlp-filter', field: ['blocked_terms', '*'], use: 'term' },
  { kind: 'dual-use-filter', field: ['blocked_terms', '*'], use: 'term' },
  { kind: 'entity-list-filter', field: ['blocked_entities', '*'], use: 'term' },
  { kind: 'financial-compliance', field: ['blocked_patterns', '*'], use: 'pattern' },
  { kind: 'healthcare-compliance', field: ['blocked_patterns', '*'], use: 'pattern' },
  { kind: 'itar-ear-filter', field: ['blocked_terms', '*'], use: 'term' },
  { kind: 'legal-privilege', field: ['privilege_markers', '*'], use: 'term' },
  { kind: 'mnpi-filter', field: ['detect_patterns', '*'], use: 'pattern' },
  { kind: 'pii-detector', field: ['detect_patterns', '*'], use: 'pattern' },
  { kind: 'prompt-injection', field: ['attack_patterns', '*'], use: 'pattern' },
  { kind: 'prompt-injection', field: ['detection', 'attack_patterns', '*'], use: 'pattern' },
  { kind: 'rbac', field: ['deny_if_missing', '*'], use: 'missing-header' },
  { kind: 'rbac', field: ['roles', '*', 'allowed_tools', '*'], use: 'tool' },
  { kind: 'rbac', field: ['roles', '*', 'denied_tools', '*'], use: 'tool' },
  { kind: 'request-rewriter', field: ['rules', '*', 'pattern'], use: 'pattern', silent: true },
  { kind: 'response-rewriter', field: ['rules', '*', 'pattern'], use: 'pattern', silent: true },
  { kind: 'safety-filter', field: ['block_if', '*'], use: 'term' },
  { kind: 'tool-validation', field: ['declared_tools', '*'], use: 'tool' },
  { kind: 'upl-filter', field: ['blocked_patterns', '*'], use: 'term', silent: true },
];

/** An item of such a list, as configured. */
export interface ListItem {
  readonly kind: string;
  /** From the root of the document. */
  readonly path: ConfigPath;
  readonly text: string;
  readonly use: ItemUse;
  readonly silent?: true;
}

/** Pages about some industries list category names where expressions belong; such a name matches no text by itself. */
const CATEGORY_NAME = /^[a-z][a-z_]*$/;

/** Every term, pattern and list item of the given kinds' blocks, in the order of the kinds and of the file. */
export function listItems(root: unknown, kinds: ReadonlySet<string>): readonly ListItem[] {
  const policy = isMapping(root) ? root.policy : undefined;
  if (!isMapping(policy)) return [];
  return [...kinds].flatMap((kind) =>
    LIST_FIELDS.filter((field) => field.kind === kind).flatMap(({ field, use, silent }) =>
      textsBelow(policy[kind], field, ['policy', kind])
        .filter(({ text }) => kind !== 'pii-detector' || !CATEGORY_NAME.test(text))
        .map(({ path, text }) => ({ kind, path, text, use, ...(silent && { silent }) })),
    ),
  );
}

function textsBelow(
  value: unknown,
  [key, ...rest]: readonly string[],
  path: ConfigPath,
): readonly { readonly path: ConfigPath; readonly text: string }[] {
  if (key === undefined) return typeof value === 'string' ? [{ path, text: value }] : [];
  if (key !== '*') return isMapping(value) && Object.hasOwn(value, key) ? textsBelow(value[key], rest, [...path, key]) : [];
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => textsBelow(item, rest, [...path, index]));
  return isMapping(value) ? Object.entries(value).flatMap(([name, item]) => textsBelow(item, rest, [...path, name])) : [];
}

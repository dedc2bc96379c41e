import { type ConfigPath, entryOf, isMapping } from '../path.js';
import { KINDS, kindFacts, sectionFacts } from '../schema/catalog.js';
import type { SchemaNode } from '../schema/compile.js';
import { findingAt, type LintContext, type LintFinding, replaceText } from './finding.js';
import { hasPlaceholder } from './placeholder.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Addresses and ids, wherever the schema says that a text is one. */
export function lintFormats(context: LintContext): readonly LintFinding[] {
  const policy = entryOf(context.root, 'policy');
  const sections = Object.entries(context.root).flatMap(([section, value]) => {
    const node = section === 'policy' ? undefined : sectionFacts(section)?.node;
    return node === undefined ? [] : lintValue(context, value, node, [section]);
  });
  const blocks = KINDS.flatMap((kind) => {
    const node = kindFacts(kind)?.block;
    const block = entryOf(policy, kind);
    return node === undefined || block === undefined ? [] : lintValue(context, block, node, ['policy', kind]);
  });
  return [...sections, ...blocks];
}

function lintValue(context: LintContext, value: unknown, node: SchemaNode, path: ConfigPath): readonly LintFinding[] {
  if (typeof value === 'string') return lintText(context, value, node, path);
  if (Array.isArray(value)) {
    const { items } = node;
    return items === undefined ? [] : value.flatMap((item: unknown, index) => lintValue(context, item, items, [...path, index]));
  }
  if (!isMapping(value)) return [];
  const { keys, entries } = node;
  return Object.entries(value).flatMap(([key, child]) => {
    const known = keys !== undefined && Object.hasOwn(keys, key) ? keys[key] : entries;
    return known === undefined ? [] : lintValue(context, child, known, [...path, key]);
  });
}

function lintText(context: LintContext, text: string, node: SchemaNode, path: ConfigPath): readonly LintFinding[] {
  if (hasPlaceholder(text)) return [];
  const severity = node.evidence === undefined ? 'error' : 'warning';
  if (node.format === 'uuid' && !UUID.test(text)) {
    const message = `'${String(path.at(-1))}' must be a UUID`;
    return [
      findingAt(context, path, 'value', { ruleId: 'bad-uuid', severity, message, help: 'Copy the id from the console, not the name.' }),
    ];
  }
  return node.format === 'url' && !isAddress(text) ? [badAddress(context, text, path, severity)] : [];
}

function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}

function badAddress(context: LintContext, text: string, path: ConfigPath, severity: 'error' | 'warning'): LintFinding {
  const message = `'${String(path.at(-1))}' must be an address that starts with https:// or http://`;
  const meant = addressMeant(text);
  const help = meant === undefined ? 'For example `https://api.example.com/v1`.' : `Write \`${meant}\`.`;
  const fix = meant === undefined ? undefined : replaceText(context.document, path, 'value', meant);
  return findingAt(context, path, 'value', { ruleId: 'bad-url', severity, message, help, fix });
}

/** The same with a scheme, where only that is missing or misspelt and the host leaves no doubt. */
function addressMeant(text: string): string | undefined {
  const [, rest] = /^(?:https?:\/{0,2}|htp:\/\/|htps:\/\/|htt:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/\S*)?)$/i.exec(text) ?? [];
  const meant = rest === undefined ? undefined : `https://${rest}`;
  return meant !== undefined && isAddress(meant) ? meant : undefined;
}

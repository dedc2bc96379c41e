import { type ConfigPath, entryOf, isMapping } from '../path.js';
import { kindFacts } from '../schema/catalog.js';
import { findingAt, type LintContext, type LintFinding } from './finding.js';

/**
 * Kinds whose settings can be written in one of two forms: both at once are neither. That is documented for agent-firewall; for prompt-injection
 * the pages show different forms, so that it is only unknown which of the two counts.
 * Sources: https://docs.keeptrusts.com/docs/policies/agent-firewall, https://docs.keeptrusts.com/docs/policies/prompt-injection
 */
export function lintForms(context: LintContext): readonly LintFinding[] {
  const policy = entryOf(context.root, 'policy');
  if (!isMapping(policy)) return [];
  if (context.document.shape === 'single-policy') return lintBlock(context, String(entryOf(policy, 'name')), context.root, []);
  return Object.entries(policy).flatMap(([kind, block]) => lintBlock(context, kind, block, ['policy', kind]));
}

function lintBlock(context: LintContext, kind: string, block: unknown, path: ConfigPath): readonly LintFinding[] {
  const forms = kindFacts(kind)?.forms;
  if (forms === undefined || !isMapping(block)) return [];
  const written = Object.keys(block);
  const used = Object.values(forms.keys)
    .map((keys) => written.filter((key) => keys.includes(key)))
    .filter((keys) => keys.length > 0)
    .sort((a, b) => written.indexOf(a[0] ?? '') - written.indexOf(b[0] ?? ''));
  const [first, second] = used;
  if (first === undefined || second?.[0] === undefined) return [];
  const quoted = (keys: readonly string[]): string => keys.map((key) => `'${key}'`).join(', ');
  return [
    findingAt(context, [...path, second[0]], 'key', {
      ruleId: 'mixed-forms',
      severity: forms.evidence === 'documented' ? 'error' : 'warning',
      message: `${quoted(second)} and ${quoted(first)} belong to different forms of '${kind}'`,
      help: `Keep one form: ${Object.values(forms.keys).map(quoted).join('; or ')}.`,
    }),
  ];
}

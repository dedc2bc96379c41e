import { entryOf, isMapping } from '../path.js';
import { KINDS, kindFacts, SINGLE_POLICY_KINDS } from '../schema/catalog.js';
import { findingAt, type LintContext, type LintFinding, nameOfType, replaceText } from './finding.js';
import { didYouMean } from './suggest.js';
import { lintVersion } from './version.js';

/** The one error of a list-shaped document: it is of an older format, so naming each difference would help nobody. */
export function lintListShape(context: LintContext): readonly LintFinding[] {
  const { root } = context;
  const key = ['policies', 'input_policies', 'output_policies', 'version'].find(
    (name) => Object.hasOwn(root, name) && (name !== 'policies' || Array.isArray(root[name])),
  );
  const message = `'${key}' makes this a list-shaped document, which is not one of the two documented shapes`;
  const help =
    'Start with `pack:` (name, version, enabled), name the kinds in `policies.chain`, and put their settings under `policy.<kind>`.';
  return [findingAt(context, [key ?? 'version'], 'key', { ruleId: 'document-shape', message, help })];
}

/** A whole configuration: `pack` and `policies` are there, and what the sections below rely on has the right type. */
export function lintConfigShape(context: LintContext): readonly LintFinding[] {
  return [...lintPack(context), ...lintPolicies(context), ...lintPolicyMap(context)];
}

function lintPack(context: LintContext): LintFinding[] {
  const pack = entryOf(context.root, 'pack');
  if (!Object.hasOwn(context.root, 'pack'))
    return [missing(context, ['pack'], "Section 'pack' is missing", 'Add `pack:` with name, version and enabled.')];
  if (!isMapping(pack)) return [wrongType(context, ['pack'], 'a mapping with name, version and enabled', pack)];
  return versionFindings(context, 'pack');
}

/** The version, which a pack and a policy on its own both need. That it is there, and the other keys, are checked with all values. */
function versionFindings(context: LintContext, section: 'pack' | 'policy'): LintFinding[] {
  const owner = entryOf(context.root, section);
  return isMapping(owner) && Object.hasOwn(owner, 'version') ? [...lintVersion(context, [section, 'version'], owner.version)] : [];
}

function lintPolicies(context: LintContext): LintFinding[] {
  const { root } = context;
  const policies = entryOf(root, 'policies');
  if (!Object.hasOwn(root, 'policies'))
    return [missing(context, ['policies'], "Section 'policies' is missing", 'Add `policies:` with a `chain:` of policy kinds.')];
  if (!isMapping(policies)) return [wrongType(context, ['policies'], 'a mapping with a `chain`', policies)];
  const { chain } = policies;
  if (!Array.isArray(chain) || chain.length > 0) return [];
  return [
    findingAt(context, ['policies', 'chain'], 'key', {
      ruleId: 'chain-empty',
      message: 'The chain is empty: no policy runs',
      help: 'Name at least one policy kind.',
    }),
  ];
}

function lintPolicyMap(context: LintContext): LintFinding[] {
  if (!Object.hasOwn(context.root, 'policy')) return [];
  const policy = entryOf(context.root, 'policy');
  if (!isMapping(policy))
    return [wrongType(context, ['policy'], 'a mapping of policy kinds', policy, policy === null ? 'warning' : 'error')];
  const findings: LintFinding[] = [];
  for (const [kind, block] of Object.entries(policy)) {
    if (kindFacts(kind) === undefined || isMapping(block)) continue;
    findings.push(
      wrongType(context, ['policy', kind], 'a mapping; `{}` when there is nothing to set', block, block === null ? 'warning' : 'error'),
    );
  }
  return findings;
}

/** One policy on its own. Source: https://docs.keeptrusts.com/docs/policies/config-single-policy-docs */
export function lintSinglePolicy(context: LintContext): readonly LintFinding[] {
  const findings = versionFindings(context, 'policy');
  const name = entryOf(entryOf(context.root, 'policy'), 'name');
  if (typeof name !== 'string' || SINGLE_POLICY_KINDS.includes(name)) return findings;
  const path = ['policy', 'name'];
  const meant = didYouMean(name, SINGLE_POLICY_KINDS);
  if (meant === undefined && KINDS.includes(name)) {
    const message = `A policy of kind '${name}' cannot stand in a file of its own`;
    findings.push(
      findingAt(context, path, 'value', {
        ruleId: 'document-shape',
        message,
        help: `Only these can: ${SINGLE_POLICY_KINDS.join(', ')}. Use \`pack\` and \`policies.chain\`.`,
      }),
    );
    return findings;
  }
  const help = meant === undefined ? `Kinds that can stand alone: ${SINGLE_POLICY_KINDS.join(', ')}` : `Did you mean '${meant}'?`;
  const fix = meant === undefined ? undefined : replaceText(context.document, path, 'value', meant);
  findings.push(findingAt(context, path, 'value', { ruleId: 'unknown-kind', message: `Unknown policy kind '${name}'`, help, fix }));
  return findings;
}

function missing(context: LintContext, path: readonly string[], message: string, help: string): LintFinding {
  return findingAt(context, path, 'key', { ruleId: 'missing-key', message, help });
}

function wrongType(
  context: LintContext,
  path: readonly string[],
  expected: string,
  value: unknown,
  severity: 'error' | 'warning' = 'error',
): LintFinding {
  const message = `'${path.join('.')}' must be ${expected}, but is ${nameOfType(value)}`;
  return findingAt(context, path, typeof value === 'object' ? 'key' : 'value', { ruleId: 'wrong-type', message, severity });
}

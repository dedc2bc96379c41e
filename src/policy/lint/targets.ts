import { type ConfigPath, entryOf, isMapping } from '../path.js';
import { findingAt, type LintContext, type LintFinding } from './finding.js';

type Target = Readonly<Record<string, unknown>>;

/** What provider targets say of themselves, and whether the chain can use them. */
export function lintTargets(context: LintContext): readonly LintFinding[] {
  const targets = entryOf(entryOf(context.root, 'providers'), 'targets');
  if (!Array.isArray(targets)) return [];
  const findings = targets.flatMap((target: unknown, index) =>
    isMapping(target)
      ? [
          ...lintDataPolicy(context, target, ['providers', 'targets', index]),
          ...lintEscalation(context, entryOf(target, 'escalation_routing'), ['providers', 'targets', index, 'escalation_routing']),
        ]
      : [],
  );
  return [...findings, ...lintDataRouting(context, targets.filter(isMapping))];
}

/** `zdr` is a short form of `data_policy.zero_data_retention`. Source: https://docs.keeptrusts.com/docs/policies/config-data-policies */
function lintDataPolicy(context: LintContext, target: Target, path: ConfigPath): readonly LintFinding[] {
  const zdr = entryOf(target, 'zdr');
  const policy = entryOf(target, 'data_policy');
  const retention = entryOf(policy, 'zero_data_retention');
  const days = entryOf(policy, 'retention_days');
  const contradiction = (key: string, message: string, help: string): LintFinding[] => [
    findingAt(context, [...path, 'data_policy', key], 'value', { ruleId: 'data-policy-contradiction', message, help }),
  ];
  if (typeof zdr === 'boolean' && typeof retention === 'boolean' && zdr !== retention)
    return contradiction(
      'zero_data_retention',
      `'zdr' is ${zdr} while 'zero_data_retention' is ${retention}`,
      'They mean the same: keep one of the two.',
    );
  if ((zdr === true || retention === true) && typeof days === 'number' && days > 0)
    return contradiction(
      'retention_days',
      `The target keeps nothing, and keeps it for ${days} days`,
      'Set `retention_days: 0`, or take back the promise to keep nothing.',
    );
  return [];
}

/** Exactly one of team and user. Source: https://docs.keeptrusts.com/docs/policies/config-escalation-routing */
function lintEscalation(context: LintContext, routing: unknown, path: ConfigPath): readonly LintFinding[] {
  if (!isMapping(routing)) return [];
  const named = ['team_id', 'user_id'].filter((key) => Object.hasOwn(routing, key));
  if (named.length === 1) return [];
  const none = named.length === 0;
  const message = none ? '`escalation_routing` names neither a team nor a user' : '`escalation_routing` names both a team and a user';
  const help = none ? 'Add `team_id` or `user_id`.' : 'Keep `team_id` or `user_id`, not both.';
  return [findingAt(context, none ? path : [...path, 'user_id'], 'key', { ruleId: 'escalation-routing', message, help })];
}

interface Requirement {
  readonly key: string;
  readonly words: string;
  readonly metBy: (target: Target) => boolean;
}

/**
 * A target that declares nothing is left out, so that without one that meets the requirements no request can be routed.
 * Source: https://docs.keeptrusts.com/docs/policies/data-routing-policy
 */
function lintDataRouting(context: LintContext, targets: readonly Target[]): readonly LintFinding[] {
  const kind = 'data-routing-policy';
  if (targets.length === 0 || !(context.document.chain ?? []).includes(kind)) return [];
  const wanted = requirements(entryOf(entryOf(context.root, 'policy'), kind));
  if (wanted.length === 0 || targets.some((target) => wanted.every(({ metBy }) => metBy(target)))) return [];
  // One requirement that no target meets is a better place than the block.
  const unmet = wanted.find(({ metBy }) => !targets.some(metBy));
  const what = unmet?.words ?? wanted.map(({ words }) => words).join(' and ');
  const path = unmet === undefined ? ['policy', kind] : ['policy', kind, unmet.key];
  const message = `No provider target declares ${what}, so that no request can be routed`;
  const help = 'Declare it in the `data_policy` of a target that does so.';
  return [findingAt(context, path, 'key', { ruleId: 'no-compliant-target', message, help })];
}

function requirements(block: unknown): readonly Requirement[] {
  const days = entryOf(block, 'max_retention_days');
  return [
    ...(entryOf(block, 'require_zero_data_retention') === true
      ? [{ key: 'require_zero_data_retention', words: 'zero data retention', metBy: keepsNothing }]
      : []),
    ...(entryOf(block, 'require_no_training') === true ? [{ key: 'require_no_training', words: 'no training', metBy: trainsNot }] : []),
    ...(typeof days === 'number'
      ? [{ key: 'max_retention_days', words: `at most ${days} days of retention`, metBy: (target: Target) => keepsAtMost(target, days) }]
      : []),
  ];
}

function keepsNothing(target: Target): boolean {
  return entryOf(target, 'zdr') === true || entryOf(entryOf(target, 'data_policy'), 'zero_data_retention') === true;
}

/** Whether `data_collection: deny` also declares this is not documented; in doubt for the target. */
function trainsNot(target: Target): boolean {
  return entryOf(entryOf(target, 'data_policy'), 'training_opt_out') === true || entryOf(target, 'data_collection') === 'deny';
}

function keepsAtMost(target: Target, days: number): boolean {
  const kept = entryOf(entryOf(target, 'data_policy'), 'retention_days');
  return keepsNothing(target) || (typeof kept === 'number' && kept <= days);
}

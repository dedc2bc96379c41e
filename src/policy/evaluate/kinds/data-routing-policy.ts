import type { Verdict } from '../../../report/model.js';
import { allow, type Block, block, type KindEvaluator, undecided } from '../decision.js';
import { isRecord, listOf } from '../exchange.js';

const COULD: readonly Verdict[] = ['allow', 'block'];

const KNOWN_SETTINGS: ReadonlySet<string> = new Set([
  'require_zero_data_retention',
  'require_no_training',
  'max_retention_days',
  'on_no_compliant_provider',
  'log_provider_selection',
]);

/**
 * Keeps the provider targets whose declared data handling meets the requirements; a target without a declaration is out. It reads the
 * configuration only, never the prompt (https://docs.keeptrusts.com/docs/policies/data-routing-policy). The page's field list is cut off, so a
 * requirement that is not known leaves open what it would keep.
 */
export const dataRoutingPolicy: KindEvaluator = {
  kind: 'data-routing-policy',
  looksAt: 'no-text',
  phases: ['input'],
  evaluate: (settings, _exchange, pack) => {
    const providers = isRecord(pack.root.providers) ? pack.root.providers : {};
    const answers = listOf(providers.targets)
      .filter(isRecord)
      .map((target) => complies(target, settings));
    if (answers.includes('yes')) return allow('a provider target meets the requirements');
    if (answers.includes('unknown'))
      return undecided('undocumented', COULD, 'whether a provider target meets the requirements is not documented');
    return settings.on_no_compliant_provider === 'block'
      ? block('no provider target meets the requirements', [])
      : undecided('undocumented', COULD, 'what happens without a compliant target is documented for block only');
  },
};

type Meets = 'yes' | 'no' | 'unknown';

function complies(target: Block, settings: Block): Meets {
  const declared = isRecord(target.data_policy) ? target.data_policy : {};
  const answers: readonly Meets[] = [
    ...(settings.require_zero_data_retention === true ? [zeroRetention(target, declared)] : []),
    ...(settings.require_no_training === true ? [noTraining(target, declared)] : []),
    ...(typeof settings.max_retention_days === 'number' ? [retention(target, declared, settings.max_retention_days)] : []),
    ...(Object.keys(settings).every((key) => KNOWN_SETTINGS.has(key)) ? [] : ['unknown' as const]),
  ];
  if (answers.includes('no')) return 'no';
  const isDeclared = target.data_policy !== undefined || target.zdr !== undefined;
  return answers.includes('unknown') || !isDeclared ? 'unknown' : 'yes';
}

/** `zdr` is the short form; which of the two counts where they contradict each other is not documented. */
function zeroRetention(target: Block, declared: Block): Meets {
  const said = [target.zdr, declared.zero_data_retention].filter((value) => typeof value === 'boolean');
  if (said.includes(true) && said.includes(false)) return 'unknown';
  return said.includes(true) ? 'yes' : 'no';
}

/** Whether `zdr` or `data_collection: deny` say so too is not documented. */
function noTraining(target: Block, declared: Block): Meets {
  if (typeof declared.training_opt_out === 'boolean') return declared.training_opt_out ? 'yes' : 'no';
  return target.zdr === true || target.data_collection === 'deny' ? 'unknown' : 'no';
}

/** Whether zero retention is a declaration of no days is not documented. */
function retention(target: Block, declared: Block, limit: number): Meets {
  if (typeof declared.retention_days === 'number') return declared.retention_days <= limit ? 'yes' : 'no';
  return target.zdr === true || declared.zero_data_retention === true ? 'unknown' : 'no';
}

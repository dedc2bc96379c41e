import type { Bypass, DeployPlan, DeployReport, PlannedGateway, RestoreSource, WaveReport } from './deploy-model.js';
import type { PackIdentity, ServedIdentity } from './gateway-model.js';
import { count, type Tone } from './words.js';

/** The words every rendering uses for the parts of a deploy. Nothing here is escaped. */

export const ACTION_WORDS: Readonly<Record<PlannedGateway['action'], string>> = {
  write: 'write',
  unchanged: 'nothing, it serves this file',
  refused: 'refused',
  'not-read': 'not read',
};

/** A write that is only planned has no mark: any would be taken for its outcome. */
export const ACTION_TONES: Readonly<Partial<Record<PlannedGateway['action'], Tone>>> = {
  unchanged: 'good',
  refused: 'bad',
  'not-read': 'doubtful',
};

export const WAVE_WORDS: Readonly<Record<WaveReport['state'], string>> = {
  waiting: 'not begun',
  writing: 'being written to',
  baking: 'being watched for the bake time',
  done: 'done',
  failed: 'stopped here',
};

export const WAVE_TONES: Readonly<Partial<Record<WaveReport['state'], Tone>>> = {
  writing: 'doubtful',
  baking: 'doubtful',
  done: 'good',
  failed: 'bad',
};

/** What is not known because a check was not made; a check without words here is shown by its name. */
const BYPASS_WORDS: Readonly<Record<string, string>> = {
  canary: 'no canary request was sent',
  'bake-time': 'the gateways were not watched for the bake time',
  drift: 'what no commit of this file had is written over',
  downgrade: 'a newer version or commit is written over',
  inconclusive: 'no engine decided some of the tests',
};

/** `staging`, `wave 1`. */
export function waveName(number: number): string {
  return number === 0 ? 'staging' : `wave ${number}`;
}

/** `support-desk 1.1.0`; empty when it shows neither. */
export function identityText({ name, version }: ServedIdentity | PackIdentity): string {
  return [name, version].filter((part) => part !== undefined).join(' ');
}

/** One sentence for each reason why checks were not made, for a warning that nobody can miss. */
export function bypassWarnings({ bypasses }: Pick<DeployReport, 'bypasses'>): readonly string[] {
  const reasons = [...new Set(bypasses.map(({ because }) => because))];
  return reasons.map((because) => {
    const checks = bypasses.filter((one) => one.because === because).map(bypassText);
    return `Not checked, because of ${because}: ${checks.join('; ')}`;
  });
}

/** `canary (no canary request was sent)`. */
export function bypassText({ check }: Pick<Bypass, 'check'>): string {
  const words = Object.hasOwn(BYPASS_WORDS, check) ? BYPASS_WORDS[check] : undefined;
  return words === undefined ? check : `${check} (${words})`;
}

/** Where a gateway's former policy comes from; which one that is, the gateway shows. */
export function restoreText(source: RestoreSource): string {
  switch (source.kind) {
    case 'previous-policy-file':
      return source.file;
    case 'commit':
      return `${source.file} at ${shortCommit(source.commit)}`;
    case 'none':
      return `nowhere: ${source.reason}`;
  }
}

export function shortCommit(commit: string): string {
  return commit.slice(0, 12);
}

/** Gateways that this run could not give their former policy back, each with the command for a person. */
export function handWork({ gateways }: Pick<DeployReport, 'gateways'>): readonly { readonly id: string; readonly command: string }[] {
  return gateways.flatMap(({ id, byHand }) => (byHand === undefined ? [] : [{ id, command: byHand }]));
}

/** Whether the plan says all there is of the gateways: nothing was written to any of them. */
export function planOnly({ result, plan }: DeployReport): DeployPlan | undefined {
  return result === 'planned' || result === 'refused' ? plan : undefined;
}

/** The waves of a run that had something to write, once the first has begun. */
export function begunWaves({ result, waves }: DeployReport): readonly WaveReport[] {
  return result === 'unchanged' || waves.every(({ state }) => state === 'waiting') ? [] : waves;
}

/** How many of the gateways that were to get their former policy back were shown to have it. */
export function takenBackWords({ takenBack, gateways }: Pick<DeployReport, 'takenBack' | 'gateways'>): string {
  const wanted = takenBack?.gateways ?? [];
  const restored = gateways.filter(({ id, state }) => state === 'restored' && wanted.includes(id)).length;
  return `${restored} of ${count(wanted.length, 'gateway')} taken back`;
}

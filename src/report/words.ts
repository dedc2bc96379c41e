import type { EventsReading, GatewayState, Proof } from './gateway-model.js';
import type { CaseResult, EntryCoverage, Finding, MutationReport, Report, Result, Severity, StageReport } from './model.js';
import { SUCCEEDS } from './outcome.js';

/** The words every rendering uses for the model's closed sets. None says more than was observed. */

export type Tone = 'good' | 'doubtful' | 'bad';

export const TONE_ICONS: Readonly<Record<Tone, string>> = { good: '✅', doubtful: '⚠️', bad: '❌' };
export const OUTCOME_TONES: Readonly<Record<CaseResult['outcome'], Tone>> = { passed: 'good', failed: 'bad', undecided: 'doubtful' };
export const SEVERITY_RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

export const STATE_WORDS: Readonly<Record<GatewayState, string>> = {
  serving: 'serves what was asked for',
  'serving-other': 'serves something else',
  unhealthy: 'unhealthy',
  unreachable: 'unreachable',
  accepted: 'kt said yes, not read back',
  restored: 'serves again what it served before',
  untouched: 'not written to',
  unknown: 'unknown: what it serves could not be proven',
};

/** A gateway that was put back is safe and did not get the policy; one left alone is what it was. */
export const STATE_TONES: Readonly<Record<GatewayState, Tone>> = {
  serving: 'good',
  'serving-other': 'bad',
  unhealthy: 'bad',
  unreachable: 'bad',
  accepted: 'doubtful',
  restored: 'doubtful',
  untouched: 'doubtful',
  unknown: 'bad',
};

export const PROOF_WORDS: Readonly<Record<Proof, string>> = {
  full: 'the whole document was read back and equals the file',
  chain: 'name, version and chain were read back and equal the file',
  version: 'the version was read back and equals the file; other content was not compared',
  accepted: 'kt accepted the write or saw no difference; nothing could be read back',
  none: 'nothing was proven',
};

export const COVERAGE_WORDS: Readonly<Record<EntryCoverage['state'], string>> = {
  decisive: 'decides a test',
  exercised: 'looks at tests, decides no passing one',
  never: 'reached by no test',
};

/** Rules about what tests do not prove. While they are advice, coverage and mutation say it already, and a list of them would drown faults. */
const UNTESTED_RULES: ReadonlySet<string> = new Set(['entry-untested', 'item-untested', 'mutant-survived']);

/** True for a finding that is told with the coverage or the mutation score, and comes after every other. */
export function isUntested({ ruleId, severity }: Pick<Finding, 'ruleId' | 'severity'>): boolean {
  return severity === 'info' && UNTESTED_RULES.has(ruleId);
}

/** The mutation score in words: how many changes were tried, how many a test noticed, and what is not known. */
export function mutationWords({ mutants, killed, leftOut = 0, unanswered = 0 }: MutationReport): string {
  const score =
    mutants === 0
      ? unanswered > 0
        ? 'no change of the policy was judged'
        : 'there is nothing to change'
      : `tests notice ${killed} of ${count(mutants, 'change')} of the policy (${percent(killed / mutants)})`;
  return [
    score,
    ...(unanswered > 0 ? [`${count(unanswered, 'change')} kt gave no usable answer about`] : []),
    ...(leftOut > 0 ? [`${count(leftOut, 'change')} left out, since kt is asked about a limited number`] : []),
  ].join('; ');
}

export const EMULATED_WORDS =
  'Emulated: what is shown came from a local stand-in, not from Keeptrusts. It is no evidence about any real gateway.';

export function toneOf(result: Result | 'incomplete'): Tone {
  if (result === 'incomplete') return 'bad';
  if (result === 'inconclusive') return 'doubtful';
  return SUCCEEDS[result] ? 'good' : 'bad';
}

/** The result of a run in a few words and why, the first line of every rendering; neither part is escaped. */
export interface Headline {
  readonly tone: Tone;
  readonly verdict: string;
  readonly reason: string;
}

export function headlineOf(report: Report): Headline {
  const tone = toneOf(report.result);
  if (report.failure !== undefined) return { tone, verdict: report.result, reason: report.failure.message };
  const stage = decidingStage(report);
  if (stage === undefined) return { tone, verdict: report.result, reason: 'the run has not reached a verdict' };
  return { tone, verdict: `${stageName(stage)} ${stage.result}`, reason: stage.reason.summary };
}

/** What a run of several stages did not come to; undefined where that is nothing, or the whole of a run of one stage. */
export function unreachedWords({ stages, withoutResult = [] }: Report): string | undefined {
  if (withoutResult.length === 0 || stages.length + withoutResult.length === 1) return undefined;
  return `Without a result: ${withoutResult.join(', ')}.`;
}

/** The name a stage was asked for by: `rollback` is a deploy of an earlier file. */
export function stageName(stage: StageReport): string {
  return stage.stage === 'deploy' && stage.rollbackTo !== undefined ? 'rollback' : stage.stage;
}

/** What to do now: of the stages that did not end well, in their order; what is staged waits to be promoted. */
export function nextStepsOf(report: Report): readonly string[] {
  if (report.result === 'staged') return report.stages.findLast(({ result }) => result === 'staged')?.reason.nextSteps ?? [];
  if (toneOf(report.result) === 'good') return [];
  return report.stages.filter((stage) => toneOf(stage.result) !== 'good').flatMap((stage) => stage.reason.nextSteps);
}

/** Cases of which more is told than their number. */
export interface TellingCases {
  /** Failed, or undecided where that fails the run. */
  readonly failing: readonly CaseResult[];
  /** Passed, with a reason to look at them again: another engine decides otherwise. */
  readonly doubted: readonly CaseResult[];
  readonly open: readonly CaseResult[];
  readonly passed: readonly CaseResult[];
}

export function tellingCases(cases: readonly CaseResult[]): TellingCases {
  const lost = cases.filter((one) => one.outcome === 'undecided' && one.newlyUndecided === true);
  return {
    failing: [...cases.filter((one) => one.outcome === 'failed'), ...lost],
    doubted: cases.filter((one) => one.outcome === 'passed' && one.reason !== undefined),
    open: cases.filter((one) => one.outcome === 'undecided' && one.newlyUndecided !== true),
    passed: cases.filter((one) => one.outcome === 'passed' && one.reason === undefined),
  };
}

/** `1 error`, `2,000 errors`, `3 entries`. */
export function count(number: number, noun: string): string {
  const many = /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  // Not toLocaleString: its first call loads ICU's tables, 16 ms of a cold start.
  return `${String(number).replace(/\B(?=(?:\d{3})+$)/g, ',')} ${number === 1 ? noun : many}`;
}

/** The words of the documentation first; each other word an event may carry comes after them. */
const VERDICT_ORDER = ['allow', 'redact', 'escalate', 'block'];

/** Different words shown for one mix of verdicts; the report has all. */
const MIX_LIMIT = 8;

/** How often each verdict occurs among events that prove something, over these readings; of many words the rarest count as `other`. */
export function verdictMix(readings: readonly EventsReading[]): readonly (readonly [verdict: string, number: number])[] {
  const totals = new Map<string, number>();
  for (const [verdict, number] of readings.flatMap(({ verdicts }) => Object.entries(verdicts))) {
    if (number > 0) totals.set(verdict, (totals.get(verdict) ?? 0) + number);
  }
  const documented = VERDICT_ORDER.flatMap((verdict) => {
    const number = totals.get(verdict);
    return number === undefined ? [] : [[verdict, number] as const];
  });
  const others = [...totals].filter(([verdict]) => !VERDICT_ORDER.includes(verdict)).sort(([, a], [, b]) => b - a);
  const all = [...documented, ...others];
  if (all.length <= MIX_LIMIT) return all;
  const rest = all.slice(MIX_LIMIT - 1).reduce((sum, [, number]) => sum + number, 0);
  return [...all.slice(0, MIX_LIMIT - 1), ['other', rest]];
}

/** A share of 0 to 1 as whole per cents, rounded down: what is not all is never 100 %. */
export function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}

/** Milliseconds as a person says them: `85 ms`, `1.2 s`, `2 min 5 s`, `5 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

function decidingStage(report: Report): StageReport | undefined {
  return report.stages.findLast((stage) => stage.result === report.result) ?? report.stages.at(-1);
}

import type { CaseResult, Result, StageReport, TestTotals, ValidateReport, VerifyResult } from './model.js';

/** What a test that nothing at hand could decide means for the exit code. */
export type UndecidedSetting = 'warn' | 'fail' | 'new';

/** The results that end a run with exit code 0; typed so that a new result cannot be forgotten here. */
export const SUCCEEDS: Readonly<Record<Result, boolean>> = {
  passed: true,
  inconclusive: true,
  failed: false,
  promoted: true,
  staged: true,
  // A plan was asked for, and here it is; a deploy that was taken back did not bring the policy anywhere.
  planned: true,
  unchanged: true,
  'rolled-back': false,
  refused: false,
  unknown: false,
  verified: true,
  mismatch: false,
  unhealthy: false,
  unreachable: false,
  unproven: false,
  silent: false,
  'timed-out': false,
};

/** Worst first. An unread write comes before a wrong configuration: only the latter is known. */
const WORST_FIRST = ['unknown', 'mismatch', 'unhealthy', 'unreachable', 'timed-out', 'unproven', 'silent', 'verified'] as const;

type GatewayResult = (typeof WORST_FIRST)[number];

/** True when the stage's result stands for exit code 0; `inconclusive` does unless undecided tests are to fail the run. */
export function succeeds(stage: StageReport, settings: { readonly undecided: UndecidedSetting }): boolean {
  if (stage.result !== 'inconclusive') return SUCCEEDS[stage.result];
  if (settings.undecided === 'new') return !losesCertainty(stage);
  return settings.undecided === 'warn';
}

/** True when a case is undecided that was decided at the base, or when there is a base that could not be asked: a gate must not open unseen. */
function losesCertainty(stage: ValidateReport): boolean {
  return stage.base?.unread !== undefined || stage.packs.some((pack) => pack.tests.cases.some((one) => one.newlyUndecided === true));
}

/** True when a later stage may run after this one: it succeeded, and `inconclusive` was explicitly allowed to be built upon. */
export function mayContinue(
  stage: StageReport,
  settings: { readonly allowInconclusive: boolean; readonly undecided?: UndecidedSetting },
): boolean {
  if (stage.result === 'inconclusive' && !settings.allowInconclusive) return false;
  return succeeds(stage, { undecided: settings.undecided ?? 'warn' });
}

/** The worst of several gateways' results; of no gateways `unproven`, since nothing was shown to be served. */
export function worst(results: readonly VerifyResult[]): VerifyResult;
export function worst(results: readonly GatewayResult[]): GatewayResult;
export function worst(results: readonly GatewayResult[]): GatewayResult {
  return WORST_FIRST.find((result) => results.includes(result)) ?? 'unproven';
}

/** How many cases passed, failed and stayed undecided. */
export function totalsOf(cases: readonly CaseResult[]): TestTotals {
  const count = (outcome: CaseResult['outcome']): number => cases.filter((one) => one.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), undecided: count('undecided') };
}

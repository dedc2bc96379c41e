import { existingPacks, gatingPacks } from '../report/gate.js';
import type { BaseReading, Finding, PackReport, Reason, ValidateResult } from '../report/model.js';

/** What a reason says beside the packs. */
interface Circumstances {
  readonly ktRan: boolean;
  readonly failOn: 'error' | 'warning';
  readonly fixed: number;
  /** What `undecided: new` compared with. */
  readonly base?: BaseReading;
  /** What `changed-only` compared with. */
  readonly changedSince?: BaseReading;
}

/** Why validation ended as it did, and what to do next. Of packs that do not count it says only what they have. */
export function reasonFor(result: ValidateResult, all: readonly PackReport[], circumstances: Circumstances): Reason {
  const { fixed } = circumstances;
  const packs = gatingPacks(all);
  const existing = existingTally(existingPacks(all), circumstances);
  if (packs.length === 0) return { summary: noneChanged(all, existing, circumstances), nextSteps: [] };
  const errors = count(packs, (pack) => openFindings(pack).filter((one) => one.severity === 'error').length);
  const warnings = count(packs, (pack) => openFindings(pack).filter((one) => one.severity === 'warning').length);
  const suppressed = count(packs, (pack) => pack.findings.length - openFindings(pack).length);
  const failed = count(packs, (pack) => pack.tests.failed);
  const undecided = count(packs, (pack) => pack.tests.undecided);
  const passed = count(packs, (pack) => pack.tests.passed);
  const files = filesWords(packs, all);
  const told = [
    plural(errors, 'error'),
    plural(warnings, 'warning'),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(fixed > 0 ? [`${fixed} fixed`] : []),
  ];
  const tally = `${told.join(', ')}; tests: ${passed} passed, ${failed} failed, ${undecided} undecided${existing === '' ? '' : `; ${existing}`}`;
  if (result === 'failed') {
    const placed = count(
      packs,
      (pack) => openFindings(pack).filter((one) => one.severity === 'error' && one.ruleId !== 'kt-unusable').length,
    );
    const warningsFail = circumstances.failOn === 'warning' && warnings > 0;
    return {
      summary: `${firstFault(packs, all, circumstances.failOn)} (${files}: ${tally})`,
      nextSteps: [
        ...(placed > 0 ? ['Correct the findings of severity error; each names its line and the fix.'] : []),
        ...(errors > placed ? ['kt gave no answer that can be used: run it by hand on this pack and see what it says.'] : []),
        ...(warningsFail ? ['Correct the warnings too, or set fail-on: error.'] : []),
        ...(failed > 0 ? ['Correct the policy, or the expectation of the failed tests.'] : []),
      ],
    };
  }
  if (result === 'inconclusive') {
    const untested = packs.some((pack) => pack.result === 'inconclusive' && pack.tests.cases.length === 0);
    const why = undecided > 0 ? `${plural(undecided, 'test')} could not be decided` : 'no behaviour test was decided';
    const decide = circumstances.ktRan
      ? 'Run kt policy test --json on this pack and see why it reports no result for them.'
      : 'Set kt-version or kt-path, so that kt decides the tests.';
    const base = againstBase(packs, circumstances.base);
    return {
      summary: `${base?.why ?? why} (${files}: ${tally})`,
      nextSteps: [
        ...(base === undefined ? [] : [base.nextStep]),
        ...(undecided > 0 ? [decide] : []),
        ...(untested ? ['Add golden files as tests/*.json beside the policy file, or set tests: false.'] : []),
      ],
    };
  }
  return { summary: `${files}: ${tally}`, nextSteps: [] };
}

/** `3 policy files`, or how many of them count. */
function filesWords(gating: readonly PackReport[], all: readonly PackReport[]): string {
  if (gating.length === all.length) return plural(all.length, 'policy file');
  const unknown = gating.some(({ gate }) => gate?.state === 'unknown');
  return `${gating.length} of ${plural(all.length, 'policy file')} ${unknown ? 'changed or could not be compared' : 'changed'}`;
}

/** A check that is required has to report, so that it must say why it looked at nothing. */
function noneChanged(all: readonly PackReport[], existing: string, { changedSince }: Circumstances): string {
  const since = changedSince === undefined ? '' : ` since ${changedSince.words}`;
  const none = all.length === 1 ? 'the policy file did not change' : `none of ${plural(all.length, 'policy file')} changed`;
  return `${none}${since}, so nothing decides this result${existing === '' ? '' : ` (${existing})`}`;
}

/** What is wrong with packs that do not count, as far as it would fail them; '' for nothing. */
function existingTally(packs: readonly PackReport[], { failOn }: Circumstances): string {
  const of = (severity: Finding['severity']): number =>
    count(packs, (pack) => openFindings(pack).filter((one) => one.severity === severity).length);
  const parts = [
    ...numbered(of('error'), 'error'),
    ...(failOn === 'warning' ? numbered(of('warning'), 'warning') : []),
    ...numbered(
      count(packs, (pack) => pack.tests.failed),
      'failed test',
    ),
  ];
  return parts.length === 0 ? '' : `existing in unchanged files: ${parts.join(', ')}`;
}

function numbered(number: number, noun: string): readonly string[] {
  return number === 0 ? [] : [plural(number, noun)];
}

/** Test names in a reason; the report marks each case. */
const NAMED_TESTS = 5;

/** What `undecided: new` fails on; undefined when it fails on nothing. */
function againstBase(
  packs: readonly PackReport[],
  base: BaseReading | undefined,
): { readonly why: string; readonly nextStep: string } | undefined {
  if (base === undefined) return undefined;
  const { words, unread } = base;
  const lost = packs.flatMap((pack) => pack.tests.cases.filter((one) => one.newlyUndecided === true));
  if (lost.length > 0) {
    const named = lost.slice(0, NAMED_TESTS).map(({ name }) => JSON.stringify(name));
    const more = lost.length > named.length ? ` and ${lost.length - named.length} more` : '';
    return {
      why: `${plural(lost.length, 'undecided test')} ${lost.length === 1 ? 'was' : 'were'} decided at ${words}: ${named.join(', ')}${more}`,
      nextStep: `Restore what decided these tests at ${words}, or decide that they may stay open with undecided: warn.`,
    };
  }
  if (unread === undefined) return undefined;
  return {
    why: `undecided: new could not compare with ${words}: ${unread}`,
    nextStep:
      'Let the base be read, or name another one with base-ref: without it, tests that lost their decision look like those that never had one.',
  };
}

/**
 * What a reader should see first: an error, a failed test, and only then a warning that `fail-on` makes count.
 * @param among all packs of the run: of several, the file is named.
 */
function firstFault(packs: readonly PackReport[], among: readonly PackReport[], failOn: 'error' | 'warning'): string {
  const at = (file: string, line: number | undefined, fault: string): string =>
    among.length === 1 ? fault : `${file}${line === undefined ? '' : `:${line}`}: ${fault}`;
  const findings = packs.flatMap(openFindings);
  const first = (severity: Finding['severity']): string | undefined => {
    const finding = findings.find((one) => one.severity === severity);
    return finding && at(finding.workspaceFile, finding.range?.start.line, finding.message);
  };
  const failed = packs.flatMap((pack) => pack.tests.cases).find((one) => one.outcome === 'failed');
  return (
    first('error') ??
    (failed && at(failed.file, failed.line, `test "${failed.name}": ${failed.reason ?? 'failed'}`)) ??
    (failOn === 'warning' ? first('warning') : undefined) ??
    'a finding of the severity fail-on names'
  );
}

/** Findings that no comment of the file switches off. */
function openFindings(pack: PackReport): readonly Finding[] {
  return pack.findings.filter((one) => one.suppressed !== true);
}

function count(packs: readonly PackReport[], of: (pack: PackReport) => number): number {
  return packs.reduce((sum, pack) => sum + of(pack), 0);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

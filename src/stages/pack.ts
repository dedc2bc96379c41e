import type { Kt, KtCase } from '../keeptrusts/kt.js';
import { digestOf } from '../policy/digest.js';
import { type PolicyDocument, parsePolicy } from '../policy/document.js';
import type { LintFinding } from '../policy/lint/finding.js';
import { mergeFindings } from '../policy/lint/kt.js';
import { applySeverities, lintPolicy } from '../policy/lint/lint.js';
import { parseGoldenFile } from '../policy/tests/golden.js';
import { inlineSuites } from '../policy/tests/inline.js';
import type { CaseResult, EngineName, Finding, PackReport, Severity, ValidateResult } from '../report/model.js';
import { matchKtCases, type PlacedCase, totalsOf, undecidedCases } from './cases.js';
import { type FileNames, fromKt, toFindings } from './finding.js';

/** The bytes of a policy file and of the golden test files beside it, read once. */
export interface PackSource {
  readonly names: FileNames;
  readonly bytes: Uint8Array;
  readonly tests: readonly { readonly name: string; readonly names: FileNames; readonly bytes: Uint8Array }[];
}

export interface PackSettings {
  readonly engine: 'auto' | 'kt' | 'builtin';
  readonly failOn: 'error' | 'warning';
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly tests: 'true' | 'false' | 'required';
}

/** Without kt only the builtin engine runs; `stagingDirectory` is an empty directory of this pack's own, for the copy kt reads. */
export type PackEngines = { readonly kt?: undefined } | { readonly kt: Kt; readonly stagingDirectory: string };

type Found = { readonly finding: LintFinding; readonly engine: EngineName };

/** A validated pack with the parsed document, for callers that compare it with what a gateway serves. */
export interface ValidatedPack {
  readonly report: PackReport;
  readonly document: PolicyDocument;
}

/** What is read of inline suites when tests are not wanted. */
const NO_SUITES: ReturnType<typeof inlineSuites> = { cases: [], problems: [] };

/** Lints one policy file and runs its behaviour tests, with the engines given. kt sees a copy of exactly these bytes, never the original. */
export async function validatePack(source: PackSource, settings: PackSettings, engines: PackEngines): Promise<ValidatedPack> {
  const document = parsePolicy(decode(source.bytes));
  const files = source.tests.map((test) => ({ ...test, golden: parseGoldenFile(decode(test.bytes)) }));
  const inline = settings.tests === 'false' ? NO_SUITES : inlineSuites(document);
  const cases: PlacedCase[] =
    settings.tests === 'false'
      ? []
      : [
          ...files.flatMap(({ names, golden }) => golden.cases.map((testCase) => ({ workspaceFile: names.workspaceFile, testCase }))),
          ...inline.cases.map((testCase) => ({ workspaceFile: source.names.workspaceFile, testCase })),
        ];

  const builtin = lintPolicy(document, { severities: settings.severities });
  const asked = await askKt(source, settings, engines, cases.length > 0);
  const fromKtLint = asked.problems.map((problem) => fromKt(problem, document));
  const ktProblems = applySeverities(fromKtLint, settings.severities);
  const own: Found[] = [
    ...lintFound(document, builtin, ktProblems, settings.engine),
    ...asked.unusable.map((message) => ({
      finding: { ruleId: 'kt-unusable', severity: 'error', message } satisfies LintFinding,
      engine: 'kt' as const,
    })),
    ...applySeverities(inline.problems, settings.severities).map(asBuiltin),
    ...noTests(cases.length, settings).map(asBuiltin),
  ];
  const findings = [
    ...toFindings(own, source.names),
    ...(settings.tests === 'false' ? [] : files.flatMap(({ names, golden }) => toFindings(goldenFound(golden.problems, settings), names))),
  ];
  const results = caseResults(cases, asked, source.names.workspaceFile);
  const report: PackReport = {
    file: source.names.workspaceFile,
    digest: digestOf(source.bytes),
    ...(document.identity !== undefined && { pack: document.identity }),
    result: resultOf(findings, results, settings),
    findings,
    tests: { ...totalsOf(results), cases: results },
  };
  return { report, document };
}

function goldenFound(problems: readonly LintFinding[], settings: PackSettings): Found[] {
  return applySeverities(problems, settings.severities).map(asBuiltin);
}

/** The text of a policy or test file. Bytes that are no UTF-8 become replacement characters, which the document's own checks report with their position. */
export function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

interface KtAnswers {
  readonly problems: Parameters<typeof fromKt>[0][];
  /** Absent when kt decided no case; then `undecided` says why. */
  readonly results?: readonly KtCase[];
  readonly undecided?: string;
  /** What kt was asked for and gave no usable answer to: always a failure, never a silent builtin run. */
  readonly unusable: readonly string[];
}

async function askKt(source: PackSource, settings: PackSettings, engines: PackEngines, hasCases: boolean): Promise<KtAnswers> {
  if (engines.kt === undefined) return { problems: [], unusable: [] };
  const { stagePack } = await import('../keeptrusts/kt-pack.js');
  const staged = await stagePack({ policy: source.bytes, tests: settings.tests === 'false' ? [] : source.tests }, engines.stagingDirectory);
  const lint = await engines.kt.lint(staged.policyFile);
  const problems = lint.kind === 'answered' ? [...lint.problems] : [];
  if (lint.kind === 'answered' && !lint.valid && !problems.some((problem) => problem.severity === 'error')) {
    problems.push({ severity: 'error', message: 'kt says this file is not valid and names no error' });
  }
  const unusable = lint.kind === 'unusable' ? [`kt policy lint gave no usable answer: ${lint.reason}`] : [];
  if (!hasCases) return { problems, unusable };
  // Tests of a file that does not load say nothing about behaviour, and would report each fault a second time.
  if (lint.kind === 'unusable' || !lint.valid) {
    const why = lint.kind === 'unusable' ? 'kt gave no usable answer about this file' : 'kt says that this file is not valid';
    return { problems, unusable, undecided: `${why}, so its tests were not run` };
  }
  const test = await engines.kt.test(engines.stagingDirectory);
  if (test.kind === 'unusable') {
    return { problems, unusable: [...unusable, `kt policy test gave no usable answer: ${test.reason}`], undecided: test.reason };
  }
  // The command failed: cases it does not name must not turn that into "inconclusive".
  const silentFailure = !test.ok && test.cases.every((one) => one.passed);
  return { problems, results: test.cases, unusable: silentFailure ? ['kt policy test failed and named no failed case'] : unusable };
}

function lintFound(
  document: PolicyDocument,
  builtin: readonly LintFinding[],
  kt: readonly LintFinding[],
  engine: PackSettings['engine'],
): Found[] {
  const asKt = (finding: LintFinding): Found => ({ finding, engine: 'kt' });
  // With `engine: kt` our linter keeps quiet, except where the file cannot be read at all and kt has nothing to say with a position.
  if (engine === 'kt') return kt.length === 0 && document.problems.length > 0 ? builtin.map(asBuiltin) : kt.map(asKt);
  // What kt says of a file that cannot be read, without a place in it, is the fault builtin has already put on its line.
  const unread = builtin.some(
    ({ severity, ruleId }) => severity === 'error' && document.problems.some((problem) => problem.ruleId === ruleId),
  );
  const more = unread ? kt.filter((finding) => (finding.path ?? '') !== '') : kt;
  // mergeFindings keeps all of builtin first and then what only kt says.
  return mergeFindings(builtin, more).map((finding) => (builtin.includes(finding) ? asBuiltin(finding) : asKt(finding)));
}

/** `tests: required` is stronger than a severity of the rule `no-tests`, which was not written for it. */
function noTests(count: number, { tests, severities }: PackSettings): LintFinding[] {
  if (tests === 'false' || count > 0) return [];
  const finding = {
    ruleId: 'no-tests',
    severity: tests === 'required' ? 'error' : 'warning',
    message: 'This pack has no behaviour tests, so nothing shows what it allows or blocks',
    help: 'Add golden files as tests/*.json beside the policy file, or testing.suites in it.',
  } satisfies LintFinding;
  return tests === 'required' ? [finding] : applySeverities([finding], severities);
}

function caseResults(cases: readonly PlacedCase[], asked: KtAnswers, packFile: string): readonly CaseResult[] {
  if (cases.length === 0) return [];
  if (asked.results !== undefined) return matchKtCases(cases, asked.results, packFile);
  return undecidedCases(cases, asked.undecided ?? 'behaviour is decided by kt, which does not run here');
}

/** Zero decided cases are never `passed`, unless tests were switched off. */
function resultOf(findings: readonly Finding[], cases: readonly CaseResult[], settings: PackSettings): ValidateResult {
  const fatal = findings.some((one) => one.severity === 'error' || (settings.failOn === 'warning' && one.severity === 'warning'));
  if (fatal || cases.some((one) => one.outcome === 'failed')) return 'failed';
  if (settings.tests === 'false') return 'passed';
  const undecided = cases.some((one) => one.outcome === 'undecided');
  const decided = cases.some((one) => one.outcome === 'passed');
  return undecided || !decided ? 'inconclusive' : 'passed';
}

function asBuiltin(finding: LintFinding): Found {
  return { finding, engine: 'builtin' };
}

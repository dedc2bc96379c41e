import type { Kt, KtTest } from '../keeptrusts/kt.js';
import { stagePack } from '../keeptrusts/kt-pack.js';
import { digestOf } from '../policy/digest.js';
import { type PolicyDocument, parsePolicy } from '../policy/document.js';
import type { LintFinding } from '../policy/lint/finding.js';
import { mergeFindings } from '../policy/lint/kt.js';
import { lintPolicy } from '../policy/lint/lint.js';
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

export interface PackEngines {
  /** Absent when only the builtin engine runs. */
  readonly kt?: Kt;
  /** An empty directory of this pack's own, for the copy kt reads. */
  readonly stagingDirectory: string;
}

type Found = { readonly finding: LintFinding; readonly engine: EngineName };

/** A validated pack with the parsed document, for callers that compare it with what a gateway serves. */
export interface ValidatedPack {
  readonly report: PackReport;
  readonly document: PolicyDocument;
}

/** Lints one policy file and runs its behaviour tests, with the engines given. kt sees a copy of exactly these bytes, never the original. */
export async function validatePack(source: PackSource, settings: PackSettings, engines: PackEngines): Promise<ValidatedPack> {
  const document = parsePolicy(decode(source.bytes));
  const files = source.tests.map((test) => ({ ...test, golden: parseGoldenFile(decode(test.bytes)) }));
  const inline = inlineSuites(document);
  const cases: PlacedCase[] =
    settings.tests === 'false'
      ? []
      : [
          ...files.flatMap(({ names, golden }) => golden.cases.map((testCase) => ({ workspaceFile: names.workspaceFile, testCase }))),
          ...inline.cases.map((testCase) => ({ workspaceFile: source.names.workspaceFile, testCase })),
        ];

  const builtin = lintPolicy(document, { severities: settings.severities });
  const asked = await askKt(source, settings, engines, cases.length > 0);
  const ktProblems = asked.problems.map((problem) => fromKt(problem, document)).flatMap((finding) => adjusted(finding, settings));
  const own: Found[] = [
    ...lintFound(document, builtin, ktProblems, settings.engine),
    ...asked.unusable.map((message) => ({
      finding: { ruleId: 'kt-unusable', severity: 'error', message } satisfies LintFinding,
      engine: 'kt' as const,
    })),
    ...(settings.tests === 'false' ? [] : inline.problems.map(asBuiltin)),
    ...noTests(cases.length, settings)
      .flatMap((finding) => adjusted(finding, settings))
      .map(asBuiltin),
  ];
  const findings = [
    ...toFindings(own, source.names),
    ...(settings.tests === 'false' ? [] : files.flatMap(({ names, golden }) => toFindings(golden.problems.map(asBuiltin), names))),
  ];
  const results = caseResults(cases, asked.test, source.names.workspaceFile);
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

/** Bytes that are no UTF-8 become replacement characters, which the document's own checks report with their position. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

interface KtAnswers {
  readonly problems: Parameters<typeof fromKt>[0][];
  readonly test?: KtTest;
  /** What kt was asked for and gave no usable answer to: always a failure, never a silent builtin run. */
  readonly unusable: readonly string[];
}

async function askKt(source: PackSource, settings: PackSettings, engines: PackEngines, hasCases: boolean): Promise<KtAnswers> {
  if (engines.kt === undefined) return { problems: [], unusable: [] };
  const staged = await stagePack({ policy: source.bytes, tests: settings.tests === 'false' ? [] : source.tests }, engines.stagingDirectory);
  const lint = await engines.kt.lint(staged.policyFile);
  const problems = lint.kind === 'answered' ? [...lint.problems] : [];
  if (lint.kind === 'answered' && !lint.valid && !problems.some((problem) => problem.severity === 'error')) {
    problems.push({ severity: 'error', message: 'kt says this file is not valid and names no error' });
  }
  const lintUnusable = lint.kind === 'unusable' ? [`kt policy lint gave no usable answer: ${lint.reason}`] : [];
  // Tests of a file that does not load say nothing about behaviour, and would report each fault a second time.
  const loads = lint.kind === 'answered' && lint.valid;
  if (!hasCases || !loads) return { problems, unusable: lintUnusable };
  const test = await engines.kt.test(engines.stagingDirectory);
  const testUnusable = test.kind === 'unusable' ? [`kt policy test gave no usable answer: ${test.reason}`] : [];
  return { problems, test, unusable: [...lintUnusable, ...testUnusable] };
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
  // mergeFindings keeps all of builtin first and then what only kt says.
  return mergeFindings(builtin, kt).map((finding) => (builtin.includes(finding) ? asBuiltin(finding) : asKt(finding)));
}

function noTests(count: number, settings: PackSettings): LintFinding[] {
  if (settings.tests === 'false' || count > 0) return [];
  return [
    {
      ruleId: 'no-tests',
      severity: settings.tests === 'required' ? 'error' : 'warning',
      message: 'This pack has no behaviour tests, so nothing shows what it allows or blocks',
      help: 'Add golden files as tests/*.json beside the policy file, or testing.suites in it.',
    },
  ];
}

function caseResults(cases: readonly PlacedCase[], test: KtTest | undefined, packFile: string): readonly CaseResult[] {
  if (cases.length === 0) return [];
  if (test?.kind === 'answered') return matchKtCases(cases, test.cases, packFile);
  return undecidedCases(cases, test === undefined ? 'behaviour is decided by kt, which did not run for this file' : test.reason);
}

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

function adjusted(finding: LintFinding, settings: PackSettings): LintFinding[] {
  const severity = settings.severities.get(finding.ruleId);
  if (severity === 'off') return [];
  return [severity === undefined ? finding : { ...finding, severity }];
}

import type { Kt } from '../keeptrusts/kt.js';
import type { PolicyDocument } from '../policy/assemble.js';
import { decode } from '../policy/decode.js';
import { digestOf } from '../policy/digest.js';
import type { LintFinding } from '../policy/lint/finding.js';
import type { PackPast } from '../policy/lint/identity.js';
import { type EngineFinding, mergeEngines } from '../policy/lint/kt-merge.js';
import { applySeverities, lintPolicy } from '../policy/lint/lint.js';
import { patternEngineFor } from '../policy/lint/pattern-engine.js';
import { literalSecrets, withoutSecrets } from '../policy/lint/secrets.js';
import { suppress } from '../policy/lint/suppress.js';
import { readPolicy } from '../policy/read.js';
import type { CaseResult, Finding, PackReport, Severity, ValidateResult } from '../report/model.js';
import { totalsOf } from '../report/outcome.js';
import { createRedactor, redactReport, secretsAmong } from '../report/redact.js';
import { askKt, type KtAnswers } from './ask-kt.js';
import type { Behaviour, BuiltinPart } from './behaviour.js';
import type { PlacedCase } from './cases.js';
import { coverageGate } from './coverage-gate.js';
import { type FileNames, fromKt, toFindings } from './finding.js';
import type { MutantPace, MutationOutcome, MutationSubject } from './mutation.js';
import type { Cases } from './read-cases.js';

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
  /** Least share of chain entries that tests must prove, in per cent. */
  readonly minimumCoverage?: number;
  /** Set to try changes of the policy on its tests; `pause` is called before each, and ends the work by what it throws. */
  readonly mutation?: MutantPace;
  /** What the file was before, where that is wanted. */
  readonly pastOf?: (document: PolicyDocument) => PackPast | undefined;
}

/** Without kt only the builtin engine runs; `stagingDirectory` is an empty directory of this pack's own, for the copy kt reads. */
export type PackEngines = { readonly kt?: undefined } | { readonly kt: Kt; readonly stagingDirectory: string };

/** A validated pack with the parsed document, for callers that compare it with what a gateway serves. */
export interface ValidatedPack {
  readonly report: PackReport;
  readonly document: PolicyDocument;
}

/** What is read when tests are not wanted. */
const NO_TESTS: Cases = { files: [], inline: { cases: [], problems: [] }, cases: [] };

const KT_UNUSABLE_HELP =
  'Run the command in a terminal, with this kt and these files, and see what it prints; engine: builtin does without kt.';

// Errors of the number alone: what the chain decides is the same under any version, so they keep no test from running.
const VERSION_RULES: ReadonlySet<string> = new Set(['version-not-bumped', 'version-reused', 'version-lowered']);

/** Lints one policy file and runs its behaviour tests, with the engines given. kt sees a copy of exactly these bytes, never the original. */
export async function validatePack(source: PackSource, settings: PackSettings, engines: PackEngines): Promise<ValidatedPack> {
  const document = await readPolicy(decode(source.bytes));
  const { files, inline, cases } = settings.tests === 'false' ? NO_TESTS : await casesOf(source, document);

  const past = settings.pastOf?.(document);
  const compilePattern = await patternEngineFor(document);
  const builtin = lintPolicy(document, {
    severities: settings.severities,
    suppressions: 'none',
    ...(past !== undefined && { past }),
    ...(compilePattern !== undefined && { compilePattern }),
  });
  const asked = await askKt(settings.tests === 'false' ? { ...source, tests: [] } : source, engines, cases.length > 0);
  const found = [
    ...lintFound(document, builtin, asked, settings),
    ...asked.unusable.map(
      (message): EngineFinding => ({
        finding: { ruleId: 'kt-unusable', severity: 'error', message, help: KT_UNUSABLE_HELP } satisfies LintFinding,
        engine: 'kt',
      }),
    ),
    ...applySeverities(inline.problems, settings.severities).map(asBuiltin),
    ...noTests(cases.length, settings).map(asBuiltin),
  ];
  const golden = files.flatMap(({ names, golden }) => toFindings(goldenFound(golden.problems, settings), names));
  // A test file that cannot be read takes nothing from the others.
  const faultless = !withSuppressions(document, found, settings).some(
    ({ finding }) => finding.severity === 'error' && finding.suppressed !== true && !VERSION_RULES.has(finding.ruleId),
  );
  const { results, causes, coverage, ...behaviour } = await behaviourOf(
    cases,
    source.names,
    document,
    asked,
    settings.engine === 'kt' ? 'left-out' : faultless ? 'decides' : 'kept-by-errors',
  );
  const untested = applySeverities(behaviour.untested, settings.severities);
  const mutated = faultless ? await mutationOf({ source, document, cases }, untested, settings, engines) : undefined;
  const shown = [...untested, ...applySeverities(mutated?.survivors ?? [], settings.severities)];
  const unknown = [...(coverage === undefined ? COVERAGE_RULES : []), ...(mutated === undefined ? MUTATION_RULES : [])];
  const findings = [
    ...toFindings(
      [
        ...withSuppressions(document, [...found, ...shown.map(asBuiltin)], settings, unknown),
        ...coverageGate(
          { coverage, cases: cases.length, faultless: faultless && golden.every(({ severity }) => severity !== 'error') },
          document,
          settings,
        ).map(asBuiltin),
      ],
      source.names,
    ),
    ...golden,
  ];
  const report: PackReport = {
    file: source.names.workspaceFile,
    digest: digestOf(source.bytes),
    ...(document.identity !== undefined && { pack: document.identity }),
    result: resultOf(findings, results, settings),
    findings,
    tests: { ...totalsOf(results), cases: results, ...(causes.length > 0 && { causes }) },
    ...(coverage !== undefined && { coverage }),
    ...(mutated !== undefined && { mutation: mutated.report }),
  };
  return { report: withoutLiterals(report, document), document };
}

/** Their readers are loaded only here: linting alone needs neither. */
async function casesOf(source: PackSource, document: PolicyDocument): Promise<Cases> {
  const { readCases } = await import('./read-cases.js');
  return readCases(source, document);
}

/** The evaluator and its pattern engine, larger than the linter, are loaded only with cases to decide. */
async function behaviourOf(
  cases: readonly PlacedCase[],
  names: FileNames,
  document: PolicyDocument,
  asked: KtAnswers,
  builtin: BuiltinPart,
): Promise<Behaviour> {
  if (cases.length === 0) return { results: [], causes: [], untested: [] };
  const { decideCases } = await import('./behaviour.js');
  return decideCases(cases, { document, packFile: names.workspaceFile, asked, builtin });
}

/** Rules whose findings come of coverage and of the option `mutation`: without these, nobody can say that a comment suppresses nothing. */
const COVERAGE_RULES = ['entry-untested', 'item-untested'] as const;
const MUTATION_RULES = ['mutant-survived'] as const;

/** The score of the pack's tests, where it is wanted and there are any. */
async function mutationOf(
  subject: Omit<MutationSubject, 'untested'>,
  untested: readonly LintFinding[],
  { mutation }: PackSettings,
  engines: PackEngines,
): Promise<MutationOutcome | undefined> {
  if (mutation === undefined || subject.cases.length === 0) return undefined;
  const { scoreMutants } = await import('./mutation.js');
  return scoreMutants({ ...subject, untested }, engines, mutation);
}

/** The names of a pack and of its tests may hold a secret as well. Such text is not registered with the runner, which would mask what an attacker chose. */
function withoutLiterals(report: PackReport, document: PolicyDocument): PackReport {
  const secrets = secretsAmong(
    literalSecrets(document).map(({ value }) => value),
    [report.file],
  );
  return secrets.length === 0 ? report : redactReport(report, createRedactor(secrets));
}

/** The report of a pack of which something more was found, beside the other packs of its run. */
export function withFinding(report: PackReport, names: FileNames, finding: LintFinding, settings: PackSettings): PackReport {
  const [more] = settings.engine === 'kt' ? [] : toFindings(applySeverities([finding], settings.severities).map(asBuiltin), names);
  if (more === undefined) return report;
  const line = more.range?.start.line ?? 0;
  const after = report.findings.findIndex((one) => one.file !== names.file || (one.range?.start.line ?? 0) > line);
  const findings = report.findings.toSpliced(after === -1 ? report.findings.length : after, 0, more);
  return { ...report, findings, result: resultOf(findings, report.tests.cases, settings) };
}

function goldenFound(problems: readonly LintFinding[], settings: PackSettings): EngineFinding[] {
  return applySeverities(problems, settings.severities).map(asBuiltin);
}

/** What the engines say of the file, each fault once. */
function lintFound(
  document: PolicyDocument,
  builtin: readonly LintFinding[],
  asked: KtAnswers,
  settings: PackSettings,
): readonly EngineFinding[] {
  const kt = applySeverities(
    asked.problems.map((problem) => fromKt(problem, document)),
    settings.severities,
  );
  // With `engine: kt` our linter keeps quiet, except where the file cannot be read at all and kt has nothing to say with a position.
  if (settings.engine === 'kt') {
    return kt.length === 0 && document.problems.length > 0 ? builtin.map(asBuiltin) : kt.map((finding) => ({ finding, engine: 'kt' }));
  }
  // What kt says of a file that cannot be read, without a place in it, is the fault builtin has already put on its line.
  const unread = builtin.some(
    ({ severity, ruleId }) => severity === 'error' && document.problems.some((problem) => problem.ruleId === ruleId),
  );
  const placed = unread ? kt.filter((finding) => (finding.path ?? '') !== '') : kt;
  return mergeEngines({ document, builtin, kt: placed, answer: asked.answer, severities: settings.severities });
}

/** Marks what comments of the file switch off, whichever engine found it. */
function withSuppressions(
  document: PolicyDocument,
  found: readonly EngineFinding[],
  settings: PackSettings,
  unknown: readonly string[] = [],
): readonly EngineFinding[] {
  const { findings, problems } = suppress(
    document,
    // kt quotes what it reads, and so do our own messages.
    withoutSecrets(
      found.map(({ finding }) => finding),
      document,
    ),
    // A rule that could find nothing here is as good as off.
    new Map([...settings.severities, ...unknown.map((ruleId) => [ruleId, 'off'] as const)]),
  );
  const marked = found.map((one, index) => ({ ...one, finding: findings[index] ?? one.finding }));
  // kt knows nothing of these comments, and with kt alone most of our rules found nothing: whether one is needed cannot be told.
  if (settings.engine === 'kt') return marked;
  return [...marked, ...applySeverities(problems, settings.severities).map(asBuiltin)];
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

/** Zero decided cases are never `passed`, unless tests were switched off. */
function resultOf(findings: readonly Finding[], cases: readonly CaseResult[], settings: PackSettings): ValidateResult {
  const open = findings.filter((one) => one.suppressed !== true);
  const fatal = open.some((one) => one.severity === 'error' || (settings.failOn === 'warning' && one.severity === 'warning'));
  if (fatal || cases.some((one) => one.outcome === 'failed')) return 'failed';
  if (settings.tests === 'false') return 'passed';
  const undecided = cases.some((one) => one.outcome === 'undecided');
  const decided = cases.some((one) => one.outcome === 'passed');
  return undecided || !decided ? 'inconclusive' : 'passed';
}

function asBuiltin(finding: LintFinding): EngineFinding {
  return { finding, engine: 'builtin' };
}

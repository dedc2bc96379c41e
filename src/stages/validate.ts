import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../clock.js';
import type { Kt } from '../keeptrusts/kt.js';
import type { OptionsOf } from '../options/types.js';
import { Failure } from '../report/failure.js';
import type { Log } from '../report/log.js';
import type { PackReport, Reason, Severity, ValidateReport, ValidateResult } from '../report/model.js';
import type { Workspace, WorkspaceFile } from '../workspace/workspace.js';
import { type PackEngines, type PackSource, validatePack } from './pack.js';

export type ValidateOptions = Pick<OptionsOf<'validate'>, 'policy-file' | 'engine' | 'fail-on' | 'tests'> & {
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** What the inventory says of one file's tests, where no option says otherwise. */
  readonly testsOf: (file: string) => OptionsOf<'validate'>['tests'] | undefined;
};

export type ValidateContext = {
  readonly clock: Clock;
  readonly log: Log;
  readonly workspace: Workspace;
} & (
  | { readonly kt?: undefined }
  /** The directory is the run's own, for the copies kt reads. */
  | { readonly kt: Kt; readonly temporaryDirectory: string }
);

/**
 * Lints every policy file and runs its behaviour tests, one file after the other; the worst result is the stage's.
 * @throws Failure bad-input when a named file cannot be read or a pattern matches nothing.
 */
export async function validate(options: ValidateOptions, context: ValidateContext): Promise<ValidateReport> {
  const started = context.clock.elapsed();
  const startedAt = context.clock.now().toISOString();
  const paths = await context.workspace.expand(options['policy-file']);
  if (paths.length === 0) throw nothingMatched(options['policy-file']);

  const packs: PackReport[] = [];
  for (const [index, path] of paths.entries()) {
    const tests = options.testsOf(path) ?? options.tests;
    const source = await readPack(context.workspace, path, tests);
    const settings = { engine: options.engine, failOn: options['fail-on'], severities: options.severities, tests };
    const { report } = await validatePack(source, settings, enginesFor(context, index));
    packs.push(report);
    context.log.progress(`validated ${report.file}: ${report.result} (${index + 1} of ${paths.length})`);
  }
  const result = worstOf(packs);
  return {
    stage: 'validate',
    startedAt,
    durationMs: Math.round(context.clock.elapsed() - started),
    result,
    reason: reasonFor(result, packs, { ktRan: context.kt !== undefined, failOn: options['fail-on'] }),
    warnings: [],
    packs,
  };
}

function enginesFor(context: ValidateContext, index: number): PackEngines {
  if (context.kt === undefined) return {};
  const stagingDirectory = join(context.temporaryDirectory, `pack-${index}`);
  mkdirSync(stagingDirectory, { recursive: true });
  return { kt: context.kt, stagingDirectory };
}

/** Reads a policy file and the golden tests that belong to it: `tests/*.json` beside it (https://docs.keeptrusts.com/docs/cli/policy-test). */
export async function readPack(workspace: Workspace, path: string, wanted: OptionsOf<'validate'>['tests']): Promise<PackSource> {
  const file = await workspace.locate(path, 'policy file');
  const bytes = await workspace.read(file, 'policy file');
  const tests = wanted === 'false' ? [] : await workspace.list(join(dirname(file.path), 'tests'), '.json');
  const read = async (test: WorkspaceFile): Promise<PackSource['tests'][number]> => ({
    name: basename(test.path),
    names: { file: test.file, workspaceFile: test.workspaceFile },
    bytes: await workspace.read(test, 'test file'),
  });
  return { names: { file: file.file, workspaceFile: file.workspaceFile }, bytes, tests: await Promise.all(tests.map(read)) };
}

function nothingMatched(patterns: readonly string[]): Failure {
  return new Failure('bad-input', {
    doing: `looking for policy files ${JSON.stringify(patterns)}`,
    cameBack: 'no file matches',
    nextStep: 'Check the option policy-file and working-directory.',
  });
}

function worstOf(packs: readonly PackReport[]): ValidateResult {
  if (packs.some((pack) => pack.result === 'failed')) return 'failed';
  return packs.some((pack) => pack.result === 'inconclusive') ? 'inconclusive' : 'passed';
}

interface Circumstances {
  readonly ktRan: boolean;
  readonly failOn: ValidateOptions['fail-on'];
}

function reasonFor(result: ValidateResult, packs: readonly PackReport[], circumstances: Circumstances): Reason {
  const errors = count(packs, (pack) => pack.findings.filter((one) => one.severity === 'error').length);
  const warnings = count(packs, (pack) => pack.findings.filter((one) => one.severity === 'warning').length);
  const failed = count(packs, (pack) => pack.tests.failed);
  const undecided = count(packs, (pack) => pack.tests.undecided);
  const passed = count(packs, (pack) => pack.tests.passed);
  const files = plural(packs.length, 'policy file');
  const tally = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}; tests: ${passed} passed, ${failed} failed, ${undecided} undecided`;
  if (result === 'failed') {
    const warningsFail = circumstances.failOn === 'warning' && warnings > 0;
    return {
      summary: `${firstFault(packs, circumstances.failOn)} (${files}: ${tally})`,
      nextSteps: [
        ...(errors > 0 ? ['Correct the findings of severity error; each names its line and the fix.'] : []),
        ...(warningsFail ? ['Correct the warnings too, or set fail-on: error.'] : []),
        ...(failed > 0 ? ['Correct the policy, or the expectation of the failed tests.'] : []),
      ],
    };
  }
  if (result === 'inconclusive') {
    const untested = packs.some((pack) => pack.result === 'inconclusive' && pack.tests.cases.length === 0);
    const why = undecided > 0 ? `${plural(undecided, 'test')} could not be decided` : 'no behaviour test was decided';
    const decide = circumstances.ktRan ? 'Add tests that kt can decide.' : 'Set kt-version or kt-path, so that kt decides the tests.';
    return {
      summary: `${why} (${files}: ${tally})`,
      nextSteps: [
        ...(undecided > 0 ? [decide] : []),
        ...(untested ? ['Add golden files as tests/*.json beside the policy file, or set tests: false.'] : []),
      ],
    };
  }
  return { summary: `${files}: ${tally}`, nextSteps: [] };
}

/** What a reader should see first: an error, a failed test, and only then a warning that `fail-on` makes count. */
function firstFault(packs: readonly PackReport[], failOn: ValidateOptions['fail-on']): string {
  const findings = packs.flatMap((pack) => pack.findings);
  const error = findings.find((one) => one.severity === 'error');
  if (error !== undefined) return error.message;
  const failed = packs.flatMap((pack) => pack.tests.cases).find((one) => one.outcome === 'failed');
  if (failed !== undefined) return `test "${failed.name}": ${failed.reason ?? 'failed'}`;
  const warning = failOn === 'warning' ? findings.find((one) => one.severity === 'warning') : undefined;
  return warning?.message ?? 'a finding of the severity fail-on names';
}

function count(packs: readonly PackReport[], of: (pack: PackReport) => number): number {
  return packs.reduce((sum, pack) => sum + of(pack), 0);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

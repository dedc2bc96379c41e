import { mkdir } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { dirname, join } from 'node:path/posix';
import type { Clock } from '../clock.js';
import type { Kt } from '../keeptrusts/kt.js';
import type { OptionsOf } from '../options/types.js';
import { Failure } from '../report/failure.js';
import type { Log } from '../report/log.js';
import type { PackReport, Reason, Severity, ValidateReport, ValidateResult } from '../report/model.js';
import type { Workspace, WorkspaceFile } from '../workspace/workspace.js';
import { type PackSource, validatePack } from './pack.js';

export type ValidateOptions = Pick<OptionsOf<'validate'>, 'policy-file' | 'engine' | 'fail-on' | 'tests'> & {
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** What the inventory says of one file's tests, where no option says otherwise. */
  readonly testsOf: (file: string) => OptionsOf<'validate'>['tests'] | undefined;
};

export interface ValidateContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly workspace: Workspace;
  readonly kt?: Kt;
  /** A directory of this run's own, for the copies kt reads. */
  readonly temporaryDirectory: string;
}

/**
 * Lints every policy file and runs its behaviour tests.
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
    const stagingDirectory = joinPath(context.temporaryDirectory, `pack-${index}`);
    if (context.kt !== undefined) await mkdir(stagingDirectory, { recursive: true });
    const settings = { engine: options.engine, failOn: options['fail-on'], severities: options.severities, tests };
    const { report } = await validatePack(source, settings, { stagingDirectory, ...(context.kt !== undefined && { kt: context.kt }) });
    packs.push(report);
    context.log.progress(`validated ${report.file}: ${report.result} (${index + 1} of ${paths.length})`);
  }
  const result = worstOf(packs);
  return {
    stage: 'validate',
    startedAt,
    durationMs: Math.round(context.clock.elapsed() - started),
    result,
    reason: reasonFor(result, packs, context.kt !== undefined),
    warnings: [],
    packs,
  };
}

/** Reads a policy file and the golden tests that belong to it: `tests/*.json` beside it (https://docs.keeptrusts.com/docs/cli/policy-test). */
export async function readPack(workspace: Workspace, path: string, wanted: OptionsOf<'validate'>['tests']): Promise<PackSource> {
  const file = await workspace.locate(path, 'policy file');
  const bytes = await workspace.read(file, 'policy file');
  const tests = wanted === 'false' ? [] : await workspace.list(join(dirname(path), 'tests'), '.json');
  const read = async (test: WorkspaceFile): Promise<PackSource['tests'][number]> => ({
    name: test.path.slice(Math.max(test.path.lastIndexOf('/'), test.path.lastIndexOf('\\')) + 1),
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

function reasonFor(result: ValidateResult, packs: readonly PackReport[], ktRan: boolean): Reason {
  const errors = count(packs, (pack) => pack.findings.filter((one) => one.severity === 'error').length);
  const warnings = count(packs, (pack) => pack.findings.filter((one) => one.severity === 'warning').length);
  const failed = count(packs, (pack) => pack.tests.failed);
  const undecided = count(packs, (pack) => pack.tests.undecided);
  const passed = count(packs, (pack) => pack.tests.passed);
  const files = plural(packs.length, 'policy file');
  const tally = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}; tests: ${passed} passed, ${failed} failed, ${undecided} undecided`;
  if (result === 'failed') {
    const first = packs.flatMap((pack) => pack.findings).find((one) => one.severity === 'error');
    const firstCase = packs.flatMap((pack) => pack.tests.cases).find((one) => one.outcome === 'failed');
    const because =
      first?.message ??
      (firstCase === undefined ? 'a finding of the severity fail-on names' : `test "${firstCase.name}": ${firstCase.reason ?? 'failed'}`);
    return {
      summary: `${because} (${files}: ${tally})`,
      nextSteps: [
        ...(errors > 0 ? ['Correct the findings of severity error; each names its line and the fix.'] : []),
        ...(failed > 0 ? ['Correct the policy, or the expectation of the failed tests.'] : []),
      ],
    };
  }
  if (result === 'inconclusive') {
    const why = undecided > 0 ? `${plural(undecided, 'test')} could not be decided` : 'no behaviour test was decided';
    return {
      summary: `${why} (${files}: ${tally})`,
      nextSteps: ktRan ? ['Add tests that kt can decide.'] : ['Set kt-version or kt-path, so that kt decides the tests.'],
    };
  }
  return { summary: `${files}: ${tally}`, nextSteps: [] };
}

function count(packs: readonly PackReport[], of: (pack: PackReport) => number): number {
  return packs.reduce((sum, pack) => sum + of(pack), 0);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

import { mkdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Clock } from '../clock.js';
import type { Kt } from '../keeptrusts/kt.js';
import type { OptionsOf } from '../options/types.js';
import type { PolicyDocument } from '../policy/document.js';
import { duplicatePackIds, type NamedPack, namedPack, type PackPast } from '../policy/lint/identity.js';
import { Failure } from '../report/failure.js';
import { gates, gatingPacks } from '../report/gate.js';
import type { Log } from '../report/log.js';
import type { BaseReading, PackDestination, PackReport, Severity, ValidateReport, ValidateResult } from '../report/model.js';
import { type Workspace, type WorkspaceFile, withSlashes } from '../workspace/workspace.js';
import { mapBounded } from './bounded.js';
import type { RunChanges } from './changed-packs.js';
import type { FileNames } from './finding.js';
import type { FixedPack } from './fix-pack.js';
import type { Comparison, RunBase } from './newly-undecided.js';
import { type PackEngines, type PackSettings, type PackSource, validatePack, withFinding } from './pack.js';
import { reasonFor } from './validate-reason.js';

export type ValidateOptions = Pick<OptionsOf<'validate'>, 'policy-file' | 'engine' | 'fail-on' | 'tests'> & {
  readonly 'minimum-coverage'?: OptionsOf<'validate'>['minimum-coverage'];
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** Whether to try changes of each policy on its tests. */
  readonly mutation?: boolean;
  /** Whether to mend files where that is one safe edit. */
  readonly fix?: boolean;
  /** What the inventory says of one file's tests, where no option says otherwise. */
  readonly testsOf: (file: string) => OptionsOf<'validate'>['tests'] | undefined;
};

export type ValidateContext = {
  readonly clock: Clock;
  readonly log: Log;
  readonly workspace: Workspace;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
  /** What files were before; absent when versions are not compared. */
  readonly readPasts?: (files: readonly WorkspaceFile[]) => Promise<RunPasts>;
  /** With `changed-only`: tells which packs gate. Without it all do. */
  readonly readChanges?: (files: readonly WorkspaceFile[]) => Promise<RunChanges>;
  /** With `undecided: new`: reads what undecided cases are compared with; `no-base` where nothing comes before these files. */
  readonly readBase?: 'no-base' | ((files: readonly WorkspaceFile[]) => Promise<RunBase>);
  /** Where the inventory sends a file, by its path from the working directory. */
  readonly destinationOf?: (path: string) => PackDestination | undefined;
  /** The control plane that the inventory sends both files to, by their names from the workspace's root. */
  readonly boundTogether?: (one: string, other: string) => string | undefined;
} & (
  | { readonly kt?: undefined }
  /** The directory is the run's own, for the copies kt reads. */
  | { readonly kt: Kt; readonly temporaryDirectory: string }
);

/** The past of every policy file of a run. */
export interface RunPasts {
  /** What could not be looked at, as sentences. */
  readonly notes: readonly string[];
  readonly pastOf: (workspaceFile: string, document: PolicyDocument) => PackPast | undefined;
}

/**
 * Lints every policy file and runs its behaviour tests, one file after the other; the worst result is the stage's. Packs that did not change do
 * not count with `changed-only`; where none counts, nothing is left to fail.
 * @throws Failure bad-input when a named file cannot be read or a pattern matches nothing.
 */
export async function validate(options: ValidateOptions, context: ValidateContext): Promise<ValidateReport> {
  const started = context.clock.elapsed();
  const startedAt = context.clock.now().toISOString();
  const paths = await context.workspace.expand(options['policy-file']);
  if (paths.length === 0) throw nothingMatched(options['policy-file']);

  const locateAll = (): Promise<WorkspaceFile[]> => Promise.all(paths.map((path) => context.workspace.locate(path, 'policy file')));
  const pasts = await context.readPasts?.(await locateAll());
  const changes = await context.readChanges?.(await locateAll());
  const announce = inOrder((detail, done) => context.log.progress({ doing: 'validated file', done, of: paths.length, detail }));
  const breathe = createBreather(context);
  // kt is a process that waits for the disk as much as it computes; our own engine has one thread and waits for nothing. The changes of one pack
  // keep as many of them busy.
  const limit = context.kt === undefined || options.mutation === true ? 1 : KT_AT_ONCE;
  const packs = await mapBounded(paths, limit, async (path, index) => {
    await breathe();
    const pack = await validateOne(path, index, options, { ...context, breathe }, { pasts, changes });
    const { file, result, tests } = pack.report;
    const unchanged = gates(pack.report) ? '' : ', unchanged';
    announce(index, `${file}: ${result}${unchanged}${tests.cases.length === 0 ? '' : `, tests: ${tests.cases.length}`}`);
    return pack;
  });
  const shared = withSharedIds(packs, context);
  const compared = await comparedWithBase(shared, packs, paths, context);
  const reports = compared?.packs ?? shared;
  const result = worstOf(gatingPacks(reports));
  const fixed = packs.reduce((sum, pack) => sum + pack.fixed, 0);
  const workingDirectory = withSlashes(relative(context.workspace.root, context.workspace.workingDirectory));
  return {
    stage: 'validate',
    startedAt,
    durationMs: Math.round(context.clock.elapsed() - started),
    result,
    reason: reasonFor(result, reports, {
      ktRan: context.kt !== undefined,
      failOn: options['fail-on'],
      fixed,
      ...(compared?.reading !== undefined && { base: compared.reading }),
      ...(changes?.reading !== undefined && { changedSince: changes.reading }),
    }),
    warnings: [...(changes?.warnings ?? []), ...(pasts?.notes ?? []), ...(compared?.warnings ?? [])],
    ...(compared?.reading !== undefined && { base: compared.reading }),
    ...(changes?.reading !== undefined && { changedSince: changes.reading }),
    ...(workingDirectory !== '' && { workingDirectory }),
    packs: reports,
  };
}

async function validateOne(
  path: string,
  index: number,
  options: ValidateOptions,
  context: ValidateContext & { readonly breathe: () => Promise<void> },
  { pasts, changes }: { readonly pasts: RunPasts | undefined; readonly changes: RunChanges | undefined },
): Promise<Validated> {
  const tests = options.testsOf(path) ?? options.tests;
  const read = await readPack(context.workspace, path, tests);
  const { names } = read;
  const gate = changes?.gateOf(names.workspaceFile, read, tests === 'false' ? 'left-out' : 'read');
  // Nobody asked about a pack that did not change: it is neither mended nor are changes of it tried.
  const asked = gate?.state !== 'existing';
  const settings: PackSettings = {
    engine: options.engine,
    failOn: options['fail-on'],
    severities: options.severities,
    tests,
    ...(options['minimum-coverage'] !== undefined && { minimumCoverage: options['minimum-coverage'] }),
    ...(asked &&
      options.mutation === true && {
        mutation: {
          pause: context.breathe,
          tried: (done, of) => context.log.progress({ doing: `${names.workspaceFile}: tried change`, done, of }),
        },
      }),
    ...(pasts !== undefined && { pastOf: (document) => pasts.pastOf(names.workspaceFile, document) }),
  };
  const { source, applied } = asked && options.fix === true ? await fix(path, read, settings, context) : { source: read, applied: [] };
  const validated = await validatePack(source, settings, enginesFor(context, `pack-${index}`));
  const { document } = validated;
  const destination = context.destinationOf?.(path);
  const report = { ...validated.report, ...(destination !== undefined && { destination }), ...(gate !== undefined && { gate }) };
  // Pieces of a text keep the whole text in memory; a copy does not, and of a finished pack nothing but the report is needed.
  return { ...structuredClone({ report, names, named: namedPack(document, names.workspaceFile) }), settings, fixed: applied.length };
}

async function fix(path: string, source: PackSource, settings: PackSettings, { workspace, log }: ValidateContext): Promise<FixedPack> {
  const { fixPack } = await import('./fix-pack.js');
  const file = await workspace.locate(path, 'policy file');
  const fixed = await fixPack(source, settings, (bytes) => workspace.replace(file, bytes, 'policy file'));
  for (const { message, ruleId, range, fix: edit } of fixed.applied) {
    const place = range === undefined ? file.workspaceFile : `${file.workspaceFile}:${range.start.line}:${range.start.column}`;
    const how = edit === undefined || edit.text === '' ? 'removed' : `now \`${edit.text}\``;
    log.info(`fixed ${place} ${message} (${ruleId}): ${how}`);
  }
  return fixed;
}

/** kt processes at the same time. */
const KT_AT_ONCE = 4;

/** Passes texts on in the order of their numbers, and how many that makes, whatever the order they come in, so that the same run gives the same log. */
function inOrder(pass: (text: string, passed: number) => void): (index: number, text: string) => void {
  const waiting = new Map<number, string>();
  let next = 0;
  return (index, text) => {
    waiting.set(index, text);
    for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(next)) {
      waiting.delete(next);
      next += 1;
      pass(ready, next);
    }
  };
}

/** How long signals may wait: the runner kills 10 s after it asks a job to stop. */
const BREATH_MS = 50;

/** Lets the process hear of signals now and then, and ends the work when the run is cancelled: reading and linting alone would never pause. */
function createBreather({ clock, signal }: ValidateContext): () => Promise<void> {
  let last = clock.elapsed();
  return async () => {
    if (clock.elapsed() - last < BREATH_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    last = clock.elapsed();
    signal?.throwIfAborted();
  };
}

interface Validated {
  readonly report: PackReport;
  readonly names: FileNames;
  readonly settings: PackSettings;
  readonly named: NamedPack | undefined;
  /** Findings that `--fix` mended. */
  readonly fixed: number;
}

/** What only shows when all packs of a run are known. */
function withSharedIds(packs: readonly Validated[], context: ValidateContext): readonly PackReport[] {
  // The finding stands at the later of two files: a pack that did not change must not take it from one that did.
  const inOrder = packs.toSorted((a, b) => Number(gates(a.report)) - Number(gates(b.report)));
  const named = inOrder.flatMap((pack) => pack.named ?? []);
  const found = new Map(duplicatePackIds(named, context.boundTogether ?? (() => undefined)).map(({ file, finding }) => [file, finding]));
  return packs.map(({ report, names, settings }) => {
    const finding = found.get(names.workspaceFile);
    return finding === undefined ? report : withFinding(report, names, finding, settings);
  });
}

interface Compared {
  readonly packs: readonly PackReport[];
  readonly reading?: BaseReading;
  readonly warnings: readonly string[];
}

/** With `undecided: new` and cases that stayed so: which of them were decided before. Nothing is read where it could tell nothing. */
async function comparedWithBase(
  reports: readonly PackReport[],
  packs: readonly Validated[],
  paths: readonly string[],
  context: ValidateContext,
): Promise<Compared | undefined> {
  const { readBase } = context;
  if (readBase === undefined || gatingPacks(reports).every((report) => report.tests.undecided === 0)) return undefined;
  if (readBase === 'no-base') return { packs: reports, warnings: [NO_BASE] };
  const { compareWithBase, hasOpenCases } = await import('./newly-undecided.js');
  if (!reports.some(hasOpenCases)) return undefined;
  const files = await Promise.all(paths.map((path) => context.workspace.locate(path, 'policy file')));
  const compared: Comparison = await compareWithBase(
    reports.flatMap((report, index) => {
      const [pack, file] = [packs[index], files[index]];
      if (pack === undefined || file === undefined) return [];
      return { report, file, settings: pack.settings, enginesFor: (copy: string) => enginesFor(context, `pack-${index}-${copy}`) };
    }),
    readBase,
  );
  const { unread, words } = compared.reading;
  return { ...compared, warnings: unread === undefined ? [] : [`undecided: new could not compare with ${words}: ${unread}`] };
}

const NO_BASE =
  'undecided: new has nothing to compare with, so undecided tests only warn: this is no pull request, merge group or push to the default branch; set base-ref to compare';

function enginesFor(context: ValidateContext, name: string): PackEngines {
  if (context.kt === undefined) return {};
  const stagingDirectory = join(context.temporaryDirectory, name);
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

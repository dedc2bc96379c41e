import { undecidedNew } from '../policy/evaluate/undecided.js';
import { gates } from '../report/gate.js';
import type { BaseReading, CaseResult, PackReport } from '../report/model.js';
import type { WorkspaceFile } from '../workspace/workspace.js';
import { type PackEngines, type PackSettings, type PackSource, validatePack } from './pack.js';

/** The base of a run, with the states of each policy file that `BasePacks` describes. */
export interface RunBase {
  readonly reading: BaseReading;
  readonly statesOf: (workspaceFile: string) => readonly PackSource[];
}

/** A pack of this run with what deciding its tests at the base needs. */
export interface ComparedPack {
  readonly report: PackReport;
  readonly file: WorkspaceFile;
  readonly settings: PackSettings;
  /** Engines for a copy of the pack, by a name of its own. */
  readonly enginesFor: (copy: string) => PackEngines;
}

export interface Comparison {
  readonly reading: BaseReading;
  /** The reports in their order, with the newly undecided cases marked. */
  readonly packs: readonly PackReport[];
}

/**
 * True for a pack whose open cases are worth comparing: those of a file with errors are open because of these, and those of a pack that did not
 * change were so before.
 */
export function hasOpenCases(pack: PackReport): boolean {
  const { tests, findings } = pack;
  return gates(pack) && tests.undecided > 0 && !findings.some((one) => one.severity === 'error' && one.suppressed !== true);
}

/**
 * Marks the cases that are undecided now and were decided at the base, by the engines of this run: with kt at hand, kt is asked about the base's
 * files as well, since builtin alone would call undecided there what kt had decided. Only packs with undecided cases are looked at. Where this
 * work left the base's branch before its newest commit, a case must have been decided at both: what the base gained since is not lost here.
 */
export async function compareWithBase(
  packs: readonly ComparedPack[],
  readBase: (files: readonly WorkspaceFile[]) => Promise<RunBase>,
): Promise<Comparison> {
  const open = packs.filter(({ report }) => hasOpenCases(report));
  const base = await readBase(open.map(({ file }) => file));
  const reports: PackReport[] = [];
  let { reading } = base;
  for (const pack of packs) {
    const { report, unread } = hasOpenCases(pack.report) ? await marked(pack, base) : { report: pack.report };
    reports.push(report);
    if (unread !== undefined) reading = { ...reading, unread };
  }
  return { reading, packs: reports };
}

interface Marked {
  readonly report: PackReport;
  readonly unread?: string;
}

async function marked({ report, file, settings, enginesFor }: ComparedPack, base: RunBase): Promise<Marked> {
  const { cases } = report.tests;
  const states = base.statesOf(file.workspaceFile);
  if (states.length === 0) return { report };
  let lost: readonly CaseResult[] = cases;
  for (const [index, state] of states.entries()) {
    const before = await validatePack(state, settingsAtBase(settings), enginesFor(`base-${index}`));
    const unusable = before.report.findings.find((one) => one.ruleId === 'kt-unusable');
    if (unusable !== undefined) return { report, unread: `of ${file.workspaceFile} as it was there, ${unusable.message}` };
    lost = undecidedNew(cases, before.report.tests.cases).filter((one) => lost.includes(one));
  }
  const isLost = new Set(lost);
  const told = cases.map((one) => (isLost.has(one) ? { ...one, newlyUndecided: true as const } : one));
  return { report: { ...report, tests: { ...report.tests, cases: told } } };
}

/** Only how its cases end is wanted of the base. */
function settingsAtBase({ engine, failOn, severities }: PackSettings): PackSettings {
  return { engine, failOn, severities, tests: 'true' };
}

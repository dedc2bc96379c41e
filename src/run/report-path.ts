import { realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AnyOptions } from '../options/rules.js';
import type { Entry } from '../options/table.js';
import { Failure } from '../report/failure.js';
import { isInside } from '../workspace/workspace.js';
import type { ResultFileOption } from './result-files.js';

export interface ReportPlaces {
  readonly workspace: string;
  /** RUNNER_TEMP; absent outside a runner. */
  readonly temporaryDirectory?: string | undefined;
}

/** Where an action's report goes when `report-file` does not say. */
export function defaultReportPath(entry: Entry, { workspace, temporaryDirectory }: ReportPlaces): string {
  // The name says which action and process: several steps of a job share RUNNER_TEMP.
  return join(temporaryDirectory ?? workspace, `keeptrusts-${entry === 'root' ? 'policy' : entry}-report-${process.pid}.json`);
}

/**
 * Where an option puts a file of an action: inside the workspace or under RUNNER_TEMP, links followed, because the folders of a checkout
 * may come from a stranger's pull request. Undefined when the option is not set.
 * @throws Failure bad-input when it leads elsewhere.
 */
export function chosenFile(
  option: 'report-file' | 'release-record' | ResultFileOption,
  options: AnyOptions,
  places: ReportPlaces,
): string | undefined {
  const given = options[option];
  if (given === undefined) return undefined;
  const { workspace, temporaryDirectory } = places;
  const path = resolve(workspace, options['working-directory'] ?? '.', given);
  const real = realOfNearest(path);
  for (const root of [workspace, ...(temporaryDirectory === undefined ? [] : [temporaryDirectory])]) {
    if (isInside(realOfNearest(resolve(root)), real)) return path;
  }
  throw new Failure('bad-input', {
    doing: `reading option ${option} ${JSON.stringify(given)}`,
    cameBack: 'it leads outside the workspace and RUNNER_TEMP',
    nextStep: 'Name a file inside the checkout or under RUNNER_TEMP.',
  });
}

/** The path with the links of its longest existing part followed. */
function realOfNearest(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realOfNearest(parent), path.slice(parent.length));
  }
}

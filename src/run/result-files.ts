import type { Report } from '../report/model.js';
import { writeAtomically } from '../report/write.js';
import { packsOf } from './findings.js';
import type { SourcePlaces } from './source-places.js';

/** Options that name a file for the results of a run, each in a format of its own. */
export type ResultFileOption = 'junit-file' | 'sarif-file';

export interface ResultFile {
  readonly option: ResultFileOption;
  readonly path: string;
}

/** Renders a redacted report. The formats are loaded only when their file is asked for. */
const RENDER: Readonly<Record<ResultFileOption, (report: Report, places: SourcePlaces) => Promise<string>>> = {
  'junit-file': async (report) => (await import('../report/junit.js')).renderJUnit(report),
  'sarif-file': async (report, places) => {
    const { placedFindings } = await import('./placed-findings.js');
    const { findings, revision } = placedFindings(report, places);
    return (await import('../report/sarif.js')).renderSarif(report, findings, revision);
  },
};

const RESULT_FILE_OPTIONS = ['junit-file', 'sarif-file'] as const satisfies readonly ResultFileOption[];

/** The files that were asked for; `place` turns an option into a path, undefined when it is not set. */
export function resultFiles(place: (option: ResultFileOption) => string | undefined): readonly ResultFile[] {
  return RESULT_FILE_OPTIONS.flatMap((option) => {
    const path = place(option);
    return path === undefined ? [] : [{ option, path }];
  });
}

/**
 * Writes the files, when any pack was validated: to readers an empty file means that all is well, and code scanning would close its alerts. What
 * validation found is theirs whatever became of a later stage.
 * @returns whether there was anything to write.
 * @param places of the directory that the report's names of files start from.
 * @throws Failure bad-input when a path cannot be written: a file that was asked for must not be missing silently.
 */
export async function writeResultFiles(files: readonly ResultFile[], report: Report, places: SourcePlaces): Promise<boolean> {
  if (!report.stages.some((stage) => packsOf(stage).length > 0)) return false;
  const faults: unknown[] = [];
  for (const { option, path } of files) {
    try {
      writeAtomically(path, await RENDER[option](report, places));
    } catch (error) {
      // The other file is written all the same.
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return true;
}

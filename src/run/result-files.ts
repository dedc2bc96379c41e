import type { Report } from '../report/model.js';
import { writeAtomically } from '../report/write.js';

/** Options that name a file for the results of a run, each in a format of its own. */
export type ResultFileOption = 'junit-file' | 'sarif-file';

export interface ResultFile {
  readonly option: ResultFileOption;
  readonly path: string;
}

/** Renders a redacted report. The formats are loaded only when their file is asked for. */
const RENDER: Readonly<Record<ResultFileOption, (report: Report, workspace: string) => Promise<string>>> = {
  'junit-file': async (report) => (await import('../report/junit.js')).renderJUnit(report),
  'sarif-file': async (report, workspace) => {
    const { placedFindings } = await import('./placed-findings.js');
    const findings = await placedFindings(report, workspace);
    return (await import('../report/sarif.js')).renderSarif(report, findings);
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
 * Writes the files. Only for a run that came to a result: to readers an empty file means that all is well, and code scanning would close its
 * alerts.
 * @param workspace the directory that the report's names of files start from.
 * @throws Failure bad-input when a path cannot be written: a file that was asked for must not be missing silently.
 */
export async function writeResultFiles(files: readonly ResultFile[], report: Report, workspace: string): Promise<void> {
  const faults: unknown[] = [];
  for (const { option, path } of files) {
    try {
      writeAtomically(path, await RENDER[option](report, workspace));
    } catch (error) {
      // The other file is written all the same.
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}

import type { Report } from '../report/model.js';
import { writeAtomically } from '../report/write.js';

/**
 * Writes the behaviour tests of a redacted report as JUnit XML.
 * @throws Failure bad-input when the path cannot be written: a file that was asked for must not be missing silently.
 */
export async function writeJUnit(path: string, report: Report): Promise<void> {
  // Loaded only when the file is asked for.
  const { renderJUnit } = await import('../report/junit.js');
  writeAtomically(path, renderJUnit(report));
}

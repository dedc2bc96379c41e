import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure, messageOf } from './failure.js';
import { serializeReport } from './json.js';
import type { Report } from './model.js';

/**
 * Writes the file so that a reader sees the old text or the new one, never a part, even when the process is killed or the
 * machine stops. Missing folders are created.
 * @throws Failure `bad-input` when the path cannot be written.
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  // Same folder: rename is atomic only within a file system.
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeToDisk(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    // The first error is the one to report.
    await rm(temporary, { force: true }).catch(() => {});
    throw new Failure(
      'bad-input',
      { doing: `writing ${path}`, cameBack: messageOf(error), nextStep: 'Choose a path in a folder this process may write to.' },
      { cause: error },
    );
  }
}

async function writeToDisk(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The run's report on disk. */
export interface ReportFile {
  readonly path: string;
  /** Resolves when this report, or a newer one, is on disk. Writes of overlapping calls happen one after another. */
  update(report: Report): Promise<void>;
}

/**
 * A report file that is written again whenever the report changes, so that a killed run leaves a true one. The report is
 * serialised at the call: later changes to the object do not leak into it. An unchanged report is not written twice.
 */
export function createReportFile(path: string): ReportFile {
  let wanted: string | undefined;
  let written: string | undefined;
  let writing: Promise<void> = Promise.resolve();

  const writeNewest = async (): Promise<void> => {
    const text = wanted;
    if (text === undefined || text === written) return;
    await writeAtomically(path, text);
    written = text;
  };

  return {
    path,
    update: (report) => {
      wanted = serializeReport(report);
      // A failed write must not stop the next one: that would freeze an outdated report.
      writing = writing.catch(() => {}).then(writeNewest);
      return writing;
    },
  };
}

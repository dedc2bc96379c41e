import { createHash, randomUUID } from 'node:crypto';
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
    for (const piece of pieces(text)) await file.writeFile(piece, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

/** UTF-16 units encoded at a time: a report of thousands of packs is not held in memory a second time. */
const PIECE_LENGTH = 1 << 20;

function* pieces(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const last = text.charCodeAt(from + PIECE_LENGTH - 1);
    // A surrogate pair is not cut in two.
    const to = from + PIECE_LENGTH - (last >= 0xd800 && last <= 0xdbff ? 1 : 0);
    yield text.slice(from, to);
    from = to;
  }
}

function hashOf(text: string): string {
  const hash = createHash('sha256');
  for (const piece of pieces(text)) hash.update(piece);
  return hash.digest('hex');
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
  /** Hash of what is on disk. */
  let written: string | undefined;
  let writing: Promise<void> = Promise.resolve();

  const writeNewest = async (): Promise<void> => {
    const text = wanted;
    if (text === undefined) return;
    const hash = hashOf(text);
    if (hash !== written) await writeAtomically(path, text);
    written = hash;
    // What is on disk need not stay in memory; a newer report may have come meanwhile.
    if (wanted === text) wanted = undefined;
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

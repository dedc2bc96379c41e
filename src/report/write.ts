import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure, messageOf } from './failure.js';
import { serializeReport } from './json.js';
import type { Report } from './model.js';
import { moveInto } from './rename.js';

/**
 * Writes the file so that a reader sees the old text or the new one, never a part, even when the process is killed. Missing folders are
 * created. Nothing is forced to disk: a machine that stops takes the job with it, and the wait would be paid by every run.
 * @throws Failure `bad-input` when the path cannot be written.
 */
export function writeAtomically(path: string, text: string | Iterable<string>): void {
  // Same folder: rename is atomic only within a file system. The name need not be secret: `wx` refuses what somebody else put there.
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
  try {
    makeFolder(dirname(path));
    writeNew(temporary, text);
    moveInto(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw new Failure(
      'bad-input',
      { doing: `writing ${path}`, cameBack: messageOf(error), nextStep: 'Choose a path in a folder this process may write to.' },
      { cause: error },
    );
  }
}

function writeNew(path: string, text: string | Iterable<string>): void {
  const file = openSync(path, 'wx');
  try {
    for (const chunk of typeof text === 'string' ? [text] : chunked(text)) writeFileSync(file, chunk, 'utf8');
  } finally {
    closeSync(file);
  }
}

/**
 * Characters that are written or compared at once: enough that calls of the system do not count, and little beside a process. The first chunk is
 * short, because two reports of a run differ near their start, in the time it took.
 */
const CHUNK_LENGTH = { first: 1024, others: 65_536 } as const;

function* chunked(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  let length: number = CHUNK_LENGTH.first;
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < length) continue;
    yield chunk;
    chunk = '';
    length = CHUNK_LENGTH.others;
  }
  yield chunk;
}

/**
 * Creates a folder and those above it that are missing. Node's own `recursive` never returns where a file system takes no folders and says that there is
 * no such file, as /proc does (seen with 20.20 and 24.19).
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(path)) throw error;
  }
}

/** The error that made the file useless is the one to report, not that it could not be removed. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

/** The run's report on disk. */
export interface ReportFile {
  readonly path: string;
  /** Writes the report unless the file already holds exactly this. @throws Failure `bad-input` when it cannot be written. */
  update(report: Report): void;
}

/** A report file that is written again whenever the report changes, so that a killed run leaves a true one. */
export function createReportFile(path: string): ReportFile {
  let isWritten = false;
  return {
    path,
    update: (report) => {
      if (isWritten && holds(path, serializeReport(report))) return;
      writeAtomically(path, serializeReport(report));
      isWritten = true;
    },
  };
}

/** Whether the file holds exactly this text; reads no further than the first difference. */
function holds(path: string, text: Iterable<string>): boolean {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    let position = 0;
    for (const chunk of chunked(text)) {
      const expected = Buffer.from(chunk, 'utf8');
      const found = Buffer.alloc(expected.length);
      readSync(file, found, 0, found.length, position);
      if (!found.equals(expected)) return false;
      position += expected.length;
    }
    return fstatSync(file).size === position;
  } catch {
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

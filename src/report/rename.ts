import { renameSync } from 'node:fs';

/**
 * What Windows answers while another program (a virus scanner, an indexer, an editor) has the target open, which passes within moments.
 * https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew (sharing violation, access denied)
 */
const PASSING: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];

/** Time between tries; together one and a half seconds, after which it is no passing thing. */
const PAUSES_MS = [10, 20, 50, 100, 200, 400, 700] as const;

export interface Renaming {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string, to: string) => void;
  readonly pause: (milliseconds: number) => void;
}

const REAL: Renaming = { platform: process.platform, rename: renameSync, pause: pauseThread };

/**
 * Moves a file into the place of another. On Windows it tries again where the other one is held open; elsewhere an open file is no obstacle, and
 * the same answers mean a lack of rights.
 * @throws the file system's error.
 */
export function moveInto(from: string, to: string, { platform, rename, pause }: Renaming = REAL): void {
  for (const milliseconds of platform === 'win32' ? PAUSES_MS : []) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      if (!isPassing(error)) throw error;
      pause(milliseconds);
    }
  }
  rename(from, to);
}

function isPassing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && PASSING.includes(String(error.code));
}

/** Reports are written synchronously, also from handlers that cannot wait for a promise. */
function pauseThread(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

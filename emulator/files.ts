import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

/** Keeps writers of one thing in order: each piece of work starts after the one before it has ended, well or badly. */
export class WriteQueue {
  #last: Promise<unknown> = Promise.resolve();

  add<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work, work);
    this.#last = result.catch(() => {});
    return result;
  }

  /** Resolves when everything added so far has ended. */
  async settled(): Promise<void> {
    await this.#last;
  }
}

/**
 * Replaces a file as a whole: a reader, or a restart after a kill, finds the old content or the new, never a part.
 * @param mode permission bits of the new file.
 * @throws the file system's error; the temporary file is removed then.
 */
export async function writeFileAtomically(path: string, text: string, mode = 0o600): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { mode });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

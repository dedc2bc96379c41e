import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256OfFile } from '../kt-identity.js';
import { isRecord } from '../kt-output.js';
import { sha256Hex } from './kt-release.js';

/** Where one installed kt lies: `<root>/kt/<version>/<arch>`, with a `.complete` file beside, as the runner's tool cache has it. */
export interface CachePlace {
  readonly root: string;
  readonly version: string;
  readonly arch: string;
}

export interface CacheRecord {
  readonly artifact: string;
  readonly archiveSha256: string;
  readonly binarySha256: string;
}

export type CacheReading =
  | { readonly kind: 'hit'; readonly path: string }
  | { readonly kind: 'empty' }
  /** Something is there that must not be run. */
  | { readonly kind: 'tampered'; readonly reason: string };

const EXECUTABLE = 'kt';
const RECORD_FILE = 'keeptrusts-policy.json';
/** One to evict a stale kt, and some for other jobs that do the same at the same time. */
const PLACING_ATTEMPTS = 5;

/*
 * Plain file operations instead of `@actions/tool-cache`: that one empties the final directory and copies into it, so that two jobs of
 * a self-hosted runner can meet a half-written kt; it works only where RUNNER_TOOL_CACHE and RUNNER_TEMP are set, which a terminal has
 * not; and it writes `::debug::` commands to stdout. The layout is the same, so other steps and image cleaners find what they expect.
 */

/**
 * Looks for kt in the cache and hashes it again. The record beside it says which archive it came from; only the archive that is
 * expected now counts. This finds corruption and careless replacement; who can rewrite the record as well owns the machine.
 */
export async function readCache(place: CachePlace, expected: Pick<CacheRecord, 'artifact' | 'archiveSha256'>): Promise<CacheReading> {
  const directory = directoryOf(place);
  if (!(await exists(directory))) return { kind: 'empty' };
  const path = join(directory, EXECUTABLE);
  const record = await readRecord(join(directory, RECORD_FILE));
  if (record === undefined) return { kind: 'tampered', reason: 'it has no readable record of where it came from' };
  if (record.artifact !== expected.artifact || record.archiveSha256 !== expected.archiveSha256) {
    return { kind: 'tampered', reason: `it came from another archive (SHA-256 ${record.archiveSha256})` };
  }
  const actual = await sha256OfFile(path).catch(() => undefined);
  if (actual === record.binarySha256) return { kind: 'hit', path };
  return { kind: 'tampered', reason: actual === undefined ? 'kt is missing from it' : 'kt in it is not the one that was installed' };
}

/** Puts kt into the cache in one rename, in place of whatever is there, and gives its path. */
export async function writeCache(place: CachePlace, executable: Uint8Array, record: CacheRecord): Promise<string> {
  const directory = directoryOf(place);
  const parent = dirname(directory);
  await mkdir(parent, { recursive: true });
  const fresh = join(parent, `.new-${randomUUID()}`);
  try {
    await mkdir(fresh);
    await writeFile(join(fresh, EXECUTABLE), executable, { flag: 'wx' });
    await chmod(join(fresh, EXECUTABLE), 0o755);
    await writeFile(join(fresh, RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`, { flag: 'wx' });
    await putInPlace(fresh, directory, place, record);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  await writeFile(`${directory}.complete`, '');
  return join(directory, EXECUTABLE);
}

/** Another job may have put the same kt there meanwhile: then that one stays, because it may already be running from it. */
async function putInPlace(fresh: string, directory: string, place: CachePlace, record: CacheRecord): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(fresh, directory);
      return;
    } catch (error) {
      const theirs = await readCache(place, record);
      if (theirs.kind === 'hit') return;
      if (attempt === PLACING_ATTEMPTS) throw error;
    }
    await evict(directory);
  }
}

/** Moves it away before deleting, so that nobody meets half of it. */
async function evict(directory: string): Promise<void> {
  const away = join(dirname(directory), `.old-${randomUUID()}`);
  await rm(`${directory}.complete`, { force: true });
  try {
    await rename(directory, away);
  } catch {
    return;
  }
  await rm(away, { recursive: true, force: true });
}

function directoryOf(place: CachePlace): string {
  return join(place.root, EXECUTABLE, place.version, place.arch);
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

async function readRecord(file: string): Promise<CacheRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!isRecord(value) || typeof value.artifact !== 'string') return undefined;
    const archiveSha256 = sha256Hex(value.archiveSha256);
    const binarySha256 = sha256Hex(value.binarySha256);
    return archiveSha256 === undefined || binarySha256 === undefined
      ? undefined
      : { artifact: value.artifact, archiveSha256, binarySha256 };
  } catch {
    return undefined;
  }
}

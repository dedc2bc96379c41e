import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface PackFiles {
  readonly policy: Uint8Array;
  readonly tests: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export interface StagedPack {
  /** What `--pack-dir` takes. */
  readonly directory: string;
  readonly policyFile: string;
  /** Where each test lies, in the order given. */
  readonly tests: readonly { readonly name: string; readonly file: string }[];
}

/** File names that mean the same on every file system and are never hidden, a flag or a path. */
const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.json$/;

/**
 * Writes a pack the way `kt policy test --pack-dir` wants it (https://docs.keeptrusts.com/docs/cli/policy-test): the policy as
 * `policy-config.yaml` whatever it is called, golden tests as `tests/*.json`. Plain names are kept; others, and names that differ
 * only in case, get a number. Bytes are written as they are. Rejects when the directory already holds one of the files.
 */
export async function stagePack(pack: PackFiles, directory: string): Promise<StagedPack> {
  const policyFile = join(directory, 'policy-config.yaml');
  const testDirectory = join(directory, 'tests');
  await mkdir(testDirectory, { recursive: true });
  await writeNew(policyFile, pack.policy);
  const taken = new Set<string>();
  const tests: StagedPack['tests'][number][] = [];
  for (const [index, test] of pack.tests.entries()) {
    const file = join(testDirectory, stagedName(test.name, index, taken));
    await writeNew(file, test.bytes);
    tests.push({ name: test.name, file });
  }
  return { directory, policyFile, tests };
}

function stagedName(name: string, index: number, taken: Set<string>): string {
  const plain = basename(name);
  const numbered = `${String(index + 1).padStart(3, '0')}-${plain
    .replace(/\.json$/i, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, 80)}.json`;
  const staged = PLAIN_NAME.test(plain) && !taken.has(plain.toLowerCase()) ? plain : numbered;
  if (taken.has(staged.toLowerCase())) return stagedName(`${index + 1}-${plain}`, index, taken);
  taken.add(staged.toLowerCase());
  return staged;
}

/** `wx` refuses what is already there, symbolic links included. */
async function writeNew(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(file, bytes, { flag: 'wx', mode: 0o600 });
}

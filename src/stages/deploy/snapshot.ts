import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digest, digestOf } from '../../policy/digest.js';
import { Failure, messageOf } from '../../report/failure.js';

/** One private, read-only copy of the policy file: what is validated again, and the only file kt is ever given. */
export interface Snapshot {
  readonly path: string;
  readonly digest: Digest;
}

/**
 * Writes `bytes` to a directory of their own below `parent`, which only this user can enter, and makes the copy read-only.
 * @throws Failure bad-input when the copy cannot be written.
 */
export async function takeSnapshot(bytes: Uint8Array, parent: string): Promise<Snapshot> {
  try {
    const directory = await mkdtemp(join(parent, 'snapshot-'));
    const path = join(directory, 'policy-config.yaml');
    await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
    await chmod(path, 0o400);
    return { path, digest: digestOf(bytes) };
  } catch (error) {
    throw new Failure('bad-input', {
      doing: `copying the policy file below ${parent}`,
      cameBack: messageOf(error),
      nextStep: "Check that this runner's temporary directory exists, is writable and has room",
    });
  }
}

/**
 * Checks right before a write that the snapshot still holds the validated bytes: kt is another program with the same rights as ours.
 * @throws Failure refused when they differ or cannot be read.
 */
export async function assertUntouched(snapshot: Snapshot): Promise<void> {
  const found: string = await readFile(snapshot.path).then(digestOf, messageOf);
  if (found === snapshot.digest) return;
  throw new Failure('refused', {
    doing: 'checking the policy snapshot before handing it to kt',
    cameBack: `${snapshot.digest} was validated, and now there is: ${found}`,
    nextStep: 'Something on this runner changed the file during the run; find out what before deploying again',
  });
}

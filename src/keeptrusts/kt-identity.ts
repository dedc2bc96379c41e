import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Failure, type FailureKind, messageOf } from '../report/failure.js';
import type { KtIdentity } from './kt.js';
import { ktEnvironment, type ParentEnvironment } from './kt-environment.js';
import { excerpt, whatItSaid, whyNoAnswer } from './kt-output.js';
import type { ProcessOutcome, RunProcess } from './process.js';

/** `kt --version` works locally; a program that needs longer is not kt, or hangs. */
export const VERSION_TIMEOUT_MS = 10_000;

const VERSION_OUTPUT_LIMIT = 64 * 1024;
const VERSION_LENGTH_LIMIT = 200;

export interface IdentifySettings {
  readonly runProcess: RunProcess;
  readonly environment: ParentEnvironment;
  /** An empty temporary directory: nothing says which kt this is yet, so it gets no token. */
  readonly emptyHome: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Asks an executable whether it is kt. Its answer must contain `kt`, which is all that is documented of it (the formula test of
 * https://github.com/keeptrusts/tap).
 * @throws Failure `bad-input` when the file is missing or not executable; `transport` when it hangs, fails or answers something else.
 */
export async function identifyKt(path: string, settings: IdentifySettings): Promise<KtIdentity> {
  await mustBeExecutable(path);
  const sha256 = await sha256OfFile(path);
  const outcome = await settings.runProcess({
    command: path,
    args: ['--version'],
    environment: ktEnvironment(settings.environment, { kind: 'untrusted', home: settings.emptyHome }),
    directory: settings.emptyHome,
    timeoutMs: settings.timeoutMs ?? VERSION_TIMEOUT_MS,
    outputLimit: VERSION_OUTPUT_LIMIT,
    ...(settings.signal === undefined ? {} : { signal: settings.signal }),
  });
  const version = versionLine(outcome);
  if (version === undefined) throw notKt(path, 'transport', problemOf(outcome));
  return { path, version, sha256, emulated: /\bemulated\b/i.test(version) };
}

async function mustBeExecutable(path: string): Promise<void> {
  try {
    const info = await stat(path);
    if (!info.isFile()) throw notKt(path, 'bad-input', info.isDirectory() ? 'it is a directory' : 'it is not a file');
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw notKt(
      path,
      'bad-input',
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : messageOf(error),
    );
  }
  try {
    await access(path, constants.X_OK);
  } catch {
    throw notKt(path, 'bad-input', 'it is not executable');
  }
}

/** The first line that names kt, whichever stream it came on. */
function versionLine(outcome: ProcessOutcome): string | undefined {
  if (outcome.kind !== 'exited' || outcome.code !== 0) return undefined;
  const lines = `${outcome.stdout}\n${outcome.stderr}`.split('\n').map((line) => excerpt(line, [], VERSION_LENGTH_LIMIT));
  return lines.find((line) => line.includes('kt'));
}

function problemOf(outcome: ProcessOutcome): string {
  if (outcome.kind !== 'exited') return `${outcome.kind === 'not-started' ? 'it' : '`kt --version`'} ${whyNoAnswer(outcome)}`;
  const said = whatItSaid(outcome);
  if (outcome.code !== 0) return `\`kt --version\` exited with ${outcome.code} and said: ${said}`;
  return said === 'nothing' ? '`kt --version` printed nothing' : `\`kt --version\` printed something that does not name kt: ${said}`;
}

function notKt(path: string, kind: FailureKind, cameBack: string): Failure {
  return new Failure(kind, {
    doing: `asking kt at ${path} for its version`,
    cameBack,
    nextStep: 'Point `kt-path` at a working kt, or set `kt-version` to have one installed.',
  });
}

/** The SHA-256 of a file's bytes, 64 lower-case hex digits. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

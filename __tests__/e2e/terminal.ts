import { spawn } from 'node:child_process';
import { CLI, type Scene } from './harness.js';
import { NODE } from './node.js';
import { noneLeft } from './processes.js';

export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Another copy of the bundled command line than the one in dist/. */
  readonly program?: string;
  /** Leaves all output unread for so long. */
  readonly readAfterMs?: number;
  /** Called with all output so far whenever there is more. */
  readonly onOutput?: (text: string, send: (signal: 'SIGINT' | 'SIGTERM') => void) => void;
}

/** Runs the bundled command line in the scene's workspace with a user's environment, without a terminal, until nothing of it is left. */
export async function runCli(scene: Scene, argv: readonly string[], options: CommandOptions = {}): Promise<CommandRun> {
  const { PATH = '', HOME = '', LANG = '' } = scene.environment();
  const child = spawn(NODE, [options.program ?? CLI, ...argv], {
    cwd: scene.workspace,
    env: { PATH, HOME, LANG, TMPDIR: scene.directory, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      options.onOutput?.(output.stdout + output.stderr, (signal) => void child.kill(signal));
    });
  }
  if (options.readAfterMs !== undefined) {
    child.stdout.pause();
    child.stderr.pause();
    setTimeout(() => {
      child.stdout.resume();
      child.stderr.resume();
    }, options.readAfterMs);
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? -1));
  });
  await noneLeft(scene.directory);
  return { code, ...output };
}

import { resolve } from 'node:path';
import { FAILED, Flags, KT_COMMANDS, type KtCommandWords, type KtResult, UsageProblem } from './kt-commands.js';
import type { FaultIo } from './kt-faults.js';
import type { Session } from './kt-remote.js';
import { reasonOf } from './values.js';

export const KT_VERSION_TEXT = 'kt 0.1.0 (emulated)';

export interface KtIo extends FaultIo {
  /** Relative paths on the command line start here; the process's directory by default. */
  readonly directory?: string;
  readonly now?: () => Date;
}

type Runner = (args: readonly string[], session: Session) => Promise<KtResult>;

/** Imported on use: `--version`, push and the event query need neither YAML nor rules. */
const RUNNERS: Readonly<Record<KtCommandWords, Runner>> = {
  '--version': async () => ({ code: 0, stdout: `${KT_VERSION_TEXT}\n` }),
  'policy lint': async (args, { resolve: path }) => (await import('./kt-lint.js')).lintCommand(new Flags(args), path),
  'policy test': async (args, { resolve: path }) => (await import('./kt-test.js')).testCommand(new Flags(args), path),
  'policy push': async (args, session) => (await import('./kt-remote.js')).pushCommand(new Flags(args), session),
  'policy deploy': async (args, session) => (await import('./kt-remote.js')).deployCommand(new Flags(args), session),
  doctor: async (args, session) => (await import('./kt-remote.js')).doctorCommand(new Flags(args), session),
  'events tail': async (args, session) => (await import('./kt-remote.js')).eventsCommand(new Flags(args), session),
  'gateway list': async (args, session) => (await import('./kt-remote.js')).listCommand(new Flags(args), session),
  'gateway inspect': async (args, session) => (await import('./kt-remote.js')).inspectCommand(new Flags(args), session),
  'gateway diff': async (args, session) => (await import('./kt-remote.js')).diffCommand(new Flags(args), session),
  'gateway revert': async (args, session) => (await import('./kt-remote.js')).revertCommand(new Flags(args), session),
  'auth whoami': async (args, session) => (await import('./kt-remote.js')).whoamiCommand(new Flags(args), session),
};

/**
 * The emulated `kt` command. Reads `KEEPTRUSTS_API_URL`, `KEEPTRUSTS_API_TOKEN`, `KEEPTRUSTS_GATEWAY_URL` and
 * `KEEPTRUSTS_EMULATOR_KT_FAULT` from `environment`, nothing else.
 * @returns the exit code; never throws for a bad command line or an answer it did not like.
 */
export async function runKt(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>, io: KtIo): Promise<number> {
  const work = async (): Promise<number> => {
    const result = await resultOf(argv, environment, io);
    if (result.stdout !== undefined) io.stdout(result.stdout);
    if (result.stderr !== undefined) io.stderr(result.stderr);
    return result.code;
  };
  const setting = environment.KEEPTRUSTS_EMULATOR_KT_FAULT;
  if (setting === undefined || setting === '') return work();
  try {
    const { orderedFault, runUnderFault } = await import('./kt-faults.js');
    const fault = orderedFault(setting, argv);
    return fault === undefined ? await work() : await runUnderFault(fault, io, work);
  } catch (error) {
    io.stderr(`error: ${reasonOf(error)} (emulated)\n`);
    return FAILED;
  }
}

async function resultOf(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>, io: KtIo): Promise<KtResult> {
  const command = KT_COMMANDS.find(({ words }) => `${argv.join(' ')} `.startsWith(`${words} `));
  if (command === undefined) {
    return {
      code: FAILED,
      stderr: `error: unknown command. The emulated kt knows: ${KT_COMMANDS.map(({ words }) => words).join(', ')} (emulated)\n`,
    };
  }
  const directory = io.directory ?? process.cwd();
  const session: Session = {
    environment,
    resolve: (path) => resolve(directory, path),
    signal: io.signal,
    now: io.now ?? (() => new Date()),
  };
  try {
    return await RUNNERS[command.words](argv.slice(command.words.split(' ').length), session);
  } catch (error) {
    const usage = error instanceof UsageProblem ? `. Usage: ${command.usage}` : '';
    return { code: FAILED, stderr: `error: kt ${command.words}: ${reasonOf(error)}${usage} (emulated)\n` };
  }
}

import { dirname, join, resolve } from 'node:path';
import { type EmulatedGatewayOptions, startEmulator, writeKtCommand } from './fleet.js';
import { reasonOf } from './values.js';
import { untilAborted } from './waiting.js';

export interface EmulatorIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Ends the command in place of SIGINT and SIGTERM. */
  readonly signal?: AbortSignal;
}

/** What the command line says in the words it has for all commands; handed in, because the emulator uses nothing of what it stands in for. */
export interface EmulatorWords {
  /** The whole help around what the command does. */
  readonly help: (body: string) => string;
  /** `; did you mean x?`, or nothing. */
  readonly meant: (word: string, known: readonly string[]) => string;
}

const PLAIN_WORDS: EmulatorWords = { help: (body) => body, meant: () => '' };

const HELP = `Runs an emulated Keeptrusts control plane and gateways on 127.0.0.1 until SIGINT or SIGTERM. Nothing it says comes from Keeptrusts.

Options:
  --state DIR           folder for configurations, events, the token and the emulated
                        kt; survives restarts
  --gateway ID[=PORT]   a gateway; repeat for more
  --poll 1s             how often gateways fetch their configuration (default 30s)
  --port N              port of the control plane (default: the system chooses)
  -h, --help            show this text
`;

interface Request {
  stateDirectory: string | undefined;
  gateways: EmulatedGatewayOptions[];
  pollIntervalMs?: number;
  port?: number;
}

type Reader = (request: Request, value: string) => void;

const READERS: Readonly<Record<string, Reader>> = {
  '--state': (request, value) => {
    request.stateDirectory = value;
  },
  '--gateway': (request, value) => {
    const [, id = '', port] = /^([^=]+?)(?:=(.+))?$/.exec(value) ?? [];
    if (id === '') throw new RangeError('--gateway needs an id');
    if (request.gateways.some((gateway) => gateway.id === id)) throw new RangeError(`--gateway ${JSON.stringify(id)} was given twice`);
    request.gateways.push(port === undefined ? { id } : { id, port: portOf('--gateway', port) });
  },
  '--poll': (request, value) => {
    request.pollIntervalMs = durationOf(value);
  },
  '--port': (request, value) => {
    request.port = portOf('--port', value);
  },
};

/**
 * `keeptrusts-policy emulator`.
 * @param self the bundled command line, which is the emulated kt as well; without it no `kt` is written
 * @returns the exit code, once stopped
 */
export async function emulatorCommand(
  argv: readonly string[],
  io: EmulatorIo,
  words: EmulatorWords = PLAIN_WORDS,
  self?: string,
): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    io.stdout(words.help(HELP));
    return 0;
  }
  try {
    const { stateDirectory, ...rest } = requestOf(argv, words);
    if (stateDirectory === undefined || rest.gateways.length === 0) throw new RangeError('--state and at least one --gateway are needed');
    const emulator = await startEmulator({ stateDirectory, ...rest });
    const kt =
      self === undefined ? undefined : await writeKtCommand(resolve(stateDirectory, 'bin'), process.execPath, self, ['emulated-kt']);
    // Listening comes first: who reads the greeting may stop the emulator at once.
    const stopped = untilStopped(io.signal);
    io.stdout(greeting(emulator.apiUrl, emulator.gateways, stateDirectory, kt));
    await stopped;
    await emulator.stop();
    return 0;
  } catch (error) {
    io.stderr(`keeptrusts-policy emulator: ${reasonOf(error)}. See keeptrusts-policy emulator --help\n`);
    return 1;
  }
}

/** The token stays in its file, so that it does not end in a terminal's history or a log. */
function greeting(
  apiUrl: string,
  gateways: readonly { readonly id: string; readonly url: string }[],
  stateDirectory: string,
  kt: string | undefined,
): string {
  return [
    'Emulated Keeptrusts on this machine only. Nothing here is decided by Keeptrusts.',
    `control plane (emulated)  ${apiUrl}`,
    ...gateways.map(({ id, url }) => `gateway (emulated)        ${id}=${url}`),
    ...(kt === undefined ? [] : [`kt (emulated)             ${kt}`]),
    '',
    `export KEEPTRUSTS_API_URL='${apiUrl}'`,
    `export KEEPTRUSTS_API_TOKEN="$(cat ${quoted(join(resolve(stateDirectory), 'api-token'))})"`,
    // On Windows it is a script for Node, which a PATH does not find: there `kt-path` names it.
    ...(kt === undefined || kt.endsWith('.mjs') ? [] : [`export PATH=${quoted(dirname(kt))}:"$PATH"`]),
    '',
  ].join('\n');
}

/** One word of a POSIX shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function requestOf(argv: readonly string[], { meant }: EmulatorWords): Request {
  const request: Request = { stateDirectory: undefined, gateways: [] };
  // `--gateway=eu=8080` is `--gateway eu=8080`: the other commands take both forms.
  const given = argv.flatMap((word) =>
    /^--\w+=/.test(word) ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word],
  );
  for (let index = 0; index < given.length; index += 2) {
    const name = given[index] ?? '';
    const value = given[index + 1];
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (read === undefined) throw new RangeError(`unknown argument ${JSON.stringify(name)}${meant(name, Object.keys(READERS))}`);
    if (value === undefined) throw new RangeError(`${name} needs a value`);
    read(request, value);
  }
  return request;
}

function portOf(flag: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError(`${flag}: ${JSON.stringify(text)} is not a port from 0 to 65535`);
  return port;
}

function durationOf(text: string): number {
  const [, amount, unit] = /^(\d+)(ms|s|m)$/.exec(text) ?? [];
  const ms = Number(amount) * (unit === 'ms' ? 1 : unit === 's' ? 1000 : 60_000);
  if (!(ms > 0)) throw new RangeError(`--poll ${JSON.stringify(text)} is not a duration like 150ms, 1s or 2m`);
  return ms;
}

async function untilStopped(given: AbortSignal | undefined): Promise<void> {
  if (given !== undefined) return untilAborted(given);
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await untilAborted(stopped.signal);
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
}

import { resolve } from 'node:path';
import { type EmulatedGatewayOptions, startEmulator } from './fleet.js';
import { reasonOf } from './values.js';
import { untilAborted } from './waiting.js';

export interface EmulatorIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Ends the command in place of SIGINT and SIGTERM. */
  readonly signal?: AbortSignal;
}

export const EMULATOR_USAGE = `Usage: keeptrusts-policy emulator --state DIR --gateway ID[=PORT]... [--poll 1s] [--port N]

Runs an emulated Keeptrusts control plane and gateways on 127.0.0.1 until SIGINT or SIGTERM. Nothing it says comes from Keeptrusts.
  --state DIR           folder for configurations, events and the token; survives restarts
  --gateway ID[=PORT]   a gateway; repeat for more
  --poll 1s             how often gateways fetch their configuration (default 30s)
  --port N              port of the control plane (default: the system chooses)
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

/** `keeptrusts-policy emulator`. @returns the exit code, once stopped. */
export async function emulatorCommand(argv: readonly string[], io: EmulatorIo): Promise<number> {
  if (argv.includes('--help')) {
    io.stdout(EMULATOR_USAGE);
    return 0;
  }
  try {
    const { stateDirectory, ...rest } = requestOf(argv);
    if (stateDirectory === undefined || rest.gateways.length === 0) throw new RangeError('--state and at least one --gateway are needed');
    const emulator = await startEmulator({ stateDirectory, ...rest });
    // Listening comes first: who reads the greeting may stop the emulator at once.
    const stopped = untilStopped(io.signal);
    io.stdout(greeting(emulator.apiUrl, emulator.gateways, stateDirectory));
    await stopped;
    await emulator.stop();
    return 0;
  } catch (error) {
    io.stderr(`keeptrusts-policy emulator: ${reasonOf(error)}. See keeptrusts-policy emulator --help\n`);
    return 1;
  }
}

/** The token stays in its file, so that it does not end in a terminal's history or a log. */
function greeting(apiUrl: string, gateways: readonly { readonly id: string; readonly url: string }[], stateDirectory: string): string {
  const tokenFile = resolve(stateDirectory, 'api-token').replaceAll("'", `'\\''`);
  return [
    'Emulated Keeptrusts on this machine only. Nothing here is decided by Keeptrusts.',
    `control plane (emulated)  ${apiUrl}`,
    ...gateways.map(({ id, url }) => `gateway (emulated)        ${id}=${url}`),
    '',
    `export KEEPTRUSTS_API_URL='${apiUrl}'`,
    `export KEEPTRUSTS_API_TOKEN="$(cat '${tokenFile}')"`,
    '',
  ].join('\n');
}

function requestOf(argv: readonly string[]): Request {
  const request: Request = { stateDirectory: undefined, gateways: [] };
  for (let index = 0; index < argv.length; index += 2) {
    const name = argv[index] ?? '';
    const value = argv[index + 1];
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (read === undefined) throw new RangeError(`unknown argument ${JSON.stringify(name)}`);
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

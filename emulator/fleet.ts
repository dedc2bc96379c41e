import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { call } from './client.js';
import { type ControlPlane, startControlPlane } from './control-plane.js';
import type { ControlPlaneFault, GatewayFault } from './faults.js';
import { type Gateway, type GatewayOptions, startGateway } from './gateway.js';
import { parsePolicy } from './policy.js';
import { EmulatorState } from './state.js';
import type { JsonObject } from './values.js';

export interface EmulatedGatewayOptions extends Pick<GatewayOptions, 'id' | 'port' | 'shows' | 'health' | 'token' | 'pollIntervalMs'> {
  readonly environment?: string;
  /** Policy text it starts with when the state folder has none for it. */
  readonly config?: string;
  /** Faults from the start. */
  readonly faults?: readonly GatewayFault[];
}

export interface EmulatorOptions {
  readonly stateDirectory: string;
  readonly gateways: readonly EmulatedGatewayOptions[];
  /** Default for gateways without their own; 30 s as documented for managed gateways. */
  readonly pollIntervalMs?: number;
  /** Of the control plane; 0, the default, lets the system choose. */
  readonly port?: number;
  readonly now?: () => Date;
}

export interface TrafficAnswer {
  readonly status: number;
  readonly requestId: string;
}

export interface Emulator {
  readonly apiUrl: string;
  readonly apiToken: string;
  readonly gateways: readonly { readonly id: string; readonly url: string }[];
  /** Replaces every fault of a gateway; none given clears them. @throws RangeError when no gateway has this id. */
  setFault(id: string, ...faults: readonly GatewayFault[]): void;
  /** Replaces every fault of the control plane. */
  setControlPlaneFault(...faults: readonly ControlPlaneFault[]): void;
  /** Sends each text as a user's chat through a gateway; its event is recorded when its answer is here. */
  traffic(id: string, messages: readonly string[], model?: string): Promise<readonly TrafficAnswer[]>;
  /** What is true of a gateway, read past all faults: the texts assigned and in force. */
  truth(id: string): { readonly assigned: string | undefined; readonly active: string | undefined };
  /** Recorded events, newest first. */
  events(): readonly JsonObject[];
  /** Makes a gateway poll now. */
  poll(id: string): Promise<void>;
  /** Ends everything; resolves when no handle is left. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Control plane and gateways in this process, on loopback.
 * @throws Error when a port cannot be taken or the state folder is not one of ours; nothing keeps running then.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const now = options.now ?? (() => new Date());
  const state = await EmulatorState.open(options.stateDirectory, now);
  await Promise.all(options.gateways.map((gateway) => prepare(state, gateway)));
  const controlPlane = await startControlPlane({ state, now, ...(options.port === undefined ? {} : { port: options.port }) });
  const started = await Promise.allSettled(options.gateways.map((gateway) => startOne(gateway, options, controlPlane, state.apiToken)));
  const gateways = new Map(started.flatMap((one) => (one.status === 'fulfilled' ? [[one.value.id, one.value] as const] : [])));
  const stop = async (): Promise<void> => {
    await Promise.all([...gateways.values()].map((gateway) => gateway.stop()));
    await controlPlane.stop();
  };
  const failed = started.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const gatewayOf = (id: string): Gateway => {
    const gateway = gateways.get(id);
    if (gateway === undefined) throw new RangeError(`the emulator has no gateway ${JSON.stringify(id)}`);
    return gateway;
  };
  return {
    apiUrl: controlPlane.url,
    apiToken: state.apiToken,
    gateways: [...gateways.values()].map(({ id, url }) => ({ id, url })),
    setFault: (id, ...faults) => controlPlane.faults.gateway(gatewayOf(id).id).set(faults),
    setControlPlaneFault: (...faults) => controlPlane.faults.controlPlane.set(faults),
    traffic: (id, messages, model = 'emulated-model') => sendTraffic(gatewayOf(id), tokenOf(options, id), messages, model),
    truth: (id) => ({ assigned: state.gateway(id)?.history.at(-1)?.text, active: gatewayOf(id).activeText() }),
    events: () => state.events({ limit: Number.MAX_SAFE_INTEGER }),
    poll: (id) => gatewayOf(id).poll(),
    stop,
  };
}

async function prepare(state: EmulatorState, { id, environment, config }: EmulatedGatewayOptions): Promise<void> {
  const record = await state.register(id, environment);
  if (config !== undefined && record.history.length === 0) await state.assign(id, { text: config, pack: parsePolicy(config).pack }, 'seed');
}

function startOne(
  gateway: EmulatedGatewayOptions,
  options: EmulatorOptions,
  controlPlane: ControlPlane,
  apiToken: string,
): Promise<Gateway> {
  const { environment: _environment, config: _config, faults, ...own } = gateway;
  const board = controlPlane.faults.gateway(gateway.id);
  if (faults !== undefined) board.set(faults);
  return startGateway({
    ...(options.pollIntervalMs === undefined ? {} : { pollIntervalMs: options.pollIntervalMs }),
    ...(options.now === undefined ? {} : { now: options.now }),
    ...own,
    apiUrl: controlPlane.url,
    apiToken,
    faults: board,
  });
}

function tokenOf(options: EmulatorOptions, id: string): string | undefined {
  return options.gateways.find((gateway) => gateway.id === id)?.token;
}

async function sendTraffic(
  gateway: Gateway,
  token: string | undefined,
  messages: readonly string[],
  model: string,
): Promise<readonly TrafficAnswer[]> {
  const answers: TrafficAnswer[] = [];
  for (const content of messages) {
    const requestId = `req_emulated_${randomBytes(8).toString('hex')}`;
    const reply = await call({
      method: 'POST',
      url: `${gateway.url}/v1/chat/completions`,
      headers: { 'x-request-id': requestId },
      body: { model, messages: [{ role: 'user', content }] },
      ...(token === undefined ? {} : { token }),
    });
    answers.push({ status: reply.status, requestId });
  }
  return answers;
}

/**
 * Writes a `kt` that runs `script` under `node`. On Windows it is `kt.mjs`, to be named in `kt-path`, and runs under the Node that starts it: what
 * Windows itself takes for a program is an `.exe`, or a batch file that needs a shell.
 * @param scriptArguments words before the user's own, for a script that has other commands too.
 * @returns the path of the command.
 */
export async function writeKtCommand(
  directory: string,
  node: string,
  script: string,
  scriptArguments: readonly string[] = [],
  platform: NodeJS.Platform = process.platform,
): Promise<string> {
  await mkdir(directory, { recursive: true });
  if (platform === 'win32') {
    const path = join(directory, 'kt.mjs');
    const argv = [script, ...scriptArguments].map((word) => JSON.stringify(word)).join(', ');
    await writeFile(
      path,
      `// emulated kt\nprocess.argv.splice(1, 1, ${argv});\nawait import(${JSON.stringify(pathToFileURL(script).href)});\n`,
    );
    return path;
  }
  const words = [node, script, ...scriptArguments];
  const path = join(directory, 'kt');
  const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  await writeFile(path, `#!/bin/sh\n# emulated kt\nexec ${quoted} "$@"\n`, { mode: 0o755 });
  return path;
}

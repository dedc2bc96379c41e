import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Clock, SYSTEM_CLOCK } from '../clock.js';
import { findOnPath } from '../keeptrusts/kt-locate.js';
import { readFormat, wantsJson } from '../options/format.js';
import { commandHelp } from '../options/help.js';
import type { Inventory, InventoryGateway } from '../options/inventory.js';
import { mustBeKnown } from '../options/plain-flags.js';
import type { AnyOptions } from '../options/rules.js';
import { Secret } from '../options/types.js';
import { failureJson } from '../report/command-json.js';
import { logLines } from '../report/escape/log-line.js';
import { Failure, InputProblems, messageOf } from '../report/failure.js';
import { printableJson } from '../report/json.js';
import { keepSecrets, redactReport, type SecretKeeper } from '../report/redact.js';
import { type FleetStatus, renderStatus } from '../report/status.js';
import { createTerminalLog } from '../report/terminal-log.js';
import { lookAtFleet, type StatusPack, type StatusTarget } from '../stages/status.js';
import { expectedPolicy } from '../stages/verify/expected.js';
import { TOOL } from '../version.js';
import { findGitRoot, openWorkspace, type Workspace } from '../workspace/workspace.js';
import { cancellation } from './action.js';
import { DEFAULT_INVENTORY, readInventory } from './inventory-file.js';
import { hideKeyForms, hidePolicySecrets } from './known-secrets.js';
import { KtSupply } from './kt-supply.js';
import { Network } from './network.js';
import { proxySecrets } from './proxy-secrets.js';
import { ktOptions, readOptions, TemporaryDirectory } from './run.js';
import { Session } from './session.js';
import type { Surroundings } from './surroundings.js';

export interface StatusIo {
  stdout(text: string): void;
  stderr(text: string): void;
}

/** Where the command runs. */
export interface StatusPlace {
  readonly directory: string;
  readonly environment: Surroundings['environment'];
  /** ANSI colours on standard output. */
  readonly colour: boolean;
  /** Whether progress may be one line that is overwritten, and how wide that may be. */
  readonly live?: boolean;
  readonly width?: () => number | undefined;
  readonly clock?: Clock;
}

const HELP = `Looks once at every gateway of the inventory and prints a table: health, what it serves, how strong the proof is, which file and commit
that is, and its last decision event. Nothing is changed, nothing is waited for; verify waits, gates and leaves a report.

Options:
  --config-file FILE        Inventory. Default: ${DEFAULT_INVENTORY}
  --working-directory DIR   Directory that relative paths start from. Default: .
  --format table|json       json prints one JSON document, also after a failure. Default: table
  --since DURATION          How far back to look for decision events. Default: 24h
  --concurrency NUMBER      Gateways asked at the same time. Default: 10
  --kt-path FILE            kt, for the events. Default: the one on PATH; none is installed for a look
  --api-url URL             Keeptrusts API, for the events of gateways whose entry names none.
  --ca-file FILE            PEM file of additional certificate authorities.
  -h, --help                Show this text.

Environment:
  KEEPTRUSTS_API_TOKEN      Keeptrusts API token, for the events. Without one, or what a gateway's entry names, events are not read.
  KEEPTRUSTS_GATEWAY_TOKEN  Bearer token for gateways that ask for one and whose entry names none.
`;

const TEXT = { type: 'string' } as const;
const FLAGS = {
  'config-file': TEXT,
  'working-directory': TEXT,
  since: { type: 'string', default: '24h' },
  concurrency: TEXT,
  'kt-path': TEXT,
  'api-url': TEXT,
  'ca-file': TEXT,
  format: TEXT,
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * `keeptrusts-policy status`: prints how every gateway of the inventory stands on stdout, progress on stderr.
 * @returns the exit code: 0 when the look was made, whatever it showed; 1 for a bad command line or inventory, or when it was cancelled.
 */
export async function statusCommand(argv: readonly string[], io: StatusIo, place: StatusPlace): Promise<number> {
  const { environment } = place;
  const keeper = keepSecrets([
    ...tokensIn(['KEEPTRUSTS_API_TOKEN', 'KEEPTRUSTS_GATEWAY_TOKEN'], environment),
    ...proxySecrets(environment),
  ]);
  hideKeyForms(keeper);
  try {
    mustBeKnown(argv, FLAGS);
    const { format: wanted, help, ...texts } = parseArgs({ args: [...argv], options: FLAGS }).values;
    if (help) {
      io.stdout(commandHelp('status', HELP));
      return 0;
    }
    const { format, problem } = readFormat(wanted, 'table');
    if (problem !== undefined) throw new InputProblems([problem]);
    const values = new Map(Object.entries(texts).flatMap(([name, text]): [string, string][] => (text === undefined ? [] : [[name, text]])));
    const { options } = readOptions('verify', { values, environment: place.environment, origin: 'flags' });
    const workspaceRoot = (await findGitRoot(place.directory, '')) ?? place.directory;
    const workspace = await openWorkspace(workspaceRoot, resolve(place.directory, options['working-directory'] ?? '.'));
    const inventory = await neededInventory(workspace, options['config-file']);
    const named = [...inventory.gateways.values()].flatMap(({ apiTokenEnv, gatewayTokenEnv }) =>
      [apiTokenEnv ?? [], gatewayTokenEnv ?? []].flat(),
    );
    keeper.add(tokensIn(named, environment));
    const status = redactReport(await look({ options, workspace, inventory, secrets: keeper }, io, place), keeper.current);
    io.stdout(format === 'json' ? printableJson(status) : renderStatus(status, place));
    return 0;
  } catch (error) {
    if (wantsJson(argv)) io.stdout(failureJson(error, keeper.redact));
    io.stderr(`${logLines(`keeptrusts-policy status: ${keeper.redact(messageOf(error))}`)}\n`);
    return 1;
  }
}

async function neededInventory(workspace: Workspace, configFile: string | undefined): Promise<Inventory> {
  const inventory = await readInventory(workspace, configFile);
  if (inventory !== undefined && inventory.gateways.size > 0) return inventory;
  throw new Failure('bad-input', {
    doing: `reading the inventory ${JSON.stringify(configFile ?? DEFAULT_INVENTORY)}`,
    cameBack: inventory === undefined ? 'there is no such file' : 'it lists no gateways',
    nextStep: 'List them there under gateways, or ask single ones with keeptrusts-policy verify --gateways id=url',
  });
}

function tokensIn(names: readonly string[], environment: Surroundings['environment']): readonly Secret[] {
  const values = names.flatMap((name) => environment[name] ?? []).filter((value) => value !== '');
  return values.map((value) => new Secret(value));
}

interface Question {
  readonly options: AnyOptions;
  readonly workspace: Workspace;
  readonly inventory: Inventory;
  readonly secrets: SecretKeeper;
}

async function look({ options, workspace, inventory, secrets }: Question, io: StatusIo, place: StatusPlace): Promise<FleetStatus> {
  const { environment, clock = SYSTEM_CLOCK, live = false, width } = place;
  const { redact } = secrets;
  const write = (text: string): void => io.stderr(text);
  const log = createTerminalLog({ write, clock, redact, debug: false, live, colour: false, ...(width !== undefined && { width }) });
  const cancel = cancellation(log);
  const temporary = new TemporaryDirectory();
  const surroundings: Surroundings = {
    environment,
    workspaceRoot: workspace.root,
    directory: workspace.workingDirectory,
    clock,
    // Which kt was used is no news in a look; warnings and progress are.
    log: { ...log, info: (text) => log.debug(text) },
    secrets,
    signal: cancel.signal,
    get temporaryDirectory() {
      return temporary.path;
    },
  };
  const session = new Session(undefined, async () => {});
  const network = new Network(options, surroundings);
  try {
    const takenAt = clock.now().toISOString();
    const supply = new KtSupply(ktOptions(options), surroundings, network, session);
    const packs = await readPacks(inventory, workspace, secrets);
    const targets: StatusTarget[] = [];
    for (const gateway of inventory.gateways.values()) {
      targets.push({
        ...gateway,
        packs: packs.get(gateway.id) ?? [],
        ...(await waysTo(gateway, { network, supply, surroundings, options })),
      });
    }
    const gateways = await lookAtFleet(
      targets,
      { concurrency: options.concurrency ?? 1, sinceMs: options.since ?? 0 },
      {
        log,
        signal: cancel.signal,
        readHistories: async (files) => {
          const { readRunPolicyHistories } = await import('./policy-history.js');
          const named = files.map((workspaceFile) => ({ workspaceFile }));
          return readRunPolicyHistories(named, { workspace, surroundings });
        },
        onEmulated: () => session.markEmulated(),
      },
    );
    const { emulated } = session.report();
    return {
      schemaVersion: 1,
      tool: TOOL,
      ...(emulated === true && { emulated }),
      takenAt,
      inventory: inventory.fileName,
      gateways,
    };
  } finally {
    log.clear();
    cancel.release();
    await network.close().finally(() => temporary.remove());
  }
}

/** The packs that name each gateway, each file read once. A file that cannot be read is that pack's matter alone. */
async function readPacks(
  inventory: Inventory,
  workspace: Workspace,
  secrets: SecretKeeper,
): Promise<ReadonlyMap<string, readonly StatusPack[]>> {
  const named = new Map<string, StatusPack[]>();
  for (const { file, staging, gateways } of inventory.packs) {
    const pack = await readOne(file, workspace, secrets);
    for (const id of staging === undefined ? gateways : [staging, ...gateways]) named.set(id, [...(named.get(id) ?? []), pack]);
  }
  return named;
}

async function readOne(path: string, workspace: Workspace, secrets: SecretKeeper): Promise<StatusPack> {
  try {
    const file = await workspace.locate(path, 'policy file');
    const bytes = await workspace.read(file, 'policy file');
    hidePolicySecrets(secrets, bytes, [file.workspaceFile]);
    return { kind: 'read', file: file.workspaceFile, ...expectedPolicy({ names: file, bytes, tests: [] }, undefined) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { kind: 'unread', file: path, reason: error.parts.cameBack };
  }
}

interface Means {
  readonly network: Network;
  readonly supply: KtSupply;
  readonly surroundings: Surroundings;
  readonly options: AnyOptions;
}

/** What is missing for one gateway (a URL, a variable with its token, kt) is told in its row, and does not keep the others from being seen. */
async function waysTo(
  gateway: InventoryGateway,
  { network, supply, surroundings, options }: Means,
): Promise<Pick<StatusTarget, 'client' | 'kt'>> {
  const { environment } = surroundings;
  const variable = gateway.apiTokenEnv ?? 'KEEPTRUSTS_API_TOKEN';
  const ktPath = options['kt-path'] ?? findOnPath('kt', environment);
  const client = await orMissing(async () => (await network.gatewayClient(gateway)) ?? { missing: 'it has no url in the inventory' });
  if ((environment[variable] ?? '') === '') return { client, kt: { missing: `${variable} is not set` } };
  if (ktPath === undefined) return { client, kt: { missing: 'there is no kt on PATH; name one with --kt-path' } };
  return { client, kt: await orMissing(() => supply.forGateway(gateway, 'verify')) };
}

async function orMissing<T>(get: () => Promise<T>): Promise<T | { readonly missing: string }> {
  try {
    return await get();
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'defect') throw error;
    return { missing: error.message };
  }
}

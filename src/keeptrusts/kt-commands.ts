import { resolve } from 'node:path';
import { Failure } from '../report/failure.js';
import type { Kt, KtIdentity } from './kt.js';
import { parseEvents, parseTest, parseWrite } from './kt-answers.js';
import { parseDoctor } from './kt-doctor-answer.js';
import { type KtCredentials, ktEnvironment, type ParentEnvironment } from './kt-environment.js';
import { parseDiff, parseInspect } from './kt-gateway-answer.js';
import { parseLint } from './kt-lint-answer.js';
import { excerpt } from './kt-output.js';
import type { ProcessOutcome, RunProcess } from './process.js';

/** Deadlines of the commands, in milliseconds. */
export interface KtTimeouts {
  readonly lint: number;
  readonly test: number;
  readonly write: number;
  readonly doctor: number;
  readonly events: number;
  /** `gateway diff` and `gateway inspect`. */
  readonly gateway: number;
}

/** No page says how long a command may take: local work gets a minute or two, one answer of the control plane one. */
export const KT_TIMEOUTS: KtTimeouts = { lint: 60_000, test: 120_000, write: 60_000, doctor: 60_000, events: 60_000, gateway: 60_000 };

/** Bytes kept of each output stream: a thousand events, or the details of some hundred tests. */
export const KT_OUTPUT_LIMIT = 8 * 1024 * 1024;

export interface KtSettings {
  readonly identity: KtIdentity;
  readonly runProcess: RunProcess;
  /** Our own environment; what kt gets of it is decided by `ktEnvironment`. */
  readonly environment: ParentEnvironment;
  readonly credentials?: KtCredentials;
  readonly caFile?: string;
  /** An empty temporary directory: home and working directory of commands that read untrusted files. */
  readonly emptyHome: string;
  /** Working directory of the other commands; `emptyHome` when absent. */
  readonly directory?: string;
  readonly timeouts?: Partial<KtTimeouts>;
  readonly signal?: AbortSignal;
}

/**
 * The kt commands over one executable. Its methods answer, they do not throw, with one exception: a gateway id that kt would take
 * for a flag is a Failure `bad-input`, before anything is started.
 * https://docs.keeptrusts.com/docs/cli/policy-lint https://docs.keeptrusts.com/docs/cli/policy-test https://docs.keeptrusts.com/docs/cli/events
 * https://docs.keeptrusts.com/docs/cli/gateway-admin
 */
export function createKt(settings: KtSettings): Kt {
  const timeouts: KtTimeouts = { ...KT_TIMEOUTS, ...settings.timeouts };
  const token = settings.credentials?.apiToken?.reveal();
  const secrets = token === undefined ? [] : [token];

  const run = (
    args: readonly string[],
    timeoutMs: number,
    environment: Record<string, string>,
    directory: string,
  ): Promise<ProcessOutcome> =>
    settings.runProcess({
      command: settings.identity.path,
      args,
      environment,
      directory,
      timeoutMs,
      outputLimit: KT_OUTPUT_LIMIT,
      ...(settings.signal === undefined ? {} : { signal: settings.signal }),
    });

  const untrusted = (args: readonly string[], timeoutMs: number): Promise<ProcessOutcome> =>
    run(args, timeoutMs, ktEnvironment(settings.environment, { kind: 'untrusted', home: settings.emptyHome }), settings.emptyHome);

  const online = (args: readonly string[], timeoutMs: number): Promise<ProcessOutcome> => {
    const { credentials, caFile } = settings;
    const environment = ktEnvironment(settings.environment, {
      kind: 'online',
      ...(credentials === undefined ? {} : { credentials }),
      ...(caFile === undefined ? {} : { caFile }),
    });
    return run(args, timeoutMs, environment, settings.directory ?? settings.emptyHome);
  };

  return {
    identity: settings.identity,
    lint: async (file) => parseLint(await untrusted(['policy', 'lint', '--file', resolve(file), '--json'], timeouts.lint)),
    test: async (packDirectory) =>
      parseTest(await untrusted(['policy', 'test', '--json', '--pack-dir', resolve(packDirectory)], timeouts.test)),
    push: async (file, gatewayId) => {
      const args = ['policy', 'push', '--file', resolve(file), '--gateway-id', checkedId(gatewayId)];
      return parseWrite(await online(args, timeouts.write), secrets);
    },
    deploy: async (file, sourceGatewayId, targetGatewayId) => {
      const ids = ['--source-gateway-id', checkedId(sourceGatewayId), '--target-gateway-id', checkedId(targetGatewayId)];
      return parseWrite(await online(['policy', 'deploy', '--file', resolve(file), ...ids], timeouts.write), secrets);
    },
    revert: async (gatewayId, version) => {
      const args = ['gateway', 'revert', '--id', checkedId(gatewayId), '--version', savedVersion(version)];
      return parseWrite(await online(args, timeouts.write), secrets);
    },
    diff: async (file, gatewayId, timeoutMs = timeouts.gateway) => {
      const args = ['gateway', 'diff', '--id', checkedId(gatewayId), '--file', resolve(file)];
      return parseDiff(await online(args, Math.min(timeouts.gateway, timeoutMs)), secrets);
    },
    // Not with --json: the reference shows `inspect` without it, and an unknown flag would cost the answer.
    inspect: async (gatewayId, timeoutMs = timeouts.gateway) => {
      const args = ['gateway', 'inspect', '--id', checkedId(gatewayId)];
      return parseInspect(await online(args, Math.min(timeouts.gateway, timeoutMs)), secrets);
    },
    doctor: async (timeoutMs = timeouts.doctor) =>
      parseDoctor(await online(['doctor', '--json'], Math.min(timeouts.doctor, timeoutMs)), secrets),
    events: async ({ sinceMs, limit, timeoutMs = timeouts.events }) => {
      const args = ['events', 'tail', '--since', ktDuration(sinceMs), '--limit', String(limit), '--json'];
      return parseEvents(await online(args, Math.min(timeouts.events, timeoutMs)), secrets);
    },
  };
}

/** Paths are made absolute and cannot start with `-`; ids can, and kt's parser is not known to take `--` or `--flag=value`. */
function checkedId(id: string): string {
  const problem = id.startsWith('-') ? 'it starts with "-", which kt would read as a flag' : idProblem(id);
  if (problem === undefined) return id;
  throw new Failure('bad-input', {
    doing: `passing gateway id ${JSON.stringify(excerpt(id, [], 80))} to kt`,
    cameBack: problem,
    nextStep: 'Use the id that the Keeptrusts console or `kt gateway list` shows.',
  });
}

function idProblem(id: string): string | undefined {
  if (id.trim() === '') return 'it is empty';
  return /\p{Cc}/u.test(id) ? 'it holds a control character' : undefined;
}

/** Saved versions are numbers of the control plane's own, `3` in the reference; pack versions are texts, and must not get here. */
function savedVersion(version: number): string {
  if (Number.isSafeInteger(version) && version > 0) return String(version);
  throw new Failure('bad-input', {
    doing: 'asking kt to revert a gateway',
    cameBack: `${version} is no number of a saved version`,
    nextStep: 'Name a whole number from 1, as the version history of the Keeptrusts console shows it.',
  });
}

const MINUTE_MS = 60_000;
const MINUTES_IN_HOUR = 60;
const MINUTES_IN_DAY = 24 * MINUTES_IN_HOUR;

/**
 * A time span as `--since` takes it: `5m`, `1h`, `7d` (https://docs.keeptrusts.com/docs/cli/events shows no seconds). Rounded up to
 * whole minutes, so that the window is never shorter than asked; who needs it exact filters by the events' time.
 */
export function ktDuration(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / MINUTE_MS));
  if (minutes % MINUTES_IN_DAY === 0) return `${minutes / MINUTES_IN_DAY}d`;
  return minutes % MINUTES_IN_HOUR === 0 ? `${minutes / MINUTES_IN_HOUR}h` : `${minutes}m`;
}

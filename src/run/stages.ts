import type { ResolvedGateway } from '../options/gateways.js';
import type { Inventory } from '../options/inventory.js';
import { parseRuleSeverities } from '../options/lines.js';
import { packOf, type ResolvedStage } from '../options/resolve.js';
import type { OptionName } from '../options/table.js';
import type { OptionsOf, Source } from '../options/types.js';
import type { TestCase } from '../policy/tests/cases.js';
import { Failure, messageOf } from '../report/failure.js';
import type { StageName, StageReport, VerifyReport } from '../report/model.js';
import { mayContinue, succeeds } from '../report/outcome.js';
import type { Gateway } from '../stages/gateway-target.js';
import { readPack, validate } from '../stages/validate.js';
import type { Workspace } from '../workspace/workspace.js';
import type { KtSupply } from './kt-supply.js';
import type { Network } from './network.js';
import { pastStart, testsStart } from './past-start.js';
import type { Session } from './session.js';
import { boundTogether } from './shared-plane.js';
import type { Surroundings } from './surroundings.js';
import { verifyKt } from './verify-kt.js';

/** What every stage of a run works with. */
export interface Equipment {
  readonly surroundings: Surroundings;
  readonly workspace: Workspace;
  readonly network: Network;
  readonly ktSupply: KtSupply;
  readonly session: Session;
  readonly inventory: Inventory | undefined;
  readonly sources: ReadonlyMap<OptionName, Source>;
}

type AllOptions = OptionsOf<'root'>;
type Resolved = ResolvedStage<Partial<AllOptions>>;

/** Runs one stage and returns its report; the options of the other stages may be absent. */
type RunStage = (resolved: Resolved, equipment: Equipment) => Promise<StageReport>;

const RUN: Readonly<Record<StageName, RunStage>> = {
  validate: async ({ options }, equipment) => {
    const { surroundings, workspace } = equipment;
    const kt = await equipment.ktSupply.forValidation('validate');
    const { severities } = parseRuleSeverities(given(options, 'rules'));
    const start = await pastStart(options['base-ref'], severities, equipment.surroundings);
    const settings = {
      'policy-file': given(options, 'policy-file'),
      engine: given(options, 'engine'),
      'fail-on': given(options, 'fail-on'),
      tests: given(options, 'tests'),
      'minimum-coverage': options['minimum-coverage'],
      mutation: given(options, 'mutation'),
      fix: options.fix === true,
      severities,
      testsOf: (file: string) => (equipment.sources.get('tests') === 'default' ? packOf(equipment.inventory, file)?.tests : undefined),
    };
    const baseOfTests = options.undecided === 'new' ? ((await testsStart(options['base-ref'], surroundings)) ?? 'no-base') : undefined;
    const { clock, log, signal } = surroundings;
    const ktAtWork = kt === undefined ? {} : { kt, temporaryDirectory: surroundings.temporaryDirectory };
    return validate(settings, {
      clock,
      log,
      signal,
      workspace,
      boundTogether: boundTogether(equipment.inventory, workspace),
      ...ktAtWork,
      ...(start !== undefined && {
        // Loaded only here: most runs in a terminal start no git.
        readPasts: async (files) => (await import('./past.js')).readRunPasts(files, start, equipment),
      }),
      ...(baseOfTests === 'no-base' && { readBase: baseOfTests }),
      ...(typeof baseOfTests === 'object' && {
        readBase: async (files) => (await import('./base-packs.js')).readRunBase(files, baseOfTests, equipment),
      }),
    });
  },

  deploy: async (resolved, equipment) => {
    const { options } = resolved;
    const { surroundings, workspace, ktSupply, network } = equipment;
    mustNotBePullRequest(surroundings.event);
    const source = await readPack(workspace, await theOneFile(options, workspace), given(options, 'tests'));
    const canary = await goldenCases(workspace, 'canary', options.canary ?? []);
    const kt = await ktSupply.forValidation('deploy');
    if (kt === undefined)
      throw new Failure('defect', { doing: 'preparing deploy', cameBack: 'no kt was chosen', nextStep: 'Report this as a bug' });
    const reach = (gateway: ResolvedGateway): Promise<Gateway> => reachGateway(gateway, ktSupply.forGateway(gateway, 'deploy'), equipment);
    const staging = resolved.staging === undefined ? undefined : await reach(resolved.staging);
    const production = await Promise.all(resolved.production.map(reach));
    const credentials = new Map(
      [...(resolved.staging === undefined ? [] : [resolved.staging]), ...resolved.production].map((one) => [one.id, one]),
    );
    const [{ deploy }, { checkToken }] = await Promise.all([import('../stages/deploy.js'), import('./token-check.js')]);
    return deploy(
      source,
      {
        phase: given(options, 'phase'),
        digest: options.digest,
        'allow-inconclusive': given(options, 'allow-inconclusive'),
        'deploy-timeout': given(options, 'deploy-timeout'),
        interval: given(options, 'interval'),
        'minimum-proof': given(options, 'minimum-proof'),
        tests: given(options, 'tests'),
        'probe-model': options['probe-model'],
        concurrency: given(options, 'concurrency'),
        severities: parseRuleSeverities(given(options, 'rules')).severities,
        production,
        canary,
        ...(staging !== undefined && { staging }),
      },
      {
        clock: surroundings.clock,
        log: surroundings.log,
        signal: surroundings.signal,
        temporaryDirectory: surroundings.temporaryDirectory,
        kt,
        checkToken: async (gateway) =>
          checkToken(await network.http(credentials.get(gateway.id)?.caFile), ktSupply.credentials(credentials.get(gateway.id))),
        onChange: (report) => equipment.session.setStage(report),
        onEmulated: () => equipment.session.markEmulated(),
      },
    );
  },

  verify: async (resolved, equipment) => {
    const { options } = resolved;
    const { surroundings, session } = equipment;
    const source = await readPack(equipment.workspace, await theOneFile(options, equipment.workspace), 'false');
    const probes = await goldenCases(equipment.workspace, 'probe', options.probe ?? []);
    const kt = verifyKt(resolved, equipment.ktSupply);
    const gateways = await Promise.all(resolved.gateways.map((gateway) => reachGateway(gateway, kt.of(gateway), equipment)));
    const { verify } = await import('../stages/verify.js');
    const { changeTimes } = await import('../stages/verify/change-times.js');
    const { withPacedKeeping } = await import('./paced-keeping.js');
    const keep = (report: () => VerifyReport): Promise<void> => session.setStage(report());
    return withPacedKeeping(keep, surroundings.clock, async (onChange) =>
      verify(
        source,
        {
          digest: options.digest,
          since: given(options, 'since'),
          'event-limit': given(options, 'event-limit'),
          'minimum-events': options['minimum-events'],
          consecutive: given(options, 'consecutive'),
          interval: given(options, 'interval'),
          'verify-timeout': given(options, 'verify-timeout'),
          'minimum-proof': given(options, 'minimum-proof'),
          doctor: given(options, 'doctor'),
          'accept-degraded': given(options, 'accept-degraded'),
          concurrency: given(options, 'concurrency'),
          'probe-model': options['probe-model'],
          'allow-escalation-probes': given(options, 'allow-escalation-probes'),
          probes,
          gateways,
          changedAt: changeTimes(session.report().stages),
        },
        {
          clock: surroundings.clock,
          log: surroundings.log,
          signal: surroundings.signal,
          random: Math.random,
          kt: await kt.forDoctor(),
          policyCopy: async () => {
            const { takeSnapshot } = await import('../stages/deploy/snapshot.js');
            return (await takeSnapshot(source.bytes, surroundings.temporaryDirectory)).path;
          },
          // Loaded only here: where every gateway serves the file, no git is started.
          readHistory: async () => (await import('./policy-history.js')).readRunPolicyHistory(source.names, equipment),
          onChange,
          onEmulated: () => session.markEmulated(),
        },
      ),
    );
  },
};

/**
 * Runs the stages in order and stops at the first whose result does not allow the next.
 * @returns whether every stage asked for ran and succeeded.
 */
export async function runStages(stages: readonly StageName[], resolved: Resolved, equipment: Equipment): Promise<boolean> {
  const { log, signal } = equipment.surroundings;
  const undecided = resolved.options.undecided ?? 'warn';
  const allowInconclusive = resolved.options['allow-inconclusive'] ?? false;
  for (const [index, stage] of stages.entries()) {
    if (signal.aborted) throw cancelledBefore(stage, signal);
    const report = await log.group(`Keeptrusts policy: ${stage}`, () => RUN[stage](resolved, equipment));
    await equipment.session.setStage(report);
    const next = stages[index + 1];
    if (next !== undefined && !mayContinue(report, { undecided, allowInconclusive })) {
      await equipment.session.stopHere();
      log.warning(`${next} does not run, because ${stage} ended as ${report.result}: ${report.reason.summary}`);
      return false;
    }
    if (next === undefined) return succeeds(report, { undecided });
  }
  return false;
}

function cancelledBefore(stage: StageName, signal: AbortSignal): Failure {
  return new Failure('refused', { doing: `starting ${stage}`, cameBack: messageOf(signal.reason), nextStep: 'Run it again' });
}

/** The value of an option that the parser gives every entry with this stage. */
function given<K extends keyof AllOptions>(options: Partial<AllOptions>, name: K): AllOptions[K] {
  const value = options[name];
  if (value !== undefined) return value;
  throw new Failure('defect', { doing: `reading option ${name}`, cameBack: 'it has no value', nextStep: 'Report this as a bug' });
}

async function theOneFile(options: Partial<AllOptions>, workspace: Workspace): Promise<string> {
  const patterns = given(options, 'policy-file');
  const [file, ...more] = await workspace.expand(patterns);
  if (file !== undefined && more.length === 0) return file;
  throw new Failure('bad-input', {
    doing: `looking for the policy file ${JSON.stringify(patterns)}`,
    cameBack: file === undefined ? 'no file matches' : `${more.length + 1} files match`,
    nextStep: 'deploy and verify take exactly one file: run them once per file',
  });
}

/** @param asked kt with which the gateway is asked about, or written to. */
async function reachGateway<K>(
  gateway: ResolvedGateway,
  asked: Promise<K>,
  { network }: Equipment,
): Promise<Omit<Gateway, 'kt'> & { readonly kt: K }> {
  const [client, kt] = await Promise.all([network.gatewayClient(gateway), asked]);
  return {
    id: gateway.id,
    kt,
    ...(gateway.url !== undefined && { url: gateway.url }),
    ...(gateway.environment !== undefined && { environment: gateway.environment }),
    ...(gateway.apiUrl !== undefined && { apiUrl: gateway.apiUrl }),
    ...(client !== undefined && { client }),
  };
}

/** The cases sent through gateways; the reader is loaded only where an option names files. */
async function goldenCases(workspace: Workspace, option: 'canary' | 'probe', patterns: readonly string[]): Promise<readonly TestCase[]> {
  if (patterns.length === 0) return [];
  return (await import('./golden-files.js')).readGoldenFiles(workspace, option, patterns);
}

/** A pull request shows what somebody proposes; nothing of it may reach a gateway before it is merged. */
function mustNotBePullRequest(event: string | undefined): void {
  if (event === undefined || !event.startsWith('pull_request')) return;
  throw new Failure('refused', {
    doing: 'deploying',
    cameBack: `this run was started by ${event}, and deploy refuses pull request events. Nothing was written`,
    nextStep: 'Run deploy on push, workflow_dispatch or schedule; use validate on pull requests',
  });
}

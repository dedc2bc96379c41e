import { join } from 'node:path';
import type { ResolvedGateway } from '../options/gateways.js';
import { parseRuleSeverities } from '../options/lines.js';
import type { DeployReport } from '../report/deploy-model.js';
import { Failure } from '../report/failure.js';
import type { DeployContext, DeployOptions } from '../stages/deploy/contract.js';
import { type Journal, NO_JOURNAL } from '../stages/deploy/journal.js';
import { deploy } from '../stages/deploy.js';
import type { Gateway } from '../stages/gateway-target.js';
import type { PackSource } from '../stages/pack.js';
import type { WorkspaceFile } from '../workspace/workspace.js';
import { type Equipment, given, goldenCases, nameGateway, type Resolved, reachGateway } from './equipment.js';
import { createJournalFile, type JournalFile } from './journal-file.js';
import { hidePolicySecrets, hideSecretsOf, hideSecretsOfHistory } from './known-secrets.js';

/** What is deployed: the checked-out file, or the one of an earlier commit. */
export interface DeploySource {
  readonly pack: PackSource;
  /** The checked-out policy file, whose history is looked at. */
  readonly file: WorkspaceFile;
  readonly rollbackTo?: string;
}

/** Runs the deploy stage with what options and inventory say. */
export async function runDeploy(source: DeploySource, resolved: Resolved, equipment: Equipment): Promise<DeployReport> {
  const { options } = resolved;
  const { surroundings, workspace, ktSupply, network, session } = equipment;
  network.keepFewConnections();
  const readsGateways = mayRead(given(options, 'dry-run'), surroundings.event);
  const canary = source.rollbackTo === undefined ? await goldenCases(workspace, 'canary', options.canary ?? []) : [];
  const kt = await ktSupply.forValidation('deploy');
  if (kt === undefined)
    throw new Failure('defect', { doing: 'preparing deploy', cameBack: 'no kt was chosen', nextStep: 'Report this as a bug' });
  // In a plan without credentials not even their absence may be in the way.
  const reach = async (gateway: ResolvedGateway): Promise<Gateway> =>
    readsGateways ? reachGateway(gateway, ktSupply.forGateway(gateway, 'deploy'), equipment) : { ...nameGateway(gateway), kt };
  const staging = resolved.staging === undefined ? undefined : await reach(resolved.staging);
  const production = await Promise.all(resolved.production.map(reach));
  const previous = await readPrevious(options['previous-policy-file'], equipment);

  const stageOptions: DeployOptions = {
    phase: given(options, 'phase'),
    digest: options.digest,
    'allow-inconclusive': given(options, 'allow-inconclusive'),
    'allow-downgrade': given(options, 'allow-downgrade'),
    'allow-drift': given(options, 'allow-drift'),
    'bake-time': given(options, 'bake-time'),
    concurrency: given(options, 'concurrency'),
    'deploy-timeout': given(options, 'deploy-timeout'),
    'dry-run': given(options, 'dry-run'),
    emergency: options.emergency,
    interval: given(options, 'interval'),
    'keep-staging': given(options, 'keep-staging'),
    'minimum-proof': given(options, 'minimum-proof'),
    'probe-model': options['probe-model'],
    'promote-with': given(options, 'promote-with'),
    rollback: given(options, 'rollback'),
    tests: given(options, 'tests'),
    waves: given(options, 'waves'),
    severities: parseRuleSeverities(given(options, 'rules')).severities,
    production,
    canary,
    readsGateways,
    ...(staging !== undefined && { staging }),
    ...(source.rollbackTo !== undefined && { rollbackTo: source.rollbackTo }),
  };
  const journal = journalOf(equipment);
  const context: DeployContext = {
    clock: surroundings.clock,
    log: surroundings.log,
    signal: surroundings.signal,
    temporaryDirectory: surroundings.temporaryDirectory,
    kt,
    checkToken: async (gateway) => {
      const { checkToken } = await import('./token-check.js');
      const one = resolved.staging?.id === gateway.id ? resolved.staging : resolved.production.find(({ id }) => id === gateway.id);
      return checkToken(await network.http(one?.caFile), ktSupply.credentials(one));
    },
    history: async () => {
      const history = await (await import('./policy-history.js')).readRunPolicyHistory(source.file, equipment);
      hideSecretsOfHistory(history, resolved, equipment);
      return history;
    },
    journal,
    onChange: (report) => session.setStage(report),
    onEmulated: () => session.markEmulated(),
    ...(previous !== undefined && { previous }),
  };
  const report = await deploy(source.pack, stageOptions, context);
  await session.setStage(report);
  // Only now: what died before has told nobody how it ended.
  closeJournal(journal);
  return report;
}

/** Brings the file of an earlier commit back: a deploy of its bytes, lower version allowed, to all production gateways at once. */
export async function runRollback(
  file: WorkspaceFile,
  reference: string,
  resolved: Resolved,
  equipment: Equipment,
): Promise<{ readonly report: DeployReport; readonly pack: PackSource }> {
  const { readRollbackSource } = await import('./rollback-source.js');
  const { pack, commit } = await readRollbackSource(file, reference, equipment);
  equipment.session.keepTests(pack.tests);
  hideSecretsOf(pack, resolved, equipment);
  return { report: await runDeploy({ pack, file, rollbackTo: commit }, resolved, equipment), pack };
}

/** Gateways are asked for nothing in the plan of a pull request: it has no business with their credentials. */
function mayRead(dryRun: boolean, event: string | undefined): boolean {
  if (event === undefined || !event.startsWith('pull_request')) return true;
  if (dryRun) return false;
  throw new Failure('refused', {
    doing: 'deploying',
    cameBack: `this run was started by ${event}, and deploy refuses pull request events. Nothing was written`,
    nextStep: 'Run deploy on push, workflow_dispatch or schedule; use validate, or deploy with dry-run: true, on pull requests',
  });
}

async function readPrevious(path: string | undefined, { workspace, surroundings }: Equipment): Promise<DeployContext['previous']> {
  if (path === undefined) return undefined;
  const file = await workspace.locate(path, 'previous policy file');
  const bytes = await workspace.read(file, 'previous policy file');
  hidePolicySecrets(surroundings.secrets, bytes, [path]);
  return { file: path, bytes };
}

/** On a runner a post step looks after what this process leaves; in a terminal nobody does. */
function journalOf({ surroundings }: Equipment): Journal | JournalFile {
  const { keepJournal } = surroundings;
  if (keepJournal === undefined) return NO_JOURNAL;
  return createJournalFile(join(keepJournal.directory, `keeptrusts-journal-${process.pid}.jsonl`), keepJournal.announce);
}

function closeJournal(journal: Journal | JournalFile): void {
  if ('close' in journal) journal.close();
}

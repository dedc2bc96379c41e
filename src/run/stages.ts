import { relative, resolve } from 'node:path';
import { parseRuleSeverities } from '../options/lines.js';
import { destinationOf, packOf } from '../options/resolve.js';
import { type RunStageName, writesTo } from '../options/rules.js';
import { Failure, messageOf } from '../report/failure.js';
import type { StageReport } from '../report/model.js';
import { mayContinue, succeeds } from '../report/outcome.js';
import type { PackSource } from '../stages/pack.js';
import { readPack, validate } from '../stages/validate.js';
import { withSlashes } from '../workspace/workspace.js';
import { type Equipment, given, type Resolved, theOneFile } from './equipment.js';
import { pastStart, testsStart } from './past-start.js';
import { boundTogether } from './shared-plane.js';

interface StageOutcome {
  readonly report: StageReport;
  /** The pack the stage worked with, where it was one. */
  readonly pack?: PackSource;
}

/**
 * Runs one stage; the options of the other stages may be absent.
 * @param brought what an earlier stage of this run brought to the gateways.
 */
type RunStage = (resolved: Resolved, equipment: Equipment, brought: PackSource | undefined) => Promise<StageOutcome>;

const RUN: Readonly<Record<RunStageName, RunStage>> = {
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
    const changedOnly = options['changed-only'] === true;
    // What goes to gateways has to be right whoever changed it.
    const deploys = writesTo(options.stages ?? []);
    if (changedOnly && deploys)
      log.info('changed-only: this run deploys the pack it validates, so the pack counts whether it changed or not');
    const ktAtWork = kt === undefined ? {} : { kt, temporaryDirectory: surroundings.temporaryDirectory };
    const report = await validate(settings, {
      clock,
      log,
      signal,
      workspace,
      boundTogether: boundTogether(equipment.inventory, workspace),
      destinationOf: (path) =>
        destinationOf(equipment.inventory, withSlashes(relative(workspace.workingDirectory, resolve(workspace.workingDirectory, path)))),
      ...ktAtWork,
      ...(start !== undefined && {
        // Loaded only here: most runs in a terminal start no git.
        readPasts: async (files) => (await import('./past.js')).readRunPasts(files, start, equipment),
      }),
      ...(changedOnly &&
        !deploys && {
          readChanges: async (files) => {
            const { changedSince, readRunChanges } = await import('./changed-packs.js');
            return readRunChanges(files, changedSince(options['base-ref'], surroundings.environment), equipment);
          },
        }),
      ...(baseOfTests === 'no-base' && { readBase: baseOfTests }),
      ...(typeof baseOfTests === 'object' && {
        readBase: async (files) => (await import('./base-packs.js')).readRunBase(files, baseOfTests, equipment),
      }),
    });
    return { report };
  },

  deploy: async (resolved, equipment) => {
    const { options } = resolved;
    const file = await theOneFile(options, equipment.workspace);
    const pack = await readPack(equipment.workspace, file.path, given(options, 'tests'));
    const { runDeploy } = await import('./run-deploy.js');
    equipment.session.keepTests(pack.tests);
    await hideSecrets(pack, resolved, equipment);
    return { report: await runDeploy({ pack, file }, resolved, equipment), pack };
  },

  rollback: async (resolved, equipment) => {
    const { options } = resolved;
    const file = await theOneFile(options, equipment.workspace);
    const { runRollback } = await import('./run-deploy.js');
    return runRollback(file, options['rollback-to'] ?? '', resolved, equipment);
  },

  verify: async (resolved, equipment, brought) => {
    const file = await theOneFile(resolved.options, equipment.workspace);
    const pack = brought ?? (await readPack(equipment.workspace, file.path, 'false'));
    const { runVerify } = await import('./run-verify.js');
    await hideSecrets(pack, resolved, equipment);
    return { report: await runVerify(pack, resolved, equipment) };
  },
};

/** Loaded only here: it reads YAML, which validate mostly need not. */
async function hideSecrets(...of: Parameters<typeof import('./known-secrets.js').hideSecretsOf>): Promise<void> {
  const { hideSecretsOf } = await import('./known-secrets.js');
  hideSecretsOf(...of);
}

/**
 * Runs the stages in order and stops at the first whose result does not allow the next.
 * @returns whether every stage asked for ran and succeeded.
 */
export async function runStages(stages: readonly RunStageName[], resolved: Resolved, equipment: Equipment): Promise<boolean> {
  const { log, signal } = equipment.surroundings;
  const undecided = resolved.options.undecided ?? 'warn';
  const allowInconclusive = resolved.options['allow-inconclusive'] ?? false;
  let brought: PackSource | undefined;
  for (const [index, stage] of stages.entries()) {
    if (signal.aborted) throw cancelledBefore(stage, signal);
    const { report, pack } = await log.group(`Keeptrusts policy: ${stage}`, () => RUN[stage](resolved, equipment, brought));
    brought = pack ?? brought;
    await equipment.session.setStage(report);
    const next = stages[index + 1];
    if (next !== undefined && report.result === 'planned') {
      await equipment.session.stopHere();
      log.info(`${next} does not run: a dry run brought nothing to the gateways`);
      return true;
    }
    if (next !== undefined && !mayContinue(report, { undecided, allowInconclusive })) {
      await equipment.session.stopHere();
      log.warning(`${next} does not run, because ${stage} ended as ${report.result}: ${report.reason.summary}`);
      return false;
    }
    if (next === undefined) return succeeds(report, { undecided });
  }
  return false;
}

function cancelledBefore(stage: RunStageName, signal: AbortSignal): Failure {
  return new Failure('refused', { doing: `starting ${stage}`, cameBack: messageOf(signal.reason), nextStep: 'Run it again' });
}

import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.js';
import type { ExpectedPolicy } from '../keeptrusts/served-config.js';
import type { OptionsOf } from '../options/types.js';
import type { TestCase } from '../policy/tests/cases.js';
import type { Log } from '../report/log.js';
import type { CanaryReport, DeployReport, GatewayReport, PackReport, Severity } from '../report/model.js';
import { runCanary } from './deploy/canary.js';
import { type Ending, endingOf, refused } from './deploy/ending.js';
import { misplacedGateways, type PreflightRow, preflight } from './deploy/preflight.js';
import { type Snapshot, takeSnapshot } from './deploy/snapshot.js';
import { methodFor, writeAndWatch } from './deploy/write.js';
import { describeGateway, type Gateway } from './gateway-target.js';
import { type PackSource, validatePack } from './pack.js';
import { watchGateway } from './watch.js';

export type DeployOptions = Pick<
  OptionsOf<'deploy'>,
  'phase' | 'digest' | 'allow-inconclusive' | 'deploy-timeout' | 'interval' | 'minimum-proof' | 'tests' | 'probe-model' | 'concurrency'
> & {
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly staging?: Gateway;
  readonly production: readonly Gateway[];
  readonly canary: readonly TestCase[];
};

export interface DeployContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly temporaryDirectory: string;
  /** The kt that lints and tests the snapshot; writes go through each gateway's own. */
  readonly kt: Gateway['kt'];
  /** Whether the API accepts the token; asked before any write. */
  readonly checkToken: (
    gateway: Gateway,
  ) => Promise<{ readonly accepted: true } | { readonly accepted: false; readonly reason: string; readonly nextStep: string }>;
  /** Called whenever a gateway's state changed, so that a killed run leaves a true report. */
  readonly onChange: (report: DeployReport) => Promise<void>;
  /** Called when a gateway says that it is emulated. */
  readonly onEmulated: () => void;
}

/**
 * Takes one private copy of the policy file, validates it again, proves that every gateway can be read back, and only then writes: staging
 * first, canary requests, then production one gateway after the other, stopping at the first that does not serve it.
 */
export async function deploy(source: PackSource, options: DeployOptions, context: DeployContext): Promise<DeployReport> {
  const run = new Deployment(source, options, context);
  return run.execute();
}

class Deployment {
  readonly #source: PackSource;
  readonly #options: DeployOptions;
  readonly #context: DeployContext;
  readonly #startedAt: string;
  readonly #started: number;
  readonly #gateways = new Map<string, GatewayReport>();
  readonly #written: string[] = [];
  #canary: readonly CanaryReport[] = [];
  #snapshot: Snapshot | undefined;
  #validation: PackReport | undefined;

  constructor(source: PackSource, options: DeployOptions, context: DeployContext) {
    this.#source = source;
    this.#options = options;
    this.#context = context;
    this.#startedAt = context.clock.now().toISOString();
    this.#started = context.clock.elapsed();
  }

  async execute(): Promise<DeployReport> {
    const { temporaryDirectory } = this.#context;
    const snapshot = await takeSnapshot(this.#source.bytes, temporaryDirectory);
    this.#snapshot = snapshot;
    if (this.#options.digest !== undefined && this.#options.digest !== snapshot.digest) {
      return this.#report(
        refused(
          [`the policy file has digest ${snapshot.digest}, but ${this.#options.digest} was validated`],
          ['Deploy the commit that was validated, or validate this one.'],
        ),
      );
    }
    const expected = await this.#validated();
    if ('result' in expected) return this.#report(expected);
    const rows = await this.#preflight(expected);
    if ('result' in rows) return this.#report(rows);
    await this.#rollOut(rows, snapshot, expected);
    const wanted = this.#options.phase === 'stage' || this.#options.production.length === 0 ? 'staged' : 'promoted';
    return this.#report(endingOf([...this.#gateways.values()], this.#written, this.#canary, wanted, expected.identity.version));
  }

  async #validated(): Promise<ExpectedPolicy | Ending> {
    const { context, options } = { context: this.#context, options: this.#options };
    const stagingDirectory = await mkdtemp(join(context.temporaryDirectory, 'pack-'));
    const settings = { engine: 'auto', failOn: 'error', severities: options.severities, tests: options.tests } as const;
    const { report, document } = await validatePack(this.#source, settings, { kt: context.kt, stagingDirectory });
    this.#validation = report;
    const first =
      report.findings.find((one) => one.severity === 'error')?.message ??
      report.tests.cases.find((one) => one.outcome === 'failed')?.reason;
    if (report.result === 'failed') {
      return refused(
        [`the policy file does not pass validation: ${first ?? 'see the findings'}`],
        ['Run the validate stage on this commit and correct what it reports.'],
      );
    }
    if (report.result === 'inconclusive' && !options['allow-inconclusive']) {
      return refused(
        ['validation is inconclusive: not every behaviour test could be decided, or there is none'],
        ['Add tests that kt can decide, or set allow-inconclusive: true, or tests: false.'],
      );
    }
    if (document.identity === undefined || document.chain === undefined) {
      return refused(
        ['the policy file names no pack or no chain, so a gateway could never be compared with it'],
        ['Add pack.name, pack.version and policies.chain.'],
      );
    }
    return { identity: document.identity, chain: document.chain, value: document.value };
  }

  async #preflight(expected: ExpectedPolicy): Promise<readonly PreflightRow[] | Ending> {
    const { phase, staging, production } = this.#options;
    const misplaced = misplacedGateways(staging, production);
    if (misplaced.length > 0) return refused(misplaced, ['Correct the lists of gateways.']);
    const involved = [...(staging === undefined ? [] : [staging]), ...(phase === 'stage' ? [] : production)];
    for (const gateway of onePerControlPlane(involved)) {
      const token = await this.#context.checkToken(gateway);
      if (!token.accepted) return refused([token.reason], [token.nextStep]);
    }
    const settings = { minimumProof: this.#options['minimum-proof'], concurrency: this.#options.concurrency };
    const rows = await preflight(involved, expected, settings, this.#context.signal);
    for (const row of rows) this.#gateways.set(row.gateway.id, beforeReport(row));
    if (rows.some((row) => row.emulated)) this.#context.onEmulated();
    const stagingRow = rows.find((row) => row.gateway.id === staging?.id);
    const isPromotion = phase === 'promote' && stagingRow !== undefined;
    if (isPromotion) {
      const problem = await this.#stagingProblem(stagingRow, expected);
      if (problem !== undefined) return refused([problem], ['Run phase: stage with this file first.']);
    }
    const judged = isPromotion ? rows.filter((row) => row !== stagingRow) : rows;
    const refusals = judged.flatMap(({ gateway, readiness }) => (readiness.kind === 'refused' ? [{ id: gateway.id, ...readiness }] : []));
    if (refusals.length > 0) {
      return refused(
        refusals.map(({ id, reason }) => `gateway ${id}: ${reason}`),
        refusals.map(({ nextStep }) => nextStep),
      );
    }
    return judged;
  }

  /** Promotion rests on staging: it must serve this file, at the proof asked for, now. */
  async #stagingProblem(row: PreflightRow, expected: ExpectedPolicy): Promise<string | undefined> {
    const { gateway } = row;
    if (gateway.client === undefined)
      return this.#options['minimum-proof'] === 'accepted'
        ? undefined
        : `staging gateway ${gateway.id} has no URL, so it cannot be shown to serve this file`;
    const report = await this.#proven(gateway, expected);
    return report === undefined ? undefined : `staging gateway ${gateway.id} does not serve this file: ${report}`;
  }

  async #proven(gateway: Gateway, expected: ExpectedPolicy): Promise<string | undefined> {
    if (gateway.client === undefined) return 'it has no URL';
    const deadline = this.#context.clock.elapsed();
    const seen = await watchGateway(
      gateway.client,
      expected,
      { deadline, intervalMs: this.#options.interval, consecutive: 1, minimumProof: this.#options['minimum-proof'], acceptDegraded: true },
      this.#context,
    );
    if (seen.result !== 'verified') return [seen.result, ...seen.differences].join('; ');
    const known = this.#gateways.get(gateway.id);
    if (known !== undefined)
      this.#gateways.set(gateway.id, {
        ...known,
        state: 'serving',
        proof: seen.proof,
        ...(seen.served !== undefined && { after: seen.served }),
      });
    return undefined;
  }

  async #rollOut(rows: readonly PreflightRow[], snapshot: Snapshot, expected: ExpectedPolicy): Promise<void> {
    const { staging } = this.#options;
    let canaryDone = this.#options.phase === 'promote';
    for (const { gateway, readiness } of rows) {
      if (this.#context.signal.aborted) return;
      const known = this.#gateways.get(gateway.id);
      if (known === undefined) continue;
      const method = gateway.id === staging?.id ? ({ kind: 'push' } as const) : methodFor(staging, gateway);
      if (readiness.kind === 'write') {
        // Before the write: should this process die now, the report already says that the state is unknown.
        this.#written.push(gateway.id);
        this.#gateways.set(gateway.id, { ...known, state: 'unknown' });
        await this.#publish();
        const settings = {
          deployTimeoutMs: this.#options['deploy-timeout'],
          intervalMs: this.#options.interval,
          minimumProof: this.#options['minimum-proof'],
        };
        const report = await writeAndWatch(known, gateway, method, snapshot, expected, settings, this.#context);
        this.#gateways.set(gateway.id, report);
        await this.#publish();
        this.#context.log.info(`${gateway.id}: ${report.state} (proof: ${report.proof})`);
        if (report.state !== 'serving' && report.state !== 'accepted') return;
      }
      if (!canaryDone && gateway.client !== undefined && this.#options.canary.length > 0) {
        canaryDone = true;
        this.#canary = await runCanary(
          gateway.client,
          this.#options.canary,
          this.#options['probe-model'] ?? DEFAULT_PROBE_MODEL,
          this.#context.signal,
        );
        if (this.#canary.some((one) => one.outcome === 'failed')) return;
      }
    }
  }

  async #publish(): Promise<void> {
    await this.#context.onChange(
      this.#report({
        result: 'unknown',
        reason: {
          summary: 'the run has not ended; a gateway in state unknown was being written to',
          nextSteps: ['Read what these gateways serve before running this again.'],
        },
      }),
    );
  }

  #report(ending: Ending): DeployReport {
    const { pack } = this.#validation ?? {};
    return {
      stage: 'deploy',
      startedAt: this.#startedAt,
      durationMs: Math.round(this.#context.clock.elapsed() - this.#started),
      ...ending,
      warnings: this.#canary
        .filter((one) => one.outcome === 'undecided')
        .map((one) => `canary "${one.name}" is undecided: ${one.reason ?? 'no reason given'}`),
      phase: this.#options.phase,
      file: this.#source.names.workspaceFile,
      ...(this.#snapshot !== undefined && { digest: this.#snapshot.digest }),
      ...(pack !== undefined && { pack }),
      ...(this.#validation !== undefined && { validation: this.#validation }),
      canary: this.#canary,
      gateways: [...this.#gateways.values()],
    };
  }
}

/** The model the documentation's samples name; a gateway without it answers with an upstream error, which leaves the canary undecided. */
const DEFAULT_PROBE_MODEL = 'gpt-4o-mini';

function beforeReport({ gateway, readiness }: PreflightRow): GatewayReport {
  const base = { ...describeGateway(gateway), ...(readiness.before !== undefined && { before: readiness.before }), steps: [] };
  if (readiness.kind === 'serving') return { ...base, state: 'serving', proof: 'full', after: readiness.before };
  return { ...base, state: 'untouched', proof: 'none' };
}

function onePerControlPlane(gateways: readonly Gateway[]): readonly Gateway[] {
  return [...new Map(gateways.map((gateway) => [gateway.apiUrl ?? '', gateway])).values()];
}

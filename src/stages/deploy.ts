import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.js';
import type { ExpectedPolicy } from '../keeptrusts/served-config.js';
import type { OptionsOf } from '../options/types.js';
import type { TestCase } from '../policy/tests/cases.js';
import { Failure, messageOf } from '../report/failure.js';
import type { GatewayReport } from '../report/gateway-model.js';
import type { Log } from '../report/log.js';
import type { DeployReport, PackReport, Severity } from '../report/model.js';
import { type Ending, endingOf, refused } from './deploy/ending.js';
import { Ledger } from './deploy/ledger.js';
import { misplacedGateways, type PreflightRow, preflight } from './deploy/preflight.js';
import { rollOut } from './deploy/roll-out.js';
import { type Snapshot, takeSnapshot } from './deploy/snapshot.js';
import { describeGateway, type Gateway } from './gateway-target.js';
import { type PackSource, validatePack } from './pack.js';
import { DEFAULT_PROBE_MODEL } from './probe.js';
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
 * first, canary requests, then production one gateway after the other, stopping at the first that does not serve it. A cancelled run ends
 * with a report of what is known, not with an error.
 * @throws Failure when the snapshot, the report or the gateway token stand in the way; `onChange` has then heard what was written.
 */
export async function deploy(source: PackSource, options: DeployOptions, context: DeployContext): Promise<DeployReport> {
  return new Deployment(source, options, context).execute();
}

class Deployment {
  readonly #source: PackSource;
  readonly #options: DeployOptions;
  readonly #context: DeployContext;
  readonly #ledger: Ledger;
  /** The gateways this phase is to bring the policy to, staging first. */
  readonly #targets: readonly Gateway[];
  #version = '';
  #published = false;

  constructor(source: PackSource, options: DeployOptions, context: DeployContext) {
    this.#source = source;
    this.#options = options;
    this.#context = context;
    this.#ledger = new Ledger({ clock: context.clock, phase: options.phase, file: source.names.workspaceFile });
    const { phase, staging, production } = options;
    this.#targets = [...(staging === undefined || phase === 'promote' ? [] : [staging]), ...(phase === 'stage' ? [] : production)];
    for (const gateway of this.#involved())
      this.#ledger.keep({ ...describeGateway(gateway), state: 'untouched', proof: 'none', steps: [] });
  }

  async execute(): Promise<DeployReport> {
    try {
      return this.#ledger.report(await this.#deploy());
    } catch (error) {
      const { signal, onChange } = this.#context;
      if (signal.aborted && !(error instanceof Failure)) return this.#ledger.report(this.#stopped(messageOf(signal.reason)));
      // What was handed on says that a write is under way. The error is the one to report even when this fails too.
      if (this.#published) await onChange(this.#ledger.report(this.#stopped(messageOf(error)))).catch(() => undefined);
      throw error;
    }
  }

  async #deploy(): Promise<Ending> {
    const { signal, temporaryDirectory } = this.#context;
    const snapshot = await takeSnapshot(this.#source.bytes, temporaryDirectory);
    this.#ledger.digest = snapshot.digest;
    const wanted = this.#options.digest;
    if (wanted !== undefined && wanted !== snapshot.digest) {
      return refused(
        [`the policy file has digest ${snapshot.digest}, but ${wanted} was validated`],
        ['Deploy the commit that was validated, or validate this one.'],
      );
    }
    const expected = await this.#validated();
    signal.throwIfAborted();
    if ('result' in expected) return expected;
    this.#version = expected.identity.version;
    const rows = await this.#preflight(expected);
    signal.throwIfAborted();
    return 'result' in rows ? rows : this.#rollOut(rows, snapshot, expected);
  }

  /** What the snapshot says, once it has passed; else why it may not be deployed. */
  async #validated(): Promise<ExpectedPolicy | Ending> {
    const { context, options } = { context: this.#context, options: this.#options };
    const stagingDirectory = await mkdtemp(join(context.temporaryDirectory, 'pack-'));
    const settings = { engine: 'auto', failOn: 'error', severities: options.severities, tests: options.tests } as const;
    const { report, document } = await validatePack(this.#source, settings, { kt: context.kt, stagingDirectory });
    this.#ledger.validation = report;
    if (report.result === 'failed') {
      return refused(
        [`the policy file does not pass validation: ${firstFault(report)}`],
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

  /** The gateways to write to; else why none may be. */
  async #preflight(expected: ExpectedPolicy): Promise<readonly PreflightRow[] | Ending> {
    const { staging, production, canary } = this.#options;
    if (this.#targets.length === 0) return refused(['no gateway is named'], ['Set staging-gateway or production-gateways.']);
    const misplaced = misplacedGateways(staging, production);
    if (misplaced.length > 0) return refused(misplaced, ['Correct the lists of gateways.']);
    if (canary.length > 0 && this.#sendsCanary() && this.#targets.every((gateway) => gateway.client === undefined)) {
      return refused(
        ['canary is set, and no gateway has a URL to send the requests to'],
        ["Give a gateway's URL (id=url), or remove canary."],
      );
    }
    for (const gateway of onePerControlPlane(this.#targets)) {
      const token = await this.#context.checkToken(gateway);
      if (!token.accepted) return refused([token.reason], [token.nextStep]);
    }
    const settings = { minimumProof: this.#options['minimum-proof'], concurrency: this.#options.concurrency };
    const rows = await preflight(this.#involved(), expected, settings, this.#context.signal);
    for (const row of rows) this.#ledger.keep(beforeReport(row));
    if (rows.some((row) => row.emulated)) this.#context.onEmulated();
    if (this.#options.phase === 'promote' && staging !== undefined) {
      const problem = await this.#stagingProblem(staging, expected);
      if (problem !== undefined) return refused([problem], ['Run phase: stage with this file first.']);
    }
    const judged = rows.filter((row) => this.#targets.includes(row.gateway));
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
  async #stagingProblem(staging: Gateway, expected: ExpectedPolicy): Promise<string | undefined> {
    const minimumProof = this.#options['minimum-proof'];
    if (staging.client === undefined) {
      return minimumProof === 'accepted' ? undefined : `staging gateway ${staging.id} has no URL, so it cannot be shown to serve this file`;
    }
    const once = { deadline: this.#context.clock.elapsed(), intervalMs: this.#options.interval, consecutive: 1 };
    const seen = await watchGateway(staging.client, expected, { ...once, minimumProof, acceptDegraded: true }, this.#context);
    if (seen.result !== 'verified')
      return `staging gateway ${staging.id} does not serve this file: ${[seen.result, ...seen.differences].join('; ')}`;
    const known = this.#ledger.gateway(staging.id);
    const after = seen.served === undefined ? {} : { after: seen.served };
    if (known !== undefined) this.#ledger.keep({ ...known, ...after, state: 'serving', proof: seen.proof });
    return undefined;
  }

  async #rollOut(rows: readonly PreflightRow[], snapshot: Snapshot, expected: ExpectedPolicy): Promise<Ending> {
    const options = this.#options;
    const plan = {
      rows,
      staging: options.staging,
      snapshot,
      expected,
      settings: {
        deployTimeoutMs: options['deploy-timeout'],
        intervalMs: options.interval,
        minimumProof: options['minimum-proof'],
      },
      canary: this.#sendsCanary() ? options.canary : [],
      probeModel: options['probe-model'] ?? DEFAULT_PROBE_MODEL,
    };
    const { clock, log, signal, onChange } = this.#context;
    const publish = (): Promise<void> => {
      this.#published = true;
      return onChange(this.#ledger.report(this.#ending('the run has not ended')));
    };
    return this.#ending(await rollOut(plan, { clock, log, signal, ledger: this.#ledger, publish }));
  }

  /** In phase promote the staging gateway had its canary requests in phase stage. */
  #sendsCanary(): boolean {
    return this.#options.phase !== 'promote' || this.#options.staging === undefined;
  }

  /** The targets, and in phase promote the staging gateway they are promoted from. */
  #involved(): readonly Gateway[] {
    const { staging } = this.#options;
    return staging === undefined || this.#targets.includes(staging) ? this.#targets : [staging, ...this.#targets];
  }

  #stopped(why: string): Ending {
    if (this.#ledger.written.length === 0) return refused([why], ['Run deploy again.']);
    return this.#ending(why);
  }

  #ending(stopped: string | undefined): Ending {
    const { phase, production } = this.#options;
    const { written, canary } = this.#ledger;
    const gateways = this.#targets.flatMap(({ id }) => this.#ledger.gateway(id) ?? []);
    const wanted = phase === 'stage' || production.length === 0 ? 'staged' : 'promoted';
    return endingOf({ gateways, written, canary, wanted, version: this.#version, stopped });
  }
}

function firstFault({ findings, tests }: PackReport): string {
  const finding = findings.find((one) => one.severity === 'error');
  if (finding !== undefined) return finding.message;
  const failed = tests.cases.find((one) => one.outcome === 'failed');
  return failed === undefined ? 'see the findings' : `test "${failed.name}": ${failed.reason ?? 'failed'}`;
}

function beforeReport({ gateway, readiness }: PreflightRow): GatewayReport {
  const base = { ...describeGateway(gateway), ...(readiness.before !== undefined && { before: readiness.before }), steps: [] };
  if (readiness.kind === 'serving') return { ...base, state: 'serving', proof: 'full', after: readiness.before };
  return { ...base, state: 'untouched', proof: 'none' };
}

/** One gateway for each kt, which stands for one URL and one token: two gateways of one control plane may have different tokens. */
function onePerControlPlane(gateways: readonly Gateway[]): readonly Gateway[] {
  return gateways.filter((gateway, index) => gateways.findIndex(({ kt }) => kt === gateway.kt) === index);
}

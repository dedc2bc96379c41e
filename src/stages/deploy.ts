import type { ExpectedPolicy } from '../keeptrusts/served-config.js';
import type { TestCase } from '../policy/tests/cases.js';
import type { DeployReport } from '../report/deploy-model.js';
import { Failure, messageOf } from '../report/failure.js';
import type { DeployContext, DeployOptions } from './deploy/contract.js';
import { type Ending, endingOf, refused, tellsItsFault } from './deploy/ending.js';
import { FormerPolicies } from './deploy/former-policy.js';
import { beforeReport, bypassesOf, onePerControlPlane, refusalOf, uncheckedNotes } from './deploy/found.js';
import { lookOnceMore } from './deploy/last-look.js';
import { Ledger } from './deploy/ledger.js';
import { planOf, type Wave, wavesFor } from './deploy/plan.js';
import { misplacedGateways, type PreflightRow, preflight } from './deploy/preflight.js';
import { Publisher } from './deploy/publisher.js';
import { lookOnce } from './deploy/read-back.js';
import { Recorder } from './deploy/recorder.js';
import { restorationOf, takeFormerSnapshots } from './deploy/restorations.js';
import { type RollOutPlan, rollOut } from './deploy/roll-out.js';
import { type Snapshot, takeSnapshot } from './deploy/snapshot.js';
import { seenIn } from './deploy/state.js';
import { takeBack } from './deploy/take-back.js';
import { validated } from './deploy/validated.js';
import { type Waivers, waiversOf } from './deploy/waivers.js';
import type { Stop, WaveContext } from './deploy/wave.js';
import { describeGateway, type Gateway } from './gateway-target.js';
import type { PackSource } from './pack.js';
import { DEFAULT_PROBE_MODEL } from './probe.js';

export type { DeployContext, DeployOptions } from './deploy/contract.js';

/**
 * Takes one private copy of the policy file, validates it again, proves that every gateway can be read back and put back, and only then
 * writes: staging first, canary requests, then production wave by wave. When something is wrong it stops, and takes back what it changed.
 * A cancelled run ends with a report of what is known, not with an error.
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
  readonly #recorder: Recorder;
  readonly #waves: readonly Wave[];
  /** The gateways this phase is to bring the policy to, staging first. */
  readonly #targets: readonly Gateway[];
  readonly #waivers: Waivers;
  #version = '';
  #stop: Stop | undefined;
  #published = false;

  constructor(source: PackSource, options: DeployOptions, context: DeployContext) {
    this.#source = source;
    this.#options = options;
    this.#context = context;
    const { phase, staging, production, rollbackTo, emergency } = options;
    this.#ledger = new Ledger({
      clock: context.clock,
      phase,
      file: source.names.workspaceFile,
      ...(rollbackTo !== undefined && { rollbackTo }),
      ...(emergency !== undefined && { emergency }),
    });
    const publisher = new Publisher(() => {
      this.#published = true;
      return context.onChange(this.#ledger.report(this.#ending('the run has not ended')));
    }, context.clock);
    this.#recorder = new Recorder(this.#ledger, context.journal, context.log, publisher);
    this.#waivers = waiversOf(options);
    // An earlier file was proven in production before: what it costs to wait is more than what waves could still find.
    const waves = rollbackTo === undefined ? options.waves : '100%';
    this.#waves = wavesFor(phase === 'promote' ? undefined : staging, phase === 'stage' ? [] : production, waves);
    this.#targets = this.#waves.flatMap(({ gateways }) => gateways);
    for (const gateway of this.#involved())
      this.#ledger.keep({ ...describeGateway(gateway), state: 'untouched', proof: 'none', steps: [] });
  }

  async execute(): Promise<DeployReport> {
    try {
      const ending = await this.#deploy();
      // What is handed on while the caller hands on the end would overwrite it.
      await this.#recorder.idle();
      return this.#ledger.report(ending);
    } catch (error) {
      const { signal, onChange } = this.#context;
      await this.#lookOnceMore();
      await this.#recorder.idle();
      if (signal.aborted && !(error instanceof Failure)) return this.#ledger.report(this.#stopped(messageOf(signal.reason)));
      // What was handed on says that a write is under way. The error is the one to report even when this fails too.
      if (this.#published) await onChange(this.#ledger.report(this.#stopped(messageOf(error)))).catch(() => undefined);
      throw error;
    }
  }

  async #deploy(): Promise<Ending> {
    const { signal, temporaryDirectory } = this.#context;
    const options = this.#options;
    const snapshot = await takeSnapshot(this.#source.bytes, temporaryDirectory);
    this.#ledger.digest = snapshot.digest;
    if (options.digest !== undefined && options.digest !== snapshot.digest) {
      return refused(
        [`the policy file has digest ${snapshot.digest}, but ${options.digest} was validated`],
        ['Deploy the commit that was validated, or validate this one.'],
      );
    }
    const settings = { ...this.#context, ...options, allowInconclusive: options['allow-inconclusive'] };
    const { report, outcome: expected } = await validated(this.#source, settings);
    this.#ledger.validation = report;
    signal.throwIfAborted();
    if ('result' in expected) return expected;
    this.#ledger.bypasses = this.#waivers.bypasses(report);
    this.#version = expected.identity.version;
    const rows = await this.#preflight(expected);
    signal.throwIfAborted();
    if ('result' in rows) return rows;
    return options['dry-run'] || !options.readsGateways ? this.#planned() : this.#rollOut(rows, snapshot, expected);
  }

  /** What preflight found of every gateway; else why none may be written to. */
  async #preflight(expected: ExpectedPolicy): Promise<readonly PreflightRow[] | Ending> {
    const { staging, production, phase, readsGateways } = this.#options;
    if (this.#targets.length === 0) return refused(['no gateway is named'], ['Set staging-gateway or production-gateways.']);
    const misplaced = misplacedGateways(staging, production);
    if (misplaced.length > 0) return refused(misplaced, ['Correct the lists of gateways.']);
    // Through production the requests would come too late: they are to fail before it is touched.
    const through = staging === undefined ? this.#targets : [staging];
    if (this.#canary().length > 0 && through.every(({ url }) => url === undefined)) {
      const who = staging === undefined ? 'none of the gateways has a URL' : `staging gateway ${staging.id} has no URL`;
      return refused([`canary is set, and ${who} to send the requests to`], ["Give a gateway's URL (id=url), or remove canary."]);
    }
    if (!readsGateways) {
      this.#plan([], expected);
      return [];
    }
    for (const gateway of onePerControlPlane(this.#targets)) {
      const token = await this.#context.checkToken(gateway);
      if (!token.accepted) return refused([token.reason], [token.nextStep]);
    }
    const rows = await this.#read(expected);
    this.#plan(rows, expected);
    if (phase === 'promote' && staging !== undefined) {
      const problem = await this.#stagingProblem(staging, expected);
      if (problem !== undefined) return refused([problem], ['Run phase: stage with this file first.']);
    }
    return refusalOf(rows) ?? rows;
  }

  async #read(expected: ExpectedPolicy): Promise<readonly PreflightRow[]> {
    const { signal, history, previous, log, onEmulated } = this.#context;
    const { concurrency, rollback } = this.#options;
    let former: Promise<FormerPolicies> | undefined;
    const sources = { file: this.#source.names.file, ...(previous !== undefined && { previous }) };
    const rows = await preflight(
      this.#targets,
      expected,
      { minimumProof: this.#options['minimum-proof'], concurrency, takesBack: rollback, waived: this.#waivers.checks },
      {
        signal,
        onRead: (done) => log.progress({ doing: 'read gateway', done, of: this.#targets.length }),
        former: () => {
          former ??= history().then((known) => new FormerPolicies({ ...sources, history: known }));
          return former;
        },
      },
    );
    for (const row of rows) this.#ledger.keep(beforeReport(row));
    if (rows.some((row) => row.emulated)) onEmulated();
    this.#ledger.bypasses = [...this.#ledger.bypasses, ...bypassesOf(rows)];
    this.#ledger.notes.push(...uncheckedNotes(rows));
    const uninspected = rows.find((row) => row.uninspected !== undefined)?.uninspected;
    if (uninspected !== undefined) log.info(`kt gateway inspect says nothing of what it knows: ${uninspected}`);
    return rows;
  }

  #plan(rows: readonly PreflightRow[], expected: ExpectedPolicy): void {
    const { staging } = this.#options;
    const settings = {
      staging,
      promoteWith: this.#options['promote-with'],
      canary: this.#canary().length,
      bakeMs: this.#bakeMs(),
    };
    this.#ledger.plan = planOf(this.#waves, rows, expected, settings);
    this.#ledger.waves = this.#waves.map(({ number, gateways }) => ({ number, gateways: gateways.map(({ id }) => id), state: 'waiting' }));
  }

  #planned(): Ending {
    const { gateways } = this.#ledger.plan ?? { gateways: [] };
    const count = (action: 'write' | 'not-read'): number => gateways.filter((one) => one.action === action).length;
    const unread = count('not-read');
    const what =
      unread > 0
        ? `${unread} gateways would be read, and written to where they differ`
        : `${count('write')} of ${gateways.length} gateways would be written to`;
    return { result: 'planned', reason: { summary: `${what}, in ${this.#waves.length} waves; nothing was written`, nextSteps: [] } };
  }

  /** Promotion rests on staging: it must serve this file, at the proof asked for, now. */
  async #stagingProblem(staging: Gateway, expected: ExpectedPolicy): Promise<string | undefined> {
    if (staging.client === undefined) {
      return this.#options['minimum-proof'] === 'accepted'
        ? undefined
        : `staging gateway ${staging.id} has no URL, so it cannot be shown to serve this file`;
    }
    const seen = await lookOnce(staging.client, expected, this.#waveContext());
    this.#context.signal.throwIfAborted();
    if (seen.emulated) this.#context.onEmulated();
    if (seen.result !== 'verified') return `staging gateway ${staging.id} does not serve this file: ${seenIn(seen)}`;
    const after = seen.served === undefined ? {} : { before: seen.served, after: seen.served };
    this.#ledger.keep({ ...describeGateway(staging), ...after, state: 'serving', proof: seen.proof, steps: [] });
    return undefined;
  }

  async #rollOut(rows: readonly PreflightRow[], snapshot: Snapshot, expected: ExpectedPolicy): Promise<Ending> {
    const { staging, phase, rollback } = this.#options;
    const deployTimeoutMs = this.#options['deploy-timeout'];
    const former = await takeFormerSnapshots(rows, this.#context.temporaryDirectory);
    const plan: RollOutPlan = {
      waves: this.#waves,
      rows: new Map(rows.map((row) => [row.gateway.id, row])),
      staging,
      ...(phase === 'promote' && staging !== undefined && { basis: staging }),
      promoteWith: this.#options['promote-with'],
      snapshot,
      expected,
      deployTimeoutMs,
      bakeMs: this.#bakeMs(),
      canary: this.#canary(),
      probeModel: this.#options['probe-model'] ?? DEFAULT_PROBE_MODEL,
    };
    const context = this.#waveContext();
    this.#stop = await rollOut(plan, context);
    if (this.#stop?.kind === 'trigger' && rollback) {
      const kept = this.#options['keep-staging'] ? staging?.id : undefined;
      // Newest first, so that the gateways go back in the order in which they can be missed.
      const changed = this.#ledger.written.toReversed().filter((id) => id !== kept);
      if (changed.length > 0) this.#ledger.takenBack = { trigger: this.#stop.why, gateways: changed };
      await takeBack(
        changed.flatMap((id) => restorationOf(plan.rows.get(id), former) ?? []),
        { ours: expected, deployTimeoutMs },
        context,
      );
    }
    await this.#lookOnceMore();
    return this.#ending();
  }

  #waveContext(): WaveContext {
    const { clock, signal } = this.#context;
    const { concurrency, interval } = this.#options;
    return { clock, signal, concurrency, intervalMs: interval, minimumProof: this.#options['minimum-proof'], recorder: this.#recorder };
  }

  #lookOnceMore(): Promise<void> {
    return lookOnceMore(this.#targets, this.#options['minimum-proof'], this.#recorder);
  }

  /** In phase promote the staging gateway had its canary requests in phase stage. */
  #sendsCanary(): boolean {
    return this.#options.phase !== 'promote' || this.#options.staging === undefined;
  }

  #canary(): readonly TestCase[] {
    return this.#sendsCanary() && this.#options.emergency === undefined ? this.#options.canary : [];
  }

  #bakeMs(): number {
    return this.#options.emergency === undefined ? this.#options['bake-time'] : 0;
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

  #ending(because?: string): Ending {
    const { phase, production } = this.#options;
    const { written, canary, takenBack } = this.#ledger;
    const gateways = this.#targets.flatMap(({ id }) => this.#ledger.gateway(id) ?? []);
    const wanted = phase === 'stage' || production.length === 0 ? 'staged' : 'promoted';
    return endingOf({ gateways, written, canary, wanted, version: this.#version, stopped: because ?? this.#unshownStop(), takenBack });
  }

  /** Why the roll-out stopped, where the report of no gateway says so. */
  #unshownStop(): string | undefined {
    const { gateway, why } = this.#stop ?? {};
    const shown = gateway === undefined ? undefined : this.#ledger.gateway(gateway);
    const isShown = shown !== undefined && this.#targets.some(({ id }) => id === gateway) && tellsItsFault(shown);
    return isShown ? undefined : why;
  }
}

import type { Clock } from '../clock.js';
import type { Chatting, GatewayClient } from '../keeptrusts/gateway.js';
import type { ExpectedPolicy } from '../keeptrusts/served-config.js';
import type { OptionsOf } from '../options/types.js';
import type { Digest } from '../policy/digest.js';
import type { TestCase } from '../policy/tests/cases.js';
import { messageOf } from '../report/failure.js';
import type { DoctorReading, GatewayReport, ProbeReport } from '../report/gateway-model.js';
import type { Log } from '../report/log.js';
import type { Reason, VerifyReport, VerifyResult } from '../report/model.js';
import { waitedWords } from '../report/progress.js';
import { createTurns, type Turn } from './bounded.js';
import type { EventDemand } from './events.js';
import { describeGateway } from './gateway-target.js';
import type { PackSource } from './pack.js';
import type { PolicyHistory } from './policy-history.js';
import { DEFAULT_PROBE_MODEL, PROBE_REQUEST_PREFIX, probeGateway, refuseEscalationProbes, requestIds } from './probe.js';
import { nameServedCommits } from './verify/drift.js';
import { endingOf } from './verify/ending.js';
import { addEvents } from './verify/evidence.js';
import { expectedPolicy } from './verify/expected.js';
import { ktTimeoutMs } from './verify/kt-timeout.js';
import { askKt } from './verify/kt-view.js';
import { settled } from './verify/settle.js';
import type { KtAtHand, VerifiedGateway } from './verify/target.js';
import { type WatchContext, type WatchResult, watchGateway } from './watch.js';

export type VerifyOptions = Pick<
  OptionsOf<'verify'>,
  | 'digest'
  | 'since'
  | 'event-limit'
  | 'minimum-events'
  | 'consecutive'
  | 'interval'
  | 'verify-timeout'
  | 'minimum-proof'
  | 'doctor'
  | 'accept-degraded'
  | 'concurrency'
  | 'probe-model'
  | 'allow-escalation-probes'
> & {
  readonly gateways: readonly VerifiedGateway[];
  /** Sent through every gateway that serves the file. */
  readonly probes: readonly TestCase[];
  /** When this run wrote to each gateway, where it did: only later events prove something. */
  readonly changedAt?: ReadonlyMap<string, Date>;
};

export interface VerifyContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** From 0 to 1, for the jitter of pauses. */
  readonly random: () => number;
  /** For `kt doctor`, which is not asked where nothing needs kt. */
  readonly kt: KtAtHand;
  /** Path of a private copy of the policy file; made when kt must be asked about a gateway without a URL. */
  readonly policyCopy: () => Promise<string>;
  /** Reads what Git knows of the policy file; asked at most once, where a gateway serves something else. */
  readonly readHistory?: () => Promise<PolicyHistory>;
  /** Gets a way to make the report, not one: making it after each of a thousand gateways takes longer than asking them. */
  readonly onChange: (report: () => VerifyReport) => Promise<void>;
  /** Called when a gateway says that it is emulated. */
  readonly onEmulated: () => void;
}

/**
 * Compares what gateways serve with the policy file, in this order: health and served configuration, probes, recent decision events, and
 * `kt doctor`. A cancelled run ends with a report of what is known, not with an error.
 * @throws Failure bad-input when the file has not the digest given or names no pack and chain to compare with, and when a probe may not be
 * sent to a gateway: then nothing was sent to any.
 */
export async function verify(source: PackSource, options: VerifyOptions, context: VerifyContext): Promise<VerifyReport> {
  const { expected, digest } = expectedPolicy(source, options.digest);
  const reachable = options.gateways.filter(({ client }) => client !== undefined);
  refuseEscalationProbes(reachable, options.probes, options);
  return new VerificationRun(source, expected, digest, options, context).execute();
}

interface Ending {
  readonly result: VerifyResult;
  readonly reason: Reason;
  readonly warnings?: readonly string[];
}

const NOT_ENDED: Ending = { result: 'timed-out', reason: { summary: 'the run has not ended', nextSteps: [] } };

class VerificationRun {
  readonly #source: PackSource;
  readonly #expected: ExpectedPolicy;
  readonly #digest: Digest;
  readonly #options: VerifyOptions;
  readonly #context: VerifyContext;
  readonly #startedAt: string;
  readonly #started: number;
  readonly #deadline: number;
  readonly #turn: Turn;
  readonly #done = new Map<string, GatewayReport>();
  /** Ids of the requests that went out, by gateway. */
  readonly #sent = new Map<string, Set<string>>();
  #copy: Promise<string> | undefined;

  constructor(source: PackSource, expected: ExpectedPolicy, digest: Digest, options: VerifyOptions, context: VerifyContext) {
    this.#source = source;
    this.#expected = expected;
    this.#digest = digest;
    this.#options = options;
    this.#context = context;
    this.#startedAt = context.clock.now().toISOString();
    this.#started = context.clock.elapsed();
    this.#deadline = this.#started + options['verify-timeout'];
    this.#turn = createTurns(options.concurrency);
  }

  async execute(): Promise<VerifyReport> {
    const { gateways, doctor: wish } = this.#options;
    const { clock, signal, kt, readHistory } = this.#context;
    await this.#lookAtAll();
    // At the same time: both are processes of kt that mostly wait for the control plane.
    const asked = wish === 'off' || signal.aborted || 'missing' in kt ? undefined : kt.doctor(ktTimeoutMs(this.#deadline, clock));
    const [said] = await Promise.all([asked, this.#addEvents()]);
    for (const [id, gateway] of this.#done) {
      this.#done.set(id, settled(gateway, { probes: this.#options.probes.length, events: this.#eventDemand(id) }));
    }
    if (!signal.aborted) await nameServedCommits(this.#done, this.#digest, readHistory);
    // What a cancelled kt says is not about the installation.
    const doctor = signal.aborted ? undefined : said;
    const ending = endingOf({
      gateways: gateways.flatMap(({ id }) => this.#done.get(id) ?? []),
      pack: this.#expected.identity,
      eventDemand: (id) => this.#eventDemand(id),
      doctorRequired: wish === 'required',
      doctor,
      ...(signal.aborted && { cancelled: messageOf(signal.reason) }),
    });
    return this.#report(ending, doctor);
  }

  /** All gateways are watched from the begin, and take turns: one that never answers must not keep the others waiting until the deadline. */
  async #lookAtAll(): Promise<void> {
    const { gateways } = this.#options;
    const { signal, onChange } = this.#context;
    // One for each: node looks through all listeners of a signal for each new one, and warns from the eleventh on.
    const stops = gateways.map(() => new AbortController());
    const stopAll = (reason: unknown): void => {
      for (const stop of stops) stop.abort(reason);
    };
    const cancel = (): void => stopAll(signal.reason);
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    let failure: { readonly error: unknown } | undefined;
    await Promise.all(
      gateways.map(async (gateway, index) => {
        try {
          const report = await this.#lookAt(gateway, stops[index]?.signal ?? signal);
          if (failure !== undefined) return;
          this.#done.set(gateway.id, report);
          this.#tell();
          await onChange(() => this.#report(NOT_ENDED));
        } catch (error) {
          failure ??= { error };
          stopAll(error);
        }
      }),
    );
    signal.removeEventListener('abort', cancel);
    if (failure !== undefined) throw failure.error;
  }

  #tell(): void {
    const { clock, log } = this.#context;
    const detail = waitedWords(clock.elapsed() - this.#started, this.#options['verify-timeout']);
    log.progress({ doing: 'looked at gateway', done: this.#done.size, of: this.#options.gateways.length, detail });
  }

  async #lookAt(gateway: VerifiedGateway, signal: AbortSignal): Promise<GatewayReport> {
    const { clock, random } = this.#context;
    const watching = { clock, random, signal, turn: this.#turn, onPause: () => this.#tell() };
    const seen = gateway.client === undefined ? await this.#askKt(gateway, watching) : await this.#watch(gateway, gateway.client, watching);
    const looked: GatewayReport = { ...describeGateway(gateway), steps: [], ...seen };
    if (looked.result !== 'verified' || gateway.client === undefined || this.#options.probes.length === 0) return looked;
    return { ...looked, probes: await this.#probe(gateway.id, gateway.client, signal) };
  }

  async #watch(gateway: VerifiedGateway, client: GatewayClient, watching: Required<WatchContext>): Promise<Observed> {
    const options = this.#options;
    const settings = {
      deadline: this.#deadline,
      intervalMs: options.interval,
      consecutive: options.consecutive,
      minimumProof: options['minimum-proof'],
      acceptDegraded: options['accept-degraded'],
    };
    const seen = await watchGateway(client, this.#expected, settings, watching);
    if (seen.emulated) this.#context.onEmulated();
    this.#context.log.debug(`${gateway.id}: ${seen.result} after ${seen.rounds} rounds`);
    return {
      state: STATES[seen.result],
      proof: seen.proof,
      result: seen.result,
      differences: seen.differences,
      ...(seen.served !== undefined && { after: seen.served }),
      ...(seen.health !== undefined && { health: seen.health }),
    };
  }

  async #askKt({ id, kt }: VerifiedGateway, watching: Required<WatchContext>): Promise<Observed> {
    if ('missing' in kt) return { state: 'unknown', proof: 'none', result: 'unproven', differences: [`kt was not asked: ${kt.missing}`] };
    this.#copy ??= this.#context.policyCopy();
    const settings = { deadline: this.#deadline, intervalMs: this.#options.interval, minimumProof: this.#options['minimum-proof'] };
    return askKt({ id, kt }, await this.#copy, this.#expected, settings, watching);
  }

  async #probe(id: string, client: GatewayClient, signal: AbortSignal): Promise<readonly ProbeReport[]> {
    const sent = new Set<string>();
    this.#sent.set(id, sent);
    const noting: Chatting = {
      chat: (request, ...rest) => {
        sent.add(request.requestId);
        return client.chat(request, ...rest);
      },
    };
    const settings = {
      model: this.#options['probe-model'] ?? DEFAULT_PROBE_MODEL,
      signal,
      requestId: requestIds(PROBE_REQUEST_PREFIX),
      remainingMs: () => this.#deadline - this.#context.clock.elapsed(),
    };
    return this.#turn(() => probeGateway(noting, this.#options.probes, settings));
  }

  async #addEvents(): Promise<void> {
    const options = this.#options;
    const settings = {
      sinceMs: options.since,
      eventLimit: options['event-limit'],
      intervalMs: options.interval,
      deadline: this.#deadline,
      concurrency: options.concurrency,
      version: this.#expected.identity.version,
      changedAt: options.changedAt ?? new Map(),
      sent: this.#sent,
      demand: (id: string) => this.#eventDemand(id),
    };
    await addEvents(options.gateways, this.#done, settings, this.#context);
  }

  /** A quiet night must not fail a release; where probes were sent, though, their own events are due. */
  #eventDemand(id: string): EventDemand {
    const given = this.#options['minimum-events'];
    if (given !== undefined) return { count: given, of: 'gateway' };
    return (this.#sent.get(id)?.size ?? 0) > 0 ? { count: 1, of: 'probes' } : { count: 0, of: 'gateway' };
  }

  #report(ending: Ending, doctor?: DoctorReading): VerifyReport {
    return {
      stage: 'verify',
      startedAt: this.#startedAt,
      durationMs: Math.round(this.#context.clock.elapsed() - this.#started),
      warnings: [],
      ...ending,
      file: this.#source.names.workspaceFile,
      digest: this.#digest,
      pack: this.#expected.identity,
      gateways: this.#options.gateways.map((gateway) => this.#done.get(gateway.id) ?? notFinished(gateway)),
      ...(doctor !== undefined && { doctor }),
    };
  }
}

/** What one look at a gateway amounts to. */
type Observed = Pick<GatewayReport, 'state' | 'proof' | 'result' | 'differences' | 'after' | 'health' | 'kt'>;

const STATES: Readonly<Record<WatchResult, GatewayReport['state']>> = {
  verified: 'serving',
  mismatch: 'serving-other',
  unhealthy: 'unhealthy',
  unreachable: 'unreachable',
  unproven: 'unknown',
  'timed-out': 'unknown',
};

function notFinished(gateway: VerifiedGateway): GatewayReport {
  return { ...describeGateway(gateway), state: 'unknown', proof: 'none', result: 'timed-out', differences: ['not finished'], steps: [] };
}

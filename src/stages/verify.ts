import type { Clock } from '../clock.js';
import type { ExpectedPolicy } from '../keeptrusts/served-config.js';
import type { OptionsOf } from '../options/types.js';
import { decode } from '../policy/decode.js';
import { digestOf } from '../policy/digest.js';
import { parsePolicy } from '../policy/document.js';
import { ruleOf } from '../policy/lint/rules.js';
import { Failure } from '../report/failure.js';
import type { DoctorReading, GatewayReport } from '../report/gateway-model.js';
import type { Log } from '../report/log.js';
import type { Reason, VerifyReport, VerifyResult } from '../report/model.js';
import { mapBounded } from './bounded.js';
import { eventsOf, matchingEvents, readEvents } from './events.js';
import { describeGateway, type Gateway } from './gateway-target.js';
import type { PackSource } from './pack.js';
import { endingOf } from './verify/ending.js';
import { watchGateway } from './watch.js';

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
> & { readonly gateways: readonly Gateway[] };

export interface VerifyContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly kt: Gateway['kt'];
  readonly onChange: (report: VerifyReport) => Promise<void>;
  /** Called when a gateway says that it is emulated. */
  readonly onEmulated: () => void;
}

/**
 * Compares what gateways serve with the policy file: health, served configuration, recent decision events.
 * @throws Failure bad-input when the file has not the digest given, or names no pack and chain to compare with.
 */
export async function verify(source: PackSource, options: VerifyOptions, context: VerifyContext): Promise<VerifyReport> {
  const started = context.clock.elapsed();
  const startedAt = context.clock.now().toISOString();
  const { expected, digest } = expectedPolicy(source, options.digest);
  const deadline = started + options['verify-timeout'];
  const done = new Map<string, GatewayReport>();
  const report = (
    ending: { result: VerifyResult; reason: Reason; warnings?: readonly string[] },
    doctor?: DoctorReading,
  ): VerifyReport => ({
    stage: 'verify',
    startedAt,
    durationMs: Math.round(context.clock.elapsed() - started),
    warnings: [],
    ...ending,
    file: source.names.workspaceFile,
    digest,
    pack: expected.identity,
    gateways: options.gateways.map((gateway) => done.get(gateway.id) ?? notFinished(gateway)),
    ...(doctor !== undefined && { doctor }),
  });

  await mapBounded(options.gateways, options.concurrency, async (gateway) => {
    done.set(gateway.id, await verifyGateway(gateway, expected, options, deadline, context));
    context.log.progress(`verified gateway ${done.size}/${options.gateways.length}`);
    await context.onChange(report({ result: 'timed-out', reason: { summary: 'the run has not ended', nextSteps: [] } }));
  });
  await addEvents(done, expected, options, deadline, context);
  const doctor = options.doctor === 'off' || context.signal.aborted ? undefined : await context.kt.doctor();
  const gateways = options.gateways.flatMap(({ id }) => done.get(id) ?? []);
  const question = {
    gateways,
    pack: expected.identity,
    minimumEvents: options['minimum-events'],
    doctorRequired: options.doctor === 'required',
  };
  return report(endingOf({ ...question, doctor }), doctor);
}

function expectedPolicy(
  source: PackSource,
  wanted: VerifyOptions['digest'],
): { expected: ExpectedPolicy; digest: ReturnType<typeof digestOf> } {
  const digest = digestOf(source.bytes);
  const doing = `reading policy file ${JSON.stringify(source.names.workspaceFile)}`;
  if (wanted !== undefined && wanted !== digest) {
    throw new Failure('bad-input', {
      doing,
      cameBack: `its digest is ${digest}, but ${wanted} was asked for`,
      nextStep: 'Check out the commit that was deployed.',
    });
  }
  const document = parsePolicy(decode(source.bytes));
  // What validate only warns of has been deployed, and can be compared.
  const fault = document.problems.find(({ ruleId }) => ruleOf(ruleId)?.severity !== 'warning');
  if (fault !== undefined || document.identity === undefined || document.chain === undefined) {
    const cameBack = fault === undefined ? 'it names no pack.name, pack.version or policies.chain' : fault.message;
    throw new Failure('bad-input', { doing, cameBack, nextStep: 'Run the validate stage and correct what it reports.' });
  }
  return { expected: { identity: document.identity, chain: document.chain, value: document.value }, digest };
}

async function verifyGateway(
  gateway: Gateway,
  expected: ExpectedPolicy,
  options: VerifyOptions,
  deadline: number,
  context: VerifyContext,
): Promise<GatewayReport> {
  const base = { ...describeGateway(gateway), steps: [] };
  if (gateway.client === undefined) {
    return { ...base, state: 'unknown', proof: 'none', result: 'unproven', differences: ['it has no URL, so nothing of it can be read'] };
  }
  const settings = {
    deadline,
    intervalMs: options.interval,
    consecutive: options.consecutive,
    minimumProof: options['minimum-proof'],
    acceptDegraded: options['accept-degraded'],
  };
  const seen = await watchGateway(gateway.client, expected, settings, context);
  if (seen.emulated) context.onEmulated();
  return {
    ...base,
    state: STATES[seen.result],
    proof: seen.proof,
    result: seen.result,
    differences: seen.differences,
    ...(seen.served !== undefined && { after: seen.served }),
    ...(seen.health !== undefined && { health: seen.health }),
  };
}

const STATES: Readonly<Record<Exclude<VerifyResult, 'silent'>, GatewayReport['state']>> = {
  verified: 'serving',
  mismatch: 'serving-other',
  unhealthy: 'unhealthy',
  unreachable: 'unreachable',
  unproven: 'unknown',
  'timed-out': 'unknown',
};

/**
 * Reads recent events, once per kt, and again until every verified gateway has the events asked for or the deadline passes. A quiet
 * gateway is not a fault: only `minimum-events` makes silence count.
 */
async function addEvents(
  done: Map<string, GatewayReport>,
  expected: ExpectedPolicy,
  options: VerifyOptions,
  deadline: number,
  context: VerifyContext,
): Promise<void> {
  const { version } = expected.identity;
  const minimum = options['minimum-events'];
  for (;;) {
    // A cancelled kt answers nothing, and must not replace what was read before.
    if (!context.signal.aborted) await readOnce(done, version, options);
    const silent = [...done.values()].filter((one) => one.result === 'verified' && (one.events?.matching ?? 0) < minimum);
    const over = context.signal.aborted || context.clock.elapsed() + options.interval >= deadline;
    if (silent.length === 0 || over) {
      for (const one of silent) done.set(one.id, { ...one, result: 'silent' });
      return;
    }
    context.log.progress(`waiting for events of ${silent.length} gateway${silent.length === 1 ? '' : 's'}`);
    await context.clock.sleep(options.interval, context.signal).catch(() => undefined);
  }
}

/** One reading of events: of each control plane once, deep enough for all its gateways. */
async function readOnce(done: Map<string, GatewayReport>, version: string, options: VerifyOptions): Promise<void> {
  const wanted = Math.max(1, options['minimum-events']);
  for (const kt of new Set(options.gateways.map((gateway) => gateway.kt))) {
    const ids = options.gateways.filter((gateway) => gateway.kt === kt).map(({ id }) => id);
    const answer = await readEvents(
      (limit) => kt.events({ sinceMs: options.since, limit }),
      options['event-limit'],
      (events) => ids.every((id) => matchingEvents(events, id, version) >= wanted),
    );
    for (const id of ids) {
      const known = done.get(id);
      // A later reading that failed does not undo an earlier one that did not.
      const keepsEarlier = answer.kind === 'unusable' && known?.events !== undefined && known.events.unread === undefined;
      if (known !== undefined && !keepsEarlier) done.set(id, { ...known, events: eventsOf(answer, id, version) });
    }
  }
}

function notFinished(gateway: Gateway): GatewayReport {
  return { ...describeGateway(gateway), state: 'unknown', proof: 'none', result: 'timed-out', differences: ['not finished'], steps: [] };
}

import type { Clock } from '../../clock.js';
import type { Kt, KtEvent } from '../../keeptrusts/kt.js';
import type { GatewayReport } from '../../report/gateway-model.js';
import type { Log } from '../../report/log.js';
import { count } from '../../report/words.js';
import { mapBounded } from '../bounded.js';
import {
  CLOCK_SKEW_MS,
  countFor,
  type EventDemand,
  type EventQuestion,
  eventsOf,
  eventsUnread,
  newestFirst,
  readEvents,
  tally,
} from '../events.js';
import { decideByEvents } from '../probe.js';
import { ktTimeoutMs } from './kt-timeout.js';
import type { VerifiedGateway } from './target.js';

export interface EvidenceSettings {
  readonly sinceMs: number;
  readonly eventLimit: number;
  readonly intervalMs: number;
  /** Value of `clock.elapsed()` at which waiting for events ends. */
  readonly deadline: number;
  readonly concurrency: number;
  readonly version: string;
  /** When each gateway was written to, where this run did that. */
  readonly changedAt: ReadonlyMap<string, Date>;
  /** Ids of the requests that were really sent through each gateway. */
  readonly sent: ReadonlyMap<string, ReadonlySet<string>>;
  /** Events asked for of a gateway. */
  readonly demand: (id: string) => EventDemand;
}

export interface EvidenceContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Adds decision events to the reports of gateways, read once for each kt, and again until every verified gateway has the events asked for
 * and every probe that only an event can decide is decided, or the deadline passes.
 * @param done by gateway id; its values are replaced.
 */
export async function addEvents(
  gateways: readonly VerifiedGateway[],
  done: Map<string, GatewayReport>,
  settings: EvidenceSettings,
  context: EvidenceContext,
): Promise<void> {
  const { clock, log, signal } = context;
  noteNotAsked(gateways, done);
  const limits = new Map<Kt, number>();
  const started = clock.elapsed();
  const seconds = (since: number): number => (since - started) / 1000;
  for (;;) {
    // A cancelled kt answers nothing, and must not replace what was read before.
    if (signal.aborted) return;
    await readOnce(gateways, done, settings, context, limits);
    const waiting = [...done.values()].filter((one) => one.result === 'verified' && waitsForEvents(one, settings));
    if (waiting.length === 0 || signal.aborted || clock.elapsed() + settings.intervalMs >= settings.deadline) return;
    const doing = `waiting for events of ${count(waiting.length, 'gateway')}`;
    log.progress({ doing, done: seconds(clock.elapsed()), of: seconds(settings.deadline), unit: 's' });
    await clock.sleep(settings.intervalMs, signal).catch(() => undefined);
  }
}

/** Where nothing asked for events and no token could read them, their lack is no fault, and no warning. */
function noteNotAsked(gateways: readonly VerifiedGateway[], done: Map<string, GatewayReport>): void {
  for (const { id, kt } of gateways) {
    const known = done.get(id);
    if (known !== undefined && 'missing' in kt) done.set(id, { ...known, events: { ...eventsUnread(kt.missing), notAsked: true } });
  }
}

function waitsForEvents({ id, events, probes = [] }: GatewayReport, settings: EvidenceSettings): boolean {
  const demand = settings.demand(id);
  if (countFor(demand, events) < demand.count) return true;
  const sent = settings.sent.get(id);
  return probes.some(({ outcome, expected, requestId }) => {
    // Other verdicts show in the answer, or not at all.
    const needsEvent = expected.verdict === 'redact' || expected.verdict === 'escalate';
    return needsEvent && outcome === 'undecided' && sent?.has(requestId) === true;
  });
}

/** One reading of events: of each control plane once, deep enough for all its gateways. */
async function readOnce(
  gateways: readonly VerifiedGateway[],
  done: Map<string, GatewayReport>,
  settings: EvidenceSettings,
  { clock }: EvidenceContext,
  limits: Map<Kt, number>,
): Promise<void> {
  const planes = new Set(gateways.flatMap(({ kt }) => ('missing' in kt ? [] : [kt])));
  await mapBounded([...planes], settings.concurrency, async (kt) => {
    const ids = gateways.filter((gateway) => gateway.kt === kt).map(({ id }) => id);
    const isEnough = (id: string, events: ReturnType<typeof newestFirst>, question: EventQuestion): boolean => {
      const demand = settings.demand(id);
      return countFor(demand, tally(events, question)) >= Math.max(1, demand.count);
    };
    const questions = new Map(ids.map((id) => [id, questionFor(id, settings, clock.now().getTime())]));
    const { answer, limit } = await readEvents(
      (asked) => kt.events({ sinceMs: settings.sinceMs + CLOCK_SKEW_MS, limit: asked, timeoutMs: ktTimeoutMs(settings.deadline, clock) }),
      limits.get(kt) ?? settings.eventLimit,
      (events) => [...questions].every(([id, question]) => isEnough(id, events, question)),
    );
    limits.set(kt, limit);
    const events = answer.kind === 'answered' ? newestFirst(answer.events) : [];
    for (const id of ids) {
      const known = done.get(id);
      if (known === undefined) continue;
      if (answer.kind === 'answered') {
        // Asked again with the time of the answer: events may be younger than the question.
        const question = questionFor(id, settings, clock.now().getTime());
        done.set(id, { ...known, events: eventsOf(events, question), ...decided(known, answer.events, settings.version) });
      } else if (known.events === undefined || known.events.unread !== undefined) {
        // A later reading that failed does not undo an earlier one that did not.
        done.set(id, { ...known, events: eventsUnread(answer.reason) });
      }
    }
  });
}

function questionFor(id: string, settings: EvidenceSettings, now: number): EventQuestion {
  const window = now - settings.sinceMs;
  const change = settings.changedAt.get(id)?.getTime();
  const isSinceChange = change !== undefined && change > window;
  return {
    gatewayId: id,
    version: settings.version,
    requestIds: settings.sent.get(id) ?? new Set(),
    from: isSinceChange ? change : window,
    fromWords: isSinceChange ? 'the change' : 'the begin of `since`',
    now,
  };
}

function decided({ probes }: GatewayReport, events: readonly KtEvent[], version: string): Pick<GatewayReport, 'probes'> {
  return probes === undefined ? {} : { probes: decideByEvents(probes, events, version) };
}

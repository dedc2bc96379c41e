import type { KtEvent, KtEvents } from '../keeptrusts/kt.js';
import type { Correlation, EventRow, EventsReading } from '../report/gateway-model.js';
import { count, duration } from '../report/words.js';

/** kt's documented default is 50 (https://docs.keeptrusts.com/docs/cli/events); a maximum is not documented, so growing stops here. */
const MOST_EVENTS_ASKED = 1000;

/** How many events of each gateway the report keeps. */
const NEWEST_KEPT = 10;

/**
 * How far the clocks of runner, gateway and control plane may differ, in milliseconds. Hosts that keep time differ by less than a second;
 * more than a minute is a fault that is named and not forgiven, because an event of before the change would else prove what came after.
 */
export const CLOCK_SKEW_MS = 60_000;

/** Which events prove something for a gateway. */
export interface EventQuestion {
  readonly gatewayId: string;
  /** `pack.version` that the event must carry. */
  readonly version: string;
  /** Ids of the requests this run sent through the gateway. */
  readonly requestIds: ReadonlySet<string>;
  /** Milliseconds since 1970 of the change, or of the begin of the time that is looked at; and which of the two it is, in words. */
  readonly from: number;
  readonly fromWords: string;
  /** This runner's clock, in milliseconds since 1970. */
  readonly now: number;
}

/** An event with its time in milliseconds since 1970; `NaN` where it has none that can be read. */
export interface TimedEvent {
  readonly event: KtEvent;
  readonly at: number;
}

/**
 * Asks for recent events, doubling the limit up to 1,000 while the answer is full and not yet `enough`: in a busy organisation other
 * gateways' events hide ours, and kt documents no filter by gateway or configuration.
 * @param ask never called again with the same limit.
 * @returns the last answer, and the limit it was asked for with.
 */
export async function readEvents(
  ask: (limit: number) => Promise<KtEvents>,
  limit: number,
  enough: (events: readonly TimedEvent[]) => boolean,
): Promise<{ readonly answer: KtEvents; readonly limit: number }> {
  for (let asked = limit; ; asked = Math.min(asked * 2, MOST_EVENTS_ASKED)) {
    const answer = await ask(asked);
    const isAll = answer.kind === 'unusable' || answer.events.length < asked || asked >= MOST_EVENTS_ASKED;
    if (isAll || enough(newestFirst(answer.events))) return { answer, limit: asked };
  }
}

/** Events by time, newest first; those without a time that can be read come last. */
export function newestFirst(events: readonly KtEvent[]): readonly TimedEvent[] {
  const rank = ({ at }: TimedEvent): number => (Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at);
  return events.map((event) => ({ event, at: Date.parse(event.time ?? '') })).sort((a, b) => rank(b) - rank(a) || 0);
}

/**
 * What the events say about one gateway: only one with this version that carries one of our request ids, or the gateway's own id and a
 * time after the change, proves something for it. Our own request id needs no clock: it was not sent before.
 * @param events newest first.
 */
export function eventsOf(events: readonly TimedEvent[], question: EventQuestion): EventsReading {
  const canTellProbes = question.requestIds.size > 0 && carryRequestIds(events);
  const verdicts = new Map<string, number>();
  const newest: EventRow[] = [];
  let matching = 0;
  let ofProbes = 0;
  let unattributed = 0;
  for (const one of events) {
    const correlation = correlate(one, question);
    if (proves(correlation)) {
      matching += 1;
      const verdict = one.event.verdict ?? 'unknown';
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
    if (correlation === 'request-id') ofProbes += 1;
    if (correlation === 'version+time') unattributed += 1;
    const isOfAnother = one.event.gatewayId !== undefined && one.event.gatewayId !== question.gatewayId;
    if (newest.length < NEWEST_KEPT && (proves(correlation) || !isOfAnother)) newest.push({ ...one.event, correlation });
  }
  const isUntold = question.requestIds.size > 0 && matching > 0 && !canTellProbes;
  const notes = [...timeNotes(events, question), ...(isUntold ? [NO_REQUEST_IDS] : [])];
  return {
    read: events.length,
    matching,
    ...(canTellProbes && { ofProbes }),
    unattributed,
    verdicts: Object.fromEntries(verdicts),
    ...(notes.length > 0 && { notes }),
    newest,
  };
}

/** The reading of events that could not be had: they prove nothing, and say why. */
export function eventsUnread(reason: string): EventsReading {
  return { read: 0, matching: 0, unattributed: 0, verdicts: {}, newest: [], unread: reason };
}

/** Events that must be there. */
export interface EventDemand {
  readonly count: number;
  /** Whose they must be: any that prove something for the gateway, or those of this run's probes, which older ones cannot stand in for. */
  readonly of: 'gateway' | 'probes';
}

/** How many events of a reading count for a demand. Where events carry no request ids at all, those of probes cannot be asked for. */
export function countFor({ of }: EventDemand, reading: Pick<EventsReading, 'matching' | 'ofProbes'> | undefined): number {
  if (reading === undefined) return 0;
  return of === 'probes' ? (reading.ofProbes ?? reading.matching) : reading.matching;
}

/** How many of the events prove something for the gateway, as `eventsOf` counts them. */
export function tally(events: readonly TimedEvent[], question: EventQuestion): Pick<EventsReading, 'matching' | 'ofProbes'> {
  let matching = 0;
  let ofProbes = 0;
  for (const event of events) {
    const correlation = correlate(event, question);
    if (proves(correlation)) matching += 1;
    if (correlation === 'request-id') ofProbes += 1;
  }
  return { matching, ...(question.requestIds.size > 0 && carryRequestIds(events) && { ofProbes }) };
}

const NO_REQUEST_IDS =
  'no event that was read carries a request id, so events of the probes cannot be told from others: any of this version and gateway counts in their place';

function carryRequestIds(events: readonly TimedEvent[]): boolean {
  return events.some(({ event }) => event.requestId !== undefined);
}

function proves(correlation: Correlation): boolean {
  return correlation === 'request-id' || correlation === 'gateway';
}

function correlate({ event, at }: TimedEvent, question: EventQuestion): Correlation {
  if (event.configVersion !== question.version) return 'none';
  if (event.requestId !== undefined && question.requestIds.has(event.requestId)) return 'request-id';
  if (event.gatewayId !== undefined && event.gatewayId !== question.gatewayId) return 'none';
  if (offClock(at, question) !== undefined) return 'none';
  return event.gatewayId === undefined ? 'version+time' : 'gateway';
}

type OffClock = 'early' | 'late' | 'no-time';

function offClock(at: number, { from, now }: EventQuestion): OffClock | undefined {
  if (Number.isNaN(at)) return 'no-time';
  if (at < from - CLOCK_SKEW_MS) return 'early';
  return at > now + CLOCK_SKEW_MS ? 'late' : undefined;
}

/** Why events that name this version and this gateway do not count; one sentence for each reason. */
function timeNotes(events: readonly TimedEvent[], question: EventQuestion): readonly string[] {
  const groups = new Map<OffClock, TimedEvent[]>();
  for (const one of events) {
    const { configVersion, gatewayId, requestId } = one.event;
    if (configVersion !== question.version || gatewayId !== question.gatewayId) continue;
    if (requestId !== undefined && question.requestIds.has(requestId)) continue;
    const reason = offClock(one.at, question);
    if (reason !== undefined) groups.set(reason, [...(groups.get(reason) ?? []), one]);
  }
  return [...groups].map(([reason, [first, ...others]]) => {
    const number = others.length + 1;
    const what = `${count(number, 'event')} of this version and gateway ${number === 1 ? 'does' : 'do'} not count`;
    return `${what}: ${REASONS[reason](first?.at ?? Number.NaN, question)}`;
  });
}

const ALLOWANCE = `clocks may differ by ${duration(CLOCK_SKEW_MS)}`;

/** `at` is the newest time of the group. */
const REASONS: Readonly<Record<OffClock, (at: number, question: EventQuestion) => string>> = {
  early: (at, { from, fromWords }) => `the newest is ${duration(from - at)} older than ${fromWords} (${ALLOWANCE})`,
  late: (at, { now }) => `the newest is ${duration(at - now)} ahead of this runner's clock (${ALLOWANCE})`,
  'no-time': () => 'without a time nothing shows that it is newer than the change',
};

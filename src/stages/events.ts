import type { KtEvent, KtEvents } from '../keeptrusts/kt.js';
import type { Correlation, EventRow, EventsReading } from '../report/gateway-model.js';

/** kt's documented default is 50 (https://docs.keeptrusts.com/docs/cli/events); a maximum is not documented, so growing stops here. */
const MOST_EVENTS_ASKED = 1000;

/** How many events of each gateway the report keeps. */
const NEWEST_KEPT = 10;

/**
 * Asks for recent events, doubling the limit up to 1,000 while the answer is full and not yet `enough`: in a busy organisation other
 * gateways' events hide ours, and kt documents no filter by gateway or configuration.
 * @param ask never called again with the same limit.
 */
export async function readEvents(
  ask: (limit: number) => Promise<KtEvents>,
  limit: number,
  enough: (events: readonly KtEvent[]) => boolean,
): Promise<KtEvents> {
  for (let asked = limit; ; asked = Math.min(asked * 2, MOST_EVENTS_ASKED)) {
    const answer = await ask(asked);
    const isAll = answer.kind === 'unusable' || answer.events.length < asked || asked >= MOST_EVENTS_ASKED;
    if (isAll || enough(answer.events)) return answer;
  }
}

/** What the events say about one gateway: only an event with this version and the gateway's own id proves something for it. */
export function eventsOf(answer: KtEvents, gatewayId: string, version: string): EventsReading {
  if (answer.kind === 'unusable') return { read: 0, matching: 0, newest: [], unread: answer.reason };
  const rows = answer.events
    .map((event): EventRow => ({ ...event, correlation: correlate(event, gatewayId, version) }))
    .filter((row) => row.gatewayId === undefined || row.gatewayId === gatewayId);
  const newest = [...rows].sort((a, b) => timeOf(b) - timeOf(a)).slice(0, NEWEST_KEPT);
  return { read: answer.events.length, matching: matchingEvents(answer.events, gatewayId, version), newest };
}

/** How many events carry both this version and this gateway's id. */
export function matchingEvents(events: readonly KtEvent[], gatewayId: string, version: string): number {
  return events.filter((event) => correlate(event, gatewayId, version) === 'gateway').length;
}

/** Events without a time that can be read come last. */
function timeOf({ time }: EventRow): number {
  const milliseconds = Date.parse(time ?? '');
  return Number.isNaN(milliseconds) ? Number.NEGATIVE_INFINITY : milliseconds;
}

function correlate(event: KtEvent, gatewayId: string, version: string): Correlation {
  if (event.configVersion !== version) return 'none';
  if (event.gatewayId === gatewayId) return 'gateway';
  return event.gatewayId === undefined ? 'version+time' : 'none';
}

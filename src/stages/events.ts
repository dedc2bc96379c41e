import type { KtEvent, KtEvents } from '../keeptrusts/kt.js';
import type { Correlation, EventRow, EventsReading } from '../report/model.js';

/** kt's documented default is 50 (https://docs.keeptrusts.com/docs/cli/events); a maximum is not documented, so growing stops here. */
const MOST_EVENTS_ASKED = 1000;

/** How many events of each gateway the report keeps. */
const NEWEST_KEPT = 10;

/**
 * Asks for recent events, doubling the limit up to 1,000 while the answer is full and none carries `version`: in a busy organisation other
 * gateways' events hide ours, and kt documents no filter by gateway or configuration.
 */
export async function readEvents(ask: (limit: number) => Promise<KtEvents>, limit: number, version: string): Promise<KtEvents> {
  for (let asked = limit; ; asked = Math.min(asked * 2, MOST_EVENTS_ASKED)) {
    const answer = await ask(asked);
    if (answer.kind === 'unusable' || answer.events.length < asked || asked >= MOST_EVENTS_ASKED) return answer;
    if (answer.events.some((event) => event.configVersion === version)) return answer;
  }
}

/** What the events say about one gateway: only an event with this version and the gateway's own id proves something for it. */
export function eventsOf(answer: KtEvents, gatewayId: string, version: string): EventsReading {
  if (answer.kind === 'unusable') return { read: 0, matching: 0, newest: [], unread: answer.reason };
  const rows = answer.events
    .map((event): EventRow => ({ ...event, correlation: correlate(event, gatewayId, version) }))
    .filter((row) => row.gatewayId === undefined || row.gatewayId === gatewayId);
  const newest = [...rows].sort((a, b) => (b.time ?? '').localeCompare(a.time ?? '', 'en')).slice(0, NEWEST_KEPT);
  return { read: answer.events.length, matching: rows.filter((row) => row.correlation === 'gateway').length, newest };
}

function correlate(event: KtEvent, gatewayId: string, version: string): Correlation {
  if (event.configVersion !== version) return 'none';
  if (event.gatewayId === gatewayId) return 'gateway';
  return event.gatewayId === undefined ? 'version+time' : 'none';
}

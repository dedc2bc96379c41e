import type { Clock } from '../../clock.js';
import type { Chatting, GatewayClient } from '../../keeptrusts/gateway.js';
import type { KtEvent } from '../../keeptrusts/kt.js';
import type { TestCase } from '../../policy/tests/cases.js';
import { messageOf } from '../../report/failure.js';
import type { ProbeReport } from '../../report/gateway-model.js';
import type { Progress } from '../../report/log.js';
import { CLOCK_SKEW_MS, readEvents } from '../events.js';
import type { Gateway } from '../gateway-target.js';
import { decideByEvents } from '../probe.js';
import { runCanary } from './canary.js';

export interface CanaryContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly intervalMs: number;
  readonly tell?: (state: Progress) => void;
}

export interface CanarySettings {
  readonly cases: readonly TestCase[];
  readonly model: string;
  /** The version whose events are looked for. */
  readonly version: string;
  /** How long the events are waited for at most, in milliseconds. */
  readonly eventsWithinMs: number;
}

export interface CanaryOutcome {
  readonly reports: readonly ProbeReport[];
  /** Why the events do not confirm the requests: a warning, since the trail may lag or not carry ids. */
  readonly unconfirmed?: string;
}

/** An upstream that is busy now often is not in a moment; each attempt is a request of its own, with an id of its own. */
const ATTEMPTS = 3;

/** kt's documented default: https://docs.keeptrusts.com/docs/cli/events */
const EVENTS_ASKED = 50;

/**
 * Sends the canary cases through a gateway and looks for their decision events with the new version. Only a request that failed upstream
 * is sent again. An event decides what the answer left open, such as a redaction; that one is missing is no failure.
 * @throws Failure when the client refuses to send to this address.
 */
export async function sendCanary(
  gateway: Gateway & { readonly client: GatewayClient },
  settings: CanarySettings,
  context: CanaryContext,
): Promise<CanaryOutcome> {
  const startedAt = context.clock.elapsed();
  const reports: ProbeReport[] = [];
  const answered: string[] = [];
  for (const testCase of settings.cases) {
    const { report, wasAnswered } = await sendUntilDecided(gateway.client, testCase, settings.model, context);
    reports.push(report);
    context.tell?.({ doing: 'sent canary request', done: reports.length, of: settings.cases.length });
    if (wasAnswered) answered.push(report.requestId);
  }
  if (context.signal.aborted || answered.length === 0 || reports.some(({ outcome }) => outcome === 'failed')) return { reports };
  const { events, unconfirmed } = await eventsOf(gateway, answered, startedAt, settings, context);
  const decided = decideByEvents(reports, events, settings.version);
  return { reports: decided, ...(unconfirmed !== undefined && { unconfirmed }) };
}

async function sendUntilDecided(
  client: GatewayClient,
  testCase: TestCase,
  model: string,
  { clock, signal, intervalMs }: CanaryContext,
): Promise<{ readonly report: ProbeReport; readonly wasAnswered: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    const sent: { came: 'nothing' | 'answer' | 'upstream-error' } = { came: 'nothing' };
    const listening: Chatting = {
      chat: async (request, chatSignal) => {
        const reading = await client.chat(request, chatSignal);
        sent.came = reading.kind === 'undecided' ? 'upstream-error' : 'answer';
        return reading;
      },
    };
    const [report] = await runCanary(listening, [testCase], model, signal);
    if (report === undefined) throw new Error('a canary case has one report');
    if (sent.came !== 'upstream-error' || attempt === ATTEMPTS) return { report, wasAnswered: sent.came === 'answer' };
    try {
      await clock.sleep(intervalMs, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      return { report, wasAnswered: false };
    }
  }
}

interface CanaryEvents {
  readonly events: readonly KtEvent[];
  /** What is missing, in words; absent when every request has its event with the new version. */
  readonly unconfirmed?: string;
}

async function eventsOf(
  { id, kt }: Gateway,
  requestIds: readonly string[],
  startedAt: number,
  { version, eventsWithinMs }: CanarySettings,
  { clock, signal, intervalMs, tell }: CanaryContext,
): Promise<CanaryEvents> {
  const started = clock.elapsed();
  const deadline = started + eventsWithinMs;
  const missingIn = (events: readonly KtEvent[]): readonly string[] =>
    requestIds.filter((requestId) => !events.some((event) => event.requestId === requestId && event.configVersion === version));
  for (;;) {
    const sinceMs = clock.elapsed() - startedAt + CLOCK_SKEW_MS;
    const { answer } = await readEvents(
      (limit) => kt.events({ sinceMs, limit }),
      EVENTS_ASKED,
      (events) => missingIn(events.map(({ event }) => event)).length === 0,
    );
    if (answer.kind === 'unusable') {
      return { events: [], unconfirmed: `the events of the canary requests through ${id} could not be read: ${answer.reason}` };
    }
    const { events } = answer;
    const missing = missingIn(events);
    if (missing.length === 0) return { events };
    const some = `${missing.length} of ${requestIds.length} canary requests through ${id}`;
    if (clock.elapsed() + intervalMs >= deadline) {
      return { events, unconfirmed: `${some} have no event with version ${version} and their request id yet` };
    }
    tell?.({ doing: 'waiting for canary events', done: (clock.elapsed() - started) / 1000, of: eventsWithinMs / 1000, unit: 's' });
    try {
      await clock.sleep(intervalMs, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      return { events, unconfirmed: `the events of ${some} were not waited for: ${messageOf(signal.reason)}` };
    }
  }
}

import { describe, expect, test } from '@jest/globals';
import type { ChatReading } from '../../../src/keeptrusts/gateway.js';
import type { KtEvent, KtEvents } from '../../../src/keeptrusts/kt.js';
import { sendCanary } from '../../../src/stages/deploy/send-canary.js';
import { FakeClock, fakeKt, goldenCase, scriptedClient } from '../world.js';

const BLOCKED: ChatReading = { kind: 'blocked' };
const BUSY: ChatReading = { kind: 'undecided', reason: 'HTTP 429' };

interface World {
  /** The answers to the requests, in order; the last for ever. */
  readonly answers: readonly ChatReading[];
  /** After how many questions for events they are there; never without it. */
  readonly eventsAfter?: number;
  readonly version?: string;
  readonly verdict?: string;
  readonly expected?: string;
  readonly events?: KtEvents;
}

async function send({ answers, eventsAfter = Number.POSITIVE_INFINITY, version = '2.0.0', verdict, expected = 'block', events }: World) {
  const clock = new FakeClock();
  const ids: string[] = [];
  let asked = 0;
  const kt = fakeKt({
    events: async () => {
      asked += 1;
      const rows =
        asked > eventsAfter
          ? ids.map((requestId): KtEvent => ({ requestId, configVersion: version, ...(verdict !== undefined && { verdict }) }))
          : [];
      return events ?? { kind: 'answered', events: rows };
    },
  });
  const client = scriptedClient({
    config: [],
    chat: ({ requestId }) => {
      ids.push(requestId);
      return answers[Math.min(ids.length, answers.length) - 1] ?? BUSY;
    },
  });
  const settings = { cases: [goldenCase('c', 'hello', expected)], model: 'm', version: '2.0.0', eventsWithinMs: 5_000 };
  const outcome = await sendCanary({ id: 'eu', kt, client }, settings, { clock, signal: new AbortController().signal, intervalMs: 1_000 });
  return { ...outcome, ids, clock, asked: () => asked };
}

describe('an upstream error', () => {
  test('is answered with a new request, and the answer to that counts', async () => {
    const { reports, ids } = await send({ answers: [BUSY, BUSY, BLOCKED], eventsAfter: 0 });
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
    expect(reports).toMatchObject([{ outcome: 'passed', requestId: ids[2] }]);
  });

  test('that stays leaves the case undecided after three requests', async () => {
    const { reports, ids, unconfirmed, asked } = await send({ answers: [BUSY] });
    expect(ids).toHaveLength(3);
    expect(reports).toMatchObject([{ outcome: 'undecided', reason: 'HTTP 429' }]);
    // Nothing was decided, so that no event is looked for.
    expect([unconfirmed, asked()]).toEqual([undefined, 0]);
  });

  test('is the only reason to send a request again', async () => {
    expect((await send({ answers: [{ kind: 'allowed' }] })).ids).toHaveLength(1);
  });
});

describe('the events of the canary requests', () => {
  test('are waited for', async () => {
    const { unconfirmed, clock } = await send({ answers: [BLOCKED], eventsAfter: 2 });
    expect(unconfirmed).toBeUndefined();
    expect(clock.sleeps).toEqual([1_000, 1_000]);
  });

  test.each<[string, World]>([
    ['do not come', { answers: [BLOCKED] }],
    ['have another version', { answers: [BLOCKED], eventsAfter: 0, version: '1.0.0' }],
  ])('that %s are a warning after a bounded time, and no failure', async (_name, world) => {
    const { unconfirmed, clock, reports } = await send(world);
    expect(unconfirmed).toMatch(/^1 of 1 canary requests through eu have no event with version 2\.0\.0/);
    expect(clock.sleeps.length).toBeLessThan(6);
    expect(reports).toMatchObject([{ outcome: 'passed' }]);
  });

  test('that kt cannot give are a warning at once', async () => {
    const { unconfirmed, clock } = await send({ answers: [BLOCKED], events: { kind: 'unusable', reason: 'no such command' } });
    expect(unconfirmed).toContain('no such command');
    expect(clock.sleeps).toEqual([]);
  });

  test.each([
    ['redact', 'passed'],
    ['allow', 'failed'],
  ])('decide what a normal answer leaves open: with %s the case has %s', async (verdict, outcome) => {
    const { reports } = await send({ answers: [{ kind: 'allowed' }], expected: 'redact', eventsAfter: 0, verdict });
    expect(reports).toMatchObject([{ outcome, shownBy: 'event' }]);
  });

  test('are not asked for after a failed canary', async () => {
    expect((await send({ answers: [{ kind: 'allowed' }] })).asked()).toBe(0);
  });
});

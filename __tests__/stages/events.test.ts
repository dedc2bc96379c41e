import { describe, expect, test } from '@jest/globals';
import type { KtEvent, KtEvents } from '../../src/keeptrusts/kt.js';
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
} from '../../src/stages/events.js';

const answered = (events: readonly KtEvent[]): KtEvents => ({ kind: 'answered', events });
const UNUSABLE: KtEvents = { kind: 'unusable', reason: 'kt events tail exited with 1 and said: 401' };

const CHANGE = Date.parse('2026-01-01T00:00:00Z');
const NOW = CHANGE + 300_000;
const OURS: EventQuestion = {
  gatewayId: 'eu',
  version: '2.0.0',
  requestIds: new Set(['probe-1']),
  from: CHANGE,
  fromWords: 'the change',
  now: NOW,
};
const at = (milliseconds: number): string => new Date(milliseconds).toISOString();

describe('what events prove of a gateway', () => {
  const events: readonly KtEvent[] = [
    { id: 'ours', gatewayId: 'eu', configVersion: '2.0.0', verdict: 'allow', time: at(CHANGE + 3_000) },
    { id: 'old version', gatewayId: 'eu', configVersion: '1.0.0', verdict: 'block', time: at(CHANGE + 2_000) },
    { id: 'no gateway', configVersion: '2.0.0', verdict: 'block', time: at(CHANGE + 4_000) },
    { id: 'another gateway', gatewayId: 'us', configVersion: '2.0.0', time: at(CHANGE + 5_000) },
    { id: 'our request', requestId: 'probe-1', configVersion: '2.0.0', verdict: 'block', time: at(CHANGE + 6_000) },
    { id: 'nothing known' },
  ];

  test('only those with this version and its id or our request id; those of others are not even shown', () => {
    const reading = eventsOf(newestFirst(events), OURS);
    expect(reading).toMatchObject({ read: 6, matching: 2, unattributed: 1, verdicts: { allow: 1, block: 1 } });
    expect(reading.newest.map(({ id, correlation }) => [id, correlation])).toEqual([
      ['our request', 'request-id'],
      ['no gateway', 'version+time'],
      ['ours', 'gateway'],
      ['old version', 'none'],
      ['nothing known', 'none'],
    ]);
    expect(tally(newestFirst(events), { ...OURS, gatewayId: 'us', requestIds: new Set() })).toEqual({ matching: 1 });
    expect(tally(newestFirst(events), { ...OURS, version: '3.0.0' })).toMatchObject({ matching: 0 });
  });

  test('our own request under another version proves nothing', () => {
    expect(tally(newestFirst([{ requestId: 'probe-1', configVersion: '1.0.0', time: at(NOW) }]), OURS)).toEqual({
      matching: 0,
      ofProbes: 0,
    });
  });

  test('a word that is the name of a prototype is counted like any other', () => {
    const hostile = [{ gatewayId: 'eu', configVersion: '2.0.0', verdict: '__proto__', time: at(NOW) }];
    expect(Object.entries(eventsOf(newestFirst(hostile), OURS).verdicts)).toEqual([['__proto__', 1]]);
  });

  test('the ten newest are kept, by time and not by spelling', () => {
    const many = Array.from({ length: 14 }, (_, index) => ({ id: String(index), time: at(CHANGE + index * 1_000) }));
    const offset = { id: 'newest', time: '2025-12-31T23:59:59-05:00' };
    const { newest } = eventsOf(newestFirst([{ id: 'no time' }, ...many, offset]), OURS);
    expect(newest.map(({ id }) => id)).toEqual(['newest', '13', '12', '11', '10', '9', '8', '7', '6', '5']);
  });

  test('that could not be read prove nothing, and say why', () => {
    expect(eventsUnread('401')).toEqual({ read: 0, matching: 0, unattributed: 0, verdicts: {}, newest: [], unread: '401' });
  });
});

describe('the time of an event', () => {
  const event = (time: string | undefined, more: KtEvent = { gatewayId: 'eu' }): KtEvent => ({
    configVersion: '2.0.0',
    ...more,
    ...(time !== undefined && { time }),
  });

  test.each([
    ['just before the change, within what clocks may differ', CHANGE - CLOCK_SKEW_MS, 1],
    ['long before the change', CHANGE - CLOCK_SKEW_MS - 1, 0],
    ['just ahead of our clock', NOW + CLOCK_SKEW_MS, 1],
    ['far ahead of our clock', NOW + CLOCK_SKEW_MS + 1, 0],
  ])('%s', (_name, time, matching) => {
    expect(eventsOf(newestFirst([event(at(time))]), OURS).matching).toBe(matching);
  });

  test('that does not fit is named with its offset', () => {
    const { notes, matching } = eventsOf(
      newestFirst([event(at(CHANGE - 95_000)), event(at(CHANGE - 200_000)), event(at(NOW + 90_000)), event(undefined)]),
      OURS,
    );
    expect(matching).toBe(0);
    expect(notes).toEqual([
      "1 event of this version and gateway does not count: the newest is 1 min 30 s ahead of this runner's clock (clocks may differ by 1 min)",
      '2 events of this version and gateway do not count: the newest is 1 min 35 s older than the change (clocks may differ by 1 min)',
      '1 event of this version and gateway does not count: without a time nothing shows that it is newer than the change',
    ]);
  });

  test.each([[at(CHANGE - 900_000)], [at(NOW + 900_000)], [undefined]])('%s does not matter for our own request', (time) => {
    const reading = eventsOf(newestFirst([event(time, { requestId: 'probe-1', gatewayId: 'eu' })]), OURS);
    expect(reading.matching).toBe(1);
    expect(reading).not.toHaveProperty('notes');
  });

  test('of an event that names no gateway makes it one of nobody', () => {
    expect(eventsOf(newestFirst([event(at(CHANGE - 95_000), {})]), OURS)).toMatchObject({ matching: 0, unattributed: 0 });
  });
});

describe('reading events', () => {
  const question: EventQuestion = { ...OURS, version: '2' };

  /** Reads from a control plane with so many events; ours are the oldest `ours` of them. */
  async function read(total: number, ours: number, limit: number, minimum = 1) {
    const asked: number[] = [];
    const all = Array.from(
      { length: total },
      (_, index): KtEvent => (index >= total - ours ? { gatewayId: 'eu', configVersion: '2', time: at(NOW) } : {}),
    );
    const ask = async (count: number): Promise<KtEvents> => {
      asked.push(count);
      return answered(all.slice(0, count));
    };
    const { answer, limit: last } = await readEvents(ask, limit, (events) => tally(events, question).matching >= minimum);
    expect(last).toBe(asked.at(-1));
    return { asked, found: answer.kind === 'answered' ? tally(newestFirst(answer.events), question).matching : -1 };
  }

  test.each([
    ['asks once when there are fewer than asked for', 30, 0, 50, [50]],
    ['asks once when the first answer is enough', 50, 50, 50, [50]],
    ['doubles while the answer is full and ours are not in it', 150, 10, 50, [50, 100, 200]],
    ['ends at a thousand', 5_000, 1, 300, [300, 600, 1_000]],
    ['asks once where the limit is a thousand', 5_000, 1, 1_000, [1_000]],
  ])('%s', async (_name, total, ours, limit, asked) => {
    expect((await read(total, ours, limit)).asked).toEqual(asked);
  });

  test('goes on until there are as many as wanted, not one', async () => {
    expect(await read(120, 30, 100, 20)).toEqual({ asked: [100, 200], found: 30 });
  });

  test('does not ask again when kt cannot answer', async () => {
    let asked = 0;
    const ask = async (): Promise<KtEvents> => {
      asked += 1;
      return UNUSABLE;
    };
    expect((await readEvents(ask, 50, () => false)).answer).toBe(UNUSABLE);
    expect(asked).toBe(1);
  });
});

describe('events of probes', () => {
  const older: KtEvent = { gatewayId: 'eu', configVersion: '2.0.0', requestId: 'somebody', time: at(NOW) };
  const { requestId: _none, ...anonymous } = older;
  const ofProbe: KtEvent = { ...older, requestId: 'probe-1' };
  const probes: EventDemand = { count: 1, of: 'probes' };
  const reading = (...events: readonly KtEvent[]) => eventsOf(newestFirst(events), OURS);

  test('are counted apart, and others do not stand in for them', () => {
    expect([reading(older), reading(older, ofProbe)].map((one) => [one.matching, one.ofProbes, countFor(probes, one)])).toEqual([
      [1, 0, 0],
      [2, 1, 1],
    ]);
    expect(countFor({ count: 1, of: 'gateway' }, reading(older))).toBe(1);
    expect(reading(older)).not.toHaveProperty('notes');
  });

  test('cannot be told where no event carries a request id: then any of the gateway counts, and that is said', () => {
    expect(reading(anonymous)).toMatchObject({ matching: 1, notes: [expect.stringContaining('carries a request id')] });
    expect(countFor(probes, reading(anonymous))).toBe(1);
    // One that carries an id, of whatever gateway, shows that ours could.
    const foreign: KtEvent = { gatewayId: 'us', configVersion: '1.0.0', requestId: 'somebody', time: at(NOW) };
    expect(countFor(probes, reading(anonymous, foreign))).toBe(0);
    expect(eventsOf(newestFirst([anonymous]), { ...OURS, requestIds: new Set() })).not.toHaveProperty('notes');
  });

  test('are missed in silence, whatever is known of request ids', () => {
    expect([countFor(probes, reading()), countFor(probes, undefined), countFor(probes, eventsUnread('401'))]).toEqual([0, 0, 0]);
    expect(tally(newestFirst([older, ofProbe]), OURS)).toEqual({ matching: 2, ofProbes: 1 });
    expect(tally(newestFirst([anonymous]), OURS)).toEqual({ matching: 1 });
  });
});

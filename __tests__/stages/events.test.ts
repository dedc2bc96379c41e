import { describe, expect, test } from '@jest/globals';
import type { KtEvent, KtEvents } from '../../src/keeptrusts/kt.js';
import { eventsOf, matchingEvents, readEvents } from '../../src/stages/events.js';

const answered = (events: readonly KtEvent[]): KtEvents => ({ kind: 'answered', events });
const UNUSABLE: KtEvents = { kind: 'unusable', reason: 'kt events tail exited with 1 and said: 401' };

describe('what events prove of a gateway', () => {
  const events: readonly KtEvent[] = [
    { id: 'ours', gatewayId: 'eu', configVersion: '2.0.0', time: '2026-01-01T00:00:03Z' },
    { id: 'old version', gatewayId: 'eu', configVersion: '1.0.0', time: '2026-01-01T00:00:02Z' },
    { id: 'no gateway', configVersion: '2.0.0', time: '2026-01-01T00:00:04Z' },
    { id: 'another gateway', gatewayId: 'us', configVersion: '2.0.0', time: '2026-01-01T00:00:05Z' },
    { id: 'nothing known' },
  ];

  test('only its own with this version count; those of others are not even shown', () => {
    const reading = eventsOf(answered(events), 'eu', '2.0.0');
    expect(reading).toMatchObject({ read: 5, matching: 1 });
    expect(reading.newest.map(({ id, correlation }) => [id, correlation])).toEqual([
      ['no gateway', 'version+time'],
      ['ours', 'gateway'],
      ['old version', 'none'],
      ['nothing known', 'none'],
    ]);
    expect(matchingEvents(events, 'us', '2.0.0')).toBe(1);
    expect(matchingEvents(events, 'us', '1.0.0')).toBe(0);
  });

  test('the ten newest are kept, by time and not by spelling', () => {
    const many = Array.from({ length: 14 }, (_, index) => ({
      id: String(index),
      time: `2026-01-01T00:00:${String(index).padStart(2, '0')}Z`,
    }));
    const offset = { id: 'newest', time: '2025-12-31T23:59:59-05:00' };
    expect(eventsOf(answered([...many, offset]), 'eu', '2').newest.map(({ id }) => id)).toEqual([
      'newest',
      '13',
      '12',
      '11',
      '10',
      '9',
      '8',
      '7',
      '6',
      '5',
    ]);
  });

  test('that could not be read prove nothing, and say why', () => {
    expect(eventsOf(UNUSABLE, 'eu', '2.0.0')).toEqual({
      read: 0,
      matching: 0,
      newest: [],
      unread: 'kt events tail exited with 1 and said: 401',
    });
  });
});

describe('reading events', () => {
  /** Reads from a control plane with so many events; ours are the oldest `ours` of them. */
  async function read(total: number, ours: number, limit: number, minimum = 1) {
    const asked: number[] = [];
    const all = Array.from(
      { length: total },
      (_, index): KtEvent => (index >= total - ours ? { gatewayId: 'eu', configVersion: '2' } : {}),
    );
    const ask = async (count: number): Promise<KtEvents> => {
      asked.push(count);
      return answered(all.slice(0, count));
    };
    const answer = await readEvents(ask, limit, (events) => matchingEvents(events, 'eu', '2') >= minimum);
    return { asked, found: answer.kind === 'answered' ? matchingEvents(answer.events, 'eu', '2') : -1 };
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
    expect(await readEvents(ask, 50, () => false)).toBe(UNUSABLE);
    expect(asked).toBe(1);
  });
});

import { expect, test } from '@jest/globals';
import { changeTimes } from '../../../src/stages/verify/change-times.js';
import { deploy, gateway, validate } from '../../report/samples.js';

test('a gateway changed when kt last began to write to it; reading back is no change', () => {
  const step = (name: string, at: string) => ({ step: name, at, durationMs: 5, outcome: 'done' }) as const;
  const stage = deploy({
    gateways: [
      gateway({ id: 'pushed', steps: [step('kt policy push', '2026-01-01T00:00:00Z'), step('read back', '2026-01-01T00:01:00Z')] }),
      gateway({ id: 'promoted', steps: [step('kt policy deploy from staging', '2026-01-01T00:02:00Z')] }),
      gateway({ id: 'untouched', steps: [] }),
    ],
  });
  expect(Object.fromEntries([...changeTimes([validate(), stage])].map(([id, at]) => [id, at.toISOString()]))).toEqual({
    pushed: '2026-01-01T00:00:00.000Z',
    promoted: '2026-01-01T00:02:00.000Z',
  });
  expect(changeTimes([]).size).toBe(0);
});

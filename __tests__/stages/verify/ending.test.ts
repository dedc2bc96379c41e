import { describe, expect, test } from '@jest/globals';
import type { GatewayReport } from '../../../src/report/gateway-model.js';
import { endingOf, type Verification } from '../../../src/stages/verify/ending.js';
import { ktTimeoutMs } from '../../../src/stages/verify/kt-timeout.js';

const SERVES: GatewayReport = { id: 'eu', url: 'https://eu.example', state: 'serving', proof: 'full', result: 'verified', steps: [] };

function ending(gateways: readonly GatewayReport[], more: Partial<Verification> = {}) {
  const pack = { name: 'support-desk', version: '2.0.0' };
  return endingOf({ gateways, pack, eventDemand: () => ({ count: 1, of: 'gateway' }), doctorRequired: false, doctor: undefined, ...more });
}

describe('a cancelled run', () => {
  const cancelled = 'the run was cancelled (SIGTERM)';

  test('is not verified although every gateway is: its events and kt doctor were not asked', () => {
    expect(ending([SERVES], { cancelled })).toMatchObject({
      result: 'timed-out',
      reason: { summary: `${cancelled} when 1 of 1 gateways had been looked at`, nextSteps: ['Run it again.'] },
    });
  });

  test('keeps what is worse', () => {
    const other: GatewayReport = { ...SERVES, id: 'us', state: 'serving-other', result: 'mismatch', differences: ['pack.version: …'] };
    expect(ending([SERVES, other], { cancelled }).result).toBe('mismatch');
  });
});

describe('a degraded gateway', () => {
  const degraded: GatewayReport = { ...SERVES, health: { status: 'degraded', attempts: 1, detail: 'HTTP 200, status degraded' } };

  test('is said to be accepted where it was', () => {
    expect(ending([degraded]).warnings).toEqual(['eu: accepted although degraded: HTTP 200, status degraded']);
  });

  test('is not said to be accepted where it serves something else', () => {
    const other: GatewayReport = { ...degraded, state: 'serving-other', result: 'mismatch', differences: ['pack.version: …'] };
    expect(ending([other]).warnings).toEqual([]);
  });
});

describe('too little proof', () => {
  test.each([
    ['version', 'proof version: the version was read back and equals the file; other content was not compared', /minimum-proof/],
    ['none', 'it shows no pack.name and pack.version', /URL leads to the gateway itself/],
  ] as const)('of %s is put into words, with what to do', (proof, words, next) => {
    const { reason } = ending([{ ...SERVES, state: 'unknown', proof, result: 'unproven', differences: [] }]);
    expect(reason.summary).toContain(`(eu: ${words})`);
    expect(reason.nextSteps.join()).toMatch(next);
  });
});

test('events that could not be read point to what reads them, not to more traffic', () => {
  const events = { read: 0, matching: 0, unattributed: 0, verdicts: {}, newest: [], unread: 'kt events tail exited with 1' };
  expect(ending([{ ...SERVES, result: 'silent', events }]).reason.nextSteps).toEqual([
    'Check api-url and api-token, with which kt reads the events.',
  ]);
});

test('of many differences the sentence has the first and the last', () => {
  const differences = Array.from({ length: 20 }, (_, index) => `policy.${index}: differs`);
  const { reason } = ending([{ ...SERVES, state: 'serving-other', result: 'mismatch', differences }]);
  expect(reason.summary).toContain('policy.0: differs; policy.1: differs; policy.2: differs; 16 more in the report; policy.19: differs');
});

test('kt gets what is left of the time, and ten seconds where nothing is', () => {
  const clock = { elapsed: () => 5_000 };
  expect(ktTimeoutMs(95_000, clock)).toBe(90_000);
  expect(ktTimeoutMs(6_000, clock)).toBe(10_000);
  expect(ktTimeoutMs(1_000, clock)).toBe(10_000);
});

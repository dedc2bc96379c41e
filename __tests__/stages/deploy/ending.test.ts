import { describe, expect, test } from '@jest/globals';
import type { GatewayReport, GatewayStep, ProbeReport } from '../../../src/report/gateway-model.js';
import { endingOf, type RollOut, refused } from '../../../src/stages/deploy/ending.js';

function step(outcome: GatewayStep['outcome'], name = 'kt policy push', detail?: string): GatewayStep {
  return { step: name, at: '2026-01-01T00:00:00.000Z', durationMs: 1, outcome, ...(detail !== undefined && { detail }) };
}

function gateway(id: string, state: GatewayReport['state'], extra: Partial<GatewayReport> = {}): GatewayReport {
  const proof = state === 'serving' ? 'chain' : state === 'accepted' ? 'accepted' : 'none';
  return { id, state, proof, steps: [], before: { version: '1.0.0' }, ...extra };
}

const wrote = { steps: [step('done'), step('done', 'read back')] };
const FAILED_CANARY: ProbeReport = {
  name: 'keeps the roadmap inside',
  expected: { verdict: 'block' },
  outcome: 'failed',
  reason: 'expected block, the gateway answered normally',
  requestId: 'r',
};

function ending(gateways: readonly GatewayReport[], extra: Partial<RollOut> = {}) {
  const written = gateways.filter(({ steps }) => steps.length > 0).map(({ id }) => id);
  return endingOf({ gateways, written, canary: [], wanted: 'promoted', version: '2.0.0', ...extra });
}

describe('a roll-out that reached every gateway', () => {
  test('is promoted', () => {
    expect(ending([gateway('eu', 'serving', wrote), gateway('us', 'serving', wrote)])).toEqual({
      result: 'promoted',
      reason: { summary: 'version 2.0.0 is served by eu, us', nextSteps: [] },
    });
  });

  test('is staged in phase stage, and says how it goes on', () => {
    expect(ending([gateway('staging', 'serving', wrote)], { wanted: 'staged' })).toEqual({
      result: 'staged',
      reason: { summary: 'version 2.0.0 is staged on staging', nextSteps: ['Promote it with phase: promote and this digest.'] },
    });
  });

  test('claims no more than acceptance where nothing was read back', () => {
    const { result, reason } = ending([gateway('eu', 'serving', wrote), gateway('us', 'accepted', { steps: [step('done')] })]);
    expect(result).toBe('promoted');
    expect(reason.summary).toBe('version 2.0.0 is served by eu; kt accepted version 2.0.0 for us, and nothing was read back');
  });

  test('is unchanged when nothing had to be written', () => {
    expect(ending([gateway('eu', 'serving'), gateway('us', 'serving')])).toEqual({
      result: 'unchanged',
      reason: { summary: 'every gateway already serves exactly this file (version 2.0.0)', nextSteps: [] },
    });
  });

  test('names five gateways and counts the others', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => gateway(id, 'serving', wrote));
    expect(ending(many).reason.summary).toBe('version 2.0.0 is served by a, b, c, d, e and 2 more');
  });
});

describe('a roll-out that failed', () => {
  const failed = [step('failed', 'kt policy deploy from staging', 'kt exited with 3: forbidden'), step('failed', 'read back', 'mismatch')];

  test('says who does not serve the version and why, what was not reached, and what was changed and stays so', () => {
    const { result, reason } = ending([
      gateway('staging', 'serving', wrote),
      gateway('eu', 'serving-other', { steps: failed }),
      gateway('us', 'untouched'),
    ]);
    expect(result).toBe('failed');
    expect(reason.summary).toBe(
      'eu does not serve version 2.0.0: kt policy deploy from staging: kt exited with 3: forbidden; not reached in this run: us',
    );
    expect(reason.nextSteps).toEqual([
      'Read the steps of the gateway below.',
      expect.stringMatching(/^Read what eu serves.* again in a minute: the write may still take effect\.$/),
      'staging serves the new version (before: 1.0.0); it was not taken back.',
    ]);
  });

  test('does not say that a sick gateway does not serve the version', () => {
    const sick = gateway('eu', 'unhealthy', { proof: 'full', steps: [step('done'), step('failed', 'read back', 'unhealthy')] });
    const { reason } = ending([sick]);
    expect(reason.summary).toBe('eu is not healthy with version 2.0.0: read back: unhealthy');
    expect(reason.nextSteps).toContain('eu serves the new version (before: 1.0.0); it was not taken back.');
  });

  test('says so when kt did not even start', () => {
    const { result, reason } = ending([
      gateway('eu', 'untouched', { steps: [step('failed', 'kt policy push', 'kt did not start: gone')] }),
    ]);
    expect([result, reason.summary]).toEqual(['failed', 'eu does not serve version 2.0.0: kt policy push: kt did not start: gone']);
  });

  test('at the canary names the case, and what was changed', () => {
    const { result, reason } = ending([gateway('staging', 'serving', wrote), gateway('eu', 'untouched')], { canary: [FAILED_CANARY] });
    expect(result).toBe('failed');
    expect(reason.summary).toBe(
      'canary "keeps the roadmap inside": expected block, the gateway answered normally; no further gateway was written to',
    );
    expect(reason.nextSteps).toContain('staging serves the new version (before: 1.0.0); it was not taken back.');
  });

  test('because it was cancelled between gateways says that, and who was not reached', () => {
    const { result, reason } = ending([gateway('eu', 'serving', wrote), gateway('us', 'untouched')], { stopped: 'the run was cancelled' });
    expect([result, reason.summary]).toEqual(['failed', 'the run was cancelled; not reached in this run: us']);
  });

  test('is no success either when it was stopped with every gateway served', () => {
    expect(ending([gateway('eu', 'serving', wrote)], { stopped: 'the run was cancelled' })).toMatchObject({
      result: 'failed',
      reason: { summary: 'the run was cancelled' },
    });
  });

  test("tells what kt's word is worth among the changes", () => {
    const { reason } = ending([gateway('staging', 'accepted', { steps: [step('done')] }), gateway('eu', 'untouched')], { stopped: 'x' });
    expect(reason.nextSteps).toEqual(['staging was given the new version, as kt says (before: 1.0.0); it was not taken back.']);
  });
});

describe('a roll-out with a gateway in unknown state', () => {
  const lost = gateway('eu', 'unknown', { url: 'https://eu.example/v1/', steps: [step('unknown', 'kt policy push', 'kt was killed')] });

  test('is unknown, whatever else failed, and says where to look', () => {
    const { result, reason } = ending([gateway('staging', 'serving', wrote), lost, gateway('us', 'serving-other', wrote)], {
      canary: [FAILED_CANARY],
      stopped: 'the run was cancelled',
    });
    expect(result).toBe('unknown');
    expect(reason.summary).toBe('the state of eu is not known: kt policy push: kt was killed');
    expect(reason.nextSteps).toEqual([
      'Read what eu serves (https://eu.example/keeptrusts/config) before running this again.',
      'staging serves the new version (before: 1.0.0); it was not taken back.',
    ]);
  });

  test('during the write itself says that it was being written to', () => {
    expect(ending([gateway('eu', 'unknown')]).reason.summary).toBe('the state of eu is not known: it was being written to');
  });
});

test('a refusal says that nothing was written, and each next step once', () => {
  expect(refused(['a', 'b'], ['Do it.', 'Do it.'])).toEqual({
    result: 'refused',
    reason: { summary: 'a; b. Nothing was written', nextSteps: ['Do it.'] },
  });
});

test('what was taken back says which gateway serves the new version from before this run', () => {
  const takenBack = { trigger: 'us is not healthy', gateways: ['us'] };
  const { result, reason } = ending([gateway('eu', 'serving'), gateway('us', 'restored', wrote)], { takenBack });
  expect(result).toBe('rolled-back');
  expect(reason.nextSteps).toContain('eu served the new version before this run and still does: only what this run changed is taken back.');
});

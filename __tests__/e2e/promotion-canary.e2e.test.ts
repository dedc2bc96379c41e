import { afterAll, describe, expect, test } from '@jest/globals';
import type { GatewayFault } from '../../emulator/faults.js';
import type { Fleet } from './fleet.js';
import { statesOf } from './fleet.js';
import { type RanStep, Scenes } from './harness.js';
import { watchKt } from './kt-calls.js';
import { NODE_NAME } from './node.js';
import { PREVIOUS } from './policies.js';
import { openPromotion, TEXT } from './promotion-scene.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const THREE = ['staging', 'p1', 'p2'];
const CANARY = { canary: 'tests/*.json' };

/** Deploys through a staging gateway that has these faults. */
async function canaryThrough(faults: readonly GatewayFault[], more: Readonly<Record<string, string>> = {}) {
  const { scene, fleet, inputs } = await openPromotion(scenes, [{ id: 'staging', faults }, 'p1', 'p2']);
  const kt = await watchKt(scene);
  const step = await scene.step('deploy', { ...inputs, ...CANARY, ...more });
  return { step, fleet, kt, report: fleet.mustMatch(step, TEXT) };
}

/** How often each golden file's message came to staging, by the request ids of the events it left. */
function requestsTo(fleet: Fleet, id: string): number {
  const ids = fleet.emulator.events().filter((event) => event.gateway_id === id);
  expect(new Set(ids.map((event) => event.request_id)).size).toBe(ids.length);
  return ids.length;
}

function warningsOf(step: RanStep): string {
  return step.annotations
    .filter(({ level }) => level === 'warning')
    .map(({ message }) => message)
    .join('\n');
}

describe(`a canary that shows other verdicts than expected, on ${NODE_NAME},`, () => {
  test.concurrent('takes staging back, and nothing touches production', async () => {
    const { step, fleet, report, kt } = await canaryThrough([{ kind: 'policies-off' }]);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back', promoted: '[]', 'rolled-back': '["staging"]' } });
    expect(step.errors[0]?.message).toContain('keeps the roadmap inside');
    expect(statesOf(report)).toEqual({ staging: 'restored', p1: 'untouched', p2: 'untouched' });
    expect(report.canary.map(({ outcome, expected, actual }) => [outcome, expected.verdict, actual])).toEqual([
      ['passed', 'allow', 'allow'],
      ['failed', 'block', 'allow'],
    ]);
    expect(report.waves.map(({ state }) => state)).toEqual(['failed', 'waiting', 'waiting']);
    expect(fleet.serving(PREVIOUS)).toEqual(THREE);
    expect(await kt.writes()).toEqual(['push staging', 'push staging']);
  });

  test.concurrent.each<[string, Record<string, string>]>([
    ['rollback: false', { rollback: 'false' }],
    ['keep-staging', { 'keep-staging': 'true' }],
  ])('leaves the file on staging to be looked at with %s', async (_option, more) => {
    const { step, fleet, report } = await canaryThrough([{ kind: 'policies-off' }], more);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed', 'rolled-back': '[]' } });
    expect(step.errors[0]?.message).toContain('keeps the roadmap inside');
    expect(statesOf(report)).toEqual({ staging: 'serving', p1: 'untouched', p2: 'untouched' });
    expect(report.reason.nextSteps.join('\n')).toContain('staging serves the new version (before: 1.3.0); it was not taken back.');
    expect(fleet.serving(TEXT)).toEqual(['staging']);
  });
});

describe(`a canary whose upstream fails, on ${NODE_NAME},`, () => {
  test.concurrent('is asked again until it is decided: 429 twice, then an answer', async () => {
    const { step, fleet, report } = await canaryThrough([{ kind: 'upstream-error', status: 429, times: 2 }]);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted' } });
    expect(report.canary.map(({ outcome }) => outcome)).toEqual(['passed', 'passed']);
    // Three requests for the one, each with an id of its own, and one for the other, which the policy decides without an upstream.
    expect(requestsTo(fleet, 'staging')).toBe(4);
    expect(fleet.serving(TEXT)).toEqual(THREE);
  });

  test.concurrent('is decided by its event when it never answers: what the policy said is there all the same', async () => {
    const { step, fleet, report } = await canaryThrough([{ kind: 'upstream-error', status: 429 }]);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted' } });
    expect(report.canary.map(({ outcome, actual, shownBy }) => [outcome, actual, shownBy])).toEqual([
      ['passed', 'allow', 'event'],
      ['passed', 'block', 'event'],
    ]);
    // Not asked without end.
    expect(requestsTo(fleet, 'staging')).toBe(4);
  });

  test.concurrent('stays undecided without answer and event, which is a warning and no failure', async () => {
    const faults = [{ kind: 'upstream-error', status: 429 } as const, { kind: 'no-events' } as const];
    const { step, fleet, report } = await canaryThrough(faults, { 'deploy-timeout': '3s' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted', 'rolled-back': '[]' } });
    expect(report.canary.map(({ outcome }) => outcome)).toEqual(['undecided', 'passed']);
    expect(report.canary[0]?.reason).toContain('429');
    expect(warningsOf(step)).toContain('canary "answers about opening hours" is undecided');
    expect(step.summary).toContain('undecided');
    expect(fleet.serving(TEXT)).toEqual(THREE);
  });
});

describe(`the events of a canary, on ${NODE_NAME},`, () => {
  test.concurrent('are waited for with the new version before production is touched', async () => {
    const { step, report } = await canaryThrough([{ kind: 'late-events', ms: 1_500 }]);
    expect(step.outputs.result).toBe('promoted');
    expect(warningsOf(step)).toBe('');
    const wave = report.waves.find(({ number }) => number === 1);
    const staging = report.waves.find(({ number }) => number === 0);
    const waited = Date.parse(wave?.startedAt ?? '') - Date.parse(staging?.startedAt ?? '');
    expect(waited).toBeGreaterThanOrEqual(1_500);
  });

  test.concurrent.each<[string, GatewayFault]>([
    ['are missing', { kind: 'no-events' }],
    ['carry the version of before', { kind: 'other-version-events', version: '1.3.0' }],
    ['carry no request id', { kind: 'anonymous-events' }],
  ])('are a warning and never a trigger where they %s', async (_how, fault) => {
    const { step, fleet } = await canaryThrough([fault], { 'deploy-timeout': '3s' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted', 'rolled-back': '[]' } });
    expect(warningsOf(step)).toContain('have no event with version 1.4.0 and their request id yet');
    expect(fleet.serving(TEXT)).toEqual(THREE);
  });
});

import { afterAll, describe, expect, test } from '@jest/globals';
import type { EmulatedGatewayOptions } from '../../emulator/fleet.js';
import { Fleet, statesOf } from './fleet.js';
import { type Scene, Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const TEXT = policy();

async function setUp(gateways: readonly (string | EmulatedGatewayOptions)[]): Promise<{ scene: Scene; fleet: Fleet }> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', TEXT);
  await scene.write('tests/blocks-roadmap.json', BLOCKS_ROADMAP);
  await scene.write('tests/allows-hours.json', ALLOWS_HOURS);
  return { scene, fleet: await Fleet.start(scene, gateways) };
}

/** Everything through staging to two production gateways, unless told otherwise. */
function inputsFor(fleet: Fleet, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    ...fleet.access,
    'staging-gateway': fleet.lines('staging'),
    'production-gateways': fleet.lines('eu', 'us'),
    interval: '50ms',
    'deploy-timeout': '10s',
    ...more,
  };
}

describe(`the deploy action on ${NODE_NAME}`, () => {
  test.concurrent('promotes through staging to every production gateway', async () => {
    const { scene, fleet } = await setUp(['staging', 'eu', 'us', 'bystander']);
    const step = await scene.step('deploy', inputsFor(fleet, { canary: 'tests/*.json' }));
    const report = fleet.mustMatch(step, TEXT);
    expect(step.exitCode).toBe(0);
    expect(step.outputs).toMatchObject({ result: 'promoted', proof: 'full', promoted: '["staging","eu","us"]' });
    expect(JSON.parse(step.outputs.gateways ?? '')).toEqual(['staging', 'eu', 'us'].map((id) => ({ id, state: 'serving', proof: 'full' })));
    expect(fleet.serving(TEXT)).toEqual(['staging', 'eu', 'us']);
    expect(report.gateways.map(({ before, after }) => [before?.version, after?.version])).toEqual(Array(3).fill(['1.3.0', '1.4.0']));
    expect(report.gateways.map(({ steps }) => steps[0]?.step)).toEqual([
      'kt policy push',
      'kt policy deploy from staging',
      'kt policy deploy from staging',
    ]);
    expect(report.canary.map(({ outcome, expected, actual }) => [outcome, expected.verdict, actual])).toEqual([
      ['passed', 'allow', 'allow'],
      ['passed', 'block', 'block'],
    ]);
    expect(step.annotations).toEqual([]);
  });

  test.concurrent('stages in one job, and promotes the same digest in another', async () => {
    const { scene, fleet } = await setUp(['staging', 'eu', 'us']);
    const staged = await scene.step('deploy', inputsFor(fleet, { phase: 'stage' }));
    fleet.mustMatch(staged, TEXT);
    expect(staged.outputs).toMatchObject({ result: 'staged', promoted: '["staging"]' });
    expect(fleet.serving(TEXT)).toEqual(['staging']);
    const promoted = await scene.step('deploy', inputsFor(fleet, { phase: 'promote', digest: staged.outputs.digest ?? '' }));
    const report = fleet.mustMatch(promoted, TEXT);
    expect(promoted.outputs).toMatchObject({ result: 'promoted', promoted: '["eu","us"]' });
    expect(report.gateways.find(({ id }) => id === 'staging')?.steps).toEqual([]);
    expect(fleet.serving(TEXT)).toEqual(['staging', 'eu', 'us']);
  });

  test.concurrent('promotes nothing that staging does not serve', async () => {
    const { scene, fleet } = await setUp(['staging', 'eu', 'us']);
    const { outputs } = await scene.step('validate');
    const step = await scene.step('deploy', inputsFor(fleet, { phase: 'promote', digest: outputs.digest ?? '' }));
    expect(step.outputs.result).toBe('refused');
    expect(step.errors[0]?.message).toContain('staging gateway staging does not serve this file');
    fleet.mustBeUntouched();
    fleet.mustMatch(step, TEXT);
  });

  test.concurrent('deploys to one gateway without staging, by push', async () => {
    const { scene, fleet } = await setUp(['only']);
    const step = await scene.step('deploy', { ...inputsFor(fleet, { 'staging-gateway': '' }), 'production-gateways': fleet.lines('only') });
    const report = fleet.mustMatch(step, TEXT);
    expect(step.outputs.result).toBe('promoted');
    expect(report.gateways[0]?.steps[0]?.step).toBe('kt policy push');
    const again = await scene.step('deploy', {
      ...inputsFor(fleet, { 'staging-gateway': '' }),
      'production-gateways': fleet.lines('only'),
    });
    expect(again).toMatchObject({ exitCode: 0, outputs: { result: 'unchanged', promoted: '[]' } });
  });

  test.concurrent('stops when the canary fails, and leaves production alone', async () => {
    const { scene, fleet } = await setUp([{ id: 'staging', faults: [{ kind: 'policies-off' }] }, 'eu', 'us']);
    const step = await scene.step('deploy', inputsFor(fleet, { canary: 'tests/*.json' }));
    const report = fleet.mustMatch(step, TEXT);
    expect(step.exitCode).toBe(1);
    expect(step.outputs.result).toBe('failed');
    expect(step.errors[0]?.message).toContain('keeps the roadmap inside');
    expect(statesOf(report)).toEqual({ staging: 'serving', eu: 'untouched', us: 'untouched' });
    expect(fleet.serving(TEXT)).toEqual(['staging']);
  });

  test.concurrent('fails when a gateway keeps its old configuration, and goes no further', async () => {
    const { scene, fleet } = await setUp(['staging', 'eu', 'us']);
    fleet.emulator.setFault('eu', { kind: 'reload-fails' });
    const step = await scene.step('deploy', inputsFor(fleet, { 'deploy-timeout': '3s' }));
    const report = fleet.mustMatch(step, TEXT);
    expect(step.outputs.result).toBe('failed');
    expect(statesOf(report)).toEqual({ staging: 'serving', eu: 'serving-other', us: 'untouched' });
    expect(report.gateways[1]).toMatchObject({ after: { version: '1.3.0' } });
    expect(step.errors[0]?.message).toMatch(/^deploy: failed: eu does not serve version 1\.4\.0/);
  });

  test.concurrent('says what kt said when the control plane refuses a write', async () => {
    const { scene, fleet } = await setUp(['staging', 'eu', 'us']);
    fleet.emulator.setControlPlaneFault({ kind: 'write-500-not-applied', gateway: 'eu' });
    const step = await scene.step('deploy', inputsFor(fleet));
    const report = fleet.mustMatch(step, TEXT);
    expect(step.outputs.result).toBe('failed');
    expect(report.gateways[1]?.steps[0]?.detail).toContain('HTTP 500');
    expect(fleet.serving(TEXT)).toEqual(['staging']);
  });

  test.concurrent('a write whose kt died is unknown, and is not repeated', async () => {
    const { scene, fleet } = await setUp(['staging', 'eu', 'us']);
    const environment = { KEEPTRUSTS_EMULATOR_KT_FAULT: 'killed@policy deploy' };
    const step = await scene.step('deploy', inputsFor(fleet, { 'deploy-timeout': '3s' }), { environment });
    const report = fleet.mustMatch(step, TEXT);
    expect(step.exitCode).toBe(1);
    expect(step.outputs.result).toBe('unknown');
    expect(statesOf(report)).toEqual({ staging: 'serving', eu: 'unknown', us: 'untouched' });
    expect(report.gateways[1]?.steps.filter((one) => one.step.startsWith('kt policy deploy'))).toHaveLength(1);
    expect(report.reason.nextSteps.join('\n')).toContain(`${fleet.url('eu')}/keeptrusts/config`);
  });

  test.concurrent('a write that kt calls failed may have taken effect, and the report says so', async () => {
    const { scene, fleet } = await setUp(['staging', 'eu', 'us']);
    fleet.emulator.setFault('eu', { kind: 'slow-reload', ms: 60_000 });
    fleet.emulator.setControlPlaneFault({ kind: 'write-500-applied', gateway: 'eu' });
    const step = await scene.step('deploy', inputsFor(fleet));
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed', promoted: '["staging"]' } });
    expect(statesOf(fleet.mustMatch(step, TEXT))).toMatchObject({ eu: 'serving-other', us: 'untouched' });
    expect(fleet.emulator.truth('eu').assigned).toBe(TEXT);
    expect(step.summary).toContain('again in a minute: the write may still take effect');
  });
});

import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { GatewayFault } from '../../emulator/faults.js';
import type { GatewayReport } from '../../src/report/gateway-model.js';
import { statesOf } from './fleet.js';
import { Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { PREVIOUS } from './policies.js';
import { ALL, isBaking, openPromotion, TEXT, untilReported } from './promotion-scene.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** For what never becomes good. */
const SOON = { 'deploy-timeout': '3s' };

const UNTOUCHED = { p1: 'untouched', p2: 'untouched', p3: 'untouched', p4: 'untouched', p5: 'untouched' };
const RESTORED = { staging: 'restored', p1: 'restored', p2: 'restored', p3: 'restored', p4: 'untouched', p5: 'untouched' };

function writesOf({ steps }: GatewayReport): readonly string[] {
  return steps.map(({ step }) => step).filter((step) => step.startsWith('kt policy '));
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the report lacks it');
  return value;
}

describe(`when one of five production gateways fails in wave 2, deploy on ${NODE_NAME}`, () => {
  test.concurrent.each<[string, GatewayFault]>([
    ['keeps its old configuration after a failed reload', { kind: 'reload-fails' }],
    ['becomes unhealthy', { kind: 'unhealthy' }],
  ])('takes all of them back where it %s', async (_how, fault) => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    fleet.emulator.setFault('p3', fault);
    const step = await scene.step('deploy', { ...inputs, ...SOON });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back', promoted: '[]' } });
    expect(statesOf(report)).toEqual(RESTORED);
    expect(fleet.serving(PREVIOUS)).toEqual(ALL);
    expect(JSON.parse(step.outputs['rolled-back'] ?? '').toSorted()).toEqual(['p1', 'p2', 'p3', 'staging']);
    // The newest are the first to go back; within a wave nothing was older.
    expect(report.takenBack?.gateways.slice(-2)).toEqual(['p1', 'staging']);
    expect(report.takenBack?.trigger).toMatch(/^p3 /);
    expect(report.waves.map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'waiting']);
    for (const gateway of report.gateways.filter(({ state }) => state === 'restored')) {
      expect(gateway).toMatchObject({ before: { version: '1.3.0' }, after: { version: '1.3.0' }, proof: 'full' });
    }
    expect(step.errors[0]?.message).toMatch(/^deploy: rolled-back: p3 .*taken back/);
  });

  test.concurrent('leaves staging as it is with keep-staging', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    fleet.emulator.setFault('p3', { kind: 'reload-fails' });
    const step = await scene.step('deploy', { ...inputs, ...SOON, 'keep-staging': 'true' });
    const report = fleet.mustMatch(step, TEXT);
    expect(step.outputs.result).toBe('rolled-back');
    expect(statesOf(report)).toEqual({ ...RESTORED, staging: 'serving' });
    expect(fleet.serving(TEXT)).toEqual(['staging']);
  });

  test.concurrent('only stops with rollback: false, and says what serves the new version', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    fleet.emulator.setFault('p3', { kind: 'reload-fails' });
    const step = await scene.step('deploy', { ...inputs, ...SOON, rollback: 'false' });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed', 'rolled-back': '[]' } });
    expect(statesOf(report)).toMatchObject({ staging: 'serving', p1: 'serving', p2: 'serving', p3: 'serving-other', p4: 'untouched' });
    expect(report.reason.nextSteps.join('\n')).toContain('p1 serves the new version (before: 1.3.0); it was not taken back.');
  });

  test.concurrent('says by which command the one is put back that could not be, and the command works', async () => {
    const { scene, fleet, commits, inputs } = await openPromotion(scenes);
    fleet.emulator.setFault('p3', { kind: 'reload-fails' });
    // Waves are promoted with another route than what is put back.
    fleet.emulator.setControlPlaneFault({ kind: 'write-500-not-applied', on: ['pushConfig'], gateway: 'p1' });
    const step = await scene.step('deploy', { ...inputs, ...SOON });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unknown' } });
    expect(statesOf(report)).toEqual({ ...RESTORED, p1: 'unknown' });
    expect(fleet.serving(TEXT)).toEqual(['p1']);
    const command = must(report.gateways.find(({ id }) => id === 'p1')?.byHand);
    expect(command).toBe(
      `git show ${commits[0]}:policy-config.yaml > previous-policy-config.yaml && kt policy push --file previous-policy-config.yaml --gateway-id p1`,
    );
    expect(step.summary).toContain(command);
    expect(step.lines.join('\n')).toContain(command);

    fleet.emulator.setControlPlaneFault();
    const env = { ...scene.environment(), KEEPTRUSTS_API_URL: fleet.emulator.apiUrl, KEEPTRUSTS_API_TOKEN: fleet.emulator.apiToken };
    await promisify(execFile)('/bin/sh', ['-c', command], { cwd: scene.workspace, env });
    await fleet.emulator.poll('p1');
    expect(fleet.serving(PREVIOUS)).toEqual(ALL);
    await rm(join(scene.workspace, 'previous-policy-config.yaml'));
  });
});

describe(`deploy on ${NODE_NAME}`, () => {
  test.concurrent('goes on to no wave while a failed reload keeps the old configuration, and assigns that again', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1', 'p2']);
    fleet.emulator.setFault('staging', { kind: 'reload-fails' });
    const step = await scene.step('deploy', { ...inputs, ...SOON });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back' } });
    expect(statesOf(report)).toEqual({ staging: 'restored', p1: 'untouched', p2: 'untouched' });
    // What is assigned was ours: the next restart would have loaded it.
    expect(fleet.emulator.truth('staging').assigned).toBe(PREVIOUS);
    expect(writesOf(must(report.gateways[0]))).toHaveLength(2);
  });

  test.concurrent('takes back what turns unhealthy during the bake time, before the next wave begins', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    const step = await scene.step(
      'deploy',
      { ...inputs, 'bake-time': '30s', waves: '2, 100%', 'staging-gateway': '' },
      {
        during: async (_send, directory) => {
          await untilReported('wave 1 is being watched', directory, isBaking(1));
          fleet.emulator.setFault('p1', { kind: 'unhealthy' });
        },
      },
    );
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back' } });
    expect(statesOf(report)).toEqual({ p1: 'restored', p2: 'restored', p3: 'untouched', p4: 'untouched', p5: 'untouched' });
    expect(report.takenBack?.trigger).toContain('p1 is no longer healthy with version 1.4.0');
    expect(report.waves.map(({ state }) => state)).toEqual(['failed', 'waiting']);
    expect(fleet.serving(PREVIOUS)).toEqual(ALL);
    expect(step.ms).toBeLessThan(30_000);
  });

  test.concurrent('begins no wave before the bake time of the one before is over', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1', 'p2']);
    const step = await scene.step('deploy', { ...inputs, 'bake-time': '1s', waves: '1, 100%' });
    const report = fleet.mustMatch(step, TEXT);
    expect(step.outputs.result).toBe('promoted');
    const begun = report.waves.map(({ startedAt = '' }) => Date.parse(startedAt));
    for (const [index, { durationMs = 0 }] of report.waves.entries()) {
      expect(durationMs).toBeGreaterThanOrEqual(1_000);
      if (index > 0) expect((begun[index] ?? 0) - (begun[index - 1] ?? 0)).toBeGreaterThanOrEqual(1_000);
    }
  });
});

describe(`a kt that does not end well, and deploy on ${NODE_NAME}`, () => {
  test.concurrent('one that hangs is ended, and what the gateway serves decides: unknown where it is the old version still', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1', 'p2']);
    // p1's does nothing at all; p2's does its work and stays.
    await scene.wrapKt(`case "$*" in
  "policy deploy "*p1) export KEEPTRUSTS_EMULATOR_KT_FAULT=hang ;;
  "policy deploy "*p2) export KEEPTRUSTS_EMULATOR_KT_FAULT=hang-after ;;
esac`);
    const step = await scene.step('deploy', { ...inputs, ...SOON, waves: '100%', rollback: 'false' });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unknown' } });
    expect(statesOf(report)).toEqual({ staging: 'serving', p1: 'unknown', p2: 'serving' });
    for (const gateway of report.gateways) expect(writesOf(gateway)).toHaveLength(1);
    expect(report.warnings.join('\n')).toMatch(/p2 serves this file, although kt policy deploy from staging said/);
    expect(fleet.serving(TEXT)).toEqual(['staging', 'p2']);
    expect(fleet.emulator.truth('p1').assigned).toBe(PREVIOUS);
  }, 120_000);

  test.concurrent('one that is killed before its work is not asked again: what was there is assigned, and seen to be served', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    const environment = { KEEPTRUSTS_EMULATOR_KT_FAULT: 'killed@policy deploy' };
    const step = await scene.step('deploy', { ...inputs, ...SOON }, { environment });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back' } });
    expect(statesOf(report)).toEqual({ ...UNTOUCHED, staging: 'restored', p1: 'restored' });
    expect(writesOf(must(report.gateways[1]))).toEqual(['kt policy deploy from staging', 'kt policy push']);
    expect(fleet.serving(PREVIOUS)).toEqual(ALL);
  });

  test.concurrent('one that is killed at every write leaves unknown gateways, and the addresses to read them at', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    await scene.wrapKt('case "$*" in "policy "*p1) kill -KILL $$ ;; esac');
    const step = await scene.step('deploy', { ...inputs, ...SOON });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unknown', 'rolled-back': '["staging"]' } });
    expect(statesOf(report)).toEqual({ ...UNTOUCHED, staging: 'restored', p1: 'unknown' });
    expect(report.gateways[1]?.byHand).toContain('--gateway-id p1');
    expect(report.reason.nextSteps.join('\n')).toContain(`${fleet.url('p1')}/keeptrusts/config`);
  });

  test.concurrent('one that is killed after its work stops nobody: the gateway serves the file', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1', 'p2']);
    const real = join(scene.directory, 'real', 'kt');
    await scene.wrapKt(`case "$*" in "policy deploy "*) '${real}' "$@"; sleep 0.3; kill -KILL $$ ;; esac`);
    const step = await scene.step('deploy', inputs);
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted' } });
    expect(statesOf(report)).toEqual({ staging: 'serving', p1: 'serving', p2: 'serving' });
    expect(report.warnings.filter((warning) => warning.includes('although'))).toHaveLength(2);
    expect(writesOf(must(report.gateways[1]))).toHaveLength(1);
  });
});

describe(`a control plane that answers 500, and deploy on ${NODE_NAME}`, () => {
  test.concurrent('believes the gateway where the write was applied all the same', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1', 'p2']);
    fleet.emulator.setControlPlaneFault({ kind: 'write-500-applied', gateway: 'p1' });
    // Time for the gateway to load what it was assigned, before it is looked at.
    const real = join(scene.directory, 'real', 'kt');
    await scene.wrapKt(`case "$*" in "policy deploy "*) '${real}' "$@"; code=$?; sleep 0.5; exit $code ;; esac`);
    const step = await scene.step('deploy', inputs);
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted' } });
    expect(report.gateways[1]?.steps[0]).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('HTTP 500') });
    expect(report.warnings.join('\n')).toContain('p1 serves this file, although kt policy deploy from staging said');
    expect(step.annotations.some(({ level, message }) => level === 'warning' && message.includes('HTTP 500'))).toBe(true);
  });

  test.concurrent('takes it back where it was applied and the gateway does not show it yet', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    fleet.emulator.setFault('p1', { kind: 'slow-reload', ms: 60_000, times: 1 });
    fleet.emulator.setControlPlaneFault({ kind: 'write-500-applied', gateway: 'p1', times: 1 });
    const step = await scene.step('deploy', { ...inputs, ...SOON });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back' } });
    expect(statesOf(report)).toEqual({ ...UNTOUCHED, staging: 'restored', p1: 'restored' });
    expect(fleet.serving(PREVIOUS)).toEqual(ALL);
  });

  test.concurrent('takes back staging where it was not applied, and does not write a second time', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    fleet.emulator.setControlPlaneFault({ kind: 'write-500-not-applied', on: ['deployConfig'], gateway: 'p1' });
    const step = await scene.step('deploy', { ...inputs, ...SOON });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back' } });
    expect(statesOf(report)).toMatchObject({ staging: 'restored', p1: 'restored', p2: 'untouched' });
    expect(writesOf(must(report.gateways[1])).filter((name) => name.includes('deploy'))).toHaveLength(1);
  });
});

describe(`where nothing is known to go back to, deploy on ${NODE_NAME}`, () => {
  test.concurrent('refuses before the first write, and names the ways out', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1', 'p2'], [TEXT]);
    const step = await scene.step('deploy', { ...inputs, 'allow-drift': 'true' });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'refused', promoted: '[]' } });
    expect(step.errors[0]?.message).toContain('there is no source to give it support-desk 1.3.0');
    expect(report.reason.nextSteps.join('\n')).toMatch(/fetch-depth: 0.*previous-policy-file.*rollback: false/);
    expect(report.plan?.gateways.map(({ action, restore }) => [action, restore?.kind])).toEqual(Array(3).fill(['refused', 'none']));
    fleet.mustBeUntouched();
  });

  test.concurrent('takes a previous-policy-file for it, and no other version of it', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1', 'p2'], [TEXT]);
    const given = { ...inputs, ...SOON, 'allow-drift': 'true', 'previous-policy-file': 'previous.yaml' };
    await scene.write('previous.yaml', PREVIOUS.replace('1.3.0', '1.2.9'));
    const refused = await scene.step('deploy', given);
    fleet.mustMatch(refused, TEXT);
    expect(refused.outputs.result).toBe('refused');
    fleet.mustBeUntouched();

    await scene.write('previous.yaml', PREVIOUS);
    fleet.emulator.setFault('p2', { kind: 'reload-fails' });
    const step = await scene.step('deploy', given);
    fleet.mustMatch(step, TEXT);
    expect(step.outputs.result).toBe('rolled-back');
    expect(fleet.serving(PREVIOUS)).toEqual(['staging', 'p1', 'p2']);
  });

  test.concurrent('deploys with rollback: false', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1', 'p2'], [TEXT]);
    const step = await scene.step('deploy', { ...inputs, 'allow-drift': 'true', rollback: 'false' });
    fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted' } });
  });
});

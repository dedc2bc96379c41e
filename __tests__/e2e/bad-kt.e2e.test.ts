import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Fleet } from './fleet.js';
import { type RanStep, type Scene, Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, policy } from './policies.js';

// The harness looks for processes that are left after every step, so a killed kt takes its grandchildren with it in each of these.
const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const VERSION_DEADLINE_MS = 10_000;

async function setUp(script: string): Promise<Scene> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', policy());
  await scene.write('tests/hours.json', ALLOWS_HOURS);
  await scene.wrapKt(script.replaceAll('$SCENE', scene.directory));
  return scene;
}

async function untilExists(path: string): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if ((await readFile(path, 'utf8').catch(() => undefined)) !== undefined) return;
    await wait(20);
  }
  throw new Error(`${path} did not appear`);
}

function finalError(step: RanStep): string {
  return step.errors.at(-1)?.message ?? '';
}

describe(`a broken kt on ${NODE_NAME}`, () => {
  test.concurrent('that prints garbage for its version is not used', async () => {
    const scene = await setUp(`if [ "$1" = --version ]; then printf '\\000\\033[2J::error::<<<%%'; exit 0; fi`);
    const step = await scene.step('validate');
    expect(step.exitCode).toBe(1);
    expect(finalError(step)).toMatch(/asking kt at .*\/kt for its version: .*does not name.*Point `kt-path`/);
    expect(step.report).toMatchObject({ result: 'incomplete', failure: { kind: 'transport' } });
  });

  test.concurrent('that prints garbage for an answer fails validation, and deploys nothing', async () => {
    const scene = await setUp(`if [ "$1 $2" = 'policy lint' ]; then printf '\\033[2J{"valid": tr'; exit 0; fi`);
    const validated = await scene.step('validate');
    expect(validated).toMatchObject({ exitCode: 1, outputs: { result: 'failed' } });
    expect(finalError(validated)).toContain('kt policy lint gave no usable answer');
    const fleet = await Fleet.start(scene, ['eu']);
    const deployed = await scene.step('deploy', { ...fleet.access, 'production-gateways': fleet.lines('eu') });
    expect(deployed).toMatchObject({ exitCode: 1, outputs: { result: 'refused' } });
    fleet.mustBeUntouched();
  });

  test.concurrent('that contradicts itself never passes', async () => {
    const scene = await setUp(`if [ "$1 $2" = 'policy test' ]; then echo '{"ok":true,"results":[]}'; exit 1; fi`);
    const step = await scene.step('validate');
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed' } });
    expect(finalError(step)).toContain('contradicts itself');
  });

  test.concurrent('that leaves a grandchild holding its output does not hold the action', async () => {
    const scene = await setUp(`if [ "$1 $2" = 'policy lint' ]; then sleep 300 & fi`);
    const step = await scene.step('validate');
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'passed' } });
    expect(step.ms).toBeLessThan(VERSION_DEADLINE_MS);
  });

  test.concurrent('that hangs, with a grandchild that holds its output, is ended at its deadline', async () => {
    const scene = await setUp(`if [ "$1" = --version ]; then sleep 300 & sleep 300; fi`);
    const step = await scene.step('validate');
    expect(step.exitCode).toBe(1);
    expect(finalError(step)).toMatch(/asking kt at .* for its version: .*10.*(?:s|seconds).*Point `kt-path`/);
    expect(step.ms).toBeGreaterThan(VERSION_DEADLINE_MS);
  });

  // The deadline of the other commands is a minute: __tests__/keeptrusts/run-process.test.ts shows it with a short one.
  test.concurrent('that hangs and ignores the polite end is killed when the job is cancelled', async () => {
    const scene = await setUp(`if [ "$1 $2" = 'policy lint' ]; then trap '' TERM; touch '$SCENE/hanging'; sleep 300; sleep 300; fi`);
    const step = await scene.step(
      'validate',
      {},
      {
        during: async (send) => {
          await untilExists(join(scene.directory, 'hanging'));
          send('SIGINT');
        },
      },
    );
    expect(step.exitCode).toBe(1);
    expect(step.ms).toBeLessThan(VERSION_DEADLINE_MS);
    expect(finalError(step)).toContain('cancelled');
  });
});

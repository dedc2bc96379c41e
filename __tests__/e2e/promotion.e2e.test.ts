import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { DeployReport } from '../../src/report/deploy-model.js';
import { Fleet, statesOf } from './fleet.js';
import { Scenes } from './harness.js';
import { commitAfterPrevious } from './history.js';
import { watchKt } from './kt-calls.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, PREVIOUS, policy } from './policies.js';
import { ALL, isBaking, openPromotion, PRODUCTION, TEXT, untilReported } from './promotion-scene.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const NEXT = policy({ version: '1.5.0' });

function wavesIn({ waves }: DeployReport): readonly unknown[] {
  return waves.map(({ number, gateways, state }) => [number, gateways, state]);
}

describe(`the deploy action on ${NODE_NAME}`, () => {
  test.concurrent('brings the file to staging, proves it there, and promotes it wave by wave', async () => {
    const { scene, fleet, commits, inputs } = await openPromotion(scenes, [...ALL, 'bystander']);
    const kt = await watchKt(scene);
    let directory = '';
    const step = await scene.step(
      'deploy',
      { ...inputs, 'production-gateways': fleet.lines(...PRODUCTION), canary: 'tests/*.json', 'bake-time': '200ms' },
      {
        during: async (_send, ofStep) => {
          directory = ofStep;
        },
      },
    );
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted', proof: 'full', 'rolled-back': '[]' } });
    expect(JSON.parse(step.outputs.promoted ?? '')).toEqual(ALL);
    expect(JSON.parse(step.outputs.gateways ?? '')).toEqual(ALL.map((id) => ({ id, state: 'serving', proof: 'full' })));
    expect(step.outputs['environment-url']).toBe(fleet.url('p1'));
    expect(fleet.serving(TEXT)).toEqual(ALL);

    expect(wavesIn(report)).toEqual([
      [0, ['staging'], 'done'],
      [1, ['p1'], 'done'],
      [2, ['p2', 'p3'], 'done'],
      [3, ['p4', 'p5'], 'done'],
    ]);
    const [first, second, ...rest] = await kt.writes();
    expect([first, second]).toEqual(['push staging', 'deploy staging p1']);
    expect([rest.slice(0, 2).sort(), rest.slice(2).sort()]).toEqual([
      ['deploy staging p2', 'deploy staging p3'],
      ['deploy staging p4', 'deploy staging p5'],
    ]);

    expect(report.gateways.map(({ before, after }) => [before?.version, after?.version])).toEqual(ALL.map(() => ['1.3.0', '1.4.0']));
    expect(report.plan?.gateways.map(({ restore }) => restore)).toEqual(
      ALL.map(() => expect.objectContaining({ kind: 'commit', commit: commits[0], file: 'policy-config.yaml' })),
    );
    expect(report.canary.map(({ outcome, expected, actual }) => [outcome, expected.verdict, actual])).toEqual([
      ['passed', 'allow', 'allow'],
      ['passed', 'block', 'block'],
    ]);
    // Neither production nor anybody else was asked anything but what it serves.
    expect(new Set(fleet.emulator.events().map((event) => event.gateway_id))).toEqual(new Set(['staging']));
    expect(step.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
    expect(step.summary).toContain('```mermaid');

    const journal = (await readdir(directory)).find((name) => name.startsWith('keeptrusts-journal-'));
    const lines = (await readFile(join(directory, journal ?? ''), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(2 * ALL.length + 1);
  });

  test.concurrent('goes no further than staging in one job, and in the next promotes that digest without writing to staging', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    const kt = await watchKt(scene);
    const { outputs } = await scene.step('validate');
    const digest = outputs.digest ?? '';

    const staged = await scene.step('deploy', { ...inputs, 'production-gateways': '', waves: '', phase: 'stage', digest });
    const first = fleet.mustMatch(staged, TEXT);
    expect(staged).toMatchObject({ exitCode: 0, outputs: { result: 'staged', promoted: '["staging"]', digest } });
    expect(statesOf(first)).toEqual({ staging: 'serving' });
    expect(staged.outputs['environment-url']).toBe(fleet.url('staging'));
    expect(fleet.serving(TEXT)).toEqual(['staging']);
    expect(await kt.writes()).toEqual(['push staging']);

    const promoted = await scene.step('deploy', { ...inputs, phase: 'promote', digest });
    const second = fleet.mustMatch(promoted, TEXT);
    expect(promoted).toMatchObject({ exitCode: 0, outputs: { result: 'promoted', promoted: JSON.stringify(PRODUCTION) } });
    expect(promoted.outputs['environment-url']).toBe(fleet.url('p1'));
    expect(second.gateways.find(({ id }) => id === 'staging')).toMatchObject({ state: 'serving', steps: [] });
    expect(wavesIn(second)).toEqual([
      [1, ['p1'], 'done'],
      [2, ['p2', 'p3'], 'done'],
      [3, ['p4', 'p5'], 'done'],
    ]);
    expect((await kt.writes()).slice(1).sort()).toEqual(PRODUCTION.map((id) => `deploy staging ${id}`));
    expect(fleet.serving(TEXT)).toEqual(ALL);
  });

  test.concurrent('promotes nothing that staging does not serve', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1']);
    const { outputs } = await scene.step('validate');
    const step = await scene.step('deploy', { ...inputs, phase: 'promote', digest: outputs.digest ?? '' });
    fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'refused', promoted: '[]' } });
    expect(step.errors[0]?.message).toContain('staging gateway staging does not serve this file');
    fleet.mustBeUntouched();
  });

  test.concurrent('stops promoting when staging is changed between two waves: nobody approved what would follow', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1', 'p2']);
    const staged = await scene.step('deploy', { ...inputs, phase: 'stage' });
    fleet.mustMatch(staged, TEXT);
    const other = await scenes.open();
    await other.write('policy-config.yaml', NEXT);
    await other.write('tests/hours.json', ALLOWS_HOURS);
    const step = await scene.step(
      'deploy',
      { ...inputs, phase: 'promote', digest: staged.outputs.digest ?? '', waves: '1, 100%', 'bake-time': '15s' },
      {
        during: async (_send, directory) => {
          await untilReported('wave 1 is being watched', directory, isBaking(1));
          const second = await other.step('deploy', { ...inputs, phase: 'stage', rollback: 'false' });
          expect(second.outputs.result).toBe('staged');
        },
      },
    );
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed', 'rolled-back': '[]' } });
    expect(statesOf(report)).toEqual({ staging: 'serving-other', p1: 'serving', p2: 'untouched' });
    expect(step.errors[0]?.message).toContain('staging no longer serves version 1.4.0');
    expect(fleet.serving(NEXT)).toEqual(['staging']);
  });

  test.concurrent('pushes to one gateway without staging, and finds it unchanged the next time', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['only']);
    const kt = await watchKt(scene);
    const alone = { ...inputs, 'staging-gateway': '', canary: 'tests/*.json' };
    const step = await scene.step('deploy', alone);
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted', promoted: '["only"]' } });
    expect(report.canary.map(({ outcome }) => outcome)).toEqual(['passed', 'passed']);
    expect(await kt.writes()).toEqual(['push only']);

    const again = await scene.step('deploy', alone);
    const second = fleet.mustMatch(again, TEXT);
    expect(again).toMatchObject({ exitCode: 0, outputs: { result: 'unchanged', promoted: '[]', proof: 'full' } });
    expect(second.gateways[0]).toMatchObject({ state: 'serving', steps: [] });
    expect(await kt.writes()).toEqual(['push only']);
  });

  test.concurrent('sends the canary through the first wave without staging, before the second', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, [{ id: 'p1', faults: [{ kind: 'policies-off' }] }, 'p2', 'p3']);
    const step = await scene.step('deploy', { ...inputs, 'staging-gateway': '', canary: 'tests/*.json' });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back', 'rolled-back': '["p1"]' } });
    expect(statesOf(report)).toEqual({ p1: 'restored', p2: 'untouched', p3: 'untouched' });
    expect(fleet.serving(PREVIOUS)).toEqual(['p1', 'p2', 'p3']);
  });

  test.concurrent('has no more writes under way at once than concurrency says', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    const path = join(scene.directory, 'running');
    const real = join(scene.directory, 'real', 'kt');
    await scene.wrapKt(
      `case "$*" in "policy deploy "*) echo begin >> '${path}'; '${real}' "$@"; code=$?; echo end >> '${path}'; exit $code ;; esac`,
    );
    const step = await scene.step('deploy', { ...inputs, waves: '100%', concurrency: '2' });
    fleet.mustMatch(step, TEXT);
    expect(step.outputs.result).toBe('promoted');
    let running = 0;
    let most = 0;
    for (const line of (await readFile(path, 'utf8')).trim().split('\n')) {
      running += line === 'begin' ? 1 : -1;
      most = Math.max(most, running);
    }
    expect(most).toBe(2);
  });
});

describe(`staging and production with control planes of their own, on ${NODE_NAME}`, () => {
  /** An inventory in which each control plane has its own URL and token. */
  async function openTwoPlanes() {
    const scene = await scenes.open();
    await scene.write('policy-config.yaml', TEXT);
    await scene.write('tests/hours.json', ALLOWS_HOURS);
    const test = await Fleet.start(scene, ['staging'], 'test-plane');
    const live = await Fleet.start(scene, ['eu', 'us'], 'live-plane');
    const entries = (fleet: Fleet, ids: readonly string[], variable: string) =>
      ids.flatMap((id) => [
        `  ${id}:`,
        `    url: ${fleet.url(id)}`,
        `    api-url: ${fleet.emulator.apiUrl}`,
        `    api-token-env: ${variable}`,
      ]);
    const gateways = ['gateways:', ...entries(test, ['staging'], 'TEST_TOKEN'), ...entries(live, ['eu', 'us'], 'LIVE_TOKEN'), ''];
    await scene.write('.github/keeptrusts.yml', gateways.join('\n'));
    commitAfterPrevious(scene, 'policy-config.yaml', TEXT);
    const inputs = { 'staging-gateway': 'staging', 'production-gateways': 'eu\nus', interval: '50ms', 'deploy-timeout': '20s' };
    const environment = { TEST_TOKEN: test.emulator.apiToken, LIVE_TOKEN: live.emulator.apiToken };
    return { scene, test, live, inputs, environment };
  }

  test.concurrent('deploy pushes the same bytes, each with the token of its own', async () => {
    const { scene, test: staging, live, inputs, environment } = await openTwoPlanes();
    const kt = await watchKt(scene);
    const step = await scene.step('deploy', inputs, { environment });
    const report = Fleet.mustAllMatch([staging, live], step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted', promoted: '["staging","eu","us"]' } });
    expect(report.plan?.gateways.map(({ method }) => method.kind)).toEqual(['push', 'push', 'push']);
    expect(await kt.writes()).toEqual(['push staging', 'push eu', 'push us']);
    expect([staging.serving(TEXT), live.serving(TEXT)]).toEqual([['staging'], ['eu', 'us']]);
    expect(JSON.stringify(step.report) + step.lines.join('\n') + step.summary).not.toContain(environment.LIVE_TOKEN);
  });

  test.concurrent('a token that one of them does not accept is found before the other is written to', async () => {
    const { scene, test: staging, live, inputs, environment } = await openTwoPlanes();
    const step = await scene.step('deploy', inputs, { environment: { ...environment, LIVE_TOKEN: environment.TEST_TOKEN } });
    Fleet.mustAllMatch([staging, live], step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'refused' } });
    staging.mustBeUntouched();
    live.mustBeUntouched();
  });

  test.concurrent('promote-with: deploy is bad input', async () => {
    const { scene, test: staging, live, inputs, environment } = await openTwoPlanes();
    const step = await scene.step('deploy', { ...inputs, 'promote-with': 'deploy' }, { environment });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'incomplete' } });
    expect(step.errors[0]?.message).toContain('promote-with deploy needs one control plane, and gateway "eu" has another than staging');
    staging.mustBeUntouched();
    live.mustBeUntouched();
  });

  test.concurrent('what was promoted across them is taken back on both', async () => {
    const { scene, test: staging, live, inputs, environment } = await openTwoPlanes();
    live.emulator.setFault('us', { kind: 'reload-fails' });
    const step = await scene.step('deploy', { ...inputs, 'deploy-timeout': '3s' }, { environment });
    const report = Fleet.mustAllMatch([staging, live], step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back' } });
    expect(statesOf(report)).toEqual({ staging: 'restored', eu: 'restored', us: 'restored' });
    expect([staging.serving(PREVIOUS), live.serving(PREVIOUS)]).toEqual([['staging'], ['eu', 'us']]);
  });
});

describe(`without a Git repository, deploy on ${NODE_NAME}`, () => {
  test.concurrent('goes by previous-policy-file, and says that it could not check for drift', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1']);
    await rm(join(scene.workspace, '.git'), { recursive: true });
    await scene.write('previous.yaml', PREVIOUS);
    const step = await scene.step('deploy', { ...inputs, 'previous-policy-file': 'previous.yaml' });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted' } });
    expect(report.plan?.gateways.map(({ restore }) => restore?.kind)).toEqual(['previous-policy-file', 'previous-policy-file']);
    expect(report.warnings.join('\n')).toContain('not checked whether what 2 gateways served before came from this repository');
  });
});

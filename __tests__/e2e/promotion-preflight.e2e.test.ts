import { afterAll, describe, expect, test } from '@jest/globals';
import { statesOf } from './fleet.js';
import { type RanStep, Scenes } from './harness.js';
import { watchKt } from './kt-calls.js';
import { NODE_NAME } from './node.js';
import { PREVIOUS, policy } from './policies.js';
import { ALL, isBaking, openPromotion, PRODUCTION, TEXT, untilReported } from './promotion-scene.js';
import { runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const OTHER_CONTENT = policy({ blocked: 'another roadmap, internal roadmap' });
const THREE = ['staging', 'p1', 'p2'];

function errorOf(step: RanStep): string {
  return step.errors.at(-1)?.message ?? '';
}

describe(`a dry run on ${NODE_NAME}`, () => {
  test.concurrent('reads every gateway, says what it would write in which wave, and writes nothing', async () => {
    const { scene, fleet, commits, inputs } = await openPromotion(scenes, [...PRODUCTION, { id: 'staging', config: TEXT }]);
    const kt = await watchKt(scene);
    const step = await scene.step('deploy', { ...inputs, 'dry-run': 'true', canary: 'tests/*.json', 'bake-time': '5m' });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'planned', promoted: '[]', 'rolled-back': '[]' } });
    expect(report.plan).toMatchObject({ to: { name: 'support-desk', version: '1.4.0' }, canary: 2, bakeMs: 300_000 });
    expect(report.plan?.gateways.map(({ id, wave, action }) => [id, wave, action])).toEqual([
      ['staging', 0, 'unchanged'],
      ['p1', 1, 'write'],
      ['p2', 2, 'write'],
      ['p3', 2, 'write'],
      ['p4', 3, 'write'],
      ['p5', 3, 'write'],
    ]);
    expect(report.plan?.gateways[1]).toMatchObject({
      before: { version: '1.3.0' },
      method: { kind: 'deploy', from: 'staging' },
      restore: { kind: 'commit', commit: commits[0] },
    });
    expect(report.waves.every(({ state }) => state === 'waiting')).toBe(true);
    expect(step.summary).toContain('```mermaid');
    expect(await kt.writes()).toEqual([]);
    fleet.mustBeUntouched();
  });

  test.concurrent('refuses what a deploy would refuse', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, THREE, [TEXT]);
    const step = await scene.step('deploy', { ...inputs, 'dry-run': 'true' });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'refused' } });
    expect(report.plan?.gateways.map(({ action }) => action)).toEqual(['refused', 'refused', 'refused']);
    fleet.mustBeUntouched();
  });

  test.concurrent.each(['pull_request', 'pull_request_target'])('needs no token in %s, and asks nobody anything', async (event) => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    const kt = await watchKt(scene);
    for (const id of ALL) fleet.emulator.setFault(id, { kind: 'hang' });
    fleet.emulator.setControlPlaneFault({ kind: 'unauthorized' });
    const given = { ...inputs, 'api-url': '', 'api-token': '', 'dry-run': 'true' };
    const step = await scene.step('deploy', given, { environment: { GITHUB_EVENT_NAME: event, GITHUB_REF: 'refs/pull/7/merge' } });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'planned' } });
    expect(report.plan?.gateways.map(({ id, wave, action, before }) => [id, wave, action, before])).toEqual(
      [0, 1, 2, 2, 3, 3].map((wave, index) => [ALL[index], wave, 'not-read', undefined]),
    );
    expect(step.summary).toContain('not read');
    expect(await kt.remote()).toEqual([]);
    fleet.mustBeUntouched();
  });

  test.concurrent('is all that the command line gives in a pull request as well', async () => {
    const { scene, fleet } = await openPromotion(scenes, THREE);
    const gateways = ['--staging-gateway', fleet.lines('staging'), '--production-gateways', fleet.lines('p1')];
    const pullRequest = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request' };
    const token = { KEEPTRUSTS_API_URL: fleet.emulator.apiUrl, KEEPTRUSTS_API_TOKEN: fleet.emulator.apiToken };
    const refused = await runCli(scene, ['deploy', ...gateways], { environment: { ...pullRequest, ...token } });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('deploy refuses pull request events')]);
    const planned = await runCli(scene, ['deploy', ...gateways, '--dry-run'], { environment: pullRequest });
    expect([planned.code, planned.stdout]).toEqual([0, expect.stringContaining('not read')]);
    fleet.mustBeUntouched();
  });

  test.concurrent('does not stand for a deploy whose token is missing', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, THREE);
    const step = await scene.step('deploy', { ...inputs, 'api-token': '' });
    expect(step.exitCode).toBe(1);
    expect(errorOf(step)).toContain('deploy needs a Keeptrusts API token');
    fleet.mustBeUntouched();
  });

  test.concurrent('passes in the root action, in which nothing is left to verify', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, THREE);
    const step = await scene.step('root', { ...inputs, stages: 'validate, deploy, verify', 'dry-run': 'true' });
    fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'planned' } });
    expect(step.report.stages.map(({ stage, result }) => [stage, result])).toEqual([
      ['validate', 'passed'],
      ['deploy', 'planned'],
    ]);
    fleet.mustBeUntouched();
  });
});

describe(`what is served already, on ${NODE_NAME},`, () => {
  test.concurrent('is unchanged where the whole document was read, and nothing is written', async () => {
    const { scene, fleet, inputs } = await openPromotion(
      scenes,
      THREE.map((id) => ({ id, config: TEXT })),
    );
    const kt = await watchKt(scene);
    const step = await scene.step('deploy', { ...inputs, canary: 'tests/*.json' });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'unchanged', promoted: '[]', proof: 'full' } });
    expect(report.gateways.map(({ state, steps }) => [state, steps])).toEqual(THREE.map(() => ['serving', []]));
    expect(await kt.writes()).toEqual([]);
    fleet.mustBeUntouched();
  });

  test.concurrent('is refused where only name, version and chain are shown, be it this content or another', async () => {
    const shown = [
      { id: 'staging', config: TEXT, shows: 'chain' },
      { id: 'p1', config: OTHER_CONTENT, shows: 'chain' },
    ] as const;
    const { scene, fleet, inputs } = await openPromotion(scenes, shown);
    const step = await scene.step('deploy', inputs);
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'refused' } });
    expect(errorOf(step)).toContain('each of 2 gateways (staging, p1): it already serves support-desk 1.4.0');
    expect(errorOf(step)).toContain('Raise pack.version');
    expect(statesOf(report)).toEqual({ staging: 'untouched', p1: 'untouched' });
    fleet.mustBeUntouched();
  });

  test.concurrent('is refused where the same version has other content, on one gateway of three', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, ['staging', 'p1', { id: 'p2', config: OTHER_CONTENT }]);
    const step = await scene.step('deploy', inputs);
    fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'refused' } });
    expect(errorOf(step)).toContain('gateway p2: it already serves support-desk 1.4.0');
    expect(errorOf(step)).not.toContain('gateway p1');
    fleet.mustBeUntouched();
  });
});

describe(`the digest of what was validated, on ${NODE_NAME},`, () => {
  test.concurrent.each(['all', 'stage', 'promote'])('stands against a file that was changed since, in phase %s', async (phase) => {
    const { scene, fleet, inputs } = await openPromotion(scenes, [{ id: 'staging', ...(phase === 'promote' && { config: TEXT }) }, 'p1']);
    const { outputs } = await scene.step('validate');
    await scene.write('policy-config.yaml', OTHER_CONTENT);
    const step = await scene.step('deploy', { ...inputs, phase, digest: outputs.digest ?? '' });
    fleet.mustMatch(step, OTHER_CONTENT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'refused', promoted: '[]' } });
    expect(errorOf(step)).toContain(`${outputs.digest} was validated`);
    expect(errorOf(step)).toContain('Deploy the commit that was validated, or validate this one');
    fleet.mustBeUntouched();
  });

  test.concurrent('is not waived in an emergency', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, THREE);
    const step = await scene.step('deploy', { ...inputs, digest: `sha256:${'0'.repeat(64)}`, emergency: 'INC-1: everything is blocked' });
    fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'refused' } });
    fleet.mustBeUntouched();
  });

  test.concurrent('may not be empty in phase promote, as a misspelt output of an earlier job is', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, [{ id: 'staging', config: TEXT }, 'p1']);
    const kt = await watchKt(scene);
    const step = await scene.step('deploy', { ...inputs, phase: 'promote', digest: '' });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'incomplete' } });
    expect(errorOf(step)).toContain('digest is not set or empty, and phase promote requires it');
    expect(await kt.remote()).toEqual([]);
    fleet.mustBeUntouched();
  });

  test.concurrent('is what every gateway gets, whatever becomes of the file meanwhile', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, THREE);
    const step = await scene.step(
      'deploy',
      { ...inputs, 'promote-with': 'push', waves: '1, 100%', 'bake-time': '1s' },
      {
        during: async (_send, directory) => {
          await untilReported('staging is being watched', directory, isBaking(0));
          await scene.write('policy-config.yaml', OTHER_CONTENT);
          await untilReported('wave 1 is being watched', directory, isBaking(1));
          await scene.write('policy-config.yaml', TEXT);
        },
      },
    );
    fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted' } });
    expect(fleet.serving(TEXT)).toEqual(THREE);
  });
});

describe(`a file that does not pass validation, on ${NODE_NAME},`, () => {
  const MISSPELT = policy({ chain: ['promt-injection', 'audit-logger'] });

  test.concurrent.each<[string, Record<string, string>]>([
    ['is not deployed', {}],
    ['is not deployed in an emergency either', { emergency: 'INC-1: everything is blocked' }],
    ['is not even planned', { 'dry-run': 'true' }],
  ])('%s', async (_what, more) => {
    const { scene, fleet, inputs } = await openPromotion(scenes, THREE, [PREVIOUS, MISSPELT]);
    const kt = await watchKt(scene);
    const step = await scene.step('deploy', { ...inputs, ...more });
    const report = fleet.mustMatch(step, MISSPELT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'refused' } });
    expect(errorOf(step)).toContain('promt-injection');
    expect(report.validation?.findings.some(({ ruleId, severity }) => severity === 'error' && ruleId !== '')).toBe(true);
    expect(await kt.remote()).toEqual([]);
    fleet.mustBeUntouched();
  });
});

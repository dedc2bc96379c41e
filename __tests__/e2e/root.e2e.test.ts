import { afterAll, describe, expect, test } from '@jest/globals';
import { Fleet } from './fleet.js';
import { type RanStep, type Scene, Scenes } from './harness.js';
import { commitAfterPrevious } from './history.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const TEXT = policy();
const ALL_STAGES = { stages: 'validate, deploy, verify', interval: '50ms', 'verify-timeout': '2s' };

/** A repository whose inventory names the gateways and, by variable, the token. */
async function setUp(text = TEXT): Promise<{ scene: Scene; fleet: Fleet; environment: Record<string, string> }> {
  const scene = await scenes.open();
  await scene.write('packs/desk/policy-config.yaml', text);
  await scene.write('packs/desk/tests/roadmap.json', BLOCKS_ROADMAP);
  await scene.write('packs/desk/tests/hours.json', ALLOWS_HOURS);
  const fleet = await Fleet.start(scene, ['staging', 'eu', 'us']);
  const { apiUrl, apiToken } = fleet.emulator;
  const gateways = ['staging', 'eu', 'us'].flatMap((id) => [
    `  ${id}:`,
    `    url: ${fleet.url(id)}`,
    `    environment: ${id === 'staging' ? 'staging' : 'production'}`,
    `    api-url: ${apiUrl}`,
    '    api-token-env: DESK_API_TOKEN',
  ]);
  const packs = ['packs:', '  - file: packs/desk/policy-config.yaml', '    staging: staging', '    gateways: [eu, us]'];
  await scene.write('.github/keeptrusts.yml', ['gateways:', ...gateways, ...packs, ''].join('\n'));
  commitAfterPrevious(scene, 'packs/desk/policy-config.yaml', text);
  return { scene, fleet, environment: { DESK_API_TOKEN: apiToken } };
}

const stagesOf = ({ report }: RanStep) => report.stages.map(({ stage, result }) => [stage, result]);

describe(`the root action on ${NODE_NAME}`, () => {
  test.concurrent('validates, deploys and verifies what the inventory names, in one step', async () => {
    const { scene, fleet, environment } = await setUp();
    const step = await scene.step('root', ALL_STAGES, { environment });
    expect(step.exitCode).toBe(0);
    expect(stagesOf(step)).toEqual([
      ['validate', 'passed'],
      ['deploy', 'promoted'],
      ['verify', 'verified'],
    ]);
    fleet.mustMatch(step, TEXT);
    expect(fleet.serving(TEXT)).toEqual(['staging', 'eu', 'us']);
    expect(step.outputs).toMatchObject({ result: 'verified', proof: 'full', 'tests-passed': '2', promoted: '["staging","eu","us"]' });
    expect(step.lines.join('\n') + JSON.stringify(step.report) + step.summary).not.toContain(fleet.emulator.apiToken);
  });

  test.concurrent('validates only, unless told more', async () => {
    const { scene, fleet } = await setUp();
    const step = await scene.step('root');
    expect(stagesOf(step)).toEqual([['validate', 'passed']]);
    fleet.mustBeUntouched();
  });

  test.concurrent('stops after a validation that failed', async () => {
    const { scene, fleet, environment } = await setUp(policy({ blocked: 'something else' }));
    const step = await scene.step('root', ALL_STAGES, { environment });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed', 'tests-failed': '1' } });
    expect(stagesOf(step)).toEqual([['validate', 'failed']]);
    expect(step.lines.join('\n')).toContain('deploy does not run, because validate ended as failed');
    fleet.mustBeUntouched();
  });

  test.concurrent('builds nothing on an inconclusive validation, unless that is allowed', async () => {
    const { scene, fleet, environment } = await setUp();
    const decidesNothing = `if [ "$1 $2" = 'policy test' ]; then echo '{"ok":true,"results":[]}'; exit 0; fi`;
    await scene.wrapKt(decidesNothing);
    const stopped = await scene.step('root', ALL_STAGES, { environment });
    expect(stopped).toMatchObject({ exitCode: 1, outputs: { result: 'inconclusive' } });
    expect(stagesOf(stopped)).toEqual([['validate', 'inconclusive']]);
    expect(stopped.errors[0]?.message).toContain('inconclusive');
    fleet.mustBeUntouched();
    const allowed = await scene.step('root', { ...ALL_STAGES, 'allow-inconclusive': 'true' }, { environment });
    expect(stagesOf(allowed)).toEqual([
      ['validate', 'inconclusive'],
      ['deploy', 'promoted'],
      ['verify', 'verified'],
    ]);
    expect(allowed.exitCode).toBe(0);
    fleet.mustMatch(allowed, TEXT);
  });

  test.concurrent('verifies nothing after a deployment that failed', async () => {
    const { scene, fleet, environment } = await setUp();
    fleet.emulator.setControlPlaneFault({ kind: 'write-500-not-applied' });
    const step = await scene.step('root', { ...ALL_STAGES, 'deploy-timeout': '2s' }, { environment });
    expect(step.exitCode).toBe(1);
    expect(stagesOf(step)).toEqual([
      ['validate', 'passed'],
      ['deploy', 'failed'],
    ]);
    fleet.mustMatch(step, TEXT);
  });

  test.concurrent('reports every fault of the inventory with its line, and does nothing', async () => {
    const { scene, fleet, environment } = await setUp();
    await scene.write('.github/keeptrusts.yml', 'gateways:\n  eu:\n    ulr: http://127.0.0.1:1\n  us:\n    wave: first\n');
    const step = await scene.step('root', ALL_STAGES, { environment });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]?.message).toMatch(/keeptrusts\.yml:3:5.*ulr/s);
    expect(step.errors[0]?.message).toMatch(/keeptrusts\.yml:5/);
    fleet.mustBeUntouched();
  });

  test.concurrent('takes an unknown input for the mistake it is', async () => {
    const { scene, fleet, environment } = await setUp();
    const step = await scene.step('root', { ...ALL_STAGES, 'minimum-prof': 'full' }, { environment });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]?.message).toContain('minimum-prof');
    expect(step.errors[0]?.message).toContain('minimum-proof');
    fleet.mustBeUntouched();
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Fleet } from '../e2e/fleet.js';
import { type Scene, Scenes } from '../e2e/harness.js';
import { commitAfterPrevious } from '../e2e/history.js';
import { ourSteps, readmeWorkflows } from './workflow.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** Waiting that suits a test; the workflows keep the defaults. */
const QUICK = { interval: '50ms' };

/** The inputs of a step as the runner would hand them over, with the emulator's addresses in the place of the example's. */
function filledIn(
  inputs: Readonly<Record<string, string>>,
  fleet: Fleet,
  context: Readonly<Record<string, string>>,
): Record<string, string> {
  const fill = (text: string): string =>
    text
      .replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_whole, expression: string) => {
        const value = context[expression];
        if (value === undefined) throw new Error(`README uses an expression this test does not know: ${expression}`);
        return value;
      })
      .replace(/([a-z-]+)=https:\/\/[a-z.]*gateway\.example\.com/g, (_whole, id: string) => `${id}=${fleet.url(id)}`);
  // The emulated kt is on PATH; a version would be downloaded.
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => name !== 'kt-version')
      .map(([name, value]) => [name, fill(value)]),
  );
}

async function setUp(gateways: readonly string[]): Promise<{ scene: Scene; fleet: Fleet; context: Record<string, string>; text: string }> {
  const scene = await scenes.open();
  await scene.copyExample();
  const text = await readFile(join(scene.workspace, 'policy-config.yaml'), 'utf8');
  commitAfterPrevious(scene, 'policy-config.yaml', text);
  const fleet = await Fleet.start(scene, gateways);
  const context = { 'vars.KEEPTRUSTS_API_URL': fleet.emulator.apiUrl, 'secrets.KEEPTRUSTS_API_TOKEN': fleet.emulator.apiToken };
  return { scene, fleet, context, text };
}

const STAGES = "github.event_name == 'push' && 'validate, deploy, verify' || 'validate'";

describe("README's workflows, run step by step against the emulator", () => {
  const [small, release] = readmeWorkflows();
  if (small === undefined || release === undefined) throw new Error('README shows two workflows');

  test('a push to main brings one file to one gateway, in one step', async () => {
    const { scene, fleet, context, text } = await setUp(['production']);
    const [only] = ourSteps(small);
    const inputs = filledIn(only?.inputs ?? {}, fleet, { ...context, [STAGES]: 'validate, deploy, verify' });
    const step = await scene.step('root', { ...inputs, ...QUICK });
    expect([step.exitCode, step.outputs.result]).toEqual([0, 'verified']);
    expect(fleet.serving(text)).toEqual(['production']);
  });

  test('a pull request only validates, without secrets', async () => {
    const { scene, fleet, context } = await setUp(['production']);
    const [only] = ourSteps(small);
    const fork = { ...context, [STAGES]: 'validate', 'secrets.KEEPTRUSTS_API_TOKEN': '' };
    const step = await scene.step('root', filledIn(only?.inputs ?? {}, fleet, fork), {
      environment: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/1/merge' },
    });
    expect([step.exitCode, step.outputs.result]).toEqual([0, 'passed']);
    fleet.mustBeUntouched();
  });

  test('the release goes through staging to both production gateways, with the same digest', async () => {
    const { scene, fleet, context, text } = await setUp(['staging', 'production-eu', 'production-us']);
    const results: (string | undefined)[] = [];
    for (const { entry, inputs } of ourSteps(release)) {
      const filled = filledIn(inputs, fleet, context);
      const step = await scene.step(entry, { ...filled, ...(entry === 'validate' ? {} : QUICK) });
      expect([entry, step.exitCode]).toEqual([entry, 0]);
      if (entry === 'validate') {
        context['steps.validate.outputs.digest'] = step.outputs.digest ?? '';
        context['needs.validate.outputs.digest'] = step.outputs.digest ?? '';
      }
      results.push(step.outputs.result);
    }
    expect(results).toEqual(['passed', 'staged', 'promoted', 'verified']);
    expect(fleet.serving(text)).toEqual(['staging', 'production-eu', 'production-us']);
  });
});

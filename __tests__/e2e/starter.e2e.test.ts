import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ourSteps, type Workflow } from '../docs/workflow.js';
import { newRepositoryIn } from '../workspace/repository.js';
import { Fleet } from './fleet.js';
import { Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { PREVIOUS } from './policies.js';
import { runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** The inputs of a step as the runner would hand them over. The emulated kt is on PATH; a version would be downloaded. */
function filledIn(inputs: Readonly<Record<string, string>>, context: Readonly<Record<string, string>>): Record<string, string> {
  const fill = (text: string): string =>
    text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_whole, expression: string) => {
      const value = context[expression];
      if (value === undefined) throw new Error(`the workflow uses an expression this test does not know: ${expression}`);
      return value;
    });
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => name !== 'kt-version')
      .map(([name, value]) => [name, fill(value)]),
  );
}

describe(`the workflows that init writes, on ${NODE_NAME}`, () => {
  test('validate a fork, and release once the placeholders are replaced', async () => {
    const scene = await scenes.open();
    const repository = newRepositoryIn(scene.workspace);
    // What the gateways serve before: where it came from is in the history.
    repository.commit({ 'policy-config.yaml': PREVIOUS });
    repository.git('rm', '--quiet', 'policy-config.yaml');
    expect((await runCli(scene, ['init'])).code).toBe(0);
    const fleet = await Fleet.start(scene, ['staging', 'production']);
    const read = (path: string): Promise<string> => readFile(join(scene.workspace, path), 'utf8');
    const inventory = (await read('.github/keeptrusts.yml'))
      .replace('https://staging.gateway.example.com', fleet.url('staging'))
      .replace('https://gateway.example.com', fleet.url('production'));
    repository.commit({ '.github/keeptrusts.yml': inventory });

    const validating: Workflow = parse(await read('.github/workflows/keeptrusts-policy.yml'));
    for (const { entry, inputs } of ourSteps(validating)) {
      const step = await scene.step(entry, filledIn(inputs, {}), {
        environment: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/1/merge' },
      });
      expect([step.exitCode, step.outputs.result]).toEqual([0, 'passed']);
    }
    fleet.mustBeUntouched();

    const releasing: Workflow = parse(await read('.github/workflows/keeptrusts-release.yml'));
    const { apiUrl, apiToken } = fleet.emulator;
    const context: Record<string, string> = { 'vars.KEEPTRUSTS_API_URL': apiUrl, 'secrets.KEEPTRUSTS_API_TOKEN': apiToken };
    const results: (string | undefined)[] = [];
    for (const { entry, inputs } of ourSteps(releasing)) {
      const quick = entry === 'validate' ? {} : { interval: '50ms' };
      const step = await scene.step(entry, { ...filledIn(inputs, context), ...quick });
      expect([entry, step.exitCode]).toEqual([entry, 0]);
      results.push(step.outputs.result);
      if (entry === 'validate') context['needs.validate.outputs.digest'] = step.outputs.digest ?? '';
    }
    expect(results).toEqual(['passed', 'staged', 'verified']);
    expect(fleet.serving(await read('policy-config.yaml'))).toEqual(['staging', 'production']);
  });
});

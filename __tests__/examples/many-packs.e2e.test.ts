import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ourSteps } from '../docs/workflow.js';
import { Fleet } from '../e2e/fleet.js';
import { Scenes } from '../e2e/harness.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, policy } from '../e2e/policies.js';
import { newRepositoryIn } from '../workspace/repository.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const STEPS = ourSteps(parse(readFileSync('examples/workflows/many-packs.yml', 'utf8')));
/** Waiting that suits a test; the emulated kt is on PATH, a version would be downloaded. */
const QUICK = { interval: '50ms', 'kt-version': '' };

interface Entry {
  readonly file: string;
  readonly digest: string;
}

/** The inputs of the job's step with the values that GitHub would put into its expressions. */
function inputsOf(job: string, context: Readonly<Record<string, string>>): Record<string, string> {
  const step = STEPS.find((one) => one.job === job);
  if (step === undefined) throw new Error(`no job ${job}`);
  const filled = Object.entries(step.inputs).map(([name, text]) => {
    const value = text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => context[expression] ?? `unknown: ${expression}`);
    return [name, value] as const;
  });
  return { ...Object.fromEntries(filled), ...(job === 'validate' ? { 'kt-version': '' } : QUICK) };
}

const NAMES = ['desk', 'finance', 'legacy'] as const;
const fileOf = (name: string): string => `packs/${name}/policy-config.yaml`;
/** The third is broken already: it is nobody's matter today. */
const formerly = (name: string): string => policy({ name, version: '1.3.0', chain: name === 'legacy' ? ['dlp-filtr'] : ['dlp-filter'] });
const now = (name: string): string => policy({ name });

describe('the example workflow for many packs, step by step against the emulator', () => {
  test('brings the packs of a push, and only these, to their own gateways', async () => {
    const scene = await scenes.open();
    const gateways = NAMES.flatMap((name) =>
      ['staging', 'production'].map((stage) => ({ id: `${stage}-${name}`, config: formerly(name) })),
    );
    const fleet = await Fleet.start(scene, gateways);
    const inventory = [
      'gateways:',
      ...gateways.map(({ id }) => `  ${id}: { url: ${fleet.url(id)} }`),
      'packs:',
      ...NAMES.map((name) => `  - { file: ${fileOf(name)}, staging: staging-${name}, gateways: [production-${name}] }`),
    ].join('\n');
    const repository = newRepositoryIn(scene.workspace);
    const tests = (name: string) => ({ [`packs/${name}/tests/a.json`]: BLOCKS_ROADMAP, [`packs/${name}/tests/b.json`]: ALLOWS_HOURS });
    const first = repository.commit({
      '.github/keeptrusts.yml': `${inventory}\n`,
      ...Object.assign({}, ...NAMES.map((name) => ({ [fileOf(name)]: formerly(name), ...tests(name) }))),
    });
    const pushed = repository.commit({ [fileOf('desk')]: now('desk'), [fileOf('finance')]: now('finance') });
    const event = join(scene.directory, 'event.json');
    await writeFile(event, JSON.stringify({ before: first, after: pushed, repository: { default_branch: 'main' } }));
    const environment = {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: event,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: pushed,
    };

    const validated = await scene.step('validate', inputsOf('validate', {}), { environment });
    expect([validated.exitCode, validated.outputs.result]).toEqual([0, 'passed']);
    const { include }: { readonly include: readonly Entry[] } = JSON.parse(validated.outputs.matrix ?? '');
    expect(include).toMatchObject([
      { file: fileOf('desk'), staging: 'staging-desk', gateways: ['production-desk'], changed: true },
      { file: fileOf('finance'), staging: 'staging-finance', gateways: ['production-finance'], changed: true },
    ]);
    fleet.mustBeUntouched();

    for (const [job, entry, result] of [
      ['stage', 'deploy', 'staged'],
      ['promote', 'root', 'verified'],
    ] as const) {
      for (const { file, digest } of include) {
        const context = {
          'matrix.file': file,
          'matrix.digest': digest,
          'vars.KEEPTRUSTS_API_URL': fleet.emulator.apiUrl,
          'secrets.KEEPTRUSTS_API_TOKEN': fleet.emulator.apiToken,
        };
        const step = await scene.step(entry, inputsOf(job, context), { environment });
        expect([job, file, step.exitCode, step.outputs.result]).toEqual([job, file, 0, result]);
      }
    }
    expect(NAMES.map((name) => fleet.serving(now(name)))).toEqual([
      ['staging-desk', 'production-desk'],
      ['staging-finance', 'production-finance'],
      [],
    ]);
    expect(fleet.serving(formerly('legacy'))).toEqual(['staging-legacy', 'production-legacy']);
  });
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { bareStep } from './bare-step.js';
import { Fleet } from './fleet.js';
import { type Scene, Scenes } from './harness.js';
import { commitAfterPrevious } from './history.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** What the builtin engine decides alone. */
const TEXT = policy({ chain: ['dlp-filter', 'audit-logger'] }).replace(/ {2}prompt-injection:\n.*\n/, '');

async function setUp(text = TEXT): Promise<{ scene: Scene; folder: string }> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', text);
  await scene.write('tests/blocks-roadmap.json', BLOCKS_ROADMAP);
  await scene.write('tests/allows-hours.json', ALLOWS_HOURS);
  // No user may append to a folder, not even root, as which some runners run.
  const folder = join(scene.directory, 'folder');
  await mkdir(folder);
  return { scene, folder };
}

const BUILTIN = { engine: 'builtin', 'sarif-file': 'out/results.sarif', 'junit-file': 'out/junit.xml' };

describe(`a step on ${NODE_NAME} whose runner takes not everything`, () => {
  test.concurrent('still writes summary, report and annotations when the outputs cannot be written, and fails for it', async () => {
    const { scene, folder } = await setUp();
    const step = await bareStep(scene, 'validate', BUILTIN, { environment: { GITHUB_OUTPUT: folder } });
    expect(step.exitCode).toBe(1);
    expect(step.summary).toContain('## ✅ validate');
    expect(step.report).toMatchObject({ result: 'passed' });
    expect(step.lines.join('\n')).toContain("Warning: The step's outputs could not be written");
    expect(step.errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^validate: passed, but not all of it was told\. The step's outputs could not be written: .*EISDIR/),
    ]);
    // Said once, however often outputs are set.
    expect(step.lines.filter((line) => line.startsWith("Warning: The step's outputs"))).toHaveLength(1);
  });

  test.concurrent('says beside the findings that the outputs are missing', async () => {
    const { scene, folder } = await setUp(policy({ chain: ['promt-injection'] }));
    const step = await bareStep(scene, 'validate', BUILTIN, { environment: { GITHUB_OUTPUT: folder } });
    expect(step.exitCode).toBe(1);
    expect(step.summary).toContain('## ❌ validate failed');
    expect(step.errors[0]).toMatchObject({ file: 'policy-config.yaml' });
    expect(step.errors.at(-1)?.message).toMatch(/^validate: failed: .*The step's outputs could not be written/);
  });

  test.concurrent('deploys to the end all the same: nothing is left half-way for an output', async () => {
    const { scene, folder } = await setUp();
    commitAfterPrevious(scene, 'policy-config.yaml', TEXT);
    const fleet = await Fleet.start(scene, ['eu', 'us']);
    const inputs = { ...fleet.access, 'production-gateways': fleet.lines('eu', 'us'), interval: '50ms', 'deploy-timeout': '20s' };
    const step = await bareStep(scene, 'deploy', inputs, { environment: { GITHUB_OUTPUT: folder } });
    expect(step.report).toMatchObject({ result: 'promoted' });
    expect(fleet.serving(TEXT)).toEqual(['eu', 'us']);
    expect(step.summary).toContain('promoted');
    expect(step.exitCode).toBe(1);
    expect(step.errors.at(-1)?.message).toContain('deploy: promoted, but not all of it was told');
  });

  test.concurrent('keeps its result when the summary cannot be written', async () => {
    const { scene, folder } = await setUp();
    const step = await bareStep(scene, 'validate', BUILTIN, { environment: { GITHUB_STEP_SUMMARY: folder } });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'passed' } });
    expect(step.lines.join('\n')).toContain('Warning: The job summary could not be written');
  });

  test.concurrent.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE', 'GITHUB_PATH', 'RUNNER_TEMP', 'GITHUB_WORKSPACE'])(
    'works without %s',
    async (name) => {
      const { scene } = await setUp();
      const step = await bareStep(scene, 'validate', BUILTIN, { environment: { [name]: undefined } });
      expect(step).toMatchObject({ exitCode: 0, errors: [], report: { result: 'passed' } });
      expect(step.summary === '').toBe(name === 'GITHUB_STEP_SUMMARY');
      expect(step.outputs.result).toBe(name === 'GITHUB_OUTPUT' ? undefined : 'passed');
    },
  );

  test.concurrent('creates a RUNNER_TEMP that is not there', async () => {
    const { scene } = await setUp();
    const temporary = join(scene.directory, 'new', 'temporary');
    const step = await bareStep(scene, 'validate', BUILTIN, { environment: { RUNNER_TEMP: temporary } });
    expect(step.exitCode).toBe(0);
    expect(step.outputs.report).toContain(temporary);
  });

  test.concurrent('tells its result where the report can be written nowhere, and fails', async () => {
    const { scene } = await setUp();
    const file = join(scene.directory, 'file');
    await writeFile(file, '');
    const step = await bareStep(scene, 'validate', BUILTIN, { environment: { RUNNER_TEMP: file } });
    expect(step.exitCode).toBe(1);
    expect(step.summary).toMatch(/^\n## ❌/);
    expect(step.errors.at(-1)?.message).toMatch(/writing .*keeptrusts-validate-report-.*Choose a path/);
    expect(step.lines.join('\n')).not.toContain('report this as a bug');
  });

  test.concurrent('writes one result file when the other cannot be, and fails', async () => {
    const { scene } = await setUp();
    await mkdir(join(scene.workspace, 'junit.xml'));
    const inputs = { engine: 'builtin', 'junit-file': 'junit.xml', 'sarif-file': 'results.sarif' };
    const step = await bareStep(scene, 'validate', inputs);
    expect(step.exitCode).toBe(1);
    expect(step.errors.at(-1)?.message).toContain('junit.xml');
    expect(step.summary).not.toBe('');
    expect(await readFile(join(scene.workspace, 'results.sarif'), 'utf8')).toContain('"version":"2.1.0"');
  });
});

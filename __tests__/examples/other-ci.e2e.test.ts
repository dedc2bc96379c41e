import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { Fleet } from '../e2e/fleet.js';
import { type Scene, Scenes } from '../e2e/harness.js';
import { commitAfterPrevious } from '../e2e/history.js';

const FILE = 'examples/other-ci/.gitlab-ci.yml';
const PIPELINE: Readonly<Record<'validate' | 'staging' | 'production', { readonly script: readonly string[] }>> & {
  readonly variables: Readonly<Record<string, string>>;
  readonly default: { readonly before_script: readonly string[] };
} = parse(readFileSync(FILE, 'utf8'));

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** Runs the script of a job as a shell runner would: line by line, ended by the first that fails. */
async function runJob(scene: Scene, fleet: Fleet, job: 'validate' | 'staging' | 'production', variables: Readonly<Record<string, string>>) {
  const { PATH = '', HOME = '' } = scene.environment();
  const script = PIPELINE[job].script
    .join('\n')
    .replaceAll(/([a-z-]+)=https:\/\/[a-z.]*gateway\.example\.com/g, (_, id: string) => `${id}=${fleet.url(id)}`)
    // The emulated kt is on PATH; a version would be downloaded. Waiting suits a test.
    .replaceAll(' --kt-version=0.1.0', '')
    .replaceAll(/ (deploy|verify) --/g, ' $1 --interval=50ms --');
  const environment = {
    PATH: `${PATH}:${process.env.PATH ?? ''}`,
    HOME,
    TMPDIR: scene.directory,
    ...PIPELINE.variables,
    TOOL: process.cwd(),
    KEEPTRUSTS_API_URL: fleet.emulator.apiUrl,
    ...variables,
  };
  const child = spawn('bash', ['-eo', 'pipefail', '-c', script], {
    cwd: scene.workspace,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number>((resolve, reject) => child.once('error', reject).once('close', (status) => resolve(status ?? -1)));
  return { code, output };
}

describe('the pipeline of another CI, job by job against the emulator', () => {
  test('validates without a token, stages and promotes the same bytes, and verifies', async () => {
    const scene = await scenes.open();
    await scene.copyExample();
    const text = await readFile(join(scene.workspace, 'policy-config.yaml'), 'utf8');
    commitAfterPrevious(scene, 'policy-config.yaml', text);
    const fleet = await Fleet.start(scene, ['staging', 'production-eu', 'production-us']);

    expect(await runJob(scene, fleet, 'validate', {})).toMatchObject({ code: 0 });
    const [, name = '', digest = ''] =
      /^(\w+)=(sha256:[0-9a-f]{64})\n$/.exec(await readFile(join(scene.workspace, 'digest.env'), 'utf8')) ?? [];
    expect(name).toBe('DIGEST');
    expect(await readFile(join(scene.workspace, 'junit.xml'), 'utf8')).toContain('<testsuite');
    fleet.mustBeUntouched();

    const secrets = { DIGEST: digest, KEEPTRUSTS_API_TOKEN: fleet.emulator.apiToken };
    expect(await runJob(scene, fleet, 'staging', secrets)).toMatchObject({ code: 0 });
    expect(fleet.serving(text)).toEqual(['staging']);
    expect(await runJob(scene, fleet, 'production', secrets)).toMatchObject({ code: 0 });
    expect(fleet.serving(text)).toEqual(['staging', 'production-eu', 'production-us']);
    const verified = JSON.parse(await readFile(join(scene.workspace, 'verify.json'), 'utf8'));
    expect(verified.result).toBe('verified');
  });

  test('does not deploy other bytes than were validated', async () => {
    const scene = await scenes.open();
    await scene.copyExample();
    const text = await readFile(join(scene.workspace, 'policy-config.yaml'), 'utf8');
    commitAfterPrevious(scene, 'policy-config.yaml', text);
    const fleet = await Fleet.start(scene, ['staging', 'production-eu', 'production-us']);
    const secrets = { DIGEST: `sha256:${'0'.repeat(64)}`, KEEPTRUSTS_API_TOKEN: fleet.emulator.apiToken };
    expect(await runJob(scene, fleet, 'staging', secrets)).toMatchObject({ code: 1, output: expect.stringContaining('digest') });
    expect(fleet.serving(text)).toEqual([]);
  });

  test('takes the program at a commit that its reader chose', () => {
    expect(PIPELINE.default.before_script.join('\n')).toContain('"$KEEPTRUSTS_TOOL_COMMIT"');
    expect(PIPELINE.variables).not.toHaveProperty('KEEPTRUSTS_TOOL_COMMIT');
  });
});

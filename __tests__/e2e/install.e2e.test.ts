import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Fleet } from './fleet.js';
import { type Scene, Scenes } from './harness.js';
import { commitAfterPrevious } from './history.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, policy } from './policies.js';
import { ARTIFACT, type ReleaseServer, startReleases } from './releases.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** A runner without kt, a pack, and a server of releases. */
async function setUp(): Promise<{ scene: Scene; releases: ReleaseServer; inputs: Record<string, string>; kt: string }> {
  const scene = await scenes.open();
  await scene.withoutKt();
  await scene.write('policy-config.yaml', policy());
  await scene.write('tests/hours.json', ALLOWS_HOURS);
  const releases = await startReleases(scene);
  const inputs = { 'kt-version': '0.3.0', 'kt-sha256': `${ARTIFACT}=${releases.sha256}`, 'download-url': releases.url };
  return { scene, releases, inputs, kt: join(scene.directory, 'tools', 'kt', '0.3.0', process.arch, 'kt') };
}

async function filesIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe(`installing kt on ${NODE_NAME}`, () => {
  test.concurrent('downloads an exact version once, checks it, and puts it on the PATH of later steps', async () => {
    const { scene, releases, inputs, kt } = await setUp();
    const first = await scene.step('validate', inputs);
    expect(first).toMatchObject({ exitCode: 0, outputs: { result: 'passed' } });
    expect(first.report.engines).toContainEqual(expect.objectContaining({ name: 'kt', path: kt }));
    expect(releases.asked).toEqual([`/releases/0.3.0/${ARTIFACT}`]);
    expect(first.path).toEqual([join(kt, '..')]);

    const second = await scene.step('validate', inputs);
    expect(second).toMatchObject({ exitCode: 0, outputs: { result: 'passed' } });
    expect(releases.asked).toHaveLength(1);
    expect(second.path).toEqual(first.path);

    const { PATH = '' } = scene.environment();
    const later = await scene.step('validate', {}, { environment: { PATH: `${first.path[0]}:${PATH}` } });
    expect(later.report.engines).toContainEqual(expect.objectContaining({ name: 'kt', path: kt }));
    expect(later.path).toEqual([]);
  });

  test.concurrent('takes the latest release from the manifest, and warns that it is a moving target', async () => {
    const { scene, releases, inputs } = await setUp();
    const step = await scene.step('validate', { 'kt-version': 'latest', 'download-url': inputs['download-url'] ?? '' });
    expect(step.exitCode).toBe(0);
    expect(releases.asked).toEqual(['/releases/latest/manifest.json', `/releases/0.3.0/${ARTIFACT}`]);
    expect(step.lines.join('\n')).toMatch(/Warning: kt-version is latest.*0\.3\.0/);
  });

  test.concurrent('deploys with an installed kt', async () => {
    const { scene, inputs } = await setUp();
    commitAfterPrevious(scene, 'policy-config.yaml', policy());
    const fleet = await Fleet.start(scene, ['eu']);
    const step = await scene.step('deploy', {
      ...inputs,
      ...fleet.access,
      'production-gateways': fleet.lines('eu'),
      interval: '50ms',
    });
    fleet.mustMatch(step, policy());
    expect(step.outputs.result).toBe('promoted');
  });

  test.concurrent.each<[string, (archive: Buffer) => Buffer]>([
    ['changed', (archive) => Buffer.from(archive).fill(0, 100, 110)],
    ['cut', (archive) => archive.subarray(0, archive.length / 2)],
    ['replaced', () => Buffer.from('<!doctype html><title>Sign in</title>')],
  ])('refuses an archive that was %s, and unpacks nothing', async (_how, change) => {
    const { scene, releases, inputs } = await setUp();
    releases.replaceArchive(change);
    const fleet = await Fleet.start(scene, ['eu']);
    const step = await scene.step('deploy', { ...inputs, ...fleet.access, 'production-gateways': fleet.lines('eu') });
    expect(step.exitCode).toBe(1);
    expect(step.errors.at(-1)?.message).toMatch(
      new RegExp(`^checking ${ARTIFACT} of kt 0\\.3\\.0 from .*its SHA-256 is [0-9a-f]{64}, expected ${releases.sha256}.*Run again`),
    );
    expect(step.report).toMatchObject({ result: 'incomplete', failure: { kind: 'refused' } });
    expect(await filesIn(join(scene.directory, 'tools'))).toEqual([]);
    expect(step.path).toEqual([]);
    fleet.mustBeUntouched();
  });

  test.concurrent('installs again when the kt in the cache was changed', async () => {
    const { scene, releases, inputs, kt } = await setUp();
    await scene.step('validate', inputs);
    const before = await readFile(kt);
    await appendFile(kt, 'echo changed\n');
    const step = await scene.step('validate', inputs);
    expect(step.exitCode).toBe(0);
    expect(releases.asked).toHaveLength(2);
    expect(step.lines.join('\n')).toMatch(/Warning: kt 0\.3\.0 in the cache is not used/);
    expect(await readFile(kt)).toEqual(before);
  });

  test.concurrent('does not go on with builtin alone when the kt that was asked for cannot be had', async () => {
    const { scene, inputs } = await setUp();
    const missing = await scene.step('validate', { ...inputs, 'kt-version': '0.9.9' });
    expect(missing.exitCode).toBe(1);
    expect(missing.errors.at(-1)?.message).toMatch(/downloading kt 0\.9\.9 from .*404.*set `kt-path`/);
    const unknown = await scene.step('validate', { 'kt-version': '0.9.9', 'download-url': inputs['download-url'] ?? '' });
    expect(unknown.exitCode).toBe(1);
    expect(unknown.errors.at(-1)?.message).toContain(`${ARTIFACT}=<64 hex digits>`);
  });
});

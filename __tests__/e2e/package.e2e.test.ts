import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { newRepositoryIn } from '../workspace/repository.js';
import { type Scene, Scenes } from './harness.js';
import { ROOT } from './node.js';
import { policy } from './policies.js';

jest.setTimeout(120_000);

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** npm and what it installs as a user of this machine has them, but for an empty cache and a registry that is not there. */
function environment(scene: Scene): Record<string, string> {
  return {
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: join(scene.directory, 'home'),
    npm_config_cache: join(scene.directory, 'npm-cache'),
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
  };
}

async function ran(command: string, argv: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const run = promisify(execFile)(command, [...argv], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => error,
  );
}

const scenes = new Scenes();
let scene: Scene;
let archive = '';
let packed: { readonly size: number; readonly unpackedSize: number; readonly files: readonly { readonly path: string }[] };

beforeAll(async () => {
  scene = await scenes.open();
  const { code, stdout, stderr } = await ran('npm', ['pack', '--json', '--pack-destination', scene.directory], ROOT, environment(scene));
  if (code !== 0) throw new Error(stderr);
  [packed] = JSON.parse(stdout);
  archive = join(scene.directory, (await readdir(scene.directory)).find((name) => name.endsWith('.tgz')) ?? '');
});

afterAll(() => scenes.closeAll());

/** What the package is made of: nothing else is in it. */
const CONTENTS = [
  /^dist\/(?:chunks\/)?[\w-]+\.mjs$/,
  /^dist\/licenses\.txt$/,
  /^schema\/[\w-]+\.schema\.json$/,
  /^examples\/(?:starter|support-desk)\/policy-config\.yaml$/,
  /^examples\/(?:starter|support-desk)\/tests\/[\w-]+\.json$/,
  /^examples\/starter\/\.github\/(?:workflows\/)?[\w-]+\.yml$/,
  /^(?:README\.md|LICENSE|package\.json)$/,
];

describe('the package', () => {
  test('holds what the command line needs and nothing else: no test, no source, no source map', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths.filter((path) => !CONTENTS.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(CONTENTS.filter((pattern) => !paths.some((path) => pattern.test(path)))).toEqual([]);
    expect(packed.size).toBeLessThan(1_000_000);
    expect(packed.unpackedSize).toBeLessThan(4_000_000);
  });

  test('has the licences of what is bundled', async () => {
    const text = await readFile(join(ROOT, 'dist', 'licenses.txt'), 'utf8');
    const titles = [...text.matchAll(/^-+\n(.*) \([\w.-]+\)$/gm)].map(([, title = '']) => title.replace(/ [\d.]+$/, ''));
    expect(titles).toEqual(expect.arrayContaining(['@octokit/core', 'llhttp in undici', 're2js', 'tinyglobby', 'undici', 'yaml']));
  });

  test('installs nothing else, runs no script on the way, and needs no build', async () => {
    const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    for (const name of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'])
      expect(manifest[name]).toBeUndefined();
    const scripts = ['preinstall', 'install', 'postinstall', 'prepare', 'prepack', 'prepublish', 'prepublishOnly', 'postpack'];
    expect(scripts.filter((name) => name in manifest.scripts)).toEqual([]);
    expect(manifest).toMatchObject({ bin: { 'keeptrusts-policy': 'dist/cli.mjs' }, engines: { node: '>=20.19' } });
    for (const name of ['repository', 'homepage', 'bugs'])
      expect(JSON.stringify(manifest[name])).toContain('github.com/your-org/keeptrusts-policy-action');
  });

  test('runs the demo by npx in an empty folder, without a registry', async () => {
    const empty = join(scene.directory, 'empty');
    await mkdir(empty);
    const demo = await ran('npm', ['exec', '--yes', `--package=${archive}`, '--', 'keeptrusts-policy', 'demo'], empty, environment(scene));
    expect([demo.code, demo.stdout]).toEqual([0, expect.stringContaining('Demo (emulated): all three stages succeeded')]);
    expect(await readdir(empty)).toEqual([]);
    const [cached = ''] = await readdir(join(scene.directory, 'npm-cache', '_npx'));
    const modules = await readdir(join(scene.directory, 'npm-cache', '_npx', cached, 'node_modules'));
    expect(modules.filter((name) => !name.startsWith('.'))).toEqual(['keeptrusts-policy-action']);
  });
});

describe('the hook for pre-commit', () => {
  const installed = (): string => join(scene.directory, 'hook');
  let hook: { readonly entry: string; readonly files: string; readonly language: string; readonly pass_filenames?: boolean };

  beforeAll(async () => {
    [hook] = parse(await readFile(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
    // As pre-commit does for `language: node`: https://github.com/pre-commit/pre-commit/blob/main/pre_commit/languages/node.py
    const { code, stderr } = await ran('npm', ['install', '-g', '--prefix', installed(), archive], scene.directory, environment(scene));
    if (code !== 0) throw new Error(stderr);
  });

  /** Calls the hook with those of the repository's files that it is for, as pre-commit does. */
  async function commit(files: Readonly<Record<string, string>>): Promise<Ran> {
    const place = await scenes.open();
    newRepositoryIn(place.workspace).commit(files);
    const names = Object.keys(files).filter((name) => new RegExp(hook.files).test(name));
    const [command = '', ...argv] = hook.entry.split(' ');
    const path = join(installed(), 'bin', command);
    expect(existsSync(path)).toBe(true);
    return ran(path, [...argv, ...names], place.workspace, environment(scene));
  }

  test('is installed by npm and gets file names', () => {
    expect(hook).toMatchObject({ language: 'node' });
    expect(hook.pass_filenames).not.toBe(false);
  });

  test.each([
    ['policy-config.yaml', true],
    ['a b/policy-config.yml', true],
    ['my-policy-config.yaml', false],
    ['policy-config.yaml.bak', false],
    ['policy-config.json', false],
  ])('%s is for it: %j', (name, expected) => {
    expect(new RegExp(hook.files).test(name)).toBe(expected);
  });

  test('passes good packs under any name, those that could be read as patterns included', async () => {
    const names = [
      'policy-config.yaml',
      'a b/policy-config.yml',
      'x{1,2}/policy-config.yaml',
      '[y]*/policy-config.yaml',
      '#z/policy-config.yaml',
    ];
    const run = await commit(Object.fromEntries(names.map((name, index) => [name, policy({ name: `pack-${index}` })])));
    expect([run.code, run.stderr]).toEqual([0, expect.stringContaining('validated file 5/5')]);
    for (const index of names.keys()) expect(run.stdout).toContain(`pack-${index} 1.4.0`);
  });

  test('stops a commit with an error in any of its packs, and names the place', async () => {
    const broken = policy({ name: 'b', chain: ['dlp-filtre'] });
    const run = await commit({ 'a/policy-config.yaml': policy({ name: 'a' }), 'b/policy-config.yml': broken, 'README.md': '' });
    expect([run.code, run.stdout]).toEqual([1, expect.stringContaining('b/policy-config.yml:7:7 error')]);
  });

  test('the program that npm links can be run by itself', async () => {
    const link = join(installed(), 'bin', 'keeptrusts-policy');
    expect((await stat(link)).mode & 0o111).not.toBe(0);
    expect(await ran(link, ['--version'], scene.directory, environment(scene))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('keeptrusts-policy-action '),
    });
  });
});

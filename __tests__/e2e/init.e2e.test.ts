import { cp, lstat, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { newRepositoryIn } from '../workspace/repository.js';
import { type Scene, Scenes } from './harness.js';
import { NODE_NAME, ROOT } from './node.js';
import { policy } from './policies.js';
import { runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** Every file below a folder with its text, Git's own left out. */
async function filesIn(directory: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const own = paths.filter((path) => !path.includes('/.git/')).sort();
  return Object.fromEntries(await Promise.all(own.map(async (path) => [relative(directory, path), await readFile(path, 'utf8')] as const)));
}

const STARTER = join(ROOT, 'examples', 'starter');

async function repository(files: Readonly<Record<string, string>> = {}): Promise<Scene> {
  const scene = await scenes.open();
  newRepositoryIn(scene.workspace).commit({ 'README.md': 'ours\n', ...files });
  return scene;
}

describe(`keeptrusts-policy init on ${NODE_NAME}`, () => {
  test.concurrent('writes examples/starter into a repository, and its validate then decides and passes everything', async () => {
    const scene = await repository();
    await scene.withoutKt();
    const run = await runCli(scene, ['init']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const { 'README.md': ours, ...written } = await filesIn(scene.workspace);
    expect(ours).toBe('ours\n');
    expect(written).toEqual(await filesIn(STARTER));
    for (const path of Object.keys(written)) expect(run.stdout).toContain(`wrote  ${path}\n`);
    expect(run.stdout).toContain('are placeholders');
    expect(run.stdout).toContain('is a placeholder');

    const checked = await runCli(scene, ['validate', '--engine=builtin', '--tests=required', '--undecided=fail', '--format=json']);
    expect(checked.code).toBe(0);
    const [pack, ...more] = JSON.parse(checked.stdout).stages[0].packs;
    expect(more).toEqual([]);
    expect(pack).toMatchObject({ result: 'passed', findings: [], tests: { passed: 3, failed: 0, undecided: 0 }, coverage: { share: 1 } });
  });

  test.concurrent('run again it changes nothing, and says what it kept', async () => {
    const scene = await repository();
    await runCli(scene, ['init']);
    const before = await filesIn(scene.workspace);
    const again = await runCli(scene, ['init']);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('Everything is there already; nothing was written.');
    expect(again.stdout).toContain('kept   .github/keeptrusts.yml');
    expect(await filesIn(scene.workspace)).toEqual(before);
  });

  test.concurrent('overwrites nothing, not even a link that leads nowhere', async () => {
    const scene = await repository({ '.github/keeptrusts.yml': 'gateways: {}\n', 'policy-config.yaml': policy() });
    await mkdir(join(scene.workspace, '.github', 'workflows'));
    await symlink('nowhere.yml', join(scene.workspace, '.github', 'workflows', 'keeptrusts-policy.yml'));
    const run = await runCli(scene, ['init']);
    expect(run.code).toBe(0);
    const files = await filesIn(scene.workspace);
    expect(files['.github/keeptrusts.yml']).toBe('gateways: {}\n');
    expect(files['policy-config.yaml']).toBe(policy());
    expect(Object.keys(files)).not.toContain('tests/keeps-cloud-keys-in.json');
    expect((await lstat(join(scene.workspace, '.github/workflows/keeptrusts-policy.yml'))).isSymbolicLink()).toBe(true);
    expect(run.stdout).toContain('kept   .github/workflows/keeptrusts-policy.yml');
  });

  test.concurrent('--dry-run prints every file and writes none', async () => {
    const scene = await repository();
    const before = await filesIn(scene.workspace);
    const run = await runCli(scene, ['init', '--dry-run']);
    expect(run.code).toBe(0);
    for (const [path, text] of Object.entries(await filesIn(STARTER))) expect(run.stdout).toContain(`--- ${path}\n${text.trimEnd()}\n`);
    expect(await filesIn(scene.workspace)).toEqual(before);
    const { stdout } = await runCli(scene, ['init', '--dry-run', '--format=json']);
    const { files, written, dryRun } = JSON.parse(stdout);
    expect(files.map(({ path }: { path: string }) => path)).toEqual(written);
    expect(dryRun).toBe(true);
    expect(await filesIn(scene.workspace)).toEqual(before);
  });

  test.concurrent('in a subdirectory the pack goes there, inventory and workflows to the root of the repository', async () => {
    const scene = await repository({ 'services/chat/app.js': '' });
    const run = await runCli(scene, ['init', '--working-directory=services/chat']);
    expect(run.code).toBe(0);
    const files = await filesIn(scene.workspace);
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['.github/keeptrusts.yml', 'services/chat/policy-config.yaml']));
    expect(files['.github/keeptrusts.yml']).toContain('  - file: services/chat/policy-config.yaml\n');
    expect(files['.github/workflows/keeptrusts-release.yml']?.match(/policy-file: services\/chat\/policy-config\.yaml\n/g)).toHaveLength(3);
    expect((await runCli(scene, ['validate', '--engine=builtin', '--undecided=fail', '--tests=required'])).code).toBe(0);
  });

  test.concurrent('for policy files that are there it writes inventory and workflows, and validate sees them all', async () => {
    const scene = await repository({
      'a/policy-config.yaml': policy({ name: 'a' }),
      'a/tests/one.json': '{}',
      'b/policy-config.yml': policy({ name: 'b' }),
      'node_modules/x/policy-config.yaml': policy(),
    });
    await mkdir(join(scene.workspace, 'other', '.git'), { recursive: true });
    await scene.write('other/policy-config.yaml', policy({ name: 'of another repository' }));
    const run = await runCli(scene, ['init', '--action=acme/policy@0123abc']);
    expect(run.stdout).toContain('Found a/policy-config.yaml, b/policy-config.yml: no starter pack is needed.');
    const files = await filesIn(scene.workspace);
    expect(Object.keys(files)).not.toContain('policy-config.yaml');
    const checked = await runCli(scene, ['validate', '--engine=builtin', '--format=json']);
    expect(JSON.parse(checked.stdout).stages[0].packs.map(({ file }: { file: string }) => file)).toEqual([
      'a/policy-config.yaml',
      'b/policy-config.yml',
    ]);
    const release = files['.github/workflows/keeptrusts-release.yml'] ?? '';
    expect(release).toContain('          - a/policy-config.yaml\n          - b/policy-config.yml\n');
    expect(release).toContain('uses: acme/policy/validate@0123abc\n');
    expect(JSON.stringify(files)).not.toContain('your-org');
  });

  test.concurrent('the workflow is for the default branch, whatever is checked out, and git is not needed', async () => {
    const scene = await scenes.open();
    const repo = newRepositoryIn(scene.workspace);
    repo.commit({ a: '' });
    repo.git('switch', '--quiet', '--create', 'feature/x');
    repo.git('update-ref', 'refs/remotes/origin/trunk', 'HEAD');
    repo.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    const run = await runCli(scene, ['init', '--format=json'], { environment: { PATH: scene.bin } });
    expect(JSON.parse(run.stdout)).toMatchObject({ branch: 'trunk' });
    const files = await filesIn(scene.workspace);
    expect(files['.github/workflows/keeptrusts-policy.yml']).toContain('    branches: [trunk]\n');
    expect(files['.github/workflows/keeptrusts-release.yml']).toContain('`branches: [trunk]`');
  });

  test.concurrent('outside of a repository everything goes into the folder, and it says what is missing', async () => {
    const scene = await scenes.open();
    const run = await runCli(scene, ['init']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('This is no Git repository');
    expect(await filesIn(scene.workspace)).toEqual(await filesIn(STARTER));
  });

  test.concurrent('JSON files of something else in tests are not taken for golden tests', async () => {
    const scene = await repository({ 'tests/fixture.json': '[1, 2]' });
    const run = await runCli(scene, ['init']);
    expect(run.stdout).toContain('has a folder of its own: keeptrusts.');
    expect((await filesIn(scene.workspace))['.github/keeptrusts.yml']).toContain('- file: keeptrusts/policy-config.yaml\n');
    expect((await runCli(scene, ['validate', '--engine=builtin', '--undecided=fail', '--tests=required'])).code).toBe(0);
  });

  test.concurrent('writes nothing at all where a folder leads out of the repository', async () => {
    const scene = await repository();
    await mkdir(join(scene.directory, 'elsewhere'));
    await symlink(join(scene.directory, 'elsewhere'), join(scene.workspace, '.github'));
    const run = await runCli(scene, ['init']);
    expect([run.code, run.stdout]).toEqual([1, '']);
    expect(run.stderr).toContain('".github" is no folder of this repository');
    expect(await readdir(join(scene.directory, 'elsewhere'))).toEqual([]);
    expect(Object.keys(await filesIn(scene.workspace))).toEqual(['README.md']);
  });

  test.concurrent('an inventory that is there and cannot be read is named, and kept', async () => {
    const scene = await repository({ '.github/keeptrusts.yml': 'gatways: {}\n', 'x/policy-config.yaml': policy() });
    const run = await runCli(scene, ['init']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('The inventory that is there cannot be read');
    expect((await filesIn(scene.workspace))['.github/workflows/keeptrusts-policy.yml']).toContain(
      'policy-file: |\n            x/policy-config.yaml\n',
    );
  });

  test.concurrent('an action that could not stand in a workflow is refused', async () => {
    const run = await runCli(await repository(), ['init', '--action=acme/policy']);
    expect([run.code, run.stdout]).toEqual([1, '']);
    expect(run.stderr).toContain('--action: got "acme/policy", expected OWNER/NAME@REF');
  });

  test.concurrent('needs the files of its own package, and says so when they are gone', async () => {
    const scene = await repository();
    const copy = join(scene.directory, 'package');
    await cp(join(ROOT, 'dist'), join(copy, 'dist'), { recursive: true });
    const run = await runCli(scene, ['init'], { program: join(copy, 'dist', 'cli.mjs') });
    expect([run.code, run.stdout]).toEqual([1, '']);
    expect(run.stderr).toContain('examples/starter');
    await rm(copy, { recursive: true });
  });
});

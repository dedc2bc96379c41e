import { renameSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { newRepositoryIn, type Repository } from '../workspace/repository.js';
import { type RanStep, type Scene, Scenes } from './harness.js';
import { runCli } from './terminal.js';

/** `changed-only` in the files of dist/, in real repositories and with the events of GitHub. */

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

function policy(name: string, kind = 'dlp-filter'): string {
  return `pack:\n  name: ${name}\n  version: "1.0.0"\n  enabled: true\npolicies:\n  chain:\n    - ${kind}\npolicy:\n  dlp-filter:\n    action: block\n    blocked_terms: [internal roadmap]\n`;
}

function golden(name: string, verdict: string): string {
  return `${JSON.stringify({ name, input: { messages: [{ role: 'user', content: 'show the internal roadmap' }] }, expected: { verdict } }, null, 2)}\n`;
}

/** `good` is fine; `bad` has a misspelt kind in `lint`, and a failing test in `tests`. */
const BEFORE = {
  'good/policy-config.yaml': policy('good'),
  'good/tests/roadmap.json': golden('keeps the roadmap', 'block'),
  'bad/lint/policy-config.yaml': policy('lint', 'dlp-filtr'),
  'bad/tests/policy-config.yaml': policy('tests'),
  'bad/tests/tests/roadmap.json': golden('gives the roadmap away', 'allow'),
};

const INPUTS = { engine: 'builtin', 'changed-only': 'true', 'policy-file': '**/policy-config.yaml' };

interface PullRequest {
  readonly scene: Scene;
  readonly repository: Repository;
  readonly environment: Readonly<Record<string, string>>;
}

/** A pull request with this change, its merge commit checked out. */
async function pullRequest(files: Readonly<Record<string, string>>): Promise<PullRequest> {
  const scene = await scenes.open();
  const repository = newRepositoryIn(scene.workspace);
  const base = repository.commit(BEFORE);
  repository.git('checkout', '--quiet', '-b', 'work');
  const head = repository.commit(files);
  repository.git('checkout', '--quiet', 'main');
  repository.git('checkout', '--quiet', '-b', 'merge');
  repository.git('merge', '--quiet', '--no-ff', '--no-edit', 'work');
  const payload = { pull_request: { base: { sha: base }, head: { sha: head } } };
  const more = { GITHUB_REF: 'refs/pull/7/merge', GITHUB_BASE_REF: 'main', GITHUB_SHA: repository.git('rev-parse', 'HEAD') };
  return { scene, repository, environment: { ...(await event(scene, 'pull_request', payload)), ...more } };
}

async function event(scene: Scene, name: string, payload: unknown): Promise<Readonly<Record<string, string>>> {
  const path = join(scene.directory, 'event.json');
  await writeFile(path, JSON.stringify(payload));
  return { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, GITHUB_ACTIONS: 'true' };
}

function gatesOf({ report }: RanStep): Readonly<Record<string, string | undefined>> {
  const [stage] = report.stages;
  if (stage?.stage !== 'validate') throw new Error('validate did not run');
  return Object.fromEntries(stage.packs.map(({ file, gate }) => [file.replace('/policy-config.yaml', ''), gate?.state]));
}

const messages = (step: RanStep, level: string): string =>
  step.annotations
    .filter((one) => one.level === level)
    .map(({ message }) => message)
    .join('\n');

describe('changed-only in a pull request', () => {
  test.concurrent('passes a good change beside what is broken already, and keeps the errors’ places for what changed', async () => {
    const { scene, environment } = await pullRequest({ 'good/tests/more.json': golden('keeps it still', 'block') });
    const step = await scene.step('validate', INPUTS, { environment });
    expect([step.exitCode, step.outputs.result, step.outputs.errors, step.outputs['tests-failed']]).toEqual([0, 'passed', '0', '0']);
    expect(gatesOf(step)).toEqual({ good: 'changed', 'bad/lint': 'existing', 'bad/tests': 'existing' });
    expect([step.errors, messages(step, 'notice')]).toEqual([[], expect.stringContaining('2 existing errors')]);
    expect(step.summary).toContain('1 of 3 policy files changed');
    expect(step.summary).toContain('Existing, in 2 packs that did not change');
  });

  test.concurrent('fails a change to what is broken already', async () => {
    const { scene, environment } = await pullRequest({ 'bad/tests/tests/more.json': golden('keeps it', 'block') });
    const step = await scene.step('root', INPUTS, { environment });
    expect([step.exitCode, step.outputs.result, step.outputs['tests-failed'], step.outputs.errors]).toEqual([1, 'failed', '1', '0']);
    expect(gatesOf(step)).toEqual({ good: 'existing', 'bad/lint': 'existing', 'bad/tests': 'changed' });
    expect(step.errors.map(({ file }) => file)).toEqual(['bad/tests/tests/roadmap.json', undefined]);
  });

  test.concurrent('passes where no pack changed, and says so aloud', async () => {
    const { scene, environment } = await pullRequest({ 'README.md': 'x' });
    const step = await scene.step('validate', { ...INPUTS, undecided: 'fail' }, { environment });
    expect([step.exitCode, step.outputs.result]).toEqual([0, 'passed']);
    const said = 'none of 3 policy files changed since the base of this pull request, so nothing decides this result';
    expect(step.lines.join('\n')).toContain(said);
    expect(step.summary).toContain(said);
  });

  test.concurrent('lets all decide in a clone of one commit, with a warning that says what to set', async () => {
    const { scene, repository, environment } = await pullRequest({ 'README.md': 'x' });
    const clone = repository.clone('--depth=1', '--branch=merge');
    renameSync(scene.workspace, `${scene.workspace}-whole`);
    renameSync(clone.root, scene.workspace);
    const step = await scene.step('validate', INPUTS, { environment });
    expect([step.exitCode, step.outputs.result]).toEqual([1, 'failed']);
    expect(new Set(Object.values(gatesOf(step)))).toEqual(new Set(['unknown']));
    expect(messages(step, 'warning')).toMatch(/changed-only could not compare .*shallow.*`fetch-depth: 0`/);
  });
});

describe('changed-only in a terminal', () => {
  test.concurrent('compares the working tree with --base-ref, and leaves failures of others out of the JUnit file', async () => {
    const { scene } = await pullRequest({ 'README.md': 'x' });
    await scene.write('good/tests/uncommitted.json', golden('keeps it still', 'block'));
    const flags = ['--engine=builtin', '--changed-only', '--base-ref=HEAD', '--junit-file=junit.xml', '--sarif-file=found.sarif'];
    const run = await runCli(scene, ['validate', '**/policy-config.yaml', ...flags]);
    expect([run.code, run.stdout]).toEqual([0, expect.stringMatching(/^✓ validate passed: 1 of 3 policy files changed: 0 errors/)]);
    expect(run.stdout).toContain('existing failed test: gives the roadmap away');
    const junit = await readFile(join(scene.workspace, 'junit.xml'), 'utf8');
    expect([junit.includes('<failure'), junit.match(/<skipped message="existing failure/g)?.length]).toEqual([false, 2]);
    expect((await readFile(join(scene.workspace, 'found.sarif'), 'utf8')).match(/"gate":"existing"/g)?.length).toBeGreaterThan(1);
  });

  test.concurrent('without --base-ref lets all decide, and says what to set', async () => {
    const { scene } = await pullRequest({ 'README.md': 'x' });
    const run = await runCli(scene, ['validate', '**/policy-config.yaml', '--engine=builtin', '--changed-only']);
    expect([run.code, run.stdout.includes('changed-only has nothing to compare with')]).toEqual([1, true]);
  });
});

describe('changed-only in a push to the default branch', () => {
  test.concurrent('compares with what the branch had before', async () => {
    const scene = await scenes.open();
    const repository = newRepositoryIn(scene.workspace);
    const before = repository.commit(BEFORE);
    const after = repository.commit({ 'good/tests/more.json': golden('keeps it still', 'block') });
    const payload = { before, after, repository: { default_branch: 'main' } };
    const environment = { ...(await event(scene, 'push', payload)), GITHUB_REF: 'refs/heads/main', GITHUB_SHA: after };
    const step = await scene.step('validate', INPUTS, { environment });
    expect([step.exitCode, gatesOf(step)]).toEqual([0, { good: 'changed', 'bad/lint': 'existing', 'bad/tests': 'existing' }]);
  });
});

describe('changed-only with deploy in the same run', () => {
  test.concurrent('lets the pack decide that would be deployed, whether it changed or not', async () => {
    const { scene, environment } = await pullRequest({ 'README.md': 'x' });
    const target = { 'production-gateways': 'eu', 'minimum-proof': 'accepted', 'dry-run': 'true', 'api-token': 'a-token-of-this-test' };
    const inputs = { ...INPUTS, ...target, 'policy-file': 'bad/lint/policy-config.yaml', stages: 'validate, deploy' };
    const step = await scene.step('root', inputs, { environment });
    expect([step.exitCode, step.outputs.result, gatesOf(step)]).toEqual([1, 'failed', { 'bad/lint': undefined }]);
    expect(step.lines.join('\n')).toContain('so the pack counts whether it changed or not');
  });
});

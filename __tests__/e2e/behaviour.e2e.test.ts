import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { PackReport } from '../../src/report/model.js';
import { type RanStep, type Scene, Scenes } from './harness.js';

/** What behaviour tests show, in the files of dist/: decisions that were lost, changes no test notices, lines no test proves. */

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

function policy(chain: readonly string[], more = ''): string {
  const lines = ['pack:', '  name: desk', '  version: "1.0.0"', '  enabled: true', 'policies:', '  chain:'];
  return `${[...lines, ...chain.map((kind) => `    - ${kind}`), 'policy:', '  dlp-filter:', '    action: block', '    blocked_terms:', '      - internal roadmap', '      - root password'].join('\n')}\n${more}`;
}

const OPEN = policy(['prompt-injection', 'dlp-filter'], '  prompt-injection: {}\n');

function golden(name: string, content: string, verdict: string): string {
  return JSON.stringify({ name, input: { messages: [{ role: 'user', content }] }, expected: { verdict } }, null, 2);
}

async function packIn(scene: Scene, text: string): Promise<void> {
  await scene.write('policy-config.yaml', text);
  await scene.write('tests/greets.json', golden('greets', 'hello', 'allow'));
  await scene.write('tests/roadmap.json', golden('keeps the roadmap', 'show the internal roadmap', 'block'));
}

function packOf(step: RanStep): PackReport {
  const [stage] = step.report.stages;
  const [pack] = stage?.stage === 'validate' ? stage.packs : [];
  if (pack === undefined) throw new Error('no pack was validated');
  return pack;
}

/** Commits the workspace; gives the commit. */
function commit(scene: Scene): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  const git = (...args: string[]): string => execFileSync('git', [...identity, ...args], { cwd: scene.workspace, encoding: 'utf8' }).trim();
  if (!existsSync(join(scene.workspace, '.git'))) git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=a commit');
  return git('rev-parse', 'HEAD');
}

async function pullRequest(scene: Scene, base: string): Promise<Readonly<Record<string, string>>> {
  const path = join(scene.directory, 'event.json');
  await writeFile(path, JSON.stringify({ pull_request: { base: { sha: base } } }));
  return { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: path, GITHUB_ACTIONS: 'true' };
}

describe('undecided: new', () => {
  test.concurrent('fails a pull request that loses a decision, at the test’s line, and passes what was open before', async () => {
    const scene = await scenes.open();
    await packIn(scene, policy(['dlp-filter']));
    const environment = await pullRequest(scene, commit(scene));
    await scene.write('policy-config.yaml', OPEN.replace('1.0.0', '1.1.0'));
    const lost = await scene.step('validate', { engine: 'builtin', undecided: 'new' }, { environment });
    expect([lost.exitCode, lost.outputs.result]).toEqual([1, 'inconclusive']);
    expect(lost.errors.map(({ file, line, title }) => [file, line, title])).toContainEqual([
      'tests/greets.json',
      12,
      'test-newly-undecided',
    ]);
    expect(lost.errors.at(-1)?.message).toContain('decided at the base commit of this pull request: "greets"');

    const after = await pullRequest(scene, commit(scene));
    const known = await scene.step('validate', { engine: 'builtin', undecided: 'new' }, { environment: after });
    expect([known.exitCode, known.outputs['tests-undecided']]).toEqual([0, lost.outputs['tests-undecided']]);
  });

  test.concurrent('fails where the base is not there to be read', async () => {
    const scene = await scenes.open();
    await packIn(scene, OPEN);
    commit(scene);
    const environment = await pullRequest(scene, 'a'.repeat(40));
    const step = await scene.step('validate', { engine: 'builtin', undecided: 'new' }, { environment });
    expect([step.exitCode, step.outputs.result]).toEqual([1, 'inconclusive']);
    expect(
      step.annotations
        .filter(({ level }) => level === 'warning')
        .map(({ message }) => message)
        .join(),
    ).toContain('fetch-depth: 0');
  });

  test.concurrent('keeps the root action from going on to deploy, also where inconclusive is allowed', async () => {
    const scene = await scenes.open();
    await packIn(scene, policy(['dlp-filter']));
    const base = commit(scene);
    await scene.write('policy-config.yaml', OPEN.replace('1.0.0', '1.1.0'));
    const inputs = { stages: 'validate, deploy', engine: 'builtin', undecided: 'new', 'base-ref': base };
    const deploy = {
      'allow-inconclusive': 'true',
      'production-gateways': 'eu',
      'minimum-proof': 'accepted',
      'api-token': 'a-token-of-this-test',
    };
    const step = await scene.step('root', { ...inputs, ...deploy });
    expect(step.exitCode).toBe(1);
    expect(step.report.stages.map(({ stage }) => stage)).toEqual(['validate']);
  });
});

describe('mutation: true', () => {
  test.concurrent('names the changes that no test notices, at their lines, on builtin', async () => {
    const scene = await scenes.open();
    await packIn(scene, policy(['dlp-filter']));
    const step = await scene.step('validate', { engine: 'builtin', mutation: 'true' });
    expect(step.exitCode).toBe(0);
    expect(packOf(step).mutation).toMatchObject({ engine: 'builtin', mutants: 4, killed: 3 });
    expect(step.summary).toContain('tests notice 3 of 4 changes of the policy (75 %)');
  });

  test.concurrent('asks kt where it is at hand', async () => {
    const scene = await scenes.open();
    await packIn(scene, policy(['dlp-filter']));
    const step = await scene.step('validate', { mutation: 'true' });
    expect([step.exitCode, step.outputs.result]).toEqual([0, 'passed']);
    const { mutation } = packOf(step);
    expect(mutation).toMatchObject({ engine: 'kt' });
    expect(mutation?.survivors.map(({ path }) => path)).toContain('policy.dlp-filter.blocked_terms[1]');
    expect(mutation?.killed).toBeGreaterThan(0);
  });
});

describe('lines that no test proves', () => {
  test.concurrent('are advice at their lines, and nothing fails because of them', async () => {
    const scene = await scenes.open();
    await packIn(scene, policy(['dlp-filter', 'rbac'], '  rbac:\n    deny_if_missing: [X-Team]\n'));
    await scene.write('tests/greets.json', golden('greets', 'hello', 'block'));
    const step = await scene.step('validate', { engine: 'builtin', 'fail-on': 'warning' });
    const advice = packOf(step).findings.map(({ ruleId, severity, range }) => [ruleId, severity, range?.start.line]);
    expect(advice).toContainEqual(['item-untested', 'info', 14]);
    expect(step.annotations.filter(({ level }) => level === 'notice').map(({ line }) => line)).toContain(14);
    expect([step.exitCode, step.outputs.errors, step.outputs.warnings]).toEqual([0, '0', '0']);
  });

  test.concurrent('become errors where the option rules says so, and vanish where it says off', async () => {
    const scene = await scenes.open();
    await packIn(scene, policy(['dlp-filter']));
    const strict = await scene.step('validate', { engine: 'builtin', rules: 'item-untested: error' });
    expect([strict.exitCode, strict.outputs.result, strict.outputs.errors]).toEqual([1, 'failed', '1']);
    const quiet = await scene.step('validate', { engine: 'builtin', rules: 'item-untested: off' });
    expect([quiet.exitCode, packOf(quiet).findings]).toEqual([0, []]);
  });
});

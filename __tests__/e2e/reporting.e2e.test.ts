import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { SarifLog } from '../../src/report/sarif-model.js';
import { type RestServer, startRest } from '../github/rest.js';
import { type Scene, Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, golden, policy } from './policies.js';
import { runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const TOKEN = 'ghs_never_shown_0123456789';
const HEAD = 'feedface0123456789feedface0123456789feed';
const BAD = policy({ chain: ['prompt-injections', 'dlp-filter', 'audit-logger'] });

async function setUp(text: string): Promise<{ scene: Scene; github: RestServer; environment: Readonly<Record<string, string>> }> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', text);
  await scene.write('tests/blocks-roadmap.json', BLOCKS_ROADMAP);
  await scene.write('tests/allows-hours.json', ALLOWS_HOURS);
  const github = await startRest();
  scene.atEnd(() => github.close());
  const event = join(scene.directory, 'event.json');
  const repo = { id: 1 };
  await writeFile(event, JSON.stringify({ pull_request: { number: 7, head: { sha: HEAD, repo }, base: { sha: HEAD, repo } } }));
  return { scene, github, environment: { GITHUB_API_URL: github.url, GITHUB_EVENT_PATH: event, GITHUB_EVENT_NAME: 'pull_request' } };
}

const INPUTS = { comment: 'true', 'check-run': 'true', 'github-token': TOKEN };

describe(`reporting on ${NODE_NAME}`, () => {
  test.concurrent('keeps one comment and makes a check run for each step, all of it valid for GitHub', async () => {
    const { scene, github, environment } = await setUp(BAD);
    const failed = await scene.step('validate', INPUTS, { environment });
    expect(failed.exitCode).toBe(1);
    expect(github.comments[0]?.body).toContain('❌ validate failed');
    await scene.write('policy-config.yaml', policy());
    const passed = await scene.step('validate', INPUTS, { environment: { ...environment, GITHUB_RUN_ATTEMPT: '3' } });
    expect(passed.exitCode).toBe(0);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('**Resolved:**');
    expect(github.checkRuns.map(({ request }) => [request.head_sha, request.conclusion])).toEqual([
      [HEAD, 'failure'],
      [HEAD, 'success'],
    ]);
    expect(github.violations).toEqual([]);
    expect(passed.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
  });

  test.concurrent('tells of options that cannot be read as well, so that no older result stands for this run', async () => {
    const { scene, github, environment } = await setUp(policy());
    await scene.step('validate', INPUTS, { environment });
    const later = { ...environment, GITHUB_RUN_ATTEMPT: '3' };
    const broken = await scene.step('validate', { ...INPUTS, 'fail-on': 'bogus' }, { environment: later });
    expect(broken.exitCode).toBe(1);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toMatch(/incomplete[\s\S]*fail-on/);
    expect(github.checkRuns.map(({ request }) => request.conclusion)).toEqual(['success', 'failure']);
    expect(github.violations).toEqual([]);
  });

  test.concurrent('changes nothing of a result that GitHub does not take', async () => {
    const { scene, github, environment } = await setUp(policy());
    await github.close();
    const step = await scene.step('validate', INPUTS, { environment });
    expect(step.exitCode).toBe(0);
    expect(step.outputs.result).toBe('passed');
    expect(step.annotations.filter(({ level }) => level !== 'notice').map(({ level }) => level)).toEqual(['warning', 'warning']);
    expect(step.annotations[0]?.message).toContain('The comment on the pull request could not be written');
    expect(step.summary).toContain('✅');
  });

  test.concurrent('says how to pass the token that is missing', async () => {
    const { scene, github, environment } = await setUp(policy());
    const step = await scene.step('validate', { comment: 'true' }, { environment });
    expect(step.exitCode).toBe(0);
    expect(step.annotations[0]?.message).toContain('add `github-token: ${{ github.token }}` to the step');
    expect(github.asked).toEqual([]);
  });

  test.concurrent('asks GitHub nothing unless told to', async () => {
    const { scene, github, environment } = await setUp(BAD);
    await scene.step('validate', { 'github-token': TOKEN }, { environment });
    expect(github.asked).toEqual([]);
  });

  test.concurrent('writes findings and failed tests as SARIF, by their places in the repository', async () => {
    const scene = await scenes.open();
    await scene.write('checkout/.git/HEAD', 'ref: refs/heads/main\n');
    await scene.write('checkout/policy-config.yaml', policy({ chain: ['dlp-filter', 'audit-logger'] }));
    await scene.write('checkout/tests/fails.json', golden('lets the roadmap out', 'Summarise the internal roadmap', 'allow'));
    const run = await runCli(scene, ['validate', '--engine=builtin', '--working-directory=checkout', '--sarif-file=out/results.sarif']);
    expect(run.code).toBe(1);
    const log: SarifLog = JSON.parse(await readFile(join(scene.workspace, 'checkout', 'out', 'results.sarif'), 'utf8'));
    const places = log.runs[0].results.map(({ ruleId, locations }) => [ruleId, locations?.[0]?.physicalLocation.artifactLocation.uri]);
    expect(places).toContainEqual(['block-not-in-chain', 'policy-config.yaml']);
    expect(places).toContainEqual(['test-failed', 'tests/fails.json']);
  });

  test.concurrent('writes what validation found although the release after it could not begin', async () => {
    const { scene, environment } = await setUp(policy());
    await scene.withoutKt();
    const path = join(scene.directory, 'step-1', 'results.sarif');
    const step = await scene.step(
      'root',
      {
        stages: 'validate, deploy',
        'allow-inconclusive': 'true',
        'production-gateways': 'eu=http://127.0.0.1:9',
        'api-url': 'http://127.0.0.1:9',
        'api-token': 'never-sent-0123456789',
        'download-url': 'http://127.0.0.1:9',
        'sarif-file': path,
      },
      { environment: { ...environment, GITHUB_EVENT_NAME: 'push' } },
    );
    expect(step.report.stages.map(({ stage, result }) => [stage, result])).toEqual([['validate', 'inconclusive']]);
    expect(step.report.failure?.message).toContain('downloading kt');
    const log: SarifLog = JSON.parse(await readFile(path, 'utf8'));
    expect(log.version).toBe('2.1.0');
  });

  test.concurrent('refuses to write SARIF outside the workspace', async () => {
    const { scene, environment } = await setUp(policy());
    const step = await scene.step('validate', { 'sarif-file': '../../results.sarif' }, { environment });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]?.message).toContain('reading option sarif-file');
  });
});

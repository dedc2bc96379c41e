import { chmod, cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type Fault, type RestServer, startRest } from '../github/rest.js';
import { newRepositoryIn } from '../workspace/repository.js';
import { Fleet } from './fleet.js';
import { type Scene, Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** What the builtin engine decides alone. */
const TEXT = policy({ chain: ['dlp-filter', 'audit-logger'] }).replace(/ {2}prompt-injection:\n.*\n/, '');
const TOKEN = 'ghs_never_shown_0123456789';
const HEAD = 'feedface0123456789feedface0123456789feed';
const REPORTING = { engine: 'builtin', comment: 'true', 'check-run': 'true', 'github-token': TOKEN };
const REFUSED: Fault = { kind: 'status', status: 403, message: 'Resource not accessible by integration' };

async function setUp(faults: Readonly<Record<string, readonly Fault[]>> = {}): Promise<{ scene: Scene; github: RestServer }> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', TEXT);
  await scene.write('tests/blocks-roadmap.json', BLOCKS_ROADMAP);
  await scene.write('tests/allows-hours.json', ALLOWS_HOURS);
  const github = await startRest({ faults });
  scene.atEnd(() => github.close());
  return { scene, github };
}

type Variables = Readonly<Record<string, string>>;

/** A runner's variables for an event with this payload. */
async function eventOf(scene: Scene, github: RestServer, name: string, payload: string): Promise<Variables> {
  const file = join(scene.directory, 'event.json');
  await writeFile(file, payload);
  return { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: file, GITHUB_API_URL: github.url };
}

function pullRequest(headRepository: number): string {
  return JSON.stringify({
    pull_request: { number: 7, head: { sha: HEAD, repo: { id: headRepository } }, base: { sha: HEAD, repo: { id: 1 } } },
  });
}

const warningsOf = (annotations: readonly { readonly level: string; readonly message: string }[]): readonly string[] =>
  annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

describe(`validate on ${NODE_NAME} works in a run`, () => {
  test.concurrent.each([
    ['of workflow_dispatch', 'workflow_dispatch', JSON.stringify({ inputs: { ref: 'main' } })],
    ['of schedule', 'schedule', JSON.stringify({ schedule: '0 3 * * *' })],
    [
      'of merge_group',
      'merge_group',
      JSON.stringify({ merge_group: { base_sha: HEAD, head_sha: HEAD, head_ref: 'refs/heads/gh-readonly-queue/main/pr-7' } }),
    ],
    ['whose payload is empty', 'push', ''],
    ['whose payload is no JSON', 'push', '{"pull_request": '],
    ['whose payload is no object', 'pull_request', '[null]'],
    ['whose payload has other types than it should', 'pull_request', '{"pull_request":{"number":"7","head":[],"base":null},"before":7}'],
  ])('%s: without a comment, with a check run', async (_what, name, payload) => {
    const { scene, github } = await setUp();
    const step = await scene.step('validate', REPORTING, { environment: await eventOf(scene, github, name, payload) });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'passed' } });
    expect(step.summary).toContain(`, ${name.replaceAll('_', '\\_')}, `);
    expect(warningsOf(step.annotations)).toEqual([]);
    expect(github.comments).toEqual([]);
    // On the commit of the run, because the event names no other.
    expect(github.checkRuns.map(({ request }) => request.head_sha)).toEqual([scene.environment().GITHUB_SHA]);
    expect(github.violations).toEqual([]);
  });

  test.concurrent.each([
    ['is not set', undefined],
    ['is empty', ''],
    ['names no file', '/nowhere/event.json'],
    ['names a folder', '/'],
  ])('where GITHUB_EVENT_PATH %s', async (_what, path) => {
    const { scene, github } = await setUp();
    const environment = {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_API_URL: github.url,
      ...(path !== undefined && { GITHUB_EVENT_PATH: path }),
    };
    const step = await scene.step('validate', REPORTING, { environment });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'passed' } });
    expect(warningsOf(step.annotations)).toEqual([]);
    expect(step.lines.join('\n')).toContain('No comment: this run (pull_request) belongs to no pull request');
  });

  test.concurrent('of merge_group, which compares with the base of the group', async () => {
    const { scene, github } = await setUp();
    const repository = newRepositoryIn(scene.workspace);
    const base = repository.commit({ 'policy-config.yaml': TEXT });
    repository.commit({ 'policy-config.yaml': TEXT.replace('internal roadmap', 'internal roadmap, salaries') });
    const payload = JSON.stringify({ merge_group: { base_sha: base, head_sha: HEAD } });
    const step = await scene.step('validate', { engine: 'builtin' }, { environment: await eventOf(scene, github, 'merge_group', payload) });
    const [stage] = step.report.stages;
    const rules = stage?.stage === 'validate' ? stage.packs.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId)) : [];
    // The same version with other content: found only by who knows the base.
    expect(rules).toContain('version-not-bumped');
  });
});

describe(`a token that may only read, on ${NODE_NAME}, is a warning that names the way out`, () => {
  const faults = { 'issues/create-comment': [REFUSED], 'checks/create': [REFUSED] };

  test.concurrent('in the repository itself: the permission to add', async () => {
    const { scene, github } = await setUp(faults);
    const step = await scene.step('validate', REPORTING, { environment: await eventOf(scene, github, 'pull_request', pullRequest(1)) });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'passed' } });
    expect(warningsOf(step.annotations)).toEqual([
      expect.stringMatching(/^The comment .*HTTP 403.*add `pull-requests: write` under `permissions:`/),
      expect.stringMatching(/^The check run .*HTTP 403.*add `checks: write` under `permissions:`/),
    ]);
    expect(github.count('issues/create-comment')).toBe(1);
    expect(step.summary).toContain('✅');
  });

  // What `permissions:` says raises Dependabot's token, and not that of a fork:
  // https://docs.github.com/en/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions
  test.concurrent.each<readonly [string, number, Variables, RegExp]>([
    ['a fork: that no permission helps', 2, {}, /can only read, whatever the workflow's permissions say/],
    [
      'Dependabot: the permission to add',
      1,
      { GITHUB_ACTOR: 'dependabot[bot]', GITHUB_TRIGGERING_ACTOR: 'dependabot[bot]' },
      /add `(pull-requests|checks): write`/,
    ],
  ])('in a pull request of %s', async (_who, repository, variables, wayOut) => {
    const { scene, github } = await setUp(faults);
    const environment = { ...(await eventOf(scene, github, 'pull_request', pullRequest(repository))), ...variables };
    const step = await scene.step('validate', REPORTING, { environment });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'passed' } });
    const warnings = warningsOf(step.annotations);
    expect(warnings).toHaveLength(2);
    for (const warning of warnings) expect(warning).toMatch(wayOut);
  });

  test.concurrent('in a pull request of a fork, which gets no secret either: validate needs none', async () => {
    const { scene, github } = await setUp();
    const inputs = { ...REPORTING, 'github-token': '', 'api-token': '', 'gateway-token': '' };
    const step = await scene.step('validate', inputs, { environment: await eventOf(scene, github, 'pull_request', pullRequest(2)) });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'passed' } });
    expect(warningsOf(step.annotations)).toEqual([expect.stringContaining('`pull-requests: write` and `checks: write`')]);
    expect(github.asked).toEqual([]);
  });
});

describe(`pull_request_target on ${NODE_NAME}, whose token may write and whose files may be a stranger's`, () => {
  test.concurrent('has its comment, and its check run on the head of the pull request', async () => {
    const { scene, github } = await setUp();
    const environment = await eventOf(scene, github, 'pull_request_target', pullRequest(2));
    const step = await scene.step('validate', REPORTING, { environment });
    expect(step.exitCode).toBe(0);
    expect(github.comments).toHaveLength(1);
    expect(github.checkRuns.map(({ request }) => request.head_sha)).toEqual([HEAD]);
  });

  test.concurrent.each(['pull_request_target', 'workflow_run'])('on %s a kt of the workspace is not run', async (event) => {
    const { scene, github } = await setUp();
    await cp(join(scene.bin, 'kt'), join(scene.workspace, 'kt'));
    await chmod(join(scene.workspace, 'kt'), 0o755);
    const environment = await eventOf(scene, github, event, pullRequest(2));
    const step = await scene.step('validate', { 'kt-path': './kt' }, { environment });
    expect(step).toMatchObject({ exitCode: 1, report: { failure: { kind: 'refused' } } });
    expect(step.errors.at(-1)?.message).toContain(`on ${event} the workspace may hold files of an untrusted pull request`);
    // The same kt in a run that has no secrets to lose.
    const harmless = await scene.step(
      'validate',
      { 'kt-path': './kt' },
      { environment: { ...environment, GITHUB_EVENT_NAME: 'pull_request' } },
    );
    expect(harmless.exitCode).toBe(0);
  });

  test.concurrent('a kt of the workspace that only PATH names is not run either', async () => {
    const { scene, github } = await setUp();
    await scene.write('bin/kt', `#!/bin/sh\ntouch '${scene.directory}/was-run'\n`);
    await chmod(join(scene.workspace, 'bin', 'kt'), 0o755);
    const environment = {
      ...(await eventOf(scene, github, 'pull_request_target', pullRequest(2))),
      PATH: `${join(scene.workspace, 'bin')}:/usr/bin:/bin`,
    };
    const step = await scene.step('validate', {}, { environment });
    expect(step).toMatchObject({ exitCode: 1, report: { failure: { kind: 'refused' } } });
    await expect(cp(join(scene.directory, 'was-run'), join(scene.directory, 'copy'))).rejects.toThrow('ENOENT');
  });

  test.concurrent('deploy refuses the event before it looks at anything', async () => {
    const { scene, github } = await setUp();
    const fleet = await Fleet.start(scene, ['eu']);
    const environment = await eventOf(scene, github, 'pull_request_target', pullRequest(2));
    const step = await scene.step('deploy', { ...fleet.access, 'production-gateways': fleet.lines('eu') }, { environment });
    expect(step).toMatchObject({ exitCode: 1, report: { failure: { kind: 'refused' } } });
    fleet.mustBeUntouched();
  });
});

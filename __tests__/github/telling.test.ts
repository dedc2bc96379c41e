import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CLOCK } from '../../src/clock.js';
import { readRunContext } from '../../src/github/run-context.js';
import { Secret } from '../../src/options/types.js';
import { SILENT_LOG } from '../../src/report/log.js';
import type { Report } from '../../src/report/model.js';
import { SUCCEEDS } from '../../src/report/outcome.js';
import { placeInWorkspace } from '../../src/report/source-place.js';
import { conclusionOf, type Telling, tellGitHub } from '../../src/run/tell-github.js';
import { hasOpenssl, makeCertificate } from '../faults/certificate.js';
import { startHttpProxy } from '../faults/http-proxy.js';
import { finding, pack, RUN, report, validate } from '../report/samples.js';
import { FakeClock } from '../stages/world.js';
import { type Fault, type RestOptions, type RestServer, type StoredComment, startRest } from './rest.js';

const HEAD = 'feedface0123456789feedface0123456789feed';
const TOKEN = 'ghs_token_of_this_test';

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const work of cleanup.splice(0).reverse()) await work();
});

async function rest(options: RestOptions = {}): Promise<RestServer> {
  const server = await startRest(options);
  cleanup.push(() => server.close());
  return server;
}

function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'keeptrusts-telling-'));
  cleanup.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const PULL_REQUEST = {
  number: 7,
  pull_request: { number: 7, head: { sha: HEAD, repo: { id: 1 } }, base: { repo: { id: 1 } } },
};

interface Setting {
  readonly payload?: unknown;
  readonly environment?: Readonly<Record<string, string>>;
  readonly changes?: Partial<Telling>;
  readonly options?: Telling['options'];
  readonly apiUrl?: string;
}

interface Told {
  readonly warnings: readonly string[];
  readonly lines: readonly string[];
  readonly clock: FakeClock;
}

async function tell(server: Pick<RestServer, 'url'>, what: Report, setting: Setting = {}): Promise<Told> {
  const directory = temporary();
  const event = join(directory, 'event.json');
  writeFileSync(event, JSON.stringify(setting.payload ?? PULL_REQUEST));
  const environment = {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: setting.apiUrl ?? server.url,
    GITHUB_REPOSITORY: 'octo/policies',
    GITHUB_SHA: 'c0ffee0123456789c0ffee0123456789c0ffee01',
    GITHUB_RUN_ID: '42',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: event,
    ...setting.environment,
  };
  const lines: string[] = [];
  const clock = new FakeClock();
  const warnings = await tellGitHub(what, {
    entry: 'validate',
    options: setting.options ?? { comment: true, 'github-token': new Secret(TOKEN) },
    context: readRunContext(environment),
    environment,
    clock,
    random: () => 0.5,
    log: { ...SILENT_LOG, info: (text) => lines.push(text), debug: (text) => lines.push(text) },
    workspace: directory,
    placeOf: placeInWorkspace,
    conclusion: 'failure',
    budgetMs: 30_000,
    ...setting.changes,
  });
  return { warnings, lines, clock };
}

const FAILED = report([validate()], { run: { ...RUN, repository: 'octo/policies' } });
const PASSED = report([validate({ result: 'passed', packs: [], reason: { summary: '1 pack is in order', nextSteps: [] } })], {
  run: { ...RUN, url: 'https://github.com/octo/policies/actions/runs/43/attempts/1', attempt: 1, repository: 'octo/policies' },
});

const CHECK = { 'check-run': true, 'github-token': new Secret(TOKEN) };

function once(fault: Fault): readonly Fault[] {
  return [fault];
}

function resultNamed(name: string): Report['result'] {
  if (isResult(name)) return name;
  throw new Error(`no result ${name}`);
}

function isResult(name: string): name is keyof typeof SUCCEEDS {
  return name in SUCCEEDS;
}

function failedWith(number: number): Report {
  const findings = Array.from({ length: number }, (_one, index) => finding({ fingerprint: `f${index}`, message: `fault ${index}` }));
  return report([validate({ packs: [pack({ findings })] })], { run: RUN });
}

describe('the sticky comment', () => {
  test('is written once and edited in place from then on', async () => {
    const server = await rest();
    expect((await tell(server, FAILED)).warnings).toEqual([]);
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.body).toContain('❌ validate failed');
    await tell(server, PASSED);
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.body).toContain('✅ validate passed');
    expect(server.comments[0]?.body).toContain('**Resolved:**');
    expect(server.violations).toEqual([]);
    expect(server.asked.map(({ operation }) => operation)).toEqual([
      'graphql',
      'issues/list-comments',
      'issues/create-comment',
      'issues/list-comments',
      'graphql',
      'issues/list-comments',
      'issues/update-comment',
    ]);
    expect(server.asked.every(({ authorization }) => authorization === `token ${TOKEN}`)).toBe(true);
  });

  test('is not written again when nothing changed', async () => {
    const server = await rest();
    await tell(server, FAILED);
    const { lines } = await tell(server, FAILED);
    expect(server.count('issues/update-comment')).toBe(0);
    expect(lines.join('\n')).toContain('Comment unchanged');
  });

  test('is found on a later page', async () => {
    const others: StoredComment[] = Array.from({ length: 250 }, (_one, index) => ({
      id: index,
      body: 'talk',
      user: { login: 'a', type: 'User' },
    }));
    const server = await rest({ comments: others });
    await tell(server, FAILED);
    expect(server.comments).toHaveLength(251);
    await tell(server, PASSED);
    expect(server.comments).toHaveLength(251);
    // Three to look, three after writing, three for the edit.
    expect(server.count('issues/list-comments')).toBe(9);
    expect(server.violations).toEqual([]);
  });

  test('leaves alone what somebody else wrote with its marker', async () => {
    const server = await rest();
    await tell(server, FAILED);
    const body = server.comments[0]?.body ?? '';
    const forged = await rest({
      comments: [
        { id: 1, body, user: { login: 'mallory', type: 'User' } },
        { id: 2, body, user: { login: 'github-actions', type: 'User' } },
        { id: 3, body, user: { login: 'other-app[bot]', type: 'Bot' } },
        { id: 4, body: `> ${body}`, user: { login: 'github-actions[bot]', type: 'Bot' } },
      ],
    });
    await tell(forged, PASSED);
    expect(forged.comments).toHaveLength(5);
    expect(forged.count('issues/update-comment')).toBe(0);
  });

  test('belongs to whom the token belongs to', async () => {
    const server = await rest({ viewer: 'release-manager' });
    await tell(server, FAILED);
    await tell(server, PASSED);
    expect(server.comments.map(({ user }) => user.login)).toEqual(['release-manager']);
  });

  test('takes the author of workflows where the server does not say whose the token is', async () => {
    const refused: Fault = { kind: 'status', status: 403, message: 'Resource not accessible by integration' };
    const server = await rest({ faults: { graphql: [refused, refused] } });
    await tell(server, FAILED);
    await tell(server, PASSED);
    expect(server.comments).toHaveLength(1);
  });

  test('is found again where GraphQL refuses, whoever the token belongs to', async () => {
    const refused: Fault = { kind: 'status', status: 200, message: 'Resource not accessible by personal access token' };
    const server = await rest({ viewer: 'release-manager', faults: { graphql: [refused, refused] } });
    expect((await tell(server, FAILED)).warnings).toEqual([]);
    expect((await tell(server, PASSED)).warnings).toEqual([]);
    expect(server.count('graphql')).toBe(2);
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.body).toContain('**Resolved:**');
    expect(server.violations).toEqual([]);
  });

  test('is one although two runs wrote theirs at the same time', async () => {
    const other = await rest();
    await tell(other, FAILED);
    const [first] = other.comments;
    if (first === undefined) throw new Error('no comment');
    const faults = { 'issues/create-comment': once({ kind: 'meanwhile', happens: (comments) => comments.push({ ...first, id: 1 }) }) };
    const server = await rest({ faults });
    const { warnings, lines } = await tell(server, PASSED);
    expect(warnings).toEqual([]);
    expect(server.comments.map(({ id }) => id)).toEqual([1]);
    expect(server.comments[0]?.body).toContain('**Resolved:**');
    expect(lines).toContain('Comment updated: https://github.test/octo/policies/pull/7#issuecomment-1');
    expect(server.violations).toEqual([]);
  });

  test('of a newer run that was written at the same time stays, and is the only one', async () => {
    const other = await rest();
    await tell(other, PASSED);
    const [newer] = other.comments;
    if (newer === undefined) throw new Error('no comment');
    const faults = { 'issues/create-comment': once({ kind: 'meanwhile', happens: (comments) => comments.push({ ...newer, id: 1 }) }) };
    const server = await rest({ faults });
    await tell(server, FAILED);
    expect(server.comments).toEqual([{ ...newer, id: 1 }]);
  });

  test('is the first of the two, whichever run looks first', async () => {
    const server = await rest();
    await tell(server, FAILED);
    const [first] = server.comments;
    if (first === undefined) throw new Error('no comment');
    const later = { ...first, id: 2000 };
    const faults = {
      'issues/list-comments': [undefined, { kind: 'meanwhile', happens: (all: StoredComment[]) => all.push(later) } as const],
    };
    const racing = await rest({ faults });
    await tell(racing, PASSED);
    expect(racing.comments.map(({ id }) => id)).toEqual([1000, 2000]);
    expect(racing.count('issues/delete-comment')).toBe(0);
  });

  test('is written anew when somebody deleted it meanwhile', async () => {
    const gone: Fault = { kind: 'meanwhile', happens: (comments) => comments.splice(0) };
    const server = await rest({ faults: { 'issues/update-comment': once(gone) } });
    await tell(server, FAILED);
    expect((await tell(server, PASSED)).warnings).toEqual([]);
    expect(server.comments.map(({ body }) => body.includes('✅ validate passed'))).toEqual([true]);
    expect(server.violations).toEqual([]);
  });

  test('that may not be edited is not written a second time', async () => {
    const server = await rest({ faults: { 'issues/update-comment': once({ kind: 'status', status: 404, message: 'Not Found' }) } });
    await tell(server, FAILED);
    const { warnings } = await tell(server, PASSED);
    expect(warnings).toEqual([expect.stringContaining('add `pull-requests: write`')]);
    expect(server.comments).toHaveLength(1);
  });

  test('is another one for another key', async () => {
    const server = await rest();
    const options = { comment: true, 'github-token': new Secret(TOKEN) };
    await tell(server, FAILED, { options: { ...options, 'comment-key': 'a --> b' } });
    await tell(server, FAILED, { options: { ...options, 'comment-key': 'a --> c' } });
    await tell(server, PASSED, { options: { ...options, 'comment-key': 'a --> b' } });
    expect(server.comments.map(({ body }) => body.includes('✅ validate passed'))).toEqual([true, false]);
  });

  test('of a newer run is not overwritten by an older one that ends later', async () => {
    const server = await rest();
    await tell(server, PASSED);
    const { lines } = await tell(server, FAILED);
    expect(server.comments[0]?.body).toContain('✅');
    expect(lines.join('\n')).toContain('a newer run wrote it');
  });

  test('is not written twice when the answer to the first write was lost', async () => {
    const server = await rest({ faults: { 'issues/create-comment': once({ kind: 'lost-answer' }) } });
    const { warnings } = await tell(server, FAILED);
    expect(warnings).toEqual([]);
    expect(server.comments).toHaveLength(1);
    expect(server.count('issues/create-comment')).toBe(1);
  });

  test('is written again when the first write did nothing', async () => {
    const server = await rest({ faults: { 'issues/create-comment': once({ kind: 'status', status: 502 }) } });
    expect((await tell(server, FAILED)).warnings).toEqual([]);
    expect(server.comments).toHaveLength(1);
    expect(server.count('issues/create-comment')).toBe(2);
  });

  test('tells the debug log of requests, attempts and the reason for another, and never the token', async () => {
    const server = await rest({ faults: { 'issues/create-comment': once({ kind: 'status', status: 502 }) } });
    const { lines } = await tell(server, FAILED);
    const plain = lines.map((line) => line.replaceAll(/\d+ ms/g, 'N ms'));
    const comments = `${server.url}/repos/octo/policies/issues/7/comments`;
    expect(plain).toContainEqual(`GitHub: POST ${comments}: HTTP 502 after N ms`);
    expect(plain).toContainEqual(
      expect.stringMatching(/^GitHub: writing the comment, attempt 1: .*; it may or may not have been done, so again in N ms$/),
    );
    expect(plain.filter((line) => line === `GitHub: POST ${comments}: HTTP 201 after N ms`)).toHaveLength(1);
    expect(lines.join('\n')).not.toContain(TOKEN);
  });

  test('waits as long as a secondary rate limit asks for', async () => {
    const limit: Fault = {
      kind: 'status',
      status: 403,
      headers: { 'retry-after': '7' },
      message: 'You have exceeded a secondary rate limit',
    };
    const server = await rest({ faults: { 'issues/create-comment': once(limit) } });
    const { warnings, clock } = await tell(server, FAILED);
    expect(warnings).toEqual([]);
    expect(clock.sleeps).toEqual([7000]);
    // Refused is refused: there is nothing to look for in between.
    expect(server.asked.map(({ operation }) => operation).slice(1)).toEqual([
      'issues/list-comments',
      'issues/create-comment',
      'issues/create-comment',
      'issues/list-comments',
    ]);
  });

  test('gives up when the wait would be longer than the run may take', async () => {
    const limit: Fault = { kind: 'status', status: 429, headers: { 'retry-after': '3600' }, message: 'rate limit' };
    const server = await rest({ faults: { 'issues/list-comments': once(limit) } });
    const { warnings, clock } = await tell(server, FAILED);
    expect(warnings).toEqual([expect.stringContaining('HTTP 429')]);
    expect(clock.sleeps).toEqual([]);
  });

  const now = new FakeClock().now().getTime();
  const renewedIn = (seconds: number): string => String(Math.ceil(now / 1000) + seconds);

  test.each([
    ['a secondary limit', 429, 'You have exceeded a secondary rate limit', { 'retry-after': '5' }, 5000],
    [
      'a primary limit, which is renewed soon',
      403,
      'API rate limit exceeded',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': renewedIn(9) },
      9000,
    ],
    [
      'a primary limit, told by 429',
      429,
      'API rate limit exceeded',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': renewedIn(9) },
      9000,
    ],
  ])('waits for the end of %s', async (_what, status, message, headers, pause) => {
    // The answer's own time counts; here it is that of the test's clock.
    const limit: Fault = { kind: 'status', status, message, headers: { ...headers, date: new Date(now).toUTCString() } };
    const server = await rest({ faults: { 'issues/list-comments': once(limit) } });
    const { warnings, clock } = await tell(server, FAILED);
    expect(warnings).toEqual([]);
    expect(clock.sleeps).toEqual([expect.closeTo(pause, -3.5)]);
    expect(server.comments).toHaveLength(1);
  });

  test.each([
    ['of an hour', 403, { 'retry-after': '3600' }],
    ['whose time is not said, which is at least a minute', 403, {}],
    ['renewed at an unknown time', 429, { 'x-ratelimit-remaining': '0' }],
  ])('asks nothing more under a rate limit %s, not even for the check run', async (_what, status, headers) => {
    const limit: Fault = { kind: 'status', status, headers, message: 'You have exceeded a secondary rate limit' };
    const server = await rest({ faults: { 'issues/create-comment': once(limit) } });
    const { warnings, clock } = await tell(server, FAILED, { options: { comment: true, ...CHECK } });
    expect(clock.sleeps).toEqual([]);
    expect(server.count('issues/create-comment')).toBe(1);
    expect(server.count('checks/create')).toBe(0);
    expect(warnings).toEqual([
      expect.stringMatching(/^The comment .*secondary rate limit.*used up for now/),
      expect.stringMatching(/^The check run .*GitHub's rate limit is exceeded, and it asks to wait another \d+ s/),
    ]);
    // It is not a question of permissions.
    expect(warnings.join('\n')).not.toContain('permissions');
  });

  test('waits longer each time where GitHub says no time', async () => {
    const limit: Fault = { kind: 'status', status: 429, message: 'You have exceeded a secondary rate limit' };
    const server = await rest({ faults: { 'issues/list-comments': [limit, limit, limit] } });
    const { warnings, clock } = await tell(server, FAILED, { changes: { budgetMs: 1_000_000 } });
    expect(warnings).toEqual([]);
    expect(clock.sleeps).toEqual([60_000, 120_000, 240_000]);
  });

  test.each([
    ['push', { before: 'x' }],
    ['schedule', {}],
    ['workflow_dispatch', { inputs: {} }],
    ['merge_group', { merge_group: { base_sha: HEAD } }],
  ])('has no place in a run of %s, which is no fault', async (event, payload) => {
    const server = await rest();
    const { warnings, lines } = await tell(server, FAILED, { payload, environment: { GITHUB_EVENT_NAME: event } });
    expect(warnings).toEqual([]);
    expect(lines).toContain(`No comment: this run (${event}) belongs to no pull request`);
    expect(server.asked).toEqual([]);
  });

  test('does without an event payload', async () => {
    const server = await rest();
    const { warnings } = await tell(server, FAILED, { environment: { GITHUB_EVENT_PATH: '/nowhere/event.json' } });
    expect(warnings).toEqual([]);
    expect(server.asked).toEqual([]);
  });
});

describe('a check run', () => {
  test('stands on the head of the pull request, complete with the first request', async () => {
    const server = await rest();
    expect((await tell(server, FAILED, { options: CHECK })).warnings).toEqual([]);
    expect(server.violations).toEqual([]);
    expect(server.asked.map(({ operation }) => operation)).toEqual(['checks/create']);
    expect(server.checkRuns[0]?.request).toMatchObject({
      name: 'Keeptrusts policy: validate',
      head_sha: HEAD,
      status: 'completed',
      conclusion: 'failure',
      details_url: 'https://github.com/octo/policies/actions/runs/42/attempts/1',
    });
  });

  test('stands on the commit of the run outside a pull request', async () => {
    const server = await rest();
    const run = { ...RUN, repository: 'octo/policies' };
    await tell(server, { ...FAILED, run }, { options: CHECK, payload: {}, environment: { GITHUB_EVENT_NAME: 'push' } });
    expect(server.checkRuns[0]?.request.head_sha).toBe(RUN.commit);
  });

  test('gets all findings, fifty a request and a second apart', async () => {
    const server = await rest();
    const { warnings, clock } = await tell(server, failedWith(120), { options: CHECK });
    expect(warnings).toEqual([]);
    expect(server.violations).toEqual([]);
    // 120 findings and the failed test of the sample pack.
    expect(server.checkRuns[0]?.annotations).toHaveLength(121);
    expect(server.count('checks/update')).toBe(2);
    expect(clock.sleeps).toEqual([1000, 1000]);
  });

  test('is cut when time is up, and says so', async () => {
    const server = await rest();
    const { warnings } = await tell(server, failedWith(5000), { options: CHECK });
    const shown = server.checkRuns[0]?.annotations.length ?? 0;
    expect(shown).toBeGreaterThan(1000);
    expect(shown).toBeLessThan(5000);
    expect(warnings).toEqual([
      expect.stringMatching(new RegExp(`shows the ${shown} worst findings; [\\d,]+ annotations could not be added`)),
    ]);
    expect(server.violations).toEqual([]);
  });

  test('says what GitHub answered when it takes no more annotations', async () => {
    const refused: Fault = { kind: 'status', status: 422, message: 'Invalid request.' };
    const server = await rest({ faults: { 'checks/update': [refused] } });
    const { warnings } = await tell(server, failedWith(120), { options: CHECK });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^The check run shows the 50 worst findings; 71 annotations could not be added: Invalid request.*\. The report has all\.$/,
      ),
    ]);
  });

  test('has a title of whole characters', async () => {
    const server = await rest();
    const failed = report([validate({ reason: { summary: `a${'😀'.repeat(400)}`, nextSteps: [] } })], { run: RUN });
    await tell(server, failed, { options: CHECK });
    const output = JSON.stringify(server.checkRuns[0]?.request.output);
    expect(output).toContain('validate failed: a😀');
    expect(output).not.toMatch(/\\ud[89a-f]/i);
  });

  test('gets no annotation twice when an answer was lost', async () => {
    const faults = { 'checks/create': once({ kind: 'lost-answer' }), 'checks/update': once({ kind: 'lost-answer' }) };
    const server = await rest({ faults });
    const { warnings } = await tell(server, failedWith(119), { options: CHECK });
    expect(warnings).toEqual([]);
    expect(server.checkRuns).toHaveLength(1);
    expect(server.checkRuns[0]?.annotations).toHaveLength(120);
    expect(server.count('checks/list-for-ref')).toBe(1);
    expect(server.count('checks/get')).toBe(1);
    expect(server.violations).toEqual([]);
  });
});

describe('the check runs of a matrix', () => {
  test('are told apart by more than the run: one that got no clear answer is made again', async () => {
    const server = await rest({ faults: { 'checks/create': [undefined, { kind: 'status', status: 502 }] } });
    await tell(server, FAILED, { options: CHECK });
    expect((await tell(server, FAILED, { options: CHECK })).warnings).toEqual([]);
    expect(server.checkRuns).toHaveLength(2);
  });
});

describe('the conclusion of a check run', () => {
  const results = Object.entries(SUCCEEDS);

  test.each(results)('of %s is the exit code', (result, succeeded) => {
    const expected = !succeeded ? 'failure' : result === 'inconclusive' ? 'neutral' : 'success';
    expect(conclusionOf(resultNamed(result), { succeeded, cancelled: false })).toBe(expected);
  });

  test('of an inconclusive run that is not let through is a failure', () => {
    expect(conclusionOf('inconclusive', { succeeded: false, cancelled: false })).toBe('failure');
  });

  test('of a cancelled run says so, unless it had succeeded', () => {
    expect(conclusionOf('incomplete', { succeeded: false, cancelled: true })).toBe('cancelled');
    expect(conclusionOf('passed', { succeeded: true, cancelled: true })).toBe('success');
  });
});

describe('a token that may not write', () => {
  const refused: Fault = { kind: 'status', status: 403, message: 'Resource not accessible by integration' };

  test.each([
    [{ comment: true, 'github-token': new Secret(TOKEN) }, 'pull-requests: write'],
    [CHECK, 'checks: write'],
  ])('gives a warning that names the line to add: %#', async (options, line) => {
    const server = await rest({ faults: { 'issues/create-comment': [refused], 'checks/create': [refused] } });
    const { warnings } = await tell(server, FAILED, { options });
    expect(warnings).toEqual([
      expect.stringMatching(`HTTP 403 Resource not accessible by integration.*add \`${line}\` under \`permissions:\``),
    ]);
    expect(server.count('issues/create-comment') + server.count('checks/create')).toBe(1);
  });

  test.each([
    ['a fork', { ...PULL_REQUEST, pull_request: { ...PULL_REQUEST.pull_request, head: { sha: HEAD, repo: { id: 2 } } } }],
    ['a fork that is gone', { ...PULL_REQUEST, pull_request: { ...PULL_REQUEST.pull_request, head: { sha: HEAD, repo: null } } }],
  ])('says of %s that no permission helps', async (_name, payload) => {
    const server = await rest({ faults: { 'issues/create-comment': [refused] } });
    const { warnings } = await tell(server, FAILED, { payload });
    expect(warnings[0]).toContain('It takes `pull-requests: write`; the token of a pull request from a fork can only read, whatever');
    expect(warnings[0]).not.toContain('permissions:`');
  });

  test('of Dependabot gets it from the same line as any other', async () => {
    const server = await rest({ faults: { 'issues/create-comment': [refused] } });
    const { warnings } = await tell(server, FAILED, { environment: { GITHUB_ACTOR: 'dependabot[bot]' } });
    expect(warnings[0]).toContain('add `pull-requests: write` under `permissions:`');
  });

  test.each([
    ['a locked conversation', 'Unable to create comment because issue is locked.', {}],
    ['a rate limit', 'API rate limit exceeded for installation.', { 'retry-after': '3600' }],
  ])('is not blamed for %s', async (_name, message, headers) => {
    const fault: Fault = { kind: 'status', status: 403, message, headers };
    const server = await rest({ faults: { 'issues/create-comment': [fault] } });
    const { warnings } = await tell(server, FAILED);
    expect(warnings).toEqual([expect.stringContaining(`HTTP 403 ${message.replace(/\.$/, '')}`)]);
    expect(warnings[0]).not.toContain('permission');
  });

  test('may have the permission for one and not for the other', async () => {
    const server = await rest({ faults: { 'issues/create-comment': [refused] } });
    const { warnings } = await tell(server, FAILED, { options: { comment: true, ...CHECK } });
    expect(warnings).toHaveLength(1);
    expect(server.checkRuns).toHaveLength(1);
  });

  test('is not asked for when there is none: the warning says how to pass it', async () => {
    const server = await rest();
    const { warnings } = await tell(server, FAILED, { options: { comment: true, 'check-run': true } });
    expect(warnings).toEqual([
      "comment and check-run without a token: add `github-token: ${{ github.token }}` to the step, and `pull-requests: write` and `checks: write` to the job's permissions",
    ]);
    expect(server.asked).toEqual([]);
  });
});

describe('the way to GitHub', () => {
  test('is the interface of GitHub Enterprise Server where that is where the run is', async () => {
    const server = await rest({ prefix: '/api/v3' });
    expect((await tell(server, FAILED)).warnings).toEqual([]);
    expect(server.comments).toHaveLength(1);
    expect(server.violations).toEqual([]);
  });

  test('never carries the token over plain http to another machine', async () => {
    const proxy = await startHttpProxy();
    cleanup.push(() => proxy.close());
    const { warnings } = await tell({ url: '' }, FAILED, { apiUrl: 'http://ghe.example/api/v3', environment: { HTTP_PROXY: proxy.url } });
    expect(warnings).toEqual([expect.stringContaining('is not encrypted')]);
    expect(proxy.seen).toEqual([]);
  });

  test('never carries the token to where a redirect leads', async () => {
    const other = await rest();
    const redirect: Fault = { kind: 'status', status: 307, headers: { location: `${other.url}/repos/octo/policies/issues/7/comments` } };
    const server = await rest({ faults: { 'issues/create-comment': [redirect, redirect, redirect, redirect] } });
    const { warnings } = await tell(server, FAILED);
    expect(warnings).toHaveLength(1);
    expect(other.asked).toEqual([]);
  });

  test('is tried again when one request is lost on it', async () => {
    const server = await rest({ faults: { 'issues/create-comment': once({ kind: 'silent' }) } });
    const { warnings } = await tell(server, FAILED, { changes: { budgetMs: 1500 } });
    expect(warnings).toEqual([]);
    expect(server.comments).toHaveLength(1);
    expect(server.count('issues/create-comment')).toBe(2);
  });

  test('ends in time when GitHub does not answer', async () => {
    const server = await rest({ faults: { graphql: Array.from({ length: 9 }, () => ({ kind: 'silent' })) } });
    const started = SYSTEM_CLOCK.elapsed();
    const { warnings } = await tell(server, FAILED, { changes: { budgetMs: 300, clock: SYSTEM_CLOCK } });
    expect(SYSTEM_CLOCK.elapsed() - started).toBeLessThan(3000);
    expect(warnings).toEqual([expect.stringMatching(/did not answer within 0\.3 s|no answer within 0\.1 s/)]);
  });

  test('is a warning when there is no network', async () => {
    const { warnings } = await tell({ url: 'http://127.0.0.1:9' }, FAILED);
    expect(warnings).toEqual([expect.stringContaining('could not be written')]);
  });

  const withOpenssl = hasOpenssl() ? test : test.skip;
  withOpenssl("leads through a proxy that asks for CONNECT, with authorities of one's own", async () => {
    const certificate = makeCertificate('ghe.example', 'DNS:ghe.example');
    const server = await rest({ tls: certificate, prefix: '/api/v3' });
    const proxy = await startHttpProxy({ everythingTo: server.port });
    cleanup.push(() => proxy.close());
    const file = join(temporary(), 'ca.pem');
    writeFileSync(file, certificate.cert);
    const { warnings } = await tell(server, FAILED, {
      apiUrl: 'https://ghe.example/api/v3',
      environment: { HTTPS_PROXY: proxy.url },
      options: { comment: true, 'github-token': new Secret(TOKEN), 'ca-file': file },
    });
    expect(warnings).toEqual([]);
    expect(proxy.seen[0]).toBe('CONNECT ghe.example:443');
    expect(server.comments).toHaveLength(1);
  });
});

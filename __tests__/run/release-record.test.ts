import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CLOCK } from '../../src/clock.js';
import { Secret } from '../../src/options/types.js';
import { digestOf } from '../../src/policy/digest.js';
import { SILENT_LOG } from '../../src/report/log.js';
import type { ReleaseRecord } from '../../src/report/release-model.js';
import { Network } from '../../src/run/network.js';
import { type RecordSources, writeReleaseRecord } from '../../src/run/release-record.js';
import { type FaultyServer, json, type Script, startFaultyServer, status } from '../faults/server.js';
import { requestProblems } from '../github/rest.js';
import { deploy, RUN, report } from '../report/samples.js';
import { newRepository, type Repository } from '../workspace/repository.js';

const TOKEN = new Secret('ghs_token4711');
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const REPOSITORY = '/api/v3/repos/acme/policies';
const AUTHOR = `${REPOSITORY}/commits?sha=${RUN.commit}&per_page=1`;
const PULLS = `${REPOSITORY}/commits/${RUN.commit}/pulls?per_page=100&page=1`;
const REVIEWS = `${REPOSITORY}/pulls/7/reviews?per_page=100&page=1`;
const APPROVALS = `${REPOSITORY}/actions/runs/42/approvals`;

const COMMIT = {
  sha: RUN.commit,
  author: { login: 'octocat' },
  commit: {
    author: { name: 'Octo Cat', email: 'octo@example.com', date: '2026-01-01T00:00:00Z' },
    verification: { verified: true, reason: 'valid' },
  },
};
const PULL = {
  number: 7,
  html_url: 'https://github.example/acme/policies/pull/7',
  user: { login: 'octocat' },
  merged_at: '2026-01-01T00:00:00Z',
  base: { ref: 'main' },
  head: { sha: 'feed' },
};
const REVIEW = { user: { login: 'reviewer' }, state: 'APPROVED', submitted_at: '2026-01-01T00:00:00Z', commit_id: 'feed', body: 'fine' };
const APPROVAL = { environments: [{ id: 1, name: 'production' }], state: 'approved', user: { login: 'manager' }, comment: 'go' };

const ALL: Script = {
  [AUTHOR]: [json([COMMIT])],
  [PULLS]: [json([PULL])],
  [REVIEWS]: [json([REVIEW, { ...REVIEW, user: null }])],
  [APPROVALS]: [json([APPROVAL])],
};

interface Made {
  readonly record: ReleaseRecord;
  readonly text: string;
  readonly sha256: string;
  readonly server: FaultyServer;
}

interface Setting extends Partial<RecordSources> {
  readonly workspaceRoot?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Writes a record with a GitHub Enterprise Server that answers as scripted. */
async function make(script: Script, { environment = {}, signal, workspaceRoot, ...sources }: Setting = {}): Promise<Made> {
  const directory = mkdtempSync(join(tmpdir(), 'keeptrusts-record-'));
  cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
  const server = await startFaultyServer(script);
  cleanups.push(() => server.close());
  const surroundings = {
    environment: { PATH: process.env.PATH, GITHUB_RUN_ID: '42', GITHUB_API_URL: `${server.url}/api/v3`, ...environment },
    workspaceRoot: workspaceRoot ?? directory,
    directory,
    temporaryDirectory: directory,
    clock: SYSTEM_CLOCK,
    log: SILENT_LOG,
    signal: signal ?? new AbortController().signal,
  };
  const network = new Network({}, surroundings);
  cleanups.push(() => network.close());
  const path = join(directory, 'release', 'record.json');
  const complete = { report: report([deploy()]), options: { 'github-token': TOKEN, phase: 'all' as const }, tests: [], ...sources };
  const { sha256 } = await writeReleaseRecord(path, complete, { surroundings, network });
  expect(readdirSync(join(directory, 'release'))).toEqual(['record.json']);
  expect(server.received.flatMap((request) => requestProblems(request.method, request.path, '/api/v3'))).toEqual([]);
  const text = readFileSync(path, 'utf8');
  return { record: JSON.parse(text), text, sha256, server };
}

describe('the policy file and the commit that a record names', () => {
  const FILE = 'packs/support/policy-config.yaml';
  const TEXT = 'pack: {}\n';
  const DEPLOYED = digestOf(new TextEncoder().encode(TEXT));

  /** The record of a run on the commit that a repository's history ends with. */
  async function recordFor(committed: Readonly<Record<string, string>>, prepare: (repository: Repository) => void = () => undefined) {
    const repository = newRepository();
    cleanups.push(() => repository.remove());
    const commit = repository.commit(committed);
    prepare(repository);
    const of = report([deploy({ digest: DEPLOYED, file: FILE })], { run: { ...RUN, commit } });
    const { record } = await make({}, { report: of, options: {}, workspaceRoot: repository.root });
    return { commit, committed: 'unread' in record.policy ? record.policy : record.policy.committed };
  }

  test('the commit has exactly the deployed bytes', async () => {
    const { commit, committed } = await recordFor({ [FILE]: TEXT });
    expect(committed).toEqual({ commit, same: true });
  });

  test('a step of the workflow wrote the file anew: the commit has other bytes', async () => {
    const { commit, committed } = await recordFor({ [FILE]: 'pack: {name: other}\n' }, (repository) => repository.write(FILE, TEXT));
    expect(committed).toEqual({ commit, same: false });
  });

  test('the file was made by the workflow and is in no commit', async () => {
    const { committed } = await recordFor({ 'README.md': '' }, (repository) => repository.write(FILE, TEXT));
    expect(committed).toEqual({ unread: 'this clone has no such commit, or the commit no such file' });
  });

  test('there is no repository', async () => {
    const { record } = await make({}, { report: report([deploy({ digest: DEPLOYED })]), options: {} });
    expect(record.policy).toMatchObject({ committed: { unread: 'the policy file is in no Git repository' } });
  });
});

describe('the release record of a run on GitHub', () => {
  test('names author, pull requests, reviewers and who approved the environment', async () => {
    const { record } = await make(ALL);
    expect(record.change).toEqual({
      commit: RUN.commit,
      author: { login: 'octocat', name: 'Octo Cat', authoredAt: '2026-01-01T00:00:00Z', verification: { verified: true, reason: 'valid' } },
      pullRequests: [
        {
          number: 7,
          url: PULL.html_url,
          author: 'octocat',
          mergedAt: '2026-01-01T00:00:00Z',
          base: 'main',
          head: 'feed',
          reviews: [
            { by: 'reviewer', state: 'APPROVED', submittedAt: '2026-01-01T00:00:00Z', commit: 'feed' },
            { by: { unread: 'GitHub names no account' }, state: 'APPROVED', submittedAt: '2026-01-01T00:00:00Z', commit: 'feed' },
          ],
        },
      ],
    });
    expect(record.approvals).toEqual([{ environments: ['production'], state: 'approved', by: 'manager', comment: 'go' }]);
  });

  test('holds no e-mail address and no token', async () => {
    const { text, record } = await make(ALL, {
      options: { 'github-token': TOKEN, phase: 'all', emergency: `OPS-7: ${TOKEN.reveal()}` },
    });
    expect(text).not.toContain('octo@example.com');
    expect(text).not.toContain(TOKEN.reveal());
    expect(record.settings.values).toEqual({ phase: 'all', emergency: 'OPS-7: ***' });
  });

  test('comes with the hash of its file', async () => {
    const { text, sha256 } = await make(ALL);
    expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('sends the token to the API of this GitHub, in reads only', async () => {
    const { server } = await make(ALL);
    expect(server.received.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(
      [AUTHOR, PULLS, REVIEWS, APPROVALS].map((path) => `GET ${path}`).toSorted(),
    );
    for (const { headers } of server.received) {
      expect(headers).toMatchObject({ authorization: `Bearer ${TOKEN.reveal()}`, accept: 'application/vnd.github+json' });
    }
  });

  test('follows pages to the last', async () => {
    const second = REVIEWS.replace('&page=1', '&page=2');
    const { record } = await make({ ...ALL, [REVIEWS]: [json(Array(100).fill(REVIEW))], [second]: [json([REVIEW])] });
    expect(record.change).toMatchObject({ pullRequests: [{ reviews: { length: 101 } }] });
  });

  test('asks for the commit that was brought back, not for the one checked out', async () => {
    const commit = 'b'.repeat(40);
    const { server, record } = await make(ALL, { report: report([deploy({ rollbackTo: { commit } })]) });
    expect(server.received.map(({ path }) => path)).toContain(AUTHOR.replace(RUN.commit, commit));
    expect(record).toMatchObject({ rollbackTo: { commit }, change: { commit }, run: { commit: RUN.commit } });
  });
});

describe('a release record whose reads fail', () => {
  test('says what is missing and which permission GitHub asks for, and has the rest', async () => {
    const refusal = json(
      { message: 'Resource not accessible by integration\u001b[31m' },
      { status: 403, headers: { 'x-accepted-github-permissions': 'pull_requests=read' } },
    );
    const { record } = await make({ ...ALL, [PULLS]: [refusal] });
    expect(record.change).toMatchObject({
      author: { login: 'octocat' },
      pullRequests: {
        unread: "GitHub's API answered HTTP 403: Resource not accessible by integration (it asks for the permission pull_requests=read)",
      },
    });
    expect(record.approvals).toHaveLength(1);
  });

  test('keeps pull requests whose reviews cannot be read', async () => {
    const { record } = await make({ ...ALL, [REVIEWS]: [status(404)] });
    expect(record.change).toMatchObject({ pullRequests: [{ number: 7, reviews: { unread: "GitHub's API answered HTTP 404" } }] });
  });

  test.each([
    ['is no JSON', status(200, {}, '<html>'), expect.stringContaining('JSON')],
    ['is no list', json({ message: 'hello' }), "GitHub's answer is no list"],
    ['is a login page of a proxy', status(407), "GitHub's API answered HTTP 407"],
  ])('says so where an answer %s', async (_name, answer, unread) => {
    const { record } = await make({ ...ALL, [APPROVALS]: [answer] });
    expect(record.approvals).toEqual({ unread });
  });

  test.each([
    ['a token', { options: { phase: 'all' as const } }, 'there is no github-token'],
    ['GitHub Actions', { report: withoutRun() }, 'this run was not started by GitHub Actions'],
    ['time, because the run was cancelled', { signal: AbortSignal.abort(new Error('cancelled')) }, 'the run was cancelled'],
  ])('asks nothing without %s', async (_name, setting, unread) => {
    const { record, server } = await make(ALL, setting);
    expect(server.received).toEqual([]);
    expect(record.approvals).toEqual({ unread });
    expect(JSON.stringify(record.change)).toContain(unread);
  });

  test('does not send the token over an unencrypted connection', async () => {
    const { record } = await make(ALL, { environment: { GITHUB_API_URL: 'http://github.example/api/v3' } });
    expect(record.approvals).toEqual({ unread: expect.stringContaining('not encrypted') });
  });
});

describe('the tests of a release record', () => {
  test('are those that were read', async () => {
    const tests = [{ names: { workspaceFile: 'tests/a.json' }, bytes: Buffer.from('{}') }];
    expect((await make({}, { tests })).record.tests).toMatchObject({ files: [{ name: 'tests/a.json' }] });
  });

  test('say when they were switched off', async () => {
    const off = { 'github-token': TOKEN, tests: 'false' as const };
    expect((await make({}, { options: off })).record.tests).toEqual({ unread: 'tests were switched off (tests: false)' });
  });

  test('say when the run ended before they were read', async () => {
    expect((await make({}, { tests: undefined })).record.tests).toEqual({ unread: 'the run ended before tests were read' });
  });
});

function withoutRun(): RecordSources['report'] {
  const { run: _run, ...rest } = report([deploy()]);
  return rest;
}

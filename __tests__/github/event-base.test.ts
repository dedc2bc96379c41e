import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { baseOfEvent, readEventBase } from '../../src/github/event-base.js';

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];

describe('the base of a pull request', () => {
  const payload = { pull_request: { base: { sha: A, ref: 'main' } } };

  test('is the base commit, else the first parent of the merge commit, else the fetched branch', () => {
    const environment = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge', GITHUB_SHA: B, GITHUB_BASE_REF: 'release/1' };
    expect(baseOfEvent(payload, environment)).toEqual({
      candidates: [A, `${B}^1`, 'refs/remotes/origin/release/1'],
      compares: true,
      words: 'the base commit of this pull request',
    });
  });

  test('of pull_request_target is not what its own commit came from', () => {
    const environment = { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF: 'refs/heads/main', GITHUB_SHA: B };
    expect(baseOfEvent(payload, environment)?.candidates).toEqual([A]);
  });

  test.each([[undefined], ['x'], [{ pull_request: { base: { sha: '--output=x' } } }], [{ pull_request: null }]])(
    'is the branch alone when the payload is %j',
    (odd) => {
      expect(baseOfEvent(odd, { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' })?.candidates).toEqual([
        'refs/remotes/origin/main',
      ]);
    },
  );
});

test('the base of a merge group is its base commit', () => {
  expect(baseOfEvent({ merge_group: { base_sha: A } }, { GITHUB_EVENT_NAME: 'merge_group' })).toMatchObject({
    candidates: [A],
    compares: true,
  });
});

describe('a push', () => {
  const push = (before: string, ref: string) =>
    baseOfEvent({ before, repository: { default_branch: 'main' } }, { GITHUB_EVENT_NAME: 'push', GITHUB_REF: ref });

  test('to the default branch is compared with nothing, but has a history', () => {
    expect(push(A, 'refs/heads/main')).toMatchObject({ candidates: [A, 'HEAD'], compares: false });
    expect(push('0'.repeat(40), 'refs/heads/main')?.candidates).toEqual(['HEAD']);
  });

  test('elsewhere has none: drafts may share a version', () => {
    expect(push(A, 'refs/heads/work')).toBeUndefined();
    expect(push(A, 'refs/tags/main')).toBeUndefined();
  });
});

test('other events have no base', () => {
  expect(baseOfEvent({}, { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF: 'refs/heads/main' })).toBeUndefined();
});

describe('reading the payload', () => {
  test('happens only under GitHub Actions, and survives a broken one', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'event-'));
    const path = join(directory, 'event.json');
    writeFileSync(path, JSON.stringify({ merge_group: { base_sha: A } }));
    const environment = { GITHUB_EVENT_PATH: path, GITHUB_EVENT_NAME: 'merge_group' };
    expect(await readEventBase(environment)).toBeUndefined();
    expect((await readEventBase({ ...environment, GITHUB_ACTIONS: 'true' }))?.candidates).toEqual([A]);
    writeFileSync(path, '{');
    expect((await readEventBase({ ...environment, GITHUB_ACTIONS: 'true' }))?.candidates).toEqual([]);
    rmSync(directory, { recursive: true });
  });
});

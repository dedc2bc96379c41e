import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { baseOfEvent, changesOfEvent, readEventBase, readEventChanges } from '../../src/github/event-base.js';

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

describe('where the changes of an event begin', () => {
  const [C, D] = ['c'.repeat(40), 'd'.repeat(40)];

  test('in a pull request: the first parent of the merge commit, else the base commit, else the fetched branch', () => {
    const payload = { pull_request: { base: { sha: A }, head: { sha: C } } };
    const environment = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge', GITHUB_SHA: B, GITHUB_BASE_REF: 'main' };
    expect(changesOfEvent(payload, environment)).toEqual({
      candidates: [`${B}^1`, A, 'refs/remotes/origin/main'],
      since: 'branch-point',
      proposed: [B, C],
      words: 'the base of this pull request',
    });
    // The commit of pull_request_target is one of the base: to have it checked out proves nothing.
    const target = { ...environment, GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF: 'refs/heads/main' };
    expect(changesOfEvent(payload, target)).toMatchObject({ candidates: [A, 'refs/remotes/origin/main'], proposed: [C] });
  });

  test('in a merge group: its base commit', () => {
    const payload = { merge_group: { base_sha: A, head_sha: C } };
    const environment = { GITHUB_EVENT_NAME: 'merge_group', GITHUB_SHA: C };
    expect(changesOfEvent(payload, environment)).toMatchObject({ candidates: [A], since: 'branch-point', proposed: [C, C] });
  });

  test('in a push to the default branch: the commit before, and none for a new one; elsewhere where the default branch was left', () => {
    const push = (ref: string, before: string) =>
      changesOfEvent(
        { before, after: D, repository: { default_branch: 'main' } },
        { GITHUB_EVENT_NAME: 'push', GITHUB_REF: ref, GITHUB_SHA: D },
      );
    expect(push('refs/heads/main', A)).toMatchObject({ candidates: [A], since: 'commit', proposed: [D, D] });
    expect(push('refs/heads/main', '0'.repeat(40))?.candidates).toEqual([]);
    expect(push('refs/heads/work', A)).toMatchObject({ candidates: ['refs/remotes/origin/main'], since: 'branch-point' });
    expect(push('refs/tags/v1', A)).toBeUndefined();
  });

  test('is nowhere in other events, and outside GitHub Actions', () => {
    expect(changesOfEvent({}, { GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: 'refs/heads/main' })).toBeUndefined();
    expect(readEventChanges({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: '/nowhere' })).toBeUndefined();
    expect(readEventChanges({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: '/nowhere' })).toMatchObject({
      candidates: [],
      proposed: [],
    });
  });
});

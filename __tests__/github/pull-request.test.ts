import { describe, expect, test } from '@jest/globals';
import { pullRequestOf } from '../../src/github/pull-request.js';

const HEAD = 'a'.repeat(40);
const PAYLOAD = { pull_request: { number: 12, head: { sha: HEAD, repo: { id: 5 } }, base: { repo: { id: 5 } } } };
const FORK = { pull_request: { ...PAYLOAD.pull_request, head: { sha: HEAD, repo: { id: 6 } } } };

describe('the pull request of an event', () => {
  test.each(['pull_request', 'pull_request_target', 'pull_request_review'])('is in the payload of %s', (event) => {
    expect(pullRequestOf(PAYLOAD, { GITHUB_EVENT_NAME: event })).toEqual({ number: 12, headCommit: HEAD, readOnlyToken: false });
  });

  test('is the one a comment was written on', () => {
    expect(pullRequestOf({ issue: { number: 3, pull_request: { url: 'x' } } }, { GITHUB_EVENT_NAME: 'issue_comment' })).toEqual({
      number: 3,
      readOnlyToken: false,
    });
  });

  test('is none for an issue, for other events and for a payload that is no object', () => {
    expect(pullRequestOf({ issue: { number: 3 } }, {})).toBeUndefined();
    for (const payload of [{}, { before: HEAD }, undefined, null, 7, 'x', { pull_request: null }, { pull_request: { number: '7' } }]) {
      expect(pullRequestOf(payload, {})).toBeUndefined();
    }
  });

  test('has a head commit only where that is one', () => {
    const payload = { pull_request: { ...PAYLOAD.pull_request, head: { sha: '; rm -rf', repo: { id: 5 } } } };
    expect(pullRequestOf(payload, {})?.headCommit).toBeUndefined();
  });

  test('comes with a token that only reads from a fork, but not for Dependabot or in pull_request_target', () => {
    const restricted = (payload: unknown, environment: Record<string, string>) => pullRequestOf(payload, environment)?.readOnlyToken;
    expect(restricted(FORK, { GITHUB_EVENT_NAME: 'pull_request' })).toBe(true);
    expect(restricted(FORK, { GITHUB_EVENT_NAME: 'pull_request_target' })).toBe(false);
    expect(restricted(PAYLOAD, { GITHUB_EVENT_NAME: 'pull_request', GITHUB_ACTOR: 'dependabot[bot]' })).toBe(false);
  });
});

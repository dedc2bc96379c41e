import { describe, expect, test } from '@jest/globals';
import { type Environment, readRunContext } from '../../src/github/run-context.js';

const PUSH: Environment = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_REPOSITORY: 'acme/policies',
  GITHUB_SHA: 'c0ffee',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '3',
  GITHUB_ACTOR: 'first',
  GITHUB_TRIGGERING_ACTOR: 'second',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_WORKSPACE: '/w',
  RUNNER_TEMP: '/t',
  GITHUB_OUTPUT: '/t/output',
};

describe('the run context', () => {
  test('identifies the run, its attempt and who started that', () => {
    expect(readRunContext(PUSH)).toEqual({
      onRunner: true,
      isPullRequest: false,
      isPrivilegedTrigger: false,
      debug: false,
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
      event: 'push',
      workspace: '/w',
      temporaryDirectory: '/t',
      outputFile: '/t/output',
      run: {
        repository: 'acme/policies',
        commit: 'c0ffee',
        ref: 'refs/heads/main',
        url: 'https://github.com/acme/policies/actions/runs/42/attempts/3',
        attempt: 3,
        actor: 'second',
        event: 'push',
      },
    });
  });

  test('builds links on the server of the runner', () => {
    const context = readRunContext({
      ...PUSH,
      GITHUB_SERVER_URL: 'https://git.corp.example/',
      GITHUB_API_URL: 'https://git.corp.example/api/v3',
    });
    expect(context.run?.url).toBe('https://git.corp.example/acme/policies/actions/runs/42/attempts/3');
    expect(context.apiUrl).toBe('https://git.corp.example/api/v3');
  });

  test('takes no server address that is none', () => {
    expect(readRunContext({ ...PUSH, GITHUB_SERVER_URL: 'javascript:alert(1)' }).serverUrl).toBe('https://github.com');
  });

  test.each([
    ['pull_request', true, false],
    ['pull_request_target', true, true],
    ['pull_request_review', true, false],
    ['workflow_run', false, true],
    ['merge_group', false, false],
    ['schedule', false, false],
    ['workflow_dispatch', false, false],
  ])('%s is about a pull request: %p; privileged: %p', (event, isPullRequest, isPrivilegedTrigger) => {
    expect(readRunContext({ ...PUSH, GITHUB_EVENT_NAME: event })).toMatchObject({ event, isPullRequest, isPrivilegedTrigger });
  });

  test('is empty in a terminal', () => {
    const context = readRunContext({ GITHUB_REPOSITORY: '' });
    expect(context).toMatchObject({ onRunner: false, isPullRequest: false });
    expect(context).not.toHaveProperty('run');
    expect(context).not.toHaveProperty('workspace');
  });

  test('takes the first attempt when the runner says nothing sensible', () => {
    for (const attempt of ['', '0', 'x', '1e9', undefined]) {
      expect(readRunContext({ ...PUSH, GITHUB_RUN_ATTEMPT: attempt }).run?.attempt).toBe(1);
    }
  });

  test('sees step debugging', () => {
    expect(readRunContext({ ...PUSH, RUNNER_DEBUG: '1' }).debug).toBe(true);
  });
});

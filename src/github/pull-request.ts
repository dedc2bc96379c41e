import { fieldsOf } from './event-base.js';
import type { Environment } from './run-context.js';

/** The pull request a run is about. */
export interface PullRequest {
  readonly number: number;
  /** The last commit its author pushed; the run's own commit may be a merge that exists for the run only. Absent in a payload without it. */
  readonly headCommit?: string;
  /** Its token can only read, whatever the workflow's permissions say: a fork's pull request. */
  readonly readOnlyToken: boolean;
}

/**
 * The pull request an event's payload names; undefined for events about none, such as a push.
 * Payloads: https://docs.github.com/en/webhooks/webhook-events-and-payloads; tokens of forks:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories.
 * Dependabot's only begin as read-only; `permissions` gives them more:
 * https://docs.github.com/en/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions#changing-github_token-permissions
 */
export function pullRequestOf(payload: unknown, environment: Environment): PullRequest | undefined {
  const { pull_request: pullRequest, issue } = fieldsOf(payload);
  const { number, head, base } = fieldsOf(pullRequest);
  if (isNumber(number)) {
    const headCommit = fieldsOf(head).sha;
    const event = environment.GITHUB_EVENT_NAME ?? '';
    return {
      number,
      readOnlyToken: isFork(head, base) && event.startsWith('pull_request') && event !== 'pull_request_target',
      ...(typeof headCommit === 'string' && /^[0-9a-f]{40,64}$/.test(headCommit) && { headCommit }),
    };
  }
  // A comment on a pull request is an issue comment: https://docs.github.com/en/webhooks/webhook-events-and-payloads#issue_comment
  const { number: issueNumber, pull_request: ofIssue } = fieldsOf(issue);
  return isNumber(issueNumber) && typeof ofIssue === 'object' && ofIssue !== null
    ? { number: issueNumber, readOnlyToken: false }
    : undefined;
}

/** The head of a fork that was deleted has no repository. */
function isFork(head: unknown, base: unknown): boolean {
  return fieldsOf(fieldsOf(head).repo).id !== fieldsOf(fieldsOf(base).repo).id;
}

function isNumber(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0;
}

import type { Approval, Unread } from '../report/release-model.js';
import { type Fields, fieldsOf, type GitHubApi, loginOf, textOf } from './api.js';
import { repositoryPath } from './change.js';

/**
 * Who let jobs of this workflow run enter their environments, or refused to: of all its attempts, since GitHub keeps them by run. Takes
 * `actions: read`.
 * https://docs.github.com/en/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run
 * @param repository `owner/name`
 * @param runId GITHUB_RUN_ID
 */
export async function readApprovals(api: GitHubApi, repository: string, runId: string): Promise<readonly Approval[] | Unread> {
  const answer = await api.list(`${repositoryPath(repository)}/actions/runs/${encodeURIComponent(runId)}/approvals`);
  return 'unread' in answer ? answer : answer.map(approvalOf);
}

function approvalOf({ environments, state, user, comment }: Fields): Approval {
  const names = Array.isArray(environments) ? environments.flatMap((one) => textOf(fieldsOf(one)?.name) ?? []) : [];
  return { environments: names, state: textOf(state) ?? '', by: loginOf(user), comment: textOf(comment) ?? '' };
}

import type { Author, Change, PullRequest, Review, Unread } from '../report/release-model.js';
import { type Fields, fieldsOf, type GitHubApi, loginOf, textOf } from './api.js';

/**
 * What GitHub knows of a commit: its author, the pull requests it came with, and their reviews. Takes `contents: read` and
 * `pull-requests: read`. What cannot be read says so in its place.
 * https://docs.github.com/en/rest/commits/commits#list-commits
 * https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit
 * https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request
 * @param repository `owner/name`
 */
export async function readChange(api: GitHubApi, repository: string, commit: string): Promise<Change> {
  const base = repositoryPath(repository);
  const [author, pullRequests] = await Promise.all([readAuthor(api, base, commit), readPullRequests(api, base, commit)]);
  return { commit, author, pullRequests };
}

/** The path of a repository in the REST API. */
export function repositoryPath(repository: string): string {
  return `/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;
}

/** Asks for a list of one: the commit alone would come with all its patches. */
async function readAuthor(api: GitHubApi, base: string, commit: string): Promise<Author | Unread> {
  const found = await api.list(`${base}/commits?sha=${encodeURIComponent(commit)}&per_page=1`);
  if ('unread' in found) return found;
  const [first] = found;
  return first === undefined ? { unread: 'GitHub does not know the commit' } : authorOf(first);
}

function authorOf({ author, commit }: Fields): Author {
  const inGit = fieldsOf(fieldsOf(commit)?.author) ?? {};
  const signature = fieldsOf(fieldsOf(commit)?.verification);
  const verified = signature?.verified;
  return {
    login: loginOf(author),
    name: textOf(inGit.name) ?? NOT_SAID,
    authoredAt: textOf(inGit.date) ?? NOT_SAID,
    verification: typeof verified === 'boolean' ? { verified, reason: textOf(signature?.reason) ?? '' } : NOT_SAID,
  };
}

async function readPullRequests(api: GitHubApi, base: string, commit: string): Promise<readonly PullRequest[] | Unread> {
  const pulls = await api.pages(`${base}/commits/${encodeURIComponent(commit)}/pulls`);
  if ('unread' in pulls) return pulls;
  const numbered = pulls.flatMap((pull) => (typeof pull.number === 'number' ? [{ number: pull.number, pull }] : []));
  if (numbered.length < pulls.length) return { unread: "GitHub's list of pull requests holds one without a number" };
  return Promise.all(numbered.map(({ number, pull }) => readPullRequest(api, base, number, pull)));
}

async function readPullRequest(api: GitHubApi, base: string, number: number, pull: Fields): Promise<PullRequest> {
  const reviews = await api.pages(`${base}/pulls/${number}/reviews`);
  return {
    number,
    url: textOf(pull.html_url) ?? NOT_SAID,
    author: loginOf(pull.user),
    mergedAt: textOf(pull.merged_at) ?? null,
    base: textOf(fieldsOf(pull.base)?.ref) ?? NOT_SAID,
    head: textOf(fieldsOf(pull.head)?.sha) ?? NOT_SAID,
    reviews: 'unread' in reviews ? reviews : reviews.map(reviewOf),
  };
}

function reviewOf(review: Fields): Review {
  return {
    by: loginOf(review.user),
    state: textOf(review.state) ?? '',
    submittedAt: textOf(review.submitted_at) ?? NOT_SAID,
    commit: textOf(review.commit_id) ?? NOT_SAID,
  };
}

const NOT_SAID: Unread = { unread: 'GitHub does not say' };

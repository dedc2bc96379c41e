import { answerOf, ask, type Patience } from './asking.js';
import type { GitHubClient } from './client.js';

export interface CommentPlace {
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number;
}

export interface CommentContent {
  /** First line of the comment, invisible; by it the comment is found again. */
  readonly marker: string;
  /** The whole text, the marker included; undefined when what is there is newer and must stay. */
  readonly render: (previous: string | undefined) => string | undefined;
}

export interface CommentOutcome {
  readonly kind: 'created' | 'updated' | 'unchanged' | 'newer';
  readonly url: string;
}

/** https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
const PAGE_LENGTH = 100;

/** Who writes with the token of a workflow. */
const WORKFLOW_AUTHOR: Author = { login: 'github-actions[bot]' };

interface Author {
  readonly login: string;
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly url: string;
}

/**
 * Keeps one comment of this author with this marker on the pull request: edits the first that is there, otherwise writes one. Somebody
 * else's comment that quotes the marker is left alone.
 * https://docs.github.com/en/rest/issues/comments
 * @throws Octokit's error when GitHub refused or did not answer.
 */
export async function keepComment(
  client: GitHubClient,
  place: CommentPlace,
  { marker, render }: CommentContent,
  patience: Patience,
): Promise<CommentOutcome> {
  const author = await authorOf(client, patience);
  const find = (): Promise<Comment | undefined> => findComment(client, place, { marker, author }, patience);
  const previous = await find();
  const body = render(previous?.body);
  if (previous === undefined) {
    if (body === undefined) throw new Error('a comment that is not there cannot be newer');
    return { kind: 'created', url: await create(client, place, body, { find, patience }) };
  }
  if (body === undefined) return { kind: 'newer', url: previous.url };
  if (sameText(body, previous.body)) return { kind: 'unchanged', url: previous.url };
  const { owner, repo } = place;
  await ask(
    { doing: 'editing the comment', send: () => client.rest.issues.updateComment({ owner, repo, comment_id: previous.id, body }) },
    patience,
  );
  return { kind: 'updated', url: previous.url };
}

async function create(
  client: GitHubClient,
  { owner, repo, pullRequest }: CommentPlace,
  body: string,
  { find, patience }: { readonly find: () => Promise<Comment | undefined>; readonly patience: Patience },
): Promise<string> {
  return ask(
    {
      doing: 'writing the comment',
      send: async () => (await client.rest.issues.createComment({ owner, repo, issue_number: pullRequest, body })).data.html_url,
      found: async () => (await find())?.url,
    },
    patience,
  );
}

/**
 * Whom the token writes as. `GET /user` answers 403 to the token of a workflow; GraphQL's viewer is known for every kind of token
 * (https://docs.github.com/en/graphql/reference/queries#viewer).
 */
async function authorOf(client: GitHubClient, patience: Patience): Promise<Author> {
  const send = async (): Promise<Author> => {
    const { viewer } = await client.graphql<{ readonly viewer?: { readonly login?: unknown } }>('query { viewer { login } }');
    return typeof viewer?.login === 'string' ? { login: viewer.login } : WORKFLOW_AUTHOR;
  };
  try {
    return await ask({ doing: 'asking whom the token belongs to', send }, patience);
  } catch (error) {
    const status = answerOf(error)?.status;
    // A server without GraphQL, or a token without access to it; the requests that follow say whether the token is good for more.
    if (status !== undefined && status >= 400 && status < 500 && status !== 401) return WORKFLOW_AUTHOR;
    throw error;
  }
}

async function findComment(
  client: GitHubClient,
  { owner, repo, pullRequest }: CommentPlace,
  { marker, author }: { readonly marker: string; readonly author: Author },
  patience: Patience,
): Promise<Comment | undefined> {
  for (let page = 1; ; page++) {
    const { data } = await ask(
      {
        doing: `reading page ${page} of the comments`,
        send: () => client.rest.issues.listComments({ owner, repo, issue_number: pullRequest, per_page: PAGE_LENGTH, page }),
      },
      patience,
    );
    // Octokit gives the text of an answer that is no JSON.
    if (!Array.isArray(data)) throw new Error('GitHub answered with something else than a list of comments');
    const own = data.find(({ body, user }) => body !== undefined && firstLine(body) === marker && isBy(user, author));
    if (own !== undefined) return { id: own.id, body: own.body ?? '', url: own.html_url };
    if (data.length < PAGE_LENGTH) return undefined;
  }
}

function isBy(user: { readonly login: string; readonly type: string } | null, { login }: Author): boolean {
  if (user === null) return false;
  // GraphQL names some apps without the suffix that REST gives them; a person cannot be of type Bot.
  return user.type === 'Bot' ? withoutSuffix(user.login) === withoutSuffix(login) : user.login === login;
}

function withoutSuffix(login: string): string {
  return login.replace(/\[bot\]$/, '');
}

function firstLine(body: string): string {
  return body.split(/\r?\n/, 1)[0]?.trim() ?? '';
}

/** GitHub keeps the line breaks that an edit in the browser gave. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trimEnd() === b.replaceAll('\r\n', '\n').trimEnd();
}

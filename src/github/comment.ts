import { messageOf } from '../report/failure.js';
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
 * else's comment that quotes the marker is left alone. Where two runs wrote one at the same time, the later of the two comments goes.
 * https://docs.github.com/en/rest/issues/comments
 * @throws Octokit's error when GitHub refused or did not answer.
 */
export async function keepComment(
  client: GitHubClient,
  place: CommentPlace,
  { marker, render }: CommentContent,
  patience: Patience,
): Promise<CommentOutcome> {
  const desk: Desk = { client, place, marker, patience };
  const author = await authorOf(client, patience);
  let standing = await findComment(desk, author);
  for (;;) {
    if (standing === undefined) {
      const outcome = await create(desk, author, render(undefined));
      if ('kind' in outcome) return outcome;
      standing = outcome;
    }
    try {
      return await edit(desk, standing, render);
    } catch (error) {
      // Gone is what somebody deleted; what is still listed may not be edited, and GitHub calls that so as well.
      const now = answerOf(error)?.status === 404 ? await findComment(desk, author) : standing;
      if (now?.id === standing.id) throw error;
      standing = now;
    }
  }
}

/** Where the comments are, and how they are asked for. */
interface Desk {
  readonly client: GitHubClient;
  readonly place: CommentPlace;
  readonly marker: string;
  readonly patience: Patience;
}

async function edit(
  { client, place: { owner, repo }, patience }: Desk,
  { id, body: before, url }: Comment,
  render: CommentContent['render'],
): Promise<CommentOutcome> {
  const body = render(before);
  if (body === undefined) return { kind: 'newer', url };
  if (sameText(body, before)) return { kind: 'unchanged', url };
  await ask(
    { doing: 'editing the comment', send: () => client.rest.issues.updateComment({ owner, repo, comment_id: id, body }) },
    patience,
  );
  return { kind: 'updated', url };
}

/** @returns the comment that another run had written before, when there is one: then ours is gone again. */
async function create(desk: Desk, author: Author, body: string | undefined): Promise<CommentOutcome | Comment> {
  if (body === undefined) throw new Error('a comment that is not there cannot be newer');
  const { client, place, patience } = desk;
  const { owner, repo, pullRequest } = place;
  const made = await ask<Comment & Partial<Author>>(
    {
      doing: 'writing the comment',
      send: async () => {
        const { data } = await client.rest.issues.createComment({ owner, repo, issue_number: pullRequest, body });
        return { id: data.id, body, url: data.html_url, ...(data.user !== null && { login: data.user.login }) };
      },
      found: () => findComment(desk, author),
    },
    patience,
  );
  // What was found instead of an answer is another run's, unless it says what ours does.
  if (!sameText(made.body, body)) return made;
  const earlier = await findEarlier(desk, made, { login: made.login ?? author.login });
  return earlier ?? { kind: 'created', url: made.url };
}

/**
 * Two runs that find no comment write one each, and a later run would edit the first only. Each looks once more, and whose comment is not the
 * first takes it back; the first stays, whichever run looks first. The author is the one GitHub names now: before, it may have told nobody's.
 */
async function findEarlier(desk: Desk, made: Comment, author: Author): Promise<Comment | undefined> {
  const { client, place, patience } = desk;
  const { owner, repo } = place;
  try {
    const first = await findComment(desk, author);
    if (first === undefined || first.id >= made.id) return undefined;
    await ask(
      { doing: 'taking the second comment back', send: () => client.rest.issues.deleteComment({ owner, repo, comment_id: made.id }) },
      patience,
    );
    return first;
  } catch (error) {
    patience.log.debug(`GitHub: whether another run wrote a comment as well is not known: ${messageOf(error)}`);
    return undefined;
  }
}

/**
 * Whom the token writes as. `GET /user` answers 403 to the token of a workflow; GraphQL's viewer is known for every kind of token
 * (https://docs.github.com/en/graphql/reference/queries#viewer).
 */
async function authorOf(client: GitHubClient, patience: Patience): Promise<Author> {
  const send = async (): Promise<Author> => {
    try {
      const { viewer } = await client.graphql<{ readonly viewer?: { readonly login?: unknown } }>('query { viewer { login } }');
      return typeof viewer?.login === 'string' ? { login: viewer.login } : WORKFLOW_AUTHOR;
    } catch (error) {
      // GraphQL refuses with a status of 200, so this is an answer although it has no status.
      if (isGraphqlRefusal(error)) return WORKFLOW_AUTHOR;
      throw error;
    }
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

function isGraphqlRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'GraphqlResponseError';
}

/** The first of the author's comments with the marker; GitHub lists them by ascending number. */
async function findComment({ client, place, marker, patience }: Desk, author: Author): Promise<Comment | undefined> {
  const { owner, repo, pullRequest } = place;
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

import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Patience } from '../github/asking.js';
import type { Conclusion } from '../github/check-run.js';
import { type GitHubClient, openGitHub } from '../github/client.js';
import { readPayload } from '../github/event-base.js';
import { type PullRequest, pullRequestOf } from '../github/pull-request.js';
import { explainRefusal } from '../github/refusal.js';
import type { RunContext } from '../github/run-context.js';
import type { AnyOptions } from '../options/rules.js';
import type { Entry } from '../options/table.js';
import { messageOf } from '../report/failure.js';
import type { Log } from '../report/log.js';
import type { Report, Result, RunIdentity } from '../report/model.js';
import type { PlaceOf } from '../report/source-place.js';
import { count, headlineOf, toneOf } from '../report/words.js';
import { findingsOf } from './findings.js';
import { openGitHubConnection } from './github-fetch.js';

export interface Telling {
  readonly entry: Entry;
  readonly options: AnyOptions;
  readonly context: RunContext;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly workspace: string;
  /** Where the workspace's files lie in the repository. */
  readonly placeOf: PlaceOf;
  readonly conclusion: Conclusion;
  /** For comment and check run together: a run must end when GitHub does not answer. */
  readonly budgetMs: number;
}

/** How a check run of this result ends. The exit code decides: a run that had succeeded when it was cancelled has succeeded. */
export function conclusionOf(
  result: Result | 'incomplete',
  { succeeded, cancelled }: { readonly succeeded: boolean; readonly cancelled: boolean },
): Conclusion {
  if (succeeded) return toneOf(result) === 'doubtful' ? 'neutral' : 'success';
  return cancelled ? 'cancelled' : 'failure';
}

/**
 * Writes the comment and the check run that were asked for.
 * @param report redacted.
 * @returns warnings: what could not be written, and what to do about it. Nothing here fails a run.
 */
export async function tellGitHub(report: Report, telling: Telling): Promise<readonly string[]> {
  const { options, context, log, environment } = telling;
  const wanted = WRITERS.filter(({ option }) => options[option] === true);
  const token = options['github-token'];
  const { run } = context;
  if (run === undefined)
    return [`${namesOf(wanted)}: GITHUB_REPOSITORY, GITHUB_SHA or GITHUB_RUN_ID is not set, so there is no place for it`];
  if (token === undefined) {
    const permissions = wanted.map(({ permission }) => `\`${permission}\``).join(' and ');
    return [
      `${namesOf(wanted)} without a token: add \`github-token: \${{ github.token }}\` to the step, and ${permissions} to the job's permissions`,
    ];
  }
  const payload = environment.GITHUB_EVENT_PATH === undefined ? {} : readPayload(environment.GITHUB_EVENT_PATH);
  const pullRequest = pullRequestOf(payload, environment);
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new Error(`GitHub did not answer within ${telling.budgetMs / 1000} s`)), telling.budgetMs);
  const patience = {
    clock: telling.clock,
    random: telling.random,
    log,
    deadline: telling.clock.elapsed() + telling.budgetMs,
    signal: abort.signal,
    limit: { until: 0 },
  };
  const warnings: string[] = [];
  try {
    const connection = await openGitHubConnection(environment, options, telling.workspace);
    try {
      const userAgent = `${report.tool.name}/${report.tool.version}`;
      const client = await openGitHub({
        apiUrl: context.apiUrl,
        token,
        userAgent,
        fetch: connection.fetch,
        clock: telling.clock,
        log,
        signal: abort.signal,
        // One request that is lost on the way must not cost both of them.
        attemptMs: telling.budgetMs / 3,
      });
      for (const { what, permission, write } of wanted) {
        try {
          warnings.push(...(await write(client, report, { ...telling, run, pullRequest, patience })));
        } catch (error) {
          warnings.push(explainRefusal(error, { what, permission, readOnlyToken: pullRequest?.readOnlyToken ?? false }));
        }
      }
    } finally {
      await connection.close();
    }
  } catch (error) {
    warnings.push(`${namesOf(wanted)} could not be written: ${messageOf(error)}`);
  } finally {
    clearTimeout(timer);
  }
  return warnings;
}

interface Scene extends Telling {
  readonly run: RunIdentity;
  readonly pullRequest: PullRequest | undefined;
  readonly patience: Patience;
}

interface Writer {
  readonly option: 'comment' | 'check-run';
  readonly what: string;
  readonly permission: 'pull-requests: write' | 'checks: write';
  /** @returns warnings. @throws what GitHub answered instead. */
  readonly write: (client: GitHubClient, report: Report, scene: Scene) => Promise<readonly string[]>;
}

const WRITERS: readonly Writer[] = [
  { option: 'comment', what: 'The comment on the pull request', permission: 'pull-requests: write', write: writeComment },
  { option: 'check-run', what: 'The check run', permission: 'checks: write', write: writeCheckRun },
];

function namesOf(writers: readonly Writer[]): string {
  return writers.map(({ option }) => option).join(' and ');
}

async function writeComment(client: GitHubClient, report: Report, scene: Scene): Promise<readonly string[]> {
  const { pullRequest, log, context, entry, options, patience } = scene;
  if (pullRequest === undefined) {
    log.info(`No comment: this run (${context.event ?? 'no event'}) belongs to no pull request`);
    return [];
  }
  const { keepComment } = await import('../github/comment.js');
  const { commentMarker, renderComment } = await import('../report/comment.js');
  const marker = commentMarker(entry, options['comment-key']);
  const place = { ...ownerAndName(scene.run), pullRequest: pullRequest.number };
  const render = (previous: string | undefined): string | undefined => renderComment(report, marker, previous, scene.placeOf);
  const { kind, url } = await keepComment(client, place, { marker, render }, patience);
  log.info(kind === 'newer' ? `Comment left as it is: a newer run wrote it: ${url}` : `Comment ${kind}: ${url}`);
  return [];
}

async function writeCheckRun(client: GitHubClient, report: Report, scene: Scene): Promise<readonly string[]> {
  const { run, pullRequest, entry, options, log, patience, conclusion } = scene;
  const { CHECK_SUMMARY_LIMIT, makeCheckRun } = await import('../github/check-run.js');
  const { renderSummary } = await import('../report/summary.js');
  const { oneLine, visible } = await import('../report/escape/visible.js');
  const key = options['comment-key'];
  const { verdict, reason } = headlineOf(report);
  const { url, annotated, left, refused } = await makeCheckRun(
    client,
    {
      ...ownerAndName(run),
      name: ['Keeptrusts policy', ...(entry === 'root' ? [] : [entry]), ...(key === undefined ? [] : [key])].join(': '),
      // A pull request shows the checks of its last commit, not those of the merge this run may have checked out.
      headCommit: pullRequest?.headCommit ?? run.commit,
      conclusion,
      externalId: [run.url, entry, randomUUID()].join(' '),
      detailsUrl: run.url,
      title: oneLine(visible(`${verdict}: ${reason}`)),
      summary: renderSummary(report, { budget: CHECK_SUMMARY_LIMIT, placeOf: scene.placeOf }),
      findings: findingsOf(report),
      placeOf: scene.placeOf,
    },
    patience,
  );
  log.info(`Check run with ${count(annotated, 'annotation')}: ${url}`);
  if (left === 0) return [];
  const why = refused === undefined ? ' in time' : `: ${refused.replace(/[.\s]+$/, '')}`;
  return [
    `The check run shows the ${annotated} worst findings; ${count(left, 'annotation')} could not be added${why}. The report has all.`,
  ];
}

function ownerAndName({ repository }: RunIdentity): { readonly owner: string; readonly repo: string } {
  const [owner = '', repo = ''] = repository.split('/');
  return { owner, repo };
}

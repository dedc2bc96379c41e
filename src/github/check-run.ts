import { shorten } from '../report/escape/visible.js';
import { messageOf } from '../report/failure.js';
import type { RunFinding } from '../report/model.js';
import type { PlaceOf } from '../report/source-place.js';
import { ask, type Patience } from './asking.js';
import { checkAnnotations } from './check-annotations.js';
import type { GitHubClient } from './client.js';

/** Annotations one request may add; later requests append: https://docs.github.com/en/rest/checks/runs#update-a-check-run */
export const ANNOTATIONS_PER_REQUEST = 50;
/** Characters of a check run's summary (https://docs.github.com/en/rest/checks/runs#create-a-check-run); bytes are never fewer. */
export const CHECK_SUMMARY_LIMIT = 65_535;
const TITLE_LIMIT = 255;

/** Between writes: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests */
const WRITE_PAUSE_MS = 1_000;

export type Conclusion = 'success' | 'neutral' | 'failure' | 'cancelled';

export interface CheckRun {
  readonly owner: string;
  readonly repo: string;
  readonly name: string;
  readonly headCommit: string;
  readonly conclusion: Conclusion;
  /** Nobody else's, not even another job's of the same matrix: by it the check run is found when its creation got no clear answer. */
  readonly externalId: string;
  readonly detailsUrl?: string;
  /** Plain text. */
  readonly title: string;
  /** Markdown of at most CHECK_SUMMARY_LIMIT characters. */
  readonly summary: string;
  readonly findings: readonly RunFinding[];
  /** Where findings lie in the repository; absent where the workspace is the checkout. */
  readonly placeOf?: PlaceOf;
}

export interface CheckRunOutcome {
  readonly url: string;
  /** Findings that have an annotation, the worst first. */
  readonly annotated: number;
  /** Findings that were to have one as well. */
  readonly left: number;
  /** Why not; absent when time was up. */
  readonly refused?: string;
}

interface Created {
  readonly id: number;
  readonly url: string;
}

/**
 * Makes a check run with all findings as annotations, 50 a request. It is complete, with its conclusion, from the first request on: one that
 * was left in progress by a killed job would hold up a pull request for good.
 * https://docs.github.com/en/rest/checks/runs
 * @throws Octokit's error when it could not be created; annotations that could not be added are only counted.
 */
export async function makeCheckRun(client: GitHubClient, check: CheckRun, patience: Patience): Promise<CheckRunOutcome> {
  const all = checkAnnotations(check.findings, check.placeOf);
  const { owner, repo, name, headCommit, conclusion, externalId, detailsUrl } = check;
  const output = { title: shorten(check.title, TITLE_LIMIT), summary: check.summary };
  const created = await ask<Created>(
    {
      doing: 'creating the check run',
      send: async () => {
        const { data } = await client.rest.checks.create({
          owner,
          repo,
          name,
          head_sha: headCommit,
          status: 'completed',
          conclusion,
          external_id: externalId,
          output: { ...output, annotations: all.slice(0, ANNOTATIONS_PER_REQUEST) },
          ...(detailsUrl !== undefined && { details_url: detailsUrl }),
        });
        return { id: data.id, url: data.html_url ?? '' };
      },
      found: () => findCheckRun(client, check),
    },
    patience,
  );
  let annotated = Math.min(all.length, ANNOTATIONS_PER_REQUEST);
  while (annotated < all.length && patience.clock.elapsed() + WRITE_PAUSE_MS < patience.deadline && !patience.signal.aborted) {
    const next = Math.min(all.length, annotated + ANNOTATIONS_PER_REQUEST);
    const annotations = all.slice(annotated, next);
    try {
      await addAnnotations(client, { owner, repo, id: created.id, output: { ...output, annotations }, total: next }, patience);
    } catch (error) {
      return { url: created.url, annotated, left: all.length - annotated, refused: messageOf(error) };
    }
    annotated = next;
  }
  return { url: created.url, annotated, left: all.length - annotated };
}

interface Addition {
  readonly owner: string;
  readonly repo: string;
  readonly id: number;
  readonly output: { readonly title: string; readonly summary: string; readonly annotations: ReturnType<typeof checkAnnotations> };
  /** Annotations the check run has afterwards. */
  readonly total: number;
}

async function addAnnotations(client: GitHubClient, { owner, repo, id, output, total }: Addition, patience: Patience): Promise<void> {
  await patience.clock.sleep(WRITE_PAUSE_MS, patience.signal);
  await ask(
    {
      doing: `adding annotations up to ${total}`,
      send: async () => {
        await client.rest.checks.update({ owner, repo, check_run_id: id, output });
        return true;
      },
      // Sent twice they would stand there twice.
      found: async () => {
        const { data } = await client.rest.checks.get({ owner, repo, check_run_id: id });
        return data.output.annotations_count >= total ? true : undefined;
      },
    },
    patience,
  );
}

async function findCheckRun(client: GitHubClient, { owner, repo, name, headCommit, externalId }: CheckRun): Promise<Created | undefined> {
  const { data } = await client.rest.checks.listForRef({ owner, repo, ref: headCommit, check_name: name, filter: 'all', per_page: 100 });
  const found = data.check_runs.find(({ external_id: id }) => id === externalId);
  return found === undefined ? undefined : { id: found.id, url: found.html_url ?? '' };
}

import { messageOf } from '../report/failure.js';
import { answerOf, isRateLimit } from './asking.js';

export interface RefusalContext {
  /** `The comment on the pull request`. */
  readonly what: string;
  /** The line a job's `permissions` need. */
  readonly permission: 'pull-requests: write' | 'checks: write';
  /** True where nothing a workflow says gives its token more. */
  readonly readOnlyToken: boolean;
}

const ELSEWHERE = 'The job summary and the annotations say the same';

/** Why something could not be written to GitHub, and what to do: one line for a warning, not escaped. */
export function explainRefusal(error: unknown, { what, permission, readOnlyToken }: RefusalContext): string {
  const status = answerOf(error)?.status;
  const cameBack = status === undefined ? messageOf(error) : `HTTP ${status} ${messageOf(error)}`;
  const said = `${what} could not be written: ${cameBack.replace(/[.\s]+$/, '')}.`;
  if (status === 401) return `${said} Check the token: \`github-token: \${{ github.token }}\` is the job's own. ${ELSEWHERE}.`;
  if (isRateLimit(error)) return `${said} The token's requests are used up for now; the next run writes again. ${ELSEWHERE}.`;
  if (status !== 403 && status !== 404) return `${said} ${ELSEWHERE}.`;
  // Of a rate limit, which lets the same token write later, and of a locked conversation no permission helps.
  if (/locked|rate limit|abuse detection/i.test(cameBack)) return `${said} ${ELSEWHERE}.`;
  if (readOnlyToken) {
    return `${said} It takes \`${permission}\`; the token of a pull request from a fork can only read, whatever the workflow's permissions say. ${ELSEWHERE}.`;
  }
  return `${said} The token may lack the permission: add \`${permission}\` under \`permissions:\` of the job. ${ELSEWHERE}.`;
}

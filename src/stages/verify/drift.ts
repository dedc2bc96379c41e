import type { Digest } from '../../policy/digest.js';
import { messageOf } from '../../report/failure.js';
import type { GatewayReport, ServedCommit } from '../../report/gateway-model.js';
import { type PolicyHistory, servedCommitOf } from '../policy-history.js';

/**
 * Says which commit's policy file each gateway serves that does not serve this one, so that a rollout in progress can be told from drift.
 * Git is asked once, and only where a gateway shows another pack; a history that cannot be read changes no result.
 * @param present digest of the file that should be served.
 */
export async function nameServedCommits(
  done: Map<string, GatewayReport>,
  present: Digest,
  readHistory: (() => Promise<PolicyHistory>) | undefined,
): Promise<void> {
  const drifted = [...done.values()].filter(showsAnother);
  if (drifted.length === 0 || readHistory === undefined) return;
  const history = await readHistory().catch((error: unknown): PolicyHistory => ({ kind: 'unread', reason: messageOf(error) }));
  for (const gateway of drifted) {
    const servedCommit = servedCommitOf(history, present, gateway.after ?? {});
    done.set(gateway.id, { ...gateway, servedCommit, differences: [...(gateway.differences ?? []), ...commitWords(servedCommit)] });
  }
}

/** A gateway whose probes alone failed serves this file, as far as it shows. */
function showsAnother({ result, state, after }: GatewayReport): boolean {
  return result === 'mismatch' && state === 'serving-other' && after?.name !== undefined && after.version !== undefined;
}

const RELATIONS = {
  previous: 'the version before this file: a rollout may be in progress',
  newer: 'which this checkout does not have yet: a newer version may have been rolled out',
  older: 'older than the version before this file',
} as const;

/** Characters of a commit's id that are shown, as Git shows them. */
const SHORT_COMMIT = 7;

function commitWords(served: ServedCommit): readonly string[] {
  switch (served.relation) {
    case 'not-checked':
      return [`whether a commit of this file fits was not found out: ${served.reason}`];
    case 'none':
      return ['no commit of this file fits what it shows'];
    default:
      return [`it serves ${served.version} of commit ${served.commit.slice(0, SHORT_COMMIT)}, ${RELATIONS[served.relation]}`];
  }
}

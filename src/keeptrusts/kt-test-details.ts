import type { KtCaseDetails } from '../report/model.js';
import { VERDICT_ALIASES } from './kt.js';
import { isRecord, textField } from './kt-output.js';

/** Names under which an element may carry its policy and verdict; that there are elements is documented, their shape is not. */
const POLICY_FIELDS = ['policy', 'kind', 'policy_name', 'name'] as const;
const VERDICT_FIELDS = ['verdict', 'decision', 'outcome'] as const;

/** A chain has at most as many entries as there are kinds times two phases; beyond this the answer is not about a chain. */
const POLICY_LIMIT = 100;
const SCORE_LIMIT = 20;

/** How policy kinds and scores are named everywhere in the documentation. Free text, which may quote a message, is never kept. */
const NAME = /^[a-z][a-z0-9_-]{0,39}$/;

/**
 * What of a case's `details` can be recognised: policies with their verdicts, and scores with their numbers. The page shows the two fields
 * `policy_results` and `quality_scores` and cuts off what is in them (https://docs.keeptrusts.com/docs/cli/policy-test).
 * @returns undefined when nothing is recognised.
 */
export function detailsOf(value: unknown): KtCaseDetails | undefined {
  if (!isRecord(value)) return undefined;
  const policies = policiesOf(value.policy_results);
  const scores = scoresOf(value.quality_scores);
  if (policies.length === 0 && scores.length === 0) return undefined;
  return { ...(policies.length > 0 && { policies }), ...(scores.length > 0 && { scores }) };
}

function policiesOf(results: unknown): NonNullable<KtCaseDetails['policies']> {
  if (!Array.isArray(results)) return [];
  return results.slice(0, POLICY_LIMIT).flatMap((element: unknown) => {
    if (!isRecord(element)) return [];
    const policy = textField(element, POLICY_FIELDS, Number.POSITIVE_INFINITY);
    const word = textField(element, VERDICT_FIELDS, Number.POSITIVE_INFINITY)?.toLowerCase() ?? '';
    const verdict = Object.hasOwn(VERDICT_ALIASES, word) ? VERDICT_ALIASES[word] : undefined;
    return policy !== undefined && NAME.test(policy) && verdict !== undefined ? [{ policy, verdict }] : [];
  });
}

function scoresOf(scores: unknown): NonNullable<KtCaseDetails['scores']> {
  if (!isRecord(scores)) return [];
  return Object.entries(scores)
    .flatMap(([name, score]) => (NAME.test(name) && typeof score === 'number' ? [{ name, score }] : []))
    .slice(0, SCORE_LIMIT);
}

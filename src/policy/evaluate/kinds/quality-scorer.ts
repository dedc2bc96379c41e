import type { Verdict } from '../../../report/model.js';
import { causeOf, checkAssertion, counts } from '../assertions.js';
import { allow, type Block, block, type KindEvaluator, undecided } from '../decision.js';
import { isRecord, listOf } from '../exchange.js';

/** Parts of a block that gate the answer in ways that are not published: judges, benchmarks, aggregation, sentence counting. */
const OPEN_SETTINGS = [
  'benchmarks',
  'thresholds',
  'pass_policy',
  'min_sentences',
  'industry',
  'min_score',
  'threshold',
  'dimensions',
  'overall_min_score',
  'on_fail',
];

/**
 * Length gate and deterministic assertions (https://docs.keeptrusts.com/docs/policies/config-quality-assertions). `audit` and `shadow` assertions
 * never count, `enforce` ones can block. How scores add up is not published, so a block is certain only where nothing scores: every counting
 * assertion fails, none leaves its mode out, and no benchmark adds to them; or where the answer is too short. `failure_action.action` must
 * be block, the one value whose effect is documented.
 */
export const qualityScorer: KindEvaluator = {
  kind: 'quality-scorer',
  looksAt: 'own-phase',
  phases: ['output'],
  could: verdictsOf,
  evaluate: (settings, exchange, pack) => {
    const answer = exchange.answer ?? '';
    const could = verdictsOf(settings);
    const blocks = isRecord(settings.failure_action) && settings.failure_action.action === 'block';
    const counting = listOf(settings.assertions).filter(isRecord).filter(counts);
    const results = counting.map((one) => checkAssertion(one, answer, pack.patterns));
    const length = lengthGate(answer, settings.min_output_chars);
    if (blocks && length === 'failed') return block('the answer is shorter than min_output_chars', []);
    const nothingScores = results.length > 0 && results.every((result) => result === 'failed') && settings.benchmarks === undefined;
    if (blocks && nothingScores && asksForScore(settings) && counting.every((one) => one.mode === 'enforce'))
      return block('every enforced assertion fails', []);
    if (length === 'failed' || results.includes('failed'))
      return undecided('undocumented', could, 'how scores add up to a verdict is not published');
    const open = counting.find((_, index) => results[index] === 'undecided');
    if (open !== undefined) return undecided(causeOf(open), could, `assertion ${String(open.type)} cannot be checked here`);
    if (length === 'undecided') return undecided('undocumented', could, 'how characters are counted is not documented');
    const setting = OPEN_SETTINGS.find((name) => settings[name] !== undefined);
    if (setting !== undefined)
      return undecided(setting === 'benchmarks' ? 'needs-model' : 'undocumented', could, `what ${setting} does is not published`);
    return counting.length > 0 || settings.min_output_chars !== undefined
      ? allow('every assertion that counts holds')
      : undecided('undocumented', could, 'what it scores without assertions is not published');
  },
};

function verdictsOf(settings: Block): readonly Verdict[] {
  const action = isRecord(settings.failure_action) ? settings.failure_action.action : undefined;
  return action === 'block' || action === 'escalate' ? ['allow', action] : ['allow', 'block', 'escalate'];
}

/** A threshold of 0 is reached by a score of nothing. */
function asksForScore({ thresholds, pass_policy: policy }: Block): boolean {
  const limits = [thresholds, policy].filter(isRecord).flatMap((limit) => Object.values(limit));
  return limits.every((limit) => typeof limit !== 'number' || limit > 0);
}

/** Bytes are the most that may count as characters, letters without blanks around them the least. */
function lengthGate(answer: string, least: unknown): 'passed' | 'failed' | 'undecided' {
  if (typeof least !== 'number') return 'passed';
  if (Buffer.byteLength(answer) < least) return 'failed';
  let letters = 0;
  for (const _letter of new Intl.Segmenter().segment(answer.trim())) {
    letters += 1;
    if (letters >= least) break;
  }
  return letters >= least ? 'passed' : 'undecided';
}

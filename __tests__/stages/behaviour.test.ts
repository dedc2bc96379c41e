import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../src/policy/document.js';
import { parseGoldenFile } from '../../src/policy/tests/golden.js';
import type { Verdict } from '../../src/report/model.js';
import type { KtAnswers } from '../../src/stages/ask-kt.js';
import { type BuiltinPart, decideCases } from '../../src/stages/behaviour.js';
import type { PlacedCase } from '../../src/stages/cases.js';

const DOCUMENT = parsePolicy(`pack: {name: x, version: 1.0.0, enabled: true}
policies: {chain: [entity-list-filter, prompt-injection]}
policy:
  entity-list-filter: {blocked_entities: [Acme]}
  prompt-injection: {}
`);

const WITHOUT_KT: KtAnswers = { answer: 'none', problems: [], unusable: [] };

function placed(name: string, content: string, verdict: Verdict): PlacedCase {
  const text = JSON.stringify({ name, input: { messages: [{ role: 'user', content }] }, expected: { verdict } });
  const [testCase] = parseGoldenFile(text).cases;
  if (testCase === undefined) throw new Error('no case');
  return { workspaceFile: `tests/${name}.json`, testCase };
}

const decide = (cases: readonly PlacedCase[], asked: KtAnswers = WITHOUT_KT, builtin: BuiltinPart = 'decides') =>
  decideCases(cases, { document: DOCUMENT, packFile: 'policy-config.yaml', asked, builtin });

const NAMES_ACME = placed('names Acme', 'sell to Acme', 'block');
const CLEAN = placed('clean', 'hello', 'allow');

describe('without kt', () => {
  test('the builtin evaluator decides what the documentation settles, and says with which verdict', () => {
    const { results } = decide([NAMES_ACME]);
    expect(results).toMatchObject([{ outcome: 'passed', actual: { verdict: 'block' }, engine: 'builtin' }]);
  });

  test('a wrong expectation fails, with what was expected and what came, and the policy, item and place it owes that to', () => {
    const { results } = decide([placed('wrong', 'sell to Acme', 'allow')]);
    expect(results).toMatchObject([
      {
        outcome: 'failed',
        reason:
          'expected allow, got block: entity-list-filter: a listed entity is named (policy.entity-list-filter.blocked_entities[0] in message, characters 9 to 12)',
      },
    ]);
  });

  test('of many matches a failed case names three, and never the text that matched', () => {
    const { results } = decide([placed('wrong', 'Acme, Acme, Acme, Acme and Acme', 'allow')]);
    expect(results[0]?.reason).toMatch(/\(.*characters 1 to 4; .*7 to 10; .*13 to 16; 2 more\)$/);
    expect(results[0]?.reason).not.toContain('Acme');
  });

  test('a failed case names no policy that an undecided one before it may have kept from deciding', () => {
    const document = parsePolicy(`pack: {name: x, version: 1.0.0, enabled: true}
policies: {chain: [pii-detector, dlp-filter, rbac]}
policy:
  pii-detector: {action: redact}
  dlp-filter: {blocked_terms: ['a@b.com'], action: block}
  rbac: {}
`);
    const [result] = decideCases([placed('mail', 'write to a@b.com', 'redact')], {
      document,
      packFile: 'policy-config.yaml',
      asked: WITHOUT_KT,
      builtin: 'decides',
    }).results;
    expect(result).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/^expected redact, got block: rbac: /) });
  });

  test('what stays open is undecided, and its cause is told once per kind', () => {
    const { results, causes } = decide([CLEAN, placed('clean too', 'bye', 'allow')]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['undecided', 'undecided']);
    expect(causes).toMatchObject([{ kind: 'prompt-injection', cause: 'unpublished-list', cases: 2 }]);
  });

  test('coverage names the entry that gave the verdict', () => {
    const { coverage } = decide([NAMES_ACME, CLEAN]);
    expect(coverage?.entries.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'entity-list-filter decisive',
      'prompt-injection exercised',
    ]);
    expect(coverage?.share).toBe(0.5);
  });

  test('a file that lint refuses decides nothing', () => {
    const { results, coverage } = decide([NAMES_ACME], WITHOUT_KT, 'kept-by-errors');
    expect(results).toMatchObject([{ outcome: 'undecided', reason: expect.stringContaining('the policy file has errors') }]);
    expect(coverage).toBeUndefined();
  });

  test('with engine kt and no kt nothing is decided, and the reason is that one', () => {
    const { results } = decide([NAMES_ACME], WITHOUT_KT, 'left-out');
    expect(results).toMatchObject([{ outcome: 'undecided', reason: expect.stringContaining('decided by kt') }]);
  });
});

describe('with kt', () => {
  const answers = (passed: boolean): KtAnswers => ({ ...WITHOUT_KT, answer: 'valid', results: [{ name: 'names Acme', passed }] });

  test('its word counts, and a different certain answer of the builtin evaluator is told', () => {
    const { results } = decide([NAMES_ACME], answers(false));
    expect(results).toMatchObject([{ outcome: 'failed', engine: 'kt' }]);
    expect(results[0]?.reason).toContain('the builtin evaluator decides otherwise: block');
  });

  test('where both agree nothing is added', () => {
    const { results } = decide([NAMES_ACME], answers(true));
    expect(results).toMatchObject([{ outcome: 'passed', engine: 'kt' }]);
    expect(results[0]?.reason).toBeUndefined();
  });

  test('a kt that was asked and gave no answer is not replaced by the builtin evaluator', () => {
    const { results } = decide([NAMES_ACME], { ...WITHOUT_KT, undecided: 'kt hung' });
    expect(results).toMatchObject([{ outcome: 'undecided', reason: 'kt hung' }]);
  });
});

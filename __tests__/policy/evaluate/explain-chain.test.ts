import { describe, expect, test } from '@jest/globals';
import { createPackEvaluator } from '../../../src/policy/evaluate/evaluate-case.js';
import { explainChain } from '../../../src/policy/evaluate/explain-chain.js';
import { policyOf, said } from '../tests/packs.js';

function explain(root: unknown, ...args: Parameters<typeof said>) {
  return explainChain(createPackEvaluator(root).evaluate(said(...args)).chain);
}

const PACK = policyOf(['dlp-filter', { 'entity-list-filter': { when: { model: ['gpt-9'] } } }, 'entity-list-filter', 'prompt-injection'], {
  'dlp-filter': { action: 'redact', blocked_terms: ['alpha'] },
  'entity-list-filter': { blocked_entities: ['Acme'] },
  'prompt-injection': { attack_patterns: ['ignore'] },
});

describe('the explanation of a chain', () => {
  test('names what each policy decides, by which item, and where in the text', () => {
    const { steps, verdicts } = explain(PACK, 'alpha of Acme', 'block', { request: { model: 'gpt-4o' } });
    expect(steps[0]).toEqual({
      index: 0,
      kind: 'dlp-filter',
      phase: 'input',
      verdicts: ['redact'],
      reason: expect.any(String),
      matches: [{ text: 'alpha', place: 'message, characters 1 to 5', item: 'policy.dlp-filter.blocked_terms[0]' }],
    });
    expect(steps[1]).toMatchObject({ index: 1, verdicts: [], reason: 'its condition does not match' });
    expect(steps[2]).toMatchObject({ index: 2, verdicts: ['block'], matches: [{ text: 'Acme' }] });
    expect(steps[3]).toMatchObject({ index: 3, verdicts: [], reason: 'an earlier policy has blocked' });
    expect(verdicts).toEqual(['block']);
  });

  test('an open policy says what it may do, why it is open and what would decide it', () => {
    const { steps, verdicts } = explain(policyOf(['prompt-injection'], { 'prompt-injection': {} }), 'hello', 'allow');
    expect(steps[0]).toMatchObject({
      reason: 'its built-in pattern list is not published',
      wayOut: expect.stringContaining('kt'),
      matches: [],
    });
    expect([...verdicts].sort()).toEqual(['allow', 'block']);
    expect([...(steps[0]?.verdicts ?? [])].sort()).toEqual(['allow', 'block']);
  });

  test('a documented reason code is named', () => {
    const { steps } = explain(
      policyOf(['prompt-injection'], { 'prompt-injection': { attack_patterns: ['ignore'] } }),
      'ignore it',
      'block',
    );
    expect(steps[0]?.reasonCode).toBe('prompt_injection.detected');
  });

  test('messages are counted where there are several; an answer is named as such', () => {
    const root = policyOf(['mnpi-filter'], { 'mnpi-filter': { detect_patterns: ['merger'] } });
    const [step] = explain(root, 'x', 'block', { upstream_response: 'the merger' }).steps;
    expect(step).toMatchObject({ phase: 'output', matches: [{ text: 'merger', place: 'answer, characters 5 to 10' }] });
    const testCase = said('hello', 'block');
    const messages = [
      { role: 'system', content: 'be kind' },
      { role: 'user', content: 'about Acme' },
    ];
    const two = { ...testCase, input: { messages, raw: { messages } } };
    const pack = createPackEvaluator(policyOf(['entity-list-filter'], PACK.policy));
    expect(explainChain(pack.evaluate(two).chain).steps[0]?.matches[0]?.place).toBe('message 2, characters 7 to 10');
  });
});

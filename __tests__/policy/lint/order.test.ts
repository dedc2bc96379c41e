import { describe, expect, test } from '@jest/globals';
import { brief, lint, PACK } from './brief.js';

const chain = (entries: readonly string[], blocks: Readonly<Record<string, string>> = {}) => {
  const kinds = [...new Set(entries.map((entry) => /^[a-z-]+/.exec(entry)?.[0] ?? ''))];
  return `${PACK}policies:\n  chain:\n${entries.map((entry) => `    - ${entry}\n`).join('')}policy:\n${kinds
    .map((kind) => `  ${kind}: ${blocks[kind] ?? '{}'}\n`)
    .join('')}`;
};
const advice = (entries: readonly string[], blocks?: Readonly<Record<string, string>>) =>
  lint(chain(entries, blocks))
    .filter(({ ruleId }) => ruleId === 'chain-order')
    .map(({ severity, message, range }) => `${severity} ${range?.start.line}:${range?.start.column} ${message}`);

describe('advice on the order of the chain', () => {
  test.each([
    [['prompt-injection', 'rbac', 'dlp-filter', 'pii-detector', 'quality-scorer', 'human-oversight', 'audit-logger']],
    [['data-routing-policy', 'prompt-injection', 'pii-detector', 'audit-logger']],
    [['prompt-injection', 'itar-ear-filter', 'entity-list-filter', 'dlp-filter', 'rbac', 'audit-logger']],
    [['mnpi-filter', 'upl-filter', 'pii-detector', 'eu-ai-act']],
  ])('%j follows it', (entries) => {
    expect(advice(entries)).toEqual([]);
  });

  test.each([
    [['audit-logger', 'rbac'], "info 7:7 'audit-logger' comes before 'rbac'"],
    [['pii-detector', 'prompt-injection'], "info 8:7 'prompt-injection' comes after 'pii-detector'"],
    [
      ['quality-scorer', 'rbac', 'dlp-filter'],
      "info 7:7 'quality-scorer' looks at answers but comes before 'rbac', which looks at requests",
    ],
    [['pii-detector', 'entity-list-filter'], "info 8:7 'entity-list-filter' gets the text after 'pii-detector' has changed it"],
    [['external-moderation', 'pii-detector'], "info 7:7 'external-moderation' gets the text before 'pii-detector' has changed it"],
  ])('%j', (entries, expected) => {
    expect(advice(entries)).toEqual([expected]);
  });

  test('a policy that blocks changes no text', () => {
    expect(advice(['pii-detector', 'entity-list-filter'], { 'pii-detector': '{action: block}' })).toEqual([]);
    expect(advice(['dlp-filter', 'entity-list-filter'], { 'dlp-filter': '{action: redact}' })).toHaveLength(1);
    expect(advice(['request-rewriter', 'entity-list-filter'], { 'request-rewriter': '{rules: []}' })).toHaveLength(1);
  });

  test('a stage decides the phase, and the advice stands at the kind', () => {
    expect(advice(['quality-scorer: {stage: pre-request}', 'rbac'])).toEqual([]);
    expect(advice(['safety-filter: {stage: post-response}', 'rbac'])).toEqual([
      "info 7:7 'safety-filter' looks at answers but comes before 'rbac', which looks at requests",
    ]);
  });
});

describe('the same kind twice', () => {
  test('is a warning at the second, which names the line of the first', () => {
    const text = chain(['rbac', 'pii-detector', 'rbac']);
    expect(brief(text)).toEqual(['warning duplicate-kind policies.chain[2] 9:7-9:11']);
    expect(lint(text)[0]?.message).toBe("Policy 'rbac' is in the chain twice; the first one is on line 7");
  });

  test('under the same conditions', () => {
    expect(brief(chain(['rbac: {when: {path: /a}}', 'rbac: {when: {path: /a}}']))).toEqual([
      'warning duplicate-kind policies.chain[1] 8:7-8:11',
    ]);
  });

  test('under other conditions has a purpose', () => {
    expect(brief(chain(['rbac: {when: {path: /a}}', 'rbac: {when: {path: /b}}', 'rbac']))).toEqual([]);
  });
});

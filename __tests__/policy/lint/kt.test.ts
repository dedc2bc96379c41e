import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/document.js';
import { placeKtProblem } from '../../../src/policy/lint/kt.js';

const TEXT =
  'pack:\n  name: a\npolicies:\n  chain:\n    - prompt-injections\npolicy:\n  pii-detector:\n    actions: redact\n    weights:\n      gpt-4.1: 2\n';
const document = parsePolicy(TEXT);

describe("placing kt's problems", () => {
  test.each([
    ['policies.chain[0]', 5, 7, 24],
    ['policy.pii-detector.actions', 8, 5, 12],
    ['policy.pii-detector.weights.gpt-4.1', 10, 7, 14],
    ['pack.version', 1, 1, 5],
    ['policies.chain[7]', 4, 3, 8],
    ['nonsense', 1, 1, 5],
  ])('%s', (path, line, column, end) => {
    expect(placeKtProblem(document, { path })).toEqual({ start: { line, column }, end: { line, column: end } });
  });

  test('a line without a path shows the line', () => {
    expect(placeKtProblem(document, { line: 5 })).toEqual({ start: { line: 5, column: 5 }, end: { line: 5, column: 24 } });
  });

  test('a line helps where the path leads nowhere', () => {
    expect(placeKtProblem(document, { path: 'policies[0].type', line: 8 })?.start.line).toBe(8);
  });

  test('neither, or a line past the end, gives nothing', () => {
    expect(placeKtProblem(document, {})).toBeUndefined();
    expect(placeKtProblem(document, { line: 99 })).toBeUndefined();
  });
});

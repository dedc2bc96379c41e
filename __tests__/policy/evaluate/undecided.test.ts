import { describe, expect, test } from '@jest/globals';
import { summariseUndecided, undecidedNew } from '../../../src/policy/evaluate/undecided.js';

const open = (...causes: [string, 'unpublished-list' | 'needs-model'][]) => ({
  outcome: 'undecided' as const,
  open: causes.map(([kind, cause]) => ({ kind, cause })),
});

describe('the causes of undecided cases', () => {
  test('each kind and cause stands once, with the number of cases and the way out, the most frequent first', () => {
    const causes = summariseUndecided([
      open(['pii-detector', 'unpublished-list']),
      open(['bias-monitor', 'needs-model'], ['pii-detector', 'unpublished-list']),
      open(['pii-detector', 'unpublished-list'], ['pii-detector', 'unpublished-list']),
    ]);
    expect(causes.map(({ kind, cause, cases }) => [kind, cause, cases])).toEqual([
      ['pii-detector', 'unpublished-list', 3],
      ['bias-monitor', 'needs-model', 1],
    ]);
    expect(causes[0]).toMatchObject({ text: 'its built-in pattern list is not published', wayOut: expect.stringContaining('kt') });
  });

  test('a case another engine decided does not count', () => {
    expect(summariseUndecided([{ ...open(['pii-detector', 'unpublished-list']), outcome: 'passed' }])).toEqual([]);
  });
});

describe('undecided: new', () => {
  const named = (name: string, outcome: 'passed' | 'failed' | 'undecided') => ({ name, outcome });

  test('names cases that are undecided now and were decided at the base', () => {
    const current = [
      named('a', 'undecided'),
      named('b', 'undecided'),
      named('c', 'undecided'),
      named('d', 'passed'),
      named('e', 'undecided'),
    ];
    const base = [named('a', 'passed'), named('b', 'undecided'), named('d', 'undecided'), named('e', 'failed')];
    expect(undecidedNew(current, base)).toEqual([named('a', 'undecided'), named('e', 'undecided')]);
  });

  test('a case that is new was never decided', () => {
    expect(undecidedNew([named('a', 'undecided')], [])).toEqual([]);
  });

  test('cases of the same name are paired in order', () => {
    const current = [named('a', 'passed'), { ...named('a', 'undecided'), line: 9 }];
    expect(undecidedNew(current, [named('a', 'undecided'), named('a', 'passed')])).toEqual([current[1]]);
    expect(undecidedNew(current, [named('a', 'passed')])).toEqual([]);
    expect(undecidedNew(current, [named('a', 'passed'), named('a', 'undecided')])).toEqual([]);
  });

  test('names that every object inherits are no names of the base', () => {
    expect(undecidedNew([named('constructor', 'undecided')], [])).toEqual([]);
  });
});

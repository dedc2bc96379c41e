import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/policy/digest.js';
import { type PolicyHistory, type PolicyState, servedCommitOf } from '../../src/stages/policy-history.js';

const CHAIN = ['prompt-injection', 'audit-logger'];

function state(commit: string, version: string, chain: readonly string[] = CHAIN, content = version): PolicyState {
  const bytes = new TextEncoder().encode(content);
  return { commit, identity: { name: 'desk', version }, chain, digest: digestOf(bytes), bytes };
}

const PRESENT = state('c3', '1.3.0');

function history(newer: readonly PolicyState[], before: readonly PolicyState[], incomplete?: string): PolicyHistory {
  return { kind: 'read', states: [PRESENT, ...before], newer, ...(incomplete !== undefined && { incomplete }) };
}

describe('the commit a gateway serves', () => {
  const known = history([state('c4', '1.4.0')], [state('c2', '1.2.0'), state('c1', '1.1.0')]);

  test.each([
    ['1.2.0', { relation: 'previous', commit: 'c2', version: '1.2.0' }],
    ['1.1.0', { relation: 'older', commit: 'c1', version: '1.1.0' }],
    ['1.4.0', { relation: 'newer', commit: 'c4', version: '1.4.0' }],
    ['9.9.9', { relation: 'none' }],
  ])('is told by version %s', (version, expected) => {
    expect(servedCommitOf(known, PRESENT.digest, { name: 'desk', version, chain: CHAIN })).toEqual(expected);
  });

  test('must fit in name and in the chain, where that is shown', () => {
    const served = { name: 'desk', version: '1.2.0' };
    expect(servedCommitOf(known, PRESENT.digest, served)).toMatchObject({ commit: 'c2' });
    expect(servedCommitOf(known, PRESENT.digest, { ...served, chain: CHAIN.toReversed() })).toEqual({ relation: 'none' });
    expect(servedCommitOf(known, PRESENT.digest, { ...served, name: 'other' })).toEqual({ relation: 'none' });
    expect(servedCommitOf(known, PRESENT.digest, {})).toEqual({ relation: 'none' });
  });

  test('is the newest of several that fit', () => {
    const twice = history([], [state('c2b', '1.2.0', CHAIN, 'reverted'), state('c2', '1.2.0')]);
    expect(servedCommitOf(twice, PRESENT.digest, { name: 'desk', version: '1.2.0' })).toMatchObject({ commit: 'c2b' });
  });

  test('is the one before a file that came back to what it was', () => {
    const reverted = history([], [state('c2', '1.2.0'), { ...PRESENT, commit: 'c1' }]);
    expect(servedCommitOf(reverted, PRESENT.digest, { name: 'desk', version: '1.2.0' })).toMatchObject({
      relation: 'previous',
      commit: 'c2',
    });
  });

  test('is not guessed where this file shows the same, and another commit reused its version', () => {
    const reused = history([state('c4', '1.3.0', CHAIN, 'newer content')], [state('c2', '1.3.0', CHAIN, 'older content')]);
    expect(servedCommitOf(reused, PRESENT.digest, { name: 'desk', version: '1.3.0', chain: CHAIN })).toEqual({
      relation: 'not-checked',
      reason: expect.stringContaining('of this very file'),
    });
  });

  test('is unknown, with the reason, where the history lacks commits or could not be read', () => {
    const served = { name: 'desk', version: '0.1.0' };
    const shallow = history([], [state('c2', '1.2.0')], 'this clone is shallow');
    expect(servedCommitOf(shallow, PRESENT.digest, served)).toEqual({ relation: 'not-checked', reason: 'this clone is shallow' });
    expect(servedCommitOf(shallow, PRESENT.digest, { ...served, version: '1.2.0' })).toMatchObject({ relation: 'previous' });
    const unread = { kind: 'unread', reason: 'no git' } as const;
    expect(servedCommitOf(unread, PRESENT.digest, served)).toEqual({ relation: 'not-checked', reason: 'no git' });
  });
});

import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/document.js';
import { FormerPolicies, type Shown } from '../../../src/stages/deploy/former-policy.js';
import type { PolicyHistory } from '../../../src/stages/policy-history.js';
import { OLD, OURS, stateOf } from '../deployment.js';
import { policyText, served, showing } from '../world.js';

const OLDER = policyText('0.9.0');
const NEXT = policyText('3.0.0');
const HISTORY: PolicyHistory = {
  kind: 'read',
  states: [stateOf(OURS, 'c3'), stateOf(OLD, 'c2'), stateOf(OLDER, 'c1')],
  newer: [stateOf(NEXT, 'c4')],
};

function shown(text: string, what: 'full' | 'chain' | 'version' = 'full'): Shown {
  const reading = showing(text, what);
  if (reading.kind !== 'served') throw new Error('it serves nothing');
  return { identity: reading.identity, reading };
}

function former(history: PolicyHistory = HISTORY, previous?: string): FormerPolicies {
  const bytes = new TextEncoder().encode(previous);
  return new FormerPolicies({
    history,
    file: 'packs/policy-config.yaml',
    ...(previous !== undefined && { previous: { file: 'old.yaml', bytes } }),
  });
}

describe('what a gateway gets back', () => {
  test.each(['full', 'chain', 'version'] as const)('is the commit whose file has the served policy, where it shows %s', (what) => {
    expect(former().restoreSourceFor(shown(OLD, what))).toMatchObject({
      source: { kind: 'commit', commit: 'c2', file: 'packs/policy-config.yaml', identity: { version: '1.0.0' } },
      bytes: new TextEncoder().encode(OLD),
    });
  });

  test('may be a commit that this checkout does not have yet', () => {
    expect(former().restoreSourceFor(shown(NEXT))).toMatchObject({ source: { commit: 'c4' } });
  });

  test('is the file the user named where that is what is served, and else the commit', () => {
    expect(former(HISTORY, OLD).restoreSourceFor(shown(OLD))).toMatchObject({ source: { kind: 'previous-policy-file', file: 'old.yaml' } });
    expect(former(HISTORY, OLD).restoreSourceFor(shown(OLDER))).toMatchObject({ source: { kind: 'commit', commit: 'c1' } });
  });

  test('is nothing where the served content is not that of the commit with its version: somebody edited it', () => {
    expect(former().restoreSourceFor(shown(policyText('1.0.0', 'other words')))).toEqual({
      kind: 'none',
      reason: 'no commit of this file has what it serves now',
    });
  });

  describe('where two commits have the same version with different content', () => {
    const EDITED = policyText('1.0.0', 'other words');
    const twice: PolicyHistory = { kind: 'read', states: [stateOf(OURS, 'c3'), stateOf(EDITED, 'c2'), stateOf(OLD, 'c1')], newer: [] };

    test.each(['chain', 'version'] as const)('is nothing where the gateway shows %s: it may be either', (what) => {
      expect(former(twice).restoreSourceFor(shown(OLD, what))).toEqual({
        kind: 'none',
        reason: 'commits c2 and c1 have what it shows of itself, with different content',
      });
    });

    test('is the one whose content it shows, or the file the user named', () => {
      expect(former(twice).restoreSourceFor(shown(OLD))).toMatchObject({ source: { commit: 'c1' } });
      expect(former(twice, OLD).restoreSourceFor(shown(OLD, 'chain'))).toMatchObject({ source: { file: 'old.yaml' } });
    });

    test('is the newest where they differ in comments only', () => {
      const states = [stateOf(`# a comment\n${OLD}`, 'c2'), stateOf(OLD, 'c1')];
      expect(former({ ...twice, states }).restoreSourceFor(shown(OLD, 'chain'))).toMatchObject({ source: { commit: 'c2' } });
    });
  });

  test('is nothing where Git or the gateway says nothing, with the reason', () => {
    expect(former({ kind: 'unread', reason: 'there is no git on PATH' }).restoreSourceFor(shown(OLD))).toMatchObject({
      reason: expect.stringContaining('there is no git on PATH'),
    });
    expect(former({ ...HISTORY, states: [], incomplete: 'this clone is shallow' }).restoreSourceFor(shown(OLD))).toMatchObject({
      reason: expect.stringContaining('this clone is shallow'),
    });
    expect(former().restoreSourceFor(undefined)).toMatchObject({ kind: 'none' });
    expect(former().restoreSourceFor(shown(policyText('7.0.0')))).toMatchObject({ kind: 'none' });
  });

  test('by kt’s word alone is found by name and version', () => {
    const identity = { name: 'support-desk', version: '1.0.0' };
    expect(former().restoreSourceFor({ identity })).toMatchObject({ source: { commit: 'c2' } });
  });

  test('is the same object for every gateway that serves the same', () => {
    const policies = former();
    expect(policies.restoreSourceFor(shown(OLD))).toBe(policies.restoreSourceFor(shown(OLD, 'chain')));
  });

  test('cannot be a file that names no pack', () => {
    expect(() => former(HISTORY, 'policies: {}\n')).toThrow(/^reading previous-policy-file old\.yaml/);
  });
});

describe('where a served policy comes from', () => {
  test.each<[string, string, object]>([
    ['an earlier commit', OLD, { kind: 'commit', commit: 'c2', isNewer: false }],
    ['a newer commit', NEXT, { kind: 'commit', commit: 'c4', isNewer: true }],
    ['nowhere', policyText('7.0.0'), { kind: 'none' }],
  ])('%s', (_name, text, origin) => {
    expect(former().originOf(shown(text))).toEqual(origin);
  });

  test('is not known where not all of Git was read', () => {
    const reading = served(parsePolicy(policyText('7.0.0')).value);
    if (reading.kind !== 'served') throw new Error('it serves nothing');
    const some = former({ ...HISTORY, incomplete: 'this clone is shallow' });
    expect(some.originOf({ identity: reading.identity, reading })).toEqual({ kind: 'not-checked', reason: 'this clone is shallow' });
  });
});

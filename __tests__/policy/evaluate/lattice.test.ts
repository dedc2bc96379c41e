import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { advance, type ChainState, compare, outcomesOf, type Possibility, START } from '../../../src/policy/evaluate/lattice.js';
import type { Expectation, Verdict } from '../../../src/report/model.js';

const VERDICTS: readonly Verdict[] = ['allow', 'block', 'redact', 'escalate'];
const verdict = fc.constantFrom(...VERDICTS);
const possibility: fc.Arbitrary<Possibility> = fc.record({ verdict, reasonCode: fc.constantFrom(null, 'a', 'b') });
const policy = fc.array(possibility, { minLength: 1, maxLength: 4 });
const chain = fc.array(policy, { maxLength: 5 });
const expectation: fc.Arbitrary<Expectation> = fc.oneof(
  fc.record({ verdict }),
  fc.record({ verdict, reasonCode: fc.constantFrom('a', 'b') }),
);

const runs = (policies: readonly (readonly Possibility[])[]): ChainState => policies.reduce((state, one) => advance(state, one), START);
const ends = (...policies: readonly (readonly Possibility[])[]) => outcomesOf(runs(policies));
const verdicts = (...policies: readonly (readonly Possibility[])[]) => new Set(ends(...policies).map((one) => one.verdict));
const may = (...some: readonly Verdict[]): readonly Possibility[] => some.map((one) => ({ verdict: one, reasonCode: null }));
const BLOCK: readonly Possibility[] = [{ verdict: 'block', reasonCode: 'a' }];

describe('what all ways through a chain agree on', () => {
  test('there is always at least one way', () => {
    fc.assert(fc.property(chain, (policies) => ends(...policies).length > 0));
  });

  test('one more possibility never decides what was undecided, and never turns a decision around', () => {
    fc.assert(
      fc.property(chain, fc.nat(), possibility, expectation, (policies, at, more, expected) => {
        if (policies.length === 0) return;
        const position = at % policies.length;
        const wider = policies.map((one, index) => (index === position ? [...one, more] : one));
        const [before, after] = [compare(expected, ends(...policies)), compare(expected, ends(...wider))];
        expect([before, 'undecided']).toContain(after);
      }),
    );
  });

  test('it loses no way that a smaller set of possibilities has', () => {
    fc.assert(
      fc.property(chain, fc.nat(), possibility, (policies, at, more) => {
        if (policies.length === 0) return;
        const wider = policies.map((one, index) => (index === at % policies.length ? [...one, more] : one));
        expect(ends(...wider)).toEqual(expect.arrayContaining([...ends(...policies)]));
      }),
    );
  });

  test('a certain block decides whatever follows', () => {
    fc.assert(fc.property(chain, (later) => expect(ends(BLOCK, ...later)).toEqual(BLOCK)));
  });

  test('a policy that certainly allows changes nothing', () => {
    fc.assert(
      fc.property(chain, fc.nat(), (policies, at) => {
        const position = at % (policies.length + 1);
        const longer = [...policies.slice(0, position), may('allow'), ...policies.slice(position)];
        expect(ends(...longer)).toEqual(ends(...policies));
      }),
    );
  });
});

describe('how verdicts follow each other', () => {
  test('nothing but allow is allow', () => {
    expect(ends()).toEqual([{ verdict: 'allow', reasonCode: null }]);
    expect(ends(may('allow'), may('allow'))).toEqual([{ verdict: 'allow', reasonCode: null }]);
  });

  test.each(['redact', 'escalate'] as const)('%s stands over allow, before and after it', (one) => {
    expect(verdicts(may(one), may('allow'))).toEqual(new Set([one]));
    expect(verdicts(may('allow'), may(one))).toEqual(new Set([one]));
  });

  test('a block after a redaction blocks', () => {
    expect(verdicts(may('redact'), BLOCK)).toEqual(new Set(['block']));
  });

  test('a redaction together with an escalation is not documented, so both may be the verdict', () => {
    expect(verdicts(may('redact'), may('escalate'))).toEqual(new Set(['redact', 'escalate']));
    expect(verdicts(may('escalate'), may('redact'))).toEqual(new Set(['redact', 'escalate']));
  });

  test('whether a policy can still block what is escalated is not documented', () => {
    expect(verdicts(may('escalate'), BLOCK)).toEqual(new Set(['escalate', 'block']));
  });

  test('a possible block leaves both ways', () => {
    expect(verdicts(may('allow', 'block'))).toEqual(new Set(['allow', 'block']));
  });
});

describe('an expectation', () => {
  test('of block alone holds when an open policy before the certain block could only block as well', () => {
    expect(compare({ verdict: 'block' }, ends(may('allow', 'block'), BLOCK))).toBe('passed');
  });

  test('with a reason code does not: the open policy may have blocked with another', () => {
    expect(compare({ verdict: 'block', reasonCode: 'a' }, ends(may('allow', 'block'), BLOCK))).toBe('undecided');
    expect(compare({ verdict: 'block', reasonCode: 'a' }, ends(may('allow'), BLOCK))).toBe('passed');
  });

  test('of block is undecided behind a policy that may escalate', () => {
    expect(compare({ verdict: 'block' }, ends(may('allow', 'escalate'), BLOCK))).toBe('undecided');
  });

  test('of block holds behind a policy that may redact, as long as the block is certain', () => {
    expect(compare({ verdict: 'block' }, ends(may('allow', 'redact'), BLOCK))).toBe('passed');
  });

  test('of another verdict fails as soon as no way leads to it', () => {
    expect(compare({ verdict: 'allow' }, ends(may('block', 'escalate')))).toBe('failed');
    expect(compare({ verdict: 'allow' }, ends(may('block', 'allow')))).toBe('undecided');
  });

  test('of a reason code fails on another one and is undecided where none is documented', () => {
    expect(compare({ verdict: 'block', reasonCode: 'b' }, ends(BLOCK))).toBe('failed');
    expect(compare({ verdict: 'block', reasonCode: 'b' }, ends(may('block')))).toBe('undecided');
    expect(compare({ verdict: 'allow', reasonCode: 'all_policies_passed' }, ends())).toBe('undecided');
  });

  test('fails on the wrong verdict whatever the reason code', () => {
    expect(compare({ verdict: 'allow', reasonCode: 'b' }, ends(may('block')))).toBe('failed');
  });
});

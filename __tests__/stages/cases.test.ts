import { describe, expect, test } from '@jest/globals';
import type { KtCase } from '../../src/keeptrusts/kt.js';
import { totalsOf } from '../../src/report/outcome.js';
import { matchKtCases, type PlacedCase, undecidedCases } from '../../src/stages/cases.js';

const PACK = 'packs/policy-config.yaml';

function placed(name: string, verdict: 'allow' | 'block' | 'redact' = 'block', suite?: string): PlacedCase {
  return {
    workspaceFile: suite === undefined ? `packs/tests/${name}.json` : PACK,
    testCase: {
      name,
      line: 7,
      input: { messages: [], raw: {} },
      expected: { verdict },
      assertions: [],
      ...(suite !== undefined && { suite }),
    },
  };
}

function result(name: string, verdict?: string, passed = true): KtCase {
  return { name, passed, ...(verdict !== undefined && { verdict }) };
}

/** `file name: outcome` of every case. */
function match(cases: readonly PlacedCase[], results: readonly KtCase[]): readonly string[] {
  return matchKtCases(cases, results, PACK).map(({ file, name, outcome }) => `${file} ${name}: ${outcome}`);
}

describe("kt's results on our cases", () => {
  test('are put on them by name, whatever their order, with file, line and expectation', () => {
    const [a, b] = matchKtCases([placed('a'), placed('b', 'allow')], [result('b', 'allow'), result('a', 'block')], PACK);
    expect(a).toEqual({
      name: 'a',
      file: 'packs/tests/a.json',
      line: 7,
      expected: { verdict: 'block' },
      actual: { verdict: 'block' },
      outcome: 'passed',
      engine: 'kt',
    });
    expect(b).toMatchObject({ name: 'b', outcome: 'passed' });
  });

  test('that are missing leave the case undecided, never passed', () => {
    expect(matchKtCases([placed('a'), placed('b')], [result('b', 'block')], PACK)).toMatchObject([
      { name: 'a', outcome: 'undecided', reason: 'kt reported no result for this case' },
      { name: 'b', outcome: 'passed' },
    ]);
  });

  test('without a case of ours are kept, a failure with its reason', () => {
    expect(matchKtCases([], [result('x', 'allow'), result('y', 'block', false)], PACK)).toEqual([
      { name: 'x', file: PACK, line: 1, actual: { verdict: 'allow' }, outcome: 'passed', engine: 'kt' },
      {
        name: 'y',
        file: PACK,
        line: 1,
        actual: { verdict: 'block' },
        outcome: 'failed',
        reason: 'kt reports a failed case under a name that no test file here has',
        engine: 'kt',
      },
    ]);
  });

  test('that failed say what came instead', () => {
    const failed: KtCase = { name: 'a', passed: false, verdict: 'allow', reasonCode: 'all_policies_passed' };
    expect(matchKtCases([placed('a')], [failed], PACK)).toMatchObject([
      { outcome: 'failed', reason: 'expected block, got allow (all_policies_passed)' },
    ]);
    expect(matchKtCases([placed('a')], [result('a', undefined, false)], PACK)).toMatchObject([
      { outcome: 'failed', reason: 'kt reports the case as failed; block was expected' },
    ]);
  });
});

describe('what kt says of single policies', () => {
  const failed: KtCase = {
    name: 'a',
    passed: false,
    verdict: 'redact',
    details: {
      policies: [
        { policy: 'rbac', verdict: 'allow' },
        { policy: 'dlp-filter', verdict: 'redact' },
        { policy: 'made-up-text', verdict: 'block' },
      ],
      scores: [{ name: 'relevance', score: 0.2 }],
    },
  };

  test('is kept for policies that exist, and names those that acted where a case failed', () => {
    expect(matchKtCases([placed('a')], [failed], PACK)).toMatchObject([
      {
        reason: 'expected block, got redact; kt names dlp-filter: redact',
        details: { policies: [{ policy: 'rbac' }, { policy: 'dlp-filter' }], scores: [{ name: 'relevance', score: 0.2 }] },
      },
    ]);
    expect(JSON.stringify(matchKtCases([placed('a')], [failed], PACK))).not.toContain('made-up-text');
    expect(matchKtCases([], [failed], PACK)).toMatchObject([{ details: { scores: [{ score: 0.2 }] } }]);
  });

  test('a failure whose verdict is the expected one says so, or that its reason code is another', () => {
    const same: KtCase = { name: 'a', passed: false, verdict: 'block', reasonCode: 'x' };
    expect(matchKtCases([placed('a')], [same], PACK)).toMatchObject([
      { outcome: 'failed', reason: 'kt reports the case as failed, though its verdict is the expected one: block (x)' },
    ]);
    const wanted = placed('a');
    const coded = { ...wanted, testCase: { ...wanted.testCase, expected: { verdict: 'block', reasonCode: 'y' } as const } };
    expect(matchKtCases([coded], [same], PACK)).toMatchObject([{ reason: 'expected block (y), got block (x)' }]);
  });

  test('a case kt calls passed with another reason code than the expected one has failed; without a code it contradicts nothing', () => {
    const wanted = placed('a');
    const coded = { ...wanted, testCase: { ...wanted.testCase, expected: { verdict: 'block', reasonCode: 'y' } as const } };
    const said = (reasonCode?: string): KtCase => ({
      name: 'a',
      passed: true,
      verdict: 'block',
      ...(reasonCode !== undefined && { reasonCode }),
    });
    expect(matchKtCases([coded], [said('x')], PACK)).toMatchObject([
      { outcome: 'failed', reason: 'kt reports the case as passed and its reason code as x, but y is expected' },
    ]);
    for (const fits of [said('y'), said()]) expect(matchKtCases([coded], [fits], PACK)).toMatchObject([{ outcome: 'passed' }]);
    expect(matchKtCases([wanted], [said('x')], PACK)).toMatchObject([{ outcome: 'passed' }]);
  });
});

test('ten thousand results of as many cases are matched at once', () => {
  const names = Array.from({ length: 10_000 }, (_none, index) => `case ${index}`);
  const started = performance.now();
  const matched = match(
    names.map((name) => placed(name)),
    names.toReversed().map((name) => result(name, 'block')),
  );
  expect(performance.now() - started).toBeLessThan(2000);
  expect(matched.every((line) => line.endsWith(': passed'))).toBe(true);
});

describe('a pass that contradicts its own verdict', () => {
  test.each(['allow', 'Allowed', 'pass', 'escalated'])('with verdict %s where block is expected is a failure', (verdict) => {
    expect(matchKtCases([placed('a')], [result('a', verdict)], PACK)).toMatchObject([
      { outcome: 'failed', reason: `kt reports the case as passed and its verdict as ${verdict}, but block is expected` },
    ]);
  });

  test.each(['block', 'Blocked', 'held-for-review', 'constructor'])('does not exist with verdict %s', (verdict) => {
    expect(match([placed('a')], [result('a', verdict)])).toEqual(['packs/tests/a.json a: passed']);
  });
});

describe('cases of the same name', () => {
  test('take the results in order', () => {
    const twice = [placed('a'), { ...placed('a'), workspaceFile: 'packs/tests/a2.json' }];
    expect(match(twice, [result('a', 'block'), result('a', 'block', false)])).toEqual([
      'packs/tests/a.json a: passed',
      'packs/tests/a2.json a: failed',
    ]);
    expect(match(twice, [result('a', 'block')])).toEqual(['packs/tests/a.json a: passed', 'packs/tests/a2.json a: undecided']);
  });

  test('with other expectations take those that fit, whatever order kt lists them in', () => {
    const both = [placed('a', 'allow'), { ...placed('a', 'block'), workspaceFile: 'packs/tests/a2.json' }];
    expect(match(both, [result('a', 'block'), result('a', 'allow')])).toEqual([
      'packs/tests/a.json a: passed',
      'packs/tests/a2.json a: passed',
    ]);
  });

  test('one golden, one of a suite: the plain name is the golden one', () => {
    const both = [placed('a', 'allow', 'basics'), placed('a', 'block')];
    expect(match(both, [result('a', 'block'), result('basics/a', 'allow')])).toEqual([`${PACK} a: passed`, 'packs/tests/a.json a: passed']);
  });
});

describe('cases of inline suites, which kt may name in a way of its own', () => {
  test.each(['basics/a', 'basics::a', 'basics > a', 'basics: a', 'basics.a', 'a', 'policy-config/a'])('%s', (name) => {
    expect(match([placed('a', 'block', 'basics')], [result(name, 'block')])).toEqual([`${PACK} a: passed`]);
  });

  test('with the same name in two suites are told apart by the suite', () => {
    const cases = [placed('a', 'allow', 'one'), placed('a', 'block', 'two')];
    expect(matchKtCases(cases, [result('two/a', 'block', false), result('one/a', 'allow')], PACK)).toMatchObject([
      { expected: { verdict: 'allow' }, outcome: 'passed' },
      { expected: { verdict: 'block' }, outcome: 'failed' },
    ]);
  });

  test('are not guessed when two results end in the name', () => {
    expect(match([placed('a', 'block', 'basics')], [result('x/a', 'block'), result('y/a', 'block')])).toEqual([
      `${PACK} a: undecided`,
      `${PACK} x/a: passed`,
      `${PACK} y/a: passed`,
    ]);
  });

  test('are not guessed when one result ends in the names of two', () => {
    const cases = [placed('a', 'block', 'one'), placed('b/a', 'block', 'two')];
    expect(match(cases, [result('x/b/a', 'block')])).toEqual([`${PACK} a: undecided`, `${PACK} b/a: undecided`, `${PACK} x/b/a: passed`]);
  });

  test('do not take a result that only ends in the same letters', () => {
    expect(match([placed('a')], [result('banana', 'block')])).toEqual(['packs/tests/a.json a: undecided', `${PACK} banana: passed`]);
  });
});

test('cases that no engine decides are undecided for one reason', () => {
  expect(undecidedCases([placed('a'), placed('b')], 'there is no kt')).toMatchObject([
    { name: 'a', outcome: 'undecided', reason: 'there is no kt', engine: 'builtin' },
    { name: 'b', outcome: 'undecided' },
  ]);
});

test('totals count every outcome', () => {
  const cases = matchKtCases([placed('a'), placed('b'), placed('c')], [result('a'), result('b', 'allow', false)], PACK);
  expect(totalsOf(cases)).toEqual({ passed: 1, failed: 1, undecided: 1 });
});

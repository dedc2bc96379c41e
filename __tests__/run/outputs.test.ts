import { describe, expect, test } from '@jest/globals';
import { OUTPUTS } from '../../src/options/table.js';
import { findingsOf, packsOf } from '../../src/run/findings.js';
import { outputsOf } from '../../src/run/outputs.js';
import { DIGEST, deploy, finding, gateway, pack, plan, planned, report, testCase, validate, verify } from '../report/samples.js';

const tests = { passed: 3, failed: 1, undecided: 2, cases: [] };

describe('the outputs', () => {
  test('of validate count findings and tests over all packs', () => {
    const findings = [finding(), finding({ severity: 'warning' }), finding({ severity: 'warning' }), finding({ severity: 'info' })];
    const packs = [pack({ findings, tests }), pack({ findings: [finding()], tests })];
    expect(outputsOf(report([validate({ result: 'failed', packs })]), '/tmp/r.json')).toEqual({
      result: 'failed',
      report: '/tmp/r.json',
      digest: '',
      coverage: '',
      errors: '2',
      warnings: '2',
      'tests-passed': '6',
      'tests-failed': '2',
      'tests-undecided': '4',
      matrix: expect.stringMatching(/^{"include":\[{/),
    });
  });

  test('of validate have a digest only for one file: that of several would be none of theirs', () => {
    const digestOf = (count: number) =>
      outputsOf(report([validate({ packs: Array(count).fill(pack({ digest: DIGEST })) })]), undefined).digest;
    expect([digestOf(0), digestOf(1), digestOf(2)]).toEqual(['', DIGEST, '']);
  });

  test('of deploy name who serves the policy because of this run, and the weakest proof', () => {
    const gateways = [
      gateway({ id: 'wrote', state: 'serving', proof: 'full' }),
      gateway({ id: 'accepted', state: 'accepted', proof: 'accepted' }),
      gateway({ id: 'served it before', state: 'serving', proof: 'full', steps: [] }),
      gateway({ id: 'failed', state: 'serving-other', proof: 'version' }),
    ];
    const outputs = outputsOf(report([deploy({ result: 'failed', gateways })]), undefined);
    expect(outputs).toMatchObject({ result: 'failed', digest: DIGEST, promoted: '["wrote","accepted"]', proof: 'accepted' });
    expect(JSON.parse(outputs.gateways ?? '')).toEqual(gateways.map(({ id, state, proof }) => ({ id, state, proof })));
    expect(outputs).not.toHaveProperty('report');
  });

  test('of deploy name who got the former policy back', () => {
    const gateways = [gateway({ id: 'back', state: 'restored' }), gateway({ id: 'open', state: 'unknown' })];
    expect(outputsOf(report([deploy({ result: 'unknown', gateways })]), undefined)).toMatchObject({
      promoted: '[]',
      'rolled-back': '["back"]',
    });
  });

  test('of deploy have the address of the first production gateway that has one, and of staging where it goes no further', () => {
    const { url: _, ...hidden } = gateway({ id: 'hidden' });
    const gateways = [gateway({ id: 'staging', url: 'https://s.example' }), hidden, gateway({ id: 'prod', url: 'https://p.example' })];
    const urlOf = (...waves: readonly number[]) => {
      const ids = ['staging', 'hidden', 'prod'];
      const stage = deploy({ gateways, plan: plan(waves.map((wave) => planned({ id: ids[wave] ?? '', wave }))) });
      return outputsOf(report([stage]), undefined)['environment-url'];
    };
    expect([urlOf(0, 1, 2), urlOf(1, 2), urlOf(0), urlOf(1)]).toEqual([
      'https://p.example',
      'https://p.example',
      'https://s.example',
      undefined,
    ]);
    expect(outputsOf(report([deploy({ gateways })]), undefined)).not.toHaveProperty('environment-url');
  });

  test('of a deploy that got no digest leave it out, instead of an empty one that promote might be given', () => {
    const { digest: _none, ...refused } = deploy({ result: 'refused', gateways: [] });
    expect(outputsOf(report([refused]), undefined)).toEqual({
      result: 'refused',
      promoted: '[]',
      'rolled-back': '[]',
      proof: 'none',
      gateways: '[]',
    });
  });

  test('of verify count events of this version', () => {
    const events = (matching: number) => ({ read: 9, matching, unattributed: 0, verdicts: {}, newest: [] });
    const { events: _unread, ...without } = gateway({ id: 'c' });
    const gateways = [gateway({ id: 'a', events: events(2) }), gateway({ id: 'b', events: events(3) }), without];
    expect(outputsOf(report([verify({ gateways })]), undefined)).toMatchObject({ result: 'verified', events: '5', proof: 'version' });
  });

  test("of several stages are joined, the later stage winning, and the result is the report's", () => {
    const stages = [
      validate({ result: 'passed', packs: [pack({ tests })] }),
      deploy({ gateways: [gateway({ proof: 'chain' })] }),
      verify({ gateways: [gateway({ proof: 'full' })] }),
    ];
    expect(outputsOf(report(stages, { result: 'incomplete' }), undefined)).toMatchObject({
      result: 'incomplete',
      'tests-passed': '3',
      promoted: '["prod-eu"]',
      proof: 'full',
    });
  });

  test('are all declared', () => {
    const all = outputsOf(report([validate({}), deploy({}), verify({})]), '/tmp/r.json');
    expect(Object.keys(all).filter((name) => !Object.hasOwn(OUTPUTS, name))).toEqual([]);
    expect(Object.values(all).every((value) => typeof value === 'string')).toBe(true);
  });
});

describe('the findings of a run', () => {
  test('are those of validate and of the validation deploy repeats, each once', () => {
    const packs = [pack({ findings: [finding({ fingerprint: 'one' })], tests: { ...tests, cases: [] } })];
    const again = pack({ findings: [finding({ fingerprint: 'one' }), finding({ fingerprint: 'two' })], tests: { ...tests, cases: [] } });
    const found = findingsOf(report([validate({ packs }), deploy({ validation: again }), verify({})]));
    expect(found.map(({ fingerprint }) => fingerprint)).toEqual(['one', 'two']);
  });

  test('of two Git roots in one workspace are not taken for each other', () => {
    const of = (workspaceFile: string) =>
      pack({ findings: [finding({ file: 'policy-config.yaml', workspaceFile })], tests: { ...tests, cases: [] } });
    expect(findingsOf(report([validate({ packs: [of('a/policy-config.yaml'), of('b/policy-config.yaml')] })]))).toHaveLength(2);
  });

  test('include failed tests, on the line of their expectation, and no others', () => {
    const cases = [
      testCase({ outcome: 'failed', name: 'f', line: 3, file: 'packs/tests/f.json', reason: 'expected block, got allow' }),
      testCase({ outcome: 'undecided', name: 'u' }),
      testCase({ outcome: 'passed', name: 'p' }),
    ];
    expect(findingsOf(report([validate({ packs: [pack({ findings: [], tests: { ...tests, cases } })] })]))).toMatchObject([
      {
        ruleId: 'test-failed',
        severity: 'error',
        message: 'Test "f": expected block, got allow',
        workspaceFile: 'packs/tests/f.json',
        range: { start: { line: 3, column: 1 } },
      },
    ]);
  });

  test('come from no pack where nothing was validated', () => {
    const { validation: _none, ...refused } = deploy({});
    expect([packsOf(refused), packsOf(verify({}))]).toEqual([[], []]);
  });
});

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Kt, KtTest } from '../../src/keeptrusts/kt.js';
import { parsePolicy } from '../../src/policy/document.js';
import type { PackReport } from '../../src/report/model.js';
import { KT_MUTANTS_LIMIT } from '../../src/stages/mutation.js';
import { type PackSettings, type PackSource, validatePack } from '../../src/stages/pack.js';
import { fakeKt, golden, sourceOf } from './world.js';

let parent = '';
let packs = 0;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'mutation-test-'));
  packs = 0;
});
afterEach(() => rm(parent, { recursive: true, force: true }));

function policy(terms: readonly string[], chain = 'dlp-filter'): string {
  return `pack:\n  name: desk\n  version: 1.0.0\n  enabled: true\npolicies:\n  chain:\n    - ${chain}\npolicy:\n  dlp-filter:\n    action: block\n    blocked_terms:\n${terms.map((term) => `      - ${term}\n`).join('')}`;
}

const TESTS = { 'a.json': golden('names falcon', 'about falcon', 'block'), 'b.json': golden('greets', 'hello', 'allow') };
const pause = async (): Promise<void> => {};

async function validated(source: PackSource, settings: Partial<PackSettings> = {}, kt?: Kt): Promise<PackReport> {
  const complete: PackSettings = {
    engine: 'auto',
    failOn: 'error',
    severities: new Map(),
    tests: 'true',
    mutation: { pause },
    ...settings,
  };
  const { report } = await validatePack(
    source,
    complete,
    kt === undefined ? {} : { kt, stagingDirectory: join(parent, `pack-${packs++}`) },
  );
  return report;
}

/** kt that blocks what holds a term of the file's list: nothing of our evaluator. */
function listKt(seen: string[] = [], answer: (text: string) => KtTest | undefined = () => undefined): Kt {
  return fakeKt({
    test: async (pack) => {
      const text = await readFile(join(pack, 'policy-config.yaml'), 'utf8');
      seen.push(text);
      const other = answer(text);
      if (other !== undefined) return other;
      const { chain = [], value } = parsePolicy(text);
      const terms = chain.includes('dlp-filter') ? JSON.stringify(value).match(/"blocked_terms":\[(.*?)\]/)?.[1] : '';
      const blocks = terms?.includes('falcon') === true;
      const cases = [
        { name: 'names falcon', passed: blocks, verdict: blocks ? 'block' : 'allow' },
        { name: 'greets', passed: true, verdict: 'allow' },
      ];
      return { kind: 'answered', ok: cases.every((one) => one.passed), cases };
    },
  });
}

describe('with the builtin evaluator', () => {
  test('each change no test notices is a finding at its line, and the score stands in the report', async () => {
    const report = await validated(sourceOf(policy(['falcon', 'osprey'], 'dlp-filter\n    - audit-logger'), TESTS));
    expect(report.mutation).toMatchObject({ engine: 'builtin', mutants: 4, killed: 3 });
    expect(report.mutation?.survivors).toEqual([
      expect.objectContaining({ path: 'policy.dlp-filter.blocked_terms[1]', change: 'item-dropped' }),
    ]);
    // The item is untested, which is one fault and not two.
    expect(report.findings.filter(({ severity }) => severity === 'info').map(({ ruleId }) => ruleId)).toEqual(['item-untested']);
    expect(report.result).toBe('passed');
  });

  test('is not scored unless it is asked for, nor without tests, nor where the file has errors', async () => {
    const { report } = await validatePack(
      sourceOf(policy(['falcon']), TESTS),
      { engine: 'auto', failOn: 'error', severities: new Map(), tests: 'true' },
      {},
    );
    expect(report.mutation).toBeUndefined();
    expect((await validated(sourceOf(policy(['falcon'])))).mutation).toBeUndefined();
    expect((await validated(sourceOf(policy(['falcon'], 'dlp-filtre'), TESTS))).mutation).toBeUndefined();
  });

  test('stops when it is told to', async () => {
    const stop = async (): Promise<void> => {
      throw new Error('cancelled');
    };
    await expect(validated(sourceOf(policy(['falcon']), TESTS), { mutation: { pause: stop } })).rejects.toThrow('cancelled');
  });
});

describe('findings of tests', () => {
  test('obey the severities of the user and the comments of the file', async () => {
    const severities = new Map([['item-untested', 'error' as const]]);
    expect((await validated(sourceOf(policy(['falcon', 'osprey']), TESTS), { severities })).result).toBe('failed');
    const off = new Map([['item-untested', 'off' as const]]);
    expect((await validated(sourceOf(policy(['falcon', 'osprey']), TESTS), { severities: off })).findings).toEqual([
      expect.objectContaining({ ruleId: 'mutant-survived' }),
    ]);
    const commented = policy(['falcon', 'osprey # keeptrusts-lint-disable-line item-untested -- seasonal']);
    const { findings } = await validated(sourceOf(commented, TESTS));
    expect(findings).toEqual([expect.objectContaining({ ruleId: 'item-untested', suppressed: true })]);
  });

  test('a comment about them is not called unused where nothing is known of coverage', async () => {
    const commented = sourceOf(policy(['falcon', 'osprey # keeptrusts-lint-disable-line item-untested'], 'dlp-filter'));
    const unused = (report: PackReport) => report.findings.filter(({ ruleId }) => ruleId === 'unused-suppression');
    expect(unused(await validated(commented))).toEqual([]);
    const matched = { ...TESTS, 'c.json': golden('names osprey', 'about osprey', 'block') };
    expect(unused(await validated({ ...commented, tests: sourceOf('', matched).tests }))).toHaveLength(1);
  });

  test('are not made where kt alone decides', async () => {
    const report = await validated(sourceOf(policy(['falcon', 'osprey']), TESTS), { engine: 'kt', mutation: { pause } }, listKt());
    expect(report.coverage).toBeUndefined();
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['mutant-survived', 'mutant-survived']);
  });
});

describe('with kt', () => {
  test('kt decides each change, on a copy of its own that is removed again', async () => {
    const seen: string[] = [];
    const report = await validated(sourceOf(policy(['falcon', 'osprey']), TESTS), {}, listKt(seen));
    // Without the entry, without falcon: noticed. A weaker action: kt of this test does not look at it, whatever builtin would say.
    expect(report.mutation).toMatchObject({ engine: 'kt', mutants: 4, killed: 2 });
    expect(report.mutation?.survivors.map(({ change }) => change)).toEqual(['action-weakened', 'item-dropped']);
    // The tests themselves, the unchanged document written our way, and the four changes.
    expect(seen).toHaveLength(6);
    expect(parsePolicy(seen[1] ?? '').value).toEqual(parsePolicy(seen[0] ?? '').value);
    expect(await readdir(parent)).toEqual(['pack-0']);
  });

  test('a change that kt gives no usable answer about counts neither way', async () => {
    const refuses = (text: string): KtTest | undefined =>
      text.includes('osprey') ? undefined : { kind: 'unusable', reason: 'it does not load' };
    const { mutation } = await validated(sourceOf(policy(['falcon', 'osprey']), TESTS), {}, listKt([], refuses));
    expect(mutation).toMatchObject({ mutants: 3, killed: 2, unanswered: 1 });
    const silent = (text: string): KtTest | undefined => (text.includes('osprey') ? undefined : { kind: 'answered', ok: false, cases: [] });
    expect((await validated(sourceOf(policy(['falcon', 'osprey']), TESTS), {}, listKt([], silent))).mutation?.unanswered).toBe(1);
  });

  test('says after each change how many have been tried', async () => {
    const told: string[] = [];
    const tried = (done: number, of: number): void => void told.push(`${done}/${of}`);
    await validated(sourceOf(policy(['falcon', 'osprey']), TESTS), { mutation: { pause, tried } }, listKt());
    expect(told).toEqual(['1/4', '2/4', '3/4', '4/4']);
    told.length = 0;
    await validated(sourceOf(policy(['falcon', 'osprey']), TESTS), { mutation: { pause, tried } });
    expect(told).toEqual(['1/4', '2/4', '3/4', '4/4']);
  });

  test('is asked about a limited number of changes, a few at the same time, and what was left out is said', async () => {
    let now = 0;
    let most = 0;
    const kt = listKt();
    const counting: Kt = {
      ...kt,
      test: async (pack) => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setImmediate(resolve));
        return kt.test(pack).finally(() => {
          now -= 1;
        });
      },
    };
    const terms = Array.from({ length: 250 }, (_, index) => `falcon-${index}`);
    const { mutation } = await validated(sourceOf(policy(terms), TESTS), {}, counting);
    expect(mutation).toMatchObject({ mutants: KT_MUTANTS_LIMIT, leftOut: 52 });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });
});

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Kt, KtTest } from '../../src/keeptrusts/kt.js';
import { digestOf } from '../../src/policy/digest.js';
import type { PackReport } from '../../src/report/model.js';
import { type PackSettings, type PackSource, validatePack } from '../../src/stages/pack.js';
import { fakeKt, golden, policyText, sourceOf } from './world.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pack-test-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const TESTED = sourceOf(policyText(), { 'a.json': golden('a', 'x', 'block'), 'b.json': golden('b', 'y', 'allow') });
const UNTESTED = sourceOf(policyText());

async function validated(source: PackSource, kt: Kt | undefined, settings: Partial<PackSettings> = {}): Promise<PackReport> {
  const complete: PackSettings = { engine: 'auto', failOn: 'error', severities: new Map(), tests: 'true', ...settings };
  const { report } = await validatePack(source, complete, { stagingDirectory: directory, ...(kt !== undefined && { kt }) });
  return report;
}

/** kt that finds the file valid and says this of its tests. */
function testing(answer: KtTest): Kt {
  return fakeKt({ test: async () => answer });
}
const says = (a: boolean | undefined, b: boolean | undefined): Kt =>
  testing({
    kind: 'answered',
    ok: a !== false && b !== false,
    cases: [
      ...(a === undefined ? [] : [{ name: 'a', passed: a, verdict: a ? 'block' : 'allow' }]),
      ...(b === undefined ? [] : [{ name: 'b', passed: b, verdict: b ? 'allow' : 'block' }]),
    ],
  });

describe('a test file that cannot be read', () => {
  // Without prompt-injection, whose patterns are not published, builtin decides alone.
  const policy = policyText('2.0.0', 'secret plan').replace('    - prompt-injection\n', '').replace('  prompt-injection: {}\n', '');

  test('fails the pack and takes nothing from the other tests', async () => {
    const source = sourceOf(policy, { 'a.json': golden('a', 'the secret plan', 'block'), 'broken.json': '{' });
    const { result, tests, findings } = await validated(source, undefined, { engine: 'builtin' });
    expect(findings.filter(({ severity }) => severity === 'error').map(({ ruleId }) => ruleId)).toEqual(['test-file']);
    expect([result, tests.passed]).toEqual(['failed', 1]);
  });
});

describe('the result of a pack', () => {
  test.each<[string, Kt | undefined, PackReport['result']]>([
    ['passes when every test passes', says(true, true), 'passed'],
    ['fails when one fails', says(true, false), 'failed'],
    ['is inconclusive when one stays undecided', says(true, undefined), 'inconclusive'],
    ['is inconclusive when kt decides none', says(undefined, undefined), 'inconclusive'],
    ['is inconclusive without kt', undefined, 'inconclusive'],
  ])('%s', async (_name, kt, result) => {
    expect((await validated(TESTED, kt)).result).toBe(result);
  });

  test.each<[PackSettings['tests'], PackReport['result'], readonly string[]]>([
    ['true', 'inconclusive', ['no-tests warning']],
    ['required', 'failed', ['no-tests error']],
    ['false', 'passed', []],
  ])('without any test and tests: %s is %s', async (tests, result, findings) => {
    for (const kt of [undefined, fakeKt()]) {
      const report = await validated(UNTESTED, kt, { tests });
      expect(report.result).toBe(result);
      expect(report.findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`)).toEqual(findings);
      await rm(directory, { recursive: true, force: true });
    }
  });

  test('without tests is passed with tests: false although there are some, which kt never sees', async () => {
    const report = await validated(TESTED, says(false, false), { tests: 'false' });
    expect(report).toMatchObject({ result: 'passed', tests: { passed: 0, failed: 0, undecided: 0, cases: [] } });
    expect(await readdir(join(directory, 'tests'))).toEqual([]);
  });

  test('never becomes passed because the warning about missing tests was switched off', async () => {
    expect((await validated(UNTESTED, undefined, { severities: new Map([['no-tests', 'off']]) })).result).toBe('inconclusive');
  });

  test('stays failed where tests are required, whatever severity the rule no-tests was given', async () => {
    const settings = { tests: 'required', severities: new Map([['no-tests', 'off' as const]]) } as const;
    expect(await validated(UNTESTED, undefined, settings)).toMatchObject({ result: 'failed', findings: [{ severity: 'error' }] });
  });

  test.each<[PackSettings['failOn'], PackReport['result']]>([
    ['error', 'passed'],
    ['warning', 'failed'],
  ])('with a warning and fail-on: %s is %s', async (failOn, result) => {
    const kt = fakeKt({ lint: async () => ({ kind: 'answered', valid: true, problems: [{ severity: 'warning', message: 'hm' }] }) });
    expect((await validated(UNTESTED, kt, { tests: 'false', failOn })).result).toBe(result);
  });
});

describe('minimum-coverage, where nothing was measured', () => {
  const gate = async (source: PackSource, kt: Kt | undefined, settings: Partial<PackSettings>) => {
    const report = await validated(source, kt, { minimumCoverage: 50, ...settings });
    const told = report.findings.find(({ ruleId }) => ruleId === 'minimum-coverage');
    return { result: report.result, message: told?.message };
  };

  test('fails a pack without tests', async () => {
    expect(await gate(UNTESTED, undefined, {})).toEqual({ result: 'failed', message: expect.stringContaining('has no tests') });
  });

  test('fails where kt alone decides, since it does not say what a test proves', async () => {
    expect(await gate(TESTED, says(true, true), { engine: 'kt' })).toEqual({
      result: 'failed',
      message: expect.stringContaining('kt alone'),
    });
  });

  test('fails where tests: false leaves none to measure', async () => {
    expect(await gate(TESTED, undefined, { tests: 'false' })).toEqual({
      result: 'failed',
      message: expect.stringContaining('tests: false'),
    });
  });

  test('says nothing where it is 0, and nothing more of a pack that errors kept from its tests', async () => {
    expect(await gate(UNTESTED, undefined, { minimumCoverage: 0 })).toEqual({ result: 'inconclusive' });
    const broken = sourceOf(policyText(), { 'a.json': '{' });
    expect(await gate(broken, undefined, {})).toEqual({ result: 'failed' });
  });
});

describe('a kt that was asked and gave no usable answer', () => {
  test('to lint fails the pack, and its tests are not run', async () => {
    const kt = fakeKt({
      lint: async () => ({ kind: 'unusable', reason: 'it hung' }),
      test: () => Promise.reject(new Error('test must not run')),
    });
    const report = await validated(TESTED, kt);
    expect(report.result).toBe('failed');
    expect(report.findings).toMatchObject([
      { ruleId: 'kt-unusable', engine: 'kt', message: 'kt policy lint gave no usable answer: it hung' },
    ]);
    expect(report.tests.cases[0]).toMatchObject({
      outcome: 'undecided',
      reason: 'kt gave no usable answer about this file, so its tests were not run',
    });
  });

  test('to test fails the pack', async () => {
    const report = await validated(TESTED, testing({ kind: 'unusable', reason: 'it printed no JSON' }));
    expect(report).toMatchObject({ result: 'failed', tests: { undecided: 2 } });
    expect(report.findings).toMatchObject([{ message: 'kt policy test gave no usable answer: it printed no JSON' }]);
  });

  test.each<[string, KtTest]>([
    ['no case at all', { kind: 'answered', ok: false, cases: [] }],
    ['passed cases only', { kind: 'answered', ok: false, cases: [{ name: 'a', passed: true }] }],
  ])('but failed with %s is a failure, not inconclusive', async (_name, answer) => {
    const report = await validated(TESTED, testing(answer));
    expect(report.result).toBe('failed');
    expect(report.findings).toMatchObject([{ ruleId: 'kt-unusable', message: 'kt policy test failed and named no failed case' }]);
  });

  test('cannot be silenced by a severity', async () => {
    const settings = { severities: new Map([['kt-unusable', 'off' as const]]) };
    expect((await validated(TESTED, testing({ kind: 'unusable', reason: 'x' }), settings)).result).toBe('failed');
  });
});

describe('both engines', () => {
  const misspelt = sourceOf(policyText().replace('- dlp-filter', '- dlp-filtre'));
  const invalid = (path: string, code: string): Kt =>
    fakeKt({
      lint: async () => ({ kind: 'answered', valid: false, problems: [{ severity: 'error', code, path, message: 'kt says so' }] }),
    });

  test('report one fault once, as builtin says it', async () => {
    const report = await validated(misspelt, invalid('policies.chain[1]', 'E001'), { tests: 'false' });
    const kinds = report.findings.filter(({ ruleId }) => ruleId === 'unknown-kind');
    expect(kinds).toMatchObject([{ engine: 'builtin', range: { start: { line: 8 } } }]);
  });

  test('add what only kt finds', async () => {
    const report = await validated(UNTESTED, invalid('policy.dlp-filter', 'E042'), { tests: 'false' });
    expect(report.findings).toMatchObject([{ engine: 'kt', ruleId: 'kt-lint', code: 'E042', range: { start: { line: 12 } } }]);
  });

  test('engine kt keeps the builtin linter quiet', async () => {
    const report = await validated(misspelt, invalid('policy.dlp-filter', 'E042'), { tests: 'false', engine: 'kt' });
    expect(report.findings.map(({ engine }) => engine)).toEqual(['kt']);
  });

  test('a kt that calls the file invalid and names no error is still believed', async () => {
    const kt = fakeKt({ lint: async () => ({ kind: 'answered', valid: false, problems: [] }) });
    const report = await validated(TESTED, kt);
    expect(report.result).toBe('failed');
    expect(report.findings).toMatchObject([{ message: 'kt says this file is not valid and names no error' }]);
    expect(report.tests.cases[0]?.reason).toBe('kt says that this file is not valid, so its tests were not run');
  });

  test('obey the severities of the user, in test files too', async () => {
    const listed = sourceOf(policyText(), { 'a.json': `[${golden('a', 'x', 'block')}]` });
    const quiet = { severities: new Map([['test-file-array', 'off' as const]]) };
    const ofTestFile = async (settings?: typeof quiet) =>
      (await validated(listed, undefined, settings)).findings.filter(({ file }) => file.endsWith('.json')).map(({ ruleId }) => ruleId);
    expect(await ofTestFile()).toEqual(['test-file-array']);
    expect(await ofTestFile(quiet)).toEqual([]);
  });
});

describe('what kt is given', () => {
  test('is a copy of exactly these bytes and tests, under the names it wants', async () => {
    const asked: string[] = [];
    const kt = fakeKt({
      lint: async (file) => {
        asked.push(file);
        return { kind: 'answered', valid: true, problems: [] };
      },
      test: async (pack) => {
        asked.push(pack);
        return { kind: 'answered', ok: true, cases: [] };
      },
    });
    await validated(TESTED, kt);
    expect(asked).toEqual([join(directory, 'policy-config.yaml'), directory]);
    expect(await readFile(join(directory, 'policy-config.yaml'), 'utf8')).toBe(policyText());
    expect(await readdir(join(directory, 'tests'))).toEqual(['a.json', 'b.json']);
  });

  test('is nothing to test where there is no test', async () => {
    const kt = fakeKt({ test: () => Promise.reject(new Error('test must not run')) });
    expect((await validated(UNTESTED, kt)).result).toBe('inconclusive');
  });
});

test('the report names the file, the digest of its bytes and the pack', async () => {
  expect(await validated(TESTED, says(true, true))).toMatchObject({
    file: 'packs/policy-config.yaml',
    digest: digestOf(TESTED.bytes),
    pack: { name: 'support-desk', version: '2.0.0' },
    tests: { passed: 2, failed: 0, undecided: 0 },
  });
});

test('a golden file that cannot be read is an error at its own place', async () => {
  const report = await validated(sourceOf(policyText(), { 'a.json': '{' }), says(undefined, undefined));
  expect(report.result).toBe('failed');
  expect(report.findings).toContainEqual(
    expect.objectContaining({ ruleId: 'test-file', file: 'tests/a.json', workspaceFile: 'packs/tests/a.json', severity: 'error' }),
  );
});

test('a file that is no policy fails without throwing', async () => {
  for (const text of ['', '\u0000', 'a: [', '- 1\n---\n- 2\n', '\ufeff# only a comment\n']) {
    expect((await validated(sourceOf(text), undefined)).result).toBe('failed');
  }
});

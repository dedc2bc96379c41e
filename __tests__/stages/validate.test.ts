import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Kt } from '../../src/keeptrusts/kt.js';
import { SILENT_LOG } from '../../src/report/log.js';
import type { ValidateReport } from '../../src/report/model.js';
import { readPack, type ValidateOptions, validate } from '../../src/stages/validate.js';
import { openWorkspace } from '../../src/workspace/workspace.js';
import { FakeClock, fakeKt, golden, policyText } from './world.js';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'validate-test-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}

async function run(options: Partial<ValidateOptions> & { readonly kt?: Kt } = {}): Promise<ValidateReport> {
  const { kt, ...given } = options;
  const temporaryDirectory = join(root, '.temporary');
  await mkdir(temporaryDirectory, { recursive: true });
  const complete: ValidateOptions = {
    'policy-file': ['**/policy-config.yaml'],
    engine: 'auto',
    'fail-on': 'error',
    tests: 'true',
    severities: new Map(),
    testsOf: () => undefined,
    ...given,
  };
  const workspace = await openWorkspace(root, '.');
  return validate(complete, { clock: new FakeClock(), log: SILENT_LOG, workspace, temporaryDirectory, ...(kt !== undefined && { kt }) });
}

const BROKEN = policyText().replace('- dlp-filter', '- dlp-filtre');
/** kt that passes every test it finds, of which it is told the names. */
const passing = (...names: string[]): Kt =>
  fakeKt({ test: async () => ({ kind: 'answered', ok: true, cases: names.map((name) => ({ name, passed: true })) }) });

describe('several files', () => {
  test("are all validated, each with the tests beside it, and the worst result is the stage's", async () => {
    await write({
      'a/policy-config.yaml': policyText(),
      'a/tests/one.json': golden('one', 'x', 'block'),
      'b/policy-config.yaml': BROKEN,
      'c/policy-config.yaml': policyText(),
    });
    const report = await run({ kt: passing('one') });
    expect(report.packs.map(({ file, result }) => `${file} ${result}`)).toEqual([
      'a/policy-config.yaml passed',
      'b/policy-config.yaml failed',
      'c/policy-config.yaml inconclusive',
    ]);
    expect(report.result).toBe('failed');
    expect(report.reason.summary).toMatch(/^b\/policy-config\.yaml:\d+: .*dlp-filtre/);
    expect(report.reason.summary).toContain('3 policy files');
  });

  test('give kt a directory each', async () => {
    await write({ 'a/policy-config.yaml': policyText(), 'b/policy-config.yaml': policyText() });
    const seen = new Set<string>();
    const kt = fakeKt({
      lint: async (file) => {
        seen.add(dirname(file));
        return { kind: 'answered', valid: true, problems: [] };
      },
    });
    await run({ kt });
    expect(seen.size).toBe(2);
  });

  test('may each have their own word on tests, from the inventory', async () => {
    await write({ 'a/policy-config.yaml': policyText(), 'b/policy-config.yaml': policyText() });
    const report = await run({ testsOf: (file) => (file.startsWith('a/') ? 'false' : 'required') });
    expect(report.packs.map(({ result }) => result)).toEqual(['passed', 'failed']);
  });

  test('are refused when there are none', async () => {
    await expect(run({ 'policy-file': ['packs/*.yaml'] })).rejects.toMatchObject({
      kind: 'bad-input',
      message: expect.stringMatching(/packs\/\*\.yaml.*no file matches/),
    });
  });

  test('are refused when one of them is missing', async () => {
    await write({ 'a.yaml': policyText() });
    await expect(run({ 'policy-file': ['a.yaml', 'b.yaml'] })).rejects.toMatchObject({ kind: 'bad-input' });
  });
});

describe('the reason', () => {
  test('of a pass counts everything', async () => {
    await write({ 'policy-config.yaml': policyText(), 'tests/a.json': golden('a', 'x', 'block') });
    expect(await run({ kt: passing('a') })).toMatchObject({
      result: 'passed',
      reason: { summary: '1 policy file: 0 errors, 0 warnings; tests: 1 passed, 0 failed, 0 undecided', nextSteps: [] },
    });
  });

  test('of a warning that counts names it, and the way out', async () => {
    await write({ 'policy-config.yaml': policyText() });
    const { result, reason } = await run({ 'fail-on': 'warning' });
    expect(result).toBe('failed');
    expect(reason.summary).toMatch(/^This pack has no behaviour tests/);
    expect(reason.nextSteps).toEqual(['Correct the warnings too, or set fail-on: error.']);
  });

  test('of a failed test names the test', async () => {
    await write({ 'policy-config.yaml': policyText(), 'tests/a.json': golden('a', 'x', 'block') });
    const kt = fakeKt({ test: async () => ({ kind: 'answered', ok: false, cases: [{ name: 'a', passed: false, verdict: 'allow' }] }) });
    const { reason } = await run({ kt });
    expect(reason.summary).toMatch(/^test "a": expected block, got allow \(1 policy file: /);
    expect(reason.nextSteps).toEqual(['Correct the policy, or the expectation of the failed tests.']);
  });

  test('of tests without kt proposes kt, of no tests at all proposes tests', async () => {
    await write({ 'policy-config.yaml': policyText() });
    const untested = await run();
    expect(untested.result).toBe('inconclusive');
    expect(untested.reason.nextSteps).toEqual([expect.stringContaining('tests/*.json')]);
    await write({ 'tests/a.json': golden('a', 'x', 'block') });
    expect((await run()).reason).toMatchObject({
      summary: expect.stringContaining('1 test could not be decided'),
      nextSteps: [expect.stringContaining('kt-version')],
    });
  });
});

describe('reading a pack', () => {
  test('takes the golden tests beside the file, sorted, under their names', async () => {
    await write({
      'packs/desk.yaml': policyText(),
      'packs/tests/b.json': '{}',
      'packs/tests/a.json': '{}',
      'packs/tests/notes.md': '',
      'packs/tests/deep/c.json': '{}',
      'tests/other.json': '{}',
    });
    const source = await readPack(await openWorkspace(root, 'packs'), 'desk.yaml', 'true');
    expect(source.names).toEqual({ file: 'desk.yaml', workspaceFile: 'packs/desk.yaml' });
    expect(source.tests.map(({ name, names }) => [name, names.workspaceFile])).toEqual([
      ['a.json', 'packs/tests/a.json'],
      ['b.json', 'packs/tests/b.json'],
    ]);
    expect(Buffer.from(source.bytes).toString()).toBe(policyText());
  });

  test('finds them whether the file is named from here or by its absolute path', async () => {
    await write({ 'packs/desk.yaml': policyText(), 'packs/tests/a.json': '{}' });
    const workspace = await openWorkspace(root, '.');
    for (const path of ['packs/desk.yaml', './packs/../packs/desk.yaml', join(root, 'packs/desk.yaml')]) {
      expect((await readPack(workspace, path, 'true')).tests.map(({ name }) => name)).toEqual(['a.json']);
    }
  });

  test('reads no tests where they are switched off', async () => {
    await write({ 'policy-config.yaml': policyText(), 'tests/a.json': '{}' });
    expect((await readPack(await openWorkspace(root, '.'), 'policy-config.yaml', 'false')).tests).toEqual([]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { outputsOf } from '../../src/run/outputs.js';
import { golden } from '../stages/world.js';
import type { Repository } from '../workspace/repository.js';
import { BEFORE, branched, FAILS, GREETS, made, policy, removeMade, validated } from './changed-world.js';

afterEach(removeMade);

describe('changed-only', () => {
  test('lets only changed packs decide, and shows the others as they are', async () => {
    const { one, base } = branched();
    one.commit({ 'good/policy-config.yaml': policy('good', { version: '1.1.0' }) });
    const { stage, succeeded, report, gates } = await validated(one.root, { 'base-ref': 'main' });
    expect([stage.result, succeeded, gates]).toEqual(['passed', true, { good: 'changed', bad: 'existing' }]);
    expect(stage.changedSince).toEqual({ words: 'main', commit: base });
    expect(stage.packs.map(({ result, gate }) => [result, gate])).toEqual([
      ['failed', { state: 'existing' }],
      ['passed', { state: 'changed', because: ['good/policy-config.yaml'] }],
    ]);
    expect(stage.reason.summary).toContain('1 of 2 policy files changed: 0 errors');
    expect(stage.reason.summary).toContain('existing in unchanged files: 1 failed test');
    expect(outputsOf(report, undefined)).toMatchObject({ 'tests-passed': '1', 'tests-failed': '0', digest: '' });
  });

  test('fails for what a changed pack has, new or old', async () => {
    const { one } = branched();
    one.commit({ 'bad/policy-config.yaml': policy('bad', { version: '1.1.0' }) });
    const { stage, succeeded, gates } = await validated(one.root, { 'base-ref': 'main' });
    expect([stage.result, succeeded, gates]).toEqual(['failed', false, { good: 'existing', bad: 'changed' }]);
  });

  test('without the option every pack decides, and none has a gate', async () => {
    const { one } = branched();
    const { stage, gates } = await validated(one.root, { 'base-ref': 'main', 'changed-only': '' });
    expect([stage.result, gates, stage.changedSince]).toEqual(['failed', { good: undefined, bad: undefined }, undefined]);
  });

  test('passes where nothing changed, and says so', async () => {
    const { one } = branched();
    one.commit({ 'README.md': 'x' });
    const { stage, succeeded, report } = await validated(one.root, { 'base-ref': 'main', undecided: 'fail', 'minimum-coverage': '100' });
    expect([stage.result, succeeded, stage.reason.nextSteps]).toEqual(['passed', true, []]);
    expect(stage.reason.summary).toMatch(
      /^none of 2 policy files changed since main, so nothing decides this result \(existing in unchanged files: \d+ errors?, 1 failed test\)$/,
    );
    expect(outputsOf(report, undefined)).toMatchObject({ result: 'passed', errors: '0', 'tests-failed': '0', coverage: '' });
  });

  test('keeps the digest of a single file, which is there whether it changed or not', async () => {
    const { one } = branched();
    const { report, stage } = await validated(one.root, { 'base-ref': 'main', 'policy-file': 'bad/policy-config.yaml' });
    expect(outputsOf(report, undefined).digest).toBe(stage.packs[0]?.digest);
    expect(stage.reason.summary).toContain('the policy file did not change since main');
  });
});

describe('the files of a pack', () => {
  test.each<[string, (one: Repository) => void, readonly string[]]>([
    ['a golden test that changed', (one) => one.write('bad/tests/fails.json', `${FAILS}\n`), ['bad/tests/fails.json']],
    ['a new golden test', (one) => one.write('bad/tests/more.json', GREETS), ['bad/tests/more.json']],
    ['a golden test that is gone', (one) => rmSync(join(one.root, 'bad/tests/fails.json')), ['bad/tests/fails.json']],
    ['an uncommitted edit', (one) => one.write('bad/policy-config.yaml', `${policy('bad')}# x\n`), ['bad/policy-config.yaml']],
  ])('include %s', async (_what, change, because) => {
    const { one } = branched();
    change(one);
    const { stage } = await validated(one.root, { 'base-ref': 'HEAD' });
    expect(stage.packs.find(({ file }) => file.startsWith('bad/'))?.gate).toEqual({ state: 'changed', because });
    expect(stage.packs.find(({ file }) => file.startsWith('good/'))?.gate).toEqual({ state: 'existing' });
  });

  test('are no tests where none are read', async () => {
    const { one } = branched();
    one.write('bad/tests/fails.json', GREETS);
    expect((await validated(one.root, { 'base-ref': 'main', tests: 'false' })).gates).toEqual({ good: 'existing', bad: 'existing' });
  });

  test('make a pack that was renamed, or that Git does not know yet, a new one', async () => {
    const { one } = branched();
    one.git('mv', 'bad', 'moved');
    one.write('untracked/policy-config.yaml', policy('untracked'));
    const { gates, stage } = await validated(one.root, { 'base-ref': 'main' });
    expect(gates).toEqual({ good: 'existing', moved: 'changed', untracked: 'changed' });
    expect(stage.result).toBe('failed');
  });

  test('that the inventory names must be there', async () => {
    const { one } = branched({ ...BEFORE, '.github/keeptrusts.yml': 'packs:\n  - file: bad/policy-config.yaml\n' });
    one.git('rm', '--quiet', '-r', 'bad');
    await expect(validated(one.root, { 'base-ref': 'main', 'policy-file': '' })).rejects.toThrow('there is no such file');
  });
});

describe('the inventory', () => {
  const ENTRIES = 'packs:\n  - file: good/policy-config.yaml\n    owner: a\n  - file: bad/policy-config.yaml\n    owner: b\n';
  const WITH = { ...BEFORE, '.github/keeptrusts.yml': `gateways:\n  eu: {}\n${ENTRIES}` };

  test('concerns the packs whose entry changed', async () => {
    const { one } = branched(WITH);
    one.commit({ '.github/keeptrusts.yml': WITH['.github/keeptrusts.yml'].replace('owner: b', 'tests: required') });
    const { stage, gates } = await validated(one.root, { 'base-ref': 'main', 'policy-file': '' });
    expect(gates).toEqual({ good: 'existing', bad: 'changed' });
    expect(stage.packs[1]?.gate).toEqual({ state: 'changed', because: ['.github/keeptrusts.yml'] });
  });

  test('concerns no pack when only its comments or other gateways changed', async () => {
    const { one } = branched(WITH);
    one.commit({ '.github/keeptrusts.yml': `# x\ngateways:\n  eu: {owner: c}\n${ENTRIES}` });
    expect((await validated(one.root, { 'base-ref': 'main', 'policy-file': '' })).gates).toEqual({ good: 'existing', bad: 'existing' });
  });

  test('concerns packs through the gateways they name', async () => {
    const text = (url: string): string => `gateways:\n  eu: {url: "${url}"}\npacks:\n  - {file: bad/policy-config.yaml, gateways: [eu]}\n`;
    const { one } = branched({ ...BEFORE, '.github/keeptrusts.yml': text('https://a.example') });
    one.commit({ '.github/keeptrusts.yml': text('https://b.example') });
    expect((await validated(one.root, { 'base-ref': 'main' })).gates).toEqual({ good: 'existing', bad: 'changed' });
  });

  test.each([
    ['when its rules changed', `rules: {kind-without-block: error}\ngateways:\n  eu: {}\n${ENTRIES}`, undefined],
    ['when the base’s is none that can be read', `gateways:\n  eu: {}\n${ENTRIES}`, 'gateways: [\n'],
    ['when it is new', `gateways:\n  eu: {}\n${ENTRIES}`, ''],
  ])('concerns all packs %s', async (_when, now, before) => {
    const { one } = branched(before === '' ? BEFORE : { ...WITH, ...(before !== undefined && { '.github/keeptrusts.yml': before }) });
    one.commit({ '.github/keeptrusts.yml': now });
    expect((await validated(one.root, { 'base-ref': 'main', 'policy-file': '' })).gates).toEqual({ good: 'changed', bad: 'changed' });
  });

  test('concerns the packs it no longer names', async () => {
    const { one } = branched(WITH);
    one.git('rm', '--quiet', '.github/keeptrusts.yml');
    expect((await validated(one.root, { 'base-ref': 'main' })).gates).toEqual({ good: 'changed', bad: 'changed' });
  });

  test('that no repository has concerns all packs, with a warning', async () => {
    const { one } = branched();
    const outer = mkdtempSync(join(tmpdir(), 'outer-'));
    made.push(() => rmSync(outer, { recursive: true }));
    one.git('clone', '--quiet', one.root, join(outer, 'policies'));
    writeFileSync(join(outer, 'inventory.yml'), ENTRIES);
    const values = { 'base-ref': 'HEAD', 'config-file': '../inventory.yml' };
    const { stage, gates } = await validated(join(outer, 'policies'), values, { workspace: outer });
    expect(gates).toEqual({ 'policies/good': 'unknown', 'policies/bad': 'unknown' });
    expect(stage.warnings.join()).toContain('inventory.yml');
  });
});

describe('with other options', () => {
  const OPEN = {
    'bad/policy-config.yaml': policy('bad', { kind: 'prompt-injection, entity-list-filter' }),
    'bad/tests/fails.json': GREETS,
  };

  test('undecided tests of packs that did not change fail nothing, and the base is not asked about them', async () => {
    const { one } = branched({ ...BEFORE, ...OPEN });
    const kept = await validated(one.root, { 'base-ref': 'main', undecided: 'new' });
    expect([kept.stage.packs[0]?.tests.undecided, kept.stage.result, kept.stage.base]).toEqual([1, 'passed', undefined]);
    expect((await validated(one.root, { 'base-ref': 'main', undecided: 'fail' })).succeeded).toBe(true);
    one.write('bad/tests/more.json', GREETS);
    const changed = await validated(one.root, { 'base-ref': 'main', undecided: 'fail' });
    expect([changed.stage.result, changed.succeeded]).toEqual(['inconclusive', false]);
  });

  test('a decision that a changed pack lost still fails undecided: new', async () => {
    const { one } = branched({ ...BEFORE, 'bad/tests/fails.json': GREETS });
    one.write('bad/policy-config.yaml', OPEN['bad/policy-config.yaml']);
    const { succeeded, stage } = await validated(one.root, { 'base-ref': 'main', undecided: 'new' });
    expect([succeeded, stage.reason.summary.includes('was decided at main')]).toEqual([false, true]);
  });

  test('fail-on: warning and minimum-coverage hold for changed packs alone', async () => {
    const { one } = branched({ 'good/policy-config.yaml': policy('good'), 'good/tests/acme.json': golden('acme', 'about acme', 'block') });
    one.commit({ 'bad/policy-config.yaml': policy('bad') });
    const values = { 'base-ref': 'main', 'fail-on': 'warning', 'minimum-coverage': '100' };
    const failed = await validated(one.root, values);
    expect([failed.stage.result, failed.gates]).toEqual(['failed', { good: 'existing', bad: 'changed' }]);
    one.git('checkout', '--quiet', '-b', 'next');
    const passed = await validated(one.root, { ...values, 'base-ref': 'HEAD' });
    expect([passed.stage.result, passed.stage.packs.map(({ result }) => result)]).toEqual(['passed', ['failed', 'passed']]);
    expect(passed.stage.reason.summary).toMatch(/existing in unchanged files: 1 error, \d+ warnings?\)/);
  });

  test('changes of the policy are tried, and files mended, of changed packs alone', async () => {
    const { one } = branched({ ...BEFORE, 'bad/tests/fails.json': GREETS });
    one.write('good/tests/more.json', golden('more', 'hi', 'allow'));
    const { stage } = await validated(one.root, { 'base-ref': 'main', mutation: 'true' });
    expect(stage.packs.map(({ mutation }) => mutation === undefined)).toEqual([true, false]);
    const misspelt = policy('x', { kind: 'entity-list-filtr' });
    const other = branched({ 'a/policy-config.yaml': misspelt, 'b/policy-config.yaml': misspelt }).one;
    other.write('a/policy-config.yaml', `${misspelt}# x\n`);
    await validated(other.root, { 'base-ref': 'main', fix: 'true' });
    expect(other.git('diff', '--name-only')).toBe('a/policy-config.yaml');
    expect(other.git('diff')).toContain('entity-list-filter]');
  });

  test('an id that a changed pack took from another is found at the one that changed', async () => {
    const { one } = branched({ 'b/policy-config.yaml': policy('same'), 'a/policy-config.yaml': policy('other') });
    one.write('a/policy-config.yaml', policy('same'));
    const { stage } = await validated(one.root, {
      'base-ref': 'main',
      'fail-on': 'warning',
      rules: 'no-tests: off\nversion-not-bumped: off',
    });
    expect(stage.packs.map(({ findings }) => findings.some(({ ruleId }) => ruleId === 'duplicate-pack-id'))).toEqual([true, false]);
    expect(stage.result).toBe('failed');
  });
});

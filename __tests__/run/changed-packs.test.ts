import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CLOCK } from '../../src/clock.js';
import { SILENT_LOG } from '../../src/report/log.js';
import type { Report, ValidateReport } from '../../src/report/model.js';
import { outputsOf } from '../../src/run/outputs.js';
import { readOptions, run } from '../../src/run/run.js';
import { Session } from '../../src/run/session.js';
import { golden } from '../stages/world.js';
import { newRepository, type Repository } from '../workspace/repository.js';

const made: (() => void)[] = [];
afterEach(() => {
  for (const remove of made.splice(0)) remove();
});

function repository(): Repository {
  const one = newRepository();
  made.push(() => one.remove());
  return one;
}

/** A pack that blocks Acme; with a misspelt kind it has an error. */
function policy(name: string, { version = '1.0.0', kind = 'entity-list-filter' } = {}): string {
  return `pack:\n  name: ${name}\n  version: "${version}"\n  enabled: true\npolicies:\n  chain: [${kind}]\npolicy:\n  entity-list-filter:\n    blocked_entities: [acme]\n`;
}

const GREETS = golden('greets', 'hello', 'allow');
/** A test whose expectation the policy does not meet. */
const FAILS = golden('fails', 'hello', 'block');

/** Two packs: `good` has nothing wrong with it, `bad` has a failing test. */
const BEFORE = {
  'good/policy-config.yaml': policy('good'),
  'good/tests/greets.json': GREETS,
  'bad/policy-config.yaml': policy('bad'),
  'bad/tests/fails.json': FAILS,
};

interface Outcome {
  readonly stage: ValidateReport;
  readonly succeeded: boolean;
  readonly report: Report;
  /** The state of each pack's gate, by its folder. */
  readonly gates: Readonly<Record<string, string | undefined>>;
}

interface Place {
  readonly environment?: Record<string, string>;
  /** Where the workspace is, when that is not the repository. */
  readonly workspace?: string;
}

/** Validates as the command line and the action do, from options to report. */
async function validated(root: string, values: Record<string, string> = {}, { environment = {}, workspace }: Place = {}): Promise<Outcome> {
  const session = new Session(undefined, async () => {});
  const env = { PATH: process.env.PATH, ...environment };
  const defaults = { engine: 'builtin', 'changed-only': 'true', 'policy-file': '**/policy-config.yaml', rules: 'version-not-bumped: off' };
  const given = Object.entries({ ...defaults, ...values }).filter(([, value]) => value !== '');
  const parsed = readOptions('validate', { values: new Map(given), environment: env, origin: 'flags' });
  const signal = new AbortController().signal;
  const workspaceRoot = workspace ?? root;
  const surroundings = { environment: env, workspaceRoot, directory: root, clock: SYSTEM_CLOCK, log: SILENT_LOG, signal };
  const succeeded = await run(parsed, surroundings, undefined, session);
  const report = session.report();
  const [stage] = report.stages;
  if (stage?.stage !== 'validate') throw new Error('validate did not run');
  const gates = Object.fromEntries(stage.packs.map(({ file, gate }) => [dirname(file), gate?.state]));
  return { stage, succeeded, report, gates };
}

/** The environment of a step, with the payload of its event on disk. */
function eventOf(name: string, payload: unknown, more: Record<string, string> = {}): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'event-'));
  made.push(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'event.json');
  writeFileSync(path, JSON.stringify(payload));
  return { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: path, GITHUB_EVENT_NAME: name, ...more };
}

/** A branch `work` that left main after BEFORE, checked out. */
function branched(files: Readonly<Record<string, string>> = BEFORE): { readonly one: Repository; readonly base: string } {
  const one = repository();
  const base = one.commit(files);
  one.git('checkout', '--quiet', '-b', 'work');
  return { one, base };
}

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

describe('in a pull request', () => {
  /** The event and its merge commit, checked out with a base that went on meanwhile. */
  function merged(): { readonly one: Repository; readonly environment: Record<string, string>; readonly head: string } {
    const { one, base } = branched();
    const head = one.commit({ 'good/policy-config.yaml': policy('good', { version: '1.1.0' }) });
    one.git('checkout', '--quiet', 'main');
    one.commit({ 'bad/policy-config.yaml': policy('bad', { version: '1.1.0' }) });
    one.git('checkout', '--quiet', '--detach');
    one.git('merge', '--quiet', '--no-edit', 'work');
    const sha = one.git('rev-parse', 'HEAD');
    const more = { GITHUB_REF: 'refs/pull/7/merge', GITHUB_SHA: sha, GITHUB_BASE_REF: 'main' };
    return { one, head, environment: eventOf('pull_request', { pull_request: { base: { sha: base }, head: { sha: head } } }, more) };
  }

  test('what others merged into the base meanwhile does not count, on the merge commit', async () => {
    const { one, environment } = merged();
    const { gates, succeeded, stage } = await validated(one.root, {}, { environment });
    expect([gates, succeeded]).toEqual([{ good: 'changed', bad: 'existing' }, true]);
    expect(stage.changedSince?.words).toBe('the base of this pull request');
  });

  test('nor on the head of its branch', async () => {
    const { one, environment, head } = merged();
    one.git('checkout', '--quiet', head);
    expect((await validated(one.root, {}, { environment })).gates).toEqual({ good: 'changed', bad: 'existing' });
  });

  test('two commits are history enough', async () => {
    const { one, environment } = merged();
    one.git('branch', '--force', 'merge', 'HEAD');
    const clone = one.clone('--depth=2', '--branch=merge');
    const { gates, stage } = await validated(clone.root, {}, { environment });
    expect([gates, stage.changedSince?.unread]).toEqual([{ good: 'changed', bad: 'existing' }, undefined]);
  });

  test('with one commit all packs decide, and a warning names fetch-depth', async () => {
    const { one, environment } = merged();
    one.git('branch', '--force', 'merge', 'HEAD');
    const clone = one.clone('--depth=1', '--branch=merge');
    const { gates, stage, succeeded } = await validated(clone.root, {}, { environment });
    expect([gates, stage.result, succeeded]).toEqual([{ good: 'unknown', bad: 'unknown' }, 'failed', false]);
    expect(stage.warnings.join()).toMatch(/changed-only could not compare .* all packs .* shallow .* `fetch-depth: 0`/);
    expect(stage.changedSince?.unread).toContain('shallow');
  });

  test('where a shallow clone does not show where the branch left the base, what changed there counts too', async () => {
    const { one, base } = branched();
    const head = one.commit({ 'good/policy-config.yaml': policy('good', { version: '1.1.0' }) });
    one.git('checkout', '--quiet', 'main');
    const tip = one.commit({ 'bad/policy-config.yaml': policy('bad', { version: '1.1.0' }) });
    const clone = one.clone('--depth=1', '--branch=work');
    clone.git('fetch', '--quiet', '--depth=1', 'origin', 'main:refs/remotes/origin/main');
    const payload = { pull_request: { base: { sha: base }, head: { sha: head } } };
    const environment = eventOf('pull_request', payload, { GITHUB_BASE_REF: 'main', GITHUB_REF: 'refs/pull/7/merge' });
    const { gates, stage } = await validated(clone.root, {}, { environment });
    expect([gates, stage.changedSince?.commit]).toEqual([{ good: 'changed', bad: 'changed' }, tip]);
    expect(stage.warnings.join()).toContain('count as changed here: give actions/checkout `fetch-depth: 0`');
  });

  test('an older common ancestor, which is all a shallow clone shows, hides nothing that was undone since', async () => {
    const { one, base } = branched();
    one.git('checkout', '--quiet', '-b', 'aside');
    one.commit({ 'aside.md': 'x' });
    one.git('checkout', '--quiet', 'main');
    const tip = one.commit({ 'bad/policy-config.yaml': policy('bad', { version: '1.1.0' }) });
    one.git('checkout', '--quiet', '-B', 'work');
    for (const text of ['1', '2', '3']) one.commit({ 'work.md': text });
    one.commit({ 'bad/policy-config.yaml': BEFORE['bad/policy-config.yaml'] });
    one.git('merge', '--quiet', '--no-edit', 'aside');
    const head = one.git('rev-parse', 'HEAD');
    const clone = one.clone('--depth=3', '--branch=work');
    clone.git('fetch', '--quiet', '--depth=3', 'origin', 'main:refs/remotes/origin/main');
    expect(clone.git('merge-base', tip, head)).toBe(base);
    const environment = eventOf('pull_request', { pull_request: { base: { sha: tip }, head: { sha: head } } });
    expect((await validated(clone.root, {}, { environment })).gates).toEqual({ good: 'existing', bad: 'changed' });
  });

  test('a checkout of the base says nothing of the pull request: all packs decide', async () => {
    const { one, environment } = merged();
    one.git('checkout', '--quiet', 'main');
    const target = { ...environment, GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF: 'refs/heads/main' };
    const { gates, stage } = await validated(one.root, {}, { environment: { ...target, GITHUB_SHA: one.git('rev-parse', 'HEAD') } });
    expect(gates).toEqual({ good: 'unknown', bad: 'unknown' });
    expect(stage.warnings.join()).toContain('is not what was checked out');
  });

  test('a branch that the base already has changes nothing that could be told', async () => {
    const { one, base } = branched();
    const head = one.commit({ 'bad/policy-config.yaml': policy('bad', { version: '1.1.0' }) });
    const payload = { pull_request: { base: { sha: head }, head: { sha: head } } };
    const { gates } = await validated(one.root, {}, { environment: eventOf('pull_request', payload) });
    expect([gates, base === head]).toEqual([{ good: 'unknown', bad: 'unknown' }, false]);
  });

  test('a repository checked out below the workspace is read where it is', async () => {
    const { one, environment } = merged();
    const outer = mkdtempSync(join(tmpdir(), 'outer-'));
    made.push(() => rmSync(outer, { recursive: true }));
    one.git('branch', '--force', 'merge', 'HEAD');
    one.git('clone', '--quiet', '--branch=merge', one.root, join(outer, 'policies'));
    const { gates, stage } = await validated(outer, {}, { environment });
    expect(gates).toEqual({ 'policies/good': 'changed', 'policies/bad': 'existing' });
    expect(stage.packs[1]?.gate).toEqual({ state: 'changed', because: ['policies/good/policy-config.yaml'] });
  });

  test('working-directory is where the inventory’s paths start', async () => {
    const inventory = (owner: string): string => `packs:\n  - {file: good/policy-config.yaml, owner: ${owner}}\n`;
    const files = Object.fromEntries(Object.entries(BEFORE).map(([path, text]) => [`sub/${path}`, text]));
    const { one } = branched({ ...files, 'sub/.github/keeptrusts.yml': inventory('a') });
    one.commit({ 'sub/.github/keeptrusts.yml': inventory('b') });
    const { gates } = await validated(one.root, { 'base-ref': 'main', 'working-directory': 'sub' });
    expect(gates).toEqual({ 'sub/good': 'changed', 'sub/bad': 'existing' });
  });

  test('packs of a submodule decide: the commit it stands on is news only to the repository around it', async () => {
    const inner = repository();
    inner.commit(BEFORE);
    const { one } = branched();
    one.git('submodule', '--quiet', 'add', `file://${inner.root}`, 'inner');
    one.commit({});
    one.git('checkout', '--quiet', '-b', 'next');
    const { gates, stage } = await validated(one.root, { 'base-ref': 'HEAD' });
    expect(gates).toEqual({ good: 'existing', bad: 'existing', 'inner/good': 'unknown', 'inner/bad': 'unknown' });
    expect(stage.warnings.join()).toMatch(/all packs it concerns gate: inner: .*submodule/);
  });
});

describe('in a merge group and in a push', () => {
  const push = (ref: string, before: string, after: string): Record<string, string> =>
    eventOf('push', { before, after, repository: { default_branch: 'main' } }, { GITHUB_REF: `refs/heads/${ref}`, GITHUB_SHA: after });

  test('a merge group is compared with its base commit', async () => {
    const { one, base } = branched();
    const head = one.commit({ 'good/policy-config.yaml': policy('good', { version: '1.1.0' }) });
    const environment = eventOf('merge_group', { merge_group: { base_sha: base, head_sha: head } }, { GITHUB_SHA: head });
    const { gates, stage } = await validated(one.root, {}, { environment });
    expect([gates, stage.changedSince]).toEqual([
      { good: 'changed', bad: 'existing' },
      { words: 'the base commit of this merge group', commit: base },
    ]);
  });

  test('a push to the default branch is compared with what that had before, also when it goes back', async () => {
    const one = repository();
    const older = one.commit(BEFORE);
    const newer = one.commit({ 'bad/policy-config.yaml': policy('bad', { version: '1.1.0' }) });
    expect((await validated(one.root, {}, { environment: push('main', older, newer) })).gates).toEqual({
      good: 'existing',
      bad: 'changed',
    });
    one.git('reset', '--quiet', '--hard', older);
    expect((await validated(one.root, {}, { environment: push('main', newer, older) })).gates).toEqual({
      good: 'existing',
      bad: 'changed',
    });
  });

  test('in a push to another branch all that the branch changed counts, not what its last push changed', async () => {
    const { one } = branched();
    const first = one.commit({ 'bad/policy-config.yaml': policy('bad', { version: '1.1.0' }) });
    const second = one.commit({ 'README.md': 'x' });
    one.git('update-ref', 'refs/remotes/origin/main', 'main');
    expect((await validated(one.root, {}, { environment: push('work', first, second) })).gates).toEqual({
      good: 'existing',
      bad: 'changed',
    });
  });

  test('all packs decide where the default branch was not fetched', async () => {
    const { one } = branched();
    const first = one.commit({ 'README.md': 'x' });
    const { gates, stage } = await validated(one.root, {}, { environment: push('work', '0'.repeat(40), first) });
    expect(gates).toEqual({ good: 'unknown', bad: 'unknown' });
    expect(stage.warnings.join()).toContain('could not compare with the default branch');
  });
});

describe('where nothing comes before', () => {
  test.each([
    ['schedule', {}],
    ['workflow_dispatch', {}],
    ['push of a tag', { GITHUB_REF: 'refs/tags/v1' }],
  ])('%s: all packs decide, with a warning', async (event, more) => {
    const { one } = branched();
    const environment = eventOf(event.split(' ')[0] ?? '', { repository: { default_branch: 'main' } }, more);
    const { gates, stage, succeeded } = await validated(one.root, {}, { environment });
    expect([gates, succeeded]).toEqual([{ good: 'unknown', bad: 'unknown' }, false]);
    expect(stage.warnings.join()).toContain('set base-ref');
  });

  test('a terminal without base-ref is the same', async () => {
    const { one } = branched();
    expect((await validated(one.root)).gates).toEqual({ good: 'unknown', bad: 'unknown' });
  });

  test('outside Git all packs decide in a pull request, and a named base is bad input', async () => {
    const root = mkdtempSync(join(tmpdir(), 'no-git-'));
    made.push(() => rmSync(root, { recursive: true }));
    mkdirSync(join(root, 'bad'));
    writeFileSync(join(root, 'bad/policy-config.yaml'), policy('bad'));
    const environment = eventOf('pull_request', { pull_request: { base: { sha: 'a'.repeat(40) } } });
    const { gates, stage } = await validated(root, {}, { environment });
    expect(gates).toEqual({ bad: 'unknown' });
    expect(stage.warnings.join()).toContain('is in no Git repository');
    const rules = 'version-not-bumped: off\nversion-reused: off\nversion-lowered: off';
    await expect(validated(root, { 'base-ref': 'main', rules })).rejects.toThrow('for changed-only');
  });

  test('a named base that is not there is bad input', async () => {
    const { one } = branched();
    const rules = 'version-not-bumped: off\nversion-reused: off\nversion-lowered: off';
    await expect(validated(one.root, { 'base-ref': 'gone', rules })).rejects.toThrow(/base-ref "gone" for changed-only.*does not have it/s);
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

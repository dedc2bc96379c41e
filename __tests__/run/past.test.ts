import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CLOCK } from '../../src/clock.js';
import { SILENT_LOG } from '../../src/report/log.js';
import type { Report } from '../../src/report/model.js';
import { readOptions, run } from '../../src/run/run.js';
import { Session } from '../../src/run/session.js';
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

function file(version: string, chain: string, name = 'desk'): string {
  return `pack:\n  name: ${name}\n  version: "${version}"\n  enabled: true\npolicies:\n  chain: [${chain}]\npolicy:\n  rbac: {}\n`;
}

interface Outcome {
  readonly report: Report;
  readonly succeeded: boolean;
  /** Findings of these rules, as `file severity rule line`. */
  readonly findings: readonly string[];
  readonly warnings: readonly string[];
  readonly told: readonly string[];
}

const RULES: readonly string[] = ['version-not-bumped', 'version-reused', 'version-lowered', 'duplicate-pack-id'];

/** Validates as the command line and the action do, from options to report. */
async function validated(root: string, values: Record<string, string> = {}, environment: Record<string, string> = {}): Promise<Outcome> {
  const told: string[] = [];
  const log = { ...SILENT_LOG, info: (text: string) => void told.push(text), debug: (text: string) => void told.push(text) };
  const session = new Session(undefined, async () => {});
  const env = { PATH: process.env.PATH, ...environment };
  const given = { engine: 'builtin', tests: 'false', 'policy-file': 'policy-config.yaml', ...values };
  const parsed = readOptions('validate', { values: new Map(Object.entries(given)), environment: env, origin: 'flags' });
  const surroundings = {
    environment: env,
    workspaceRoot: root,
    directory: root,
    clock: SYSTEM_CLOCK,
    log,
    signal: new AbortController().signal,
  };
  const succeeded = await run(parsed, surroundings, undefined, session);
  const report = session.report();
  const packs = report.stages.flatMap((stage) => (stage.stage === 'validate' ? stage.packs : []));
  const findings = packs.flatMap((pack) =>
    pack.findings
      .filter(({ ruleId }) => RULES.includes(ruleId))
      .map((one) => `${one.workspaceFile} ${one.severity} ${one.ruleId} ${one.range?.start.line}`),
  );
  return { report, succeeded, findings, warnings: report.stages.flatMap((stage) => stage.warnings), told };
}

/** The environment of a step, with the payload of its event on disk. */
function eventOf(name: string, payload: unknown, more: Record<string, string> = {}): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'event-'));
  made.push(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'event.json');
  writeFileSync(path, JSON.stringify(payload));
  return { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: path, GITHUB_EVENT_NAME: name, ...more };
}

describe('base-ref', () => {
  test('makes changed content under the same version an error, and a higher version right', async () => {
    const one = repository();
    one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    one.write('policy-config.yaml', file('1.0.0', 'rbac: {stage: pre-request}'));
    const same = await validated(one.root, { 'base-ref': 'main' });
    expect([same.findings, same.succeeded]).toEqual([['policy-config.yaml error version-not-bumped 3'], false]);
    one.write('policy-config.yaml', file('1.0.1', 'rbac: {stage: pre-request}'));
    expect((await validated(one.root, { 'base-ref': 'main' })).findings).toEqual([]);
  });

  test('an error of the version keeps no behaviour test from running', async () => {
    const one = repository();
    const words = (word: string): string =>
      `pack:\n  name: p\n  version: 1.0.0\n  enabled: true\npolicies:\n  chain: [dlp-filter]\npolicy:\n  dlp-filter:\n    action: block\n    blocked_terms: [${word}]\n`;
    const input = { messages: [{ role: 'user', content: 'about heron' }] };
    one.commit({ 'policy-config.yaml': words('eagle') });
    one.write('policy-config.yaml', words('heron'));
    one.write('tests/a.json', JSON.stringify({ name: 'a', input, expected: { verdict: 'block' } }));
    const { report, findings } = await validated(one.root, { 'base-ref': 'main', engine: 'builtin', tests: 'true' });
    expect(findings).toEqual(['policy-config.yaml error version-not-bumped 3']);
    expect(report.stages).toMatchObject([{ packs: [{ tests: { passed: 1, failed: 0, undecided: 0 } }] }]);
  });

  test('lets comments and formatting change freely', async () => {
    const one = repository();
    one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    one.write('policy-config.yaml', `# Owned by support.\n${file('1.0.0', '"rbac"').replaceAll('\n', '\r\n')}`);
    expect((await validated(one.root, { 'base-ref': 'HEAD' })).findings).toEqual([]);
  });

  test('is the tip of its branch, but what this branch did not touch is not held against it', async () => {
    const one = repository();
    one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    one.git('checkout', '--quiet', '-b', 'work');
    one.commit({ 'other.txt': 'x' });
    one.git('checkout', '--quiet', 'main');
    one.commit({ 'policy-config.yaml': file('1.1.0', 'rbac: {stage: pre-request}') });
    one.git('checkout', '--quiet', 'work');
    expect((await validated(one.root, { 'base-ref': 'main' })).findings).toEqual([]);
    // Two branches that chose the same new version collide as soon as one of them is merged.
    one.write('policy-config.yaml', file('1.1.0', 'rbac: {parallel: true}'));
    expect((await validated(one.root, { 'base-ref': 'main' })).findings).toEqual(['policy-config.yaml error version-not-bumped 3']);
  });

  test('gives the history: a version of long ago must not come back with other content', async () => {
    const one = repository();
    one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    one.commit({ 'policy-config.yaml': file('1.1.0', 'rbac: {stage: pre-request}') });
    one.write('policy-config.yaml', file('1.0.0', 'rbac: {parallel: true}'));
    expect((await validated(one.root, { 'base-ref': 'main' })).findings).toEqual(['policy-config.yaml error version-reused 3']);
    one.write('policy-config.yaml', file('1.0.0', 'rbac'));
    expect((await validated(one.root, { 'base-ref': 'main' })).findings).toEqual(['policy-config.yaml warning version-lowered 3']);
  });

  test('does not follow a file to its earlier names', async () => {
    const one = repository();
    one.commit({ 'old.yaml': file('1.0.0', 'rbac') });
    one.git('mv', 'old.yaml', 'policy-config.yaml');
    one.write('policy-config.yaml', file('1.0.0', 'rbac: {parallel: true}'));
    expect((await validated(one.root, { 'base-ref': 'main' })).findings).toEqual([]);
  });

  test('that is not in the clone is bad input, which a shallow clone explains', async () => {
    const one = repository();
    const first = one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    one.commit({ 'policy-config.yaml': file('1.0.1', 'rbac') });
    await expect(validated(one.root, { 'base-ref': 'gone' })).rejects.toThrow(/reading base-ref "gone": this clone does not have it/);
    const { root } = one.clone('--depth=1');
    await expect(validated(root, { 'base-ref': first })).rejects.toThrow(/shallow.*fetch-depth: 0/);
  });

  test.each(['--upload-pack=x', 'a b', 'main..work', 'main:file'])('%j is refused before anything runs', async (ref) => {
    await expect(validated(tmpdir(), { 'base-ref': ref })).rejects.toThrow('expected one branch, tag or commit');
  });

  test('outside a repository is bad input', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'no-repository-'));
    made.push(() => rmSync(directory, { recursive: true }));
    writeFileSync(join(directory, 'policy-config.yaml'), file('1.0.0', 'rbac'));
    await expect(validated(directory, { 'base-ref': 'main' })).rejects.toThrow('the policy files are in no Git repository');
    expect((await validated(directory)).findings).toEqual([]);
  });
});

describe('without base-ref', () => {
  test('outside GitHub Actions nothing is compared, and --debug says so', async () => {
    const one = repository();
    one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    one.write('policy-config.yaml', file('1.0.0', 'rbac: {parallel: true}'));
    const { findings, told } = await validated(one.root);
    expect([findings, told.filter((text) => text.startsWith('versions are not compared'))]).toEqual([[], [expect.any(String)]]);
  });

  test('a pull request is compared with its base commit, whose own drafts do not count', async () => {
    const one = repository();
    const base = one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    one.git('checkout', '--quiet', '-b', 'work');
    one.commit({ 'policy-config.yaml': file('1.1.0', 'rbac: {stage: pre-request}') });
    one.commit({ 'policy-config.yaml': file('1.1.0', 'rbac: {parallel: true}') });
    const environment = eventOf('pull_request', { pull_request: { base: { sha: base } } });
    expect((await validated(one.root, {}, environment)).findings).toEqual([]);
    one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac: {parallel: true}') });
    expect((await validated(one.root, {}, environment)).findings).toEqual(['policy-config.yaml error version-not-bumped 3']);
  });

  test('of a pull request fetched two commits deep the first parent of the merge is enough', async () => {
    const one = repository();
    const base = one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    one.commit({ 'other.txt': 'the base went on' });
    one.git('checkout', '--quiet', '-b', 'work', base);
    one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac: {parallel: true}') });
    one.git('checkout', '--quiet', '-b', 'merged', 'main');
    one.git('merge', '--quiet', '--no-ff', '--message=merge', 'work');
    const clone = one.clone('--depth=2', '--branch=merged');
    const environment = eventOf(
      'pull_request',
      { pull_request: { base: { sha: 'f'.repeat(40) } } },
      {
        GITHUB_REF: 'refs/pull/1/merge',
        GITHUB_SHA: one.git('rev-parse', 'merged'),
      },
    );
    const { findings, warnings } = await validated(clone.root, {}, environment);
    expect(findings).toEqual(['policy-config.yaml error version-not-bumped 3']);
    expect(warnings).toEqual([expect.stringMatching(/^This clone is shallow, so version-reused looked only at the commits it has/)]);
  });

  test('of a pull request fetched one commit deep it is said that nothing was compared', async () => {
    const one = repository();
    const base = one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac: {parallel: true}') });
    const clone = one.clone('--depth=1');
    const { findings, warnings, succeeded } = await validated(
      clone.root,
      {},
      eventOf('pull_request', { pull_request: { base: { sha: base } } }),
    );
    expect([findings, succeeded]).toEqual([[], true]);
    expect(warnings).toEqual([
      'The version rules did not look at the base commit of this pull request: this clone is shallow and does not have it; give actions/checkout `fetch-depth: 0`, or run `git fetch --unshallow`',
    ]);
  });

  test('a merge group is compared with its base', async () => {
    const one = repository();
    const base = one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    one.commit({ 'policy-config.yaml': file('0.9.0', 'rbac: {parallel: true}') });
    const environment = eventOf('merge_group', { merge_group: { base_sha: base } });
    expect((await validated(one.root, {}, environment)).findings).toEqual(['policy-config.yaml warning version-lowered 3']);
  });

  test('a push to the default branch looks at the history alone', async () => {
    const one = repository();
    const before = one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac: {parallel: true}') });
    const payload = { before, repository: { default_branch: 'main' } };
    const main = eventOf('push', payload, { GITHUB_REF: 'refs/heads/main' });
    expect((await validated(one.root, {}, main)).findings).toEqual(['policy-config.yaml error version-reused 3']);
    const work = eventOf('push', payload, { GITHUB_REF: 'refs/heads/work' });
    expect((await validated(one.root, {}, work)).findings).toEqual([]);
    const shallow = await validated(one.clone('--depth=1').root, {}, main);
    expect([shallow.warnings, shallow.told.filter((text) => text.includes('shallow'))]).toEqual([[], [expect.any(String)]]);
  });

  test('rules that are all off start no git', async () => {
    const one = repository();
    one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    const rules = 'version-not-bumped: off\nversion-reused: off\nversion-lowered: off';
    expect((await validated(one.root, { 'base-ref': 'gone', rules })).warnings).toEqual([]);
  });

  test('a machine without git says so', async () => {
    const one = repository();
    const base = one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac') });
    const environment = { ...eventOf('pull_request', { pull_request: { base: { sha: base } } }), PATH: '/nowhere' };
    expect((await validated(one.root, {}, environment)).warnings).toEqual([
      'The version rules did not look at the base commit of this pull request: there is no git on PATH',
    ]);
  });
});

describe('several files', () => {
  test('of several repositories in one workspace each have their own past', async () => {
    const one = repository();
    const base = one.commit({ 'policy-config.yaml': file('1.0.0', 'rbac'), '.gitignore': 'inner\n' });
    const inner = one.clone();
    one.git('clone', '--quiet', `file://${inner.root}`, 'inner');
    one.write('inner/policy-config.yaml', file('1.0.0', 'rbac: {parallel: true}', 'inner'));
    one.write('policy-config.yaml', file('1.0.0', 'rbac: {parallel: true}'));
    const { findings } = await validated(one.root, { 'policy-file': 'policy-config.yaml\ninner/policy-config.yaml', 'base-ref': base });
    expect(findings).toEqual(['policy-config.yaml error version-not-bumped 3']);
  });

  const FILES = { 'eu.yaml': file('1.0.0', 'rbac'), 'us.yaml': file('1.0.0', 'rbac') };

  test('with one id are a warning at the later one', async () => {
    const one = repository();
    one.commit(FILES);
    const { findings, succeeded } = await validated(one.root, { 'policy-file': 'eu.yaml\nus.yaml' });
    expect([findings, succeeded]).toEqual([['us.yaml warning duplicate-pack-id 2'], true]);
    expect((await validated(one.root, { 'policy-file': '*.yaml', 'fail-on': 'warning' })).succeeded).toBe(false);
  });

  const inventory = (us: string): string =>
    `gateways:\n  eu: {url: "https://eu.example", api-url: "https://api.example", api-token-env: EU}\n  us: {url: "https://us.example", ${us}}\npacks:\n  - {file: eu.yaml, gateways: [eu]}\n  - {file: us.yaml, gateways: [us]}\n`;

  test.each([
    ['an error where the inventory sends both to one control plane', 'api-url: "https://api.example", api-token-env: EU', 'error'],
    ['a warning where it sends them to two', 'api-url: "https://api.us.example", api-token-env: EU', 'warning'],
    ['a warning where they belong to two accounts of one', 'api-url: "https://api.example", api-token-env: US', 'warning'],
    ['an error where both go to the default one', 'wave: 2', 'error'],
  ])('are %s', async (_, us, severity) => {
    const one = repository();
    const text = us === 'wave: 2' ? inventory(us).replace(/, api-url.*EU/, '') : inventory(us);
    one.commit({ ...FILES, '.github/keeptrusts.yml': text });
    const { findings, succeeded } = await validated(one.root, { 'policy-file': '*.yaml' });
    expect([findings, succeeded]).toEqual([[`us.yaml ${severity} duplicate-pack-id 2`], severity === 'warning']);
  });

  test('keep quiet when the rule is off', async () => {
    const one = repository();
    one.commit(FILES);
    expect((await validated(one.root, { 'policy-file': '*.yaml', rules: 'duplicate-pack-id: off' })).findings).toEqual([]);
  });
});

import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CLOCK } from '../../src/clock.js';
import { SILENT_LOG } from '../../src/report/log.js';
import type { ValidateReport } from '../../src/report/model.js';
import { renderSummary } from '../../src/report/summary.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { findingsOf } from '../../src/run/findings.js';
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

/** The builtin evaluator decides the case about Acme with the first chain alone: the second begins with a kind whose list is not published. */
function policy(version: string, chain: 'certain' | 'open'): string {
  const kinds = chain === 'certain' ? 'entity-list-filter' : 'prompt-injection, entity-list-filter';
  const block = chain === 'certain' ? '' : '  prompt-injection: {}\n';
  return `pack:\n  name: desk\n  version: "${version}"\n  enabled: true\npolicies:\n  chain: [${kinds}]\npolicy:\n${block}  entity-list-filter:\n    blocked_entities: [acme]\n`;
}

const CLEAN = golden('greets', 'hello', 'allow');
const BEFORE = { 'policy-config.yaml': policy('1.0.0', 'certain'), 'tests/greets.json': CLEAN };

interface Outcome {
  readonly stage: ValidateReport;
  readonly succeeded: boolean;
  /** The newly undecided cases by name. */
  readonly lost: readonly string[];
  readonly session: Session;
}

/** Validates as the command line and the action do, from options to report. */
async function validated(root: string, values: Record<string, string> = {}, environment: Record<string, string> = {}): Promise<Outcome> {
  const session = new Session(undefined, async () => {});
  const env = { PATH: process.env.PATH, ...environment };
  const given = { engine: 'builtin', undecided: 'new', 'policy-file': 'policy-config.yaml', ...values };
  const parsed = readOptions('validate', { values: new Map(Object.entries(given)), environment: env, origin: 'flags' });
  const signal = new AbortController().signal;
  const surroundings = { environment: env, workspaceRoot: root, directory: root, clock: SYSTEM_CLOCK, log: SILENT_LOG, signal };
  const succeeded = await run(parsed, surroundings, undefined, session);
  const [stage] = session.report().stages;
  if (stage?.stage !== 'validate') throw new Error('validate did not run');
  const lost = stage.packs.flatMap((pack) => pack.tests.cases.filter((one) => one.newlyUndecided === true).map(({ name }) => name));
  return { stage, succeeded, lost, session };
}

/** The environment of a step, with the payload of its event on disk. */
function eventOf(name: string, payload: unknown, more: Record<string, string> = {}): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'event-'));
  made.push(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'event.json');
  writeFileSync(path, JSON.stringify(payload));
  return { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: path, GITHUB_EVENT_NAME: name, ...more };
}

describe('undecided: new', () => {
  test('fails where a case lost its decision, and names it in every rendering', async () => {
    const one = repository();
    const base = one.commit(BEFORE);
    one.write('policy-config.yaml', policy('1.1.0', 'open'));
    const { stage, succeeded, lost, session } = await validated(one.root, { 'base-ref': 'main' });
    expect([stage.result, succeeded, lost]).toEqual(['inconclusive', false, ['greets']]);
    expect(stage.base).toEqual({ words: 'main', commit: base });
    expect(stage.reason.summary).toContain('1 undecided test was decided at main: "greets"');
    expect(renderTerminal(session.report(), { colour: false })).toMatch(/greets .* decided at the base/);
    expect(renderSummary(session.report())).toContain('**Decided at the base.**');
    expect(findingsOf(session.report())).toContainEqual(
      expect.objectContaining({ ruleId: 'test-newly-undecided', severity: 'error', file: 'tests/greets.json' }),
    );
  });

  test('lets cases be that were undecided already, and cases and packs the base does not have', async () => {
    const one = repository();
    one.commit({ ...BEFORE, 'policy-config.yaml': policy('1.0.0', 'open') });
    one.write('tests/new.json', golden('asks', 'hi', 'allow'));
    one.write('other/policy-config.yaml', policy('1.0.0', 'open').replace('desk', 'other'));
    one.write('other/tests/greets.json', CLEAN);
    const files = 'policy-config.yaml\nother/policy-config.yaml';
    const { stage, succeeded, lost } = await validated(one.root, { 'base-ref': 'main', 'policy-file': files });
    expect([stage.result, succeeded, lost]).toEqual(['inconclusive', true, []]);
    expect(stage.packs.map((pack) => pack.tests.undecided)).toEqual([2, 1]);
  });

  test('knows inline cases, and tests that the base has as symbolic links', async () => {
    const one = repository();
    const suites =
      'testing:\n  suites:\n    - name: s\n      cases:\n        - name: inline\n          input: {messages: [{role: user, content: hi}]}\n          expected: {verdict: allow}\n';
    one.write('elsewhere/greets.json', CLEAN);
    one.commit({ 'policy-config.yaml': policy('1.0.0', 'certain') + suites });
    one.write('tests/other.json', golden('other', 'hi', 'allow'));
    symlinkSync('../elsewhere/greets.json', join(one.root, 'tests/greets.json'));
    one.commit({});
    one.write('policy-config.yaml', policy('1.1.0', 'open') + suites);
    expect((await validated(one.root, { 'base-ref': 'main' })).lost).toEqual(['greets', 'other', 'inline']);
  });

  test('does not blame this work for what its base gained since', async () => {
    const one = repository();
    one.commit({ ...BEFORE, 'policy-config.yaml': policy('1.0.0', 'open') });
    one.git('checkout', '--quiet', '-b', 'work');
    one.commit({ 'README.md': 'x' });
    one.git('checkout', '--quiet', 'main');
    one.commit({ 'policy-config.yaml': policy('1.1.0', 'certain') });
    one.git('checkout', '--quiet', 'work');
    expect((await validated(one.root, { 'base-ref': 'main' })).succeeded).toBe(true);
  });

  test('takes the base of a pull request, and of a push to the default branch what that had before', async () => {
    const one = repository();
    const base = one.commit(BEFORE);
    one.commit({ 'policy-config.yaml': policy('1.1.0', 'open') });
    const pull = eventOf('pull_request', { pull_request: { base: { sha: base } } });
    expect((await validated(one.root, {}, pull)).lost).toEqual(['greets']);
    const push = eventOf('push', { before: base, repository: { default_branch: 'main' } }, { GITHUB_REF: 'refs/heads/main' });
    expect((await validated(one.root, {}, push)).lost).toEqual(['greets']);
  });

  test('fails where the base of the event cannot be read, and says why', async () => {
    const one = repository();
    const base = one.commit(BEFORE);
    one.commit({ 'policy-config.yaml': policy('1.1.0', 'open') });
    const shallow = one.clone('--depth=1').root;
    const pull = eventOf('pull_request', { pull_request: { base: { sha: base } } });
    const { stage, succeeded } = await validated(shallow, { rules: 'version-reused: off' }, pull);
    expect([stage.result, succeeded]).toEqual(['inconclusive', false]);
    expect(stage.base?.unread).toContain('this clone is shallow');
    expect(stage.warnings.join()).toContain('undecided: new could not compare with the base commit of this pull request');
    expect(stage.reason.summary).toContain('fetch-depth: 0');
    const push = eventOf('push', { before: base, repository: { default_branch: 'main' } }, { GITHUB_REF: 'refs/heads/main' });
    expect((await validated(shallow, {}, push)).succeeded).toBe(false);
  });

  test('warns, and does not fail, where nothing comes before these files', async () => {
    const one = repository();
    one.commit({ ...BEFORE, 'policy-config.yaml': policy('1.0.0', 'open') });
    for (const environment of [{}, eventOf('schedule', {}), eventOf('push', {}, { GITHUB_REF: 'refs/heads/work' })]) {
      const { stage, succeeded } = await validated(one.root, {}, environment);
      expect([succeeded, stage.base]).toEqual([true, undefined]);
      expect(stage.warnings.join()).toContain('undecided: new has nothing to compare with');
    }
  });

  test('refuses a base that was named and cannot be read, whatever the version rules are set to', async () => {
    const one = repository();
    one.commit({ ...BEFORE, 'policy-config.yaml': policy('1.0.0', 'open') });
    const rules = ['version-not-bumped', 'version-reused', 'version-lowered'].map((id) => `${id}: off`).join('\n');
    await expect(validated(one.root, { 'base-ref': 'nowhere', rules })).rejects.toThrow('"nowhere"');
    const outside = mkdtempSync(join(tmpdir(), 'no-repository-'));
    made.push(() => rmSync(outside, { recursive: true }));
    writeFileSync(
      join(outside, 'policy-config.yaml'),
      `${policy('1.0.0', 'open')}testing:\n  suites:\n    - name: s\n      cases:\n        - name: i\n          input: {messages: [{role: user, content: hi}]}\n          expected: {verdict: allow}\n`,
    );
    await expect(validated(outside, { 'base-ref': 'main', rules })).rejects.toThrow('is in no Git repository');
  });

  test('asks nothing of Git where every case is decided', async () => {
    const one = repository();
    one.commit(BEFORE);
    const pull = eventOf('pull_request', { pull_request: { base: { sha: 'a'.repeat(40) } } });
    const { stage, succeeded } = await validated(one.root, { rules: 'version-reused: off' }, pull);
    expect([stage.result, succeeded, stage.base]).toEqual(['passed', true, undefined]);
  });
});

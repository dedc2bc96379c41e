import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Repository } from '../workspace/repository.js';
import { BEFORE, branched, eventOf, made, policy, removeMade, repository, validated } from './changed-world.js';

afterEach(removeMade);

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
    expect(stage.warnings.join()).toMatch(/all packs it concerns count: inner: .*submodule/);
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

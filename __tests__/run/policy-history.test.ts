import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/policy/digest.js';
import { readRunPolicyHistories, readRunPolicyHistory } from '../../src/run/policy-history.js';
import type { PolicyHistory } from '../../src/stages/policy-history.js';
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

const FILE = 'packs/desk.yaml';

function text(version: string, name = 'desk'): string {
  return `pack:\n  name: ${name}\n  version: "${version}"\npolicies:\n  chain: [rbac, audit-logger]\npolicy: {}\n`;
}

function place(root: string, environment: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  return { workspace: { root }, surroundings: { environment: { PATH, ...environment }, signal: new AbortController().signal } };
}

function read(root: string, environment?: Record<string, string>): Promise<PolicyHistory> {
  return readRunPolicyHistory({ workspaceFile: FILE }, place(root, environment));
}

/** Commits of the states, behind HEAD and ahead of it. */
function commitsOf(history: PolicyHistory): {
  readonly states: readonly string[];
  readonly newer: readonly string[];
  readonly incomplete?: string;
} {
  if (history.kind === 'unread') throw new Error(history.reason);
  const { states, newer, incomplete } = history;
  const named = (list: typeof states): string[] => list.map(({ commit }) => commit);
  return { states: named(states), newer: named(newer), ...(incomplete !== undefined && { incomplete }) };
}

describe('the history of a policy file', () => {
  test('is every state of it, newest first, with its bytes; states that name no pack are left out', async () => {
    const one = repository();
    const first = one.commit({ [FILE]: text('1.0.0') });
    one.commit({ [FILE]: 'pack: [unfinished' });
    const third = one.commit({ [FILE]: text('1.1.0') });
    one.commit({ 'README.md': 'x' });
    const history = await read(one.root);
    expect(commitsOf(history)).toEqual({ states: [third, first], newer: [] });
    if (history.kind !== 'read') throw new Error('unread');
    const [newest] = history.states;
    expect(newest).toMatchObject({ identity: { name: 'desk', version: '1.1.0' }, chain: ['rbac', 'audit-logger'] });
    expect(newest?.digest).toBe(digestOf(new TextEncoder().encode(text('1.1.0'))));
    expect(Buffer.from(newest?.bytes ?? []).toString()).toBe(text('1.1.0'));
  });

  test("has what the remote's default branch got after the checked-out commit", async () => {
    const one = repository();
    const first = one.commit({ [FILE]: text('1.0.0') });
    const second = one.commit({ [FILE]: text('1.1.0') });
    const clone = one.clone();
    clone.git('checkout', '--quiet', first);
    expect(commitsOf(await read(clone.root))).toEqual({ states: [first], newer: [second] });
    // What actions/checkout leaves behind: branches, and no word of which is the default one.
    clone.git('remote', 'set-head', 'origin', '--delete');
    expect(commitsOf(await read(clone.root))).toEqual({ states: [first], newer: [second] });
  });

  test('has what the branch of the event got, whatever its name', async () => {
    const one = repository();
    const first = one.commit({ [FILE]: text('1.0.0') });
    one.git('checkout', '--quiet', '-b', 'release/2');
    const second = one.commit({ [FILE]: text('2.0.0') });
    const clone = one.clone('--branch=main');
    clone.git('checkout', '--quiet', first);
    expect(commitsOf(await read(clone.root))).toMatchObject({ newer: [second] });
    clone.git('remote', 'set-head', 'origin', '--delete');
    expect(commitsOf(await read(clone.root))).toMatchObject({ newer: [] });
    expect(commitsOf(await read(clone.root, { GITHUB_REF: 'refs/heads/release/2' }))).toMatchObject({ newer: [second] });
  });

  test('of a shallow clone says what it lacks and how to get it', async () => {
    const one = repository();
    one.commit({ [FILE]: text('1.0.0') });
    const second = one.commit({ [FILE]: text('1.1.0') });
    expect(commitsOf(await read(one.clone('--depth=1').root))).toEqual({
      states: [second],
      newer: [],
      incomplete: expect.stringMatching(/^this clone is shallow: .*fetch-depth: 0/),
    });
  });

  test('is unread without git, without a repository and without a commit, with the reason', async () => {
    const one = repository();
    expect(await read(one.root)).toEqual({ kind: 'unread', reason: 'the repository has no commit yet' });
    expect(await read(one.root, { PATH: '/nowhere' })).toEqual({ kind: 'unread', reason: 'there is no git on PATH' });
    const directory = mkdtempSync(join(tmpdir(), 'no-repository-'));
    made.push(() => rmSync(directory, { recursive: true }));
    expect(await read(directory)).toEqual({ kind: 'unread', reason: 'the file is in no Git repository' });
  });
});

describe('the histories of several files', () => {
  test('are told apart, also those of another repository in the workspace', async () => {
    const one = repository();
    const first = one.commit({ [FILE]: text('1.0.0'), 'packs/bots.yaml': text('3.0.0', 'bots'), '.gitignore': 'inner\n' });
    const second = one.commit({ [FILE]: text('1.1.0') });
    one.git('clone', '--quiet', `file://${one.root}`, 'inner');
    one.git('-C', 'inner', 'checkout', '--quiet', first);
    const files = [FILE, 'packs/bots.yaml', `inner/${FILE}`, 'packs/unknown.yaml'];
    const found = await readRunPolicyHistories(
      files.map((workspaceFile) => ({ workspaceFile })),
      place(one.root),
    );
    expect(files.map((file) => commitsOf(found.get(file) ?? { kind: 'unread', reason: `nothing of ${file}` }))).toEqual([
      { states: [second, first], newer: [] },
      { states: [first], newer: [] },
      { states: [first], newer: [second] },
      { states: [], newer: [] },
    ]);
  });
});

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Kt, KtTest } from '../../src/keeptrusts/kt.js';
import { type Comparison, compareWithBase } from '../../src/stages/newly-undecided.js';
import { type PackEngines, type PackSettings, type PackSource, validatePack } from '../../src/stages/pack.js';
import { fakeKt, golden, policyText, sourceOf } from './world.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'newly-undecided-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const SETTINGS: PackSettings = { engine: 'auto', failOn: 'error', severities: new Map(), tests: 'true' };
const TESTS = { 'a.json': golden('a', 'x', 'allow') };
const NOW = sourceOf(policyText('2.0.0'), TESTS);
const BASE = sourceOf(policyText('1.0.0'), TESTS);

/** kt that has this to say of the version before, and no result for the one under validation. */
function ktOf(before: KtTest): Kt {
  return fakeKt({
    test: async (pack) => {
      const text = await readFile(join(pack, 'policy-config.yaml'), 'utf8');
      return text.includes('1.0.0') ? before : { kind: 'answered', ok: true, cases: [] };
    },
  });
}

async function compared(kt: Kt, states: readonly PackSource[]): Promise<Comparison> {
  const enginesFor = (copy: string): PackEngines => {
    const stagingDirectory = join(directory, copy);
    mkdirSync(stagingDirectory);
    return { kt, stagingDirectory };
  };
  const { report } = await validatePack(NOW, SETTINGS, enginesFor('now'));
  const file = { path: '/x/packs/policy-config.yaml', file: 'policy-config.yaml', workspaceFile: 'packs/policy-config.yaml' };
  return compareWithBase([{ report, file, settings: SETTINGS, enginesFor }], async () => ({
    reading: { words: 'main', commit: 'c' },
    statesOf: () => states,
  }));
}

const lost = ({ packs }: Comparison): readonly string[] =>
  packs.flatMap((pack) => pack.tests.cases.filter((one) => one.newlyUndecided === true).map(({ name }) => name));

describe('with kt at hand', () => {
  const decided: KtTest = { kind: 'answered', ok: true, cases: [{ name: 'a', passed: true, verdict: 'allow' }] };

  test('kt is asked about the base too: what it decided there and no longer does is lost', async () => {
    const comparison = await compared(ktOf(decided), [BASE]);
    expect(lost(comparison)).toEqual(['a']);
    expect(comparison.reading).toEqual({ words: 'main', commit: 'c' });
  });

  test('a case that kt had no result for at the base either is not lost, nor one of a pack the base does not have', async () => {
    expect(lost(await compared(ktOf({ kind: 'answered', ok: true, cases: [] }), [BASE]))).toEqual([]);
    rmSync(directory, { recursive: true });
    mkdirSync(directory);
    expect(lost(await compared(ktOf(decided), []))).toEqual([]);
  });

  test('where kt gives no usable answer about the base, the base counts as not read', async () => {
    const comparison = await compared(ktOf({ kind: 'unusable', reason: 'it hung' }), [BASE]);
    expect(comparison.reading.unread).toContain('packs/policy-config.yaml');
    expect(comparison.reading.unread).toContain('it hung');
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { moveInto } from '../../src/report/rename.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rename-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A rename that answers with the codes in turn, then succeeds. */
function answering(...codes: readonly string[]) {
  const left = [...codes];
  const seen = { tries: 0, paused: 0 };
  return {
    seen,
    rename: (): void => {
      seen.tries += 1;
      const code = left.shift();
      if (code !== undefined) throw Object.assign(new Error(`${code}: operation not permitted`), { code });
    },
    pause: (milliseconds: number): void => {
      seen.paused += milliseconds;
    },
  };
}

describe('moving a file into the place of another', () => {
  test('replaces it', () => {
    const [from, to] = [join(folder, 'new'), join(folder, 'old')];
    writeFileSync(from, 'new');
    writeFileSync(to, 'old');
    moveInto(from, to);
    expect(readFileSync(to, 'utf8')).toBe('new');
  });

  test.each(['EPERM', 'EACCES', 'EBUSY'])('waits on Windows while something has it open (%s)', (code) => {
    const { seen, ...fake } = answering(code, code);
    moveInto('a', 'b', { platform: 'win32', ...fake });
    expect(seen).toEqual({ tries: 3, paused: 30 });
  });

  test('gives up on Windows after one and a half seconds', () => {
    const { seen, ...fake } = answering(...Array.from({ length: 50 }, () => 'EPERM'));
    expect(() => moveInto('a', 'b', { platform: 'win32', ...fake })).toThrow('EPERM');
    expect(seen).toEqual({ tries: 8, paused: 1480 });
  });

  test('tries once where the answer will not change', () => {
    for (const [platform, code] of [
      ['linux', 'EPERM'],
      ['darwin', 'EACCES'],
      ['win32', 'ENOSPC'],
    ] as const) {
      const { seen, ...fake } = answering(code);
      expect(() => moveInto('a', 'b', { platform, ...fake })).toThrow(code);
      expect(seen.tries).toBe(1);
    }
  });
});

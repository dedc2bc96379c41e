import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendPairs, formatPair, readState } from '../../src/github/outputs.js';
import { appendSummary, SUMMARY_FILE_LIMIT } from '../../src/github/summary-file.js';
import { HOSTILE_CASES } from '../report/hostile.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** The file as the runner reads it: name<<delimiter, lines, delimiter. */
function parsePairs(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length - 1; at += 1) {
    const [name, delimiter] = (lines[at] ?? '').split('<<');
    const end = lines.indexOf(delimiter ?? '', at + 1);
    if (name === undefined || end < 0) throw new Error(`no pair in line ${at}`);
    pairs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return pairs;
}

describe('outputs and state', () => {
  test('are appended so that the runner reads them back', async () => {
    const file = join(folder, 'output');
    appendPairs(file, { result: 'passed', matrix: '{"a":\n1}' });
    appendPairs(file, { report: '' });
    expect(parsePairs(await readFile(file, 'utf8'))).toEqual({ result: 'passed', matrix: '{"a":\n1}', report: '' });
  });

  test.each(HOSTILE_CASES)('keep %s in its own value', (_name, text) => {
    const value = text.replaceAll('\r', '');
    expect(parsePairs(formatPair('a', value) + formatPair('b', 'x'))).toEqual({ a: value, b: 'x' });
  });

  test('use a delimiter the value does not hold', () => {
    const delimiters = ['one', 'two', 'three'];
    expect(formatPair('a', 'one\ntwo', () => delimiters.shift() ?? '')).toBe('a<<three\none\ntwo\nthree\n');
  });

  test('use another delimiter each time', () => {
    expect(formatPair('a', 'x')).not.toBe(formatPair('a', 'x'));
  });

  test('refuse a name that could forge a pair', () => {
    expect(() => formatPair('a\nb<<x', 'y')).toThrow(/no output name/);
  });

  test('do nothing in a terminal and say what file cannot be written', () => {
    expect(() => appendPairs(undefined, { a: 'b' })).not.toThrow();
    expect(() => appendPairs(folder, { a: 'b' })).toThrow(folder);
  });

  test('state is read from the environment', () => {
    expect(readState({ STATE_inFlight: '["eu"]', STATE_empty: '' }, 'inFlight')).toBe('["eu"]');
    expect(readState({ STATE_empty: '' }, 'empty')).toBeUndefined();
    expect(readState({}, 'absent')).toBeUndefined();
  });
});

describe('the summary file', () => {
  test('is appended to', async () => {
    const file = join(folder, 'summary.md');
    await writeFile(file, 'before');
    expect(appendSummary(file, () => '## ü\n', 1000)).toEqual({ kind: 'written', bytes: 7 });
    expect(await readFile(file, 'utf8')).toBe('before\n## ü\n');
  });

  test('takes what fits exactly and not a byte more', async () => {
    const file = join(folder, 'summary.md');
    await writeFile(file, 'x'.repeat(SUMMARY_FILE_LIMIT - 11));
    expect(appendSummary(file, () => '12345678901', 1000)).toEqual({ kind: 'no-room', needed: 12, room: 11 });
    expect((await stat(file)).size).toBe(SUMMARY_FILE_LIMIT - 11);
    expect(appendSummary(file, () => '1234567890', 1000)).toEqual({ kind: 'written', bytes: 11 });
    expect((await stat(file)).size).toBe(SUMMARY_FILE_LIMIT);
  });

  test('asks for a text of the size that is left', async () => {
    const file = join(folder, 'summary.md');
    const asked: number[] = [];
    const render = (budget: number): string => {
      asked.push(budget);
      return '';
    };
    appendSummary(file, render, 1_000_000);
    await writeFile(file, 'x'.repeat(SUMMARY_FILE_LIMIT - 500));
    appendSummary(file, render, 1_000_000);
    expect(asked).toEqual([1_000_000, 499]);
  });

  test('is left alone in a terminal', async () => {
    expect(appendSummary(undefined, () => 'x', 1000)).toEqual({ kind: 'absent' });
  });
});

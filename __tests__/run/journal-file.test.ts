import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createJournalFile, readJournalFile } from '../../src/run/journal-file.js';

let directory = '';
let path = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'));
  path = join(directory, 'journal.jsonl');
});
afterEach(() => rmSync(directory, { recursive: true }));

const TO = { name: 'support', version: '1.1.0' };
const BEGUN = {
  gateway: 'eu-1',
  url: 'https://eu-1.example',
  write: 'push',
  to: TO,
  before: { name: 'support', version: '1.0.0' },
} as const;

describe('the journal of writes', () => {
  test('is on the disk before the write is sent, and its place was announced before that', () => {
    const seen: boolean[] = [];
    const journal = createJournalFile(path, () => seen.push(readFileSync(path, 'utf8') === ''));
    expect(existsSync(path)).toBe(false);
    journal.begin(BEGUN);
    expect(seen).toEqual([true]);
    expect(readJournalFile(path)).toEqual({ closed: false, writes: [BEGUN] });
  });

  test('joins the end of a write to its beginning, the last one of the gateway', () => {
    const journal = createJournalFile(path, () => undefined);
    journal.begin(BEGUN);
    journal.end({ gateway: 'eu-1', state: 'serving-other' });
    journal.begin({ ...BEGUN, write: 'restore' });
    expect(readJournalFile(path).writes).toEqual([
      { ...BEGUN, ended: 'serving-other' },
      { ...BEGUN, write: 'restore' },
    ]);
  });

  test('says when the run ended by itself; a run without writes leaves no file', () => {
    const journal = createJournalFile(path, () => undefined);
    journal.close();
    expect(existsSync(path)).toBe(false);
    journal.begin(BEGUN);
    journal.close();
    expect(readJournalFile(path).closed).toBe(true);
  });

  test('whose last line was cut off has sent nothing more', () => {
    const journal = createJournalFile(path, () => undefined);
    journal.begin(BEGUN);
    appendFileSync(path, '{"event":"begin","gateway":"eu-2","wri');
    expect(readJournalFile(path).writes).toHaveLength(1);
  });

  test('that cannot be written stops the write, and names the gateway', () => {
    writeFileSync(path, 'of somebody else');
    const journal = createJournalFile(path, () => undefined);
    expect(() => journal.begin(BEGUN)).toThrow(/gateway eu-1.*Nothing was sent/);
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendPath } from '../../src/github/outputs.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'path-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('appendPath', () => {
  test('adds one line a directory', () => {
    const file = join(directory, 'path');
    appendPath(file, '/tools/kt/0.3.0/x64');
    appendPath(file, '/tools/more');
    expect(readFileSync(file, 'utf8')).toBe('/tools/kt/0.3.0/x64\n/tools/more\n');
  });

  test('refuses a name that would be two lines', () => {
    const file = join(directory, 'path');
    expect(() => appendPath(file, '/tools\n/evil')).toThrow('holds a line break');
  });

  test('does nothing where there is no such file, and says which file cannot be written', () => {
    expect(() => appendPath(undefined, '/tools')).not.toThrow();
    expect(() => appendPath(join(directory, 'missing', 'path'), '/tools')).toThrow(/adding "\/tools" to the job's PATH.*ENOENT/);
  });
});

import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { directWriter, mayBeTerminal, type SlowStream } from '../../src/run/standard-stream.js';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'standard-stream-'));
  path = join(folder, 'out');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A stream that only remembers, and counts how often it was asked for. */
function remembering(): { readonly slow: () => SlowStream; readonly written: string[]; asked: number; fail: () => void } {
  const memory = {
    written: [] as string[],
    asked: 0,
    fail: (): void => undefined,
    slow: (): SlowStream => {
      memory.asked += 1;
      return {
        write: (bytes) => void memory.written.push(Buffer.from(bytes).toString('utf8')),
        on: (_event, listener) => {
          memory.fail = () => listener(new Error('EPIPE'));
        },
      };
    },
  };
  return memory;
}

describe('a direct writer', () => {
  test('writes to the descriptor in order, without asking for the stream', () => {
    const descriptor = openSync(path, 'w');
    const memory = remembering();
    const write = directWriter(descriptor, memory.slow);
    write('first ✓\n');
    write('second\n');
    closeSync(descriptor);
    expect(readFileSync(path, 'utf8')).toBe('first ✓\nsecond\n');
    expect(memory.asked).toBe(0);
  });

  test('leaves a console of Windows to the stream, which knows its code page; files and pipes it writes itself', () => {
    // /dev/full is a character device, as a console is.
    const descriptor = openSync('/dev/full', 'w');
    const memory = remembering();
    directWriter(descriptor, memory.slow, 'win32')('✓\n');
    closeSync(descriptor);
    expect([memory.asked, memory.written]).toEqual([1, ['✓\n']]);

    const file = openSync(path, 'w');
    const unused = remembering();
    directWriter(file, unused.slow, 'win32')('✓\n');
    closeSync(file);
    expect([unused.asked, readFileSync(path, 'utf8')]).toEqual([0, '✓\n']);
  });

  test('hands what the system refuses to the stream, and everything after it', () => {
    const descriptor = openSync(path, 'w');
    closeSync(descriptor);
    const readOnly = openSync(path, 'r');
    const memory = remembering();
    const write = directWriter(readOnly, memory.slow);
    write('first ✓\n');
    write('second\n');
    closeSync(readOnly);
    expect(memory.written).toEqual(['first ✓\n', 'second\n']);
    expect(memory.asked).toBe(1);
  });

  test('stays quiet after the stream has failed, since nobody reads any more', () => {
    const descriptor = openSync(path, 'w');
    closeSync(descriptor);
    const readOnly = openSync(path, 'r');
    const memory = remembering();
    const write = directWriter(readOnly, memory.slow);
    write('first');
    memory.fail();
    write('second');
    closeSync(readOnly);
    expect(memory.written).toEqual(['first']);
  });
});

describe('what may be a terminal', () => {
  test.each([devNull, 'package.json'])('%s is none', (file) => {
    const descriptor = openSync(file, 'r');
    expect(mayBeTerminal(descriptor)).toBe(false);
    closeSync(descriptor);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { Clock } from '../../src/clock.js';
import { createGitHubLog } from '../../src/github/github-log.js';
import { maskSecrets } from '../../src/github/mask.js';
import { Secret } from '../../src/options/types.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES, holdsCommand } from '../report/hostile.js';

function logInto({ debug = true } = {}) {
  const written: string[] = [];
  let now = 5000;
  const clock: Clock = { now: () => new Date(0), elapsed: () => now, sleep: async () => {} };
  const log = createGitHubLog({ write: (text) => written.push(text), clock, redact: (text) => text.replaceAll('hush', '***'), debug });
  return { log, written, advance: (ms: number) => (now += ms) };
}

describe('the log on the runner', () => {
  test('writes lines, redacted; debug as a command; warnings without spending an annotation', () => {
    const { log, written } = logInto();
    log.info('a hush');
    log.debug('50% hush');
    log.warning('w hush');
    expect(written).toEqual(['a ***\n', '::debug::50%25 ***\n', 'Warning: w ***\n']);
  });

  test('writes no debug line that the runner would throw away', () => {
    const { log, written } = logInto({ debug: false });
    log.debug('one of thousands');
    expect(written).toEqual([]);
  });

  test('closes a group when the work throws', async () => {
    const { log, written } = logInto();
    const work = log.group('lint', async () => {
      throw new Error('broken');
    });
    await expect(work).rejects.toThrow('broken');
    expect(written).toEqual(['::group::lint\n', '::endgroup::\n']);
  });

  test('gives back what the work gave, and does not nest groups', async () => {
    const { log, written } = logInto();
    expect(await log.group('outer', () => log.group('inner', async () => 7))).toBe(7);
    await log.group('next', async () => {});
    expect(written).toEqual(['::group::outer\n', 'inner\n', '::endgroup::\n', '::group::next\n', '::endgroup::\n']);
  });

  test('shows progress once a second at most, and before the group closes the last state of what did not end', async () => {
    const { log, written, advance } = logInto();
    const work = log.group('deploy', async () => {
      for (let done = 1; done <= 30; done += 1) {
        log.progress({ doing: 'gateway', done, of: 200 });
        advance(100);
      }
      throw new Error('cancelled');
    });
    await expect(work).rejects.toThrow('cancelled');
    expect(written).toEqual([
      '::group::deploy\n',
      'gateway 1/200\n',
      'gateway 11/200\n',
      'gateway 21/200\n',
      'gateway 30/200\n',
      '::endgroup::\n',
    ]);
  });

  test('ends the open group for what is written past it, and not once more when the work ends', async () => {
    const { log, written } = logInto();
    await log.group('deploy', async () => log.endGroup());
    log.endGroup();
    expect(written).toEqual(['::group::deploy\n', '::endgroup::\n']);
  });

  test.each(HOSTILE_CASES)('lets no command through in %s', async (_name, text) => {
    const { log, written } = logInto();
    log.info(text);
    log.warning(text);
    log.progress({ doing: text, done: 1, of: 2, detail: text });
    log.debug(text);
    await log.group(text, () => log.group(text, async () => {}));
    expect(written).toHaveLength(7);
    for (const line of written) {
      expect(line.slice(0, -1)).not.toMatch(/[\n\r]/);
      expect(line).not.toMatch(HIDDEN_CHARACTER);
      expect(holdsCommand(line.replace(/^::(debug|group|endgroup)::/, ''))).toBe(false);
    }
  });
});

describe('masking of input tokens', () => {
  const masked = (...values: (string | undefined)[]): string => {
    const written: string[] = [];
    const secrets = values.map((value) => (value === undefined ? undefined : new Secret(value)));
    maskSecrets(secrets, (text) => written.push(text));
    return written.join('');
  };

  test('registers each token unchanged, once', () => {
    expect(masked('tok##[en\u202e', undefined, 'tok##[en\u202e')).toBe('::add-mask::tok##[en\u202e\n');
  });

  test('registers a token of several lines whole and line by line, but no line too short to be secret', () => {
    expect(masked('{\n  "key": "100%"\r\n}\n')).toBe(
      '::add-mask::{%0A  "key": "100%25"%0D%0A}%0A\n::add-mask::{%0A  "key": "100%25"%0D%0A}\n::add-mask::"key": "100%25"\n',
    );
  });

  test('registers nothing for an empty value: the runner would reject it', () => {
    expect(masked('', '  ', undefined)).toBe('');
  });
});

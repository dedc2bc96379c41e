import { describe, expect, test } from '@jest/globals';
import { parseDiff, parseInspect } from '../../src/keeptrusts/kt-gateway-answer.js';
import { exited, NO_ANSWERS } from './outcomes.js';

describe('kt gateway diff', () => {
  test('with exit code 0 and no lines of a difference is no difference', () => {
    expect(parseDiff(exited(0, 'no difference: eu runs sha256:1\n'))).toEqual({ kind: 'answered', exitCode: 0, said: '' });
    expect(parseDiff(exited(0, ''))).toMatchObject({ said: '' });
  });

  test.each(['- retention_days: 30\n+ retention_days: 60\n', '@@ -1 +1 @@\n+added\n', '  -old'])(
    'with exit code 0 and lines of a difference is one, as its exit codes are not documented: %j',
    (text) => expect(parseDiff(exited(0, text))).toMatchObject({ exitCode: 0, said: 'it lists differences' }),
  );

  test('quotes its complaint, and never its standard output, which may be a configuration', () => {
    const answer = parseDiff(exited(1, '- api_key: hidden\n', '\nerror: eu is not known here, token-1\nmore\n'), ['token-1']);
    expect(answer).toEqual({ kind: 'answered', exitCode: 1, said: 'error: eu is not known here, ***' });
    expect(parseDiff(exited(1, '- api_key: hidden\n'))).toEqual({ kind: 'answered', exitCode: 1, said: 'nothing on stderr' });
  });

  test.each(NO_ANSWERS)('that %s is no answer', (_name, outcome) => {
    expect(parseDiff(outcome).kind).toBe('unusable');
    expect(parseInspect(outcome).kind).toBe('unusable');
  });
});

describe('kt gateway inspect', () => {
  const shows = (value: unknown): unknown => {
    const answer = parseInspect(exited(0, JSON.stringify(value)));
    return answer.kind === 'answered' ? answer.shows : undefined;
  };
  const pack = (version: string) => ({ name: 'support-desk', version });

  test('shows the one pack that its JSON names, wherever it stands', () => {
    expect(shows({ id: 'eu', observed: { pack: pack('1.0.0') } })).toEqual(pack('1.0.0'));
    expect(shows([{ state: { config: { pack: pack('1.0.0') } } }, { pack: pack('1.0.0') }])).toEqual(pack('1.0.0'));
  });

  test('shows nothing where packs differ: one of them is still to come', () => {
    expect(shows({ desired: { pack: pack('2.0.0') }, observed: { pack: pack('1.0.0') } })).toBeUndefined();
  });

  test.each([
    ['no JSON', 'eu  1.0.0'],
    ['a version of something else', '{"version":"1.0.0","name":"eu"}'],
    ['a pack that is text', '{"pack":"1.0.0"}'],
  ])('recognises nothing in %s', (_name, text) =>
    expect(parseInspect(exited(0, text))).toEqual({ kind: 'answered', exitCode: 0, said: '' }),
  );

  test('that failed shows nothing, whatever it printed', () => {
    expect(parseInspect(exited(1, JSON.stringify({ pack: pack('1.0.0') }), 'error: 403'))).toEqual({
      kind: 'answered',
      exitCode: 1,
      said: 'error: 403',
    });
  });

  test('stands a very deep answer', () => {
    expect(parseInspect(exited(0, `${'['.repeat(5_000)}${']'.repeat(5_000)}`))).toMatchObject({ kind: 'answered' });
  });
});

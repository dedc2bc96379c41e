import { describe, expect, test } from '@jest/globals';
import { isOptionName, specOf } from '../../src/options/lookup.js';
import { OPTIONS, type OptionName, type OptionSpec } from '../../src/options/table.js';
import { Secret } from '../../src/options/types.js';
import { defaultOf, isLoopback, millisecondsOf, parseUrl, parseValue } from '../../src/options/values.js';

const INTEGER = { type: 'integer', minimum: 0, maximum: 1000, stages: ['verify'], text: '' } as const;
const DURATION = { type: 'duration', minimum: '50ms', maximum: '7d', default: '1s', stages: ['verify'], text: '' } as const;
const CHOICE = { type: 'choice', choices: ['error', 'warning'], default: 'error', stages: ['verify'], text: '' } as const;
const CHOICES = { type: 'choices', choices: ['validate', 'deploy', 'verify'], default: [], stages: ['root'], text: '' } as const;
const BOOLEAN = { type: 'boolean', default: false, stages: ['verify'], text: '' } as const;
const LINES = { type: 'lines', default: [], stages: ['verify'], text: '' } as const;
const TEXT = { type: 'text', stages: ['verify'], text: '' } as const;
const DIGEST = { type: 'digest', stages: ['verify'], text: '' } as const;
const URL_SPEC = { type: 'url', stages: ['verify'], text: '' } as const;
const HEX = 'ab'.repeat(32);

const ACCEPTED: readonly (readonly [OptionSpec, string, unknown])[] = [
  ...['true', 'True', 'TRUE'].map((text) => [BOOLEAN, text, true] as const),
  ...['false', 'False', 'FALSE'].map((text) => [BOOLEAN, text, false] as const),
  [INTEGER, '0', 0],
  [INTEGER, '1000', 1000],
  [DURATION, '500ms', 500],
  [DURATION, '90s', 90_000],
  [DURATION, '5m', 300_000],
  [DURATION, '1h', 3_600_000],
  [DURATION, '7d', 604_800_000],
  [CHOICE, 'warning', 'warning'],
  [CHOICES, 'verify, validate', ['validate', 'verify']],
  [CHOICES, 'deploy\ndeploy', ['deploy']],
  [LINES, ' a \r\n\n# note\n!b\rc\n', ['a', '!b', 'c']],
  [TEXT, 'gw=https://x', 'gw=https://x'],
  [DIGEST, `sha256:${HEX}`, `sha256:${HEX}`],
  [URL_SPEC, 'https://API.example.com/', 'https://api.example.com'],
  [URL_SPEC, 'https://api.example.com/base//', 'https://api.example.com/base'],
  [URL_SPEC, 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  [URL_SPEC, 'http://[::1]:1', 'http://[::1]:1'],
];

const REFUSED: readonly (readonly [OptionSpec, string, string])[] = [
  ...['yes', 'on', '1', 'tRUE', 'true false', 'y'].map((text) => [BOOLEAN, text, 'true or false'] as const),
  ...['-1', '1001', '1e3', '0x10', '1.0', '+5', ' 5', '9'.repeat(400)].map(
    (text) => [INTEGER, text, 'a whole number from 0 to 1000'] as const,
  ),
  ...['49ms', '8d', '5', '1.5s', '5 m', '5M', 's', '-5s', `${'9'.repeat(400)}s`].map(
    (text) => [DURATION, text, 'a duration from 50ms to 7d'] as const,
  ),
  [CHOICE, 'info', 'error or warning'],
  [CHOICE, 'Error', 'error or warning'],
  [CHOICES, 'validate, ship', 'one or more of validate, deploy, verify'],
  [LINES, 'a\u0000b', 'without control characters'],
  [TEXT, 'a\nb', 'one line'],
  [TEXT, 'a\u202eb', 'one line'],
  [DIGEST, HEX, 'sha256: and 64'],
  [DIGEST, `sha256:${HEX.toUpperCase()}`, '64 lower-case hex'],
  [DIGEST, `sha256:${HEX}0`, '64 lower-case hex'],
  ...[
    'api.example.com',
    'ftp://x',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://',
    'https:\\\\x',
    'https://a b',
    'https://a\tb',
  ].map((text) => [URL_SPEC, text, 'an https:// URL'] as const),
  [URL_SPEC, 'http://api.example.com', 'only for loopback'],
  [URL_SPEC, 'http://127.0.0.1.evil.example', 'only for loopback'],
  [URL_SPEC, 'http://localhost.evil.example', 'only for loopback'],
  [URL_SPEC, 'https://user:pw@x', 'without user and password'],
  [URL_SPEC, 'https://x/?token=1', 'without query'],
  [URL_SPEC, 'https://x/#a', 'without query'],
];

describe('a value of an option', () => {
  test.each(ACCEPTED)('%j takes %j', (spec, text, expected) => {
    expect(parseValue(spec, text)).toEqual({ kind: 'value', value: expected });
  });

  test.each(REFUSED)('%j refuses %j and says what is allowed', (spec, text, allowed) => {
    expect(parseValue(spec, text)).toMatchObject({ kind: 'problem', allowed: expect.stringContaining(allowed) });
  });

  test.each([
    [CHOICE, 'warnign', '; did you mean warning?'],
    [CHOICE, 'WARNING', '; did you mean warning?'],
    [CHOICES, 'depoly', '; did you mean deploy?'],
    [DURATION, '90', '; a unit is missing, for example 90s'],
    [DIGEST, HEX, '; put sha256: in front'],
  ] as const)('%j given %2$j hints%3$s', (spec, text, hint) => {
    expect(parseValue(spec, text)).toMatchObject({ hint });
  });

  test('a secret is wrapped, so that it prints as stars', () => {
    const parsed = parseValue({ type: 'secret', stages: ['verify'], text: '' }, 'kt-token');
    const value = parsed.kind === 'value' ? parsed.value : undefined;
    expect(value).toBeInstanceOf(Secret);
    expect(value instanceof Secret && value.reveal()).toBe('kt-token');
    expect([String(value), JSON.stringify({ value })]).toEqual(['***', '{"value":"***"}']);
  });

  test.each(['two words', 'a\r\nX-Injected: 1', 'tökén', 'a\u0000b'])(
    'a secret that could break a header is refused and not quoted: %j',
    (text) => {
      const parsed = parseValue({ type: 'secret', stages: ['verify'], text: '' }, text);
      expect(parsed).toMatchObject({ kind: 'problem', quote: false });
      expect(JSON.stringify(parsed)).not.toContain(text.slice(0, 3));
    },
  );

  test('a gateway may be reached without TLS, a scheme other than HTTP never', () => {
    expect(parseUrl('http://gateway.internal:8080/', 'anywhere')).toEqual({ kind: 'value', value: 'http://gateway.internal:8080' });
    expect(parseUrl('ws://gateway.internal', 'anywhere').kind).toBe('problem');
  });

  test.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['[::1]', true],
    ['0.0.0.0', false],
    ['localhost.example', false],
    ['127.evil.example', false],
  ])('%s is loopback: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});

describe('the option table', () => {
  const names = Object.keys(OPTIONS).filter(isOptionName);

  test.each(names)('%s: its default is a value its own parser gives', (name: OptionName) => {
    const spec = specOf(name);
    const value = defaultOf(spec);
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return;
    const written = spec.type === 'duration' ? spec.default : Array.isArray(value) ? value.join('\n') : String(value);
    expect(parseValue(spec, written)).toEqual({ kind: 'value', value });
  });

  test.each(names.filter((name) => specOf(name).type === 'duration'))('%s: its limits are durations in order', (name) => {
    const spec = specOf(name);
    const limits = spec.type === 'duration' ? [spec.minimum, spec.default, spec.maximum].map((text) => millisecondsOf(text) ?? -1) : [];
    expect(limits).toEqual(limits.toSorted((a, b) => a - b));
    expect(limits[0]).toBeGreaterThanOrEqual(0);
  });
});

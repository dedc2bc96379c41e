import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/options/types.js';
import { createRedactor, keepSecrets, OWN_WORDS, redactReport, secretsAmong } from '../../src/report/redact.js';
import { renderSummary } from '../../src/report/summary.js';
import { gateway, report, verify } from './samples.js';

const redactor = (...values: string[]) => createRedactor(values.map((value) => new Secret(value)));

describe('a redactor', () => {
  test('replaces every occurrence of a secret', () => {
    expect(redactor('s3cret+(')('a s3cret+( b s3cret+(')).toBe('a *** b ***');
  });

  test('leaves text alone without secrets, and secrets too short to be one', () => {
    expect(redactor()('text')).toBe('text');
    expect(redactor('abc', '')('abc')).toBe('abc');
  });

  test('replaces the longer of two secrets that begin alike', () => {
    expect(redactor('token', 'token-long')('token-long token')).toBe('*** ***');
  });

  test('replaces each line of a secret of several lines', () => {
    expect(redactor('first line\nsecond line\n}')('x second line } y first line')).toBe('x *** } y ***');
  });

  test('replaces the JSON and URL spellings', () => {
    const secret = 'pa"ss\\wo/rd';
    expect(redactor(secret)(JSON.stringify({ secret }))).toBe('{"secret":"***"}');
    expect(redactor(secret)(`?t=${encodeURIComponent(secret)}`)).toBe('?t=***');
  });
});

describe('the spellings of a secret', () => {
  const secret = 'pa<ss>+wo/rd "x"';
  const clean = redactor(secret);

  test.each([
    ['XML', '<a b="pa&lt;ss&gt;+wo/rd &quot;x&quot;"/>'],
    ['a form', `t=${encodeURIComponent(secret).replaceAll('%20', '+')}`],
  ])('in %s', (_name, text) => {
    expect(clean(text)).toMatch(/^(?:<a b="\*{3}"\/>|t=\*{3})$/);
  });

  test.each(['', 'a', 'ab', 'abc', 'user:', 'Bearer '])(
    'in Base64 after %j, of both alphabets, with nothing left that tells it',
    (before) => {
      for (const after of ['', '!', '!!', '!!!']) {
        for (const alphabet of ['base64', 'base64url'] as const) {
          const shown = clean(`x ${Buffer.from(before + secret + after).toString(alphabet)} y`);
          const [, run = ''] = shown.split(' ');
          expect(run).toMatch(/^[\w+/=-]*\*{3}[\w+/=-]*$/);
          const [head = '', tail = ''] = run.split('***');
          // At most the bits that a group of Base64 shares with a neighbour.
          expect(head.length).toBeLessThanOrEqual(Math.ceil((before.length * 4) / 3) + 1);
          expect(tail.replace(/=+$/, '').length).toBeLessThanOrEqual(Math.ceil((after.length * 4) / 3) + 2);
        }
      }
    },
  );
});

describe('a secret that was cut off', () => {
  const clean = redactor('token-0123456789');

  test('is replaced where the text ends, and before an ellipsis', () => {
    expect(clean('sent token-012345')).toBe('sent ***');
    expect(clean('sent token-0123456… (900 characters)')).toBe('sent ***… (900 characters)');
    expect(clean('token-012 … token-01234567')).toBe('token-012 … ***');
  });

  test('stays where it is too short to tell anything, or goes on otherwise', () => {
    expect(clean('sent token-01')).toBe('sent ***');
    expect(clean('sent token-0')).toBe('sent token-0');
    expect(clean('token-012-other')).toBe('token-012-other');
  });
});

describe('the secrets a run keeps', () => {
  test('may grow, and every text after that is clean of them', () => {
    const keeper = keepSecrets([new Secret('first-secret')]);
    const { redact } = keeper;
    expect(redact('first-secret second-secret')).toBe('*** second-secret');
    keeper.add([new Secret('second-secret')]);
    expect(redact('first-secret second-secret')).toBe('*** ***');
  });

  test('come before what is found by its form, whichever became known first', () => {
    const keeper = keepSecrets([]);
    keeper.clean((text) => text.replaceAll(/key-\d+/g, '***'));
    keeper.add([new Secret('key-12 and more')]);
    expect(keeper.redact('key-12 and more, key-34')).toBe('***, ***');
  });

  test('cost a report nothing as long as there are none', () => {
    const whole = report([verify()]);
    expect(redactReport(whole, keepSecrets([]).current)).toBe(whole);
  });
});

describe('what a policy file calls a secret', () => {
  test('is none when this run calls something by it, or a part of it', () => {
    const values = ['undecided', 'rolled-b', 'prod-europe', 'a-real-secret'];
    expect(secretsAmong(values, ['prod-europe-1']).map((one) => one.reveal())).toEqual(['a-real-secret']);
  });

  test('cannot be a word of the closed sets of the report: every longer one is known', () => {
    const schema: unknown = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'));
    const words = closedWords(schema).filter((word) => word.length >= 8);
    expect(words.length).toBeGreaterThan(20);
    expect(words.filter((word) => !OWN_WORDS.includes(word))).toEqual([]);
  });
});

/** The members of every `enum` and `const` of a schema. */
function closedWords(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    const own = key === 'enum' || key === 'const' ? [value].flat().filter((one) => typeof one === 'string') : [];
    return [...own, ...closedWords(value)];
  });
}

describe('redactReport', () => {
  const secret = 'to_ken*value';
  const original = report([verify({ gateways: [gateway({ health: { status: 'unhealthy', attempts: 1, detail: `sent ${secret}` } })] })]);

  test('redacts texts wherever they are, before an escape changes their spelling', () => {
    const redacted = redactReport(original, redactor(secret));
    expect(JSON.stringify(redacted)).not.toContain(secret);
    expect(renderSummary(redacted)).toContain('sent \\*\\*\\*');
  });

  test('redacts the verdicts that events are counted by, and adds up those that are the same then', () => {
    const events = { read: 3, matching: 3, unattributed: 0, verdicts: { [`a ${secret}`]: 1, 'a ***': 2 }, newest: [] };
    const redacted = redactReport(report([verify({ gateways: [gateway({ events })] })]), redactor(secret));
    expect(JSON.stringify(redacted)).toContain('"verdicts":{"a ***":3}');
  });

  test('leaves alone what this program computed, whatever a policy file calls a secret', () => {
    const digest = 'sha256:a';
    expect(redactReport(report([verify()]), redactor(digest)).stages).toEqual([verify()]);
  });

  test('leaves the given report as it was', () => {
    redactReport(original, redactor(secret));
    expect(JSON.stringify(original)).toContain(secret);
  });
});

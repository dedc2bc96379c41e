import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/options/types.js';
import { createRedactor, redactReport } from '../../src/report/redact.js';
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

describe('redactReport', () => {
  const secret = 'to_ken*value';
  const original = report([verify({ gateways: [gateway({ health: { status: 'unhealthy', attempts: 1, detail: `sent ${secret}` } })] })]);

  test('redacts texts wherever they are, before an escape changes their spelling', () => {
    const redacted = redactReport(original, redactor(secret));
    expect(JSON.stringify(redacted)).not.toContain(secret);
    expect(renderSummary(redacted)).toContain('sent \\*\\*\\*');
  });

  test('leaves the given report as it was', () => {
    redactReport(original, redactor(secret));
    expect(JSON.stringify(original)).toContain(secret);
  });
});

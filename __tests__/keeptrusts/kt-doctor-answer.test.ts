import { describe, expect, test } from '@jest/globals';
import { parseDoctor } from '../../src/keeptrusts/kt-doctor-answer.js';
import { exited, NO_ANSWERS } from './outcomes.js';

const API_OK = [{ name: 'api', status: 'ok' }];

describe('kt doctor, whose shape is undocumented', () => {
  test.each<[string, object, { name: string; status: string }[]]>([
    ['a list', [{ name: 'api', status: 'ok' }], API_OK],
    ['a list under checks', { ok: true, checks: [{ check: 'api', state: 'ok' }] }, API_OK],
    ['a map under checks', { checks: { api: { status: 'ok' } } }, API_OK],
    ['a map of truths', { checks: { api: true, proxy: false } }, [...API_OK, { name: 'proxy', status: 'failed' }]],
    ['a map at the top', { version: '0.1.0', api: { passed: true, latency: 3 } }, API_OK],
    ['words at the top', { version: '0.1.0', api: 'ok' }, API_OK],
  ])('%s is read', (_name, answer, checks) => {
    expect(parseDoctor(exited(0, answer))).toEqual({ exitCode: 0, checks });
  });

  test('ticked lines are read, and the exit code is kept as it is', () => {
    expect(parseDoctor(exited(1, 'Keeptrusts Gateway Diagnostics\n══════\n✓ Configuration file valid\n✗ Proxy not running\n'))).toEqual({
      exitCode: 1,
      checks: [
        { name: 'Configuration file valid', status: 'ok' },
        { name: 'Proxy not running', status: 'failed' },
      ],
    });
  });

  test('what cannot be recognised is said so', () => {
    expect(parseDoctor(exited(3, 'whatever'))).toEqual({ exitCode: 3, checks: [], unread: expect.stringContaining('exited with 3') });
  });

  test('secrets in names and statuses are replaced', () => {
    expect(JSON.stringify(parseDoctor(exited(0, [{ name: 'api', status: 'token tok-1 works' }]), ['tok-1']))).not.toContain('tok-1');
  });

  test.each(NO_ANSWERS)('%s: no exit code and the reason', (_name, outcome, words) => {
    expect(parseDoctor(outcome)).toEqual({ checks: [], unread: expect.stringContaining(words) });
  });
});

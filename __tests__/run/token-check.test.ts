import { describe, expect, test } from '@jest/globals';
import type { GetOptions, Http, HttpOutcome } from '../../src/keeptrusts/http.js';
import { Secret } from '../../src/options/types.js';
import { checkToken } from '../../src/run/token-check.js';

const TOKEN = new Secret('token-4711');

function status(code: number): HttpOutcome {
  return { kind: 'response', status: code, headers: {}, body: Buffer.from('whoami'), attempts: 1, latencyMs: 1 };
}

function answering(outcome: HttpOutcome) {
  const asked: { url: string; options: GetOptions }[] = [];
  const none = (): never => {
    throw new Error('only reads are expected');
  };
  const http: Http = {
    get: async (url, options) => {
      asked.push({ url, options });
      return outcome;
    },
    post: none,
    download: none,
    prepare: () => {},
    close: async () => {},
  };
  return { http, asked };
}

describe('the API token', () => {
  test('is sent to the API it belongs to, and there only', async () => {
    const { http, asked } = answering(status(200));
    expect(await checkToken(http, { apiUrl: 'https://api.example/base/', apiToken: TOKEN })).toEqual({ accepted: true });
    expect(asked).toMatchObject([
      { url: 'https://api.example/base/v1/whoami', options: { retry: 'reads', bearer: { token: TOKEN, origin: 'https://api.example' } } },
    ]);
  });

  test('goes where kt goes by default when no URL is set', async () => {
    const { http, asked } = answering(status(200));
    await checkToken(http, { apiToken: TOKEN });
    expect(asked[0]?.url).toBe('https://api.keeptrusts.com/v1/whoami');
  });

  test('that is missing asks nothing', async () => {
    const { http, asked } = answering(status(200));
    expect(await checkToken(http, { apiUrl: 'https://api.example' })).toMatchObject({
      accepted: false,
      reason: 'there is no API token for api.example',
    });
    expect(asked).toEqual([]);
  });

  test.each([401, 403])('that gets HTTP %i is not accepted, and the message says what to check', async (code) => {
    expect(await checkToken(answering(status(code)).http, { apiUrl: 'https://api.example', apiToken: TOKEN })).toEqual({
      accepted: false,
      reason: `the Keeptrusts API api.example does not accept api-token (HTTP ${code})`,
      nextStep: expect.stringContaining('revoked'),
    });
  });

  test.each([204, 302, 404, 429, 500])('is not taken for accepted by HTTP %i, which says nothing of it', async (code) => {
    expect(await checkToken(answering(status(code)).http, { apiUrl: 'https://api.example', apiToken: TOKEN })).toMatchObject({
      accepted: false,
      reason: `the Keeptrusts API api.example answered HTTP ${code} to /v1/whoami`,
    });
  });

  test('is not accepted when the API does not answer', async () => {
    const { http } = answering({ kind: 'unreachable', cause: 'connect', reason: 'connection refused', attempts: 3 });
    expect(await checkToken(http, { apiUrl: 'https://api.example', apiToken: TOKEN })).toMatchObject({
      accepted: false,
      reason: 'the Keeptrusts API api.example does not answer: connection refused',
    });
  });

  test('never appears in what is said', async () => {
    for (const outcome of [status(200), status(401), status(500)]) {
      const said = await checkToken(answering(outcome).http, { apiUrl: 'https://api.example', apiToken: TOKEN });
      expect(JSON.stringify(said)).not.toContain('token-4711');
    }
  });
});

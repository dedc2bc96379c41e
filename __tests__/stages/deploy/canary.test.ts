import { describe, expect, test } from '@jest/globals';
import type { ChatReading, ChatRequest } from '../../../src/keeptrusts/gateway.js';
import type { TestCase } from '../../../src/policy/tests/cases.js';
import type { ProbeReport } from '../../../src/report/gateway-model.js';
import { CANARY_REQUEST_PREFIX, runCanary } from '../../../src/stages/deploy/canary.js';
import { goldenCase, scriptedClient } from '../world.js';

const BLOCKED: ChatReading = { kind: 'blocked', policy: 'dlp-filter' };
const ALLOWED: ChatReading = { kind: 'allowed' };
const BROKEN: ChatReading = { kind: 'undecided', reason: 'HTTP 502: the upstream model failed' };

async function send(cases: readonly TestCase[], answer: ChatReading | (() => never) = ALLOWED, abort = new AbortController()) {
  const requests: ChatRequest[] = [];
  const chat = (request: ChatRequest): ChatReading => {
    requests.push(request);
    return typeof answer === 'function' ? answer() : answer;
  };
  const reports = await runCanary(scriptedClient({ config: [], chat }), cases, 'the-model', abort.signal);
  return { reports, requests };
}

describe('a canary case', () => {
  test.each<[string, ChatReading, ProbeReport['outcome']]>([
    ['block', BLOCKED, 'passed'],
    ['block', ALLOWED, 'failed'],
    ['block', BROKEN, 'undecided'],
    ['allow', ALLOWED, 'passed'],
    ['allow', BLOCKED, 'failed'],
    ['allow', BROKEN, 'undecided'],
    // A redacted or escalated answer looks like any other from outside, but a block is neither.
    ['redact', ALLOWED, 'undecided'],
    ['redact', BLOCKED, 'failed'],
    ['escalate', ALLOWED, 'undecided'],
    ['escalate', BLOCKED, 'failed'],
  ])('that expects %s and gets %j', async (verdict, answer, outcome) => {
    const { reports } = await send([goldenCase('c', 'hello', verdict)], answer);
    expect(reports).toMatchObject([{ name: 'c', outcome, expected: { verdict } }]);
    expect(reports[0]?.reason === undefined).toBe(outcome === 'passed');
  });

  test('is sent once, with its model and headers, under a request id of its own', async () => {
    const own = goldenCase('own', 'hello', 'allow', { model: 'gpt-4o', headers: { 'x-team': 'desk' } });
    const { requests, reports } = await send([own, goldenCase('plain', 'hi', 'allow')]);
    expect(requests).toEqual([
      { model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }], headers: { 'x-team': 'desk' }, requestId: reports[0]?.requestId },
      { model: 'the-model', messages: [{ role: 'user', content: 'hi' }], requestId: reports[1]?.requestId },
    ]);
    expect(new Set(requests.map(({ requestId }) => requestId)).size).toBe(2);
    for (const { requestId } of requests) expect(requestId.startsWith(CANARY_REQUEST_PREFIX)).toBe(true);
  });

  test.each(['upstream_response', 'team_slugs', 'proxy_name', 'request'])(
    'with input.%s is not sent: a request cannot carry it',
    async (key) => {
      const { requests, reports } = await send([goldenCase('c', 'hello', 'block', { [key]: 'x' })]);
      expect(requests).toEqual([]);
      expect(reports).toMatchObject([{ outcome: 'undecided', reason: expect.stringContaining(`input.${key}`) }]);
    },
  );
});

describe('a cancelled canary', () => {
  test('leaves undecided what was not answered, and sends nothing more', async () => {
    const abort = new AbortController();
    const cancel = (): never => {
      abort.abort(new Error('the run was cancelled'));
      throw abort.signal.reason;
    };
    const { reports, requests } = await send([goldenCase('a', '1', 'block'), goldenCase('b', '2', 'block')], cancel, abort);
    expect(requests).toHaveLength(1);
    expect(reports.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['undecided', 'the run was cancelled before the answer came'],
      ['undecided', 'nothing was sent: the run was cancelled'],
    ]);
  });

  test('is not what another error is taken for', async () => {
    const fail = (): never => {
      throw new Error('the token may not go there');
    };
    await expect(send([goldenCase('a', '1', 'block')], fail)).rejects.toThrow('the token may not go there');
  });
});

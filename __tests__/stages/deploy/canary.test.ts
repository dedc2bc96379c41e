import { describe, expect, test } from '@jest/globals';
import type { ChatReading, ChatRequest } from '../../../src/keeptrusts/gateway.js';
import { CANARY_REQUEST_PREFIX, runCanary } from '../../../src/stages/deploy/canary.js';
import { goldenCase, scriptedClient } from '../world.js';

describe('a canary', () => {
  test('sends each case once, in order, under a request id that tells it from users and from probes', async () => {
    const requests: ChatRequest[] = [];
    const chat = (request: ChatRequest): ChatReading => {
      requests.push(request);
      return { kind: 'allowed' };
    };
    const cases = [goldenCase('a', 'hello', 'allow'), goldenCase('b', 'hi', 'block'), goldenCase('c', 'hey', 'redact')];
    const reports = await runCanary(scriptedClient({ config: [], chat }), cases, 'the-model', new AbortController().signal);
    expect(reports.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['a', 'passed'],
      ['b', 'failed'],
      ['c', 'undecided'],
    ]);
    expect(requests.map(({ model, requestId }) => [model, requestId])).toEqual(reports.map(({ requestId }) => ['the-model', requestId]));
    for (const { requestId } of requests) expect(requestId.startsWith(CANARY_REQUEST_PREFIX)).toBe(true);
  });
});

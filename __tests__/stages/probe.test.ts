import { describe, expect, test } from '@jest/globals';
import type { ChatReading, ChatRequest } from '../../src/keeptrusts/gateway.js';
import type { KtEvent } from '../../src/keeptrusts/kt.js';
import type { TestCase } from '../../src/policy/tests/cases.js';
import type { ProbeReport } from '../../src/report/gateway-model.js';
import { decideByEvents, PROBE_REQUEST_PREFIX, probeGateway, refuseEscalationProbes, requestIds } from '../../src/stages/probe.js';
import { goldenCase, scriptedClient } from './world.js';

const ALLOWED: ChatReading = { kind: 'allowed' };
const blocked = (code?: string): ChatReading => ({ kind: 'blocked', policy: 'dlp-filter', ...(code !== undefined && { code }) });
const UPSTREAM: ChatReading = { kind: 'undecided', reason: 'HTTP 429: the gateway or the model provider is throttling' };

interface Sending {
  readonly answer?: ChatReading | (() => ChatReading);
  readonly remainingMs?: () => number;
  readonly abort?: AbortController;
}

async function send(cases: readonly TestCase[], { answer = ALLOWED, remainingMs, abort = new AbortController() }: Sending = {}) {
  const requests: ChatRequest[] = [];
  const chat = (request: ChatRequest): ChatReading => {
    requests.push(request);
    return typeof answer === 'function' ? answer() : answer;
  };
  const settings = { model: 'the-model', signal: abort.signal, requestId: requestIds(PROBE_REQUEST_PREFIX) };
  const client = scriptedClient({ config: [], chat });
  const reports = await probeGateway(client, cases, { ...settings, ...(remainingMs !== undefined && { remainingMs }) });
  return { reports, requests };
}

async function sendOne(verdict: string, answer: ChatReading, extra: Readonly<Record<string, unknown>> = {}): Promise<ProbeReport> {
  const { reports } = await send([goldenCase('c', 'hello', verdict, extra)], { answer });
  const [report] = reports;
  if (report === undefined) throw new Error('no report came back');
  return report;
}

describe('the answer to a probe', () => {
  test.each<[string, string, ChatReading, ProbeReport['outcome']]>([
    ['block', 'a block', blocked('input_blocked'), 'passed'],
    ['block', 'a block of the output', blocked('output_blocked'), 'passed'],
    ['block', '409 without a code', blocked(), 'passed'],
    ['block', 'an escalation', blocked('escalation_required'), 'failed'],
    ['block', 'a normal answer', ALLOWED, 'failed'],
    ['block', 'an upstream error', UPSTREAM, 'undecided'],
    ['allow', 'a normal answer', ALLOWED, 'passed'],
    ['allow', 'a block', blocked('input_blocked'), 'failed'],
    ['allow', '409 without a code', blocked(), 'failed'],
    ['allow', 'an escalation', blocked('escalation_required'), 'failed'],
    ['allow', 'an upstream error', UPSTREAM, 'undecided'],
    // A redacted answer looks like any other from outside, but a block is none.
    ['redact', 'a normal answer', ALLOWED, 'undecided'],
    ['redact', 'a block', blocked('input_blocked'), 'failed'],
    ['redact', 'an escalation', blocked('escalation_required'), 'failed'],
    ['escalate', 'an escalation', blocked('escalation_required'), 'passed'],
    ['escalate', 'a normal answer', ALLOWED, 'undecided'],
    ['escalate', '409 without a code', blocked(), 'undecided'],
    ['escalate', '409 with an unknown code', blocked('held_back'), 'undecided'],
    ['escalate', 'a block', blocked('input_blocked'), 'failed'],
  ])('%s, answered by %s', async (verdict, _words, answer, outcome) => {
    const report = await sendOne(verdict, answer);
    expect(report).toMatchObject({ name: 'c', outcome, expected: { verdict } });
    expect(report.shownBy).toBe(outcome === 'undecided' ? undefined : 'answer');
    expect(report.reason === undefined).toBe(outcome === 'passed');
  });

  test.each(['allow', 'block', 'redact', 'escalate'])('says nothing about %s when a budget is used up', async (verdict) => {
    const report = await sendOne(verdict, blocked('budget_exceeded'));
    expect(report).toMatchObject({ outcome: 'undecided', reason: expect.stringContaining('budget_exceeded') });
  });

  test('shows no verdict where it left one open', async () => {
    expect(await sendOne('redact', ALLOWED)).not.toHaveProperty('actual');
    expect(await sendOne('block', ALLOWED)).toMatchObject({ actual: 'allow', reason: 'expected block, the gateway answered normally' });
  });

  test('does not prove a reason code, and says so', async () => {
    const withReason: TestCase = { ...goldenCase('c', 'hello', 'block'), expected: { verdict: 'block', reasonCode: 'input_blocked' } };
    const { reports } = await send([withReason], { answer: blocked('input_blocked') });
    expect(reports).toMatchObject([{ outcome: 'passed', reason: 'the verdict is right; the answer does not prove the reason code' }]);
  });
});

describe('a probe', () => {
  test('is sent once, with its model and headers, under a request id of its own that no user has', async () => {
    const own = goldenCase('own', 'hello', 'allow', { model: 'gpt-4o', headers: { 'x-team': 'desk' } });
    const { requests, reports } = await send([own, goldenCase('plain', 'hi', 'allow')]);
    expect(requests).toEqual([
      { model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }], headers: { 'x-team': 'desk' }, requestId: reports[0]?.requestId },
      { model: 'the-model', messages: [{ role: 'user', content: 'hi' }], requestId: reports[1]?.requestId },
    ]);
    expect(new Set(requests.map(({ requestId }) => requestId)).size).toBe(2);
    for (const { requestId } of requests) expect(requestId.startsWith(PROBE_REQUEST_PREFIX)).toBe(true);
  });

  test.each(['upstream_response', 'team_slugs', 'proxy_name', 'request'])(
    'with input.%s is not sent: a request cannot carry it',
    async (key) => {
      const { requests, reports } = await send([goldenCase('c', 'hello', 'block', { [key]: 'x' })]);
      expect(requests).toEqual([]);
      expect(reports).toMatchObject([{ outcome: 'undecided', reason: expect.stringContaining(`input.${key}`) }]);
    },
  );

  test('with assertions is not sent: its verdict alone would call it passed', async () => {
    const asserted: TestCase = { ...goldenCase('c', 'hello', 'allow'), assertions: [{ type: 'contains', value: 'x' }] };
    const { requests, reports } = await send([asserted]);
    expect(requests).toEqual([]);
    expect(reports).toMatchObject([{ outcome: 'undecided', reason: expect.stringContaining('assertions') }]);
  });

  test('may take the time that is left, and is not sent when none is', async () => {
    const left = [900, 0];
    const cases = [goldenCase('a', '1', 'allow'), goldenCase('b', '2', 'allow')];
    const { requests, reports } = await send(cases, { remainingMs: () => left.shift() ?? 0 });
    expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([900]);
    expect(reports.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['passed', undefined],
      ['undecided', 'nothing was sent: the time was over'],
    ]);
  });

  test('of a cancelled run stays undecided, and nothing more is sent', async () => {
    const abort = new AbortController();
    const answer = (): never => {
      abort.abort(new Error('the run was cancelled'));
      throw abort.signal.reason;
    };
    const { reports, requests } = await send([goldenCase('a', '1', 'block'), goldenCase('b', '2', 'block')], { answer, abort });
    expect(requests).toHaveLength(1);
    expect(reports.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['undecided', 'the run was cancelled before the answer came'],
      ['undecided', 'nothing was sent: the run was cancelled'],
    ]);
  });

  test('that may not be sent to this address is no undecided one', async () => {
    const answer = (): never => {
      throw new Error('the token may not go there');
    };
    await expect(send([goldenCase('a', '1', 'block')], { answer })).rejects.toThrow('the token may not go there');
  });
});

const ID = `${PROBE_REQUEST_PREFIX}1`;
const OTHER_ANSWERS: Readonly<Record<string, ChatReading>> = { normal: ALLOWED, block: blocked('input_blocked'), '429': UPSTREAM };

/** What becomes of a probe that expects `verdict` and got `answer`, when these events come. */
async function decidedBy(verdict: string, answer: string, ...events: readonly KtEvent[]): Promise<ProbeReport | undefined> {
  const report = await sendOne(verdict, OTHER_ANSWERS[answer] ?? ALLOWED);
  return decideByEvents([{ ...report, requestId: ID }], events, '2.0.0')[0];
}

const event = (verdict: string, more: Partial<KtEvent> = {}): KtEvent => ({ requestId: ID, configVersion: '2.0.0', verdict, ...more });

describe('the event of a probe', () => {
  test.each<[string, string, string, ProbeReport['outcome'], 'answer' | 'event']>([
    ['redact', 'normal', 'redact', 'passed', 'event'],
    ['redact', 'normal', 'allow', 'failed', 'event'],
    ['escalate', 'normal', 'escalate', 'passed', 'event'],
    ['escalate', 'normal', 'redact', 'failed', 'event'],
    ['escalate', 'block', 'escalate', 'passed', 'event'],
    ['block', '429', 'block', 'passed', 'event'],
    ['allow', '429', 'block', 'failed', 'event'],
    // More exact than the answer.
    ['allow', 'normal', 'redact', 'failed', 'event'],
    ['block', 'block', 'escalate', 'failed', 'event'],
    ['allow', 'normal', 'allow', 'passed', 'event'],
    // A documented block that did not come did not come, whatever the event says.
    ['block', 'normal', 'block', 'failed', 'answer'],
    ['redact', 'block', 'redact', 'failed', 'answer'],
  ])('expected %s, answer %s, event %s', async (verdict, answer, said, outcome, shownBy) => {
    expect(await decidedBy(verdict, answer, event(said))).toMatchObject({ outcome, shownBy });
  });

  test.each([
    ['redact', 'normal', 'redact'],
    ['escalate', 'block', 'escalate'],
    ['block', 'block', 'escalate'],
    ['allow', 'normal', 'block'],
    ['redact', 'normal', 'flagged'],
  ])('read again changes nothing: expected %s, answer %s, event %s', async (verdict, answer, said) => {
    const once = await decidedBy(verdict, answer, event(said));
    expect(once === undefined ? [] : decideByEvents([once], [event(said)], '2.0.0')).toEqual([once]);
  });

  test('that contradicts the answer leaves no pass', async () => {
    expect(await decidedBy('allow', 'normal', event('block'))).toMatchObject({
      outcome: 'undecided',
      reason: 'the answer was allow, and its event says block',
    });
    expect(await decidedBy('block', 'block', event('allow'))).toMatchObject({ outcome: 'undecided' });
  });

  test('decides with another event only where both agree', async () => {
    expect(await decidedBy('redact', 'normal', event('redact'), event('redact'))).toMatchObject({ outcome: 'passed' });
    const disagreeing = await decidedBy('redact', 'normal', event('allow'), event('redact'));
    expect(disagreeing).toMatchObject({ outcome: 'undecided', reason: 'its events disagree: allow, redact' });
    expect(await decidedBy('allow', 'normal', event('allow'), event('redact'))).toMatchObject({ outcome: 'undecided' });
  });

  test('of another configuration version decides nothing, and one that names none does', async () => {
    const other = await decidedBy('redact', 'normal', event('redact', { configVersion: '1.9.0' }));
    expect(other).toMatchObject({ outcome: 'undecided', reason: 'its event is of configuration version 1.9.0' });
    const { configVersion: _, ...unnamed } = event('redact');
    expect(await decidedBy('redact', 'normal', unnamed)).toMatchObject({ outcome: 'passed' });
  });

  test('with a word that is no verdict decides nothing', async () => {
    expect(await decidedBy('redact', 'normal', event('flagged'))).toMatchObject({
      outcome: 'undecided',
      reason: 'its event says flagged, which is no documented verdict',
    });
    expect(await decidedBy('block', 'block', event('flagged'))).toMatchObject({ outcome: 'passed', shownBy: 'answer' });
  });

  test('of another request decides nothing', async () => {
    const before = await decidedBy('redact', 'normal');
    expect(await decidedBy('redact', 'normal', event('redact', { requestId: `${ID}0` }), { verdict: 'redact' })).toEqual(before);
  });

  test('proves a reason code only where it is the very one expected', async () => {
    const probe: ProbeReport = {
      name: 'c',
      expected: { verdict: 'redact', reasonCode: 'pii_detected' },
      outcome: 'undecided',
      requestId: ID,
    };
    const decided = (reasonCode: string) => decideByEvents([probe], [event('redact', { reasonCode })], '2.0.0')[0];
    expect(decided('pii_detected')).toEqual({ ...probe, outcome: 'passed', actual: 'redact', shownBy: 'event' });
    expect(decided('pii.detected')).toMatchObject({ outcome: 'passed', reason: expect.stringContaining('does not prove the reason code') });
  });
});

describe('probes that expect escalate', () => {
  const escalating = [goldenCase('calm', 'hello', 'allow'), goldenCase('asks for a person', 'hello', 'escalate')];
  const refuse = (environments: readonly (string | undefined)[], allow = false, cases = escalating) => {
    const gateways = environments.map((environment, index) => ({ id: `gw-${index}`, ...(environment !== undefined && { environment }) }));
    return () => refuseEscalationProbes(gateways, cases, { 'allow-escalation-probes': allow });
  };

  test.each([undefined, 'production', 'Production', 'prod', 'eu-prod', 'prod_2', 'live', 'customers', 'eu', 'contest', 'prod-test', ''])(
    'are refused in environment %s',
    (environment) => {
      expect(refuse(['staging', environment])).toThrow(/gw-1 \(.*Nothing was sent.*allow-escalation-probes/s);
      expect(refuse(['staging', environment])).not.toThrow('gw-0');
      expect(refuse([environment])).toThrow('asks for a person');
    },
  );

  test.each(['staging', 'Staging', 'test', 'products-qa', 'qa2', 'eu_dev', 'pr-preview-17'])(
    'are sent in environment %s',
    (environment) => {
      expect(refuse([environment])).not.toThrow();
    },
  );

  test('are sent anywhere when allowed', () => {
    expect(refuse(['production', undefined], true)).not.toThrow();
  });

  test('are all that is refused', () => {
    expect(refuse(['production'], false, [goldenCase('calm', 'hello', 'block')])).not.toThrow();
  });

  test('name ten gateways and how many more', () => {
    expect(refuse(Array.from({ length: 12 }, () => 'production'))).toThrow('gw-9 (production) and 2 more');
  });
});

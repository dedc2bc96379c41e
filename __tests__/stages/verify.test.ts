import { describe, expect, test } from '@jest/globals';
import type { Kt, KtEvent, KtEvents } from '../../src/keeptrusts/kt.js';
import { digestOf } from '../../src/policy/digest.js';
import { Failure } from '../../src/report/failure.js';
import { type Progress, SILENT_LOG } from '../../src/report/log.js';
import type { VerifyReport, VerifyResult } from '../../src/report/model.js';
import { progressText } from '../../src/report/progress.js';
import type { Gateway } from '../../src/stages/gateway-target.js';
import { type VerifyContext, type VerifyOptions, verify } from '../../src/stages/verify.js';
import {
  FakeClock,
  fakeKt,
  gatewayWith,
  goldenCase,
  policyText,
  type Script,
  served,
  showing,
  sourceOf,
  UNREACHABLE,
  UNREADABLE,
} from './world.js';

const OURS = policyText('2.0.0');
const GOOD: Script = { config: [showing(OURS)] };
const OTHER: Script = { config: [showing(policyText('1.0.0'))] };

interface Run {
  readonly report: VerifyReport;
  readonly published: readonly VerifyReport[];
  readonly clock: FakeClock;
}

async function run(
  gateways: VerifyOptions['gateways'],
  options: Partial<VerifyOptions> = {},
  context: Partial<VerifyContext> = {},
  text = OURS,
): Promise<Run> {
  const clock = new FakeClock();
  const published: VerifyReport[] = [];
  const report = await verify(
    sourceOf(text),
    {
      digest: undefined,
      since: 300_000,
      'event-limit': 50,
      'minimum-events': 0,
      consecutive: 2,
      interval: 1_000,
      'verify-timeout': 10_000,
      'minimum-proof': 'chain',
      doctor: 'off',
      'accept-degraded': false,
      concurrency: 10,
      'probe-model': undefined,
      'allow-escalation-probes': false,
      probes: [],
      gateways,
      ...options,
    },
    {
      clock,
      log: SILENT_LOG,
      signal: new AbortController().signal,
      random: () => 0.5,
      kt: fakeKt(),
      policyCopy: async () => '/private/policy-config.yaml',
      onChange: async (one) => void published.push(one()),
      onEmulated: () => {},
      ...context,
    },
  );
  return { report, published, clock };
}

/** kt with these answers to `events`, one after the other, and the last for ever. */
function ktWithEvents(...answers: readonly (readonly KtEvent[] | KtEvents)[]): Kt & { readonly limits: readonly number[] } {
  const limits: number[] = [];
  const events = async ({ limit }: { readonly limit: number }): Promise<KtEvents> => {
    limits.push(limit);
    const answer = answers[Math.min(limits.length, answers.length) - 1] ?? [];
    return 'kind' in answer ? answer : { kind: 'answered', events: answer };
  };
  return { ...fakeKt({ events }), limits };
}

/** When the fake clock starts. */
const START = '2026-01-01T00:00:01Z';
const event = (gatewayId: string, configVersion = '2.0.0', time = START): KtEvent => ({ gatewayId, configVersion, time });

describe('one gateway', () => {
  test.each<[string, Script | undefined, VerifyResult, string]>([
    ['serves the file', GOOD, 'verified', 'serving'],
    ['serves something else', OTHER, 'mismatch', 'serving-other'],
    ['is sick', { health: ['unhealthy'], config: [showing(OURS)] }, 'unhealthy', 'unhealthy'],
    ['does not answer', { health: ['unreachable'], config: [UNREACHABLE] }, 'unreachable', 'unreachable'],
    ['shows too little', { config: [showing(OURS, 'version')] }, 'unproven', 'unknown'],
    ['shows nothing readable', { config: [UNREADABLE] }, 'unproven', 'unknown'],
    ['never ends loading', { health: ['loading'], config: [showing(OURS)] }, 'timed-out', 'unknown'],
    ['has no URL', undefined, 'unproven', 'unknown'],
  ])('that %s', async (_name, script, result, state) => {
    const { report } = await run([gatewayWith('eu', script)]);
    expect(report).toMatchObject({ result, gateways: [{ id: 'eu', result, state }] });
    expect(report.reason.nextSteps.length > 0).toBe(result !== 'verified');
  });

  test('needs as many good answers in a row as asked for', async () => {
    const { report, clock } = await run([gatewayWith('eu', GOOD)], { consecutive: 3 });
    expect(report.result).toBe('verified');
    expect(clock.sleeps).toEqual([1_000, 1_000]);
  });

  test('is told about as emulated when it says so', async () => {
    const body = GOOD.config[0]?.kind === 'served' ? GOOD.config[0].body : {};
    const told: string[] = [];
    await run([gatewayWith('eu', { config: [served(body, true)] })], {}, { onEmulated: () => void told.push('emulated') });
    expect(told).toEqual(['emulated']);
  });
});

describe('several gateways', () => {
  const [good, other, sick, gone, weak] = [
    gatewayWith('good', GOOD),
    gatewayWith('other', OTHER),
    gatewayWith('sick', { health: ['unhealthy'], config: [showing(OURS)] }),
    gatewayWith('gone', { health: ['unreachable'], config: [UNREACHABLE] }),
    gatewayWith('weak', { config: [showing(OURS, 'version')] }),
  ];
  if (!good || !other || !sick || !gone || !weak) throw new Error('no gateways');

  test.each<[VerifyResult, readonly Gateway[], string]>([
    ['mismatch', [good, weak, gone, sick, other], 'other'],
    ['unhealthy', [good, weak, gone, sick], 'sick'],
    ['unreachable', [good, weak, gone], 'gone'],
    ['unproven', [good, weak], 'weak'],
    ['verified', [good], ''],
  ])('the worst wins: %s', async (result, gateways, first) => {
    const { report } = await run(gateways);
    expect(report.result).toBe(result);
    expect(report.gateways.map(({ id }) => id)).toEqual(gateways.map(({ id }) => id));
    if (first !== '') expect(report.reason.summary).toContain(`1 of ${gateways.length} gateways: `);
    expect(report.reason.summary).toContain(first);
  });

  test('a summary claims no more than the weakest proof', async () => {
    const { report } = await run([good, weak], { 'minimum-proof': 'version' });
    expect(report.reason.summary).toBe('2 of 2 gateways serve support-desk 2.0.0 (proof: version)');
  });

  test('each end is handed on, with those that have none yet as not finished', async () => {
    const { published } = await run([good, weak], { concurrency: 1 });
    expect(published.map(({ result, gateways }) => [result, ...gateways.map((one) => one.result)])).toEqual([
      ['timed-out', 'verified', 'timed-out'],
      ['timed-out', 'verified', 'unproven'],
    ]);
    expect(published[0]?.gateways[1]).toMatchObject({ state: 'unknown', proof: 'none', differences: ['not finished'] });
  });

  test('none at all proves nothing', async () => {
    expect((await run([])).report).toMatchObject({ result: 'unproven', reason: { summary: 'no gateway was named' } });
  });
});

describe('decision events', () => {
  test('are read once for each kt, and counted for each gateway', async () => {
    const kt = ktWithEvents([event('eu'), event('eu'), event('us'), event('us', '1.0.0')]);
    const { report } = await run([gatewayWith('eu', GOOD, kt), gatewayWith('us', GOOD, kt)]);
    expect(kt.limits).toEqual([50]);
    expect(report.gateways.map(({ events }) => events?.matching)).toEqual([2, 1]);
  });

  test('of a quiet gateway are no fault', async () => {
    const { report, clock } = await run([gatewayWith('eu', GOOD, ktWithEvents([]))], { consecutive: 1 });
    expect(report.result).toBe('verified');
    expect(clock.sleeps).toEqual([]);
  });

  test('that minimum-events asks for are waited for', async () => {
    const kt = ktWithEvents([], [event('eu')], [event('eu'), event('eu')]);
    const { report, clock } = await run([gatewayWith('eu', GOOD, kt)], { 'minimum-events': 2, consecutive: 1 });
    expect(report).toMatchObject({ result: 'verified', gateways: [{ events: { matching: 2 } }] });
    expect(clock.sleeps).toEqual([1_000, 1_000]);
  });

  test('count for each gateway by itself: those of another do not make up for silence', async () => {
    const kt = ktWithEvents([event('eu'), event('eu'), event('eu')]);
    const { report } = await run([gatewayWith('eu', GOOD, kt), gatewayWith('us', GOOD, kt)], { 'minimum-events': 1 });
    expect(report.result).toBe('silent');
    expect(report.gateways.map(({ result }) => result)).toEqual(['verified', 'silent']);
    expect(report.reason.summary).toBe('1 of 2 gateways: fewer decision events of this version than minimum-events (us: 0 of 1 events)');
  });

  test('are looked for deeper while one gateway of several lacks its own', async () => {
    const all = [...Array.from({ length: 50 }, () => event('eu')), event('us')];
    const asked: number[] = [];
    const kt = fakeKt({
      events: async ({ limit }) => {
        asked.push(limit);
        return { kind: 'answered', events: all.slice(0, limit) };
      },
    });
    const { report } = await run([gatewayWith('eu', GOOD, kt), gatewayWith('us', GOOD, kt)], { 'minimum-events': 1, consecutive: 1 });
    expect(report.result).toBe('verified');
    expect(asked).toEqual([50, 100]);
  });

  test('that cannot be read are one warning for all gateways, and silence where they were asked for', async () => {
    const kt = ktWithEvents({ kind: 'unusable', reason: 'HTTP 401' });
    const gateways = [gatewayWith('eu', GOOD, kt), gatewayWith('us', GOOD, kt)];
    expect((await run(gateways)).report).toMatchObject({ result: 'verified', warnings: ['events of eu, us could not be read: HTTP 401'] });
    const { report } = await run(gateways, { 'minimum-events': 1 });
    expect(report.result).toBe('silent');
    expect(report.reason.summary).toContain('eu: 0 of 1 events, which could not be read: HTTP 401');
  });

  test('that were read once are not forgotten when kt fails later', async () => {
    const kt = ktWithEvents([event('eu')], { kind: 'unusable', reason: 'HTTP 503' });
    const { report } = await run([gatewayWith('eu', GOOD, kt)], { 'minimum-events': 2 });
    expect(report.gateways[0]?.events).toMatchObject({ matching: 1 });
  });

  test('change nothing for a gateway that is wrong already', async () => {
    const { report } = await run([gatewayWith('eu', OTHER, ktWithEvents([]))], { 'minimum-events': 1 });
    expect(report.result).toBe('mismatch');
  });

  test('come from the control plane of each gateway', async () => {
    const [one, two] = [ktWithEvents([event('eu')]), ktWithEvents([event('us')])];
    const { report } = await run([gatewayWith('eu', GOOD, one), gatewayWith('us', GOOD, two)], { 'minimum-events': 1 });
    expect(report.result).toBe('verified');
  });
});

describe('kt doctor', () => {
  const doctor = (answer: Awaited<ReturnType<Kt['doctor']>>): Partial<VerifyContext> => ({ kt: fakeKt({ doctor: async () => answer }) });
  const sick = doctor({ exitCode: 1, checks: [{ name: 'api', status: 'failed' }] });

  test('required must succeed', async () => {
    const { report } = await run([gatewayWith('eu', GOOD)], { doctor: 'required' }, sick);
    expect(report).toMatchObject({ result: 'unproven', reason: { summary: 'kt doctor did not succeed: exit code 1' } });
    expect(report.doctor).toMatchObject({ exitCode: 1 });
    const healthy = await run([gatewayWith('eu', GOOD)], { doctor: 'required' }, doctor({ exitCode: 0, checks: [] }));
    expect(healthy.report.result).toBe('verified');
  });

  test('required that gave no answer is no success', async () => {
    const { report } = await run([gatewayWith('eu', GOOD)], { doctor: 'required' }, doctor({ checks: [], unread: 'it hung' }));
    expect(report).toMatchObject({ result: 'unproven', reason: { summary: 'kt doctor did not succeed: it hung' } });
  });

  test('required does not hide a gateway that is worse', async () => {
    const { report } = await run([gatewayWith('eu', OTHER)], { doctor: 'required' }, sick);
    expect(report.result).toBe('mismatch');
    expect(report.reason.summary).toContain('eu');
  });

  test('auto is reported and decides nothing', async () => {
    const { report } = await run([gatewayWith('eu', GOOD)], { doctor: 'auto' }, sick);
    expect(report).toMatchObject({ result: 'verified', doctor: { exitCode: 1 } });
  });

  test('off is not asked', async () => {
    const context = { kt: fakeKt({ doctor: () => Promise.reject(new Error('doctor must not run')) }) };
    expect((await run([gatewayWith('eu', GOOD)], { doctor: 'off' }, context)).report).not.toHaveProperty('doctor');
  });
});

describe('without a kt', () => {
  const missing = { missing: 'no api-token' };

  test('gateways with URLs are verified, and that events were not read is said without a warning', async () => {
    const { report } = await run([{ ...gatewayWith('eu', GOOD), kt: missing }], { doctor: 'auto' }, { kt: missing });
    expect(report).toMatchObject({ result: 'verified', warnings: [], gateways: [{ events: { unread: 'no api-token', notAsked: true } }] });
    expect(report).not.toHaveProperty('doctor');
  });

  test('those of others are read all the same', async () => {
    const kt = ktWithEvents([event('eu')]);
    const { report } = await run([gatewayWith('eu', GOOD, kt), { ...gatewayWith('us', GOOD), kt: missing }]);
    expect(report.gateways.map(({ events }) => events?.matching)).toEqual([1, 0]);
  });
});

describe('a cancelled verification', () => {
  test('ends as a timeout for what was not finished, asks neither kt nor doctor, and does not throw', async () => {
    const abort = new AbortController();
    abort.abort(new Error('the run was cancelled (SIGINT)'));
    const kt = fakeKt({
      events: () => Promise.reject(new Error('events must not be read')),
      doctor: () => Promise.reject(new Error('doctor must not run')),
    });
    const { report } = await run([gatewayWith('eu', GOOD, kt)], { doctor: 'required' }, { signal: abort.signal, kt });
    expect(report.result).toBe('timed-out');
    expect(report.reason.summary).toContain('the run was cancelled (SIGINT)');
  });
});

describe('the file to compare with', () => {
  test('must have the digest asked for', async () => {
    const wanted = digestOf(new TextEncoder().encode('other'));
    await expect(run([], { digest: wanted })).rejects.toMatchObject({ kind: 'bad-input', message: expect.stringContaining(wanted) });
    const right = await run([gatewayWith('eu', GOOD)], { digest: digestOf(new TextEncoder().encode(OURS)) });
    expect(right.report.result).toBe('verified');
  });

  test.each([
    ['no YAML', 'pack: ['],
    ['no pack', 'policies:\n  chain: [dlp-filter]\n'],
    ['no chain', 'pack:\n  name: a\n  version: "1.0.0"\n'],
  ])('must have a pack and a chain: %s is bad input', async (_name, text) => {
    await expect(run([gatewayWith('eu', GOOD)], {}, {}, text)).rejects.toMatchObject({
      kind: 'bad-input',
      message: expect.stringContaining('packs/policy-config.yaml'),
    });
  });

  test('may have what validate only warns of, a tag, and a byte order mark', async () => {
    const tagged = `\ufeff${OURS.replace('retention_days: 30', 'retention_days: !days 30')}`;
    const gateway = gatewayWith('eu', { config: [showing(OURS, 'chain')] });
    expect((await run([gateway], {}, {}, tagged)).report.result).toBe('verified');
  });
});

describe('events and time', () => {
  test('an event of before the change proves nothing, and its offset is named', async () => {
    const kt = ktWithEvents([event('eu', '2.0.0', '2025-12-31T23:57:00Z')]);
    const changedAt = new Map([['eu', new Date('2026-01-01T00:00:00Z')]]);
    const { report } = await run([gatewayWith('eu', GOOD, kt)], { 'minimum-events': 1, changedAt });
    expect(report.result).toBe('silent');
    expect(report.reason.summary).toContain('3 min older than the change');
    const standalone = await run([gatewayWith('eu', GOOD, ktWithEvents([event('eu', '2.0.0', '2025-12-31T23:57:00Z')]))], {
      'minimum-events': 1,
    });
    expect(standalone.report.result).toBe('verified');
  });

  test('events that name no gateway are counted apart, and told about where they are missed', async () => {
    const nameless: KtEvent = { configVersion: '2.0.0', time: START };
    const { report } = await run([gatewayWith('eu', GOOD, ktWithEvents([nameless, nameless]))], { 'minimum-events': 1 });
    expect(report).toMatchObject({ result: 'silent', gateways: [{ events: { matching: 0, unattributed: 2 } }] });
    expect(report.reason.summary).toContain('2 of this version name no gateway');
  });
});

describe('probes', () => {
  const [blocked, redacted] = [goldenCase('roadmap', 'the internal roadmap', 'block'), goldenCase('card', 'my card', 'redact')];
  const BY_DEFAULT = { 'minimum-events': undefined };
  const requests: string[] = [];
  const chat: NonNullable<Script['chat']> = ({ messages, requestId }) => {
    requests.push(requestId);
    return messages.some(({ content }) => content.includes('roadmap')) ? { kind: 'blocked' } : { kind: 'allowed' };
  };
  const good: Script = { ...GOOD, chat };
  /** kt that knows an event of every request sent, with these verdicts. */
  const recording = (verdict: string, delay = 0): Kt => {
    let asked = 0;
    return fakeKt({
      events: async () => {
        asked += 1;
        const events = asked <= delay ? [] : requests.map((requestId) => ({ requestId, configVersion: '2.0.0', verdict }));
        return { kind: 'answered', events };
      },
    });
  };

  test('that pass are reported, and their events are due', async () => {
    requests.length = 0;
    const { report } = await run([gatewayWith('eu', good, recording('block'))], { probes: [blocked], ...BY_DEFAULT, consecutive: 1 });
    expect(report).toMatchObject({
      result: 'verified',
      gateways: [{ probes: [{ name: 'roadmap', outcome: 'passed' }], events: { matching: 1, newest: [{ correlation: 'request-id' }] } }],
    });
    const silent = await run([gatewayWith('eu', good)], { probes: [blocked], ...BY_DEFAULT });
    expect(silent.report.result).toBe('silent');
    const allowed = await run([gatewayWith('eu', good)], { probes: [blocked], 'minimum-events': 0 });
    expect(allowed.report.result).toBe('verified');
  });

  test('are not proven to be recorded by older events of the same gateway and version', async () => {
    requests.length = 0;
    const older: KtEvent = { ...event('eu'), requestId: 'somebody', verdict: 'block' };
    const stale = fakeKt({ events: async () => ({ kind: 'answered', events: [older] }) });
    const { report } = await run([gatewayWith('eu', good, stale)], { probes: [blocked], ...BY_DEFAULT, consecutive: 1 });
    expect(report).toMatchObject({ result: 'silent', gateways: [{ events: { matching: 1, ofProbes: 0 } }] });
    expect(report.reason.summary).toContain('eu: 0 of 1 event with a request id of the probes');
    const asked = await run([gatewayWith('eu', good, stale)], { probes: [blocked], 'minimum-events': 1, consecutive: 1 });
    expect(asked.report.result).toBe('verified');
  });

  test('where events carry no request ids, others are taken, and that is said', async () => {
    const anonymous = fakeKt({ events: async () => ({ kind: 'answered', events: [event('eu')] }) });
    const { report } = await run([gatewayWith('eu', good, anonymous)], { probes: [blocked], ...BY_DEFAULT, consecutive: 1 });
    expect(report).toMatchObject({ result: 'verified', gateways: [{ events: { matching: 1 } }] });
    expect(report.gateways[0]?.events?.notes?.join()).toContain('no event that was read carries a request id');
  });

  test('decided otherwise are a mismatch, although the file is served', async () => {
    const { report } = await run([gatewayWith('eu', { ...GOOD, chat: () => ({ kind: 'allowed' }) })], {
      probes: [blocked],
      'minimum-events': 0,
    });
    expect(report).toMatchObject({ result: 'mismatch', gateways: [{ state: 'serving', proof: 'full', result: 'mismatch' }] });
    expect(report.reason.summary).toBe(
      '1 of 1 gateways: probes were decided otherwise than expected (eu: probe "roadmap": expected block, the gateway answered normally)',
    );
  });

  test('decided otherwise are no drift: Git is not asked which commit is served', async () => {
    const readHistory = () => Promise.reject(new Error('git must not run'));
    const lax: Script = { ...GOOD, chat: () => ({ kind: 'allowed' }) };
    const { report } = await run([gatewayWith('eu', lax)], { probes: [blocked] }, { readHistory });
    expect(report.gateways[0]).not.toHaveProperty('servedCommit');
  });

  test('that only an event can decide are waited for', async () => {
    requests.length = 0;
    const { report, clock } = await run([gatewayWith('eu', good, recording('redact', 2))], {
      probes: [redacted],
      ...BY_DEFAULT,
      consecutive: 1,
    });
    expect(report).toMatchObject({ result: 'verified', gateways: [{ probes: [{ outcome: 'passed', shownBy: 'event' }] }] });
    expect(clock.sleeps).toEqual([1_000, 1_000]);
    requests.length = 0;
    const other = await run([gatewayWith('eu', good, recording('allow'))], { probes: [redacted], ...BY_DEFAULT });
    expect(other.report.result).toBe('mismatch');
  });

  test('of which none is decided leave it unproven; one that is undecided is a warning', async () => {
    const options = { probes: [redacted], 'minimum-events': 0 };
    expect((await run([gatewayWith('eu', good)], options)).report).toMatchObject({ result: 'unproven', gateways: [{ state: 'serving' }] });
    const both = await run([gatewayWith('eu', good)], { ...options, probes: [blocked, redacted] });
    expect(both.report).toMatchObject({ result: 'verified', warnings: [expect.stringContaining('probe "card" through eu is undecided')] });
  });

  test('go to no gateway that does not serve the file', async () => {
    requests.length = 0;
    await run([gatewayWith('eu', { ...OTHER, chat })], { probes: [blocked] });
    expect(requests).toEqual([]);
  });

  test('that would escalate in production are refused before anything is asked', async () => {
    const gateway = { ...gatewayWith('eu', good), environment: 'production' };
    await expect(run([gateway], { probes: [goldenCase('odd', 'odd', 'escalate')] })).rejects.toMatchObject({ kind: 'bad-input' });
  });
});

describe('a gateway without a URL', () => {
  const same = { kind: 'answered', exitCode: 0, said: '' } as const;
  const accepted = { 'minimum-proof': 'accepted' } as const;
  const asked: string[] = [];
  const kt = fakeKt({
    diff: async (file, id) => {
      asked.push(`${id} ${file}`);
      return same;
    },
  });

  test('is verified by the word of kt only where that is enough, and no text says that it serves the file', async () => {
    const { report } = await run([gatewayWith('relay', undefined, kt)], accepted);
    expect(report).toMatchObject({
      result: 'verified',
      gateways: [{ state: 'accepted', proof: 'accepted', kt: { diff: { exitCode: 0 } } }],
    });
    expect(report.reason.summary).toBe(
      'kt sees no difference between support-desk 2.0.0 and 1 of 1 gateways, which cannot be read (proof: accepted)',
    );
    expect(asked).toEqual(['relay /private/policy-config.yaml']);
    const strict = await run([gatewayWith('relay', undefined, kt)]);
    expect(strict.report).toMatchObject({ result: 'unproven', gateways: [{ proof: 'accepted', result: 'unproven' }] });
    expect(strict.report.reason.nextSteps.join()).toContain('minimum-proof: accepted');
  });

  test('beside others counts by itself', async () => {
    const { report } = await run([gatewayWith('eu', GOOD), gatewayWith('relay', undefined, kt)], accepted);
    expect(report.reason.summary).toMatch(/^1 of 2 gateways serve support-desk 2\.0\.0, and kt sees no difference .* 1 of 2 gateways/);
  });

  test('that kt sees a difference on is asked about again until the deadline, and is unproven', async () => {
    const { report, clock } = await run([gatewayWith('relay', undefined)], accepted);
    expect(report).toMatchObject({ result: 'unproven', gateways: [{ state: 'unknown', proof: 'none' }] });
    expect(report.reason.summary).toContain('kt gateway diff exited with 1: this kt cannot compare');
    expect(clock.sleeps.length).toBeGreaterThan(2);
  });

  test('that kt names with another version is a mismatch, whatever the comparison says', async () => {
    const inspect: Kt['inspect'] = async () => ({ ...same, shows: { name: 'support-desk', version: '1.0.0' } });
    const { report } = await run([gatewayWith('relay', undefined, fakeKt({ diff: async () => same, inspect }))], accepted);
    expect(report).toMatchObject({ result: 'mismatch', gateways: [{ proof: 'none', after: { version: '1.0.0' } }] });
  });

  test('is asked no more after the deadline, when the others took all the time', async () => {
    const clock = new FakeClock();
    const words: string[] = [];
    const slow = fakeKt({
      diff: async (_file, id) => {
        words.push(`diff ${id}`);
        clock.advance(6_000);
        return same;
      },
      inspect: async (id) => {
        words.push(`inspect ${id}`);
        return same;
      },
    });
    const relays = ['a', 'b', 'c', 'd'].map((id) => gatewayWith(id, undefined, slow));
    const { report } = await run(relays, { ...accepted, concurrency: 1 }, { clock });
    expect(words).toEqual(['diff a', 'inspect a', 'diff b', 'inspect b']);
    expect(report.gateways.map(({ result }) => result)).toEqual(['verified', 'verified', 'timed-out', 'timed-out']);
    expect(report.gateways[3]?.differences).toEqual([expect.stringContaining('not asked before the deadline')]);
  });

  test('cannot be probed, and is not verified where probes are asked for', async () => {
    const probes = [goldenCase('roadmap', 'the internal roadmap', 'block')];
    const { report } = await run([gatewayWith('relay', undefined, kt)], { ...accepted, probes });
    expect(report.result).toBe('unproven');
    expect(report.reason.summary).toContain('no probe can be sent through it');
  });
});

describe('a gateway that serves another version', () => {
  const state = (version: string, commit: string) => ({
    commit,
    identity: { name: 'support-desk', version },
    chain: ['prompt-injection', 'dlp-filter', 'audit-logger'],
    digest: digestOf(new TextEncoder().encode(version)),
    bytes: new Uint8Array(),
  });
  const present = { ...state('2.0.0', 'c'.repeat(40)), digest: digestOf(new TextEncoder().encode(OURS)) };

  test.each([
    ['previous', [present, state('1.0.0', 'abcdef0123')], [], 'it serves 1.0.0 of commit abcdef0, the version before this file', /rollout/],
    ['newer', [present], [state('1.0.0', 'abcdef0123')], 'it serves 1.0.0 of commit abcdef0, which this checkout does not have', /newest/],
    ['none', [present], [], 'no commit of this file fits what it shows', /Deploy this file/],
  ] as const)('that Git knows as %s is named as such', async (relation, states, newer, words, next) => {
    let read = 0;
    const readHistory = async () => {
      read += 1;
      return { kind: 'read', states, newer } as const;
    };
    const { report } = await run([gatewayWith('eu', OTHER), gatewayWith('us', OTHER)], {}, { readHistory });
    expect(report).toMatchObject({ result: 'mismatch', gateways: [{ servedCommit: { relation } }, { servedCommit: { relation } }] });
    expect(report.reason.summary).toContain(words);
    expect(report.reason.nextSteps.join()).toMatch(next);
    expect(read).toBe(1);
  });

  test('stays a mismatch when Git fails, and Git is not asked for what is right or silent', async () => {
    const readHistory = () => Promise.reject(new Error('git is gone'));
    const { report } = await run([gatewayWith('eu', OTHER)], {}, { readHistory });
    expect(report).toMatchObject({ result: 'mismatch', gateways: [{ servedCommit: { relation: 'not-checked', reason: 'git is gone' } }] });
    const sick = gatewayWith('sick', { health: ['unreachable'], config: [UNREACHABLE] });
    const right = await run([gatewayWith('eu', GOOD), sick], {}, { readHistory });
    expect(right.report.gateways.some((one) => one.servedCommit !== undefined)).toBe(false);
  });
});

test('a gateway that is degraded and accepted is still told about', async () => {
  const { report } = await run([gatewayWith('eu', { ...GOOD, health: ['degraded'] })], { 'accept-degraded': true });
  expect(report).toMatchObject({ result: 'verified', warnings: ['eu: accepted although degraded: it says degraded'] });
});

test('gateways that never become good keep no other waiting', async () => {
  const dead = Array.from({ length: 5 }, (_, index) => gatewayWith(`dead-${index}`, { health: ['unreachable'], config: [UNREACHABLE] }));
  const { published } = await run([...dead, gatewayWith('eu', GOOD)], { concurrency: 2, consecutive: 1 });
  expect(published[0]?.gateways.at(-1)).toMatchObject({ id: 'eu', result: 'verified' });
});

test('an error of one gateway waits for the others and is not changed on its way', async () => {
  const failure = new Failure('bad-input', { doing: 'sending the gateway token', cameBack: 'http', nextStep: 'Use https' });
  const eu = gatewayWith('eu', GOOD);
  if (eu.client === undefined) throw new Error('no client');
  const broken: Gateway = { ...eu, client: { ...eu.client, health: () => Promise.reject(failure) } };
  await expect(run([broken, gatewayWith('us', GOOD)])).rejects.toBe(failure);
});

describe('the log', () => {
  async function toldOf(gateways: VerifyOptions['gateways'], options: Partial<VerifyOptions> = {}): Promise<readonly string[]> {
    const told: string[] = [];
    const log = { ...SILENT_LOG, progress: (state: Progress) => void told.push(progressText(state)) };
    const clock = new FakeClock();
    await run(gateways, options, { log, clock });
    return told;
  }

  test('tells of each gateway that was looked at, and meanwhile how long the others are waited for', async () => {
    const told = await toldOf([gatewayWith('eu', GOOD), gatewayWith('us', OTHER)], { consecutive: 1 });
    expect(told[0]).toBe('looked at gateway 1/2: waited 0 s of 10 s');
    expect(told.slice(1, -1)).toContainEqual(expect.stringMatching(/^looked at gateway 1\/2: waited [1-9] s of 10 s$/));
    expect(told.at(-1)).toMatch(/^looked at gateway 2\/2: waited (?:9|10) s of 10 s$/);
  });

  test('tells how long events are waited for', async () => {
    const told = await toldOf([{ ...gatewayWith('eu', GOOD), kt: ktWithEvents([], [], [event('eu')]) }], {
      'minimum-events': 1,
      consecutive: 1,
    });
    expect(told.slice(1)).toEqual(['waiting for events of 1 gateway 0 s of 10 s', 'waiting for events of 1 gateway 1 s of 10 s']);
  });
});

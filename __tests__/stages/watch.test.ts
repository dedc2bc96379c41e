import { describe, expect, test } from '@jest/globals';
import type { GatewayClient } from '../../src/keeptrusts/gateway.js';
import { Failure } from '../../src/report/failure.js';
import type { HealthReading } from '../../src/report/gateway-model.js';
import { createTurns } from '../../src/stages/bounded.js';
import { type Observation, pauseMs, type WatchSettings, watchGateway } from '../../src/stages/watch.js';
import { expectedOf, FakeClock, policyText, type Script, scriptedClient, served, showing, UNREACHABLE, UNREADABLE } from './world.js';

const OURS = policyText('2.0.0');
const FULL = showing(OURS);
const OTHER = showing(policyText('1.0.0'));

interface Watched {
  readonly seen: Observation;
  readonly clock: FakeClock;
}

async function watch(script: Script | GatewayClient, settings: Partial<WatchSettings> = {}, abort?: AbortController): Promise<Watched> {
  const clock = new FakeClock();
  if (abort !== undefined) clock.onSleep = () => abort.abort(new Error('the run was cancelled (SIGINT)'));
  const seen = await watchGateway(
    'chat' in script && 'id' in script ? script : scriptedClient(script),
    expectedOf(OURS),
    {
      deadline: clock.elapsed() + 10_000,
      intervalMs: 1_000,
      consecutive: 1,
      minimumProof: 'chain',
      acceptDegraded: false,
      ...settings,
    },
    { clock, signal: (abort ?? new AbortController()).signal, random: () => 0.5 },
  );
  return { seen, clock };
}

describe('a gateway that is watched is verified', () => {
  test('at once when it is healthy and serves the file', async () => {
    const { seen, clock } = await watch({ config: [FULL] });
    expect(seen).toMatchObject({ result: 'verified', proof: 'full', rounds: 1, differences: [], served: { version: '2.0.0' } });
    expect(clock.sleeps).toEqual([]);
  });

  test('only after as many good answers in a row as asked for', async () => {
    const { seen } = await watch({ config: [FULL, FULL, OTHER, FULL, FULL, FULL] }, { consecutive: 3 });
    expect(seen).toMatchObject({ result: 'verified', rounds: 6 });
  });

  test('when a wrong, an unreadable and an unreachable answer were only passing', async () => {
    const { seen } = await watch({ config: [OTHER, UNREADABLE, UNREACHABLE, FULL] });
    expect(seen).toMatchObject({ result: 'verified', rounds: 4, differences: [] });
  });

  test('when it loads its policy first', async () => {
    const { seen } = await watch({ health: ['loading', 'unreachable', 'healthy'], config: [FULL] });
    expect(seen).toMatchObject({ result: 'verified', rounds: 3 });
  });

  test('while degraded, where that is accepted', async () => {
    expect((await watch({ health: ['degraded'], config: [FULL] }, { acceptDegraded: true })).seen.result).toBe('verified');
  });

  test('and whether it is emulated comes back', async () => {
    const body = FULL.kind === 'served' ? FULL.body : {};
    expect((await watch({ config: [served(body, true)] })).seen.emulated).toBe(true);
    expect((await watch({ config: [FULL] })).seen.emulated).toBe(false);
  });
});

describe('at the deadline', () => {
  test.each<[string, HealthReading['status'], Script['config'][number], Observation['result']]>([
    ['another version', 'healthy', OTHER, 'mismatch'],
    ['no readable answer', 'healthy', UNREADABLE, 'unproven'],
    ['no connection', 'healthy', UNREACHABLE, 'unreachable'],
    ['no connection for health', 'unreachable', FULL, 'unreachable'],
    ['health that is unhealthy', 'unhealthy', FULL, 'unhealthy'],
    ['health that is no health report', 'unreadable', FULL, 'unhealthy'],
    ['degraded health, which is not accepted', 'degraded', FULL, 'unhealthy'],
    ['a policy that never ends loading', 'loading', FULL, 'timed-out'],
    // Precedence: what is known and wrong comes before what is not known.
    ['another version from a sick gateway', 'unhealthy', OTHER, 'mismatch'],
    ['another version from a gateway whose health does not answer', 'unreachable', OTHER, 'mismatch'],
    ['another version while it loads', 'loading', OTHER, 'mismatch'],
    ['a sick gateway whose configuration cannot be reached', 'unhealthy', UNREACHABLE, 'unhealthy'],
    ['neither health nor a readable configuration', 'unreachable', UNREADABLE, 'unreachable'],
  ])('%s is what it is', async (_name, status, config, result) => {
    const { seen, clock } = await watch({ health: [status], config: [config] });
    expect(seen.result).toBe(result);
    expect(seen.rounds).toBe(6);
    expect(clock.elapsed()).toBeLessThanOrEqual(11_000);
  });

  test('good answers that were too few in a row are a timeout that says so', async () => {
    const { seen } = await watch({ config: [OTHER, OTHER, OTHER, OTHER, FULL] }, { consecutive: 3 });
    expect(seen).toMatchObject({ result: 'timed-out', proof: 'full' });
    expect(seen.differences).toEqual(['only 2 of 3 good answers in a row before the deadline']);
  });

  test('why a configuration could not be read is among the differences', async () => {
    expect((await watch({ config: [UNREADABLE] })).seen.differences).toEqual([
      'what it serves could not be read: /keeptrusts/config answered HTTP 502',
    ]);
  });

  test('that has passed already, one round is asked all the same', async () => {
    const { seen, clock } = await watch({ config: [FULL] }, { deadline: 0 });
    expect(seen).toMatchObject({ result: 'verified', rounds: 1 });
    expect(clock.sleeps).toEqual([]);
  });
});

describe('a proof below the minimum', () => {
  test('is unproven without waiting, because the gateway shows no more than this', async () => {
    const { seen } = await watch({ config: [showing(OURS, 'version')] }, { consecutive: 2 });
    expect(seen).toMatchObject({ result: 'unproven', proof: 'version', rounds: 2 });
  });

  test('of nothing at all is waited for: the gateway may not have its configuration yet', async () => {
    const { seen } = await watch({ config: [served({}), served({}), FULL] });
    expect(seen).toMatchObject({ result: 'verified', rounds: 3 });
    expect((await watch({ config: [served({})] })).seen).toMatchObject({ result: 'unproven', proof: 'none', rounds: 6 });
  });

  test.each([
    ['full', 'full', 'verified'],
    ['chain', 'full', 'unproven'],
    ['chain', 'chain', 'verified'],
    ['version', 'version', 'verified'],
    ['version', 'chain', 'unproven'],
  ] as const)('a gateway that shows %s, where %s is asked for, is %s', async (shown, minimumProof, result) => {
    expect((await watch({ config: [showing(OURS, shown)] }, { minimumProof })).seen.result).toBe(result);
  });
});

describe('a cancelled watch', () => {
  test('is a timeout with what was seen last', async () => {
    const { seen } = await watch({ config: [OTHER] }, {}, new AbortController());
    expect(seen).toMatchObject({ result: 'timed-out', rounds: 1, served: { version: '1.0.0' } });
    expect(seen.differences.at(-1)).toBe('cancelled: the run was cancelled (SIGINT)');
  });

  test('before its first question asks none', async () => {
    const abort = new AbortController();
    abort.abort(new Error('the run was cancelled (SIGTERM)'));
    const client = scriptedClient({ config: [FULL] });
    const { seen } = await watch(client, {}, abort);
    expect(seen).toMatchObject({ result: 'timed-out', proof: 'none', rounds: 0 });
    expect(client.rounds()).toBe(0);
  });

  test('does not hide an error that is none of its own', async () => {
    const failure = new Failure('bad-input', { doing: 'sending the gateway token', cameBack: 'http', nextStep: 'Use https' });
    const client: GatewayClient = { ...scriptedClient({ config: [FULL] }), health: () => Promise.reject(failure) };
    await expect(watch(client)).rejects.toBe(failure);
  });
});

describe('the pauses of a watch', () => {
  test('grow while the answers are wrong, end with a look at the deadline, and are short again after a good answer', async () => {
    expect((await watch({ config: [OTHER] })).clock.sleeps).toEqual([1_000, 1_500, 2_250, 3_375, 1_875]);
    const { seen, clock } = await watch({ config: [OTHER, OTHER, OTHER, FULL] }, { consecutive: 3 });
    expect(seen.result).toBe('verified');
    expect(clock.sleeps).toEqual([1_000, 1_500, 2_250, 1_000, 1_000]);
  });

  test('are all the same where no chance is given', async () => {
    const clock = new FakeClock();
    const settings = { deadline: 4_000, intervalMs: 1_000, consecutive: 1, minimumProof: 'chain', acceptDegraded: false } as const;
    await watchGateway(scriptedClient({ config: [OTHER] }), expectedOf(OURS), settings, { clock, signal: new AbortController().signal });
    expect(clock.sleeps).toEqual([1_000, 1_000]);
  });

  test.each([
    [2_000, 1, 0.5, 2_000],
    [2_000, 2, 0.5, 3_000],
    [2_000, 50, 0.5, 10_000],
    [60_000, 50, 0.5, 60_000],
    [2_000, 0, 0, 1_500],
    [2_000, 0, 1, 2_500],
  ])('of %d ms after %d misses with chance %d', (interval, misses, random, pause) => {
    expect(pauseMs(interval, misses, random)).toBe(pause);
  });
});

describe('what was last seen of the health', () => {
  const reading = (one: Partial<HealthReading>): HealthReading => ({ status: 'healthy', attempts: 1, ...one });

  test('has the attempts of all rounds, and the beginning of the last body there was', async () => {
    const readings = [
      reading({ status: 'unhealthy', excerpt: '{"status":"unhealthy"}', attempts: 2 }),
      reading({ status: 'unreachable', attempts: 4 }),
    ];
    const base = scriptedClient({ config: [OTHER, UNREACHABLE] });
    let asked = 0;
    const client: GatewayClient = { ...base, health: async () => readings[asked++] ?? reading({ status: 'unreachable' }) };
    const { seen } = await watch(client, { deadline: 3_000 });
    expect(seen.health).toEqual({ status: 'unreachable', attempts: 6, excerpt: '{"status":"unhealthy"}' });
  });
});

describe('among many that are watched', () => {
  test('a gateway whose first turn comes after the deadline is not asked, and that is said', async () => {
    const clock = new FakeClock();
    const turn = createTurns(1);
    const context = { clock, signal: new AbortController().signal, turn };
    const settings = { deadline: 2_000, intervalMs: 1_000, consecutive: 1, minimumProof: 'chain', acceptDegraded: false } as const;
    const slow: GatewayClient = {
      ...scriptedClient({ config: [FULL] }),
      health: async () => {
        clock.advance(5_000);
        return { status: 'healthy', attempts: 1 };
      },
    };
    const late = scriptedClient({ config: [FULL] });
    const [first, second] = await Promise.all([
      watchGateway(slow, expectedOf(OURS), settings, context),
      watchGateway(late, expectedOf(OURS), settings, context),
    ]);
    expect(first.result).toBe('verified');
    expect(second).toMatchObject({
      result: 'timed-out',
      rounds: 0,
      differences: [expect.stringContaining('was not asked before the deadline')],
    });
    expect(late.rounds()).toBe(0);
  });
});

describe('what a gateway is asked', () => {
  interface Asked {
    readonly readiness?: string;
    readonly timeoutMs?: number;
  }

  /** What `health` was asked with, each round; with these statuses. */
  async function asked(statuses: readonly HealthReading['status'][], settings: Partial<WatchSettings> = {}): Promise<readonly Asked[]> {
    const base = scriptedClient({ health: statuses, config: [FULL] });
    const rounds: Asked[] = [];
    const health: GatewayClient['health'] = async (signal, one = {}) => {
      rounds.push(one);
      return base.health(signal);
    };
    await watch({ ...base, health }, settings);
    return rounds;
  }
  const readiness = (rounds: readonly Asked[]) => rounds.map((round) => round.readiness);

  test('in the round that may be the last is also whether it is ready', async () => {
    expect(readiness(await asked(['healthy']))).toEqual(['asked']);
    expect(readiness(await asked(['healthy'], { consecutive: 3 }))).toEqual(['not-asked', 'not-asked', 'asked']);
    const sick = await asked(['unhealthy', 'unhealthy', 'healthy'], { consecutive: 2 });
    expect(readiness(sick)).toEqual(['not-asked', 'not-asked', 'not-asked', 'asked']);
  });

  test('as long as it loads is whether it is ready', async () => {
    const rounds = await asked(['healthy', 'loading', 'loading', 'healthy', 'healthy'], { consecutive: 2 });
    expect(readiness(rounds)).toEqual(['not-asked', 'asked', 'asked', 'asked', 'asked']);
  });

  test('at first ends with the deadline, and has a second at least', async () => {
    const deadline = (left: number) => ({ deadline: new FakeClock().elapsed() + left });
    expect((await asked(['healthy'], { consecutive: 2, ...deadline(4_000) })).map(({ timeoutMs }) => timeoutMs)).toEqual([
      4_000,
      undefined,
    ]);
    expect((await asked(['healthy'], deadline(20)))[0]?.timeoutMs).toBe(1_000);
    // A single look after a rejected write has no deadline of its own.
    expect((await asked(['healthy'], deadline(0)))[0]).not.toHaveProperty('timeoutMs');
  });
});

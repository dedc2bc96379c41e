import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePolicy } from '../../../src/policy/document.js';
import type { DeployReport } from '../../../src/report/deploy-model.js';
import type { GatewayReport } from '../../../src/report/gateway-model.js';
import { SILENT_LOG } from '../../../src/report/log.js';
import { deploy } from '../../../src/stages/deploy.js';
import { CANARY, OLD, OURS, stateOf } from '../deployment.js';
import { FakeClock, fakeKt, policyText, sourceOf } from '../world.js';
import { FaultyFleet, type GatewayFate, WRITE_FAULTS } from './faulty-fleet.js';

const OTHER = policyText('3.0.0');
const SCHEDULES = 400;
const SEED = 20_261_122;
const DEPLOY_TIMEOUT_MS = 5_000;
/** Long after everything that was assigned has been loaded. */
const LATER_MS = 3_600_000;

interface Schedule {
  readonly fates: readonly GatewayFate[];
  readonly production: number;
  readonly staging: boolean;
  readonly phase: 'all' | 'stage';
  readonly rollback: boolean;
  readonly keepStaging: boolean;
  readonly bakeMs: number;
  readonly concurrency: number;
  readonly canary: 'none' | 'blocked' | 'allowed' | 'undecided';
  readonly cancelAtWrite: number;
}

/** Most things go well: a schedule in which everything fails ends at its first write and shows little. */
const WRITES = fc.array(
  fc.oneof({ weight: 6, arbitrary: fc.constant('none' as const) }, { weight: 3, arbitrary: fc.constantFrom(...WRITE_FAULTS) }),
  {
    minLength: 2,
    maxLength: 2,
  },
);

const FATE = fc.record(
  {
    writes: WRITES,
    loadMs: fc.constantFrom(0, 0, 1_000, 3_000),
    unreachable: fc.record({ from: fc.integer({ min: 1, max: 8 }), times: fc.constantFrom(1, 2, 100) }),
    overwrittenAt: fc.integer({ min: 2, max: 8 }),
  },
  { requiredKeys: ['writes', 'loadMs'] },
);

const CALM_FATE = fc.record({ writes: WRITES, loadMs: fc.constantFrom(0, 1_000, 3_000) });

const SCHEDULE: fc.Arbitrary<Schedule> = fc.record({
  fates: fc.array(fc.oneof({ weight: 5, arbitrary: CALM_FATE }, { weight: 1, arbitrary: FATE }), { minLength: 7, maxLength: 7 }),
  production: fc.integer({ min: 1, max: 6 }),
  staging: fc.boolean(),
  phase: fc.constantFrom('all' as const, 'all' as const, 'all' as const, 'stage' as const),
  rollback: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  keepStaging: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  bakeMs: fc.constantFrom(0, 0, 2_500),
  concurrency: fc.constantFrom(1, 3, 10),
  canary: fc.constantFrom('none' as const, 'blocked' as const, 'blocked' as const, 'allowed' as const, 'undecided' as const),
  cancelAtWrite: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) }),
});

interface Ran {
  readonly report: DeployReport;
  readonly published: readonly DeployReport[];
  readonly journal: readonly string[];
  readonly fleet: FaultyFleet;
  readonly clock: FakeClock;
  readonly schedule: Schedule;
}

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'schedules-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const calmFate: GatewayFate = { writes: [], loadMs: 0 };

async function run(schedule: Schedule): Promise<Ran> {
  const clock = new FakeClock();
  const fleet = new FaultyFleet(clock, OTHER);
  const abort = new AbortController();
  fleet.onWrite = () => {
    if (fleet.writes.length === schedule.cancelAtWrite) abort.abort(new Error('the run was cancelled (SIGTERM)'));
  };
  const chats = { none: { kind: 'blocked' }, blocked: { kind: 'blocked' }, allowed: { kind: 'allowed' } } as const;
  fleet.chat = schedule.canary === 'undecided' ? { kind: 'undecided', reason: 'HTTP 429' } : chats[schedule.canary];
  const [first = calmFate, ...rest] = schedule.fates;
  const withStaging = schedule.staging || schedule.phase === 'stage';
  const published: DeployReport[] = [];
  const journal: string[] = [];
  const report = await deploy(
    sourceOf(OURS),
    {
      phase: schedule.phase,
      digest: undefined,
      'allow-inconclusive': false,
      'allow-downgrade': false,
      'allow-drift': false,
      'bake-time': schedule.bakeMs,
      'deploy-timeout': DEPLOY_TIMEOUT_MS,
      'dry-run': false,
      emergency: undefined,
      interval: 1_000,
      'keep-staging': schedule.keepStaging,
      'minimum-proof': 'chain',
      'probe-model': undefined,
      'promote-with': 'auto',
      rollback: schedule.rollback,
      tests: 'false',
      waves: '1, 50%, 100%',
      concurrency: schedule.concurrency,
      severities: new Map(),
      readsGateways: true,
      canary: schedule.canary === 'none' ? [] : CANARY,
      production: rest.slice(0, schedule.production).map((fate, index) => fleet.gateway(`g${index + 1}`, OLD, fate)),
      ...(withStaging && { staging: fleet.gateway('staging', OLD, first) }),
    },
    {
      clock,
      log: SILENT_LOG,
      signal: abort.signal,
      temporaryDirectory: directory,
      kt: fakeKt(),
      checkToken: async () => ({ accepted: true }),
      history: async () => ({ kind: 'read', states: [stateOf(OURS, 'c2'), stateOf(OLD, 'c1')], newer: [] }),
      journal: {
        begin: ({ gateway }) => void journal.push(`begin ${gateway}`),
        end: ({ gateway }) => void journal.push(`end ${gateway}`),
      },
      onChange: async (one) => void published.push(one),
      onEmulated: () => {},
    },
  );
  return { report, published, journal, fleet, clock, schedule };
}

/** What the report claims that a gateway serves; nothing where it claims nothing. */
function claimed({ state, after }: GatewayReport): string | undefined {
  if (state === 'serving' || state === 'unhealthy') return OURS;
  if (state === 'restored' || state === 'untouched') return OLD;
  return state === 'serving-other' ? policyText(after?.version) : undefined;
}

function versionOf(text: string): string | undefined {
  return parsePolicy(text).identity?.version;
}

/** Everything the report says that is not so. */
function untruths({ report, fleet }: Ran): readonly string[] {
  return report.gateways.flatMap((gateway) => {
    const claim = claimed(gateway);
    const truth = fleet.serves(gateway.id);
    // An overwrite that nobody has looked at yet is no untruth of a gateway that was not written to.
    if (gateway.state === 'untouched' && fleet.overwritten.has(gateway.id)) return [];
    return claim === undefined || claim === truth ? [] : [`${gateway.id} ${gateway.state}, and it serves ${versionOf(truth)}`];
  });
}

function brokenPromises(ran: Ran): readonly string[] {
  const { report, fleet, journal, schedule, clock, published } = ran;
  const ids = report.gateways.map(({ id }) => id);
  const truths = ids.map((id) => fleet.serves(id));
  const isMixed = new Set(truths).size > 1;
  const states = new Set(report.gateways.map(({ state }) => state));
  const now = untruths(ran);
  clock.advance(LATER_MS);
  const settled = report.gateways
    .filter(({ id, state }) => ['serving', 'restored', 'untouched'].includes(state) && !fleet.overwritten.has(id))
    .filter((gateway) => claimed(gateway) !== fleet.serves(gateway.id))
    .map(({ id, state }) => `${id} ${state}, and an hour later it serves ${versionOf(fleet.serves(id))}`);
  const { result } = report;
  const isSuccess = result === 'promoted' || result === 'staged';
  const kept = schedule.keepStaging ? ['staging'] : [];
  const check = (isBroken: boolean, text: string): readonly string[] => (isBroken ? [text] : []);
  return [
    ...now,
    ...settled,
    ...check(isSuccess && truths.some((truth) => truth !== OURS), `${result}, and not all serve it`),
    ...check(isMixed && !['failed', 'rolled-back', 'unknown', 'refused'].includes(result), `a mixture is ${result}`),
    ...check(result === 'refused' && fleet.writes.length > 0, 'refused after a write'),
    ...check(states.has('unknown') !== (result === 'unknown'), `${[...states].join(', ')} is ${result}`),
    ...check(
      result === 'rolled-back' && ids.some((id, index) => !kept.includes(id) && !fleet.overwritten.has(id) && truths[index] !== OLD),
      'rolled-back, and not all serve the old one',
    ),
    ...check(!schedule.rollback && report.takenBack !== undefined, 'taken back without rollback'),
    ...check(
      ids.some((id) => fleet.writesTo(id) > 2),
      'a write was repeated',
    ),
    ...check(journal.filter((line) => line.startsWith('begin')).length !== journal.length / 2, 'a write in the journal has no end'),
    ...check(
      published.some(({ result: early }) => early === 'promoted' || early === 'staged'),
      'success was told before the end',
    ),
  ];
}

test(`after each of ${SCHEDULES} schedules of faults the report says what every gateway serves, and success only of all`, async () => {
  const results = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(SCHEDULE, async (schedule) => {
      const ran = await run(schedule);
      results.set(ran.report.result, (results.get(ran.report.result) ?? 0) + 1);
      expect({ promises: brokenPromises(ran), report: ran.report.reason.summary }).toEqual({
        promises: [],
        report: ran.report.reason.summary,
      });
    }),
    { numRuns: SCHEDULES, seed: SEED, endOnFailure: false },
  );
  // The schedules reach every way to end, so that none of the promises is kept for want of a case.
  for (const result of ['promoted', 'staged', 'rolled-back', 'failed', 'unknown', 'refused'])
    expect(results.get(result)).toBeGreaterThan(5);
}, 60_000);

test('without a fault everything is promoted, by one write each', async () => {
  const calm = {
    rollback: true,
    keepStaging: false,
    bakeMs: 0,
    concurrency: 3,
    canary: 'blocked',
    cancelAtWrite: 0,
    phase: 'all',
  } as const;
  const { report, fleet } = await run({ ...calm, fates: Array(7).fill(calmFate), production: 6, staging: true });
  expect(report.result).toBe('promoted');
  expect(fleet.writes[0]).toBe('staging');
  expect([...fleet.writes].sort()).toEqual(['g1', 'g2', 'g3', 'g4', 'g5', 'g6', 'staging']);
});

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConfigReading, GatewayClient } from '../../../src/keeptrusts/gateway.js';
import type { KtWrite } from '../../../src/keeptrusts/kt.js';
import type { GatewayReport } from '../../../src/report/gateway-model.js';
import { SILENT_LOG } from '../../../src/report/log.js';
import { NO_JOURNAL } from '../../../src/stages/deploy/journal.js';
import { Ledger } from '../../../src/stages/deploy/ledger.js';
import { Publisher } from '../../../src/stages/deploy/publisher.js';
import { Recorder } from '../../../src/stages/deploy/recorder.js';
import { type Snapshot, takeSnapshot } from '../../../src/stages/deploy/snapshot.js';
import { runWave } from '../../../src/stages/deploy/wave.js';
import type { Gateway } from '../../../src/stages/gateway-target.js';
import { expectedOf, FakeClock, fakeKt, gatewayWith, policyText, type Script, showing, UNREACHABLE, UNREADABLE } from '../world.js';

const OURS = policyText('2.0.0');
const FULL = showing(OURS);
const OTHER = showing(policyText('1.0.0'));
const ACCEPTED: KtWrite = { kind: 'accepted' };
const REJECTED: KtWrite = { kind: 'rejected', exitCode: 3, said: 'HTTP 403 forbidden' };
const UNKNOWN: KtWrite = { kind: 'unknown', reason: 'kt did not end within 60 s' };
const NOT_STARTED: KtWrite = { kind: 'not-started', reason: '/opt/kt was not found' };

let parent = '';
let snapshot: Snapshot;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'write-test-'));
  snapshot = await takeSnapshot(new TextEncoder().encode(OURS), parent);
});
afterEach(() => rm(parent, { recursive: true, force: true }));

interface Wrote {
  readonly report: GatewayReport;
  readonly calls: readonly (readonly string[])[];
  readonly clock: FakeClock;
}

function isClient(target: Script | GatewayClient | undefined): target is GatewayClient {
  return target !== undefined && 'url' in target;
}

async function writeTo(
  target: Script | GatewayClient | undefined,
  write: KtWrite,
  promoteWith: 'deploy' | 'push' = 'push',
): Promise<Wrote> {
  const calls: string[][] = [];
  const clock = new FakeClock();
  const answer = async (...args: string[]): Promise<KtWrite> => {
    calls.push(args);
    clock.advance(40);
    return write;
  };
  const kt = fakeKt({ push: (...args) => answer('push', ...args), deploy: (...args) => answer('deploy', ...args) });
  const gateway: Gateway = isClient(target) ? { id: 'eu', kt, client: target } : gatewayWith('eu', target && seenBefore(target), kt);
  return { report: await waveOf(gateway, promoteWith, clock), calls, clock };
}

/** The first reading is the look right before the write. */
function seenBefore(script: Script): Script {
  return { ...script, config: [OTHER, ...script.config] };
}

/** A wave of one gateway, and what the report says of it then. */
async function waveOf(gateway: Gateway, promoteWith: 'deploy' | 'push', clock: FakeClock): Promise<GatewayReport> {
  const ledger = new Ledger({ clock, phase: 'all', file: 'policy-config.yaml' });
  const before = OTHER.kind === 'served' ? OTHER.identity : {};
  ledger.keep({ id: 'eu', state: 'untouched', proof: 'none', before, steps: [] });
  const recorder = new Recorder(ledger, NO_JOURNAL, SILENT_LOG, new Publisher(async () => {}, clock));
  const row = { gateway, standing: { kind: 'write', before }, emulated: false, bypasses: [] } as const;
  const settings = {
    staging: { id: 'staging', kt: gateway.kt },
    promoteWith,
    snapshot,
    expected: expectedOf(OURS),
    deployTimeoutMs: 5_000,
  };
  const signal = new AbortController().signal;
  await runWave([row], settings, { clock, signal, intervalMs: 1_000, minimumProof: 'chain', concurrency: 10, recorder });
  const report = ledger.gateway('eu');
  if (report === undefined) throw new Error('the gateway is not in the ledger');
  return report;
}

describe('kt is handed', () => {
  test('the snapshot and the id, and in a promotion the staging id before it', async () => {
    expect((await writeTo({ config: [FULL] }, ACCEPTED)).calls).toEqual([['push', snapshot.path, 'eu']]);
    const promoted = await writeTo({ config: [FULL] }, ACCEPTED, 'deploy');
    expect(promoted.calls).toEqual([['deploy', snapshot.path, 'staging', 'eu']]);
    expect(promoted.report.steps[0]?.step).toBe('kt policy deploy from staging');
  });
});

describe('the state after a write', () => {
  const NEVER: ConfigReading = UNREADABLE;
  test.each<[string, KtWrite, ConfigReading, GatewayReport['state']]>([
    ['accepted, and served', ACCEPTED, FULL, 'serving'],
    ['accepted, and something else served until the deadline', ACCEPTED, OTHER, 'serving-other'],
    ['accepted, and then unreachable', ACCEPTED, UNREACHABLE, 'unknown'],
    ['accepted, and then unreadable', ACCEPTED, NEVER, 'unknown'],
    ['accepted, and shown with too little proof', ACCEPTED, showing(OURS, 'version'), 'unknown'],
    // kt's exit code is undocumented: what is served decides.
    ['rejected, and served all the same', REJECTED, FULL, 'serving'],
    ['rejected, and something else served', REJECTED, OTHER, 'serving-other'],
    ['rejected, and then unreachable', REJECTED, UNREACHABLE, 'unknown'],
    ['rejected, and then unreadable', REJECTED, NEVER, 'unknown'],
    ['of unknown end, and served', UNKNOWN, FULL, 'serving'],
    ['of unknown end, and something else served: it may still come', UNKNOWN, OTHER, 'unknown'],
    ['of unknown end, and then unreachable', UNKNOWN, UNREACHABLE, 'unknown'],
  ])('%s', async (_name, write, reading, state) => {
    const { report, calls } = await writeTo({ config: [reading] }, write);
    expect(report.state).toBe(state);
    // Never repeated, whatever came of it.
    expect(calls).toHaveLength(1);
  });

  test.each<[string, Script, GatewayReport['state']]>([
    ['serves the file', { health: ['unhealthy'], config: [FULL] }, 'unhealthy'],
    ['serves something else', { health: ['unhealthy'], config: [OTHER] }, 'serving-other'],
    ['cannot be read, so that the write may have taken effect', { health: ['unhealthy'], config: [UNREADABLE] }, 'unknown'],
  ])('of a gateway that turned sick and %s', async (_name, script, state) => {
    expect((await writeTo(script, ACCEPTED)).report.state).toBe(state);
  });

  test('that kt never began is untouched, and nothing is asked of the gateway', async () => {
    const { report, clock } = await writeTo({ config: [FULL] }, NOT_STARTED);
    expect(report).toMatchObject({ state: 'untouched', proof: 'none' });
    expect(report.steps).toEqual([
      {
        step: 'kt policy push',
        at: expect.any(String),
        durationMs: 40,
        outcome: 'failed',
        detail: 'kt did not start: /opt/kt was not found',
      },
    ]);
    expect(clock.sleeps).toEqual([]);
  });

  test.each<[KtWrite, GatewayReport['state'], GatewayReport['proof']]>([
    [ACCEPTED, 'accepted', 'accepted'],
    [REJECTED, 'unknown', 'none'],
    [UNKNOWN, 'unknown', 'none'],
    [NOT_STARTED, 'untouched', 'none'],
  ])('of a gateway without a URL, after %j', async (write, state, proof) => {
    expect((await writeTo(undefined, write)).report).toMatchObject({ state, proof });
  });

  test('is unknown when reading back throws: an error must not hide the write', async () => {
    let reads = 0;
    const client: GatewayClient = {
      id: 'eu',
      url: 'https://eu.example',
      health: () => Promise.reject(new Error('the token may not go there')),
      config: async () => (reads++ === 0 ? OTHER : FULL),
      chat: async () => ({ kind: 'allowed' }),
    };
    expect((await writeTo(client, ACCEPTED)).report).toMatchObject({ state: 'unknown', differences: ['the token may not go there'] });
  });
});

describe('reading back', () => {
  test('waits for a managed gateway to fetch its configuration', async () => {
    const { report, clock } = await writeTo({ config: [OTHER, OTHER, OTHER, FULL] }, ACCEPTED);
    expect(report).toMatchObject({ state: 'serving', proof: 'full', after: { version: '2.0.0' }, before: { version: '1.0.0' } });
    expect(clock.sleeps).toEqual([1_000, 1_000, 1_000]);
  });

  test('gives up at deploy-timeout', async () => {
    expect((await writeTo({ config: [OTHER] }, ACCEPTED)).clock.sleeps).toHaveLength(4);
  });

  test('looks once only after a rejected write', async () => {
    expect((await writeTo({ config: [OTHER] }, REJECTED)).clock.sleeps).toEqual([]);
  });

  test('is a step of its own, dated when it began', async () => {
    const { report } = await writeTo({ config: [OTHER, FULL] }, ACCEPTED);
    expect(report.steps).toEqual([
      { step: 'kt policy push', at: '2026-01-01T00:00:01.000Z', durationMs: 40, outcome: 'done' },
      { step: 'read back', at: '2026-01-01T00:00:01.040Z', durationMs: 1_000, outcome: 'done' },
    ]);
  });

  test('says what it found instead', async () => {
    const { report } = await writeTo({ config: [OTHER] }, REJECTED);
    expect(report.steps.map(({ outcome, detail }) => [outcome, detail])).toEqual([
      ['failed', 'kt exited with 3: HTTP 403 forbidden'],
      ['failed', expect.stringMatching(/^mismatch; pack\.version: file .*2\.0\.0.*, served .*1\.0\.0/)],
    ]);
  });
});

test('a snapshot that changed is not written anywhere', async () => {
  await chmod(snapshot.path, 0o600);
  await writeFile(snapshot.path, policyText('9.9.9'));
  const calls: string[] = [];
  const kt = fakeKt({
    push: async () => {
      calls.push('push');
      return ACCEPTED;
    },
  });
  const gateway = gatewayWith('eu', seenBefore({ config: [FULL] }), kt);
  await expect(waveOf(gateway, 'push', new FakeClock())).rejects.toMatchObject({ kind: 'refused' });
  expect(calls).toEqual([]);
});

test('a gateway that shows something else than in preflight is not written to', async () => {
  const calls: string[] = [];
  const kt = fakeKt({
    push: async () => {
      calls.push('push');
      return ACCEPTED;
    },
  });
  const gateway = gatewayWith('eu', { config: [showing(policyText('1.5.0'))] }, kt);
  const report = await waveOf(gateway, 'push', new FakeClock());
  expect(report).toMatchObject({ state: 'serving-other', after: { version: '1.5.0' } });
  expect(report.steps).toMatchObject([
    { step: 'read before the write', outcome: 'failed', detail: expect.stringContaining('support-desk 1.5.0') },
  ]);
  expect(calls).toEqual([]);
});

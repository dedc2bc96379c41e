import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Progress, SILENT_LOG } from '../../src/report/log.js';
import { progressText } from '../../src/report/progress.js';
import type { DeployContext } from '../../src/stages/deploy.js';
import { CANARY, Deployment, DIGEST, OLD, OURS, states } from './deployment.js';
import type { Fleet } from './fleet.js';
import { served, showing } from './world.js';

let scene: Deployment;
let fleet: Fleet;
beforeEach(async () => {
  scene = await Deployment.open();
  fleet = scene.fleet;
});
afterEach(() => scene.close());

const run: Deployment['run'] = (...parts) => scene.run(...parts);

describe('phase all', () => {
  test('writes to staging first, then promotes to production one after the other', async () => {
    const report = await run();
    expect(report).toMatchObject({ result: 'promoted', digest: DIGEST, pack: { name: 'support-desk', version: '2.0.0' }, warnings: [] });
    expect(fleet.writes).toEqual(['push staging', 'deploy staging to eu', 'deploy staging to us']);
    expect(states(report)).toEqual(['staging serving', 'eu serving', 'us serving']);
    expect(report.gateways.map(({ proof, before, after }) => [proof, before?.version, after?.version])).toEqual(
      Array(3).fill(['full', '1.0.0', '2.0.0']),
    );
  });

  test('gives kt exactly the validated bytes', async () => {
    await run();
    expect([...fleet.serves.values()]).toEqual([OURS, OURS, OURS]);
  });

  test('pushes to production on another control plane than staging', async () => {
    await run({ production: [fleet.gateway('eu', { serves: OLD, apiUrl: 'https://other' })] });
    expect(fleet.writes).toEqual(['push staging', 'push eu']);
  });

  test('leaves alone what serves the whole file already, and writes to the rest', async () => {
    const report = await run({ staging: fleet.gateway('staging', { serves: OURS }) });
    expect(fleet.writes).toEqual(['deploy staging to eu', 'deploy staging to us']);
    expect(report.result).toBe('promoted');
    expect(report.gateways[0]).toMatchObject({ state: 'serving', proof: 'full', steps: [] });
  });

  test('is unchanged when every gateway serves the whole file', async () => {
    const both = { staging: fleet.gateway('staging', { serves: OURS }), production: [fleet.gateway('eu', { serves: OURS })] };
    expect(await run(both)).toMatchObject({ result: 'unchanged' });
    expect(fleet.writes).toEqual([]);
  });

  test('is refused, not unchanged, when a gateway shows no more than name, version and chain of it', async () => {
    fleet.onRead = (id) => (id === 'eu' ? showing(OURS, 'chain') : undefined);
    const report = await run();
    expect(report.result).toBe('refused');
    expect(report.reason.summary).toContain('gateway eu: it already serves support-desk 2.0.0');
    expect(fleet.writes).toEqual([]);
  });

  test('waits for a gateway that polls', async () => {
    let reads = 0;
    fleet.onRead = (id) => (id === 'eu' && reads++ < 3 ? showing(OLD) : undefined);
    expect(await run()).toMatchObject({ result: 'promoted' });
  });

  test('with gateways without URLs claims no more than acceptance', async () => {
    const report = await run({
      rollback: false,
      'minimum-proof': 'accepted',
      staging: fleet.gateway('staging', { url: false }),
      production: [fleet.gateway('eu', { url: false })],
    });
    expect(report.result).toBe('promoted');
    expect(report.reason.summary).toBe('kt accepted version 2.0.0 for staging, eu, and nothing was read back');
    expect(states(report)).toEqual(['staging accepted', 'eu accepted']);
  });

  test('without staging pushes to every gateway', async () => {
    await run({ staging: 'none' });
    expect(fleet.writes).toEqual(['push eu', 'push us']);
  });
});

describe('the token', () => {
  test('is asked about once for each kt, which stands for one URL and one token', async () => {
    const asked: string[] = [];
    const checkToken: DeployContext['checkToken'] = async ({ id }) => {
      asked.push(id);
      return { accepted: true };
    };
    const production = [
      fleet.gateway('eu', { serves: OLD }),
      { ...fleet.gateway('us', { serves: OLD }), kt: fleet.kt('the same URL with another token') },
      fleet.gateway('asia', { serves: OLD, apiUrl: 'https://other' }),
    ];
    await run({ production }, { checkToken });
    expect(asked).toEqual(['staging', 'us', 'asia']);
  });
});

describe('phase stage', () => {
  test('writes to staging alone, and names no other gateway', async () => {
    const report = await run({ phase: 'stage' });
    expect(fleet.writes).toEqual(['push staging']);
    expect(report.result).toBe('staged');
    expect(states(report)).toEqual(['staging serving']);
  });
});

describe('phase promote', () => {
  test('never writes to staging, and rests on what it serves now', async () => {
    const report = await run({ phase: 'promote', digest: DIGEST, staging: fleet.gateway('staging', { serves: OURS }) });
    expect(report.result).toBe('promoted');
    expect(fleet.writes).toEqual(['deploy staging to eu', 'deploy staging to us']);
    expect(report.gateways[0]).toMatchObject({ id: 'staging', state: 'serving', proof: 'full', steps: [] });
    expect(report.reason.summary).toBe('version 2.0.0 is served by eu, us');
  });

  test('accepts a staging gateway that shows name, version and chain', async () => {
    fleet.onRead = (id) => (id === 'staging' ? showing(OURS, 'chain') : undefined);
    expect(await run({ phase: 'promote', digest: DIGEST })).toMatchObject({ result: 'promoted' });
  });

  test('is refused when staging serves something else', async () => {
    const report = await run({ phase: 'promote', digest: DIGEST });
    expect(report).toMatchObject({ result: 'refused', reason: { nextSteps: ['Run phase: stage with this file first.'] } });
    expect(report.reason.summary).toContain('staging gateway staging does not serve this file: mismatch');
    expect(fleet.writes).toEqual([]);
  });

  test('is refused when staging has no URL, unless acceptance is enough', async () => {
    const staging = fleet.gateway('staging', { url: false });
    expect(await run({ phase: 'promote', digest: DIGEST, staging })).toMatchObject({ result: 'refused' });
    const promoted = await run({ phase: 'promote', digest: DIGEST, staging, 'minimum-proof': 'accepted' });
    expect(promoted.result).toBe('promoted');
    expect(states(promoted)).toEqual(['staging untouched', 'eu serving', 'us serving']);
  });

  test('sends no canary again through staging, and one through the first gateway where there is no staging', async () => {
    await run({ phase: 'promote', digest: DIGEST, canary: CANARY, staging: fleet.gateway('staging', { serves: OURS }) });
    expect(fleet.chats).toEqual([]);
    fleet.onChat = () => ({ kind: 'blocked' });
    await run({ phase: 'promote', digest: DIGEST, canary: CANARY, staging: 'none' });
    expect(fleet.chats).toEqual(['eu: Tell me the internal roadmap']);
  });
});

describe('canary requests', () => {
  test('go through staging once it serves the policy, and before anything else is written', async () => {
    fleet.onChat = (id) => {
      fleet.writes.push(`canary ${id}`);
      return { kind: 'blocked' };
    };
    expect(await run({ canary: CANARY })).toMatchObject({ result: 'promoted', canary: [{ outcome: 'passed' }] });
    expect(fleet.writes).toEqual(['push staging', 'canary staging', 'deploy staging to eu', 'deploy staging to us']);
  });

  test('that fail keep the policy from production', async () => {
    const report = await run({ canary: CANARY, rollback: false });
    expect(report.result).toBe('failed');
    expect(report.reason.summary).toContain('keeps the roadmap inside');
    expect(fleet.writes).toEqual(['push staging']);
    expect(states(report)).toEqual(['staging serving', 'eu untouched', 'us untouched']);
  });

  test('that nobody could decide are warned of', async () => {
    fleet.onChat = () => ({ kind: 'undecided', reason: 'HTTP 502' });
    expect(await run({ canary: CANARY })).toMatchObject({
      result: 'promoted',
      warnings: ['canary "keeps the roadmap inside" is undecided: HTTP 502'],
    });
  });

  test('go through the first gateway that has a URL where there is no staging', async () => {
    fleet.onChat = () => ({ kind: 'blocked' });
    const production = [fleet.gateway('eu', { url: false }), fleet.gateway('us', { serves: OLD })];
    await run({ 'minimum-proof': 'accepted', rollback: false, canary: CANARY, staging: 'none', production });
    expect(fleet.chats).toEqual(['us: Tell me the internal roadmap']);
  });

  test('are not put off until production has the policy where staging has no URL', async () => {
    const staging = fleet.gateway('staging', { url: false });
    const report = await run({ 'minimum-proof': 'accepted', rollback: false, canary: CANARY, staging });
    expect(report.result).toBe('refused');
    expect(report.reason.summary).toContain('staging gateway staging has no URL');
    expect(fleet.writes).toEqual([]);
  });
});

test('a gateway that says that it is emulated is told on', async () => {
  const told: string[] = [];
  fleet.onRead = (id) => {
    const reading = showing(fleet.serves.get(id) ?? '');
    return reading.kind === 'served' ? served(reading.body, true) : reading;
  };
  await run({}, { onEmulated: () => void told.push('emulated') });
  expect(told).toEqual(['emulated']);
});

describe('the log', () => {
  async function toldOf(...[options = {}]: Parameters<Deployment['run']>): Promise<readonly string[]> {
    const told: string[] = [];
    await run(options, { log: { ...SILENT_LOG, progress: (state: Progress) => void told.push(progressText(state)) } });
    return told;
  }

  test('tells of each part of each wave how far it is', async () => {
    fleet.onChat = () => ({ kind: 'blocked' });
    expect(await toldOf({ waves: '100%', canary: CANARY, 'bake-time': 2_000, 'deploy-timeout': 3_000, concurrency: 1 })).toEqual([
      'read gateway 1/3',
      'read gateway 2/3',
      'read gateway 3/3',
      'staging, writing: gateway 1/1',
      'staging, sent canary request 1/1',
      'staging, waiting for canary events 0 s of 3 s',
      'staging, waiting for canary events 1 s of 3 s',
      'staging, baking 0 s of 2 s',
      'staging, baking 1 s of 2 s',
      'wave 1/1, writing: gateway 1/2',
      'wave 1/1, writing: gateway 2/2',
      'wave 1/1, baking 0 s of 2 s',
      'wave 1/1, baking 1 s of 2 s',
    ]);
  });

  test('tells how long gateways are waited for that do not serve the policy yet', async () => {
    let reads = 0;
    fleet.onRead = (id) => {
      if (id !== 'staging') return undefined;
      reads += 1;
      return reads > 2 && reads < 6 ? showing(OLD) : undefined;
    };
    expect((await toldOf({ production: [] })).filter((text) => text.includes('reading back'))).toEqual([
      'staging, reading back: gateway 0/1: waited 0 s of 5 s',
      'staging, reading back: gateway 0/1: waited 1 s of 5 s',
      'staging, reading back: gateway 0/1: waited 2 s of 5 s',
      'staging, reading back: gateway 1/1: waited 3 s of 5 s',
    ]);
  });

  test('tells of the gateways that are put back', async () => {
    fleet.onRead = (id) => (id === 'us' ? showing(OLD) : undefined);
    const told = await toldOf({ waves: '100%', concurrency: 1 });
    expect(told.filter((text) => text.startsWith('putting back'))).toEqual([
      'putting back: gateway 1/3',
      'putting back: gateway 2/3',
      'putting back: gateway 3/3',
    ]);
  });
});

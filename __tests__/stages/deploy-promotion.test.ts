import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { KtWrite } from '../../src/keeptrusts/kt.js';
import type { Gateway } from '../../src/stages/gateway-target.js';
import { CANARY, Deployment, DIGEST, OLD, OURS, stateOf, states } from './deployment.js';
import type { Fleet } from './fleet.js';
import { FakeClock, health, policyText, UNREACHABLE } from './world.js';

const REJECTED: KtWrite = { kind: 'rejected', exitCode: 3, said: 'forbidden' };
const NEWER = policyText('3.0.0');

let scene: Deployment;
let fleet: Fleet;
beforeEach(async () => {
  scene = await Deployment.open();
  fleet = scene.fleet;
});
afterEach(() => scene.close());

const run: Deployment['run'] = (...parts) => scene.run(...parts);

function members(count: number): readonly Gateway[] {
  return Array.from({ length: count }, (_, index) => fleet.gateway(`g${index + 1}`, { serves: OLD }));
}

/** A gateway that turns sick as soon as it serves ours. */
function sick(id: string): Gateway {
  const gateway = fleet.gateway(id, { serves: OLD });
  const { client } = gateway;
  if (client === undefined) return gateway;
  return { ...gateway, client: { ...client, health: async () => health(fleet.serves.get(id) === OURS ? 'unhealthy' : 'healthy') } };
}

describe('waves', () => {
  test('follow one another, each only when the one before it serves the policy', async () => {
    const seen: string[] = [];
    fleet.onWrite = (id) => {
      seen.push(`${id} after ${[...fleet.serves.values()].filter((text) => text === OURS).length}`);
      return undefined;
    };
    const report = await run({ production: members(5), waves: '1, 50%, 100%', concurrency: 1 });
    expect(report.waves).toMatchObject([
      { number: 0, gateways: ['staging'], state: 'done' },
      { number: 1, gateways: ['g1'], state: 'done' },
      { number: 2, gateways: ['g2', 'g3'], state: 'done' },
      { number: 3, gateways: ['g4', 'g5'], state: 'done' },
    ]);
    expect(seen).toEqual(['staging after 0', 'g1 after 1', 'g2 after 2', 'g3 after 3', 'g4 after 4', 'g5 after 5']);
  });

  test('write to no more gateways at once than concurrency says', async () => {
    let [now, most] = [0, 0];
    fleet.onWrite = async (): Promise<undefined> => {
      most = Math.max(most, ++now);
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return undefined;
    };
    await run({ production: members(9), waves: '100%', concurrency: 3 });
    expect(most).toBe(3);
  });

  test('after a refused write begin no further one, not even in the same wave', async () => {
    fleet.onWrite = (id) => (id === 'g1' ? REJECTED : undefined);
    await run({ production: members(4), waves: '100%', concurrency: 1, rollback: false });
    expect(fleet.writes).toEqual(['push staging', 'deploy staging to g1']);
  });

  test('are planned before the first write', async () => {
    const report = await run({ production: members(2), waves: '1, 100%', canary: [], 'bake-time': 3_000 });
    expect(scene.published[0]?.plan).toEqual(report.plan);
    expect(report.plan).toMatchObject({
      to: { version: '2.0.0' },
      bakeMs: 3_000,
      gateways: [
        { id: 'staging', wave: 0, action: 'write', before: { version: '1.0.0' }, method: { kind: 'push' }, restore: { commit: 'c1' } },
        { id: 'g1', wave: 1, action: 'write', method: { kind: 'deploy', from: 'staging' } },
        { id: 'g2', wave: 2, action: 'write' },
      ],
    });
  });
});

describe('between preflight and a write', () => {
  test('what somebody else deployed is left alone, and the roll-out stops without taking anything back', async () => {
    fleet.onWrite = (id) => {
      if (id === 'staging') fleet.serves.set('us', NEWER);
      return undefined;
    };
    const report = await run();
    expect(report.result).toBe('failed');
    expect(fleet.writes).toEqual(['push staging', 'deploy staging to eu']);
    expect(states(report)).toEqual(['staging serving', 'eu serving', 'us serving-other']);
    expect(report.reason.summary).toContain('us does not serve version 2.0.0: read before the write: it serves support-desk 3.0.0 now');
    expect(report.takenBack).toBeUndefined();
  });

  test('staging is read again before every wave of a promotion', async () => {
    fleet.onWrite = (id) => {
      if (id === 'eu') fleet.serves.set('staging', NEWER);
      return undefined;
    };
    const report = await run({ phase: 'promote', digest: DIGEST, staging: fleet.gateway('staging', { serves: OURS }) });
    expect(report.result).toBe('failed');
    expect(fleet.writes).toEqual(['deploy staging to eu']);
    expect(states(report)).toEqual(['staging serving-other', 'eu serving', 'us untouched']);
    expect(report.reason.summary).toContain('staging no longer serves version 2.0.0');
  });
});

describe('before each wave, what was changed in earlier ones', () => {
  test('is looked at again, and taken back when it is gone', async () => {
    fleet.onWrite = (id) => {
      if (id === 'eu' && fleet.writes.length === 2) fleet.serves.set('staging', OLD);
      return undefined;
    };
    const report = await run();
    expect(report.result).toBe('rolled-back');
    expect(report.takenBack?.trigger).toMatch(/^staging no longer serves version 2\.0\.0/);
    expect(fleet.writes).not.toContain('deploy staging to us');
    expect(states(report)).toEqual(['staging restored', 'eu restored', 'us untouched']);
  });

  test('is looked at for health too; but the basis of a promotion is no reason to take back production', async () => {
    const staging = fleet.gateway('staging', { serves: OURS });
    const { client } = staging;
    if (client === undefined) throw new Error('no client');
    const ails = {
      ...staging,
      client: { ...client, health: async () => health(fleet.serves.get('eu') === OURS ? 'unhealthy' : 'healthy') },
    };
    const report = await run({ phase: 'promote', digest: DIGEST, staging: ails });
    expect(report.result).toBe('failed');
    expect(report.takenBack).toBeUndefined();
    expect(states(report)).toEqual(['staging unhealthy', 'eu serving', 'us untouched']);
  });
});

describe('the bake time', () => {
  test('is waited for after each wave, with a look at all that was changed in each interval', async () => {
    const clock = new FakeClock();
    let reads = 0;
    fleet.onRead = (id) => {
      if (id === 'staging') reads += 1;
      return undefined;
    };
    const report = await run({ phase: 'stage', 'bake-time': 3_500 }, { clock });
    expect(report.result).toBe('staged');
    expect(clock.sleeps).toEqual([1_000, 1_000, 1_000, 500]);
    // Preflight, right before the write, after it, and four times while baking.
    expect(reads).toBe(7);
  });

  test('in which a gateway turns sick takes everything back', async () => {
    const clock = new FakeClock();
    const staging = fleet.gateway('staging', { serves: OLD });
    const { client } = staging;
    if (client === undefined) throw new Error('no client');
    const isSick = (): boolean => clock.sleeps.length >= 2 && fleet.serves.get('staging') === OURS;
    const sickLater = { ...staging, client: { ...client, health: async () => health(isSick() ? 'unhealthy' : 'healthy') } };
    const report = await run({ staging: sickLater, 'bake-time': 5_000 }, { clock });
    expect(report.result).toBe('rolled-back');
    expect(report.takenBack).toMatchObject({ trigger: expect.stringContaining('staging is no longer healthy'), gateways: ['staging'] });
    expect(fleet.serves.get('staging')).toBe(OLD);
  });

  test('forgives one bad answer', async () => {
    const clock = new FakeClock();
    fleet.onRead = (id) => (id === 'staging' && clock.sleeps.length === 1 ? UNREACHABLE : undefined);
    expect(await run({ phase: 'stage', 'bake-time': 3_000 }, { clock })).toMatchObject({ result: 'staged' });
  });
});

describe('taking back', () => {
  test('gives all that was changed its former policy, newest first, when a gateway of a later wave does not load ours', async () => {
    // It takes the write and keeps what it has: a failed reload.
    fleet.onWrite = (id) => (id === 'g4' && !fleet.writes.includes('push g4') ? { kind: 'accepted' } : undefined);
    const report = await run({ production: members(5), waves: '2, 100%', concurrency: 1 });
    expect(report.result).toBe('rolled-back');
    expect(report.takenBack).toMatchObject({
      trigger: expect.stringMatching(/^g4 does not serve version 2\.0\.0: read back: mismatch/),
      gateways: ['g5', 'g4', 'g3', 'g2', 'g1', 'staging'],
    });
    expect(fleet.writes.slice(-6)).toEqual(['push g5', 'push g4', 'push g3', 'push g2', 'push g1', 'push staging']);
    expect(new Set(fleet.serves.values())).toEqual(new Set([OLD]));
    expect(new Set(report.gateways.map(({ state }) => state))).toEqual(new Set(['restored']));
    expect(report.gateways[1]).toMatchObject({ after: { version: '1.0.0' }, proof: 'full' });
  });

  test.each([
    ['a sick gateway', { production: () => [sick('eu'), fleet.gateway('us', { serves: OLD })] }, /^eu is not healthy/],
    ['a failed canary', { canary: CANARY }, /^canary "keeps the roadmap inside": expected block/],
  ])('follows %s', async (_name, { production, ...options }: { production?: () => readonly Gateway[]; canary?: typeof CANARY }, why) => {
    const report = await run({ ...options, ...(production !== undefined && { production: production() }) });
    expect(report).toMatchObject({ result: 'rolled-back', takenBack: { trigger: expect.stringMatching(why) } });
    expect([...fleet.serves.values()]).toEqual([OLD, OLD, OLD]);
  });

  test('never follows a gateway that cannot be reached, an undecided canary or a missing event', async () => {
    fleet.onRead = (id) => (id === 'eu' && fleet.serves.get('eu') === OURS ? UNREACHABLE : undefined);
    const report = await run();
    expect(report.result).toBe('unknown');
    expect(report.takenBack).toBeUndefined();
    expect(states(report)).toEqual(['staging serving', 'eu unknown', 'us untouched']);
    fleet.onRead = () => undefined;
    fleet.onChat = () => ({ kind: 'undecided', reason: 'HTTP 502' });
    fleet.serves.set('eu', OLD);
    expect(await run({ canary: CANARY, staging: fleet.gateway('s2', { serves: OLD }) })).toMatchObject({ result: 'promoted' });
  });

  test('leaves staging with ours when asked to', async () => {
    const report = await run({ 'keep-staging': true, production: [sick('eu')] });
    expect(report.result).toBe('rolled-back');
    expect(states(report)).toEqual(['staging serving', 'eu restored']);
    expect(report.reason.nextSteps.join(' ')).toContain('staging serves the new version');
  });

  test('does not happen without rollback: the result is failed, and what stays changed is named', async () => {
    const report = await run({ rollback: false, production: [sick('eu')] });
    expect(report.result).toBe('failed');
    expect(states(report)).toEqual(['staging serving', 'eu unhealthy']);
  });

  test('leaves alone what another deploy brought meanwhile', async () => {
    let isOver = false;
    fleet.onRead = (id) => {
      // Nobody looks at staging any more until it is its turn to be put back.
      if (id === 'eu' && fleet.serves.get('eu') === OURS && !isOver) {
        isOver = true;
        fleet.serves.set('staging', NEWER);
      }
      return undefined;
    };
    const report = await run({ production: [sick('eu')] });
    expect(report.result).toBe('failed');
    expect(states(report)).toEqual(['staging serving-other', 'eu restored']);
    expect(fleet.serves.get('staging')).toBe(NEWER);
    expect(report.gateways[0]?.steps.at(-1)?.detail).toContain('left alone: it serves support-desk 3.0.0');
  });

  test('that fails leaves the gateway unknown, with the command for a person', async () => {
    fleet.onWrite = (id) => (id === 'eu' && fleet.writes.includes('push eu') ? REJECTED : undefined);
    const report = await run({ production: [sick('eu')] });
    expect(report.result).toBe('unknown');
    expect(states(report)).toEqual(['staging restored', 'eu unknown']);
    const command =
      'git show c1:policy-config.yaml > previous-policy-config.yaml && kt policy push --file previous-policy-config.yaml --gateway-id eu';
    expect(report.gateways[1]?.byHand).toBe(command);
    expect(report.reason.nextSteps.join('\n')).toContain(command);
  });

  test('of a policy that was accepted and not loaded is not proven by the sight of the old one, when kt refuses to put it back', async () => {
    fleet.onWrite = (id) => (id === 'eu' ? (fleet.writes.includes('push eu') ? REJECTED : { kind: 'accepted' }) : undefined);
    const report = await run();
    expect(report.result).toBe('unknown');
    expect(states(report)).toEqual(['staging restored', 'eu unknown', 'us untouched']);
    expect(report.gateways[1]).toMatchObject({ after: { version: '1.0.0' }, byHand: expect.stringContaining('--gateway-id eu') });
  });

  test('quotes for the shell what others have named', async () => {
    fleet.onWrite = (id) => (id !== 'staging' && fleet.writes.length > 2 ? REJECTED : undefined);
    const report = await run({ production: [sick("eu; rm -rf '/'")] });
    expect(report.gateways[1]?.byHand).toMatch(/--gateway-id 'eu; rm -rf '\\''\/'\\'''$/);
  });

  test('of a write that kt refused and that changed nothing is reported as a failure, not as a rollback', async () => {
    fleet.onWrite = () => REJECTED;
    const report = await run();
    expect(report.result).toBe('failed');
    expect(report.reason.summary).toContain('kt exited with 3: forbidden');
    expect(states(report)).toEqual(['staging restored', 'eu untouched', 'us untouched']);
  });

  test('takes the bytes from Git, not what the gateway showed', async () => {
    const commented = `# the file as it was committed\n${OLD}`;
    scene.history = { kind: 'read', states: [stateOf(commented, 'c1')], newer: [] };
    await run({ production: [sick('eu')] });
    expect([fleet.serves.get('staging'), fleet.serves.get('eu')]).toEqual([commented, commented]);
  });
});

describe('the journal', () => {
  test('has a line before and after every write, also of those that put back', async () => {
    await run({ staging: 'none', production: [sick('eu')] });
    expect(scene.journaled).toEqual(['begin eu push', 'end eu unhealthy', 'begin eu restore', 'end eu restored']);
  });

  test('that cannot be written keeps the write from being sent', async () => {
    const journal = {
      begin: () => {
        throw new Error('the disk is full');
      },
      end: () => {},
    };
    await expect(run({}, { journal })).rejects.toThrow('the disk is full');
    expect(fleet.writes).toEqual([]);
  });
});

test('a run that is cancelled while it takes back says which command puts back the rest', async () => {
  fleet.onWrite = (id) => {
    if (id === 'eu' && fleet.writes.at(-1) === 'push eu') scene.cancel();
    return undefined;
  };
  const report = await run({ production: [sick('eu')], concurrency: 1 });
  expect(fleet.writes.filter((line) => line === 'push staging')).toHaveLength(1);
  expect(states(report)).toEqual(['staging serving', 'eu restored']);
  expect(report.result).toBe('failed');
  expect(report.gateways[0]?.byHand).toContain('--gateway-id staging');
});

test('a run that is cancelled while nobody knows whether kt put a gateway back does not call it restored', async () => {
  fleet.onWrite = () => {
    if (fleet.writes.length === 1) return REJECTED;
    scene.cancel();
    return { kind: 'unknown', reason: 'kt was cancelled' };
  };
  const report = await run({ phase: 'stage' });
  expect(report.result).toBe('unknown');
  expect(report.gateways).toMatchObject([
    { state: 'unknown', after: { version: '1.0.0' }, byHand: expect.stringContaining('--gateway-id staging') },
  ]);
});

import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { KtWrite } from '../../src/keeptrusts/kt.js';
import { digestOf } from '../../src/policy/digest.js';
import type { DeployReport } from '../../src/report/deploy-model.js';
import { Failure } from '../../src/report/failure.js';
import { SILENT_LOG } from '../../src/report/log.js';
import { CANARY, Deployment, DIGEST, OLD, OURS, states } from './deployment.js';
import type { Fleet } from './fleet.js';
import { fakeKt, golden, policyText, sourceOf } from './world.js';

const LOST: KtWrite = { kind: 'unknown', reason: 'kt was killed by SIGKILL' };
const REJECTED: KtWrite = { kind: 'rejected', exitCode: 3, said: 'forbidden' };

let scene: Deployment;
let fleet: Fleet;
beforeEach(async () => {
  scene = await Deployment.open();
  fleet = scene.fleet;
});
afterEach(() => scene.close());

const run: Deployment['run'] = (...parts) => scene.run(...parts);

describe('a failure in the middle, without rollback', () => {
  test.each<[string, KtWrite, DeployReport['result'], string]>([
    ['a write that kt rejected', REJECTED, 'failed', 'eu serving-other'],
    ['a write that kt accepted and that never arrives', { kind: 'accepted' }, 'failed', 'eu serving-other'],
    ['a write whose end is unknown', LOST, 'unknown', 'eu unknown'],
    ['a kt that did not start', { kind: 'not-started', reason: 'gone' }, 'failed', 'eu untouched'],
  ])('%s stops there, and writes to nobody after it', async (_name, write, result, state) => {
    fleet.onWrite = (id) => (id === 'eu' ? write : undefined);
    const report = await run({ rollback: false });
    expect(report.result).toBe(result);
    expect(fleet.writes).toEqual(['push staging', 'deploy staging to eu']);
    expect(states(report)).toEqual(['staging serving', state, 'us untouched']);
    expect(report.gateways[2]).toMatchObject({ proof: 'none', before: { version: '1.0.0' }, steps: [] });
    expect(report.reason.nextSteps.join('\n')).toContain('staging serves the new version (before: 1.0.0)');
  });

  test('at staging reaches no production gateway', async () => {
    fleet.onWrite = () => REJECTED;
    expect(await run({ rollback: false })).toMatchObject({ result: 'failed' });
    expect(fleet.writes).toEqual(['push staging']);
  });

  test('a rejected write that took effect all the same goes on, and warns', async () => {
    fleet.onWrite = (id) => {
      if (id !== 'eu') return undefined;
      fleet.serves.set('eu', OURS);
      return REJECTED;
    };
    const report = await run();
    expect(report.result).toBe('promoted');
    expect(report.warnings).toEqual(['eu serves this file, although kt policy deploy from staging said: kt exited with 3: forbidden']);
  });
});

describe('nothing is written, and every gateway is reported as untouched, when', () => {
  const refusal = async (report: Promise<DeployReport>, why: RegExp): Promise<DeployReport> => {
    const ended = await report;
    expect(ended.result).toBe('refused');
    expect(ended.reason.summary).toMatch(why);
    expect(ended.reason.summary).toMatch(/Nothing was written$/);
    expect(fleet.writes).toEqual([]);
    expect(states(ended)).toEqual(['staging untouched', 'eu untouched', 'us untouched']);
    expect(scene.published).toEqual([]);
    return ended;
  };

  test('the digest is another', async () => {
    const wanted = digestOf(new TextEncoder().encode('other'));
    const report = await refusal(run({ digest: wanted }), new RegExp(`digest ${DIGEST}, but ${wanted} was validated`));
    expect(report.validation).toBeUndefined();
    expect(report.digest).toBe(DIGEST);
  });

  test('the file does not pass validation again', async () => {
    const broken = sourceOf(OURS.replace('- dlp-filter', '- dlp-filtre'));
    const report = await refusal(run({}, {}, broken), /does not pass validation: .*dlp-filtre/);
    expect(report.validation?.result).toBe('failed');
  });

  test('a behaviour test fails', async () => {
    const kt = fakeKt({
      test: async () => ({ kind: 'answered', ok: false, cases: [{ name: 'blocks', passed: false, verdict: 'allow' }] }),
    });
    const source = sourceOf(OURS, { 'a.json': golden('blocks', 'x', 'block') });
    await refusal(run({ tests: 'true' }, { kt }, source), /test "blocks": expected block, got allow/);
  });

  test('validation is inconclusive', async () => {
    await refusal(run({ tests: 'true' }), /inconclusive/);
    expect((await run({ tests: 'true', 'allow-inconclusive': true })).result).toBe('promoted');
  });

  test('the control plane does not accept the token', async () => {
    const checkToken = async () => ({ accepted: false, reason: 'HTTP 401', nextStep: 'Renew it.' }) as const;
    expect((await refusal(run({}, { checkToken }), /HTTP 401/)).reason.nextSteps).toEqual(['Renew it.']);
  });

  test('one gateway of many cannot be read', async () => {
    fleet.onRead = (id) => (id === 'us' ? { kind: 'unreachable', reason: 'connection refused' } : undefined);
    await refusal(run(), /gateway us: what it serves now could not be read: connection refused/);
  });

  test('no gateway can be read, for one reason that is told once', async () => {
    fleet.onRead = () => ({ kind: 'unreachable', reason: 'connection refused' });
    const { reason } = await refusal(run(), /^each of 3 gateways \(staging, eu, us\): what it serves now could not be read/);
    expect(reason.summary.match(/connection refused/g)).toHaveLength(1);
    expect(reason.nextSteps).toEqual([
      "Check the gateway's URL, that this runner can reach it, and gateway-token; one that has no policy yet needs a first one, by kt policy push.",
    ]);
  });

  test('canary is set and staging has no URL for it', async () => {
    const blind = (id: string) => fleet.gateway(id, { url: false });
    const options = {
      'minimum-proof': 'accepted',
      canary: CANARY,
      staging: blind('staging'),
      production: [blind('eu'), blind('us')],
    } as const;
    await refusal(run(options), /canary is set, and staging gateway staging has no URL/);
  });

  test('staging is one of production', async () => {
    const staging = fleet.gateway('staging', { serves: OLD });
    await refusal(run({ staging, production: [fleet.gateway('eu'), fleet.gateway('us'), staging] }), /also listed in production-gateways/);
  });

  test('the run is cancelled before the first write', async () => {
    const checkToken = async () => {
      scene.cancel();
      return { accepted: true } as const;
    };
    await refusal(run({}, { checkToken }), /the run was cancelled \(SIGINT\)/);
  });
});

test('no gateway at all is refused', async () => {
  expect(await run({ phase: 'stage', production: [], staging: 'none' })).toMatchObject({
    result: 'refused',
    gateways: [],
  });
});

describe('a run that is cancelled', () => {
  test('between two gateways writes to no further one, and says who serves what', async () => {
    const log = { ...SILENT_LOG, info: (text: string) => (text.startsWith('eu:') ? scene.cancel() : undefined) };
    const report = await run({}, { log });
    expect(fleet.writes).toEqual(['push staging', 'deploy staging to eu']);
    expect(report.result).toBe('failed');
    expect(report.reason.summary).toBe('the run was cancelled (SIGINT); not reached in this run: us');
    expect(states(report)).toEqual(['staging serving', 'eu serving', 'us untouched']);
  });

  test('during a write leaves that gateway unknown', async () => {
    fleet.onWrite = (id) => {
      if (id !== 'eu') return undefined;
      scene.cancel();
      return { kind: 'unknown', reason: 'kt was cancelled' };
    };
    const report = await run();
    expect(report.result).toBe('unknown');
    expect(states(report)).toEqual(['staging serving', 'eu unknown', 'us untouched']);
  });

  test('during the canary of the only gateway is no success', async () => {
    fleet.onChat = () => {
      scene.cancel();
      throw scene.abort.signal.reason;
    };
    const report = await run({ phase: 'stage', canary: CANARY });
    expect(report).toMatchObject({ result: 'failed', reason: { summary: 'the run was cancelled (SIGINT)' } });
    expect(report.canary).toMatchObject([{ outcome: 'undecided' }]);
  });
});

describe('what a killed run leaves behind', () => {
  test('says before each write that the state is unknown, and afterwards what it is', async () => {
    await run();
    expect(scene.published.map(({ result, gateways }) => [result, ...gateways.map(({ state }) => state)])).toEqual([
      ['unknown', 'unknown', 'untouched', 'untouched'],
      ['failed', 'serving', 'untouched', 'untouched'],
      ['unknown', 'serving', 'unknown', 'untouched'],
      ['failed', 'serving', 'serving', 'untouched'],
      ['unknown', 'serving', 'serving', 'unknown'],
      ['failed', 'serving', 'serving', 'serving'],
    ]);
    expect(scene.published[3]?.reason.summary).toBe('the run has not ended; not reached in this run: us');
  });

  test('is heard of before kt is started', async () => {
    let heard = 0;
    fleet.onWrite = () => {
      heard = scene.published.length;
      return undefined;
    };
    await run({ phase: 'stage' });
    expect(heard).toBe(1);
  });
});

describe('an error', () => {
  test('in the report before a write keeps the write from happening, and leaves nothing in state unknown', async () => {
    const failure = new Failure('bad-input', { doing: 'writing report.json', cameBack: 'the disk is full', nextStep: 'Make room' });
    const onChange = async (report: DeployReport): Promise<void> => {
      scene.published.push(report);
      if (scene.published.length === 1) throw failure;
    };
    await expect(run({}, { onChange })).rejects.toBe(failure);
    expect(fleet.writes).toEqual([]);
    expect(scene.published.at(-1)).toMatchObject({ result: 'refused' });
    expect(states(scene.published.at(-1))).toEqual(['staging untouched', 'eu untouched', 'us untouched']);
  });

  test('of a snapshot that was tampered with during the run ends it, with a report of what was written', async () => {
    const onChange = async (report: DeployReport): Promise<void> => {
      scene.published.push(report);
      if (states(report)?.[0] !== 'staging serving') return;
      for (const name of (await readdir(scene.directory)).filter((entry) => entry.startsWith('snapshot-'))) {
        const path = join(scene.directory, name, 'policy-config.yaml');
        await chmod(path, 0o600);
        await writeFile(path, policyText('6.6.6'));
      }
    };
    await expect(run({}, { onChange })).rejects.toMatchObject({ name: 'Failure', kind: 'refused' });
    expect(fleet.writes).toEqual(['push staging']);
    expect(scene.published.at(-1)).toMatchObject({
      result: 'failed',
      reason: { summary: expect.stringContaining('checking the policy snapshot') },
    });
    expect(states(scene.published.at(-1))).toEqual(['staging serving', 'eu untouched', 'us untouched']);
  });
});

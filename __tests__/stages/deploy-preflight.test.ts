import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeployReport } from '../../src/report/deploy-model.js';
import { CANARY, Deployment, OLD, OURS, stateOf, states } from './deployment.js';
import type { Fleet } from './fleet.js';
import { policyText, sourceOf } from './world.js';

const NEWER = policyText('3.0.0');
const UNREAD = { kind: 'unread', reason: 'the file is in no Git repository' } as const;

let scene: Deployment;
let fleet: Fleet;
beforeEach(async () => {
  scene = await Deployment.open();
  fleet = scene.fleet;
});
afterEach(() => scene.close());

const run: Deployment['run'] = (...parts) => scene.run(...parts);

/** One production gateway alone, which serves `text`. */
function serving(text: string) {
  return { staging: 'none', production: [fleet.gateway('eu', { serves: text })] } as const;
}

async function refusal(report: Promise<DeployReport>, why: RegExp, wayOut: RegExp): Promise<DeployReport> {
  const ended = await report;
  expect(ended.result).toBe('refused');
  expect(ended.reason.summary).toMatch(why);
  expect(ended.reason.nextSteps.join(' ')).toMatch(wayOut);
  expect(fleet.writes).toEqual([]);
  expect(scene.journaled).toEqual([]);
  return ended;
}

describe('a gateway that serves a newer version', () => {
  beforeEach(() => {
    scene.history = { kind: 'read', states: [stateOf(OURS, 'c3'), stateOf(NEWER, 'c2')], newer: [] };
  });

  test('is refused, with the reason in the plan', async () => {
    const report = await refusal(
      run(serving(NEWER)),
      /gateway eu: it serves support-desk 3\.0\.0, which is newer than version 2\.0\.0/,
      /allow-downgrade/,
    );
    expect(report.plan?.gateways).toMatchObject([{ id: 'eu', action: 'refused', reason: expect.stringContaining('newer') }]);
  });

  test('is written to with allow-downgrade, and the report says that a check was not made', async () => {
    const report = await run({ ...serving(NEWER), 'allow-downgrade': true });
    expect(report.result).toBe('promoted');
    expect(report.bypasses).toEqual([{ check: 'downgrade', because: 'allow-downgrade: true' }]);
  });

  test('is what stage rollback is for, in one wave', async () => {
    const production = ['a', 'b', 'c'].map((id) => fleet.gateway(id, { serves: NEWER }));
    const report = await run({ staging: 'none', production, rollbackTo: 'c3' });
    expect(report).toMatchObject({ result: 'promoted', bypasses: [], rollbackTo: { commit: 'c3' } });
    expect(report.waves).toMatchObject([{ number: 1, gateways: ['a', 'b', 'c'] }]);
  });
});

test('a commit behind the one that is served is refused, whatever its version', async () => {
  const next = policyText('1.5.0');
  scene.history = { kind: 'read', states: [stateOf(OURS, 'c2')], newer: [stateOf(next, 'c3c3c3c3c3c3c3c3')] };
  await refusal(run(serving(next)), /behind the one it serves \(c3c3c3c3c3c3, support-desk 1\.5\.0\)/, /allow-downgrade/);
  const allowed = await run({ ...serving(next), 'allow-downgrade': true });
  expect(allowed).toMatchObject({ result: 'promoted', bypasses: [{ check: 'downgrade' }] });
});

describe('drift', () => {
  const EDITED = policyText('1.0.0', 'somebody edited this');

  test('is refused', async () => {
    await refusal(run(serving(EDITED)), /eu: it serves support-desk 1\.0\.0, and no commit of this file had that/, /allow-drift/);
  });

  test('may be overwritten, where nothing has to be given back', async () => {
    const report = await run({ ...serving(EDITED), 'allow-drift': true, rollback: false });
    expect(report).toMatchObject({ result: 'promoted', bypasses: [{ check: 'drift', because: 'allow-drift: true' }] });
  });

  test('may be overwritten with a file to go back to', async () => {
    const previous = { file: 'served.yaml', bytes: new TextEncoder().encode(EDITED) };
    const report = await run({ ...serving(EDITED), 'allow-drift': true }, { previous });
    expect(report.plan?.gateways[0]?.restore).toMatchObject({ kind: 'previous-policy-file', file: 'served.yaml' });
  });

  test('is not checked where Git cannot say, and that is a warning', async () => {
    scene.history = UNREAD;
    const report = await run({ ...serving(EDITED), rollback: false });
    expect(report.result).toBe('promoted');
    expect(report.warnings).toEqual([expect.stringMatching(/^not checked whether what eu served .*in no Git repository$/)]);
  });
});

describe('without a source to restore from', () => {
  test('nothing is written', async () => {
    scene.history = UNREAD;
    await refusal(run(serving(OLD)), /no source to give it support-desk 1\.0\.0 back from/, /previous-policy-file.*rollback: false/);
  });

  test('a deploy is possible with rollback: false', async () => {
    scene.history = UNREAD;
    expect(await run({ ...serving(OLD), rollback: false })).toMatchObject({ result: 'promoted' });
  });

  test('is every gateway without a URL, unless kt says what it serves', async () => {
    const blind = { staging: 'none', production: [fleet.gateway('eu', { url: false })], 'minimum-proof': 'accepted' } as const;
    await refusal(run(blind), /no source to give it what it serves now back/, /rollback: false/);
    fleet.kts.clear();
    fleet.testing = {
      inspect: async () => ({ kind: 'answered', exitCode: 0, said: '', shows: { name: 'support-desk', version: '1.0.0' } }),
    };
    const known = { ...blind, production: [fleet.gateway('eu', { url: false })] };
    const report = await run(known);
    expect(report.result).toBe('promoted');
    expect(report.plan?.gateways[0]?.restore).toMatchObject({ commit: 'c1' });
  });
});

describe('kt gateway inspect', () => {
  test('that does not know a gateway refuses it', async () => {
    fleet.testing = { inspect: async () => ({ kind: 'answered', exitCode: 1, said: 'gateway eu not found' }) };
    await refusal(run(serving(OLD)), /eu: the control plane does not know it: gateway eu not found/, /Correct the gateway's id/);
  });

  test.each([
    ['cannot be used', { kind: 'unusable', reason: 'no such command' }],
    ['fails without saying why', { kind: 'answered', exitCode: 2, said: 'HTTP 500' }],
  ] as const)('that %s refuses nothing', async (_name, answer) => {
    fleet.testing = { inspect: async () => answer };
    expect(await run(serving(OLD))).toMatchObject({ result: 'promoted', warnings: [] });
  });
});

describe('an emergency', () => {
  const emergency = 'INC-7: the roadmap leaks';
  const because = `emergency: ${emergency}`;

  test('skips canary, bake time, drift and version checks, and lists each', async () => {
    const options = { ...serving(policyText('9.0.0')), emergency, canary: CANARY, 'bake-time': 60_000, rollback: false };
    const report = await run(options);
    expect(report).toMatchObject({ result: 'promoted', emergency, canary: [] });
    expect(report.bypasses.toSorted((a, b) => a.check.localeCompare(b.check))).toEqual(
      ['bake-time', 'canary', 'downgrade', 'drift'].map((check) => ({ check, because })),
    );
    expect(fleet.chats).toEqual([]);
  });

  test('lists no check that would not have applied', async () => {
    expect(await run({ emergency })).toMatchObject({ result: 'promoted', bypasses: [] });
  });

  test('never skips lint, the same-version check, or reading back', async () => {
    await refusal(run({ ...serving(OLD), emergency }, {}, sourceOf(OURS.replace('- dlp-filter', '- dlp-filtre'))), /validation/, /./);
    await refusal(run({ ...serving(policyText('2.0.0', 'other words')), emergency }), /already serves/, /Raise pack\.version/);
    fleet.onWrite = () => ({ kind: 'accepted' });
    expect(await run({ ...serving(OLD), emergency, rollback: false })).toMatchObject({ result: 'failed' });
  });
});

describe('a dry run', () => {
  test('reads and judges everything, and writes nothing', async () => {
    const report = await run({ 'dry-run': true });
    expect(report).toMatchObject({
      result: 'planned',
      reason: { summary: '3 of 3 gateways would be written to, in 3 waves; nothing was written' },
    });
    expect(report.plan?.gateways.map(({ id, action, before }) => [id, action, before?.version])).toEqual([
      ['staging', 'write', '1.0.0'],
      ['eu', 'write', '1.0.0'],
      ['us', 'write', '1.0.0'],
    ]);
    expect([fleet.writes, scene.journaled, states(report)]).toEqual([[], [], ['staging untouched', 'eu untouched', 'us untouched']]);
  });

  test('is refused where the deploy would be', async () => {
    expect(await run({ ...serving(NEWER), 'dry-run': true })).toMatchObject({ result: 'refused' });
  });

  test('without credentials asks nobody for anything', async () => {
    const asked: string[] = [];
    fleet.onRead = (id) => {
      asked.push(id);
      return undefined;
    };
    const checkToken = async () => {
      asked.push('token');
      return { accepted: true } as const;
    };
    const report = await run({ 'dry-run': true, readsGateways: false }, { checkToken });
    expect(report.result).toBe('planned');
    expect(report.plan?.gateways.map(({ action }) => action)).toEqual(['not-read', 'not-read', 'not-read']);
    expect(asked).toEqual([]);
  });
});

test('Git is asked once, however many gateways there are, and not when nothing is to be written', async () => {
  let asked = 0;
  const history = async () => {
    asked += 1;
    return scene.history;
  };
  await run({}, { history });
  expect(asked).toBe(1);
  await run({}, { history });
  expect(asked).toBe(1);
});

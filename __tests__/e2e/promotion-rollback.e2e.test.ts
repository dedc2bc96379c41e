import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ReleaseRecord } from '../../src/report/release-model.js';
import { type Fleet, statesOf } from './fleet.js';
import { type EntryName, type RanStep, type Scene, Scenes } from './harness.js';
import { isRecord, readReport } from './invariants.js';
import { NODE_NAME, ROOT } from './node.js';
import { PREVIOUS, policy } from './policies.js';
import { openPromotion, TEXT } from './promotion-scene.js';
import { runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const THREE = ['staging', 'p1', 'p2'];
/** A rollback has no waves of its own. */
const BACK = { stages: 'rollback', waves: '' };

const SERVING_TEXT = THREE.map((id) => ({ id, config: TEXT }));

describe(`rollback to a commit, on ${NODE_NAME}`, () => {
  test.concurrent('brings its file back through staging to all of production at once, and verify looks at that file', async () => {
    const { scene, fleet, commits, inputs } = await openPromotion(scenes, SERVING_TEXT);
    const [commit = ''] = commits;
    const step = await scene.step('root', {
      ...inputs,
      ...BACK,
      stages: 'rollback, verify',
      'rollback-to': commit,
      'verify-timeout': '20s',
    });
    const report = fleet.mustMatch(step, PREVIOUS);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified', proof: 'full' } });
    expect(report).toMatchObject({ result: 'promoted', rollbackTo: { commit }, pack: { version: '1.3.0' }, bypasses: [] });
    expect(report.waves.map(({ gateways }) => gateways)).toEqual([['staging'], ['p1', 'p2']]);
    expect(statesOf(report)).toEqual({ staging: 'serving', p1: 'serving', p2: 'serving' });
    expect(fleet.serving(PREVIOUS)).toEqual(THREE);
    expect(step.report.stages.map(({ stage, result }) => [stage, result])).toEqual([
      ['deploy', 'promoted'],
      ['verify', 'verified'],
    ]);
    expect(step.summary).toContain(commit.slice(0, 12));
    expect(step.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
  });

  test.concurrent('takes an abbreviated commit in a terminal', async () => {
    const { scene, fleet, commits } = await openPromotion(scenes, SERVING_TEXT);
    const argv = ['rollback', '--to', (commits[0] ?? '').slice(0, 10), '--staging-gateway', fleet.lines('staging')];
    const production = ['p1', 'p2'].flatMap((id) => ['--production-gateways', fleet.lines(id)]);
    const report = join(scene.directory, 'report.json');
    const run = await runCli(scene, [...argv, ...production, '--interval', '50ms', '--deploy-timeout', '20s', '--report-file', report], {
      environment: { KEEPTRUSTS_API_URL: fleet.emulator.apiUrl, KEEPTRUSTS_API_TOKEN: fleet.emulator.apiToken },
    });
    expect(run.stdout).toMatch(/^✓ rollback promoted/);
    expect(run.code).toBe(0);
    const written = await readReport(report);
    expect(written.stages[0]).toMatchObject({ stage: 'deploy', rollbackTo: { commit: commits[0] } });
    expect(fleet.serving(PREVIOUS)).toEqual(THREE);
  });

  test.concurrent('that fails is taken back as well: to what was served before it', async () => {
    const { scene, fleet, commits, inputs } = await openPromotion(scenes, SERVING_TEXT);
    fleet.emulator.setFault('p2', { kind: 'reload-fails' });
    const rollback = { ...inputs, ...BACK, stages: 'rollback, verify', 'rollback-to': commits[0] ?? '', 'deploy-timeout': '3s' };
    const step = await scene.step('root', rollback);
    const report = fleet.mustMatch(step, PREVIOUS);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back' } });
    expect(statesOf(report)).toEqual({ staging: 'restored', p1: 'restored', p2: 'restored' });
    expect(fleet.serving(TEXT)).toEqual(THREE);
    // Verify would only say that nothing was brought anywhere.
    expect(step.report.stages).toHaveLength(1);
  });

  test.concurrent.each([
    ['a commit that is not there', 'deadbeefdeadbeef', 'this clone has no such commit'],
    ['what is no commit', '--all', 'rollback-to'],
  ])('refuses %s, and writes nothing', async (_what, commit, words) => {
    const { scene, fleet, inputs } = await openPromotion(scenes, SERVING_TEXT);
    const step = await scene.step('root', { ...inputs, ...BACK, 'rollback-to': commit });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]?.message).toContain(words);
    fleet.mustBeUntouched();
  });
});

describe(`emergency on ${NODE_NAME}`, () => {
  const EMERGENCY = 'INC-4711: the roadmap leaks';
  const DRIFTED = policy({ version: '1.3.5' });
  const NEWER = policy({ version: '1.5.0' });

  /** One gateway has what no commit had, one a later version; both are refused otherwise. */
  async function openUrgent() {
    const promotion = await openPromotion(scenes, ['staging', { id: 'p1', config: DRIFTED }, { id: 'p2', config: NEWER }]);
    return { ...promotion, inputs: { ...promotion.inputs, canary: 'tests/*.json', 'bake-time': '60s', rollback: 'false' } };
  }

  test.concurrent('skips canary, bake time, drift and version checks, and says so everywhere', async () => {
    const { scene, fleet, inputs } = await openUrgent();
    const refused = await scene.step('deploy', inputs);
    fleet.mustMatch(refused, TEXT);
    expect(refused.outputs.result).toBe('refused');
    fleet.mustBeUntouched();

    const step = await scene.step('deploy', { ...inputs, emergency: EMERGENCY });
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'promoted', proof: 'full' } });
    expect(report.emergency).toBe(EMERGENCY);
    expect(report.canary).toEqual([]);
    expect(report.bypasses.map(({ check }) => check).toSorted()).toEqual(['bake-time', 'canary', 'downgrade', 'drift']);
    expect(new Set(report.bypasses.map(({ because }) => because))).toEqual(new Set([`emergency: ${EMERGENCY}`]));
    const warning = step.annotations.find(({ level, message }) => level === 'warning' && message.includes('INC-4711'));
    for (const what of ['canary', 'bake-time', 'drift', 'downgrade']) expect(warning?.message).toContain(what);
    // The banner stands above everything that could be read instead of it.
    expect(step.summary.slice(0, 600)).toContain('INC-4711: the roadmap leaks');
    expect(step.ms).toBeLessThan(60_000);
  });

  test.concurrent.each([
    ['another digest than was validated', { digest: `sha256:${'0'.repeat(64)}` }, TEXT, 'was validated'],
    ['a file with an error', {}, policy({ chain: ['dlp-filtre'] }), 'dlp-filtre'],
  ])('never deploys %s', async (_what, more, text, words) => {
    const { scene, fleet, inputs } = await openUrgent();
    await scene.write('policy-config.yaml', text);
    const step = await scene.step('deploy', { ...inputs, emergency: EMERGENCY, ...more });
    fleet.mustMatch(step, text);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'refused' } });
    expect(`${step.errors[0]?.message}\n${step.summary}`).toContain(words);
    fleet.mustBeUntouched();
  });

  test.concurrent('never does without reading back: a failed reload is taken back', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, THREE);
    fleet.emulator.setFault('p2', { kind: 'reload-fails' });
    const step = await scene.step('deploy', { ...inputs, emergency: EMERGENCY, 'deploy-timeout': '3s' });
    fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back' } });
    expect(fleet.serving(PREVIOUS)).toEqual(THREE);
  });
});

describe(`the release record on ${NODE_NAME}`, () => {
  const schema: unknown = JSON.parse(readFileSync(join(ROOT, 'schema', 'release-record.schema.json'), 'utf8'));
  const isReleaseRecord = isRecord(schema) ? new Ajv2020({ strict: true, allErrors: true }).compile<ReleaseRecord>(schema) : undefined;

  /** A step that writes the record, and the record, checked against the published schema, the log and the summary. */
  async function recorded(
    { scene, fleet }: { readonly scene: Scene; readonly fleet: Fleet },
    entry: EntryName,
    inputs: Readonly<Record<string, string>>,
    text: string,
  ): Promise<{ readonly step: RanStep; readonly record: ReleaseRecord }> {
    const path = join(scene.directory, `step-1`, 'release-record.json');
    const step = await scene.step(entry, { ...inputs, 'release-record': path });
    fleet.mustMatch(step, text);
    const bytes = await readFile(path);
    const record: unknown = JSON.parse(bytes.toString());
    if (isReleaseRecord === undefined || !isReleaseRecord(record)) throw new Error(JSON.stringify(isReleaseRecord?.errors, undefined, 2));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(step.summary).toContain(sha256);
    expect(step.lines.join('\n')).toContain(sha256);
    expect(step.report.releaseRecord).toEqual({ path, sha256 });
    expect(bytes.toString()).not.toContain(fleet.emulator.apiToken);
    return { step, record };
  }

  function sha256(text: string): string {
    return createHash('sha256').update(text).digest('hex');
  }

  test.concurrent('tells of a good run what was deployed, where, and on what evidence', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, THREE);
    const run = { ...inputs, stages: 'validate, deploy, verify', canary: 'tests/*.json', 'verify-timeout': '20s' };
    const { step, record } = await recorded({ scene, fleet }, 'root', run, TEXT);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified' } });
    expect(record).toMatchObject({
      emulated: true,
      result: 'verified',
      failure: null,
      policy: { digest: { sha256: sha256(TEXT) }, pack: { name: 'support-desk', version: '1.4.0' } },
      run: { repository: 'octo/policies', actor: 'octocat' },
      change: { unread: expect.any(String) },
      approvals: { unread: expect.any(String) },
      validation: { result: 'passed', tests: { passed: 2, failed: 0, undecided: 0 } },
      deploy: { result: 'promoted', takenBack: null },
      verify: { result: 'verified' },
      emergency: null,
      bypasses: [],
    });
    const gateways = 'unread' in record.deploy ? [] : record.deploy.gateways;
    expect(gateways.map(({ id, before, after, proof }) => ({ id, before, after, proof }))).toMatchObject(
      THREE.map((id) => ({ id, before: { version: '1.3.0' }, after: { version: '1.4.0' }, proof: 'full' })),
    );
  });

  test.concurrent('tells of a run that was taken back why, and what every gateway has', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, THREE);
    fleet.emulator.setFault('p2', { kind: 'reload-fails' });
    const { step, record } = await recorded({ scene, fleet }, 'deploy', { ...inputs, 'deploy-timeout': '3s' }, TEXT);
    expect(step.outputs.result).toBe('rolled-back');
    expect(record).toMatchObject({
      result: 'rolled-back',
      deploy: { result: 'rolled-back', takenBack: { gateways: ['p2', 'p1', 'staging'] } },
      verify: { unread: expect.any(String) },
    });
    const gateways = 'unread' in record.deploy ? [] : record.deploy.gateways;
    expect(gateways.map(({ id, state, steps }) => [id, state, steps.length > 1])).toEqual(THREE.map((id) => [id, 'restored', true]));
  });

  test.concurrent('is written of a run that was refused as well, and of an emergency says so', async () => {
    const refused = await openPromotion(scenes, THREE, [TEXT]);
    const first = await recorded(refused, 'deploy', { ...refused.inputs, 'allow-drift': 'true' }, TEXT);
    expect(first.step.outputs.result).toBe('refused');
    expect(first.record).toMatchObject({ result: 'refused', deploy: { result: 'refused' } });

    const urgent = await openPromotion(scenes, THREE);
    const emergency = 'INC-4711: the roadmap leaks';
    const second = await recorded(urgent, 'deploy', { ...urgent.inputs, emergency, 'bake-time': '60s' }, TEXT);
    expect(second.record).toMatchObject({
      result: 'promoted',
      emergency,
      bypasses: [{ check: 'bake-time', because: `emergency: ${emergency}` }],
    });
  });

  test.concurrent('names the commit that was brought back, and the digest of its file', async () => {
    const { scene, fleet, commits, inputs } = await openPromotion(scenes, SERVING_TEXT);
    const rollback = { ...inputs, ...BACK, 'rollback-to': commits[0] ?? '' };
    const { record } = await recorded({ scene, fleet }, 'root', rollback, PREVIOUS);
    expect(record).toMatchObject({ rollbackTo: { commit: commits[0] }, policy: { digest: { sha256: sha256(PREVIOUS) } } });
  });
});

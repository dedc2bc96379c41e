import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { statesOf } from './fleet.js';
import { untruths } from './gateways-as-reported.js';
import { Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { BLOCKS_ROADMAP, PREVIOUS, policy } from './policies.js';
import { killStep, postStep } from './post-step.js';
import { killAll, noneLeft } from './processes.js';
import { ALL, isBaking, openPromotion, type Promotion, TEXT, until, untilReported } from './promotion-scene.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

/** The runner kills 7.5 s after SIGINT and 2.5 s after SIGTERM; less, because this machine may be slow but a runner may be slower. */
const CANCEL_LIMIT_MS = 7_000;

const THREE = ['staging', 'p1', 'p2'];

/** Waits until the report on disk says that the write to p1 is under way. */
async function untilWriting(directory: string): Promise<void> {
  await untilReported('p1 is being written to', directory, ({ gateways }) =>
    gateways.some(({ id, state }) => id === 'p1' && state === 'unknown'),
  );
}

describe(`a deploy that is cancelled, on ${NODE_NAME}`, () => {
  test.concurrent('between waves begins no other, takes nothing back, and the next run goes on from there', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes);
    let sent = 0;
    const step = await scene.step(
      'deploy',
      { ...inputs, 'bake-time': '60s' },
      {
        during: async (send, directory) => {
          await untilReported('staging is being watched', directory, isBaking(0));
          sent = performance.now();
          send('SIGTERM');
        },
      },
    );
    expect(performance.now() - sent).toBeLessThan(CANCEL_LIMIT_MS);
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed', promoted: '["staging"]', 'rolled-back': '[]' } });
    expect(statesOf(report)).toMatchObject({ staging: 'serving', p1: 'untouched', p5: 'untouched' });
    expect(report.takenBack).toBeUndefined();
    expect(report.reason.summary).toContain('the run was cancelled (SIGTERM)');
    expect(fleet.serving(TEXT)).toEqual(['staging']);
    for (const id of ALL) expect(step.summary).toContain(id);

    const again = await scene.step('deploy', inputs);
    const second = fleet.mustMatch(again, TEXT);
    expect(again).toMatchObject({ exitCode: 0, outputs: { result: 'promoted', promoted: '["p1","p2","p3","p4","p5"]' } });
    expect(second.plan?.gateways.map(({ action }) => action)).toEqual(['unchanged', ...Array(5).fill('write')]);
    expect(fleet.serving(TEXT)).toEqual(ALL);
  });

  test.concurrent.each([
    { where: 'before kt has done anything', script: 'sleep 60', state: 'unknown', result: 'unknown' },
    { where: 'after it took effect', script: '"$REAL" "$@"; sleep 60', state: 'serving', result: 'failed' },
  ])('during a write, $where, says what the gateway serves: $state', async ({ script, state, result }) => {
    const { scene, fleet, inputs } = await openPromotion(scenes, THREE);
    const started = join(scene.directory, 'started');
    const wrapped = `touch '${started}'; ${script}`;
    await scene.wrapKt(`REAL='${join(scene.directory, 'real', 'kt')}'\ncase "$*" in "policy deploy "*) ${wrapped} ;; esac`);
    let sent = 0;
    const step = await scene.step('deploy', inputs, {
      during: async (send, directory) => {
        await untilWriting(directory);
        // The journal's line comes before kt: a signal between the two finds nothing sent.
        await until('kt was started', () => existsSync(started));
        if (state === 'serving') await until('p1 serves the file', () => fleet.emulator.truth('p1').active === TEXT);
        sent = performance.now();
        send('SIGINT');
      },
    });
    expect(performance.now() - sent).toBeLessThan(CANCEL_LIMIT_MS);
    const report = fleet.mustMatch(step, TEXT);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result, 'rolled-back': '[]' } });
    expect(statesOf(report)).toEqual({ staging: 'serving', p1: state, p2: 'untouched' });
    expect(report.gateways[1]?.after?.version).toBe(state === 'serving' ? '1.4.0' : '1.3.0');
  });

  test.concurrent('before its first write has written nothing, and leaves nothing for the post step', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, [{ id: 'staging', faults: [{ kind: 'slow', ms: 3_000 }] }, 'p1']);
    const linted = join(scene.directory, 'linted');
    await scene.wrapKt(`case "$*" in "policy lint "*) touch '${linted}' ;; esac`);
    let directory = '';
    const step = await scene.step('deploy', inputs, {
      during: async (send, ofStep) => {
        directory = ofStep;
        await until('preflight has begun', () => existsSync(linted));
        send('SIGINT');
      },
    });
    expect(step.exitCode).toBe(1);
    fleet.mustBeUntouched();
    expect(existsSync(join(directory, 'state'))).toBe(false);
  });
});

describe(`after a deploy that was killed, on ${NODE_NAME}`, () => {
  /** Kills a deploy while kt is at work for p1. */
  async function killedDuringWrite({ scene, inputs }: Promotion, entry: 'deploy' | 'root', waitMs: number) {
    await scene.wrapKt(`case "$*" in "policy deploy "*p1) sleep ${waitMs / 1000} ;; esac`);
    return killStep(scene, entry, entry === 'root' ? { ...inputs, stages: 'validate, deploy, verify' } : inputs, untilWriting);
  }

  test.concurrent.each(['deploy', 'root'] as const)(
    'the post step of %s says that the old version is served where kt died as well',
    async (entry) => {
      const promotion = await openPromotion(scenes, THREE);
      const { scene, fleet, inputs } = promotion;
      const killed = await killedDuringWrite(promotion, entry, 60_000);
      await killAll(scene.directory);
      await noneLeft(scene.directory);
      // What it left on disk is true, though it had no time to say anything else.
      expect(statesOf(killed.deploy)).toEqual({ staging: 'serving', p1: 'unknown', p2: 'untouched' });
      const truths = new Map(THREE.map((id) => [id, { before: PREVIOUS, ...fleet.emulator.truth(id) }]));
      expect(untruths(killed.deploy, TEXT, truths)).toEqual([]);

      const post = await postStep(scene, entry, inputs, killed.directory);
      expect(post.exitCode).toBe(1);
      const errors = post.annotations.filter(({ level }) => level === 'error');
      expect(errors).toHaveLength(1);
      expect(errors[0]?.message).toMatch(/^The deploy died while it was writing\. /);
      expect(errors[0]?.message).toContain('staging serves support-desk 1.4.0, the version that was being written');
      expect(errors[0]?.message).toContain('p1 serves support-desk 1.3.0, as before; the write may still take effect');
      expect(post.summary.trimStart()).toMatch(/^## ❌ The deploy died while it was writing/);
      expect(post.summary).toMatch(/\| `p1` \| deploy \| not known: the process died during the write \|/);
      // Nothing was begun at p2.
      expect(post.summary).not.toContain('p2');
      expect(fleet.serving(TEXT)).toEqual(['staging']);
    },
  );

  test.concurrent('the post step says that the new version is served where kt lived to do its work; the next run goes on', async () => {
    const promotion = await openPromotion(scenes, THREE);
    const { scene, fleet, inputs } = promotion;
    const killed = await killedDuringWrite(promotion, 'deploy', 1_000);
    await until('p1 serves the file', () => fleet.emulator.truth('p1').active === TEXT);
    await noneLeft(scene.directory);
    const post = await postStep(scene, 'deploy', inputs, killed.directory);
    expect(post.exitCode).toBe(1);
    expect(post.annotations[0]?.message).toContain('p1 serves support-desk 1.4.0, the version that was being written');
    expect(fleet.serving(TEXT)).toEqual(['staging', 'p1']);

    fleet.lookAgain();
    const again = await scene.step('deploy', inputs);
    expect(again).toMatchObject({ exitCode: 0, outputs: { result: 'promoted', promoted: '["p2"]' } });
    fleet.mustMatch(again, TEXT);
    expect(fleet.serving(TEXT)).toEqual(THREE);
  });

  test.concurrent('the post step reads what was written before, where it died between two writes', async () => {
    const { scene, inputs } = await openPromotion(scenes, THREE);
    const slow = { ...inputs, 'bake-time': '60s' };
    const killed = await killStep(scene, 'deploy', slow, (directory) => untilReported('staging is being watched', directory, isBaking(0)));
    const post = await postStep(scene, 'deploy', slow, killed.directory);
    expect(post.exitCode).toBe(1);
    expect(post.summary).toMatch(/\| `staging` \| push \| serving \|/);
    expect(post.annotations[0]?.message).toContain('staging serves support-desk 1.4.0');
  });

  test.concurrent('the post step names the address of a gateway that it cannot read', async () => {
    const promotion = await openPromotion(scenes, THREE);
    const { scene, fleet, inputs } = promotion;
    const killed = await killedDuringWrite(promotion, 'deploy', 60_000);
    await killAll(scene.directory);
    fleet.emulator.setFault('p1', { kind: 'status', status: 500 });
    const post = await postStep(scene, 'deploy', inputs, killed.directory);
    expect(post.exitCode).toBe(1);
    expect(post.annotations[0]?.message).toMatch(/p1 could not be read \(.*HTTP 500.*\); read .*\/keeptrusts\/config by hand/);
    expect(post.annotations[0]?.message).toContain(fleet.url('p1'));
    // No token reaches log or summary.
    const { apiToken } = fleet.emulator;
    const shown = post.lines.filter((line) => !line.startsWith('::add-mask::'));
    expect(shown.some((line) => line.includes(apiToken)) || post.summary.includes(apiToken)).toBe(false);
  });

  test.concurrent('the post step gives a gateway no command to the runner, whatever it shows', async () => {
    const promotion = await openPromotion(scenes, THREE);
    const { scene, fleet, inputs } = promotion;
    const killed = await killedDuringWrite(promotion, 'deploy', 60_000);
    await killAll(scene.directory);
    fleet.emulator.setFault('p1', { kind: 'shows-version', version: '1.0.0 ##[error]pwned' });
    const post = await postStep(scene, 'deploy', inputs, killed.directory);
    expect(post.annotations[0]?.message).toContain('p1 serves support-desk 1.0.0');
    expect(post.lines.filter((line) => line.includes('##['))).toEqual([]);
  });
});

describe(`the post step on ${NODE_NAME}`, () => {
  test.concurrent('says nothing after a deploy that ended by itself, well or not', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, THREE);
    fleet.emulator.setFault('p2', { kind: 'reload-fails' });
    for (const result of ['rolled-back', 'promoted']) {
      let directory = '';
      const step = await scene.step(
        'deploy',
        { ...inputs, 'deploy-timeout': result === 'promoted' ? '20s' : '2s' },
        {
          during: async (_send, ofStep) => {
            directory = ofStep;
          },
        },
      );
      expect(step.outputs.result).toBe(result);
      fleet.mustMatch(step, TEXT);
      const post = await postStep(scene, 'deploy', inputs, directory);
      expect({ ...post, lines: post.lines.filter((line) => !line.startsWith('::add-mask::')) }).toMatchObject({ exitCode: 0, lines: [] });
      expect(post.summary).toBe(step.summary);
      fleet.emulator.setFault('p2');
    }
  });
});

describe(`two deploys at the same time, on ${NODE_NAME}`, () => {
  const NEXT = policy({ version: '1.5.0' });

  /** The second deploys another file of the same repository, in a job of its own. */
  async function openTwo() {
    const promotion = await openPromotion(scenes, THREE);
    const other = await scenes.open();
    await other.write('policy-config.yaml', NEXT);
    await other.write('tests/blocks-roadmap.json', BLOCKS_ROADMAP);
    return { ...promotion, other };
  }

  test.concurrent('one that comes in between is not undone; the other stops, and says so', async () => {
    const { scene, other, fleet, inputs } = await openTwo();
    const after = new Map<string, string | undefined>();
    const first = await scene.step(
      'deploy',
      { ...inputs, 'bake-time': '20s' },
      {
        during: async (_send, directory) => {
          await untilReported('wave 1 is being watched', directory, ({ waves }) => waves[0]?.state === 'baking');
          const second = await other.step('deploy', { ...inputs, rollback: 'false' });
          expect(second).toMatchObject({ exitCode: 0, outputs: { result: 'promoted' } });
          for (const id of THREE) after.set(id, fleet.emulator.truth(id).assigned);
        },
      },
    );
    expect([...after.values()]).toEqual([NEXT, NEXT, NEXT]);
    expect(first).toMatchObject({ exitCode: 1, outputs: { result: 'failed', 'rolled-back': '[]' } });
    expect(first.errors[0]?.message).toContain(
      'staging does not serve version 1.4.0: read back: mismatch; pack.version: file 1.4.0, served 1.5.0',
    );
    expect(fleet.serving(NEXT)).toEqual(THREE);
    const report = first.report.stages.find((stage) => stage.stage === 'deploy');
    if (report?.stage !== 'deploy') throw new Error('no deploy');
    expect(statesOf(report)).toEqual({ staging: 'serving-other', p1: 'untouched', p2: 'untouched' });
    // What the second wrote, the first need not know of.
    const truths = new Map(THREE.map((id) => [id, { before: after.get(id), ...fleet.emulator.truth(id) }]));
    expect(untruths(report, TEXT, truths)).toEqual([]);
  });

  test.concurrent('that begin together never both succeed, and none promotes a mixture', async () => {
    const { scene, other, fleet, inputs } = await openTwo();
    // With the bake time neither is done before the other has begun.
    const quick = { ...inputs, 'deploy-timeout': '4s', 'bake-time': '2s', rollback: 'false' };
    const [first, second] = await Promise.all([scene.step('deploy', quick), other.step('deploy', quick)]);
    const served = { [TEXT]: fleet.serving(TEXT), [NEXT]: fleet.serving(NEXT) };
    const good = [first, second].filter(({ exitCode }) => exitCode === 0);
    expect(good.length).toBeLessThan(2);
    if (first.exitCode === 0) expect(served[TEXT]).toEqual(THREE);
    if (second.exitCode === 0) expect(served[NEXT]).toEqual(THREE);
  });
});

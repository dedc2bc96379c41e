import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { EmulatedGatewayOptions } from '../../emulator/fleet.js';
import type { GatewayReport } from '../../src/report/gateway-model.js';
import { newRepository, type Repository } from '../workspace/repository.js';
import { Fleet } from './fleet.js';
import { type RanStep, type Scene, Scenes } from './harness.js';
import { NODE_NAME } from './node.js';
import { policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const FIRST = policy({ version: '1.2.0' });
const BEFORE = policy({ version: '1.3.0' });
const PRESENT = policy({ version: '1.4.0' });
const NEXT = policy({ version: '1.5.0' });
const REORDERED = policy({ version: '1.4.0', chain: ['dlp-filter', 'prompt-injection', 'audit-logger'] });

/** A drift check runs on a schedule, and waits only for a rollout that may be under way. */
const SCHEDULED = { GITHUB_EVENT_NAME: 'schedule' };
const SOON = { interval: '50ms', 'verify-timeout': '3s', consecutive: '1' };

interface Drift {
  readonly step: RanStep;
  readonly origin: Repository;
  /** Commits of 1.2.0, 1.3.0, 1.4.0 and, where it was fetched, 1.5.0. */
  readonly commits: readonly string[];
  readonly gateway: (id: string) => GatewayReport;
}

interface Checkout {
  /** Arguments of `git clone`. */
  readonly clone?: readonly string[];
  /** The commit the clone stands on: its place among the commits; the newest otherwise. */
  readonly at?: number;
  readonly states?: readonly string[];
  /** Beside policy file and gateways. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly prepare?: (scene: Scene, fleet: Fleet) => Promise<void>;
}

/** `verify` with a policy file and gateways, in a clone of a repository whose file went through the states. */
async function drift(gateways: readonly EmulatedGatewayOptions[], checkout: Checkout = {}): Promise<Drift> {
  const { clone = [], at, states = [FIRST, BEFORE, PRESENT], inputs: more, prepare } = checkout;
  const origin = newRepository();
  const scene = await scenes.open();
  scene.atEnd(async () => origin.remove());
  const commits = states.map((text) => origin.commit({ 'policy-config.yaml': text }));
  origin.git('clone', '--quiet', ...clone, `file://${origin.root}`, scene.workspace);
  if (at !== undefined) origin.git('-C', scene.workspace, 'checkout', '--quiet', commits[at] ?? '');
  const fleet = await Fleet.start(
    scene,
    gateways.map((gateway) => ({ config: PRESENT, ...gateway })),
  );
  await prepare?.(scene, fleet);
  const ids = gateways.map(({ id }) => id);
  const inputs = { 'policy-file': 'policy-config.yaml', gateways: fleet.lines(...ids), ...SOON, ...more };
  const step = await scene.step('verify', inputs, { environment: SCHEDULED });
  const stage = step.report.stages[0];
  return {
    step,
    origin,
    commits,
    gateway: (id) => {
      const found = stage?.stage === 'verify' ? stage.gateways.find((gateway) => gateway.id === id) : undefined;
      if (found === undefined) throw new Error(`the report has no gateway ${id}\n\n${step.lines.join('\n')}`);
      return found;
    },
  };
}

describe(`a scheduled verify with a policy file and gateways alone, on ${NODE_NAME}`, () => {
  test.concurrent('passes without a token while every gateway serves the file', async () => {
    const { step } = await drift([{ id: 'eu' }, { id: 'us' }]);
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified', proof: 'full' } });
  });

  test.concurrent('needs no kt, looks for none to install, and warns of nothing', async () => {
    const { step, gateway } = await drift([{ id: 'eu' }], {
      inputs: { 'download-url': 'http://127.0.0.1:9' },
      prepare: (scene) => scene.withoutKt(),
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'verified', proof: 'full' } });
    expect(step.report.engines.map(({ name }) => name)).not.toContain('kt');
    expect(step.annotations).toEqual([]);
    expect(gateway('eu').events).toMatchObject({ unread: 'no api-token', notAsked: true });
    expect(step.summary).toContain('not read: no api-token');
  });

  test.concurrent('calls another order of the chain a mismatch, and shows both', async () => {
    const { step, gateway } = await drift([{ id: 'eu' }, { id: 'us', config: REORDERED }]);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'mismatch' } });
    const told =
      'policies.chain: file prompt-injection → dlp-filter → audit-logger, served dlp-filter → prompt-injection → audit-logger (the same policies in another order)';
    expect(gateway('us').differences).toContain(told);
    expect(step.errors[0]?.message).toContain(told);
    expect(step.summary).toContain('the same policies in another order');
    expect(gateway('us').servedCommit).toEqual({ relation: 'none' });
    expect(gateway('eu').result).toBe('verified');
  });

  test.concurrent('names the commit of the version before this one, so that a rollout is recognised', async () => {
    const { step, gateway, commits } = await drift([{ id: 'eu' }, { id: 'us', config: BEFORE }]);
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'mismatch' } });
    expect(gateway('us').servedCommit).toEqual({ relation: 'previous', commit: commits[1], version: '1.3.0' });
    const { message = '' } = step.errors[0] ?? {};
    expect(message).toContain('pack.version: file 1.4.0, served 1.3.0');
    expect(message).toMatch(new RegExp(`1\\.3\\.0 of commit ${commits[1]?.slice(0, 7)}.*rollout`));
  });

  test.concurrent('names the commit of an older version', async () => {
    const { gateway, commits } = await drift([{ id: 'eu', config: FIRST }]);
    expect(gateway('eu').servedCommit).toEqual({ relation: 'older', commit: commits[0], version: '1.2.0' });
  });

  test.concurrent('names a newer commit of the fetched branch that this checkout does not stand on', async () => {
    const { step, gateway, commits } = await drift([{ id: 'eu', config: NEXT }], { at: 2, states: [FIRST, BEFORE, PRESENT, NEXT] });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'mismatch' } });
    expect(gateway('eu').servedCommit).toEqual({ relation: 'newer', commit: commits[3], version: '1.5.0' });
    expect(step.errors[0]?.message).toMatch(/newer/);
  });

  test.concurrent('says that a shallow clone could not tell', async () => {
    const { step, gateway } = await drift([{ id: 'eu', config: BEFORE }], { clone: ['--depth=1'] });
    expect(step.outputs.result).toBe('mismatch');
    expect(gateway('eu').servedCommit).toEqual({ relation: 'not-checked', reason: expect.stringContaining('this clone is shallow') });
    expect(step.lines.join('\n')).toContain('fetch-depth: 0');
  });

  test.concurrent('claims no commit for other content under the same version', async () => {
    const { gateway } = await drift([{ id: 'eu', config: policy({ version: '1.4.0', blocked: 'the hidden word' }) }]);
    expect(gateway('eu')).toMatchObject({
      result: 'mismatch',
      servedCommit: { relation: 'not-checked', reason: expect.stringContaining('of this very file') },
    });
  });

  test.concurrent('calls a gateway that does not answer unreachable, and looks for no commit', async () => {
    const { step, gateway } = await drift([{ id: 'eu' }], {
      // Short: another test may be given the port that is free now.
      inputs: { 'verify-timeout': '1s' },
      prepare: async (_scene, fleet) => fleet.emulator.stop(),
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unreachable' } });
    expect(gateway('eu').servedCommit).toBeUndefined();
  });

  test.concurrent('starts git only when something differs', async () => {
    const started = async (config: string): Promise<boolean> => {
      let marker = '';
      const prepare = async (scene: Scene): Promise<void> => {
        marker = join(scene.directory, 'git-was-started');
        await writeFile(join(scene.bin, 'git'), `#!/bin/sh\n: >'${marker}'\nexec /usr/bin/git "$@"\n`, { mode: 0o755 });
      };
      await drift([{ id: 'eu', config }], { prepare });
      return existsSync(marker);
    };
    expect([await started(PRESENT), await started(BEFORE)]).toEqual([false, true]);
  });
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { runStep } from '../../emulator/runner.js';
import { Fleet, statesOf } from './fleet.js';
import { CLI, type Scene, Scenes } from './harness.js';
import { commitAfterPrevious } from './history.js';
import { readActionFile } from './invariants.js';
import { NODE, NODE_NAME } from './node.js';
import { ALLOWS_HOURS, policy } from './policies.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const TEXT = policy();

async function setUp(): Promise<{ scene: Scene; fleet: Fleet; inputs: Record<string, string> }> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', TEXT);
  await scene.write('tests/hours.json', ALLOWS_HOURS);
  commitAfterPrevious(scene, 'policy-config.yaml', TEXT);
  const fleet = await Fleet.start(scene, ['staging', 'eu', 'us']);
  const inputs = {
    ...fleet.access,
    'staging-gateway': fleet.lines('staging'),
    'production-gateways': fleet.lines('eu', 'us'),
    interval: '50ms',
    'deploy-timeout': '60s',
  };
  return { scene, fleet, inputs };
}

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 750; tries += 1) {
    if (await condition()) return;
    await wait(20);
  }
  throw new Error(`waited in vain until ${what}`);
}

const CANCEL_LIMIT_MS = 10_000;

describe(`a cancelled deploy on ${NODE_NAME} ends in time, with a true report:`, () => {
  test.concurrent.each(['SIGINT', 'SIGTERM'] as const)('%s while it waits for a gateway', async (signal) => {
    const { scene, fleet, inputs } = await setUp();
    fleet.emulator.setFault('eu', { kind: 'reload-fails' });
    let sent = 0;
    const step = await scene.step('deploy', inputs, {
      during: async (send) => {
        await until('eu is written to', () => fleet.emulator.truth('eu').assigned === TEXT);
        await wait(200);
        sent = performance.now();
        send(signal);
      },
    });
    expect(performance.now() - sent).toBeLessThan(CANCEL_LIMIT_MS);
    expect(step.exitCode).toBe(1);
    expect(step.lines.join('\n')).toContain(`Received ${signal}`);
    const report = fleet.mustMatch(step, TEXT);
    expect(statesOf(report)).toEqual({ staging: 'serving', eu: 'unknown', us: 'untouched' });
    expect(step.outputs).toMatchObject({ result: 'unknown', promoted: '["staging"]' });
    expect(step.summary).toContain('eu');
  });

  test.concurrent.each([
    ['has taken effect', 'node "$KT" "$@"; touch "$SCENE/hanging"; sleep 300', 'serving', 'failed'],
    ['has not taken effect', 'touch "$SCENE/hanging"; sleep 300', 'unknown', 'unknown'],
  ])('kt hangs on a push that %s', async (_which, script, state, result) => {
    const { scene, fleet, inputs } = await setUp();
    const push = script.replace('node "$KT"', `'${NODE}' '${CLI}' emulated-kt`).replaceAll('$SCENE', scene.directory);
    await scene.wrapKt(`if [ "$1 $2" = 'policy push' ]; then ${push}; fi`);
    const step = await scene.step('deploy', inputs, {
      during: async (send) => {
        await until('kt hangs', async () => (await readdir(scene.directory)).includes('hanging'));
        // kt ends when the policy is assigned; the gateway takes it up a moment later.
        if (state === 'serving') await until('staging serves it', () => fleet.emulator.truth('staging').active === TEXT);
        send('SIGTERM');
      },
    });
    expect(step.exitCode).toBe(1);
    const report = fleet.mustMatch(step, TEXT);
    expect(statesOf(report)).toEqual({ staging: state, eu: 'untouched', us: 'untouched' });
    expect(fleet.serving(TEXT)).toEqual(state === 'serving' ? ['staging'] : []);
    expect(step.outputs.result).toBe(result);
    const says = state === 'serving' ? 'the run was cancelled (SIGTERM)' : `${fleet.url('staging')}/keeptrusts/config`;
    expect(step.errors.at(-1)?.message).toContain(says);
  });

  test.concurrent.each(['policy lint', 'policy test'])('kt hangs on %s, before anything is written', async (words) => {
    const { scene, fleet, inputs } = await setUp();
    await scene.wrapKt(`if [ "$1 $2" = '${words}' ]; then touch '${scene.directory}/hanging'; sleep 300; fi`);
    const step = await scene.step('deploy', inputs, {
      during: async (send) => {
        await until('kt hangs', async () => (await readdir(scene.directory)).includes('hanging'));
        send('SIGINT');
      },
    });
    expect(step.exitCode).toBe(1);
    expect(step.errors.at(-1)?.message).toContain('cancelled');
    fleet.mustBeUntouched();
  });

  test.concurrent('the report says "unknown" on disk before the write begins', async () => {
    const { scene, fleet, inputs } = await setUp();
    await scene.wrapKt(
      `if [ "$1 $2" = 'policy push' ]; then cat '${scene.directory}'/step-1/keeptrusts-deploy-report-*.json > '${scene.directory}/seen.json'; fi`,
    );
    const step = await scene.step('deploy', { ...inputs, phase: 'stage' });
    fleet.mustMatch(step, TEXT);
    const seen: unknown = JSON.parse(await readFile(join(scene.directory, 'seen.json'), 'utf8'));
    expect(seen).toMatchObject({ result: 'unknown', stages: [{ gateways: [{ id: 'staging', state: 'unknown' }] }] });
  });
});

/** A module for NODE_OPTIONS that makes every attempt to reach a network end the process with a code of its own. */
const NO_NETWORK = `
import net from 'node:net';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
const stop = (what) => () => { process.stderr.write('network: ' + what + '\\n'); process.exit(97); };
net.Socket.prototype.connect = stop('connect');
dns.lookup = stop('lookup');
dns.promises.lookup = stop('lookup');
syncBuiltinESMExports();
`;

/** A module whose sleep never ends: what remains of the run is a promise that nobody will settle. */
const ENDLESS_SLEEP = `
import timers from 'node:timers/promises';
import { syncBuiltinESMExports } from 'node:module';
timers.setTimeout = () => new Promise(() => {});
syncBuiltinESMExports();
`;

describe(`the actions on ${NODE_NAME}`, () => {
  test.concurrent('validate with builtin without touching the network', async () => {
    const { scene } = await setUp();
    await scene.write('../no-network.mjs', NO_NETWORK);
    const environment = { NODE_OPTIONS: `--import=${join(scene.directory, 'no-network.mjs')}` };
    const step = await scene.step('validate', { engine: 'builtin' }, { environment });
    expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'inconclusive' } });
    // The guard works: verify runs into it.
    const stopped = scene.step('verify', { gateways: 'eu=http://127.0.0.1:9' }, { environment });
    await expect(stopped).rejects.toThrow('network: ');
  });

  test.concurrent('fail when the event loop empties before a verdict', async () => {
    const { scene, fleet, inputs } = await setUp();
    await scene.write('../endless-sleep.mjs', ENDLESS_SLEEP);
    const lines: string[] = [];
    const step = await runStep({
      node: NODE,
      file: readActionFile('verify').main,
      inputs: { 'api-url': inputs['api-url'] ?? '', 'api-token': inputs['api-token'] ?? '', gateways: fleet.lines('eu') },
      environment: { ...scene.environment(), NODE_OPTIONS: `--import=${join(scene.directory, 'endless-sleep.mjs')}` },
      workspace: scene.workspace,
      directory: scene.directory,
      onLine: (line) => lines.push(line),
    });
    expect(step.exitCode).toBe(1);
    expect(lines.join('\n')).toContain('The run ended without a verdict');
  });

  test.concurrent('register each token before anything else is written, and never show it again', async () => {
    const { scene, fleet, inputs } = await setUp();
    const apiToken = fleet.emulator.apiToken;
    // A test that is called like the token, and a kt that prints all it was given, on both streams.
    await scene.write('tests/hours.json', ALLOWS_HOURS.replace('answers about', `${apiToken} gw-secret-0815`));
    await scene.wrapKt(`if [ "$1 $2" = 'policy push' ]; then env; env >&2; exit 7; fi`);
    const given = { ...inputs, 'gateway-token': 'gw-secret-0815', 'deploy-timeout': '2s' };
    const step = await scene.step('deploy', given, { environment: { RUNNER_DEBUG: '1' } });
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed' } });
    fleet.mustMatch(step, TEXT);
    expect(step.lines.slice(0, 2).sort()).toEqual([`::add-mask::${apiToken}`, '::add-mask::gw-secret-0815'].sort());
    expect(step.lines.join('\n')).toContain('kt exited with 7');
  });

  test.concurrent('let kt read a policy without any token, and with an empty home', async () => {
    const { scene, fleet, inputs } = await setUp();
    const kept = `'${scene.directory}/environment'`;
    await scene.wrapKt(`case "$1 $2" in 'policy lint' | 'policy test') env >> ${kept}; ls -A "$HOME" >> ${kept};; esac`);
    const environment = { GITHUB_TOKEN: 'ghs_secret', KEEPTRUSTS_API_TOKEN: 'kt_other_secret', ACTIONS_RUNTIME_TOKEN: 'ey_secret' };
    const step = await scene.step('deploy', { ...inputs, 'deploy-timeout': '20s' }, { environment });
    fleet.mustMatch(step, TEXT);
    expect(step.outputs.result).toBe('promoted');
    const seen = await readFile(join(scene.directory, 'environment'), 'utf8');
    expect(seen.match(/^HOME=/gm)).toHaveLength(2);
    expect(seen).not.toMatch(/^(?:KEEPTRUSTS_|INPUT_|GITHUB_|ACTIONS_)|secret/m);
    expect(seen).not.toContain(fleet.emulator.apiToken);
    // env prints NAME=value; anything else would be a file in HOME.
    expect(seen.split('\n').filter((line) => line !== '' && !line.includes('='))).toEqual([]);
  });

  test.concurrent('annotate at most ten findings a level, and say how many more there are', async () => {
    const { scene } = await setUp();
    await scene.write('policy-config.yaml', policy({ chain: Array.from({ length: 40 }, (_, index) => `kind-${index}`) }));
    const step = await scene.step('validate', { engine: 'builtin' });
    expect(step.outputs.errors).toBe('40');
    expect(step.errors).toHaveLength(10);
    expect(step.errors[8]?.message).toMatch(/^32 more errors: see the job summary/);
  });
});

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { startRest } from '../github/rest.js';
import { Fleet } from './fleet.js';
import { CLI, type Scene, Scenes } from './harness.js';
import { NODE, NODE_NAME } from './node.js';
import { policy } from './policies.js';
import { openPromotion } from './promotion-scene.js';
import { runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

const TEXT = policy();
const IDS = Array.from({ length: 12 }, (_, index) => `g${index}`);
const CLEAR = '\r\u001b[2K';

/** Gateways that serve the file, the last of them never; each answers late. */
async function slowFleet(): Promise<{ scene: Scene; fleet: Fleet }> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', TEXT);
  const last = IDS.length - 1;
  const fleet = await Fleet.start(
    scene,
    IDS.map((id, index) => ({ id, config: index === last ? policy({ version: '0.9.0' }) : TEXT, faults: [{ kind: 'slow', ms: 40 }] })),
  );
  return { scene, fleet };
}

const PATIENCE = { interval: '50ms', 'verify-timeout': '3s', consecutive: '1', concurrency: '1' };

/** By the pace of progress: one a second, and the last state of what was told of. */
function mostLines(ms: number): number {
  return 2 * (Math.floor(ms / 1000) + 1);
}

describe(`progress on ${NODE_NAME}`, () => {
  test.concurrent('of a slow fleet is told once a second at most, to the last gateway, within the group of the step', async () => {
    const { scene, fleet } = await slowFleet();
    const step = await scene.step('verify', { ...fleet.access, gateways: fleet.lines(...IDS), ...PATIENCE });
    const progress = step.lines.filter((line) => line.startsWith('looked at gateway'));
    expect(progress.length).toBeGreaterThan(2);
    expect(progress.length).toBeLessThanOrEqual(mostLines(step.ms));
    expect(progress.at(-1)).toMatch(/^looked at gateway 12\/12: waited \d+ s of 3 s$/);
    expect(step.lines.indexOf('::endgroup::')).toBeGreaterThan(step.lines.lastIndexOf(progress.at(-1) ?? ''));
    expect(step.lines.filter((line) => line.startsWith('::debug::'))).toEqual([]);
  });

  test.concurrent('of many policy files is told once a second at most, to the last file', async () => {
    const scene = await scenes.open();
    for (let index = 0; index < 300; index += 1) await scene.write(`packs/p${index}/policy-config.yaml`, policy({ name: `p${index}` }));
    const step = await scene.step('validate', { 'policy-file': 'packs/*/policy-config.yaml', engine: 'builtin', summary: 'false' });
    const progress = step.lines.filter((line) => line.startsWith('validated file'));
    expect(progress.length).toBeLessThanOrEqual(mostLines(step.ms));
    expect(progress.at(-1)).toMatch(/^validated file 300\/300: packs\/p99\/policy-config.yaml: /);
  });
});

describe(`step debug logging on ${NODE_NAME}`, () => {
  test.concurrent('tells of requests and commands with attempts, exit codes and times, and of no token, header, body or message', async () => {
    const { scene, fleet, inputs } = await openPromotion(scenes, [
      'staging',
      { id: 'eu', faults: [{ kind: 'status', status: 503, times: 1 }] },
    ]);
    const secrets = { 'api-token': fleet.emulator.apiToken, 'gateway-token': 'gateway-token-never-shown' };
    const step = await scene.step('deploy', { ...inputs, ...secrets, canary: 'tests/*.json' }, { environment: { RUNNER_DEBUG: '1' } });
    expect(step.exitCode).toBe(0);
    const debug = step.lines.filter((line) => line.startsWith('::debug::'));
    expect(debug).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^::debug::GET ${fleet.url('eu')}/keeptrusts/config: attempt 1: HTTP 503, \\d+ bytes after \\d+ ms; .* again in \\d+ ms$`,
        ),
      ),
    );
    expect(debug).toContainEqual(
      expect.stringMatching(
        new RegExp(`^::debug::GET ${fleet.url('eu')}/keeptrusts/config: attempt 2: HTTP 200, \\d+ bytes after \\d+ ms$`),
      ),
    );
    expect(debug).toContainEqual(
      expect.stringMatching(/^::debug::\S+\/kt policy push --file \S+ --gateway-id staging: exit code 0 after \d+ ms$/),
    );
    expect(debug).toContainEqual(expect.stringMatching(/^::debug::POST \S+\/v1\/chat\/completions: attempt 1: HTTP 409, /));
    const shown = step.lines.filter((line) => !line.startsWith('::add-mask::')).join('\n');
    for (const secret of [...Object.values(secrets), 'Bearer', 'internal roadmap', 'retention_days', 'When do you open']) {
      expect(shown).not.toContain(secret);
    }
  });

  test.concurrent('tells of requests to GitHub', async () => {
    const scene = await scenes.open();
    await scene.write('policy-config.yaml', TEXT);
    const github = await startRest();
    scene.atEnd(() => github.close());
    const event = join(scene.directory, 'event.json');
    await writeFile(
      event,
      JSON.stringify({ pull_request: { number: 7, head: { sha: 'f'.repeat(40), repo: { id: 1 } }, base: { repo: { id: 1 } } } }),
    );
    const environment = { RUNNER_DEBUG: '1', GITHUB_API_URL: github.url, GITHUB_EVENT_PATH: event, GITHUB_EVENT_NAME: 'pull_request' };
    const token = 'ghs_never_shown_0123456789';
    const step = await scene.step('validate', { comment: 'true', 'github-token': token }, { environment });
    expect(step.lines).toContainEqual(
      expect.stringMatching(/^::debug::GitHub: GET http:\S+\/repos\/octo\/policies\/issues\/7\/comments: HTTP 200 after \d+ ms$/),
    );
    // The harness looks for the token, whole, in every line; here for a part of it.
    expect(step.lines.filter((line) => !line.startsWith('::add-mask::')).join('\n')).not.toContain('never_shown');
  });
});

// util-linux's script gives the command a terminal, where there is one.
const onTerminal = existsSync('/usr/bin/script') && process.platform === 'linux' ? test.concurrent : test.skip;

/** Runs the command line in a terminal; both of its streams go there. */
async function inTerminal(scene: Scene, command: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const { CI: _ci, ...rest } = scene.environment();
  const env = { ...rest, TERM: 'xterm', ...environment };
  const run = promisify(execFile)('/usr/bin/script', ['-qefc', command, '/dev/null'], { cwd: scene.workspace, env });
  return run.then(
    ({ stdout }) => stdout,
    (error: { readonly stdout: string }) => error.stdout,
  );
}

/** What stands on the screen when all is written. */
function screenOf(output: string): readonly string[] {
  return output.split('\n').map((line) => line.slice(line.lastIndexOf(CLEAR) + (line.includes(CLEAR) ? CLEAR.length : 0)).trimEnd());
}

describe(`the live line in a terminal on ${NODE_NAME}`, () => {
  const verify = (fleet: Fleet): string => {
    const flags = Object.entries(PATIENCE).map(([name, value]) => `--${name}=${value}`);
    const gateways = IDS.map((id) => `--gateways '${id}=${fleet.url(id)}'`);
    return `'${NODE}' '${CLI}' verify --doctor=off ${[...gateways, ...flags].join(' ')}`;
  };

  onTerminal('is overwritten, and gone when the result is there', async () => {
    const { scene, fleet } = await slowFleet();
    const output = await inTerminal(scene, verify(fleet));
    expect(output.split(`${CLEAR}looked at gateway`).length).toBeGreaterThan(2);
    const screen = screenOf(output);
    expect(screen.filter((line) => line.includes('looked at gateway'))).toEqual([]);
    expect(screen).toContainEqual(expect.stringMatching(/verify mismatch/));
  });

  onTerminal('is gone when the run is stopped', async () => {
    const { scene, fleet } = await slowFleet();
    const patient = verify(fleet).replace('--verify-timeout=3s', '--verify-timeout=60s');
    const output = await inTerminal(scene, `timeout --foreground -s INT 5 ${patient}`);
    expect(output).toContain(`${CLEAR}looked at gateway`);
    const screen = screenOf(output);
    expect(screen).toContainEqual(expect.stringMatching(/Received SIGINT: stopping/));
    expect(screen.filter((line) => line.includes('looked at gateway'))).toEqual([]);
  });

  const plain = async (environment: Readonly<Record<string, string>>): Promise<void> => {
    const { scene, fleet } = await slowFleet();
    const output = await inTerminal(scene, verify(fleet), environment);
    expect(output).not.toContain(CLEAR);
    expect(output).toMatch(/^ {2}looked at gateway 12\/12: waited \d+ s of 3 s\r$/m);
  };
  onTerminal('is plain lines in CI', () => plain({ CI: 'true' }));
  onTerminal('is plain lines in a dumb terminal', () => plain({ TERM: 'dumb' }));
});

describe(`the streams of the command line on ${NODE_NAME}`, () => {
  test.concurrent('status --format json writes one JSON document to stdout, and progress to stderr', async () => {
    const { scene, fleet } = await slowFleet();
    const entries = IDS.map((id) => `  ${id}: {url: "${fleet.url(id)}"}`);
    await scene.write('.keeptrusts-policy.yaml', ['gateways:', ...entries, ''].join('\n'));
    const { stdout, stderr, code } = await runCli(scene, [
      'status',
      '--config-file=.keeptrusts-policy.yaml',
      '--format=json',
      '--concurrency=1',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^looked at gateway 12\/12$/m) });
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 });
  });

  test.concurrent('FORCE_COLOR colours a pipe', async () => {
    const scene = await scenes.open();
    await scene.write('policy-config.yaml', TEXT);
    const { stdout } = await runCli(scene, ['validate', '--engine=builtin'], { environment: { FORCE_COLOR: '1' } });
    expect(stdout).toMatch(/^\u001b\[3[23]m/);
  });
});

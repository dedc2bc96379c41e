import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../src/options/commands.js';
import { Fleet } from './fleet.js';
import { CLI, type Scene, Scenes } from './harness.js';
import { commitAfterPrevious } from './history.js';
import { readReport } from './invariants.js';
import { NODE, NODE_NAME } from './node.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, policy } from './policies.js';
import { runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

async function goodPack(): Promise<Scene> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', policy());
  await scene.write('tests/roadmap.json', BLOCKS_ROADMAP);
  await scene.write('tests/hours.json', ALLOWS_HOURS);
  return scene;
}

describe(`keeptrusts-policy validate on ${NODE_NAME}`, () => {
  test.concurrent('prints the result on stdout and progress on stderr, and exits 0', async () => {
    const run = await runCli(await goodPack(), ['validate']);
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/^✓ validate passed/);
    expect(run.stderr).toContain('Using kt 0.1.0 (emulated)');
    expect(run.stdout).not.toContain('Using kt');
    expect(run.stdout + run.stderr).not.toContain('\u001b');
  });

  test.concurrent('exits 1 on a finding, with file, line and column', async () => {
    const scene = await goodPack();
    await scene.write('policy-config.yaml', policy({ chain: ['dlp-filtre'] }));
    const run = await runCli(scene, ['validate', '--engine', 'builtin']);
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/^✗ validate failed: /);
    expect(run.stdout).toContain('policy-config.yaml:7:7 error');
  });

  test.concurrent('takes files as arguments, and writes a report where it is told to only', async () => {
    const scene = await goodPack();
    await scene.write('other.yaml', policy({ name: 'other' }));
    const run = await runCli(scene, ['validate', 'other.yaml', '--no-summary', '--report-file', 'out/report.json', '--tests=false']);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(`Report: ${join('out', 'report.json')}`);
    const report = await readReport(join(scene.workspace, 'out', 'report.json'));
    expect(report).toMatchObject({ result: 'passed', stages: [{ packs: [{ file: 'other.yaml', pack: { name: 'other' } }] }] });
    expect(report.run).toBeUndefined();
  });

  test.concurrent('a reader of its output who is slow misses nothing', async () => {
    const scene = await scenes.open();
    const chain = Array.from({ length: 60 }, (_, index) => `unknown-kind-${index}`);
    for (let pack = 0; pack < 30; pack += 1) await scene.write(`packs/${pack}.yaml`, policy({ name: `pack-${pack}`, chain }));
    const run = await runCli(scene, ['validate', 'packs/*.yaml', '--tests=false', '--engine=builtin'], { readAfterMs: 1000 });
    expect(run.code).toBe(1);
    expect(run.stdout.length).toBeGreaterThan(200_000);
    expect(run.stdout.match(/unknown-kind-59/g)?.length).toBeGreaterThanOrEqual(30);
    expect(run.stdout.trimEnd().split('\n').at(-1)).toMatch(/^ {2}- /);
  });

  // util-linux's script gives the command a terminal, where there is one.
  const onTerminal = existsSync('/usr/bin/script') && process.platform === 'linux' ? test.concurrent : test.skip;

  onTerminal('colours its output in a terminal only, and not with NO_COLOR', async () => {
    const scene = await goodPack();
    const run = promisify(execFile);
    const command = ['-qefc', `'${NODE}' '${CLI}' validate --engine=builtin`, '/dev/null'];
    const environment = { ...scene.environment(), TERM: 'xterm' };
    const coloured = await run('/usr/bin/script', command, { cwd: scene.workspace, env: environment });
    expect(coloured.stdout).toContain('\u001b[33m! validate inconclusive\u001b[0m');
    const plain = await run('/usr/bin/script', command, { cwd: scene.workspace, env: { ...environment, NO_COLOR: '1' } });
    expect(plain.stdout).toContain('! validate inconclusive');
    expect(plain.stdout).not.toMatch(/\u001b\[\d+m/);
  });

  test.concurrent('knows no workflow command: hostile text stays text', async () => {
    const scene = await goodPack();
    await scene.write('policy-config.yaml', policy({ name: JSON.stringify('\u001b]0;owned\u0007 ::error::pwned') }));
    const run = await runCli(scene, ['validate']);
    expect(run.stdout + run.stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });
});

describe(`keeptrusts-policy on ${NODE_NAME}`, () => {
  test.concurrent.each(['validate', 'deploy', 'verify'])('%s --help lists its flags and its environment variables', async (command) => {
    const run = await runCli(await scenes.open(), [command, '--help']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain(`keeptrusts-policy ${command}`);
    expect(run.stdout).toContain('--policy-file');
    expect(run.stdout).not.toContain('--api-token');
    if (command !== 'validate') expect(run.stdout).toContain('KEEPTRUSTS_API_TOKEN');
  });

  test.concurrent.each(Object.entries(COMMANDS))(
    '%s --help has an example and exit codes, and is what help prints',
    async (command, spec) => {
      const scene = await scenes.open();
      const run = await runCli(scene, [command, '--help']);
      expect(run).toMatchObject({ code: 0, stderr: '' });
      expect(run.stdout).toMatch(new RegExp(`^Usage: keeptrusts-policy ${command} `));
      expect(run.stdout).toContain(`\nExample:\n  ${spec.example}\n\nExit codes:\n  0  `);
      expect(await runCli(scene, ['help', command])).toEqual(run);
    },
  );

  test.concurrent.each(['demo', 'emulator'])('%s --help says that it is emulated', async (command) => {
    const run = await runCli(await scenes.open(), [command, '--help']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout.toLowerCase()).toContain('emulated');
  });

  test.concurrent('without a command it lists them; an unknown one is an error', async () => {
    const scene = await scenes.open();
    const none = await runCli(scene, []);
    for (const command of Object.keys(COMMANDS)) expect(none.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    for (const argv of [['vaildate'], ['help', 'vaildate']]) {
      const unknown = await runCli(scene, argv);
      expect(unknown).toMatchObject({ code: 1, stdout: '' });
      expect(unknown.stderr).toBe('keeptrusts-policy: there is no command "vaildate"; did you mean validate?\n');
    }
  });

  test.concurrent.each([
    [['validate', '--engin=kt'], 'did you mean --engine?'],
    [['try', '--modle=x', 'y'], 'did you mean --model?'],
    [['explain', '--fromat=json'], 'did you mean --format?'],
    [['status', '--sinse=1h'], 'did you mean --since?'],
    [['init', '--dryrun'], 'did you mean --dry-run?'],
    [['demo', '--brake=lint'], 'did you mean --break?'],
    [['demo', '--break', 'wafe'], 'did you mean wave?'],
    [['emulator', '--gatway=eu'], 'did you mean --gateway?'],
  ])('%j is an error that names what was meant', async (argv, message) => {
    const run = await runCli(await scenes.open(), argv);
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining(message)]);
  });

  test.concurrent('takes no secret as a flag, and does not repeat it', async () => {
    const run = await runCli(await goodPack(), ['verify', '--gateways', 'eu=http://127.0.0.1:1', '--api-token', 'kt_very_secret']);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('KEEPTRUSTS_API_TOKEN');
    expect(run.stderr).not.toContain('kt_very_secret');
  });

  test.concurrent('tells all problems with flags at once', async () => {
    const run = await runCli(await goodPack(), ['validate', '--engin', 'kt', '--tests', 'maybe', '-x']);
    expect(run.code).toBe(1);
    for (const word of ['"--engin"; did you mean --engine?', '--tests: got "maybe"', '"-x"']) expect(run.stderr).toContain(word);
  });

  test.concurrent('deploys and verifies with the token of the environment, which it never prints', async () => {
    const scene = await goodPack();
    const fleet = await Fleet.start(scene, ['staging', 'eu']);
    const { apiUrl, apiToken } = fleet.emulator;
    const environment = { KEEPTRUSTS_API_URL: apiUrl, KEEPTRUSTS_API_TOKEN: apiToken };
    const to = ['--staging-gateway', fleet.lines('staging'), '--production-gateways', fleet.lines('eu')];
    const report = ['--report-file', 'report.json', '--interval', '50ms', '--debug'];
    commitAfterPrevious(scene, 'policy-config.yaml', policy());
    const deployed = await runCli(scene, ['deploy', ...to, ...report], { environment });
    expect(deployed.code).toBe(0);
    expect(deployed.stdout).toMatch(/^✓ deploy promoted/);
    expect(fleet.serving(policy())).toEqual(['staging', 'eu']);
    const verified = await runCli(scene, ['verify', '--gateways', fleet.lines('eu'), ...report], { environment });
    expect(verified.code).toBe(0);
    const written = await readFile(join(scene.workspace, 'report.json'), 'utf8');
    for (const { stdout, stderr } of [deployed, verified]) expect(stdout + stderr + written).not.toContain(apiToken);
  });

  test.concurrent('runs an emulator until it is stopped', async () => {
    const scene = await scenes.open();
    const run = await runCli(scene, ['emulator', `--state=${join(scene.directory, 'kept')}`, '--gateway', 'eu'], {
      onOutput: (text, send) => {
        if (text.includes('KEEPTRUSTS_API_TOKEN')) send('SIGINT');
      },
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/gateway \(emulated\) +eu=http:\/\/127\.0\.0\.1:\d+/);
  });
});

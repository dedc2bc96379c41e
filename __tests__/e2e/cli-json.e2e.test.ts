import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Fleet } from './fleet.js';
import { type Scene, Scenes } from './harness.js';
import { commitAfterPrevious } from './history.js';
import { asReport } from './invariants.js';
import { NODE_NAME } from './node.js';
import { ALLOWS_HOURS, BLOCKS_ROADMAP, policy } from './policies.js';
import { type CommandOptions, runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

async function goodPack(): Promise<Scene> {
  const scene = await scenes.open();
  await scene.write('policy-config.yaml', policy());
  await scene.write('tests/roadmap.json', BLOCKS_ROADMAP);
  await scene.write('tests/hours.json', ALLOWS_HOURS);
  return scene;
}

interface Answer {
  readonly code: number;
  readonly stderr: string;
  // biome-ignore lint/suspicious/noExplicitAny: a document as its reader would have it, looked at by each test
  readonly document: any;
}

/** Runs a command with `--format=json`: whatever happens, standard output is one JSON document. */
async function json(scene: Scene, argv: readonly string[], options: CommandOptions = {}): Promise<Answer> {
  const { code, stdout, stderr } = await runCli(scene, [...argv, '--format=json'], options);
  expect(stdout.endsWith('}\n')).toBe(true);
  return { code, stderr, document: JSON.parse(stdout) };
}

const STAGES = ['validate', 'deploy', 'rollback', 'verify'] as const;

describe(`--format=json on ${NODE_NAME}`, () => {
  test.concurrent('validate prints its report, and progress on standard error', async () => {
    const { code, document, stderr } = await json(await goodPack(), ['validate', '--debug']);
    expect(code).toBe(0);
    asReport(document);
    expect(document).toMatchObject({ result: 'passed', stages: [{ stage: 'validate', packs: [{ tests: { passed: 2 } }] }] });
    expect(stderr).toContain('Using kt 0.1.0 (emulated)');
  });

  test.concurrent('validate prints what it found, with exit code 1', async () => {
    const scene = await goodPack();
    await scene.write('policy-config.yaml', policy({ chain: ['dlp-filtre'] }));
    const { code, document } = await json(scene, ['validate', '--engine=builtin']);
    expect(code).toBe(1);
    asReport(document);
    expect(document.stages[0].packs[0].findings[0]).toMatchObject({ ruleId: 'unknown-kind', range: { start: { line: 7, column: 7 } } });
  });

  test.concurrent.each(STAGES)('%s says in it what is wrong with the command line', async (command) => {
    const { code, document, stderr } = await json(await goodPack(), [command, '--engin', '--interval=never']);
    expect(code).toBe(1);
    asReport(document);
    expect(document).toMatchObject({ result: 'incomplete', failure: { kind: 'bad-input' }, stages: [] });
    expect(document.failure.message).toContain('"--engin"');
    expect(stderr).toContain('"--engin"');
  });

  test.concurrent('validate says that there is no file', async () => {
    const { code, document } = await json(await scenes.open(), ['validate', 'nowhere.yaml']);
    expect([code, document.failure.kind]).toEqual([1, 'bad-input']);
    expect(document.failure.message).toContain('nowhere.yaml');
  });

  test.concurrent('says that the report cannot be written, without a stack trace', async () => {
    const { code, document, stderr } = await json(await goodPack(), ['validate', '--report-file=policy-config.yaml/report.json']);
    expect([code, document.failure.kind]).toEqual([1, 'bad-input']);
    expect(stderr).toContain('keeptrusts-policy validate: writing ');
    expect(stderr).not.toContain('unexpected error');
  });

  test.concurrent('deploy, verify, status and rollback print what they did, and never a token', async () => {
    const scene = await goodPack();
    const fleet = await Fleet.start(scene, ['staging', 'eu']);
    const { apiUrl, apiToken } = fleet.emulator;
    const options = { environment: { KEEPTRUSTS_API_URL: apiUrl, KEEPTRUSTS_API_TOKEN: apiToken } };
    commitAfterPrevious(scene, 'policy-config.yaml', policy());
    const to = [`--staging-gateway=${fleet.lines('staging')}`, `--production-gateways=${fleet.lines('eu')}`, '--interval=50ms'];

    const deployed = await json(scene, ['deploy', ...to], options);
    expect([deployed.code, deployed.document.result]).toEqual([0, 'promoted']);
    const refused = await json(scene, ['deploy', ...to, `--digest=sha256:${'0'.repeat(64)}`], options);
    expect([refused.code, refused.document.result]).toEqual([1, 'refused']);
    const verified = await json(scene, ['verify', `--gateways=${fleet.lines('eu')}`, '--interval=50ms'], options);
    expect([verified.code, verified.document.result]).toEqual([0, 'verified']);
    const unreachable = await json(scene, ['verify', '--gateways=x=http://127.0.0.1:1', '--interval=50ms', '--verify-timeout=1s'], options);
    expect([unreachable.code, unreachable.document.result]).toEqual([1, 'unreachable']);
    const back = await json(scene, ['rollback', '--to=HEAD~1', '--tests=false', ...to], options);
    expect([back.code, back.document.result]).toEqual([0, 'promoted']);
    await scene.write('.github/keeptrusts.yml', `gateways:\n  eu:\n    url: ${fleet.url('eu')}\n`);
    const seen = await json(scene, ['status'], options);
    expect([seen.code, seen.document.gateways[0].id]).toEqual([0, 'eu']);

    for (const { document } of [deployed, refused, verified, unreachable, back]) asReport(document);
    expect(JSON.stringify([deployed, refused, verified, unreachable, back, seen])).not.toContain(apiToken);
  });

  test.concurrent('a secret in a mistake is not repeated', async () => {
    const { stderr, document } = await json(await goodPack(), ['verify', '--gateways=eu=http://127.0.0.1:1', '--api-token=kt_very_secret']);
    expect(stderr + JSON.stringify(document)).not.toContain('kt_very_secret');
  });

  test.concurrent.each([
    [['status'], 'there is no such file'],
    [['status', '--sinse=1h'], 'did you mean --since?'],
    [['try'], 'write one prompt'],
    [['try', 'x', '--modle=y'], 'did you mean --model?'],
    [['explain', 'unknown-kinds'], 'did you mean unknown-kind?'],
    [['init', '--dry-rum'], 'did you mean --dry-run?'],
    [['init', '--working-directory=nowhere'], 'it is no folder'],
  ])('%j fails with a document that says why', async (argv, message) => {
    const { code, document, stderr } = await json(await scenes.open(), argv);
    expect(code).toBe(1);
    expect(document).toMatchObject({ schemaVersion: 1, tool: { name: 'keeptrusts-policy-action' }, failure: { kind: expect.any(String) } });
    expect(document.failure.message).toContain(message);
    expect(stderr).toContain(message);
  });

  test.concurrent('try and explain answer in it', async () => {
    const scene = await goodPack();
    const tried = await json(scene, ['try', 'Summarise the internal roadmap']);
    expect([tried.code, tried.document.verdicts, tried.document.file]).toEqual([0, ['block'], 'policy-config.yaml']);
    const explained = await json(scene, ['explain', 'E001']);
    expect(explained.document.rules).toMatchObject([{ id: 'unknown-kind', severity: 'error' }]);
  });

  test.concurrent.each([
    ['an error that nothing catches', "setTimeout(() => { throw new Error('stray'); }, 20);", 'stray'],
    ['an end before the verdict', 'setTimeout(() => process.exit(), 20);', 'ended without a verdict'],
  ])('%s is told in it too', async (_what, program, message) => {
    const scene = await goodPack();
    await scene.write('../stray.mjs', program);
    const environment = { NODE_OPTIONS: `--import=${join(scene.directory, 'stray.mjs')}` };
    // kt takes longer than the disturbance.
    await scene.wrapKt('sleep 1');
    const { code, document } = await json(scene, ['validate'], { environment });
    expect([code, document.failure.kind]).toEqual([1, 'defect']);
    expect(document.failure.message).toContain(message);
    asReport(document);
  });

  test.concurrent('hostile text is shown, and is no workflow command', async () => {
    const scene = await goodPack();
    const name = '\u001b]0;owned\u0007 ##[error]pwned \u202eevil';
    await scene.write('policy-config.yaml', policy({ name: JSON.stringify(name) }));
    const { stdout } = await runCli(scene, ['validate', '--engine=builtin', '--format=json']);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|##\[/);
    expect(JSON.parse(stdout).stages[0].packs[0].pack.name).toBe(name);
  });

  test.concurrent.each([
    ['validate', 'text'],
    ['status', 'table'],
    ['explain', 'text'],
  ])('%s knows no other format than %s and json', async (command, people) => {
    const run = await runCli(await goodPack(), [command, '--format=yaml']);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(`--format: got "yaml", expected ${people} or json`);
  });
});

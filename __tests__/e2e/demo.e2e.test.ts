import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { DeployReport } from '../../src/report/deploy-model.js';
import { Scenes } from './harness.js';
import { readReport } from './invariants.js';
import { NODE_NAME } from './node.js';
import { type CommandRun, runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

async function demo(...argv: readonly string[]): Promise<CommandRun> {
  return runCli(await scenes.open(), ['demo', ...argv]);
}

const IDS = ['staging', 'production-eu', 'production-us', 'production-ap', 'production-sa'];

/** What the demo says at its end of what each gateway serves. */
function servedIn({ stdout }: CommandRun): readonly string[] {
  const [, end = ''] = stdout.split('What the gateways serve now (emulated):\n');
  return IDS.map((id) => new RegExp(`^ {2}${id} +(.*)$`, 'm').exec(end)?.[1] ?? 'not named');
}

async function deployReportOf(run: CommandRun): Promise<DeployReport> {
  const report = await readReport(reportsNamedIn(run).find((path) => path.endsWith('deploy-report.json')));
  const stage = report.stages.find((one) => one.stage === 'deploy');
  if (stage?.stage !== 'deploy') throw new Error('the report has no deploy stage');
  return stage;
}

function reportsNamedIn({ stdout }: CommandRun): readonly string[] {
  return stdout.split('\n').flatMap((line) => /^ {2}(\/.*-report\.json)$/.exec(line)?.[1] ?? []);
}

/** What each break shows first: the annotation of the stage it is met in, and words of its reason. */
const BREAKS = [
  { what: 'lint', stage: 'validate', result: 'failed', words: ['prompt-injections'] },
  { what: 'test', stage: 'validate', result: 'failed', words: ['internal roadmap', 'expected block'] },
  { what: 'canary', stage: 'deploy', result: 'rolled-back', words: ['canary', 'staging serves again what was served before'] },
  { what: 'wave', stage: 'deploy', result: 'rolled-back', words: ['production-us does not serve version 1.4.0', 'taken back'] },
  { what: 'health', stage: 'verify', result: 'unhealthy', words: ['production-us'] },
  { what: 'events', stage: 'verify', result: 'silent', words: ['events'] },
] as const;

describe(`the demo on ${NODE_NAME}`, () => {
  test.concurrent('runs all three stages, prints summary and report paths, and leaves no process', async () => {
    const run = await demo();
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('EMULATED');
    expect(run.stdout).toMatch(/=== job summary.*## ✅ validate.*## ✅ deploy.*## ✅ verify/s);
    const results = await Promise.all(reportsNamedIn(run).map(async (path) => (await readReport(path)).result));
    expect(results).toEqual(['passed', 'promoted', 'verified']);
    const { waves, warnings, plan } = await deployReportOf(run);
    expect(waves.map(({ number, gateways, state }) => [number, gateways.length, state])).toEqual([
      [0, 1, 'done'],
      [1, 1, 'done'],
      [2, 1, 'done'],
      [3, 2, 'done'],
    ]);
    expect(warnings).toEqual([]);
    expect(plan?.gateways.map(({ restore }) => restore?.kind)).toEqual(IDS.map(() => 'commit'));
    expect(servedIn(run)).toEqual(IDS.map(() => 'support-desk 1.4.0'));
    expect(run.stdout).not.toMatch(/kt_emulated_[0-9a-f]{32}/);
  });

  test.concurrent.each(BREAKS)('--break $what ends in $stage as $result, the reason first', async ({ what, stage, result, words }) => {
    const run = await demo('--break', what);
    expect(run.code).toBe(1);
    const paths = reportsNamedIn(run);
    expect((await readReport(paths.at(-1))).result).toBe(result);
    expect(run.stdout).toContain(`Demo (emulated): ${stage} ended as ${result}`);
    const summaryOfFailed = run.stdout.slice(run.stdout.indexOf(`## ❌ ${stage}`)).split('\n- **')[0] ?? '';
    for (const word of words) expect(summaryOfFailed).toContain(word);
    expect(await readFile(paths.at(-1) ?? '', 'utf8')).toContain('"emulated": true');
  });

  test.concurrent('a gateway that does not load the policy stops the waves, and what was changed is taken back', async () => {
    const run = await demo('--break', 'wave');
    const report = await deployReportOf(run);
    expect(report.waves.map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'waiting']);
    expect(report.gateways.map(({ state }) => state)).toEqual(['restored', 'restored', 'restored', 'untouched', 'untouched']);
    expect(servedIn(run)).toEqual(IDS.map(() => 'support-desk 1.3.0'));
  });

  test.concurrent('works without git, and says where deploy finds then what to go back to', async () => {
    const scene = await scenes.open();
    const run = await runCli(scene, ['demo'], { environment: { PATH: scene.bin } });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('no git here that works');
    const { plan } = await deployReportOf(run);
    expect(plan?.gateways.map(({ restore }) => restore?.kind)).toEqual(IDS.map(() => 'previous-policy-file'));
  });

  test.concurrent('an unknown break is an error that lists the known ones', async () => {
    const run = await demo('--break', 'everything');
    expect(run).toMatchObject({ code: 1, stdout: '' });
    for (const { what } of BREAKS) expect(run.stderr).toContain(what);
  });
});

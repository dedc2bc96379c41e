import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Scenes } from './harness.js';
import { readReport } from './invariants.js';
import { NODE_NAME } from './node.js';
import { type CommandRun, runCli } from './terminal.js';

const scenes = new Scenes();
afterAll(() => scenes.closeAll());

async function demo(...argv: readonly string[]): Promise<CommandRun> {
  return runCli(await scenes.open(), ['demo', ...argv]);
}

function reportsNamedIn({ stdout }: CommandRun): readonly string[] {
  return stdout.split('\n').flatMap((line) => /^ {2}(\/.*-report\.json)$/.exec(line)?.[1] ?? []);
}

/** What each break shows first: the annotation of the stage it is met in, and words of its reason. */
const BREAKS = [
  { what: 'lint', stage: 'validate', result: 'failed', words: ['prompt-injections'] },
  { what: 'test', stage: 'validate', result: 'failed', words: ['internal roadmap', 'expected block'] },
  { what: 'canary', stage: 'deploy', result: 'failed', words: ['canary'] },
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
    expect(run.stdout).not.toMatch(/kt_emulated_[0-9a-f]{32}/);
  });

  test.concurrent.each(BREAKS)('--break $what ends in $stage as $result, the reason first', async ({ what, stage, result, words }) => {
    const run = await demo('--break', what);
    expect(run.code).toBe(1);
    const paths = reportsNamedIn(run);
    expect((await readReport(paths.at(-1))).result).toBe(result);
    expect(run.stdout).toContain(`Demo (emulated): ${stage} ended as ${result}`);
    const summaryOfFailed = run.stdout.slice(run.stdout.indexOf(`## ❌ ${stage}`)).split('\n')[0] ?? '';
    for (const word of words) expect(summaryOfFailed).toContain(word);
    expect(await readFile(paths.at(-1) ?? '', 'utf8')).toContain('"emulated": true');
  });

  test.concurrent('an unknown break is an error that lists the known ones', async () => {
    const run = await demo('--break', 'everything');
    expect(run).toMatchObject({ code: 1, stdout: '' });
    for (const { what } of BREAKS) expect(run.stderr).toContain(what);
  });
});

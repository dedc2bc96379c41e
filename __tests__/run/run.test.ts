import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Entry } from '../../src/options/table.js';
import { SILENT_LOG } from '../../src/report/log.js';
import type { Report } from '../../src/report/model.js';
import { readOptions, run } from '../../src/run/run.js';
import { Session } from '../../src/run/session.js';
import { FakeClock, golden, policyText } from '../stages/world.js';

let parent = '';
let workspace = '';
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'run-test-'));
  workspace = join(parent, 'checkout');
  await mkdir(join(parent, 'temp'));
  await write('policy-config.yaml', policyText());
});
afterEach(() => rm(parent, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(workspace, name)), { recursive: true });
  await writeFile(join(workspace, name), text);
}

interface Ran {
  readonly succeeded: boolean | undefined;
  readonly error: unknown;
  readonly report: Report;
  readonly kept: readonly Report[];
  readonly warnings: readonly string[];
}

const noToken = { 'api-token': 't-1', 'production-gateways': 'eu=https://eu.example' };

/** Runs without any kt at hand, in a workspace of its own, with every other thing real. */
async function runIt(entry: Entry, values: Readonly<Record<string, string>>, event?: string, abort = new AbortController()): Promise<Ran> {
  const kept: Report[] = [];
  const warnings: string[] = [];
  const session = new Session(undefined, async (report) => void kept.push(report));
  const parsed = readOptions(entry, { values: new Map(Object.entries(values)), environment: {}, origin: 'inputs' });
  const surroundings = {
    environment: { PATH: join(parent, 'empty') },
    workspaceRoot: workspace,
    directory: workspace,
    clock: new FakeClock(),
    log: { ...SILENT_LOG, warning: (text: string) => void warnings.push(text) },
    signal: abort.signal,
    ...(event !== undefined && { event }),
  };
  try {
    const succeeded = await run(parsed, surroundings, join(parent, 'temp'), session);
    return { succeeded, error: undefined, report: session.report(), kept, warnings };
  } catch (error) {
    return { succeeded: undefined, error, report: session.report(), kept, warnings };
  }
}

/** What runs left behind in the temporary directory. */
const leftovers = (): Promise<string[]> => readdir(join(parent, 'temp'));

describe('a run', () => {
  test('of validate succeeds, names the builtin engine, and leaves no file behind', async () => {
    const { succeeded, report } = await runIt('validate', { tests: 'false' });
    expect(succeeded).toBe(true);
    expect(report).toMatchObject({
      result: 'passed',
      engines: [{ name: 'builtin' }],
      stages: [{ packs: [{ file: 'policy-config.yaml' }] }],
    });
    expect(await leftovers()).toEqual([]);
  });

  test('leaves no file behind either when it fails', async () => {
    const { error } = await runIt('validate', { 'policy-file': 'missing.yaml' });
    expect(error).toMatchObject({ name: 'Failure', kind: 'bad-input' });
    expect(await leftovers()).toEqual([]);
  });

  test.each([
    ['relative', () => 'packs/a'],
    ['absolute', () => join(workspace, 'packs/a')],
  ])('starts in a working directory that is %s', async (_name, directory) => {
    await write('packs/a/policy-config.yaml', policyText('3.0.0'));
    const { report } = await runIt('validate', { tests: 'false', 'working-directory': directory() });
    expect(report.stages[0]).toMatchObject({ packs: [{ file: 'packs/a/policy-config.yaml', pack: { version: '3.0.0' } }] });
  });

  test('tells every problem of options and inventory before it does anything', async () => {
    await write('.github/keeptrusts.yml', 'gateways:\n  eu: { url: "https://eu.example" }\n');
    const { error, kept } = await runIt('deploy', { 'production-gateways': 'us\nasia' });
    expect(error).toMatchObject({ name: 'InputProblems' });
    expect(String(error)).toMatch(/"us".*"asia".*API token/s);
    expect(kept).toEqual([]);
  });

  test('says what options replaced of the inventory', async () => {
    await write('.github/keeptrusts.yml', 'packs:\n  - { file: policy-config.yaml, tests: required }\n');
    expect((await runIt('validate', {})).report).toMatchObject({ result: 'failed' });
    expect((await runIt('validate', { tests: 'false' })).report).toMatchObject({ result: 'passed', overridden: ['tests: required'] });
  });
});

describe('the stages of the root action', () => {
  test('run in their own order, and a bad one stops the rest', async () => {
    await write('policy-config.yaml', policyText().replace('- dlp-filter', '- dlp-filtre'));
    const { succeeded, report, warnings } = await runIt('root', { ...noToken, stages: 'deploy, validate' });
    expect(succeeded).toBe(false);
    expect(report).toMatchObject({ result: 'failed', stages: [{ stage: 'validate' }] });
    expect(warnings).toEqual([expect.stringMatching(/^deploy does not run, because validate ended as failed: /)]);
  });

  test('build nothing on an inconclusive validation', async () => {
    await write('tests/a.json', golden('a', 'x', 'block'));
    const { succeeded, report, kept } = await runIt('root', { ...noToken, stages: 'validate, deploy' });
    expect(succeeded).toBe(false);
    expect(report.stages.map(({ stage }) => stage)).toEqual(['validate']);
    // While deploy was still to come, nothing good was said; afterwards the result is the one of the last stage.
    expect(kept.map(({ result }) => result)).toEqual(['incomplete', 'inconclusive']);
  });

  test('after a good one that fails to start leave no good result', async () => {
    const { error, report } = await runIt('root', { ...noToken, stages: 'validate, deploy', tests: 'false' }, 'pull_request');
    expect(error).toMatchObject({ kind: 'refused' });
    expect(report).toMatchObject({ result: 'incomplete', stages: [{ stage: 'validate', result: 'passed' }] });
  });

  test('do not start in a cancelled run, which is no defect', async () => {
    const abort = new AbortController();
    abort.abort(new Error('the run was cancelled (SIGINT)'));
    const { error, report } = await runIt('root', { stages: 'validate', tests: 'false' }, undefined, abort);
    expect(error).toMatchObject({
      name: 'Failure',
      kind: 'refused',
      message: 'starting validate: the run was cancelled (SIGINT). Run it again',
    });
    expect(report).toMatchObject({ result: 'incomplete', stages: [] });
  });
});

describe('deploy', () => {
  test.each(['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'])(
    'refuses the event %s',
    async (event) => {
      expect((await runIt('deploy', noToken, event)).error).toMatchObject({ kind: 'refused', message: expect.stringContaining(event) });
    },
  );

  test.each([
    ['no file', 'nowhere/*.yaml', 'no file matches'],
    ['two files', '*.yaml', '2 files match'],
    ['a file that is not there', 'missing.yaml', 'there is no such file'],
  ])('takes exactly one file: %s is bad input', async (_name, pattern, why) => {
    await write('second.yaml', policyText());
    const { error } = await runIt('deploy', { ...noToken, 'policy-file': pattern });
    expect(error).toMatchObject({ kind: 'bad-input', message: expect.stringContaining(why) });
  });

  test('takes one file by a glob and excludes, like validate', async () => {
    await write('second.yaml', policyText());
    // It gets as far as asking for canary files: the policy was found.
    const { error } = await runIt('deploy', { ...noToken, 'policy-file': '*.yaml\n!second.yaml', canary: 'canary/*.json' });
    expect(error).toMatchObject({ message: expect.stringContaining('canary files ["canary/*.json"]: no file matches') });
  });

  test('refuses a canary file with a fault, naming its line', async () => {
    await write('canary/a.json', '{\n  "name": "a",\n  "input": {},\n  "expected": { "verdict": "deny" }\n}');
    const { error } = await runIt('deploy', { ...noToken, canary: 'canary/*.json' });
    expect(error).toMatchObject({ kind: 'bad-input', message: expect.stringMatching(/canary\/a\.json:\d/) });
  });
});

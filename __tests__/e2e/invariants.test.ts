import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/model.js';
import { checkStep, type EndedStep, outsideCode, readReport } from './invariants.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'invariants-'));
});
afterEach(() => rm(directory, { recursive: true }));

const REPORT: Report = {
  schemaVersion: 1,
  tool: { name: 'keeptrusts-policy-action', version: '0.1.0' },
  engines: [],
  result: 'passed',
  stages: [],
};

function step(changes: Partial<EndedStep> = {}): EndedStep {
  return {
    action: { main: 'validate.mjs', inputs: [], outputs: ['result', 'report'] },
    exitCode: 0,
    outputs: { result: 'passed' },
    lines: ['::add-mask::hush-hush', '::group::Keeptrusts policy', 'fine', '::endgroup::'],
    summary: '\n## ✅ passed\n\n| `<b>` |\n',
    wantsSummary: true,
    report: REPORT,
    secrets: ['hush-hush'],
    directory,
    ...changes,
  };
}

describe('what the harness checks after every step', () => {
  test('is satisfied by a good one', async () => {
    await expect(checkStep(step())).resolves.toBeUndefined();
  });

  test.each<[string, Partial<EndedStep>, string]>([
    ['exit code 0 with a bad result', { outputs: { result: 'failed' }, report: { ...REPORT, result: 'failed' } }, 'exit code 0 with'],
    ['another exit code', { exitCode: 2 }, 'exit code 2'],
    ['a failure without an error', { exitCode: 1 }, 'says no error'],
    ['a stack trace', { exitCode: 1, lines: ['::error::x%0A    at main (a.mjs:1:1)'] }, 'stack trace'],
    ['an undeclared output', { outputs: { result: 'passed', token: 'x' } }, 'output token'],
    ['an output that contradicts the report', { outputs: { result: 'failed' } }, 'output result'],
    ['a foreign command', { lines: ['  ::set-env name=PATH::x'] }, 'command set-env'],
    ['an old command in the middle of a line', { lines: ['name: ##[error]x'] }, 'command ##[error]'],
    ['a group left open', { lines: ['::group::x'] }, 'not closed'],
    ['eleven errors', { exitCode: 1, lines: Array.from({ length: 11 }, () => '::error::x') }, '11 annotations'],
    ['a control character', { lines: ['\u001b[2J'] }, 'control character'],
    ['a secret in the log', { lines: ['token hush-hush'] }, 'a secret in the log'],
    ['HTML in the summary', { summary: '## ✅ passed\n<img src=x>' }, 'raw HTML'],
    ['a summary without its result', { summary: 'hello' }, 'begin with the result'],
    ['an emulated run that does not say so', { report: { ...REPORT, emulated: true } }, 'emulated'],
  ])('finds %s', async (_name, changes, problem) => {
    await expect(checkStep(step(changes))).rejects.toThrow(problem);
  });

  test('finds secrets in files, and files that are left in RUNNER_TEMP', async () => {
    await writeFile(join(directory, 'output'), 'hush-hush');
    await writeFile(join(directory, 'kt.tar.gz'), '');
    await expect(checkStep(step())).rejects.toThrow(/a secret in output\n- kt\.tar\.gz is left/);
  });

  test('takes no report that does not fit the schema', async () => {
    const path = join(directory, 'report.json');
    await writeFile(path, JSON.stringify({ ...REPORT, result: 'fine' }));
    await expect(readReport(path)).rejects.toThrow('does not fit its schema');
    await writeFile(path, JSON.stringify(REPORT));
    await expect(readReport(path)).resolves.toEqual(REPORT);
  });

  test('leaves code spans out of what could be HTML', () => {
    expect(outsideCode('a `<b>` c ``<i>`</i>`` <u>')).toBe('a   c   <u>');
  });
});

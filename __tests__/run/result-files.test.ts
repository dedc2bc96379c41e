import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { resultFiles, writeResultFiles } from '../../src/run/result-files.js';
import { sourcePlaces } from '../../src/run/source-places.js';
import { deploy, pack, report, validate, verify } from '../report/samples.js';

const directory = mkdtempSync(join(tmpdir(), 'keeptrusts-results-'));
const pathOf = (option: string): string => join(directory, option);
const FILES = resultFiles(pathOf);

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const { validation: _validation, ...unvalidated } = deploy();

describe('the files of a result', () => {
  test.each([
    ['a validation', report([validate()])],
    ['a validation whose release did not begin', report([validate()], { failure: { kind: 'transport', message: 'no kt' } })],
    ['a release that validated its pack', report([deploy({ validation: pack() })])],
  ])('are written for %s', async (_name, what) => {
    expect(await writeResultFiles(FILES, what, sourcePlaces(directory))).toBe(true);
    expect(readFileSync(pathOf('sarif-file'), 'utf8')).toContain('"ruleId":"test-failed"');
    expect(readFileSync(pathOf('junit-file'), 'utf8')).toContain('<testcase');
  });

  test.each([
    ['only looked at gateways', report([verify()])],
    ['refused a release before it validated anything', report([unvalidated])],
    ['ended before its first stage', report([])],
  ])('are not written empty by a run that %s: their readers would take all for well', async (_name, what) => {
    expect(await writeResultFiles(FILES, what, sourcePlaces(directory))).toBe(false);
    expect([existsSync(pathOf('sarif-file')), existsSync(pathOf('junit-file'))]).toEqual([false, false]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { outputOf, parseLog, resultsOf } from './act-log.js';

const line = (values: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ job: `w/${String(values.jobID)}`, matrix: {}, ...values });
const step = (jobID: string, stepResult: string, more = {}): string =>
  line({ jobID, stage: 'Main', stepID: ['s'], step: 'a step', stepResult, ...more });

describe("act's log", () => {
  test('gives results of jobs and outputs of steps, with its last words about each', () => {
    const log = [
      line({ jobID: 'one', msg: 'begins' }),
      step('one', 'success'),
      line({ jobID: 'one', command: 'set-output', stepID: ['s'], name: 'digest', arg: 'sha256:1' }),
      line({ jobID: 'one', command: 'set-output', stepID: ['s'], name: 'digest', arg: 'sha256:2' }),
      line({ jobID: 'one', jobResult: 'success' }),
      line({ jobID: 'two', jobResult: 'skipped', level: 'debug' }),
      'text that is no JSON',
    ];
    const run = parseLog(log.join('\n'), 0);
    expect(resultsOf(run)).toEqual({ one: 'success', two: 'skipped' });
    expect(outputOf(run, 'one', 's', 'digest')).toBe('sha256:2');
    expect(() => outputOf(run, 'two', 's', 'digest')).toThrow('two: step s set no output digest');
    expect(run.text).toContain('text that is no JSON');
  });

  test('an entry of a matrix that succeeds after one that failed has succeeded, whatever act says', () => {
    const entry = (pack: string) => ({ job: 'w/stage', matrix: { pack } });
    const log = [
      step('stage', 'failure', entry('a')),
      line({ jobID: 'stage', jobResult: 'failure', ...entry('a') }),
      step('stage', 'success', entry('b')),
      line({ jobID: 'stage', jobResult: 'failure', ...entry('b') }),
    ];
    expect(resultsOf(parseLog(log.join('\n'), 1))).toEqual({ stage: ['failure', 'success'] });
  });

  test('a job with a matrix that was skipped is one job', () => {
    const log = ['a', 'b'].map((pack) => line({ jobID: 'stage', jobResult: 'skipped', matrix: { pack } }));
    expect(resultsOf(parseLog(log.join('\n'), 0))).toEqual({ stage: 'skipped' });
  });

  test('is refused when act ran nothing, or ended in the middle of a job', () => {
    expect(() => parseLog('Error: workflow is not valid', 1)).toThrow('no job ran; act ended with 1\nact | Error: workflow is not valid');
    expect(() => parseLog(step('one', 'success'), 0)).toThrow('job w/one has no result');
  });
});

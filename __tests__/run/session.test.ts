import { describe, expect, test } from '@jest/globals';
import { Failure, InputProblems } from '../../src/report/failure.js';
import type { Report } from '../../src/report/model.js';
import { Session } from '../../src/run/session.js';
import { deploy, RUN, validate, verify } from '../report/samples.js';

const FAILURE = new Failure('bad-input', { doing: 'reading x', cameBack: 'it is not there', nextStep: 'Make it' });

function session(): { readonly session: Session; readonly kept: Report[] } {
  const kept: Report[] = [];
  return { kept, session: new Session(RUN, async (report) => void kept.push(report)) };
}

describe('the result of a run', () => {
  test('is incomplete until a stage says something', () => {
    expect(session().session.report()).toMatchObject({ result: 'incomplete', stages: [], run: RUN });
  });

  test("is the last stage's", async () => {
    const { session: run } = session();
    run.expect(['validate', 'deploy']);
    await run.setStage(validate({ result: 'passed' }));
    await run.setStage(deploy({ result: 'promoted' }));
    expect(run.report().result).toBe('promoted');
  });

  test.each(['passed', 'inconclusive'] as const)('is not %s while a stage that was asked for has not run', async (result) => {
    const { session: run, kept } = session();
    run.expect(['validate', 'deploy']);
    await run.setStage(validate({ result }));
    expect(kept.at(-1)).toMatchObject({ result: 'incomplete', stages: [{ result }] });
  });

  test('is a bad one at once, whatever was still to come', async () => {
    const { session: run } = session();
    run.expect(['validate', 'deploy']);
    await run.setStage(validate({ result: 'failed' }));
    expect(run.report().result).toBe('failed');
  });

  test('is the last one again once it is settled that no other stage runs, and that is kept', async () => {
    const { session: run, kept } = session();
    run.expect(['validate', 'deploy']);
    await run.setStage(validate({ result: 'inconclusive' }));
    await run.stopHere();
    expect(kept.map(({ result }) => result)).toEqual(['incomplete', 'inconclusive']);
  });

  test('names the stages that did not run, as they were asked for', async () => {
    const { session: run, kept } = session();
    run.expect(['validate', 'rollback', 'verify']);
    await run.setStage(validate({ result: 'passed' }));
    expect(run.report().withoutResult).toEqual(['rollback', 'verify']);
    await run.setStage(deploy({ result: 'refused' }));
    await run.stopHere();
    expect(kept.at(-1)).toMatchObject({ result: 'refused', withoutResult: ['verify'] });
    await run.setStage(verify());
    expect(run.report()).not.toHaveProperty('withoutResult');
  });

  test('is never a good one after a failure', async () => {
    const { session: run, kept } = session();
    await run.setStage(validate({ result: 'passed' }));
    await run.fail(FAILURE);
    expect(kept.at(-1)).toMatchObject({
      result: 'incomplete',
      failure: { kind: 'bad-input', message: 'reading x: it is not there. Make it' },
      stages: [{ result: 'passed' }],
    });
  });

  test('stays what a stage left behind when that is worse than incomplete', async () => {
    const { session: run } = session();
    await run.setStage(deploy({ result: 'unknown' }));
    await run.fail(FAILURE);
    expect(run.report().result).toBe('unknown');
  });
});

describe('a report', () => {
  test('is kept at every change, a stage under its name once', async () => {
    const { session: run, kept } = session();
    await run.setStage(verify({ result: 'timed-out' }));
    await run.setStage(verify({ result: 'verified' }));
    expect(kept.map(({ stages }) => stages.map(({ result }) => result))).toEqual([['timed-out'], ['verified']]);
  });

  test('names each engine once', () => {
    const { session: run } = session();
    for (const version of ['old', 'new']) run.addEngine({ name: 'builtin', version });
    run.addEngine({ name: 'kt', version: '1', path: '/a/kt' });
    expect(run.report().engines).toEqual([
      { name: 'builtin', version: 'new' },
      { name: 'kt', version: '1', path: '/a/kt' },
    ]);
  });

  test('says that it is emulated, and what options replaced, only where that is so', () => {
    const { session: run } = session();
    run.setOverridden([]);
    expect(run.report()).not.toHaveProperty('emulated');
    expect(run.report()).not.toHaveProperty('overridden');
    run.markEmulated();
    run.setOverridden(['tests: required']);
    expect(run.report()).toMatchObject({ emulated: true, overridden: ['tests: required'] });
  });

  test('names the release record once there is one, and is kept then', async () => {
    const { session: run, kept } = session();
    await run.setStage(deploy());
    expect(kept.at(-1)).not.toHaveProperty('releaseRecord');
    const releaseRecord = { path: 'release.json', sha256: 'a'.repeat(64) };
    await run.setReleaseRecord(releaseRecord);
    expect(kept.at(-1)).toMatchObject({ releaseRecord, stages: [{ stage: 'deploy' }] });
  });

  test('outside a runner names no run', () => {
    expect(new Session(undefined, async () => {}).report()).not.toHaveProperty('run');
  });

  test.each([
    [FAILURE, 'bad-input', 'reading x: it is not there. Make it'],
    [new InputProblems(['a', 'b']), 'bad-input', '2 problems with the options:\n- a\n- b'],
    [new TypeError('x is not a function'), 'defect', 'x is not a function'],
    ['a text', 'defect', 'a text'],
  ])('of %p says what kind of failure it was', async (error, kind, message) => {
    const { session: run } = session();
    await run.fail(error);
    expect(run.report().failure).toEqual({ kind, message });
  });
});

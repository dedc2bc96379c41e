import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { type ProcessLike, startRed, type Verdict } from '../../src/run/verdict.js';

class FakeProcess extends EventEmitter implements ProcessLike {
  exitCode: number | string | null | undefined = undefined;
}

function started(): {
  readonly process: FakeProcess;
  readonly verdict: Verdict;
  readonly defects: unknown[];
  readonly untold: unknown[];
} {
  const process = new FakeProcess();
  const defects: unknown[] = [];
  const untold: unknown[] = [];
  const verdict = startRed(
    process,
    (error) => defects.push(error),
    (error) => untold.push(error),
  );
  return { process, defects, untold, verdict };
}

describe('the exit code', () => {
  test('is 1 from the beginning', () => {
    expect(started().process.exitCode).toBe(1);
  });

  test('stays 1, and says so, when the process ends without a verdict', () => {
    const { process, defects } = started();
    process.emit('exit', 0);
    expect(process.exitCode).toBe(1);
    expect(defects).toEqual([undefined]);
  });

  test('is not the last word of a run that was left: whoever asked for it hears of its end, told or not', () => {
    const untold = started();
    untold.process.emit('exit', 0);
    expect(untold.untold).toEqual([undefined]);
    const told = started();
    const error = new Error('nobody caught this');
    told.process.emit('unhandledRejection', error);
    expect(told.verdict.stray()).toEqual({ error });
    told.process.emit('exit', 1);
    expect([told.untold, told.defects]).toEqual([[error], [error]]);
    const reached = started();
    reached.verdict.reach(false);
    reached.process.emit('exit', 1);
    expect(reached.untold).toEqual([]);
    expect(reached.verdict.stray()).toBeUndefined();
    const late = started();
    late.verdict.reach(true);
    late.process.emit('uncaughtException', error);
    late.process.emit('exit', 1);
    expect(late.untold).toEqual([error]);
  });

  test('is 0 only after a verdict that the run succeeded', () => {
    const { process, verdict, defects } = started();
    verdict.reach(true);
    process.emit('exit', 0);
    expect(process.exitCode).toBe(0);
    expect(defects).toEqual([]);
  });

  test('is 1 after a verdict that it did not, which is no defect', () => {
    const { process, verdict, defects } = started();
    verdict.reach(false);
    process.emit('exit', 1);
    expect(process.exitCode).toBe(1);
    expect(defects).toEqual([]);
  });

  test.each(['uncaughtException', 'unhandledRejection'])('is 1 after an %s, before the verdict or after it', (event) => {
    for (const before of [true, false]) {
      const { process, verdict, defects } = started();
      const error = new Error('nobody caught this');
      if (!before) verdict.reach(true);
      process.emit(event, error);
      if (before) verdict.reach(true);
      process.emit('exit', 0);
      expect(process.exitCode).toBe(1);
      expect(defects).toEqual([error]);
    }
  });
});

import { describe, expect, test } from '@jest/globals';
import type { Progress } from '../../src/report/log.js';
import { ProgressPace, progressText, waitedWords } from '../../src/report/progress.js';

function paced() {
  let now = 5_000;
  const pace = new ProgressPace({ elapsed: () => now });
  const shown: string[] = [];
  return {
    shown,
    advance: (ms: number) => (now += ms),
    offer: (doing: string, done: number, of: number, rest: Partial<Progress> = {}) => {
      const state = { doing, done, of, ...rest };
      if (pace.offer(state)) shown.push(progressText(state));
    },
    end: () => shown.push(...pace.end().map(progressText)),
  };
}

describe('a state in words', () => {
  test.each<[Progress, string]>([
    [{ doing: 'looked at gateway', done: 34, of: 200 }, 'looked at gateway 34/200'],
    [{ doing: 'validated file', done: 1, of: 2, detail: 'a.yaml: passed' }, 'validated file 1/2: a.yaml: passed'],
    [{ doing: 'wave 2/3, baking', done: 12.9, of: 60, unit: 's' }, 'wave 2/3, baking 12 s of 60 s'],
  ])('%j', (state, words) => {
    expect(progressText(state)).toBe(words);
  });

  test('a time waited is in whole seconds that have passed', () => {
    expect(waitedWords(12_900, 120_000)).toBe('waited 12 s of 120 s');
  });
});

describe('the pace of progress', () => {
  test('one line a second, over all work together', () => {
    const { offer, advance, shown } = paced();
    for (let step = 0; step < 25; step += 1) {
      offer('a', step, 1000);
      offer('b', step, 1000);
      advance(100);
    }
    expect(shown).toEqual(['a 0/1000', 'a 10/1000', 'a 20/1000']);
  });

  test('the last state of work that a line was shown of is always told', () => {
    const { offer, shown } = paced();
    for (let done = 1; done <= 3; done += 1) offer('gateway', done, 3);
    expect(shown).toEqual(['gateway 1/3', 'gateway 3/3']);
  });

  test('that line counts: the next comes a second after it', () => {
    const { offer, advance, shown } = paced();
    offer('a', 1, 2);
    advance(900);
    offer('a', 2, 2);
    advance(900);
    offer('b', 1, 2);
    advance(100);
    offer('b', 1, 2);
    expect(shown).toEqual(['a 1/2', 'a 2/2', 'b 1/2']);
  });

  test('work that is over before it could be shown takes no line, however much of it there is', () => {
    const { offer, shown } = paced();
    for (let pack = 0; pack < 1000; pack += 1) for (let done = 1; done <= 10; done += 1) offer(`pack ${pack}`, done, 10);
    expect(shown).toEqual(['pack 0 1/10', 'pack 0 10/10']);
  });

  test('of work that ends early the newest state is told at the end, once', () => {
    const { offer, end, shown } = paced();
    offer('gateway', 34, 200);
    offer('gateway', 57, 200);
    end();
    end();
    expect(shown).toEqual(['gateway 34/200', 'gateway 57/200']);
  });

  test('nothing is told twice, and of a wait nothing that is over', () => {
    const { offer, advance, end, shown } = paced();
    offer('gateway', 34, 200);
    advance(1000);
    offer('waiting', 3, 60, { unit: 's' });
    offer('waiting', 4, 60, { unit: 's' });
    end();
    expect(shown).toEqual(['gateway 34/200', 'waiting 3 s of 60 s']);
  });

  test('work of the same name may come again', () => {
    const { offer, advance, shown } = paced();
    offer('a', 1, 1);
    advance(1000);
    offer('a', 1, 2);
    offer('a', 2, 2);
    expect(shown).toEqual(['a 1/1', 'a 1/2', 'a 2/2']);
  });
});

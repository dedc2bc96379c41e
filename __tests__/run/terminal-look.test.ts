import { describe, expect, test } from '@jest/globals';
import { terminalLook } from '../../src/run/terminal-look.js';

type Environment = Readonly<Record<string, string>>;

describe('colours', () => {
  test.each<[string, Environment, boolean, boolean]>([
    ['are for terminals', {}, true, true],
    ['are not for files and pipes', {}, false, false],
    ['NO_COLOR takes away', { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR leaves', { NO_COLOR: '' }, true, true],
    ['a dumb terminal does not get', { TERM: 'dumb' }, true, false],
    ['FORCE_COLOR gives a pipe', { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR gives against NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    ['an empty FORCE_COLOR does not give', { FORCE_COLOR: '' }, false, false],
    ['FORCE_COLOR=0 takes away', { FORCE_COLOR: '0' }, true, false],
    ['a terminal in CI gets', { CI: 'true' }, true, true],
  ])('%s', (_name, environment, isTerminal, colour) => {
    expect(terminalLook(environment, isTerminal).colour).toBe(colour);
  });
});

describe('a live line', () => {
  test.each<[string, Environment, boolean, boolean]>([
    ['is for terminals', {}, true, true],
    ['is not for files and pipes, whatever FORCE_COLOR says', { FORCE_COLOR: '1' }, false, false],
    ['is not for the terminal of a CI system, whose log keeps every state', { CI: 'true' }, true, false],
    ['is there where CI says no', { CI: 'false' }, true, true],
    ['is not for a dumb terminal', { TERM: 'dumb' }, true, false],
    ['needs no colour', { NO_COLOR: '1' }, true, true],
  ])('%s', (_name, environment, isTerminal, live) => {
    expect(terminalLook(environment, isTerminal).live).toBe(live);
  });
});

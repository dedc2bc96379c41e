import { describe, expect, test } from '@jest/globals';
import { chooseEngines, type EngineQuestion } from '../../src/keeptrusts/engine-choice.js';

const NONE = { kind: 'none' };
const DEFAULT = { kind: 'install', version: '0.1.0' };
const BOTH = ['builtin', 'kt'];

describe('the choice of engines', () => {
  test.each<[EngineQuestion, unknown, unknown]>([
    [{ stage: 'validate' }, ['builtin'], NONE],
    [{ stage: 'validate', ktOnPath: '/bin/kt' }, BOTH, { kind: 'on-path', path: '/bin/kt' }],
    [{ stage: 'validate', ktPath: '/x/kt', ktOnPath: '/bin/kt' }, BOTH, { kind: 'path', path: '/x/kt' }],
    [{ stage: 'validate', ktVersion: 'latest', ktOnPath: '/bin/kt' }, BOTH, { kind: 'install', version: 'latest' }],
    [{ stage: 'validate', engine: 'builtin', ktOnPath: '/bin/kt' }, ['builtin'], NONE],
    [{ stage: 'validate', engine: 'kt' }, ['kt'], DEFAULT],
    [{ stage: 'validate', engine: 'kt', ktOnPath: '/bin/kt' }, ['kt'], { kind: 'on-path', path: '/bin/kt' }],
    [{ stage: 'deploy' }, BOTH, DEFAULT],
    [{ stage: 'deploy', ktOnPath: '/bin/kt' }, BOTH, { kind: 'on-path', path: '/bin/kt' }],
    [{ stage: 'deploy', engine: 'builtin', ktPath: '/x/kt' }, ['builtin'], { kind: 'path', path: '/x/kt' }],
    [{ stage: 'verify' }, [], DEFAULT],
    [{ stage: 'verify', engine: 'builtin', ktVersion: '0.2.0' }, [], { kind: 'install', version: '0.2.0' }],
  ])('%j gives %j and %j', (question, engines, kt) => {
    expect<unknown>(chooseEngines(question)).toEqual({ engines, kt });
  });

  test('refuses two answers to the same question', () => {
    expect(() => chooseEngines({ stage: 'validate', ktPath: '/x/kt', ktVersion: '0.1.0' })).toThrow(/kt-path.*kt-version/);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatPath, parsePath, resolvePath } from '../../src/policy/path.js';

describe('a config path', () => {
  test.each([
    [['policies', 'chain', 0], 'policies.chain[0]'],
    [['policy', 'pii-detector', 'actions'], 'policy.pii-detector.actions'],
    [['providers', 'targets', 0, 'id'], 'providers.targets[0].id'],
    [['a', 1, 2], 'a[1][2]'],
    [['weights', 'gpt-4.1'], 'weights["gpt-4.1"]'],
    [['', 'a b'], '[""]["a b"]'],
    [[], ''],
  ] as const)('%j is written %s, and read back', (path, text) => {
    expect(formatPath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path);
  });

  test('survives writing and reading whatever its keys are', () => {
    const step = fc.oneof(fc.string(), fc.nat());
    fc.assert(
      fc.property(fc.array(step), (path) => {
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
    );
  });

  test('of another tool finds keys that contain dots', () => {
    const root = { weights: { 'gpt-4.1': { share: 1 }, gpt: {} } };
    expect(resolvePath(root, 'weights.gpt-4.1.share')).toEqual(['weights', 'gpt-4.1', 'share']);
  });

  test('that leads nowhere is kept as it is, and inherited names are not keys', () => {
    expect(resolvePath({ pack: {} }, 'pack.constructor.name')).toEqual(['pack', 'constructor', 'name']);
    expect(resolvePath(undefined, '..[[x')).toEqual(['x']);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isSemVer } from '../../src/policy/lint/version.js';
import { compareVersions, nextPatch } from '../../src/policy/version-order.js';

/** The chain of https://semver.org/#spec-item-11, and around it. */
const ASCENDING = [
  '0.9.10',
  '1.0.0-0',
  '1.0.0-2',
  '1.0.0-10',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '1.0.10',
  '1.2.0',
  '1.10.0',
  '9.0.0',
  '10.0.0',
  '99999999999999999999.0.0',
];

describe('precedence', () => {
  test('is that of the specification', () => {
    for (const [i, a] of ASCENDING.entries()) {
      for (const [j, b] of ASCENDING.entries()) expect([a, b, Math.sign(compareVersions(a, b))]).toEqual([a, b, Math.sign(i - j)]);
    }
  });

  test('leaves build metadata out', () => {
    expect(compareVersions('1.0.0+b.9', '1.0.0+a-b')).toBe(0);
    expect(compareVersions('1.0.0-rc.1+x', '1.0.0-rc.1')).toBe(0);
  });
});

describe('the next patch', () => {
  test.each([
    ['1.2.3', '1.2.4'],
    ['1.2.9', '1.2.10'],
    ['1.2.3-rc.1+x-y', '1.2.4'],
    ['0.0.99999999999999999999', '0.0.100000000000000000000'],
  ])('after %s is %s', (version, next) => {
    expect(nextPatch(version)).toBe(next);
  });

  test('is a version, and higher', () => {
    const part = fc.stringMatching(/^(0|[1-9]\d{0,3})$/);
    const version = fc.tuple(part, part, part, fc.constantFrom('', '-a', '-1.b', '+c')).map(([a, b, c, rest]) => `${a}.${b}.${c}${rest}`);
    fc.assert(
      fc.property(version, (one) => isSemVer(nextPatch(one)) && compareVersions(nextPatch(one), one) > 0),
      { seed: 1 },
    );
  });
});

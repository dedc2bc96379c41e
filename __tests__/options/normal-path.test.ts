import { describe, expect, test } from '@jest/globals';
import { normalPath } from '../../src/options/normal-path.js';

describe('two writings of one file', () => {
  test('are equal', () => {
    expect(normalPath('./packs//a/./policy.yaml')).toBe('packs/a/policy.yaml');
  });

  test('also with backslashes on Windows, and only there', () => {
    expect(normalPath('.\\packs\\a/policy.yaml', 'win32')).toBe('packs/a/policy.yaml');
    expect(normalPath('packs\\a/policy.yaml', 'linux')).toBe('packs\\a/policy.yaml');
  });
});

import { describe, expect, test } from '@jest/globals';
import { asOnDisk, slashed } from '../../src/workspace/spelling.js';

describe('a path named with other letters than on disk', () => {
  test.each(['win32', 'darwin'] as const)('is called as it is on disk where the system takes both for one file (%s)', (platform) => {
    expect(asOnDisk('/w/Packs/A.yaml', '/w/packs/a.yaml', platform)).toBe('/w/packs/a.yaml');
    expect(asOnDisk('/w/gr\u00fcn.yaml', '/w/gru\u0308n.yaml', platform)).toBe('/w/gru\u0308n.yaml');
  });

  test('keeps its name where these are two files, and where it is a link to another one', () => {
    expect(asOnDisk('/w/Packs/A.yaml', '/w/packs/a.yaml', 'linux')).toBe('/w/Packs/A.yaml');
    expect(asOnDisk('/w/current.yaml', '/w/v2.yaml', 'darwin')).toBe('/w/current.yaml');
  });
});

describe('a pattern written with backslashes', () => {
  test.each([
    ['packs\\*\\policy-config.yaml', 'packs/*/policy-config.yaml'],
    ['C:\\repo\\policy-config.yaml', 'C:/repo/policy-config.yaml'],
    ['packs\\**\\*.yaml', 'packs/**/*.yaml'],
    ['packs\\\\a.yaml', 'packs//a.yaml'],
    ['packs\\a\\[b\\].yaml', 'packs/a\\[b\\].yaml'],
  ])('%s means %s on Windows', (written, meant) => {
    expect(slashed(written, 'win32')).toBe(meant);
  });

  test('is left alone elsewhere, where a name may hold one', () => {
    expect(slashed('packs\\*.yaml', 'linux')).toBe('packs\\*.yaml');
  });
});

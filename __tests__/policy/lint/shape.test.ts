import { describe, expect, test } from '@jest/globals';
import { brief, CHAIN, fixed, lint, PACK } from './brief.js';

describe('the shape of a configuration', () => {
  test.each([
    ['pack missing', CHAIN, ['error missing-key pack 1:1-1:9']],
    ['policies missing', PACK, ['error missing-key policies 1:1-1:5']],
    [
      'name, version and enabled missing',
      `pack: {}\n${CHAIN}`,
      ['error missing-key pack.name 1:1-1:5', 'error missing-key pack.version 1:1-1:5', 'error missing-key pack.enabled 1:1-1:5'],
    ],
    ['pack not a mapping', `pack: support\n${CHAIN}`, ['error wrong-type pack 1:7-1:14']],
    ['name not a text', PACK.replace('support-desk', '7') + CHAIN, ['error wrong-type pack.name 2:9-2:10']],
    ['enabled not a boolean', PACK.replace('true', 'yes') + CHAIN, ['error wrong-type pack.enabled 4:12-4:15']],
    ['chain missing', `${PACK}policies: {}\n`, ['error missing-key policies.chain 5:1-5:9']],
    ['chain not a list', `${PACK}policies:\n  chain: rbac\n`, ['error wrong-type policies.chain 6:10-6:14']],
    ['chain empty', `${PACK}policies:\n  chain: []\n`, ['warning chain-empty policies.chain 6:3-6:8']],
    ['a block without a value', PACK + CHAIN.replace(' {}', ''), ['warning wrong-type policy.rbac 9:3-9:7']],
    ['a block that is a list', PACK + CHAIN.replace('{}', '[1]'), ['error wrong-type policy.rbac 9:3-9:7']],
  ])('%s', (_, text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  test('quotes around true are removed by the fix', () => {
    expect(fixed(PACK.replace('true', '"true"') + CHAIN)).toBe(PACK + CHAIN);
  });

  test.each([
    [
      'a list of policies',
      'version: "1"\nproviders: {}\npolicies:\n  - name: x\n    type: content_filter\n',
      'error document-shape policies 3:1-3:9',
    ],
    ['input_policies', 'pack: {}\ninput_policies: []\n', 'error document-shape input_policies 2:1-2:15'],
    ['a version without pack', 'version: "1"\nproviders: {}\n', 'error document-shape version 1:1-1:8'],
  ])('the list-shaped document gives exactly one error: %s', (_, text, expected) => {
    expect(brief(text)).toEqual([expected]);
  });
});

describe('a policy on its own', () => {
  const single = 'policy:\n  name: prompt-injection\n  version: 1.0.0\n  enabled: true\n';

  test('is accepted for a kind that may stand alone, with its sections', () => {
    expect(brief(`${single}detection:\n  embedding_threshold: 0.8\n`)).toEqual([]);
  });

  test.each([
    ['another kind', single.replace('prompt-injection', 'rbac'), ['error document-shape policy.name 2:9-2:13']],
    ['a misspelt kind', single.replace('injection', 'injections'), ['error unknown-kind policy.name 2:9-2:26']],
    ['no version', single.replace('  version: 1.0.0\n', ''), ['error missing-key policy.version 1:1-1:7']],
    ['a misspelt section', `${single}detections: {}\n`, ['error unknown-section detections 5:1-5:11']],
  ])('is an error with %s', (_, text, expected) => {
    expect(brief(text)).toEqual(expected);
  });
});

describe('pack.version', () => {
  const versioned = (version: string) => PACK.replace('"1.0.0"', version) + CHAIN;

  test.each(['1.0.0', '"0.2.0"', "'2.1.0-rc.1+build.5'", '10.20.30'])('%s is SemVer', (version) => {
    expect(brief(versioned(version))).toEqual([]);
  });

  test.each([
    ['1.0', '"1.0.0"'],
    ['1.10', '"1.10.0"'],
    ['2', '"2.0.0"'],
    ['"1.0"', '"1.0.0"'],
    ["'v1.2.3'", "'1.2.3'"],
    ['01.2.3', '1.2.3'],
  ])('%s is refused, and the fix writes %s', (version, meant) => {
    expect(brief(versioned(version))).toEqual([`error version-not-semver pack.version 3:12-3:${12 + version.length}`]);
    expect(fixed(versioned(version))).toBe(versioned(meant));
  });

  test('a number is explained', () => {
    expect(lint(versioned('1.0'))[0]?.message).toContain('the number 1.0, not a text');
  });

  test('without a guess there is no fix', () => {
    expect(brief(versioned('latest'))).toEqual(['error version-not-semver pack.version 3:12-3:18']);
    expect(fixed(versioned('latest'))).toBeUndefined();
  });
});

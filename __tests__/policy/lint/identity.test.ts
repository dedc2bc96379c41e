import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePolicy } from '../../../src/policy/document.js';
import { duplicatePackIds, namedPack, type PackPast, type PastPack, pastPack } from '../../../src/policy/lint/identity.js';
import { lintPolicy } from '../../../src/policy/lint/lint.js';

const RULES: readonly string[] = ['version-not-bumped', 'version-reused', 'version-lowered', 'duplicate-pack-id'];

function file(version: string, chain: string, pack = 'name: desk'): string {
  return `pack:\n  ${pack}\n  version: "${version}"\n  enabled: true\npolicies:\n  chain: [${chain}]\npolicy:\n  rbac: {}\n  pii-detector: {}\n`;
}

let commits = 0;
function state(text: string): PastPack {
  commits += 1;
  const past = pastPack(parsePolicy(text), String(commits).padStart(40, 'c'));
  if (past === undefined) throw new Error('no identity');
  return past;
}

function found(text: string, past: Partial<PackPast>): string[] {
  return lintPolicy(parsePolicy(text), { past: { history: [], ...past } })
    .filter(({ ruleId }) => RULES.includes(ruleId))
    .map(({ ruleId, severity, path, range }) => `${severity} ${ruleId} ${path} ${range?.start.line}:${range?.start.column}`);
}

describe('a pack whose content changed', () => {
  test('under the same version is an error at the version', () => {
    expect(found(file('1.0.0', 'rbac, pii-detector'), { base: state(file('1.0.0', 'rbac')) })).toEqual([
      'error version-not-bumped pack.version 3:12',
    ]);
  });

  test('is told the next version', () => {
    const base = state(file('1.2.9', 'rbac'));
    const [finding] = lintPolicy(parsePolicy(file('1.2.9', 'pii-detector, rbac')), { past: { base, history: [] } });
    expect(finding?.message).toBe(`The content differs from commit ${base.commit.slice(0, 10)}, but 'pack.version' is still 1.2.9`);
    expect(finding?.help).toMatch(/^Raise it, for example to "1\.2\.10"\. /);
  });

  test('under a higher version is fine', () => {
    expect(found(file('1.0.1', 'pii-detector, rbac'), { base: state(file('1.0.0', 'rbac')) })).toEqual([]);
  });

  test('in comments, quotes and order of keys alone did not change', () => {
    const text = `# new words\npolicy: {pii-detector: {}, rbac: {}}\npolicies: {chain: ['rbac']}\npack: {version: '1.0.0', enabled: true, name: desk}\n`;
    expect(found(text, { base: state(file('1.0.0', 'rbac')) })).toEqual([]);
  });

  test('on the base, but not in this work, is nothing of this work', () => {
    const old = file('1.0.0', 'rbac');
    expect(found(old, { base: state(file('1.1.0', 'pii-detector')), branchPoint: state(old) })).toEqual([]);
  });

  test('in a new file has nothing to be compared with', () => {
    expect(found(file('1.0.0', 'rbac'), {})).toEqual([]);
  });

  test('into another pack is a new pack, unless the id stayed', () => {
    expect(found(file('1.0.0', 'rbac', 'name: shop'), { base: state(file('1.0.0', 'pii-detector')) })).toEqual([]);
    const named = (name: string): string =>
      file('1.0.0', 'rbac', `{name: ${name}, id: desk-eu}`).replace('pack:\n  {', 'pack: &p\n  <<: {');
    expect(found(named('shop'), { base: state(named('desk')) })).toEqual(['error version-not-bumped pack.version 3:12']);
  });
});

describe('a version that stood for other content before', () => {
  const history = () => [state(file('1.1.0', 'pii-detector')), state(file('1.0.0', 'rbac'))];

  test('is an error that names the commit', () => {
    const past = history();
    const [finding] = lintPolicy(parsePolicy(file('1.0.0', 'rbac, pii-detector')), { past: { history: past } });
    expect(finding).toMatchObject({ ruleId: 'version-reused', severity: 'error', path: 'pack.version' });
    expect(finding?.message).toBe(`Version 1.0.0 of pack 'desk' had other content in commit ${past[1]?.commit.slice(0, 10)}`);
    expect(finding?.help).toContain('"1.1.1"');
  });

  test('and the same content again is only lowered', () => {
    const past = history();
    expect(found(file('1.0.0', 'rbac'), { base: state(file('1.1.0', 'pii-detector')), history: past })).toEqual([
      'warning version-lowered pack.version 3:12',
    ]);
  });

  test('in another pack is no matter', () => {
    expect(found(file('1.0.0', 'rbac', 'name: shop'), { history: history() })).toEqual([]);
  });

  test('is not also told as not bumped or lowered', () => {
    const base = state(file('1.0.0', 'rbac'));
    expect(found(file('1.0.0', 'pii-detector'), { base, history: [base] })).toEqual(['error version-not-bumped pack.version 3:12']);
    const past = history();
    expect(found(file('1.0.0', 'rbac, pii-detector'), { base: past[0] ?? base, history: past })).toEqual([
      'error version-reused pack.version 3:12',
    ]);
  });
});

describe('a version that went down', () => {
  test.each([
    ['1.0.0', '1.0.1'],
    ['1.9.0', '1.10.0'],
    ['2.0.0-rc.1', '2.0.0'],
  ])('to %s from %s is a warning', (now, before) => {
    expect(found(file(now, 'rbac'), { base: state(file(before, 'pii-detector')) })).toEqual(['warning version-lowered pack.version 3:12']);
  });

  test('is not guessed where one of the two is no version', () => {
    expect(found(file('now', 'rbac'), { base: state(file('1.0.0', 'pii-detector')) })).toEqual([]);
  });
});

describe('whatever a file and its past are', () => {
  const versions = fc.constantFrom('1.0.0', '1.0.1', '1.1.0', '2.0.0-rc.1', 'x');
  const chains = fc.constantFrom('rbac', 'pii-detector', 'rbac, pii-detector');
  const texts = fc.tuple(versions, chains).map(([version, chain]) => file(version, chain));
  const pasts = fc.record({ base: texts.map(state), history: fc.array(texts.map(state), { maxLength: 6 }) });

  test('there is at most one finding, and none for comments alone', () => {
    fc.assert(
      fc.property(texts, pasts, (text, past) => {
        expect(found(text, past).length).toBeLessThanOrEqual(1);
        const commented = text.replaceAll('\n', ' # words\n');
        expect(found(commented, { ...past, base: state(text), history: [state(text)] })).toEqual([]);
      }),
      { seed: 1 },
    );
  });

  test('a changed content under the version of its base is always found', () => {
    fc.assert(
      fc.property(versions, chains, chains, (version, before, now) => {
        const findings = found(file(version, now), { base: state(file(version, before)) });
        expect(findings).toHaveLength(before === now ? 0 : 1);
      }),
      { seed: 2 },
    );
  });
});

describe('packs of one run with the same id', () => {
  const pack = (name: string, path: string, more = '') => {
    const named = namedPack(parsePolicy(file('1.0.0', 'rbac', `name: ${name}${more}`)), path);
    if (named === undefined) throw new Error('no identity');
    return named;
  };
  const packs = [pack('desk', 'dev.yaml'), pack('other', 'other.yaml'), pack('x', 'eu.yaml', '\n  id: desk'), pack('desk', 'us.yaml')];

  test('are a warning at each later one, where its id or else its name stands', () => {
    expect(
      duplicatePackIds(packs, () => undefined).map(({ file: where, finding }) => [
        where,
        finding.severity,
        finding.path,
        finding.range?.start.line,
        finding.message,
      ]),
    ).toEqual([
      ['eu.yaml', 'warning', 'pack.id', 3, "Pack id 'desk' is also that of dev.yaml"],
      ['us.yaml', 'warning', 'pack.name', 2, "Pack id 'desk' is also that of dev.yaml"],
    ]);
  });

  test('are an error where one control plane gets both', () => {
    const together = (one: string, other: string) => (one === 'eu.yaml' && other === 'us.yaml' ? 'control plane https://api' : undefined);
    expect(duplicatePackIds(packs, together).map(({ finding }) => [finding.severity, finding.message])).toEqual([
      ['warning', "Pack id 'desk' is also that of dev.yaml"],
      ['error', "Pack id 'desk' is also that of eu.yaml, and the inventory sends both to control plane https://api"],
    ]);
  });
});

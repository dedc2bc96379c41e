import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../src/policy/document.js';
import type { LintFinding } from '../../src/policy/lint/finding.js';
import { lintPolicy } from '../../src/policy/lint/lint.js';
import { fromKt, toFindings } from '../../src/stages/finding.js';
import { policyText } from './world.js';

const NAMES = { file: 'policy-config.yaml', workspaceFile: 'packs/policy-config.yaml' };

/** Findings of a text, as a report has them. */
const findings = (text: string, names = NAMES) =>
  toFindings(
    lintPolicy(parsePolicy(text)).map((finding) => ({ finding, engine: 'builtin' as const })),
    names,
  );
const fingerprints = (text: string, names = NAMES) => findings(text, names).map(({ fingerprint }) => fingerprint);

describe('the fingerprint of a finding', () => {
  const broken = policyText().replace('- dlp-filter', '- dlp-filtre').replace('retention_days', 'retention');

  test('stays when lines above it are added, removed or moved', () => {
    expect(fingerprints(broken).length).toBeGreaterThan(1);
    expect(fingerprints(`# A comment\n\n# and another\n${broken}`)).toEqual(fingerprints(broken));
  });

  test.each([
    ['a YAML error', 'pack: {name: a\npolicies: [}\n'],
    ['a duplicate key', 'pack:\n  name: a\n  name: b\n'],
    ['a tab', 'pack:\n\tname: a\n'],
  ])('stays for %s too, whose message must name no line', (_name, text) => {
    expect(fingerprints(text).length).toBeGreaterThan(0);
    expect(fingerprints(`# one\n# two\n${text}`)).toEqual(fingerprints(text));
  });

  test('is another for another file', () => {
    expect(fingerprints(broken, { ...NAMES, file: 'other.yaml' })).not.toEqual(fingerprints(broken));
  });

  test('tells equal faults of one file apart by their order, the first one staying what it was', () => {
    const one: LintFinding = { ruleId: 'r', severity: 'error', message: 'same' };
    const at = (line: number): LintFinding => ({ ...one, range: { start: { line, column: 1 }, end: { line, column: 2 } } });
    const of = (...list: LintFinding[]) =>
      toFindings(
        list.map((finding) => ({ finding, engine: 'builtin' as const })),
        NAMES,
      );
    const [first, second] = of(at(9), at(4));
    expect([first?.range?.start.line, second?.range?.start.line]).toEqual([4, 9]);
    expect(first?.fingerprint).not.toBe(second?.fingerprint);
    expect(of(at(12))[0]?.fingerprint).toBe(first?.fingerprint);
  });
});

test('findings come in the order of the file, those without a place first, with the names of the file', () => {
  const make = (ruleId: string, line?: number, column = 1): { finding: LintFinding; engine: 'kt' } => ({
    finding: {
      ruleId,
      severity: 'error',
      message: ruleId,
      ...(line !== undefined && { range: { start: { line, column }, end: { line, column: column + 1 } } }),
    },
    engine: 'kt',
  });
  const ordered = toFindings([make('d', 3, 9), make('b', 2), make('c', 3, 2), make('a')], NAMES);
  expect(ordered.map(({ ruleId }) => ruleId)).toEqual(['a', 'b', 'c', 'd']);
  expect(ordered[0]).toMatchObject({ ...NAMES, engine: 'kt' });
});

describe('a problem that kt reports', () => {
  const document = parsePolicy(policyText());

  test.each([
    ['E001', 'unknown-kind'],
    ['E002', 'unknown-key'],
    ['E003', 'kind-without-block'],
    ['E042', 'kt-lint'],
    ['constructor', 'kt-lint'],
    [undefined, 'kt-lint'],
  ])('with code %s is a finding of rule %s', (code, ruleId) => {
    expect(fromKt({ severity: 'error', message: 'm', ...(code !== undefined && { code }) }, document).ruleId).toBe(ruleId);
  });

  test('stands where its config path stands', () => {
    const finding = fromKt({ severity: 'warning', message: 'm', help: 'h', path: 'policy.dlp-filter.action', code: 'E042' }, document);
    expect(finding).toMatchObject({ severity: 'warning', message: 'm', help: 'h', code: 'E042', path: 'policy.dlp-filter.action' });
    expect(finding.range?.start).toEqual({ line: 13, column: 5 });
  });

  test('without a path has no place', () => {
    expect(fromKt({ severity: 'error', message: 'm' }, document)).not.toHaveProperty('range');
  });
});

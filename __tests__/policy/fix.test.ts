import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePolicy } from '../../src/policy/document.js';
import { applyFixes, fixAll } from '../../src/policy/fix.js';
import type { LintFinding } from '../../src/policy/lint/finding.js';
import { lintPolicy } from '../../src/policy/lint/lint.js';

function edit(offset: number, length: number, text: string, more: object = {}): { fix: { offset: number; length: number; text: string } } {
  return { fix: { offset, length, text }, ...more };
}

describe('applyFixes', () => {
  test('makes the edits from anywhere in the list, and leaves the rest', () => {
    const { text, applied } = applyFixes('one two three', [edit(8, 5, '3'), {}, edit(0, 3, '1')]);
    expect(text).toBe('1 two 3');
    expect(applied).toHaveLength(2);
  });

  test('of edits that touch each other makes the first', () => {
    expect(applyFixes('abcdef', [edit(0, 3, 'x'), edit(2, 2, 'y'), edit(3, 1, 'z')]).text).toBe('xdef');
  });

  test('counts equal edits as made', () => {
    expect(applyFixes('abc', [edit(0, 1, 'x'), edit(0, 1, 'x')])).toMatchObject({ text: 'xbc', applied: [{}, {}] });
  });

  test('leaves suppressed findings, edits outside the text and edits that change nothing', () => {
    expect(applyFixes('abc', [edit(0, 1, 'x', { suppressed: true }), edit(2, 9, 'y'), edit(1, 1, 'b')])).toEqual({
      text: 'abc',
      applied: [],
    });
  });
});

function check(text: string): { findings: readonly LintFinding[]; readable: boolean } {
  const document = parsePolicy(text);
  return { findings: lintPolicy(document), readable: document.value !== undefined };
}

const SLIPS = [
  ['- pii-detector', '- pii-detectr'],
  ['pii-detector: # kept', 'pii-detecter: # kept'],
  ['version: "1.4.0"', 'version: 1.4'],
  ['enabled: true', "enabled: 'yes'"],
  ['  enabled: true\n', '  enabled: true\n  enabled: true\n'],
  ['policies:', 'polices:'],
  ['    action: redact', '    acton: redact'],
] as const;

const CLEAN = `# Kept: a comment
pack:
  name:   support-desk   # kept: spaces
  version: "1.4.0"
  enabled: true

policies:
  chain:
    - pii-detector
    - audit-logger
policy:
  audit-logger: {}
  pii-detector: # kept
    action: redact
`;

describe('fixAll', () => {
  test.each(SLIPS)('mends %j from %j', (right, wrong) => {
    expect(CLEAN).toContain(right);
    const broken = CLEAN.replace(right, wrong);
    const { text, applied } = fixAll(broken, check);
    expect(applied.length).toBeGreaterThan(0);
    expect(text).toBe(CLEAN);
  });

  test('mends what comes to light only after the first edit', () => {
    const broken = CLEAN.replace('pii-detector: # kept\n    action', 'pii-detecter: # kept\n    acton');
    expect(fixAll(broken, check).text).toBe(CLEAN);
  });

  test('takes an edit back that makes the text unreadable', () => {
    const bad = (text: string) => ({ findings: [edit(0, 0, '[')], readable: !text.startsWith('[') });
    expect(fixAll('a: 1', bad)).toEqual({ text: 'a: 1', applied: [] });
  });

  test('ends although every pass finds something', () => {
    expect(fixAll('', () => ({ findings: [edit(0, 0, 'x')], readable: true })).text.length).toBeLessThan(10);
  });

  test('two keys with different values are left for their author', () => {
    const twice = CLEAN.replace('  enabled: true\n', '  enabled: true\n  enabled: false\n');
    expect(fixAll(twice, check)).toEqual({ text: twice, applied: [] });
  });

  test('a doubled key is left where its lines hold a comment or an anchor', () => {
    for (const line of ['  enabled: true # why\n', '  enabled: &on true\n']) {
      const twice = CLEAN.replace('  enabled: true\n', `  enabled: true\n${line}`);
      expect(fixAll(twice, check).applied).toEqual([]);
    }
  });

  test('any slips, any line ending, a byte order mark or none: the file is as before, and the findings are gone', () => {
    const slips = fc.subarray([...SLIPS], { minLength: 1 });
    fc.assert(
      fc.property(slips, fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\uFEFF'), (chosen, newline, mark) => {
        const written = (text: string): string => mark + text.replaceAll('\n', newline);
        const broken = chosen.reduce((text, [right, wrong]) => text.replace(right, wrong), CLEAN);
        const fixed = fixAll(written(broken), check);
        expect(fixed.text).toBe(written(CLEAN));
        expect(check(fixed.text).findings).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

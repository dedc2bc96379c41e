import { describe, expect, test } from '@jest/globals';
import { planAnnotations } from '../../src/github/annotations.js';
import { checkAnnotations } from '../../src/github/check-annotations.js';
import { renderComment } from '../../src/report/comment.js';
import { renderJUnit } from '../../src/report/junit.js';
import { renderSarif } from '../../src/report/sarif.js';
import type { SarifLog } from '../../src/report/sarif-model.js';
import { renderSummary } from '../../src/report/summary.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { findingsOf } from '../../src/run/findings.js';
import { HOSTILE_CASES } from './hostile.js';
import { parseXml, schemaProblems } from './junit-schema.js';
import { finding, pack, report, testCase, validate } from './samples.js';

/** A run with `changed-only`: one pack changed and has a warning, one did not and has an error and a failed test. */
const OLD = 'packs/old/policy-config.yaml';
const CHANGED = pack({
  result: 'passed',
  gate: { state: 'changed', because: ['packs/support/policy-config.yaml', 'packs/support/tests/a.json', 'x.json', 'y.json'] },
  findings: [finding({ severity: 'warning', message: 'a new warning', fingerprint: 'new' })],
  tests: { passed: 1, failed: 0, undecided: 0, cases: [testCase({ name: 'new', outcome: 'passed' })] },
});
const EXISTING = pack({
  file: OLD,
  gate: { state: 'existing' },
  findings: [finding({ message: 'an old error', file: OLD, workspaceFile: OLD, fingerprint: 'old' })],
  tests: { passed: 0, failed: 1, undecided: 0, cases: [testCase({ name: 'old test', file: 'packs/old/tests/a.json' })] },
});
const RUN = report([
  validate({ result: 'passed', reason: { summary: '1 of 2 policy files changed', nextSteps: [] }, packs: [EXISTING, CHANGED] }),
]);
const FINDINGS = findingsOf(RUN);

describe('what existed before, in packs that do not count', () => {
  test('is marked when findings are taken out of their packs', () => {
    expect(FINDINGS.map(({ message, existing }) => [message.slice(0, 15), existing])).toEqual([
      ['an old error', true],
      ['Test "old test"', true],
      ['a new warning', undefined],
    ]);
  });

  test('takes no annotation of its own: one note counts it', () => {
    const plan = planAnnotations(FINDINGS);
    expect(plan.map(({ level }) => level)).toEqual(['warning', 'notice']);
    expect(plan[1]).toEqual({ level: 'notice', message: expect.stringMatching(/^2 existing errors in packs that did not change/) });
    expect(planAnnotations([{ ...finding({ severity: 'info' }), existing: true }])).toEqual([]);
  });

  test('has its note however many notes there are', () => {
    const notes = Array.from({ length: 30 }, () => finding({ severity: 'info' }));
    const plan = planAnnotations([...notes, ...FINDINGS]).filter(({ level }) => level === 'notice');
    expect([plan.length, plan[0]?.message.slice(0, 10)]).toEqual([10, '2 existing']);
  });

  test('comes last in a check run, as notes that say what they were', () => {
    const annotations = checkAnnotations(FINDINGS);
    expect(annotations.map((one) => [one.annotation_level, one.title])).toEqual([
      ['warning', 'unknown-kind'],
      ['notice', 'existing error: unknown-kind'],
      ['notice', 'existing error: test-failed'],
    ]);
  });

  test('keeps its level in SARIF, after what counts, with a property', () => {
    const log: SarifLog = JSON.parse(renderSarif(RUN, FINDINGS));
    expect(log.runs[0].results.map(({ level, properties }) => [level, properties.gate])).toEqual([
      ['warning', undefined],
      ['error', 'existing'],
      ['error', 'existing'],
    ]);
  });

  test('is skipped in JUnit, never a failure', () => {
    const xml = renderJUnit(RUN);
    const root = parseXml(xml);
    expect(schemaProblems(root)).toEqual([]);
    expect(xml).not.toContain('<failure');
    expect(new Map(root.attributes).get('failures')).toBe('0');
    expect(xml.match(/<skipped message="existing failure, the pack did not change: [^"]+/g)).toHaveLength(2);
    expect(xml).toContain('name="gate" value="existing"');
  });

  test('is folded in the summary, below what counts, and the table says which packs count and why', () => {
    const [top = '', folded = ''] = renderSummary(RUN).split('<details><summary>Existing, in 1 pack that did not change');
    expect(top).toContain('a new warning');
    expect(top).not.toContain('an old error');
    expect(folded).toContain('an old error');
    expect(folded).toContain('old test');
    expect(top).toContain(
      '| ✅ passed | yes, changed: `packs/support/policy-config.yaml`, `packs/support/tests/a.json`, `x.json` and 1 more | `packs/support',
    );
    expect(top).toContain(`| failed | no, unchanged | \`${OLD}\``);
    expect(top.indexOf('yes, changed')).toBeLessThan(top.indexOf('no, unchanged'));
  });

  test('is counted as left out where a summary has no room for it', () => {
    const many = Array.from({ length: 400 }, (_one, index) => finding({ message: `old ${index}`, fingerprint: String(index) }));
    const full = report([validate({ packs: [{ ...EXISTING, findings: many }, CHANGED] })]);
    const short = renderSummary(full, { budget: 8_000 });
    expect(short).toContain('left out: 2 tests, 400 findings');
    expect(short).toContain('a new warning');
  });

  test('stands below the fold of a comment', () => {
    const [top = '', folded = ''] = (renderComment(RUN, '<!-- m -->', undefined) ?? '').split('<details>');
    expect(top).toContain('a new warning');
    expect(top).not.toContain('old');
    expect(renderComment(RUN, '<!-- m -->', undefined)).toContain('an old error');
    expect(folded).toContain('no, unchanged');
  });

  test('has no mark and no colour in a terminal', () => {
    const text = renderTerminal(RUN, { colour: true });
    expect(text).toContain('  unchanged, so that they do not count: 1 pack\n    - packs/old/policy-config.yaml failed\n');
    expect(text).toContain(`    ${OLD}:12:7 existing error: an old error (unknown-kind)\n`);
    expect(text).toContain('existing failed test: old test: the chain let it pass');
    expect(text.split('\n').filter((line) => line.includes('old') && line.includes('\x1b'))).toEqual([]);
  });

  test('of many only some is shown in a terminal, and the rest counted', () => {
    const many = Array.from({ length: 50 }, () => finding({ message: 'again' }));
    const text = renderTerminal(report([validate({ packs: [{ ...EXISTING, findings: many }] })]), { colour: false });
    expect([text.match(/existing error/g)?.length, text.includes('… and 31 more that existed before')]).toEqual([20, true]);
  });

  test.each(HOSTILE_CASES)('is text like any other: %s', (_name, hostile) => {
    const one = { ...EXISTING, findings: [finding({ message: hostile, workspaceFile: hostile })], file: hostile };
    const because = { ...CHANGED, gate: { state: 'changed' as const, because: [hostile] } };
    const some = report([validate({ packs: [one, because] })]);
    const lines = renderTerminal(some, { colour: false }).split('\n');
    expect(lines.filter((line) => /^\s*(?:::|##\[)/.test(line))).toEqual([]);
    expect(
      renderSummary(some)
        .split('\n')
        .filter((line) => line.startsWith('| ') && line.includes('yes, changed')),
    ).toHaveLength(1);
    expect(schemaProblems(parseXml(renderJUnit(some)))).toEqual([]);
  });
});

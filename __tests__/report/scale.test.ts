import { describe, expect, test } from '@jest/globals';
import { ANNOTATION_MESSAGE_LIMIT, ANNOTATION_TITLE_LIMIT, ANNOTATIONS_PER_LEVEL, planAnnotations } from '../../src/github/annotations.js';
import { annotationCommand } from '../../src/github/commands.js';
import { SUMMARY_FILE_LIMIT } from '../../src/github/summary-file.js';
import { COMMENT_LIMIT, commentMarker, renderComment } from '../../src/report/comment.js';
import { renderJUnit } from '../../src/report/junit.js';
import type { CaseResult, Finding, PackReport, Report } from '../../src/report/model.js';
import { renderSarif, SARIF_LIMITS } from '../../src/report/sarif.js';
import type { SarifLog } from '../../src/report/sarif-model.js';
import { renderSummary, SUMMARY_BUDGET } from '../../src/report/summary.js';
import { HOSTILE } from './hostile.js';
import { parseXml, schemaProblems } from './junit-schema.js';
import { finding, gateway, pack, report, testCase, validate, verify } from './samples.js';
import { sarifProblems } from './sarif-schema.js';

const FINDINGS = 5000;
const CASES = 3000;
const GATEWAYS = 500;
const REPORT_PATH = '/home/runner/work/_temp/keeptrusts-policy-report-4711.json';

/** Text number `index` of a kind: unlike each other in a usual report, all the same megabyte in a hostile one. */
type Texts = (what: string, index: number) => string;

const SEVERITIES = ['error', 'warning', 'info'] as const;
const OUTCOMES = ['failed', 'undecided', 'passed'] as const;

function findingsOf(texts: Texts, packs: number): readonly Finding[] {
  return Array.from({ length: FINDINGS }, (_none, index) => {
    const file = `packs/team-${index % packs}/policy-config.yaml`;
    return finding({
      severity: SEVERITIES[index % SEVERITIES.length] ?? 'error',
      ruleId: 'unknown-key',
      message: texts('Unknown key', index),
      help: texts('Valid keys are: action, blocked_terms, detect_patterns; not', index),
      path: texts('policy.dlp-filter.key', index),
      docs: 'https://docs.keeptrusts.com/docs/cli/policy-lint',
      fingerprint: `f${String(index).padStart(5, '0')}`,
      file,
      workspaceFile: file,
    });
  });
}

function casesOf(texts: Texts, packs: number): readonly CaseResult[] {
  return Array.from({ length: CASES }, (_none, index) => {
    const outcome = OUTCOMES[index % OUTCOMES.length] ?? 'failed';
    const name = texts('answers question', index);
    return testCase({
      name,
      outcome,
      file: `packs/team-${index % packs}/tests/case-${index}.json`,
      ...(outcome !== 'passed' && { reason: texts('expected block, got allow, of question', index) }),
    });
  });
}

function packOf(number: number, findings: readonly Finding[], cases: readonly CaseResult[]): PackReport {
  const counted = (outcome: CaseResult['outcome']): number => cases.filter((one) => one.outcome === outcome).length;
  return pack({
    file: `packs/team-${number}/policy-config.yaml`,
    findings,
    tests: { passed: counted('passed'), failed: counted('failed'), undecided: counted('undecided'), cases },
  });
}

function largeReport(texts: Texts, packs: number): Report {
  const findings = findingsOf(texts, packs);
  const cases = casesOf(texts, packs);
  const mine =
    (number: number) =>
    (_one: unknown, index: number): boolean =>
      index % packs === number;
  const reports = Array.from({ length: packs }, (_none, number) =>
    packOf(number, findings.filter(mine(number)), cases.filter(mine(number))),
  );
  const gateways = Array.from({ length: GATEWAYS }, (_none, index) =>
    gateway({
      id: `gw-${index}`,
      url: `https://gw-${index}.example`,
      state: 'unknown',
      result: 'mismatch',
      differences: [texts('the chain has', index)],
      health: { status: 'unhealthy', attempts: 1, detail: texts('it says', index) },
      steps: [{ step: 'push', at: '2026-01-02T03:04:06.000Z', durationMs: 80, outcome: 'failed', detail: texts('it said', index) }],
    }),
  );
  return report([validate({ packs: reports }), verify({ result: 'mismatch', gateways })]);
}

const MEGABYTE = HOSTILE['a megabyte'] ?? '';
const SEQUENCES = HOSTILE['a megabyte of half sequences'] ?? '';

type Named = readonly (readonly [name: string, report: Report])[];

const USUAL: Named = [
  ['of one pack', largeReport((what, index) => `${what} number ${index}`, 1)],
  ['of a hundred packs', largeReport((what, index) => `${what} number ${index}`, 100)],
];
const HOSTILE_REPORTS: Named = [
  // What the escapes make longest: each bracket, pipe and mention takes several characters more.
  ['with a hostile megabyte in most texts', largeReport((what, index) => (index % 7 === 0 ? `${what} ${index}` : MEGABYTE), 100)],
  // What they make shortest.
  ['with a megabyte of terminal sequences in every text', largeReport(() => SEQUENCES, 1)],
];
const REPORTS: Named = [...USUAL, ...HOSTILE_REPORTS];

describe.each(REPORTS)(`a report of ${FINDINGS} findings, ${CASES} tests and ${GATEWAYS} gateways %s`, (_name, large) => {
  const findings = large.stages.flatMap((stage) => (stage.stage === 'validate' ? stage.packs.flatMap((one) => one.findings) : []));

  test('makes a job summary within the budget, which begins with the result', () => {
    const markdown = renderSummary(large, { reportPath: REPORT_PATH });
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(SUMMARY_BUDGET);
    expect(SUMMARY_BUDGET).toBeLessThan(SUMMARY_FILE_LIMIT);
    expect(markdown).toMatch(/^## ❌ verify mismatch/);
  });

  test('makes no more annotations than a step may have, and the last of a level says how many more and where', () => {
    const annotations = planAnnotations(findings, 'verify: mismatch', { reportPath: REPORT_PATH });
    for (const [level, all] of [
      ['error', 1667],
      ['warning', 1667],
      ['notice', 1666],
    ] as const) {
      const own = annotations.filter((one) => one.level === level);
      expect(own).toHaveLength(ANNOTATIONS_PER_LEVEL);
      const overflow = own.filter(({ message }) => message.includes(`see the job summary and the report ${REPORT_PATH}`));
      // One error slot is the final failure's.
      const shown = ANNOTATIONS_PER_LEVEL - (level === 'error' ? 2 : 1);
      expect(overflow.map(({ message }) => message.split(':')[0])).toEqual([expect.stringContaining((all - shown).toLocaleString('en'))]);
    }
    for (const { message, title = '' } of annotations) {
      expect(message.length).toBeLessThanOrEqual(ANNOTATION_MESSAGE_LIMIT);
      expect(title.length).toBeLessThanOrEqual(ANNOTATION_TITLE_LIMIT);
    }
    // One command, one line.
    expect(annotations.map(annotationCommand).join('')).not.toMatch(/[\r\n]/);
  });

  test('makes a comment that GitHub takes', () => {
    const text = renderComment(large, commentMarker('root'), undefined) ?? '';
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text).toContain('verify mismatch');
    expect(text).toMatch(/Left out.*the summary of the run/);
  });

  test('makes SARIF that fits the official schema and the limits of code scanning', () => {
    const text = renderSarif(large, findings);
    const log: SarifLog = JSON.parse(text);
    expect(sarifProblems(log)).toEqual([]);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SARIF_LIMITS.bytes);
    const { results, invocations } = log.runs[0];
    const leftOut = FINDINGS - results.length;
    const said = invocations[0].toolExecutionNotifications?.[0]?.message.text ?? '';
    expect(said).toContain(leftOut === 0 ? '' : `${leftOut.toLocaleString('en')} results`);
    expect(results.filter(({ level }) => level === 'error')).toHaveLength(Math.min(1667, results.length));
  });

  test('makes JUnit that is well-formed and keeps the rules of its readers', () => {
    const xml = renderJUnit(large);
    const root = parseXml(xml);
    expect(schemaProblems(root)).toEqual([]);
    const cases = root.children.flatMap((suite) => suite.children.filter(({ name }) => name === 'testcase'));
    expect(cases.length).toBe(CASES + root.children.length);
    // Readers load all of it: a text may not be longer than what its limit leaves of it.
    expect(xml.length).toBeLessThan(CASES * 60_000);
  });
});

describe('a summary that leaves something out', () => {
  test.each(REPORTS)('says what, and where the full report is: %s', (_name, large) => {
    const markdown = renderSummary(large, { reportPath: REPORT_PATH });
    const [note = ''] = /^> Shortened to fit.*$/m.exec(markdown) ?? [];
    expect(note).toMatch(/left out: .*[1-9][\d,]* (?:findings|tests|gateways)/);
    expect(note).toContain(`The full report is \`${REPORT_PATH}\`.`);
  });

  test.each(USUAL)('uses most of what it may have: %s', (_name, large) => {
    expect(Buffer.byteLength(renderSummary(large))).toBeGreaterThan(SUMMARY_BUDGET / 2);
  });

  test('still has the worst of each kind, and how many there were', () => {
    const markdown = renderSummary(
      largeReport((what, index) => `${what} number ${index}`, 100),
      { budget: 20_000 },
    );
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(20_000);
    expect(markdown).toContain('1 error and 1 failed test');
    expect(markdown).not.toContain('| info |');
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { renderJUnit } from '../../src/report/junit.js';
import type { Report } from '../../src/report/model.js';
import { HOSTILE_CASES } from './hostile.js';
import { pack, report, reportFullOf, testCase, validate } from './samples.js';

/**
 * The schemas themselves are not part of this repository, and their validator is Java's: without the folder this is skipped, and the rules in
 * junit-schema.ts stand for it. CONTRIBUTING.md says where they come from.
 */
const folder = process.env.JUNIT_SCHEMAS;
const whenGiven = folder === undefined ? describe.skip : describe;
const VALIDATOR = new URL('XmlValidator.java', import.meta.url).pathname;

/** What Java's validator says against a schema of the folder, a line a problem. */
function problemsOf(schema: string, documents: readonly string[]): readonly string[] {
  const directory = mkdtempSync(join(tmpdir(), 'junit-xsd-'));
  try {
    const files = documents.map((document, index) => {
      const path = join(directory, `${index}.xml`);
      writeFileSync(path, document);
      return path;
    });
    const said = execFileSync('java', [VALIDATOR, join(folder ?? '', schema), ...files], { encoding: 'utf8' });
    return said.split('\n').filter((line) => line !== '');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const UNDECIDED = testCase({ outcome: 'undecided', reason: 'bias-monitor: it asks a model' });
const REPORTS: readonly Report[] = [
  report([]),
  report([validate()]),
  report([validate({ packs: [pack({ tests: { passed: 0, failed: 0, undecided: 1, cases: [UNDECIDED] } }), pack({ findings: [] })] })]),
  report([validate({ durationMs: 12_345_678 })]),
  ...HOSTILE_CASES.map(([, text]) => reportFullOf(text)),
];
const DOCUMENTS = REPORTS.map((one) => renderJUnit(one));

/** Surefire writes a file a suite, so its schema has no testsuites: each suite as a document of its own. */
const SUITES = DOCUMENTS.flatMap((xml) => xml.match(/<testsuite .*?<\/testsuite>/gs) ?? []);

whenGiven('the JUnit file and the schemas of its readers (folder in JUNIT_SCHEMAS)', () => {
  test('it is valid against junit-10.xsd of the Jenkins xunit plugin', () => {
    expect(problemsOf('junit-10.xsd', DOCUMENTS)).toEqual([]);
  });

  test('its suites are valid against surefire-test-report.xsd', () => {
    expect(SUITES.length).toBeGreaterThan(HOSTILE_CASES.length);
    expect(problemsOf('surefire-test-report.xsd', SUITES)).toEqual([]);
  });

  // Why file and line stand in the text: https://github.com/mikepenz/action-junit-report reads such attributes, and neither schema has them.
  test.each(['file="tests/rag.json"', 'line="3"'])('neither schema has the attribute %s of a test case', (attribute) => {
    const suite = `<testsuite name="a" tests="1" failures="0" errors="0" skipped="0"><testcase name="a" time="0" ${attribute}/></testsuite>`;
    for (const schema of ['junit-10.xsd', 'surefire-test-report.xsd'])
      expect(problemsOf(schema, [suite])).toEqual([expect.stringContaining('not allowed')]);
  });
});

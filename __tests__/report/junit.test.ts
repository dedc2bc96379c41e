import { describe, expect, test } from '@jest/globals';
import { renderJUnit } from '../../src/report/junit.js';
import { HOSTILE_CASES } from './hostile.js';
import { parseXml, schemaProblems, type XmlElement } from './junit-schema.js';
import { DIGEST, deploy, finding, pack, report, reportFullOf, testCase, validate, verify } from './samples.js';

const PACK = pack({
  findings: [],
  tests: {
    passed: 1,
    failed: 1,
    undecided: 1,
    cases: [
      testCase(),
      testCase({ name: 'allows a greeting', outcome: 'passed' }),
      testCase({ name: 'needs a model', outcome: 'undecided', reason: 'bias-monitor: it asks a model', line: 9 }),
    ],
  },
});

const read = (...args: Parameters<typeof renderJUnit>) => parseXml(renderJUnit(...args));

function child(element: XmlElement | undefined, name: string): XmlElement {
  const found = element?.children.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no <${name}>`);
  return found;
}

const casesOf = (suite: XmlElement) => suite.children.filter((one) => one.name === 'testcase');
const attributes = (element: XmlElement) => Object.fromEntries(element.attributes);

describe('the JUnit file', () => {
  const root = read(report([validate({ packs: [PACK] })]));
  const suite = child(root, 'testsuite');

  test('has one suite per policy file, with its counts and its digest', () => {
    expect(attributes(root)).toEqual({ name: 'keeptrusts-policy-action', time: '1.234', tests: '3', failures: '1', errors: '0' });
    expect(attributes(suite)).toEqual({ name: PACK.file, tests: '3', failures: '1', errors: '0', skipped: '1', time: '0.000' });
    expect(child(suite, 'properties').children.map(attributes)).toEqual([
      { name: 'digest', value: DIGEST },
      { name: 'result', value: 'failed' },
      { name: 'pack', value: 'support-desk' },
      { name: 'version', value: '1.2.0' },
    ]);
    const two = read(report([validate({ packs: [PACK, pack({ file: 'b.yaml', findings: [] })] })]));
    expect(two.children.map((one) => one.attributes.get('name'))).toEqual([PACK.file, 'b.yaml']);
    expect(two.attributes.get('tests')).toBe('5');
  });

  test('names each case by its test file, and says where it stands, passed or not', () => {
    expect(casesOf(suite).map(attributes)).toEqual(
      ['blocks a request without sources', 'allows a greeting', 'needs a model'].map((name) => ({
        name,
        classname: 'packs/support/tests/rag',
        time: '0.000',
      })),
    );
    expect(casesOf(suite).map((one) => child(one, 'system-out').text)).toEqual([
      'packs/support/tests/rag.yaml:3',
      'packs/support/tests/rag.yaml:3',
      'packs/support/tests/rag.yaml:9',
    ]);
  });

  test('a failed case says what was expected and why it failed', () => {
    const failure = child(casesOf(suite)[0], 'failure');
    expect(attributes(failure)).toEqual({ message: 'expected block: the chain let it pass', type: 'verdict' });
  });

  test('an undecided case is skipped with its cause, not passed', () => {
    expect(attributes(child(casesOf(suite)[2], 'skipped'))).toEqual({ message: 'undecided: bias-monitor: it asks a model' });
    expect(casesOf(suite)[1]?.children.map((one) => one.name)).toEqual(['system-out']);
  });

  test('a file with errors has a failed case, so that no reader shows it green', () => {
    const findings = [finding(), finding({ message: 'second' }), finding({ severity: 'warning' }), finding({ suppressed: true })];
    const broken = child(
      read(report([validate({ packs: [pack({ findings, tests: { passed: 0, failed: 0, undecided: 0, cases: [] } })] })])),
      'testsuite',
    );
    expect(broken.attributes.get('failures')).toBe('1');
    expect(child(casesOf(broken)[0], 'failure').attributes.get('message')).toBe('There is no policy kind "rag-guard" (and 1 more)');
  });

  test('cases of a deployment alone are those of its own validation; a run without tests has no suites', () => {
    expect(read(report([deploy({ validation: PACK })])).attributes.get('tests')).toBe('3');
    expect(read(report([validate({ packs: [PACK] }), deploy({ validation: PACK })])).attributes.get('tests')).toBe('3');
    expect(read(report([verify()])).children).toEqual([]);
  });
});

describe('the JUnit file and its readers', () => {
  test.each([
    ['a failed validation', report([validate()])],
    ['undecided cases', report([validate({ packs: [PACK] })])],
    ['an empty run', report([])],
    [
      'a pack without identity or cases',
      report([validate({ packs: [{ ...PACK, tests: { passed: 0, failed: 0, undecided: 0, cases: [] } }] })]),
    ],
  ])('%s keeps the rules of the Jenkins and Surefire schemas', (_name, value) => {
    expect(schemaProblems(read(value))).toEqual([]);
  });

  test('the rules refuse what those schemas refuse', () => {
    const problems = (xml: string) => schemaProblems(parseXml(xml));
    expect(problems('<testsuites><testsuite name="a"/></testsuites>')).toHaveLength(4);
    const suite = (inner: string) => `<testsuite name="a" tests="1" failures="0" errors="0" skipped="0">${inner}</testsuite>`;
    expect(problems(suite('<testcase name="a" time="0"/>'))).toEqual([]);
    expect(problems(suite('<testcase name="a" time="0"/><properties/>'))).toEqual(['testsuite: children out of place']);
    expect(problems(suite('<testcase name="a" time="0" file="b"/>'))).toEqual(['testsuite > testcase: file is not allowed']);
    expect(problems(suite('<testcase name="a" time="1e-7"/>'))).toEqual(['testsuite > testcase: time 1e-7']);
    expect(problems(suite('<testcase name="a" time="0"><failure/></testcase>'))).toEqual([
      'testsuite > testcase > failure: type is missing',
    ]);
    expect(problems(suite('<testcase name="a" time="0"><skipped/><skipped/></testcase>'))).toEqual(['testsuite > testcase: skipped twice']);
    expect(() => parseXml('<testsuites><b></testsuites>')).toThrow('closes');
    expect(() => parseXml('<testsuites name="a&b"/>')).toThrow('stray');
  });

  test.each([
    ['packs/support/tests/rag.json', 'packs.support.tests'],
    ['packs/v1.2/tests/rag.json', 'tests'],
    ['Packs/tests/rag.json', 'tests'],
    ['2024/tests/rag.json', 'tests'],
    ['policies (old)/tests/rag.json', 'policies (old).tests'],
    ['rag.json', undefined],
    ['packs/V2/rag.json', undefined],
  ])('dorny/test-reporter finds the line of a failure in %s', (file, expected) => {
    const cases = [testCase({ file, line: 7 })];
    const suite = child(
      read(report([validate({ packs: [pack({ findings: [], tests: { passed: 0, failed: 1, undecided: 0, cases } })] })])),
      'testsuite',
    );
    expect(dornyPlace(child(casesOf(suite)[0], 'failure').text, [file, 'elsewhere/rag.json'])).toEqual(
      expected === undefined ? undefined : { path: file, line: 7 },
    );
  });
});

describe('mikepenz/action-junit-report', () => {
  test.each([
    ['packs/support/tests/rag.json', 'packs/support/tests/rag'],
    ['rag.json', 'rag'],
    ['tests/ünï [1] (a).json', 'tests/ünï [1] (a)'],
    ['tests/noending', 'tests/noending'],
    ['packs/v1.2/tests/rag.json', '2/tests/rag'],
  ])('finds the line of a failure in %s, and its file where no folder has a dot', (file, wanted) => {
    const cases = [testCase({ file, line: 7, reason: 'its place is not rag:3' })];
    const [failed] = casesOf(
      child(
        read(report([validate({ packs: [pack({ findings: [], tests: { passed: 0, failed: 1, undecided: 0, cases } })] })])),
        'testsuite',
      ),
    );
    expect(mikepenzPlace(failed?.attributes.get('classname') ?? '', child(failed, 'failure').text)).toEqual({ file: wanted, line: 7 });
  });
});

/** How action-junit-report finds a place where no attribute says it: the behaviour its source shows, written anew. It then looks for such a file with any ending. */
function mikepenzPlace(className: string, text: string): { file: string; line: number } {
  const file = className.split('.').at(-1) ?? '';
  const escaped = file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const last = text.match(new RegExp(` [^ ]*${escaped}.*?:\\d+`, 'g'))?.at(-1);
  return { file, line: Number(last?.split(':').at(-1) ?? 1) };
}

/** How dorny/test-reporter's java-junit parser finds a place: the behaviour its source shows, written anew. */
function dornyPlace(details: string, tracked: readonly string[]): { path: string; line: number } | undefined {
  for (const line of details.split(/\r?\n/)) {
    const [, trace = '', name, number] = /^at (.*)\((.*):(\d+)\)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const parts = trace.split('.');
    const capital = parts.findIndex((part) => part.charAt(0) <= 'Z' && part !== '');
    const packageParts = capital < 0 ? parts : parts.slice(0, capital);
    const fits = (file: string): boolean => {
      const directories = file.split('/').slice(0, -1);
      return (
        packageParts.length <= directories.length &&
        packageParts.every((part, index) => part === directories.slice(-packageParts.length)[index])
      );
    };
    const path = packageParts.length === 0 ? undefined : tracked.find((file) => file.split('/').at(-1) === name && fits(file));
    if (path !== undefined) return { path, line: Number(number) };
  }
  return undefined;
}

describe('hostile text in the JUnit file', () => {
  test.each(HOSTILE_CASES)('%s', (_name, text) => {
    const xml = renderJUnit(reportFullOf(text));
    const root = parseXml(xml);
    expect(schemaProblems(root)).toEqual([]);
    expect(casesOf(child(root, 'testsuite'))).toHaveLength(2);
    expect(xml.length).toBeLessThan(100_000);
  });

  test('ordinary marks arrive as they were written', () => {
    const name = 'a "quoted" <tag> & \'more\' ]]> ünï';
    const cases = [testCase({ name, outcome: 'passed' })];
    const root = read(report([validate({ packs: [pack({ findings: [], tests: { passed: 1, failed: 0, undecided: 0, cases } })] })]));
    expect(casesOf(child(root, 'testsuite'))[0]?.attributes.get('name')).toBe(name);
  });
});

import type { PolicyDocument } from '../document.js';
import { nameOfType } from '../lint/finding.js';
import { entryOf, isMapping } from '../path.js';
import { assertionsOf, Problems, readCase, type TestCase, type TestReading } from './cases.js';

/**
 * The cases of `testing.suites`. A file without the section has none, and no problem.
 * Source: https://docs.keeptrusts.com/docs/policies/config-testing
 */
export function inlineSuites(document: PolicyDocument): TestReading {
  const problems = new Problems(document);
  const testing = entryOf(document.value, 'testing');
  if (testing === undefined) return { cases: [], problems: [] };
  if (!isMapping(testing)) {
    problems.add(['testing'], 'key', {
      ruleId: 'test-suite',
      message: `'testing' must be a mapping, but is ${nameOfType(testing)}`,
      help: 'Put the suites below `testing.suites`.',
    });
    return { cases: [], problems: problems.findings };
  }
  const { suites } = testing;
  if (suites === undefined) return { cases: [], problems: [] };
  if (!Array.isArray(suites)) {
    problems.add(['testing', 'suites'], 'key', {
      ruleId: 'test-suite',
      message: `'testing.suites' must be a list, but is ${nameOfType(suites)}`,
      help: 'Start every suite with `- name:`.',
    });
    return { cases: [], problems: problems.findings };
  }
  const seen = new Map<string, number>();
  const cases = suites
    .flatMap((suite: unknown, index) => readSuite(suite, index, problems, seen))
    .map((read) => withThreshold(read, testing.default_threshold));
  return { cases, problems: problems.findings };
}

/** `default_threshold` is what assertions go by that set none. */
function withThreshold(testCase: TestCase, threshold: unknown): TestCase {
  if (threshold === undefined) return testCase;
  const assertions = testCase.assertions.map((one) => (isMapping(one) && one.threshold === undefined ? { ...one, threshold } : one));
  return { ...testCase, assertions };
}

function readSuite(suite: unknown, index: number, problems: Problems, seen: Map<string, number>): readonly TestCase[] {
  const path = ['testing', 'suites', index];
  if (!isMapping(suite)) {
    problems.add(path, 'value', {
      ruleId: 'test-suite',
      message: `A suite must be a mapping, but is ${nameOfType(suite)}`,
      help: 'Give it name and cases.',
    });
    return [];
  }
  const name = readSuiteName(suite, path, problems, seen);
  const cases = entryOf(suite, 'cases');
  if (!Array.isArray(cases)) {
    const message =
      cases === undefined ? `Suite '${name}' has no 'cases'` : `'cases' of suite '${name}' must be a list, but is ${nameOfType(cases)}`;
    problems.add([...path, 'cases'], 'key', { ruleId: 'test-suite', message, help: 'Start every case with `- name:`.' });
    return [];
  }
  return cases.flatMap((value: unknown, number) => {
    const read = readCase(value, {
      problems,
      path: [...path, 'cases', number],
      fallbackName: `case ${number + 1}`,
      suite: name,
      suiteAssertions: assertionsOf(entryOf(suite, 'assertions')),
    });
    return read === undefined ? [] : [read];
  });
}

function readSuiteName(
  suite: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
  problems: Problems,
  seen: Map<string, number>,
): string {
  const name = entryOf(suite, 'name');
  const place = [...path, 'name'];
  if (typeof name !== 'string' || name.trim() === '') {
    const message = name === undefined ? 'A suite has no name' : 'The name of a suite must be a text';
    problems.add(place, 'value', { ruleId: 'test-suite', message, help: 'Add a unique `name`.' });
    return `suite ${Number(path.at(-1) ?? 0) + 1}`;
  }
  const first = seen.get(name);
  if (first !== undefined) {
    problems.add(place, 'value', {
      ruleId: 'test-suite',
      message: `Suite name '${name}' is used twice`,
      help: `The first one is on line ${first}; suite names are unique.`,
    });
  } else seen.set(name, problems.lineOf(place));
  return name;
}

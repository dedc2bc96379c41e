import { xmlAttribute, xmlText } from './escape/markup.js';
import { oneLine, shorten } from './escape/visible.js';
import { gates } from './gate.js';
import type { CaseResult, PackReport, Report } from './model.js';

/** UTF-16 units of one text; readers show these in lists, the JSON report has the whole. */
const TEXT_LIMIT = 2000;

/**
 * The behaviour tests of a report as JUnit XML: one suite per policy file, cases grouped by their test file. An undecided case is skipped, never
 * passed, and so is a failed one of a pack that does not count; a file with errors has a failed case of its own, because a file without cases would show green. Valid against the Jenkins schema,
 * and each suite against the Surefire schema, which knows no more than one a file (https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd,
 * https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd).
 */
export function renderJUnit(report: Report): string {
  const suites = packsOf(report).map(suite);
  const sum = (of: (counts: Counts) => number): number => suites.reduce((total, one) => total + of(one.counts), 0);
  const attributes = [
    ['name', report.tool.name],
    ['time', seconds(report.stages.reduce((total, stage) => total + (stage.stage === 'validate' ? stage.durationMs : 0), 0))],
    ['tests', sum((counts) => counts.tests)],
    ['failures', sum((counts) => counts.failures)],
    ['errors', 0],
  ] as const;
  const lines = [
    element(
      'testsuites',
      attributes,
      suites.flatMap((one) => one.lines),
    ),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines.join('\n')}\n`;
}

/** The packs whose tests this run ran; those of a deployment's own validation only where validate did not run. */
function packsOf({ stages }: Report): readonly PackReport[] {
  const validated = stages.flatMap((stage) => (stage.stage === 'validate' ? stage.packs : []));
  if (validated.length > 0) return validated;
  return stages.flatMap((stage) => (stage.stage === 'deploy' && stage.validation !== undefined ? [stage.validation] : []));
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

function suite(pack: PackReport): { readonly lines: readonly string[]; readonly counts: Counts } {
  const lint = lintCase(pack);
  const cases = [...(lint === undefined ? [] : [lint]), ...pack.tests.cases];
  const count = (outcome: CaseResult['outcome']): number => cases.filter((one) => one.outcome === outcome).length;
  const failed = count('failed');
  const [failures, existing] = gates(pack) ? [failed, 0] : [0, failed];
  const counts = { tests: cases.length, failures, skipped: count('undecided') + existing };
  const attributes = [
    ['name', bounded(pack.file)],
    ['tests', counts.tests],
    ['failures', counts.failures],
    ['errors', 0],
    ['skipped', counts.skipped],
    // How long a single case took is not measured.
    ['time', '0.000'],
  ] as const;
  const lines = [properties(pack), ...cases.map((one) => testCase(one, pack))];
  return { lines: [element('testsuite', attributes, lines)], counts };
}

function properties(pack: PackReport): string {
  const pairs: [string, string][] = [
    ['digest', pack.digest],
    ['result', pack.result],
    ...(pack.gate === undefined ? [] : [['gate', pack.gate.state] satisfies [string, string]]),
    ...(pack.pack === undefined
      ? []
      : [['pack', pack.pack.name] satisfies [string, string], ['version', pack.pack.version] satisfies [string, string]]),
  ];
  return element(
    'properties',
    [],
    pairs.map(([name, value]) =>
      element(
        'property',
        [
          ['name', name],
          ['value', bounded(value)],
        ],
        [],
      ),
    ),
  );
}

/** The errors of a policy file as one failed case, so that readers of this file alone see them. */
function lintCase(pack: PackReport): CaseResult | undefined {
  const errors = pack.findings.filter((finding) => finding.severity === 'error' && finding.suppressed !== true);
  const [first] = errors;
  if (first === undefined) return undefined;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return {
    name: 'the files have no errors',
    file: first.workspaceFile,
    line: first.range?.start.line ?? 1,
    outcome: 'failed',
    reason: `${first.message}${more}`,
    engine: first.engine,
  };
}

/**
 * File and line stand in the texts, because neither schema lets a test case have such attributes.
 *
 * The class is the test file without its ending: readers take what follows the last dot for the class's own name, so that Jenkins would list
 * classes called "json", and mikepenz/action-junit-report would look for a file of that name
 * (https://github.com/mikepenz/action-junit-report/blob/main/src/testParser.ts).
 */
function testCase(one: CaseResult, pack: PackReport): string {
  const attributes = [
    ['name', bounded(one.name)],
    ['classname', bounded(one.file.replace(/(?<=[^/])\.[^./]*$/, ''))],
    ['time', '0.000'],
  ] as const;
  return element('testcase', attributes, [...outcome(one, pack), element('system-out', [], [], placeOf(one))]);
}

function outcome(one: CaseResult, pack: PackReport): string[] {
  if (one.outcome === 'passed') return [];
  const counts = gates(pack);
  const message = bounded(`${counts || one.outcome === 'undecided' ? '' : 'existing failure, the pack did not change: '}${messageOf(one)}`);
  if (one.outcome === 'undecided' || !counts) return [element('skipped', [['message', message]], [])];
  const text = [message, placeOf(one), ...trace(one)].join('\n');
  return [
    element(
      'failure',
      [
        ['message', message],
        ['type', one.expected === undefined ? 'policy' : 'verdict'],
      ],
      [],
      text,
    ),
  ];
}

function messageOf({ outcome, expected, actual, reason }: CaseResult): string {
  const why = reason ?? (outcome === 'undecided' ? 'undecided' : `got ${actual?.verdict ?? 'no verdict'}`);
  if (outcome === 'undecided') return `undecided: ${why}`;
  // Most reasons say themselves what was expected.
  return expected === undefined || why.startsWith('expected ') ? why : `expected ${expected.verdict}: ${why}`;
}

function placeOf({ file, line }: CaseResult): string {
  return `${bounded(file)}:${line}`;
}

/**
 * A line in the form of a Java stack trace, by which dorny/test-reporter annotates a failure: it looks for tracked files of that name whose
 * last directories are the package, up to the first part that begins with a capital or another early character
 * (https://github.com/dorny/test-reporter/blob/main/src/parsers/java-junit/java-junit-parser.ts).
 */
function trace({ file, line }: CaseResult): string[] {
  const directories = bounded(file).split('/');
  const name = directories.pop();
  const usable = directories.slice(directories.findLastIndex((part) => part.includes('.') || !(part.charAt(0) > 'Z')) + 1);
  return usable.length === 0 || name === undefined || !Number.isInteger(line)
    ? []
    : [`at ${bounded(usable.join('.'))}.Case(${bounded(name)}:${line})`];
}

function bounded(text: string): string {
  // Shortened first: going through a megabyte for each of thousands of tests takes longer than everything else of a run.
  return oneLine(shorten(text, TEXT_LIMIT));
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

type Attributes = readonly (readonly [name: string, value: string | number])[];

/** An element with escaped attributes; `children` are XML, `text` is not. */
function element(name: string, attributes: Attributes, children: readonly string[], text = ''): string {
  const open = `<${name}${attributes.map(([key, value]) => ` ${key}="${xmlAttribute(String(value))}"`).join('')}`;
  if (children.length > 0) return `${open}>\n${children.join('\n')}\n</${name}>`;
  return text === '' ? `${open}/>` : `${open}>${xmlText(text)}</${name}>`;
}

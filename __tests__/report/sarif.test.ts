import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { Finding, Report } from '../../src/report/model.js';
import { renderSarif, SARIF_LIMITS } from '../../src/report/sarif.js';
import type { SarifLog, SarifResult } from '../../src/report/sarif-model.js';
import { HIDDEN_CHARACTER, HOSTILE_CASES } from './hostile.js';
import { finding, RUN, report } from './samples.js';
import { sarifProblems } from './sarif-schema.js';

const REPORT: Report = report([], { run: { ...RUN, url: 'https://ghe.example/acme/policies/actions/runs/42/attempts/2' } });

/** The log, which must fit the official schema. */
function logOf(findings: readonly Finding[], report: Report = REPORT): SarifLog {
  const log: SarifLog = JSON.parse(renderSarif(report, findings));
  const problems = sarifProblems(log);
  if (problems.length > 0) throw new Error(JSON.stringify(problems.slice(0, 5)));
  return log;
}

function resultsOf(findings: readonly Finding[]): readonly SarifResult[] {
  return logOf(findings).runs[0].results;
}

function only(changes: Partial<Finding>): SarifResult {
  const [result] = resultsOf([finding(changes)]);
  if (result === undefined) throw new Error('no result');
  return result;
}

describe('the check by the official schema', () => {
  test('finds a log that is none', () => {
    expect(sarifProblems({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).not.toEqual([]);
    const results = [{ message: { text: 'x' }, rank: 'high' }];
    expect(sarifProblems({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results }] })).not.toEqual([]);
  });
});

describe('SARIF', () => {
  test('places a finding by its path in the repository, its lines and its UTF-16 columns', () => {
    expect(logOf([finding()]).runs[0].columnKind).toBe('utf16CodeUnits');
    expect(only({}).locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'packs/support/policy-config.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 12, startColumn: 7, endLine: 12, endColumn: 16 },
        },
      },
    ]);
  });

  test('leaves a line out on which the range does not cover a character', () => {
    const range = { start: { line: 3, column: 1 }, end: { line: 5, column: 1 } };
    expect(only({ range }).locations?.[0]?.physicalLocation.region).toEqual({ startLine: 3, startColumn: 1, endLine: 4 });
    const line = { start: { line: 3, column: 1 }, end: { line: 4, column: 1 } };
    expect(only({ range: line }).locations?.[0]?.physicalLocation.region).toEqual({ startLine: 3, startColumn: 1 });
  });

  test('stands what concerns a whole file on its first line, without which code scanning shows nothing', () => {
    const { range: _range, ...whole } = finding();
    expect(resultsOf([whole])[0]?.locations[0]?.physicalLocation.region).toEqual({ startLine: 1 });
  });

  test.each([
    ['a b/ä#?%.yaml', 'a%20b/%C3%A4%23%3F%25.yaml'],
    ['c:d/x.yaml', 'c%3Ad/x.yaml'],
    ['a\ud800.yaml', 'a%EF%BF%BD.yaml'],
  ])('encodes the path %j', (file, uri) => {
    expect(only({ file }).locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri);
  });

  test.each(['/etc/passwd', '../outside.yaml', 'a/../../b.yaml', 'C:/x.yaml', ''])(
    'leaves out, and says so, what is in %j: code scanning rejects a file with one result that has no place in the repository',
    (file) => {
      const { results, invocations } = logOf([finding({ file }), finding()]).runs[0];
      expect(results.map(({ locations }) => locations.length)).toEqual([1]);
      expect(invocations[0].toolExecutionNotifications?.[0]?.message.text).toContain('outside the repository: 1 result.');
    },
  );

  test('names a fault by a fingerprint of its own, which no upload compares with another', () => {
    expect(only({ fingerprint: 'abc' }).partialFingerprints).toEqual({ 'keeptrustsFinding/v1': 'abc' });
  });

  test('explains each rule that was found once, with the examples of the guide', () => {
    const { rules } = logOf([finding(), finding({ fingerprint: 'b' }), finding({ ruleId: 'test-failed', fingerprint: 'c' })]).runs[0].tool
      .driver;
    expect(rules.map(({ id }) => id)).toEqual(['test-failed', 'unknown-kind']);
    expect(rules[1]?.help.markdown).toContain('```yaml');
    expect(rules[1]?.help.text).toContain('Wrong:');
    expect(rules[1]?.helpUri).toMatch(/^https:\/\/docs\.keeptrusts\.com\//);
    const results = resultsOf([finding(), finding({ ruleId: 'test-failed', fingerprint: 'a' })]);
    expect(results.map(({ ruleId, ruleIndex }) => [ruleId, ruleIndex])).toEqual([
      ['test-failed', 0],
      ['unknown-kind', 1],
    ]);
  });

  test('describes a rule of a newer linter by its name', () => {
    expect(logOf([finding({ ruleId: 'not-yet-known' })]).runs[0].tool.driver.rules[0]?.shortDescription.text).toBe(
      'The rule not-yet-known.',
    );
  });

  test.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'note'],
  ] as const)('says of severity %s that it is of level %s', (severity, level) => {
    expect(only({ severity }).level).toBe(level);
  });

  test('marks what a comment of the file suppresses, and says of the others that nothing does', () => {
    const results = resultsOf([
      finding({ suppressed: true, fingerprint: 'a', severity: 'error' }),
      finding({ fingerprint: 'b', severity: 'info' }),
    ]);
    expect(results.map(({ suppressions }) => suppressions)).toEqual([[], [{ kind: 'inSource' }]]);
    expect(only({}).suppressions).toBeUndefined();
  });

  test('justifies what is suppressed with the reason its author gave, as plain text', () => {
    const suppressions = only({ suppressed: true, suppressionReason: 'runs with its\u202e defaults' }).suppressions;
    expect(suppressions?.[0]?.justification).toMatch(/^runs with its.* defaults$/);
    expect(suppressions?.[0]?.justification).not.toContain('\u202e');
  });

  test('offers the edit of a finding, but not where its author suppressed it', () => {
    const fix = { offset: 120, length: 17, text: 'prompt-injection' };
    expect(only({ fix }).fixes?.[0]?.artifactChanges[0]?.replacements).toEqual([
      { deletedRegion: { charOffset: 120, charLength: 17 }, insertedContent: { text: 'prompt-injection' } },
    ]);
    expect(only({ fix, suppressed: true }).fixes).toBeUndefined();
  });

  test('names the repository and commit on the server of the run', () => {
    expect(logOf([]).runs[0].versionControlProvenance).toEqual([
      { repositoryUri: 'https://ghe.example/acme/policies', revisionId: RUN.commit, mappedTo: { uriBaseId: '%SRCROOT%' } },
    ]);
    expect(JSON.parse(renderSarif(REPORT, [], 'f00d')).runs[0].versionControlProvenance[0].revisionId).toBe('f00d');
    const { run: _run, ...terminal } = REPORT;
    expect(logOf([], terminal).runs[0].versionControlProvenance).toBeUndefined();
  });

  test('is the same for the same findings in another order', () => {
    const many = ['c', 'a', 'b'].map((fingerprint) => finding({ fingerprint }));
    expect(renderSarif(REPORT, many)).toBe(renderSarif(REPORT, many.toReversed()));
  });
});

describe('SARIF of hostile text', () => {
  test.each(HOSTILE_CASES)('holds nothing hidden: %s', (_name, text) => {
    const log = logOf([
      finding({
        ruleId: text,
        message: text,
        help: text,
        code: text,
        path: text,
        // One that leads out of the repository has no place, and so no result.
        file: `a/${text.slice(0, 300).replaceAll('..', '')}`,
        fix: { offset: 0, length: 1, text: text.slice(0, 300) },
      }),
    ]);
    const [result] = log.runs[0].results;
    for (const part of [result?.ruleId, result?.message.text, result?.properties.path, result?.properties.code]) {
      expect(part).not.toMatch(new RegExp(HIDDEN_CHARACTER, 'u'));
    }
    expect(JSON.stringify(log)).not.toMatch(/\\ud[89a-f]/i);
  });

  test('makes no link and no placeholder of a message', () => {
    const { text } = only({ message: '[click](https://evil.example) {0} {key}' }).message;
    expect(text).toContain('[click] (https://evil.example) { 0} {key}');
  });
});

describe('the limits of code scanning', () => {
  const many = (number: number, changes: (index: number) => Partial<Finding>): readonly Finding[] =>
    Array.from({ length: number }, (_one, index) => finding({ fingerprint: `f${String(index).padStart(6, '0')}`, ...changes(index) }));

  test('are kept with the worst results, and what is left out is said', () => {
    const findings = many(26_000, (index) => ({ severity: index < 25_900 ? 'info' : 'error', message: 'x', help: 'y' }));
    const log = logOf(findings);
    const { results, invocations } = log.runs[0];
    expect(results.length).toBeLessThanOrEqual(SARIF_LIMITS.results);
    expect(results.slice(0, 100).every(({ level }) => level === 'error')).toBe(true);
    expect(invocations[0].toolExecutionNotifications?.[0]?.message.text).toContain(
      `${(26_000 - results.length).toLocaleString('en')} results`,
    );
  });

  test('hold for messages that do not compress', () => {
    let state = 1;
    const noise = (): string =>
      Array.from({ length: 950 }, () => {
        state = (state * 48_271) % 2_147_483_647;
        return String.fromCodePoint(0x20_000 + (state % 40_000));
      }).join('');
    const text = renderSarif(
      REPORT,
      many(3000, () => ({ message: noise() })),
    );
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SARIF_LIMITS.bytes);
    expect(gzipSync(text).length).toBeLessThan(10 * 1024 * 1024);
    expect(text).toContain('Left out');
  });

  test('leave 5,000 findings whole', () => {
    const { results, invocations } = logOf(many(5000, () => ({}))).runs[0];
    expect(results).toHaveLength(5000);
    expect(invocations[0].toolExecutionNotifications).toBeUndefined();
  });
});

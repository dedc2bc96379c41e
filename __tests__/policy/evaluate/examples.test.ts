import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/document.js';
import { createPackEvaluator } from '../../../src/policy/evaluate/evaluate-case.js';
import { summariseUndecided } from '../../../src/policy/evaluate/undecided.js';
import { lintPolicy } from '../../../src/policy/lint/lint.js';
import { coverageOf } from '../../../src/policy/tests/coverage.js';
import { parseGoldenFile } from '../../../src/policy/tests/golden.js';
import { inlineSuites } from '../../../src/policy/tests/inline.js';

const FOLDER = 'examples';
const PACKS = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'policy-config.yaml')));

function read(pack: string) {
  const document = parsePolicy(readFileSync(join(FOLDER, pack, 'policy-config.yaml'), 'utf8'));
  const files = readdirSync(join(FOLDER, pack, 'tests')).map((file) =>
    parseGoldenFile(readFileSync(join(FOLDER, pack, 'tests', file), 'utf8')),
  );
  const readings = [...files, inlineSuites(document)];
  const cases = readings.flatMap((reading) => reading.cases);
  const evaluator = createPackEvaluator(document.value);
  const results = cases.map((testCase) => {
    const evaluation = evaluator.evaluate(testCase);
    return { testCase, evaluation, outcome: evaluation.outcome, open: evaluation.open };
  });
  const coverage = coverageOf(document.value, evaluator.entries, results);
  return { document, problems: readings.flatMap((reading) => reading.problems), results, coverage };
}

describe('the example packs on the builtin evaluator', () => {
  test.each(PACKS)('%s has no errors, no wrong test files and no failed test', (pack) => {
    const { document, problems, results } = read(pack);
    expect(lintPolicy(document).filter((finding) => finding.severity === 'error')).toEqual([]);
    expect(problems).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
    expect(results.filter((one) => one.outcome === 'failed').map((one) => one.testCase.name)).toEqual([]);
  });

  test('the measured shares are those written down', () => {
    const rows = PACKS.map((pack) => {
      const { results, coverage } = read(pack);
      const undecided = results.filter((one) => one.outcome === 'undecided').length;
      const causes = summariseUndecided(results).map((cause) => `\`${cause.kind}\` ${cause.cause} (${cause.cases})`);
      const cells = [pack, results.length, undecided, causes.join(', ') || 'none', `${Math.floor((coverage.share ?? 0) * 100)} %`];
      return `| ${cells.join(' | ')} |`;
    });
    const all = PACKS.flatMap((pack) => read(pack).results);
    const undecided = all.filter((one) => one.outcome === 'undecided').length;
    const total = `${undecided} of ${all.length} cases (${Math.round((undecided / all.length) * 100)} %)`;
    const written = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    expect(written.split('\n').filter((line) => PACKS.some((pack) => line.startsWith(`| ${pack} |`)))).toEqual(rows);
    expect(written).toContain(total);
  });
});

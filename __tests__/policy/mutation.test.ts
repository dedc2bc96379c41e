import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../src/policy/document.js';
import type { LintFinding } from '../../src/policy/lint/finding.js';
import { duplicatePackIds, namedPack } from '../../src/policy/lint/identity.js';
import { lintPolicy } from '../../src/policy/lint/lint.js';
import { RULES, type RuleId } from '../../src/policy/lint/rules.js';
import { parseGoldenFile } from '../../src/policy/tests/golden.js';
import { inlineSuites } from '../../src/policy/tests/inline.js';
import { CASE_MUTATIONS } from './mutants/cases.js';
import { MEANING_MUTATIONS } from './mutants/meaning.js';
import { type Clean, type Mutant, type Mutate, type Mutations, randomFrom } from './mutants/mutant.js';
import { TEXT_MUTATIONS } from './mutants/text.js';
import { WIRING_MUTATIONS } from './mutants/wiring.js';

const SEED = 20_260_101;
/** Faults that each way to break a rule is tried with in each file: places are drawn, and the same place twice counts once. */
const DRAWS = 4;
const LEAST_PER_RULE = 3;
const LEAST_SCORE = 0.98;

const FOLDER = join(import.meta.dirname, 'clean');
const CLEAN: readonly Clean[] = readdirSync(FOLDER)
  .sort()
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));

const MUTATIONS: Mutations = { ...TEXT_MUTATIONS, ...MEANING_MUTATIONS, ...WIRING_MUTATIONS, ...CASE_MUTATIONS };

/** It looks at several files, so that its faults are made below. */
const SEVERAL_FILES: readonly RuleId[] = ['duplicate-pack-id'];

function findingsIn({ file, text, past }: Pick<Mutant, 'file' | 'text' | 'past'>): readonly LintFinding[] {
  if (file.endsWith('.json')) return parseGoldenFile(text).problems;
  const document = parsePolicy(text);
  return [...lintPolicy(document, past === undefined ? {} : { past }), ...inlineSuites(document).problems];
}

function mutantsOf(rule: RuleId, ways: readonly Mutate[]): readonly Mutant[] {
  const random = randomFrom(SEED);
  const mutants = new Map<string, Mutant>();
  for (const [index, mutate] of ways.entries()) {
    for (const clean of CLEAN) {
      for (let draw = 0; draw < DRAWS; draw += 1) {
        const made = mutate(clean, random);
        // The past is part of the fault: two ways may leave the same text.
        if (made !== undefined) mutants.set(`${made.past === undefined ? '' : index} ${made.text}`, { rule, file: clean.name, ...made });
      }
    }
  }
  return [...mutants.values()];
}

const isIt = (finding: LintFinding, mutant: Mutant): boolean => finding.ruleId === mutant.rule && finding.range?.start.line === mutant.line;

/** Why a mutant was not told as it should be; undefined when it was. */
function shortcoming(mutant: Mutant): string | undefined {
  const findings = findingsIn(mutant);
  const others = findings.filter((finding) => !isIt(finding, mutant) && finding.severity === 'error');
  if (findings.some((finding) => isIt(finding, mutant)) && others.length === 0) return undefined;
  const told =
    findings.map(({ severity, ruleId, range, message }) => `${severity} ${ruleId} ${range?.start.line}: ${message}`).join('; ') ||
    'nothing';
  const line = mutant.text.split('\n')[mutant.line - 1] ?? '';
  return `${mutant.rule} in ${mutant.file}, line ${mutant.line} ${JSON.stringify(line.slice(0, 90))}: ${told.slice(0, 300)}`;
}

test.each(CLEAN)('$name is clean', ({ name, text }) => {
  expect(findingsIn({ file: name, text })).toEqual([]);
});

describe('faults put into clean files', () => {
  const score = { faults: 0, told: 0 };
  const missed: string[] = [];
  afterAll(() => {
    const share = ((100 * score.told) / Math.max(1, score.faults)).toFixed(1);
    process.stdout.write(`Mutation score of the linter: ${score.told} of ${score.faults} faults, ${share} % (seed ${SEED})\n`);
    for (const text of missed) process.stdout.write(`  missed: ${text}\n`);
  });

  test.each(RULES.map(({ id }) => id).filter((id) => !SEVERAL_FILES.includes(id)))('%s', (rule) => {
    const mutants = mutantsOf(rule, MUTATIONS[rule] ?? []);
    expect(mutants.length).toBeGreaterThanOrEqual(LEAST_PER_RULE);
    const shortcomings = mutants.flatMap((mutant) => shortcoming(mutant) ?? []);
    score.faults += mutants.length;
    score.told += mutants.length - shortcomings.length;
    missed.push(...shortcomings);
    // One fault of a rule may be among the two in a hundred; a rule that mostly fails is broken.
    expect(mutants.length - shortcomings.length).toBeGreaterThanOrEqual(Math.ceil(mutants.length / 2));
  });

  test('duplicate-pack-id', () => {
    const configs = CLEAN.filter(({ text }) => /^pack:/m.test(text));
    for (const { text, name } of configs) {
      const packs = ['first.yaml', name, 'third.yaml'].flatMap((file) => namedPack(parsePolicy(text), file) ?? []);
      const [twice, thrice] = duplicatePackIds(packs, () => undefined);
      const line = text.slice(0, text.search(/\b(id|name): /)).split('\n').length;
      expect([twice?.file, twice?.finding.range?.start.line]).toEqual([name, line]);
      expect([thrice?.file, thrice?.finding.range?.start.line]).toEqual(['third.yaml', line]);
      score.faults += 2;
      score.told += 2;
    }
    expect(configs.length).toBeGreaterThanOrEqual(LEAST_PER_RULE);
  });

  test(`are told at their line, with no other error, in at least ${100 * LEAST_SCORE} of a hundred`, () => {
    expect(score.told / score.faults).toBeGreaterThanOrEqual(LEAST_SCORE);
  });
});

import { mkdirSync, rmSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Kt } from '../keeptrusts/kt.js';
import { stagePack } from '../keeptrusts/kt-pack.js';
import type { PolicyDocument } from '../policy/assemble.js';
import type { LintFinding } from '../policy/lint/finding.js';
import { builtinMutationEngine, type MutationEngine, mutationScore } from '../policy/tests/mutation.js';
import { survivorFindings } from '../policy/tests/untested.js';
import type { MutationReport } from '../report/model.js';
import { mapBounded } from './bounded.js';
import { matchKtCases, type PlacedCase } from './cases.js';
import type { PackEngines, PackSource } from './pack.js';

/**
 * Changes of one pack that kt is asked about, each in a process of its own: at a tenth of a second each, and four at the same time, the tests of a
 * pack with more entries and items than any official example end within seconds.
 */
export const KT_MUTANTS_LIMIT = 200;

/** kt processes at the same time for the changes of one pack. */
const KT_MUTANTS_AT_ONCE = 4;

export interface MutationSubject {
  readonly source: PackSource;
  readonly document: PolicyDocument;
  readonly cases: readonly PlacedCase[];
  /** What no test proves, told already. */
  readonly untested: readonly LintFinding[];
}

export interface MutationOutcome {
  readonly report: MutationReport;
  /** The changes no test notices, on their lines. */
  readonly survivors: readonly LintFinding[];
}

/** What is called between the changes of one pack. */
export interface MutantPace {
  /** Called before each, and ends the work by what it throws. */
  readonly pause: () => Promise<void>;
  readonly tried?: (done: number, of: number) => void;
}

/**
 * How many changes of a pack its tests notice. kt runs them where it is at hand, since its word on behaviour counts; otherwise the builtin evaluator.
 */
export async function scoreMutants(subject: MutationSubject, engines: PackEngines, pace: MutantPace): Promise<MutationOutcome> {
  const report = await scoreOf(subject, engines, pace);
  return { report, survivors: survivorFindings(report, subject.untested, subject.document) };
}

async function scoreOf({ source, document, cases }: MutationSubject, engines: PackEngines, pace: MutantPace): Promise<MutationReport> {
  const testCases = cases.map(({ testCase }) => testCase);
  if (engines.kt === undefined) {
    const engine = builtinMutationEngine(document.value, testCases);
    const each = pausing(pace, 1);
    return { ...(await mutationScore(document.value, testCases, engine, { each })), engine: 'builtin' };
  }
  const engine = ktEngine(engines.kt, engines.stagingDirectory, source, cases);
  const each = pausing(pace, KT_MUTANTS_AT_ONCE);
  return { ...(await mutationScore(document.value, testCases, engine, { limit: KT_MUTANTS_LIMIT, each })), engine: 'kt' };
}

function pausing({ pause, tried }: MutantPace, atOnce: number) {
  return <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> => {
    let done = 0;
    return mapBounded(items, atOnce, async (item) => {
      await pause();
      const result = await work(item);
      done += 1;
      tried?.(done, items.length);
      return result;
    });
  };
}

/** Every text in quotes, so that no YAML version reads one of them as something else (`on`, `1e3`, `2026-01-01`). */
const YAML_STYLE = { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0, aliasDuplicateObjects: false } as const;

/** kt on copies of the pack with another policy file. The unchanged document is written the same way, so that only the change makes a difference. */
function ktEngine(kt: Kt, stagingDirectory: string, source: PackSource, cases: readonly PlacedCase[]): MutationEngine {
  let copies = 0;
  return {
    decide: async (root, some) => {
      copies += 1;
      const directory = `${stagingDirectory}-mutant-${copies}`;
      mkdirSync(directory);
      try {
        await stagePack({ policy: new TextEncoder().encode(stringify(root, YAML_STYLE)), tests: source.tests }, directory);
        const answer = await kt.test(directory);
        // A change that kt does not load ends no test otherwise: it ends all of them.
        if (answer.kind === 'unusable' || (!answer.ok && answer.cases.every((one) => one.passed))) return undefined;
        const results = matchKtCases(cases, answer.cases, source.names.workspaceFile);
        const outcomes = new Map(cases.map(({ testCase }, index) => [testCase, results[index]?.outcome ?? 'undecided']));
        return some.map((testCase) => outcomes.get(testCase) ?? 'undecided');
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  };
}

import type { MutationReport } from '../../report/model.js';
import type { Step } from '../evaluate/chain.js';
import type { KindEvaluator, Pattern, PatternSource } from '../evaluate/decision.js';
import { type CaseEvaluation, createPackEvaluator } from '../evaluate/evaluate-case.js';
import { EVALUATORS } from '../evaluate/evaluators.js';
import { quoteTerm } from '../evaluate/find.js';
import { createPatternSource } from '../evaluate/patterns.js';
import type { TestCase } from './cases.js';
import { type Mutant, mutantsOf, valueAt } from './mutants.js';

export type CaseOutcome = CaseEvaluation['outcome'];

/** An engine that runs cases on a document. */
export interface MutationEngine {
  /** One outcome per case, in their order; undefined when the engine has no usable answer about the document. */
  decide(root: unknown, cases: readonly TestCase[]): readonly CaseOutcome[] | undefined | Promise<readonly CaseOutcome[] | undefined>;
  /** False only when the case certainly ends as it does without the change; every case is run where this is absent. */
  couldChange?(mutant: Mutant, testCase: TestCase): boolean;
}

/** How the mutants of a score are gone through. */
export interface MutationPace {
  /** Mutants tried at most: the first ones of `mutantsOf`. */
  readonly limit?: number;
  /** Does the work on each, and keeps their order; one after the other when absent. */
  readonly each?: <T, R>(items: readonly T[], work: (item: T) => Promise<R>) => Promise<readonly R[]>;
}

/**
 * How many changes of the policy its tests notice. A mutant is killed when a case that was decided ends otherwise, also when it is no longer
 * decided: the certainty was owed to what was changed. Cases that are undecided before tell nothing, and neither do mutants the engine has no
 * answer about.
 */
export async function mutationScore(
  root: unknown,
  cases: readonly TestCase[],
  engine: MutationEngine,
  { limit = Number.POSITIVE_INFINITY, each = oneByOne }: MutationPace = {},
): Promise<MutationReport> {
  const all = mutantsOf(root);
  const mutants = all.slice(0, limit);
  const baseline = await engine.decide(root, cases);
  const decided = baseline === undefined ? [] : decidedOf(cases, baseline);
  const fates = baseline === undefined ? mutants.map(() => UNANSWERED) : await each(mutants, (mutant) => fateOf(mutant, decided, engine));
  const count = (fate: Fate): number => fates.filter((one) => one === fate).length;
  const unanswered = count(UNANSWERED);
  return {
    mutants: mutants.length - unanswered,
    killed: count('killed'),
    survivors: mutants.flatMap(({ path, description, change }, index) =>
      fates[index] === 'survived' ? [{ path, description, change }] : [],
    ),
    ...(all.length > mutants.length && { leftOut: all.length - mutants.length }),
    ...(unanswered > 0 && { unanswered }),
  };
}

type Fate = 'killed' | 'survived' | 'unanswered';
const UNANSWERED: Fate = 'unanswered';

interface DecidedCase {
  readonly testCase: TestCase;
  readonly outcome: CaseOutcome;
}

function decidedOf(cases: readonly TestCase[], baseline: readonly CaseOutcome[]): readonly DecidedCase[] {
  return cases.flatMap((testCase, index) => {
    const outcome = baseline[index];
    return outcome === undefined || outcome === 'undecided' ? [] : [{ testCase, outcome }];
  });
}

async function fateOf(mutant: Mutant, decided: readonly DecidedCase[], engine: MutationEngine): Promise<Fate> {
  const open = decided.filter(({ testCase }) => engine.couldChange?.(mutant, testCase) ?? true);
  if (open.length === 0) return 'survived';
  const after = await engine.decide(
    mutant.root(),
    open.map(({ testCase }) => testCase),
  );
  if (after === undefined) return 'unanswered';
  return open.some(({ outcome }, index) => after[index] !== outcome) ? 'killed' : 'survived';
}

async function oneByOne<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

/**
 * The builtin evaluator as an engine. Mutants share compiled patterns and what those find in a text; a case is run again only when the changed
 * part was looked at, and for a dropped text only when that text was found in the case.
 */
export function builtinMutationEngine(
  root: unknown,
  cases: readonly TestCase[],
  evaluators: ReadonlyMap<string, KindEvaluator> = EVALUATORS,
): MutationEngine {
  const recorder = recordingPatterns(createPatternSource());
  const baseline = createPackEvaluator(root, evaluators, recorder.patterns);
  const traces = new Map(
    cases.map((testCase) => {
      const { result, found } = recorder.record(() => baseline.evaluate(testCase));
      return [testCase, { result, found, kinds: kindsThatRan(result.chain.steps) }] as const;
    }),
  );
  return {
    decide: (changed, some) => {
      if (changed === root) return some.map((testCase) => traces.get(testCase)?.result.outcome ?? baseline.evaluate(testCase).outcome);
      const pack = createPackEvaluator(changed, evaluators, recorder.patterns);
      return some.map((testCase) => pack.evaluate(testCase).outcome);
    },
    couldChange: (mutant, testCase) => {
      const trace = traces.get(testCase);
      if (trace === undefined || mutant.kind === undefined) return true;
      if (!trace.kinds.has(mutant.kind)) return false;
      return !foundByTextAlone(mutant, root, recorder.patterns) || searched(mutant).some((written) => trace.found.has(written));
    },
  };
}

function kindsThatRan(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(
    steps.filter(({ outcome }) => outcome.kind !== 'skipped' && outcome.kind !== 'not-reached').map(({ entry }) => entry.kind),
  );
}

/** True when the dropped item acts through its matches only: not as the last of its list, by likeness, or by failing to compile. */
function foundByTextAlone({ kind, dropped }: Mutant, root: unknown, patterns: PatternSource): boolean {
  if (kind === undefined || dropped === undefined || (dropped.use !== 'pattern' && dropped.use !== 'term')) return false;
  const list = valueAt(root, dropped.path.slice(0, -1));
  const fuzzy = valueAt(root, ['policy', kind, 'fuzzy_matching']);
  if (!Array.isArray(list) || list.length < 2 || (fuzzy !== undefined && fuzzy !== false)) return false;
  return dropped.use === 'term' || patterns.compile(dropped.text) !== undefined;
}

/** The patterns an evaluator may make of the dropped text: as it is, and as a literal. */
function searched({ dropped }: Mutant): readonly string[] {
  return dropped === undefined ? [] : [dropped.text, quoteTerm(dropped.text)];
}

interface Recorder {
  readonly patterns: PatternSource;
  /** Runs something and says which patterns found anything meanwhile. */
  record<T>(run: () => T): { readonly result: T; readonly found: ReadonlySet<string> };
}

/** Patterns that remember what they found in each text: mutants differ in one place, and everything else is searched again and again. */
function recordingPatterns(source: PatternSource): Recorder {
  let found = new Set<string>();
  const known = new Map<string, Pattern | undefined>();
  const remembering = (written: string, pattern: Pattern): Pattern => {
    const spans = new Map<string, ReturnType<Pattern['findAll']>>();
    return {
      findAll: (text) => {
        const before = spans.get(text);
        const result = before ?? pattern.findAll(text);
        if (before === undefined) spans.set(text, result);
        if (result.spans.length > 0 || result.missing !== undefined) found.add(written);
        return result;
      },
    };
  };
  const compile: PatternSource['compile'] = (written, options = {}) => {
    const key = `${options.ignoreCase === true ? 'i' : ''}/${written}`;
    if (!known.has(key)) {
      const pattern = source.compile(written, options);
      known.set(key, pattern && remembering(written, pattern));
    }
    return known.get(key);
  };
  return {
    patterns: { compile },
    record: (run) => {
      found = new Set();
      const result = run();
      const own = found;
      found = new Set();
      return { result, found: own };
    },
  };
}

import type { PolicyDocument } from '../policy/document.js';
import type { LintFinding } from '../policy/lint/finding.js';
import { applySeverities } from '../policy/lint/lint.js';
import type { Coverage } from '../report/model.js';
import { percent } from '../report/words.js';
import type { PackSettings } from './pack.js';

/** What is known of the tests of a pack. */
interface Proof {
  /** Absent where the builtin evaluator did not look at any case. */
  readonly coverage: Coverage | undefined;
  readonly cases: number;
  /** False where errors of the pack's files kept the evaluator from its cases: they fail the run as it is. */
  readonly faultless: boolean;
}

/**
 * The finding of `minimum-coverage`: the tests prove too little, or nothing was measured. A gate that was asked for must not stand open where nobody looked.
 * A chain with nothing that could decide has nothing to prove.
 */
export function coverageGate(proof: Proof, document: PolicyDocument, settings: PackSettings): LintFinding[] {
  const { minimumCoverage } = settings;
  if (minimumCoverage === undefined || minimumCoverage === 0) return [];
  const parts = proof.coverage === undefined ? unmeasured(proof, minimumCoverage, settings) : tooLittle(proof.coverage, minimumCoverage);
  if (parts === undefined) return [];
  const range = document.rangeOf(['policies', 'chain'], 'key');
  const finding = {
    ruleId: 'minimum-coverage',
    severity: 'error',
    ...parts,
    path: 'policies.chain',
    ...(range !== undefined && { range }),
  } satisfies LintFinding;
  return applySeverities([finding], settings.severities);
}

type Parts = { readonly message: string; readonly help: string };

function tooLittle({ share }: Coverage, minimum: number): Parts | undefined {
  if (share === undefined || share * 100 >= minimum) return undefined;
  return {
    message: `The tests prove ${percent(share)} of the chain entries, and minimum-coverage is ${minimum} %`,
    help: 'Add tests that expect block, redact or escalate because of the entries that no test proves.',
  };
}

function unmeasured({ cases, faultless }: Proof, minimum: number, { tests, engine }: PackSettings): Parts | undefined {
  const nothing = `so that nothing of the chain is proven, and minimum-coverage is ${minimum} %`;
  if (tests === 'false') return { message: `tests: false runs no tests, ${nothing}`, help: 'Remove one of the two options.' };
  if (!faultless) return undefined;
  if (cases === 0) {
    return {
      message: `The pack has no tests, ${nothing}`,
      help: 'Add golden files as tests/*.json beside the policy file, or testing.suites in it.',
    };
  }
  if (engine !== 'kt') return undefined;
  return {
    message: `kt alone does not say which chain entry decides a test, ${nothing}`,
    help: 'Use engine: auto: kt still decides the tests, and the builtin evaluator tells what they prove.',
  };
}

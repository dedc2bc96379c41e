import type { Severity } from '../../../report/model.js';

/** A finding that a run makes beside the linter's: nothing in the policy file alone causes it. */
export interface RunFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly what: string;
  readonly why: string;
}

export const RUN_FINDINGS: readonly RunFinding[] = [
  {
    id: 'no-tests',
    severity: 'warning',
    what: 'A pack has neither test files nor inline suites; an error with `tests: required`.',
    why: 'Nothing shows what the pack allows and blocks.',
  },
  {
    id: 'test-failed',
    severity: 'error',
    what: 'A test case was decided, by kt or by the builtin evaluator, and not as expected.',
    why: 'The pack does not behave as its author says.',
  },
  {
    id: 'minimum-coverage',
    severity: 'error',
    what: 'The tests prove a smaller share of the chain entries than the option `minimum-coverage` asks for, or nothing was measured: there are no tests, or kt alone ran them.',
    why: 'What no test proves can stop working unseen.',
  },
  {
    id: 'test-newly-undecided',
    severity: 'error',
    what: 'With `undecided: new`: a test case is undecided, and was decided at the base.',
    why: 'What was shown before is shown no more.',
  },
  {
    id: 'entry-untested',
    severity: 'info',
    what: 'No test reaches an entry of the chain (*never*), or tests pass through it and none owes its verdict to it (*exercised*).',
    why: 'It can be removed or broken and every test still ends as before. Nothing is said of kinds that always let through, nor where kt alone runs the tests.',
  },
  {
    id: 'item-untested',
    severity: 'info',
    what: 'No test is matched by a configured term, pattern or list item whose kind tests do reach.',
    why: 'A term that is misspelt, or a pattern that matches nothing, looks the same.',
  },
  {
    id: 'mutant-survived',
    severity: 'info',
    what: 'With `mutation: true`: the policy was changed at this place, and every decided test ended as before.',
    why: 'A mistake there would go unseen. A change that makes no difference is harmless; what makes none can often be left out.',
  },
  {
    id: 'kt-lint',
    severity: 'error',
    what: 'kt reports a fault that no rule of ours describes; the message is kt’s.',
    why: 'A gateway reads the file as kt does.',
  },
  {
    id: 'kt-unusable',
    severity: 'error',
    what: 'kt was to check the file and gave no answer that can be read.',
    why: 'Without its answer nothing is known, and silence must not look like success.',
  },
];

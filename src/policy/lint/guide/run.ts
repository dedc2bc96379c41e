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
    what: 'kt ran a test case and the verdict was not the expected one.',
    why: 'The pack does not behave as its author says.',
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

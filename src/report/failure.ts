/**
 * The ways a run can fail other than by findings, which are expected results and never thrown.
 * - `bad-input`: the user's options or files; nothing was done.
 * - `refused`: preflight, kt, a gateway or the API said no.
 * - `transport`: no usable answer came back.
 * - `unknown-state`: a write was sent and its effect could not be read.
 * - `defect`: a bug of this tool; the only kind shown with a stack trace.
 */
export type FailureKind = 'bad-input' | 'refused' | 'transport' | 'unknown-state' | 'defect';

export interface FailureParts {
  /** What was being done, to what: "reading policy file policies/a.yaml". */
  readonly doing: string;
  /** What came back: "it is a directory". */
  readonly cameBack: string;
  /** What the reader should do now, as an imperative sentence. */
  readonly nextStep: string;
}

/** An error whose message is complete for its reader: one line, with what, what came back and the next step. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly parts: FailureParts;

  constructor(kind: FailureKind, parts: FailureParts, options?: { cause?: unknown }) {
    super(`${parts.doing}: ${parts.cameBack}. ${parts.nextStep}`, options);
    this.kind = kind;
    this.parts = parts;
  }
}

/** Several problems of the user's input, reported at once. */
export class InputProblems extends Error {
  override readonly name = 'InputProblems';
  readonly kind = 'bad-input' as const;
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      problems.length === 1
        ? (problems[0] ?? '')
        : `${problems.length} problems with the options:\n${problems.map((p) => `- ${p}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** The text of anything thrown, without a stack. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Which of the ways a run failed; `defect` for what no part of this tool throws on purpose. */
export function failureKindOf(thrown: unknown): FailureKind {
  return thrown instanceof Failure || thrown instanceof InputProblems ? thrown.kind : 'defect';
}

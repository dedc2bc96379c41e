import type { KtLintProblem } from '../keeptrusts/kt.js';
import type { PolicyDocument } from '../policy/document.js';
import type { LintFinding } from '../policy/lint/finding.js';
import { placeKtProblem } from '../policy/lint/kt.js';
import { sha256 } from '../policy/sha256.js';
import type { EngineName, Finding } from '../report/model.js';

/** The names a file has in findings. */
export interface FileNames {
  readonly file: string;
  readonly workspaceFile: string;
}

/** Our rules for kt's codes (https://docs.keeptrusts.com/docs/cli/policy-lint); any other code is `kt-lint`. */
const KT_RULES: ReadonlyMap<string, string> = new Map([
  ['E001', 'unknown-kind'],
  ['E002', 'unknown-key'],
  ['E003', 'kind-without-block'],
]);

/** A problem kt reported, placed on the line its config path stands on. */
export function fromKt(problem: KtLintProblem, document: PolicyDocument): LintFinding {
  const range = placeKtProblem(document, problem);
  return {
    ruleId: KT_RULES.get(problem.code ?? '') ?? 'kt-lint',
    severity: problem.severity,
    message: problem.message,
    ...(problem.help !== undefined && { help: problem.help }),
    ...(problem.path !== undefined && { path: problem.path }),
    ...(problem.code !== undefined && { code: problem.code }),
    ...(range !== undefined && { range }),
  };
}

/**
 * Findings of one file as the report carries them, in order of position. The fingerprint names the fault, not its line, so that it stays the
 * same when lines above are added; equal faults of one file are told apart by their order.
 */
export function toFindings(
  found: readonly { readonly finding: LintFinding; readonly engine: EngineName }[],
  names: FileNames,
): readonly Finding[] {
  const seen = new Map<string, number>();
  return [...found].sort(byPosition).map(({ finding, engine }) => {
    // A message may name another line, such as that of a key's first place; lines are no part of a fault's identity.
    const told = finding.message.replace(/\b(lines?) \d+(?::\d+)?/g, '$1');
    const fault = [finding.ruleId, names.file, finding.path ?? '', told].join('\n');
    const occurrence = seen.get(fault) ?? 0;
    seen.set(fault, occurrence + 1);
    const fingerprint = sha256(new TextEncoder().encode(`${fault}\n${occurrence}`)).slice(0, 32);
    return { ...finding, ...names, engine, fingerprint };
  });
}

function byPosition(a: { readonly finding: LintFinding }, b: { readonly finding: LintFinding }): number {
  const [p, q] = [a.finding.range?.start, b.finding.range?.start];
  if (p === undefined || q === undefined) return p === q ? 0 : p === undefined ? -1 : 1;
  return p.line - q.line || p.column - q.column || (a.finding.ruleId < b.finding.ruleId ? -1 : a.finding.ruleId > b.finding.ruleId ? 1 : 0);
}

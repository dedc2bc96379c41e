import { parsePolicy } from '../../../src/policy/document.js';
import type { LintFinding } from '../../../src/policy/lint/finding.js';
import { lintPolicy } from '../../../src/policy/lint/lint.js';

/** A complete `pack` section. */
export const PACK = 'pack:\n  name: support-desk\n  version: "1.0.0"\n  enabled: true\n';
/** A chain and its blocks, complete. */
export const CHAIN = 'policies:\n  chain:\n    - rbac\npolicy:\n  rbac: {}\n';

export function lint(text: string): readonly LintFinding[] {
  return lintPolicy(parsePolicy(text));
}

/** Findings in one line each: severity, rule, path, range. */
export function brief(text: string): string[] {
  return lint(text).map(
    ({ severity, ruleId, path, range }) =>
      `${severity} ${ruleId} ${path ?? '-'} ${range?.start.line}:${range?.start.column}-${range?.end.line}:${range?.end.column}`,
  );
}

/** The text after the first finding's fix. */
export function fixed(text: string): string | undefined {
  const fix = lint(text).find((finding) => finding.fix !== undefined)?.fix;
  return fix && text.slice(0, fix.offset) + fix.text + text.slice(fix.offset + fix.length);
}

import type { Range, Severity, TextEdit } from '../../report/model.js';
import type { PolicyDocument } from '../document.js';
import { type ConfigPath, formatPath } from '../path.js';
import { type RuleId, ruleOf } from './rules.js';

/** A finding of the builtin linter, before it is bound to a file. */
export interface LintFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  /** In kt's notation; see `formatPath`. */
  readonly path?: string;
  readonly range?: Range;
  readonly code?: string;
  readonly docs?: string;
  readonly fix?: TextEdit;
  /** True when a comment of the file switches it off: it is shown, and does not fail. */
  readonly suppressed?: boolean;
  /** What that comment says after `--`. */
  readonly suppressionReason?: string;
}

/** What the rules look at: a document whose root is a mapping. */
export interface LintContext {
  readonly document: PolicyDocument;
  readonly root: Readonly<Record<string, unknown>>;
}

export interface FindingParts {
  readonly ruleId: RuleId;
  readonly message: string;
  readonly help?: string | undefined;
  /** Weaker than the rule's own, where the evidence is weaker. */
  readonly severity?: Severity;
  readonly range?: Range | undefined;
  readonly path?: ConfigPath;
  readonly fix?: TextEdit | undefined;
  /** False where the rule's code is kt's for another place. */
  readonly coded?: boolean;
}

/** Completes a finding with what its rule says. */
export function makeFinding(parts: FindingParts): LintFinding {
  const rule = ruleOf(parts.ruleId);
  return {
    ruleId: parts.ruleId,
    severity: parts.severity ?? rule?.severity ?? 'error',
    message: parts.message,
    ...(parts.help === undefined ? {} : { help: parts.help }),
    ...(parts.path === undefined || parts.path.length === 0 ? {} : { path: formatPath(parts.path) }),
    ...(parts.range === undefined ? {} : { range: parts.range }),
    ...(rule?.code === undefined || parts.coded === false ? {} : { code: rule.code }),
    ...(rule?.docs === undefined ? {} : { docs: rule.docs }),
    ...(parts.fix === undefined ? {} : { fix: parts.fix }),
  };
}

/** A finding at a key or value of the document; where the path does not exist, at its nearest ancestor. */
export function findingAt(
  context: { readonly document: PolicyDocument },
  path: ConfigPath,
  part: 'key' | 'value',
  parts: Omit<FindingParts, 'path' | 'range'>,
): LintFinding {
  const range = context.document.rangeOf(path, part) ?? context.document.nearestRange(path);
  return makeFinding({ ...parts, path, range });
}

/** An edit that replaces a scalar's text and leaves its quotes; undefined where that is not a simple edit. */
export function replaceText(document: PolicyDocument, path: ConfigPath, part: 'key' | 'value', text: string): TextEdit | undefined {
  const span = document.spanOf(path, part);
  return span === undefined ? undefined : { ...span, text };
}

/** How a value is called in a message. */
export function nameOfType(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'number' ? 'a number' : 'true or false';
}

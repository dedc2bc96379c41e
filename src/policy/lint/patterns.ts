import type { Severity } from '../../report/model.js';
import type { PolicyDocument } from '../document.js';
import { type ConfigPath, entryOf, isMapping } from '../path.js';
import { findingAt, type LintContext, type LintFinding } from './finding.js';
import { rangeInside } from './inside.js';
import type { PatternFault } from './pattern-fault.js';
import { readPattern } from './pattern-syntax.js';

/** What a real engine says against a pattern; undefined when it compiles. */
export type CompilePattern = (pattern: string) => string | undefined;

interface PatternField {
  /** Below the block; `*` stands for every item of a list. */
  readonly path: readonly string[];
  readonly severity: Severity;
}

const DOCUMENTED = 'error';
/** The pages give examples that are regular expressions, without saying so, or use the field only in examples. */
const BY_EXAMPLE = 'warning';

/** Fields that hold regular expressions. Sources: https://docs.keeptrusts.com/docs/policies/dlp-filter and the pages of the other kinds. */
const FIELDS: Readonly<Record<string, readonly PatternField[]>> = {
  'prompt-injection': [
    { path: ['attack_patterns', '*'], severity: DOCUMENTED },
    { path: ['detection', 'attack_patterns', '*'], severity: DOCUMENTED },
  ],
  'pii-detector': [{ path: ['detect_patterns', '*'], severity: DOCUMENTED }],
  'dlp-filter': [
    { path: ['detect_patterns', '*'], severity: DOCUMENTED },
    { path: ['patterns', '*', 'regex'], severity: BY_EXAMPLE },
  ],
  'code-sanitizer': [{ path: ['additional_patterns', '*'], severity: DOCUMENTED }],
  'request-rewriter': [{ path: ['rules', '*', 'pattern'], severity: DOCUMENTED }],
  'response-rewriter': [{ path: ['rules', '*', 'pattern'], severity: DOCUMENTED }],
  'financial-compliance': [{ path: ['blocked_patterns', '*'], severity: BY_EXAMPLE }],
  'healthcare-compliance': [{ path: ['blocked_patterns', '*'], severity: BY_EXAMPLE }],
  'mnpi-filter': [{ path: ['detect_patterns', '*'], severity: BY_EXAMPLE }],
};

interface PlacedPattern {
  readonly path: ConfigPath;
  readonly pattern: string;
  readonly severity: Severity;
}

/** Regular expressions of policies, which a linear-time engine must accept. */
export function lintPatterns(context: LintContext, compile?: CompilePattern): readonly LintFinding[] {
  return patternsOf(context.document).flatMap((placed) => {
    const { fault, unsure } = readPattern(placed.pattern);
    if (fault === undefined && !unsure) return [];
    const refusal = compile?.(placed.pattern);
    if (fault === undefined) return refusal === undefined ? [] : [refused(context, placed, refusal)];
    // The engine has the last word on what we believe it refuses.
    const certain = fault.refusedBy === 'both' && (compile === undefined || refusal !== undefined);
    return [faulty(context, placed, fault, certain)];
  });
}

/** True when only a real engine can judge a pattern of this file, so that it is worth loading one. */
export function wantsCompiler(document: PolicyDocument): boolean {
  return patternsOf(document).some(({ pattern }) => {
    const { fault, unsure } = readPattern(pattern);
    return fault !== undefined || unsure;
  });
}

function faulty(context: LintContext, { path, pattern, severity }: PlacedPattern, fault: PatternFault, certain: boolean): LintFinding {
  const { message, help } = fault;
  const finding = findingAt(context, path, 'value', { ruleId: 'bad-pattern', severity: certain ? severity : 'warning', message, help });
  const range = rangeInside(context.document, path, pattern, fault.at, fault.length);
  return range === undefined ? finding : { ...finding, range };
}

/** Rust knows more than RE2 of what we leave to the engine, Unicode classes above all: never an error. */
function refused(context: LintContext, { path, pattern }: PlacedPattern, refusal: string): LintFinding {
  const message = `A linear-time engine does not compile this pattern: ${refusal}`;
  const help = 'Write it in the syntax that RE2 and Rust share.';
  const finding = findingAt(context, path, 'value', { ruleId: 'bad-pattern', severity: 'warning', message, help });
  const piece = /`(.+)`$/.exec(refusal)?.[1];
  const at = piece === undefined ? -1 : pattern.indexOf(piece);
  const range = piece === undefined || at === -1 ? undefined : rangeInside(context.document, path, pattern, at, piece.length);
  return range === undefined ? finding : { ...finding, range };
}

function patternsOf({ value: root, shape }: PolicyDocument): readonly PlacedPattern[] {
  const policy = entryOf(root, 'policy');
  if (shape === 'single-policy') {
    const fields = entryOf(policy, 'name') === 'prompt-injection' ? (FIELDS['prompt-injection'] ?? []) : [];
    return fields.flatMap((field) => select(root, [], field.path, field.severity));
  }
  if (!isMapping(policy)) return [];
  return Object.keys(policy).flatMap((kind) => {
    const fields = Object.hasOwn(FIELDS, kind) ? (FIELDS[kind] ?? []) : [];
    return fields.flatMap((field) => select(policy[kind], ['policy', kind], field.path, field.severity));
  });
}

function select(value: unknown, path: ConfigPath, steps: readonly string[], severity: Severity): readonly PlacedPattern[] {
  const [step, ...rest] = steps;
  if (step === undefined) return typeof value === 'string' ? [{ path, pattern: value, severity }] : [];
  if (step !== '*') return select(entryOf(value, step), [...path, step], rest, severity);
  return Array.isArray(value) ? value.flatMap((item: unknown, index) => select(item, [...path, index], rest, severity)) : [];
}

import type { PatternSource } from './decision.js';

export type AssertionResult = 'passed' | 'failed' | 'undecided';

type Check = (answer: string, value: unknown, fold: (text: string) => string, patterns: PatternSource) => AssertionResult;

/**
 * Assertion types whose name says all there is to know. Of the 65 and more types the documentation shows four
 * (https://docs.keeptrusts.com/docs/policies/config-quality-assertions); the others here are the deterministic ones of the evaluation tool
 * whose vocabulary it uses (https://www.promptfoo.dev/docs/configuration/expected-outputs/deterministic/). Every type not listed is undecided.
 */
const CHECKS: Readonly<Record<string, Check>> = {
  contains: (answer, value, fold) => withText(value, (text) => fold(answer).includes(fold(text))),
  icontains: (answer, value) => withText(value, (text) => answer.toLowerCase().includes(text.toLowerCase())),
  'contains-any': (answer, value, fold) => withTexts(value, (texts) => texts.some((text) => fold(answer).includes(fold(text)))),
  'contains-all': (answer, value, fold) => withTexts(value, (texts) => texts.every((text) => fold(answer).includes(fold(text)))),
  'starts-with': (answer, value, fold) => withText(value, (text) => fold(answer).startsWith(fold(text))),
  equals: (answer, value, fold) => withText(value, (text) => fold(answer) === fold(text)),
  'is-json': (answer, value) => (value === undefined ? told(isJson(answer)) : 'undecided'),
  regex: (answer, value, fold, patterns) => {
    if (typeof value !== 'string') return 'undecided';
    const pattern = patterns.compile(value, { ignoreCase: fold('A') === 'a' });
    if (pattern === undefined) return 'undecided';
    const { spans, missing } = pattern.findAll(answer);
    if (spans.length > 0) return 'passed';
    return missing === undefined ? 'failed' : 'undecided';
  },
};

/** Types an engine without a model can decide. */
export const DETERMINISTIC_ASSERTIONS: readonly string[] = Object.keys(CHECKS);

/** Assertions that can change a verdict: `audit` ones are only reported and `shadow` ones only logged. */
export function counts(assertion: Readonly<Record<string, unknown>>): boolean {
  return assertion.enabled !== false && assertion.mode !== 'audit' && assertion.mode !== 'shadow';
}

/** Why an assertion is undecided: the model-graded types the documentation shows, or one whose meaning it does not give. */
export function causeOf(assertion: Readonly<Record<string, unknown>>): 'needs-model' | 'undocumented' {
  return MODEL_GRADED.has(String(assertion.type)) ? 'needs-model' : 'undocumented';
}

const MODEL_GRADED: ReadonlySet<string> = new Set(['llm-rubric', 'context-faithfulness', 'factuality', 'model-graded-closedqa']);

/**
 * Checks one assertion on an answer. `negate` turns the result around; `case_sensitive` is true unless said otherwise. These types score 1 or
 * 0, so a `threshold` above 1 can never be met and one of 0 or less says nothing: both are undecided.
 */
export function checkAssertion(assertion: Readonly<Record<string, unknown>>, answer: string, patterns: PatternSource): AssertionResult {
  const check = typeof assertion.type === 'string' && Object.hasOwn(CHECKS, assertion.type) ? CHECKS[assertion.type] : undefined;
  if (check === undefined) return 'undecided';
  const { threshold } = assertion;
  if (threshold !== undefined && !(typeof threshold === 'number' && threshold > 0 && threshold <= 1)) return 'undecided';
  const fold = assertion.case_sensitive === false ? (text: string) => text.toLowerCase() : (text: string) => text;
  const result = check(answer, assertion.value, fold, patterns);
  const turned = assertion.negate !== true || result === 'undecided' ? result : result === 'passed' ? 'failed' : 'passed';
  return turned === 'failed' && !failureMatters(assertion) ? 'undecided' : turned;
}

/** Whether a failure certainly is one: what a weight of 0, or any other mode or severity than the strongest, makes of it is not documented. */
function failureMatters({ weight, mode, severity, enabled }: Readonly<Record<string, unknown>>): boolean {
  const isStrong = (value: unknown, strongest: unknown): boolean => value === undefined || value === strongest;
  const weighs = weight === undefined || (typeof weight === 'number' && weight > 0);
  return weighs && isStrong(mode, 'enforce') && isStrong(severity, 'critical') && isStrong(enabled, true);
}

function told(holds: boolean): AssertionResult {
  return holds ? 'passed' : 'failed';
}

function withText(value: unknown, holds: (text: string) => boolean): AssertionResult {
  return typeof value === 'string' ? told(holds(value)) : 'undecided';
}

function withTexts(value: unknown, holds: (texts: readonly string[]) => boolean): AssertionResult {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string') ? told(holds(value)) : 'undecided';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
